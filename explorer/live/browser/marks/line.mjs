// A line without ends: it reaches beyond the frame wherever the view is.

import { at, finite, pointList, straight } from "./strokes.mjs";

/** @type {import("./kinds.mjs").Make} */
export function make(picture, mark) {
  mark.refs = [mark.spec.direction, mark.spec.through];
  const path = straight(mark);
  mark.draw = (values) => {
    if (!finite(values)) return false;
    const [direction, through] = values;
    const length = Math.hypot(direction.re[0], direction.re[1]);
    if (length < 1e-12) return false;
    const { width, height } = picture;
    const [px, py] = at(picture, through);
    const reach = 2 * (width + height) + Math.hypot(px - width / 2, py - height / 2);
    const ux = direction.re[0] / length;
    const uy = -direction.re[1] / length;
    mark.line = [px - ux * reach, py - uy * reach, px + ux * reach, py + uy * reach];
    path.setAttribute("points", pointList(...mark.line));
    if (mark.text) {
      const out = Math.min(Math.abs((width * 0.42) / (ux || 1e-9)), Math.abs((height * 0.42) / (uy || 1e-9)));
      Object.assign(mark.text, { x: px + ux * out, y: py + uy * out, dx: -uy, dy: -Math.abs(ux) });
    }
    return true;
  };
}

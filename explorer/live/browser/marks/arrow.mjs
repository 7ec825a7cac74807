// An arrow: a shaft and a head, from its tail to its tip.

import { svg } from "../shapes.mjs";
import { at, finite, pointList, straight } from "./strokes.mjs";

const HEAD = 13; // length of an arrow's head in pixels, at normal stroke width

/** @type {import("./kinds.mjs").Make} */
export function make(picture, mark) {
  const { spec } = mark;
  mark.refs = [spec.tip, spec.tail];
  const shaft = straight(mark, "");
  const head = svg("polygon", { class: "fill" }, mark.element);
  mark.draw = (values) => {
    if (!finite(values)) return false;
    const [x1, y1] = at(picture, values[0]);
    const [x0, y0] = at(picture, values[1]);
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (mark.text) Object.assign(mark.text, { x: x1, y: y1, dx: x1 - x0, dy: y1 - y0 });
    mark.line = [x0, y0, x1, y1];
    if (length < 0.5) return false;
    const ux = (x1 - x0) / length;
    const uy = (y1 - y0) / length;
    const size = Math.min(HEAD * picture.textScale, length * 0.6) * (spec.faint ? 0.7 : 1);
    const bx = x1 - ux * size;
    const by = y1 - uy * size;
    const w = size * 0.42;
    shaft.setAttribute("points", pointList(x0, y0, bx + ux, by + uy));
    head.setAttribute("points", pointList(x1, y1, bx - uy * w, by + ux * w, bx + uy * w, by - ux * w));
    return true;
  };
}

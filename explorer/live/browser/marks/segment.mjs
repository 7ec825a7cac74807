// A straight piece between two points.

import { at, finite, pointList, straight } from "./strokes.mjs";

/** @type {import("./kinds.mjs").Make} */
export function make(picture, mark) {
  mark.refs = [mark.spec.start, mark.spec.end];
  const path = straight(mark);
  mark.draw = (values) => {
    if (!finite(values)) return false;
    const [x0, y0] = at(picture, values[0]);
    const [x1, y1] = at(picture, values[1]);
    mark.line = [x0, y0, x1, y1];
    path.setAttribute("points", pointList(...mark.line));
    if (mark.text) Object.assign(mark.text, { x: (x0 + x1) / 2, y: (y0 + y1) / 2, dx: y0 - y1, dy: x1 - x0 });
    return true;
  };
}

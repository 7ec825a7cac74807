// A curve through points, and a filled shape; one that is signed is hatched where it is turned over.

import { svg } from "../shapes.mjs";
import { at, dashOf } from "./strokes.mjs";

/** @type {import("./kinds.mjs").Make} */
export function make(picture, mark) {
  const { spec, element } = mark;
  const filled = spec.kind === "polygon";
  mark.refs = [spec.points];
  const path = svg("path", { class: filled ? "area" : "stroke", "stroke-dasharray": filled ? "" : dashOf(mark) }, element);
  const over = spec.signed ? svg("path", { class: "over", fill: `url(#hatch-${picture.number})` }, element) : null;
  mark.draw = ([points]) => {
    const n = points.shape[0];
    if (n === 0) return false;
    let d = "";
    let area = 0;
    let cx = 0;
    let cy = 0;
    let pen = "M";
    /** @type {[number, number][]} */
    const corners = [];
    for (let i = 0; i < n; i += 1) {
      const [x, y] = at(picture, points, i);
      if (!Number.isFinite(x + y)) {
        pen = "M";
        continue;
      }
      d += `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
      pen = "L";
      corners.push([x, y]);
      cx += x;
      cy += y;
    }
    for (let i = 0; i < corners.length; i += 1) {
      const [x0, y0] = corners[i];
      const [x1, y1] = corners[(i + 1) % corners.length];
      area += x0 * y1 - x1 * y0;
    }
    if (d && (filled || spec.closed)) d += "Z";
    path.setAttribute("d", d);
    if (over) {
      over.setAttribute("d", d);
      over.style.display = area > 0 ? "" : "none"; // screen y points down, so a positive sum is a turned-over shape
    }
    mark.lines = corners.slice(1).map(([x, y], i) => [...corners[i], x, y]);
    if (mark.text) Object.assign(mark.text, { x: cx / corners.length, y: cy / corners.length, dx: 0, dy: 0 });
    return corners.length > 0;
  };
}

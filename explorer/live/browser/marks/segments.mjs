// Many straight pieces in one path; also the thin ones of a grid that moves.

import { svg } from "../shapes.mjs";
import { round } from "../words.mjs";
import { dashOf } from "./strokes.mjs";

/** @type {import("./kinds.mjs").Make} */
export function make(picture, mark) {
  mark.refs = [mark.spec.pieces];
  const path = svg("path", { class: "stroke", "stroke-dasharray": mark.spec.solid ? "" : dashOf(mark) }, mark.element);
  mark.draw = ([pieces]) => {
    const n = pieces.shape[0];
    const width = pieces.shape[2];
    const { re } = pieces;
    const s = picture.scale;
    const [ox, oy] = picture.origin;
    let d = "";
    for (let i = 0; i < n; i += 1) {
      const j = 2 * i * width;
      const k = j + width;
      // One decimal of a pixel is plenty for thin lines, and shorter text is parsed sooner.
      const x0 = round(ox + re[j] * s, 1);
      const y0 = round(oy - re[j + 1] * s, 1);
      const x1 = round(ox + re[k] * s, 1);
      const y1 = round(oy - re[k + 1] * s, 1);
      if (Number.isFinite(x0 + y0 + x1 + y1)) d += `M${x0} ${y0}L${x1} ${y1}`;
    }
    path.setAttribute("d", d);
    return true;
  };
}

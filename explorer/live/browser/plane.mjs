// The plane behind the marks: its grid, its axes with their names, and the numbers on them.

import { svg } from "./shapes.mjs";
import { local, translate } from "./words.mjs";

/** Draw what lies behind the marks; returns the boxes of the names of the axes: [left, top, right, bottom].
 * @param {import("./picture.mjs").Picture} picture @returns {number[][]} */
export function drawPlane(picture) {
  const { back, spec, bounds, scale } = picture;
  back.replaceChildren();
  const { ratio = 1 } = spec;
  const [across, up] = [niceStep(46 / scale), niceStep(46 / scale / ratio)];
  // The second axis in its own units.
  const seen = [bounds[0], bounds[1], bounds[2] / ratio, bounds[3] / ratio];
  const at = (/** @type {number} */ y) => picture.toScreen(0, y * ratio)[1];
  if (spec.grid) drawGrid(picture, seen, across, up, at);
  const written = spec.axes ? drawAxes(picture) : [];
  if (spec.axes && spec.numbers) drawNumbers(picture, seen, 2 * across, 2 * up, at);
  return written;
}

/** @param {import("./picture.mjs").Picture} picture @param {number[]} bounds @param {number} across @param {number} up steps of the axes
 * @param {(y:number) => number} at */
function drawGrid(picture, [left, right, bottom, top], across, up, at) {
  const { back, width, height } = picture;
  const lines = (/** @type {number} */ part, /** @type {string} */ look) => {
    let d = "";
    const [every, rise] = [across * part, up * part];
    for (let x = Math.ceil(left / every) * every; x <= right; x += every) d += `M${picture.toScreen(x, 0)[0].toFixed(1)} 0V${height}`;
    for (let y = Math.ceil(bottom / rise) * rise; y <= top; y += rise) d += `M0 ${at(y).toFixed(1)}H${width}`;
    svg("path", { d, class: look }, back);
  };
  // Halves faint, whole steps clear.
  lines(0.5, "gridline");
  lines(1, "gridline unit");
}

/** @param {import("./picture.mjs").Picture} picture @returns {number[][]} */
function drawAxes({ back, spec, rim, width, height, textScale, origin: [ox, oy] }) {
  svg("path", { d: `M0 ${oy}H${width}M${ox} 0V${height}`, class: "axis" }, back);
  svg("circle", { cx: ox, cy: oy, r: 3, class: "origin" }, back);
  const [[west, east], [south, north]] = spec.names;
  /** @type {number[][]} */
  const written = [];
  const name = (/** @type {string} */ text, /** @type {Record<string, any>} */ place) => {
    if (!text) return;
    svg("text", { ...place, class: "tick" }, back).textContent = translate(text);
    const [w, h] = [6.4 * text.length * textScale, 12 * textScale];
    const left = place.x - (place["text-anchor"] ? w : 0);
    written.push([left, place.y - h, left + w, place.y + 3]);
  };
  // Above the axis where its numbers stand below, else below.
  const beside = Math.min(height - 8, Math.max(18, spec.numbers ? oy - 8 : oy + 6 + 12 * textScale));
  const above = Math.min(width - 60, Math.max(8, ox + 8));
  name(west, { x: 8, y: beside });
  name(east, { x: width - rim.right + 2, y: beside, "text-anchor": "end" }); // beside a table, not under it
  name(north, { x: above, y: Math.max(rim.top, 12 * textScale) + 4 });
  name(south, { x: above, y: height - rim.bottom - 2 });
  return written;
}

/** @param {import("./picture.mjs").Picture} picture @param {number[]} bounds @param {number} every @param {number} rise steps of the axes
 * @param {(y:number) => number} at */
function drawNumbers(picture, [left, right, bottom, top], every, rise, at) {
  const { back, covers, width, height, textScale, origin: [ox, oy] } = picture;
  const tick = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ value, /** @type {number} */ step, /** @type {string} */ anchor) => {
    // Nothing is written under what lies over the picture.
    if (covers.some((box) => x > box[0] - 8 && x < box[2] + 8 && y > box[1] - 4 && y < box[3] + 14)) return;
    svg("text", { x, y, class: "tick", "text-anchor": anchor }, back).textContent = local(value.toFixed(Math.max(0, -Math.floor(Math.log10(step) + 1e-9))));
  };
  const ty = Math.min(height - 6, Math.max(14, oy + 3 + 12 * textScale));
  // Beside the axis; where that is out of sight, at the edge.
  const tx = ox < 30 ? 6 : Math.min(width - 24, ox - 6);
  for (let x = Math.ceil(left / every) * every; x <= right; x += every) {
    const px = picture.toScreen(x, 0)[0];
    if (Math.abs(x) >= every / 2 && px >= 12 && px <= width - 12) tick(px, ty, x, every, "middle");
  }
  for (let y = Math.ceil(bottom / rise) * rise; y <= top; y += rise) {
    const py = at(y);
    if (Math.abs(y) >= rise / 2 && py >= 12 && py <= height - 12 * textScale) tick(tx, py + 4 * textScale, y, rise, ox < 30 ? "start" : "end");
  }
}

/** The smallest of 1, 2, 5 times a power of ten that is at least `least`. @param {number} least */
function niceStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  for (const factor of [1, 2, 5]) if (factor * power >= least) return factor * power;
  return 10 * power;
}

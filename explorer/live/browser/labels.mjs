// The labels of marks: each stands beside its point where it covers no other label, no handle and no line.

import { svg } from "./shapes.mjs";
import { translate } from "./words.mjs";

const TURNS = [0, 0.7, -0.7, 1.3, -1.3, 2, -2, Math.PI]; // where a label may stand: from its preferred side, in radians
// What a place for a label costs:
const COVERING = 4; // a square pixel of another label, where one of anything else costs one
const CROSSING = 12; // a pixel of a straight line under it
const TURNING = 24; // a radian away from its preferred side
const LEAVING = 110; // a place farther off, beside the point no more
const MOVING = 60; // a side other than that of the frame before, so that labels do not flicker

/** A label and what it stands beside: a point of the screen, and the direction in which it prefers to stand.
 * @typedef {{element:any, letters:any, number:boolean, centred:boolean, x:number, y:number, dx:number, dy:number, shown:boolean, hidden:boolean,
 *   where:string, width:number, gap:number, side?:number}} Label */

/** @param {any} spec of the mark @param {any} parent @returns {Label} */
export function makeLabel(spec, parent) {
  // A group is moved, not the text itself: a text that is given a place is laid out again.
  const element = svg("g", {}, parent);
  const letters = svg("text", { class: `label role-${spec.role}${spec.small ? " small" : ""}${spec.lead ? " lead" : ""}` }, element);
  const label = translate(spec.label);
  letters.textContent = label;
  const gap = spec.kind !== "label" ? 18 : spec.small ? 20 : 25;
  const place = { x: 0, y: 0, dx: 1, dy: -1, where: "", width: widthOf(label, spec.small), gap };
  return { element, letters, number: Boolean(spec.value) && !spec.label && !spec.list, centred: Boolean(spec.centred), shown: false, hidden: false, ...place };
}

/** Put each label where it covers least and stays inside the frame. @param {import("./picture.mjs").Picture} picture */
export function placeLabels({ marks, axes, width, height, written, covers, obstacles, textScale: grown }) {
  const taken = [...written, ...covers, ...obstacles.map(([x, y, r]) => [x - r * grown, y - r * grown, x + r * grown, y + r * grown])];
  /** @type {number[][]} */
  const labels = [];
  /** @type {number[][]} */
  const lines = [...axes, ...marks.flatMap((mark) => (mark.visible ? (mark.lines ?? (mark.line ? [mark.line] : [])) : []))];
  for (const { text } of marks) {
    if (!text) continue;
    if (text.hidden === text.shown) text.element.style.display = text.shown ? "" : "none";
    text.hidden = !text.shown;
    if (!text.shown) continue;
    const length = Math.hypot(text.dx, text.dy);
    const preferred = length > 0 ? Math.atan2(text.dy, text.dx) : -Math.PI / 4;
    const w = text.width * grown;
    const h = 20 * grown;
    let best = { cost: Infinity, cx: 0, cy: 0, box: [0], side: 0 };
    const off = text.centred ? 0 : 1;
    const gap = length > 0 ? text.gap * Math.sqrt(grown) : 0;
    const tryAt = (/** @type {number} */ far, /** @type {number} */ turn) => {
      const angle = preferred + turn;
      const cx = clamp(text.x + off * Math.cos(angle) * (far + (w / 2) * Math.abs(Math.cos(angle))), w / 2 + 2, width - w / 2 - 2);
      const cy = clamp(text.y + off * Math.sin(angle) * (far + 2), h / 2 + 1, height - h / 2 - 1);
      const box = [cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2];
      const side = turn + (far > gap ? 9 : 0); // tells the places of a label apart
      let cost = TURNING * Math.abs(turn) + (side === text.side ? 0 : MOVING) + (far > gap ? LEAVING : 0);
      for (const other of taken) cost += shared(box, other);
      for (const other of labels) cost += COVERING * shared(box, other);
      if (cost >= best.cost) return;
      for (const line of lines) cost += CROSSING * lengthInside(line, box);
      if (cost < best.cost) best = { cost, cx, cy, box, side };
    };
    // A number of the picture, such as an angle's, means nothing on another side.
    const turns = TURNS.slice(0, text.centred ? 1 : text.number ? 3 : 8);
    for (const turn of turns) {
      if (TURNING * Math.abs(turn) >= best.cost) break; // what is turned farther costs no less
      tryAt(gap, turn);
    }
    if (off && best.cost > LEAVING) for (const turn of turns.slice(0, 5)) tryAt(gap + h, turn);
    text.side = best.side;
    labels.push(best.box);
    const where = `translate(${best.cx.toFixed(1)} ${(best.cy + 5 * grown).toFixed(1)})`;
    if (where !== text.where) text.element.setAttribute("transform", where);
    text.where = where;
  }
}

/** How wide a label is, in pixels, near enough to keep it clear of others. @param {string} text @param {boolean} small */
export function widthOf(text, small) {
  return text.length * (small ? 7.3 : 9.2) + 4;
}

/** The square pixels that two boxes share. @param {number[]} a @param {number[]} b */
function shared(a, b) {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  return width > 0 && height > 0 ? width * height : 0;
}

/** How much of a straight piece lies in a box (Liang and Barsky, 1984). @param {number[]} line x, y of both ends
 * @param {number[]} box left, top, right, bottom */
function lengthInside([x0, y0, x1, y1], [left, top, right, bottom]) {
  // Nearly all lines pass by.
  if ((x0 < left && x1 < left) || (x0 > right && x1 > right) || (y0 < top && y1 < top) || (y0 > bottom && y1 > bottom)) return 0;
  const dx = x1 - x0;
  const dy = y1 - y0;
  let from = 0;
  let to = 1;
  for (const [step, room] of [[-dx, x0 - left], [dx, right - x0], [-dy, y0 - top], [dy, bottom - y0]]) {
    if (step === 0 && room < 0) return 0;
    if (step < 0) from = Math.max(from, room / step);
    else if (step > 0) to = Math.min(to, room / step);
  }
  return Math.max(0, to - from) * Math.hypot(dx, dy);
}

/** @param {number} x @param {number} low @param {number} high */
function clamp(x, low, high) {
  return Math.min(Math.max(x, low), Math.max(low, high));
}

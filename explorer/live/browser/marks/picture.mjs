// A matrix or a picture as pixels. The canvas has one pixel a number and the browser enlarges it, so to move and zoom the
// view draws nothing anew; only other numbers do.

import { wear } from "../html.mjs";
import { sayCell, stepCell } from "../inputs/cells.mjs";
import { svg } from "../shapes.mjs";
import { formatNumber, local, translate } from "../words.mjs";
import { divergingTones, pixelOf } from "./colours.mjs";
import style from "./picture.css" with { type: "css" };

const TONES = 255; // odd: one of them is the middle
const EDGES = 12; // pixels of the screen that a cell has where its edges are drawn
const WRITTEN = 30; // and where its number is
const MOST = 500; // numbers that are written at once
const RING = 10; // pixels of the screen

/** @typedef {import("../payload.mjs").PictureMark} Spec */

/** @type {import("./kinds.mjs").Make} */
export function make(picture, mark) {
  const { element } = mark;
  /** @type {Spec} */
  const spec = mark.spec;
  const [m, n, parts = 0] = picture.program.value(spec.matrix).shape;
  const canvas = document.createElement("canvas");
  canvas.className = "pixels";
  canvas.setAttribute("aria-hidden", "true");
  [canvas.width, canvas.height] = [n, m];
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = context.createImageData(n, m);
  const pixels = new Uint32Array(image.data.buffer);
  picture.root.before(canvas);
  wear(picture.root, style);
  const edge = svg("path", { class: "edge" }, element);
  const digits = svg("g", {}, element);
  const names = svg("g", {}, element);
  const hot = svg("path", { class: "hot" }, element);
  mark.refs = spec.hot ? [spec.matrix, spec.hot] : [spec.matrix];
  /** @type {Uint32Array} */
  let palette = new Uint32Array(0);
  /** @type {Uint8Array} */
  let dark = new Uint8Array(0);
  let theme = "";
  let painted = -1;

  /** How large a cell is on the screen, and where the first one begins. */
  const frame = () => {
    const [left, top] = picture.toScreen(spec.x[0], spec.y[1]);
    const [right, bottom] = picture.toScreen(spec.x[1], spec.y[0]);
    return { left, top, wide: (right - left) / n, high: (bottom - top) / m };
  };

  /** The tone of a number: its place in the palette. @param {number} x */
  const toneOf = (x) => Math.min(TONES - 1, Math.max(0, Math.round(((x - spec.low) / (spec.high - spec.low)) * (TONES - 1))));

  /** Put the numbers into the canvas. @param {ArrayLike<number>} re */
  const paint = (re) => {
    if (parts === 3) {
      const scale = 255 / (spec.high - spec.low);
      const { data } = image; // it rounds, and keeps between 0 and 255
      for (let i = 0; i < m * n; i += 1) {
        for (let k = 0; k < 3; k += 1) data[4 * i + k] = (re[3 * i + k] - spec.low) * scale;
        data[4 * i + 3] = Number.isNaN(re[3 * i]) ? 0 : 255;
      }
    } else {
      const [low, scale] = [spec.low, (TONES - 1) / (spec.high - spec.low)];
      for (let i = 0; i < m * n; i += 1) {
        const tone = (re[i] - low) * scale + 0.5;
        // What is not a number fails every comparison, and is clear.
        pixels[i] = tone >= TONES ? palette[TONES - 1] : tone >= 0 ? palette[tone | 0] : re[i] < low ? palette[0] : 0;
      }
    }
    context.putImageData(image, 0, 0);
  };

  mark.draw = ([value, lit]) => {
    const { left, top, wide, high } = frame();
    const now = picture.root.closest(".stage")?.dataset.theme ?? "";
    if (now !== theme || palette.length === 0) {
      theme = now;
      [palette, dark] = paletteOf(spec, context, picture.root);
      painted = -1;
    }
    const stamp = picture.program.stamp(spec.matrix);
    if (stamp !== painted) paint(value.re);
    painted = stamp;
    canvas.style.transform = `translate(${left}px, ${top}px) scale(${wide}, ${high})`;
    edge.setAttribute("d", wide >= EDGES ? lines(left, top, wide, high, m, n) : `M${left} ${top}h${n * wide}v${m * high}h${-n * wide}Z`);
    hot.setAttribute("d", lit ? frames(lit.re, left, top, wide, high) : "");
    write(value.re);
    return true;
  };
  let seen = true;
  let followed = () => {}; // by the reader of the pixels, where there is one
  mark.toggle = (visible) => {
    canvas.style.display = visible ? "" : "none";
    seen = visible;
    followed();
  };
  mark.image = () => {
    const { left, top, wide, high } = frame();
    return { href: canvas.toDataURL(), x: left, y: top, width: wide * n, height: high * m, preserveAspectRatio: "none", style: "image-rendering:pixelated" };
  };

  /** Write the numbers of the cells in sight, where they have the room, and the names beside them. @param {ArrayLike<number>} re */
  const write = (re) => {
    const { left, top, wide, high } = frame();
    const [c0, c1] = [Math.max(0, Math.floor(-left / wide)), Math.min(n, Math.ceil((picture.width - left) / wide))];
    const [r0, r1] = [Math.max(0, Math.floor(-top / high)), Math.min(m, Math.ceil((picture.height - top) / high))];
    const shown = parts !== 3 && Math.min(wide, high) >= WRITTEN && (c1 - c0) * (r1 - r0) <= MOST;
    // All as large as the longest allows.
    const longest = Math.max(3, fixed(spec.low, spec.digits).length, fixed(spec.high, spec.digits).length);
    const size = Math.min(20, 0.5 * high, (1.5 * wide) / longest);
    let k = 0;
    for (let r = r0; shown && r < r1; r += 1) {
      for (let c = c0; c < c1; c += 1) {
        const text = textAt(digits, k++, "digits");
        const x = re[r * n + c];
        text.setAttribute("x", (left + (c + 0.5) * wide).toFixed(1));
        text.setAttribute("y", (top + (r + 0.5) * high).toFixed(1));
        text.setAttribute("font-size", size.toFixed(1));
        text.classList.toggle("light", Boolean(dark[toneOf(x)]));
        text.textContent = fixed(x, spec.digits);
      }
    }
    while (digits.childElementCount > k) digits.lastChild.remove();
    k = 0;
    const named = (/** @type {string[]|undefined} */ list, /** @type {number} */ room, /** @type {(i:number) => Record<string, any>} */ place) =>
      (room >= EDGES + 3 ? (list ?? []) : []).forEach((name, i) => {
        const text = textAt(names, k++, "names");
        for (const [key, to] of Object.entries(place(i))) text.setAttribute(key, to);
        text.textContent = translate(name);
      });
    named(spec.rows, high, (i) => ({ x: left - 6, y: top + (i + 0.5) * high, "text-anchor": "end", "dominant-baseline": "central" }));
    named(spec.columns, wide, (i) => ({ x: left + (i + 0.5) * wide, y: top - 6, "text-anchor": "middle", "dominant-baseline": "auto" }));
    while (names.childElementCount > k) names.lastChild.remove();
  };

  /** What a cell says. @param {number} row @param {number} column */
  const say = (row, column) => {
    const { re, shape } = picture.program.value(spec.matrix);
    const each = shape[2] ?? 1;
    const texts = Array.from({ length: each }, (_, i) => formatNumber(re[(row * n + column) * each + i], spec.digits));
    return sayCell(spec, row, column, texts.join(", "));
  };

  /** The cell at a place of the screen. @param {number} px @param {number} py */
  const cellAt = (px, py) => {
    const { left, top, wide, high } = frame();
    const [row, column] = [Math.floor((py - top) / high), Math.floor((px - left) / wide)];
    return row >= 0 && row < m && column >= 0 && column < n ? { row, column, x: left + (column + 0.5) * wide, y: top + row * high } : null;
  };
  mark.nameAt = (px, py) => {
    const cell = cellAt(px, py);
    return cell && { text: say(cell.row, cell.column), x: cell.x, y: cell.y };
  };
  /** Set the input that is picked to a cell. @param {import("../stage.mjs").Stage} stage @param {number} row @param {number} column */
  const pick = (stage, row, column) => {
    stage.motion.stop();
    stage.change({ [/** @type {string} */ (spec.picked)]: [row, column] });
    stage.settleNow();
  };
  if (spec.picked) {
    mark.target = (px, py) => {
      const cell = cellAt(px, py);
      // What lies on the pixels comes first.
      return cell && { far: 1e3, act: (stage) => pick(stage, cell.row, cell.column) };
    };
  }

  mark.makeReader = (handles, _, signal) => {
    const { stage } = handles;
    const group = svg("g", { class: "pixel-reader", role: "spinbutton", tabindex: 0, "aria-label": translate(spec.name), "aria-valuemin": 1, "aria-valuemax": m * n, "aria-valuenow": 1, "aria-valuetext": say(0, 0) }, picture.holds);
    const ring = svg("rect", { class: "spot" }, group);
    const at = { row: 0, column: 0, shown: false };
    let there = true;
    // A picture that is nowhere, or not shown because another one takes its place, is no stop for Tab.
    const stop = () => {
      const { left, top } = frame();
      if (there === (seen && Number.isFinite(left + top))) return;
      there = !there;
      group.setAttribute("tabindex", there ? 0 : -1);
      group.setAttribute("aria-hidden", !there);
    };
    followed = stop;
    const draw = () => {
      const { left, top, wide, high } = frame();
      stop();
      ring.style.display = at.shown ? "" : "none";
      if (!at.shown) return;
      // Around a small pixel the ring is wider, to be seen.
      const [w, h] = [Math.max(wide, RING), Math.max(high, RING)];
      for (const [key, value] of Object.entries({ x: left + (at.column + 0.5) * wide - w / 2, y: top + (at.row + 0.5) * high - h / 2, width: w, height: h })) ring.setAttribute(key, value.toFixed(1));
    };
    const show = () => {
      const { left, top, wide, high } = frame();
      group.setAttribute("aria-valuenow", String(at.row * n + at.column + 1));
      group.setAttribute("aria-valuetext", say(at.row, at.column));
      stage.name({ text: say(at.row, at.column), x: left + (at.column + 0.5) * wide, y: top + at.row * high });
      draw();
    };
    const shown = (/** @type {boolean} */ on) => () => {
      at.shown = on;
      if (on) show();
      else {
        stage.name(null);
        draw();
      }
    };
    group.addEventListener("focus", shown(true), { signal });
    group.addEventListener("blur", shown(false), { signal });
    group.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Enter" && spec.picked) pick(stage, at.row, at.column);
      else if (!stepCell(at, event, m, n)) return;
      event.preventDefault();
      event.stopPropagation();
      show();
    }, { signal });
    return { draw };
  };
}

/** A number with the same decimals in every cell. @param {number} x @param {number} digits */
const fixed = (x, digits) => (Number.isFinite(x) ? local(String((Math.round(x * 10 ** digits) / 10 ** digits + 0).toFixed(digits))) : formatNumber(x));

/** The i-th text of a group, made where there is none. @param {any} group @param {number} i @param {string} kind @returns {any} */
const textAt = (group, i, kind) => group.children[i] ?? svg("text", { class: kind }, group);

/** The edges of all cells. @param {number} left @param {number} top @param {number} wide @param {number} high @param {number} m @param {number} n */
function lines(left, top, wide, high, m, n) {
  let d = "";
  for (let i = 0; i <= m; i += 1) d += `M${left.toFixed(1)} ${(top + i * high).toFixed(1)}h${(n * wide).toFixed(1)}`;
  for (let j = 0; j <= n; j += 1) d += `M${(left + j * wide).toFixed(1)} ${top.toFixed(1)}v${(m * high).toFixed(1)}`;
  return d;
}

/** Frames around cells: pairs of row and column. @param {ArrayLike<number>} cells @param {number} left @param {number} top @param {number} wide
 * @param {number} high */
function frames(cells, left, top, wide, high) {
  let d = "";
  for (let i = 0; i + 1 < cells.length; i += 2) {
    const [row, column] = [cells[i], cells[i + 1]];
    if (Number.isFinite(row + column)) d += `M${(left + column * wide).toFixed(1)} ${(top + row * high).toFixed(1)}h${wide.toFixed(1)}v${high.toFixed(1)}h${(-wide).toFixed(1)}Z`;
  }
  return d;
}

/** The colours from the lowest to the highest number, and which of them are dark. @param {Spec} spec
 * @param {CanvasRenderingContext2D} context @param {Element} root @returns {[Uint32Array, Uint8Array]} */
function paletteOf({ tones, low, high }, context, root) {
  const palette = new Uint32Array(TONES);
  const dark = new Uint8Array(TONES);
  const tone = divergingTones(context, root);
  const reach = Math.max(Math.abs(low), Math.abs(high));
  for (let i = 0; i < TONES; i += 1) {
    const x = low + (i / (TONES - 1)) * (high - low);
    const colour = tones === "diverging" ? tone(x / reach) : [i, i, i];
    palette[i] = pixelOf(colour);
    dark[i] = Number(0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2] < 140);
  }
  return [palette, dark];
}

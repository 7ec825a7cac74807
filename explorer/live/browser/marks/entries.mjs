// A matrix in the picture: its numbers stand in cells. Where it is an input, a field lies over each cell: it is typed
// into, or dragged up and down. What stands in the picture is drawn in SVG all the time, so that files show it too.

import { html, wear } from "../html.mjs";
import { typedNumber } from "../panel/typed.mjs";
import { svg } from "../shapes.mjs";
import { brief, formatNumber, local, translate } from "../words.mjs";
import style from "./entries.css" with { type: "css" };

const ROOMY = 40; // pixels of a cell that has room for thick frames and a margin
const STILL = 4; // pixels that a press may move and is no drag
const EACH = 13; // pixels of dragging that are one step
const LARGEST = 30; // pixels of a number
const LEAST = 8.5; // pixels of a name
const LEGIBLE = 6.8; // pixels of a number; one that would be smaller is written with fewer digits
const EDITED = 50; // pixels of a cell that is typed into
const USUAL = 5; // characters of a number; a longer one is written smaller, and no other
const WIDE = 0.56; // of its size that a figure is wide, at most

/** @typedef {import("../payload.mjs").EntriesMark} Spec */

/** @type {import("./kinds.mjs").Make} */
export function make(picture, mark) {
  const { element } = mark;
  /** @type {Spec} */
  const spec = mark.spec;
  const { program } = picture;
  const [m, n] = program.value(spec.matrix).shape;
  wear(picture.root, style);
  const id = `strips-${picture.number}-${picture.scene.marks.indexOf(spec)}`;
  const strips = svg("pattern", { id, width: 9, height: 9, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, element);
  svg("line", { x1: 0, y1: 0, x2: 0, y2: 9, class: "strip" }, strips);
  element.classList.toggle("sum", Boolean(spec.signs));
  const bracket = svg("path", { class: "bracket" }, element);
  const title = spec.signs ? null : svg("text", { class: "title" }, element);
  if (title) title.textContent = translate(spec.name);
  const cells = Array.from({ length: m * n }, (_, i) => {
    const group = svg("g", { class: spec.roles ? `role-${spec.roles[i % n]}` : "" }, element);
    const boxes = spec.signs ? [] : [svg("rect", { class: "cell" }, group), svg("rect", { class: "hatched", fill: `url(#${id})` }, group)];
    const chevron = spec.input ? svg("path", { class: "chevron" }, group) : null;
    const text = svg("text", { class: "figure" }, group);
    const sign = spec.signs && i % n < n - 1 ? svg("text", { class: "sign" }, group) : null;
    if (sign) sign.textContent = /** @type {string[]} */ (spec.signs)[i % n];
    return { group, boxes, chevron, text, sign, said: "" };
  });
  const names = svg("g", {}, element);
  mark.refs = spec.lit ? [spec.matrix, spec.lit] : [spec.matrix];
  let longest = 1;
  let where = "";
  /** Puts what lies over the cells where they are. @type {(size:number) => void} */
  let follow = () => {};

  /** How large a cell is on the screen, and where the first one begins. */
  const frame = () => {
    const [left, top] = picture.toScreen(spec.x[0], spec.y[1]);
    const [right, bottom] = picture.toScreen(spec.x[1], spec.y[0]);
    return { left, top, wide: (right - left) / n, high: (bottom - top) / m };
  };

  /** What a cell of this size leaves for its number. @param {number} wide @param {number} high */
  const measure = (wide, high) => {
    const share = Math.min(1, wide / ROOMY, high / ROOMY);
    const inset = 0.5 + 2 * share * share;
    return { share, inset, room: spec.signs ? wide * 0.76 : wide - 2 * inset - 8 * share };
  };

  mark.draw = ([value, lit]) => {
    const { left, top, wide, high } = frame();
    const { room } = measure(wide, high);
    let most = 2;
    let lengths = ""; // of those that are longer than most
    cells.forEach((cell, i) => {
      const x = value.re[i];
      const level = lit ? lit.re[i] : 0;
      const text = written(x, room / (WIDE * LEGIBLE));
      if (text.length <= USUAL) most = Math.max(most, text.length);
      else lengths += ` ${i} ${text.length}`;
      if (cell.said !== text) cell.text.textContent = text;
      cell.said = text;
      const { classList } = cell.group;
      classList.toggle("lit", Math.abs(level) >= 1);
      classList.toggle("hot", Math.abs(level) >= 2);
      classList.toggle("partial", level < 0);
      classList.toggle("empty", Number.isNaN(x));
      if (cell.sign) cell.sign.style.display = Number.isNaN(x) || Number.isNaN(value.re[i + 1]) ? "none" : "";
    });
    const now = [left, top, wide, high, most, lengths, picture.textScale].join();
    if (now !== where) {
      longest = most;
      layOut(left, top, wide, high);
    }
    where = now;
    return true;
  };

  /** Put everything where it belongs; only another view, or a longer number, asks for it. @param {number} left @param {number} top
   * @param {number} wide @param {number} high */
  const layOut = (left, top, wide, high) => {
    const { share, inset, room } = measure(wide, high);
    const size = Math.min((spec.signs ? 22 : LARGEST) * Math.sqrt(picture.textScale), (0.66 - 0.16 * share) * high, room / (WIDE * longest));
    element.style.setProperty("--share", share.toFixed(2));
    cells.forEach(({ boxes, chevron, text, sign }, i) => {
      const [r, c] = [Math.floor(i / n), i % n];
      const [x, y] = [left + c * wide, top + r * high];
      for (const box of boxes) set(box, { x: x + inset, y: y + inset, width: Math.max(1, wide - 2 * inset), height: Math.max(1, high - 2 * inset), rx: 6 * share });
      set(text, { x: x + wide / 2, y: y + high / 2 });
      text.setAttribute("font-size", Math.min(size, room / (WIDE * Math.max(1, cells[i].said.length))).toFixed(1));
      if (sign) {
        set(sign, { x: x + wide, y: y + high / 2 });
        sign.setAttribute("font-size", size.toFixed(1));
      }
      const half = Math.min(5, 0.1 * high);
      if (chevron) {
        const gap = inset + 3.5 + half;
        chevron.setAttribute("d", high < 40 ? "" : `M${x + wide / 2 - half} ${y + gap}l${half} ${-half}l${half} ${half}M${x + wide / 2 - half} ${y + high - gap}l${half} ${half}l${half} ${-half}`);
      }
    });
    follow(size);
    const [l, t, r, b] = [left - 2, top - 2, left + n * wide + 2, top + m * high + 2];
    const grown = picture.textScale > 1 ? (24.2 * Math.max(picture.textScale, 1.75)) / 1.75 : Math.max(9, Math.min(13, 0.3 * Math.min(wide, high)));
    const arm = Math.min(9, 0.16 * wide);
    if (!spec.signs) bracket.setAttribute("d", `M${l + arm} ${t}H${l}V${b}h${arm}M${r - arm} ${t}H${r}V${b}h${-arm}`);
    if (title) {
      // Beside the names of the columns, or below.
      const tall = Math.max(grown, Math.min(22, 0.42 * high));
      title.setAttribute("font-size", tall.toFixed(1));
      const beside = spec.columns && spec.beside !== false;
      set(title, beside ? { x: l - 6, y: t - 0.62 * grown } : { x: (l + r) / 2, y: b + 0.66 * tall });
      title.style.textAnchor = beside ? "end" : "middle";
    }
    let k = 0;
    /** Write a name; a longer one on lines of its own words, as small as they want and can be read.
     * @param {string} name @param {number} x @param {number} y of its last line @param {string} anchor @param {number} room */
    const beside = (name, x, y, anchor, room) => {
      const lines = anchor === "middle" ? translate(name).split(" ") : [translate(name)];
      const size = Math.min(grown, room / (0.54 * Math.max(...lines.map((line) => line.length))));
      if (size < LEAST) return;
      lines.forEach((line, i) => {
        const text = names.children[k] ?? svg("text", { class: "names" }, names);
        k += 1;
        set(text, { x, y: y - (lines.length - 1 - i) * 1.08 * size });
        text.setAttribute("font-size", size.toFixed(1));
        text.style.textAnchor = anchor;
        text.textContent = line;
      });
    };
    if (spec.beside !== false) {
      (spec.rows ?? []).forEach((name, i) => beside(name, l - 5, top + (i + 0.5) * high, "end", Infinity));
      (spec.columns ?? []).forEach((name, i) => beside(name, left + (i + 0.5) * wide, t - 0.62 * grown, "middle", wide - 3));
    }
    while (names.childElementCount > k) names.lastChild.remove();
  };

  mark.nameAt = (px, py) => {
    const { left, top, wide, high } = frame();
    const [r, c] = [Math.floor((py - top) / high), Math.floor((px - left) / wide)];
    if (spec.signs || r < 0 || c < 0 || r >= m || c >= n) return null;
    const x = program.value(spec.matrix).re[r * n + c];
    return { text: `${translate(spec.name)} ${called(spec, r, c)}: ${formatNumber(x)}`, x: left + (c + 0.5) * wide, y: top + r * high };
  };

  if (spec.input) {
    mark.makeReader = (handles, _, signal) => {
      const over = fields(picture, spec, handles, cells, frame, signal);
      follow = over.place;
      return over;
    };
  }
}

/** What a cell is called, behind the name of its matrix. @param {Spec} spec @param {number} r @param {number} c */
const called = ({ rows, columns }, r, c) => translate("row {row} column {column}", { row: r + 1, column: c + 1 }) + [rows?.[r], columns?.[c]].filter((name) => name && Number.isNaN(Number(name))).map((name) => ` (${translate(/** @type {string} */ (name))})`).join("");

/** A number as short as a cell wants it: two decimals at most, three near zero, powers of ten for what is very large or small.
 * @param {number} x */
function write(x) {
  if (Number.isNaN(x)) return "";
  const size = Math.abs(x);
  if (size >= 1e6 || (size > 0 && size < 0.0005)) return local(x.toExponential(1).replace("+", "").replace(".0e", "e"));
  return local(brief(Number(x.toFixed(size < 0.1 ? 3 : size >= 1000 ? (size >= 10000 ? 0 : 1) : 2))));
}

/** A number in no more characters than can be read, with fewer digits where it must be. @param {number} x @param {number} most */
function written(x, most) {
  const whole = write(x);
  if (whole.length <= most || !(Math.abs(x) >= 1)) return whole;
  const powers = [1, 0].map((digits) => x.toExponential(digits).replace("+", "").replace(".0e", "e"));
  const shorter = Math.abs(x) < 1000 ? [x.toFixed(1), x.toFixed(0)] : powers;
  return local(shorter.find((text) => text.length <= most) ?? shorter[1]);
}

/** @param {Element} element @param {Record<string, number>} attributes */
function set(element, attributes) {
  for (const [name, x] of Object.entries(attributes)) element.setAttribute(name, x.toFixed(1));
}

/** The fields over the cells of an input. @param {import("../picture.mjs").Picture} picture @param {Spec} spec
 * @param {import("../handles.mjs").Handles} handles @param {{group:any}[]} cells
 * @param {() => {left:number, top:number, wide:number, high:number}} frame @param {AbortSignal} signal */
function fields(picture, spec, handles, cells, frame, signal) {
  const { stage } = handles;
  const name = /** @type {string} */ (spec.input);
  const limits = stage.inputs[name];
  const [m, n] = limits.shape;
  const step = spec.step ?? 1;
  /** @type {{update:() => void}[]} */
  const items = [];
  // What typing says is wrong stands where the stage says why something cannot be had.
  const problem = /** @type {any} */ ({ set textContent(/** @type {string} */ text) { stage.refuse(text); } });
  const layer = html("div", { class: "entries-fields" });
  /** @type {HTMLElement} */ (picture.root.parentElement).append(layer);

  /** @param {number} i @param {number} x */
  const change = (i, x) => {
    const next = [...stage.values[name]];
    next[i] = Number(x.toFixed(10));
    stage.motion.stop();
    stage.change({ [name]: next });
  };
  const all = cells.map(({ group }, i) => {
    const label = translate("{name} row {row} column {column}", { name: spec.name, row: Math.floor(i / n) + 1, column: (i % n) + 1 });
    const field = typedNumber(/** @type {any} */ ({ stage, items }), { label, limits, problem, role: spec.role, get: () => stage.values[name][i], set: (x) => change(i, x) });
    field.setAttribute("role", "spinbutton");
    field.setAttribute("aria-valuemin", String(limits.low));
    field.setAttribute("aria-valuemax", String(limits.high));
    field.tabIndex = i === 0 ? 0 : -1;
    for (const [kind, on] of [["pointerenter", true], ["pointerleave", false]]) field.addEventListener(/** @type {string} */ (kind), () => group.classList.toggle("over", Boolean(on)), { signal });
    layer.append(field);
    return field;
  });

  /** @param {number} i */
  const go = (i) => {
    if (!all[i]) return;
    all[i].focus({ preventScroll: true });
    all[i].select();
  };
  /** What an arrow key or a drag takes away is what was half typed. @param {HTMLInputElement} field */
  const forget = (field) => field.dispatchEvent(new Event("explorer-reset"));

  all.forEach((field, i) => {
    field.addEventListener("focus", () => all.forEach((each, k) => (each.tabIndex = k === i ? 0 : -1)), { signal });
    field.addEventListener("blur", () => {
      // What cannot be read does not stay, hidden, under the number that is drawn.
      if (field.hasAttribute("aria-invalid")) forget(field);
      stage.settleNow();
    }, { signal });
    field.addEventListener("keydown", (event) => {
      const { key } = event;
      const [from, to] = [field.selectionStart ?? 0, field.selectionEnd ?? 0];
      const whole = from === 0 && to === field.value.length;
      const up = key === "ArrowUp" ? 1 : key === "ArrowDown" ? -1 : 0;
      const [r, c] = [Math.floor(i / n), i % n];
      const down = key === "PageDown" || (key === "Enter" && !event.shiftKey) ? 1 : key === "PageUp" || key === "Enter" ? -1 : 0;
      if (up) {
        if (!limits.locked && !stage.frozen) {
          const by = step * (event.shiftKey ? 10 : event.altKey ? 0.1 : 1);
          forget(field);
          change(i, stage.values[name][i] + up * by);
          stage.draw();
          field.select();
          stage.settleSoon();
        }
      } else if (key === "Enter" && field.hasAttribute("aria-invalid")) field.select();
      else if (down && r + down >= 0 && r + down < m) go(i + down * n);
      else if (key === "ArrowLeft" && (whole || to === 0) && c > 0) go(i - 1);
      else if (key === "ArrowRight" && (whole || from === field.value.length) && c < n - 1) go(i + 1);
      else {
        // The caret moves within the field, and nothing else with it.
        if (key.startsWith("Arrow") || key === "Home" || key === "End") event.stopPropagation();
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    }, { signal });
  });

  /** Let a field be dragged up and down. A press that stays is for typing. @param {HTMLInputElement} field @param {number} i */
  const drag = (field, i) => {
    /** @type {{id:number, y:number, x:number, at:number, on:boolean}|null} */
    let held = null;
    field.addEventListener("mousedown", (event) => event.preventDefault(), { signal });
    field.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || held || limits.locked || stage.frozen) return;
      stage.name(null);
      held = { id: event.pointerId, y: event.clientY, x: event.clientX, at: stage.values[name][i], on: false };
      field.setPointerCapture(event.pointerId);
    }, { signal });
    field.addEventListener("pointermove", (event) => {
      if (!held || held.id !== event.pointerId) return;
      if (!held.on && Math.abs(event.clientY - held.y) <= STILL) return;
      if (!held.on) {
        held.on = true;
        held.y += Math.sign(event.clientY - held.y) * STILL;
        stage.painting = true;
        forget(field);
        field.blur();
        cells[i].group.classList.add("over");
      }
      const steps = Math.round((held.y - event.clientY) / EACH);
      const x = held.at + steps * step * (event.altKey ? 0.1 : 1);
      if (Number(x.toFixed(10)) !== stage.values[name][i]) change(i, x);
      if (event.pointerType !== "mouse") {
        const { left, top, wide, high } = frame();
        stage.name({ text: local(brief(stage.values[name][i])), x: left + ((i % n) + 0.5) * wide, y: top + Math.floor(i / n) * high - 14 });
      }
    }, { signal });
    const end = (/** @type {PointerEvent} */ event) => {
      if (!held || held.id !== event.pointerId) return;
      const { on } = held;
      held = null;
      stage.name(null);
      if (on) {
        stage.painting = false;
        stage.settleNow();
      } else if (event.type === "pointerup") go(i);
    };
    for (const kind of ["pointerup", "pointercancel"]) field.addEventListener(kind, (event) => end(/** @type {PointerEvent} */ (event)), { signal });
  };
  all.forEach(drag);
  return {
    /** @param {number} size of the numbers */
    place: (size) => {
      const { left, top, wide, high } = frame();
      all.forEach((field, i) => Object.assign(field.style, { left: `${left + (i % n) * wide}px`, top: `${top + Math.floor(i / n) * high}px`, width: `${wide}px`, height: `${high}px`, fontSize: `${Math.max(12, size).toFixed(1)}px` }));
      layer.style.setProperty("--wide", `${Math.max(wide, EDITED)}px`);
      layer.style.setProperty("--grow", `${Math.max(0, EDITED - wide) / 2}px`);
    },
    draw: () => {
      for (const item of items) item.update();
      all.forEach((field, i) => {
        const text = formatNumber(stage.values[name][i]);
        if (field.getAttribute("aria-valuetext") === text) return;
        field.setAttribute("aria-valuetext", text);
        field.setAttribute("aria-valuenow", String(stage.values[name][i]));
      });
    },
  };
}

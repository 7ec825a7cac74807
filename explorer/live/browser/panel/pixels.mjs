// A matrix of so many numbers that each is a pixel: which of them is meant says its number, below.

import { html, wear } from "../html.mjs";
import { arrowOf } from "../inputs/arrows.mjs";
import { colourOf, pixelOf } from "../marks/colours.mjs";
import { formatEntry, translate } from "../words.mjs";
import style from "./pixels.css" with { type: "css" };

const WIDEST = 340; // pixels of the screen
const LARGEST = 16; // and of a cell

/** @type {import("./kinds.mjs").Make} */
export function make(panel, spec) {
  const { program, stage } = panel;
  wear(stage.root, style);
  const [m, n] = program.value(spec.value).shape;
  const side = Math.min(LARGEST, WIDEST / n);
  const canvas = /** @type {HTMLCanvasElement} */ (html("canvas", { width: n, height: m, "aria-hidden": "true" }));
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = context.createImageData(n, m);
  const pixels = new Uint32Array(image.data.buffer);
  const spot = html("span", { class: "spot", "aria-hidden": "true" });
  const field = html("div", { class: "field-of-pixels", role: "spinbutton", tabindex: 0, "aria-label": translate(spec.name), "aria-valuemin": 1, "aria-valuemax": m * n }, [canvas, spot]);
  const said = html("p", { class: "said number", "aria-hidden": "true" });
  field.style.width = `${n * side}px`;
  field.style.aspectRatio = `${n} / ${m}`;
  spot.style.width = `${100 / n}%`;
  spot.style.height = `${100 / m}%`;
  const at = { row: 0, column: 0 };
  let lost = false; // whether a guard of the value fails
  let theme = "";

  const say = () => {
    const { row, column } = at;
    const value = lost ? "–" : formatEntry(program.value(spec.value), row * n + column, spec.digits);
    const [a, b] = [spec.rows?.[row], spec.columns?.[column]];
    const text = a && b ? `${translate(a)}, ${translate(b)}: ${value}` : translate("row {row}, column {column}: {value}", { row: row + 1, column: column + 1, value });
    if (said.textContent === text) return;
    said.textContent = text;
    field.setAttribute("aria-valuenow", String(row * n + column + 1));
    field.setAttribute("aria-valuetext", text);
    spot.style.left = `${(100 * column) / n}%`;
    spot.style.top = `${(100 * row) / m}%`;
  };
  const paint = () => {
    const { re, im } = program.value(spec.value);
    const look = getComputedStyle(stage.root);
    const [paper, below, above] = ["--paper", "--scale-below", "--scale-above"].map((name) => colourOf(context, look.getPropertyValue(name).trim() || "#ffffff"));
    for (let i = 0; i < m * n; i += 1) {
      const x = im ? Math.hypot(re[i], im[i]) : re[i];
      const share = Math.min(1, Math.abs(x) / spec.scale);
      const end = x < 0 ? below : above;
      pixels[i] = lost || Number.isNaN(x) ? 0 : pixelOf(paper.map((c, k) => Math.round(c + share * (end[k] - c))));
    }
    context.putImageData(image, 0, 0);
  };
  panel.watch(spec, [spec.value], (_, broken) => {
    lost = broken.length > 0;
    theme = stage.root.dataset.theme ?? "";
    paint();
    say();
  });
  panel.items.push({
    update: () => {
      if (theme !== (stage.root.dataset.theme ?? "")) paint();
      theme = stage.root.dataset.theme ?? "";
    },
  });
  const point = (/** @type {PointerEvent} */ event) => {
    const box = canvas.getBoundingClientRect();
    at.row = Math.min(m - 1, Math.max(0, Math.floor(((event.clientY - box.top) / box.height) * m)));
    at.column = Math.min(n - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * n)));
    say();
  };
  field.addEventListener("pointermove", point);
  field.addEventListener("pointerdown", point);
  field.addEventListener("keydown", (event) => {
    const arrow = arrowOf(event);
    const by = event.shiftKey ? 10 : 1;
    if (arrow) {
      at.column = Math.min(n - 1, Math.max(0, at.column + arrow[0] * by));
      at.row = Math.min(m - 1, Math.max(0, at.row - arrow[1] * by));
    } else if (event.key === "Home") [at.row, at.column] = [0, 0];
    else if (event.key === "End") [at.row, at.column] = [m - 1, n - 1];
    else return;
    event.preventDefault();
    event.stopPropagation();
    say();
  });
  return html("div", { class: "many-cells", "data-readout": spec.name }, [html("p", { class: "name" }, [translate(spec.name), " ", html("span", { class: "shape" }, [`(${m} × ${n})`])]), field, said]);
}

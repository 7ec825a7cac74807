// A matrix of so many numbers that each is a pixel: which of them is meant says its number, below.

import { html, wear } from "../html.mjs";
import { sayCell, stepCell } from "../inputs/cells.mjs";
import { divergingTones, pixelOf } from "../marks/colours.mjs";
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
    const text = sayCell(spec, row, column, value);
    if (said.textContent === text) return;
    said.textContent = text;
    field.setAttribute("aria-valuenow", String(row * n + column + 1));
    field.setAttribute("aria-valuetext", text);
    spot.style.left = `${(100 * column) / n}%`;
    spot.style.top = `${(100 * row) / m}%`;
  };
  const paint = () => {
    const { re, im } = program.value(spec.value);
    const tone = divergingTones(context, stage.root);
    for (let i = 0; i < m * n; i += 1) {
      const x = im ? Math.hypot(re[i], im[i]) : re[i];
      pixels[i] = lost || Number.isNaN(x) ? 0 : pixelOf(tone(x / spec.scale));
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
    if (!stepCell(at, event, m, n)) return;
    event.preventDefault();
    event.stopPropagation();
    say();
  });
  return html("div", { class: "many-cells", "data-readout": spec.name }, [html("p", { class: "name" }, [translate(spec.name), " ", html("span", { class: "shape" }, [`(${m} × ${n})`])]), field, said]);
}

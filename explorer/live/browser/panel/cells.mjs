// A matrix as coloured cells that follow the drag.

import { html } from "../html.mjs";
import { brief, formatEntry, local } from "../words.mjs";
import { grid, tint, turnHand } from "./grid.mjs";

/** @type {import("./kinds.mjs").Make} */
export function make(panel, spec) {
  const [m, n] = panel.program.value(spec.value).shape;
  const named = { ...spec, rows: spec.rows ?? Array.from({ length: m }, () => ""), columns: spec.columns ?? Array.from({ length: n }, () => "") };
  /** @type {{cell:HTMLElement, number:HTMLElement, target:HTMLElement|null}[]} */
  const all = [];
  const region = grid(panel, named, (row, column) => {
    const number = html("span", { class: "number" });
    const target = spec.target ? html("span", { class: "target" }) : null;
    const cell = html("td", {}, target ? [number, target] : [number]);
    if (named.rows[row]) number.setAttribute("data-readout", `${spec.name} ${named.rows[row]}, ${named.columns[column]}`);
    all.push({ cell, number, target });
    return cell;
  });
  panel.watch(spec, spec.target ? [spec.value, spec.target] : [spec.value], ([value, target], broken) => {
    all.forEach(({ cell, number, target: corner }, i) => {
      number.textContent = broken.length ? "–" : formatEntry(value, i, spec.digits);
      const [x, y] = broken.length ? [NaN, 0] : [value.re[i], value.im?.[i] ?? 0];
      tint(cell, value.im ? Math.hypot(x, y) : x, spec.scale);
      if (value.im) turnHand(cell, x, y);
      if (corner) {
        const wanted = target.re[i];
        corner.textContent = Number.isNaN(wanted) ? "" : local(brief(wanted));
        cell.classList.toggle("blank", Number.isNaN(wanted));
      }
    });
  });
  return region;
}

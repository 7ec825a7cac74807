// A matrix as coloured cells that follow the drag.

import { html } from "../html.mjs";
import { brief, formatNumber, local } from "../words.mjs";
import { grid, tint } from "./grid.mjs";

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
      number.textContent = broken.length ? "–" : formatNumber(value.re[i], spec.digits);
      tint(cell, broken.length ? NaN : value.re[i], spec.scale);
      if (corner) {
        const wanted = target.re[i];
        corner.textContent = Number.isNaN(wanted) ? "" : local(brief(wanted));
        cell.classList.toggle("blank", Number.isNaN(wanted));
      }
    });
  });
  return region;
}

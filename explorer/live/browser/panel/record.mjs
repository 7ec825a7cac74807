// The largest value so far.

import { html } from "../html.mjs";
import { formatNumber, translate, withUnit } from "../words.mjs";

/** @type {import("./kinds.mjs").Make} */
export function make(panel, spec) {
  const text = html("output", { "data-readout": spec.name, class: "number" });
  let best = -Infinity;
  let before = NaN;
  panel.watch(spec, [spec.value, spec.counts, spec.per], ([value, counts, per], broken) => {
    if (per.re[0] !== before) best = -Infinity;
    before = per.re[0];
    if (broken.length === 0 && counts.re[0]) best = Math.max(best, value.re[0]);
    text.textContent = Number.isFinite(best) ? formatNumber(best, 1) + withUnit(spec.unit) : "–";
  });
  return html("div", { class: "readout" }, [html("span", { class: "name" }, [translate(spec.name)]), text]);
}

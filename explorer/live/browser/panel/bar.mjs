// A number as a bar, beside the best that can be reached.

import { html, wear } from "../html.mjs";
import { formatNumber, translate, withUnit } from "../words.mjs";
import style from "./bar.css" with { type: "css" };

/** @type {import("./kinds.mjs").Make} */
export function make(panel, spec) {
  wear(panel.stage.root, style);
  const text = html("output", { "data-readout": spec.name, class: "number" });
  const fill = html("span", { class: "fill" });
  const best = html("span", { class: "best" });
  const meter = html("span", { class: "meter", "aria-hidden": "true" }, spec.best ? [fill, best] : [fill]);
  const share = (/** @type {number} */ x) => `${(100 * Math.min(1, Math.max(0, (x - spec.low) / (spec.high - spec.low)))).toFixed(2)}%`;
  panel.watch(spec, spec.best ? [spec.value, spec.best] : [spec.value], ([value, top], broken) => {
    text.textContent = broken.length ? panel.reason(broken) : formatNumber(value.re[0], 1) + withUnit(spec.unit);
    fill.style.width = broken.length ? "0" : share(value.re[0]);
    if (top) best.style.left = share(top.re[0]);
  });
  return html("div", { class: `readout bar${spec.lead ? " lead" : ""}` }, [
    html("span", { class: "name" }, [translate(spec.name)]),
    html("span", { class: "brief", "aria-hidden": "true" }, [translate(spec.said || spec.name)]),
    text,
    meter,
  ]);
}

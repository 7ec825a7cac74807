// Heights, one a step, and the step where one stands.

import { html, wear } from "../html.mjs";
import { svg } from "../shapes.mjs";
import { formatNumber, translate } from "../words.mjs";
import style from "./curve.css" with { type: "css" };

/** @type {import("./kinds.mjs").Make} */
export function make(panel, spec) {
  wear(panel.stage.root, style);
  const text = html("output", { "data-readout": spec.name, class: "number" });
  const root = svg("svg", { viewBox: "0 0 300 84", preserveAspectRatio: "none", "aria-hidden": "true" });
  const floor = svg("path", { class: "floor", d: "M0 80H300" }, root);
  const line = svg("path", { class: "stroke" }, root);
  for (const path of [floor, line]) path.setAttribute("vector-effect", "non-scaling-stroke");
  const dot = html("span", { class: "dot" });
  panel.watch(spec, [spec.value, spec.at], ([{ re }, at], broken) => {
    const shown = Array.from(re, (/** @type {number} */ y) => (spec.logarithmic ? Math.log10(Math.max(y, 1e-9)) : y));
    const low = spec.logarithmic ? Math.min(...shown) : 0;
    const high = Math.max(...shown, low + 1e-9);
    const place = (/** @type {number} */ i) => [(300 * i) / Math.max(1, re.length - 1), 80 - (74 * (shown[i] - low)) / (high - low)];
    const there = shown.every(Number.isFinite);
    line.setAttribute("d", !there ? "" : `M${shown.map((_, i) => place(i).map((x) => x.toFixed(1)).join(" ")).join("L")}`);
    const step = Math.min(re.length - 1, Math.max(0, Math.round(at.re[0])));
    const [x, y] = place(step);
    dot.hidden = !there;
    dot.style.left = `${(x / 3).toFixed(2)}%`;
    dot.style.top = `${((100 * y) / 84).toFixed(2)}%`;
    text.textContent = broken.length ? panel.reason(broken) : formatNumber(re[step]);
  });
  return html("div", { class: `readout curve role-${spec.role}` }, [
    html("span", { class: "name" }, [translate(spec.name)]),
    text,
    html("span", { class: "plot" }, [root, dot]),
  ]);
}

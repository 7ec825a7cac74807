// A formula whose numbers follow the drag.

import { html } from "../html.mjs";
import { formatValue } from "../words.mjs";

/** @type {import("./kinds.mjs").Make} */
export function make(panel, spec) {
  const box = html("div", { class: "formula", role: "math" });
  box.innerHTML = spec.mathml; // made by our own Python from the page's text, never from the reader's
  const slots = [...box.querySelectorAll("[data-value]")].map((slot) => ({ slot, i: Number(slot.getAttribute("data-value")) }));
  panel.watch(spec, spec.values, (values, broken) => {
    for (const { slot, i } of slots) slot.textContent = broken.length ? "–" : formatValue(values[i], spec.digits);
  });
  return box;
}

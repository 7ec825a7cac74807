// A formula whose numbers follow the drag.

import { html } from "../html.mjs";
import { formatValue } from "../words.mjs";

/** @type {import("./kinds.mjs").Make} */
export function make(panel, spec) {
  const box = html("div", { class: "formula", role: "math" });
  box.innerHTML = spec.mathml; // made by our own Python from the page's text, never from the reader's
  const slots = [...box.querySelectorAll("[data-value]")].map((slot) => ({ slot, i: Number(slot.getAttribute("data-value")) }));
  const brackets = [.../** @type {NodeListOf<MathMLElement>} */ (box.querySelectorAll("[data-around]"))];
  panel.watch(spec, spec.values, (values, broken) => {
    const texts = values.map((value) => formatValue(value, spec.digits));
    for (const { slot, i } of slots) slot.textContent = broken.length ? "–" : texts[i];
    // A number needs brackets behind a sign, and only where it has one of its own.
    for (const bracket of brackets) {
      const i = Number(bracket.dataset.around);
      const bare = values[i].shape.length === 0 && !values[i].im && !texts[i].startsWith("−");
      bracket.style.display = bare ? "none" : "";
    }
  });
  return box;
}

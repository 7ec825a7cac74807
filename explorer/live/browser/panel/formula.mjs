// A formula whose numbers follow the drag.

import { html } from "../html.mjs";
import { formatValue } from "../words.mjs";

const LEAST = 0.7; // how small letters become, of their size, before a formula is scrolled

/** Make letters smaller where a formula is wider than its room. @param {HTMLElement} box */
function fit(box) {
  const math = /** @type {HTMLElement|null} */ (box.firstElementChild);
  if (!math || box.clientWidth === 0) return;
  math.style.fontSize = "";
  if (box.scrollWidth > box.clientWidth) math.style.fontSize = `${Math.max(LEAST, box.clientWidth / box.scrollWidth)}em`;
}

/** @type {import("./kinds.mjs").Make} */
export function make(panel, spec) {
  const box = html("div", { class: "formula", role: "math" });
  box.innerHTML = spec.mathml; // made by our own Python from the page's text, never from the reader's
  const slots = [...box.querySelectorAll("[data-value]")].map((slot) => ({ slot, i: Number(slot.getAttribute("data-value")) }));
  const brackets = [.../** @type {NodeListOf<MathMLElement>} */ (box.querySelectorAll("[data-around]"))];
  let room = 0;
  new ResizeObserver(() => {
    if (box.clientWidth !== room) fit(box);
    room = box.clientWidth;
  }).observe(box);
  let length = 0;
  panel.watch(spec, spec.values, (values, broken) => {
    const texts = values.map((value) => formatValue(value, spec.digits));
    for (const { slot, i } of slots) slot.textContent = broken.length ? "–" : texts[i];
    // A number needs brackets behind a sign, and only where it has one of its own.
    for (const bracket of brackets) {
      const i = Number(bracket.dataset.around);
      const bare = values[i].shape.length === 0 && !values[i].im && !texts[i].startsWith("−");
      bracket.style.display = bare ? "none" : "";
    }
    // Layout is asked for only when there is another number of letters.
    const letters = texts.join("").length;
    if (letters !== length) fit(box);
    length = letters;
  });
  return box;
}

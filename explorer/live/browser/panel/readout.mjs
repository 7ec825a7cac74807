// A number, a vector or a matrix that follows the drag; or a word that says what it means.

import { classesOf, html } from "../html.mjs";
import { formatValue, translate, withUnit, wordFor } from "../words.mjs";

/** @type {import("./kinds.mjs").Make} */
export function make(panel, spec) {
  const text = html("output", { "data-readout": spec.name, class: "number" });
  const row = html("div", { class: classesOf(spec.lead ? "readout lead" : "readout", spec.role) }, [
    html("span", { class: "name" }, [translate(spec.name)]),
    text,
  ]);
  row.classList.toggle("aside", spec.aside);
  text.setAttribute("aria-live", "off");
  panel.watch(spec, [spec.value], ([value], broken) => {
    const undefinedHere = broken.length > 0;
    text.classList.toggle("reason", undefinedHere);
    if (undefinedHere) text.textContent = panel.reason(broken);
    else if (spec.words) text.textContent = translate(wordFor(spec.words, value.re[0]));
    else text.textContent = formatValue(value, spec.digits) + withUnit(spec.unit);
  });
  return row;
}

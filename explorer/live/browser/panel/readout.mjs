// A number, a vector or a matrix that follows the drag; or a word that says what it means.

import { classesOf, html } from "../html.mjs";
import { sayValue, translate } from "../words.mjs";

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
    text.textContent = undefinedHere ? panel.reason(broken) : sayValue(spec, value);
  });
  return row;
}

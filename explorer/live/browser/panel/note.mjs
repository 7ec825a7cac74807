// One sentence.

import { html } from "../html.mjs";
import { translate } from "../words.mjs";

/** @type {import("./kinds.mjs").Make} */
export function make(panel, spec) {
  return html("p", { class: "note" }, [translate(spec.text)]);
}

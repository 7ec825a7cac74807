// A box to tick.

import { html } from "../html.mjs";
import { translate } from "../words.mjs";

/** @type {import("./kinds.mjs").Make} */
export function make(panel, control) {
  const { stage } = panel;
  const box = /** @type {HTMLInputElement} */ (html("input", { type: "checkbox", role: "switch", disabled: stage.inputs[control.input].locked }));
  box.addEventListener("change", () => {
    stage.change({ [control.input]: [box.checked ? 1 : 0] });
    stage.settleNow();
  });
  panel.items.push({ update: () => (box.checked = stage.values[control.input][0] === 1) });
  panel.places.switches.append(html("label", { class: "switch" }, [box, translate(control.name)]));
}

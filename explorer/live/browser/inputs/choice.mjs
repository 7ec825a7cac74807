// One of a few.

import { html, wear } from "../html.mjs";
import { translate } from "../words.mjs";
import style from "./choice.css" with { type: "css" };

/** @type {import("./kinds.mjs").Make} */
export function make(panel, control) {
  const { stage } = panel;
  wear(stage.root, style);
  const name = `choice-${Math.random().toString(36).slice(2)}`;
  const boxes = control.options.map((/** @type {string} */ option, /** @type {number} */ i) => {
    const box = /** @type {HTMLInputElement} */ (html("input", { type: "radio", name, disabled: stage.inputs[control.input].locked }));
    box.addEventListener("change", () => {
      stage.change({ [control.input]: [i] });
      stage.settleNow();
    });
    panel.items.push({ update: () => (box.checked = stage.values[control.input][0] === i) });
    return html("label", {}, [box, html("span", {}, [translate(option)])]);
  });
  panel.places.transport.append(
    html("fieldset", { class: "choice" }, [html("legend", {}, [translate(control.name)]), html("span", { class: "options" }, boxes)]),
  );
}

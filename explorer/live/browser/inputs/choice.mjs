// One of a few.

import { html, wear } from "../html.mjs";
import { translate } from "../words.mjs";
import style from "./choice.css" with { type: "css" };

const FEW = 3; // options that a phone shows beside each other

/** @type {import("./kinds.mjs").Make} */
export function make(panel, control) {
  const { stage } = panel;
  wear(stage.root, style);
  const name = `choice-${Math.random().toString(36).slice(2)}`;
  const choose = (/** @type {number} */ i) => {
    stage.change({ [control.input]: [i] });
    stage.settleNow();
  };
  const boxes = control.options.map((/** @type {string} */ option, /** @type {number} */ i) => {
    const box = /** @type {HTMLInputElement} */ (html("input", { type: "radio", name, disabled: stage.inputs[control.input].locked }));
    box.addEventListener("change", () => choose(i));
    panel.items.push({ update: () => (box.checked = stage.values[control.input][0] === i) });
    return html("label", {}, [box, html("span", {}, [translate(option)])]);
  });
  const parts = [html("legend", {}, [translate(control.name)]), html("span", { class: "options" }, boxes)];
  if (boxes.length > FEW) {
    const menu = /** @type {HTMLSelectElement} */ (html("select", { "aria-label": translate(control.name), disabled: stage.inputs[control.input].locked }, control.options.map((/** @type {string} */ option) => html("option", {}, [translate(option)]))));
    menu.addEventListener("change", () => choose(menu.selectedIndex));
    panel.items.push({ update: () => (menu.selectedIndex = stage.values[control.input][0]) });
    parts.push(menu);
  }
  panel.places.transport.append(html("fieldset", { class: "choice" }, parts));
}

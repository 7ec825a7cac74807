// A button that asks Python for something.

import { html } from "../html.mjs";
import { translate } from "../words.mjs";

/** @type {import("./kinds.mjs").Make} */
export function make(panel, control) {
  const { stage } = panel;
  const button = html("button", { type: "button", class: "text" }, [translate(control.name)]);
  button.addEventListener("click", () => {
    stage.stopMoving();
    stage.ask(control.name);
  });
  button.dataset.button = control.name;
  panel.places.transport.append(button);
}

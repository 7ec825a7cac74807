// A button that sets inputs, and the key that does the same.

import { html } from "../html.mjs";
import { translate } from "../words.mjs";
import { onKey } from "./arrows.mjs";

/** @type {import("./kinds.mjs").Make} */
export function make(panel, control) {
  const { stage } = panel;
  const button = html("button", { type: "button", class: "text" }, [translate(control.name)]);
  const act = () => stage.frozen || stage.press(control.sets);
  button.addEventListener("click", act);
  button.dataset.button = control.name;
  panel.places.transport.append(button);
  if (control.while) panel.onlyWhile(control.while, button);
  if (control.key) onKey(stage.root, control.key, () => button.closest(".away") || act(), stage.handles.stop.signal);
}

// A button that sets inputs, and the key that does the same.

import { html } from "../html.mjs";
import { translate } from "../words.mjs";

/** @type {import("./kinds.mjs").Make} */
export function make(panel, control) {
  const { program, stage } = panel;
  const button = html("button", { type: "button", class: "text" }, [translate(control.name)]);
  const act = () => {
    if (stage.frozen) return;
    stage.motion.stop();
    stage.change(Object.fromEntries(Object.entries(control.sets).map(([name, ref]) => [name, Array.from(program.value(/** @type {string} */ (ref)).re)])));
    stage.settleNow();
  };
  button.addEventListener("click", act);
  button.dataset.button = control.name;
  panel.places.transport.append(button);
  if (control.while) panel.onlyWhile(control.while, button);
  if (!control.key) return;
  stage.root.addEventListener("keydown", (event) => {
    // A key in a field belongs to what is typed there.
    if (event.key !== control.key || event.defaultPrevented || event.target instanceof HTMLInputElement || button.closest(".away")) return;
    event.preventDefault();
    act();
  }, { signal: stage.handles.stop.signal });
}

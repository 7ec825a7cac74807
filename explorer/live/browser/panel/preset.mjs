// A setting of inputs under a name: an entry of the menu of examples.

import { html } from "../html.mjs";
import { icon } from "../icons.mjs";
import { menu } from "../layout.mjs";
import { translate } from "../words.mjs";

/** @type {import("./kinds.mjs").Make} */
export function make(panel, spec) {
  const { stage, places } = panel;
  const button = html("button", { type: "button", class: "text" }, [translate(spec.name)]);
  button.addEventListener("click", () => {
    stage.steps.restart(); // what its sentence says is so no more
    stage.motion.glide(spec.values, spec.seconds ? 1000 * spec.seconds : undefined);
  });
  if (!panel.presets) {
    const opener = /** @type {HTMLButtonElement} */ (html("button", { type: "button", class: "pick", "data-tool": "examples", "aria-label": translate("Examples") }, [icon("list"), html("span", {}, [translate("Examples")])]));
    const { root, list } = menu(opener);
    panel.presets = list;
    places.examples = root;
    places.transport.append(root);
  }
  panel.presets.append(button);
  return null;
}

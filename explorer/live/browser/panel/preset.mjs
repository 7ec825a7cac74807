// A setting of inputs under a name: a button, in one row with those before it.

import { html } from "../html.mjs";
import { translate } from "../words.mjs";

/** @type {import("./kinds.mjs").Make} */
export function make(panel, spec) {
  const { stage } = panel;
  const button = html("button", { type: "button", class: "text" }, [translate(spec.name)]);
  button.addEventListener("click", () => stage.motion.glide(spec.values, spec.seconds ? 1000 * spec.seconds : undefined));
  if (panel.presetRow) {
    panel.presetRow.append(button);
    return null;
  }
  const row = html("div", { class: "presets", role: "group", "aria-label": translate("Examples") }, [button]);
  panel.presetRow = row;
  panel.places.side.append(row);
  return null;
}

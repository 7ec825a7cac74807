// What the arrow keys find behind the handles of a flat picture: its view. A picture in space has a camera there.

import { svg } from "../shapes.mjs";
import { translate } from "../words.mjs";
import { onArrows } from "./arrows.mjs";

/** The view for the keyboard: arrows move it, plus and minus zoom. @param {import("../stage.mjs").Stage} stage @param {AbortSignal} signal */
export function addView(stage, signal) {
  const { picture } = stage;
  const group = svg("g", { class: "camera view", role: "application", tabindex: 0, "aria-label": translate("View: arrow keys move it, plus and minus zoom, 0 fits") }, picture.holds);
  svg("rect", { class: "turn", width: "100%", height: "100%", rx: 6 }, group);
  const move = (/** @type {number} */ right, /** @type {number} */ up) => {
    picture.panBy(-right, up);
    stage.looked();
  };
  onArrows(group, [160, 40, 8], move, signal);
}

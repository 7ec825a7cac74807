// What the arrow keys find behind the handles: the camera of a picture in space, or the view of a flat one.

import { svg } from "../shapes.mjs";
import { formatNumber, translate, turned } from "../words.mjs";
import { onArrows } from "./arrows.mjs";

/** @typedef {import("../payload.mjs").OrbitControl} OrbitControl */

export class Camera {
  /** @param {import("../stage.mjs").Stage} stage @param {AbortSignal} signal */
  constructor(stage, signal) {
    this.stage = stage;
    /** What turns the camera; null where there is none. @type {OrbitControl|null} */
    this.control = stage.scene.controls.flatMap((control) => (control.kind === "orbit" ? [control] : []))[0] ?? null;
    this.text = "";
    this.group = this.control ? this.#makeCamera(this.control, signal) : this.#makeView(signal);
    svg("rect", { class: "turn", width: "100%", height: "100%", rx: 6 }, this.group);
  }

  /** @param {OrbitControl} control @param {AbortSignal} signal */
  #makeCamera(control, signal) {
    const { stage } = this;
    const group = svg("g", { class: "camera", role: "slider", tabindex: 0, "aria-label": translate("camera"), "aria-valuemin": 0, "aria-valuemax": 360 }, stage.picture.holds);
    const turn = (/** @type {number} */ right, /** @type {number} */ up) => {
      stage.motion.stop();
      stage.placement.turn(control, -right, up);
      stage.settleSoon();
    };
    onArrows(group, [15, 5, 1], turn, signal);
    group.addEventListener("blur", () => stage.settleNow(), { signal });
    return group;
  }

  /** The view of a flat picture for the keyboard: arrows move it, plus and minus zoom. @param {AbortSignal} signal */
  #makeView(signal) {
    const { picture } = this.stage;
    const group = svg(
      "g",
      { class: "camera view", role: "application", tabindex: 0, "aria-label": translate("View: arrow keys move it, plus and minus zoom, 0 fits") },
      picture.holds,
    );
    const move = (/** @type {number} */ right, /** @type {number} */ up) => {
      picture.panBy(-right, up);
      this.stage.looked();
    };
    onArrows(group, [160, 40, 8], move, signal);
    return group;
  }

  /** Say where the camera is. */
  draw() {
    if (!this.control) return;
    const [way, elevation] = this.stage.values.camera;
    const azimuth = turned(way);
    const text = translate("turned {azimuth}°, lifted {elevation}°", { azimuth: formatNumber(azimuth, 0), elevation: formatNumber(elevation, 0) });
    if (text !== this.text) {
      this.text = text;
      this.group.setAttribute("aria-valuetext", text);
      this.group.setAttribute("aria-valuenow", String(Math.round(azimuth)));
    }
  }
}

// A picture in space: the camera that is turned, and the handles that move a point towards the eye and away.

import { svg } from "../shapes.mjs";
import { formatNumber, round, translate, turned } from "../words.mjs";
import { onArrows } from "./arrows.mjs";

/** @type {import("./kinds.mjs").Make} */
export function make(panel, control) {
  const { handles } = panel.stage;
  for (const hold of [...handles.holds]) if (hold.control.depth) addDepth(handles, hold);
  handles.camera = new Orbit(panel.stage, control, handles.stop.signal);
}

/** A second, smaller handle beside a point in space: up moves it away from the eye, down brings it near.
 * @param {import("../handles.mjs").Handles} handles @param {any} hold */
function addDepth(handles, { control, group: before }) {
  const group = svg("g", {
    class: `handle depth role-${control.role}`, role: "slider", tabindex: 0, "aria-label": translate("{name}, depth", { name: translate(control.name) }),
    "aria-orientation": "vertical", "aria-valuemin": -1000000, "aria-valuemax": 1000000,
  });
  svg("circle", { class: "touch", r: 16 }, group);
  svg("circle", { class: "ring", r: 13 }, group);
  svg("path", { class: "knob", d: "M0 -11L5 -4H1.6V4H5L0 11L-5 4H-1.6V-4H-5Z" }, group);
  // In the order of the Tab key it follows the point itself.
  before.after(group);
  const hold = { control, group, x: 0, y: 0, text: "", hidden: false, deep: true };
  handles.add(hold);
  // What it does is hardly seen from the front: it is said while it is held or has the focus.
  const { stage, stop } = handles;
  const tell = () => stage.name({ text: translate("Up: farther away. Down: nearer."), x: hold.x, y: hold.y });
  group.addEventListener("focus", tell, { signal: stop.signal });
  group.addEventListener("blur", () => stage.name(null), { signal: stop.signal });
  group.addEventListener("pointerdown", () => {
    const held = new AbortController();
    const signal = AbortSignal.any([held.signal, stop.signal]);
    tell();
    // A move takes names away: it is said again in the frame that follows.
    window.addEventListener("pointermove", () => requestAnimationFrame(() => held.signal.aborted || tell()), { signal });
    for (const kind of ["pointerup", "pointercancel"]) {
      window.addEventListener(kind, () => {
        held.abort();
        stage.name(null);
      }, { signal });
    }
  }, { signal: stop.signal });
}

class Orbit {
  /** @param {import("../stage.mjs").Stage} stage @param {import("../payload.mjs").OrbitControl} control @param {AbortSignal} signal */
  constructor(stage, control, signal) {
    this.stage = stage;
    this.control = control;
    this.text = "";
    this.group = svg("g", { class: "camera", role: "slider", tabindex: 0, "aria-label": translate("camera"), "aria-valuemin": 0, "aria-valuemax": 360 }, stage.picture.holds);
    svg("rect", { class: "turn", width: "100%", height: "100%", rx: 6 }, this.group);
    const press = (/** @type {number} */ right, /** @type {number} */ up) => {
      stage.motion.stop();
      this.turn(-right, up);
      stage.settleSoon();
    };
    onArrows(this.group, [15, 5, 1], press, signal);
    this.group.addEventListener("blur", () => stage.settleNow(), { signal });
  }

  /** Turn the camera. @param {number} azimuth @param {number} elevation degrees */
  turn(azimuth, elevation) {
    if (this.stage.frozen) return;
    const [a, e] = this.stage.values[this.control.input];
    this.stage.change({ [this.control.input]: [round(turned(a + azimuth), 1), round(Math.min(90, Math.max(-90, e + elevation)), 1)] });
  }

  /** Say where the camera is. */
  draw() {
    const [way, elevation] = this.stage.values[this.control.input];
    const azimuth = turned(way);
    const text = translate("turned {azimuth}°, lifted {elevation}°", { azimuth: formatNumber(azimuth, 0), elevation: formatNumber(elevation, 0) });
    if (text === this.text) return;
    this.text = text;
    this.group.setAttribute("aria-valuetext", text);
    this.group.setAttribute("aria-valuenow", String(Math.round(azimuth)));
  }
}

// Handles: points that are moved. What a pointer does is in inputs/pointer.mjs; here is how they look, what keys do to
// them, and where they stand. What a move means is decided by placement.mjs.

import { same } from "./history.mjs";
import { arrowOf } from "./inputs/arrows.mjs";
import { Pointer } from "./inputs/pointer.mjs";
import { addView } from "./inputs/view.mjs";
import { marker, svg } from "./shapes.mjs";
import { formatNumber, together, translate, withUnit } from "./words.mjs";

const REACH = 26; // pixels around a handle in which a press takes it

export class Handles {
  /** @param {import("./stage.mjs").Stage} stage @param {number} [pane] those of which pane; without it, of the main picture */
  constructor(stage, pane) {
    this.stage = stage;
    this.picture = stage.picture;
    /** @type {any[]} */
    this.holds = [];
    this.stop = new AbortController();
    const { signal } = this.stop;
    for (const control of stage.scene.controls) {
      if (control.kind === "handle" && control.pane === pane) this.#makeHandle(control);
    }
    this.picture.holds.classList.toggle("many", this.holds.length > 4);
    this.readers = this.picture.marks.flatMap((mark) => mark.makeReader?.(this, mark, signal) ?? []);
    // After the handles in the order of the Tab key.
    /** The camera of a picture in space, which comes with its part. @type {{turn: (azimuth:number, elevation:number) => void, draw: () => void}|null} */
    this.camera = null;
    const turns = pane === undefined && stage.scene.controls.some(({ kind }) => kind === "orbit");
    if (!turns) addView(stage, signal);
    this.pointer = new Pointer(this, turns, signal);
  }

  /** @param {any} control */
  #makeHandle(control) {
    const group = svg(
      "g",
      { class: `handle role-${control.role} ${control.shape}`, role: "slider", tabindex: 0, "aria-label": translate(control.name) },
      this.picture.holds,
    );
    svg("circle", { class: "touch", r: 22 }, group);
    svg("circle", { class: "halo", r: 15 }, group);
    svg("circle", { class: "ring", r: 14 }, group);
    const outline = control.shape === "hollow" ? "circle" : control.shape;
    svg("path", { class: "knob", d: marker(outline, 7) }, group);
    group.setAttribute("aria-valuemin", "-1000000");
    group.setAttribute("aria-valuemax", "1000000");
    this.add({ control, group, x: 0, y: 0, text: "", hidden: false, deep: false });
  }

  /** Let an element be a handle. @param {any} hold */
  add(hold) {
    const { control, group } = hold;
    if (this.stage.placement.isLocked(control)) {
      group.setAttribute("aria-disabled", "true");
      group.classList.add("locked");
    }
    this.holds.push(hold);
    const { signal } = this.stop;
    group.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#key(event, hold), { signal });
    group.addEventListener("focus", () => this.remember(hold), { signal });
    group.addEventListener("blur", () => this.stage.settleNow(), { signal });
  }

  /** Whether a handle or the camera is under a pointer. */
  get busy() {
    return this.pointer.busy;
  }

  /** The handle that a press takes. @param {number} px @param {number} py */
  nearest(px, py) {
    let best = null;
    let least = REACH;
    for (const hold of this.holds) {
      if (hold.hidden || hold.group.classList.contains("locked")) continue;
      const far = Math.hypot(hold.x - px, hold.y - py);
      if (far < least) {
        least = far;
        best = hold;
      }
    }
    return best;
  }

  /** The handle that picked points are held by, if it is to be seen. @param {{input:string, handle:string} | undefined} picks */
  handleOf(picks) {
    const hold = picks && this.holds.find((each) => each.control.name === picks.handle && !each.deep);
    return hold && !hold.hidden && !hold.group.classList.contains("locked") ? hold : null;
  }

  /** Put the handle on a point. @param {{input:string, handle:string} | undefined} picks @param {number} i */
  pickUp(picks, i) {
    const hold = this.handleOf(picks);
    if (!hold || !picks || this.stage.frozen) return null;
    this.stage.motion.stop();
    this.stage.change({ [picks.input]: [i + 1] });
    this.stage.draw();
    hold.group.focus({ preventScroll: true });
    return hold;
  }

  /** Where a handle's point is, in the units of the picture. @param {any} hold @returns {[number, number]} */
  at(hold) {
    const { re } = this.stage.program.value(hold.control.at);
    return [re[0], re[1]];
  }

  /** @param {KeyboardEvent} event @param {any} hold */
  #key(event, hold) {
    if (hold.group.classList.contains("locked")) return;
    const arrow = arrowOf(event);
    const deep = hold.control.depth && (event.key === "PageUp" || event.key === "PageDown");
    if (event.key === "Escape") {
      event.preventDefault();
      this.pointer.drop();
      if (this.stage.layout.answered()) return; // first what lies over the picture
      // What has been put back must not close anything around it as well.
      if (this.#recall(hold)) event.stopPropagation();
      return;
    }
    if (event.key === "Enter" && hold.control.snaps) {
      event.preventDefault();
      this.stage.placement.jump(hold.control);
      return;
    }
    if (!arrow && !deep) return;
    event.preventDefault();
    event.stopPropagation();
    if (hold.control.keys && arrow) {
      this.stage.motion.stop();
      const turn = hold.control.keys.step * (event.shiftKey ? 10 : event.altKey ? 0.1 : 1);
      this.stage.placement.press(hold.control, [arrow[0] * turn, arrow[1] * turn]);
      this.stage.settleSoon();
      return;
    }
    const many = event.shiftKey ? 10 : event.altKey ? 0.1 : 1;
    const { ratio = 1 } = this.picture.spec;
    const size = this.stage.placement.keyStep() * many;
    const up = ratio === 1 ? size : this.stage.placement.keyStep(ratio) * ratio * many;
    const at = this.at(hold);
    let [dx, dy] = arrow ?? [0, 0];
    // Away from the eye is negative depth.
    let depth = deep ? (event.key === "PageUp" ? -size : size) : 0;
    if (hold.deep && arrow) {
      depth = -(dx + dy) * size;
      dx = 0;
      dy = 0;
    }
    this.stage.motion.stop();
    this.stage.placement.move(hold.control, [at[0] + dx * size, at[1] + dy * up], { free: true, depth });
    this.picture.include(...this.at(hold));
    this.stage.settleSoon();
  }

  /** Zoom out until every handle is in sight. */
  bringBack() {
    for (const hold of this.holds) if (!hold.hidden) this.picture.include(...this.at(hold));
  }

  /** Keep where everything was when a handle was taken. @param {any} hold */
  remember(hold) {
    hold.memory = this.stage.snapshot();
  }

  /** Put everything back where it was when the handle was taken. @param {any} hold @returns {boolean} whether anything was elsewhere */
  #recall(hold) {
    if (!hold.memory || same(hold.memory, this.stage.snapshot())) return false;
    this.stage.motion.stop();
    this.stage.change(hold.memory, false);
    this.stage.settleSoon();
    return true;
  }

  /** Move the handles to where their points are. */
  draw() {
    const places = [];
    for (const hold of this.holds) {
      const value = this.stage.program.value(hold.control.at);
      const visible =
        Number.isFinite(value.re[0] + value.re[1]) &&
        (hold.control.guards ?? []).every((/** @type {number} */ g) => this.stage.program.guard(g));
      if (hold.hidden === visible) hold.group.style.display = visible ? "" : "none";
      hold.hidden = !visible;
      if (!visible) continue;
      [hold.x, hold.y] = this.picture.toScreen(value.re[0], value.re[1]);
      if (hold.deep) {
        hold.x += 30 * Math.max(1, this.picture.textScale / 1.75);
        hold.y -= 4;
      }
      const where = `translate(${hold.x.toFixed(2)} ${hold.y.toFixed(2)})`;
      if (where !== hold.where) hold.group.setAttribute("transform", where);
      hold.where = where;
      places.push([hold.x, hold.y, 11]);
      const { tells, input: told } = hold.control;
      const input = tells ? this.stage.program.value(tells).re : told ? this.stage.values[told] : value.re;
      // Writing a number costs more than seeing that it is the same.
      if (hold.said?.length === input.length && hold.said.every((/** @type {number} */ x, /** @type {number} */ i) => x === input[i])) continue;
      hold.said = Array.from(input);
      const { names, unit } = hold.control;
      const text = names ? names.map((/** @type {string} */ name, /** @type {number} */ i) => `${translate(name)} ${formatNumber(hold.said[i], 1)}${withUnit(unit)}`).join(", ") : together(hold.said);
      if (text !== hold.text) {
        hold.text = text;
        hold.group.setAttribute("aria-valuetext", text);
        hold.group.setAttribute("aria-valuenow", String(Number(input[0].toFixed(4))));
      }
    }
    this.camera?.draw();
    for (const reader of this.readers) reader.draw();
    this.picture.obstacles = places;
  }

  /** The frame has moved or grown: where it lies is measured anew. */
  forgetBox() {
    this.pointer.box = undefined;
  }

  /** Let go of every listener. */
  release() {
    this.stop.abort();
    this.pointer.release();
  }
}

// Where a handle goes that is wanted at a place: its constraint decides, places of meaning draw it near.

import { round } from "./words.mjs";

const SNAP = 9; // pixels within which a handle rests on a candidate

/** @typedef {import("./payload.mjs").HandleControl} HandleControl */
/** @typedef {{name:string, place:number[]}} Candidate */

export class Placement {
  /** @param {import("./stage.mjs").Stage} stage */
  constructor(stage) {
    this.stage = stage;
    this.snapping = true;
    /** The name of the special place where a handle rests. */
    this.snapped = "";
  }

  /** The name of a special place stands only while something rests there. */
  unsnap() {
    if (this.snapped) this.stage.tip.classList.remove("shown");
    this.snapped = "";
  }

  /** A handle is wanted at a place. @param {HandleControl} control @param {number[]} wanted
   * @param {{free?:boolean, depth?:number}} [how] */
  move(control, wanted, { free = false, depth = 0 } = {}) {
    if (this.stage.frozen || this.isLocked(control)) return;
    const { ratio = 1 } = this.stage.picture.spec;
    // In the units of each axis.
    const place = [1, ratio].map((unit, i) => unit * round(wanted[i] / unit, Math.max(0, -Math.floor(Math.log10(this.keyStep(unit) / 10) + 1e-9))));
    this.place(control, place, depth);
    // What was moved freely rests where it is; it is said to be special only where it is exactly so.
    const snap = this.snapping ? this.#snap(control, free ? 1e-4 * this.stage.picture.scale : SNAP) : null;
    if (snap) this.#rest(control, snap, free);
  }

  /** Let a handle rest on a special place and say its name. @param {HandleControl} control @param {Candidate} snap
   * @param {boolean} there whether it is there already */
  #rest(control, snap, there = false) {
    if (!there) this.place(control, snap.place);
    this.snapped = snap.name;
    const [x, y] = this.stage.picture.toScreen(snap.place[0], snap.place[1]);
    this.stage.name({ text: snap.name, x, y });
  }

  /** Send a handle to the next special place: the keyboard's way to them. @param {HandleControl} control */
  jump(control) {
    const places = this.#candidates(control).filter((c) => c.name !== this.snapped || this.snapped === "");
    if (this.isLocked(control) || this.stage.frozen || places.length === 0) return;
    const names = (control.snaps ?? []).map((s) => s.name);
    const last = names.indexOf(this.snapped);
    // In the order of declaration, starting after the one it rests on.
    places.sort((a, b) => ((names.indexOf(a.name) - last - 1 + names.length) % names.length) - ((names.indexOf(b.name) - last - 1 + names.length) % names.length));
    this.stage.motion.stop();
    this.#rest(control, places[0]);
    this.stage.settleSoon();
  }

  /** Bring a handle to a place, as its constraint allows. @param {HandleControl} control @param {number[]} place @param {number} [depth]
   * @param {boolean} [byHand] */
  place(control, place, depth = 0, byHand = true) {
    if (!control.target) {
      if (control.input) this.stage.change({ [control.input]: place }, byHand);
      return;
    }
    const spec = this.stage.inputs[control.target];
    const target = spec.at.length === 3 ? [...place, depth] : place;
    this.stage.values[control.target] = target;
    this.stage.program.set(control.target, target, spec.shape);
    /** @type {Record<string, number[]>} */
    const next = {};
    for (const [name, ref] of Object.entries(control.sets ?? {})) {
      const { re } = this.stage.program.value(ref);
      if (this.stage.inputs[name].blanks || Array.from(re).every(Number.isFinite)) next[name] = Array.from(re, (x) => round(x, 4));
    }
    this.stage.change(next, byHand);
  }

  /** The places of meaning that exist now. @param {HandleControl} control @returns {Candidate[]} */
  #candidates(control) {
    const found = [];
    for (const { name, at, guards = [] } of control.snaps ?? []) {
      if (!guards.every((g) => this.stage.program.guard(g))) continue;
      const place = Array.from(this.stage.program.value(at).re, (v) => round(v, 4));
      if (place.every(Number.isFinite)) found.push({ name, place });
    }
    return found;
  }

  /** The place of meaning within reach. @param {HandleControl} control @param {number} reach pixels */
  #snap(control, reach) {
    const at = this.stage.program.value(control.at).re;
    const [x, y] = this.stage.picture.toScreen(at[0], at[1]);
    // Of two within reach the one that the scene names first means more.
    return (
      this.#candidates(control).find(({ place }) => {
        const [cx, cy] = this.stage.picture.toScreen(place[0], place[1]);
        return Math.hypot(cx - x, cy - y) < reach;
      }) ?? null
    );
  }

  /** Arrow keys on a handle that turns something: by how much, right and up. @param {HandleControl} control @param {number[]} by */
  press(control, by) {
    const { program, frozen } = this.stage;
    if (frozen || !control.keys || this.isLocked(control)) return;
    const { input, sets } = control.keys;
    program.set(input, by, [2]);
    this.stage.follow(sets);
    program.set(input, [0, 0], [2]);
  }

  /** Size of an arrow key's step: the power of ten that is seen as about seven pixels. @param {number} [unit] of the axis, in those of x */
  keyStep(unit = 1) {
    return Math.max(1e-6, 10 ** Math.round(Math.log10(7 / this.stage.picture.scale / unit)));
  }

  /** @param {HandleControl} control */
  isLocked(control) {
    const names = control.input ? [control.input] : Object.keys(control.sets ?? {});
    return names.length > 0 && names.every((name) => this.stage.inputs[name].locked);
  }
}

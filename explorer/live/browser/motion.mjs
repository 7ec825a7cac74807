// What moves by itself: inputs that glide to given values, and a clock that runs to its end.

import { allFromPlain, calm } from "./values.mjs";

const GLIDE = 300; // milliseconds that a move caused by a click takes

/** @typedef {import("./payload.mjs").SliderControl} SliderControl */

export class Motion {
  /** @param {import("./stage.mjs").Stage} stage */
  constructor(stage) {
    this.stage = stage;
    /** The clock that runs. @type {SliderControl|null} */
    this.playing = null;
    this.pace = 1;
    /** The frame that is asked for; 0 while nothing moves. */
    this.frame = 0;
    this.shrunk = false;
  }

  /** Stand still. */
  stop() {
    this.playing = null;
    if (this.frame) cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.stage.invalidate();
  }

  /** Move the inputs to given values in a moment, then settle, then press a button. @param {Record<string, (number|null)[]>} values
   * @param {number} [milliseconds] @param {string} [press] @param {boolean} [opening] whether a link wants it, and nobody has touched anything */
  glide(values, milliseconds = GLIDE, press = "", opening = false) {
    this.stop();
    this.stage.steps.leave();
    this.stage.layout.answered();
    this.stage.panel.forgetTyping();
    const goal = allFromPlain(values);
    const start = this.stage.snapshot();
    const begin = performance.now();
    const move = (/** @type {Record<string, ArrayLike<number>>} */ values) => {
      this.stage.change(values, false);
      if (opening) this.stage.touched = false;
    };
    const finish = () => {
      this.frame = 0;
      move(goal);
      this.#showAll();
      this.stage.settleNow();
      if (press) this.stage.ask(press);
    };
    if (calm()) {
      finish();
      return;
    }
    const tick = (/** @type {number} */ now) => {
      const share = Math.min(1, (now - begin) / milliseconds);
      if (share >= 1) {
        finish();
        return;
      }
      const eased = share * share * (3 - 2 * share);
      const between = Object.entries(goal).map(([name, to]) => {
        const { quiet, step } = this.stage.inputs[name] ?? {};
        // What names a word does not pass through the words between two.
        return [name, quiet && step ? to : to.map((x, i) => start[name][i] + eased * (x - start[name][i]))];
      });
      move(Object.fromEntries(between));
      this.frame = requestAnimationFrame(tick);
    };
    this.frame = requestAnimationFrame(tick);
  }

  /** What a click sent out of sight is brought back into it; the picture that shrank for it grows again when it is back. */
  #showAll() {
    const { picture, program, scene } = this.stage;
    const far = scene.controls.flatMap((control) => (control.kind === "handle" && control.far ? [control] : []));
    if (far.length === 0) return;
    if (this.shrunk) picture.fit();
    const zoom = picture.zoom;
    for (const control of far) {
      const { re } = program.value(control.at);
      if (Number.isFinite(re[0] + re[1])) picture.include(re[0], re[1]);
    }
    this.shrunk = picture.zoom < zoom;
  }

  /** Let a clock run from where it stands to its end. @param {SliderControl} control
   * @param {boolean} [byHand] whether it is the reader who lets it */
  play(control, byHand = false) {
    this.stop();
    this.playing = control;
    const { low, high, step, seconds } = control;
    let exact = this.stage.values[control.input][0];
    if (exact >= high - 1e-9) exact = low;
    let last = performance.now();
    const tick = (/** @type {number} */ now) => {
      if (this.playing !== control) return;
      exact += ((now - last) / 1000 / seconds) * (high - low) * this.pace;
      last = now;
      const x = exact >= high ? high : step ? low + Math.floor((exact - low) / step + 1e-9) * step : exact;
      this.stage.change({ [control.input]: [x] }, false);
      this.stage.byHand = byHand;
      if (exact >= high) {
        this.playing = null;
        this.frame = 0;
        this.stage.settleNow();
        return;
      }
      this.frame = requestAnimationFrame(tick);
    };
    this.frame = requestAnimationFrame(tick);
  }
}

// The projector: the stage alone on the screen, large enough for the back row, and the keys of a clicker. It comes at the
// press that asks for it, or with a link that does.

import { wear } from "./html.mjs";
import { isLinked, setParameters } from "./link.mjs";
import style from "./present.css" with { type: "css" };

const NARROW = 700; // a window of less than this width, in pixels, is no projector, and holds less
const LEAST = 0.62; // of the size on a laptop

export class Projector {
  /** @param {import("./stage.mjs").Stage} stage */
  constructor(stage) {
    this.stage = stage;
    wear(stage.root, style);
    this.presenting = false;
    /** Where the focus was before. @type {HTMLElement|SVGElement|null} */
    this.from = null;
    this.stop = new AbortController();
    const { signal } = this.stop;
    window.addEventListener("keydown", (event) => this.#key(event), { signal });
    // A clicker's keys come first, whatever has the focus: on a handle in space they would move it in depth.
    window.addEventListener("keydown", (event) => this.#clicker(event), { signal, capture: true });
    document.addEventListener("focusin", (event) => this.#stay(event), { signal });
  }

  /** Enter or leave projector mode. @param {boolean} [on] */
  toggle(on = !this.presenting) {
    const { root } = this.stage;
    this.presenting = on;
    root.classList.toggle("present", on);
    root.classList.remove("blank");
    this.#freeze(false);
    this.stage.picture.fresh = true;
    // The top layer: above whatever page holds the stage. Where a browser has no popovers, a fixed box must do.
    if (on) {
      const { activeElement } = /** @type {Document|ShadowRoot} */ (root.getRootNode());
      this.from = root.contains(activeElement) ? /** @type {HTMLElement|SVGElement|null} */ (activeElement) : null;
      this.stage.layout.open(false);
      root.setAttribute("popover", "manual");
      root.tabIndex = -1;
      root.showPopover?.();
      root.focus({ preventScroll: true });
    } else {
      root.hidePopover?.();
      root.removeAttribute("popover");
      root.removeAttribute("tabindex");
      const back = this.from ?? this.stage.tools.opener;
      if (back.isConnected) back.focus({ preventScroll: true });
    }
    if (isLinked(this.stage)) setParameters({ present: on ? "1" : "" });
    this.stage.resize();
  }

  /** Everything grows with the projector's screen: what counts is the share of it, seen from the back row. */
  grow() {
    const larger = this.presenting ? Math.min(3, Math.max(window.innerWidth < NARROW ? LEAST : 1, Math.min(window.innerWidth / 1280, window.innerHeight / 800))) : 1;
    this.stage.root.style.setProperty("--k", larger.toFixed(3));
    this.stage.picture.textScale = this.presenting ? 1.75 * larger : 1;
  }

  /** Hold the picture still, whatever the hand at the mouse does. @param {boolean} on */
  #freeze(on) {
    const { root } = this.stage;
    if (on) {
      this.stage.motion.stop();
      this.stage.settleNow();
    }
    this.stage.frozen = on;
    root.classList.toggle("frozen", on);
    for (const part of root.querySelectorAll(".frame, .transport, .card, .sheet, .below")) /** @type {HTMLElement} */ (part).inert = on;
    if (on) root.focus({ preventScroll: true });
  }

  /** The page behind the projector's picture is not there for the keyboard either. @param {FocusEvent} event */
  #stay(event) {
    if (!this.presenting || event.composedPath().includes(this.stage.root)) return;
    this.stage.root.focus({ preventScroll: true });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (!this.presenting || !this.stage.tools.hears(event)) return;
    const { root } = this.stage;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === "Escape") {
      if (this.stage.tools.dialog?.open) return; // it closes what lies above
      this.toggle(false);
    } else if (key === "b" || key === ".") root.classList.toggle("blank");
    else if (key === "f") this.#freeze(!this.stage.frozen);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {KeyboardEvent} event */
  #clicker(event) {
    if (!this.presenting || (event.key !== "PageDown" && event.key !== "PageUp")) return;
    event.preventDefault();
    event.stopPropagation();
    this.#click(event.key === "PageDown" ? 1 : -1);
  }

  /** A clicker: the lesson's steps where it has any, else its clock. @param {number} by */
  #click(by) {
    const [clock] = this.stage.scene.controls.flatMap((control) => (control.kind === "slider" && control.play ? [control] : []));
    const { steps } = this.stage;
    if (steps.all.length > 0) steps.goBy(by);
    else if (clock) {
      const x = this.stage.values[clock.input][0] + by * (clock.step ?? (clock.high - clock.low) / 20);
      this.stage.change({ [clock.input]: [Math.min(clock.high, Math.max(clock.low, x))] });
      this.stage.settleSoon();
    }
  }

  release() {
    this.stop.abort();
  }
}

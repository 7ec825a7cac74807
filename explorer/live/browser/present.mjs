// Before a class: projector mode, the steps of a lesson, and the sheet that says which key does what.

import { html } from "./html.mjs";
import { menu, tool } from "./layout.mjs";
import { translate } from "./words.mjs";

/** The stage that the keys of the page speak to: the one touched last. @type {any} */
let current = null;

const TINY = 350; // a stage of less than this width, in pixels, has no room for all tools of a phone

export class Presenter {
  /** @param {any} stage */
  constructor(stage) {
    this.stage = stage;
    this.presenting = false;
    this.at = -1;
    this.left = -1; // the step that was left last
    this.going = false;
    this.packed = "";
    this.stop = new AbortController();
    const { signal } = this.stop;
    window.addEventListener("keydown", (event) => this.#key(event), { signal });
    // A clicker's keys come first, whatever has the focus: on a handle in space they would move it in depth.
    window.addEventListener("keydown", (event) => this.#clicker(event), { signal, capture: true });
    document.addEventListener("focusin", (event) => this.#stay(event), { signal });
    stage.root.addEventListener("pointerdown", () => (current = this), { signal });
    stage.root.addEventListener("focusin", () => (current = this), { signal });
    current ??= this;
    this.#makeStrip();
    /** The dialog that lies above the stage, if any. @type {HTMLDialogElement|null} */
    this.dialog = null;
    this.#makeTools();
    const query = new URLSearchParams(window.location.search);
    const step = Number(query.get("step"));
    if (Number.isInteger(step) && step >= 1 && step <= stage.scene.steps.length && stage.data.linked !== false) this.#open(step - 1, query);
    if (query.get("present") === "1" && stage.data.linked !== false) this.toggle(true);
  }

  #makeTools() {
    const { layout } = this.stage;
    this.opener = tool("present", translate("Projector mode"), () => this.toggle());
    this.leave = tool("leave", translate("Leave projector mode"), () => this.toggle(false));
    const { root, list } = menu(tool("more", translate("More"), () => {}));
    list.append(tool("fit", translate("Fit"), () => this.stage.fit()), tool("save", translate("Save the picture"), () => void this.#ask("saving")), tool("help", translate("Keys"), () => this.help()));
    const rest = [this.stage.buttons.out, this.stage.buttons.in, this.opener];
    this.more = root;
    const { undo, redo } = this.stage.buttons;
    /** In a narrow bar what is rarely used stands under "More". @param {boolean} narrow @param {boolean} tiny */
    this.pack = (narrow, tiny) => {
      const now = `${narrow} ${tiny}`;
      if (now === this.packed) return;
      this.packed = now;
      if (narrow) list.prepend(...rest);
      else root.before(...rest);
      if (tiny) list.prepend(redo);
      else undo.after(redo);
      const presses = [...layout.bar.querySelectorAll("button[data-button]")];
      if (narrow) {
        if (layout.examples) layout.count.before(layout.examples);
        list.prepend(...presses);
      } else layout.transport.append(...presses, ...(layout.examples ? [layout.examples] : []));
      if (narrow) layout.subtitle.before(layout.sheet);
      else layout.side.append(layout.sheet);
      layout.transport.classList.toggle("empty", layout.transport.childElementCount === 0);
    };
    layout.tools.append(layout.count, root, this.leave);
    this.pack(false, false);
  }

  #makeStrip() {
    const { steps } = this.stage.scene;
    const { subtitle } = this.stage.layout;
    this.sentence = html("p", { class: "sentence", "aria-live": "polite" });
    this.earlier = tool("earlier", translate("Previous step"), () => this.go(this.at < 0 ? this.left - 1 : this.at - 1));
    this.later = tool("later", translate("Next step"), () => this.go(this.at < 0 ? this.left + 1 : this.at + 1));
    this.dots = html("div", { class: "dots", role: "img" }, steps.map(() => html("i")));
    const words = html("div", {}, [this.sentence, this.dots]);
    subtitle.replaceChildren(...(steps.length > 0 ? [this.earlier, words, this.later] : [words]));
    this.#showStep();
  }

  #showStep() {
    const { scene, data } = this.stage;
    const { steps } = scene;
    const at = this.at;
    this.sentence.textContent = at < 0 ? (data.first ?? "") : translate(steps[at].text);
    this.dots.setAttribute("aria-label", at < 0 ? translate("{count} steps", { count: steps.length }) : translate("Step {at} of {count}", { at: at + 1, count: steps.length }));
    [...this.dots.children].forEach((dot, i) => (dot.className = i === at ? "now" : i < at ? "was" : ""));
    const here = at < 0 ? this.left : at;
    this.earlier.disabled = here <= 0;
    this.later.disabled = here >= steps.length - 1;
  }

  /** The reader goes on alone: everything that the step hid is there again, and the link says nothing of it. */
  leaveStep() {
    if (this.at < 0 || this.going) return;
    this.left = this.at;
    this.at = -1;
    this.#showStep();
    this.stage.hide([]);
    if (this.stage.data.linked !== false) this.#writeLink("step", "");
  }

  /** What a step sets; what the steps before it set holds as well. @param {number} i @returns {Record<string, (number|null)[]>} */
  setting(i) {
    return Object.assign({}, ...this.stage.scene.steps.slice(0, i + 1).map((/** @type {any} */ step) => step.values));
  }

  /** Start at the step that a link names. What the link says of the inputs was moved since, and holds. @param {number} i @param {URLSearchParams} query */
  #open(i, query) {
    this.at = i;
    this.#showStep();
    this.stage.hide(this.stage.scene.steps[i].hide ?? []);
    const moved = Object.keys(this.setting(i)).some((name) => query.has(this.stage.linkName(name)));
    if (!moved && !this.stage.told) this.#show(i);
  }

  /** Go to a step: its sentence, its setting, what it hides. @param {number} i */
  go(i) {
    const { steps } = this.stage.scene;
    if (this.stage.frozen || i < 0 || i >= steps.length) return;
    this.at = i;
    this.#showStep();
    this.stage.hide(steps[i].hide ?? []);
    if (this.stage.data.linked !== false) this.#writeLink("step", String(i + 1));
    this.#show(i);
  }

  /** Go where a step is, then press what it presses. @param {number} i */
  #show(i) {
    const { press } = this.stage.scene.steps[i];
    const setting = this.setting(i);
    this.going = true;
    if (press || Object.keys(setting).length > 0) this.stage.glide(setting, undefined, press);
    this.going = false;
  }

  /** @param {string} name @param {string} value empty removes it */
  #writeLink(name, value) {
    const url = new URL(window.location.href);
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
    url.search = url.search.replaceAll("%2C", ",");
    window.history.replaceState(window.history.state, "", url);
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
      root.setAttribute("popover", "manual");
      root.tabIndex = -1;
      root.showPopover?.();
      root.focus({ preventScroll: true });
    } else {
      root.hidePopover?.();
      root.removeAttribute("popover");
      root.removeAttribute("tabindex");
      if (this.opener.isConnected) this.opener.focus({ preventScroll: true });
    }
    if (this.stage.data.linked !== false) this.#writeLink("present", on ? "1" : "");
    this.stage.resize();
  }

  /** Everything grows with the projector's screen: what counts is the share of it, seen from the back row. */
  grow() {
    const larger = this.presenting ? Math.min(3, Math.max(1, Math.min(window.innerWidth / 1280, window.innerHeight / 800))) : 1;
    this.stage.root.style.setProperty("--k", larger.toFixed(3));
    this.stage.picture.textScale = this.presenting ? 1.4 * larger : 1;
    const { narrow, room } = this.stage.layout;
    this.pack?.(narrow && !this.presenting, room.clientWidth < TINY && !this.presenting);
  }

  /** Hold the picture still, whatever the hand at the mouse does. @param {boolean} on */
  #freeze(on) {
    const { root } = this.stage;
    if (on) this.stage.stopMoving();
    this.stage.frozen = on;
    root.classList.toggle("frozen", on);
    for (const part of root.querySelectorAll(".frame, .transport, .card, .sheet, .below")) part.inert = on;
    if (on) root.focus({ preventScroll: true });
  }

  /** The page behind the projector's picture is not there for the keyboard either. @param {FocusEvent} event */
  #stay(event) {
    if (!this.presenting || event.composedPath().includes(this.stage.root)) return;
    this.stage.root.focus({ preventScroll: true });
  }

  help() {
    if (this.dialog?.open) this.dialog.close();
    else void this.#ask("keys");
  }

  /** Show one of the dialogs, which are fetched at the first press. @param {"keys"|"saving"} which */
  async #ask(which) {
    const { dialogs } = await import("./dialogs.mjs");
    this.dialog?.remove();
    this.dialog = dialogs[which](this.stage);
    this.stage.root.append(this.dialog);
    this.dialog.showModal();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (current !== this || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.composedPath()[0];
    if (target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) && /** @type {any} */ (target).type !== "range") return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === "?") this.help();
    else if (key === "p") this.toggle();
    else if (!this.presenting) return;
    else if (key === "Escape") {
      if (this.dialog?.open) return; // it closes what lies above
      this.toggle(false);
    } else if (key === "b" || key === ".") this.stage.root.classList.toggle("blank");
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
    const clock = this.stage.scene.controls.find((/** @type {any} */ control) => control.kind === "slider" && control.play);
    if (this.stage.scene.steps.length > 0) this.go((this.at < 0 ? this.left : this.at) + by);
    else if (clock) {
      const x = this.stage.values[clock.input][0] + by * (clock.step ?? (clock.high - clock.low) / 20);
      this.stage.change({ [clock.input]: [Math.min(clock.high, Math.max(clock.low, x))] });
      this.stage.settleSoon();
    }
  }

  release() {
    this.stop.abort();
    if (current === this) current = null;
  }
}

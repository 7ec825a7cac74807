// The steps of a lesson: a sentence each, what it sets and hides, and which button it presses.

import { html } from "./html.mjs";
import { tool } from "./layout.mjs";
import { isLinked, linkName, setParameters } from "./link.mjs";
import { translate } from "./words.mjs";

export class Steps {
  /** @param {import("./stage.mjs").Stage} stage */
  constructor(stage) {
    this.stage = stage;
    this.all = stage.scene.steps;
    this.at = -1;
    this.left = -1; // the step that was left last
    this.going = false;
    this.sentence = html("p", { class: "sentence", "aria-live": "polite", tabindex: -1 });
    this.earlier = tool("earlier", translate("Previous step"), () => this.goBy(-1));
    this.later = tool("later", translate("Next step"), () => this.goBy(1));
    this.dots = html("div", { class: "dots", role: "img" }, this.all.map(() => html("i")));
    const words = html("div", {}, [this.sentence, this.dots]);
    stage.layout.subtitle.replaceChildren(...(this.all.length > 0 ? [this.earlier, words, this.later] : [words]));
    this.#say();
  }

  /** The step where the reader is, or was last. */
  get #here() {
    return this.at < 0 ? this.left : this.at;
  }

  #say() {
    const { all, at } = this;
    // What a step asks for can be read while it is done.
    const here = this.#here;
    this.sentence.textContent = here < 0 ? (this.stage.data.first ?? "") : translate(all[here].text);
    this.dots.setAttribute("aria-label", at < 0 ? translate("{count} steps", { count: all.length }) : translate("Step {at} of {count}", { at: at + 1, count: all.length }));
    [...this.dots.children].forEach((dot, i) => (dot.className = i === at ? "now" : i <= here ? "was" : ""));
    const { activeElement } = /** @type {Document|ShadowRoot} */ (this.sentence.getRootNode());
    this.earlier.disabled = here <= 0;
    this.later.disabled = here >= all.length - 1;
    // A button that is disabled would lose the focus.
    if (activeElement?.matches("button:disabled")) this.sentence.focus();
  }

  /** The reader goes on alone: everything that the step hid is there again, and the link says nothing of it. */
  leave() {
    if (this.at < 0 || this.going) return;
    this.left = this.at;
    this.at = -1;
    this.#say();
    this.stage.hide([]);
    if (isLinked(this.stage)) setParameters({ step: "" });
  }

  /** Begin anew: the first sentence, and all steps ahead. */
  restart() {
    this.leave();
    this.left = -1;
    this.#say();
  }

  /** What a step sets; what the steps before it set holds as well. @param {number} i @returns {Record<string, (number|null)[]>} */
  setting(i) {
    return Object.assign({}, ...this.all.slice(0, i + 1).map((step) => step.values));
  }

  /** Start at the step that the link names. What the link says of the inputs was moved since, and holds. */
  open() {
    const query = new URLSearchParams(window.location.search);
    const i = Number(query.get("step")) - 1;
    if (!isLinked(this.stage) || !Number.isInteger(i) || i < 0 || i >= this.all.length) return;
    this.at = i;
    this.#say();
    this.stage.hide(this.all[i].hide);
    const moved = Object.keys(this.setting(i)).some((name) => query.has(linkName(this.stage, name)));
    if (!moved && !this.stage.told) this.#show(i, true);
  }

  /** So many steps on from where the reader is, or was last. @param {number} by */
  goBy(by) {
    this.go(this.#here + by);
  }

  /** Go to a step: its sentence, its setting, what it hides. @param {number} i */
  go(i) {
    if (this.stage.frozen || i < 0 || i >= this.all.length) return;
    this.at = i;
    this.#say();
    this.stage.hide(this.all[i].hide);
    if (isLinked(this.stage)) setParameters({ step: String(i + 1) });
    this.#show(i);
  }

  /** Go where a step is, then press what it presses. @param {number} i @param {boolean} [opening] */
  #show(i, opening) {
    const { press } = this.all[i];
    const setting = this.setting(i);
    this.going = true;
    if (press || Object.keys(setting).length > 0) this.stage.motion.glide(setting, undefined, press, opening);
    this.going = false;
  }
}

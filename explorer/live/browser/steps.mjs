// The steps of a lesson: a sentence each, what it sets and hides, and which button it presses.

import { html } from "./html.mjs";
import { tool } from "./layout.mjs";
import { isLinked, linkName, setParameters } from "./link.mjs";
import { translate } from "./words.mjs";

/** Whose step the address names, where a stage of this page has written it. */
let writer = ["", ""];

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

  /** Let the link name a step, or none. @param {string} step */
  #write(step) {
    if (!isLinked(this.stage)) return;
    writer = this.#own;
    setParameters({ step });
  }

  /** On which page these steps are and what they say, whatever numbers they set. */
  get #own() {
    return [window.location.pathname, this.all.map(({ text }) => text).join()];
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
    this.#write("");
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

  /** Start at the step that the link names; what the link says of the inputs was moved since, and holds. A step that
   * another view has left in the link is not one of these. */
  open() {
    if (!isLinked(this.stage)) return;
    const [page, words] = this.#own;
    if (writer[0] === page && writer[1] !== words) this.#write("");
    const query = new URLSearchParams(window.location.search);
    const i = Number(query.get("step")) - 1;
    if (!Number.isInteger(i) || i < 0 || i >= this.all.length) return;
    writer = this.#own;
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
    this.#write(String(i + 1));
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

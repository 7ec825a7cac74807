// The steps of a lesson: a sentence each, what it sets and hides, and which button it presses.

import { html } from "./html.mjs";
import { isLinked, linkName, setParameters } from "./link.mjs";
import { makeTool } from "./tools.mjs";
import { translate } from "./words.mjs";

export class Steps {
  /** @param {import("./stage.mjs").Stage} stage */
  constructor(stage) {
    this.stage = stage;
    this.all = stage.scene.steps;
    this.at = -1;
    this.sentence = html("p", { class: "sentence", "aria-live": "polite" });
    this.earlier = makeTool("earlier", translate("Previous step"), () => this.go(this.at - 1));
    this.later = makeTool("later", translate("Next step"), () => this.go(this.at + 1));
    this.count = html("span", { class: "shape" });
    const parts = this.all.length > 0 ? [this.earlier, this.count, this.later, this.sentence] : [];
    this.strip = html("div", { class: "steps", role: "group", "aria-label": translate("Steps") }, parts);
    this.#say();
  }

  #say() {
    const { length } = this.all;
    this.count.textContent = this.at < 0 ? translate("{count} steps", { count: length }) : `${this.at + 1} / ${length}`;
    this.sentence.textContent = this.at < 0 ? "" : translate(this.all[this.at].text);
    this.earlier.disabled = this.at <= 0;
    this.later.disabled = this.at >= length - 1;
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
    if (!moved && !this.stage.told) this.#show(i);
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

  /** Go where a step is, then press what it presses. @param {number} i */
  #show(i) {
    const { press } = this.all[i];
    const setting = this.setting(i);
    if (press || Object.keys(setting).length > 0) this.stage.motion.glide(setting, undefined, press);
  }
}

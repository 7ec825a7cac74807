// The panel: what stands beside and below the picture. It puts every item in its place and keeps it up to date.

import { kinds as inputs } from "./inputs/kinds.mjs";
import { Goals } from "./panel/goal.mjs";
import { kinds } from "./panel/kinds.mjs";
import { translate } from "./words.mjs";

export class Panel {
  /** @param {import("./stage.mjs").Stage} stage @param {import("./layout.mjs").Layout} places */
  constructor(stage, places) {
    this.stage = stage;
    this.program = stage.program;
    this.places = places;
    /** @type {{update:() => void}[]} */
    this.items = [];
    this.goals = new Goals(stage, places);
    /** The list of presets that the next one joins. @type {HTMLElement|null} */
    this.presets = null;
    /** What a prediction hides. @type {{name:string, element:HTMLElement}[]} */
    this.secrets = [];
    /** Predictions whose answer the reader has not guessed, as it was shown. @type {Set<string>} */
    this.told = new Set();
    for (const control of stage.scene.controls) inputs[control.kind]?.(this, control);
    for (const spec of stage.scene.panel) {
      const element = kinds[spec.kind](this, spec);
      if (!element || spec.kind === "preset") continue;
      this.#place(spec).append(element);
      if (spec.until) this.secrets.push({ name: spec.until, element });
      if (spec.while) this.onlyWhile(spec.while, element);
    }
    this.showSecrets();
  }

  /** Where an item stands. @param {any} spec @returns {HTMLElement} */
  #place({ kind, place }) {
    const { below, fields, formulas, goals, legend, numbers, sheet } = this.places;
    if (place === "below") return below;
    if (kind === "legend") return legend;
    if (kind === "cells") return sheet;
    if (kind === "formula") return formulas;
    if (kind === "goal") return goals;
    return kind === "field" || kind === "matrix" ? fields : numbers;
  }

  /** Whether a prediction still hides an item. @param {any} spec */
  isSecret(spec) {
    return Boolean(spec.until) && !this.stage.picture.revealed.has(spec.until);
  }

  /** Leave something away while a condition does not hold. @param {string} condition @param {HTMLElement} element */
  onlyWhile(condition, element) {
    this.items.push({ update: () => element.classList.toggle("away", !this.program.value(condition).re[0]) });
  }

  /** Bring every item up to date. */
  update() {
    for (const item of this.items) item.update();
  }

  /** What is wider than its column can be scrolled by keyboard too. */
  fit() {
    for (const box of this.places.formulas.querySelectorAll(".formula")) {
      if (box.scrollWidth > box.clientWidth) box.setAttribute("tabindex", "0");
      else box.removeAttribute("tabindex");
    }
  }

  /** Register an item that is rewritten only when one of its values was computed anew.
   * @param {any} spec @param {string[]} refs @param {(values:any[], broken:number[]) => void} show */
  watch(spec, refs, show) {
    /** @type {number[]} */
    const stamps = [];
    let before = "";
    const guards = spec.guards ?? [];
    this.items.push({
      update: () => {
        const broken = guards.filter((/** @type {number} */ g) => !this.program.guard(g));
        const values = refs.map((ref) => this.program.value(ref));
        let changed = broken.join() !== before;
        before = broken.join();
        refs.forEach((ref, i) => {
          const stamp = this.program.stamp(ref);
          if (stamp !== stamps[i]) changed = true;
          stamps[i] = stamp;
        });
        if (changed) show(values, broken);
      },
    });
  }

  /** Why there is nothing to show: what the first broken guard says, unless the picture says why. @param {number[]} broken */
  reason(broken) {
    return this.stage.picture.broken() < 0 ? translate(this.stage.scene.program.guards[broken[0]].message) : "–";
  }

  showSecrets() {
    for (const { name, element } of this.secrets) element.classList.toggle("secret", !this.stage.picture.revealed.has(name));
  }

  /** Forget half-typed text: the numbers were set from elsewhere. */
  forgetTyping() {
    for (const field of this.places.root.querySelectorAll("input.typed")) field.dispatchEvent(new Event("explorer-reset"));
  }
}

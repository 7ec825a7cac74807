// A challenge that checks itself, and what of all challenges was reached.

import { html } from "../html.mjs";
import { translate } from "../words.mjs";

/** @type {import("./kinds.mjs").Make} */
export function make(panel, spec) {
  const because = html("span", { class: "because" });
  const item = html("p", { class: "goal", "data-goal": spec.name, "data-reached": "false" }, [
    html("span", { class: "tick", "aria-hidden": "true" }),
    html("span", {}, [translate(spec.name), " ", because]),
  ]);
  const goal = { spec, item, because, reached: false, now: false, seen: false, given: false };
  panel.goals.add(goal);
  panel.watch(spec, spec.when ? [spec.value, spec.when] : [spec.value], ([value, when], broken) => {
    goal.now = broken.length === 0 && Boolean(value.re[0]);
    goal.seen = !when || Boolean(when.re[0]);
    // What a step, a preset or a link brings about is no achievement of the reader's, nor what the scene before left.
    if (!goal.now) goal.given = false;
    else if (!panel.stage.byHand) goal.given = true;
    panel.goals.show(goal);
  });
  return item;
}

/** @typedef {{spec:any, item:HTMLElement, because:HTMLElement, reached:boolean, now:boolean, seen:boolean, given:boolean}} Goal */

/** The goals of a scene: which hold now, and which were reached. */
export class Goals {
  /** @param {import("../stage.mjs").Stage} stage @param {import("../layout.mjs").Layout} places */
  constructor(stage, places) {
    this.stage = stage;
    this.places = places;
    /** @type {Goal[]} */
    this.all = [];
  }

  /** @param {Goal} goal */
  add(goal) {
    this.all.push(goal);
  }

  /** Whether a goal holds by what the reader has moved. @param {Goal} goal */
  #earned(goal) {
    return goal.now && goal.seen && !goal.given && this.stage.byHand === true && !this.stage.panel.told.has(goal.spec.guess);
  }

  /** @param {Goal} goal */
  show(goal) {
    const reached = goal.reached || this.#earned(goal);
    goal.item.dataset.reached = String(reached);
    goal.because.textContent = reached ? translate(goal.spec.because) : "";
    this.places.challenges(this.all.map(({ spec, item: { dataset } }) => ({ name: translate(spec.name), reached: dataset.reached === "true" })));
  }

  /** The goals reached so far. @returns {string[]} */
  get reached() {
    return this.all.filter((goal) => goal.reached).map((goal) => goal.spec.name);
  }

  /** Goals that were reached before this panel was there. @param {string[]} names */
  recall(names) {
    for (const goal of this.all) goal.reached ||= names.includes(goal.spec.name);
  }

  /** Goals that hold when a drag settles stay reached. @returns {string[]} those newly reached */
  keep() {
    const fresh = [];
    for (const goal of this.all) {
      if (this.#earned(goal) && !goal.reached) {
        goal.reached = true;
        fresh.push(goal.spec.name);
      }
      this.show(goal);
    }
    return fresh;
  }
}

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
  const goal = { spec, item, because, reached: false, now: false };
  panel.goals.add(goal);
  panel.watch(spec, [spec.value], ([value], broken) => {
    goal.now = broken.length === 0 && Boolean(value.re[0]);
    panel.goals.show(goal);
  });
  return item;
}

/** @typedef {{spec:any, item:HTMLElement, because:HTMLElement, reached:boolean, now:boolean}} Goal */

/** The goals of a scene: which hold now, and which were reached. */
export class Goals {
  /** @param {import("../stage.mjs").Stage} stage */
  constructor(stage) {
    this.stage = stage;
    /** @type {Goal[]} */
    this.all = [];
  }

  /** @param {Goal} goal */
  add(goal) {
    this.all.push(goal);
  }

  /** @param {Goal} goal */
  show(goal) {
    // What holds before the reader has moved anything is no achievement.
    const reached = goal.reached || (goal.now && this.stage.touched);
    goal.item.dataset.reached = String(reached);
    goal.because.textContent = reached ? translate(goal.spec.because) : "";
  }

  /** The goals reached so far. @returns {string[]} */
  get reached() {
    return this.all.filter((goal) => goal.reached).map((goal) => goal.spec.name);
  }

  /** Goals that were reached before this panel was there. @param {string[]} names */
  recall(names) {
    for (const goal of this.all) goal.reached = names.includes(goal.spec.name);
  }

  /** Goals that hold when a drag settles stay reached. @returns {string[]} those newly reached */
  keep() {
    const fresh = [];
    for (const goal of this.all) {
      if (goal.now && this.stage.touched && !goal.reached) {
        goal.reached = true;
        fresh.push(goal.spec.name);
      }
      this.show(goal);
    }
    return fresh;
  }
}

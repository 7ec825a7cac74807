// What is said to those who do not see the picture: what it shows now, and what a settled change has changed.

import { sayPlace, sayValue, together, translate } from "./words.mjs";

/** @typedef {import("./stage.mjs").Stage} Stage */

const MOST = { picture: 8, change: 6 }; // read-outs in a sentence

/** What the picture shows now, in a sentence: where things are and what the numbers say. @param {Stage} stage */
export function describe(stage) {
  const parts = stage.scene.inputs
    .filter((spec) => !spec.hidden && !spec.quiet && spec.at.length <= 3)
    .map((spec) => inputOf(stage, spec.name));
  return `${translate(stage.scene.title)}. ${[...parts, ...readouts(stage, MOST.picture)].join("; ")}.`;
}

/** The read-outs in words, the one that decides first. @param {Stage} stage @param {number} most
 * @param {Map<string, string>} [said] what was said of each before: only what is another now is said again */
function readouts({ scene, program, panel, hiddenNames }, most, said = new Map()) {
  const items = scene.panel.flatMap((spec) => (spec.kind === "readout" || spec.kind === "bar" ? [spec] : []));
  const parts = [];
  for (const spec of [...items.filter(({ lead }) => lead), ...items.filter(({ lead }) => !lead)]) {
    if (hiddenNames.includes(spec.name) || parts.length >= most || panel.isSecret(spec)) continue;
    if (spec.guards.some((g) => !program.guard(g))) continue;
    if (spec.while && !program.value(spec.while).re[0]) continue;
    const text = sayValue({ digits: 1, ...spec }, program.value(spec.value));
    if (said.get(spec.name) === text) continue;
    said.set(spec.name, text);
    parts.push(`${translate(spec.name)} ${text}`);
  }
  return parts;
}

/** An input in words: where it is, or what a slider calls the place. @param {Stage} stage @param {string} name @returns {string} */
function inputOf({ scene, values }, name) {
  const [control] = scene.controls.flatMap((each) => ((each.kind === "slider" || each.kind === "switch") && each.input === name ? [each] : []));
  const [x] = values[name];
  let text = together(values[name]);
  if (control?.kind === "slider") text = sayPlace(control, x);
  if (control?.kind === "switch") text = x > 0.5 ? translate("on") : translate("off");
  return `${translate(name)} ${text}`;
}

/** Describe the picture; once something has moved, say what, what follows, and which goals were reached.
 * @param {Stage} stage @param {string[]} [moved] @param {string[]} [reached] @returns {void} */
export function announce(stage, moved, reached = []) {
  stage.picture.describe(describe(stage));
  if (!moved) return;
  const { snapped } = stage.placement;
  const parts = moved
    .filter((name) => !stage.inputs[name].quiet && stage.values[name].length <= 3)
    .map((name) => inputOf(stage, name));
  if (snapped) parts.push(translate(snapped));
  parts.push(...readouts(stage, MOST.change - parts.length, stage.said));
  for (const goal of reached) parts.push(translate("Reached: {goal}", { goal: translate(goal) }));
  if (parts.length > 0) stage.spoken.textContent = `${parts.join("; ").replace(/\.$/, "")}.`;
}

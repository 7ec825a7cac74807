// What a scene needs beside the core, brought before its stage is built: the stage itself never waits.

import { prepare as prepareProgram } from "./evaluate.mjs";
import { bring as bringInputs } from "./inputs/kinds.mjs";
import { bring as bringMarks } from "./marks/kinds.mjs";
import { bring as bringItems } from "./panel/kinds.mjs";
import { bringPanes } from "./parts.mjs";

/** What a link asks for: a parameter, its value, and what comes for it. @type {[string, string, () => Promise<unknown>][]} */
const ASKED = [
  ["present", "1", () => import("./present.mjs")],
  ["embed", "true", () => import("./embedded.mjs")],
];
/** What has been waited for. @type {Set<string>} */
const here = new Set();

/** Bring what the link asks for. Who cannot get it has the stage none the less. */
function bringAsked() {
  const query = new URLSearchParams(window.location.search);
  const wanted = ASKED.filter(([name, value]) => query.get(name) === value && !here.has(name));
  const arrived = (/** @type {string} */ name) => () => void here.add(name);
  return wanted.length > 0 ? Promise.all(wanted.map(([name, , bring]) => bring().then(arrived(name), () => {}))) : null;
}

/** Put lists that are sent once where a mark, an item or a control says only which. @param {any} scene */
function share({ lists, marks, panel, controls }) {
  for (const spec of [...marks, ...panel, ...controls]) for (const key of ["labels", "list"]) if (typeof spec[key] === "number") spec[key] = lists[spec[key]];
}

/** Bring what a scene needs; null when all of it is here. @param {any} scene @returns {Promise<unknown>|null} */
export function prepare(scene) {
  share(scene);
  const wanted = [prepareProgram(scene.program), bringMarks(scene.marks), bringItems(scene.panel), bringInputs(scene.controls), bringPanes(scene)];
  const waiting = [...wanted, bringAsked()].filter(Boolean);
  return waiting.length > 0 ? Promise.all(waiting) : null;
}

// What a scene needs beside the core, brought before its stage is built: the stage itself never waits.

import { prepare as prepareProgram } from "./evaluate.mjs";
import { bring as bringInputs } from "./inputs/kinds.mjs";
import { bring as bringMarks } from "./marks/kinds.mjs";
import { bring as bringItems } from "./panel/kinds.mjs";

let projector = false;

/** Bring the projector where the link asks for it; null otherwise. Who cannot get it has the stage none the less. */
function bringProjector() {
  if (projector || new URLSearchParams(window.location.search).get("present") !== "1") return null;
  return import("./present.mjs").then(
    () => (projector = true),
    () => false,
  );
}

/** Bring what a scene needs; null when all of it is here. @param {any} scene @returns {Promise<unknown>|null} */
export function prepare(scene) {
  const wanted = [prepareProgram(scene.program), bringMarks(scene.marks), bringItems(scene.panel), bringInputs(scene.controls)];
  const waiting = [...wanted, bringProjector()].filter(Boolean);
  return waiting.length > 0 ? Promise.all(waiting) : null;
}

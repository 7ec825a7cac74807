// What a scene needs beside the core, brought before its stage is built: the stage itself never waits.

import { prepare as prepareProgram } from "./evaluate.mjs";
import { bring as bringMarks } from "./marks/kinds.mjs";
import { bring as bringItems } from "./panel/kinds.mjs";

/** Bring what a scene needs; null when all of it is here. @param {any} scene @returns {Promise<unknown>|null} */
export function prepare(scene) {
  const waiting = [prepareProgram(scene.program), bringMarks(scene.marks), bringItems(scene.panel)].filter(Boolean);
  return waiting.length > 0 ? Promise.all(waiting) : null;
}

// What a scene needs beside the core, brought before its stage is built: the stage itself never waits.

import { prepare as prepareProgram } from "./evaluate.mjs";

/** Bring what a scene needs; null when all of it is here. @param {any} scene @returns {Promise<unknown>|null} */
export function prepare(scene) {
  return prepareProgram(scene.program);
}

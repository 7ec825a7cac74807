// The link: what the address of the page says of a stage, written without a new entry in the browser's history.

import { fromPlain } from "./values.mjs";
import { pack, unpack } from "./words.mjs";

/** @typedef {import("./stage.mjs").Stage} Stage */

/** Whether a stage says in the address where it is. @param {Stage} stage */
export const isLinked = (stage) => stage.data.linked !== false;

/** Whether a stage stands in a frame of another page, as the link of that frame says. @param {import("./stage.mjs").Stage} stage */
export const isEmbedded = (stage) => isLinked(stage) && new URLSearchParams(window.location.search).get("embed") === "true";

/** Set parameters of the address; an empty text takes one away. @param {Record<string, string>} parameters */
export function setParameters(parameters) {
  const url = new URL(window.location.href);
  for (const [name, text] of Object.entries(parameters)) {
    if (text) url.searchParams.set(name, text);
    else url.searchParams.delete(name);
  }
  // Commas are legal in a query and far easier to read than their escape.
  url.search = url.search.replaceAll("%2C", ",").replaceAll("%2A", "*");
  if (url.href === window.location.href) return;
  try {
    window.history.replaceState(window.history.state, "", url);
  } catch {
    // A frame without an address of its own has no link to keep.
  }
}

/** The name of an input in the link. @param {Stage} stage @param {string} name @returns {string} */
export const linkName = ({ data, inputs }, name) => (data.prefix ?? "") + inputs[name].url;

/** Write where the inputs are. @param {Stage} stage @param {Record<string, number[]>} now */
export function writePlace(stage, now) {
  if (!isLinked(stage)) return;
  const { steps } = stage;
  /** @type {Record<string, string>} */
  const parameters = {};
  for (const spec of stage.scene.inputs) {
    if (!spec.url) continue;
    const text = pack(now[spec.name], spec.decimals);
    // Beside a step the link says what the step would set otherwise, also where that is at its start.
    const stepped = steps.at >= 0 && spec.name in steps.setting(steps.at);
    parameters[linkName(stage, spec.name)] = text === pack(fromPlain(spec.at), spec.decimals) && !stepped ? "" : text;
  }
  setParameters(parameters);
}

/** Where the link says that the inputs are, at the start where it says nothing; null when it cannot be read.
 * @param {Stage} stage */
export function readPlace(stage) {
  const query = new URLSearchParams(window.location.search);
  /** @type {Record<string, number[]>} */
  const there = {};
  for (const spec of stage.scene.inputs) {
    if (!spec.url) continue;
    const text = query.get(linkName(stage, spec.name));
    const numbers = text === null ? spec.at : unpack(text);
    if (numbers?.length !== spec.at.length) return null;
    there[spec.name] = fromPlain(numbers);
  }
  return there;
}

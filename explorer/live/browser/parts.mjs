// Tables of kinds: some are here, the others are parts that are fetched when a scene has one of them.

/** Put the parts that are named and not here into the table of what is here; null when all are.
 * @template T @param {Record<string, T>} here @param {Record<string, () => Promise<{make:T}>>} others @param {string[]} names
 * @returns {Promise<unknown>|null} */
export function bringParts(here, others, names) {
  const missing = [...new Set(names)].filter((name) => !(name in here));
  const bring = async (/** @type {string} */ name) => (here[name] = (await others[name]()).make);
  return missing.length > 0 ? Promise.all(missing.map(bring)) : null;
}

/** Use a part that nothing waits for. Without the server it is done without; the next time asks for the part again.
 * @template T @param {Promise<T>} part @param {(module:T) => unknown} use */
export const withPart = (part, use) => part.then(use, () => {});

/** What makes the panes of a scene, once it is here. @type {{make?: typeof import("./panes.mjs").makePanes}} */
export const panes = {};

/** Bring it where a scene has panes. @param {{panes:any[]}} scene */
export const bringPanes = (scene) => (scene.panes.length > 0 && !panes.make ? import("./panes.mjs").then(({ makePanes }) => (panes.make = makePanes)) : null);

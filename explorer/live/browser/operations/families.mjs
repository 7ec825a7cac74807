// The operations by family: those that nearly every scene needs are here, the others are parts that come when a program
// names them.

import { OPERATIONS as elementwise } from './elementwise.mjs';
import { OPERATIONS as indexing } from './indexing.mjs';
import { OPERATIONS as products } from './products.mjs';
import { OPERATIONS as reductions } from './reductions.mjs';
import { OPERATIONS as shapes } from './shapes.mjs';

/** @typedef {import('./values.mjs').Operation} Operation */

/** The families that are here. @type {Record<string, Record<string, Operation>>} */
export const families = { elementwise, reductions, shapes, indexing, products };

/** Every operation that is here, by its NumPy name. @type {Record<string, Operation>} */
export const operations = Object.assign({}, ...Object.values(families));

/** @type {Record<string, () => Promise<{OPERATIONS: Record<string, Operation>}>>} */
export const others = {
  sorting: () => import('./sorting.mjs'),
  elimination: () => import('./elimination.mjs'),
  orthogonal: () => import('./orthogonal.mjs'),
  eig: () => import('./eig.mjs'),
  windows: () => import('./windows.mjs'),
};

/** Bring the families that a program names; null when all are here. @param {string[]} names @returns {Promise<void>|null} */
export function bring(names) {
  const missing = names.filter((name) => !(name in families));
  return missing.length > 0 ? arrive(missing) : null;
}

/** @param {string[]} missing */
async function arrive(missing) {
  const modules = await Promise.all(missing.map((name) => others[name]()));
  missing.forEach((name, k) => Object.assign(operations, (families[name] = modules[k].OPERATIONS)));
}

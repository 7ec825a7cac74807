// Other shapes of the same numbers, and values joined.

import { make, placesOf, RANK, sizeOf, stridedPlaces, stridesOf, view } from './values.mjs';

/** @typedef {import('./values.mjs').Value} Value */
/** @typedef {import('./values.mjs').Operation} Operation */

/** @type {Operation} */
function reshape([a], { shape }) {
  const target = shape.slice();
  const open = target.indexOf(-1);
  if (open >= 0) target[open] = a.re.length / sizeOf(target.filter((/** @type {number} */ n) => n !== -1));
  if (sizeOf(target) !== a.re.length) throw new Error(`cannot reshape (${a.shape}) into (${shape})`);
  return view(a, target);
}

/** @param {Value} a @param {number[]} shape @param {Int32Array} places @param {any} out */
export function gather(a, shape, places, out) {
  const result = make(out, shape, a.kind);
  for (let i = 0; i < places.length; i++) result.re[i] = a.re[places[i]];
  if (result.im && a.im) for (let i = 0; i < places.length; i++) result.im[i] = a.im[places[i]];
  return result;
}

/** @type {Operation} */
function transpose([a], attributes, out) {
  const ndim = a.shape.length;
  const axes = attributes?.axes ?? Array.from({ length: ndim }, (_, k) => ndim - 1 - k);
  const shape = axes.map((/** @type {number} */ k) => a.shape[k]);
  if (ndim === 2 && axes[0] === 1 && !a.im) {
    const result = make(out, shape, a.kind);
    const [m, n] = a.shape;
    for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) result.re[j * m + i] = a.re[i * n + j];
    return result;
  }
  const strides = stridesOf(a.shape);
  return gather(a, shape, stridedPlaces(shape, axes.map((/** @type {number} */ k) => strides[k]), 0), out);
}

/** @type {Operation} */
function broadcastTo([a], { shape }, out) {
  return gather(a, shape, placesOf(a.shape, shape), out);
}

/** @param {Value[]} values @returns {'f'|'i'|'b'|'c'} */
const jointKind = (values) => values.map((v) => v.kind).reduce((p, q) => (RANK[p] >= RANK[q] ? p : q));

/**
 * Write blocks one after another along an axis: each value is `outer` runs of `runs[k]` numbers.
 * @param {Value[]} values @param {number[]} shape @param {number} outer @param {number[]} runs @param {any} out
 */
function interleave(values, shape, outer, runs, out) {
  const result = make(out, shape, jointKind(values));
  let at = 0;
  for (let i = 0; i < outer; i++) {
    for (let k = 0; k < values.length; k++) {
      const run = runs[k];
      const from = i * run;
      const { re, im } = values[k];
      for (let j = 0; j < run; j++) result.re[at + j] = re[from + j];
      if (result.im) for (let j = 0; j < run; j++) result.im[at + j] = im ? im[from + j] : 0;
      at += run;
    }
  }
  return result;
}

/** @type {Operation} */
function stack(values, { axis }, out) {
  const { shape } = values[0];
  const run = sizeOf(shape.slice(axis));
  const target = [...shape.slice(0, axis), values.length, ...shape.slice(axis)];
  return interleave(values, target, sizeOf(shape.slice(0, axis)), values.map(() => run), out);
}

/** @type {Operation} */
function concatenate(values, { axis }, out) {
  const { shape } = values[0];
  const target = shape.slice();
  target[axis] = values.reduce((n, v) => n + v.shape[axis], 0);
  return interleave(values, target, sizeOf(shape.slice(0, axis)), values.map((v) => sizeOf(v.shape.slice(axis))), out);
}

/** @type {Record<string, Operation>} */
export const OPERATIONS = {
  reshape,
  transpose,
  broadcast_to: broadcastTo,
  stack,
  concatenate,
  item: ([whole], { index }) => /** @type {any} */ (whole).items[index],
};

// Windows that slide over an array: the same entries under several indices, copied out.

import { make, sizeOf } from './values.mjs';

/** @typedef {import('./values.mjs').Operation} Operation */

/** @type {Operation} */
function windows([a], { sizes, axes }, out) {
  const trimmed = a.shape.slice();
  const strides = a.shape.map((_, k) => sizeOf(a.shape.slice(k + 1)));
  axes.forEach((/** @type {number} */ axis, /** @type {number} */ k) => (trimmed[axis] -= sizes[k] - 1));
  const shape = [...trimmed, ...sizes];
  const steps = [...strides, ...axes.map((/** @type {number} */ axis) => strides[axis])];
  const result = make(out, shape, a.kind);
  // The innermost axis in one run, the others counted like the wheels of an odometer.
  const last = shape.length - 1;
  const [run, step] = [shape[last], steps[last]];
  const index = new Array(last).fill(0);
  const size = sizeOf(shape);
  for (let at = 0, from = 0; at < size; ) {
    for (let k = 0; k < run; k++, at++) {
      result.re[at] = a.re[from + k * step];
      if (result.im) result.im[at] = /** @type {Float64Array} */ (a.im)[from + k * step];
    }
    for (let k = last - 1; k >= 0; k--) {
      from += steps[k];
      if (++index[k] < shape[k]) break;
      from -= steps[k] * shape[k];
      index[k] = 0;
    }
  }
  return result;
}

/** @type {Record<string, Operation>} */
export const OPERATIONS = { windows };

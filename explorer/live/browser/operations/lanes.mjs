// Along an axis, lane by lane: a lane is copied to `lane`, and what is made of it is written to the result.

import { isComplex, make, sizeOf, stridedPlaces, stridesOf, view, zeroOf } from './values.mjs';

/** @typedef {import('./values.mjs').Kind} Kind */
/** @typedef {import('./values.mjs').Value} Value */
/** @typedef {import('./values.mjs').Operation} Operation */

/** @param {any} axis @param {number} ndim @returns {number[]} */
export function axesOf(axis, ndim) {
  if (axis === undefined || axis === null) return Array.from({ length: ndim }, (_, k) => k);
  return (Array.isArray(axis) ? axis : [axis]).map((k) => (k < 0 ? k + ndim : k));
}

/** The lane at hand: its first `count` numbers. */
export const lane = { re: new Float64Array(64), im: new Float64Array(64) };

/**
 * Visit each lane along the axes: copy it to lane.re (and lane.im) and call f(count, number of the lane).
 * @param {Value} a @param {number[]} axes @param {(count: number, k: number) => void} f
 */
export function eachLane(a, axes, f) {
  const strides = stridesOf(a.shape);
  const kept = a.shape.map((_, k) => k).filter((k) => !axes.includes(k));
  const count = sizeOf(axes.map((k) => a.shape[k]));
  if (lane.re.length < count) {
    lane.re = new Float64Array(count);
    lane.im = new Float64Array(count);
  }
  const starts = kept.length ? stridedPlaces(kept.map((k) => a.shape[k]), kept.map((k) => strides[k]), 0) : [0];
  const ordered = axes.slice().sort((p, q) => p - q);
  const last = ordered.length === 1 ? strides[ordered[0]] : kept.length === 0 ? 1 : 0;
  const offsets = last ? null : stridedPlaces(ordered.map((k) => a.shape[k]), ordered.map((k) => strides[k]), 0);
  const { re, im } = lane;
  for (let k = 0; k < starts.length; k++) {
    const start = starts[k];
    if (offsets) {
      for (let i = 0; i < count; i++) re[i] = a.re[start + offsets[i]];
      if (a.im) for (let i = 0; i < count; i++) im[i] = a.im[start + offsets[i]];
    } else {
      for (let i = 0, p = start; i < count; i++, p += last) re[i] = a.re[p];
      if (a.im) for (let i = 0, p = start; i < count; i++, p += last) im[i] = a.im[p];
    }
    f(count, k);
  }
}

/**
 * An operation from lanes to lanes of the same length.
 * @param {(kind: Kind) => Kind} kindOf @param {(count: number, complex: boolean) => void} f changes the lane in place
 * @returns {Operation}
 */
export function scan(kindOf, f) {
  return ([a], attributes, out) => {
    const flat = attributes?.axis === undefined || attributes.axis === null;
    const source = flat ? view(a, [a.re.length]) : a;
    const [axis] = axesOf(flat ? 0 : attributes.axis, source.shape.length);
    const result = make(out, source.shape, kindOf(a.kind));
    if (result.re.length === 0) return result;
    const zero = zeroOf(result.kind);
    const strides = stridesOf(source.shape);
    const kept = source.shape.map((_, k) => k).filter((k) => k !== axis);
    const starts = stridedPlaces(kept.map((k) => source.shape[k]), kept.map((k) => strides[k]), 0);
    eachLane(source, [axis], (count, k) => {
      f(count, isComplex(a));
      for (let i = 0, p = starts[k]; i < count; i++, p += strides[axis]) {
        result.re[p] = lane.re[i] + zero;
        if (result.im) result.im[p] = lane.im[i];
      }
    });
    return result;
  };
}

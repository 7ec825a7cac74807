// The values of a program, and where the entries of one shape are found in another.
//
// A value is {shape, kind, re, im?}: row-major numbers in Float64Array, kind 'f' float, 'i' integer, 'b' Boolean
// (0 or 1), 'c' complex (im is there exactly then). Integers are exact up to 2^53.
// Each operation is (operands, attributes, out) => value. `out` is the value that the same step gave last time, or
// undefined; its buffer is used again when the shape and kind are the same, so a frame of a drag allocates little.

/** @typedef {'f'|'i'|'b'|'c'} Kind */
/** @typedef {{shape: number[], kind: Kind, re: Float64Array, im?: Float64Array, shared?: boolean}} Value */
/** @typedef {{items: Value[]}} Tuple */
/** @typedef {(operands: Value[], attributes: any, out?: any) => any} Operation */

/** @param {ArrayLike<number>} shape */
export function sizeOf(shape) {
  let size = 1;
  for (let k = 0; k < shape.length; k++) size *= shape[k];
  return size;
}

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
export function sameShape(a, b) {
  if (a.length !== b.length) return false;
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
}

/**
 * A value to write every entry of; the old one when it fits.
 * @param {any} out @param {number[]} shape @param {Kind} kind @returns {Value}
 */
export function make(out, shape, kind) {
  if (out && out.re && !out.shared && out.kind === kind && sameShape(out.shape, shape)) return out;
  const size = sizeOf(shape);
  const value = { shape: Array.from(shape), kind, re: new Float64Array(size) };
  return kind === 'c' ? { ...value, im: new Float64Array(size) } : value;
}

/** @param {any} out @param {number[]} shape @returns {Value} NaN everywhere. */
export function nan(out, shape) {
  const value = make(out, shape, 'f');
  value.re.fill(NaN);
  return value;
}

/** The same numbers seen in another shape. @param {Value} a @param {number[]} shape @returns {Value} */
export function view(a, shape) {
  return { ...a, shape, shared: true };
}

/** @param {Value} a */
export const isComplex = (a) => a.kind === 'c';

/** @param {number[][]} shapes @returns {number[]} */
export function broadcastShapes(shapes) {
  const ndim = Math.max(0, ...shapes.map((s) => s.length));
  const result = new Array(ndim).fill(1);
  for (const shape of shapes) {
    for (let k = 0; k < shape.length; k++) {
      const at = ndim - shape.length + k;
      const n = shape[k];
      if (n === 1) continue;
      if (result[at] !== 1 && result[at] !== n) {
        throw new Error(`shapes do not broadcast: (${shapes.join(') (')})`);
      }
      result[at] = n;
    }
  }
  return result;
}

/** Row-major strides; 0 along axes that are repeated to reach `shape`. @param {number[]} from @param {number[]} shape */
export function stridesFor(from, shape) {
  const strides = new Array(shape.length).fill(0);
  let step = 1;
  for (let k = from.length - 1; k >= 0; k--) {
    const at = shape.length - from.length + k;
    strides[at] = from[k] === 1 ? 0 : step;
    step *= from[k];
  }
  return strides;
}

/** @param {number[]} shape */
export function stridesOf(shape) {
  return stridesFor(shape, shape).map((_, k) => sizeOf(shape.slice(k + 1)));
}

/** Where in a value of shape `from` each entry of `shape` is found. @param {number[]} from @param {number[]} shape */
function broadcastPlaces(from, shape) {
  return stridedPlaces(shape, stridesFor(from, shape), 0);
}

/** @param {number[]} shape @param {number[]} strides @param {number} start */
export function stridedPlaces(shape, strides, start) {
  const size = sizeOf(shape);
  const places = new Int32Array(size);
  if (size === 0) return places;
  const ndim = shape.length;
  if (ndim === 0) {
    places[0] = start;
    return places;
  }
  const counter = new Int32Array(ndim);
  const n = shape[ndim - 1];
  const step = strides[ndim - 1];
  let at = start;
  for (let i = 0; i < size; ) {
    for (let j = 0, p = at; j < n; j++, p += step) places[i++] = p;
    for (let k = ndim - 2; k >= 0; k--) {
      at += strides[k];
      if (++counter[k] < shape[k]) break;
      at -= strides[k] * shape[k];
      counter[k] = 0;
    }
  }
  return places;
}

/** Broadcast places are the same at every frame: they are kept by the pair of shapes. @type {Map<string, Int32Array>} */
const knownPlaces = new Map();

let knownSize = 0;

/** @param {number[]} from @param {number[]} shape */
export function placesOf(from, shape) {
  const key = `${from}>${shape}`;
  let places = knownPlaces.get(key);
  if (!places) {
    places = broadcastPlaces(from, shape);
    knownSize += places.length + 100;
    if (knownSize > 4e6) {
      knownPlaces.clear();
      knownSize = places.length;
    }
    knownPlaces.set(key, places);
  }
  return places;
}

export const RANK = { b: 0, i: 1, f: 2, c: 3 };
/** @param {Value} a @param {Value} b @returns {Kind} */
export const joint = (a, b) => (RANK[a.kind] >= RANK[b.kind] ? a.kind : b.kind);

/** @param {Kind} kind @returns {'f'|'i'|'c'} */
export const number = (kind) => (kind === 'b' ? 'i' : kind);

/** What is added to a number of a kind to change nothing but this: integers have no -0. @param {string} kind */
export const zeroOf = (kind) => (kind === 'f' || kind === 'c' ? -0 : 0);

// Entries picked by place.

import { gather } from './shapes.mjs';
import { broadcastShapes, nan, placesOf, sizeOf, stridedPlaces, stridesFor, stridesOf } from './values.mjs';

/** @typedef {import('./values.mjs').Value} Value */
/** @typedef {import('./values.mjs').Operation} Operation */

/** @param {number|null} start @param {number|null} stop @param {number|null} step @param {number} n Python's slice. */
function sliceOf(start, stop, step, n) {
  const by = step ?? 1;
  const clamp = (/** @type {number} */ k, /** @type {number} */ low, /** @type {number} */ high) =>
    Math.max(low, Math.min(high, k < 0 ? k + n : k));
  const from = start === null ? (by > 0 ? 0 : n - 1) : by > 0 ? clamp(start, 0, n) : clamp(start, -1, n - 1);
  const to = stop === null ? (by > 0 ? n : -1) : by > 0 ? clamp(stop, 0, n) : clamp(stop, -1, n - 1);
  return { from, by, count: Math.max(0, Math.ceil((to - from) / by)) };
}

/** @type {Operation} */
function getitem([a, ...indices], { key }, out) {
  const strides = stridesOf(a.shape);
  const used = key.filter((/** @type {any} */ e) => e !== 'newaxis' && e !== 'ellipsis').length;
  const rest = a.shape.length - used;
  const hasEllipsis = key.includes('ellipsis');
  /** @type {any[]} */
  const entries = [];
  for (const entry of hasEllipsis ? key : [...key, 'ellipsis']) {
    if (entry === 'ellipsis') for (let k = 0; k < rest; k++) entries.push([null, null, null]);
    else entries.push(entry);
  }
  // A 0-d index array is a plain integer, but where NaN may come from.
  let valid = true;
  let axis = 0;
  let next = 0;
  let start = 0;
  const fancy = indices.some((v) => v.shape.length > 0);
  /** @type {{count: number, stride: number}[]} the result's axes, apart from the fancy ones */
  const dims = [];
  /** @type {{value: Value, axis: number}[]} */
  const arrays = [];
  let place = -1; // where the fancy axes go
  let apart = false; // fancy entries with a slice between them: their axes come first
  let previous = -2;
  for (let e = 0; e < entries.length; e++) {
    const entry = entries[e];
    if (entry === 'newaxis') {
      dims.push({ count: 1, stride: 0 });
      continue;
    }
    if (Array.isArray(entry)) {
      const { from, by, count } = sliceOf(entry[0], entry[1], entry[2], a.shape[axis]);
      if (count > 0) start += from * strides[axis];
      dims.push({ count, stride: by * strides[axis] });
      axis++;
      continue;
    }
    if (fancy) {
      if (place < 0) place = dims.length;
      else if (previous !== e - 1) apart = true;
      previous = e;
    }
    const n = a.shape[axis];
    const value = entry === 'array' ? indices[next++] : undefined;
    if (value && value.shape.length > 0) {
      arrays.push({ value, axis });
    } else {
      const k = value ? value.re[0] : entry;
      if (!(k >= -n && k < n)) valid = false;
      else start += (k < 0 ? k + n : k) * strides[axis];
    }
    axis++;
  }
  const at = apart ? 0 : Math.max(place, 0);
  const bshape = broadcastShapes(arrays.map((p) => p.value.shape));
  const before = dims.slice(0, at);
  const after = dims.slice(at);
  const shape = [...before.map((d) => d.count), ...bshape, ...after.map((d) => d.count)];
  const bsize = sizeOf(bshape);
  const offsets = new Int32Array(bsize);
  for (const { value, axis: k } of arrays) {
    const n = a.shape[k];
    const places = placesOf(value.shape, bshape);
    for (let i = 0; i < bsize; i++) {
      const j = value.re[places[i]];
      if (!(j >= -n && j < n)) valid = false;
      else offsets[i] += (j < 0 ? j + n : j) * strides[k];
    }
  }
  if (!valid) return nan(out, shape);
  if (!arrays.length) return gather(a, shape, stridedPlaces(shape, dims.map((d) => d.stride), start), out);
  const outer = stridedPlaces(before.map((d) => d.count), before.map((d) => d.stride), start);
  const inner = stridedPlaces(after.map((d) => d.count), after.map((d) => d.stride), 0);
  const places = new Int32Array(outer.length * bsize * inner.length);
  let p = 0;
  for (const o of outer) for (const f of offsets) for (const i of inner) places[p++] = o + f + i;
  return gather(a, shape, places, out);
}

/** @type {Operation} */
function takeAlongAxis([a, index], { axis }, out) {
  const n = a.shape[axis];
  const shape = index.shape.map((k, d) => (d === axis ? k : Math.max(k, a.shape[d])));
  const strides = stridesFor(a.shape, shape);
  const along = sizeOf(a.shape.slice(axis + 1));
  strides[axis] = 0;
  const base = stridedPlaces(shape, strides, 0);
  const places = placesOf(index.shape, shape);
  for (let i = 0; i < base.length; i++) {
    const k = index.re[places[i]];
    if (!(k >= -n && k < n)) return nan(out, shape);
    base[i] += (k < 0 ? k + n : k) * along;
  }
  return gather(a, shape, base, out);
}

/** @type {Record<string, Operation>} */
export const OPERATIONS = {
  getitem,
  take_along_axis: takeAlongAxis,
};

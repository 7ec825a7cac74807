// Linear systems, determinants and inverses, by elimination with partial pivoting.

import { divided, gatherParts, identity, isFinite_, matrices, matrixPart, nanPart, part, scalarPart, zeros } from './matrices.mjs';
import { broadcastShapes, make, sizeOf } from './values.mjs';

/** @typedef {import('./values.mjs').Value} Value */
/** @typedef {import('./values.mjs').Operation} Operation */
/** @typedef {import('./matrices.mjs').Matrix} Matrix */
/** @typedef {import('./matrices.mjs').Part} Part */

/**
 * LU with partial pivoting, in place; b takes the same row exchanges and eliminations.
 * @param {Matrix} a square @param {Matrix|null} b @returns {number} sign of the permutation, 0 when a pivot is zero
 */
function eliminate(a, b) {
  const { n, re, im } = a;
  let sign = 1;
  let singular = false;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    let size = -1;
    for (let i = k; i < n; i++) {
      const s = Math.abs(re[i * n + k]) + (im ? Math.abs(im[i * n + k]) : 0);
      if (s > size) {
        size = s;
        pivot = i;
      }
    }
    if (size === 0) {
      singular = true;
      continue;
    }
    if (pivot !== k) {
      sign = -sign;
      swapRows(a, k, pivot);
      if (b) swapRows(b, k, pivot);
    }
    for (let i = k + 1; i < n; i++) {
      let fr = 0;
      let fi = 0;
      if (im) {
        [fr, fi] = divided(re[i * n + k], im[i * n + k], re[k * n + k], im[k * n + k]);
      } else fr = re[i * n + k] / re[k * n + k];
      if (fr === 0 && fi === 0) continue;
      subtractRow(a, i, k, k + 1, fr, fi);
      if (b) subtractRow(b, i, k, 0, fr, fi);
    }
  }
  return singular ? 0 : sign;
}

/** @param {Matrix} a @param {number} i @param {number} j */
function swapRows({ n, re, im }, i, j) {
  for (const x of im ? [re, im] : [re]) {
    for (let k = 0; k < n; k++) [x[i * n + k], x[j * n + k]] = [x[j * n + k], x[i * n + k]];
  }
}

/** Row i minus f times row k, from a column on. */
function subtractRow(
  /** @type {Matrix} */ { n, re, im }, /** @type {number} */ i, /** @type {number} */ k, /** @type {number} */ from,
  /** @type {number} */ fr, /** @type {number} */ fi,
) {
  for (let j = from; j < n; j++) {
    const x = re[k * n + j];
    if (im) {
      const y = im[k * n + j];
      re[i * n + j] -= fr * x - fi * y;
      im[i * n + j] -= fr * y + fi * x;
    } else re[i * n + j] -= fr * x;
  }
}

/** @param {Matrix} a @returns {Part[]} */
function det(a) {
  if (!isFinite_(a)) return [nanPart([])];
  const sign = eliminate(a, null);
  if (sign === 0) return [scalarPart(0, a.im ? 0 : null)];
  let re = sign;
  let im = 0;
  for (let k = 0; k < a.n; k++) {
    const x = a.re[k * a.n + k];
    const y = a.im ? a.im[k * a.n + k] : 0;
    [re, im] = a.im ? [re * x - im * y, re * y + im * x] : [re * x, 0];
  }
  return [scalarPart(re, a.im ? im : null)];
}

/** @param {Matrix} a @returns {Part[]} */
function slogdet(a) {
  if (!isFinite_(a)) return [nanPart([]), nanPart([])];
  const sign = eliminate(a, null);
  if (sign === 0) return [scalarPart(0, a.im ? 0 : null), scalarPart(-Infinity)];
  let [re, im, log] = [sign, 0, 0];
  for (let k = 0; k < a.n; k++) {
    const x = a.re[k * a.n + k];
    const y = a.im ? a.im[k * a.n + k] : 0;
    const r = a.im ? Math.hypot(x, y) : Math.abs(x);
    log += Math.log(r);
    [re, im] = [(re * x - im * y) / r, (re * y + im * x) / r];
  }
  return [scalarPart(re, a.im ? im : null), scalarPart(log)];
}

/** Solve a x = b; both are destroyed. @param {Matrix} a @param {Matrix} b @returns {Matrix|null} */
function solveMatrix(a, b) {
  if (eliminate(a, b) === 0) return null;
  const n = a.n;
  for (let k = n - 1; k >= 0; k--) {
    for (let j = 0; j < b.n; j++) {
      const at = k * b.n + j;
      if (a.im && b.im) [b.re[at], b.im[at]] = divided(b.re[at], b.im[at], a.re[k * n + k], a.im[k * n + k]);
      else b.re[at] /= a.re[k * n + k];
    }
    for (let i = 0; i < k; i++) subtractRow(b, i, k, 0, a.re[i * n + k], a.im ? a.im[i * n + k] : 0);
  }
  return b;
}

/** @param {Matrix} a @returns {Part[]} */
function inv(a) {
  const x = isFinite_(a) ? solveMatrix(a, identity(a.n, a.im)) : null;
  return [x ? matrixPart(x) : nanPart([a.n, a.n])];
}

/** @param {Value[]} operands @param {any} _ @param {any} out */
function solve([a, b], _, out) {
  const vector = b.shape.length === 1;
  const rightShape = vector ? [b.shape[0], 1] : b.shape;
  const batchA = a.shape.slice(0, -2);
  const batchB = rightShape.slice(0, -2);
  const batch = broadcastShapes([batchA, batchB]);
  const n = a.shape[a.shape.length - 1];
  const w = rightShape[rightShape.length - 1];
  const complex = a.im || b.im;
  const parts = [];
  for (let k = 0; k < sizeOf(batch); k++) {
    const p = batchPlace(k, batch, batchA) * n * n;
    const q = batchPlace(k, batch, batchB) * n * w;
    const left = { m: n, n, re: a.re.slice(p, p + n * n), im: part(a, complex, p, n * n) };
    const right = { m: n, n: w, re: b.re.slice(q, q + n * w), im: part(b, complex, q, n * w) };
    const x = isFinite_(left) && isFinite_(right) ? solveMatrix(left, right) : null;
    parts.push(x ? matrixPart(x) : nanPart([n, w]));
  }
  if (!parts.length) return make(out, [...batch, n, w], complex ? 'c' : 'f');
  const value = gatherParts(parts, batch, vector ? undefined : out);
  return vector ? { ...value, shape: [...batch, n], shared: true } : value;
}

/** Which matrix of a smaller stack goes with matrix k of the broadcast one. @param {number} k @param {number[]} batch @param {number[]} own */
function batchPlace(k, batch, own) {
  let place = 0;
  let step = 1;
  for (let d = batch.length - 1, o = own.length - 1; o >= 0; d--, o--) {
    const at = k % batch[d];
    k = (k - at) / batch[d];
    if (own[o] !== 1) place += at * step;
    step *= own[o];
  }
  return place;
}

/** Lower factor of a positive definite matrix, from its lower triangle. @param {Matrix} a @returns {Part[]} */
function cholesky(a) {
  const { n } = a;
  const l = zeros(n, n, a.im);
  let good = isFinite_(a);
  for (let j = 0; good && j < n; j++) {
    for (let i = j; i < n; i++) {
      let re = a.re[i * n + j];
      let im = a.im ? a.im[i * n + j] : 0;
      for (let k = 0; k < j; k++) {
        const [pr, qr] = [l.re[i * n + k], l.re[j * n + k]];
        const [pi, qi] = l.im ? [l.im[i * n + k], l.im[j * n + k]] : [0, 0];
        re -= pr * qr + pi * qi;
        im -= pi * qr - pr * qi;
      }
      if (i === j) {
        if (!(re > 0)) {
          good = false;
          break;
        }
        l.re[j * n + j] = Math.sqrt(re);
      } else {
        l.re[i * n + j] = re / l.re[j * n + j];
        if (l.im) l.im[i * n + j] = im / l.re[j * n + j];
      }
    }
  }
  return [good ? matrixPart(l) : nanPart([n, n])];
}

/** @type {Record<string, Operation>} */
export const OPERATIONS = {
  det: matrices(det),
  slogdet: matrices(slogdet, true),
  inv: matrices(inv),
  solve,
  cholesky: matrices(cholesky),
};

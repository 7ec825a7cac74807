// What all of linear algebra shares: small and middling matrices, stacks of them, Householder reflections.
//
// Here a matrix is {m, n, re, im}: row-major, im null when it is real. Functions follow LAPACK where its
// choices show (pivots, signs of qr, order and scaling of eig), so that NumPy and the browser agree number by number;
// singular and eigenvectors of svd and eigh agree up to the sign that mathematics leaves open.
// A matrix that is singular, or not finite, gives NaN.

import { make, sizeOf } from './values.mjs';

/** @typedef {{m: number, n: number, re: Float64Array, im: Float64Array|null}} Matrix */
/** @typedef {{shape: number[], re: Float64Array, im: Float64Array|null, kind?: 'i'}} Part */
/** @typedef {import('./values.mjs').Value} Value */

export const EPS = 2.220446049250313e-16;
export const SMALLEST = 2.2250738585072014e-308;

/** @param {number} m @param {number} n @param {boolean|any} complex @returns {Matrix} */
export function zeros(m, n, complex) {
  return { m, n, re: new Float64Array(m * n), im: complex ? new Float64Array(m * n) : null };
}

/** @param {Matrix} a @returns {Matrix} */
export const copy = (a) => ({ ...a, re: a.re.slice(), im: a.im && a.im.slice() });

/** @param {number} n @param {boolean|any} complex */
export function identity(n, complex) {
  const a = zeros(n, n, complex);
  for (let i = 0; i < n; i++) a.re[i * n + i] = 1;
  return a;
}

/** Conjugate transpose. @param {Matrix} a */
export function adjoint(a) {
  const t = zeros(a.n, a.m, a.im);
  for (let i = 0; i < a.m; i++) {
    for (let j = 0; j < a.n; j++) {
      t.re[j * a.m + i] = a.re[i * a.n + j];
      if (a.im && t.im) t.im[j * a.m + i] = -a.im[i * a.n + j];
    }
  }
  return t;
}

/** @param {Matrix} a @param {Matrix} b */
export function product(a, b) {
  const c = zeros(a.m, b.n, a.im || b.im);
  for (let i = 0; i < a.m; i++) {
    for (let j = 0; j < b.n; j++) {
      let re = 0;
      let im = 0;
      for (let k = 0; k < a.n; k++) {
        const p = i * a.n + k;
        const q = k * b.n + j;
        const [ar, ai, br, bi] = [a.re[p], a.im ? a.im[p] : 0, b.re[q], b.im ? b.im[q] : 0];
        re += ar * br - ai * bi;
        im += ar * bi + ai * br;
      }
      c.re[i * c.n + j] = re;
      if (c.im) c.im[i * c.n + j] = im;
    }
  }
  return c;
}

/** @param {{re: Float64Array, im: Float64Array|null|undefined}} a */
export function isFinite_(a) {
  for (let i = 0; i < a.re.length; i++) if (!Number.isFinite(a.re[i]) || (a.im && !Number.isFinite(a.im[i]))) return false;
  return true;
}

/** @param {Matrix} a the largest size of a real or imaginary part */
export function largest(a) {
  let max = 0;
  for (let i = 0; i < a.re.length; i++) max = Math.max(max, Math.abs(a.re[i]), a.im ? Math.abs(a.im[i]) : 0);
  return max;
}

/** Divide in place by a power of two near the largest entry, against overflow of squares. @param {Matrix} a */
export function rescale(a) {
  const max = largest(a);
  if (max === 0 || (max > 1e-100 && max < 1e100)) return 1;
  const scale = Math.pow(2, Math.max(-1000, Math.min(1000, Math.round(Math.log2(max)))));
  for (let i = 0; i < a.re.length; i++) {
    a.re[i] /= scale;
    if (a.im) a.im[i] /= scale;
  }
  return scale;
}

/** @param {number[]} shape @returns {Part} */
export const nanPart = (shape) => ({ shape, re: new Float64Array(sizeOf(shape)).fill(NaN), im: null });
/** @param {Matrix} a @returns {Part} */
export const matrixPart = (a) => ({ shape: [a.m, a.n], re: a.re, im: a.im });

/** @param {ArrayLike<number>} x @returns {Part} */
export const vectorPart = (x) => ({ shape: [x.length], re: Float64Array.from(x), im: null });
/** @param {number} x @param {number|null} [im] @returns {Part} */
export const scalarPart = (x, im = null) => ({ shape: [], re: Float64Array.of(x), im: im === null ? null : Float64Array.of(im) });

/** Turn parts of one matrix, or of a stack, into a value. @param {Part[]} parts @param {number[]} batch @param {any} out @returns {Value} */
export function gatherParts(parts, batch, out) {
  const complex = parts.some((p) => p.im);
  const kind = complex ? 'c' : parts.every((p) => p.kind === 'i') && parts.length ? 'i' : 'f';
  const value = make(out, [...batch, ...parts[0].shape], kind);
  const size = parts[0].re.length;
  parts.forEach((part, k) => {
    value.re.set(part.re, k * size);
    if (value.im) part.im ? value.im.set(part.im, k * size) : value.im.fill(0, k * size, (k + 1) * size);
  });
  return value;
}

/** @param {Value} a @param {any} complex @param {number} from @param {number} size */
export function part(a, complex, from, size) {
  if (!complex) return null;
  return a.im ? a.im.slice(from, from + size) : new Float64Array(size);
}

/**
 * An operation on each matrix of a stack.
 * @param {(a: Matrix, attributes: any) => Part[]} f @param {boolean|((attributes: any) => boolean)} [many] whether the result is a tuple
 */
export function matrices(f, many = false) {
  return (/** @type {Value[]} */ [a], /** @type {any} */ attributes, /** @type {any} */ out) => {
    const batch = a.shape.slice(0, -2);
    const [m, n] = a.shape.slice(-2);
    const count = sizeOf(batch);
    const size = m * n;
    /** @type {Part[][]} */
    const results = [];
    for (let k = 0; k < Math.max(count, 1); k++) {
      const blank = k >= count; // a stack of no matrices still has a shape
      const re = blank ? new Float64Array(size) : a.re.slice(k * size, (k + 1) * size);
      const im = a.im ? (blank ? new Float64Array(size) : a.im.slice(k * size, (k + 1) * size)) : null;
      results.push(f({ m, n, re, im }, attributes));
    }
    const tuple = typeof many === 'function' ? many(attributes) : many;
    const items = results[0].map((part, j) => {
      const old = tuple ? out?.items?.[j] : out;
      if (count === 0) return make(old, [...batch, ...part.shape], part.im ? 'c' : 'f');
      return gatherParts(results.map((parts) => parts[j]), batch, old);
    });
    return tuple ? { items } : items[0];
  };
}

/** @param {number} a @param {number} b @param {number} c @param {number} d @returns {[number, number]} (a + ib) / (c + id) */
export function divided(a, b, c, d) {
  if (Math.abs(c) >= Math.abs(d)) {
    const ratio = d / c;
    const scale = c + d * ratio;
    return [(a + b * ratio) / scale, (b - a * ratio) / scale];
  }
  const ratio = c / d;
  const scale = d + c * ratio;
  return [(a * ratio + b) / scale, (b * ratio - a) / scale];
}

/**
 * The reflection that sends column `col` below `row` to a multiple of its first entry (LAPACK larfg), applied to the
 * columns from `col` on. @param {Matrix} a @param {number} row @param {number} col
 * @returns {{vr: Float64Array, vi: Float64Array, tr: number, ti: number}}
 */
export function reflect(a, row, col) {
  const { m, n, re, im } = a;
  const length = m - row;
  const vr = new Float64Array(length);
  const vi = new Float64Array(length);
  const alphaRe = re[row * n + col];
  const alphaIm = im ? im[row * n + col] : 0;
  let scale = 0;
  for (let i = 1; i < length; i++) {
    const p = (row + i) * n + col;
    scale = Math.max(scale, Math.abs(re[p]), im ? Math.abs(im[p]) : 0);
  }
  vr[0] = 1;
  if (scale === 0 && alphaIm === 0) return { vr, vi, tr: 0, ti: 0 };
  const size = Math.max(scale, Math.abs(alphaRe), Math.abs(alphaIm));
  let sum = (alphaRe / size) ** 2 + (alphaIm / size) ** 2;
  for (let i = 1; i < length; i++) {
    const p = (row + i) * n + col;
    sum += (re[p] / size) ** 2 + (im ? (im[p] / size) ** 2 : 0);
  }
  const beta = (alphaRe < 0 || Object.is(alphaRe, -0) ? 1 : -1) * size * Math.sqrt(sum);
  const tr = (beta - alphaRe) / beta;
  const ti = -alphaIm / beta;
  for (let i = 1; i < length; i++) {
    const p = (row + i) * n + col;
    if (im) [vr[i], vi[i]] = divided(re[p], im[p], alphaRe - beta, alphaIm);
    else vr[i] = re[p] / (alphaRe - beta);
  }
  const reflection = { vr, vi, tr, ti };
  applyReflection(a, reflection, row, col + 1, -1);
  re[row * n + col] = beta;
  if (im) im[row * n + col] = 0;
  for (let i = 1; i < length; i++) {
    re[(row + i) * n + col] = 0;
    if (im) im[(row + i) * n + col] = 0;
  }
  return reflection;
}

/**
 * a <- (I - tau v v^H) a on rows from `row`, columns from `col`; with the conjugate of tau for direction -1.
 * @param {Matrix} a @param {{vr: Float64Array, vi: Float64Array, tr: number, ti: number}} h
 * @param {number} row @param {number} col @param {1|-1} direction
 */
export function applyReflection({ n, re, im }, { vr, vi, tr, ti }, row, col, direction) {
  if (tr === 0 && ti === 0) return;
  const t = direction * ti;
  for (let j = col; j < n; j++) {
    let sr = 0;
    let si = 0;
    for (let i = 0; i < vr.length; i++) {
      const p = (row + i) * n + j;
      const x = re[p];
      const y = im ? im[p] : 0;
      sr += vr[i] * x + vi[i] * y;
      si += vr[i] * y - vi[i] * x;
    }
    [sr, si] = [sr * tr - si * t, sr * t + si * tr];
    for (let i = 0; i < vr.length; i++) {
      const p = (row + i) * n + j;
      re[p] -= vr[i] * sr - vi[i] * si;
      if (im) im[p] -= vr[i] * si + vi[i] * sr;
    }
  }
}

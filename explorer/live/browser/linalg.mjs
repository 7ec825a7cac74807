// Linear algebra of recorded programs: np.linalg for small and middling matrices.
//
// Inside this file a matrix is {m, n, re, im}: row-major, im null when it is real. Functions follow LAPACK where its
// choices show (pivots, signs of qr, order and scaling of eig), so that NumPy and the browser agree number by number;
// singular and eigenvectors of svd and eigh agree up to the sign that mathematics leaves open.
// A matrix that is singular, or not finite, gives NaN.

import { broadcastShapes, make, nan, sizeOf } from './operations.mjs';

/** @typedef {import('./operations.mjs').Value} Value */
/** @typedef {{m: number, n: number, re: Float64Array, im: Float64Array|null}} Matrix */
/** @typedef {{shape: number[], re: Float64Array, im: Float64Array|null, kind?: 'i'}} Part */

const EPS = 2.220446049250313e-16;
const SMALLEST = 2.2250738585072014e-308;

/** @param {number} m @param {number} n @param {boolean|any} complex @returns {Matrix} */
function zeros(m, n, complex) {
  return { m, n, re: new Float64Array(m * n), im: complex ? new Float64Array(m * n) : null };
}

/** @param {Matrix} a @returns {Matrix} */
const copy = (a) => ({ ...a, re: a.re.slice(), im: a.im && a.im.slice() });

/** @param {number} n @param {boolean|any} complex */
function identity(n, complex) {
  const a = zeros(n, n, complex);
  for (let i = 0; i < n; i++) a.re[i * n + i] = 1;
  return a;
}

/** Conjugate transpose. @param {Matrix} a */
function adjoint(a) {
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
function product(a, b) {
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
function isFinite_(a) {
  for (let i = 0; i < a.re.length; i++) if (!Number.isFinite(a.re[i]) || (a.im && !Number.isFinite(a.im[i]))) return false;
  return true;
}

/** @param {Matrix} a the largest size of a real or imaginary part */
function largest(a) {
  let max = 0;
  for (let i = 0; i < a.re.length; i++) max = Math.max(max, Math.abs(a.re[i]), a.im ? Math.abs(a.im[i]) : 0);
  return max;
}

/** Divide in place by a power of two near the largest entry, against overflow of squares. @param {Matrix} a */
function rescale(a) {
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
const nanPart = (shape) => ({ shape, re: new Float64Array(sizeOf(shape)).fill(NaN), im: null });
/** @param {Matrix} a @returns {Part} */
const matrixPart = (a) => ({ shape: [a.m, a.n], re: a.re, im: a.im });
/** @param {ArrayLike<number>} x @returns {Part} */
const vectorPart = (x) => ({ shape: [x.length], re: Float64Array.from(x), im: null });
/** @param {number} x @param {number|null} [im] @returns {Part} */
const scalarPart = (x, im = null) => ({ shape: [], re: Float64Array.of(x), im: im === null ? null : Float64Array.of(im) });

/** Turn parts of one matrix, or of a stack, into a value. @param {Part[]} parts @param {number[]} batch @param {any} out @returns {Value} */
function gatherParts(parts, batch, out) {
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

/**
 * An operation on each matrix of a stack.
 * @param {(a: Matrix, attributes: any) => Part[]} f @param {boolean|((attributes: any) => boolean)} [many] whether the result is a tuple
 */
function matrices(f, many = false) {
  return (/** @type {Value[]} */ [a], /** @type {any} */ attributes, /** @type {any} */ out) => {
    const batch = a.shape.slice(0, -2);
    const [m, n] = a.shape.slice(-2);
    const count = sizeOf(batch);
    const size = m * n;
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

// --- LU ------------------------------------------------------------------------------------------------------------

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

/** @param {number} a @param {number} b @param {number} c @param {number} d @returns {[number, number]} (a + ib) / (c + id) */
function divided(a, b, c, d) {
  if (Math.abs(c) >= Math.abs(d)) {
    const ratio = d / c;
    const scale = c + d * ratio;
    return [(a + b * ratio) / scale, (b - a * ratio) / scale];
  }
  const ratio = c / d;
  const scale = d + c * ratio;
  return [(a * ratio + b) / scale, (b * ratio - a) / scale];
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

/** @param {Value} a @param {any} complex @param {number} from @param {number} size */
function part(a, complex, from, size) {
  if (!complex) return null;
  return a.im ? a.im.slice(from, from + size) : new Float64Array(size);
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

// --- QR by Householder reflections, signs as in LAPACK ----------------------------------------------------------------

/**
 * The reflection that sends column `col` below `row` to a multiple of its first entry (LAPACK larfg), applied to the
 * columns from `col` on. @param {Matrix} a @param {number} row @param {number} col
 * @returns {{vr: Float64Array, vi: Float64Array, tr: number, ti: number}}
 */
function reflect(a, row, col) {
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
function applyReflection({ n, re, im }, { vr, vi, tr, ti }, row, col, direction) {
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

/** @param {Matrix} a destroyed @param {number} columns of Q @returns {{q: Matrix, r: Matrix}} r is m by n */
function householder(a, columns) {
  const reflections = [];
  for (let k = 0; k < Math.min(a.m, a.n); k++) reflections.push(reflect(a, k, k));
  const q = zeros(a.m, columns, a.im);
  for (let i = 0; i < columns; i++) q.re[i * columns + i] = 1;
  for (let k = reflections.length - 1; k >= 0; k--) applyReflection(q, reflections[k], k, 0, 1);
  return { q, r: a };
}

/** @param {Matrix} a @param {{mode: string}} attributes @returns {Part[]} */
function qr(a, { mode }) {
  const { m, n } = a;
  const k = mode === 'complete' ? m : Math.min(m, n);
  if (!isFinite_(a)) return mode === 'r' ? [nanPart([k, n])] : [nanPart([m, k]), nanPart([k, n])];
  const { q, r } = householder(a, k);
  const top = { m: k, n, re: r.re.slice(0, k * n), im: r.im && r.im.slice(0, k * n) };
  return mode === 'r' ? [matrixPart(top)] : [matrixPart(q), matrixPart(top)];
}

// --- eigh: Jacobi rotations -----------------------------------------------------------------------------------------

/** @param {Matrix} a its lower triangle counts @returns {{values: Float64Array, vectors: Matrix}|null} ascending */
function eighMatrix(a) {
  const { n } = a;
  if (!isFinite_(a)) return null;
  const h = copy(a);
  for (let i = 0; i < n; i++) {
    if (h.im) h.im[i * n + i] = 0;
    for (let j = i + 1; j < n; j++) {
      h.re[i * n + j] = h.re[j * n + i];
      if (h.im) h.im[i * n + j] = -h.im[j * n + i];
    }
  }
  const scale = rescale(h);
  const v = identity(n, a.im);
  const { re, im } = h;
  const tiny = 1e-20 * largest(h);
  for (let sweep = 0, turned = true; turned && sweep < 60; sweep++) {
    turned = false;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) {
        const x = re[p * n + q];
        const y = im ? im[p * n + q] : 0;
        const size = im ? Math.hypot(x, y) : Math.abs(x);
        const dp = re[p * n + p];
        const dq = re[q * n + q];
        if (size <= tiny || size <= 0.5 * EPS * Math.sqrt(Math.abs(dp)) * Math.sqrt(Math.abs(dq))) continue;
        turned = true;
        const theta = (dq - dp) / (2 * size);
        const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(1 + theta * theta));
        const c = 1 / Math.sqrt(1 + t * t);
        const s = t * c;
        const pr = x / size;
        const pi = y / size;
        // Columns, then rows: column q of the plane is turned by the phase of a_pq first.
        rotateColumns(h, p, q, c, s, pr, pi);
        rotateRows(h, p, q, c, s, pr, pi);
        rotateColumns(v, p, q, c, s, pr, pi);
        re[p * n + p] = dp - t * size;
        re[q * n + q] = dq + t * size;
        re[p * n + q] = re[q * n + p] = 0;
        if (im) im[p * n + q] = im[q * n + p] = im[p * n + p] = im[q * n + q] = 0;
      }
    }
  }
  const order = Array.from({ length: n }, (_, k) => k).sort((i, j) => re[i * n + i] - re[j * n + j]);
  return {
    values: Float64Array.from(order, (k) => re[k * n + k] * scale),
    vectors: pickColumns(v, order),
  };
}

/** Columns (p, q) <- (c p - s conj(f) q, s f p + c q), f = pr + i pi. */
function rotateColumns(
  /** @type {Matrix} */ a, /** @type {number} */ p, /** @type {number} */ q, /** @type {number} */ c,
  /** @type {number} */ s, /** @type {number} */ pr, /** @type {number} */ pi,
) {
  rotate(a, p, q, a.n, a.m, c, s, pr, pi);
}

/** The adjoint of the same rotation on rows. */
function rotateRows(
  /** @type {Matrix} */ a, /** @type {number} */ p, /** @type {number} */ q, /** @type {number} */ c,
  /** @type {number} */ s, /** @type {number} */ pr, /** @type {number} */ pi,
) {
  rotate(a, p * a.n, q * a.n, 1, a.n, c, s, pr, -pi);
}

/** Rotate `count` pairs of entries: the first at `a` and `b`, the next `step` further. */
function rotate(
  /** @type {Matrix} */ { re, im }, /** @type {number} */ a, /** @type {number} */ b, /** @type {number} */ step, /** @type {number} */ count,
  /** @type {number} */ c, /** @type {number} */ s, /** @type {number} */ pr, /** @type {number} */ pi,
) {
  for (let k = 0; k < count; k++, a += step, b += step) {
    const x = re[a];
    const y = re[b];
    if (im) {
      const xi = im[a];
      const yi = im[b];
      re[a] = c * x - s * (pr * y + pi * yi);
      im[a] = c * xi - s * (pr * yi - pi * y);
      re[b] = s * (pr * x - pi * xi) + c * y;
      im[b] = s * (pr * xi + pi * x) + c * yi;
    } else {
      re[a] = c * x - s * pr * y;
      re[b] = s * pr * x + c * y;
    }
  }
}

/** @param {Matrix} a @param {number[]} order */
function pickColumns(a, order) {
  const b = zeros(a.m, order.length, a.im);
  for (let i = 0; i < a.m; i++) {
    order.forEach((k, j) => {
      b.re[i * b.n + j] = a.re[i * a.n + k];
      if (a.im && b.im) b.im[i * b.n + j] = a.im[i * a.n + k];
    });
  }
  return b;
}

/** @param {Matrix} a @returns {Part[]} */
function eigh(a) {
  const result = eighMatrix(a);
  return result ? [vectorPart(result.values), matrixPart(result.vectors)] : [nanPart([a.n]), nanPart([a.n, a.n])];
}

// --- svd: one-sided Jacobi, which keeps tiny singular values accurate ---------------------------------------------------

/** @param {Matrix} a finite @returns {{u: Matrix, s: Float64Array, v: Matrix}} a = u diag(s) v^H, u m x k, v n x k */
function svdMatrix(a) {
  if (a.m < a.n) {
    const { u, s, v } = svdMatrix(adjoint(a));
    return { u: v, s, v: u };
  }
  if (a.m > 2 * a.n && a.n > 8) {
    const { q, r } = householder(copy(a), a.n);
    const inner = svdMatrix({ m: a.n, n: a.n, re: r.re.slice(0, a.n * a.n), im: r.im && r.im.slice(0, a.n * a.n) });
    return { ...inner, u: product(q, inner.u) };
  }
  const { m, n } = a;
  // Rows of the transpose are columns of a: contiguous, so rotating them is fast.
  const w = adjoint(a);
  if (w.im) for (let i = 0; i < w.im.length; i++) w.im[i] = -w.im[i];
  const scale = rescale(w);
  const vt = identity(n, a.im);
  for (let sweep = 0, turned = true; turned && sweep < 60; sweep++) {
    turned = false;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) if (orthogonalize(w, vt, p, q)) turned = true;
    }
  }
  // Squares of what is 1e-140 of the largest underflow: neither its size nor its direction is known.
  const lengths = Array.from({ length: n }, (_, k) => rowNorm(w, k));
  const sizes = lengths.map((size) => (size > 1e-140 * Math.max(...lengths) ? size : 0));
  const order = sizes.map((_, k) => k).sort((i, j) => sizes[j] - sizes[i] || i - j);
  const u = zeros(m, n, a.im);
  const v = zeros(n, n, a.im);
  const missing = [];
  order.forEach((k, j) => {
    const size = sizes[k];
    if (size === 0) missing.push(j);
    for (let i = 0; i < m && size > 0; i++) {
      u.re[i * n + j] = w.re[k * m + i] / size;
      if (w.im && u.im) u.im[i * n + j] = w.im[k * m + i] / size;
    }
    for (let i = 0; i < n; i++) {
      v.re[i * n + j] = vt.re[k * n + i];
      if (vt.im && v.im) v.im[i * n + j] = vt.im[k * n + i];
    }
  });
  for (const j of missing) completeColumn(u, j);
  return { u, s: Float64Array.from(order, (k) => sizes[k] * scale), v };
}

/** @param {Matrix} w @param {number} k */
function rowNorm({ n, re, im }, k) {
  let sum = 0;
  for (let i = k * n; i < (k + 1) * n; i++) sum += re[i] * re[i] + (im ? im[i] * im[i] : 0);
  return Math.sqrt(sum);
}

/** Turn columns p and q of the matrix (rows of w) until they are perpendicular. */
function orthogonalize(/** @type {Matrix} */ w, /** @type {Matrix} */ vt, /** @type {number} */ p, /** @type {number} */ q) {
  const { n: m, re, im } = w;
  const a = p * m;
  const b = q * m;
  let alpha = 0;
  let beta = 0;
  let gr = 0;
  let gi = 0;
  for (let i = 0; i < m; i++) {
    const x = re[a + i];
    const y = re[b + i];
    alpha += x * x;
    beta += y * y;
    gr += x * y;
    if (im) {
      const xi = im[a + i];
      const yi = im[b + i];
      alpha += xi * xi;
      beta += yi * yi;
      gr += xi * yi;
      gi += x * yi - xi * y;
    }
  }
  const size = im ? Math.hypot(gr, gi) : Math.abs(gr);
  if (size === 0 || size <= EPS * Math.sqrt(alpha) * Math.sqrt(beta)) return false;
  const zeta = (beta - alpha) / (2 * size);
  const t = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
  const c = 1 / Math.sqrt(1 + t * t);
  const s = c * t;
  turnRows(w, p, q, c, s, gr / size, gi / size);
  turnRows(vt, p, q, c, s, gr / size, gi / size);
  return true;
}

/** Rows (p, q) <- (c p - s conj(f) q, s f p + c q). */
function turnRows(
  /** @type {Matrix} */ { n, re, im }, /** @type {number} */ p, /** @type {number} */ q, /** @type {number} */ c,
  /** @type {number} */ s, /** @type {number} */ pr, /** @type {number} */ pi,
) {
  for (let i = 0, a = p * n, b = q * n; i < n; i++, a++, b++) {
    const x = re[a];
    const y = re[b];
    if (im) {
      const xi = im[a];
      const yi = im[b];
      re[a] = c * x - s * (pr * y + pi * yi);
      im[a] = c * xi - s * (pr * yi - pi * y);
      re[b] = s * (pr * x - pi * xi) + c * y;
      im[b] = s * (pr * xi + pi * x) + c * yi;
    } else {
      re[a] = c * x - s * pr * y;
      re[b] = s * pr * x + c * y;
    }
  }
}

/** Put into column j a unit vector perpendicular to all columns that are not zero. @param {Matrix} u @param {number} j */
function completeColumn({ m, n, re, im }, j) {
  const x = new Float64Array(m);
  const y = new Float64Array(m);
  for (let start = 0; start < m; start++) {
    x.fill(0);
    y.fill(0);
    x[start] = 1;
    for (let pass = 0; pass < 2; pass++) {
      for (let k = 0; k < n; k++) {
        if (k === j) continue;
        let sr = 0;
        let si = 0;
        for (let i = 0; i < m; i++) {
          const [p, q] = [re[i * n + k], im ? im[i * n + k] : 0];
          sr += p * x[i] + q * y[i];
          si += p * y[i] - q * x[i];
        }
        if (sr === 0 && si === 0) continue;
        for (let i = 0; i < m; i++) {
          const [p, q] = [re[i * n + k], im ? im[i * n + k] : 0];
          x[i] -= sr * p - si * q;
          y[i] -= sr * q + si * p;
        }
      }
      let size = 0;
      for (let i = 0; i < m; i++) size += x[i] * x[i] + y[i] * y[i];
      size = Math.sqrt(size);
      if (pass === 0 && size < 0.5 / Math.sqrt(m)) {
        size = 0;
        x.fill(0);
        break;
      }
      for (let i = 0; i < m; i++) {
        x[i] /= size;
        y[i] /= size;
      }
    }
    if (x.some((value) => value !== 0) || y.some((value) => value !== 0)) break;
  }
  for (let i = 0; i < m; i++) {
    re[i * n + j] = x[i];
    if (im) im[i * n + j] = y[i];
  }
}

/** Add columns until the matrix is square with orthonormal columns. @param {Matrix} u */
function completeBasis(u) {
  const full = zeros(u.m, u.m, u.im);
  for (let i = 0; i < u.m; i++) {
    for (let j = 0; j < u.n; j++) {
      full.re[i * u.m + j] = u.re[i * u.n + j];
      if (u.im && full.im) full.im[i * u.m + j] = u.im[i * u.n + j];
    }
  }
  for (let j = u.n; j < u.m; j++) completeColumn(full, j);
  return full;
}

/** @param {Matrix} a @param {any} attributes @returns {Part[]} */
function svd(a, { full_matrices: full, compute_uv: both }) {
  const { m, n } = a;
  const k = Math.min(m, n);
  if (!isFinite_(a)) {
    return both ? [nanPart([m, full ? m : k]), nanPart([k]), nanPart([full ? n : k, n])] : [nanPart([k])];
  }
  const { u, s, v } = svdMatrix(a);
  if (!both) return [vectorPart(s)];
  return [matrixPart(full ? completeBasis(u) : u), vectorPart(s), matrixPart(adjoint(full ? completeBasis(v) : v))];
}

/** @param {Matrix} a @param {any} attributes @returns {Part[]} */
function matrixRank(a, { tol, rtol }) {
  if (!isFinite_(a)) return [nanPart([])];
  const { s } = svdMatrix(a);
  const limit = tol ?? (s.length ? s[0] : 0) * (rtol ?? Math.max(a.m, a.n) * EPS);
  return [{ shape: [], re: Float64Array.of(s.filter((x) => x > limit).length), im: null, kind: 'i' }];
}

/** v diag(1 / s) u^H b over singular values above a limit. @param {Matrix} a @param {Matrix|null} b @param {number} limit relative */
function pseudoInverse(a, b, limit) {
  const { u, s, v } = svdMatrix(a);
  const cut = limit * (s.length ? s[0] : 0);
  let rank = 0;
  const scaled = copy(v);
  for (let j = 0; j < s.length; j++) {
    const large = s[j] > cut;
    if (large) rank++;
    for (let i = 0; i < v.m; i++) {
      scaled.re[i * v.n + j] = large ? scaled.re[i * v.n + j] / s[j] : 0;
      if (scaled.im) scaled.im[i * v.n + j] = large ? scaled.im[i * v.n + j] / s[j] : 0;
    }
  }
  const uh = adjoint(u);
  return { x: product(scaled, b ? product(uh, b) : uh), rank, s };
}

/** @param {Matrix} a @param {any} attributes @returns {Part[]} */
function pinv(a, { rcond }) {
  return [isFinite_(a) ? matrixPart(pseudoInverse(a, null, rcond).x) : nanPart([a.n, a.m])];
}

/** @param {Value[]} operands @param {any} attributes */
function lstsq([a, b], { rcond }) {
  const [m, n] = a.shape;
  const vector = b.shape.length === 1;
  const w = vector ? 1 : b.shape[1];
  const complex = a.im || b.im;
  const left = { m, n, re: a.re.slice(), im: part(a, complex, 0, m * n) };
  const right = { m, n: w, re: b.re.slice(), im: part(b, complex, 0, m * w) };
  if (!isFinite_(left) || !isFinite_(right)) {
    return { items: [nan(undefined, vector ? [n] : [n, w]), nan(undefined, [m > n ? w : 0]), nan(undefined, []), nan(undefined, [Math.min(m, n)])] };
  }
  const limit = rcond === null || rcond === undefined ? EPS * Math.max(m, n) : rcond < 0 ? EPS : rcond;
  const { x, rank, s } = pseudoInverse(left, right, limit);
  // Without independent columns they are not known; a shape may not change during a drag.
  const residuals = new Array(m > n ? w : 0).fill(NaN);
  if (rank === n && m > n) {
    const fit = product(left, x);
    for (let j = 0; j < w; j++) {
      let sum = 0;
      for (let i = 0; i < m; i++) {
        const d = right.re[i * w + j] - fit.re[i * w + j];
        const e = right.im && fit.im ? right.im[i * w + j] - fit.im[i * w + j] : 0;
        sum += d * d + e * e;
      }
      residuals[j] = sum;
    }
  }
  const solution = gatherParts([matrixPart(x)], [], undefined);
  if (vector) solution.shape = [n];
  return {
    items: [
      solution,
      gatherParts([vectorPart(residuals)], [], undefined),
      { shape: [], kind: 'i', re: Float64Array.of(rank) },
      gatherParts([vectorPart(s)], [], undefined),
    ],
  };
}

// --- eig of a general matrix: LAPACK's geev, step by step ----------------------------------------------------------------
// Names follow LAPACK (gebal, gehrd, lahqr, lanv2, trevc), indices start at 0, limits are inclusive.

/** @param {number} x @param {number} y the size of x with the sign of y */
const withSign = (x, y) => (y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x));

/**
 * Permute and scale so that rows and columns have like norms. @param {number} n @param {Float64Array} a changed
 * @returns {{low: number, high: number, scale: Float64Array}}
 */
function gebal(n, a) {
  const scale = new Float64Array(n).fill(1);
  let k = 0;
  let l = n - 1;
  const exchange = (/** @type {number} */ i, /** @type {number} */ j) => {
    if (i === j) return;
    for (let r = 0; r <= l; r++) [a[r * n + i], a[r * n + j]] = [a[r * n + j], a[r * n + i]];
    for (let c = k; c < n; c++) [a[i * n + c], a[j * n + c]] = [a[j * n + c], a[i * n + c]];
  };
  for (let again = true; again; ) {
    again = false;
    for (let i = l; i >= 0; i--) {
      let alone = true;
      for (let j = 0; alone && j <= l; j++) if (i !== j && a[i * n + j] !== 0) alone = false;
      if (!alone) continue;
      scale[l] = i;
      exchange(i, l);
      again = true;
      if (l === 0) return { low: 0, high: 0, scale };
      l--;
    }
  }
  for (let again = true; again; ) {
    again = false;
    for (let j = k; j <= l; j++) {
      let alone = true;
      for (let i = k; alone && i <= l; i++) if (i !== j && a[i * n + j] !== 0) alone = false;
      if (!alone) continue;
      scale[k] = j;
      exchange(j, k);
      again = true;
      k++;
    }
  }
  for (let i = k; i <= l; i++) scale[i] = 1;
  const lowest = SMALLEST / EPS;
  const highest = 1 / lowest;
  for (let again = true; again; ) {
    again = false;
    for (let i = k; i <= l; i++) {
      let c = 0;
      let r = 0;
      let ca = 0;
      let ra = 0;
      for (let j = k; j <= l; j++) {
        c = Math.hypot(c, a[j * n + i]);
        r = Math.hypot(r, a[i * n + j]);
      }
      for (let j = 0; j <= l; j++) ca = Math.max(ca, Math.abs(a[j * n + i]));
      for (let j = k; j < n; j++) ra = Math.max(ra, Math.abs(a[i * n + j]));
      if (c === 0 || r === 0) continue;
      const s = c + r;
      let f = 1;
      let g = r / 2;
      while (c < g && Math.max(f, c, ca) < highest / 2 && Math.min(r, g, ra) > lowest * 2) {
        [f, c, ca, r, g, ra] = [f * 2, c * 2, ca * 2, r / 2, g / 2, ra / 2];
      }
      g = c / 2;
      while (g >= r && Math.max(r, ra) < highest / 2 && Math.min(f, c, g, ca) > lowest * 2) {
        [f, c, g, ca, r, ra] = [f / 2, c / 2, g / 2, ca / 2, r * 2, ra * 2];
      }
      if (c + r >= 0.95 * s) continue;
      if (f < 1 && scale[i] < 1 && f * scale[i] <= lowest) continue;
      if (f > 1 && scale[i] > 1 && scale[i] >= highest / f) continue;
      scale[i] *= f;
      again = true;
      for (let j = k; j < n; j++) a[i * n + j] /= f;
      for (let j = 0; j <= l; j++) a[j * n + i] *= f;
    }
  }
  return { low: k, high: l, scale };
}

/** Householder vector of x: v with v[0] = 1, tau, beta (larfg). @param {number[]} x */
function larfg(x) {
  const v = x.slice();
  let norm = 0;
  for (let i = 1; i < x.length; i++) norm = Math.hypot(norm, x[i]);
  v[0] = 1;
  if (norm === 0) return { v, tau: 0, beta: x[0] };
  const beta = -withSign(Math.hypot(x[0], norm), x[0]);
  const tau = (beta - x[0]) / beta;
  for (let i = 1; i < x.length; i++) v[i] = x[i] / (x[0] - beta);
  return { v, tau, beta };
}

/** To Hessenberg form; gives the orthogonal factor. @param {number} n @param {number} low @param {number} high @param {Float64Array} h changed */
function gehrd(n, low, high, h) {
  const reflections = [];
  for (let i = low; i < high; i++) {
    const x = [];
    for (let r = i + 1; r <= high; r++) x.push(h[r * n + i]);
    const { v, tau, beta } = larfg(x);
    reflections.push({ i, v, tau });
    for (let r = 0; r <= high; r++) {
      let sum = 0;
      for (let k = 0; k < v.length; k++) sum += h[r * n + i + 1 + k] * v[k];
      for (let k = 0; k < v.length; k++) h[r * n + i + 1 + k] -= tau * sum * v[k];
    }
    for (let c = i + 1; c < n; c++) {
      let sum = 0;
      for (let k = 0; k < v.length; k++) sum += v[k] * h[(i + 1 + k) * n + c];
      for (let k = 0; k < v.length; k++) h[(i + 1 + k) * n + c] -= tau * sum * v[k];
    }
    h[(i + 1) * n + i] = beta;
    for (let r = i + 2; r <= high; r++) h[r * n + i] = 0;
  }
  const z = identity(n, false).re;
  for (let t = reflections.length - 1; t >= 0; t--) {
    const { i, v, tau } = reflections[t];
    for (let c = 0; c < n; c++) {
      let sum = 0;
      for (let k = 0; k < v.length; k++) sum += v[k] * z[(i + 1 + k) * n + c];
      for (let k = 0; k < v.length; k++) z[(i + 1 + k) * n + c] -= tau * sum * v[k];
    }
  }
  return z;
}

/** The Schur form of a real 2 by 2 block. @param {number} a @param {number} b @param {number} c @param {number} d */
function lanv2(a, b, c, d) {
  let cs = 1;
  let sn = 0;
  if (c === 0) {
    // upper triangular already
  } else if (b === 0) {
    [cs, sn, a, d, b, c] = [0, 1, d, a, -c, 0];
  } else if (a - d === 0 && withSign(1, b) !== withSign(1, c)) {
    // standard form already
  } else {
    let temp = a - d;
    let p = 0.5 * temp;
    const bcmax = Math.max(Math.abs(b), Math.abs(c));
    const bcmis = Math.min(Math.abs(b), Math.abs(c)) * withSign(1, b) * withSign(1, c);
    const size = Math.max(Math.abs(p), bcmax);
    let z = (p / size) * p + (bcmax / size) * bcmis;
    if (z >= 4 * EPS) {
      z = p + withSign(Math.sqrt(size) * Math.sqrt(z), p);
      a = d + z;
      d -= (bcmax / z) * bcmis;
      const tau = Math.hypot(c, z);
      cs = z / tau;
      sn = c / tau;
      b -= c;
      c = 0;
    } else {
      const sigma = b + c;
      p = 0.5 * temp;
      const tau = Math.hypot(sigma, temp);
      cs = Math.sqrt(0.5 * (1 + Math.abs(sigma) / tau));
      sn = -(p / (tau * cs)) * withSign(1, sigma);
      const aa = a * cs + b * sn;
      const bb = -a * sn + b * cs;
      const cc = c * cs + d * sn;
      const dd = -c * sn + d * cs;
      a = aa * cs + cc * sn;
      b = bb * cs + dd * sn;
      c = -aa * sn + cc * cs;
      d = -bb * sn + dd * cs;
      temp = 0.5 * (a + d);
      a = temp;
      d = temp;
      if (c !== 0) {
        if (b === 0) {
          [b, c, cs, sn] = [-c, 0, -sn, cs];
        } else if (withSign(1, b) === withSign(1, c)) {
          const sab = Math.sqrt(Math.abs(b));
          const sac = Math.sqrt(Math.abs(c));
          p = withSign(sab * sac, c);
          const t = 1 / Math.sqrt(Math.abs(b + c));
          a = temp + p;
          d = temp - p;
          b -= c;
          c = 0;
          [cs, sn] = [cs * sab * t - sn * sac * t, cs * sac * t + sn * sab * t];
        }
      }
    }
  }
  const imaginary = c === 0 ? 0 : Math.sqrt(Math.abs(b)) * Math.sqrt(Math.abs(c));
  return { a, b, c, d, cs, sn, imaginary };
}

/**
 * Double-shift QR on a Hessenberg matrix: h becomes the real Schur form, z collects the rotations.
 * @param {number} n @param {number} low @param {number} high @param {Float64Array} h @param {Float64Array} z
 * @param {Float64Array} wr @param {Float64Array} wi @returns {boolean} whether it converged
 */
function lahqr(n, low, high, h, z, wr, wi) {
  if (low === high) {
    wr[low] = h[low * n + low];
    wi[low] = 0;
    return true;
  }
  const H = (/** @type {number} */ i, /** @type {number} */ j) => h[i * n + j];
  const nh = high - low + 1;
  const smallest = SMALLEST * (nh / EPS);
  const most = 30 * Math.max(10, nh);
  let stuck = 0;
  let i = high;
  while (i >= low) {
    let l = low;
    let its = 0;
    for (; its <= most; its++) {
      let k = i;
      for (; k > l; k--) {
        const sub = Math.abs(H(k, k - 1));
        if (sub <= smallest) break;
        let tst = Math.abs(H(k - 1, k - 1)) + Math.abs(H(k, k));
        if (tst === 0) {
          if (k - 2 >= low) tst += Math.abs(H(k - 1, k - 2));
          if (k + 1 <= high) tst += Math.abs(H(k + 1, k));
        }
        if (sub <= EPS * tst) {
          const sup = Math.abs(H(k - 1, k));
          const gap = Math.abs(H(k - 1, k - 1) - H(k, k));
          const ab = Math.max(sub, sup);
          const ba = Math.min(sub, sup);
          const aa = Math.max(Math.abs(H(k, k)), gap);
          const bb = Math.min(Math.abs(H(k, k)), gap);
          const s = aa + ab;
          if (ba * (ab / s) <= Math.max(smallest, EPS * (bb * (aa / s)))) break;
        }
      }
      l = k;
      if (l > low) h[l * n + l - 1] = 0;
      if (l >= i - 1) break;
      stuck++;
      let h11 = H(i - 1, i - 1);
      let h21 = H(i, i - 1);
      let h12 = H(i - 1, i);
      let h22 = H(i, i);
      if (stuck % 20 === 0) {
        h21 = Math.abs(H(i, i - 1)) + Math.abs(H(i - 1, i - 2));
        h11 = h22 = 0.75 * h21 + H(i, i);
        h12 = -0.4375 * h21;
      } else if (stuck % 10 === 0) {
        h21 = Math.abs(H(l + 1, l)) + Math.abs(H(l + 2, l + 1));
        h11 = h22 = 0.75 * h21 + H(l, l);
        h12 = -0.4375 * h21;
      }
      const size = Math.abs(h11) + Math.abs(h12) + Math.abs(h21) + Math.abs(h22);
      let [rt1r, rt1i, rt2r, rt2i] = [0, 0, 0, 0];
      if (size !== 0) {
        h11 /= size;
        h21 /= size;
        h12 /= size;
        h22 /= size;
        const tr = (h11 + h22) / 2;
        const det2 = (h11 - tr) * (h22 - tr) - h12 * h21;
        const root = Math.sqrt(Math.abs(det2));
        if (det2 >= 0) {
          rt1r = rt2r = tr * size;
          rt1i = root * size;
          rt2i = -rt1i;
        } else {
          rt1r = tr + root;
          rt2r = tr - root;
          rt1r = rt2r = (Math.abs(rt1r - h22) <= Math.abs(rt2r - h22) ? rt1r : rt2r) * size;
        }
      }
      let m = i - 2;
      let v = [0, 0, 0];
      for (; m >= l; m--) {
        let s = Math.abs(H(m, m) - rt2r) + Math.abs(rt2i) + Math.abs(H(m + 1, m));
        const h21s = H(m + 1, m) / s;
        v = [
          h21s * H(m, m + 1) + (H(m, m) - rt1r) * ((H(m, m) - rt2r) / s) - rt1i * (rt2i / s),
          h21s * (H(m, m) + H(m + 1, m + 1) - rt1r - rt2r),
          h21s * H(m + 2, m + 1),
        ];
        s = Math.abs(v[0]) + Math.abs(v[1]) + Math.abs(v[2]);
        v = v.map((x) => x / s);
        if (m === l) break;
        const around = Math.abs(H(m - 1, m - 1)) + Math.abs(H(m, m)) + Math.abs(H(m + 1, m + 1));
        if (Math.abs(H(m, m - 1)) * (Math.abs(v[1]) + Math.abs(v[2])) <= EPS * Math.abs(v[0]) * around) break;
      }
      for (let k2 = m; k2 <= i - 1; k2++) {
        const nr = Math.min(3, i - k2 + 1);
        const x = k2 > m ? [H(k2, k2 - 1), H(k2 + 1, k2 - 1), nr === 3 ? H(k2 + 2, k2 - 1) : 0] : v;
        const { v: u, tau: t1, beta } = larfg(x.slice(0, nr));
        if (k2 > m) {
          h[k2 * n + k2 - 1] = beta;
          h[(k2 + 1) * n + k2 - 1] = 0;
          if (k2 < i - 1) h[(k2 + 2) * n + k2 - 1] = 0;
        } else if (m > l) {
          h[k2 * n + k2 - 1] *= 1 - t1;
        }
        const u2 = u[1];
        const u3 = nr === 3 ? u[2] : 0;
        const third = nr === 3 ? 2 : 1; // with two rows the third term is 0 times a row that exists
        for (let j = k2; j < n; j++) {
          const sum = (H(k2, j) + u2 * H(k2 + 1, j) + u3 * H(k2 + third, j)) * t1;
          h[k2 * n + j] -= sum;
          h[(k2 + 1) * n + j] -= sum * u2;
          if (nr === 3) h[(k2 + 2) * n + j] -= sum * u3;
        }
        for (let j = 0; j <= Math.min(k2 + 3, i); j++) {
          const sum = (H(j, k2) + u2 * H(j, k2 + 1) + u3 * H(j, k2 + third)) * t1;
          h[j * n + k2] -= sum;
          h[j * n + k2 + 1] -= sum * u2;
          if (nr === 3) h[j * n + k2 + 2] -= sum * u3;
        }
        for (let j = 0; j < n; j++) {
          const at = j * n + k2;
          const sum = (z[at] + u2 * z[at + 1] + u3 * z[at + third]) * t1;
          z[at] -= sum;
          z[at + 1] -= sum * u2;
          if (nr === 3) z[at + 2] -= sum * u3;
        }
      }
    }
    if (its > most) return false;
    if (l === i) {
      wr[i] = H(i, i);
      wi[i] = 0;
    } else {
      const { a, b, c, d, cs, sn, imaginary } = lanv2(H(i - 1, i - 1), H(i - 1, i), H(i, i - 1), H(i, i));
      h[(i - 1) * n + i - 1] = a;
      h[(i - 1) * n + i] = b;
      h[i * n + i - 1] = c;
      h[i * n + i] = d;
      wr[i - 1] = a;
      wr[i] = d;
      wi[i - 1] = imaginary;
      wi[i] = -imaginary;
      for (let j = i + 1; j < n; j++) {
        const [x, y] = [H(i - 1, j), H(i, j)];
        h[(i - 1) * n + j] = cs * x + sn * y;
        h[i * n + j] = cs * y - sn * x;
      }
      for (let j = 0; j < i - 1; j++) {
        const [x, y] = [H(j, i - 1), H(j, i)];
        h[j * n + i - 1] = cs * x + sn * y;
        h[j * n + i] = cs * y - sn * x;
      }
      for (let j = 0; j < n; j++) {
        const [x, y] = [z[j * n + i - 1], z[j * n + i]];
        z[j * n + i - 1] = cs * x + sn * y;
        z[j * n + i] = cs * y - sn * x;
      }
    }
    stuck = 0;
    i = l - 1;
  }
  return true;
}

/**
 * Solve (t - w) x = 0 upwards from the entries that are given, t (quasi-)triangular.
 * @param {number} n @param {{re: Float64Array, im: Float64Array|null}} t @param {number} top last given row is above this
 * @param {number} wr @param {number} wi @param {Float64Array} xr @param {Float64Array} xi
 */
function trevc(n, t, top, wr, wi, xr, xi) {
  const smin = Math.max(EPS * (Math.abs(wr) + Math.abs(wi)), SMALLEST * (n / EPS));
  const entry = (/** @type {number} */ i, /** @type {number} */ j) => [t.re[i * n + j], t.im ? t.im[i * n + j] : 0];
  const rest = (/** @type {number} */ i, /** @type {number} */ from) => {
    let re = 0;
    let im = 0;
    for (let j = from; j < n; j++) {
      const [p, q] = entry(i, j);
      re -= p * xr[j] - q * xi[j];
      im -= p * xi[j] + q * xr[j];
    }
    return [re, im];
  };
  for (let i = top; i >= 0; i--) {
    if (i > 0 && !t.im && t.re[i * n + i - 1] !== 0) {
      const [pr, pi] = rest(i - 1, i + 1);
      const [qr2, qi] = rest(i, i + 1);
      // A block of two rows: Cramer's rule in complex numbers.
      const a = t.re[(i - 1) * n + i - 1] - wr;
      const b = t.re[(i - 1) * n + i];
      const c = t.re[i * n + i - 1];
      const d = t.re[i * n + i] - wr;
      let dr = a * d - wi * wi - b * c;
      let di = -wi * (a + d);
      if (Math.abs(dr) + Math.abs(di) < smin * smin) [dr, di] = [smin * smin, 0];
      // (a - i wi)(d - i wi) - b c
      const x1r = d * pr + wi * pi - b * qr2;
      const x1i = d * pi - wi * pr - b * qi;
      const x2r = a * qr2 + wi * qi - c * pr;
      const x2i = a * qi - wi * qr2 - c * pi;
      [xr[i - 1], xi[i - 1]] = divided(x1r, x1i, dr, di);
      [xr[i], xi[i]] = divided(x2r, x2i, dr, di);
      i--;
    } else {
      const [pr, pi] = rest(i, i + 1);
      let [dr, di] = entry(i, i);
      dr -= wr;
      di -= wi;
      if (Math.abs(dr) + Math.abs(di) < smin) [dr, di] = [smin, 0];
      if (di === 0) [xr[i], xi[i]] = [pr / dr, pi / dr];
      else [xr[i], xi[i]] = divided(pr, pi, dr, di);
    }
    let size = 0;
    for (let j = 0; j < n; j++) size = Math.max(size, Math.abs(xr[j]), Math.abs(xi[j]));
    if (size > 1e100) {
      for (let j = 0; j < n; j++) {
        xr[j] /= size;
        xi[j] /= size;
      }
    }
  }
}

/** @param {number} n @param {Float64Array} x @param {Float64Array} y scale x + iy to length 1 */
function normalize(n, x, y) {
  let size = 0;
  for (let i = 0; i < n; i++) size = Math.max(size, Math.abs(x[i]), Math.abs(y[i]));
  let sum = 0;
  for (let i = 0; i < n; i++) sum += (x[i] / size) ** 2 + (y[i] / size) ** 2;
  const norm = size * Math.sqrt(sum);
  for (let i = 0; i < n; i++) {
    x[i] /= norm;
    y[i] /= norm;
  }
}

/** @param {Matrix} a @returns {Part[]} */
function eigReal(a) {
  const { n } = a;
  const h = a.re;
  const factor = rescale(a);
  const { low, high, scale } = gebal(n, h);
  const z = gehrd(n, low, high, h);
  const wr = new Float64Array(n);
  const wi = new Float64Array(n);
  for (let i = 0; i < n; i++) if (i < low || i > high) wr[i] = h[i * n + i];
  if (!lahqr(n, low, high, h, z, wr, wi)) return [nanPart([n]), nanPart([n, n])];
  const complex = wi.some((x) => x !== 0);
  const vectors = zeros(n, n, complex);
  const xr = new Float64Array(n);
  const xi = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    if (wi[j] < 0) continue;
    xr.fill(0);
    xi.fill(0);
    if (wi[j] === 0) {
      xr[j] = 1;
      trevc(n, { re: h, im: null }, j - 1, wr[j], 0, xr, xi);
    } else {
      const b = h[j * n + j + 1];
      const c = h[(j + 1) * n + j];
      if (Math.abs(b) >= Math.abs(c)) {
        xr[j] = 1;
        xi[j + 1] = wi[j] / b;
      } else {
        xr[j] = -wi[j] / c;
        xi[j + 1] = 1;
      }
      trevc(n, { re: h, im: null }, j - 1, wr[j], wi[j], xr, xi);
    }
    const vr = new Float64Array(n);
    const vi = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < n; k++) {
        vr[i] += z[i * n + k] * xr[k];
        vi[i] += z[i * n + k] * xi[k];
      }
    }
    for (let i = low; low < high && i <= high; i++) {
      vr[i] *= scale[i];
      vi[i] *= scale[i];
    }
    for (let i = low - 1; i >= 0; i--) exchangeEntries(vr, vi, i, scale[i]);
    for (let i = high + 1; i < n; i++) exchangeEntries(vr, vi, i, scale[i]);
    normalize(n, vr, vi);
    if (wi[j] !== 0) makeLargestReal(n, vr, vi, true);
    for (let i = 0; i < n; i++) {
      vectors.re[i * n + j] = vr[i];
      if (vectors.im && wi[j] !== 0) {
        vectors.im[i * n + j] = vi[i];
        vectors.re[i * n + j + 1] = vr[i];
        vectors.im[i * n + j + 1] = -vi[i];
      }
    }
  }
  for (let i = 0; i < n; i++) {
    wr[i] *= factor;
    wi[i] *= factor;
  }
  return [{ shape: [n], re: wr, im: complex ? wi : null }, matrixPart(vectors)];
}

/** @param {Float64Array} x @param {Float64Array} y @param {number} i @param {number} j */
function exchangeEntries(x, y, i, j) {
  [x[i], x[j]] = [x[j], x[i]];
  [y[i], y[j]] = [y[j], y[i]];
}

/** Turn x + iy by a phase so that its largest entry is real. @param {number} n @param {Float64Array} x @param {Float64Array} y @param {boolean} keepSign */
function makeLargestReal(n, x, y, keepSign) {
  let k = 0;
  for (let i = 1; i < n; i++) if (x[i] * x[i] + y[i] * y[i] > x[k] * x[k] + y[k] * y[k]) k = i;
  const [f, g] = [x[k], y[k]];
  const size = Math.hypot(f, g);
  let [c, s] = [f / size, g / size];
  if (keepSign) {
    const r = f === 0 ? size : withSign(size, f);
    [c, s] = [f === 0 ? 0 : Math.abs(f) / size, f === 0 ? withSign(1, g) : g / r];
    if (g === 0) [c, s] = [1, 0];
  }
  for (let i = 0; i < n; i++) [x[i], y[i]] = [c * x[i] + s * y[i], c * y[i] - s * x[i]];
  y[k] = 0;
}

/** A complex matrix: Hessenberg form, then single-shift QR with Givens rotations. @param {Matrix} a @returns {Part[]} */
function eigComplex(a) {
  const { n } = a;
  const factor = rescale(a);
  const z = identity(n, true);
  for (let k = 0; k < n - 2; k++) {
    const reflection = reflectBelow(a, k);
    applyRight(a, reflection, k + 1);
    applyRight(z, reflection, k + 1);
  }
  const im = /** @type {Float64Array} */ (a.im);
  const { re } = a;
  const failed = [nanPart([n]), nanPart([n, n])];
  let steps = 0;
  for (let i = n - 1; i > 0; ) {
    let l = i;
    for (; l > 0; l--) {
      const sub = Math.abs(re[l * n + l - 1]) + Math.abs(im[l * n + l - 1]);
      const around =
        Math.abs(re[l * n + l]) + Math.abs(im[l * n + l]) + Math.abs(re[(l - 1) * n + l - 1]) + Math.abs(im[(l - 1) * n + l - 1]);
      if (sub <= SMALLEST * (n / EPS) || sub <= EPS * around) break;
    }
    if (l > 0) re[l * n + l - 1] = im[l * n + l - 1] = 0;
    if (l === i) {
      i--;
      steps = 0;
      continue;
    }
    if (++steps > 300) return failed;
    let [sr, si] = [re[i * n + i], im[i * n + i]];
    if (steps % 10 === 0) sr += 0.75 * Math.abs(re[i * n + i - 1]);
    else [sr, si] = wilkinson(n, re, im, i);
    qrStep(a, z, l, i, sr, si);
  }
  const wr = new Float64Array(n);
  const wi = new Float64Array(n);
  const vectors = zeros(n, n, true);
  for (let j = 0; j < n; j++) {
    wr[j] = re[j * n + j];
    wi[j] = im[j * n + j];
    const xr = new Float64Array(n);
    const xi = new Float64Array(n);
    xr[j] = 1;
    trevc(n, { re, im }, j - 1, wr[j], wi[j], xr, xi);
    const x = product(z, { m: n, n: 1, re: xr, im: xi });
    const y = /** @type {Float64Array} */ (x.im);
    normalize(n, x.re, y);
    makeLargestReal(n, x.re, y, false);
    for (let i = 0; i < n; i++) {
      vectors.re[i * n + j] = x.re[i];
      /** @type {Float64Array} */ (vectors.im)[i * n + j] = y[i];
    }
  }
  return [{ shape: [n], re: wr.map((x) => x * factor), im: wi.map((x) => x * factor) }, matrixPart(vectors)];
}

/** Zero column k below the subdiagonal. @param {Matrix} a @param {number} k */
function reflectBelow(a, k) {
  // `reflect` treats the rows from k + 1 as the top of a column; the columns before k hold zeros there already.
  return reflect(a, k + 1, k);
}

/** a <- a (I - tau v v^H) on columns from `col`. @param {Matrix} a @param {any} reflection @param {number} col */
function applyRight({ m, n, re, im }, { vr, vi, tr, ti }, col) {
  if ((tr === 0 && ti === 0) || !im) return;
  for (let i = 0; i < m; i++) {
    let sr = 0;
    let si = 0;
    for (let k = 0; k < vr.length; k++) {
      const p = i * n + col + k;
      sr += re[p] * vr[k] - im[p] * vi[k];
      si += re[p] * vi[k] + im[p] * vr[k];
    }
    [sr, si] = [sr * tr - si * ti, sr * ti + si * tr];
    for (let k = 0; k < vr.length; k++) {
      const p = i * n + col + k;
      re[p] -= sr * vr[k] + si * vi[k];
      im[p] -= si * vr[k] - sr * vi[k];
    }
  }
}

/** The eigenvalue of the last 2 by 2 block that is nearer to its corner. @returns {[number, number]} */
function wilkinson(/** @type {number} */ n, /** @type {Float64Array} */ re, /** @type {Float64Array} */ im, /** @type {number} */ i) {
  const [p, q] = [(i - 1) * n + i - 1, i * n + i];
  const hr = (re[p] - re[q]) / 2;
  const hi = (im[p] - im[q]) / 2;
  const [br, bi, cr, ci] = [re[p + 1], im[p + 1], re[q - 1], im[q - 1]];
  const bcr = br * cr - bi * ci;
  const bci = br * ci + bi * cr;
  const dr = hr * hr - hi * hi + bcr;
  const di = 2 * hr * hi + bci;
  const size = Math.hypot(dr, di);
  let rr = Math.sqrt((size + Math.abs(dr)) / 2);
  let ri = rr === 0 ? 0 : di / (2 * rr);
  if (dr < 0) [rr, ri] = [Math.abs(ri), withSign(rr, di)];
  if (hr * rr + hi * ri < 0) [rr, ri] = [-rr, -ri];
  const [sr, si] = [hr + rr, hi + ri];
  if (sr === 0 && si === 0) return [re[q], im[q]];
  const [tr, ti] = divided(bcr, bci, sr, si);
  return [re[q] - tr, im[q] - ti];
}

/** One shifted QR step on rows and columns l..i. */
function qrStep(
  /** @type {Matrix} */ a, /** @type {Matrix} */ z, /** @type {number} */ l, /** @type {number} */ i,
  /** @type {number} */ sr, /** @type {number} */ si,
) {
  const { n, re } = a;
  const im = /** @type {Float64Array} */ (a.im);
  for (let k = l; k <= i; k++) {
    re[k * n + k] -= sr;
    im[k * n + k] -= si;
  }
  const rotations = [];
  for (let k = l; k < i; k++) {
    const [p, q] = [k * n + k, (k + 1) * n + k];
    const size = Math.hypot(re[p], im[p], re[q], im[q]);
    // G = [[conj c, conj s], [-s, c]], c and s complex, takes (p, q) to (size, 0).
    const [cr, ci, tr, ti] = size === 0 ? [1, 0, 0, 0] : [re[p] / size, im[p] / size, re[q] / size, im[q] / size];
    rotations.push([cr, ci, tr, ti]);
    for (let j = k; j < n; j++) {
      const [u, v] = [k * n + j, (k + 1) * n + j];
      const [ur, ui, vr, vi] = [re[u], im[u], re[v], im[v]];
      re[u] = cr * ur + ci * ui + tr * vr + ti * vi;
      im[u] = cr * ui - ci * ur + tr * vi - ti * vr;
      re[v] = cr * vr - ci * vi - (tr * ur - ti * ui);
      im[v] = cr * vi + ci * vr - (tr * ui + ti * ur);
    }
  }
  rotations.forEach(([cr, ci, tr, ti], t) => {
    const k = l + t;
    for (const { m, re: xr, im: xi0 } of [a, z]) {
      const xi = /** @type {Float64Array} */ (xi0);
      const last = m === n && xr === re ? Math.min(i, k + 1) : m - 1;
      for (let j = 0; j <= last; j++) {
        const [u, v] = [j * n + k, j * n + k + 1];
        const [ur, ui, vr, vi] = [xr[u], xi[u], xr[v], xi[v]];
        xr[u] = ur * cr - ui * ci + vr * tr - vi * ti;
        xi[u] = ur * ci + ui * cr + vr * ti + vi * tr;
        xr[v] = vr * cr + vi * ci - (ur * tr + ui * ti);
        xi[v] = vi * cr - vr * ci - (ui * tr - ur * ti);
      }
    }
  });
  for (let k = l; k <= i; k++) {
    re[k * n + k] += sr;
    im[k * n + k] += si;
  }
}

/** @param {Matrix} a @returns {Part[]} */
function eig(a) {
  if (!isFinite_(a)) return [nanPart([a.n]), nanPart([a.n, a.n])];
  return a.im ? eigComplex(a) : eigReal(a);
}

/** @type {Record<string, any>} */
export const LINALG = {
  det: matrices(det),
  slogdet: matrices(slogdet, true),
  inv: matrices(inv),
  solve,
  cholesky: matrices(cholesky),
  eigh: matrices(eigh, true),
  eig: matrices(eig, true),
  svd: matrices(svd, (attributes) => attributes.compute_uv),
  qr: matrices(qr, (attributes) => attributes.mode !== 'r'),
  matrix_rank: matrices(matrixRank),
  lstsq,
  pinv: matrices(pinv),
};

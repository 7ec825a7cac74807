// Factorizations with orthogonal matrices: QR by Householder reflections, eigenvectors of symmetric matrices by Jacobi
// rotations, SVD by one-sided Jacobi, which keeps tiny singular values accurate; and what rests on them.

import { adjoint, applyReflection, copy, EPS, gatherParts, identity, isFinite_, largest, matrices, matrixPart, nanPart, part, product, reflect, rescale, vectorPart, zeros } from './matrices.mjs';
import { nan } from './values.mjs';

/** @typedef {import('./values.mjs').Value} Value */
/** @typedef {import('./values.mjs').Operation} Operation */
/** @typedef {import('./matrices.mjs').Matrix} Matrix */
/** @typedef {import('./matrices.mjs').Part} Part */

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
  /** @type {number[]} */
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

/** @type {Record<string, Operation>} */
export const OPERATIONS = {
  eigh: matrices(eigh, true),
  svd: matrices(svd, (attributes) => attributes.compute_uv),
  qr: matrices(qr, (attributes) => attributes.mode !== 'r'),
  matrix_rank: matrices(matrixRank),
  lstsq,
  pinv: matrices(pinv),
};

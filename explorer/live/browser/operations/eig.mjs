// Eigenvalues and eigenvectors of any square matrix: LAPACK's geev, step by step.

import { divided, EPS, identity, isFinite_, matrices, matrixPart, nanPart, product, reflect, rescale, SMALLEST, zeros } from './matrices.mjs';
import { gebal, gehrd, lahqr, withSign } from './schur.mjs';

/** @typedef {import('./values.mjs').Operation} Operation */
/** @typedef {import('./matrices.mjs').Matrix} Matrix */
/** @typedef {import('./matrices.mjs').Part} Part */

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

/** @type {Record<string, Operation>} */
export const OPERATIONS = {
  eig: matrices(eig, true),
};

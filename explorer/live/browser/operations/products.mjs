// The product of matrices, of stacks too.

import { broadcastShapes, joint, make, placesOf, sizeOf } from './values.mjs';

/** @typedef {import('./values.mjs').Operation} Operation */

/** c = a b for row-major blocks. */
function multiplyBlock(
  /** @type {Float64Array} */ a, /** @type {number} */ p, /** @type {Float64Array} */ b, /** @type {number} */ q,
  /** @type {Float64Array} */ c, /** @type {number} */ r, /** @type {number} */ m, /** @type {number} */ n, /** @type {number} */ w,
  /** @type {number} */ sign, /** @type {boolean} */ more,
) {
  if (n === 3 && w === 2 && !more && sign === 1) {
    const [b0, b1, b2, b3, b4, b5] = [b[q], b[q + 1], b[q + 2], b[q + 3], b[q + 4], b[q + 5]];
    for (let i = 0, j = p, k = r; i < m; i++, j += 3, k += 2) {
      const x = a[j];
      const y = a[j + 1];
      const z = a[j + 2];
      c[k] = x * b0 + y * b2 + z * b4;
      c[k + 1] = x * b1 + y * b3 + z * b5;
    }
    return;
  }
  // Whichever way is taken, each sum is taken in its order, from the first product to the last: equal to the last bit.
  const put = (/** @type {number} */ at, /** @type {number} */ sum) => (c[at] = more ? c[at] + sign * sum : sum);
  if (w === 2) {
    for (let i = 0, s = p; i < m; i++) {
      let x = 0;
      let y = 0;
      for (let k = 0, at = q; k < n; k++, s++, at += 2) {
        x += a[s] * b[at];
        y += a[s] * b[at + 1];
      }
      put(r + 2 * i, x);
      put(r + 2 * i + 1, y);
    }
    return;
  }
  if (w < 4) {
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < w; j++) {
        let sum = 0;
        for (let k = 0, s = p + i * n, at = q + j; k < n; k++, s++, at += w) sum += a[s] * b[at];
        put(r + i * w + j, sum);
      }
    }
    return;
  }
  // A row is a sum of rows; one that is taken no times is left out, where it holds nothing that no times are something.
  const all = b.subarray(q, q + n * w).some((x) => x - x !== 0);
  const taken = new Int32Array(n);
  for (let i = 0; i < m; i++) {
    const s = p + i * n;
    let count = 0;
    for (let k = 0; k < n; k++) if (all || a[s + k] !== 0) taken[count++] = k;
    const row = more ? new Float64Array(w) : c.subarray(r + i * w, r + i * w + w).fill(0);
    let g = 0;
    for (; g + 3 < count; g += 4) {
      const [k0, k1, k2, k3] = [taken[g], taken[g + 1], taken[g + 2], taken[g + 3]];
      const [x0, x1, x2, x3] = [a[s + k0], a[s + k1], a[s + k2], a[s + k3]];
      const [t0, t1, t2, t3] = [q + k0 * w, q + k1 * w, q + k2 * w, q + k3 * w];
      for (let j = 0; j < w; j++) row[j] = row[j] + x0 * b[t0 + j] + x1 * b[t1 + j] + x2 * b[t2 + j] + x3 * b[t3 + j];
    }
    for (; g < count; g++) {
      const [x, t] = [a[s + taken[g]], q + taken[g] * w];
      for (let j = 0; j < w; j++) row[j] += x * b[t + j];
    }
    if (more) row.forEach((sum, j) => put(r + i * w + j, sum));
  }
}

/** @type {Operation} */
function matmul([a, b], _, out) {
  const left = a.shape.length === 1 ? [1, a.shape[0]] : a.shape;
  const right = b.shape.length === 1 ? [b.shape[0], 1] : b.shape;
  const m = left[left.length - 2];
  const n = left[left.length - 1];
  const w = right[right.length - 1];
  if (right[right.length - 2] !== n) throw new Error(`matmul of (${a.shape}) and (${b.shape})`);
  const batchA = left.slice(0, -2);
  const batchB = right.slice(0, -2);
  const batch = broadcastShapes([batchA, batchB]);
  const shape = batch.slice();
  if (a.shape.length > 1) shape.push(m);
  if (b.shape.length > 1) shape.push(w);
  const kind = joint(a, b);
  const result = make(out, shape, kind);
  const count = sizeOf(batch);
  const s = placesOf(batchA, batch);
  const t = placesOf(batchB, batch);
  for (let k = 0; k < count; k++) {
    const p = s[k] * m * n;
    const q = t[k] * n * w;
    const r = k * m * w;
    multiplyBlock(a.re, p, b.re, q, result.re, r, m, n, w, 1, false);
    if (kind === 'b') for (let i = r; i < r + m * w; i++) result.re[i] = result.re[i] > 0 ? 1 : 0;
    if (!result.im) continue;
    if (a.im && b.im) multiplyBlock(a.im, p, b.im, q, result.re, r, m, n, w, -1, true);
    result.im.fill(0, r, r + m * w);
    if (b.im) multiplyBlock(a.re, p, b.im, q, result.im, r, m, n, w, 1, true);
    if (a.im) multiplyBlock(a.im, p, b.re, q, result.im, r, m, n, w, 1, true);
  }
  return result;
}

/** @type {Record<string, Operation>} */
export const OPERATIONS = {
  matmul,
};

// The Schur form of a real matrix, by LAPACK's steps.
// Names follow LAPACK (gebal, gehrd, lahqr, lanv2), indices start at 0, limits are inclusive.

import { EPS, identity, SMALLEST } from './matrices.mjs';

// Names follow LAPACK (gebal, gehrd, lahqr, lanv2, trevc), indices start at 0, limits are inclusive.

/** @param {number} x @param {number} y the size of x with the sign of y */
export const withSign = (x, y) => (y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x));

/**
 * Permute and scale so that rows and columns have like norms. @param {number} n @param {Float64Array} a changed
 * @returns {{low: number, high: number, scale: Float64Array}}
 */
export function gebal(n, a) {
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
export function gehrd(n, low, high, h) {
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
export function lahqr(n, low, high, h, z, wr, wi) {
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

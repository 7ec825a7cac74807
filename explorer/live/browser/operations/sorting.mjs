// Order along an axis.

import { lane, scan } from './lanes.mjs';

/** @typedef {import('./values.mjs').Operation} Operation */

/** @param {number} count @param {boolean} complex */
function laneOrder(count, complex) {
  const order = Array.from({ length: count }, (_, i) => i);
  const re = lane.re;
  const im = lane.im;
  const bad = (/** @type {number} */ i) => Number.isNaN(re[i]) || (complex && Number.isNaN(im[i]));
  // Complex with NaN: NumPy sorts [R + Rj, R + nanj, nan + Rj, nan + nanj].
  const group = (/** @type {number} */ i) => (Number.isNaN(re[i]) ? 2 : 0) + (complex && Number.isNaN(im[i]) ? 1 : 0);
  return order.sort((i, j) => {
    if (bad(i) || bad(j)) {
      const d = group(i) - group(j);
      if (d !== 0) return d;
      if (group(i) === 1) return re[i] - re[j] || i - j;
      if (group(i) === 2 && complex) return im[i] - im[j] || i - j;
      return i - j;
    }
    if (re[i] < re[j]) return -1;
    if (re[i] > re[j]) return 1;
    if (complex && im[i] < im[j]) return -1;
    if (complex && im[i] > im[j]) return 1;
    return i - j;
  });
}

/** @param {number} count @param {boolean} complex */
function laneSort(count, complex) {
  if (!complex) {
    lane.re.subarray(0, count).sort();
    return;
  }
  const order = laneOrder(count, true);
  const re = order.map((i) => lane.re[i]);
  const im = order.map((i) => lane.im[i]);
  for (let i = 0; i < count; i++) {
    lane.re[i] = re[i];
    lane.im[i] = im[i];
  }
}

/** @type {Record<string, Operation>} */
export const OPERATIONS = {
  sort: scan((kind) => kind, laneSort),
  argsort: scan(() => 'i', (count, complex) => {
    const order = laneOrder(count, complex);
    for (let i = 0; i < count; i++) lane.re[i] = order[i];
  }),
};

// Along axes: sums, means, extremes, norms, running sums.

import { complexDivide, complexMultiply, Z } from './complex.mjs';
import { axesOf, eachLane, lane, scan } from './lanes.mjs';
import { isComplex, make, nan, number, sizeOf, zeroOf } from './values.mjs';

/** @typedef {import('./values.mjs').Kind} Kind */
/** @typedef {import('./values.mjs').Value} Value */
/** @typedef {import('./values.mjs').Operation} Operation */

/** @param {Value} a @param {any} attributes */
function reducedShape(a, attributes) {
  const axes = axesOf(attributes?.axis, a.shape.length);
  if (attributes?.keepdims) return a.shape.map((n, k) => (axes.includes(k) ? 1 : n));
  return a.shape.filter((_, k) => !axes.includes(k));
}

/**
 * @param {(kind: Kind) => Kind} kindOf kind of the result from the operand's
 * @param {(count: number, complex: boolean, attributes: any) => void} f sets Z from the lane
 * @param {boolean} [needs] whether nothing gives NaN @returns {Operation}
 */
function reduction(kindOf, f, needs = false) {
  return ([a], attributes, out) => {
    const axes = axesOf(attributes?.axis, a.shape.length);
    const shape = reducedShape(a, attributes);
    if (needs && sizeOf(axes.map((k) => a.shape[k])) === 0) return nan(out, shape);
    const result = make(out, shape, kindOf(a.kind));
    const complex = isComplex(a);
    const zero = zeroOf(result.kind);
    eachLane(a, axes, (count, k) => {
      f(count, complex, attributes);
      result.re[k] = Z.re + zero;
      if (result.im) result.im[k] = Z.im;
    });
    return result;
  };
}

/**
 * Sums or norms of short rows without a call for each; anything else takes the general way.
 * @param {boolean} norm @param {Operation} general @returns {Operation}
 */
function rowwise(norm, general) {
  return (operands, attributes, out) => {
    const [a] = operands;
    const last = a.shape.length - 1;
    const n = a.shape[last];
    const along = attributes?.axis === last || attributes?.axis === -1;
    if (!along || attributes.keepdims || a.kind !== 'f' || n === 0 || n > 8) return general(operands, attributes, out);
    const result = make(out, a.shape.slice(0, last), 'f');
    const { re } = a;
    for (let i = 0, p = 0; i < result.re.length; i++) {
      let sum = 0;
      for (let j = 0; j < n; j++, p++) sum += norm ? re[p] * re[p] : re[p];
      result.re[i] = norm ? Math.sqrt(sum) : sum;
    }
    return result;
  };
}

/** Pairwise summation, as NumPy does. @param {Float64Array} x @param {number} from @param {number} to @returns {number} */
function pairwise(x, from, to) {
  if (to - from <= 128) {
    let sum = 0;
    for (let i = from; i < to; i++) sum += x[i];
    return sum;
  }
  const middle = from + ((to - from) >> 1);
  return pairwise(x, from, middle) + pairwise(x, middle, to);
}

/** @param {number} count @param {boolean} complex */
function laneSum(count, complex) {
  Z.re = pairwise(lane.re, 0, count);
  Z.im = complex ? pairwise(lane.im, 0, count) : 0;
}

/** @param {number} count @param {boolean} complex */
function laneProduct(count, complex) {
  let re = 1;
  let im = 0;
  for (let i = 0; i < count; i++) {
    if (complex) {
      complexMultiply(re, im, lane.re[i], lane.im[i]);
      re = Z.re;
      im = Z.im;
    } else re *= lane.re[i];
  }
  Z.re = re;
  Z.im = im;
}

/** @param {number} count @param {boolean} complex @param {any} attributes */
function laneVariance(count, complex, attributes) {
  laneSum(count, complex);
  const re = Z.re / count;
  const im = Z.im / count;
  for (let i = 0; i < count; i++) {
    const d = lane.re[i] - re;
    const e = complex ? lane.im[i] - im : 0;
    lane.re[i] = complex ? d * d + e * e : d * d;
  }
  // NumPy divides by 0, never by less.
  Z.re = pairwise(lane.re, 0, count) / Math.max(count - (attributes?.ddof ?? 0), 0);
}

/** @param {number} count @param {boolean} complex @param {number} direction 1 for the largest */
function laneExtreme(count, complex, direction) {
  const { re, im } = lane;
  let best = 0;
  for (let i = 0; i < count; i++) {
    if (Number.isNaN(re[i]) || (complex && Number.isNaN(im[i]))) {
      best = i;
      break;
    }
    const d = direction * (re[i] - re[best]);
    const larger = direction > 0 ? re[i] > re[best] : re[i] < re[best];
    if (larger || (complex && d === 0 && direction * (im[i] - im[best]) > 0)) best = i;
  }
  return best;
}

/** @param {number} direction @param {boolean} place */
function extremeReduction(direction, place) {
  return reduction(
    (kind) => /** @type {any} */ (place ? 'i' : kind),
    (count, complex) => {
      const best = laneExtreme(count, complex, direction);
      Z.re = place ? best : lane.re[best];
      Z.im = lane.im[best];
    },
    true,
  );
}

/** @param {number} count @param {boolean} complex */
function laneCount(count, complex) {
  const { re, im } = lane;
  let n = 0;
  for (let i = 0; i < count; i++) if (re[i] !== 0 || (complex && im[i] !== 0)) n++;
  return n;
}

/** @param {Kind} kind @returns {Kind} */
const asMean = (kind) => (kind === 'c' ? 'c' : 'f');

/** @type {Record<string, Operation>} */
export const OPERATIONS = {
  sum: rowwise(false, reduction(number, laneSum)),
  prod: reduction(number, laneProduct),
  mean: reduction(asMean, (count, complex) => {
    laneSum(count, complex);
    if (complex) complexDivide(Z.re, Z.im, count, 0);
    else Z.re /= count;
  }, true),
  var: reduction(() => 'f', laneVariance, true),
  std: reduction(() => 'f', (count, complex, attributes) => { laneVariance(count, complex, attributes); Z.re = Math.sqrt(Z.re); }, true),
  max: extremeReduction(1, false),
  min: extremeReduction(-1, false),
  argmax: extremeReduction(1, true),
  argmin: extremeReduction(-1, true),
  any: reduction(() => 'b', (count, complex) => { Z.re = laneCount(count, complex) > 0 ? 1 : 0; }),
  all: reduction(() => 'b', (count, complex) => { Z.re = laneCount(count, complex) === count ? 1 : 0; }),
  count_nonzero: reduction(() => 'i', (count, complex) => { Z.re = laneCount(count, complex); }),
  norm: rowwise(true, reduction(() => 'f', (count, complex) => {
    for (let i = 0; i < count; i++) lane.re[i] = lane.re[i] * lane.re[i] + (complex ? lane.im[i] * lane.im[i] : 0);
    Z.re = Math.sqrt(pairwise(lane.re, 0, count));
  })),
  cumsum: scan(number, (count, complex) => {
    for (let i = 1; i < count; i++) lane.re[i] += lane.re[i - 1];
    if (complex) for (let i = 1; i < count; i++) lane.im[i] += lane.im[i - 1];
  }),
  cumprod: scan(number, (count, complex) => {
    for (let i = 1; i < count; i++) {
      complexMultiply(lane.re[i - 1], complex ? lane.im[i - 1] : 0, lane.re[i], complex ? lane.im[i] : 0);
      lane.re[i] = complex ? Z.re : lane.re[i - 1] * lane.re[i];
      lane.im[i] = Z.im;
    }
  }),
};

// Number by number, on operands that are broadcast against each other.

import { complexDivide, complexExp, complexLess, complexLessEqual, complexLog, complexMultiply, complexPower, complexSign, complexSqrt, complexTanh, copysign, Z } from './complex.mjs';
import { broadcastShapes, isComplex, joint, make, nan, number, placesOf, sameShape, view } from './values.mjs';

/** @typedef {import('./values.mjs').Value} Value */
/** @typedef {import('./values.mjs').Operation} Operation */

/** C's pow: 1 to any power is 1, and so is (-1) to an infinite one. @param {number} a @param {number} b */
function power(a, b) {
  if (a === 1 || (a === -1 && (b === Infinity || b === -Infinity))) return 1;
  if (b === 2) return a * a;
  if (b === 0.5) return Math.sqrt(a);
  return Math.pow(a, b);
}

/** @param {number} x Half to even. */
function rint(x) {
  if (!(Math.abs(x) < 4503599627370496)) return x;
  const below = Math.floor(x);
  const rest = x - below;
  const result = rest < 0.5 ? below : rest > 0.5 ? below + 1 : below % 2 === 0 ? below : below + 1;
  return result === 0 && (x < 0 || Object.is(x, -0)) ? -0 : result;
}

/** @param {number} a @param {number} b NumPy's remainder: the sign of b. */
function remainder(a, b) {
  if (b === 0) return NaN;
  let mod = a % b;
  if (mod !== 0) {
    if (b < 0 !== mod < 0) mod += b;
  } else {
    mod = b < 0 ? -0 : 0;
  }
  return mod;
}

/** @param {number} a @param {number} b */
function floorDivide(a, b) {
  if (b === 0) return a / b;
  let mod = a % b;
  if (Number.isNaN(mod)) return NaN;
  let div = (a - mod) / b;
  if (mod !== 0 && b < 0 !== mod < 0) div -= 1;
  if (div === 0) return a / b < 0 || Object.is(a / b, -0) ? -0 : 0;
  const floor = Math.floor(div);
  mod = div - floor;
  return mod > 0.5 ? floor + 1 : floor;
}

/** @param {number} x */
const sign = (x) => (x > 0 ? 1 : x < 0 ? -1 : x === 0 ? 0 : NaN);
/** Of 0 and -0 the second, as NumPy's vectorized loops have it. @param {number} a @param {number} b */
const maximum = (a, b) => (a > b || Number.isNaN(a) ? a : b);

/** @param {number} a @param {number} b */
const minimum = (a, b) => (a < b || Number.isNaN(a) ? a : b);
const DEGREES = 180 / Math.PI;

const RADIANS = Math.PI / 180;

/** @param {number} a @param {number} b */
function logaddexp(a, b) {
  if (a === b) return a + Math.LN2;
  const d = a - b;
  if (d > 0) return a + Math.log1p(Math.exp(-d));
  if (d <= 0) return b + Math.log1p(Math.exp(d));
  return d;
}

/** @param {number} x */
function log2(x) {
  return Math.log2(x);
}

const anyNaN = (/** @type {number} */ a, /** @type {number} */ b) => Number.isNaN(a) || Number.isNaN(b);

/** @param {Value} a @param {any} out @param {'f'|'i'|'b'} kind @param {(x: number) => number} f */
function mapReal(a, out, kind, f) {
  const result = make(out, a.shape, kind);
  const x = a.re;
  const y = result.re;
  for (let i = 0; i < y.length; i++) y[i] = f(x[i]);
  return result;
}

/** @param {Value} a @param {any} out @param {(re: number, im: number) => void} f sets Z */
function mapComplex(a, out, f) {
  const result = make(out, a.shape, 'c');
  const re = /** @type {Float64Array} */ (result.re);
  const im = /** @type {Float64Array} */ (result.im);
  const b = /** @type {Float64Array} */ (a.im);
  for (let i = 0; i < re.length; i++) {
    f(a.re[i], b[i]);
    re[i] = Z.re;
    im[i] = Z.im;
  }
  return result;
}

/** @param {Value} a @param {any} out @param {'f'|'b'} kind @param {(re: number, im: number) => number} f */
function complexToReal(a, out, kind, f) {
  const result = make(out, a.shape, kind);
  const b = /** @type {Float64Array} */ (a.im);
  for (let i = 0; i < result.re.length; i++) result.re[i] = f(a.re[i], b[i]);
  return result;
}

/** @param {(x: number) => number} f @param {(re: number, im: number) => void} complex @returns {Operation} */
function keeping(f, complex) {
  return ([a], _, out) => (isComplex(a) ? mapComplex(a, out, complex) : mapReal(a, out, a.kind === 'f' ? 'f' : 'i', f));
}

/**
 * A function of one float. @param {(x: number) => number} f @param {(re: number, im: number) => void} [complex]
 * @returns {Operation}
 */
function floating(f, complex) {
  return ([a], _, out) => {
    if (!isComplex(a)) return mapReal(a, out, 'f', f);
    return complex ? mapComplex(a, out, complex) : nan(out, a.shape);
  };
}

/** Floats change, integers and Booleans stay. @param {(x: number) => number} f @returns {Operation} */
function stepwise(f) {
  return ([a], _, out) => {
    if (isComplex(a)) return nan(out, a.shape);
    return a.kind === 'f' ? mapReal(a, out, 'f', f) : view(a, a.shape);
  };
}

/** @param {(x: number) => boolean} f @param {(p: boolean, q: boolean) => boolean} join */
function test(f, join) {
  /** @type {Operation} */
  return ([a], _, out) =>
    isComplex(a)
      ? complexToReal(a, out, 'b', (x, y) => (join(f(x), f(y)) ? 1 : 0))
      : mapReal(a, out, 'b', (x) => (f(x) ? 1 : 0));
}

/**
 * Apply f to pairs of entries of two broadcast operands.
 * @param {Value} a @param {Value} b @param {any} out @param {'f'|'i'|'b'} kind @param {(x: number, y: number) => number} f
 */
function pairReal(a, b, out, kind, f) {
  const p = a.re;
  const q = b.re;
  if (sameShape(a.shape, b.shape)) {
    const result = make(out, a.shape, kind);
    const r = result.re;
    for (let i = 0; i < r.length; i++) r[i] = f(p[i], q[i]);
    return result;
  }
  if (b.shape.length === 0) {
    const result = make(out, a.shape, kind);
    const r = result.re;
    const y = q[0];
    for (let i = 0; i < r.length; i++) r[i] = f(p[i], y);
    return result;
  }
  if (a.shape.length === 0) {
    const result = make(out, b.shape, kind);
    const r = result.re;
    const x = p[0];
    for (let i = 0; i < r.length; i++) r[i] = f(x, q[i]);
    return result;
  }
  const shape = broadcastShapes([a.shape, b.shape]);
  const result = make(out, shape, kind);
  const r = result.re;
  if (shape.length === 2 && b.re.length === shape[1] && a.re.length === r.length && b.shape[b.shape.length - 1] === shape[1]) {
    // A row against every row: points minus their mean.
    const n = shape[1];
    for (let i = 0; i < r.length; i += n) for (let j = 0; j < n; j++) r[i + j] = f(p[i + j], q[j]);
    return result;
  }
  const s = placesOf(a.shape, shape);
  const t = placesOf(b.shape, shape);
  for (let i = 0; i < r.length; i++) r[i] = f(p[s[i]], q[t[i]]);
  return result;
}

/**
 * @param {Value} a @param {Value} b @param {any} out @param {boolean} toReal whether f returns a number (a Boolean result)
 * @param {(a: number, b: number, c: number, d: number) => any} f
 */
function pairComplex(a, b, out, toReal, f) {
  const shape = broadcastShapes([a.shape, b.shape]);
  const result = make(out, shape, toReal ? 'b' : 'c');
  const s = placesOf(a.shape, shape);
  const t = placesOf(b.shape, shape);
  for (let i = 0; i < result.re.length; i++) {
    const j = s[i];
    const k = t[i];
    const answer = f(a.re[j], a.im ? a.im[j] : 0, b.re[k], b.im ? b.im[k] : 0);
    if (toReal) result.re[i] = answer ? 1 : 0;
    else {
      result.re[i] = Z.re;
      /** @type {Float64Array} */ (result.im)[i] = Z.im;
    }
  }
  return result;
}

// The four operations of every frame have loops of their own: a call per entry would cost more than the arithmetic.

/** @type {Operation} */
function add([a, b], _, out) {
  const kind = joint(a, b);
  if (kind === 'c') return pairComplex(a, b, out, false, (p, q, r, s) => { Z.re = p + r; Z.im = q + s; });
  if (kind === 'b') return pairReal(a, b, out, 'b', (p, q) => (p || q ? 1 : 0));
  if (sameShape(a.shape, b.shape)) {
    const result = make(out, a.shape, kind);
    const [x, y, r] = [a.re, b.re, result.re];
    for (let i = 0; i < r.length; i++) r[i] = x[i] + y[i];
    return result;
  }
  return pairReal(a, b, out, kind, (p, q) => p + q);
}

/** @type {Operation} */
function subtract([a, b], _, out) {
  const kind = joint(a, b);
  if (kind === 'c') return pairComplex(a, b, out, false, (p, q, r, s) => { Z.re = p - r; Z.im = q - s; });
  const whole = kind === 'f' ? 'f' : 'i';
  if (sameShape(a.shape, b.shape)) {
    const result = make(out, a.shape, whole);
    const [x, y, r] = [a.re, b.re, result.re];
    for (let i = 0; i < r.length; i++) r[i] = x[i] - y[i];
    return result;
  }
  return pairReal(a, b, out, whole, (p, q) => p - q);
}

/** @type {Operation} */
function multiply([a, b], _, out) {
  const kind = joint(a, b);
  if (kind === 'c') return pairComplex(a, b, out, false, complexMultiply);
  if (kind === 'i') return pairReal(a, b, out, kind, (p, q) => p * q + 0);
  if (sameShape(a.shape, b.shape)) {
    const result = make(out, a.shape, kind);
    const [x, y, r] = [a.re, b.re, result.re];
    for (let i = 0; i < r.length; i++) r[i] = x[i] * y[i];
    return result;
  }
  return pairReal(a, b, out, kind, (p, q) => p * q);
}

/** @type {Operation} */
function divide([a, b], _, out) {
  const kind = joint(a, b);
  if (kind === 'c') return pairComplex(a, b, out, false, complexDivide);
  return pairReal(a, b, out, 'f', (p, q) => p / q);
}

/**
 * A function of two real numbers that gives a float, or keeps integers.
 * @param {(x: number, y: number) => number} f @param {'float'|'keep'} kinds
 * @param {(x: number, y: number) => number} [whole] for two integers @returns {Operation}
 */
function real2(f, kinds, whole = f) {
  return ([a, b], _, out) => {
    const kind = joint(a, b);
    if (kind === 'c') return nan(out, broadcastShapes([a.shape, b.shape]));
    if (kinds === 'float') return pairReal(a, b, out, 'f', f);
    return kind === 'f' ? pairReal(a, b, out, 'f', f) : pairReal(a, b, out, 'i', whole);
  };
}

/** @param {(x: number, y: number) => number} f @param {(a: number, b: number, c: number, d: number) => boolean} first */
function extreme(f, first) {
  /** @type {Operation} */
  return ([a, b], _, out) => {
    const kind = joint(a, b);
    if (kind !== 'c') return pairReal(a, b, out, kind, f);
    return pairComplex(a, b, out, false, (p, q, r, s) => {
      const left = anyNaN(p, q) || (!anyNaN(r, s) && first(p, q, r, s));
      Z.re = left ? p : r;
      Z.im = left ? q : s;
    });
  };
}

/** @param {(x: number, y: number) => boolean} f @param {(a: number, b: number, c: number, d: number) => boolean} complex */
function compare(f, complex) {
  /** @type {Operation} */
  return ([a, b], _, out) =>
    isComplex(a) || isComplex(b)
      ? pairComplex(a, b, out, true, complex)
      : pairReal(a, b, out, 'b', (p, q) => (f(p, q) ? 1 : 0));
}

/** NaN counts as true. @param {(x: boolean, y: boolean) => boolean} f */
function logical(f) {
  return compare((p, q) => f(p !== 0, q !== 0), (a, b, c, d) => f(a !== 0 || b !== 0, c !== 0 || d !== 0));
}

/** @param {(x: bigint, y: bigint) => bigint} f @param {(x: number, y: number) => number} small */
function bitwise(f, small) {
  /** @type {Operation} */
  return ([a, b], _, out) => {
    const kind = joint(a, b);
    if (kind === 'f' || kind === 'c') return nan(out, broadcastShapes([a.shape, b.shape]));
    return pairReal(a, b, out, kind, (p, q) =>
      (p | 0) === p && (q | 0) === q ? small(p, q) : Number(f(BigInt(p), BigInt(q))));
  };
}

/** @type {Operation} */
function powerOperation([a, b], _, out) {
  const kind = joint(a, b);
  if (kind === 'c') return pairComplex(a, b, out, false, complexPower);
  if (kind === 'f') return pairReal(a, b, out, 'f', power);
  if (b.re.some((n) => n < 0)) return nan(out, broadcastShapes([a.shape, b.shape]));
  return pairReal(a, b, out, 'i', power);
}

/** @type {Operation} */
function where([condition, a, b], _, out) {
  const shape = broadcastShapes([condition.shape, a.shape, b.shape]);
  const kind = joint(a, b);
  const result = make(out, shape, kind);
  const c = placesOf(condition.shape, shape);
  const s = placesOf(a.shape, shape);
  const t = placesOf(b.shape, shape);
  for (let i = 0; i < result.re.length; i++) {
    const yes = condition.re[c[i]] !== 0 || (condition.im !== undefined && condition.im[c[i]] !== 0);
    result.re[i] = yes ? a.re[s[i]] : b.re[t[i]];
    if (result.im) result.im[i] = yes ? (a.im ? a.im[s[i]] : 0) : b.im ? b.im[t[i]] : 0;
  }
  return result;
}

const LOWEST = -9223372036854775808;

/** @type {Operation} */
function astype([a], { kind }, out) {
  if (kind === a.kind) return view(a, a.shape);
  if (kind === 'b') {
    return isComplex(a)
      ? complexToReal(a, out, 'b', (x, y) => (x !== 0 || y !== 0 ? 1 : 0))
      : mapReal(a, out, 'b', (x) => (x !== 0 ? 1 : 0));
  }
  if (kind === 'i') {
    return mapReal(a, out, 'i', (x) => (Math.abs(x) < -LOWEST ? Math.trunc(x) + 0 : LOWEST));
  }
  const result = make(out, a.shape, kind);
  result.re.set(a.re);
  if (result.im) a.im ? result.im.set(a.im) : result.im.fill(0);
  return result;
}

/** @type {Operation} */
function round([a], { decimals }, out) {
  const scale = Math.pow(10, Math.abs(decimals));
  const f = decimals >= 0
    ? (/** @type {number} */ x) => rint(x * scale) / scale
    : (/** @type {number} */ x) => rint(x / scale) * scale;
  const exact = decimals === 0 ? rint : f;
  if (isComplex(a)) return mapComplex(a, out, (x, y) => { Z.re = exact(x); Z.im = exact(y); });
  if (a.kind !== 'f' && decimals >= 0) return { ...view(a, a.shape), kind: number(a.kind) };
  return a.kind === 'f' ? mapReal(a, out, 'f', exact) : mapReal(a, out, 'i', (x) => exact(x) + 0);
}

/** @type {Record<string, Operation>} */
export const OPERATIONS = {
  negative: ([a], _, out) => {
    if (isComplex(a)) return mapComplex(a, out, (x, y) => { Z.re = -x; Z.im = -y; });
    return a.kind === 'f' ? mapReal(a, out, 'f', (x) => -x) : mapReal(a, out, 'i', (x) => 0 - x);
  },
  absolute: ([a], _, out) =>
    isComplex(a) ? complexToReal(a, out, 'f', Math.hypot) : mapReal(a, out, /** @type {any} */ (a.kind), Math.abs),
  square: keeping((x) => x * x, (a, b) => complexMultiply(a, b, a, b)),
  sign: keeping(sign, complexSign),
  floor: stepwise(Math.floor),
  ceil: stepwise(Math.ceil),
  trunc: stepwise(Math.trunc),
  rint: floating(rint, (a, b) => { Z.re = rint(a); Z.im = rint(b); }),
  round,
  isfinite: test(Number.isFinite, (p, q) => p && q),
  isnan: test(Number.isNaN, (p, q) => p || q),
  isinf: test((x) => x === Infinity || x === -Infinity, (p, q) => p || q),
  logical_not: ([a], _, out) =>
    isComplex(a)
      ? complexToReal(a, out, 'b', (x, y) => (x === 0 && y === 0 ? 1 : 0))
      : mapReal(a, out, 'b', (x) => (x === 0 ? 1 : 0)),
  invert: ([a], _, out) => {
    if (a.kind === 'f' || a.kind === 'c') return nan(out, a.shape);
    return a.kind === 'b' ? mapReal(a, out, 'b', (x) => 1 - x) : mapReal(a, out, 'i', (x) => -x - 1);
  },
  conjugate: ([a], _, out) =>
    isComplex(a)
      ? mapComplex(a, out, (x, y) => { Z.re = x; Z.im = -y; })
      : { ...view(a, a.shape), kind: number(a.kind) },
  real: ([a], _, out) => (isComplex(a) ? mapReal(a, out, 'f', (x) => x) : view(a, a.shape)),
  imag: ([a], _, out) => {
    if (isComplex(a)) return complexToReal(a, out, 'f', (_x, y) => y);
    const result = make(out, a.shape, a.kind);
    result.re.fill(0);
    return result;
  },
  angle: ([a], _, out) =>
    isComplex(a) ? complexToReal(a, out, 'f', (x, y) => Math.atan2(y, x)) : mapReal(a, out, 'f', (x) => Math.atan2(0, x)),
  astype,
  sqrt: floating(Math.sqrt, complexSqrt),
  exp: floating(Math.exp, complexExp),
  log: floating(Math.log, complexLog),
  log2: floating(log2, (a, b) => { complexLog(a, b); Z.re /= Math.LN2; Z.im /= Math.LN2; }),
  log10: floating(Math.log10, (a, b) => { complexLog(a, b); Z.re /= Math.LN10; Z.im /= Math.LN10; }),
  sin: floating(Math.sin, (a, b) => { Z.re = Math.sin(a) * Math.cosh(b); Z.im = Math.cos(a) * Math.sinh(b); }),
  cos: floating(Math.cos, (a, b) => { Z.re = Math.cos(a) * Math.cosh(b); Z.im = -Math.sin(a) * Math.sinh(b); }),
  tan: floating(Math.tan, (a, b) => { complexTanh(-b, a); const t = Z.re; Z.re = Z.im; Z.im = -t; }),
  sinh: floating(Math.sinh, (a, b) => { Z.re = Math.sinh(a) * Math.cos(b); Z.im = Math.cosh(a) * Math.sin(b); }),
  cosh: floating(Math.cosh, (a, b) => { Z.re = Math.cosh(a) * Math.cos(b); Z.im = Math.sinh(a) * Math.sin(b); }),
  tanh: floating(Math.tanh, complexTanh),
  cbrt: floating(Math.cbrt),
  exp2: floating((x) => Math.pow(2, x)),
  expm1: floating(Math.expm1),
  log1p: floating(Math.log1p),
  arcsin: floating(Math.asin),
  arccos: floating(Math.acos),
  arctan: floating(Math.atan),
  arcsinh: floating(Math.asinh),
  arccosh: floating(Math.acosh),
  arctanh: floating(Math.atanh),
  degrees: floating((x) => x * DEGREES),
  radians: floating((x) => x * RADIANS),
  add,
  subtract,
  multiply,
  divide,
  power: powerOperation,
  floor_divide: real2(floorDivide, 'keep', (a, b) => (b === 0 ? 0 : Math.floor((a - remainder(a, b)) / b + 0.5))),
  remainder: real2(remainder, 'keep', (a, b) => (b === 0 ? 0 : remainder(a, b) + 0)),
  fmod: real2((a, b) => a % b, 'keep', (a, b) => (b === 0 ? 0 : (a % b) + 0)),
  arctan2: real2(Math.atan2, 'float'),
  hypot: real2(Math.hypot, 'float'),
  copysign: real2(copysign, 'float'),
  logaddexp: real2(logaddexp, 'float'),
  minimum: extreme(minimum, complexLessEqual),
  maximum: extreme(maximum, (a, b, c, d) => complexLessEqual(c, d, a, b)),
  fmin: real2((a, b) => (a <= b || Number.isNaN(b) ? a : b), 'keep'),
  fmax: real2((a, b) => (a >= b || Number.isNaN(b) ? a : b), 'keep'),
  equal: compare((p, q) => p === q, (a, b, c, d) => a === c && b === d),
  not_equal: compare((p, q) => p !== q, (a, b, c, d) => a !== c || b !== d),
  less: compare((p, q) => p < q, complexLess),
  less_equal: compare((p, q) => p <= q, complexLessEqual),
  greater: compare((p, q) => p > q, (a, b, c, d) => complexLess(c, d, a, b)),
  greater_equal: compare((p, q) => p >= q, (a, b, c, d) => complexLessEqual(c, d, a, b)),
  logical_and: logical((p, q) => p && q),
  logical_or: logical((p, q) => p || q),
  logical_xor: logical((p, q) => p !== q),
  bitwise_and: bitwise((p, q) => p & q, (p, q) => p & q),
  bitwise_or: bitwise((p, q) => p | q, (p, q) => p | q),
  bitwise_xor: bitwise((p, q) => p ^ q, (p, q) => p ^ q),
  where,
};

// What the steps of a recorded program mean, outside linear algebra: elementwise functions, reductions, shapes.
//
// A value is {shape, kind, re, im?}: row-major numbers in Float64Array, kind 'f' float, 'i' integer, 'b' Boolean
// (0 or 1), 'c' complex (im is there exactly then). Integers are exact up to 2^53.
// Each operation is (operands, attributes, out) => value. `out` is the value that the same step gave last time, or
// undefined; its buffer is used again when the shape and kind are the same, so a frame of a drag allocates little.

/** @typedef {{shape: number[], kind: 'f'|'i'|'b'|'c', re: Float64Array, im?: Float64Array, shared?: boolean}} Value */
/** @typedef {{items: Value[]}} Tuple */
/** @typedef {(operands: Value[], attributes: any, out?: any) => any} Operation */

/** @param {ArrayLike<number>} shape */
export function sizeOf(shape) {
  let size = 1;
  for (let k = 0; k < shape.length; k++) size *= shape[k];
  return size;
}

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
export function sameShape(a, b) {
  if (a.length !== b.length) return false;
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
}

/**
 * A value to write every entry of; the old one when it fits.
 * @param {any} out @param {number[]} shape @param {'f'|'i'|'b'|'c'} kind @returns {Value}
 */
export function make(out, shape, kind) {
  if (out && out.re && !out.shared && out.kind === kind && sameShape(out.shape, shape)) return out;
  const size = sizeOf(shape);
  const value = { shape: Array.from(shape), kind, re: new Float64Array(size) };
  return kind === 'c' ? { ...value, im: new Float64Array(size) } : value;
}

/** @param {any} out @param {number[]} shape @returns {Value} NaN everywhere. */
export function nan(out, shape) {
  const value = make(out, shape, 'f');
  value.re.fill(NaN);
  return value;
}

/** The same numbers seen in another shape. @param {Value} a @param {number[]} shape @returns {Value} */
function view(a, shape) {
  return { ...a, shape, shared: true };
}

/** @param {Value} a */
const isComplex = (a) => a.kind === 'c';

/** @param {number[][]} shapes @returns {number[]} */
export function broadcastShapes(shapes) {
  const ndim = Math.max(0, ...shapes.map((s) => s.length));
  const result = new Array(ndim).fill(1);
  for (const shape of shapes) {
    for (let k = 0; k < shape.length; k++) {
      const at = ndim - shape.length + k;
      const n = shape[k];
      if (n === 1) continue;
      if (result[at] !== 1 && result[at] !== n) {
        throw new Error(`shapes do not broadcast: ${shapes.map((s) => `(${s})`).join(' ')}`);
      }
      result[at] = n;
    }
  }
  return result;
}

/** Row-major strides; 0 along axes that are repeated to reach `shape`. @param {number[]} from @param {number[]} shape */
function stridesFor(from, shape) {
  const strides = new Array(shape.length).fill(0);
  let step = 1;
  for (let k = from.length - 1; k >= 0; k--) {
    const at = shape.length - from.length + k;
    strides[at] = from[k] === 1 ? 0 : step;
    step *= from[k];
  }
  return strides;
}

/** Where in a value of shape `from` each entry of `shape` is found. @param {number[]} from @param {number[]} shape */
function broadcastPlaces(from, shape) {
  return stridedPlaces(shape, stridesFor(from, shape), 0);
}

/** @param {number[]} shape @param {number[]} strides @param {number} start */
function stridedPlaces(shape, strides, start) {
  const size = sizeOf(shape);
  const places = new Int32Array(size);
  if (size === 0) return places;
  const ndim = shape.length;
  if (ndim === 0) {
    places[0] = start;
    return places;
  }
  const counter = new Int32Array(ndim);
  const n = shape[ndim - 1];
  const step = strides[ndim - 1];
  let at = start;
  for (let i = 0; i < size; ) {
    for (let j = 0, p = at; j < n; j++, p += step) places[i++] = p;
    for (let k = ndim - 2; k >= 0; k--) {
      at += strides[k];
      if (++counter[k] < shape[k]) break;
      at -= strides[k] * shape[k];
      counter[k] = 0;
    }
  }
  return places;
}

/** Broadcast places are the same at every frame: they are kept by the pair of shapes. @type {Map<string, Int32Array>} */
const knownPlaces = new Map();
let knownSize = 0;

/** @param {number[]} from @param {number[]} shape */
function placesOf(from, shape) {
  const key = `${from}>${shape}`;
  let places = knownPlaces.get(key);
  if (!places) {
    places = broadcastPlaces(from, shape);
    knownSize += places.length + 100;
    if (knownSize > 4e6) {
      knownPlaces.clear();
      knownSize = places.length;
    }
    knownPlaces.set(key, places);
  }
  return places;
}

// --- elementwise, real ---------------------------------------------------------------------------------------------

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

/** @param {number} a @param {number} b */
const copysign = (a, b) => (b < 0 || Object.is(b, -0) ? -Math.abs(a) : Math.abs(a));

/** @param {number} x */
function log2(x) {
  return Math.log2(x);
}

// --- elementwise, complex: results in these two -------------------------------------------------------------------

let RE = 0;
let IM = 0;

/** @param {number} a @param {number} b @param {number} c @param {number} d */
function complexMultiply(a, b, c, d) {
  RE = a * c - b * d;
  IM = a * d + b * c;
}

/** Smith's division, as NumPy does it. @param {number} a @param {number} b @param {number} c @param {number} d */
function complexDivide(a, b, c, d) {
  if (Math.abs(c) >= Math.abs(d)) {
    if (c === 0 && d === 0) {
      RE = a / Math.abs(c);
      IM = b / Math.abs(c);
      return;
    }
    const ratio = d / c;
    const scale = 1 / (c + d * ratio);
    RE = (a + b * ratio) * scale;
    IM = (b - a * ratio) * scale;
  } else {
    const ratio = c / d;
    const scale = 1 / (d + c * ratio);
    RE = (a * ratio + b) * scale;
    IM = (b * ratio - a) * scale;
  }
}

/** @param {number} a @param {number} b */
function complexSqrt(a, b) {
  if (a === 0 && b === 0) {
    RE = 0;
    IM = b;
  } else if (b === Infinity || b === -Infinity) {
    RE = Infinity;
    IM = b;
  } else if (Number.isNaN(a)) {
    RE = NaN;
    IM = NaN;
  } else if (a === Infinity || a === -Infinity) {
    RE = a > 0 ? a : Number.isNaN(b) ? NaN : 0;
    IM = a > 0 ? (Number.isNaN(b) ? NaN : copysign(0, b)) : copysign(Infinity, b);
  } else if (a >= 0) {
    const t = Math.sqrt((a + Math.hypot(a, b)) * 0.5);
    RE = t;
    IM = b / (2 * t);
  } else {
    const t = Math.sqrt((-a + Math.hypot(a, b)) * 0.5);
    RE = Math.abs(b) / (2 * t);
    IM = copysign(t, b);
  }
}

/** @param {number} a @param {number} b */
function complexExp(a, b) {
  const r = Math.exp(a);
  RE = b === 0 ? r : r === 0 ? 0 : r * Math.cos(b);
  IM = b === 0 ? b : r === 0 ? 0 : r * Math.sin(b);
}

/** @param {number} a @param {number} b log of |a + ib|, accurate near 1. */
function logAbs(a, b) {
  const x = Math.max(Math.abs(a), Math.abs(b));
  const y = Math.min(Math.abs(a), Math.abs(b));
  if (x > 0.5 && x < 2) return 0.5 * Math.log1p((x - 1) * (x + 1) + y * y);
  return Math.log(Math.hypot(a, b));
}

/** @param {number} a @param {number} b */
function complexLog(a, b) {
  RE = logAbs(a, b);
  IM = Math.atan2(b, a);
}

/** @param {number} a @param {number} b tanh, without overflow. */
function complexTanh(a, b) {
  if (Math.abs(a) > 20) {
    RE = copysign(1, a);
    IM = 4 * Math.sin(b) * Math.cos(b) * Math.exp(-2 * Math.abs(a));
    return;
  }
  const t = Math.tan(b);
  const s = Math.sinh(a);
  const beta = 1 + t * t;
  const rho = Math.sqrt(1 + s * s);
  const denominator = 1 + beta * s * s;
  RE = (beta * rho * s) / denominator;
  IM = t / denominator;
}

/** @param {number} a @param {number} b @param {number} c @param {number} d */
function complexPower(a, b, c, d) {
  if (c === 0 && d === 0) {
    RE = 1;
    IM = 0;
    return;
  }
  if (a === 0 && b === 0) {
    const fine = c > 0;
    RE = fine ? 0 : NaN;
    IM = fine ? 0 : NaN;
    return;
  }
  if (d === 0 && Number.isInteger(c) && c > -100 && c < 100) {
    // Repeated squaring, as NumPy does for small whole exponents.
    let n = Math.abs(c);
    let pr = a;
    let pi = b;
    let rr = 1;
    let ri = 0;
    for (;;) {
      if (n & 1) {
        complexMultiply(rr, ri, pr, pi);
        rr = RE;
        ri = IM;
      }
      n >>= 1;
      if (n === 0) break;
      complexMultiply(pr, pi, pr, pi);
      pr = RE;
      pi = IM;
    }
    if (c < 0) complexDivide(1, 0, rr, ri);
    else {
      RE = rr;
      IM = ri;
    }
    return;
  }
  complexLog(a, b);
  complexMultiply(RE, IM, c, d);
  complexExp(RE, IM);
}

/** NumPy orders complex numbers by real part, then imaginary part. */
function complexLess(/** @type {number} */ a, /** @type {number} */ b, /** @type {number} */ c, /** @type {number} */ d) {
  return a < c ? !Number.isNaN(b) || Number.isNaN(d) : a === c && b < d;
}
function complexLessEqual(/** @type {number} */ a, /** @type {number} */ b, /** @type {number} */ c, /** @type {number} */ d) {
  return a < c ? !Number.isNaN(b) || Number.isNaN(d) : a === c && b <= d;
}
const anyNaN = (/** @type {number} */ a, /** @type {number} */ b) => Number.isNaN(a) || Number.isNaN(b);

// --- elementwise: the loops ----------------------------------------------------------------------------------------

/** @param {Value} a @param {any} out @param {'f'|'i'|'b'} kind @param {(x: number) => number} f */
function mapReal(a, out, kind, f) {
  const result = make(out, a.shape, kind);
  const x = a.re;
  const y = result.re;
  for (let i = 0; i < y.length; i++) y[i] = f(x[i]);
  return result;
}

/** @param {Value} a @param {any} out @param {(re: number, im: number) => void} f sets RE and IM */
function mapComplex(a, out, f) {
  const result = make(out, a.shape, 'c');
  const re = /** @type {Float64Array} */ (result.re);
  const im = /** @type {Float64Array} */ (result.im);
  const b = /** @type {Float64Array} */ (a.im);
  for (let i = 0; i < re.length; i++) {
    f(a.re[i], b[i]);
    re[i] = RE;
    im[i] = IM;
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
      result.re[i] = RE;
      /** @type {Float64Array} */ (result.im)[i] = IM;
    }
  }
  return result;
}

const RANK = { b: 0, i: 1, f: 2, c: 3 };
/** @param {Value} a @param {Value} b @returns {'f'|'i'|'b'|'c'} */
const joint = (a, b) => (RANK[a.kind] >= RANK[b.kind] ? a.kind : b.kind);
/** @param {'f'|'i'|'b'|'c'} kind @returns {'f'|'i'|'c'} */
const number = (kind) => (kind === 'b' ? 'i' : kind);
/** What is added to a number of a kind to change nothing but this: integers have no -0. @param {string} kind */
const zeroOf = (kind) => (kind === 'f' || kind === 'c' ? -0 : 0);

// The four operations of every frame have loops of their own: a call per entry would cost more than the arithmetic.

/** @type {Operation} */
function add([a, b], _, out) {
  const kind = joint(a, b);
  if (kind === 'c') return pairComplex(a, b, out, false, (p, q, r, s) => { RE = p + r; IM = q + s; });
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
  if (kind === 'c') return pairComplex(a, b, out, false, (p, q, r, s) => { RE = p - r; IM = q - s; });
  if (sameShape(a.shape, b.shape)) {
    const result = make(out, a.shape, number(kind));
    const [x, y, r] = [a.re, b.re, result.re];
    for (let i = 0; i < r.length; i++) r[i] = x[i] - y[i];
    return result;
  }
  return pairReal(a, b, out, number(kind), (p, q) => p - q);
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
      RE = left ? p : r;
      IM = left ? q : s;
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
  if (isComplex(a)) return mapComplex(a, out, (x, y) => { RE = exact(x); IM = exact(y); });
  if (a.kind !== 'f' && decimals >= 0) return { ...view(a, a.shape), kind: number(a.kind) };
  return a.kind === 'f' ? mapReal(a, out, 'f', exact) : mapReal(a, out, 'i', (x) => exact(x) + 0);
}

// --- along axes ----------------------------------------------------------------------------------------------------

/** @param {any} axis @param {number} ndim @returns {number[]} */
function axesOf(axis, ndim) {
  if (axis === undefined || axis === null) return Array.from({ length: ndim }, (_, k) => k);
  return (Array.isArray(axis) ? axis : [axis]).map((k) => (k < 0 ? k + ndim : k));
}

/** @param {number[]} shape */
function stridesOf(shape) {
  return stridesFor(shape, shape).map((_, k) => sizeOf(shape.slice(k + 1)));
}

/** @type {Float64Array} */
let laneRe = new Float64Array(64);
/** @type {Float64Array} */
let laneIm = new Float64Array(64);

/**
 * Visit each lane along the axes: copy it to laneRe (and laneIm) and call f(count, number of the lane).
 * @param {Value} a @param {number[]} axes @param {(count: number, k: number) => void} f
 */
function eachLane(a, axes, f) {
  const strides = stridesOf(a.shape);
  const kept = a.shape.map((_, k) => k).filter((k) => !axes.includes(k));
  const count = sizeOf(axes.map((k) => a.shape[k]));
  if (laneRe.length < count) {
    laneRe = new Float64Array(count);
    laneIm = new Float64Array(count);
  }
  const starts = kept.length ? stridedPlaces(kept.map((k) => a.shape[k]), kept.map((k) => strides[k]), 0) : [0];
  const ordered = axes.slice().sort((p, q) => p - q);
  const last = ordered.length === 1 ? strides[ordered[0]] : kept.length === 0 ? 1 : 0;
  const offsets = last ? null : stridedPlaces(ordered.map((k) => a.shape[k]), ordered.map((k) => strides[k]), 0);
  for (let k = 0; k < starts.length; k++) {
    const start = starts[k];
    if (offsets) {
      for (let i = 0; i < count; i++) laneRe[i] = a.re[start + offsets[i]];
      if (a.im) for (let i = 0; i < count; i++) laneIm[i] = a.im[start + offsets[i]];
    } else {
      for (let i = 0, p = start; i < count; i++, p += last) laneRe[i] = a.re[p];
      if (a.im) for (let i = 0, p = start; i < count; i++, p += last) laneIm[i] = a.im[p];
    }
    f(count, k);
  }
}

/** @param {Value} a @param {any} attributes */
function reducedShape(a, attributes) {
  const axes = axesOf(attributes?.axis, a.shape.length);
  if (attributes?.keepdims) return a.shape.map((n, k) => (axes.includes(k) ? 1 : n));
  return a.shape.filter((_, k) => !axes.includes(k));
}

/**
 * @param {(kind: string) => 'f'|'i'|'b'|'c'} kindOf kind of the result from the operand's
 * @param {(count: number, complex: boolean, attributes: any) => void} f sets RE and IM from the lane
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
      result.re[k] = RE + zero;
      if (result.im) result.im[k] = IM;
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
  RE = pairwise(laneRe, 0, count);
  IM = complex ? pairwise(laneIm, 0, count) : 0;
}

/** @param {number} count @param {boolean} complex */
function laneProduct(count, complex) {
  let re = 1;
  let im = 0;
  for (let i = 0; i < count; i++) {
    if (complex) {
      complexMultiply(re, im, laneRe[i], laneIm[i]);
      re = RE;
      im = IM;
    } else re *= laneRe[i];
  }
  RE = re;
  IM = im;
}

/** @param {number} count @param {boolean} complex @param {any} attributes */
function laneVariance(count, complex, attributes) {
  laneSum(count, complex);
  const re = RE / count;
  const im = IM / count;
  for (let i = 0; i < count; i++) {
    const d = laneRe[i] - re;
    const e = complex ? laneIm[i] - im : 0;
    laneRe[i] = complex ? d * d + e * e : d * d;
  }
  // NumPy divides by 0, never by less.
  RE = pairwise(laneRe, 0, count) / Math.max(count - (attributes?.ddof ?? 0), 0);
}

/** @param {number} count @param {boolean} complex @param {number} direction 1 for the largest */
function laneExtreme(count, complex, direction) {
  let best = 0;
  for (let i = 0; i < count; i++) {
    if (Number.isNaN(laneRe[i]) || (complex && Number.isNaN(laneIm[i]))) {
      best = i;
      break;
    }
    const d = direction * (laneRe[i] - laneRe[best]);
    const larger = direction > 0 ? laneRe[i] > laneRe[best] : laneRe[i] < laneRe[best];
    if (larger || (complex && d === 0 && direction * (laneIm[i] - laneIm[best]) > 0)) best = i;
  }
  return best;
}

/** @param {number} direction @param {boolean} place */
function extremeReduction(direction, place) {
  return reduction(
    (kind) => /** @type {any} */ (place ? 'i' : kind),
    (count, complex) => {
      const best = laneExtreme(count, complex, direction);
      RE = place ? best : laneRe[best];
      IM = laneIm[best];
    },
    true,
  );
}

/** @param {number} count @param {boolean} complex */
function laneCount(count, complex) {
  let n = 0;
  for (let i = 0; i < count; i++) if (laneRe[i] !== 0 || (complex && laneIm[i] !== 0)) n++;
  return n;
}

/** @param {string} kind @returns {any} */
const asNumber = (kind) => (kind === 'b' ? 'i' : kind);
/** @param {string} kind @returns {any} */
const asMean = (kind) => (kind === 'c' ? 'c' : 'f');

/**
 * An operation from lanes to lanes of the same length.
 * @param {(kind: string) => any} kindOf @param {(count: number, complex: boolean) => void} f changes the lane in place
 * @returns {Operation}
 */
function scan(kindOf, f) {
  return ([a], attributes, out) => {
    const flat = attributes?.axis === undefined || attributes.axis === null;
    const source = flat ? view(a, [a.re.length]) : a;
    const [axis] = axesOf(flat ? 0 : attributes.axis, source.shape.length);
    const result = make(out, source.shape, kindOf(a.kind));
    if (result.re.length === 0) return result;
    const zero = zeroOf(result.kind);
    const strides = stridesOf(source.shape);
    const kept = source.shape.map((_, k) => k).filter((k) => k !== axis);
    const starts = stridedPlaces(kept.map((k) => source.shape[k]), kept.map((k) => strides[k]), 0);
    eachLane(source, [axis], (count, k) => {
      f(count, isComplex(a));
      for (let i = 0, p = starts[k]; i < count; i++, p += strides[axis]) {
        result.re[p] = laneRe[i] + zero;
        if (result.im) result.im[p] = laneIm[i];
      }
    });
    return result;
  };
}

/** @param {number} count @param {boolean} complex */
function laneOrder(count, complex) {
  const order = Array.from({ length: count }, (_, i) => i);
  const re = laneRe;
  const im = laneIm;
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
    laneRe.subarray(0, count).sort();
    return;
  }
  const order = laneOrder(count, true);
  const re = order.map((i) => laneRe[i]);
  const im = order.map((i) => laneIm[i]);
  for (let i = 0; i < count; i++) {
    laneRe[i] = re[i];
    laneIm[i] = im[i];
  }
}

// --- shape and place -----------------------------------------------------------------------------------------------

/** @type {Operation} */
function reshape([a], { shape }) {
  const target = shape.slice();
  const open = target.indexOf(-1);
  if (open >= 0) target[open] = a.re.length / sizeOf(target.filter((/** @type {number} */ n) => n !== -1));
  if (sizeOf(target) !== a.re.length) throw new Error(`cannot reshape (${a.shape}) into (${shape})`);
  return view(a, target);
}

/** @param {Value} a @param {number[]} shape @param {Int32Array} places @param {any} out */
function gather(a, shape, places, out) {
  const result = make(out, shape, a.kind);
  for (let i = 0; i < places.length; i++) result.re[i] = a.re[places[i]];
  if (result.im && a.im) for (let i = 0; i < places.length; i++) result.im[i] = a.im[places[i]];
  return result;
}

/** @type {Operation} */
function transpose([a], attributes, out) {
  const ndim = a.shape.length;
  const axes = attributes?.axes ?? Array.from({ length: ndim }, (_, k) => ndim - 1 - k);
  const shape = axes.map((/** @type {number} */ k) => a.shape[k]);
  if (ndim === 2 && axes[0] === 1 && !a.im) {
    const result = make(out, shape, a.kind);
    const [m, n] = a.shape;
    for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) result.re[j * m + i] = a.re[i * n + j];
    return result;
  }
  const strides = stridesOf(a.shape);
  return gather(a, shape, stridedPlaces(shape, axes.map((/** @type {number} */ k) => strides[k]), 0), out);
}

/** @type {Operation} */
function broadcastTo([a], { shape }, out) {
  return gather(a, shape, placesOf(a.shape, shape), out);
}

/** @param {Value[]} values @returns {'f'|'i'|'b'|'c'} */
const jointKind = (values) => values.map((v) => v.kind).reduce((p, q) => (RANK[p] >= RANK[q] ? p : q));

/**
 * Write blocks one after another along an axis: each value is `outer` runs of `runs[k]` numbers.
 * @param {Value[]} values @param {number[]} shape @param {number} outer @param {number[]} runs @param {any} out
 */
function interleave(values, shape, outer, runs, out) {
  const result = make(out, shape, jointKind(values));
  let at = 0;
  for (let i = 0; i < outer; i++) {
    for (let k = 0; k < values.length; k++) {
      const run = runs[k];
      const from = i * run;
      const { re, im } = values[k];
      for (let j = 0; j < run; j++) result.re[at + j] = re[from + j];
      if (result.im) for (let j = 0; j < run; j++) result.im[at + j] = im ? im[from + j] : 0;
      at += run;
    }
  }
  return result;
}

/** @type {Operation} */
function stack(values, { axis }, out) {
  const { shape } = values[0];
  const run = sizeOf(shape.slice(axis));
  const target = [...shape.slice(0, axis), values.length, ...shape.slice(axis)];
  return interleave(values, target, sizeOf(shape.slice(0, axis)), values.map(() => run), out);
}

/** @type {Operation} */
function concatenate(values, { axis }, out) {
  const { shape } = values[0];
  const target = shape.slice();
  target[axis] = values.reduce((n, v) => n + v.shape[axis], 0);
  return interleave(values, target, sizeOf(shape.slice(0, axis)), values.map((v) => sizeOf(v.shape.slice(axis))), out);
}

/** @param {number|null} start @param {number|null} stop @param {number|null} step @param {number} n Python's slice. */
function sliceOf(start, stop, step, n) {
  const by = step ?? 1;
  const clamp = (/** @type {number} */ k, /** @type {number} */ low, /** @type {number} */ high) =>
    Math.max(low, Math.min(high, k < 0 ? k + n : k));
  const from = start === null ? (by > 0 ? 0 : n - 1) : by > 0 ? clamp(start, 0, n) : clamp(start, -1, n - 1);
  const to = stop === null ? (by > 0 ? n : -1) : by > 0 ? clamp(stop, 0, n) : clamp(stop, -1, n - 1);
  return { from, by, count: Math.max(0, Math.ceil((to - from) / by)) };
}

/** @type {Operation} */
function getitem([a, ...indices], { key }, out) {
  const strides = stridesOf(a.shape);
  const used = key.filter((/** @type {any} */ e) => e !== 'newaxis' && e !== 'ellipsis').length;
  const rest = a.shape.length - used;
  const hasEllipsis = key.includes('ellipsis');
  /** @type {any[]} */
  const entries = [];
  for (const entry of hasEllipsis ? key : [...key, 'ellipsis']) {
    if (entry === 'ellipsis') for (let k = 0; k < rest; k++) entries.push([null, null, null]);
    else entries.push(entry);
  }
  // A 0-d index array is a plain integer, but where NaN may come from.
  let valid = true;
  let axis = 0;
  let next = 0;
  let start = 0;
  const fancy = indices.some((v) => v.shape.length > 0);
  /** @type {{count: number, stride: number}[]} the result's axes, apart from the fancy ones */
  const dims = [];
  /** @type {{value: Value, axis: number}[]} */
  const arrays = [];
  let place = -1; // where the fancy axes go
  let apart = false; // fancy entries with a slice between them: their axes come first
  let previous = -2;
  for (let e = 0; e < entries.length; e++) {
    const entry = entries[e];
    if (entry === 'newaxis') {
      dims.push({ count: 1, stride: 0 });
      continue;
    }
    if (Array.isArray(entry)) {
      const { from, by, count } = sliceOf(entry[0], entry[1], entry[2], a.shape[axis]);
      if (count > 0) start += from * strides[axis];
      dims.push({ count, stride: by * strides[axis] });
      axis++;
      continue;
    }
    if (fancy) {
      if (place < 0) place = dims.length;
      else if (previous !== e - 1) apart = true;
      previous = e;
    }
    const n = a.shape[axis];
    const value = entry === 'array' ? indices[next++] : undefined;
    if (value && value.shape.length > 0) {
      arrays.push({ value, axis });
    } else {
      const k = value ? value.re[0] : entry;
      if (!(k >= -n && k < n)) valid = false;
      else start += (k < 0 ? k + n : k) * strides[axis];
    }
    axis++;
  }
  const at = apart ? 0 : Math.max(place, 0);
  const bshape = broadcastShapes(arrays.map((p) => p.value.shape));
  const before = dims.slice(0, at);
  const after = dims.slice(at);
  const shape = [...before.map((d) => d.count), ...bshape, ...after.map((d) => d.count)];
  const bsize = sizeOf(bshape);
  const offsets = new Int32Array(bsize);
  for (const { value, axis: k } of arrays) {
    const n = a.shape[k];
    const places = placesOf(value.shape, bshape);
    for (let i = 0; i < bsize; i++) {
      const j = value.re[places[i]];
      if (!(j >= -n && j < n)) valid = false;
      else offsets[i] += (j < 0 ? j + n : j) * strides[k];
    }
  }
  if (!valid) return nan(out, shape);
  if (!arrays.length) return gather(a, shape, stridedPlaces(shape, dims.map((d) => d.stride), start), out);
  const outer = stridedPlaces(before.map((d) => d.count), before.map((d) => d.stride), start);
  const inner = stridedPlaces(after.map((d) => d.count), after.map((d) => d.stride), 0);
  const places = new Int32Array(outer.length * bsize * inner.length);
  let p = 0;
  for (const o of outer) for (const f of offsets) for (const i of inner) places[p++] = o + f + i;
  return gather(a, shape, places, out);
}

/** @type {Operation} */
function takeAlongAxis([a, index], { axis }, out) {
  const n = a.shape[axis];
  const shape = index.shape.map((k, d) => (d === axis ? k : Math.max(k, a.shape[d])));
  const strides = stridesFor(a.shape, shape);
  const along = sizeOf(a.shape.slice(axis + 1));
  strides[axis] = 0;
  const base = stridedPlaces(shape, strides, 0);
  const places = placesOf(index.shape, shape);
  for (let i = 0; i < base.length; i++) {
    const k = index.re[places[i]];
    if (!(k >= -n && k < n)) return nan(out, shape);
    base[i] += (k < 0 ? k + n : k) * along;
  }
  return gather(a, shape, base, out);
}

// --- matrix product ------------------------------------------------------------------------------------------------

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
  if (n === 2 && w === 2 && !more && sign === 1) {
    const [b0, b1, b2, b3] = [b[q], b[q + 1], b[q + 2], b[q + 3]];
    for (let i = 0, j = p, k = r; i < m; i++, j += 2, k += 2) {
      const x = a[j];
      const y = a[j + 1];
      c[k] = x * b0 + y * b2;
      c[k + 1] = x * b1 + y * b3;
    }
    return;
  }
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < w; j++) {
      let sum = 0;
      for (let k = 0, s = p + i * n, t = q + j; k < n; k++, s++, t += w) sum += a[s] * b[t];
      const at = r + i * w + j;
      c[at] = more ? c[at] + sign * sum : sum;
    }
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

// --- the table -----------------------------------------------------------------------------------------------------

/** @param {(x: number) => number} f @param {(re: number, im: number) => void} complex @returns {Operation} */
function keeping(f, complex) {
  return ([a], _, out) => (isComplex(a) ? mapComplex(a, out, complex) : mapReal(a, out, asNumber(a.kind), f));
}

/** @param {number} a @param {number} b */
function complexSign(a, b) {
  const r = Math.hypot(a, b);
  RE = NaN;
  IM = NaN;
  if (r === Infinity) {
    if (Math.abs(a) === Math.abs(b)) return;
    RE = Math.abs(a) === Infinity ? Math.sign(a) : 0;
    IM = Math.abs(b) === Infinity ? Math.sign(b) : 0;
  } else if (r === 0) {
    RE = 0;
    IM = 0;
  } else {
    RE = a / r;
    IM = b / r;
  }
}

/** @type {Record<string, Operation>} */
export const OPERATIONS = {
  negative: ([a], _, out) => {
    if (isComplex(a)) return mapComplex(a, out, (x, y) => { RE = -x; IM = -y; });
    return a.kind === 'f' ? mapReal(a, out, 'f', (x) => -x) : mapReal(a, out, 'i', (x) => 0 - x);
  },
  absolute: ([a], _, out) =>
    isComplex(a) ? complexToReal(a, out, 'f', Math.hypot) : mapReal(a, out, /** @type {any} */ (a.kind), Math.abs),
  square: keeping((x) => x * x, (a, b) => complexMultiply(a, b, a, b)),
  sign: keeping(sign, complexSign),
  floor: stepwise(Math.floor),
  ceil: stepwise(Math.ceil),
  trunc: stepwise(Math.trunc),
  rint: floating(rint, (a, b) => { RE = rint(a); IM = rint(b); }),
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
      ? mapComplex(a, out, (x, y) => { RE = x; IM = -y; })
      : { ...view(a, a.shape), kind: asNumber(a.kind) },
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
  log2: floating(log2, (a, b) => { complexLog(a, b); RE /= Math.LN2; IM /= Math.LN2; }),
  log10: floating(Math.log10, (a, b) => { complexLog(a, b); RE /= Math.LN10; IM /= Math.LN10; }),
  sin: floating(Math.sin, (a, b) => { RE = Math.sin(a) * Math.cosh(b); IM = Math.cos(a) * Math.sinh(b); }),
  cos: floating(Math.cos, (a, b) => { RE = Math.cos(a) * Math.cosh(b); IM = -Math.sin(a) * Math.sinh(b); }),
  tan: floating(Math.tan, (a, b) => { complexTanh(-b, a); const t = RE; RE = IM; IM = -t; }),
  sinh: floating(Math.sinh, (a, b) => { RE = Math.sinh(a) * Math.cos(b); IM = Math.cosh(a) * Math.sin(b); }),
  cosh: floating(Math.cosh, (a, b) => { RE = Math.cosh(a) * Math.cos(b); IM = Math.sinh(a) * Math.sin(b); }),
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

  sum: rowwise(false, reduction(asNumber, laneSum)),
  prod: reduction(asNumber, laneProduct),
  mean: reduction(asMean, (count, complex) => {
    laneSum(count, complex);
    if (complex) complexDivide(RE, IM, count, 0);
    else RE /= count;
  }, true),
  var: reduction(() => 'f', laneVariance, true),
  std: reduction(() => 'f', (count, complex, attributes) => { laneVariance(count, complex, attributes); RE = Math.sqrt(RE); }, true),
  max: extremeReduction(1, false),
  min: extremeReduction(-1, false),
  argmax: extremeReduction(1, true),
  argmin: extremeReduction(-1, true),
  any: reduction(() => 'b', (count, complex) => { RE = laneCount(count, complex) > 0 ? 1 : 0; }),
  all: reduction(() => 'b', (count, complex) => { RE = laneCount(count, complex) === count ? 1 : 0; }),
  count_nonzero: reduction(() => 'i', (count, complex) => { RE = laneCount(count, complex); }),
  norm: rowwise(true, reduction(() => 'f', (count, complex) => {
    for (let i = 0; i < count; i++) laneRe[i] = laneRe[i] * laneRe[i] + (complex ? laneIm[i] * laneIm[i] : 0);
    RE = Math.sqrt(pairwise(laneRe, 0, count));
  })),
  cumsum: scan(asNumber, (count, complex) => {
    for (let i = 1; i < count; i++) laneRe[i] += laneRe[i - 1];
    if (complex) for (let i = 1; i < count; i++) laneIm[i] += laneIm[i - 1];
  }),
  cumprod: scan(asNumber, (count, complex) => {
    for (let i = 1; i < count; i++) {
      complexMultiply(laneRe[i - 1], complex ? laneIm[i - 1] : 0, laneRe[i], complex ? laneIm[i] : 0);
      laneRe[i] = complex ? RE : laneRe[i - 1] * laneRe[i];
      laneIm[i] = IM;
    }
  }),
  sort: scan((kind) => kind, laneSort),
  argsort: scan(() => 'i', (count, complex) => {
    const order = laneOrder(count, complex);
    for (let i = 0; i < count; i++) laneRe[i] = order[i];
  }),

  reshape,
  transpose,
  broadcast_to: broadcastTo,
  stack,
  concatenate,
  getitem,
  take_along_axis: takeAlongAxis,
  matmul,
  item: ([whole], { index }) => /** @type {any} */ (whole).items[index],
};

// Arithmetic of complex numbers, as NumPy does it. Each function leaves its result in `Z`: a pair for each would cost
// more than the arithmetic.

/** The result of the last complex operation. */
export const Z = { re: 0.5, im: 0.5 };
/** @param {number} a @param {number} b */
export const copysign = (a, b) => (b < 0 || Object.is(b, -0) ? -Math.abs(a) : Math.abs(a));

/** @param {number} a @param {number} b @param {number} c @param {number} d */
export function complexMultiply(a, b, c, d) {
  Z.re = a * c - b * d;
  Z.im = a * d + b * c;
}

/** Smith's division, as NumPy does it. @param {number} a @param {number} b @param {number} c @param {number} d */
export function complexDivide(a, b, c, d) {
  if (Math.abs(c) >= Math.abs(d)) {
    if (c === 0 && d === 0) {
      Z.re = a / Math.abs(c);
      Z.im = b / Math.abs(c);
      return;
    }
    const ratio = d / c;
    const scale = 1 / (c + d * ratio);
    Z.re = (a + b * ratio) * scale;
    Z.im = (b - a * ratio) * scale;
  } else {
    const ratio = c / d;
    const scale = 1 / (d + c * ratio);
    Z.re = (a * ratio + b) * scale;
    Z.im = (b * ratio - a) * scale;
  }
}

/** @param {number} a @param {number} b */
export function complexSqrt(a, b) {
  if (a === 0 && b === 0) {
    Z.re = 0;
    Z.im = b;
  } else if (b === Infinity || b === -Infinity) {
    Z.re = Infinity;
    Z.im = b;
  } else if (Number.isNaN(a)) {
    Z.re = NaN;
    Z.im = NaN;
  } else if (a === Infinity || a === -Infinity) {
    Z.re = a > 0 ? a : Number.isNaN(b) ? NaN : 0;
    Z.im = a > 0 ? (Number.isNaN(b) ? NaN : copysign(0, b)) : copysign(Infinity, b);
  } else if (a >= 0) {
    const t = Math.sqrt((a + Math.hypot(a, b)) * 0.5);
    Z.re = t;
    Z.im = b / (2 * t);
  } else {
    const t = Math.sqrt((-a + Math.hypot(a, b)) * 0.5);
    Z.re = Math.abs(b) / (2 * t);
    Z.im = copysign(t, b);
  }
}

/** @param {number} a @param {number} b */
export function complexExp(a, b) {
  const r = Math.exp(a);
  Z.re = b === 0 ? r : r === 0 ? 0 : r * Math.cos(b);
  Z.im = b === 0 ? b : r === 0 ? 0 : r * Math.sin(b);
}

/** @param {number} a @param {number} b log of |a + ib|, accurate near 1. */
function logAbs(a, b) {
  const x = Math.max(Math.abs(a), Math.abs(b));
  const y = Math.min(Math.abs(a), Math.abs(b));
  if (x > 0.5 && x < 2) return 0.5 * Math.log1p((x - 1) * (x + 1) + y * y);
  return Math.log(Math.hypot(a, b));
}

/** @param {number} a @param {number} b */
export function complexLog(a, b) {
  Z.re = logAbs(a, b);
  Z.im = Math.atan2(b, a);
}

/** @param {number} a @param {number} b tanh, without overflow. */
export function complexTanh(a, b) {
  if (Math.abs(a) > 20) {
    Z.re = copysign(1, a);
    Z.im = 4 * Math.sin(b) * Math.cos(b) * Math.exp(-2 * Math.abs(a));
    return;
  }
  const t = Math.tan(b);
  const s = Math.sinh(a);
  const beta = 1 + t * t;
  const rho = Math.sqrt(1 + s * s);
  const denominator = 1 + beta * s * s;
  Z.re = (beta * rho * s) / denominator;
  Z.im = t / denominator;
}

/** @param {number} a @param {number} b @param {number} c @param {number} d */
export function complexPower(a, b, c, d) {
  if (c === 0 && d === 0) {
    Z.re = 1;
    Z.im = 0;
    return;
  }
  if (a === 0 && b === 0) {
    const fine = c > 0;
    Z.re = fine ? 0 : NaN;
    Z.im = fine ? 0 : NaN;
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
        rr = Z.re;
        ri = Z.im;
      }
      n >>= 1;
      if (n === 0) break;
      complexMultiply(pr, pi, pr, pi);
      pr = Z.re;
      pi = Z.im;
    }
    if (c < 0) complexDivide(1, 0, rr, ri);
    else {
      Z.re = rr;
      Z.im = ri;
    }
    return;
  }
  complexLog(a, b);
  complexMultiply(Z.re, Z.im, c, d);
  complexExp(Z.re, Z.im);
}

/** @param {number} a @param {number} b */
export function complexSign(a, b) {
  const r = Math.hypot(a, b);
  Z.re = NaN;
  Z.im = NaN;
  if (r === Infinity) {
    if (Math.abs(a) === Math.abs(b)) return;
    Z.re = Math.abs(a) === Infinity ? Math.sign(a) : 0;
    Z.im = Math.abs(b) === Infinity ? Math.sign(b) : 0;
  } else if (r === 0) {
    Z.re = 0;
    Z.im = 0;
  } else {
    Z.re = a / r;
    Z.im = b / r;
  }
}

/** NumPy orders complex numbers by real part, then imaginary part. */
export function complexLess(/** @type {number} */ a, /** @type {number} */ b, /** @type {number} */ c, /** @type {number} */ d) {
  return a < c ? !Number.isNaN(b) || Number.isNaN(d) : a === c && b < d;
}

export function complexLessEqual(/** @type {number} */ a, /** @type {number} */ b, /** @type {number} */ c, /** @type {number} */ d) {
  return a < c ? !Number.isNaN(b) || Number.isNaN(d) : a === c && b <= d;
}

// The constants of a program: in its JSON, or in files of their own where they are large and the same for everybody. A
// file is named by the hash of what it holds, so what a browser has kept of it stays right.

/** @typedef {import('./operations/values.mjs').Value} Value */
/** @typedef {{shape: number[], kind: import('./operations/values.mjs').Kind, data?: (number|string)[], packing?: keyof TYPES,
 *   exponent?: number, base64?: string, file?: string, bytes?: ArrayBuffer}} Constant */

const NAMED = { nan: NaN, inf: Infinity, '-inf': -Infinity };
const TYPES = { u1: Uint8Array, i1: Int8Array, u2: Uint16Array, i2: Int16Array, i4: Int32Array, f4: Float32Array, f8: Float64Array };

/** @param {number|string} x */
const readNumber = (x) => (typeof x === 'string' ? NAMED[/** @type {'nan'} */ (x)] : x);

/** @param {string} text */
function fromBase64(text) {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes.buffer;
}

/** @param {Constant} constant @returns {Value} */
export function readConstant({ shape, kind, data, packing, exponent, base64, bytes }) {
  let flat = Float64Array.from(data ?? [], readNumber);
  if (packing) {
    flat = Float64Array.from(new TYPES[packing](bytes ?? fromBase64(base64 ?? '')));
    if (exponent) for (let i = 0; i < flat.length; i++) flat[i] *= 2 ** exponent;
  }
  if (kind !== 'c') return { shape, kind, re: flat };
  const size = flat.length / 2;
  const [re, im] = [new Float64Array(size), new Float64Array(size)];
  for (let i = 0; i < size; i++) {
    re[i] = flat[2 * i];
    im[i] = flat[2 * i + 1];
  }
  return { shape, kind, re, im };
}

/** Bring the constants that are files of their own; null when all are here. @param {Constant[]} constants
 * @returns {Promise<unknown>|null} */
export function fetchConstants(constants) {
  const missing = constants.filter(({ file, bytes }) => file && !bytes);
  return missing.length > 0 ? import('./files.mjs').then(({ fill }) => Promise.all(missing.map(fill))) : null;
}

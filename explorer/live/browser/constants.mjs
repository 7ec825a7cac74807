// The constants of a program: in its JSON, or in files of their own where they are large and the same for everybody. A
// file is named by the hash of what it holds, so what a browser has kept of it stays right.

/** @typedef {import('./operations/values.mjs').Value} Value */
/** @typedef {{shape: number[], kind: import('./operations/values.mjs').Kind, data?: (number|string)[], packing?: keyof TYPES,
 *   exponent?: number, base64?: string, file?: string, bytes?: ArrayBuffer}} Constant */

const NAMED = { nan: NaN, inf: Infinity, '-inf': -Infinity };
const TYPES = { u1: Uint8Array, i1: Int8Array, u2: Uint16Array, i2: Int16Array, i4: Int32Array, f4: Float32Array, f8: Float64Array };
const STORE = 'explorer-constants';
const MOST_KEPT = 60;

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
  return missing.length > 0 ? Promise.all(missing.map(fill)) : null;
}

/** @param {Constant} constant */
async function fill(constant) {
  const address = new URL(`./${constant.file}`, import.meta.url).href;
  const store = await opened();
  const kept = await store?.match(address);
  // What was kept in half is fetched again.
  constant.bytes = (kept && (await unpacked(kept).catch(() => undefined))) ?? (await fetched(address, store));
}

/** @param {string} address @param {Cache|null} store */
async function fetched(address, store) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const copy = response.clone();
  const bytes = await unpacked(response);
  await keep(store, address, copy);
  return bytes;
}

/** @param {Response} response */
const unpacked = ({ body }) => new Response(/** @type {ReadableStream} */ (body).pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();

/** Where this browser keeps files; null where it keeps none: without https, or because its reader wants so. */
async function opened() {
  try {
    return await caches.open(STORE);
  } catch {
    return null;
  }
}

/** @param {Cache|null} store @param {string} address @param {Response} response */
async function keep(store, address, response) {
  try {
    await store?.put(address, response);
    const all = (await store?.keys()) ?? [];
    for (const old of all.slice(0, -MOST_KEPT)) await store?.delete(old);
  } catch {
    // No room: it is fetched again at the next visit.
  }
}

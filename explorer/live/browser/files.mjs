// Constants that are files of their own: fetched once, kept by the browser where it keeps anything.

const STORE = 'explorer-constants';
const MOST_KEPT = 60;

/** Fetch what a constant holds. @param {import('./constants.mjs').Constant} constant */
export async function fill(constant) {
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

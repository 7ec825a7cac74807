// What a test may ask of the browser's evaluator, in Node and in any browser: a request in JSON, an answer in JSON.
//
// {"load": program} -> {"program": k}; {"calls": [[k, method, ...arguments], ...]} -> {"answers": [...]};
// {"run": [{"program", "inputs": [{name: numbers}, ...]}]} -> {"answers": [[{output: value}, ...], ...]};
// Numbers travel as base64 of little-endian float64.

/** @param {Float64Array} numbers */
function pack(numbers) {
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  let text = '';
  // Not all at once: a call takes so many arguments and no more.
  for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096));
  return btoa(text);
}

/** @param {string} text */
const unpack = (text) => new Float64Array(Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)).buffer);

/** @param {any} value */
function answer(value) {
  if (value && value.re) {
    const { shape, kind, re, im } = value;
    return im ? { shape, kind, re: pack(re), im: pack(im) } : { shape, kind, re: pack(re) };
  }
  return value === undefined ? null : value;
}

/** @param {any} loaded @param {Record<string, string>} inputs */
function runOnce(loaded, inputs) {
  for (const [name, numbers] of Object.entries(inputs)) loaded.set(name, unpack(numbers));
  const values = {};
  for (const name of loaded.outputs.keys()) values[name] = answer(loaded.value(name));
  const failing = [];
  loaded.guards.forEach((_, k) => loaded.guard(k) || failing.push(k));
  return { values, failing };
}

/** What `evaluate.mjs` exports, made to answer requests. @param {any} evaluate */
export function answering({ load, prepare }) {
  const programs = [];

  /** @param {any} request */
  async function respond(request) {
    // What a program names has to be here before it runs, and nothing else is.
    for (const { program } of request.run ?? []) await prepare(program);
    if (request.load) await prepare(request.load);
    if (request.load) return { program: programs.push(load(request.load)) - 1 };
    if (request.run) {
      const answers = request.run.map(({ program, inputs }) => {
        try {
          const loaded = load(program);
          return inputs.map((one) => runOnce(loaded, one));
        } catch (error) {
          return { error: String(error && error.stack) };
        }
      });
      return { answers };
    }
    const answers = request.calls.map(([k, method, ...rest]) => {
      const loaded = programs[k];
      if (method === 'evaluated') return loaded.evaluated;
      return answer(loaded[method](...rest));
    });
    return { answers };
  }

  /** @param {string} line a request @returns {Promise<string>} its answer */
  return async (line) => {
    try {
      return JSON.stringify(await respond(JSON.parse(line)));
    } catch (error) {
      return JSON.stringify({ error: String(error && error.stack) });
    }
  };
}

// The browser's evaluator in Node, for tests: one JSON request a line on stdin, one JSON answer a line on stdout.
//
// {"load": program} -> {"program": k}; {"calls": [[k, method, ...arguments], ...]} -> {"answers": [...]};
// {"run": [{"program", "inputs": [{name: numbers}, ...]}]} -> {"answers": [[{output: value}, ...], ...]};
// Numbers travel as base64 of little-endian float64.

import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

// What stands beside the evaluator is fetched from there; Node's own `fetch` reads no files.
globalThis.fetch = async (address) => new Response(readFileSync(new URL(String(address))));

const { load, prepare } = await import(pathToFileURL(process.argv[2]).href);

/** @param {Float64Array} numbers */
const pack = (numbers) => Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64');

/** @param {string} text */
function unpack(text) {
  const bytes = Buffer.from(text, 'base64');
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

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

for await (const line of createInterface({ input: process.stdin })) {
  let result;
  try {
    result = await respond(JSON.parse(line));
  } catch (error) {
    result = { error: String(error && error.stack) };
  }
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

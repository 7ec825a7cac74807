// The browser's evaluator in Node, for tests: one request a line on stdin, one answer a line on stdout; answering.mjs
// says which.

import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { answering } from './answering.mjs';

// What stands beside the evaluator is fetched from there; Node's own `fetch` reads no files.
globalThis.fetch = async (address) => new Response(readFileSync(new URL(String(address))));

const answer = answering(await import(pathToFileURL(process.argv[2]).href));

for await (const line of createInterface({ input: process.stdin })) process.stdout.write(`${await answer(line)}\n`);

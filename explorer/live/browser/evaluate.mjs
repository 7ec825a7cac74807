// Runs a recorded program (explorer/live/record/program.py) in the browser, for every frame of a drag.
//
// Evaluation is pulled: `set` only marks what depends on an input; `value`, `stamp` and `guard` evaluate the marked
// ancestors of what is asked for, and nothing else.
//
// A value that `value` gives belongs to the program: its buffers are written again when it is next evaluated. Read it
// or copy it before the next `set`; do not write into it.
//
// What a program needs has to be here before it is loaded; `prepare` brings it, and is the only thing that waits.

import { fetchConstants, readConstant } from './constants.mjs';
import { bring, operations } from './operations/families.mjs';
import { sameShape, sizeOf } from './operations/values.mjs';

/** @typedef {import('./operations/values.mjs').Value} Value */
/** What `Program.to_json` wrote: `ProgramData` in explorer/live/record/program.py.
 * @typedef {{families: string[], inputs: {name: string, shape: number[]}[], constants: import('./constants.mjs').Constant[],
 *   steps: [op: string, operands: number[], attributes?: any][], outputs: Record<string, number>,
 *   guards: {condition: number, message: string}[]}} ProgramData */

/** A program ready to run; see `load`. */
export class Program {
  /** @param {ProgramData} json */
  constructor(json) {
    const first = json.inputs.length + json.constants.length;
    /** Running count of evaluated steps. */
    this.evaluated = 0;
    this.guards = json.guards;
    this.inputs = new Map(json.inputs.map((spec, id) => [spec.name, id]));
    this.outputs = new Map(Object.entries(json.outputs));
    /** @type {any[]} */
    this._values = [];
    for (const { shape } of json.inputs) {
      this._values.push({ shape: shape.slice(), kind: 'f', re: new Float64Array(sizeOf(shape)) });
    }
    for (const constant of json.constants) this._values.push(readConstant(constant));
    /** @type {({run: any, operands: number[], attributes: any, values: any[], op: string}|null)[]} */
    this._steps = this._values.map(() => null);
    for (const [op, operands, attributes] of json.steps) {
      const run = operations[op];
      if (!run) throw new Error(`the program has a step ${op} that this evaluator does not know`);
      this._steps.push({ op, run, operands, attributes, values: new Array(operands.length) });
      this._values.push(undefined);
    }
    const size = this._values.length;
    this._dirty = new Uint8Array(size).fill(1, first);
    this._stamps = new Float64Array(size);
    this._clock = 0;
    /** For each input the steps that depend on it. */
    this._dependents = json.inputs.map((_, id) => this._dependentsOf(id, first));
  }

  /** @param {number} input @param {number} first */
  _dependentsOf(input, first) {
    const touched = new Uint8Array(this._values.length);
    touched[input] = 1;
    const ids = [];
    for (let id = first; id < touched.length; id++) {
      const step = this._steps[id];
      if (step && step.operands.some((k) => touched[k])) {
        touched[id] = 1;
        ids.push(id);
      }
    }
    return Int32Array.from(ids);
  }

  /**
   * Give an input new numbers; does nothing when they are the same.
   * @param {string} name @param {ArrayLike<number>} numbers row-major @param {number[]} [shape] when it changes
   */
  set(name, numbers, shape) {
    const id = this.inputs.get(name);
    if (id === undefined) throw new Error(`the program has no input ${name}`);
    const old = this._values[id];
    const target = shape ?? old.shape;
    if (numbers.length !== sizeOf(target)) {
      throw new Error(`input ${name} of shape (${target}) got ${numbers.length} numbers`);
    }
    if (sameShape(target, old.shape)) {
      let same = this._stamps[id] > 0;
      for (let i = 0; same && i < numbers.length; i++) same = Object.is(numbers[i], old.re[i]);
      if (same) return;
      for (let i = 0; i < numbers.length; i++) old.re[i] = numbers[i];
    } else {
      this._values[id] = { shape: Array.from(target), kind: 'f', re: Float64Array.from(numbers) };
    }
    this._stamps[id] = ++this._clock;
    for (const k of this._dependents[id]) this._dirty[k] = 1;
  }

  /** Whether an output never changes. @param {string} output */
  isConstant(output) {
    const id = this._id(output);
    return id >= this.inputs.size && !this._steps[id];
  }

  /** @param {string|number} output name of an output, or a value id @returns {number} */
  _id(output) {
    if (typeof output === 'number') return output;
    const id = this.outputs.get(output);
    if (id === undefined) throw new Error(`the program has no output ${output}`);
    return id;
  }

  /** @param {number} wanted evaluate it and what it needs, if marked */
  _pull(wanted) {
    const dirty = this._dirty;
    if (!dirty[wanted]) return;
    // A stack of its own: a recorded loop may be deeper than the browser's.
    const waiting = [wanted];
    while (waiting.length) {
      const id = waiting[waiting.length - 1];
      const step = /** @type {NonNullable<typeof this._steps[0]>} */ (this._steps[id]);
      const { operands, values } = step;
      let ready = true;
      for (let k = 0; k < operands.length; k++) {
        if (dirty[operands[k]]) {
          waiting.push(operands[k]);
          ready = false;
          break;
        }
        values[k] = this._values[operands[k]];
      }
      if (!ready) continue;
      waiting.pop();
      this._values[id] = step.run(values, step.attributes, this._values[id]);
      this._stamps[id] = ++this._clock;
      this.evaluated++;
      dirty[id] = 0;
    }
  }

  /** @param {string|number} output @returns {Value} its value now */
  value(output) {
    const id = this._id(output);
    this._pull(id);
    return this._values[id];
  }

  /** @param {string|number} output @returns {number} an integer that changes whenever the value is computed again */
  stamp(output) {
    const id = this._id(output);
    this._pull(id);
    return this._stamps[id];
  }

  /** @param {number} index @returns {boolean} whether the guard holds */
  guard(index) {
    const { re, im } = this.value(this.guards[index].condition);
    for (let i = 0; i < re.length; i++) if (re[i] === 0 && (!im || im[i] === 0)) return false;
    return true;
  }
}

/** Bring what a program needs; null when all of it is here. @param {ProgramData} json
 * @returns {Promise<unknown>|null} */
export function prepare(json) {
  const waiting = [bring(json.families), fetchConstants(json.constants)].filter(Boolean);
  return waiting.length > 0 ? Promise.all(waiting) : null;
}

/** @param {ProgramData} json prepared @returns {Program} */
export function load(json) {
  return new Program(json);
}

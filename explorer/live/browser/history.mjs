// Undo and redo: a list of settled states and a place in it.

/** @typedef {Record<string, number[]>} State */

export class History {
  /** @param {State} start */
  constructor(start) {
    /** @type {State[]} */
    this.states = [start];
    this.place = 0;
  }

  /** Remember a state; what was undone before is forgotten. @param {State} state */
  push(state) {
    if (same(state, this.states[this.place])) return;
    this.states.splice(this.place + 1, Infinity, state);
    if (this.states.length > 200) this.states.shift();
    this.place = this.states.length - 1;
  }

  /** Go on with the states of a scene whose place this one took; what is not `kept` is in all of them as it is now.
   * @param {History} before @param {State} now @param {(name:string) => boolean} kept */
  inherit(before, now, kept) {
    const states = before.states.map((state) => Object.fromEntries(Object.keys(now).map((name) => [name, kept(name) ? state[name] : now[name]])));
    this.states = states.filter((state, i) => i === 0 || !same(state, states[i - 1]));
    this.place = states.slice(1, before.place + 1).filter((state, i) => !same(state, states[i])).length;
    this.push(now);
  }

  get canUndo() {
    return this.place > 0;
  }

  get canRedo() {
    return this.place < this.states.length - 1;
  }

  /** @returns {State} */
  undo() {
    if (this.canUndo) this.place -= 1;
    return this.states[this.place];
  }

  /** @returns {State} */
  redo() {
    if (this.canRedo) this.place += 1;
    return this.states[this.place];
  }
}

/** Whether two states hold the same numbers; blanks (NaN) are equal. @param {State} a @param {State} b */
export function same(a, b) {
  return Object.keys(a).every((name) => a[name].every((x, i) => Object.is(x, b[name]?.[i]) || x === b[name]?.[i]));
}

// The numbers of inputs: as they travel, with null for a blank, and as the stage holds them, within their limits.

/** @param {(number|null)[]} numbers @returns {number[]} */
export const fromPlain = (numbers) => numbers.map((x) => (x === null ? NaN : x));

/** @param {ArrayLike<number>} numbers @returns {(number|null)[]} */
export const toPlain = (numbers) => Array.from(numbers, (x) => (Number.isNaN(x) ? null : x));

/** Many of them by their names. @param {Record<string, (number|null)[]>} values @returns {Record<string, number[]>} */
export const allFromPlain = (values) => Object.fromEntries(Object.entries(values).map(([name, numbers]) => [name, fromPlain(numbers)]));

/** Whether the reader wants little motion. */
export const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Numbers kept within an input's limits; blanks stay blank. @param {{low?:number, high?:number}} limits @param {ArrayLike<number>} numbers */
export function within({ low, high }, numbers) {
  const kept = new Array(numbers.length);
  // Adding zero turns -0 into 0. What is not a number stays that.
  for (let i = 0; i < kept.length; i += 1) kept[i] = Math.min(high ?? Infinity, Math.max(low ?? -Infinity, numbers[i])) + 0;
  return kept;
}

// How typed text is read as a number.

import { translate } from "../words.mjs";

/** Read a typed number: digits with a point or comma, a fraction such as 1/3, a real minus sign.
 * @param {string} text @param {{low?:number, high?:number, blanks?:boolean}} limits
 * @returns {{value:number} | {problem:string}} */
export function read(text, { low = -Infinity, high = Infinity, blanks = false }) {
  const plain = text.trim().replaceAll("−", "-").replace(",", ".");
  if (plain === "") {
    if (blanks) return { value: NaN };
    return { problem: translate("The field is empty: type a number such as 1.5 or −2.") };
  }
  const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
  const parts = plain.split("/");
  if (parts.length > 2 || !parts.every((part) => number.test(part.trim()))) {
    return { problem: translate("“{text}” is not a number: type one such as 1.5, −2 or 1/3.", { text: shorten(text) }) };
  }
  const value = parts.length === 2 ? Number(parts[0]) / Number(parts[1]) : Number(parts[0]);
  if (!Number.isFinite(value) || value < low || value > high) {
    return { problem: outOfReach(text, low, high) };
  }
  return { value };
}

/** What is said of a number beyond the limits. @param {string} text @param {number} low @param {number} high */
export const outOfReach = (text, low, high) =>
  translate("“{text}” is out of reach here: type a number from {low} to {high}.", { text: shorten(text), low: wide(low), high: wide(high) });

/** @param {number} x */
function wide(x) {
  return (x < 0 ? "−" : "") + Math.abs(x).toLocaleString("en").replaceAll(",", " ");
}

/** @param {string} text */
export function shorten(text) {
  const trimmed = text.trim();
  return trimmed.length > 24 ? `${trimmed.slice(0, 23)}…` : trimmed;
}

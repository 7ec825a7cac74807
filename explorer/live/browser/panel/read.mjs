// How typed text is read as a number.

import { brief, local, translate } from "../words.mjs";

/** What is said of 1,000 where numbers have points, and of 1.000 where they have commas: a mark between thousands or a decimal one;
 * "" of any other text. @param {string} text */
export function couldBeTwo(text) {
  const found = /^([+\-−]?[1-9]\d{0,2})([.,])(\d{3})$/.exec(text.trim());
  if (!found || found[2] === local(".")) return "";
  const [one, other] = [".", ""].map((mark) => local(brief(Number((found[1] + mark + found[3]).replace("−", "-")))));
  return translate("“{text}” could be {one} or {other}: type the one that is meant.", { text: shorten(text), one, other });
}

/** Read a typed number: digits with a point or comma, a fraction such as 1/3, a real minus sign.
 * @param {string} text @param {{low?:number, high?:number, blanks?:boolean}} limits
 * @returns {{value:number} | {problem:string}} */
export function read(text, { low = -Infinity, high = Infinity, blanks = false }) {
  const plain = text.trim().replaceAll("−", "-").replace(",", ".");
  if (plain === "") {
    if (blanks) return { value: NaN };
    return { problem: translate("The field is empty: type a number such as 1.5 or −2.") };
  }
  const doubt = couldBeTwo(text);
  if (doubt) return { problem: doubt };
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

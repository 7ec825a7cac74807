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

const GROUPED = /^[+-]?\d{1,3}([ \xa0\u2009\u202f]\d{3})+(?!\d)/; // 12 000, with any of the spaces that part thousands
const LOST = 0.01; // share of a number that may be lost to the decimals that are kept

/** Read a typed number: digits with a point or comma, also in groups of three, a fraction such as 1/3, a real minus sign.
 * @param {string} text @param {{low?:number, high?:number, blanks?:boolean, decimals?:number}} limits
 * @returns {{value:number} | {problem:string}} */
export function read(text, { low = -Infinity, high = Infinity, blanks = false, decimals = 4 }) {
  const plain = text.trim().replaceAll("−", "-").replace(",", ".").replace(GROUPED, (whole) => whole.replace(/[^\d+-]/g, ""));
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
  const kept = Number(value.toFixed(decimals));
  if (Math.abs(kept - value) > LOST * Math.abs(value)) {
    const values = { text: shorten(text), count: decimals, kept: local(brief(kept, decimals)) };
    return { problem: translate("“{text}” is too fine: {count} decimals are kept here. Type {kept} or a larger number.", values) };
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

// How typed text is read as a complex number: sign by sign, by hand. Nothing of it is ever run as code.
//
// sum     = product, then any number of + product and - product
// product = signed, then any of * signed, / signed, or a power right behind: 2i, 3sqrt(2), i pi/4
// signed  = + or - before a signed, or a power; so -2^2 is -4
// power   = atom, then ^ signed where there is one; so 2^3^2 is 2^9
// atom    = a number, i, j, e, pi, a function of what stands in brackets, a root, or brackets; behind it ° may stand

import { brief, local, translate } from "../words.mjs";
import { couldBeTwo, outOfReach, shorten } from "./read.mjs";

/** A complex number: real and imaginary part. @typedef {[number, number]} Pair */

const TOKEN = /\s*((?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|sqrt|exp|cos|sin|pi|π|√|[ije]|[-+*/^()°])/iy;
const LONGEST = 200; // signs: brackets within brackets have an end
const TURN = Math.PI / 180;

/** @type {(a:Pair, b:Pair) => Pair} */
const times = ([a, b], [c, d]) => [a * c - b * d, a * d + b * c];
/** @type {(a:Pair, b:Pair) => Pair} */
const over = ([a, b], [c, d]) => (d === 0 ? [a / c, b / c] : [(a * c + b * d) / (c * c + d * d), (b * c - a * d) / (c * c + d * d)]);
/** @type {(a:Pair) => Pair} */
const exp = ([a, b]) => [Math.exp(a) * Math.cos(b), b === 0 ? 0 : Math.exp(a) * Math.sin(b)];
/** @type {(a:Pair) => Pair} */
const log = ([a, b]) => [Math.log(Math.hypot(a, b)), Math.atan2(b, a)];

/** The root whose real part is not negative. @type {(a:Pair) => Pair} */
function sqrt([a, b]) {
  const size = Math.hypot(a, b);
  const root = Math.sqrt((size + a) / 2);
  // Of a negative number the real part is exactly zero.
  if (b === 0) return a < 0 ? [0, Math.sqrt(-a)] : [Math.sqrt(a), 0];
  return [root, Math.sign(b) * Math.sqrt((size - a) / 2)];
}

/** @type {Record<string, (a:Pair) => Pair>} */
const FUNCTIONS = {
  sqrt,
  exp,
  cos: ([a, b]) => [Math.cos(a) * Math.cosh(b), b === 0 ? 0 : -Math.sin(a) * Math.sinh(b)],
  sin: ([a, b]) => [Math.sin(a) * Math.cosh(b), b === 0 ? 0 : Math.cos(a) * Math.sinh(b)],
};
/** @type {Record<string, Pair>} */
const NAMES = { i: [0, 1], j: [0, 1], e: [Math.E, 0], pi: [Math.PI, 0], π: [Math.PI, 0] };

/** A power; of whole exponents by multiplying, so that i^2 is -1 and nothing else. @param {Pair} base @param {Pair} exponent @returns {Pair} */
function power(base, exponent) {
  const [n, imaginary] = exponent;
  if (imaginary === 0 && Number.isInteger(n) && Math.abs(n) <= 64) {
    /** @type {Pair} */
    let result = [1, 0];
    for (let k = Math.abs(n); k > 0; k -= 1) result = times(result, base);
    return n < 0 ? over([1, 0], result) : result;
  }
  if (base[0] === 0 && base[1] === 0) return n > 0 ? [0, 0] : [NaN, NaN];
  if (imaginary === 0 && base[1] === 0 && base[0] > 0) return [base[0] ** n, 0];
  return exp(times(exponent, log(base)));
}

/** Where a text stops to make sense; at its end where nothing stands there. */
class Stop {
  /** @param {string} at */
  constructor(at) {
    this.at = at;
  }
}

/** Read a text that is not empty. @param {string} text @returns {Pair} */
function parse(text) {
  if (text.length > LONGEST) throw new Stop(text[LONGEST]);
  /** @type {string[]} */
  const tokens = [];
  TOKEN.lastIndex = 0;
  for (let from = 0; from < text.length; from = TOKEN.lastIndex) {
    const match = TOKEN.exec(text);
    if (!match) throw new Stop(/^\s*([\p{L}]+|.)/u.exec(text.slice(from))?.[1] ?? "");
    tokens.push(match[1].toLowerCase());
  }
  let at = 0;
  const isNumber = () => /^[\d.]/.test(tokens[at] ?? "");
  const take = (/** @type {string} */ sign) => tokens[at] === sign && Boolean((at += 1));
  const fail = () => new Stop(tokens[at] ?? "");
  /** @returns {Pair} */
  const sum = () => {
    let value = product();
    for (;;) {
      const sign = take("+") ? 1 : take("-") ? -1 : 0;
      if (!sign) return value;
      const [a, b] = product();
      value = [value[0] + sign * a, value[1] + sign * b];
    }
  };
  /** @returns {Pair} */
  const product = () => {
    let value = signed();
    for (;;) {
      if (take("*")) value = times(value, signed());
      else if (take("/")) value = over(value, signed());
      else if (tokens[at] in NAMES || tokens[at] in FUNCTIONS || tokens[at] === "√" || tokens[at] === "(") value = times(value, raised());
      else return value;
    }
  };
  /** @returns {Pair} */
  const signed = () => {
    if (take("+")) return signed();
    if (!take("-")) return raised();
    const [a, b] = signed();
    return [0 - a, 0 - b]; // never -0, whose angle is not that of 0
  };
  /** @returns {Pair} */
  const raised = () => {
    const base = atom();
    return take("^") ? power(base, signed()) : base;
  };
  /** @returns {Pair} */
  const inside = () => {
    if (!take("(")) throw fail();
    const value = sum();
    if (!take(")")) throw fail();
    return value;
  };
  /** @returns {Pair} */
  const atom = () => {
    const token = tokens[at] ?? "";
    /** @type {Pair} */
    let value;
    if (isNumber()) value = [Number(tokens[at++]), 0];
    else if (token in NAMES) value = NAMES[tokens[at++]];
    else if (take("√") || (token === "sqrt" && tokens[at + 1] !== "(" && take("sqrt"))) value = sqrt(atom());
    else if (token in FUNCTIONS) {
      at += 1;
      value = FUNCTIONS[token](inside());
    } else value = inside();
    return take("°") ? [value[0] * TURN, value[1] * TURN] : value;
  };
  const value = sum();
  if (at < tokens.length) throw fail();
  return value;
}

/** Read a typed complex number. @param {string} text @param {{low?:number, high?:number, blanks?:boolean}} limits
 * @returns {{value:Pair} | {problem:string}} */
export function readComplex(text, { low = -Infinity, high = Infinity, blanks = false }) {
  const plain = text.trim().replace(/[−–]/g, "-").replaceAll("**", "^").replace(/[·×∙]/g, "*").replaceAll(",", ".");
  const shown = { text: shorten(text) };
  if (plain === "") {
    if (blanks) return { value: [NaN, NaN] };
    return { problem: translate("The field is empty: type a number such as 2−3i, 1/sqrt(2) or e^(i pi/4).") };
  }
  const doubt = couldBeTwo(text);
  if (doubt) return { problem: doubt };
  /** @type {Pair} */
  let found;
  try {
    found = parse(plain);
  } catch (stop) {
    if (!(stop instanceof Stop)) throw stop;
    if (stop.at === "") return { problem: translate("“{text}” is not finished: type a number such as 2−3i, 1/sqrt(2) or e^(i pi/4).", shown) };
    return { problem: translate("“{text}” cannot be read from “{part}” on: type a number such as 2−3i, 1/sqrt(2) or e^(i pi/4).", { ...shown, part: stop.at }) };
  }
  if (!found.every(Number.isFinite)) return { problem: translate("“{text}” has no value: something in it is divided by zero or is too large.", shown) };
  if (found.some((x) => x < low || x > high)) return { problem: outOfReach(text, low, high) };
  // e^(i pi) is -1: what rounding leaves beside it is nothing.
  const least = 4e-16 * Math.max(1, Math.hypot(...found));
  const [x, y] = found.map((part) => (Math.abs(part) < least ? 0 : part));
  return { value: [x, y] };
}

/** Write a complex number as short as it is exact to four decimals. @param {number[]} number @returns {string} */
export function writeComplex([x, y]) {
  const [real, imaginary] = [x, y].map((part) => local(brief(part)));
  if (imaginary === "" || real === "") return "";
  if (imaginary === "0") return real;
  const unit = imaginary.replace(/^(−?)1$/, "$1");
  if (real === "0") return `${unit}i`;
  return `${real}${y < 0 ? "" : "+"}${unit}i`;
}

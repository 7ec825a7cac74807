// Numbers and sentences: how a value is written.

/** @type {Record<string, string>} */
let texts = {};
let decimal = ".";

/** Set the language: a table from the English text to its translation, and the decimal mark.
 * @param {Record<string, string>} table @param {string} mark */
export function setLanguage(table, mark) {
  texts = table;
  decimal = mark;
}

/** Translate a text; `{name}` is replaced by the value of that name.
 * @param {string} text @param {Record<string, string|number>} [values] @returns {string} */
export function translate(text, values = {}) {
  const found = (Object.hasOwn(texts, text) ? texts[text] : text).replace(/(\([^ ()]+[,;]) (?=[^ ]+\))/g, "$1\xa0"); // a point stands on one line
  return found.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** Write a number: two decimals, three near zero, a real minus sign, powers of ten when huge.
 * @param {number} x @param {number} [digits] @returns {string} */
export function formatNumber(x, digits = 2) {
  if (Number.isNaN(x)) return "–";
  if (!Number.isFinite(x)) return x > 0 ? "∞" : "−∞";
  const size = Math.abs(x);
  let text;
  if (size >= 1e6) {
    text = size.toExponential(2).replace("+", "");
  } else {
    // Below 0.1 one more decimal, unless that decimal would be a zero as well.
    const shown = digits > 0 && size < 0.1 && Number(size.toFixed(digits + 1)) < 0.1 && size >= 0.5 * 10 ** -(digits + 1) ? digits + 1 : digits;
    text = size.toFixed(shown);
  }
  const zero = Number(text) === 0;
  return (x < 0 && !zero ? "−" : "") + text.replace(".", decimal);
}

/** A unit as it stands behind a number: degrees close up, others after a space. @param {string} [unit] */
export function withUnit(unit) {
  if (!unit) return "";
  return unit === "°" ? unit : ` ${translate(unit)}`;
}

/** Write a number as short as it is exact to four decimals: for fields and links.
 * @param {number} x @param {number} [digits] @returns {string} */
export function brief(x, digits = 4) {
  return Number.isNaN(x) ? "" : String(Number(x.toFixed(digits)) + 0); // + 0 turns -0 into 0
}

/** A number to so many decimals, as a number: much cheaper than through its text. @param {number} x @param {number} digits */
export const round = (x, digits) => Math.round(x * 10 ** digits) / 10 ** digits;

/** The same direction as an angle from 0 up to 360. @param {number} degrees */
export const turned = (degrees) => ((degrees % 360) + 360) % 360;

/** Numbers side by side; commas between them only where none stands inside. @param {ArrayLike<number>} numbers @returns {string} */
export function together(numbers) {
  const texts = Array.from(numbers, (x) => formatNumber(x));
  return texts.join(decimal === "," ? "; " : ", ");
}

/** Put a plain number into the reader's writing: a real minus sign, the language's decimal mark. @param {string} text @returns {string} */
export function local(text) {
  return text.replaceAll("-", "−").replace(".", decimal);
}

/** Write numbers for a link: runs of three or more equal ones once, with their count. @param {number[]} numbers
 * @param {number} [digits] @returns {string} */
export function pack(numbers, digits) {
  /** @type {[string, number][]} */
  const runs = [];
  for (const text of numbers.map((x) => brief(x, digits))) {
    const last = runs[runs.length - 1];
    if (last && last[0] === text) last[1] += 1;
    else runs.push([text, 1]);
  }
  return runs.map(([text, count]) => (count >= 3 ? `${text}*${count}` : Array(count).fill(text).join(","))).join(",");
}

/** Write one number of an array; what is imaginary is never left away where there is any.
 * @param {{re:ArrayLike<number>, im?:ArrayLike<number>}} value @param {number} i @param {number} [digits] @returns {string} */
export function formatEntry({ re, im }, i, digits) {
  const [x, y] = [re[i], im ? im[i] : 0];
  const real = formatNumber(x + 0 * y, digits);
  if (real === "–" || Math.abs(y) < 1e-12) return real;
  const imaginary = `${formatNumber(Math.abs(y), digits)}i`;
  if (Math.abs(x) < 1e-12) return (y < 0 ? "−" : "") + imaginary;
  return `${real} ${y < 0 ? "−" : "+"} ${imaginary}`;
}

/** Write an array by shape: a number, (a, b), or rows.
 * @param {{shape:number[], re:ArrayLike<number>, im?:ArrayLike<number>}} value @param {number} [digits] @returns {string} */
export function formatValue(value, digits) {
  const one = (/** @type {number} */ i) => formatEntry(value, i, digits);
  if (value.shape.length === 0) return one(0);
  if (value.shape.length === 1) {
    if (value.re.length > 0 && Array.from(value.re).every(Number.isNaN)) return "–";
    return `(${Array.from({ length: value.shape[0] }, (_, i) => one(i)).join("; ").replaceAll("; ", decimal === "." ? ", " : "; ")})`;
  }
  const [rows, columns] = value.shape;
  return Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) => one(r * columns + c)).join("  "),
  ).join("; ");
}

/** Write a number, or (a, b), as short as fields do: what stands beside a point in hand.
 * @param {{shape:number[], re:ArrayLike<number>, im?:ArrayLike<number>}} value @param {number} [digits] @returns {string} */
export function short(value, digits = 2) {
  if (value.im) return formatValue(value, digits);
  const texts = Array.from(value.re, (x) => local(brief(round(x, digits))));
  return value.shape.length === 0 ? texts[0] : `(${texts.join(decimal === "," ? "; " : ", ")})`;
}

/** Read numbers from a link; null where it holds anything else. @param {string} text @returns {(number|null)[] | null} */
export function unpack(text) {
  /** @type {(number|null)[]} */
  const numbers = [];
  for (const part of text.split(",")) {
    const match = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|)(?:\*(\d{1,6}))?$/i.exec(part.trim());
    if (!match || numbers.length > 1e6) return null;
    const number = match[1] === "" ? null : Number(match[1]);
    for (let i = Number(match[2] ?? 1); i > 0; i -= 1) numbers.push(number);
  }
  return numbers;
}

/** The word for a value: of two, the second when it is true; of more, the one in its place.
 * @param {string[]} words @param {number} x */
export function wordFor(words, x) {
  return (words.length === 2 ? words[x ? 1 : 0] : words[Math.round(x)]) ?? "–";
}

/** Where a slider stands: what it calls the place, or the number. @param {import("./payload.mjs").SliderControl} slider @param {number} x */
export function sayPlace({ labels, low, step, unit }, x) {
  if (labels) return translate(labels[Math.round((x - low) / (step ?? 1))]);
  return formatNumber(x, step && step % 1 === 0 ? 0 : 2) + withUnit(unit);
}

/** What a read-out says: texts of a list, a word for what is so, or the number. @param {any} spec @param {any} value @returns {string} */
export function sayValue({ list, words, digits, unit }, value) {
  if (list) return Array.from(value.re, (i) => list[i] ?? "–").join(", ");
  if (words) return translate(wordFor(words, value.re[0]));
  const text = formatValue(value, digits);
  return text === "–" ? text : text + withUnit(unit); // what there is not has no unit
}

// What straight and curved marks share: strokes with the dash of their role, and places on the screen.

import { svg } from "../shapes.mjs";
import { round } from "../words.mjs";

const DASHES = { solid: "", dash: "7 5", dashdot: "11 4 2 4", dot: "2 4" };

/** The dash of a mark's role. @param {import("./kinds.mjs").Drawn} mark */
export const dashOf = ({ role }) => DASHES[/** @type {keyof typeof DASHES} */ (role.dash)];

/** A straight line has points and no `d`, which is a property of style: to change it costs no work on styles.
 * @param {import("./kinds.mjs").Drawn} mark @param {string} [dash] */
export const straight = (mark, dash = dashOf(mark)) => svg("polyline", { class: "stroke", "stroke-dasharray": dash }, mark.element);

/** Where the point in a row of an array is on the screen. @param {any} picture @param {any} value @param {number} [row]
 * @returns {[number, number]} */
export function at(picture, value, row = 0) {
  const width = value.shape[value.shape.length - 1];
  return picture.toScreen(value.re[row * width], value.re[row * width + 1]);
}

/** @param {any[]} values */
export const finite = (values) => values.every((value) => value.re.every(Number.isFinite));

/** Places on the screen as the `points` of a polyline or polygon: x, y, x, y and so on. @param {number[]} numbers */
export const pointList = (...numbers) => numbers.map((x) => round(x, 2)).join(" ");

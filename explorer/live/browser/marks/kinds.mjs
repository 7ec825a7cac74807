// The kinds of marks: how each is drawn. Most are here; others come when a scene has some.

import { bringParts } from "../parts.mjs";
import { make as arrow } from "./arrow.mjs";
import { make as label } from "./label.mjs";
import { make as path } from "./path.mjs";
import { make as segment } from "./segment.mjs";
import { make as segments } from "./segments.mjs";

/** A mark of a picture while it is shown. `draw` is given the values of `refs` and says whether there is anything to be seen.
 * @typedef {object} Drawn
 * @property {any} spec
 * @property {any} element
 * @property {any} role how its role looks
 * @property {string[]} refs the outputs that it shows
 * @property {any[]} values what they are now
 * @property {number[]} stamps
 * @property {boolean} shown whether its guards hold and nothing hides it
 * @property {boolean} [hidden] whether its name is hidden by the link or a step
 * @property {boolean} [visible]
 * @property {(px:number, py:number) => {text:string, x:number, y:number}|null} [nameAt] what it says of a place of the screen
 * @property {(px:number, py:number, reach:number) => {far:number, act:(stage:import("../stage.mjs").Stage) => void}|null} [target] what a press on a place does
 * @property {(stage:import("../stage.mjs").Stage, i:number) => void} [act] press the i-th of its points
 * @property {(i:number) => string} [tell] what the i-th of its points says to those who listen
 * @property {(visible:boolean) => void} [toggle] show or hide what is drawn elsewhere than in `element`
 * @property {() => any} [image] what is drawn elsewhere, for a file
 * @property {typeof import("../inputs/reader.mjs").makeReader} [makeReader] how its named points are read by keyboard
 * @property {number[]} [line] the straight piece that labels keep away from: x, y of both ends
 * @property {number[][]} [lines] the same of a curve or an outline, where there are several
 * @property {import("../labels.mjs").Label|null} text
 * @property {(values:any[]) => boolean} draw */

/** Prepare a mark: set what it shows and how it is drawn. @typedef {(picture:import("../picture.mjs").Picture, mark:Drawn) => void} Make */

/** The kinds that are here. @type {Record<string, Make>} */
export const kinds = { arrow, segment, segments, grid: segments, path, polygon: path, label };

/** @type {Record<string, () => Promise<{make:Make}>>} */
const others = { cloud: () => import("./cloud.mjs"), entries: () => import("./entries.mjs"), line: () => import("./line.mjs"), picture: () => import("./picture.mjs"), points: () => import("./points.mjs"), press: () => import("./press.mjs") };

/** The kind of a mark; many points are drawn in another way than few. @param {any} spec @returns {string} */
export const kindOf = (spec) => (spec.cloud ? "cloud" : spec.kind);

/** Bring the kinds that marks need; null when all are here. @param {any[]} marks */
export const bring = (marks) => bringParts(kinds, others, marks.map(kindOf));

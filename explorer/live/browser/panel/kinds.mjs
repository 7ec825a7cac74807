// The kinds of items beside the picture: how each is made. Those that few scenes have come when a scene has one.

import { bringParts } from "../parts.mjs";
import { make as goal } from "./goal.mjs";
import { make as note } from "./note.mjs";
import { make as readout } from "./readout.mjs";

/** Make an item; null when it has found its place by itself.
 * @typedef {(panel:import("../panel.mjs").Panel, spec:any) => HTMLElement|null} Make */

/** The kinds that are here. @type {Record<string, Make>} */
export const kinds = { readout, goal, note };

/** @type {Record<string, () => Promise<{make:Make}>>} */
const others = {
  bar: () => import("./bar.mjs"),
  cells: () => import("./cells.mjs"),
  complex_table: () => import("./complex_table.mjs"),
  curve: () => import("./curve.mjs"),
  field: () => import("./field.mjs"),
  formula: () => import("./formula.mjs"),
  legend: () => import("./legend.mjs"),
  matrix: () => import("./matrix.mjs"),
  paint: () => import("./paint.mjs"),
  pixels: () => import("./pixels.mjs"),
  predict: () => import("./predict.mjs"),
  preset: () => import("./preset.mjs"),
  record: () => import("./record.mjs"),
  table: () => import("./table.mjs"),
};

/** Bring the kinds that items need; null when all are here. @param {{kind:string}[]} items */
export const bring = (items) => bringParts(kinds, others, items.map(({ kind }) => kind));

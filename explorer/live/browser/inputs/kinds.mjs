// The kinds of inputs beside the picture; each comes with a scene that has one. Handles are made by
// handles.mjs.

import { bringParts } from "../parts.mjs";

/** Put an input into its place. @typedef {(panel:import("../panel.mjs").Panel, control:any) => void} Make */

/** The kinds that are here. @type {Record<string, Make>} */
export const kinds = {};

/** @type {Record<string, () => Promise<{make:Make}>>} */
const others = { action: () => import("./action.mjs"), button: () => import("./button.mjs"), choice: () => import("./choice.mjs"), orbit: () => import("./orbit.mjs"), sequence: () => import("./sequence.mjs"), slider: () => import("./slider.mjs"), switch: () => import("./switch.mjs"), text: () => import("./text.mjs") };

/** Bring the kinds that controls need; null when all are here. @param {{kind:string}[]} controls */
export const bring = (controls) => bringParts(kinds, others, controls.map(({ kind }) => kind).filter((kind) => kind in others));

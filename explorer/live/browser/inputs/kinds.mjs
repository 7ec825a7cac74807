// The kinds of inputs beside the picture. Those in it, handles and the camera, are in handles.mjs.

import { make as button } from "./button.mjs";
import { make as choice } from "./choice.mjs";
import { make as slider } from "./slider.mjs";
import { make as toggle } from "./switch.mjs";

/** Put an input into its place. @typedef {(panel:import("../panel.mjs").Panel, control:any) => void} Make */

/** @type {Record<string, Make>} */
export const kinds = { button, choice, slider, switch: toggle };

// How a stage looks where the reader's system says all colours.

import { wear } from "./html.mjs";
import style from "./forced.css" with { type: "css" };

/** @param {HTMLElement} root */
export const dress = (root) => wear(root, style);

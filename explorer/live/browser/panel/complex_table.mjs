// A matrix of complex numbers that is typed. What was typed stays written, 1/sqrt(2) and not 0.7071, while it is the number.

import { readComplex, writeComplex } from "./expression.mjs";
import { tint, turnHand } from "./grid.mjs";
import { table } from "./table.mjs";

/** Whether two numbers are one, to the decimals that a stage keeps. @param {number[]} a @param {number[]} b */
const same = (a, b) => a.every((x, k) => Object.is(x, b[k]) || Math.abs(x - b[k]) < 1e-11);

/** @type {import("./kinds.mjs").Make} */
export function make(panel, spec) {
  const element = table(panel, spec, {
    parts: 2,
    reads: readComplex,
    writing: () => {
      let typed = { text: "", value: [NaN, NaN] };
      return {
        reads: (text, limits) => {
          const result = readComplex(text, limits);
          if ("value" in result) typed = { text: text.trim(), value: result.value };
          return result;
        },
        writes: (x) => (same(x, typed.value) ? typed.text : writeComplex(x)),
      };
    },
    colour: (cell, [x, y]) => {
      tint(cell, Math.hypot(x, y), spec.scale);
      turnHand(cell, x, y);
    },
  });
  for (const field of element.querySelectorAll("input")) {
    field.classList.add("complex");
    field.maxLength = 200;
  }
  return element;
}

// Going from cell to cell of a matrix by keyboard, and what a cell says; for matrices that are drawn as pixels.

import { translate } from "../words.mjs";
import { arrowOf } from "./arrows.mjs";

/** Move to the cell that a key asks for, ten with Shift; false where the key asks for none.
 * @param {{row:number, column:number}} at is changed @param {KeyboardEvent} event @param {number} m @param {number} n */
export function stepCell(at, event, m, n) {
  const arrow = arrowOf(event);
  const by = event.shiftKey ? 10 : 1;
  if (arrow) {
    at.column = Math.min(n - 1, Math.max(0, at.column + arrow[0] * by));
    at.row = Math.min(m - 1, Math.max(0, at.row - arrow[1] * by));
  } else if (event.key === "Home") [at.row, at.column] = [0, 0];
  else if (event.key === "End") [at.row, at.column] = [m - 1, n - 1];
  else return false;
  return true;
}

/** What a cell says: where it is, by name where rows and columns have names, and its value.
 * @param {{rows?:string[]|null, columns?:string[]|null}} spec @param {number} row @param {number} column @param {string} value */
export function sayCell({ rows, columns }, row, column, value) {
  const [a, b] = [rows?.[row], columns?.[column]];
  return a && b ? `${translate(a)}, ${translate(b)}: ${value}` : translate("row {row}, column {column}: {value}", { row: row + 1, column: column + 1, value });
}

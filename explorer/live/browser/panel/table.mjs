// A matrix that is typed, cell by cell or pasted from a spreadsheet.

import { html } from "../html.mjs";
import { translate } from "../words.mjs";
import { grid, tint } from "./grid.mjs";
import { read } from "./read.mjs";
import { typedNumber } from "./typed.mjs";

/** How many numbers of the input a cell holds, how what is typed into one is read and written, and how it is coloured.
 * @typedef {{parts:number, writing:() => import("./typed.mjs").Writing|undefined, reads:(text:string, limits:any) => {value:any}|{problem:string},
 *   colour:(cell:HTMLElement, numbers:number[]) => void}} Kind */

/** @type {import("./kinds.mjs").Make} */
export function make(panel, spec) {
  return table(panel, spec, { parts: 1, writing: () => undefined, reads: read, colour: (cell, [x]) => tint(cell, x, spec.scale) });
}

/** @param {import("../panel.mjs").Panel} panel @param {any} spec @param {Kind} kind */
export function table(panel, spec, kind) {
  const { stage } = panel;
  const { parts } = kind;
  return grid(panel, spec, (row, column, problem) => {
    const i = (row * spec.columns.length + column) * parts;
    const numbers = () => stage.values[spec.input].slice(i, i + parts);
    const field = typedNumber(panel, {
      label: `${translate(spec.rows[row])}, ${translate(spec.columns[column])}`,
      limits: stage.inputs[spec.input],
      problem,
      writing: kind.writing(),
      get: () => (parts === 1 ? numbers()[0] : numbers()),
      set: (x) => {
        const next = [...stage.values[spec.input]];
        next.splice(i, parts, ...[x].flat());
        stage.motion.stop();
        stage.change({ [spec.input]: next });
      },
    });
    field.addEventListener("keydown", (event) => {
      const by = { ArrowUp: -spec.columns.length, ArrowDown: spec.columns.length, Enter: spec.columns.length }[event.key];
      const all = [.../** @type {HTMLElement} */ (field.closest("table")).querySelectorAll("input")];
      const at = all.indexOf(field);
      if (by && all[at + by]) {
        event.preventDefault();
        all[at + by].focus();
      }
    });
    field.addEventListener("paste", (event) => paste(panel, event, spec, kind, row, column, problem));
    const cell = html("td", {}, [field]);
    panel.items.push({ update: () => kind.colour(cell, numbers()) });
    return cell;
  });
}

/** Paste a block of cells from a spreadsheet. @param {import("../panel.mjs").Panel} panel @param {any} event @param {any} spec
 * @param {Kind} kind @param {number} row @param {number} column @param {HTMLElement} problem */
function paste(panel, event, spec, { parts, reads }, row, column, problem) {
  const { stage } = panel;
  const text = event.clipboardData.getData("text");
  const lines = text.replace(/\r/g, "").replace(/\n$/, "").split("\n").map((/** @type {string} */ line) => line.split("\t"));
  if (lines.length === 1 && lines[0].length === 1) return;
  event.preventDefault();
  const next = [...stage.values[spec.input]];
  for (let r = 0; r < lines.length && row + r < spec.rows.length; r += 1) {
    for (let c = 0; c < lines[r].length && column + c < spec.columns.length; c += 1) {
      const result = reads(lines[r][c], stage.inputs[spec.input]);
      if ("problem" in result) {
        problem.textContent = translate("{name}: {problem}", { name: `${translate(spec.rows[row + r])}, ${translate(spec.columns[column + c])}`, problem: result.problem });
        return;
      }
      next.splice(((row + r) * spec.columns.length + column + c) * parts, parts, ...[result.value].flat());
    }
  }
  problem.textContent = "";
  panel.forgetTyping();
  stage.change({ [spec.input]: next });
  stage.settleNow();
}

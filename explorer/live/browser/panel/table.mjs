// A matrix that is typed, cell by cell or pasted from a spreadsheet.

import { html } from "../html.mjs";
import { translate } from "../words.mjs";
import { grid, tint } from "./grid.mjs";
import { read } from "./read.mjs";
import { typedNumber } from "./typed.mjs";

/** @type {import("./kinds.mjs").Make} */
export function make(panel, spec) {
  const { stage } = panel;
  return grid(panel, spec, (row, column, problem) => {
    const i = row * spec.columns.length + column;
    const field = typedNumber(panel, {
      label: `${spec.rows[row]}, ${spec.columns[column]}`,
      limits: stage.inputs[spec.input],
      problem,
      get: () => stage.values[spec.input][i],
      set: (x) => stage.type(spec.input, i, x),
    });
    field.addEventListener("keydown", (event) => {
      const by = { ArrowUp: -spec.columns.length, ArrowDown: spec.columns.length, Enter: spec.columns.length }[event.key];
      const all = [.../** @type {HTMLElement} */ (field.closest("table")).querySelectorAll("input")];
      if (by && all[i + by]) {
        event.preventDefault();
        all[i + by].focus();
      }
    });
    field.addEventListener("paste", (event) => paste(panel, event, spec, row, column, problem));
    const cell = html("td", {}, [field]);
    panel.items.push({ update: () => tint(cell, stage.values[spec.input][i], spec.scale) });
    return cell;
  });
}

/** Paste a block of cells from a spreadsheet. @param {import("../panel.mjs").Panel} panel @param {any} event @param {any} spec
 * @param {number} row @param {number} column @param {HTMLElement} problem */
function paste(panel, event, spec, row, column, problem) {
  const { stage } = panel;
  const text = event.clipboardData.getData("text");
  const lines = text.replace(/\r/g, "").replace(/\n$/, "").split("\n").map((/** @type {string} */ line) => line.split("\t"));
  if (lines.length === 1 && lines[0].length === 1) return;
  event.preventDefault();
  const next = [...stage.values[spec.input]];
  for (let r = 0; r < lines.length && row + r < spec.rows.length; r += 1) {
    for (let c = 0; c < lines[r].length && column + c < spec.columns.length; c += 1) {
      const result = read(lines[r][c], stage.inputs[spec.input]);
      if ("problem" in result) {
        problem.textContent = translate("{name}: {problem}", { name: `${spec.rows[row + r]}, ${spec.columns[column + c]}`, problem: result.problem });
        return;
      }
      next[(row + r) * spec.columns.length + column + c] = result.value;
    }
  }
  problem.textContent = "";
  panel.forgetTyping();
  stage.change({ [spec.input]: next });
  stage.settleNow();
}

// A matrix in brackets: a value that follows, or handles that are its columns, typed.

import { classesOf, html, problemLine } from "../html.mjs";
import { formatEntry, translate } from "../words.mjs";
import { typedNumber } from "./typed.mjs";

/** @type {import("./kinds.mjs").Make} */
export function make(panel, spec) {
  const { stage } = panel;
  if (!spec.inputs) {
    const body = html("span", { class: "bracket grid", "data-readout": spec.name });
    /** @type {HTMLElement[]} */
    const cells = [];
    panel.watch(spec, [spec.value], ([value], broken) => {
      const [rows, columns] = value.shape.length === 2 ? value.shape : [value.shape[0], 1];
      if (cells.length !== rows * columns) {
        body.replaceChildren();
        cells.length = 0;
        body.style.gridTemplateColumns = `repeat(${columns}, auto)`;
        for (let i = 0; i < rows * columns; i += 1) cells.push(/** @type {HTMLElement} */ (body.appendChild(html("span", { class: "number" }))));
      }
      cells.forEach((cell, i) => (cell.textContent = broken.length ? "–" : formatEntry(value, i)));
    });
    return html("div", { class: classesOf("field", spec.role) }, [html("span", { class: "name" }, [`${translate(spec.name)} =`]), body]);
  }
  const problem = problemLine();
  const size = stage.values[spec.inputs[0]].length;
  const body = html("span", { class: "bracket grid" });
  body.style.gridTemplateColumns = `repeat(${spec.inputs.length}, auto)`;
  for (let row = 0; row < size; row += 1) {
    spec.inputs.forEach((/** @type {string} */ input, /** @type {number} */ column) => {
      body.append(
        typedNumber(panel, {
          label: translate("{name} row {row} column {column}", { name: translate(spec.name), row: row + 1, column: column + 1 }),
          limits: stage.inputs[input],
          role: spec.roles[column],
          problem,
          get: () => stage.values[input][row],
          set: (x) => stage.type(input, row, x),
        }),
      );
    });
  }
  return html("div", { class: "field", role: "group", "aria-label": translate(spec.name) }, [
    html("span", { class: "name" }, [`${translate(spec.name)} =`]),
    body,
    problem,
  ]);
}

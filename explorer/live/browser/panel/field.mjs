// The components of an input, typed.

import { html, problemLine } from "../html.mjs";
import { translate } from "../words.mjs";
import { typedNumber } from "./typed.mjs";

/** @type {import("./kinds.mjs").Make} */
export function make(panel, spec) {
  const { stage } = panel;
  const input = stage.inputs[spec.input];
  const problem = problemLine();
  const size = stage.values[spec.input].length;
  const names = size === 1 ? [""] : ["x", "y", "z"];
  const fields = Array.from({ length: size }, (_, i) =>
    typedNumber(panel, {
      label: size === 1 ? translate(spec.name) : `${translate(spec.name)} ${names[i] ?? i + 1}`,
      limits: input,
      role: spec.role,
      problem,
      get: () => stage.values[spec.input][i],
      set: (x) => stage.type(spec.input, i, x),
    }),
  );
  return html("div", { class: `field role-${spec.role}`, role: "group", "aria-label": translate(spec.name) }, [
    html("span", { class: "name" }, [`${translate(spec.name)} =`]),
    html("span", { class: "bracket" }, fields),
    problem,
  ]);
}

// A question with its answer, and how far off the guess is.

import { html, problemLine, wear } from "../html.mjs";
import { formatNumber, formatValue, translate, withUnit } from "../words.mjs";
import style from "./predict.css" with { type: "css" };
import { typedNumber } from "./typed.mjs";

/** @type {import("./kinds.mjs").Make} */
export function make(panel, spec) {
  const { stage } = panel;
  wear(stage.root, style);
  const verdict = html("output", { class: "number", "data-readout": `${spec.name} guess` });
  const button = html("button", { type: "button", class: "text" }, [translate("Show the answer")]);
  const problem = problemLine();
  // A number is typed; a point is guessed by a handle of the picture.
  const field = spec.input ? typedNumber(panel, {
    label: translate(spec.question),
    limits: stage.inputs[spec.input],
    role: "guess",
    alone: true,
    problem,
    get: () => stage.values[spec.input][0],
    set: (x) => stage.type(spec.input, 0, x),
  }) : null;
  const typed = field ? [html("span", { class: "guess" }, [field, withUnit(spec.unit)]), problem] : [];
  const box = html("div", { class: "predict", "data-predict": spec.name }, [html("p", {}, [translate(spec.question)]), ...typed, button, verdict]);
  let shown = false;
  let scored = false;
  const now = () => String(panel.program.value(spec.answer).re);
  // A point that was guessed is answered by the picture.
  const answer = () => (spec.input ? `${translate("The answer is {answer}.", { answer: formatValue(panel.program.value(spec.answer), spec.digits) + withUnit(spec.unit) })} ` : "");
  const score = () => {
    const far = panel.program.value(spec.value).re[0];
    verdict.textContent = answer() + (
      far <= spec.within
        ? translate("Your guess is {distance} away: well seen.", { distance: formatNumber(far, spec.digits) + withUnit(spec.unit) })
        : translate("Your guess is {distance} away.", { distance: formatNumber(far, spec.digits) + withUnit(spec.unit) }));
  };
  button.addEventListener("click", () => {
    if (!shown && spec.input && Number.isNaN(stage.values[spec.input][0])) {
      verdict.textContent = translate("Type a number first.");
      field?.focus();
      return;
    }
    shown = !shown;
    if (shown) stage.picture.revealed.add(spec.name);
    else stage.picture.revealed.delete(spec.name);
    button.textContent = shown ? translate("Guess again") : translate("Show the answer");
    verdict.textContent = "";
    scored = shown;
    if (shown) {
      score();
      panel.told.set(spec.name, now());
    }
    panel.showSecrets();
    stage.picture.fresh = true;
    stage.invalidate();
  });
  // Enter after a number asks for its answer; what is not a number has said so itself.
  field?.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !shown && !field.hasAttribute("aria-invalid")) button.click();
  });
  // A score belongs to the guess that was made: once anything moves, only the answer is still said.
  panel.watch(spec, [spec.value], () => {
    // Whoever was told the answer has not said it; another question is another chance.
    if (shown) panel.told.set(spec.name, now());
    else if (panel.told.has(spec.name) && panel.told.get(spec.name) !== now()) panel.told.delete(spec.name);
    if (scored || spec.input) verdict.textContent = shown ? answer() : "";
    scored = false;
  });
  return box;
}

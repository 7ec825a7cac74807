// A question with its answer, and how far off the guess is.

import { html, wear } from "../html.mjs";
import { formatNumber, translate } from "../words.mjs";
import style from "./predict.css" with { type: "css" };

/** @type {import("./kinds.mjs").Make} */
export function make(panel, spec) {
  const { stage } = panel;
  wear(stage.root, style);
  const verdict = html("output", { class: "number", "data-readout": `${spec.name} guess` });
  const button = html("button", { type: "button", class: "text" }, [translate("Show the answer")]);
  const box = html("div", { class: "predict", "data-predict": spec.name }, [html("p", {}, [translate(spec.question)]), button, verdict]);
  let shown = false;
  let scored = false;
  const score = () => {
    const far = panel.program.value(spec.value).re[0];
    verdict.textContent =
      far <= spec.within
        ? translate("Your guess is {distance} away: well seen.", { distance: formatNumber(far) })
        : translate("Your guess is {distance} away.", { distance: formatNumber(far) });
  };
  button.addEventListener("click", () => {
    shown = !shown;
    if (shown) stage.picture.revealed.add(spec.name);
    else stage.picture.revealed.delete(spec.name);
    button.textContent = shown ? translate("Guess again") : translate("Show the answer");
    verdict.textContent = "";
    scored = shown;
    if (shown) score();
    panel.showSecrets();
    stage.picture.fresh = true;
    stage.invalidate();
  });
  // A score belongs to the guess that was made: once anything moves it is no longer said.
  panel.watch(spec, [spec.value], () => {
    if (scored) verdict.textContent = "";
    scored = false;
  });
  return box;
}

// A question with its answer, and how far off the guess is.

import { html, problemLine, wear } from "../html.mjs";
import { formatNumber, formatValue, translate, withUnit } from "../words.mjs";
import style from "./predict.css" with { type: "css" };
import { typedNumber } from "./typed.mjs";

/** @type {import("./kinds.mjs").Make} */
export function make(panel, spec) {
  const { program, stage } = panel;
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
  const guess = () => (spec.input ? stage.values[spec.input][0] : NaN);
  let shown = false;
  let scored = false;
  let numbers = ""; // what the question is about, as text
  let question = "";
  let left = NaN; // the guess that stood there when the question came up: it was made for another one
  /** Which answers the reader has seen, in the picture or by the button, of each state of the numbers. @type {Map<string, Set<number>>} */
  const states = new Map();
  const seen = () => states.get(numbers) ?? new Set();
  const see = (/** @type {number} */ which) => states.set(numbers, seen().add(which));
  // A point that was guessed is answered by the picture.
  const answer = () => (spec.input ? `${translate("The answer is {answer}.", { answer: formatValue(program.value(spec.answer), spec.digits) + withUnit(spec.unit) })} ` : "");
  /** What is said where a challenge does not count a guess: who was told the answer has not said it. */
  const late = () => {
    const counted = panel.goals.all.some((goal) => goal.spec.guess === spec.name);
    return counted && panel.told.has(spec.name) ? ` ${translate("The answer was shown before, so this does not count: try another one.")}` : "";
  };
  const score = () => {
    const far = program.value(spec.value).re[0];
    verdict.textContent = answer() + (
      far <= spec.within
        ? translate("Your guess is {distance} away: well seen.", { distance: formatNumber(far, spec.digits) + withUnit(spec.unit) })
        : translate("Your guess is {distance} away.", { distance: formatNumber(far, spec.digits) + withUnit(spec.unit) })) + late();
  };
  const show = (/** @type {boolean} */ on) => {
    shown = scored = on;
    if (shown) stage.picture.revealed.add(spec.name);
    else stage.picture.revealed.delete(spec.name);
    button.textContent = shown ? translate("Guess again") : translate("Show the answer");
    verdict.textContent = "";
    if (shown) score();
    panel.showSecrets();
    stage.picture.fresh = true;
    stage.invalidate();
  };
  // On a phone the question alone stays open, so that what it is about can be seen.
  const { layout } = stage;
  const ask = () => {
    layout.asking = true;
    layout.changed();
  };
  new ResizeObserver(() => {
    if (layout.asking) layout.changed();
    if (field?.matches(":focus")) field.scrollIntoView({ block: "nearest" }); // a phone was turned
  }).observe(box);
  field?.addEventListener("focus", ask);
  button.addEventListener("click", () => {
    ask();
    if (!shown && spec.input && Number.isNaN(guess())) {
      verdict.textContent = translate("Type a number first.");
      field?.focus();
      return;
    }
    if (!shown) {
      left = NaN; // whoever asks for the answer stands by what is there
      follow();
      stage.settleNow();
    }
    show(!shown);
    if (!shown && field) {
      stage.type(spec.input, 0, NaN);
      stage.settleNow();
      field.focus();
    }
    follow();
  });
  // Enter after a number asks for its answer; what is not a number has said so itself.
  field?.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !shown && !field.hasAttribute("aria-invalid")) button.click();
  });

  /** Keep up with what is asked: whoever was told an answer has not said it, and another question is another chance. */
  const follow = () => {
    const now = String(program.value(spec.about ?? spec.answer).re);
    const which = spec.which ? program.value(spec.which).re[0] : 0;
    numbers = now;
    if (question !== `${which} ${now}`) {
      left = question ? guess() : NaN;
      question = `${which} ${now}`;
      if (spec.about && shown) show(false);
    }
    if (spec.seen) program.value(spec.seen).re.forEach((/** @type {number} */ there, /** @type {number} */ i) => there && see(i));
    if (shown) see(which);
    if (guess() !== left) left = NaN;
    panel.told[seen().has(which) || guess() === left ? "add" : "delete"](spec.name);
  };
  const refs = [spec.value, spec.about, spec.which, spec.seen].filter(Boolean);
  panel.watch(spec, refs, () => {
    follow();
    // A score belongs to the guess that was made: once anything moves, only the answer is still said.
    if (scored || spec.input) verdict.textContent = shown ? answer() : "";
    scored = false;
  });
  return box;
}

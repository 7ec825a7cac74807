// A number that can be typed: half-written it waits, whole it moves the picture at once, wrong it says why.

import { classesOf, html } from "../html.mjs";
import { brief, local, translate } from "../words.mjs";
import { read } from "./read.mjs";

/** @type {Writing} */
const plain = { reads: read, writes: (x) => local(brief(x)) };

/** How a text is read, and how what it was read as is written. @typedef {{reads:(text:string, limits:any) => {value:any} | {problem:string}, writes:(x:any) => string}} Writing */

/** What is wrong in the fields that share a line. @type {WeakMap<HTMLElement, Map<string, string>>} */
const problems = new WeakMap();

/** Say what is wrong in a field beside what is wrong in others; "" when it is right. @param {HTMLElement} line @param {string} label @param {string} text */
function tell(line, label, text) {
  const known = problems.get(line) ?? new Map();
  problems.set(line, known);
  if (text === (known.get(label) ?? "")) return;
  if (text) known.set(label, text);
  else known.delete(label);
  line.textContent = [...known.values()].join(" ");
}

/** A typed number; of one that stands alone a problem is said without its name. @param {import("../panel.mjs").Panel} panel
 * @param {{label:string, limits:any, get:() => any, set:(x:any) => void, problem:HTMLElement, role?:string, alone?:boolean, writing?:Writing}} spec */
export function typedNumber(panel, { label, limits, get, set, problem, role, alone = false, writing: { reads, writes } = plain }) {
  const { stage } = panel;
  const field = /** @type {HTMLInputElement} */ (
    html("input", {
      type: "text",
      inputmode: "text",
      autocomplete: "off",
      spellcheck: "false",
      "aria-label": label,
      class: classesOf("typed", role),
      disabled: limits.locked,
    })
  );
  let typing = false;
  const good = () => {
    field.removeAttribute("aria-invalid");
    tell(problem, label, "");
  };
  const accept = () => {
    const result = reads(field.value, limits);
    if ("problem" in result) {
      field.setAttribute("aria-invalid", "true");
      tell(problem, label, alone ? result.problem : translate("{name}: {problem}", { name: label, problem: result.problem }));
      return false;
    }
    good();
    if (!Object.is(get(), result.value)) set(result.value); // what was typed already has moved nothing since
    return true;
  };
  /** @type {any} */
  let before = NaN;
  field.addEventListener("focus", () => {
    before = get();
    field.select();
    // The release of the press that brought the focus would take the selection away in WebKit.
    field.addEventListener("mouseup", (event) => event.preventDefault(), { once: true });
  });
  field.addEventListener("input", () => {
    typing = true;
    // While typing, a half-written number is not yet an error; a whole one moves the picture at once.
    if (!("problem" in reads(field.value, limits))) accept();
  });
  field.addEventListener("change", () => {
    if (accept()) stage.settleNow();
  });
  field.addEventListener("blur", () => {
    if (field.getAttribute("aria-invalid") === null) typing = false;
    update();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && typing) {
      event.stopPropagation();
      typing = false;
      good();
      // Half-typed numbers have moved the picture already.
      if (!Object.is(get(), before)) set(before);
      update();
    }
    // What was not typed is not read: the field may show fewer decimals than the number has.
    if (event.key !== "Enter" || (typing && !accept())) return;
    stage.settleNow();
    // Of more decimals than are kept, what is kept is shown.
    typing = false;
    update();
  });
  const update = () => {
    if (typing) return;
    const text = writes(get());
    if (field.value !== text) field.value = text;
  };
  field.addEventListener("explorer-reset", () => {
    typing = false;
    good();
    update();
  });
  panel.items.push({ update });
  return field;
}

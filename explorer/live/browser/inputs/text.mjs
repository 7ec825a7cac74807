// One of many words: typed, searched while one types, picked by Enter or by a press.

import { html, wear } from "../html.mjs";
import { translate } from "../words.mjs";
import { finder, fold } from "./find.mjs";
import style from "./text.css" with { type: "css" };

const MOST = 50; // words that are listed at once

/** @type {import("./kinds.mjs").Make} */
export function make(panel, control) {
  const { stage } = panel;
  wear(stage.root, style);
  const words = /** @type {string[]} */ (control.list);
  const id = `words-${Math.random().toString(36).slice(2)}`;
  const locked = stage.inputs[control.input].locked;
  const field = /** @type {HTMLInputElement} */ (
    html("input", { type: "text", role: "combobox", class: "typed word", "aria-label": translate(control.name), "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list", autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "done", disabled: locked })
  );
  const list = html("div", { class: "found", id, role: "listbox", "aria-label": translate(control.name), hidden: true });
  const said = html("span", { class: "spoken", role: "status" });
  const row = html("div", { class: "word-input" }, [html("span", { class: "name", "aria-hidden": "true" }, [translate(control.name)]), field, list, said]);
  /** Made when it is first needed: to fold thousands of words takes some milliseconds. @type {ReturnType<typeof finder>|undefined} */
  let find;
  let typing = false;
  /** @type {number[]} */
  let places = [];
  let active = -1;

  const show = (/** @type {number} */ at) => {
    active = at;
    [...list.children].forEach((option, k) => option.setAttribute("aria-selected", String(k === at)));
    const option = list.children[at];
    if (option) {
      field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    said.textContent = "";
    places = [];
    show(-1);
  };
  /** List what fits the text, or all from the one that is picked. @param {string} text */
  const open = (text) => {
    const found = (find ??= finder(words))(text, MOST);
    places = found.places;
    list.replaceChildren(...places.map((i, k) => html("div", { role: "option", id: `${id}-${k}`, "data-place": i, "aria-selected": "false" }, [words[i]])));
    list.hidden = places.length === 0;
    field.setAttribute("aria-expanded", String(places.length > 0));
    said.textContent = places.length > 0 ? translate("Words found: {count}", { count: found.count }) : translate("No entry begins so or holds it.");
    said.classList.toggle("spoken", places.length > 0);
    show(places.length > 0 && text.trim() ? 0 : -1);
  };
  const leave = () => {
    typing = false;
    close();
    said.classList.add("spoken");
    update();
  };
  const pick = (/** @type {number} */ i) => {
    stage.motion.stop();
    if (!stage.frozen) stage.change({ [control.input]: [i] });
    leave();
    field.value = words[stage.values[control.input][0]] ?? "";
    field.select();
    stage.settleNow();
  };
  const update = () => {
    if (typing) return;
    const text = words[stage.values[control.input][0]] ?? "";
    if (field.value !== text) field.value = text;
  };

  field.addEventListener("focus", () => {
    field.select();
    // The release of the press that brought the focus would take the selection away in WebKit.
    field.addEventListener("mouseup", (event) => event.preventDefault(), { once: true });
  });
  // Who has no keyboard at hand, or no name in mind, picks from the list.
  field.addEventListener("click", () => list.hidden && open(""));
  field.addEventListener("input", () => {
    typing = true;
    open(field.value);
  });
  field.addEventListener("blur", () => {
    // Whoever typed a whole word meant it.
    const [i] = typing ? places : [];
    if (i !== undefined && fold(words[i]) === fold(field.value.trim())) pick(i);
    else leave();
  });
  field.addEventListener("explorer-reset", leave);
  field.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && !event.altKey) {
      if (list.hidden) open(typing ? field.value : "");
      else show((active + by + places.length + (active < 0 && by < 0 ? 1 : 0)) % places.length);
    } else if (event.key === "Enter" && active >= 0) pick(places[active]);
    else if (event.key === "Escape" && (typing || !list.hidden)) {
      leave();
      field.select();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  // A press on the list leaves the focus where it is.
  list.addEventListener("pointerdown", (event) => event.pointerType === "mouse" && event.preventDefault());
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = /** @type {HTMLElement|null} */ (/** @type {HTMLElement} */ (event.target).closest("[data-place]"));
    if (option) pick(Number(option.dataset.place));
  });
  panel.items.push({ update });
  panel.places.transport.append(row);
  if (control.while) panel.onlyWhile(control.while, row);
}

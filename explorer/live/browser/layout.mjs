// What stands where on a stage: the picture fills it, and all else lies at its rim, in one order for eye and keyboard.

import { html } from "./html.mjs";
import { icon } from "./icons.mjs";
import { withPart } from "./parts.mjs";
import { translate } from "./words.mjs";

export const NARROW = 480; // a stage of this width or less, in pixels, is laid out for a phone
const CLOSED = 44; // pixels of a narrow card that is closed
const ROWS = 3; // numbers that the closed card shows

/** A button that shows an icon. @param {string} tool its name for tests and drivers @param {string} text @param {() => void} act
 * @param {string} [look] the icon, where it is another name */
export function tool(tool, text, act, look = tool) {
  const button = /** @type {HTMLButtonElement} */ (html("button", { type: "button", class: "icon", "data-tool": tool, "aria-label": text, title: text }, [icon(look), html("span", { class: "text", "aria-hidden": "true" }, [text])]));
  button.addEventListener("click", act);
  return button;
}

/** A button that opens a list of buttons above it. @param {HTMLButtonElement} opener */
export function menu(opener) {
  const list = html("div", { class: "list", hidden: true });
  const root = html("div", { class: "menu" }, [opener, list]);
  const show = (/** @type {boolean} */ on) => {
    list.hidden = !on;
    opener.setAttribute("aria-expanded", String(on));
  };
  opener.setAttribute("aria-expanded", "false");
  opener.addEventListener("click", () => show(list.hidden));
  list.addEventListener("click", () => {
    show(false);
    opener.focus({ preventScroll: true });
  });
  root.addEventListener("focusout", (event) => root.contains(/** @type {Node|null} */ (event.relatedTarget)) || show(false));
  root.addEventListener("keydown", (event) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by || (event.key === "Escape" && !list.hidden)) {
      event.preventDefault();
      event.stopPropagation();
      show(by !== 0);
      const all = [opener, .../** @type {NodeListOf<HTMLButtonElement>} */ (list.querySelectorAll("button:not(:disabled)"))];
      const at = all.findIndex((button) => button.matches(":focus"));
      all[by && (at + by + all.length) % all.length].focus();
    }
  });
  return { root, list };
}

export class Layout {
  /** @param {HTMLElement} root @param {{question:string, lesson:string, alone:boolean}} words */
  constructor(root, { question, lesson, alone }) {
    this.root = root;
    this.frame = html("div", { class: "frame" });
    this.tip = html("div", { class: "tip", "aria-hidden": "true" });
    this.challenge = html("button", { type: "button", class: "challenge", hidden: true });
    this.challenge.addEventListener("click", () => this.openChallenges());
    // The stage of a lesson, or of a file of its own, is what the page is about; others stand in a section of it.
    const heading = html(lesson || alone ? "h1" : "p", { class: "heading" }, [...(lesson ? [html("span", { class: "lesson" }, [lesson]), " "] : []), html("span", { class: "question" }, [question])]);
    this.caption = html("div", { class: "caption" }, [heading, this.challenge]);
    this.formulas = html("div", { class: "formulas" });
    this.fields = html("div", { class: "fields" });
    this.numbers = html("div", { class: "numbers" });
    this.goals = html("div", { class: "goals" });
    this.switches = html("div", { class: "switches" });
    this.heads = [
      { head: html("h2", {}, [translate("Numbers")]), below: this.numbers },
      { head: html("h2", { tabindex: -1 }, [translate("Challenges")]), below: this.goals },
      { head: html("h2", {}, [translate("Show")]), below: this.switches },
    ];
    this.all = html("button", { type: "button", class: "all", "aria-expanded": "false", "data-tool": "numbers" });
    this.all.addEventListener("click", () => {
      this.open(!this.opened);
      if (this.opened) inner.focus();
    });
    const inner = html("div", { class: "inner", tabindex: -1 }, [this.formulas, this.fields, ...this.heads.flatMap(({ head, below }) => [head, below])]);
    this.card = html("aside", { class: "card glass", "aria-label": translate("Numbers") }, [inner, this.all]);
    this.card.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.opened || event.defaultPrevented) return;
      event.stopPropagation();
      this.open(false);
      this.all.focus();
    });
    this.sheet = html("div", { class: "sheet glass empty" });
    this.subtitle = html("div", { class: "subtitle", role: "group", "aria-label": translate("Steps") });
    this.transport = html("div", { class: "transport" });
    this.tools = html("div", { class: "tools", role: "toolbar", "aria-label": translate("Picture") });
    this.bar = html("div", { class: "dock glass" }, [this.transport, this.tools]);
    this.done = html("div", { class: "done", hidden: true });
    this.message = html("p", { class: "message", role: "status" });
    this.side = html("div", { class: "side" }, [this.card, this.sheet]);
    this.legend = html("div", { class: "legends" });
    this.foot = html("div", { class: "foot" }, [this.message, this.legend, this.subtitle, this.done, this.bar]);
    this.room = html("section", { class: "room", "aria-label": question }, [this.caption, this.frame, this.side, this.foot]);
    this.below = html("div", { class: "below" });
    this.spoken = html("p", { class: "spoken", "aria-live": "polite" });
    this.room.append(this.spoken);
    root.replaceChildren(this.room, this.below);
    /** The menu of examples. @type {HTMLElement|undefined} */
    this.examples = undefined;
    /** How many challenges are done, in a narrow bar. */
    this.count = html("button", { type: "button", class: "challenges", "data-tool": "challenges", hidden: true });
    this.count.addEventListener("click", () => this.openChallenges());
    /** The challenges as they were said last. */
    this.told = "";
    this.moved = 0; // how often an answer was taken away: one that comes later than that is not shown
    /** Called when the room for the picture has changed. */
    this.changed = () => {};
    this.#name();
  }

  get opened() {
    return this.card.classList.contains("open");
  }

  get narrow() {
    return this.room.clientWidth <= NARROW;
  }

  /** Whether a question alone stands in the drawer of a phone; the picture that it is about goes below it. */
  set asking(/** @type {boolean} */ on) {
    this.card.classList.toggle("asking", on);
  }

  get asking() {
    return this.narrow && this.card.classList.contains("asking");
  }

  /** Open or close the drawer with all numbers. @param {boolean} on */
  open(on) {
    this.asking = false;
    if (on) this.answered();
    this.card.classList.toggle("open", on);
    this.#name();
    this.changed();
  }

  /** Open the drawer where the challenges stand. */
  openChallenges() {
    this.open(true);
    this.heads[1].head.focus();
    this.heads[1].head.scrollIntoView({ block: "nearest" });
  }

  #name() {
    this.all.setAttribute("aria-expanded", String(this.opened));
    const text = this.opened ? translate("Fewer") : translate("All numbers");
    this.all.setAttribute("aria-label", text);
    this.all.replaceChildren(html("span", {}, [text]), icon(this.opened ? "down" : "later"));
  }

  /** When all items of the panel stand: what is shown while the drawer is closed. */
  settle() {
    let left = ROWS;
    for (const row of this.numbers.children) {
      // What asks the reader something always shows.
      const key = row.matches(".predict") || (left > 0 && row.matches(".readout:not(.lead, .aside)"));
      row.classList.toggle("key", key);
      if (key && !row.matches(".predict")) left -= 1;
    }
    for (const { head, below } of this.heads) head.hidden = below.childElementCount === 0;
    for (const part of [this.sheet, this.transport, this.legend]) part.classList.toggle("empty", part.childElementCount === 0);
    this.card.classList.toggle("bare", [this.formulas, this.fields, this.numbers, this.goals, this.switches].every((part) => part.childElementCount === 0));
  }

  /** Say the first challenge that is left, and how many are done. @param {{name:string, reached:boolean}[]} goals */
  challenges(goals) {
    const done = goals.filter((goal) => goal.reached).length;
    const now = goals.find((goal) => !goal.reached) ?? goals[goals.length - 1];
    const key = `${now.name} ${done}`;
    if (this.told === key) return;
    this.told = key;
    const count = translate("{done} of {all}", { done, all: goals.length });
    this.challenge.hidden = false;
    this.count.hidden = false;
    this.challenge.replaceChildren(icon(done === goals.length ? "check" : "goal"), html("span", {}, [now.name]), html("span", { class: "count" }, [count]));
    this.challenge.classList.toggle("reached", done === goals.length);
    this.count.replaceChildren(icon(done === goals.length ? "check" : "goal"), html("span", {}, [`${done}/${goals.length}`]));
    this.count.setAttribute("aria-label", translate("Challenges: {count}", { count }));
  }

  /** Answer a goal that was reached. @param {number[]|null} place where to cheer @param {import("./answer.mjs").Said} said */
  async answer(place, said) {
    const now = this.moved;
    await withPart(import("./answer.mjs"), ({ show }) => now === this.moved && show(this, place, said));
  }

  /** Take away the answer to a goal; returns whether there was one. */
  answered() {
    const was = !this.done.hidden;
    this.moved += 1;
    this.done.hidden = true;
    return was;
  }

  /** What the rim leaves for the picture: how far the content keeps from each edge of the frame, in pixels. */
  rim() {
    const room = this.room.getBoundingClientRect();
    const of = (/** @type {HTMLElement} */ element) => element.getBoundingClientRect();
    const gap = this.narrow ? 10 : 16;
    const rim = { left: gap, right: gap, top: of(this.caption).bottom - room.top + gap, bottom: room.bottom - of(this.foot).top + 8 };
    // An open drawer lies over the picture, which stays where it was.
    if (this.narrow) rim.top = Math.max(rim.top, of(this.card).height ? of(this.card).top + (this.asking ? of(this.card).height : CLOSED) - room.top + gap : 0);
    else if (this.opened) rim.right = room.right - of(this.card).left + gap;
    if (this.sheet.childElementCount > 0 && !this.narrow && !this.opened) rim.right = room.right - of(this.sheet).left + gap;
    // The card stands over a corner: the content moves aside where there is room to spare.
    const aside = this.narrow ? 0 : Math.max(0, room.right - of(this.card).left + gap - rim.right);
    return { ...rim, aside };
  }

  /** What lies over the picture, as [left, top, right, bottom] in pixels of the frame: nothing is written under it. */
  covers() {
    const room = this.room.getBoundingClientRect();
    return [this.caption.children, [this.card, this.sheet], this.subtitle.children, [this.bar]].flatMap((parts) =>
      Array.from(parts, (part) => part.getBoundingClientRect())
        .filter((box) => box.width > 0)
        .map((box) => [box.left - room.left, box.top - room.top, box.right - room.left, box.bottom - room.top]),
    );
  }
}

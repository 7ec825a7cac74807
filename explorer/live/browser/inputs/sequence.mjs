// Items in a row that are put in order, added and taken away: dragged, by keys, or by buttons.

import { html, wear } from "../html.mjs";
import { menu } from "../layout.mjs";
import { translate } from "../words.mjs";
import style from "./sequence.css" with { type: "css" };

const NEAR = 6; // pixels within which a press is no drag yet
const OUT = 40; // pixels beyond the row where an item leaves it
const FEW = 8; // items of a menu that does not scroll: a finger may drag from it

/** What is dragged: an item, and where in the row it came from, or -1. @typedef {{id:number, item:number, x:number, y:number, at:number, rest:number[], before:number[], moved:boolean}} Drag */

/** @type {import("./kinds.mjs").Make} */
export function make(panel, control) {
  const { stage } = panel;
  wear(stage.root, style);
  const items = /** @type {string[]} */ (control.list);
  const most = stage.inputs[control.input].shape[0];
  const locked = stage.inputs[control.input].locked;
  const name = translate(control.name);
  const id = `row-${Math.random().toString(36).slice(2)}`;
  const row = html("div", { class: "chips", role: "group", "aria-label": name });
  const hint = html("span", { id, class: "spoken" }, [translate("Alt and an arrow key move it, Delete takes it away.")]);
  const said = html("span", { class: "spoken", role: "status" });
  const opener = /** @type {HTMLButtonElement} */ (html("button", { type: "button", class: "icon add", "aria-label": translate("Add to {name}", { name }), disabled: locked }, ["+"]));
  const { root: adding, list } = menu(opener);
  const act = (/** @type {string} */ sign, /** @type {string} */ text, /** @type {() => void} */ does) => {
    const button = html("button", { type: "button", class: "icon", "aria-label": text, title: text }, [sign]);
    button.addEventListener("click", () => {
      does();
      stage.settleNow();
    });
    return button;
  };
  const earlier = act("←", translate("Move it one place earlier"), () => move(chosen, chosen - 1));
  const later = act("→", translate("Move it one place later"), () => move(chosen, chosen + 1));
  const away = act("×", translate("Take it away"), () => remove(chosen));
  const acts = html("div", { class: "acts", hidden: true }, [earlier, later, away]);
  /** Where the press began that ends as a click: what chooses an item may bring one of these buttons under the finger. @type {Node|null} */
  let pressed = null;
  const root = html("div", { class: "sequence" }, [html("span", { class: "name", "aria-hidden": "true" }, [name]), adding, row, acts, hint, said]);
  /** The buttons of the row, in order: the first ones are in use. @type {HTMLElement[]} */
  const chips = [];
  let chosen = -1; // the place that was chosen last: buttons and keys act on it
  let held = false; // whether Enter has taken it in hand
  /** @type {number[]} */
  let memory = [];
  /** @type {Drag|null} */
  let drag = null;
  let dragging = new AbortController();
  const ghost = html("div", { class: "chip ghost", "aria-hidden": "true" });

  const now = () => stage.values[control.input].filter((x) => x >= 0).map(Math.trunc);
  const put = (/** @type {number[]} */ places) => {
    if (stage.frozen || locked) return;
    stage.motion.stop();
    stage.change({ [control.input]: Array.from({ length: most }, (_, k) => places[k] ?? -1) });
    render();
  };
  const focus = (/** @type {number} */ at) => (chips[at]?.isConnected ? chips[at] : (chips[now().length - 1] ?? opener)).focus({ preventScroll: true });
  const move = (/** @type {number} */ from, /** @type {number} */ to) => {
    const places = now();
    if (to < 0 || to >= places.length || from < 0) return;
    places.splice(to, 0, ...places.splice(from, 1));
    chosen = to;
    put(places);
  };
  const remove = (/** @type {number} */ at) => {
    const places = now();
    const [gone] = places.splice(at, 1);
    if (gone === undefined) return;
    held = false;
    chosen = Math.min(at, places.length - 1);
    put(places);
    focus(chosen);
    said.textContent = translate("{item} is taken away.", { item: items[gone] });
  };
  const add = (/** @type {number} */ item) => {
    const places = now();
    if (places.length >= most) return;
    chosen = places.length;
    put([...places, item]);
    said.textContent = translate("{item}, {place} of {count}", { item: items[item], place: places.length + 1, count: places.length + 1 });
  };

  let shown = "";
  const render = () => {
    const places = now();
    const key = `${places} ${chosen} ${held} ${drag?.moved && drag.at}`;
    if (key === shown) return;
    shown = key;
    if (chosen >= places.length) chosen = -1;
    while (chips.length < places.length) chips.push(html("button", { type: "button", class: "chip", "aria-describedby": id, disabled: locked }));
    chips.forEach((chip, k) => {
      if (k >= places.length) {
        chip.remove();
        return;
      }
      if (!chip.isConnected) row.append(chip);
      const text = items[places[k]];
      if (chip.textContent !== text) chip.textContent = text;
      chip.setAttribute("aria-label", translate("{item}, {place} of {count}", { item: text, place: k + 1, count: places.length }));
      chip.setAttribute("aria-pressed", String(held && k === chosen));
      chip.tabIndex = k === Math.max(0, chosen) ? 0 : -1;
      chip.classList.toggle("chosen", k === chosen);
      chip.classList.toggle("dragged", Boolean(drag?.moved && drag.at === k));
    });
    chips.length = places.length;
    acts.hidden = chosen < 0 || Boolean(locked);
    /** @type {[HTMLElement, boolean][]} */
    const ends = [[earlier, chosen <= 0], [later, chosen >= places.length - 1]];
    for (const [button, on] of ends) button.setAttribute("aria-disabled", String(on));
    opener.setAttribute("aria-disabled", String(places.length >= most));
    for (const button of list.children) {
      const there = !control.repeats && places.includes(Number(/** @type {HTMLElement} */ (button).dataset.item));
      /** @type {HTMLButtonElement} */ (button).disabled = there || places.length >= most;
    }
  };

  items.forEach((text, item) => {
    const button = html("button", { type: "button", "data-item": item }, [text]);
    button.addEventListener("click", () => {
      add(item);
      stage.settleNow();
    });
    list.append(button);
  });
  list.classList.toggle("few", items.length <= FEW);

  // ---------------------------------------------------------------- keys

  row.addEventListener("focusin", (event) => {
    const at = chips.indexOf(/** @type {HTMLElement} */ (event.target));
    if (at !== chosen) held = false;
    chosen = at;
    render();
  });
  row.addEventListener("focusout", (event) => {
    if (row.contains(/** @type {Node|null} */ (event.relatedTarget)) || drag) return;
    held = false;
    render();
    stage.settleNow();
  });
  row.addEventListener("keydown", (event) => {
    const last = now().length - 1;
    const to = { ArrowLeft: chosen - 1, ArrowUp: chosen - 1, ArrowRight: chosen + 1, ArrowDown: chosen + 1, Home: 0, End: last }[event.key];
    if (to !== undefined) {
      if (to >= 0 && to <= last) {
        if (held || event.altKey || event.ctrlKey || event.metaKey) {
          const kept = held;
          move(chosen, to);
          focus(to);
          held = kept;
          render();
          stage.settleSoon();
        } else focus(to);
      }
    } else if (event.key === "Delete" || event.key === "Backspace") {
      remove(chosen);
      stage.settleSoon();
    } else if (event.key === "Enter" || event.key === " ") {
      held = !held && !locked;
      memory = now();
      render();
    } else if (event.key === "Escape" && held) {
      held = false;
      put(memory);
      stage.settleSoon();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });

  // ---------------------------------------------------------------- pointers

  /** Where in the row a pointer is: how many of the others stand before it. @param {PointerEvent} event @param {number} own */
  const placeAt = ({ clientX: x, clientY }, own) => {
    const { top, bottom } = row.getBoundingClientRect();
    const y = Math.min(bottom - 1, Math.max(top + 1, clientY));
    let at = 0;
    chips.forEach((chip, k) => {
      if (k === own) return;
      const box = chip.getBoundingClientRect();
      if (box.bottom < y || (box.top <= y && box.left + box.width / 2 < x)) at += 1;
    });
    return at;
  };
  const follow = (/** @type {PointerEvent} */ event) => {
    const { left, top } = root.getBoundingClientRect();
    ghost.style.transform = `translate(${event.clientX - left}px, ${event.clientY - top}px) translate(-50%, -70%)`;
  };
  root.addEventListener("pointerdown", (event) => (pressed = /** @type {Node} */ (event.target)), { capture: true });
  const guard = (/** @type {MouseEvent} */ event) => event.detail > 0 && !acts.contains(pressed) && event.stopPropagation();
  acts.addEventListener("click", guard, { capture: true });
  root.addEventListener("pointerdown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const at = chips.indexOf(target);
    const item = at >= 0 ? now()[at] : Number(target.dataset.item ?? NaN);
    if (event.button !== 0 || locked || stage.frozen || drag || Number.isNaN(item) || target.matches(":disabled")) return;
    const rest = now();
    if (at >= 0) rest.splice(at, 1);
    drag = { id: event.pointerId, item, x: event.clientX, y: event.clientY, at, rest, before: now(), moved: false };
    if (at >= 0) focus(at);
    // A fast hand has left the row before it is known to drag.
    dragging = new AbortController();
    const { signal } = dragging;
    window.addEventListener("pointermove", go, { signal });
    window.addEventListener("pointerup", end, { signal });
    window.addEventListener("pointercancel", end, { signal });
  });
  const go = (/** @type {PointerEvent} */ event) => {
    if (!drag || event.pointerId !== drag.id) return;
    if (!drag.moved) {
      if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < NEAR) return;
      drag.moved = true;
      root.setPointerCapture(event.pointerId);
      stage.painting = true;
      list.hidden = true;
      opener.setAttribute("aria-expanded", "false");
      ghost.textContent = items[drag.item];
      root.append(ghost);
    }
    follow(event);
    const box = row.getBoundingClientRect();
    const inside = event.clientX > box.left - OUT && event.clientX < box.right + OUT && event.clientY > box.top - OUT && event.clientY < box.bottom + OUT;
    const to = inside ? Math.min(placeAt(event, drag.at), drag.rest.length) : -1;
    if (to === drag.at) return;
    drag.at = to;
    chosen = to;
    put(to < 0 ? drag.rest : [...drag.rest.slice(0, to), drag.item, ...drag.rest.slice(to)]);
  };
  const end = (/** @type {PointerEvent} */ event) => {
    if (!drag || event.pointerId !== drag.id) return;
    const { at, item, moved, before } = drag;
    drag = null;
    dragging.abort();
    if (!moved) return;
    ghost.remove();
    stage.painting = false;
    if (event.type === "pointercancel") put(before);
    else if (at < 0 && before.length > now().length) said.textContent = translate("{item} is taken away.", { item: items[item] });
    shown = "";
    render();
    focus(at);
    stage.settleNow();
  };

  panel.items.push({ update: render });
  panel.places.transport.append(root);
  if (control.while) panel.onlyWhile(control.while, root);
}

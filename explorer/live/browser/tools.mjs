// The tools below a picture and the keys that do the same. What a press opens, the projector, the sheet of keys and
// the saving of the picture, comes when it is asked for.

import { html } from "./html.mjs";
import { isLinked } from "./link.mjs";
import { translate } from "./words.mjs";

/** A button with a sign. @param {string} name @param {string} text @param {() => void} act @returns {HTMLButtonElement} */
export function makeTool(name, text, act) {
  const button = html("button", { type: "button", class: `icon ${name}`, "aria-label": text, title: text }, [html("span", { "aria-hidden": "true" })]);
  button.addEventListener("click", act);
  return /** @type {HTMLButtonElement} */ (button);
}

/** Whether a text is being typed where an event comes from. @param {Event} event */
function isTyping(event) {
  const target = event.composedPath()[0];
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && /** @type {any} */ (target).type !== "range");
}

/** The tools of the stage that the keys of the page speak to: the one touched last. @type {Tools|null} */
let current = null;

export class Tools {
  /** @param {import("./stage.mjs").Stage} stage */
  constructor(stage) {
    this.stage = stage;
    /** @type {import("./present.mjs").Projector|null} */
    this.projector = null;
    this.stop = new AbortController();
    this.element = html("div", { class: "tools", role: "toolbar", "aria-label": translate("Picture") });
    this.undo = makeTool("undo", translate("Undo"), () => stage.undo());
    this.redo = makeTool("redo", translate("Redo"), () => stage.redo());
    this.snap = makeTool("snap", translate("Snap to meaning"), () => this.toggleSnap());
    this.snap.setAttribute("aria-pressed", "true");
    this.opener = makeTool("projector", translate("Projector mode"), () => this.toggleProjector());
    const more = makeTool("more", translate("More"), () => more.setAttribute("aria-expanded", String(this.element.classList.toggle("open"))));
    more.setAttribute("aria-expanded", "false");
    this.snaps = stage.scene.controls.some((control) => control.kind === "handle" && Boolean(control.snaps));
    this.element.append(
      this.undo,
      this.redo,
      makeTool("restart", translate("Back to the start"), () => stage.restart()),
      makeTool("closer", translate("Zoom in"), () => this.#zoom(1.25)),
      makeTool("farther", translate("Zoom out"), () => this.#zoom(0.8)),
      makeTool("fit", translate("Fit"), () => this.#zoom(0)),
      ...(this.snaps ? [this.snap] : []),
      more,
      makeTool("save", translate("Save the picture"), () => this.#bring(() => import("./save.mjs"), ({ openSaving }) => openSaving(stage))),
      this.opener,
      makeTool("help", translate("Keys"), () => this.#help()),
    );
    const { signal } = this.stop;
    stage.root.addEventListener("keydown", (event) => this.#shortcut(event), { signal });
    window.addEventListener("keydown", (event) => this.#key(event), { signal });
    for (const kind of ["pointerdown", "focusin"]) stage.root.addEventListener(kind, () => (current = this), { signal });
    current ??= this;
  }

  /** Enter the projector where the link says so; a stage that takes another's place goes on in it. */
  open() {
    const asked = isLinked(this.stage) && new URLSearchParams(window.location.search).get("present") === "1";
    if (asked) this.toggleProjector(true);
  }

  /** Bring what a press asks for, then use it. @template T @param {() => Promise<T>} bring @param {(module:T) => void} use */
  #bring(bring, use) {
    const { stage, stop } = this;
    const arrive = (/** @type {T} */ module) => {
      if (!stop.signal.aborted) use(module);
    };
    bring().then(arrive, () => stage.refuse(translate("Part of the picture could not be loaded. Reload the page.")));
  }

  /** Enter or leave the projector. @param {boolean} [on] */
  toggleProjector(on) {
    this.#bring(() => import("./present.mjs"), ({ Projector }) => {
      this.projector ??= new Projector(this.stage);
      this.projector.toggle(on);
    });
  }

  #help() {
    this.#bring(() => import("./sheet.mjs"), ({ toggleSheet }) => toggleSheet(this.stage));
  }

  toggleSnap() {
    const { stage } = this;
    const { placement } = stage;
    placement.snapping = !placement.snapping;
    this.snap.setAttribute("aria-pressed", String(placement.snapping));
    stage.spoken.textContent = placement.snapping ? translate("Handles rest at special places.") : translate("Handles move freely.");
  }

  /** @param {number} factor 0 fits */
  #zoom(factor) {
    const { picture } = this.stage;
    if (factor === 0) picture.fit();
    else picture.zoomBy(factor);
    this.stage.looked();
  }

  /** Say what can be undone. @param {import("./history.mjs").History} history */
  showUndo({ canUndo, canRedo }) {
    if (this.undo.disabled === canUndo) this.undo.disabled = !canUndo;
    if (this.redo.disabled === canRedo) this.redo.disabled = !canRedo;
  }

  /** Whether a key is meant for the page and not for a text: one that speaks to this stage. @param {KeyboardEvent} event */
  hears(event) {
    return current === this && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event);
  }

  /** Keys of the page. @param {KeyboardEvent} event */
  #key(event) {
    if (!this.hears(event)) return;
    if (event.key === "?") this.#help();
    else if (event.key.toLowerCase() === "p") this.toggleProjector();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Keys of the stage. @param {KeyboardEvent} event */
  #shortcut(event) {
    const target = event.composedPath()[0];
    const typing = target instanceof HTMLInputElement && target.type === "text";
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && key === "z" && !typing) {
      event.preventDefault();
      event.stopPropagation();
      if (event.shiftKey) this.stage.redo();
      else this.stage.undo();
    } else if ((event.ctrlKey || event.metaKey) && key === "y" && !typing) {
      event.preventDefault();
      this.stage.redo();
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey && !typing) {
      if (event.key === "+" || event.key === "=") this.#zoom(1.25);
      else if (event.key === "-") this.#zoom(0.8);
      else if (event.key === "0") this.#zoom(0);
      else if (event.key === "s" && this.snaps) this.toggleSnap();
      else return;
      event.preventDefault();
      event.stopPropagation();
    }
  }

  release() {
    this.stop.abort();
    this.projector?.release();
    if (current === this) current = null;
  }
}

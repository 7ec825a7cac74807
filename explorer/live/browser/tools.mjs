// The tools below a picture and the keys that do the same. What a press opens, the projector, the sheet of keys and
// the saving of the picture, comes when it is asked for.

import { html } from "./html.mjs";
import { isTyping } from "./inputs/arrows.mjs";
import { menu, tool } from "./layout.mjs";
import { isEmbedded, isLinked } from "./link.mjs";
import { translate } from "./words.mjs";

const LOW = 500; // a stage of less than this height has one row for its bar
const TINY = 350; // a stage of less than this width, in pixels, has no room for all tools of a phone

/** The tools of the stage that the keys of the page speak to: the one touched last. @type {Tools|null} */
let current = null;

export class Tools {
  /** @param {import("./stage.mjs").Stage} stage */
  constructor(stage) {
    this.stage = stage;
    /** @type {import("./present.mjs").Projector|null} */
    this.projector = null;
    this.stop = new AbortController();
    this.packed = "";
    this.framed = false; // whether the tools are those of a stage in a frame of another page
    /** The dialog that lies above the stage, if any. @type {HTMLDialogElement|null} */
    this.dialog = null;
    const { count, tools } = stage.layout;
    this.undo = tool("undo", translate("Undo"), () => stage.undo());
    this.redo = tool("redo", translate("Redo"), () => stage.redo());
    this.snap = tool("snap", translate("Snap to meaning"), () => this.toggleSnap());
    this.snap.setAttribute("aria-pressed", "true");
    this.opener = tool("present", translate("Projector mode"), () => this.toggleProjector());
    this.leave = tool("leave", translate("Leave projector mode"), () => this.toggleProjector(false));
    this.snaps = stage.scene.controls.some((control) => control.kind === "handle" && Boolean(control.snaps));
    const { root, list } = menu(tool("more", translate("More"), () => {}));
    this.more = root;
    this.list = list;
    list.append(
      tool("fit", translate("Fit"), () => this.#zoom(0)),
      tool("save", translate("Save the picture"), () => this.#ask("saving")),
      tool("help", translate("Keys"), () => this.#help()),
    );
    /** What stands under "More" in a narrow bar. */
    this.rest = [tool("out", translate("Zoom out"), () => this.#zoom(0.8)), tool("in", translate("Zoom in"), () => this.#zoom(1.25)), this.opener];
    this.reset = tool("reset", translate("Back to the start"), () => stage.reset());
    tools.append(this.undo, this.redo, this.reset, ...(this.snaps ? [this.snap] : []), html("span", { class: "rule" }), count, root, this.leave);
    this.#pack(false, false, false);
    const { signal } = this.stop;
    stage.root.addEventListener("keydown", (event) => this.#shortcut(event), { signal });
    window.addEventListener("keydown", (event) => this.#key(event), { signal });
    for (const kind of ["pointerdown", "focusin"]) stage.root.addEventListener(kind, () => (current = this), { signal });
    current ??= this;
  }

  /** Whether the link asks for the projector. */
  get isAsked() {
    return isLinked(this.stage) && new URLSearchParams(window.location.search).get("present") === "1";
  }

  /** Enter the projector where the link says so; a stage that takes another's place goes on in it. */
  open() {
    const { stage } = this;
    if (isEmbedded(stage)) this.#bring(() => import("./embedded.mjs"), ({ arrange }) => arrange(stage));
    if (this.isAsked) this.toggleProjector(true);
  }

  /** Fit the tools to the room they have. */
  fit() {
    this.projector?.grow();
    const { narrow, room } = this.stage.layout;
    const small = !this.projector?.presenting;
    this.#pack(small && (narrow || room.clientHeight < LOW), small && room.clientWidth < TINY, narrow);
  }

  /** In a narrow bar what is rarely used stands under "More". @param {boolean} narrow @param {boolean} tiny
   * @param {boolean} low whether a table stands below the picture, not beside it */
  #pack(narrow, tiny, low) {
    const now = `${narrow} ${tiny} ${low}`;
    if (now === this.packed) return;
    this.packed = now;
    const { layout } = this.stage;
    if (!this.framed) {
      if (narrow) this.list.prepend(...this.rest);
      else this.more.before(...this.rest);
      if (tiny) this.list.prepend(this.redo);
      else this.undo.after(this.redo);
    }
    const presses = [...layout.bar.querySelectorAll("button[data-button]")];
    if (narrow) {
      if (layout.examples) layout.count.before(layout.examples);
      this.list.prepend(...presses);
    } else layout.transport.append(...presses, ...(layout.examples ? [layout.examples] : []));
    if (low) layout.subtitle.before(layout.sheet);
    else layout.side.append(layout.sheet);
    layout.transport.classList.toggle("empty", layout.transport.childElementCount === 0);
  }

  /** Bring what a press asks for, then use it. @template T @param {() => Promise<T>} bring @param {(module:T) => void} use */
  #bring(bring, use) {
    const { stage, stop } = this;
    const arrive = (/** @type {T} */ module) => {
      if (stop.signal.aborted) return;
      stage.refuse(""); // that it could not be loaded
      use(module);
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
    if (this.dialog?.open) this.dialog.close();
    else this.#ask("keys");
  }

  /** Show one of the dialogs. @param {"keys"|"saving"} which */
  #ask(which) {
    this.#bring(() => import("./dialogs.mjs"), ({ makeDialog }) => {
      this.dialog?.remove();
      this.dialog = makeDialog(this.stage, which);
      this.stage.root.append(this.dialog);
      this.dialog.showModal();
    });
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
    if (factor === 0) for (const { picture: one, handles } of this.stage.planes) one.fit(), handles.bringBack();
    else picture.zoomBy(factor);
    this.stage.looked();
    this.stage.spoken.textContent = translate("Zoom: {percent} %", { percent: Math.round(100 * picture.zoom) });
  }

  /** Say what can be undone. @param {import("./history.mjs").History} history */
  showUndo({ canUndo, canRedo }) {
    /** @type {[HTMLButtonElement, boolean][]} */
    const both = [[this.undo, canUndo], [this.redo, canRedo]];
    for (const [button, can] of both) if (can && button.disabled) button.disabled = false;
    for (const [button, can] of both) {
      if (can || button.disabled) continue;
      // A button that is disabled would lose the focus.
      const { activeElement } = /** @type {Document|ShadowRoot} */ (button.getRootNode());
      if (button === activeElement) (both.find(([, yes]) => yes)?.[0] ?? this.reset).focus();
      button.disabled = true;
    }
  }

  /** Whether a key is meant for the page and not for a text: one that speaks to this stage. @param {KeyboardEvent} event */
  hears(event) {
    return current === this && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event);
  }

  /** Keys of the page. @param {KeyboardEvent} event */
  #key(event) {
    if (!this.hears(event)) return;
    if (event.key === "?") this.#help();
    else if (event.key.toLowerCase() === "p") {
      this.dialog?.close();
      this.toggleProjector();
    }
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Keys of the stage. @param {KeyboardEvent} event */
  #shortcut(event) {
    if (this.stage.frozen) return;
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

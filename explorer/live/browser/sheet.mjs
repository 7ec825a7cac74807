// The sheet of keys: which key does what. It comes at the press that asks for it.

import { html } from "./html.mjs";
import { translate } from "./words.mjs";

/** What each key does, in the reader's language. */
const keys = () => [
  ["Tab", translate("go from handle to handle")],
  ["← ↑ → ↓", translate("move it; Shift in large steps, Alt in small ones")],
  ["Enter", translate("to the next special place")],
  ["Escape", translate("put it back")],
  ["Ctrl Z, Ctrl Shift Z", translate("undo, redo")],
  ["+ − 0", translate("zoom in, out, fit")],
  ["S", translate("snap to special places, or not")],
  ["P", translate("projector mode")],
  ["Page Down, Page Up", translate("next and previous step, in projector mode")],
  ["B", translate("blank the picture, in projector mode")],
  ["F", translate("freeze the picture, in projector mode")],
  ["?", translate("this sheet")],
];

/** Open the sheet, or close it. @param {import("./stage.mjs").Stage} stage */
export function toggleSheet(stage) {
  const open = /** @type {HTMLDialogElement|null} */ (stage.root.querySelector("dialog.keys"));
  if (open) {
    open.close();
    return;
  }
  const rows = keys().map(([key, text]) => html("tr", {}, [html("th", { scope: "row" }, [key]), html("td", {}, [text])]));
  const close = html("button", { type: "button", class: "text" }, [translate("Close")]);
  showDialog(stage, html("dialog", { class: "sheet keys", "aria-label": translate("Keys") }, [html("table", {}, rows), close]), close);
}

/** Show a dialog over a stage; it goes when it is closed. @param {import("./stage.mjs").Stage} stage @param {HTMLElement} element @param {HTMLElement} close */
export function showDialog(stage, element, close) {
  const dialog = /** @type {HTMLDialogElement} */ (element);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  stage.root.append(dialog);
  dialog.showModal();
}

// What lies above a stage for a moment: which key does what, and the picture as a file.

import { describe } from "./announce.mjs";
import style from "./dialogs.css" with { type: "css" };
import { html, wear } from "./html.mjs";
import { download, toPng, toSvg } from "./save.mjs";
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

/** @param {string} name @param {(Node|string)[]} children */
const dialog = (name, children) => /** @type {HTMLDialogElement} */ (html("dialog", { class: "dialog", "aria-label": name }, children));

/** A button that does something and closes the dialog around it. @param {string} text @param {() => void} act */
function closing(text, act) {
  const button = html("button", { type: "button", class: "text" }, [text]);
  button.addEventListener("click", () => {
    act();
    button.closest("dialog")?.close();
  });
  return button;
}

/** @type {Record<"keys"|"saving", (stage:import("./stage.mjs").Stage) => HTMLDialogElement>} */
const dialogs = {
  keys() {
    const rows = keys().map(([key, text]) => html("tr", {}, [html("th", { scope: "row" }, [key]), html("td", {}, [text])]));
    return dialog(translate("Keys"), [html("table", {}, rows), closing(translate("Close"), () => {})]);
  },
  saving(stage) {
    const name = stage.data.lesson || "picture";
    const text = describe(stage);
    return dialog(translate("Save the picture"), [
      html("p", {}, [translate("The picture as a file, with this sentence as its description:")]),
      html("p", { class: "note" }, [text]),
      html("div", { class: "presets" }, [
        closing("SVG", () => download(new Blob([toSvg(stage, text)], { type: "image/svg+xml" }), `${name}.svg`)),
        closing("PNG", () => void toPng(stage, text).then((blob) => download(blob, `${name}.png`))),
        closing(translate("Close"), () => {}),
      ]),
    ]);
  },
};

/** Make a dialog of a stage. @param {import("./stage.mjs").Stage} stage @param {"keys"|"saving"} which */
export function makeDialog(stage, which) {
  wear(stage.root, style);
  return dialogs[which](stage);
}

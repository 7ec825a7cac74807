// A stage in a frame of another page: few tools, and a way to the whole page.

import style from "./embedded.css" with { type: "css" };
import { html, wear } from "./html.mjs";
import { icon } from "./icons.mjs";
import { translate } from "./words.mjs";

/** The address of the page without its frame: everything stands there where it stands here. */
function wholePage() {
  const address = new URL(window.location.href);
  for (const name of ["embed", "embed_options"]) address.searchParams.delete(name);
  return address.href;
}

/** Lay a stage out for its frame. @param {import("./stage.mjs").Stage} stage */
export function arrange(stage) {
  const { tools, layout } = stage;
  const name = translate("Open the whole page");
  const whole = /** @type {HTMLAnchorElement} */ (html("a", { class: "icon", "data-tool": "whole", href: wholePage(), target: "_blank", "aria-label": name, title: name }, [icon("open")]));
  // Where everything stands is read when it is wanted.
  for (const kind of ["pointerdown", "focus"]) whole.addEventListener(kind, () => (whole.href = wholePage()));
  tools.framed = true;
  tools.list.prepend(tools.undo, tools.redo, ...tools.rest);
  layout.tools.replaceChildren(tools.reset, ...(tools.snaps ? [tools.snap] : []), whole, tools.more, tools.leave);
  wear(stage.root, style);
  stage.root.classList.add("embedded");
  stage.resize();
}

// A goal that was reached is answered: what, why, and what could be next.

import style from "./answer.css" with { type: "css" };
import { html, wear } from "./html.mjs";
import { icon } from "./icons.mjs";
import { tool } from "./layout.mjs";
import { svg } from "./shapes.mjs";
import { translate } from "./words.mjs";

/** @typedef {{reached:string, because:string, left:number, next:string[]|undefined}} Said */

/** Show the answer; it stays until the next move and never takes the focus.
 * @param {import("./layout.mjs").Layout} layout @param {number[]|null} place where to cheer, on the screen @param {Said} said */
export function show(layout, place, { reached, because, left, next }) {
  wear(layout.frame, style);
  if (place) cheer(layout.frame, place[0], place[1]);
  const go = html("div", { class: "go" });
  if (left > 0) {
    const other = html("button", { type: "button", class: "other" }, [translate("One more challenge")]);
    other.addEventListener("click", () => {
      layout.answered();
      layout.openChallenges();
    });
    go.append(other);
  }
  if (next) go.append(html("a", { class: "next", href: next[1], target: "_self" }, [translate("Next: {lesson}", { lesson: next[0] })]));
  const text = html("div", { class: "reached" }, [html("b", {}, [reached]), html("p", {}, [because])]);
  // On a phone the picture goes where the answer leaves it in sight; it goes back when the next move has settled.
  const fit = () => layout.narrow && layout.changed();
  const close = tool("close", translate("Close"), () => {
    layout.answered();
    fit();
  });
  close.classList.add("close");
  layout.done.replaceChildren(html("span", { class: "badge", "aria-hidden": "true" }, [icon("check")]), text, go, close);
  layout.done.hidden = false;
  fit();
}

/** Three rings and sixteen strokes that spread from a place, once. @param {HTMLElement} frame @param {number} x @param {number} y */
function cheer(frame, x, y) {
  const root = svg("svg", { class: "cheer", "aria-hidden": "true" });
  const place = svg("g", { transform: `translate(${x} ${y})` }, root);
  [26, 44, 64].forEach((r, i) => svg("circle", { r, class: "ring", "stroke-width": 4 - i }, place));
  for (let i = 0; i < 16; i += 1) {
    const [c, s] = [Math.cos((i * Math.PI) / 8), Math.sin((i * Math.PI) / 8)];
    const tone = ["first", "second", "guess", "principal"][i % 4];
    const far = 76 + 8 * (i % 2);
    svg("path", { d: `M${far * c} ${far * s}L${(far + 12) * c} ${(far + 12) * s}`, class: "ray", stroke: `var(--role-${tone})` }, place);
  }
  frame.append(root);
  setTimeout(() => root.remove(), 800);
}

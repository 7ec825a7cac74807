// The markers of groups with their names.

import { html, wear } from "../html.mjs";
import { marker, svg } from "../shapes.mjs";
import { translate } from "../words.mjs";
import style from "./legend.css" with { type: "css" };

/** @type {import("./kinds.mjs").Make} */
export function make(panel, spec) {
  wear(panel.stage.root, style);
  const { stage } = panel;
  const entries = spec.names.map((/** @type {string} */ name, /** @type {number} */ i) => {
    const [, , shape] = stage.scene.groups[i % stage.scene.groups.length];
    const root = svg("svg", { viewBox: "-8 -8 16 16", class: `group-${i}`, "aria-hidden": "true" });
    svg("path", { d: marker(shape, 5), class: "dot" }, root);
    return html("span", { class: "entry" }, [root, translate(name)]);
  });
  return html("p", { class: "legend" }, entries);
}

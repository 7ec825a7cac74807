// A table with names of rows and columns, and cells coloured by what stands in them.

import { html, problemLine, wear } from "../html.mjs";
import { svg } from "../shapes.mjs";
import { formatNumber, translate } from "../words.mjs";
import style from "./grid.css" with { type: "css" };

/** @param {import("../panel.mjs").Panel} panel @param {any} spec @param {(row:number, column:number, problem:HTMLElement) => HTMLElement} cell */
export function grid(panel, spec, cell) {
  wear(panel.stage.root, style);
  const problem = problemLine();
  const table = html("table", { class: "cells" });
  table.append(html("caption", {}, [translate(spec.name), " ", html("span", { class: "shape" }, [`(${spec.rows.length} × ${spec.columns.length})`])]));
  if (spec.columns.some((/** @type {string} */ name) => name)) {
    const head = html("tr", {}, [html("td", {}), ...spec.columns.map((/** @type {string} */ name, /** @type {number} */ i) => html("th", { scope: "col", title: translate(name) }, [html("span", {}, [translate(spec.heads?.[i] ?? name)])]))]);
    table.append(html("thead", {}, [head]));
  }
  const body = html("tbody");
  spec.rows.forEach((/** @type {string} */ name, /** @type {number} */ row) => {
    const cells = spec.columns.map((/** @type {string} */ _, /** @type {number} */ column) => cell(row, column, problem));
    body.append(html("tr", {}, [name ? html("th", { scope: "row" }, [translate(name)]) : html("td", { class: "none" }), ...cells]));
  });
  table.append(body);
  return html("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": translate(spec.name) }, [table, problem]);
}

/** Colour a cell by sign and size; the number in it says the same. @param {HTMLElement} cell @param {number} x @param {number} scale */
export function tint(cell, x, scale) {
  const share = Number.isFinite(x) ? Math.max(-1, Math.min(1, x / scale)) : 0;
  const next = share.toFixed(3);
  if (cell.dataset.share === next) return;
  cell.dataset.share = next;
  cell.style.setProperty("--share", String(Math.abs(share)));
  cell.classList.toggle("negative", share < 0);
}

/** Show the angle of a complex number in its cell by a hand, counted from the right against the clock.
 * @param {HTMLElement} cell @param {number} x @param {number} y */
export function turnHand(cell, x, y) {
  const angle = Math.hypot(x, y) > 1e-12 ? (Math.atan2(y, x) * 180) / Math.PI : NaN;
  const next = angle.toFixed(2);
  if (cell.dataset.angle === next) return;
  cell.dataset.angle = next;
  let hand = /** @type {SVGElement|null} */ (cell.querySelector(".hand"));
  if (!hand) {
    hand = /** @type {SVGElement} */ (svg("svg", { class: "hand", viewBox: "-8 -8 16 16", "aria-hidden": "true" }, cell));
    svg("circle", { r: 7 }, hand);
    svg("path", { d: "M0 0H7" }, hand);
  }
  hand.style.display = Number.isNaN(angle) ? "none" : "";
  hand.lastElementChild?.setAttribute("transform", `rotate(${-angle || 0})`);
  cell.title = Number.isNaN(angle) ? "" : translate("angle {angle}°", { angle: formatNumber(angle, 0) });
}

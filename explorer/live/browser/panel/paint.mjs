// A matrix that is painted with a pointer or the keys.

import { html, wear } from "../html.mjs";
import { formatNumber, translate } from "../words.mjs";
import style from "./paint.css" with { type: "css" };

/** @type {import("./kinds.mjs").Make} */
export function make(panel, spec) {
  const { stage } = panel;
  wear(stage.root, style);
  const [m, n] = stage.inputs[spec.input].shape;
  const rows = spec.rows ?? Array.from({ length: m }, (_, i) => String(i + 1));
  const columns = spec.columns ?? Array.from({ length: n }, (_, i) => String(i + 1));
  const grid = html("div", { class: "paint", role: "grid", "aria-label": translate(spec.name) });
  grid.style.setProperty("--columns", String(n));
  if (spec.named) {
    // For those who listen the names are in every cell.
    const names = spec.columns ? columns.map((/** @type {string} */ name) => html("span", { class: "head" }, [translate(name)])) : [];
    if (names.length > 0) grid.append(html("div", { class: "line", "aria-hidden": "true" }, [html("span", { class: "head" }), ...names]));
    grid.classList.add("named");
  }
  /** @type {HTMLElement[]} */
  const cells = [];
  const locked = stage.inputs[spec.input].locked;
  if (locked) grid.setAttribute("aria-readonly", "true");
  let brush = spec.brush;
  /** The cell painted last, while the pointer is down. */
  let last = -1;
  /** Paint a cell, and with a soft brush those around it less and less. */
  const set = (/** @type {number} */ i, /** @type {number} */ x) => {
    const next = [...stage.values[spec.input]];
    const reach = Math.ceil(spec.soft);
    const [r0, c0] = [Math.floor(i / n), i % n];
    for (let r = Math.max(0, r0 - reach); r <= Math.min(m - 1, r0 + reach); r += 1) {
      for (let c = Math.max(0, c0 - reach); c <= Math.min(n - 1, c0 + reach); c += 1) {
        const share = 1 - Math.hypot(r - r0, c - c0) / (spec.soft + 1);
        if (share <= 0) continue;
        const [k, erases] = [r * n + c, x === spec.low];
        const to = erases ? next[k] + share * (spec.low - next[k]) : spec.low + share * (x - spec.low);
        // What is darker already stays; the cell itself is what the brush is.
        if (share === 1 || erases || to > next[k]) next[k] = to;
      }
    }
    if (!next.some((now, k) => now !== stage.values[spec.input][k])) return;
    stage.motion.stop();
    stage.change({ [spec.input]: next });
  };
  /** Whether a stroke that starts on a cell paints; what a soft brush has tinted around it counts as blank. */
  const isBlank = (/** @type {number} */ i) => {
    const x = stage.values[spec.input][i];
    return spec.soft ? Math.abs(x - spec.low) < Math.abs(spec.brush - spec.low) / 2 : x === spec.low;
  };
  const under = (/** @type {PointerEvent} */ event) => {
    const root = /** @type {any} */ (grid.getRootNode());
    return cells.indexOf(root.elementFromPoint(event.clientX, event.clientY));
  };
  for (let row = 0; row < m; row += 1) {
    const line = html("div", { role: "row" });
    if (spec.named) line.append(html("span", { class: "head", "aria-hidden": "true" }, [spec.rows ? translate(rows[row]) : ""]));
    for (let column = 0; column < n; column += 1) {
      const i = row * n + column;
      const cell = html("span", { role: "gridcell", tabindex: i === 0 ? 0 : -1 });
      cells.push(cell);
      line.append(cell);
      let was = NaN;
      panel.items.push({
        update: () => {
          const x = stage.values[spec.input][i];
          if (x === was) return;
          was = x;
          cell.setAttribute("aria-label", `${rows[row]}, ${columns[column]}: ${formatNumber(x)}`);
          cell.style.setProperty("--ink", String((x - spec.low) / (spec.high - spec.low)));
        },
      });
    }
    grid.append(line);
  }
  grid.addEventListener("pointerdown", (event) => {
    const i = under(event);
    if (i < 0 || locked || last >= 0 || event.button !== 0) return;
    event.preventDefault();
    grid.setPointerCapture(event.pointerId);
    focus(i);
    brush = isBlank(i) ? spec.brush : spec.low;
    set(i, brush);
    last = i;
    stage.painting = true;
  });
  grid.addEventListener("pointermove", (event) => {
    const i = last >= 0 ? under(event) : -1;
    if (i < 0) return;
    // A fast stroke leaves no gaps: every cell on the way is painted.
    const [r0, c0, r1, c1] = [Math.floor(last / n), last % n, Math.floor(i / n), i % n];
    const steps = Math.max(1, Math.abs(r1 - r0), Math.abs(c1 - c0));
    for (let k = 1; k <= steps; k += 1) set(Math.round(r0 + ((r1 - r0) * k) / steps) * n + Math.round(c0 + ((c1 - c0) * k) / steps), brush);
    last = i;
  });
  for (const kind of ["pointerup", "pointercancel"]) {
    grid.addEventListener(kind, () => {
      if (last < 0) return;
      last = -1;
      stage.painting = false;
      stage.settleNow();
    });
  }
  const focus = (/** @type {number} */ i) => {
    cells.forEach((cell, k) => (cell.tabIndex = k === i ? 0 : -1));
    cells[i].focus({ preventScroll: true });
  };
  grid.addEventListener("keydown", (event) => {
    const i = cells.indexOf(/** @type {HTMLElement} */ (event.target));
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -n, ArrowDown: n }[event.key];
    // Left and right stay in their row.
    if (by && cells[i + by] && (Math.abs(by) === n || Math.floor((i + by) / n) === Math.floor(i / n))) {
      event.preventDefault();
      event.stopPropagation();
      focus(i + by);
      if (event.shiftKey && !locked) {
        set(i + by, brush);
        stage.settleSoon();
      }
    } else if ((event.key === " " || event.key === "Enter") && !locked) {
      event.preventDefault();
      event.stopPropagation();
      brush = isBlank(i) ? spec.brush : spec.low;
      set(i, brush);
      stage.settleSoon();
    }
  });
  return html("div", { class: "painting" }, [html("p", { class: "name" }, [translate(spec.name), " ", html("span", { class: "shape" }, [`(${m} × ${n})`])]), grid]);
}

// Icons as strokes in the colour of their text, so that they are seen in forced colours too.

import { svg } from "./shapes.mjs";

/** @type {Record<string, string>} */
const STROKES = {
  undo: "M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3",
  redo: "m15 14 5-5-5-5M20 9H10a6 6 0 0 0 0 12h3",
  reset: "M4 4v6h6M4.5 10A8 8 0 1 1 4 14",
  snap: "M5 4v8a7 7 0 0 0 14 0V4h-4v8a3 3 0 0 1-6 0V4ZM5 8h4M15 8h4",
  out: "M4 11a7 7 0 1 0 14 0 7 7 0 1 0-14 0M20 20l-4-4M8 11h6",
  in: "M4 11a7 7 0 1 0 14 0 7 7 0 1 0-14 0M20 20l-4-4M11 8v6M8 11h6",
  fit: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  present: "M3 4h18M4 4v11h16V4M12 15v5M8 21l4-4 4 4",
  leave: "M5 5l14 14M19 5 5 19",
  close: "M6 6l12 12M18 6 6 18",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  save: "M12 4v11M7 10l5 5 5-5M4 20h16",
  help: "M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0M9.5 9a2.6 2.6 0 1 1 3.6 2.4c-.8.4-1.1 1-1.1 1.9M12 17v.01",
  earlier: "m15 5-7 7 7 7",
  later: "m9 5 7 7-7 7",
  down: "m6 9 6 6 6-6",
  goal: "M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0M8 12a4 4 0 1 0 8 0 4 4 0 1 0-8 0M12 12h.01",
  list: "M4 6h16M4 12h16M4 18h10",
  check: "m5 12.5 4.5 4.5L19 7.5",
  open: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
};
/** @type {Record<string, string>} */
const FILLED = {
  play: "M7 4v16l13-8z",
  pause: "M6 4h4v16H6zM14 4h4v16h-4z",
  back: "M18 4v16L8 12zM5 4h2v16H5z",
  on: "M6 4v16l10-8zM17 4h2v16h-2z",
};

/** An icon by its name, to be shown by whoever shows the words. @param {string} name */
export function icon(name) {
  const root = svg("svg", { class: `icon ${name in FILLED ? "filled" : ""}`, viewBox: "0 0 24 24", "aria-hidden": "true" });
  svg("path", { d: STROKES[name] ?? FILLED[name] }, root);
  return root;
}

// Named points for the keyboard: one tab stop for all of a mark; an arrow goes to the next point in its direction.

import { beside, placeOf } from "../marks/nearest.mjs";
import { svg } from "../shapes.mjs";
import { translate } from "../words.mjs";
import { arrowOf } from "./arrows.mjs";

/** Make the tab stop of a mark; what is returned draws the ring around the point that is read.
 * @param {import("../handles.mjs").Handles} handles @param {import("../marks/kinds.mjs").Drawn} mark @param {AbortSignal} signal
 * @returns {{draw: () => void}} */
export function makeReader(handles, mark, signal) {
  const { stage, picture } = handles;
  const { spec } = mark;
  const tell = mark.tell ?? ((i) => translate(spec.labels[i]));
  const group = svg(
    "g",
    { class: `reader role-${spec.role}`, role: "spinbutton", tabindex: 0, "aria-label": translate(spec.name || "points"), "aria-valuemin": 1, "aria-valuemax": spec.labels.length, "aria-valuenow": 1, "aria-valuetext": tell(0) },
    picture.holds,
  );
  const ring = svg("circle", { class: "spot", r: 11 }, group);
  const reader = { at: 0, shown: false };
  const draw = () => {
    const place = reader.shown ? placeOf(picture, mark, reader.at) : null;
    ring.style.display = place ? "" : "none";
    if (place) ring.setAttribute("transform", `translate(${place[0].toFixed(1)} ${place[1].toFixed(1)})`);
  };
  const show = () => {
    const place = placeOf(picture, mark, reader.at);
    group.setAttribute("aria-valuenow", String(reader.at + 1));
    group.setAttribute("aria-valuetext", tell(reader.at));
    if (place) stage.name({ text: tell(reader.at), x: place[0], y: place[1] });
    draw();
  };
  /** Whether each point stands to the right of the one before, as bars do: then an arrow goes to the next of them. */
  const areInOrder = () => {
    const { re, shape } = picture.program.value(spec.points);
    return Array.from({ length: shape[0] - 1 }, (_, i) => re[(i + 1) * shape[1]] > re[i * shape[1]]).every(Boolean);
  };
  group.addEventListener("focus", () => {
    reader.shown = true;
    show();
  }, { signal });
  group.addEventListener("blur", () => {
    reader.shown = false;
    stage.name(null);
    draw();
  }, { signal });
  group.addEventListener(
    "keydown",
    (/** @type {KeyboardEvent} */ event) => {
      const arrow = arrowOf(event);
      const last = spec.labels.length - 1;
      if (arrow?.[0] && areInOrder()) reader.at = Math.min(last, Math.max(0, reader.at + arrow[0]));
      else if (arrow) reader.at = beside(picture, mark, reader.at, arrow);
      else if (event.key === "Home") reader.at = 0;
      else if (event.key === "End") reader.at = last;
      else if ((event.key === "Enter" || event.key === " ") && mark.act) mark.act(stage, reader.at);
      else if (event.key === "Enter" && handles.pickUp(spec.picks, reader.at)) {
        event.preventDefault();
        event.stopPropagation();
        stage.settleSoon();
        return;
      } else if (event.key === "PageUp") reader.at = Math.max(0, reader.at - 1);
      else if (event.key === "PageDown") reader.at = Math.min(last, reader.at + 1);
      else return;
      event.preventDefault();
      event.stopPropagation();
      show();
    },
    { signal },
  );
  return { draw };
}

// Points that are pressed. What is to be seen there is drawn by other marks.

import { onKey } from "../inputs/arrows.mjs";
import { makeReader } from "../inputs/reader.mjs";
import { translate } from "../words.mjs";
import { closest } from "./nearest.mjs";

/** @type {import("./kinds.mjs").Make} */
export function make(picture, mark) {
  /** @type {import("../payload.mjs").PressMark} */
  const spec = mark.spec;
  const { program } = picture;
  mark.refs = [spec.points];

  /** Give an input what was pressed, and let follow what does. @param {import("../stage.mjs").Stage} stage @param {string} input
   * @param {number[]} what @param {Record<string, string>} sets */
  const press = (stage, input, what, sets) => {
    if (stage.frozen) return;
    program.set(input, what, what.length === 1 ? [] : [what.length]);
    stage.press(sets);
  };
  /** @param {import("../stage.mjs").Stage} stage @param {number[]} place */
  const beside = (stage, place) => {
    if (spec.place && spec.beside) press(stage, spec.place, place, spec.beside);
  };
  mark.act = (stage, i) => press(stage, spec.input, [i], spec.sets);
  mark.target = (px, py, reach) => {
    const found = closest(picture, mark, px, py, reach);
    if (found) return { far: found.far, act: (stage) => press(stage, spec.input, [found.i], spec.sets) };
    return spec.place ? { far: Infinity, act: (stage) => beside(stage, picture.toWorld(px, py)) } : null;
  };
  mark.nameAt = (px, py) => {
    const found = closest(picture, mark, px, py, 18);
    return found && { text: tell(found.i), x: found.x, y: found.y };
  };
  const tell = (/** @type {number} */ i) => {
    if (!spec.on) return translate(spec.labels[i]);
    const name = translate(spec.labels[i]);
    return program.value(spec.on).re[i] ? translate("{name}: on", { name }) : translate("{name}: off", { name });
  };
  mark.tell = tell;
  mark.makeReader = (handles, _, signal) => {
    const { stage } = handles;
    // What is pressed beside the points is, for the keyboard, the middle of the picture.
    if (spec.place) onKey(stage.root, "Insert", () => beside(stage, picture.middle), signal);
    return spec.labels.length > 0 ? makeReader(handles, mark, signal) : { draw: () => {} };
  };
}

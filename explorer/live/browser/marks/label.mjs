// A short text beside a point, with a number where it has one.

import { widthOf } from "../labels.mjs";
import { sayValue, short, translate, withUnit } from "../words.mjs";
import { at, finite } from "./strokes.mjs";

const LEAD = 1.2; // how much larger the number that decides is written

/** @type {import("./kinds.mjs").Make} */
export function make(picture, mark) {
  const { spec } = mark;
  mark.refs = [spec.at, spec.tail, spec.value].filter(Boolean);
  const number = spec.value ? mark.refs.length - 1 : 0;
  mark.draw = (values) => {
    if (!finite(values) || (spec.list && !(values[number].re[0] in spec.list))) return false;
    const [x, y] = at(picture, values[0]);
    const [tx, ty] = spec.tail ? at(picture, values[1]) : [x - 1, y + 1];
    const text = /** @type {import("../labels.mjs").Label} */ (mark.text);
    Object.assign(text, { x, y, dx: x - tx || 1, dy: y - ty || -1 });
    if (number) {
      // On a phone the number that decides stands above the picture, where no finger covers it; its name stays.
      const brief = spec.lead && picture.narrow;
      const words = brief ? (translate(spec.label).match(/.*(?= =$)/)?.[0] ?? "") : `${translate(spec.label)} ${values[number].re.length > 1 && !spec.lead && !spec.list ? short(values[number], spec.digits) + withUnit(spec.unit) : sayValue(spec, values[number])}`.trim();
      if (text.letters.textContent !== words) text.letters.textContent = words;
      text.width = widthOf(words, spec.small) * (spec.lead ? LEAD : 1);
    }
    return true;
  };
}

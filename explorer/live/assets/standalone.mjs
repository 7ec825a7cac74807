// A stage in a file of its own: no server, no network. The settled values stand in the address where there is one.

import { Stage } from "./stage.mjs";
import { unpack } from "./words.mjs";

/** Show the scene that the file holds. @param {HTMLElement} place @param {any} data */
export function start(place, data) {
  const { inputs } = JSON.parse(data.scene);
  const query = new URLSearchParams(window.location.search);
  for (const spec of inputs) {
    const text = spec.url ? query.get(spec.url) : null;
    const numbers = text === null ? null : unpack(text);
    if (numbers && numbers.length === spec.at.length) data.start[spec.name] = numbers;
  }
  const stage = new Stage(place, data, () => {});
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => stage.receive(data));
  return stage;
}

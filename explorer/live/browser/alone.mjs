// The other way in: a scene in a file of its own, without server and network.

import { prepare } from "./prepare.mjs";
import { Stage } from "./stage.mjs";
import { unpack } from "./words.mjs";

/** Show the scene that a file holds; its settled values stand in the address where there is one. @param {HTMLElement} place @param {any} data */
export async function start(place, data) {
  const scene = JSON.parse(data.scene);
  const query = new URLSearchParams(window.location.search);
  for (const spec of scene.inputs) {
    const text = spec.url ? query.get(spec.url) : null;
    const numbers = text === null ? null : unpack(text);
    if (numbers && numbers.length === spec.at.length) data.start[spec.name] = numbers;
  }
  await prepare(scene);
  const whole = { ...data, scene };
  const stage = new Stage(place, whole, () => {});
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => stage.receive(whole));
  return stage;
}

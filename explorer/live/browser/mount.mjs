// The two ways in: a component on a Streamlit page, and a file of its own without server and network.

import { Stage } from "./stage.mjs";
import { unpack } from "./words.mjs";

/** @typedef {import("./stage.mjs").Data} Data */

/** @type {WeakMap<Node, Stage>} */
const stages = new WeakMap();

/** Streamlit calls this when the stage mounts and again whenever its data or the theme changes.
 * @param {{parentElement:any, data:Data, setStateValue:(name:string, value:any) => void}} component */
export default function mount({ parentElement, data, setStateValue }) {
  const report = (/** @type {any} */ settled) => setStateValue("settled", settled);
  let stage = stages.get(parentElement);
  if (stage) {
    stage.report = report;
    stage.receive(data);
  } else {
    stage = new Stage(parentElement, data, report);
    stages.set(parentElement, stage);
  }
  return () => {
    stages.get(parentElement)?.release();
    stages.delete(parentElement);
  };
}

/** Show the scene that a file holds; its settled values stand in the address where there is one. @param {HTMLElement} place @param {any} data */
export function start(place, data) {
  const { inputs } = JSON.parse(data.scene);
  const query = new URLSearchParams(window.location.search);
  for (const spec of inputs) {
    const text = spec.url && !data.locks?.[spec.name] ? query.get(spec.url) : null;
    const numbers = text === null ? null : unpack(text);
    if (numbers && numbers.length === spec.at.length) data.start[spec.name] = numbers;
  }
  const stage = new Stage(place, data, () => {});
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => stage.receive(data));
  return stage;
}

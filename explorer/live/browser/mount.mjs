// The two ways in: a component on a Streamlit page, and a file of its own without server and network.

import { Stage } from "./stage.mjs";
import { unpack } from "./words.mjs";

/** @typedef {import("./stage.mjs").Data} Data */

/** @type {WeakMap<Node, Stage>} */
const stages = new WeakMap();

/** What Python sends once and only names from then on, scenes and texts: by its id, for the life of the page. @type {Map<string, string>} */
const held = new Map();
const MOST_HELD = 24;

/** Put in place what the data name; what is not here (any more) stays undefined. @param {any} data */
function complete(data) {
  for (const [id, text] of Object.entries(data.contents)) held.set(id, text);
  const [scene, texts] = [data.id, data.words].map((id) => held.get(id));
  for (const id of [...held.keys()].slice(0, -MOST_HELD)) held.delete(id);
  return { ...data, scene, texts: texts && JSON.parse(texts) };
}

/** Streamlit calls this when the stage mounts and again whenever its data or the theme changes.
 * @param {{parentElement:any, data:any, setStateValue:(name:string, value:any) => void, setTriggerValue:(name:string, value:any) => void}} component */
export default function mount({ parentElement, data, setStateValue, setTriggerValue }) {
  const report = (/** @type {string} */ kind, /** @type {any} */ value) =>
    kind === "settled" ? setStateValue(kind, { ...value, held: [...held.keys()] }) : setTriggerValue(kind, value);
  const whole = complete(data);
  const stage = stages.get(parentElement);
  if (!whole.scene || !whole.texts) setTriggerValue("wanted", [data.id, data.words]);
  else if (stage) {
    stage.report = report;
    stage.receive(whole);
  } else stages.set(parentElement, new Stage(parentElement, whole, report));
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
    const text = spec.url ? query.get(spec.url) : null;
    const numbers = text === null ? null : unpack(text);
    if (numbers && numbers.length === spec.at.length) data.start[spec.name] = numbers;
  }
  const stage = new Stage(place, data, () => {});
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => stage.receive(data));
  return stage;
}

// The way in: a component on a Streamlit page. Here and in alone.mjs is the only place where anything waits: for the
// parts that a scene needs.

import { prepare } from "./prepare.mjs";
import { Stage } from "./stage.mjs";
import { setLanguage, translate } from "./words.mjs";

/** What Python says, the scene as the text that it sends once. @typedef {Omit<import("./stage.mjs").Data, "scene"> & {scene:string}} Data */
/** @typedef {(kind:string, value:any) => void} Report */

/** Wait for the styles, which Streamlit fetches beside the script: without them frame and picture make each other grow.
 * Where they cannot be had, Streamlit says so in the stage's place.
 * @param {ParentNode} parent @returns {Promise<unknown>|null} null when they are here */
function styled(parent) {
  const link = /** @type {HTMLLinkElement|null} */ (parent.querySelector("link[rel=stylesheet]"));
  if (!link || link.sheet) return null;
  return new Promise((done) => link.addEventListener("load", done));
}

/** A place on a page and what stands in it: the stage of the newest data, as soon as all that it needs is here. */
class Place {
  /** @param {ParentNode & Node} parent */
  constructor(parent) {
    this.parent = parent;
    /** @type {Data|null} the newest; null when the place is given up */
    this.data = null;
    this.id = "";
    /** @type {any} */
    this.scene = null;
    /** @type {Stage|null} */
    this.stage = null;
    /** @type {HTMLElement|null} */
    this.message = null;
  }

  /** @param {Data} data @param {Report} report */
  show(data, report) {
    this.data = data;
    if (this.stage) this.stage.report = report;
    if (data.id !== this.id) this.scene = JSON.parse(data.scene);
    this.id = data.id;
    const waiting = [prepare(this.scene), styled(this.parent)].filter(Boolean);
    if (waiting.length === 0) {
      this.#put(data, report);
      return;
    }
    // What comes when newer data are here, or nothing is wanted any more, is not for this call.
    Promise.all(waiting).then(
      () => this.data === data && this.#put(data, report),
      () => this.data === data && this.#miss(data),
    );
  }

  /** @param {Data} data @param {Report} report */
  #put(data, report) {
    this.message?.remove();
    // Read once, used for every stage of this scene: the inputs are copies, because a link may lock some of them.
    const scene = { ...this.scene, inputs: this.scene.inputs.map((/** @type {any} */ spec) => ({ ...spec })) };
    const whole = { ...data, scene };
    if (this.stage?.accepts(whole)) this.stage.receive(whole);
    else this.stage = new Stage(this.parent, whole, report, this.stage);
  }

  /** @param {Data} data */
  #miss({ texts, decimal }) {
    setLanguage(texts ?? {}, decimal ?? ".");
    this.message?.remove();
    this.message = document.createElement("p");
    this.message.className = "message";
    this.message.setAttribute("role", "alert");
    this.message.textContent = translate("Part of the picture could not be loaded. Reload the page.");
    this.parent.append(this.message);
  }

  release() {
    this.data = null;
    this.stage?.release();
    this.message?.remove();
  }
}

/** @type {WeakMap<Node, Place>} */
const places = new WeakMap();

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

/** On a narrow screen Streamlit's menu lies over the page, stays there after a choice and comes back at a reload. */
function closeMenu() {
  const button = document.querySelector('[data-testid="stSidebar"][data-collapsed="false"] [data-testid="stSidebarCollapseButton"] button');
  if (window.innerWidth < 768) /** @type {HTMLElement|null} */ (button)?.click();
}

/** Streamlit calls this when the stage mounts and again whenever its data or the theme changes.
 * @param {{parentElement:any, data:any, setStateValue:(name:string, value:any) => void, setTriggerValue:(name:string, value:any) => void}} component */
export default function mount({ parentElement, data, setStateValue, setTriggerValue }) {
  let place = places.get(parentElement);
  if (!place) {
    closeMenu();
    place = new Place(parentElement);
    places.set(parentElement, place);
  }
  const whole = complete(data);
  if (!whole.scene || !whole.texts) setTriggerValue("wanted", [data.id, data.words]);
  else
    place.show(whole, (kind, value) =>
      kind === "settled" ? setStateValue(kind, { ...value, held: [...held.keys()] }) : setTriggerValue(kind, value),
    );
  return () => {
    places.get(parentElement)?.release();
    places.delete(parentElement);
  };
}

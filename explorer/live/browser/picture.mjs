// The picture: the marks of a scene in SVG over the plane, and a canvas beneath them for clouds of points.
// A mark is redrawn only when a value that it shows was computed anew, or when the view changed.

import { makeLabel, placeLabels } from "./labels.mjs";
import { kindOf, kinds } from "./marks/kinds.mjs";
import { drawPlane } from "./plane.mjs";
import { svg } from "./shapes.mjs";
import { View } from "./view.mjs";
import { translate } from "./words.mjs";

/** @typedef {import("./marks/kinds.mjs").Drawn} Drawn */

let pictures = 0; // so that ids stay apart where two pictures share a document

export class Picture extends View {
  /** @param {HTMLElement} frame @param {any} scene @param {import("./evaluate.mjs").Program} program
   * @param {number} [pane] which of the scene's panes; without it, the main picture */
  constructor(frame, scene, program, pane) {
    super(pane === undefined ? scene.view : scene.panes[pane]);
    this.scene = scene;
    this.program = program;
    this.canvas = document.createElement("canvas");
    this.canvas.setAttribute("aria-hidden", "true");
    this.root = svg("svg", { role: "group", "aria-label": translate(this.spec.name ?? scene.title) });
    frame.append(this.canvas, this.root);
    this.sentence = svg("desc", {}, this.root);
    const definitions = svg("defs", {}, this.root);
    const hatch = svg("pattern", { id: `hatch-${(pictures += 1)}`, width: 8, height: 8, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, definitions);
    svg("line", { x1: 0, y1: 0, x2: 0, y2: 8, class: "hatch" }, hatch);
    this.number = pictures;
    this.back = svg("g", { class: "back", "aria-hidden": "true" }, this.root);
    // What never moves and lies under all that does is not painted again with it.
    this.still = svg("g", { class: "marks back", "aria-hidden": "true" }, this.root);
    this.front = svg("g", { class: "marks", "aria-hidden": "true" }, this.root);
    this.words = svg("g", { class: "labels", "aria-hidden": "true" }, this.root);
    this.holds = svg("g", { class: "handles" }, this.root);
    /** Screen boxes that labels must keep clear of: [x, y, radius]. @type {number[][]} */
    this.obstacles = [];
    /** Boxes of the names of the axes: [left, top, right, bottom]. @type {number[][]} */
    this.written = [];
    /** @type {Set<string>} */
    this.revealed = new Set();
    /** Draws all clouds at once, on the canvas; set by a mark that is one. @type {(() => void)|null} */
    this.drawClouds = null;
    this.textScale = 1; // labels are larger on a projector
    this.redrawn = 0; // how often a mark was drawn: read by tests
    /** @type {Drawn[]} */
    this.marks = scene.marks.filter((/** @type {any} */ spec) => spec.pane === pane).map((/** @type {any} */ spec) => this.#make(spec));
  }

  /** Say in words what is to be seen, for those who do not see it. @param {string} text */
  describe(text) {
    if (this.sentence.textContent !== text) this.sentence.textContent = text;
  }

  /** @param {number} width @param {number} height @param {{left:number, right:number, top:number, bottom:number, aside:number}} rim
   * @param {number[][]} covers @param {boolean} narrow */
  resize(width, height, rim, covers, narrow) {
    if (!this.measure(width, height, rim, covers, narrow)) return;
    this.root.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    // Without a cloud the canvas stays away: an empty one still costs a layer at every frame.
    const clouds = Boolean(this.drawClouds);
    this.canvas.style.display = clouds ? "" : "none";
    this.canvas.width = clouds ? Math.round(width * ratio) : 0;
    this.canvas.height = clouds ? Math.round(height * ratio) : 0;
  }

  /** Where the number that decides belongs, on the screen. @returns {number[]|null} */
  get leadPlace() {
    const mark = this.marks.find((one) => one.spec.lead);
    return mark?.visible && mark.text ? [mark.text.x, mark.text.y] : null;
  }

  /** The first broken guard of a mark, or -1. */
  broken() {
    for (const { spec } of this.marks) for (const g of spec.guards) if (!this.program.guard(g)) return g;
    return -1;
  }

  /** Draw what changed. */
  draw() {
    if (this.width === 0) return;
    const everything = this.fresh;
    this.fresh = false;
    if (everything) this.written = drawPlane(this);
    let clouds = everything;
    let labels = everything;
    for (const mark of this.marks) {
      const { guards, until, while: condition } = mark.spec;
      const shown =
        guards.every((/** @type {number} */ g) => this.program.guard(g)) &&
        !mark.hidden &&
        (!until || this.revealed.has(until)) &&
        (!condition || this.program.value(condition).re[0] !== 0);
      let changed = everything || shown !== mark.shown;
      mark.shown = shown;
      for (let i = 0; i < mark.refs.length; i += 1) {
        mark.values[i] = this.program.value(mark.refs[i]);
        const stamp = this.program.stamp(mark.refs[i]);
        if (stamp !== mark.stamps[i]) changed = true;
        mark.stamps[i] = stamp;
      }
      if (!changed) continue;
      this.redrawn += 1;
      if (mark.spec.cloud) {
        clouds = true;
        continue;
      }
      const visible = shown && mark.draw(mark.values);
      if (mark.visible !== visible) {
        mark.element.style.display = visible ? "" : "none";
        mark.toggle?.(visible);
      }
      mark.visible = visible;
      if (mark.text) {
        mark.text.shown = visible;
        labels = true;
      }
    }
    if (clouds) this.drawClouds?.();
    if (labels) placeLabels(this);
  }

  /** The axes that are drawn, as straight pieces: x, y of both ends. */
  get axes() {
    const [x, y] = this.toScreen(0, 0);
    return this.spec.axes ? [[0, y, this.width, y], [x, 0, x, this.height]] : [];
  }

  /** @param {any} spec @returns {Drawn} */
  #make(spec) {
    const element = svg("g", { class: `mark ${spec.kind} role-${spec.role}${spec.faint ? " faint" : ""}${spec.edge === false ? " bare" : ""}` }, this.front);
    const text = spec.label || spec.value ? makeLabel(spec, this.words) : null;
    /** @type {Drawn} */
    const mark = { spec, element, role: this.scene.roles[spec.role], refs: [], values: [], stamps: [], shown: true, text, draw: () => true };
    kinds[kindOf(spec)](this, mark);
    if (this.front.childElementCount === 1 && mark.refs.every((ref) => this.program.isConstant(ref))) this.still.append(element);
    return mark;
  }
}

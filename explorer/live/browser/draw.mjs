// The picture: a view of the plane, marks in SVG, and a canvas beneath them for clouds of points.
// A mark is redrawn only when a value that it shows was computed anew, or when the view changed.

import { Clouds } from "./cloud.mjs";
import { stamp, svg } from "./shapes.mjs";
import { local, round, say, short, withUnit, writeValue } from "./words.mjs";

const DASHES = { solid: "", dash: "7 5", dashdot: "11 4 2 4", dot: "2 4" };
let pictures = 0; // so that ids stay apart where two pictures share a document
const CLOUD = 400; // points above this number go to the canvas
const NEARNESS = 6; // steps of size and tone that say how near a point is
const HEAD = 13; // length of an arrow's head in pixels, at normal stroke width
const TURNS = [0, 0.7, -0.7, 1.3, -1.3, 2, -2, Math.PI]; // where a label may stand: from its preferred side, in radians
// What a place for a label costs, in square pixels that cover something else:
const CROSSING = 12; // a pixel of a straight line under it
const TURNING = 24; // a radian away from its preferred side
const LEAVING = 110; // a place farther off, beside the point no more
const MOVING = 60; // a side other than that of the frame before, so that labels do not flicker

export class Picture {
  /** @param {HTMLElement} frame @param {any} scene @param {any} program */
  constructor(frame, scene, program) {
    this.scene = scene;
    this.program = program;
    this.canvas = document.createElement("canvas");
    this.canvas.setAttribute("aria-hidden", "true");
    this.root = svg("svg", { role: "group", "aria-label": scene.title });
    frame.append(this.canvas, this.root);
    this.sentence = svg("desc", {}, this.root);
    const definitions = svg("defs", {}, this.root);
    const hatch = svg("pattern", { id: `hatch-${(pictures += 1)}`, width: 8, height: 8, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, definitions);
    svg("line", { x1: 0, y1: 0, x2: 0, y2: 8, class: "hatch" }, hatch);
    this.number = pictures;
    this.back = svg("g", { class: "back", "aria-hidden": "true" }, this.root);
    this.front = svg("g", { class: "marks", "aria-hidden": "true" }, this.root);
    this.words = svg("g", { class: "labels", "aria-hidden": "true" }, this.root);
    this.holds = svg("g", { class: "handles" }, this.root);
    this.width = 0;
    this.height = 0;
    this.home = { x: scene.view.x, y: scene.view.y };
    this.middle = [(this.home.x[0] + this.home.x[1]) / 2, (this.home.y[0] + this.home.y[1]) / 2];
    this.zoom = 1;
    this.panned = false;
    this.narrow = false;
    this.rim = { left: 0, right: 0, top: 0, bottom: 0, aside: 0 };
    /** @type {number[][]} */
    this.covers = [];
    this.asked = "";
    /** Screen boxes that labels must keep clear of: [x, y, radius]. @type {number[][]} */
    this.obstacles = [];
    /** Boxes of the names of the axes: [left, top, right, bottom]. @type {number[][]} */
    this.written = [];
    /** @type {Set<string>} */
    this.revealed = new Set();
    this.marks = scene.marks.map((/** @type {any} */ spec) => this.#make(spec));
    this.textScale = 1; // labels are larger on a projector
    this.fresh = true;
    this.redrawn = 0; // how often a mark was drawn: read by tests
  }

  /** Say in words what is to be seen, for those who do not see it. @param {string} text */
  describe(text) {
    if (this.sentence.textContent !== text) this.sentence.textContent = text;
  }

  /** @param {number} width @param {number} height @param {{left:number, right:number, top:number, bottom:number, aside:number}} rim what
   * the content keeps free at each edge @param {number[][]} covers boxes that lie over the picture @param {boolean} narrow */
  resize(width, height, rim, covers, narrow) {
    const { x, y, tall } = this.scene.view;
    // A frame that is higher than wide takes the view that is, where the scene has one.
    const home = tall && width - rim.left - rim.right < 1.1 * (height - rim.top - rim.bottom) ? { x: tall[0], y: tall[1] } : { x, y };
    const asked = JSON.stringify([width, height, rim, covers, home, narrow]);
    if (asked === this.asked) return;
    this.asked = asked;
    this.width = width;
    this.height = height;
    this.narrow = narrow;
    this.covers = covers;
    const still = this.zoom === 1 && !this.panned;
    this.home = home;
    const high = (height - rim.top - rim.bottom) / (home.y[1] - home.y[0]);
    const spare = width - rim.left - rim.right - high * (home.x[1] - home.x[0]);
    this.rim = { ...rim, right: rim.right + Math.min(rim.aside, Math.max(0, spare)) };
    if (still) this.fit();
    this.root.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    // Without a cloud the canvas stays away: an empty one still costs a layer at every frame.
    const clouds = this.marks.some((/** @type {any} */ mark) => mark.cloud);
    this.canvas.style.display = clouds ? "" : "none";
    this.canvas.width = clouds ? Math.round(width * ratio) : 0;
    this.canvas.height = clouds ? Math.round(height * ratio) : 0;
    this.fresh = true;
  }

  /** Pixels per unit: the content fits into what the rim leaves, with equal units. */
  get scale() {
    const wide = Math.max(80, this.width - this.rim.left - this.rim.right) / (this.home.x[1] - this.home.x[0]);
    const high = Math.max(80, this.height - this.rim.top - this.rim.bottom) / (this.home.y[1] - this.home.y[0]);
    return Math.min(wide, high) * this.zoom;
  }

  /** @param {number} x @param {number} y @returns {[number, number]} */
  toScreen(x, y) {
    return [this.width / 2 + (x - this.middle[0]) * this.scale, this.height / 2 - (y - this.middle[1]) * this.scale];
  }

  /** @param {number} px @param {number} py @returns {[number, number]} */
  toWorld(px, py) {
    return [this.middle[0] + (px - this.width / 2) / this.scale, this.middle[1] - (py - this.height / 2) / this.scale];
  }

  /** What is visible: [left, right, bottom, top]. */
  get bounds() {
    const [left, top] = this.toWorld(0, 0);
    const [right, bottom] = this.toWorld(this.width, this.height);
    return [left, right, bottom, top];
  }

  /** Zoom about a point of the screen. @param {number} factor @param {number} [px] @param {number} [py] */
  zoomBy(factor, px = this.width / 2, py = this.height / 2) {
    const [x, y] = this.toWorld(px, py);
    this.zoom = Math.min(200, Math.max(0.002, this.zoom * factor));
    const [nx, ny] = this.toWorld(px, py);
    this.middle = [this.middle[0] + x - nx, this.middle[1] + y - ny];
    this.fresh = true;
  }

  /** @param {number} dx @param {number} dy pixels */
  panBy(dx, dy) {
    this.panned = true;
    this.middle = [this.middle[0] - dx / this.scale, this.middle[1] + dy / this.scale];
    this.fresh = true;
  }

  fit() {
    this.zoom = 1;
    this.panned = false;
    const { left, right, top, bottom } = this.rim;
    const { scale } = this;
    // The middle of what the rim leaves is not the middle of the frame.
    this.middle = [(this.home.x[0] + this.home.x[1] + (right - left) / scale) / 2, (this.home.y[0] + this.home.y[1] + (top - bottom) / scale) / 2];
    this.fresh = true;
  }

  /** Zoom out until a point is in sight. @param {number} x @param {number} y */
  include(x, y) {
    for (let i = 0; i < 40; i += 1) {
      const [left, right, bottom, top] = this.bounds;
      if (x > left && x < right && y > bottom && y < top) return;
      this.zoomBy(0.8);
    }
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
    if (everything) this.#drawBack();
    let clouds = everything;
    let labels = everything;
    for (const mark of this.marks) {
      const shown =
        mark.spec.guards.every((/** @type {number} */ g) => this.program.guard(g)) &&
        !mark.veiled &&
        (!mark.spec.until || this.revealed.has(mark.spec.until));
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
      if (mark.cloud) {
        clouds = true;
        continue;
      }
      const visible = shown && mark.draw(mark.values);
      if (mark.visible !== visible) mark.element.style.display = visible ? "" : "none";
      mark.visible = visible;
      if (mark.text) {
        mark.text.shown = visible;
        labels = true;
      }
    }
    if (clouds) this.#drawClouds();
    if (labels) this.#placeLabels();
  }

  #drawBack() {
    const { grid, axes, numbers, names } = this.scene.view;
    this.back.replaceChildren();
    const [left, right, bottom, top] = this.bounds;
    const step = niceStep(46 / this.scale);
    if (grid) {
      // Halves faint, whole steps clear.
      for (const [every, look] of [[step / 2, "gridline"], [step, "gridline unit"]]) {
        let d = "";
        for (let x = Math.ceil(left / +every) * +every; x <= right; x += +every) d += `M${this.toScreen(x, 0)[0].toFixed(1)} 0V${this.height}`;
        for (let y = Math.ceil(bottom / +every) * +every; y <= top; y += +every) d += `M0 ${this.toScreen(0, y)[1].toFixed(1)}H${this.width}`;
        svg("path", { d, class: look }, this.back);
      }
    }
    const [ox, oy] = this.toScreen(0, 0);
    if (axes) {
      svg("path", { d: `M0 ${oy}H${this.width}M${ox} 0V${this.height}`, class: "axis" }, this.back);
      svg("circle", { cx: ox, cy: oy, r: 3, class: "origin" }, this.back);
      const [[west, east], [south, north]] = names;
      this.written = [];
      const name = (/** @type {string} */ text, /** @type {Record<string, any>} */ place) => {
        if (!text) return;
        svg("text", { ...place, class: "tick" }, this.back).textContent = say(text);
        const [w, h] = [6.4 * text.length * this.textScale, 12 * this.textScale];
        const left = place.x - (place["text-anchor"] ? w : 0);
        this.written.push([left, place.y - h, left + w, place.y + 3]);
      };
      // Above the axis where its numbers stand below, else below.
      const beside = Math.min(this.height - 8, Math.max(18, numbers ? oy - 8 : oy + 6 + 12 * this.textScale));
      const above = Math.min(this.width - 60, Math.max(8, ox + 8));
      name(west, { x: 8, y: beside });
      name(east, { x: this.width - 8, y: beside, "text-anchor": "end" });
      name(north, { x: above, y: this.rim.top + 4 });
      name(south, { x: above, y: this.height - this.rim.bottom - 2 });
    }
    if (axes && numbers) {
      const every = 2 * step;
      const hidden = (/** @type {number} */ x, /** @type {number} */ y) => this.covers.some((box) => x > box[0] - 8 && x < box[2] + 8 && y > box[1] - 4 && y < box[3] + 14);
      const digits = Math.max(0, -Math.floor(Math.log10(every) + 1e-9));
      const write = (/** @type {number} */ v) => local(v.toFixed(digits));
      const ty = Math.min(this.height - 6, Math.max(14, oy + 3 + 12 * this.textScale));
      const tx = Math.min(this.width - 24, Math.max(14, ox - 6));
      for (let x = Math.ceil(left / every) * every; x <= right; x += every) {
        const px = this.toScreen(x, 0)[0];
        if (Math.abs(x) < every / 2 || px < 12 || px > this.width - 12 || hidden(px, ty)) continue;
        svg("text", { x: px, y: ty, class: "tick", "text-anchor": "middle" }, this.back).textContent = write(x);
      }
      for (let y = Math.ceil(bottom / every) * every; y <= top; y += every) {
        const py = this.toScreen(0, y)[1];
        if (Math.abs(y) < every / 2 || py < 12 || py > this.height - 12 || hidden(tx, py)) continue;
        svg("text", { x: tx, y: py + 4 * this.textScale, class: "tick", "text-anchor": "end" }, this.back).textContent = write(y);
      }
    }
  }

  /** @param {any} spec */
  #make(spec) {
    const role = this.scene.roles[spec.role];
    const element = svg("g", { class: `mark ${spec.kind} role-${spec.role}${spec.faint ? " faint" : ""}${spec.edge === false ? " bare" : ""}` }, this.front);
    const dash = spec.kind === "arrow" ? "" : DASHES[/** @type {keyof typeof DASHES} */ (role.dash)];
    /** @type {any} */
    const mark = { spec, element, refs: [], values: [], stamps: [], shown: true, cloud: false, text: null };
    if (spec.label || spec.value) {
      // A group is moved, not the text itself: a text that is given a place is laid out again.
      const place = svg("g", {}, this.words);
      const text = svg("text", { class: `label role-${spec.role}${spec.small ? " small" : ""}${spec.lead ? " lead" : ""}` }, place);
      const label = say(spec.label);
      text.textContent = label;
      mark.text = { element: place, letters: text, number: Boolean(spec.value) && !spec.label, x: 0, y: 0, dx: 1, dy: -1, shown: false, hidden: false, where: "", width: widthOf(label, spec.small), gap: spec.kind !== "label" ? 18 : spec.small ? 20 : 25 };
    }
    const line = () => svg("path", { class: "stroke", "stroke-dasharray": dash }, element);
    // A straight line has points and no `d`, which is a property of style: to change it costs no work on styles.
    const straight = () => svg("polyline", { class: "stroke", "stroke-dasharray": dash }, element);
    const at = (/** @type {any} */ value, /** @type {number} */ i = 0) => {
      const width = value.shape[value.shape.length - 1];
      return this.toScreen(value.re[i * width], value.re[i * width + 1]);
    };
    const finite = (/** @type {any[]} */ values) => values.every((value) => value.re.every(Number.isFinite));

    if (spec.kind === "arrow") {
      mark.refs = [spec.tip, spec.tail];
      const shaft = straight();
      const head = svg("polygon", { class: "fill" }, element);
      mark.draw = (/** @type {any[]} */ values) => {
        if (!finite(values)) return false;
        const [x1, y1] = at(values[0]);
        const [x0, y0] = at(values[1]);
        const length = Math.hypot(x1 - x0, y1 - y0);
        if (mark.text) Object.assign(mark.text, { x: x1, y: y1, dx: x1 - x0, dy: y1 - y0 });
        mark.line = [x0, y0, x1, y1];
        if (length < 0.5) return false;
        const ux = (x1 - x0) / length;
        const uy = (y1 - y0) / length;
        const size = Math.min(HEAD * this.textScale, length * 0.6) * (spec.faint ? 0.7 : 1);
        const bx = x1 - ux * size;
        const by = y1 - uy * size;
        const w = size * 0.42;
        shaft.setAttribute("points", pointList(x0, y0, bx + ux, by + uy));
        head.setAttribute("points", pointList(x1, y1, bx - uy * w, by + ux * w, bx + uy * w, by - ux * w));
        return true;
      };
    } else if (spec.kind === "segment") {
      mark.refs = [spec.start, spec.end];
      const path = straight();
      mark.draw = (/** @type {any[]} */ values) => {
        if (!finite(values)) return false;
        const [x0, y0] = at(values[0]);
        const [x1, y1] = at(values[1]);
        mark.line = [x0, y0, x1, y1];
        path.setAttribute("points", pointList(...mark.line));
        if (mark.text) Object.assign(mark.text, { x: (x0 + x1) / 2, y: (y0 + y1) / 2, dx: y0 - y1, dy: x1 - x0 });
        return true;
      };
    } else if (spec.kind === "segments" || spec.kind === "grid") {
      mark.refs = [spec.pieces];
      const path = line();
      mark.draw = (/** @type {any[]} */ [pieces]) => {
        const n = pieces.shape[0];
        const width = pieces.shape[2];
        const { re } = pieces;
        const s = this.scale;
        const ox = this.width / 2 - this.middle[0] * s;
        const oy = this.height / 2 + this.middle[1] * s;
        let d = "";
        for (let i = 0; i < n; i += 1) {
          const j = 2 * i * width;
          const k = j + width;
          // One decimal of a pixel is plenty for thin lines, and shorter text is parsed sooner.
          const x0 = round(ox + re[j] * s, 1);
          const y0 = round(oy - re[j + 1] * s, 1);
          const x1 = round(ox + re[k] * s, 1);
          const y1 = round(oy - re[k + 1] * s, 1);
          if (Number.isFinite(x0 + y0 + x1 + y1)) d += `M${x0} ${y0}L${x1} ${y1}`;
        }
        path.setAttribute("d", d);
        return true;
      };
    } else if (spec.kind === "line") {
      mark.refs = [spec.direction, spec.through];
      const path = straight();
      mark.draw = (/** @type {any[]} */ values) => {
        if (!finite(values)) return false;
        const [direction, through] = values;
        const length = Math.hypot(direction.re[0], direction.re[1]);
        if (length < 1e-12) return false;
        const [px, py] = at(through);
        const reach = 2 * (this.width + this.height) + Math.hypot(px - this.width / 2, py - this.height / 2);
        const ux = direction.re[0] / length;
        const uy = -direction.re[1] / length;
        mark.line = [px - ux * reach, py - uy * reach, px + ux * reach, py + uy * reach];
        path.setAttribute("points", pointList(...mark.line));
        if (mark.text) {
          const out = Math.min(Math.abs((this.width * 0.42) / (ux || 1e-9)), Math.abs((this.height * 0.42) / (uy || 1e-9)));
          Object.assign(mark.text, { x: px + ux * out, y: py + uy * out, dx: -uy, dy: -Math.abs(ux) });
        }
        return true;
      };
    } else if (spec.kind === "path" || spec.kind === "polygon") {
      mark.refs = [spec.points];
      const path = svg("path", { class: spec.kind === "polygon" ? "area" : "stroke", "stroke-dasharray": spec.kind === "polygon" ? "" : dash }, element);
      const over = spec.signed ? svg("path", { class: "over", fill: `url(#hatch-${this.number})` }, element) : null;
      mark.draw = (/** @type {any[]} */ [points]) => {
        const n = points.shape[0];
        if (n === 0) return false;
        let d = "";
        let area = 0;
        let cx = 0;
        let cy = 0;
        let pen = "M";
        const corners = [];
        for (let i = 0; i < n; i += 1) {
          const [x, y] = at(points, i);
          if (!Number.isFinite(x + y)) {
            pen = "M";
            continue;
          }
          d += `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
          pen = "L";
          corners.push([x, y]);
          cx += x;
          cy += y;
        }
        for (let i = 0; i < corners.length; i += 1) {
          const [x0, y0] = corners[i];
          const [x1, y1] = corners[(i + 1) % corners.length];
          area += x0 * y1 - x1 * y0;
        }
        if (d && (spec.kind === "polygon" || spec.closed)) d += "Z";
        path.setAttribute("d", d);
        if (over) {
          over.setAttribute("d", d);
          over.style.display = area > 0 ? "" : "none"; // screen y points down, so a positive sum is a turned-over shape
        }
        mark.corners = corners;
        if (mark.text) Object.assign(mark.text, { x: cx / corners.length, y: cy / corners.length, dx: 0, dy: 0 });
        return corners.length > 0;
      };
    } else if (spec.kind === "label") {
      mark.refs = [spec.at, spec.tail, spec.value].filter(Boolean);
      const number = spec.value ? mark.refs.length - 1 : 0;
      mark.draw = (/** @type {any[]} */ values) => {
        if (!finite(values)) return false;
        const [x, y] = at(values[0]);
        const [tx, ty] = spec.tail ? at(values[1]) : [x - 1, y + 1];
        Object.assign(mark.text, { x, y, dx: x - tx || 1, dy: y - ty || -1 });
        if (number) {
          // On a phone the number that decides stands above the picture, where no finger covers it.
          const brief = spec.lead && this.narrow;
          const words = brief ? (say(spec.label).match(/.*(?= =$)/)?.[0] ?? "") : `${say(spec.label)} ${(spec.lead ? writeValue : short)(values[number], spec.digits)}${withUnit(spec.unit)}`.trim();
          if (mark.text.letters.textContent !== words) mark.text.letters.textContent = words;
          mark.text.width = widthOf(words, spec.small) * (spec.lead ? 1.2 : 1);
        }
        return true;
      };
    } else if (spec.kind === "points") {
      mark.refs = [spec.points];
      const count = this.program.value(spec.points).shape[0];
      mark.cloud = count > CLOUD;
      if (!mark.cloud) this.#makeDots(mark, count, role);
    }
    return mark;
  }

  /** Points that look alike share one path: the browser then styles and paints a few elements and not one for each point.
   * @param {any} mark @param {number} count @param {any} role */
  #makeDots(mark, count, role) {
    const { spec, element } = mark;
    const levels = spec.depth ? NEARNESS : 1;
    /** @type {Map<string, {path:any, shape:string, size:number, outline:(x:number, y:number) => string, d:string}[]>} */
    const looks = new Map();
    const lookOf = Array.from({ length: count }, (_, i) => {
      const group = spec.groups ? spec.groups[i] % this.scene.groups.length : -1;
      const colour = spec.colours ? spec.colours[i] : "";
      const key = `${group} ${colour}`;
      const known = looks.get(key);
      if (known) return known;
      const shape = group >= 0 ? this.scene.groups[group][2] : role.marker;
      const look = Array.from({ length: levels }, (_, level) => {
        const near = levels > 1 ? level / (levels - 1) : 1;
        const path = svg("path", { class: `dot${group >= 0 ? ` group-${group}` : ""}${shape === "circle-open" ? " open" : ""}` });
        if (colour) path.style.fill = colour;
        if (spec.depth) path.style.opacity = (0.6 + 0.4 * near).toFixed(2);
        const size = spec.size * (0.6 + 0.4 * near);
        return { path, shape, size, outline: () => "", d: "" };
      });
      looks.set(key, look);
      return look;
    });
    // What is far is drawn first.
    for (let level = 0; level < levels; level += 1) for (const look of looks.values()) element.append(look[level].path);
    const all = [...looks.values()].flat();
    let grown = 0;
    mark.draw = (/** @type {any[]} */ [points]) => {
      if (grown !== this.textScale) for (const part of all) part.outline = stamp(part.shape, part.size * Math.sqrt(this.textScale));
      grown = this.textScale;
      const near = depthOf(points, spec.depth);
      const { re, shape } = points;
      const s = this.scale;
      const ox = this.width / 2 - this.middle[0] * s;
      const oy = this.height / 2 + this.middle[1] * s;
      for (const part of all) part.d = "";
      for (let i = 0; i < count; i += 1) {
        const x = ox + re[i * shape[1]] * s;
        const y = oy - re[i * shape[1] + 1] * s;
        if (!Number.isFinite(x + y)) continue;
        const part = lookOf[i][near ? Math.round(near(i) * (levels - 1)) : 0];
        part.d += part.outline(x, y);
      }
      for (const part of all) part.path.setAttribute("d", part.d);
      return true;
    };
  }

  #drawClouds() {
    const clouds = this.marks.filter((/** @type {any} */ mark) => mark.cloud);
    if (clouds.length === 0) return;
    this.clouds ??= new Clouds(this.canvas);
    this.clouds.draw(this, clouds, getComputedStyle(this.root));
  }

  /** Put each label beside its point where it covers no other label, no handle and no line, and stays inside the frame. */
  #placeLabels() {
    const grown = this.textScale;
    const taken = [...this.written, ...this.covers, ...this.obstacles.map(([x, y, r]) => [x - r * grown, y - r * grown, x + r * grown, y + r * grown])];
    const lines = this.marks.filter((/** @type {any} */ mark) => mark.visible && mark.line).map((/** @type {any} */ mark) => mark.line);
    for (const { visible, corners = [] } of this.marks) if (visible) for (let i = 1; i < corners.length; i += 1) lines.push([...corners[i - 1], ...corners[i]]);
    if (this.scene.view.axes) for (const [x, y] of [this.toScreen(0, 0)]) lines.push([0, y, this.width, y], [x, 0, x, this.height]);
    for (const { text } of this.marks) {
      if (!text) continue;
      if (text.hidden === text.shown) text.element.style.display = text.shown ? "" : "none";
      text.hidden = !text.shown;
      if (!text.shown) continue;
      const length = Math.hypot(text.dx, text.dy);
      const preferred = length > 0 ? Math.atan2(text.dy, text.dx) : -Math.PI / 4;
      const w = text.width * grown;
      const h = 20 * grown;
      /** @type {any} */
      let best = null;
      const gap = length > 0 ? text.gap * Math.sqrt(grown) : 0;
      const tryAt = (/** @type {number} */ far, /** @type {number} */ turn) => {
        const angle = preferred + turn;
        const cx = clamp(text.x + Math.cos(angle) * (far + (w / 2) * Math.abs(Math.cos(angle))), w / 2 + 2, this.width - w / 2 - 2);
        const cy = clamp(text.y + Math.sin(angle) * (far + 2), h / 2 + 1, this.height - h / 2 - 1);
        const box = [cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2];
        const side = turn + (far > gap ? 9 : 0); // tells the places of a label apart
        let cost = TURNING * Math.abs(turn) + (side === text.side ? 0 : MOVING) + (far > gap ? LEAVING : 0);
        for (const other of taken) {
          const ix = Math.min(box[2], other[2]) - Math.max(box[0], other[0]);
          const iy = Math.min(box[3], other[3]) - Math.max(box[1], other[1]);
          if (ix > 0 && iy > 0) cost += ix * iy;
        }
        for (const line of lines) cost += CROSSING * lengthInside(line, box);
        if (!best || cost < best.cost) best = { cost, cx, cy, box, side };
      };
      // A number of the picture, such as an angle's, means nothing on another side.
      const turns = text.number ? TURNS.slice(0, 3) : TURNS;
      for (const turn of turns) {
        if (best && TURNING * Math.abs(turn) >= best.cost) break; // what is turned farther costs no less
        tryAt(gap, turn);
      }
      if (best.cost > LEAVING) for (const turn of turns.slice(0, 5)) tryAt(gap + h, turn);
      text.side = best.side;
      taken.push(best.box);
      const where = `translate(${best.cx.toFixed(1)} ${(best.cy + 5 * grown).toFixed(1)})`;
      if (where !== text.where) text.element.setAttribute("transform", where);
      text.where = where;
    }
  }

  /** Where the number that decides belongs, on the screen. @returns {number[]|null} */
  get leadPlace() {
    const mark = this.marks.find((/** @type {any} */ one) => one.spec.lead);
    return mark?.visible ? [mark.text.x, mark.text.y] : null;
  }

  /** Whether any point has a name to show. */
  get named() {
    return this.marks.some((/** @type {any} */ mark) => mark.spec.kind === "points" && mark.spec.labels && mark.shown);
  }

  /** Name of the point nearest to a place on the screen, within reach. @param {number} px @param {number} py
   * @returns {{text:string, x:number, y:number} | null} */
  nearest(px, py) {
    let best = null;
    let least = 18;
    for (const mark of this.marks) {
      const { spec } = mark;
      if (spec.kind !== "points" || !spec.labels || !mark.shown) continue;
      const found = this.closest(mark, px, py, least);
      if (!found) continue;
      least = found.far;
      best = { text: spec.labels[found.i], x: found.x, y: found.y };
    }
    return best;
  }

  /** The point of a mark that is nearest to a place on the screen, within reach. @param {any} mark @param {number} px @param {number} py
   * @param {number} reach @returns {{i:number, x:number, y:number, far:number} | null} */
  closest(mark, px, py, reach) {
    const s = this.scale;
    const ox = this.width / 2 - this.middle[0] * s;
    const oy = this.height / 2 + this.middle[1] * s;
    const { re, shape } = this.program.value(mark.spec.points);
    const [n, width] = shape;
    let least = reach * reach;
    let i = -1;
    for (let k = 0; k < n; k += 1) {
      const dx = ox + re[k * width] * s - px;
      const dy = oy - re[k * width + 1] * s - py;
      const far = dx * dx + dy * dy;
      // Of two at one place the nearer one hides the other.
      if (far < least || (far === least && width === 3 && i >= 0 && re[3 * k + 2] > re[3 * i + 2])) {
        least = far;
        i = k;
      }
    }
    return i < 0 ? null : { i, x: ox + re[i * width] * s, y: oy - re[i * width + 1] * s, far: Math.sqrt(least) };
  }

  /** Where a point of a mark is on the screen. @param {any} mark @param {number} i @returns {[number, number] | null} */
  placeOf(mark, i) {
    if (!mark.shown) return null;
    const { re, shape } = this.program.value(mark.spec.points);
    const [x, y] = this.toScreen(re[i * shape[1]], re[i * shape[1] + 1]);
    return Number.isFinite(x + y) ? [x, y] : null;
  }

  /** The next point in a direction, or the same one where there is none. @param {any} mark @param {number} from @param {number[]} arrow */
  beside(mark, from, arrow) {
    const { re, shape } = this.program.value(mark.spec.points);
    const [n, width] = shape;
    const s = this.scale;
    const [x, y] = [re[from * width], re[from * width + 1]];
    if (!Number.isFinite(x + y)) return (from + 1) % n;
    let best = from;
    let least = Infinity;
    for (let i = 0; i < n; i += 1) {
      const dx = (re[i * width] - x) * s;
      const dy = (re[i * width + 1] - y) * s;
      const along = dx * arrow[0] + dy * arrow[1];
      const across = Math.abs(dx * arrow[1]) + Math.abs(dy * arrow[0]);
      // What lies within a right angle around the direction counts as being there.
      if (along > 0.5 && across <= along && along + 2 * across < least) {
        least = along + 2 * across;
        best = i;
      }
    }
    return best;
  }
}

/** How near each point of (n, 3) is, from 0 (farthest) to 1; null where depth does not matter.
 * @param {any} points @param {boolean} depth @returns {((i:number) => number) | null} */
function depthOf(points, depth) {
  if (!depth) return null;
  const { re, shape } = points;
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < shape[0]; i += 1) {
    const z = re[3 * i + 2];
    if (z < low) low = z;
    if (z > high) high = z;
  }
  const span = high - low || 1;
  return (i) => (re[3 * i + 2] - low) / span;
}

/** The smallest of 1, 2, 5 times a power of ten that is at least `least`. @param {number} least */
function niceStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  for (const factor of [1, 2, 5]) if (factor * power >= least) return factor * power;
  return 10 * power;
}

/** How wide a label is, in pixels, near enough to keep it clear of others. @param {string} text @param {boolean} small */
function widthOf(text, small) {
  return text.length * (small ? 7.3 : 9.2) + 4;
}

/** How much of a straight piece lies in a box (Liang and Barsky, 1984). @param {number[]} line x, y of both ends
 * @param {number[]} box left, top, right, bottom */
function lengthInside([x0, y0, x1, y1], [left, top, right, bottom]) {
  const dx = x1 - x0;
  const dy = y1 - y0;
  let from = 0;
  let to = 1;
  for (const [step, room] of [[-dx, x0 - left], [dx, right - x0], [-dy, y0 - top], [dy, bottom - y0]]) {
    if (step === 0 && room < 0) return 0;
    if (step < 0) from = Math.max(from, room / step);
    else if (step > 0) to = Math.min(to, room / step);
  }
  return Math.max(0, to - from) * Math.hypot(dx, dy);
}

/** Places on the screen as the `points` of a polyline or polygon: x, y, x, y and so on. @param {number[]} numbers */
function pointList(...numbers) {
  return numbers.map((x) => round(x, 2)).join(" ");
}

/** @param {number} x @param {number} low @param {number} high */
function clamp(x, low, high) {
  return Math.min(Math.max(x, low), Math.max(low, high));
}

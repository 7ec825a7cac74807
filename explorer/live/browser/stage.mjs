// The stage: one scene on a page. It holds the values of the inputs, lets the recorded program compute what follows
// from them, and draws it. Python hears of a change when it has settled, never while a pointer is down.

import { Picture } from "./picture.mjs";
import { load } from "./evaluate.mjs";
import { Handles } from "./handles.mjs";
import { History, same } from "./history.mjs";
import { html } from "./html.mjs";
import { Layout, tool } from "./layout.mjs";
import { Panel } from "./panel.mjs";
import { Presenter } from "./present.mjs";
import { remember } from "./progress.mjs";
import { formatValue, pack, round, setLanguage, together, translate, turned, unpack, wordFor } from "./words.mjs";

const KEY_PAUSE = 150; // milliseconds after the last key until a change counts as settled
const GLIDE = 300; // milliseconds that a move caused by a click takes
const STAYED = 1500; // milliseconds after a press on a link: who is still here has stayed
const REST = 1200; // milliseconds without a touch until a stage shows what can be moved
const SNAP = 9; // pixels within which a handle rests on a candidate

/** @typedef {{scene:any, id:string, words?:string, start?:Record<string,(number|null)[]>, move?:{count:number, values:Record<string,(number|null)[]>},
 *   texts?:Record<string,string>, decimal?:string, lang?:string, prefix?:string, notice?:string, question?:string, title?:string, first?:string, next?:string[], lesson?:string, session?:string, report_on_mount?:boolean, hide?:string[], locks:Record<string,(number|null)[]>, link?:Record<string,string>, linked?:boolean}} Data */

/** @param {(number|null)[]} numbers @returns {number[]} */
const fromPlain = (numbers) => numbers.map((x) => (x === null ? NaN : x));
/** @param {ArrayLike<number>} numbers @returns {(number|null)[]} */
const toPlain = (numbers) => Array.from(numbers, (x) => (Number.isNaN(x) ? null : x));
const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

export class Stage {
  /** @param {ParentNode & Node} parent @param {Data} data @param {(kind:string, value:any) => void} report */
  constructor(parent, data, report) {
    this.parent = parent;
    this.report = report;
    this.root = html("div", { class: "stage" });
    parent.append(this.root);
    /** @type {Record<string, number[]>} */
    this.values = {};
    this.moves = data.move?.count ?? 0;
    this.session = data.session;
    this.#build(data);
    this.#writePage(data);
  }

  /** @param {Data} data */
  #build(data) {
    setLanguage(data.texts ?? {}, data.decimal ?? ".");
    if (data.lang && data.linked !== false) document.documentElement.lang = data.lang; // Streamlit says English always
    this.data = data;
    this.id = data.id;
    this.scene = data.scene;
    for (const spec of this.scene.inputs) {
      // What a link holds fixed is said beside the scene; its parameter of the link is left alone.
      const at = data.locks[spec.name];
      if (at) Object.assign(spec, { at, locked: true, url: "" });
    }
    this.program = load(this.scene.program);
    /** @type {Record<string, any>} */
    this.inputs = Object.fromEntries(this.scene.inputs.map((/** @type {any} */ spec) => [spec.name, spec]));
    const before = this.values;
    const shapes = this.shapes ?? {};
    const told = this.settled ?? {};
    this.told = Boolean(this.settled); // a scene that takes another's place goes on from where that one was
    this.values = {};
    /** @type {Record<string, string>} */
    this.shapes = {};
    for (const spec of this.scene.inputs) {
      // What the reader has moved survives a change of the scene where name and shape are the same.
      const kept = shapes[spec.name] === String(spec.shape) && !spec.hidden ? before[spec.name] : null;
      const start = data.move?.values[spec.name] ?? data.start?.[spec.name] ?? spec.at;
      this.values[spec.name] = within(spec, spec.locked ? fromPlain(spec.at) : (kept ?? fromPlain(start)));
      this.shapes[spec.name] = String(spec.shape);
      this.program.set(spec.name, this.values[spec.name], spec.shape);
    }
    /** @type {boolean|null} whether the last change was the reader's own; null before any */
    this.byHand = null;
    this.touched = false; // what a new scene shows at first is no achievement of the reader
    this.refusal = "";
    this.snapping = true;
    this.painting = false;
    this.snapped = "";
    /** @type {any} */
    this.playing = null;
    this.pace = 1;
    this.changed = new Set();
    this.#lay();
    this.history = new History(this.snapshot());
    this.#resume();
    const now = this.snapshot();
    this.settled = Object.fromEntries(Object.entries(now).map(([name, x]) => [name, told[name]?.length === x.length ? told[name] : x]));
    this.frozen = false;
    this.#theme();
    this.presenter = new Presenter(this);
    if (data.hide?.length) this.hide([]);
    this.picture.describe(this.describe());
    this.#resize();
    this.#writePage(data);
    // A drag that a new scene interrupted has not been told yet.
    if (!same(now, this.settled)) this.settleSoon();
    this.#offerHint();
    // Two frames: the second comes after the first has been painted.
    if (data.report_on_mount) requestAnimationFrame(() => requestAnimationFrame(() => this.reported || !this.root.isConnected || this.#tellSettled()));
  }

  /** A stage at rest shows once what can be moved; any press, key or scroll ends that, and all is as it was. */
  #offerHint() {
    const control = this.scene.controls.find((/** @type {any} */ c) => c.kind === "handle" && !c.depth && !this.isLocked(c));
    const query = new URLSearchParams(window.location.search);
    const shared = this.data?.linked !== false && this.scene.inputs.some((/** @type {any} */ spec) => spec.url && query.has(this.linkName(spec.name)));
    if (!control || shared || this.told || this.moves || this.presenter.at >= 0 || this.presenter.presenting) return;
    const stop = new AbortController();
    let back = () => {};
    const wait = setTimeout(async () => {
      const { show } = await import("./hint.mjs");
      if (!stop.signal.aborted) back = show(this, control, calm());
    }, REST);
    this.endHint = () => {
      if (stop.signal.aborted) return;
      stop.abort();
      clearTimeout(wait);
      back();
    };
    for (const kind of ["pointerdown", "keydown", "wheel", "touchstart", "scroll"]) window.addEventListener(kind, this.endHint, { signal: stop.signal, capture: true, passive: true });
  }

  /** Which picture this is, whatever numbers it starts from. */
  get #picture() {
    const handles = this.scene.controls.filter((/** @type {any} */ c) => c.kind === "handle").map((/** @type {any} */ c) => c.name);
    return JSON.stringify([this.data?.lesson, this.data?.prefix, this.scene.title, handles]);
  }

  /** In a scene that takes the place of one of the same picture, what was reached stays reached and what was done can be undone. */
  #resume() {
    const last = previousScenes.get(this.#picture);
    if (!last || this.data?.linked === false) return;
    this.history?.inherit(last.history, (name) => last.shapes[name] === this.shapes?.[name]);
    this.panel.goals.recall(last.reached);
  }

  #lay() {
    const layout = (this.layout = new Layout(this.root, { question: this.data?.question || translate(this.scene.title), lesson: this.data?.title ?? "", alone: this.data?.linked === undefined && !this.data?.session }));
    this.frame = layout.frame;
    this.tip = layout.tip;
    this.message = layout.message;
    this.tools = layout.tools;
    this.spoken = layout.spoken;
    this.picture = new Picture(this.frame, this.scene, this.program);
    this.frame.append(this.tip);
    this.handles = new Handles(this);
    this.panel = new Panel(this, layout);
    layout.settle();
    layout.changed = () => this.#resize();
    this.#makeTools();
    this.stop = new AbortController();
    this.watcher = new ResizeObserver(() => this.#resize());
    this.watcher.observe(layout.room);
    this.root.addEventListener("keydown", (event) => this.#shortcut(event), { signal: this.stop.signal });
    const page = (this.page = window.location.pathname);
    window.addEventListener("popstate", () => (window.location.pathname === page ? this.#travel() : this.#leave()), { signal: this.stop.signal });
    for (const kind of ["pointerdown", "click"]) {
      const pressed = (/** @type {Event} */ event) => {
        const link = event.composedPath().find((e) => e instanceof HTMLAnchorElement && e.href);
        if (link && new URL(/** @type {HTMLAnchorElement} */ (link).href).pathname !== page) this.#leave();
      };
      document.addEventListener(kind, pressed, { signal: this.stop.signal, capture: true });
    }
  }

  #makeTools() {
    /** @type {Record<string, HTMLButtonElement>} */
    this.buttons = {};
    const add = (/** @type {string} */ name, /** @type {string} */ text, /** @type {() => void} */ act) => {
      this.tools.append((this.buttons[name] = tool(name, text, act)));
    };
    add("undo", translate("Undo"), () => this.undo());
    add("redo", translate("Redo"), () => this.redo());
    add("reset", translate("Back to the start"), () => this.reset());
    if (this.scene.controls.some((/** @type {any} */ c) => c.snaps)) {
      add("snap", translate("Snap to meaning"), () => this.toggleSnap());
      this.buttons.snap.setAttribute("aria-pressed", "true");
    }
    this.tools.append(html("span", { class: "rule" }));
    add("out", translate("Zoom out"), () => this.#zoom(0.8));
    add("in", translate("Zoom in"), () => this.#zoom(1.25));
  }

  /** Everything where it was at the start. */
  reset() {
    this.presenter?.leaveStep();
    this.glide(Object.fromEntries(this.scene.inputs.filter((/** @type {any} */ s) => !s.hidden).map((/** @type {any} */ s) => [s.name, s.at])));
  }

  /** The picture as a whole again. */
  fit() {
    this.#zoom(0);
  }

  toggleSnap() {
    this.snapping = !this.snapping;
    this.buttons?.snap?.setAttribute("aria-pressed", String(this.snapping));
    this.spoken.textContent = this.snapping ? translate("Handles rest at special places.") : translate("Handles move freely.");
  }

  /** @param {KeyboardEvent} event */
  #shortcut(event) {
    const typing = event.composedPath()[0] instanceof HTMLInputElement && /** @type {any} */ (event.composedPath()[0]).type === "text";
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !typing) {
      event.preventDefault();
      event.stopPropagation();
      if (event.shiftKey) this.redo();
      else this.undo();
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "y" && !typing) {
      event.preventDefault();
      this.redo();
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey && !typing) {
      if (event.key === "+" || event.key === "=") this.#zoom(1.25);
      else if (event.key === "-") this.#zoom(0.8);
      else if (event.key === "0") this.#zoom(0);
      else if (event.key === "s" && this.buttons?.snap) this.toggleSnap();
      else return;
      event.preventDefault();
      event.stopPropagation();
    }
  }

  /** @param {number} factor 0 fits */
  #zoom(factor) {
    if (factor === 0) this.picture.fit();
    else this.picture.zoomBy(factor);
    this.looked();
  }

  /** The view changed: what was named at a place on the screen is no longer there. */
  looked() {
    this.tip.classList.remove("shown");
    this.invalidate();
  }

  /** The name of an input in the link. @param {string} name @returns {string} */
  linkName(name) {
    return (this.data?.prefix ?? "") + this.inputs[name].url;
  }

  /** Fit the picture to the room it has. */
  resize() {
    this.#resize();
  }

  /** What the picture shows now, in a sentence: where things are and what the numbers say. @returns {string} */
  describe() {
    const parts = this.scene.inputs
      .filter((/** @type {any} */ spec) => !spec.hidden && !spec.quiet && spec.at.length <= 3)
      .map((/** @type {any} */ spec) => `${translate(spec.name)} ${together(this.values[spec.name])}`);
    return `${translate(this.scene.title)}. ${[...parts, ...this.#said(8)].join("; ")}.`;
  }

  /** The first read-outs in words. @param {number} most */
  #said(most) {
    const parts = [];
    for (const spec of this.scene.panel) {
      if (spec.kind !== "readout" || this.hiddenNames?.includes(spec.name) || parts.length >= most || this.panel.isSecret(spec)) continue;
      if (spec.guards.some((/** @type {number} */ g) => !this.program.guard(g))) continue;
      const value = this.program.value(spec.value);
      parts.push(`${translate(spec.name)} ${spec.words ? translate(wordFor(spec.words, value.re[0])) : formatValue(value, spec.digits)}`);
    }
    return parts;
  }

  /** Hide read-outs, marks and the formula by name, besides those that the link hides; the empty list shows the rest.
   * @param {string[]} wanted */
  hide(wanted) {
    const names = [...wanted, ...(this.data?.hide ?? [])];
    for (const box of this.root.querySelectorAll(".formula")) box.classList.toggle("hidden", names.includes("formula"));
    for (const row of this.root.querySelectorAll("[data-readout]")) {
      const hidden = names.includes(/** @type {HTMLElement} */ (row).dataset.readout ?? "");
      row.closest(".readout, .field")?.classList.toggle("hidden", hidden);
    }
    for (const reason of this.root.querySelectorAll(".because")) reason.classList.toggle("hidden", names.includes("reasons"));
    for (const button of this.root.querySelectorAll(".predict button")) button.classList.toggle("hidden", names.includes("answers"));
    for (const mark of this.picture.marks) mark.hidden = names.includes(mark.spec.label) || names.includes(mark.spec.name);
    this.hiddenNames = names;
    this.picture.fresh = true;
    this.invalidate();
  }

  #resize() {
    this.presenter?.grow();
    const { clientWidth: width, clientHeight: height } = this.layout.room;
    if (width === 0) return;
    this.root.classList.toggle("narrow", this.layout.narrow);
    this.handles.box = undefined;
    this.picture.resize(width, height, this.layout.rim(), this.layout.covers(), this.layout.narrow);
    if (this.inputs["tall frame"]) this.program.set("tall frame", [this.picture.home.x === this.scene.view.x ? 0 : 1], []);
    this.draw();
    this.panel?.fit();
  }

  #theme() {
    const style = getComputedStyle(this.root);
    const paper = style.getPropertyValue("--st-background-color").trim();
    const dark = paper ? luminance(paper) < 0.4 : window.matchMedia("(prefers-color-scheme: dark)").matches;
    this.root.dataset.theme = dark ? "dark" : "light";
    const tone = dark ? "dark" : "light";
    for (const [name, role] of Object.entries(this.scene.roles)) {
      this.root.style.setProperty(`--role-${name}`, /** @type {any} */ (role)[tone]);
      this.root.style.setProperty(`--strong-${name}`, /** @type {any} */ (role)[`${tone}_strong`]);
    }
    for (const [end, looks] of Object.entries(this.scene.scale)) this.root.style.setProperty(`--scale-${end}`, looks[dark ? 1 : 0]);
    this.scene.groups.forEach((/** @type {string[]} */ group, /** @type {number} */ i) => {
      this.root.style.setProperty(`--group-${i}`, group[dark ? 1 : 0]);
      this.root.style.setProperty(`--strong-group-${i}`, strong(group[dark ? 1 : 0], dark));
    });
    this.picture.fresh = true;
  }

  // ---------------------------------------------------------------- changing inputs

  /** Give inputs new values; the picture follows at the next frame. @param {Record<string, ArrayLike<number>>} values
   * @param {boolean} [byHand] whether it is the reader who moves, and not a step, a preset or a clock */
  change(values, byHand = true) {
    this.byHand = byHand;
    if (byHand) {
      this.presenter?.leaveStep();
      this.layout.answered();
    }
    for (const [name, numbers] of Object.entries({ ...this.#driven(values), ...values })) {
      const spec = this.inputs[name];
      if (!spec || spec.locked) continue;
      const next = within(spec, numbers);
      this.values[name] = next;
      this.program.set(name, next, spec.shape);
      if (!spec.hidden) this.changed.add(name);
    }
    this.touched = true;
    this.#unsnap();
    this.invalidate();
  }

  /** The name of a special place stands only while something rests there. */
  #unsnap() {
    if (this.snapped) this.tip.classList.remove("shown");
    this.snapped = "";
  }

  /** Where a clock among the changed inputs sends other inputs. @param {Record<string, ArrayLike<number>>} values */
  #driven(values) {
    /** @type {Record<string, ArrayLike<number>>} */
    const driven = {};
    for (const control of this.scene.controls) {
      if (control.kind !== "slider" || !control.sets || !values[control.input]) continue;
      this.program.set(control.input, [values[control.input][0]], []);
      for (const [name, ref] of Object.entries(control.sets)) driven[name] = this.program.value(ref).re;
    }
    return driven;
  }

  /** One component typed. @param {string} name @param {number} i @param {number} x */
  type(name, i, x) {
    const next = [...this.values[name]];
    next[i] = x;
    this.stopMoving();
    const control = this.scene.controls.find((/** @type {any} */ c) => c.input === name && c.kind === "handle");
    // A handle with a freedom of its own keeps it when its coordinates are typed.
    if (control?.target && !control.depth) this.#place(control, next, 0);
    else this.change({ [name]: next });
    if (control && next.length === 2) {
      const at = this.program.value(control.at).re;
      this.picture.include(at[0], at[1]);
    }
  }

  /** A handle is wanted at a place. @param {any} control @param {number[]} wanted
   * @param {{free?:boolean, depth?:number}} [how] */
  move(control, wanted, { free = false, depth = 0 } = {}) {
    if (this.frozen || this.isLocked(control)) return;
    const digits = Math.max(0, -Math.floor(Math.log10(this.keyStep / 10) + 1e-9));
    const place = wanted.map((x) => round(x, digits));
    this.#place(control, place, depth);
    // What was moved freely rests where it is; it is said to be special only where it is exactly so.
    const snap = this.snapping ? this.#snap(control, free ? 1e-4 * this.picture.scale : SNAP) : null;
    if (snap) this.#rest(control, snap, free);
  }

  /** Let a handle rest on a special place and say its name. @param {any} control @param {{name:string, place:number[]}} snap
   * @param {boolean} there whether it is there already */
  #rest(control, snap, there = false) {
    if (!there) this.#place(control, snap.place, 0);
    this.snapped = snap.name;
    this.#showTip(snap.name, snap.place);
  }

  /** Send a handle to the next special place: the keyboard's way to them. @param {any} control */
  jump(control) {
    const places = this.#candidates(control).filter((c) => c.name !== this.snapped || this.snapped === "");
    if (this.isLocked(control) || this.frozen || places.length === 0) return;
    const names = (control.snaps ?? []).map((/** @type {any} */ s) => s.name);
    const last = names.indexOf(this.snapped);
    // In the order of declaration, starting after the one it rests on.
    places.sort((a, b) => ((names.indexOf(a.name) - last - 1 + names.length) % names.length) - ((names.indexOf(b.name) - last - 1 + names.length) % names.length));
    this.stopMoving();
    this.#rest(control, places[0]);
    this.settleSoon();
  }

  /** @param {any} control @param {number[]} place @param {number} depth @param {boolean} [byHand] */
  #place(control, place, depth, byHand = true) {
    if (!control.target) {
      this.change({ [control.input]: place }, byHand);
      return;
    }
    const spec = this.inputs[control.target];
    const target = spec.at.length === 3 ? [...place, depth] : place;
    this.values[control.target] = target;
    this.program.set(control.target, target, spec.shape);
    /** @type {Record<string, number[]>} */
    const next = {};
    for (const [name, ref] of Object.entries(control.sets)) {
      const { re } = this.program.value(ref);
      if (Array.from(re).every(Number.isFinite)) next[name] = Array.from(re, (/** @type {number} */ x) => round(x, 4));
    }
    this.change(next, byHand);
  }

  /** Where a handle would be in the hint that a stage at rest gives. @param {any} control @param {number[]} place */
  show(control, place) {
    this.#place(control, place, 0, false);
  }

  /** Put inputs back, as if nothing had been. @param {Record<string, number[]>} values */
  putBack(values) {
    this.change(values, false);
    this.byHand = null;
    this.touched = false;
  }

  /** The places of meaning that exist now. @param {any} control @returns {{name:string, place:number[]}[]} */
  #candidates(control) {
    const found = [];
    for (const { name, at, guards = [] } of control.snaps ?? []) {
      if (!guards.every((/** @type {number} */ g) => this.program.guard(g))) continue;
      const place = Array.from(this.program.value(at).re, (/** @type {number} */ v) => round(v, 4));
      if (place.every(Number.isFinite)) found.push({ name, place });
    }
    return found;
  }

  /** The place of meaning within reach. @param {any} control @param {number} reach pixels */
  #snap(control, reach) {
    const at = this.program.value(control.at).re;
    const [x, y] = this.picture.toScreen(at[0], at[1]);
    // Of two within reach the one that the scene names first means more.
    return (
      this.#candidates(control).find(({ place }) => {
        const [cx, cy] = this.picture.toScreen(place[0], place[1]);
        return Math.hypot(cx - x, cy - y) < reach;
      }) ?? null
    );
  }

  /** Arrow keys on a handle that turns something: by how much, right and up. @param {any} control @param {number[]} by */
  press(control, by) {
    if (this.frozen || this.isLocked(control)) return;
    this.program.set(control.keys.input, by, [2]);
    this.change(Object.fromEntries(Object.entries(control.keys.sets).map(([name, ref]) => [name, Array.from(this.program.value(ref).re)])));
    this.program.set(control.keys.input, [0, 0], [2]);
  }

  /** Turn the camera. @param {any} control @param {number} azimuth @param {number} elevation degrees */
  turn(control, azimuth, elevation) {
    if (this.frozen) return;
    const [a, e] = this.values[control.input];
    this.change({ [control.input]: [round(turned(a + azimuth), 1), round(Math.min(90, Math.max(-90, e + elevation)), 1)] });
  }

  /** Size of an arrow key's step: the power of ten that is seen as about seven pixels. */
  get keyStep() {
    return Math.max(1e-6, 10 ** Math.round(Math.log10(7 / this.picture.scale)));
  }

  /** @param {any} control */
  isLocked(control) {
    const names = control.input ? [control.input] : Object.keys(control.sets ?? {});
    return names.length > 0 && names.every((/** @type {string} */ name) => this.inputs[name].locked);
  }

  /** Keep where everything was when a handle was taken. @param {any} hold */
  remember(hold) {
    hold.memory = this.snapshot();
  }

  /** Put everything back where it was when the handle was taken. @param {any} hold @returns {boolean} whether anything was elsewhere */
  recall(hold) {
    if (!hold.memory || same(hold.memory, this.snapshot())) return false;
    this.stopMoving();
    this.change(hold.memory);
    this.settleSoon();
    return true;
  }

  // ---------------------------------------------------------------- moving by itself

  stopMoving() {
    this.playing = null;
    if (this.moving) cancelAnimationFrame(this.moving);
    this.moving = 0;
    this.invalidate();
  }

  /** Move the inputs to given values in a moment, then settle, then press a button. @param {Record<string, (number|null)[]>} values
   * @param {number} [milliseconds] @param {string} [press] */
  glide(values, milliseconds = GLIDE, press = "") {
    this.stopMoving();
    this.presenter?.leaveStep();
    this.layout.answered();
    this.panel.forgetTyping();
    const goal = Object.fromEntries(Object.entries(values).map(([name, numbers]) => [name, fromPlain(numbers)]));
    const start = this.snapshot();
    const begin = performance.now();
    const finish = () => {
      this.moving = 0;
      this.change(goal, false);
      this.#showAll();
      this.settleNow();
      if (press) this.ask(press);
    };
    if (calm()) {
      finish();
      return;
    }
    const tick = (/** @type {number} */ now) => {
      const share = Math.min(1, (now - begin) / milliseconds);
      if (share >= 1) {
        finish();
        return;
      }
      const eased = share * share * (3 - 2 * share);
      const between = Object.entries(goal).map(([name, to]) => [name, to.map((x, i) => start[name][i] + eased * (x - start[name][i]))]);
      this.change(Object.fromEntries(between), false);
      this.moving = requestAnimationFrame(tick);
    };
    this.moving = requestAnimationFrame(tick);
  }

  /** What a click sent out of sight is brought back into it; the picture that shrank for it grows again when it is back. */
  #showAll() {
    const { picture } = this;
    const far = this.scene.controls.filter((/** @type {any} */ control) => control.far);
    if (far.length === 0) return;
    if (this.shrunk) picture.fit();
    const zoom = picture.zoom;
    for (const control of far) {
      const { re } = this.program.value(control.at);
      if (Number.isFinite(re[0] + re[1])) picture.include(re[0], re[1]);
    }
    this.shrunk = picture.zoom < zoom;
  }

  /** Let a clock run from where it stands to its end. @param {any} control */
  play(control) {
    this.stopMoving();
    this.playing = control;
    const { low, high, step, seconds } = control;
    let exact = this.values[control.input][0];
    if (exact >= high - 1e-9) exact = low;
    let last = performance.now();
    const tick = (/** @type {number} */ now) => {
      if (this.playing !== control) return;
      exact += ((now - last) / 1000 / seconds) * (high - low) * this.pace;
      last = now;
      const x = exact >= high ? high : step ? low + Math.floor((exact - low) / step + 1e-9) * step : exact;
      this.change({ [control.input]: [x] }, false);
      if (exact >= high) {
        this.playing = null;
        this.moving = 0;
        this.settleNow();
        return;
      }
      this.moving = requestAnimationFrame(tick);
    };
    this.moving = requestAnimationFrame(tick);
  }

  // ---------------------------------------------------------------- settling, undo, the link

  /** The values a reader can change, as plain arrays. @returns {Record<string, number[]>} */
  snapshot() {
    return Object.fromEntries(
      this.scene.inputs.filter((/** @type {any} */ spec) => !spec.hidden).map((/** @type {any} */ spec) => [spec.name, [...this.values[spec.name]]]),
    );
  }

  settleSoon() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.settleNow(), KEY_PAUSE);
  }

  /** Tell Python, the link and the screen reader where things are now; say nothing when nothing moved. */
  settleNow() {
    clearTimeout(this.waiting);
    // Never while something moves by itself, and never while a pointer is down: its release settles.
    if (this.moving || this.painting || this.handles.busy) return;
    for (const spec of this.scene.inputs) {
      if (!spec.hidden) this.values[spec.name] = this.values[spec.name].map((x) => (Number.isNaN(x) ? x : Number(x.toFixed(4))));
      if (!spec.hidden) this.program.set(spec.name, this.values[spec.name], spec.shape);
    }
    const now = this.snapshot();
    if (same(now, this.settled)) {
      // There and back again: nothing to tell Python, but a goal reached on the way is reached.
      const reached = this.panel.goals.keep();
      if (reached.length > 0) {
        this.celebrate(reached[0]);
        this.#speakChange([], reached);
      }
      return;
    }
    this.history.push(now);
    this.#announce(now);
  }

  /** @param {Record<string, number[]>} now */
  #announce(now) {
    const moved = Object.keys(now).filter((name) => !now[name].every((x, i) => Object.is(x, this.settled[name][i])));
    this.settled = now;
    this.draw();
    const reached = this.panel.goals.keep();
    if (reached.length > 0) this.celebrate(reached[0]);
    this.picture.describe(this.describe());
    this.#speakChange(moved, reached);
    this.#writeLink(now);
    if (this.data?.lesson) remember(this.data.lesson, this.panel.goals.reached, this.panel.goals.all.length);
    this.#showUndo();
    this.#tellSettled();
  }

  #tellSettled() {
    this.reported = true;
    this.#tell({ values: Object.fromEntries(Object.entries(this.settled).map(([name, numbers]) => [name, toPlain(numbers)])), move: this.moves, scene: this.id });
  }

  /** Ask Python for what a button stands for. @param {string} button */
  ask(button) {
    this.settleNow();
    this.report("pressed", button);
  }

  /** Tell Python, unless the reader is on the way to another page: there the late message would run this page's
   * part of the script, and the other page would stay blank. @param {any} settled */
  #tell(settled) {
    if (this.leaving) this.untold = settled;
    else this.report("settled", settled);
  }

  /** The reader has gone for another page, or so it seems. */
  #leave() {
    clearTimeout(this.leaving);
    this.leaving = setTimeout(() => {
      this.leaving = undefined;
      if (this.untold) this.report("settled", this.untold);
      this.untold = null;
    }, STAYED);
  }

  /** A goal was reached by hand: say what, why, and what could be next. @param {string} name */
  celebrate(name) {
    const goal = this.panel.goals.all.find((one) => one.spec.name === name);
    const place = this.picture.leadPlace ?? this.handles.lastPlace ?? [this.picture.width / 2, this.picture.height / 2];
    void this.layout.answer(calm() ? null : place, { reached: translate(name), because: this.hiddenNames?.includes("reasons") ? "" : translate(goal.spec.because), left: this.panel.goals.all.filter((one) => !one.reached).length, next: this.data?.next?.length ? this.data.next : undefined });
  }

  /** @param {string[]} moved @param {string[]} reached */
  #speakChange(moved, reached) {
    const parts = moved
      .filter((name) => !this.inputs[name].quiet && this.values[name].length <= 3)
      .map((name) => `${translate(name)} ${together(this.values[name])}`);
    if (this.snapped) parts.push(translate(this.snapped));
    parts.push(...this.#said(6 - parts.length));
    for (const goal of reached) parts.push(translate("Reached: {goal}", { goal: translate(goal) }));
    this.spoken.textContent = `${parts.join("; ")}.`;
  }

  /** @param {Record<string, number[]>} now */
  #writeLink(now) {
    if (this.data?.linked === false) return;
    const url = new URL(window.location.href);
    for (const spec of this.scene.inputs) {
      if (!spec.url) continue;
      const name = this.linkName(spec.name);
      const text = pack(now[spec.name]);
      // Beside a step the link says what the step would set otherwise, also where that is at its start.
      const stepped = this.presenter && this.presenter.at >= 0 && spec.name in this.presenter.setting(this.presenter.at);
      if (text === pack(fromPlain(spec.at)) && !stepped) url.searchParams.delete(name);
      else url.searchParams.set(name, text);
    }
    this.#replace(url);
  }

  /** Back or forward to another link of this page: be where it says, and at the start where it says nothing. */
  #travel() {
    if (this.data?.linked === false) return;
    const query = new URLSearchParams(window.location.search);
    /** @type {Record<string, number[]>} */
    const there = {};
    for (const spec of this.scene.inputs) {
      if (!spec.url) continue;
      const text = query.get(this.linkName(spec.name));
      const numbers = text === null ? spec.at : unpack(text);
      if (numbers?.length !== spec.at.length) return;
      there[spec.name] = fromPlain(numbers);
    }
    this.#restore(there);
    this.history.push(this.snapshot());
  }

  undo() {
    this.#keep();
    if (this.history.canUndo) this.#restore(this.history.undo());
  }

  redo() {
    this.#keep();
    if (this.history.canRedo) this.#restore(this.history.redo());
  }

  /** Remember a change that has not settled yet, so that undo takes back that one first. */
  #keep() {
    clearTimeout(this.waiting);
    this.stopMoving();
    this.history.push(this.snapshot());
  }

  /** @param {Record<string, number[]>} state */
  #restore(state) {
    this.stopMoving();
    this.panel.forgetTyping();
    this.presenter?.leaveStep();
    this.change(state, false);
    this.#announce(this.snapshot());
  }

  #showUndo() {
    if (!this.buttons) return;
    if (this.buttons.undo.disabled === this.history.canUndo) this.buttons.undo.disabled = !this.history.canUndo;
    if (this.buttons.redo.disabled === this.history.canRedo) this.buttons.redo.disabled = !this.history.canRedo;
  }

  // ---------------------------------------------------------------- drawing

  invalidate() {
    if (!this.pending) this.pending = requestAnimationFrame(() => this.draw());
  }

  draw() {
    cancelAnimationFrame(this.pending ?? 0);
    this.pending = 0;
    if (!this.picture || !this.panel) return;
    this.handles.draw();
    this.picture.draw();
    this.panel.update();
    this.#showRefusal();
    this.#showUndo();
  }

  /** When a guard fails, marks vanish; the stage says why. */
  #showRefusal() {
    const broken = this.picture.broken();
    const text = broken >= 0 ? translate(this.scene.program.guards[broken].message) : this.touched ? "" : (this.data?.notice ?? "");
    if (text === this.refusal) return;
    this.message.textContent = text;
    this.refusal = text;
  }

  /** Show the name of a point beside it. @param {{text:string, x:number, y:number} | null} found */
  name(found) {
    if (!found) {
      if (!this.snapped) this.tip.classList.remove("shown");
      return;
    }
    this.tip.textContent = translate(found.text);
    this.tip.style.left = `${Math.min(found.x, this.picture.width - 40)}px`;
    this.tip.style.top = `${found.y}px`;
    this.tip.classList.add("shown");
  }

  /** @param {string} text @param {number[]} place */
  #showTip(text, place) {
    const [x, y] = this.picture.toScreen(place[0], place[1]);
    this.name({ text: translate(text), x, y });
  }

  // ---------------------------------------------------------------- news from Python

  /** What the page beside the stage wants its link to say. @param {Data} data */
  #writePage({ link = {}, linked }) {
    if (linked === false || window.location.pathname !== this.page) return;
    const url = new URL(window.location.href);
    for (const [name, text] of Object.entries(link)) {
      if (text) url.searchParams.set(name, text);
      else url.searchParams.delete(name);
    }
    this.#replace(url);
  }

  /** @param {URL} url */
  #replace(url) {
    // Commas are legal in a query and far easier to read than their escape.
    url.search = url.search.replaceAll("%2C", ",").replaceAll("%2A", "*");
    if (url.href === window.location.href) return;
    try {
      window.history.replaceState(window.history.state, "", url);
    } catch {
      // A frame without an address of its own has no link to keep.
    }
  }

  /** @param {Data} data */
  receive(data) {
    const moved = data.move && data.move.count !== this.moves ? data.move : null;
    if (version(data) !== version(this.data)) {
      this.#teardown();
      this.#build(data);
    } else {
      this.data = data;
      this.#theme();
      this.invalidate();
    }
    this.#writePage(data);
    if (moved) {
      // Positions that Python restores win over what is on the stage.
      this.moves = moved.count;
      this.panel.forgetTyping();
      this.change(Object.fromEntries(Object.entries(moved.values).map(([name, numbers]) => [name, fromPlain(numbers)])), false);
      this.history.push(this.snapshot());
      this.#announce(this.snapshot());
      const clock = this.scene.controls.find((/** @type {any} */ c) => c.starts && moved.values[c.input]);
      if (clock && !calm()) this.play(clock);
    }
    if (data.session !== this.session) {
      // The server came back without its memory. What settled before its first run got here has been dropped.
      this.session = data.session;
      if (this.reported) this.#tellSettled();
    }
  }

  #teardown() {
    const last = previousScenes.get(this.#picture);
    previousScenes.set(this.#picture, { history: this.history, shapes: this.shapes, reached: [...new Set([...(last?.reached ?? []), ...this.panel.goals.reached])] });
    clearTimeout(this.waiting);
    clearTimeout(this.leaving);
    this.leaving = undefined;
    this.stopMoving();
    this.endHint?.();
    cancelAnimationFrame(this.pending ?? 0);
    this.pending = 0;
    this.handles.release();
    this.presenter?.release();
    this.watcher?.disconnect();
    this.stop?.abort();
  }

  /** Leave nothing behind: listeners, observers, frames. */
  release() {
    this.#teardown();
    this.root.remove();
  }
}

/** What a stage is built from: another scene, language or lock builds it anew. @param {Data} data */
const version = ({ id, words, locks }) => JSON.stringify([id, words, locks]);

/** Numbers kept within an input's limits; blanks stay blank. @param {any} spec @param {ArrayLike<number>} numbers */
function within({ low, high }, numbers) {
  const kept = new Array(numbers.length);
  // Adding zero turns -0 into 0. What is not a number stays that.
  for (let i = 0; i < kept.length; i += 1) kept[i] = Math.min(high ?? Infinity, Math.max(low ?? -Infinity, numbers[i])) + 0;
  return kept;
}

/** Relative luminance of a CSS colour written as #rgb, #rrggbb or rgb(...). @param {string} text */
function luminance(text) {
  let parts;
  if (text.startsWith("#")) {
    const long = text.length === 4 ? [...text.slice(1)].map((c) => c + c).join("") : text.slice(1, 7);
    parts = [0, 2, 4].map((i) => parseInt(long.slice(i, i + 2), 16));
  } else parts = (text.match(/[\d.]+/g) ?? ["255", "255", "255"]).slice(0, 3).map(Number);
  const [r, g, b] = parts.map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** A colour as near to another as a contrast of 7:1 on the page allows, for the projector. @param {string} hex @param {boolean} dark */
function strong(hex, dark) {
  const paper = dark ? 0.006 : 1;
  const end = dark ? 255 : 0;
  for (let share = 0; share < 1; share += 0.04) {
    const parts = [1, 3, 5].map((i) => Math.round((1 - share) * parseInt(hex.slice(i, i + 2), 16) + share * end));
    const text = `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
    const light = luminance(text);
    if ((Math.max(light, paper) + 0.05) / (Math.min(light, paper) + 0.05) >= 7.1) return text;
  }
  return dark ? "#ffffff" : "#000000";
}

/** Of each picture that was on this page: what was done and reached when its last scene went. @type {Map<string, any>} */
const previousScenes = new Map();

// The stage: one scene on a page. It holds the values of the inputs, lets the recorded program compute what follows
// from them, and draws it. Python hears of a change when it has settled, never while a pointer is down.

import { load } from "./evaluate.mjs";
import { Handles } from "./handles.mjs";
import { History, same } from "./history.mjs";
import { html } from "./html.mjs";
import { Layout } from "./layout.mjs";
import { isLinked, linkName, readPlace, setParameters, writePlace } from "./link.mjs";
import { Messages } from "./messages.mjs";
import { Motion } from "./motion.mjs";
import { Panel } from "./panel.mjs";
import { panes, withPart } from "./parts.mjs";
import { Picture } from "./picture.mjs";
import { Placement } from "./placement.mjs";
import { Steps } from "./steps.mjs";
import { applyTheme, followColours } from "./theme.mjs";
import { Tools } from "./tools.mjs";
import { allFromPlain, calm, fromPlain, toPlain, within } from "./values.mjs";
import { setLanguage, translate } from "./words.mjs";

const KEY_PAUSE = 150; // milliseconds after the last key until a change counts as settled
const REST = 1200; // milliseconds without a touch until a stage shows what can be moved

/** @typedef {import("./payload.mjs").Numbers} Numbers */
/** @typedef {import("./payload.mjs").Input & {locked?:boolean}} Input a link may lock it */
/** @typedef {import("./payload.mjs").Payload & {inputs:Input[]}} Scene */
/** What Python says beside the scene, see `show` in explorer/live/serve/component.py.
 * @typedef {{scene:Scene, id:string, words?:string, start?:Record<string, Numbers>, move?:{count:number, values:Record<string, Numbers>, hand:boolean},
 *   texts?:Record<string, string>, decimal?:string, lang?:string, prefix?:string, notice?:string, question?:string, title?:string, first?:string,
 *   next?:string[], lesson?:string, session?:string, report_on_mount?:boolean, hide?:string[], locks:Record<string, Numbers>, link?:Record<string, string>,
 *   linked?:boolean}} Data */

/** Of each picture that was on this page: what was done and reached when its last scene went.
 * @type {Map<string, {history:History, kinds:Record<string, string>, reached:string[]}>} */
const previousScenes = new Map();

/** What a stage is built from: another scene, language or lock wants another stage. @param {Data} data */
const originOf = ({ id, words, locks }) => JSON.stringify([id, words, locks]);

/** Of each input, what makes its values mean the same in another scene: its shape, and the frames that it counts.
 * @param {Scene} scene @returns {Record<string, string>} */
function kindsOf({ controls, inputs }) {
  const frames = Object.fromEntries(controls.flatMap((each) => (each.kind === "slider" ? [[each.input, each.labels]] : [])));
  return Object.fromEntries(inputs.map(({ name, shape }) => [name, `${shape} ${frames[name]}`]));
}

export class Stage {
  /** @param {ParentNode & Node} parent @param {Data} data @param {import("./messages.mjs").Report} report
   * @param {Stage|null} [before] the stage whose place this one takes */
  constructor(parent, data, report, before = null) {
    before?.teardown();
    this.parent = parent;
    /** @type {Data} */
    this.data = data;
    this.origin = originOf(data);
    this.messages = before?.messages ?? new Messages(report);
    this.moves = before ? before.moves : (data.move?.count ?? 0);
    this.session = before ? before.session : data.session;
    setLanguage(data.texts ?? {}, data.decimal ?? ".");
    if (data.lang && isLinked(this)) document.documentElement.lang = data.lang; // Streamlit says English always
    this.id = data.id;
    this.scene = data.scene;
    this.program = load(this.scene.program);
    this.told = Boolean(before); // a scene that takes another's place goes on from where that one was
    /** @type {Record<string, Input>} */
    this.inputs = {};
    /** @type {Record<string, number[]>} */
    this.values = {};
    this.kinds = kindsOf(this.scene);
    for (const spec of this.scene.inputs) this.#begin(spec, before);
    /** @type {boolean|null} whether the last change was the reader's own; null before any */
    this.byHand = before && data.move && data.move.count !== before.moves ? data.move.hand : null;
    this.touched = false; // until then what the link got wrong is said
    this.refusal = "";
    /** What was said of each read-out last. @type {Map<string, string>} */
    this.said = new Map();
    this.painting = false;
    this.frozen = false;
    this.pending = 0;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.waiting = undefined;
    /** @type {string[]} */
    this.hiddenNames = [];
    this.page = window.location.pathname;
    this.root = before?.root ?? html("div", { class: "stage" });
    if (!before) parent.append(this.root);
    this.endHint = () => {};
    this.placement = new Placement(this);
    this.motion = new Motion(this);

    const question = data.question || translate(this.scene.title);
    this.layout = new Layout(this.root, { question, lesson: data.title ?? "", alone: data.linked === undefined && !data.session });
    const { frame, message, room, spoken, tip } = this.layout;
    this.tip = tip;
    this.message = message;
    this.spoken = spoken;
    this.picture = new Picture(frame, this.scene, this.program);
    frame.append(tip);
    this.handles = new Handles(this);
    /** Planes beside the main one; the part that makes them comes with a scene that has some. @type {import("./panes.mjs").Beside[]} */
    this.panes = panes.make?.(this) ?? [];
    this.panel = new Panel(this, this.layout);
    this.layout.settle();
    this.steps = new Steps(this);
    this.tools = new Tools(this);
    this.layout.changed = () => this.resize();
    this.watcher = new ResizeObserver(() => this.resize());
    for (const box of [room, this.layout.bar]) this.watcher.observe(box);
    this.stop = new AbortController();
    this.messages.watch(() => this.#travel(), this.stop.signal);
    followColours(this.root, this.stop.signal);

    const now = this.snapshot();
    this.history = new History(now);
    this.panel.goals.recall(this.#previous?.reached ?? []);
    /** @type {Record<string, number[]>} */
    const told = before?.settled ?? {};
    this.settled = Object.fromEntries(Object.entries(now).map(([name, x]) => [name, told[name]?.length === x.length ? told[name] : x]));
    this.#colour();
    this.steps.open();
    this.tools.open();
    if (data.hide?.length) this.hide([]);
    this.#say();
    this.resize();
    this.#writePage();
    // A drag that a new scene interrupted has not been told yet.
    if (!same(now, this.settled)) this.settleSoon();
    this.#offerHint();
    const mounted = () => this.messages.reported || !this.root.isConnected || this.#tellSettled();
    // Two frames: the second comes after the first has been painted.
    if (data.report_on_mount) requestAnimationFrame(() => requestAnimationFrame(mounted));
    if (before) this.#follow();
    this.#inherit();
  }

  /** Give an input its first value. @param {Input} spec @param {Stage|null} before */
  #begin(spec, before) {
    const { locks, move, start } = this.data;
    const { name } = spec;
    // What a link holds fixed is said beside the scene; its parameter of the link is left alone.
    if (locks[name]) Object.assign(spec, { at: locks[name], locked: true, url: "" });
    this.inputs[name] = spec;
    // What the reader has moved survives a change of the scene where it means the same.
    const known = before?.kinds[name];
    const kept = before && known === this.kinds[name] && !spec.hidden ? before.values[name] : null;
    const given = move?.values[name] ?? (known ? null : start?.[name]) ?? spec.at;
    this.values[name] = within(spec, spec.locked ? fromPlain(spec.at) : (kept ?? fromPlain(given)));
    this.program.set(name, this.values[name], spec.shape);
  }

  /** A stage at rest shows once what can be moved; any press, key or scroll ends that, and all is as it was. */
  #offerHint() {
    const [control] = this.scene.controls.flatMap((each) => (each.kind === "handle" && !each.depth && each.pane === undefined && !this.placement.isLocked(each) ? [each] : []));
    const query = new URLSearchParams(window.location.search);
    const shared = isLinked(this) && this.scene.inputs.some((spec) => spec.url && query.has(linkName(this, spec.name)));
    if (!control || shared || this.told || this.moves || this.steps.at >= 0 || this.tools.isAsked) return;
    const stop = new AbortController();
    let back = () => {};
    // What goes by steps of its own could arrive at an answer: of that the path alone is shown.
    const hint = (/** @type {typeof import("./hint.mjs")} */ { show }) => {
      if (!stop.signal.aborted) back = show(this, control, calm() || Boolean(control.keys));
    };
    const wait = setTimeout(() => withPart(import("./hint.mjs"), hint), REST);
    this.endHint = () => {
      if (stop.signal.aborted) return;
      stop.abort();
      clearTimeout(wait);
      back();
    };
    for (const kind of ["pointerdown", "keydown", "wheel", "touchstart", "scroll"]) window.addEventListener(kind, this.endHint, { signal: stop.signal, capture: true, passive: true });
  }

  /** @param {import("./messages.mjs").Report} report */
  set report(report) {
    this.messages.report = report;
  }

  /** Which picture this is, whatever numbers it starts from. */
  get #picture() {
    const handles = this.scene.controls.filter(({ kind }) => kind === "handle").map(({ name }) => name);
    return JSON.stringify([this.data.lesson, this.data.prefix, this.scene.title, handles]);
  }

  /** The scene of the same picture whose place this one takes: what was reached stays reached, and what was done can be undone. */
  get #previous() {
    return isLinked(this) ? previousScenes.get(this.#picture) : undefined;
  }

  #inherit() {
    const last = this.#previous;
    if (!last) return;
    this.history.inherit(last.history, this.snapshot(), (name) => last.kinds[name] === this.kinds[name]);
    this.tools.showUndo(this.history);
  }

  // ---------------------------------------------------------------- how it looks

  #colour() {
    applyTheme(this.root, this.scene);
    this.#refresh();
  }

  /** The main picture and the panes beside it. @returns {{picture:Picture, handles:Handles, placement:Placement}[]} */
  get planes() {
    return [this, ...this.panes];
  }

  #refresh() {
    for (const { picture } of this.planes) picture.fresh = true;
  }

  /** The view changed: what was named at a place on the screen is no longer there. */
  looked() {
    this.tip.classList.remove("shown");
    this.invalidate();
  }

  /** Hide read-outs, marks and the formula by name, besides those that the link hides; the empty list shows the rest.
   * @param {string[]} wanted */
  hide(wanted) {
    const names = [...wanted, ...(this.data.hide ?? [])];
    for (const box of this.root.querySelectorAll(".formula")) box.classList.toggle("hidden", names.includes("formula"));
    for (const row of this.root.querySelectorAll("[data-readout]")) {
      const hidden = names.includes(/** @type {HTMLElement} */ (row).dataset.readout ?? "");
      row.closest(".readout, .field")?.classList.toggle("hidden", hidden);
    }
    for (const reason of this.root.querySelectorAll(".because")) reason.classList.toggle("hidden", names.includes("reasons"));
    for (const button of this.root.querySelectorAll(".predict button")) button.classList.toggle("hidden", names.includes("answers"));
    for (const mark of this.planes.flatMap(({ picture }) => picture.marks)) mark.hidden = names.includes(mark.spec.label) || names.includes(mark.spec.name);
    this.hiddenNames = names;
    this.#refresh();
    this.invalidate();
  }

  /** Fit the picture to the room it has. */
  resize() {
    const { layout, picture } = this;
    this.tools.fit();
    const { clientWidth: width, clientHeight: height } = layout.room;
    if (width === 0) return;
    this.root.classList.toggle("narrow", layout.narrow);
    this.handles.forgetBox();
    picture.resize(width, height, layout.rim(), layout.covers(), layout.narrow);
    for (const pane of this.panes) pane.resize();
    for (const [name, yes] of Object.entries({ "tall frame": picture.home.x !== this.scene.view.x, "narrow frame": layout.narrow }))
      if (this.inputs[name]) this.program.set(name, [Number(yes)], []);
    this.draw();
    this.panel.fit();
  }

  // ---------------------------------------------------------------- changing inputs

  /** Give inputs new values; the picture follows at the next frame. @param {Record<string, ArrayLike<number>>} values
   * @param {boolean} [byHand] whether it is the reader who moves, and not a step, a preset or a clock */
  change(values, byHand = true) {
    this.byHand = byHand;
    if (byHand) {
      this.steps.leave();
      this.layout.answered();
    }
    for (const [name, numbers] of Object.entries({ ...this.#driven(values), ...values })) {
      const spec = this.inputs[name];
      if (!spec || spec.locked) continue;
      this.values[name] = within(spec, numbers);
      this.program.set(name, this.values[name], spec.shape);
    }
    this.touched = true;
    this.refusal = "";
    this.tip.classList.remove("shown"); // what it named may be another now
    for (const { placement } of this.planes) placement.unsnap();
    this.invalidate();
  }

  /** Send inputs to where outputs of the program are now. @param {Record<string, string>} sets */
  follow(sets) {
    this.change(Object.fromEntries(Object.entries(sets).map(([name, ref]) => [name, Array.from(this.program.value(ref).re)])));
  }

  /** Do what a press stands for, at once: send inputs on, and settle. @param {Record<string, string>} sets */
  press(sets) {
    this.motion.stop();
    this.follow(sets);
    this.settleNow();
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
    this.motion.stop();
    const [control] = this.scene.controls.flatMap((each) => (each.kind === "handle" && each.input === name ? [each] : []));
    // A handle with a freedom of its own keeps it when its coordinates are typed.
    if (control?.target && !control.depth) this.placement.place(control, next);
    else this.change({ [name]: next });
    if (control && next.length === 2) {
      const at = this.program.value(control.at).re;
      this.planes[(control.pane ?? -1) + 1].picture.include(at[0], at[1]);
    }
  }

  /** Everything where it was at the start. */
  reset() {
    this.steps.restart();
    for (const { picture } of this.planes) picture.fit();
    const seen = this.scene.inputs.filter((spec) => !spec.hidden);
    this.motion.glide(Object.fromEntries(seen.map((spec) => [spec.name, spec.at])));
  }

  // ---------------------------------------------------------------- settling, undo

  /** The values a reader can change, as plain arrays. @returns {Record<string, number[]>} */
  snapshot() {
    return Object.fromEntries(this.scene.inputs.filter((spec) => !spec.hidden).map(({ name }) => [name, [...this.values[name]]]));
  }

  settleSoon() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.settleNow(), KEY_PAUSE);
  }

  /** Tell Python, the link and the screen reader where things are now; say nothing when nothing moved. */
  settleNow() {
    clearTimeout(this.waiting);
    // Never while something moves by itself, and never while a pointer is down: its release settles.
    if (this.motion.frame || this.painting || this.planes.some(({ handles }) => handles.busy)) return;
    for (const { name, hidden, shape, decimals } of this.scene.inputs) {
      if (hidden) continue;
      this.values[name] = this.values[name].map((x) => Number(x.toFixed(decimals ?? 4)));
      this.program.set(name, this.values[name], shape);
    }
    const now = this.snapshot();
    if (same(now, this.settled)) {
      // There and back again: nothing to tell Python, but a goal reached on the way is reached.
      const reached = this.panel.goals.keep();
      if (reached.length > 0) {
        this.#celebrate(reached[0]);
        this.#say([], reached);
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
    this.resize();
    const { goals } = this.panel;
    const reached = goals.keep();
    if (reached.length > 0) this.#celebrate(reached[0]);
    this.#say(moved, reached);
    writePlace(this, now);
    void this.#remember();
    this.tools.showUndo(this.history);
    this.#tellSettled();
  }

  /** Describe the picture, and say what a settled change has changed. @param {string[]} [moved] @param {string[]} [reached] @returns {Promise<void>} */
  async #say(moved, reached) {
    await withPart(import("./announce.mjs"), ({ announce }) => announce(this, moved, reached));
  }

  /** Let this browser remember where the lesson stands. */
  async #remember() {
    const { lesson } = this.data;
    const { all, reached } = this.panel.goals;
    const { search } = window.location;
    if (lesson) await withPart(import("./progress.mjs"), ({ remember }) => remember(lesson, reached, all.length, search));
  }

  /** A goal was reached by hand: say what, why, and what could be next. @param {string} name */
  #celebrate(name) {
    const { all } = this.panel.goals;
    const { width, height, leadPlace } = this.picture;
    const place = leadPlace ?? this.handles.pointer.lastPlace ?? [width / 2, height / 2];
    const because = all.find(({ spec }) => spec.name === name)?.spec.because ?? "";
    const { next } = this.data;
    void this.layout.answer(calm() ? null : place, {
      reached: translate(name),
      because: this.hiddenNames.includes("reasons") ? "" : translate(because),
      left: all.filter((one) => !one.reached).length,
      next: next?.length ? next : undefined,
    });
  }

  #tellSettled() {
    const values = Object.fromEntries(Object.entries(this.settled).map(([name, numbers]) => [name, toPlain(numbers)]));
    this.messages.tell({ values, move: this.moves, scene: this.id });
  }

  /** Ask Python for what a button stands for. @param {string} button */
  ask(button) {
    this.settleNow();
    this.messages.press(button);
  }

  /** Back or forward to another link of this page: be where it says. */
  #travel() {
    const there = isLinked(this) ? readPlace(this) : null;
    if (!there) return;
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
    this.motion.stop();
    this.history.push(this.snapshot());
  }

  /** @param {Record<string, number[]>} state */
  #restore(state) {
    this.motion.stop();
    this.panel.forgetTyping();
    this.steps.leave();
    this.change(state, false);
    this.#announce(this.snapshot());
  }

  // ---------------------------------------------------------------- drawing

  invalidate() {
    if (!this.pending) this.pending = requestAnimationFrame(() => this.draw());
  }

  draw() {
    cancelAnimationFrame(this.pending);
    this.pending = 0;
    for (const { handles, picture } of this.planes) {
      handles.draw();
      picture.draw();
    }
    this.panel.update();
    this.#showRefusal();
    this.tools.showUndo(this.history);
  }

  /** When a guard fails, marks vanish; the stage says why. */
  #showRefusal() {
    const broken = this.picture.broken();
    const text = broken >= 0 ? translate(this.scene.program.guards[broken].message) : this.refusal || (this.touched ? "" : (this.data.notice ?? ""));
    if (text !== this.message.textContent) this.message.textContent = text;
  }

  /** Say why something cannot be had, until the next change. @param {string} text */
  refuse(text) {
    this.refusal = text;
    this.#showRefusal();
  }

  /** Show the name of a point beside it. @param {{text:string, x:number, y:number} | null} found */
  name(found) {
    if (!found) {
      if (!this.placement.snapped) this.tip.classList.remove("shown");
      return;
    }
    this.tip.textContent = translate(found.text);
    this.tip.style.left = `${Math.min(found.x, this.picture.width - 40)}px`;
    this.tip.style.top = `${found.y}px`;
    this.tip.classList.add("shown");
  }

  // ---------------------------------------------------------------- news from Python

  /** What the page beside the stage wants its link to say. */
  #writePage() {
    if (isLinked(this) && window.location.pathname === this.page) setParameters(this.data.link ?? {});
  }

  /** Whether data are for this stage; else another one takes its place. @param {Data} data */
  accepts(data) {
    return originOf(data) === this.origin;
  }

  /** @param {Data} data */
  receive(data) {
    this.data = data;
    this.#colour();
    this.invalidate();
    this.#follow();
  }

  /** Do what Python asks beside the scene. */
  #follow() {
    const { move, session } = this.data;
    this.#writePage();
    if (move && move.count !== this.moves) {
      // Positions that Python restores win over what is on the stage.
      this.moves = move.count;
      this.panel.forgetTyping();
      this.change(allFromPlain(move.values), move.hand);
      this.history.push(this.snapshot());
      this.#announce(this.snapshot());
      const [clock] = this.scene.controls.flatMap((each) => (each.kind === "slider" && each.starts && move.values[each.input] ? [each] : []));
      if (clock && !calm()) this.motion.play(clock);
    }
    if (session !== this.session) {
      // The server came back without its memory. What settled before its first run got here has been dropped.
      this.session = session;
      if (this.messages.reported) this.#tellSettled();
    }
  }

  /** Give up listeners, observers and frames; another stage may take the place. */
  teardown() {
    const reached = new Set([...(previousScenes.get(this.#picture)?.reached ?? []), ...this.panel.goals.reached]);
    previousScenes.set(this.#picture, { history: this.history, kinds: this.kinds, reached: [...reached] });
    clearTimeout(this.waiting);
    this.messages.stop();
    this.motion.stop();
    this.endHint();
    cancelAnimationFrame(this.pending);
    this.pending = 0;
    for (const { handles } of this.planes) handles.release();
    this.tools.release();
    this.watcher.disconnect();
    this.stop.abort();
  }

  /** Leave nothing behind. */
  release() {
    this.teardown();
    this.root.remove();
  }
}

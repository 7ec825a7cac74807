// Handles: points that are dragged with a pointer, a finger or the arrow keys, and the camera that is turned.
// This file knows how a reader moves something; what the move means is the stage's business.

import { anyNamed, beside, closest, nearestName, placeOf } from "./marks/nearest.mjs";
import { marker, svg } from "./shapes.mjs";
import { formatNumber, together, translate, turned, withUnit } from "./words.mjs";

const REACH = 26; // pixels around a handle in which a press takes it
const PICK = { mouse: 9, other: 16 }; // pixels around a point in which a press picks it up
const SHRINK = 0.985; // of the picture in a frame, while a handle is pushed against its edge
const FARTHEST = 0.02; // of its size at the start
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export class Handles {
  /** @param {any} stage */
  constructor(stage) {
    this.stage = stage;
    this.picture = stage.picture;
    /** @type {any[]} */
    this.holds = [];
    /** @type {Map<number, {x:number, y:number}>} */
    this.fingers = new Map();
    /** @type {any} */
    this.dragging = null;
    /** @type {any[]} */
    this.readers = [];
    /** @type {{id:number, x:number, y:number} | null} */
    this.tap = null;
    this.stop = new AbortController();
    for (const control of stage.scene.controls) {
      if (control.kind === "handle") this.#makeHandle(control);
    }
    this.picture.holds.classList.toggle("many", this.holds.length > 4);
    for (const mark of this.picture.marks) {
      if (mark.spec.kind === "points" && mark.spec.labels?.length) this.#makeReader(mark);
    }
    // After the handles in the order of the Tab key.
    for (const control of stage.scene.controls) {
      if (control.kind === "orbit") this.#makeCamera(control);
    }
    if (!this.camera) this.#makeView();
    this.#listen();
  }

  /** @param {any} control */
  #makeHandle(control) {
    const group = svg(
      "g",
      { class: `handle role-${control.role} ${control.shape}`, role: "slider", tabindex: 0, "aria-label": translate(control.name) },
      this.picture.holds,
    );
    svg("circle", { class: "touch", r: 22 }, group);
    svg("circle", { class: "halo", r: 15 }, group);
    svg("circle", { class: "ring", r: 14 }, group);
    const outline = control.shape === "hollow" ? "circle" : control.shape;
    svg("path", { class: "knob", d: marker(outline, 7) }, group);
    group.setAttribute("aria-valuemin", "-1000000");
    group.setAttribute("aria-valuemax", "1000000");
    const hold = { control, group, x: 0, y: 0, text: "", hidden: false, deep: false };
    if (this.stage.isLocked(control)) {
      group.setAttribute("aria-disabled", "true");
      group.classList.add("locked");
    }
    this.holds.push(hold);
    const { signal } = this.stop;
    group.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#key(event, hold), { signal });
    group.addEventListener("focus", () => this.stage.remember(hold), { signal });
    group.addEventListener("blur", () => this.stage.settleNow(), { signal });
    if (control.depth) this.#makeDepth(hold);
  }

  /** A second, smaller handle beside a point in space: up moves it away from the eye, down brings it near. @param {any} hold */
  #makeDepth(hold) {
    const { control } = hold;
    const group = svg(
      "g",
      { class: `handle depth role-${control.role}`, role: "slider", tabindex: 0, "aria-label": translate("{name}, depth", { name: translate(control.name) }), "aria-orientation": "vertical", "aria-valuemin": -1000000, "aria-valuemax": 1000000 },
      this.picture.holds,
    );
    svg("circle", { class: "touch", r: 16 }, group);
    svg("circle", { class: "ring", r: 13 }, group);
    svg("path", { class: "knob", d: "M0 -11L5 -4H1.6V4H5L0 11L-5 4H-1.6V-4H-5Z" }, group);
    const second = { control, group, x: 0, y: 0, text: "", hidden: false, deep: true };
    if (this.stage.isLocked(control)) group.classList.add("locked");
    this.holds.push(second);
    const { signal } = this.stop;
    group.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#key(event, second), { signal });
    group.addEventListener("focus", () => this.stage.remember(second), { signal });
    group.addEventListener("blur", () => this.stage.settleNow(), { signal });
  }

  /** @param {any} control */
  #makeCamera(control) {
    const group = svg("g", { class: "camera", role: "slider", tabindex: 0, "aria-label": translate("camera"), "aria-valuemin": 0, "aria-valuemax": 360 }, this.picture.holds);
    svg("rect", { class: "turn", width: "100%", height: "100%", rx: 6 }, group);
    this.camera = { control, group, text: "" };
    this.#onArrows(group, [15, 5, 1], (right, up) => {
      this.stage.stopMoving();
      this.stage.turn(control, -right, up);
      this.stage.settleSoon();
    });
    group.addEventListener("blur", () => this.stage.settleNow(), { signal: this.stop.signal });
  }

  /** The view of a flat picture for the keyboard: arrows move it, plus and minus zoom. It comes after the handles. */
  #makeView() {
    const group = svg(
      "g",
      { class: "camera view", role: "application", tabindex: 0, "aria-label": translate("View: arrow keys move it, plus and minus zoom, 0 fits") },
      this.picture.holds,
    );
    svg("rect", { class: "turn", width: "100%", height: "100%", rx: 6 }, group);
    this.#onArrows(group, [160, 40, 8], (right, up) => {
      this.picture.panBy(-right, up);
      this.stage.looked();
    });
  }

  /** Let the arrow keys move something by one of three sizes: with Shift, alone, with Alt.
   * @param {Element} group @param {[number, number, number]} sizes @param {(right:number, up:number) => void} move */
  #onArrows(group, [coarse, plain, fine], move) {
    const pressed = (/** @type {any} */ event) => {
      const arrow = ARROWS[/** @type {keyof typeof ARROWS} */ (event.key)];
      if (!arrow) return;
      event.preventDefault();
      event.stopPropagation();
      const size = event.shiftKey ? coarse : event.altKey ? fine : plain;
      move(arrow[0] * size, arrow[1] * size);
    };
    group.addEventListener("keydown", pressed, { signal: this.stop.signal });
  }

  /** Named points for the keyboard: one tab stop for all of them; an arrow goes to the next point in its direction. @param {any} mark */
  #makeReader(mark) {
    const { spec } = mark;
    const group = svg(
      "g",
      { class: `reader role-${spec.role}`, role: "spinbutton", tabindex: 0, "aria-label": translate(spec.name || "points"), "aria-valuemin": 1, "aria-valuemax": spec.labels.length, "aria-valuenow": 1, "aria-valuetext": spec.labels[0] },
      this.picture.holds,
    );
    const ring = svg("circle", { class: "spot", r: 11 }, group);
    const reader = { mark, group, ring, at: 0, shown: false };
    const { signal } = this.stop;
    const show = () => {
      const place = placeOf(this.picture, mark, reader.at);
      group.setAttribute("aria-valuenow", String(reader.at + 1));
      group.setAttribute("aria-valuetext", translate(spec.labels[reader.at]));
      if (place) this.stage.name({ text: spec.labels[reader.at], x: place[0], y: place[1] });
      this.draw();
    };
    group.addEventListener("focus", () => {
      reader.shown = true;
      show();
    }, { signal });
    group.addEventListener("blur", () => {
      reader.shown = false;
      this.stage.name(null);
      this.draw();
    }, { signal });
    group.addEventListener(
      "keydown",
      (/** @type {KeyboardEvent} */ event) => {
        const arrow = ARROWS[/** @type {keyof typeof ARROWS} */ (event.key)];
        const last = spec.labels.length - 1;
        if (arrow) reader.at = beside(this.picture, mark, reader.at, arrow);
        else if (event.key === "Home") reader.at = 0;
        else if (event.key === "End") reader.at = last;
        else if (event.key === "Enter" && this.#pickUp(spec.picks, reader.at)) {
          event.preventDefault();
          event.stopPropagation();
          this.stage.settleSoon();
          return;
        } else if (event.key === "PageUp") reader.at = Math.max(0, reader.at - 1);
        else if (event.key === "PageDown") reader.at = Math.min(last, reader.at + 1);
        else return;
        event.preventDefault();
        event.stopPropagation();
        show();
      },
      { signal },
    );
    this.readers.push(reader);
  }

  /** Whether a handle or the camera is under a pointer. */
  get busy() {
    return Boolean(this.dragging && (this.dragging.hold || this.dragging.turns));
  }

  #listen() {
    const { root } = this.picture;
    const { signal } = this.stop;
    // Over the picture two fingers zoom the picture; one still scrolls the page (up and down only where it turns a camera).
    root.style.touchAction = this.camera ? "pan-y" : "pan-x pan-y";
    root.classList.toggle("turns", Boolean(this.camera));
    // Where the picture lies is measured once a drag: asking for it costs a good part of a frame.
    window.addEventListener("scroll", () => (this.box = undefined), { signal, capture: true, passive: true });
    root.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => this.#down(event), { signal });
    root.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => this.#move(event), { signal });
    root.addEventListener("pointerup", (/** @type {PointerEvent} */ event) => this.#up(event), { signal });
    root.addEventListener("pointercancel", (/** @type {PointerEvent} */ event) => this.#up(event), { signal });
    root.addEventListener("pointerleave", (/** @type {PointerEvent} */ event) => {
      // A finger that is lifted leaves too; the name it asked for stays.
      this.over = null;
      if (event.pointerType === "mouse") this.stage.name(null);
    }, { signal });
    root.addEventListener(
      "wheel",
      (/** @type {WheelEvent} */ event) => {
        // A plain wheel scrolls the page; with Ctrl or Command (a pinch on a touchpad sends the same) it zooms.
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        const [x, y] = this.#place(event);
        this.picture.zoomBy(Math.exp(-event.deltaY * 0.004), x, y);
        this.stage.looked();
      },
      { signal, passive: false },
    );
    // A touch on a handle must not start a scroll; elsewhere it may.
    root.addEventListener(
      "touchstart",
      (/** @type {TouchEvent} */ event) => {
        const touch = event.changedTouches[0];
        const at = this.#place(touch);
        if (event.touches.length > 1 || this.#nearest(...at) || this.#pick(...at, "touch", null)) event.preventDefault();
      },
      { signal, passive: false },
    );
  }

  /** @param {{clientX:number, clientY:number}} event @returns {[number, number]} */
  #place(event) {
    if (!this.dragging) this.box = undefined;
    const box = (this.box ??= this.picture.root.getBoundingClientRect());
    return [((event.clientX - box.left) / box.width) * this.picture.width, ((event.clientY - box.top) / box.height) * this.picture.height];
  }

  /** @param {number} px @param {number} py */
  #nearest(px, py) {
    let best = null;
    let least = REACH;
    for (const hold of this.holds) {
      if (hold.hidden || hold.group.classList.contains("locked")) continue;
      const far = Math.hypot(hold.x - px, hold.y - py);
      if (far < least) {
        least = far;
        best = hold;
      }
    }
    return best;
  }

  /** The handle that picked points are held by, if it is to be seen. @param {{input:string, handle:string} | undefined} picks */
  #handleOf(picks) {
    const hold = picks && this.holds.find((each) => each.control.name === picks.handle && !each.deep);
    return hold && !hold.hidden && !hold.group.classList.contains("locked") ? hold : null;
  }

  /** The point that a press takes: one nearer than any handle. @param {number} px @param {number} py @param {string} pointer @param {any} hold */
  #pick(px, py, pointer, hold) {
    let best = null;
    let least = pointer === "mouse" ? PICK.mouse : PICK.other;
    if (hold) least = Math.min(least, Math.hypot(hold.x - px, hold.y - py));
    for (const mark of this.picture.marks) {
      const { picks } = mark.spec;
      const own = this.#handleOf(picks);
      if (!own || !mark.shown || (hold && hold !== own)) continue;
      const found = closest(this.picture, mark, px, py, least);
      if (!found) continue;
      least = found.far;
      best = { picks, i: found.i };
    }
    return best;
  }

  /** Put the handle on a point. @param {{input:string, handle:string} | undefined} picks @param {number} i */
  #pickUp(picks, i) {
    const hold = this.#handleOf(picks);
    if (!hold || !picks || this.stage.frozen) return null;
    this.stage.stopMoving();
    this.stage.change({ [picks.input]: [i + 1] });
    this.stage.draw();
    hold.group.focus({ preventScroll: true });
    return hold;
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (event.button !== 0) return;
    const [px, py] = this.#place(event);
    if (event.isPrimary) this.fingers.clear(); // an earlier finger whose end was never told
    this.fingers.set(event.pointerId, { x: px, y: py });
    this.tap = { id: event.pointerId, x: px, y: py };
    if (this.fingers.size === 2 && !(this.dragging && this.dragging.hold)) {
      this.dragging = { pinch: this.#spread() };
      this.tap = null;
      return;
    }
    if (this.dragging) return;
    let hold = this.#nearest(px, py);
    const pick = this.#pick(px, py, event.pointerType, hold);
    if (pick) hold = this.#pickUp(pick.picks, pick.i) ?? hold;
    this.stage.stopMoving();
    if (hold) {
      event.preventDefault();
      this.dragging = { hold, id: event.pointerId, dx: hold.x - px, dy: hold.y - py, y: py };
      hold.group.classList.add("held");
      hold.group.focus({ preventScroll: true });
      this.stage.remember(hold);
    } else if (this.camera || event.pointerType === "mouse") {
      // Shift moves the view where the mouse alone turns the camera.
      this.dragging = { background: true, turns: Boolean(this.camera) && !event.shiftKey, id: event.pointerId, x: px, y: py };
    } else {
      return;
    }
    this.picture.root.setPointerCapture(event.pointerId);
  }

  #spread() {
    const [a, b] = [...this.fingers.values()];
    return { gap: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const [px, py] = this.#place(event);
    if (this.fingers.has(event.pointerId)) this.fingers.set(event.pointerId, { x: px, y: py });
    // Released where nobody could tell: outside the window, or in a dialog of the system.
    if (this.dragging && event.pointerType === "mouse" && event.buttons === 0) this.#up(event);
    const drag = this.dragging;
    if (this.tap && Math.hypot(px - this.tap.x, py - this.tap.y) > 8) this.tap = null;
    if (!drag) {
      if (event.pointerType === "mouse" && event.buttons === 0) this.#hover(px, py);
      return;
    }
    if (drag.pinch && this.fingers.size === 2) {
      const now = this.#spread();
      this.picture.zoomBy(now.gap / Math.max(1, drag.pinch.gap), now.x, now.y);
      this.picture.panBy(now.x - drag.pinch.x, now.y - drag.pinch.y);
      drag.pinch = now;
      this.stage.looked();
    } else if (drag.id === event.pointerId && drag.hold?.deep) {
      this.stage.move(drag.hold.control, this.#at(drag.hold), { free: true, depth: (py - drag.y) / this.picture.scale });
      drag.y = py;
    } else if (drag.id === event.pointerId && drag.hold) {
      drag.x = px;
      drag.y = py;
      this.#follow(drag, event.ctrlKey || event.metaKey);
      if (drag.hold.control.far) this.#push(drag);
    } else if (drag.id === event.pointerId && drag.background) {
      if (drag.turns) this.stage.turn(this.camera.control, -(px - drag.x) * 0.45, (py - drag.y) * 0.45);
      else {
        this.picture.panBy(px - drag.x, py - drag.y);
        this.stage.looked();
      }
      drag.x = px;
      drag.y = py;
    }
  }

  /** Bring a handle to where the pointer is, within the picture. @param {any} drag @param {boolean} [free] */
  #follow(drag, free = false) {
    const x = Math.min(Math.max(drag.x + drag.dx, 0), this.picture.width);
    const y = Math.min(Math.max(drag.y + drag.dy, 0), this.picture.height);
    this.stage.move(drag.hold.control, this.picture.toWorld(x, y), { free });
  }

  /** Against the edge of the picture a handle pushes it away: the picture shrinks and the handle goes on. @param {any} drag */
  #push(drag) {
    const { picture } = this;
    const pushed = () => drag.x < 2 || drag.y < 2 || drag.x > picture.width - 2 || drag.y > picture.height - 2;
    if (drag.pushing || !pushed()) return;
    const tick = () => {
      drag.pushing = this.dragging === drag && pushed() && picture.zoom > FARTHEST && !this.stage.frozen;
      if (!drag.pushing) return;
      picture.zoomBy(SHRINK);
      this.#follow(drag);
      requestAnimationFrame(tick);
    };
    drag.pushing = true;
    requestAnimationFrame(tick);
  }

  /** @param {PointerEvent} event */
  #up(event) {
    this.fingers.delete(event.pointerId);
    const drag = this.dragging;
    // A tap, or a click that moved nothing, asks what is there.
    if (event.type === "pointerup" && this.tap?.id === event.pointerId && !drag?.hold) {
      this.stage.name(nearestName(this.picture, ...this.#place(event)));
    }
    this.tap = null;
    if (!drag || (drag.id !== undefined && drag.id !== event.pointerId)) return;
    this.dragging = null;
    if (drag.hold) {
      drag.hold.group.classList.remove("held");
      this.lastPlace = [drag.hold.x, drag.hold.y];
    }
    if (drag.hold || drag.turns) this.stage.settleNow();
  }

  /** Name what the mouse is over, at most once a frame: a search among many points takes its time. @param {number} px @param {number} py */
  #hover(px, py) {
    if (!anyNamed(this.picture)) return;
    this.over = [px, py];
    this.looking ??= requestAnimationFrame(() => {
      this.looking = undefined;
      const [x, y] = /** @type {[number, number]} */ (this.over);
      if (!this.dragging && this.over) this.stage.name(nearestName(this.picture, x, y));
    });
  }

  /** Where a handle's point is, in the units of the picture. @param {any} hold @returns {number[]} */
  #at(hold) {
    const { re } = this.stage.program.value(hold.control.at);
    return [re[0], re[1]];
  }

  /** @param {KeyboardEvent} event @param {any} hold */
  #key(event, hold) {
    if (hold.group.classList.contains("locked")) return;
    const arrow = ARROWS[/** @type {keyof typeof ARROWS} */ (event.key)];
    const deep = hold.control.depth && (event.key === "PageUp" || event.key === "PageDown");
    if (event.key === "Escape") {
      event.preventDefault();
      this.#drop();
      // What has been put back must not close anything around it as well.
      if (this.stage.recall(hold)) event.stopPropagation();
      return;
    }
    if (event.key === "Enter" && hold.control.snaps) {
      event.preventDefault();
      this.stage.jump(hold.control);
      return;
    }
    if (!arrow && !deep) return;
    event.preventDefault();
    event.stopPropagation();
    if (hold.control.keys && arrow) {
      this.stage.stopMoving();
      const turn = hold.control.keys.step * (event.shiftKey ? 10 : event.altKey ? 0.1 : 1);
      this.stage.press(hold.control, [arrow[0] * turn, arrow[1] * turn]);
      this.stage.settleSoon();
      return;
    }
    const size = this.stage.keyStep * (event.shiftKey ? 10 : event.altKey ? 0.1 : 1);
    const at = this.#at(hold);
    let [dx, dy] = arrow ?? [0, 0];
    // Away from the eye is negative depth.
    let depth = deep ? (event.key === "PageUp" ? -size : size) : 0;
    if (hold.deep && arrow) {
      depth = -(dx + dy) * size;
      dx = 0;
      dy = 0;
    }
    this.stage.stopMoving();
    this.stage.move(hold.control, [at[0] + dx * size, at[1] + dy * size], { free: true, depth });
    this.stage.settleSoon();
  }

  /** Let go of what a pointer holds, as if it had been released. */
  #drop() {
    const { hold } = this.dragging ?? {};
    if (!hold) return;
    this.dragging = null;
    hold.group.classList.remove("held");
  }

  /** Move the handles to where their points are. */
  draw() {
    const places = [];
    for (const hold of this.holds) {
      const value = this.stage.program.value(hold.control.at);
      const visible =
        Number.isFinite(value.re[0] + value.re[1]) &&
        (hold.control.guards ?? []).every((/** @type {number} */ g) => this.stage.program.guard(g));
      if (hold.hidden === visible) hold.group.style.display = visible ? "" : "none";
      hold.hidden = !visible;
      if (!visible) continue;
      [hold.x, hold.y] = this.picture.toScreen(value.re[0], value.re[1]);
      if (hold.deep) {
        hold.x += 30 * Math.max(1, this.picture.textScale / 1.75);
        hold.y -= 4;
      }
      const where = `translate(${hold.x.toFixed(2)} ${hold.y.toFixed(2)})`;
      if (where !== hold.where) hold.group.setAttribute("transform", where);
      hold.where = where;
      places.push([hold.x, hold.y, 11]);
      const { tells, input: told } = hold.control;
      const input = tells ? this.stage.program.value(tells).re : told ? this.stage.values[told] : value.re;
      // Writing a number costs more than seeing that it is the same.
      if (hold.said?.length === input.length && hold.said.every((/** @type {number} */ x, /** @type {number} */ i) => x === input[i])) continue;
      hold.said = Array.from(input);
      const { names, unit } = hold.control;
      const text = names ? names.map((/** @type {string} */ name, /** @type {number} */ i) => `${translate(name)} ${formatNumber(hold.said[i], 1)}${withUnit(unit)}`).join(", ") : together(hold.said);
      if (text !== hold.text) {
        hold.text = text;
        hold.group.setAttribute("aria-valuetext", text);
        hold.group.setAttribute("aria-valuenow", String(Number(input[0].toFixed(4))));
      }
    }
    if (this.camera) {
      const [way, elevation] = this.stage.values.camera;
      const azimuth = turned(way);
      const text = translate("turned {azimuth}°, lifted {elevation}°", { azimuth: formatNumber(azimuth, 0), elevation: formatNumber(elevation, 0) });
      if (text !== this.camera.text) {
        this.camera.text = text;
        this.camera.group.setAttribute("aria-valuetext", text);
        this.camera.group.setAttribute("aria-valuenow", String(Math.round(azimuth)));
      }
    }
    for (const reader of this.readers) {
      const place = reader.shown ? placeOf(this.picture, reader.mark, reader.at) : null;
      reader.ring.style.display = place ? "" : "none";
      if (place) reader.ring.setAttribute("transform", `translate(${place[0].toFixed(1)} ${place[1].toFixed(1)})`);
    }
    this.picture.obstacles = places;
  }

  /** Let go of every listener. */
  release() {
    this.stop.abort();
    if (this.looking) cancelAnimationFrame(this.looking);
  }
}

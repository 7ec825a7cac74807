// Handles: points that are dragged with a pointer, a finger or the arrow keys, and the camera that is turned.
// This file knows how a reader moves something; what the move means is the stage's business.

import { marker, svg } from "./draw.mjs";
import { say, write } from "./words.mjs";

const REACH = 26; // pixels around a handle in which a press takes it
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
    this.stop = new AbortController();
    for (const control of stage.scene.controls) {
      if (control.kind === "orbit") this.#makeCamera(control);
    }
    for (const control of stage.scene.controls) {
      if (control.kind === "handle") this.#makeHandle(control);
    }
    this.#listen();
  }

  /** @param {any} control */
  #makeHandle(control) {
    const group = svg(
      "g",
      { class: `handle role-${control.role} ${control.shape}`, role: "slider", tabindex: 0, "aria-label": control.name },
      this.picture.holds,
    );
    svg("circle", { class: "touch", r: 22 }, group);
    svg("circle", { class: "halo", r: 15 }, group);
    svg("circle", { class: "ring", r: 14 }, group);
    const outline = control.shape === "hollow" ? "circle" : control.shape;
    svg("path", { class: "knob", d: marker(outline, 7) }, group);
    const hold = { control, group, x: 0, y: 0, text: "" };
    if (this.stage.isLocked(control)) {
      group.setAttribute("aria-disabled", "true");
      group.classList.add("locked");
    }
    this.holds.push(hold);
    const { signal } = this.stop;
    group.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#key(event, hold), { signal });
    group.addEventListener("focus", () => this.stage.remember(hold), { signal });
    group.addEventListener("blur", () => this.stage.settleNow(), { signal });
  }

  /** @param {any} control */
  #makeCamera(control) {
    const group = svg("g", { class: "camera", role: "slider", tabindex: 0, "aria-label": say("camera") }, this.picture.holds);
    svg("rect", { class: "turn", width: "100%", height: "100%", rx: 6 }, group);
    this.camera = { control, group, text: "" };
    group.addEventListener(
      "keydown",
      (/** @type {KeyboardEvent} */ event) => {
        const arrow = ARROWS[/** @type {keyof typeof ARROWS} */ (event.key)];
        if (!arrow) return;
        event.preventDefault();
        const size = event.shiftKey ? 15 : event.altKey ? 1 : 5;
        this.stage.turn(control, -arrow[0] * size, arrow[1] * size);
        this.stage.settleSoon();
      },
      { signal: this.stop.signal },
    );
  }

  #listen() {
    const { root } = this.picture;
    const { signal } = this.stop;
    if (this.camera) root.style.touchAction = "pan-y";
    root.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => this.#down(event), { signal });
    root.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => this.#move(event), { signal });
    root.addEventListener("pointerup", (/** @type {PointerEvent} */ event) => this.#up(event), { signal });
    root.addEventListener("pointercancel", (/** @type {PointerEvent} */ event) => this.#up(event), { signal });
    root.addEventListener("pointerleave", () => this.stage.name(null), { signal });
    root.addEventListener(
      "wheel",
      (/** @type {WheelEvent} */ event) => {
        // A plain wheel scrolls the page; with Ctrl or Command (a pinch on a touchpad sends the same) it zooms.
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        const [x, y] = this.#place(event);
        this.picture.zoomBy(Math.exp(-event.deltaY * 0.004), x, y);
        this.stage.invalidate();
      },
      { signal, passive: false },
    );
    // A touch on a handle must not start a scroll; elsewhere it may.
    root.addEventListener(
      "touchstart",
      (/** @type {TouchEvent} */ event) => {
        const touch = event.changedTouches[0];
        if (event.touches.length > 1 || this.#nearest(...this.#place(touch))) event.preventDefault();
      },
      { signal, passive: false },
    );
  }

  /** @param {{clientX:number, clientY:number}} event @returns {[number, number]} */
  #place(event) {
    const box = this.picture.root.getBoundingClientRect();
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

  /** @param {PointerEvent} event */
  #down(event) {
    if (event.button !== 0) return;
    const [px, py] = this.#place(event);
    this.fingers.set(event.pointerId, { x: px, y: py });
    if (this.fingers.size === 2 && !(this.dragging && this.dragging.hold)) {
      this.dragging = { pinch: this.#spread() };
      return;
    }
    if (this.dragging) return;
    const hold = this.#nearest(px, py);
    this.stage.stopMoving();
    if (hold) {
      event.preventDefault();
      this.dragging = { hold, id: event.pointerId, dx: hold.x - px, dy: hold.y - py };
      hold.group.classList.add("held");
      hold.group.focus({ preventScroll: true });
      this.stage.remember(hold);
    } else if (this.camera || event.pointerType === "mouse") {
      this.dragging = { background: true, id: event.pointerId, x: px, y: py };
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
    const drag = this.dragging;
    if (!drag) {
      this.stage.name(this.picture.nearest(px, py));
      return;
    }
    if (drag.pinch && this.fingers.size === 2) {
      const now = this.#spread();
      this.picture.zoomBy(now.gap / Math.max(1, drag.pinch.gap), now.x, now.y);
      this.picture.panBy(now.x - drag.pinch.x, now.y - drag.pinch.y);
      drag.pinch = now;
      this.stage.invalidate();
    } else if (drag.id === event.pointerId && drag.hold) {
      const x = Math.min(Math.max(px + drag.dx, 0), this.picture.width);
      const y = Math.min(Math.max(py + drag.dy, 0), this.picture.height);
      this.stage.move(drag.hold.control, this.picture.toWorld(x, y), { free: event.ctrlKey || event.metaKey });
    } else if (drag.id === event.pointerId && drag.background) {
      if (this.camera) this.stage.turn(this.camera.control, -(px - drag.x) * 0.45, (py - drag.y) * 0.45);
      else {
        this.picture.panBy(px - drag.x, py - drag.y);
        this.stage.invalidate();
      }
      drag.x = px;
      drag.y = py;
    }
  }

  /** @param {PointerEvent} event */
  #up(event) {
    this.fingers.delete(event.pointerId);
    const drag = this.dragging;
    if (!drag || (drag.id !== undefined && drag.id !== event.pointerId)) return;
    this.dragging = null;
    if (drag.hold) drag.hold.group.classList.remove("held");
    if (drag.hold || (drag.background && this.camera)) this.stage.settleNow();
    else if (event.type === "pointerup") this.stage.name(this.picture.nearest(...this.#place(event)));
  }

  /** @param {KeyboardEvent} event @param {any} hold */
  #key(event, hold) {
    if (hold.group.classList.contains("locked")) return;
    const arrow = ARROWS[/** @type {keyof typeof ARROWS} */ (event.key)];
    const deep = hold.control.depth && (event.key === "PageUp" || event.key === "PageDown");
    if (event.key === "Escape") {
      event.preventDefault();
      this.stage.recall(hold);
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
    const at = this.stage.program.value(hold.control.at).re;
    const [dx, dy] = arrow ?? [0, 0];
    const depth = deep ? (event.key === "PageUp" ? size : -size) : 0;
    this.stage.move(hold.control, [at[0] + dx * size, at[1] + dy * size], { free: true, depth });
    this.stage.settleSoon();
  }

  /** Move the handles to where their points are. */
  draw() {
    const places = [];
    for (const hold of this.holds) {
      const value = this.stage.program.value(hold.control.at);
      const visible =
        Number.isFinite(value.re[0] + value.re[1]) &&
        (hold.control.guards ?? []).every((/** @type {number} */ g) => this.stage.program.guard(g));
      hold.hidden = !visible;
      hold.group.style.display = visible ? "" : "none";
      if (!visible) continue;
      [hold.x, hold.y] = this.picture.toScreen(value.re[0], value.re[1]);
      hold.group.setAttribute("transform", `translate(${hold.x.toFixed(2)} ${hold.y.toFixed(2)})`);
      places.push([hold.x, hold.y, 11]);
      const input = hold.control.input ? this.stage.values[hold.control.input] : value.re;
      const text = Array.from(input, (/** @type {number} */ x) => write(x)).join(", ");
      if (text !== hold.text) {
        hold.text = text;
        hold.group.setAttribute("aria-valuetext", text);
        hold.group.setAttribute("aria-valuenow", String(Number(input[0].toFixed(4))));
      }
    }
    if (this.camera) {
      const [azimuth, elevation] = this.stage.values.camera;
      const text = say("turned {azimuth}°, lifted {elevation}°", { azimuth: write(azimuth, 0), elevation: write(elevation, 0) });
      if (text !== this.camera.text) {
        this.camera.text = text;
        this.camera.group.setAttribute("aria-valuetext", text);
        this.camera.group.setAttribute("aria-valuenow", String(Math.round(azimuth)));
      }
    }
    this.picture.obstacles = places;
  }

  /** Let go of every listener. */
  release() {
    this.stop.abort();
  }
}

// Pointers over the picture: a mouse, fingers and a pen drag handles, turn the camera, move and zoom the view, and ask
// what is under them.

import { anyNamed, closest, nearestName } from "../marks/nearest.mjs";

const PICK = { mouse: 9, other: 16 }; // pixels around a point in which a press picks it up
const REACH = 22; // pixels around a point in which a press presses it
const SCROLL = 16; // pixels within which a browser decides whether a finger scrolls
const SHRINK = 0.985; // of the picture in a frame, while a handle is pushed against its edge
const FARTHEST = 0.02; // of its size at the start

export class Pointer {
  /** @param {import("../handles.mjs").Handles} handles @param {boolean} orbit whether the background turns a camera @param {AbortSignal} signal */
  constructor(handles, orbit, signal) {
    this.handles = handles;
    this.stage = handles.stage;
    this.picture = handles.picture;
    this.orbit = orbit;
    /** @type {Map<number, {x:number, y:number}>} */
    this.fingers = new Map();
    /** What a pointer holds: a handle, the background or a pinch. @type {any} */
    this.dragging = null;
    /** @type {{id:number, x:number, y:number} | null} */
    this.tap = null;
    /** Where the picture lies, while that is known. @type {DOMRect|undefined} */
    this.box = undefined;
    /** The frame in which a name is looked for. @type {number|undefined} */
    this.looking = undefined;
    /** Where the mouse is, while it is over the picture. @type {[number, number]|null} */
    this.over = null;
    /** Where the last handle was let go, on the screen. @type {number[]|null} */
    this.lastPlace = null;
    this.#listen(signal);
  }

  /** Whether a handle or the camera is under a pointer. */
  get busy() {
    return Boolean(this.dragging && (this.dragging.hold || this.dragging.turns));
  }

  /** @param {AbortSignal} signal */
  #listen(signal) {
    const { root } = this.picture;
    // Over the picture two fingers zoom the picture; one still scrolls the page (up and down only where it turns a camera).
    root.style.touchAction = this.orbit ? "pan-y" : "pan-x pan-y";
    root.classList.toggle("turns", this.orbit);
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
        if (event.touches.length > 1 || this.handles.nearest(...at) || this.#pick(...at, "touch", null)) event.preventDefault();
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

  /** The point that a press takes: one nearer than any handle. @param {number} px @param {number} py @param {string} pointer @param {any} hold */
  #pick(px, py, pointer, hold) {
    let best = null;
    let least = pointer === "mouse" ? PICK.mouse : PICK.other;
    if (hold) least = Math.min(least, Math.hypot(hold.x - px, hold.y - py));
    for (const mark of this.picture.marks) {
      const { picks } = mark.spec;
      const own = this.handles.handleOf(picks);
      if (!own || !mark.shown || (hold && hold !== own)) continue;
      const found = closest(this.picture, mark, px, py, least);
      if (!found) continue;
      least = found.far;
      best = { picks, i: found.i };
    }
    return best;
  }

  /** What is pressed at a place: the nearest of all that can be. @param {number} px @param {number} py */
  #target(px, py) {
    /** @type {ReturnType<NonNullable<import("../marks/kinds.mjs").Drawn["target"]>>} */
    let best = null;
    for (const { shown, target } of this.picture.marks) {
      const found = shown && target?.(px, py, REACH);
      if (found && (!best || found.far < best.far)) best = found;
    }
    return best;
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (event.button !== 0) return;
    this.stage.name(null); // no name while something is held
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
    let hold = this.handles.nearest(px, py);
    const pick = this.#pick(px, py, event.pointerType, hold);
    if (pick) hold = this.handles.pickUp(pick.picks, pick.i) ?? hold;
    else if (hold && (this.#target(px, py)?.far ?? Infinity) < Math.hypot(hold.x - px, hold.y - py)) hold = null; // pressed, not dragged
    this.stage.motion.stop();
    this.stage.settleSoon(); // what was on its way has stopped here
    if (hold) {
      event.preventDefault();
      this.dragging = { hold, id: event.pointerId, dx: hold.x - px, dy: hold.y - py, y: py };
      hold.group.classList.add("held");
      hold.group.focus({ preventScroll: true });
      this.handles.remember(hold);
    } else if (this.orbit || event.pointerType === "mouse") {
      // Shift moves the view where the mouse alone turns the camera.
      this.dragging = { background: true, waits: event.pointerType !== "mouse", turns: this.orbit && !event.shiftKey, id: event.pointerId, x: px, y: py };
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
      this.stage.placement.move(drag.hold.control, this.handles.at(drag.hold), { free: true, depth: (py - drag.y) / this.picture.scale });
      drag.y = py;
    } else if (drag.id === event.pointerId && drag.hold) {
      drag.x = px;
      drag.y = py;
      this.#follow(drag, event.ctrlKey || event.metaKey);
      if (drag.hold.control.far) this.#push(drag);
    } else if (drag.id === event.pointerId && drag.background) {
      // Up and down a finger scrolls the page: it turns nothing until it is known to go another way.
      if (drag.waits && Math.hypot(px - drag.x, py - drag.y) < SCROLL) return;
      if (drag.waits) [drag.x, drag.y] = [px, py];
      drag.waits = false;
      if (drag.turns) this.handles.camera?.turn(-(px - drag.x) * 0.45, (py - drag.y) * 0.45);
      else {
        this.picture.panBy(px - drag.x, py - drag.y);
        this.stage.looked();
      }
      drag.x = px;
      drag.y = py;
    }
  }

  /** Where the pointer wants the handle, and the place nearest to that where it can be taken again. @param {any} drag */
  #wanted({ x, y, dx, dy }) {
    const place = this.picture.uncovered(x + dx, y + dy);
    return { place, held: Math.hypot(place[0] - x - dx, place[1] - y - dy) > 1 };
  }

  /** Bring a handle to where the pointer is, within the picture. @param {any} drag @param {boolean} [free] */
  #follow(drag, free = false) {
    this.stage.placement.move(drag.hold.control, this.picture.toWorld(...this.#wanted(drag).place), { free });
  }

  /** Against the edge of the picture a handle pushes it away: the picture shrinks and the handle goes on. @param {any} drag */
  #push(drag) {
    const { picture } = this;
    const pushed = () => this.#wanted(drag).held;
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
      const place = this.#place(event);
      const target = this.#target(...place);
      if (target) target.act(this.stage);
      this.stage.name(nearestName(this.picture, ...place));
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
      if (!this.dragging && this.over) this.stage.name(nearestName(this.picture, ...this.over));
    });
  }

  /** Let go of what a pointer holds, as if it had been released. */
  drop() {
    const { hold } = this.dragging ?? {};
    if (!hold) return;
    this.dragging = null;
    hold.group.classList.remove("held");
  }

  release() {
    if (this.looking) cancelAnimationFrame(this.looking);
  }
}

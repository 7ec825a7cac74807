// The view: which part of the plane a picture shows, and where its points are on the screen.

const LEAST = 80; // pixels that the content has at least
const KEEP = 9; // pixels that a handle keeps from what lies over the picture
const STEPS = 40; // of zooming out until something is in sight

export class View {
  /** @param {any} view what the scene says of it */
  constructor(view) {
    this.spec = view;
    this.width = 0;
    this.height = 0;
    /** @type {{x:number[], y:number[]}} */
    this.home = { x: view.x, y: view.y };
    this.zoom = 1;
    this.panned = false;
    this.narrow = false;
    /** What the content keeps free at each edge, in pixels: things stand there over the picture. */
    this.rim = { left: 0, right: 0, top: 0, bottom: 0 };
    /** Boxes that lie over the picture: [left, top, right, bottom]. @type {number[][]} */
    this.covers = [];
    this.measured = "";
    this.middle = [0, 0];
    this.fresh = true; // everything is drawn anew
    this.fit();
  }

  /** Take another size; content that was not moved by hand fits again. Returns whether anything is another.
   * @param {number} width @param {number} height @param {{left:number, right:number, top:number, bottom:number, aside:number}} rim
   * `aside` is what the content keeps free at the right where there is room to spare @param {number[][]} covers @param {boolean} narrow */
  measure(width, height, { aside, ...rim }, covers, narrow) {
    const { x, y, tall } = this.spec;
    const [wide, high] = [width - rim.left - rim.right, height - rim.top - rim.bottom];
    const home = tall && wide < tall[2] * high ? { x: tall[0], y: tall[1] } : { x, y };
    const now = JSON.stringify([width, height, rim, aside, covers, home, narrow]);
    if (now === this.measured) return false;
    const moved = this.zoom !== 1 || this.panned;
    const spare = wide - (high * (home.x[1] - home.x[0])) / (home.y[1] - home.y[0]);
    Object.assign(this, { measured: now, width, height, covers, narrow, home });
    this.rim = { ...rim, right: rim.right + Math.min(aside, Math.max(0, spare)) };
    if (!moved) this.fit();
    this.fresh = true;
    return true;
  }

  /** Pixels per unit: the content fits into what the rim leaves, with equal units. */
  get scale() {
    const { left, right, top, bottom } = this.rim;
    const wide = Math.max(LEAST, this.width - left - right) / (this.home.x[1] - this.home.x[0]);
    const high = Math.max(LEAST, this.height - top - bottom) / (this.home.y[1] - this.home.y[0]);
    return Math.min(wide, high) * this.zoom;
  }

  /** Where the point 0, 0 is on the screen. @returns {[number, number]} */
  get origin() {
    const { scale } = this;
    return [this.width / 2 - this.middle[0] * scale, this.height / 2 + this.middle[1] * scale];
  }

  /** @param {number} x @param {number} y @returns {[number, number]} */
  toScreen(x, y) {
    return [this.width / 2 + (x - this.middle[0]) * this.scale, this.height / 2 - (y - this.middle[1]) * this.scale];
  }

  /** @param {number} px @param {number} py @returns {[number, number]} */
  toWorld(px, py) {
    return [this.middle[0] + (px - this.width / 2) / this.scale, this.middle[1] - (py - this.height / 2) / this.scale];
  }

  /** The place nearest to a point of the screen where nothing lies over the picture. @param {number} px @param {number} py
   * @returns {[number, number]} */
  uncovered(px, py) {
    const { width, height, covers } = this;
    const [x, y] = [Math.min(Math.max(px, 0), width), Math.min(Math.max(py, 0), height)];
    /** Whether nothing lies there, and somebody could take hold. @param {number[]} place */
    const free = ([a, b]) => a >= 0 && b >= 0 && a <= width && b <= height && !covers.some(([left, top, right, bottom]) => a > left - KEEP && a < right + KEEP && b > top - KEEP && b < bottom + KEEP);
    if (free([x, y])) return [x, y];
    // At the edge of one of the boxes, or where the edges of two meet.
    const across = [x, ...covers.flatMap(([left, , right]) => [left - KEEP, right + KEEP])];
    const down = [y, ...covers.flatMap(([, top, , bottom]) => [top - KEEP, bottom + KEEP])];
    let best = [x, y];
    let least = Infinity;
    for (const a of across) for (const b of down) {
      const far = Math.hypot(a - x, b - y);
      if (far < least && free([a, b])) [best, least] = [[a, b], far];
    }
    return /** @type {[number, number]} */ (best);
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
    const { home, rim, scale } = this;
    // The middle of what the rim leaves is not the middle of the frame.
    this.middle = [(home.x[0] + home.x[1] + (rim.right - rim.left) / scale) / 2, (home.y[0] + home.y[1] + (rim.top - rim.bottom) / scale) / 2];
    this.fresh = true;
  }

  /** Zoom out until a point is in sight, and nothing lies over it. @param {number} x @param {number} y */
  include(x, y) {
    const { zoom, middle } = this;
    for (let i = 0; i < STEPS; i += 1) {
      const [px, py] = this.toScreen(x, y);
      const [a, b] = this.uncovered(px, py);
      if (a === px && b === py) return;
      this.zoomBy(0.8);
    }
    // Something lies over the middle itself: no zoom brings the point out from under it.
    Object.assign(this, { zoom, middle });
  }
}

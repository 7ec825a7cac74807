// The view: which part of the plane a picture shows, and where its points are on the screen.

const TALL = 480; // a frame narrower than this shows the tall view of a scene that has one
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
    this.middle = [0, 0];
    this.fresh = true; // everything is drawn anew
    this.fit();
  }

  /** Height that shows the home view with equal units at a width. @param {number} width */
  heightFor(width) {
    const { x, y, tall } = this.spec;
    const home = tall && width < TALL ? { x: tall[0], y: tall[1] } : { x, y };
    if (String(home.x) !== String(this.home.x) || String(home.y) !== String(this.home.y)) {
      this.home = home;
      this.fit();
    }
    return (width * (this.home.y[1] - this.home.y[0])) / (this.home.x[1] - this.home.x[0]);
  }

  /** Pixels per unit. */
  get scale() {
    const wide = this.width / (this.home.x[1] - this.home.x[0]);
    const high = this.height / (this.home.y[1] - this.home.y[0]);
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
    this.middle = [this.middle[0] - dx / this.scale, this.middle[1] + dy / this.scale];
    this.fresh = true;
  }

  fit() {
    this.zoom = 1;
    this.middle = [(this.home.x[0] + this.home.x[1]) / 2, (this.home.y[0] + this.home.y[1]) / 2];
    this.fresh = true;
  }

  /** Zoom out until a point is in sight. @param {number} x @param {number} y */
  include(x, y) {
    for (let i = 0; i < STEPS; i += 1) {
      const [left, right, bottom, top] = this.bounds;
      if (x > left && x < right && y > bottom && y < top) return;
      this.zoomBy(0.8);
    }
  }
}

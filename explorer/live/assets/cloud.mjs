// Clouds: more points than SVG can move, stamped pixel by pixel into an image.
// A stamp is a marker's outline, rasterised once per shape and size; a point is a copy of it in its group's colour.

import { marker } from "./shapes.mjs";

const FULL = 1500; // above this number of points the dots shrink, so that the shape of the cloud stays visible
const SMOOTH = 20_000; // above this number edges are not smoothed
const LEVELS = 8; // steps of size and tone that say how near a point is

/** @typedef {{offset:Int32Array, cover:Float32Array, solid:Int32Array, size:number}} Stamp */

export class Clouds {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    /** @type {Map<string, Stamp>} */
    this.stamps = new Map();
    /** @type {Map<any, {palette:string[], shapes:string[], pick:Uint8Array|null}>} */
    this.looks = new Map();
    this.pad = 0;
    this.stride = 0;
    /** @type {ImageData | null} */
    this.image = null;
    this.pixels = new Uint32Array(0);
    this.order = new Uint32Array(0);
    this.level = new Uint8Array(0);
  }

  /** Draw every cloud anew. @param {any} picture @param {any[]} marks @param {CSSStyleDeclaration} style */
  draw(picture, marks, style) {
    const { width, height } = this.canvas;
    if (width === 0 || height === 0) return;
    const ratio = width / picture.width;
    const shown = marks.filter((mark) => mark.shown);
    const pad = Math.ceil(ratio * 1.3 * Math.max(2, ...shown.map((mark) => mark.spec.size))) + 1;
    if (!this.image || this.stride !== width + 2 * pad || this.image.height !== height + 2 * pad) {
      this.image = new ImageData(width + 2 * pad, height + 2 * pad);
      this.pixels = new Uint32Array(this.image.data.buffer);
      this.stride = width + 2 * pad;
      this.pad = pad;
      this.stamps.clear();
    } else this.pixels.fill(0);
    const paper = this.#colour(style.getPropertyValue("--paper").trim() || "#ffffff");
    for (const mark of shown) this.#stampAll(picture, mark, style, ratio, paper);
    this.context.putImageData(this.image, -pad, -pad);
  }

  /** @param {any} picture @param {any} mark @param {CSSStyleDeclaration} style @param {number} ratio @param {number[]} paper */
  #stampAll(picture, mark, style, ratio, paper) {
    const points = mark.values[0];
    const [n, width] = points.shape;
    const { re } = points;
    const s = picture.scale * ratio;
    const ox = (picture.width / 2) * ratio - picture.middle[0] * s + this.pad;
    const oy = (picture.height / 2) * ratio + picture.middle[1] * s + this.pad;
    const right = this.stride - this.pad;
    const bottom = /** @type {ImageData} */ (this.image).height - this.pad;
    const { palette, shapes, pick } = this.#look(picture, mark.spec);
    const deep = mark.spec.depth && width === 3;
    const levels = deep ? LEVELS : 1;
    const order = deep ? this.#farFirst(re, n) : null;
    const radius = Math.max(0.7, mark.spec.size * Math.min(1, Math.sqrt(FULL / n))) * ratio;
    const smooth = n <= SMOOTH;
    // One stamp and one colour for each group at each level.
    /** @type {Stamp[]} */
    const stamps = [];
    const colours = new Uint32Array(palette.length * levels);
    palette.forEach((text, group) => {
      const colour = this.#colour(text.startsWith("--") ? style.getPropertyValue(text).trim() : text);
      for (let level = 0; level < levels; level += 1) {
        const near = deep ? (level + 1) / levels : 1;
        const tone = (deep ? 0.3 + 0.7 * near : 0.92) * (mark.spec.faint ? 0.45 : 1);
        const [r, g, b] = colour.map((c, k) => Math.round(paper[k] + tone * (c - paper[k])));
        colours[group * levels + level] = (255 << 24) | (b << 16) | (g << 8) | r;
        stamps.push(this.#stamp(shapes[group], radius * (deep ? 0.6 + 0.4 * near : 1)));
      }
    });
    const { pixels, stride, level: levelOf } = this;
    for (let k = 0; k < n; k += 1) {
      const i = order ? order[k] : k;
      const x = Math.round(ox + re[i * width] * s);
      const y = Math.round(oy - re[i * width + 1] * s);
      // What is not a number fails every comparison.
      if (!(x >= this.pad - 1 && x <= right && y >= this.pad - 1 && y <= bottom)) continue;
      const kind = (pick ? pick[i] : 0) * levels + (deep ? levelOf[i] : 0);
      const { offset, cover, solid } = stamps[kind];
      const colour = colours[kind];
      const at = y * stride + x;
      for (let j = 0; j < solid.length; j += 1) pixels[at + solid[j]] = colour;
      if (!smooth) continue;
      for (let j = 0; j < offset.length; j += 1) {
        const p = at + offset[j];
        const under = pixels[p];
        const a = cover[j];
        if (under === 0) {
          pixels[p] = (colour & 0xffffff) | (Math.round(255 * a) << 24);
          continue;
        }
        const red = (under & 255) + a * ((colour & 255) - (under & 255));
        const green = ((under >> 8) & 255) + a * (((colour >> 8) & 255) - ((under >> 8) & 255));
        const blue = ((under >> 16) & 255) + a * (((colour >> 16) & 255) - ((under >> 16) & 255));
        const alpha = (under >>> 24) + a * (255 - (under >>> 24));
        pixels[p] = (alpha << 24) | (blue << 16) | (green << 8) | red;
      }
    }
  }

  /** Sort into levels of depth, the farthest first. @param {Float64Array} re @param {number} n */
  #farFirst(re, n) {
    if (this.order.length < n) {
      this.order = new Uint32Array(n);
      this.level = new Uint8Array(n);
    }
    let low = Infinity;
    let high = -Infinity;
    for (let i = 2; i < 3 * n; i += 3) {
      if (re[i] < low) low = re[i];
      if (re[i] > high) high = re[i];
    }
    const share = high > low ? LEVELS / (high - low) : 0;
    const start = new Uint32Array(LEVELS + 1);
    for (let i = 0; i < n; i += 1) {
      const level = Math.min(LEVELS - 1, ((re[3 * i + 2] - low) * share) | 0);
      this.level[i] = level;
      start[level + 1] += 1;
    }
    for (let level = 1; level <= LEVELS; level += 1) start[level] += start[level - 1];
    for (let i = 0; i < n; i += 1) this.order[start[this.level[i]]++] = i;
    return this.order;
  }

  /** Which colour and marker each point has. @param {any} picture @param {any} spec */
  #look(picture, spec) {
    let look = this.looks.get(spec);
    if (look) return look;
    const { groups, roles } = picture.scene;
    if (spec.colours) {
      const palette = [...new Set(/** @type {string[]} */ (spec.colours))].slice(0, 255);
      const place = new Map(palette.map((text, i) => [text, i]));
      look = { palette, shapes: palette.map(() => "circle"), pick: Uint8Array.from(spec.colours, (text) => place.get(/** @type {string} */ (text)) ?? 0) };
    } else if (spec.groups) {
      look = {
        palette: groups.map((/** @type {any} */ _, /** @type {number} */ i) => `--group-${i}`),
        shapes: groups.map((/** @type {string[]} */ group) => group[2]),
        pick: Uint8Array.from(spec.groups, (group) => /** @type {number} */ (group) % groups.length),
      };
    } else look = { palette: [`--role-${spec.role}`], shapes: [roles[spec.role].marker], pick: null };
    this.looks.set(spec, look);
    return look;
  }

  /** The pixels of a marker around its centre. @param {string} shape @param {number} radius device pixels @returns {Stamp} */
  #stamp(shape, radius) {
    const r = Math.round(radius * 8) / 8;
    const key = `${shape} ${r}`;
    const known = this.stamps.get(key);
    if (known) return known;
    const half = Math.min(this.pad, Math.ceil(r * 1.2) + 1);
    const size = 2 * half + 1;
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = size;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
    context.translate(half + 0.5, half + 0.5);
    // A marker smaller than three pixels is a dot whatever its shape.
    context.fill(new Path2D(marker(r < 1.6 ? "square" : shape, r)));
    const { data } = context.getImageData(0, 0, size, size);
    const offset = [];
    const cover = [];
    const solid = [];
    for (let y = 0; y < size; y += 1) {
      for (let x = 0; x < size; x += 1) {
        const a = data[4 * (y * size + x) + 3] / 255;
        const at = (y - half) * this.stride + (x - half);
        if (a > 0.94 || (x === half && y === half)) solid.push(at);
        else if (a > 0.06) {
          offset.push(at);
          cover.push(a);
        }
      }
    }
    const stamp = { offset: Int32Array.from(offset), cover: Float32Array.from(cover), solid: Int32Array.from(solid), size };
    this.stamps.set(key, stamp);
    return stamp;
  }

  /** Red, green and blue of a CSS colour. @param {string} text @returns {number[]} */
  #colour(text) {
    this.context.fillStyle = "#000000";
    this.context.fillStyle = text;
    const plain = String(this.context.fillStyle);
    if (plain.startsWith("#")) return [1, 3, 5].map((i) => parseInt(plain.slice(i, i + 2), 16));
    return (plain.match(/[\d.]+/g) ?? ["0", "0", "0"]).slice(0, 3).map(Number);
  }
}

// Clouds: more points than SVG can move, printed pixel by pixel into an image.
// A sprite is a marker's outline, rasterised once per shape and size; a point is a copy of it in its group's colour.

import { makeReader } from "../inputs/reader.mjs";
import { marker } from "../shapes.mjs";
import { colourOf } from "./colours.mjs";
import { eachLook, looksOf } from "./each.mjs";

const FULL = 1500; // above this number of points the dots shrink, so that the shape of the cloud stays visible
const ROOM = 330_000; // square pixels of a picture in which they have their full size
const SMOOTH = 3000; // above this number edges are not smoothed
const LEVELS = 16; // steps of size and tone that say how near a point is

/** @typedef {{offset:Int32Array, cover:Float32Array, solid:Int32Array, size:number}} Sprite */

/** Which look each point has, of some: colours as CSS, markers, and where each has its own, sizes and tones. A point is nowhere
 * whose look is `palette.length`.
 * @typedef {{palette:string[], shapes:string[], pick:Uint8Array|Uint16Array|null, sizes?:number[], tones?:number[]}} Look */

/** @type {WeakMap<import("../picture.mjs").Picture, Clouds>} */
const cloudsOf = new WeakMap();

/** A cloud is drawn together with all others of its picture, on one canvas. @type {import("./kinds.mjs").Make} */
export function make(picture, mark) {
  mark.refs = [mark.spec.points, ...looksOf(mark.spec)];
  if (mark.spec.labels?.length) mark.makeReader = makeReader;
  const clouds = cloudsOf.get(picture) ?? new Clouds(picture.canvas);
  cloudsOf.set(picture, clouds);
  picture.drawClouds = () => {
    const marks = picture.marks.filter(({ spec }) => spec.cloud);
    clouds.draw(picture, marks, getComputedStyle(picture.root));
  };
}

class Clouds {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    /** @type {Map<string, Sprite>} */
    this.sprites = new Map();
    /** @type {Map<any, Look>} */
    this.looks = new Map();
    this.pad = 0;
    this.stride = 0;
    /** @type {ImageData | null} */
    this.image = null;
    this.pixels = new Uint32Array(0);
    // Scratch space of the sort: where each visible point is in the image, and its level and group.
    this.places = new Int32Array(0);
    this.unsorted = new Int32Array(0);
    this.kinds = new Uint16Array(0);
  }

  /** Draw every cloud anew. @param {any} picture @param {any[]} marks @param {CSSStyleDeclaration} style */
  draw(picture, marks, style) {
    const { width, height } = this.canvas;
    if (width === 0 || height === 0) return;
    const ratio = width / picture.width;
    const shown = marks.filter((mark) => mark.shown);
    // Of sizes that follow the room is that of the largest, so that it stays as it is.
    const pad = Math.ceil(ratio * picture.textScale * 1.3 * Math.max(2, ...shown.map(({ spec }) => (spec.sizes ? 30 : spec.size)))) + 1;
    if (!this.image || this.stride !== width + 2 * pad || this.image.height !== height + 2 * pad) {
      this.image = new ImageData(width + 2 * pad, height + 2 * pad);
      this.pixels = new Uint32Array(this.image.data.buffer);
      this.stride = width + 2 * pad;
      this.pad = pad;
      this.sprites.clear();
    } else this.pixels.fill(0);
    const paper = colourOf(this.context, style.getPropertyValue("--paper").trim() || "#ffffff");
    for (const mark of shown) this.#print(picture, mark, style, ratio, paper);
    this.context.putImageData(this.image, -pad, -pad);
  }

  /** @param {any} picture @param {any} mark @param {CSSStyleDeclaration} style @param {number} ratio @param {number[]} paper */
  #print(picture, mark, style, ratio, paper) {
    const points = mark.values[0];
    const [n, width] = points.shape;
    const { palette, shapes, pick, sizes, tones } = looksOf(mark.spec).length > 0 ? this.#each(picture, mark) : this.#look(picture, mark.spec);
    const deep = mark.spec.depth && width === 3;
    const levels = deep ? LEVELS : 1;
    const s = picture.scale * ratio;
    const [ox, oy] = picture.origin.map((/** @type {number} */ x) => x * ratio + this.pad);
    const ends = this.#sort(points.re, n, width, pick, palette.length, deep, ox, oy, s);
    const room = Math.sqrt((picture.width * picture.height) / ROOM);
    const radiusOf = (/** @type {number} */ size) => Math.max(0.7, size * Math.min(1, room, Math.sqrt(FULL / n) * room)) * picture.textScale * ratio;
    const smooth = n <= SMOOTH;
    const colours = palette.map((text) => colourOf(this.context, text.startsWith("--") ? style.getPropertyValue(text).trim() : text));
    const { pixels, places } = this;
    for (let level = 0; level < levels; level += 1) {
      const near = deep ? (level + 1) / levels : 1;
      const tone = (deep ? 0.6 + 0.4 * near : 0.92) * (mark.spec.faint ? 0.7 : 1);
      for (let group = 0; group < palette.length; group += 1) {
        const kind = level * palette.length + group;
        const end = ends[kind];
        let from = kind === 0 ? 0 : ends[kind - 1];
        if (from === end) continue;
        const strong = tone * (tones ? tones[group] : 1);
        const radius = radiusOf(sizes ? sizes[group] : mark.spec.size);
        const [r, g, b] = colours[group].map((c, k) => Math.round(paper[k] + strong * (c - paper[k])));
        const colour = ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
        const { offset, cover, solid } = this.#sprite(shapes[group], radius * (deep ? 0.6 + 0.4 * near : 1), smooth);
        if (!smooth) {
          for (let j = 0; j < solid.length; j += 1) {
            const by = solid[j];
            for (let k = from; k < end; k += 1) pixels[places[k] + by] = colour;
          }
          continue;
        }
        // Few points, with soft edges: one after the other, so that each keeps its outline.
        for (; from < end; from += 1) {
          const at = places[from];
          for (let j = 0; j < offset.length; j += 1) pixels[at + offset[j]] = mix(pixels[at + offset[j]], colour, cover[j]);
          for (let j = 0; j < solid.length; j += 1) pixels[at + solid[j]] = colour;
        }
      }
    }
  }

  /** Put the places of all visible points in order: the farthest level first, in it group by group. Returns where each ends.
   * @param {Float64Array} re @param {number} n @param {number} width @param {Uint8Array|Uint16Array|null} pick @param {number} groups @param {boolean} deep
   * @param {number} ox @param {number} oy @param {number} s */
  #sort(re, n, width, pick, groups, deep, ox, oy, s) {
    if (this.places.length < n) {
      this.places = new Int32Array(n);
      this.unsorted = new Int32Array(n);
      this.kinds = new Uint16Array(n);
    }
    const { places, unsorted, kinds, stride, pad } = this;
    let low = Infinity;
    let high = -Infinity;
    if (deep) {
      for (let i = 2; i < 3 * n; i += 3) {
        if (re[i] < low) low = re[i];
        if (re[i] > high) high = re[i];
      }
    }
    const share = high > low ? (LEVELS * 0.999999) / (high - low) : 0;
    const right = stride - pad;
    const bottom = /** @type {ImageData} */ (this.image).height - pad;
    const count = new Uint32Array(groups * (deep ? LEVELS : 1) + 1);
    const outside = count.length - 1;
    for (let i = 0, j = 0; i < n; i += 1, j += width) {
      const x = ox + re[j] * s;
      const y = oy - re[j + 1] * s;
      // What is not a number fails every comparison.
      if (x >= pad && x < right && y >= pad && y < bottom && !(pick && pick[i] === groups)) {
        const level = deep ? ((re[j + 2] - low) * share) | 0 : 0;
        const kind = level * groups + (pick ? pick[i] : 0);
        kinds[i] = kind;
        count[kind] += 1;
        unsorted[i] = (y | 0) * stride + (x | 0);
      } else kinds[i] = outside;
    }
    let sum = 0;
    for (let kind = 0; kind < outside; kind += 1) {
      sum += count[kind];
      count[kind] = sum - count[kind];
    }
    for (let i = 0; i < n; i += 1) if (kinds[i] !== outside) places[count[kinds[i]]++] = unsorted[i];
    return count;
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

  /** The same where each point has a size, a tone or a marker of its own that follow. @param {any} picture @param {any} mark @returns {Look} */
  #each(picture, mark) {
    const plain = this.#look(picture, mark.spec);
    const [points, ...values] = mark.values;
    const lookOf = eachLook(picture.scene, mark.spec, values);
    /** @type {Map<string, number>} */
    const places = new Map();
    /** @type {Required<Look>} */
    const look = { palette: [], shapes: [], pick: new Uint16Array(points.shape[0]), sizes: [], tones: [] };
    const hidden = [];
    for (let i = 0; i < points.shape[0]; i += 1) {
      const one = lookOf(i);
      if (!one) {
        hidden.push(i);
        continue;
      }
      const colour = plain.palette[plain.pick ? plain.pick[i] : 0];
      const key = `${one.size} ${one.tone} ${one.shape} ${colour}`;
      let place = places.get(key);
      if (place === undefined) {
        place = look.palette.length;
        places.set(key, place);
        look.palette.push(colour);
        look.shapes.push(one.shape);
        look.sizes.push(one.size);
        look.tones.push(one.tone);
      }
      /** @type {Uint16Array} */ (look.pick)[i] = place;
    }
    for (const i of hidden) /** @type {Uint16Array} */ (look.pick)[i] = look.palette.length;
    return look;
  }

  /** The pixels of a marker around its centre. @param {string} shape @param {number} radius device pixels @param {boolean} smooth
   * @returns {Sprite} */
  #sprite(shape, radius, smooth) {
    const r = Math.round(radius * 8) / 8;
    const key = `${shape} ${r} ${smooth}`;
    const known = this.sprites.get(key);
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
        if (a > (smooth ? 0.94 : 0.5) || (x === half && y === half)) solid.push(at);
        else if (smooth && a > 0.06) {
          offset.push(at);
          cover.push(a);
        }
      }
    }
    const sprite = { offset: Int32Array.from(offset), cover: Float32Array.from(cover), solid: Int32Array.from(solid), size };
    this.sprites.set(key, sprite);
    return sprite;
  }
}

/** A colour laid over another, both as the 32 bits of a pixel. @param {number} under @param {number} over @param {number} a */
function mix(under, over, a) {
  if (under === 0) return ((over & 0xffffff) | (Math.round(255 * a) << 24)) >>> 0;
  const red = (under & 255) + a * ((over & 255) - (under & 255));
  const green = ((under >> 8) & 255) + a * (((over >> 8) & 255) - ((under >> 8) & 255));
  const blue = ((under >> 16) & 255) + a * (((over >> 16) & 255) - ((under >> 16) & 255));
  const alpha = (under >>> 24) + a * (255 - (under >>> 24));
  return ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

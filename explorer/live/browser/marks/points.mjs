// Points, as many as SVG can move. Those that look alike share one path: the browser then styles and paints a few
// elements and not one for each point.

import { makeReader } from "../inputs/reader.mjs";
import { marker, svg } from "../shapes.mjs";
import { eachLook, looksOf } from "./each.mjs";

const NEARNESS = 6; // steps of size and tone that say how near a point is

/** @typedef {{path:any, shape:string, size:number, outline:(x:number, y:number) => string, d:string}} Look */

/** @type {import("./kinds.mjs").Make} */
export function make(picture, mark) {
  const { spec, element } = mark;
  if (spec.sizes || spec.tones || spec.markers) {
    makeEach(picture, mark);
    return;
  }
  const { groups } = picture.scene;
  mark.refs = [spec.points];
  if (spec.labels?.length) mark.makeReader = makeReader;
  const count = picture.program.value(spec.points).shape[0];
  const levels = spec.depth ? NEARNESS : 1;
  /** @type {Map<string, Look[]>} */
  const looks = new Map();
  const lookOf = Array.from({ length: count }, (_, i) => {
    const group = spec.groups ? spec.groups[i] % groups.length : -1;
    const colour = spec.colours ? spec.colours[i] : "";
    const key = `${group} ${colour}`;
    const known = looks.get(key);
    if (known) return known;
    const shape = group >= 0 ? groups[group][2] : mark.role.marker;
    const look = Array.from({ length: levels }, (_, level) => {
      const near = levels > 1 ? level / (levels - 1) : 1;
      const path = svg("path", { class: `dot${shape === "circle-open" ? " open" : ""}` });
      if (group >= 0) path.classList.add(`group-${group}`);
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
  mark.draw = ([points]) => {
    if (grown !== picture.textScale) for (const part of all) part.outline = outlineAround(part.shape, part.size * picture.textScale);
    grown = picture.textScale;
    const near = depthOf(points, spec.depth);
    const { re, shape } = points;
    const s = picture.scale;
    const [ox, oy] = picture.origin;
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

/** Points of which each has a size, a tone or a marker of its own that follow. Those that look alike share one path.
 * @type {import("./kinds.mjs").Make} */
function makeEach(picture, mark) {
  const { spec, element } = mark;
  const { groups } = picture.scene;
  if (spec.labels?.length) mark.makeReader = makeReader;
  mark.refs = [spec.points, ...looksOf(spec)];
  /** @type {Map<string, {path:any, d:string}>} */
  const paths = new Map();
  /** @type {Map<string, (x:number, y:number) => string>} */
  const outlines = new Map();
  mark.draw = ([points, ...values]) => {
    const look = eachLook(picture.scene, spec, values);
    const near = depthOf(points, spec.depth);
    const { re, shape: [count, width] } = points;
    const grown = picture.textScale;
    const [ox, oy] = picture.origin;
    for (const part of paths.values()) part.d = "";
    for (let i = 0; i < count; i += 1) {
      const one = look(i);
      const x = ox + re[i * width] * picture.scale;
      const y = oy - re[i * width + 1] * picture.scale;
      if (!one || !Number.isFinite(x + y)) continue;
      const group = spec.groups ? spec.groups[i] % groups.length : -1;
      const colour = spec.colours ? spec.colours[i] : "";
      const far = near ? Math.round(near(i) * (NEARNESS - 1)) / (NEARNESS - 1) : 1;
      const open = one.shape === "circle-open";
      const key = `${group} ${colour} ${one.tone} ${far} ${open}`;
      let part = paths.get(key);
      if (!part) {
        part = { path: svg("path", { class: `dot${open ? " open" : ""}` }, element), d: "" };
        if (group >= 0) part.path.classList.add(`group-${group}`);
        if (colour) part.path.style.fill = colour;
        // A pale point keeps its edge.
        if (one.tone < 1) Object.assign(part.path.style, { fillOpacity: one.tone, stroke: colour || "var(--tone)", strokeOpacity: 0.8 });
        if (spec.depth) part.path.style.opacity = (0.6 + 0.4 * far).toFixed(2);
        paths.set(key, part);
      }
      const size = one.size * (0.6 + 0.4 * far) * grown;
      const drawn = `${one.shape} ${size}`;
      let outline = outlines.get(drawn);
      if (!outline) outlines.set(drawn, (outline = outlineAround(one.shape, size)));
      part.d += outline(x, y);
    }
    for (const { path, d } of paths.values()) path.setAttribute("d", d);
    return true;
  };
}

/** A marker's outline around any place, short to write and to read. @param {string} name @param {number} r
 * @returns {(x:number, y:number) => string} */
function outlineAround(name, r) {
  // The outline once, in steps from its first point: then only that point changes.
  const outline = marker(name, Number(r.toFixed(2)));
  const [, x0, y0, rest] = /** @type {RegExpExecArray} */ (/^M(-?[\d.]+) (-?[\d.]+)(.*)$/.exec(outline));
  let [x, y] = [Number(x0), Number(y0)];
  const tail = rest.replace(/L(-?[\d.]+) (-?[\d.]+)/g, (_, nx, ny) => {
    const step = `l${(nx - x).toFixed(2)} ${(ny - y).toFixed(2)}`;
    [x, y] = [Number(nx), Number(ny)];
    return step;
  });
  const [dx, dy] = [Number(x0), Number(y0)];
  return (px, py) => `M${Math.round((px + dx) * 10) / 10} ${Math.round((py + dy) * 10) / 10}${tail}`;
}

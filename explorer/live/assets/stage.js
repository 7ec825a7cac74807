const modules = {};
modules['shapes.mjs'] = (() => {
const SVG = "http://www.w3.org/2000/svg";
function svg(tag, attributes = {}, parent) {
const element = document.createElementNS(SVG, tag);
for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
if (parent) parent.append(element);
return element;
}
function stamp(name, r) {
const outline = marker(name, Number(r.toFixed(2)));
const [, x0, y0, rest] = (/^M(-?[\d.]+) (-?[\d.]+)(.*)$/.exec(outline));
let [x, y] = [Number(x0), Number(y0)];
const tail = rest.replace(/L(-?[\d.]+) (-?[\d.]+)/g, (_, nx, ny) => {
const step = `l${(nx - x).toFixed(2)} ${(ny - y).toFixed(2)}`;
[x, y] = [Number(nx), Number(ny)];
return step;
});
const [dx, dy] = [Number(x0), Number(y0)];
return (px, py) => `M${Math.round((px + dx) * 10) / 10} ${Math.round((py + dy) * 10) / 10}${tail}`;
}
function marker(name, r) {
const polygon = (n, turn, inner = 1) =>
`M${Array.from({ length: inner < 1 ? 2 * n : n }, (_, i) => {
const size = r * 1.15 * (inner < 1 && i % 2 ? inner : 1);
const angle = turn + (i * 2 * Math.PI) / (inner < 1 ? 2 * n : n);
return `${(size * Math.cos(angle)).toFixed(2)} ${(size * Math.sin(angle)).toFixed(2)}`;
}).join("L")}Z`;
const up = -Math.PI / 2;
switch (name) {
case "square":
return `M${-r * 0.9} ${-r * 0.9}h${r * 1.8}v${r * 1.8}h${-r * 1.8}Z`;
case "diamond":
return polygon(4, up);
case "triangle":
return polygon(3, up);
case "pentagon":
return polygon(5, up);
case "star":
return polygon(5, up, 0.45);
case "cross":
return `M${-r} ${-r / 3}h${(r * 2) / 3}v${(-r * 2) / 3}h${(r * 2) / 3}v${(r * 2) / 3}h${(r * 2) / 3}v${(r * 2) / 3}h${(-r * 2) / 3}v${(r * 2) / 3}h${(-r * 2) / 3}v${(-r * 2) / 3}h${(-r * 2) / 3}Z`;
case "x":
return polygon(4, 0, 0.35);
default:
return `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
}
}
return { svg, stamp, marker };
})();
modules['cloud.mjs'] = (() => {
const { marker } = modules['shapes.mjs'];
const FULL = 1500;
const ROOM = 330_000;
const SMOOTH = 3000;
const LEVELS = 16;
class Clouds {
constructor(canvas) {
this.canvas = canvas;
this.context = (canvas.getContext("2d"));
this.stamps = new Map();
this.looks = new Map();
this.pad = 0;
this.stride = 0;
this.image = null;
this.pixels = new Uint32Array(0);
this.places = new Int32Array(0);
this.unsorted = new Int32Array(0);
this.kinds = new Uint16Array(0);
}
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
#stampAll(picture, mark, style, ratio, paper) {
const points = mark.values[0];
const [n, width] = points.shape;
const { palette, shapes, pick } = this.#look(picture, mark.spec);
const deep = mark.spec.depth && width === 3;
const levels = deep ? LEVELS : 1;
const s = picture.scale * ratio;
const ox = (picture.width / 2) * ratio - picture.middle[0] * s + this.pad;
const oy = (picture.height / 2) * ratio + picture.middle[1] * s + this.pad;
const ends = this.#sort(points.re, n, width, pick, palette.length, deep, ox, oy, s);
const room = Math.sqrt((picture.width * picture.height) / ROOM);
const radius = Math.max(0.7, mark.spec.size * Math.min(1, room, Math.sqrt(FULL / n) * room)) * ratio;
const smooth = n <= SMOOTH;
const colours = palette.map((text) => this.#colour(text.startsWith("--") ? style.getPropertyValue(text).trim() : text));
const { pixels, places } = this;
for (let level = 0; level < levels; level += 1) {
const near = deep ? (level + 1) / levels : 1;
const tone = (deep ? 0.3 + 0.7 * near : 0.92) * (mark.spec.faint ? 0.45 : 1);
for (let group = 0; group < palette.length; group += 1) {
const kind = level * palette.length + group;
const end = ends[kind];
let from = kind === 0 ? 0 : ends[kind - 1];
if (from === end) continue;
const [r, g, b] = colours[group].map((c, k) => Math.round(paper[k] + tone * (c - paper[k])));
const colour = ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
const { offset, cover, solid } = this.#stamp(shapes[group], radius * (deep ? 0.6 + 0.4 * near : 1), smooth);
if (!smooth) {
for (let j = 0; j < solid.length; j += 1) {
const by = solid[j];
for (let k = from; k < end; k += 1) pixels[places[k] + by] = colour;
}
continue;
}
for (; from < end; from += 1) {
const at = places[from];
for (let j = 0; j < offset.length; j += 1) pixels[at + offset[j]] = mix(pixels[at + offset[j]], colour, cover[j]);
for (let j = 0; j < solid.length; j += 1) pixels[at + solid[j]] = colour;
}
}
}
}
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
const bottom = (this.image).height - pad;
const count = new Uint32Array(groups * (deep ? LEVELS : 1) + 1);
const outside = count.length - 1;
for (let i = 0, j = 0; i < n; i += 1, j += width) {
const x = ox + re[j] * s;
const y = oy - re[j + 1] * s;
if (x >= pad && x < right && y >= pad && y < bottom) {
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
#look(picture, spec) {
let look = this.looks.get(spec);
if (look) return look;
const { groups, roles } = picture.scene;
if (spec.colours) {
const palette = [...new Set((spec.colours))].slice(0, 255);
const place = new Map(palette.map((text, i) => [text, i]));
look = { palette, shapes: palette.map(() => "circle"), pick: Uint8Array.from(spec.colours, (text) => place.get((text)) ?? 0) };
} else if (spec.groups) {
look = {
palette: groups.map((_, i) => `--group-${i}`),
shapes: groups.map((group) => group[2]),
pick: Uint8Array.from(spec.groups, (group) => (group) % groups.length),
};
} else look = { palette: [`--role-${spec.role}`], shapes: [roles[spec.role].marker], pick: null };
this.looks.set(spec, look);
return look;
}
#stamp(shape, radius, smooth) {
const r = Math.round(radius * 8) / 8;
const key = `${shape} ${r} ${smooth}`;
const known = this.stamps.get(key);
if (known) return known;
const half = Math.min(this.pad, Math.ceil(r * 1.2) + 1);
const size = 2 * half + 1;
const canvas = document.createElement("canvas");
canvas.width = canvas.height = size;
const context = (canvas.getContext("2d", { willReadFrequently: true }));
context.translate(half + 0.5, half + 0.5);
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
const stamp = { offset: Int32Array.from(offset), cover: Float32Array.from(cover), solid: Int32Array.from(solid), size };
this.stamps.set(key, stamp);
return stamp;
}
#colour(text) {
this.context.fillStyle = "#000000";
this.context.fillStyle = text;
const plain = String(this.context.fillStyle);
if (plain.startsWith("#")) return [1, 3, 5].map((i) => parseInt(plain.slice(i, i + 2), 16));
return (plain.match(/[\d.]+/g) ?? ["0", "0", "0"]).slice(0, 3).map(Number);
}
}
function mix(under, over, a) {
if (under === 0) return ((over & 0xffffff) | (Math.round(255 * a) << 24)) >>> 0;
const red = (under & 255) + a * ((over & 255) - (under & 255));
const green = ((under >> 8) & 255) + a * (((over >> 8) & 255) - ((under >> 8) & 255));
const blue = ((under >> 16) & 255) + a * (((over >> 16) & 255) - ((under >> 16) & 255));
const alpha = (under >>> 24) + a * (255 - (under >>> 24));
return ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
return { Clouds };
})();
modules['words.mjs'] = (() => {
let texts = {};
let decimal = ".";
function speak(table, mark) {
texts = table;
decimal = mark;
}
function say(text, values = {}) {
const found = texts[text] ?? text;
return found.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}
function write(x, digits = 2) {
if (Number.isNaN(x)) return "–";
if (!Number.isFinite(x)) return x > 0 ? "∞" : "−∞";
const size = Math.abs(x);
let text;
if (size >= 1e6) {
const power = Math.floor(Math.log10(size));
text = `${(size / 10 ** power).toFixed(2)}e${power}`;
} else {
const shown = digits > 0 && Number(size.toFixed(digits + 1)) < 0.1 && size >= 0.5 * 10 ** -(digits + 1) ? digits + 1 : digits;
text = size.toFixed(shown);
}
const zero = Number(text) === 0;
return (x < 0 && !zero ? "−" : "") + text.replace(".", decimal);
}
function brief(x) {
return Number.isNaN(x) ? "" : String(Number(x.toFixed(4)) + 0);
}
function together(numbers) {
const texts = Array.from(numbers, (x) => write(x));
return texts.join(decimal === "," ? "; " : ", ");
}
function local(text) {
return text.replace("-", "−").replace(".", decimal);
}
function pack(numbers) {
const runs = [];
for (const text of numbers.map(brief)) {
const last = runs[runs.length - 1];
if (last && last[0] === text) last[1] += 1;
else runs.push([text, 1]);
}
return runs.map(([text, count]) => (count >= 3 ? `${text}*${count}` : Array(count).fill(text).join(","))).join(",");
}
function writeValue(value, digits = 2) {
const one = (i) => {
const imaginary = value.im ? value.im[i] : 0;
if (!value.im || Math.abs(imaginary) < 1e-12) return write(value.re[i], digits);
return `${write(value.re[i], digits)} ${imaginary < 0 ? "−" : "+"} ${write(Math.abs(imaginary), digits)}i`;
};
if (value.shape.length === 0) return one(0);
if (value.shape.length === 1) {
return `(${Array.from({ length: value.shape[0] }, (_, i) => one(i)).join("; ").replaceAll("; ", decimal === "." ? ", " : "; ")})`;
}
const [rows, columns] = value.shape;
return Array.from({ length: rows }, (_, r) =>
Array.from({ length: columns }, (_, c) => one(r * columns + c)).join("  "),
).join("; ");
}
function read(text, { low, high, blanks = false }) {
const plain = text.trim().replaceAll("−", "-").replace(",", ".");
if (plain === "") {
if (blanks) return { value: NaN };
return { problem: say("The field is empty: type a number such as 1.5 or −2.") };
}
const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const parts = plain.split("/");
if (parts.length > 2 || !parts.every((part) => number.test(part.trim()))) {
return { problem: say("“{text}” is not a number: type one such as 1.5, −2 or 1/3.", { text: shorten(text) }) };
}
const value = parts.length === 2 ? Number(parts[0]) / Number(parts[1]) : Number(parts[0]);
if (!Number.isFinite(value) || value < low || value > high) {
return {
problem: say("“{text}” is out of reach here: type a number from {low} to {high}.", {
text: shorten(text),
low: wide(low),
high: wide(high),
}),
};
}
return { value };
}
function wide(x) {
return (x < 0 ? "−" : "") + Math.abs(x).toLocaleString("en").replaceAll(",", " ");
}
function shorten(text) {
const trimmed = text.trim();
return trimmed.length > 24 ? `${trimmed.slice(0, 23)}…` : trimmed;
}
function unpack(text) {
const numbers = [];
for (const part of text.split(",")) {
const match = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|)(?:\*(\d{1,6}))?$/i.exec(part.trim());
if (!match || numbers.length > 1e6) return null;
const number = match[1] === "" ? null : Number(match[1]);
for (let i = Number(match[2] ?? 1); i > 0; i -= 1) numbers.push(number);
}
return numbers;
}
return { speak, say, write, brief, together, local, pack, writeValue, read, unpack };
})();
modules['draw.mjs'] = (() => {
const { Clouds } = modules['cloud.mjs'];
const { stamp, svg } = modules['shapes.mjs'];
const { local, say } = modules['words.mjs'];
const DASHES = { solid: "", dash: "7 5", dashdot: "11 4 2 4", dot: "2 4" };
let pictures = 0;
const CLOUD = 400;
const TALL = 480;
const NEARNESS = 6;
const HEAD = 13; // length of an arrow's head in pixels, at normal stroke width
class Picture {
constructor(frame, scene, program) {
this.scene = scene;
this.program = program;
this.canvas = document.createElement("canvas");
this.canvas.setAttribute("aria-hidden", "true");
this.root = svg("svg", { role: "group", "aria-label": scene.title });
frame.append(this.canvas, this.root);
this.sentence = svg("desc", {}, this.root);
const definitions = svg("defs", {}, this.root);
const hatch = svg("pattern", { id: `hatch-${(pictures += 1)}`, width: 8, height: 8, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, definitions);
svg("line", { x1: 0, y1: 0, x2: 0, y2: 8, class: "hatch" }, hatch);
this.number = pictures;
this.back = svg("g", { class: "back", "aria-hidden": "true" }, this.root);
this.front = svg("g", { class: "marks", "aria-hidden": "true" }, this.root);
this.words = svg("g", { class: "labels", "aria-hidden": "true" }, this.root);
this.holds = svg("g", { class: "handles" }, this.root);
this.width = 0;
this.height = 0;
this.home = { x: scene.view.x, y: scene.view.y };
this.middle = [(this.home.x[0] + this.home.x[1]) / 2, (this.home.y[0] + this.home.y[1]) / 2];
this.zoom = 1;
this.obstacles = [];
this.written = [];
this.revealed = new Set();
this.marks = scene.marks.map((spec) => this.#make(spec));
this.textScale = 1;
this.fresh = true;
this.redrawn = 0;
}
describe(text) {
if (this.sentence.textContent !== text) this.sentence.textContent = text;
}
heightFor(width) {
const { x, y, tall } = this.scene.view;
const home = tall && width < TALL ? { x: tall[0], y: tall[1] } : { x, y };
if (String(home.x) !== String(this.home.x) || String(home.y) !== String(this.home.y)) {
this.home = home;
this.fit();
}
return (width * (this.home.y[1] - this.home.y[0])) / (this.home.x[1] - this.home.x[0]);
}
resize(width, height) {
if (width === this.width && height === this.height) return;
this.width = width;
this.height = height;
this.root.setAttribute("viewBox", `0 0 ${width} ${height}`);
const ratio = Math.min(window.devicePixelRatio || 1, 2);
const clouds = this.marks.some((mark) => mark.cloud);
this.canvas.style.display = clouds ? "" : "none";
this.canvas.width = clouds ? Math.round(width * ratio) : 0;
this.canvas.height = clouds ? Math.round(height * ratio) : 0;
this.fresh = true;
}
get scale() {
const wide = this.width / (this.home.x[1] - this.home.x[0]);
const high = this.height / (this.home.y[1] - this.home.y[0]);
return Math.min(wide, high) * this.zoom;
}
toScreen(x, y) {
return [this.width / 2 + (x - this.middle[0]) * this.scale, this.height / 2 - (y - this.middle[1]) * this.scale];
}
toWorld(px, py) {
return [this.middle[0] + (px - this.width / 2) / this.scale, this.middle[1] - (py - this.height / 2) / this.scale];
}
get bounds() {
const [left, top] = this.toWorld(0, 0);
const [right, bottom] = this.toWorld(this.width, this.height);
return [left, right, bottom, top];
}
zoomBy(factor, px = this.width / 2, py = this.height / 2) {
const [x, y] = this.toWorld(px, py);
this.zoom = Math.min(200, Math.max(0.002, this.zoom * factor));
const [nx, ny] = this.toWorld(px, py);
this.middle = [this.middle[0] + x - nx, this.middle[1] + y - ny];
this.fresh = true;
}
panBy(dx, dy) {
this.middle = [this.middle[0] - dx / this.scale, this.middle[1] + dy / this.scale];
this.fresh = true;
}
fit() {
this.zoom = 1;
this.middle = [(this.home.x[0] + this.home.x[1]) / 2, (this.home.y[0] + this.home.y[1]) / 2];
this.fresh = true;
}
include(x, y) {
for (let i = 0; i < 40; i += 1) {
const [left, right, bottom, top] = this.bounds;
if (x > left && x < right && y > bottom && y < top) return;
this.zoomBy(0.8);
}
}
broken() {
for (const { spec } of this.marks) for (const g of spec.guards) if (!this.program.guard(g)) return g;
return -1;
}
draw() {
if (this.width === 0) return;
const everything = this.fresh;
this.fresh = false;
if (everything) this.#drawBack();
let clouds = everything;
let labels = everything;
for (const mark of this.marks) {
const shown =
mark.spec.guards.every((g) => this.program.guard(g)) &&
!mark.veiled &&
(!mark.spec.until || this.revealed.has(mark.spec.until));
let changed = everything || shown !== mark.shown;
mark.shown = shown;
for (let i = 0; i < mark.refs.length; i += 1) {
mark.values[i] = this.program.value(mark.refs[i]);
const stamp = this.program.stamp(mark.refs[i]);
if (stamp !== mark.stamps[i]) changed = true;
mark.stamps[i] = stamp;
}
if (!changed) continue;
this.redrawn += 1;
if (mark.cloud) {
clouds = true;
continue;
}
const visible = shown && mark.draw(mark.values);
if (mark.visible !== visible) mark.element.style.display = visible ? "" : "none";
mark.visible = visible;
if (mark.text) {
mark.text.shown = visible;
labels = true;
}
}
if (clouds) this.#drawClouds();
if (labels) this.#placeLabels();
}
#drawBack() {
const { grid, axes, numbers, names } = this.scene.view;
this.back.replaceChildren();
const [left, right, bottom, top] = this.bounds;
const step = niceStep(46 / this.scale);
if (grid) {
let d = "";
for (let x = Math.ceil(left / step) * step; x <= right; x += step) {
const px = this.toScreen(x, 0)[0].toFixed(1);
d += `M${px} 0V${this.height}`;
}
for (let y = Math.ceil(bottom / step) * step; y <= top; y += step) {
const py = this.toScreen(0, y)[1].toFixed(1);
d += `M0 ${py}H${this.width}`;
}
svg("path", { d, class: "gridline" }, this.back);
}
const [ox, oy] = this.toScreen(0, 0);
if (axes) {
svg("path", { d: `M0 ${oy}H${this.width}M${ox} 0V${this.height}`, class: "axis" }, this.back);
svg("circle", { cx: ox, cy: oy, r: 3, class: "origin" }, this.back);
const [[west, east], [south, north]] = names;
this.written = [];
const name = (text, place) => {
if (!text) return;
svg("text", { ...place, class: "tick" }, this.back).textContent = say(text);
const left = place.x - (place["text-anchor"] ? 6.4 * text.length : 0);
this.written.push([left, place.y - 12, left + 6.4 * text.length, place.y + 3]);
};
const beside = Math.min(this.height - 8, Math.max(18, oy - 8));
const above = Math.min(this.width - 60, Math.max(8, ox + 8));
name(west, { x: 8, y: beside });
name(east, { x: this.width - 8, y: beside, "text-anchor": "end" });
name(north, { x: above, y: 16 });
name(south, { x: above, y: this.height - 8 });
}
if (axes && numbers) {
const every = step * (this.scale * step < 70 ? 2 : 1);
const digits = Math.max(0, -Math.floor(Math.log10(every) + 1e-9));
const write = (v) => local(v.toFixed(digits));
const ty = Math.min(this.height - 6, Math.max(14, oy + 15));
const tx = Math.min(this.width - 24, Math.max(14, ox - 6));
for (let x = Math.ceil(left / every) * every; x <= right; x += every) {
const px = this.toScreen(x, 0)[0];
if (Math.abs(x) < every / 2 || px < 12 || px > this.width - 12) continue;
svg("text", { x: px, y: ty, class: "tick", "text-anchor": "middle" }, this.back).textContent = write(x);
}
for (let y = Math.ceil(bottom / every) * every; y <= top; y += every) {
const py = this.toScreen(0, y)[1];
if (Math.abs(y) < every / 2 || py < 12 || py > this.height - 12) continue;
svg("text", { x: tx, y: py + 4, class: "tick", "text-anchor": "end" }, this.back).textContent = write(y);
}
}
}
#make(spec) {
const role = this.scene.roles[spec.role];
const element = svg("g", { class: `mark ${spec.kind} role-${spec.role}${spec.faint ? " faint" : ""}` }, this.front);
const dash = spec.kind === "arrow" ? "" : DASHES[(role.dash)];
const mark = { spec, element, refs: [], values: [], stamps: [], shown: true, cloud: false, text: null };
if (spec.label) {
const text = svg("text", { class: `label role-${spec.role}${spec.small ? " small" : ""}` }, this.words);
const label = say(spec.label);
text.textContent = label;
mark.text = { element: text, x: 0, y: 0, dx: 1, dy: -1, shown: false, hidden: false, where: "", width: label.length * (spec.small ? 7.3 : 9.2) + 4, gap: spec.kind === "label" ? 21 : 18 };
}
const line = (extra = "") => svg("path", { class: `stroke ${extra}`, "stroke-dasharray": dash }, element);
const at = (value, i = 0) => {
const width = value.shape[value.shape.length - 1];
return this.toScreen(value.re[i * width], value.re[i * width + 1]);
};
const finite = (values) => values.every((value) => value.re.every(Number.isFinite));
if (spec.kind === "arrow") {
mark.refs = [spec.tip, spec.tail];
const shaft = line();
const head = svg("path", { class: "fill" }, element);
mark.draw = (values) => {
if (!finite(values)) return false;
const [x1, y1] = at(values[0]);
const [x0, y0] = at(values[1]);
const length = Math.hypot(x1 - x0, y1 - y0);
if (mark.text) Object.assign(mark.text, { x: x1, y: y1, dx: x1 - x0, dy: y1 - y0 });
if (length < 0.5) return false;
const ux = (x1 - x0) / length;
const uy = (y1 - y0) / length;
const size = Math.min(HEAD, length * 0.6) * (spec.faint ? 0.7 : 1);
const bx = x1 - ux * size;
const by = y1 - uy * size;
const w = size * 0.42;
shaft.setAttribute("d", `M${x0.toFixed(2)} ${y0.toFixed(2)}L${(bx + ux).toFixed(2)} ${(by + uy).toFixed(2)}`);
head.setAttribute(
"d",
`M${x1.toFixed(2)} ${y1.toFixed(2)}L${(bx - uy * w).toFixed(2)} ${(by + ux * w).toFixed(2)}L${(bx + uy * w).toFixed(2)} ${(by - ux * w).toFixed(2)}Z`,
);
return true;
};
} else if (spec.kind === "segment") {
mark.refs = [spec.start, spec.end];
const path = line();
mark.draw = (values) => {
if (!finite(values)) return false;
const [x0, y0] = at(values[0]);
const [x1, y1] = at(values[1]);
path.setAttribute("d", `M${x0.toFixed(2)} ${y0.toFixed(2)}L${x1.toFixed(2)} ${y1.toFixed(2)}`);
if (mark.text) Object.assign(mark.text, { x: (x0 + x1) / 2, y: (y0 + y1) / 2, dx: y0 - y1, dy: x1 - x0 });
return true;
};
} else if (spec.kind === "segments" || spec.kind === "grid") {
mark.refs = [spec.pieces];
const path = line();
mark.draw = ([pieces]) => {
const n = pieces.shape[0];
const width = pieces.shape[2];
const { re } = pieces;
const s = this.scale;
const ox = this.width / 2 - this.middle[0] * s;
const oy = this.height / 2 + this.middle[1] * s;
let d = "";
for (let i = 0; i < n; i += 1) {
const j = 2 * i * width;
const k = j + width;
const x0 = Math.round((ox + re[j] * s) * 10) / 10;
const y0 = Math.round((oy - re[j + 1] * s) * 10) / 10;
const x1 = Math.round((ox + re[k] * s) * 10) / 10;
const y1 = Math.round((oy - re[k + 1] * s) * 10) / 10;
if (Number.isFinite(x0 + y0 + x1 + y1)) d += `M${x0} ${y0}L${x1} ${y1}`;
}
path.setAttribute("d", d);
return true;
};
} else if (spec.kind === "line") {
mark.refs = [spec.direction, spec.through];
const path = line();
mark.draw = (values) => {
if (!finite(values)) return false;
const [direction, through] = values;
const length = Math.hypot(direction.re[0], direction.re[1]);
if (length < 1e-12) return false;
const [px, py] = at(through);
const reach = 2 * (this.width + this.height) + Math.hypot(px - this.width / 2, py - this.height / 2);
const ux = direction.re[0] / length;
const uy = -direction.re[1] / length;
path.setAttribute("d", `M${(px - ux * reach).toFixed(1)} ${(py - uy * reach).toFixed(1)}L${(px + ux * reach).toFixed(1)} ${(py + uy * reach).toFixed(1)}`);
if (mark.text) {
const out = Math.min(Math.abs((this.width * 0.42) / (ux || 1e-9)), Math.abs((this.height * 0.42) / (uy || 1e-9)));
Object.assign(mark.text, { x: px + ux * out, y: py + uy * out, dx: -uy, dy: -Math.abs(ux) });
}
return true;
};
} else if (spec.kind === "path" || spec.kind === "polygon") {
mark.refs = [spec.points];
const path = svg("path", { class: spec.kind === "polygon" ? "area" : "stroke", "stroke-dasharray": spec.kind === "polygon" ? "" : dash }, element);
const over = spec.signed ? svg("path", { class: "over", fill: `url(#hatch-${this.number})` }, element) : null;
mark.draw = ([points]) => {
const n = points.shape[0];
if (n === 0) return false;
let d = "";
let area = 0;
let cx = 0;
let cy = 0;
let pen = "M";
const corners = [];
for (let i = 0; i < n; i += 1) {
const [x, y] = at(points, i);
if (!Number.isFinite(x + y)) {
pen = "M";
continue;
}
d += `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
pen = "L";
corners.push([x, y]);
cx += x;
cy += y;
}
for (let i = 0; i < corners.length; i += 1) {
const [x0, y0] = corners[i];
const [x1, y1] = corners[(i + 1) % corners.length];
area += x0 * y1 - x1 * y0;
}
if (d && (spec.kind === "polygon" || spec.closed)) d += "Z";
path.setAttribute("d", d);
if (over) {
over.setAttribute("d", d);
over.style.display = area > 0 ? "" : "none";
}
if (mark.text) Object.assign(mark.text, { x: cx / corners.length, y: cy / corners.length, dx: 0, dy: 0 });
return corners.length > 0;
};
} else if (spec.kind === "label") {
mark.refs = spec.tail ? [spec.at, spec.tail] : [spec.at];
mark.draw = (values) => {
if (!finite(values)) return false;
const [x, y] = at(values[0]);
const [tx, ty] = values[1] ? at(values[1]) : [x - 1, y + 1];
if (mark.text) Object.assign(mark.text, { x, y, dx: x - tx || 1, dy: y - ty || -1 });
return true;
};
} else if (spec.kind === "points") {
mark.refs = [spec.points];
const count = this.program.value(spec.points).shape[0];
mark.cloud = count > CLOUD;
if (!mark.cloud) this.#makeDots(mark, count, role);
}
return mark;
}
#makeDots(mark, count, role) {
const { spec, element } = mark;
const levels = spec.depth ? NEARNESS : 1;
const looks = new Map();
const lookOf = Array.from({ length: count }, (_, i) => {
const group = spec.groups ? spec.groups[i] % this.scene.groups.length : -1;
const colour = spec.colours ? spec.colours[i] : "";
const key = `${group} ${colour}`;
const known = looks.get(key);
if (known) return known;
const shape = group >= 0 ? this.scene.groups[group][2] : role.marker;
const look = Array.from({ length: levels }, (_, level) => {
const near = levels > 1 ? level / (levels - 1) : 1;
const path = svg("path", { class: `dot${group >= 0 ? ` group-${group}` : ""}${shape === "circle-open" ? " open" : ""}` });
if (colour) path.style.fill = colour;
if (spec.depth) path.style.opacity = (0.35 + 0.65 * near).toFixed(2);
return { path, outline: stamp(shape, spec.size * (0.6 + 0.4 * near)), d: "" };
});
looks.set(key, look);
return look;
});
for (let level = 0; level < levels; level += 1) for (const look of looks.values()) element.append(look[level].path);
const all = [...looks.values()].flat();
mark.draw = ([points]) => {
const near = depthOf(points, spec.depth);
const { re, shape } = points;
const s = this.scale;
const ox = this.width / 2 - this.middle[0] * s;
const oy = this.height / 2 + this.middle[1] * s;
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
#drawClouds() {
const clouds = this.marks.filter((mark) => mark.cloud);
if (clouds.length === 0) return;
this.clouds ??= new Clouds(this.canvas);
this.clouds.draw(this, clouds, getComputedStyle(this.root));
}
#placeLabels() {
const taken = [...this.written, ...this.obstacles.map(([x, y, r]) => [x - r, y - r, x + r, y + r])];
for (const { text } of this.marks) {
if (!text) continue;
if (text.hidden === text.shown) text.element.style.display = text.shown ? "" : "none";
text.hidden = !text.shown;
if (!text.shown) continue;
const length = Math.hypot(text.dx, text.dy);
const preferred = length > 0 ? Math.atan2(text.dy, text.dx) : -Math.PI / 4;
const w = text.width * this.textScale;
const h = 20 * this.textScale;
let best = null;
const gap = length > 0 ? text.gap : 0;
for (const turn of [0, 0.7, -0.7, 1.3, -1.3, 2, -2, Math.PI]) {
const angle = preferred + turn;
const cx = clamp(text.x + Math.cos(angle) * (gap + (w / 2) * Math.abs(Math.cos(angle))), w / 2 + 2, this.width - w / 2 - 2);
const cy = clamp(text.y + Math.sin(angle) * (gap + 2), h / 2 + 1, this.height - h / 2 - 1);
const box = [cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2];
let overlap = 0;
for (const other of taken) {
const ix = Math.min(box[2], other[2]) - Math.max(box[0], other[0]);
const iy = Math.min(box[3], other[3]) - Math.max(box[1], other[1]);
if (ix > 0 && iy > 0) overlap += ix * iy;
}
if (!best || overlap < best.overlap - 1) best = { overlap, cx, cy, box };
if (overlap === 0) break;
}
if (!best) continue;
taken.push(best.box);
const where = `translate(${best.cx.toFixed(1)} ${(best.cy + 5).toFixed(1)})`;
if (where !== text.where) text.element.setAttribute("transform", where);
text.where = where;
}
}
get named() {
return this.marks.some((mark) => mark.spec.kind === "points" && mark.spec.labels && mark.shown);
}
nearest(px, py) {
let best = null;
let least = 18 * 18;
const s = this.scale;
const ox = this.width / 2 - this.middle[0] * s;
const oy = this.height / 2 + this.middle[1] * s;
for (const mark of this.marks) {
const { spec } = mark;
if (spec.kind !== "points" || !spec.labels || !mark.shown) continue;
const points = this.program.value(spec.points);
const [n, width] = points.shape;
const { re } = points;
let found = -1;
for (let i = 0; i < n; i += 1) {
const dx = ox + re[i * width] * s - px;
const dy = oy - re[i * width + 1] * s - py;
const far = dx * dx + dy * dy;
if (far < least || (far === least && width === 3 && found >= 0 && re[3 * i + 2] > re[3 * found + 2])) {
least = far;
found = i;
}
}
if (found >= 0) best = { text: spec.labels[found], x: ox + re[found * width] * s, y: oy - re[found * width + 1] * s };
}
return best;
}
placeOf(mark, i) {
if (!mark.shown) return null;
const { re, shape } = this.program.value(mark.spec.points);
const [x, y] = this.toScreen(re[i * shape[1]], re[i * shape[1] + 1]);
return Number.isFinite(x + y) ? [x, y] : null;
}
beside(mark, from, arrow) {
const { re, shape } = this.program.value(mark.spec.points);
const [n, width] = shape;
const s = this.scale;
const [x, y] = [re[from * width], re[from * width + 1]];
if (!Number.isFinite(x + y)) return (from + 1) % n;
let best = from;
let least = Infinity;
for (let i = 0; i < n; i += 1) {
const dx = (re[i * width] - x) * s;
const dy = (re[i * width + 1] - y) * s;
const along = dx * arrow[0] + dy * arrow[1];
const across = Math.abs(dx * arrow[1]) + Math.abs(dy * arrow[0]);
if (along > 0.5 && across <= along && along + 2 * across < least) {
least = along + 2 * across;
best = i;
}
}
return best;
}
}
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
function niceStep(least) {
const power = 10 ** Math.floor(Math.log10(least));
for (const factor of [1, 2, 5]) if (factor * power >= least) return factor * power;
return 10 * power;
}
function clamp(x, low, high) {
return Math.min(Math.max(x, low), Math.max(low, high));
}
return { Picture };
})();
modules['operations.mjs'] = (() => {
function sizeOf(shape) {
let size = 1;
for (let k = 0; k < shape.length; k++) size *= shape[k];
return size;
}
function sameShape(a, b) {
if (a.length !== b.length) return false;
for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
return true;
}
function make(out, shape, kind) {
if (out && out.re && !out.shared && out.kind === kind && sameShape(out.shape, shape)) return out;
const size = sizeOf(shape);
const value = { shape: Array.from(shape), kind, re: new Float64Array(size) };
return kind === 'c' ? { ...value, im: new Float64Array(size) } : value;
}
function nan(out, shape) {
const value = make(out, shape, 'f');
value.re.fill(NaN);
return value;
}
function view(a, shape) {
return { ...a, shape, shared: true };
}
const isComplex = (a) => a.kind === 'c';
function broadcastShapes(shapes) {
const ndim = Math.max(0, ...shapes.map((s) => s.length));
const result = new Array(ndim).fill(1);
for (const shape of shapes) {
for (let k = 0; k < shape.length; k++) {
const at = ndim - shape.length + k;
const n = shape[k];
if (n === 1) continue;
if (result[at] !== 1 && result[at] !== n) {
throw new Error(`shapes do not broadcast: ${shapes.map((s) => `(${s})`).join(' ')}`);
}
result[at] = n;
}
}
return result;
}
function stridesFor(from, shape) {
const strides = new Array(shape.length).fill(0);
let step = 1;
for (let k = from.length - 1; k >= 0; k--) {
const at = shape.length - from.length + k;
strides[at] = from[k] === 1 ? 0 : step;
step *= from[k];
}
return strides;
}
function broadcastPlaces(from, shape) {
return stridedPlaces(shape, stridesFor(from, shape), 0);
}
function stridedPlaces(shape, strides, start) {
const size = sizeOf(shape);
const places = new Int32Array(size);
if (size === 0) return places;
const ndim = shape.length;
if (ndim === 0) {
places[0] = start;
return places;
}
const counter = new Int32Array(ndim);
const n = shape[ndim - 1];
const step = strides[ndim - 1];
let at = start;
for (let i = 0; i < size; ) {
for (let j = 0, p = at; j < n; j++, p += step) places[i++] = p;
for (let k = ndim - 2; k >= 0; k--) {
at += strides[k];
if (++counter[k] < shape[k]) break;
at -= strides[k] * shape[k];
counter[k] = 0;
}
}
return places;
}
const knownPlaces = new Map();
let knownSize = 0;
function placesOf(from, shape) {
const key = `${from}>${shape}`;
let places = knownPlaces.get(key);
if (!places) {
places = broadcastPlaces(from, shape);
knownSize += places.length + 100;
if (knownSize > 4e6) {
knownPlaces.clear();
knownSize = places.length;
}
knownPlaces.set(key, places);
}
return places;
}
function power(a, b) {
if (a === 1 || (a === -1 && (b === Infinity || b === -Infinity))) return 1;
if (b === 2) return a * a;
if (b === 0.5) return Math.sqrt(a);
return Math.pow(a, b);
}
function rint(x) {
if (!(Math.abs(x) < 4503599627370496)) return x;
const below = Math.floor(x);
const rest = x - below;
const result = rest < 0.5 ? below : rest > 0.5 ? below + 1 : below % 2 === 0 ? below : below + 1;
return result === 0 && (x < 0 || Object.is(x, -0)) ? -0 : result;
}
function remainder(a, b) {
if (b === 0) return NaN;
let mod = a % b;
if (mod !== 0) {
if (b < 0 !== mod < 0) mod += b;
} else {
mod = b < 0 ? -0 : 0;
}
return mod;
}
function floorDivide(a, b) {
if (b === 0) return a / b;
let mod = a % b;
if (Number.isNaN(mod)) return NaN;
let div = (a - mod) / b;
if (mod !== 0 && b < 0 !== mod < 0) div -= 1;
if (div === 0) return a / b < 0 || Object.is(a / b, -0) ? -0 : 0;
const floor = Math.floor(div);
mod = div - floor;
return mod > 0.5 ? floor + 1 : floor;
}
const sign = (x) => (x > 0 ? 1 : x < 0 ? -1 : x === 0 ? 0 : NaN);
const maximum = (a, b) => (a >= b || Number.isNaN(a) ? a : b);
const minimum = (a, b) => (a <= b || Number.isNaN(a) ? a : b);
const DEGREES = 180 / Math.PI;
const RADIANS = Math.PI / 180;
function logaddexp(a, b) {
if (a === b) return a + Math.LN2;
const d = a - b;
if (d > 0) return a + Math.log1p(Math.exp(-d));
if (d <= 0) return b + Math.log1p(Math.exp(d));
return d;
}
const copysign = (a, b) => (b < 0 || Object.is(b, -0) ? -Math.abs(a) : Math.abs(a));
function log2(x) {
return Math.log2(x);
}
let RE = 0;
let IM = 0;
function complexMultiply(a, b, c, d) {
RE = a * c - b * d;
IM = a * d + b * c;
}
function complexDivide(a, b, c, d) {
if (Math.abs(c) >= Math.abs(d)) {
if (c === 0 && d === 0) {
RE = a / Math.abs(c);
IM = b / Math.abs(c);
return;
}
const ratio = d / c;
const scale = 1 / (c + d * ratio);
RE = (a + b * ratio) * scale;
IM = (b - a * ratio) * scale;
} else {
const ratio = c / d;
const scale = 1 / (d + c * ratio);
RE = (a * ratio + b) * scale;
IM = (b * ratio - a) * scale;
}
}
function complexSqrt(a, b) {
if (a === 0 && b === 0) {
RE = 0;
IM = b;
} else if (b === Infinity || b === -Infinity) {
RE = Infinity;
IM = b;
} else if (Number.isNaN(a)) {
RE = NaN;
IM = NaN;
} else if (a === Infinity || a === -Infinity) {
RE = a > 0 ? a : Number.isNaN(b) ? NaN : 0;
IM = a > 0 ? (Number.isNaN(b) ? NaN : copysign(0, b)) : copysign(Infinity, b);
} else if (a >= 0) {
const t = Math.sqrt((a + Math.hypot(a, b)) * 0.5);
RE = t;
IM = b / (2 * t);
} else {
const t = Math.sqrt((-a + Math.hypot(a, b)) * 0.5);
RE = Math.abs(b) / (2 * t);
IM = copysign(t, b);
}
}
function complexExp(a, b) {
const r = Math.exp(a);
RE = b === 0 ? r : r === 0 ? 0 : r * Math.cos(b);
IM = b === 0 ? b : r === 0 ? 0 : r * Math.sin(b);
}
function logAbs(a, b) {
const x = Math.max(Math.abs(a), Math.abs(b));
const y = Math.min(Math.abs(a), Math.abs(b));
if (x > 0.5 && x < 2) return 0.5 * Math.log1p((x - 1) * (x + 1) + y * y);
return Math.log(Math.hypot(a, b));
}
function complexLog(a, b) {
RE = logAbs(a, b);
IM = Math.atan2(b, a);
}
function complexTanh(a, b) {
if (Math.abs(a) > 20) {
RE = copysign(1, a);
IM = 4 * Math.sin(b) * Math.cos(b) * Math.exp(-2 * Math.abs(a));
return;
}
const t = Math.tan(b);
const s = Math.sinh(a);
const beta = 1 + t * t;
const rho = Math.sqrt(1 + s * s);
const denominator = 1 + beta * s * s;
RE = (beta * rho * s) / denominator;
IM = t / denominator;
}
function complexPower(a, b, c, d) {
if (c === 0 && d === 0) {
RE = 1;
IM = 0;
return;
}
if (a === 0 && b === 0) {
const fine = c > 0;
RE = fine ? 0 : NaN;
IM = fine ? 0 : NaN;
return;
}
if (d === 0 && Number.isInteger(c) && c > -100 && c < 100) {
let n = Math.abs(c);
let pr = a;
let pi = b;
let rr = 1;
let ri = 0;
for (;;) {
if (n & 1) {
complexMultiply(rr, ri, pr, pi);
rr = RE;
ri = IM;
}
n >>= 1;
if (n === 0) break;
complexMultiply(pr, pi, pr, pi);
pr = RE;
pi = IM;
}
if (c < 0) complexDivide(1, 0, rr, ri);
else {
RE = rr;
IM = ri;
}
return;
}
complexLog(a, b);
complexMultiply(RE, IM, c, d);
complexExp(RE, IM);
}
function complexLess(a, b, c, d) {
return a < c ? !Number.isNaN(b) || Number.isNaN(d) : a === c && b < d;
}
function complexLessEqual(a, b, c, d) {
return a < c ? !Number.isNaN(b) || Number.isNaN(d) : a === c && b <= d;
}
const anyNaN = (a, b) => Number.isNaN(a) || Number.isNaN(b);
function mapReal(a, out, kind, f) {
const result = make(out, a.shape, kind);
const x = a.re;
const y = result.re;
for (let i = 0; i < y.length; i++) y[i] = f(x[i]);
return result;
}
function mapComplex(a, out, f) {
const result = make(out, a.shape, 'c');
const re = (result.re);
const im = (result.im);
const b = (a.im);
for (let i = 0; i < re.length; i++) {
f(a.re[i], b[i]);
re[i] = RE;
im[i] = IM;
}
return result;
}
function complexToReal(a, out, kind, f) {
const result = make(out, a.shape, kind);
const b = (a.im);
for (let i = 0; i < result.re.length; i++) result.re[i] = f(a.re[i], b[i]);
return result;
}
function floating(f, complex) {
return ([a], _, out) => {
if (!isComplex(a)) return mapReal(a, out, 'f', f);
return complex ? mapComplex(a, out, complex) : nan(out, a.shape);
};
}
function stepwise(f) {
return ([a], _, out) => {
if (isComplex(a)) return nan(out, a.shape);
return a.kind === 'f' ? mapReal(a, out, 'f', f) : view(a, a.shape);
};
}
function test(f, join) {
return ([a], _, out) =>
isComplex(a)
? complexToReal(a, out, 'b', (x, y) => (join(f(x), f(y)) ? 1 : 0))
: mapReal(a, out, 'b', (x) => (f(x) ? 1 : 0));
}
function pairReal(a, b, out, kind, f) {
const p = a.re;
const q = b.re;
if (sameShape(a.shape, b.shape)) {
const result = make(out, a.shape, kind);
const r = result.re;
for (let i = 0; i < r.length; i++) r[i] = f(p[i], q[i]);
return result;
}
if (b.shape.length === 0) {
const result = make(out, a.shape, kind);
const r = result.re;
const y = q[0];
for (let i = 0; i < r.length; i++) r[i] = f(p[i], y);
return result;
}
if (a.shape.length === 0) {
const result = make(out, b.shape, kind);
const r = result.re;
const x = p[0];
for (let i = 0; i < r.length; i++) r[i] = f(x, q[i]);
return result;
}
const shape = broadcastShapes([a.shape, b.shape]);
const result = make(out, shape, kind);
const r = result.re;
if (shape.length === 2 && b.re.length === shape[1] && a.re.length === r.length && b.shape[b.shape.length - 1] === shape[1]) {
const n = shape[1];
for (let i = 0; i < r.length; i += n) for (let j = 0; j < n; j++) r[i + j] = f(p[i + j], q[j]);
return result;
}
const s = placesOf(a.shape, shape);
const t = placesOf(b.shape, shape);
for (let i = 0; i < r.length; i++) r[i] = f(p[s[i]], q[t[i]]);
return result;
}
function pairComplex(a, b, out, toReal, f) {
const shape = broadcastShapes([a.shape, b.shape]);
const result = make(out, shape, toReal ? 'b' : 'c');
const s = placesOf(a.shape, shape);
const t = placesOf(b.shape, shape);
for (let i = 0; i < result.re.length; i++) {
const j = s[i];
const k = t[i];
const answer = f(a.re[j], a.im ? a.im[j] : 0, b.re[k], b.im ? b.im[k] : 0);
if (toReal) result.re[i] = answer ? 1 : 0;
else {
result.re[i] = RE;
(result.im)[i] = IM;
}
}
return result;
}
const RANK = { b: 0, i: 1, f: 2, c: 3 };
const joint = (a, b) => (RANK[a.kind] >= RANK[b.kind] ? a.kind : b.kind);
const number = (kind) => (kind === 'b' ? 'i' : kind);
function add([a, b], _, out) {
const kind = joint(a, b);
if (kind === 'c') return pairComplex(a, b, out, false, (p, q, r, s) => { RE = p + r; IM = q + s; });
if (kind === 'b') return pairReal(a, b, out, 'b', (p, q) => (p || q ? 1 : 0));
if (sameShape(a.shape, b.shape)) {
const result = make(out, a.shape, kind);
const [x, y, r] = [a.re, b.re, result.re];
for (let i = 0; i < r.length; i++) r[i] = x[i] + y[i];
return result;
}
return pairReal(a, b, out, kind, (p, q) => p + q);
}
function subtract([a, b], _, out) {
const kind = joint(a, b);
if (kind === 'c') return pairComplex(a, b, out, false, (p, q, r, s) => { RE = p - r; IM = q - s; });
if (sameShape(a.shape, b.shape)) {
const result = make(out, a.shape, number(kind));
const [x, y, r] = [a.re, b.re, result.re];
for (let i = 0; i < r.length; i++) r[i] = x[i] - y[i];
return result;
}
return pairReal(a, b, out, number(kind), (p, q) => p - q);
}
function multiply([a, b], _, out) {
const kind = joint(a, b);
if (kind === 'c') return pairComplex(a, b, out, false, complexMultiply);
if (sameShape(a.shape, b.shape)) {
const result = make(out, a.shape, kind);
const [x, y, r] = [a.re, b.re, result.re];
for (let i = 0; i < r.length; i++) r[i] = x[i] * y[i];
return result;
}
return pairReal(a, b, out, kind, (p, q) => p * q);
}
function divide([a, b], _, out) {
const kind = joint(a, b);
if (kind === 'c') return pairComplex(a, b, out, false, complexDivide);
return pairReal(a, b, out, 'f', (p, q) => p / q);
}
function real2(f, kinds, whole = f) {
return ([a, b], _, out) => {
const kind = joint(a, b);
if (kind === 'c') return nan(out, broadcastShapes([a.shape, b.shape]));
if (kinds === 'float') return pairReal(a, b, out, 'f', f);
return kind === 'f' ? pairReal(a, b, out, 'f', f) : pairReal(a, b, out, 'i', whole);
};
}
function extreme(f, first) {
return ([a, b], _, out) => {
const kind = joint(a, b);
if (kind !== 'c') return pairReal(a, b, out, kind, f);
return pairComplex(a, b, out, false, (p, q, r, s) => {
const left = anyNaN(p, q) || (!anyNaN(r, s) && first(p, q, r, s));
RE = left ? p : r;
IM = left ? q : s;
});
};
}
function compare(f, complex) {
return ([a, b], _, out) =>
isComplex(a) || isComplex(b)
? pairComplex(a, b, out, true, complex)
: pairReal(a, b, out, 'b', (p, q) => (f(p, q) ? 1 : 0));
}
function logical(f) {
return compare((p, q) => f(p !== 0, q !== 0), (a, b, c, d) => f(a !== 0 || b !== 0, c !== 0 || d !== 0));
}
function bitwise(f, small) {
return ([a, b], _, out) => {
const kind = joint(a, b);
if (kind === 'f' || kind === 'c') return nan(out, broadcastShapes([a.shape, b.shape]));
return pairReal(a, b, out, kind, (p, q) =>
(p | 0) === p && (q | 0) === q ? small(p, q) : Number(f(BigInt(p), BigInt(q))));
};
}
function powerOperation([a, b], _, out) {
const kind = joint(a, b);
if (kind === 'c') return pairComplex(a, b, out, false, complexPower);
if (kind === 'f') return pairReal(a, b, out, 'f', power);
if (b.re.some((n) => n < 0)) return nan(out, broadcastShapes([a.shape, b.shape]));
return pairReal(a, b, out, 'i', power);
}
function where([condition, a, b], _, out) {
const shape = broadcastShapes([condition.shape, a.shape, b.shape]);
const kind = joint(a, b);
const result = make(out, shape, kind);
const c = placesOf(condition.shape, shape);
const s = placesOf(a.shape, shape);
const t = placesOf(b.shape, shape);
for (let i = 0; i < result.re.length; i++) {
const yes = condition.re[c[i]] !== 0 || (condition.im !== undefined && condition.im[c[i]] !== 0);
result.re[i] = yes ? a.re[s[i]] : b.re[t[i]];
if (result.im) result.im[i] = yes ? (a.im ? a.im[s[i]] : 0) : b.im ? b.im[t[i]] : 0;
}
return result;
}
const LOWEST = -9223372036854775808;
function astype([a], { kind }, out) {
if (kind === a.kind) return view(a, a.shape);
if (kind === 'b') {
return isComplex(a)
? complexToReal(a, out, 'b', (x, y) => (x !== 0 || y !== 0 ? 1 : 0))
: mapReal(a, out, 'b', (x) => (x !== 0 ? 1 : 0));
}
if (kind === 'i') {
return mapReal(a, out, 'i', (x) => (Math.abs(x) < -LOWEST ? Math.trunc(x) + 0 : LOWEST));
}
const result = make(out, a.shape, kind);
result.re.set(a.re);
if (result.im) a.im ? result.im.set(a.im) : result.im.fill(0);
return result;
}
function round([a], { decimals }, out) {
const scale = Math.pow(10, Math.abs(decimals));
const f = decimals >= 0
? (x) => rint(x * scale) / scale
: (x) => rint(x / scale) * scale;
const exact = decimals === 0 ? rint : f;
if (isComplex(a)) return mapComplex(a, out, (x, y) => { RE = exact(x); IM = exact(y); });
if (a.kind !== 'f' && decimals >= 0) return { ...view(a, a.shape), kind: number(a.kind) };
return mapReal(a, out, number(a.kind) === 'i' ? 'i' : 'f', exact);
}
function axesOf(axis, ndim) {
if (axis === undefined || axis === null) return Array.from({ length: ndim }, (_, k) => k);
return (Array.isArray(axis) ? axis : [axis]).map((k) => (k < 0 ? k + ndim : k));
}
function stridesOf(shape) {
return stridesFor(shape, shape).map((_, k) => sizeOf(shape.slice(k + 1)));
}
let laneRe = new Float64Array(64);
let laneIm = new Float64Array(64);
function eachLane(a, axes, f) {
const strides = stridesOf(a.shape);
const kept = a.shape.map((_, k) => k).filter((k) => !axes.includes(k));
const count = sizeOf(axes.map((k) => a.shape[k]));
if (laneRe.length < count) {
laneRe = new Float64Array(count);
laneIm = new Float64Array(count);
}
const starts = kept.length ? stridedPlaces(kept.map((k) => a.shape[k]), kept.map((k) => strides[k]), 0) : [0];
const ordered = axes.slice().sort((p, q) => p - q);
const last = ordered.length === 1 ? strides[ordered[0]] : kept.length === 0 ? 1 : 0;
const offsets = last ? null : stridedPlaces(ordered.map((k) => a.shape[k]), ordered.map((k) => strides[k]), 0);
for (let k = 0; k < starts.length; k++) {
const start = starts[k];
if (offsets) {
for (let i = 0; i < count; i++) laneRe[i] = a.re[start + offsets[i]];
if (a.im) for (let i = 0; i < count; i++) laneIm[i] = a.im[start + offsets[i]];
} else {
for (let i = 0, p = start; i < count; i++, p += last) laneRe[i] = a.re[p];
if (a.im) for (let i = 0, p = start; i < count; i++, p += last) laneIm[i] = a.im[p];
}
f(count, k);
}
}
function reducedShape(a, attributes) {
const axes = axesOf(attributes?.axis, a.shape.length);
if (attributes?.keepdims) return a.shape.map((n, k) => (axes.includes(k) ? 1 : n));
return a.shape.filter((_, k) => !axes.includes(k));
}
function reduction(kindOf, f, needs = false) {
return ([a], attributes, out) => {
const axes = axesOf(attributes?.axis, a.shape.length);
const shape = reducedShape(a, attributes);
if (needs && sizeOf(axes.map((k) => a.shape[k])) === 0) return nan(out, shape);
const result = make(out, shape, kindOf(a.kind));
const complex = isComplex(a);
eachLane(a, axes, (count, k) => {
f(count, complex, attributes);
result.re[k] = RE;
if (result.im) result.im[k] = IM;
});
return result;
};
}
function rowwise(norm, general) {
return (operands, attributes, out) => {
const [a] = operands;
const last = a.shape.length - 1;
const n = a.shape[last];
const along = attributes?.axis === last || attributes?.axis === -1;
if (!along || attributes.keepdims || a.kind !== 'f' || n === 0 || n > 8) return general(operands, attributes, out);
const result = make(out, a.shape.slice(0, last), 'f');
const { re } = a;
for (let i = 0, p = 0; i < result.re.length; i++) {
let sum = 0;
for (let j = 0; j < n; j++, p++) sum += norm ? re[p] * re[p] : re[p];
result.re[i] = norm ? Math.sqrt(sum) : sum;
}
return result;
};
}
function pairwise(x, from, to) {
if (to - from <= 128) {
let sum = 0;
for (let i = from; i < to; i++) sum += x[i];
return sum;
}
const middle = from + ((to - from) >> 1);
return pairwise(x, from, middle) + pairwise(x, middle, to);
}
function laneSum(count, complex) {
RE = pairwise(laneRe, 0, count);
IM = complex ? pairwise(laneIm, 0, count) : 0;
}
function laneProduct(count, complex) {
let re = 1;
let im = 0;
for (let i = 0; i < count; i++) {
if (complex) {
complexMultiply(re, im, laneRe[i], laneIm[i]);
re = RE;
im = IM;
} else re *= laneRe[i];
}
RE = re;
IM = im;
}
function laneVariance(count, complex, attributes) {
laneSum(count, complex);
const re = RE / count;
const im = IM / count;
for (let i = 0; i < count; i++) {
const d = laneRe[i] - re;
const e = complex ? laneIm[i] - im : 0;
laneRe[i] = complex ? d * d + e * e : d * d;
}
RE = pairwise(laneRe, 0, count) / Math.max(count - (attributes?.ddof ?? 0), 0);
}
function laneExtreme(count, complex, direction) {
let best = 0;
for (let i = 0; i < count; i++) {
if (Number.isNaN(laneRe[i]) || (complex && Number.isNaN(laneIm[i]))) {
best = i;
break;
}
const d = direction * (laneRe[i] - laneRe[best]);
const larger = direction > 0 ? laneRe[i] > laneRe[best] : laneRe[i] < laneRe[best];
if (larger || (complex && d === 0 && direction * (laneIm[i] - laneIm[best]) > 0)) best = i;
}
return best;
}
function extremeReduction(direction, place) {
return reduction(
(kind) => (place ? 'i' : kind),
(count, complex) => {
const best = laneExtreme(count, complex, direction);
RE = place ? best : laneRe[best];
IM = laneIm[best];
},
true,
);
}
function laneCount(count, complex) {
let n = 0;
for (let i = 0; i < count; i++) if (laneRe[i] !== 0 || (complex && laneIm[i] !== 0)) n++;
return n;
}
const asNumber = (kind) => (kind === 'b' ? 'i' : kind);
const asMean = (kind) => (kind === 'c' ? 'c' : 'f');
function scan(kindOf, f) {
return ([a], attributes, out) => {
const flat = attributes?.axis === undefined || attributes.axis === null;
const source = flat ? view(a, [a.re.length]) : a;
const [axis] = axesOf(flat ? 0 : attributes.axis, source.shape.length);
const result = make(out, source.shape, kindOf(a.kind));
if (result.re.length === 0) return result;
const strides = stridesOf(source.shape);
const kept = source.shape.map((_, k) => k).filter((k) => k !== axis);
const starts = stridedPlaces(kept.map((k) => source.shape[k]), kept.map((k) => strides[k]), 0);
eachLane(source, [axis], (count, k) => {
f(count, isComplex(a));
for (let i = 0, p = starts[k]; i < count; i++, p += strides[axis]) {
result.re[p] = laneRe[i];
if (result.im) result.im[p] = laneIm[i];
}
});
return result;
};
}
function laneOrder(count, complex) {
const order = Array.from({ length: count }, (_, i) => i);
const re = laneRe;
const im = laneIm;
const bad = (i) => Number.isNaN(re[i]) || (complex && Number.isNaN(im[i]));
const group = (i) => (Number.isNaN(re[i]) ? 2 : 0) + (complex && Number.isNaN(im[i]) ? 1 : 0);
return order.sort((i, j) => {
if (bad(i) || bad(j)) {
const d = group(i) - group(j);
if (d !== 0) return d;
if (group(i) === 1) return re[i] - re[j] || i - j;
if (group(i) === 2 && complex) return im[i] - im[j] || i - j;
return i - j;
}
if (re[i] < re[j]) return -1;
if (re[i] > re[j]) return 1;
if (complex && im[i] < im[j]) return -1;
if (complex && im[i] > im[j]) return 1;
return i - j;
});
}
function laneSort(count, complex) {
if (!complex) {
laneRe.subarray(0, count).sort();
return;
}
const order = laneOrder(count, true);
const re = order.map((i) => laneRe[i]);
const im = order.map((i) => laneIm[i]);
for (let i = 0; i < count; i++) {
laneRe[i] = re[i];
laneIm[i] = im[i];
}
}
function reshape([a], { shape }) {
const target = shape.slice();
const open = target.indexOf(-1);
if (open >= 0) target[open] = a.re.length / sizeOf(target.filter((n) => n !== -1));
if (sizeOf(target) !== a.re.length) throw new Error(`cannot reshape (${a.shape}) into (${shape})`);
return view(a, target);
}
function gather(a, shape, places, out) {
const result = make(out, shape, a.kind);
for (let i = 0; i < places.length; i++) result.re[i] = a.re[places[i]];
if (result.im && a.im) for (let i = 0; i < places.length; i++) result.im[i] = a.im[places[i]];
return result;
}
function transpose([a], attributes, out) {
const ndim = a.shape.length;
const axes = attributes?.axes ?? Array.from({ length: ndim }, (_, k) => ndim - 1 - k);
const shape = axes.map((k) => a.shape[k]);
if (ndim === 2 && axes[0] === 1 && !a.im) {
const result = make(out, shape, a.kind);
const [m, n] = a.shape;
for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) result.re[j * m + i] = a.re[i * n + j];
return result;
}
const strides = stridesOf(a.shape);
return gather(a, shape, stridedPlaces(shape, axes.map((k) => strides[k]), 0), out);
}
function broadcastTo([a], { shape }, out) {
return gather(a, shape, placesOf(a.shape, shape), out);
}
const jointKind = (values) => values.map((v) => v.kind).reduce((p, q) => (RANK[p] >= RANK[q] ? p : q));
function interleave(values, shape, outer, runs, out) {
const result = make(out, shape, jointKind(values));
let at = 0;
for (let i = 0; i < outer; i++) {
for (let k = 0; k < values.length; k++) {
const run = runs[k];
const from = i * run;
const { re, im } = values[k];
for (let j = 0; j < run; j++) result.re[at + j] = re[from + j];
if (result.im) for (let j = 0; j < run; j++) result.im[at + j] = im ? im[from + j] : 0;
at += run;
}
}
return result;
}
function stack(values, { axis }, out) {
const { shape } = values[0];
const run = sizeOf(shape.slice(axis));
const target = [...shape.slice(0, axis), values.length, ...shape.slice(axis)];
return interleave(values, target, sizeOf(shape.slice(0, axis)), values.map(() => run), out);
}
function concatenate(values, { axis }, out) {
const { shape } = values[0];
const target = shape.slice();
target[axis] = values.reduce((n, v) => n + v.shape[axis], 0);
return interleave(values, target, sizeOf(shape.slice(0, axis)), values.map((v) => sizeOf(v.shape.slice(axis))), out);
}
function sliceOf(start, stop, step, n) {
const by = step ?? 1;
const clamp = (k, low, high) =>
Math.max(low, Math.min(high, k < 0 ? k + n : k));
const from = start === null ? (by > 0 ? 0 : n - 1) : by > 0 ? clamp(start, 0, n) : clamp(start, -1, n - 1);
const to = stop === null ? (by > 0 ? n : -1) : by > 0 ? clamp(stop, 0, n) : clamp(stop, -1, n - 1);
return { from, by, count: Math.max(0, Math.ceil((to - from) / by)) };
}
function getitem([a, ...indices], { key }, out) {
const strides = stridesOf(a.shape);
const used = key.filter((e) => e !== 'newaxis' && e !== 'ellipsis').length;
const rest = a.shape.length - used;
const hasEllipsis = key.includes('ellipsis');
const entries = [];
for (const entry of hasEllipsis ? key : [...key, 'ellipsis']) {
if (entry === 'ellipsis') for (let k = 0; k < rest; k++) entries.push([null, null, null]);
else entries.push(entry);
}
let valid = true;
let axis = 0;
let next = 0;
let start = 0;
const fancy = indices.some((v) => v.shape.length > 0);
const dims = [];
const arrays = [];
let place = -1;
let apart = false;
let previous = -2;
for (let e = 0; e < entries.length; e++) {
const entry = entries[e];
if (entry === 'newaxis') {
dims.push({ count: 1, stride: 0 });
continue;
}
if (Array.isArray(entry)) {
const { from, by, count } = sliceOf(entry[0], entry[1], entry[2], a.shape[axis]);
if (count > 0) start += from * strides[axis];
dims.push({ count, stride: by * strides[axis] });
axis++;
continue;
}
if (fancy) {
if (place < 0) place = dims.length;
else if (previous !== e - 1) apart = true;
previous = e;
}
const n = a.shape[axis];
const value = entry === 'array' ? indices[next++] : undefined;
if (value && value.shape.length > 0) {
arrays.push({ value, axis });
} else {
const k = value ? value.re[0] : entry;
if (!(k >= -n && k < n)) valid = false;
else start += (k < 0 ? k + n : k) * strides[axis];
}
axis++;
}
const at = apart ? 0 : Math.max(place, 0);
const bshape = broadcastShapes(arrays.map((p) => p.value.shape));
const before = dims.slice(0, at);
const after = dims.slice(at);
const shape = [...before.map((d) => d.count), ...bshape, ...after.map((d) => d.count)];
const bsize = sizeOf(bshape);
const offsets = new Int32Array(bsize);
for (const { value, axis: k } of arrays) {
const n = a.shape[k];
const places = placesOf(value.shape, bshape);
for (let i = 0; i < bsize; i++) {
const j = value.re[places[i]];
if (!(j >= -n && j < n)) valid = false;
else offsets[i] += (j < 0 ? j + n : j) * strides[k];
}
}
if (!valid) return nan(out, shape);
if (!arrays.length) return gather(a, shape, stridedPlaces(shape, dims.map((d) => d.stride), start), out);
const outer = stridedPlaces(before.map((d) => d.count), before.map((d) => d.stride), start);
const inner = stridedPlaces(after.map((d) => d.count), after.map((d) => d.stride), 0);
const places = new Int32Array(outer.length * bsize * inner.length);
let p = 0;
for (const o of outer) for (const f of offsets) for (const i of inner) places[p++] = o + f + i;
return gather(a, shape, places, out);
}
function takeAlongAxis([a, index], { axis }, out) {
const n = a.shape[axis];
const shape = index.shape.map((k, d) => (d === axis ? k : Math.max(k, a.shape[d])));
const strides = stridesFor(a.shape, shape);
const along = sizeOf(a.shape.slice(axis + 1));
strides[axis] = 0;
const base = stridedPlaces(shape, strides, 0);
const places = placesOf(index.shape, shape);
for (let i = 0; i < base.length; i++) {
const k = index.re[places[i]];
if (!(k >= -n && k < n)) return nan(out, shape);
base[i] += (k < 0 ? k + n : k) * along;
}
return gather(a, shape, base, out);
}
function multiplyBlock(
a, p, b, q,
c, r, m, n, w,
sign, more,
) {
if (n === 3 && w === 2 && !more && sign === 1) {
const [b0, b1, b2, b3, b4, b5] = [b[q], b[q + 1], b[q + 2], b[q + 3], b[q + 4], b[q + 5]];
for (let i = 0, j = p, k = r; i < m; i++, j += 3, k += 2) {
const x = a[j];
const y = a[j + 1];
const z = a[j + 2];
c[k] = x * b0 + y * b2 + z * b4;
c[k + 1] = x * b1 + y * b3 + z * b5;
}
return;
}
if (n === 2 && w === 2 && !more && sign === 1) {
const [b0, b1, b2, b3] = [b[q], b[q + 1], b[q + 2], b[q + 3]];
for (let i = 0, j = p, k = r; i < m; i++, j += 2, k += 2) {
const x = a[j];
const y = a[j + 1];
c[k] = x * b0 + y * b2;
c[k + 1] = x * b1 + y * b3;
}
return;
}
for (let i = 0; i < m; i++) {
for (let j = 0; j < w; j++) {
let sum = 0;
for (let k = 0, s = p + i * n, t = q + j; k < n; k++, s++, t += w) sum += a[s] * b[t];
const at = r + i * w + j;
c[at] = more ? c[at] + sign * sum : sum;
}
}
}
function matmul([a, b], _, out) {
const left = a.shape.length === 1 ? [1, a.shape[0]] : a.shape;
const right = b.shape.length === 1 ? [b.shape[0], 1] : b.shape;
const m = left[left.length - 2];
const n = left[left.length - 1];
const w = right[right.length - 1];
if (right[right.length - 2] !== n) throw new Error(`matmul of (${a.shape}) and (${b.shape})`);
const batchA = left.slice(0, -2);
const batchB = right.slice(0, -2);
const batch = broadcastShapes([batchA, batchB]);
const shape = batch.slice();
if (a.shape.length > 1) shape.push(m);
if (b.shape.length > 1) shape.push(w);
const kind = joint(a, b);
const result = make(out, shape, kind);
const count = sizeOf(batch);
const s = placesOf(batchA, batch);
const t = placesOf(batchB, batch);
for (let k = 0; k < count; k++) {
const p = s[k] * m * n;
const q = t[k] * n * w;
const r = k * m * w;
multiplyBlock(a.re, p, b.re, q, result.re, r, m, n, w, 1, false);
if (kind === 'b') for (let i = r; i < r + m * w; i++) result.re[i] = result.re[i] > 0 ? 1 : 0;
if (!result.im) continue;
if (a.im && b.im) multiplyBlock(a.im, p, b.im, q, result.re, r, m, n, w, -1, true);
result.im.fill(0, r, r + m * w);
if (b.im) multiplyBlock(a.re, p, b.im, q, result.im, r, m, n, w, 1, true);
if (a.im) multiplyBlock(a.im, p, b.re, q, result.im, r, m, n, w, 1, true);
}
return result;
}
function keeping(f, complex) {
return ([a], _, out) => (isComplex(a) ? mapComplex(a, out, complex) : mapReal(a, out, asNumber(a.kind), f));
}
function complexSign(a, b) {
const r = Math.hypot(a, b);
RE = NaN;
IM = NaN;
if (r === Infinity) {
if (Math.abs(a) === Math.abs(b)) return;
RE = Math.abs(a) === Infinity ? Math.sign(a) : 0;
IM = Math.abs(b) === Infinity ? Math.sign(b) : 0;
} else if (r === 0) {
RE = 0;
IM = 0;
} else {
RE = a / r;
IM = b / r;
}
}
const OPERATIONS = {
negative: keeping((x) => -x, (a, b) => { RE = -a; IM = -b; }),
absolute: ([a], _, out) =>
isComplex(a) ? complexToReal(a, out, 'f', Math.hypot) : mapReal(a, out, (a.kind), Math.abs),
square: keeping((x) => x * x, (a, b) => complexMultiply(a, b, a, b)),
sign: keeping(sign, complexSign),
floor: stepwise(Math.floor),
ceil: stepwise(Math.ceil),
trunc: stepwise(Math.trunc),
rint: floating(rint, (a, b) => { RE = rint(a); IM = rint(b); }),
round,
isfinite: test(Number.isFinite, (p, q) => p && q),
isnan: test(Number.isNaN, (p, q) => p || q),
isinf: test((x) => x === Infinity || x === -Infinity, (p, q) => p || q),
logical_not: ([a], _, out) =>
isComplex(a)
? complexToReal(a, out, 'b', (x, y) => (x === 0 && y === 0 ? 1 : 0))
: mapReal(a, out, 'b', (x) => (x === 0 ? 1 : 0)),
invert: ([a], _, out) => {
if (a.kind === 'f' || a.kind === 'c') return nan(out, a.shape);
return a.kind === 'b' ? mapReal(a, out, 'b', (x) => 1 - x) : mapReal(a, out, 'i', (x) => -x - 1);
},
conjugate: ([a], _, out) =>
isComplex(a)
? mapComplex(a, out, (x, y) => { RE = x; IM = -y; })
: { ...view(a, a.shape), kind: asNumber(a.kind) },
real: ([a], _, out) => (isComplex(a) ? mapReal(a, out, 'f', (x) => x) : view(a, a.shape)),
imag: ([a], _, out) => {
if (isComplex(a)) return complexToReal(a, out, 'f', (_x, y) => y);
const result = make(out, a.shape, a.kind);
result.re.fill(0);
return result;
},
angle: ([a], _, out) =>
isComplex(a) ? complexToReal(a, out, 'f', (x, y) => Math.atan2(y, x)) : mapReal(a, out, 'f', (x) => Math.atan2(0, x)),
astype,
sqrt: floating(Math.sqrt, complexSqrt),
exp: floating(Math.exp, complexExp),
log: floating(Math.log, complexLog),
log2: floating(log2, (a, b) => { complexLog(a, b); RE /= Math.LN2; IM /= Math.LN2; }),
log10: floating(Math.log10, (a, b) => { complexLog(a, b); RE /= Math.LN10; IM /= Math.LN10; }),
sin: floating(Math.sin, (a, b) => { RE = Math.sin(a) * Math.cosh(b); IM = Math.cos(a) * Math.sinh(b); }),
cos: floating(Math.cos, (a, b) => { RE = Math.cos(a) * Math.cosh(b); IM = -Math.sin(a) * Math.sinh(b); }),
tan: floating(Math.tan, (a, b) => { complexTanh(-b, a); const t = RE; RE = IM; IM = -t; }),
sinh: floating(Math.sinh, (a, b) => { RE = Math.sinh(a) * Math.cos(b); IM = Math.cosh(a) * Math.sin(b); }),
cosh: floating(Math.cosh, (a, b) => { RE = Math.cosh(a) * Math.cos(b); IM = Math.sinh(a) * Math.sin(b); }),
tanh: floating(Math.tanh, complexTanh),
cbrt: floating(Math.cbrt),
exp2: floating((x) => Math.pow(2, x)),
expm1: floating(Math.expm1),
log1p: floating(Math.log1p),
arcsin: floating(Math.asin),
arccos: floating(Math.acos),
arctan: floating(Math.atan),
arcsinh: floating(Math.asinh),
arccosh: floating(Math.acosh),
arctanh: floating(Math.atanh),
degrees: floating((x) => x * DEGREES),
radians: floating((x) => x * RADIANS),
add,
subtract,
multiply,
divide,
power: powerOperation,
floor_divide: real2(floorDivide, 'keep', (a, b) => (b === 0 ? 0 : Math.floor((a - remainder(a, b)) / b + 0.5))),
remainder: real2(remainder, 'keep', (a, b) => (b === 0 ? 0 : remainder(a, b))),
fmod: real2((a, b) => a % b, 'keep', (a, b) => (b === 0 ? 0 : a % b)),
arctan2: real2(Math.atan2, 'float'),
hypot: real2(Math.hypot, 'float'),
copysign: real2(copysign, 'float'),
logaddexp: real2(logaddexp, 'float'),
minimum: extreme(minimum, complexLessEqual),
maximum: extreme(maximum, (a, b, c, d) => complexLessEqual(c, d, a, b)),
fmin: real2((a, b) => (a <= b || Number.isNaN(b) ? a : b), 'keep'),
fmax: real2((a, b) => (a >= b || Number.isNaN(b) ? a : b), 'keep'),
equal: compare((p, q) => p === q, (a, b, c, d) => a === c && b === d),
not_equal: compare((p, q) => p !== q, (a, b, c, d) => a !== c || b !== d),
less: compare((p, q) => p < q, complexLess),
less_equal: compare((p, q) => p <= q, complexLessEqual),
greater: compare((p, q) => p > q, (a, b, c, d) => complexLess(c, d, a, b)),
greater_equal: compare((p, q) => p >= q, (a, b, c, d) => complexLessEqual(c, d, a, b)),
logical_and: logical((p, q) => p && q),
logical_or: logical((p, q) => p || q),
logical_xor: logical((p, q) => p !== q),
bitwise_and: bitwise((p, q) => p & q, (p, q) => p & q),
bitwise_or: bitwise((p, q) => p | q, (p, q) => p | q),
bitwise_xor: bitwise((p, q) => p ^ q, (p, q) => p ^ q),
where,
sum: rowwise(false, reduction(asNumber, laneSum)),
prod: reduction(asNumber, laneProduct),
mean: reduction(asMean, (count, complex) => {
laneSum(count, complex);
if (complex) complexDivide(RE, IM, count, 0);
else RE /= count;
}, true),
var: reduction(() => 'f', laneVariance, true),
std: reduction(() => 'f', (count, complex, attributes) => { laneVariance(count, complex, attributes); RE = Math.sqrt(RE); }, true),
max: extremeReduction(1, false),
min: extremeReduction(-1, false),
argmax: extremeReduction(1, true),
argmin: extremeReduction(-1, true),
any: reduction(() => 'b', (count, complex) => { RE = laneCount(count, complex) > 0 ? 1 : 0; }),
all: reduction(() => 'b', (count, complex) => { RE = laneCount(count, complex) === count ? 1 : 0; }),
count_nonzero: reduction(() => 'i', (count, complex) => { RE = laneCount(count, complex); }),
norm: rowwise(true, reduction(() => 'f', (count, complex) => {
for (let i = 0; i < count; i++) laneRe[i] = laneRe[i] * laneRe[i] + (complex ? laneIm[i] * laneIm[i] : 0);
RE = Math.sqrt(pairwise(laneRe, 0, count));
})),
cumsum: scan(asNumber, (count, complex) => {
for (let i = 1; i < count; i++) laneRe[i] += laneRe[i - 1];
if (complex) for (let i = 1; i < count; i++) laneIm[i] += laneIm[i - 1];
}),
cumprod: scan(asNumber, (count, complex) => {
for (let i = 1; i < count; i++) {
complexMultiply(laneRe[i - 1], complex ? laneIm[i - 1] : 0, laneRe[i], complex ? laneIm[i] : 0);
laneRe[i] = complex ? RE : laneRe[i - 1] * laneRe[i];
laneIm[i] = IM;
}
}),
sort: scan((kind) => kind, laneSort),
argsort: scan(() => 'i', (count, complex) => {
const order = laneOrder(count, complex);
for (let i = 0; i < count; i++) laneRe[i] = order[i];
}),
reshape,
transpose,
broadcast_to: broadcastTo,
stack,
concatenate,
getitem,
take_along_axis: takeAlongAxis,
matmul,
item: ([whole], { index }) => (whole).items[index],
};
return { sizeOf, sameShape, make, nan, broadcastShapes, OPERATIONS };
})();
modules['linalg.mjs'] = (() => {
const { broadcastShapes, make, nan, sizeOf } = modules['operations.mjs'];
const EPS = 2.220446049250313e-16;
const SMALLEST = 2.2250738585072014e-308;
function zeros(m, n, complex) {
return { m, n, re: new Float64Array(m * n), im: complex ? new Float64Array(m * n) : null };
}
const copy = (a) => ({ ...a, re: a.re.slice(), im: a.im && a.im.slice() });
function identity(n, complex) {
const a = zeros(n, n, complex);
for (let i = 0; i < n; i++) a.re[i * n + i] = 1;
return a;
}
function adjoint(a) {
const t = zeros(a.n, a.m, a.im);
for (let i = 0; i < a.m; i++) {
for (let j = 0; j < a.n; j++) {
t.re[j * a.m + i] = a.re[i * a.n + j];
if (a.im && t.im) t.im[j * a.m + i] = -a.im[i * a.n + j];
}
}
return t;
}
function product(a, b) {
const c = zeros(a.m, b.n, a.im || b.im);
for (let i = 0; i < a.m; i++) {
for (let j = 0; j < b.n; j++) {
let re = 0;
let im = 0;
for (let k = 0; k < a.n; k++) {
const p = i * a.n + k;
const q = k * b.n + j;
const [ar, ai, br, bi] = [a.re[p], a.im ? a.im[p] : 0, b.re[q], b.im ? b.im[q] : 0];
re += ar * br - ai * bi;
im += ar * bi + ai * br;
}
c.re[i * c.n + j] = re;
if (c.im) c.im[i * c.n + j] = im;
}
}
return c;
}
function isFinite_(a) {
for (let i = 0; i < a.re.length; i++) if (!Number.isFinite(a.re[i]) || (a.im && !Number.isFinite(a.im[i]))) return false;
return true;
}
function largest(a) {
let max = 0;
for (let i = 0; i < a.re.length; i++) max = Math.max(max, Math.abs(a.re[i]), a.im ? Math.abs(a.im[i]) : 0);
return max;
}
function rescale(a) {
const max = largest(a);
if (max === 0 || (max > 1e-100 && max < 1e100)) return 1;
const scale = Math.pow(2, Math.max(-1000, Math.min(1000, Math.round(Math.log2(max)))));
for (let i = 0; i < a.re.length; i++) {
a.re[i] /= scale;
if (a.im) a.im[i] /= scale;
}
return scale;
}
const nanPart = (shape) => ({ shape, re: new Float64Array(sizeOf(shape)).fill(NaN), im: null });
const matrixPart = (a) => ({ shape: [a.m, a.n], re: a.re, im: a.im });
const vectorPart = (x) => ({ shape: [x.length], re: Float64Array.from(x), im: null });
const scalarPart = (x, im = null) => ({ shape: [], re: Float64Array.of(x), im: im === null ? null : Float64Array.of(im) });
function gatherParts(parts, batch, out) {
const complex = parts.some((p) => p.im);
const kind = complex ? 'c' : parts.every((p) => p.kind === 'i') && parts.length ? 'i' : 'f';
const value = make(out, [...batch, ...parts[0].shape], kind);
const size = parts[0].re.length;
parts.forEach((part, k) => {
value.re.set(part.re, k * size);
if (value.im) part.im ? value.im.set(part.im, k * size) : value.im.fill(0, k * size, (k + 1) * size);
});
return value;
}
function matrices(f, many = false) {
return ([a], attributes, out) => {
const batch = a.shape.slice(0, -2);
const [m, n] = a.shape.slice(-2);
const count = sizeOf(batch);
const size = m * n;
const results = [];
for (let k = 0; k < Math.max(count, 1); k++) {
const blank = k >= count;
const re = blank ? new Float64Array(size) : a.re.slice(k * size, (k + 1) * size);
const im = a.im ? (blank ? new Float64Array(size) : a.im.slice(k * size, (k + 1) * size)) : null;
results.push(f({ m, n, re, im }, attributes));
}
const tuple = typeof many === 'function' ? many(attributes) : many;
const items = results[0].map((part, j) => {
const old = tuple ? out?.items?.[j] : out;
if (count === 0) return make(old, [...batch, ...part.shape], part.im ? 'c' : 'f');
return gatherParts(results.map((parts) => parts[j]), batch, old);
});
return tuple ? { items } : items[0];
};
}
function eliminate(a, b) {
const { n, re, im } = a;
let sign = 1;
let singular = false;
for (let k = 0; k < n; k++) {
let pivot = k;
let size = -1;
for (let i = k; i < n; i++) {
const s = Math.abs(re[i * n + k]) + (im ? Math.abs(im[i * n + k]) : 0);
if (s > size) {
size = s;
pivot = i;
}
}
if (size === 0) {
singular = true;
continue;
}
if (pivot !== k) {
sign = -sign;
swapRows(a, k, pivot);
if (b) swapRows(b, k, pivot);
}
for (let i = k + 1; i < n; i++) {
let fr = 0;
let fi = 0;
if (im) {
[fr, fi] = divided(re[i * n + k], im[i * n + k], re[k * n + k], im[k * n + k]);
} else fr = re[i * n + k] / re[k * n + k];
if (fr === 0 && fi === 0) continue;
subtractRow(a, i, k, k + 1, fr, fi);
if (b) subtractRow(b, i, k, 0, fr, fi);
}
}
return singular ? 0 : sign;
}
function divided(a, b, c, d) {
if (Math.abs(c) >= Math.abs(d)) {
const ratio = d / c;
const scale = c + d * ratio;
return [(a + b * ratio) / scale, (b - a * ratio) / scale];
}
const ratio = c / d;
const scale = d + c * ratio;
return [(a * ratio + b) / scale, (b * ratio - a) / scale];
}
function swapRows({ n, re, im }, i, j) {
for (const x of im ? [re, im] : [re]) {
for (let k = 0; k < n; k++) [x[i * n + k], x[j * n + k]] = [x[j * n + k], x[i * n + k]];
}
}
function subtractRow(
{ n, re, im }, i, k, from,
fr, fi,
) {
for (let j = from; j < n; j++) {
const x = re[k * n + j];
if (im) {
const y = im[k * n + j];
re[i * n + j] -= fr * x - fi * y;
im[i * n + j] -= fr * y + fi * x;
} else re[i * n + j] -= fr * x;
}
}
function det(a) {
if (!isFinite_(a)) return [nanPart([])];
const sign = eliminate(a, null);
if (sign === 0) return [scalarPart(0, a.im ? 0 : null)];
let re = sign;
let im = 0;
for (let k = 0; k < a.n; k++) {
const x = a.re[k * a.n + k];
const y = a.im ? a.im[k * a.n + k] : 0;
[re, im] = a.im ? [re * x - im * y, re * y + im * x] : [re * x, 0];
}
return [scalarPart(re, a.im ? im : null)];
}
function slogdet(a) {
if (!isFinite_(a)) return [nanPart([]), nanPart([])];
const sign = eliminate(a, null);
if (sign === 0) return [scalarPart(0, a.im ? 0 : null), scalarPart(-Infinity)];
let [re, im, log] = [sign, 0, 0];
for (let k = 0; k < a.n; k++) {
const x = a.re[k * a.n + k];
const y = a.im ? a.im[k * a.n + k] : 0;
const r = a.im ? Math.hypot(x, y) : Math.abs(x);
log += Math.log(r);
[re, im] = [(re * x - im * y) / r, (re * y + im * x) / r];
}
return [scalarPart(re, a.im ? im : null), scalarPart(log)];
}
function solveMatrix(a, b) {
if (eliminate(a, b) === 0) return null;
const n = a.n;
for (let k = n - 1; k >= 0; k--) {
for (let j = 0; j < b.n; j++) {
const at = k * b.n + j;
if (a.im && b.im) [b.re[at], b.im[at]] = divided(b.re[at], b.im[at], a.re[k * n + k], a.im[k * n + k]);
else b.re[at] /= a.re[k * n + k];
}
for (let i = 0; i < k; i++) subtractRow(b, i, k, 0, a.re[i * n + k], a.im ? a.im[i * n + k] : 0);
}
return b;
}
function inv(a) {
const x = isFinite_(a) ? solveMatrix(a, identity(a.n, a.im)) : null;
return [x ? matrixPart(x) : nanPart([a.n, a.n])];
}
function solve([a, b], _, out) {
const vector = b.shape.length === 1;
const rightShape = vector ? [b.shape[0], 1] : b.shape;
const batchA = a.shape.slice(0, -2);
const batchB = rightShape.slice(0, -2);
const batch = broadcastShapes([batchA, batchB]);
const n = a.shape[a.shape.length - 1];
const w = rightShape[rightShape.length - 1];
const complex = a.im || b.im;
const parts = [];
for (let k = 0; k < sizeOf(batch); k++) {
const p = batchPlace(k, batch, batchA) * n * n;
const q = batchPlace(k, batch, batchB) * n * w;
const left = { m: n, n, re: a.re.slice(p, p + n * n), im: part(a, complex, p, n * n) };
const right = { m: n, n: w, re: b.re.slice(q, q + n * w), im: part(b, complex, q, n * w) };
const x = isFinite_(left) && isFinite_(right) ? solveMatrix(left, right) : null;
parts.push(x ? matrixPart(x) : nanPart([n, w]));
}
if (!parts.length) return make(out, [...batch, n, w], complex ? 'c' : 'f');
const value = gatherParts(parts, batch, vector ? undefined : out);
return vector ? { ...value, shape: [...batch, n], shared: true } : value;
}
function part(a, complex, from, size) {
if (!complex) return null;
return a.im ? a.im.slice(from, from + size) : new Float64Array(size);
}
function batchPlace(k, batch, own) {
let place = 0;
let step = 1;
for (let d = batch.length - 1, o = own.length - 1; o >= 0; d--, o--) {
const at = k % batch[d];
k = (k - at) / batch[d];
if (own[o] !== 1) place += at * step;
step *= own[o];
}
return place;
}
function cholesky(a) {
const { n } = a;
const l = zeros(n, n, a.im);
let good = isFinite_(a);
for (let j = 0; good && j < n; j++) {
for (let i = j; i < n; i++) {
let re = a.re[i * n + j];
let im = a.im ? a.im[i * n + j] : 0;
for (let k = 0; k < j; k++) {
const [pr, qr] = [l.re[i * n + k], l.re[j * n + k]];
const [pi, qi] = l.im ? [l.im[i * n + k], l.im[j * n + k]] : [0, 0];
re -= pr * qr + pi * qi;
im -= pi * qr - pr * qi;
}
if (i === j) {
if (!(re > 0)) {
good = false;
break;
}
l.re[j * n + j] = Math.sqrt(re);
} else {
l.re[i * n + j] = re / l.re[j * n + j];
if (l.im) l.im[i * n + j] = im / l.re[j * n + j];
}
}
}
return [good ? matrixPart(l) : nanPart([n, n])];
}
function reflect(a, row, col) {
const { m, n, re, im } = a;
const length = m - row;
const vr = new Float64Array(length);
const vi = new Float64Array(length);
const alphaRe = re[row * n + col];
const alphaIm = im ? im[row * n + col] : 0;
let scale = 0;
for (let i = 1; i < length; i++) {
const p = (row + i) * n + col;
scale = Math.max(scale, Math.abs(re[p]), im ? Math.abs(im[p]) : 0);
}
vr[0] = 1;
if (scale === 0 && alphaIm === 0) return { vr, vi, tr: 0, ti: 0 };
const size = Math.max(scale, Math.abs(alphaRe), Math.abs(alphaIm));
let sum = (alphaRe / size) ** 2 + (alphaIm / size) ** 2;
for (let i = 1; i < length; i++) {
const p = (row + i) * n + col;
sum += (re[p] / size) ** 2 + (im ? (im[p] / size) ** 2 : 0);
}
const beta = (alphaRe < 0 || Object.is(alphaRe, -0) ? 1 : -1) * size * Math.sqrt(sum);
const tr = (beta - alphaRe) / beta;
const ti = -alphaIm / beta;
for (let i = 1; i < length; i++) {
const p = (row + i) * n + col;
if (im) [vr[i], vi[i]] = divided(re[p], im[p], alphaRe - beta, alphaIm);
else vr[i] = re[p] / (alphaRe - beta);
}
const reflection = { vr, vi, tr, ti };
applyReflection(a, reflection, row, col + 1, -1);
re[row * n + col] = beta;
if (im) im[row * n + col] = 0;
for (let i = 1; i < length; i++) {
re[(row + i) * n + col] = 0;
if (im) im[(row + i) * n + col] = 0;
}
return reflection;
}
function applyReflection({ n, re, im }, { vr, vi, tr, ti }, row, col, direction) {
if (tr === 0 && ti === 0) return;
const t = direction * ti;
for (let j = col; j < n; j++) {
let sr = 0;
let si = 0;
for (let i = 0; i < vr.length; i++) {
const p = (row + i) * n + j;
const x = re[p];
const y = im ? im[p] : 0;
sr += vr[i] * x + vi[i] * y;
si += vr[i] * y - vi[i] * x;
}
[sr, si] = [sr * tr - si * t, sr * t + si * tr];
for (let i = 0; i < vr.length; i++) {
const p = (row + i) * n + j;
re[p] -= vr[i] * sr - vi[i] * si;
if (im) im[p] -= vr[i] * si + vi[i] * sr;
}
}
}
function householder(a, columns) {
const reflections = [];
for (let k = 0; k < Math.min(a.m, a.n); k++) reflections.push(reflect(a, k, k));
const q = zeros(a.m, columns, a.im);
for (let i = 0; i < columns; i++) q.re[i * columns + i] = 1;
for (let k = reflections.length - 1; k >= 0; k--) applyReflection(q, reflections[k], k, 0, 1);
return { q, r: a };
}
function qr(a, { mode }) {
const { m, n } = a;
const k = mode === 'complete' ? m : Math.min(m, n);
if (!isFinite_(a)) return mode === 'r' ? [nanPart([k, n])] : [nanPart([m, k]), nanPart([k, n])];
const { q, r } = householder(a, k);
const top = { m: k, n, re: r.re.slice(0, k * n), im: r.im && r.im.slice(0, k * n) };
return mode === 'r' ? [matrixPart(top)] : [matrixPart(q), matrixPart(top)];
}
function eighMatrix(a) {
const { n } = a;
if (!isFinite_(a)) return null;
const h = copy(a);
for (let i = 0; i < n; i++) {
if (h.im) h.im[i * n + i] = 0;
for (let j = i + 1; j < n; j++) {
h.re[i * n + j] = h.re[j * n + i];
if (h.im) h.im[i * n + j] = -h.im[j * n + i];
}
}
const scale = rescale(h);
const v = identity(n, a.im);
const { re, im } = h;
const tiny = 1e-20 * largest(h);
for (let sweep = 0, turned = true; turned && sweep < 60; sweep++) {
turned = false;
for (let p = 0; p < n - 1; p++) {
for (let q = p + 1; q < n; q++) {
const x = re[p * n + q];
const y = im ? im[p * n + q] : 0;
const size = im ? Math.hypot(x, y) : Math.abs(x);
const dp = re[p * n + p];
const dq = re[q * n + q];
if (size <= tiny || size <= 0.5 * EPS * Math.sqrt(Math.abs(dp)) * Math.sqrt(Math.abs(dq))) continue;
turned = true;
const theta = (dq - dp) / (2 * size);
const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(1 + theta * theta));
const c = 1 / Math.sqrt(1 + t * t);
const s = t * c;
const pr = x / size;
const pi = y / size;
rotateColumns(h, p, q, c, s, pr, pi);
rotateRows(h, p, q, c, s, pr, pi);
rotateColumns(v, p, q, c, s, pr, pi);
re[p * n + p] = dp - t * size;
re[q * n + q] = dq + t * size;
re[p * n + q] = re[q * n + p] = 0;
if (im) im[p * n + q] = im[q * n + p] = im[p * n + p] = im[q * n + q] = 0;
}
}
}
const order = Array.from({ length: n }, (_, k) => k).sort((i, j) => re[i * n + i] - re[j * n + j]);
return {
values: Float64Array.from(order, (k) => re[k * n + k] * scale),
vectors: pickColumns(v, order),
};
}
function rotateColumns(
{ m, n, re, im }, p, q, c,
s, pr, pi,
) {
for (let i = 0; i < m; i++) {
const a = i * n + p;
const b = i * n + q;
const x = re[a];
const y = re[b];
if (im) {
const xi = im[a];
const yi = im[b];
re[a] = c * x - s * (pr * y + pi * yi);
im[a] = c * xi - s * (pr * yi - pi * y);
re[b] = s * (pr * x - pi * xi) + c * y;
im[b] = s * (pr * xi + pi * x) + c * yi;
} else {
re[a] = c * x - s * pr * y;
re[b] = s * pr * x + c * y;
}
}
}
function rotateRows(
{ n, re, im }, p, q, c,
s, pr, pi,
) {
for (let j = 0; j < n; j++) {
const a = p * n + j;
const b = q * n + j;
const x = re[a];
const y = re[b];
if (im) {
const xi = im[a];
const yi = im[b];
re[a] = c * x - s * (pr * y - pi * yi);
im[a] = c * xi - s * (pr * yi + pi * y);
re[b] = s * (pr * x + pi * xi) + c * y;
im[b] = s * (pr * xi - pi * x) + c * yi;
} else {
re[a] = c * x - s * pr * y;
re[b] = s * pr * x + c * y;
}
}
}
function pickColumns(a, order) {
const b = zeros(a.m, order.length, a.im);
for (let i = 0; i < a.m; i++) {
order.forEach((k, j) => {
b.re[i * b.n + j] = a.re[i * a.n + k];
if (a.im && b.im) b.im[i * b.n + j] = a.im[i * a.n + k];
});
}
return b;
}
function eigh(a) {
const result = eighMatrix(a);
return result ? [vectorPart(result.values), matrixPart(result.vectors)] : [nanPart([a.n]), nanPart([a.n, a.n])];
}
function svdMatrix(a) {
if (a.m < a.n) {
const { u, s, v } = svdMatrix(adjoint(a));
return { u: v, s, v: u };
}
if (a.m > 2 * a.n && a.n > 8) {
const { q, r } = householder(copy(a), a.n);
const inner = svdMatrix({ m: a.n, n: a.n, re: r.re.slice(0, a.n * a.n), im: r.im && r.im.slice(0, a.n * a.n) });
return { ...inner, u: product(q, inner.u) };
}
const { m, n } = a;
const w = adjoint(a);
if (w.im) for (let i = 0; i < w.im.length; i++) w.im[i] = -w.im[i];
const scale = rescale(w);
const vt = identity(n, a.im);
for (let sweep = 0, turned = true; turned && sweep < 60; sweep++) {
turned = false;
for (let p = 0; p < n - 1; p++) {
for (let q = p + 1; q < n; q++) if (orthogonalize(w, vt, p, q)) turned = true;
}
}
const lengths = Array.from({ length: n }, (_, k) => rowNorm(w, k));
const sizes = lengths.map((size) => (size > 1e-140 * Math.max(...lengths) ? size : 0));
const order = sizes.map((_, k) => k).sort((i, j) => sizes[j] - sizes[i] || i - j);
const u = zeros(m, n, a.im);
const v = zeros(n, n, a.im);
const missing = [];
order.forEach((k, j) => {
const size = sizes[k];
if (size === 0) missing.push(j);
for (let i = 0; i < m && size > 0; i++) {
u.re[i * n + j] = w.re[k * m + i] / size;
if (w.im && u.im) u.im[i * n + j] = w.im[k * m + i] / size;
}
for (let i = 0; i < n; i++) {
v.re[i * n + j] = vt.re[k * n + i];
if (vt.im && v.im) v.im[i * n + j] = vt.im[k * n + i];
}
});
for (const j of missing) completeColumn(u, j);
return { u, s: Float64Array.from(order, (k) => sizes[k] * scale), v };
}
function rowNorm({ n, re, im }, k) {
let sum = 0;
for (let i = k * n; i < (k + 1) * n; i++) sum += re[i] * re[i] + (im ? im[i] * im[i] : 0);
return Math.sqrt(sum);
}
function orthogonalize(w, vt, p, q) {
const { n: m, re, im } = w;
const a = p * m;
const b = q * m;
let alpha = 0;
let beta = 0;
let gr = 0;
let gi = 0;
for (let i = 0; i < m; i++) {
const x = re[a + i];
const y = re[b + i];
alpha += x * x;
beta += y * y;
gr += x * y;
if (im) {
const xi = im[a + i];
const yi = im[b + i];
alpha += xi * xi;
beta += yi * yi;
gr += xi * yi;
gi += x * yi - xi * y;
}
}
const size = im ? Math.hypot(gr, gi) : Math.abs(gr);
if (size === 0 || size <= EPS * Math.sqrt(alpha) * Math.sqrt(beta)) return false;
const zeta = (beta - alpha) / (2 * size);
const t = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
const c = 1 / Math.sqrt(1 + t * t);
const s = c * t;
turnRows(w, p, q, c, s, gr / size, gi / size);
turnRows(vt, p, q, c, s, gr / size, gi / size);
return true;
}
function turnRows(
{ n, re, im }, p, q, c,
s, pr, pi,
) {
for (let i = 0, a = p * n, b = q * n; i < n; i++, a++, b++) {
const x = re[a];
const y = re[b];
if (im) {
const xi = im[a];
const yi = im[b];
re[a] = c * x - s * (pr * y + pi * yi);
im[a] = c * xi - s * (pr * yi - pi * y);
re[b] = s * (pr * x - pi * xi) + c * y;
im[b] = s * (pr * xi + pi * x) + c * yi;
} else {
re[a] = c * x - s * pr * y;
re[b] = s * pr * x + c * y;
}
}
}
function completeColumn({ m, n, re, im }, j) {
const x = new Float64Array(m);
const y = new Float64Array(m);
for (let start = 0; start < m; start++) {
x.fill(0);
y.fill(0);
x[start] = 1;
for (let pass = 0; pass < 2; pass++) {
for (let k = 0; k < n; k++) {
if (k === j) continue;
let sr = 0;
let si = 0;
for (let i = 0; i < m; i++) {
const [p, q] = [re[i * n + k], im ? im[i * n + k] : 0];
sr += p * x[i] + q * y[i];
si += p * y[i] - q * x[i];
}
if (sr === 0 && si === 0) continue;
for (let i = 0; i < m; i++) {
const [p, q] = [re[i * n + k], im ? im[i * n + k] : 0];
x[i] -= sr * p - si * q;
y[i] -= sr * q + si * p;
}
}
let size = 0;
for (let i = 0; i < m; i++) size += x[i] * x[i] + y[i] * y[i];
size = Math.sqrt(size);
if (pass === 0 && size < 0.5 / Math.sqrt(m)) {
size = 0;
x.fill(0);
break;
}
for (let i = 0; i < m; i++) {
x[i] /= size;
y[i] /= size;
}
}
if (x.some((value) => value !== 0) || y.some((value) => value !== 0)) break;
}
for (let i = 0; i < m; i++) {
re[i * n + j] = x[i];
if (im) im[i * n + j] = y[i];
}
}
function completeBasis(u) {
const full = zeros(u.m, u.m, u.im);
for (let i = 0; i < u.m; i++) {
for (let j = 0; j < u.n; j++) {
full.re[i * u.m + j] = u.re[i * u.n + j];
if (u.im && full.im) full.im[i * u.m + j] = u.im[i * u.n + j];
}
}
for (let j = u.n; j < u.m; j++) completeColumn(full, j);
return full;
}
function svd(a, { full_matrices: full, compute_uv: both }) {
const { m, n } = a;
const k = Math.min(m, n);
if (!isFinite_(a)) {
return both ? [nanPart([m, full ? m : k]), nanPart([k]), nanPart([full ? n : k, n])] : [nanPart([k])];
}
const { u, s, v } = svdMatrix(a);
if (!both) return [vectorPart(s)];
return [matrixPart(full ? completeBasis(u) : u), vectorPart(s), matrixPart(adjoint(full ? completeBasis(v) : v))];
}
function matrixRank(a, { tol, rtol }) {
if (!isFinite_(a)) return [nanPart([])];
const { s } = svdMatrix(a);
const limit = tol ?? (s.length ? s[0] : 0) * (rtol ?? Math.max(a.m, a.n) * EPS);
return [{ shape: [], re: Float64Array.of(s.filter((x) => x > limit).length), im: null, kind: 'i' }];
}
function pseudoInverse(a, b, limit) {
const { u, s, v } = svdMatrix(a);
const cut = limit * (s.length ? s[0] : 0);
let rank = 0;
const scaled = copy(v);
for (let j = 0; j < s.length; j++) {
const large = s[j] > cut;
if (large) rank++;
for (let i = 0; i < v.m; i++) {
scaled.re[i * v.n + j] = large ? scaled.re[i * v.n + j] / s[j] : 0;
if (scaled.im) scaled.im[i * v.n + j] = large ? scaled.im[i * v.n + j] / s[j] : 0;
}
}
const uh = adjoint(u);
return { x: product(scaled, b ? product(uh, b) : uh), rank, s };
}
function pinv(a, { rcond }) {
return [isFinite_(a) ? matrixPart(pseudoInverse(a, null, rcond).x) : nanPart([a.n, a.m])];
}
function lstsq([a, b], { rcond }) {
const [m, n] = a.shape;
const vector = b.shape.length === 1;
const w = vector ? 1 : b.shape[1];
const complex = a.im || b.im;
const left = { m, n, re: a.re.slice(), im: part(a, complex, 0, m * n) };
const right = { m, n: w, re: b.re.slice(), im: part(b, complex, 0, m * w) };
if (!isFinite_(left) || !isFinite_(right)) {
return { items: [nan(undefined, vector ? [n] : [n, w]), nan(undefined, [m > n ? w : 0]), nan(undefined, []), nan(undefined, [Math.min(m, n)])] };
}
const limit = rcond === null || rcond === undefined ? EPS * Math.max(m, n) : rcond < 0 ? EPS : rcond;
const { x, rank, s } = pseudoInverse(left, right, limit);
const residuals = new Array(m > n ? w : 0).fill(NaN);
if (rank === n && m > n) {
const fit = product(left, x);
for (let j = 0; j < w; j++) {
let sum = 0;
for (let i = 0; i < m; i++) {
const d = right.re[i * w + j] - fit.re[i * w + j];
const e = right.im && fit.im ? right.im[i * w + j] - fit.im[i * w + j] : 0;
sum += d * d + e * e;
}
residuals[j] = sum;
}
}
const solution = gatherParts([matrixPart(x)], [], undefined);
if (vector) solution.shape = [n];
return {
items: [
solution,
gatherParts([vectorPart(residuals)], [], undefined),
{ shape: [], kind: 'i', re: Float64Array.of(rank) },
gatherParts([vectorPart(s)], [], undefined),
],
};
}
const withSign = (x, y) => (y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x));
function gebal(n, a) {
const scale = new Float64Array(n).fill(1);
let k = 0;
let l = n - 1;
const exchange = (i, j) => {
if (i === j) return;
for (let r = 0; r <= l; r++) [a[r * n + i], a[r * n + j]] = [a[r * n + j], a[r * n + i]];
for (let c = k; c < n; c++) [a[i * n + c], a[j * n + c]] = [a[j * n + c], a[i * n + c]];
};
for (let again = true; again; ) {
again = false;
for (let i = l; i >= 0; i--) {
let alone = true;
for (let j = 0; alone && j <= l; j++) if (i !== j && a[i * n + j] !== 0) alone = false;
if (!alone) continue;
scale[l] = i;
exchange(i, l);
again = true;
if (l === 0) return { low: 0, high: 0, scale };
l--;
}
}
for (let again = true; again; ) {
again = false;
for (let j = k; j <= l; j++) {
let alone = true;
for (let i = k; alone && i <= l; i++) if (i !== j && a[i * n + j] !== 0) alone = false;
if (!alone) continue;
scale[k] = j;
exchange(j, k);
again = true;
k++;
}
}
for (let i = k; i <= l; i++) scale[i] = 1;
const lowest = SMALLEST / EPS;
const highest = 1 / lowest;
for (let again = true; again; ) {
again = false;
for (let i = k; i <= l; i++) {
let c = 0;
let r = 0;
let ca = 0;
let ra = 0;
for (let j = k; j <= l; j++) {
c = Math.hypot(c, a[j * n + i]);
r = Math.hypot(r, a[i * n + j]);
}
for (let j = 0; j <= l; j++) ca = Math.max(ca, Math.abs(a[j * n + i]));
for (let j = k; j < n; j++) ra = Math.max(ra, Math.abs(a[i * n + j]));
if (c === 0 || r === 0) continue;
const s = c + r;
let f = 1;
let g = r / 2;
while (c < g && Math.max(f, c, ca) < highest / 2 && Math.min(r, g, ra) > lowest * 2) {
[f, c, ca, r, g, ra] = [f * 2, c * 2, ca * 2, r / 2, g / 2, ra / 2];
}
g = c / 2;
while (g >= r && Math.max(r, ra) < highest / 2 && Math.min(f, c, g, ca) > lowest * 2) {
[f, c, g, ca, r, ra] = [f / 2, c / 2, g / 2, ca / 2, r * 2, ra * 2];
}
if (c + r >= 0.95 * s) continue;
if (f < 1 && scale[i] < 1 && f * scale[i] <= lowest) continue;
if (f > 1 && scale[i] > 1 && scale[i] >= highest / f) continue;
scale[i] *= f;
again = true;
for (let j = k; j < n; j++) a[i * n + j] /= f;
for (let j = 0; j <= l; j++) a[j * n + i] *= f;
}
}
return { low: k, high: l, scale };
}
function larfg(x) {
const v = x.slice();
let norm = 0;
for (let i = 1; i < x.length; i++) norm = Math.hypot(norm, x[i]);
v[0] = 1;
if (norm === 0) return { v, tau: 0, beta: x[0] };
const beta = -withSign(Math.hypot(x[0], norm), x[0]);
const tau = (beta - x[0]) / beta;
for (let i = 1; i < x.length; i++) v[i] = x[i] / (x[0] - beta);
return { v, tau, beta };
}
function gehrd(n, low, high, h) {
const reflections = [];
for (let i = low; i < high; i++) {
const x = [];
for (let r = i + 1; r <= high; r++) x.push(h[r * n + i]);
const { v, tau, beta } = larfg(x);
reflections.push({ i, v, tau });
for (let r = 0; r <= high; r++) {
let sum = 0;
for (let k = 0; k < v.length; k++) sum += h[r * n + i + 1 + k] * v[k];
for (let k = 0; k < v.length; k++) h[r * n + i + 1 + k] -= tau * sum * v[k];
}
for (let c = i + 1; c < n; c++) {
let sum = 0;
for (let k = 0; k < v.length; k++) sum += v[k] * h[(i + 1 + k) * n + c];
for (let k = 0; k < v.length; k++) h[(i + 1 + k) * n + c] -= tau * sum * v[k];
}
h[(i + 1) * n + i] = beta;
for (let r = i + 2; r <= high; r++) h[r * n + i] = 0;
}
const z = identity(n, false).re;
for (let t = reflections.length - 1; t >= 0; t--) {
const { i, v, tau } = reflections[t];
for (let c = 0; c < n; c++) {
let sum = 0;
for (let k = 0; k < v.length; k++) sum += v[k] * z[(i + 1 + k) * n + c];
for (let k = 0; k < v.length; k++) z[(i + 1 + k) * n + c] -= tau * sum * v[k];
}
}
return z;
}
function lanv2(a, b, c, d) {
let cs = 1;
let sn = 0;
if (c === 0) {
} else if (b === 0) {
[cs, sn, a, d, b, c] = [0, 1, d, a, -c, 0];
} else if (a - d === 0 && withSign(1, b) !== withSign(1, c)) {
} else {
let temp = a - d;
let p = 0.5 * temp;
const bcmax = Math.max(Math.abs(b), Math.abs(c));
const bcmis = Math.min(Math.abs(b), Math.abs(c)) * withSign(1, b) * withSign(1, c);
const size = Math.max(Math.abs(p), bcmax);
let z = (p / size) * p + (bcmax / size) * bcmis;
if (z >= 4 * EPS) {
z = p + withSign(Math.sqrt(size) * Math.sqrt(z), p);
a = d + z;
d -= (bcmax / z) * bcmis;
const tau = Math.hypot(c, z);
cs = z / tau;
sn = c / tau;
b -= c;
c = 0;
} else {
const sigma = b + c;
p = 0.5 * temp;
const tau = Math.hypot(sigma, temp);
cs = Math.sqrt(0.5 * (1 + Math.abs(sigma) / tau));
sn = -(p / (tau * cs)) * withSign(1, sigma);
const aa = a * cs + b * sn;
const bb = -a * sn + b * cs;
const cc = c * cs + d * sn;
const dd = -c * sn + d * cs;
a = aa * cs + cc * sn;
b = bb * cs + dd * sn;
c = -aa * sn + cc * cs;
d = -bb * sn + dd * cs;
temp = 0.5 * (a + d);
a = temp;
d = temp;
if (c !== 0) {
if (b === 0) {
[b, c, cs, sn] = [-c, 0, -sn, cs];
} else if (withSign(1, b) === withSign(1, c)) {
const sab = Math.sqrt(Math.abs(b));
const sac = Math.sqrt(Math.abs(c));
p = withSign(sab * sac, c);
const t = 1 / Math.sqrt(Math.abs(b + c));
a = temp + p;
d = temp - p;
b -= c;
c = 0;
[cs, sn] = [cs * sab * t - sn * sac * t, cs * sac * t + sn * sab * t];
}
}
}
}
const imaginary = c === 0 ? 0 : Math.sqrt(Math.abs(b)) * Math.sqrt(Math.abs(c));
return { a, b, c, d, cs, sn, imaginary };
}
function lahqr(n, low, high, h, z, wr, wi) {
if (low === high) {
wr[low] = h[low * n + low];
wi[low] = 0;
return true;
}
const H = (i, j) => h[i * n + j];
const nh = high - low + 1;
const smallest = SMALLEST * (nh / EPS);
const most = 30 * Math.max(10, nh);
let stuck = 0;
let i = high;
while (i >= low) {
let l = low;
let its = 0;
for (; its <= most; its++) {
let k = i;
for (; k > l; k--) {
const sub = Math.abs(H(k, k - 1));
if (sub <= smallest) break;
let tst = Math.abs(H(k - 1, k - 1)) + Math.abs(H(k, k));
if (tst === 0) {
if (k - 2 >= low) tst += Math.abs(H(k - 1, k - 2));
if (k + 1 <= high) tst += Math.abs(H(k + 1, k));
}
if (sub <= EPS * tst) {
const sup = Math.abs(H(k - 1, k));
const gap = Math.abs(H(k - 1, k - 1) - H(k, k));
const ab = Math.max(sub, sup);
const ba = Math.min(sub, sup);
const aa = Math.max(Math.abs(H(k, k)), gap);
const bb = Math.min(Math.abs(H(k, k)), gap);
const s = aa + ab;
if (ba * (ab / s) <= Math.max(smallest, EPS * (bb * (aa / s)))) break;
}
}
l = k;
if (l > low) h[l * n + l - 1] = 0;
if (l >= i - 1) break;
stuck++;
let h11 = H(i - 1, i - 1);
let h21 = H(i, i - 1);
let h12 = H(i - 1, i);
let h22 = H(i, i);
if (stuck % 20 === 0) {
h21 = Math.abs(H(i, i - 1)) + Math.abs(H(i - 1, i - 2));
h11 = h22 = 0.75 * h21 + H(i, i);
h12 = -0.4375 * h21;
} else if (stuck % 10 === 0) {
h21 = Math.abs(H(l + 1, l)) + Math.abs(H(l + 2, l + 1));
h11 = h22 = 0.75 * h21 + H(l, l);
h12 = -0.4375 * h21;
}
const size = Math.abs(h11) + Math.abs(h12) + Math.abs(h21) + Math.abs(h22);
let [rt1r, rt1i, rt2r, rt2i] = [0, 0, 0, 0];
if (size !== 0) {
h11 /= size;
h21 /= size;
h12 /= size;
h22 /= size;
const tr = (h11 + h22) / 2;
const det2 = (h11 - tr) * (h22 - tr) - h12 * h21;
const root = Math.sqrt(Math.abs(det2));
if (det2 >= 0) {
rt1r = rt2r = tr * size;
rt1i = root * size;
rt2i = -rt1i;
} else {
rt1r = tr + root;
rt2r = tr - root;
rt1r = rt2r = (Math.abs(rt1r - h22) <= Math.abs(rt2r - h22) ? rt1r : rt2r) * size;
}
}
let m = i - 2;
let v = [0, 0, 0];
for (; m >= l; m--) {
let s = Math.abs(H(m, m) - rt2r) + Math.abs(rt2i) + Math.abs(H(m + 1, m));
const h21s = H(m + 1, m) / s;
v = [
h21s * H(m, m + 1) + (H(m, m) - rt1r) * ((H(m, m) - rt2r) / s) - rt1i * (rt2i / s),
h21s * (H(m, m) + H(m + 1, m + 1) - rt1r - rt2r),
h21s * H(m + 2, m + 1),
];
s = Math.abs(v[0]) + Math.abs(v[1]) + Math.abs(v[2]);
v = v.map((x) => x / s);
if (m === l) break;
const around = Math.abs(H(m - 1, m - 1)) + Math.abs(H(m, m)) + Math.abs(H(m + 1, m + 1));
if (Math.abs(H(m, m - 1)) * (Math.abs(v[1]) + Math.abs(v[2])) <= EPS * Math.abs(v[0]) * around) break;
}
for (let k2 = m; k2 <= i - 1; k2++) {
const nr = Math.min(3, i - k2 + 1);
const x = k2 > m ? [H(k2, k2 - 1), H(k2 + 1, k2 - 1), nr === 3 ? H(k2 + 2, k2 - 1) : 0] : v;
const { v: u, tau: t1, beta } = larfg(x.slice(0, nr));
if (k2 > m) {
h[k2 * n + k2 - 1] = beta;
h[(k2 + 1) * n + k2 - 1] = 0;
if (k2 < i - 1) h[(k2 + 2) * n + k2 - 1] = 0;
} else if (m > l) {
h[k2 * n + k2 - 1] *= 1 - t1;
}
const u2 = u[1];
const u3 = nr === 3 ? u[2] : 0;
const third = nr === 3 ? 2 : 1;
for (let j = k2; j < n; j++) {
const sum = (H(k2, j) + u2 * H(k2 + 1, j) + u3 * H(k2 + third, j)) * t1;
h[k2 * n + j] -= sum;
h[(k2 + 1) * n + j] -= sum * u2;
if (nr === 3) h[(k2 + 2) * n + j] -= sum * u3;
}
for (let j = 0; j <= Math.min(k2 + 3, i); j++) {
const sum = (H(j, k2) + u2 * H(j, k2 + 1) + u3 * H(j, k2 + third)) * t1;
h[j * n + k2] -= sum;
h[j * n + k2 + 1] -= sum * u2;
if (nr === 3) h[j * n + k2 + 2] -= sum * u3;
}
for (let j = 0; j < n; j++) {
const at = j * n + k2;
const sum = (z[at] + u2 * z[at + 1] + u3 * z[at + third]) * t1;
z[at] -= sum;
z[at + 1] -= sum * u2;
if (nr === 3) z[at + 2] -= sum * u3;
}
}
}
if (its > most) return false;
if (l === i) {
wr[i] = H(i, i);
wi[i] = 0;
} else {
const { a, b, c, d, cs, sn, imaginary } = lanv2(H(i - 1, i - 1), H(i - 1, i), H(i, i - 1), H(i, i));
h[(i - 1) * n + i - 1] = a;
h[(i - 1) * n + i] = b;
h[i * n + i - 1] = c;
h[i * n + i] = d;
wr[i - 1] = a;
wr[i] = d;
wi[i - 1] = imaginary;
wi[i] = -imaginary;
for (let j = i + 1; j < n; j++) {
const [x, y] = [H(i - 1, j), H(i, j)];
h[(i - 1) * n + j] = cs * x + sn * y;
h[i * n + j] = cs * y - sn * x;
}
for (let j = 0; j < i - 1; j++) {
const [x, y] = [H(j, i - 1), H(j, i)];
h[j * n + i - 1] = cs * x + sn * y;
h[j * n + i] = cs * y - sn * x;
}
for (let j = 0; j < n; j++) {
const [x, y] = [z[j * n + i - 1], z[j * n + i]];
z[j * n + i - 1] = cs * x + sn * y;
z[j * n + i] = cs * y - sn * x;
}
}
stuck = 0;
i = l - 1;
}
return true;
}
function trevc(n, t, top, wr, wi, xr, xi) {
const smin = Math.max(EPS * (Math.abs(wr) + Math.abs(wi)), SMALLEST * (n / EPS));
const entry = (i, j) => [t.re[i * n + j], t.im ? t.im[i * n + j] : 0];
const rest = (i, from) => {
let re = 0;
let im = 0;
for (let j = from; j < n; j++) {
const [p, q] = entry(i, j);
re -= p * xr[j] - q * xi[j];
im -= p * xi[j] + q * xr[j];
}
return [re, im];
};
for (let i = top; i >= 0; i--) {
if (i > 0 && !t.im && t.re[i * n + i - 1] !== 0) {
const [pr, pi] = rest(i - 1, i + 1);
const [qr2, qi] = rest(i, i + 1);
const a = t.re[(i - 1) * n + i - 1] - wr;
const b = t.re[(i - 1) * n + i];
const c = t.re[i * n + i - 1];
const d = t.re[i * n + i] - wr;
let dr = a * d - wi * wi - b * c;
let di = -wi * (a + d);
if (Math.abs(dr) + Math.abs(di) < smin * smin) [dr, di] = [smin * smin, 0];
const x1r = d * pr + wi * pi - b * qr2;
const x1i = d * pi - wi * pr - b * qi;
const x2r = a * qr2 + wi * qi - c * pr;
const x2i = a * qi - wi * qr2 - c * pi;
[xr[i - 1], xi[i - 1]] = divided(x1r, x1i, dr, di);
[xr[i], xi[i]] = divided(x2r, x2i, dr, di);
i--;
} else {
const [pr, pi] = rest(i, i + 1);
let [dr, di] = entry(i, i);
dr -= wr;
di -= wi;
if (Math.abs(dr) + Math.abs(di) < smin) [dr, di] = [smin, 0];
if (di === 0) [xr[i], xi[i]] = [pr / dr, pi / dr];
else [xr[i], xi[i]] = divided(pr, pi, dr, di);
}
let size = 0;
for (let j = 0; j < n; j++) size = Math.max(size, Math.abs(xr[j]), Math.abs(xi[j]));
if (size > 1e100) {
for (let j = 0; j < n; j++) {
xr[j] /= size;
xi[j] /= size;
}
}
}
}
function normalize(n, x, y) {
let size = 0;
for (let i = 0; i < n; i++) size = Math.max(size, Math.abs(x[i]), Math.abs(y[i]));
let sum = 0;
for (let i = 0; i < n; i++) sum += (x[i] / size) ** 2 + (y[i] / size) ** 2;
const norm = size * Math.sqrt(sum);
for (let i = 0; i < n; i++) {
x[i] /= norm;
y[i] /= norm;
}
}
function eigReal(a) {
const { n } = a;
const h = a.re;
const factor = rescale(a);
const { low, high, scale } = gebal(n, h);
const z = gehrd(n, low, high, h);
const wr = new Float64Array(n);
const wi = new Float64Array(n);
for (let i = 0; i < n; i++) if (i < low || i > high) wr[i] = h[i * n + i];
if (!lahqr(n, low, high, h, z, wr, wi)) return [nanPart([n]), nanPart([n, n])];
const complex = wi.some((x) => x !== 0);
const vectors = zeros(n, n, complex);
const xr = new Float64Array(n);
const xi = new Float64Array(n);
for (let j = 0; j < n; j++) {
if (wi[j] < 0) continue;
xr.fill(0);
xi.fill(0);
if (wi[j] === 0) {
xr[j] = 1;
trevc(n, { re: h, im: null }, j - 1, wr[j], 0, xr, xi);
} else {
const b = h[j * n + j + 1];
const c = h[(j + 1) * n + j];
if (Math.abs(b) >= Math.abs(c)) {
xr[j] = 1;
xi[j + 1] = wi[j] / b;
} else {
xr[j] = -wi[j] / c;
xi[j + 1] = 1;
}
trevc(n, { re: h, im: null }, j - 1, wr[j], wi[j], xr, xi);
}
const vr = new Float64Array(n);
const vi = new Float64Array(n);
for (let i = 0; i < n; i++) {
for (let k = 0; k < n; k++) {
vr[i] += z[i * n + k] * xr[k];
vi[i] += z[i * n + k] * xi[k];
}
}
for (let i = low; low < high && i <= high; i++) {
vr[i] *= scale[i];
vi[i] *= scale[i];
}
for (let i = low - 1; i >= 0; i--) exchangeEntries(vr, vi, i, scale[i]);
for (let i = high + 1; i < n; i++) exchangeEntries(vr, vi, i, scale[i]);
normalize(n, vr, vi);
if (wi[j] !== 0) makeLargestReal(n, vr, vi, true);
for (let i = 0; i < n; i++) {
vectors.re[i * n + j] = vr[i];
if (vectors.im && wi[j] !== 0) {
vectors.im[i * n + j] = vi[i];
vectors.re[i * n + j + 1] = vr[i];
vectors.im[i * n + j + 1] = -vi[i];
}
}
}
for (let i = 0; i < n; i++) {
wr[i] *= factor;
wi[i] *= factor;
}
return [{ shape: [n], re: wr, im: complex ? wi : null }, matrixPart(vectors)];
}
function exchangeEntries(x, y, i, j) {
[x[i], x[j]] = [x[j], x[i]];
[y[i], y[j]] = [y[j], y[i]];
}
function makeLargestReal(n, x, y, keepSign) {
let k = 0;
for (let i = 1; i < n; i++) if (x[i] * x[i] + y[i] * y[i] > x[k] * x[k] + y[k] * y[k]) k = i;
const [f, g] = [x[k], y[k]];
const size = Math.hypot(f, g);
let [c, s] = [f / size, g / size];
if (keepSign) {
const r = f === 0 ? size : withSign(size, f);
[c, s] = [f === 0 ? 0 : Math.abs(f) / size, f === 0 ? withSign(1, g) : g / r];
if (g === 0) [c, s] = [1, 0];
}
for (let i = 0; i < n; i++) [x[i], y[i]] = [c * x[i] + s * y[i], c * y[i] - s * x[i]];
y[k] = 0;
}
function eigComplex(a) {
const { n } = a;
const factor = rescale(a);
const z = identity(n, true);
for (let k = 0; k < n - 2; k++) {
const reflection = reflectBelow(a, k);
applyRight(a, reflection, k + 1);
applyRight(z, reflection, k + 1);
}
const im = (a.im);
const { re } = a;
const failed = [nanPart([n]), nanPart([n, n])];
let steps = 0;
for (let i = n - 1; i > 0; ) {
let l = i;
for (; l > 0; l--) {
const sub = Math.abs(re[l * n + l - 1]) + Math.abs(im[l * n + l - 1]);
const around =
Math.abs(re[l * n + l]) + Math.abs(im[l * n + l]) + Math.abs(re[(l - 1) * n + l - 1]) + Math.abs(im[(l - 1) * n + l - 1]);
if (sub <= SMALLEST * (n / EPS) || sub <= EPS * around) break;
}
if (l > 0) re[l * n + l - 1] = im[l * n + l - 1] = 0;
if (l === i) {
i--;
steps = 0;
continue;
}
if (++steps > 300) return failed;
let [sr, si] = [re[i * n + i], im[i * n + i]];
if (steps % 10 === 0) sr += 0.75 * Math.abs(re[i * n + i - 1]);
else [sr, si] = wilkinson(n, re, im, i);
qrStep(a, z, l, i, sr, si);
}
const wr = new Float64Array(n);
const wi = new Float64Array(n);
const vectors = zeros(n, n, true);
for (let j = 0; j < n; j++) {
wr[j] = re[j * n + j];
wi[j] = im[j * n + j];
const xr = new Float64Array(n);
const xi = new Float64Array(n);
xr[j] = 1;
trevc(n, { re, im }, j - 1, wr[j], wi[j], xr, xi);
const x = product(z, { m: n, n: 1, re: xr, im: xi });
const y = (x.im);
normalize(n, x.re, y);
makeLargestReal(n, x.re, y, false);
for (let i = 0; i < n; i++) {
vectors.re[i * n + j] = x.re[i];
(vectors.im)[i * n + j] = y[i];
}
}
return [{ shape: [n], re: wr.map((x) => x * factor), im: wi.map((x) => x * factor) }, matrixPart(vectors)];
}
function reflectBelow(a, k) {
return reflect(a, k + 1, k);
}
function applyRight({ m, n, re, im }, { vr, vi, tr, ti }, col) {
if ((tr === 0 && ti === 0) || !im) return;
for (let i = 0; i < m; i++) {
let sr = 0;
let si = 0;
for (let k = 0; k < vr.length; k++) {
const p = i * n + col + k;
sr += re[p] * vr[k] - im[p] * vi[k];
si += re[p] * vi[k] + im[p] * vr[k];
}
[sr, si] = [sr * tr - si * ti, sr * ti + si * tr];
for (let k = 0; k < vr.length; k++) {
const p = i * n + col + k;
re[p] -= sr * vr[k] + si * vi[k];
im[p] -= si * vr[k] - sr * vi[k];
}
}
}
function wilkinson(n, re, im, i) {
const [p, q] = [(i - 1) * n + i - 1, i * n + i];
const hr = (re[p] - re[q]) / 2;
const hi = (im[p] - im[q]) / 2;
const [br, bi, cr, ci] = [re[p + 1], im[p + 1], re[q - 1], im[q - 1]];
const bcr = br * cr - bi * ci;
const bci = br * ci + bi * cr;
const dr = hr * hr - hi * hi + bcr;
const di = 2 * hr * hi + bci;
const size = Math.hypot(dr, di);
let rr = Math.sqrt((size + Math.abs(dr)) / 2);
let ri = rr === 0 ? 0 : di / (2 * rr);
if (dr < 0) [rr, ri] = [Math.abs(ri), withSign(rr, di)];
if (hr * rr + hi * ri < 0) [rr, ri] = [-rr, -ri];
const [sr, si] = [hr + rr, hi + ri];
if (sr === 0 && si === 0) return [re[q], im[q]];
const [tr, ti] = divided(bcr, bci, sr, si);
return [re[q] - tr, im[q] - ti];
}
function qrStep(
a, z, l, i,
sr, si,
) {
const { n, re } = a;
const im = (a.im);
for (let k = l; k <= i; k++) {
re[k * n + k] -= sr;
im[k * n + k] -= si;
}
const rotations = [];
for (let k = l; k < i; k++) {
const [p, q] = [k * n + k, (k + 1) * n + k];
const size = Math.hypot(re[p], im[p], re[q], im[q]);
const [cr, ci, tr, ti] = size === 0 ? [1, 0, 0, 0] : [re[p] / size, im[p] / size, re[q] / size, im[q] / size];
rotations.push([cr, ci, tr, ti]);
for (let j = k; j < n; j++) {
const [u, v] = [k * n + j, (k + 1) * n + j];
const [ur, ui, vr, vi] = [re[u], im[u], re[v], im[v]];
re[u] = cr * ur + ci * ui + tr * vr + ti * vi;
im[u] = cr * ui - ci * ur + tr * vi - ti * vr;
re[v] = cr * vr - ci * vi - (tr * ur - ti * ui);
im[v] = cr * vi + ci * vr - (tr * ui + ti * ur);
}
}
rotations.forEach(([cr, ci, tr, ti], t) => {
const k = l + t;
for (const { m, re: xr, im: xi0 } of [a, z]) {
const xi = (xi0);
const last = m === n && xr === re ? Math.min(i, k + 1) : m - 1;
for (let j = 0; j <= last; j++) {
const [u, v] = [j * n + k, j * n + k + 1];
const [ur, ui, vr, vi] = [xr[u], xi[u], xr[v], xi[v]];
xr[u] = ur * cr - ui * ci + vr * tr - vi * ti;
xi[u] = ur * ci + ui * cr + vr * ti + vi * tr;
xr[v] = vr * cr + vi * ci - (ur * tr + ui * ti);
xi[v] = vi * cr - vr * ci - (ui * tr - ur * ti);
}
}
});
for (let k = l; k <= i; k++) {
re[k * n + k] += sr;
im[k * n + k] += si;
}
}
function eig(a) {
if (!isFinite_(a)) return [nanPart([a.n]), nanPart([a.n, a.n])];
return a.im ? eigComplex(a) : eigReal(a);
}
const LINALG = {
det: matrices(det),
slogdet: matrices(slogdet, true),
inv: matrices(inv),
solve,
cholesky: matrices(cholesky),
eigh: matrices(eigh, true),
eig: matrices(eig, true),
svd: matrices(svd, (attributes) => attributes.compute_uv),
qr: matrices(qr, (attributes) => attributes.mode !== 'r'),
matrix_rank: matrices(matrixRank),
lstsq,
pinv: matrices(pinv),
};
return { LINALG };
})();
modules['evaluate.mjs'] = (() => {
const { OPERATIONS, sameShape, sizeOf } = modules['operations.mjs'];
const { LINALG } = modules['linalg.mjs'];
const operations = { ...OPERATIONS, ...LINALG };
const NAMED = { nan: NaN, inf: Infinity, '-inf': -Infinity };
const readNumber = (x) => (typeof x === 'string' ? NAMED[(x)] : x);
function readConstant({ shape, kind, data, base64, packing }) {
let flat;
if (base64 === undefined) flat = Float64Array.from(data ?? [], readNumber);
else {
const text = atob(base64);
const bytes = new Uint8Array(text.length);
for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
const types = { u1: Uint8Array, i4: Int32Array, f4: Float32Array, f8: Float64Array };
const Type = types[(packing ?? 'f8')];
flat = (Type === Float64Array ? new Type(bytes.buffer) : Float64Array.from(new Type(bytes.buffer)));
}
if (kind !== 'c') return { shape, kind, re: flat };
const size = flat.length / 2;
const value = { shape, kind, re: new Float64Array(size), im: new Float64Array(size) };
for (let i = 0; i < size; i++) {
value.re[i] = flat[2 * i];
value.im[i] = flat[2 * i + 1];
}
return value;
}
class Program {
constructor(json) {
const first = json.inputs.length + json.constants.length;
this.evaluated = 0;
this.guards = json.guards;
this.inputs = new Map(json.inputs.map((spec, id) => [spec.name, id]));
this.outputs = new Map(Object.entries(json.outputs));
this._values = [];
for (const { shape } of json.inputs) {
this._values.push({ shape: shape.slice(), kind: 'f', re: new Float64Array(sizeOf(shape)) });
}
for (const constant of json.constants) this._values.push(readConstant(constant));
this._steps = this._values.map(() => null);
for (const [op, operands, attributes] of json.steps) {
const run = operations[op];
if (!run) throw new Error(`the program has a step ${op} that this evaluator does not know`);
this._steps.push({ op, run, operands, attributes, values: new Array(operands.length) });
this._values.push(undefined);
}
const size = this._values.length;
this._dirty = new Uint8Array(size).fill(1, first);
this._stamps = new Float64Array(size);
this._clock = 0;
this._dependents = json.inputs.map((_, id) => this._dependentsOf(id, first));
}
_dependentsOf(input, first) {
const touched = new Uint8Array(this._values.length);
touched[input] = 1;
const ids = [];
for (let id = first; id < touched.length; id++) {
const step = this._steps[id];
if (step && step.operands.some((k) => touched[k])) {
touched[id] = 1;
ids.push(id);
}
}
return Int32Array.from(ids);
}
set(name, numbers, shape) {
const id = this.inputs.get(name);
if (id === undefined) throw new Error(`the program has no input ${name}`);
const old = this._values[id];
const target = shape ?? old.shape;
if (numbers.length !== sizeOf(target)) {
throw new Error(`input ${name} of shape (${target}) got ${numbers.length} numbers`);
}
if (sameShape(target, old.shape)) {
let same = this._stamps[id] > 0;
for (let i = 0; same && i < numbers.length; i++) same = Object.is(numbers[i], old.re[i]);
if (same) return;
for (let i = 0; i < numbers.length; i++) old.re[i] = numbers[i];
} else {
this._values[id] = { shape: Array.from(target), kind: 'f', re: Float64Array.from(numbers) };
}
this._stamps[id] = ++this._clock;
for (const k of this._dependents[id]) this._dirty[k] = 1;
}
_id(output) {
if (typeof output === 'number') return output;
const id = this.outputs.get(output);
if (id === undefined) throw new Error(`the program has no output ${output}`);
return id;
}
_pull(wanted) {
const dirty = this._dirty;
if (!dirty[wanted]) return;
const waiting = [wanted];
while (waiting.length) {
const id = waiting[waiting.length - 1];
const step = (this._steps[id]);
const { operands, values } = step;
let ready = true;
for (let k = 0; k < operands.length; k++) {
if (dirty[operands[k]]) {
waiting.push(operands[k]);
ready = false;
break;
}
values[k] = this._values[operands[k]];
}
if (!ready) continue;
waiting.pop();
this._values[id] = step.run(values, step.attributes, this._values[id]);
this._stamps[id] = ++this._clock;
this.evaluated++;
dirty[id] = 0;
}
}
value(output) {
const id = this._id(output);
this._pull(id);
return this._values[id];
}
stamp(output) {
const id = this._id(output);
this._pull(id);
return this._stamps[id];
}
guard(index) {
const { re, im } = this.value(this.guards[index].condition);
for (let i = 0; i < re.length; i++) if (re[i] === 0 && (!im || im[i] === 0)) return false;
return true;
}
}
function load(json) {
return new Program(json);
}
return { operations, Program, load };
})();
modules['handles.mjs'] = (() => {
const { marker, svg } = modules['shapes.mjs'];
const { say, together, write } = modules['words.mjs'];
const REACH = 26;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
class Handles {
constructor(stage) {
this.stage = stage;
this.picture = stage.picture;
this.holds = [];
this.fingers = new Map();
this.dragging = null;
this.readers = [];
this.tap = null;
this.stop = new AbortController();
for (const control of stage.scene.controls) {
if (control.kind === "handle") this.#makeHandle(control);
}
for (const mark of this.picture.marks) {
if (mark.spec.kind === "points" && mark.spec.labels?.length) this.#makeReader(mark);
}
for (const control of stage.scene.controls) {
if (control.kind === "orbit") this.#makeCamera(control);
}
if (!this.camera) this.#makeView();
this.#listen();
}
#makeHandle(control) {
const group = svg(
"g",
{ class: `handle role-${control.role} ${control.shape}`, role: "slider", tabindex: 0, "aria-label": say(control.name) },
this.picture.holds,
);
svg("circle", { class: "touch", r: 22 }, group);
svg("circle", { class: "halo", r: 15 }, group);
svg("circle", { class: "ring", r: 14 }, group);
const outline = control.shape === "hollow" ? "circle" : control.shape;
svg("path", { class: "knob", d: marker(outline, 7) }, group);
group.setAttribute("aria-valuemin", "-1000000");
group.setAttribute("aria-valuemax", "1000000");
const hold = { control, group, x: 0, y: 0, text: "", deep: false };
if (this.stage.isLocked(control)) {
group.setAttribute("aria-disabled", "true");
group.classList.add("locked");
}
this.holds.push(hold);
const { signal } = this.stop;
group.addEventListener("keydown", (event) => this.#key(event, hold), { signal });
group.addEventListener("focus", () => this.stage.remember(hold), { signal });
group.addEventListener("blur", () => this.stage.settleNow(), { signal });
if (control.depth) this.#makeDepth(hold);
}
#makeDepth(hold) {
const { control } = hold;
const group = svg(
"g",
{ class: `handle depth role-${control.role}`, role: "slider", tabindex: 0, "aria-label": say("{name}, depth", { name: say(control.name) }), "aria-orientation": "vertical", "aria-valuemin": -1000000, "aria-valuemax": 1000000 },
this.picture.holds,
);
svg("circle", { class: "touch", r: 16 }, group);
svg("circle", { class: "ring", r: 13 }, group);
svg("path", { class: "knob", d: "M0 -11L5 -4H1.6V4H5L0 11L-5 4H-1.6V-4H-5Z" }, group);
const second = { control, group, x: 0, y: 0, text: "", deep: true };
if (this.stage.isLocked(control)) group.classList.add("locked");
this.holds.push(second);
const { signal } = this.stop;
group.addEventListener("keydown", (event) => this.#key(event, second), { signal });
group.addEventListener("focus", () => this.stage.remember(second), { signal });
group.addEventListener("blur", () => this.stage.settleNow(), { signal });
}
#makeCamera(control) {
const group = svg("g", { class: "camera", role: "slider", tabindex: 0, "aria-label": say("camera"), "aria-valuemin": 0, "aria-valuemax": 360 }, this.picture.holds);
svg("rect", { class: "turn", width: "100%", height: "100%", rx: 6 }, group);
this.camera = { control, group, text: "" };
group.addEventListener(
"keydown",
(event) => {
const arrow = ARROWS[(event.key)];
if (!arrow) return;
event.preventDefault();
event.stopPropagation();
const size = event.shiftKey ? 15 : event.altKey ? 1 : 5;
this.stage.stopMoving();
this.stage.turn(control, -arrow[0] * size, arrow[1] * size);
this.stage.settleSoon();
},
{ signal: this.stop.signal },
);
group.addEventListener("blur", () => this.stage.settleNow(), { signal: this.stop.signal });
}
#makeView() {
const group = svg(
"g",
{ class: "camera view", role: "application", tabindex: 0, "aria-label": say("View: arrow keys move it, plus and minus zoom, 0 fits") },
this.picture.holds,
);
svg("rect", { class: "turn", width: "100%", height: "100%", rx: 6 }, group);
group.addEventListener(
"keydown",
(event) => {
const arrow = ARROWS[(event.key)];
if (!arrow) return;
event.preventDefault();
event.stopPropagation();
const size = event.shiftKey ? 160 : event.altKey ? 8 : 40;
this.picture.panBy(-arrow[0] * size, arrow[1] * size);
this.stage.looked();
},
{ signal: this.stop.signal },
);
}
#makeReader(mark) {
const { spec } = mark;
const group = svg(
"g",
{ class: `reader role-${spec.role}`, role: "spinbutton", tabindex: 0, "aria-label": say(spec.name || "points"), "aria-valuemin": 1, "aria-valuemax": spec.labels.length, "aria-valuenow": 1, "aria-valuetext": spec.labels[0] },
this.picture.holds,
);
const ring = svg("circle", { class: "spot", r: 11 }, group);
const reader = { mark, group, ring, at: 0, shown: false };
const { signal } = this.stop;
const show = () => {
const place = this.picture.placeOf(mark, reader.at);
group.setAttribute("aria-valuenow", String(reader.at + 1));
group.setAttribute("aria-valuetext", say(spec.labels[reader.at]));
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
(event) => {
const arrow = ARROWS[(event.key)];
const last = spec.labels.length - 1;
if (arrow) reader.at = this.picture.beside(mark, reader.at, arrow);
else if (event.key === "Home") reader.at = 0;
else if (event.key === "End") reader.at = last;
else if (event.key === "PageUp") reader.at = Math.max(0, reader.at - 1);
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
get busy() {
return Boolean(this.dragging && (this.dragging.hold || this.dragging.turns));
}
#listen() {
const { root } = this.picture;
const { signal } = this.stop;
root.style.touchAction = this.camera ? "pan-y" : "pan-x pan-y";
root.classList.toggle("turns", Boolean(this.camera));
root.addEventListener("pointerdown", (event) => this.#down(event), { signal });
root.addEventListener("pointermove", (event) => this.#move(event), { signal });
root.addEventListener("pointerup", (event) => this.#up(event), { signal });
root.addEventListener("pointercancel", (event) => this.#up(event), { signal });
root.addEventListener("pointerleave", (event) => {
if (event.pointerType === "mouse") this.stage.name(null);
}, { signal });
root.addEventListener(
"wheel",
(event) => {
if (!event.ctrlKey && !event.metaKey) return;
event.preventDefault();
const [x, y] = this.#place(event);
this.picture.zoomBy(Math.exp(-event.deltaY * 0.004), x, y);
this.stage.looked();
},
{ signal, passive: false },
);
root.addEventListener(
"touchstart",
(event) => {
const touch = event.changedTouches[0];
if (event.touches.length > 1 || this.#nearest(...this.#place(touch))) event.preventDefault();
},
{ signal, passive: false },
);
}
#place(event) {
const box = this.picture.root.getBoundingClientRect();
return [((event.clientX - box.left) / box.width) * this.picture.width, ((event.clientY - box.top) / box.height) * this.picture.height];
}
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
#down(event) {
if (event.button !== 0) return;
const [px, py] = this.#place(event);
if (event.isPrimary) this.fingers.clear();
this.fingers.set(event.pointerId, { x: px, y: py });
this.tap = { id: event.pointerId, x: px, y: py };
if (this.fingers.size === 2 && !(this.dragging && this.dragging.hold)) {
this.dragging = { pinch: this.#spread() };
this.tap = null;
return;
}
if (this.dragging) return;
const hold = this.#nearest(px, py);
this.stage.stopMoving();
if (hold) {
event.preventDefault();
this.dragging = { hold, id: event.pointerId, dx: hold.x - px, dy: hold.y - py, y: py };
hold.group.classList.add("held");
hold.group.focus({ preventScroll: true });
this.stage.remember(hold);
} else if (this.camera || event.pointerType === "mouse") {
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
#move(event) {
const [px, py] = this.#place(event);
if (this.fingers.has(event.pointerId)) this.fingers.set(event.pointerId, { x: px, y: py });
const drag = this.dragging;
if (this.tap && Math.hypot(px - this.tap.x, py - this.tap.y) > 8) this.tap = null;
if (!drag) {
if (event.pointerType === "mouse") this.#hover(px, py);
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
const x = Math.min(Math.max(px + drag.dx, 0), this.picture.width);
const y = Math.min(Math.max(py + drag.dy, 0), this.picture.height);
this.stage.move(drag.hold.control, this.picture.toWorld(x, y), { free: event.ctrlKey || event.metaKey });
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
#up(event) {
this.fingers.delete(event.pointerId);
const drag = this.dragging;
if (event.type === "pointerup" && this.tap?.id === event.pointerId && !drag?.hold) {
this.stage.name(this.picture.nearest(...this.#place(event)));
}
this.tap = null;
if (!drag || (drag.id !== undefined && drag.id !== event.pointerId)) return;
this.dragging = null;
if (drag.hold) drag.hold.group.classList.remove("held");
if (drag.hold || drag.turns) this.stage.settleNow();
}
#hover(px, py) {
if (!this.picture.named) return;
this.over = [px, py];
this.looking ??= requestAnimationFrame(() => {
this.looking = undefined;
const [x, y] = (this.over);
if (!this.dragging) this.stage.name(this.picture.nearest(x, y));
});
}
#at(hold) {
const { re } = this.stage.program.value(hold.control.at);
return [re[0], re[1]];
}
#key(event, hold) {
if (hold.group.classList.contains("locked")) return;
const arrow = ARROWS[(event.key)];
const deep = hold.control.depth && (event.key === "PageUp" || event.key === "PageDown");
if (event.key === "Escape") {
event.preventDefault();
this.#drop();
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
#drop() {
const { hold } = this.dragging ?? {};
if (!hold) return;
this.dragging = null;
hold.group.classList.remove("held");
}
draw() {
const places = [];
for (const hold of this.holds) {
const value = this.stage.program.value(hold.control.at);
const visible =
Number.isFinite(value.re[0] + value.re[1]) &&
(hold.control.guards ?? []).every((g) => this.stage.program.guard(g));
hold.hidden = !visible;
hold.group.style.display = visible ? "" : "none";
if (!visible) continue;
[hold.x, hold.y] = this.picture.toScreen(value.re[0], value.re[1]);
if (hold.deep) {
hold.x += 30;
hold.y -= 4;
}
const where = `translate(${hold.x.toFixed(2)} ${hold.y.toFixed(2)})`;
if (where !== hold.where) hold.group.setAttribute("transform", where);
hold.where = where;
places.push([hold.x, hold.y, 11]);
const input = hold.control.input ? this.stage.values[hold.control.input] : value.re;
const text = together(input);
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
for (const reader of this.readers) {
const place = reader.shown ? this.picture.placeOf(reader.mark, reader.at) : null;
reader.ring.style.display = place ? "" : "none";
if (place) reader.ring.setAttribute("transform", `translate(${place[0].toFixed(1)} ${place[1].toFixed(1)})`);
}
this.picture.obstacles = places;
}
release() {
this.stop.abort();
if (this.looking) cancelAnimationFrame(this.looking);
}
}
return { Handles };
})();
modules['history.mjs'] = (() => {
class History {
constructor(start) {
this.states = [start];
this.place = 0;
}
push(state) {
if (same(state, this.states[this.place])) return;
this.states.splice(this.place + 1, Infinity, state);
if (this.states.length > 200) this.states.shift();
this.place = this.states.length - 1;
}
inherit(before, kept) {
const now = this.states[0];
const states = before.states.map((state) => Object.fromEntries(Object.keys(now).map((name) => [name, kept(name) ? state[name] : now[name]])));
this.states = states.filter((state, i) => i === 0 || !same(state, states[i - 1]));
this.place = states.slice(1, before.place + 1).filter((state, i) => !same(state, states[i])).length;
this.push(now);
}
get canUndo() {
return this.place > 0;
}
get canRedo() {
return this.place < this.states.length - 1;
}
undo() {
if (this.canUndo) this.place -= 1;
return this.states[this.place];
}
redo() {
if (this.canRedo) this.place += 1;
return this.states[this.place];
}
}
function same(a, b) {
return Object.keys(a).every((name) => a[name].every((x, i) => Object.is(x, b[name]?.[i]) || x === b[name]?.[i]));
}
return { History, same };
})();
modules['panel.mjs'] = (() => {
const { marker, svg } = modules['shapes.mjs'];
const { brief, local, read, say, write, writeValue } = modules['words.mjs'];
function html(tag, attributes = {}, children = []) {
const element = document.createElement(tag);
for (const [name, value] of Object.entries(attributes)) {
if (value === false || value === undefined || value === null) continue;
element.setAttribute(name, value === true ? "" : String(value));
}
element.append(...children);
return element;
}
class Panel {
constructor(stage, places) {
this.stage = stage;
this.program = stage.program;
this.places = places;
this.items = [];
this.goals = [];
this.presetRow = null;
this.secrets = [];
for (const control of stage.scene.controls) {
if (control.kind === "slider") this.#slider(control);
if (control.kind === "switch") this.#switch(control);
if (control.kind === "choice") this.#choice(control);
if (control.kind === "button") this.#button(control);
}
for (const spec of stage.scene.panel) {
const make = (this)[`make_${spec.kind}`];
const element = make.call(this, spec);
if (element) (spec.place === "below" ? places.below : spec.place === "controls" ? places.controls : places.side).append(element);
if (element && spec.until) this.secrets.push({ name: spec.until, element });
if (spec.kind !== "preset") this.presetRow = null;
}
this.#showSecrets();
}
isSecret(spec) {
return Boolean(spec.until) && !this.stage.picture.revealed.has(spec.until);
}
update() {
for (const item of this.items) item.update();
}
#watch(spec, refs, write) {
const stamps = [];
let before = "";
const guards = spec.guards ?? [];
this.items.push({
update: () => {
const broken = guards.filter((g) => !this.program.guard(g));
const values = refs.map((ref) => this.program.value(ref));
let changed = broken.join() !== before;
before = broken.join();
refs.forEach((ref, i) => {
const stamp = this.program.stamp(ref);
if (stamp !== stamps[i]) changed = true;
stamps[i] = stamp;
});
if (changed) write(values, broken);
},
});
}
#reason(broken) {
return say(this.stage.scene.program.guards[broken[0]].message);
}
make_readout(spec) {
const text = html("output", { "data-readout": spec.name, class: "number" });
const row = html("div", { class: `readout ${spec.role ? `role-${spec.role}` : ""}` }, [
html("span", { class: "name" }, [say(spec.name)]),
text,
]);
text.setAttribute("aria-live", "off");
this.#watch(spec, [spec.value], ([value], broken) => {
const undefinedHere = broken.length > 0;
text.classList.toggle("reason", undefinedHere);
if (undefinedHere) text.textContent = this.#reason(broken);
else if (spec.words) text.textContent = say(wordFor(spec.words, value.re[0]));
else text.textContent = writeValue(value, spec.digits) + withUnit(spec.unit);
});
return row;
}
make_bar(spec) {
const text = html("output", { "data-readout": spec.name, class: "number" });
const fill = html("span", { class: "fill" });
const best = html("span", { class: "best" });
const meter = html("span", { class: "meter", "aria-hidden": "true" }, spec.best ? [fill, best] : [fill]);
const share = (x) => `${(100 * Math.min(1, Math.max(0, (x - spec.low) / (spec.high - spec.low)))).toFixed(2)}%`;
this.#watch(spec, spec.best ? [spec.value, spec.best] : [spec.value], ([value, top], broken) => {
text.textContent = broken.length ? this.#reason(broken) : write(value.re[0], 1) + withUnit(spec.unit);
fill.style.width = broken.length ? "0" : share(value.re[0]);
if (top) best.style.left = share(top.re[0]);
});
return html("div", { class: "readout bar" }, [html("span", { class: "name" }, [say(spec.name)]), text, meter]);
}
make_curve(spec) {
const text = html("output", { "data-readout": spec.name, class: "number" });
const root = svg("svg", { viewBox: "0 0 300 84", preserveAspectRatio: "none", "aria-hidden": "true" });
const floor = svg("path", { class: "floor", d: "M0 80H300" }, root);
const line = svg("path", { class: "stroke" }, root);
for (const path of [floor, line]) path.setAttribute("vector-effect", "non-scaling-stroke");
const dot = html("span", { class: "dot" });
this.#watch(spec, [spec.value, spec.at], ([{ re }, at], broken) => {
const shown = Array.from(re, (y) => (spec.logarithmic ? Math.log10(Math.max(y, 1e-9)) : y));
const low = spec.logarithmic ? Math.min(...shown) : 0;
const high = Math.max(...shown, low + 1e-9);
const place = (i) => [(300 * i) / Math.max(1, re.length - 1), 80 - (74 * (shown[i] - low)) / (high - low)];
line.setAttribute("d", `M${shown.map((_, i) => place(i).map((x) => x.toFixed(1)).join(" ")).join("L")}`);
const step = Math.min(re.length - 1, Math.max(0, Math.round(at.re[0])));
const [x, y] = place(step);
dot.style.left = `${(x / 3).toFixed(2)}%`;
dot.style.top = `${((100 * y) / 84).toFixed(2)}%`;
text.textContent = broken.length ? this.#reason(broken) : write(re[step]);
});
return html("div", { class: `readout curve role-${spec.role}` }, [
html("span", { class: "name" }, [say(spec.name)]),
text,
html("span", { class: "plot" }, [root, dot]),
]);
}
make_record(spec) {
const text = html("output", { "data-readout": spec.name, class: "number" });
let best = -Infinity;
let before = NaN;
this.#watch(spec, [spec.value, spec.counts, spec.per], ([value, counts, per], broken) => {
if (per.re[0] !== before) best = -Infinity;
before = per.re[0];
if (broken.length === 0 && counts.re[0]) best = Math.max(best, value.re[0]);
text.textContent = Number.isFinite(best) ? write(best, 1) + withUnit(spec.unit) : "–";
});
return html("div", { class: "readout" }, [html("span", { class: "name" }, [say(spec.name)]), text]);
}
make_legend(spec) {
const entries = spec.names.map((name, i) => {
const [, , shape] = this.stage.scene.groups[i % this.stage.scene.groups.length];
const root = svg("svg", { viewBox: "-8 -8 16 16", class: `group-${i}`, "aria-hidden": "true" });
svg("path", { d: marker(shape, 5), class: "dot" }, root);
return html("span", { class: "entry" }, [root, say(name)]);
});
return html("p", { class: "legend" }, entries);
}
make_note(spec) {
return html("p", { class: "note" }, [say(spec.text)]);
}
make_formula(spec) {
const box = html("div", { class: "formula", role: "math" });
box.innerHTML = spec.mathml; // made by our own Python from the page's text, never from the reader's
const slots = [...box.querySelectorAll("[data-value]")].map((slot) => ({ slot, i: Number(slot.getAttribute("data-value")) }));
this.#watch(spec, spec.values, (values, broken) => {
for (const { slot, i } of slots) slot.textContent = broken.length ? "–" : writeValue(values[i]);
});
return box;
}
#numberField({ label, limits, get, set, problem, role }) {
const field = (
html("input", {
type: "text",
inputmode: "text",
autocomplete: "off",
spellcheck: "false",
"aria-label": label,
class: `typed ${role ? `role-${role}` : ""}`,
disabled: limits.locked,
})
);
let typing = false;
const good = () => {
field.removeAttribute("aria-invalid");
if (problem.dataset.of === label) problem.textContent = "";
};
const accept = () => {
const result = read(field.value, limits);
if ("problem" in result) {
field.setAttribute("aria-invalid", "true");
problem.dataset.of = label;
problem.textContent = say("{name}: {problem}", { name: label, problem: result.problem });
return false;
}
good();
set(result.value);
return true;
};
let before = NaN;
field.addEventListener("focus", () => {
before = get();
field.select();
});
field.addEventListener("input", () => {
typing = true;
if (!("problem" in read(field.value, limits))) accept();
});
field.addEventListener("change", () => {
if (accept()) this.stage.settleNow();
});
field.addEventListener("blur", () => {
if (field.getAttribute("aria-invalid") === null) typing = false;
update();
});
field.addEventListener("keydown", (event) => {
if (event.key === "Escape" && typing) {
event.stopPropagation();
typing = false;
good();
if (!Object.is(get(), before)) set(before);
update();
}
if (event.key === "Enter" && accept()) this.stage.settleNow();
});
const update = () => {
if (typing) return;
const x = get();
const text = local(brief(x));
if (field.value !== text) field.value = text;
};
field.addEventListener("explorer-reset", () => {
typing = false;
good();
update();
});
this.items.push({ update });
return field;
}
forgetTyping() {
for (const place of Object.values(this.places)) {
for (const field of place.querySelectorAll("input.typed")) field.dispatchEvent(new Event("explorer-reset"));
}
}
#problem() {
return html("p", { class: "problem", role: "alert" });
}
make_field(spec) {
const input = this.stage.inputs[spec.input];
const problem = this.#problem();
const size = this.stage.values[spec.input].length;
const names = size === 1 ? [""] : ["x", "y", "z"];
const fields = Array.from({ length: size }, (_, i) =>
this.#numberField({
label: size === 1 ? say(spec.name) : `${say(spec.name)} ${names[i] ?? i + 1}`,
limits: input,
role: spec.role,
problem,
get: () => this.stage.values[spec.input][i],
set: (x) => this.stage.type(spec.input, i, x),
}),
);
return html("div", { class: `field role-${spec.role}`, role: "group", "aria-label": say(spec.name) }, [
html("span", { class: "name" }, [`${say(spec.name)} =`]),
html("span", { class: "bracket" }, fields),
problem,
]);
}
make_matrix(spec) {
if (!spec.inputs) {
const body = html("span", { class: "bracket grid", "data-readout": spec.name });
const cells = [];
this.#watch(spec, [spec.value], ([value], broken) => {
const [rows, columns] = value.shape.length === 2 ? value.shape : [value.shape[0], 1];
if (cells.length !== rows * columns) {
body.replaceChildren();
cells.length = 0;
body.style.gridTemplateColumns = `repeat(${columns}, auto)`;
for (let i = 0; i < rows * columns; i += 1) cells.push((body.appendChild(html("span", { class: "number" }))));
}
cells.forEach((cell, i) => (cell.textContent = broken.length ? "–" : write(value.re[i])));
});
return html("div", { class: `field ${spec.role ? `role-${spec.role}` : ""}` }, [html("span", { class: "name" }, [`${spec.name} =`]), body]);
}
const problem = this.#problem();
const size = this.stage.values[spec.inputs[0]].length;
const body = html("span", { class: "bracket grid" });
body.style.gridTemplateColumns = `repeat(${spec.inputs.length}, auto)`;
for (let row = 0; row < size; row += 1) {
spec.inputs.forEach((input, column) => {
body.append(
this.#numberField({
label: say("{name} row {row} column {column}", { name: spec.name, row: row + 1, column: column + 1 }),
limits: this.stage.inputs[input],
role: spec.roles[column],
problem,
get: () => this.stage.values[input][row],
set: (x) => this.stage.type(input, row, x),
}),
);
});
}
return html("div", { class: "field", role: "group", "aria-label": say(spec.name) }, [
html("span", { class: "name" }, [`${spec.name} =`]),
body,
problem,
]);
}
make_goal(spec) {
const because = html("span", { class: "because" });
const item = html("p", { class: "goal", "data-goal": spec.name, "data-reached": "false" }, [
html("span", { class: "tick", "aria-hidden": "true" }),
html("span", {}, [say(spec.name), " ", because]),
]);
const goal = { spec, item, because, reached: false, now: false };
this.goals.push(goal);
this.#watch(spec, [spec.value], ([value], broken) => {
goal.now = broken.length === 0 && Boolean(value.re[0]);
this.#showGoal(goal);
});
return item;
}
#showGoal(goal) {
const reached = goal.reached || (goal.now && this.stage.touched);
goal.item.dataset.reached = String(reached);
goal.because.textContent = reached ? say(goal.spec.because) : "";
}
get reached() {
return this.goals.filter((goal) => goal.reached).map((goal) => goal.spec.name);
}
recallGoals(names) {
for (const goal of this.goals) goal.reached = names.includes(goal.spec.name);
}
keepGoals() {
const fresh = [];
for (const goal of this.goals) {
if (goal.now && this.stage.touched && !goal.reached) {
goal.reached = true;
fresh.push(goal.spec.name);
}
this.#showGoal(goal);
}
return fresh;
}
make_predict(spec) {
const verdict = html("output", { class: "number", "data-readout": `${spec.name} guess` });
const button = html("button", { type: "button", class: "text" }, [say("Show the answer")]);
const box = html("div", { class: "predict", "data-predict": spec.name }, [html("p", {}, [say(spec.question)]), button, verdict]);
let shown = false;
let scored = false;
const score = () => {
const far = this.program.value(spec.value).re[0];
verdict.textContent =
far <= spec.within
? say("Your guess is {distance} away: well seen.", { distance: write(far) })
: say("Your guess is {distance} away.", { distance: write(far) });
};
button.addEventListener("click", () => {
shown = !shown;
if (shown) this.stage.picture.revealed.add(spec.name);
else this.stage.picture.revealed.delete(spec.name);
button.textContent = shown ? say("Guess again") : say("Show the answer");
verdict.textContent = "";
scored = shown;
if (shown) score();
this.#showSecrets();
this.stage.picture.fresh = true;
this.stage.invalidate();
});
this.#watch(spec, [spec.value], () => {
if (scored) verdict.textContent = "";
scored = false;
});
return box;
}
#showSecrets() {
for (const { name, element } of this.secrets) element.classList.toggle("secret", !this.stage.picture.revealed.has(name));
}
make_preset(spec) {
const button = html("button", { type: "button", class: "text" }, [say(spec.name)]);
button.addEventListener("click", () => this.stage.glide(spec.values, spec.seconds ? 1000 * spec.seconds : undefined));
if (this.presetRow) {
(this.presetRow).append(button);
return null;
}
const row = html("div", { class: "presets", role: "group", "aria-label": say("Examples") }, [button]);
this.presetRow = (row);
this.places.side.append(row);
return null;
}
make_table(spec) {
return this.#grid(spec, (row, column, problem) => {
const i = row * spec.columns.length + column;
const field = this.#numberField({
label: `${spec.rows[row]}, ${spec.columns[column]}`,
limits: this.stage.inputs[spec.input],
problem,
get: () => this.stage.values[spec.input][i],
set: (x) => this.stage.type(spec.input, i, x),
});
field.addEventListener("keydown", (event) => {
const by = { ArrowUp: -spec.columns.length, ArrowDown: spec.columns.length, Enter: spec.columns.length }[event.key];
const all = [...(field.closest("table")).querySelectorAll("input")];
if (by && all[i + by]) {
event.preventDefault();
all[i + by].focus();
}
});
field.addEventListener("paste", (event) => this.#paste(event, spec, row, column, problem));
const cell = html("td", {}, [field]);
this.items.push({ update: () => tint(cell, this.stage.values[spec.input][i], spec.scale) });
return cell;
});
}
#paste(event, spec, row, column, problem) {
const text = event.clipboardData.getData("text");
const lines = text.replace(/\r/g, "").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
if (lines.length === 1 && lines[0].length === 1) return;
event.preventDefault();
const next = [...this.stage.values[spec.input]];
for (let r = 0; r < lines.length && row + r < spec.rows.length; r += 1) {
for (let c = 0; c < lines[r].length && column + c < spec.columns.length; c += 1) {
const result = read(lines[r][c], this.stage.inputs[spec.input]);
if ("problem" in result) {
problem.textContent = say("{name}: {problem}", { name: `${spec.rows[row + r]}, ${spec.columns[column + c]}`, problem: result.problem });
return;
}
next[(row + r) * spec.columns.length + column + c] = result.value;
}
}
problem.textContent = "";
this.forgetTyping();
this.stage.change({ [spec.input]: next });
this.stage.settleNow();
}
#grid(spec, cell) {
const problem = this.#problem();
const table = html("table", { class: "cells" });
table.append(html("caption", {}, [say(spec.name), " ", html("span", { class: "shape" }, [`(${spec.rows.length} × ${spec.columns.length})`])]));
if (spec.columns.some((name) => name)) {
const head = html("tr", {}, [html("td", {}), ...spec.columns.map((name, i) => html("th", { scope: "col", title: name }, [html("span", {}, [spec.heads?.[i] ?? name])]))]);
table.append(html("thead", {}, [head]));
}
const body = html("tbody");
spec.rows.forEach((name, row) => {
const cells = spec.columns.map((_, column) => cell(row, column, problem));
body.append(html("tr", {}, [name ? html("th", { scope: "row" }, [name]) : html("td", { class: "none" }), ...cells]));
});
table.append(body);
return html("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": say(spec.name) }, [table, problem]);
}
make_cells(spec) {
const [m, n] = this.program.value(spec.value).shape;
const named = { ...spec, rows: spec.rows ?? Array.from({ length: m }, () => ""), columns: spec.columns ?? Array.from({ length: n }, () => "") };
const all = [];
const region = this.#grid(named, (row, column) => {
const number = html("span", { class: "number" });
const target = spec.target ? html("span", { class: "target" }) : null;
const cell = html("td", {}, target ? [number, target] : [number]);
if (named.rows[row]) number.setAttribute("data-readout", `${spec.name} ${named.rows[row]}, ${named.columns[column]}`);
all.push({ cell, number, target });
return cell;
});
this.#watch(spec, spec.target ? [spec.value, spec.target] : [spec.value], ([value, target], broken) => {
all.forEach(({ cell, number, target: corner }, i) => {
number.textContent = broken.length ? "–" : write(value.re[i], spec.digits);
tint(cell, broken.length ? NaN : value.re[i], spec.scale);
if (corner) {
const wanted = target.re[i];
corner.textContent = Number.isNaN(wanted) ? "" : local(brief(wanted));
cell.classList.toggle("blank", Number.isNaN(wanted));
}
});
});
return region;
}
make_paint(spec) {
const [m, n] = this.stage.inputs[spec.input].shape;
const rows = spec.rows ?? Array.from({ length: m }, (_, i) => String(i + 1));
const columns = spec.columns ?? Array.from({ length: n }, (_, i) => String(i + 1));
const grid = html("div", { class: "paint", role: "grid", "aria-label": say(spec.name) });
grid.style.setProperty("--columns", String(n));
const cells = [];
const locked = this.stage.inputs[spec.input].locked;
if (locked) grid.setAttribute("aria-readonly", "true");
let brush = spec.brush;
let last = -1;
const set = (i, x) => {
if (this.stage.values[spec.input][i] !== x) this.stage.type(spec.input, i, x);
};
const under = (event) => {
const root = (grid.getRootNode());
return cells.indexOf(root.elementFromPoint(event.clientX, event.clientY));
};
for (let row = 0; row < m; row += 1) {
const line = html("div", { role: "row" });
for (let column = 0; column < n; column += 1) {
const i = row * n + column;
const cell = html("span", { role: "gridcell", tabindex: i === 0 ? 0 : -1 });
cells.push(cell);
line.append(cell);
let was = NaN;
this.items.push({
update: () => {
const x = this.stage.values[spec.input][i];
if (x === was) return;
was = x;
cell.setAttribute("aria-label", `${rows[row]}, ${columns[column]}: ${write(x)}`);
cell.style.setProperty("--ink", String((x - spec.low) / (spec.high - spec.low)));
},
});
}
grid.append(line);
}
grid.addEventListener("pointerdown", (event) => {
const i = under(event);
if (i < 0 || locked || last >= 0 || event.button !== 0) return;
event.preventDefault();
grid.setPointerCapture(event.pointerId);
focus(i);
brush = this.stage.values[spec.input][i] === spec.low ? spec.brush : spec.low;
set(i, brush);
last = i;
this.stage.painting = true;
});
grid.addEventListener("pointermove", (event) => {
const i = last >= 0 ? under(event) : -1;
if (i < 0) return;
const [r0, c0, r1, c1] = [Math.floor(last / n), last % n, Math.floor(i / n), i % n];
const steps = Math.max(1, Math.abs(r1 - r0), Math.abs(c1 - c0));
for (let k = 1; k <= steps; k += 1) set(Math.round(r0 + ((r1 - r0) * k) / steps) * n + Math.round(c0 + ((c1 - c0) * k) / steps), brush);
last = i;
});
for (const kind of ["pointerup", "pointercancel"]) {
grid.addEventListener(kind, () => {
if (last < 0) return;
last = -1;
this.stage.painting = false;
this.stage.settleNow();
});
}
const focus = (i) => {
cells.forEach((cell, k) => (cell.tabIndex = k === i ? 0 : -1));
cells[i].focus({ preventScroll: true });
};
grid.addEventListener("keydown", (event) => {
const i = cells.indexOf((event.target));
const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -n, ArrowDown: n }[event.key];
if (by && cells[i + by] && (Math.abs(by) === n || Math.floor((i + by) / n) === Math.floor(i / n))) {
event.preventDefault();
event.stopPropagation();
focus(i + by);
if (event.shiftKey && !locked) {
set(i + by, brush);
this.stage.settleSoon();
}
} else if ((event.key === " " || event.key === "Enter") && !locked) {
event.preventDefault();
event.stopPropagation();
brush = this.stage.values[spec.input][i] === spec.low ? spec.brush : spec.low;
set(i, brush);
this.stage.settleSoon();
}
});
return html("div", { class: "painting" }, [html("p", { class: "name" }, [say(spec.name), " ", html("span", { class: "shape" }, [`(${m} × ${n})`])]), grid]);
}
#slider(control) {
const input = this.stage.inputs[control.input];
const range = (
html("input", {
type: "range",
min: control.low,
max: control.high,
step: control.step ?? (control.high - control.low) / 200,
"aria-label": say(control.name),
disabled: input.locked,
})
);
const shown = html("output", { class: "number", "data-readout": control.name });
const row = html("div", { class: "slider" });
const clock = control.play ? this.#clock(control, row) : null;
row.append(html("label", {}, [html("span", { class: "name" }, [say(control.name)]), range]), shown);
range.addEventListener("input", () => {
this.stage.stopMoving();
this.stage.change({ [control.input]: [Number(range.value)] });
});
range.addEventListener("change", () => this.stage.settleNow());
let given = NaN;
this.items.push({
update: () => {
const x = this.stage.values[control.input][0];
if (x !== given && Number(range.value) !== x) range.value = String(x);
given = x;
const text = control.labels ? control.labels[Math.round((x - control.low) / (control.step ?? 1))] : `${write(x, control.step && control.step % 1 === 0 ? 0 : 2)}${withUnit(control.unit)}`;
if (shown.textContent !== text) {
shown.textContent = text;
range.setAttribute("aria-valuetext", text);
}
clock?.();
},
});
this.places.controls.append(row);
}
#clock(control, row) {
const play = html("button", { type: "button", class: "icon play", "aria-label": say("Play") });
play.append(html("span", { "aria-hidden": "true" }));
const step = control.step ?? (control.high - control.low) / 20;
const jump = (by) => {
this.stage.stopMoving();
const x = this.stage.values[control.input][0] + by;
this.stage.change({ [control.input]: [Math.min(control.high, Math.max(control.low, x))] });
this.stage.settleSoon();
};
const back = html("button", { type: "button", class: "icon back", "aria-label": say("One step back") }, [html("span", { "aria-hidden": "true" })]);
const on = html("button", { type: "button", class: "icon on", "aria-label": say("One step on") }, [html("span", { "aria-hidden": "true" })]);
const speeds = [1, 2, 4, 0.5];
let pace = 0;
const speed = html("button", { type: "button", class: "icon speed", "aria-label": say("Speed") }, ["1×"]);
back.addEventListener("click", () => jump(-step));
on.addEventListener("click", () => jump(step));
speed.addEventListener("click", () => {
pace = (pace + 1) % speeds.length;
speed.textContent = `${write(speeds[pace], speeds[pace] % 1 ? 1 : 0)}×`;
this.stage.pace = speeds[pace];
});
play.addEventListener("click", () => {
if (this.stage.playing === control) {
this.stage.stopMoving();
this.stage.settleNow();
} else this.stage.play(control);
});
row.append(back, play, on, speed);
return () => {
const playing = this.stage.playing === control;
play.classList.toggle("playing", playing);
play.setAttribute("aria-label", playing ? say("Pause") : say("Play"));
};
}
#button(control) {
const button = html("button", { type: "button", class: "text" }, [say(control.name)]);
button.addEventListener("click", () => {
this.stage.stopMoving();
this.stage.change({ [control.input]: [Date.now()] });
this.stage.settleNow();
});
this.places.controls.append(button);
}
#switch(control) {
const box = (html("input", { type: "checkbox", role: "switch", disabled: this.stage.inputs[control.input].locked }));
box.addEventListener("change", () => {
this.stage.change({ [control.input]: [box.checked ? 1 : 0] });
this.stage.settleNow();
});
this.items.push({ update: () => (box.checked = this.stage.values[control.input][0] === 1) });
this.places.controls.append(html("label", { class: "switch" }, [box, say(control.name)]));
}
#choice(control) {
const name = `choice-${Math.random().toString(36).slice(2)}`;
const boxes = control.options.map((option, i) => {
const box = (html("input", { type: "radio", name, disabled: this.stage.inputs[control.input].locked }));
box.addEventListener("change", () => {
this.stage.change({ [control.input]: [i] });
this.stage.settleNow();
});
this.items.push({ update: () => (box.checked = this.stage.values[control.input][0] === i) });
return html("label", {}, [box, html("span", {}, [say(option)])]);
});
this.places.controls.append(
html("fieldset", { class: "choice" }, [html("legend", {}, [say(control.name)]), html("span", { class: "options" }, boxes)]),
);
}
}
function withUnit(unit) {
if (!unit) return "";
return unit === "°" ? unit : ` ${unit}`;
}
function wordFor(words, x) {
return (words.length === 2 ? words[x ? 1 : 0] : words[Math.round(x)]) ?? "–";
}
function tint(cell, x, scale) {
const share = Number.isFinite(x) ? Math.max(-1, Math.min(1, x / scale)) : 0;
const next = share.toFixed(3);
if (cell.dataset.share === next) return;
cell.dataset.share = next;
cell.style.setProperty("--share", String(Math.abs(share)));
cell.classList.toggle("negative", share < 0);
}
return { html, Panel, wordFor };
})();
modules['save.mjs'] = (() => {
const STYLES = [
"fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray", "stroke-linejoin", "opacity",
"font-family", "font-size", "font-weight", "font-variant-numeric", "text-anchor", "paint-order", "display",
];
const SVG = "http://www.w3.org/2000/svg";
function toSvg(stage, description) {
const { root, canvas, width, height } = stage.picture;
const copy = (root.cloneNode(true));
const before = root.querySelectorAll("*");
copy.querySelectorAll("*").forEach((element, i) => {
const style = getComputedStyle(before[i]);
const text = STYLES.map((name) => `${name}:${style.getPropertyValue(name)}`).join(";");
for (const name of ["class", "tabindex", "role", "aria-label", "aria-valuetext", "aria-valuenow", "style"]) element.removeAttribute(name);
element.setAttribute("style", text);
});
copy.querySelectorAll("desc, title").forEach((element) => element.remove());
[...root.querySelectorAll(".touch, .halo, .ring, .turn")].forEach((element) => {
copy.querySelectorAll("*")[[...before].indexOf(element)]?.setAttribute("visibility", "hidden");
});
const paper = getComputedStyle(stage.root).getPropertyValue("--paper") || "#ffffff";
const add = (tag, attributes, text = "") => {
const element = document.createElementNS(SVG, tag);
for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
element.textContent = text;
return element;
};
const cloud = stage.scene.marks.length > 0 && stage.picture.marks.some((mark) => mark.cloud);
copy.prepend(
add("title", {}, stage.scene.title),
add("desc", {}, description),
add("rect", { width, height, fill: getComputedStyle(stage.root).backgroundColor.includes("rgba(0, 0, 0, 0)") ? paper.trim() : getComputedStyle(stage.root).backgroundColor }),
...(cloud ? [add("image", { href: canvas.toDataURL(), width, height })] : []),
);
copy.setAttribute("xmlns", SVG);
copy.setAttribute("width", String(width));
copy.setAttribute("height", String(height));
copy.removeAttribute("style");
return new XMLSerializer().serializeToString(copy);
}
function toPng(stage, description) {
const { width, height } = stage.picture;
return new Promise((resolve, reject) => {
const image = new Image();
image.onerror = () => reject(new Error("the picture could not be drawn"));
image.onload = () => {
const canvas = document.createElement("canvas");
canvas.width = 2 * width;
canvas.height = 2 * height;
canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
canvas.toBlob((blob) => (blob ? resolve(described(blob, description)) : reject(new Error("the picture could not be written"))));
};
image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(toSvg(stage, description))}`;
});
}
async function described(png, text) {
const data = new Uint8Array(await png.arrayBuffer());
const begin = 8 + 25;
const body = new TextEncoder().encode(`iTXtDescription\0\0\0\0\0${text}`);
const chunk = new Uint8Array(body.length + 8);
const view = new DataView(chunk.buffer);
view.setUint32(0, body.length - 4);
chunk.set(body, 4);
view.setUint32(body.length + 4, checksum(body));
return new Blob([data.slice(0, begin), chunk, data.slice(begin)], { type: "image/png" });
}
function checksum(bytes) {
let rest = 0xffffffff;
for (const byte of bytes) {
rest ^= byte;
for (let i = 0; i < 8; i += 1) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
}
return (rest ^ 0xffffffff) >>> 0;
}
function download(blob, name) {
const link = document.createElement("a");
link.href = URL.createObjectURL(blob);
link.download = name;
link.click();
setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
return { toSvg, toPng, download };
})();
modules['present.mjs'] = (() => {
const { html } = modules['panel.mjs'];
const { download, toPng, toSvg } = modules['save.mjs'];
const { say } = modules['words.mjs'];
let current = null;
const keys = () => [
["Tab", say("go from handle to handle")],
["← ↑ → ↓", say("move it; Shift in large steps, Alt in small ones")],
["Enter", say("to the next special place")],
["Escape", say("put it back")],
["Ctrl Z, Ctrl Shift Z", say("undo, redo")],
["+ − 0", say("zoom in, out, fit")],
["S", say("snap to special places, or not")],
["P", say("projector mode")],
["Page Down, Page Up", say("next and previous step, in projector mode")],
["B", say("blank the picture, in projector mode")],
["F", say("freeze the picture, in projector mode")],
["?", say("this sheet")],
];
class Presenter {
constructor(stage) {
this.stage = stage;
this.presenting = false;
this.at = -1;
this.stop = new AbortController();
const { signal } = this.stop;
window.addEventListener("keydown", (event) => this.#key(event), { signal });
window.addEventListener("keydown", (event) => this.#clicker(event), { signal, capture: true });
document.addEventListener("focusin", (event) => this.#stay(event), { signal });
stage.root.addEventListener("pointerdown", () => (current = this), { signal });
stage.root.addEventListener("focusin", () => (current = this), { signal });
current ??= this;
this.heading = html("div", { class: "heading" }, [
html("p", { class: "question" }, [stage.data.question || say(stage.scene.title)]),
this.#tool("leave", say("Leave projector mode"), () => this.toggle(false)),
]);
this.strip = this.#makeStrip();
this.sheet = this.#makeSheet();
stage.root.prepend(this.heading);
stage.tools.before(this.strip);
stage.root.append(this.sheet);
this.saving = this.#makeSaving();
stage.root.append(this.saving);
this.opener = this.#tool("projector", say("Projector mode"), () => this.toggle());
stage.tools.append(this.#tool("save", say("Save the picture"), () => this.saving.showModal()), this.opener, this.#tool("help", say("Keys"), () => this.help()));
const query = new URLSearchParams(window.location.search);
const step = Number(query.get("step"));
if (Number.isInteger(step) && step >= 1 && step <= stage.scene.steps.length && stage.data.linked !== false) this.#open(step - 1, query);
if (query.get("present") === "1" && stage.data.linked !== false) this.toggle(true);
}
#tool(name, text, act) {
const button = html("button", { type: "button", class: `icon ${name}`, "aria-label": text, title: text }, [html("span", { "aria-hidden": "true" })]);
button.addEventListener("click", act);
return button;
}
#makeStrip() {
const { steps } = this.stage.scene;
const strip = html("div", { class: "steps", role: "group", "aria-label": say("Steps") });
if (steps.length === 0) return strip;
this.sentence = html("p", { class: "sentence", "aria-live": "polite" });
this.earlier = (this.#tool("earlier", say("Previous step"), () => this.go(this.at - 1)));
this.later = (this.#tool("later", say("Next step"), () => this.go(this.at + 1)));
this.count = html("span", { class: "shape" });
strip.append(this.earlier, this.count, this.later, this.sentence);
this.#showStep();
return strip;
}
#showStep() {
const { steps } = this.stage.scene;
if (!this.sentence || !this.count || !this.earlier || !this.later) return;
this.count.textContent = this.at < 0 ? say("{count} steps", { count: steps.length }) : `${this.at + 1} / ${steps.length}`;
this.sentence.textContent = this.at < 0 ? "" : say(steps[this.at].text);
this.earlier.disabled = this.at <= 0;
this.later.disabled = this.at >= steps.length - 1;
}
setting(i) {
return Object.assign({}, ...this.stage.scene.steps.slice(0, i + 1).map((step) => step.values));
}
#open(i, query) {
this.at = i;
this.#showStep();
this.stage.veil(this.stage.scene.steps[i].hide ?? []);
const moved = Object.keys(this.setting(i)).some((name) => query.has(this.stage.linkName(name)));
if (!moved && !this.stage.told) this.stage.glide(this.setting(i));
}
go(i) {
const { steps } = this.stage.scene;
if (this.stage.frozen || i < 0 || i >= steps.length) return;
this.at = i;
this.#showStep();
this.stage.veil(steps[i].hide ?? []);
if (this.stage.data.linked !== false) this.#writeLink("step", String(i + 1));
if (Object.keys(this.setting(i)).length > 0) this.stage.glide(this.setting(i));
}
#writeLink(name, value) {
const url = new URL(window.location.href);
if (value) url.searchParams.set(name, value);
else url.searchParams.delete(name);
url.search = url.search.replaceAll("%2C", ",");
window.history.replaceState(window.history.state, "", url);
}
toggle(on = !this.presenting) {
const { root } = this.stage;
this.presenting = on;
root.classList.toggle("present", on);
root.classList.remove("blank");
this.#freeze(false);
this.stage.picture.textScale = on ? 1.75 : 1;
this.stage.picture.fresh = true;
if (on) {
root.setAttribute("popover", "manual");
root.tabIndex = -1;
root.showPopover?.();
root.focus({ preventScroll: true });
} else {
root.hidePopover?.();
root.removeAttribute("popover");
root.removeAttribute("tabindex");
if (this.opener.isConnected) this.opener.focus({ preventScroll: true });
}
if (this.stage.data.linked !== false) this.#writeLink("present", on ? "1" : "");
this.stage.resize();
}
#freeze(on) {
const { root } = this.stage;
if (on) this.stage.stopMoving();
this.stage.frozen = on;
root.classList.toggle("frozen", on);
for (const part of root.querySelectorAll(".frame, .controls, .side, .below")) part.inert = on;
if (on) root.focus({ preventScroll: true });
}
#stay(event) {
if (!this.presenting || event.composedPath().includes(this.stage.root)) return;
this.stage.root.focus({ preventScroll: true });
}
#makeSheet() {
const rows = keys().map(([key, text]) => html("tr", {}, [html("th", { scope: "row" }, [key]), html("td", {}, [text])]));
const close = html("button", { type: "button", class: "text" }, [say("Close")]);
const sheet = html("dialog", { class: "sheet", "aria-label": say("Keys") }, [html("table", {}, rows), close]);
close.addEventListener("click", () => (sheet).close());
return (sheet);
}
#makeSaving() {
const button = (text, act) => {
const made = html("button", { type: "button", class: "text" }, [text]);
made.addEventListener("click", () => {
act();
box.close();
});
return made;
};
const name = this.stage.data.lesson || "picture";
const text = () => this.stage.describe();
const box = (html("dialog", { class: "sheet", "aria-label": say("Save the picture") }));
const alt = html("p", { class: "note" });
box.append(
html("p", {}, [say("The picture as a file, with this sentence as its description:")]),
alt,
html("div", { class: "presets" }, [
button("SVG", () => download(new Blob([toSvg(this.stage, text())], { type: "image/svg+xml" }), `${name}.svg`)),
button("PNG", () => void toPng(this.stage, text()).then((blob) => download(blob, `${name}.png`))),
button(say("Close"), () => {}),
]),
);
const show = box.showModal.bind(box);
box.showModal = () => {
alt.textContent = text();
show();
};
return box;
}
help() {
if (this.sheet.open) this.sheet.close();
else this.sheet.showModal();
}
#key(event) {
if (current !== this || event.ctrlKey || event.metaKey || event.altKey) return;
const target = event.composedPath()[0];
if (target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) && (target).type !== "range") return;
const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
if (key === "?") this.help();
else if (key === "p") this.toggle();
else if (!this.presenting) return;
else if (key === "Escape") {
if (this.sheet.open || this.saving.open) return;
this.toggle(false);
} else if (key === "b" || key === ".") this.stage.root.classList.toggle("blank");
else if (key === "f") this.#freeze(!this.stage.frozen);
else return;
event.preventDefault();
event.stopPropagation();
}
#clicker(event) {
if (!this.presenting || (event.key !== "PageDown" && event.key !== "PageUp")) return;
event.preventDefault();
event.stopPropagation();
this.#click(event.key === "PageDown" ? 1 : -1);
}
#click(by) {
const clock = this.stage.scene.controls.find((control) => control.kind === "slider" && control.play);
if (this.stage.scene.steps.length > 0) this.go(this.at + by);
else if (clock) {
const x = this.stage.values[clock.input][0] + by * (clock.step ?? (clock.high - clock.low) / 20);
this.stage.change({ [clock.input]: [Math.min(clock.high, Math.max(clock.low, x))] });
this.stage.settleSoon();
}
}
release() {
this.stop.abort();
if (current === this) current = null;
}
}
return { Presenter };
})();
modules['progress.mjs'] = (() => {
const STORE = "explorer";
function recall() {
try {
const kept = JSON.parse(window.localStorage.getItem(STORE) ?? "{}");
return { goals: {}, ...kept };
} catch {
return { goals: {} };
}
}
function remember(stem, reached, of) {
const kept = recall();
const before = kept.goals[stem]?.reached ?? [];
kept.goals[stem] = { reached: [...new Set([...before, ...reached])], of };
const query = new URLSearchParams(window.location.search);
query.delete("present");
kept.last = { stem, search: query.toString() };
try {
window.localStorage.setItem(STORE, JSON.stringify(kept));
} catch {
}
}
function mount({ data, setStateValue }) {
const kept = recall();
const text = JSON.stringify(kept);
if (text !== JSON.stringify({ goals: {} }) && text !== data.known) setStateValue("kept", text);
}
return { recall, remember, mount };
})();
modules['stage.mjs'] = (() => {
const { Picture } = modules['draw.mjs'];
const { load } = modules['evaluate.mjs'];
const { Handles } = modules['handles.mjs'];
const { History, same } = modules['history.mjs'];
const { html, Panel, wordFor } = modules['panel.mjs'];
const { Presenter } = modules['present.mjs'];
const { remember } = modules['progress.mjs'];
const { pack, say, speak, together, unpack, write, writeValue } = modules['words.mjs'];
const KEY_PAUSE = 150;
const GLIDE = 300;
const STAYED = 1500;
const SNAP = 9;
const fromPlain = (numbers) => numbers.map((x) => (x === null ? NaN : x));
const toPlain = (numbers) => Array.from(numbers, (x) => (Number.isNaN(x) ? null : x));
const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
class Stage {
constructor(parent, data, report) {
this.parent = parent;
this.report = report;
this.root = html("div", { class: "stage" });
parent.append(this.root);
this.values = {};
this.moves = data.move?.count ?? 0;
this.#build(data);
}
#build(data) {
speak(data.texts ?? {}, data.decimal ?? ".");
if (data.lang && data.linked !== false) document.documentElement.lang = data.lang;
this.data = data;
this.id = data.id;
this.scene = JSON.parse(data.scene);
this.program = load(this.scene.program);
this.inputs = Object.fromEntries(this.scene.inputs.map((spec) => [spec.name, spec]));
const before = this.values;
const shapes = this.shapes ?? {};
const told = this.settled ?? {};
this.told = Boolean(this.settled); // a scene that takes another's place goes on from where that one was
this.values = {};
this.shapes = {};
for (const spec of this.scene.inputs) {
const kept = shapes[spec.name] === String(spec.shape) && !spec.hidden ? before[spec.name] : null;
const start = data.move?.values[spec.name] ?? data.start?.[spec.name] ?? spec.at;
this.values[spec.name] = within(spec, spec.locked ? fromPlain(spec.at) : (kept ?? fromPlain(start)));
this.shapes[spec.name] = String(spec.shape);
this.program.set(spec.name, this.values[spec.name], spec.shape);
}
this.touched = false;
this.refusal = "";
this.snapping = true;
this.painting = false;
this.snapped = "";
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
if (data.hide?.length) this.veil([]);
this.picture.describe(this.describe());
this.#resize();
if (!same(now, this.settled)) this.settleSoon();
}
get #picture() {
const handles = this.scene.controls.filter((c) => c.kind === "handle").map((c) => c.name);
return JSON.stringify([this.data?.lesson, this.data?.prefix, this.scene.title, handles]);
}
#resume() {
const last = lately.get(this.#picture);
if (!last || this.data?.linked === false) return;
const buttons = this.scene.controls.filter((c) => c.kind === "button").map((c) => c.input);
this.history?.inherit(last.history, (name) => last.shapes[name] === this.shapes?.[name] && !buttons.includes(name));
this.panel.recallGoals(last.reached);
}
#lay() {
this.frame = html("div", { class: "frame" });
this.tip = html("div", { class: "tip", "aria-hidden": "true" });
this.message = html("p", { class: "message", role: "status" });
this.tools = html("div", { class: "tools", role: "toolbar", "aria-label": say("Picture") });
this.spoken = html("p", { class: "spoken", "aria-live": "polite" });
const controls = html("div", { class: "controls" });
const side = html("div", { class: "side" });
const below = html("div", { class: "below" });
const left = html("div", { class: "left" }, [this.frame, this.tools, this.message, controls]);
this.root.replaceChildren(html("div", { class: "columns" }, [left, side]), below, this.spoken);
this.picture = new Picture(this.frame, this.scene, this.program);
this.frame.append(this.tip);
this.handles = new Handles(this);
this.panel = new Panel(this, { side, below, controls });
side.classList.toggle("empty", side.childElementCount === 0);
this.root.classList.toggle("wide", Boolean(this.scene.view.wide));
this.#makeTools();
this.stop = new AbortController();
this.watcher = new ResizeObserver(() => this.#resize());
this.watcher.observe(this.frame);
this.root.addEventListener("keydown", (event) => this.#shortcut(event), { signal: this.stop.signal });
const page = window.location.pathname;
window.addEventListener("popstate", () => (window.location.pathname === page ? this.#travel() : this.#leave()), { signal: this.stop.signal });
for (const kind of ["pointerdown", "click"]) {
const pressed = (event) => {
const link = event.composedPath().find((e) => e instanceof HTMLAnchorElement && e.href);
if (link && new URL((link).href).pathname !== page) this.#leave();
};
document.addEventListener(kind, pressed, { signal: this.stop.signal, capture: true });
}
}
#makeTools() {
const tools = [
["undo", say("Undo"), () => this.undo()],
["redo", say("Redo"), () => this.redo()],
["restart", say("Back to the start"), () => this.glide(Object.fromEntries(this.scene.inputs.filter((s) => !s.hidden).map((s) => [s.name, s.at])))],
["closer", say("Zoom in"), () => this.#zoom(1.25)],
["farther", say("Zoom out"), () => this.#zoom(0.8)],
["fit", say("Fit"), () => this.#zoom(0)],
];
this.buttons = {};
for (const [name, text, act] of tools) {
const button = (html("button", { type: "button", class: `icon ${name}`, "aria-label": text, title: text }, [html("span", { "aria-hidden": "true" })]));
button.addEventListener("click", (act));
this.buttons[(name)] = button;
this.tools.append(button);
}
if (this.scene.controls.some((c) => c.snaps)) {
const button = html("button", { type: "button", class: "icon snap", "aria-pressed": "true", "aria-label": say("Snap to meaning"), title: say("Snap to meaning") }, [html("span", { "aria-hidden": "true" })]);
button.addEventListener("click", () => this.toggleSnap());
this.buttons.snap = (button);
this.tools.append(button);
}
}
toggleSnap() {
this.snapping = !this.snapping;
this.buttons?.snap?.setAttribute("aria-pressed", String(this.snapping));
this.spoken.textContent = this.snapping ? say("Handles rest at special places.") : say("Handles move freely.");
}
#shortcut(event) {
const typing = event.composedPath()[0] instanceof HTMLInputElement && (event.composedPath()[0]).type === "text";
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
#zoom(factor) {
if (factor === 0) this.picture.fit();
else this.picture.zoomBy(factor);
this.looked();
}
looked() {
this.tip.classList.remove("shown");
this.invalidate();
}
linkName(name) {
return (this.data?.prefix ?? "") + this.inputs[name].url;
}
resize() {
this.#resize();
}
describe() {
const parts = this.scene.inputs
.filter((spec) => !spec.hidden && !spec.quiet && spec.at.length <= 3)
.map((spec) => `${say(spec.name)} ${together(this.values[spec.name])}`);
return `${say(this.scene.title)}. ${[...parts, ...this.#said(8)].join("; ")}.`;
}
#said(most) {
const parts = [];
for (const spec of this.scene.panel) {
if (spec.kind !== "readout" || this.unsaid?.includes(spec.name) || parts.length >= most || this.panel.isSecret(spec)) continue;
if (spec.guards.some((g) => !this.program.guard(g))) continue;
const value = this.program.value(spec.value);
parts.push(`${say(spec.name)} ${spec.words ? say(wordFor(spec.words, value.re[0])) : writeValue(value, spec.digits)}`);
}
return parts;
}
veil(wanted) {
const names = [...wanted, ...(this.data?.hide ?? [])];
for (const box of this.root.querySelectorAll(".formula")) box.classList.toggle("veiled", names.includes("formula"));
for (const row of this.root.querySelectorAll("[data-readout]")) {
const hidden = names.includes((row).dataset.readout ?? "");
row.closest(".readout, .field")?.classList.toggle("veiled", hidden);
}
for (const reason of this.root.querySelectorAll(".because")) reason.classList.toggle("veiled", names.includes("reasons"));
for (const button of this.root.querySelectorAll(".predict button")) button.classList.toggle("veiled", names.includes("answers"));
for (const mark of this.picture.marks) mark.veiled = names.includes(mark.spec.label);
this.unsaid = names;
this.picture.fresh = true;
this.invalidate();
}
#resize() {
const width = this.frame.clientWidth;
if (width === 0) return;
const height = Math.round(Math.min(this.picture.heightFor(width), Math.max(260, window.innerHeight * (this.presenter?.presenting ? 0.8 : 0.72))));
if (this.inputs["tall frame"]) this.program.set("tall frame", [this.picture.home.x === this.scene.view.x ? 0 : 1], []);
this.frame.style.height = `${height}px`;
this.picture.resize(width, height);
this.draw();
}
#theme() {
const style = getComputedStyle(this.root);
const paper = style.getPropertyValue("--st-background-color").trim();
const dark = paper ? luminance(paper) < 0.4 : window.matchMedia("(prefers-color-scheme: dark)").matches;
this.root.dataset.theme = dark ? "dark" : "light";
const tone = dark ? "dark" : "light";
for (const [name, role] of Object.entries(this.scene.roles)) {
this.root.style.setProperty(`--role-${name}`, (role)[tone]);
this.root.style.setProperty(`--strong-${name}`, (role)[`${tone}_strong`]);
}
this.scene.groups.forEach((group, i) => {
this.root.style.setProperty(`--group-${i}`, group[dark ? 1 : 0]);
this.root.style.setProperty(`--strong-group-${i}`, strong(group[dark ? 1 : 0], dark));
});
this.picture.fresh = true;
}
change(values) {
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
#unsnap() {
if (this.snapped) this.tip.classList.remove("shown");
this.snapped = "";
}
#driven(values) {
const driven = {};
for (const control of this.scene.controls) {
if (control.kind !== "slider" || !control.sets || !values[control.input]) continue;
this.program.set(control.input, [values[control.input][0]], []);
for (const [name, ref] of Object.entries(control.sets)) driven[name] = this.program.value(ref).re;
}
return driven;
}
type(name, i, x) {
const next = [...this.values[name]];
next[i] = x;
this.stopMoving();
const control = this.scene.controls.find((c) => c.input === name && c.kind === "handle");
if (control?.target && !control.depth) this.#place(control, next, 0);
else this.change({ [name]: next });
if (control && next.length === 2) {
const at = this.program.value(control.at).re;
this.picture.include(at[0], at[1]);
}
}
move(control, wanted, { free = false, depth = 0 } = {}) {
if (this.frozen || this.isLocked(control)) return;
const digits = Math.max(0, -Math.floor(Math.log10(this.keyStep / 10) + 1e-9));
const place = wanted.map((x) => Number(x.toFixed(digits)));
this.#place(control, place, depth);
const snap = this.snapping ? this.#snap(control, free ? 0.6 : SNAP) : null;
if (snap) this.#rest(control, snap, free);
}
#rest(control, snap, there = false) {
if (!there) this.#place(control, snap.place, 0);
this.snapped = snap.name;
this.#showTip(snap.name, snap.place);
}
jump(control) {
const places = this.#candidates(control).filter((c) => c.name !== this.snapped || this.snapped === "");
if (this.isLocked(control) || this.frozen || places.length === 0) return;
const names = (control.snaps ?? []).map((s) => s.name);
const last = names.indexOf(this.snapped);
places.sort((a, b) => ((names.indexOf(a.name) - last - 1 + names.length) % names.length) - ((names.indexOf(b.name) - last - 1 + names.length) % names.length));
this.stopMoving();
this.#rest(control, places[0]);
this.settleSoon();
}
#place(control, place, depth) {
if (!control.target) {
this.change({ [control.input]: place });
return;
}
const spec = this.inputs[control.target];
const target = spec.at.length === 3 ? [...place, depth] : place;
this.values[control.target] = target;
this.program.set(control.target, target, spec.shape);
const next = {};
for (const [name, ref] of Object.entries(control.sets)) {
const { re } = this.program.value(ref);
if (Array.from(re).every(Number.isFinite)) next[name] = Array.from(re, (x) => Number(x.toFixed(4)));
}
this.change(next);
}
#candidates(control) {
const found = [];
for (const { name, at, guards = [] } of control.snaps ?? []) {
if (!guards.every((g) => this.program.guard(g))) continue;
const place = Array.from(this.program.value(at).re, (v) => Number(v.toFixed(4)));
if (place.every(Number.isFinite)) found.push({ name, place });
}
return found;
}
#snap(control, reach) {
let best = null;
let least = reach;
const at = this.program.value(control.at).re;
const [x, y] = this.picture.toScreen(at[0], at[1]);
for (const candidate of this.#candidates(control)) {
const [cx, cy] = this.picture.toScreen(candidate.place[0], candidate.place[1]);
const far = Math.hypot(cx - x, cy - y);
if (far < least) {
least = far;
best = candidate;
}
}
return best;
}
press(control, by) {
if (this.frozen || this.isLocked(control)) return;
this.program.set(control.keys.input, by, [2]);
this.change(Object.fromEntries(Object.entries(control.keys.sets).map(([name, ref]) => [name, Array.from(this.program.value(ref).re)])));
this.program.set(control.keys.input, [0, 0], [2]);
}
turn(control, azimuth, elevation) {
if (this.frozen) return;
const [a, e] = this.values[control.input];
const next = (((a + azimuth) % 360) + 360) % 360;
this.change({ [control.input]: [Number(next.toFixed(1)), Number(Math.min(90, Math.max(-90, e + elevation)).toFixed(1))] });
}
get keyStep() {
return Math.max(1e-6, 10 ** Math.round(Math.log10(7 / this.picture.scale)));
}
isLocked(control) {
const names = control.input ? [control.input] : Object.keys(control.sets ?? {});
return names.length > 0 && names.every((name) => this.inputs[name].locked);
}
remember(hold) {
hold.memory = this.snapshot();
}
recall(hold) {
if (!hold.memory || same(hold.memory, this.snapshot())) return false;
this.stopMoving();
this.change(hold.memory);
this.settleSoon();
return true;
}
stopMoving() {
this.playing = null;
if (this.moving) cancelAnimationFrame(this.moving);
this.moving = 0;
this.invalidate();
}
glide(values, milliseconds = GLIDE) {
this.stopMoving();
this.panel.forgetTyping();
const goal = Object.fromEntries(Object.entries(values).map(([name, numbers]) => [name, fromPlain(numbers)]));
const start = this.snapshot();
const begin = performance.now();
const finish = () => {
this.moving = 0;
this.change(goal);
this.settleNow();
};
if (calm()) {
finish();
return;
}
const tick = (now) => {
const share = Math.min(1, (now - begin) / milliseconds);
if (share >= 1) {
finish();
return;
}
const eased = share * share * (3 - 2 * share);
const between = Object.entries(goal).map(([name, to]) => [name, to.map((x, i) => start[name][i] + eased * (x - start[name][i]))]);
this.change(Object.fromEntries(between));
this.moving = requestAnimationFrame(tick);
};
this.moving = requestAnimationFrame(tick);
}
play(control) {
this.stopMoving();
this.playing = control;
const { low, high, step, seconds } = control;
let exact = this.values[control.input][0];
if (exact >= high - 1e-9) exact = low;
let last = performance.now();
const tick = (now) => {
if (this.playing !== control) return;
exact += ((now - last) / 1000 / seconds) * (high - low) * this.pace;
last = now;
const x = exact >= high ? high : step ? low + Math.floor((exact - low) / step + 1e-9) * step : exact;
this.change({ [control.input]: [x] });
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
snapshot() {
return Object.fromEntries(
this.scene.inputs.filter((spec) => !spec.hidden).map((spec) => [spec.name, [...this.values[spec.name]]]),
);
}
settleSoon() {
clearTimeout(this.waiting);
this.waiting = setTimeout(() => this.settleNow(), KEY_PAUSE);
}
settleNow() {
clearTimeout(this.waiting);
if (this.moving || this.painting || this.handles.busy) return;
for (const spec of this.scene.inputs) {
if (!spec.hidden) this.values[spec.name] = this.values[spec.name].map((x) => (Number.isNaN(x) ? x : Number(x.toFixed(4))));
if (!spec.hidden) this.program.set(spec.name, this.values[spec.name], spec.shape);
}
const now = this.snapshot();
if (same(now, this.settled)) {
const reached = this.panel.keepGoals();
if (reached.length > 0) this.#speakChange([], reached);
return;
}
this.history.push(now);
this.#announce(now);
}
#announce(now) {
const moved = Object.keys(now).filter((name) => !now[name].every((x, i) => Object.is(x, this.settled[name][i])));
this.settled = now;
this.draw();
const reached = this.panel.keepGoals();
this.picture.describe(this.describe());
this.#speakChange(moved, reached);
this.#writeLink(now);
if (this.data?.lesson) remember(this.data.lesson, this.panel.reached, this.panel.goals.length);
this.#showUndo();
this.#tell({ values: Object.fromEntries(Object.entries(now).map(([name, numbers]) => [name, toPlain(numbers)])), move: this.moves, scene: this.id });
}
#tell(settled) {
if (this.leaving) this.untold = settled;
else this.report(settled);
}
#leave() {
clearTimeout(this.leaving);
this.leaving = setTimeout(() => {
this.leaving = undefined;
if (this.untold) this.report(this.untold);
this.untold = null;
}, STAYED);
}
#speakChange(moved, reached) {
const parts = moved
.filter((name) => !this.inputs[name].quiet && this.values[name].length <= 3)
.map((name) => `${say(name)} ${together(this.values[name])}`);
if (this.snapped) parts.push(say(this.snapped));
parts.push(...this.#said(6 - parts.length));
for (const goal of reached) parts.push(say("Reached: {goal}", { goal: say(goal) }));
this.spoken.textContent = `${parts.join("; ")}.`;
}
#writeLink(now) {
if (this.data?.linked === false) return;
const url = new URL(window.location.href);
for (const spec of this.scene.inputs) {
if (!spec.url) continue;
const name = this.linkName(spec.name);
const text = pack(now[spec.name]);
const stepped = this.presenter && this.presenter.at >= 0 && spec.name in this.presenter.setting(this.presenter.at);
if (text === pack(fromPlain(spec.at)) && !stepped) url.searchParams.delete(name);
else url.searchParams.set(name, text);
}
url.search = url.search.replaceAll("%2C", ",").replaceAll("%2A", "*");
try {
window.history.replaceState(window.history.state, "", url);
} catch {
}
}
#travel() {
if (this.data?.linked === false) return;
const query = new URLSearchParams(window.location.search);
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
#keep() {
clearTimeout(this.waiting);
this.stopMoving();
this.history.push(this.snapshot());
}
#restore(state) {
this.stopMoving();
this.panel.forgetTyping();
this.change(state);
this.#announce(this.snapshot());
}
#showUndo() {
if (!this.buttons) return;
if (this.buttons.undo.disabled === this.history.canUndo) this.buttons.undo.disabled = !this.history.canUndo;
if (this.buttons.redo.disabled === this.history.canRedo) this.buttons.redo.disabled = !this.history.canRedo;
}
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
#showRefusal() {
const broken = this.picture.broken();
const text = broken >= 0 ? say(this.scene.program.guards[broken].message) : this.touched ? "" : (this.data?.notice ?? "");
if (text === this.refusal) return;
this.message.textContent = text;
this.refusal = text;
}
name(found) {
if (!found) {
if (!this.snapped) this.tip.classList.remove("shown");
return;
}
this.tip.textContent = say(found.text);
this.tip.style.left = `${Math.min(found.x, this.picture.width - 40)}px`;
this.tip.style.top = `${found.y}px`;
this.tip.classList.add("shown");
}
#showTip(text, place) {
const [x, y] = this.picture.toScreen(place[0], place[1]);
this.name({ text: say(text), x, y });
}
receive(data) {
const moved = data.move && data.move.count !== this.moves ? data.move : null;
if (data.id !== this.id) {
this.#let();
this.#build(data);
} else {
this.data = data;
this.#theme();
this.invalidate();
}
if (moved) {
this.moves = moved.count;
this.panel.forgetTyping();
this.change(Object.fromEntries(Object.entries(moved.values).map(([name, numbers]) => [name, fromPlain(numbers)])));
this.history.push(this.snapshot());
this.#announce(this.snapshot());
const clock = this.scene.controls.find((c) => c.starts && moved.values[c.input]);
if (clock && !calm()) this.play(clock);
}
}
#let() {
const last = lately.get(this.#picture);
lately.set(this.#picture, { history: this.history, shapes: this.shapes, reached: [...new Set([...(last?.reached ?? []), ...this.panel.reached])] });
clearTimeout(this.waiting);
clearTimeout(this.leaving);
this.leaving = undefined;
this.stopMoving();
cancelAnimationFrame(this.pending ?? 0);
this.pending = 0;
this.handles.release();
this.presenter?.release();
this.watcher?.disconnect();
this.stop?.abort();
}
release() {
this.#let();
this.root.remove();
}
}
function within({ low, high }, numbers) {
return Array.from(numbers, (x) => (Number.isNaN(x) ? NaN : Math.min(high ?? Infinity, Math.max(low ?? -Infinity, x)) + 0));
}
function luminance(text) {
let parts;
if (text.startsWith("#")) {
const long = text.length === 4 ? [...text.slice(1)].map((c) => c + c).join("") : text.slice(1, 7);
parts = [0, 2, 4].map((i) => parseInt(long.slice(i, i + 2), 16));
} else parts = (text.match(/[\d.]+/g) ?? ["255", "255", "255"]).slice(0, 3).map(Number);
const [r, g, b] = parts.map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
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
const lately = new Map();
return { Stage };
})();
modules['mount.mjs'] = (() => {
const { Stage } = modules['stage.mjs'];
const { unpack } = modules['words.mjs'];
const stages = new WeakMap();
function mount({ parentElement, data, setStateValue }) {
const report = (settled) => setStateValue("settled", settled);
let stage = stages.get(parentElement);
if (stage) {
stage.report = report;
stage.receive(data);
} else {
stage = new Stage(parentElement, data, report);
stages.set(parentElement, stage);
}
return () => {
stages.get(parentElement)?.release();
stages.delete(parentElement);
};
}
function start(place, data) {
const { inputs } = JSON.parse(data.scene);
const query = new URLSearchParams(window.location.search);
for (const spec of inputs) {
const text = spec.url ? query.get(spec.url) : null;
const numbers = text === null ? null : unpack(text);
if (numbers && numbers.length === spec.at.length) data.start[spec.name] = numbers;
}
const stage = new Stage(place, data, () => {});
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => stage.receive(data));
return stage;
}
return { mount, start };
})();
const { mount, start } = modules['mount.mjs'];
export { mount as default, start };

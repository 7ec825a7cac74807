// The picture as a file: SVG with every style written into it, or PNG drawn from that SVG.

const STYLES = [
  "fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray", "stroke-linejoin", "opacity",
  "font-family", "font-size", "font-weight", "font-variant-numeric", "text-anchor", "paint-order", "display",
];
const SVG = "http://www.w3.org/2000/svg";
const SHARP = 2; // pixels of a file to a pixel of the screen, at least

/** The picture as SVG text that needs nothing else. @param {import("./stage.mjs").Stage} stage @param {string} description */
export function toSvg(stage, description) {
  const { width, height } = stage.picture;
  const copy = copyOf(stage.picture);
  const looks = getComputedStyle(stage.root);
  const paper = looks.getPropertyValue("--paper") || "#ffffff";
  const behind = looks.backgroundColor.includes("rgba(0, 0, 0, 0)") ? paper.trim() : looks.backgroundColor;
  copy.prepend(make("title", {}, stage.scene.title), make("desc", {}, description), make("rect", { width, height, fill: behind }));
  // What stands beside the picture is where it stands on the stage.
  const { left, top } = stage.picture.root.getBoundingClientRect();
  for (const { picture } of stage.panes) {
    const box = picture.root.getBoundingClientRect();
    const inner = copyOf(picture);
    for (const [name, value] of Object.entries({ x: box.left - left, y: box.top - top, overflow: "hidden" })) inner.setAttribute(name, String(value));
    inner.prepend(make("rect", { width: "100%", height: "100%", fill: behind }));
    copy.append(inner);
  }
  copy.setAttribute("xmlns", SVG);
  return new XMLSerializer().serializeToString(copy);
}

/** An element of SVG. @param {string} tag @param {Record<string, any>} attributes @param {string} [text] */
function make(tag, attributes, text = "") {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.textContent = text;
  return element;
}

/** A picture with every style written into it. @param {import("./picture.mjs").Picture} picture @returns {SVGSVGElement} */
function copyOf(picture) {
  const { root, width, height } = picture;
  const copy = /** @type {SVGSVGElement} */ (root.cloneNode(true));
  const before = root.querySelectorAll("*");
  copy.querySelectorAll("*").forEach((element, i) => {
    const style = getComputedStyle(before[i]);
    const text = STYLES.map((name) => `${name}:${style.getPropertyValue(name)}`).join(";");
    for (const name of ["class", "tabindex", "role", "aria-label", "aria-valuetext", "aria-valuenow", "style"]) element.removeAttribute(name);
    element.setAttribute("style", text);
  });
  // What is there for the finger and the keyboard alone is not part of the picture.
  copy.querySelectorAll("desc, title").forEach((element) => element.remove());
  [...root.querySelectorAll(".touch, .halo, .ring, .turn")].forEach((element) => {
    copy.querySelectorAll("*")[[...before].indexOf(element)]?.setAttribute("visibility", "hidden");
  });
  copy.prepend(
    ...(picture.drawClouds ? [make("image", { href: cloudOf(picture), width, height })] : []),
    ...picture.marks.flatMap(({ visible, image }) => (visible && image ? [make("image", image())] : [])),
  );
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  for (const name of ["style", "class", "role", "aria-label"]) copy.removeAttribute(name);
  return copy;
}

/** The clouds of a picture as an image that is sharp where it is printed. @param {import("./picture.mjs").Picture} picture */
function cloudOf({ canvas, width, drawClouds }) {
  const shown = [canvas.width, canvas.height];
  const larger = Math.max(1, (SHARP * width) / canvas.width);
  [canvas.width, canvas.height] = shown.map((pixels) => Math.round(pixels * larger));
  drawClouds?.();
  const image = canvas.toDataURL();
  [canvas.width, canvas.height] = shown;
  drawClouds?.();
  return image;
}

/** The picture as PNG, at twice its size on screen. @param {import("./stage.mjs").Stage} stage @param {string} description @returns {Promise<Blob>} */
export function toPng(stage, description) {
  const { width, height } = stage.picture;
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onerror = () => reject(new Error("the picture could not be drawn"));
    image.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = SHARP * width;
      canvas.height = SHARP * height;
      canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => (blob ? resolve(described(blob, description)) : reject(new Error("the picture could not be written"))));
    };
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(toSvg(stage, description))}`;
  });
}

/** Put a description into a PNG: a chunk of text right after the first one. @param {Blob} png @param {string} text @returns {Promise<Blob>} */
async function described(png, text) {
  const data = new Uint8Array(await png.arrayBuffer());
  const begin = 8 + 25; // the signature and the chunk IHDR
  const body = new TextEncoder().encode(`iTXtDescription\0\0\0\0\0${text}`);
  const chunk = new Uint8Array(body.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, body.length - 4);
  chunk.set(body, 4);
  view.setUint32(body.length + 4, checksum(body));
  return new Blob([data.slice(0, begin), chunk, data.slice(begin)], { type: "image/png" });
}

/** The cyclic redundancy check of PNG (ISO 3309). @param {Uint8Array} bytes */
function checksum(bytes) {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    rest ^= byte;
    for (let i = 0; i < 8; i += 1) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return (rest ^ 0xffffffff) >>> 0;
}

/** Hand a file to the reader. @param {Blob} blob @param {string} name */
export function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

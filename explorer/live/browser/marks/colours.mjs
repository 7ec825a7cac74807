// Colours of CSS as numbers, for what is drawn pixel by pixel.

/** Red, green and blue of a CSS colour. @param {CanvasRenderingContext2D} context @param {string} text @returns {number[]} */
export function colourOf(context, text) {
  context.fillStyle = "#000000";
  context.fillStyle = text;
  const plain = String(context.fillStyle);
  if (plain.startsWith("#")) return [1, 3, 5].map((i) => parseInt(plain.slice(i, i + 2), 16));
  return (plain.match(/[\d.]+/g) ?? ["0", "0", "0"]).slice(0, 3).map(Number);
}

/** A colour as the 32 bits of a pixel. @param {number[]} colour @returns {number} */
export const pixelOf = ([red, green, blue]) => ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;

/** What gives a share from -1 to 1 its colour: 0 is the paper, the ends are those of all tables.
 * @param {CanvasRenderingContext2D} context @param {Element} root @returns {(share:number) => number[]} */
export function divergingTones(context, root) {
  const look = getComputedStyle(root);
  const [paper, below, above] = ["--paper", "--scale-below", "--scale-above"].map((name) => colourOf(context, look.getPropertyValue(name).trim() || "#ffffff"));
  return (share) => {
    const end = share < 0 ? below : above;
    return paper.map((c, k) => Math.round(c + Math.min(1, Math.abs(share)) * (end[k] - c)));
  };
}

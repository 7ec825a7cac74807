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

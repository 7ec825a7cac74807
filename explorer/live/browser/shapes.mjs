// Shapes: SVG elements, and the outlines of markers.

const SVG = "http://www.w3.org/2000/svg";

/** Make an SVG element. @param {string} tag @param {Record<string, string|number>} attributes @param {Element} [parent]
 * @returns {any} */
export function svg(tag, attributes = {}, parent) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  if (parent) parent.append(element);
  return element;
}

/** A marker's outline around (0, 0). @param {string} name @param {number} r @returns {string} */
export function marker(name, r) {
  const polygon = (/** @type {number} */ n, /** @type {number} */ turn, /** @type {number} */ inner = 1) => {
    const count = inner < 1 ? 2 * n : n;
    const corners = Array.from({ length: count }, (_, i) => {
      const size = r * 1.15 * (inner < 1 && i % 2 ? inner : 1);
      const angle = turn + (i * 2 * Math.PI) / count;
      return `${(size * Math.cos(angle)).toFixed(2)} ${(size * Math.sin(angle)).toFixed(2)}`;
    });
    return `M${corners.join("L")}Z`;
  };  const up = -Math.PI / 2;
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

// Elements of HTML.

/** Make an HTML element. @param {string} tag @param {Record<string, any>} [attributes] @param {(Node|string)[]} [children] */
export function html(tag, attributes = {}, children = []) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === undefined || value === null) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children);
  return element;
}

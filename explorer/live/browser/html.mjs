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

/** The classes of something that has a role, or of something that has none. @param {string} kind @param {string} [role] */
export const classesOf = (kind, role) => (role ? `${kind} role-${role}` : kind);

/** A line that says what is wrong with what was typed. */
export const problemLine = () => html("p", { class: "problem", role: "alert" });

/** Let a style that came with a part hold where an element is; one that has left its page needs none.
 * @param {Element} element @param {CSSStyleSheet} style */
export function wear(element, style) {
  const { adoptedStyleSheets: worn } = /** @type {Document|ShadowRoot} */ (element.getRootNode());
  if (worn && !worn.includes(style)) worn.push(style);
}

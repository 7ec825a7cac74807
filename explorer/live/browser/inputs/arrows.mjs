// Keys: the arrows, their directions and letting them move something in three sizes; and a key that does one thing.

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** The direction of an arrow key, right and up; undefined for other keys. @param {KeyboardEvent} event @returns {number[]|undefined} */
export const arrowOf = (event) => ARROWS[/** @type {keyof typeof ARROWS} */ (event.key)];

/** Let the arrow keys move something by one of three sizes: with Shift, alone, with Alt. @param {Element} group
 * @param {[number, number, number]} sizes @param {(right:number, up:number) => void} move @param {AbortSignal} signal */
export function onArrows(group, [coarse, plain, fine], move, signal) {
  const pressed = (/** @type {any} */ event) => {
    const arrow = arrowOf(event);
    if (!arrow) return;
    event.preventDefault();
    event.stopPropagation();
    const size = event.shiftKey ? coarse : event.altKey ? fine : plain;
    move(arrow[0] * size, arrow[1] * size);
  };
  group.addEventListener("keydown", pressed, { signal });
}

/** Whether a text is being typed where an event comes from. @param {Event} event */
export function isTyping(event) {
  const target = event.composedPath()[0];
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && /** @type {any} */ (target).type !== "range");
}

/** Let a key do something wherever the focus is on a stage; where a text is typed it belongs to the text.
 * @param {HTMLElement} root @param {string} key @param {() => unknown} act @param {AbortSignal} signal */
export function onKey(root, key, act, signal) {
  const pressed = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== key || event.defaultPrevented || isTyping(event)) return;
    event.preventDefault();
    act();
  };
  root.addEventListener("keydown", pressed, { signal });
}

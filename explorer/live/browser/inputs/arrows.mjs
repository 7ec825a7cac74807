// The arrow keys: their directions, and letting them move something in three sizes.

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

// Which of the points that marks show is at a place of the screen, or beside another one.

/** @typedef {import("../picture.mjs").Picture} Picture */
/** @typedef {import("./kinds.mjs").Drawn} Drawn */

const WITHIN = 18; // pixels within which a point is the one that is meant

/** The marks whose points have names to show. @param {Picture} picture */
const named = (picture) => picture.marks.filter(({ spec, shown }) => spec.kind === "points" && spec.labels && shown);

/** Whether any point has a name to show. @param {Picture} picture */
export const anyNamed = (picture) => picture.marks.some(({ nameAt }) => nameAt) || named(picture).length > 0;

/** Name of the point nearest to a place on the screen, within reach. @param {Picture} picture @param {number} px @param {number} py
 * @returns {{text:string, x:number, y:number} | null} */
export function nearestName(picture, px, py) {
  let best = null;
  let least = WITHIN;
  for (const mark of named(picture)) {
    const found = closest(picture, mark, px, py, least);
    if (!found) continue;
    least = found.far;
    best = { text: mark.spec.labels[found.i], x: found.x, y: found.y };
  }
  for (const { shown, nameAt } of picture.marks) if (shown) best ??= nameAt?.(px, py) ?? null;
  return best;
}

/** The point of a mark that is nearest to a place on the screen, within reach.
 * @param {Picture} picture @param {Drawn} mark @param {number} px @param {number} py @param {number} reach
 * @returns {{i:number, x:number, y:number, far:number} | null} */
export function closest(picture, mark, px, py, reach) {
  const s = picture.scale;
  const [ox, oy] = picture.origin;
  const { re, shape } = picture.program.value(mark.spec.points);
  const [n, width] = shape;
  let least = reach * reach;
  let i = -1;
  for (let k = 0; k < n; k += 1) {
    const dx = ox + re[k * width] * s - px;
    const dy = oy - re[k * width + 1] * s - py;
    const far = dx * dx + dy * dy;
    // Of two at one place the nearer one hides the other.
    if (far < least || (far === least && width === 3 && i >= 0 && re[3 * k + 2] > re[3 * i + 2])) {
      least = far;
      i = k;
    }
  }
  return i < 0 ? null : { i, x: ox + re[i * width] * s, y: oy - re[i * width + 1] * s, far: Math.sqrt(least) };
}

/** Where a point of a mark is on the screen. @param {Picture} picture @param {Drawn} mark @param {number} i
 * @returns {[number, number] | null} */
export function placeOf(picture, mark, i) {
  if (!mark.shown) return null;
  const { re, shape } = picture.program.value(mark.spec.points);
  const [x, y] = picture.toScreen(re[i * shape[1]], re[i * shape[1] + 1]);
  return Number.isFinite(x + y) ? [x, y] : null;
}

/** The next point in a direction, or the same one where there is none.
 * @param {Picture} picture @param {Drawn} mark @param {number} from @param {number[]} arrow */
export function beside(picture, mark, from, arrow) {
  const { re, shape } = picture.program.value(mark.spec.points);
  const [n, width] = shape;
  const s = picture.scale;
  const [x, y] = [re[from * width], re[from * width + 1]];
  if (!Number.isFinite(x + y)) return (from + 1) % n;
  let best = from;
  let least = Infinity;
  for (let i = 0; i < n; i += 1) {
    const dx = (re[i * width] - x) * s;
    const dy = (re[i * width + 1] - y) * s;
    const along = dx * arrow[0] + dy * arrow[1];
    const across = Math.abs(dx * arrow[1]) + Math.abs(dy * arrow[0]);
    // What lies within a right angle around the direction counts as being there.
    if (along > 0.5 && across <= along && along + 2 * across < least) {
      least = along + 2 * across;
      best = i;
    }
  }
  return best;
}

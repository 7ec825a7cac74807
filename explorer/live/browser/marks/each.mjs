// Points of which each has a size, a tone or a marker of its own: in steps, so that many look alike and are drawn together.

const STEP = 0.5; // pixels between two sizes
const LARGEST = 30;
const TONES = 8; // steps of a tone
const PALEST = 0.12;

/** The outputs that say how points look, in their order. @param {any} spec @returns {string[]} */
export const looksOf = ({ sizes, tones, markers }) => [sizes, tones, markers].filter(Boolean);

/** How the i-th point looks; null where it is hidden. @param {any} scene @param {any} spec @param {any[]} values of `looksOf`
 * @returns {(i:number) => {size:number, tone:number, shape:string} | null} */
export function eachLook({ groups, roles }, spec, values) {
  const rest = [...values];
  const [sizes, tones, markers] = [spec.sizes, spec.tones, spec.markers].map((ref) => (ref ? rest.shift().re : null));
  return (i) => {
    const size = sizes ? Math.min(LARGEST, Math.round(sizes[i] / STEP) * STEP) : spec.size;
    const tone = tones ? Math.round(Math.min(1, Math.max(0, tones[i])) * TONES) / TONES : 1;
    if (!(size > 0) || Number.isNaN(tone)) return null;
    const own = spec.groups ? groups[spec.groups[i] % groups.length][2] : spec.colours ? "circle" : roles[spec.role].marker;
    const marker = markers ? Math.trunc(markers[i]) : NaN;
    const shape = Number.isNaN(marker) ? own : groups[((marker % groups.length) + groups.length) % groups.length][2];
    return { size, tone: PALEST + (1 - PALEST) * tone, shape };
  };
}

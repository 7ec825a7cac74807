// A stage at rest shows once what can be moved: its first handle goes a little way along a dotted path and back.

import { svg } from "./shapes.mjs";

const REST = 1200; // milliseconds without a touch
const LASTS = 4000;
const REACH = 74; // pixels from the handle to the end of the path
const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Wait until the stage has been at rest, then show the hint; any press, key or scroll ends it with all as it was.
 * @param {any} stage @returns {() => void} what ends it */
export function offerHint(stage) {
  const control = stage.scene.controls.find((/** @type {any} */ c) => c.kind === "handle" && !c.depth && !stage.isLocked(c));
  const fresh = stage.data.linked === false || !stage.scene.inputs.some((/** @type {any} */ spec) => spec.url && new URLSearchParams(window.location.search).has(stage.linkName(spec.name)));
  const stop = new AbortController();
  if (!control || !fresh || stage.presenter.at >= 0 || stage.presenter.presenting) return () => {};
  /** @type {Record<string, number[]>|null} */
  let before = null;
  /** @type {SVGElement|null} */
  let path = null;
  const end = () => {
    if (stop.signal.aborted) return;
    stop.abort();
    clearTimeout(waiting);
    path?.remove();
    if (before) stage.putBack(before);
    before = null;
  };
  const show = () => {
    const { picture } = stage;
    const at = stage.program.value(control.at).re;
    const [x, y] = picture.toScreen(at[0], at[1]);
    // Towards the middle, where there is room.
    const turn = Math.atan2(picture.height / 2 - y, picture.width / 2 - x) + 0.9;
    const place = (/** @type {number} */ share) => {
      const angle = turn - 0.5 * share;
      return [x + REACH * share * Math.cos(angle), y + REACH * share * Math.sin(angle)];
    };
    const d = Array.from({ length: 13 }, (_, i) => place(i / 12).map((v) => v.toFixed(1)).join(" ")).join("L");
    path = svg("path", { class: `hint role-${control.role}`, d: `M${d}`, "aria-hidden": "true" }, picture.front);
    if (calm()) return;
    before = stage.snapshot();
    const begin = performance.now();
    const tick = (/** @type {number} */ now) => {
      if (!before || stop.signal.aborted) return;
      const share = (now - begin) / LASTS;
      if (share >= 1) {
        end();
        return;
      }
      stage.show(control, picture.toWorld(...place(Math.sin(Math.PI * share) ** 2)));
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  };
  const waiting = setTimeout(show, REST);
  const options = { signal: stop.signal, capture: true, passive: true };
  for (const kind of ["pointerdown", "keydown", "wheel", "touchstart", "scroll"]) window.addEventListener(kind, end, options);
  return end;
}

// A stage at rest shows once what can be moved: its first handle goes a little way along a dotted path and back.

import { svg } from "./shapes.mjs";

const LASTS = 4000; // milliseconds
const REACH = 74; // pixels from the handle to the end of the path

/** Show the hint on a handle; returns what ends it, with everything as it was. @param {import("./stage.mjs").Stage} stage
 * @param {import("./payload.mjs").HandleControl} control
 * @param {boolean} calm whether the reader has asked for less motion: then the path alone @returns {() => void} */
export function show(stage, control, calm) {
  const { picture } = stage;
  const at = stage.program.value(control.at).re;
  const [x, y] = picture.toScreen(at[0], at[1]);
  // Towards the middle, where there is room.
  const turn = Math.atan2(picture.height / 2 - y, picture.width / 2 - x) + 0.9;
  /** @param {number} share @returns {[number, number]} */
  const place = (share) => {
    const angle = turn - 0.5 * share;
    return [x + REACH * share * Math.cos(angle), y + REACH * share * Math.sin(angle)];
  };
  const points = Array.from({ length: 13 }, (_, i) => place(i / 12).map((v) => v.toFixed(1)).join(" "));
  const path = svg("path", { class: `hint role-${control.role}`, d: `M${points.join("L")}`, "aria-hidden": "true" }, picture.front);
  const before = stage.snapshot();
  let frame = 0;
  const end = () => {
    cancelAnimationFrame(frame);
    path.remove();
    if (calm) return;
    stage.change(before, false);
    Object.assign(stage, { byHand: null, touched: false }); // as if nothing had been
  };
  const begin = performance.now();
  const tick = (/** @type {number} */ now) => {
    const share = (now - begin) / LASTS;
    if (share >= 1) {
      end();
      return;
    }
    stage.placement.place(control, picture.toWorld(...place(Math.sin(Math.PI * share) ** 2)), 0, false);
    frame = requestAnimationFrame(tick);
  };
  if (!calm) frame = requestAnimationFrame(tick);
  return end;
}

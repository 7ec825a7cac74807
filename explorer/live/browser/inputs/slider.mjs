// A number between two ends, and the clock that lets it run.

import { html } from "../html.mjs";
import { formatNumber, translate, withUnit } from "../words.mjs";

/** @type {import("./kinds.mjs").Make} */
export function make(panel, control) {
  const { stage } = panel;
  const input = stage.inputs[control.input];
  const range = /** @type {HTMLInputElement} */ (
    html("input", {
      type: "range",
      min: control.low,
      max: control.high,
      step: control.step ?? (control.high - control.low) / 200,
      "aria-label": translate(control.name),
      disabled: input.locked,
    })
  );
  const shown = html("output", { class: "number", "data-readout": control.name });
  const row = html("div", { class: "slider" });
  const clock = control.play ? makeClock(panel, control, row) : null;
  row.append(html("label", {}, [html("span", { class: "name" }, [translate(control.name)]), range]), shown);
  range.addEventListener("input", () => {
    stage.motion.stop();
    stage.change({ [control.input]: [Number(range.value)] });
  });
  range.addEventListener("change", () => stage.settleNow());
  let given = NaN;
  panel.items.push({
    update: () => {
      const x = stage.values[control.input][0];
      // The browser rounds what it is given to the slider's own steps: compare with what was given.
      if (x !== given && Number(range.value) !== x) range.value = String(x);
      given = x;
      const text = control.labels ? control.labels[Math.round((x - control.low) / (control.step ?? 1))] : `${formatNumber(x, control.step && control.step % 1 === 0 ? 0 : 2)}${withUnit(control.unit)}`;
      if (shown.textContent !== text) {
        shown.textContent = text;
        range.setAttribute("aria-valuetext", text);
      }
      clock?.();
    },
  });
  panel.places.controls.append(row);
  if (control.while) panel.onlyWhile(control.while, row);
}

/** Play, pause, step and speed. @param {import("../panel.mjs").Panel} panel @param {any} control @param {HTMLElement} row */
function makeClock(panel, control, row) {
  const { stage } = panel;
  const play = html("button", { type: "button", class: "icon play", "aria-label": translate("Play") });
  play.append(html("span", { "aria-hidden": "true" }));
  const step = control.step ?? (control.high - control.low) / 20;
  const jump = (/** @type {number} */ by) => {
    stage.motion.stop();
    const x = stage.values[control.input][0] + by;
    stage.change({ [control.input]: [Math.min(control.high, Math.max(control.low, x))] });
    stage.settleSoon();
  };
  const back = html("button", { type: "button", class: "icon back", "aria-label": translate("One step back") }, [html("span", { "aria-hidden": "true" })]);
  const on = html("button", { type: "button", class: "icon on", "aria-label": translate("One step on") }, [html("span", { "aria-hidden": "true" })]);
  const speeds = [1, 2, 4, 0.5];
  let pace = 0;
  const speed = html("button", { type: "button", class: "icon speed", "aria-label": translate("Speed") }, ["1×"]);
  back.addEventListener("click", () => jump(-step));
  on.addEventListener("click", () => jump(step));
  speed.addEventListener("click", () => {
    pace = (pace + 1) % speeds.length;
    speed.textContent = `${formatNumber(speeds[pace], speeds[pace] % 1 ? 1 : 0)}×`;
    stage.motion.pace = speeds[pace];
  });
  play.addEventListener("click", () => {
    if (stage.motion.playing === control) {
      stage.motion.stop();
      stage.settleNow();
    } else stage.motion.play(control);
  });
  row.append(back, play, on, speed);
  return () => {
    const playing = stage.motion.playing === control;
    play.classList.toggle("playing", playing);
    play.setAttribute("aria-label", playing ? translate("Pause") : translate("Play"));
  };
}

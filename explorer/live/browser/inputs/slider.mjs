// A number between two ends, and the clock that lets it run.

import { html, wear } from "../html.mjs";
import { icon } from "../icons.mjs";
import { tool } from "../layout.mjs";
import { formatNumber, sayPlace, translate } from "../words.mjs";
import style from "./slider.css" with { type: "css" };

/** @type {import("./kinds.mjs").Make} */
export function make(panel, control) {
  const { stage } = panel;
  wear(stage.root, style);
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
  const shown = html("output", { class: control.labels ? "number worded" : "number", "data-readout": control.name });
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
      if (x !== given) {
        // What is between zero, or the lower end, and the thumb is filled.
        const share = (/** @type {number} */ at) => (100 * (at - control.low)) / (control.high - control.low);
        const ends = [share(Math.min(Math.max(0, control.low), control.high)), share(x)].sort((a, b) => a - b);
        range.style.setProperty("--from", `${ends[0].toFixed(2)}%`);
        range.style.setProperty("--to", `${ends[1].toFixed(2)}%`);
      }
      given = x;
      const text = sayPlace(control, x);
      if (shown.textContent !== text) {
        shown.textContent = text;
        range.setAttribute("aria-valuetext", text);
      }
      clock?.();
    },
  });
  panel.places.transport.append(row);
  if (control.while) panel.onlyWhile(control.while, row);
}

/** Play, pause, step and speed. @param {import("../panel.mjs").Panel} panel @param {any} control @param {HTMLElement} row */
function makeClock(panel, control, row) {
  const { stage } = panel;
  const play = html("button", { type: "button", class: "icon play", "data-tool": "play", "aria-label": translate("Play") }, [icon("play")]);
  const step = control.step ?? (control.high - control.low) / 20;
  const jump = (/** @type {number} */ by) => {
    stage.motion.stop();
    const x = stage.values[control.input][0] + by;
    stage.change({ [control.input]: [Math.min(control.high, Math.max(control.low, x))] });
    stage.settleSoon();
  };
  const back = tool("back", translate("One step back"), () => jump(-step));
  const on = tool("on", translate("One step on"), () => jump(step));
  const speeds = [1, 2, 4, 0.5];
  let pace = 0;
  const speed = html("button", { type: "button", class: "icon speed", "aria-label": translate("Speed") }, ["1×"]);
  speed.addEventListener("click", () => {
    pace = (pace + 1) % speeds.length;
    speed.textContent = `${formatNumber(speeds[pace], speeds[pace] % 1 ? 1 : 0)}×`;
    stage.motion.pace = speeds[pace];
  });
  play.addEventListener("click", () => {
    if (stage.motion.playing === control) {
      stage.motion.stop();
      stage.settleNow();
    } else stage.motion.play(control, true);
  });
  row.append(back, play, on, speed);
  return () => {
    const playing = stage.motion.playing === control;
    if (playing === play.classList.contains("playing")) return;
    play.classList.toggle("playing", playing);
    play.setAttribute("aria-label", playing ? translate("Pause") : translate("Play"));
    play.replaceChildren(icon(playing ? "pause" : "play"));
  };
}

// Planes beside the main picture. Each has a picture, handles and a view of its own, and the values of the one stage.

import { Handles } from "./handles.mjs";
import { html, wear } from "./html.mjs";
import style from "./panes.css" with { type: "css" };
import { Picture } from "./picture.mjs";
import { Placement } from "./placement.mjs";
import { Stage } from "./stage.mjs";
import { translate } from "./words.mjs";

/** @typedef {{picture:Picture, handles:Handles, placement:Placement, box:HTMLElement, resize:() => void}} Beside */

const RIM = 14; // pixels between what a pane shows at first, or holds in sight, and its edge

/** Make the panes of a stage. @param {Stage} stage @returns {Beside[]} */
export function makePanes(stage) {
  wear(stage.root, style);
  return stage.scene.panes.map((view, place) => {
    const frame = html("div", { class: "frame" });
    const tip = html("div", { class: "tip", "aria-hidden": "true" });
    const caption = html("figcaption", {}, [translate(view.name)]);
    const box = html("figure", { class: "pane" }, [caption, frame]);
    const shape = (view.x[1] - view.x[0]) / (view.y[1] - view.y[0]);
    frame.style.aspectRatio = String(Math.min(2.4, Math.max(0.8, shape)));
    stage.layout.sheet.append(box);
    const picture = new Picture(frame, stage.scene, stage.program, place);
    picture.revealed = stage.picture.revealed;
    frame.append(tip);
    const beside = within(stage, { picture, tip });
    const placement = (beside.own.placement = new Placement(beside.stage));
    const handles = (beside.own.handles = new Handles(beside.stage, place));
    beside.own.name = Stage.prototype.name.bind(beside.stage);
    if (view.holds) {
      const [draw, hold] = [handles.draw.bind(handles), holding(picture, view.holds)];
      handles.draw = () => (hold(), draw()); // what is drawn first in a frame
    }
    const resize = () => {
      const { clientWidth: width, clientHeight: height } = frame;
      if (width === 0) return;
      handles.forgetBox();
      picture.textScale = stage.picture.textScale;
      // On a phone the name lies in the frame: nothing is written under it.
      const [own, name] = [frame, caption].map((part) => part.getBoundingClientRect());
      const covers = name.bottom > own.top ? [[name.left - own.left, name.top - own.top, name.right - own.left, name.bottom - own.top]] : [];
      picture.resize(width, height, { left: RIM, right: RIM, top: RIM, bottom: RIM, aside: 0 }, covers, true);
    };
    return { picture, handles, placement, box, resize };
  });
}

/** Zooms a picture out as far as some points need, and in again when they come back; where a reader has zoomed it is left alone.
 * @param {Picture} picture @param {string} points */
function holding(picture, points) {
  let mine = 1; // the zoom that was set here
  return () => {
    const { width, height, zoom, panned, middle } = picture;
    if (width === 0 || panned || (zoom !== 1 && zoom !== mine)) return;
    const { re } = picture.program.value(points);
    const scale = picture.scale / zoom;
    const [wide, high] = [width, height].map((size) => Math.max(RIM, size / 2 - RIM)); // also in a pane that is a strip
    mine = 1;
    for (let i = 0; i < re.length; i += 2) {
      const fits = Math.min(wide / Math.abs(re[i] - middle[0]), high / Math.abs(re[i + 1] - middle[1])) / scale;
      if (fits < mine) mine = fits; // not for what is no number
    }
    if (mine === zoom) return;
    picture.zoom = mine;
    picture.fresh = true;
  };
}

/** The stage as a pane sees it: with a picture, handles and placement of its own, and all else of the one stage.
 * @param {Stage} stage @param {Record<string, any>} own */
function within(stage, own) {
  const seen = new Proxy(stage, {
    get(whole, name) {
      if (name in own) return own[/** @type {string} */ (name)];
      const value = Reflect.get(whole, name);
      return typeof value === "function" ? value.bind(whole) : value;
    },
  });
  return { stage: seen, own };
}

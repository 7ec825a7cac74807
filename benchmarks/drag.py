"""What one frame of a drag costs: the same scene in our stage, in JSXGraph and in Plotly.js, one run, one
browser.

Run it with `python benchmarks/drag.py`; it needs Chromium, and fetches JSXGraph with npm into a temporary
folder. The scene: 42 grid lines, the unit square and 60 points under a matrix, and its two columns as
arrows. A mouse, driven through the browser's own input, holds the tip of the first column and carries it
round in a circle; everything follows. Each page does with the mouse what it does with a
reader's: nothing is called from outside.

Measured is the processor time of the page's main thread by the browser's own counters (input, script, style,
layout and paint) a frame, as the median of several rounds in turn; the mouse reports when the page has dealt
with its last report. Then, with 120 reports a second and the processor slowed down four times by the browser:
in how many frames a second the tip was elsewhere than before.

A page that moves one circle and nothing else is measured too: the browser asks that much for a frame of any
page, whatever it draws. The second ratio counts from there.

Absolute times belong to the machine; the ratios are what to read.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import os
import shutil
import statistics
import subprocess
import tarfile
import tempfile
from pathlib import Path

import numpy as np
import plotly
from playwright.async_api import Browser, CDPSession, Page, async_playwright

from explorer.live.scene import Scene
from explorer.live.serve import build, standalone
from explorer.logic import matrices

FLAGS = ["--disable-gpu", "--no-first-run", "--disable-background-networking"]
JSXGRAPH = "jsxgraph@1.11.1"
REPORTS = 120  # of the mouse, a second

POINTS = np.random.default_rng(0).normal(size=(60, 2))
SEGMENTS = matrices.grid_segments(10, 1)

# Counts the reports of the mouse that find the tip elsewhere than the report before did: the browser hands a
# page at most one a frame. No frame is asked for, since what counting costs is added to everybody's frame.
COUNT = """() => {
  let moved = 0;
  let before = String(tip());
  const look = () => {
    const now = String(tip());
    if (now !== before) moved += 1;
    before = now;
  };
  window.addEventListener('pointermove', look, true);
  window.moved = () => {
    window.removeEventListener('pointermove', look, true);
    look();
    return moved;
  };
}"""

# Counts the frames in which the tip is elsewhere than in the one before; it looks after a report of the mouse
# alone, so that no frame is drawn for its sake.
WATCH = """() => {
  const seen = { frames: 0, first: 0, last: 0 };
  let before = String(tip());
  let waiting = 0;
  const look = (now) => {
    waiting = 0;
    if (String(tip()) === before) return;
    before = String(tip());
    seen.frames += 1;
    seen.first ||= now;
    seen.last = now;
  };
  const wait = () => { waiting ||= requestAnimationFrame(look); };
  window.addEventListener('pointermove', wait, true);
  window.seen = () => {
    window.removeEventListener('pointermove', wait, true);
    return [seen.frames, (seen.last - seen.first) / 1000];
  };
}"""

PEER = """<!doctype html><meta charset="utf-8"><style>body {{ margin: 0 }} #box {{ width: 760px; height: 608px }}</style>
<div id="box"></div><script>{library}</script><script>
const points = {points};
const segments = {segments};
const square = [[0, 0], [1, 0], [1, 1], [0, 1]];
let a = [1.5, 0.5];
const b = [-0.5, 1.25];
const X = ([x, y]) => a[0] * x + b[0] * y;
const Y = ([x, y]) => a[1] * x + b[1] * y;
{code}
</script>"""  # noqa: E501

JSX = """
const board = JXG.JSXGraph.initBoard('box', { boundingbox: [-5, 4, 5, -4], axis: true, keepaspectratio: true, showInfobox: false, showCopyright: false });
const plain = { fixed: true, highlight: false, withLabel: false, name: '' };
// As in our stage, both columns can be dragged and have a name; everything else is told not to listen.
GRID
board.create('polygon', square.map((p) => [() => X(p), () => Y(p)]), { ...plain, vertices: { visible: false, ...plain }, borders: plain });
for (const p of points) board.create('point', [() => X(p), () => Y(p)], { ...plain, size: 2 });
const first = board.create('point', [a[0], a[1]], { name: 'A e₁' });
const other = board.create('point', [b[0], b[1]], { name: 'A e₂' });
board.create('arrow', [[0, 0], first], { ...plain, strokeWidth: 3 });
board.create('arrow', [[0, 0], other], { ...plain, strokeWidth: 3 });
first.on('drag', () => { a = [first.X(), first.Y()]; });
window.tip = () => a;
window.place = ([x, y]) => { const { left, top } = board.containerObj.getBoundingClientRect(); const [, px, py] = new JXG.Coords(JXG.COORDS_BY_USER, [x, y], board).scrCoords; return [left + px, top + py]; };
"""  # noqa: E501
JSX_SEGMENTS = (
    "for (const [p, q] of segments) "
    "board.create('segment', [[() => X(p), () => Y(p)], [() => X(q), () => Y(q)]], "
    "{ ...plain, strokeWidth: 1 });"
)
JSX_CURVE = """
const grid = board.create('curve', [[0], [0]], { ...plain, strokeWidth: 1 });
grid.updateDataArray = function () {
  this.dataX = segments.flatMap(([p, q]) => [X(p), X(q), NaN]);
  this.dataY = segments.flatMap(([p, q]) => [Y(p), Y(q), NaN]);
};
"""

BARE = """<!doctype html><meta charset="utf-8"><style>body { margin: 0 }</style>
<svg width="760" height="608"><circle r="7"></circle></svg><script>
const circle = document.querySelector('circle');
let a = [1.5, 0.5];
let held = false;
window.tip = () => a;
window.place = ([x, y]) => [380 + 76 * x, 304 - 76 * y];
const draw = () => { const [x, y] = place(a); circle.setAttribute('cx', x); circle.setAttribute('cy', y); };
window.addEventListener('pointerdown', () => { held = true; });
window.addEventListener('pointermove', (event) => { if (held) { a = [(event.clientX - 380) / 76, (304 - event.clientY) / 76]; draw(); } });
window.addEventListener('pointerup', () => { held = false; });
draw();
</script>"""  # noqa: E501

PLOTLY = """
const data = () => [
  { x: segments.flatMap(([p, q]) => [X(p), X(q), null]), y: segments.flatMap(([p, q]) => [Y(p), Y(q), null]), mode: 'lines', line: { width: 1 } },
  { x: [...square, square[0]].map(X), y: [...square, square[0]].map(Y), mode: 'lines', fill: 'toself' },
  { x: points.map(X), y: points.map(Y), mode: 'markers', marker: { size: 5 } },
  { x: [0, a[0]], y: [0, a[1]], mode: 'lines+markers', marker: { symbol: 'arrow', angleref: 'previous', size: 14 } },
  { x: [0, b[0]], y: [0, b[1]], mode: 'lines+markers', marker: { symbol: 'arrow', angleref: 'previous', size: 14 } },
];
const layout = { xaxis: { range: [-5, 5] }, yaxis: { range: [-4, 4], scaleanchor: 'x' }, showlegend: false, margin: { l: 20, r: 10, t: 10, b: 20 }, hovermode: false, dragmode: false };
const named = () => ({ ...layout, annotations: [['A e₁', a], ['A e₂', b]].map(([text, [x, y]]) => ({ text, x, y, showarrow: false, yshift: 12 })) });
// Plotly drags no points: this is what a page's author writes for it.
const box = document.getElementById('box');
let origin = null;
window.place = ([x, y]) => { const { xaxis, yaxis } = box._fullLayout; const { left, top } = box.getBoundingClientRect(); return [left + xaxis._offset + xaxis.l2p(x), top + yaxis._offset + yaxis.l2p(y)]; };
box.addEventListener('pointerdown', (event) => { const [x, y] = place(a); if (Math.hypot(event.clientX - x, event.clientY - y) < 20) { const { left, top } = box.getBoundingClientRect(); origin = [left, top]; } });
window.addEventListener('pointermove', (event) => { if (!origin) return; const { xaxis, yaxis } = box._fullLayout; a = [xaxis.p2l(event.clientX - origin[0] - xaxis._offset), yaxis.p2l(event.clientY - origin[1] - yaxis._offset)]; Plotly.react(box, data(), named()); });
window.addEventListener('pointerup', () => { origin = null; });
window.tip = () => a;
Plotly.newPlot('box', data(), named());
"""  # noqa: E501


OURS = """
window.tip = () => stage.values['column 1'];
window.place = ([x, y]) => { const { left, top } = stage.picture.root.getBoundingClientRect(); const [px, py] = stage.picture.toScreen(x, y); return [left + px, top + py]; };
"""  # noqa: E501


def our_scene() -> Scene:
    """Return the scene as a page author writes it."""
    scene = Scene("The plane under A", x=(-5, 5), y=(-4, 4))
    first = scene.handle("column 1", at=(1.5, 0.5), role="first")
    second = scene.handle("column 2", at=(-0.5, 1.25), role="second")
    A = matrices.from_columns(first, second)
    scene.grid(matrices.apply_segments(A, SEGMENTS))
    scene.polygon(matrices.apply(A, matrices.unit_square()), role="result")
    scene.points(matrices.apply(A, POINTS))
    scene.arrow(first, label="A e₁", role="first")
    scene.arrow(second, label="A e₂", role="second")
    return scene


def jsxgraph(folder: Path, npm: str) -> str:
    """Fetch JSXGraph with npm and return its script."""
    subprocess.run([npm, "pack", "--silent", JSXGRAPH], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(next(folder.glob("jsxgraph-*.tgz"))) as package:
        member = package.extractfile("package/distrib/jsxgraphcore.js")
        assert member is not None
        return member.read().decode("utf-8")


def pages(folder: Path, npm: str) -> dict[str, Path]:
    """Write one page for each contestant."""
    data = {"points": json.dumps(POINTS.tolist()), "segments": json.dumps(SEGMENTS.tolist())}
    ours = standalone.html(our_scene()).replace("</body>", f"<script>{OURS}</script></body>")
    jsx = jsxgraph(folder, npm).replace("</script", "<\\/script")
    plot = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    texts = {
        "our stage": ours,
        "JSXGraph, a segment for each line": PEER.format(
            library=jsx, code=JSX.replace("GRID", JSX_SEGMENTS), **data
        ),
        "JSXGraph, the grid as one curve": PEER.format(
            library=jsx, code=JSX.replace("GRID", JSX_CURVE), **data
        ),
        "Plotly.react": PEER.format(
            library=plot.read_text("utf-8").replace("</script", "<\\/script"), code=PLOTLY, **data
        ),
        "one circle, nothing else": BARE,
    }
    files = {}
    for i, (name, text) in enumerate(texts.items()):
        files[name] = folder / f"page{i}.html"
        files[name].write_text(text, "utf-8")
    return files


def asset_size() -> int:
    """Return the gzip size of what every page is served for its stage, in bytes."""
    served = build.assets()
    return sum(len(gzip.compress(served[name].encode(), 9)) for name in ("stage.js", "stage.css"))


class Contestant:
    """A page with the scene, and the mouse on it."""

    def __init__(self, page: Page, client: CDPSession) -> None:
        self.page = page
        self.client = client
        self.costs: list[float] = []
        self.rates: list[float] = []

    @classmethod
    async def open(cls, browser: Browser, file: Path) -> Contestant:
        """Open a page of the scene."""
        page = await browser.new_page(viewport={"width": 1280, "height": 800})
        await page.goto(file.as_uri())
        await page.wait_for_function("() => window.place && document.querySelector('svg')")
        client = await page.context.new_cdp_session(page)
        # Processor time, not time on the clock: other programs on the machine must not count.
        await client.send("Performance.enable", {"timeDomain": "threadTicks"})
        return cls(page, client)

    async def grasp(self) -> list[list[float]]:
        """Take the tip and return the way round, as places on the screen; the tip stands at its end."""
        await self.page.bring_to_front()
        await self.page.mouse.move(*await self.page.evaluate("() => place(tip())"))
        await self.page.mouse.down()
        angles = 2 * np.pi * np.arange(1, 181) / 180
        circle = 1.5 * np.stack([np.cos(angles), np.sin(angles)], axis=1)
        way: list[list[float]] = await self.page.evaluate("(circle) => circle.map(place)", circle.tolist())
        await self.report(way[-1])
        return way

    async def report(self, place: list[float]) -> None:
        """Let the mouse say where it is; done when the page has dealt with it."""
        where = {"x": place[0], "y": place[1], "button": "left", "buttons": 1}
        await self.client.send("Input.dispatchMouseEvent", {"type": "mouseMoved", **where})

    async def cost(self, reports: int) -> float:
        """Carry the tip round, a report after the other: milliseconds of the main thread a frame."""
        way = await self.grasp()
        await self.page.evaluate(COUNT)
        before = await self.busy()
        for i in range(reports):
            await self.report(way[i % len(way)])
        worked = await self.busy() - before
        frames = await self.page.evaluate("() => moved()")
        await self.page.mouse.up()
        if frames < reports / 8:
            raise RuntimeError(f"the tip was elsewhere in {frames} frames of {reports}: it was not held")
        return 1000 * worked / frames

    async def rate(self, seconds: float) -> float:
        """Carry the tip round by the clock, as a hand does: frames a second with the tip elsewhere."""
        way = await self.grasp()
        await self.page.evaluate(WATCH)
        clock = asyncio.get_running_loop()
        begin = clock.time()
        told = []
        for i in range(int(seconds * REPORTS)):
            told.append(asyncio.ensure_future(self.report(way[i % len(way)])))
            await asyncio.sleep(max(0.0, begin + (i + 1) / REPORTS - clock.time()))
        await asyncio.gather(*told)
        frames, lasted = await self.page.evaluate("() => seen()")
        await self.page.mouse.up()
        return float((frames - 1) / lasted) if frames > 1 else 0.0

    async def busy(self) -> float:
        """Return the seconds of processor time that the page's main thread has used for tasks."""
        metrics = (await self.client.send("Performance.getMetrics"))["metrics"]
        return float(next(m["value"] for m in metrics if m["name"] == "TaskDuration"))

    async def slow_down(self, times: int) -> None:
        """Let the browser run the page's main thread so many times slower."""
        await self.client.send("Emulation.setCPUThrottlingRate", {"rate": times})


async def compare(options: argparse.Namespace) -> dict[str, Contestant]:
    """Let every contestant drag, in turn."""
    flags = [*FLAGS, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else FLAGS
    with tempfile.TemporaryDirectory() as name:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=options.chromium, args=flags)
            stages = {
                title: await Contestant.open(browser, file)
                for title, file in pages(Path(name), options.npm).items()
            }
            for stage in stages.values():
                await stage.cost(40)
            for _ in range(options.rounds):
                for stage in stages.values():
                    stage.costs.append(await stage.cost(options.reports))
            for _ in range(3):
                for stage in stages.values():
                    await stage.slow_down(4)
                    stage.rates.append(await stage.rate(options.seconds))
                    await stage.slow_down(1)
            await browser.close()
    return stages


def main() -> None:
    """Print a line for each contestant, the ratios, and the size of our assets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chromium", default=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
    parser.add_argument("--npm", default=shutil.which("npm") or "npm")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--reports", type=int, default=90)
    parser.add_argument("--seconds", type=float, default=1.5)
    stages = asyncio.run(compare(parser.parse_args()))
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    print(f"load of the machine meanwhile: {load} on {os.cpu_count()} processors (frames a second suffer)")
    ours = statistics.median(stages["our stage"].costs)
    bare = statistics.median(stages["one circle, nothing else"].costs)
    for title, stage in stages.items():
        middle = statistics.median(stage.costs)
        print(
            f"{title:<36} {middle:6.2f} ms of main thread a frame "
            f"({min(stage.costs):.2f} to {max(stage.costs):.2f}), {middle / ours:5.1f} times ours, "
            f"{(middle - bare) / (ours - bare):5.1f} above one circle; "
            f"{statistics.median(stage.rates):5.1f} frames a second, processor slowed 4 times"
        )
    print(f"script and style of the stage, gzip: {asset_size() / 1000:.1f} kB")


if __name__ == "__main__":
    main()

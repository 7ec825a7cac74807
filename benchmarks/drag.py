"""What one frame of a drag costs: the same scene in our stage, in JSXGraph and in Plotly.js, one run, one
browser.

Run it with `python benchmarks/drag.py`; it needs Chromium, and fetches JSXGraph with npm into a temporary
folder. The scene: 42 grid lines, the unit square and 60 points under a matrix, and its two columns as
arrows. At every frame the first column moves and everything follows. Measured is the processor time of the
page's main thread by the browser's own counters (script, style, layout and paint), as the median of several
rounds in turn; then the frames a second that each manages when the browser slows the processor down four
times.

Absolute times belong to the machine; the ratios are what to read.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import statistics
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import plotly
from playwright.sync_api import sync_playwright

from explorer.live import build, standalone
from explorer.live.scene import Scene
from explorer.logic import matrices

FLAGS = ["--disable-gpu", "--no-first-run", "--disable-background-networking"]
JSXGRAPH = "jsxgraph@1.11.1"

POINTS = np.random.default_rng(0).normal(size=(60, 2))
SEGMENTS = matrices.grid_segments(10, 1)

TURN = """(frames) => new Promise((done) => {
  const times = [];
  const tick = (now) => {
    times.push(now);
    if (times.length > frames) return done((times.at(-1) - times[0]) / 1000);
    const angle = (2 * Math.PI * times.length) / 90;
    move(1.5 * Math.cos(angle), 1.5 * Math.sin(angle));
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
})"""

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
const tip = board.create('point', [a[0], a[1]], { name: 'A e₁' });
const other = board.create('point', [b[0], b[1]], { name: 'A e₂' });
board.create('arrow', [[0, 0], tip], { ...plain, strokeWidth: 3 });
board.create('arrow', [[0, 0], other], { ...plain, strokeWidth: 3 });
window.move = (x, y) => { a = [x, y]; tip.setPosition(JXG.COORDS_BY_USER, [x, y]); board.update(); };
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

PLOTLY = """
const data = () => [
  { x: segments.flatMap(([p, q]) => [X(p), X(q), null]), y: segments.flatMap(([p, q]) => [Y(p), Y(q), null]), mode: 'lines', line: { width: 1 } },
  { x: [...square, square[0]].map(X), y: [...square, square[0]].map(Y), mode: 'lines', fill: 'toself' },
  { x: points.map(X), y: points.map(Y), mode: 'markers', marker: { size: 5 } },
  { x: [0, a[0]], y: [0, a[1]], mode: 'lines+markers', marker: { symbol: 'arrow', angleref: 'previous', size: 14 } },
  { x: [0, b[0]], y: [0, b[1]], mode: 'lines+markers', marker: { symbol: 'arrow', angleref: 'previous', size: 14 } },
];
const layout = { xaxis: { range: [-5, 5] }, yaxis: { range: [-4, 4], scaleanchor: 'x' }, showlegend: false, margin: { l: 20, r: 10, t: 10, b: 20 } };
const named = () => ({ ...layout, annotations: [['A e₁', a], ['A e₂', b]].map(([text, [x, y]]) => ({ text, x, y, showarrow: false, yshift: 12 })) });
Plotly.newPlot('box', data(), named());
window.move = (x, y) => { a = [x, y]; Plotly.react('box', data(), named()); };
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
    ours = standalone.html(our_scene()).replace(
        "</body>", "<script>window.move = (x, y) => stage.change({ 'column 1': [x, y] });</script></body>"
    )
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
    }
    files = {}
    for i, (name, text) in enumerate(texts.items()):
        files[name] = folder / f"page{i}.html"
        files[name].write_text(text, "utf-8")
    return files


def busy(client: Any) -> float:
    """Return the seconds of processor time that the page's main thread has used for tasks."""
    metrics = client.send("Performance.getMetrics")["metrics"]
    return float(next(m["value"] for m in metrics if m["name"] == "TaskDuration"))


def asset_size() -> int:
    """Return the gzip size of all that a page is served for its stage, in bytes."""
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in build.ASSETS.iterdir())


def main() -> None:
    """Print a line for each contestant, the ratios, and the size of our assets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chromium", default=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
    parser.add_argument("--npm", default=shutil.which("npm") or "npm")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--frames", type=int, default=90)
    options = parser.parse_args()
    flags = [*FLAGS, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else FLAGS
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=flags)
        stages = {}
        for title, file in pages(Path(name), options.npm).items():
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.goto(file.as_uri())
            page.wait_for_function("() => window.move")
            page.wait_for_selector("svg")
            client = page.context.new_cdp_session(page)
            # Processor time, not time on the clock: other programs on the machine must not count.
            client.send("Performance.enable", {"timeDomain": "threadTicks"})
            page.bring_to_front()
            page.evaluate(TURN, 30)
            stages[title] = page, client
        cost: dict[str, list[float]] = {title: [] for title in stages}
        for _ in range(options.rounds):
            for title, (page, client) in stages.items():
                page.bring_to_front()
                before = busy(client)
                page.evaluate(TURN, options.frames)
                cost[title].append(1000 * (busy(client) - before) / options.frames)
        slow = {}
        for title, (page, client) in stages.items():
            page.bring_to_front()
            client.send("Emulation.setCPUThrottlingRate", {"rate": 4})
            rates = [options.frames / page.evaluate(TURN, options.frames) for _ in range(3)]
            client.send("Emulation.setCPUThrottlingRate", {"rate": 1})
            slow[title] = statistics.median(rates)
        browser.close()
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    print(f"load of the machine meanwhile: {load} on {os.cpu_count()} processors (frames a second suffer)")
    ours = statistics.median(cost["our stage"])
    for title, times in cost.items():
        middle = statistics.median(times)
        print(
            f"{title:<36} {middle:6.2f} ms of main thread a frame ({min(times):.2f} to {max(times):.2f}), "
            f"{middle / ours:5.1f} times ours; "
            f"{slow[title]:5.1f} frames a second, processor slowed 4 times"
        )
    print(f"all assets of the stage, gzip: {asset_size() / 1000:.1f} kB")


if __name__ == "__main__":
    main()

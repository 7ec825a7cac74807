"""What one move of a large mark costs: pixels, clouds and graphs in our stage and in Plotly.js, one run, one
browser.

Run it with `python benchmarks/marks.py`; it needs Chromium. Each case is one scene and one page of
Plotly.js that computes the same numbers in plain JavaScript and shows them by `Plotly.react` (heatmap,
scattergl). Once a frame both are given another number, as a slider gives it; what follows, computing and
drawing, is theirs.

Measured is the processor time of the page's main thread by the browser's own counters (script, style, layout
and paint) a move, as the median of several rounds in turn; then the frames a second by the clock, without and
with the processor slowed down four times. `compute` is the share that the recorded program needs.

Absolute times belong to the machine; the ratios are what to read. The goal: four times faster than Plotly or
more, 60 frames a second, and 30 slowed down.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import plotly
from playwright.async_api import Browser, CDPSession, Page, async_playwright

from explorer.live.scene import Scene
from explorer.live.serve import standalone

# WebGL by software, for scattergl: the machine may have no graphics processor.
FLAGS = [
    *("--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-gpu-compositing"),
    *("--no-first-run", "--disable-background-networking"),
]
RNG = np.random.default_rng(0)


@dataclass(frozen=True)
class Case:
    """A scene with a slider `t` from 0 to 1, and what Plotly's page does with the same data.

    `code` defines `data(t)`, the traces, and `layout`; `numbers` stands in it as constants by name.
    """

    scene: Scene
    code: str
    numbers: dict[str, np.ndarray[Any, Any]] = field(default_factory=dict)


def low_rank() -> Case:
    """A picture of 256 x 256 from its factors, at a rank of up to 64."""
    y, x = np.mgrid[0:256, 0:256] / 256
    image = np.sin(9 * x * x + 4 * y) + np.cos(20 * x * y) + 0.2 * RNG.normal(size=x.shape)
    left, values, right = (
        part[..., :64] if i < 2 else part[:64] for i, part in enumerate(np.linalg.svd(image))
    )
    scene = Scene("A picture from its factors", x=(0, 1), y=(0, 1), grid=False, axes=False, numbers=False)
    t = scene.slider("t", 0, 1, at=1)
    kept = scene.frames(values) * (np.arange(64) < 64 * t)
    scene.picture("P", (scene.frames(left) * kept) @ scene.frames(right), x=(0, 1), y=(0, 1), low=-2, high=2)
    code = """
    const data = (t) => {
      const rank = Math.ceil(64 * t);
      const z = Array.from({ length: 256 }, () => new Float64Array(256));
      for (let i = 0; i < 256; i += 1)
        for (let k = 0; k < rank; k += 1) {
          const f = left[64 * i + k] * values[k];
          for (let j = 0; j < 256; j += 1) z[i][j] += f * right[256 * k + j];
        }
      return [{ type: 'heatmap', z, zmin: -2, zmax: 2, colorscale: 'Greys', showscale: false }];
    };
    const layout = {};"""
    return Case(scene, code, {"left": left, "values": values, "right": right})


def words() -> Case:
    """12,000 words of 100 numbers, seen from a plane that turns."""
    W = RNG.normal(size=(12_000, 100)).astype(np.float32).astype(float)
    a, b, c = np.linalg.qr(RNG.normal(size=(100, 3)))[0].T
    scene = Scene("Words", x=(-4, 4), y=(-4, 4))
    t = scene.slider("t", 0, 1, at=0)
    plane = np.stack([a * np.cos(6.28 * t) + c * np.sin(6.28 * t), b + 0.0 * t], axis=1)
    scene.points(scene.frames(W) @ plane, size=2)
    code = """
    const data = (t) => {
      const [x, y] = [new Float64Array(12000), new Float64Array(12000)];
      const [cos, sin] = [Math.cos(6.28 * t), Math.sin(6.28 * t)];
      const first = Array.from({ length: 100 }, (_, k) => a[k] * cos + c[k] * sin);
      for (let i = 0; i < 12000; i += 1)
        for (let k = 0; k < 100; k += 1) {
          x[i] += W[100 * i + k] * first[k];
          y[i] += W[100 * i + k] * b[k];
        }
      return [{ type: 'scattergl', mode: 'markers', x, y, marker: { size: 4 } }];
    };
    const layout = { xaxis: { range: [-4, 4] }, yaxis: { range: [-4, 4] } };"""
    return Case(scene, code, {"W": W, "a": a, "b": b, "c": c})


def graph() -> Case:
    """A graph of 352 nodes and its PageRank, twenty steps from even, while the damping moves."""
    n = 352
    links = (RNG.random((n, n)) < 6 / n).astype(float) + np.eye(n)
    M = links / links.sum(axis=0)
    at = RNG.normal(size=(n, 2))
    scene = Scene("A graph", x=(-3, 3), y=(-3, 3))
    t = scene.slider("t", 0, 1, at=0.85)
    p = np.full(n, 1 / n) + 0.0 * t
    for _ in range(20):
        p = t * (M @ p) + (1 - t) / n
    ends = np.argwhere(np.triu(links, 1) > 0)
    scene.segments(at[ends], faint=True)
    scene.points(at * (1 + 40 * p[:, np.newaxis]), size=4)
    code = """
    const data = (t) => {
      let p = new Float64Array(352).fill(1 / 352);
      for (let step = 0; step < 20; step += 1) {
        const q = new Float64Array(352);
        for (let i = 0; i < 352; i += 1) {
          let sum = 0;
          for (let j = 0; j < 352; j += 1) sum += M[352 * i + j] * p[j];
          q[i] = t * sum + (1 - t) / 352;
        }
        p = q;
      }
      const x = Array.from(p, (size, i) => at[2 * i] * (1 + 40 * size));
      const y = Array.from(p, (size, i) => at[2 * i + 1] * (1 + 40 * size));
      const ex = [], ey = [];
      for (let i = 0; i < ends.length; i += 2) {
        ex.push(at[2 * ends[i]], at[2 * ends[i + 1]], null);
        ey.push(at[2 * ends[i] + 1], at[2 * ends[i + 1] + 1], null);
      }
      return [
        { type: 'scattergl', mode: 'lines', x: ex, y: ey, line: { width: 1 } },
        { type: 'scattergl', mode: 'markers', x, y, marker: { size: 8 } },
      ];
    };
    const layout = { xaxis: { range: [-3, 3] }, yaxis: { range: [-3, 3] }, showlegend: false };"""
    return Case(scene, code, {"M": M, "at": at, "ends": ends})


def network() -> Case:
    """The 64 x 16 activations of a layer while its input moves."""
    X, W = RNG.normal(size=(64, 8)), RNG.normal(size=(8, 16))
    scene = Scene("A layer", x=(0, 16), y=(0, 64), grid=False, axes=False, numbers=False)
    t = scene.slider("t", 0, 1, at=0.5)
    scene.picture("layer", np.tanh((4 * t) * (scene.frames(X) @ scene.frames(W))), tones="diverging", high=1)
    code = """
    const data = (t) => {
      const z = Array.from({ length: 64 }, () => new Float64Array(16));
      for (let i = 0; i < 64; i += 1)
        for (let j = 0; j < 16; j += 1) {
          let sum = 0;
          for (let k = 0; k < 8; k += 1) sum += X[8 * i + k] * W[16 * k + j];
          z[i][j] = Math.tanh(4 * t * sum);
        }
      return [{ type: 'heatmap', z, zmin: -1, zmax: 1, colorscale: 'RdBu', showscale: false }];
    };
    const layout = {};"""
    return Case(scene, code, {"X": X, "W": W})


def heat() -> Case:
    """A heat map of 96 x 72: a probability over the plane while its line turns."""
    y, x = np.mgrid[-1:1:72j, -1:1:96j]
    scene = Scene("A probability", x=(0, 96), y=(0, 72), grid=False, axes=False, numbers=False)
    t = scene.slider("t", 0, 1, at=0)
    z = scene.frames(x) * np.cos(6.28 * t) + scene.frames(y) * np.sin(6.28 * t)
    scene.picture("probability", 1 / (1 + np.exp(-5 * z)), low=0, high=1)
    code = """
    const data = (t) => {
      const z = Array.from({ length: 72 }, (_, i) => Float64Array.from({ length: 96 }, (_, j) =>
        1 / (1 + Math.exp(-5 * (x[96 * i + j] * Math.cos(6.28 * t) + y[96 * i + j] * Math.sin(6.28 * t))))));
      return [{ type: 'heatmap', z, zmin: 0, zmax: 1, colorscale: 'Greys', showscale: false }];
    };
    const layout = {};"""
    return Case(scene, code, {"x": x, "y": y})


CASES = {
    "256 x 256 picture at rank 64": low_rank,
    "12,000 x 100 words turned": words,
    "352 nodes, damping moved": graph,
    "64 x 16 network": network,
    "96 x 72 heat map": heat,
}

OURS = """
window.move = (t) => { stage.change({ t: [t] }, false); stage.draw(); };
window.compute = (t) => { const p = stage.program; p.set('t', [t], []); for (const name of p.outputs.keys()) p.value(name); };
"""  # noqa: E501
PLOTLY = """<!doctype html><meta charset="utf-8"><style>body {{ margin: 0 }} #box {{ width: 1280px; height: 800px }}</style>
<div id="box"></div><script>{library}</script><script>
{numbers}
{code}
const whole = {{ ...layout, margin: {{ l: 20, r: 10, t: 10, b: 20 }}, hovermode: false }};
window.move = (t) => Plotly.react('box', data(t), whole);
window.compute = (t) => data(t);
Plotly.newPlot('box', data(0.5), whole).then(() => {{ window.ready = true; }});
</script>"""  # noqa: E501

# Another number once a frame, `count` times or `seconds` long; returns the frames, and how long they took.
RUN = """([count, seconds]) => new Promise((done) => {
  const begin = performance.now();
  let k = 0;
  const tick = () => {
    const lasted = (performance.now() - begin) / 1000;
    if ((count && k >= count) || (seconds && lasted >= seconds)) return done([k, lasted]);
    move(0.5 + 0.49 * Math.sin(k / 20));
    k += 1;
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
})"""
COMPUTE = """() => {
  const times = [];
  for (let k = 0; k < 30; k += 1) {
    const begin = performance.now();
    compute(0.5 + 0.49 * Math.sin(k / 20));
    times.push(performance.now() - begin);
  }
  return times.sort((a, b) => a - b)[15];
}"""


class Contestant:
    """A page that shows a case."""

    def __init__(self, page: Page, client: CDPSession) -> None:
        self.page, self.client = page, client
        self.costs: list[float] = []
        self.compute = 0.0
        self.rate = self.slowed = 0.0

    @classmethod
    async def open(cls, browser: Browser, file: Path, ready: str) -> Contestant:
        """Open a page and wait until it stands."""
        page = await browser.new_page(viewport={"width": 1280, "height": 800})
        await page.goto(file.as_uri())
        await page.wait_for_function(ready)
        client = await page.context.new_cdp_session(page)
        await client.send("Performance.enable", {"timeDomain": "threadTicks"})
        return cls(page, client)

    async def busy(self) -> float:
        """Return the seconds of processor time that the page's main thread has used for tasks."""
        metrics = (await self.client.send("Performance.getMetrics"))["metrics"]
        return float(next(m["value"] for m in metrics if m["name"] == "TaskDuration"))

    async def cost(self, moves: int) -> float:
        """Return the milliseconds of the main thread a move."""
        await self.page.bring_to_front()
        before = await self.busy()
        await self.page.evaluate(RUN, [moves, 0])
        return 1000 * (await self.busy() - before) / moves

    async def frames(self, seconds: float, slow: int) -> float:
        """Return the moves a second by the clock, with the processor slowed down."""
        await self.page.bring_to_front()
        await self.client.send("Emulation.setCPUThrottlingRate", {"rate": slow})
        count, lasted = await self.page.evaluate(RUN, [0, seconds])
        await self.client.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        return float(count / lasted)


def write(folder: Path, case: Case) -> tuple[Path, Path]:
    """Write the two pages of a case."""
    ours, theirs = folder / "ours.html", folder / "plotly.html"
    ours.write_text(
        standalone.html(case.scene).replace("</body>", f"<script>{OURS}</script></body>"), "utf-8"
    )
    library = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    numbers = "\n".join(
        f"const {name} = Float64Array.from({json.dumps(value.ravel().tolist())});"
        for name, value in case.numbers.items()
    )
    text = library.read_text("utf-8").replace("</script", "<\\/script")
    theirs.write_text(PLOTLY.format(library=text, numbers=numbers, code=case.code), "utf-8")
    return ours, theirs


async def compare(options: argparse.Namespace) -> None:
    """Print a line for each case."""
    flags = [*FLAGS, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else FLAGS
    heads = ("ours ms", "Plotly ms", "ratio", "compute", "frames/s", "slowed 4x")
    print(f"{'a move':<30}" + "".join(f"{head:>12}" for head in heads))
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=options.chromium, args=flags)
        for title, make in CASES.items():
            with tempfile.TemporaryDirectory() as name:
                first, second = write(Path(name), make())
                ours = await Contestant.open(browser, first, "() => window.move && window.stage")
                theirs = await Contestant.open(browser, second, "() => window.ready")
                pages = (ours, theirs)
                for page in pages:
                    await page.cost(10)
                for _ in range(options.rounds):
                    for page in pages:
                        page.costs.append(await page.cost(options.moves))
                ours.compute = await ours.page.evaluate(COMPUTE)
                for page in pages:
                    page.rate = await page.frames(options.seconds, 1)
                    page.slowed = await page.frames(options.seconds, 4)
                a, b = (statistics.median(page.costs) for page in pages)
                print(
                    f"{title:<30}{a:12.2f}{b:12.2f}{b / a:12.1f}{ours.compute:12.2f}"
                    f"{ours.rate:7.0f} ({theirs.rate:2.0f}){ours.slowed:7.0f} ({theirs.slowed:2.0f})",
                    flush=True,
                )
                for page in pages:
                    await page.page.close()
        await browser.close()


def main() -> None:
    """Compare, and say how busy the machine was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chromium", default=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--moves", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=1.5)
    asyncio.run(compare(parser.parse_args()))
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    print(f"load of the machine meanwhile: {load} on {os.cpu_count()} processors; in brackets Plotly's")


if __name__ == "__main__":
    main()

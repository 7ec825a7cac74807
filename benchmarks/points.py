"""Frames a second while a cloud of 10,000 and of 100,000 points turns, in one browser.

Run it with `python benchmarks/points.py`; it needs Chromium. The camera turns by one degree at every frame
that the browser offers (60 a second at most); what is counted is the frames it managed, and how long its
main thread worked.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright

from explorer.live.scene import Scene
from explorer.live.serve import standalone

FLAGS = ["--disable-gpu", "--no-first-run", "--disable-background-networking"]

TURN = """(frames) => new Promise((done) => {
  const control = stage.scene.controls.find((c) => c.kind === 'orbit');
  const times = [];
  const tick = (now) => {
    times.push(now);
    if (times.length > frames) {
      const gaps = times.slice(1).map((t, i) => t - times[i]).sort((a, b) => a - b);
      done({ seconds: (times.at(-1) - times[0]) / 1000, p95: gaps[Math.floor(0.95 * gaps.length)] });
      return;
    }
    stage.turn(control, 1, 0);
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
})"""


def cloud(n: int) -> Scene:
    """Return a scene of n points in three groups, seen through a camera."""
    rng = np.random.default_rng(0)
    points = rng.normal(size=(n, 3)) * [2.2, 1.4, 0.8]
    scene = Scene("A cloud that turns", x=(-5, 5), y=(-4, 4), grid=False, axes=False)
    scene.orbit()
    scene.axes3(4.0)
    scene.points(points, groups=np.digitize(points[:, 0], [-1.0, 1.0]))
    return scene


def main() -> None:
    """Print one line for each size of cloud."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chromium", default=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
    parser.add_argument("--frames", type=int, default=180)
    parser.add_argument("--scale", type=float, default=1.0, help="pixels of the screen for one of the page")
    options = parser.parse_args()
    flags = [*FLAGS, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else FLAGS
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=flags)
        for n in (10_000, 100_000):
            file = Path(folder) / f"{n}.html"
            file.write_text(standalone.html(cloud(n)), "utf-8")
            context = browser.new_context(
                viewport={"width": 1280, "height": 800}, device_scale_factor=options.scale
            )
            page = context.new_page()
            page.goto(file.as_uri())
            page.wait_for_selector(".frame svg")
            page.evaluate(TURN, 20)
            client = context.new_cdp_session(page)
            # Processor time, not time on the clock: other programs on the machine must not count.
            client.send("Performance.enable", {"timeDomain": "threadTicks"})
            before = busy(client)
            result = page.evaluate(TURN, options.frames)
            work = 1000 * (busy(client) - before) / options.frames
            rate = options.frames / result["seconds"]
            size = page.evaluate("[stage.picture.canvas.width, stage.picture.canvas.height]")
            print(
                f"{n:>7} points on {size[0]} x {size[1]} pixels: {rate:5.1f} frames a second, "
                f"{work:5.2f} ms of main thread a frame, 95 % of frames within {result['p95']:.1f} ms"
            )
            context.close()
        browser.close()


def busy(client: object) -> float:
    """Return the seconds for which the page's main thread has worked."""
    metrics = client.send("Performance.getMetrics")["metrics"]  # type: ignore[attr-defined]
    return float(next(m["value"] for m in metrics if m["name"] == "TaskDuration"))


if __name__ == "__main__":
    main()

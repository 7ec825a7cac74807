"""How long from the address to a handle that answers, on a page with Plotly charts: cold and warm.

Run it with `python benchmarks/first_handle.py`; it needs Chromium and starts the app itself. Cold is a new
profile, warm the same page again in that profile. An arrow key is pressed on the handle as soon as it is
there; what counts is the moment at which its spoken value has changed. Beside it: when the chart library had
arrived.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import BrowserContext, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FLAGS = ["--disable-gpu", "--no-first-run", "--disable-background-networking"]

# Runs in the page from its first moment: components live in shadow roots, so those are searched too.
WATCH = """(() => {
  const find = (root) => {
    const hit = root.querySelector('.handle[role="slider"]');
    if (hit) return hit;
    for (const host of root.querySelectorAll('*')) {
      const inside = host.shadowRoot && find(host.shadowRoot);
      if (inside) return inside;
    }
    return null;
  };
  const look = () => {
    const handle = document.documentElement && find(document);
    const text = handle?.getAttribute('aria-valuetext');
    if (!text) return setTimeout(look, 15);
    handle.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true, composed: true }));
    const wait = () => {
      if (handle.getAttribute('aria-valuetext') === text) return requestAnimationFrame(wait);
      window.answered = performance.now();
    };
    wait();
  };
  look();
})();"""


CHARTS = """() => Math.max(...performance.getEntriesByType('resource')
  .filter((entry) => /plotly/i.test(entry.name)).map((entry) => entry.responseEnd), 0)"""


def visit(context: BrowserContext, address: str) -> tuple[float, float]:
    """Return when the handle answered and when the chart library was there (0: not asked for), in seconds."""
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(address, wait_until="commit")
    page.wait_for_function("() => window.answered", timeout=120_000)
    answered = page.evaluate("window.answered") / 1000
    page.wait_for_load_state("networkidle", timeout=60_000)
    charts = page.evaluate(CHARTS)
    page.close()
    return answered, charts / 1000


def main() -> None:
    """Print the medians of several visits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chromium", default=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
    parser.add_argument("--page", default="pca")
    parser.add_argument("--port", type=int, default=8731)
    parser.add_argument("--visits", type=int, default=3)
    options = parser.parse_args()
    flags = [*FLAGS, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else FLAGS
    command = ["-m", "streamlit", "run", "streamlit_app.py", "--server.headless", "true"]
    server = subprocess.Popen(
        [sys.executable, *command, "--server.port", str(options.port)], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    try:
        base = f"http://127.0.0.1:{options.port}"
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{base}/_stcore/health", timeout=2).close()
                break
            except OSError:
                time.sleep(0.2)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=options.chromium, args=flags)
            browser.new_page().goto(f"{base}/{options.page}")  # the server's own first run is not counted
            times: dict[str, list[tuple[float, float]]] = {"cold": [], "warm": []}
            for _ in range(options.visits):
                context = browser.new_context(viewport={"width": 1280, "height": 800})
                times["cold"].append(visit(context, f"{base}/{options.page}"))
                times["warm"].append(visit(context, f"{base}/{options.page}"))
                context.close()
            browser.close()
        for kind, pairs in times.items():
            answered, charts = (statistics.median(column) for column in zip(*pairs, strict=True))
            library = (
                f"had arrived after {charts:.2f} s" if charts else "is not asked for until a chart is opened"
            )
            print(
                f"/{options.page} {kind}: the handle answers after {answered:.2f} s; "
                f"the chart library {library}"
            )
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()

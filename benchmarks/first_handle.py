"""How long from the address to a handle that answers, beside a bare Streamlit page: cold and warm.

    python benchmarks/first_handle.py
    python benchmarks/first_handle.py --page pca --visits 9

Needs Chromium and starts the app itself. Cold is a new profile, warm the same page again in that profile. An
arrow key is pressed on the handle as soon as it is there; what counts is the moment at which its spoken value
has changed. Of the bare page, one line of text with the same settings, it is the moment at which its text is
there. Beside it: when the chart library had arrived. Medians; ratios count, seconds belong to the machine.
"""

from __future__ import annotations

import argparse
import os
import statistics

from load import BARE, SETUPS, server  # the module beside this file
from playwright.sync_api import BrowserContext, sync_playwright

from explorer import curriculum

FLAGS = ["--disable-gpu", "--no-first-run", "--disable-background-networking"]

# Runs in the page from its first moment: components live in shadow roots, so those are searched too.
WATCH = """(() => {
  const find = (root) => {
    const hit = root.querySelector('.handle[role="slider"], input[role="spinbutton"]');
    if (hit) return hit;
    for (const host of root.querySelectorAll('*')) {
      const inside = host.shadowRoot && find(host.shadowRoot);
      if (inside) return inside;
    }
    return null;
  };
  const look = () => {
    const handle = document.documentElement && find(document);
    const said = () => handle?.getAttribute('aria-valuetext') ?? handle?.value;
    const text = said();
    if (!text) return setTimeout(look, 15);
    handle.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true, composed: true }));
    const wait = () => {
      if (said() === text) return requestAnimationFrame(wait);
      window.answered = performance.now();
    };
    wait();
  };
  look();
})();"""


# The bare page has answered when its text is there.
WATCH_BARE = """(() => {
  const look = () => {
    if (!document.querySelector('[data-testid="stMarkdownContainer"] p')) return setTimeout(look, 15);
    window.answered = performance.now();
  };
  look();
})();"""

CHARTS = """() => Math.max(...performance.getEntriesByType('resource')
  .filter((entry) => /plotly/i.test(entry.name)).map((entry) => entry.responseEnd), 0)"""


def visit(context: BrowserContext, address: str, watch: str) -> tuple[float, float]:
    """Return when the page answered and when the chart library was there (0: not asked for), in seconds."""
    page = context.new_page()
    page.add_init_script(watch)
    page.goto(address, wait_until="commit")
    page.wait_for_function("() => window.answered", timeout=120_000)
    answered = page.evaluate("window.answered") / 1000
    page.wait_for_load_state("networkidle", timeout=60_000)
    charts = page.evaluate(CHARTS)
    page.close()
    return answered, charts / 1000


def medians(address: str, watch: str, chromium: str, visits: int) -> list[tuple[float, float]]:
    """Return for cold and warm visits when the page answered and when the chart library was there."""
    flags = [*FLAGS, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else FLAGS
    times: list[list[tuple[float, float]]] = [[], []]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        browser.new_page().goto(address)  # the server's own first run is not counted
        for _ in range(visits):
            context = browser.new_context(viewport={"width": 1280, "height": 800})
            for kind in times:
                kind.append(visit(context, address, watch))
            context.close()
        browser.close()
    return [(statistics.median(a for a, _ in kind), statistics.median(b for _, b in kind)) for kind in times]


def main() -> None:
    """Print a row for each page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--chromium", default=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
    parser.add_argument("--page", default="all", help="a lesson, or all of them (default)")
    parser.add_argument("--visits", type=int, default=5)
    options = parser.parse_args()
    lessons = [entry.stem for entry in curriculum.LESSONS] if options.page == "all" else [options.page]
    print(f"{'':14}{'cold':>8}{'ratio':>8}{'warm':>8}{'ratio':>8}   chart library, cold")
    with server(SETUPS[0], BARE) as (port, _):
        bare = medians(f"http://127.0.0.1:{port}/", WATCH_BARE, options.chromium, options.visits)
    row("bare page", bare, bare)
    with server(SETUPS[0], lessons[0]) as (port, _):
        for lesson in lessons:
            address = f"http://127.0.0.1:{port}/{'' if lesson == 'home' else lesson}"
            row(lesson, medians(address, WATCH, options.chromium, options.visits), bare)


def row(name: str, times: list[tuple[float, float]], bare: list[tuple[float, float]]) -> None:
    """Print when a page answered, and how many times as long as the bare page that is."""
    cells = "".join(
        f"{answered:>7.2f}s{answered / other:>8.2f}"
        for (answered, _), (other, _) in zip(times, bare, strict=True)
    )
    charts = times[0][1]
    print(f"{name:<14}{cells}   {f'{charts:.2f}s' if charts else 'when a chart is opened'}", flush=True)


if __name__ == "__main__":
    main()

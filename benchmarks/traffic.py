"""How many bytes go over a page's websocket: when it opens, at the first drag that settles, and at the tenth.

Starts the app, opens every lesson in a browser and presses an arrow key on its first handle, ten times, each
after the page has come to rest. Counted are the messages as the server writes them, before any compression.

    python benchmarks/traffic.py
    python benchmarks/traffic.py --page pca --lang de --root ../another/checkout
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from explorer import curriculum

ROOT = Path(__file__).resolve().parents[1]
FLAGS = ["--disable-gpu", "--no-first-run", "--disable-background-networking"]
QUIET = 1.5  # seconds without a message: the page has come to rest
SETTLES = 10


class Traffic:
    """The bytes of a page's websockets, and when the last of them came or went."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.received = self.sent = self.messages = 0
        self.last = time.monotonic()
        page.on("websocket", self._follow)

    def _follow(self, web_socket: object) -> None:
        web_socket.on("framereceived", lambda payload: self._count(len(payload), 0))  # type: ignore[attr-defined]
        web_socket.on("framesent", lambda payload: self._count(0, len(payload)))  # type: ignore[attr-defined]

    def _count(self, received: int, sent: int) -> None:
        self.received += received
        self.sent += sent
        self.messages += 1
        self.last = time.monotonic()

    def at_rest(self, *, after: int) -> tuple[int, int]:
        """Wait until more than `after` messages have passed and then none for a while; return what passed."""
        begin = self.received, self.sent
        deadline = time.monotonic() + 60
        while self.messages <= after or time.monotonic() - self.last < QUIET:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self.page.url} did not come to rest")
            self.page.wait_for_timeout(50)
        return self.received - begin[0], self.sent - begin[1]


def measure(browser: Browser, address: str) -> list[tuple[int, int]]:
    """Return what was received and sent when a page opened, and at each settle."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    traffic = Traffic(page)
    page.goto(address)
    handle = page.get_by_role("slider").and_(page.locator(".handle")).first
    handle.wait_for(timeout=60_000)
    found = [traffic.at_rest(after=0)]
    found[0] = (traffic.received, traffic.sent)
    for i in range(SETTLES):
        before = traffic.messages
        handle.press("ArrowUp" if i % 2 else "ArrowRight")
        found.append(traffic.at_rest(after=before))
    context.close()
    return found


@contextmanager
def server(root: Path, python: str) -> Iterator[str]:
    """Run the app of a checkout on a free port; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [python, "-m", "streamlit", "run", "streamlit_app.py", "--server.headless", "true"]
    process = subprocess.Popen(
        [*command, "--server.port", str(port)], cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{base}/_stcore/health", timeout=2).close()
                break
            except OSError:
                time.sleep(0.2)
        yield base
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    """Print a line for each lesson."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--chromium", default=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
    parser.add_argument("--page", default="all")
    parser.add_argument("--lang", default="en")
    parser.add_argument("--root", type=Path, default=ROOT, help="the checkout whose app is measured")
    parser.add_argument("--python", default=sys.executable, help="the Python that runs it")
    options = parser.parse_args()
    stems = [entry.stem for entry in curriculum.LESSONS] if options.page == "all" else [options.page]
    flags = [*FLAGS, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else FLAGS
    with server(options.root, options.python) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=flags)
        print("kB received (sent)      opens      first settle      tenth settle")
        for stem in stems:
            place = "" if stem == "home" else stem
            found = measure(browser, f"{base}/{place}?lang={options.lang}")
            cells = [
                f"{got / 1000:8.1f} ({sent / 1000:4.1f})" for got, sent in (found[0], found[1], found[-1])
            ]
            print(f"{stem:16} {'  '.join(cells)}", flush=True)
        browser.close()


if __name__ == "__main__":
    main()

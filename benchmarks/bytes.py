"""How many bytes a page of the app fetches for its stages before the first handle, with gzip.

Run it with `python benchmarks/bytes.py`; it needs Chromium and starts the app itself. Each lesson is opened
once in a new profile. Counted is what the browser asked for of the stage until its pictures stood (the
script, the style, the parts that the scenes need, large arrays), and what the server sends with the page's
stages (scenes, texts), each packed as the server packs it. The goals: script and style 45,000 or less, no
part over 12,000.
"""

from __future__ import annotations

import argparse
import gzip
import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Response, expect, sync_playwright
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from explorer import curriculum  # noqa: E402 - found beside this file, also where nothing is installed
from explorer.live.serve import build  # noqa: E402

FLAGS = ["--disable-gpu", "--no-first-run", "--disable-background-networking"]
CORE = ("stage.js", "stage.css")
CORE_GOAL, PART_GOAL = 45_000, 12_000


def packed(body: bytes) -> int:
    """Return how long something is on its way."""
    return len(gzip.compress(body, 9))


def fetched(browser: Browser, address: str) -> dict[str, int]:
    """Open a page and return the packed size of each file of the stage that it asked for, by name."""
    responses: list[Response] = []
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.on("response", lambda r: responses.append(r) if "/bidi-components/" in r.url else None)
    page.goto(address)
    expect(page.locator(".stage .frame svg").first).to_be_visible(timeout=120_000)
    page.wait_for_load_state("networkidle", timeout=60_000)
    # Two components of one page ask for the same files under two addresses, and Streamlit twice for each.
    sizes = {response.url.rpartition("/")[2]: packed(response.body()) for response in responses}
    context.close()
    return sizes


def sent(stem: str) -> int:
    """Return the packed size of what a page's stages are given."""
    app = AppTest.from_file(ROOT / "streamlit_app.py", default_timeout=120)
    app.run()
    if stem != "home":
        app.switch_page(f"pages/{stem}.py").run()
    return packed("".join(element.proto.json for element in app.get("bidi_component")).encode())


def main() -> None:
    """Print a line for each lesson."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chromium", default=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
    parser.add_argument("--port", type=int, default=8733)
    options = parser.parse_args()
    flags = [*FLAGS, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else FLAGS
    command = ["-m", "streamlit", "run", "streamlit_app.py", "--server.headless", "true"]
    server = subprocess.Popen(
        [sys.executable, *command, "--server.port", str(options.port)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
    )
    try:
        base = f"http://127.0.0.1:{options.port}"
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{base}/_stcore/health", timeout=2).close()
                break
            except OSError:
                time.sleep(0.2)
        titles = ["lesson", *CORE, "parts", "other", "eager", "scenes and texts", "parts asked for"]
        print("".join(f"{title:>{len(title) + 2}}" for title in ["lesson      ", *titles[1:]]))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=options.chromium, args=flags)
            for entry in curriculum.LESSONS:
                address = base if entry.stem == "home" else f"{base}/{entry.stem}"
                sizes = fetched(browser, address)
                core = [sizes.pop(name) for name in CORE]
                parts = {name: size for name, size in sizes.items() if name.startswith("part-")}
                other = sum(sizes.values()) - sum(parts.values())
                numbers = [*core, sum(parts.values()), other, sum(core) + sum(parts.values()) + other]
                numbers.append(sent(entry.stem))
                line = "".join(
                    f"{number:>{len(title) + 2},}"
                    for title, number in zip(titles[1:-1], numbers, strict=True)
                )
                names = [
                    f"{name.split('.')[0].removeprefix('part-')} {size:,}" for name, size in parts.items()
                ]
                print(f"  {entry.stem:<12}{line}  {', '.join(names)}", flush=True)
            browser.close()
        assets = {name: packed(text.encode()) for name, text in build.assets().items()}
        largest = max((size, name) for name, size in assets.items() if name.startswith("part-"))
        print(f"core {sum(assets[name] for name in CORE):,} of {CORE_GOAL:,} bytes; ", end="")
        print(f"largest part {largest[1].split('.')[0]}, {largest[0]:,} of {PART_GOAL:,}")
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()

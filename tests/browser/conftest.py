"""A real server and a real browser for the tests of this folder.

A test asks for `visit` and opens a page with it; the test fails when the browser logged an error, when
anything was asked of another host, or when the server wrote a traceback. Find elements by role and label, and
wait with `expect`: never sleep.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    WebSocket,
    expect,
    sync_playwright,
)

from explorer.live.scene import Scene
from explorer.live.serve.standalone import html as standalone_html
from tests.browser.driving import PATIENCE_MS

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "streamlit_app.py"
START_SECONDS = 60
# To open a page takes longer than to wait for something on it: a process starts, scripts are read.
OPENING_MS = 60_000
CHROMIUM_FLAGS = (
    "--disable-gpu",
    # Chromium's own calls home: a test machine may be closed, and they would be taken for the app's.
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# What pages store, of what the browser can forget; what it has fetched is not among it.
STORED = "cookies,local_storage,indexeddb,cache_storage,service_workers"

expect.set_options(timeout=PATIENCE_MS)


class Server:
    """A running Streamlit server and what it wrote."""

    def __init__(self, script: Path, port: int, flags: tuple[str, ...]) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.lines: list[str] = []
        self._announced = threading.Event()
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "streamlit", "run", str(script)),
                *("--server.address", "127.0.0.1", "--server.port", str(port)),
                *flags,
            ],
            cwd=script.parent,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        if not self._announced.wait(START_SECONDS) or self.process.poll() is not None:
            self.stop()
            raise RuntimeError("the server did not start:\n" + "".join(self.lines))

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line)
            if "URL:" in line:
                self._announced.set()
        self._announced.set()

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join()
        if self.process.stdout is not None:
            self.process.stdout.close()


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def run_server(*flags: str, script: Path = APP, port: int | None = None) -> Iterator[Server]:
    server = Server(script, port or free_port(), flags)
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The server that the tests of one worker share."""
    with run_server() as running:
        yield running


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for all tests of a worker."""
    flags = [*CHROMIUM_FLAGS]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        flags.append("--no-sandbox")  # Chromium refuses to start as root with its sandbox
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, headless=True, args=flags)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def profiles(browser: Browser) -> Profiles:
    return Profiles(browser)


class Profiles:
    """Profiles of a browser, lent to one visitor at a time and emptied after it.

    What the browser has fetched and compiled stays: of a page with everything fetched anew, that is most of
    the time. What a page has stored goes, so that the next visitor is a new one.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._idle: dict[str, list[BrowserContext]] = {}
        self._lent: dict[BrowserContext, str] = {}

    def lend(self, **options: Any) -> BrowserContext:
        """Return a profile with these options that nobody holds."""
        kind = json.dumps(options, sort_keys=True, default=str)
        idle = self._idle.setdefault(kind, [])
        context = idle.pop() if idle else self._browser.new_context(**options)
        self._lent[context] = kind
        return context

    def take_back(self, context: BrowserContext, origins: Iterable[str]) -> None:
        """Forget what pages of these origins have stored, and close all pages."""
        client = context.new_cdp_session(context.pages[0] if context.pages else context.new_page())
        for origin in origins:
            client.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": STORED})
        for page in context.pages:
            page.close()
        self._idle[self._lent.pop(context)].append(context)


class Visitor:
    """Opens pages and keeps what must not happen on them.

    `errors` holds what the browser complained of. A test that provokes an error forgives it, before or after
    it comes: the browser may say it once more when the test has seen what it wanted to see.
    """

    def __init__(self, profiles: Profiles, server: Server) -> None:
        self._profiles = profiles
        self._server = server
        self._seen: dict[int, tuple[Server, int]] = {id(server): (server, len(server.lines))}
        self._contexts: list[BrowserContext] = []
        self._servers = ExitStack()
        self._frames: dict[Page, list[bytes | str]] = {}
        self._received: dict[Page, list[bytes | str]] = {}
        self._requests: dict[Page, list[str]] = {}
        self.errors: list[str] = []
        self._forgiven: list[str] = []

    def __call__(
        self,
        path: str = "/",
        *,
        server: Server | None = None,
        theme: str = "light",
        phone: bool = False,
        size: tuple[int, int] = (1280, 800),
        reduced_motion: str = "reduce",
        wait: bool = True,
        **context_options: object,
    ) -> Page:
        """Open a path in a profile of its own and wait until its script has run.

        `phone` is 390 x 844 with touch and no mouse. `reduced_motion="no-preference"` lets things glide.
        """
        server = server or self._server
        self._seen.setdefault(id(server), (server, 0))
        options: dict[str, object] = {
            "color_scheme": theme,
            "reduced_motion": reduced_motion,
            "viewport": {"width": size[0], "height": size[1]},
        }
        if phone:
            options |= {
                "viewport": {"width": 390, "height": 844},
                "has_touch": True,
                "is_mobile": True,
                "device_scale_factor": 2,
            }
        context = self._profiles.lend(**(options | context_options))
        self._contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        context.set_default_navigation_timeout(OPENING_MS)
        page = context.new_page()
        self._frames[page] = []
        self._received[page] = []
        self._requests[page] = []
        page.on("pageerror", lambda error: self.errors.append(f"{page.url}: {error}"))
        page.on("console", lambda message: self._note_console(page, message))
        page.on("request", lambda request: self._note_request(page, request, server))
        page.on("websocket", lambda socket: self._note_socket(page, socket))
        page.goto(server.url + path)
        if wait:
            wait_for_run(page)
        return page

    def serve(self, *flags: str, script: Path = APP, port: int | None = None) -> Server:
        """Start a server of the test's own; it ends after the pages do."""
        return self._servers.enter_context(run_server(*flags, script=script, port=port))

    def _note_console(self, page: Page, message: ConsoleMessage) -> None:
        where = message.location.get("url", "")
        # Streamlit looks for its server below the address of a deep link before it looks at the root.
        if message.type == "error" and not where.endswith(("/_stcore/health", "/_stcore/host-config")):
            self.errors.append(f"{page.url}: {message.text} ({where})")

    def _note_request(self, page: Page, request: Request, server: Server) -> None:
        self._requests[page].append(request.url)
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != urlsplit(server.url).netloc:
            self.errors.append(f"{page.url} asked another host for {request.url}")

    def _note_socket(self, page: Page, socket: WebSocket) -> None:
        socket.on("framesent", lambda payload: self._frames[page].append(payload))
        socket.on("framereceived", lambda payload: self._received[page].append(payload))

    def sent(self, page: Page) -> list[bytes | str]:
        """The websocket frames that the page has sent to the server so far."""
        return list(self._frames[page])

    def received(self, page: Page) -> list[bytes | str]:
        """The websocket frames that the server has sent to the page so far."""
        return list(self._received[page])

    def requested(self, page: Page) -> list[str]:
        """The addresses that the page has asked for so far."""
        return list(self._requests[page])

    def forgive(self, *parts: str) -> None:
        """Let pass every complaint of the browser that holds one of these, whenever it comes."""
        self._forgiven += parts

    def close(self) -> list[str]:
        """Close all pages and return what went wrong on them and on their servers."""
        for context in self._contexts:
            self._profiles.take_back(context, [server.url for server, _ in self._seen.values()])
        self._servers.close()
        self.errors = [error for error in self.errors if not any(part in error for part in self._forgiven)]
        for server, start in self._seen.values():
            lines = server.lines[start:]
            if any("Traceback (most recent call last)" in line for line in lines):
                self.errors.append("the server wrote:\n" + "".join(lines))
        return self.errors


def wait_for_run(page: Page) -> None:
    """Wait until the page's script has finished and its title stands."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@contextmanager
def watched(profiles: Profiles, server: Server) -> Iterator[Visitor]:
    """A visitor whose pages are closed at the end, and who fails then if anything went wrong on them."""
    visitor = Visitor(profiles, server)
    yield visitor
    errors = visitor.close()
    assert not errors, "\n".join(errors)


@pytest.fixture
def visit(profiles: Profiles, server: Server) -> Iterator[Visitor]:
    """`page = visit("/vectors")`: a page of the app in a real browser, watched for errors."""
    with watched(profiles, server) as visitor:
        yield visitor


@pytest.fixture
def fresh_server(visit: Visitor) -> Server:
    """A server that nobody has visited."""
    return visit.serve()


@pytest.fixture
def standalone(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """`page = standalone(scene)`: a scene as a file, opened from disk with the network off, watched for
    errors."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_file(
        scene: Scene,
        *,
        theme: str = "light",
        phone: bool = False,
        size: tuple[int, int] = (1280, 800),
        reduced_motion: str = "reduce",
        query: str = "",
        **options: Any,
    ) -> Page:
        """`options` go to `explorer.live.serve.standalone.html`."""
        file = tmp_path / f"scene{len(contexts)}.html"
        file.write_text(standalone_html(scene, **options), "utf-8")
        settings: dict[str, Any] = {"viewport": {"width": size[0], "height": size[1]}}
        if phone:
            settings = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2}
            settings |= {"has_touch": True, "is_mobile": True}
        context = browser.new_context(
            color_scheme=theme, reduced_motion=reduced_motion, offline=True, **settings
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        context.set_default_navigation_timeout(OPENING_MS)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda m: wrong.append(m.text) if m.type in {"error", "warning"} else None)
        page.on(
            "request", lambda r: None if r.url.startswith("file:") else wrong.append(f"asked for {r.url}")
        )
        page.goto(file.as_uri() + query)
        expect(page.locator(".stage .frame svg").first).to_be_visible()
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert not wrong, "\n".join(wrong)

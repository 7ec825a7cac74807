"""Firefox and WebKitGTK, each started once for all tests, with one way to drive both.

Elements are looked for by script, also inside shadow roots, and are pressed where they are on the screen:
what a reader's hand does, and the only way that both drivers know for a part of a picture.
"""

from __future__ import annotations

import io
import os
import signal
import struct
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
import urllib3
from PIL import Image
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.actions.pointer_input import PointerInput
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.common.service import Service
from selenium.webdriver.firefox.service import Service as FirefoxService
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.webkitgtk.service import Service as WebKitService

from tests.engines import programs
from tests.engines.driving import OPENING, PATIENCE

Point = tuple[float, float]

MOVE_MS = 20  # of a mouse from place to place
SCREEN = "1920x1200x24"
CORNER = (255, 0, 254)  # a colour that no page has
# Firefox's word (NS_BINDING_ABORTED) for what was still on its way when its page was left.
GIVEN_UP = "status=2152398850"
HEAD = {"start_new_session": True}  # of a group of processes
# `find(css)` is the first element, also inside shadow roots.
FIND = """const find = (css, root = document) => {
  const found = root.querySelector(css);
  if (found) return found;
  for (const { shadowRoot } of root.querySelectorAll('*')) {
    const inside = shadowRoot && find(css, shadowRoot);
    if (inside) return inside;
  }
  return null;
};
"""
# What is complained of in a document, kept by the document itself.
WATCH = """if (!window.complaints) {
  window.complaints = [];
  // A stack does not begin with what is wrong in every engine.
  const told = (wrong) => (wrong?.stack ? `${wrong}\n${wrong.stack}` : String(wrong));
  const note = (...wrong) => window.complaints.push(wrong.map(told).join(' '));
  const say = console.error;
  console.error = (...words) => {
    note(...words);
    say.apply(console, words);
  };
  const missed = ({ src, href }) => `not loaded: ${src ?? href}`;
  addEventListener('error', ({ error, message, target }) => note(error ?? message ?? missed(target)), true);
  addEventListener('unhandledrejection', ({ reason }) => note(reason));
}
"""


class Engine:
    """A browser that runs, with one window."""

    name: str
    narrowest: int  # the width below which its window does not go, at least that of a phone

    def __init__(self, driver: Any, home: Path) -> None:
        self.driver = driver
        self.downloads = home
        self._mouse = PointerInput("mouse", "mouse")

    # ------------------------------------------------------------ the page

    def open(self, url: str) -> None:
        """Load an address anew."""
        self.go(url)

    def leave(self) -> list[str]:
        """Leave the page as if nobody had been there; return what it complained of."""
        found = self.complaints()
        self.js("try { localStorage.clear(); sessionStorage.clear(); } catch {}")
        self.go("about:blank")
        return found

    def go(self, url: str) -> bool:
        """Load an address; return whether nothing that it complains of is missed."""
        self.driver.get(url)
        return True

    def complaints(self) -> list[str]:
        """The errors of the page's console since this was asked last."""
        raise NotImplementedError

    def prepared(self, page: str) -> str:
        """A page in a file, as it must be for its errors to be seen."""
        return page

    def resize(self, width: int, height: int) -> None:
        """Give the page a window of this size."""
        raise NotImplementedError

    def screenshot(self) -> Image.Image:
        """What is seen of the page, pixel by pixel."""
        return Image.open(io.BytesIO(self.driver.get_screenshot_as_png())).convert("RGB")

    def js(self, code: str, *arguments: Any) -> Any:
        """Run a script in the page; `find` is there."""
        return self.driver.execute_script(FIND + code, *arguments)

    # ------------------------------------------------------------ the hand

    def move(self, *places: Point) -> None:
        """Bring the mouse from place to place."""
        builder = self._builder()
        for x, y in places:
            builder.pointer_action.move_to_location(round(x), round(y))
        builder.perform()

    def press_mouse(self) -> None:
        builder = self._builder()
        builder.pointer_action.pointer_down()
        builder.perform()

    def release_mouse(self) -> None:
        builder = self._builder()
        builder.pointer_action.pointer_up()
        builder.perform()

    def click(self, place: Point) -> None:
        self.move(place)
        self.press_mouse()
        self.release_mouse()

    def keys(self, *keys: str) -> None:
        """Press keys one after the other: `"ArrowUp"`, `"Shift+ArrowUp"`, `"p"`."""
        for key in keys:
            *held, last = key.split("+")
            chain = ActionChains(self.driver)
            for name in held:
                chain.key_down(_key(name))
            chain.send_keys(_key(last))
            for name in reversed(held):
                chain.key_up(_key(name))
            chain.perform()

    def _builder(self) -> ActionBuilder:
        return ActionBuilder(self.driver, mouse=self._mouse, duration=MOVE_MS)


class Firefox(Engine):
    """Firefox without a screen: it says every error itself, and its window may be as narrow as a phone."""

    name = "firefox"
    narrowest = 390

    def __init__(self, driver: Any, home: Path) -> None:
        super().__init__(driver, home)
        self._errors: list[str] = []
        self._asked = 0
        driver.script.add_console_message_handler(self._note)
        driver.script.add_javascript_error_handler(self._note)

    def _note(self, entry: Any) -> None:
        if entry.level == "error" and GIVEN_UP not in str(entry.text):
            self._errors.append(str(entry.text))

    def complaints(self) -> list[str]:
        # What is told arrives later, in its order: when this one has come, all have.
        self._asked += 1
        last = f"nothing is wrong, number {self._asked}"
        self.js("console.error(arguments[0])", last)
        limit = time.monotonic() + PATIENCE
        while last not in self._errors:
            assert time.monotonic() < limit, "Firefox does not tell what its console says"
            time.sleep(0.02)
        found, self._errors = [error for error in self._errors if error != last], []
        return found

    def resize(self, width: int, height: int) -> None:
        self.driver.browsing_context.set_viewport(
            context=self.driver.current_window_handle, viewport={"width": width, "height": height}
        )


class WebKit(Engine):
    """WebKitGTK in its MiniBrowser, which tells nothing of a page's console: the page keeps it."""

    name = "webkit"
    narrowest = 447

    def __init__(self, driver: Any, home: Path) -> None:
        super().__init__(driver, home)
        self._screen = home / "Xvfb_screen0"

    def open(self, url: str) -> None:
        # The driver does not wait for a page, so that its errors are kept before it has drawn anything.
        for _ in range(5):
            if self.go(url):
                return
        raise AssertionError(f"{url} drew its stage before its errors could be kept")

    def go(self, url: str) -> bool:
        """Return whether the page was watched before its stage stood."""
        self.js("window.left = true")
        self.driver.get(url)
        code = f"if (window.left) return null; const kept = window.complaints; {WATCH}"
        limit = time.monotonic() + PATIENCE
        while time.monotonic() < limit:
            # Between two pages there is none.
            with suppress(WebDriverException):
                early = self.js(f"{code}return Boolean(kept) || !find('.stage .frame svg');")
                if early is not None:
                    return bool(early)
        raise AssertionError(f"WebKit does not open {url}")

    def complaints(self) -> list[str]:
        # `null` where a page is not watched, which no test may leave unseen.
        found = self.js("return window.complaints?.splice(0) ?? null")
        assert found is not None, "this page's errors are not kept"
        return list(found)

    def prepared(self, page: str) -> str:
        return page.replace("<head>", f"<head><script>{WATCH}</script>", 1)

    def screenshot(self) -> Image.Image:
        # The driver's own never comes back on a busy machine, one time in ten: this is what the screen holds.
        self.js(
            """const corner = document.createElement('div');
            corner.id = 'corner';
            corner.style = `position: fixed; inset: 0 auto auto 0; z-index: 9999999; width: 8px; height: 8px;
              background: rgb(${arguments[0]})`;
            document.body.append(corner);""",
            ",".join(map(str, CORNER)),
        )
        limit = time.monotonic() + PATIENCE
        while True:
            screen = _pixels(self._screen)
            rows, columns = np.nonzero((screen == CORNER).all(axis=-1))
            if rows.size == 64:
                break
            assert time.monotonic() < limit, "the page is not on the screen"
            time.sleep(0.05)
        self.js("document.getElementById('corner').remove()")
        width, height = self._size()
        left, top = columns.min(), rows.min()
        return Image.fromarray(screen[top : top + height, left : left + width])

    def resize(self, width: int, height: int) -> None:
        # The window has a bar above the page, and one below it after a download.
        limit = time.monotonic() + PATIENCE
        while (now := self._size()) != [width, height]:
            assert time.monotonic() < limit, f"the page is {now} and not {width} x {height}"
            window = self.driver.get_window_size()
            time.sleep(0.05)
            if [self.driver.get_window_size(), self._size()] != [window, now]:
                continue  # a change is on its way
            self.driver.set_window_size(window["width"] + width - now[0], window["height"] + height - now[1])
            # The page knows of its window's size a moment later.
            changed = time.monotonic() + 2
            while self._size() == now and time.monotonic() < changed:
                time.sleep(0.02)

    def _size(self) -> list[int]:
        return list(self.js("return [innerWidth, innerHeight]"))


def _pixels(file: Path) -> np.ndarray[Any, Any]:
    """The screen that Xvfb keeps in a file, in the format of `xwd`."""
    data = file.read_bytes()
    header = struct.unpack(">25I", data[:100])
    start, height, line = header[0] + 12 * header[19], header[5], header[12]
    lines = np.frombuffer(data, np.uint8, height * line, start).reshape(height, line // 4, 4)
    return np.ascontiguousarray(lines[:, : header[4], 2::-1])


def _key(name: str) -> str:
    names = {
        "Shift": Keys.SHIFT,
        "Control": Keys.CONTROL,
        "Alt": Keys.ALT,
        "Enter": Keys.ENTER,
        "Escape": Keys.ESCAPE,
        "ArrowLeft": Keys.ARROW_LEFT,
        "ArrowRight": Keys.ARROW_RIGHT,
        "ArrowUp": Keys.ARROW_UP,
        "ArrowDown": Keys.ARROW_DOWN,
    }
    assert name in names or len(name) == 1, f"no key is named {name}"
    return str(names.get(name, name))


# ---------------------------------------------------------------- starting


@contextmanager
def running(name: str, home: Path) -> Iterator[Engine]:
    """Start a browser that keeps all it writes, downloads too, in a folder of its own."""
    if gone := programs.missing():
        raise RuntimeError(f"there is no {', no '.join(gone)}")
    with {"firefox": _firefox, "webkit": _webkit}[name](home) as engine:
        yield engine


class Limited(RemoteConnection):
    """The way to a driver: what has no answer in time is an error, and so is all that is asked afterwards.

    Selenium itself waits for ever, and a driver may be stuck, or the page that it asks.
    """

    stuck = ""

    def execute(self, command: str, params: Any) -> Any:
        if self.stuck:
            raise RuntimeError(f"the browser is stuck: {self.stuck}")
        try:
            return super().execute(command, params)
        except urllib3.exceptions.HTTPError as error:
            self.stuck = f"no answer to {command} in {OPENING:g} s"
            raise RuntimeError(self.stuck) from error


@contextmanager
def _driven(service: Service, options: Any) -> Iterator[Any]:
    """Start a driver and its browser; nothing of them is left at the end, whatever became of them."""
    service.start()
    try:
        once = {"init_args_for_pool_manager": {"retries": urllib3.Retry(3, read=0)}}
        config = ClientConfig(service.service_url, timeout=int(OPENING), init_args_for_pool_manager=once)
        driver = webdriver.Remote(Limited(client_config=config), options=options)
        try:
            yield driver
        finally:
            with suppress(Exception):  # it is ended below
                driver.quit()
    finally:
        # The driver stands at the head of a group of its own, with the browser in it.
        with suppress(ProcessLookupError):
            os.killpg(service.process.pid, signal.SIGKILL)
        service.process.wait()
        service.stop()


def _own(home: Path, **more: str) -> dict[str, str]:
    """The environment of a browser that knows nothing of whoever runs it."""
    places = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "CACHE", "DATA")}
    return {**os.environ, "HOME": str(home), **places, **more}


@contextmanager
def _firefox(home: Path) -> Iterator[Engine]:
    geckodriver = programs.geckodriver()
    assert geckodriver is not None
    if not os.access(geckodriver, os.X_OK):
        geckodriver.chmod(0o755)
    options = webdriver.FirefoxOptions()
    options.binary_location = str(programs.firefox())
    options.add_argument("-headless")
    # Over this socket the browser tells what its console says, and is told how large its window is.
    options.set_capability("webSocketUrl", True)
    options.set_preference("browser.download.folderList", 2)
    options.set_preference("browser.download.dir", str(home))
    options.set_preference("browser.download.alwaysOpenPanel", False)
    log = str(home / "geckodriver.log")
    service = FirefoxService(str(geckodriver), env=_own(home), log_output=log, popen_kw={**HEAD})
    with _driven(service, options) as driver:
        yield Firefox(driver, home)


@contextmanager
def _webkit(home: Path) -> Iterator[Engine]:
    options = webdriver.WebKitGTKOptions()
    options.binary_location = str(programs.mini_browser())
    options.add_argument("--automation")
    options.page_load_strategy = "none"
    with _screen(home) as screen:
        environment = _own(
            home,
            DISPLAY=screen,
            # No user namespaces and no graphics card in a container.
            WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS="1",
            WEBKIT_DISABLE_DMABUF_RENDERER="1",
            # Nor is anything asked of the desktop of whoever runs this.
            DBUS_SESSION_BUS_ADDRESS="disabled:",
            GSETTINGS_BACKEND="memory",
            NO_AT_BRIDGE="1",
        )
        log = str(home / "webkitdriver.log")
        service = WebKitService(
            str(programs.webkit_driver()), env=environment, log_output=log, popen_kw={**HEAD}
        )
        with _driven(service, options) as driver:
            yield WebKit(driver, home)


@contextmanager
def _screen(home: Path) -> Iterator[str]:
    """A screen in a file, under a number that Xvfb chooses."""
    reading, writing = os.pipe()
    options = ["-displayfd", str(writing), "-screen", "0", SCREEN, "-fbdir", str(home), "-nolisten", "tcp"]
    process = subprocess.Popen(
        [str(programs.screen()), *options], pass_fds=[writing], stderr=subprocess.DEVNULL
    )
    os.close(writing)
    try:
        with open(reading) as said:
            number = said.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        process.terminate()
        process.wait()

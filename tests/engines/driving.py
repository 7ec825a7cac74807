"""How these tests drive a stage and read what it says: the names are those of `tests/browser/driving.py`."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from tests.browser.driving import numbers

if TYPE_CHECKING:
    from tests.engines.browsers import Engine, Point

Found = TypeVar("Found")
# Seconds, as in Chromium: a test that waits for this long has failed; to open a page takes longer.
PATIENCE = 20.0
OPENING = 60.0


def eventually(read: Callable[[], Found], wanted: object, patience: float = PATIENCE) -> Found:
    """Read again until what is found equals what is wanted (an `approx` is welcome)."""
    limit = time.monotonic() + patience
    while not bool((found := read()) == wanted) and time.monotonic() < limit:
        time.sleep(0.05)
    assert found == wanted, f"{found} is not {wanted}"
    return found


# ---------------------------------------------------------------- finding and waiting


def handle(name: str) -> str:
    return f'[role="slider"][aria-label="{name}"]'


def readout(name: str) -> str:
    return f'[data-readout="{name}"]'


HELD = '.handle, .frame [role="spinbutton"]'  # a point, or a number that is dragged in the picture


def ready(engine: Engine) -> Engine:
    """Wait until a handle stands and the page's script has run; end the hint that a stage at rest gives."""
    eventually(lambda: bool(numbers(attribute(engine, HELD, "aria-valuetext"))), True, OPENING)
    state = "return document.querySelector('[data-testid=stApp]')?.dataset.testScriptState ?? 'notRunning'"
    eventually(lambda: engine.js(state), "notRunning", OPENING)
    engine.js("window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift' }))")
    return engine


# ---------------------------------------------------------------- reading


def attribute(engine: Engine, css: str, name: str) -> str:
    """What an attribute says; "" where there is none, or no such element yet."""
    return str(engine.js("return find(arguments[0])?.getAttribute(arguments[1]) ?? ''", css, name))


def value(engine: Engine, css: str, name: str) -> Any:
    """What a property of an element is; None where there is no such element."""
    return engine.js("return find(arguments[0])?.[arguments[1]]", css, name)


def style(engine: Engine, css: str, name: str) -> str:
    """What an element's style is where it stands."""
    found = engine.js("return getComputedStyle(find(arguments[0])).getPropertyValue(arguments[1])", css, name)
    return str(found).strip()


def is_there(engine: Engine, css: str) -> bool:
    return bool(engine.js("return Boolean(find(arguments[0]))", css))


def is_visible(engine: Engine, css: str) -> bool:
    return bool(engine.js("return find(arguments[0])?.checkVisibility() ?? false", css))


def text(engine: Engine, css: str) -> str:
    return str(engine.js("return find(arguments[0])?.textContent ?? ''", css))


def coordinates(engine: Engine, name: str) -> list[float]:
    """What a handle says of itself."""
    return numbers(attribute(engine, handle(name), "aria-valuetext"))


def said(engine: Engine, name: str) -> float:
    """The number of a read-out."""
    (number,) = numbers(text(engine, readout(name)))
    return number


def address(engine: Engine) -> str:
    return str(engine.js("return location.search"))


def box(engine: Engine, css: str) -> list[float]:
    """Where an element is in the window: left, top, width, height."""
    found = engine.js(
        "const box = find(arguments[0])?.getBoundingClientRect();"
        "return box ? [box.left, box.top, box.width, box.height] : null",
        css,
    )
    assert found is not None, f"there is no {css}"
    return [float(x) for x in found]


def middle(engine: Engine, css: str) -> Point:
    left, top, width, height = box(engine, css)
    assert width and height, f"{css} is not to be seen"
    return left + width / 2, top + height / 2


def centre(engine: Engine, name: str) -> Point:
    """Where a pointer takes a handle."""
    return middle(engine, f"{handle(name)} .touch")


# ---------------------------------------------------------------- driving


def focus(engine: Engine, name: str) -> None:
    """Give a handle the keyboard."""
    engine.js("find(arguments[0]).focus({ preventScroll: true })", handle(name))
    assert engine.js("return find(arguments[0]).matches(':focus')", handle(name))


def press(engine: Engine, tool: str) -> None:
    """Press one of the tools of the stage."""
    engine.click(middle(engine, f'[data-tool="{tool}"]'))

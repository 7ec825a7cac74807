"""How the browser tests drive a stage, and how they read what it says.

A stage draws at the next animation frame and settles a moment after the last key. Nothing may be read
right after a key or a pointer: the helpers here let the frame pass first, and `expect` or `eventually` wait
for what comes later than that (a message to Python, a glide, the link).
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

from explorer import curriculum

Found = TypeVar("Found")
Point = tuple[float, float]

# A cold page on a busy machine of two cores; a test that waits for this long has failed.
PATIENCE_MS = 20_000
# Plotly is 4.7 MB of script to load and to read.
CHART_MS = 60_000
LESSONS = frozenset(entry.stem for entry in curriculum.LESSONS if entry.stem != "home")
# The element that has the focus, also inside a shadow root, as `e`.
FOCUSED = """let e = document.activeElement;
  while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;"""
NUMBER = re.compile(r"[−-]?\d+(?:\.\d+)?(?:e[−-]?\d+)?")


# ---------------------------------------------------------------- finding


def stage(page: Page) -> Locator:
    """The first stage of a page."""
    return page.locator(".stage").first


def handle(page: Page, name: str) -> Locator:
    """What is dragged or turned: a handle of the picture, a slider, the camera, a cell of a matrix."""
    sliders = page.get_by_role("slider", name=name, exact=True)
    return sliders.or_(page.get_by_role("spinbutton", name=name, exact=True))


def readout(page: Page, name: str) -> Locator:
    return page.locator(f'[data-readout="{name}"]')


def goal(page: Page, name: str) -> Locator:
    return page.locator(f'[data-goal="{name}"]')


# ---------------------------------------------------------------- waiting


def ready(page: Page, name: str = "u") -> Page:
    """Wait until a handle stands and is drawn, and on a lesson until its sections have followed."""
    expect(handle(page, name)).to_have_attribute("aria-valuetext", re.compile(r"\d"))
    if urlsplit(page.url).path.strip("/") in LESSONS:
        expect(page.get_by_role("tab").first).to_be_attached()
    return still(page)


def drawer(page: Page) -> Page:
    """Open the drawer with all numbers, fields, switches and challenges."""
    opener = stage(page).locator('[data-tool="numbers"]')
    if opener.get_attribute("aria-expanded") == "false":
        opener.click()
    return page


def example(page: Page, name: str) -> None:
    """Choose an example from the menu in the bar."""
    stage(page).locator('[data-tool="examples"]').click()
    stage(page).get_by_role("button", name=name, exact=True).click()


def more(page: Page, name: str) -> None:
    """Press a tool that stands under "More"."""
    stage(page).locator('[data-tool="more"]').click()
    stage(page).get_by_role("button", name=name, exact=True).click()


def menu_titles(page: Page) -> list[str]:
    """The titles of all pages in the menu above the page, whose chapters open one after the other."""
    menu = page.get_by_test_id("stTopNav")
    found = menu.get_by_role("link").all_inner_texts()
    for section in menu.get_by_test_id("stTopNavSection").all():
        section.click()
        links = page.get_by_test_id("stTopNavPopoverBody").get_by_test_id("stTopNavDropdownLink")
        expect(links.first).to_be_visible()
        found += links.all_inner_texts()
        page.keyboard.press("Escape")
        expect(links).to_have_count(0)
    return [text.split("\n")[-1] for text in found]


def go_to(page: Page, title: str) -> None:
    """Go to a page by the menu above the page."""
    menu = page.get_by_test_id("stTopNav")
    link = menu.get_by_role("link").filter(has_text=re.compile(rf"{title}$"))
    for section in menu.get_by_test_id("stTopNavSection").all() if link.count() == 0 else []:
        section.click()
        links = page.get_by_test_id("stTopNavPopoverBody").get_by_test_id("stTopNavDropdownLink")
        expect(links.first).to_be_visible()
        link = links.filter(has_text=re.compile(rf"{title}$"))
        if link.count():
            break
        page.keyboard.press("Escape")
        expect(links).to_have_count(0)
    link.click()


def still(page: Page) -> Page:
    """End the hint that a stage at rest gives, as any key does."""
    page.evaluate("window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift' }))")
    return page


def drawn(page: Page) -> None:
    """Let the stage draw what it holds: two frames, the second certainly after the stage's own."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def eventually(page: Page, read: Callable[[], Found], wanted: object) -> Found:
    """Read again, frame by frame, until what is found equals what is wanted (an `approx` is welcome)."""
    limit = time.monotonic() + PATIENCE_MS / 1000
    while not _equal(found := read(), wanted) and time.monotonic() < limit:
        drawn(page)
    assert _equal(found, wanted), f"{found} is not {wanted}"
    return found


def _equal(found: object, wanted: object) -> bool:
    return bool(found == wanted)


def expect_goal(page: Page, name: str, *, reached: bool = True) -> None:
    expect(goal(page, name)).to_have_attribute("data-reached", str(reached).lower())


def expect_projected(page: Page) -> None:
    expect(stage(page)).to_have_class(re.compile(r"\bpresent\b"))


def expect_not_projected(page: Page) -> None:
    expect(stage(page)).not_to_have_class(re.compile(r"\bpresent\b"))


# ---------------------------------------------------------------- reading


def numbers(text: str) -> list[float]:
    """The numbers in a text as an English page writes it, with its real minus sign."""
    return [float(found.replace("−", "-")) for found in NUMBER.findall(text)]


def coordinates(page: Page, name: str) -> list[float]:
    """What a handle says of itself once it is drawn."""
    drawn(page)
    return numbers(handle(page, name).get_attribute("aria-valuetext") or "")


def said(page: Page, name: str) -> float:
    """The number of a read-out once it is drawn."""
    drawn(page)
    (number,) = numbers(readout(page, name).inner_text())
    return number


def link(page: Page) -> dict[str, str]:
    """What the address holds now; wait for what has just settled with `expect(page).to_have_url`."""
    query = urlsplit(page.evaluate("location.href")).query
    return {name: texts[0] for name, texts in parse_qs(query).items()}


def box(part: Locator) -> dict[str, float]:
    """Where a part is in the window, once the stage is drawn."""
    drawn(part.page)
    found = part.bounding_box()
    assert found is not None
    return dict(found)


def middle(part: Locator) -> Point:
    part.scroll_into_view_if_needed()
    found = box(part)
    return found["x"] + found["width"] / 2, found["y"] + found["height"] / 2


def centre(page: Page, name: str) -> Point:
    """Where a pointer takes a handle."""
    found = box(handle(page, name).locator(".touch"))
    return found["x"] + found["width"] / 2, found["y"] + found["height"] / 2


# ---------------------------------------------------------------- driving


def press(page: Page, keys: Iterable[str]) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, name: str) -> None:
    """Press Tab until a handle has the focus."""
    for _ in range(80):
        label = page.evaluate(
            f"""() => {{ {FOCUSED}
              return ['slider', 'spinbutton'].includes(e?.role) ? e.getAttribute('aria-label') : ''; }}"""
        )
        if label == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {name}")


def drag(page: Page, start: Point, end: Point, steps: int = 5) -> None:
    """Take what is at `start` with the mouse and hold it at `end`; the caller lets go."""
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=steps)


def fingers(page: Page) -> Callable[..., None]:
    """`touch = fingers(page)`, then `touch("touchStart", (x, y))`, `touch("touchMove", ...)`,
    `touch("touchEnd")`; with two places it is two fingers."""
    client = page.context.new_cdp_session(page)

    def touch(kind: str, *points: Point) -> None:
        places: list[dict[str, Any]] = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})

    return touch


def swipe(page: Page, start: Point, end: Point, steps: int = 8) -> Callable[..., None]:
    """Draw one finger from place to place; the caller lifts it with what this returns: `("touchEnd")`."""
    touch = fingers(page)
    touch("touchStart", start)
    for i in range(1, steps + 1):
        touch(
            "touchMove",
            (start[0] + i * (end[0] - start[0]) / steps, start[1] + i * (end[1] - start[1]) / steps),
        )
    return touch

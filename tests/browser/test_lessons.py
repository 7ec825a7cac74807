"""What every lesson must hold, from its address to its keys: each is opened three times, and asked there.

To open a page is what costs. So the tests of one lesson share its pages: one as on a desk, one
on a phone, one on a projector. Each test puts size and theme to what it looks at; the one that moves
something stands last of its page. What every stage promises, and no lesson can break, is tested on one lesson
elsewhere. The phone is a German one: so the longer words of another language are asked as well.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from explorer import curriculum
from explorer.ui import language
from tests.browser.access import violations
from tests.browser.conftest import Profiles, Server, watched
from tests.browser.driving import (
    box,
    eventually,
    expect_not_projected,
    expect_projected,
    handle,
    menu_titles,
    ready,
    stage,
    tab_to,
)
from tests.scenes.catalogue import STEMS

DESK = (1280, 800)
GERMAN = language.catalogue("de")


@pytest.fixture(scope="module", params=STEMS)
def stem(request: pytest.FixtureRequest) -> str:
    """A lesson; its tests run one after the other."""
    return str(request.param)


@contextmanager
def opened(profiles: Profiles, server: Server, stem: str, query: str = "", **options: Any) -> Iterator[Page]:
    with watched(profiles, server) as visit:
        page = visit(f"/{'' if stem == 'home' else stem}{query}", **options)
        expect(stage(page).locator(".frame svg").first).to_be_visible()
        if stem != "home":
            expect(page.get_by_role("tab").first).to_be_attached()
        page.evaluate("performance.mark('arrived')")
        yield page


# The share of the window that the picture fills.
SHARE = """(stage) => {
  const { x, y, right, bottom } = stage.querySelector('.frame svg').getBoundingClientRect();
  const width = Math.min(right, innerWidth) - Math.max(x, 0);
  const height = Math.min(bottom, innerHeight) - Math.max(y, 0);
  return (width * height) / (innerWidth * innerHeight);
}"""
# What is drawn around what has the focus: the ring of a handle, the outline of a field.
RING = """(e) => { const ring = e.querySelector('.ring');
  const { stroke, outlineColor, outlineStyle } = getComputedStyle(ring ?? e);
  return ring ? stroke : outlineStyle === 'none' ? 'none' : outlineColor; }"""
# What moved while a page came, as browsers count it.
SHIFT = """() => new Promise((resolve) => {
  const [{ startTime: end }] = performance.getEntriesByName('arrived');
  const watcher = new PerformanceObserver((list) =>
    resolve(list.getEntries().filter((e) => e.startTime < end).reduce((sum, e) => sum + e.value, 0)));
  watcher.observe({ type: 'layout-shift', buffered: true });
})"""


@pytest.fixture(scope="module")
def desk(profiles: Profiles, server: Server, stem: str) -> Iterator[Page]:
    """The lesson on a desk."""
    with opened(profiles, server, stem) as page:
        yield page


@pytest.fixture(scope="module")
def phone(profiles: Profiles, server: Server, stem: str) -> Iterator[Page]:
    """The lesson on a German phone, with touch and without a mouse."""
    with opened(profiles, server, stem, "?lang=de", phone=True) as page:
        yield page


@pytest.fixture(scope="module")
def projector(profiles: Profiles, server: Server, stem: str) -> Iterator[Page]:
    """The lesson on a projector, from a link."""
    with opened(profiles, server, stem, "?present=1") as page:
        expect_projected(page)
        yield page


def seen(page: Page, theme: str = "light", size: tuple[int, int] = DESK) -> Page:
    """The page in a theme and a size, once the stage has followed."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    expect(stage(page)).to_have_attribute("data-theme", theme)
    return page


def expect_nothing_found(page: Page) -> None:
    """By axe-core, once what the page itself draws has followed a change of theme."""
    eventually(page, lambda: violations(page), [])


# --- on a desk -----------------------------------------------------------------------------


def test_a_lesson_opens_by_its_address(desk: Page, stem: str) -> None:
    entry = curriculum.lesson(stem)
    expect(desk.get_by_role("heading", level=1, name=entry.headline)).to_be_visible()
    expect(desk.get_by_test_id("stMain").get_by_text(entry.question).first).to_be_visible()
    expect(desk).to_have_title(f"{entry.title} · Linear algebra")
    assert entry.title in menu_titles(desk)


def test_the_picture_is_the_page_and_nothing_moves_while_it_comes(desk: Page) -> None:
    assert desk.evaluate(SHIFT) <= 0.1
    seen(desk).get_by_test_id("stMain").evaluate("e => e.scrollTo(0, 0)")
    eventually(desk, lambda: stage(desk).evaluate(SHARE) >= 0.7, True)


def test_no_plotly_is_loaded_before_a_chart_is_opened(desk: Page) -> None:
    desk.wait_for_load_state("networkidle")
    asked = desk.evaluate("() => performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert any("stage" in url for url in asked)
    assert not [url for url in asked if "plotly" in url.lower()]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_a_desk(desk: Page, theme: str) -> None:
    expect_nothing_found(seen(desk, theme))


def test_at_200_percent_nothing_is_lost_and_nothing_scrolls_sideways(desk: Page) -> None:
    seen(desk, size=(640, 400))
    widest = "() => document.querySelector('[data-testid=\"stMain\"]').scrollWidth"
    eventually(desk, lambda: desk.evaluate(widest) <= 640, True)
    cut = stage(desk).evaluate(
        """(stage) => [...stage.querySelectorAll('.number, .name, .goal, button, .typed')]
             .filter((e) => e.checkVisibility() && !e.closest('dialog, .scroll'))
             .map((e) => [e.textContent, e.getBoundingClientRect()])
             .filter(([, box]) => box.right > innerWidth + 1 || box.left < -1).map(([text]) => text)"""
    )
    assert cut == []


def test_one_goal_is_reached_by_keyboard_alone(desk: Page, stem: str) -> None:
    moves = importlib.import_module(f"tests.scenes.test_{stem}").keys_to_a_goal()
    ready(seen(desk), moves[0][0])
    reached = stage(desk).locator('[data-goal][data-reached="true"]')
    expect(reached).to_have_count(0)
    focused = ""
    for name, key in moves:
        if name != focused:
            tab_to(desk, name)
            assert handle(desk, name).evaluate(RING) not in ("none", "rgba(0, 0, 0, 0)")
            focused = name
        desk.keyboard.press(key)
    expect(reached.first).to_be_attached()
    expect(stage(desk).locator(".done")).to_be_visible()


# --- on a phone ----------------------------------------------------------------------------


def test_a_phone_shows_the_question_first_and_never_scrolls_sideways(phone: Page, stem: str) -> None:
    seen(phone, size=(390, 844))
    expect(phone.locator("html")).to_have_attribute("lang", "de")
    question = GERMAN[curriculum.lesson(stem).question]
    expect(phone.get_by_test_id("stMain").get_by_text(question).first).to_be_in_viewport()
    widest = """() => Math.max(document.documentElement.scrollWidth,
                               document.querySelector('[data-testid="stMain"]').scrollWidth)"""
    assert phone.evaluate(widest) <= 390


def test_on_a_phone_the_picture_has_the_room_and_the_numbers_a_strip(phone: Page) -> None:
    seen(phone, size=(390, 664)).get_by_test_id("stMain").evaluate("e => e.scrollTo(0, 0)")
    eventually(phone, lambda: stage(phone).evaluate(SHARE) >= 0.7, True)
    card = stage(phone).locator(".card")
    eventually(phone, lambda: box(card)["height"] <= 60, True)


def test_a_phone_on_its_side_shows_picture_step_and_tools_at_once(phone: Page) -> None:
    seen(phone, size=(844, 390))
    room, bar = stage(phone).locator(".room"), stage(phone).locator(".dock")
    eventually(phone, lambda: box(room)["height"] <= 390, True)
    eventually(phone, lambda: box(bar)["height"] <= 64, True)  # one row
    assert box(stage(phone).locator(".sentence"))["y"] + 20 < box(bar)["y"]


def test_axe_finds_nothing_on_a_phone(phone: Page) -> None:
    expect_nothing_found(seen(phone, size=(390, 844)))


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_every_target_has_44_px_and_the_stage_is_above_the_fold(phone: Page, width: int) -> None:
    seen(phone, size=(width, 844))
    main = phone.get_by_test_id("stMain")
    main.evaluate("e => e.scrollTo(0, 0)")
    fold = """(stage) => stage.querySelector('.frame').getBoundingClientRect().bottom <= 844"""
    eventually(phone, lambda: stage(phone).evaluate(fold), True)
    eventually(phone, lambda: box(stage(phone).get_by_role("toolbar"))["height"], 44)  # one row
    more = stage(phone).locator('[data-tool="more"]')
    more.tap()
    expect(stage(phone).get_by_role("button", name=GERMAN["Projector mode"])).to_be_visible()
    small = stage(phone).evaluate(
        """(stage) => [...stage.querySelectorAll('button, input, select, a, .touch')]
             .map((e) => e.closest('label') ?? e)
             .filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length)
             .map((e) => [e.ariaLabel || e.textContent || e.className, e.getBoundingClientRect()])
             .filter(([, box]) => Math.min(box.width, box.height) < 43.9)
             .map(([name, box]) => `${name}: ${box.width} x ${box.height}`)"""
    )
    wide = main.evaluate("e => e.scrollWidth")
    more.tap()
    assert small == []
    assert wide <= width


def test_a_phone_shows_projector_mode_without_sideways_scrolling_and_a_finger_leaves_it(phone: Page) -> None:
    seen(phone, size=(390, 844))
    stage(phone).locator('[data-tool="more"]').tap()
    stage(phone).get_by_role("button", name=GERMAN["Projector mode"]).tap()
    expect_projected(phone)
    fits = "e => e.scrollWidth <= e.clientWidth && e.clientWidth <= 390"
    eventually(phone, lambda: stage(phone).evaluate(fits), True)
    leave = phone.get_by_role("button", name=GERMAN["Leave projector mode"])
    target = box(leave)
    assert min(target["width"], target["height"]) >= 44
    leave.tap()
    expect_not_projected(phone)


# --- on a projector ------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(1280, 800), (1024, 768)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_question_stage_and_numbers_fit_a_projector_and_no_text_is_cut(
    projector: Page, size: tuple[int, int]
) -> None:
    seen(projector, size=size)
    too_large = (
        "e => [e.scrollWidth - e.clientWidth, e.scrollHeight - e.clientHeight].map((x) => Math.max(0, x))"
    )
    eventually(projector, lambda: stage(projector).evaluate(too_large), [0, 0])
    cut = """(stage) => [...stage.querySelectorAll('.name, .number, .goal, text, th, td, button, label')]
             .filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length)
             .filter((e) => { const box = e.getBoundingClientRect();
               const home = (e.closest('.frame, .side, .controls') ?? stage).getBoundingClientRect();
               return e instanceof HTMLElement && e.clientWidth && e.scrollWidth > e.clientWidth + 1
                 || box.left < home.left - 1 || box.right > home.right + 1 || box.bottom > innerHeight; })
             .map((e) => e.textContent)"""
    eventually(projector, lambda: stage(projector).evaluate(cut), [])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_a_projector(projector: Page, theme: str) -> None:
    expect_nothing_found(seen(projector, theme))


# What stands in the stage: text with its size and contrast, strokes with their width and contrast.
LOOKED_AT = """(stage) => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const over = (paint) => { canvas.clearRect(0, 0, 1, 1);
    for (const colour of paint) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3); };
  const light = (rgb) => rgb.map((v) => v / 255)
    .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ratio = (a, b) => {
    const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
    return (x + 0.05) / (y + 0.05);
  };
  const seen = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0
    && e.getBoundingClientRect().width > 1;
  const paper = getComputedStyle(stage).backgroundColor;
  const found = { texts: [], strokes: [] };
  for (const e of stage.querySelectorAll('*')) {
    if (!seen(e) || e.closest('dialog, .spoken, desc, .tip')) continue;
    const own = e.tagName === 'INPUT' && e.type === 'text' ? e.value
      : [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.textContent.trim()).join('');
    const style = getComputedStyle(e);
    if (own) {
      const below = [paper];
      if (e.closest('td')) below.push(getComputedStyle(e.closest('td')).backgroundColor);
      const ink = e instanceof SVGElement && e.namespaceURI.endsWith('svg') ? style.fill : style.color;
      const size = parseFloat(style.fontSize);
      found.texts.push({ text: own, size, ratio: ratio(over([...below, ink]), over(below)) });
    }
    const mark = e.closest('.mark');
    const drawn = e.getAttribute('d') || e.getAttribute('points');
    if (mark && e.matches('.stroke, .area') && style.stroke !== 'none' && drawn) {
      const clear = style.strokeOpacity * getComputedStyle(mark).opacity;
      found.strokes.push({ kind: mark.getAttribute('class'), width: parseFloat(style.strokeWidth), clear,
        ratio: ratio(over([style.stroke]), over([paper])) });
    }
  }
  return found;
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_on_a_projector_text_has_24_px_strokes_4_px_and_both_a_contrast_of_7(
    projector: Page, theme: str
) -> None:
    found = stage(seen(projector, theme)).evaluate(LOOKED_AT)
    assert len(found["texts"]) >= 8
    small = [text for text in found["texts"] if text["size"] < 24]
    assert not small, small
    pale = [text for text in found["texts"] if text["ratio"] < 7]
    assert not pale, pale
    # The plane itself, transformed or not, is the paper of the picture.
    drawn = [stroke for stroke in found["strokes"] if " grid " not in stroke["kind"]]
    weak = [s for s in drawn if s["width"] < 4 or s["ratio"] < 7 or s["clear"] < 1]
    assert not weak, weak

"""A class: projector mode, steps, a teacher's link, files to take away, goals that are remembered, phones."""

from __future__ import annotations

import base64
import io
import itertools
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from explorer import curriculum
from tests.browser.driving import (
    box,
    centre,
    coordinates,
    drag,
    eventually,
    expect_goal,
    handle,
    link,
    middle,
    press,
    ready,
    stage,
    swipe,
)
from tests.scenes.catalogue import STEMS, scenes
from tests.ui.test_share import rendered

WAYS = {stem: "/" if stem == "home" else f"/{stem}" for stem in STEMS}
SVG = "{http://www.w3.org/2000/svg}"
FOCUSED = """let e = document.activeElement;
  while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;"""


def expect_projected(page: Page) -> None:
    expect(stage(page)).to_have_class(re.compile(r"\bpresent\b"))


def expect_not_projected(page: Page) -> None:
    expect(stage(page)).not_to_have_class(re.compile(r"\bpresent\b"))


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


@pytest.mark.parametrize(("stem", "theme"), list(zip(STEMS, itertools.cycle(["light", "dark"]))))
def test_on_a_projector_text_has_24_px_strokes_4_px_and_both_a_contrast_of_7(
    visit: Any, stem: str, theme: str
) -> None:
    page = visit(f"{WAYS[stem]}?present=1", theme=theme)
    expect_projected(page)
    found = stage(page).evaluate(LOOKED_AT)
    assert len(found["texts"]) >= 8
    small = [text for text in found["texts"] if text["size"] < 24]
    assert not small, small
    pale = [text for text in found["texts"] if text["ratio"] < 7]
    assert not pale, pale
    # The plane itself, transformed or not, is the paper of the picture.
    drawn = [stroke for stroke in found["strokes"] if " grid " not in stroke["kind"]]
    weak = [s for s in drawn if s["width"] < 4 or s["ratio"] < 7 or s["clear"] < 1]
    assert not weak, weak


def test_projector_mode_comes_by_key_button_and_link_and_goes_by_escape_key_and_button(visit: Any) -> None:
    page = ready(visit("/vectors"))
    handle(page, "u").focus()
    page.keyboard.press("p")
    expect_projected(page)
    expect(page).to_have_url(re.compile("[?&]present=1"))
    page.keyboard.press("Escape")
    expect_not_projected(page)
    expect(page).not_to_have_url(re.compile("present"))
    page.get_by_role("button", name="Projector mode").click()
    expect_projected(page)
    page.get_by_role("button", name="Leave projector mode").click()
    expect_not_projected(page)
    expect(page.get_by_role("button", name="Projector mode")).to_be_focused()


def test_a_projector_shows_nothing_but_question_stage_and_numbers(visit: Any) -> None:
    page = ready(visit("/vectors?present=1", size=(1024, 768)))
    expect_projected(page)
    expect(stage(page).get_by_text(curriculum.lesson("vectors").question)).to_be_visible()
    assert box(stage(page)) == {"x": 0, "y": 0, "width": 1024, "height": 768}
    # Nothing of the page around it can be seen or clicked: at every place the stage is what lies on top.
    tops = page.evaluate(
        """() => [...Array(12)].flatMap((_, i) => [...Array(9)].map((_, j) => [85 * i + 20, 85 * j + 20]))
               .filter(([x, y]) => { let e = document.elementFromPoint(x, y);
                 while (e?.shadowRoot) e = e.shadowRoot.elementFromPoint(x, y);
                 return !e?.closest('.stage'); })"""
    )
    assert tops == []
    assert handle(page, "u").locator(".halo").evaluate("e => parseFloat(getComputedStyle(e).r)") >= 28
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate(
            f"() => {{ {FOCUSED} return e === document.body || Boolean(e.closest('.stage')); }}"
        )


@pytest.mark.parametrize("size", [(1280, 800), (1024, 768)])
@pytest.mark.parametrize("stem", STEMS)
def test_question_stage_and_numbers_fit_a_projector_and_no_text_is_cut(
    visit: Any, stem: str, size: tuple[int, int]
) -> None:
    page = visit(f"{WAYS[stem]}?present=1", size=size)
    expect_projected(page)
    too_large = (
        "e => [e.scrollWidth - e.clientWidth, e.scrollHeight - e.clientHeight].map((x) => Math.max(0, x))"
    )
    eventually(page, lambda: stage(page).evaluate(too_large), [0, 0])
    cut = """(stage) => [...stage.querySelectorAll('.name, .number, .goal, text, th, td, button, label')]
             .filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length)
             .filter((e) => { const box = e.getBoundingClientRect();
               const home = (e.closest('.frame, .side, .controls') ?? stage).getBoundingClientRect();
               return e instanceof HTMLElement && e.clientWidth && e.scrollWidth > e.clientWidth + 1
                 || box.left < home.left - 1 || box.right > home.right + 1 || box.bottom > innerHeight; })
             .map((e) => e.textContent)"""
    eventually(page, lambda: stage(page).evaluate(cut), [])


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("stem", STEMS)
def test_on_a_phone_every_target_of_the_stage_has_44_px_and_the_stage_is_above_the_fold(
    visit: Any, stem: str, width: int
) -> None:
    page = visit(WAYS[stem], phone=True, viewport={"width": width, "height": 844})
    expect(stage(page).locator(".frame svg")).to_be_visible()
    fold = """(stage) => stage.querySelector('.frame').getBoundingClientRect().bottom <= 844"""
    eventually(page, lambda: stage(page).evaluate(fold), True)
    eventually(page, lambda: box(stage(page).get_by_role("toolbar"))["height"], 44)  # one row
    stage(page).get_by_role("button", name="More", exact=True).tap()
    expect(stage(page).get_by_role("button", name="Projector mode")).to_be_visible()
    small = stage(page).evaluate(
        """(stage) => [...stage.querySelectorAll('button, input, select, a, .touch')]
             .map((e) => e.closest('label') ?? e)
             .filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length)
             .map((e) => [e.ariaLabel || e.textContent || e.className, e.getBoundingClientRect()])
             .filter(([, box]) => Math.min(box.width, box.height) < 43.9)
             .map(([name, box]) => `${name}: ${box.width} x ${box.height}`)"""
    )
    assert small == []
    main = page.get_by_test_id("stMain")
    assert main.evaluate("e => e.scrollWidth") <= width


def test_page_down_walks_through_the_steps_and_a_link_starts_at_one(visit: Any) -> None:
    page = ready(visit("/vectors?present=1"))
    steps = scenes("vectors")[0].steps
    for i, step in enumerate(steps, start=1):
        page.keyboard.press("PageDown")
        expect(page.get_by_text(step["text"])).to_be_visible()
        expect(page.get_by_text(f"{i} / {len(steps)}")).to_be_visible()
    page.keyboard.press("PageUp")
    expect(page.get_by_text(steps[-2]["text"])).to_be_visible()
    expect(page).to_have_url(re.compile(rf"[?&]step={len(steps) - 1}\b"))
    # A step puts back what it leaves to the steps before it.
    handle(page, "u").focus()
    page.keyboard.press("ArrowUp")
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "3.00, 1.10")
    page.keyboard.press("PageDown")
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "3.00, 1.00")
    page = ready(visit("/vectors?step=4"))
    expect(page.get_by_role("slider", name="a", exact=True)).to_have_value("-1.5")
    page.get_by_role("slider", name="a", exact=True).fill("1")
    expect(page).to_have_url(re.compile(r"[?&]a=1(&|$)"))
    # What was dragged after a step is what the link says, also where it is at the lesson's start.
    page = ready(visit("/vectors?step=4&a=1"))
    expect(page.get_by_text(steps[3]["text"])).to_be_visible()
    expect(page.get_by_role("slider", name="a", exact=True)).to_have_value("1")


def test_b_blanks_and_f_freezes(visit: Any) -> None:
    page = ready(visit("/vectors?present=1"))
    expect_projected(page)
    page.keyboard.press("b")
    expect(stage(page).locator(".frame")).to_be_hidden()
    expect(stage(page)).to_have_css("background-color", "rgb(0, 0, 0)")
    page.keyboard.press("b")
    expect(stage(page).locator(".frame")).to_be_visible()
    slider = stage(page).locator('input[type="range"]').first
    beside = middle(slider)[0] - 40, middle(slider)[1]
    value = slider.input_value()
    page.keyboard.press("f")
    frame = box(stage(page).locator(".frame"))
    before = coordinates(page, "u")
    drag(page, centre(page, "u"), (frame["x"] + 30, frame["y"] + 30), steps=1)
    page.mouse.up()
    page.mouse.click(*beside)
    page.keyboard.press("PageDown")
    assert coordinates(page, "u") == before
    expect(slider).to_have_value(value)
    expect(page.get_by_text("4 steps")).to_be_visible()
    page.keyboard.press("f")
    page.keyboard.press("PageDown")
    expect(page.get_by_text("1 / 4")).to_be_visible()


def test_a_teachers_link_holds_what_it_locks_and_hides_what_it_hides(visit: Any) -> None:
    page = ready(visit("/vectors?lock=u~a&u=2,-3&hide=length of v~formula~reasons~v"))
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "2.00, −3.00")
    expect(handle(page, "u")).to_have_attribute("aria-disabled", "true")
    for name in ("u x", "u y"):
        expect(page.get_by_role("textbox", name=name)).to_be_disabled()
    expect(page.get_by_role("slider", name="a", exact=True)).to_be_disabled()
    handle(page, "u").focus()
    press(page, ["ArrowLeft", "Shift+ArrowUp", "Enter"])
    x, y = middle(handle(page, "u").locator(".knob"))
    drag(page, (x, y), (x - 95, y - 65), steps=1)
    page.mouse.up()
    page.get_by_role("button", name="Dependent").click()
    expect(handle(page, "v")).to_have_attribute("aria-valuetext", "−1.00, −0.50")
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "2.00, −3.00")
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Back to the start").click()
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "2.00, −3.00")
    expect(page.get_by_text("length of u", exact=True)).to_be_visible()
    expect(page.get_by_text("length of v", exact=True)).to_be_hidden()
    expect(stage(page).locator(".formula")).to_be_hidden()
    expect(stage(page).locator(".mark.arrow.role-first")).to_be_visible()
    expect(stage(page).locator(".mark.arrow.role-second")).to_be_hidden()
    # A goal is reached, and why is hidden.
    handle(page, "v").focus()
    press(page, ["Enter", "Enter"])
    expect_goal(page, "Make u and v span only a line.")
    expect(page.get_by_text("Then b v adds nothing that a u could not do alone.")).to_be_hidden()
    # What is hidden is not told to listeners either.
    handle(page, "v").focus()
    page.keyboard.press("Enter")
    expect(stage(page).locator("desc")).to_contain_text("length of u")
    expect(stage(page).locator("desc")).not_to_contain_text("length of v")
    assert link(page)["lock"] == "u~a"


def test_the_picture_is_saved_as_svg_and_png_with_its_description(visit: Any) -> None:
    page = ready(visit("/vectors"))
    handle(page, "u").focus()
    page.keyboard.press("ArrowUp")
    expect(stage(page).locator("desc")).to_contain_text("u 3.00, 1.10")
    described = stage(page).locator("desc").text_content()
    for kind in ("SVG", "PNG"):
        page.get_by_role("button", name="Save the picture").click()
        with page.expect_download() as waiting:
            page.get_by_role("button", name=kind, exact=True).click()
        data = waiting.value.path().read_bytes()
        assert waiting.value.suggested_filename == f"vectors.{kind.lower()}"
        if kind == "SVG":
            root = ElementTree.fromstring(data)
            assert root.findtext(f"{SVG}desc") == described
            assert root.findtext(f"{SVG}title") == scenes("vectors")[0].title
            drawn = [part for part in root.iter() if part.get("d") or part.get("points")]
            assert len(drawn) >= 8, "three arrows of two parts each, the segments, the target"
            colours = set(re.findall(r"(?:fill|stroke):(rgb\([^)]*\))", data.decode()))
            assert len(colours) >= 4, "of u, of v, of their combination and of the axes, at least"
        else:
            assert data.startswith(b"\x89PNG")
            shades = Image.open(io.BytesIO(data)).convert("RGB").getextrema()
            assert all(low < high for low, high in shades), "something is drawn"
            assert described is not None and described.encode() in data


def test_the_values_the_page_and_the_code_for_phones_hold_what_is_on_screen(
    visit: Any, tmp_path: Path
) -> None:
    page = ready(visit("/vectors?section=Share"))
    handle(page, "u").focus()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_test_id("stCode").first).to_contain_text("/vectors?u=3,1.1")
    shared = page.get_by_test_id("stCode").first.locator("code").inner_text().strip()
    source = page.get_by_role("img", name="QR: The link, for the phones in the room").get_attribute("src")
    assert source is not None
    svg = base64.b64decode(source.partition("base64,")[2]).decode()
    assert [code.text for code in zxingcpp.read_barcodes(rendered(svg))] == [shared]
    with page.expect_download() as waiting:
        page.get_by_role("button", name="The values on screen (CSV)").click()
    assert waiting.value.suggested_filename == "vectors.csv"
    assert "u,1,1,3.0\nu,1,2,1.1\n" in waiting.value.path().read_text("utf-8")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="A page that works without a network").click()
    assert waiting.value.suggested_filename == "vectors.html"
    file = tmp_path / "vectors.html"
    waiting.value.save_as(file)
    page.goto(file.as_uri())
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "3.00, 1.10")
    expect(page.locator(f'a[href="{shared}"]')).to_have_count(1)


def test_goals_reached_stand_on_the_map_of_the_same_browser(visit: Any) -> None:
    page = ready(visit("/vectors"))
    handle(page, "v").focus()
    press(page, ["Enter", "Enter"])
    expect_goal(page, "Make u and v span only a line.")
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Home").click()
    expect(page.get_by_text("1 of 2 goals reached")).to_be_visible()
    page.get_by_role("link", name="Continue with Vectors where you left off").click()
    # At a right angle first, then on the line as well: v is zero.
    expect(handle(page, "v")).to_have_attribute("aria-valuetext", "0.00, 0.00")
    # Who opens the lesson anew and reaches nothing loses nothing.
    page.goto(page.url.partition("/vectors")[0] + "/vectors")
    ready(page)
    handle(page, "u").focus()
    page.keyboard.press("ArrowUp")
    expect(page).to_have_url(re.compile(r"[?&]u=3,1\.1"))
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Home").click()
    expect(page.get_by_text("1 of 2 goals reached")).to_be_visible()


def test_back_and_forward_bring_back_what_the_link_of_each_page_holds(visit: Any) -> None:
    page = ready(visit("/vectors?u=-1,2"))
    handle(page, "u").focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "0.00, 2.00")
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Matrices").click()
    ready(page, "column 1")
    page.go_back()
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "0.00, 2.00")
    page.go_forward()
    ready(page, "column 1")
    page.go_back()
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "0.00, 2.00")
    # Two links of one page, as from a list of examples.
    page.evaluate("history.pushState(history.state, '', '/vectors?u=4,-1&v=2,2')")
    page.evaluate("history.pushState(history.state, '', '/vectors')")
    page.go_back()
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "4.00, −1.00")
    expect(handle(page, "v")).to_have_attribute("aria-valuetext", "2.00, 2.00")


def _said(stem: str, name: str, values: dict[str, Any]) -> Any:
    """What an item of the panel says for values of the inputs."""
    scene = scenes(stem)[0]
    items = json.loads(scene.payload())["panel"]
    (item,) = (item for item in items if item.get("name") == name and "value" in item)
    inputs = {key: spec["at"] for key, spec in scene.inputs.items()} | values
    shaped = {
        key: np.array(value, float).reshape(scene.inputs[key]["shape"]) for key, value in inputs.items()
    }
    return scene.program().run(shaped)[item["value"]]


def keys_to_the_best_plane() -> list[str]:
    """Turns of the plane by whole degrees until it lies within 3 degrees of PCA's."""
    start = scenes("pca")[0].inputs["plane"]["at"]
    strike, tilt = start
    turns = sorted(
        itertools.product(range(-180, 181, 10), range(0, 60, 10)), key=lambda turn: abs(turn[0]) + turn[1]
    )
    for right, up in turns:
        if _said("pca", "degrees off", {"plane": [strike + right, tilt + up]}) < 4.5:
            way = "Right" if right > 0 else "Left"
            return [f"Shift+Arrow{way}"] * (abs(right) // 10) + ["Shift+ArrowUp"] * (up // 10)
    raise AssertionError("no plane in whole tens of degrees is near the best one")


def moves_to_a_small_error() -> list[tuple[str, str]]:
    """Steps of a tenth, each the best one, until the squared error is below 1: (handle, key)."""
    scene = scenes("recommender")[0]
    names = [name for name, spec in scene.inputs.items() if spec["shape"] == [2] and not spec["hidden"]]
    at = {name: np.array(scene.inputs[name]["at"]) for name in names}
    ways = {"ArrowLeft": (-0.1, 0), "ArrowRight": (0.1, 0), "ArrowUp": (0, 0.1), "ArrowDown": (0, -0.1)}
    done: list[tuple[str, str]] = []
    while _said("recommender", "squared error by hand", at) >= 0.98:
        tried = {
            (name, key): _said("recommender", "squared error by hand", at | {name: at[name] + way})
            for name in names
            for key, way in ways.items()
        }
        name, key = min(tried, key=tried.__getitem__)
        at[name] = at[name] + ways[key]
        done.append((name, key))
        assert len(done) < 60
    return done


KEYS = {
    "home": lambda: [("x", key) for key in ["Shift+ArrowRight", "ArrowRight", *["ArrowDown"] * 5]],
    "vectors": lambda: [("v", "Enter"), ("v", "Enter")],
    "dot_product": lambda: [("v", "Enter")],
    "matrices": lambda: [("column 2", "Enter")],
    "pca": lambda: [("plane", key) for key in keys_to_the_best_plane()],
    "recommender": moves_to_a_small_error,
}


@pytest.mark.parametrize("stem", STEMS)
def test_one_goal_of_every_lesson_is_reached_by_keyboard_alone(visit: Any, stem: str) -> None:
    page = visit(WAYS[stem])
    moves = KEYS[stem]()
    ready(page, moves[0][0])
    focused = ""
    for name, key in moves:
        if name != focused:
            _tab_to(page, name)
            focused = name
        page.keyboard.press(key)
    expect(stage(page).locator('[data-goal][data-reached="true"]').first).to_be_visible()


def _tab_to(page: Page, name: str) -> None:
    """Press Tab until a handle has the focus, and see that the focus can be seen."""
    for _ in range(80):
        label = page.evaluate(
            f"() => {{ {FOCUSED} return e?.role === 'slider' ? e.getAttribute('aria-label') : ''; }}"
        )
        if label == name:
            ring = handle(page, name).locator(".ring")
            assert ring.evaluate("e => getComputedStyle(e).stroke") not in ("none", "rgba(0, 0, 0, 0)")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {name}")


@pytest.mark.parametrize("stem", STEMS)
def test_a_phone_shows_a_projector_page_without_sideways_scrolling_and_a_finger_leaves_it(
    visit: Any, stem: str
) -> None:
    page = visit(f"{WAYS[stem]}?present=1", phone=True)
    expect_projected(page)
    fits = "e => e.scrollWidth <= e.clientWidth && e.clientWidth <= 390"
    eventually(page, lambda: stage(page).evaluate(fits), True)
    leave = page.get_by_role("button", name="Leave projector mode")
    target = box(leave)
    assert min(target["width"], target["height"]) >= 44
    leave.tap()
    expect_not_projected(page)


def test_a_finger_on_the_picture_scrolls_the_page_past_the_stage(visit: Any) -> None:
    page = ready(visit("/vectors", phone=True))
    frame = box(stage(page).locator(".frame"))
    before = coordinates(page, "u")
    x, y = frame["x"] + 40, frame["y"] + frame["height"] - 30  # where no handle is
    swipe(page, (x, y), (x, y - 280), steps=14)("touchEnd")
    page.wait_for_function("() => document.querySelector('[data-testid=\"stMain\"]').scrollTop > 150")
    assert coordinates(page, "u") == before


@pytest.mark.parametrize("stem", STEMS)
def test_at_200_percent_nothing_is_lost_and_nothing_scrolls_sideways(visit: Any, stem: str) -> None:
    page = visit(WAYS[stem], size=(640, 400))
    expect(stage(page).locator(".frame svg")).to_be_visible()
    widest = page.evaluate("() => document.querySelector('[data-testid=\"stMain\"]').scrollWidth")
    assert widest <= 640
    cut = stage(page).evaluate(
        """(stage) => [...stage.querySelectorAll('.number, .name, .goal, button, .typed')]
             .filter((e) => e.checkVisibility() && !e.closest('dialog, .scroll'))
             .map((e) => [e.textContent, e.getBoundingClientRect()])
             .filter(([, box]) => box.right > innerWidth + 1 || box.left < -1).map(([text]) => text)"""
    )
    assert cut == []


def test_on_a_larger_projector_everything_is_larger_in_the_same_measure(visit: Any) -> None:
    sizes = []
    for size in ((1280, 800), (2560, 1600)):
        page = visit("/vectors?present=1", size=size)
        expect_projected(page)
        sizes.append(
            stage(page).evaluate(
                """(root) => ['.readout .number', '.label', '.tick', '.goal', '.typed'].map(
                  (part) => parseFloat(getComputedStyle(root.querySelector(part)).fontSize))"""
            )
        )
        assert stage(page).evaluate("(root) => root.scrollHeight <= root.clientHeight")
    assert sizes[1] == pytest.approx([2 * size for size in sizes[0]])

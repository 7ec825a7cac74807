"""A stage on a page of the app, in each engine: what it shows, and what mouse and keyboard do there.

Fingers are not tried: neither driver sends the touch and gesture events of a phone.
"""

from __future__ import annotations

import json

import numpy as np
import pytest
from PIL import ImageColor

from explorer import curriculum
from explorer.logic import vectors
from explorer.scenes.vectors import scene as two_arrows
from tests.engines.conftest import DESK, Visit
from tests.engines.driving import (
    address,
    box,
    centre,
    coordinates,
    eventually,
    focus,
    is_there,
    is_visible,
    middle,
    press,
    ready,
    said,
    style,
    text,
    value,
)

LESSONS = [entry.stem for entry in curriculum.LESSONS]
SENTENCE = ".sentence"
STEP = ".dots .now"
PROJECTED = ".stage.present"
ACCENT = "--role-first"  # the colour of the first role is the accent of a stage
# Of marks in SVG, and of the image that holds a cloud of points: whether there is anything to be seen.
DRAWN = """const canvas = find('.frame canvas');
const { width, height } = canvas;
const cloud = width ? canvas.getContext('2d').getImageData(0, 0, width, height).data : [1];
const marks = [...find('.frame svg').querySelectorAll('.mark')].map((mark) => mark.getBoundingClientRect());
return (cloud.some((x) => x > 0) || !arguments[0]) && marks.some((box) => box.width + box.height > 0);"""
# What is seen at a place; asked of a shadow root alone, Firefox looks through what covers it.
ON_TOP = """const onTop = (x, y) => {
  let found = document.elementFromPoint(x, y);
  for (let inner; (inner = found?.shadowRoot?.elementFromPoint(x, y)) && inner !== found; ) found = inner;
  return found;
};"""
WIDEST = """const main = document.querySelector('[data-testid="stMain"]');
return Math.max(document.documentElement.scrollWidth, main.scrollWidth, find('.frame svg').clientWidth)"""


def test_what_a_page_complains_of_is_heard(visit: Visit) -> None:
    engine = visit("/vectors")
    engine.js(
        "console.error('said aloud'); setTimeout(() => { throw new Error('thrown'); });"
        "Promise.reject(new Error('rejected'));"
    )
    heard: list[str] = []

    def all_heard() -> bool:
        heard.extend(engine.complaints())
        return all(any(word in one for one in heard) for word in ("said aloud", "thrown", "rejected"))

    eventually(all_heard, True)


@pytest.mark.parametrize("stem", LESSONS)
def test_a_stage_fills_its_page_without_error_and_nothing_scrolls_sideways(visit: Visit, stem: str) -> None:
    engine = ready(visit("/" if stem == "home" else f"/{stem}"))

    def share() -> float:
        left, top, width, height = box(engine, ".frame svg")
        seen = (min(left + width, DESK[0]) - max(left, 0)) * (min(top + height, DESK[1]) - max(top, 0))
        return seen / (DESK[0] * DESK[1])

    eventually(lambda: share() >= 0.7, True)
    for width, height in (DESK, (engine.narrowest, 844)):
        engine.resize(width, height)
        eventually(lambda: engine.js("return innerWidth"), width)
        eventually(lambda: engine.js(f"{WIDEST} <= innerWidth"), True)
        # The canvas of `matrices` is empty until a reader lets grid points be counted.
        eventually(lambda: engine.js(DRAWN, stem != "matrices"), True)


def test_a_mouse_drags_a_handle_and_the_numbers_follow_while_it_is_down(visit: Visit) -> None:
    engine = ready(visit("/vectors"))
    x, y = centre(engine, "u")
    before = address(engine)
    engine.move((x, y))
    engine.press_mouse()
    found = [coordinates(engine, "u")]
    for by in ((-60, -37), (-171, 52)):
        there = (round(x) + by[0], round(y) + by[1])
        engine.move(there)
        # A handle is held where it was taken: at most half a pixel beside its middle.
        eventually(lambda: centre(engine, "u"), pytest.approx(there, abs=1.0))
        found.append(coordinates(engine, "u"))
        length = float(vectors.length(np.array(found[-1])))
        eventually(lambda: said(engine, "length of u"), pytest.approx(length, abs=0.011))
    assert found[0] != found[1] != found[2] != found[0]
    assert address(engine) == before, "nothing settles while a button is down"
    engine.release_mouse()
    eventually(lambda: "u=" in address(engine), True)
    assert coordinates(engine, "u") == found[-1]


def test_keys_move_a_handle_and_undo_enter_and_escape_do_what_they_say(visit: Visit) -> None:
    engine = ready(visit("/vectors"))
    start = address(engine)

    def at(x: float, y: float) -> None:
        eventually(lambda: coordinates(engine, "u"), [x, y])

    def settled(link: str) -> None:
        eventually(lambda: address(engine), f"{start}{link}")

    focus(engine, "u")
    engine.keys("ArrowRight")
    at(3.1, 1)
    settled("?u=3.1,1")
    engine.keys("Control+z")
    at(3, 1)
    engine.keys("Control+Shift+z")
    at(3.1, 1)
    # Alt with an arrow is the way back to another page, unless a handle has it.
    engine.keys("Shift+ArrowUp", "Alt+ArrowLeft", "ArrowDown")
    at(3.09, 1.9)
    engine.keys("Escape")
    at(3, 1)
    engine.keys("Enter")
    eventually(lambda: text(engine, ".tip.shown"), "u is as long as v")
    eventually(lambda: said(engine, "length of u"), pytest.approx(np.hypot(1, 2), abs=0.005))
    engine.keys("Escape")
    at(3, 1)
    settled("")
    engine.keys("ArrowUp")
    settled("?u=3,1.1")
    press(engine, "undo")
    at(3, 1)


def test_a_press_into_a_field_and_a_number_typed_replace_what_was_there(visit: Visit) -> None:
    engine = ready(visit("/vectors?u=1.5,1"))
    field = '.typed[aria-label="u x"]'
    press(engine, "numbers")
    eventually(lambda: is_visible(engine, field), True)
    assert value(engine, field, "value") == "1.5"
    engine.click(middle(engine, field))
    engine.keys("2", ".", "5")
    eventually(lambda: value(engine, field, "value"), "2.5")
    eventually(lambda: coordinates(engine, "u"), [2.5, 1])
    length = float(vectors.length(np.array([2.5, 1.0])))
    eventually(lambda: said(engine, "length of u"), pytest.approx(length, abs=0.005))
    engine.keys("Enter")
    eventually(lambda: "u=2.5,1" in address(engine), True)


def test_a_step_says_its_sentence_and_the_first_move_leaves_it_to_be_read(visit: Visit) -> None:
    engine = ready(visit("/vectors"))
    sentences = [step["text"] for step in json.loads(two_arrows().payload())["steps"]]
    assert text(engine, SENTENCE) not in sentences
    for number, sentence in enumerate(sentences[:2], 1):
        press(engine, "later")
        eventually(lambda: text(engine, SENTENCE), sentence)
        assert is_there(engine, STEP)
        eventually(lambda: address(engine).partition("step=")[2][:1], str(number))
    left, top, width, height = box(engine, SENTENCE)
    assert 0 <= left < left + width <= DESK[0]
    assert 0 <= top < top + height <= DESK[1]
    focus(engine, "u")
    engine.keys("ArrowUp")
    eventually(lambda: is_there(engine, STEP), False)
    eventually(lambda: "step=" in address(engine), False)
    assert text(engine, SENTENCE) == sentences[1]


def test_the_projector_covers_the_page_by_p_and_goes_by_escape_or_its_button(visit: Visit) -> None:
    engine = ready(visit("/vectors"))

    def covers_the_menu() -> bool:
        return bool(engine.js(f"{ON_TOP} return find('.stage').contains(onTop(60, 10));"))

    for leave in (lambda: engine.keys("Escape"), lambda: press(engine, "leave")):
        assert not is_there(engine, PROJECTED)
        assert not covers_the_menu()
        engine.keys("p")
        eventually(lambda: is_there(engine, PROJECTED), True)
        eventually(lambda: box(engine, PROJECTED), [0, 0, *DESK])
        eventually(covers_the_menu, True)
        leave()
        eventually(lambda: is_there(engine, PROJECTED), False)
        eventually(covers_the_menu, False)


def test_the_thumb_of_a_slider_is_drawn_by_our_style(visit: Visit) -> None:
    engine = ready(visit("/vectors"))
    slider = 'input[type="range"]'
    assert style(engine, slider, "appearance") == "none"
    low, high, at = (float(value(engine, slider, name)) for name in ("min", "max", "value"))
    left, top, width, height = box(engine, slider)
    x, y = left + 11 + (at - low) / (high - low) * (width - 22), top + height / 2
    accent = ImageColor.getrgb(style(engine, slider, ACCENT))

    def drawn() -> bool:
        """22 px of paper, and a ring of 2.5 px in the accent around it."""
        picture = engine.screenshot()
        angles = np.radians([45, 90, 135, 225, 270, 315])
        ring = [(int(x + 12.2 * np.cos(angle)), int(y + 12.2 * np.sin(angle))) for angle in angles]
        paper = min(picture.getpixel((int(x), int(y)))) >= 250
        return paper and all(picture.getpixel(place) == pytest.approx(accent, abs=60) for place in ring)

    eventually(drawn, True)


def test_a_box_that_is_ticked_has_the_accent_of_the_stage(visit: Visit) -> None:
    engine = ready(visit("/pca"))
    ticked = '.switch input[type="checkbox"]'
    press(engine, "numbers")
    eventually(lambda: is_visible(engine, ticked), True)
    if not value(engine, ticked, "checked"):
        engine.click(middle(engine, ticked))
    eventually(lambda: value(engine, ticked, "checked"), True)
    colour = ImageColor.getrgb(style(engine, ticked, ACCENT))
    assert ImageColor.getrgb(style(engine, ticked, "accent-color")) == colour
    left, top, width, height = box(engine, ticked)
    assert [width, height] == [20, 20]

    def filled() -> bool:
        cut = engine.screenshot().crop((int(left), int(top), int(left + width), int(top + height)))
        near = np.abs(np.asarray(cut, dtype=int) - np.array(colour)).max(axis=-1) <= 40
        return bool(near.mean() > 0.3)

    eventually(filled, True)

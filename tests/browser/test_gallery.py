"""Every mark and input that the gallery shows, under a mouse, a finger and the keyboard, on files from
disk."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from explorer.live.scene import Scene
from explorer.live.scene.gallery import ENTRIES
from tests.browser.access import violations
from tests.browser.driving import (
    box,
    coordinates,
    drag,
    drawer,
    drawn,
    eventually,
    example,
    handle,
    more,
    press,
    readout,
    said,
    stage,
    swipe,
)

Open = Callable[..., Page]


def values(page: Page, name: str) -> Any:
    """What an input is, as the stage holds it."""
    drawn(page)
    found = page.evaluate("(name) => stage.values[name].map((x) => (Number.isNaN(x) ? null : x))", name)
    return np.array([np.nan if x is None else x for x in found])


def place(page: Page, x: float, y: float, pane: int | None = None) -> tuple[float, float]:
    """Where a point of the plane is in the window."""
    picture = "stage.picture" if pane is None else f"stage.panes[{pane}].picture"
    drawn(page)
    left, top = page.evaluate(
        f"() => {{ const b = {picture}.root.getBoundingClientRect(); return [b.left, b.top]; }}"
    )
    px, py = page.evaluate(f"([x, y]) => {picture}.toScreen(x, y)", [x, y])
    return left + px, top + py


def saved(page: Page) -> str:
    """The picture as the file that a reader saves."""
    more(page, "Save the picture")
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("SVG")).click()
    return download.value.path().read_text("utf-8")


def tap(page: Page, at: tuple[float, float], phone: bool) -> None:
    if phone:
        page.touchscreen.tap(*at)
    else:
        page.mouse.click(*at)


def moved(page: Page, start: tuple[float, float], end: tuple[float, float], phone: bool) -> None:
    if phone:
        swipe(page, start, end)("touchEnd")
    else:
        drag(page, start, end)
        page.mouse.up()


@pytest.mark.parametrize("name", ENTRIES)
def test_a_scene_of_the_gallery_is_whole_in_every_mode(standalone: Open, name: str) -> None:
    page = standalone(ENTRIES[name]())
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        assert violations(page, ".stage") == []
    page.emulate_media(forced_colors="active")
    assert violations(page, ".stage") == []
    assert stage(page).locator(".message").inner_text() == ""


@pytest.mark.parametrize("phone", [False, True])
def test_a_pixel_is_pressed_and_says_its_number(standalone: Open, phone: bool) -> None:
    page = standalone(ENTRIES["pixels"](), phone=phone)
    tap(page, place(page, 2.5, 1.5), phone)  # row 2, column 2: rows are counted from the top
    assert values(page, "cell").tolist() == [2, 2]
    assert said(page, "in the frame") == 0.2
    expect(page.locator(".tip")).to_have_text("row 3, column 3: 0.20")
    page.get_by_role("button", name="Undo").first.click()
    assert values(page, "cell").tolist() == [0, 0]


def test_pixels_are_read_and_picked_by_keyboard(standalone: Open) -> None:
    page = standalone(ENTRIES["pixels"]())
    pixels = page.get_by_role("spinbutton", name="M")
    pixels.focus()
    press(page, ["ArrowDown", "ArrowRight", "ArrowRight"])
    expect(pixels).to_have_attribute("aria-valuetext", "row 2, column 3: −0.30")
    press(page, ["Enter"])
    assert values(page, "cell").tolist() == [1, 2]
    press(page, ["End"])
    expect(pixels).to_have_attribute("aria-valuetext", "row 4, column 5: 0.90")


def test_pixels_hold_the_numbers_and_follow_them(standalone: Open) -> None:
    page = standalone(ENTRIES["pixels"]())
    colours = """() => {
      const copy = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
      copy.drawImage(document.querySelector('canvas.pixels'), 0, 0);
      return [...copy.getImageData(0, 0, 5, 4).data];
    }"""
    before = np.array(page.evaluate(colours)).reshape(4, 5, 4)
    # Below zero one hue, above another; zero is the paper.
    assert before[2, 0, :3].tolist() == [255, 255, 255]
    assert before[0, 0, 0] > before[0, 0, 2] and before[3, 4, 2] > before[3, 4, 0]
    texts = page.locator(".mark.picture .digits").all_text_contents()
    assert texts[:2] == ["−1.00", "−0.90"] and len(texts) == 20
    handle(page, "share").focus()
    press(page, ["Home"])
    drawn(page)
    after = np.array(page.evaluate(colours)).reshape(4, 5, 4)
    assert (after[..., :3] == 255).all()


def test_pixels_are_in_the_saved_picture(standalone: Open) -> None:
    page = standalone(ENTRIES["pixels"]())
    text = saved(page)
    assert len(re.findall(r'<image[^>]*href="data:image/png', text)) == 1
    assert "image-rendering" in text and "−0.90" in text


@pytest.mark.parametrize("phone", [False, True])
def test_lamps_are_pressed_and_paper_beside_them_too(standalone: Open, phone: bool) -> None:
    page = standalone(ENTRIES["lamps"](), phone=phone)
    tap(page, place(page, -1, 0), phone)
    assert values(page, "lamps").tolist() == [1, 1, 0]
    tap(page, place(page, 0, 1), phone)
    assert said(page, "lamps on") == 1
    tap(page, place(page, 0.5, -0.6), phone)
    assert values(page, "mark") == pytest.approx([0.5, -0.6], abs=0.02)
    assert values(page, "lamps").tolist() == [1, 0, 0]
    page.get_by_role("button", name="Undo").first.click()
    page.get_by_role("button", name="Undo").first.click()
    assert values(page, "lamps").tolist() == [1, 1, 0]


def test_lamps_are_pressed_by_keyboard(standalone: Open) -> None:
    page = standalone(ENTRIES["lamps"]())
    lamps = page.get_by_role("spinbutton", name="lamps: press")
    lamps.focus()
    expect(lamps).to_have_attribute("aria-valuetext", "left: off")
    press(page, ["Enter", "ArrowUp", " "])
    assert values(page, "lamps").tolist() == [1, 0, 0]
    expect(lamps).to_have_attribute("aria-valuetext", "top: off")
    press(page, ["Insert"])
    assert values(page, "mark") == pytest.approx([0, 0], abs=1)


@pytest.mark.parametrize("phone", [False, True])
def test_points_are_dragged_added_and_removed(standalone: Open, phone: bool) -> None:
    page = standalone(ENTRIES["swarm"](), phone=phone)
    moved(page, place(page, 4, 3.5), place(page, 4.5, 2), phone)
    assert values(page, "points")[6:8] == pytest.approx([4.5, 2], abs=0.05)
    tap(page, place(page, 3, 0.5), phone)
    assert said(page, "points") == 5
    assert values(page, "points")[8:10] == pytest.approx([3, 0.5], abs=0.05)
    tap(page, place(page, 2, 3), phone)
    if phone:
        more(page, "Remove the point")
    else:
        page.keyboard.press("Delete")
    assert said(page, "points") == 4
    assert np.isnan(values(page, "points")[4:6]).all()
    page.get_by_role("button", name="Undo").first.click()
    assert values(page, "points")[4:6].tolist() == [2, 3]


def test_points_are_one_tab_stop_of_the_keyboard(standalone: Open) -> None:
    page = standalone(ENTRIES["swarm"]())
    points = page.get_by_role("spinbutton")
    expect(points).to_have_count(1)
    points.focus()
    press(page, ["ArrowRight", "ArrowUp"])
    expect(points).to_have_attribute("aria-valuetext", "point 3")
    press(page, ["Enter", "ArrowUp"])
    expect(handle(page, "point")).to_be_focused()
    assert values(page, "points")[4:6] == pytest.approx([2, 3.1], abs=1e-6)
    press(page, ["Escape"])
    assert values(page, "points")[4:6].tolist() == [2, 3]
    press(page, ["Insert"])
    assert said(page, "points") == 5


@pytest.mark.parametrize("phone", [False, True])
def test_a_pane_is_dragged_and_zoomed_alone_in_its_own_units(standalone: Open, phone: bool) -> None:
    page = standalone(ENTRIES["panes"](), phone=phone)
    moved(page, place(page, 2, 90 * ratio(page), 0), place(page, 6, -90 * ratio(page), 0), phone)
    assert coordinates(page, "moment") == pytest.approx([6, -90], abs=8)
    assert said(page, "moment") == pytest.approx(values(page, "moment")[0], abs=0.01)
    handle(page, "moment").focus()
    before = values(page, "moment")
    press(page, ["ArrowUp", "ArrowRight"])
    # A step of each axis is a power of ten of its own.
    assert values(page, "moment") - before == pytest.approx([0.1, 10], abs=1)
    home = page.evaluate("stage.picture.zoom")
    inside = box(page.locator(".pane .frame"))
    page.mouse.move(inside["x"] + 40, inside["y"] + 40)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    page.wait_for_function("stage.panes[0].picture.zoom > 1.1")
    assert page.evaluate("stage.picture.zoom") == home
    press(page, ["0"])
    page.wait_for_function("stage.panes[0].picture.zoom === 1")


def ratio(page: Page) -> float:
    """What a unit of y is, in units of x."""
    return float(page.evaluate("stage.panes[0].picture.spec.ratio"))


def test_a_pane_stands_beside_the_picture_and_on_a_phone_below_it(standalone: Open) -> None:
    wide, tall = standalone(ENTRIES["panes"]()), standalone(ENTRIES["panes"](), phone=True)
    for page, beside in ((wide, True), (tall, False)):
        pane, point = box(page.locator(".pane .frame")), place(page, 2, 1)
        assert (pane["x"] > point[0]) if beside else (pane["y"] > point[1])
        assert pane["width"] > 150 and pane["height"] > 100
        assert not page.evaluate("() => document.documentElement.scrollWidth > innerWidth")


def test_a_pane_is_in_the_saved_picture(standalone: Open) -> None:
    page = standalone(ENTRIES["panes"]())
    text = saved(page)
    assert text.count("<svg") == 2


def cell(page: Page, name: str) -> Locator:
    """A field of a table, by its row and column."""
    return page.get_by_role("textbox", name=name, exact=True)


def numbers(page: Page, name: str) -> list[str]:
    """What the entries of a matrix in brackets say."""
    drawn(page)
    return readout(page, name).locator(".number").all_inner_texts()


@pytest.mark.parametrize("phone", [False, True])
def test_complex_numbers_are_typed_and_none_loses_its_imaginary_part(standalone: Open, phone: bool) -> None:
    page = standalone(ENTRIES["gates"](), phone=phone)
    drawer(page)
    # Row 2 of S H is imaginary, and stands so.
    said_now = page.locator(".below td > .number").all_inner_texts()
    assert said_now == ["0.71", "0.71", "0.71i", "−0.71i"]
    assert numbers(page, "H S") == ["0.71", "0.71i", "0.71", "−0.71i"]
    expect(readout(page, "trace of S H")).to_have_text("0.71 − 0.71i")
    field = cell(page, "|1⟩, |1⟩").first
    if phone:
        field.tap()
    field.fill("e^(i pi/4)")
    field.press("Enter")
    half = np.sqrt(0.5)
    assert values(page, "S")[6:] == pytest.approx([half, half], abs=1e-12)
    assert page.evaluate("location.search") == "?s=1,0*5,0.707106781187,0.707106781187"
    assert numbers(page, "H S")[1] == "0.50 + 0.50i"
    cell(page, "|0⟩, |0⟩").first.focus()
    expect(field).to_have_value("e^(i pi/4)")  # while it is the number, it stays as it was written
    field.fill("2 + x")
    field.press("Tab")
    problem = page.get_by_role("alert").filter(has_text="“2 + x”")
    expect(problem).to_have_text(
        "|1⟩, |1⟩: “2 + x” cannot be read from “x” on: type a number such as 2−3i, 1/sqrt(2) or e^(i pi/4)."
    )
    field.press("Escape")
    assert values(page, "S")[6:] == pytest.approx([half, half], abs=1e-12)
    page.get_by_role("button", name="Undo").first.click()
    assert values(page, "S").tolist() == [1, 0, 0, 0, 0, 0, 0, 1]
    expect(field).to_have_value("i")


def test_the_hand_of_a_complex_number_shows_its_angle_and_its_cell_the_size(standalone: Open) -> None:
    page = standalone(ENTRIES["gates"]())
    field = cell(page, "|1⟩, |1⟩").first
    field.fill("-1/2")
    field.press("Enter")
    drawn(page)
    cells = page.locator(".below td:has(> .number)")
    titles = [cells.nth(i).get_attribute("title") for i in range(4)]
    assert titles == ["angle 0°", "angle 0°", "angle 180°", "angle 0°"]
    own = field.locator("xpath=..")
    assert own.evaluate("(td) => td.style.getPropertyValue('--share')") == "0.5"
    assert own.locator(".hand path").get_attribute("transform") == "rotate(-180)"
    field.fill("i")
    drawn(page)
    assert own.locator(".hand path").get_attribute("transform") == "rotate(-90)"
    field.fill("0")
    drawn(page)
    expect(own.locator(".hand")).to_be_hidden()


def test_complex_numbers_are_set_by_actions_and_presets_and_pasted(standalone: Open) -> None:
    page = standalone(ENTRIES["gates"]())
    page.get_by_role("button", name="S = T").click()
    assert values(page, "S")[6:] == pytest.approx([np.sqrt(0.5)] * 2, abs=1e-12)
    example(page, "S = Y")
    eventually(page, lambda: values(page, "S").tolist(), [0, 0, 0, -1, 0, 1, 0, 0])
    cell(page, "|0⟩, |0⟩").first.evaluate(
        """(field) => {
          const clipboardData = { getData: () => "1/sqrt(2)\\t-i\\ni\\t2" };
          const event = Object.assign(new Event("paste", { cancelable: true }), { clipboardData });
          field.dispatchEvent(event);
        }"""
    )
    assert values(page, "S") == pytest.approx([np.sqrt(0.5), 0, 0, -1, 0, 1, 2, 0], abs=1e-12)


def field_of_words(page: Page) -> Locator:
    return page.get_by_role("combobox", name="word")


def listed(page: Page) -> list[str]:
    drawn(page)
    return page.get_by_role("option").all_inner_texts()


@pytest.mark.parametrize("phone", [False, True])
def test_a_word_is_typed_and_picked_by_a_press(standalone: Open, phone: bool) -> None:
    page = standalone(ENTRIES["vocabulary"](), phone=phone)
    field = field_of_words(page)
    expect(field).to_have_value("queen")
    expect(readout(page, "nearest")).to_have_text("king")
    expect(readout(page, "then")).to_have_text("woman, man")
    # A press lists the words for those who have none in mind.
    field.tap() if phone else field.click()
    assert {"king", "man"} <= set(listed(page))
    # What begins so stands before what holds it; small letters and plain ones are enough.
    field.fill("man")
    assert listed(page) == ["man", "woman"]
    field.fill("KING")
    assert listed(page) == ["king", "baking"]
    field.fill("elan")
    assert listed(page) == ["Élan", "elan vital"]
    assert violations(page, ".stage") == []
    option = page.get_by_role("option", name="elan vital")
    if phone:
        option.tap()
    else:
        option.click()
    expect(field).to_have_value("elan vital")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(readout(page, "nearest")).to_have_text("Élan")
    expect(page.locator("text.label")).to_have_text("elan vital")
    assert page.evaluate("location.search") == "?word=5"
    page.get_by_role("button", name="Undo").first.click()
    expect(field).to_have_value("queen")
    assert values(page, "word").tolist() == [1]


def test_a_word_is_searched_by_keyboard(standalone: Open) -> None:
    page = standalone(ENTRIES["vocabulary"]())
    field = field_of_words(page)
    field.focus()
    press(page, ["ArrowDown"])
    assert len(listed(page)) == 7
    press(page, ["Escape"])
    assert listed(page) == []
    page.keyboard.type("an")
    active = page.locator('[role="option"][aria-selected="true"]')
    assert listed(page) == ["man", "woman", "Élan", "elan vital"]
    expect(active).to_have_text("man")
    press(page, ["ArrowUp"])
    expect(active).to_have_text("elan vital")
    press(page, ["ArrowDown", "ArrowDown"])
    expect(active).to_have_text("woman")
    expect(field).to_have_attribute("aria-activedescendant", active.get_attribute("id") or "")
    expect(page.get_by_role("status").filter(has_text="Words found: 4")).to_have_count(1)
    press(page, ["Enter"])
    assert values(page, "word").tolist() == [3]
    expect(field).to_be_focused()
    expect(field).to_have_value("woman")
    page.keyboard.type("zzz")
    expect(page.get_by_text("No entry begins so or holds it.")).to_be_visible()
    press(page, ["Enter"])  # picks nothing
    press(page, ["Escape"])
    expect(field).to_have_value("woman")
    # A word that was typed to its end is meant; what is none goes back.
    page.keyboard.type("MAN")
    press(page, ["Tab"])
    assert values(page, "word").tolist() == [2]
    field.fill("ki")
    press(page, ["Tab"])
    assert values(page, "word").tolist() == [2]
    expect(field).to_have_value("man")


def test_words_name_points_and_none_of_them_is_a_word_of_the_stage(standalone: Open) -> None:
    scene = Scene("Names", x=(-1, 3), y=(-1, 1))
    words = scene.words(["constructor", "Undo", "king"])
    i = scene.text("word", words, at="constructor")
    scene.readout("it", words[i])
    scene.readout("beside", words[i - 1])
    scene.points(np.array([[0.0, 0], [1, 0], [2, 0]]), labels=words)
    page = standalone(scene, texts={"Undo": "Rückgängig", "it": "es"})
    expect(readout(page, "it")).to_have_text("constructor")
    expect(readout(page, "beside")).to_have_text("–")
    page.mouse.move(*place(page, 0, 0))
    expect(page.locator(".tip")).to_have_text("constructor")
    field_of_words(page).fill("undo")
    press(page, ["Enter"])
    expect(readout(page, "it")).to_have_text("Undo")


def test_twelve_thousand_words_are_sent_once_and_searched_at_once(standalone: Open) -> None:
    rng = np.random.default_rng(1)
    letters = np.array(list("abcdefghijklmnopqrstuvwxyzé"))
    texts = ["".join(word) for word in letters[rng.integers(0, 27, (12_000, 8))]]
    scene = Scene("Many words")
    words = scene.words(texts)
    i = scene.text("word", words)
    for k in range(10):
        scene.readout(f"neighbour {k}", words[(i + k) % 12_000])
    assert scene.words(list(texts)).place == words.place
    alone = len(json.dumps(texts))
    assert len(scene.payload()) < alone + 10_000
    page = standalone(scene)
    field = field_of_words(page)
    field.fill("a")
    took = page.evaluate(
        """() => {
          const field = document.querySelector('[role="combobox"]');
          const times = [..."abcdefghij"].map((letter) => {
            const start = performance.now();
            field.value = letter;
            field.dispatchEvent(new Event("input"));
            return performance.now() - start;
          });
          return times.sort((a, b) => a - b)[5];
        }"""
    )
    assert took < 100, "milliseconds for one key, on a busy machine"
    field.fill(texts[9_999])
    press(page, ["Enter"])
    expect(readout(page, "neighbour 1")).to_have_text(texts[10_000])


def chips(page: Page) -> list[str]:
    drawn(page)
    return page.locator(".chips .chip").all_inner_texts()


def chip(page: Page, name: str) -> Locator:
    return page.locator(".chips .chip").filter(has_text=name).first


def middle(found: Locator) -> tuple[float, float]:
    at = box(found)
    return at["x"] + at["width"] / 2, at["y"] + at["height"] / 2


@pytest.mark.parametrize("phone", [False, True])
def test_items_are_put_in_order_added_and_taken_away_by_drag(standalone: Open, phone: bool) -> None:
    page = standalone(ENTRIES["row"](), phone=phone)
    assert chips(page) == ["mirror", "turn by 90°"]
    start, end = middle(chip(page, "mirror")), middle(chip(page, "turn"))
    moved(page, start, (end[0] + 30, end[1]), phone)
    assert chips(page) == ["turn by 90°", "mirror"]
    assert values(page, "what is done").tolist() == [0, 1, -1, -1]
    assert numbers(page, "all of it") == ["0.00", "1.00", "1.00", "0.00"]
    assert page.evaluate("location.search") == "?what-is-done=0,1,-1,-1"
    # From the menu into the row, before the first.
    page.get_by_role("button", name="Add to what is done").click()
    assert violations(page, ".stage") == []
    first = box(chip(page, "turn"))
    moved(
        page,
        middle(page.get_by_role("button", name="stretch", exact=True)),
        (first["x"] + 4, first["y"] + 9),
        phone,
    )
    assert chips(page) == ["stretch", "turn by 90°", "mirror"]
    # Out of the row.
    start = middle(chip(page, "turn"))
    moved(page, start, (start[0] + 10, start[1] - 250), phone)
    assert chips(page) == ["stretch", "mirror"]
    assert page.locator(".ghost").count() == 0
    for wanted in ([2, 0, 1, -1], [0, 1, -1, -1], [1, 0, -1, -1]):
        page.get_by_role("button", name="Undo").first.click()
        assert values(page, "what is done").tolist() == wanted
    assert chips(page) == ["mirror", "turn by 90°"]


@pytest.mark.parametrize("phone", [False, True])
def test_items_are_moved_by_buttons_where_nobody_drags(standalone: Open, phone: bool) -> None:
    page = standalone(ENTRIES["row"](), phone=phone)
    page.get_by_role("button", name="Add to what is done").click()
    page.get_by_role("button", name="stretch", exact=True).click()
    assert chips(page) == ["mirror", "turn by 90°", "stretch"]
    tap(page, middle(chip(page, "stretch")), phone)
    page.get_by_role("button", name="Move it one place earlier").click()
    page.get_by_role("button", name="Move it one place earlier").click()
    assert chips(page) == ["stretch", "mirror", "turn by 90°"]
    page.get_by_role("button", name="Move it one place later").click()
    assert chips(page) == ["mirror", "stretch", "turn by 90°"]
    page.get_by_role("button", name="Take it away").click()
    assert chips(page) == ["mirror", "turn by 90°"]
    assert not page.evaluate("() => document.documentElement.scrollWidth > innerWidth")


def test_items_are_put_in_order_by_keyboard(standalone: Open) -> None:
    page = standalone(ENTRIES["row"]())
    first, second = chip(page, "mirror"), chip(page, "turn")
    expect(first).to_have_attribute("aria-label", "mirror, 1 of 2")
    assert [first.get_attribute("tabindex"), second.get_attribute("tabindex")] == ["0", "-1"]
    first.focus()
    press(page, ["ArrowRight"])
    expect(second).to_be_focused()
    assert chips(page) == ["mirror", "turn by 90°"]
    press(page, ["Alt+ArrowLeft"])
    assert chips(page) == ["turn by 90°", "mirror"]
    expect(chip(page, "turn")).to_be_focused()
    press(page, ["Control+ArrowRight"])
    assert chips(page) == ["mirror", "turn by 90°"]
    # In hand: arrows move it until Enter lets it go; Escape puts it back.
    press(page, ["Enter", "ArrowLeft"])
    expect(chip(page, "turn")).to_have_attribute("aria-pressed", "true")
    assert chips(page) == ["turn by 90°", "mirror"]
    press(page, ["Escape"])
    assert chips(page) == ["mirror", "turn by 90°"]
    press(page, ["Home", "Delete"])
    assert chips(page) == ["turn by 90°"]
    expect(chip(page, "turn")).to_be_focused()
    press(page, ["Delete"])
    assert values(page, "what is done").tolist() == [-1] * 4
    opener = page.get_by_role("button", name="Add to what is done")
    expect(opener).to_be_focused()
    for _ in range(4):
        press(page, ["Enter", "ArrowDown", "Enter"])
    assert values(page, "what is done").tolist() == [0] * 4
    expect(opener).to_have_attribute("aria-disabled", "true")
    press(page, ["Enter"])
    expect(page.get_by_role("button", name="stretch", exact=True)).to_be_disabled()


def test_an_item_that_stands_once_is_offered_no_more_and_a_locked_row_rests(standalone: Open) -> None:
    scene = Scene("A team")
    scene.sequence("team", ["Ann", "Bob"], at=["Bob"], repeats=False)
    page = standalone(scene)
    page.get_by_role("button", name="Add to team").click()
    expect(page.get_by_role("button", name="Bob", exact=True)).to_be_disabled()
    expect(page.get_by_role("button", name="Ann", exact=True)).to_be_enabled()
    locked = standalone(scene, locks=["team"])
    expect(chip(locked, "Bob")).to_be_disabled()
    expect(locked.get_by_role("button", name="Add to team")).to_be_disabled()
    start = middle(chip(locked, "Bob"))
    moved(locked, start, (start[0], start[1] - 250), phone=False)
    assert chips(locked) == ["Bob"]


def test_a_preset_does_not_take_a_row_through_the_items_between(standalone: Open) -> None:
    page = standalone(ENTRIES["row"](), reduced_motion="no-preference")
    stage(page).locator('[data-tool="examples"]').click()
    seen = page.evaluate(
        """async () => {
          const seen = new Set();
          const all = [...document.querySelectorAll("button")];
          all.find((button) => button.textContent === "Twice round").click();
          for (let k = 0; k < 60 && !seen.has("0,0,0,0"); k += 1) {
            await new Promise(requestAnimationFrame);
            seen.add(String(stage.values["what is done"]));
          }
          return [...seen];
        }"""
    )
    assert set(seen) <= {"1,0,-1,-1", "0,0,0,0"}


def test_a_point_in_space_keeps_to_its_sphere(standalone: Open) -> None:
    page = standalone(ENTRIES["space"]())
    handle(page, "q").focus()
    press(page, ["ArrowRight"] * 3 + ["PageUp"] * 2)
    q = values(page, "q")
    assert np.linalg.norm(q) == pytest.approx(2, abs=1e-3)
    assert np.abs(q - [0, 0, 2]).max() > 0.1
    assert said(page, "length of q") == 2


def test_a_number_is_guessed_before_it_is_shown(standalone: Open) -> None:
    page = standalone(ENTRIES["asked"]())
    length = readout(page, "length of u").locator("xpath=..")
    expect(length).to_be_hidden()
    verdict = readout(page, "length guess")
    answer = page.get_by_role("button", name="Show the answer")
    answer.click()
    expect(verdict).to_have_text("Type a number first.")
    expect(length).to_be_hidden()
    field = page.get_by_role("textbox", name="How long is u?")
    expect(field).to_be_focused()
    page.keyboard.type("4,9")
    expect(verdict).to_have_text("")
    press(page, ["Enter"])
    expect(verdict).to_have_text("The answer is 5.00 m. Your guess is 0.10 m away: well seen.")
    expect(length).to_be_visible()
    field.fill("7")
    press(page, ["Tab"])
    expect(verdict).to_have_text("The answer is 5.00 m. ")  # the score was that of another guess
    page.get_by_role("button", name="Guess again").click()
    expect(length).to_be_hidden()
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    page.keyboard.type("7")
    answer.click()
    expect(verdict).to_have_text("The answer is 5.00 m. Your guess is 2.00 m away.")


SHAPES = """() => {
  const drawn = [...document.querySelectorAll(".mark.points path")].filter((path) => path.getAttribute("d"));
  return drawn.map((path) => {
    const width = Math.round(path.getBBox().width * 10) / 10;
    const shape = path.getAttribute("d").match(/[a-z]/g)?.join("");
    return [width, shape, Number(path.style.fillOpacity || 1)];
  });
}"""


def test_points_have_sizes_tones_and_markers_of_their_own(standalone: Open) -> None:
    page = standalone(ENTRIES["looks"]())
    drawn(page)
    found = page.evaluate(SHAPES)
    widths, shapes, tones = zip(*found, strict=True)
    assert len(found) == 6 and len(set(shapes)) >= 4
    assert list(widths) == sorted(widths) and widths[5] > 4 * widths[0]
    assert list(tones) == sorted(tones) and tones[0] < 0.2 and tones[5] == 1
    handle(page, "t").focus()
    press(page, ["Home"])
    drawn(page)
    found = page.evaluate(SHAPES)
    assert len({(width, shape) for width, shape, _ in found}) == 1


def test_points_of_a_cloud_have_sizes_and_tones_of_their_own(standalone: Open) -> None:
    page = standalone(ENTRIES["looks"]())
    ink = """([x, y]) => {
      const { picture } = stage;
      const ratio = picture.canvas.width / picture.width;
      const [px, py] = picture.toScreen(x, y).map((at) => Math.round(at * ratio));
      const copy = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
      copy.canvas.width = copy.canvas.height = 24;
      copy.drawImage(picture.canvas, px - 12, py - 12, 24, 24, 0, 0, 24, 24);
      const { data } = copy.getImageData(0, 0, 24, 24);
      let most = 0, dark = 255;
      for (let i = 0; i < data.length; i += 4) {
        if (data[i + 3] > 128) { most += 1; dark = Math.min(dark, data[i]); }
      }
      return [most, dark];
    }"""
    drawn(page)
    near, far = page.evaluate(ink, [6, 0]), page.evaluate(ink, [0, 0])
    assert near[0] > 3 * far[0] > 0, "larger"
    assert near[1] < far[1] - 60, "darker"
    handle(page, "t").focus()
    press(page, ["Home"])
    drawn(page)
    assert page.evaluate(ink, [0, 0])[0] > 3 * page.evaluate(ink, [6, 0])[0]


def test_a_label_stands_on_its_point_and_a_formula_has_its_decimals(standalone: Open) -> None:
    page = standalone(ENTRIES["looks"]())
    x, y = place(page, 3, 3.4)
    label = page.locator("text.label").filter(has_text="six")
    assert middle(label) == pytest.approx((x, y), abs=4)
    expect(page.locator(".formula [data-value]")).to_have_text("0.3333")


@pytest.mark.parametrize("phone", [False, True])
def test_a_soft_brush_tints_what_lies_around_and_names_are_seen(standalone: Open, phone: bool) -> None:
    page = standalone(ENTRIES["painted"](), phone=phone)
    cell_of = page.get_by_role("gridcell")
    cell_of.nth(8).scroll_into_view_if_needed()
    tap(page, middle(cell_of.nth(8)), phone)  # row 2, column 3 of 6
    now = values(page, "P").reshape(5, 6)
    assert now[1, 2] == 1
    assert [now[0, 2], now[1, 1], now[1, 3], now[2, 2]] == [0.5] * 4
    assert now[0, 1] == pytest.approx(1 - np.sqrt(2) / 2, abs=1e-4) and now[1, 4] == 0
    for name in ("Tu", "3 h"):
        expect(page.locator(".paint .head", has_text=name)).to_be_visible()
    expect(cell_of.nth(8)).to_have_attribute("aria-label", "Tu, 3 h: 1.00")
    cell_of.nth(8).focus()
    press(page, ["Enter"])
    now = values(page, "P").reshape(5, 6)
    assert now[1, 2] == 0 and now[1, 1] == 0.25
    press(page, ["ArrowRight", "Enter"])  # a quarter is as good as blank
    assert values(page, "P").reshape(5, 6)[1, 3] == 1
    page.get_by_role("button", name="Undo").first.click()
    page.get_by_role("button", name="Undo").first.click()
    assert values(page, "P").reshape(5, 6)[1, 2] in (0, 1)


def test_many_cells_are_pixels_that_say_their_numbers(standalone: Open) -> None:
    page = standalone(ENTRIES["painted"]())
    pixels = page.get_by_role("spinbutton", name="P enlarged")
    expect(pixels).to_have_attribute("aria-valuetext", "row 1, column 1: −0.50")
    page.get_by_role("gridcell").first.click()
    expect(pixels).to_have_attribute("aria-valuetext", "row 1, column 1: 0.50")
    pixels.focus()
    press(page, ["End", "ArrowUp"])
    expect(pixels).to_have_attribute("aria-valuetext", "row 19, column 24: −0.50")
    at = box(pixels)
    page.mouse.move(at["x"] + at["width"] * 4.5 / 24, at["y"] + at["height"] * 0.5 / 20)
    expect(page.locator(".many-cells .said")).to_have_text("row 1, column 5: 0.00")
    colours = page.evaluate(
        """() => {
          const copy = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
          copy.drawImage(document.querySelector(".field-of-pixels canvas"), 0, 0);
          return [[0, 0], [4, 0], [20, 18]].map(([x, y]) => [...copy.getImageData(x, y, 1, 1).data]);
        }"""
    )
    (above, zero, below) = colours
    assert zero == [255, 255, 255, 255] and above[2] > above[0] and below[0] > below[2]


def test_an_action_sets_inputs_and_comes_back_by_undo(standalone: Open) -> None:
    page = standalone(ENTRIES["choices"]())
    page.get_by_role("radio", name="half").check()
    assert said(page, "turned by") == 45
    page.get_by_role("button", name="Small and straight").click()
    assert said(page, "turned by") == 0
    page.get_by_role("button", name="Undo").first.click()
    assert said(page, "turned by") == 45


def test_the_gallery_stands_under_its_address_and_in_no_menu(visit: Any) -> None:
    page = visit("/gallery")
    expect(page.locator(".stage")).to_have_count(len(ENTRIES))
    expect(page.get_by_role("heading", level=1, name="Every mark and input, once")).to_be_visible()
    assert "Gallery" not in page.get_by_test_id("stTopNav").inner_text()
    expect(readout(page, "lamps on")).to_have_text("1")

"""Singular values in a real browser: layers by hand, the three moves, a picture of one's own."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from explorer.scenes import svd_drawing
from explorer.scenes.svd import MOST
from explorer.scenes.svd_moves import START
from tests.browser.driving import (
    Point,
    box,
    centre,
    drag,
    drawn,
    eventually,
    example,
    expect_goal,
    handle,
    link,
    numbers,
    press,
    readout,
    ready,
    said,
    stage,
    still,
    swipe,
)
from tests.scenes.catalogue import said as said_by_numpy

FEWEST = "Keep 99 % of the energy with the fewest layers."
STILL = "Make the first two moves leave every point where it was."
UNDONE = "Let the last turn undo the first one, with a real stretch between them."
PHONE = {"width": 390, "height": 664}


def opened(visit: Any, query: str = "", name: str = "cut", **options: Any) -> Page:
    return still(ready(visit(f"/svd?{query}", **options), name))


def pair(page: Page, name: str) -> list[float]:
    drawn(page)
    return numbers(readout(page, name).inner_text())


def pixels(page: Page) -> np.ndarray:
    """What stands on the screen between the picture's left edge and the curtain."""
    x, y = centre(page, "curtain")
    side = 90
    shot = page.screenshot(clip={"x": x - side - 20, "y": y - side / 2, "width": side, "height": side})
    return np.asarray(Image.open(io.BytesIO(shot)).convert("L"), dtype=float)


def bar(page: Page, layer: int) -> Point:
    """The foot of a bar: bars stand side by side from the cut at rank 0 to the one at the last."""
    x, y = centre(page, "cut")
    wide = svd_drawing.WIDE
    left, _ = centre(page, "curtain")
    unit = (x - left) / (
        wide.left
        + (wide.right - wide.left) / MOST * said(page, "layers kept (rank)")
        - svd_drawing.SIDE * numbers(handle(page, "curtain").get_attribute("aria-valuetext") or "")[0]
    )
    at = wide.left + (wide.right - wide.left) / MOST * (layer - 0.5)
    return left + unit * (at - svd_drawing.SIDE * 0.62), y + unit * 5.0


def test_the_cut_is_dragged_and_picture_and_numbers_follow_in_every_frame(visit: Any) -> None:
    page = opened(visit)
    before = pixels(page)
    x, y = centre(page, "cut")
    drag(page, (x, y), (x + 40, y), steps=4)
    first = int(said(page, "layers kept (rank)"))
    assert first > 20
    assert said(page, "energy kept") == pytest.approx(
        said_by_numpy("svd", {"rank": [first]})["energy kept"], abs=0.06
    )
    page.mouse.move(x + 120, y, steps=4)
    rank = int(said(page, "layers kept (rank)"))
    assert rank > first
    wanted = said_by_numpy("svd", {"rank": [rank]})
    assert said(page, "error") == pytest.approx(wanted["error"], abs=0.06)
    assert numbers(readout(page, "numbers kept").inner_text())[0] == 513 * rank
    assert np.abs(pixels(page) - before).mean() > 2
    # Beyond either end of the bars it stays at that end.
    page.mouse.move(x + 900, y, steps=3)
    eventually(page, lambda: said(page, "layers kept (rank)"), MOST)
    page.mouse.move(20, y, steps=3)
    eventually(page, lambda: said(page, "layers kept (rank)"), 1)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"rank=1(&|$)"))


def test_what_shows_that_the_cut_can_be_moved_shows_no_answer(visit: Any) -> None:
    """A stage at rest draws a path from the handle; the cut itself, which would pass the answer, stays."""
    page = visit("/svd", phone=True, reduced_motion="no-preference")
    expect(stage(page).locator("path.hint")).to_be_attached()
    seen = page.evaluate(
        """() => new Promise((resolve) => {
          const root = [...document.querySelectorAll('*')].find((e) => e.shadowRoot?.querySelector('.stage'));
          const text = root.shadowRoot.querySelector('[data-readout="layers kept (rank)"]');
          const seen = new Set();
          const look = (left) => {
            seen.add(text.textContent);
            if (left > 0) requestAnimationFrame(() => look(left - 1)); else resolve([...seen]);
          };
          look(90);
        })"""
    )
    assert seen == ["20"]


def test_a_bar_is_pressed_and_its_layer_is_out_until_it_is_pressed_again(visit: Any) -> None:
    page = opened(visit)
    full, before = said(page, "energy kept"), pixels(page)
    place = bar(page, 1)
    page.mouse.click(*place)
    eventually(page, lambda: said(page, "layers kept (rank)"), 19)
    assert said(page, "energy kept") < 5  # layer 1 holds nearly all of it
    assert np.abs(pixels(page) - before).mean() > 20
    expect(page).to_have_url(re.compile("switched"))
    page.reload()
    still(ready(page, "cut"))
    assert said(page, "layers kept (rank)") == 19
    page.mouse.click(*place)
    eventually(page, lambda: said(page, "energy kept"), full)
    # One of the bars beyond the cut is let in.
    page.mouse.click(*bar(page, 60))
    eventually(page, lambda: said(page, "layers kept (rank)"), 21)


def test_bars_are_switched_by_keys_too(visit: Any) -> None:
    page = opened(visit)
    bars = page.get_by_role("spinbutton", name="layers", exact=True)
    bars.focus()
    expect(bars).to_have_attribute("aria-valuetext", "layer 1: on")
    page.keyboard.press("Enter")
    expect(bars).to_have_attribute("aria-valuetext", "layer 1: off")
    assert said(page, "layers kept (rank)") == 19
    # However steep the bars are: an arrow goes to the next one.
    for key, layer in (("ArrowRight", 2), ("ArrowRight", 3), ("ArrowLeft", 2), ("Home", 1), ("ArrowLeft", 1)):
        page.keyboard.press(key)
        expect(bars).to_have_attribute("aria-valuetext", re.compile(rf"layer {layer}: "))


def test_on_a_phone_a_press_lets_in_one_layer_and_the_name_of_the_picture_is_read_to_its_end(
    visit: Any,
) -> None:
    page = opened(visit, "data=hubble", phone=True, viewport=PHONE)
    for tool, rank in (("on", 21), ("on", 22), ("back", 21)):
        page.locator(f".dock [data-tool={tool}]").filter(visible=True).tap()
        eventually(page, lambda: said(page, "layers kept (rank)"), rank)
    name = page.locator(".st-key-choices .stSelectbox input")
    expect(name).to_have_value("Hubble deep field")
    assert name.evaluate("field => field.scrollWidth <= field.clientWidth")
    room = box(page.locator(".st-key-choices"))
    assert box(name)["x"] + box(name)["width"] <= room["x"] + room["width"]


def test_a_finger_pulls_the_curtain_and_the_cut_on_a_phone(visit: Any) -> None:
    page = opened(visit, phone=True, viewport=PHONE)
    x, y = centre(page, "curtain")
    swipe(page, (x, y), (x - 60, y))("touchEnd")
    assert centre(page, "curtain")[0] == pytest.approx(x - 60, abs=3)
    expect(page).to_have_url(re.compile("curtain="))
    x, y = centre(page, "cut")
    swipe(page, (x, y), (x + 30, y))("touchEnd")
    eventually(page, lambda: said(page, "layers kept (rank)") > 20, True)
    expect(page).to_have_url(re.compile("rank="))


def test_keys_reach_the_fewest_layers(visit: Any) -> None:
    page = opened(visit)
    example(page, "Rank 5")
    eventually(page, lambda: said(page, "layers kept (rank)"), 5)
    handle(page, "cut").focus()
    press(page, ["ArrowRight"] * 9)
    expect_goal(page, FEWEST)
    assert said(page, "layers kept (rank)") == 14


def test_another_picture_starts_with_no_layer_switched_by_hand(visit: Any) -> None:
    page = opened(visit)
    page.mouse.click(*bar(page, 1))
    eventually(page, lambda: said(page, "layers kept (rank)"), 19)
    page.get_by_role("combobox", name="Picture").click()
    page.get_by_role("option", name="Volcano").click()
    expect(page).to_have_url(re.compile("data=volcano"))
    eventually(page, lambda: numbers(readout(page, "numbers kept").inner_text()), [20 * 149 + 1, 87 * 61])
    assert said(page, "layers kept (rank)") == 20


# ---------------------------------------------------------------- a picture of one's own


def png(path: Path, values: np.ndarray) -> Path:
    Image.fromarray(values.astype(np.uint8)).save(path)
    return path


def test_own_pictures_are_read_or_refused_in_one_sentence_and_stay_out_of_the_link(
    visit: Any, tmp_path: Path
) -> None:
    page = opened(visit, "data=own")
    chooser = page.get_by_test_id("stFileUploaderDropzoneInput")
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"no picture at all")
    chooser.set_input_files(bad)
    expect(page.get_by_text("This is no PNG and no JPEG picture")).to_be_visible()
    assert numbers(readout(page, "numbers kept").inner_text())[1] == 256 * 256
    stripes = np.tile([40.0, 40.0, 220.0, 220.0], (24, 8))
    chooser.set_input_files(png(tmp_path / "stripes.png", stripes))
    eventually(page, lambda: numbers(readout(page, "numbers kept").inner_text())[1], 24 * 32)
    expect(page.get_by_text("24 x 32 numbers").first).to_be_visible()  # the sections have followed
    assert said(page, "energy kept") == 100  # all rows are alike
    expect_goal(page, FEWEST, reached=False)
    handle(page, "cut").focus()
    press(page, ["ArrowLeft"] * 19)
    expect_goal(page, FEWEST)
    assert set(link(page)) <= {"data", "rank", "lang", "switched-by-hand"}
    # One that cannot be read leaves the one from before.
    eventually(page, lambda: "rank" in link(page), True)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    bad.write_bytes(base64.b64decode("iVBORw0KGgoAAAANSUhEUg=="))
    chooser.set_input_files(bad)
    expect(page.get_by_text("The picture from before is still in use.")).to_be_visible()
    # Not where it is folded away once a picture is there.
    expect(page.get_by_test_id("stExpander").get_by_text("still in use")).to_have_count(0)
    assert numbers(readout(page, "numbers kept").inner_text())[1] == 24 * 32


# ---------------------------------------------------------------- three moves


def test_the_three_moves_are_scrubbed_while_a_column_is_dragged(visit: Any) -> None:
    page = opened(visit, "view=moves", "column 1")
    A = np.column_stack(START)
    assert pair(page, "singular values") == pytest.approx(np.linalg.svd(A, compute_uv=False), abs=0.006)
    slider = handle(page, "move")
    for label, at in (("σ₁u₁", 3.0), ("v₁", 0.0)):
        slider.press("End" if at else "Home")
        expect(stage(page).get_by_text(label, exact=True).first).to_be_visible()
    # Between the moves a turn is a turn: the drag goes on there, and the numbers are those of A.
    press(page, ["PageUp"])
    x, y = centre(page, "column 2")
    drag(page, (x, y), (x - 120, y - 30), steps=8)
    page.mouse.up()
    columns = [numbers(handle(page, f"column {n}").get_attribute("aria-valuetext") or "") for n in (1, 2)]
    sizes = np.linalg.svd(np.column_stack(columns), compute_uv=False)
    eventually(page, lambda: pair(page, "singular values"), pytest.approx(sizes, abs=0.02))
    expect(page).to_have_url(re.compile("moves-column-2="))


def test_a_turn_is_made_by_hand_where_the_columns_rest(visit: Any) -> None:
    page = opened(visit, "view=moves", "column 1")
    expect_goal(page, STILL, reached=False)
    for name in ("column 1", "column 2"):
        handle(page, name).focus()
        page.keyboard.press("Enter")
    expect_goal(page, STILL)
    assert pair(page, "singular values") == [1, 1]


def test_a_symmetric_matrix_is_made_by_keys(visit: Any) -> None:
    page = opened(visit, "view=moves&moves-column-1=1.9,0.4&moves-column-2=0.2,1.2", "column 1")
    handle(page, "column 2").focus()
    press(page, ["ArrowRight"] * 2)
    expect_goal(page, UNDONE)


def test_what_a_frame_does_not_show_is_no_stop_for_tab(visit: Any) -> None:
    """The tiles of a phone and of a desk are in one scene; those of the other are not there."""
    page = opened(visit)
    stops = page.locator('.pixel-reader[tabindex="0"]')
    names = stops.evaluate_all("each => each.map((e) => e.getAttribute('aria-label'))")
    assert len(names) == len(set(names)) and {"layer 1", "the last layer"} <= set(names)

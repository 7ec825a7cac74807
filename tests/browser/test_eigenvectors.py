"""What only a browser shows of the lesson on eigenvectors: hands on the circle, on columns, on bars."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driving import (
    box,
    centre,
    coordinates,
    drag,
    drawer,
    drawn,
    eventually,
    example,
    expect_goal,
    handle,
    press,
    readout,
    ready,
    said,
    stage,
    swipe,
)

LESSON = "/eigenvectors"
BOTH = "Turn x until A x lies along it: find both lines, to 1 degree."
PAIR = "Make both eigenvalues complex, with length 1."
GROW = "Let the turtles grow: bring eigenvalue 1 above 1."
STAYS = "On day 0, bring the angle between x and A x below 1 degree."
Visit = Callable[..., Page]


def on_circle(page: Page, degrees: float) -> tuple[float, float]:
    """Where a place of the unit circle is in the window, measured on the handle of x itself."""
    x, y = coordinates(page, "x")
    column = coordinates(page, "column 1")
    (ax, ay), (bx, by) = centre(page, "x"), centre(page, "column 1")
    scale = math.dist((ax, ay), (bx, by)) / math.dist((x, y), column)
    angle = math.radians(degrees)
    return ax + scale * (math.cos(angle) - x), ay - scale * (math.sin(angle) - y)


def test_the_numbers_are_opened_and_closed_by_a_finger(visit: Visit) -> None:
    """On a phone the second plane lies where the drawer ends."""
    page = ready(visit(LESSON, phone=True, viewport={"width": 390, "height": 664}), "x")
    opener = stage(page).locator('[data-tool="numbers"]')
    for opened in ("true", "false"):
        opener.tap()
        expect(opener).to_have_attribute("aria-expanded", opened)


def test_both_lines_are_found_by_mouse_and_stay_to_be_seen(visit: Visit) -> None:
    page = ready(visit(LESSON), "x")
    lines = stage(page).locator(".frame svg").first.get_by_text("eigenvalue 1 =")
    expect(lines).to_be_hidden()
    for degrees in (45.0, 27.0, 80.0, 135.5):
        drag(page, centre(page, "x"), on_circle(page, degrees), steps=8)
        if degrees < 100:
            expect_goal(page, BOTH, reached=False)
        page.mouse.up()
    expect_goal(page, BOTH)
    expect(lines).to_be_visible()
    expect(stage(page).locator(".done")).to_be_visible()
    assert said(drawer(page), "angle between x and A x") == pytest.approx(0, abs=0.1)


def test_a_finger_turns_x_on_the_circle(visit: Visit) -> None:
    page = ready(visit(LESSON, phone=True), "x")
    before = coordinates(page, "x")
    touch = swipe(page, centre(page, "x"), on_circle(page, 180.0))
    touch("touchEnd")
    now = coordinates(page, "x")
    assert now != before and math.hypot(*now) == pytest.approx(1, abs=1e-3)


def test_the_columns_make_a_complex_pair_of_length_1_by_keys(visit: Visit) -> None:
    page = ready(visit(LESSON + "?column-1=0.8,0.6&column-2=-0.6,0.9"), "x")
    expect_goal(page, PAIR, reached=False)
    handle(page, "column 2").focus()
    press(page, ["ArrowDown"])
    assert coordinates(page, "column 2") == [-0.6, 0.8]
    expect_goal(page, PAIR)
    assert "i" in (readout(drawer(page), "eigenvalue 1").inner_text())


def test_between_whole_powers_of_a_mirror_the_stage_says_why_there_is_no_way(visit: Visit) -> None:
    page = ready(visit(LESSON + "?t=2"), "x")
    expect(stage(page).locator(".message")).to_be_empty()
    example(page, "Mirror")
    handle(page, "t").focus()
    press(page, ["ArrowRight", "ArrowRight"])
    expect(stage(page).locator(".message")).to_contain_text("Whole t are dotted.")


def test_the_pane_lies_above_the_steps_and_the_bar_is_one_row(visit: Visit) -> None:
    page = ready(visit(LESSON), "x")
    drawn(page)
    pane, steps, bar = (box(stage(page).locator(part).first) for part in (".pane", ".subtitle", ".dock"))
    assert pane["y"] + pane["height"] <= steps["y"] and bar["height"] < 64


def test_on_a_phone_circle_and_complex_plane_are_both_seen(visit: Visit) -> None:
    page = ready(visit(LESSON, phone=True, viewport={"width": 390, "height": 664}), "x")
    (left, _), (right, _) = on_circle(page, 180.0), on_circle(page, 0.0)
    assert right - left > 72
    pane = box(stage(page).locator(".pane"))
    assert centre(page, "x")[1] < pane["y"] and pane["height"] > 72


def test_eigenvalues_stay_in_their_plane_however_long_they_are_and_it_grows_again(visit: Visit) -> None:
    page = ready(visit(LESSON + "?column-1=6,2&column-2=1,-5"), "x")
    pane, mark = stage(page).locator(".pane .frame"), stage(page).locator(".pane .mark.points")

    def seen() -> bool:
        outer, inner = box(pane), box(mark)
        across = outer["x"] <= inner["x"] and inner["x"] + inner["width"] <= outer["x"] + outer["width"]
        return across and inner["y"] >= outer["y"]

    eventually(page, seen, True)
    far = page.locator(".pane .mark.path").bounding_box()
    example(page, "Symmetric")
    eventually(page, lambda: box(page.locator(".pane .mark.path"))["width"] > (far or {})["width"], True)
    assert seen()


def test_large_juveniles_let_the_turtles_grow_by_keys(visit: Visit) -> None:
    page = ready(visit(LESSON + "?view=turtles"), "1 hatchlings")
    expect_goal(page, GROW, reached=False)
    slider = handle(page, "large juveniles live")
    slider.focus()
    eventually(page, lambda: press(page, ["ArrowRight"] * 4) or said(page, "eigenvalue 1") > 1, True)
    expect_goal(page, GROW)


def test_the_weather_is_held_where_it_stays_by_enter(visit: Visit) -> None:
    page = ready(visit(LESSON + "?view=weather"), "1 sun")
    for _ in range(2):
        for name in ("1 sun", "2 rain", "3 fog", "4 drizzle", "5 snow"):
            handle(page, name).focus()
            press(page, ["Enter"])
    expect_goal(page, STAYS)


def test_in_space_the_camera_turns_and_enter_finds_all_axes(visit: Visit) -> None:
    page = ready(visit(LESSON + "?view=space"), "x")
    handle(page, "x").focus()
    press(page, ["Enter"] * 3)
    expect(stage(page).locator('[data-goal][data-reached="true"]')).to_have_count(1)


def test_a_link_that_empties_all_bars_is_answered_on_the_stage_and_the_page_stands(visit: Visit) -> None:
    page = visit(LESSON + "?view=turtles&turtles-start=0*7")
    expect(stage(page).locator(".message")).to_contain_text("All bars are empty")
    expect(page.get_by_role("tab", name="Code")).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_enter_after_a_guess_asks_for_the_answer(visit: Visit) -> None:
    page = ready(visit(LESSON), "x")
    page.locator('[data-tool="numbers"]').click()
    field = stage(page).locator(".predict input")
    field.fill("3")
    field.press("Enter")
    expect(readout(page, "twice guess")).to_contain_text("The answer is 4.00.")


def test_a_damaged_link_leaves_a_stage_that_can_be_used(visit: Visit) -> None:
    page = visit(LESSON + "?x=nan,1&column-1=1e9,0&column-2=1&found=a")
    expect(handle(page, "column 1")).to_be_visible()
    handle(page, "column 1").focus()
    press(page, ["ArrowUp"])
    assert coordinates(page, "column 1")[0] == pytest.approx(1.5)


def test_on_a_projector_no_handle_lies_under_the_card_or_the_pane(visit: Visit) -> None:
    page = ready(visit(LESSON + "?present=1", viewport={"width": 1920, "height": 1080}), "x")
    over = [box(stage(page).locator(part)) for part in (".card", ".sheet")]
    for name in ("x", "column 1", "column 2"):
        assert centre(page, name)[0] + 20 < min(each["x"] for each in over)

"""The lesson on inverse and rank in a real browser: by mouse, by finger, by keys, and with typed rows."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from explorer.logic import solving
from explorer.scenes.inverse_and_rank import NEARLY
from tests.browser.access import violations
from tests.browser.driving import (
    centre,
    coordinates,
    drag,
    drawer,
    drawn,
    eventually,
    example,
    expect_goal,
    handle,
    numbers,
    press,
    readout,
    ready,
    said,
    stage,
    still,
    swipe,
)

EXPLODED = "Condition number above 50, as in “Nearly parallel”: move b by 0.2, and x by 10."
REACHED = "Put a1 and a2 on one line and still reach b, away from both tips."
IN_PLANE = "Columns in one plane: bring the residual to 0, with b along none of them."
DEPENDENT = "Let three columns, no two on one line, reach only a plane."
BY_HAND = "Reach the reduced form with operations of your own."
NO_SOLUTION = "Type a system that has no solution, and run it to the end."
OTHERS = ("?view=space", "?view=rows&system=many")


def opened(visit: Any, query: str = "", **options: Any) -> Page:
    page: Page = visit(f"/inverse_and_rank{query}", **options)
    if "rows" not in query:
        return ready(page, "b")
    expect(handle(page, "step")).to_be_attached()
    expect(page.get_by_role("tab").first).to_be_attached()
    return still(page)


def expect_numpys_answer(page: Page) -> None:
    """x, residual and rank are what NumPy says of the handles (read to two decimals)."""
    drawn(page)
    A = np.column_stack([coordinates(page, "a1"), coordinates(page, "a2")])
    b = np.array(coordinates(page, "b"))
    x, __, rank, __ = np.linalg.lstsq(A, b, rcond=solving.TOLERANCE)
    assert numbers(readout(page, "x").first.inner_text()) == pytest.approx(x, abs=0.03)
    assert said(page, "rank") == rank
    assert said(page, "residual") == pytest.approx(np.linalg.norm(b - A @ x), abs=0.02)


def test_the_mouse_drags_b_and_columns_and_every_answer_is_numpys(visit: Any) -> None:
    page = opened(visit)
    expect_numpys_answer(page)
    for name, (across, down) in (("b", (90, 40)), ("a1", (30, 60)), ("a2", (-120, 10)), ("b", (-200, 30))):
        x, y = centre(page, name)
        drag(page, (x, y), (x + across, y + down))
        expect_numpys_answer(page)
        page.mouse.up()
    press(page, [])
    handle(page, "a2").focus()
    page.keyboard.press("Enter")  # onto the line of a1: the answer goes on as the nearest
    eventually(page, lambda: said(page, "rank"), 1)
    expect_numpys_answer(page)


def test_nearly_parallel_columns_throw_x_away_by_a_small_step_of_b(visit: Any) -> None:
    page = opened(visit)
    worst = np.linalg.cond(np.column_stack([NEARLY["a1"], NEARLY["a2"]]))
    example(page, "Nearly parallel")
    eventually(page, lambda: said(page, "condition number"), pytest.approx(worst, abs=0.1))
    expect_goal(page, EXPLODED, reached=False)
    # Across the columns: up and to the left, where the least stretch is.
    x, y = centre(page, "b")
    drag(page, (x, y), (x - 20, y - 40), steps=8)
    page.mouse.up()
    expect_goal(page, EXPLODED)
    drawer(page)
    assert said(page, "b moved by") == pytest.approx(0.2, abs=0.005)
    assert said(page, "x moved by") >= 10
    expect_goal(page, REACHED, reached=False)


def test_a_finger_slides_the_recipe_along_the_null_space_and_ax_stays(visit: Any) -> None:
    page = opened(visit, phone=True)
    stage(page).get_by_role("button", name="Next step").tap()
    for __ in range(3):
        stage(page).get_by_role("button", name="Next step").tap()
    eventually(page, lambda: said(page, "rank"), 1)
    expect(handle(page, "recipe")).to_be_visible()
    gap, before = said(page, "residual"), coordinates(page, "recipe")
    x, y = centre(page, "recipe")
    swipe(page, (x, y), (x + 14, y - 28))("touchEnd")
    eventually(page, lambda: np.allclose(coordinates(page, "recipe"), before, atol=0.05), False)
    after = np.array(coordinates(page, "recipe"))
    A = np.column_stack([coordinates(page, "a1"), coordinates(page, "a2")])
    assert A @ after == pytest.approx(A @ np.array(before), abs=0.02)
    assert said(page, "residual") == gap


def test_in_space_keys_alone_reach_both_goals(visit: Any) -> None:
    page = opened(visit, "?view=space")
    expect_goal(page, IN_PLANE, reached=False)
    handle(page, "a3").focus()
    page.keyboard.press("Enter")
    expect_goal(page, DEPENDENT)
    assert said(page, "rank") == 2
    handle(page, "b").focus()
    page.keyboard.press("Enter")
    expect_goal(page, IN_PLANE)
    assert said(page, "residual") == 0


def test_typed_rows_are_reduced_to_the_end_and_what_is_no_system_is_refused(visit: Any) -> None:
    page = opened(visit, "?view=rows&system=own")
    field = page.get_by_role("textbox", name="Rows of A and b")
    field.fill("1 2 3; 2 4 7")
    field.press("Enter")
    expect(stage(page).get_by_text("row 2 minus 2 times row 1").first).to_be_attached()
    expect_goal(page, NO_SOLUTION, reached=False)
    handle(page, "step").focus()
    page.keyboard.press("End")
    expect(stage(page).get_by_text("row 2 says 0 = 1: no solution").first).to_be_visible()
    expect_goal(page, NO_SOLUTION)
    page.keyboard.press("Home")
    expect(stage(page).get_by_text("row 2 says 0 = 1: no solution").first).to_be_hidden()
    for typed, told in (
        ("1 2; 3", "Row 2 of [A | b] has 1 cell and row 1 has 2"),
        ("1 x; 3 4", 'Row 1, column 2 of [A | b] is "x"'),
        ("5", "2 to 6 columns"),
        ("1 2000", "-1000 to 1000"),
        ("", "[A | b] is empty"),
    ):
        field.fill(typed)
        field.press("Enter")
        expect(page.get_by_role("alert").get_by_text(told)).to_be_visible()


@pytest.mark.parametrize("phone", [False, True])
def test_own_row_operations_are_the_steps_of_the_slider_and_reach_the_reduced_form(
    visit: Any, phone: bool
) -> None:
    page = opened(visit, "?view=rows&system=swap", phone=phone)
    slider = stage(page).locator("output.worded")
    field = page.get_by_role("textbox", name="A row operation of your own")
    expect(field).to_be_in_viewport()

    def do(text: str, told: str, form: str) -> None:
        field.fill(text)
        field.press("Enter")
        expect(slider).to_have_text(told)
        expect(readout(page, "form").first).to_have_text(form)

    do("R1 <-> R2", "swap row 1 and row 2", "staircase (row echelon form)")
    do("R1 + 1/2 R2; R1 / 3", "divide row 1 by 3", "staircase (row echelon form)")
    # What is none is said, and the stage stays at the step where it is.
    field.fill("R2 = 3 R1")
    field.press("Enter")
    expect(page.get_by_role("alert").get_by_text("would lose row 2")).to_be_visible()
    expect(slider).to_have_text("divide row 1 by 3")
    expect_goal(page, BY_HAND, reached=False)
    do("R2 / 2", "divide row 2 by 2", "reduced row echelon form")
    expect_goal(page, BY_HAND)
    handle(page, "step").focus()
    page.keyboard.press("End")
    expect(stage(page).get_by_text("x = (1, 2)").first).to_be_visible()
    eventually(page, lambda: "ops=R1~R2,R1+1_2R2,R1*1_3,R2*1_2" in unquote(page.url), True)
    page.get_by_role("button", name="Take back").click()
    expect(slider).to_have_text("divide row 1 by 3")
    page.get_by_role("button", name="Clear").click()
    expect(page.get_by_role("button", name="Clear")).to_be_hidden()
    # Steps of other operations are no states to go back to.
    expect(slider).to_have_text("the system as it is")
    expect(stage(page).locator('[data-tool="undo"]')).to_be_disabled()


def test_what_a_link_has_brought_of_rows_and_operations_is_not_the_readers(visit: Any) -> None:
    page = opened(visit, "?view=rows&system=own&rows=1,1,2;1,1,3&ops=R2-R1&rows-step-2=1")
    page.get_by_role("button", name="One step on").click()
    expect(stage(page).get_by_text("row 2 says 0 = 1: no solution").first).to_be_visible()
    page.wait_for_timeout(300)  # what settled was told
    expect(stage(page).locator('[data-goal][data-reached="true"]')).to_have_count(0)
    other = opened(visit, "?view=rows&system=swap&ops=R1~R2,R1%2B1_2R2,R1*1_3,R2*1_2&rows-step-2=3")
    other.get_by_role("button", name="One step on").click()
    expect(readout(other, "form").first).to_have_text("reduced row echelon form")
    other.wait_for_timeout(300)
    expect(stage(other).locator('[data-goal][data-reached="true"]')).to_have_count(0)
    # Nor are operations that leave what the link has reached as it is.
    own = other.get_by_role("textbox", name="A row operation of your own")
    own.fill("R1 <-> R2; R1 <-> R2")
    own.press("Enter")
    expect(other).to_have_url(re.compile(r"R1(~|%7E)R2,R1(~|%7E)R2&"))
    expect(readout(other, "form").first).to_have_text("reduced row echelon form")
    other.wait_for_timeout(300)
    expect(stage(other).locator('[data-goal][data-reached="true"]')).to_have_count(0)
    other.close()
    field = page.get_by_role("textbox", name="Rows of A and b")
    field.fill("1 2 3; 2 4 7")
    field.press("Enter")
    expect(stage(page).get_by_text("row 2 minus 2 times row 1").first).to_be_attached()
    page.get_by_role("button", name="Play").click()
    expect(stage(page).get_by_text("row 2 says 0 = 1: no solution").first).to_be_visible()
    expect_goal(page, NO_SOLUTION)
    # Another system begins at its beginning.
    field.fill("1 2 5; 3 4 6")
    field.press("Enter")
    expect(stage(page).locator("output.worded")).to_have_text("the system as it is")
    expect(stage(page).get_by_text("row 2 minus 3 times row 1").first).to_be_attached()


def test_what_a_link_got_wrong_is_said_though_it_goes_on_to_a_step(visit: Any) -> None:
    page = opened(visit, "?view=rows&system=swap&ops=R1~R2,banana&step=2")
    expect(stage(page).locator("output.worded")).to_have_text("row 1 plus row 2")
    expect(stage(page).locator(".message")).to_contain_text("“banana” is no row operation")
    handle(page, "step").press("ArrowLeft")
    expect(stage(page).locator(".message")).to_have_text("")


@pytest.mark.parametrize(("guess", "told"), [("1", "is 2 away."), ("3", "is 0 away: well seen.")])
def test_a_prediction_can_be_wrong_and_right(visit: Any, guess: str, told: str) -> None:
    page = opened(visit, "?view=rows")
    expect(readout(page, "rank")).to_be_hidden()
    stage(page).get_by_role("textbox").first.fill(guess)
    stage(page).get_by_role("button", name="Show the answer").first.click()
    expect(stage(page).get_by_text(told)).to_be_visible()
    drawer(page)
    eventually(page, lambda: said(page, "rank"), 3)


@pytest.mark.parametrize("address", OTHERS)
def test_axe_finds_nothing_in_the_other_views(visit: Any, address: str) -> None:
    for options in ({}, {"phone": True}):
        page = opened(visit, address, **options)
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            expect(stage(page)).to_have_attribute("data-theme", theme)
            eventually(page, lambda page=page: violations(page), [])  # type: ignore[misc]
        page.close()

"""Multiplication under a mouse, a finger and the keyboard: the numbers, the readings, what is brought."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from explorer.scenes.multiplication import GUESS
from tests.browser.driving import (
    FOCUSED,
    box,
    drag,
    drawer,
    drawn,
    eventually,
    expect_goal,
    goal,
    handle,
    link,
    middle,
    press,
    readout,
    ready,
    said,
    stage,
    still,
    swipe,
)
from tests.scenes.test_multiplication import SAME, SAY, ZERO

FIRST = "A row 1 column 1"


def opened(visit: Any, query: str = "", **options: Any) -> Page:
    return still(ready(visit(f"/multiplication{query}", **options), FIRST))


def focused(page: Page) -> str:
    return str(page.evaluate(f"() => {{ {FOCUSED} return e?.getAttribute('aria-label') ?? ''; }}"))


def figures(page: Page, name: str) -> list[str]:
    """What is written in the cells of a matrix of the picture."""
    drawn(page)
    marks = page.locator(".mark.entries").filter(has=page.locator(".title", has_text=re.compile(f"^{name}$")))
    return marks.locator(".figure").all_text_contents()


def pressed(page: Page, row: int, column: int, shape: tuple[int, int]) -> tuple[float, float]:
    """The middle of a cell of A B, counted from 0."""
    cells = page.locator(".mark.entries").nth(2).locator(".cell")
    return middle(cells.nth(row * shape[1] + column))


def test_a_number_is_dragged_up_and_down_with_a_mouse_and_the_product_follows(visit: Any) -> None:
    page = opened(visit)
    cell = handle(page, FIRST)
    x, y = middle(cell)
    drag(page, (x, y), (x, y - 60))
    drawn(page)
    up = float(cell.input_value())
    assert up > 2
    assert figures(page, "A B")[0] == f"{up - 5:g}".replace("-", "−")  # up - 2 - 3
    assert "a" not in link(page)  # nothing is told while the button is down
    page.mouse.move(x, y)
    drawn(page)
    assert cell.input_value() == "2"
    page.mouse.move(x, y + 60)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"[?&]a=-3,-1,3,1,0,2"))
    page.get_by_role("button", name="Undo").first.click()
    expect(page).not_to_have_url(re.compile(r"[?&]a="))
    assert focused(page) != FIRST  # a drag is no typing


def test_a_number_is_dragged_by_a_finger_and_the_page_stays(visit: Any) -> None:
    page = opened(visit, phone=True)
    cell = handle(page, "B row 2 column 1")
    x, y = middle(cell)
    before = page.get_by_test_id("stMain").evaluate("e => e.scrollTop")
    touch = swipe(page, (x, y), (x, y - 70))
    expect(page.locator(".tip")).to_have_class(re.compile("shown"))
    touch("touchEnd")
    drawn(page)
    assert float(cell.input_value()) > 4
    assert page.get_by_test_id("stMain").evaluate("e => e.scrollTop") == before
    page.touchscreen.tap(x, y)
    assert focused(page) == "B row 2 column 1"
    page.keyboard.type("-3")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"[?&]b=1,4,0,-3,1,-1"))


def test_keys_change_a_number_and_go_from_cell_to_cell(visit: Any) -> None:
    page = opened(visit)
    handle(page, FIRST).focus()
    press(page, ["ArrowUp", "Shift+ArrowUp", "Alt+ArrowDown"])
    drawn(page)
    assert handle(page, FIRST).input_value() == "12.9"
    press(page, ["ArrowRight", "ArrowRight", "ArrowRight"])
    assert focused(page) == "A row 1 column 3"  # there is no fourth
    press(page, ["PageDown", "ArrowLeft"])
    assert focused(page) == "A row 2 column 2"
    page.keyboard.press("PageUp")
    assert focused(page) == "A row 1 column 2"
    page.keyboard.press("Tab")
    assert focused(page) == "B row 1 column 1"
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "A row 1 column 2"  # a matrix is one stop of the Tab key, and remembers where


def test_what_is_typed_moves_the_picture_and_what_is_no_number_says_so(visit: Any) -> None:
    page = opened(visit)
    cell = handle(page, FIRST)
    cell.click()
    page.keyboard.type("1/2")
    drawn(page)
    assert figures(page, "A")[0] == "0.5"
    page.keyboard.press("Enter")
    assert focused(page) == "A row 2 column 1"
    cell.click()
    page.keyboard.type("two")
    page.keyboard.press("Enter")
    page.set_viewport_size({"width": 1200, "height": 800})  # drawn anew, it is still said
    drawn(page)
    expect(stage(page).locator(".message")).to_have_text(
        "A row 1 column 1: “two” is not a number: type one such as 1.5, −2 or 1/3."
    )
    assert focused(page) == FIRST  # it stays where the mistake is
    page.keyboard.press("Escape")
    drawn(page)
    assert cell.input_value() == "0.5"
    for text in ("1e999", "nan", "10000000", "1/0", ""):
        cell.fill(text)
        page.keyboard.press("Enter")
        drawn(page)
        assert figures(page, "A")[0] not in (text, "∞", "–")
        page.keyboard.press("Escape")


@pytest.mark.parametrize(
    ("reading", "step", "slice_", "lit"),
    [
        ("cells", 3, "A[0, :] @ B[:, 0]", 1),
        ("columns", 6, "A @ B[:, 0]", 2),
        ("rows", 9, "A[0, :] @ B", 3),
        ("layers", 6, "A[:, [0]] @ B[[0], :]", 6),
    ],
)
def test_each_reading_replays_the_same_products_and_says_its_slice(
    visit: Any, reading: str, step: int, slice_: str, lit: int
) -> None:
    page = opened(visit)
    stage(page).get_by_role("radio", name=reading).check()
    clock = handle(page, "step")
    clock.focus()
    press(page, ["Home", *["ArrowRight"] * step])
    expect(readout(page, "slice")).to_have_text(slice_)
    product = page.locator(".mark.entries").nth(2)
    drawn(page)
    assert product.locator("g.lit").count() == lit
    assert product.locator("g.hot").count() == 1
    press(page, ["End"])
    assert figures(page, "A B") == ["−3", "7", "10", "−1", "4", "6"]
    assert product.locator("g.partial, g.empty").count() == 0


def test_a_press_on_a_cell_of_the_product_shows_how_it_is_made(visit: Any) -> None:
    page = opened(visit)
    page.mouse.click(*pressed(page, 0, 2, (2, 3)))
    expect(readout(page, "slice")).to_have_text("A[0, :] @ B[:, 2]")
    assert said(page, "cell") == 10
    lines = page.locator(".mark.entries.sum .figure").all_text_contents()
    assert lines == ["2", "0", "0", "−1", "−1", "1", "3", "3", "9"]


def test_a_cell_is_said_before_it_is_full_and_a_wrong_guess_is_told(visit: Any) -> None:
    page = opened(visit)
    asked = page.locator(f'[data-predict="{GUESS}"]')
    asked.get_by_role("textbox").fill("4")
    asked.get_by_role("button").click()
    expect(asked).to_have_text(re.compile(r"The answer is −1\.00\. Your guess is 5\.00 away\.$"))
    expect_goal(page, SAY, reached=False)
    # Whoever was told a number has not said it, after another guess either; the next cell asks anew.
    asked.get_by_role("textbox").fill("-1")
    page.keyboard.press("Enter")
    expect_goal(page, SAY, reached=False)
    asked.get_by_role("button", name="Guess again").click()
    expect(asked.get_by_role("textbox")).to_have_value("")
    asked.get_by_role("textbox").fill("-1")
    page.keyboard.press("Enter")
    expect(asked).to_contain_text("The answer is −1.00. Your guess is 0.00 away")
    expect(asked).to_contain_text("The answer was shown before, so this does not count: try another one.")
    expect_goal(page, SAY, reached=False)
    # There and back again it is the same question.
    handle(page, FIRST).focus()
    for key in ("ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
        drawn(page)
    asked.get_by_role("textbox").fill("-1")
    page.keyboard.press("Enter")
    expect(asked).to_contain_text("Your guess is 0.00 away")
    expect_goal(page, SAY, reached=False)
    # The next cell is another question: its answer is hidden, though this one's was shown.
    clock = handle(page, "step")
    clock.focus()
    press(page, ["ArrowRight"] * 2)
    expect(readout(page, "slice")).to_have_text("A[1, :] @ B[:, 1]")
    expect(asked.get_by_role("button", name="Show the answer")).to_be_visible()
    expect(asked).not_to_contain_text("The answer")
    # Whoever goes on, sees it, and comes back has not said it.
    press(page, ["ArrowRight"] * 2)
    drawn(page)
    press(page, ["ArrowLeft"] * 2)
    asked.get_by_role("textbox").fill("4")
    asked.get_by_role("textbox").press("Tab")
    expect_goal(page, SAY, reached=False)
    clock.focus()
    press(page, ["ArrowRight"] * 3)
    asked.get_by_role("textbox").fill("6")
    page.keyboard.press("Enter")
    expect_goal(page, SAY)
    expect(stage(page).locator(".done")).to_contain_text("pair by pair, then the sum")


def test_a_zero_without_zeros_is_reached_by_dragging(visit: Any) -> None:
    page = opened(visit)
    expect_goal(page, ZERO, reached=False)
    x, y = middle(handle(page, FIRST))
    page.mouse.move(x, y)
    page.mouse.down()
    for i in range(1, 30):
        page.mouse.move(x, y - 4 * i)
        drawn(page)
        if handle(page, FIRST).input_value() == "5":
            break
    page.mouse.up()
    expect_goal(page, ZERO)


def test_steps_leave_nothing_behind_and_reach_no_goal(visit: Any) -> None:
    page = opened(visit)
    for _ in range(6):
        stage(page).locator('[data-tool="later"]').click()
        page.wait_for_timeout(400)
    for each in (SAY, ZERO):
        expect(goal(page, each)).to_have_attribute("data-reached", "false")
    expect(readout(page, "this reading")).to_have_text("layers added")
    stage(page).locator('[data-tool="reset"]').click()
    expect(readout(page, "this reading")).to_have_text("row times column")
    eventually(page, lambda: [name for name in link(page) if name != "section"], [])


# ---------------------------------------------------------------- what is chosen and brought


def test_swapped_they_do_not_meet_and_a_transpose_repairs_it(visit: Any) -> None:
    page = opened(visit)
    page.get_by_role("button", name="Swap A and B").click()
    expect(readout(page, "NumPy says")).to_contain_text("size 2 is different from 3")
    assert link(page)["sizes"] == "3x3,2x3"
    drawer(page)
    page.get_by_role("button", name="Transpose B", exact=True).click()
    expect(readout(page, "slice")).to_be_visible()
    eventually(page, lambda: figures(page, "B"), ["2", "1", "−1", "0", "3", "2"])
    assert len(figures(page, "A B")) == 6


@pytest.mark.parametrize("query", ["?sizes=3x3,2x3", "?sizes=9x9,1x1&of=nothing&a=nan"])
def test_a_link_to_other_sizes_or_to_nonsense_opens(visit: Any, query: str) -> None:
    page = opened(visit, query)
    assert len(figures(page, "A")) == (9 if "3x3" in query else 6)


def area(page: Page, name: str) -> Locator:
    return page.get_by_role("textbox", name=name, exact=True)


def paste(page: Page, A: str, B: str) -> None:
    if not area(page, "A").is_visible():
        page.get_by_role("button", name="Paste").click()
    area(page, "A").fill(A)
    area(page, "B").fill(B)
    page.get_by_role("button", name="Use these").click()


def test_a_pasted_matrix_is_read_or_refused_in_one_sentence(visit: Any) -> None:
    page = opened(visit)
    for A, B, sentence in (
        ("1 2; 3 x", "", 'Row 2, column 2 of A is "x"; type a number such as 2, -0.5 or 2/3.'),
        ("1 2; 3", "", "Row 2 of A has 1 cell and row 1 has 2; all rows need the same number."),
        ("1 2", "1 2 3 4 5 6 7 8 9", "B is 1 by 9; up to 8 rows and 8 columns can be shown here."),
        ("1e7", "1", "A holds a number beyond a million, which no cell can show."),
        ("nan", "1", 'Row 1, column 1 of A is "nan"; only finite numbers can be drawn.'),
        ("", "", "A is empty; type its rows, for example 1 2; 3 4."),
    ):
        paste(page, A, B)
        expect(page.get_by_test_id("stAlert")).to_have_text(sentence)
    assert len(figures(page, "A")) == 6
    paste(page, "[[1, 2, 3, 4], [5, 6, 7, 8]]", "1,5 0\n0 1\n0,00001 0\n0 2")
    eventually(page, lambda: figures(page, "A"), ["1", "2", "3", "4", "5", "6", "7", "8"])
    assert figures(page, "B")[:5] == ["1.5", "0", "0", "1", "1e−5"]
    assert figures(page, "A B") == ["1.5", "10", "7.5", "22"]
    assert link(page)["sizes"] == "2x4,4x2"
    assert float(link(page)["b"].split(",")[4]) == 1e-5
    # What is typed there is the reader's own, whether its sizes are those of before or not.
    expect_goal(page, ZERO, reached=False)
    paste(page, "1 1; 1 2", "1 1; -1 3")
    eventually(page, lambda: figures(page, "A B"), ["0", "4", "−1", "7"])
    expect_goal(page, ZERO)
    paste(page, "[[1, 2, 3, 4], [5, 6, 7, 8]]", "1,5 0\n0 1\n0,00001 0\n0 2")
    eventually(page, lambda: figures(page, "A B"), ["1.5", "10", "7.5", "22"])
    again = page.url
    page.goto(again)
    still(ready(page, FIRST))
    assert figures(page, "A B") == ["1.5", "10", "7.5", "22"]


def test_more_rows_keep_what_was_there(visit: Any) -> None:
    page = opened(visit)
    handle(page, FIRST).fill("7")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"[?&]a=7"))
    page.get_by_role("button", name="Sizes").click()
    page.get_by_role("spinbutton", name="Rows of A").fill("3")
    page.keyboard.press("Enter")
    eventually(page, lambda: figures(page, "A"), ["7", "−1", "3", "1", "0", "2", "0", "1", "−1"])
    assert len(figures(page, "A B")) == 9


def test_the_films_are_named_where_they_stand_and_where_a_cell_is_asked(visit: Any) -> None:
    page = opened(visit, "?of=films")
    names = page.locator(".mark.entries .names").all_text_contents()
    assert {"user 1", "Shrek", "Harry", "Potter", "blockbuster"} <= set(names)
    page.mouse.move(*pressed(page, 0, 2, (4, 5)))
    expect(page.locator(".tip")).to_have_text("A B row 1 column 3 (user 1) (Shrek): 0.90")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_eight_by_eight_fits_and_can_be_read(visit: Any, theme: str) -> None:
    page = opened(visit, "?sizes=8x8,8x8")
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    room = box(stage(page).locator(".room"))
    for cell in page.locator(".mark.entries .cell").all()[:: 8 * 8 - 1]:
        found = box(cell)
        assert found["x"] >= room["x"]
        assert found["y"] + found["height"] <= room["y"] + room["height"]
    size = page.locator(".mark.entries .figure").first.evaluate(
        "e => parseFloat(getComputedStyle(e).fontSize)"
    )
    assert size >= 11


def test_on_a_phone_large_numbers_in_many_cells_are_short_and_whole_where_one_is_pressed(visit: Any) -> None:
    page = opened(visit, "?sizes=8x8,8x8&a=999999*63,-12.5", phone=True)
    assert figures(page, "A") == ["1e6"] * 63 + ["−13"]
    sizes = page.locator(".mark.entries .figure").evaluate_all(
        "all => all.filter(e => e.textContent).map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= 6.5
    field = page.get_by_role("spinbutton", name="A row 2 column 2")
    field.tap()
    expect(field).to_have_value("999999")
    found = box(field)
    assert found["width"] >= 48 and found["height"] >= 16


def test_the_saved_picture_holds_the_numbers(visit: Any) -> None:
    page = opened(visit)
    stage(page).locator('[data-tool="more"]').click()
    stage(page).get_by_role("button", name="Save the picture").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("SVG")).click()
    text = download.value.path().read_text("utf-8")
    assert re.findall(r"<text[^>]*>(−3|7|10)</text>", text)[-3:] == ["−3", "7", "10"]
    assert "<input" not in text


def test_a_locked_matrix_cannot_be_moved(visit: Any) -> None:
    page = opened(visit, "?lock=A")
    cell = handle(page, FIRST)
    expect(cell).to_be_disabled()
    x, y = middle(cell)
    drag(page, (x, y), (x, y - 60))
    page.mouse.up()
    drawn(page)
    assert figures(page, "A")[0] == "2"
    assert handle(page, "B row 1 column 1").is_enabled()


# ---------------------------------------------------------------- in both orders


def test_a_column_snaps_to_where_both_orders_agree(visit: Any) -> None:
    page = still(ready(visit("/multiplication?view=orders"), "B column 1"))
    expect_goal(page, SAME, reached=False)
    assert said(page, "A B and B A differ by") > 0.3
    handle(page, "B column 1").focus()
    page.keyboard.press("Enter")
    expect_goal(page, SAME)
    assert said(page, "A B and B A differ by") == 0

"""A stage under a mouse, a finger and the keyboard, as everything outside drives it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from explorer.logic import vectors
from tests.browser.driving import (
    centre,
    coordinates,
    drag,
    drawer,
    eventually,
    expect_goal,
    goal,
    handle,
    link,
    readout,
    ready,
    said,
    stage,
    swipe,
)


def linked(page: Page, name: str) -> list[float]:
    """The settled value in the link, exact to the last digit; on the handle it is written with two
    decimals."""
    expect(page).to_have_url(re.compile(rf"[?&]{name}="))
    value = [float(part) for part in link(page)[name].split(",")]
    assert coordinates(page, name) == pytest.approx(value, abs=0.0051)
    return value


def expect_python(page: Page, name: str, value: list[float]) -> None:
    text = ", ".join(repr(x) for x in value)
    expect(page.get_by_test_id("stCode").last).to_contain_text(f"{name} = np.array([{text}])")


def expect_length_of_u(page: Page) -> None:
    """The read-out is what NumPy says of the settled coordinates."""
    expect(readout(page, "length of u")).to_have_text(f"{vectors.length(linked(page, 'u')):.2f}")


def test_the_mouse_drags_u_silently_and_python_hears_once(visit: Any) -> None:
    page = visit("/vectors")
    ready(page)
    x, y = centre(page, "u")
    sent = len(visit.sent(page))
    drag(page, (x, y), (x - 120, y - 60), steps=20)
    expect(readout(page, "length of u")).not_to_have_text("3.16")
    expect(handle(page, "u")).not_to_have_attribute("aria-valuetext", "3.00, 1.00")
    assert len(visit.sent(page)) == sent, "a message was sent while the pointer was down"
    page.mouse.up()
    expect_python(page, "u", linked(page, "u"))
    assert len(visit.sent(page)) == sent + 1
    expect_length_of_u(page)


def test_one_message_is_on_its_way_within_300_ms_of_release(visit: Any) -> None:
    page = visit("/vectors")
    ready(page)
    x, y = centre(page, "v")
    # The browser's own clock: when the pointer was let go, and when each message left.
    page.evaluate(
        """() => {
          window.sentAt = [];
          const send = WebSocket.prototype.send;
          WebSocket.prototype.send = function (data) { window.sentAt.push(performance.now()); return send.call(this, data); };
          window.addEventListener('pointerup', () => { window.releasedAt = performance.now(); }, true);
        }"""  # noqa: E501
    )
    drag(page, (x, y), (x + 50, y + 40), steps=10)
    assert page.evaluate("window.sentAt.length") == 0
    page.mouse.up()
    page.wait_for_function("() => window.sentAt.length > 0")
    expect_python(page, "v", linked(page, "v"))
    late = page.evaluate("window.sentAt.map((at) => at - window.releasedAt)")
    assert len(late) == 1
    assert late[0] <= 300


def test_the_keyboard_moves_u_in_three_sizes_and_settles_once(visit: Any) -> None:
    page = visit("/vectors")
    ready(page)
    handle(page, "u").focus()
    sent = len(visit.sent(page))
    # In the page, so that a busy machine makes no pause among them.
    handle(page, "u").evaluate(
        """(handle) => {
          const keys = [{ key: "ArrowRight" }, { key: "ArrowRight" }, { key: "ArrowUp", shiftKey: true },
            { key: "ArrowLeft", altKey: true }];
          for (const key of keys)
            handle.dispatchEvent(new KeyboardEvent("keydown", { ...key, bubbles: true, composed: true }));
        }"""
    )
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "3.19, 2.00")
    expect_python(page, "u", [3.19, 2.0])
    assert len(visit.sent(page)) == sent + 1
    expect_length_of_u(page)
    page.keyboard.press("Escape")
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "3.00, 1.00")


def test_a_finger_drags_u_and_still_scrolls_the_page_beside_it(visit: Any) -> None:
    page = visit("/vectors", phone=True)
    ready(page)
    x, y = centre(page, "u")
    sent = len(visit.sent(page))
    touch = swipe(page, (x, y), (x - 40, y + 30), steps=10)
    expect(handle(page, "u")).not_to_have_attribute("aria-valuetext", "3.00, 1.00")
    assert len(visit.sent(page)) == sent
    touch("touchEnd")
    expect_python(page, "u", linked(page, "u"))
    assert len(visit.sent(page)) == sent + 1
    expect_length_of_u(page)
    assert handle(page, "u").locator(".touch").evaluate("e => getComputedStyle(e).touchAction") == "none"
    assert page.locator(".frame svg").evaluate("e => getComputedStyle(e).touchAction") != "none"


def test_typed_components_move_the_arrow_and_letters_are_refused_in_one_sentence(visit: Any) -> None:
    page = visit("/vectors")
    ready(page)
    field = drawer(page).get_by_role("textbox", name="u x")
    field.fill("−2.5")
    field.press("Enter")
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "−2.50, 1.00")
    expect_python(page, "u", [-2.5, 1.0])
    for wrong, why in (
        ("abc", "is not a number"),
        ("NaN", "is not a number"),
        ("1e308", "out of reach"),
        ("", "empty"),
    ):
        field.fill(wrong)
        field.press("Enter")
        expect(page.get_by_role("alert").filter(has_text=why)).to_be_visible()
        assert coordinates(page, "u") == [-2.5, 1.0]
    # What is wrong in the field beside it is said as well, and goes when that one is right.
    other = drawer(page).get_by_role("textbox", name="u y")
    field.fill("two")
    field.press("Enter")
    other.fill("0.000001")
    other.press("Enter")
    both = page.get_by_role("alert").filter(has_text="is not a number").filter(has_text="is too fine")
    expect(both).to_be_visible()
    other.fill("1")
    other.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="is too fine")).to_have_count(0)
    expect(page.get_by_role("alert").filter(has_text="is not a number")).to_be_visible()
    field.fill("4")
    field.press("Enter")
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "4.00, 1.00")
    expect(page.get_by_role("alert").filter(has_text="number")).to_have_count(0)


def test_undo_and_redo_bring_back_what_settled(visit: Any) -> None:
    page = visit("/vectors")
    ready(page)
    handle(page, "u").focus()
    page.keyboard.press("Shift+ArrowLeft")
    expect_python(page, "u", [2.0, 1.0])
    page.get_by_role("button", name="Undo").click()
    expect_python(page, "u", [3.0, 1.0])
    page.get_by_role("button", name="Redo").click()
    expect_python(page, "u", [2.0, 1.0])
    handle(page, "u").focus()
    page.keyboard.press("Control+z")
    expect_python(page, "u", [3.0, 1.0])


def test_the_focus_goes_on_to_redo_where_nothing_is_left_to_undo(visit: Any) -> None:
    page = ready(visit("/vectors"))
    handle(page, "u").focus()
    page.keyboard.press("ArrowLeft")
    expect_python(page, "u", [2.9, 1.0])
    undo, redo = (page.get_by_role("button", name=name) for name in ("Undo", "Redo"))
    undo.focus()
    for button, other in ((undo, redo), (redo, undo)):
        page.keyboard.press("Enter")
        expect(button).to_be_disabled()
        expect(other).to_be_focused()


def test_a_link_opens_the_same_picture_and_nonsense_says_so(visit: Any) -> None:
    page = visit("/vectors?u=-1.5,2.25&a=0.5")
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "−1.50, 2.25")
    expect_python(page, "u", [-1.5, 2.25])
    page = visit("/vectors?u=banana&v=1,1")
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "3.00, 1.00")
    expect(page.get_by_text("“u=banana” is not 2 numbers such as 3,1")).to_be_visible()


def test_a_goal_that_a_link_brings_is_reached_when_the_reader_leaves_it_and_comes_back(visit: Any) -> None:
    page = visit("/matrices?column-1=3,0&column-2=0,1")
    ready(page, "column 1")
    aim = "Make the area of the square exactly 3."
    expect_goal(page, aim, reached=False)
    # The clock on its way there and back makes nothing of it.
    for name, area in (("One step back", "2.9"), ("One step on", "3")):
        page.get_by_role("button", name=name).click()
        eventually(page, lambda area=area: said(page, "determinant (area)"), float(area))  # type: ignore[misc]
    expect_goal(page, aim, reached=False)
    column = handle(page, "column 2")
    column.press("ArrowRight")  # along column 1: the area stays 3
    expect(page).to_have_url(re.compile(r"column-2=0\.1,1"))
    expect_goal(page, aim, reached=False)
    column.press("ArrowDown")
    expect(page).to_have_url(re.compile(r"column-2=0\.1,0\.9"))
    column.press("ArrowUp")
    expect_goal(page, aim)
    expect(goal(page, aim)).to_contain_text("Then every shape has three times its area.")


def test_the_clock_plays_from_the_identity_to_a(visit: Any) -> None:
    page = visit("/matrices", reduced_motion="no-preference")
    ready(page, "column 1")
    sent = len(visit.sent(page))
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    assert len(visit.sent(page)) == sent
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    assert 0 <= said(page, "way to A") < 1


@pytest.mark.parametrize(
    ("path", "name", "there"), [("/vectors", "u", [1.0, 3.0]), ("/pca", "plane", [-80, 44])]
)
def test_no_key_is_lost_when_many_come_before_a_frame_is_drawn(
    visit: Any, path: str, name: str, there: list[float]
) -> None:
    page = ready(visit(path), name)
    # In one task of the browser: no frame can come between.
    handle(page, name).evaluate(
        """(group) => {
          for (const key of ['ArrowLeft', 'ArrowUp']) {
            for (let i = 0; i < 20; i += 1) group.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
          }
        }"""  # noqa: E501
    )
    eventually(page, lambda: coordinates(page, name), pytest.approx(there, abs=0.005))


def test_on_a_phone_a_question_leaves_the_picture_in_sight(visit: Any) -> None:
    page = visit("/dot_product", phone=True)
    ready(page, "u")
    card = stage(page).locator(".card")
    box = card.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)  # all of it opens it
    formula = card.locator(".formula").nth(1)
    expect(formula).to_be_visible()
    assert formula.evaluate("(e) => e.scrollWidth - e.clientWidth") <= 0  # none is cut
    card.get_by_role("textbox", name="Turn v a quarter turn to the left").tap()
    expect(formula).to_be_hidden()
    eventually(page, lambda: all(below(card, handle(page, name)) for name in "uv"), True)
    page.keyboard.type("7")
    card.get_by_role("button", name="Show the answer").tap()
    expect(card).to_contain_text("Your guess is 12.00 away.")
    eventually(page, lambda: all(below(card, handle(page, name)) for name in "uv"), True)
    card.get_by_role("button", name="Fewer").tap()
    expect(card.get_by_role("button", name="All numbers")).to_be_visible()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(formula).to_be_visible()


def test_on_a_phone_an_answer_leaves_the_picture_in_sight(visit: Any) -> None:
    page = visit("/dot_product?u=2,-2.5&v=1,1.5", phone=True)
    ready(page, "u")
    before = centre(page, "u")
    handle(page, "v").press("Enter")  # rests where both are perpendicular
    done = stage(page).locator(".done")
    expect(done).to_be_visible()
    eventually(page, lambda: all(below(handle(page, name), done) for name in "uv"), True)
    handle(page, "v").press("ArrowLeft")
    expect(done).to_be_hidden()
    eventually(page, lambda: centre(page, "u"), pytest.approx(before, abs=1))


def below(above: Locator, element: Locator) -> bool:
    """Whether all of an element stands below another."""
    over, under = above.bounding_box(), element.bounding_box()
    return bool(over and under and under["y"] >= over["y"] + over["height"])

"""Users and movies under a mouse and the keyboard, ratings under letters, and SGD taking over."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from explorer.logic import recommender

GOAL = "Bring the squared error below 1 by hand."


def handle(page: Page, name: str) -> Locator:
    return page.get_by_role("slider", name=name, exact=True)


def readout(page: Page, name: str) -> Locator:
    return page.locator(f'[data-readout="{name}"]')


def place(page: Page, name: str) -> list[float]:
    text = handle(page, name).get_attribute("aria-valuetext") or ""
    return [float(part.replace("−", "-")) for part in text.split(",")]


def centre(page: Page, name: str) -> tuple[float, float]:
    box = handle(page, name).locator(".touch").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def opened(visit: Any, path: str = "/recommender", **options: Any) -> Page:
    page = visit(path, **options)
    expect(handle(page, "user 1")).to_have_attribute("aria-valuetext", re.compile(r"\d"))
    return page


def everybody(page: Page) -> tuple[np.ndarray, np.ndarray]:
    return (
        np.array([place(page, name) for name in recommender.USERS]),
        np.array([place(page, name) for name in recommender.MOVIES]),
    )


def drag(page: Page, name: str, wanted: np.ndarray) -> None:
    """Drag a handle with the mouse to a place in the plane; two handles tell the length of a unit."""
    here = np.array(centre(page, name))
    a, b = np.array(centre(page, "Memento")), np.array(centre(page, "Shrek"))
    unit = (b[0] - a[0]) / (place(page, "Shrek")[0] - place(page, "Memento")[0])
    step = (wanted - place(page, name)) * unit * np.array([1, -1])
    page.mouse.move(*here)
    page.mouse.down()
    page.mouse.move(*(here + step / 2))
    page.mouse.move(*(here + step))
    page.mouse.up()


def test_users_are_dragged_until_the_loss_goal_is_reached(visit: Any) -> None:
    page = opened(visit)
    goal = page.locator(f'[data-goal="{GOAL}"]')
    expect(goal).to_have_attribute("data-reached", "false")
    expect(readout(page, "squared error by hand")).to_have_text("1.63")
    # The mouse puts two users where the movies, standing still, want them; the keyboard does the rest.
    best = recommender.best_users(recommender.LIKES, recommender.WORKED_V)
    drag(page, "user 3", best[2])
    drag(page, "user 4", best[3])
    expect(goal).to_have_attribute("data-reached", "false")
    handle(page, "Harry Potter").focus()
    for _ in range(6):
        page.keyboard.press("ArrowDown")
    expect(goal).to_have_attribute("data-reached", "true")
    U, V = everybody(page)
    error = float(recommender.squared_error(recommender.LIKES, U, V))
    assert error < 1
    shown = float(readout(page, "squared error by hand").inner_text())
    assert shown == pytest.approx(error, abs=0.02)
    cell = readout(page, "U Vᵀ user 3, Shrek").inner_text().replace("−", "-")
    assert float(cell) == pytest.approx(float(U[2] @ V[2]), abs=0.02)


def test_every_cell_of_a_row_follows_its_user_and_no_message_is_sent_while_dragging(visit: Any) -> None:
    page = opened(visit)
    before = [readout(page, f"U Vᵀ user 1, {name}").inner_text() for name in recommender.MOVIES]
    sent = len(visit.sent(page))
    x, y = centre(page, "user 1")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 150, y - 60)
    for name, text in zip(recommender.MOVIES, before, strict=True):
        expect(readout(page, f"U Vᵀ user 1, {name}")).not_to_have_text(text)
    assert readout(page, "U Vᵀ user 2, Shrek").inner_text() == "−1.00"
    assert len(visit.sent(page)) == sent
    page.mouse.up()
    page.wait_for_function("() => new URL(location).searchParams.has('user-1')")
    assert len(visit.sent(page)) >= sent


def test_letters_nan_and_1e308_in_a_rating_give_one_sentence_and_lose_nothing(visit: Any) -> None:
    page = opened(visit)
    field = page.get_by_role("textbox", name="user 1, Shrek")
    for wrong, why in (("good", "is not a number"), ("NaN", "is not a number"), ("1e308", "out of reach")):
        field.fill(wrong)
        field.press("Enter")
        expect(page.get_by_role("alert").filter(has_text=why)).to_have_count(1)
        expect(readout(page, "squared error by hand")).to_have_text("1.63")
    field.fill("")
    field.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="number")).to_have_count(0)
    expect(readout(page, "squared error by hand")).to_have_text("1.62")
    assert place(page, "user 1") == [1.0, 0.1]
    page.wait_for_function("() => new URL(location).searchParams.has('ratings')")
    expect(page.get_by_text("over 19 known cells")).to_be_visible()

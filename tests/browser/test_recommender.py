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


def test_sgd_takes_over_plays_is_scrubbed_and_hands_back(visit: Any) -> None:
    page = opened(visit, reduced_motion="no-preference")
    page.get_by_role("button", name="Let SGD take over from here").click()
    clock = page.get_by_role("slider", name="SGD step")
    expect(clock).to_be_visible()
    page.get_by_role("button", name="Pause").click()
    clock.fill("300")
    expect(readout(page, "SGD step")).to_have_text("300")
    path = recommender.continue_sgd(
        recommender.LIKES, recommender.WORKED_U, recommender.WORKED_V, epochs=15, every=1
    )
    U, V = everybody(page)
    assert np.abs(U - path.frames_U[-1]).max() < 0.006
    assert np.abs(V - path.frames_V[-1]).max() < 0.006
    # What the algorithm did is not the reader's achievement.
    expect(page.locator(f'[data-goal="{GOAL}"]')).to_have_attribute("data-reached", "false")
    clock.fill("0")
    assert np.abs(everybody(page)[0] - recommender.WORKED_U).max() < 0.006
    clock.fill("40")
    handle(page, "user 1").focus()
    x, y = place(page, "user 1")
    page.keyboard.press("ArrowUp")
    moved = f"{x:.2f}, {y + 0.1:.2f}".replace("-", "−")
    expect(handle(page, "user 1")).to_have_attribute("aria-valuetext", moved)
    expect(readout(page, "SGD step")).to_have_text("40")


def test_goals_and_undo_outlive_a_changed_rating_and_sgd(visit: Any) -> None:
    """Both give the page a new scene: what was reached stays reached, and what was done can be undone."""
    page = opened(visit)
    goal = page.locator(f'[data-goal="{GOAL}"]')
    best = recommender.best_users(recommender.LIKES, recommender.WORKED_V)
    drag(page, "user 3", best[2])
    drag(page, "user 4", best[3])
    handle(page, "Harry Potter").focus()
    for _ in range(6):
        page.keyboard.press("ArrowDown")
    expect(goal).to_have_attribute("data-reached", "true")
    page.wait_for_function("() => new URL(location).searchParams.has('harry-potter')")
    reached = readout(page, "squared error by hand").inner_text()
    field = page.get_by_role("textbox", name="user 1, Shrek")
    field.fill("-1")
    field.press("Enter")
    # The algorithm's error tells that the new scene is there.
    expect(readout(page, "squared error of ALS")).not_to_have_text("0.016")
    expect(goal).to_have_attribute("data-reached", "true")
    page.get_by_role("button", name="Undo").click()
    expect(field).to_have_value("1")
    expect(readout(page, "squared error by hand")).to_have_text(reached)
    expect(readout(page, "squared error of ALS")).to_have_text("0.016")
    page.get_by_role("button", name="Redo").click()
    expect(field).to_have_value("−1")
    page.get_by_role("button", name="Let SGD take over from here").click()
    expect(page.get_by_role("slider", name="SGD step")).to_be_visible()
    expect(goal).to_have_attribute("data-reached", "true")
    for _ in range(4):
        page.get_by_role("button", name="Undo").click()
    assert place(page, "user 1") == [1.0, 0.1]
    expect(field).to_have_value("1")
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()


def test_a_preset_moves_everybody_to_where_the_algorithm_puts_them(visit: Any) -> None:
    page = opened(visit, "/recommender?method=SVD")
    page.get_by_role("button", name="Where SVD puts them").click()
    expect(readout(page, "squared error by hand")).to_have_text("0.00")
    page.get_by_role("button", name="Undo").click()
    expect(readout(page, "squared error by hand")).to_have_text("1.63")


def test_films_are_factored_and_searched(visit: Any) -> None:
    page = visit("/recommender?section=At+scale")
    expect(page.get_by_role("cell", name="rank 2", exact=True)).to_be_visible()
    search = page.get_by_role("combobox", name="Find among the films")
    search.fill("Toy Story")
    expect(page.get_by_role("option").first).to_contain_text("Toy Story")
    search.press("Enter")
    expect(page.get_by_text("Most alike")).to_be_visible()


def test_nine_handles_on_a_phone_have_names_that_stay_in_the_frame(visit: Any) -> None:
    page = opened(visit, phone=True)
    frame = page.locator(".frame").bounding_box()
    assert frame is not None
    boxes = [label.bounding_box() for label in page.locator(".frame .label").all() if label.text_content()]
    assert len(boxes) == 9
    for i, box in enumerate(boxes):
        assert box is not None
        assert box["x"] >= frame["x"] - 1 and box["x"] + box["width"] <= frame["x"] + frame["width"] + 1
        for other in boxes[:i]:
            assert other is not None
            across = min(box["x"] + box["width"], other["x"] + other["width"]) - max(box["x"], other["x"])
            down = min(box["y"] + box["height"], other["y"] + other["height"]) - max(box["y"], other["y"])
            assert across <= 4 or down <= 6, "two names cover each other"

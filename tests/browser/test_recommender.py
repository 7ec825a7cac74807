"""Users and movies under a mouse and the keyboard, ratings under letters, and SGD taking over."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from explorer.logic import recommender
from tests.browser.conftest import wait_for_run
from tests.browser.driving import (
    CHART_MS,
    box,
    centre,
    coordinates,
    drag,
    eventually,
    example,
    expect_goal,
    go_to,
    handle,
    link,
    numbers,
    press,
    readout,
    ready,
    said,
)
from tests.browser.jobs import jobs_wait

GOAL = "Bring the squared error below 1 by hand."


def opened(visit: Any, path: str = "/recommender", **options: Any) -> Page:
    return ready(visit(path, **options), "user 1")


def users(page: Page) -> np.ndarray:
    return np.array([coordinates(page, name) for name in recommender.USERS])


def movies(page: Page) -> np.ndarray:
    return np.array([coordinates(page, name) for name in recommender.MOVIES])


def put(page: Page, name: str, wanted: np.ndarray) -> None:
    """Drag a handle with the mouse to a place in the plane; two handles tell the length of a unit."""
    here = np.array(centre(page, name))
    a, b = np.array(centre(page, "Memento")), np.array(centre(page, "Shrek"))
    unit = (b[0] - a[0]) / (coordinates(page, "Shrek")[0] - coordinates(page, "Memento")[0])
    step = (wanted - coordinates(page, name)) * unit * np.array([1, -1])
    drag(page, tuple(here), tuple(here + step), steps=2)
    page.mouse.up()


def test_users_are_dragged_until_the_loss_goal_is_reached(visit: Any) -> None:
    page = opened(visit)
    expect_goal(page, GOAL, reached=False)
    expect(readout(page, "squared error by hand")).to_have_text("1.63")
    # The mouse puts two users where the movies, standing still, want them; the keyboard does the rest.
    best = recommender.solve_users(recommender.LIKES, recommender.WORKED_V)
    put(page, "user 3", best[2])
    put(page, "user 4", best[3])
    expect_goal(page, GOAL, reached=False)
    handle(page, "Harry Potter").focus()
    press(page, ["ArrowDown"] * 6)
    expect_goal(page, GOAL)
    U, V = users(page), movies(page)
    error = float(recommender.squared_error(recommender.LIKES, U, V))
    assert error < 1
    assert said(page, "squared error by hand") == pytest.approx(error, abs=0.02)
    assert said(page, "U Vᵀ user 3, Shrek") == pytest.approx(float(U[2] @ V[2]), abs=0.02)


def test_every_cell_of_a_row_follows_its_user_and_no_message_is_sent_while_dragging(visit: Any) -> None:
    page = opened(visit)
    before = [readout(page, f"U Vᵀ user 1, {name}").inner_text() for name in recommender.MOVIES]
    sent = len(visit.sent(page))
    x, y = centre(page, "user 1")
    drag(page, (x, y), (x - 150, y - 60), steps=1)
    for name, text in zip(recommender.MOVIES, before, strict=True):
        expect(readout(page, f"U Vᵀ user 1, {name}")).not_to_have_text(text)
    expect(readout(page, "U Vᵀ user 2, Shrek")).to_have_text("−1.00")
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
    expect(handle(page, "user 1")).to_have_attribute("aria-valuetext", "1.00, 0.10")
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
        recommender.LIKES, recommender.WORKED_U, recommender.WORKED_V, learning_rate=0.2, epochs=15, every=1
    )
    eventually(page, lambda: users(page), pytest.approx(path.frames_U[-1], abs=0.006))
    eventually(page, lambda: movies(page), pytest.approx(path.frames_V[-1], abs=0.006))
    # What the algorithm did is not the reader's achievement.
    expect_goal(page, GOAL, reached=False)
    clock.fill("0")
    eventually(page, lambda: users(page), pytest.approx(recommender.WORKED_U, abs=0.006))
    clock.fill("40")
    expect(readout(page, "SGD step")).to_have_text("40")
    handle(page, "user 1").focus()
    before = coordinates(page, "user 1")
    page.keyboard.press("ArrowUp")
    eventually(page, lambda: coordinates(page, "user 1")[1], pytest.approx(before[1] + 0.1, abs=0.011))
    expect(readout(page, "SGD step")).to_have_text("40")


def test_the_step_in_which_sgd_takes_over_presses_its_button_and_again_when_it_is_come_back_to(
    visit: Any,
) -> None:
    page = opened(visit, "/recommender?step=5")
    clock = page.get_by_role("slider", name="SGD step")
    expect(clock).to_be_visible()
    first = coordinates(page, "user 1")
    clock.fill("300")
    expect(readout(page, "SGD step")).to_have_text("300")
    page.get_by_role("button", name="Previous step").click()
    expect(page.get_by_text("Your turn: drag along the arrows until the error is small.")).to_be_visible()
    page.get_by_role("button", name="Next step").click()
    expect(readout(page, "SGD step")).to_have_text("0")
    assert coordinates(page, "user 1") == first


def test_goals_and_undo_outlive_a_changed_rating_and_sgd(visit: Any) -> None:
    """Both give the page a new scene: what was reached stays reached, and what was done can be undone."""
    page = opened(visit)
    best = recommender.solve_users(recommender.LIKES, recommender.WORKED_V)
    put(page, "user 3", best[2])
    put(page, "user 4", best[3])
    handle(page, "Harry Potter").focus()
    for _ in range(6):
        page.keyboard.press("ArrowDown")
    expect_goal(page, GOAL)
    page.wait_for_function("() => new URL(location).searchParams.get('harry-potter') === '0.9,-0.8'")
    reached = readout(page, "squared error by hand").inner_text()
    field = page.get_by_role("textbox", name="user 1, Shrek")
    field.fill("-1")
    field.press("Enter")
    # The algorithm's error tells that the new scene is there.
    expect(readout(page, "squared error of ALS")).not_to_have_text("0.016")
    expect_goal(page, GOAL)
    page.get_by_role("button", name="Undo").click()
    expect(field).to_have_value("1")
    expect(readout(page, "squared error by hand")).to_have_text(reached)
    expect(readout(page, "squared error of ALS")).to_have_text("0.016")
    page.get_by_role("button", name="Redo").click()
    expect(field).to_have_value("−1")
    page.get_by_role("button", name="Let SGD take over from here").click()
    expect(page.get_by_role("slider", name="SGD step")).to_be_visible()
    expect_goal(page, GOAL)
    # Back to the very beginning; slow keys may have settled more than once.
    undo = page.get_by_role("button", name="Undo")
    for _ in range(12):
        if undo.is_enabled():
            undo.click()
    expect(undo).to_be_disabled()
    expect(field).to_have_value("1")
    expect(handle(page, "Harry Potter")).to_have_attribute("aria-valuetext", "0.90, −0.20")
    expect(handle(page, "user 3")).to_have_attribute("aria-valuetext", "0.20, −1.00")


def test_a_preset_moves_everybody_to_where_the_algorithm_puts_them(visit: Any) -> None:
    page = opened(visit, "/recommender?method=SVD")
    example(page, "Where SVD puts them")
    expect(readout(page, "squared error by hand")).to_have_text("0.00")
    page.get_by_role("button", name="Undo").click()
    expect(readout(page, "squared error by hand")).to_have_text("1.63")


def expect_chosen(page: Page, rank: str, regularization: str) -> None:
    """What stands in the choices, in the product below them, and in the link whatever language is read."""
    expect(page.locator(".st-key-rank").get_by_role("radio", name=rank, exact=True)).to_be_checked()
    expect(page.locator(".st-key-regularization")).to_contain_text(regularization)
    expect(page.locator(".factors caption").first).to_have_text(f"U (4 × {rank})")
    for written in (f"rank={rank}", f"regularization={regularization.replace(',', '.')}"):
        expect(page).to_have_url(re.compile(rf"[?&]{re.escape(written)}(&|$)"))


def test_what_is_chosen_outlives_other_tabs_languages_and_pages_and_a_reload(visit: Any) -> None:
    page = opened(visit, "/recommender?lang=en")
    page.locator(".st-key-rank").get_by_text("3", exact=True).click()
    page.get_by_role("slider", name="Regularisation").press("ArrowRight")
    expect_chosen(page, "3", "0.05")
    page.get_by_role("tab", name="One cell").click()
    expect(page.locator(".st-key-rank")).to_have_count(0)
    wait_for_run(page)  # a press on what is being drawn anew would be lost
    page.get_by_role("radio", name="Deutsch").click()
    page.get_by_role("tab", name="Zerlegen").click()
    expect_chosen(page, "3", "0,05")
    # The slider knows its options by what is read: it is told the new words while it is drawn, too.
    page.get_by_role("radio", name="Español").click()
    page.get_by_role("slider", name="Regularización").press("ArrowRight")
    expect_chosen(page, "3", "0,1")
    go_to(page, "Vectores")
    expect(page.get_by_role("heading", level=1, name="Vectores")).to_be_visible()
    go_to(page, "Recomendador")
    expect_chosen(page, "3", "0,1")
    # By way of a tab without them, they are drawn in a later run than that in which the link is read.
    page.get_by_role("tab", name="Una celda").click()
    expect(page).to_have_url(re.compile("section=One"))
    go_to(page, "Vectores")
    expect(page.get_by_role("heading", level=1, name="Vectores")).to_be_visible()
    page.go_back()
    page.get_by_role("tab", name="Factorízala").click()
    expect_chosen(page, "3", "0,1")
    page.reload()
    expect(page.locator(".st-key-regularization")).to_be_visible()
    expect_chosen(page, "3", "0,1")  # the language outlives it too


def test_after_a_burst_of_choices_page_and_link_agree(visit: Any) -> None:
    page = opened(visit)
    for rank in ("3", "1", "4", "2", "3", "1", "4"):
        page.locator(".st-key-rank").get_by_text(rank, exact=True).click()
    page.get_by_role("slider", name="Regularisation").press("ArrowRight")
    expect_chosen(page, "4", "0.05")


def test_the_link_of_an_own_table_opens_it_for_somebody_else(visit: Any) -> None:
    page = opened(visit, "/recommender?section=Your+own+table")
    page.get_by_role("textbox", name="Your table").fill("who,Amélie,Heat\nann & co,4.5,\nbob,1,-2\n")
    page.get_by_role("button", name="Use this table").click()
    ready(page, "bob")
    expect(page).to_have_url(re.compile("table="))
    handle(page, "bob").focus()
    press(page, ["ArrowRight"] * 3)
    shown = pytest.approx(coordinates(page, "bob"))  # the link may hold the first key before the others
    eventually(page, lambda: numbers(link(page).get("own-bob", "")), shown)
    other = ready(visit("/recommender?" + urlsplit(page.url).query), "bob")
    for name in ("ann & co", "bob", "Amélie", "Heat"):
        assert coordinates(other, name) == coordinates(page, name)
    other.get_by_role("radio", name="The 4 × 5 example").click()
    ready(other, "user 1")
    expect(other).not_to_have_url(re.compile("[?&]table="))


def test_films_are_factored_and_searched(visit: Any) -> None:
    page = visit("/recommender?section=At+scale")
    expect(page.get_by_role("cell", name="rank 2", exact=True)).to_be_visible()
    # The map comes after the stage, in a run of its own.
    expect(page.locator(".js-plotly-plot")).to_be_visible(timeout=CHART_MS)
    search = page.get_by_role("combobox", name="Find among the films")
    search.click()
    search.press_sequentially("Toy Story")
    expect(page.get_by_role("option").first).to_contain_text("Toy Story")
    search.press("Enter")
    expect(page.get_by_text("Most alike")).to_be_visible()


def test_nine_handles_on_a_phone_have_names_that_stay_in_the_frame(visit: Any) -> None:
    page = opened(visit, phone=True)
    frame = box(page.locator(".frame"))
    names = [box(label) for label in page.locator(".frame .label").all() if label.text_content()]
    assert len(names) == 9
    for i, one in enumerate(names):
        assert one["x"] >= frame["x"] - 1 and one["x"] + one["width"] <= frame["x"] + frame["width"] + 1
        for other in names[:i]:
            across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
            down = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
            assert across <= 4 or down <= 6, "two names cover each other"


@pytest.mark.slow
def test_a_long_list_is_read_and_its_factorization_is_stopped_with_what_it_found(
    visit: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs_wait(tmp_path, monkeypatch, 'text.values.get("done") == 2')
    rng = np.random.default_rng(0)
    cells = rng.permutation(2_000_000)[:900_000]
    stars = rng.integers(1, 6, len(cells))
    lines = (f"u{c // 1000},i{c % 1000},{s}" for c, s in zip(cells.tolist(), stars.tolist(), strict=True))
    file = tmp_path / "ratings.csv"
    file.write_text("user,item,rating\n" + "\n".join(lines) + "\n")
    page = visit("/recommender?section=At+scale&big=Your+own+list", server=visit.serve())
    page.locator('input[type="file"]').set_input_files(file)
    expect(page.get_by_text(re.compile(r"^Read 900,000 ratings in"))).to_be_visible(timeout=120_000)
    expect(page.get_by_text("2,000 people and 1,000 items")).to_be_visible()
    page.get_by_role("radio", name="16", exact=True).click()
    page.get_by_role("button", name="Factor", exact=True).click()
    expect(page.get_by_text("sweep 2 of 15")).to_be_visible(timeout=120_000)
    page.get_by_role("button", name="Stop factoring").click()
    expect(page.get_by_role("cell", name="rank 16, 2 of 15 sweeps")).to_be_visible()
    expect(page.get_by_role("button", name="Stop factoring")).to_have_count(0)


def test_on_a_phone_the_strip_says_something_and_all_numbers_come_and_go(visit: Any) -> None:
    page = opened(visit, phone=True, viewport={"width": 390, "height": 664})
    opener, table = page.locator('[data-tool="numbers"]').first, page.locator(".sheet .cells").first
    expect(opener).to_be_visible()
    opener.tap()
    expect(table).to_be_hidden()
    page.get_by_role("button", name="Fewer").tap()  # refused where anything lies over it
    expect(table).to_be_visible()
    said_in_strip = """(card) => [...card.querySelectorAll('.readout, .formula')]
        .filter((e) => e.checkVisibility({ visibilityProperty: true })).length"""
    for _ in range(6):
        eventually(page, lambda: page.locator(".card").first.evaluate(said_in_strip), 1)
        page.get_by_role("button", name="Next step").tap()
    # The curve of SGD would leave the picture no room.
    eventually(page, lambda: page.locator(".card").first.evaluate(said_in_strip), 1)

"""Nothing that the reader held is lost: not a handle, not the focus, not what a step asks for."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driving import (
    FOCUSED,
    box,
    centre,
    coordinates,
    drag,
    drawer,
    drawn,
    eventually,
    example,
    expect_not_projected,
    expect_projected,
    handle,
    link,
    more,
    press,
    ready,
    stage,
    swipe,
    tab_to,
)


def focused(page: Page) -> str:
    """The name of what has the focus."""
    name = "e?.getAttribute('aria-label') || e?.textContent.trim() || e?.tagName"
    return str(page.evaluate(f"() => {{ {FOCUSED} return {name}; }}"))


def under(page: Page, place: tuple[float, float]) -> bool:
    """Whether a press at a place reaches the picture."""
    return bool(
        page.evaluate(
            """([x, y]) => {
              let e = document.elementFromPoint(x, y);
              while (e?.shadowRoot) e = e.shadowRoot.elementFromPoint(x, y);
              return Boolean(e?.closest(".frame"));
            }""",
            place,
        )
    )


@pytest.mark.parametrize("phone", [False, True])
def test_a_handle_stops_before_what_lies_over_the_picture(visit: Any, phone: bool) -> None:
    page = visit("/vectors", phone=phone)
    ready(page)
    for part in (".dock", ".card"):
        over = box(stage(page).locator(part))
        there = (over["x"] + over["width"] / 2, over["y"] + over["height"] / 2)
        if phone:
            swipe(page, centre(page, "u"), there)("touchEnd")
        else:
            drag(page, centre(page, "u"), there)
            page.mouse.up()
        place = centre(page, "u")
        assert under(page, place), f"u lies under {part}"
        beside = abs(place[0] - there[0]) < over["width"] / 2 + 30
        assert beside or abs(place[1] - there[1]) < over["height"] / 2 + 30, f"u stopped far from {part}"


def test_fit_and_the_arrow_keys_bring_a_handle_back_into_sight(visit: Any) -> None:
    page = visit("/vectors")
    ready(page)
    handle(page, "u").focus()
    press(page, ["Shift+ArrowDown"] * 14)
    below = coordinates(page, "u")
    assert under(page, centre(page, "u"))
    press(page, ["+"] * 12)
    assert not under(page, centre(page, "u"))
    more(page, "Fit")
    assert under(page, centre(page, "u"))
    assert coordinates(page, "u") == below


def test_back_to_the_start_also_shows_the_start(visit: Any) -> None:
    page = visit("/vectors")
    ready(page)
    before = centre(page, "u")
    press(page, ["Tab"])
    handle(page, "u").focus()
    press(page, ["-"] * 5)
    stage(page).locator('[data-tool="reset"]').click()
    eventually(page, lambda: coordinates(page, "u"), [3, 1])
    eventually(page, lambda: centre(page, "u"), pytest.approx(before, abs=1))


def test_what_a_step_asks_for_stays_while_it_is_done(visit: Any) -> None:
    page = visit("/vectors")
    ready(page)
    later, sentence = stage(page).locator('[data-tool="later"]'), stage(page).locator(".sentence")
    first = sentence.inner_text()
    while later.is_enabled():
        later.click()
    last = sentence.inner_text()
    assert last != first
    handle(page, "u").focus()
    press(page, ["ArrowUp"])
    eventually(page, lambda: "step" in link(page), False)
    expect(sentence).to_have_text(last)
    stage(page).locator('[data-tool="reset"]').click()
    expect(sentence).to_have_text(first)
    expect(later).to_be_enabled()


def test_the_focus_is_never_lost(visit: Any) -> None:
    page = visit("/vectors")
    ready(page)
    later = stage(page).locator('[data-tool="later"]')
    later.focus()
    while later.is_enabled():
        press(page, ["Enter"])
    expect(stage(page).locator(".sentence")).to_be_focused()
    example(page, stage(page).locator(".menu .list button").first.text_content().strip())
    assert focused(page) == "Examples"
    press(page, ["ArrowDown", "ArrowDown"])
    expect(stage(page).locator(".menu .list button").nth(1)).to_be_focused()
    press(page, ["ArrowUp", "ArrowUp", "Escape"])
    assert focused(page) == "Examples"
    handle(page, "u").focus()
    press(page, ["p"])
    expect_projected(page)
    press(page, ["p"])
    expect_not_projected(page)
    expect(handle(page, "u")).to_be_focused()
    drawer(page)
    press(page, ["Escape"])
    expect(stage(page).locator(".card")).not_to_have_class("open")
    assert focused(page) == "All numbers"


def test_a_press_on_the_challenges_shows_them(visit: Any) -> None:
    page = visit("/vectors", phone=True)
    ready(page)
    for _ in range(2):
        stage(page).locator('[data-tool="challenges"]').tap()
        expect(stage(page).get_by_role("heading", name="Challenges")).to_be_in_viewport()
        assert focused(page) == "Challenges"


def test_what_is_said_after_a_move_is_what_has_changed(visit: Any) -> None:
    page = visit("/vectors")
    ready(page)
    spoken = stage(page).locator(".spoken")
    tab_to(page, "u")
    press(page, ["ArrowUp"])
    expect(spoken).to_contain_text("length of u")
    handle(page, "v").focus()
    press(page, ["ArrowUp"])
    expect(spoken).to_contain_text("length of v")
    expect(spoken).not_to_contain_text("length of u")


def test_the_ring_of_the_plane_stays_where_the_finger_left_its_reach(visit: Any) -> None:
    page = visit("/pca", phone=True)
    ready(page, "plane")
    x, y = centre(page, "plane")
    for out in ((-150, 0), (-150, -40), (-140, -90)):
        touch = swipe(page, (x, y), (x + out[0], y + out[1]), steps=12)
        touch("touchEnd")
        now = centre(page, "plane")
        assert now[0] < x, (out, now)
        page.keyboard.press("Escape")
        x, y = centre(page, "plane")


def test_what_a_press_stops_settles_where_it_stopped(visit: Any) -> None:
    page = visit("/matrices", reduced_motion="no-preference")
    ready(page, "column 1")
    stage(page).get_by_role("button", name="Play").click()
    page.wait_for_timeout(600)
    frame = box(stage(page).locator(".frame"))
    page.mouse.click(frame["x"] + 500, frame["y"] + frame["height"] - 260)
    eventually(page, lambda: "way-to-a" in link(page) or "from-i-to-a" in link(page), True)
    assert 0 < float(next(v for k, v in link(page).items() if k in ("way-to-a", "from-i-to-a"))) < 1


def test_a_frozen_picture_holds_still_whatever_key_is_pressed(visit: Any) -> None:
    page = visit("/vectors")
    ready(page)
    handle(page, "u").focus()
    press(page, ["ArrowUp"])
    held = coordinates(page, "u")
    press(page, ["p"])
    expect_projected(page)
    press(page, ["f", "Control+z", "+", "s"])
    assert coordinates(page, "u") == held
    expect(stage(page).locator('[data-tool="snap"]')).to_have_attribute("aria-pressed", "true")
    press(page, ["f", "Control+z"])
    eventually(page, lambda: coordinates(page, "u"), [3, 1])


def test_what_escape_brings_back_is_not_reached_by_hand(visit: Any) -> None:
    page = visit("/vectors")
    ready(page)
    example(page, "On one line")
    eventually(page, lambda: coordinates(page, "u"), [2, 1])
    handle(page, "u").focus()
    press(page, ["ArrowUp", "Escape"])
    eventually(page, lambda: coordinates(page, "u"), [2, 1])
    expect(stage(page).locator('[data-goal][data-reached="true"]')).to_have_count(0)


def test_the_projector_shows_the_picture_and_not_what_was_open_before(visit: Any) -> None:
    page = visit("/vectors")
    ready(page)
    drawer(page)
    press(page, ["p"])
    expect_projected(page)
    expect(stage(page).locator('[data-tool="numbers"]')).to_have_attribute("aria-expanded", "false")
    press(page, ["p", "?"])
    expect(stage(page).get_by_role("dialog")).to_be_visible()
    press(page, ["p"])
    expect_projected(page)
    expect(stage(page).get_by_role("dialog")).to_have_count(0)


def test_a_panel_over_the_middle_does_not_zoom_the_picture_away(visit: Any) -> None:
    page = visit("/vectors", phone=True)
    ready(page)
    drawer(page)
    apart = centre(page, "u")[0] - centre(page, "v")[0]
    handle(page, "v").focus()
    press(page, ["ArrowUp", "ArrowDown"])
    drawn(page)
    assert centre(page, "u")[0] - centre(page, "v")[0] > 0.4 * apart
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_name_that_was_asked_for_by_hovering_goes_when_the_handle_over_it_is_held(visit: Any) -> None:
    page = visit("/pca")
    ready(page, "plane")
    tip = stage(page).locator(".tip")
    x, y = centre(page, "plane")
    for step in range(-14, 15, 2):  # points of the cloud lie behind the ring of the plane
        page.mouse.move(x - 6, y + step)
        if "shown" in str(tip.get_attribute("class")):
            break
    expect(tip).to_have_class("tip shown")
    before = coordinates(page, "plane")
    page.mouse.down()
    page.mouse.move(x + 40, y + 20, steps=3)
    assert coordinates(page, "plane") != before
    expect(tip).to_have_class("tip")
    page.mouse.up()

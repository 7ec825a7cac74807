"""Vectors and dot product beyond the plane: arrows in space, stars and words dragged from one to another."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from playwright.sync_api import expect

from explorer.scenes import dot_product_many, vectors_space, vectors_stars
from explorer.scenes.dot_product import scene as dot_scene
from tests.browser.driving import (
    centre,
    coordinates,
    drag,
    drawn,
    eventually,
    example,
    expect_goal,
    go_to,
    goal,
    handle,
    link,
    middle,
    readout,
    ready,
    said,
    stage,
    still,
)
from tests.scenes.catalogue import said as said_by_numpy


def test_the_plane_of_two_arrows_is_tilted_to_the_ring_by_keys(visit: Any) -> None:
    page = still(ready(visit("/vectors?view=space"), "v"))
    expect_goal(page, "Tilt the plane until it passes through the ring: move u or v.", reached=False)
    handle(page, "v").focus()
    for _ in range(24):  # up on the screen, towards the ring, until the plane holds it
        page.keyboard.press("Shift+ArrowUp" if said(page, "from the ring to the plane") > 0.6 else "ArrowUp")
        if said(page, "from the ring to the plane") < vectors_space.NEAR:
            break
    expect_goal(page, "Tilt the plane until it passes through the ring: move u or v.")
    expect(page).to_have_url(re.compile(r"space-v="))
    assert "v" not in link(page)  # the plane's own v is another


def test_a_star_is_dragged_to_another_and_said_by_name(visit: Any) -> None:
    page = still(ready(visit("/vectors?view=stars"), "v"))
    before = said(page, "from the Sun to the second")
    x, y = centre(page, "v")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=6)
    drawn(page)
    name = stage(page).get_by_role("combobox", name="to").input_value()
    page.mouse.up()
    assert name != "Altair"
    known = vectors_stars.catalogue()
    assert name in known.names
    place = known.places[known.names.index(name)]
    length = float(np.linalg.norm(place))
    assert said(page, "from the Sun to the second") != before
    assert abs(said(page, "from the Sun to the second") - length) < 0.006
    np.testing.assert_allclose(coordinates(page, "v"), place, atol=0.06)  # said to one decimal


def test_an_example_shows_stars_that_only_look_like_neighbours(visit: Any) -> None:
    page = still(ready(visit("/vectors?view=stars"), "v"))
    example(page, "Orion’s belt")
    eventually(page, lambda: said(page, "apart in our sky") < 1.5, True)
    expect(stage(page).get_by_text("Alnilam", exact=True).first).to_be_visible()
    expect(goal(page, "Find two different stars less than 2 parsecs apart.")).to_have_attribute(
        "data-reached", "false"
    )


def test_a_view_is_chosen_above_the_stage_kept_in_the_link_and_found_again(visit: Any) -> None:
    page = still(ready(visit("/vectors?u=2,2")))
    page.get_by_text("Stars", exact=True).click()
    ready(page, "v")
    expect(page).to_have_url(re.compile(r"view=stars"))
    go_to(page, "Dot product")
    ready(page, "u")
    go_to(page, "Vectors")
    expect(readout(page, "apart in our sky")).to_be_visible()


def test_a_word_is_dragged_to_another_in_the_plane_of_both(visit: Any) -> None:
    page = still(ready(visit("/dot_product?view=many"), "v"))
    held = dot_product_many.words()
    x, y = centre(page, "v")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 80, y - 60, steps=8)
    drawn(page)
    word = stage(page).get_by_role("combobox", name="v is").input_value()
    page.mouse.up()
    assert word != "queen"
    wanted = said_by_numpy(dot_scene("many", "words"), {"v is": [held.names.index(word)]})
    assert abs(said(page, "angle between u and v") - float(wanted["angle between u and v"])) < 0.06


def test_a_word_that_is_typed_shows_that_dot_product_and_angle_disagree(visit: Any) -> None:
    page = still(ready(visit("/dot_product?view=many"), "v"))
    differ = "Choose a u other than doctor for which dot product and angle have different answers."
    field = stage(page).get_by_role("combobox", name="u is")
    field.fill("good")
    field.press("Enter")
    expect(readout(page, "most like u, by dot product")).to_have_text("we")
    expect(readout(page, "most like u, by angle")).to_have_text("better")
    expect_goal(page, differ)
    expect(page).to_have_url(re.compile(r"words-u-is="))


def test_the_handle_of_depth_says_what_it_does_while_it_is_held(visit: Any) -> None:
    page = visit("/vectors?view=space")
    ready(page, "u")
    x, y = middle(handle(page, "u, depth").locator(".touch"))
    tip = stage(page).get_by_text("Up: farther away. Down: nearer.")
    drag(page, (x, y), (x, y - 20), steps=5)
    expect(tip).to_have_class(re.compile(r"\bshown\b"))
    page.mouse.up()
    expect(tip).not_to_have_class(re.compile(r"\bshown\b"))

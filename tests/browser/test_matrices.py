"""The views of the lesson on matrices in a real browser: each goal by hand, own pictures, what is refused."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from explorer.scenes import matrices_points, matrices_row, matrices_space
from tests.browser.driving import (
    Point,
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
from tests.scenes.catalogue import said as said_by_numpy

EXCHANGE = "Let A exchange p and q: send p to q, and q to p."
RING = "Bring A (p + q) into the ring, with A p on p."
HEAD = "Stand the picture on its head, and do not turn it over."
AWAY = "Let the picture look the other way, as large as it was and not on its head."
NO_VOLUME = "Make the volume 0, with no column 0 and no two on one line."
SLANTED = "Make a box of volume 1 with every edge longer than 1.2."
COMMUTE = "Find two different maps whose order does not matter."
BACK = "Put A and another map in a row, and drag A until every point is back."


def opened(visit: Any, query: str, name: str, **options: Any) -> Page:
    return still(ready(visit(f"/matrices?{query}", **options), name))


def place(page: Page, names: tuple[str, str], at: tuple[float, float]) -> Point:
    """Where a point of the plane is on the screen, found from two handles that stand on different places."""
    (x0, y0), (x1, y1) = (centre(page, name) for name in names)
    (a0, b0), (a1, b1) = (coordinates(page, name) for name in names)
    unit = (x1 - x0) / (a1 - a0)
    assert unit == pytest.approx((y0 - y1) / (b1 - b0), rel=0.02)
    return x0 + unit * (at[0] - a0), y0 - unit * (at[1] - b0)


# ---------------------------------------------------------------- the plane


def test_grid_points_are_counted_beside_the_determinant(visit: Any) -> None:
    page = opened(visit, "column-1=2,1&column-2=-1,1", "column 1")
    example(page, "Count grid points")
    drawer(page)
    eventually(page, lambda: said(page, "counted area"), 3)
    slider = handle(page, "grid points per unit")
    for fineness in (5, 6, 7):
        slider.press("ArrowRight")
        eventually(page, lambda: said(page, "grid points inside"), 3 * fineness**2)
    example(page, "Half axes of the ellipse")
    sizes = np.linalg.svd([[2, -1], [1, 1]])[1]
    eventually(page, lambda: said(page, "stretched at most by"), pytest.approx(sizes[0], abs=0.006))
    assert said(page, "stretched at least by") == pytest.approx(sizes[1], abs=0.006)
    expect(readout(page, "counted area")).to_be_hidden()


def test_an_image_beyond_the_grid_is_refused_while_it_is_counted_and_only_then(visit: Any) -> None:
    page = opened(visit, "column-1=7,1&column-2=-1,1", "column 1")
    sentence = page.get_by_text("The image reaches beyond the square from -5 to 5")
    assert said(page, "determinant (area)") == 8
    expect(sentence).to_have_count(0)
    example(page, "Count grid points")
    expect(sentence.first).to_be_visible()
    assert said(page, "determinant (area)") == 8


# ---------------------------------------------------------------- two points


def test_the_mouse_brings_both_images_where_the_other_point_is(visit: Any) -> None:
    page = opened(visit, "view=points", "A p")
    for name, to in (("A p", "q"), ("A q", "p")):
        x, y = centre(page, to)
        drag(page, centre(page, name), (x + 4, y - 3))  # nearly
        page.mouse.up()
        eventually(page, lambda n=name, t=to: coordinates(page, n), coordinates(page, to))
    expect_goal(page, EXCHANGE)
    assert said(page, "determinant (area)") == pytest.approx(-1, abs=0.006)
    expect(page).to_have_url(re.compile("points-column-1="))
    expect(stage(page).locator(".done")).to_be_visible()


def test_keys_bring_the_image_of_the_sum_into_the_ring(visit: Any) -> None:
    page = opened(visit, "view=points", "A p")
    handle(page, "A p").focus()
    press(page, ["Enter", "Enter"])  # onto q, then onto p
    eventually(page, lambda: coordinates(page, "A p"), coordinates(page, "p"))
    handle(page, "A q").focus()
    wanted = matrices_points.RING - coordinates(page, "p")
    for axis, keys in ((0, ("ArrowLeft", "ArrowRight")), (1, ("ArrowDown", "ArrowUp"))):
        for _ in range(60):
            off = wanted[axis] - coordinates(page, "A q")[axis]
            if abs(off) < 0.06:
                break
            key = keys[int(off > 0)]
            page.keyboard.press(f"Shift+{key}" if abs(off) > 1.05 else key)
    expect_goal(page, RING)


def test_points_on_one_line_take_a_away_and_say_why(visit: Any) -> None:
    page = opened(visit, "view=points", "A p")
    example(page, "p and q on one line")
    expect(page.get_by_text("p and q lie on one line through 0").first).to_be_visible()
    expect(handle(page, "A p")).to_be_hidden()
    # Whoever moves p away has A back, as it was.
    handle(page, "p").focus()
    press(page, ["ArrowUp"] * 2)
    expect(handle(page, "A p")).to_be_visible()
    p = np.array(coordinates(page, "p"))
    A = np.column_stack([(1.5, 0.5), (-0.5, 1.25)])
    np.testing.assert_allclose(coordinates(page, "A p"), A @ p, atol=0.011)


# ---------------------------------------------------------------- a picture


def test_a_finger_stands_the_picture_on_its_head(visit: Any) -> None:
    page = opened(visit, "view=picture", "column 1", phone=True, viewport={"width": 390, "height": 664})
    for name, to in (("column 1", (-1, 0)), ("column 2", (0, -1))):
        end = place(page, ("column 1", "column 2"), to)
        swipe(page, centre(page, name), end, steps=12)("touchEnd")
        eventually(page, lambda n=name, t=to: coordinates(page, n), pytest.approx(to, abs=0.06))
    expect_goal(page, HEAD)
    expect_goal(page, AWAY, reached=False)


def test_keys_let_the_picture_look_the_other_way(visit: Any) -> None:
    page = opened(visit, "view=picture&picture-column-1=-0.8,0.1&picture-column-2=0,1", "column 1")
    expect_goal(page, AWAY, reached=False)
    handle(page, "column 1").focus()
    press(page, ["ArrowLeft", "ArrowDown", "ArrowLeft"])
    eventually(page, lambda: coordinates(page, "column 1"), [-1, 0])
    expect_goal(page, AWAY)


def picture_file(path: Path) -> Path:
    disc = 255 * (np.hypot(*np.mgrid[-40:41, -60:61]) > 30)
    out = io.BytesIO()
    Image.fromarray(disc.astype(np.uint8)).save(out, "PNG")
    path.write_bytes(out.getvalue())
    return path


def test_own_points_and_an_own_picture_are_moved_or_refused(visit: Any, tmp_path: Path) -> None:
    page = opened(visit, "view=picture&picture=own", "column 1")
    field = page.get_by_role("textbox", name="Your points")
    field.fill("0 0\n2 0\n2 one\n")
    field.press("Control+Enter")
    expect(page.get_by_text('Row 3, column 2 of Your points is "one"')).to_be_visible()
    field.fill("0 0\n2 0\n2 1\n")
    field.press("Control+Enter")
    eventually(page, lambda: said(page, "area of the frame before"), 2)
    eventually(page, lambda: said(page, "points"), 3)
    page.get_by_role("radio", name="A picture", exact=True).click()
    chooser = page.locator('input[type="file"]')
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"no picture at all")
    chooser.set_input_files(bad)
    expect(page.get_by_text("This is no PNG and no JPEG picture")).to_be_visible()
    assert said(page, "points") == 3
    chooser.set_input_files(picture_file(tmp_path / "disc.png"))
    eventually(page, lambda: said(page, "points") > 1000, True)
    expect(page.get_by_role("group", name=re.compile("Your picture: every point"))).to_be_attached()
    # It is there still when the reader comes back from another view.
    page.get_by_role("radio", name="Space").click()
    ready(page, "column 3")
    page.get_by_role("radio", name="Picture", exact=True).click()
    eventually(page, lambda: said(page, "points") > 1000, True)


# ---------------------------------------------------------------- space


def test_enter_takes_a_column_into_the_plane_of_the_others(visit: Any) -> None:
    page = opened(visit, "view=space", "column 3")
    handle(page, "column 3").focus()
    press(page, ["Enter"])
    eventually(page, lambda: said(page, "determinant (volume)"), pytest.approx(0, abs=0.0011))
    expect_goal(page, NO_VOLUME)


def test_a_mouse_leans_a_column_until_the_box_is_long_and_its_volume_1(visit: Any) -> None:
    start = "space-column-1=1.25,0,0&space-column-2=0,1.25,0&space-column-3=0.9,0.6,0.6"
    page = opened(visit, f"view=space&{start}", "column 3")
    expect_goal(page, SLANTED, reached=False)
    x, y = centre(page, "column 3")
    page.mouse.move(x, y)
    page.mouse.down()
    for up in range(1, 80):
        page.mouse.move(x + up, y - up / 2)
        drawn(page)
        if abs(said(page, "determinant (volume)") - 1) < 0.012:
            break
    page.mouse.up()
    expect_goal(page, SLANTED)
    now = {f"column {n}": coordinates(page, f"column {n}") for n in (1, 2, 3)}
    told = said_by_numpy(matrices_space.scene(), now)
    assert said(page, "height of column 3") == pytest.approx(told["height of column 3"], abs=0.02)


def test_eight_times_the_volume_is_well_seen_and_twice_is_not(visit: Any) -> None:
    page = opened(
        visit, "view=space&space-column-1=1,0,0&space-column-2=0,1,0&space-column-3=0,0,1", "column 1"
    )
    field = page.get_by_role("textbox", name="Make all three columns twice as long.")
    verdict = readout(page, "twice as long guess")
    for guess, told in (("2", "Your guess is 6.0 away."), ("8", "well seen")):
        field.fill(guess)
        field.press("Enter")
        expect(verdict).to_contain_text("The answer is 8.0.")
        expect(verdict).to_contain_text(told)
        page.get_by_role("button", name="Guess again").click()


# ---------------------------------------------------------------- one after the other


def add(page: Page, name: str) -> None:
    page.get_by_role("button", name="Add to maps").click()
    page.get_by_role("button", name=name, exact=True).last.click()


def test_two_maps_are_found_whose_order_does_not_matter(visit: Any) -> None:
    page = opened(visit, "view=row", "column 1")
    chips = stage(page).locator(".chips .chip")
    expect(chips).to_have_count(2)
    for _ in range(2):
        chips.first.focus()
        press(page, ["Delete"])
    expect(handle(page, "column 1")).to_be_hidden()
    add(page, "mirror")
    expect_goal(page, COMMUTE, reached=False)
    add(page, "shear")
    assert said(page, "the two orders differ by") == 1
    expect_goal(page, COMMUTE, reached=False)
    chips.last.focus()
    press(page, ["Delete"])
    add(page, "stretch")
    assert said(page, "the two orders differ by") == 0
    expect_goal(page, COMMUTE)
    eventually(page, lambda: link(page).get("row-maps"), "4,2,-1,-1")


def test_a_tap_on_a_phone_chooses_a_map_and_the_picture_keeps_its_room(visit: Any) -> None:
    """What a tap chooses brings buttons into the row: one of them comes to lie under the finger."""
    page = opened(visit, "view=row", "column 1", phone=True, viewport={"width": 390, "height": 664})
    chips, bar = stage(page).locator(".chips .chip"), stage(page).locator(".dock")
    low, high = box(bar)["height"], centre(page, "column 1")[1]
    page.touchscreen.tap(*middle(chips.first))
    expect(stage(page).locator(".acts")).to_be_visible()
    expect(chips).to_have_count(2)
    # The bar is higher now, and the picture has moved up by about half of that.
    higher = box(bar)["height"] - low
    assert higher > 20
    eventually(page, lambda: high - centre(page, "column 1")[1] > 0.3 * higher, True)
    page.touchscreen.tap(*middle(stage(page).locator(".acts button").last))
    expect(chips).to_have_count(1)


def test_a_chip_that_is_dragged_changes_the_product(visit: Any) -> None:
    page = opened(visit, "view=row", "column 1")
    drawer(page)
    before = said_by_numpy(matrices_row.scene())
    chips = stage(page).locator(".chips .chip")
    drag(page, middle(chips.nth(0)), (middle(chips.nth(1))[0] + 30, middle(chips.nth(1))[1]))
    page.mouse.up()
    expect(chips.first).to_have_text("quarter turn")
    assert said(page, "the two orders differ by") == pytest.approx(
        float(before["the two orders differ by"]), abs=0.006
    )
    eventually(page, lambda: link(page).get("row-maps"), "1,0,-1,-1")


def test_a_is_dragged_until_it_undoes_a_quarter_turn(visit: Any) -> None:
    page = opened(visit, "view=row", "column 1")
    for name, to in (("column 1", (0, -1)), ("column 2", (1, 0))):
        end = place(page, ("column 1", "column 2"), to)
        drag(page, centre(page, name), end)
        page.mouse.up()
        eventually(page, lambda n=name, t=to: coordinates(page, n), pytest.approx(to, abs=0.04))
    expect_goal(page, BACK)


# ---------------------------------------------------------------- from view to view


def test_each_view_keeps_its_own_in_the_link_and_old_links_open_the_plane(visit: Any) -> None:
    page = opened(visit, "column-1=2,1&from-i-to-a=0.5", "column 1")
    assert coordinates(page, "way to A") == [0.5]
    page.get_by_role("radio", name="Space").click()
    ready(page, "column 3")
    assert coordinates(page, "column 1") == list(matrices_space.START[0])
    handle(page, "column 1").focus()
    press(page, ["ArrowRight"])
    expect(page).to_have_url(re.compile("space-column-1="))
    page.get_by_role("radio", name="Plane").click()
    ready(page, "way to A")
    eventually(page, lambda: coordinates(page, "way to A"), [0.5])


@pytest.mark.parametrize("view", ["points", "picture", "space", "row"])
def test_a_damaged_link_opens_a_view_at_its_start_with_one_sentence(visit: Any, view: str) -> None:
    page = opened(visit, f"view={view}&{view}-column-1=nan,1", "column 1" if view != "points" else "p")
    expect(page.get_by_text("so the page starts from its beginning").first).to_be_visible()
    assert set(link(page)) <= {"view", f"{view}-column-1"}


def test_the_names_of_matrices_are_said_in_the_readers_language(visit: Any) -> None:
    page = drawer(visit("/matrices?view=row&lang=de"))
    expect(stage(page).get_by_text("Differenz der Reihenfolgen =")).to_be_visible()

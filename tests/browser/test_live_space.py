"""Clouds of points, space, zoom and pan: by mouse, finger and keyboard, on files from disk."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from explorer.live.scene import Scene, camera_rotation
from tests.browser.driving import (
    box,
    centre,
    coordinates,
    drag,
    drawn,
    eventually,
    fingers,
    handle,
    more,
    press,
    swipe,
)

Open = Callable[..., Page]


def frame(page: Page) -> dict[str, float]:
    return box(page.locator(".frame"))


def cloud(n: int = 2000, *, labels: bool = True) -> tuple[Scene, np.ndarray[Any, Any]]:
    rng = np.random.default_rng(3)
    points = rng.normal(size=(n, 3)) * [2.0, 1.0, 0.6]
    points[:, 0] = np.clip(points[:, 0], -3, 3)
    points[0] = [3.9, 0.0, 0.0]  # alone at the right edge, so that it can be asked for
    # One of each group nearest to the eye, beside the cloud.
    points[1:4] = [[-3.9, -5.0, 0.0], [0.0, -5.0, 3.5], [3.6, -5.0, 3.5]]
    scene = Scene("A cloud", x=(-5, 5), y=(-4, 4), grid=False, axes=False)
    scene.orbit(azimuth=-90, elevation=0)  # right is x, up is z
    scene.axes3(3.0)
    groups = np.digitize(points[:, 0], [-0.5, 0.5])
    names = [f"point {i}" for i in range(n)] if labels else None
    scene.points(points, groups=groups, labels=names, name="sample")
    return scene, points


# A copy is read, so that the browser does not take the stage's own canvas off the graphics card.
COPY = """const copy = Object.assign(document.createElement('canvas'), { width: canvas.width, height: canvas.height })
            .getContext('2d', { willReadFrequently: true });
          copy.drawImage(canvas, 0, 0);"""  # noqa: E501


def ink(page: Page, clip: tuple[float, float, float, float] | None = None) -> int:
    """How many pixels of the canvas are painted once the stage is drawn."""
    drawn(page)
    count: int = page.evaluate(
        f"""(clip) => {{
          const {{ canvas }} = stage.picture;
          {COPY}
          const [x, y, w, h] = clip ?? [0, 0, canvas.width, canvas.height];
          return copy.getImageData(x, y, w, h).data.filter((a, i) => i % 4 === 3 && a > 0).length;
        }}""",
        clip,
    )
    return count


def test_a_cloud_is_painted_in_the_colours_of_its_groups_where_its_points_are(standalone: Open) -> None:
    scene, _ = cloud()
    page = standalone(scene)
    assert ink(page) > 2000
    colours = page.evaluate(
        f"""() => {{
          const {{ canvas }} = stage.picture;
          {COPY}
          const {{ data }} = copy.getImageData(0, 0, canvas.width, canvas.height);
          const seen = new Set();
          for (let i = 0; i < data.length; i += 4) {{
            if (data[i + 3] === 255) seen.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]);
          }}
          return [...seen];
        }}"""
    )
    # The nearest points have the full tone of their group.
    wanted = page.evaluate(
        "[0, 1, 2].map((i) => getComputedStyle(stage.root).getPropertyValue(`--group-${i}`).slice(1))"
    )
    assert {int(text, 16) for text in wanted} <= set(colours)
    x, y = page.evaluate("stage.picture.toScreen(3.9, 0)")
    assert ink(page, (x - 6, y - 6, 12, 12)) > 4
    assert ink(page, (x + 30, y - 6, 12, 12)) == 0


def test_a_cloud_is_painted_again_in_the_other_theme(standalone: Open) -> None:
    scene, _ = cloud(500)
    page = standalone(scene)
    first = page.evaluate("stage.picture.canvas.toDataURL()")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("(before) => stage.picture.canvas.toDataURL() !== before", arg=first)


def test_the_mouse_names_the_nearest_point_and_nothing_far_from_it(standalone: Open) -> None:
    scene, _ = cloud()
    page = standalone(scene)
    area = frame(page)
    x, y = page.evaluate("stage.picture.toScreen(3.9, 0)")
    page.mouse.move(area["x"] + x + 3, area["y"] + y - 2)
    expect(page.locator(".tip.shown")).to_have_text("point 0")
    page.mouse.move(area["x"] + x + 60, area["y"] + y)
    expect(page.locator(".tip.shown")).to_have_count(0)


def test_a_tap_names_a_point_and_the_name_stays_when_the_finger_leaves(standalone: Open) -> None:
    scene, _ = cloud()
    page = standalone(scene, phone=True)
    area = frame(page)
    x, y = page.evaluate("stage.picture.toScreen(3.9, 0)")
    page.touchscreen.tap(area["x"] + x, area["y"] + y)
    expect(page.locator(".tip.shown")).to_have_text("point 0")


def test_the_keyboard_goes_from_point_to_point(standalone: Open) -> None:
    scene, points = cloud(600)
    page = standalone(scene)
    reader = page.get_by_role("spinbutton", name="sample")
    reader.focus()
    expect(reader).to_have_attribute("aria-valuetext", "point 0")
    expect(page.locator(".tip.shown")).to_have_text("point 0")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".tip.shown")).not_to_have_text("point 0")
    text = page.locator(".tip.shown").inner_text()
    neighbour = points[int(text.removeprefix("point "))]
    assert neighbour[0] < 3.9
    page.keyboard.press("ArrowRight")
    expect(reader).not_to_have_attribute("aria-valuetext", text)
    page.keyboard.press("End")
    expect(reader).to_have_attribute("aria-valuetext", "point 599")
    expect(page.locator(".spot")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(".tip.shown")).to_have_count(0)


def test_mouse_finger_and_arrows_turn_the_camera_and_the_cloud_follows(standalone: Open) -> None:
    scene, _ = cloud()
    page = standalone(scene)
    camera = handle(page, "camera")
    before = camera.get_attribute("aria-valuetext")
    first = page.evaluate("stage.picture.canvas.toDataURL()")
    area = frame(page)
    x, y = area["x"] + 60, area["y"] + 60
    drag(page, (x, y), (x + 90, y + 40), steps=4)
    page.mouse.up()
    expect(camera).not_to_have_attribute("aria-valuetext", before or "")
    page.wait_for_function("(first) => stage.picture.canvas.toDataURL() !== first", arg=first)
    expect(page).to_have_url(re.compile("camera="))
    page.get_by_role("button", name="Undo").click()
    expect(camera).to_have_attribute("aria-valuetext", before or "")
    camera.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    expect(camera).to_have_attribute("aria-valuetext", "turned 275°, lifted 5°")


def test_a_turned_cloud_leaves_nothing_behind(standalone: Open) -> None:
    page = standalone(cloud()[0])
    camera = handle(page, "camera")
    camera.focus()
    seen = camera.get_attribute("aria-valuetext") or ""
    before = ink(page)
    press(page, ["Shift+ArrowLeft"] * 4)
    expect(camera).not_to_have_attribute("aria-valuetext", seen)
    assert ink(page) != before
    press(page, ["Shift+ArrowRight"] * 4)
    expect(camera).to_have_attribute("aria-valuetext", seen)
    eventually(page, lambda: ink(page), before)


def test_one_finger_turns_the_camera(standalone: Open) -> None:
    scene, _ = cloud(600)
    page = standalone(scene, phone=True)
    camera = handle(page, "camera")
    before = camera.get_attribute("aria-valuetext")
    area = frame(page)
    x, y = area["x"] + 100, area["y"] + 30
    swipe(page, (x, y), (x + 80, y))("touchEnd")
    expect(camera).not_to_have_attribute("aria-valuetext", before or "")


def handle_in_space() -> Scene:
    scene = Scene("A point in space", x=(-5, 5), y=(-4, 4), grid=False, axes=False)
    scene.orbit(azimuth=30, elevation=20)
    scene.axes3(3.0)
    p = scene.handle3("p", (1.0, 2.0, 1.0))
    plane = np.array([[-2.0, -2.0, 0.0], [2.0, -2.0, 0.0], [2.0, 2.0, 0.0], [-2.0, 2.0, 0.0]])
    scene.polygon(plane, role="derived")
    scene.segment(p, p * np.array([1.0, 1.0, 0.0]), role="derived")
    scene.arrow(p, tail=np.zeros(3), label="p")
    scene.readout("p", p, digits=4)
    return scene


def where(page: Page) -> np.ndarray[Any, Any]:
    drawn(page)
    values: list[float] = page.evaluate("stage.values.p")
    return np.array(values)


def test_a_handle_in_space_is_dragged_in_the_plane_of_the_screen(standalone: Open) -> None:
    page = standalone(handle_in_space())
    camera = camera_rotation(np.array([30.0, 20.0]))
    start = where(page)
    x, y = centre(page, "p")
    one = page.evaluate("stage.picture.scale")
    drag(page, (x, y), (x + one, y - 0.5 * one), steps=4)
    page.mouse.up()
    wanted = pytest.approx([1.0, 0.5, 0.0], abs=0.02)
    eventually(page, lambda: (where(page) - start) @ camera, wanted)


def test_keys_and_a_second_handle_move_a_point_in_depth(standalone: Open) -> None:
    page = standalone(handle_in_space())
    towards = camera_rotation(np.array([30.0, 20.0]))[:, 2]
    start = where(page)
    handle(page, "p").focus()
    page.keyboard.press("PageDown")
    step = (where(page) - start) @ towards
    assert step > 0.05, "Page Down brings it near"
    assert np.linalg.norm(where(page) - start) == pytest.approx(step, abs=0.02)
    page.keyboard.press("PageUp")
    assert where(page) == pytest.approx(start, abs=0.02)
    handle(page, "p, depth").focus()
    page.keyboard.press("Shift+ArrowUp")
    deeper = pytest.approx(-10 * step, abs=0.05)
    eventually(page, lambda: (where(page) - start) @ towards, deeper)
    page.keyboard.press("Shift+ArrowDown")
    x, y = centre(page, "p, depth")
    one = page.evaluate("stage.picture.scale")
    drag(page, (x, y), (x, y - one), steps=4)
    page.mouse.up()
    eventually(page, lambda: (where(page) - start) @ towards, pytest.approx(-1.0, abs=0.05))


def test_the_keys_of_a_clicker_move_no_point_on_a_projector(standalone: Open) -> None:
    page = standalone(handle_in_space())
    page.keyboard.press("p")
    start = where(page)
    handle(page, "p").focus()
    page.keyboard.press("PageDown")
    assert where(page) == pytest.approx(start)
    page.keyboard.press("ArrowRight")
    assert where(page) != pytest.approx(start, abs=1e-6), "it has the focus"


def test_a_plane_in_space_is_a_translucent_patch_that_turns_with_the_camera(standalone: Open) -> None:
    page = standalone(handle_in_space())
    patch = page.locator(".polygon .area")
    before = patch.get_attribute("d")
    opacity = float(patch.evaluate("e => getComputedStyle(e).fillOpacity"))
    assert 0 < opacity < 0.5
    handle(page, "camera").focus()
    page.keyboard.press("ArrowUp")
    expect(patch).not_to_have_attribute("d", before or "")


def test_what_is_near_is_larger_and_stronger(standalone: Open) -> None:
    scene = Scene("Two points", x=(-5, 5), y=(-4, 4))
    scene.orbit(azimuth=0, elevation=0)  # the eye is on the x axis
    scene.points(np.array([[3.0, 1.0, 0.0], [-3.0, -1.0, 0.0]]))
    page = standalone(scene)
    far, near = page.locator('.dot[d^="M"]').all()
    sizes = [box(dot) for dot in (near, far)]
    assert sizes[0]["width"] > sizes[1]["width"]
    tones = [float(dot.evaluate("e => getComputedStyle(e).opacity")) for dot in (near, far)]
    assert tones[0] > tones[1] > 0.2


def flat() -> Scene:
    scene = Scene("Flat", x=(-5, 5), y=(-4, 4))
    u = scene.handle("u", (1, 1))
    scene.arrow(u, label="u")
    return scene


def expect_scale(page: Page, wanted: float) -> None:
    eventually(page, lambda: page.evaluate("stage.picture.scale"), pytest.approx(wanted))


def expect_middle(page: Page, wanted: list[float]) -> None:
    eventually(page, lambda: page.evaluate("stage.picture.middle"), pytest.approx(wanted))


def test_wheel_buttons_and_keys_zoom_and_fit_brings_the_start_back(standalone: Open) -> None:
    page = standalone(flat())
    area = frame(page)
    home = page.evaluate("stage.picture.scale")
    page.mouse.move(area["x"] + area["width"] * 0.75, area["y"] + area["height"] * 0.25)
    under = "stage.picture.toWorld(stage.picture.width * 0.75, stage.picture.height * 0.25)"
    there = page.evaluate(under)
    page.mouse.wheel(0, -200)
    drawn(page)
    assert page.evaluate("stage.picture.scale") == home, "a plain wheel scrolls the page"
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    page.wait_for_function("(home) => stage.picture.scale > home * 1.3", arg=home)
    assert page.evaluate(under) == pytest.approx(there, abs=0.02), "what is under the mouse stays there"
    more(page, "Fit")
    expect_scale(page, home)
    page.get_by_role("button", name="Zoom in").click()
    expect_scale(page, 1.25 * home)
    handle(page, "u").focus()
    press(page, ["-", "-"])
    expect_scale(page, 0.8 * home)
    page.keyboard.press("0")
    expect_scale(page, home)


def test_mouse_and_arrow_keys_move_the_view_and_no_value(standalone: Open) -> None:
    page = standalone(flat())
    area = frame(page)
    x, y = area["x"] + 40, area["y"] + 200
    x0, y0 = page.evaluate("stage.picture.middle")
    drag(page, (x, y), (x + 100, y), steps=3)
    page.mouse.up()
    one = page.evaluate("stage.picture.scale")
    expect_middle(page, [x0 - 100 / one, y0])
    view = page.get_by_role("application")
    view.focus()
    press(page, ["ArrowRight", "ArrowRight", "ArrowUp"])
    expect_middle(page, [x0 - 20 / one, y0 + 40 / one])
    assert coordinates(page, "u") == [1.0, 1.0]
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()


def test_two_fingers_zoom_and_move_the_picture(standalone: Open) -> None:
    page = standalone(flat(), phone=True)
    area = frame(page)
    home = page.evaluate("stage.picture.scale")
    x, y = area["x"] + 120, area["y"] + 0.6 * area["height"]
    touch = fingers(page)
    touch("touchStart", (x, y), (x + 60, y))
    for i in range(1, 6):
        touch("touchMove", (x - 6 * i, y), (x + 60 + 6 * i, y))
    touch("touchEnd")
    page.wait_for_function("(home) => stage.picture.scale > home * 1.6", arg=home)
    assert page.evaluate("window.visualViewport.scale") == 1, "the page itself is not zoomed"
    assert coordinates(page, "u") == [1.0, 1.0]

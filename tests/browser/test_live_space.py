"""Clouds of points, space, zoom and pan: by mouse, finger and keyboard, on files from disk."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from explorer.live.scene import Scene, camera_rotation

Open = Callable[..., Page]


def slider(page: Page, name: str) -> Locator:
    return page.get_by_role("slider", name=name, exact=True)


def frame(page: Page) -> dict[str, float]:
    box = page.locator(".frame").bounding_box()
    assert box is not None
    return dict(box)


def touch(page: Page) -> Callable[..., None]:
    client = page.context.new_cdp_session(page)

    def send(kind: str, *points: tuple[float, float]) -> None:
        where = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": where})

    return send


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
    """How many pixels of the canvas are painted."""
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
    box = frame(page)
    x, y = page.evaluate("stage.picture.toScreen(3.9, 0)")
    page.mouse.move(box["x"] + x + 3, box["y"] + y - 2)
    expect(page.locator(".tip.shown")).to_have_text("point 0")
    page.mouse.move(box["x"] + x + 60, box["y"] + y)
    expect(page.locator(".tip.shown")).to_have_count(0)


def test_a_tap_names_a_point_and_the_name_stays_when_the_finger_leaves(standalone: Open) -> None:
    scene, _ = cloud()
    page = standalone(scene, phone=True)
    box = frame(page)
    x, y = page.evaluate("stage.picture.toScreen(3.9, 0)")
    page.touchscreen.tap(box["x"] + x, box["y"] + y)
    expect(page.locator(".tip.shown")).to_have_text("point 0")


def test_the_keyboard_goes_from_point_to_point(standalone: Open) -> None:
    scene, points = cloud(600)
    page = standalone(scene)
    reader = page.get_by_role("spinbutton", name="sample")
    reader.focus()
    expect(reader).to_have_attribute("aria-valuetext", "point 0")
    expect(page.locator(".tip.shown")).to_have_text("point 0")
    page.keyboard.press("ArrowLeft")
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
    camera = slider(page, "camera")
    before = camera.get_attribute("aria-valuetext")
    first = page.evaluate("stage.picture.canvas.toDataURL()")
    box = frame(page)
    middle = box["x"] + 60, box["y"] + 60
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 90, middle[1] + 40, steps=4)
    page.mouse.up()
    expect(camera).not_to_have_attribute("aria-valuetext", before or "")
    assert page.evaluate("stage.picture.canvas.toDataURL()") != first
    expect(page).to_have_url(re.compile("camera="))
    page.get_by_role("button", name="Undo").click()
    expect(camera).to_have_attribute("aria-valuetext", before or "")
    camera.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    expect(camera).to_have_attribute("aria-valuetext", "turned 275°, lifted 5°")


def test_one_finger_turns_the_camera(standalone: Open) -> None:
    scene, _ = cloud(600)
    page = standalone(scene, phone=True)
    camera = slider(page, "camera")
    before = camera.get_attribute("aria-valuetext")
    box = frame(page)
    send = touch(page)
    send("touchStart", (box["x"] + 100, box["y"] + 30))
    for i in range(1, 9):
        send("touchMove", (box["x"] + 100 + 10 * i, box["y"] + 30))
    send("touchEnd")
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
    values: list[float] = page.evaluate("stage.values.p")
    return np.array(values)


def test_a_handle_in_space_is_dragged_in_the_plane_of_the_screen(standalone: Open) -> None:
    page = standalone(handle_in_space())
    camera = camera_rotation(np.array([30.0, 20.0]))
    start = where(page)
    box = slider(page, "p").locator(".touch").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    one = page.evaluate("stage.picture.scale")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + one, y - 0.5 * one, steps=4)
    page.mouse.up()
    moved = (where(page) - start) @ camera
    assert moved == pytest.approx([1.0, 0.5, 0.0], abs=0.02)


def test_keys_and_a_second_handle_move_a_point_in_depth(standalone: Open) -> None:
    page = standalone(handle_in_space())
    towards = camera_rotation(np.array([30.0, 20.0]))[:, 2]
    start = where(page)
    slider(page, "p").focus()
    page.keyboard.press("PageDown")
    step = (where(page) - start) @ towards
    assert step > 0.05, "Page Down brings it near"
    assert np.linalg.norm(where(page) - start) == pytest.approx(step, abs=0.02)
    page.keyboard.press("PageUp")
    assert where(page) == pytest.approx(start, abs=0.02)
    second = slider(page, "p, depth")
    second.focus()
    page.keyboard.press("Shift+ArrowUp")
    assert (where(page) - start) @ towards == pytest.approx(-10 * step, abs=0.05)
    page.keyboard.press("Shift+ArrowDown")
    box = second.locator(".touch").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    one = page.evaluate("stage.picture.scale")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - one, steps=4)
    page.mouse.up()
    assert (where(page) - start) @ towards == pytest.approx(-1.0, abs=0.05)


def test_a_plane_in_space_is_a_translucent_patch_that_turns_with_the_camera(standalone: Open) -> None:
    page = standalone(handle_in_space())
    patch = page.locator(".polygon .area")
    before = patch.get_attribute("d")
    opacity = float(patch.evaluate("e => getComputedStyle(e).fillOpacity"))
    assert 0 < opacity < 0.5
    slider(page, "camera").focus()
    page.keyboard.press("ArrowUp")
    expect(patch).not_to_have_attribute("d", before or "")


def test_what_is_near_is_larger_and_stronger(standalone: Open) -> None:
    scene = Scene("Two points", x=(-5, 5), y=(-4, 4))
    scene.orbit(azimuth=0, elevation=0)  # the eye is on the x axis
    scene.points(np.array([[3.0, 1.0, 0.0], [-3.0, -1.0, 0.0]]))
    page = standalone(scene)
    far, near = page.locator('.dot[d^="M"]').all()
    sizes = [dot.bounding_box() for dot in (near, far)]
    assert sizes[0] and sizes[1]
    assert sizes[0]["width"] > sizes[1]["width"]
    tones = [float(dot.evaluate("e => getComputedStyle(e).opacity")) for dot in (near, far)]
    assert tones[0] > tones[1] > 0.2


def flat() -> Scene:
    scene = Scene("Flat", x=(-5, 5), y=(-4, 4))
    u = scene.handle("u", (1, 1))
    scene.arrow(u, label="u")
    return scene


def test_wheel_buttons_and_keys_zoom_and_fit_brings_the_start_back(standalone: Open) -> None:
    page = standalone(flat())
    box = frame(page)
    home = page.evaluate("stage.picture.scale")
    page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + box["height"] * 0.25)
    under = "stage.picture.toWorld(stage.picture.width * 0.75, stage.picture.height * 0.25)"
    there = page.evaluate(under)
    page.mouse.wheel(0, -200)
    assert page.evaluate("stage.picture.scale") == home, "a plain wheel scrolls the page"
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    page.wait_for_function("(home) => stage.picture.scale > home * 1.3", arg=home)
    assert page.evaluate(under) == pytest.approx(there, abs=0.02), "what is under the mouse stays there"
    page.get_by_role("button", name="Fit").click()
    assert page.evaluate("stage.picture.scale") == home
    page.get_by_role("button", name="Zoom in").click()
    assert page.evaluate("stage.picture.scale") == pytest.approx(1.25 * home)
    slider(page, "u").focus()
    page.keyboard.press("-")
    page.keyboard.press("-")
    assert page.evaluate("stage.picture.scale") == pytest.approx(0.8 * home)
    page.keyboard.press("0")
    assert page.evaluate("stage.picture.scale") == home


def test_mouse_and_arrow_keys_move_the_view_and_no_value(standalone: Open) -> None:
    page = standalone(flat())
    box = frame(page)
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 140, box["y"] + 40, steps=3)
    page.mouse.up()
    one = page.evaluate("stage.picture.scale")
    assert page.evaluate("stage.picture.middle") == pytest.approx([-100 / one, 0])
    view = page.get_by_role("application")
    view.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("stage.picture.middle") == pytest.approx([-20 / one, 40 / one])
    assert slider(page, "u").get_attribute("aria-valuetext") == "1.00, 1.00"
    assert page.get_by_role("button", name="Undo").is_disabled()


def test_two_fingers_zoom_and_move_the_picture(standalone: Open) -> None:
    page = standalone(flat(), phone=True)
    box = frame(page)
    home = page.evaluate("stage.picture.scale")
    x, y = box["x"] + 120, box["y"] + box["height"] - 50
    send = touch(page)
    send("touchStart", (x, y), (x + 60, y))
    for i in range(1, 6):
        send("touchMove", (x - 6 * i, y), (x + 60 + 6 * i, y))
    send("touchEnd")
    page.wait_for_function("(home) => stage.picture.scale > home * 1.6", arg=home)
    assert page.evaluate("window.visualViewport.scale") == 1, "the page itself is not zoomed"
    assert slider(page, "u").get_attribute("aria-valuetext") == "1.00, 1.00"

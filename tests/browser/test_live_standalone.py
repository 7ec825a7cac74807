"""A scene as one file from disk, with the network off, under mouse, finger and keyboard; what must hold for
every stage."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from explorer.live.scene import Scene
from explorer.live.serve import standalone as live
from explorer.logic import vectors
from tests.browser.driving import (
    centre,
    coordinates,
    drag,
    drawer,
    drawn,
    eventually,
    handle,
    link,
    readout,
    ready,
    swipe,
)

Open = Callable[..., Page]


def two_vectors() -> Scene:
    scene = Scene("Two vectors and their sum", x=(-5, 5), y=(-4, 4))
    u = scene.handle("u", (3, 1), role="first")
    v = scene.handle("v", (1, 2), role="second", shape="square")
    scene.arrow(u, label="u", role="first")
    scene.arrow(v, label="v", role="second")
    scene.arrow(vectors.add(u, v), label="u + v", role="result")
    scene.field("u", "v")
    scene.readout("length of u", vectors.length(u))
    scene.readout("length of v", vectors.length(v))
    scene.readout("length of the sum", vectors.length(vectors.add(u, v)))
    return scene


def units(page: Page) -> float:
    """Pixels for one unit."""
    scale: float = page.evaluate("stage.picture.scale")
    return scale


def test_a_scene_without_its_data_is_100_kb_or_less() -> None:
    scene = two_vectors()
    page = live.html(scene)
    assert len(page.encode()) - len(scene.payload().encode()) <= 100_000
    assert live.html(scene) == page, "the same scene gives the same file"
    assert "http://" not in page
    assert "https://" not in page


def test_text_of_an_author_stays_text() -> None:
    scene = Scene("</script><b>bold & brave</b>")
    page = live.html(scene, link='https://example.org/?a="b"', start={})
    assert page.count("</script>") == 3
    assert "<b>" not in page
    assert 'href="https://example.org/?a=&quot;b&quot;"' in page
    with pytest.raises(ValueError, match=r"start sets 'w' with shape \(2,\); the scene has no such input"):
        live.html(scene, start={"w": (1, 2)})


def test_the_mouse_drags_a_file_from_disk(standalone: Open) -> None:
    page = standalone(two_vectors(), title="Add two vectors")
    expect(page.get_by_role("heading", name="Add two vectors")).to_be_visible()
    x, y = centre(page, "u")
    one = units(page)
    drag(page, (x, y), (x - 3 * one, y - 3 * one))
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "0.00, 4.00")
    expect(readout(page, "length of u")).to_have_text("4.00")
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"u=0,4\b"))
    page.reload()
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "0.00, 4.00")


def test_only_what_changed_is_drawn(standalone: Open) -> None:
    """Of three arrows, moving u draws u and the sum; what depends on v alone is left as it is."""
    page = standalone(two_vectors())
    ready(page)
    drawn(page)
    before = page.evaluate("() => stage.picture.redrawn")
    handle(page, "u").press("ArrowRight")
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "3.10, 1.00")
    drawn(page)
    assert page.evaluate("() => stage.picture.redrawn") == before + 2


def test_a_finger_and_the_keyboard_do_the_same(standalone: Open) -> None:
    page = standalone(two_vectors(), phone=True, start={"v": (-1, 2)})
    expect(handle(page, "v")).to_have_attribute("aria-valuetext", "−1.00, 2.00")
    x, y = centre(page, "u")
    one = units(page)
    swipe(page, (x, y), (x - one, y), steps=5)("touchEnd")
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "2.00, 1.00")
    handle(page, "u").focus()
    page.keyboard.press("Shift+ArrowUp")
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "2.00, 2.00")
    page.keyboard.press("Escape")
    # Back to where it was when it was taken.
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "3.00, 1.00")


def test_a_file_is_light_or_dark_as_the_system_says_and_follows_it(standalone: Open) -> None:
    page = standalone(two_vectors(), theme="dark")
    root = page.locator(".stage")
    expect(root).to_have_attribute("data-theme", "dark")
    tone = "e => getComputedStyle(e).getPropertyValue('--role-first').trim()"
    dark = root.evaluate(tone)
    page.emulate_media(color_scheme="light")
    expect(root).to_have_attribute("data-theme", "light")
    eventually(page, lambda: root.evaluate(tone) != dark, True)


def test_moving_u_does_not_evaluate_or_draw_what_depends_on_v_alone(standalone: Open) -> None:
    page = standalone(two_vectors())
    done = page.evaluate(
        """() => {
          const { program, picture } = stage;
          const count = (change) => {
            const [evaluated, redrawn] = [program.evaluated, picture.redrawn];
            change();
            stage.draw();
            return [program.evaluated - evaluated, picture.redrawn - redrawn];
          };
          stage.draw();
          return {
            u: count(() => stage.change({ u: [2, 2] })),
            same: count(() => stage.change({ u: [2, 2] })),
            none: count(() => {}),
            both: count(() => stage.change({ u: [1, 1], v: [0, 1] })),
            steps: program._steps.filter((step) => step).length,
          };
        }"""
    )
    assert done["none"] == done["same"] == [0, 0]
    evaluated, redrawn = done["u"]
    assert redrawn == 2, "u and the sum are drawn again, v is not"
    assert 0 < evaluated < done["both"][0] <= done["steps"]
    assert done["both"][1] == 3


def test_a_pointer_that_is_taken_away_settles_and_leaves_nothing_held(standalone: Open) -> None:
    page = standalone(two_vectors())
    x, y = centre(page, "u")
    drag(page, (x, y), (x + 40, y), steps=1)
    expect(page.locator(".handle.held")).to_have_count(1)
    page.evaluate("stage.picture.root.dispatchEvent(new PointerEvent('pointercancel', { pointerId: 1 }))")
    expect(page.locator(".handle.held")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"u="))
    there = coordinates(page, "u")
    page.mouse.move(x + 140, y + 30)
    assert coordinates(page, "u") == there
    page.mouse.up()


def test_escape_during_a_drag_puts_the_handle_back_and_lets_it_go(standalone: Open) -> None:
    page = standalone(two_vectors())
    x, y = centre(page, "u")
    drag(page, (x, y), (x - 80, y - 80), steps=3)
    page.keyboard.press("Escape")
    page.mouse.move(x - 120, y - 80)
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "3.00, 1.00")
    page.mouse.up()
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "3.00, 1.00")
    assert "u" not in link(page)


def test_undo_takes_back_a_step_that_has_not_settled_yet(standalone: Open) -> None:
    page = standalone(two_vectors())
    handle(page, "u").focus()
    page.evaluate(
        """() => {
          const key = (name, more = {}) => stage.root.querySelector('[aria-label="u"]')
            .dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, composed: true, ...more }));
          key('ArrowLeft');
          key('z', { ctrlKey: true });
        }"""  # noqa: E501
    )
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "3.00, 1.00")
    page.get_by_role("button", name="Redo").click()
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "2.90, 1.00")


def test_a_field_gives_back_its_number_on_escape(standalone: Open) -> None:
    page = standalone(two_vectors())
    field = drawer(page).get_by_role("textbox", name="u x")
    field.focus()
    field.press_sequentially("25")
    expect(readout(page, "length of u")).to_have_text("25.02")
    field.press("Escape")
    expect(field).to_have_value("3")
    expect(readout(page, "length of u")).to_have_text("3.16")


def test_a_typed_place_keeps_the_freedom_of_a_handle(standalone: Open) -> None:
    scene = Scene("A unit vector", x=(-2, 2), y=(-2, 2))
    e = scene.handle("e", (1, 0), constrain=vectors.unit)
    scene.arrow(e, label="e")
    scene.field("e")
    scene.readout("length of e", vectors.length(e), digits=4)
    page = standalone(scene)
    drawer(page).get_by_role("textbox", name="e y").fill("5")
    page.keyboard.press("Enter")
    expect(readout(page, "length of e")).to_have_text("1.0000")
    expect(handle(page, "e")).not_to_have_attribute("aria-valuetext", "1.00, 0.00")


def test_what_is_locked_stays(standalone: Open) -> None:
    page = standalone(two_vectors(), locks=["u"], query="?u=-1,-1")
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "3.00, 1.00")
    expect(handle(page, "u")).to_have_attribute("aria-disabled", "true")
    handle(page, "u").focus()
    page.keyboard.press("ArrowLeft")
    expect(drawer(page).get_by_role("textbox", name="u x")).to_be_disabled()
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "3.00, 1.00")


def test_a_stage_that_was_hidden_is_drawn_when_it_is_shown_and_follows_the_width(standalone: Open) -> None:
    page = standalone(two_vectors())
    place = page.locator("#stage")
    place.evaluate("e => { e.style.display = 'none'; }")
    page.set_viewport_size({"width": 700, "height": 800})
    page.evaluate("stage.change({ u: [1, 1] })")
    place.evaluate("e => { e.style.display = ''; }")
    expect(page.locator(".frame svg")).to_have_attribute("viewBox", re.compile(r"^0 0 700 "))
    x, _ = centre(page, "u")
    assert x == pytest.approx(page.evaluate("stage.picture.toScreen(1, 1)[0]"), abs=2)


def test_two_stages_in_one_document_keep_apart(standalone: Open) -> None:
    page = standalone(two_vectors())
    page.evaluate(
        """() => {
          const place = document.body.appendChild(document.createElement('div'));
          place.id = 'second';
          window.second = explorer.start(place, JSON.parse(document.getElementById('data').textContent));
        }"""
    )
    second = page.locator("#second").get_by_role("slider", name="u", exact=True)
    second.focus()
    page.keyboard.press("Shift+ArrowUp")
    expect(second).to_have_attribute("aria-valuetext", "3.00, 2.00")
    expect(page.locator("#stage").get_by_role("slider", name="u", exact=True)).to_have_attribute(
        "aria-valuetext", "3.00, 1.00"
    )
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert len(ids) == len(set(ids))

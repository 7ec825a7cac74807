"""A class: projector mode, steps, a teacher's link, files to take away, goals that are remembered, phones."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from explorer import curriculum
from explorer.scenes import vectors
from tests.browser.driving import (
    FOCUSED,
    box,
    centre,
    coordinates,
    drag,
    drawer,
    example,
    expect_goal,
    expect_not_projected,
    expect_projected,
    go_to,
    handle,
    link,
    middle,
    more,
    press,
    ready,
    stage,
    swipe,
)
from tests.scenes.catalogue import scenes
from tests.ui.test_share import rendered

SVG = "{http://www.w3.org/2000/svg}"


def test_projector_mode_comes_by_key_button_and_link_and_goes_by_escape_key_and_button(visit: Any) -> None:
    page = ready(visit("/vectors"))
    handle(page, "u").focus()
    page.keyboard.press("p")
    expect_projected(page)
    expect(page).to_have_url(re.compile("[?&]present=1"))
    page.keyboard.press("Escape")
    expect_not_projected(page)
    expect(page).not_to_have_url(re.compile("present"))
    page.get_by_role("button", name="Projector mode").click()
    expect_projected(page)
    page.get_by_role("button", name="Leave projector mode").click()
    expect_not_projected(page)
    expect(page.get_by_role("button", name="Projector mode")).to_be_focused()


def test_a_projector_shows_nothing_but_question_stage_and_numbers(visit: Any) -> None:
    page = ready(visit("/vectors?present=1", size=(1024, 768)))
    expect_projected(page)
    expect(stage(page).get_by_text(curriculum.lesson("vectors").question)).to_be_visible()
    assert box(stage(page)) == {"x": 0, "y": 0, "width": 1024, "height": 768}
    # Nothing of the page around it can be seen or clicked: at every place the stage is what lies on top.
    tops = page.evaluate(
        """() => [...Array(12)].flatMap((_, i) => [...Array(9)].map((_, j) => [85 * i + 20, 85 * j + 20]))
               .filter(([x, y]) => { let e = document.elementFromPoint(x, y);
                 while (e?.shadowRoot) e = e.shadowRoot.elementFromPoint(x, y);
                 return !e?.closest('.stage'); })"""
    )
    assert tops == []
    assert handle(page, "u").locator(".halo").evaluate("e => parseFloat(getComputedStyle(e).r)") >= 28
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate(
            f"() => {{ {FOCUSED} return e === document.body || Boolean(e.closest('.stage')); }}"
        )


def test_page_down_walks_through_the_steps_and_a_link_starts_at_one(visit: Any) -> None:
    page = ready(visit("/vectors?present=1"))
    steps = scenes("vectors")[0].steps
    for i, step in enumerate(steps, start=1):
        page.keyboard.press("PageDown")
        expect(page.get_by_text(step["text"])).to_be_visible()
        expect(page.get_by_role("img", name=f"Step {i} of {len(steps)}")).to_be_visible()
    page.keyboard.press("PageUp")
    expect(page.get_by_text(steps[-2]["text"])).to_be_visible()
    expect(page).to_have_url(re.compile(rf"[?&]step={len(steps) - 1}\b"))
    # A step puts back what it leaves to the steps before it.
    handle(page, "u").focus()
    page.keyboard.press("ArrowUp")
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "3.00, 1.10")
    page.keyboard.press("PageDown")
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "3.00, 1.00")
    page = ready(visit("/vectors?step=4"))
    expect(page.get_by_role("slider", name="a", exact=True)).to_have_value("-0.8")
    page.get_by_role("slider", name="a", exact=True).fill("1")
    # Who moves something goes on alone: the link says where things are, and nothing of the step.
    expect(page).to_have_url(re.compile(r"/vectors\?b=-0\.4$"))
    # What was dragged after a step is what the link says, also where it is at the lesson's start.
    page = ready(visit("/vectors?step=4&a=1"))
    expect(page.get_by_text(steps[3]["text"])).to_be_visible()
    expect(page.get_by_role("slider", name="a", exact=True)).to_have_value("1")


def test_each_view_begins_at_its_beginning_whatever_step_the_one_before_was_at(visit: Any) -> None:
    page = ready(visit("/vectors"))
    later = page.get_by_role("button", name="Next step")
    for _ in range(2):
        later.click()
    expect(page).to_have_url(re.compile(r"[?&]step=2\b"))
    page.get_by_role("radio", name="Space").click()
    steps = len(vectors.scene("space").steps)
    expect(page.get_by_role("img", name=f"{steps} steps")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/vectors\?view=space$"))
    expect(page.get_by_role("button", name="Previous step")).to_be_disabled()
    # Its own step is what the link names from here on, and whoever opens that link begins there.
    later.click()
    expect(page.get_by_role("img", name=f"Step 1 of {steps}")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?view=space&step=1\b"))
    page.reload()
    expect(page.get_by_role("img", name=f"Step 1 of {steps}")).to_be_visible()


def test_b_blanks_and_f_freezes(visit: Any) -> None:
    page = ready(visit("/vectors?present=1"))
    expect_projected(page)
    page.keyboard.press("b")
    expect(stage(page).locator(".frame")).to_be_hidden()
    expect(stage(page)).to_have_css("background-color", "rgb(0, 0, 0)")
    page.keyboard.press("b")
    expect(stage(page).locator(".frame")).to_be_visible()
    slider = stage(page).locator('input[type="range"]').first
    beside = middle(slider)[0] - 40, middle(slider)[1]
    value = slider.input_value()
    page.keyboard.press("f")
    frame = box(stage(page).locator(".frame"))
    before = coordinates(page, "u")
    drag(page, centre(page, "u"), (frame["x"] + 30, frame["y"] + 30), steps=1)
    page.mouse.up()
    page.mouse.click(*beside)
    page.keyboard.press("PageDown")
    assert coordinates(page, "u") == before
    expect(slider).to_have_value(value)
    expect(page.get_by_role("img", name="4 steps")).to_be_visible()
    page.keyboard.press("f")
    page.keyboard.press("PageDown")
    expect(page.get_by_role("img", name="Step 1 of 4")).to_be_visible()


def test_a_teachers_link_holds_what_it_locks_and_hides_what_it_hides(visit: Any) -> None:
    page = ready(visit("/vectors?lock=u~a&u=2,-3&hide=length of v~formula~reasons~v"))
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "2.00, −3.00")
    expect(handle(page, "u")).to_have_attribute("aria-disabled", "true")
    for name in ("u x", "u y"):
        expect(drawer(page).get_by_role("textbox", name=name)).to_be_disabled()
    expect(page.get_by_role("slider", name="a", exact=True)).to_be_disabled()
    handle(page, "u").focus()
    press(page, ["ArrowLeft", "Shift+ArrowUp", "Enter"])
    x, y = middle(handle(page, "u").locator(".knob"))
    drag(page, (x, y), (x - 95, y - 65), steps=1)
    page.mouse.up()
    example(page, "On one line")
    expect(handle(page, "v")).to_have_attribute("aria-valuetext", "−1.00, −0.50")
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "2.00, −3.00")
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Back to the start").click()
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "2.00, −3.00")
    expect(page.get_by_text("length of u", exact=True)).to_be_visible()
    expect(page.get_by_text("length of v", exact=True)).to_be_hidden()
    expect(stage(page).locator(".formula:visible")).to_have_count(0)
    expect(stage(page).locator(".mark.arrow.role-first:not(.faint)")).to_be_visible()
    expect(stage(page).locator(".mark.arrow.role-second:not(.faint)")).to_be_hidden()
    # A goal is reached, and why is hidden.
    handle(page, "v").focus()
    press(page, ["Enter"])
    expect_goal(page, "Make u and v reach only a line.")
    expect(page.get_by_text("Then b v adds nothing that a u could not do alone.")).to_be_hidden()
    # What is hidden is not told to listeners either.
    handle(page, "v").focus()
    page.keyboard.press("Enter")
    expect(stage(page).locator("desc")).to_contain_text("length of u")
    expect(stage(page).locator("desc")).not_to_contain_text("length of v")
    assert link(page)["lock"] == "u~a"


def test_the_picture_is_saved_as_svg_and_png_with_its_description(visit: Any) -> None:
    page = ready(visit("/vectors"))
    handle(page, "u").focus()
    page.keyboard.press("ArrowUp")
    expect(stage(page).locator("desc")).to_contain_text("u 3.00, 1.10")
    described = stage(page).locator("desc").text_content()
    for kind in ("SVG", "PNG"):
        more(page, "Save the picture")
        with page.expect_download() as waiting:
            page.get_by_role("button", name=kind, exact=True).click()
        data = waiting.value.path().read_bytes()
        assert waiting.value.suggested_filename == f"vectors.{kind.lower()}"
        if kind == "SVG":
            root = ElementTree.fromstring(data)
            assert root.findtext(f"{SVG}desc") == described
            assert root.findtext(f"{SVG}title") == scenes("vectors")[0].title
            drawn = [part for part in root.iter() if part.get("d") or part.get("points")]
            assert len(drawn) >= 8, "three arrows of two parts each, the segments, the target"
            colours = set(re.findall(r"(?:fill|stroke):(rgb\([^)]*\))", data.decode()))
            assert len(colours) >= 4, "of u, of v, of their combination and of the axes, at least"
        else:
            assert data.startswith(b"\x89PNG")
            shades = Image.open(io.BytesIO(data)).convert("RGB").getextrema()
            assert all(low < high for low, high in shades), "something is drawn"
            assert described is not None and described.encode() in data


def test_the_values_the_page_and_the_code_for_phones_hold_what_is_on_screen(
    visit: Any, tmp_path: Path
) -> None:
    page = ready(visit("/vectors?section=Share"))
    handle(page, "u").focus()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_test_id("stCode").first).to_contain_text("/vectors?u=3,1.1")
    shared = page.get_by_test_id("stCode").first.locator("code").inner_text().strip()
    source = page.get_by_role("img", name="QR: The link, for the phones in the room").get_attribute("src")
    assert source is not None
    svg = base64.b64decode(source.partition("base64,")[2]).decode()
    (code,) = (found.text for found in zxingcpp.read_barcodes(rendered(svg)))
    # The page is open at the machine's own address; a phone needs another, where there is one.
    assert urlsplit(code)[2:] == urlsplit(shared)[2:]
    expect(page.get_by_text("is this machine alone").first).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="The values on screen (CSV)").click()
    assert waiting.value.suggested_filename == "vectors.csv"
    assert "u,1,1,3.0,\nu,1,2,1.1,\n" in waiting.value.path().read_text("utf-8")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="A page that works without a network").click()
    assert waiting.value.suggested_filename == "vectors.html"
    file = tmp_path / "vectors.html"
    waiting.value.save_as(file)
    page.goto(file.as_uri())
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "3.00, 1.10")
    expect(page.locator(f'a[href="{shared}"]')).to_have_count(1)


def test_goals_reached_stand_on_the_map_of_the_same_browser(visit: Any) -> None:
    page = ready(visit("/vectors"))
    handle(page, "v").focus()
    press(page, ["Enter", "Enter"])
    expect_goal(page, "Make u and v reach only a line.")
    go_to(page, "Home")
    expect(page.get_by_text("1 of 2 goals reached")).to_be_visible()
    page.get_by_role("link", name="Continue with Vectors where you left off").click()
    expect(handle(page, "v")).to_have_attribute("aria-valuetext", "1.50, 0.50")
    # Who opens the lesson anew and reaches nothing loses nothing.
    page.goto(page.url.partition("/vectors")[0] + "/vectors")
    ready(page)
    handle(page, "u").focus()
    page.keyboard.press("ArrowUp")
    expect(page).to_have_url(re.compile(r"[?&]u=3,1\.1"))
    go_to(page, "Home")
    expect(page.get_by_text("1 of 2 goals reached")).to_be_visible()


def test_back_and_forward_bring_back_what_the_link_of_each_page_holds(visit: Any) -> None:
    page = ready(visit("/vectors?u=-1,2"))
    handle(page, "u").focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "0.00, 2.00")
    go_to(page, "Matrices")
    ready(page, "column 1")
    page.go_back()
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "0.00, 2.00")
    page.go_forward()
    ready(page, "column 1")
    page.go_back()
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "0.00, 2.00")
    # Two links of one page, as from a list of examples.
    page.evaluate("history.pushState(history.state, '', '/vectors?u=4,-1&v=2,2')")
    page.evaluate("history.pushState(history.state, '', '/vectors')")
    page.go_back()
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "4.00, −1.00")
    expect(handle(page, "v")).to_have_attribute("aria-valuetext", "2.00, 2.00")


def test_a_link_opens_the_projector_on_a_phone_too(visit: Any) -> None:
    page = visit("/vectors?present=1", phone=True)
    expect_projected(page)
    page.get_by_role("button", name="Leave projector mode").tap()
    expect_not_projected(page)


def test_a_saved_cloud_is_sharp_and_the_one_on_the_screen_stays_as_it_was(visit: Any) -> None:
    page = ready(visit("/pca"), "plane")
    size = "(root) => [root.querySelector('.frame canvas').width, root.querySelector('.frame').clientWidth]"
    before = stage(page).evaluate(size)
    more(page, "Save the picture")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="SVG", exact=True).click()
    image = re.search(r'href="data:image/png;base64,([^"]+)"', waiting.value.path().read_text("utf-8"))
    assert image is not None
    cloud = Image.open(io.BytesIO(base64.b64decode(image[1])))
    assert cloud.width == 2 * before[1]
    assert cloud.getbbox() is not None, "points are drawn on it"
    assert stage(page).evaluate(size) == before


def test_a_finger_on_the_picture_scrolls_the_page_past_the_stage(visit: Any) -> None:
    page = ready(visit("/vectors", phone=True))
    frame = box(stage(page).locator(".frame"))
    before = coordinates(page, "u")
    x, y = frame["x"] + 40, frame["y"] + frame["height"] - 30  # where no handle is
    swipe(page, (x, y), (x, y - 280), steps=14)("touchEnd")
    page.wait_for_function("() => document.querySelector('[data-testid=\"stMain\"]').scrollTop > 150")
    assert coordinates(page, "u") == before


def test_on_a_larger_projector_everything_is_larger_in_the_same_measure(visit: Any) -> None:
    sizes = []
    for size in ((1280, 800), (2560, 1600)):
        page = visit("/vectors?present=1", size=size)
        expect_projected(page)
        sizes.append(
            stage(page).evaluate(
                """(root) => ['.readout .number', '.label', '.tick', '.goal', '.typed'].map(
                  (part) => parseFloat(getComputedStyle(root.querySelector(part)).fontSize))"""
            )
        )
        assert stage(page).evaluate("(root) => root.scrollHeight <= root.clientHeight")
    assert sizes[1] == pytest.approx([2 * size for size in sizes[0]])


def test_in_a_frame_a_stage_is_alone_fits_and_leads_to_the_whole_page(visit: Any) -> None:
    page = visit("/vectors?embed=true&embed_options=light_theme", viewport={"width": 640, "height": 480})
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "3.00, 1.00")
    tools = stage(page).get_by_role("toolbar")
    expect(tools.locator(":scope > [data-tool]:visible")).to_have_count(
        3
    )  # back to the start, snap, the whole page
    expect(page.get_by_role("banner")).to_be_hidden()
    expect(page.get_by_role("tab")).to_have_count(0)
    room = box(stage(page).locator(".room"))
    assert (room["x"], room["y"], room["width"], room["height"]) == (0, 0, 640, 480)
    handle(page, "u").press("ArrowUp")
    whole = tools.get_by_role("link", name="Open the whole page")
    whole.focus()
    expect(whole).to_have_attribute("href", re.compile(r"/vectors\?u=3(,|%2C)1\.1$"))
    more(page, "Undo")
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "3.00, 1.00")


def test_a_page_ends_with_the_next_lesson(visit: Any) -> None:
    page = ready(visit("/vectors"))
    page.get_by_role("link", name="Next: Dot product").click()
    expect(page).to_have_title(re.compile("Dot product"))

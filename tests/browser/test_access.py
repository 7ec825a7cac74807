"""axe-core where a page shows more than its stage: sections, a class prepared, the sheet of keys.

The main part of every lesson, in all its settings, is looked at in `test_lessons.py`.
"""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.access import violations
from tests.browser.driving import (
    drawn,
    eventually,
    example,
    more,
    ready,
    stage,
)


@pytest.mark.slow
@pytest.mark.parametrize("stem", ["pca", "recommender"])
def test_every_section_of_a_flagship_is_accessible_and_fits_a_phone_in_german(visit: Any, stem: str) -> None:
    page = visit(f"/{stem}?lang=de", phone=True)
    main = page.get_by_test_id("stMain")
    tabs = page.get_by_test_id("stTabs").first.get_by_role("tab")
    expect(tabs.nth(8)).to_be_attached()
    for tab in tabs.all():
        tab.click()
        expect(tab).to_have_attribute("aria-selected", "true")
        panel = page.get_by_role("tabpanel").filter(visible=True).first
        expect(panel.get_by_test_id("stElementContainer").filter(visible=True).first).to_be_visible()
        expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
        expect(main.get_by_test_id("stSkeleton")).to_have_count(0)
        # While the tabs are drawn anew none of them can take the focus for a moment. The stage above them is
        # the same for all.
        eventually(page, lambda: violations(page, '[data-testid="stTabs"]'), [])
        wide = main.evaluate("e => e.scrollWidth - e.clientWidth")
        assert wide == 0, f"{tab.inner_text()} is {wide} pixels wider than the phone"
    # Cells of a table are named in German too.
    english = page.locator("input[aria-label^='user '], th[title^='user ']")
    expect(english).to_have_count(0)
    expect(page.locator("input[aria-label='Person 1, Shrek']")).to_have_count(int(stem == "recommender"))


def test_axe_finds_nothing_where_a_class_is_prepared(visit: Any) -> None:
    page = visit("/vectors?section=Share")
    page.get_by_text("For a class: a link that holds some things still").click()
    expect(page.get_by_label("Start at step")).to_be_visible()
    found = violations(page)
    assert not found, "\n".join(found)


def test_code_is_copied_by_keyboard_too(visit: Any) -> None:
    page = visit("/vectors?section=Share")
    code = page.get_by_test_id("stCode").first
    expect(code).to_be_visible()
    copy = code.get_by_role("button", name="Copy to clipboard", include_hidden=True)
    expect(copy).to_be_hidden()
    code.focus()
    expect(copy).to_be_visible()
    page.keyboard.press("Tab")
    expect(copy).to_be_focused()
    assert float(copy.locator("xpath=ancestor::div[3]").evaluate("(e) => getComputedStyle(e).opacity")) == 1


def test_axe_finds_nothing_on_the_sheet_of_keys_and_escape_closes_it(visit: Any) -> None:
    page = visit("/vectors")
    more(page, "Keys")
    sheet = page.get_by_role("dialog", name="Keys")
    expect(sheet).to_be_visible()
    found = violations(page)
    assert not found, "\n".join(found)
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def test_axe_is_awake(visit: Any) -> None:
    page = visit("/vectors")
    page.evaluate("document.querySelector('[data-testid=\"stMain\"]').append(document.createElement('img'))")
    assert any(line.startswith("image-alt") for line in violations(page))


def test_the_picture_is_described_anew_when_something_settles(visit: Any) -> None:
    page = visit("/dot_product")
    expect(page.locator(".frame desc")).to_contain_text("u 3.00, 1.00")
    page.get_by_role("slider", name="v", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".frame desc")).to_contain_text("angle between u and v 90.0")
    expect(page.locator(".stage .spoken")).to_contain_text("Reached: Make u and v perpendicular.")


def test_what_decides_is_spoken_first_with_its_unit_and_what_is_hidden_is_not(visit: Any) -> None:
    page = visit("/pca?hide=degrees%20off")
    said = page.locator(".stage .spoken")
    ring = page.get_by_role("slider", name="plane", exact=True)
    expect(ring).to_have_attribute("aria-valuetext", re.compile("°"))
    ring.press("ArrowRight")
    expect(said).to_have_text(
        re.compile(r"^[^;]*; variance kept by hand \d+\.\d %; the most that PCA can keep 98\.4 %")
    )
    expect(said).not_to_contain_text("degrees off")


def test_in_forced_colours_tools_and_what_is_chosen_are_seen(visit: Any) -> None:
    page = ready(visit("/pca", forced_colors="active"), "plane")

    def drawn_on(place: Any) -> int:
        """How many pixels differ from the most common one."""
        picture = Image.open(io.BytesIO(place.screenshot())).convert("L")
        shades = picture.histogram()
        ground = shades.index(max(shades))
        return sum(count for shade, count in enumerate(shades) if abs(shade - ground) > 80)

    for tool in (
        stage(page).locator(".dock button:visible, .subtitle button:visible, .card button:visible").all()
    ):
        assert drawn_on(tool) > 40, tool.get_attribute("aria-label")
    chosen, other = page.get_by_role("radio", name="Plane"), page.get_by_role("radio", name="Line")
    assert drawn_on(chosen) > drawn_on(other) + 100
    tab = page.get_by_role("tab", name="Map")
    before = drawn_on(tab)
    tab.click()
    expect(tab).to_have_attribute("aria-selected", "true")
    assert drawn_on(tab) > before + 100


def test_who_asked_for_less_motion_gets_none(visit: Any) -> None:
    page = visit("/vectors", reduced_motion="reduce")
    expect(page.locator(".handle .halo").first).to_have_css("animation-name", "none")
    slider = page.get_by_role("slider", name="b", exact=True)
    slider.evaluate(
        """(b) => {
          window.seen = new Set();
          const look = () => { window.seen.add(b.value); requestAnimationFrame(look); };
          look();
        }"""
    )
    example(page, "Difference")
    expect(slider).to_have_value("-1")
    drawn(page)
    assert page.evaluate("() => [...window.seen]") == ["1", "-1"], "something glided"

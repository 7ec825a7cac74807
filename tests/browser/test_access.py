"""axe-core on the main part of every page.

What Streamlit draws around it (its menu, its toolbar) is not ours to mend and is left out by looking at
`stMain` alone. In it one part of Streamlit's has a finding of its own: where files are dropped, what has the
role `presentation` is given a name.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from tests.browser.driving import drawn, eventually
from tests.scenes.catalogue import STEMS

WAYS = {stem: "/" if stem == "home" else f"/{stem}" for stem in STEMS}
STREAMLITS_OWN = 'data-testid="stFileUploaderDropzone"'
SETTINGS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"theme": "dark"},
    "phone": {"phone": True},
    "projector": {"query": "?present=1"},
    "projector, dark": {"query": "?present=1", "theme": "dark"},
    "German": {"query": "?lang=de"},
}


def violations(page: Page, within: str = '[data-testid="stMain"]') -> list[str]:
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(
        """([within]) => axe.run({ include: [within] }, { resultTypes: ['violations'] })""", [within]
    )
    told = []
    for one in found["violations"]:
        nodes = [node["html"][:160] for node in one["nodes"] if STREAMLITS_OWN not in node["html"]]
        if nodes:
            told.append(f"{one['id']}: {one['help']} {json.dumps(nodes[:4])}")
    return told


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("stem", STEMS)
def test_axe_finds_nothing_on_the_main_part_of_a_page(visit: Any, stem: str, setting: str) -> None:
    options = dict(SETTINGS[setting])
    page = visit(WAYS[stem] + options.pop("query", ""), **options)
    expect(page.locator(".stage .frame svg").first).to_be_visible()
    found = violations(page)
    assert not found, "\n".join(found)


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
        # While the tabs are drawn anew none of them can take the focus for a moment.
        eventually(page, lambda: violations(page), [])
        wide = main.evaluate("e => e.scrollWidth - e.clientWidth")
        assert wide == 0, f"{tab.inner_text()} is {wide} pixels wider than the phone"


def test_axe_finds_nothing_where_a_class_is_prepared(visit: Any) -> None:
    page = visit("/vectors?section=Share")
    page.get_by_text("For a class: what the link shall hold fixed").click()
    expect(page.get_by_label("Start at step")).to_be_visible()
    found = violations(page)
    assert not found, "\n".join(found)


def test_axe_finds_nothing_on_the_sheet_of_keys_and_escape_closes_it(visit: Any) -> None:
    page = visit("/vectors")
    page.get_by_role("button", name="Keys").click()
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
    page.get_by_role("button", name="Difference").click()
    expect(slider).to_have_value("-1")
    drawn(page)
    assert page.evaluate("() => [...window.seen]") == ["1", "-1"], "something glided"

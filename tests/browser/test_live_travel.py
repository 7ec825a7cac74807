"""A scene travels once a visit: the browser keeps it, and from then on its name is enough."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.driving import go_to, handle, ready, stage

VECTORS = "Two arrows u and v and their combination a u + b v"
DOT_PRODUCT = "Two arrows u and v, and the shadow of v on the line of u"


def arrivals(visit: Any, page: Page, title: str) -> int:
    """How often a scene has come from the server, which writes its title at the beginning."""
    # A scene is JSON inside JSON.
    begin = f'{{\\"title\\":\\"{title}'.encode()
    frames = (frame if isinstance(frame, bytes) else frame.encode() for frame in visit.received(page))
    return sum(frame.count(begin) for frame in frames)


def settle(page: Page, key: str, link: str, name: str = "u") -> None:
    """Press a key on a handle and wait until the link and the page below have it."""
    handle(page, name).press(key)
    expect(page).to_have_url(re.compile(link))
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def test_a_scene_comes_once_through_settles_sections_themes_languages_and_pages(visit: Any) -> None:
    page = ready(visit("/vectors?lang=en"))
    settle(page, "ArrowRight", "u=3.1,1")
    settle(page, "ArrowUp", "u=3.1,1.1")
    page.get_by_role("tab", name="Share").click()
    expect(page).to_have_url(re.compile("section=Share"))
    page.emulate_media(color_scheme="dark")
    expect(stage(page)).to_have_attribute("data-theme", "dark")
    page.get_by_role("radio", name="Deutsch").click()
    expect(page.get_by_text("Länge von u", exact=True)).to_be_visible()
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "3,10; 1,10")
    go_to(page, "Skalarprodukt")
    expect(page.get_by_role("heading", level=1, name="Skalarprodukt")).to_be_visible()
    expect(stage(page)).to_have_count(1)
    settle(page, "ArrowRight", "u=3.1,1")
    go_to(page, "Vektoren")
    expect(page.get_by_role("heading", level=1, name="Vektoren")).to_be_visible()
    expect(page.get_by_text("Länge von u", exact=True)).to_be_visible()
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "3,10; 1,10")
    settle(page, "ArrowUp", "u=3.1,1.2")
    assert arrivals(visit, page, VECTORS) == 1
    assert arrivals(visit, page, DOT_PRODUCT) == 1


def test_a_page_that_is_loaded_anew_is_sent_its_scene(visit: Any) -> None:
    page = ready(visit("/vectors"))
    settle(page, "ArrowRight", "u=3.1,1")
    page.reload()
    expect(handle(page, "u")).to_have_attribute("aria-valuetext", "3.10, 1.00")
    settle(page, "ArrowUp", "u=3.1,1.1")
    assert arrivals(visit, page, VECTORS) == 2


FORGETFUL = """
import streamlit as st

from explorer.live.scene import Scene
from explorer.live.serve.component import show

st.title("One")
scene = Scene("One vector", x=(-5, 5), y=(-4, 4))
scene.handle("u", at=(3, 1))


class Everything(frozenset):
    def __contains__(self, name):
        return True


# As if the browser had held all there is, and had lost it.
st.session_state.setdefault("stage_held", Everything())
st.text(f"u: {show(scene, key='one', texts={'Undo': 'Zurück'})['u'].tolist()}")
"""


def test_what_a_browser_does_not_hold_it_asks_for(visit: Any, tmp_path: Path) -> None:
    script = tmp_path / "forgetful.py"
    script.write_text(FORGETFUL)
    flags = ("--browser.gatherUsageStats", "false", "--server.headless", "true")
    page = ready(visit("/", server=visit.serve(*flags, script=script)))
    assert arrivals(visit, page, "One vector") == 1
    expect(page.get_by_role("button", name="Zurück")).to_be_visible()
    handle(page, "u").press("ArrowRight")
    expect(page.get_by_text("u: [3.1, 1.0]")).to_be_visible()
    assert arrivals(visit, page, "One vector") == 1

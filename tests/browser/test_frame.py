"""The frame in a real browser: the map, deep links, what is fetched, small screens."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from explorer import curriculum
from tests.browser.driving import (
    eventually,
    go_to,
    handle,
    menu_titles,
    stage,
)

LESSONS = [entry for entry in curriculum.LESSONS if entry.chapter]
ADDRESS = {entry.stem: "/" if entry.stem == "home" else f"/{entry.stem}" for entry in curriculum.LESSONS}


def expect_frame(page: Page, entry: curriculum.Lesson) -> None:
    """The lesson stands, in the menu of chapters, and no file name does."""
    expect(page.get_by_role("heading", level=1, name=entry.headline)).to_be_visible()
    expect(page.get_by_test_id("stMain").get_by_text(entry.question).first).to_be_visible()
    chapters = [chapter for chapter in curriculum.by_chapter() if chapter]
    expect(page.get_by_test_id("stTopNavSection")).to_have_text(chapters)
    eventually(page, lambda: menu_titles(page), [other.title for other in curriculum.LESSONS])


@pytest.mark.parametrize("stem", ["pca", "home"])
def test_a_deep_link_opened_first_on_a_fresh_server_has_the_frame(visit, fresh_server, stem):
    page = visit(ADDRESS[stem], server=fresh_server)
    expect_frame(page, curriculum.lesson(stem))


def test_the_map_on_home_leads_to_every_lesson_and_the_sidebar_leads_back(visit):
    page = visit("/")
    for entry in LESSONS:
        link = page.get_by_test_id("stMain").get_by_role("link", name=entry.title, exact=True)
        assert link.evaluate("e => new URL(e.href).pathname") == f"/{entry.stem}"
    for entry in (LESSONS[0], LESSONS[-1]):
        page.get_by_test_id("stMain").get_by_role("link", name=entry.title, exact=True).click()
        expect(page.get_by_role("heading", level=1, name=entry.headline)).to_be_visible()
        assert page.url.endswith(f"/{entry.stem}")
        go_to(page, "Home")
        expect(page.get_by_role("heading", level=1, name="Linear algebra that you drag")).to_be_visible()


def test_whoever_asks_another_host_or_writes_an_error_is_noticed(visit):
    """Every visit of these tests is watched: this is the test of the watch."""
    page = visit("/vectors")
    assert not visit.errors
    page.evaluate("fetch('http://elsewhere.invalid/font.woff2').catch(() => undefined)")
    page.evaluate("console.error('a complaint')")
    page.evaluate("setTimeout(() => { throw new Error('a mistake'); })")
    told = ("asked another host for http://elsewhere.invalid/font.woff2", "ERR_", "a complaint", "a mistake")
    eventually(page, lambda: [part for part in told if not any(part in line for line in visit.errors)], [])
    visit.forgive(*told)


def test_the_sidebar_is_closed_on_a_phone_and_opens_on_demand(visit):
    page = visit("/", phone=True)
    menu = page.get_by_test_id("stSidebarNav")
    expect(menu).not_to_be_in_viewport()
    page.get_by_test_id("stExpandSidebarButton").tap()
    expect(menu.get_by_role("link", name="Vectors", exact=True)).to_be_in_viewport()
    # It goes with the choice, and stays away when the page is loaded anew.
    menu.get_by_role("link", name="Matrices").click()
    expect(page.get_by_role("heading", level=1, name=curriculum.lesson("matrices").question)).to_be_visible()
    expect(menu).not_to_be_in_viewport()
    page.reload()
    expect(page.get_by_role("heading", level=1, name=curriculum.lesson("matrices").question)).to_be_visible()
    expect(menu).not_to_be_in_viewport()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_follows_the_readers_system(visit, theme):
    background = {"light": "rgb(255, 255, 255)", "dark": "rgb(14, 17, 23)"}[theme]
    page = visit("/", theme=theme)
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", background)


@pytest.mark.slow
def test_a_server_that_is_killed_and_started_again_finds_its_reader(visit):
    """The page reconnects by itself, in the frame though opened by deep link, with what was settled."""
    server = visit.serve()
    page = visit("/vectors", server=server)
    handle = page.get_by_role("slider", name="u", exact=True)
    handle.press("ArrowRight")
    moved = page.get_by_test_id("stCode").last
    expect(moved).to_contain_text("u = np.array([3.1, 1.0])")
    app = page.get_by_test_id("stApp")
    server.stop()
    expect(app).not_to_have_attribute("data-test-connection-state", "CONNECTED")
    visit.serve(port=int(server.url.rpartition(":")[2]))
    expect(app).to_have_attribute("data-test-connection-state", "CONNECTED", timeout=60_000)
    expect_frame(page, curriculum.lesson("vectors"))
    expect(app).to_have_attribute("data-test-script-state", "notRunning")
    handle.press("ArrowUp")
    expect(moved).to_contain_text("u = np.array([3.1, 1.1])")
    expect_frame(page, curriculum.lesson("vectors"))
    # What the browser said while there was no server is no fault of the page.
    visit.forgive("server", "net::ERR_")


def test_a_link_opens_the_same_tab_in_every_language(visit):
    page = visit("/vectors?lang=de")
    page.get_by_role("tab", name="Teilen").click()
    expect(page).to_have_url(re.compile(r"[?&]section=Share\b"))
    for query, name in {"lang=en&section=Share": "Share", "lang=es&section=Share": "Compartir"}.items():
        page = visit(f"/vectors?{query}")
        expect(page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")
    # A link from a page that wrote the name as it is read still opens the tab, and then holds the name.
    page = visit("/vectors?lang=en&section=Teilen")
    expect(page.get_by_role("tab", name="Share")).to_have_attribute("aria-selected", "true")
    page.get_by_role("tab").first.click()
    expect(page).not_to_have_url(re.compile("section"))
    page.get_by_role("tab", name="Share").click()
    expect(page).to_have_url(re.compile(r"[?&]section=Share\b"))
    # The tab stays open when the language is another one, and closes with the page.
    page.get_by_role("radio", name="Deutsch").click()
    expect(page.get_by_role("tab", name="Teilen")).to_have_attribute("aria-selected", "true")
    go_to(page, "Matrizen")
    expect(page.get_by_role("heading", level=1, name="Matrizen")).to_be_visible()
    expect(page.get_by_role("tab").first).to_have_attribute("aria-selected", "true")
    expect(page).not_to_have_url(re.compile("section"))


def test_the_highlighter_of_code_comes_after_the_stage(visit) -> None:
    page = visit("/vectors")
    expect(page.get_by_test_id("stCode").last).to_be_visible()
    times = page.evaluate(
        """() => performance.getEntriesByType("resource").map((e) => [e.name, e.startTime, e.responseEnd])"""
    )
    stage = max(end for name, _, end in times if "stage.js" in name)
    assert min(start for name, start, _ in times if "SyntaxHighlighter" in name) > stage


def test_another_language_is_one_press_away_and_stays_on_the_next_page(visit) -> None:
    page = visit("/vectors")
    page.get_by_role("radio", name="Deutsch").click()
    expect(page.get_by_role("heading", level=1, name="Vektoren")).to_be_visible()
    go_to(page, "Matrizen")
    expect(page.get_by_role("heading", level=1, name="Matrizen")).to_be_visible()


def test_a_language_that_is_chosen_outlives_a_reload(visit) -> None:
    page = visit("/vectors?lang=de")
    page.get_by_role("radio", name="Español").click()
    expect(page).to_have_url(re.compile("lang=es"))
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("flecha")


def test_a_view_that_a_link_names_wrongly_is_said_and_the_next_view_is_offered_after_a_goal(visit) -> None:
    page = visit("/vectors?view=starz&u=2,1&v=-1,-0.49")
    expect(stage(page).locator(".message")).to_contain_text("“view=starz” cannot be chosen here")
    handle(page, "v").focus()
    page.keyboard.press("Enter")
    expect(stage(page).locator(".message")).to_have_text("")
    expect(stage(page).get_by_role("link", name="Next: Space")).to_be_visible()

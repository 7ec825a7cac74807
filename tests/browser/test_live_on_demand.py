"""A stage fetches the parts that its scene needs and no others; nothing else waits for anything."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, Route, expect

from explorer.live.record.operations import FAMILIES
from explorer.live.serve import build
from tests.browser.driving import eventually, more

SCRIPT = """
import numpy as np
import streamlit as st

from explorer.live.scene import Scene
from explorer.live.serve.component import show

st.title("Parts")
kind = st.radio("kind", ["plain", "solve", "eig"], key="kind", index={first})
if not st.checkbox("away"):
    scene = Scene(f"One vector, {{kind}}")
    u = scene.handle("u", at=(3, 1))
    matrix = np.stack([u, u[::-1] + np.array([0.0, 5.0])])
    if kind == "plain":
        scene.readout("answer", u[0] + u[1])
    if kind == "solve":
        scene.readout("answer", np.linalg.solve(matrix, np.array([1.0, 1.0]))[0])
    if kind == "eig":
        scene.readout("answer", np.real(np.linalg.eig(matrix).eigenvalues)[0])
    show(scene, key="stage", lang="{lang}", texts={texts})
"""
MISSING = "Part of the picture could not be loaded. Reload the page."
PART = re.compile(r"/part-operations-([a-z]+)\.[0-9a-f]{10}\.js")


def opened(visit: Any, folder: Path, first: str = "plain", prefix: str = "", **texts: str) -> Page:
    script = folder / "parts.py"
    index = ["plain", "solve", "eig"].index(first)
    script.write_text(SCRIPT.format(first=index, lang="de" if texts else "en", texts=texts), "utf-8")
    flags = ["--browser.gatherUsageStats", "false", "--server.headless", "true"]
    if prefix:
        flags += ["--server.baseUrlPath", prefix]
    server = visit.serve(*flags, script=script)
    page: Page = visit("/", server=server, wait=False) if not prefix else visit(f"/{prefix}/", server=server)
    return page


def families(visit: Any, page: Page) -> list[str]:
    found = [match[1] for address in visit.requested(page) if (match := PART.search(address))]
    return sorted(name for name in found if name in FAMILIES)


def handle(page: Page) -> Any:
    return page.get_by_role("slider", name="u", exact=True)


@pytest.mark.parametrize("prefix", ["", "somewhere/below"])
def test_only_what_a_scene_needs_is_fetched_and_once(visit: Any, tmp_path: Path, prefix: str) -> None:
    page = opened(visit, tmp_path, prefix=prefix)
    expect(handle(page)).to_be_visible()
    assert families(visit, page) == []
    page.get_by_text("solve", exact=True).click()
    expect(page.get_by_role("group", name="One vector, solve")).to_be_visible()
    assert families(visit, page) == ["elimination"]
    page.get_by_text("plain", exact=True).click()
    expect(page.get_by_role("group", name="One vector, plain")).to_be_visible()
    page.get_by_text("solve", exact=True).click()
    expect(page.get_by_role("group", name="One vector, solve")).to_be_visible()
    assert families(visit, page) == ["elimination"]
    handle(page).focus()
    page.keyboard.press("ArrowUp")
    expect(page).to_have_url(re.compile(r"u=3,1\.\d"))


def test_a_part_that_cannot_be_fetched_is_said_on_the_stage(visit: Any, tmp_path: Path) -> None:
    page = opened(visit, tmp_path)
    expect(handle(page)).to_be_visible()
    visit.forgive("part-operations-")
    page.route(PART, lambda route: route.abort())
    page.get_by_text("eig", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text=MISSING)).to_have_count(1)
    expect(handle(page)).to_be_visible()  # what stood there stands
    # When it can be had again, it comes with the next change and the sentence goes.
    page.unroute(PART)
    page.get_by_text("plain", exact=True).click()
    expect(page.get_by_text(MISSING)).to_have_count(0)
    page.get_by_text("eig", exact=True).click()
    expect(page.get_by_role("group", name="One vector, eig")).to_be_visible()
    expect(page.get_by_text(MISSING)).to_have_count(0)


def test_it_is_said_in_the_language_of_the_page(visit: Any, tmp_path: Path) -> None:
    said = "Ein Teil des Bildes ließ sich nicht laden. Lade die Seite neu."
    page = opened(visit, tmp_path, **{MISSING: said})
    expect(handle(page)).to_be_visible()
    visit.forgive("part-operations-")
    page.route(PART, lambda route: route.abort())
    page.get_by_text("eig", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text=said)).to_have_count(1)


def test_a_stage_waits_for_its_styles(visit: Any) -> None:
    """Without them frame and picture make each other grow until no memory is left."""
    held: list[Route] = []
    page = visit("/", wait=False)
    page.route(re.compile(r"/stage\.css"), lambda route: held.append(route))
    page.goto(page.url.rstrip("/") + "/pca")
    eventually(page, lambda: len(held), 1)
    page.wait_for_timeout(500)
    expect(page.locator(".stage")).to_have_count(0)
    held.pop().continue_()
    expect(page.locator(".stage")).to_be_visible()
    assert page.locator(".stage").bounding_box()["height"] < 800


def test_what_nothing_waits_for_is_done_without(visit: Any) -> None:
    """Hint, speech, memory and cheer come as parts: the network may be gone by then."""
    page = visit("/vectors?u=3,1&v=1,2", wait=False)
    u = page.get_by_role("slider", name="u", exact=True)
    visit.forgive("net::ERR_")  # the browser says itself that it could not fetch
    page.route(re.compile(r"/part-(announce|progress|hint|answer)\."), lambda route: route.abort())
    expect(u).to_be_visible()
    page.wait_for_timeout(1500)
    u.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"u=3\.1,1"))
    page.unroute_all()
    u.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"u=3\.2,1"))
    page.wait_for_function("() => localStorage.getItem('explorer')?.includes('u=3.2')")


def hold(page: Page) -> Callable[[], None]:
    """Let no part arrive until the returned function is called: then all do, the newest first."""
    held: list[Route] = []
    page.route(PART, lambda route: held.append(route))

    def arrive() -> None:
        while held:
            with page.expect_response(held[-1].request.url):
                held.pop().continue_()
            page.evaluate("() => new Promise((done) => setTimeout(() => requestAnimationFrame(done), 50))")
        page.unroute(PART)

    return arrive


def test_the_newest_scene_wins_whatever_arrives_last(visit: Any, tmp_path: Path) -> None:
    page = opened(visit, tmp_path)
    expect(handle(page)).to_be_visible()
    arrive = hold(page)
    with page.expect_request(PART):
        page.get_by_text("eig", exact=True).click()
    page.get_by_text("plain", exact=True).click()
    expect(page.get_by_role("radio", name="plain")).to_be_checked()
    with page.expect_request(PART):
        page.get_by_text("solve", exact=True).click()
    arrive()
    expect(page.get_by_role("group", name="One vector, solve")).to_be_visible()
    expect(page.get_by_role("group", name="One vector, eig")).to_have_count(0)
    expect(page.locator(".stage")).to_have_count(1)


def test_a_stage_that_left_before_its_parts_came_is_not_built(visit: Any, tmp_path: Path) -> None:
    page = opened(visit, tmp_path, first="eig", **{MISSING: ""})
    expect(handle(page)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "de")  # a stage that is built says so
    arrive = hold(page)
    with page.expect_request(PART):
        page.reload()
    page.get_by_text("away", exact=True).click()
    expect(page.get_by_role("checkbox", name="away")).to_be_checked()
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    arrive()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".stage")).to_have_count(0)


KINDS = """
import numpy as np
import streamlit as st

from explorer.live.scene import Scene
from explorer.live.serve.component import show

st.title("Kinds")
scene = Scene("Kinds", x=(-5, 5), y=(-5, 5))
u = scene.handle("u", at=(3, 1))
if st.checkbox("cells"):
    scene.cells("A", np.stack([u, u]), rows=["1", "2"], columns=["x", "y"])
if st.checkbox("cloud"):
    scene.points(np.random.default_rng(0).normal(size=(401, 2)) + u)
show(scene, key="stage")
"""
CLOUD = ["inputs-reader", "marks-cloud", "marks-colours", "marks-each", "panel-cells", "panel-grid"]
KIND = re.compile(r"/part-((?:marks|panel|inputs)-\w+)\.")


def test_marks_and_items_that_few_scenes_have_are_fetched_with_the_first_of_them(
    visit: Any, tmp_path: Path
) -> None:
    script = tmp_path / "kinds.py"
    script.write_text(KINDS, "utf-8")
    server = visit.serve("--browser.gatherUsageStats", "false", "--server.headless", "true", script=script)
    page = visit("/", server=server)

    def fetched() -> list[str]:
        return sorted(match[1] for address in visit.requested(page) if (match := KIND.search(address)))

    expect(handle(page)).to_be_visible()
    assert fetched() == []
    page.get_by_text("cells", exact=True).click()
    expect(page.get_by_role("region", name="A")).to_contain_text("3.00")
    assert fetched() == ["panel-cells", "panel-grid"]
    page.get_by_text("cloud", exact=True).click()
    expect(page.locator(".stage canvas")).to_be_visible()
    assert fetched() == CLOUD
    page.get_by_text("cells", exact=True).click()
    expect(page.get_by_role("region", name="A")).to_have_count(0)
    page.get_by_text("cells", exact=True).click()
    expect(page.get_by_role("region", name="A")).to_contain_text("3.00")
    assert fetched() == CLOUD


PRESSED = re.compile(r"/part-(present|dialogs|save)\.")


def test_what_a_press_opens_is_fetched_at_the_press(visit: Any, tmp_path: Path) -> None:
    page = opened(visit, tmp_path)

    def fetched() -> list[str]:
        return [match[1] for address in visit.requested(page) if (match := PRESSED.search(address))]

    expect(handle(page)).to_be_visible()
    assert fetched() == []
    visit.forgive("part-dialogs")
    page.route(PRESSED, lambda route: route.abort())
    more(page, "Keys")
    expect(page.locator(".stage .message")).to_have_text(MISSING)
    page.unroute(PRESSED)
    more(page, "Keys")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_have_count(0)
    handle(page).focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".stage .message")).to_have_text("")
    page.keyboard.press("p")
    expect(page.get_by_role("button", name="Leave projector mode")).to_be_visible()
    assert set(fetched()) == {"dialogs", "present"}


LARGE = """
import numpy as np
import streamlit as st

from explorer.live.scene import Scene
from explorer.live.serve.component import show

st.title("Large")
scene = Scene("Many points", x=(-5, 5), y=(-5, 5))
u = scene.handle("u", at=(3, 1))
cloud = np.random.default_rng(0).normal(size=(6000, 2))
scene.points(cloud + u)
scene.readout("first", (cloud + u)[0, 0])
show(scene, key="stage", shared=True)
"""
DATA = re.compile(r"/data-[0-9a-f]{20}\.gz")


def test_a_large_array_is_fetched_once_and_kept_by_the_browser(
    visit: Any, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    script = tmp_path / "large.py"
    script.write_text(LARGE, "utf-8")
    server = visit.serve("--browser.gatherUsageStats", "false", "--server.headless", "true", script=script)
    page = visit("/", server=server)

    def shows_the_array() -> None:
        expect(handle(page)).to_be_visible()
        first = np.random.default_rng(0).normal(size=(6000, 2))[0, 0]
        expect(page.locator(".stage")).to_contain_text(f"{first + 3:.2f}")

    def asked() -> int:
        return sum(bool(DATA.search(address)) for address in visit.requested(page))

    shows_the_array()
    assert asked() == 1
    (file,) = {match[0] for address in visit.requested(page) if (match := DATA.search(address))}
    shipped = build.ASSETS / file[1:]  # with this test and not with the app
    request.addfinalizer(lambda: shipped.unlink(missing_ok=True))
    page.reload()
    shows_the_array()
    assert asked() == 1
    # What it has kept in half it fetches again.
    page.evaluate(
        """async () => {
          const store = await caches.open("explorer-constants");
          for (const request of await store.keys()) await store.put(request, new Response("half"));
        }"""
    )
    page.reload()
    shows_the_array()
    assert asked() == 2

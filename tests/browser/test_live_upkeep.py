"""Stages come and go without leaving anything behind, and every part of one can be used by everybody."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from explorer.live.scene import Scene
from explorer.logic import vectors
from tests.browser.conftest import Server, run_server

SCRIPT = """
import numpy as np
import streamlit as st

from explorer.live.serve.component import show
from explorer.live.scene import Scene


def stage(key, run=0, **options):
    scene = Scene(f"Two vectors of {key}", x=(-5, 5), y=(-4, 4))
    u = scene.handle("u", at=(3, 1), role="first")
    v = scene.handle("v", at=(1, 2), role="second")
    scene.arrow(u + v, label="u + v", role="result")
    scene.points(np.random.default_rng(0).normal(size=(600, 2)) + u, labels=[str(i) for i in range(600)])
    scene.field("u", "v")
    scene.readout("length", np.linalg.norm(u + v))
    scene.readout("run", np.array(float(run)))
    return show(scene, key=key, prefix=key, **options)


def first():
    st.title("First")
    runs = st.session_state.runs = st.session_state.get("runs", 0) + 1
    # Without news a stage hears of no run: to one each run brings another link, to the other a new scene.
    settled = [stage("left", link={"run": str(runs)}), stage("right", runs)]
    st.button("Again")
    st.text(f"runs: {st.session_state.runs}")
    st.text(f"left u: {settled[0]['u'].tolist()}")
    st.text(f"right u: {settled[1]['u'].tolist()}")


def second():
    st.title("Second")
    stage("left")


st.navigation([st.Page(first, title="First"), st.Page(second, title="Second", url_path="two")]).run()
"""


def wait_until(page: Page, holds: Callable[[], bool]) -> None:
    """Let the page go on until something outside it holds."""
    for _ in range(400):
        if holds():
            return
        page.evaluate("() => new Promise((done) => setTimeout(done, 50))")
    raise AssertionError("it did not come to hold")


def footprint(page: Page) -> dict[str, float]:
    """What the page holds after the garbage is collected."""
    client = page.context.new_cdp_session(page)
    client.send("Performance.enable")
    for _ in range(3):
        client.send("HeapProfiler.collectGarbage")
    metrics = {m["name"]: m["value"] for m in client.send("Performance.getMetrics")["metrics"]}
    client.detach()
    return {name: metrics[name] for name in ("JSEventListeners", "Nodes", "JSHeapUsedSize")}


@pytest.fixture(scope="module")
def server_of_two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of a page with two stages, and of a second page."""
    script = tmp_path_factory.mktemp("two") / "two.py"
    script.write_text(SCRIPT)
    with run_server("--browser.gatherUsageStats", "false", "--server.headless", "true", script=script) as own:
        yield own


@pytest.fixture
def two(visit: Any, server_of_two: Server) -> Page:
    """A page with two stages."""
    page: Page = visit("/", server=server_of_two)
    expect(page.get_by_role("slider", name="u", exact=True)).to_have_count(2)
    return page


def test_two_stages_on_a_page_hold_and_tell_values_of_their_own(two: Page) -> None:
    left, right = two.get_by_role("slider", name="u", exact=True).all()
    right.focus()
    two.keyboard.press("Shift+ArrowUp")
    expect(two.get_by_text("right u: [3.0, 2.0]")).to_be_visible()
    expect(two.get_by_text("left u: [3.0, 1.0]")).to_be_visible()
    expect(left).to_have_attribute("aria-valuetext", "3.00, 1.00")
    expect(two).to_have_url(re.compile(r"rightu=3,2"))


@pytest.mark.slow
def test_a_hundred_reruns_leave_no_listener_node_or_memory(two: Page) -> None:
    def again(times: int) -> None:
        # Pressed in the page as soon as the run before has been drawn: no way there and back for each.
        done = two.evaluate(
            """async (times) => {
              const button = [...document.querySelectorAll('button')].find((b) => b.innerText === 'Again');
              const runs = () => Number(/^runs: (\\d+)/m.exec(document.body.innerText)[1]);
              const first = runs();
              for (let i = 1; i <= times; i += 1) {
                button.click();
                while (runs() < first + i) await new Promise((done) => setTimeout(done, 10));
              }
              return runs() - first;
            }""",
            times,
        )
        assert done == times

    again(10)
    before = footprint(two)
    again(100)
    after = footprint(two)
    assert after["JSEventListeners"] <= before["JSEventListeners"] + 20
    assert after["Nodes"] <= 1.05 * before["Nodes"] + 100
    assert after["JSHeapUsedSize"] <= before["JSHeapUsedSize"] + 3_000_000


def test_twenty_page_switches_leave_no_listener_node_or_memory(two: Page) -> None:
    def switch(times: int) -> None:
        for _ in range(times):
            two.get_by_role("link", name="Second").click()
            expect(two.get_by_role("heading", name="Second")).to_be_visible()
            expect(two.get_by_role("slider", name="u", exact=True)).to_have_count(1)
            two.get_by_role("link", name="First").click()
            expect(two.get_by_role("heading", name="First")).to_be_visible()
            expect(two.get_by_role("slider", name="u", exact=True)).to_have_count(2)

    switch(3)
    before = footprint(two)
    switch(10)
    after = footprint(two)
    assert after["JSEventListeners"] <= before["JSEventListeners"] + 20
    assert after["Nodes"] <= 1.1 * before["Nodes"] + 200
    assert after["JSHeapUsedSize"] <= before["JSHeapUsedSize"] + 3_000_000


# ---------------------------------------------------------------- a server that comes back

GATED = """
import time
from pathlib import Path

import streamlit as st

from explorer.live.serve.component import show
from explorer.live.scene import Scene

st.title("One")
while not Path(__file__).with_name("gate").exists():
    time.sleep(0.05)


@st.fragment
def stage():
    scene = Scene("One vector", x=(-5, 5), y=(-4, 4))
    scene.handle("u", at=(3, 1))
    st.text(f"u: {show(scene, key='one')['u'].tolist()}")


stage()
"""


def test_what_settles_during_the_first_run_of_a_server_that_came_back_reaches_python(
    visit: Any, tmp_path: Path
) -> None:
    """Streamlit drops the message: the new session has not met the fragment that is to run."""
    script, gate = tmp_path / "gated.py", tmp_path / "gate"
    script.write_text(GATED)
    gate.touch()
    flags = ("--browser.gatherUsageStats", "false", "--server.headless", "true")
    server = visit.serve(*flags, script=script)
    page = visit("/", server=server)
    u = page.get_by_role("slider", name="u", exact=True)
    u.press("ArrowRight")
    expect(page.get_by_text("u: [3.1, 1.0]")).to_be_visible()
    app = page.get_by_test_id("stApp")
    server.stop()
    expect(app).not_to_have_attribute("data-test-connection-state", "CONNECTED")
    gate.unlink()
    again = visit.serve(*flags, script=script, port=int(server.url.rpartition(":")[2]))
    expect(app).to_have_attribute("data-test-connection-state", "CONNECTED", timeout=60_000)
    expect(app).to_have_attribute("data-test-script-state", "running")
    before = len(visit.sent(page))
    u.press("ArrowUp")
    expect(u).to_have_attribute("aria-valuetext", "3.10, 1.10")
    page.wait_for_function("() => location.search.includes('u=3.1,1.1')")
    wait_until(page, lambda: len(visit.sent(page)) > before)
    wait_until(page, lambda: any("fragment" in line and "does not exist" in line for line in again.lines))
    gate.touch()
    expect(page.get_by_text("u: [3.1, 1.1]")).to_be_visible()
    visit.forgive("server", "net::ERR_")


# ---------------------------------------------------------------- for everybody


def everything() -> Scene:
    scene = Scene("Every part of a stage", x=(-5, 5), y=(-4, 4), axis_names=("x", "y"))
    u = scene.handle("u", (3, 1), role="first")
    v = scene.handle("v", (1, 2), role="second", shape="square")
    t = scene.slider("t", 0, 1, at=0.5, play=True)
    on = scene.switch("shadow", at=True)
    kind = scene.choice("shape", ["sum", "difference"])
    table = scene.table("ratings", [[1, np.nan], [2, 3]], rows=["a", "b"], columns=["x", "y"], low=-5, high=5)
    picture = scene.paint("picture", np.zeros((3, 3)))
    scene.arrow(u, label="u", role="first")
    scene.arrow(v, label="v", role="second")
    scene.points(
        np.array([[-2.0, 1.0], [-3.0, 2.0]]), labels=["first", "second"], groups=[0, 1], name="points"
    )
    scene.polygon(np.stack([0 * u, u, u + v, v]), role="result", signed=True)
    scene.segment(u, vectors.project(u, v) * on, role="derived")
    scene.snap("v", "v is perpendicular to u", vectors.reject(v, u))
    scene.field("u", "v")
    scene.matrix("A", columns=("u", "v"))
    scene.formula(r"\first{u} \cdot \second{v} = @0", vectors.dot(u, v))
    scene.readout("t times the sum", t * (u + v))
    scene.readout("chosen", kind)
    scene.bar("share", t, best=0.7)
    scene.cells("table", table * 2, rows=["a", "b"], columns=["x", "y"])
    scene.cells("painted", picture)
    scene.goal("Make u and v perpendicular.", np.abs(vectors.dot(u, v)) < 0.1, "Their product is 0.")
    scene.predict("A u", "Where is it?", u + v, at=(0, 0))
    scene.preset("Sum", {"u": (1, 1)})
    scene.step("Look at u.", {"u": (2, 1)})
    scene.step("Look at v.")
    scene.note("That is all.")
    return scene


def space() -> Scene:
    scene = Scene("A plane in space", x=(-5, 5), y=(-4, 4), grid=False, axes=False)
    scene.orbit()
    scene.axes3(3.0)
    p = scene.handle3("p", (1.0, 2.0, 1.0))
    scene.arrow(p, tail=np.zeros(3), label="p")
    scene.points(
        np.random.default_rng(0).normal(size=(500, 3)), labels=[str(i) for i in range(500)], name="sample"
    )
    return scene


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("scene", [everything, space])
def test_axe_finds_nothing_on_a_stage(
    standalone: Callable[..., Page], scene: Callable[[], Scene], theme: str
) -> None:
    page = standalone(scene(), theme=theme)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()

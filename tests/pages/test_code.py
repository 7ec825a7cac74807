"""The code of a lesson says the numbers that its stage says: for every read-out that it prints."""

from __future__ import annotations

import contextlib
import io
import re
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from explorer.live.scene import Scene, readings
from explorer.live.serve import component
from explorer.ui import code_text, export
from explorer.ui.code_text import Call
from tests.live.test_link import random_state
from tests.scenes.catalogue import ADDRESSES, APP, PATIENCE, STEMS, scenes, shown

MOVED = [[17.0, 8.0, -3.0, 2.0], *[[0.0] * 4] * 4]
MOVED_FLAT = [[3.0, 8.0, -3.0], *[[0.0] * 3] * 4]
OWN = ",A,B,C\nann,5,,1\nbob,,3,4\ncy,2,2,\n"

# Lesson, what its link says beside the inputs, and what is settled; every lesson as it opens and moved anyhow
# comes without being listed.
STATES: list[tuple[str, dict[str, str], dict[str, Any]]] = [
    ("vectors", {}, {"u": [0.3, -2.75], "v": [-1.5, 0.01], "a": 0.7, "b": -1.9}),
    ("vectors", {}, {"u": [0, 0]}),
    ("dot_product", {}, {"u": [-2.5, 0.35], "v": [0.1, 3]}),
    ("dot_product", {}, {"u": [0, 0]}),
    ("matrices", {}, {"column 1": [2, 0.5], "column 2": [-1, -0.2], "way to A": 0.35}),
    ("matrices", {}, {"column 1": [2, 1], "column 2": [-4, -2]}),
    ("matrices", {}, {"count grid points": 1, "grid points per unit": 7, "half axes": 1, "way to A": 0.4}),
    ("matrices", {}, {"column 1": [9, 1], "count grid points": 1}),
    ("matrices", {"view": "points"}, {"p": [0.3, 2], "q": [-1, 0.1], "column 1": [2, -1]}),
    ("matrices", {"view": "picture", "picture": "cat"}, {"column 2": [0.4, -1.1], "way to A": 0.3}),
    ("matrices", {"view": "space"}, {"column 1": [1, 0, 0], "column 2": [-2, 0, 0]}),
    ("matrices", {"view": "row"}, {"maps": [2, 0, 1, 3], "column 1": [0.5, -1]}),
    ("matrices", {"view": "row"}, {"maps": [-1, -1, -1, -1]}),
    ("pca", {}, {"way to the optimum": 1}),
    ("pca", {}, {"plane": [31, -77], "way to the optimum": 0.4, "centre": 0, "standardise": 1}),
    ("pca", {}, {"plane": [31, -77], "move points": 1, "moved in space": MOVED, "standardise": 1}),
    (
        "pca",
        {"points": "dozen"},
        {"way to the optimum": 0.5, "move points": 1, "moved in space": [[3.0, *MOVED[0][1:]], *MOVED[1:]]},
    ),
    ("pca", {"hold": "line"}, {"line": -20, "way to the optimum": 0.8, "centre": 0}),
    ("pca", {"hold": "line"}, {"move points": 1, "moved in the plane": MOVED_FLAT, "way to the optimum": 1}),
    ("pca", {"data": "penguins"}, {"way to the optimum": 1, "standardise": 1}),
    ("pca", {"data": "penguins", "columns": "1,3,4"}, {"way to the optimum": 0.3, "centre": 0}),
    ("pca", {"data": "wine"}, {"way to the optimum": 1, "standardise": 1}),
    ("pca", {"data": "wine"}, {"move points": 1, "moved in space": MOVED, "standardise": 1, "centre": 0}),
    (
        "pca",
        {"data": "digits", "hold": "line"},
        {"way to the optimum": 0.7, "moved in the plane": MOVED_FLAT, "move points": 1},
    ),
    ("recommender", {}, {"user 1": [0.2, 1.1], "Shrek": [-0.4, 0.3], "ratings": [[1, None, 1, 1, -1]] * 4}),
    ("recommender", {"biases": "true"}, {"mean": 0.25, "user biases": [[0.1, 0.2, -0.3, 0.4]]}),
    ("recommender", {"table": OWN}, {}),
]

# Every lesson, as it opens and in its other views.
WITH_CODE = [
    (stem, address) for stem in STEMS if stem != "home" for address in ({}, *ADDRESSES.get(stem, ()))
]


def opened(
    stem: str, link: dict[str, str], settled: dict[str, Any]
) -> tuple[Scene, dict[str, Any], tuple[Call, ...]]:
    """Open a lesson's code and settle its stage; return its scene, its inputs and the calls of the code."""
    app = AppTest.from_file(APP, default_timeout=PATIENCE)
    app.switch_page(f"pages/{stem}.py")
    for name, value in (link | {"section": "Code"}).items():
        app.query_params[name] = value
    show, build = component.show, code_text.build
    stages: list[tuple[Scene, dict[str, Any]]] = []
    calls: list[tuple[Call, ...]] = []
    keys: list[str] = []

    def note_scene(scene: Scene, *args: Any, **kwargs: Any) -> Any:
        found = show(scene, *args, **kwargs)
        stages.append((scene, found))
        keys.append(kwargs["key"])
        return found

    def note_calls(*given: Call, **options: Any) -> Any:
        calls.append(given)
        return build(*given, **options)

    with patch.object(component, "show", note_scene), patch.object(code_text, "build", note_calls):
        app.run()
        if settled:
            plain = {
                name: [
                    None if x is None or x != x else float(x) for x in np.ravel(np.array(value, dtype=object))
                ]
                for name, value in settled.items()
            }
            app.session_state[keys[-1]] = {"settled": {"values": plain, "move": 99}}
            app.run()
    assert not app.exception, app.exception[0].value
    assert calls, f"{stem} shows no code"
    scene, now = stages[-1]
    for name in settled:
        wanted = np.array(settled[name], dtype=float)
        assert np.array_equal(np.ravel(now[name])[: wanted.size], np.ravel(wanted), equal_nan=True), name
    return scene, now, calls[-1]


def numbers(text: str) -> list[float]:
    return [float(x) for x in re.findall(r"nan|-?\d+\.?\d*(?:e[+-]?\d+)?", text)]


@pytest.mark.parametrize(("stem", "address"), WITH_CODE)
@pytest.mark.parametrize("moved", [False, True], ids=["as it opens", "moved anyhow"])
def test_what_a_lessons_script_prints_is_what_its_stage_says(
    stem: str, address: dict[str, str], moved: bool
) -> None:
    scene = shown(stem, address)[-1] if address else scenes(stem)[0]
    state = random_state(scene, np.random.default_rng(8)) if moved else {}
    state = {name: x for name, x in state.items() if scene.inputs[name]["url"]}  # no press of a button
    test_what_the_script_prints_is_what_the_stage_says(stem, address, state)


@pytest.mark.parametrize(("stem", "link", "settled"), STATES)
def test_what_the_script_prints_is_what_the_stage_says(
    stem: str, link: dict[str, str], settled: dict[str, Any]
) -> None:
    scene, now, calls = opened(stem, link, settled)
    said = {reading.name: reading.value for reading in readings(scene, now)}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(export.script(*calls), f"{stem}.py", "exec"), {"__name__": "__main__"})
    assert "The numbers are those of the page." in printed.getvalue()
    names = [name for each in calls for name in each.says]
    assert len(names) >= 1
    blocks = re.split(r"^(.*?):", printed.getvalue().replace("The numbers are", "."), flags=re.MULTILINE)
    told = {name: numbers(text) for name, text in zip(blocks[1::2], blocks[2::2], strict=True)}
    for name in names:
        wanted = np.ravel(said[name])
        if name not in told:
            assert np.isnan(wanted).all(), f"the code refuses {name}, the stage says {wanted}"
            continue
        got = np.array(told[name][: wanted.size])
        # Both are rounded where they are written; of several numbers the largest says to how many decimals.
        near = max(6e-5 if wanted.size > 1 else 1e-8, 1e-8 * float(np.abs(np.nan_to_num(wanted)).max()))
        assert np.allclose(got, wanted, rtol=0, atol=near, equal_nan=True), (name, got, wanted)

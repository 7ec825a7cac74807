"""The scenes of the lessons, for tests that ask something of every stage."""

from __future__ import annotations

import functools
import importlib
import importlib.util
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from streamlit.testing.v1 import AppTest

from explorer import curriculum
from explorer.live.scene import Scene
from explorer.live.serve import component

# Addresses of lessons that show other scenes than the lesson does at first.
ADDRESSES: dict[str, tuple[dict[str, str], ...]] = {
    "inverse_and_rank": (
        {"view": "space"},
        {"view": "rows"},
        {"view": "rows", "system": "many"},
        {"view": "rows", "system": "fractions", "ops": "R1~R2,R1*1_4"},
        {"view": "rows", "system": "own", "rows": "0 2/3 1; -4 5 6; 1 1 2; 3 0 7"},
    ),
    "vectors": ({"view": "space"}, {"view": "stars"}),
    "eigenvectors": ({"view": "turtles"}, {"view": "weather"}, {"view": "space"}),
    "dot_product": (
        {"view": "many"},
        {"view": "many", "job": "columns"},
        {"view": "many", "job": "links"},
        {"view": "many", "job": "patches"},
    ),
    "multiplication": (
        {"view": "orders"},
        {"of": "films"},
        {"sizes": "3x3,2x3"},
        {"sizes": "8x8,8x8"},
    ),
    "matrices": ({"view": "points"}, {"view": "picture"}, {"view": "space"}, {"view": "row"}),
    "svd": ({"view": "moves"}, {"data": "volcano"}),
    "pca": ({"points": "dozen"}, {"hold": "line", "points": "dozen"}),
}
STEMS = tuple(entry.stem for entry in curriculum.LESSONS)
APP = Path(__file__).resolve().parents[2] / "streamlit_app.py"
PATIENCE = 60  # seconds: a first page imports everything


@functools.cache
def views(stem: str) -> tuple[Scene, ...]:
    """Return the scene of a lesson as it opens, and what it shows in other views or with other data."""
    module = f"explorer.scenes.{stem}"
    others = getattr(importlib.import_module(module), "variants", None) if _has_scenes(stem) else None
    return (*scenes(stem), *(others() if others else ()))


def said(shown: str | Scene, inputs: Mapping[str, Sequence[float]] | None = None) -> dict[str, Any]:
    """What the panel says where these inputs stand there, by name; None where a guard refuses.

    Of the scene that a lesson opens with, by its stem, or of any scene.
    """
    scene = scenes(shown)[0] if isinstance(shown, str) else shown
    # Clouds and tables take no part in a sentence of the panel, and cost the most.
    program, given = scene.program(most=20), inputs or {}
    now = {
        name: np.reshape(np.array(given.get(name, spec["at"]), float), spec["shape"])
        for name, spec in scene.inputs.items()
    }
    values, broken = program.run(now), set(program.check(now))
    items = [item for item in json.loads(scene.payload())["panel"] if item.get("value") in values]

    def shown_by(item: dict[str, Any]) -> Any:
        if broken & set(item["guards"]):
            return None
        # A goal is reached where it holds and is seen to.
        return values[item["value"]] & values[item["when"]] if "when" in item else values[item["value"]]

    return {item["name"]: shown_by(item) for item in items}


@functools.cache
def scenes(stem: str) -> tuple[Scene, ...]:
    """Return the scene of a lesson as it opens."""
    if _has_scenes(stem):
        return (importlib.import_module(f"explorer.scenes.{stem}").scene(),)
    return shown(stem, {})


def _has_scenes(stem: str) -> bool:
    return importlib.util.find_spec(f"explorer.scenes.{stem}") is not None


def shown(stem: str, address: dict[str, str]) -> tuple[Scene, ...]:
    """Run a lesson's page from the entry point and return the scenes that it showed."""
    found: list[Scene] = []
    show = component.show

    def note(scene: Scene, *args: Any, **kwargs: Any) -> Any:
        found.append(scene)
        return show(scene, *args, **kwargs)

    with patch.object(component, "show", note):
        app = AppTest.from_file(APP, default_timeout=PATIENCE)
        if stem != "home":
            app.switch_page(f"pages/{stem}.py")
        for name, value in address.items():
            app.query_params[name] = value
        app.run()
    assert not app.exception, app.exception[0].value
    assert found, f"the page {stem} showed no stage"
    return tuple(found)

"""The dot product's lesson: its goals can be reached, and what cannot be computed is refused."""

import json
from typing import Any

import pytest

from tests.scenes.catalogue import scenes


def said(u: list[float], v: list[float]) -> dict[str, Any]:
    """What the panel says with u and v there, by name; None where a guard refuses."""
    scene = scenes("dot_product")[0]
    program, inputs = scene.program(), {"u": u, "v": v}
    values, broken = program.run(inputs), set(program.check(inputs))
    items = [item for item in json.loads(scene.payload())["panel"] if "value" in item]
    return {item["name"]: None if broken & set(item["guards"]) else values[item["value"]] for item in items}


def test_at_a_right_angle_the_shadow_is_a_point_and_the_first_goal_is_reached() -> None:
    now = said([3, 1], [-1, 3])
    assert now["length of the shadow"] == pytest.approx(0, abs=1e-12)
    assert now["Make u and v perpendicular."] and not said([3, 1], [-1, 2.9])["Make u and v perpendicular."]


def test_a_short_arrow_along_u_wins_by_cosine_and_loses_by_dot_product() -> None:
    goal = "Find a v that the cosine prefers to w, and the dot product does not."
    assert said([3, 1], [0.3, 0.1])[goal] and not said([3, 1], [3, 1])[goal]


def test_the_zero_vector_makes_no_angle() -> None:
    assert said([0, 0], [1, 2])["angle between u and v"] is None

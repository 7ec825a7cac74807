"""The lesson on vectors: two goals, one about what is combined, one about what can be combined at all."""

import json

import numpy as np
import pytest

from tests.scenes.catalogue import said, scenes


def keys_to_a_goal() -> list[tuple[str, str]]:
    """Enter takes v to the line of u."""
    return [("v", "Enter")]


def test_vectors_on_a_line_fill_only_a_line() -> None:
    goal = "Make u and v reach only a line."
    assert said("vectors", {"u": [3, 1], "v": [-1.5, -0.5]})[goal]
    assert not said("vectors", {"u": [3, 1], "v": [-1.5, -0.6]})[goal]


def test_the_first_step_hides_all_of_w_and_names_what_it_is() -> None:
    scene = scenes("vectors")[0]
    shown = json.loads(scene.payload())
    hidden = set(shown["steps"][0]["hide"])
    assert hidden == {"w"}
    gone = [mark["kind"] for mark in shown["marks"] if hidden & {mark["label"], mark.get("name")}]
    assert sorted(gone) == ["arrow", "arrow", "arrow", "label", "polygon", "segment", "segment"]


def test_names_of_what_is_stretched_go_where_they_would_stand_on_u_and_v() -> None:
    scene = scenes("vectors")[0]
    marks = [mark for mark in json.loads(scene.payload())["marks"] if mark["label"] in ("a u", "b v")]
    for a, there in ((1.0, False), (0.0, False), (-1.5, True), (0.5, True)):
        values = scene.program().run(scene.start() | {"a": np.array(a), "b": np.array(a)})
        assert [bool(np.isfinite(values[mark["at"]]).all()) for mark in marks] == [there, there]


@pytest.mark.parametrize("stem", ["vectors", "dot_product"])
def test_the_zero_vector_is_not_called_perpendicular_or_on_a_line(stem: str) -> None:
    scene = scenes(stem)[0]
    (v,) = [control for control in json.loads(scene.payload())["controls"] if control["name"] == "v"]
    places = scene.program(most=20).run(scene.start() | {"v": np.zeros(2)})
    assert {snap["name"] for snap in v["snaps"]} == {"v is perpendicular to u", "v lies on the line of u"}
    assert all(np.isnan(places[snap["at"]]).all() for snap in v["snaps"])

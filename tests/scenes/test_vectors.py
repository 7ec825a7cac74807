"""The lesson on vectors: two goals, one about what is combined, one about what can be combined at all."""

import json
from typing import Any

import numpy as np
import pytest

from explorer.scenes import vectors_space, vectors_stars
from explorer.scenes.vectors import scene
from tests.scenes.catalogue import said, scenes


def keys_to_a_goal() -> list[tuple[str, str]]:
    """Enter takes v to the line of u."""
    return [("v", "Enter")]


def test_vectors_on_a_line_fill_only_a_line() -> None:
    goal = "Make u and v reach only a line."
    assert said("vectors", {"u": [3, 1], "v": [-1.5, -0.5]})[goal]
    assert not said("vectors", {"u": [3, 1], "v": [-1.5, -0.6]})[goal]


def test_the_first_step_hides_all_of_w_and_names_what_it_is() -> None:
    plane = scenes("vectors")[0]
    shown = json.loads(plane.payload())
    hidden = set(shown["steps"][0]["hide"])
    assert hidden == {"w"}
    gone = [mark["kind"] for mark in shown["marks"] if hidden & {mark["label"], mark.get("name")}]
    assert sorted(gone) == ["arrow", "arrow", "arrow", "label", "polygon", "segment", "segment"]


def test_names_of_what_is_stretched_go_where_they_would_stand_on_u_and_v() -> None:
    plane = scenes("vectors")[0]
    marks = [mark for mark in json.loads(plane.payload())["marks"] if mark["label"] in ("a u", "b v")]
    for a, there in ((1.0, False), (0.0, False), (-1.5, True), (0.5, True)):
        values = plane.program().run(plane.start() | {"a": np.array(a), "b": np.array(a)})
        assert [bool(np.isfinite(values[mark["at"]]).all()) for mark in marks] == [there, there]


@pytest.mark.parametrize("stem", ["vectors", "dot_product"])
def test_the_zero_vector_is_not_called_perpendicular_or_on_a_line(stem: str) -> None:
    plane = scenes(stem)[0]
    (v,) = [control for control in json.loads(plane.payload())["controls"] if control["name"] == "v"]
    places = plane.program(most=20).run(plane.start() | {"v": np.zeros(2)})
    assert {snap["name"] for snap in v["snaps"]} == {"v is perpendicular to u", "v lies on the line of u"}
    assert all(np.isnan(places[snap["at"]]).all() for snap in v["snaps"])


# ---------------------------------------------------------------- in space

TILT, REACH = "Tilt the plane until it passes through the ring: move u or v.", "Bring w to the ring."


def test_a_plane_through_the_ring_reaches_one_goal_and_a_and_b_the_other() -> None:
    space, ring = scene("space"), vectors_space.RING
    start = said(space)
    assert not start[TILT]
    assert not start[REACH]
    # v in the direction of the ring: then the ring is 0 u + b v.
    tilted = said(space, {"v": ring / 2})
    assert tilted[TILT]
    assert not tilted[REACH]
    assert said(space, {"v": ring / 2, "a": [0], "b": [2]})[REACH]
    assert not said(space, {"v": ring / 2, "a": [0.1], "b": [2]})[REACH]


def test_the_way_from_the_ring_to_the_plane_is_the_volume_over_the_area() -> None:
    u, v = np.array([1.8, 0.2, 0.5]), np.array([0.2, 1.6, 0.3])
    across = np.cross(u, v)
    off = abs(vectors_space.RING @ across) / np.linalg.norm(across)
    assert said(scene("space"))["from the ring to the plane"] == pytest.approx(off)


def test_two_arrows_on_one_line_of_space_reach_only_that_line() -> None:
    words = ("only the origin", "only a line", "a plane through the origin")
    on_line = said(scene("space"), {"u": [2, 1, 1], "v": [-1, -0.5, -0.5]})
    assert words[int(on_line["u and v reach"])] == "only a line"
    assert not on_line[TILT]
    nothing = said(scene("space"), {"u": [0, 0, 0], "v": [0, 0, 0]})
    assert words[int(nothing["u and v reach"])] == "only the origin"


@pytest.mark.parametrize("view", ["plane", "space"])
def test_a_vector_that_rests_on_the_line_of_another_is_on_it_to_the_decimals_that_are_kept(view: str) -> None:
    """A stage rounds where v rests: what is left is no second direction, and a small angle is one."""
    rng = np.random.default_rng(8)
    n = 2 if view == "plane" else 3
    shown = scene(view)
    for u in np.round(rng.uniform(-5, 5, size=(20, n)), 1):
        v = np.round(rng.uniform(-2, 2) * u, 4)
        assert said(shown, {"u": u, "v": v})["u and v reach"] == 1
        off = np.eye(n)[np.argmin(np.abs(u))] * 0.001
        assert said(shown, {"u": u, "v": v + off})["u and v reach"] == 2


def test_two_zero_vectors_reach_the_origin_alone_and_no_goal() -> None:
    nothing = said("vectors", {"u": [0, 0], "v": [0, 0]})
    assert nothing["u and v reach"] == 0
    assert not nothing["Make u and v reach only a line."]
    # Where u is 0, b v adds a whole line; where v is, nothing.
    assert not said("vectors", {"u": [0, 0], "v": [1, 2]})["Make u and v reach only a line."]
    assert said("vectors", {"u": [1, 2], "v": [0, 0]})["Make u and v reach only a line."]


# ---------------------------------------------------------------- among the stars


def star(name: str) -> int:
    return vectors_stars.catalogue().names.index(name)


def among(first: str, second: str) -> dict[str, Any]:
    return said(scene("stars"), {"from": [star(first)], "to": [star(second)]})


def test_the_way_between_two_stars_is_as_long_as_the_catalogue_says() -> None:
    # The law of cosines, from the distances and directions of the catalogue: Vega 7.68 pc, Altair 5.13 pc.
    now = among("Vega", "Altair")
    angle = np.radians(now["apart in our sky"])
    a, b = now["from the Sun to the first"], now["from the Sun to the second"]
    assert (a, b) == (pytest.approx(7.68, abs=0.01), pytest.approx(5.13, abs=0.01))
    assert now["apart in our sky"] == pytest.approx(34.2, abs=0.1)
    assert now["distance between them"] == pytest.approx(np.sqrt(a * a + b * b - 2 * a * b * np.cos(angle)))


def test_the_belt_of_orion_is_a_row_in_the_sky_alone() -> None:
    belt = among("Alnilam", "Mintaka")
    assert belt["apart in our sky"] < 1.5
    assert belt["distance between them"] > 390
    plough = among("Alioth", "Mizar")
    assert plough["apart in our sky"] > 4
    assert plough["distance between them"] < 2.5


def test_goals_among_the_stars_can_be_reached_and_one_star_twice_is_none() -> None:
    far, near = (
        "Find two stars less than 10° apart in our sky and more than 500 parsecs from each other.",
        "Find two different stars less than 2 parsecs apart.",
    )
    assert among("Sadr", "61 Cygni A")[far]
    assert not among("Alnilam", "Mintaka")[far]
    assert among("Sirius", "Procyon")[near]
    assert not among("Sirius", "Sirius")[near]
    assert not among("Vega", "Altair")[near]
    start = said(scene("stars"))
    assert not start[far]
    assert not start[near]


def test_no_step_and_no_example_reaches_a_goal_in_any_view() -> None:
    for view in ("plane", "space", "stars"):
        shown = scene(view)
        goals = [item["name"] for item in shown.panel if item["kind"] == "goal"]
        settings: list[dict[str, Any]] = [
            item["values"]
            for item in shown.panel
            if item["kind"] == "preset" and item["name"] != "On one line"
        ]
        held: dict[str, Any] = {}
        for step in shown.steps:
            held |= step["values"]
            settings.append(dict(held))
        for setting in settings:
            now = said(shown, setting)
            assert not any(now[goal] for goal in goals), (view, setting)


def moved(control: str, sets: str, **inputs: Any) -> dict[str, float]:
    """What a handle among the stars sets, by a drag ("target") or by "keys", where these inputs stand."""
    shown = scene("stars")
    spec = next(each for each in json.loads(shown.payload())["controls"] if each["name"] == control)
    now = {
        name: np.reshape(np.array(inputs.get(name, each["at"]), float), each["shape"])
        for name, each in shown.inputs.items()
    }
    outputs = spec["sets"] if sets == "target" else spec["keys"]["sets"]
    values = shown.program().run(now)
    return {name: float(values[output]) for name, output in outputs.items()}


def test_a_drag_ends_at_a_star_that_the_picture_shows() -> None:
    names, places = vectors_stars.catalogue()[:2]
    for reach, limit in ((0, 5), (3, 50)):
        for target in ((0.1, -3.3), (5.3, 3.5), (-5.3, 0.0)):
            now = moved("u", "target", **{"u target": target, vectors_stars.REACH: [reach]})
            assert np.linalg.norm(places[int(now["from"])]) < 1.5 * limit, (names[int(now["from"])], reach)


def test_arrow_keys_take_the_picture_along_to_a_star_far_away() -> None:
    catalogue = vectors_stars.catalogue()
    far = star("Alnilam")
    before = {"from": [far - 1], "u keys": (1.0, 0.0), vectors_stars.REACH: [0]}
    now = moved("u", "keys", **before)
    assert now["from"] == far
    reach = vectors_stars.REACHES[int(now[vectors_stars.REACH])]
    assert np.linalg.norm(catalogue.places[far]) <= reach
    near = moved("u", "keys", **(before | {"from": [star("Sirius") - 1], vectors_stars.REACH: [6]}))
    assert near[vectors_stars.REACH] == 6  # nobody asked for less


def test_the_ring_is_reached_by_a_and_b_and_not_by_u_alone() -> None:
    goal = "Bring w to the ring; move only a and b."
    assert said("vectors", {"a": -1.6, "b": 1.8})[goal]
    assert not said("vectors", {"u": [-3, 2], "v": [0, 0]})[goal]

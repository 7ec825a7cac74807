"""The lesson on eigenvectors: two lines, complex pairs, flows, turtles, weather, and axes in space."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from explorer.live.scene import Scene
from explorer.logic import chains, conventions, eigenvectors, matrices
from explorer.logic.eigenvectors import NOT_REAL as NOT_REAL_SAID
from explorer.scenes.eigenvectors import PRESETS, scene
from explorer.ui.eigenvectors import links
from tests.scenes.catalogue import said

BOTH = "Turn x until A x lies along it: find both lines, to 1 degree."
PAIR = "Make both eigenvalues complex, with length 1."
ANGLE = "angle between x and A x"
PLANE, TURTLES, WEATHER, SPACE = (scene(view) for view in ("plane", "turtles", "weather", "space"))
EVERY = pytest.mark.parametrize(
    "shown", [PLANE, TURTLES, WEATHER, SPACE], ids=["plane", "turtles", "weather", "space"]
)


def keys_to_a_goal() -> list[tuple[str, str]]:
    """Enter takes x to one eigenvector, and again to the other."""
    return [("x", "Enter"), ("x", "Enter")]


def payload(shown: Scene) -> dict[str, Any]:
    return dict(json.loads(shown.payload()))


def after(shown: Scene, handle: str, target: Any, now: dict[str, Any] | None = None) -> dict[str, np.ndarray]:
    """The inputs after a handle was dragged to a place, all others as they were."""
    control = next(c for c in payload(shown)["controls"] if c["name"] == handle)
    inputs = {
        name: np.reshape(np.array((now or {}).get(name, spec["at"]), float), spec["shape"])
        for name, spec in shown.inputs.items()
    }
    ran = shown.program().run(inputs | {control["target"]: np.array(target, float)})
    return inputs | {name: ran[output] for name, output in control["sets"].items()}


def preset(shown: Scene, name: str) -> dict[str, Any]:
    return next(i["values"] for i in payload(shown)["panel"] if i["kind"] == "preset" and i["name"] == name)


@EVERY
def test_no_goal_is_reached_at_the_start(shown: Scene) -> None:
    now = said(shown)
    goals = [i["name"] for i in payload(shown)["panel"] if i["kind"] == "goal"]
    assert goals and not any(now[goal] for goal in goals)


# --- the plane -----------------------------------------------------------------------------


def test_a_line_is_found_where_a_x_lies_along_x_also_of_unlike_eigenvalues_and_of_the_eigenvalue_0() -> None:
    """Near an eigenvector of 1 beside one of a million A x is far from x; of 0 it has no direction."""
    unlike = {"column 1": [1e6, 0.5], "column 2": [0.0, 1.0]}
    assert not after(PLANE, "x", (1e-5, 1), unlike)["found"].any()
    assert after(PLANE, "x", (0, 1), unlike)["found"].any()
    flat = {"column 1": [1.0, 0.0], "column 2": [1.0, 0.0]}
    assert after(PLANE, "x", (-0.71, 0.7), flat)["found"].any()


def test_x_that_has_met_both_lines_reaches_the_goal_and_one_is_not_enough() -> None:
    first = after(PLANE, "x", 3 * np.array([2.0, 1.02]))
    assert np.linalg.norm(first["x"]) == pytest.approx(1) and not said(PLANE, first)[BOTH]
    second = after(PLANE, "x", [-1.0, 1.01], first)
    assert said(PLANE, second)[BOTH]
    # Two degrees off is not met.
    wide = matrices.rotation(np.radians(2)) @ np.array([-1.0, 1.0])
    assert not said(PLANE, after(PLANE, "x", wide, first))[BOTH]
    # What was found for one matrix is not found for another.
    assert not said(PLANE, second | {"column 1": np.array([1.0, 0.9])})[BOTH]


def test_where_every_direction_is_stretched_alike_there_is_nothing_to_find() -> None:
    now: dict[str, Any] = preset(PLANE, "Equal eigenvalues (2 I)")
    for target in ([1, 0], [0, 1], [1, 1]):
        now = after(PLANE, "x", target, now)
        assert not said(PLANE, now)[BOTH] and not now["found"].any()


def test_a_complex_pair_of_length_1_reaches_its_goal_and_no_other_does() -> None:
    def reached(first: tuple[float, float], second: tuple[float, float]) -> bool:
        return bool(said(PLANE, {"column 1": first, "column 2": second})[PAIR])

    assert reached((0.8, 0.6), (-0.6, 0.8)) and reached((1.0, 0.5), (-1.0, 0.5))
    assert not reached((1.5, 0.5), (1.0, 1.0)), "real eigenvalues, though the determinant is 1"
    assert not reached((0.75, 0.5), (-0.6, 0.75)), "shorter than 1"
    assert not reached((1, 0), (1, 1)) and not reached((-1, 0), (0, -1))


def test_the_numbers_are_those_of_numpy_for_any_columns() -> None:
    rng = np.random.default_rng(12)
    for _ in range(200):
        A, x = rng.normal(size=(2, 2)), rng.normal(size=2)
        now = said(PLANE, {"column 1": A[:, 0], "column 2": A[:, 1], "x": x})
        values = conventions.eig(A).values
        np.testing.assert_allclose([now["eigenvalue 1"], now["eigenvalue 2"]], values, atol=1e-9)
        cosine = x @ A @ x / np.linalg.norm(x) / np.linalg.norm(A @ x)
        assert now[ANGLE] == pytest.approx(np.degrees(np.arccos(cosine)), abs=1e-4)
        assert now["trace (sum of the diagonal)"] == pytest.approx(values.sum().real)
        assert now["determinant (area)"] == pytest.approx(values.prod().real)
        assert now["eigenvalue 1 of A A"] == pytest.approx(conventions.eig(A).values[0] ** 2, abs=1e-9)


@pytest.mark.parametrize(
    ("name", "values", "lines"),
    [
        ("Symmetric", [2, 0.5], 2),
        ("Defective (shear)", [1, 1], 1),
        ("Rotation", [0.8 + 0.6j, 0.8 - 0.6j], 0),
        ("Spiral", [0.75 + 0.3**0.5 * 1j, 0.75 - 0.3**0.5 * 1j], 0),
        ("Projection", [1, 0], 2),
        ("Equal eigenvalues (2 I)", [2, 2], 3),
        ("Mirror", [1, -1], 2),
    ],
)
def test_a_preset_shows_what_its_name_says(name: str, values: list[complex], lines: int) -> None:
    now = said(PLANE, preset(PLANE, name))
    np.testing.assert_allclose([now["eigenvalue 1"], now["eigenvalue 2"]], values, atol=1e-12)
    assert now["lines that A keeps"] == lines and set(PRESETS) >= {name}


def test_the_rate_is_said_twice_and_alike() -> None:
    for k in (4, 6, 8):
        now = said(PLANE, {"iteration": [k]})
        assert now["rate by the eigenvalues"] == pytest.approx(0.25)
        assert now["rate measured here"] == pytest.approx(0.25, abs=3 * 0.25**k)
    slow = said(PLANE, preset(PLANE, "Defective (shear)"))
    assert slow["rate by the eigenvalues"] == 1 and 0.8 < slow["rate measured here"] < 1
    assert np.isnan(said(PLANE, {"iteration": [0]})["rate measured here"])


@EVERY
def test_the_rate_is_explained_below_both_of_its_numbers(shown: Scene) -> None:
    names = [item.get("name", item.get("text", "")) for item in payload(shown)["panel"]]
    assert names[names.index("rate measured here") + 1].startswith("Rate: ")


def drawn(shown: Scene, name: str, now: dict[str, Any]) -> np.ndarray | None:
    """The points of a mark of this name; None where a guard hides it."""
    mark = next(m for m in payload(shown)["marks"] if m.get("name") == name and "points" in m)
    inputs = {
        n: np.reshape(np.array(now.get(n, s["at"]), float), s["shape"]) for n, s in shown.inputs.items()
    }
    broken = set(shown.program().check(inputs)) & set(mark["guards"])
    return None if broken else np.asarray(shown.program().run(inputs)[mark["points"]])


def test_the_flow_ends_at_a_to_the_power_t_and_is_a_spiral_exactly_for_a_complex_pair() -> None:
    for name in ("Symmetric", "Spiral", "Rotation", "Defective (shear)", "Projection"):
        columns = preset(PLANE, name)
        A = np.column_stack([columns["column 1"], columns["column 2"]])
        way = drawn(PLANE, "path", columns | {"t": [3.0], "x": [0.6, 0.8]})
        assert way is not None
        np.testing.assert_allclose(way[-1], np.linalg.matrix_power(A, 3) @ [0.6, 0.8], atol=1e-12)
        long = drawn(PLANE, "path", columns | {"t": [12.0], "x": [0.6, 0.8]})
        assert long is not None
        turned = np.abs(np.unwrap(np.arctan2(long[:, 1], long[:, 0]))[[0, -1]] @ [1, -1])
        assert (turned > 2 * np.pi) == (said(PLANE, columns)["lines that A keeps"] == 0), name


def test_where_powers_are_not_real_the_stage_says_so_and_dots_whole_ones() -> None:
    columns = preset(PLANE, "Mirror") | {"x": [1.0, 0.0]}
    assert drawn(PLANE, "path", columns | {"t": [2.5]}) is None
    dots = drawn(PLANE, "whole t", columns | {"t": [2.5]})
    assert dots is not None and np.isfinite(dots[:, 0]).tolist() == [True] * 3 + [False] * 10
    np.testing.assert_allclose(dots[:3], [[1, 0], [0.6, 0.8], [1, 0]], atol=1e-12)
    # Before the clock runs there is nothing to refuse.
    assert drawn(PLANE, "path", columns | {"t": [0.0]}) is not None
    assert NOT_REAL_SAID in [guard["message"] for guard in payload(PLANE)["program"]["guards"]]


def test_degenerate_columns_leave_the_numbers_that_there_are() -> None:
    def at(*columns: tuple[float, float], x: tuple[float, float] = (1, 0)) -> dict[str, Any]:
        return said(PLANE, {"column 1": columns[0], "column 2": columns[1], "x": x})

    zero = at((0, 0), (0, 0))
    assert zero[ANGLE] is None and zero["eigenvalue 1"] == 0 and zero["lines that A keeps"] == 3
    lost = at((0, 0), (1, 0))
    assert lost[ANGLE] is None and lost["lines that A keeps"] == 1
    assert at((1, 0), (0, 1), x=(0, 0))[ANGLE] is None
    huge = at((1e6, 0), (1e6, -1e6), x=(1, 1))
    assert huge["eigenvalue 1"] == 1e6 and np.isfinite(huge[ANGLE])
    tiny = at((1e-6, 0), (0, 2e-6), x=(1, 1))
    assert tiny["eigenvalue 1"] == 2e-6 and tiny["rate by the eigenvalues"] == pytest.approx(0.5)


def test_the_complex_plane_holds_both_eigenvalues_in_sight() -> None:
    held = payload(PLANE)["panes"][0]["holds"]
    ran = PLANE.program().run(_at(PLANE, {"column 1": [6.0, 2.0], "column 2": [-3.0, 5.0]}))
    values = conventions.eig(np.array([[6.0, -3.0], [2.0, 5.0]])).values
    np.testing.assert_allclose(ran[held], np.stack([values.real, values.imag], axis=1), atol=1e-12)


# --- turtles and weather -------------------------------------------------------------------

GROW = "Let the turtles grow: bring eigenvalue 1 above 1."
STAYS = "On day 0, bring the angle between x and A x below 1 degree."


def test_large_juveniles_let_the_turtles_grow_and_hatchlings_alone_do_not() -> None:
    now = said(TURTLES, {"year": [40]})
    assert now["eigenvalue 1"] == pytest.approx(0.945, abs=5e-4)
    assert now["next year’s change"] == pytest.approx(100 * (now["eigenvalue 1"].real - 1), abs=0.1)
    assert not said(TURTLES, preset(TURTLES, "Every egg and hatchling lives"))[GROW]
    assert said(TURTLES, {"large juveniles live": [77]})[GROW]
    assert not said(TURTLES, {"large juveniles live": [76]})[GROW]
    for share in (0, 100):
        assert np.isfinite(said(TURTLES, {"large juveniles live": [share]})["eigenvalue 1"])


def test_the_weather_forgets_at_the_rate_of_the_second_eigenvalue() -> None:
    now = said(WEATHER, {"day": [9]})
    assert now["eigenvalue 1"] == pytest.approx(1) and now["eigenvalue 2"] == pytest.approx(0.46, abs=5e-3)
    off = [
        abs(said(WEATHER, {"day": [k]})["rate measured here"] - now["rate by the eigenvalues"])
        for k in (6, 9, 12)
    ]
    assert off[0] > 1.5 * off[1] > 2 * off[2] and off[2] < 0.01
    assert not now[STAYS], "it is not the start"
    shares = [0.439, 0.439, 0.069, 0.035, 0.018]
    assert said(WEATHER, {"start": shares})[STAYS]


def test_a_bar_that_is_dragged_has_the_share_that_is_wanted_and_the_others_give_way() -> None:
    now = after(WEATHER, "1 sun", [0.25 * 4.6, 0.0])
    np.testing.assert_allclose(now["start"], [0.25, 0, 0, 0, 0.75])
    for _ in range(2):  # what the keys do, from bar to bar
        for place, name in enumerate(("1 sun", "2 rain", "3 fog", "4 drizzle", "5 snow")):
            control = next(c for c in payload(WEATHER)["controls"] if c["name"] == name)
            rest = WEATHER.program().run(now)[control["snaps"][0]["at"]]
            now = after(WEATHER, name, rest, now)
            assert chains.shares(now["start"])[place] == pytest.approx(rest[0] / 4.6)
    assert said(WEATHER, now)[STAYS]


@pytest.mark.parametrize("shown", [TURTLES, WEATHER], ids=["turtles", "weather"])
def test_what_each_kind_of_mark_is_stands_beside_one_of_it_above_all_bars(shown: Scene) -> None:
    marks = payload(shown)["marks"]
    values = shown.program().run(_at(shown, {}))
    for word, name, kind in (
        ("x now", "bars", "polygon"),
        ("start", "start", "path"),
        ("eigenvector 1", "eigenvector 1", "segment"),
    ):
        text = next(mark for mark in marks if mark["kind"] == "label" and mark["label"] == word)
        sample = next(mark for mark in marks if mark["kind"] == kind and mark.get("name") == name)
        assert text["role"] == sample["role"]
        corner = values[sample["start" if kind == "segment" else "points"]].reshape(-1, 2)[0]
        assert 0 < values[text["at"]][0] - corner[0] < 3 and min(corner[1], values[text["at"]][1]) > 0.4


def test_no_bar_at_all_is_refused() -> None:
    assert said(WEATHER, {"start": [0, 0, 0, 0, 0]})[ANGLE] is None


# --- space ---------------------------------------------------------------------------------

AXES = "Find all three axes with x, to 1 degree; turn the picture to see behind."


def test_all_three_axes_are_found_one_after_the_other() -> None:
    now: dict[str, Any] = {}
    for i in range(3):
        control = next(c for c in payload(SPACE)["controls"] if c["name"] == "x")
        inputs = after(SPACE, "x", [*SPACE.program().run(_at(SPACE, now))[control["at"]], 0.0], now)
        rest = SPACE.program().run(inputs)[control["snaps"][i]["at"]]
        assert not said(SPACE, inputs)[AXES]
        now = after(SPACE, "x", [*rest, 0.0], inputs)
        assert said(SPACE, now)[ANGLE] == pytest.approx(0, abs=0.1)
    assert said(SPACE, now)[AXES]
    equal = preset(SPACE, "Two equal")
    axes = conventions.eigh(np.round(np.reshape(equal["A"], (3, 3)), 9)).vectors
    assert not said(SPACE, now | equal | {"found": axes.T})[AXES], "every direction of a plane is one"


def _at(shown: Scene, now: dict[str, Any]) -> dict[str, np.ndarray]:
    return {n: np.reshape(np.array(now.get(n, s["at"]), float), s["shape"]) for n, s in shown.inputs.items()}


def test_a_column_of_space_that_is_dragged_takes_its_row_along() -> None:
    moved = after(SPACE, "column 2", [0.7, -0.4, 0.2])
    A = moved["A"]
    np.testing.assert_allclose(A, A.T, atol=1e-12)
    untouched = np.array(SPACE.inputs["A"]["at"], float).reshape(3, 3)
    assert A[0, 0] == untouched[0, 0] and A[0, 2] == untouched[0, 2] and A[1, 1] != untouched[1, 1]
    values = np.linalg.eigvalsh(A)[::-1]
    now = said(SPACE, moved)
    np.testing.assert_allclose([now[f"eigenvalue {i}"] for i in (1, 2, 3)], values, atol=1e-9)


def test_x_stays_on_the_sphere_and_under_the_pointer() -> None:
    for target in ([0.3, 0.4, 0.0], [-0.5, 0.1, 0.0], [3.0, 1.0, 0.0], [0.2, 0.2, -0.5]):
        now = after(SPACE, "x", target)
        assert np.linalg.norm(now["x"]) == pytest.approx(1)
        control = next(c for c in payload(SPACE)["controls"] if c["name"] == "x")
        if np.hypot(*target[:2]) < 1 and target[2] == 0:
            np.testing.assert_allclose(SPACE.program().run(now)[control["at"]], target[:2], atol=1e-9)


@pytest.mark.parametrize(
    ("name", "values"), [("Flat: eigenvalue 0", [1.7, 1.0, 0.0]), ("One negative", [1.6, 0.9, -1.2])]
)
def test_a_preset_of_space_has_the_eigenvalues_it_names(name: str, values: list[float]) -> None:
    now = said(SPACE, preset(SPACE, name))
    np.testing.assert_allclose([now[f"eigenvalue {i}"] for i in (1, 2, 3)], values, atol=1e-9)
    assert eigenvectors.rate(np.array(values)) == pytest.approx(now["rate by the eigenvalues"])


# --- what a link says ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("view", "link", "told"),
    [
        ("space", {"space-a": "1,2,3,0,1,0,0,0,1"}, "not symmetric"),
        ("space", {"space-a": "1,2,3,2,1,0,3,0,1"}, ""),
        ("space", {"space-a": "1,2,3"}, ""),  # refused elsewhere
        ("space", {}, ""),
        ("turtles", {"turtles-start": "1,-2,1,0*4"}, "below 0"),
        ("weather", {"weather-start": "1,0,1,0,-3"}, "below 0"),
        ("weather", {"weather-start": "-1*5"}, ""),  # the stage itself says that all are empty
        ("weather", {"weather-start": "2,0,1,0,3"}, ""),
        ("plane", {"column-1": "1,-2"}, ""),
    ],
)
def test_a_link_is_shown_otherwise_in_one_sentence_or_as_it_is(
    view: str, link: dict[str, str], told: str
) -> None:
    said_of_it = links.notice(view, scene(view), link)
    assert bool(said_of_it) == bool(told) and told in said_of_it

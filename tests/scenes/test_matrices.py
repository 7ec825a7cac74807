"""The lesson on matrices: the determinant is the area, and 0 where the plane falls flat."""

import itertools
import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from explorer.data import dots
from explorer.live.scene import Scene
from explorer.logic import matrices
from explorer.scenes import matrices_picture, matrices_points, matrices_row, matrices_space
from explorer.scenes.matrices import scene
from explorer.scenes.matrices_row import FLATTEN, MIRROR, OWN, QUARTER, ROW, SHEAR, STRETCH
from tests.scenes.catalogue import said, views


def keys_to_a_goal() -> list[tuple[str, str]]:
    """Enter takes column 2 to the line of column 1."""
    return [("column 2", "Enter")]


def test_columns_on_a_line_flatten_the_plane() -> None:
    goal = "Flatten the plane onto a line."
    now = said("matrices", {"column 1": [2, 1], "column 2": [-4, -2]})
    assert now["determinant (area)"] == pytest.approx(0, abs=1e-12) and now[goal]
    assert not said("matrices", {"column 1": [2, 1], "column 2": [-4, -2.1]})[goal]


def test_a_determinant_of_3_reaches_its_goal_and_one_of_minus_3_does_not() -> None:
    goal = "Make the area of the square exactly 3."
    assert said("matrices", {"column 1": [3, 0], "column 2": [5, 1]})[goal]
    assert not said("matrices", {"column 1": [3, 0], "column 2": [5, -1]})[goal]
    assert not said("matrices", {"column 1": [3, 0], "column 2": [5, 1.1]})[goal]


def test_a_plane_is_turned_over_or_flat_or_not_turned_over() -> None:
    words = ("turned over (hatched)", "flat", "not turned over")
    for word, column in ((0, [0, -1]), (1, [2, 0]), (2, [0, 1])):
        assert said("matrices", {"column 1": [1, 0], "column 2": column})["the plane is"] == word, words[word]
    # Halfway to a reflection the plane is flat, whatever A does in the end.
    halfway = {"column 1": [0, 1], "column 2": [1, 0], "way to A": [0.5]}
    assert words[int(said("matrices", halfway)["the plane is"])] == "flat"


def test_the_number_in_the_picture_is_that_of_the_matrix_that_is_drawn() -> None:
    flat = {"column 1": [2, 1], "column 2": [-4, -2], "way to A": [0.5]}
    now = said("matrices", flat)
    drawn = matrices.between([[2, -4], [1, -2]], 0.5)
    assert now["determinant (area)"] == pytest.approx(np.linalg.det(drawn)) != 0
    assert not now["Flatten the plane onto a line."]


def test_whoever_takes_a_column_on_the_way_holds_one_of_a_itself() -> None:
    control = next(c for c in json.loads(scene().payload())["controls"] if c["name"] == "column 1")
    inputs = {name: np.array(spec["at"]) for name, spec in scene().inputs.items()}
    moved = scene().program().run(inputs | {"way to A": np.array(0.3), control["target"]: np.array([2.0, 1])})
    assert {name: moved[output].tolist() for name, output in control["sets"].items()} == {
        "column 1": [2, 1],
        "way to A": 1,
    }


# ---------------------------------------------------------------- in every view


def settings(shown: Scene) -> list[dict[str, Any]]:
    """The start of a scene, and what its examples and steps set; what a step sets holds on."""
    written = json.loads(shown.payload())
    found: list[dict[str, Any]] = [{}]
    found += [item["values"] for item in written["panel"] if item["kind"] == "preset"]
    now: dict[str, Any] = {}
    for step in written["steps"]:
        now = {**now, **step["values"]}
        found.append(now)
    return found


def goals(shown: Scene) -> list[str]:
    return [item["name"] for item in json.loads(shown.payload())["panel"] if item["kind"] == "goal"]


def test_each_view_has_two_goals_and_no_example_or_step_reaches_one() -> None:
    for shown in views("matrices")[1:]:
        assert len(goals(shown)) == 2
        for setting in settings(shown):
            now = said(shown, setting)
            assert not any(now[goal] for goal in goals(shown)), (setting, now)


# ---------------------------------------------------------------- the plane: counting, half axes


def test_the_plane_says_both_products_of_the_determinant() -> None:
    now = said("matrices", {"column 1": [3, 2], "column 2": [-1, 4]})
    found = [now["a d"], now["b c"], now["determinant (area)"]]
    np.testing.assert_allclose(found, [12, -2, 14])


def test_counted_grid_points_say_the_area() -> None:
    A = {"column 1": [2, 1], "column 2": [-1, 1], "count grid points": [1]}
    for fineness in (1, 2, 7):
        now = said("matrices", A | {"grid points per unit": [fineness]})
        assert now["grid points inside"] == 3 * fineness**2
        assert now["counted area"] == pytest.approx(3)
    assert said("matrices", A | {"column 2": [1, 0.5]})["grid points inside"] == 0


def test_an_image_beyond_the_grid_is_not_counted_and_all_else_is_said() -> None:
    now = said("matrices", {"column 1": [9, 0], "column 2": [0, 1], "count grid points": [1]})
    assert now["grid points inside"] is None
    assert now["counted area"] is None
    assert now["determinant (area)"] == 9


def test_the_half_axes_are_singular_values() -> None:
    now = said("matrices", {"column 1": [1, 2], "column 2": [-3, 0.5]})
    sizes = np.linalg.svd([[1, -3], [2, 0.5]])[1]
    np.testing.assert_allclose([now["stretched at most by"], now["stretched at least by"]], sizes)


# ---------------------------------------------------------------- two points

EXCHANGE = "Let A exchange p and q: send p to q, and q to p."
RING = "Bring A (p + q) into the ring, with A p on p."


def sent(p: Sequence[float], q: Sequence[float], to: Sequence[Sequence[float]]) -> dict[str, Any]:
    """The setting in which p and q go to two places."""
    A = np.linalg.solve(np.array([p, q], float), np.array(to, float)).T
    return {"p": p, "q": q, "column 1": A[:, 0], "column 2": A[:, 1]}


def test_two_points_that_change_places_reach_a_goal() -> None:
    shown, p, q = matrices_points.scene(), [2, 1], [-1, 0.5]
    now = said(shown, sent(p, q, [q, p]))
    assert now[EXCHANGE]
    assert now["determinant (area)"] == pytest.approx(-1)
    assert not said(shown, sent(p, q, [q, [2, 0.8]]))[EXCHANGE]
    assert not said(shown, sent([1, 0.1], [1, 0], [[1, 0], [1, 0.1]]))[EXCHANGE]  # they are one point nearly


def test_the_image_of_the_sum_in_the_ring_reaches_a_goal_while_p_stays() -> None:
    shown, p, q = matrices_points.scene(), [1, 1], [-1, 0.5]
    now = said(shown, sent(p, q, [p, matrices_points.RING - p]))
    assert now[RING]
    assert not said(shown, sent(p, q, [[1.3, 1], matrices_points.RING - [1.3, 1]]))[RING]
    assert not said(shown, sent(p, q, [p, [2, -1.7]]))[RING]


def test_points_on_one_line_say_nothing_of_a() -> None:
    for p, q in (([1, 2], [-2, -4]), ([0, 0], [1, 1]), ([3, 0], [0, 0])):
        now = said(matrices_points.scene(), {"p": p, "q": q})
        assert now["A p"] is now["determinant (area)"] is now[EXCHANGE] is None


def run(shown: Scene, given: dict[str, Any]) -> dict[str, Any]:
    """All that a scene shows where these inputs stand there."""
    inputs = {key: np.array(given.get(key, spec["at"]), float) for key, spec in shown.inputs.items()}
    return dict(shown.program().run({k: v.reshape(shown.inputs[k]["shape"]) for k, v in inputs.items()}))


def dragged(shown: Scene, name: str, to: Sequence[float], given: dict[str, Any]) -> dict[str, Any]:
    """What the inputs are after a handle was taken to a place."""
    control = next(c for c in json.loads(shown.payload())["controls"] if c["name"] == name)
    moved = run(shown, given | {control["target"]: to})
    return {key: moved[output] for key, output in control["sets"].items()}


def test_a_dragged_image_goes_where_it_is_wanted_and_the_other_stays() -> None:
    shown, given = matrices_points.scene(), {"p": [2, 1], "q": [-1, 0.5]}
    before = said(shown, given)
    for name, which in (("A p", 0), ("A q", 1)):
        now = dragged(shown, name, [3, -2], given)
        A = np.column_stack([now["column 1"], now["column 2"]])
        images = [A @ given["p"], A @ given["q"]]
        np.testing.assert_allclose(images[which], [3, -2], atol=1e-12)
        old = np.column_stack([(1.5, 0.5), (-0.5, 1.25)])
        np.testing.assert_allclose(images[1 - which], old @ given[("q", "p")[which]], atol=1e-12)
    np.testing.assert_allclose(before["A p"], [2.5, 2.25])


def test_no_image_is_dragged_while_the_points_are_on_one_line() -> None:
    now = dragged(matrices_points.scene(), "A p", [1, 1], {"p": [1, 0], "q": [2, 0]})
    assert not np.isfinite(np.concatenate(list(now.values()))).all()


# ---------------------------------------------------------------- a picture

HEAD = "Stand the picture on its head, and do not turn it over."
AWAY = "Let the picture look the other way, as large as it was and not on its head."


def test_half_a_turn_and_a_mirror_reach_the_goals_of_the_picture() -> None:
    shown = matrices_picture.scene()
    turned = said(shown, {"column 1": [-1, 0.05], "column 2": [0, -0.95]})
    assert (turned[HEAD], turned[AWAY]) == (True, False)
    mirrored = said(shown, {"column 1": [-1.05, 0], "column 2": [0.05, 1]})
    assert (mirrored[HEAD], mirrored[AWAY]) == (False, True)
    assert not said(shown, {"column 1": [-1, 0], "column 2": [0, -0.85]})[HEAD]
    assert not said(shown, {"column 1": [-1, 0], "column 2": [0, -1], "way to A": [0.9]})[HEAD]


def test_the_frame_of_a_picture_grows_with_the_determinant() -> None:
    for picture in (dots.horse(), dots.from_text("0 0; 2 0; 2 1")):
        now = said(matrices_picture.scene(picture), {"column 1": [2, 1], "column 2": [1, -1]})
        assert now["area of the frame after"] == pytest.approx(-3 * now["area of the frame before"])
        low, high = picture.points.min(axis=0), picture.points.max(axis=0)
        assert now["area of the frame before"] == pytest.approx(np.prod(high - low))


def test_every_point_of_a_picture_is_moved() -> None:
    picture = dots.horse()
    shown = matrices_picture.scene(picture)
    marks = [mark for mark in json.loads(shown.payload())["marks"] if mark["kind"] == "points"]
    given = {"column 1": np.array([0.0, 1]), "column 2": np.array([-2.0, 0])}
    values = run(shown, given)
    before, after = (values[mark["points"]] for mark in marks)
    np.testing.assert_allclose(before, picture.points, atol=1e-12)
    np.testing.assert_allclose(after, picture.points @ np.array([[0, -2], [1, 0]]).T, atol=1e-12)


@pytest.mark.parametrize("text", ["0 0", "1 1; 1 1; 1 1", "1 0; 2 0; 3 0"])
def test_points_without_any_extent_are_shown_too(text: str) -> None:
    now = said(matrices_picture.scene(dots.from_text(text)))
    assert now["area of the frame before"] == 0


# ---------------------------------------------------------------- space

NO_VOLUME = "Make the volume 0, with no column 0 and no two on one line."
SLANTED = "Make a box of volume 1 with every edge longer than 1.2."


def columns(A: Sequence[Sequence[float]]) -> dict[str, Any]:
    return {f"column {j + 1}": column for j, column in enumerate(np.transpose(A))}


def test_three_columns_in_one_plane_have_no_volume() -> None:
    shown = matrices_space.scene()
    flat = said(shown, columns([[1, 0, 2], [0, 1, -1], [1, 1, 1]]))
    assert flat[NO_VOLUME]
    assert flat["determinant (volume)"] == pytest.approx(0, abs=1e-12)
    assert flat["height of column 3"] == pytest.approx(0, abs=1e-12)
    assert not said(shown, columns([[1, 0, 0], [0, 1, 0], [0, 0, 0]]))[NO_VOLUME]
    assert not said(shown, columns([[1, 2, 0], [0, 0, 0], [0, 0, 1]]))[NO_VOLUME]
    assert not said(shown, columns([[1, 0, 2], [0, 1, -1], [1, 1, 1.1]]))[NO_VOLUME]


def test_a_slanted_box_of_volume_1_reaches_the_other_goal() -> None:
    shown = matrices_space.scene()
    assert said(shown, columns([[1, 1, 1], [0, 1, 1], [1, 0, 1]]))[SLANTED]
    assert not said(shown, columns(np.eye(3)))[SLANTED]
    assert not said(shown, columns([[1, 1, 1], [1, 0, 1], [0, 1, 1]]))[SLANTED]  # turned over


def test_a_volume_is_floor_times_height_with_its_sign_in_words() -> None:
    rng = np.random.default_rng(3)
    for _ in range(20):
        A = rng.normal(size=(3, 3))
        now = said(matrices_space.scene(), columns(A))
        size = now["floor under columns 1 and 2"] * now["height of column 3"]
        assert size == pytest.approx(abs(now["determinant (volume)"]))
        assert now["determinant (volume)"] == pytest.approx(np.linalg.det(A))
        assert now["space is"] == (0 if now["determinant (volume)"] < 0 else 2)


def test_without_a_floor_there_is_no_height_and_still_a_volume() -> None:
    for A in (np.zeros((3, 3)), [[1, -2, 0], [1, -2, 0], [0, 0, 1]]):
        now = said(matrices_space.scene(), columns(A))
        assert now["floor under columns 1 and 2"] is now["height of column 3"] is None
        assert now["determinant (volume)"] == pytest.approx(0)
        assert now["space is"] == 1


def test_twice_as_long_means_eight_times_the_volume() -> None:
    shown = matrices_space.scene()
    (asked,) = [item for item in json.loads(shown.payload())["panel"] if item["kind"] == "predict"]
    A = np.array([[1.0, 2, 0], [0, 1, 3], [1, 0, -1]])
    answer = run(shown, columns(A))[asked["answer"]]
    assert answer == pytest.approx(np.linalg.det(2 * A))


def test_enter_takes_a_column_into_the_plane_of_the_others() -> None:
    shown = matrices_space.scene()
    for control in json.loads(shown.payload())["controls"]:
        if control["kind"] == "handle":
            (snap,) = control["snaps"]
            place = run(shown, {})[snap["at"]]
            now = dragged(shown, control["name"], [*place, 0], {})
            assert said(shown, now)[NO_VOLUME], control["name"]


# ---------------------------------------------------------------- one after the other

COMMUTE = "Find two different maps whose order does not matter."
BACK = "Put A and another map in a row, and drag A until every point is back."


def row(*places: int) -> dict[str, Any]:
    return {ROW: [*places, *[-1] * (4 - len(places))]}


def test_a_row_is_multiplied_in_its_order_and_determinants_multiply() -> None:
    shown = matrices_row.scene()
    written = [item for item in json.loads(shown.payload())["panel"] if item["kind"] == "matrix"]
    value_of = {item["name"]: item.get("value") for item in written}
    A = np.column_stack([(1.2, 0.4), (-0.3, 0.9)])
    known = [A, *matrices_row.FIXED]
    for count in range(5):
        for places in itertools.islice(itertools.product(range(6), repeat=count), 0, None, 7):
            product, other = np.eye(2), np.eye(2)
            for k in places:
                product = known[k] @ product
            for k in places[::-1]:
                other = known[k] @ other
            now = said(shown, row(*places))
            assert now["determinant of the product P"] == pytest.approx(np.linalg.det(product), abs=1e-12)
            assert now["product of the determinants"] == pytest.approx(np.linalg.det(product), abs=1e-12)
            assert now["the two orders differ by"] == pytest.approx(np.abs(product - other).max(), abs=1e-12)
    values = run(shown, {ROW: np.array([SHEAR, QUARTER, -1.0, -1])})
    np.testing.assert_allclose(values[value_of["after map 2"]], [[0, -1], [1, 0.5]], atol=1e-12)
    np.testing.assert_allclose(values[value_of["in the opposite order"]], [[0.5, -1], [1, 0]], atol=1e-12)


def test_two_different_maps_that_commute_reach_a_goal() -> None:
    shown = matrices_row.scene()
    for places, A, reached in (
        ((STRETCH, MIRROR), None, True),
        ((FLATTEN, MIRROR), None, True),
        ((QUARTER, OWN), [[0.6, -0.8], [0.8, 0.6]], True),
        ((QUARTER, QUARTER), None, False),
        ((STRETCH, SHEAR), None, False),
        ((STRETCH,), None, False),
        ((STRETCH, MIRROR, FLATTEN), None, False),
        ((OWN, SHEAR), [[2, 0], [0, 2]], False),  # a multiple of the identity commutes with everything
    ):
        held = {} if A is None else columns(A)
        assert said(shown, row(*places) | held)[COMMUTE] == reached, (places, A)


def test_a_that_undoes_the_rest_reaches_the_other_goal() -> None:
    shown = matrices_row.scene()
    back = columns([[0, 1], [-1, 0]])
    assert said(shown, row(OWN, QUARTER) | back)[BACK]
    assert said(shown, row(QUARTER, OWN) | back)[BACK]
    assert said(shown, row(OWN, QUARTER) | columns([[0.05, 1], [-1, 0.05]]))[BACK]
    assert not said(shown, row(OWN, QUARTER) | columns([[0.1, 1], [-1, 0]]))[BACK]
    assert not said(shown, row(OWN) | columns(np.eye(2)))[BACK]
    assert not said(shown, row(QUARTER, QUARTER, QUARTER, QUARTER))[BACK]


def test_the_clock_goes_through_the_row_map_by_map() -> None:
    shown = matrices_row.scene()
    marks = json.loads(shown.payload())["marks"]
    letter = next(mark for mark in marks if mark["kind"] == "polygon" and mark["role"] == "result")
    other = next(mark for mark in marks if mark.get("name") == "opposite")
    given = {ROW: np.array([SHEAR, QUARTER, STRETCH, -1.0])}
    one, two, three = (matrices_row.FIXED[k - 1] for k in (SHEAR, QUARTER, STRETCH))
    for t, wanted, turned in (
        (0, np.eye(2), np.eye(2)),
        (1 / 3, one, three),
        (2 / 3, two @ one, two @ three),
        (1 / 6, matrices.between(one, 0.5), matrices.between(three, 0.5)),
        (1, three @ two @ one, one @ two @ three),
    ):
        values = run(shown, given | {"how far": np.array(t)})
        for mark, matrix in ((letter, wanted), (other, turned)):
            moved = matrices.apply(matrix, matrices_row.LETTER)
            np.testing.assert_allclose(values[mark["points"]], moved, atol=1e-9, err_msg=f"{t}")


def test_maps_with_an_empty_place_between_them_are_done_one_right_after_the_other() -> None:
    shown = matrices_row.scene()
    outputs = [mark.get("points") for mark in json.loads(shown.payload())["marks"]]
    for t in (0.3, 1.0):
        together, apart = (
            run(shown, {ROW: np.array(places, float), "how far": np.array(t)})
            for places in ([STRETCH, QUARTER, -1, -1], [-1, STRETCH, -1, QUARTER])
        )
        for output in filter(None, outputs):
            np.testing.assert_array_equal(together[output], apart[output])


def test_without_a_in_the_row_there_is_no_handle_that_moves_nothing() -> None:
    shown = matrices_row.scene()
    controls = [c for c in json.loads(shown.payload())["controls"] if c["kind"] == "handle"]
    for places, there in (([OWN, -1, -1, -1], True), ([QUARTER, -1, -1, -1], False)):
        values = run(shown, {ROW: np.array(places, float)})
        assert [bool(np.isfinite(values[c["at"]]).all()) for c in controls] == [there, there]

"""The lesson on matrices: the determinant is the area, and 0 where the plane falls flat."""

import json

import numpy as np
import pytest

from explorer.logic import matrices
from explorer.scenes.matrices import scene
from tests.scenes.catalogue import said


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

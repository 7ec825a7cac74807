"""The lesson on multiplication: what stands half-way, what is lit, what its goals ask, what does not meet."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from explorer.live.scene import Scene
from explorer.logic import multiplication, recommender
from explorer.scenes import multiplication_orders
from explorer.scenes.multiplication import GUESS, READING, STEP, scene
from explorer.scenes.multiplication_examples import EXAMPLES, FOOTBALL, numbers
from tests.scenes.catalogue import said

SAY, ZERO = (
    "Say a cell of A B before it is full: stop on the way, and answer the question.",
    "Make a cell of A B zero, with no zero in its row of A or its column of B.",
)
SAME = "Make A B = B A, with neither A nor B a number times I, the identity."


def keys_to_a_goal() -> list[tuple[str, str]]:
    """Three more in the corner of A: row 1 and column 1 are perpendicular."""
    return [("A row 1 column 1", "ArrowUp")] * 3


def drawn(shown: Scene, name: str, inputs: dict[str, Any]) -> dict[str, np.ndarray]:
    """What a matrix of the picture holds and lights, where these inputs stand there."""
    (mark,) = [mark for mark in json.loads(shown.payload())["marks"] if mark.get("name") == name]
    start = {
        each: np.reshape(np.array(spec["at"], float), spec["shape"]) for each, spec in shown.inputs.items()
    }
    values = shown.program().run(start | {each: np.array(x, float) for each, x in inputs.items()})
    return {part: values[mark[part]] for part in ("matrix", "lit") if part in mark}


def texts(shown: Scene, name: str, inputs: dict[str, Any]) -> str:
    """The text that a read-out picks from its list."""
    (item,) = [item for item in json.loads(shown.payload())["panel"] if item.get("name") == name]
    return str(shown.lists[item["list"]][int(said(shown, inputs)[name])])


@pytest.mark.parametrize("reading", range(4))
def test_half_way_the_corner_holds_what_has_been_added_and_is_empty_elsewhere(reading: int) -> None:
    shown = scene(numbers(2, 3, 3, 4))
    A, B = (np.array(matrix, float) for matrix in numbers(2, 3, 3, 4)[:2])
    for step in (0, 1, 7, 13, 24):
        there = drawn(shown, "A B", {STEP: step, READING: reading})["matrix"]
        added = np.sum(multiplication.turns(2, 3, 4, reading) < step, axis=1) > 0
        assert np.array_equal(np.isfinite(there), added)
        wanted = multiplication.so_far(A, B, reading, step)
        assert np.array_equal(there[added], wanted[added])
    assert np.array_equal(there, A @ B)


@pytest.mark.parametrize(
    ("reading", "of_a", "of_b", "of_ab"),
    [
        (0, np.s_[1, :], np.s_[:, 2], np.s_[1:2, 2:3]),
        (1, np.s_[:, 1], np.s_[:, 2], np.s_[:, 2]),
        (2, np.s_[1, :], np.s_[1, :], np.s_[1, :]),
        (3, np.s_[:, 1], np.s_[1, :], np.s_[:, :]),
    ],
)
def test_what_a_reading_takes_along_is_lit_and_the_number_at_work_hatched(
    reading: int, of_a: Any, of_b: Any, of_ab: Any
) -> None:
    shown = scene(numbers(2, 3, 3, 3))
    step = multiplication.turns(2, 3, 3, reading)[1, 1, 2] + 1
    places = {"A": (of_a, (1, 1)), "B": (of_b, (1, 2)), "A B": (of_ab, (1, 2))}
    for name, (group, hot) in places.items():
        lit = np.abs(drawn(shown, name, {STEP: step, READING: reading})["lit"])
        wanted = np.zeros(lit.shape)
        wanted[group], wanted[hot] = 1, 2
        # A number that is not complete and not lit has a level of its own, between the two.
        assert np.array_equal(np.where(lit == 0.5, 0, lit), wanted), name


@pytest.mark.parametrize(
    ("reading", "slice_"),
    [(0, "A[1, :] @ B[:, 2]"), (1, "A @ B[:, 2]"), (2, "A[1, :] @ B"), (3, "A[:, [1]] @ B[[1], :]")],
)
def test_the_slice_is_what_numpy_is_asked_for(reading: int, slice_: str) -> None:
    shown = scene(numbers(2, 3, 3, 3))
    A, B = (np.array(matrix, float) for matrix in numbers(2, 3, 3, 3)[:2])
    step = multiplication.turns(2, 3, 3, reading)[1, 1, 2] + 1
    assert texts(shown, "slice", {STEP: step, READING: reading}) == slice_
    found = eval(slice_, {"A": A, "B": B})  # what a reader would type
    wanted = ((A @ B)[1, 2], (A @ B)[:, 2], (A @ B)[1], np.outer(A[:, 1], B[1]))[reading]
    assert np.array_equal(found, wanted)


def test_a_step_is_one_product_and_the_corner_of_the_l_says_which() -> None:
    shown = scene(EXAMPLES["numbers"])
    lines = drawn(shown, "its products", {STEP: 11})["matrix"]
    assert lines[:2].tolist() == [[1, 1, 1], [0, 2, 0]]
    assert lines[2, :2].tolist() == [2, -1] and np.isnan(lines[2, 2])
    assert said(shown, {STEP: [11]})["cell"] == 1


def test_by_layers_the_corner_says_the_one_product_that_the_layer_brings() -> None:
    shown = scene(EXAMPLES["numbers"])
    A, B = (np.array(matrix, float) for matrix in EXAMPLES["numbers"][:2])
    (m, n), p = A.shape, B.shape[1]
    turn = multiplication.turns(m, n, p, 3)
    for i, k, j in np.ndindex(m, n, p):
        lines = drawn(shown, "its products", {STEP: turn[i, k, j] + 1, READING: 3})["matrix"]
        assert lines[k].tolist() == [A[i, k], B[k, j], A[i, k] * B[k, j]]
        assert np.isnan(np.delete(lines, k, axis=0)).all()


def test_a_press_on_a_cell_goes_to_the_step_that_fills_it() -> None:
    shown = scene(EXAMPLES["numbers"])
    (mark,) = [mark for mark in json.loads(shown.payload())["marks"] if mark["kind"] == "press"]
    start = {
        each: np.reshape(np.array(spec["at"], float), spec["shape"]) for each, spec in shown.inputs.items()
    }
    for reading in range(4):
        for cell in range(6):
            now = start | {READING: np.array(float(reading)), mark["input"]: np.array(float(cell))}
            step = shown.program().run(now)[mark["sets"][STEP]]
            i, __, j = (int(x) for x in multiplication.at_work(2, 3, 3, reading, step))
            assert (i, j) == divmod(cell, 3)
            assert np.max(multiplication.turns(2, 3, 3, reading)[i, :, j]) == step - 1


def test_a_cell_is_said_before_it_is_full() -> None:
    guess = f"guess {GUESS}"
    assert said("multiplication", {STEP: [11], guess: [-1]})[SAY]
    assert not said("multiplication", {STEP: [11], guess: [-1.01]})[SAY]
    assert not said("multiplication", {STEP: [12], guess: [-1]})[SAY], "it is full"
    assert not said("multiplication", {STEP: [11], guess: [np.nan]})[SAY]


def test_the_drawer_holds_no_number_that_is_asked_for() -> None:
    """A cell of A B shows there when it is full, and the one in question never."""
    whole = said("multiplication", {STEP: [18]})["A B"]
    half = said("multiplication", {STEP: [11]})["A B"]
    assert np.isnan(half).tolist() == [[False] * 3, [True] * 3]
    assert np.array_equal(half[0], whole[0]) and not np.isnan(whole).any()


def test_a_zero_counts_where_nothing_in_its_row_and_column_is_zero() -> None:
    B = np.array(EXAMPLES["numbers"].B, float).ravel()
    assert said("multiplication", {"A": [5, -1, 3, 1, 0, 2], "B": B})[ZERO]
    assert not said("multiplication", {"A": [5.1, -1, 3, 1, 0, 2], "B": B})[ZERO]
    assert not said("multiplication", {"A": [0, 0, 0, 0, 0, 0], "B": B})[ZERO]
    assert not said("multiplication", {"A": [1, 0, 0, 0, 1, 0], "B": B})[ZERO]


def test_no_goal_is_reached_at_the_start_or_by_a_step() -> None:
    for shown in (*map(scene, EXAMPLES.values()), multiplication_orders.scene()):
        goals = [item["name"] for item in json.loads(shown.payload())["panel"] if item["kind"] == "goal"]
        presets = [item["values"] for item in shown.panel if item["kind"] == "preset"]
        now: dict[str, Any] = {}
        states = [now] + [now := now | step["values"] for step in shown.steps] + presets
        for state in states:
            assert goals and not any(said(shown, state)[goal] for goal in goals), state


def test_the_thin_matrices_of_the_films_fill_the_table_of_googles_course() -> None:
    shown = scene(EXAMPLES["films"])
    filled = drawn(shown, "A B", {STEP: 40})["matrix"]
    wanted = [
        [0.88, -1.08, 0.90, 1.09, -0.80],
        [-0.90, 1.00, -1.0, -1.0, 0.90],
        [0.38, 0.60, 1.20, -0.70, -1.18],
        [-0.11, -0.90, -0.90, 1.00, 0.91],
    ]
    assert np.round(filled, 2).tolist() == wanted
    likes = np.nan_to_num(recommender.LIKES) > 0
    assert all(row[liked].min() > row[~liked].max() for row, liked in zip(filled, likes, strict=True))


def test_points_of_the_football_table_are_those_of_the_group() -> None:
    product = np.array(FOOTBALL.A) @ np.array(FOOTBALL.B)
    assert product[:, 0].tolist() == [6, 4, 4, 3]
    assert np.array(FOOTBALL.A).sum(axis=1).tolist() == [3, 3, 3, 3]  # everybody plays three games
    assert np.array(FOOTBALL.A)[:, 0].sum() == np.array(FOOTBALL.A)[:, 2].sum()  # one wins, one loses


def test_what_does_not_meet_says_numpys_sentence_and_draws_no_product() -> None:
    shown = scene(numbers(3, 3, 2, 3))
    with pytest.raises(ValueError, match="matmul") as refusal:
        np.ones((3, 3)) @ np.ones((2, 3))
    assert texts(shown, "NumPy says", {}) == str(refusal.value)
    assert np.isnan(drawn(shown, "no A B", {})["matrix"]).all()


@pytest.mark.parametrize("size", [(1, 1, 1, 1), (1, 8, 8, 1), (8, 1, 1, 8), (8, 8, 8, 8)])
def test_every_size_from_1_to_8_has_a_stage(size: tuple[int, int, int, int]) -> None:
    m, k, __, p = size
    shown = scene(numbers(*size))
    assert drawn(shown, "A B", {STEP: m * k * p})["matrix"].shape == (m, p)
    A, B = (np.array(matrix, float) for matrix in numbers(*size)[:2])
    assert np.array_equal(drawn(shown, "A B", {STEP: m * k * p})["matrix"], A @ B)


@pytest.mark.parametrize("size", [(8, 8, 8, 8), (2, 3, 3, 3), (8, 2, 2, 3), (1, 8, 8, 1), (5, 8, 8, 2)])
def test_of_many_rows_or_columns_all_cells_are_wider_and_each_press_is_in_the_middle_of_its_cell(
    size: tuple[int, int, int, int],
) -> None:
    marks = json.loads(scene(numbers(*size)).payload())["marks"]
    whole = {mark["name"]: mark for mark in marks if mark["kind"] == "entries" and mark["name"] in "A B"}
    shapes = {"A": size[:2], "B": size[2:], "A B": (size[0], size[3])}
    wide = {name: (mark["x"][1] - mark["x"][0]) / shapes[name][1] for name, mark in whole.items()}
    assert set(wide) == set(shapes)
    assert np.ptp(list(wide.values())) < 1e-9
    assert 1 <= wide["A"] <= 1.5 and (wide["A"] == 1 or max(size) > 4)
    assert wide["A"] > 1.4 or size != (8, 8, 8, 8)
    (press,) = [mark for mark in marks if mark["kind"] == "press"]
    shown = scene(numbers(*size))
    inputs = {each: np.reshape(spec["at"], spec["shape"]) for each, spec in shown.inputs.items()}
    places = shown.program().run(inputs)[press["points"]].reshape(size[0], size[3], 2)
    np.testing.assert_allclose(places[0, :, 0], wide["A B"] * (np.arange(size[3]) + 0.5))


# ---------------------------------------------------------------- in both orders


def columns(A: Any, B: Any) -> dict[str, Any]:
    pairs = (("A", np.array(A, float)), ("B", np.array(B, float)))
    return {f"{name} column {n + 1}": matrix[:, n] for name, matrix in pairs for n in range(2)}


def test_two_turns_commute_and_a_turn_and_a_shear_do_not() -> None:
    orders = multiplication_orders.scene()
    c, s = np.cos(0.7), np.sin(0.7)
    turn, other = [[c, -s], [s, c]], [[0, -1], [1, 0]]
    assert said(orders, columns(turn, other))[SAME]
    assert not said(orders, columns(turn, [[1, 1], [0, 1]]))[SAME]
    assert not said(orders, columns(turn, [[2, 0], [0, 2]]))[SAME], "a multiple of I commutes with all"
    assert not said(orders, columns(np.zeros((2, 2)), other))[SAME]


def test_a_column_rests_where_both_orders_agree() -> None:
    orders = multiplication_orders.scene()
    handles = [control for control in json.loads(orders.payload())["controls"] if control["kind"] == "handle"]
    assert {handle["name"] for handle in handles} == {"A column 1", "A column 2", "B column 1", "B column 2"}
    values = orders.program().run(orders.start() | {h["target"]: np.zeros(2) for h in handles})
    for handle in handles:
        (snap,) = handle["snaps"]
        assert said(orders, {handle["name"]: values[snap["at"]]})[SAME], handle["name"]


def test_both_orders_have_one_determinant_and_the_code_s_difference() -> None:
    orders, rng = multiplication_orders.scene(), np.random.default_rng(8)
    for A, B in (*rng.normal(size=(20, 2, 2, 2)), (np.ones((2, 2)), np.zeros((2, 2)))):
        now = said(orders, columns(A, B))
        wanted = np.linalg.det(A) * np.linalg.det(B)
        for name in ("det(A B)", "det A · det B", "det(B A)"):
            assert now[name] == pytest.approx(wanted, abs=1e-12)
        assert now["A B and B A differ by"] == pytest.approx(np.linalg.norm(A @ B - B @ A), abs=1e-12)

"""Matrices as moves of the plane: where points go, areas, the way back and the way there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from explorer.logic import matrices

IDENTITY = np.eye(2)
PATH = np.linspace(0.0, 1.0, 21)


@pytest.fixture
def planes() -> np.ndarray:
    return np.random.default_rng(577).normal(size=(100, 2, 2))


def test_the_columns_are_where_the_basis_vectors_go() -> None:
    A = matrices.from_columns([2, 1], [-1, 3])
    np.testing.assert_array_equal(matrices.apply(A, [1, 0]), [2, 1])
    np.testing.assert_array_equal(matrices.apply(A, [0, 1]), [-1, 3])
    np.testing.assert_array_equal(matrices.from_columns([1, 2, 3], [4, 5, 6]), [[1, 4], [2, 5], [3, 6]])


def test_points_move_alone_as_they_move_together(planes: np.ndarray) -> None:
    points = np.random.default_rng(1).normal(size=(6, 2))
    for A in planes:
        together = matrices.apply(A, points)
        np.testing.assert_allclose(together, [matrices.apply(A, p) for p in points], atol=1e-14)
        np.testing.assert_allclose(together, [A @ p for p in points], atol=1e-14)


def test_segments_move_as_their_ends_do(planes: np.ndarray) -> None:
    grid = matrices.grid_segments(2, 0.5)
    for A in planes:
        moved = matrices.apply_segments(A, grid)
        np.testing.assert_allclose(moved.reshape(-1, 2), matrices.apply(A, grid.reshape(-1, 2)), atol=1e-13)


def test_the_determinant_is_the_signed_area_of_the_moved_square_and_numpys(planes: np.ndarray) -> None:
    for A in planes:
        area = matrices.signed_area(matrices.apply(A, matrices.unit_square()))
        np.testing.assert_allclose(matrices.determinant(A), area, atol=1e-13)
        np.testing.assert_allclose(matrices.determinant(A), np.linalg.det(A), atol=1e-13)


def test_the_determinant_scales_every_area_alike(planes: np.ndarray) -> None:
    circle = matrices.unit_circle(50)
    for A in planes:
        ratio = matrices.signed_area(matrices.apply(A, circle)) / matrices.signed_area(circle)
        np.testing.assert_allclose(ratio, matrices.determinant(A), atol=1e-12)


def test_determinants_of_whole_numbers_are_exact() -> None:
    assert matrices.determinant([[3, 7], [2, 5]]) == 1.0
    assert matrices.determinant([[0.1, 0.3], [0.1, 0.3]]) == 0.0
    np.testing.assert_allclose(matrices.determinant(2 * np.eye(3)), 8.0)


def test_the_inverse_brings_every_point_back(planes: np.ndarray) -> None:
    points = np.random.default_rng(2).normal(size=(5, 2))
    for A in planes:
        np.testing.assert_allclose(matrices.inverse(A) @ A, IDENTITY, atol=1e-9)
        np.testing.assert_allclose(matrices.apply_inverse(A, matrices.apply(A, points)), points, atol=1e-9)
        np.testing.assert_allclose(
            matrices.apply_inverse(A, points[0]), matrices.inverse(A) @ points[0], atol=1e-9
        )
    B = np.random.default_rng(3).normal(size=(4, 4))
    np.testing.assert_allclose(matrices.inverse(B) @ B, np.eye(4), atol=1e-10)


COLLAPSED = {
    "zero": np.zeros((2, 2)),
    "one column zero": np.array([[1.0, 0.0], [2.0, 0.0]]),
    "parallel columns": np.array([[1.0, 2.0], [3.0, 6.0]]),
    "parallel but for rounding": np.array([[0.1, 0.3], [0.7, 2.1]]),
    "parallel and tiny": 1e-60 * np.array([[1.0, 2.0], [3.0, 6.0]]),
    "space into a plane": np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]]),
}


@pytest.mark.parametrize("A", COLLAPSED.values(), ids=COLLAPSED.keys())
def test_what_a_collapse_merged_nothing_parts_again(A: np.ndarray) -> None:
    with pytest.raises(ValueError, match="A has determinant 0"):
        matrices.inverse(A)
    with pytest.raises(ValueError, match="A has determinant 0"):
        matrices.apply_inverse(A, np.ones(len(A)))


@pytest.mark.parametrize("size", [1e-40, 1e-3, 1.0, 1e40])
def test_the_size_of_the_entries_does_not_decide_whether_there_is_an_inverse(size: float) -> None:
    A = size * np.array([[2.0, 1.0], [1.0, 1.0]])
    np.testing.assert_allclose(matrices.inverse(A) @ A, IDENTITY, atol=1e-12)


ANGLES = np.linspace(-4.0, 4.0, 33)


@pytest.mark.parametrize("theta", ANGLES)
def test_rotations_reflections_and_projections_do_what_their_names_say(theta: float) -> None:
    R, F, P = matrices.rotation(theta), matrices.reflection(theta), matrices.projection(theta)
    line = np.array([np.cos(theta), np.sin(theta)])
    across = np.array([-line[1], line[0]])
    np.testing.assert_allclose(R @ [1, 0], line, atol=1e-14)
    np.testing.assert_allclose(R @ R.T, IDENTITY, atol=1e-14)
    np.testing.assert_allclose(matrices.determinant(R), 1.0)
    np.testing.assert_allclose(
        np.column_stack([F @ line, F @ across]), np.column_stack([line, -across]), atol=1e-14
    )
    np.testing.assert_allclose(
        np.column_stack([P @ line, P @ across]), np.column_stack([line, 0 * line]), atol=1e-14
    )
    np.testing.assert_allclose(F, 2 * P - IDENTITY, atol=1e-14)


def test_scaling_and_shear_move_the_corner_of_the_square() -> None:
    np.testing.assert_array_equal(matrices.apply(matrices.scaling(2, 3), [1, 1]), [2, 3])
    np.testing.assert_array_equal(matrices.apply(matrices.shear(0.5), [1, 1]), [1.5, 1])
    assert matrices.determinant(matrices.shear(7)) == 1.0


def test_polar_splits_into_a_rotation_and_a_symmetric_stretch(planes: np.ndarray) -> None:
    for A in planes:
        R, S = matrices.polar(A)
        np.testing.assert_allclose(R @ S, A, atol=1e-13)
        np.testing.assert_allclose(S, S.T, atol=1e-13)
        np.testing.assert_allclose(R @ R.T, IDENTITY, atol=1e-14)
        np.testing.assert_allclose(np.linalg.det(R), 1.0)
        if np.linalg.det(A) > 0:
            assert np.linalg.eigvalsh(S).min() >= -1e-13


def test_polar_agrees_with_the_way_by_singular_vectors(planes: np.ndarray) -> None:
    for A in planes:
        U, _, Vt = np.linalg.svd(A)
        nearest = U @ np.diag([1.0, np.linalg.det(U @ Vt)]) @ Vt
        np.testing.assert_allclose(matrices.polar(A).R, nearest, atol=1e-10)


def test_no_rotation_is_nearer_than_the_polar_one(planes: np.ndarray) -> None:
    for A in planes:
        best = np.linalg.norm(A - matrices.polar(A).R)
        assert all(best <= np.linalg.norm(A - matrices.rotation(theta)) + 1e-12 for theta in ANGLES)


KNOWN = [
    matrices.rotation(np.pi / 2),
    matrices.reflection(np.pi / 4),
    matrices.projection(np.pi / 6),
    matrices.scaling(2, 0.5),
    matrices.shear(1),
]


def test_the_way_leads_from_the_identity_to_the_matrix(planes: np.ndarray) -> None:
    for A in [*planes, *KNOWN, np.zeros((2, 2)), -IDENTITY]:
        np.testing.assert_allclose(matrices.between(A, 0), IDENTITY, atol=1e-14)
        np.testing.assert_allclose(matrices.between(A, 1), A, atol=1e-13)


@pytest.mark.parametrize("theta", [0.3, np.pi / 2, 3.0, np.pi, -2.5])
def test_a_rotation_stays_a_rotation_on_the_way_and_turns_evenly(theta: float) -> None:
    for t in PATH:
        way = matrices.between(matrices.rotation(theta), t)
        np.testing.assert_allclose(np.abs(way), np.abs(matrices.rotation(t * theta)), atol=1e-12)
        np.testing.assert_allclose(matrices.determinant(way), 1.0, atol=1e-12)


def test_a_matrix_that_keeps_left_and_right_never_collapses_on_the_way(planes: np.ndarray) -> None:
    for A in planes:
        if np.linalg.det(A) > 0:
            assert min(matrices.determinant(matrices.between(A, t)) for t in PATH) > 0


def test_negative_zeros_do_not_turn_the_way_round() -> None:
    np.testing.assert_array_equal(matrices.polar([[-0.0, 0.0], [0.0, -0.0]]).R, IDENTITY)
    half = matrices.between([[-1.0, 0.0], [-0.0, -1.0]], 0.5)
    np.testing.assert_allclose(half, matrices.rotation(np.pi / 2), atol=1e-14)


@pytest.mark.parametrize(
    ("extent", "step", "lines"), [(1, 1, 6), (5, 1, 22), (0.3, 0.1, 14), (1, 0.4, 10), (1, 3, 2)]
)
def test_the_grid_has_a_line_at_every_multiple_of_the_step(extent: float, step: float, lines: int) -> None:
    grid = matrices.grid_segments(extent, step)
    assert grid.shape == (lines, 2, 2)
    fixed = np.concatenate([grid[: lines // 2, 0, 0], grid[lines // 2 :, 0, 1]])
    np.testing.assert_allclose(fixed / step, np.round(fixed / step), atol=1e-9)
    assert np.abs(grid).max() == extent
    assert np.all(np.linalg.norm(grid[:, 1] - grid[:, 0], axis=1) == 2 * extent)


def test_the_unit_shapes_are_what_they_are_called() -> None:
    assert matrices.signed_area(matrices.unit_square()) == 1.0
    np.testing.assert_allclose(np.linalg.norm(matrices.unit_circle(), axis=1), 1.0)
    np.testing.assert_allclose(matrices.signed_area(matrices.unit_circle(1000)), np.pi, rtol=1e-4)


REFUSED: dict[str, tuple[Callable[[], Any], str]] = {
    "no columns": (lambda: matrices.from_columns(), "at least one vector"),
    "uneven columns": (lambda: matrices.from_columns([1, 2], [1, 2, 3]), "column 2 must have 2 components"),
    "points of space": (
        lambda: matrices.apply(IDENTITY, np.ones((4, 3))),
        r"points must have shape \(any, 2\)",
    ),
    "one point of space": (lambda: matrices.apply(IDENTITY, [1, 2, 3]), "points must have 2 components"),
    "a determinant without a square": (lambda: matrices.determinant(np.ones((2, 3))), "A must be square"),
    "an inverse without a square": (lambda: matrices.inverse(np.ones((2, 3))), "A must be square"),
    "polar in space": (lambda: matrices.polar(np.eye(3)), r"A must have shape \(2, 2\)"),
    "no time": (lambda: matrices.between(IDENTITY, np.nan), "t must hold finite numbers"),
    "no step": (lambda: matrices.grid_segments(5, 0), "must be positive numbers, not 5 and 0"),
    "an endless grid": (lambda: matrices.grid_segments(np.inf, 1), "must be positive numbers"),
    "too fine a grid": (lambda: matrices.grid_segments(5, 1e-9), "too fine"),
    "a circle of two": (lambda: matrices.unit_circle(2), "at least 3 points"),
    "a huge matrix": (lambda: matrices.determinant([[1e308, 0], [0, 1e308]]), "A must hold finite numbers"),
}


@pytest.mark.parametrize(("call", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_what_has_no_answer_is_refused_with_its_reason(call: Callable[[], Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        call()

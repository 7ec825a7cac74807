"""A x = b by singular values: against NumPy's least squares, rank and inverse, and where there is none."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.logic import matrices, solving

RNG = np.random.default_rng(7)
RANDOM = [RNG.normal(size=(m, n)) for m, n in [(2, 2)] * 8 + [(3, 3)] * 8 + [(3, 2), (4, 2), (2, 3), (1, 1)]]
DEFICIENT = [
    np.outer([2.0, 1.0], [1.0, -0.5]),
    np.outer([0.0, 3.0], [0.0, 1.0]),
    np.zeros((2, 2)),
    np.array([[1.0, 0.0], [0.0, 0.0]]),
    np.outer([1.0, -2.0, 3.0], [2.0, 0.0, 1.0]),
    np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]]),
    np.zeros((3, 3)),
]
ALL = RANDOM + DEFICIENT + [1e60 * RANDOM[0], 1e-60 * RANDOM[9], np.eye(3)]
CASES = pytest.mark.parametrize("A", ALL, ids=range(len(ALL)))


def b_for(A: np.ndarray) -> np.ndarray:
    return np.random.default_rng(A.size).normal(size=A.shape[0]) * max(np.abs(A).max(), 1e-50)


@CASES
def test_x_and_residual_are_those_of_numpys_least_squares(A: np.ndarray) -> None:
    b = b_for(A)
    x, __, rank, __ = np.linalg.lstsq(A, b, rcond=solving.TOLERANCE)
    assert np.allclose(solving.shortest_solution(A, b), x, rtol=1e-9, atol=1e-9 * np.abs(x).max())
    gap = np.linalg.norm(b - A @ x)
    assert solving.residual(A, b) == pytest.approx(gap, rel=1e-9, abs=1e-9 * np.linalg.norm(b))
    assert np.allclose(solving.foot(A, b), A @ x, rtol=1e-9, atol=1e-9 * np.linalg.norm(b))
    assert solving.rank(A) == rank == np.linalg.matrix_rank(A, rtol=solving.TOLERANCE)


@CASES
def test_the_condition_number_is_that_of_numpy_or_infinite(A: np.ndarray) -> None:
    m, n = A.shape
    whole = m >= n and solving.rank(A) == n
    expected = np.linalg.cond(A) if whole else np.inf
    assert solving.condition_number(A) == pytest.approx(expected, rel=1e-9)


@CASES
def test_the_pseudo_inverse_is_numpys_and_the_inverse_where_there_is_one(A: np.ndarray) -> None:
    back = solving.pseudo_inverse(A)
    size = np.abs(back).max()
    assert np.allclose(back, np.linalg.pinv(A, rcond=solving.TOLERANCE), rtol=1e-9, atol=1e-9 * size)
    if A.shape[0] == A.shape[1] == solving.rank(A):
        assert np.allclose(back, np.linalg.inv(A), rtol=1e-9, atol=1e-9 * size)
        assert np.allclose(back, matrices.inverse(A), rtol=1e-9, atol=1e-9 * size)


@pytest.mark.parametrize("A", [A for A in ALL if A.shape[0] == A.shape[1]], ids=str)
def test_the_null_space_goes_to_0_and_stands_upright_on_x(A: np.ndarray) -> None:
    b, null = b_for(A), solving.null_directions(A)
    found = null[np.isfinite(null).all(axis=1)]
    assert len(found) == len(A) - solving.rank(A)
    assert np.allclose(A @ found.T, 0, atol=1e-12 * max(np.abs(A).max(), 1e-50))
    x = solving.shortest_solution(A, b)
    assert np.allclose(found @ x, 0, atol=1e-9 * np.linalg.norm(x))
    # Every other recipe for the same A x is longer.
    for way in found:
        assert np.linalg.norm(x + 0.1 * np.linalg.norm(x) * way) >= np.linalg.norm(x)


def test_many_b_are_solved_as_each_alone() -> None:
    A, B = RANDOM[3], RNG.normal(size=(5, 2))
    assert np.allclose(solving.shortest_solution(A, B), [solving.shortest_solution(A, b) for b in B])
    assert np.allclose(solving.shortest_solution(A, B), matrices.apply_inverse(A, B))


@CASES
def test_columns_span_what_a_x_can_be(A: np.ndarray) -> None:
    span = solving.column_directions(A)
    found = span[np.isfinite(span).all(axis=1)]
    assert len(found) == solving.rank(A)
    assert np.allclose(found @ found.T, np.eye(len(found)))
    off = A - found.T @ found @ A
    assert np.linalg.norm(off) <= 1e-9 * np.linalg.norm(A)


@pytest.mark.parametrize("A", RANDOM[:16], ids=str)
def test_the_worst_step_of_b_moves_x_as_far_as_any_and_the_ellipse_says_so(A: np.ndarray) -> None:
    back, worst = solving.pseudo_inverse(A), solving.worst_direction(A)
    steps = RNG.normal(size=(400, len(A)))
    steps /= np.linalg.norm(steps, axis=1, keepdims=True)
    far = np.linalg.norm(back @ worst)
    assert np.linalg.norm(worst) == pytest.approx(1)
    assert np.linalg.norm(steps @ back.T, axis=1).max() <= far * (1 + 1e-9)
    assert far == pytest.approx(solving.condition_number(A) / np.linalg.norm(A, 2))


def test_columns_kept_to_four_decimals_stay_on_one_line() -> None:
    for angle in np.linspace(0.01, 6, 40):
        way = np.array([np.cos(angle), np.sin(angle)])
        A = np.column_stack([1.7 * way, -0.6 * way]).round(4)
        assert solving.rank(A) == 1 and np.isinf(solving.condition_number(A))
    assert solving.rank([[1, 1], [0, 0.01]]) == 2


@pytest.mark.parametrize("bad", [[[np.nan, 1], [0, 1]], [[np.inf, 1], [0, 1]], [[1e120, 1], [0, 1]], [], "A"])
def test_what_is_no_matrix_is_refused(bad: object) -> None:
    for function in (solving.rank, solving.condition_number, solving.pseudo_inverse, solving.null_directions):
        with pytest.raises(ValueError):
            function(bad)


def test_b_of_another_length_is_refused() -> None:
    for function in (solving.residual, solving.foot, solving.shortest_solution):
        with pytest.raises(ValueError, match="2"):
            function([[1, 0], [0, 1]], [1, 2, 3])


def test_a_way_is_shortened_from_its_start() -> None:
    assert solving.shortened([1, 1], [1, 1], 0.2).tolist() == [1, 1]
    for start in [*RNG.normal(size=(20, 2)), np.array([0.5, -0.15]), np.array([0.6, -0.25])]:
        end = np.array([0.5, -0.25])
        found = solving.shortened(start, end, 0.2)
        if np.linalg.norm(end - start) < 0.2:
            assert np.allclose(found, start)
        assert np.linalg.norm(end - found) == pytest.approx(min(0.2, np.linalg.norm(end - start)))


def test_a_point_slid_into_a_plane_lies_in_it_and_keeps_its_depth() -> None:
    for __ in range(20):
        camera = np.linalg.qr(RNG.normal(size=(3, 3)))[0]
        point, normal = RNG.normal(size=(2, 3))
        seen = solving.slid_into_plane(point, normal, camera)
        there = camera @ np.array([*seen, (point @ camera)[2]])
        assert there @ normal == pytest.approx(0, abs=1e-12)
    assert np.isnan(solving.slid_into_plane([1, 2, 3], [0, 0, 1], np.eye(3))).all()
    assert np.isnan(solving.slid_into_plane([1, 2, 3], [0, 0, 0], np.eye(3))).all()


@pytest.mark.parametrize(("n", "half"), [(2, 0.25), (3, 0.125)])
def test_errors_fill_a_disc_evenly_and_are_the_same_each_time(n: int, half: float) -> None:
    found = solving.errors(4000, n, 0.2, seed=3)
    assert np.array_equal(found, solving.errors(4000, n, 0.2, seed=3))
    long = np.linalg.norm(found, axis=1)
    assert long.max() <= 0.2 and (long < 0.1).mean() == pytest.approx(half, abs=0.03)
    assert np.abs(found.mean(axis=0)).max() < 0.01
    for bad in ((0, 2, 0.2), (5, 0, 0.2), (5, 2, 0.0)):
        with pytest.raises(ValueError):
            solving.errors(*bad, seed=1)

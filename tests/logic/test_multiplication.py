"""One product by four readings, whole and half-way; what commutes; what does not meet."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from explorer.logic import multiplication
from explorer.logic.multiplication import READINGS, at_work, so_far, turns

Matrix = NDArray[np.float64]
BY_READING = (
    multiplication.row_times_column,
    multiplication.columns_combined,
    multiplication.rows_combined,
    multiplication.layers_added,
)
SIZES = [(1, 1, 1), (2, 3, 3), (1, 8, 1), (8, 1, 8), (4, 2, 5), (8, 8, 8)]


def pairs() -> Iterator[tuple[Matrix, Matrix]]:
    """Random and degenerate matrices: small, large, zero, huge, tiny, and of both huge and tiny numbers."""
    rng = np.random.default_rng(3)
    for (m, n, p), size in itertools.product(SIZES, (1.0, 0.0, 1e100, 1e-100, 1e6)):
        yield size * rng.uniform(-1, 1, (m, n)), size * rng.uniform(-1, 1, (n, p))
    yield np.array([[1e100, 1e-100]]), np.array([[1e-100], [1e100]])
    yield np.eye(3), rng.normal(size=(3, 2))


def in_order(A: Matrix, B: Matrix, reading: int, step: int) -> Matrix:
    """The sum of the first products, added one by one in loops nested as the reading says."""
    (m, n), p = A.shape, B.shape[1]
    total = np.zeros((m, p))
    axes = {"i": range(m), "k": range(n), "j": range(p)}
    nested = ("ijk", "jki", "ikj", "kij")[reading]
    for places in itertools.islice(itertools.product(*(axes[axis] for axis in nested)), step):
        at = dict(zip(nested, places, strict=True))
        total[at["i"], at["j"]] += A[at["i"], at["k"]] * B[at["k"], at["j"]]
    return total


@pytest.mark.parametrize("multiply", BY_READING)
def test_each_reading_gives_numpys_product(multiply: object) -> None:
    for A, B in pairs():
        largest = np.abs(A).max() * np.abs(B).max() * A.shape[1]
        np.testing.assert_allclose(multiply(A, B), np.matmul(A, B), rtol=1e-12, atol=1e-15 * largest)  # type: ignore[operator]


@pytest.mark.parametrize("reading", range(4), ids=READINGS)
def test_half_way_stands_the_sum_of_the_products_that_were_added(reading: int) -> None:
    for A, B in pairs():
        count = A.shape[0] * B.size
        largest = np.abs(A).max() * np.abs(B).max() * A.shape[1]
        for step in {0, 1, count // 3, count // 2, count - 1, count}:
            wanted = in_order(A, B, reading, step)
            np.testing.assert_allclose(so_far(A, B, reading, step), wanted, rtol=1e-12, atol=1e-15 * largest)
        np.testing.assert_allclose(
            so_far(A, B, reading, count), np.matmul(A, B), rtol=1e-12, atol=1e-15 * largest
        )


@pytest.mark.parametrize("reading", range(4), ids=READINGS)
@pytest.mark.parametrize("size", SIZES)
def test_every_product_has_its_turn_once_and_is_at_work_then(
    reading: int, size: tuple[int, int, int]
) -> None:
    turn = turns(*size, reading)
    assert sorted(turn.ravel()) == list(range(np.prod(size)))
    for place in itertools.product(*map(range, size)):
        step = turn[place] + 1
        assert tuple(int(x) for x in at_work(*size, reading, step)) == place
    assert tuple(int(x) for x in at_work(*size, reading, 0)) == (0, 0, 0)


def test_what_each_reading_completes_first() -> None:
    A, B = np.arange(6.0).reshape(2, 3) + 1, np.arange(12.0).reshape(3, 4) - 4
    product = A @ B
    assert so_far(A, B, 0, 3)[0, 0] == product[0, 0]  # a cell, of 3 products
    np.testing.assert_array_equal(so_far(A, B, 1, 6)[:, 0], product[:, 0])  # a column, of 6
    np.testing.assert_array_equal(so_far(A, B, 2, 12)[0], product[0])  # a row, of 12
    np.testing.assert_array_equal(so_far(A, B, 3, 8), np.outer(A[:, 0], B[0]))  # a layer, of 8


@pytest.mark.parametrize("reading", range(4), ids=READINGS)
def test_the_cell_at_work_is_that_of_the_partial_sums(reading: int) -> None:
    rng = np.random.default_rng(9)
    A, B = rng.normal(size=(3, 2)), rng.normal(size=(2, 4))
    for step in range(25):
        here = at_work(3, 2, 4, reading, step)
        partial = in_order(A, B, reading, step)[int(here.i), int(here.j)]
        assert multiplication.cell_at_work(A, B, reading, step) == pytest.approx(partial, abs=1e-14)


def test_what_was_completed_from_one_column_commutes() -> None:
    rng = np.random.default_rng(5)
    for place in (0, 1):
        for _ in range(50):
            A, known = rng.normal(size=(2, 2)), rng.normal(size=2)
            columns = [known, known]
            columns[1 - place] = multiplication.commuting_column(A, known, place)
            difference = multiplication.commutator(A, np.stack(columns, axis=1))
            scale = 1 + np.abs(columns[1 - place]).max()
            np.testing.assert_allclose(difference, np.zeros((2, 2)), atol=1e-12 * scale)
    assert np.isnan(multiplication.commuting_column(np.diag([2.0, 3.0]), [1, 1], 0)).all()


def test_a_commutator_has_no_trace_and_a_multiple_of_the_identity_none_at_all() -> None:
    rng = np.random.default_rng(6)
    for n in (1, 2, 5):
        A, B = rng.normal(size=(n, n)), rng.normal(size=(n, n))
        assert np.trace(multiplication.commutator(A, B)) == pytest.approx(0, abs=1e-12)
    assert not multiplication.commutator(A, 3 * np.eye(5)).any()


def test_the_distance_from_a_multiple_of_the_identity_is_the_least_that_there_is() -> None:
    rng = np.random.default_rng(7)
    for A in (*rng.normal(size=(20, 2, 2)), np.zeros((2, 2))):
        c, *_ = np.linalg.lstsq(np.eye(2).reshape(4, 1), A.ravel(), rcond=None)
        wanted = np.linalg.norm(A - c[0] * np.eye(2))
        assert multiplication.distance_from_multiple_of_identity(A) == pytest.approx(wanted, abs=1e-12)


@pytest.mark.parametrize("multiply", [*BY_READING, lambda A, B: so_far(A, B, 0, 1)])
def test_what_does_not_meet_is_refused(multiply: object) -> None:
    for A, B in (([[1, 2]], [[1, 2]]), ([[1.0]], np.ones((2, 1)))):
        with pytest.raises(ValueError, match=r"^A has .* and B has .*; for A B they must be as many\.$"):
            multiply(A, B)  # type: ignore[operator]
    for wrong in (
        np.zeros((0, 2)),
        [1, 2],
        [["a"]],
        [[np.nan]],
        [[np.inf]],
        [[1e101]],
        [[1j]],
        [[1], [1, 2]],
    ):
        with pytest.raises(ValueError, match=r"^A "):
            multiply(wrong, [[1, 2]])  # type: ignore[operator]


def test_numpys_own_sentence_is_said_where_it_refuses_and_nowhere_else() -> None:
    for (m, k), (n, p) in itertools.product(itertools.product((1, 2, 3), repeat=2), repeat=2):
        said = multiplication.numpy_says(np.ones((m, k)), np.ones((n, p)))
        assert bool(said) == (k != n)
        assert multiplication.inner_sizes(np.ones((m, k)), np.ones((n, p))).tolist() == [k, n]
        assert not said or f"size {n} is different from {k}" in said

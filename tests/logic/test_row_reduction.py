"""Row reduction against sympy, on small whole numbers; each step undone by its inverse, exactly."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest
import sympy

from explorer.logic import row_reduction
from explorer.logic.row_reduction import Exact, exactly, read_off, reduce


def systems() -> list[np.ndarray]:
    rng = np.random.default_rng(11)
    found = [
        rng.integers(-4, 5, size=(rng.integers(1, 5), rng.integers(2, 7))).astype(float) for __ in range(150)
    ]
    for M in found[::2]:  # rows that depend on others, columns of zeros
        M[-1] = M[0] * rng.integers(-2, 3)
        M[:, rng.integers(0, M.shape[1])] = 0
    return [*found, np.zeros((2, 3)), np.zeros((1, 2)), np.eye(4, 5)]


SYSTEMS = systems()
CASES = pytest.mark.parametrize("M", SYSTEMS, ids=range(len(SYSTEMS)))


def in_sympy(M: Exact) -> sympy.Matrix:
    return sympy.Matrix([[sympy.Rational(x.numerator, x.denominator) for x in row] for row in M])


def product(A: Exact, B: Exact) -> Exact:
    return tuple(
        tuple(sum((a * b for a, b in zip(r, c, strict=True)), Fraction(0)) for c in zip(*B, strict=True))
        for r in A
    )


@CASES
def test_the_reduced_form_of_a_the_rank_and_the_null_space_are_sympys(M: np.ndarray) -> None:
    frames = reduce(exactly(M))
    answer = read_off(frames[-1])
    A = in_sympy(exactly(M))[:, :-1]
    form, pivots = A.rref()
    assert in_sympy(frames[-1].matrix)[:, :-1] == form
    assert answer.pivots == tuple(pivots) and answer.rank == A.rank() == row_reduction.count_pivots(M)
    null = [tuple(Fraction(int(x.p), int(x.q)) for x in v) for v in A.nullspace()]
    assert list(answer.null_space) == null
    assert answer.free == tuple(j for j in range(A.cols) if j not in pivots)


@CASES
def test_a_solution_solves_and_none_is_said_to_be_none_as_sympy_says(M: np.ndarray) -> None:
    exact = exactly(M)
    answer = read_off(reduce(exact)[-1])
    whole = in_sympy(exact)
    consistent = whole.rank() == whole[:, :-1].rank()
    assert (answer.solution is not None) == consistent
    if answer.solution is not None:
        for row in exact:
            assert sum(a * x for a, x in zip(row[:-1], answer.solution, strict=True)) == row[-1]
        if whole.rank() == whole.cols - 1:
            x = np.linalg.lstsq(M[:, :-1], M[:, -1], rcond=None)[0]
            assert np.allclose([float(value) for value in answer.solution], x)
    for v in answer.null_space:
        for row in exact:
            assert sum(a * x for a, x in zip(row[:-1], v, strict=True)) == 0


@CASES
def test_each_step_is_its_elementary_matrix_and_is_undone_by_the_inverse(M: np.ndarray) -> None:
    frames = reduce(exactly(M))
    m = len(M)
    identity = tuple(tuple(Fraction(int(i == j)) for j in range(m)) for i in range(m))
    assert frames[0].operation is None and frames[0].matrix == exactly(M)
    for before, after in itertools.pairwise(frames):
        assert after.operation is not None
        E = row_reduction.elementary(after.operation, m)
        back = row_reduction.elementary(after.operation.undone(), m)
        assert product(E, before.matrix) == after.matrix
        assert product(back, after.matrix) == before.matrix
        assert product(E, back) == product(back, E) == identity
        assert after.matrix != before.matrix  # no step that does nothing
        assert set(before.pivots) <= set(after.pivots)


def test_a_zero_where_a_pivot_should_be_is_swapped_away_and_ones_are_preferred() -> None:
    frames = reduce(exactly([[0, 2, 4], [3, -1, 1]]))
    assert frames[1].operation == row_reduction.Operation("swap", 0, 1, Fraction(1))
    frames = reduce(exactly([[3, 1, 0], [1, 5, 2]]))
    assert frames[1].operation == row_reduction.Operation("swap", 0, 1, Fraction(1))


def test_typed_fractions_and_decimals_are_exact() -> None:
    assert exactly([[1 / 3, -2 / 7, 0.1, 2.001, 0.123456]])[0] == tuple(
        map(Fraction, ("1/3", "-2/7", "1/10", "2001/1000", "0.123456"))
    )
    # With rounding, 0.1 + 0.2 - 0.3 is not 0, and this system would have rank 2.
    assert read_off(reduce(exactly([[0.1, 0.2, 1], [0.3, 0.6, 3]]))[-1]).rank == 1


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ([[1]], "2 to 6 columns"),
        ([[1, 2]] * 5, "1 to 4 rows"),
        ([[1] * 7], "2 to 6 columns"),
        ([[1, 1001]], "-1000 to 1000"),
        ([[1, np.nan]], "finite"),
        ([[1, 2], [3]], "different lengths"),
        ([[]], "at least one"),
        ("abc", "numbers"),
    ],
)
def test_what_is_no_small_system_is_refused(bad: object, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        exactly(bad)


def test_tiny_numbers_stay_what_they_are() -> None:
    M = exactly([[1e-6, 1, 1], [0, 1e-90, 0]])
    assert M[0][0] == Fraction(1, 10**6) and M[1][1] == Fraction("1e-90")
    assert read_off(reduce(M)[-1]).rank == 2


def test_one_call_returns_the_reduced_form_as_floats() -> None:
    for M in SYSTEMS[:30]:
        exact = in_sympy(exactly(M))
        shown = row_reduction.reduced(M)
        assert np.allclose(shown[:, :-1], np.array(exact[:, :-1].rref()[0].tolist(), float))


@pytest.mark.parametrize(
    ("p", "q"),
    [(1, 1013), (7, 1009), (3, 9973), (617, 2839), (13717421, 109739369), (997, 991), (1, 3), (-2, 7)],
)
def test_a_float_stands_for_the_fraction_that_was_typed(p: int, q: int) -> None:
    assert row_reduction.exactly([[p / q, 1.0]])[0][0] == Fraction(p, q)


@pytest.mark.parametrize(
    "text", ["0.333333333333", "0.3333333333", "0.12345", "0.1", "999.999", "1e-7", "0.1234567891"]
)
def test_a_decimal_is_no_other_fraction(text: str) -> None:
    assert row_reduction.exactly([[float(text), 1.0]])[0][0] == Fraction(text)


def test_multiples_of_an_odd_fraction_have_rank_1_and_are_solved() -> None:
    M = [[1 / 1013, 2 / 1013, 3 / 1013], [5 / 1013, 10 / 1013, 15 / 1013]]
    answer = row_reduction.read_off(row_reduction.reduce(row_reduction.exactly(M))[-1])
    assert answer.rank == 1 and answer.solution == (3, 0)
    assert row_reduction.count_pivots([[1 / 3, 1, 1], [1, 3, 3]]) == 1
    assert row_reduction.count_pivots([[0.333333333333, 1, 1], [1, 3, 3]]) == 2

"""Row operations by hand: read as textbooks write them, exact, reversible, and the solutions stay."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest
import sympy

from explorer.logic import row_operations
from explorer.logic.row_operations import MOST, after, brief, form, frames_of, pivots_of, read
from explorer.logic.row_reduction import (
    Exact,
    Operation,
    apply,
    as_floats,
    elementary,
    exactly,
    reduce,
)


def add(row: int, other: int, factor: str) -> Operation:
    return Operation("add", row - 1, other - 1, Fraction(factor))


def scale(row: int, factor: str) -> Operation:
    return Operation("scale", row - 1, row - 1, Fraction(factor))


def swap(row: int, other: int) -> Operation:
    return Operation("swap", row - 1, other - 1, Fraction(1))


READ = {
    "R2 - 3 R1": add(2, 1, "-3"),
    "r2-3r1": add(2, 1, "-3"),
    "R2 = R2 - 3R1": add(2, 1, "-3"),
    "R2 → R2 − 3·R1": add(2, 1, "-3"),
    "R₂ ← R₂ – 3×R₁": add(2, 1, "-3"),
    "R2 := R2 - 3*R1": add(2, 1, "-3"),
    "R2 - 3R1 -> R2": add(2, 1, "-3"),
    "-3 R1 + R2": add(2, 1, "-3"),
    "R2 = -3R1 + R2": add(2, 1, "-3"),
    "R2 + (-3) R1": add(2, 1, "-3"),
    "Z2 - 3 Z1": add(2, 1, "-3"),
    "F2 - 3 F1": add(2, 1, "-3"),
    "II − 3·I": add(2, 1, "-3"),
    "R_2 - 3 R_1": add(2, 1, "-3"),
    "R3 + R1": add(3, 1, "1"),
    "R3 - R1/2": add(3, 1, "-1/2"),
    "R3 - 0,5 R1": add(3, 1, "-1/2"),
    "R3 + .25R1": add(3, 1, "1/4"),
    "R3 + (1/3)R1": add(3, 1, "1/3"),
    "R3 + 2/3 R1": add(3, 1, "2/3"),
    "R3 - 2(R1)": add(3, 1, "-2"),
    "R3 - (R1 - 2R1)": add(3, 1, "1"),
    "R1 <-> R3": swap(1, 3),
    "R1<>R3": swap(1, 3),
    "R1 ↔ R3": swap(1, 3),
    "R1 ~ R3": swap(1, 3),
    "I ⇄ III": swap(1, 3),
    "R2 / 2": scale(2, "1/2"),
    "R2 : 2": scale(2, "1/2"),
    "1/2 R2": scale(2, "1/2"),
    "R2 = 1/2 R2": scale(2, "1/2"),
    "R2*-1/3": scale(2, "-1/3"),
    "-R2": scale(2, "-1"),
    "0,1R2": scale(2, "1/10"),
    "½ R2": scale(2, "1/2"),
    "R3 - ⅔R1": add(3, 1, "-2/3"),
    "R3 -= 1⁄2 R1": add(3, 1, "-1/2"),
    "R2 -= 3 R1": add(2, 1, "-3"),
    "R2 -= R1": add(2, 1, "-1"),
    "R2 /= 2": scale(2, "1/2"),
    "R2 *= -3": scale(2, "-3"),
    "row 2 - 3 row 1": add(2, 1, "-3"),
    "Row 2 = Row 2 minus 3 times Row 1": add(2, 1, "-3"),
    "Zeile 2 plus 1/2 mal Zeile 1": add(2, 1, "1/2"),
    "fila 2 menos la fila 1": add(2, 1, "-1"),
    "fila 2 menos 3 veces la fila 1": add(2, 1, "-3"),
    "swap R1 R3": swap(1, 3),
    "swap R1, R3": swap(1, 3),
    "Swap row 1 and row 3": swap(1, 3),
    "swap rows 1 and 3": swap(1, 3),
    "interchange I and III": swap(1, 3),
    "tausche Z1 und Z3": swap(1, 3),
    "Zeile 1 und Zeile 3 tauschen": swap(1, 3),
    "intercambiar las filas 1 y 3": swap(1, 3),
    "divide row 2 by 2": scale(2, "1/2"),
    "Zeile 2 durch −3 teilen": scale(2, "-1/3"),
    "dividir la fila 2 por 3": scale(2, "1/3"),
    "multiply R2 by 1/3": scale(2, "1/3"),
    "fila 2 por −3": scale(2, "-3"),
    "row 2 times 3": scale(2, "3"),
}


@pytest.mark.parametrize("text", READ)
def test_what_textbooks_write_is_read_exactly(text: str) -> None:
    assert read(text, 3) == [READ[text]]


@pytest.mark.parametrize("operation", sorted(set(READ.values()), key=str))
def test_what_is_written_briefly_is_read_again(operation: Operation) -> None:
    assert read(brief(operation), 3) == [operation]


def test_several_are_read_between_semicolons_and_none_of_nothing() -> None:
    assert read("R2 - 3R1; R1 <-> R2\nR2/2;", 2) == [add(2, 1, "-3"), swap(1, 2), scale(2, "1/2")]
    assert read("", 2) == read(" ; ", 2) == []


NO_OPERATION = "is no row operation; type one such as R2 - 3 R1, R1 <-> R2 or R2 / 2"
REFUSED = {
    "R5": "There is no row 5: they are counted from 1, and the last one is row 3",
    "R2 - 3 R0": "There is no row 0",
    "R999999999999": "There is no row 999,999,999",
    "0 R2": "0 times row 2 would lose what it says; multiply it by any other number",
    "R2 = R2 - R2": "0 times row 2",
    "R2 / 0": "divides by 0; any other number would do",
    "R2 + R1/(1-1)": "divides by 0",
    "R2 + R2": "Row 2 is added to itself; to multiply it, type R2 * 2",
    "R1 <-> R1": "Row 1 is swapped with itself; name two rows, such as R1 <-> R2",
    "R2": "leaves row 2 as it is",
    "R2 * 1": "leaves row 2 as it is",
    "R2 + 0 R1": "adds 0 times row 1, which changes nothing",
    "R2 = 3 R1": "would lose row 2; R2 <-> R1 swaps them, R2 + R1 adds one to the other",
    "R1 = R2": "would lose row 1",
    "2 R2 - 3 R1": "is two operations; type R2 * 2; R2 - 3 R1.",
    "R2 = R1 - R2": "is two operations; type R2 * -1; R2 + R1.",
    "R1 + R2 + R3": "adds more than one row; add them one after the other",
    "R2 - 1,000 R1": "which could be 1 or 1000",
    "R2 - 1234567890123 R1": "more than 9 digits",
    "R2 * 999999999 * 999999999": "more than 9 digits",
    "R2 - 3½ R1": NO_OPERATION,
    "R1 by 3": NO_OPERATION,
    "swap R1": NO_OPERATION,
    "swap R1 and R2 and R3": NO_OPERATION,
    "swap R1 and 7": "There is no row 7",
    "divide R1 by R2": NO_OPERATION,
    "R2 -= 0 R1": "adds 0 times row 1",
    "R2 -= R2": "0 times row 2",
    "abc": NO_OPERATION,
    "1": NO_OPERATION,
    "=": NO_OPERATION,
    "R1 <->": NO_OPERATION,
    "R1 R2": NO_OPERATION,
    "R1 / R2": NO_OPERATION,
    "1 / R2": NO_OPERATION,
    "R2 + 3": NO_OPERATION,
    "R2 - 3 4 R1": NO_OPERATION,
    "R2 = R2 = R2": NO_OPERATION,
    "R1 <-> R2 <-> R3": NO_OPERATION,
    "(R2": NO_OPERATION,
    "((((" * 20: NO_OPERATION,
    "R2 - nan R1": NO_OPERATION,
    "R2 ** 2": NO_OPERATION,
    "1e9 R1": NO_OPERATION,
    "__import__('os').system('true')": NO_OPERATION,
    "R2 - 3 R1" * 40: NO_OPERATION,
    "R2 - 3R1; R7": "There is no row 7",
}


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:24])
def test_what_is_none_is_refused_in_one_sentence_that_says_what_would_be_right(text: str) -> None:
    with pytest.raises(ValueError) as refusal:
        read(text, 3)
    told = str(refusal.value)
    assert REFUSED[text] in told and told.endswith(".") and len(told) < 160


@pytest.mark.parametrize("text", ["R1 <-> R1", "abc", "R1 <-> R1 <-> R1"])
def test_one_row_alone_is_multiplied(text: str) -> None:
    assert read("R1 / 2", 1) == [scale(1, "1/2")]
    with pytest.raises(ValueError, match="with one row; type R1"):
        read(text, 1)


def test_what_is_advised_is_read() -> None:
    for text, advice in (("2 R2 - 3 R1", "R2 * 2; R2 - 3 R1"), ("R2 + R2", "R2 * 2"), ("x", "R1 <-> R2")):
        with pytest.raises(ValueError) as refusal:
            read(text, 2)
        assert advice in str(refusal.value) and read(advice, 2)


# ------------------------------------------------------------------------------ what operations leave alone


def random_operation(rng: np.random.Generator, m: int) -> Operation:
    i, k = rng.choice(m, size=2, replace=False) if m > 1 else (0, 0)
    factor = Fraction(int(rng.integers(1, 6)) * int(rng.choice([-1, 1])), int(rng.integers(1, 5)))
    kind = rng.choice(["swap", "scale", "add"]) if m > 1 else "scale"
    if kind == "scale":
        return Operation("scale", int(i), int(i), factor if factor != 1 else Fraction(-1))
    return Operation(str(kind), int(i), int(k), Fraction(1) if kind == "swap" else factor)


def cases() -> list[tuple[Exact, list[Operation]]]:
    rng = np.random.default_rng(17)
    found = []
    for __ in range(60):
        m, n = int(rng.integers(1, 5)), int(rng.integers(2, 7))
        M = rng.integers(-4, 5, size=(m, n)).astype(float)
        found.append((exactly(M), [random_operation(rng, m) for __ in range(rng.integers(1, 6))]))
    return [*found, (exactly(np.zeros((2, 3))), [swap(1, 2)]), (exactly([[0.1, 1 / 3]]), [scale(1, "-3/7")])]


CASES = pytest.mark.parametrize("case", cases(), ids=range(len(cases())))


def in_sympy(M: Exact) -> sympy.Matrix:
    return sympy.Matrix([[sympy.Rational(x.numerator, x.denominator) for x in row] for row in M])


@CASES
def test_each_is_its_elementary_matrix_and_its_inverse_brings_the_matrix_back(
    case: tuple[Exact, list[Operation]],
) -> None:
    M, operations = case
    frames = frames_of(M, map(brief, operations))
    assert [frame.operation for frame in frames] == [None, *operations]
    for before, now in itertools.pairwise(frames):
        assert now.operation is not None
        E = elementary(now.operation, len(M))
        assert in_sympy(E) * in_sympy(before.matrix) == in_sympy(now.matrix)
        assert apply(now.operation.undone(), now.matrix) == before.matrix
    last = frames[-1].matrix
    for operation in reversed(operations):
        last = apply(operation.undone(), last)
    assert last == M


@CASES
def test_rank_and_solutions_stay_as_sympy_says(case: tuple[Exact, list[Operation]]) -> None:
    M, operations = case
    last = frames_of(M, map(brief, operations))[-1].matrix
    before, now = in_sympy(M), in_sympy(last)
    assert before.rref() == now.rref()
    assert before[:, :-1].rank() == now[:, :-1].rank()
    assert in_sympy(reduce(M)[-1].matrix)[:, :-1] == in_sympy(reduce(last)[-1].matrix)[:, :-1]


@CASES
def test_the_same_in_one_call_as_floats(case: tuple[Exact, list[Operation]]) -> None:
    M, operations = case
    given = [(o.kind, o.row, o.other, str(o.factor)) for o in operations]
    shown = after(as_floats(M), given)
    assert np.array_equal(shown, as_floats(frames_of(M, map(brief, operations))[-1].matrix))


# ------------------------------------------------------------------------------------ how far they have led


FORMS = {
    "zeros are reduced": ([[0, 0, 0], [0, 0, 0]], 2),
    "b does not count": ([[1, 0, 5], [0, 0, 7]], 2),
    "a row of zeros above": ([[0, 0, 1], [1, 0, 1]], 0),
    "two begin alike": ([[1, 2, 3], [1, 0, 3]], 0),
    "further left below": ([[0, 1, 3], [1, 0, 3]], 0),
    "a staircase": ([[2, 1, 3], [0, 3, 3]], 1),
    "pivots 1, not alone": ([[1, 1, 3], [0, 1, 3]], 1),
    "alone, not 1": ([[2, 0, 3], [0, 1, 3]], 1),
    "reduced with a free column": ([[1, 7, 0, 3], [0, 0, 1, 3]], 2),
    "a column of zeros first": ([[0, 1, 3]], 2),
    "one row": ([[3, 1, 3]], 1),
}


@pytest.mark.parametrize("name", FORMS)
def test_the_form_is_told(name: str) -> None:
    rows, wanted = FORMS[name]
    assert form(exactly(rows)) == wanted


@CASES
def test_a_form_is_what_sympy_calls_so(case: tuple[Exact, list[Operation]]) -> None:
    for frame in [*reduce(case[0]), *frames_of(case[0], map(brief, case[1]))]:
        A = in_sympy(frame.matrix)[:, :-1]
        assert (form(frame.matrix) >= 1) == A.is_echelon
        assert (form(frame.matrix) == 2) == (A.rref()[0] == A)


@CASES
def test_pivots_stand_as_the_algorithm_finds_them(case: tuple[Exact, list[Operation]]) -> None:
    frames = reduce(case[0])
    for frame, following in zip(frames, [*frames[1:], None], strict=True):
        # Where it swaps next although a pivot stood there, it wanted a 1.
        if following is None or following.operation is None or following.operation.kind != "swap":
            assert pivots_of(frame.matrix) == frame.pivots
    last = frames_of(case[0], map(brief, case[1]))[-1].matrix
    if form(last):
        assert len(pivots_of(last)) == in_sympy(last)[:, :-1].rank()


def test_the_longest_way_stays_numbers_that_a_float_holds() -> None:
    worst = ["R1+999999999R2", "R2+999999999R1"] * (MOST // 2)
    M = exactly([[1000, 1000], [1000, 1000]])
    assert np.isfinite(as_floats(frames_of(M, worst)[-1].matrix)).all()
    small = ["R1*1/999999999"] * MOST
    assert np.isfinite(as_floats(frames_of(M, small)[-1].matrix)).all()
    assert row_operations.REDUCED == 2

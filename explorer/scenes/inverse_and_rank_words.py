"""How row reduction is said: operations by name, fractions as they stand in a cell, and the answer."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from explorer.logic.row_reduction import SCALE, SWAP, Answer, Exact, Frame, Operation
from explorer.sentence import MINUS, Sentence

# What `row_operations.form` tells, by its number, and the two words that name it.
FORMS = ("no staircase yet", "staircase (row echelon form)", "reduced row echelon form")
MEANING_OF_FORMS = (
    "Row echelon form, a staircase: each row begins further right than the row above it, and rows of zeros "
    "come last. Reduced: besides, each pivot is 1 and alone in its column."
)
_LONGEST = 9  # letters of a fraction in a cell


def said(operation: Operation) -> Sentence:
    """Name an operation, with rows counted from 1.

    Examples
    --------
    >>> said(Operation("add", 1, 0, Fraction(-3)))
    'row 2 minus 3 times row 1'
    """
    kind, i, j, factor = operation
    row, other, times = i + 1, j + 1, written(abs(factor))
    if kind == SWAP:
        return Sentence("swap row {row} and row {other}", row=row, other=other)
    if kind == SCALE and factor.numerator in (1, -1) and factor.denominator > 1:
        return Sentence("divide row {row} by {number}", row=row, number=written(1 / factor))
    if kind == SCALE:
        return Sentence("row {row} times {number}", row=row, number=written(factor))
    if factor == 1:
        return Sentence("row {row} plus row {other}", row=row, other=other)
    if factor == -1:
        return Sentence("row {row} minus row {other}", row=row, other=other)
    if factor > 0:
        return Sentence("row {row} plus {number} times row {other}", row=row, number=times, other=other)
    return Sentence("row {row} minus {number} times row {other}", row=row, number=times, other=other)


def written(x: Fraction) -> str:
    """Write a fraction as it stands in a cell; where it is too long for one, to four digits.

    Examples
    --------
    >>> written(Fraction(-3, 7)), written(Fraction(123457, 98765))
    ('−3/7', '≈1.25')
    """
    text = str(x) if len(str(x)) <= _LONGEST else f"≈{float(x):.4g}"
    return text.replace("-", MINUS)


def vector(numbers: Sequence[Fraction]) -> str:
    """Write a vector of fractions.

    Examples
    --------
    >>> vector([Fraction(1, 2), Fraction(-3)])
    '(1/2, −3)'
    """
    return f"({', '.join(map(written, numbers))})"


def longest(matrices: Sequence[Exact]) -> int:
    """Count the letters of the longest number in some matrices.

    Examples
    --------
    >>> longest([((Fraction(1), Fraction(-3, 7)),)])
    4
    """
    return max(len(written(x)) for M in matrices for row in M for x in row)


def answers(answer: Answer, last: Frame) -> list[Sentence]:
    """Say what is read off, line by line."""
    free = ", ".join(f"x{j + 1}" for j in answer.free)
    lines = [
        Sentence("rank {rank}, free: {unknowns}", rank=answer.rank, unknowns=free)
        if free
        else Sentence("rank {rank}, nothing is free", rank=answer.rank)
    ]
    if answer.solution is None:
        row = answer.rank + next(i for i, cells in enumerate(last.matrix[answer.rank :]) if cells[-1] != 0)
        number = written(last.matrix[row][-1])
        lines.append(Sentence("row {row} says 0 = {number}: no solution", row=row + 1, number=number))
    else:
        lines.append(Sentence("x = {solution}", solution=vector(answer.solution)))
        for j, way in zip(answer.free, answer.null_space, strict=True):
            lines.append(Sentence("+ x{j} {solution}", j=j + 1, solution=vector(way)))
    return lines

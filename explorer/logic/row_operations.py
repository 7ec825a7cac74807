"""Row operations as textbooks write them: read exactly, done one after the other, and how far they have led.

Nothing typed is ever run as a program: signs, digits, row letters and brackets are read one by one.

References: Strang is G. Strang, Introduction to Linear Algebra, 5th ed., Wellesley-Cambridge 2016.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explorer.logic.row_reduction import (
    ADD,
    SCALE,
    SWAP,
    Exact,
    Frame,
    Operation,
    apply,
    as_floats,
    exactly,
)
from explorer.sentence import Sentence

MOST = 30
NO_STAIRCASE, STAIRCASE, REDUCED = range(3)

_LONGEST = 80  # letters of one operation
_DIGITS = 9  # of a number in it: what 30 such multiples make of a row, a float still holds
_SHOWN = 40
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
# A row is R2, and Z2, F2, L2 where rows are called Zeilen, filas, lignes; or II.
_TOKEN = re.compile(
    r"\s*(?:[rzfl][ _]?(?P<row>\d+)|(?P<roman>iv|i{1,3})(?![a-z])"
    r"|(?P<value>\d+(?:[.,]\d+)?|[.,]\d+)|(?P<sign>[-+*/()]))",
    re.ASCII,
)
_WRITTEN = str.maketrans("−–·⋅∙•×∗₀₁₂₃₄₅₆₇₈₉:⁄", "--******0123456789//")
_SWAPS = re.compile(r"<[-=]*>|[~↔⟷⇄⇆⇌⇔]")
_BECOMES = re.compile(r"[-=]+>|<[-=]+|:=|[=→⟶⟹⇒↦←⟵]")
_THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{3}", re.ASCII)

_VULGAR = re.compile("[¼-¾⅐-⅞]")
# How operations are said, here and in books, and the signs that say the same; in this order.
_WORDS = tuple(
    (re.compile(words), signs)
    for words, signs in (
        (r"\b(?:(?:the|la|las) )?(?:rows?|zeilen?|filas?|lignes?) ?(?=\d)", "r"),
        (r"\b(?:minus|menos|moins)\b", "-"),
        (r"\b(?:plus|más)\b", "+"),
        (r"\b(?:times|mal|veces|fois)\b", "*"),
        (r"^(?:swap|exchange|interchange|(?:ver)?tausche|intercambiar?) (?=\S+[ ,])", "~"),
        (r"^~(\w+)(?: ?[,&] ?| (?:(?:and|und|y|with|mit|con) )?)(\w+)$", r"\1~\2"),
        (r"^(\w+) und (\w+) (?:ver)?tauschen$", r"\1~\2"),
        (r"~(?=\d)", "~r"),
        (r"^(?:divide|dividir|teile) (.+) (?:by|por|durch|entre) (.+)$", r"\1 / \2"),
        (r"^(.+) durch (.+?)(?: teilen)?$", r"\1 / \2"),
        (r"^(?:multiply|multiplicar|multipliziere) (.+) (?:by|por|mit) (.+)$", r"\1 * \2"),
        (r"^(.+) por (.+)$", r"\1 * \2"),
        (r"^([^-+*/=]+)([-+*/])=(.+)$", r"\1 = \1 \2 (\3)"),
    )
)

_Sum = dict[int | None, Fraction]
"""How many times each row is taken, in the order in which they are named; None is a number without a row."""


class _NoOperationError(ValueError):
    """What stands there is no sum of rows."""


def read(text: str, m: int) -> list[Operation]:
    """Read row operations, parted by semicolons: R2 - 3 R1, R1 <-> R3, R2 / 2, or R2 = R2 - 3 R1.

    Parameters
    ----------
    text
        What was typed.
    m
        How many rows the system has.

    Returns
    -------
    The operations, in order; none of an empty text.

    Raises
    ------
    ValueError
        With one sentence that says what is wrong with the first that cannot be done, and what would be right.

    Examples
    --------
    >>> read("R2 - 1/3 R1; R1 <-> R2", 2)[0].factor
    Fraction(-1, 3)
    >>> read("R2 - 3 R4", 3)
    Traceback (most recent call last):
    ValueError: There is no row 4: they are counted from 1, and the last one is row 3.
    """
    return [_read_one(part.strip(), m) for part in re.split(r"[;\n]", text) if part.strip()]


def brief(operation: Operation) -> str:
    """Write an operation in few letters, as `read` reads it.

    Examples
    --------
    >>> brief(Operation(ADD, 1, 0, Fraction(-3))), brief(Operation(SWAP, 0, 2, Fraction(1)))
    ('R2-3R1', 'R1~R3')
    >>> brief(Operation(SCALE, 1, 1, Fraction(-1, 3)))
    'R2*-1/3'
    """
    kind, i, k, factor = operation
    if kind == SWAP:
        return f"R{i + 1}~R{k + 1}"
    if kind == SCALE:
        return f"R{i + 1}*{factor}"
    return f"R{i + 1}{_multiple(factor).replace(' ', '')}R{k + 1}"


def frames_of(M: Exact, operations: Iterable[str]) -> list[Frame]:
    """Do operations that stand there as `read` reads them: one frame before and one after each.

    Examples
    --------
    >>> frames = frames_of(exactly([[1, 2], [3, 4]]), ["R2 - 3 R1"])
    >>> frames[0].pivots, frames[1].matrix[1] == (0, -2)
    (((0, 0),), True)
    """
    frames = [Frame(M, pivots_of(M), None)]
    for operation in read(";".join(operations), len(M)):
        M = apply(operation, M)
        frames.append(Frame(M, pivots_of(M), operation))
    return frames


def pivots_of(M: Exact) -> tuple[tuple[int, int], ...]:
    """Find the pivots that stand already: what a reduction that goes on from here would not look for again.

    Parameters
    ----------
    M
        [A | b]; no pivot is looked for in b.

    Returns
    -------
    (row, column) of each, down the staircase as far as it goes.

    Examples
    --------
    >>> pivots_of(exactly([[1, 2, 3], [0, 4, 5]])), pivots_of(exactly([[1, 2, 3], [1, 4, 5]]))
    (((0, 0), (1, 1)), ((0, 0),))
    """
    found: list[tuple[int, int]] = []
    for column in range(len(M[0]) - 1):
        row = len(found)
        rest = [cells[column] for cells in M[row:]]
        if any(rest):
            if not rest[0]:
                break
            found.append((row, column))
            if any(rest[1:]):
                break
    return tuple(found)


def form(M: Exact) -> int:
    """Tell how far A in [A | b] is: no staircase, a staircase (row echelon form), or reduced.

    Parameters
    ----------
    M
        [A | b]

    Returns
    -------
    0 where some row does not begin further right than the row above; 1 where each does, and rows of zeros
    come last; 2 where, besides, each pivot is 1 and alone in its column.

    Notes
    -----
    Strang, section 3.2.

    Examples
    --------
    >>> [form(exactly(M)) for M in ([[0, 1, 5], [1, 0, 5]], [[2, 1, 5], [0, 1, 5]], [[1, 0, 5], [0, 1, 5]])]
    [0, 1, 2]
    """
    n = len(M[0]) - 1
    begins = [next((j for j in range(n) if row[j]), n) for row in M]
    if not all(here < below or here == below == n for here, below in itertools.pairwise(begins)):
        return NO_STAIRCASE
    pivots = [(i, j) for i, j in enumerate(begins) if j < n]
    alone = all(M[i][j] == 1 and sum(1 for row in M if row[j]) == 1 for i, j in pivots)
    return REDUCED if alone else STAIRCASE


def after(M: Any, operations: Sequence[tuple[str, int, int, str]]) -> NDArray[np.float64]:
    """Do row operations on [A | b] exactly, and return what stands there then as floats.

    Parameters
    ----------
    M
        Shape (m, n + 1).
    operations
        Each of them: "swap", "scale" or "add"; the row that changes and the other one, counted from 0; the
        factor as a fraction.

    Returns
    -------
    Shape (m, n + 1).

    Raises
    ------
    ValueError
        As `exactly` does.

    Examples
    --------
    >>> after([[1, 2, 3], [3, 4, 5]], [("add", 1, 0, "-3"), ("scale", 1, 1, "-1/2")])
    array([[1., 2., 3.],
           [0., 1., 2.]])
    """
    matrix = exactly(M)
    for kind, row, other, factor in operations:
        matrix = apply(Operation(kind, row, other, Fraction(factor)), matrix)
    return as_floats(matrix)


# ------------------------------------------------------------------------------------------- one operation


def _read_one(text: str, m: int) -> Operation:
    shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    try:
        if len(text) > _LONGEST:
            raise _NoOperationError
        operation = _operation(_in_signs(text), shown, m)
    except _NoOperationError:
        said = (
            Sentence("“{text}” is nothing that can be done with one row; type R1 * 3 or R1 / 2.", text=shown)
            if m == 1
            else Sentence(
                "“{text}” is no row operation; type one such as R2 - 3 R1, R1 <-> R2 or R2 / 2.", text=shown
            )
        )
        raise ValueError(said) from None
    if max(abs(operation.factor.numerator), operation.factor.denominator) >= 10**_DIGITS:
        raise _too_long(shown)
    return operation


def _in_signs(text: str) -> str:
    """Put signs for words, and for what is written in another way.

    Examples
    --------
    >>> _in_signs("swap row 1 and row 3"), _in_signs("Zeile 2 minus ½ mal Zeile 1"), _in_signs("R2 -= 3 R1")
    ('r1~r3', 'r2 - (1/2) * r1', 'r2  = r2  - ( 3 r1)')
    """
    text = _VULGAR.sub(lambda sign: f"({unicodedata.normalize('NFKC', sign[0])})", text)
    text = text.replace(":=", "=").translate(_WRITTEN).lower()
    for words, signs in _WORDS:
        text = words.sub(signs, text)
    return text


def _too_long(shown: str) -> ValueError:
    return ValueError(
        Sentence(
            "“{text}” has a number of more than {digits} digits; take a shorter one.",
            text=shown,
            digits=_DIGITS,
        )
    )


def _operation(text: str, shown: str, m: int) -> Operation:
    swapped = _SWAPS.split(text)
    if len(swapped) > 1:
        if len(swapped) > 2 or m == 1:
            raise _NoOperationError
        return _swap(*(_Reader(part, shown, m).one_row() for part in swapped))
    sides = [_Reader(part, shown, m) for part in _BECOMES.split(text)]
    if len(sides) > 2:
        raise _NoOperationError
    if len(sides) == 1:
        return _combined(sides[0], None, shown)
    # R2 = R2 - 3 R1, and, as some books write it, R2 - 3 R1 -> R2.
    target, side = sides if sides[0].is_one_row() else sides[::-1]
    return _combined(side, target.one_row(), shown)


def _swap(i: int, k: int) -> Operation:
    if i == k:
        raise ValueError(
            Sentence(
                "Row {row} is swapped with itself; name two rows, such as R{row} <-> R{other}.",
                row=i + 1,
                other=2 if i == 0 else 1,
            )
        )
    return Operation(SWAP, i, k, Fraction(1))


def _combined(side: _Reader, target: int | None, shown: str) -> Operation:
    """Return what a sum of rows does to one of them: where none is named, to the first that is taken once."""
    total = side.rows()
    if target is None:
        target = next((row for row, factor in total.items() if factor == 1), next(iter(total)))
    others = [row for row in total if row != target]
    own = total.get(target, Fraction(0))
    if len(others) > 1:
        raise ValueError(
            Sentence("“{text}” adds more than one row; add them one after the other.", text=shown)
        )
    if not others:
        return _scale(target, own, side, shown)
    (other,) = others
    here, there = target + 1, other + 1
    if own == 0:
        raise ValueError(
            Sentence(
                "“{text}” would lose row {row}; R{row} <-> R{other} swaps them, "
                "R{row} + R{other} adds one to the other.",
                text=shown,
                row=here,
                other=there,
            )
        )
    if total[other] == 0:
        raise ValueError(
            Sentence(
                "“{text}” adds 0 times row {other}, which changes nothing; take any other number.",
                text=shown,
                other=there,
            )
        )
    if own != 1:
        raise ValueError(
            Sentence(
                "“{text}” is two operations; type R{row} * {factor}; R{row} {multiple} R{other}.",
                factor=str(own),
                multiple=_multiple(total[other]),
                text=shown,
                row=here,
                other=there,
            )
        )
    return Operation(ADD, target, other, total[other])


def _scale(row: int, factor: Fraction, side: _Reader, shown: str) -> Operation:
    if factor == 0:
        raise ValueError(
            Sentence(
                "0 times row {row} would lose what it says; multiply it by any other number.", row=row + 1
            )
        )
    if side.named > 1:
        raise ValueError(
            Sentence(
                "Row {row} is added to itself; to multiply it, type R{row} * {factor}.",
                row=row + 1,
                factor=str(factor),
            )
        )
    if factor == 1:
        raise ValueError(
            Sentence(
                "“{text}” leaves row {row} as it is; multiply it by a number other than 0 and 1.",
                text=shown,
                row=row + 1,
            )
        )
    return Operation(SCALE, row, row, factor)


def _multiple(factor: Fraction) -> str:
    """Write what is added: "- 3", "+ 1/2", and "-" where it is once.

    Examples
    --------
    >>> _multiple(Fraction(-3)), _multiple(Fraction(1))
    ('- 3', '+')
    """
    sign, times = "-" if factor < 0 else "+", abs(factor)
    return sign if times == 1 else f"{sign} {times}"


class _Reader:
    """Reads one side of an operation: a sum of multiples of rows, such as R2 - (1/3) R1.

    Attributes
    ----------
    total : how many times each row is taken
    named : how often a row is named
    """

    def __init__(self, text: str, shown: str, m: int) -> None:
        self.shown, self.m = shown, m
        self.named = 0
        self.parts: list[str | _Sum] = []
        at, text = 0, text.rstrip()
        while at < len(text):
            token = _TOKEN.match(text, at)
            if token is None:
                raise _NoOperationError
            self.parts.append(self._meaning(token))
            at = token.end()

        self.total = self._sum()
        if self.parts:
            raise _NoOperationError

    def is_one_row(self) -> bool:
        """Return whether one row stands here, and nothing else."""
        return self.named == 1 and list(self.total.values()) == [1]

    def one_row(self) -> int:
        """Return the one row that stands here."""
        if not self.is_one_row():
            raise _NoOperationError
        return next(iter(self.rows()))

    def rows(self) -> dict[int, Fraction]:
        """Return how many times each row is taken; that is all that may stand here."""
        if None in self.total:
            raise _NoOperationError
        return {row: factor for row, factor in self.total.items() if row is not None}

    def _meaning(self, token: re.Match[str]) -> str | _Sum:
        if token["sign"]:
            return token["sign"]
        if token["value"]:
            return {None: self._number(token["value"])}
        row = _ROMAN[token["roman"]] if token["roman"] else int(token["row"][:_DIGITS])
        if not 1 <= row <= self.m:
            raise ValueError(
                Sentence(
                    "There is no row {row}: they are counted from 1, and the last one is row {last}.",
                    row=row,
                    last=self.m,
                )
            )
        self.named += 1
        return {row - 1: Fraction(1)}

    def _number(self, text: str) -> Fraction:
        if len(text) > _DIGITS + 1:
            raise _too_long(self.shown)
        plain = text.replace(",", ".")
        if _THOUSANDS.fullmatch(text):
            raise ValueError(
                Sentence(
                    '{name} is "{text}", which could be {one} or {other}; type the one that is meant.',
                    name=Sentence("The number"),
                    text=text,
                    one=float(plain),
                    other=float(plain.replace(".", "")),
                )
            )
        return Fraction(plain)

    def _next(self, *signs: str) -> str:
        """Take the next sign if it is one of these."""
        if self.parts and self.parts[0] in signs:
            return str(self.parts.pop(0))
        return ""

    def _sum(self) -> _Sum:
        total: _Sum = {}
        sign = self._next("-", "+") or "+"
        while sign:
            for row, factor in self._product().items():
                total[row] = total.get(row, Fraction(0)) + (-factor if sign == "-" else factor)
            sign = self._next("-", "+")
        return total

    def _product(self) -> _Sum:
        value = self._factor()
        while self.parts and self.parts[0] not in ("+", "-", ")"):
            sign = self._next("*", "/")
            other = self._factor()
            if set(other) == {None} and sign:
                number = other[None] if sign == "*" else self._inverse(other[None])
                value = _times(value, number)
            elif set(value) == {None} and set(other) != {None} and sign != "/":
                value = _times(other, value[None])
            else:
                raise _NoOperationError  # a row times or by a row, or a number beside a number
        return value

    def _factor(self) -> _Sum:
        sign = self._next("-", "+")
        if self._next("("):
            value = self._sum()
            if not self._next(")"):
                raise _NoOperationError
        elif self.parts and isinstance(self.parts[0], dict):
            value = self.parts.pop(0)  # type: ignore[assignment]
        else:
            raise _NoOperationError
        return _times(value, Fraction(-1)) if sign == "-" else value

    def _inverse(self, number: Fraction) -> Fraction:
        if number == 0:
            raise ValueError(Sentence("“{text}” divides by 0; any other number would do.", text=self.shown))
        return 1 / number


def _times(value: _Sum, number: Fraction) -> _Sum:
    return {row: number * factor for row, factor in value.items()}

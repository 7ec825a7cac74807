"""Row reduction of [A | b], one operation after the other, in exact fractions, each with the way back.

References: Strang is G. Strang, Introduction to Linear Algebra, 5th ed., Wellesley-Cambridge 2016.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from explorer.logic import checks

SWAP = "swap"
SCALE = "scale"
ADD = "add"
MOST_ROWS = 4
MOST_COLUMNS = 6
LARGEST_CELL = 1_000
# A typed 2/3 arrives as a float, which has more digits than anybody types: then it stands for the fraction
# that is nearest to it and has so many digits below at most. A float of fewer digits is the decimal it shows.
MOST_DIGITS = 15
BELOW = 9

Exact = tuple[tuple[Fraction, ...], ...]
"""A matrix of fractions, row by row."""


class Operation(NamedTuple):
    """One step that can be taken back: rows are counted from 0.

    Attributes
    ----------
    kind : "swap", "scale" or "add"
    row : the row that changes
    other : the row that it is swapped with, or of which a multiple is added; `row` itself where it is scaled
    factor : what the row is multiplied by, or how many times the other is added
    """

    kind: str
    row: int
    other: int
    factor: Fraction

    def undone(self) -> Operation:
        """Return the operation that takes this one back."""
        if self.kind == SCALE:
            return self._replace(factor=1 / self.factor)
        return self._replace(factor=-self.factor) if self.kind == ADD else self


class Frame(NamedTuple):
    """The matrix after an operation.

    Attributes
    ----------
    matrix : as it is now
    pivots : (row, column) of the pivots found so far
    operation : what led here; None at the start
    """

    matrix: Exact
    pivots: tuple[tuple[int, int], ...]
    operation: Operation | None


class Answer(NamedTuple):
    """What is read off a reduced matrix [A | b].

    Attributes
    ----------
    rank : how many pivots A has
    pivots, free : the columns of A with a pivot, and those without, counted from 0
    solution : a solution with 0 for the free variables; None where there is none
    null_space : for each free variable the solution of A x = 0 in which it is 1 and the others are 0
    """

    rank: int
    pivots: tuple[int, ...]
    free: tuple[int, ...]
    solution: tuple[Fraction, ...] | None
    null_space: Exact


def exactly(M: Any) -> Exact:
    """Read numbers as fractions: 0.5 is 1/2, the float nearest to 2/3 is 2/3, 0.333 is 333/1000.

    Parameters
    ----------
    M
        Shape (m, n), at most 4 rows and 6 columns, numbers up to 1,000.

    Returns
    -------
    The same, exact.

    Raises
    ------
    ValueError
        If M is no matrix of finite numbers, has no column beside b, or is too large.

    Examples
    --------
    >>> print(*exactly([[0.5, 2 / 3, 0.12345]])[0])
    1/2 2/3 2469/20000
    """
    M = checks.as_matrix(M, "[A | b]")
    if M.shape[0] > MOST_ROWS or not 2 <= M.shape[1] <= MOST_COLUMNS:
        raise ValueError("[A | b] must have 1 to 4 rows and 2 to 6 columns: the last one is b.")
    if np.max(np.abs(M)) > LARGEST_CELL:
        raise ValueError("[A | b] must hold numbers from -1000 to 1000: others do not fit into a cell.")
    return tuple(tuple(_fraction(float(x)) for x in row) for row in M)


def elementary(operation: Operation, m: int) -> Exact:
    """Write an operation as the matrix E that does it: E M is M after the operation.

    Parameters
    ----------
    operation
    m
        How many rows M has.

    Returns
    -------
    Shape (m, m): the identity matrix after the operation.

    Examples
    --------
    >>> for row in elementary(Operation(ADD, 1, 0, Fraction(-3)), 2):
    ...     print(*row)
    1 0
    -3 1
    """
    identity = tuple(tuple(Fraction(int(i == j)) for j in range(m)) for i in range(m))
    return apply(operation, identity)


def apply(operation: Operation, M: Exact) -> Exact:
    """Do one operation.

    Parameters
    ----------
    operation
    M
        A matrix of fractions.

    Returns
    -------
    The matrix after it.

    Examples
    --------
    >>> print(*apply(Operation(SWAP, 0, 1, Fraction(1)), ((Fraction(1),), (Fraction(2),)))[0])
    2
    """
    rows = list(M)
    kind, i, k, factor = operation
    if kind == SWAP:
        rows[i], rows[k] = rows[k], rows[i]
    elif kind == SCALE:
        rows[i] = tuple(factor * x for x in rows[i])
    else:
        rows[i] = tuple(x + factor * y for x, y in zip(rows[i], rows[k], strict=True))
    return tuple(rows)


def reduce(M: Exact) -> list[Frame]:
    """Bring [A | b] into reduced row echelon form: down to a staircase, then up again.

    Parameters
    ----------
    M
        What `exactly` returned; the last column is b, and no pivot is looked for in it.

    Returns
    -------
    One frame before and one after each operation.

    Notes
    -----
    Strang, sections 2.2 and 3.2. A row whose entry is 1 or -1 is preferred as the one with the pivot, else
    the first: small whole numbers stay so longer. A computer that rounds takes the largest entry instead
    (section 11.1).

    Examples
    --------
    >>> frames = reduce(exactly([[1, 2, 5], [3, 4, 11]]))
    >>> len(frames), [str(row[-1]) for row in frames[-1].matrix]
    (4, ['1', '2'])
    """
    n = len(M[0]) - 1
    frames = [Frame(M, (), None)]

    def do(operation: Operation) -> None:
        last = frames[-1]
        frames.append(Frame(apply(operation, last.matrix), last.pivots, operation))

    def found(row: int, column: int) -> None:
        frames[-1] = frames[-1]._replace(pivots=(*frames[-1].pivots, (row, column)))

    row = 0
    for column in range(n):
        below = [i for i in range(row, len(M)) if frames[-1].matrix[i][column] != 0]
        if not below:
            continue
        chosen = next((i for i in below if abs(frames[-1].matrix[i][column]) == 1), below[0])
        if chosen != row:
            do(Operation(SWAP, row, chosen, Fraction(1)))
        found(row, column)
        pivot = frames[-1].matrix[row][column]
        for i in range(row + 1, len(M)):
            if frames[-1].matrix[i][column] != 0:
                do(Operation(ADD, i, row, -frames[-1].matrix[i][column] / pivot))
        row += 1
        if row == len(M):
            break
    for row, column in reversed(frames[-1].pivots):
        pivot = frames[-1].matrix[row][column]
        if pivot != 1:
            do(Operation(SCALE, row, row, 1 / pivot))
        for i in range(row - 1, -1, -1):
            if frames[-1].matrix[i][column] != 0:
                do(Operation(ADD, i, row, -frames[-1].matrix[i][column]))
    return frames


def read_off(last: Frame) -> Answer:
    """Read rank, solution and null space off a reduced matrix.

    Parameters
    ----------
    last
        The last frame of `reduce`.

    Returns
    -------
    Answer

    Notes
    -----
    Strang, sections 3.2 and 3.3.

    Examples
    --------
    >>> answer = read_off(reduce(exactly([[1, 2, 3], [2, 4, 6]]))[-1])
    >>> answer.rank, answer.free, [int(x) for x in answer.solution], [int(x) for x in answer.null_space[0]]
    (1, (1,), [3, 0], [-2, 1])
    """
    M, pivots = last.matrix, last.pivots
    n = len(M[0]) - 1
    columns = tuple(column for __, column in pivots)
    free = tuple(j for j in range(n) if j not in columns)
    at = {column: row for row, column in pivots}
    null_space = tuple(
        tuple(-M[at[j]][k] if j in at else Fraction(int(j == k)) for j in range(n)) for k in free
    )
    impossible = any(row[-1] != 0 for row in M[len(pivots) :])
    solution = None if impossible else tuple(M[at[j]][-1] if j in at else Fraction(0) for j in range(n))
    return Answer(len(pivots), columns, free, solution, null_space)


def _fraction(x: float) -> Fraction:
    written = repr(x)
    digits = written.partition("e")[0].replace(".", "").lstrip("-0")
    if len(digits) > MOST_DIGITS:
        for below in range(1, BELOW + 1):
            near = Fraction(x).limit_denominator(10**below)
            if float(near) == x:
                return near
    return Fraction(written)


def as_floats(M: Exact) -> NDArray[np.float64]:
    """Return a matrix of fractions as floats, shape (m, n).

    Examples
    --------
    >>> as_floats(((Fraction(1, 2), Fraction(3)),))
    array([[0.5, 3. ]])
    """
    return np.array([[float(x) for x in row] for row in M])


def reduced(M: Any) -> NDArray[np.float64]:
    """Reduce [A | b] and return it as floats: what a page says of a system, in one call.

    Parameters
    ----------
    M
        Shape (m, n + 1).

    Returns
    -------
    Its reduced row echelon form, shape (m, n + 1).

    Raises
    ------
    ValueError
        As `exactly` does.

    Examples
    --------
    >>> reduced([[1, 2, 5], [3, 4, 11]])
    array([[1., 0., 1.],
           [0., 1., 2.]])
    """
    return as_floats(reduce(exactly(M))[-1].matrix)


def count_pivots(M: Any) -> int:
    """Count the pivots of A in [A | b]: its rank, without any rounding.

    Parameters
    ----------
    M
        Shape (m, n + 1).

    Returns
    -------
    The rank of A.

    Raises
    ------
    ValueError
        As `exactly` does.

    Examples
    --------
    >>> count_pivots([[1, 1, 2], [1, 1.001, 2.001]])
    2
    """
    return read_off(reduce(exactly(M))[-1]).rank

"""Matrices worth multiplying: what the lesson on multiplication begins with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from explorer.logic import recommender


class Example(NamedTuple):
    """Two matrices, what their rows and columns are called, and by how much a drag changes a number."""

    A: ArrayLike
    B: ArrayLike
    rows: Sequence[str] = ()
    inner: Sequence[str] = ()
    columns: Sequence[str] = ()
    each: float = 1.0

    @property
    def meets(self) -> bool:
        """Whether A has as many columns as B has rows."""
        return np.shape(self.A)[1] == np.shape(self.B)[0]


def _square(text: str) -> Any:
    return np.array([row.split() for row in text.split(";")], float)


# What sizes up to 8 begin with: their upper left corners.
_A = _square(
    "2 -1 3 1 0 2 -2 1; "
    "1 0 2 -1 3 1 1 0; "
    "0 1 -1 2 1 -2 0 3; "
    "3 2 0 1 -1 0 1 2; "
    "-1 1 2 0 2 1 3 -1; "
    "1 -2 1 3 0 2 -1 1; "
    "2 0 -1 1 1 0 2 -2; "
    "0 3 1 -1 2 1 0 1"
)
_B = _square(
    "1 4 0 2 -1 1 3 0; "
    "2 1 -1 0 1 2 -2 1; "
    "-1 0 3 1 2 0 1 -1; "
    "0 2 1 -1 1 3 0 2; "
    "3 -1 0 2 0 1 1 -2; "
    "1 0 2 1 -1 0 2 1; "
    "-2 1 1 0 3 -1 0 1; "
    "0 1 -1 3 1 2 1 0"
)


def numbers(m: int, k: int, n: int, p: int) -> Example:
    """Return small whole numbers: A of m rows and k columns, B of n rows and p columns."""
    return Example(_A[:m, :k], _B[:n, :p])


# Group C of the World Cup of 2022: games won, drawn and lost; points for each today, and before 1994.
FOOTBALL = Example(
    ((2, 0, 1), (1, 1, 1), (1, 1, 1), (1, 0, 2)),
    ((3, 2), (1, 1), (0, 0)),
    ("Argentina", "Poland", "Mexico", "Saudi Arabia"),
    ("won", "drawn", "lost"),
    ("points today", "before 1994"),
)
SHOPPING = Example(
    ((2, 1, 6), (1, 2, 0), (0, 1, 12)),
    ((2.5, 3.2), (1.2, 0.9), (0.3, 0.25)),
    ("Monday", "Thursday", "Saturday"),
    ("bread", "milk", "eggs"),
    ("market", "corner shop"),
    each=0.1,
)
# A that keeps row 2, and adds it to row 1; B that turns columns round.
ORDER = Example(((1, 1, 0), (0, 1, 0), (0, 0, 1)), ((2, 0, 1, 3), (1, 4, 0, 2), (0, 1, 3, 1)))
TURNED = Example(((2, -1, 3), (1, 0, 2), (4, 1, 0)), ((0, 0, 1), (0, 1, 0), (1, 0, 0)))
LAYER = Example(((1, 0), (2, 0), (3, 0)), ((2, 1, -1, 3), (0, 4, 2, 1)))
FILMS = Example(
    recommender.WORKED_U,
    np.transpose(recommender.WORKED_V),
    recommender.USERS,
    ("blockbuster", "for adults"),
    ("Harry Potter", "Triplets", "Shrek", "Dark Knight", "Memento"),
    each=0.1,
)
EXAMPLES = {
    "numbers": numbers(2, 3, 3, 3),
    "football": FOOTBALL,
    "shopping": SHOPPING,
    "films": FILMS,
    "rows": ORDER,
    "columns": TURNED,
    "layer": LAYER,
}

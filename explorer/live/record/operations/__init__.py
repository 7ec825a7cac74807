"""What the steps of a program mean in NumPy: the oracle of the browser, one module a family.

A module here has the name of the one in `browser/operations` that says the same to the browser, and of the
one in `functions` that says which NumPy functions are recorded as its steps.

Where NumPy would raise for a *value* (a singular matrix, an index out of range, the largest of nothing), a
step gives NaN of the right shape instead: a drag passes through such places, and a picture that cannot be
drawn there should come back a pixel later.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from explorer.live.record.operations import (
    eig,
    elementwise,
    elimination,
    indexing,
    orthogonal,
    products,
    reductions,
    shapes,
    sorting,
    windows,
)
from explorer.live.record.operations.values import Result

# Each family with the names of its operations.
FAMILIES: dict[str, frozenset[str]] = {}
OPERATIONS: dict[str, Callable[..., Result]] = {}
for _family in (
    elementwise,
    reductions,
    sorting,
    shapes,
    indexing,
    products,
    elimination,
    orthogonal,
    eig,
    windows,
):
    FAMILIES[_family.__name__.rpartition(".")[2]] = frozenset(_family.OPERATIONS)
    OPERATIONS |= _family.OPERATIONS


def families_of(operations: Sequence[str]) -> list[str]:
    """Name the families that operations belong to, in the order of `FAMILIES`.

    >>> families_of(["solve", "add", "sum"])
    ['elementwise', 'reductions', 'elimination']
    """
    used = set(operations)
    return [family for family, members in FAMILIES.items() if members & used]


def evaluate(op: str, operands: Sequence[Any], attributes: Mapping[str, Any] | None = None) -> Result:
    """Carry out one step in NumPy, without warnings.

    >>> evaluate("inv", [np.zeros((2, 2))])
    array([[nan, nan],
           [nan, nan]])
    """
    with np.errstate(all="ignore"):
        return OPERATIONS[op](*operands, **attributes) if attributes else OPERATIONS[op](*operands)

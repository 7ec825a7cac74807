"""The table of NumPy functions that a live value understands, one module a family.

Each entry names the NumPy function, says how it is recorded (as one step of
`operations.OPERATIONS`, or written out in other functions of the table) and gives examples. The
examples are the documentation, the parity tests against the browser and the vocabulary of the random
programs: an entry without an example is a failing test.

Names in the examples stand for kinds of values: ``x y`` numbers of broadcastable shapes, ``m`` a table of
numbers, ``A B`` square matrices, ``R`` a rectangular matrix, ``S`` a symmetric one, ``v w`` vectors of one
length, ``p q`` vectors of two or three entries, ``z u`` complex arrays, ``C`` a complex square matrix,
``H`` a Hermitian one, ``k n`` integers, ``b c`` Booleans, ``i`` indices, ``t`` a number.

A family here has the name of the module of `operations` that says what its steps mean, and of the one of
`browser/operations` that says it to the browser. What is only written out in other functions stands with the
family that it is nearest to.
"""

from explorer.live.record.functions import (  # noqa: F401 - each enters its functions into the table
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
from explorer.live.record.functions.elementwise import astype
from explorer.live.record.functions.indexing import getitem
from explorer.live.record.functions.table import (
    FUNCTIONS,
    TABLE,
    UFUNC_METHODS,
    Refused,
    Supported,
    hint,
    name_of,
)
from explorer.live.record.operations import FAMILIES

# In the order of the families, in whatever order they were imported: random programs are drawn from it.
TABLE.sort(key=lambda entry: list(FAMILIES).index(entry.family))

__all__ = [
    "FUNCTIONS",
    "TABLE",
    "UFUNC_METHODS",
    "Refused",
    "Supported",
    "astype",
    "getitem",
    "hint",
    "name_of",
]

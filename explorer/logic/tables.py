"""Tables of numbers with names: what the lessons' data is, whoever brings it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray


class Table(NamedTuple):
    """Rows of numbers with named columns.

    Attributes
    ----------
    name
        What to call it in a sentence.
    columns
        One name for each column of numbers, all different.
    values
        Shape (n, d), finite.
    labels
        One text for each row, or None when nothing names or groups the rows.
    label_name
        What the labels tell: a species, a depth; empty without labels.
    notes
        Sentences that belong beside the data: what was left out, filled in, renamed.
    missing
        How many cells were missing before rows were left out or cells filled in.
    texts
        Every text column by name, shape (n,) each; the labels are one of them. None without any.
    """

    name: str
    columns: tuple[str, ...]
    values: NDArray[np.float64]
    labels: NDArray[np.str_] | None
    label_name: str
    notes: tuple[str, ...]
    missing: int = 0
    texts: dict[str, NDArray[np.str_]] | None = None


class Ratings(NamedTuple):
    """Ratings one by one: user, item, value.

    Attributes
    ----------
    users, items
        The different ids, as text, in the order in which they first appear.
    user_index, item_index
        For each rating the place of its user in `users` and of its item in `items`, shape (n,).
    values
        The ratings, shape (n,), finite; every pair of user and item appears once.
    notes
        Sentences that belong beside the data.
    """

    users: NDArray[Any]
    items: NDArray[Any]
    user_index: NDArray[np.int64]
    item_index: NDArray[np.int64]
    values: NDArray[np.float64]
    notes: tuple[str, ...]


class SampleError(ValueError):
    """What the reader gave cannot be read; the message is one sentence for the reader."""

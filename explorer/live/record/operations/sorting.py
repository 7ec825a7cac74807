"""Order: what the steps mean in NumPy."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from explorer.live.record.operations.values import Array, Result, normal


def _sort(a: Array, axis: int) -> Array:
    return normal(np.sort(a, axis=axis, kind="stable"))


def _argsort(a: Array, axis: int) -> Array:
    # Stable, because the order of ties must be the same in the browser.
    return normal(np.argsort(a, axis=axis, kind="stable"))


OPERATIONS: dict[str, Callable[..., Result]] = {
    "sort": _sort,
    "argsort": _argsort,
}

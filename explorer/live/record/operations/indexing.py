"""Entries picked: what the steps mean in NumPy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from explorer.live.record.operations.values import Array, Result, nan, normal


def _as_index(array: Array) -> Array | None:
    """An index array, or None when NaN was carried into it from an earlier failure."""
    if array.dtype.kind in "bi":
        return array.astype(np.int64)
    return array.astype(np.int64) if np.all(np.isfinite(array.real)) else None


def _decode_key(key: Sequence[Any], arrays: Sequence[Array]) -> tuple[Any, ...]:
    rest = iter(arrays)
    entries: list[Any] = []
    for entry in key:
        if entry == "array":
            entries.append(next(rest))
        elif entry == "newaxis":
            entries.append(None)
        elif entry == "ellipsis":
            entries.append(Ellipsis)
        else:
            entries.append(slice(*entry) if isinstance(entry, (list, tuple)) else entry)
    return tuple(entries)


def _getitem(a: Array, *indices: Array, key: Sequence[Any]) -> Array:
    arrays = [_as_index(index) for index in indices]
    if all(array is not None for array in arrays):
        try:
            return normal(a[_decode_key(key, arrays)])  # type: ignore[arg-type]
        except IndexError:
            pass
    # Out of range: NaN of the shape that indices in range would have given.
    in_range = _decode_key(key, [np.zeros(i.shape, dtype=int) for i in indices])
    try:
        return nan(a[in_range].shape)
    except IndexError:  # an axis of no entries has no range at all
        return nan(np.broadcast_to(0, tuple(max(n, 1) for n in a.shape))[in_range].shape)


def _take_along_axis(a: Array, index: Array, axis: int) -> Array:
    exact = _as_index(index)
    if exact is not None:
        try:
            return normal(np.take_along_axis(a, exact, axis=axis))
        except IndexError:
            pass
    return nan(np.broadcast_shapes(index.shape, tuple(1 if d == axis else n for d, n in enumerate(a.shape))))


OPERATIONS: dict[str, Callable[..., Result]] = {
    "getitem": _getitem,
    "take_along_axis": _take_along_axis,
}

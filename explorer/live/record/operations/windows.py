"""Windows that slide over an array: what the step means in NumPy."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from explorer.live.record.operations.values import Array, Result


def _windows(a: Array, sizes: Sequence[int], axes: Sequence[int]) -> Array:
    return np.lib.stride_tricks.sliding_window_view(a, tuple(sizes), axis=tuple(axes)).copy()


OPERATIONS: dict[str, Callable[..., Result]] = {
    "windows": _windows,
}

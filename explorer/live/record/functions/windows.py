"""Windows that slide over an array: one step, however many there are."""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.live.record.functions.operands import as_array
from explorer.live.record.functions.table import Emit, supports


@supports(
    np.lib.stride_tricks.sliding_window_view,
    "np.lib.stride_tricks.sliding_window_view(np.concatenate([v, w, v]), 2)",
    "np.lib.stride_tricks.sliding_window_view(A, (1, 1))",
    "np.lib.stride_tricks.sliding_window_view(m, 1, axis=0)",
    "np.lib.stride_tricks.sliding_window_view(np.pad(A, 1), (3, 2))",
    "np.lib.stride_tricks.sliding_window_view(np.pad(A, 1), (2, 2), axis=(1, 1))",
)
def _sliding_window_view(emit: Emit, x: Any, window_shape: Any, axis: Any = None) -> Any:
    a = as_array(x)
    # NumPy itself says what is wrong with a window, by the shape alone.
    np.lib.stride_tricks.sliding_window_view(np.empty(a.shape), window_shape, axis)
    sizes = np.atleast_1d(window_shape).astype(int).tolist()
    axes = range(a.ndim) if axis is None else np.atleast_1d(axis).astype(int).tolist()
    return emit("windows", (a,), {"sizes": sizes, "axes": [int(k) % a.ndim for k in axes]})

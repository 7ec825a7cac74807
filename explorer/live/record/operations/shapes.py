"""Other shapes of the same numbers, arrays joined: what the steps mean in NumPy."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from explorer.live.record.operations.values import Result, plain

OPERATIONS: dict[str, Callable[..., Result]] = {
    "reshape": plain(lambda a, shape: a.reshape(shape)),
    "transpose": plain(lambda a, axes=None: a.transpose(axes)),
    "broadcast_to": plain(lambda a, shape: np.broadcast_to(a, shape)),
    "stack": plain(lambda *arrays, axis: np.stack(arrays, axis=axis)),
    "concatenate": plain(lambda *arrays, axis: np.concatenate(arrays, axis=axis)),
    "item": lambda values, index: values[index],
}

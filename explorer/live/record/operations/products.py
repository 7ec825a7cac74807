"""Products of matrices: what the steps mean in NumPy."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from explorer.live.record.operations.values import Result, plain

OPERATIONS: dict[str, Callable[..., Result]] = {
    "matmul": plain(np.matmul),
}

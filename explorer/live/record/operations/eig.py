"""Eigenvalues and eigenvectors of any square matrix: what the steps mean in NumPy."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from explorer.live.record.operations.matrices import matrices, no_eigenpairs
from explorer.live.record.operations.values import Result

OPERATIONS: dict[str, Callable[..., Result]] = {
    "eig": matrices(np.linalg.eig, failed=no_eigenpairs),
}

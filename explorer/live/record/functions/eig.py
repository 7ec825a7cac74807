"""Eigenvalues and eigenvectors of any square matrix."""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.live.record.functions.operands import items_of, require_square
from explorer.live.record.functions.table import Emit, supports

EIG: Any = type(np.linalg.eig(np.eye(1)))


@supports(
    np.linalg.eig,
    "np.linalg.eig(A)",
    "np.linalg.eig(S)",
    "np.linalg.eig(C)",
    "np.linalg.eig(np.stack([A, 2 * A]))",
)
def _eig(emit: Emit, a: Any) -> Any:
    require_square(a, "eig")
    return EIG(*items_of(emit, "eig", (a,), 2))


@supports(np.linalg.eigvals, "np.linalg.eigvals(A)", "np.linalg.eigvals(C[:2, :2])")
def _eigvals(emit: Emit, a: Any) -> Any:
    return np.linalg.eig(a).eigenvalues

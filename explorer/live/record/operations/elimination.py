"""Linear systems, determinants and inverses: what the steps mean in NumPy."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from explorer.live.record.operations.matrices import matrices, nan_like
from explorer.live.record.operations.values import Array, Result, floating_point, nan, normal


def _cholesky(a: Array) -> Array:
    return normal(np.linalg.cholesky(a))


def _solve(a: Array, b: Array) -> Array:
    a, b = floating_point(a), floating_point(b)
    vector = b.ndim == 1
    columns = b[:, None] if vector else b
    if a.ndim == 2 and columns.ndim == 2:
        result = _solve_one(a, columns)
    else:
        batch = np.broadcast_shapes(a.shape[:-2], columns.shape[:-2])
        left = np.broadcast_to(a, batch + a.shape[-2:]).reshape(math.prod(batch), *a.shape[-2:])
        right = np.broadcast_to(columns, batch + columns.shape[-2:]).reshape(
            math.prod(batch), *columns.shape[-2:]
        )
        shape = batch + columns.shape[-2:]
        parts = [_solve_one(p, q) for p, q in zip(left, right, strict=True)]
        result = normal(np.stack(parts)).reshape(shape) if parts else np.zeros(shape)
    return result[..., 0] if vector else result


def _solve_one(a: Array, b: Array) -> Array:
    if a.shape[0] != a.shape[1] or a.shape[0] != b.shape[0]:
        return normal(np.linalg.solve(a, b))  # raises with NumPy's own words about the shapes
    if not (np.all(np.isfinite(a)) and np.all(np.isfinite(b))):
        return nan(b.shape)
    try:
        return normal(np.linalg.solve(a, b))
    except np.linalg.LinAlgError:
        return nan(b.shape)


OPERATIONS: dict[str, Callable[..., Result]] = {
    "det": matrices(np.linalg.det, failed=lambda a: nan(()), finite=True),
    "slogdet": matrices(np.linalg.slogdet, failed=lambda a: (nan(()), nan(()))),
    "inv": matrices(np.linalg.inv, failed=nan_like),
    "solve": _solve,
    "cholesky": matrices(_cholesky, failed=nan_like),
}

"""Factorizations with orthogonal matrices and what rests on them: what the steps mean in NumPy."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from explorer.live.record.operations.matrices import matrices, nan_like, no_eigenpairs
from explorer.live.record.operations.values import Array, Result, floating_point, nan, normal


def _svd(a: Array, full_matrices: bool, compute_uv: bool) -> Result:
    m, n = a.shape
    k = min(m, n)
    failed: Result = nan((k,))
    if compute_uv:
        failed = nan((m, m if full_matrices else k)), nan((k,)), nan((n if full_matrices else k, n))
    if not np.all(np.isfinite(a)):
        return failed
    try:
        result = np.linalg.svd(a, full_matrices, compute_uv)  # type: ignore[call-overload]
    except np.linalg.LinAlgError:
        return failed
    return tuple(result) if compute_uv else result


def _qr(a: Array, mode: str) -> Result:
    m, n = a.shape
    k = m if mode == "complete" else min(m, n)
    if not np.all(np.isfinite(a)):
        return nan((k, n)) if mode == "r" else (nan((m, k)), nan((k, n)))
    result = np.linalg.qr(a, mode=mode)  # type: ignore[call-overload]
    return result if mode == "r" else tuple(result)


def _lstsq(a: Array, b: Array, rcond: float | None) -> Result:
    """Least squares; where NumPy gives no residuals because columns depend on each other, they are NaN here.

    A shape may not change during a drag.
    """
    a, b = floating_point(a), floating_point(b)
    m, n = a.shape
    unknown = nan((math.prod(b.shape[1:]) if m > n else 0,))
    if not (np.all(np.isfinite(a)) and np.all(np.isfinite(b))):
        return nan(a.shape[1:] + b.shape[1:]), unknown, nan(()), nan((min(m, n),))
    x, residuals, rank, s = np.linalg.lstsq(a, b, rcond=rcond)
    known = normal(residuals) if residuals.shape == unknown.shape else unknown
    return normal(x), known, normal(rank), normal(s)


def _matrix_rank(a: Array, tol: float | None, rtol: float | None) -> Array:
    if tol is not None:
        return normal(np.linalg.matrix_rank(a, tol=tol))
    return (
        normal(np.linalg.matrix_rank(a, rtol=rtol)) if rtol is not None else normal(np.linalg.matrix_rank(a))
    )


OPERATIONS: dict[str, Callable[..., Result]] = {
    "eigh": matrices(np.linalg.eigh, failed=no_eigenpairs),
    "svd": matrices(_svd, failed=nan_like, finite=False),
    "qr": matrices(_qr, failed=nan_like, finite=False),
    "matrix_rank": matrices(_matrix_rank, failed=lambda a: nan(())),
    "lstsq": _lstsq,
    "pinv": matrices(lambda a, rcond: np.linalg.pinv(a, rcond=rcond), failed=lambda a: nan(a.shape[::-1])),
}

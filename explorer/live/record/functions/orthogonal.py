"""Factorizations with orthogonal matrices (QR, SVD, symmetric eigenvectors) and what rests on them."""

from __future__ import annotations

from typing import Any, cast

import numpy as np

from explorer.live.record.functions.elementwise import astype
from explorer.live.record.functions.operands import items_of, require_square, shape_of
from explorer.live.record.functions.table import Emit, Refused, is_live, supports

SVD: Any = type(np.linalg.svd(np.eye(1)))
EIGH: Any = type(np.linalg.eigh(np.eye(1)))
QR: Any = type(np.linalg.qr(np.eye(1)))


@supports(
    np.linalg.eigh,
    "np.linalg.eigh(S)",
    "np.linalg.eigh(H)",
    "np.linalg.eigh(np.stack([S, 2 * S]))[0]",
    "np.linalg.eigh(A)",
)
def _eigh(emit: Emit, a: Any, UPLO: str = "L") -> Any:
    require_square(a, "eigh")
    if UPLO.upper() == "U":
        a = np.conj(np.swapaxes(a, -1, -2))
    return EIGH(*items_of(emit, "eigh", (a,), 2))


@supports(np.linalg.eigvalsh, "np.linalg.eigvalsh(S)", "np.linalg.eigvalsh(H)")
def _eigvalsh(emit: Emit, a: Any, UPLO: str = "L") -> Any:
    return cast(Any, np.linalg.eigh)(a, UPLO).eigenvalues


@supports(
    np.linalg.svd,
    "np.linalg.svd(R)",
    "np.linalg.svd(R, full_matrices=False)",
    "np.linalg.svd(A)",
    "np.linalg.svd(C)",
    "np.linalg.svd(R, compute_uv=False)",
    "np.linalg.svd(np.stack([R, 2 * R]), full_matrices=False)[1]",
    "np.linalg.svd(A).S",
)
def _svd(
    emit: Emit, a: Any, full_matrices: bool = True, compute_uv: bool = True, hermitian: bool = False
) -> Any:
    if len(shape_of(a)) < 2:
        raise ValueError(f"np.linalg.svd needs a matrix, not shape {shape_of(a)}")
    attributes = {"full_matrices": bool(full_matrices), "compute_uv": bool(compute_uv)}
    if not compute_uv:
        return emit("svd", (a,), {"full_matrices": False, "compute_uv": False})
    return SVD(*items_of(emit, "svd", (a,), 3, attributes))


@supports(np.linalg.svdvals, "np.linalg.svdvals(R)")
def _svdvals(emit: Emit, x: Any, /) -> Any:
    return np.linalg.svd(x, compute_uv=False)


@supports(
    np.linalg.qr,
    "np.linalg.qr(R)",
    "np.linalg.qr(A)",
    "np.linalg.qr(R, mode='complete')",
    "np.linalg.qr(R, mode='r')",
    "np.linalg.qr(C)",
)
def _qr(emit: Emit, a: Any, mode: str = "reduced") -> Any:
    if mode not in ("reduced", "complete", "r"):
        raise Refused(f"mode={mode!r} is not recorded; use 'reduced', 'complete' or 'r'")
    if mode == "r":
        return emit("qr", (a,), {"mode": "r"})
    return QR(*items_of(emit, "qr", (a,), 2, {"mode": mode}))


@supports(
    np.linalg.matrix_rank,
    "np.linalg.matrix_rank(R)",
    "np.linalg.matrix_rank(A)",
    "np.linalg.matrix_rank(R, tol=0.5)",
    "np.linalg.matrix_rank(v)",
)
def _matrix_rank(emit: Emit, A: Any, tol: Any = None, hermitian: bool = False, *, rtol: Any = None) -> Any:
    if len(shape_of(A)) < 2:
        return astype(emit, np.any(A != 0), int)
    if is_live(tol) or is_live(rtol):
        raise Refused(
            "the tolerance is live; give a fixed one, or count np.linalg.svd(A, compute_uv=False) > tolerance"
        )
    return emit("matrix_rank", (A,), {"tol": tol, "rtol": rtol})


@supports(
    np.linalg.lstsq,
    "np.linalg.lstsq(R, np.ones(R.shape[0]))",
    "np.linalg.lstsq(A, B)",
    "np.linalg.lstsq(R, R, rcond=None)[0]",
)
def _lstsq(emit: Emit, a: Any, b: Any, rcond: Any = None) -> Any:
    return tuple(items_of(emit, "lstsq", (a, b), 4, {"rcond": rcond}))


@supports(
    np.linalg.pinv,
    "np.linalg.pinv(R)",
    "np.linalg.pinv(A)",
    "np.linalg.pinv(R, rcond=0.1)",
    "np.linalg.pinv(C)",
)
def _pinv(emit: Emit, a: Any, rcond: Any = None, hermitian: bool = False, *, rtol: Any = None) -> Any:
    if is_live(rcond) or is_live(rtol):
        raise Refused("the tolerance is live; give a fixed one")
    limit = rtol if rtol is not None else (1e-15 if rcond is None else rcond)
    return emit("pinv", (a,), {"rcond": float(limit)})


@supports(np.linalg.cond, "np.linalg.cond(A)", "np.linalg.cond(R)")
def _cond(emit: Emit, x: Any, p: Any = None) -> Any:
    if p not in (None, 2):
        raise Refused(
            "only p=2 is recorded; write np.linalg.norm(A, p) * np.linalg.norm(np.linalg.inv(A), p)"
        )
    values = np.linalg.svd(x, compute_uv=False)
    largest, smallest = values[..., 0], values[..., -1]
    ratio = np.where(smallest == 0, np.inf, largest / smallest)
    return ratio

"""Products of vectors and matrices, and what is made of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from explorer.live.record.functions.operands import as_array, one_axis, permuted, shape_of
from explorer.live.record.functions.table import FUNCTIONS, Emit, Refused, add, supports


def _matmul(emit: Emit, a: Any, b: Any, /) -> Any:
    return emit("matmul", (a, b))


add(
    np.matmul,
    _matmul,
    "A @ B",
    "A @ v[:0].sum() * np.eye(1) if False else A @ A",
    "m @ m.T",
    "v @ w",
    "R @ np.ones(R.shape[1])",
    "np.ones(R.shape[0]) @ R",
    "C @ C",
    "C @ A[:1].T.reshape(-1)[: C.shape[0]] if A.shape == C.shape else C",
    "np.eye(A.shape[0]) @ A",
    "m[None] @ m.T",
    "k.reshape(1, -1) @ k.reshape(-1, 1)",
    "b.reshape(1, -1) @ b.reshape(-1, 1)",
    "m @ np.ones((m.shape[1], 2))",
    "m @ np.ones((m.shape[1], 3))",
)


@supports(
    np.dot,
    "np.dot(v, w)",
    "np.dot(A, B)",
    "np.dot(x, 2.0)",
    "A.dot(A)",
    "np.dot(t, v)",
    "np.dot(z.ravel(), z.ravel())",
)
def _dot(emit: Emit, a: Any, b: Any) -> Any:
    a, b = as_array(a), as_array(b)
    if a.ndim == 0 or b.ndim == 0:
        return a * b
    if b.ndim > 2 or (a.ndim > 2 and b.ndim > 1 and b.ndim != 2):
        raise Refused("dot of stacks of matrices differs from @; write a @ b")
    return emit("matmul", (a, b))


@supports(np.vdot, "np.vdot(v, w)", "np.vdot(m, m)", "np.vdot(z, z)")
def _vdot(emit: Emit, a: Any, b: Any, /) -> Any:
    return emit("matmul", (np.conj(np.ravel(a)), np.ravel(b)))


@supports(np.inner, "np.inner(v, w)", "np.inner(m, m)", "np.inner(t, v)", "np.inner(m, m[0])")
def _inner(emit: Emit, a: Any, b: Any, /) -> Any:
    a, b = as_array(a), as_array(b)
    if a.ndim == 0 or b.ndim == 0:
        return a * b
    if b.ndim > 2:
        raise Refused("inner of a stack: write a @ np.swapaxes(b, -1, -2)")
    return emit("matmul", (a, np.transpose(b)))


@supports(np.outer, "np.outer(v, w)", "np.outer(v, p)", "np.outer(z, z)", "np.outer(k, n)")
def _outer(emit: Emit, a: Any, b: Any) -> Any:
    return np.ravel(a)[:, None] * np.ravel(b)[None, :]


FUNCTIONS[np.linalg.outer] = FUNCTIONS[np.outer]


@supports(np.vecdot, "np.vecdot(m, m)", "np.vecdot(z, z) if z.ndim else z")
def _vecdot(emit: Emit, x1: Any, x2: Any, /, *, axis: int = -1) -> Any:
    return np.sum(np.conj(x1) * x2, axis=axis)


@supports(
    np.cross,
    "np.cross(np.resize(1.0, 3) * t, np.stack([t, 2 * t, 3.0]))",
    "np.cross(np.stack([x, y + x, x], axis=-1), [1.0, 2.0, 3.0])",
)
def _cross(emit: Emit, a: Any, b: Any, axis: int = -1) -> Any:
    a, b = np.moveaxis(as_array(a), axis, -1), np.moveaxis(as_array(b), axis, -1)
    if a.shape[-1] != 3 or b.shape[-1] != 3:
        raise Refused(
            "a cross product is of vectors with three entries; for the plane write u[0] * v[1] - u[1] * v[0]"
        )
    a1, a2, a3 = (a[..., k] for k in range(3))
    b1, b2, b3 = (b[..., k] for k in range(3))
    parts = [a2 * b3 - a3 * b2, a3 * b1 - a1 * b3, a1 * b2 - a2 * b1]
    return np.moveaxis(np.stack(parts, axis=-1), -1, axis)


FUNCTIONS[np.linalg.cross] = FUNCTIONS[np.cross]


@supports(np.kron, "np.kron(A, B)", "np.kron(v, w)", "np.kron(np.eye(2), A)", "np.kron(m, v)")
def _kron(emit: Emit, a: Any, b: Any) -> Any:
    a, b = as_array(a), as_array(b)
    ndim = max(a.ndim, b.ndim)
    left = (1,) * (ndim - a.ndim) + a.shape
    right = (1,) * (ndim - b.ndim) + b.shape
    a = np.reshape(a, [n for pair in zip(left, (1,) * ndim, strict=True) for n in pair])
    b = np.reshape(b, [n for pair in zip((1,) * ndim, right, strict=True) for n in pair])
    return np.reshape(a * b, [p * q for p, q in zip(left, right, strict=True)])


@supports(
    np.tensordot,
    "np.tensordot(A, B, 1)",
    "np.tensordot(m, m, axes=2)",
    "np.tensordot(m, m, axes=([0], [0]))",
    "np.tensordot(v, w, 0)",
)
def _tensordot(emit: Emit, a: Any, b: Any, axes: Any = 2) -> Any:
    a, b = as_array(a), as_array(b)
    if isinstance(axes, int):
        left, right = list(range(a.ndim - axes, a.ndim)), list(range(axes))
    else:
        left, right = (
            [one_axis(k, c.ndim) for k in (s if isinstance(s, Sequence) else [s])]
            for s, c in zip(axes, (a, b), strict=True)
        )
    if [a.shape[k] for k in left] != [b.shape[k] for k in right]:
        raise ValueError("shape-mismatch for sum")
    keep_a = [k for k in range(a.ndim) if k not in left]
    keep_b = [k for k in range(b.ndim) if k not in right]
    inner = math.prod(a.shape[k] for k in left)
    rows, columns = [a.shape[k] for k in keep_a], [b.shape[k] for k in keep_b]
    p = np.reshape(permuted(a, keep_a + left), (math.prod(rows), inner))
    q = np.reshape(permuted(b, right + keep_b), (inner, math.prod(columns)))
    return np.reshape(p @ q, rows + columns)


@supports(np.cov, "np.cov(R)", "np.cov(R, rowvar=False)", "np.cov(R, bias=True)", "np.cov(v, w)")
def _cov(
    emit: Emit, m: Any, y: Any = None, rowvar: bool = True, bias: bool = False, ddof: int | None = None
) -> Any:
    x = np.atleast_2d(m)
    if not rowvar and len(shape_of(m)) > 1:
        x = x.T
    if y is not None:
        other = np.atleast_2d(y)
        x = np.concatenate([x, other if rowvar or other.shape[0] == 1 else other.T], axis=0)
    freedom = ddof if ddof is not None else (0 if bias else 1)
    centred = x - np.mean(x, axis=1, keepdims=True)
    n = x.shape[1] - freedom
    return np.squeeze(centred @ np.conj(centred.T) / (n if n > 0 else 0.0 * np.max(np.abs(x[:1, :1]))))


@supports(np.corrcoef, "np.corrcoef(v, w)", "np.corrcoef(R)")
def _corrcoef(emit: Emit, x: Any, y: Any = None, rowvar: bool = True) -> Any:
    c = np.cov(x, y, rowvar)
    if c.ndim == 0:
        return c / c
    spread = np.sqrt(np.real(np.diagonal(c)))
    return np.clip(c / spread[:, None] / spread[None, :], -1, 1)


@supports(
    np.convolve,
    "np.convolve(v, [1.0, -1.0])",
    "np.convolve(v, w, 'same')",
    "np.convolve([1, 2, 3.0, 4, 5], p, 'valid')",
)
def _convolve(emit: Emit, a: Any, v: Any, mode: str = "full") -> Any:
    a, v = as_array(a), as_array(v)
    if a.size == 0 or v.size == 0:
        raise ValueError("a sequence to convolve is empty")
    if v.size > a.size:
        a, v = v, a
    n, m = a.size, v.size
    places = np.arange(n + m - 1)[:, None] - np.arange(m)[None, :]
    inside = (places >= 0) & (places < n)
    full = np.sum(np.where(inside, a[np.clip(places, 0, n - 1)] * v, 0.0), axis=1)
    if mode == "full":
        return full
    extra = m - 1
    return full[extra : extra + n - m + 1] if mode == "valid" else full[extra // 2 : extra // 2 + n]


@supports(
    np.linalg.multi_dot, "np.linalg.multi_dot([A, A, A])", "np.linalg.multi_dot([v, np.eye(v.size), w])"
)
def _multi_dot(emit: Emit, arrays: Sequence[Any]) -> Any:
    result = arrays[0]
    for other in arrays[1:]:
        result = np.matmul(result, other)
    return result

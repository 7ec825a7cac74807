"""Linear systems, determinants and inverses."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from explorer.live.record.functions.operands import items_of, require_square, shape_of
from explorer.live.record.functions.table import Emit, add, supports


def _single(op: str) -> Callable[..., Any]:
    def record(emit: Emit, a: Any) -> Any:
        if len(shape_of(a)) < 2 or shape_of(a)[-1] != shape_of(a)[-2]:
            raise ValueError(f"np.linalg.{op} needs a square matrix, not shape {shape_of(a)}")
        return emit(op, (a,))

    record.__name__ = op
    return record


add(
    np.linalg.det,
    _single("det"),
    "np.linalg.det(A)",
    "np.linalg.det(S)",
    "np.linalg.det(C)",
    "np.linalg.det(np.stack([A, 2 * A]))",
)
add(
    np.linalg.inv,
    _single("inv"),
    "np.linalg.inv(A)",
    "np.linalg.inv(S)",
    "np.linalg.inv(C)",
    "np.linalg.inv(np.stack([A, 2 * A]))",
)
add(
    np.linalg.cholesky,
    _single("cholesky"),
    "np.linalg.cholesky(A @ A.T + np.eye(A.shape[0]))",
    "np.linalg.cholesky(C @ np.conj(C.T) + np.eye(C.shape[0]))",
)
SLOGDET: Any = type(np.linalg.slogdet(np.eye(1)))


@supports(np.linalg.slogdet, "np.linalg.slogdet(A)", "np.linalg.slogdet(A)[1]", "np.linalg.slogdet(C)")
def _slogdet(emit: Emit, a: Any) -> Any:
    require_square(a, "slogdet")
    return SLOGDET(*items_of(emit, "slogdet", (a,), 2))


@supports(
    np.linalg.solve,
    "np.linalg.solve(A, np.ones(A.shape[0]))",
    "np.linalg.solve(A, B)",
    "np.linalg.solve(C, C)",
    "np.linalg.solve(np.eye(v.size) * 2, v)",
)
def _solve(emit: Emit, a: Any, b: Any) -> Any:
    require_square(a, "solve")
    return emit("solve", (a, b))


@supports(
    np.linalg.matrix_power,
    "np.linalg.matrix_power(A, 3)",
    "np.linalg.matrix_power(A, 0)",
    "np.linalg.matrix_power(A, 10)",
    "np.linalg.matrix_power(A, -2)",
    "np.linalg.matrix_power(C, 2)",
)
def _matrix_power(emit: Emit, a: Any, n: int) -> Any:
    require_square(a, "matrix_power")
    power = operator.index(n)
    if power == 0:
        return np.broadcast_to(np.eye(a.shape[-1], dtype=a.dtype), a.shape)
    if power < 0:
        a, power = np.linalg.inv(a), -power
    result = None
    while True:
        power, bit = divmod(power, 2)
        if bit:
            result = a if result is None else result @ a
        if not power:
            return result
        a = a @ a

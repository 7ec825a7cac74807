"""Along axes: what the steps mean in NumPy."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from explorer.live.record.operations.values import Array, Result, Shape, floating_point, nan, normal, number

Axis = int | Sequence[int] | None


def _axes(axis: Axis, ndim: int) -> tuple[int, ...]:
    if axis is None:
        return tuple(range(ndim))
    return tuple(k % ndim if ndim else k for k in ((axis,) if isinstance(axis, int) else axis))


def _numpy_axis(axis: Axis) -> int | tuple[int, ...] | None:
    return tuple(axis) if isinstance(axis, list) else axis  # type: ignore[return-value]


def _reduced_shape(a: Array, axis: Axis, keepdims: bool) -> tuple[Shape, int]:
    """The shape after a reduction, and how many numbers each result is made of."""
    axes = _axes(axis, a.ndim)
    count = math.prod(a.shape[k] for k in axes)
    if keepdims:
        return tuple(1 if k in axes else n for k, n in enumerate(a.shape)), count
    return tuple(n for k, n in enumerate(a.shape) if k not in axes), count


def _reduction(
    function: Callable[..., Any], empty: bool = True, counting: bool = False
) -> Callable[..., Array]:
    """A reduction along axes; of nothing at all it is NumPy's neutral element or NaN."""

    def apply(a: Array, axis: Axis = None, keepdims: bool = False, **attributes: Any) -> Array:
        shape, count = _reduced_shape(a, axis, keepdims)
        if not empty and count == 0:
            return nan(shape)
        if counting:
            a = number(a)
        return normal(function(a, axis=_numpy_axis(axis), keepdims=keepdims, **attributes))

    return apply


def _spread(function: Callable[..., Any]) -> Callable[..., Array]:
    def apply(a: Array, axis: Axis = None, keepdims: bool = False, ddof: float = 0) -> Array:
        shape, count = _reduced_shape(a, axis, keepdims)
        if count == 0:
            return nan(shape)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            return normal(function(number(a), axis=_numpy_axis(axis), keepdims=keepdims, ddof=ddof))

    return apply


def _norm(a: Array, axis: Axis = None, keepdims: bool = False) -> Array:
    """Root of the sum of squared sizes along axes: Euclidean and Frobenius norm."""
    a = floating_point(a)
    squares = a.real**2 + a.imag**2 if a.dtype.kind == "c" else a * a
    return normal(np.sqrt(np.sum(squares, axis=_numpy_axis(axis), keepdims=keepdims)))


def _scan(function: Callable[..., Any]) -> Callable[..., Array]:
    def apply(a: Array, axis: int | None = None) -> Array:
        return normal(function(number(a), axis=axis))

    return apply


OPERATIONS: dict[str, Callable[..., Result]] = {
    "sum": _reduction(np.sum, counting=True),
    "prod": _reduction(np.prod, counting=True),
    "mean": _reduction(np.mean, empty=False, counting=True),
    "std": _spread(np.std),
    "var": _spread(np.var),
    "max": _reduction(np.max, empty=False),
    "min": _reduction(np.min, empty=False),
    "argmax": _reduction(np.argmax, empty=False),
    "argmin": _reduction(np.argmin, empty=False),
    "any": _reduction(lambda a, **k: np.any(a.astype(bool), **k)),
    "all": _reduction(lambda a, **k: np.all(a.astype(bool), **k)),
    "count_nonzero": _reduction(np.count_nonzero),
    "norm": _norm,
    "cumsum": _scan(np.cumsum),
    "cumprod": _scan(np.cumprod),
}

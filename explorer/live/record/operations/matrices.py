"""What is the same for all functions of matrices: stacks of them, and matrices without an answer."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from explorer.live.record.operations.values import Array, Result, Shape, floating_point, nan, normal


def matrices(
    function: Callable[..., Any], *, failed: Callable[[Array], Result], finite: bool = True
) -> Callable[..., Result]:
    """Return a function of matrices that takes a stack too; what fails for one matrix is NaN for that one.

    A matrix with NaN or infinity in it has no decomposition: LAPACK's answer there depends on its version.
    """

    def one(a: Array, **attributes: Any) -> Result:
        if finite and not np.all(np.isfinite(a)):
            return failed(a)
        try:
            result = function(a, **attributes)
        except np.linalg.LinAlgError:
            return failed(a)
        return tuple(map(normal, result)) if isinstance(result, tuple) else normal(result)

    def apply(a: Array, **attributes: Any) -> Result:
        a = floating_point(a)
        if a.ndim <= 2:
            return one(a, **attributes)
        results = [one(matrix, **attributes) for matrix in a.reshape(math.prod(a.shape[:-2]), *a.shape[-2:])]
        if not results:
            sample = one(np.zeros(a.shape[-2:]), **attributes)
            return _none_of(sample, a.shape[:-2])
        return _restack(results, a.shape[:-2])

    return apply


def _none_of(sample: Result, batch: Shape) -> Result:
    if isinstance(sample, tuple):
        return tuple(np.zeros(batch + part.shape, part.dtype) for part in sample)
    return np.zeros(batch + sample.shape, sample.dtype)


def _restack(results: Sequence[Result], batch: Shape) -> Result:
    def stacked(parts: Sequence[Any]) -> Array:
        return normal(np.stack(parts).reshape(batch + parts[0].shape))

    if isinstance(results[0], tuple):
        return tuple(map(stacked, zip(*results, strict=True)))
    return stacked(results)


def nan_like(a: Array) -> Result:
    """Return NaN for every entry."""
    return nan(a.shape)


def no_eigenpairs(a: Array) -> Result:
    """Return NaN for every eigenvalue and eigenvector."""
    return nan(a.shape[:1]), nan(a.shape)

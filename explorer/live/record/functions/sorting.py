"""Order: sorting, quantiles, and where a number falls between others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from explorer.live.record.functions.indexing import getitem
from explorer.live.record.functions.operands import as_array, one_axis, shape_of
from explorer.live.record.functions.table import Emit, Refused, add, is_live, supports


def _sorted(op: str) -> Callable[..., Any]:
    def record(emit: Emit, a: Any, axis: Any = -1, kind: Any = None, stable: Any = None) -> Any:
        if axis is None:
            a, axis = np.ravel(a), -1
        return emit(op, (a,), {"axis": one_axis(axis, a.ndim)})

    record.__name__ = op
    return record


add(
    np.sort,
    _sorted("sort"),
    "np.sort(v)",
    "np.sort(m)",
    "np.sort(m, axis=0)",
    "np.sort(x, axis=None)",
    "np.sort(z, axis=None)",
    "np.sort(k, axis=None)",
)
add(
    np.argsort,
    _sorted("argsort"),
    "np.argsort(v, kind='stable')",
    "np.argsort(m, axis=0, kind='stable')",
    "np.argsort(k, axis=None, kind='stable')",
    "np.argsort(-v, kind='stable')",
)


@supports(np.median, "np.median(x)", "np.median(m, axis=0)", "np.median(v)")
def _median(emit: Emit, a: Any, axis: Any = None, *, keepdims: bool = False) -> Any:
    flat = np.ravel(a) if axis is None else np.moveaxis(a, axis, -1)
    n = flat.shape[-1]
    if n == 0:
        result = np.mean(flat, axis=-1)
    else:
        ordered = np.sort(flat, axis=-1)
        middle = (
            ordered[..., n // 2] * 1.0 if n % 2 else np.mean(ordered[..., n // 2 - 1 : n // 2 + 1], axis=-1)
        )
        result = np.where(np.isnan(ordered[..., -1]), np.nan, middle)
    if not keepdims:
        return result
    return np.reshape(result, (1,) * a.ndim) if axis is None else np.expand_dims(result, axis)


@supports(
    np.quantile, "np.quantile(v, 0.25)", "np.quantile(m, 0.9, axis=0)", "np.quantile(v, [0.1, 0.5, 1.0])"
)
def _quantile(emit: Emit, a: Any, q: Any, axis: Any = None) -> Any:
    if is_live(q):
        raise Refused("q is live; give fixed quantiles")
    if np.ndim(q):
        return np.stack([np.quantile(a, each, axis=axis) for each in q])
    if not 0 <= q <= 1:
        raise ValueError(f"quantiles lie between 0 and 1, not {q}")
    flat = np.ravel(a) if axis is None else np.moveaxis(a, axis, -1)
    ordered = np.sort(flat, axis=-1)
    last = flat.shape[-1] - 1
    low = int(q * last)
    part = q * last - low
    below, above = ordered[..., low], ordered[..., min(low + 1, last)]
    gap = above - below
    # From the nearer end, as NumPy does.
    result = below + gap * part if part < 0.5 else above - gap * (1 - part)
    return np.where(np.isnan(ordered[..., -1]), np.nan, result)


@supports(np.percentile, "np.percentile(v, 75)")
def _percentile(emit: Emit, a: Any, q: Any, axis: Any = None) -> Any:
    if is_live(q):
        raise Refused("q is live; give fixed percentiles")
    return np.quantile(a, np.asarray(q) / 100, axis=axis)


@supports(
    np.searchsorted,
    "np.searchsorted(np.array([-1.0, 0.0, 2.0]), x)",
    "np.searchsorted([-1.0, 0.0, 2.0], k, side='right')",
)
def _searchsorted(emit: Emit, a: Any, v: Any, side: str = "left") -> Any:
    before = as_array(a) < np.expand_dims(v, -1) if side == "left" else as_array(a) <= np.expand_dims(v, -1)
    # NaN is sorted behind everything.
    return np.where(np.isnan(v), shape_of(a)[0], np.sum(before, axis=-1))


@supports(
    np.interp,
    "np.interp(x, [0.0, 1.0, 3.0], [5.0, -1.0, 2.0])",
    "np.interp(t, np.arange(4), np.array([0, 1, 4, 9.0]))",
)
def _interp(emit: Emit, x: Any, xp: Any, fp: Any) -> Any:
    if is_live(xp):
        raise Refused("the places xp are live; give fixed places")
    xp, fp = np.asarray(xp, dtype=float), as_array(fp)
    last = len(xp) - 2
    k = np.clip(np.searchsorted(xp, x, side="right") - 1, 0, last)
    slope = (fp[1:] - fp[:-1]) / (xp[1:] - xp[:-1])
    inside = getitem(emit, fp, k) + getitem(emit, slope, k) * (x - getitem(emit, xp, k))
    ends = np.where(x <= xp[0], fp[0], np.where(x >= xp[-1], fp[-1], inside))
    return np.where(np.isnan(x), np.nan, ends)

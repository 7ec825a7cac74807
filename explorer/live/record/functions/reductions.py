"""Sums, means, extremes and norms along axes, and what is made of them."""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.live.record.functions.operands import along, as_array, one_axis
from explorer.live.record.functions.table import (
    FUNCTIONS,
    TABLE,
    UFUNC_METHODS,
    Emit,
    Refused,
    Supported,
    add,
    supports,
)


def _reduction(function: Any, op: str, *examples: str, ufunc: Any = None) -> None:
    def record(emit: Emit, a: Any, axis: Any = None, keepdims: bool = False) -> Any:
        return emit(op, (a,), along(axis, keepdims))

    record.__name__ = op
    add(function, record, *examples)
    if ufunc is not None:

        def reduce(emit: Emit, a: Any, axis: Any = 0, keepdims: bool = False) -> Any:
            return emit(op, (a,), along(axis, keepdims))

        reduce.__name__ = f"{ufunc.__name__}.reduce"
        example = f"np.{ufunc.__name__}.reduce(m)"
        entry = Supported(f"np.{ufunc.__name__}.reduce", ufunc.reduce, reduce, (example,))
        UFUNC_METHODS[ufunc, "reduce"] = entry
        TABLE.append(entry)


def _axis_examples(name: str, *kinds: str) -> tuple[str, ...]:
    return (
        f"np.{name}(x)",
        f"np.{name}(m, axis=0)",
        f"np.{name}(m, axis=-1, keepdims=True)",
        *(f"np.{name}({kind})" for kind in kinds),
    )


_reduction(
    np.sum,
    "sum",
    *_axis_examples("sum", "k", "b", "z"),
    "np.sum(m, axis=(0, 1))",
    "sum(m)",
    "m.sum()",
    "np.sum(m[None], axis=(0, 2))",
    "m.sum(0)",
    "np.sum(b, axis=-1) if b.ndim else b",
    ufunc=np.add,
)
_reduction(np.prod, "prod", *_axis_examples("prod", "k", "b", "z"), ufunc=np.multiply)
_reduction(np.mean, "mean", *_axis_examples("mean", "k", "b", "z"))
_reduction(np.max, "max", *_axis_examples("max", "k", "b", "z"), ufunc=np.maximum)
_reduction(np.min, "min", *_axis_examples("min", "k", "b", "z"), ufunc=np.minimum)
_reduction(np.any, "any", *_axis_examples("any", "b", "z"), ufunc=np.logical_or)
_reduction(np.all, "all", *_axis_examples("all", "b", "z"), ufunc=np.logical_and)
_reduction(np.count_nonzero, "count_nonzero", *_axis_examples("count_nonzero", "b", "z"))
_reduction(np.argmax, "argmax", *_axis_examples("argmax", "k", "b"))
_reduction(np.argmin, "argmin", *_axis_examples("argmin", "k", "b"))
FUNCTIONS[np.amax], FUNCTIONS[np.amin] = FUNCTIONS[np.max], FUNCTIONS[np.min]


def _spread(function: Any, op: str) -> None:
    def record(emit: Emit, a: Any, axis: Any = None, ddof: float = 0, keepdims: bool = False) -> Any:
        return emit(op, (a,), along(axis, keepdims, **({"ddof": ddof} if ddof else {})))

    record.__name__ = op
    add(function, record, *_axis_examples(op, "k", "b", "z"), f"np.{op}(m, axis=0, ddof=1)")


_spread(np.std, "std")
_spread(np.var, "var")


@supports(
    np.cumsum,
    "np.cumsum(x)",
    "np.cumsum(m, axis=0)",
    "np.cumsum(k)",
    "np.cumsum(b)",
    "np.cumsum(m, axis=-1)",
    "np.cumsum(z)",
)
def _cumsum(emit: Emit, a: Any, axis: Any = None) -> Any:
    return emit("cumsum", (a,), along(axis))


@supports(np.cumprod, "np.cumprod(x)", "np.cumprod(m, axis=0)", "np.cumprod(k)", "np.cumprod(z)")
def _cumprod(emit: Emit, a: Any, axis: Any = None) -> Any:
    return emit("cumprod", (a,), along(axis))


@supports(np.ptp, "np.ptp(m, axis=0)", "np.ptp(x)")
def _ptp(emit: Emit, a: Any, axis: Any = None, keepdims: bool = False) -> Any:
    return np.max(a, axis=axis, keepdims=keepdims) - np.min(a, axis=axis, keepdims=keepdims)


@supports(
    np.average,
    "np.average(m)",
    "np.average(m, axis=0)",
    "np.average(v, weights=np.abs(w))",
    "np.average(m, axis=-1, weights=np.ones(m.shape[-1]))",
)
def _average(emit: Emit, a: Any, axis: Any = None, weights: Any = None, *, keepdims: bool = False) -> Any:
    a = as_array(a)
    if weights is None:
        return np.mean(a, axis=axis, keepdims=keepdims)
    weights = as_array(weights)
    if weights.shape != a.shape:
        if axis is None or weights.ndim != 1:
            raise Refused(
                "the weights have another shape; give one axis and one weight for each entry along it"
            )
        shape = [1] * a.ndim
        shape[one_axis(axis, a.ndim)] = weights.shape[0]
        weights = np.broadcast_to(np.reshape(weights, shape), a.shape)
    total = np.sum(weights, axis=axis, keepdims=keepdims)
    return np.sum(a * weights, axis=axis, keepdims=keepdims) / total


def _without_nan(a: Any, neutral: float) -> Any:
    return np.where(np.isnan(a), neutral, a)


@supports(np.nansum, "np.nansum(x)", "np.nansum(m, axis=0)", "np.nansum(m, axis=1, keepdims=True)")
def _nansum(emit: Emit, a: Any, axis: Any = None, *, keepdims: bool = False) -> Any:
    return np.sum(_without_nan(a, 0.0), axis=axis, keepdims=keepdims)


@supports(np.nanmean, "np.nanmean(x)", "np.nanmean(m, axis=0)")
def _nanmean(emit: Emit, a: Any, axis: Any = None, *, keepdims: bool = False) -> Any:
    count = np.sum(~np.isnan(a), axis=axis, keepdims=keepdims)
    return np.nansum(a, axis=axis, keepdims=keepdims) / count


@supports(np.nanvar, "np.nanvar(x)", "np.nanvar(m, axis=0, ddof=1)")
def _nanvar(emit: Emit, a: Any, axis: Any = None, *, ddof: float = 0, keepdims: bool = False) -> Any:
    count = np.sum(~np.isnan(a), axis=axis, keepdims=keepdims)
    off = np.where(np.isnan(a), 0.0, a - np.nanmean(a, axis=axis, keepdims=True))
    freedom = count - ddof
    return np.where(freedom > 0, np.sum(off * off, axis=axis, keepdims=keepdims) / freedom, np.nan)


@supports(np.nanstd, "np.nanstd(x)", "np.nanstd(m, axis=0)")
def _nanstd(emit: Emit, a: Any, axis: Any = None, *, ddof: float = 0, keepdims: bool = False) -> Any:
    return np.sqrt(np.nanvar(a, axis=axis, ddof=ddof, keepdims=keepdims))


@supports(np.nanmax, "np.nanmax(x)", "np.nanmax(m, axis=0)")
def _nanmax(emit: Emit, a: Any, axis: Any = None, *, keepdims: bool = False) -> Any:
    largest = np.max(_without_nan(a, -np.inf), axis=axis, keepdims=keepdims)
    return np.where(np.all(np.isnan(a), axis=axis, keepdims=keepdims), np.nan, largest)


@supports(np.nanmin, "np.nanmin(x)", "np.nanmin(m, axis=0)")
def _nanmin(emit: Emit, a: Any, axis: Any = None, *, keepdims: bool = False) -> Any:
    smallest = np.min(_without_nan(a, np.inf), axis=axis, keepdims=keepdims)
    return np.where(np.all(np.isnan(a), axis=axis, keepdims=keepdims), np.nan, smallest)


@supports(np.diff, "np.diff(v)", "np.diff(m, axis=0)", "np.diff(v, n=2)", "np.diff(v > 0)")
def _diff(emit: Emit, a: Any, n: int = 1, axis: Any = -1) -> Any:
    axis = one_axis(axis, a.ndim)
    before = (slice(None),) * axis
    for _ in range(n):
        later, earlier = a[(*before, slice(1, None))], a[(*before, slice(None, -1))]
        a = later != earlier if a.dtype.kind == "b" else later - earlier
    return a


@supports(np.trapezoid, "np.trapezoid(v)", "np.trapezoid(v, dx=0.5)", "np.trapezoid(v, w)")
def _trapezoid(emit: Emit, y: Any, x: Any = None, dx: Any = 1.0, axis: Any = -1) -> Any:
    y = np.moveaxis(y, axis, -1)
    width = dx if x is None else np.diff(x)
    return np.sum(width * (y[..., 1:] + y[..., :-1]) / 2.0, axis=-1)


@supports(np.polyval, "np.polyval([1.0, -2.0, 3.0], x)", "np.polyval(v, 0.5)", "np.polyval(v, t)")
def _polyval(emit: Emit, p: Any, x: Any) -> Any:
    result: Any = 0.0
    for coefficient in p:
        result = result * x + coefficient
    return result


def _largest(x: Any, axis: Any, keepdims: bool) -> Any:
    """The largest size, 0 of nothing."""
    if x.shape[axis]:
        return np.max(x, axis=axis, keepdims=keepdims)
    return np.sum(x, axis=axis, keepdims=keepdims)


def _vector_norm(x: Any, order: Any, axis: Any, keepdims: bool) -> Any:
    if order == np.inf:
        return _largest(np.abs(x), axis, keepdims)
    if order == -np.inf:
        return np.min(np.abs(x), axis=axis, keepdims=keepdims)
    if order == 0:
        return astype_float(np.count_nonzero(x, axis=axis, keepdims=keepdims))
    if order == 1:
        return np.sum(np.abs(x), axis=axis, keepdims=keepdims)
    return np.sum(np.abs(x) ** order, axis=axis, keepdims=keepdims) ** (1 / order)


def astype_float(x: Any) -> Any:
    """A count as the float that `np.linalg.norm` gives."""
    return x * 1.0


def _matrix_norm(x: Any, order: Any, axes: tuple[int, int], keepdims: bool) -> Any:
    row, column = axes
    if row == column:
        raise ValueError("Duplicate axes given.")
    if order in (1, -1, np.inf, -np.inf):
        along, rest = (row, column) if abs(order) == 1 else (column, row)
        sums = np.sum(np.abs(x), axis=along, keepdims=True)
        result = _largest(sums, rest, True) if order > 0 else np.min(sums, axis=rest, keepdims=True)
        return result if keepdims else np.squeeze(result, axis=(row, column))
    if order in (2, -2, "nuc"):
        values = np.linalg.svd(np.moveaxis(x, axes, (-2, -1)), compute_uv=False)
        result = (
            np.sum(values, axis=-1)
            if order == "nuc"
            else _largest(values, -1, False)
            if order == 2
            else values[..., -1]
        )
        return np.expand_dims(result, tuple(sorted(axes))) if keepdims else result
    raise ValueError(f"Invalid norm order {order!r} for matrices.")


@supports(
    np.linalg.norm,
    "np.linalg.norm(v)",
    "np.linalg.norm(m)",
    "np.linalg.norm(m, axis=1)",
    "np.linalg.norm(v, 1)",
    "np.linalg.norm(v, np.inf)",
    "np.linalg.norm(v, -np.inf)",
    "np.linalg.norm(v, 0)",
    "np.linalg.norm(v, 3)",
    "np.linalg.norm(R, 'fro')",
    "np.linalg.norm(R, 1)",
    "np.linalg.norm(R, np.inf)",
    "np.linalg.norm(R, 2)",
    "np.linalg.norm(R, -2)",
    "np.linalg.norm(R, 'nuc')",
    "np.linalg.norm(m, axis=0, keepdims=True)",
    "np.linalg.norm(z)",
    "np.linalg.norm(m[None], axis=(1, 2))",
    "np.linalg.norm(k)",
    "np.linalg.norm(m, 1, axis=-1)",
    "np.linalg.norm(C, 2)",
    "np.linalg.norm(R, -1)",
    "np.linalg.norm(R, 1, axis=(1, 0), keepdims=True)",
    "np.linalg.norm(t)",
)
def _norm(emit: Emit, x: Any, ord: Any = None, axis: Any = None, keepdims: bool = False) -> Any:
    if axis is None and (ord is None or (ord == 2 and x.ndim == 1) or (ord == "fro" and x.ndim == 2)):
        return emit("norm", (x,), along(None, keepdims))
    axes = (
        tuple(range(x.ndim)) if axis is None else tuple(axis) if isinstance(axis, (tuple, list)) else (axis,)
    )
    axes = tuple(one_axis(k, x.ndim) for k in axes)
    if len(axes) == 1:
        if ord is None or ord == 2:
            return emit("norm", (x,), along(axes[0], keepdims))
        if isinstance(ord, str):
            raise ValueError(f"Invalid norm order {ord!r} for vectors")
        return _vector_norm(x, ord, axes[0], keepdims)
    if len(axes) == 2:
        if ord is None or ord == "fro":
            return emit("norm", (x,), along(axes, keepdims))
        return _matrix_norm(x, ord, axes, keepdims)
    raise ValueError("Improper number of dimensions to norm.")


@supports(np.linalg.vector_norm, "np.linalg.vector_norm(v)", "np.linalg.vector_norm(m, axis=1)")
def _vector_norm_entry(
    emit: Emit, x: Any, /, *, axis: Any = None, keepdims: bool = False, ord: Any = 2
) -> Any:
    if axis is None:
        return np.linalg.norm(np.ravel(x), ord)
    return np.linalg.norm(x, ord, axis=axis, keepdims=keepdims)


@supports(np.linalg.matrix_norm, "np.linalg.matrix_norm(R)", "np.linalg.matrix_norm(R, ord=2)")
def _matrix_norm_entry(emit: Emit, x: Any, /, *, keepdims: bool = False, ord: Any = "fro") -> Any:
    return np.linalg.norm(x, ord, axis=(-2, -1), keepdims=keepdims)

"""Other shapes of the same numbers, arrays joined, and arrays made."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from explorer.live.record.functions.elementwise import astype
from explorer.live.record.functions.operands import (
    as_array,
    check_order,
    fixed_shape,
    one_axis,
    permuted,
    shape_of,
)
from explorer.live.record.functions.table import FUNCTIONS, Emit, add, is_live, supports


@supports(np.reshape, "np.reshape(m, (-1,))", "m.reshape(1, -1)", "np.reshape(m, m.shape[::-1])")
def _reshape(emit: Emit, a: Any, /, shape: Any = None, order: str = "C", *, newshape: Any = None) -> Any:
    check_order(order)
    return emit("reshape", (a,), {"shape": fixed_shape(shape)})


@supports(np.ravel, "np.ravel(m)", "m.ravel()", "m.flatten()", "np.ravel(t)")
def _ravel(emit: Emit, a: Any, order: str = "C") -> Any:
    check_order(order)
    return (
        a
        if len(shape_of(a)) == 1
        else emit("reshape", (a,), {"shape": [-1] if math.prod(shape_of(a)) else [0]})
    )


@supports(
    np.transpose,
    "np.transpose(m)",
    "m.T",
    "np.transpose(m[None], (1, 2, 0))",
    "z.T",
    "m[None].transpose(2, 0, 1)",
    "v.T",
)
def _transpose(emit: Emit, a: Any, axes: Any = None) -> Any:
    if axes is None and len(shape_of(a)) < 2:
        return a
    return emit(
        "transpose", (a,), None if axes is None else {"axes": [one_axis(k, len(shape_of(a))) for k in axes]}
    )


FUNCTIONS[np.permute_dims] = FUNCTIONS[np.transpose]


@supports(np.swapaxes, "np.swapaxes(m, 0, 1)", "m[None].swapaxes(0, -1)")
def _swapaxes(emit: Emit, a: Any, axis1: Any, axis2: Any) -> Any:
    axes = list(range(a.ndim))
    j, k = one_axis(axis1, a.ndim), one_axis(axis2, a.ndim)
    axes[j], axes[k] = k, j
    return permuted(a, axes)


@supports(np.moveaxis, "np.moveaxis(m, 0, -1)", "np.moveaxis(m[None], (0, 1), (-1, 0))")
def _moveaxis(emit: Emit, a: Any, source: Any, destination: Any) -> Any:
    moved = np.moveaxis(np.empty([1] * a.ndim), source, destination)  # NumPy checks the axes
    del moved
    numbers = np.moveaxis(np.empty(range(a.ndim)) if a.ndim else np.empty(()), source, destination).shape
    return permuted(a, list(numbers))


@supports(np.matrix_transpose, "np.matrix_transpose(m)", "m[None].mT")
def _matrix_transpose(emit: Emit, x: Any, /) -> Any:
    return np.swapaxes(x, -1, -2)


FUNCTIONS[np.linalg.matrix_transpose] = FUNCTIONS[np.matrix_transpose]


@supports(np.squeeze, "np.squeeze(m[None])", "np.squeeze(m[:, None], axis=1)", "np.squeeze(t)")
def _squeeze(emit: Emit, a: Any, axis: Any = None) -> Any:
    shape = np.squeeze(np.broadcast_to(0, a.shape), axis).shape
    return emit("reshape", (a,), {"shape": list(shape)})


@supports(np.expand_dims, "np.expand_dims(v, 0)", "np.expand_dims(m, (0, -1))", "np.expand_dims(t, 0)")
def _expand_dims(emit: Emit, a: Any, axis: Any) -> Any:
    shape = np.expand_dims(np.broadcast_to(0, shape_of(a)), axis).shape
    return emit("reshape", (a,), {"shape": list(shape)})


def _at_least(function: Any) -> Callable[..., Any]:
    def record(emit: Emit, *arrays: Any) -> Any:
        results = [
            emit("reshape", (a,), {"shape": list(function(np.broadcast_to(0, shape_of(a))).shape)})
            for a in arrays
        ]
        return results[0] if len(results) == 1 else tuple(results)

    record.__name__ = function.__name__
    return record


for _f in (np.atleast_1d, np.atleast_2d, np.atleast_3d):
    _n = f"np.{_f.__name__}"
    add(_f, _at_least(_f), f"{_n}(t)", f"{_n}(v)", f"{_n}(m)")


@supports(
    np.broadcast_to,
    "np.broadcast_to(v, (4, *v.shape))",
    "np.broadcast_to(t, (2, 3))",
    "np.broadcast_to(m[:, :1], m.shape)",
)
def _broadcast_to(emit: Emit, array: Any, shape: Any) -> Any:
    return emit("broadcast_to", (array,), {"shape": fixed_shape(shape)})


@supports(np.broadcast_arrays, "np.broadcast_arrays(x, y)[1]")
def _broadcast_arrays(emit: Emit, *arrays: Any) -> Any:
    shape = np.broadcast_shapes(*map(shape_of, arrays))
    return tuple(np.broadcast_to(a, shape) for a in arrays)


@supports(
    np.stack,
    "np.stack([v, w])",
    "np.stack([v, w], axis=1)",
    "np.stack([t, 2 * t, 1.0])",
    "np.stack([b, b])",
    "np.stack([k, 0.5 * k])",
    "np.stack([z, z])",
    "np.stack([x, x], axis=-1)",
    "np.stack(list(m))",
)
def _stack(emit: Emit, arrays: Sequence[Any], axis: Any = 0) -> Any:
    pieces = list(arrays)
    if not pieces:
        raise ValueError("need at least one array to stack")
    return emit("stack", pieces, {"axis": one_axis(axis, len(shape_of(pieces[0])) + 1)})


@supports(
    np.concatenate,
    "np.concatenate([v, w])",
    "np.concatenate([m, m], axis=1)",
    "np.concatenate([v, [1.0]])",
    "np.concatenate([k, x], axis=None)",
    "np.concatenate([m, z[:0].real.reshape(0)], axis=None)",
)
def _concatenate(emit: Emit, arrays: Sequence[Any], axis: Any = 0) -> Any:
    pieces = [as_array(a) for a in arrays]
    if axis is None:
        pieces, axis = [np.ravel(a) for a in pieces], 0
    if not pieces:
        raise ValueError("need at least one array to concatenate")
    return emit("concatenate", pieces, {"axis": one_axis(axis, pieces[0].ndim)})


FUNCTIONS[np.concat] = FUNCTIONS[np.concatenate]


@supports(np.vstack, "np.vstack([v, w])", "np.vstack([m, m])")
def _vstack(emit: Emit, tup: Sequence[Any]) -> Any:
    return np.concatenate([np.atleast_2d(a) for a in tup], axis=0)


@supports(np.hstack, "np.hstack([v, w])", "np.hstack([m, m])", "np.hstack([t, v])")
def _hstack(emit: Emit, tup: Sequence[Any]) -> Any:
    pieces = [np.atleast_1d(a) for a in tup]
    return np.concatenate(pieces, axis=0 if pieces[0].ndim == 1 else 1)


@supports(np.dstack, "np.dstack([v, w])", "np.dstack([m, m])")
def _dstack(emit: Emit, tup: Sequence[Any]) -> Any:
    return np.concatenate([np.atleast_3d(a) for a in tup], axis=2)


@supports(
    np.column_stack,
    "np.column_stack([v, w])",
    "np.column_stack([v, np.stack([w, w], axis=1)])",
    "np.column_stack((p, q))",
)
def _column_stack(emit: Emit, tup: Sequence[Any]) -> Any:
    pieces = [as_array(a) for a in tup]
    return np.concatenate([a if a.ndim >= 2 else np.reshape(a, (-1, 1)) for a in pieces], axis=1)


@supports(np.append, "np.append(v, 1.0)", "np.append(m, m, axis=0)", "np.append(v, w)")
def _append(emit: Emit, arr: Any, values: Any, axis: Any = None) -> Any:
    return np.concatenate([np.atleast_1d(arr), np.atleast_1d(values)], axis=axis)


@supports(
    np.block,
    "np.block([[np.cos(t), -np.sin(t)], [np.sin(t), np.cos(t)]])",
    "np.block([[A, A], [A, 2 * A]])",
    "np.block([v, w])",
)
def _block(emit: Emit, arrays: Any) -> Any:
    def depth(block: Any) -> int:
        return 1 + max(map(depth, block)) if isinstance(block, list) else 0

    def dims(block: Any) -> int:
        return max(map(dims, block)) if isinstance(block, list) else len(shape_of(block))

    deepest = depth(arrays)
    ndim = max(deepest, dims(arrays))

    def join(block: Any, level: int) -> Any:
        if isinstance(block, list):
            return np.concatenate([join(part, level - 1) for part in block], axis=-level)
        shape = shape_of(block)
        return np.reshape(block, (1,) * (ndim - len(shape)) + shape)

    return join(arrays, deepest)


@supports(np.zeros_like, "np.zeros_like(x) + x", "np.zeros_like(k)", "np.zeros_like(x, dtype=int)")
def _zeros_like(emit: Emit, a: Any, dtype: Any = None) -> Any:
    return np.zeros(a.shape, dtype or a.dtype)


@supports(np.ones_like, "np.ones_like(x) - x", "np.ones_like(b)")
def _ones_like(emit: Emit, a: Any, dtype: Any = None) -> Any:
    return np.ones(a.shape, dtype or a.dtype)


@supports(
    np.full_like, "np.full_like(x, 2.5)", "np.full_like(v, t)", "np.full_like(k, t)", "np.full_like(v, 3)"
)
def _full_like(emit: Emit, a: Any, fill_value: Any, dtype: Any = None) -> Any:
    a = as_array(a)
    dtype = np.dtype(dtype or a.dtype)
    if not is_live(fill_value):
        return np.full(a.shape, fill_value, dtype)
    filled = np.broadcast_to(fill_value, a.shape)
    return filled if filled.dtype == dtype else astype(emit, filled, dtype)


@supports(np.copy, "np.copy(x)", "x.copy()")
def _copy(emit: Emit, a: Any, order: str = "K") -> Any:
    return a


@supports(np.shape, "np.ones(np.shape(x))")
def _shape(emit: Emit, a: Any) -> Any:
    return a.shape


@supports(np.ndim, "np.ndim(x) * x")
def _ndim(emit: Emit, a: Any) -> Any:
    return a.ndim


@supports(np.size, "np.size(x) * x", "np.size(m, 0) * m")
def _size(emit: Emit, a: Any, axis: Any = None) -> Any:
    return a.size if axis is None else a.shape[axis]


@supports(
    np.linspace,
    "np.linspace(0, t, 5)",
    "np.linspace(p, q, 4)",
    "np.linspace(t, 1, 3, endpoint=False)",
    "np.linspace(t, 2 * t, 1)",
)
def _linspace(emit: Emit, start: Any, stop: Any, num: int = 50, endpoint: bool = True) -> Any:
    steps = num - 1 if endpoint else num
    start, stop = as_array(start) * 1.0, as_array(stop) * 1.0
    width = len(np.broadcast_shapes(start.shape, stop.shape))
    fractions = (np.arange(num) / max(steps, 1)).reshape((num,) + (1,) * width)
    points = start + fractions * (stop - start)
    if not endpoint or num < 2:
        return points
    return np.concatenate([points[:-1], np.broadcast_to(stop, points.shape[1:])[None]])

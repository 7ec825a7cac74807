"""Entries picked and moved to other places."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, cast

import numpy as np

from explorer.live.record.functions.operands import as_array, gather, one_axis, shape_of, zero_of
from explorer.live.record.functions.table import Emit, Refused, add, is_live, supports


def getitem(emit: Emit, a: Any, key: Any) -> Any:
    """Record ``a[key]``: integers, slices, None, Ellipsis, integer arrays (live too), fixed Boolean masks."""
    a = as_array(a)
    entries = list(key) if isinstance(key, tuple) else [key]
    if len(entries) == 1 and type(entries[0]) is int:
        k = entries[0]
        if a.shape and not -a.shape[0] <= k < a.shape[0]:
            raise IndexError(f"index {k} is out of bounds for axis 0 with size {a.shape[0]}")
        return emit("getitem", (a,), {"key": [k]})
    # Fixed masks first: each is as good as the integer arrays of its true places.
    opened: list[Any] = []
    for entry in entries:
        entry = np.asarray(entry) if isinstance(entry, (list, bool, np.bool_)) else entry
        if is_live(entry) and entry.dtype.kind == "b":
            raise Refused(
                "how many entries a live mask selects changes during a drag; write np.where(mask, a, "
                "b) and keep the size"
            )
        if isinstance(entry, np.ndarray) and entry.dtype.kind == "b":
            if entry.ndim == 0:
                raise Refused("a Boolean is not an index; write np.where")
            opened.extend(np.nonzero(entry))
        else:
            opened.append(entry)
    encoded: list[Any] = []
    operands: list[Any] = [a]
    for entry in opened:
        if entry is None:
            encoded.append("newaxis")
        elif entry is Ellipsis:
            encoded.append("ellipsis")
        elif isinstance(entry, slice):
            bounds = (entry.start, entry.stop, entry.step)
            if any(is_live(bound) for bound in bounds):
                raise Refused(
                    "a slice with a live bound changes its size; write np.where(np.arange(n) < bound, a, 0)"
                )
            encoded.append([None if bound is None else operator.index(bound) for bound in bounds])
        elif is_live(entry) or isinstance(entry, np.ndarray):
            if entry.dtype.kind != "i":
                if isinstance(entry, np.ndarray) and (entry.dtype.kind == "u" or entry.size == 0):
                    entry = entry.astype(np.int64)
                else:
                    raise Refused("an index is an integer; write array[x.astype(int)]")
            if isinstance(entry, np.ndarray) and entry.ndim == 0:
                encoded.append(int(entry))
            else:
                encoded.append("array")
                operands.append(entry)
        else:
            encoded.append(operator.index(entry))
    if not any(is_live(entry) for entry in opened):
        # NumPy says what is wrong with a key that is fixed.
        np.broadcast_to(np.int8(0), a.shape)[tuple(opened)]
    return emit("getitem", operands, {"key": encoded})


@supports(np.flip, "np.flip(v)", "np.flip(m, axis=1)", "np.flip(m)", "m[:, ::-1]")
def _flip(emit: Emit, m: Any, axis: Any = None) -> Any:
    axes = (
        range(m.ndim)
        if axis is None
        else {one_axis(k, m.ndim) for k in (axis if isinstance(axis, tuple) else (axis,))}
    )
    return m[tuple(slice(None, None, -1) if k in axes else slice(None) for k in range(m.ndim))]


@supports(np.fliplr, "np.fliplr(m)")
def _fliplr(emit: Emit, m: Any) -> Any:
    return m[:, ::-1]


@supports(np.flipud, "np.flipud(m)")
def _flipud(emit: Emit, m: Any) -> Any:
    return m[::-1]


@supports(
    np.roll, "np.roll(v, 1)", "np.roll(m, -1, axis=0)", "np.roll(m, 2)", "np.roll(m, (1, 1), axis=(0, 1))"
)
def _roll(emit: Emit, a: Any, shift: Any, axis: Any = None) -> Any:
    return gather(a, lambda places: np.roll(places, shift, axis))


@supports(np.rot90, "np.rot90(m)", "np.rot90(m, 2)")
def _rot90(emit: Emit, m: Any, k: int = 1, axes: Any = (0, 1)) -> Any:
    return gather(m, lambda places: np.rot90(places, k, axes))


@supports(np.repeat, "np.repeat(v, 2)", "np.repeat(m, 2, axis=0)", "np.repeat(t, 3)")
def _repeat(emit: Emit, a: Any, repeats: Any, axis: Any = None) -> Any:
    return gather(a, lambda places: np.repeat(places, repeats, axis))


@supports(np.tile, "np.tile(v, 2)", "np.tile(m, (2, 1))", "np.tile(t, (2, 2))")
def _tile(emit: Emit, A: Any, reps: Any) -> Any:
    return gather(A, lambda places: np.tile(places, reps))


@supports(np.delete, "np.delete(v, 0)", "np.delete(m, 0, axis=0)")
def _delete(emit: Emit, arr: Any, obj: Any, axis: Any = None) -> Any:
    return gather(arr, lambda places: np.delete(places, obj, axis))


@supports(
    np.pad, "np.pad(v, 1)", "np.pad(m, ((1, 0), (0, 2)), constant_values=7)", "np.pad(A, 1, mode='edge')"
)
def _pad(emit: Emit, array: Any, pad_width: Any, mode: Any = "constant", *, constant_values: Any = 0) -> Any:
    if mode != "constant":
        return gather(array, lambda places: np.pad(places, pad_width, mode=mode))
    places = np.pad(np.arange(array.size).reshape(array.shape), pad_width, constant_values=-1)
    filler = constant_values if is_live(constant_values) else np.asarray(constant_values).astype(array.dtype)
    if array.size == 0:
        return np.broadcast_to(filler, places.shape)
    return np.where(places >= 0, np.ravel(array)[np.maximum(places, 0)], filler)


def _pieces(function: Any) -> Callable[..., Any]:
    def record(emit: Emit, ary: Any, indices_or_sections: Any, axis: int = 0) -> Any:
        axis = one_axis(axis, ary.ndim)
        parts = function(np.arange(ary.shape[axis]), indices_or_sections)
        before = (slice(None),) * axis
        return [ary[(*before, slice(int(p[0]), int(p[-1]) + 1) if len(p) else slice(0, 0))] for p in parts]

    record.__name__ = function.__name__
    return record


add(np.split, _pieces(np.split), "np.split(v, [1])[1]", "np.split(np.tile(v, 2), 2)[0]")
add(np.array_split, _pieces(np.array_split), "np.array_split(v, 2)[0]", "np.array_split(m, 2, axis=1)[1]")


@supports(
    np.take,
    "np.take(v, [0, -1])",
    "np.take(m, i, axis=0)",
    "np.take(v, i, mode='clip')",
    "v.take(0)",
    "np.take(m, 0, axis=1)",
    "np.take(v, i + 1)",
    "np.take(v, i, mode='wrap')",
)
def _take(emit: Emit, a: Any, indices: Any, axis: Any = None, *, mode: str = "raise") -> Any:
    a = as_array(a)
    if axis is None:
        a, axis = np.ravel(a), 0
    axis = one_axis(axis, a.ndim)
    if not is_live(indices):
        indices = np.asarray(indices)
        indices = indices.astype(np.int64) if indices.size == 0 else indices
    return _record_take(emit, a, indices, axis, mode)


def _record_take(emit: Emit, a: Any, indices: Any, axis: int, mode: str, below_zero: bool = True) -> Any:
    n = a.shape[axis]
    if mode == "clip":
        indices = np.clip(indices, 0, n - 1)
    elif mode == "wrap":
        indices = indices % n
    elif mode != "raise":
        raise ValueError(f"mode is 'raise', 'clip' or 'wrap', not {mode!r}")
    elif not below_zero:
        indices = np.where(indices < 0, n, indices)  # out of range
    return getitem(emit, a, (*(slice(None),) * axis, indices))


@supports(
    np.choose,
    "np.choose(i.ravel()[0], [v, w, v])",
    "np.choose(i.ravel()[0], np.arange(6.0).reshape(3, 2))",
    "np.choose(i.ravel()[0], np.arange(6.0).reshape(3, 2), mode='clip')",
)
def _choose(emit: Emit, a: Any, choices: Any, *, mode: str = "raise") -> Any:
    if shape_of(a):
        raise Refused("one live number chooses a whole; to choose entry by entry write np.take_along_axis")
    frames = choices if is_live(choices) or isinstance(choices, np.ndarray) else np.stack(choices)
    return _record_take(emit, frames, a, 0, mode, below_zero=False)


@supports(
    np.take_along_axis,
    "np.take_along_axis(m, np.argsort(m, axis=0, kind='stable'), axis=0)",
    "np.take_along_axis(v, np.argsort(v, kind='stable'), axis=0)",
)
def _take_along_axis(emit: Emit, arr: Any, indices: Any, axis: Any = -1) -> Any:
    if as_array(indices).dtype.kind != "i":
        raise Refused("an index is an integer; write indices.astype(int)")
    return emit("take_along_axis", (arr, indices), {"axis": one_axis(axis, len(shape_of(arr)))})


@supports(
    np.diagonal,
    "np.diagonal(m)",
    "np.diagonal(m, 1)",
    "np.diagonal(m[None] * v[:, None, None], 0, 1, 2)",
    "m.diagonal()",
)
def _diagonal(emit: Emit, a: Any, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Any:
    return gather(a, lambda places: np.diagonal(places, offset, axis1, axis2))


@supports(np.linalg.diagonal, "np.linalg.diagonal(m)", "np.linalg.diagonal(m, offset=1)")
def _linalg_diagonal(emit: Emit, x: Any, /, *, offset: int = 0) -> Any:
    return np.diagonal(x, offset, -2, -1)


@supports(np.trace, "np.trace(m)", "A.trace()", "np.trace(m, 1)", "np.trace(C)")
def _trace(emit: Emit, a: Any, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Any:
    return np.sum(np.diagonal(a, offset, axis1, axis2), axis=-1)


@supports(
    np.diag,
    "np.diag(v)",
    "np.diag(m)",
    "np.diag(v, 1)",
    "np.diag(m, -1)",
    "np.diag(k.ravel())",
    "np.diag(v > 0)",
)
def _diag(emit: Emit, v: Any, k: int = 0) -> Any:
    if v.ndim == 2:
        return np.diagonal(v, k)
    places = np.diag(np.arange(1, v.size + 1), k)
    if v.size == 0:
        return np.zeros(places.shape, dtype=v.dtype)
    return np.where(places > 0, v[np.maximum(places - 1, 0)], zero_of(v))


@supports(np.triu, "np.triu(m)", "np.triu(m, 1)", "np.triu(C)")
def _triu(emit: Emit, m: Any, k: int = 0) -> Any:
    return np.where(np.triu(np.ones(m.shape[-2:], dtype=bool), k), m, zero_of(m))


@supports(np.tril, "np.tril(m)", "np.tril(m, -1)")
def _tril(emit: Emit, m: Any, k: int = 0) -> Any:
    return np.where(np.tril(np.ones(m.shape[-2:], dtype=bool), k), m, zero_of(m))


@supports(np.meshgrid, "np.meshgrid(v, w)[0]", "np.meshgrid(v, p, indexing='ij')[1]")
def _meshgrid(emit: Emit, *xi: Any, indexing: str = "xy") -> Any:
    arrays = [np.ravel(a) for a in xi]
    sizes = [a.shape[0] for a in arrays]
    places = np.meshgrid(*[np.arange(n) for n in sizes], indexing=cast(Any, indexing))
    return tuple(gather(a, lambda _, at=at: at) for a, at in zip(arrays, places, strict=True))  # type: ignore[misc]

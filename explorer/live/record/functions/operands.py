"""What several families ask of the operands of a call: shapes, axes, entries moved to fixed places."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast

import numpy as np

from explorer.live.record.functions.table import Emit, Refused, is_live


def axis_attribute(axis: Any) -> Any:
    """Return an axis, or several, as JSON holds it."""
    if isinstance(axis, (tuple, list)):
        return [operator.index(k) for k in axis]
    return operator.index(axis)


def along(axis: Any = None, keepdims: bool = False, **more: Any) -> dict[str, Any]:
    """Return the attributes of a step along an axis; what NumPy does by default is left out."""
    attributes = dict(more)
    if axis is not None:
        attributes["axis"] = axis_attribute(axis)
    if keepdims:
        attributes["keepdims"] = True
    return attributes


def one_axis(axis: Any, ndim: int) -> int:
    """Return the place of one axis, counted from 0."""
    k = operator.index(axis)
    if not -ndim <= k < ndim:
        raise np.exceptions.AxisError(k, ndim)
    return k % ndim


def shape_of(a: Any) -> tuple[int, ...]:
    """Return the shape of an operand, live or not."""
    return cast(tuple[int, ...], a.shape if is_live(a) else np.shape(a))


def as_array(a: Any) -> Any:
    """An operand with a shape: live values as they are, lists as arrays."""
    return a if is_live(a) else np.asarray(a)


def zero_of(a: Any) -> Any:
    """Return a zero of the same kind of number."""
    return np.zeros((), dtype=a.dtype)


def gather(a: Any, arrange: Callable[[Any], Any]) -> Any:
    """Move entries to fixed places: what `arrange` does to 0, 1, 2, ... it does to the entries."""
    a = as_array(a)
    places = arrange(np.arange(a.size).reshape(a.shape))
    if places.size == 0:
        return np.zeros(places.shape, dtype=a.dtype)
    return np.ravel(a)[places]


def check_order(order: str) -> None:
    """Refuse an order of entries that would not be that of rows."""
    if order not in ("C", "K", "A"):
        raise Refused(f"order={order!r} is not recorded; transpose first")


def fixed_shape(shape: Any) -> list[int]:
    """Return a shape as a list of numbers."""
    return [
        operator.index(n) for n in (shape if isinstance(shape, Iterable) and not is_live(shape) else (shape,))
    ]


def permuted(a: Any, axes: Sequence[int]) -> Any:
    """Return an array with its axes in another order; in the same order it stays as it is."""
    return a if list(axes) == list(range(len(axes))) else np.transpose(a, axes)


def items_of(
    emit: Emit, op: str, operands: Sequence[Any], count: int, attributes: dict[str, Any] | None = None
) -> list[Any]:
    """Emit a step that has several results, and return each of them."""
    whole = emit(op, operands, attributes)
    return [emit("item", (whole,), {"index": k}) for k in range(count)]


def require_square(a: Any, what: str) -> None:
    """Refuse a matrix that is not square, as `np.linalg` does."""
    shape = shape_of(a)
    if len(shape) < 2 or shape[-1] != shape[-2]:
        raise ValueError(f"np.linalg.{what} needs a square matrix, not shape {shape}")

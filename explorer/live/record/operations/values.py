"""Values of a program: arrays of four kinds, and NaN where there is no value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]
Shape = tuple[int, ...]
Result = Array | tuple[Array, ...]
KINDS = {
    "f": np.dtype(np.float64),
    "i": np.dtype(np.int64),
    "b": np.dtype(np.bool_),
    "c": np.dtype(np.complex128),
}
_NUMPY_KIND_TO_OURS = {"f": "f", "i": "i", "u": "i", "b": "b", "c": "c"}


def kind_of(array: Array) -> str:
    """Give the kind of an array: ``f`` float, ``i`` integer, ``b`` Boolean, ``c`` complex.

    >>> kind_of(np.array([1, 2]))
    'i'
    """
    try:
        return _NUMPY_KIND_TO_OURS[array.dtype.kind]
    except KeyError:
        raise TypeError(
            f"a live program holds numbers and Booleans, not an array of dtype {array.dtype}"
        ) from None


def normal(value: ArrayLike) -> Array:
    """Bring a value to one of the four kinds: float64, int64, bool, complex128.

    >>> normal(np.float32(0.5)).dtype
    dtype('float64')
    """
    array = np.asarray(value)
    dtype = KINDS[kind_of(array)]
    return array if array.dtype == dtype else array.astype(dtype)


def nan(shape: Sequence[int]) -> Array:
    """Return an array of NaN."""
    return np.full(tuple(shape), np.nan)


def number(array: Array) -> Array:
    """Booleans as integers: NumPy would answer in 16-bit floats, which the browser has not."""
    return array.astype(np.int64) if array.dtype.kind == "b" else array


def floating_point(array: Array) -> Array:
    """Return whole numbers and Booleans as floats."""
    return array.astype(np.float64) if array.dtype.kind in "bi" else array


def plain(function: Callable[..., Any]) -> Callable[..., Array]:
    """Return a function whose results are of the four kinds that the browser has."""

    def apply(*arrays: Array, **attributes: Any) -> Array:
        return normal(function(*arrays, **attributes))

    return apply


def any_complex(arrays: Iterable[Array]) -> bool:
    """Return whether one of the arrays is complex."""
    return any(a.dtype.kind == "c" for a in arrays)

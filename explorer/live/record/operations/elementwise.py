"""Number by number: what the steps mean in NumPy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from explorer.live.record.operations.values import (
    KINDS,
    Array,
    Result,
    any_complex,
    floating_point,
    nan,
    normal,
    number,
    plain,
)

_LOWEST_INT = -(2.0**63)


def _floating(function: Callable[..., Any], complex_too: bool = True) -> Callable[..., Array]:
    """A function of floats; a complex operand of a function of real numbers gives NaN."""

    def apply(*arrays: Array) -> Array:
        if not complex_too and any_complex(arrays):
            return nan(np.broadcast_shapes(*(a.shape for a in arrays)))
        return normal(function(*map(floating_point, arrays)))

    return apply


def _counting(function: Callable[..., Any]) -> Callable[..., Array]:
    """A function of real numbers that keeps integers; Booleans count as 0 and 1."""

    def apply(*arrays: Array, **attributes: Any) -> Array:
        if any_complex(arrays):
            return nan(np.broadcast_shapes(*(a.shape for a in arrays)))
        return normal(function(*map(number, arrays), **attributes))

    return apply


def _copysign(a: Array, b: Array) -> Array:
    """The size of a with the sign of b; NaN has a sign in NumPy, here it counts as positive."""
    return normal(np.copysign(a, np.where(np.isnan(b), 0.0, b)))


def _stepwise(function: Callable[..., Any]) -> Callable[..., Array]:
    """Floor, ceil, trunc: integers and Booleans stay as they are."""

    def apply(a: Array) -> Array:
        if a.dtype.kind == "c":
            return nan(a.shape)
        return normal(function(a)) if a.dtype.kind == "f" else a

    return apply


def _power(a: Array, b: Array) -> Array:
    a, b = number(a), number(b)
    if a.dtype.kind == "i" and b.dtype.kind == "i" and np.any(b < 0):
        return nan(np.broadcast_shapes(a.shape, b.shape))
    # NumPy takes the square root where the exponent is the number 0.5; here it is so for any exponent 0.5.
    return normal(np.where(b == 0.5, np.sqrt(a), np.power(a, b)) if np.any(b == 0.5) else np.power(a, b))


def _bitwise(function: Callable[..., Any]) -> Callable[..., Array]:
    def apply(a: Array, b: Array) -> Array:
        if a.dtype.kind in "fc" or b.dtype.kind in "fc":
            return nan(np.broadcast_shapes(a.shape, b.shape))
        return normal(function(a, b))

    return apply


def _invert(a: Array) -> Array:
    return nan(a.shape) if a.dtype.kind in "fc" else normal(np.invert(a))


def _astype(a: Array, kind: str) -> Array:
    if kind != "c" and a.dtype.kind == "c":
        a = a != 0 if kind == "b" else a.real
    if kind == "i" and a.dtype.kind == "f":
        # Only one answer on every machine: what does not fit becomes the lowest integer.
        return np.where(np.abs(a) < -_LOWEST_INT, a, _LOWEST_INT).astype(np.int64)
    return a.astype(KINDS[kind])


def _round(a: Array, decimals: int) -> Array:
    if a.dtype.kind == "c":
        return normal(np.round(a, decimals))
    return normal(np.round(number(a), decimals))


def _where(condition: Array, a: Array, b: Array) -> Array:
    return normal(np.where(condition.astype(bool), a, b))


OPERATIONS: dict[str, Callable[..., Result]] = {
    "negative": plain(np.negative),
    "absolute": plain(np.absolute),
    "square": plain(lambda a: np.square(number(a))),
    "sign": plain(lambda a: np.sign(number(a))),
    "floor": _stepwise(np.floor),
    "ceil": _stepwise(np.ceil),
    "trunc": _stepwise(np.trunc),
    "rint": _floating(np.rint),
    "round": _round,
    "isfinite": plain(np.isfinite),
    "isnan": plain(np.isnan),
    "isinf": plain(np.isinf),
    "logical_not": plain(np.logical_not),
    "invert": _invert,
    "conjugate": plain(lambda a: np.conjugate(number(a))),
    "real": plain(np.real),
    "imag": plain(np.imag),
    "angle": plain(lambda a: np.angle(number(a))),
    "astype": _astype,
    **{
        name: _floating(getattr(np, name))
        for name in ("sqrt", "exp", "log", "log2", "log10", "sin", "cos", "tan", "sinh", "cosh", "tanh")
    },
    **{
        name: _floating(getattr(np, name), complex_too=False)
        for name in (
            "cbrt",
            "exp2",
            "expm1",
            "log1p",
            "arcsin",
            "arccos",
            "arctan",
            "arcsinh",
            "arccosh",
            "arctanh",
            "degrees",
            "radians",
            "arctan2",
            "hypot",
            "logaddexp",
        )
    },
    "copysign": _floating(_copysign, complex_too=False),
    # elementwise, two operands
    **{name: plain(getattr(np, name)) for name in ("add", "subtract", "multiply", "minimum", "maximum")},
    "divide": plain(np.divide),
    "power": _power,
    **{name: _counting(getattr(np, name)) for name in ("floor_divide", "remainder", "fmod", "fmin", "fmax")},
    **{
        name: plain(getattr(np, name))
        for name in (
            "equal",
            "not_equal",
            "less",
            "less_equal",
            "greater",
            "greater_equal",
            "logical_and",
            "logical_or",
            "logical_xor",
        )
    },
    **{name: _bitwise(getattr(np, name)) for name in ("bitwise_and", "bitwise_or", "bitwise_xor")},
    "where": _where,
}

"""Functions that go number by number, and choices between numbers."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from typing import Any

import numpy as np

from explorer.live.record.functions.operands import shape_of
from explorer.live.record.functions.table import FUNCTIONS, Emit, Refused, add, supports


def astype(emit: Emit, a: Any, dtype: Any) -> Any:
    """Record a conversion; 16- and 32-bit types become the 64-bit type of their kind."""
    kind = np.dtype(dtype).kind
    kind = {"u": "i"}.get(kind, kind)
    if kind not in "fibc":
        raise Refused(f"dtype {dtype!r} is not recorded; use float, int, bool or complex")
    return emit("astype", (a,), {"kind": kind})


_u: Any


def _elementwise(ufunc: Any, *examples: str, op: str | None = None, more: Sequence[Any] = ()) -> None:
    name = op or ufunc.__name__

    def record(emit: Emit, *operands: Any, **keywords: Any) -> Any:
        if keywords:
            raise Refused(f"the argument {next(iter(keywords))}= is not recorded; use np.where or astype")
        return emit(name, operands)

    record.__name__ = name
    for function in (ufunc, *more):
        add(
            function,
            record,
            *(e.replace(f"np.{ufunc.__name__}(", f"np.{function.__name__}(") for e in examples),
        )


_elementwise(np.negative, "np.negative(x)", "-x", "-k", "-z")
_elementwise(np.absolute, "np.absolute(x)", "abs(k)", "np.abs(z)", "np.abs(b)")
_elementwise(np.fabs, "np.fabs(x)", op="absolute")
_elementwise(np.square, "np.square(x)", "np.square(k)", "np.square(z)")
_elementwise(np.sign, "np.sign(x)", "np.sign(k)", "np.sign(z)")
for _u in (np.floor, np.ceil, np.trunc):
    _elementwise(_u, f"np.{_u.__name__}(x)", f"np.{_u.__name__}(10 * x)", f"np.{_u.__name__}(k)")
_elementwise(np.rint, "np.rint(x)", "np.rint(k / 2)")
for _u in (np.isfinite, np.isnan, np.isinf):
    _elementwise(_u, f"np.{_u.__name__}(x)", f"np.{_u.__name__}(k)", f"np.{_u.__name__}(z)")
_elementwise(np.logical_not, "np.logical_not(b)", "np.logical_not(x)", "np.logical_not(z)")
_elementwise(np.invert, "np.invert(b)", "~b", "~k")
_elementwise(np.conjugate, "np.conjugate(z)", "x.conj()", "np.conj(k)")
for _u in (np.sqrt, np.exp, np.log, np.log2, np.log10, np.sin, np.cos, np.tan, np.sinh, np.cosh, np.tanh):
    _n = f"np.{_u.__name__}"
    _elementwise(_u, f"{_n}(x)", f"{_n}(k)", f"{_n}(np.where(np.isfinite(z), z, 1))")
for _u in (
    np.cbrt,
    np.exp2,
    np.expm1,
    np.log1p,
    np.arcsin,
    np.arccos,
    np.arctan,
    np.arcsinh,
    np.arccosh,
    np.arctanh,
):
    _n = f"np.{_u.__name__}"
    _elementwise(_u, f"{_n}(x)", f"{_n}(k)", f"{_n}(x / 10)")
_elementwise(np.degrees, "np.degrees(x)", "np.degrees(k)", more=(np.rad2deg,))
_elementwise(np.radians, "np.radians(x)", "np.radians(k)", more=(np.deg2rad,))
for _u, _s in ((np.add, "+"), (np.multiply, "*")):
    _n = f"np.{_u.__name__}"
    _elementwise(
        _u,
        f"{_n}(x, y)",
        f"x {_s} y",
        f"2 {_s} x",
        f"x {_s} 0.5",
        f"k {_s} n",
        f"b {_s} c",
        f"z {_s} u",
        f"x {_s} b",
        f"k {_s} 3",
    )
_elementwise(np.subtract, "np.subtract(x, y)", "x - y", "1 - x", "k - n", "z - u", "x - k", "k - b")
_elementwise(np.divide, "np.divide(x, y)", "x / y", "1 / x", "x / 3", "k / n", "z / u", "z / x", "b / c")
_elementwise(
    np.power,
    "np.power(x, y)",
    "x ** 2",
    "x ** 0.5",
    "x ** -1",
    "2 ** x",
    "k ** 2",
    "n ** abs(k)",
    "z ** 2",
    "x ** k",
    "k ** -1.0",
)
_elementwise(np.floor_divide, "np.floor_divide(x, y)", "x // 2", "k // n", "k // 3", "7 // n", "b // c")
_elementwise(np.remainder, "np.remainder(x, y)", "x % 1", "k % n", "k % 3", "np.mod(x, -3)", "b % c")
_elementwise(np.fmod, "np.fmod(x, y)", "np.fmod(k, n)", "np.fmod(x, 3)")
_elementwise(np.arctan2, "np.arctan2(x, y)", "np.arctan2(k, n)", "np.arctan2(x, 1)")
_elementwise(np.hypot, "np.hypot(x, y)", "np.hypot(k, n)")
_elementwise(np.copysign, "np.copysign(x, y)", "np.copysign(k, -1)")
_elementwise(np.logaddexp, "np.logaddexp(x, y)", "np.logaddexp(0, -x)")
for _u in (np.minimum, np.maximum):
    _n = f"np.{_u.__name__}"
    _elementwise(_u, f"{_n}(x, y)", f"{_n}(x, 0)", f"{_n}(k, n)", f"{_n}(b, c)", f"{_n}(x, k)", f"{_n}(z, u)")
for _u in (np.fmin, np.fmax):
    _n = f"np.{_u.__name__}"
    _elementwise(_u, f"{_n}(x, y)", f"{_n}(k, n)")
for _u, _s in (
    (np.equal, "=="),
    (np.not_equal, "!="),
    (np.less, "<"),
    (np.less_equal, "<="),
    (np.greater, ">"),
    (np.greater_equal, ">="),
):
    _elementwise(
        _u,
        f"np.{_u.__name__}(x, y)",
        f"x {_s} y",
        f"x {_s} 0",
        f"k {_s} n",
        f"b {_s} c",
        f"z {_s} u",
        f"np.round(x) {_s} np.round(y)",
    )
for _u in (np.logical_and, np.logical_or, np.logical_xor):
    _n = f"np.{_u.__name__}"
    _elementwise(_u, f"{_n}(x, y)", f"{_n}(b, c)", f"{_n}(k, b)", f"{_n}(z, u)")
for _u, _s in ((np.bitwise_and, "&"), (np.bitwise_or, "|"), (np.bitwise_xor, "^")):
    _elementwise(_u, f"np.{_u.__name__}(b, c)", f"b {_s} c", f"(x > 0) {_s} (y > 0)", f"k {_s} n")


@supports(np.positive, "np.positive(x)", "+x")
def _positive(emit: Emit, x: Any) -> Any:
    return x


@supports(np.reciprocal, "np.reciprocal(x)", "np.reciprocal(z)")
def _reciprocal(emit: Emit, x: Any) -> Any:
    if x.dtype.kind not in "fc":
        raise Refused("the reciprocal of an integer is an integer; write 1 / x")
    return emit("divide", (1.0, x))


@supports(
    np.where,
    "np.where(b, x, y)",
    "np.where(x > 0, x, -1)",
    "np.where(b, k, n)",
    "np.where(x, z, 0)",
    "np.where(b, k, x)",
    "np.where(b, 1, 0)",
)
def _where(emit: Emit, condition: Any, *branches: Any) -> Any:
    if len(branches) != 2:
        raise Refused(
            "with one argument it finds places, and how many there are changes; write "
            "np.where(condition, a, b)"
        )
    return emit("where", (condition, *branches))


@supports(np.select, "np.select([x < 0, x < 1], [-x, x * x], 7.0)", "np.select([b], [k])")
def _select(emit: Emit, condlist: Sequence[Any], choicelist: Sequence[Any], default: Any = 0) -> Any:
    result = default
    for condition, choice in zip(reversed(condlist), reversed(choicelist), strict=True):
        result = np.where(condition, choice, result)
    return result


@supports(
    np.clip,
    "np.clip(x, -1, 1)",
    "np.clip(x, y, 2)",
    "np.clip(k, 0, 3)",
    "np.clip(x, 0, None)",
    "x.clip(0, 1)",
    "np.clip(x, min=0, max=0.5)",
)
def _clip(
    emit: Emit, a: Any, a_min: Any = None, a_max: Any = None, *, min: Any = None, max: Any = None
) -> Any:
    low, high = (a_min if min is None else min), (a_max if max is None else max)
    if low is not None:
        a = np.maximum(a, low)
    return a if high is None else np.minimum(a, high)


@supports(
    np.round,
    "np.round(x)",
    "np.round(x, 2)",
    "np.round(k)",
    "np.round(z, 1)",
    "x.round(1)",
    "np.round(100 * x, -1)",
)
def _round(emit: Emit, a: Any, decimals: int = 0) -> Any:
    return emit("round", (a,), {"decimals": operator.index(decimals)})


FUNCTIONS[np.around] = FUNCTIONS[np.round]


@supports(
    np.nan_to_num, "np.nan_to_num(x)", "np.nan_to_num(x, nan=-1, posinf=5, neginf=-5)", "np.nan_to_num(k)"
)
def _nan_to_num(
    emit: Emit, x: Any, copy: bool = True, nan: Any = 0.0, posinf: Any = None, neginf: Any = None
) -> Any:
    if x.dtype.kind not in "fc":
        return x
    if x.dtype.kind == "c":
        raise Refused("a complex value: write it for np.real and np.imag")
    largest = float(np.finfo(float).max)
    x = np.where(np.isnan(x), nan, x)
    x = np.where(x == np.inf, largest if posinf is None else posinf, x)
    return np.where(x == -np.inf, -largest if neginf is None else neginf, x)


@supports(np.real, "np.real(z)", "np.real(x)", "z.real", "k.real")
def _real(emit: Emit, val: Any) -> Any:
    return emit("real", (val,))


@supports(np.imag, "np.imag(z)", "np.imag(x)", "z.imag")
def _imag(emit: Emit, val: Any) -> Any:
    return emit("imag", (val,))


@supports(np.angle, "np.angle(z)", "np.angle(x)", "np.angle(z, deg=True)")
def _angle(emit: Emit, z: Any, deg: bool = False) -> Any:
    angle = emit("angle", (z,))
    return np.degrees(angle) if deg else angle


@supports(
    np.astype,
    "np.astype(x, bool)",
    "np.astype(10 * np.nan_to_num(x / 1e300), int)",
    "k.astype(float)",
    "b.astype(int)",
    "x.astype(complex)",
    "b.astype(float)",
    "x.astype(int)",
)
def _astype(emit: Emit, x: Any, dtype: Any, /, *, copy: bool = True) -> Any:
    return astype(emit, x, dtype)


@supports(np.isclose, "np.isclose(x, y)", "np.isclose(x, x + 1e-9)", "np.isclose(x, y, equal_nan=True)")
def _isclose(emit: Emit, a: Any, b: Any, rtol: Any = 1e-5, atol: Any = 1e-8, equal_nan: bool = False) -> Any:
    close = (np.abs(a - b) <= atol + rtol * np.abs(b)) & np.isfinite(b) | (a == b)
    return close | (np.isnan(a) & np.isnan(b)) if equal_nan else close


@supports(np.allclose, "np.allclose(x, y)", "np.allclose(A, A.T)")
def _allclose(emit: Emit, a: Any, b: Any, rtol: Any = 1e-5, atol: Any = 1e-8, equal_nan: bool = False) -> Any:
    return np.all(np.isclose(a, b, rtol=rtol, atol=atol, equal_nan=equal_nan))


@supports(np.array_equal, "np.array_equal(v, w)", "np.array_equal(v, v)")
def _array_equal(emit: Emit, a1: Any, a2: Any) -> Any:
    return np.all(np.equal(a1, a2)) if shape_of(a1) == shape_of(a2) else False


@supports(np.fix, "np.fix(x)")
def _fix(emit: Emit, x: Any) -> Any:
    return np.trunc(x)

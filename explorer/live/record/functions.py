"""The table of NumPy functions that a live value understands.

Each entry names the NumPy function, says how it is recorded (as one step of
`program.OPERATIONS`, or written out in other functions of the table) and gives examples. The
examples are the documentation, the parity tests against the browser and the vocabulary of the random
programs: an entry without an example is a failing test.

Names in the examples stand for kinds of values: ``x y`` numbers of broadcastable shapes, ``m`` a table of
numbers, ``A B`` square matrices, ``R`` a rectangular matrix, ``S`` a symmetric one, ``v w`` vectors of one
length, ``p q`` vectors of two or three entries, ``z u`` complex arrays, ``C`` a complex square matrix,
``H`` a Hermitian one, ``k n`` integers, ``b c`` Booleans, ``i`` indices, ``t`` a number.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np

Emit = Callable[..., Any]


class Refused(Exception):  # noqa: N818 - it is turned into a TraceError, which names the place
    """A call that cannot be recorded, and what to write instead."""


@dataclass(frozen=True)
class Supported:
    """One NumPy function of the table."""

    name: str
    function: Callable[..., Any]
    record: Callable[..., Any]
    examples: tuple[str, ...]


_u: Any
FUNCTIONS: dict[Any, Supported] = {}
UFUNC_METHODS: dict[tuple[Any, str], Supported] = {}
TABLE: list[Supported] = []


def _is_live(value: Any) -> bool:
    return hasattr(value, "__require__")


def _name(function: Any) -> str:
    module = "np.linalg." if "linalg" in getattr(function, "__module__", "") else "np."
    if function.__name__ == "sliding_window_view":
        module = "np.lib.stride_tricks."
    return module + str(function.__name__)


def name_of(function: Any) -> str:
    """Name a function as an author writes it.

    >>> name_of(np.linalg.norm)
    'np.linalg.norm'
    """
    entry = FUNCTIONS.get(function)
    return entry.name if entry else _name(function)


def _add(function: Any, record: Callable[..., Any], *examples: str) -> None:
    if isinstance(function, np.ufunc):
        entry = Supported(f"np.{function.__name__}", function, record, examples)
        UFUNC_METHODS[function, "__call__"] = entry
    else:
        entry = Supported(_name(function), function, record, examples)
    FUNCTIONS[function] = entry
    TABLE.append(entry)


def supports(function: Any, *examples: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Enter the decorated recording of a NumPy function into the table."""

    def enter(record: Callable[..., Any]) -> Callable[..., Any]:
        _add(function, record, *examples)
        return record

    return enter


_HINTS = {
    "einsum": "write it with matmul, np.outer and sums along an axis",
    "nonzero": "how many there are changes during a drag; write np.where(condition, a, b) with both values",
    "flatnonzero": "how many there are changes during a drag; write np.where(condition, a, b)",
    "argwhere": "how many there are changes during a drag; write np.where(condition, a, b)",
    "extract": "how many there are changes during a drag; write np.where(condition, a, 0)",
    "compress": "how many there are changes during a drag; write np.where(condition, a, 0)",
    "unique": "how many there are changes during a drag; np.sort keeps the size",
    "array2string": "the numbers move; give the value to scene.readout",
    "asarray": "pass the value on as it is",
    "tolist": "the numbers move; keep the array, unpack it with `a, b = x`, or give it to a mark",
    "item": "the number moves; keep the value as it is",
    "sort": "it would change in place; write np.sort(x)",
    "fill": "it would change in place; write np.full_like(x, value)",
    "put": "it would change in place; write np.where",
    "itemset": "it would change in place; write np.where",
    "resize": "it would change in place; write np.reshape or np.pad",
    "flat": "write x.ravel()",
    "searchsorted": "write np.searchsorted(x, values)",
    "apply_along_axis": "write the function for whole arrays with axis=...",
    "vectorize": "write the function for whole arrays",
    "histogram": "count with np.sum((edges[:-1] <= x[:, None]) & (x[:, None] < edges[1:]), axis=0)",
    "bincount": "count with np.sum(x[:, None] == np.arange(n), axis=0)",
    "copyto": "a live value cannot be written into an array; write np.where",
    "putmask": "a live value cannot be written into an array; write np.where",
    "place": "a live value cannot be written into an array; write np.where",
    "empty_like": "write np.zeros_like",
    "fill_diagonal": (
        "a live value cannot be written into an array; write np.where(np.eye(n, dtype=bool), d, A)"
    ),
    "isrealobj": "whether it is complex changes during a drag; write np.imag(x) == 0",
    "iscomplexobj": "whether it is complex changes during a drag; write np.imag(x) != 0",
}


def hint(name: str) -> str:
    """Say what to write instead of a function that is not in the table."""
    short = name.rsplit(".", 1)[-1]
    known = _HINTS.get(short)
    if known:
        return known
    if name.count(".") == 2 and short in ("reduceat", "at", "outer", "accumulate"):
        return "write it with a function of the table (np.sum, np.cumsum, np.outer)"
    return (
        "this function is not recorded. The supported ones are listed in docs/live.md; "
        "what does not depend on a live value may use all of NumPy"
    )


# --- small pieces of recordings
# ------------------------------------------------------------------------------------


def _axis_attribute(axis: Any) -> Any:
    if isinstance(axis, (tuple, list)):
        return [operator.index(k) for k in axis]
    return operator.index(axis)


def _attributes(axis: Any = None, keepdims: bool = False, **more: Any) -> dict[str, Any]:
    attributes = dict(more)
    if axis is not None:
        attributes["axis"] = _axis_attribute(axis)
    if keepdims:
        attributes["keepdims"] = True
    return attributes


def _one_axis(axis: Any, ndim: int) -> int:
    k = operator.index(axis)
    if not -ndim <= k < ndim:
        raise np.exceptions.AxisError(k, ndim)
    return k % ndim


def _shape_of(a: Any) -> tuple[int, ...]:
    return cast(tuple[int, ...], a.shape if _is_live(a) else np.shape(a))


def _array(a: Any) -> Any:
    """An operand with a shape: live values as they are, lists as arrays."""
    return a if _is_live(a) else np.asarray(a)


def _kind_zero(a: Any) -> Any:
    return np.zeros((), dtype=a.dtype)


def _gather(a: Any, arrange: Callable[[Any], Any]) -> Any:
    """Move entries to fixed places: what `arrange` does to 0, 1, 2, ... it does to the entries."""
    a = _array(a)
    places = arrange(np.arange(a.size).reshape(a.shape))
    if places.size == 0:
        return np.zeros(places.shape, dtype=a.dtype)
    return np.ravel(a)[places]


def _check_order(order: str) -> None:
    if order not in ("C", "K", "A"):
        raise Refused(f"order={order!r} is not recorded; transpose first")


_FLOATS = (float, np.float64, np.float32, np.floating)
_INTS = (int, np.int64, np.int32, np.intp, np.integer)
_BOOLS = (bool, np.bool_)
_COMPLEX = (complex, np.complex128)


def astype(emit: Emit, a: Any, dtype: Any) -> Any:
    """Record a conversion; 16- and 32-bit types become the 64-bit type of their kind."""
    kind = np.dtype(dtype).kind
    kind = {"u": "i"}.get(kind, kind)
    if kind not in "fibc":
        raise Refused(f"dtype {dtype!r} is not recorded; use float, int, bool or complex")
    return emit("astype", (a,), {"kind": kind})


def getitem(emit: Emit, a: Any, key: Any) -> Any:
    """Record ``a[key]``: integers, slices, None, Ellipsis, integer arrays (live too), fixed Boolean masks."""
    a = _array(a)
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
        if _is_live(entry) and entry.dtype.kind == "b":
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
            if any(_is_live(bound) for bound in bounds):
                raise Refused(
                    "a slice with a live bound changes its size; write np.where(np.arange(n) < bound, a, 0)"
                )
            encoded.append([None if bound is None else operator.index(bound) for bound in bounds])
        elif _is_live(entry) or isinstance(entry, np.ndarray):
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
    if not any(_is_live(entry) for entry in opened):
        # NumPy says what is wrong with a key that is fixed.
        np.broadcast_to(np.int8(0), a.shape)[tuple(opened)]
    return emit("getitem", operands, {"key": encoded})


# --- elementwise
# ---------------------------------------------------------------------------------------------------


def _elementwise(ufunc: Any, *examples: str, op: str | None = None, more: Sequence[Any] = ()) -> None:
    name = op or ufunc.__name__

    def record(emit: Emit, *operands: Any, **keywords: Any) -> Any:
        if keywords:
            raise Refused(f"the argument {next(iter(keywords))}= is not recorded; use np.where or astype")
        return emit(name, operands)

    record.__name__ = name
    for function in (ufunc, *more):
        _add(
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
    return np.all(np.equal(a1, a2)) if _shape_of(a1) == _shape_of(a2) else False


# --- along axes
# ----------------------------------------------------------------------------------------------------


def _reduction(function: Any, op: str, *examples: str, ufunc: Any = None) -> None:
    def record(emit: Emit, a: Any, axis: Any = None, keepdims: bool = False) -> Any:
        return emit(op, (a,), _attributes(axis, keepdims))

    record.__name__ = op
    _add(function, record, *examples)
    if ufunc is not None:

        def reduce(emit: Emit, a: Any, axis: Any = 0, keepdims: bool = False) -> Any:
            return emit(op, (a,), _attributes(axis, keepdims))

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
        return emit(op, (a,), _attributes(axis, keepdims, **({"ddof": ddof} if ddof else {})))

    record.__name__ = op
    _add(function, record, *_axis_examples(op, "k", "b", "z"), f"np.{op}(m, axis=0, ddof=1)")


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
    return emit("cumsum", (a,), _attributes(axis))


@supports(np.cumprod, "np.cumprod(x)", "np.cumprod(m, axis=0)", "np.cumprod(k)", "np.cumprod(z)")
def _cumprod(emit: Emit, a: Any, axis: Any = None) -> Any:
    return emit("cumprod", (a,), _attributes(axis))


def _sorted(op: str) -> Callable[..., Any]:
    def record(emit: Emit, a: Any, axis: Any = -1, kind: Any = None, stable: Any = None) -> Any:
        if axis is None:
            a, axis = np.ravel(a), -1
        return emit(op, (a,), {"axis": _one_axis(axis, a.ndim)})

    record.__name__ = op
    return record


_add(
    np.sort,
    _sorted("sort"),
    "np.sort(v)",
    "np.sort(m)",
    "np.sort(m, axis=0)",
    "np.sort(x, axis=None)",
    "np.sort(z, axis=None)",
    "np.sort(k, axis=None)",
)
_add(
    np.argsort,
    _sorted("argsort"),
    "np.argsort(v, kind='stable')",
    "np.argsort(m, axis=0, kind='stable')",
    "np.argsort(k, axis=None, kind='stable')",
    "np.argsort(-v, kind='stable')",
)


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
    a = _array(a)
    if weights is None:
        return np.mean(a, axis=axis, keepdims=keepdims)
    weights = _array(weights)
    if weights.shape != a.shape:
        if axis is None or weights.ndim != 1:
            raise Refused(
                "the weights have another shape; give one axis and one weight for each entry along it"
            )
        shape = [1] * a.ndim
        shape[_one_axis(axis, a.ndim)] = weights.shape[0]
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
    if _is_live(q):
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
    if _is_live(q):
        raise Refused("q is live; give fixed percentiles")
    return np.quantile(a, np.asarray(q) / 100, axis=axis)


@supports(np.diff, "np.diff(v)", "np.diff(m, axis=0)", "np.diff(v, n=2)", "np.diff(v > 0)")
def _diff(emit: Emit, a: Any, n: int = 1, axis: Any = -1) -> Any:
    axis = _one_axis(axis, a.ndim)
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


@supports(np.cov, "np.cov(R)", "np.cov(R, rowvar=False)", "np.cov(R, bias=True)", "np.cov(v, w)")
def _cov(
    emit: Emit, m: Any, y: Any = None, rowvar: bool = True, bias: bool = False, ddof: int | None = None
) -> Any:
    x = np.atleast_2d(m)
    if not rowvar and len(_shape_of(m)) > 1:
        x = x.T
    if y is not None:
        other = np.atleast_2d(y)
        x = np.concatenate([x, other if rowvar or other.shape[0] == 1 else other.T], axis=0)
    freedom = ddof if ddof is not None else (0 if bias else 1)
    centred = x - np.mean(x, axis=1, keepdims=True)
    n = x.shape[1] - freedom
    return np.squeeze(centred @ np.conj(centred.T) / (n if n > 0 else 0.0 * np.max(np.abs(x[:1, :1]))))


@supports(np.corrcoef, "np.corrcoef(v, w)", "np.corrcoef(R)")
def _corrcoef(emit: Emit, x: Any, y: Any = None, rowvar: bool = True) -> Any:
    c = np.cov(x, y, rowvar)
    if c.ndim == 0:
        return c / c
    spread = np.sqrt(np.real(np.diagonal(c)))
    return np.clip(c / spread[:, None] / spread[None, :], -1, 1)


@supports(
    np.searchsorted,
    "np.searchsorted(np.array([-1.0, 0.0, 2.0]), x)",
    "np.searchsorted([-1.0, 0.0, 2.0], k, side='right')",
)
def _searchsorted(emit: Emit, a: Any, v: Any, side: str = "left") -> Any:
    before = _array(a) < np.expand_dims(v, -1) if side == "left" else _array(a) <= np.expand_dims(v, -1)
    # NaN is sorted behind everything.
    return np.where(np.isnan(v), _shape_of(a)[0], np.sum(before, axis=-1))


@supports(
    np.interp,
    "np.interp(x, [0.0, 1.0, 3.0], [5.0, -1.0, 2.0])",
    "np.interp(t, np.arange(4), np.array([0, 1, 4, 9.0]))",
)
def _interp(emit: Emit, x: Any, xp: Any, fp: Any) -> Any:
    if _is_live(xp):
        raise Refused("the places xp are live; give fixed places")
    xp, fp = np.asarray(xp, dtype=float), _array(fp)
    last = len(xp) - 2
    k = np.clip(np.searchsorted(xp, x, side="right") - 1, 0, last)
    slope = (fp[1:] - fp[:-1]) / (xp[1:] - xp[:-1])
    inside = getitem(emit, fp, k) + getitem(emit, slope, k) * (x - getitem(emit, xp, k))
    ends = np.where(x <= xp[0], fp[0], np.where(x >= xp[-1], fp[-1], inside))
    return np.where(np.isnan(x), np.nan, ends)


@supports(np.polyval, "np.polyval([1.0, -2.0, 3.0], x)", "np.polyval(v, 0.5)", "np.polyval(v, t)")
def _polyval(emit: Emit, p: Any, x: Any) -> Any:
    result: Any = 0.0
    for coefficient in p:
        result = result * x + coefficient
    return result


# --- shape and place
# -----------------------------------------------------------------------------------------------


def _fixed_shape(shape: Any) -> list[int]:
    return [
        operator.index(n)
        for n in (shape if isinstance(shape, Iterable) and not _is_live(shape) else (shape,))
    ]


@supports(np.reshape, "np.reshape(m, (-1,))", "m.reshape(1, -1)", "np.reshape(m, m.shape[::-1])")
def _reshape(emit: Emit, a: Any, /, shape: Any = None, order: str = "C", *, newshape: Any = None) -> Any:
    _check_order(order)
    return emit("reshape", (a,), {"shape": _fixed_shape(shape)})


@supports(np.ravel, "np.ravel(m)", "m.ravel()", "m.flatten()", "np.ravel(t)")
def _ravel(emit: Emit, a: Any, order: str = "C") -> Any:
    _check_order(order)
    return (
        a
        if len(_shape_of(a)) == 1
        else emit("reshape", (a,), {"shape": [-1] if math.prod(_shape_of(a)) else [0]})
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
    if axes is None and len(_shape_of(a)) < 2:
        return a
    return emit(
        "transpose", (a,), None if axes is None else {"axes": [_one_axis(k, len(_shape_of(a))) for k in axes]}
    )


FUNCTIONS[np.permute_dims] = FUNCTIONS[np.transpose]


def _permuted(a: Any, axes: Sequence[int]) -> Any:
    return a if list(axes) == list(range(len(axes))) else np.transpose(a, axes)


@supports(np.swapaxes, "np.swapaxes(m, 0, 1)", "m[None].swapaxes(0, -1)")
def _swapaxes(emit: Emit, a: Any, axis1: Any, axis2: Any) -> Any:
    axes = list(range(a.ndim))
    j, k = _one_axis(axis1, a.ndim), _one_axis(axis2, a.ndim)
    axes[j], axes[k] = k, j
    return _permuted(a, axes)


@supports(np.moveaxis, "np.moveaxis(m, 0, -1)", "np.moveaxis(m[None], (0, 1), (-1, 0))")
def _moveaxis(emit: Emit, a: Any, source: Any, destination: Any) -> Any:
    moved = np.moveaxis(np.empty([1] * a.ndim), source, destination)  # NumPy checks the axes
    del moved
    numbers = np.moveaxis(np.empty(range(a.ndim)) if a.ndim else np.empty(()), source, destination).shape
    return _permuted(a, list(numbers))


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
    shape = np.expand_dims(np.broadcast_to(0, _shape_of(a)), axis).shape
    return emit("reshape", (a,), {"shape": list(shape)})


def _at_least(function: Any) -> Callable[..., Any]:
    def record(emit: Emit, *arrays: Any) -> Any:
        results = [
            emit("reshape", (a,), {"shape": list(function(np.broadcast_to(0, _shape_of(a))).shape)})
            for a in arrays
        ]
        return results[0] if len(results) == 1 else tuple(results)

    record.__name__ = function.__name__
    return record


for _f in (np.atleast_1d, np.atleast_2d, np.atleast_3d):
    _n = f"np.{_f.__name__}"
    _add(_f, _at_least(_f), f"{_n}(t)", f"{_n}(v)", f"{_n}(m)")


@supports(
    np.broadcast_to,
    "np.broadcast_to(v, (4, *v.shape))",
    "np.broadcast_to(t, (2, 3))",
    "np.broadcast_to(m[:, :1], m.shape)",
)
def _broadcast_to(emit: Emit, array: Any, shape: Any) -> Any:
    return emit("broadcast_to", (array,), {"shape": _fixed_shape(shape)})


@supports(np.broadcast_arrays, "np.broadcast_arrays(x, y)[1]")
def _broadcast_arrays(emit: Emit, *arrays: Any) -> Any:
    shape = np.broadcast_shapes(*map(_shape_of, arrays))
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
    return emit("stack", pieces, {"axis": _one_axis(axis, len(_shape_of(pieces[0])) + 1)})


@supports(
    np.concatenate,
    "np.concatenate([v, w])",
    "np.concatenate([m, m], axis=1)",
    "np.concatenate([v, [1.0]])",
    "np.concatenate([k, x], axis=None)",
    "np.concatenate([m, z[:0].real.reshape(0)], axis=None)",
)
def _concatenate(emit: Emit, arrays: Sequence[Any], axis: Any = 0) -> Any:
    pieces = [_array(a) for a in arrays]
    if axis is None:
        pieces, axis = [np.ravel(a) for a in pieces], 0
    if not pieces:
        raise ValueError("need at least one array to concatenate")
    return emit("concatenate", pieces, {"axis": _one_axis(axis, pieces[0].ndim)})


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
    pieces = [_array(a) for a in tup]
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
        return max(map(dims, block)) if isinstance(block, list) else len(_shape_of(block))

    deepest = depth(arrays)
    ndim = max(deepest, dims(arrays))

    def join(block: Any, level: int) -> Any:
        if isinstance(block, list):
            return np.concatenate([join(part, level - 1) for part in block], axis=-level)
        shape = _shape_of(block)
        return np.reshape(block, (1,) * (ndim - len(shape)) + shape)

    return join(arrays, deepest)


@supports(np.flip, "np.flip(v)", "np.flip(m, axis=1)", "np.flip(m)", "m[:, ::-1]")
def _flip(emit: Emit, m: Any, axis: Any = None) -> Any:
    axes = (
        range(m.ndim)
        if axis is None
        else {_one_axis(k, m.ndim) for k in (axis if isinstance(axis, tuple) else (axis,))}
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
    return _gather(a, lambda places: np.roll(places, shift, axis))


@supports(np.rot90, "np.rot90(m)", "np.rot90(m, 2)")
def _rot90(emit: Emit, m: Any, k: int = 1, axes: Any = (0, 1)) -> Any:
    return _gather(m, lambda places: np.rot90(places, k, axes))


@supports(np.repeat, "np.repeat(v, 2)", "np.repeat(m, 2, axis=0)", "np.repeat(t, 3)")
def _repeat(emit: Emit, a: Any, repeats: Any, axis: Any = None) -> Any:
    return _gather(a, lambda places: np.repeat(places, repeats, axis))


@supports(np.tile, "np.tile(v, 2)", "np.tile(m, (2, 1))", "np.tile(t, (2, 2))")
def _tile(emit: Emit, A: Any, reps: Any) -> Any:
    return _gather(A, lambda places: np.tile(places, reps))


@supports(np.delete, "np.delete(v, 0)", "np.delete(m, 0, axis=0)")
def _delete(emit: Emit, arr: Any, obj: Any, axis: Any = None) -> Any:
    return _gather(arr, lambda places: np.delete(places, obj, axis))


@supports(
    np.lib.stride_tricks.sliding_window_view,
    "np.lib.stride_tricks.sliding_window_view(np.concatenate([v, w, v]), 2)",
    "np.lib.stride_tricks.sliding_window_view(A, (1, 1))",
)
def _sliding_window_view(emit: Emit, x: Any, window_shape: Any, axis: Any = None) -> Any:
    return _gather(x, lambda places: np.lib.stride_tricks.sliding_window_view(places, window_shape, axis))


@supports(
    np.pad, "np.pad(v, 1)", "np.pad(m, ((1, 0), (0, 2)), constant_values=7)", "np.pad(A, 1, mode='edge')"
)
def _pad(emit: Emit, array: Any, pad_width: Any, mode: Any = "constant", *, constant_values: Any = 0) -> Any:
    if mode != "constant":
        return _gather(array, lambda places: np.pad(places, pad_width, mode=mode))
    places = np.pad(np.arange(array.size).reshape(array.shape), pad_width, constant_values=-1)
    filler = constant_values if _is_live(constant_values) else np.asarray(constant_values).astype(array.dtype)
    if array.size == 0:
        return np.broadcast_to(filler, places.shape)
    return np.where(places >= 0, np.ravel(array)[np.maximum(places, 0)], filler)


def _pieces(function: Any) -> Callable[..., Any]:
    def record(emit: Emit, ary: Any, indices_or_sections: Any, axis: int = 0) -> Any:
        axis = _one_axis(axis, ary.ndim)
        parts = function(np.arange(ary.shape[axis]), indices_or_sections)
        before = (slice(None),) * axis
        return [ary[(*before, slice(int(p[0]), int(p[-1]) + 1) if len(p) else slice(0, 0))] for p in parts]

    record.__name__ = function.__name__
    return record


_add(np.split, _pieces(np.split), "np.split(v, [1])[1]", "np.split(np.tile(v, 2), 2)[0]")
_add(np.array_split, _pieces(np.array_split), "np.array_split(v, 2)[0]", "np.array_split(m, 2, axis=1)[1]")


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
    a = _array(a)
    if axis is None:
        a, axis = np.ravel(a), 0
    axis = _one_axis(axis, a.ndim)
    if not _is_live(indices):
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
    if _shape_of(a):
        raise Refused("one live number chooses a whole; to choose entry by entry write np.take_along_axis")
    frames = choices if _is_live(choices) or isinstance(choices, np.ndarray) else np.stack(choices)
    return _record_take(emit, frames, a, 0, mode, below_zero=False)


@supports(
    np.take_along_axis,
    "np.take_along_axis(m, np.argsort(m, axis=0, kind='stable'), axis=0)",
    "np.take_along_axis(v, np.argsort(v, kind='stable'), axis=0)",
)
def _take_along_axis(emit: Emit, arr: Any, indices: Any, axis: Any = -1) -> Any:
    if _array(indices).dtype.kind != "i":
        raise Refused("an index is an integer; write indices.astype(int)")
    return emit("take_along_axis", (arr, indices), {"axis": _one_axis(axis, len(_shape_of(arr)))})


@supports(
    np.diagonal,
    "np.diagonal(m)",
    "np.diagonal(m, 1)",
    "np.diagonal(m[None] * v[:, None, None], 0, 1, 2)",
    "m.diagonal()",
)
def _diagonal(emit: Emit, a: Any, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Any:
    return _gather(a, lambda places: np.diagonal(places, offset, axis1, axis2))


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
    return np.where(places > 0, v[np.maximum(places - 1, 0)], _kind_zero(v))


@supports(np.triu, "np.triu(m)", "np.triu(m, 1)", "np.triu(C)")
def _triu(emit: Emit, m: Any, k: int = 0) -> Any:
    return np.where(np.triu(np.ones(m.shape[-2:], dtype=bool), k), m, _kind_zero(m))


@supports(np.tril, "np.tril(m)", "np.tril(m, -1)")
def _tril(emit: Emit, m: Any, k: int = 0) -> Any:
    return np.where(np.tril(np.ones(m.shape[-2:], dtype=bool), k), m, _kind_zero(m))


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
    a = _array(a)
    dtype = np.dtype(dtype or a.dtype)
    if not _is_live(fill_value):
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


@supports(np.meshgrid, "np.meshgrid(v, w)[0]", "np.meshgrid(v, p, indexing='ij')[1]")
def _meshgrid(emit: Emit, *xi: Any, indexing: str = "xy") -> Any:
    arrays = [np.ravel(a) for a in xi]
    sizes = [a.shape[0] for a in arrays]
    places = np.meshgrid(*[np.arange(n) for n in sizes], indexing=cast(Any, indexing))
    return tuple(_gather(a, lambda _, at=at: at) for a, at in zip(arrays, places, strict=True))  # type: ignore[misc]


@supports(
    np.linspace,
    "np.linspace(0, t, 5)",
    "np.linspace(p, q, 4)",
    "np.linspace(t, 1, 3, endpoint=False)",
    "np.linspace(t, 2 * t, 1)",
)
def _linspace(emit: Emit, start: Any, stop: Any, num: int = 50, endpoint: bool = True) -> Any:
    steps = num - 1 if endpoint else num
    start, stop = _array(start) * 1.0, _array(stop) * 1.0
    width = len(np.broadcast_shapes(start.shape, stop.shape))
    fractions = (np.arange(num) / max(steps, 1)).reshape((num,) + (1,) * width)
    points = start + fractions * (stop - start)
    if not endpoint or num < 2:
        return points
    return np.concatenate([points[:-1], np.broadcast_to(stop, points.shape[1:])[None]])


@supports(
    np.convolve,
    "np.convolve(v, [1.0, -1.0])",
    "np.convolve(v, w, 'same')",
    "np.convolve([1, 2, 3.0, 4, 5], p, 'valid')",
)
def _convolve(emit: Emit, a: Any, v: Any, mode: str = "full") -> Any:
    a, v = _array(a), _array(v)
    if a.size == 0 or v.size == 0:
        raise ValueError("a sequence to convolve is empty")
    if v.size > a.size:
        a, v = v, a
    n, m = a.size, v.size
    places = np.arange(n + m - 1)[:, None] - np.arange(m)[None, :]
    inside = (places >= 0) & (places < n)
    full = np.sum(np.where(inside, a[np.clip(places, 0, n - 1)] * v, 0.0), axis=1)
    if mode == "full":
        return full
    extra = m - 1
    return full[extra : extra + n - m + 1] if mode == "valid" else full[extra // 2 : extra // 2 + n]


# --- products
# ------------------------------------------------------------------------------------------------------


def _matmul(emit: Emit, a: Any, b: Any, /) -> Any:
    return emit("matmul", (a, b))


_add(
    np.matmul,
    _matmul,
    "A @ B",
    "A @ v[:0].sum() * np.eye(1) if False else A @ A",
    "m @ m.T",
    "v @ w",
    "R @ np.ones(R.shape[1])",
    "np.ones(R.shape[0]) @ R",
    "C @ C",
    "C @ A[:1].T.reshape(-1)[: C.shape[0]] if A.shape == C.shape else C",
    "np.eye(A.shape[0]) @ A",
    "m[None] @ m.T",
    "k.reshape(1, -1) @ k.reshape(-1, 1)",
    "b.reshape(1, -1) @ b.reshape(-1, 1)",
    "m @ np.ones((m.shape[1], 2))",
    "m @ np.ones((m.shape[1], 3))",
)


@supports(
    np.dot,
    "np.dot(v, w)",
    "np.dot(A, B)",
    "np.dot(x, 2.0)",
    "A.dot(A)",
    "np.dot(t, v)",
    "np.dot(z.ravel(), z.ravel())",
)
def _dot(emit: Emit, a: Any, b: Any) -> Any:
    a, b = _array(a), _array(b)
    if a.ndim == 0 or b.ndim == 0:
        return a * b
    if b.ndim > 2 or (a.ndim > 2 and b.ndim > 1 and b.ndim != 2):
        raise Refused("dot of stacks of matrices differs from @; write a @ b")
    return emit("matmul", (a, b))


@supports(np.vdot, "np.vdot(v, w)", "np.vdot(m, m)", "np.vdot(z, z)")
def _vdot(emit: Emit, a: Any, b: Any, /) -> Any:
    return emit("matmul", (np.conj(np.ravel(a)), np.ravel(b)))


@supports(np.inner, "np.inner(v, w)", "np.inner(m, m)", "np.inner(t, v)", "np.inner(m, m[0])")
def _inner(emit: Emit, a: Any, b: Any, /) -> Any:
    a, b = _array(a), _array(b)
    if a.ndim == 0 or b.ndim == 0:
        return a * b
    if b.ndim > 2:
        raise Refused("inner of a stack: write a @ np.swapaxes(b, -1, -2)")
    return emit("matmul", (a, np.transpose(b)))


@supports(np.outer, "np.outer(v, w)", "np.outer(v, p)", "np.outer(z, z)", "np.outer(k, n)")
def _outer(emit: Emit, a: Any, b: Any) -> Any:
    return np.ravel(a)[:, None] * np.ravel(b)[None, :]


FUNCTIONS[np.linalg.outer] = FUNCTIONS[np.outer]


@supports(np.vecdot, "np.vecdot(m, m)", "np.vecdot(z, z) if z.ndim else z")
def _vecdot(emit: Emit, x1: Any, x2: Any, /, *, axis: int = -1) -> Any:
    return np.sum(np.conj(x1) * x2, axis=axis)


@supports(
    np.cross,
    "np.cross(np.resize(1.0, 3) * t, np.stack([t, 2 * t, 3.0]))",
    "np.cross(np.stack([x, y + x, x], axis=-1), [1.0, 2.0, 3.0])",
)
def _cross(emit: Emit, a: Any, b: Any, axis: int = -1) -> Any:
    a, b = np.moveaxis(_array(a), axis, -1), np.moveaxis(_array(b), axis, -1)
    if a.shape[-1] != 3 or b.shape[-1] != 3:
        raise Refused(
            "a cross product is of vectors with three entries; for the plane write u[0] * v[1] - u[1] * v[0]"
        )
    a1, a2, a3 = (a[..., k] for k in range(3))
    b1, b2, b3 = (b[..., k] for k in range(3))
    parts = [a2 * b3 - a3 * b2, a3 * b1 - a1 * b3, a1 * b2 - a2 * b1]
    return np.moveaxis(np.stack(parts, axis=-1), -1, axis)


FUNCTIONS[np.linalg.cross] = FUNCTIONS[np.cross]


@supports(np.kron, "np.kron(A, B)", "np.kron(v, w)", "np.kron(np.eye(2), A)", "np.kron(m, v)")
def _kron(emit: Emit, a: Any, b: Any) -> Any:
    a, b = _array(a), _array(b)
    ndim = max(a.ndim, b.ndim)
    left = (1,) * (ndim - a.ndim) + a.shape
    right = (1,) * (ndim - b.ndim) + b.shape
    a = np.reshape(a, [n for pair in zip(left, (1,) * ndim, strict=True) for n in pair])
    b = np.reshape(b, [n for pair in zip((1,) * ndim, right, strict=True) for n in pair])
    return np.reshape(a * b, [p * q for p, q in zip(left, right, strict=True)])


@supports(
    np.tensordot,
    "np.tensordot(A, B, 1)",
    "np.tensordot(m, m, axes=2)",
    "np.tensordot(m, m, axes=([0], [0]))",
    "np.tensordot(v, w, 0)",
)
def _tensordot(emit: Emit, a: Any, b: Any, axes: Any = 2) -> Any:
    a, b = _array(a), _array(b)
    if isinstance(axes, int):
        left, right = list(range(a.ndim - axes, a.ndim)), list(range(axes))
    else:
        left, right = (
            [_one_axis(k, c.ndim) for k in (s if isinstance(s, Sequence) else [s])]
            for s, c in zip(axes, (a, b), strict=True)
        )
    if [a.shape[k] for k in left] != [b.shape[k] for k in right]:
        raise ValueError("shape-mismatch for sum")
    keep_a = [k for k in range(a.ndim) if k not in left]
    keep_b = [k for k in range(b.ndim) if k not in right]
    inner = math.prod(a.shape[k] for k in left)
    rows, columns = [a.shape[k] for k in keep_a], [b.shape[k] for k in keep_b]
    p = np.reshape(_permuted(a, keep_a + left), (math.prod(rows), inner))
    q = np.reshape(_permuted(b, right + keep_b), (inner, math.prod(columns)))
    return np.reshape(p @ q, rows + columns)


# --- linear algebra
# ------------------------------------------------------------------------------------------------


def _single(op: str) -> Callable[..., Any]:
    def record(emit: Emit, a: Any) -> Any:
        if len(_shape_of(a)) < 2 or _shape_of(a)[-1] != _shape_of(a)[-2]:
            raise ValueError(f"np.linalg.{op} needs a square matrix, not shape {_shape_of(a)}")
        return emit(op, (a,))

    record.__name__ = op
    return record


_add(
    np.linalg.det,
    _single("det"),
    "np.linalg.det(A)",
    "np.linalg.det(S)",
    "np.linalg.det(C)",
    "np.linalg.det(np.stack([A, 2 * A]))",
)
_add(
    np.linalg.inv,
    _single("inv"),
    "np.linalg.inv(A)",
    "np.linalg.inv(S)",
    "np.linalg.inv(C)",
    "np.linalg.inv(np.stack([A, 2 * A]))",
)
_add(
    np.linalg.cholesky,
    _single("cholesky"),
    "np.linalg.cholesky(A @ A.T + np.eye(A.shape[0]))",
    "np.linalg.cholesky(C @ np.conj(C.T) + np.eye(C.shape[0]))",
)


def _items(
    emit: Emit, op: str, operands: Sequence[Any], count: int, attributes: dict[str, Any] | None = None
) -> list[Any]:
    whole = emit(op, operands, attributes)
    return [emit("item", (whole,), {"index": k}) for k in range(count)]


_SVD: Any = type(np.linalg.svd(np.eye(1)))
_EIGH: Any = type(np.linalg.eigh(np.eye(1)))
_EIG: Any = type(np.linalg.eig(np.eye(1)))
_QR: Any = type(np.linalg.qr(np.eye(1)))
_SLOGDET: Any = type(np.linalg.slogdet(np.eye(1)))


def _square(a: Any, what: str) -> None:
    shape = _shape_of(a)
    if len(shape) < 2 or shape[-1] != shape[-2]:
        raise ValueError(f"np.linalg.{what} needs a square matrix, not shape {shape}")


@supports(np.linalg.slogdet, "np.linalg.slogdet(A)", "np.linalg.slogdet(A)[1]", "np.linalg.slogdet(C)")
def _slogdet(emit: Emit, a: Any) -> Any:
    _square(a, "slogdet")
    return _SLOGDET(*_items(emit, "slogdet", (a,), 2))


@supports(
    np.linalg.solve,
    "np.linalg.solve(A, np.ones(A.shape[0]))",
    "np.linalg.solve(A, B)",
    "np.linalg.solve(C, C)",
    "np.linalg.solve(np.eye(v.size) * 2, v)",
)
def _solve(emit: Emit, a: Any, b: Any) -> Any:
    _square(a, "solve")
    return emit("solve", (a, b))


@supports(
    np.linalg.eigh,
    "np.linalg.eigh(S)",
    "np.linalg.eigh(H)",
    "np.linalg.eigh(np.stack([S, 2 * S]))[0]",
    "np.linalg.eigh(A)",
)
def _eigh(emit: Emit, a: Any, UPLO: str = "L") -> Any:
    _square(a, "eigh")
    if UPLO.upper() == "U":
        a = np.conj(np.swapaxes(a, -1, -2))
    return _EIGH(*_items(emit, "eigh", (a,), 2))


@supports(np.linalg.eigvalsh, "np.linalg.eigvalsh(S)", "np.linalg.eigvalsh(H)")
def _eigvalsh(emit: Emit, a: Any, UPLO: str = "L") -> Any:
    return cast(Any, np.linalg.eigh)(a, UPLO).eigenvalues


@supports(
    np.linalg.eig,
    "np.linalg.eig(A)",
    "np.linalg.eig(S)",
    "np.linalg.eig(C)",
    "np.linalg.eig(np.stack([A, 2 * A]))",
)
def _eig(emit: Emit, a: Any) -> Any:
    _square(a, "eig")
    return _EIG(*_items(emit, "eig", (a,), 2))


@supports(np.linalg.eigvals, "np.linalg.eigvals(A)", "np.linalg.eigvals(C[:2, :2])")
def _eigvals(emit: Emit, a: Any) -> Any:
    return np.linalg.eig(a).eigenvalues


@supports(
    np.linalg.svd,
    "np.linalg.svd(R)",
    "np.linalg.svd(R, full_matrices=False)",
    "np.linalg.svd(A)",
    "np.linalg.svd(C)",
    "np.linalg.svd(R, compute_uv=False)",
    "np.linalg.svd(np.stack([R, 2 * R]), full_matrices=False)[1]",
    "np.linalg.svd(A).S",
)
def _svd(
    emit: Emit, a: Any, full_matrices: bool = True, compute_uv: bool = True, hermitian: bool = False
) -> Any:
    if len(_shape_of(a)) < 2:
        raise ValueError(f"np.linalg.svd needs a matrix, not shape {_shape_of(a)}")
    attributes = {"full_matrices": bool(full_matrices), "compute_uv": bool(compute_uv)}
    if not compute_uv:
        return emit("svd", (a,), {"full_matrices": False, "compute_uv": False})
    return _SVD(*_items(emit, "svd", (a,), 3, attributes))


@supports(np.linalg.svdvals, "np.linalg.svdvals(R)")
def _svdvals(emit: Emit, x: Any, /) -> Any:
    return np.linalg.svd(x, compute_uv=False)


@supports(
    np.linalg.qr,
    "np.linalg.qr(R)",
    "np.linalg.qr(A)",
    "np.linalg.qr(R, mode='complete')",
    "np.linalg.qr(R, mode='r')",
    "np.linalg.qr(C)",
)
def _qr(emit: Emit, a: Any, mode: str = "reduced") -> Any:
    if mode not in ("reduced", "complete", "r"):
        raise Refused(f"mode={mode!r} is not recorded; use 'reduced', 'complete' or 'r'")
    if mode == "r":
        return emit("qr", (a,), {"mode": "r"})
    return _QR(*_items(emit, "qr", (a,), 2, {"mode": mode}))


@supports(
    np.linalg.matrix_rank,
    "np.linalg.matrix_rank(R)",
    "np.linalg.matrix_rank(A)",
    "np.linalg.matrix_rank(R, tol=0.5)",
    "np.linalg.matrix_rank(v)",
)
def _matrix_rank(emit: Emit, A: Any, tol: Any = None, hermitian: bool = False, *, rtol: Any = None) -> Any:
    if len(_shape_of(A)) < 2:
        return astype(emit, np.any(A != 0), int)
    if _is_live(tol) or _is_live(rtol):
        raise Refused(
            "the tolerance is live; give a fixed one, or count np.linalg.svd(A, compute_uv=False) > tolerance"
        )
    return emit("matrix_rank", (A,), {"tol": tol, "rtol": rtol})


@supports(
    np.linalg.lstsq,
    "np.linalg.lstsq(R, np.ones(R.shape[0]))",
    "np.linalg.lstsq(A, B)",
    "np.linalg.lstsq(R, R, rcond=None)[0]",
)
def _lstsq(emit: Emit, a: Any, b: Any, rcond: Any = None) -> Any:
    return tuple(_items(emit, "lstsq", (a, b), 4, {"rcond": rcond}))


@supports(
    np.linalg.pinv,
    "np.linalg.pinv(R)",
    "np.linalg.pinv(A)",
    "np.linalg.pinv(R, rcond=0.1)",
    "np.linalg.pinv(C)",
)
def _pinv(emit: Emit, a: Any, rcond: Any = None, hermitian: bool = False, *, rtol: Any = None) -> Any:
    if _is_live(rcond) or _is_live(rtol):
        raise Refused("the tolerance is live; give a fixed one")
    limit = rtol if rtol is not None else (1e-15 if rcond is None else rcond)
    return emit("pinv", (a,), {"rcond": float(limit)})


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
        return emit("norm", (x,), _attributes(None, keepdims))
    axes = (
        tuple(range(x.ndim)) if axis is None else tuple(axis) if isinstance(axis, (tuple, list)) else (axis,)
    )
    axes = tuple(_one_axis(k, x.ndim) for k in axes)
    if len(axes) == 1:
        if ord is None or ord == 2:
            return emit("norm", (x,), _attributes(axes[0], keepdims))
        if isinstance(ord, str):
            raise ValueError(f"Invalid norm order {ord!r} for vectors")
        return _vector_norm(x, ord, axes[0], keepdims)
    if len(axes) == 2:
        if ord is None or ord == "fro":
            return emit("norm", (x,), _attributes(axes, keepdims))
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


@supports(np.linalg.cond, "np.linalg.cond(A)", "np.linalg.cond(R)")
def _cond(emit: Emit, x: Any, p: Any = None) -> Any:
    if p not in (None, 2):
        raise Refused(
            "only p=2 is recorded; write np.linalg.norm(A, p) * np.linalg.norm(np.linalg.inv(A), p)"
        )
    values = np.linalg.svd(x, compute_uv=False)
    largest, smallest = values[..., 0], values[..., -1]
    ratio = np.where(smallest == 0, np.inf, largest / smallest)
    return ratio


@supports(
    np.linalg.matrix_power,
    "np.linalg.matrix_power(A, 3)",
    "np.linalg.matrix_power(A, 0)",
    "np.linalg.matrix_power(A, 10)",
    "np.linalg.matrix_power(A, -2)",
    "np.linalg.matrix_power(C, 2)",
)
def _matrix_power(emit: Emit, a: Any, n: int) -> Any:
    _square(a, "matrix_power")
    power = operator.index(n)
    if power == 0:
        return np.broadcast_to(np.eye(a.shape[-1], dtype=a.dtype), a.shape)
    if power < 0:
        a, power = np.linalg.inv(a), -power
    result = None
    while True:
        power, bit = divmod(power, 2)
        if bit:
            result = a if result is None else result @ a
        if not power:
            return result
        a = a @ a


@supports(
    np.linalg.multi_dot, "np.linalg.multi_dot([A, A, A])", "np.linalg.multi_dot([v, np.eye(v.size), w])"
)
def _multi_dot(emit: Emit, arrays: Sequence[Any]) -> Any:
    result = arrays[0]
    for other in arrays[1:]:
        result = np.matmul(result, other)
    return result


@supports(np.fix, "np.fix(x)")
def _fix(emit: Emit, x: Any) -> Any:
    return np.trunc(x)

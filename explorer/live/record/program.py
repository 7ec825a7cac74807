"""The recorded program: steps in single assignment, and what each step means in NumPy.

A `Program` is what remains of a scene after its NumPy functions were recorded by `trace`:
inputs, constants, steps ``[op, inputs, attributes]`` and guards. `Program.run` evaluates it in NumPy and
is the oracle of the browser's `browser/evaluate.mjs`; `OPERATIONS` is the list of steps that both know.

Where NumPy would raise for a *value* (a singular matrix, an index out of range, the largest of nothing), a
step gives NaN of the right shape instead: a drag passes through such places, and a picture that cannot be
drawn there should come back a pixel later.
"""

from __future__ import annotations

import base64
import math
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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
_LOWEST_INT = -(2.0**63)
_INLINE_SIZE = 24


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


# --- what the steps mean
# -------------------------------------------------------------------------------------------


def _nan(shape: Sequence[int]) -> Array:
    return np.full(tuple(shape), np.nan)


def _number(array: Array) -> Array:
    """Booleans as integers: NumPy would answer in 16-bit floats, which the browser has not."""
    return array.astype(np.int64) if array.dtype.kind == "b" else array


def _float(array: Array) -> Array:
    return array.astype(np.float64) if array.dtype.kind in "bi" else array


def _any_complex(arrays: Iterable[Array]) -> bool:
    return any(a.dtype.kind == "c" for a in arrays)


def _floating(function: Callable[..., Any], complex_too: bool = True) -> Callable[..., Array]:
    """A function of floats; a complex operand of a function of real numbers gives NaN."""

    def apply(*arrays: Array) -> Array:
        if not complex_too and _any_complex(arrays):
            return _nan(np.broadcast_shapes(*(a.shape for a in arrays)))
        return normal(function(*map(_float, arrays)))

    return apply


def _counting(function: Callable[..., Any]) -> Callable[..., Array]:
    """A function of real numbers that keeps integers; Booleans count as 0 and 1."""

    def apply(*arrays: Array, **attributes: Any) -> Array:
        if _any_complex(arrays):
            return _nan(np.broadcast_shapes(*(a.shape for a in arrays)))
        return normal(function(*map(_number, arrays), **attributes))

    return apply


def _plain(function: Callable[..., Any]) -> Callable[..., Array]:
    def apply(*arrays: Array, **attributes: Any) -> Array:
        return normal(function(*arrays, **attributes))

    return apply


def _copysign(a: Array, b: Array) -> Array:
    """The size of a with the sign of b; NaN has a sign in NumPy, here it counts as positive."""
    return normal(np.copysign(a, np.where(np.isnan(b), 0.0, b)))


def _stepwise(function: Callable[..., Any]) -> Callable[..., Array]:
    """Floor, ceil, trunc: integers and Booleans stay as they are."""

    def apply(a: Array) -> Array:
        if a.dtype.kind == "c":
            return _nan(a.shape)
        return normal(function(a)) if a.dtype.kind == "f" else a

    return apply


def _power(a: Array, b: Array) -> Array:
    a, b = _number(a), _number(b)
    if a.dtype.kind == "i" and b.dtype.kind == "i" and np.any(b < 0):
        return _nan(np.broadcast_shapes(a.shape, b.shape))
    # NumPy takes the square root where the exponent is the number 0.5; here it is so for any exponent 0.5.
    return normal(np.where(b == 0.5, np.sqrt(a), np.power(a, b)) if np.any(b == 0.5) else np.power(a, b))


def _bitwise(function: Callable[..., Any]) -> Callable[..., Array]:
    def apply(a: Array, b: Array) -> Array:
        if a.dtype.kind in "fc" or b.dtype.kind in "fc":
            return _nan(np.broadcast_shapes(a.shape, b.shape))
        return normal(function(a, b))

    return apply


def _invert(a: Array) -> Array:
    return _nan(a.shape) if a.dtype.kind in "fc" else normal(np.invert(a))


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
    return normal(np.round(_number(a), decimals))


def _where(condition: Array, a: Array, b: Array) -> Array:
    return normal(np.where(condition.astype(bool), a, b))


Axis = int | Sequence[int] | None


def _axes(axis: Axis, ndim: int) -> tuple[int, ...]:
    if axis is None:
        return tuple(range(ndim))
    return tuple(k % ndim if ndim else k for k in ((axis,) if isinstance(axis, int) else axis))


def _numpy_axis(axis: Axis) -> int | tuple[int, ...] | None:
    return tuple(axis) if isinstance(axis, list) else axis  # type: ignore[return-value]


def _reduced_shape(a: Array, axis: Axis, keepdims: bool) -> tuple[Shape, int]:
    """The shape after a reduction, and how many numbers each result is made of."""
    axes = _axes(axis, a.ndim)
    count = math.prod(a.shape[k] for k in axes)
    if keepdims:
        return tuple(1 if k in axes else n for k, n in enumerate(a.shape)), count
    return tuple(n for k, n in enumerate(a.shape) if k not in axes), count


def _reduction(
    function: Callable[..., Any], empty: bool = True, counting: bool = False
) -> Callable[..., Array]:
    """A reduction along axes; of nothing at all it is NumPy's neutral element or NaN."""

    def apply(a: Array, axis: Axis = None, keepdims: bool = False, **attributes: Any) -> Array:
        shape, count = _reduced_shape(a, axis, keepdims)
        if not empty and count == 0:
            return _nan(shape)
        if counting:
            a = _number(a)
        return normal(function(a, axis=_numpy_axis(axis), keepdims=keepdims, **attributes))

    return apply


def _spread(function: Callable[..., Any]) -> Callable[..., Array]:
    def apply(a: Array, axis: Axis = None, keepdims: bool = False, ddof: float = 0) -> Array:
        shape, count = _reduced_shape(a, axis, keepdims)
        if count == 0:
            return _nan(shape)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            return normal(function(_number(a), axis=_numpy_axis(axis), keepdims=keepdims, ddof=ddof))

    return apply


def _norm(a: Array, axis: Axis = None, keepdims: bool = False) -> Array:
    """Root of the sum of squared sizes along axes: Euclidean and Frobenius norm."""
    a = _float(a)
    squares = a.real**2 + a.imag**2 if a.dtype.kind == "c" else a * a
    return normal(np.sqrt(np.sum(squares, axis=_numpy_axis(axis), keepdims=keepdims)))


def _scan(function: Callable[..., Any]) -> Callable[..., Array]:
    def apply(a: Array, axis: int | None = None) -> Array:
        return normal(function(_number(a), axis=axis))

    return apply


def _sort(a: Array, axis: int) -> Array:
    return normal(np.sort(a, axis=axis, kind="stable"))


def _argsort(a: Array, axis: int) -> Array:
    # Stable, because the order of ties must be the same in the browser.
    return normal(np.argsort(a, axis=axis, kind="stable"))


def _as_index(array: Array) -> Array | None:
    """An index array, or None when NaN was carried into it from an earlier failure."""
    if array.dtype.kind in "bi":
        return array.astype(np.int64)
    return array.astype(np.int64) if np.all(np.isfinite(array.real)) else None


def _decode_key(key: Sequence[Any], arrays: Sequence[Array]) -> tuple[Any, ...]:
    rest = iter(arrays)
    entries: list[Any] = []
    for entry in key:
        if entry == "array":
            entries.append(next(rest))
        elif entry == "newaxis":
            entries.append(None)
        elif entry == "ellipsis":
            entries.append(Ellipsis)
        else:
            entries.append(slice(*entry) if isinstance(entry, (list, tuple)) else entry)
    return tuple(entries)


def _getitem(a: Array, *indices: Array, key: Sequence[Any]) -> Array:
    arrays = [_as_index(index) for index in indices]
    if all(array is not None for array in arrays):
        try:
            return normal(a[_decode_key(key, arrays)])  # type: ignore[arg-type]
        except IndexError:
            pass
    # Out of range: NaN of the shape that indices in range would have given.
    in_range = _decode_key(key, [np.zeros(i.shape, dtype=int) for i in indices])
    try:
        return _nan(a[in_range].shape)
    except IndexError:  # an axis of no entries has no range at all
        return _nan(np.broadcast_to(0, tuple(max(n, 1) for n in a.shape))[in_range].shape)


def _take_along_axis(a: Array, index: Array, axis: int) -> Array:
    exact = _as_index(index)
    if exact is not None:
        try:
            return normal(np.take_along_axis(a, exact, axis=axis))
        except IndexError:
            pass
    return _nan(np.broadcast_shapes(index.shape, tuple(1 if d == axis else n for d, n in enumerate(a.shape))))


def _matrices(
    function: Callable[..., Any], *, failed: Callable[[Array], Result], finite: bool = True
) -> Callable[..., Result]:
    """A function of square or rectangular matrices, of a stack too; what fails for one matrix is NaN for
    that one.

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
        a = _float(a)
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


def _failed_eig(a: Array) -> Result:
    return _nan(a.shape[:1]), _nan(a.shape)


def _failed_lu(a: Array) -> Result:
    return _nan(a.shape)


def _svd(a: Array, full_matrices: bool, compute_uv: bool) -> Result:
    m, n = a.shape
    k = min(m, n)
    failed: Result = _nan((k,))
    if compute_uv:
        failed = _nan((m, m if full_matrices else k)), _nan((k,)), _nan((n if full_matrices else k, n))
    if not np.all(np.isfinite(a)):
        return failed
    try:
        result = np.linalg.svd(a, full_matrices, compute_uv)  # type: ignore[call-overload]
    except np.linalg.LinAlgError:
        return failed
    return tuple(result) if compute_uv else result


def _qr(a: Array, mode: str) -> Result:
    m, n = a.shape
    k = m if mode == "complete" else min(m, n)
    if not np.all(np.isfinite(a)):
        return _nan((k, n)) if mode == "r" else (_nan((m, k)), _nan((k, n)))
    result = np.linalg.qr(a, mode=mode)  # type: ignore[call-overload]
    return result if mode == "r" else tuple(result)


def _cholesky(a: Array) -> Array:
    return normal(np.linalg.cholesky(a))


def _solve(a: Array, b: Array) -> Array:
    a, b = _float(a), _float(b)
    vector = b.ndim == 1
    columns = b[:, None] if vector else b
    if a.ndim == 2 and columns.ndim == 2:
        result = _solve_one(a, columns)
    else:
        batch = np.broadcast_shapes(a.shape[:-2], columns.shape[:-2])
        left = np.broadcast_to(a, batch + a.shape[-2:]).reshape(math.prod(batch), *a.shape[-2:])
        right = np.broadcast_to(columns, batch + columns.shape[-2:]).reshape(
            math.prod(batch), *columns.shape[-2:]
        )
        shape = batch + columns.shape[-2:]
        parts = [_solve_one(p, q) for p, q in zip(left, right, strict=True)]
        result = normal(np.stack(parts)).reshape(shape) if parts else np.zeros(shape)
    return result[..., 0] if vector else result


def _solve_one(a: Array, b: Array) -> Array:
    if a.shape[0] != a.shape[1] or a.shape[0] != b.shape[0]:
        return normal(np.linalg.solve(a, b))  # raises with NumPy's own words about the shapes
    if not (np.all(np.isfinite(a)) and np.all(np.isfinite(b))):
        return _nan(b.shape)
    try:
        return normal(np.linalg.solve(a, b))
    except np.linalg.LinAlgError:
        return _nan(b.shape)


def _lstsq(a: Array, b: Array, rcond: float | None) -> Result:
    """Least squares; where NumPy gives no residuals because columns depend on each other, they are NaN here.

    A shape may not change during a drag.
    """
    a, b = _float(a), _float(b)
    m, n = a.shape
    unknown = _nan((math.prod(b.shape[1:]) if m > n else 0,))
    if not (np.all(np.isfinite(a)) and np.all(np.isfinite(b))):
        return _nan(a.shape[1:] + b.shape[1:]), unknown, _nan(()), _nan((min(m, n),))
    x, residuals, rank, s = np.linalg.lstsq(a, b, rcond=rcond)
    known = normal(residuals) if residuals.shape == unknown.shape else unknown
    return normal(x), known, normal(rank), normal(s)


def _matrix_rank(a: Array, tol: float | None, rtol: float | None) -> Array:
    if tol is not None:
        return normal(np.linalg.matrix_rank(a, tol=tol))
    return (
        normal(np.linalg.matrix_rank(a, rtol=rtol)) if rtol is not None else normal(np.linalg.matrix_rank(a))
    )


OPERATIONS: dict[str, Callable[..., Result]] = {
    # elementwise, one operand
    "negative": _plain(np.negative),
    "absolute": _plain(np.absolute),
    "square": _plain(lambda a: np.square(_number(a))),
    "sign": _plain(lambda a: np.sign(_number(a))),
    "floor": _stepwise(np.floor),
    "ceil": _stepwise(np.ceil),
    "trunc": _stepwise(np.trunc),
    "rint": _floating(np.rint),
    "round": _round,
    "isfinite": _plain(np.isfinite),
    "isnan": _plain(np.isnan),
    "isinf": _plain(np.isinf),
    "logical_not": _plain(np.logical_not),
    "invert": _invert,
    "conjugate": _plain(lambda a: np.conjugate(_number(a))),
    "real": _plain(np.real),
    "imag": _plain(np.imag),
    "angle": _plain(lambda a: np.angle(_number(a))),
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
    **{name: _plain(getattr(np, name)) for name in ("add", "subtract", "multiply", "minimum", "maximum")},
    "divide": _plain(np.divide),
    "power": _power,
    **{name: _counting(getattr(np, name)) for name in ("floor_divide", "remainder", "fmod", "fmin", "fmax")},
    **{
        name: _plain(getattr(np, name))
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
    # along axes
    "sum": _reduction(np.sum, counting=True),
    "prod": _reduction(np.prod, counting=True),
    "mean": _reduction(np.mean, empty=False, counting=True),
    "std": _spread(np.std),
    "var": _spread(np.var),
    "max": _reduction(np.max, empty=False),
    "min": _reduction(np.min, empty=False),
    "argmax": _reduction(np.argmax, empty=False),
    "argmin": _reduction(np.argmin, empty=False),
    "any": _reduction(lambda a, **k: np.any(a.astype(bool), **k)),
    "all": _reduction(lambda a, **k: np.all(a.astype(bool), **k)),
    "count_nonzero": _reduction(np.count_nonzero),
    "norm": _norm,
    "cumsum": _scan(np.cumsum),
    "cumprod": _scan(np.cumprod),
    "sort": _sort,
    "argsort": _argsort,
    # shape and place
    "reshape": _plain(lambda a, shape: a.reshape(shape)),
    "transpose": _plain(lambda a, axes=None: a.transpose(axes)),
    "broadcast_to": _plain(lambda a, shape: np.broadcast_to(a, shape)),
    "stack": _plain(lambda *arrays, axis: np.stack(arrays, axis=axis)),
    "concatenate": _plain(lambda *arrays, axis: np.concatenate(arrays, axis=axis)),
    "getitem": _getitem,
    "take_along_axis": _take_along_axis,
    # linear algebra
    "matmul": _plain(np.matmul),
    "det": _matrices(np.linalg.det, failed=lambda a: _nan(()), finite=True),
    "slogdet": _matrices(np.linalg.slogdet, failed=lambda a: (_nan(()), _nan(()))),
    "inv": _matrices(np.linalg.inv, failed=_failed_lu),
    "solve": _solve,
    "cholesky": _matrices(_cholesky, failed=_failed_lu),
    "eigh": _matrices(np.linalg.eigh, failed=_failed_eig),
    "eig": _matrices(np.linalg.eig, failed=_failed_eig),
    "svd": _matrices(_svd, failed=_failed_lu, finite=False),
    "qr": _matrices(_qr, failed=_failed_lu, finite=False),
    "matrix_rank": _matrices(_matrix_rank, failed=lambda a: _nan(())),
    "lstsq": _lstsq,
    "pinv": _matrices(lambda a, rcond: np.linalg.pinv(a, rcond=rcond), failed=lambda a: _nan(a.shape[::-1])),
    "item": lambda values, index: values[index],
}


def evaluate(op: str, operands: Sequence[Any], attributes: Mapping[str, Any] | None = None) -> Result:
    """Carry out one step in NumPy, without warnings.

    >>> evaluate("inv", [np.zeros((2, 2))])
    array([[nan, nan],
           [nan, nan]])
    """
    with np.errstate(all="ignore"):
        return OPERATIONS[op](*operands, **attributes) if attributes else OPERATIONS[op](*operands)


# --- the program
# ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Input:
    """A named input and the shape it had when it was recorded."""

    name: str
    shape: Shape


@dataclass(frozen=True)
class Step:
    """One operation on earlier values."""

    op: str
    operands: tuple[int, ...]
    attributes: dict[str, Any] | None = None


@dataclass(frozen=True)
class Check:
    """A guard: the value that must be true everywhere, and the sentence shown when it is not."""

    condition: int
    message: str


@dataclass(frozen=True)
class Program:
    """A recorded program; value ids count inputs, then constants, then steps.

    Examples
    --------
    >>> double = Program((Input("x", (2,)),), (np.array(2.0),), (Step("multiply", (0, 1)),), {"y": 2}, ())
    >>> double.run({"x": [1, 2]})["y"]
    array([2., 4.])
    >>> Program.from_json(double.to_json()).run({"x": [0.5, 0]})["y"]
    array([1., 0.])
    """

    inputs: tuple[Input, ...]
    constants: tuple[Array, ...]
    steps: tuple[Step, ...]
    outputs: dict[str, int]
    guards: tuple[Check, ...] = field(default=())

    def values(self, inputs: Mapping[str, ArrayLike]) -> list[Any]:
        """Evaluate every step and give all values, in the order of their ids."""
        values: list[Any] = [self._input(spec, inputs) for spec in self.inputs]
        values.extend(self.constants)
        for step in self.steps:
            values.append(evaluate(step.op, [values[k] for k in step.operands], step.attributes))
        return values

    def run(self, inputs: Mapping[str, ArrayLike]) -> dict[str, Array]:
        """Evaluate the outputs in NumPy: the oracle of the browser.

        Parameters
        ----------
        inputs : mapping
            A value for each input, by name.

        Returns
        -------
        dict
            Output name to array. NaN of the right shape where there is no value.
        """
        values = self.values(inputs)
        return {name: values[k] for name, k in self.outputs.items()}

    def check(self, inputs: Mapping[str, ArrayLike]) -> list[int]:
        """Give the indices of the guards that fail."""
        values = self.values(inputs)
        return [k for k, guard in enumerate(self.guards) if not np.all(values[guard.condition])]

    def _input(self, spec: Input, inputs: Mapping[str, ArrayLike]) -> Array:
        if spec.name not in inputs:
            raise ValueError(f"the program needs an input {spec.name!r}; it got {sorted(inputs)}")
        # An input is a float in the browser, so it is one here.
        array = np.asarray(inputs[spec.name])
        return array.astype(np.complex128 if array.dtype.kind == "c" else np.float64)

    def to_json(self) -> dict[str, Any]:
        """Give the program as JSON for `browser/evaluate.mjs`."""
        return {
            "inputs": [{"name": spec.name, "shape": list(spec.shape)} for spec in self.inputs],
            "constants": [constant_to_json(array) for array in self.constants],
            "steps": [
                [s.op, list(s.operands), s.attributes] if s.attributes else [s.op, list(s.operands)]
                for s in self.steps
            ],
            "outputs": dict(self.outputs),
            "guards": [{"condition": guard.condition, "message": guard.message} for guard in self.guards],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Program:
        """Read a program that `to_json` wrote."""
        return cls(
            tuple(Input(spec["name"], tuple(spec["shape"])) for spec in data["inputs"]),
            tuple(constant_from_json(constant) for constant in data["constants"]),
            tuple(Step(s[0], tuple(s[1]), s[2] if len(s) > 2 else None) for s in data["steps"]),
            dict(data["outputs"]),
            tuple(Check(guard["condition"], guard["message"]) for guard in data["guards"]),
        )


# Narrow number formats, tried in order: a constant travels in the first that holds it exactly.
_PACKINGS: dict[str, np.dtype[Any]] = {
    "u1": np.dtype("<u1"),
    "i4": np.dtype("<i4"),
    "f4": np.dtype("<f4"),
    "f8": np.dtype("<f8"),
}
_NAMES = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}


def _flat_floats(array: Array) -> Array:
    if array.dtype.kind == "c":
        return np.stack([array.real, array.imag], axis=-1).ravel()
    return array.astype(np.float64).ravel()


def _json_number(x: float) -> float | int | str:
    if math.isnan(x):
        return "nan"
    if math.isinf(x):
        return "inf" if x > 0 else "-inf"
    return int(x) if x.is_integer() and abs(x) < 1e15 and math.copysign(1, x) > 0 else x


def constant_to_json(array: Array) -> dict[str, Any]:
    """Write a constant: numbers when it is small, else base64 in the narrowest exact format.

    Complex numbers are written as real and imaginary part in turn.

    >>> constant_to_json(np.array([1.0, np.nan]))
    {'shape': [2], 'kind': 'f', 'data': [1, 'nan']}
    >>> constant_to_json(np.arange(100))["packing"]
    'u1'
    """
    head = {"shape": list(array.shape), "kind": kind_of(array)}
    flat = _flat_floats(array)
    if flat.size <= _INLINE_SIZE:
        return {**head, "data": [_json_number(float(x)) for x in flat]}
    packing, raw = _pack(flat)
    return {**head, "packing": packing, "base64": base64.b64encode(raw).decode("ascii")}


def _pack(flat: Array) -> tuple[str, bytes]:
    with np.errstate(all="ignore"):
        for packing, dtype in _PACKINGS.items():
            packed = flat.astype(dtype)
            # Bytes are compared, so that NaN equals itself and -0.0 is not 0.0.
            if packed.astype(np.float64).tobytes() == flat.tobytes():
                return packing, packed.tobytes()
    raise AssertionError("eight bytes hold every float64")


def constant_from_json(data: Mapping[str, Any]) -> Array:
    """Read a constant that `constant_to_json` wrote."""
    if "base64" in data:
        raw = base64.b64decode(data["base64"])
        flat = np.frombuffer(raw, dtype=_PACKINGS[data.get("packing", "f8")]).astype(np.float64)
    else:
        flat = np.array(
            [_NAMES[x] if isinstance(x, str) else float(x) for x in data["data"]], dtype=np.float64
        )
    if data["kind"] == "c":
        flat = flat.view(np.complex128)
    return flat.reshape(data["shape"]).astype(KINDS[data["kind"]])


def live_steps(operands: Sequence[Sequence[int]], wanted: Iterable[int]) -> list[int]:
    """Give, in order, the ids that the wanted ids need, themselves included.

    >>> live_steps([[], [], [0], [1], [2]], wanted=[4])
    [0, 2, 4]
    """
    needed = set(wanted)
    for k in range(len(operands) - 1, -1, -1):
        if k in needed:
            needed.update(operands[k])
    return sorted(needed)

"""Constants of a program as JSON: numbers where they are few, else base64 in the narrowest exact format."""

from __future__ import annotations

import base64
import math
from typing import NotRequired, TypedDict

import numpy as np

from explorer.live.record.operations.values import KINDS, Array, kind_of


class ConstantData(TypedDict):
    """A constant as JSON: `data`, or a `packing` of the numbers in `base64` or in a `file` of their own."""

    shape: list[int]
    kind: str
    data: NotRequired[list[float | int | str]]
    packing: NotRequired[str]
    exponent: NotRequired[int]
    base64: NotRequired[str]
    file: NotRequired[str]


_INLINE_SIZE = 24
# Number formats in the order of their size: a constant travels in the first that holds it exactly. Whole
# numbers may stand for multiples of a power of two. So nothing is lost but what an author gives away:
# `np.rint(16 * x).astype(np.int8) / 16` needs a byte a number, `x.astype(np.float32)` four.
_WHOLE = {name: np.dtype(f"<{name}") for name in ("u1", "i1", "u2", "i2", "i4")}
_FLOATS = {name: np.dtype(f"<{name}") for name in ("f4", "f8")}
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


def constant_to_json(array: Array) -> ConstantData:
    """Write a constant: numbers when it is small, else base64 in the narrowest exact format.

    Complex numbers are written as real and imaginary part in turn.

    >>> constant_to_json(np.array([1.0, np.nan]))
    {'shape': [2], 'kind': 'f', 'data': [1, 'nan']}
    >>> constant_to_json(np.arange(100))["packing"]
    'u1'
    """
    constant: ConstantData = {"shape": list(array.shape), "kind": kind_of(array)}
    flat = _flat_floats(array)
    if flat.size <= _INLINE_SIZE:
        constant["data"] = [_json_number(float(x)) for x in flat]
        return constant
    constant["packing"], exponent, raw = _pack(flat)
    if exponent:
        constant["exponent"] = exponent
    constant["base64"] = base64.b64encode(raw).decode("ascii")
    return constant


def _pack(flat: Array) -> tuple[str, int, bytes]:
    # Bytes are compared, so that NaN equals itself and -0.0 is not 0.0.
    with np.errstate(all="ignore"):
        exponent = _common_exponent(flat)
        whole = np.ldexp(flat, -exponent)
        for packing, dtype in _WHOLE.items():
            packed = whole.astype(dtype)
            if np.ldexp(packed.astype(np.float64), exponent).tobytes() == flat.tobytes():
                return packing, exponent, packed.tobytes()
        single = flat.astype(_FLOATS["f4"])
        if single.astype(np.float64).tobytes() == flat.tobytes():
            return "f4", 0, single.tobytes()
    return "f8", 0, flat.astype(_FLOATS["f8"]).tobytes()


def _common_exponent(flat: Array) -> int:
    """Give the largest k for which all numbers are whole multiples of 2 ** k; 0 where there is none.

    >>> _common_exponent(np.array([0.0, 0.75, -6.0])), _common_exponent(np.array([12.0]))
    (-2, 2)
    """
    fractions, exponents = np.frexp(flat[np.isfinite(flat) & (flat != 0)])
    digits = np.ldexp(fractions, 53).astype(np.int64)
    last = np.frexp((digits & -digits).astype(np.float64))[1] - 1  # the place of the last binary digit
    return int(np.min(exponents - 53 + last)) if digits.size else 0


def constant_from_json(data: ConstantData) -> Array:
    """Read a constant that `constant_to_json` wrote."""
    if "base64" in data:
        raw = base64.b64decode(data["base64"])
        numbers = np.frombuffer(raw, dtype=(_WHOLE | _FLOATS)[data["packing"]]).astype(np.float64)
        flat = np.ldexp(numbers, data.get("exponent", 0))
    else:
        flat = np.array(
            [_NAMES[x] if isinstance(x, str) else float(x) for x in data["data"]], dtype=np.float64
        )
    if data["kind"] == "c":
        flat = flat.view(np.complex128)
    return flat.reshape(data["shape"]).astype(KINDS[data["kind"]])

"""Constants of a program as JSON: numbers where they are few, else base64 in the narrowest exact format."""

from __future__ import annotations

import base64
import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from explorer.live.record.operations.values import KINDS, Array, kind_of

_INLINE_SIZE = 24
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

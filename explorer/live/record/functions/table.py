"""The one table of supported NumPy functions, how they enter it, and what is said of the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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

    @property
    def family(self) -> str:
        """The module of this folder that holds it."""
        return self.record.__module__.rpartition(".")[2]


FUNCTIONS: dict[Any, Supported] = {}
UFUNC_METHODS: dict[tuple[Any, str], Supported] = {}
TABLE: list[Supported] = []


def is_live(value: Any) -> bool:
    """Return whether a value is recorded."""
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


def add(function: Any, record: Callable[..., Any], *examples: str) -> None:
    """Enter the recording of a NumPy function into the table."""
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
        add(function, record, *examples)
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

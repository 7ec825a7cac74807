"""What an author hands to a scene is checked where it is written, and refused by name.

A scene is recorded once and then lives in browsers: what is wrong in it would be seen there first, as a mark
that is missing or as an error without a line. So every call checks its arguments at once. A refusal names the
call, its place in the author's file, and the argument; it repeats what came in and says what would be right.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NoReturn

import numpy as np
from numpy.typing import ArrayLike, NDArray

from explorer.live.record.trace import Live, TraceError, author_frame, place
from explorer.roles import ROLES

Value = Live | ArrayLike

# What to write instead, by the shape that is wanted and the number of axes that came.
_CURES = {
    ("(2,)", 0): "write both coordinates: np.stack([x, y])",
    ("(2,)", 2): "one point of many is points[i]",
    ("(n, 2)", 1): "one point is u[np.newaxis], several are np.stack([u, v])",
    ("(n, 2, 2)", 2): "write both ends of each piece: np.stack([starts, ends], axis=1)",
    ("(n,)", 0): "write one number for each step",
    ("()", 1): "one of its numbers is x[i]",
    ("(m, n)", 0): "a single number is said by scene.readout",
    ("(m, n)", 1): "one row is x[np.newaxis], one column is x[:, np.newaxis]",
    ("(m, n)", 3): "one layer of it is x[i]",
}


class SceneError(ValueError):
    """What an author wrote cannot be shown; the message says where, which argument, and the cure."""


class Call:
    """One call that an author writes, such as `scene.arrow('u')`: it checks the arguments and refuses.

    Parameters
    ----------
    name : str
        What is called.
    of : object
        The label or name among the arguments, so that one arrow of many is found.
    """

    def __init__(self, name: str, of: object = "") -> None:
        self.name, self.of = name, of

    def __str__(self) -> str:
        if isinstance(self.of, str) and not self.of:
            return self.name
        text = repr(self.of) if isinstance(self.of, str) else _brief(self.of)
        return f"{self.name}({text if len(text) <= 50 else text[:49] + '…' + text[0]})"

    # -- refusals

    def refuse(self, why: str, where: str = "") -> NoReturn:
        """Raise a `SceneError` with the place of the author's call in front."""
        raise SceneError(f"{self} in {where or place(author_frame())}: {why}")

    def refuse_live(self, argument: str, live: Any, cure: str) -> NoReturn:
        """Raise a `TraceError`: what stands still while a reader drags was given a value that moves."""
        raise TraceError(
            f"{self} in {place(author_frame())}: {argument} is {live!r}, which moves, and {argument} is "
            f"fixed when the scene is made; {cure}"
        )

    # -- what stands still

    def text(self, argument: str, value: Any, *, empty: bool = True) -> str:
        """Return a text; `empty` says whether it may say nothing."""
        if isinstance(value, Live):
            self.refuse_live(
                argument,
                value,
                "give a text, and show the number by scene.readout or by value= of scene.label",
            )
        if not isinstance(value, str):
            self.refuse(f"{argument} is {_brief(value)}; give a text")
        if not value and not empty:
            self.refuse(f"{argument} is empty; readers and screen readers need a name")
        return value

    def texts(self, argument: str, values: Any, count: int | None = None, each: str = "") -> list[str]:
        """Return a list of texts; with `count` exactly so many, one for `each` (a point, a row)."""
        if isinstance(values, Live):
            self.refuse_live(argument, values, "give a list of texts")
        if isinstance(values, str) or not isinstance(values, Iterable):
            self.refuse(f"{argument} is {_brief(values)}; give a list of texts")
        texts = []
        for i, value in enumerate(values):
            if isinstance(value, Live):
                self.refuse_live(f"{argument}[{i}]", value, "give a list of texts")
            texts.append(value if isinstance(value, str) else str(value))
        if count is not None and len(texts) != count:
            self.refuse(
                f"{argument} has {_many(len(texts), 'text')}, and there are {count}; give one for each {each}"
            )
        return texts

    def flag(self, argument: str, value: Any) -> bool:
        """Return True or False."""
        if isinstance(value, Live):
            self.refuse_live(argument, value, "give True or False; NaN hides a mark during a drag")
        if not isinstance(value, bool | np.bool_ | int) or value not in (0, 1):
            self.refuse(f"{argument} is {_brief(value)}; give True or False")
        return bool(value)

    def number(
        self,
        argument: str,
        value: Any,
        *,
        low: float = -math.inf,
        high: float = math.inf,
        above: float = -math.inf,
    ) -> float:
        """Return a finite number from `low` to `high`, and above `above`."""
        if isinstance(value, Live):
            self.refuse_live(argument, value, "give a plain number")
        if isinstance(value, str) or value is None:
            self.refuse(f"{argument} is {_brief(value)}; give one number")
        if np.shape(value) != ():
            self.refuse(f"{argument} has shape {np.shape(value)}; give one number")
        try:
            number = float(value)
        except (TypeError, ValueError):
            self.refuse(f"{argument} is {_brief(value)}; give one number")
        if not math.isfinite(number):
            self.refuse(f"{argument} is {number}; give a finite number")
        if number <= above:
            self.refuse(f"{argument} is {number:g}; give a number above {above:g}")
        if not low <= number <= high:
            self.refuse(f"{argument} is {number:g}; give a number {_range(low, high)}")
        return number

    def whole(self, argument: str, value: Any, *, low: int = 0, high: int = 20) -> int:
        """Return a whole number from `low` to `high`."""
        number = self.number(argument, value, low=low, high=high)
        if number != int(number):
            self.refuse(f"{argument} is {number:g}; give a whole number")
        return int(number)

    def ends(self, argument: str, value: Any) -> list[float]:
        """Return the two ends of a range, the smaller first."""
        numbers = self.plain(argument, value, (2,))
        if not numbers[0] < numbers[1]:
            self.refuse(
                f"{argument} runs from {numbers[0]:g} to {numbers[1]:g}; the second must be the larger"
            )
        return numbers.tolist()

    def one_of(self, argument: str, value: Any, names: Sequence[str]) -> str:
        """Return one of a few names."""
        if self.text(argument, value) not in names:
            self.refuse(f"{argument} is {_brief(value)}; give one of {', '.join(names)}")
        return str(value)

    def role(self, value: Any, *, empty: bool = False) -> str:
        """Return the name of a role; `empty` says whether there may be none."""
        if self.text("role", value) not in ROLES and not (empty and value == ""):
            self.refuse(f"no role is named {value!r}; the roles are {', '.join(ROLES)}")
        return str(value)

    def plain(
        self,
        argument: str,
        value: Any,
        shape: tuple[int, ...] | str | None,
        *,
        blanks: bool = False,
        complex_too: bool = False,
    ) -> NDArray[Any]:
        """Return a plain array of a shape (None: any), of finite numbers; with `blanks` also of NaN.

        It is complex with `complex_too`, else of float64.
        """
        if isinstance(value, Live):
            self.refuse_live(argument, value, "give plain numbers")
        array = self._numbers(argument, value, "give plain numbers", complex_too)
        wanted = shape if isinstance(shape, str) else str(shape)
        if shape is not None and not _fits(array.shape, wanted):
            self._refuse_shape(argument, array.shape, [wanted])
        array = array.astype(complex if complex_too else float)
        if np.isinf(array).any():
            self.refuse(f"{argument} holds an infinite number; give finite ones")
        if not blanks and np.isnan(array).any():
            self.refuse(f"{argument} holds NaN; give a number in each place")
        return array

    def between(
        self, argument: str, value: NDArray[np.float64], low: float, high: float
    ) -> NDArray[np.float64]:
        """Return an array of numbers between two ends; blanks are between all."""
        outside = value[(value < low) | (value > high)]
        if outside.size:
            self.refuse(f"{argument} is {outside.flat[0]:g}; it must be between {low:g} and {high:g}")
        return value

    # -- what moves

    def array(self, argument: str, value: Any, *shapes: str, complex_too: bool = False) -> Value:
        """Return a live value or an array, of one of `shapes`, such as "(n, 2)", where some are given."""
        if isinstance(value, Live):
            dtype, shape = value.dtype, value.shape
        else:
            value = self._numbers(
                argument, value, "make one array of live values by np.stack([a, b])", complex_too
            )
            dtype, shape = value.dtype, value.shape
        if dtype.kind == "c" and not complex_too:
            self._refuse_complex(argument, shape)
        if shapes and not any(_fits(shape, wanted) for wanted in shapes):
            self._refuse_shape(argument, shape, shapes)
        return value

    def mapping(self, argument: str, value: Any) -> Mapping[str, Any]:
        """Return values by the name of an input."""
        if not isinstance(value, Mapping):
            self.refuse(
                f'{argument} is {_brief(value)}; give values by the name of an input: {{"u": (1, 2)}}'
            )
        return value

    def _numbers(self, argument: str, value: Any, cure: str, complex_too: bool = False) -> NDArray[Any]:
        live = _first_live(value)
        if live is not None:
            self.refuse_live_inside(argument, live, cure)
        try:
            array = np.array(
                value
            )  # a copy: what the author later writes into it does not change the picture
        except ValueError:
            self.refuse(f"{argument} has rows of different lengths; give an array of numbers")
        if array.dtype.kind == "c" and not complex_too:
            self._refuse_complex(argument, array.shape)
        if array.dtype.kind not in "fiubc":
            self.refuse(f"{argument} is {_brief(value)}; give numbers")
        return array

    def refuse_live_inside(self, argument: str, live: Live, cure: str) -> NoReturn:
        """Raise a `TraceError`: a list holds live values."""
        raise TraceError(
            f"{self} in {place(author_frame())}: {argument} is a list that holds {live!r}; {cure}"
        )

    def _refuse_complex(self, argument: str, shape: tuple[int, ...]) -> NoReturn:
        self.refuse(
            f"{argument} is complex, shape {shape}, and would be shown without its imaginary part; give "
            "np.real(z), np.imag(z) or np.abs(z) (readout, matrix, cells, label and formula write complex "
            "numbers)"
        )

    def _refuse_shape(self, argument: str, shape: tuple[int, ...], shapes: Sequence[str]) -> NoReturn:
        cure = next((f": {_CURES[s, len(shape)]}" for s in shapes if (s, len(shape)) in _CURES), "")
        self.refuse(f"{argument} has shape {shape}; it must have shape {' or '.join(shapes)}{cure}")


@lru_cache
def _lengths(written: str) -> tuple[int | None, ...]:
    """Read "(n, 2)" as (None, 2): any length, and 2."""
    parts = [part.strip() for part in written.strip("()").split(",")]
    return tuple(int(part) if part.isdigit() else None for part in parts if part)


def _fits(shape: tuple[int, ...], written: str) -> bool:
    lengths = _lengths(written)
    return len(shape) == len(lengths) and all(
        b is None or a == b for a, b in zip(shape, lengths, strict=True)
    )


def _first_live(value: Any) -> Live | None:
    if isinstance(value, list | tuple):
        for entry in value:
            live = entry if isinstance(entry, Live) else _first_live(entry)
            if live is not None:
                return live
    return None


def _brief(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:59] + "…"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _range(low: float, high: float) -> str:
    if math.isinf(high):
        return f"of {low:g} or more"
    return f"of {high:g} or less" if math.isinf(low) else f"from {low:g} to {high:g}"

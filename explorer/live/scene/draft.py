"""What a scene has collected while it is written: inputs, controls, marks, panel items, values to show."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explorer.live.record.trace import Live, Trace
from explorer.live.scene.arguments import Call, Value
from explorer.live.scene.payload import (
    Control,
    HandleControl,
    Hideable,
    Input,
    Item,
    Mark,
    Numbers,
    Output,
    Pane,
    SliderControl,
    Step,
    View,
)

TYPED_LIMIT = 1e6  # a typed number beyond this is refused: nothing on screen could show it
# Parameters of a link that mean something else than an input: the stage's, the page's and Streamlit's own.
PARAMETERS = frozenset({"embed", "hide", "lang", "lock", "present", "section", "step", "table"})


@dataclass
class Declared:
    """What was declared last, for `hidden_until` and `only_while`: neither may act on the item before it."""

    call: str = ""
    parts: list[Hideable] = field(default_factory=list)
    waits: bool = False  # a prediction can hide it
    comes_and_goes: bool = False  # a condition can hide it


class Draft:
    """The collections of a scene; the classes that inherit from it add to them, each by its subject."""

    def __init__(self) -> None:
        self._trace = Trace()
        self._inputs: dict[str, Input] = {}
        self._complex: set[str] = set()  # those whose last axis is a real and an imaginary part
        self._controls: list[Control] = []
        self._marks: list[Mark] = []
        self._panel: list[Item] = []
        self._steps: list[Step] = []
        self._outputs: dict[Output, Value] = {}
        self._lists: list[list[str]] = []  # texts that are sent once
        self._latest = Declared()
        self._view: View = {}  # type: ignore[typeddict-item] # the scene says it first
        self._panes: list[Pane] = []
        self._pane: int | None = None  # the place of the one that is written, among all

    @property
    def _ratio(self) -> float:
        """What a unit of y is, in units of x, where it is drawn now."""
        return (self._view if self._pane is None else self._panes[self._pane]).get("ratio", 1.0)

    def _call(self, method: str, of: object = "") -> Call:
        """Begin a call of the author: from now on it is what was declared last."""
        call = Call(f"scene.{method}", of)
        self._latest = Declared(str(call))
        return call

    # ------------------------------------------------------------------ inputs

    def _input(
        self,
        ask: Call,
        name: str,
        at: NDArray[np.float64],
        *,
        low: float | None = None,
        high: float | None = None,
        step: float | None = None,
        blanks: bool = False,
        quiet: bool = False,
        hidden: bool = False,
        decimals: int | None = None,
    ) -> Live:
        if name in self._inputs:
            ask.refuse(f"the scene already has an input named {name!r}; give each input a name of its own")
        spec: Input = {
            "name": name,
            "shape": list(at.shape),
            "at": plain_numbers(at),
            "hidden": hidden,
            "url": "" if hidden else self._parameter(name),
        }
        if low is not None and high is not None:
            spec["low"], spec["high"] = low, high
        if step is not None:
            spec["step"] = step
        if blanks:
            spec["blanks"] = True
        if quiet:
            spec["quiet"] = True
        if decimals is not None:
            spec["decimals"] = decimals
        self._inputs[name] = spec
        return self._trace.input(name, at)

    def _parameter(self, name: str) -> str:
        """Return the parameter of the link that holds an input: readable, and its alone."""
        taken = {*PARAMETERS, *(spec["url"] for spec in self._inputs.values())}
        slug = _slug(name) or "input"
        numbered = (f"{slug}-{i}" for i in itertools.count(2))
        return next(text for text in itertools.chain([slug], numbered) if text not in taken)

    def _known(self, ask: Call, name: Any, does: str) -> Input:
        """Return the input of a name that something `does`: "moves", "sets"."""
        if name not in self._inputs:
            inputs = ", ".join(repr(known) for known, spec in self._inputs.items() if not spec["hidden"])
            ask.refuse(
                f"it {does} {name!r}, but the scene has no input of that name; it has {inputs or 'none'}"
            )
        return self._inputs[name]

    def _sets(self, ask: Call, argument: str, values: Any, does: str) -> dict[str, Output]:
        """Return the outputs that inputs go to, by name, each of its input's shape."""
        sets = {}
        for name, value in ask.mapping(argument, values).items():
            shape = tuple(self._known(ask, name, does)["shape"])
            if name in self._complex:
                both = ask.array(f"{argument}[{name!r}]", value, str(shape[:-1]), complex_too=True)
                shown = as_parts(both)
            else:
                shown = ask.array(f"{argument}[{name!r}]", value, str(shape))
            sets[name] = self._out(ask, shown)
        return sets

    def _solved(
        self, ask: Call, argument: str, move: Any, wanted: Live, takes: str = "the wanted position"
    ) -> dict[str, Output]:
        """Return the outputs that inputs go to when something that an author's function takes is done."""
        if not callable(move):
            ask.refuse(f"{argument} is no function; give one that takes {takes}, live")
        return self._sets(ask, argument, move(wanted), "moves")

    # ------------------------------------------------------------------ outputs

    def _out(self, ask: Call, value: Value) -> Output:
        if isinstance(value, Live) and value.trace_of is not self._trace:
            ask.refuse(f"{value!r} belongs to another scene; a scene shows values of its own inputs")
        name = str(len(self._outputs))
        self._outputs[name] = value
        return name

    @staticmethod
    def _guards(*values: Value | None) -> list[int]:
        return sorted({g for value in values if isinstance(value, Live) for g in value.guards})

    # ------------------------------------------------------------------ what is declared

    def _handle(self, handle: HandleControl) -> None:
        if self._pane is not None:
            handle["pane"] = self._pane
        self._controls.append(handle)

    def _slider(self, slider: SliderControl) -> None:
        self._controls.append(slider)
        self._latest.parts.append(slider)
        self._latest.comes_and_goes = True

    def _draw(self, mark: Mark, *positions: Value | None) -> None:
        if any(np.shape(concrete(at))[-1] == 3 for at in positions if at is not None):
            mark["depth"] = True  # the third coordinate says how near: shown by size and tone
        if self._pane is not None:
            mark["pane"] = self._pane
        self._marks.append(mark)
        self._latest.parts.append(mark)
        self._latest.waits = True
        self._latest.comes_and_goes = True

    def _show(self, item: Item) -> None:
        self._panel.append(item)
        if item["kind"] != "preset":
            self._latest.parts.append(item)
            self._latest.waits = item["kind"] != "predict"
            self._latest.comes_and_goes = True

    def _role_of(self, name: str) -> str:
        """Return the role of the handle that moves an input, or none."""
        for control in self._controls:
            if control["kind"] == "handle" and control.get("input") == name:
                return control["role"]
        return ""


def concrete(value: Value) -> NDArray[Any]:
    """Return the numbers of a value now."""
    return np.asarray(value.value if isinstance(value, Live) else value)


def as_parts(values: Any) -> Any:
    """Return real and imaginary parts along a new last axis: how an input holds complex numbers.

    >>> as_parts(np.array([1 - 2j])).tolist()
    [[1.0, -2.0]]
    """
    return np.stack([np.real(values), np.imag(values)], axis=-1)


def plain_numbers(array: NDArray[np.float64]) -> Numbers:
    """Flatten to JSON numbers; a blank (NaN) is None.

    >>> plain_numbers(np.array([[1.0, np.nan]]))
    [1.0, None]
    """
    return [None if np.isnan(x) else float(x) for x in array.ravel()]


def from_plain(values: Sequence[float | None], shape: Sequence[int]) -> NDArray[np.float64]:
    """Return the array that `plain_numbers` flattened."""
    return np.array([np.nan if x is None else x for x in values], dtype=float).reshape(shape)


def start_of(inputs: Mapping[str, Input]) -> dict[str, NDArray[np.float64]]:
    """Return where the inputs that are not hidden begin, by name."""
    return {
        name: from_plain(spec["at"], spec["shape"]) for name, spec in inputs.items() if not spec["hidden"]
    }


def _slug(name: str) -> str:
    """Return a name for the link: lower case words joined by hyphens, letters without their accents.

    Other scripts leave nothing: an address would write nine characters for each of theirs.

    >>> _slug("Column 1"), _slug("Amélie"), _slug("生きる")
    ('column-1', 'amelie', '')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:30]

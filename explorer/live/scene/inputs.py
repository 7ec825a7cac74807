"""Inputs of a scene that are not points in the picture: sliders, choices, tables, painted cells, states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from explorer.live.record.trace import Live
from explorer.live.scene.arguments import Value
from explorer.live.scene.camera import Camera
from explorer.live.scene.draft import TYPED_LIMIT, as_parts
from explorer.live.scene.payload import ActionControl, ComplexTableItem, TableItem, Typed

# 1/sqrt(2) is typed as it is: a matrix of such numbers is to be unitary still when it comes from a link.
TYPED_DECIMALS = 12
PLACES = (
    "side",
    "below",
    "controls",
)  # beside the picture, under picture and numbers, right under the picture


class Inputs(Camera):
    """What a reader changes without dragging a point."""

    def slider(
        self,
        name: str,
        low: float,
        high: float,
        *,
        at: float,
        step: float | None = None,
        play: bool = False,
        seconds: float = 3.0,
        unit: str = "",
        labels: Sequence[str] | None = None,
    ) -> Live:
        """Declare a number that is slid between two ends; with `play` it is a clock.

        Parameters
        ----------
        name : str
            Its name, also in the link.
        low, high : float
            The ends, in `unit`.
        at : float
            Where it starts, between the ends.
        step : float, optional
            What it moves by; by default it is as good as continuous.
        play : bool
            Whether it plays, pauses, steps and scrubs.
        seconds : float
            How long it plays from end to end at normal speed.
        unit : str
            Written behind the number.
        labels : sequence of str, optional
            A text instead of the number, one for each step from `low` to `high`: the frames of an algorithm.

        Returns
        -------
        () Live
        """
        ask = self._call("slider", name)
        name = ask.text("name", name, empty=False)
        low, high = ask.number("low", low), ask.number("high", high)
        if not low < high:
            ask.refuse(f"it runs from {low:g} to {high:g}; the second number must be the larger")
        start = ask.between("at", np.array(ask.number("at", at)), low, high)
        each = None if step is None else ask.number("step", step, above=0.0)
        count = int((high - low) / (each or 1.0) + 1e-9) + 1
        number = self._input(ask, name, start, low=low, high=high, step=each)
        self._slider(
            {
                "kind": "slider",
                "name": name,
                "input": name,
                "low": low,
                "high": high,
                "step": each,
                "play": ask.flag("play", play),
                "seconds": ask.number("seconds", seconds, above=0.0),
                "unit": ask.text("unit", unit),
                "labels": None if labels is None else ask.texts("labels", labels, count, "step"),
            }
        )
        return number

    def drive(self, slider: str, values: Mapping[str, Value], *, starts: bool = False) -> None:
        """Let a slider move other inputs: whenever it moves, they go to `values`.

        The inputs stay free: a reader takes a handle over at any moment.

        Parameters
        ----------
        slider : str
            The name of a slider.
        values : mapping of str to array_like or Live
            Where inputs go, by name, each of its input's shape; live and computed from the slider.
        starts : bool
            Whether the clock begins to play when Python sets it.
        """
        ask = self._call("drive", slider)
        control = next((c for c in self._controls if c["kind"] == "slider" and c["name"] == slider), None)
        if control is None or control["kind"] != "slider":
            ask.refuse(f"no slider is named {slider!r}; declare it before what it drives")
        control["sets"] = self._sets(ask, "values", values, "drives")
        control["starts"] = ask.flag("starts", starts)

    def frames(self, values: ArrayLike) -> Live:
        """Send an array along once, so that a live index picks from it: the frames of an algorithm.

        Parameters
        ----------
        values : (k, ...) array_like
            One frame after the other.

        Returns
        -------
        (k, ...) Live

        Examples
        --------
        >>> from explorer.live.scene import Scene
        >>> scene = Scene("two frames")
        >>> k = scene.slider("step", 0, 1, at=1, step=1, play=True)
        >>> scene.frames([[0.0, 0.0], [1.0, 2.0]])[k.astype(int)].value.tolist()
        [1.0, 2.0]
        """
        ask = self._call("frames")
        if isinstance(values, Live):
            ask.refuse_live("values", values, "a live array is indexed as it is: values[i]")
        array = np.asarray(ask.array("values", values), dtype=float)
        if array.ndim == 0:
            ask.refuse("values is a single number; give an array, one frame after the other")
        return self._trace.constant(array)

    def state(
        self, name: str, at: ArrayLike, *, low: float = -TYPED_LIMIT, high: float = TYPED_LIMIT
    ) -> Live:
        """Declare numbers that handles, presets and steps change, and that have no control of their own.

        Parameters
        ----------
        name : str
            Its name, also in the link.
        at : array_like
            Where it starts; any shape.
        low, high : float
            The ends of what it can be; a link beyond them is refused.

        Returns
        -------
        Live
            Of the shape of `at`.
        """
        ask = self._call("state", name)
        name = ask.text("name", name, empty=False)
        return self._input(ask, name, ask.plain("at", at, None), low=low, high=high)

    def switch(self, name: str, *, at: bool = False) -> Live:
        """Declare a choice between on and off.

        Parameters
        ----------
        name : str
            Its name, also in the link.
        at : bool
            Whether it is on at the start.

        Returns
        -------
        () Live
            1.0 or 0.0.
        """
        ask = self._call("switch", name)
        name = ask.text("name", name, empty=False)
        start = np.array(float(ask.flag("at", at)))
        value = self._input(ask, name, start, low=0.0, high=1.0, step=1.0)
        self._controls.append({"kind": "switch", "name": name, "input": name})
        return value

    def button(self, name: str) -> None:
        """Declare a button that asks Python for something: `component.pressed` says there, once, that it was.

        Parameters
        ----------
        name : str
            What is written on it, and what `component.pressed` returns.
        """
        ask = self._call("button", name)
        self._controls.append({"kind": "button", "name": ask.text("name", name, empty=False)})

    def action(self, name: str, values: Mapping[str, Value], *, key: str = "") -> None:
        """Declare a button that sets inputs: to what a recorded value is when it is pressed.

        Parameters
        ----------
        name : str
            What is written on it.
        values : mapping of str to array_like or Live
            Where inputs go, by name, each of its input's shape.
        key : str, optional
            A key that does the same while the stage has the focus, as `KeyboardEvent.key` names it: "Delete".
        """
        ask = self._call("action", name)
        control: ActionControl = {
            "kind": "action",
            "name": ask.text("name", name, empty=False),
            "sets": self._sets(ask, "values", values, "sets"),
            "key": ask.text("key", key),
        }
        self._controls.append(control)
        self._latest.parts.append(control)
        self._latest.comes_and_goes = True

    def choice(self, name: str, options: Sequence[str], *, at: int = 0) -> Live:
        """Declare a choice of one among a few.

        Parameters
        ----------
        name : str
            Its name, also in the link.
        options : sequence of str
            What is written beside each.
        at : int
            The place of the one that is chosen at the start, counted from 0.

        Returns
        -------
        () Live
            The place of the chosen one, an integer that can index: `scene.frames(array)[i]`.
        """
        ask = self._call("choice", name)
        name = ask.text("name", name, empty=False)
        texts = ask.texts("options", options)
        if not texts:
            ask.refuse("options is empty; give the texts to choose from")
        start = np.array(float(ask.whole("at", at, high=len(texts) - 1)))
        value = self._input(ask, name, start, low=0.0, high=len(texts) - 1.0, step=1.0)
        self._controls.append({"kind": "choice", "name": name, "input": name, "options": texts})
        return value.astype(int)

    def table(
        self,
        name: str,
        at: ArrayLike,
        *,
        rows: Sequence[str],
        columns: Sequence[str],
        low: float = -TYPED_LIMIT,
        high: float = TYPED_LIMIT,
        blanks: bool = True,
        scale: float | None = None,
        heads: Sequence[str] | None = None,
        place: str = "below",
        complex: bool = False,
    ) -> Live:
        """Declare a matrix that is typed cell by cell.

        With `complex` its numbers are complex: `i`, `2-3i`, `1/sqrt(2)`, `e^(i pi/4)` can be typed. In the
        link, in `start()` and among the settled values it is then an array (m, n, 2), real and imaginary
        parts; presets, steps, actions and what is driven take it complex, shape (m, n).

        Parameters
        ----------
        name : str
            Its name, also in the link.
        at : (m, n) array_like
            What stands in it at the start; NaN is a blank cell.
        rows, columns : sequence of str
            The names of its m rows and n columns.
        low, high : float
            What may be typed; of a complex number both its real and its imaginary part.
        blanks : bool
            Whether a cell may be blank.
        scale : float, optional
            The colour of a cell runs from -scale over 0 to scale; by default as far as the limits. A complex
            number is coloured by its absolute value, and a hand shows its angle.
        heads : sequence of str, optional
            Shorter names to stand above the n columns.
        place : {"below", "side", "controls"}

        Returns
        -------
        (m, n) Live
            NaN where a cell is blank; complex with `complex`.
        """
        ask = self._call("table", name)
        name = ask.text("name", name, empty=False)
        low, high = ask.ends("low, high", (low, high))
        both = ask.flag("complex", complex)
        start = ask.plain("at", at, "(m, n)", blanks=ask.flag("blanks", blanks), complex_too=both)
        m, n = start.shape
        ask.between("at", as_parts(start) if both else start, low, high)
        widest = max(abs(low), abs(high))
        matrix: Typed = {
            "name": name,
            "input": name,
            "rows": ask.texts("rows", rows, m, "row"),
            "columns": ask.texts("columns", columns, n, "column"),
            "place": ask.one_of("place", place, PLACES),
            "heads": None if heads is None else ask.texts("heads", heads, n, "column"),
            "scale": ask.number("scale", scale, above=0.0)
            if scale is not None
            else (widest if widest < TYPED_LIMIT else 1.0),
        }
        if not both:
            value = self._input(ask, name, start, low=low, high=high, blanks=blanks)
            item: TableItem = {"kind": "table", **matrix}
            self._show(item)
            return value
        parts = self._input(
            ask, name, as_parts(start), low=low, high=high, blanks=blanks, decimals=TYPED_DECIMALS
        )
        self._complex.add(name)
        shown: ComplexTableItem = {"kind": "complex_table", **matrix}
        self._show(shown)
        return parts[..., 0] + 1j * parts[..., 1]

    def paint(
        self,
        name: str,
        at: ArrayLike,
        *,
        low: float = 0.0,
        high: float = 1.0,
        brush: float | None = None,
        rows: Sequence[str] | None = None,
        columns: Sequence[str] | None = None,
        place: str = "below",
        soft: float = 0.0,
    ) -> Live:
        """Declare a grid of cells that are painted by pointer, touch or keys.

        A stroke that starts on a cell at `low` paints `brush`; one that starts elsewhere erases. With a soft
        brush what is less than half painted counts as blank.

        Parameters
        ----------
        name : str
            Its name, also in the link.
        at : (m, n) array_like
            What is painted at the start.
        low, high : float
            The lightest and the darkest value of a cell.
        brush : float, optional
            What a stroke paints; by default `high`.
        rows, columns : sequence of str, optional
            The names of its m rows and n columns, written beside them; by default their numbers, which are
            not written.
        place : {"below", "side", "controls"}
        soft : float
            How many cells around the one that is painted are tinted too, less and less.

        Returns
        -------
        (m, n) Live
        """
        ask = self._call("paint", name)
        name = ask.text("name", name, empty=False)
        low, high = ask.ends("low, high", (low, high))
        start = ask.plain("at", at, "(m, n)")
        m, n = ask.between("at", start, low, high).shape
        value = self._input(ask, name, start, low=low, high=high)
        self._show(
            {
                "kind": "paint",
                "name": name,
                "input": name,
                "low": low,
                "high": high,
                "soft": ask.number("soft", soft, low=0.0, high=10.0),
                "named": rows is not None or columns is not None,
                "brush": high if brush is None else ask.number("brush", brush, low=low, high=high),
                "rows": None if rows is None else ask.texts("rows", rows, m, "row"),
                "columns": None if columns is None else ask.texts("columns", columns, n, "column"),
                "place": ask.one_of("place", place, PLACES),
            }
        )
        return value

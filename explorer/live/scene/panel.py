"""The panel: what is said beside the picture, in numbers, tables and formulas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np

from explorer.live.scene.arguments import Call, Value
from explorer.live.scene.camera import Camera
from explorer.live.scene.draft import concrete
from explorer.live.scene.formula import mathml
from explorer.live.scene.inputs import PLACES
from explorer.live.scene.payload import (
    BarItem,
    CellsItem,
    Coloured,
    CurveItem,
    FieldItem,
    FormulaItem,
    LabelMark,
    LegendItem,
    MatrixItem,
    NoteItem,
    PixelsItem,
    ReadoutItem,
    RecordItem,
)
from explorer.live.scene.words import Word

MOST_CELLS = 300  # numbers that are written one by one


class Panel(Camera):
    """What a scene says."""

    def readout(
        self,
        name: str,
        value: Value | Word,
        *,
        unit: str = "",
        digits: int = 2,
        role: str = "",
        words: Sequence[str] | None = None,
        aside: bool = False,
        at: Value | None = None,
        said: str = "",
    ) -> None:
        """Show a number (or a vector, or a matrix) that follows the drag, or a word for it.

        Parameters
        ----------
        name : str
            Said before it; steps and links hide it by this name.
        value : (), (n,) or (m, n) array_like or Live, or words[i]
            Complex numbers are written with their imaginary part; of `scene.words` the text is written, "–"
            where the index is none of it.
        unit : str
            Written behind it.
        digits : int
            How many decimals. A number near zero, below 0.1, gets one more: 0.047 and not 0.05. With 0 there
            are none.
        role : str
            A key of `explorer.roles.ROLES`, or none.
        words : sequence of str, optional
            `(if_false, if_true)` says a condition in words; of more, `value` is the place of the one to say.
        aside : bool
            Whether it is left out on a projector, where room is short.
        at : (2,) or (3,) array_like or Live, optional
            The number decides: it stands in the picture beside this point, and not on the card. On a phone it
            stands above the picture, where no finger covers it. One to a scene.
        said : str
            What is written before it in the picture; by default `name` with an equals sign.
        """
        ask = self._call("readout", name)
        among = None
        if isinstance(value, Word):
            if words is not None:
                ask.refuse("value is a word already, and words are given too; give one of them")
            among, value = value.words.place, value.index
        several = () if words is not None else ("(n,)", "(m, n)")
        shown = ask.array("value", value, "()", *several, complex_too=words is None)
        texts = None if words is None else ask.texts("words", words)
        if texts == []:
            ask.refuse("words is empty; give (if_false, if_true), or one text for each number")
        item: ReadoutItem = {
            "kind": "readout",
            "value": self._out(ask, shown),
            "guards": self._guards(shown),
            "name": ask.text("name", name, empty=False),
            "unit": ask.text("unit", unit),
            "digits": ask.whole("digits", digits),
            "role": ask.role(role, empty=True),
            "words": texts,
            "aside": ask.flag("aside", aside),
        }
        if among is not None:
            item["list"] = among
        if at is not None:
            self._lead(ask, item, shown, at, said, role or "derived", item["digits"])
        self._show(item)

    def _lead(
        self,
        ask: Call,
        item: ReadoutItem | BarItem,
        shown: Value,
        at: Value,
        said: str,
        role: str,
        digits: int,
    ) -> None:
        """Let a number decide: write it in the picture too, beside a point."""
        if any(item.get("lead") for item in self._panel):
            ask.refuse("a scene has one number that decides, and there is one with `at` already")
        item["lead"] = True
        point = self._position(ask, "at", at)
        mark: LabelMark = {
            "kind": "label",
            "role": ask.role(role),
            "label": ask.text("said", said) or f"{item['name']} =",
            "name": item["name"],
            "guards": self._guards(point, shown),
            "at": self._out(ask, point),
            "small": False,
            "lead": True,
            "value": item["value"],
            "unit": item["unit"],
            "digits": digits,
        }
        if item["kind"] == "readout" and "list" in item:
            mark["list"] = item["list"]
        if item["kind"] == "readout" and item["words"]:
            mark["words"] = item["words"]
        self._draw(mark, point)

    def field(self, *names: str) -> None:
        """Show the components of handles or numbers as fields that can be typed into.

        Parameters
        ----------
        *names : str
            Names of inputs with one axis or none.
        """
        ask = self._call("field", names[0] if names else "")
        for name in names:
            spec = self._known(ask, name, "shows")
            if len(spec["shape"]) > 1:
                ask.refuse(f"{name!r} has shape {tuple(spec['shape'])}; a field shows one row of numbers")
            item: FieldItem = {"kind": "field", "name": name, "input": name, "role": self._role_of(name)}
            self._show(item)

    def matrix(
        self, name: str, value: Value | None = None, *, columns: Sequence[str] = (), role: str = ""
    ) -> None:
        """Show a matrix with brackets: a value that follows, or handles as its columns, to be typed into.

        Parameters
        ----------
        name : str
            Written before it.
        value : (m, n) or (n,) array_like or Live, optional
            The matrix, real or complex; a vector stands as a column.
        columns : sequence of str, optional
            Instead of `value`: the names of handles of one length.
        role : str
            A key of `explorer.roles.ROLES`, or none.
        """
        ask = self._call("matrix", name)
        item: MatrixItem = {"kind": "matrix", "name": ask.text("name", name, empty=False)}
        if len(columns) > 0 and value is None:
            item["inputs"] = ask.texts("columns", columns)
            shapes = [tuple(self._known(ask, column, "has the column")["shape"]) for column in item["inputs"]]
            for column, shape in zip(item["inputs"], shapes, strict=True):
                if len(shape) != 1 or shape != shapes[0]:
                    ask.refuse(
                        f"columns names {column!r}, which has shape {shape}; a column is a handle, of shape "
                        "(2,) or (3,), and all are of one length"
                    )
            item["roles"] = [self._role_of(column) for column in item["inputs"]]
        elif value is not None and len(columns) == 0:
            shown = ask.array("value", value, "(m, n)", "(n,)", complex_too=True)
            item["value"], item["guards"] = self._out(ask, shown), self._guards(shown)
            item["role"] = ask.role(role, empty=True)
        else:
            ask.refuse("it needs either a value or columns, the names of the handles that are its columns")
        self._show(item)

    def cells(
        self,
        name: str,
        value: Value,
        *,
        rows: Sequence[str] | None = None,
        columns: Sequence[str] | None = None,
        scale: float = 1.0,
        digits: int = 2,
        target: Value | None = None,
        heads: Sequence[str] | None = None,
        place: str = "below",
    ) -> None:
        """Show a matrix as coloured cells with numbers; more than 300 of them are drawn as pixels.

        A pixel says its number under the mouse, under a finger and for the arrow keys.

        Parameters
        ----------
        name : str
            Its caption.
        value : (m, n) array_like or Live
            Of complex numbers both parts are written; a hand in the cell shows the angle.
        rows, columns : sequence of str, optional
            The names of its m rows and n columns.
        scale : float
            The colour runs from -scale over 0 to scale; that of a complex number goes by its absolute value.
        digits : int
            How many decimals.
        target : (m, n) array_like or Live, optional
            What each cell should be, said in its corner; NaN says nothing.
        heads : sequence of str, optional
            Shorter names to stand above the n columns.
        place : {"below", "side", "controls"}
        """
        ask = self._call("cells", name)
        shown = ask.array("value", value, "(m, n)", complex_too=True)
        m, n = concrete(shown).shape
        if m * n > MOST_CELLS and (target is not None or heads is not None):
            ask.refuse(
                f"value has shape {(m, n)}; above {MOST_CELLS} numbers cells are pixels, without target "
                "and heads"
            )
        matrix: Coloured = {
            "value": self._out(ask, shown),
            "guards": self._guards(shown),
            "name": ask.text("name", name, empty=False),
            "rows": None if rows is None else ask.texts("rows", rows, m, "row"),
            "columns": None if columns is None else ask.texts("columns", columns, n, "column"),
            "scale": ask.number("scale", scale, above=0.0),
            "digits": ask.whole("digits", digits),
            "place": ask.one_of("place", place, PLACES),
        }
        if m * n > MOST_CELLS:
            many: PixelsItem = {"kind": "pixels", **matrix}
            self._show(many)
            return
        above = None if heads is None else ask.texts("heads", heads, n, "column")
        item = cast(CellsItem, {"kind": "cells", **matrix, "heads": above})
        if target is not None:
            item["target"] = self._out(ask, ask.array("target", target, str((m, n))))
        self._show(item)

    def bar(
        self,
        name: str,
        value: Value,
        *,
        best: Value | None = None,
        low: float = 0.0,
        high: float = 1.0,
        unit: str = "",
        at: Value | None = None,
        said: str = "",
    ) -> None:
        """Show a number as a bar, beside the best that can be reached.

        Parameters
        ----------
        name : str
            Said before it; steps and links hide it by this name.
        value : () array_like or Live
        best : () array_like or Live, optional
            Where a line marks the best.
        low, high : float
            The ends of the bar, in `unit`.
        unit : str
        at : (2,) or (3,) array_like or Live, optional
        said : str
            As those of `readout`: the number decides. On a phone `said` stands for the name, which is long.
        """
        ask = self._call("bar", name)
        low, high = ask.ends("low, high", (low, high))
        shown = ask.array("value", value, "()")
        item: BarItem = {
            "kind": "bar",
            "value": self._out(ask, shown),
            "guards": self._guards(shown),
            "name": ask.text("name", name, empty=False),
            "low": low,
            "high": high,
            "unit": ask.text("unit", unit),
        }
        if best is not None:
            item["best"] = self._out(ask, ask.array("best", best, "()"))
        if at is not None:
            self._lead(ask, item, shown, at, said, "guess", 1)
            item["said"] = ask.text("said", said)
        self._show(item)

    def record(
        self, name: str, value: Value, *, counts: Value = True, per: Value = 0.0, unit: str = ""
    ) -> None:
        """Show the largest value so far.

        Parameters
        ----------
        name : str
            Said before it; steps and links hide it by this name.
        value : () array_like or Live
        counts : () array_like or Live
            Whether the value counts now.
        per : () array_like or Live
            The record starts over when this changes.
        unit : str
        """
        ask = self._call("record", name)
        shown = ask.array("value", value, "()")
        item: RecordItem = {
            "kind": "record",
            "value": self._out(ask, shown),
            "guards": self._guards(shown),
            "name": ask.text("name", name, empty=False),
            "counts": self._out(ask, ask.array("counts", counts, "()")),
            "per": self._out(ask, ask.array("per", per, "()")),
            "unit": ask.text("unit", unit),
        }
        self._show(item)

    def curve(
        self, name: str, heights: Value, *, at: Value, role: str = "result", logarithmic: bool = False
    ) -> None:
        """Show a curve, one height a step, and where on it one stands.

        Parameters
        ----------
        name : str
            Said before it; steps and links hide it by this name.
        heights : (k,) array_like or Live
        at : () array_like or Live
            The step where one stands, counted from 0.
        role : str
            A key of `explorer.roles.ROLES`.
        logarithmic : bool
            Whether heights are drawn in powers of ten.
        """
        ask = self._call("curve", name)
        shown = ask.array("heights", heights, "(n,)")
        item: CurveItem = {
            "kind": "curve",
            "value": self._out(ask, shown),
            "guards": self._guards(shown),
            "name": ask.text("name", name, empty=False),
            "at": self._out(ask, ask.array("at", at, "()")),
            "role": ask.role(role),
            "logarithmic": ask.flag("logarithmic", logarithmic),
        }
        self._show(item)

    def legend(self, names: Sequence[str], *, place: str = "side") -> None:
        """Show the marker of each group of points with its name.

        Parameters
        ----------
        names : sequence of str
            In the order of `groups`.
        place : {"side", "below", "controls"}
        """
        ask = self._call("legend")
        item: LegendItem = {
            "kind": "legend",
            "names": ask.texts("names", names),
            "place": ask.one_of("place", place, PLACES),
        }
        self._show(item)

    def formula(self, latex: str, *values: Value, digits: int = 2) -> None:
        r"""Show a formula in the colours of the picture.

        Parameters
        ----------
        latex : str
            `\first{...}`, `\second{...}` and so on colour by role; `@0`, `@1`, ... stand for the live values.
            Brackets that hold a number alone, `(@0)`, are shown while it is negative.
            What latex2mathml cannot write, what browsers do not draw, and what is too wide is refused.
        *values : (), (n,) or (m, n) array_like or Live
        digits : int
            How many decimals; a number near zero gets one more, as in `readout`.
        """
        ask = self._call("formula", latex)
        decimals = ask.whole("digits", digits)
        text = ask.text("latex", latex, empty=False)
        shown = [
            ask.array(f"value @{k}", value, "()", "(n,)", "(m, n)", complex_too=True)
            for k, value in enumerate(values)
        ]
        item: FormulaItem = {
            "kind": "formula",
            "mathml": mathml(ask, text, [np.shape(concrete(value)) for value in shown], decimals),
            "values": [self._out(ask, value) for value in shown],
            "guards": self._guards(*shown),
            "digits": decimals,
        }
        self._show(item)

    def note(self, text: str, *, place: str = "side") -> None:
        """Put one short sentence among the numbers, or below the picture.

        Parameters
        ----------
        text : str
        place : {"side", "below"}
        """
        ask = self._call("note", text)
        item: NoteItem = {
            "kind": "note",
            "text": ask.text("text", text, empty=False),
            "place": ask.one_of("place", place, ("side", "below")),
        }
        self._show(item)

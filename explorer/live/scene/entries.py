"""Entries: matrices whose numbers stand in the picture, each in a cell, to be read, typed and dragged."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from explorer.live.record.trace import Live
from explorer.live.scene.arguments import Call, Value
from explorer.live.scene.camera import Camera
from explorer.live.scene.draft import TYPED_LIMIT, concrete
from explorer.live.scene.payload import EntriesMark

DECIMALS = 12  # what is typed comes back from a link as it was


class Entries(Camera):
    """Matrices that a scene writes into its picture."""

    def entries(
        self,
        name: str,
        at: ArrayLike,
        *,
        x: tuple[float, float],
        y: tuple[float, float],
        role: str = "first",
        step: float = 1.0,
        low: float = -TYPED_LIMIT,
        high: float = TYPED_LIMIT,
        lit: Value | None = None,
        rows: Sequence[str] | None = None,
        columns: Sequence[str] | None = None,
    ) -> Live:
        """Declare a matrix in the picture whose cells are typed, or dragged up and down.

        Every cell is a field, called "A row 1 column 1" where the matrix is A. For the keyboard they are one
        tab stop: Up and Down change a number, Left and Right go to the cells beside, Page Up, Page Down and
        Enter to those above and below.

        Parameters
        ----------
        name : str
            Its name, also in the link.
        at : (m, n) array_like
            What stands in it at the start.
        x, y : (float, float)
            The part of the plane that it fills.
        role : str
            A key of `explorer.roles.ROLES`.
        step : float
            By what an arrow key, or a short way of dragging, changes a number.
        low, high : float
            What may be typed.
        lit : (m, n) array_like or Live, optional
            Which cells stand out: 1 in a frame, 2 hatched as well, 0 neither.
        rows, columns : sequence of str, optional
            What is written beside each row, and above each column.

        Returns
        -------
        (m, n) Live
        """
        ask = self._call("entries", name)
        name = ask.text("name", name, empty=False)
        low, high = ask.ends("low, high", (low, high))
        start = ask.between("at", ask.plain("at", at, "(m, n)"), low, high)
        if start.size == 0:
            ask.refuse(f"at has shape {start.shape}, and nothing is in it; give it a row and a column")
        value = self._input(ask, name, start, low=low, high=high, decimals=DECIMALS)
        mark = self._entries(ask, name, value, x, y, role, lit, rows, columns)
        mark["input"] = name
        mark["step"] = ask.number("step", step, above=0.0)
        self._draw(mark)
        return value

    def entries_of(
        self,
        name: str,
        matrix: Value,
        *,
        x: tuple[float, float],
        y: tuple[float, float],
        role: str = "result",
        lit: Value | None = None,
        rows: Sequence[str] | None = None,
        columns: Sequence[str] | None = None,
        beside: bool = True,
        signs: Sequence[str] | None = None,
        roles: Sequence[str] | None = None,
    ) -> None:
        """Write a matrix that follows into the picture, each number in a cell.

        Parameters
        ----------
        name : str
            What it is; steps and links hide it by this name.
        matrix : (m, n) array_like or Live
            Its numbers; a NaN is an empty cell.
        x, y : (float, float)
            The part of the plane that it fills.
        role : str
            A key of `explorer.roles.ROLES`.
        lit : (m, n) array_like or Live, optional
            Which cells stand out: 1 in a frame, 2 hatched as well, 0 neither; below 0 a number is not
            complete yet, and its cell dashed.
        rows, columns : sequence of str, optional
            The name of each.
        beside : bool
            Whether the names are written beside the matrix; they are said of a cell in any case.
        signs : sequence of n - 1 str, optional
            What is written between the columns; the numbers then stand without cells, as a sum does.
        roles : sequence of n str, optional
            A role for each column.
        """
        ask = self._call("entries_of", name)
        name = ask.text("name", name, empty=False)
        shown = ask.array("matrix", matrix, "(m, n)")
        now = np.shape(concrete(shown))
        if 0 in now:
            ask.refuse(f"matrix has shape {now}, and nothing is in it; give it a row and a column")
        mark = self._entries(ask, name, shown, x, y, role, lit, rows, columns)
        n = now[1]
        if not ask.flag("beside", beside):
            mark["beside"] = False
        if signs is not None:
            mark["signs"] = ask.texts("signs", signs, n - 1, "gap between columns")
        if roles is not None:
            mark["roles"] = [ask.role(each) for each in ask.texts("roles", roles, n, "column")]
        self._draw(mark)

    def _entries(
        self,
        ask: Call,
        name: str,
        shown: Value,
        x: tuple[float, float],
        y: tuple[float, float],
        role: str,
        lit: Value | None,
        rows: Sequence[str] | None,
        columns: Sequence[str] | None,
    ) -> EntriesMark:
        m, n = np.shape(concrete(shown))
        level = None if lit is None else ask.array("lit", lit, f"({m}, {n})")
        mark: EntriesMark = {
            "kind": "entries",
            "role": ask.role(role),
            "label": "",
            "guards": self._guards(shown, level),
            "name": name,
            "matrix": self._out(ask, shown),
            "x": ask.ends("x", x),
            "y": [self._ratio * end for end in ask.ends("y", y)],
        }
        if level is not None:
            mark["lit"] = self._out(ask, level)
        if rows is not None:
            mark["rows"] = ask.texts("rows", rows, m, "row")
        if columns is not None:
            mark["columns"] = ask.texts("columns", columns, n, "column")
        return mark

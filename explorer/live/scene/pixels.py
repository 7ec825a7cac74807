"""Pixels: a matrix or a picture as the numbers that it is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from explorer.live.scene.arguments import Call, Value
from explorer.live.scene.camera import Camera
from explorer.live.scene.draft import concrete
from explorer.live.scene.payload import PictureMark

TONES = ("grey", "diverging", "colour")


class Pixels(Camera):
    """What a scene draws pixel by pixel."""

    def picture(
        self,
        name: str,
        matrix: Value,
        *,
        x: tuple[float, float] | None = None,
        y: tuple[float, float] | None = None,
        low: float | None = None,
        high: float | None = None,
        tones: str | None = None,
        digits: int = 2,
        rows: Sequence[str] | None = None,
        columns: Sequence[str] | None = None,
        hot: Value | None = None,
        picks: str = "",
    ) -> None:
        """Draw a matrix or a picture as pixels; where they are large enough their numbers stand in them.

        Row 0 is at the top. Under the mouse, under a finger and for the arrow keys a pixel says its number. A
        blank (NaN) is clear.

        Parameters
        ----------
        name : str
            What it is, for screen readers; steps and links hide it by this name.
        matrix : (m, n) or (m, n, 3) array_like or Live
            Its numbers; three of them are red, green and blue.
        x, y : (float, float), optional
            The part of the plane that it fills; by default a unit square a pixel, from the origin to (n, m).
        low, high : float, optional
            The numbers of black and white, or of no colour and all of it; by default the least and the
            largest at the start. Between them tones are even; beyond them they stay.
        tones : {"grey", "diverging", "colour"}, optional
            With "diverging" zero is the paper, and `high` is how far from it colours are full. By default
            grey, and colour for three numbers a pixel.
        digits : int
            Decimals of a number.
        rows : sequence of m str, optional
            The name of each row, written beside it.
        columns : sequence of n str, optional
        hot : (k, 2) array_like or Live, optional
            Row and column of pixels that are framed, counted from 0; NaN frames none.
        picks : str, optional
            The name of an input of shape (2,): a press on a pixel, or Enter on it, sets it to row and column.
        """
        ask = self._call("picture", name)
        name = ask.text("name", name, empty=False)
        shown = ask.array("matrix", matrix, "(m, n)", "(m, n, 3)")
        now = concrete(shown).astype(float)
        if now.size == 0:
            ask.refuse(f"matrix has shape {now.shape}, and nothing is in it; give it a row and a column")
        m, n = now.shape[:2]
        tones = ask.one_of("tones", tones or ("colour" if now.ndim == 3 else "grey"), TONES)
        if (tones == "colour") != (now.ndim == 3):
            ask.refuse(
                f"tones is {tones!r} and matrix has shape {now.shape}; colour takes (m, n, 3), "
                "the others (m, n)"
            )
        least, most = _ends(ask, now, tones == "diverging", low, high)
        mark: PictureMark = {
            "kind": "picture",
            "role": "data",
            "label": "",
            "guards": self._guards(shown, hot if hot is None else ask.array("hot", hot, "(k, 2)")),
            "name": name,
            "matrix": self._out(ask, shown),
            "x": ask.ends("x", (0, n) if x is None else x),
            "y": [self._ratio * end for end in ask.ends("y", (0, m) if y is None else y)],
            "low": least,
            "high": most,
            "tones": tones,
            "digits": ask.whole("digits", digits),
        }
        if rows is not None:
            mark["rows"] = ask.texts("rows", rows, m, "row")
        if columns is not None:
            mark["columns"] = ask.texts("columns", columns, n, "column")
        if hot is not None:
            mark["hot"] = self._out(ask, hot)
        if picks:
            if self._known(ask, picks, "picks")["shape"] != [2]:
                ask.refuse(f"it picks {picks!r}, which takes no row and column; give an input of shape (2,)")
            mark["picked"] = picks
        self._draw(mark)


def _ends(
    ask: Call, numbers: NDArray[np.float64], diverging: bool, low: float | None, high: float | None
) -> tuple[float, float]:
    """Return the numbers of the two ends of the tones: those that were given, else those that occur."""
    known = numbers[np.isfinite(numbers)]
    least, most = (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)
    if least == most:
        least, most = (least, least + 1.0) if least >= 0 else (least, 0.0)
    most = max(abs(least), abs(most)) if diverging and high is None else most
    most = most if high is None else ask.number("high", high)
    least = -most if diverging else least
    least = least if low is None else ask.number("low", low)
    if not least < most:
        ask.refuse(f"low is {least:g} and high {most:g}; the second must be the larger")
    return least, most

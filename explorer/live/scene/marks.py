"""Marks: what is drawn in the picture. NaN hides: a mark, or of many pieces or points the one that has it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explorer.live.scene.arguments import Call, Value
from explorer.live.scene.camera import Camera
from explorer.live.scene.draft import concrete
from explorer.live.scene.payload import (
    ArrowMark,
    GridMark,
    LabelMark,
    LineMark,
    PathMark,
    PointsMark,
    PolygonMark,
    SegmentMark,
    SegmentsMark,
)
from explorer.live.scene.words import Word, Words

CLOUD = 400  # points above this number are a cloud: the browser draws them in an image


class Marks(Camera):
    """What a scene draws.

    A position of shape (2,) is one in the plane and, after `orbit`, one of shape (3,) is in space.
    """

    def arrow(
        self,
        tip: Value,
        *,
        tail: Value = (0.0, 0.0),
        label: str = "",
        role: str = "first",
        faint: bool = False,
        name: str = "",
    ) -> None:
        """Draw an arrow that ends exactly at `tip`.

        Parameters
        ----------
        tip, tail : (2,) or (3,) array_like or Live
            Its ends.
        label : str
            Written at the tip; steps and links hide the mark by it.
        role : str
            A key of `explorer.roles.ROLES`.
        faint : bool
            Whether it stands back.
        name : str
            By this too steps and links hide it; it is not written.
        """
        ask = self._call("arrow", label)
        end, start = self._position(ask, "tip", tip), self._position(ask, "tail", tail)
        mark: ArrowMark = {
            "kind": "arrow",
            "role": ask.role(role),
            "label": ask.text("label", label),
            "guards": self._guards(end, start),
            "faint": ask.flag("faint", faint),
            "tip": self._out(ask, end),
            "tail": self._out(ask, start),
        }
        if name:
            mark["name"] = ask.text("name", name)
        self._draw(mark, end, start)

    def segment(
        self, start: Value, end: Value, *, label: str = "", role: str = "derived", name: str = ""
    ) -> None:
        """Draw a straight piece from `start` to `end`.

        Parameters
        ----------
        start, end : (2,) or (3,) array_like or Live
            Its ends.
        label : str
            Written at its middle; steps and links hide the mark by it.
        role : str
            A key of `explorer.roles.ROLES`.
        name : str
            By this too steps and links hide it; it is not written.
        """
        ask = self._call("segment", label)
        a, b = self._position(ask, "start", start), self._position(ask, "end", end)
        mark: SegmentMark = {
            "kind": "segment",
            "role": ask.role(role),
            "label": ask.text("label", label),
            "guards": self._guards(a, b),
            "start": self._out(ask, a),
            "end": self._out(ask, b),
        }
        if name:
            mark["name"] = ask.text("name", name)
        self._draw(mark, a, b)

    def segments(
        self, pieces: Value, *, role: str = "derived", faint: bool = False, solid: bool = False
    ) -> None:
        """Draw many straight pieces at once.

        Parameters
        ----------
        pieces : (n, 2, 2) or (n, 2, 3) array_like or Live
            Piece, end, coordinate.
        role : str
            A key of `explorer.roles.ROLES`.
        faint : bool
            Whether they stand back.
        solid : bool
            Whether they go without the dash of their role: for bars, which may be shorter than a dash.
        """
        ask = self._call("segments")
        shown = self._position(ask, "pieces", pieces, "n, 2")
        mark: SegmentsMark = {
            "kind": "segments",
            "role": ask.role(role),
            "label": "",
            "guards": self._guards(shown),
            "faint": ask.flag("faint", faint),
            "pieces": self._out(ask, shown),
        }
        if ask.flag("solid", solid):
            mark["solid"] = True
        self._draw(mark, shown)

    def grid(self, pieces: Value, *, role: str = "data") -> None:
        """Draw a grid, usually a transformed one, over the faint original.

        Parameters
        ----------
        pieces : (n, 2, 2) or (n, 2, 3) array_like or Live
            Piece, end, coordinate.
        role : str
            A key of `explorer.roles.ROLES`.
        """
        ask = self._call("grid")
        shown = self._position(ask, "pieces", pieces, "n, 2")
        mark: GridMark = {
            "kind": "grid",
            "role": ask.role(role),
            "label": "",
            "guards": self._guards(shown),
            "pieces": self._out(ask, shown),
        }
        self._draw(mark, shown)

    def line(
        self, direction: Value, *, through: Value = (0.0, 0.0), label: str = "", role: str = "principal"
    ) -> None:
        """Draw a whole line, to the edges of the picture.

        Parameters
        ----------
        direction : (2,) or (3,) array_like or Live
            Where it goes, of any length; at length zero the line is away.
        through : (2,) or (3,) array_like or Live
            A point of it.
        label : str
            Written beside it; steps and links hide the mark by it.
        role : str
            A key of `explorer.roles.ROLES`.
        """
        ask = self._call("line", label)
        way, point = self._position(ask, "direction", direction), self._position(ask, "through", through)
        mark: LineMark = {
            "kind": "line",
            "role": ask.role(role),
            "label": ask.text("label", label),
            "guards": self._guards(way, point),
            "direction": self._out(ask, way),
            "through": self._out(ask, point),
        }
        self._draw(mark, way, point)

    def path(
        self,
        points: Value,
        *,
        role: str = "result",
        label: str = "",
        closed: bool = False,
        name: str = "",
    ) -> None:
        """Draw a curve through points; it is broken where one is NaN.

        Parameters
        ----------
        points : (n, 2) or (n, 3) array_like or Live
            In their order.
        role : str
            A key of `explorer.roles.ROLES`.
        label : str
            Written in its middle; steps and links hide the mark by it.
        closed : bool
            Whether the last point is joined to the first.
        name : str
            By this too steps and links hide it; it is not written.
        """
        ask = self._call("path", label)
        shown = self._position(ask, "points", points, "n")
        mark: PathMark = {
            "kind": "path",
            "role": ask.role(role),
            "label": ask.text("label", label),
            "guards": self._guards(shown),
            "points": self._out(ask, shown),
            "closed": ask.flag("closed", closed),
        }
        if name:
            mark["name"] = ask.text("name", name)
        self._draw(mark, shown)

    def polygon(
        self,
        points: Value,
        *,
        role: str = "result",
        label: str = "",
        signed: bool = False,
        name: str = "",
        edge: bool = True,
    ) -> None:
        """Fill a shape.

        Parameters
        ----------
        points : (n, 2) or (n, 3) array_like or Live
            Its corners, in their order.
        role : str
            A key of `explorer.roles.ROLES`.
        label : str
            Written in its middle; steps and links hide the mark by it.
        signed : bool
            Whether a turned-over shape (corners clockwise) is hatched.
        name : str
            By this too steps and links hide it; it is not written.
        edge : bool
            Whether its edge is drawn.
        """
        ask = self._call("polygon", label)
        shown = self._position(ask, "points", points, "n")
        mark: PolygonMark = {
            "kind": "polygon",
            "role": ask.role(role),
            "label": ask.text("label", label),
            "guards": self._guards(shown),
            "points": self._out(ask, shown),
            "signed": ask.flag("signed", signed),
            "edge": ask.flag("edge", edge),
        }
        if name:
            mark["name"] = ask.text("name", name)
        self._draw(mark, shown)

    def points(
        self,
        points: Value,
        *,
        role: str = "data",
        labels: Sequence[str] | Words | None = None,
        groups: Sequence[int] | NDArray[Any] | None = None,
        group_names: Sequence[str] | None = None,
        colours: Sequence[str] | None = None,
        size: float | Value = 4.0,
        name: str = "",
        faint: bool = False,
        picks: tuple[str, str] | None = None,
        tone: Value | None = None,
        marker: Value | None = None,
    ) -> None:
        """Draw points; above a few hundred they go to a canvas.

        Parameters
        ----------
        points : (n, 2) or (n, 3) array_like or Live
            Where they are.
        role : str
            A key of `explorer.roles.ROLES`.
        labels : sequence of n str or Words, optional
            The name of each, shown on hover, tap or by keyboard.
        groups : (n,) sequence of int, optional
            The group of each, counted from 0: colour and marker.
        group_names : sequence of str, optional
            The name of each group.
        colours : sequence of n str, optional
            The colour of each, as CSS.
        size : float or (n,) array_like or Live
            Radius in pixels, of all or of each; 0 and NaN hide a point, and 30 is the most.
        name : str
            What the points are, for screen readers.
        faint : bool
            Whether they stand back.
        picks : (str, str), optional
            Names of an input and of a handle: a press on a point, or Enter on it, sets the input to its
            number, counted from 1, and takes the handle, while that is to be seen.
        tone : (n,) array_like or Live, optional
            How strong the colour of each is, from 0, nearly that of the paper, to 1; NaN hides a point.
        marker : (n,) array_like or Live, optional
            The marker of each, counted from 0 in the order of `explorer.roles.GROUPS`, and from the first
            again behind the last.
        """
        ask = self._call("points", name)
        shown = self._position(ask, "points", points, "n")
        count = len(concrete(shown))
        mark: PointsMark = {
            "kind": "points",
            "role": ask.role(role),
            "label": "",
            "guards": self._guards(shown),
            "size": 4.0 if np.ndim(concrete(size)) else ask.number("size", size, above=0.0),
            "name": ask.text("name", name),
            "faint": ask.flag("faint", faint),
            "points": self._out(ask, shown),
        }
        each = f"({count},)"
        if np.ndim(concrete(size)):
            mark["sizes"] = self._out(ask, ask.array("size", size, each))
        if tone is not None:
            mark["tones"] = self._out(ask, ask.array("tone", tone, each))
        if marker is not None:
            mark["markers"] = self._out(ask, ask.array("marker", marker, each))
        if count > CLOUD:
            mark["cloud"] = True
        if picks is not None:
            if picks[0] not in self._inputs or all(c["name"] != picks[1] for c in self._controls):
                ask.refuse(
                    f"it picks {picks[0]!r} and {picks[1]!r}; declare that input and that handle before"
                )
            mark["picks"] = {"input": picks[0], "handle": picks[1]}
        if isinstance(labels, Words):
            ask.texts("labels", labels.texts, count, "point")
            mark["labels"] = labels.place
        elif labels is not None:
            mark["labels"] = ask.texts("labels", labels, count, "point")
        if groups is not None:
            mark["groups"] = _groups(ask, groups, count)
            names = [] if group_names is None else ask.texts("group_names", group_names)
            largest = max(mark["groups"], default=-1)
            if names and largest >= len(names):
                ask.refuse(
                    f"groups counts up to {largest}, and group_names has {len(names)}; name each group"
                )
            mark["group_names"] = names
        elif group_names is not None:
            ask.refuse("group_names names groups, and there are none; give groups, one number for each point")
        if colours is not None:
            mark["colours"] = ask.texts("colours", colours, count, "point")
        self._draw(mark, shown)

    def label(
        self,
        text: str | Word,
        at: Value,
        *,
        role: str = "derived",
        small: bool = False,
        away: Value | None = None,
        value: Value | Word | None = None,
        unit: str = "",
        digits: int = 2,
        place: str = "beside",
    ) -> None:
        """Write a short text beside a point, with a number that follows the drag.

        Parameters
        ----------
        text : str or words[i]
            What is written; it may be empty where there is a `value`.
        at : (2,) or (3,) array_like or Live
            The point.
        role : str
            A key of `explorer.roles.ROLES`.
        small : bool
            For where there are many.
        away : (2,) or (3,) array_like or Live, optional
            The text stands on the side that is farther from there.
        value : () or (n,) array_like or Live, or words[i], optional
            What stands behind the text, in `unit` and with so many `digits`. Of `scene.words` the text stands
            there; the label is away where the index is none of it.
        unit : str
        digits : int
        place : {"beside", "centre"}
            With "centre" its middle is the point, whatever lies there; else it keeps clear of what is drawn.
        """
        ask = self._call("label", "" if isinstance(text, Word) else text)
        if isinstance(text, Word):
            if value is not None:
                ask.refuse("text is a word, and there is a value too; give the word as the value")
            text, value = "", text
        text = ask.text("text", text)
        among = None
        if isinstance(value, Word):
            among, value = value.words.place, value.index
        if not text and value is None:
            ask.refuse("text is empty and there is no value; give one of them")
        point = self._position(ask, "at", at)
        tail = None if away is None else self._position(ask, "away", away)
        number = None if value is None else ask.array("value", value, "()", "(n,)", complex_too=True)
        mark: LabelMark = {
            "kind": "label",
            "role": ask.role(role),
            "label": text,
            "guards": self._guards(point, tail, number),
            "at": self._out(ask, point),
            "small": ask.flag("small", small),
        }
        if tail is not None:
            mark["tail"] = self._out(ask, tail)
        if number is not None:
            mark["value"] = self._out(ask, number)
            mark["unit"] = ask.text("unit", unit)
            mark["digits"] = ask.whole("digits", digits)
        if among is not None:
            mark["list"] = among
        if ask.one_of("place", place, ("beside", "centre")) == "centre":
            if tail is not None:
                ask.refuse("place is 'centre' and away is given; what stands on the point keeps off nothing")
            mark["centred"] = True
        self._draw(mark, point, tail)

    def axes3(self, length: float, names: Sequence[str] = ("x", "y", "z")) -> None:
        """Draw the three axes of space from the origin, with their names at the ends.

        Needs `orbit` first.

        Parameters
        ----------
        length : float
            How long each is, in units of the picture.
        names : sequence of 3 str
        """
        ask = self._call("axes3")
        self._need_camera(ask)
        long = ask.number("length", length, above=0.0)
        start = self._position(ask, "tail", np.zeros(3))
        for i, name in enumerate(ask.texts("names", names, 3, "axis")):
            tip = self._position(ask, "tip", long * np.eye(3)[i])
            mark: ArrowMark = {
                "kind": "arrow",
                "role": "data",
                "label": name,
                "guards": self._guards(tip, start),
                "faint": True,
                "tip": self._out(ask, tip),
                "tail": self._out(ask, start),
            }
            self._draw(mark, tip, start)


def _groups(ask: Call, groups: Any, count: int) -> list[int]:
    numbers = ask.plain("groups", groups, "(n,)")
    if len(numbers) != count:
        ask.refuse(f"groups has {len(numbers)} numbers, and there are {count}; give one for each point")
    if not np.array_equal(numbers, np.round(numbers)) or (numbers < 0).any():
        ask.refuse("groups holds numbers that are not 0, 1, 2, ...; count the groups from 0")
    return numbers.astype(int).tolist()

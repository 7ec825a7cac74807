"""Presses: places of the picture that are pressed, to toggle, add, remove or choose."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from explorer.live.record.trace import Live
from explorer.live.scene.arguments import Value
from explorer.live.scene.camera import Camera
from explorer.live.scene.draft import concrete
from explorer.live.scene.payload import PressMark


class Presses(Camera):
    """What a reader presses in the picture."""

    def press(
        self,
        name: str,
        points: Value,
        does: Callable[[Live], Mapping[str, Value]],
        *,
        labels: Sequence[str],
        on: Value | None = None,
        elsewhere: Callable[[Live], Mapping[str, Value]] | None = None,
    ) -> None:
        """Let points be pressed; of several things under a finger the nearest wins, handles among them.

        For the keyboard they are one tab stop: arrows go from point to point, Enter presses. A press can be
        undone and stands in the link, as every input does.

        Parameters
        ----------
        name : str
            What is pressed, for screen readers.
        points : (n, 2) or (n, 3) array_like or Live
            Where; marks draw what is to be seen there. NaN is not to be pressed.
        does : callable
            Takes the number of the point, live, an integer that can index, counted from 0; returns the new
            value of each input to change, by name, each of its input's shape.
        labels : sequence of n str
            The name of each.
        on : (n,) array_like or Live, optional
            Which are on, for what is toggled: not 0.
        elsewhere : callable, optional
            What a press beside all points does: takes the place, live, shape (2,), and returns what `does`
            does. For the keyboard it is Insert, at the middle of the picture.
        """
        ask = self._call("press", name)
        name = ask.text("name", name, empty=False)
        shown = self._position(ask, "points", points, "n")
        count = len(concrete(shown))
        number = self._input(ask, f"{name} pressed", np.zeros(()), hidden=True)
        mark: PressMark = {
            "kind": "press",
            "role": "derived",
            "label": "",
            "guards": self._guards(shown),
            "name": name,
            "points": self._out(ask, shown),
            "labels": ask.texts("labels", labels, count, "point"),
            "input": f"{name} pressed",
            "sets": self._solved(ask, "does", does, number.astype(int), "what was pressed"),
        }
        if on is not None:
            mark["on"] = self._out(ask, ask.array("on", on, f"({count},)"))
        if elsewhere is not None:
            place = self._input(ask, f"{name} place", np.zeros(2), hidden=True)
            mark["place"] = f"{name} place"
            mark["beside"] = self._solved(
                ask, "elsewhere", elsewhere, self._unscaled(place), "the place that was pressed"
            )
        self._draw(mark, shown)

"""Points in hand: many points that a reader drags, adds and removes, as one input."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from explorer.live.record.trace import Live
from explorer.live.scene.arguments import Value
from explorer.live.scene.draft import TYPED_LIMIT
from explorer.live.scene.handles import Handles
from explorer.live.scene.inputs import Inputs
from explorer.live.scene.marks import Marks
from explorer.live.scene.presses import Presses


class Swarm(Handles, Inputs, Presses, Marks):
    """What a reader holds of many."""

    def draggable_points(
        self,
        name: str,
        at: ArrayLike,
        *,
        each: str = "point",
        most: int | None = None,
        role: str = "data",
        labels: Sequence[str] | None = None,
        groups: Sequence[int] | None = None,
        size: float = 6.0,
        constrain: Callable[[Live], Value] | None = None,
    ) -> Live:
        """Declare points that the reader drags, all as one input; with `most`, adds and removes too.

        A press takes the nearest. For the keyboard they are one tab stop: arrows go from point to point,
        Enter takes one in hand, and then arrows move it. With `most` a press beside all points adds one
        (Insert on the keyboard), and a button removes the one in hand (Delete).

        Parameters
        ----------
        name : str
            What the points are, and their name in the link.
        at : (n, 2) array_like
            Where they start.
        each : str
            What one of them is called.
        most : int, optional
            How many there can be; by default those of `at`, none added and none removed.
        role : str
            A key of `explorer.roles.ROLES`.
        labels : sequence of `most` str, optional
            The name of each; by default they are numbered.
        groups : sequence of `most` int, optional
            The group of each, counted from 0: colour and marker.
        size : float
            Radius in pixels.
        constrain : callable, optional
            Takes the wanted position of a point, live, shape (2,), and returns the allowed one.

        Returns
        -------
        (most, 2) Live
            Where they are; NaN in the rows of points that are not there.
        """
        ask = self._call("draggable_points", name)
        name = ask.text("name", name, empty=False)
        each = ask.text("each", each, empty=False)
        start = ask.plain("at", at, "(n, 2)")
        room = len(start) if most is None else ask.whole("most", most, low=max(1, len(start)), high=5000)
        if room == 0:
            ask.refuse("at holds no point and there can be none; give points, or say by most= how many")
        rows = np.full((room, 2), np.nan)
        rows[: len(start)] = start
        texts = (
            [f"{each} {i + 1}" for i in range(room)]
            if labels is None
            else ask.texts("labels", labels, room, "point")
        )
        points = self._input(ask, name, rows, low=-TYPED_LIMIT, high=TYPED_LIMIT, blanks=True)
        chosen = self._input(ask, f"{name} in hand", np.ones(()), hidden=True)
        there: Any = np.isfinite(points[:, 0])
        # Who was in hand may have gone: then it is the first that is there.
        held: Any = np.where(there[(chosen - 1.0).astype(int)], (chosen - 1.0).astype(int), np.argmax(there))
        number = np.arange(room)

        def moved(wanted: Any) -> dict[str, Value]:
            place = (
                wanted
                if constrain is None
                else ask.array("what constrain returns", constrain(wanted), "(2,)")
            )
            return {name: np.where((number == held)[:, np.newaxis], place, points)}

        self.handle_at(each, points[held], moved, role=role, shape="hollow", says=points[held])
        self.points(
            points,
            role=role,
            labels=texts,
            groups=groups,
            size=size,
            name=name,
            picks=(f"{name} in hand", each),
        )
        if most is not None:
            self._add_and_remove(name, each, points, there, held, constrain)
        return points

    def _add_and_remove(
        self,
        name: str,
        each: str,
        points: Live,
        there: Live,
        held: Live,
        constrain: Callable[[Live], Value] | None,
    ) -> None:
        number = np.arange(len(points))
        free = ~there & (np.cumsum(~there) == 1)

        def add(place: Any) -> dict[str, Value]:
            allowed = place if constrain is None else constrain(place)
            return {
                name: np.where(free[:, np.newaxis], allowed, points),
                f"{name} in hand": np.where(np.any(free), np.argmax(free) + 1.0, held + 1.0),
            }

        self.press(f"{name}: add", np.zeros((0, 2)), lambda _: {}, labels=[], elsewhere=add)
        gone = np.where((number == held)[:, np.newaxis], np.nan, points)
        self.action(f"Remove the {each}", {name: gone}, key="Delete")

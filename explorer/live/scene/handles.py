"""Handles: points that a reader drags, and where they rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from explorer.live.record.trace import Live
from explorer.live.scene.arguments import Value
from explorer.live.scene.camera import Camera
from explorer.live.scene.draft import TYPED_LIMIT, concrete
from explorer.live.scene.payload import HandleControl

SHAPES = ("circle", "square", "diamond", "hollow")


class Handles(Camera):
    """What a reader drags in the picture."""

    def handle(
        self,
        name: str,
        at: ArrayLike,
        *,
        role: str = "first",
        constrain: Callable[[Live], Value] | None = None,
        shape: str = "circle",
    ) -> Live:
        """Declare a point that the reader drags.

        Parameters
        ----------
        name : str
            The accessible name of the handle, and its name in the link.
        at : (2,) array_like
            Where it starts.
        role : str
            A key of `explorer.roles.ROLES`.
        constrain : callable, optional
            The point's freedom as one pure function: takes the wanted position, live, shape (2,), and returns
            the allowed one, shape (2,).
        shape : {"circle", "square", "diamond", "hollow"}
            So that kinds of handles differ by more than colour.

        Returns
        -------
        (2,) Live
        """
        ask = self._call("handle", name)
        name = ask.text("name", name, empty=False)
        start = ask.plain("at", at, "(2,)")
        point = self._input(ask, name, start, low=-TYPED_LIMIT, high=TYPED_LIMIT)
        control: HandleControl = {
            "kind": "handle",
            "name": name,
            "role": ask.role(role),
            "shape": ask.one_of("shape", shape, SHAPES),
            "input": name,
            "at": self._out(ask, self._scaled(point)),
        }
        if constrain is not None or self._ratio != 1.0:
            target = self._input(ask, f"{name} target", start, hidden=True)
            control["target"] = f"{name} target"
            wanted = self._unscaled(target)
            allowed = wanted if constrain is None else constrain(wanted)
            control["sets"] = {name: self._out(ask, ask.array("what constrain returns", allowed, "(2,)"))}
        self._handle(control)
        return point

    def handle_at(
        self,
        name: str,
        position: Value,
        moves: Callable[[Live], Mapping[str, Value]],
        *,
        role: str = "result",
        shape: str = "diamond",
        says: str | Value | None = None,
        keys: Callable[[Live], Mapping[str, Value]] | None = None,
        key_step: float = 1.0,
        depth: bool = False,
        far: bool = False,
        names: Sequence[str] = (),
        unit: str = "",
    ) -> None:
        """Declare a handle on a derived point: dragging it solves for the inputs instead.

        Parameters
        ----------
        name : str
            The accessible name of the handle.
        position : (2,) array_like or Live
            Where it stands on the screen; in space `(point @ camera)[:2]`.
        moves : callable
            Takes the wanted position, live, shape (2,), and returns the new value of each input to change, by
            name, each of its input's shape.
        role : str
            A key of `explorer.roles.ROLES`.
        shape : {"circle", "square", "diamond", "hollow"}
        says : str or Live, optional
            The name of the input whose numbers the handle tells, in place of its position, or those numbers.
        keys : callable, optional
            Takes what the arrow keys ask for, live, shape (2,): (right, up) in multiples of `key_step`;
            returns what `moves` does. For a handle whose freedom is not a step on the screen.
        key_step : float
            What one press of an arrow key counts.
        depth : bool
            Whether `moves` takes (right, up, towards the eye), shape (3,); the last is by how much.
        far : bool
            Whether the picture shrinks while the handle is pushed against its edge, so that it can go on.
        names : sequence of str
            What each number that the handle tells is called, for those who listen, in `unit`.
        unit : str
        """
        ask = self._call("handle_at", name)
        name = ask.text("name", name, empty=False)
        shown = ask.array("position", position, "(2,)")
        start = np.nan_to_num(concrete(shown).astype(float))
        deep = ask.flag("depth", depth)
        target = self._input(ask, f"{name} target", np.append(start, 0.0) if deep else start, hidden=True)
        control: HandleControl = {
            "kind": "handle",
            "name": name,
            "role": ask.role(role),
            "shape": ask.one_of("shape", shape, SHAPES),
            "at": self._out(ask, self._scaled(shown)),
            "target": f"{name} target",
            "sets": self._solved(ask, "moves", moves, target if deep else self._unscaled(target)),
            "guards": self._guards(shown),
        }
        if deep:
            control["depth"] = True
        if ask.flag("far", far):
            control["far"] = True
        if isinstance(says, str):
            self._known(ask, says, "says")
            control["input"] = says
        elif says is not None:
            control["tells"] = self._out(ask, ask.array("says", says, "()", "(n,)"))
        elif self._ratio != 1.0:
            control["tells"] = self._out(ask, shown)
        if len(names) > 0:
            control["names"], control["unit"] = ask.texts("names", names), ask.text("unit", unit)
        if keys is not None:
            pressed = self._input(ask, f"{name} keys", np.zeros(2), hidden=True)
            control["keys"] = {
                "input": f"{name} keys",
                "step": ask.number("key_step", key_step, above=0.0),
                "sets": self._solved(ask, "keys", keys, pressed),
            }
        self._handle(control)

    def handle3(
        self,
        name: str,
        at: ArrayLike,
        *,
        role: str = "first",
        constrain: Callable[[Live], Value] | None = None,
        shape: str = "circle",
    ) -> Live:
        """Declare a point in space, dragged in the plane of the screen.

        Needs `orbit` first: the camera decides which plane that is. Page Up and Page Down move it in depth.

        Parameters
        ----------
        name : str
            The accessible name of the handle, and its name in the link.
        at : (3,) array_like
            Where it starts.
        role : str
            A key of `explorer.roles.ROLES`.
        constrain : callable, optional
            The point's freedom as one pure function: takes the wanted position in space, live, shape (3,),
            and returns the allowed one, shape (3,).
        shape : {"circle", "square", "diamond", "hollow"}

        Returns
        -------
        (3,) Live
        """
        ask = self._call("handle3", name)
        camera = self._need_camera(ask)
        if self._pane is not None:
            ask.refuse("it stands in a pane, which has no camera; declare it outside")
        name = ask.text("name", name, empty=False)
        start = ask.plain("at", at, "(3,)")
        point = self._input(ask, name, start, low=-TYPED_LIMIT, high=TYPED_LIMIT)
        seen = point @ camera
        target = self._input(ask, f"{name} target", np.append(concrete(seen)[:2], 0.0), hidden=True)
        wanted = point + camera @ (target - np.stack([seen[0], seen[1], 0.0 * seen[2]]))
        allowed = wanted if constrain is None else constrain(wanted)
        moved = ask.array("what constrain returns", allowed, "(3,)")
        self._handle(
            {
                "kind": "handle",
                "name": name,
                "role": ask.role(role),
                "shape": ask.one_of("shape", shape, SHAPES),
                "input": name,
                "at": self._out(ask, seen[:2]),
                "target": f"{name} target",
                "sets": {name: self._out(ask, moved)},
                "depth": True,
            }
        )
        return point

    def snap(self, handle: str, name: str, candidate: Value) -> None:
        """Let a handle rest where it means something: when it comes near it goes there, and says so.

        Of several within reach it takes the one that was declared first. Enter goes to the first one declared
        that there is now, and pressed again to the next.

        Parameters
        ----------
        handle : str
            The name of a handle.
        name : str
            What it means that the handle is there.
        candidate : (2,) array_like or Live
            The place, computed from the handle's own coordinates and anything else.
        """
        ask = self._call("snap", handle)
        control = next((c for c in self._controls if c["kind"] == "handle" and c["name"] == handle), None)
        if control is None or control["kind"] != "handle":
            ask.refuse(f"no handle is named {handle!r}; declare the handle before its snaps")
        if control.get("pane") != self._pane:
            ask.refuse(f"handle {handle!r} stands in another pane; say its snaps there")
        place = self._scaled(ask.array("candidate", candidate, "(2,)"))
        snaps = control.setdefault("snaps", [])
        snaps.append(
            {"name": ask.text("name", name), "at": self._out(ask, place), "guards": self._guards(place)}
        )

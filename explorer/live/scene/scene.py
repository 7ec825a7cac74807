"""A Scene: what a reader can move, what is drawn from it, and what is said about it.

A scene is written like a sentence: declare inputs, derive values with ordinary NumPy functions, draw them.
The functions are recorded while the page runs (see `explorer.live.record`) and the browser runs the recording
at every frame of a drag.

>>> import numpy as np
>>> scene = Scene("Two vectors and their sum", x=(-5, 5), y=(-4, 4))
>>> u = scene.handle("u", at=(3, 1), role="first")
>>> v = scene.handle("v", at=(1, 2), role="second")
>>> scene.arrow(u + v, label="u + v", role="result")
>>> scene.readout("length of u + v", np.linalg.norm(u + v))
>>> sorted(scene.program().run({"u": [3, 4], "v": [0, 0]})["2"].tolist())
[3.0, 4.0]
"""

from __future__ import annotations

import hashlib
import itertools
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from latex2mathml.converter import convert as latex_to_mathml
from numpy.typing import ArrayLike, NDArray

from explorer.live.record.program import Program
from explorer.live.record.trace import Live, Trace
from explorer.roles import GROUPS, ROLES
from explorer.sentence import Sentence

Value = Live | ArrayLike
TYPED_LIMIT = 1e6  # a typed number beyond this is refused: nothing on screen could show it
# Parameters of a link that mean something else than an input: the stage's, the page's and Streamlit's own.
PARAMETERS = frozenset({"embed", "hide", "lang", "lock", "present", "section", "step", "table"})


class Scene:
    """Inputs, marks and read-outs of one stage.

    Parameters
    ----------
    title : str
        What the picture shows, in one phrase; spoken by screen readers and used as `alt` of exports.
    x, y : (float, float)
        The part of the plane that is visible at the start. Units are equal on both axes.
    grid, axes, numbers : bool
        Whether the unit grid, the two axes and the numbers on them are drawn.
    axis_names : (str, str)
        Names written at the positive ends of the axes; a pair names the negative and the positive end.
    tall : (x, y), optional
        What is visible at the start in a narrow frame, as on a phone; `in_tall_frame` says which one it is.
    wide : bool
        Give the picture more of the page, where it shows two things side by side.
    """

    def __init__(
        self,
        title: str,
        x: tuple[float, float] = (-5, 5),
        y: tuple[float, float] = (-4, 4),
        *,
        grid: bool = True,
        axes: bool = True,
        numbers: bool = True,
        axis_names: tuple[str | tuple[str, str], str | tuple[str, str]] = ("", ""),
        tall: tuple[tuple[float, float], tuple[float, float]] | None = None,
        wide: bool = False,
    ) -> None:
        self.title = title
        self._view = {
            "x": [float(x[0]), float(x[1])],
            "y": [float(y[0]), float(y[1])],
            "grid": grid,
            "axes": axes,
            "numbers": numbers,
            "names": [["", name] if isinstance(name, str) else list(name) for name in axis_names],
            "tall": None if tall is None else [list(map(float, side)) for side in tall],
            "wide": wide,
        }
        self._trace = Trace()
        self._inputs: dict[str, dict[str, Any]] = {}
        self._controls: list[dict[str, Any]] = []
        self._marks: list[dict[str, Any]] = []
        self._panel: list[dict[str, Any]] = []
        self._steps: list[dict[str, Any]] = []
        self._outputs: dict[str, Value] = {}
        self._camera: Live | None = None
        self._latest: dict[str, Any] = {}
        self._payload: str | None = None

    # ------------------------------------------------------------------ inputs: what the reader can change

    def _input(self, name: str, at: ArrayLike, *, hidden: bool = False, **spec: Any) -> Live:
        if name in self._inputs:
            raise ValueError(
                f"the scene already has an input named {name!r}; give each input a name of its own"
            )
        start = np.asarray(at, dtype=float)
        self._inputs[name] = {
            "name": name,
            "shape": list(start.shape),
            "at": _plain(start),
            "hidden": hidden,
            "url": "" if hidden else self._parameter(name),
            **spec,
        }
        return self._trace.input(name, start)

    def _parameter(self, name: str) -> str:
        """Return the parameter of the link that holds an input: readable, and its alone."""
        taken = {*PARAMETERS, *(spec["url"] for spec in self._inputs.values())}
        slug = _slug(name) or "input"
        numbered = (f"{slug}-{i}" for i in itertools.count(2))
        return next(text for text in itertools.chain([slug], numbered) if text not in taken)

    def handle(
        self,
        name: str,
        at: ArrayLike,
        *,
        role: str = "first",
        constrain: Callable[[Live], Live] | None = None,
        shape: str = "circle",
    ) -> Live:
        """Declare a point that the reader drags; return its live coordinates, shape (2,).

        Parameters
        ----------
        name : str
            The accessible name of the handle, and its name in the link.
        at : (2,) array_like
            Where it starts.
        role : str
            A key of `explorer.roles.ROLES`.
        constrain : callable, optional
            The point's freedom as one pure function: takes the wanted position, returns the allowed one.
        shape : {"circle", "square", "diamond"}
            So that kinds of handles differ by more than colour.
        """
        point = self._input(name, at, low=-TYPED_LIMIT, high=TYPED_LIMIT)
        control: dict[str, Any] = {
            "kind": "handle",
            "name": name,
            "role": _role(role),
            "shape": shape,
            "input": name,
        }
        control["at"] = self._out(point)
        if constrain is not None:
            target = self._input(f"{name} target", at, hidden=True)
            control["target"] = f"{name} target"
            control["sets"] = {name: self._out(constrain(target))}
        self._controls.append(control)
        return point

    def handle_at(
        self,
        name: str,
        position: Value,
        moves: Callable[[Live], Mapping[str, Value]],
        *,
        role: str = "result",
        shape: str = "diamond",
        says: str | Live | None = None,
        keys: Callable[[Live], Mapping[str, Value]] | None = None,
        key_step: float = 1.0,
        depth: bool = False,
        far: bool = False,
    ) -> None:
        """Declare a handle on a derived point: dragging it solves for the inputs instead.

        `moves(target)` takes the wanted position, live, and returns the new value of each input to change,
        by name. `says` names the input whose numbers the handle tells, in place of its position, or is those
        numbers. `keys(step)` takes what the arrow keys ask for, (right, up) in multiples of `key_step`,
        where that is not a step on the screen. With `depth` the position is one of space as the camera shows
        it, and `moves` takes (right, up, towards the eye): the last is by how much. With `far` the picture
        shrinks while the handle is pushed against its edge, so that the handle can go farther.
        """

        def solved(move: Callable[[Live], Mapping[str, Value]], wanted: Live) -> dict[str, str]:
            sets = {key: self._out(value) for key, value in move(wanted).items()}
            told = [says] if isinstance(says, str) else []
            unknown = [key for key in (*sets, *told) if key not in self._inputs]
            if unknown:
                raise ValueError(
                    f"handle {name!r} moves {unknown[0]!r}, but the scene has no input of that name"
                )
            return sets

        start = np.nan_to_num(_concrete(position)[:2])
        target = self._input(f"{name} target", np.append(start, 0.0) if depth else start, hidden=True)
        control: dict[str, Any] = {
            "kind": "handle",
            "name": name,
            "role": _role(role),
            "shape": shape,
            "at": self._out(position),
            "target": f"{name} target",
            "sets": solved(moves, target),
            "guards": self._guards(position),
        }
        if depth:
            control["depth"] = True
        if far:
            control["far"] = True
        if isinstance(says, str):
            control["input"] = says
        elif says is not None:
            control["tells"] = self._out(says)
        if keys is not None:
            pressed = self._input(f"{name} keys", (0.0, 0.0), hidden=True)
            control["keys"] = {"input": f"{name} keys", "step": key_step, "sets": solved(keys, pressed)}
        self._controls.append(control)

    def handle3(self, name: str, at: ArrayLike, *, role: str = "first", shape: str = "circle") -> Live:
        """Declare a point in space, dragged in the plane of the screen; return it live, shape (3,).

        Needs `orbit` first: the camera decides which plane that is. The Page Up and Page Down keys move in
        depth.
        """
        camera = self._need_camera(f"handle3({name!r})")
        point = self._input(name, at, low=-TYPED_LIMIT, high=TYPED_LIMIT)
        shown = (point @ camera)[:2]
        target = self._input(f"{name} target", np.append(_concrete(shown), 0.0), hidden=True)
        seen = point @ camera
        moved = point + camera @ (target - np.stack([seen[0], seen[1], 0.0 * seen[2]]))
        self._controls.append(
            {
                "kind": "handle",
                "name": name,
                "role": _role(role),
                "shape": shape,
                "input": name,
                "at": self._out(shown),
                "target": f"{name} target",
                "sets": {name: self._out(moved)},
                "depth": True,
            }
        )
        return point

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
        """Declare a number between `low` and `high`; return it live, shape ().

        With `play`, the slider becomes a clock: it plays, pauses, steps and scrubs; `seconds` is the time
        from end to end at normal speed. `labels` names each whole step, for the frames of an algorithm.
        """
        if not low < high:
            raise ValueError(
                f"slider {name!r} runs from {low} to {high}; the second number must be the larger"
            )
        number = self._input(name, float(at), low=float(low), high=float(high), step=step)
        self._latest = {
            "kind": "slider",
            "name": name,
            "input": name,
            "low": float(low),
            "high": float(high),
            "step": step,
            "play": play,
            "seconds": seconds,
            "unit": unit,
            "labels": list(labels) if labels is not None else None,
        }
        self._controls.append(self._latest)
        return number

    def drive(self, slider: str, values: Mapping[str, Value], *, starts: bool = False) -> None:
        """Let a slider move other inputs: whenever it moves, they go to `values`, live and computed from it.

        The inputs stay free: a reader takes a handle over at any moment. With `starts`, the clock begins to
        play when Python sets it.
        """
        control = next((c for c in self._controls if c["kind"] == "slider" and c["name"] == slider), None)
        if control is None:
            raise ValueError(f"no slider is named {slider!r}; declare it before what it drives")
        unknown = [name for name in values if name not in self._inputs]
        if unknown:
            raise ValueError(
                f"slider {slider!r} drives {unknown[0]!r}, but the scene has no input of that name"
            )
        control["sets"] = {name: self._out(value) for name, value in values.items()}
        control["starts"] = starts

    def frames(self, values: ArrayLike) -> Live:
        """Send an array along once and return it live: a live index picks from the frames of an algorithm.

        >>> scene = Scene("two frames")
        >>> k = scene.slider("step", 0, 1, at=1, step=1, play=True)
        >>> scene.frames([[0.0, 0.0], [1.0, 2.0]])[k.astype(int)].value.tolist()
        [1.0, 2.0]
        """
        return self._trace.constant(np.asarray(values, dtype=float))

    def switch(self, name: str, *, at: bool = False) -> Live:
        """Declare an on/off choice; return it live as 0.0 or 1.0, shape ()."""
        value = self._input(name, float(at), low=0.0, high=1.0, step=1.0)
        self._controls.append({"kind": "switch", "name": name, "input": name})
        return value

    def button(self, name: str) -> None:
        """Declare a button that asks Python for something: `component.pressed` says there, once, that it was
        pressed."""
        self._controls.append({"kind": "button", "name": name})

    def choice(self, name: str, options: Sequence[str], *, at: int = 0) -> Live:
        """Declare a choice of one among a few; return its index live as an integer, shape ()."""
        value = self._input(name, float(at), low=0.0, high=float(len(options) - 1), step=1.0)
        self._controls.append({"kind": "choice", "name": name, "input": name, "options": list(options)})
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
    ) -> Live:
        """Declare a matrix typed cell by cell; return it live, shape (rows, columns). A blank cell is NaN.

        The colour of a cell runs from -scale over 0 to +scale, by default as far as the limits. `heads` are
        shorter names to stand above the columns.
        """
        widest = float(max(abs(low), abs(high)))
        value = self._input(name, at, low=low, high=high, blanks=blanks)
        self._panel.append(
            {
                "kind": "table",
                "name": name,
                "input": name,
                "rows": list(rows),
                "columns": list(columns),
                "place": place,
                "heads": list(heads) if heads is not None else None,
                "scale": scale or (widest if widest < TYPED_LIMIT else 1.0),
            }
        )
        return value

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
    ) -> Live:
        """Declare a grid of cells painted by pointer, touch or keys; return it live, shape (rows, columns).

        A stroke that starts on a cell at `low` paints `brush` (by default `high`); one that starts elsewhere
        erases.
        """
        value = self._input(name, at, low=low, high=high)
        self._panel.append(
            {
                "kind": "paint",
                "name": name,
                "input": name,
                "low": low,
                "high": high,
                "brush": high if brush is None else brush,
                "rows": list(rows) if rows is not None else None,
                "columns": list(columns) if columns is not None else None,
                "place": place,
            }
        )
        return value

    def state(self, name: str, at: ArrayLike) -> Live:
        """Declare numbers that handles, presets and steps change, and that have no control of their own."""
        return self._input(name, at, low=-TYPED_LIMIT, high=TYPED_LIMIT)

    def orbit(self, *, azimuth: float = 30.0, elevation: float = 20.0) -> Live:
        """Declare a camera the reader turns; return its live rotation, shape (3, 3), columns right, up,
        towards.

        After this, marks take points of shape (n, 3) or (3,) and show `points @ camera`. Angles are in
        degrees: the azimuth turns about the z axis (0 to 360), the elevation lifts the eye above the x-y
        plane.
        """
        if self._camera is not None:
            raise ValueError("the scene already has a camera; a scene is seen from one place at a time")
        angles = self._input(
            "camera", (azimuth % 360, elevation), low=-TYPED_LIMIT, high=TYPED_LIMIT, quiet=True
        )
        self._camera = camera_rotation(angles)
        self._controls.append({"kind": "orbit", "name": "camera", "input": "camera"})
        return self._camera

    def in_tall_frame(self) -> Live:
        """Return live whether the frame is narrow and shows the view `tall`: 1.0 or 0.0, shape ()."""
        if "tall frame" in self._inputs:
            raise ValueError("in_tall_frame() was asked for already; keep its answer")
        return self._input("tall frame", 0.0, hidden=True)

    def snap(self, handle: str, name: str, candidate: Value) -> None:
        """Let a handle rest where it means something: when it comes near `candidate` it goes there, and says
        `name`.

        `candidate` is a live position computed from the handle's own coordinates and anything else, shape
        (2,).
        """
        control = next((c for c in self._controls if c["kind"] == "handle" and c["name"] == handle), None)
        if control is None:
            raise ValueError(f"no handle is named {handle!r}; declare the handle before its snaps")
        place = {"name": name, "at": self._out(candidate), "guards": self._guards(candidate)}
        control.setdefault("snaps", []).append(place)

    # ------------------------------------------------------------------ marks: what is drawn

    def arrow(
        self,
        tip: Value,
        *,
        tail: Value = (0.0, 0.0),
        label: str = "",
        role: str = "first",
        faint: bool = False,
    ) -> None:
        """Draw an arrow that ends exactly at `tip`."""
        self._mark("arrow", role, label, faint=faint, tip=tip, tail=tail)

    def segment(self, start: Value, end: Value, *, label: str = "", role: str = "derived") -> None:
        """Draw a straight piece from `start` to `end`."""
        self._mark("segment", role, label, start=start, end=end)

    def segments(self, pieces: Value, *, role: str = "derived", faint: bool = False) -> None:
        """Draw many straight pieces at once; `pieces` has shape (n, 2, 2): piece, end, coordinate."""
        self._mark("segments", role, "", faint=faint, pieces=pieces)

    def grid(self, pieces: Value, *, role: str = "data") -> None:
        """Draw a grid, usually a transformed one, over the faint original; `pieces` has shape (n, 2, 2)."""
        self._mark("grid", role, "", pieces=pieces)

    def line(
        self, direction: Value, *, through: Value = (0.0, 0.0), label: str = "", role: str = "principal"
    ) -> None:
        """Draw a whole line, to the edges of the picture."""
        self._mark("line", role, label, direction=direction, through=through)

    def path(self, points: Value, *, role: str = "result", label: str = "", closed: bool = False) -> None:
        """Draw a curve through points of shape (n, 2)."""
        self._mark("path", role, label, points=points, closed=closed)

    def polygon(self, points: Value, *, role: str = "result", label: str = "", signed: bool = False) -> None:
        """Fill a shape with corners of shape (n, 2). With `signed`, a turned-over shape is hatched."""
        self._mark("polygon", role, label, points=points, signed=signed)

    def points(
        self,
        points: Value,
        *,
        role: str = "data",
        labels: Sequence[str] | None = None,
        groups: Sequence[int] | NDArray[Any] | None = None,
        group_names: Sequence[str] | None = None,
        colours: Sequence[str] | None = None,
        size: float = 4.0,
        name: str = "",
        faint: bool = False,
        picks: tuple[str, str] | None = None,
    ) -> None:
        """Draw points of shape (n, 2), or (n, 3) after `orbit`; above a few hundred they go to a canvas.

        `labels` names each point on hover, tap or by keyboard; `groups` gives each point a colour and marker.
        `picks = (input, handle)`: a press on a point, or Enter on it, sets the input to its number, counted
        from 1, and takes the handle, while that is to be seen.
        """
        spec: dict[str, Any] = {"size": size, "name": name, "faint": faint}
        if picks is not None:
            if picks[0] not in self._inputs or all(c["name"] != picks[1] for c in self._controls):
                raise ValueError(
                    f"points pick {picks[0]!r} and {picks[1]!r}; declare that input and that handle before"
                )
            spec["picks"] = {"input": picks[0], "handle": picks[1]}
        if labels is not None:
            spec["labels"] = [str(text) for text in labels]
        if groups is not None:
            spec["groups"] = [int(group) for group in groups]
            spec["group_names"] = [str(text) for text in group_names] if group_names is not None else []
        if colours is not None:
            spec["colours"] = list(colours)
        self._mark("points", role, "", points=points, **spec)

    def label(
        self,
        text: str,
        at: Value,
        *,
        role: str = "derived",
        small: bool = False,
        away: Value | None = None,
        value: Value | None = None,
        unit: str = "",
        digits: int = 2,
    ) -> None:
        """Write a short text beside a point, on the side that is farther from `away`; `small` where there
        are many.

        A live `value` stands behind the text, or alone where the text is empty, and follows the drag.
        """
        extra: dict[str, Any] = {} if away is None else {"tail": away}
        if value is not None:
            extra |= {"value": value, "unit": unit, "digits": digits}
        self._mark("label", role, text, at=at, small=small, **extra)

    def axes3(self, length: float, names: Sequence[str] = ("x", "y", "z")) -> None:
        """Draw the three axes of space from the origin, with their names at the ends."""
        self._need_camera("axes3")
        for i, name in enumerate(names):
            self.arrow(length * np.eye(3)[i], tail=np.zeros(3), label=name, role="data", faint=True)

    def _mark(self, kind: str, role: str, label: str, **parts: Any) -> None:
        mark: dict[str, Any] = {"kind": kind, "role": _role(role), "label": label}
        positions = {"tip", "tail", "start", "end", "pieces", "direction", "through", "points", "at"}
        guards: set[int] = set()
        for key, value in parts.items():
            if key not in positions | {"value"}:
                mark[key] = value
                continue
            shown = self._project(value) if key in positions else value
            guards.update(self._guards(value))
            if np.shape(_concrete(shown))[-1:] == (3,):
                mark["depth"] = True  # the third coordinate says how near: shown by size and tone
            mark[key] = self._out(shown)
        mark["guards"] = sorted(guards)
        self._marks.append(mark)
        self._latest = mark

    def _project(self, value: Value) -> Value:
        if self._camera is None or np.shape(_concrete(value))[-1:] != (3,):
            return value
        return (value if isinstance(value, Live) else np.asarray(value, dtype=float)) @ self._camera

    def _need_camera(self, what: str) -> Live:
        if self._camera is None:
            raise ValueError(f"{what} needs a camera: call scene.orbit() first")
        return self._camera

    # ------------------------------------------------------------------ the panel: what is said

    def readout(
        self,
        name: str,
        value: Value,
        *,
        unit: str = "",
        digits: int = 2,
        role: str = "",
        words: Sequence[str] | None = None,
        aside: bool = False,
    ) -> None:
        """Show a number (or a vector, or a matrix) that follows the drag.

        With `words = (if_false, if_true)` a condition is said in words instead; with more words the value is
        the place of the one to say. What stands `aside` is left out on a projector, where room is short.
        """
        self._item(
            "readout", name=name, value=value, unit=unit, digits=digits, role=role, words=words, aside=aside
        )

    def field(self, *names: str) -> None:
        """Show the components of handles or numbers as fields that can be typed into."""
        for name in names:
            if name not in self._inputs:
                raise ValueError(f"no input is named {name!r}; the inputs are {', '.join(self._inputs)}")
            control = next((c for c in self._controls if c.get("input") == name), {})
            self._panel.append(
                {"kind": "field", "name": name, "input": name, "role": control.get("role", "")}
            )

    def matrix(
        self, name: str, value: Value | None = None, *, columns: Sequence[str] = (), role: str = ""
    ) -> None:
        """Show a matrix with brackets; with `columns`, handles are its columns and its cells can be typed
        into."""
        if columns:
            roles = [
                next(c["role"] for c in self._controls if c.get("input") == column) for column in columns
            ]
            self._panel.append({"kind": "matrix", "name": name, "inputs": list(columns), "roles": roles})
        elif value is not None:
            self._item("matrix", name=name, value=value, role=role)
        else:
            raise ValueError(
                f"matrix {name!r} needs a value or the names of the handles that are its columns"
            )

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
        """Show a live matrix as coloured cells with numbers; the colour runs from -scale over 0 to +scale.

        With `target`, each cell also says in a corner what it should be; a blank of the target (NaN) says
        nothing. `heads` are shorter names to stand above the columns.
        """
        extra: dict[str, Any] = {} if target is None else {"target": self._out(target)}
        self._item(
            "cells",
            name=name,
            value=value,
            rows=list(rows) if rows is not None else None,
            columns=list(columns) if columns is not None else None,
            scale=float(scale),
            digits=digits,
            heads=list(heads) if heads is not None else None,
            place=place,
            **extra,
        )

    def bar(
        self,
        name: str,
        value: Value,
        *,
        best: Value | None = None,
        low: float = 0.0,
        high: float = 1.0,
        unit: str = "",
    ) -> None:
        """Show a number as a bar between `low` and `high`, beside the best that can be reached."""
        extra: dict[str, Any] = {} if best is None else {"best": self._out(best)}
        self._item("bar", name=name, value=value, low=low, high=high, unit=unit, **extra)

    def record(
        self, name: str, value: Value, *, counts: Value = True, per: Value = 0.0, unit: str = ""
    ) -> None:
        """Show the largest value so far while `counts` holds; it starts over when `per` changes."""
        self._item("record", name=name, value=value, counts=self._out(counts), per=self._out(per), unit=unit)

    def legend(self, names: Sequence[str], *, place: str = "side") -> None:
        """Show the marker of each group of points with its name, in the order of `groups`.

        `place` is "side", or "controls" for right below the picture.
        """
        self._panel.append({"kind": "legend", "names": [str(name) for name in names], "place": place})

    def curve(
        self, name: str, heights: Value, *, at: Value, role: str = "result", logarithmic: bool = False
    ) -> None:
        """Show a curve, one height a step, and where on it step `at` stands; with `logarithmic`, in powers
        of ten."""
        self._item(
            "curve", name=name, value=heights, at=self._out(at), role=_role(role), logarithmic=logarithmic
        )

    def formula(self, latex: str, *values: Value) -> None:
        r"""Show a formula in the colours of the picture.

        `\first{...}`, `\second{...}` and so on colour by role; `@0`, `@1`, ... stand for the live `values`.
        """
        self._panel.append(
            {"kind": "formula", "mathml": _mathml(latex), "values": [self._out(v) for v in values]}
            | {"guards": sorted({g for v in values for g in self._guards(v)})}
        )

    def goal(self, text: str, condition: Value, because: str = "") -> None:
        """Set a challenge that checks itself; `because` is said when it is reached."""
        self._item("goal", name=text, value=condition, because=because)

    def predict(self, name: str, question: str, answer: Value, *, at: ArrayLike, within: float = 0.5) -> None:
        """Ask before showing: a hollow handle takes the guess, then the answer is revealed and the distance
        scored.

        `hidden_until(name)` after a mark or a read-out keeps it hidden until the reader asks for the answer.
        """
        guess = self._input(f"guess {name}", at, low=-TYPED_LIMIT, high=TYPED_LIMIT)
        self._controls.append(
            {
                "kind": "handle",
                "name": f"guess {name}",
                "role": "guess",
                "shape": "hollow",
                "input": f"guess {name}",
                "at": self._out(guess),
                "predict": name,
            }
        )
        gap = np.asarray(answer, dtype=float) - guess if not isinstance(answer, Live) else answer - guess
        self._item(
            "predict",
            name=name,
            question=question,
            value=np.linalg.norm(gap),
            answer=self._out(answer),
            within=within,
        )

    def hidden_until(self, name: str) -> None:
        """Hide what was declared last, a mark or a read-out, until the prediction `name` is revealed."""
        if not any(item["kind"] == "predict" and item["name"] == name for item in self._panel):
            raise ValueError(f"no prediction is named {name!r}; declare it before what it hides")
        self._latest["until"] = name

    def only_while(self, condition: Value) -> None:
        """Show what was declared last, a slider or a read-out, only while a condition holds."""
        self._latest["while"] = self._out(condition)

    def preset(self, label: str, values: Mapping[str, ArrayLike], *, seconds: float | None = None) -> None:
        """Offer a setting of the inputs under a name; a click moves there, in `seconds` where the way
        matters."""
        chosen = {}
        for name, value in values.items():
            if name not in self._inputs:
                raise ValueError(f"preset {label!r} sets {name!r}, but the scene has no input of that name")
            wanted = np.asarray(value, dtype=float)
            if list(wanted.shape) != self._inputs[name]["shape"]:
                shape = tuple(self._inputs[name]["shape"])
                raise ValueError(
                    f"preset {label!r} sets {name!r} to shape {wanted.shape}; it has shape {shape}"
                )
            chosen[name] = _plain(wanted)
        self._panel.append({"kind": "preset", "name": label, "values": chosen, "seconds": seconds})

    def step(
        self,
        sentence: str,
        values: Mapping[str, ArrayLike] | None = None,
        *,
        hide: Sequence[str] = (),
        press: str = "",
    ) -> None:
        """Add a step of the lesson: a sentence, a setting of the inputs, and what is hidden meanwhile.

        `hide` names read-outs, and marks by their label; `press` a button that is pressed when the setting
        stands.
        """
        if press and not any(c["kind"] == "button" and c["name"] == press for c in self._controls):
            raise ValueError(f"step {sentence!r} presses {press!r}, but the scene has no button of that name")
        chosen = {name: _plain(np.asarray(value, dtype=float)) for name, value in (values or {}).items()}
        unknown = [name for name in chosen if name not in self._inputs]
        if unknown:
            raise ValueError(
                f"step {sentence!r} sets {unknown[0]!r}, but the scene has no input of that name"
            )
        self._steps.append({"text": sentence, "values": chosen, "hide": list(hide), "press": press})

    def note(self, text: str) -> None:
        """Put one short sentence among the numbers."""
        self._panel.append({"kind": "note", "text": text})

    def _item(self, kind: str, *, value: Value, **spec: Any) -> None:
        self._latest = {"kind": kind, "value": self._out(value), "guards": self._guards(value), **spec}
        self._panel.append(self._latest)

    # ------------------------------------------------------------------ what leaves: a program and a payload

    def _out(self, value: Value) -> str:
        name = str(len(self._outputs))
        self._outputs[name] = value
        return name

    @staticmethod
    def _guards(value: Value) -> list[int]:
        return sorted(value.guards) if isinstance(value, Live) else []

    def program(self, most: int | None = None) -> Program:
        """Return the recorded program with every value that is drawn or said as an output.

        With `most`, only values of at most so many numbers: what is said, and what is drawn one by one.
        """
        outputs = {
            name: value
            for name, value in self._outputs.items()
            if most is None or np.size(_concrete(value)) <= most
        }
        return self._trace.program(outputs)

    def output_of(self, name: str) -> str:
        """Return the output that a read-out of this name shows."""
        return next(
            str(item["value"]) for item in self._panel if item.get("name") == name and "value" in item
        )

    def start(self) -> dict[str, NDArray[np.float64]]:
        """Return the value each input starts from, by name (hidden ones left out)."""
        return {
            name: np.array(_from_plain(spec["at"]), dtype=float).reshape(spec["shape"])
            for name, spec in self._inputs.items()
            if not spec["hidden"]
        }

    @property
    def inputs(self) -> Mapping[str, Mapping[str, Any]]:
        """The specification of each input, by name: shape, start, limits, name in the link."""
        return self._inputs

    def names(self) -> list[str]:
        """Return the names of the inputs that a reader can change."""
        return [name for name, spec in self._inputs.items() if not spec["hidden"]]

    def said(self) -> list[str]:
        """Return what can be hidden: the formula, reasons of goals, answers, read-outs, and marks by their
        label."""
        kinds = {item["kind"] for item in self._panel}
        whole = {"formula": "formula", "goal": "reasons", "predict": "answers"}
        told = [item["name"] for item in self._panel if item["kind"] in {"readout", "bar", "record", "curve"}]
        drawn = [mark["label"] for mark in self._marks if mark["label"]]
        return list(dict.fromkeys([name for kind, name in whole.items() if kind in kinds] + told + drawn))

    def sentences(self) -> list[Sentence]:
        """Return the texts that have values in them: another language says them by their templates."""
        written = [
            self.title,
            self._view,
            self._inputs,
            self._controls,
            self._marks,
            self._panel,
            self._steps,
        ]
        return list(_sentences(written))

    @property
    def steps(self) -> Sequence[Mapping[str, Any]]:
        """The steps of the lesson, in order."""
        return self._steps

    def payload(self) -> str:
        """Return everything the browser needs as JSON text; the same scene gives the same text."""
        if self._payload is None:
            body = {
                "title": self.title,
                "view": self._view,
                "inputs": list(self._inputs.values()),
                "controls": self._controls,
                "marks": self._marks,
                "panel": self._panel,
                "steps": self._steps,
                "program": self.program().to_json(),
                "roles": {name: role._asdict() for name, role in ROLES.items()},
                "groups": [list(group) for group in GROUPS],
            }
            self._payload = json.dumps(body, separators=(",", ":"), allow_nan=False)
        return self._payload

    def identity(self) -> str:
        """Return a short name of the payload, which changes exactly when the scene does."""
        return hashlib.sha256(self.payload().encode()).hexdigest()[:16]


def camera_rotation(angles: Value) -> Any:
    """Return the rotation whose columns are right, up and towards the eye, shape (3, 3).

    `angles` are azimuth and elevation in degrees, shape (2,). With azimuth a and elevation e the eye looks
    from (cos e cos a, cos e sin a, sin e) to the origin, and z points up on the screen.

    >>> np.round(camera_rotation(np.array([0.0, 0.0])), 12).tolist()
    [[-0.0, -0.0, 1.0], [1.0, -0.0, 0.0], [0.0, 1.0, 0.0]]
    """
    a, e = np.radians(angles)
    zero = 0.0 * a
    right = np.stack([-np.sin(a), np.cos(a), zero])
    up = np.stack([-np.sin(e) * np.cos(a), -np.sin(e) * np.sin(a), np.cos(e)])
    towards = np.stack([np.cos(e) * np.cos(a), np.cos(e) * np.sin(a), np.sin(e)])
    return np.stack([right, up, towards], axis=1)


def _concrete(value: Value) -> NDArray[Any]:
    return np.asarray(value.value if isinstance(value, Live) else value)


def _role(name: str) -> str:
    if name not in ROLES:
        raise ValueError(f"no role is named {name!r}; the roles are {', '.join(ROLES)}")
    return name


def _sentences(part: Any) -> Iterator[Sentence]:
    if isinstance(part, Sentence):
        yield part
    elif isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _sentences(inner)


def _slug(name: str) -> str:
    """Return a name for the link: lower case words joined by hyphens, letters without their accents.

    Other scripts leave nothing: an address would write nine characters for each of theirs.

    >>> _slug("Column 1"), _slug("Amélie"), _slug("生きる")
    ('column-1', 'amelie', '')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:30]


def _plain(array: NDArray[np.float64]) -> list[float | None]:
    """Flatten to JSON numbers; a blank (NaN) is None."""
    return [None if np.isnan(x) else float(x) for x in array.ravel()]


def _from_plain(values: Sequence[float | None]) -> list[float]:
    return [np.nan if x is None else x for x in values]


def _mathml(latex: str) -> str:
    """Convert LaTeX to MathML with roles as classes and live values as marked numbers."""
    names = "|".join(ROLES)
    coloured = re.sub(rf"\\({names})\{{", lambda m: rf"\textcolor{{role-{m[1]}}}{{", latex)
    marked = re.sub(r"@(\d+)", r"\\text{@\1}", coloured)
    mathml = latex_to_mathml(marked)
    mathml = re.sub(r'mathcolor="role-(\w+)"', r'class="role-\1"', mathml)
    return re.sub(r"<mtext>@(\d+)</mtext>", r'<mn data-value="\1">0</mn>', mathml)

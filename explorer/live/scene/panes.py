"""Panes: planes of their own beside the main picture, and planes whose axes have units of their own."""

from __future__ import annotations

from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any, cast

from explorer.live.scene.arguments import Call, Value
from explorer.live.scene.camera import Camera
from explorer.live.scene.payload import Pane, View

Names = tuple[str | tuple[str, str], str | tuple[str, str]]
Ends = tuple[float, float]
Tall = tuple[Ends, Ends] | tuple[Ends, Ends, float]

NARROW = 1.1  # a room of less than this width, in heights, shows the view `tall`


class Panes(Camera):
    """The planes of a scene."""

    def pane(
        self,
        name: str,
        x: Ends,
        y: Ends,
        *,
        shape: float | None = None,
        grid: bool = True,
        axes: bool = True,
        numbers: bool = True,
        axis_names: Names = ("", ""),
        holds: Value | None = None,
    ) -> AbstractContextManager[None]:
        """Draw in a plane of its own, beside the main picture and on a phone below it.

        What is declared inside `with scene.pane(...):`, marks and handles, belongs to it. It is moved, zoomed
        and fitted alone, and nothing of it is seen beyond its edge. A place in space cannot be drawn in it.

        Parameters
        ----------
        name : str
            What it shows: written above it, and its name for screen readers.
        x, y : (float, float)
            The part of the plane that is visible at the start.
        shape : float, optional
            Its width, in heights. With it each axis has its own unit; without it both have one.
        grid, axes, numbers : bool
            Whether the unit grid, the two axes and the numbers on them are drawn.
        axis_names : (str, str)
            Names written at the positive ends of the axes; a pair names the negative and the positive end.
        holds : (n, 2) array_like or Live, optional
            Points that stay in sight: the pane zooms out as far as they need, and in again.
        """
        ask = self._call("pane", name)
        if self._pane is not None:
            ask.refuse("it stands inside another pane; end that one first")
        title = ask.text("name", name, empty=False)
        view = view_of(ask, x, y, shape=shape, grid=grid, axes=axes, numbers=numbers, axis_names=axis_names)
        pane = cast(Pane, {**view, "name": title})
        self._panes.append(pane)
        within = _Within(self, len(self._panes) - 1)
        if holds is not None:
            with within:
                pane["holds"] = self._out(ask, self._position(ask, "holds", holds, "n"))
        return within


class _Within(AbstractContextManager[None]):
    """What is declared while it lasts belongs to a pane."""

    def __init__(self, scene: Panes, place: int) -> None:
        self._scene, self._place = scene, place

    def __enter__(self) -> None:
        self._scene._pane = self._place

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._scene._pane = None


def view_of(
    ask: Call,
    x: Any,
    y: Any,
    *,
    shape: float | None,
    grid: bool,
    axes: bool,
    numbers: bool,
    axis_names: Names,
    tall: Tall | None = None,
    wide: bool = False,
) -> View:
    """Return what a call says of a plane; with `shape` y is written in units of x."""
    if len(axis_names) != 2:
        ask.refuse(f"axis_names has {len(axis_names)} names; give one for x and one for y")
    across, up = ask.ends("x", x), ask.ends("y", y)
    view: View = {
        "x": across,
        "y": up,
        "grid": ask.flag("grid", grid),
        "axes": ask.flag("axes", axes),
        "numbers": ask.flag("numbers", numbers),
        "names": [
            ["", name] if isinstance(name, str) else ask.texts("axis_names", name, 2, "end")
            for name in axis_names
        ],
        "tall": None if tall is None else _tall(ask, *tall),
        "wide": ask.flag("wide", wide),
    }
    if shape is not None:
        if tall is not None:
            ask.refuse("it has shape and tall; a plane with units of its own fits every frame")
        ratio = (across[1] - across[0]) / (up[1] - up[0]) / ask.number("shape", shape, above=0.0)
        view["ratio"] = ratio
        view["y"] = [ratio * end for end in up]
    return view


def _tall(ask: Call, x: Ends, y: Ends, below: float = NARROW) -> tuple[list[float], list[float], float]:
    """Return what is visible in a narrow room, and how wide it is at most, in heights."""
    return ask.ends("tall", x), ask.ends("tall", y), ask.number("tall", below, above=0.0)

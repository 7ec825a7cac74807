"""How a scene is seen: the camera that a reader turns, and whether the frame is narrow."""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.live.record.trace import Live
from explorer.live.scene.arguments import Call, Value
from explorer.live.scene.draft import TYPED_LIMIT, Draft, concrete


class Camera(Draft):
    """The camera of a scene."""

    def __init__(self) -> None:
        super().__init__()
        self._camera: Live | None = None

    def orbit(self, *, azimuth: float = 30.0, elevation: float = 20.0) -> Live:
        """Declare a camera that the reader turns.

        After this, marks take points of space, shape (n, 3) or (3,), and show `points @ camera`. Marks with
        two coordinates ignore the camera: they lie on the screen.

        Parameters
        ----------
        azimuth : float
            Turn about the z axis at the start, in degrees.
        elevation : float
            How high the eye is above the x-y plane at the start, in degrees.

        Returns
        -------
        (3, 3) Live
            The rotation; its columns are right, up and towards the eye.
        """
        ask = self._call("orbit")
        if self._camera is not None:
            ask.refuse("the scene already has a camera; a scene is seen from one place at a time")
        start = np.array([ask.number("azimuth", azimuth) % 360, ask.number("elevation", elevation)])
        angles = self._input(ask, "camera", start, low=-TYPED_LIMIT, high=TYPED_LIMIT, quiet=True)
        self._camera = camera_rotation(angles)
        self._controls.append({"kind": "orbit", "name": "camera", "input": "camera"})
        return self._camera

    def in_tall_frame(self) -> Live:
        """Declare the question whether the frame shows the view `tall`, as on a phone held upright.

        Returns
        -------
        () Live
            1.0 or 0.0.
        """
        ask = self._asked_once("in_tall_frame", "tall frame")
        return self._input(ask, "tall frame", np.zeros(()), hidden=True)

    def in_narrow_frame(self) -> Live:
        """Declare the question whether the frame is as narrow as a phone, whichever view it shows.

        For names that a phone has no room for.

        Returns
        -------
        () Live
            1.0 or 0.0.
        """
        ask = self._asked_once("in_narrow_frame", "narrow frame")
        return self._input(ask, "narrow frame", np.zeros(()), hidden=True)

    def _asked_once(self, method: str, name: str) -> Call:
        ask = self._call(method)
        if name in self._inputs:
            ask.refuse("it was asked for already; keep its answer")
        return ask

    def _need_camera(self, ask: Call) -> Live:
        if self._camera is None:
            ask.refuse("it needs a camera: call scene.orbit() first")
        return self._camera

    def _position(self, ask: Call, argument: str, value: Any, several: str = "") -> Value:
        """Return positions as they are drawn: in the plane, or as the camera shows them.

        `several` are the axes before the coordinates: "" for one point, "n" for a list, "n, 2" for pieces.
        """
        flat, solid = (f"({several}, {k})" if several else f"({k},)" for k in (2, 3))
        if self._camera is not None and self._pane is None:
            shown = ask.array(argument, value, flat, solid)
            return self._scaled(shown) if np.shape(concrete(shown))[-1] == 2 else shown @ self._camera
        shown = ask.array(argument, value)
        shape = np.shape(concrete(shown))
        if shape[-1:] == (3,) and len(shape) == solid.count(",") + bool(several):
            ask.refuse(
                f"{argument} has shape {shape}, a place in space, and "
                + ("a pane" if self._pane is not None else "the scene")
                + " has no camera"
                + ("" if self._pane is not None else ": call scene.orbit() before it")
                + f" (in the plane the shape is {flat})"
            )
        return self._scaled(ask.array(argument, shown, flat))

    def _scaled(self, places: Value) -> Value:
        """Return places in the plane in units of x, as the picture knows them."""
        return places if self._ratio == 1.0 else places * np.array([1.0, self._ratio])

    def _unscaled(self, place: Live) -> Live:
        """Return a place of the picture in the units of its axes."""
        return place if self._ratio == 1.0 else place / np.array([1.0, self._ratio])


def camera_rotation(angles: Value) -> Any:
    """Return the rotation whose columns are right, up and towards the eye.

    With azimuth a and elevation e the eye looks from (cos e cos a, cos e sin a, sin e) to the origin, and z
    points up on the screen.

    Parameters
    ----------
    angles : (2,) array_like or Live
        Azimuth and elevation in degrees.

    Returns
    -------
    (3, 3) ndarray or Live

    Examples
    --------
    >>> np.round(camera_rotation(np.array([0.0, 0.0])), 12).tolist()
    [[-0.0, -0.0, 1.0], [1.0, -0.0, 0.0], [0.0, 1.0, 0.0]]
    """
    a, e = np.radians(angles)
    zero = 0.0 * a
    right = np.stack([-np.sin(a), np.cos(a), zero])
    up = np.stack([-np.sin(e) * np.cos(a), -np.sin(e) * np.sin(a), np.cos(e)])
    towards = np.stack([np.cos(e) * np.cos(a), np.cos(e) * np.sin(a), np.sin(e)])
    return np.stack([right, up, towards], axis=1)

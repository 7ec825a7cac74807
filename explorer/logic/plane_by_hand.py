"""A plane that a reader turns by hand: its two angles, its basis, the point of a sphere under a pointer.

A plane through the mean has a normal n, and n is given by two angles, as a geologist gives the lie of a
layer: the *strike* is the direction of the horizontal line in the plane, the *tilt* its angle with the
horizontal. Every function is plain formula, without a branch on a value: it is recorded and runs at every
frame of a drag. What a plane keeps of a cloud stands in `explorer.logic.pca`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.logic import checks

_RIM = 0.9999  # of the radius: as far out as a direction still faces the eye by more than rounding


def tilted_plane(strike: Any, tilt: Any) -> Any:
    """Return the horizontal plane turned up about its line of strike, as an orthonormal pair of rows.

    Formula: the rotation by the tilt t about the axis (cos s, sin s, 0), applied to (1, 0, 0) and (0, 1, 0)
    (Rodrigues):

        b1 = (cos t + cos^2 s (1 - cos t), cos s sin s (1 - cos t), -sin s sin t)
        b2 = (cos s sin s (1 - cos t), cos t + sin^2 s (1 - cos t),  cos s sin t)

    The normal b1 x b2 is (sin s sin t, -cos s sin t, cos t). Near the horizontal this pair hardly turns when
    the strike does, so a shadow drawn in it stays steady. It is smooth for every normal but straight down
    (tilt pi), where no choice can be (the hairy ball).

    Parameters
    ----------
    strike, tilt : numbers
        Radians.

    Returns
    -------
    array (2, 3)

    Examples
    --------
    >>> tilted_plane(0.0, np.pi / 2).round(3) + 0.0
    array([[1., 0., 0.],
           [0., 0., 1.]])
    >>> tilted_plane(1.2, 0.0).round(3) + 0.0
    array([[1., 0., 0.],
           [0., 1., 0.]])
    """
    strike, tilt = checks.as_number(strike, "strike"), checks.as_number(tilt, "tilt")
    s, c = np.sin(strike), np.cos(strike)
    up, along = np.sin(tilt), np.cos(tilt)
    b1 = np.stack([along + c * c * (1 - along), c * s * (1 - along), -s * up])
    b2 = np.stack([c * s * (1 - along), along + s * s * (1 - along), c * up])
    return np.stack([b1, b2])


def strike_and_tilt(normal: Any) -> Any:
    """Return the two angles of the plane with a given normal, in radians.

    Formula: strike = arctan2(nx, -ny), tilt = arctan2(sqrt(nx^2 + ny^2), nz); `tilted_plane` undoes it. The
    horizontal plane has any strike; it is given 0.

    Parameters
    ----------
    normal : array (3,)
        Any length but zero; n and -n name the same plane, with tilts t and pi - t.

    Returns
    -------
    array (2,): strike from -pi to pi, tilt from 0 to pi

    Raises
    ------
    ValueError
        If the normal is zero: it names no plane.

    Examples
    --------
    >>> np.degrees(strike_and_tilt([0, -1, 1])).round(6)
    array([ 0., 45.])
    """
    n = checks.as_vector(normal, "normal", 3)
    checks.require_not_zero(n, "normal", "it is perpendicular to everything and names no plane")
    # 0 - y is 0 for y = 0; -y would be a negative zero, and the strike of the horizontal plane pi.
    return np.stack([np.arctan2(n[0], 0.0 - n[1]), np.arctan2(np.hypot(n[0], n[1]), n[2])])


def wrapped(degrees: Any) -> Any:
    """Return angles as they are written between -180 and 180 degrees: 181 is -179, and -180 is 180.

    Formula: a - 360 ceil((a - 180) / 360)

    Examples
    --------
    >>> wrapped([181.0, -180.0, 180.0, 900.0, -60.0])
    array([-179.,  180.,  180.,  180.,  -60.])
    """
    a = degrees if checks.is_live(degrees) else np.asarray(degrees, dtype=float)
    return a - 360.0 * np.ceil((a - 180.0) / 360.0)


def direction_under(pointer: Any, camera: Any, near: Any) -> Any:
    """Return the direction from the middle of a unit sphere to the point of it that lies under a pointer.

    Formula: with (x, y) the pointer on the screen, shortened to length 0.9999 where it is longer,
    d = camera (x, y, sqrt(1 - x^2 - y^2)); of d and -d, which name one plane, the one nearer to `near`. On
    the rim itself rounding would decide which of the two faces the eye.

    Parameters
    ----------
    pointer : array (2,)
        In radii of the sphere, from its middle.
    camera : array (3, 3)
        Orthonormal columns: right, up, towards the eye.
    near : array (3,)

    Returns
    -------
    array (3,), of length 1

    Examples
    --------
    >>> direction_under([0.6, 0.0], np.eye(3), near=[0, 0, 1])
    array([0.6, 0. , 0.8])
    >>> direction_under([3.0, 0.0], np.eye(3), near=[-1, 0, 0]).round(3) + 0.0
    array([-1.   ,  0.   , -0.014])
    """
    p = checks.as_vector(pointer, "pointer", 2)
    frame = checks.as_matrix(camera, "camera", (3, 3))
    before = checks.as_vector(near, "near", 3)
    inside = p / np.maximum(1.0, np.sqrt((p * p).sum()) / _RIM)
    depth = np.sqrt(1.0 - (inside * inside).sum())
    d = frame @ np.stack([inside[0], inside[1], depth])
    return d * np.where((d * before).sum() < 0, -1.0, 1.0)


def on_near_side(direction: Any, towards: Any) -> Any:
    """Return a direction or its opposite, whichever is turned towards the eye.

    Examples
    --------
    >>> on_near_side([0, 0, -1], towards=[0, 0, 1]) + 0.0
    array([0., 0., 1.])
    """
    d, eye = checks.as_vector(direction, "direction", 3), checks.as_vector(towards, "towards", 3)
    return d * np.where((d * eye).sum() < 0, -1.0, 1.0)

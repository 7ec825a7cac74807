"""What is drawn of the PCA lesson: the cloud, the plane in it, sticks to their feet, the shadow beside it.

Everything here is about where things stand on the stage. What they are is computed by `explorer.logic` and
recorded, so that it follows every frame of a drag.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from explorer.data.selection import Selection
from explorer.live.scene import Scene
from explorer.logic import moved_points, pca, plane_by_hand
from explorer.logic.cloud_state import CloudState
from explorer.scenes.pca_points import HANDLE, POINT, Moved

# Lengths on the stage are in root mean square distances of the points from the origin: a standardised cloud
# and one in kilometres, with its mean or without, fill the same room.
ROOM = 1.72  # from the middle of the cloud to the left edge of its half of the stage
HALF = 1.46  # from there up and down
ASIDE = 3.36  # from the middle of the cloud to that of the shadow
BELOW = 2 * HALF + 0.2
FEW = 100  # points of a cloud in which one that counts for all is still in the same picture
_REACH = 1.4  # radius of the disc that stands for the plane, half the length of the line
_AXIS = 1.25
_COMPASS = 0.4  # length of the three arrows that say where the axes point, at the foot of the cloud
_CORNER = np.array([0.85, -1.15])
_BASIS = 0.5
_STICKS = 110
_DEVIATIONS = 1.6  # standard deviations from the mean to the end of a component
# A round plane has no corner that leaves the stage, and its tilt is read off the ellipse.
_DISC = _REACH * np.stack(
    [np.cos(np.linspace(0, 2 * np.pi, 73)[:-1]), np.sin(np.linspace(0, 2 * np.pi, 73)[:-1])], axis=1
)


class PlaneStage(NamedTuple):
    """A line or plane in a cloud, live.

    Attributes
    ----------
    scene
    points : (n, k) the drawn points, prepared as the switches say
    covariance : (k, k) of all points, prepared likewise
    basis : (k - 1, k) where the line or plane is now
    mine : (k - 1, k) where the reader has put it
    best : (k - 1, k) where PCA puts it
    by_hand : whether the reader holds it, and not PCA
    center, standardize : the switches
    unit : the root mean square distance of the points from the origin, as measured
    now : the cloud as it is
    moved : the points that the reader moves
    before : (k - 1, k) where PCA would put it if no point had been moved
    camera : its columns are right, up and towards the eye; None for a flat cloud
    tip : (2,) where the handle is in the picture
    """

    scene: Scene
    points: Any
    covariance: Any
    basis: Any
    mine: Any
    best: Any
    by_hand: Any
    center: Any
    standardize: Any
    unit: Any
    now: CloudState
    moved: Moved
    before: Any
    camera: Any
    tip: Any


def draw(stage: PlaneStage, selection: Selection, shadow: Any, feet: Any) -> None:
    """Draw the cloud with the plane in it, sticks to the feet of some points, and the shadow on the right.

    Parameters
    ----------
    shadow : (n, k - 1) live
        Coordinates of the points within the plane.
    feet : (n, k) live
        The points of the plane below the points.
    """
    if len(selection.names) == 2:
        _draw_flat(stage, selection, shadow, feet)
    else:
        _draw_solid(stage, selection, shadow, feet)
    found = selection.groups()
    if found is not None:
        stage.scene.legend(found[1], place="controls")


def _beside(scene: Scene) -> Any:
    """Return where the middle of the shadow is: at the right of the cloud, or below it in a narrow frame."""
    return np.where(scene.in_tall_frame() > 0.5, np.array([0.0, -BELOW]), np.array([ASIDE, 0.0]))


def _draw_moved(stage: PlaneStage, shadow: Any) -> None:
    """Draw from where points were moved, the components that follow, and the shadow of the point in stage."""
    scene, moved = stage.scene, stage.moved
    shown = np.where(moved.on > 0.5, 1.0, np.nan)
    scene.segments(moved_points.trails(moved.slots, moved.on, stage.now, stage.unit), role="second")
    for i in range(stage.basis.shape[0]):
        long = _DEVIATIONS * np.sqrt(stage.best[i] @ stage.covariance @ stage.best[i]) / stage.unit
        end = shown * long * stage.best[i]
        scene.segment(-end, end, role="principal")
        scene.label(f"PC{i + 1}", 1.12 * end, role="principal", small=True)
    # The shadow of the point in hand wears a ring.
    ring = 0.09 * _DISC / _REACH
    scene.path(shown * (shadow[moved.place] + ring), role="second", closed=True)


def _marked(selection: Selection) -> dict[str, Any]:
    found = selection.groups()
    return {} if found is None else {"groups": found[0], "group_names": found[1]}


def _size(rows: int) -> float:
    """Return the radius of a point: few are drawn large."""
    return 2.6 if rows > 400 else 3.4 if rows > FEW else 5.0


def _draw_solid(stage: PlaneStage, selection: Selection, shadow: Any, feet: Any) -> None:
    scene = stage.scene
    P, F, S = stage.points / stage.unit, feet / stage.unit, shadow / stage.unit
    basis, marked, rows = stage.basis, _marked(selection), len(selection.rows)
    size = _size(rows)
    ghost = np.where((scene.switch("show PCA’s plane") > 0.5) | (stage.moved.on > 0.5), 1.0, np.nan)
    towards = stage.camera[:, 2]
    height = P @ plane_by_hand.on_near_side(pca.plane_normal(basis), towards)
    in_front = (height >= 0)[:, None]
    some = np.linspace(0, rows - 1, min(rows, _STICKS)).astype(int)

    for i, name in enumerate(selection.names):
        end = _CORNER + _COMPASS * stage.camera[i, :2]
        scene.arrow(end, tail=_CORNER, role="data")
        scene.label(name, end, role="data", small=True, away=_CORNER)
    picks = (POINT, HANDLE)
    scene.points(np.where(in_front, np.nan, P), faint=True, size=size, picks=picks, **marked)
    scene.polygon(_DISC @ basis, role="guess")
    scene.grid(np.stack([P[some], F[some]], axis=1), role="derived")
    scene.points(
        np.where(in_front, P, np.nan),
        size=size, labels=selection.labels(), name="points", picks=picks, **marked,
    )  # fmt: skip
    scene.path(ghost * 1.03 * (_DISC @ stage.best), role="principal", closed=True)

    middle = _beside(scene)
    scene.polygon(middle + _DISC, role="guess")
    scene.points(middle + S, size=size, labels=selection.labels(), name="shadows", **marked)
    for i, name in enumerate(("b₁", "b₂")):
        scene.arrow(_BASIS * basis[i], tail=np.zeros(3), role="guess")
        scene.arrow(middle + _BASIS * np.eye(2)[i], tail=middle, role="guess", label=name)
    scene.label("its shadow", middle + np.array([0.0, _REACH]), role="guess", small=True, away=middle)
    _draw_moved(stage, middle + S)


def _draw_flat(stage: PlaneStage, selection: Selection, shadow: Any, feet: Any) -> None:
    scene = stage.scene
    P, F, S = stage.points / stage.unit, feet / stage.unit, shadow / stage.unit
    marked, rows = _marked(selection), len(selection.rows)
    ghost = np.where((scene.switch("show PCA’s line") > 0.5) | (stage.moved.on > 0.5), 1.0, np.nan)
    some = np.linspace(0, rows - 1, min(rows, _STICKS)).astype(int)
    ends = _REACH * np.array([[-1.0], [1.0]])
    # Up and down only so that points do not hide each other.
    apart = 0.24 * ((0.618 * np.arange(rows)) % 1.0 - 0.5)[:, None]

    for i, name in enumerate(selection.names):
        scene.arrow(_AXIS * np.eye(2)[i], role="data", faint=True)
        scene.label(name, 1.05 * _AXIS * np.eye(2)[i], role="data", small=True)
    scene.grid(np.stack([P[some], F[some]], axis=1), role="derived")
    scene.points(
        P, size=_size(rows), labels=selection.labels(), name="points", picks=(POINT, HANDLE), **marked
    )
    scene.polygon(ends @ stage.basis, role="guess")
    scene.path(ends @ stage.basis, role="guess")
    scene.path(ghost * ends @ stage.best, role="principal")

    middle = _beside(scene)
    scene.polygon(middle + ends * np.array([[1.0, 0.0]]), role="guess")
    cast = middle + np.concatenate([S, 0.0 * S + apart], axis=1)
    scene.points(cast, size=_size(rows), labels=selection.labels(), name="shadows", **marked)
    scene.label("its shadow", middle + np.array([0.0, 0.2]), role="guess", small=True, away=middle)
    _draw_moved(stage, cast)

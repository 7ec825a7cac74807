"""Single points of the PCA lesson's cloud in the reader's hand: what is declared, drawn and said of them."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from explorer.data.selection import Selection
from explorer.live.scene import Scene
from explorer.logic import moved_points, pca
from explorer.logic.cloud_state import CloudState

SLOTS = 5
"""Points that a reader can have moved at once."""
MOVED = {2: "moved in the plane", 3: "moved in space"}
"""The inputs that hold them: two, so that a line's moved points are not taken for a plane's."""
SWITCH = "move points"
POINT = "point in hand"
HANDLE = "point"
NONE_MOVED = {k: np.zeros((SLOTS, 1 + k)) for k in MOVED}
_IN_SIGHT = 1.3  # root mean square distances from the mean: such a point stands in the middle of the picture


class Moved(NamedTuple):
    """Points that a reader moves, live.

    Attributes
    ----------
    on : whether they are where the reader put them, and not where they were measured
    point : number of the point in hand, from 1
    slots : (5, 1 + k) who is moved, and by how much
    """

    on: Any
    point: Any
    slots: Any

    @property
    def place(self) -> Any:
        """The row of the point in hand among the drawn ones, from 0."""
        return (self.point - 1.0).astype(int)


def declare(scene: Scene, selection: Selection) -> Moved:
    """Let the reader take hold of points: a switch, the number of the point in hand, and who is moved."""
    k = len(selection.names)
    on = scene.switch(SWITCH)
    slots = scene.state(MOVED[k], NONE_MOVED[k])
    first = moved_points.near_point(selection.state(1.0, 0.0), _IN_SIGHT) + 1
    point = scene.slider(POINT, 1, len(selection.rows), at=first, step=1)
    scene.only_while(on > 0.5)
    return Moved(on, point, slots)


def add_handle(scene: Scene, moved: Moved, now: CloudState, unit: Any, camera: Any) -> None:
    """Put a handle on the point in hand; where it is dragged, its slot is found or taken."""
    i = moved.place
    k = now.X.shape[1]
    shown = now.points[i] / unit if camera is None else (now.points[i] / unit) @ camera
    hidden = np.where(moved.on > 0.5, 0.0, np.nan)

    def drag(target: Any) -> dict[str, Any]:
        # In space the third number of the target is a step in depth, not a place.
        wanted = target if camera is None else camera @ np.stack([target[0], target[1], shown[2] + target[2]])
        return {MOVED[k]: moved_points.move_point(moved.slots, moved.point, wanted * unit, now)}

    scene.handle_at(
        HANDLE,
        shown[:2] + hidden,
        drag,
        role="second",
        shape="circle",
        says=now.X[i],
        depth=camera is not None,
        far=True,
    )


def add_readouts(scene: Scene, moved: Moved, best: Any, before: Any) -> Any:
    """Say where the first component points; return by how many degrees moved points have turned it."""
    turned = pca.largest_principal_angle(best[:1], before[:1])
    scene.readout("first component", best[0], digits=3, role="principal", aside=True)
    scene.only_while(moved.on > 0.5)
    scene.readout("turned by moved points", turned, unit="°", digits=1)
    scene.only_while(moved.on > 0.5)
    return turned


def add_goal(scene: Scene, selection: Selection, moved: Moved, turned: Any) -> None:
    """Ask for the outlier that decides; the one that a button puts there is not the reader's."""
    shown = far_out(selection)[MOVED[len(selection.names)]]
    own = np.abs(moved.slots - shown).max() > 0.01
    scene.goal(
        "Move one point; turn the first component by 45°.",
        (turned > 45) & (moved.on * moved_points.moved_count(moved.slots) == 1) & own,
        "Variance counts squares: ten times as far weighs a hundred times as much.",
    )


def far_out(selection: Selection) -> dict[str, Any]:
    """Return the setting with one point so far out that it outweighs all others."""
    row, move = moved_points.far_point(selection.state(1.0, 0.0))
    k = len(selection.names)
    slots = NONE_MOVED[k].copy()
    slots[0] = [row + 1, *move]
    return {SWITCH: 1, POINT: row + 1, MOVED[k]: slots}


def as_measured(selection: Selection) -> dict[str, Any]:
    """Return the setting with every point where it was measured."""
    k = len(selection.names)
    return {SWITCH: 0, MOVED[k]: NONE_MOVED[k]}

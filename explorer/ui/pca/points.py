"""Single points of the PCA lesson's cloud in the reader's hand: who is moved, by how much, and what follows.

A few points can be elsewhere than they were measured. Each has a slot: its number, counted from 1, and by
how much it is moved in each direction, in standard deviations of the columns as measured. A slot with number
0 is free. So the link of a moved point is short, however many points there are.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from explorer.live.scene import Scene
from explorer.logic import cloud, pca
from explorer.ui.pca.data import MOVED, SLOTS, Held, Now

SWITCH = "move points"
POINT = "point in hand"
HANDLE = "point"
_IN_SIGHT = 1.3  # root mean square distances from the mean
_NONE = {k: np.zeros((SLOTS, 1 + k)) for k in MOVED}


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


def far_point(held: Held) -> tuple[int, NDArray[np.float64]]:
    """Return the row that is farthest out along the second component, and a move that outweighs all others.

    Along that direction a point at distance d adds d^2 to the sum of squares: with d = sqrt(n l1), l1 the
    variance along the first component, it makes the second the first.
    """
    now = held.now(1.0, 0.0)
    C = np.asarray(now.covariance)
    first, second = cloud.best_basis(C, 2)
    along = np.asarray(now.points) @ second
    row = int(np.argmax(np.abs(along)))
    far = 1.1 * np.sqrt(held.data.rows * (first @ C @ first)) * (1.0 if along[row] >= 0 else -1.0)
    return row, np.round(far * second / np.asarray(now.spread), 2)


def near_point(held: Held) -> int:
    """Return the row to be in hand at first: the farthest out that stands in the middle of the picture."""
    now = held.now(1.0, 0.0)
    far = np.linalg.norm(np.asarray(now.points), axis=1) / np.sqrt(np.trace(np.asarray(now.covariance)))
    return int(np.argmax(np.where(far < _IN_SIGHT, far, 0.0)))


def declare(scene: Scene, held: Held) -> Moved:
    """Let the reader take hold of points: a switch, the number of the point in hand, and who is moved."""
    k = len(held.names)
    on = scene.switch(SWITCH)
    slots = scene.state(MOVED[k], _NONE[k])
    point = scene.slider(POINT, 1, len(held.rows), at=near_point(held) + 1, step=1)
    scene.only_while(on > 0.5)
    return Moved(on, point, slots)


def shifts(slots: Any, rows: int) -> Any:
    """Return by how much each of the drawn points is moved, shape (rows, k), in standard deviations.

    Examples
    --------
    >>> shifts(np.array([[2.0, 0.5, 1.0], [0.0, 9.0, 9.0]]), rows=3).tolist()
    [[0.0, 0.0], [0.5, 1.0], [0.0, 0.0]]
    """
    mine = 1.0 * (np.rint(slots[:, :1]) == 1.0 + np.arange(rows))
    return mine.T @ slots[:, 1:]


def handle(scene: Scene, moved: Moved, now: Now, unit: Any, camera: Any) -> None:
    """Put a handle on the point in hand; where it is dragged, its slot is found or taken."""
    i = moved.place
    k = now.X.shape[1]
    shown = now.points[i] / unit if camera is None else (now.points[i] / unit) @ camera
    hidden = np.where(moved.on > 0.5, 0.0, np.nan)

    def drag(target: Any) -> dict[str, Any]:
        # In space the third number of the target is a step in depth, not a place.
        wanted = target if camera is None else camera @ np.stack([target[0], target[1], shown[2] + target[2]])
        x = cloud.inverse_preprocess(
            wanted * unit, now.X[i], now.mean, now.variance, now.rows, now.center, now.standardize
        )
        numbers = np.rint(moved.slots[:, 0])
        mine = 1.0 * (numbers == moved.point)
        # Its own slot, else a free one, else the first: then that one's point goes home.
        slot = np.argmax(2.0 * mine + (numbers == 0.0))
        held_before = mine[slot] * moved.slots[slot][1:]
        line = np.concatenate([moved.point[None], held_before + (x - now.X[i]) / now.spread])
        taken = np.arange(SLOTS)[:, None] == slot
        return {MOVED[k]: np.where(taken, line[None, :], moved.slots)}

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


def trails(moved: Moved, now: Now, unit: Any) -> Any:
    """Return from where to where points are moved, shape (5, 2, k); what is not moved is not a number."""
    numbers = np.rint(moved.slots[:, 0])
    rows = now.X.shape[0]
    there = (moved.on > 0.5) & (numbers >= 1) & (numbers <= rows)
    i = (np.minimum(np.maximum(numbers, 1.0), 1.0 * rows) - 1.0).astype(int)
    ends = np.stack([now.at_home[i], now.points[i]], axis=1) / unit
    return np.where(there[:, None, None], ends, np.nan)


def count(moved: Moved) -> Any:
    """Return how many points are moved."""
    return moved.on * (1.0 * (np.rint(moved.slots[:, 0]) != 0.0)).sum()


def tell(scene: Scene, moved: Moved, best: Any, before: Any) -> Any:
    """Say where the first component points; return by how many degrees moved points have turned it."""
    turned = pca.largest_principal_angle(best[:1], before[:1])
    scene.readout("first component", best[0], digits=3, role="principal", aside=True)
    scene.only_while(moved.on > 0.5)
    scene.readout("turned by moved points", turned, unit="°", digits=1)
    scene.only_while(moved.on > 0.5)
    return turned


def goal(scene: Scene, held: Held, moved: Moved, turned: Any) -> None:
    """Ask for the outlier that decides; the one that a button puts there is not the reader's."""
    shown = preset(held)[MOVED[len(held.names)]]
    own = np.abs(moved.slots - shown).max() > 0.01
    scene.goal(
        "With one moved point, turn the first component by 45 degrees.",
        (turned > 45) & (count(moved) == 1) & own,
        "Variance counts squares: ten times as far weighs a hundred times as much.",
    )


def preset(held: Held) -> dict[str, Any]:
    """Return the setting with one point so far out that it outweighs all others."""
    row, move = far_point(held)
    k = len(held.names)
    slots = _NONE[k].copy()
    slots[0] = [row + 1, *move]
    return {SWITCH: 1, POINT: row + 1, MOVED[k]: slots}


def home(held: Held) -> dict[str, Any]:
    """Return the setting with every point where it was measured."""
    return {SWITCH: 0, MOVED[len(held.names)]: _NONE[len(held.names)]}

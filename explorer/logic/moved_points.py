"""Single points of a cloud elsewhere than they were measured: who is moved, by how much, and who might be.

A few points can be moved. Each has a slot: its number, counted from 1, and by how much it is moved in each
direction, in standard deviations as measured. A slot with number 0 is free. So few numbers say everything,
however many points there are. What is recorded here is plain formula, without a branch on a value.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from explorer.logic import cloud
from explorer.logic.cloud_state import CloudState


def shifts(slots: Any, rows: int) -> Any:
    """Return by how much each of the drawn points is moved, shape (rows, k), in standard deviations.

    Examples
    --------
    >>> shifts(np.array([[2.0, 0.5, 1.0], [0.0, 9.0, 9.0]]), rows=3).tolist()
    [[0.0, 0.0], [0.5, 1.0], [0.0, 0.0]]
    """
    mine = 1.0 * (np.rint(slots[:, :1]) == 1.0 + np.arange(rows))
    return mine.T @ slots[:, 1:]


def move_point(slots: Any, number: Any, wanted: Any, now: CloudState) -> Any:
    """Return the slots with a point put where it is wanted, all others staying in place.

    Its own slot is used, else a free one, else the first: then that one's point goes home.

    Parameters
    ----------
    slots : array (m, 1 + k)
    number : int
        Of the point, from 1.
    wanted : array (k,)
        Where it is to be shown, in the coordinates of `now.points`.
    now : CloudState

    Returns
    -------
    array (m, 1 + k)

    Examples
    --------
    >>> from explorer.logic.cloud_state import Cloud, state
    >>> X = np.array([[0.0, 0.0], [2.0, 0.0], [4.0, 3.0]])
    >>> measured = Cloud(X, X.mean(axis=0), np.cov(X.T), np.ones(2), rows=3)
    >>> move_point(np.zeros((2, 3)), 3, [9.0, 3.0], state(measured, False, False)).round(9).tolist()
    [[3.0, 5.0, 0.0], [0.0, 0.0, 0.0]]
    """
    number = 1.0 * np.asarray(number) if isinstance(number, int | float) else number
    i = (number - 1.0).astype(int)
    x = cloud.inverse_preprocess(
        wanted, now.X[i], now.mean, now.variance, now.rows, now.center, now.standardize
    )
    numbers = np.rint(slots[:, 0])
    mine = 1.0 * (numbers == number)
    slot = np.argmax(2.0 * mine + (numbers == 0.0))
    before = mine[slot] * slots[slot][1:]
    line = np.concatenate([number[None], before + (x - now.X[i]) / now.spread])
    taken = np.arange(slots.shape[0])[:, None] == slot
    return np.where(taken, line[None, :], slots)


def trails(slots: Any, moving: Any, now: CloudState, unit: Any) -> Any:
    """Return from where to where points are moved, shape (m, 2, k); what is not moved is not a number.

    Parameters
    ----------
    slots : array (m, 1 + k)
    moving : bool, or 0 and 1
        Whether any point is where the slots say.
    now : CloudState
    unit : number
        By which the coordinates of `now.points` are divided.

    Returns
    -------
    array (m, 2, k)

    Examples
    --------
    >>> from explorer.logic.cloud_state import Cloud, state
    >>> X = np.array([[0.0], [2.0], [4.0]])
    >>> slots = np.array([[3.0, 5.0], [0.0, 0.0]])
    >>> measured = Cloud(X, X.mean(axis=0), np.atleast_2d(np.cov(X.T)), np.ones(1), rows=3)
    >>> trails(slots, True, state(measured, False, False, shifts(slots, 3)), 1.0)[:, :, 0].tolist()
    [[4.0, 9.0], [nan, nan]]
    """
    numbers = np.rint(slots[:, 0])
    rows = now.X.shape[0]
    there = (moving > 0.5) & (numbers >= 1) & (numbers <= rows)
    i = (np.minimum(np.maximum(numbers, 1.0), 1.0 * rows) - 1.0).astype(int)
    ends = np.stack([now.at_home[i], now.points[i]], axis=1) / unit
    return np.where(there[:, None, None], ends, np.nan)


def moved_count(slots: Any) -> Any:
    """Return how many points the slots name.

    Examples
    --------
    >>> float(moved_count(np.array([[7.0, 1.0], [0.0, 0.0], [2.0, 0.0]])))
    2.0
    """
    return (1.0 * (np.rint(slots[:, 0]) != 0.0)).sum()


def far_point(now: CloudState) -> tuple[int, NDArray[np.float64]]:
    """Return the row that is farthest out along the second component, and a move that outweighs all others.

    Along that direction a point at distance d adds d^2 to the sum of squares: with d = sqrt(n l1), l1 the
    variance along the first component, it makes the second the first.

    Parameters
    ----------
    now : CloudState
        Centred, in its own units.

    Returns
    -------
    int, array (k,)
        The row among the drawn ones, from 0; the move in standard deviations as measured.

    Examples
    --------
    >>> from explorer.logic.cloud_state import Cloud, state
    >>> X = np.array([[-3.0, 0.0], [3.0, 0.0], [0.0, 1.0], [0.0, -0.5]])
    >>> row, move = far_point(state(Cloud(X, X.mean(axis=0), np.cov(X.T), np.ones(2), 4), True, False))
    >>> row, move.tolist()
    (2, [0.0, 5.39])
    """
    C = np.asarray(now.covariance)
    first, second = cloud.best_basis(C, 2)
    along = np.asarray(now.points) @ second
    row = int(np.argmax(np.abs(along)))
    far = 1.1 * np.sqrt(now.rows * (first @ C @ first)) * (1.0 if along[row] >= 0 else -1.0)
    return row, np.round(far * second / np.asarray(now.spread), 2)


def near_point(now: CloudState, within: float) -> int:
    """Return the row farthest out among those that are not too far.

    Parameters
    ----------
    now : CloudState
        Centred, in its own units.
    within : float
        Root mean square distances from the mean.

    Returns
    -------
    int
        The row among the drawn ones, from 0.

    Examples
    --------
    >>> from explorer.logic.cloud_state import Cloud, state
    >>> X = np.array([[-9.0, 0.0], [3.0, 0.0], [2.0, 1.0], [4.0, -1.0]])
    >>> near_point(state(Cloud(X, X.mean(axis=0), np.cov(X.T), np.ones(2), 4), True, False), within=1.3)
    3
    """
    far = np.linalg.norm(np.asarray(now.points), axis=1) / np.sqrt(np.trace(np.asarray(now.covariance)))
    return int(np.argmax(np.where(far < within, far, 0.0)))

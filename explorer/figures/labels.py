"""Where names stand beside their points, so that they cover neither each other nor the points."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

# A name may stand on eight sides of its point; the first of these are read most easily.
_SIDES = {
    "top center": (0.0, 1.0),
    "middle right": (1.0, 0.0),
    "bottom center": (0.0, -1.0),
    "middle left": (-1.0, 0.0),
    "top right": (1.0, 1.0),
    "top left": (-1.0, 1.0),
    "bottom right": (1.0, -1.0),
    "bottom left": (-1.0, -1.0),
}


def place_labels(
    points: ArrayLike,
    names: Sequence[str],
    reach: float,
    lines: Sequence[tuple[ArrayLike, ArrayLike]] = (),
    pixels: float = 360,
) -> list[str]:
    """Choose for each name the side of its point on which it covers least: other names, points, the frame.

    Parameters
    ----------
    points : array (n, 2)
    names : n texts
    reach : float
        The frame goes from -reach to reach in both directions.
    lines : pairs of end points, optional
        Strokes that a name had better not cover.
    pixels : float
        Side of the frame on the narrowest screen.

    Examples
    --------
    >>> place_labels([[0, 0], [0, 0.1]], ["low", "high"], reach=1)
    ['middle right', 'top center']
    """
    spots = np.asarray(points, dtype=float).reshape(-1, 2) * (pixels / (2 * reach))
    half = pixels / 2
    # Half widths and heights of 13 px text, and of the markers.
    boxes: list[tuple[float, float, float, float]] = [(x - 7, x + 7, y - 7, y + 7) for x, y in spots.tolist()]
    for start, end in lines:
        along = np.linspace(0.1, 0.9, 9)[:, None]
        trail = (np.asarray(start) * (1 - along) + np.asarray(end) * along) * (pixels / (2 * reach))
        boxes += [(x - 4, x + 4, y - 4, y + 4) for x, y in trail.tolist()]
    chosen: list[str] = []
    for index, ((x, y), name) in enumerate(zip(spots.tolist(), names, strict=True)):
        wide, high = 3.4 * len(name) + 2, 8.0
        best, least = "top center", float("inf")
        for rank, (side, (right, up)) in enumerate(_SIDES.items()):
            centre_x, centre_y = x + right * (wide + 9), y + up * (high + 9 if right == 0 else high)
            box = (centre_x - wide, centre_x + wide, centre_y - high, centre_y + high)
            cost = 0.5 * rank + sum(_overlap(box, other) for i, other in enumerate(boxes) if i != index)
            outside = (-half - box[0], box[1] - half, -half - box[2], box[3] - half)
            cost += 4 * sum(max(0.0, over) for over in outside)
            if cost < least:
                best, least, taken = side, cost, box
        chosen.append(best)
        boxes.append(taken)
    return chosen


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> float:
    """Return the area that two boxes (left, right, low, high) share."""
    return max(0.0, min(a[1], b[1]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[2], b[2]))

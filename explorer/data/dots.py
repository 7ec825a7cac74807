"""A picture as points: what is dark in it becomes dots, few enough to be moved one by one.

A reader brings a picture, which `explorer.data.pictures` reads, or a list of points, which is read here or
refused in one sentence.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.data import pictures
from explorer.data.csv_format import SampleError
from explorer.data.pictures import Picture
from explorer.data.samples import sample_path
from explorer.data.typed import parse_matrix
from explorer.sentence import Sentence

MOST = 2000
"""Points of a picture at most."""
_EXTENT = 1.5  # from the origin to the end of the longer side
_FEW = 30
_DARK = 0.5  # a picture that is darker on the whole shows its light parts
_SHARE = 0.16  # of a photograph that is to be dots: the fewer, the finer they lie


@dataclass(frozen=True)
class Dots:
    """A picture as points of the plane.

    Attributes
    ----------
    name : what it shows
    cells : shape (n, 2), the points in steps of a grid, the origin in the middle
    step : how long such a step is
    note : what a reader should know of how it was read; "" for nothing
    """

    name: str
    cells: NDArray[np.float64]
    step: float
    note: str = ""

    @property
    def points(self) -> NDArray[np.float64]:
        """The points themselves, shape (n, 2)."""
        return self.cells * self.step


@functools.cache
def horse() -> Dots:
    """Return the outline of a horse, filled.

    Examples
    --------
    >>> horse().points.shape[1], len(horse().points) <= MOST
    (2, True)
    """
    outline = pictures.read_picture(sample_path("images/horse_outline.png").read_bytes())
    return from_picture(outline._replace(name=Sentence("Horse")))


@functools.cache
def cat() -> Dots:
    """Return the face of a cat: a photograph whose greys become dots that lie dense or wide.

    Examples
    --------
    >>> len(cat().points) <= MOST
    True
    """
    return from_picture(pictures.cat())


def from_picture(picture: Picture) -> Dots:
    """Scatter dots where a picture is dark.

    Parameters
    ----------
    picture : Picture

    Returns
    -------
    Dots
        At most `MOST` points; the longer side goes from -1.5 to 1.5.

    Raises
    ------
    SampleError
        If nothing in the picture is darker than the rest.
    """
    darkness = (picture.high - picture.values) / (picture.high - picture.low)
    if np.ptp(darkness) < 0.02:
        raise SampleError(
            "{name} has one tone all over: nothing in it is darker than the rest.", name=picture.name
        )
    spread = _contrasted(darkness)
    inverted = float(spread.mean()) > _DARK
    small = _reduced(_contrasted(1.0 - darkness) if inverted else spread, MOST)
    set_dots = dithered(small)
    if np.sum(set_dots) < _FEW:  # of a few thin strokes no cell is half dark
        set_dots = small >= 0.5 * small.max()
    where = np.argwhere(set_dots)
    where = where[np.linspace(0, len(where) - 1, min(len(where), MOST)).astype(int)]  # rounding adds a few
    rows, columns = small.shape
    # In half steps: whole numbers, of which each travels as one or two bytes.
    cells = np.column_stack([2.0 * where[:, 1] - (columns - 1), (rows - 1) - 2.0 * where[:, 0]])
    half = _EXTENT / max(rows, columns)
    note = Sentence("It is dark nearly all over, so the dots lie where it is light.") if inverted else ""
    return Dots(picture.name, cells, half, note)


def from_text(text: str) -> Dots:
    """Read points that are typed or pasted, one a line: two numbers.

    Parameters
    ----------
    text
        As `parse_matrix` reads it.

    Returns
    -------
    Dots
        Larger ones than 4 are divided so that the picture holds them; a note says by what.

    Raises
    ------
    SampleError
        With one sentence that names the cell, or says what is wanted.

    Examples
    --------
    >>> from_text("0 0; 1 0; 0 1").points.tolist()
    [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]
    >>> from_text("1 2 3")
    Traceback (most recent call last):
    explorer.data.csv_format.SampleError: Your points must be any by 2, rows by columns, not 1 by 3.
    """
    name = Sentence("Your points")
    points = parse_matrix(text, (None, 2), name)
    if len(points) > MOST:
        raise SampleError(
            "There are {count} points; at most {most} can be moved here.", count=len(points), most=MOST
        )
    largest = float(np.abs(points).max())
    if largest <= 4.0:
        return Dots(name, points, 1.0)
    factor = 10.0 ** np.ceil(np.log10(largest / 4.0))
    note = Sentence(
        "All coordinates are divided by {factor}, so that the points can be seen.", factor=float(factor)
    )
    return Dots(name, points, float(1.0 / factor), note)


def dithered(darkness: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Set dots so that their density is the darkness: each cell hands what it got wrong to its neighbours.

    Parameters
    ----------
    darkness
        Shape (m, n), 0 white to 1 black.

    Returns
    -------
    Shape (m, n): where a dot is.

    Notes
    -----
    R. Floyd, L. Steinberg, An adaptive algorithm for spatial greyscale, Proceedings of the Society for
    Information Display 17(2), 1976.

    Examples
    --------
    >>> int(dithered(np.full((2, 4), 0.5)).sum())
    4
    """
    m, n = darkness.shape
    rest = np.zeros((m + 1, n + 2))
    rest[:m, 1:-1] = darkness
    dots = np.zeros((m, n), dtype=bool)
    for i in range(m):
        for j in range(1, n + 1):
            wanted = rest[i, j]
            dots[i, j - 1] = wanted >= 0.5
            error = wanted - dots[i, j - 1]
            rest[i, j + 1] += error * 7 / 16
            rest[i + 1, j - 1 : j + 2] += error * np.array([3, 5, 1]) / 16
    return dots


def _contrasted(darkness: NDArray[np.float64]) -> NDArray[np.float64]:
    """Spread tones from white to black, and lighten what lies between until few enough is dark.

    A drawing in black and white stays as it is.
    """
    low, high = np.percentile(darkness, [1, 99])
    if high - low < 0.02:
        low, high = darkness.min(), darkness.max()
    spread = np.clip((darkness - low) / (high - low), 0.0, 1.0)
    power = next((p for p in (1.0, 1.5, 2.0, 3.0, 4.0) if np.mean(spread**p) <= _SHARE), 4.0)
    return np.asarray(spread**power)


def _reduced(darkness: NDArray[np.float64], most: int) -> NDArray[np.float64]:
    """Average cells of a picture until its darkness is that of so many dots at most."""
    share = float(darkness.mean())
    rows, columns = darkness.shape
    scale = min(1.0, np.sqrt(most / max(share, 1e-9) / (rows * columns)))
    scale = min(
        scale, 160.0 / max(rows, columns)
    )  # of a light picture too: finer dots could not be told apart
    m, n = max(1, int(rows * scale)), max(1, int(columns * scale))
    up, across = (
        np.linspace(0, size, count + 1).astype(int)[:-1] for size, count in ((rows, m), (columns, n))
    )
    sums = np.add.reduceat(np.add.reduceat(darkness, up, axis=0), across, axis=1)
    counts = np.diff(np.append(up, rows))[:, None] * np.diff(np.append(across, columns))[None, :]
    return sums / counts

"""What is drawn of a picture and its layers: the curtain, the bars with the cut, the first layers as tiles.

Everything here is about where things stand on the stage. What they are is computed by `explorer.logic` and
recorded, so that it follows every frame of a drag. The picture fills a square of ten units a side; bars and
tiles stand at its right, closer together in a narrow frame.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from explorer.data.pictures import Picture
from explorer.live.scene import Scene
from explorer.logic import svd
from explorer.sentence import Sentence

SIDE = 10.0  # of the square that the picture fills
VIEW: dict[str, Any] = {
    "x": (0.0, 25.4),
    "y": (-1.1, SIDE),
    "tall": ((0.0, 17.1), (-1.1, SIDE), 1.9),
    "wide": True,
    "grid": False,
    "axes": False,
    "numbers": False,
}
_BOTTOM, _TOP = 3.8, 9.0  # of the bars
_HAND = _TOP + 0.45  # where the cut is held
_DECADES = 1.0  # of the logarithmic axis at least
_FAINTEST = 1e-4  # of the largest singular value: the least that a bar tells apart
_TICKS = (20, 40, 60, 80, 100)
_GAP = 1.0  # pixels of 256 that are clear on either side of the curtain
_DOTS = 64  # pixels a side of a tile
_BELOW = 0.6  # from what is drawn to what is written under it

Ends = tuple[float, float]
Box = tuple[Ends, Ends]


class Place(NamedTuple):
    """Where bars and tiles stand in a frame, by their left edges."""

    left: float
    right: float
    tiles: tuple[float, ...]  # of the first layers
    last: float  # of the last layer that is kept
    side: float  # of a tile
    between: str  # the tiles and the last one


WIDE = Place(12.3, 22.5, (11.8, 15.0, 18.2), 22.9, 2.4, "+ … +")
TALL = Place(11.9, 16.9, (10.5,), 14.9, 2.1, "+ …")


class Stage:
    """A scene that shows a picture and its layers.

    Parameters
    ----------
    scene : Scene
    picture : Picture
    U, S, Vt : arrays (m, k), (r,), (k, n)
        The first k layers, and all singular values.
    tall : () Live
        Whether the frame is narrow.
    """

    def __init__(
        self,
        scene: Scene,
        picture: Picture,
        U: NDArray[np.float64],
        S: NDArray[np.float64],
        Vt: NDArray[np.float64],
        tall: Any,
    ) -> None:
        self.scene, self.shown = scene, picture
        self.count = U.shape[1]
        self._U, self._S, self._Vt = U, S, Vt
        self._tall = tall > 0.5
        self._places = ((WIDE, ~self._tall), (TALL, self._tall))
        self._left, self._right = self._either(WIDE.left, TALL.left), self._either(WIDE.right, TALL.right)
        self._x, (low, high) = _fitted(0.0, 0.0, SIDE, *picture.values.shape)
        self._y = (SIDE - (high - low), SIDE)  # at the top, where the bars begin too
        place = self._left + (self._right - self._left) / self.count * (np.arange(self.count) + 0.5)
        heights = _BOTTOM + (_TOP - _BOTTOM) * self._up(S[: self.count])
        self._tops = np.stack([place, heights + 0.0 * place], axis=1)

    def _either(self, wide: Any, tall: Any) -> Any:
        return np.where(self._tall, np.asarray(tall, dtype=float), np.asarray(wide, dtype=float))

    def _write(self, text: str, at: Any, role: str = "data", **options: Any) -> None:
        self.scene.label(text, at, role=role, small=True, place="centre", **options)

    # -- the picture

    def picture(self, on: Any, curtain: Any, name: str) -> None:
        """Draw the kept layers left of the curtain, and the original at its right."""
        scene, picture = self.scene, self.shown
        n = picture.values.shape[1]
        U, S, Vt = (scene.frames(part) for part in (few_bytes(self._U), self._S, few_bytes(self._Vt)))
        kept = svd.keep_layers(U, S, Vt, on)
        if picture.mean:
            kept = kept + picture.mean
        column = np.arange(n) + 0.5
        sides = np.where(column < n * curtain, kept, scene.frames(picture.values))
        edge = np.abs(column - n * curtain) < max(0.5, _GAP * n / 256)
        scene.picture(
            picture.name,
            np.where(edge, np.nan, sides),
            x=self._x,
            y=self._y,
            low=picture.low,
            high=picture.high,
            digits=0,
        )
        left, right = self._x
        scene.handle_at(
            name,
            np.stack([left + (right - left) * curtain, 0.5 * sum(self._y) + 0.0 * curtain]),
            lambda to: {name: np.clip((to[0] - left) / (right - left), 0.0, 1.0)},
            role="guess",
            shape="hollow",
            says=name,
            keys=lambda step: {name: np.clip(curtain + 0.02 * (step[0] + step[1]), 0.0, 1.0)},
        )

    def captions(self, on: Any, k: Any, kept: Any, curtain: Any, energy: Any, missing: Any) -> None:
        """Write what is to be seen on both sides of the curtain, and what the bars are."""
        (left, right), y = self._x, self._y[0] - _BELOW
        edge = left + (right - left) * curtain
        room = self._either(2.2, 3.4)  # what the words need
        mine = np.stack([np.where(edge - left > room, 0.5 * (left + edge), np.nan), y + 0.0 * edge])
        theirs = np.stack([np.where(right - edge > room, 0.5 * (edge + right), np.nan), y + 0.0 * edge])
        self._write("rank", np.where(self._tall, np.nan, mine), "principal", value=kept, digits=0)
        energy_here = np.where(self._tall, mine, np.nan)
        self._write("keeps", energy_here, "principal", value=energy, unit="%", digits=2)
        self._write("original", theirs)
        # Over the short bars: beside the hand is the rank, and further on comes the cut.
        caption = np.array([WIDE.right - 2.3, 7.6])
        room_there = self._up(self._S[int(0.6 * self.count)]) < 0.6
        free = ~self._tall & (k < 0.6 * self.count) & room_there
        self._write("singular values", np.where(free, caption, np.nan), "principal")
        top = self._tops[np.argmax(self._S[: self.count] * (1.0 - on))]
        some = ~self._tall & (np.sum(on) < self.count)
        beside = top - np.ones(2)
        at = np.where(some, top, np.nan)
        self.scene.label("next", at, role="data", small=True, away=beside, value=missing, digits=0)

    # -- the singular values

    @property
    def _decades(self) -> Ends:
        """The ends of the logarithmic axis."""
        largest = float(self._S[0]) or 1.0
        top = float(np.log10(largest))
        least = float(np.log10(max(float(self._S[self.count - 1]), _FAINTEST * largest)))
        return min(least - 0.15, top - _DECADES), top + 0.02

    def _up(self, values: Any) -> Any:
        """Where a singular value stands, from 0 to 1."""
        low, high = self._decades
        return np.clip((np.log10(np.maximum(values, 10.0**low)) - low) / (high - low), 0.0, 1.0)

    def bars(self, on: Any, k: Any, kept: Any, name: str, fewest: int) -> None:
        """Draw the singular values as bars on a logarithmic axis, and the cut through them."""
        scene, left, right = self.scene, self._left, self._right
        pitch = (right - left) / self.count
        self._axis(pitch)
        feet = np.stack([self._tops[:, 0], _BOTTOM + 0.0 * self._tops[:, 0]], axis=1)
        pieces, lit = np.stack([feet, self._tops], axis=1), on[:, None, None] > 0.5
        scene.segments(np.where(lit, np.nan, pieces), role="data", solid=True, faint=True)
        scene.segments(np.where(lit, pieces, np.nan), role="principal", solid=True)
        hand = np.stack([left + pitch * k, _HAND + 0.0 * left])
        scene.segment(
            hand * np.array([1.0, 0.0]) + np.array([0.0, _BOTTOM]), hand, role="principal", name="cut"
        )
        scene.handle_at(
            "cut",
            hand,
            lambda to: {name: np.clip(np.rint((to[0] - left) / pitch), fewest, self.count)},
            role="principal",
            shape="circle",
            says=name,
            keys=lambda step: {name: np.clip(k + step[0] + step[1], fewest, self.count)},
        )
        scene.readout("layers kept (rank)", kept, digits=0, role="principal", at=hand, said="rank =")

    def _axis(self, pitch: Any) -> None:
        """Draw the powers of ten, the floor and the numbers of some bars."""
        left, right = self._left, self._right
        low, high = self._decades
        across = np.stack([left, right])
        heights = []
        for power in range(int(np.ceil(low)), int(np.floor(high)) + 1):
            y = _BOTTOM + (_TOP - _BOTTOM) * (power - low) / (high - low)
            heights.append(y)
            digits = "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in str(abs(power)))
            self._write(f"10{'⁻' * (power < 0)}{digits}", np.stack([left - 0.8, y + 0.0 * left]))
        lines = [np.stack([across, y + 0.0 * across], axis=1) for y in heights]
        if lines:
            self.scene.grid(np.stack(lines))
        floor = np.stack([across, _BOTTOM + 0.0 * across], axis=1)
        self.scene.segment(floor[0], floor[1], role="data")
        more = self.count < len(self._S)  # then the end is written with all there are, which is longer
        inner = (tick for tick in _TICKS if tick < (0.7 if more else 0.9) * self.count)
        for tick in sorted({1, self.count, *inner}):
            at = np.stack([left + pitch * (tick - 0.5), _BOTTOM - _BELOW + 0.0 * left])
            ends = tick in (1, self.count)
            text: str = str(tick)
            if tick == self.count and more:
                text, at = (
                    Sentence("{n} of {all}", n=tick, all=len(self._S)),
                    at - self._either((0.5, 0), (1, 0)),
                )
            self._write(text, at if ends else np.where(self._tall, np.nan, at))

    # -- the layers

    def tiles(self, on: Any) -> None:
        """Draw the first layers, and the last one that is kept with its u and its v."""
        layers = range(self.count)
        sides = ([self._U[:, i] for i in layers], [self._Vt[i] for i in layers])
        us, vs = (
            self.scene.frames(few_bytes(_full(np.stack([_small(x) for x in side])), bits=8)) for side in sides
        )
        last = np.max(np.where(on > 0.5, np.arange(self.count), 0)).astype(int)
        for place, here in self._places:
            tiles = place.tiles[: self.count - 1]  # of so few layers the last one is among the first
            for i, left in enumerate(tiles):
                box = self._box(left, place.side)
                self._layer(Sentence("layer {n}", n=i + 1), us[i], vs[i], box, here & (on[i] > 0.5))
                off = np.where(here & (on[i] < 0.5), _corners(*box), np.nan)
                self.scene.path(off, role="derived", closed=True)
                then = [*tiles, place.last - 0.5][i + 1]
                at = np.array([0.5 * (left + place.side + then), 0.5 * place.side])
                more = i + 1 == len(tiles) and i + 2 < self.count
                text = place.between if more else "+"
                self.scene.label(text, np.where(here, at, np.nan), role="derived", place="centre")
            self._last(us[last], vs[last], self._box(place.last, place.side), here & (np.sum(on) > 0.5), last)

    def _box(self, left: float, side: float) -> Box:
        return _fitted(left, 0.0, side, *self.shown.values.shape)

    def _layer(self, name: str, u: Any, v: Any, box: Box, shown: Any) -> None:
        self.scene.picture(name, u[:, None] * v, x=box[0], y=box[1], tones="diverging", high=1.0)
        self.scene.only_while(shown)

    def _last(self, u: Any, v: Any, box: Box, shown: Any, last: Any) -> None:
        (left, right), (bottom, top) = box
        self._layer("the last layer", u, v, box, shown)
        self._layer("its u", u, np.ones(1), ((left - 0.5, left - 0.15), box[1]), shown)
        self._layer("its v", np.ones(1), v, (box[0], (top + 0.15, top + 0.5)), shown)
        at = np.where(shown, np.array([0.5 * (left + right), bottom - _BELOW]), np.nan)
        self._write("layer", at, "principal", value=last + 1, digits=0)

    def presses(self, does: Callable[[Any], Mapping[str, Any]], on: Any) -> None:
        """Let bars and tiles be pressed."""

        def which(to: Any) -> Any:
            """The layer whose bar or tile is there; -1 for none."""
            bar = np.floor((to[0] - self._left) / (self._right - self._left) * self.count)
            among = (bar >= 0) & (bar < self.count) & (to[1] > _BOTTOM - 0.3) & (to[1] < _TOP + 0.1)
            found = np.where(among, bar, -1.0)
            for place, here in self._places:
                for i, left in enumerate(place.tiles[: self.count - 1]):
                    inside = (to[0] > left) & (to[0] < left + place.side) & (to[1] > 0) & (to[1] < place.side)
                    found = np.where(here & inside, float(i), found)
            return found

        self.scene.press(
            "layers",
            self._tops,
            does,
            labels=[Sentence("layer {n}", n=i + 1) for i in range(self.count)],
            on=on,
            elsewhere=lambda to: does(which(to)),
        )


def few_bytes(X: NDArray[np.float64], bits: int = 16) -> NDArray[np.float64]:
    """Round to so many bits a number: multiples of a power of two, with the largest number just in reach.

    Examples
    --------
    >>> few_bytes(np.array([0.7, -0.1]), bits=8)
    array([ 0.703125 , -0.1015625])
    """
    largest = float(np.abs(X).max(initial=0.0)) or 1.0
    most = 2 ** (bits - 1)
    step = 2.0 ** np.ceil(np.log2(largest)) / most
    return np.asarray(np.clip(np.rint(X / step), 1 - most, most - 1) * step)


def _small(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Average neighbours until no more than a tile shows are left."""
    edges = np.linspace(0, len(x), min(len(x), _DOTS) + 1).astype(int)
    return np.array([x[a:b].mean() for a, b in pairwise(edges)])


def _full(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Let the largest number of each row be 1 in size."""
    largest = np.abs(rows).max(axis=1, keepdims=True)
    return np.asarray(rows / np.where(largest > 0, largest, 1.0))


def _fitted(left: float, bottom: float, side: float, m: int, n: int) -> Box:
    """Return the part of a square that a picture of m by n pixels fills."""
    high, wide = side * m / max(m, n), side * n / max(m, n)
    x, y = left + 0.5 * (side - wide), bottom + 0.5 * (side - high)
    return (x, x + wide), (y, y + high)


def _corners(x: Ends, y: Ends) -> NDArray[np.float64]:
    return np.array([[x[0], y[0]], [x[1], y[0]], [x[1], y[1]], [x[0], y[1]]])

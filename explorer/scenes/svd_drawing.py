"""What is drawn of a picture and its layers: the curtain, the bars with the cut, the first layers as tiles.

Everything here is about where things stand on the stage. What they are is computed by `explorer.logic` and
recorded, so that it follows every frame of a drag. The picture fills a square of ten units a side; bars and
tiles stand at its right, closer together in a narrow frame.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from explorer.data.pictures import Picture
from explorer.live.scene import Scene
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
_DECADES = 2.6  # of the logarithmic axis at least
_FAINTEST = 1e-4  # of the largest singular value: a bar as short as this is not drawn shorter
_TICKS = (20, 40, 60, 80, 100)
_GAP = 1.0  # pixels of 256 that are clear on either side of the curtain
_DOTS = 64  # pixels a side of a tile


class Place(NamedTuple):
    """Where bars and tiles stand in a frame."""

    left: float
    right: float
    bottom: float
    top: float
    tiles: tuple[float, ...]  # left edges of the first layers
    last: float  # left edge of the last layer that is kept
    tile: float  # side of a tile


WIDE = Place(12.3, 22.5, 3.8, 9.0, (11.8, 15.0, 18.2), 22.9, 2.4)
TALL = Place(11.9, 16.9, 3.7, 9.0, (10.9,), 14.7, 2.2)


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
        self.scene, self.shown, self.S = scene, picture, S
        self.count = U.shape[1]
        self.is_tall = tall > 0.5
        self._U, self._Vt = U, Vt
        m, n = picture.values.shape
        high, wide = SIDE * m / max(m, n), SIDE * n / max(m, n)
        self.x = (0.5 * (SIDE - wide), 0.5 * (SIDE + wide))
        self.y = (SIDE - high, SIDE) if high < SIDE else (0.0, SIDE)

    def _either(self, wide: Any, tall: Any) -> Any:
        return np.where(self.is_tall, np.asarray(tall, dtype=float), np.asarray(wide, dtype=float))

    # -- the picture

    def picture(self, on: Any, curtain: Any, name: str) -> None:
        """Draw the kept layers left of the curtain, and the original at its right."""
        scene, picture = self.scene, self.shown
        m, n = picture.values.shape
        kept = scene.frames(_few_bytes(self._U)) * (self.S[: self.count] * on)
        kept = kept @ scene.frames(_few_bytes(self._Vt))
        if picture.mean:
            kept = kept + picture.mean
        column = np.arange(n) + 0.5
        edge = np.abs(column - n * curtain) < max(0.5, _GAP * n / 256)
        sides = np.where(column < n * curtain, kept, scene.frames(picture.values))
        scene.picture(
            picture.name,
            np.where(edge, np.nan, sides),
            x=self.x,
            y=self.y,
            low=picture.low,
            high=picture.high,
            digits=0,
        )
        x = self.x[0] + (self.x[1] - self.x[0]) * curtain
        scene.handle_at(
            name,
            np.stack([x, 0.5 * (self.y[0] + self.y[1]) + 0 * x]),
            lambda to: {name: np.clip((to[0] - self.x[0]) / (self.x[1] - self.x[0]), 0.0, 1.0)},
            role="guess",
            shape="hollow",
            says=name,
            keys=lambda step: {name: np.clip(curtain + 0.02 * (step[0] + step[1]), 0.0, 1.0)},
        )

    # -- the singular values

    @property
    def _decades(self) -> tuple[float, float]:
        """The ends of the logarithmic axis."""
        largest = float(self.S[0]) or 1.0
        least = max(float(self.S[self.count - 1]), _FAINTEST * largest)
        top = np.log10(largest)
        return float(min(np.log10(least) - 0.15, top - 1.0)), float(top + 0.02)

    def _up(self, values: Any) -> Any:
        """Where a singular value stands, from 0 to 1."""
        low, high = self._decades
        return np.clip((np.log10(np.maximum(values, 10.0**low)) - low) / (high - low), 0.0, 1.0)

    def bars(self, on: Any, k: Any, kept: Any, name: str, fewest: int) -> None:
        """Draw the singular values as bars on a logarithmic axis, and the cut through them."""
        scene, count = self.scene, self.count
        W, T = WIDE, TALL
        least, most = self._decades
        left, right = self._either(W.left, T.left), self._either(W.right, T.right)
        bottom, top = W.bottom, W.top
        pitch = (right - left) / count
        ends: list[NDArray[np.float64]] = []
        for decade in range(int(np.ceil(least)), int(np.floor(most)) + 1):
            y = bottom + (top - bottom) * (decade - least) / (most - least)
            ends.append(np.array([y, y]))
            power = "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in str(abs(decade)))
            scene.label(
                ("10⁻" if decade < 0 else "10") + power,
                np.stack([left - self._either(0.75, 0.85), y + 0 * left]),
                role="data", small=True, place="centre",
            )  # fmt: skip
        if ends:
            across = np.stack([left, right])
            scene.grid(np.stack([np.stack([across, y + 0 * across], axis=1) for y in ends]))
        x = left + pitch * (np.arange(count) + 0.5)
        tall = (top - bottom) * self._up(self.S[:count])
        self._tops = np.stack([x, bottom + tall + 0 * x], axis=1)
        pieces = np.stack([np.stack([x, bottom + 0 * x], axis=1), self._tops], axis=1)
        lit = on[:, None, None] > 0.5
        scene.segments(np.where(lit, np.nan, pieces), role="data", faint=True)
        scene.segments(np.where(lit, pieces, np.nan), role="principal", solid=True)
        scene.segment(np.stack([left, bottom + 0 * left]), np.stack([right, bottom + 0 * right]), role="data")
        for tick in sorted({1, count, *(tick for tick in _TICKS if tick < 0.9 * count)}):
            at = np.stack([left + pitch * (tick - 0.5), bottom - 0.55 + 0 * left])
            shown = self._either(1.0, 1.0 if tick in (1, count) else np.nan)
            scene.label(str(tick), at * shown, role="data", small=True, place="centre")
        cut = left + pitch * k
        hand = np.stack([cut, top + 0.45 + 0 * cut])
        scene.segment(np.stack([cut, bottom + 0 * cut]), hand, role="principal", name="cut")
        scene.handle_at(
            "cut",
            hand,
            lambda to: {name: np.clip(np.rint((to[0] - left) / pitch), fewest, count)},
            role="principal",
            shape="circle",
            says=name,
            keys=lambda step: {name: np.clip(k + step[0] + step[1], fewest, count)},
        )
        scene.readout("layers kept", kept, digits=0, role="principal", at=hand, said="rank k =")

    # -- the layers

    def tiles(self, on: Any) -> None:
        """Draw the first layers, and the last one that is kept with its u and its v."""
        layers = range(self.count)
        us, vs = (
            self.scene.frames(_few_bytes(_full(np.stack(rows)), bits=8))
            for rows in ([_small(self._U[:, i]) for i in layers], [_small(self._Vt[i]) for i in layers])
        )
        for place, here in ((WIDE, ~self.is_tall), (TALL, self.is_tall)):
            for i, left in enumerate(place.tiles[: self.count]):
                self._tile(i, us[i], vs[i], left, place.tile, here, on[i] > 0.5)
            self._last(us, vs, place, here, on)

    def _tile(
        self, i: int, u: Any, v: Any, left: float, side: float, here: Any, on: Any
    ) -> None:
        scene = self.scene
        box = _fitted(left, 0.0, side, len(self._U), self._Vt.shape[1])
        scene.picture(
            Sentence("layer {n}", n=i + 1),
            u[:, None] * v,
            x=box[0], y=box[1], tones="diverging", high=1.0,
        )  # fmt: skip
        scene.only_while(here & on)
        scene.path(np.where(here & ~on, _corners(*box), np.nan), role="derived", closed=True)
        if left in WIDE.tiles[:-1]:
            at = np.array([left + side + 0.4, side / 2])
            scene.label("+", np.where(here, at, np.nan), role="derived", place="centre")

    def _last(self, us: Any, vs: Any, place: Place, here: Any, on: Any) -> None:
        scene, count = self.scene, self.count
        some = np.sum(on) > 0.5
        last = np.max(np.where(on > 0.5, np.arange(count), 0)).astype(int)
        u, v = us[last], vs[last]
        box = _fitted(place.last, 0.0, place.tile, len(self._U), self._Vt.shape[1])
        (left, right), (bottom, top) = box
        shown = here & some
        scene.picture("the last layer", u[:, None] * v, x=box[0], y=box[1], tones="diverging", high=1.0)
        scene.only_while(shown)
        scene.picture("its u", u[:, None], x=(left - 0.5, left - 0.15), y=box[1], tones="diverging", high=1.0)
        scene.only_while(shown)
        scene.picture("its v", v[None, :], x=box[0], y=(top + 0.15, top + 0.5), tones="diverging", high=1.0)
        scene.only_while(shown)
        middle = np.array([0.5 * (left + right), bottom - 0.55])
        scene.label("layer", np.where(shown, middle, np.nan), role="principal", small=True, place="centre", value=last + 1, digits=0)
        middle = 0.5 * (place.tiles[-1] + place.tile + place.last - 0.5)
        at = np.array([middle, place.tile / 2])
        scene.label("+ … +" if place is WIDE else "+ …", np.where(here, at, np.nan), role="derived", place="centre")

    def presses(self, does: Callable[[Any], Mapping[str, Any]], on: Any) -> None:
        """Let bars and tiles be pressed."""
        left, right = self._either(WIDE.left, TALL.left), self._either(WIDE.right, TALL.right)
        count = self.count

        def which(to: Any) -> Any:
            """The layer whose bar or tile is there; -1 for none."""
            bar = np.floor((to[0] - left) / (right - left) * count)
            in_bars = (bar >= 0) & (bar < count) & (to[1] > WIDE.bottom - 0.3) & (to[1] < WIDE.top + 0.2)
            found = np.where(in_bars, bar, -1.0)
            for place, here in ((WIDE, ~self.is_tall), (TALL, self.is_tall)):
                for i, edge in enumerate(place.tiles[:count]):
                    inside = (to[0] > edge) & (to[0] < edge + place.tile) & (to[1] > 0) & (to[1] < place.tile)
                    found = np.where(here & inside, float(i), found)
            return found

        self.scene.press(
            "layers",
            self._tops,
            does,
            labels=[Sentence("layer {n}", n=i + 1) for i in range(count)],
            on=on,
            elsewhere=lambda to: does(which(to)),
        )

    def labels(self, on: Any, k: Any, kept: Any, curtain: Any, energy: Any, missing: Any) -> None:
        """Write what is to be seen on both sides of the curtain."""
        scene = self.scene
        (left, right), (bottom, _) = self.x, self.y
        y = bottom - 0.6
        edge = left + (right - left) * curtain
        mine, theirs = 0.5 * (left + edge), 0.5 * (edge + right)
        room = self._either(2.2, 3.4)
        here = np.where(edge - left > room, mine, np.nan)
        scene.label("rank", np.where(self.is_tall, np.nan, np.stack([here, y + 0 * here])), role="principal", small=True, place="centre", value=kept, digits=0)
        scene.label("keeps", np.where(self.is_tall, np.stack([here, y + 0 * here]), np.nan), role="principal", small=True, place="centre", value=energy, unit="%", digits=1)
        if self.count > 1:
            left_out = self.S[: self.count] * (1.0 - on)
            top = self._tops[np.argmax(left_out)]
            some = ~self.is_tall & (np.sum(on) < self.count)
            scene.label("next", np.where(some, top, np.nan), role="data", small=True, away=top - np.array([1.0, 1.0]), value=missing, digits=0)
        caption = np.array([WIDE.right - 2.3, WIDE.top + 0.45])
        free = ~self.is_tall & (k < 0.45 * self.count)  # else the cut is there
        scene.label("singular values", np.where(free, caption, np.nan), role="principal", small=True, place="centre")
        there = np.where(right - edge > room, theirs, np.nan)
        scene.label("original", np.stack([there, y + 0 * there]), role="data", small=True, place="centre")


def _few_bytes(X: NDArray[np.float64], bits: int = 16) -> NDArray[np.float64]:
    """Round to so many bits a number: multiples of a power of two, to which the largest number still fits."""
    largest = float(np.abs(X).max(initial=0.0)) or 1.0
    most = 2 ** (bits - 1)
    step = 2.0 ** np.ceil(np.log2(largest)) / most
    return np.clip(np.rint(X / step), 1 - most, most - 1) * step


def _small(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Average neighbours until no more than a tile shows are left."""
    groups = min(len(x), _DOTS)
    edges = np.linspace(0, len(x), groups + 1).astype(int)
    return np.array([x[a:b].mean() for a, b in zip(edges[:-1], edges[1:], strict=True)])


def _full(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Let the largest number of each row be 1 in size."""
    largest = np.abs(rows).max(axis=1, keepdims=True)
    return rows / np.where(largest > 0, largest, 1.0)


def _fitted(left: float, bottom: float, side: float, m: int, n: int) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the part of a square that a picture of m by n pixels fills."""
    high, wide = side * m / max(m, n), side * n / max(m, n)
    x, y = left + 0.5 * (side - wide), bottom + 0.5 * (side - high)
    return (x, x + wide), (y, y + high)


def _corners(x: tuple[float, float], y: tuple[float, float]) -> NDArray[np.float64]:
    return np.array([[x[0], y[0]], [x[1], y[0]], [x[1], y[1]], [x[0], y[1]]])

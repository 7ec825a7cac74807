"""The stage of the recommender lesson: users and movies moved by hand, every prediction recoloured."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from explorer.live import component
from explorer.live.scene import Scene
from explorer.logic import recommender

Array = NDArray[np.float64]
AxisNames = tuple[tuple[str, str], tuple[str, str]]

AXES: AxisNames = (("arthouse", "blockbuster"), ("children", "adults"))
RATINGS = "ratings"
CLOCK = "SGD step"
TAKE_OVER = "Let SGD take over from here"
# Typed ratings; what a reader's own sheet holds widens it.
_LIMIT = 10.0
# More rows of numbers than this push the goals off the screen.
_NEAREST_SHOWN = 6
_SMALL_WORDS = {"a", "an", "and", "of", "the", "with", "in", "to"}


class Sheet(NamedTuple):
    """Who rated what, and where everybody stands at first.

    Attributes
    ----------
    users, movies : names of rows and columns, all different
    ratings : array (m, n)
        NaN where blank.
    U, V : arrays (m, 2), (n, 2)
        Where the users and the movies stand at the start.
    key : str
        Key of the stage; every sheet has its own, so that nothing of one is kept for another.
    """

    users: tuple[str, ...]
    movies: tuple[str, ...]
    ratings: Array
    U: Array
    V: Array
    key: str

    @property
    def prefix(self) -> str:
        """What stands before the names in the link: the example's names stand alone."""
        return "" if self.key == EXAMPLE.key else "own-"


class Hand(NamedTuple):
    """What the reader has settled on the stage."""

    sheet: Sheet
    ratings: Array
    U: Array
    V: Array


EXAMPLE = Sheet(
    recommender.USERS,
    recommender.MOVIES,
    recommender.LIKES,
    recommender.WORKED_U,
    recommender.WORKED_V,
    "recommender",
)


def build(
    sheet: Sheet,
    method: str,
    best: recommender.Factors | None,
    best_error: float,
    path: recommender.Fit | None = None,
    axes: AxisNames = AXES,
) -> Scene:
    """Return the scene: handles for users and movies, the product, its error, and who is nearest to whom.

    Parameters
    ----------
    sheet : Sheet
    method : str
        Name of the algorithm to compare with.
    best, best_error : Factors of rank 2 and their squared error
        What the algorithm makes of the ratings; None where it cannot, for example when all are blank.
    path : Fit, optional
        Frames of an algorithm that took over; a clock runs through them.
    axes : names of the two ends of each axis
    """
    reach = 1.3 * max(1.0, float(np.abs(np.vstack([sheet.U, sheet.V])).max()))
    scene = Scene(
        "Users as circles and movies as squares on one plane",
        x=(-1.25 * reach, 1.25 * reach),
        y=(-reach, reach),
        axis_names=axes,
        numbers=False,
    )
    users = [scene.handle(name, at=u, role="first") for name, u in zip(sheet.users, sheet.U, strict=True)]
    movies = [
        scene.handle(name, at=v, role="second", shape="square")
        for name, v in zip(sheet.movies, sheet.V, strict=True)
    ]
    U, V = np.stack(users), np.stack(movies)
    largest = float(np.nanmax(np.abs(sheet.ratings)))
    ratings = scene.table(
        RATINGS,
        at=sheet.ratings,
        rows=sheet.users,
        columns=sheet.movies,
        low=-max(_LIMIT, largest),
        high=max(_LIMIT, largest),
        scale=largest or 1.0,
        heads=[short(name) for name in sheet.movies],
    )
    scene.button(TAKE_OVER)
    pulls = scene.switch("Show where the error pulls")
    by_hand = True if path is None else _clock(scene, sheet, path) == 0

    nearest = np.argmax(recommender.similarity(U, V), axis=1)
    scene.segments(np.stack([U, np.take(V, nearest, axis=0)], axis=1), role="derived", faint=True)
    of_users, of_movies = recommender.pull(ratings, U, V)
    for points, pull, role in ((users, of_users, "first"), (movies, of_movies, "second")):
        for i, point in enumerate(points):
            scene.arrow(point + 0.2 * pulls * pull[i], tail=point, role=role, faint=True)
    for i, (name, point) in enumerate(zip(sheet.users, users, strict=True)):
        scene.label(short(name), point, role="first", small=True, away=V[nearest[i]])
    for name, point in zip(sheet.movies, movies, strict=True):
        scene.label(short(name), point, role="second", small=True, away=0.7 * point)

    heads = [short(name) for name in sheet.movies]
    scene.cells(
        "U Vᵀ",
        recommender.predict(U, V),
        rows=sheet.users,
        columns=sheet.movies,
        scale=largest or 1.0,
        target=ratings,
        heads=heads,
        place="side",
    )
    error = recommender.squared_error(ratings, U, V)
    scene.readout("squared error by hand", error, role="result")
    if best is not None:
        scene.readout(f"squared error of {method}", np.array(best_error))
    for i, user in enumerate(sheet.users[:_NEAREST_SHOWN]):
        scene.readout(f"nearest to {user}", nearest[i], words=sheet.movies, aside=True)
    _presets(scene, sheet, method, best, {} if path is None else {CLOCK: np.zeros(())})
    _goals(scene, sheet, error, best_error if best is not None else 0.0, by_hand)
    scene.cells(
        "given minus predicted",
        recommender.errors(ratings, recommender.predict(U, V)),
        rows=sheet.users,
        columns=sheet.movies,
        scale=largest or 1.0,
        heads=heads,
    )
    return scene


def hand(sheet: Sheet, settled: dict[str, Array]) -> Hand:
    """Return the settled positions and ratings of a stage as matrices."""
    return Hand(
        sheet,
        settled[RATINGS],
        np.stack([settled[name] for name in sheet.users]),
        np.stack([settled[name] for name in sheet.movies]),
    )


def before(sheet: Sheet) -> Hand:
    """Return what was settled last, before the stage is built in this run."""
    return Hand(
        sheet,
        component.peek(sheet.key, RATINGS, sheet.ratings),
        np.stack([component.peek(sheet.key, name, u) for name, u in zip(sheet.users, sheet.U, strict=True)]),
        np.stack([component.peek(sheet.key, name, v) for name, v in zip(sheet.movies, sheet.V, strict=True)]),
    )


def short(name: str) -> str:
    """Return a name short enough to stand beside its point on a phone.

    >>> [short(name) for name in ("The Triplets of Belleville", "The Dark Knight Rises", "user 1")]
    ['Triplets', 'Dark Knight', 'user 1']
    """
    words = name.split()
    if len(words) > 1 and words[0].lower() in _SMALL_WORDS:
        words = words[1:]
    kept = words[:1]
    for word in words[1:]:
        if len(" ".join([*kept, word])) > 12:
            break
        kept.append(word)
    while len(kept) > 1 and len(kept) < len(words) and kept[-1].lower() in _SMALL_WORDS:
        kept.pop()
    text = " ".join(kept)
    return text if len(text) <= 14 else text[:13] + "…"


def _clock(scene: Scene, sheet: Sheet, path: recommender.Fit) -> Any:
    last = len(path.losses) - 1
    step = scene.slider(CLOCK, 0, last, at=0, step=1, play=True, seconds=last / 25)
    place = step.astype(int)
    now_U = np.choose(place, path.frames_U)
    now_V = np.choose(place, path.frames_V)
    users = {name: now_U[i] for i, name in enumerate(sheet.users)}
    movies = {name: now_V[j] for j, name in enumerate(sheet.movies)}
    scene.drive(CLOCK, users | movies, starts=True)
    scene.curve("squared error along SGD", path.losses, at=step)
    return step


def _presets(
    scene: Scene, sheet: Sheet, method: str, best: recommender.Factors | None, clock: dict[str, Array]
) -> None:
    rng = np.random.default_rng(7)
    size = 0.8 * float(np.abs(np.vstack([sheet.U, sheet.V])).max())
    at_random = rng.uniform(-size, size, (len(sheet.users) + len(sheet.movies), 2)).round(2)
    m = len(sheet.users)
    scene.preset("Start" if sheet.prefix else "Worked example", _places(sheet, sheet.U, sheet.V) | clock)
    scene.preset("Shuffle", _places(sheet, at_random[:m], at_random[m:]) | clock)
    if best is not None:
        scene.preset(f"Where {method} puts them", _places(sheet, best.U, best.V) | clock)


def _places(sheet: Sheet, U: Any, V: Any) -> dict[str, Array]:
    names = [*sheet.users, *sheet.movies]
    return {name: np.round(place, 4) for name, place in zip(names, np.vstack([U, V]), strict=True)}


def _goals(scene: Scene, sheet: Sheet, error: Any, best_error: float, by_hand: Any) -> None:
    start = float(recommender.squared_error(sheet.ratings, sheet.U, sheet.V))
    easy = max(1.0, float(f"{(start + best_error) / 2:.1g}")) if sheet.prefix else 1.0
    scene.goal(
        f"Bring the squared error below {easy:g} by hand.",
        (error < easy) & by_hand,
        "Each cell is a length times a shadow: a user wants to point where the films they like are.",
    )
    hard = max(0.1, float(f"{1.5 * best_error:.1g}"))
    scene.goal(
        f"Bring it below {hard:g}.",
        (error < hard) & by_hand,
        "As good as the algorithm, within what a hand can do.",
    )

"""Users and films on one plane, moved by hand: every prediction follows, and SGD may take over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from explorer.live.scene import Scene, recorded
from explorer.logic import recommender
from explorer.logic.recommender import Factors, Fit
from explorer.sentence import Sentence

Array = NDArray[np.float64]
AxisNames = tuple[tuple[str, str], tuple[str, str]]

AXES: AxisNames = (("arthouse", "blockbuster"), ("children", "adults"))
NO_NAMES: AxisNames = (("", ""), ("", ""))
RATINGS = "ratings"
CLOCK = "SGD step"
TAKE_OVER = "Let SGD take over from here"
GRADIENT = "Show where the error pulls"
MEAN, USER_BIASES, MOVIE_BIASES = "mean", "user biases", "film biases"
# What inputs were called in links of before, and what they are called there now.
OLD_PARAMS = {"movie-biases": "film-biases", "movie": "film"}
BY_HAND = "squared error by hand"
PREDICTED, PREDICTED_WITH_BIASES = "U Vᵀ", "mean + biases + U Vᵀ"
ERRORS = "given minus predicted"
# Names that no user and no movie may have.
TAKEN = frozenset({RATINGS, CLOCK, TAKE_OVER, GRADIENT, MEAN, USER_BIASES, MOVIE_BIASES})
# Typed ratings; what a reader's own sheet holds widens it.
_LIMIT = 10.0
# Columns of a table that stands beside the picture.
_BESIDE = 6
# More rows of numbers than this push the goals off the screen.
_NEAREST_SHOWN = 6
# A setting that a preset or a step made, and no hand: positions within this of it.
_SAME = 0.005
_SMALL_WORDS = {"a", "an", "and", "of", "the", "with", "in", "to"}
# Cells of the example that the steps leave blank: one for each user.
_BLANK_CELLS = ((0, 2), (1, 0), (2, 3), (3, 4))


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
        Every sheet has its own, so that nothing of one is kept for another.
    text : str
        The table as a link holds it; empty for the example, and for a table that is too long for a link.
    """

    users: tuple[str, ...]
    movies: tuple[str, ...]
    ratings: Array
    U: Array
    V: Array
    key: str
    text: str = ""

    @property
    def own(self) -> bool:
        """Whether it is the reader's own, and not the worked example."""
        return self.key != EXAMPLE.key


EXAMPLE = Sheet(
    recommender.USERS,
    recommender.MOVIES,
    recommender.LIKES,
    recommender.WORKED_U,
    recommender.WORKED_V,
    "recommender",
)


class Placement(NamedTuple):
    """Ratings, and where everybody stands; without bias terms the last three add nothing."""

    sheet: Sheet
    ratings: Array
    U: Array
    V: Array
    mean: float = 0.0
    user_bias: Array | None = None
    item_bias: Array | None = None

    @property
    def factors(self) -> tuple[Any, Any, Any, Any, Any]:
        """What `recommender.predict` takes."""
        return (self.U, self.V, self.mean, self.user_bias, self.item_bias)

    @property
    def biased(self) -> bool:
        """Whether bias terms take part."""
        return self.user_bias is not None


START = Placement(EXAMPLE, EXAMPLE.ratings, EXAMPLE.U, EXAMPLE.V)


class Rival(NamedTuple):
    """What an algorithm makes of the ratings in the plane, to compare with by hand.

    Attributes
    ----------
    method : the name of the algorithm
    factors : of rank 2; None where it finds none, for example when all ratings are blank
    error : their squared error
    """

    method: str
    factors: Factors | None = None
    error: float = 0.0


def rival(sheet: Sheet, ratings: Array, method: str, found: Factors | None) -> Rival:
    """Return what an algorithm found, turned to lie like the sheet's start."""
    if found is None:
        return Rival(method)
    U, V = recommender.match_factors(found.U, found.V, sheet.U, sheet.V)
    factors = found._replace(U=U, V=V)
    return Rival(method, factors, float(recommender.squared_error(ratings, *factors)))


@recorded
def scene(
    sheet: Sheet = EXAMPLE,
    against: Rival | None = None,
    path: Fit | None = None,
    axes: AxisNames | None = None,
    biases: bool = False,
) -> Scene:
    """Handles for users and movies, the product, its error, and who is nearest to whom.

    Parameters
    ----------
    sheet : Sheet
    against : Rival, optional
        By default what ALS makes of the sheet.
    path : Fit, optional
        Frames of an algorithm that took over; a clock runs through them.
    axes : names of the two ends of each axis, optional
    biases : bool
        Whether a mean and a number for each user and each movie, all typed by hand, take part.
    """
    if against is None:
        against = rival(sheet, sheet.ratings, "ALS", recommender.als(sheet.ratings, 2).factors)
    (cx, cy), reach = _room(sheet)
    scene = Scene(
        "Users as circles and films as squares on one plane",
        x=(cx - 1.25 * reach, cx + 1.25 * reach),
        y=(cy - reach, cy + reach),
        # On a phone the names at the ends of the axes need room beside the points.
        tall=((cx - 1.37 * reach, cx + 1.37 * reach), (cy - 1.08 * reach, cy + 1.08 * reach)),
        axis_names=axes or (NO_NAMES if sheet.own else AXES),
        numbers=False,
    )
    users = [scene.handle(name, at=u, role="first") for name, u in zip(sheet.users, sheet.U, strict=True)]
    movies = [
        scene.handle(name, at=v, role="second", shape="square")
        for name, v in zip(sheet.movies, sheet.V, strict=True)
    ]
    U, V = np.stack(users), np.stack(movies)
    largest = float(np.nanmax(np.abs(sheet.ratings))) or 1.0
    heads = [short(name) for name in sheet.movies]
    limit = max(_LIMIT, largest)
    cells: dict[str, Any] = {"columns": sheet.movies, "scale": largest, "heads": heads}
    scene.button(TAKE_OVER)
    pulls = scene.switch(GRADIENT)
    offsets: tuple[Any, ...] = _biases(scene, sheet, largest, limit, heads) if biases else ()
    if not sheet.own:
        scene.note("Ratings: 1 liked, −1 not liked, an empty cell not rated.", place="below")
    ratings = scene.table(RATINGS, at=sheet.ratings, rows=sheet.users, low=-limit, high=limit, **cells)
    starts = None if path is None else _clock(scene, sheet, path, biases) == 0

    nearest = np.argmax(recommender.similarity(U, V), axis=1)
    scene.segments(np.stack([U, np.take(V, nearest, axis=0)], axis=1), role="derived", faint=True)
    rest = ratings
    if offsets:
        rest = ratings - offsets[0] - offsets[1][:, None] - offsets[2]
    for points, pull, role in zip(
        (users, movies), recommender.negative_gradient(rest, U, V), ("first", "second"), strict=True
    ):
        for i, point in enumerate(points):
            scene.arrow(point + 0.2 * pulls * pull[i], tail=point, role=role, faint=True)
    for i, (name, point) in enumerate(zip(sheet.users, users, strict=True)):
        scene.label(short(name), point, role="first", small=True, away=V[nearest[i]])
    for name, point in zip(sheet.movies, movies, strict=True):
        scene.label(short(name), point, role="second", small=True, away=0.7 * point)

    P = recommender.predict(U, V, *offsets)
    scene.cells(
        PREDICTED_WITH_BIASES if biases else PREDICTED,
        P,
        rows=sheet.users,
        target=ratings,
        # Beside the picture there is room for few columns.
        place="side" if len(sheet.movies) <= _BESIDE else "below",
        digits=2 if len(sheet.movies) <= _BESIDE else 1,
        **cells,
    )
    error = recommender.squared_error(ratings, U, V, *offsets)
    scene.readout(BY_HAND, error, role="result")
    scene.readout(
        Sentence("recommended for {user}", user=sheet.users[0]),
        _recommended(P[0], ratings[0]),
        words=[*heads, "none: all rated"],
    )
    if against.factors is not None:
        scene.readout(_error_of(against), np.array(against.error), aside=True)
    for i, name in enumerate(_nearest_names(sheet)):
        scene.readout(name, nearest[i], words=sheet.movies, aside=True)
    clock = {} if path is None else {CLOCK: np.zeros(())}
    canned = _presets(scene, sheet, against, clock, biases) + _steps(scene, sheet, against, clock)
    by_hand: Any = True
    for places in canned:
        by_hand = by_hand & (np.abs(np.concatenate([U, V]) - places).max() > _SAME)
    _goals(scene, sheet, error, against, by_hand, starts)
    scene.cells(ERRORS, recommender.errors(ratings, P), rows=sheet.users, **cells)
    if not sheet.own:
        scene.note(
            "A rating beyond 1 or −1 counts as it stands, and pulls its user and its film farther out.",
            place="below",
        )
        scene.only_while(np.any(np.abs(ratings) > 1))
    return scene


def _recommended(predicted: Any, given: Any) -> Any:
    """Return the place of the highest prediction among blank cells; one past the last where none is blank."""
    blank = np.isnan(given)
    return np.where(blank.any(), np.argmax(np.where(blank, predicted, -np.inf)), len(predicted))


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


# What is called so in every language.
PROPER_NAMES = frozenset({*recommender.MOVIES, *map(short, recommender.MOVIES)})


def no_biases(sheet: Sheet) -> dict[str, Array]:
    """Return the setting in which bias terms add nothing."""
    m, n = sheet.ratings.shape
    return {MEAN: np.zeros(()), USER_BIASES: np.zeros((1, m)), MOVIE_BIASES: np.zeros((1, n))}


def places(sheet: Sheet, U: Any, V: Any) -> dict[str, Array]:
    """Return the setting in which everybody stands at these places."""
    names = [*sheet.users, *sheet.movies]
    return {name: np.round(place, 4) for name, place in zip(names, np.vstack([U, V]), strict=True)}


def targets(sheet: Sheet, against: Rival) -> tuple[float, float]:
    """Return the two errors that the goals ask to get below: the first for everybody, the second hard."""
    if not sheet.own:
        # The first is the same whatever is typed into the ratings: once reached it stays so.
        return 1.0, max(0.1, float(f"{1.5 * against.error:.1g}"))
    start = float(recommender.squared_error(sheet.ratings, sheet.U, sheet.V))
    room = max(start - against.error, 0.1 * against.error, 0.1)
    return _up(against.error + 0.5 * room), _up(against.error + 0.15 * room)


def _up(x: float) -> float:
    """Return the next number of two digits above."""
    unit = 10.0 ** (np.floor(np.log10(x)) - 1)
    return float(f"{np.ceil(x / unit) * unit:.2g}")


def _error_of(against: Rival) -> Sentence:
    return Sentence("squared error of {method}", method=against.method)


def _nearest_names(sheet: Sheet) -> list[Sentence]:
    return [Sentence("nearest to {user}", user=user) for user in sheet.users[:_NEAREST_SHOWN]]


def _biases(
    scene: Scene, sheet: Sheet, largest: float, limit: float, heads: list[str]
) -> tuple[Any, Any, Any]:
    low, high = (float(f(sheet.ratings)) for f in (np.nanmin, np.nanmax))
    mean = scene.slider(MEAN, min(-1.0, low), max(1.0, high), at=0, step=0.01)
    own: dict[str, Any] = {"low": -limit, "high": limit, "blanks": False, "scale": largest}
    of_users = scene.table(
        USER_BIASES, at=np.zeros((1, len(sheet.users))), rows=["bias"], columns=sheet.users, **own
    )
    of_movies = scene.table(
        MOVIE_BIASES, at=np.zeros((1, len(heads))), rows=["bias"], columns=sheet.movies, heads=heads, **own
    )
    return mean, of_users[0], of_movies[0]


def _clock(scene: Scene, sheet: Sheet, path: Fit, biases: bool) -> Any:
    last = len(path.losses) - 1
    step = scene.slider(CLOCK, 0, last, at=0, step=1, play=True, seconds=last / 25)
    place = step.astype(int)
    now_U = np.choose(place, path.frames_U)
    now_V = np.choose(place, path.frames_V)
    driven = {name: now_U[i] for i, name in enumerate(sheet.users)}
    driven |= {name: now_V[j] for j, name in enumerate(sheet.movies)}
    if biases:
        driven[USER_BIASES] = np.choose(place, path.frames_user_bias)[None]
        driven[MOVIE_BIASES] = np.choose(place, path.frames_item_bias)[None]
    scene.drive(CLOCK, driven, starts=True)
    scene.curve("squared error along SGD", path.losses, at=step)
    return step


def _room(sheet: Sheet) -> tuple[Array, float]:
    """Return the middle of what is shown and how far it reaches up and down from there."""
    points = np.vstack([sheet.U, sheet.V])
    if not sheet.own:
        return np.zeros(2), 1.3 * max(1.0, float(np.abs(points).max()))
    # Ratings that are all positive send everybody one way: then the origin is not in the middle.
    low, high = np.minimum(points.min(axis=0), 0.0), np.maximum(points.max(axis=0), 0.0)
    half = 0.5 * float(np.max((high - low) / (1.25, 1.0)))
    return 0.5 * (low + high), 1.25 * max(half, 0.5)


def _shuffled(sheet: Sheet) -> tuple[Array, Array]:
    rng = np.random.default_rng(7)
    middle, reach = _room(sheet)
    size = 0.7 * reach if sheet.own else 0.8 * float(np.abs(np.vstack([sheet.U, sheet.V])).max())
    away = rng.uniform(-size, size, (len(sheet.users) + len(sheet.movies), 2))
    at_random = (middle + away).round(2)
    return at_random[: len(sheet.users)], at_random[len(sheet.users) :]


def _presets(
    scene: Scene, sheet: Sheet, against: Rival, clock: dict[str, Array], biases: bool
) -> list[Array]:
    """Offer settings; return those positions in them that an algorithm found."""
    none = no_biases(sheet) if biases else {}
    begin = "Start" if sheet.own else "Worked example"
    scene.preset(begin, places(sheet, sheet.U, sheet.V) | none | clock)
    scene.preset("Shuffle", places(sheet, *_shuffled(sheet)) | clock)
    best = against.factors
    if best is None:
        return []
    found = places(sheet, best.U, best.V) | clock
    if biases:
        mean, b, c = (np.round(x, 4) for x in best[2:])
        found |= {MEAN: mean, USER_BIASES: b[None], MOVIE_BIASES: c[None]}
    scene.preset(Sentence("Where {method} puts them", method=against.method), found)
    return [np.vstack([best.U, best.V])]


def _steps(scene: Scene, sheet: Sheet, against: Rival, clock: dict[str, Array]) -> list[Array]:
    """Tell the lesson in steps; return positions in them that are nobody's achievement."""
    nearest = _nearest_names(sheet)
    errors = [BY_HAND, *([] if against.factors is None else [_error_of(against)])]
    base: dict[str, Any] = {GRADIENT: 0.0} | clock
    if not sheet.own:
        blanked = sheet.ratings.copy()
        blanked[tuple(np.transpose(_BLANK_CELLS))] = np.nan
        base |= {RATINGS: blanked}
    count = len(sheet.users) + len(sheet.movies)
    size = 0.25 * float(np.abs(np.vstack([sheet.U, sheet.V])).max())
    turn = 2 * np.pi * np.arange(count) / count
    ring = (size * np.stack([np.cos(turn), np.sin(turn)], axis=1)).round(2)
    m = len(sheet.users)
    scene.step(
        "Corners: 1 liked, −1 not liked. Dashed cells are to be guessed.",
        base | places(sheet, ring[:m], ring[m:]),
        hide=[*(short(name) for name in (*sheet.users, *sheet.movies)), *errors, *nearest],
    )
    scene.step(
        "Users (circles) point to the films (squares) that they like.",
        places(sheet, sheet.U, sheet.V),
        hide=errors,
    )
    if not sheet.own:
        across = {sheet.users[2]: np.array([-0.7, -0.7])}
        scene.step(
            "A cell is a dot product: user 3, at a right angle to Shrek, gets 0.",
            across,
            hide=errors,
        )
    scene.step(
        "Your turn: drag along the arrows until the error is small.",
        places(sheet, *_shuffled(sheet)) | {GRADIENT: 1.0},
        hide=errors[1:],
    )
    scene.step(
        "SGD, an algorithm, takes over: small steps, one cell at a time.",
        hide=nearest,
        press=TAKE_OVER,
    )
    if sheet.own:
        return []
    new = blanked.copy()
    new[3] = [np.nan, np.nan, 1.0, np.nan, np.nan]
    U = sheet.U.copy()
    U[3] = recommender.fold_in(new[3], sheet.V)
    scene.step(
        "User 4 is new: one rating gives the arrow, the arrow gives the row.",
        places(sheet, U, sheet.V) | {RATINGS: new, GRADIENT: 0.0},
        hide=errors,
    )
    return [np.vstack([U, sheet.V])]


def _goals(scene: Scene, sheet: Sheet, error: Any, against: Rival, by_hand: Any, starts: Any) -> None:
    easy, hard = targets(sheet, against)
    scene.goal(
        Sentence("Bring the squared error below {number} by hand.", number=easy),
        (error < easy) & by_hand,
        "Each cell is a length times a shadow: a user wants to point where the films they like are.",
        when=starts,
    )
    scene.goal(
        Sentence("Bring it below {number}.", number=hard),
        (error < hard) & by_hand,
        "That is about as good as the algorithm.",
        when=starts,
    )


def variants() -> Iterator[Scene]:
    """Yield scenes that say what the one without arguments does not: the catalogues look at them."""
    path = recommender.continue_sgd(EXAMPLE.ratings, EXAMPLE.U, EXAMPLE.V, epochs=1)
    yield scene(path=path, biases=True)
    yield scene(EXAMPLE._replace(key="own"))

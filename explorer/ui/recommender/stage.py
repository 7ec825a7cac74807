"""The stage of the recommender lesson: users and movies moved by hand, every prediction recoloured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from explorer.live.scene import Scene
from explorer.live.serve import component
from explorer.logic import recommender
from explorer.ui.language import _, current, decimal_mark

Array = NDArray[np.float64]
AxisNames = tuple[tuple[str, str], tuple[str, str]]

AXES: AxisNames = (("arthouse", "blockbuster"), ("children", "adults"))
NO_NAMES: AxisNames = (("", ""), ("", ""))
RATINGS = "ratings"
CLOCK = "SGD step"
TAKE_OVER = "Let SGD take over from here"
PULLS = "Show where the error pulls"
MEAN, USER_BIASES, MOVIE_BIASES = "mean", "user biases", "movie biases"
BY_HAND = "squared error by hand"
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
        Key of the stage; every sheet has its own, so that nothing of one is kept for another.
    text : str
        The table as the link holds it; empty for the example, and for a table that is too long for a link.
    """

    users: tuple[str, ...]
    movies: tuple[str, ...]
    ratings: Array
    U: Array
    V: Array
    key: str
    text: str = ""

    @property
    def carried(self) -> dict[str, str]:
        """What the page's link says besides the inputs: the table, or that there is none."""
        return {"table": self.text}

    @property
    def prefix(self) -> str:
        """What stands before the names in the link: the example's names stand alone."""
        return "" if self.key == EXAMPLE.key else "own-"


class Hand(NamedTuple):
    """What the reader has settled on the stage; without bias terms the last three add nothing."""

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
    biases: bool = False,
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
    biases : bool
        Whether a mean and a number for each user and each movie, all typed by hand, take part.
    """
    (cx, cy), reach = _room(sheet)
    scene = Scene(
        "Users as circles and movies as squares on one plane",
        x=(cx - 1.25 * reach, cx + 1.25 * reach),
        y=(cy - reach, cy + reach),
        # On a phone the names at the ends of the axes need room beside the points.
        tall=((cx - 1.37 * reach, cx + 1.37 * reach), (cy - 1.08 * reach, cy + 1.08 * reach)),
        axis_names=axes,
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
    pulls = scene.switch(PULLS)
    offsets: tuple[Any, ...] = _biases(scene, sheet, largest, limit, heads) if biases else ()
    ratings = scene.table(RATINGS, at=sheet.ratings, rows=sheet.users, low=-limit, high=limit, **cells)
    by_hand = True if path is None else _clock(scene, sheet, path, biases) == 0

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
        "mean + biases + U Vᵀ" if biases else "U Vᵀ",
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
    if best is not None:
        scene.readout(f"squared error of {method}", np.array(best_error))
    for i, user in enumerate(sheet.users[:_NEAREST_SHOWN]):
        scene.readout(f"nearest to {user}", nearest[i], words=sheet.movies, aside=True)
    clock = {} if path is None else {CLOCK: np.zeros(())}
    for canned in _presets(scene, sheet, method, best, clock, biases) + _steps(
        scene, sheet, method, best, clock
    ):
        by_hand = by_hand & (np.abs(np.concatenate([U, V]) - canned).max() > _SAME)
    _goals(scene, sheet, error, best_error if best is not None else 0.0, by_hand)
    scene.cells("given minus predicted", recommender.errors(ratings, P), rows=sheet.users, **cells)
    return scene


def texts(sheet: Sheet, method: str, best: recommender.Factors | None, best_error: float) -> dict[str, str]:
    """Return in the reader's language what the scene says with names and numbers in it."""
    said = {
        f"squared error of {method}": _("squared error of {method}").format(method=method),
        f"Where {method} puts them": _("Where {method} puts them").format(method=method),
    }
    for user in sheet.users[:_NEAREST_SHOWN]:
        said[f"nearest to {user}"] = _("nearest to {user}").format(user=_(user))
    easy, hard = _targets(sheet, best_error if best is not None else 0.0)
    mark = decimal_mark(current())
    said[_EASY.format(number=easy)] = _("Bring the squared error below {number} by hand.").format(
        number=easy.replace(".", mark)
    )
    said[_HARD.format(number=hard)] = _("Bring it below {number}.").format(number=hard.replace(".", mark))
    return said


def hand(sheet: Sheet, settled: Mapping[str, Array], biases: bool = False) -> Hand:
    """Return the settled positions and ratings of a stage as matrices."""
    U, V = (np.stack([settled[name] for name in names]) for names in (sheet.users, sheet.movies))
    if not biases:
        return Hand(sheet, settled[RATINGS], U, V)
    b, c = settled[USER_BIASES][0], settled[MOVIE_BIASES][0]
    return Hand(sheet, settled[RATINGS], U, V, float(settled[MEAN]), b, c)


def before(sheet: Sheet, biases: bool = False) -> Hand:
    """Return what was settled last, before the stage is built in this run."""
    start = {RATINGS: sheet.ratings, **_places(sheet, sheet.U, sheet.V)}
    if biases:
        start |= _no_biases(sheet) | _biases_again(sheet)
    st.session_state[f"{sheet.key}_biased"] = biases
    return hand(sheet, {name: component.peek(sheet.key, name, x) for name, x in start.items()}, biases)


def keep_biases(now: Hand) -> None:
    """Keep bias terms for when they are switched off and on again."""
    if now.user_bias is not None and now.item_bias is not None:
        kept = {MEAN: now.mean, USER_BIASES: now.user_bias[None], MOVIE_BIASES: now.item_bias[None]}
        st.session_state[f"{now.sheet.key}_biases"] = kept


def _biases_again(sheet: Sheet) -> dict[str, Array]:
    """Return the bias terms that were there before they were switched off, and put them back."""
    kept: dict[str, Array] = st.session_state.get(f"{sheet.key}_biases", {})
    if not kept or st.session_state.get(f"{sheet.key}_biased"):
        return {}
    component.move(sheet.key, kept)
    return kept


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


def _no_biases(sheet: Sheet) -> dict[str, Array]:
    m, n = sheet.ratings.shape
    return {MEAN: np.zeros(()), USER_BIASES: np.zeros((1, m)), MOVIE_BIASES: np.zeros((1, n))}


def _clock(scene: Scene, sheet: Sheet, path: recommender.Fit, biases: bool) -> Any:
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
    if not sheet.prefix:
        return np.zeros(2), 1.3 * max(1.0, float(np.abs(points).max()))
    # Ratings that are all positive send everybody one way: then the origin is not in the middle.
    low, high = np.minimum(points.min(axis=0), 0.0), np.maximum(points.max(axis=0), 0.0)
    half = 0.5 * float(np.max((high - low) / (1.25, 1.0)))
    return 0.5 * (low + high), 1.25 * max(half, 0.5)


def _shuffled(sheet: Sheet) -> tuple[Array, Array]:
    rng = np.random.default_rng(7)
    middle, reach = _room(sheet)
    size = 0.7 * reach if sheet.prefix else 0.8 * float(np.abs(np.vstack([sheet.U, sheet.V])).max())
    away = rng.uniform(-size, size, (len(sheet.users) + len(sheet.movies), 2))
    at_random = (middle + away).round(2)
    return at_random[: len(sheet.users)], at_random[len(sheet.users) :]


def _presets(
    scene: Scene,
    sheet: Sheet,
    method: str,
    best: recommender.Factors | None,
    clock: dict[str, Array],
    biases: bool,
) -> list[Array]:
    """Offer settings; return those positions in them that an algorithm found."""
    none = _no_biases(sheet) if biases else {}
    scene.preset(
        "Start" if sheet.prefix else "Worked example", _places(sheet, sheet.U, sheet.V) | none | clock
    )
    scene.preset("Shuffle", _places(sheet, *_shuffled(sheet)) | clock)
    if best is None:
        return []
    found = _places(sheet, best.U, best.V) | clock
    if biases:
        mean, b, c = (np.round(x, 4) for x in best[2:])
        found |= {MEAN: mean, USER_BIASES: b[None], MOVIE_BIASES: c[None]}
    scene.preset(f"Where {method} puts them", found)
    return [np.vstack([best.U, best.V])]


def _places(sheet: Sheet, U: Any, V: Any) -> dict[str, Array]:
    names = [*sheet.users, *sheet.movies]
    return {name: np.round(place, 4) for name, place in zip(names, np.vstack([U, V]), strict=True)}


def _steps(
    scene: Scene, sheet: Sheet, method: str, best: recommender.Factors | None, clock: dict[str, Array]
) -> list[Array]:
    """Tell the lesson in steps; return positions in them that are nobody's achievement."""
    example = not sheet.prefix
    nearest = [f"nearest to {user}" for user in sheet.users[:_NEAREST_SHOWN]]
    errors = [BY_HAND, *([f"squared error of {method}"] if best is not None else [])]
    base: dict[str, Any] = {PULLS: 0.0} | clock
    if example:
        blanked = sheet.ratings.copy()
        blanked[tuple(np.transpose(_BLANK_CELLS))] = np.nan
        base |= {RATINGS: blanked}
    count = len(sheet.users) + len(sheet.movies)
    size = 0.25 * float(np.abs(np.vstack([sheet.U, sheet.V])).max())
    turn = 2 * np.pi * np.arange(count) / count
    ring = (size * np.stack([np.cos(turn), np.sin(turn)], axis=1)).round(2)
    m = len(sheet.users)
    scene.step(
        "Rows are users, columns are films; a blank cell is what we want to know.",
        base | _places(sheet, ring[:m], ring[m:]),
        hide=[*(short(name) for name in (*sheet.users, *sheet.movies)), *errors, *nearest],
    )
    scene.step(
        "Give everybody a place: who likes a film points the way the film does.",
        _places(sheet, sheet.U, sheet.V),
        hide=errors,
    )
    if example:
        across = {sheet.users[2]: np.array([-0.7, -0.7])}
        scene.step(
            "A cell is a dot product: now user 3 stands across Shrek, and their cell is 0.",
            across,
            hide=errors,
        )
    scene.step(
        "Your turn: drag until the error is small. The arrows show where it pulls.",
        _places(sheet, *_shuffled(sheet)) | {PULLS: 1.0},
        hide=errors[1:],
    )
    scene.step(
        "SGD takes over: one cell at a time, a small step along its pull.",
        hide=nearest,
        press=TAKE_OVER,
    )
    if not example:
        return []
    new = blanked.copy()
    new[3] = [np.nan, np.nan, 1.0, np.nan, np.nan]
    U = sheet.U.copy()
    U[3] = recommender.fold_in(new[3], sheet.V)
    scene.step(
        "User 4 is new and has rated one film: along it lies the vector, the row is a guess.",
        _places(sheet, U, sheet.V) | {RATINGS: new, PULLS: 0.0},
        hide=errors,
    )
    return [np.vstack([U, sheet.V])]


_EASY = "Bring the squared error below {number} by hand."
_HARD = "Bring it below {number}."


def _targets(sheet: Sheet, best_error: float) -> tuple[str, str]:
    """Return the two errors to get below, as they are written."""
    if not sheet.prefix:
        # The first is the same whatever is typed into the ratings: once reached it stays so.
        return "1", f"{max(0.1, float(f'{1.5 * best_error:.1g}')):g}"
    start = float(recommender.squared_error(sheet.ratings, sheet.U, sheet.V))
    room = max(start - best_error, 0.1 * best_error, 0.1)
    return f"{_up(best_error + 0.5 * room):g}", f"{_up(best_error + 0.15 * room):g}"


def _up(x: float) -> float:
    """Return the next number of two digits above."""
    unit = 10.0 ** (np.floor(np.log10(x)) - 1)
    return float(f"{np.ceil(x / unit) * unit:.2g}")


def _goals(scene: Scene, sheet: Sheet, error: Any, best_error: float, by_hand: Any) -> None:
    easy, hard = _targets(sheet, best_error)
    scene.goal(
        _EASY.format(number=easy),
        (error < float(easy)) & by_hand,
        "Each cell is a length times a shadow: a user wants to point where the films they like are.",
    )
    scene.goal(
        _HARD.format(number=hard),
        (error < float(hard)) & by_hand,
        "As good as the algorithm, within what a hand can do.",
    )

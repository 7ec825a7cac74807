"""Which columns of a list hold user, item and rating: by name, by order, or as the reader says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from explorer.data.csv_format import Dialect, SampleError, listed
from explorer.data.tables import Choice
from explorer.sentence import Sentence

ROLES = ("user", "item", "rating")

# Names of columns as known sets of ratings have them, letters and digits alone.
USER_NAMES = frozenset(
    (
        *("user", "users", "userid", "uid", "person", "personid", "customer", "customerid", "reader"),
        *("readerid", "reviewer", "reviewerid", "member", "memberid", "profile", "profileid", "profilename"),
        *("account", "accountid", "nutzer", "benutzer", "usuario", "utilisateur", "kunde", "cliente"),
    )
)
ITEM_NAMES = frozenset(
    (
        *(
            "item",
            "items",
            "itemid",
            "movie",
            "movieid",
            "film",
            "filmid",
            "book",
            "bookid",
            "isbn",
            "product",
        ),
        *("productid", "asin", "parentasin", "song", "songid", "track", "trackid", "artist", "artistid"),
        *("recipe", "recipeid", "anime", "animeid", "business", "businessid", "game", "gameid", "joke"),
        *("jokeid", "title", "titel", "titre", "título", "titulo", "película", "pelicula", "buch", "livre"),
        *("libro", "produkt", "produit", "producto"),
    )
)
_VALUE_NAMES = frozenset(
    (
        *("rating", "ratings", "score", "value", "stars", "star", "vote", "votes", "points", "overall"),
        *("plays", "playcount", "bookrating", "bewertung", "wertung", "punkte", "sterne", "note", "nota"),
        *("puntuación", "puntuacion", "calificación", "calificacion"),
    )
)
_TIME_NAMES = frozenset(("timestamp", "time", "date", "datetime", "unixreviewtime", "reviewtime"))


class Roles(NamedTuple):
    """Which columns hold user, item and rating.

    Attributes
    ----------
    places
        Of user, item and rating; None where no column was found.
    notes
        What is to be said about how they were found.
    is_doubtful
        Whether user and item could change places just as well: only their order speaks.
    refusal
        Why there are not all three, in one sentence; None when there are.
    """

    places: tuple[int | None, ...]
    notes: tuple[Sentence, ...] = ()
    is_doubtful: bool = False
    refusal: SampleError | None = None

    def required(self) -> tuple[int, int, int]:
        """Return the three places.

        Raises
        ------
        SampleError
            If there are not all three.
        """
        if self.refusal is not None:
            raise self.refusal
        user, item, rating = self.places
        assert user is not None and item is not None and rating is not None
        return user, item, rating


def find(dialect: Dialect, choices: Sequence[Choice] = ()) -> Roles:
    """Return which columns hold user, item and rating.

    Parameters
    ----------
    dialect
        How the file is written, with the names of its columns.
    choices
        What the reader wants of columns. A column that takes the role of another one gives it its own.

    Examples
    --------
    >>> from explorer.data.csv_format import HOSTED, sniff
    >>> dialect = sniff("rating,film,who\\n5,Up,ann\\n", HOSTED)
    >>> find(dialect).places, find(dialect, [Choice("who", "item")]).places
    ((2, 1, 0), (1, 2, 0))
    """
    roles = _found(dialect)
    chosen = [
        choice for choice in choices if choice.kind in (*ROLES, "out") and choice.column in dialect.names
    ]
    if not chosen:
        return roles
    places = list(roles.places)
    for choice in chosen:
        j = dialect.names.index(choice.column)
        before = places.index(j) if j in places else None
        if choice.kind != "out":
            role = ROLES.index(choice.kind)
            if before == role:
                continue
            if before is not None:
                places[before] = places[role]
            places[role] = j
        elif before is not None:
            places[before] = None
    missing = [role for role, place in enumerate(places) if place is None]
    return Roles(tuple(places), refusal=_no_column(missing[0], _names(dialect)) if missing else None)


def _found(dialect: Dialect) -> Roles:
    width = len(dialect.names)
    if width < 3:
        nobody = (None, None, None)
        if width == 1:
            return Roles(
                nobody,
                refusal=SampleError(
                    "A rating needs three cells, user, item and rating; the rows have 1 cell."
                ),
            )
        return Roles(
            nobody,
            refusal=SampleError("A rating needs three cells, user, item and rating; the rows have 2 cells."),
        )
    if not any(dialect.given_names):
        return Roles((0, 1, 2))
    found = named(dialect)
    plain = [letters(name) for name in dialect.given_names]
    # What is left, in its order: no time, no column without a name, which numbers the rows.
    left = [j for j, name in enumerate(plain) if j not in found and name and name not in _TIME_NAMES]
    missing = [k for k, place in enumerate(found) if place is None]
    if not missing:
        return Roles(tuple(found))
    if len(missing) == 3:
        places = (0, 1, 2) if width == 3 or len(left) < 3 else (left[0], left[1], left[2])
        return Roles(places, (_taken(dialect, places),), is_doubtful=True)
    only_ratings = missing == [0, 1] and width > 3  # a diary: whoever wrote it is in no column
    if only_ratings or len(missing) > len(left) or (missing != [2] and len(missing) < len(left)):
        return Roles(tuple(found), refusal=_no_column(missing[0], _names(dialect)))
    for k, j in zip(missing, left, strict=False):
        found[k] = j
    return Roles(tuple(found), (_taken(dialect, found),), is_doubtful=missing[:2] == [0, 1])


def _names(dialect: Dialect) -> str:
    return listed([name for name in dialect.given_names if name] or dialect.names)


def _no_column(kind: int, names: str) -> SampleError:
    if kind == 0:
        return SampleError(
            "No column is called user; the list has {names}, and a rating needs user, item and rating.",
            names=names,
        )
    if kind == 1:
        return SampleError(
            "No column is called item; the list has {names}, and a rating needs user, item and rating.",
            names=names,
        )
    return SampleError(
        "No column is called rating; the list has {names}, and a rating needs user, item and rating.",
        names=names,
    )


def _taken(dialect: Dialect, places: Sequence[int | None]) -> Sentence:
    user, item, value = (dialect.names[j] for j in places if j is not None)
    return Sentence(
        'Taken for user, item and rating: "{user}", "{item}" and "{value}".',
        user=user,
        item=item,
        value=value,
    )


def named(dialect: Dialect) -> list[int | None]:
    """Places of user, item and rating by their names; None where no column is called so."""
    plain = [letters(name) for name in dialect.given_names]
    return [
        next((j for j, name in enumerate(plain) if name in known), None)
        for known in (USER_NAMES, ITEM_NAMES, _VALUE_NAMES)
    ]


def letters(name: str) -> str:
    """A name without what is no letter and no digit: User-ID and user_id are userid."""
    return "".join(sign for sign in name.lower() if sign.isalnum())

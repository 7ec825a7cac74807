"""Ratings that the reader brings: a long list of user, item, rating, or a small sheet with blanks."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from explorer.data import csv_format, notation
from explorer.data.csv_format import HOSTED, Dialect, Limits, SampleError, Source, listed
from explorer.data.notation import Found, Notation
from explorer.logic import checks
from explorer.sentence import Sentence

if TYPE_CHECKING:
    import pandas as pd

Index = NDArray[np.int32]

# Rows of one piece while reading; its ids are text, about 100 bytes each.
_PIECE_ROWS = 250_000
# Names of columns as known sets of ratings have them, letters and digits alone.
_USER_NAMES = frozenset(
    (
        *("user", "users", "userid", "uid", "person", "personid", "customer", "customerid", "reader"),
        *("readerid", "reviewer", "reviewerid", "member", "memberid", "profile", "profileid", "profilename"),
        *("account", "accountid", "nutzer", "usuario"),
    )
)
_ITEM_NAMES = frozenset(
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
        *("jokeid", "title"),
    )
)
_VALUE_NAMES = frozenset(
    (
        *("rating", "ratings", "score", "value", "stars", "star", "vote", "votes", "points", "overall"),
        *("plays", "playcount", "bookrating"),
    )
)
_TIME_NAMES = frozenset(("timestamp", "time", "date", "datetime", "unixreviewtime", "reviewtime"))
# What may also stand above the names in a sheet.
_NAME_HEADS = _USER_NAMES | {"", "who", "name", "names", "people", "id", "wer"}
_LONGEST_NAME = 60


class Ratings(NamedTuple):
    """Ratings one by one: user, item, value.

    Attributes
    ----------
    users, items
        The different ids, as text, in the order in which they first appear.
    user_index, item_index
        For each rating the place of its user in `users` and of its item in `items`, shape (n,).
    values
        The ratings, shape (n,), finite; every pair of user and item appears once.
    notes
        Sentences that belong beside the data.
    """

    users: NDArray[Any]
    items: NDArray[Any]
    user_index: Index
    item_index: Index
    values: NDArray[np.float64]
    notes: tuple[Sentence, ...]


class RatingSheet(NamedTuple):
    """A small sheet of ratings: users down, items across, blanks where nobody rated.

    Attributes
    ----------
    users, items
        Names of the rows and of the columns.
    values
        Shape (users, items), NaN in blanks.
    notes
        Sentences that belong beside the data.
    """

    users: tuple[str, ...]
    items: tuple[str, ...]
    values: NDArray[np.float64]
    notes: tuple[Sentence, ...] = ()


def read_ratings(
    source: Source,
    limits: Limits = HOSTED,
    *,
    duplicates: Literal["last", "mean"] = "last",
    progress: Callable[[float, int], object] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Ratings:
    """Read a list of ratings, a line each: user, item, rating.

    Columns are found by their names (userId, movie, rating and the like) or else taken in this order; further
    columns are passed over. Ids stay text: 007 and 7 are two users.

    Parameters
    ----------
    source
        Bytes of a file, pasted text, a path or a binary file open for reading.
    limits
        How much is read at most; of its sizes those for bytes and rows.
    duplicates
        When a user rated an item more than once: the last of the ratings or their mean.
    progress : callable, optional
        Called after each piece with the share of the bytes and the number of rows read.
    stop : callable, optional
        Asked before each piece; when it answers True, the ratings so far are the answer.

    Returns
    -------
    Ratings
        Its notes say how many ratings were double, missing or no numbers.

    Raises
    ------
    SampleError
        With one sentence that says what is wrong and what would be right.

    Examples
    --------
    >>> ratings = read_ratings("user,item,rating\\nann,Shrek,4\\nbob,Shrek,2\\nann,Shrek,5\\n")
    >>> ratings.users.tolist(), ratings.items.tolist(), ratings.values.tolist()
    (['bob', 'ann'], ['Shrek'], [2.0, 5.0])
    >>> ratings.notes
    ('1 rating of a pair rated before: the last one counts.',)
    """
    if duplicates not in ("last", "mean"):
        raise ValueError(f'duplicates must be "last" or "mean", not {duplicates!r}.')
    users, items = _Codes(), _Codes()
    kept: list[tuple[Index, Index, NDArray[np.float64]]] = []
    rows = incomplete = 0
    stopped = False
    how: Found | None = None
    with csv_format.opened(source) as file:
        size = max(1, file.seek(0, os.SEEK_END))
        dialect = csv_format.sniff(file, limits)
        places, told = _find_columns(dialect)
        for piece in csv_format.read_chunks(file, dialect, _PIECE_ROWS, as_text=places[:2]):
            if rows + len(piece) > limits.rows:
                raise SampleError(
                    "There are more than {most} ratings; no more can be read here.", most=limits.rows
                )
            user, item, rating = (piece[j] for j in places)
            how = how or csv_format.find_notation(csv_format.different_cells(rating, dialect), dialect)
            values, is_text = csv_format.to_numbers(rating, how.notation)
            _require_sane(values, is_text, rating, rows)
            whole = ~np.isnan(values) & user.notna().to_numpy(dtype=bool) & item.notna().to_numpy(dtype=bool)
            rows += len(piece)
            incomplete += len(piece) - int(whole.sum())
            kept.append((users.of(user[whole]), items.of(item[whole]), values[whole]))
            if progress is not None:
                progress(min(1.0, file.tell() / size), rows)
            stopped = stop is not None and stop()
            if stopped:
                break
    if rows == 0:
        raise SampleError("The list has names but no rows; each row needs user, item and rating.")
    if rows == incomplete:
        raise SampleError("No row has all three of user, item and rating.")
    user_index, item_index, values = (np.concatenate(parts) for parts in zip(*kept, strict=True))
    del kept
    read_as = notation.told(dialect.names[places[2]], how) if how else None
    notes = [*dialect.notes, *told, *([read_as] if read_as else [])]
    if stopped:
        notes.append(
            Sentence("Reading was stopped: these are the first {rows} ratings of the file.", rows=rows)
        )
    if incomplete:
        notes.append(_incomplete(incomplete))
    user_index, item_index, values, double = _merge(
        user_index, item_index, values, len(items.names), duplicates
    )
    if double:
        notes.append(_double(double, duplicates))
    return _in_order(users.names, items.names, user_index, item_index, values, tuple(notes))


def read_rating_sheet(source: Source, limits: Limits = HOSTED) -> RatingSheet:
    """Read a sheet of ratings: item names in the first row, user names in the first column, blanks left.

    A list with a line for each rating, under the names user, item and rating, is laid out as a sheet.

    Parameters
    ----------
    source
        Bytes of a file, pasted text, a path or a binary file open for reading.
    limits
        How much is read at most.

    Returns
    -------
    RatingSheet
        Users without a name are called user 1, user 2 and so on.

    Raises
    ------
    SampleError
        If a cell is neither blank nor a number, names are double, or the sheet is too small or too large.

    Examples
    --------
    >>> sheet = read_rating_sheet("who,Shrek,Memento\\nann,1,\\nbob,,-1\\n")
    >>> sheet.users, sheet.items
    (('ann', 'bob'), ('Shrek', 'Memento'))
    >>> sheet.values
    array([[ 1., nan],
           [nan, -1.]])
    """
    dialect = csv_format.sniff(source, limits, header=True)
    width = len(dialect.names)
    named = _named_columns(dialect)
    if width >= 3 and None not in named:
        others = [name for j, name in enumerate(dialect.names) if j not in named]
        passed = Sentence(
            "Columns beside user, item and rating were passed over: {names}.", names=listed(others)
        )
        return _laid_out(read_ratings(source, limits), limits, (passed,) if others else ())
    names: list[str] = []
    rows: list[list[float]] = []
    first_is_name: bool | None = None
    how: Found | None = None
    notes = list(dialect.notes)
    for piece in csv_format.read_chunks(source, dialect, 10_000, as_text=range(width)):
        if (len(rows) + len(piece)) * width > limits.cells:
            raise _too_many_cells(limits)
        cells = piece.fillna("").to_numpy(dtype=object)
        if first_is_name is None:
            # A first column of words is names; so is one of numbers when its heading is not an item's.
            words = any(not csv_format.is_number(c) and not csv_format.is_missing(c) for c in cells[:, 0])
            first_is_name = words or _letters(dialect.given_names[0]) in _NAME_HEADS
        start = 1 if first_is_name else 0
        if how is None:
            # All cells are ratings: they settle together what their marks mean.
            filled = {cell.strip(): j for row in cells for j, cell in enumerate(row) if j >= start}
            how = csv_format.find_notation([c for c in filled if not csv_format.is_missing(c)], dialect)
            told = notation.told(dialect.names[filled.get(how.example, 0)], how)
            notes += [told] if told else []
        for row in cells:
            number = len(rows) + 1
            names.append(csv_format.tidy(row[0], _LONGEST_NAME) if first_is_name else "")
            names[-1] = names[-1] or f"user {number}"
            rows.append(
                [_rating(c, how.notation, number, dialect.names[j]) for j, c in enumerate(row[start:], start)]
            )
    if not rows or not rows[0]:
        raise SampleError("The sheet needs a row of item names and below it at least one row of ratings.")
    for name in names:
        if names.count(name) > 1:
            raise SampleError(
                'Two users are called "{name}"; every user needs a name of their own.', name=name
            )
    values = np.array(rows)
    if np.isnan(values).all():
        raise SampleError("The sheet has no rating; at least one cell must hold a number.")
    return RatingSheet(tuple(names), dialect.names[1 if first_is_name else 0 :], values, tuple(notes))


def _laid_out(ratings: Ratings, limits: Limits, notes: tuple[Sentence, ...]) -> RatingSheet:
    shape = (len(ratings.users), len(ratings.items))
    if shape[0] * shape[1] > limits.cells:
        raise _too_many_cells(limits)
    values = np.full(shape, np.nan)
    values[ratings.user_index, ratings.item_index] = ratings.values
    names = [
        tuple(csv_format.tidy(x, _LONGEST_NAME) for x in part) for part in (ratings.users, ratings.items)
    ]
    return RatingSheet(names[0], names[1], values, ratings.notes + notes)


def write_rating_sheet(sheet: RatingSheet) -> str:
    """Write a sheet as CSV, as `read_rating_sheet` reads it.

    Parameters
    ----------
    sheet
        Users, items and values; NaN becomes an empty cell.

    Returns
    -------
    Text with a line for each user below the names of the items.

    Examples
    --------
    >>> print(write_rating_sheet(RatingSheet(("ann",), ("Shrek", "Memento"), np.array([[1.0, np.nan]]))))
    user,Shrek,Memento
    ann,1,
    <BLANKLINE>
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["user", *sheet.items])
    for user, row in zip(sheet.users, sheet.values, strict=True):
        writer.writerow([user, *("" if np.isnan(x) else repr(float(x)).removesuffix(".0") for x in row)])
    return text.getvalue()


class _Codes:
    """Whole numbers for ids, in the order in which they first appear over all pieces."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._known: dict[str, int] = {}

    def of(self, ids: pd.Series[Any]) -> Index:
        import pandas as pd

        codes, uniques = pd.factorize(ids)
        numbers = np.empty(len(uniques), dtype=np.int32)
        for i, unique in enumerate(uniques.tolist()):
            name = str(unique).strip()
            if name not in self._known:
                self._known[name] = len(self.names)
                self.names.append(name)
            numbers[i] = self._known[name]
        return numbers[codes]


def _find_columns(dialect: Dialect) -> tuple[tuple[int, int, int], list[Sentence]]:
    """Places of user, item and rating, and what is to be said about how they were found."""
    width = len(dialect.names)
    if width < 3:
        if width == 1:
            raise SampleError("A rating needs three cells, user, item and rating; the rows have 1 cell.")
        raise SampleError("A rating needs three cells, user, item and rating; the rows have 2 cells.")
    if not any(dialect.given_names):
        return (0, 1, 2), []
    found = _named_columns(dialect)
    plain = [_letters(name) for name in dialect.given_names]
    # What is left, in its order: no time, no column without a name, which numbers the rows.
    left = [j for j, name in enumerate(plain) if j not in found and name and name not in _TIME_NAMES]
    missing = [k for k, place in enumerate(found) if place is None]
    if not missing:
        user, item, value = found
        assert user is not None and item is not None and value is not None
        return (user, item, value), []
    if len(missing) == 3:
        places = (0, 1, 2) if width == 3 or len(left) < 3 else (left[0], left[1], left[2])
        return places, [_taken(dialect, places)]
    only_ratings = missing == [0, 1] and width > 3  # a diary: whoever wrote it is in no column
    if only_ratings or len(missing) > len(left) or (missing != [2] and len(missing) < len(left)):
        raise _no_column(missing[0], listed([name for name in dialect.given_names if name]))
    for k, j in zip(missing, left, strict=False):
        found[k] = j
    user, item, value = found
    assert user is not None and item is not None and value is not None
    return (user, item, value), [_taken(dialect, (user, item, value))]


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


def _taken(dialect: Dialect, places: tuple[int, int, int]) -> Sentence:
    user, item, value = (dialect.names[j] for j in places)
    return Sentence(
        'Taken for user, item and rating: "{user}", "{item}" and "{value}".',
        user=user,
        item=item,
        value=value,
    )


def _named_columns(dialect: Dialect) -> list[int | None]:
    """Places of user, item and rating by their names; None where no column is called so."""
    plain = [_letters(name) for name in dialect.given_names]
    return [
        next((j for j, name in enumerate(plain) if name in known), None)
        for known in (_USER_NAMES, _ITEM_NAMES, _VALUE_NAMES)
    ]


def _letters(name: str) -> str:
    """A name without what is no letter and no digit: User-ID and user_id are userid."""
    return "".join(sign for sign in name.lower() if sign.isalnum())


def _require_sane(
    values: NDArray[np.float64], is_text: NDArray[np.bool_], cells: pd.Series[Any], rows_before: int
) -> None:
    if is_text.any():
        first = int(np.argmax(is_text))
        cell = csv_format.tidy(cells.iloc[first])
        raise SampleError(
            'The rating "{cell}" in row {row} is not a number.', cell=cell, row=rows_before + first + 1
        )
    wrong = np.abs(values) > checks.LARGEST
    if wrong.any():
        first = int(np.argmax(wrong))
        raise SampleError(
            "The rating in row {row} is {value}; ratings must be finite and lie between -1e100 and 1e100.",
            row=rows_before + first + 1,
            value=float(values[first]),
        )


def _merge(
    user: Index,
    item: Index,
    values: NDArray[np.float64],
    items: int,
    duplicates: str,
) -> tuple[Index, Index, NDArray[np.float64], int]:
    """Leave one rating for each pair; how many there were too many."""
    pair = user.astype(np.int64) * items + item
    order = np.argsort(pair, kind="stable")
    pair = pair[order]
    starts = np.flatnonzero(np.concatenate([[True], pair[1:] != pair[:-1]]))
    double = len(pair) - len(starts)
    if double == 0:
        return user, item, values, 0
    counts = np.diff(np.append(starts, len(pair)))
    last = order[starts + counts - 1]
    merged = values[last] if duplicates == "last" else np.add.reduceat(values[order], starts) / counts
    back = np.argsort(last)
    last = last[back]
    return user[last], item[last], merged[back], double


def _in_order(
    users: list[str],
    items: list[str],
    user: Index,
    item: Index,
    values: NDArray[np.float64],
    notes: tuple[Sentence, ...],
) -> Ratings:
    """Number users and items by their first rating that counts."""
    import pandas as pd

    (user_codes, first_users), (item_codes, first_items) = pd.factorize(user), pd.factorize(item)
    return Ratings(
        users=np.array(users, dtype=object)[first_users].astype(str),
        items=np.array(items, dtype=object)[first_items].astype(str),
        user_index=user_codes.astype(np.int32),
        item_index=item_codes.astype(np.int32),
        values=values,
        notes=notes,
    )


def _rating(cell: str, how: Notation, row: int, column: str) -> float:
    if csv_format.is_missing(cell):
        return float("nan")
    value = notation.number(cell, how)
    if value is None or not abs(value) <= checks.LARGEST:
        raise SampleError(
            'Row {row}, column "{column}" holds "{cell}"; a rating is a finite number up to 1e100, or blank.',
            row=row,
            column=column,
            cell=csv_format.tidy(cell),
        )
    return value


# Each number of things has a sentence of its own: languages differ in what follows a 1.


def _incomplete(count: int) -> Sentence:
    if count == 1:
        return Sentence("1 row without user, item or rating left out.")
    return Sentence("{count} rows without user, item or rating left out.", count=count)


def _double(count: int, duplicates: str) -> Sentence:
    if duplicates == "last":
        if count == 1:
            return Sentence("1 rating of a pair rated before: the last one counts.")
        return Sentence("{count} ratings of a pair rated before: the last one counts.", count=count)
    if count == 1:
        return Sentence("1 rating of a pair rated before: their mean counts.")
    return Sentence("{count} ratings of a pair rated before: their mean counts.", count=count)


def _too_many_cells(limits: Limits) -> SampleError:
    return SampleError("The sheet has more than {most} cells; no more can be read here.", most=limits.cells)

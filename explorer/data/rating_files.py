"""Ratings that the reader brings: a long list of user, item, rating, or a small sheet with blanks."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from explorer.data import csv_format, notation, rating_roles
from explorer.data.csv_format import HOSTED, Dialect, Limits, SampleError, Source, listed
from explorer.data.notation import Found, Notation
from explorer.data.tables import Choice, Heard, Kind, Reading, left_out_columns, without_gaps
from explorer.logic import checks
from explorer.sentence import Sentence

if TYPE_CHECKING:
    import pandas as pd

Index = NDArray[np.int32]

# Rows of one piece while reading; its ids are text, about 100 bytes each.
_PIECE_ROWS = 250_000
_READINGS = 4
# What may also stand above the names in a sheet.
_NAME_HEADS = rating_roles.USER_NAMES | {"", "who", "name", "names", "people", "id", "wer"}
_FILM_HEADS = rating_roles.ITEM_NAMES
_LONGEST_NAME = 60
_WEIGHED_ROWS = 200
_FEW_RATINGS = 11  # different ones: 0 to 10, or half stars to 5


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
    readings
        How each column of the file was read, in its order.
    header
        Whether the first row of the file was read as names.
    """

    users: NDArray[Any]
    items: NDArray[Any]
    user_index: Index
    item_index: Index
    values: NDArray[np.float64]
    notes: tuple[Sentence, ...]
    readings: tuple[Reading, ...] = ()
    header: bool = True


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
    readings
        How each column of the file was read, in its order; empty for what is no file.
    header
        Whether the first row of the file was read as names.
    is_list
        Whether the file holds a line for each rating.
    """

    users: tuple[str, ...]
    items: tuple[str, ...]
    values: NDArray[np.float64]
    notes: tuple[Sentence, ...] = ()
    readings: tuple[Reading, ...] = ()
    header: bool = True
    is_list: bool = False


Layout = Literal["", "list", "sheet"]
"""A line for each rating, or a line for each user; "" where it is to be found out."""


def read_ratings(
    source: Source,
    limits: Limits = HOSTED,
    *,
    header: bool | None = None,
    choices: Sequence[Choice] = (),
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
    header
        Whether the first row holds names; found out when None.
    choices
        What the reader wants of columns, where that is another than what was found out.
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
    ('1 rating of a pair rated before (ann, Shrek): the last one counts.',)
    """
    if duplicates not in ("last", "mean"):
        raise ValueError(f'duplicates must be "last" or "mean", not {duplicates!r}.')
    with csv_format.opened(source) as file:
        size = max(1, file.seek(0, os.SEEK_END))
        dialect = csv_format.sniff(file, limits, header)
        roles = rating_roles.find(dialect, choices)
        places = roles.required()
        first = csv_format.first_rows(file, dialect)
        chosen = _chosen_marks(choices, dialect.names[places[2]])
        heard = Heard(dialect.names[places[2]], places[2], dialect)
        heard.is_text = chosen is not None
        for _ in range(_READINGS):
            read = _List(places, heard, chosen)
            pieces = csv_format.read_chunks(
                file,
                dialect,
                _PIECE_ROWS,
                as_text=places[2:] if heard.is_text else (),
                as_codes=places[:2],
                wanted=places,
            )
            for piece in pieces:
                if read.rows + len(piece) > limits.rows:
                    raise SampleError(
                        "There are more than {most} ratings; no more can be read here.", most=limits.rows
                    )
                read.add(piece)
                if read.is_contradicted and not read.values:
                    break  # by its first ratings already
                if progress is not None:
                    progress(min(1.0, file.tell() / size), read.rows)
                if stop is not None and stop():
                    read.is_stopped = True
                    break
            # A later rating said how all are written: it counts for those before it too.
            if not read.is_contradicted or read.is_stopped:
                break
    if read.rows == 0:
        raise SampleError("The list has names but no rows; each row needs user, item and rating.")
    if read.rows == read.incomplete:
        raise SampleError("No row has all three of user, item and rating.")
    (users, user_index), (items, item_index) = read.users.numbered(), read.items.numbered()
    values = np.concatenate(read.values)
    read.values.clear()
    notes = [*dialect.notes, *roles.notes]
    read_as = notation.told(dialect.names[places[2]], read.how)
    sign = notation.told_sign(dialect.names[places[2]], read.how)
    notes += [note for note in (read_as, sign) if note]
    notes += _passed_over(dialect, places, first)
    if read.is_stopped:
        notes.append(
            Sentence("Reading was stopped: these are the first {rows} ratings of the file.", rows=read.rows)
        )
    if read.incomplete:
        notes.append(_incomplete(read.incomplete, read.first_incomplete))
    user_index, item_index, values, double, pair = _merge(
        user_index, item_index, values, len(items), duplicates
    )
    if double:
        names = ", ".join((csv_format.tidy(users[pair[0]]), csv_format.tidy(items[pair[1]])))
        notes.append(_double(double, duplicates, names))
    found = _in_order(users, items, user_index, item_index, values, tuple(notes))
    how = read.how
    kinds = _kinds(dialect, places)
    rival = dialect.names[places[1]] if roles.is_doubtful else ""
    return found._replace(
        readings=tuple(
            _reading(name, kinds[j], first[j], how, read.gaps.get(j, 0), rival if kinds[j] == "user" else "")
            for j, name in enumerate(dialect.names)
        ),
        header=any(dialect.given_names),
    )


def _kinds(dialect: Dialect, places: Sequence[int | None]) -> list[Kind]:
    kinds: list[Kind] = ["out"] * len(dialect.names)
    roles: tuple[Kind, ...] = ("user", "item", "rating")
    for place, role in zip(places, roles, strict=True):
        if place is not None:
            kinds[place] = role
    return kinds


def _reading(
    name: str, kind: Kind, cells: Sequence[str], how: Found, gaps: int, rival: str = "", asked: bool = True
) -> Reading:
    """How one column was read: its first cells as they stand, and what became of them."""
    is_rating = kind == "rating"
    values = [notation.number(cell, how.notation) for cell in cells if is_rating]
    return Reading(
        column=name,
        kind=kind,
        notation=how.notation if is_rating else notation.PLAIN,
        other=how.other if is_rating and asked else None,
        cells=tuple(cells),
        values=tuple(values),
        gaps=gaps,
        strays=0,
        example=how.example if how.other else "",
        rival=rival,
    )


def _chosen_marks(choices: Sequence[Choice], column: str) -> Notation | None:
    """The marks that the reader chose for a column; of several choices the last one."""
    chosen = [choice for choice in choices if choice.column == column and choice.decimal]
    return Notation(chosen[-1].decimal, chosen[-1].thousands) if chosen else None


def _as_chosen(found: Found, chosen: Notation | None) -> Found:
    if chosen is None:
        return found
    return Found(chosen._replace(affix=found.notation.affix))


class _List:
    """A list of ratings while it is read: codes for its users and items, and what was left out."""

    def __init__(self, places: tuple[int, int, int], heard: Heard, chosen: Notation | None) -> None:
        self.users, self.items = _Codes(), _Codes()
        self.values: list[NDArray[np.float64]] = []
        self.rows = self.incomplete = 0
        self.first_incomplete: tuple[int, str] = (0, "")
        self.gaps = dict.fromkeys(places, 0)
        self.is_stopped = self.is_contradicted = False
        self._places, self._heard, self._chosen = places, heard, chosen
        heard.begin()

    @property
    def how(self) -> Found:
        """How the ratings are written, by all of them so far or as the reader says."""
        return _as_chosen(self._heard.found, self._chosen)

    def add(self, piece: pd.DataFrame) -> None:
        user, item, rating = (piece[j] for j in self._places)
        if self._heard.hear(rating, self.rows) and self._chosen is None:
            self.is_contradicted = True
        if self._heard.is_text:
            rating = without_gaps(rating)
        if self.is_contradicted:
            self.rows += len(piece)  # only heard
            return
        values, is_text = csv_format.to_numbers(rating, self.how.notation)
        _require_sane(values, is_text, rating, self.rows)
        there = (
            user.notna().to_numpy(dtype=bool),
            item.notna().to_numpy(dtype=bool),
            ~np.isnan(values),
        )
        whole = there[0] & there[1] & there[2]
        for j, known in zip(self._places, there, strict=True):
            self.gaps[j] += len(piece) - int(known.sum())
        if not whole.all():
            if not self.incomplete:
                row = int(np.argmin(whole))
                cells = [_as_it_stands(column.iloc[row]) for column in (user, item, rating)]
                self.first_incomplete = (self.rows + row + 1, " · ".join(cells))
            self.incomplete += len(piece) - int(whole.sum())
            user, item, values = user[whole], item[whole], values[whole]
        self.rows += len(piece)
        self.users.add(user)
        self.items.add(item)
        self.values.append(values)


def _as_it_stands(cell: object) -> str:
    if cell is None or cell != cell:  # NaN alone differs from itself
        return "–"
    return csv_format.tidy(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)


def _passed_over(dialect: Dialect, places: Sequence[int], first: Sequence[Sequence[str]]) -> list[Sentence]:
    others = [j for j in range(len(dialect.names)) if j not in places]
    if not others:
        return []
    cell = next((cell for j in others for cell in first[j] if cell), "")
    return [
        Sentence(
            'Columns beside user, item and rating were passed over: {names} ("{cell}" in one of them).',
            names=listed([dialect.names[j] for j in others]),
            cell=cell,
        )
    ]


def read_rating_sheet(
    source: Source,
    limits: Limits = HOSTED,
    *,
    header: bool | None = None,
    layout: Layout = "",
    choices: Sequence[Choice] = (),
) -> RatingSheet:
    """Read a sheet of ratings: item names in the first row, user names in the first column, blanks left.

    A list with a line for each rating, under the names user, item and rating, is laid out as a sheet. Where
    the first column is called film, item or the like, its rows are items.

    Parameters
    ----------
    source
        Bytes of a file, pasted text, a path or a binary file open for reading.
    limits
        How much is read at most.
    header
        Whether the first row holds names; found out when None.
    layout
        A line for each rating or for each user; found out when "".
    choices
        What the reader wants of columns, where that is another than what was found out: of a list which is
        user, item, rating; of a sheet which names the users, or the items, and which is left out.

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
    dialect = _as_sheet(source, limits, header)
    if _is_list(dialect, layout):
        return _laid_out(read_ratings(source, limits, header=header, choices=choices), limits)
    width = len(dialect.names)
    pieces = []
    rows = 0
    for piece in csv_format.read_chunks(source, dialect, 10_000, as_text=range(width)):
        rows += len(piece)
        if rows * width > limits.cells:
            raise _too_many_cells(limits)
        pieces.append(piece.fillna("").to_numpy(dtype=object))
    cells = np.concatenate(pieces) if pieces else np.empty((0, width), dtype=object)
    dialect, cells = _without_empty(dialect, cells)
    if not layout and _is_no_sheet(source, limits, dialect, cells, header):
        return _laid_out(read_ratings(source, limits, header=header, choices=choices), limits)
    plan = _plan(dialect, cells, choices)
    notes = [*dialect.notes, *plan.notes]
    if not layout and _could_be_a_list(dialect, cells):
        notes.append(
            Sentence(
                "Each line was read as one user with all ratings; if a line is user, film and rating, choose "
                'that under "How it was read".'
            )
        )
    rated = [j for j, kind in enumerate(plan.kinds) if kind == "rating"]
    if not len(cells) or not rated:
        raise SampleError("The sheet needs a row of item names and below it at least one row of ratings.")
    # All cells are ratings: they settle together what their marks mean.
    filled = {cell.strip(): j for row in cells[:, rated] for j, cell in zip(rated, row, strict=True)}
    filled = {cell: j for cell, j in filled.items() if not csv_format.is_missing(cell)}
    found = csv_format.find_notation(list(filled), dialect)
    shows = filled.get(found.example, rated[0])
    common = [choice for choice in choices if choice.decimal and choice.column in dialect.names]
    how = _as_chosen(found, _chosen_marks(common[-1:], common[-1].column) if common else None)
    told = notation.told(dialect.names[shows], how)
    sign = notation.told_sign(
        dialect.names[filled.get(found.signed, rated[0])], how._replace(signed=found.signed)
    )
    notes += [note for note in (told, sign) if note]
    values = np.array(
        [
            [_rating(row[j], how.notation, number, dialect.names[j]) for j in rated]
            for number, row in enumerate(cells, start=1)
        ]
    )
    down = "film" if plan.rows_are == "item" else "user"
    names = [
        (csv_format.tidy(row[plan.names], _LONGEST_NAME) if plan.names is not None else "")
        or f"{down} {number}"
        for number, row in enumerate(cells, start=1)
    ]
    for name in names:
        if names.count(name) > 1:
            raise _double_name(name, down)
    if np.isnan(values).all():
        raise SampleError("The sheet has no rating; at least one cell must hold a number.")
    notes += _far_beyond([dialect.names[j] for j in rated], values)
    out = [j for j, kind in enumerate(plan.kinds) if kind == "out"]
    if out:
        cell = next((csv_format.tidy(c) for j in out for c in cells[:, j] if c), "")
        notes.append(left_out_columns([dialect.names[j] for j in out], cell))
    across = tuple(dialect.names[j] for j in rated)
    readings = tuple(
        _reading(
            name,
            plan.kinds[j],
            [csv_format.tidy(cell) for cell in cells[:3, j]],
            how,
            sum(map(csv_format.is_missing, cells[:, j])),
            name if plan.is_doubtful and j == plan.names else "",
            asked=j == shows,
        )
        for j, name in enumerate(dialect.names)
    )
    shape = (tuple(names), across) if down == "user" else (across, tuple(names))
    return RatingSheet(
        *shape, values if down == "user" else values.T, tuple(notes), readings, any(dialect.given_names)
    )


_BEYOND = 3  # times as large as every rating of the others


def _far_beyond(names: Sequence[str], values: NDArray[np.float64]) -> list[Sentence]:
    """Name columns of numbers that can hardly be ratings: a year, an age."""
    sizes = np.abs(values)
    largest = np.nanmax(np.where(np.isnan(sizes), 0.0, sizes), axis=0)
    least = np.nanmin(np.where(np.isnan(sizes), np.inf, sizes), axis=0)
    return [
        Sentence(
            'Column "{name}" holds numbers far beyond the other ratings, such as {value}; if it is no film, '
            'choose "left out" for it under "How it was read".',
            name=names[j],
            value=float(least[j]),
        )
        for j in range(len(names))
        if np.isfinite(least[j]) and least[j] > _BEYOND * max(np.delete(largest, j), default=np.inf)
    ]


def _without_empty(dialect: Dialect, cells: NDArray[Any]) -> tuple[Dialect, NDArray[Any]]:
    """Leave out what a spreadsheet writes beyond its table: empty rows, and columns without name or cell."""
    if not len(cells):
        return dialect, cells
    filled = np.array([[bool(str(cell).strip()) for cell in row] for row in cells])
    kept = filled.any(axis=0) | np.array([bool(name) for name in dialect.given_names])
    while len(kept) > 1 and not kept[-1]:
        kept = kept[:-1]
    wide = len(kept)
    cut = dialect._replace(names=dialect.names[:wide], given_names=dialect.given_names[:wide])
    return cut, cells[filled.any(axis=1), :wide]


def _as_sheet(source: Source, limits: Limits, header: bool | None) -> Dialect:
    """How a sheet is written: its first row holds the names of films, where they cannot be ratings."""
    if header is not None:
        return csv_format.sniff(source, limits, header)
    dialect = csv_format.sniff(source, limits, header=True)
    names = dialect.given_names
    if _heads_names(names[0]):
        return dialect
    films = [name for name in (names if csv_format.is_number(names[0]) else names[1:]) if name]
    numbers = [notation.number(film, notation.PLAIN) for film in films]
    if not films or None in numbers:
        return dialect
    columns = csv_format.first_rows(source, dialect, _WEIGHED_ROWS)
    rated = {
        value
        for column in columns[len(columns) - len(films) :]
        for cell in column
        if (value := notation.number(cell, notation.PLAIN)) is not None
    }
    if _are_ratings([value for value in numbers if value is not None], rated):
        return csv_format.sniff(source, limits, header=False)
    taken = Sentence("The first row was taken for names: {names}.", names=listed(films))
    return dialect._replace(notes=(*dialect.notes, taken))


def _are_ratings(numbers: Sequence[float], rated: Collection[float]) -> bool:
    """Whether the numbers of a first row are ratings like those below, and not names that are numbers."""
    if len(set(numbers)) < len(numbers):
        return True  # no two films have one name
    if not rated or list(numbers) == sorted(numbers):
        return False
    low, high = min(rated), max(rated)
    return 2 * low - high <= min(numbers) and max(numbers) <= 2 * high - low


def _heads_names(name: str) -> bool:
    """Whether what stands above the first column says that names stand below it."""
    head = rating_roles.letters(name)
    return not csv_format.is_number(name) and (head in _NAME_HEADS or head in _FILM_HEADS)


def _is_list(dialect: Dialect, layout: Layout) -> bool:
    if layout:
        return layout == "list"
    return len(dialect.names) >= 3 and None not in rating_roles.named(dialect)


def _is_no_sheet(
    source: Source, limits: Limits, dialect: Dialect, cells: NDArray[Any], header: bool | None
) -> bool:
    """Whether cells can only be those of a list, though its columns have unknown names, or none.

    Then a column beside the first holds texts and no ratings; or users come more than once; or the last
    column of a list without names holds times.
    """
    named = dialect
    if header is None and len(cells):
        named = csv_format.sniff(source, limits)
        if any(dialect.given_names) and not any(named.given_names):
            cells = np.concatenate([np.array([dialect.given_names], dtype=object), cells])
    roles = rating_roles.find(named)
    if len(cells) < 2 or roles.refusal is not None:
        return False
    user, item, rating = roles.required()
    texts = [not any(map(csv_format.is_number, cells[:, j])) and any(cells[:, j]) for j in (user, item)]
    if not all(map(_is_rating, cells[:, rating])):
        return False
    known = sum(place is not None for place in rating_roles.named(named))
    is_double = len(set(cells[:, user])) < len(cells)
    if any(named.given_names):
        of_texts = any(text for text, j in zip(texts, (user, item), strict=True) if j)
        return (len(named.names) == 3 or known > 0) and (of_texts or (is_double and known > 1))
    if len(named.names) == 4:
        return all(map(_is_time, cells[:, 3]))
    return len(named.names) == 3 and (texts[1] or (is_double and _are_ids(cells[:, :2], cells[:, 2])))


def _could_be_a_list(dialect: Dialect, cells: NDArray[Any]) -> bool:
    """Whether lines of three whole numbers without names could just as well be user, film and rating."""
    if any(dialect.given_names) or len(dialect.names) != 3:
        return False
    users, pairs = set(cells[:, 0]), set(map(tuple, cells[:, :2]))
    return len(users) < len(pairs) == len(cells) and all(str(cell).strip().isdecimal() for cell in cells.flat)


def _is_rating(cell: str) -> bool:
    return csv_format.is_missing(cell) or csv_format.is_number(cell)


def _are_ids(cells: NDArray[Any], ratings: NDArray[Any]) -> bool:
    """Whether whole numbers go far beyond the ratings beside them, of which there are few."""
    numbers = [notation.number(cell, notation.PLAIN) or 0.0 for cell in ratings]
    return (
        len(set(numbers)) <= _FEW_RATINGS
        and all(cell.strip().isdecimal() for cell in cells.ravel())
        and max(int(cell) for cell in cells.ravel()) > 2 * max(map(abs, numbers))
    )


def _is_time(cell: str) -> bool:
    """Whether a cell is written as seconds or milliseconds since 1970, later than 1973."""
    return cell.strip().isdecimal() and 9 <= len(cell.strip()) <= 13


class _Plan(NamedTuple):
    """What the columns of a sheet are: which one names the rows, and what the rows are."""

    names: int | None
    rows_are: Literal["user", "item"]
    kinds: tuple[Kind, ...]
    notes: tuple[Sentence, ...] = ()
    is_doubtful: bool = False


def _plan(dialect: Dialect, cells: NDArray[Any], choices: Sequence[Choice]) -> _Plan:
    """Find out which column of a sheet names its rows, and whether they are users or items."""
    place, rows_are, notes, is_doubtful = 0 if len(cells) else None, "user", [], False
    head = rating_roles.letters(dialect.given_names[0])
    if place == 0:
        column = [cell for cell in cells[:, 0] if not csv_format.is_missing(cell)]
        words = not all(map(csv_format.is_number, column))
        if (words and head in _FILM_HEADS) or (head.endswith("id") and head in _FILM_HEADS):
            rows_are = "item"
            notes.append(
                Sentence(
                    'Rows are films and columns are users, because the first column is called "{name}".',
                    name=dialect.names[0],
                )
            )
        elif not words and (head not in _NAME_HEADS or not any(dialect.given_names)):
            # Numbers below a name of their own: ratings, or what names the rows where they look like it.
            is_doubtful = _could_name_rows(column, cells)
            place = 0 if is_doubtful else None
    out = set()
    for choice in choices:
        if choice.column not in dialect.names:
            continue
        j = dialect.names.index(choice.column)
        out.discard(j)
        if choice.kind in ("user", "item"):
            if place not in (None, j):
                out.add(place)
            place, rows_are, notes, is_doubtful = j, choice.kind, [], False
        elif choice.kind in ("rating", "out") and place == j:
            place, notes, is_doubtful = None, [], False
        if choice.kind == "out":
            out.add(j)
    kinds: list[Kind] = ["rating"] * len(dialect.names)
    for j in out:
        kinds[j] = "out"
    if place is not None:
        kinds[place] = "item" if rows_are == "item" else "user"
    return _Plan(place, "item" if rows_are == "item" else "user", tuple(kinds), tuple(notes), is_doubtful)


def _could_name_rows(column: Sequence[str], cells: NDArray[Any]) -> bool:
    """Whether numbers in the first column may name the rows: they count them, or are beyond all ratings."""
    if len(column) != len(cells) or len(cells) < 3 or not all(cell.strip().isdecimal() for cell in column):
        return False
    others = [notation.number(cell, notation.PLAIN) for cell in cells[:, 1:].ravel()]
    largest = max((abs(value) for value in others if value is not None), default=np.inf)
    numbers = [int(cell) for cell in column]
    if numbers == list(range(1, len(numbers) + 1)):
        return True
    return len(set(numbers)) == len(numbers) and min(numbers) > largest


def look(
    source: Source,
    limits: Limits = HOSTED,
    *,
    header: bool | None = None,
    layout: Layout = "list",
    choices: Sequence[Choice] = (),
) -> RatingSheet:
    """Say how the columns of ratings would be read, by their first rows: also where reading them is refused.

    Parameters
    ----------
    source, limits, header, layout, choices
        As for `read_rating_sheet`.

    Returns
    -------
    RatingSheet
        Without a rating: readings, header and layout.

    Raises
    ------
    SampleError
        If it is no table at all.

    Examples
    --------
    >>> [reading.kind for reading in look("Date,Name,Year,Rating\\n2024,Heat,1995,4.5\\n").readings]
    ['out', 'out', 'out', 'rating']
    """
    dialect = csv_format.sniff(source, limits, header)
    if not layout and not _is_list(dialect, layout):
        dialect = _as_sheet(source, limits, header)
    is_list = _is_list(dialect, layout)
    first = csv_format.first_rows(source, dialect)
    if is_list:
        kinds = _kinds(dialect, rating_roles.find(dialect, choices).places)
    else:
        cells = np.array(list(zip(*first, strict=True)), dtype=object).reshape(-1, len(dialect.names))
        kinds = list(_plan(dialect, cells, choices).kinds)
    readings = tuple(
        _reading(
            name,
            kinds[j],
            first[j],
            _as_chosen(csv_format.find_notation(first[j], dialect), _chosen_marks(choices, name)),
            0,
            asked=False,
        )
        for j, name in enumerate(dialect.names)
    )
    return RatingSheet((), (), np.empty((0, 0)), (), readings, any(dialect.given_names), is_list)


def _laid_out(ratings: Ratings, limits: Limits) -> RatingSheet:
    shape = (len(ratings.users), len(ratings.items))
    if shape[0] * shape[1] > limits.cells:
        raise _too_many_cells(limits)
    values = np.full(shape, np.nan)
    values[ratings.user_index, ratings.item_index] = ratings.values
    names = [
        tuple(csv_format.tidy(x, _LONGEST_NAME) for x in part) for part in (ratings.users, ratings.items)
    ]
    return RatingSheet(
        names[0], names[1], values, ratings.notes, ratings.readings, ratings.header, is_list=True
    )


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
    """Whole numbers for ids, in the order in which they first appear over all pieces.

    Each piece numbers its own ids; from time to time the different ones of many pieces are numbered together.
    """

    def __init__(self) -> None:
        self._names: list[Any] = []  # Series of different ids: the known ones, then those of pieces
        self._codes: list[Index] = []
        self._done = 0  # so many pieces have their final numbers
        self._waiting = 0

    def add(self, ids: pd.Series[Any]) -> None:
        """Take the ids of a piece, none of them missing."""
        import pandas as pd

        if isinstance(ids.dtype, pd.CategoricalDtype):
            codes, names = ids.cat.codes.to_numpy(), ids.cat.categories
        else:
            codes, names = pd.factorize(ids)
        self._codes.append(codes.astype(np.int32, copy=False))
        self._names.append(pd.Series(names, dtype="str"))
        self._waiting += len(names)
        if self._waiting > _TOGETHER:
            self._number()

    def _number(self) -> None:
        import pandas as pd

        pieces = self._codes[self._done :]
        sizes = [len(names) for names in self._names[len(self._names) - len(pieces) :]]
        known = sum(map(len, self._names)) - sum(sizes)
        names = pd.concat(self._names, ignore_index=True)
        numbers, different = pd.factorize(names)
        stripped = pd.Series(different, dtype="str").str.strip()
        if not stripped.equals(pd.Series(different, dtype="str")):
            again, different = pd.factorize(stripped)
            numbers = again[numbers]
        numbers = numbers.astype(np.int32)
        start = known
        for i, size in enumerate(sizes, start=self._done):
            self._codes[i] = numbers[start : start + size][self._codes[i]]
            start += size
        self._names = [pd.Series(different, dtype="str")]
        self._done, self._waiting = len(self._codes), 0

    def numbered(self) -> tuple[NDArray[Any], Index]:
        """Return the different ids, and for each rating the place of its id among them."""
        self._number()
        codes, self._codes = self._codes, []
        return self._names[0].to_numpy(dtype=object), np.concatenate(codes)


_TOGETHER = 2_000_000


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
) -> tuple[Index, Index, NDArray[np.float64], int, tuple[int, int]]:
    """Leave one rating for each pair; how many there were too many, and one such pair."""
    import pandas as pd

    pair = user.astype(np.int64) * items + item
    in_order = np.sort(pair)
    several = in_order[1:][in_order[1:] == in_order[:-1]]
    double = len(several)
    if double == 0:
        return user, item, values, 0, (0, 0)
    del in_order
    # Only the ratings of such pairs are looked at one by one; all others stay where they are.
    rows = np.flatnonzero(pd.Series(pair, copy=False).isin(several).to_numpy())
    pair = pair[rows]
    order = np.argsort(pair, kind="stable")
    starts = np.flatnonzero(np.concatenate([[True], pair[order][1:] != pair[order][:-1]]))
    counts = np.diff(np.append(starts, len(pair)))
    last = rows[order[starts + counts - 1]]
    example = divmod(int(pair[0]), items)
    if duplicates == "mean":
        values = values.copy()
        values[last] = np.add.reduceat(values[rows[order]], starts) / counts
    stays = np.ones(len(values), dtype=bool)
    stays[rows] = False
    stays[last] = True
    return user[stays], item[stays], values[stays], double, example


def _in_order(
    users: NDArray[Any],
    items: NDArray[Any],
    user: Index,
    item: Index,
    values: NDArray[np.float64],
    notes: tuple[Sentence, ...],
) -> Ratings:
    """Number users and items by their first rating that counts."""
    import pandas as pd

    (user_codes, first_users), (item_codes, first_items) = pd.factorize(user), pd.factorize(item)
    return Ratings(
        users=users[first_users].astype(str),
        items=items[first_items].astype(str),
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


def _incomplete(count: int, first: tuple[int, str]) -> Sentence:
    row, cells = first
    if count == 1:
        return Sentence(
            "1 row without user, item or rating left out: row {row} ({cells}).", row=row, cells=cells
        )
    return Sentence(
        "{count} rows without user, item or rating left out, the first of them row {row} ({cells}).",
        count=count,
        row=row,
        cells=cells,
    )


def _double(count: int, duplicates: str, pair: str) -> Sentence:
    if duplicates == "last":
        if count == 1:
            return Sentence("1 rating of a pair rated before ({pair}): the last one counts.", pair=pair)
        return Sentence(
            "{count} ratings of a pair rated before ({pair}): the last one counts.", count=count, pair=pair
        )
    if count == 1:
        return Sentence("1 rating of a pair rated before ({pair}): their mean counts.", pair=pair)
    return Sentence(
        "{count} ratings of a pair rated before ({pair}): their mean counts.", count=count, pair=pair
    )


def _double_name(name: str, down: str) -> SampleError:
    if down == "film":
        return SampleError('Two films are called "{name}"; every film needs a name of its own.', name=name)
    return SampleError('Two users are called "{name}"; every user needs a name of their own.', name=name)


def _too_many_cells(limits: Limits) -> SampleError:
    return SampleError("The sheet has more than {most} cells; no more can be read here.", most=limits.cells)

"""Tables of numbers with names: the lessons' data and the reader's own, from CSV in anybody's style."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from explorer.data import commas as of_commas
from explorer.data import csv_format, notation
from explorer.data.commas import Commas, Meaning
from explorer.data.csv_format import HOSTED, OWN_MACHINE, Dialect, Limits, SampleError, Source, listed
from explorer.data.notation import Found, Notation
from explorer.logic import checks
from explorer.sentence import Sentence

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "HOSTED",
    "OWN_MACHINE",
    "Limits",
    "SampleError",
    "Source",
    "Table",
    "csv_chunks",
    "csv_columns",
    "read_csv",
]

# Cells of one piece while reading: what a piece costs in memory stays near 20 MB however wide the table is.
_PIECE_CELLS = 1_000_000
_LONGEST_TEXT = 80
_GROUPS_AT_MOST = 20
_NO_TEXT = "(none)"


Kind = Literal["numbers", "text", "out", "user", "item", "rating"]
"""What a column is taken for; the last three in ratings."""
_SHOWN_CELLS = 3


class Choice(NamedTuple):
    """What a reader wants of a column, where that is another than what was found out.

    Attributes
    ----------
    column
        Its name.
    kind
        Numbers, texts that can name the rows, left out, or a role in ratings; "" keeps what was found out.
    decimal, thousands
        The marks of its numbers; "" for `decimal` keeps what was found out.
    """

    column: str
    kind: Kind | Literal[""] = ""
    decimal: str = ""
    thousands: str = ""


class Reading(NamedTuple):
    """How a column of a file was read.

    Attributes
    ----------
    column
        Its name.
    kind
        Numbers, texts, left out, or a role in ratings.
    notation
        How its numbers are written; what was taken off stands there too.
    other
        The notation that its cells allow just as well, None where they decide: the reader is asked.
    cells
        Its first cells as they stand in the file.
    values
        What was read from them, None for a gap; empty for texts.
    gaps
        How many cells are missing.
    strays
        How many cells of a column of numbers are none.
    example
        A cell that can be read in both ways, where there is another notation.
    rival
        Another column that could be of this kind just as well, "" where none is: the reader is asked.
    """

    column: str
    kind: Kind
    notation: Notation
    other: Notation | None
    cells: tuple[str, ...]
    values: tuple[float | None, ...]
    gaps: int
    strays: int
    example: str = ""
    rival: str = ""


class Table(NamedTuple):
    """Rows of numbers with named columns.

    Attributes
    ----------
    name
        What to call it in a sentence.
    columns
        One name for each column of numbers, all different.
    values
        Shape (n, d), finite.
    labels
        One text for each row, or None when nothing names or groups the rows.
    label_name
        What the labels tell: a species, a depth; empty without labels.
    notes
        Sentences that belong beside the data: what was left out, filled in, renamed.
    missing
        How many cells were missing before rows were left out or cells filled in.
    texts
        Every text column by name, shape (n,) each; the labels are one of them. None without any.
    readings
        How each column of the file was read, in its order; empty for what ships.
    header
        Whether the first row of the file was read as names.
    commas
        What the commas of the file mean where every row is one such as 1,5; else None.
    """

    name: str
    columns: tuple[str, ...]
    values: NDArray[np.float64]
    labels: NDArray[np.str_] | None
    label_name: str
    notes: tuple[Sentence, ...]
    missing: int = 0
    texts: dict[str, NDArray[np.str_]] | None = None
    readings: tuple[Reading, ...] = ()
    header: bool = True
    commas: Commas | None = None


def read_csv(
    source: Source,
    limits: Limits = HOSTED,
    *,
    missing: Literal["drop", "mean"] = "drop",
    label: str | None = None,
    header: bool | None = None,
    choices: Sequence[Choice] = (),
    commas: Meaning | None = None,
    name: str = "Your table",
) -> Table:
    """Read the reader's own table: columns of numbers to compute with, columns of text to name the rows.

    Encoding (UTF-8, UTF-16, Windows-1252), separator (comma, semicolon, tab, bar, white space), decimal
    comma, thousands separators, quotes and a missing row of names are found out. Rows are read in pieces, so
    that memory follows the limit and not the file.

    Parameters
    ----------
    source
        Bytes of a file, pasted text, a path or a binary file open for reading.
    limits
        How much is read at most.
    missing
        What to do with a row that has gaps: leave it out, or fill each gap with the mean of its column.
    label
        The text column that names or groups the rows; chosen when None: the first with 2 to 20 different
        texts, else the first.
    header
        Whether the first row holds names; found out when None.
    choices
        What the reader wants of columns, where that is another than what was found out.
    commas
        What the commas mean where every row is one such as 1,5; found out when None.
    name
        What to call the table in a sentence.

    Returns
    -------
    Table
        Its notes say what was missing, left out, renamed, constant or read as what.

    Raises
    ------
    SampleError
        With one sentence that says what is wrong and what would be right.

    Examples
    --------
    >>> table = read_csv("tree;height;girth\\noak;10,5;2\\nelm;12;\\nash;9,5;1,25\\n")
    >>> table.columns, table.labels.tolist()
    (('height', 'girth'), ['oak', 'ash'])
    >>> table.values
    array([[10.5 ,  2.  ],
           [ 9.5 ,  1.25]])
    >>> for note in table.notes:
    ...     print(note)
    height, girth: read with decimal commas, 10,5 is 10.5.
    1 cell is missing: 1 of 3 rows was left out.
    >>> read_csv("a,b\\nx,y\\n")
    Traceback (most recent call last):
    explorer.data.csv_format.SampleError: There is no column of numbers: the first cell below "a" is "x".
    """
    if missing not in ("drop", "mean"):
        raise ValueError(f'missing must be "drop" or "mean", not {missing!r}.')
    dialect = csv_format.sniff(source, limits, header, commas)
    sheet, columns = _read_columns(source, dialect, limits, {choice.column: choice for choice in choices})
    notes = _of_the_file(dialect)
    rows = columns[0].rows
    if rows == 0:
        raise SampleError("The table has names but no rows; it needs at least two rows of numbers.")
    wanted = [column for column in columns if column.chosen.kind != "out"]
    numeric = [column for column in wanted if column.is_numeric]
    empty = [column.name for column in wanted if column.is_empty]
    text = [column for column in wanted if not column.is_numeric and not column.is_empty]
    if not numeric:
        raise _no_numbers(text)
    if empty:
        notes.append(Sentence("Columns without any value were left out: {names}.", names=listed(empty)))
    notes += _how_they_were_read(numeric)
    notes += [_strays(column) for column in numeric if column.strays]
    notes += [_left_as_text(column) for column in text if column.may_be_meant_as_numbers]
    names = tuple(column.name for column in numeric)
    values = sheet.values[:rows]
    if len(numeric) < len(columns):
        values = values[:, [column.place for column in numeric]]
    if not (values.min() >= -checks.LARGEST and values.max() <= checks.LARGEST):  # or there are gaps
        for column, x in zip(numeric, values.T, strict=True):
            _require_sane(x, column.name, 0)
    given = dict(zip(dialect.names, dialect.given_names, strict=True))
    kept_by_choice = {choice.column for choice in choices if choice.kind == "numbers"}
    free = [(name, x) for name, x in zip(names, values.T, strict=True) if name not in kept_by_choice]
    counters = [name for name, x in free if _counts_the_rows(x, given[name])]
    indices = [
        name
        for name, x in free
        if any(dialect.given_names) and name not in counters and _is_an_index(x, given[name])
    ]
    out = {*counters, *indices}
    if len(out) == len(names):  # nothing else would be left
        out = set()
    if out:
        for name in indices:
            notes.append(
                Sentence(
                    'A column without a name, which numbers the rows ("{cell}" in row 1), was left out.',
                    cell=int(values[0, names.index(name)]),
                )
            )
        if counters:
            notes.append(
                Sentence("Columns that only count the rows were left out: {names}.", names=listed(counters))
            )
        kept = [j for j, name in enumerate(names) if name not in out]
        names, values = tuple(names[j] for j in kept), values[:, kept]
    texts = {column.name: column.texts() for column in text}
    values, whole, gaps = _settle_gaps(values, missing, notes)
    texts = {key: column[whole] for key, column in texts.items()}
    if len(values) < 2:
        raise _too_few(len(values), rows)
    notes += _stand_ins(names, values)
    # Most columns show by their first rows already that they are not constant.
    alike = [j for j in range(len(names)) if values[0, j] == values[1, j]]
    constant = [names[j] for j in alike if np.ptp(values[:, j]) == 0.0]
    if constant:
        notes.append(
            Sentence("Constant columns: {names}; they are the same in every row.", names=listed(constant))
        )
    if len(names) == 1:
        notes.append(Sentence('There is one column of numbers, "{name}".', name=names[0]))
    label_name = _choose_label(texts, label)
    return Table(
        name=name,
        columns=names,
        values=values,
        labels=texts[label_name] if label_name else None,
        label_name=label_name,
        notes=tuple(notes),
        missing=gaps,
        texts=texts or None,
        readings=tuple(
            column.reading(column.name in out, cells)
            for column, cells in zip(
                columns, csv_format.first_rows(source, dialect, _SHOWN_CELLS), strict=True
            )
        ),
        header=any(dialect.given_names),
        commas=dialect.commas,
    )


def csv_columns(source: Source, limits: Limits = OWN_MACHINE, header: bool | None = None) -> tuple[str, ...]:
    """List the columns of numbers in a file, from its first rows.

    No page runs it: the benchmarks do, and the tests compare files read whole with files read in pieces.

    Parameters
    ----------
    source
        Bytes of a file, pasted text, a path or a binary file open for reading.
    limits
        How much is read at most.
    header
        Whether the first row holds names; found out when None.

    Returns
    -------
    Names, in the order of the file.

    Raises
    ------
    SampleError
        If the source is no table or its first rows hold no numbers.

    Examples
    --------
    >>> csv_columns("name,x,y\\na,1,2\\nb,3,4\\n")
    ('x', 'y')
    """
    return _columns_of_numbers(source, csv_format.sniff(source, limits, header), {})


def csv_chunks(
    source: Source,
    columns: Sequence[str] | None = None,
    chunk_rows: int = 50_000,
    limits: Limits = OWN_MACHINE,
    *,
    header: bool | None = None,
) -> Iterator[NDArray[np.float64]]:
    """Read columns of numbers piece by piece, for tables that do not fit into memory.

    No page runs it: the benchmarks do, and the tests compare files read whole with files read in pieces.

    How columns are written is settled by the pieces so far; where a later one contradicts, reading ends in a
    sentence that says so, and `Pieces` can read the file again. Rows with a gap, or with something that is no
    number, are left out: the mean that could fill them is known only after the last piece. What one piece
    costs in memory is all that is held.

    Parameters
    ----------
    source
        Bytes of a file, pasted text, a path or a binary file open for reading. A path can be read again and
        again.
    columns
        Names of the columns, in the order wanted; all columns of numbers when None.
    chunk_rows
        Rows of a piece, at most.
    limits
        How much is read at most; cells are not limited here.
    header
        Whether the first row holds names; found out when None.

    Yields
    ------
    Arrays of shape (m, d), m <= chunk_rows, finite; pieces without a whole row are passed over.

    Raises
    ------
    SampleError
        If the source is no table, has no such column, or a number is infinite or beyond 1e100.

    Examples
    --------
    >>> for piece in csv_chunks("x,y\\n1,2\\n3,\\n5,6\\n7,8\\n", chunk_rows=2):
    ...     print(piece.tolist())
    [[1.0, 2.0]]
    [[5.0, 6.0], [7.0, 8.0]]
    """
    if chunk_rows < 1:
        raise ValueError(f"chunk_rows must be at least 1, not {chunk_rows}.")
    yield from Pieces(source, limits, columns, header).read(chunk_rows)


class ReadAgainError(SampleError):
    """A later piece says that the ones before it were read in another way than they are written."""


class Pieces:
    """Columns of numbers of a file that does not fit into memory, settled by the cells of all its rows.

    What cells say is kept, never the cells themselves. When a later piece contradicts those before it, the
    rest of the file is heard too, and reading it again gives every row as all of them say.

    Parameters
    ----------
    source, limits, columns, header
        As for `csv_chunks`.
    choices
        What a reader wants of columns, as for `read_csv`; of kinds "numbers" and "out".
    commas
        As for `read_csv`.

    Attributes
    ----------
    columns
        Names of the columns of numbers, in the order wanted.

    Examples
    --------
    >>> pieces = Pieces("a;b\\n" + 300 * "1.250;2\\n" + "1.234,5;6\\n")
    >>> try:
    ...     list(pieces.read(200))
    ... except ReadAgainError as again:
    ...     print(again)
    Column "a" is written in another way than its first rows say: "1.234,5" in row 301.
    >>> [piece[-1].tolist() for piece in pieces.read(200)]
    [[1250.0, 2.0], [1234.5, 6.0]]
    >>> [str(note) for note in pieces.notes()]
    ['a: read with marks between thousands, 1.234,5 is 1234.5.']
    """

    def __init__(
        self,
        source: Source,
        limits: Limits = OWN_MACHINE,
        columns: Sequence[str] | None = None,
        header: bool | None = None,
        choices: Sequence[Choice] = (),
        commas: Meaning | None = None,
    ) -> None:
        self._source, self._limits = source, limits
        self._dialect = dialect = csv_format.sniff(source, limits, header, commas)
        chosen = {choice.column: choice for choice in choices}
        self.columns = _columns_of_numbers(source, dialect, chosen) if columns is None else tuple(columns)
        for name in self.columns:
            if name not in dialect.names:
                raise SampleError(
                    'There is no column "{name}"; the table has {names}.',
                    name=name,
                    names=listed(dialect.names),
                )
        self._heard = [
            Heard(name, dialect.names.index(name), dialect, chosen.get(name)) for name in self.columns
        ]
        self._rows = self._left_out = 0

    def read(
        self,
        chunk_rows: int,
        *,
        progress: Callable[[int], object] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> Iterator[NDArray[np.float64]]:
        """Yield the rows without gaps, piece by piece, from the first one on.

        Parameters
        ----------
        chunk_rows
            Rows of a piece, at most.
        progress
            Told how many rows are read, while the rest of the file is only heard.
        stop
            Asked then whether that is enough: the pieces so far are all.

        Raises
        ------
        ReadAgainError
            When a piece says that those before it are written in another way; then read again.
        SampleError
            If a number is infinite or beyond 1e100, or there are too many rows.
        """
        again: SampleError | None = None
        while True:
            self._rows = self._left_out = 0
            for column in self._heard:
                column.begin()
            for piece in self._pieces(chunk_rows):
                if self._rows + len(piece) > self._limits.rows:
                    raise _too_many_rows(self._limits)
                changed = [column for column in self._heard if column.hear(piece[column.place], self._rows)]
                if changed and self._rows and again is None:
                    again = changed[0].contradiction()
                elif changed and not self._rows:
                    break  # nothing was handed out yet
                if again is not None:
                    self._rows += len(piece)
                    if progress is not None:
                        progress(self._rows)
                    if stop is not None and stop():
                        return
                    continue
                whole = self._whole(piece)
                if len(whole):
                    yield whole
            else:
                if again is not None:
                    raise again
                return

    def _pieces(self, chunk_rows: int) -> Iterator[pd.DataFrame]:
        return csv_format.read_chunks(
            self._source,
            self._dialect,
            chunk_rows,
            as_text=[column.place for column in self._heard if column.is_text],
            wanted=[column.place for column in self._heard],
        )

    def _whole(self, piece: pd.DataFrame) -> NDArray[np.float64]:
        values = np.empty((len(piece), len(self._heard)))
        for j, column in enumerate(self._heard):
            values[:, j] = column.numbers(piece[column.place], self._rows)
            _require_sane(values[:, j], column.name, self._rows)
        self._rows += len(piece)
        gap = np.isnan(values)
        if not gap.any():
            return values
        whole = ~gap.any(axis=1)
        for column, count in zip(self._heard, gap.sum(axis=0), strict=True):
            column.blanks += int(count)
        self._left_out += len(values) - int(whole.sum())
        return values[whole]

    @property
    def header(self) -> bool:
        """Whether the first row was read as names."""
        return any(self._dialect.given_names)

    @property
    def commas(self) -> Commas | None:
        """What the commas mean, where every row is one such as 1,5."""
        return self._dialect.commas

    def readings(self) -> tuple[Reading, ...]:
        """Say how each column of the file was read, by all rows so far, beside its first cells."""
        heard = {column.name: column for column in self._heard}
        first = csv_format.first_rows(self._source, self._dialect, _SHOWN_CELLS)
        return tuple(
            heard[name].reading(cells)
            if name in heard
            else Reading(name, "out", notation.PLAIN, None, cells, (), 0, 0)
            for name, cells in zip(self._dialect.names, first, strict=True)
        )

    def notes(self) -> list[Sentence]:
        """Say how columns were read, where that is not plain, and what was left out."""
        notes = [*_of_the_file(self._dialect), *_how_they_were_read(self._heard)]
        notes += [_strays(column) for column in self._heard if column.strays]
        gaps = sum(column.blanks for column in self._heard)
        if gaps:
            notes.append(_left_out(gaps, self._left_out, self._rows))
        out = [j for j, name in enumerate(self._dialect.names) if name not in self.columns]
        if out:
            first = csv_format.first_rows(self._source, self._dialect)
            cell = next((cell for j in out for cell in first[j] if cell), "")
            notes.append(left_out_columns([self._dialect.names[j] for j in out], cell))
        return notes


# What instruments and statisticians write for a value that is missing.
_STAND_INS = frozenset((-99.0, -999.0, -9999.0, -99999.0, 999.0, 9999.0, 99999.0))
_FAR = 5  # times as far from 0 as all else in the column


def _stand_ins(names: Sequence[str], values: NDArray[np.float64]) -> list[Sentence]:
    """Name the columns of which one number, such as -999, looks like one that stands for a missing value."""
    notes = []
    for name, x, *ends in zip(names, values.T, values.min(axis=0), values.max(axis=0), strict=True):
        for end in _STAND_INS.intersection(ends):
            others = x[x != end]
            if others.size and (_FAR * np.abs(others).max() < abs(end) or end < 0.0 <= others.min()):
                notes.append(
                    Sentence(
                        'Column "{name}" holds {value}, which often stands for a missing value; it was read '
                        "as a number. If it is none, leave its cell empty.",
                        name=name,
                        value=int(end),
                    )
                )
    return notes


def _of_the_file(dialect: Dialect) -> list[Sentence]:
    """Say how the file was understood."""
    asked = [of_commas.told(dialect.commas)] if dialect.commas and dialect.commas.is_doubtful else []
    return [*dialect.notes, *asked]


def left_out_columns(names: Sequence[str], cell: str) -> Sentence:
    """Say which columns were left out, with a cell of one of them."""
    return Sentence('Left out: {names} ("{cell}" in one of them).', names=listed(names), cell=cell)


class Heard:
    """What the cells of a column have said so far, piece by piece, about how it is written.

    Attributes
    ----------
    found
        How it is written, by all cells so far.
    is_text
        Whether its cells have to be seen as they are written.
    blanks
        In how many rows there is no number, whatever else is.
    strays, first_text, first_text_row
        How many cells were no numbers; the first of them and its row.
    """

    def __init__(self, name: str, place: int, dialect: Dialect, chosen: Choice | None = None) -> None:
        self.name, self.place = name, place
        self.chosen = chosen or Choice(name)
        self._dialect = dialect
        self.found = _with_marks(Found(notation.PLAIN), self.chosen)
        # Of marks that a reader names the parser knows nothing.
        self.is_text = bool(self.chosen.decimal)
        self._cells: set[str] = set()
        self._has_number = False
        self._last = ("", 0)
        self.begin()

    def begin(self) -> None:
        """Count anew: the file is read from its beginning. What was heard stays."""
        self.strays = self.blanks = 0
        self._first: list[float] = []
        self.first_text, self.first_text_row = "", 0
        self._is_first = not self._cells

    def hear(self, cells: pd.Series[Any], row: int) -> bool:
        """Hear the cells of a piece; return whether those before it were read in another way."""
        is_parsed = cells.dtype.kind in "iuf"
        if is_parsed and self._has_number and self.place not in self._dialect.open:
            return False
        said = csv_format.cells_of([cells], self._dialect)
        said = {cell for cell in said if notation.parts(cell) is not None} - self._cells
        if not said:
            return False
        if is_parsed:
            self._has_number = True
            if self.place in self._dialect.open and not self.is_text:
                # The parser has taken 1.250 for a number with decimals: its cells have to be seen.
                self.is_text = True
                self._last = (min(said), row + 1 + _first_fraction(cells))
                return True
        before = self.found.notation
        self._cells = csv_format.telling(self._cells | said)
        found = csv_format.find_notation(self._cells, self._dialect)
        self.found = _with_marks(found, self.chosen)
        was_first, self._is_first = self._is_first, False
        if was_first or self.found.notation == before:
            return False
        self._last = self._where(cells, said, row)
        return True

    def reading(self, cells: Sequence[str]) -> Reading:
        """Say how it was read, beside its first cells as they stand in the file."""
        return Reading(
            column=self.name,
            kind="numbers",
            notation=self.found.notation,
            other=self.found.other,
            cells=tuple(cells),
            values=tuple(None if np.isnan(x) else x for x in self._first),
            gaps=self.blanks - self.strays,
            strays=self.strays,
            example=self.found.example if self.found.other else "",
        )

    def _where(self, cells: pd.Series[Any], said: set[str], row: int) -> tuple[str, int]:
        """A cell that is written in another way, and its row."""
        told = self.found.example if self.found.example in said else min(said)
        hits = np.flatnonzero((cells == told).to_numpy(dtype=bool, na_value=False))
        return told, row + (int(hits[0]) if len(hits) else 0) + 1

    def contradiction(self) -> ReadAgainError:
        cell, row = self._last
        return ReadAgainError(
            Sentence(
                'Column "{name}" is written in another way than its first rows say: "{cell}" in row {row}.',
                name=self.name,
                cell=csv_format.tidy(cell),
                row=row,
            )
        )

    def numbers(self, cells: pd.Series[Any], row: int) -> NDArray[np.float64]:
        """Read a piece as all cells so far say; count what is no number."""
        if self.is_text:
            cells = without_gaps(cells)
        values, is_text = csv_format.to_numbers(cells, self.found.notation)
        self._first += values[: _SHOWN_CELLS - len(self._first)].tolist()
        if is_text.any():
            if not self.strays:
                first = int(np.argmax(is_text))
                self.first_text, self.first_text_row = csv_format.tidy(cells.iloc[first]), row + first + 1
            self.strays += int(is_text.sum())
        return values


def _first_fraction(numbers: pd.Series[Any]) -> int:
    values = numbers.to_numpy()
    return int(np.argmax(np.isfinite(values) & (values != np.floor(values))))


def _with_marks(found: Found, chosen: Choice) -> Found:
    """Return how a column is written where a reader has said what its marks mean; what is taken off stays."""
    if not chosen.decimal:
        return found
    how = Notation(chosen.decimal, chosen.thousands, found.notation.affix)
    return found._replace(notation=how, example="", other=None)


def _columns_of_numbers(source: Source, dialect: Dialect, chosen: Mapping[str, Choice]) -> tuple[str, ...]:
    piece = next(csv_format.read_chunks(source, dialect, 1000), None)
    if piece is None:
        raise SampleError("The table has names but no rows; it needs at least two rows of numbers.")
    _, columns = _begun(dialect, len(piece), chosen)
    for j, column in enumerate(columns):
        column.add(piece[j])
        column.settle()
    names = tuple(column.name for column in columns if column.is_numeric)
    if not names:
        raise SampleError("There is no column of numbers in the first rows.")
    return names


class _Sheet:
    """The numbers of all columns as they come, row by row.

    What the parser has read is copied into it at once, while it is near to the processor: nothing is put
    together afterwards, and the numbers are in memory once.
    """

    def __init__(self, rows: int, width: int) -> None:
        self.values = np.empty((rows, width))

    def put(self, numbers: NDArray[np.float64], row: int, place: int) -> None:
        """Write numbers of a column from a row on."""
        if row + len(numbers) > len(self.values):
            larger = np.empty((max(row + len(numbers), 3 * len(self.values) // 2), self.values.shape[1]))
            larger[: len(self.values)] = self.values
            self.values = larger
        self.values[row : row + len(numbers), place] = numbers


class _Column:
    """One column while it is read: numbers where cells are numbers, texts where some are not.

    What its marks mean is settled by all its cells, when all are here.
    """

    def __init__(self, name: str, place: int, sheet: _Sheet, dialect: Dialect, chosen: Choice | None) -> None:
        self.name = name
        self.place = place
        self.chosen = chosen or Choice(name)
        self.is_code = place in dialect.codes and self.chosen.kind != "numbers"
        self.strays = 0
        self.first_text = ""
        self.first_text_row = 0
        self.rows = 0
        self.found = Found(notation.PLAIN)
        self.numbers = 0
        self._sheet, self._dialect = sheet, dialect
        self._fraction = ""  # a number with decimals, of those that the parser has read
        self._pieces: list[pd.Series[Any] | slice] = []  # slices of what stands in the sheet

    def add(self, cells: pd.Series[Any]) -> None:
        if cells.dtype.kind == "f":
            numbers = cells.to_numpy(dtype=np.float64)
            self._fraction = self._fraction or csv_format.a_fraction(cells, self._dialect.decimal)
            self.numbers += len(numbers) - int(np.count_nonzero(np.isnan(numbers)))
            self._sheet.put(numbers, self.rows, self.place)
            self._pieces.append(slice(self.rows, self.rows + len(cells)))
        else:
            self._pieces.append(cells)
        self.rows += len(cells)

    @property
    def is_parsed(self) -> bool:
        """Whether the parser took all cells for numbers, some of them with a decimal mark."""
        return bool(self._fraction) and all(piece.dtype.kind in "iuf" for piece in self._as_read())

    def _as_read(self) -> Iterator[pd.Series[Any]]:
        """The pieces that do not stand in the sheet."""
        return (piece for piece in self._pieces if not isinstance(piece, slice))

    def settle(self) -> None:
        """Read the cells as all of them say."""
        texts = csv_format.cells_of(self._as_read(), self._dialect)
        if self._fraction:
            texts.add(self._fraction)
        if texts:
            self.found = csv_format.find_notation(texts, self._dialect)
        self.found = _with_marks(self.found, self.chosen)
        row = 0
        for piece in self._pieces:
            if isinstance(piece, slice):
                row = piece.stop
                continue
            values, is_text = csv_format.to_numbers(piece, self.found.notation)
            if self.is_code:
                is_text = piece.notna().to_numpy(dtype=bool)
                values = np.full(len(piece), np.nan)
            if is_text.any() and not self.strays:
                first = int(np.argmax(is_text))
                self.first_text = csv_format.tidy(piece.iloc[first])
                self.first_text_row = row + first + 1
            self.strays += int(is_text.sum())
            self.numbers += int(np.count_nonzero(~np.isnan(values)))
            self._sheet.put(values, row, self.place)
            row += len(piece)

    def replace(self, pieces: Sequence[pd.Series[Any]]) -> None:
        """Take the cells as the file writes them in the place of what the parser made of them."""
        self._pieces = [*pieces]
        self._fraction, self.numbers = "", 0

    @property
    def is_numeric(self) -> bool:
        if self.chosen.kind:
            return self.chosen.kind == "numbers" and self.numbers > 0
        return self.numbers > self.strays

    @property
    def may_be_meant_as_numbers(self) -> bool:
        """Whether cells of a column of texts are numbers, or almost: 1.80 m beside 170 cm, 20-29, 01067."""
        return self.is_code or self.numbers > 0 or notation.is_almost_a_number(self.first_text)

    def reading(self, left_out: bool, cells: Sequence[str]) -> Reading:
        """Say how it was read, beside its first cells as they stand in the file."""
        out = left_out or self.chosen.kind == "out" or self.is_empty
        kind: Kind = "out" if out else "numbers" if self.is_numeric else "text"
        first = self._sheet.values[: min(self.rows, _SHOWN_CELLS), self.place]
        values = first.tolist() if kind == "numbers" else []
        return Reading(
            column=self.name,
            kind=kind,
            notation=self.found.notation,
            other=self.found.other if kind == "numbers" else None,
            cells=tuple(cells),
            values=tuple(None if np.isnan(x) else x for x in values),
            gaps=self.rows - self.numbers - self.strays,
            strays=self.strays if kind == "numbers" else 0,
            example=self.found.example if self.found.other else "",
        )

    @property
    def is_empty(self) -> bool:
        return self.numbers == self.strays == 0

    def texts(self) -> NDArray[np.str_]:
        """The cells as they are written, cut to a length that fits a label."""
        return np.array(
            [
                csv_format.tidy(_as_written(cell), _LONGEST_TEXT)
                for piece in self._pieces
                for cell in (self._sheet.values[piece, self.place] if isinstance(piece, slice) else piece)
            ]
        )


def _read_columns(
    source: Source, dialect: Dialect, limits: Limits, chosen: Mapping[str, Choice]
) -> tuple[_Sheet, list[_Column]]:
    width, rows = len(dialect.names), 0
    most = min(limits.rows, limits.cells // width)
    expected = int(1.02 * csv_format.size_of(source) / dialect.row_bytes) + 1
    sheet, columns = _begun(dialect, min(expected, most), chosen)
    size = max(1, _PIECE_CELLS // width)
    for piece in csv_format.read_chunks(source, dialect, size):
        rows += len(piece)
        if rows > limits.rows:
            raise _too_many_rows(limits)
        if rows * width > limits.cells:
            raise SampleError(
                "The table has {width} columns and more than {rows} rows; at most {most} cells can be read "
                "here.",
                width=width,
                rows=limits.cells // width,
                most=limits.cells,
            )
        for j, column in enumerate(columns):
            column.add(piece[j])
    # The parser has taken 1.250 for a number with decimals; where the first rows do not show that it is one,
    # the cells are looked at as they are written.
    doubtful = [j for j in dialect.open if columns[j].is_parsed]
    doubtful += [j for j, column in enumerate(columns) if column.chosen.decimal and j not in doubtful]
    if doubtful:
        written: dict[int, list[pd.Series[Any]]] = {j: [] for j in doubtful}
        for piece in csv_format.read_chunks(source, dialect, size, as_text=doubtful):
            for j in doubtful:
                written[j].append(piece[j])
        for j in doubtful:
            cells = {str(cell) for piece in written[j] for cell in piece.dropna().unique()}
            found = csv_format.find_notation(cells, dialect)
            if found.notation != Notation(dialect.decimal) or found.other or columns[j].chosen.decimal:
                columns[j].replace([without_gaps(piece) for piece in written[j]])
    for column in columns:
        column.settle()
    return sheet, columns


def _begun(dialect: Dialect, rows: int, chosen: Mapping[str, Choice]) -> tuple[_Sheet, list[_Column]]:
    """The columns of a file before anything is read, and where about so many rows will stand."""
    sheet = _Sheet(rows, len(dialect.names))
    return sheet, [_Column(name, j, sheet, dialect, chosen.get(name)) for j, name in enumerate(dialect.names)]


def without_gaps(piece: pd.Series[Any]) -> pd.Series[Any]:
    """Return cells as they are written, without those that stand for no value."""
    return piece.where(~piece.map(lambda cell: isinstance(cell, str) and csv_format.is_missing(cell)))


def _too_many_rows(limits: Limits) -> SampleError:
    return SampleError("The table has more than {most} rows; no more can be read here.", most=limits.rows)


def _require_sane(values: NDArray[np.float64], name: str, rows_before: int) -> None:
    wrong = np.abs(values) > checks.LARGEST  # not for NaN: a gap
    if wrong.any():
        first = int(np.argmax(wrong))
        raise SampleError(
            'Column "{name}" holds {value} in row {row}; numbers must be finite and lie between -1e100 and '
            "1e100.",
            name=name,
            value=float(values[first]),
            row=rows_before + first + 1,
        )


def _counts_the_rows(values: NDArray[np.float64], given_name: str) -> bool:
    """Tell whether a column is the row number that a program wrote: 0, 1, 2, ... or 1, 2, 3, ..."""
    if given_name.lower() not in ("", "id", "index", "row", "nr", "no", "no.", "#", "unnamed: 0"):
        return False
    if len(values) < 3:
        return False
    return bool(values[0] in (0.0, 1.0) and np.array_equal(np.diff(values), np.ones(len(values) - 1)))


def _is_an_index(values: NDArray[np.float64], given_name: str) -> bool:
    """Tell whether a column is one that a program wrote to name the rows: no name, each whole number once."""
    if given_name.lower() not in ("", "unnamed: 0") or len(values) < 3 or np.isnan(values).any():
        return False
    return bool((values % 1 == 0).all() and (values >= 0).all() and len(np.unique(values)) == len(values))


def _how_they_were_read(columns: Sequence[_Column | Heard]) -> list[Sentence]:
    """Say how columns write their numbers where that is not plain: one that shows it for many alike."""
    said: dict[Notation, list[_Column | Heard]] = {}
    notes = []
    for column in columns:
        if column.found.other is None and column.found.example:
            said.setdefault(column.found.notation, []).append(column)
        elif column.found.other is not None:
            notes.append(notation.told(column.name, column.found))
        notes.append(notation.told_sign(column.name, column.found))
    for how, alike in said.items():
        found = alike[0].found
        value = notation.number(found.example, how)
        if value is None:
            continue
        names = listed([column.name for column in alike])
        bare = next((column.found.bare for column in alike if column.found.bare), "")
        as_bare = notation.number(bare, how)
        if how.affix and as_bare is not None:
            notes.append(
                Sentence(
                    "{names}: {affix} was taken off, {cell} was read as {value}; {bare}, without it, was "
                    "read as {other}.",
                    names=names, affix=how.affix, cell=found.example, value=value, bare=bare, other=as_bare,
                )
            )  # fmt: skip
        elif how.affix:
            notes.append(
                Sentence(
                    "{names}: {affix} was taken off, {cell} was read as {value}.",
                    names=names, affix=how.affix, cell=found.example, value=value,
                )
            )  # fmt: skip
        elif how.decimal == "," and not (how.thousands and how.thousands in found.example):
            notes.append(
                Sentence(
                    "{names}: read with decimal commas, {cell} is {value}.",
                    names=names, cell=found.example, value=value,
                )
            )  # fmt: skip
        else:
            notes.append(
                Sentence(
                    "{names}: read with marks between thousands, {cell} is {value}.",
                    names=names, cell=found.example, value=value,
                )
            )  # fmt: skip
    return [note for note in notes if note is not None]


def _left_as_text(column: _Column) -> Sentence:
    """Say that a column with some numbers in it was not taken for one of numbers, and which cell is why."""
    return Sentence(
        'Column "{name}" was taken for texts, because of "{cell}" in row {row}.',
        name=column.name,
        cell=column.first_text,
        row=column.first_text_row,
    )


def _settle_gaps(
    values: NDArray[np.float64], missing: str, notes: list[Sentence]
) -> tuple[NDArray[np.float64], NDArray[np.bool_], int]:
    """Leave rows with gaps out or fill them: the values, which rows were kept, how many gaps there were."""
    rows = len(values)
    kept: NDArray[np.bool_] = np.ones(rows, dtype=bool)
    if not np.isnan(values.min()):
        return values, kept, 0
    gap = np.isnan(values)
    gaps = int(gap.sum())
    if missing == "mean":
        values = np.where(gap, np.nanmean(values, axis=0), values)
        notes.append(_filled(gaps))
        return values, kept, gaps
    kept = ~np.any(gap, axis=1)
    notes.append(_left_out(gaps, rows - int(kept.sum()), rows))
    return values[kept], kept, gaps


# Each number of things has a sentence of its own: languages differ in what follows a 1.


def _filled(gaps: int) -> Sentence:
    if gaps == 1:
        return Sentence("1 cell is missing and was filled with the mean of the column.")
    return Sentence("{gaps} cells are missing and were filled with the mean of the column.", gaps=gaps)


def _left_out(gaps: int, left_out: int, rows: int) -> Sentence:
    if gaps == 1:
        return Sentence("1 cell is missing: 1 of {rows} rows was left out.", rows=rows)
    if left_out == 1:
        return Sentence("{gaps} cells are missing: 1 of {rows} rows was left out.", gaps=gaps, rows=rows)
    return Sentence(
        "{gaps} cells are missing: {left_out} of {rows} rows were left out.",
        gaps=gaps,
        left_out=left_out,
        rows=rows,
    )


def _strays(column: _Column | Heard) -> Sentence:
    if column.strays == 1:
        return Sentence(
            'In column "{name}" 1 cell is no number ("{cell}" in row {row}); such cells count as missing.',
            name=column.name,
            cell=column.first_text,
            row=column.first_text_row,
        )
    return Sentence(
        'In column "{name}" {count} cells are no numbers ("{cell}" in row {row}); such cells count as '
        "missing.",
        name=column.name,
        count=column.strays,
        cell=column.first_text,
        row=column.first_text_row,
    )


def _no_numbers(text: Sequence[_Column]) -> SampleError:
    if not text:
        return SampleError("There is no column of numbers: all cells are empty.")
    text = sorted(text, key=lambda column: not column.may_be_meant_as_numbers)
    return SampleError(
        'There is no column of numbers: the first cell below "{name}" is "{cell}".',
        name=text[0].name,
        cell=text[0].first_text,
    )


def _too_few(whole: int, rows: int) -> SampleError:
    if rows == 1:
        return SampleError("The table has 1 row of numbers; at least two are needed to compare rows.")
    if whole == 1:
        return SampleError(
            "Only 1 row is without gaps, of {rows}; at least two are needed, or fill gaps with column means.",
            rows=rows,
        )
    return SampleError(
        "No row is without gaps, of {rows}; at least two are needed, or fill gaps with column means.",
        rows=rows,
    )


def _choose_label(texts: dict[str, NDArray[np.str_]], label: str | None) -> str:
    if label is not None:
        if label not in texts:
            raise _no_label(label, list(texts))
        return label
    for name, column in texts.items():
        if 2 <= len(np.unique(column)) <= min(_GROUPS_AT_MOST, len(column) - 1):
            return name
    return next(iter(texts), "")


def _no_label(label: str, known: list[str]) -> SampleError:
    if not known:
        return SampleError('There is no text column "{name}"; the text columns are: none.', name=label)
    return SampleError(
        'There is no text column "{name}"; the text columns are: {names}.', name=label, names=listed(known)
    )


def _as_written(cell: object) -> str:
    import pandas as pd

    if cell is None or cell is pd.NA or cell != cell:  # NaN alone differs from itself
        return _NO_TEXT
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)

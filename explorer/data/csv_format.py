"""Find out how a text file writes its table: letters, separators, names, numbers. Then read it in pieces.

Everybody's spreadsheet writes CSV in its own way. What can be told from the file itself is not asked of the
reader; what is no table is refused in one sentence. Nothing here runs code from a file: no pickle, no eval,
no archive is unpacked.

pandas is imported where a file is read: what ships is read without it, and it takes a third of a second.
"""

from __future__ import annotations

import codecs
import csv
import io
import os
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

import numpy as np
from numpy.typing import NDArray

from explorer.data import blocks, notation
from explorer.data import commas as of_commas
from explorer.data.commas import Commas, Meaning
from explorer.sentence import Sentence, Value

if TYPE_CHECKING:
    import pandas as pd

Source = bytes | str | Path | BinaryIO
"""Bytes of a file, pasted text, a path, or a binary file open for reading (an upload)."""


class SampleError(ValueError):
    """What the reader gave cannot be read; the message is one sentence for the reader.

    Parameters
    ----------
    template : str
        The sentence, with a name in braces for each value.
    **values
        By these names.

    Examples
    --------
    >>> raise SampleError("There are {count} columns; at most {most} can be read here.", count=1200, most=9)
    Traceback (most recent call last):
    explorer.data.csv_format.SampleError: There are 1,200 columns; at most 9 can be read here.
    """

    def __init__(self, template: str, /, **values: Value) -> None:
        super().__init__(Sentence(template, **values) if values else template)


class Limits(NamedTuple):
    """How much is read at most.

    Attributes
    ----------
    bytes
        Size of the file.
    rows, columns, cells
        Size of the table. Ratings are limited by rows alone.
    """

    bytes: int
    rows: int
    columns: int
    cells: int


HOSTED = Limits(bytes=25_000_000, rows=1_000_000, columns=1_000, cells=1_000_000)
"""For an app that many people share."""
OWN_MACHINE = Limits(bytes=1_000_000_000, rows=10_000_000, columns=5_000, cells=100_000_000)
"""For one person on a machine of their own."""


class Dialect(NamedTuple):
    """How a file writes its table.

    Attributes
    ----------
    encoding
        For the codec registry.
    separator
        Between cells; the pattern for white space when there is no other.
    skip
        Lines before the first row of data.
    names
        One for each column, all different.
    given_names
        The names as they stand in the file, empty where there is none.
    decimal
        The decimal mark of most cells of the first rows: what the parser tries. Each column is settled by its
        own cells, see `explorer.data.notation`.
    codes
        Places of columns that hold codes and not numbers: digits with leading zeros, such as 007.
    quoted
        Whether quotation marks hold cells together; else they are letters.
    hint
        The decimal mark of all columns whose first rows show theirs; "" where they differ or none does.
    open
        Places of columns whose first rows do not say what their marks mean.
    row_bytes
        The mean length of the first rows.
    notes
        What a reader should know about how the file was understood.
    commas
        What the commas mean where every row is one such as 1,5; else None.
    """

    encoding: str
    separator: str
    skip: int
    names: tuple[str, ...]
    given_names: tuple[str, ...]
    decimal: str
    codes: tuple[int, ...]
    quoted: bool
    hint: str
    open: tuple[int, ...]
    row_bytes: float
    notes: tuple[Sentence, ...]
    commas: Commas | None = None


WHITE_SPACE = r"\s+"
MISSING = (
    *("", "?", "-", "--", "—", "–", ".", "n.a.", "na", "Na", "missing", "NIL", "nil", "NONE", "none"),
    *("#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!"),
)
"""Cells that stand for no value, beside those that pandas knows (NA, N/A, NaN, null and their kin)."""

_HEAD = 1 << 18
_SAMPLE_ROWS = 200
_LONGEST_NAME = 60
_TITLE_LINES = 10  # above the names, at most

_PICKLE = Sentence("This file is a Python pickle, which is never opened here; write the table as CSV.")
_PROGRAM = Sentence("This file is a program; give a table as CSV.")
# First bytes of what people upload instead of a CSV file, and what to do then.
_SIGNATURES: tuple[tuple[bytes, Sentence], ...] = (
    (
        b"PK\x03\x04",
        Sentence(
            "This file is a zip archive (so are .xlsx, .ods, .npz); unpack it or save the sheet as CSV."
        ),
    ),
    (b"PK\x05\x06", Sentence("This file is an empty zip archive; give a table as CSV.")),
    (b"\x1f\x8b", Sentence("This file is compressed with gzip; unpack it first.")),
    (b"BZh", Sentence("This file is compressed with bzip2; unpack it first.")),
    (b"\xfd7zXZ", Sentence("This file is compressed with xz; unpack it first.")),
    (b"\x28\xb5\x2f\xfd", Sentence("This file is compressed with zstd; unpack it first.")),
    (b"7z\xbc\xaf", Sentence("This file is a 7z archive; unpack it first.")),
    (b"Rar!", Sentence("This file is a rar archive; unpack it first.")),
    (b"\x89PNG", Sentence("This file is a picture (PNG); give a table as CSV.")),
    (b"\xff\xd8\xff", Sentence("This file is a picture (JPEG); give a table as CSV.")),
    (b"GIF8", Sentence("This file is a picture (GIF); give a table as CSV.")),
    (b"RIFF", Sentence("This file is a picture or sound; give a table as CSV.")),
    (b"%PDF", Sentence("This file is a PDF document; give a table as CSV.")),
    (b"\xd0\xcf\x11\xe0", Sentence("This file is an old Excel or Word file; save the sheet as CSV.")),
    (
        b"\x93NUMPY",
        Sentence("This file is a NumPy array file; write it as CSV, for example with numpy.savetxt."),
    ),
    (b"\x89HDF", Sentence("This file is an HDF5 file; write the table as CSV.")),
    (b"PAR1", Sentence("This file is a Parquet file; write the table as CSV.")),
    (b"ARROW1", Sentence("This file is an Arrow file; write the table as CSV.")),
    (b"SQLite format 3", Sentence("This file is a database; write the table as CSV.")),
    (b"\x80\x02", _PICKLE),
    (b"\x80\x03", _PICKLE),
    (b"\x80\x04", _PICKLE),
    (b"\x80\x05", _PICKLE),
    (b"\x7fELF", _PROGRAM),
    (b"MZ\x90", _PROGRAM),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


# -- where the bytes come from


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """Open a source at its beginning, and close it again if it was opened here."""
    if isinstance(source, Path):
        with source.open("rb") as file:
            yield file
    elif isinstance(source, (bytes, str)):
        data = source.encode("utf-8", "replace") if isinstance(source, str) else source
        yield io.BytesIO(data)
    else:
        source.seek(0)
        yield source


def size_of(source: Source) -> int:
    """Return how many bytes a source has; of pasted text, how many letters."""
    if isinstance(source, Path):
        return source.stat().st_size
    return len(source) if isinstance(source, (bytes, str)) else source.seek(0, os.SEEK_END)


def require_size(source: Source, limits: Limits) -> None:
    """Refuse a file that is empty or beyond the limit, before anything of it is read."""
    size = size_of(source)
    if size == 0:
        raise SampleError("The file is empty; it needs a row of names and rows of numbers.")
    if size > limits.bytes:
        (count, unit), (most, most_unit) = _in_bytes(size), _in_bytes(limits.bytes)
        raise SampleError(
            "The file has {count} {unit}; at most {most} {most_unit} can be read here.",
            count=count,
            unit=unit,
            most=most,
            most_unit=most_unit,
        )


# -- what the bytes say


def sniff(
    source: Source, limits: Limits, header: bool | None = None, commas: Meaning | None = None
) -> Dialect:
    """Find out how a file writes its table.

    Parameters
    ----------
    source
        Where the bytes are.
    limits
        How much is read at most; columns are counted here.
    header
        Whether the first row holds names; found out when None.
    commas
        What the commas mean where every row is one such as 1,5; found out when None.

    Raises
    ------
    SampleError
        If the source is no table.
    """
    require_size(source, limits)
    with opened(source) as file:
        encoding, notes = _find_encoding(file)
        file.seek(0)
        text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
        try:
            skip, lines = _head(text)
        finally:
            text.detach()
    if not any(line.strip() for line in lines):
        raise SampleError("The file is empty; it needs a row of names and rows of numbers.")
    start = next(line.lstrip() for line in lines if line.strip())
    if start[:1] == "<":
        raise SampleError("This is a web page or XML, not a table; save the table as CSV.")
    if re.match(r"\{|\[\s*[\[{\"]", start):
        raise SampleError("This looks like JSON, not like rows of cells; save the table as CSV.")
    if re.fullmatch(r"sep=.\s*", lines[0], re.IGNORECASE):  # Excel's hint
        separator = lines[0][4]
        skip, lines = skip + 1, lines[1:]
        found_commas = None
    else:
        separator = _find_separator(lines)
        found_commas = of_commas.find(lines, is_missing) if separator == "," else None
    if found_commas is not None:
        if commas is not None:
            found_commas = found_commas._replace(meaning=commas, is_doubtful=False)
        separator = ";" if found_commas.meaning == "decimals" else ","
    quoted = _is_quoted(lines, separator)
    rows = _split(lines, separator, quoted)
    if not rows:
        raise SampleError("The file is empty; it needs a row of names and rows of numbers.")
    above = _lines_above(rows, separator)
    if above:
        skip += rows[above - 1][0]
        before = rows[above - 1][0]
        if header is None and _counts_the_words(rows, len(rows[above][1])):
            header = False
        rows = [(line - before, cells) for line, cells in rows[above:]]
        notes.append(_passed_over(above))
    (lines_of_first, first), following = rows[0], [cells for _, cells in rows[1:]]
    if header is None:
        header = _looks_like_names(first, following)
        if header and any(map(is_number, first)):
            notes.append(
                Sentence(
                    "The first row was taken for names: {names}.",
                    names=listed(list(filter(str.strip, first))),
                )
            )
    data = following if header else [first, *following]
    trailing_cells = 0
    width = Counter(map(len, data)).most_common(1)[0][0] if data else len(first)
    if header:
        skip += lines_of_first
        while len(first) > width and not first[-1].strip():
            first = first[:-1]
        trailing = all(len(row) == width and not row[-1].strip() for row in data)
        if len(first) < width and data and not trailing:
            if len(first) != width - 1 or not _are_row_names([row[0] for row in data]):
                raise SampleError(_too_few_names(len(first), width))
            row = next(row for row in data if len(row) == width)  # the first may be short
            notes.append(_names_of_rows(row[0], row[1], first[0], separator))
            first = ["", *first]  # R leaves the name of the row names out
        width = max(width, len(first))
    else:
        lines_of_first, first = 0, []
        notes.append(
            Sentence("The first row holds no names, so the columns are called column 1, column 2 and so on.")
        )
    if data:
        # pandas takes the width of the first row for that of all, and would cut rows without a word.
        while len(data[0]) > width and not data[0][-1].strip():
            data[0] = data[0][:-1]
            trailing_cells += 1
        if len(data[0]) > width:
            line = skip + rows[1 if header else 0][0] - lines_of_first
            raise SampleError(_too_long(line, len(data[0]), width))
        width += trailing_cells
    if width > limits.columns:
        raise SampleError(
            "The table has {width} columns; at most {most} can be read here.",
            width=width,
            most=limits.columns,
        )
    given = tuple([tidy(name, _LONGEST_NAME) for name in first] + [""] * (width - len(first)))
    names, renamed = _different(given)
    if renamed:
        notes.append(Sentence("Columns with the same name were numbered: {names}.", names=listed(renamed)))
    cells = [[row[j] for row in data if j < len(row)] for j in range(width)]
    decimal, hint, undecided = _find_decimal(cells)
    codes = tuple(j for j in range(width) if _is_code(cells[j]))
    return Dialect(
        encoding=encoding,
        separator=separator,
        skip=skip,
        names=names,
        given_names=given,
        decimal=decimal,
        codes=codes,
        quoted=quoted,
        hint=hint,
        open=tuple(undecided),
        row_bytes=len("".join(lines).encode(encoding, "replace")) / len(lines),
        notes=tuple(notes),
        commas=found_commas,
    )


def _lines_above(rows: Sequence[tuple[int, list[str]]], separator: str) -> int:
    """How many lines of a title stand above the names: they fill fewer cells than the table."""
    widths = [len(cells) for _, cells in rows]
    # A spreadsheet writes empty cells behind a title.
    filled = [_filled(cells) for _, cells in rows]
    width, full = (Counter(counts).most_common(1)[0][0] for counts in (widths, filled))
    if width < 2:
        return 0
    above = next((i for i in range(len(rows)) if widths[i] == width and filled[i] >= full), 0)
    if above == 0 or above > _TITLE_LINES or len(rows) - above < 2:
        return 0
    if separator == WHITE_SPACE and above == 1 and _counts_the_words(rows, width):
        return 1
    # The first row of the table's width holds the names: else those above are names of another width.
    return above if not any(map(is_number, rows[above][1])) else 0


def _filled(cells: Sequence[str]) -> int:
    """How many cells there are without the empty ones behind the others."""
    count = len(cells)
    while count and not cells[count - 1].strip():
        count -= 1
    return count


def _counts_the_words(rows: Sequence[tuple[int, list[str]]], width: int) -> bool:
    """Whether the first line is that of word vectors: how many there are, and of how many numbers."""
    first = rows[0][1]
    return len(first) == 2 and all(map(str.isdecimal, first)) and int(first[1]) == width - 1


def _passed_over(lines: int) -> Sentence:
    if lines == 1:
        return Sentence("1 line above the table was passed over.")
    return Sentence("{lines} lines above the table were passed over.", lines=lines)


def _are_row_names(cells: Sequence[str]) -> bool:
    """Whether a column without a name can be what names the rows: texts, each another one, or 1, 2, 3."""
    if all(map(str.isdecimal, cells)):
        return [int(cell) for cell in cells] == list(range(int(cells[0]), int(cells[0]) + len(cells)))
    return _can_be_an_index(cells)


def _can_be_an_index(cells: Sequence[str]) -> bool:
    """Whether a column can be the index of pandas: texts, or whole numbers in any order, each another one."""
    return len(set(cells)) == len(cells) and (
        all(map(str.isdecimal, cells)) or not any(map(is_number, cells))
    )


def _too_few_names(names: int, width: int) -> Sentence:
    if names == 1:
        return Sentence(
            "The rows have {width} cells and the first row names 1; if commas part decimals, separate the "
            "cells by semicolons.",
            width=width,
        )
    return Sentence(
        "The rows have {width} cells and the first row names {names}; if commas part decimals, separate the "
        "cells by semicolons.",
        width=width,
        names=names,
    )


def _names_of_rows(row: str, cell: str, name: str, separator: str) -> Sentence:
    if separator != ",":
        return Sentence(
            'The rows have one cell more than the first row: "{row}" was taken for the name of a row, and '
            '"{cell}" stands below "{name}".',
            row=tidy(row),
            cell=tidy(cell),
            name=tidy(name),
        )
    return Sentence(
        'The rows have one cell more than the first row: "{row}" was taken for the name of a row, and '
        '"{cell}" stands below "{name}"; if commas part decimals, separate the cells by semicolons.',
        row=tidy(row),
        cell=tidy(cell),
        name=tidy(name),
    )


def _find_encoding(file: BinaryIO) -> tuple[str, list[Sentence]]:
    start = file.read(4096)
    for signature, refusal in _SIGNATURES:
        if start.startswith(signature):
            raise SampleError(refusal)
    for mark, encoding in _BOMS:
        if start.startswith(mark):
            return encoding, []
    if b"\x00" in start:
        even, odd = start[0::2].count(0), start[1::2].count(0)
        half = len(start) / 2
        if odd > 0.4 * half and even < 0.05 * half:
            return "utf-16-le", []
        if even > 0.4 * half and odd < 0.05 * half:
            return "utf-16-be", []
    decoder = codecs.getincrementaldecoder("utf-8")()
    utf8, windows, control, size, number, piece = True, True, 0, 0, 0, start
    while piece:
        if b"\x00" in piece:
            raise SampleError("This file is binary, not text; give a table as CSV.")
        if number < _COUNTED or number % _COUNTED == 0:  # of a large file a part says how much is control
            size += len(piece)
            control += len(piece) - len(piece.translate(None, _CONTROL))
        if not piece.isascii() or decoder.getstate()[0]:
            if utf8:
                try:
                    decoder.decode(piece)
                except UnicodeDecodeError:
                    utf8 = False
            windows = windows and not any(byte in piece for byte in _NOT_WINDOWS)
        piece = file.read(1 << 20)
        number += 1
    if control > 0.01 * size:
        raise SampleError("This file is binary, not text; give a table as CSV.")
    if utf8:
        return "utf-8", []
    encoding = "cp1252" if windows else "latin-1"
    return encoding, [
        Sentence(
            "The letters of the file are not UTF-8; they were read as {encoding}.",
            encoding=_SPOKEN[encoding],
        )
    ]


_SPOKEN = {"cp1252": "Windows-1252", "latin-1": "Latin-1"}
_CONTROL = bytes(sorted(set(range(32)) - set(b"\t\n\v\f\r\x1a")))
_COUNTED = 16
_NOT_WINDOWS = b"\x81\x8d\x8f\x90\x9d"


def _head(text: io.TextIOWrapper) -> tuple[int, list[str]]:
    """Whole lines of the beginning, without leading remarks, and how many lines those are."""
    skip, size, lines = 0, 0, list[str]()
    remark: str | None = None
    for line in text:
        if not lines and not line.strip():
            skip += 1
        elif not lines and line.lstrip().startswith("#"):
            skip, remark = skip + 1, line
        else:
            lines.append(line)
            size += len(line)
        if size > _HEAD or len(lines) > 2 * _SAMPLE_ROWS:
            break
    if remark is not None:
        # numpy.savetxt writes the names as a remark: the last one counts as names if it has a cell for each
        # column.
        names = remark.lstrip().lstrip("#").lstrip()
        probe = _find_separator(lines) if lines else ","
        if (
            lines
            and len(_cells(names, probe)) == len(_cells(lines[0], probe))
            and not _any_number(names, probe)
        ):
            return skip - 1, [names, *lines]
    return skip, lines


def _any_number(line: str, separator: str) -> bool:
    return any(is_number(cell) for cell in _cells(line, separator))


def _cells(line: str, separator: str) -> list[str]:
    rows = _split([line], separator)
    return rows[0][1] if rows else []


def _split(lines: Sequence[str], separator: str, quoted: bool = True) -> list[tuple[int, list[str]]]:
    """Rows of cells without empty rows; with each the number of lines up to its end."""
    if separator == WHITE_SPACE:
        return [(i, _words(line, quoted)) for i, line in enumerate(lines, start=1) if line.strip()]
    if len(separator) > 1:
        lines, separator = [line.replace(separator, UNIT) for line in lines], UNIT
    reader = csv.reader(
        lines,
        delimiter=separator,
        skipinitialspace=True,
        quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
    )
    rows: list[tuple[int, list[str]]] = []
    try:
        for row in reader:
            if row and (len(row) > 1 or row[0].strip()):
                rows.append((reader.line_num, row))
            if len(rows) > _SAMPLE_ROWS:
                break
    except csv.Error:
        if not rows:
            raise SampleError(
                "A cell of the first row has more than {most} characters; check separators and quotes.",
                most=100_000,
            ) from None
    return rows


UNIT = "\x1f"
"""The sign for "unit separator", in place of separators of several characters."""
_LONG_SEPARATORS = ("::", "||", ";;", "~~")


def _words(line: str, quoted: bool = True) -> list[str]:
    if not quoted:
        return line.split()
    return [word.strip('"') for word in re.findall(r'"[^"]*"|[^ \t\r\n]+', line)]


def _is_quoted(lines: Sequence[str], separator: str) -> bool:
    """Whether quotation marks hold cells together. In files of tabs or blanks a lone one is a word."""
    if separator not in ("\t", WHITE_SPACE):
        return True
    return not any(line.count('"') % 2 for line in lines)


def _find_separator(lines: Sequence[str]) -> str:
    for separator in _LONG_SEPARATORS:
        counts = [line.count(separator) for line in lines if line.strip()]
        if counts and min(counts) == max(counts) > 0:
            return separator
    best, best_score = ",", (0.0, 0.0, 0)
    for separator in ("\t", ";", "|", ","):  # the comma last: it also stands inside numbers
        try:
            split = [cells for _, cells in _split(lines, separator, _is_quoted(lines, separator))]
        except SampleError:
            continue
        if not split:
            continue
        width, count = Counter(map(len, split)).most_common(1)[0]
        # How many rows agree; then how much of them can be numbers; then how wide they are.
        cells = [cell for row in split[1:] or split for cell in row]
        numeric = sum(map(is_number, cells)) / max(1, len(cells))
        score = (count / len(split), numeric, width)
        if width > 1 and score > best_score:
            best, best_score = separator, score
    if best == "," and _is_one_column_with_decimal_commas(lines):
        return ";"
    blanks = _by_blanks(lines)
    if blanks and (
        best_score[0] == 0.0
        or (best == "\t" and _holds_numbers_between_blanks(lines))
        or (best == "," and _holds_decimal_commas_between_blanks(lines))
    ):
        return WHITE_SPACE
    return best


def _by_blanks(lines: Sequence[str]) -> bool:
    """Whether white space parts the lines into rows of one width, half of them numbers."""
    quoted = _is_quoted(lines, WHITE_SPACE)
    rows = [_words(line, quoted) for line in lines if line.strip()]
    widths = [len(row) for row in rows[1:]] or [len(row) for row in rows]
    numbers = sum(is_number(cell) for row in rows for cell in row)
    # R leaves the name of the row names out of the first row; files of word vectors count themselves there.
    known = len(rows[0]) in (widths[0], widths[0] - 1) or _counts_the_words(
        [(0, row) for row in rows], widths[0]
    )
    return min(widths) == max(widths) > 1 and known and 2 * numbers >= sum(widths)


def _holds_numbers_between_blanks(lines: Sequence[str]) -> bool:
    """Whether the cells between tabs hold several numbers each: the tab is one blank among others."""
    cells = [cell for line in lines[:_SAMPLE_ROWS] if line.strip() for cell in line.split("\t")]
    many = [c for c in cells if len(c.split()) > 1 and all(map(is_number, c.split())) and not is_number(c)]
    return 2 * len(many) >= sum(1 for line in lines[:_SAMPLE_ROWS] if line.strip())


def _holds_decimal_commas_between_blanks(lines: Sequence[str]) -> bool:
    """Whether all words are numbers and at least half have one comma inside: 1,5 2,5."""
    words = [word for line in lines[1:] or lines for word in line.split()]
    inside = sum(bool(re.search(r"\d,\d", word)) for word in words)
    return all(word.count(",") < 2 and is_number(word) for word in words) and 2 * inside >= len(words)


def _is_one_column_with_decimal_commas(lines: Sequence[str]) -> bool:
    """Whether one name stands above lines such as 1,5."""
    first, *rows = [line.strip() for line in lines if line.strip()]
    return "," not in first and not is_number(first) and of_commas.find(rows, is_missing) is not None


def _looks_like_names(first: Sequence[str], following: Sequence[Sequence[str]]) -> bool:
    filled = [cell for cell in first if not is_missing(cell)]
    if filled and not any(map(is_number, filled)):
        return True
    beside_text = False
    numbers: list[tuple[float, list[float]]] = []  # a cell of the first row, and the numbers below it
    for j, cell in enumerate(first):
        below = [row[j] for row in following if j < len(row) and not is_missing(row[j])]
        of_numbers = bool(below) and all(map(is_number, below))
        if not is_missing(cell) and not is_number(cell) and of_numbers:
            return True
        if below and not any(map(is_number, below)):
            beside_text = True
        if is_number(cell) and of_numbers:
            values = [_plain_value(text) for text in (cell, *below)]
            if None not in values:
                numbers.append((values[0], values[1:]))  # type: ignore[arg-type]
    column = [row[0] for row in following]
    has_corner = is_missing(first[0]) and len(filled) == len(first) - 1 and _can_be_an_index(column)
    return len(following) > 1 and _are_numbers_as_names(numbers, beside_text, has_corner)


def _are_numbers_as_names(
    numbers: Sequence[tuple[float, Sequence[float]]], beside_text: bool, has_corner: bool
) -> bool:
    """Whether numbers in the first row are names: years, wavelengths, 0 to d - 1.

    Each of these speaks for it: they rise evenly, where the rows below do not; they lie far outside of their
    columns; they are whole and their columns are not; and where one of these holds, that they are 0 to d - 1.
    Beside a column of text, or behind the empty cell above an index, one is enough, else two. Behind that
    0 to d - 1 always do.
    """
    names = [name for name, _ in numbers]
    are_counted = names == list(range(len(names)))
    if has_corner and names and are_counted:
        return True
    if len(names) < 2:
        return False
    evidence = 0
    rows = list(zip(*(below for _, below in numbers), strict=False))
    if len(names) > 2 and _rises_evenly(names) and 5 * sum(map(_rises_evenly, rows)) <= len(rows):
        evidence += 1
    evidence += all(_is_far_outside(name, below) for name, below in numbers)
    whole = all(float(name).is_integer() for name in names)
    evidence += whole and all(
        2 * sum(float(x).is_integer() for x in below) < len(below) for _, below in numbers
    )
    evidence += are_counted and evidence > 0
    return evidence >= (1 if beside_text or has_corner else 2)


def _rises_evenly(numbers: Sequence[float]) -> bool:
    steps = np.diff(np.asarray(numbers, dtype=float))
    return bool(len(steps) and steps[0] > 0 and np.allclose(steps, steps[0], rtol=1e-6))


def _is_far_outside(name: float, below: Sequence[float]) -> bool:
    low, high = min(below), max(below)
    reach = 3 * max(high - low, 0.1 * abs(high), 1e-12)
    return name < low - reach or name > high + reach


def _plain_value(cell: str) -> float | None:
    """A number as most write it; None for what is none."""
    decimal = "," if "," in cell and "." not in cell else "."
    return notation.number(cell, notation.Notation(decimal))


def is_number(cell: str) -> bool:
    """Tell whether a cell is written like a number, in any country's way."""
    if _PLAIN_NUMBER.fullmatch(cell):  # most are
        return True
    found = notation.parts(cell)
    if found is None:
        return cell.strip().lower().lstrip("+-") in ("inf", "infinity", "nan")
    ways = ((".", ","), (",", "."))
    return notation.is_unit(found.affix) and any(
        notation.number(cell, notation.Notation(decimal, thousands, found.affix)) is not None
        for decimal, thousands in ways
    )


_PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)


def is_missing(cell: str) -> bool:
    """Tell whether a cell stands for no value."""
    return cell.strip() in MISSING or cell.strip() in _PANDAS_MISSING


_PANDAS_MISSING = frozenset(
    (
        *("#N/A", "#N/A N/A", "#NA", "<NA>", "N/A", "NA", "n/a", "NULL", "null", "None"),
        *("NaN", "nan", "-NaN", "-nan", "1.#IND", "-1.#IND", "1.#QNAN", "-1.#QNAN"),
    )
)


def _is_code(cells: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in cells if not is_missing(cell)]
    return any(re.fullmatch(r"0\d+", cell) for cell in filled) and all(map(str.isdecimal, filled))


def _find_decimal(columns: Sequence[Sequence[str]]) -> tuple[str, str, list[int]]:
    """The decimal mark of most columns, that of all, and the columns whose first rows do not say theirs."""
    votes: Counter[str] = Counter()
    undecided = []
    for j, cells in enumerate(columns[:_SAMPLE_ROWS]):
        weighed = notation.weigh(cells)
        votes.update({mark: 1 for mark in weighed.decimal})
        if len(weighed.decimal) != 1:
            undecided.append(j)
    undecided += range(_SAMPLE_ROWS, len(columns))
    hint = next(iter(votes)) if len(votes) == 1 else ""
    return ("," if votes[","] > votes["."] else "."), hint, undecided


def tidy(text: object, most: int = 20) -> str:
    """Write a cell in one line of at most so many characters, fit for a sentence or a label."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def _different(given: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """Names that are all different, and those that had to be changed."""
    taken, names, renamed = set(given), list[str](), list[str]()
    seen: Counter[str] = Counter()
    for j, name in enumerate(given, start=1):
        seen[name] += 1
        if name and seen[name] == 1:
            names.append(name)
            continue
        count = seen[name]
        new = f"{name} ({count})" if name else f"column {j}"
        while new in taken:
            count += 1
            new = f"{name or f'column {j}'} ({count})"
        taken.add(new)
        names.append(new)
        if name:
            renamed.append(new)
    return tuple(names), renamed


# -- the rows


def read_chunks(
    source: Source,
    dialect: Dialect,
    chunk_rows: int,
    *,
    as_text: Sequence[int] = (),
    as_codes: Sequence[int] = (),
    wanted: Sequence[int] | None = None,
) -> Iterator[pd.DataFrame]:
    """Read the rows of a table in pieces.

    Large plain files are read by several threads, see `explorer.data.blocks`.

    Parameters
    ----------
    source
        Where the bytes are.
    dialect
        How they are written, from `sniff`.
    chunk_rows
        Rows of a piece, at most.
    as_text
        Places of columns whose cells stay as they are written ("007" and "NA" too).
    as_codes
        The same, for columns of few different texts: they may come as categories.
    wanted
        Places of columns that are read, all when None; others may be absent.

    Yields
    ------
    pandas.DataFrame
        Columns named by their place. Numbers where all cells of the piece are plain numbers, else text.

    Raises
    ------
    SampleError
        If a row has too many cells, or a quotation mark never closes.
    """
    as_text = [*as_text, *as_codes]
    with opened(source) as file:
        start, lines = _start_of_rows(file, dialect)
        if start is None:
            yield from _one_by_one(file, dialect, chunk_rows, as_text)
            return
        width = len(dialect.names)
        plan = blocks.Plan(
            separator=dialect.separator,
            decimal="." if dialect.separator == dialect.decimal else dialect.decimal,
            encoding=dialect.encoding,
            quoted=dialect.quoted,
            width=width,
            as_text=frozenset((*as_text, *dialect.codes)),
            codes=frozenset(as_codes),
            wanted=tuple(range(width) if wanted is None else sorted(set(wanted))),
            missing=(*MISSING, *_PANDAS_MISSING),
        )
        plain = _Plain(file, start, dialect.quoted)
        arrow = blocks.Arrow(plan, lambda cell: not is_number(cell))
        try:
            for frame in blocks.parsed(
                iter(plain), arrow, lambda block: _parse_block(block, dialect, as_text)
            ):
                for row in range(0, len(frame), chunk_rows):
                    yield frame if len(frame) <= chunk_rows else frame.iloc[row : row + chunk_rows]
        except _RefusedError as refused:
            raise SampleError(
                _explain(refused.error, lines + blocks.lines_between(file, start, refused.start))
            ) from None
        if plain.unusual is not None:
            before = lines + blocks.lines_between(file, start, plain.unusual.start)
            try:
                _require_width(plain.unusual, dialect)
            except _RefusedError as refused:
                raise SampleError(_explain(refused.error, before)) from None
            yield from _one_by_one(file, dialect, chunk_rows, as_text, plain.unusual.start, before)


class _RefusedError(Exception):
    """What pandas says of a block that starts at this byte; which line that is has to be counted."""

    def __init__(self, error: str, start: int) -> None:
        super().__init__(error)
        self.error, self.start = error, start


class _Plain:
    """The plain blocks of a file, up to the first one that is not; from there on it is read in one piece."""

    def __init__(self, file: BinaryIO, start: int, quoted: bool) -> None:
        self._all = blocks.of_lines(file, start)
        self._quoted = quoted
        self.unusual: blocks.Block | None = None

    def __iter__(self) -> Iterator[blocks.Block]:
        for block in self._all:
            if not blocks.is_plain(block.data, self._quoted):
                self.unusual = block
                return
            yield block


def _start_of_rows(file: BinaryIO, dialect: Dialect) -> tuple[int | None, int]:
    """The byte where the rows begin and how many lines stand before it; None for a file read in one piece."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if (
        size < blocks.SMALLEST
        or len(dialect.separator) > 1
        or len(dialect.names) == 1
        or dialect.encoding not in ("utf-8", "utf-8-sig", "cp1252", "latin-1")
    ):
        return None, 0
    if dialect.encoding == "utf-8-sig":
        file.seek(len(codecs.BOM_UTF8))
    for _ in range(dialect.skip):
        if not blocks.is_plain(file.readline(), quoted=False):  # a line that ends where no byte says so
            file.seek(0)
            return None, 0
    return file.tell(), dialect.skip


def _options(dialect: Dialect, as_text: Sequence[int]) -> dict[str, Any]:
    """How pandas reads the rows of a file."""
    width = len(dialect.names)
    missing: Mapping[int, Sequence[str]] = {
        j: [""] if j in as_text else [*MISSING, *_PANDAS_MISSING] for j in range(width)
    }
    several = len(dialect.separator) > 1 and dialect.separator != WHITE_SPACE
    return {
        "sep": UNIT if several else dialect.separator,
        "quoting": csv.QUOTE_MINIMAL if dialect.quoted else csv.QUOTE_NONE,
        "header": None,
        "names": list(range(width)),
        "index_col": False,
        "decimal": "." if dialect.separator == dialect.decimal else dialect.decimal,
        "dtype": {j: str for j in sorted({*as_text, *dialect.codes})},
        "na_values": missing,
        "keep_default_na": False,
        "skipinitialspace": True,
        "low_memory": False,
    }


def _one_by_one(
    file: BinaryIO,
    dialect: Dialect,
    chunk_rows: int,
    as_text: Sequence[int],
    start: int = 0,
    lines_before: int | None = None,
) -> Iterator[pd.DataFrame]:
    """Read the rows from a byte on by one thread: from the beginning, or after so many lines."""
    import pandas as pd

    several = len(dialect.separator) > 1 and dialect.separator != WHITE_SPACE
    file.seek(start)
    encoding = dialect.encoding if not start else dialect.encoding.replace("utf-8-sig", "utf-8")
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    try:
        if lines_before is None:
            lines_before = dialect.skip
            for _ in range(dialect.skip):
                text.readline()
        pieces = pd.read_csv(
            _Replaced(text, dialect.separator) if several else text,
            chunksize=chunk_rows,
            **_options(dialect, as_text),
        )
        with pieces:
            yield from pieces
    except pd.errors.EmptyDataError:
        return
    except (pd.errors.ParserError, OverflowError) as error:
        raise SampleError(_explain(str(error), lines_before or 0)) from None
    finally:
        if not text.closed:
            text.detach()


def _parse_block(block: blocks.Block, dialect: Dialect, as_text: Sequence[int]) -> pd.DataFrame:
    """Read a block as small files are read."""
    import pandas as pd

    _require_width(block, dialect)
    encoding = dialect.encoding.replace("utf-8-sig", "utf-8")
    options = {"encoding": encoding, "encoding_errors": "replace", **_options(dialect, as_text)}
    try:
        frame = pd.read_csv(io.BytesIO(block.data), **options)
        truths = {j: str for j in frame.columns if frame[j].dtype.kind == "b"}
        if truths:  # TRUE stays TRUE: in another block of the column may be other texts
            frame = pd.read_csv(io.BytesIO(block.data), **options | {"dtype": options["dtype"] | truths})
        return frame
    except pd.errors.EmptyDataError:
        return pd.DataFrame({j: [] for j in range(len(dialect.names))})
    except (pd.errors.ParserError, OverflowError) as error:
        raise _RefusedError(str(error), block.start) from None


def _require_width(block: blocks.Block, dialect: Dialect) -> None:
    """Refuse a first row with too many cells, which pandas would cut without a word."""
    start = len(block.data) - len(block.data.lstrip(b"\r\n"))
    line = re.split(rb"[\r\n]", block.data[start:], maxsplit=1)[0].decode(dialect.encoding, "replace")
    cells = len(_split([line], dialect.separator, dialect.quoted)[0][1]) if line.strip() else 0
    if cells > len(dialect.names):
        number = block.data[:start].count(b"\n") + 1
        raise _RefusedError(
            f"Expected {len(dialect.names)} fields in line {number}, saw {cells}", block.start
        )


def first_rows(source: Source, dialect: Dialect, most: int = 3) -> list[tuple[str, ...]]:
    """Return the first cells of every column as they stand in the file, a tuple a column.

    Examples
    --------
    >>> text = "x,y\\n1.50,NA\\n007,\\n"
    >>> first_rows(text, sniff(text, HOSTED))
    [('1.50', '007'), ('NA', '')]
    """
    with opened(source) as file:
        pieces = _one_by_one(file, dialect, most, range(len(dialect.names)))
        piece = next(pieces, None)
        pieces.close()  # type: ignore[attr-defined]
    if piece is None:
        return [()] * len(dialect.names)
    return [tuple(tidy(cell) for cell in piece[j].fillna("")) for j in range(len(dialect.names))]


class _Replaced:
    """A text in which a separator of several characters is one sign: the fast parser knows no others."""

    def __init__(self, text: io.TextIOWrapper, separator: str) -> None:
        self._text, self._separator = text, separator

    def read(self, size: int = -1) -> str:
        piece = self._text.read(size)
        # Never end within a separator.
        while piece and piece[-1] == self._separator[-1] and (more := self._text.read(1)):
            piece += more
        return piece.replace(self._separator, UNIT)

    def __iter__(self) -> Iterator[str]:
        return (line.replace(self._separator, UNIT) for line in self._text)


def _explain(error: str, lines_before: int) -> Sentence:
    fields = re.search(r"Expected (\d+) fields in line (\d+), saw (\d+)", error)
    if fields:
        expected, line, saw = map(int, fields.groups())
        return _too_long(line + lines_before, saw, expected)
    if "EOF inside string" in error:
        return Sentence("A quotation mark opens and never closes; check the quotes.")
    return Sentence(
        "The rows cannot be told apart; check separators and quotes, and save the table as CSV in UTF-8."
    )


def _too_long(line: int, cells: int, columns: int) -> Sentence:
    return Sentence(
        "Line {line} has {cells} cells where the table has {columns} columns; check its separators and "
        "quotes.",
        line=line,
        cells=cells,
        columns=columns,
    )


def to_numbers(
    column: pd.Series[Any], how: notation.Notation = notation.PLAIN
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Read the cells of one column as numbers.

    Parameters
    ----------
    column
        Cells as `read_chunks` gives them.
    how
        How the column writes them, from `notation.find`.

    Returns
    -------
    values
        Shape (n,), NaN where a cell is missing or no number.
    is_text
        Shape (n,), true where a cell holds something that is no number.
    """
    import pandas as pd

    if column.dtype.kind in "iuf":
        return column.to_numpy(dtype=np.float64), np.zeros(len(column), dtype=bool)
    filled = column.notna().to_numpy(dtype=bool)
    # Few different texts are the rule (labels): each is looked at once.
    codes, texts = pd.factorize(column)
    found = np.full(len(texts) + 1, np.nan)
    slow = range(len(texts))
    if len(texts) > _MANY_TEXTS and not how.thousands:
        # The many as the parser reads them, and what is left one by one.
        words = pd.Series(texts, dtype=object)
        other = "," if how.decimal == "." else "."
        words = words.where(~words.str.contains(other, regex=False))
        found[:-1] = pd.to_numeric(words.str.replace(",", ".", regex=False), errors="coerce")
        slow = np.flatnonzero(np.isnan(found[:-1]))  # type: ignore[assignment]
    known = np.append(~np.isnan(found[:-1]), True)
    for i in slow:
        value = notation.number(str(texts[i]), how)
        known[i] = value is not None
        found[i] = np.nan if value is None else value
    return found[codes], filled & ~known[codes]


_MANY_TEXTS = 2000
_A_FEW = 64


def a_fraction(column: pd.Series[Any], decimal: str) -> str:
    """Return a number with decimals of a parsed column, as it may have stood there; "" where none has any."""
    if column.dtype.kind != "f":
        return ""
    everything = column.to_numpy()
    for values in (everything[:_A_FEW], everything):  # mostly one of the first has some
        fractions = values[np.isfinite(values) & (values != np.floor(values))]
        if len(fractions):
            return repr(float(fractions[0])).replace(".", decimal)
    return ""


def cells_of(pieces: Iterable[pd.Series[Any]], dialect: Dialect) -> set[str]:
    """Return the different cells of a column as the file writes them.

    What the parser has read is no longer as the file writes it; all of it is one cell with decimals, the
    first one, wherever the column was cut into pieces.
    """
    cells: set[str] = set()
    a_number = ""
    for piece in pieces:
        if piece.dtype.kind not in "iuf":
            cells.update(str(cell) for cell in piece.dropna().unique())
        elif not a_number:
            a_number = a_fraction(piece, dialect.decimal)
    return cells | {a_number} if a_number else cells


def find_notation(cells: Collection[str], dialect: Dialect) -> notation.Found:
    """Find out how a column writes its numbers, by its different cells.

    Examples
    --------
    >>> find_notation(["0,125", "0,25"], sniff("x;y\\n0,125;1\\n0,25;2\\n", HOSTED)).notation.decimal
    ','
    """
    return notation.find(sorted(telling(cells)), separator=dialect.separator, hint=dialect.hint)


# Cells that say nothing more than one of their kind: of a million, a few are weighed one by one.
_ALIKE = (
    r"[+-]?\d{1,3}",
    r"[+-]?\d{4,}",
    r"[+-]?\d*,(?:\d{1,2}|\d{4,})",
    r"[+-]?\d*\.(?:\d{1,2}|\d{4,})",
    r"[+-]?0?,\d{3}",
    r"[+-]?0?\.\d{3}",
)
_ONE_BY_ONE = 5000


def telling(cells: Collection[str]) -> set[str]:
    """Return the cells that tell how a column is written: of those that look alike, one."""
    if len(cells) <= _ONE_BY_ONE:
        return set(cells)
    import pandas as pd

    words = pd.Series(sorted(cells), dtype="str")
    kept: list[str] = []
    for pattern in _ALIKE:
        alike = words.str.fullmatch(pattern)
        kept += words[alike].head(1).tolist()
        words = words[~alike]
    return {*kept, *words.head(4 * _ONE_BY_ONE)}


def listed(names: Sequence[str], most: int = 5) -> str:
    """Write names one after the other; of a long list the first, and how many more there are.

    Examples
    --------
    >>> listed(["a", "b", "c"], most=2)
    'a, b and 1 more'
    """
    shown = ", ".join(names[:most])
    if len(names) <= most:
        return shown
    return Sentence("{names} and {count} more", names=shown, count=len(names) - most)


def _in_bytes(size: int) -> tuple[float, str]:
    unit, name = (1e6, "MB") if size >= 1e6 else (1e3, "kB")
    count = round(size / unit, 1)
    return int(count) if count.is_integer() else count, name

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
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

import numpy as np
from numpy.typing import NDArray

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
        "." or ",".
    codes
        Places of columns that hold codes and not numbers: digits with leading zeros, such as 007.
    notes
        What a reader should know about how the file was understood.
    """

    encoding: str
    separator: str
    skip: int
    names: tuple[str, ...]
    given_names: tuple[str, ...]
    decimal: str
    codes: tuple[int, ...]
    notes: tuple[Sentence, ...]


WHITE_SPACE = r"\s+"
MISSING = (
    *("", "?", "-", "--", "—", "–", ".", "n.a.", "na", "Na", "missing", "NIL", "nil", "NONE", "none"),
    *("#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!"),
)
"""Cells that stand for no value, beside those that pandas knows (NA, N/A, NaN, null and their kin)."""

_HEAD = 1 << 18
_SAMPLE_ROWS = 200
_LONGEST_NAME = 60

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
_NUMBER = re.compile(
    r"[+-]?(\d+([.,' ]\d+)*[.,]?|[.,]\d+)([eE][+-]?\d+)?\s?%?|[+-]?(inf|infinity|nan)", re.IGNORECASE
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


def require_size(source: Source, limits: Limits) -> None:
    """Refuse a file that is empty or beyond the limit, before anything of it is read."""
    if isinstance(source, Path):
        size = source.stat().st_size
    elif isinstance(source, (bytes, str)):
        size = len(source)
    else:
        size = source.seek(0, os.SEEK_END)
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


def sniff(source: Source, limits: Limits, header: bool | None = None) -> Dialect:
    """Find out how a file writes its table.

    Parameters
    ----------
    source
        Where the bytes are.
    limits
        How much is read at most; columns are counted here.
    header
        Whether the first row holds names; found out when None.

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
    else:
        separator = _find_separator(lines)
    rows = _split(lines, separator)
    if not rows:
        raise SampleError("The file is empty; it needs a row of names and rows of numbers.")
    (lines_of_first, first), following = rows[0], [cells for _, cells in rows[1:]]
    if header is None:
        header = _looks_like_names(first, following)
    data = following if header else [first, *following]
    trailing_cells = 0
    width = Counter(map(len, data)).most_common(1)[0][0] if data else len(first)
    if header:
        skip += lines_of_first
        while len(first) > width and not first[-1].strip():
            first = first[:-1]
        trailing = all(len(row) == width and not row[-1].strip() for row in data)
        if len(first) == width - 1 and data and not trailing:  # R leaves the name of the row names out
            first = ["", *first]
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
    decimal, style_notes = _find_decimal(data, separator)
    codes = tuple(j for j in range(width) if _is_code([row[j] for row in data if j < len(row)]))
    return Dialect(encoding, separator, skip, names, given, decimal, codes, (*notes, *style_notes))


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
    utf8, windows, control, size, piece = True, True, 0, 0, start
    while piece:
        if b"\x00" in piece:
            raise SampleError("This file is binary, not text; give a table as CSV.")
        size += len(piece)
        control += len(piece) - len(piece.translate(None, _CONTROL))
        if utf8:
            try:
                decoder.decode(piece)
            except UnicodeDecodeError:
                utf8 = False
        windows = windows and not any(byte in piece for byte in _NOT_WINDOWS)
        piece = file.read(1 << 20)
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


def _split(lines: Sequence[str], separator: str) -> list[tuple[int, list[str]]]:
    """Rows of cells without empty rows; with each the number of lines up to its end."""
    if separator == WHITE_SPACE:
        return [(i, _words(line)) for i, line in enumerate(lines, start=1) if line.strip()]
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=True)
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


def _words(line: str) -> list[str]:
    return [word.strip('"') for word in re.findall(r'"[^"]*"|[^ \t\r\n]+', line)]


def _find_separator(lines: Sequence[str]) -> str:
    best, best_score = ",", 0.0
    for separator in ("\t", ";", "|", ","):  # the comma last: it also stands inside numbers
        try:
            widths = [len(cells) for _, cells in _split(lines, separator)]
        except SampleError:
            continue
        if not widths:
            continue
        width, count = Counter(widths).most_common(1)[0]
        score = count / len(widths)
        if width > 1 and score > best_score:
            best, best_score = separator, score
    if best == "," and best_score > 0.0 and _is_one_column_with_decimal_commas(lines):
        return ";"
    if best_score == 0.0:
        rows = [_words(line) for line in lines if line.strip()]
        widths = [len(row) for row in rows[1:]] or [len(row) for row in rows]
        numbers = sum(is_number(cell) for row in rows for cell in row)
        # R leaves the name of the row names out of the first row.
        if min(widths) == max(widths) > 1 and len(rows[0]) in (widths[0], widths[0] - 1):
            return WHITE_SPACE if 2 * numbers >= sum(widths) else best
    return best


def _is_one_column_with_decimal_commas(lines: Sequence[str]) -> bool:
    rows = [line.strip() for line in lines if line.strip()]
    decimals = [re.fullmatch(r"[+-]?\d+,\d+", row) for row in rows[1:]]
    return "," not in rows[0] and bool(decimals) and all(decimals)


def _looks_like_names(first: Sequence[str], following: Sequence[Sequence[str]]) -> bool:
    filled = [cell for cell in first if not is_missing(cell)]
    if filled and not any(map(is_number, filled)):
        return True
    for j, cell in enumerate(first):
        below = [row[j] for row in following if j < len(row) and not is_missing(row[j])]
        if not is_missing(cell) and not is_number(cell) and below and all(map(is_number, below)):
            return True
    return False


def is_number(cell: str) -> bool:
    """Tell whether a cell is written like a number, in any country's way."""
    return _NUMBER.fullmatch(_plain(cell)) is not None


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


def _plain(cell: str) -> str:
    """A cell without the typographer's spaces, apostrophes and minus sign."""
    return cell.translate(_TYPOGRAPHY).strip()


_TYPOGRAPHY = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2019": "'", "\u2212": "-"})


def _find_decimal(rows: Sequence[Sequence[str]], separator: str) -> tuple[str, list[Sentence]]:
    """Point or comma, from the cells that can only be read in one way."""
    found: dict[str, str] = {}
    votes: Counter[str] = Counter()
    for row in rows[:_SAMPLE_ROWS]:
        for cell in row[:_SAMPLE_ROWS]:
            number = _plain(cell).rstrip("% ").lstrip("+-")
            for kind, pattern in _STYLES.items():
                if pattern.fullmatch(number):
                    votes[kind] += 1
                    found.setdefault(kind, cell.strip())
                    break
    comma = votes["comma"] + votes["point in thousands"]
    point = votes["point"] + votes["comma in thousands"]
    if comma == point == 0 and votes["comma or thousands"] and separator in ";\t":
        comma = 1  # where the comma does not separate, it is free for decimals
    decimal = "," if comma > point else "."
    kinds = ["point in thousands", "comma", "comma or thousands"]
    if decimal == ".":
        kinds = ["comma in thousands", "comma or thousands"]
    example = next((found[kind] for kind in kinds if kind in found), None)
    if example is None:
        return decimal, []
    import pandas as pd

    value = float(to_numbers(pd.Series([example], dtype=object), decimal)[0][0])
    if decimal == ",":
        told = Sentence(
            "The numbers were read with decimal commas: {cell} is {value}.", cell=example, value=value
        )
    else:
        told = Sentence(
            "The numbers were read with commas between thousands: {cell} is {value}.",
            cell=example,
            value=value,
        )
    return decimal, [told]


_STYLES = {
    "comma in thousands": re.compile(r"\d{1,3}(,\d{3})+\.\d*|\d{1,3}(,\d{3}){2,}"),
    "point in thousands": re.compile(r"\d{1,3}(\.\d{3})+,\d*|\d{1,3}(\.\d{3}){2,}"),
    "comma or thousands": re.compile(r"[1-9]\d{0,2},\d{3}"),
    "point or thousands": re.compile(r"[1-9]\d{0,2}\.\d{3}"),
    "comma": re.compile(r"[\d' ]*,\d+([eE][+-]?\d+)?"),
    "point": re.compile(r"[\d' ]*\.\d+([eE][+-]?\d+)?"),
}


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
) -> Iterator[pd.DataFrame]:
    """Read the rows of a table in pieces.

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

    Yields
    ------
    pandas.DataFrame
        Columns named by their place. Numbers where all cells of the piece are plain numbers, else text.

    Raises
    ------
    SampleError
        If a row has too many cells, or a quotation mark never closes.
    """
    import pandas as pd

    width = len(dialect.names)
    missing: Mapping[int, Sequence[str]] = {
        j: [""] if j in as_text else [*MISSING, *_PANDAS_MISSING] for j in range(width)
    }
    texts = {*as_text, *dialect.codes}
    with opened(source) as file:
        text = io.TextIOWrapper(file, encoding=dialect.encoding, errors="replace", newline="")
        try:
            for _ in range(dialect.skip):
                text.readline()
            pieces = pd.read_csv(
                text,
                sep=dialect.separator,
                header=None,
                names=list(range(width)),
                index_col=False,
                decimal="." if dialect.separator == dialect.decimal else dialect.decimal,
                dtype={j: str for j in sorted(texts)},
                na_values=missing,
                keep_default_na=False,
                skipinitialspace=True,
                chunksize=chunk_rows,
                low_memory=False,
            )
            with pieces:
                yield from pieces
        except pd.errors.EmptyDataError:
            return
        except (pd.errors.ParserError, OverflowError) as error:
            raise SampleError(_explain(str(error), dialect)) from None
        finally:
            if not text.closed:
                text.detach()


def _explain(error: str, dialect: Dialect) -> Sentence:
    fields = re.search(r"Expected (\d+) fields in line (\d+), saw (\d+)", error)
    if fields:
        expected, line, saw = map(int, fields.groups())
        return _too_long(line + dialect.skip, saw, expected)
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


def to_numbers(column: pd.Series[Any], decimal: str) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Read the cells of one column as numbers.

    Parameters
    ----------
    column
        Cells as `read_chunks` gives them.
    decimal
        "." or ",".

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
    numbers = np.array([_to_number(str(text), decimal) for text in texts] + [None], dtype=object)[codes]
    is_text = filled & np.array([number is None for number in numbers], dtype=bool)
    values = np.array([np.nan if number is None else number for number in numbers], dtype=np.float64)
    return values, is_text


def _to_number(cell: str, decimal: str) -> float | None:
    plain = _plain(cell).rstrip("% ")
    thousands = "," if decimal == "." else "."
    if _GROUPS[thousands].fullmatch(plain):
        plain = re.sub(rf"[{thousands}' ]", "", plain)
    plain = plain.replace(",", ".") if decimal == "," else plain
    return float(plain) if _PLAIN_NUMBER.fullmatch(plain) else None


_PLAIN_NUMBER = re.compile(
    r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|[+-]?inf(inity)?", re.IGNORECASE | re.ASCII
)
# Groups of three, all parted by the same sign.
_GROUPS = {
    ",": re.compile(r"[+-]?\d{1,3}(?:(?:,\d{3})+|(?:'\d{3})+|(?: \d{3})+)(?:\.\d*)?", re.ASCII),
    ".": re.compile(r"[+-]?\d{1,3}(?:(?:\.\d{3})+|(?:'\d{3})+|(?: \d{3})+)(?:,\d*)?", re.ASCII),
}


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

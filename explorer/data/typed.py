"""Numbers and matrices that a reader types: read them, or say in one sentence which cell is wrong.

Nothing typed is ever run as a program: digits, signs, points, commas, exponents and one fraction bar is all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from explorer.data.csv_format import SampleError, tidy
from explorer.logic import checks
from explorer.sentence import Sentence

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}", re.ASCII)
_MOST_CELLS = 10_000
_THE_NUMBER = Sentence("The number")


def parse_number(text: str, name: str = _THE_NUMBER) -> float:
    """Read one typed number: 2, -0.5, 1,5, 1e-3 or 2/3. What could be two, such as 1,000, is refused.

    Parameters
    ----------
    text
        What was typed.
    name
        What the sentence calls the place: "Row 1, column 2 of A".

    Returns
    -------
    The number.

    Raises
    ------
    SampleError
        If it is no number or could be two, not finite, or beyond 1e100 (its square would overflow).

    Examples
    --------
    >>> parse_number("-1,5"), parse_number(" 3/4 ")
    (-1.5, 0.75)
    >>> parse_number("abc", "a")
    Traceback (most recent call last):
    explorer.data.csv_format.SampleError: a is "abc"; type a number such as 2, -0.5 or 2/3.
    """
    shown = tidy(text)
    plain = _with_plain_signs(text.strip()).replace(",", ".")
    if not plain:
        raise SampleError("{name} is empty; type a number such as 2, -0.5 or 2/3.", name=name)
    parts = [part.strip() for part in plain.split("/")]
    if _THOUSANDS.fullmatch(_with_plain_signs(text.strip())):
        raise SampleError(
            '{name} is "{text}", which could be {one} or {other}; type the one that is meant.',
            name=name,
            text=shown,
            one=float(plain),
            other=float(plain.replace(".", "")),
        )
    if len(parts) <= 2 and all(map(_NUMBER.fullmatch, parts)):
        with np.errstate(all="ignore"):  # 1e400 is inf here, and refused below
            values = [float(part) for part in parts]
        if len(values) == 2 and values[1] == 0.0:
            raise SampleError('{name} is "{text}"; nothing can be divided by 0.', name=name, text=shown)
        value = _divided(parts, values) if len(values) == 2 else values[0]
        if not abs(value) <= checks.LARGEST:
            raise SampleError(
                '{name} is "{text}"; numbers up to 1e100 can be computed with here.', name=name, text=shown
            )
        return value
    if plain.lower().lstrip("+-") in ("nan", "inf", "infinity", "∞"):
        raise SampleError('{name} is "{text}"; only finite numbers can be drawn.', name=name, text=shown)
    raise SampleError('{name} is "{text}"; type a number such as 2, -0.5 or 2/3.', name=name, text=shown)


def _with_plain_signs(text: str) -> str:
    """Write a minus of books and typewriters as programs do, and ½ as 1/2."""
    plain = text.translate(str.maketrans("\u2212\u2013", "--"))
    plain = re.sub(r"(?<!\d)[¼-¾⅐-⅞]", lambda one: unicodedata.normalize("NFKC", one[0]), plain)
    return plain.replace("⁄", "/")


def _divided(parts: Sequence[str], values: Sequence[float]) -> float:
    """Divide what is typed, rounded once: 0.1/0.3 is the float of 1/3."""
    if any("e" in part.lower() for part in parts):  # of 1e-999999999 a fraction would have as many digits
        return values[0] / values[1]
    return float(Fraction(parts[0]) / Fraction(parts[1]))


def parse_matrix(
    text: str, shape: tuple[int | None, int | None] | None = None, name: str = "A"
) -> NDArray[np.float64]:
    """Read a typed matrix: rows on lines or parted by semicolons, cells by spaces, commas or tabs.

    MATLAB's [1 2; 3 4], NumPy's [[1, 2], [3, 4]] and np.array of it, Mathematica's {{1, 2}, {3, 4}} and
    LaTeX's matrices are read too; a bar between cells is passed over. Commas inside numbers are decimal
    commas when something else parts the cells in every row.

    Parameters
    ----------
    text
        What was typed.
    shape
        The shape that is wanted; None in a place (or altogether) accepts any size there.
    name
        What sentences call the matrix.

    Returns
    -------
    The matrix, shape (m, n).

    Raises
    ------
    SampleError
        With one sentence that names the cell, or says which shape is wanted.

    Examples
    --------
    >>> parse_matrix("1 2; 3 4")
    array([[1., 2.],
           [3., 4.]])
    >>> parse_matrix("[[1, 2], [3, x]]")
    Traceback (most recent call last):
    explorer.data.csv_format.SampleError: Row 2, column 2 of A is "x"; type a number such as 2, -0.5 or 2/3.
    """
    rows = _rows(text, name)
    if not rows:
        raise SampleError("{name} is empty; type its rows, for example 1 2; 3 4.", name=name)
    if sum(map(len, rows)) > _MOST_CELLS:
        raise SampleError(
            "{name} has more than {most} cells; larger tables can be uploaded as CSV.",
            name=name,
            most=_MOST_CELLS,
        )
    for i, row in enumerate(rows, start=1):
        for j, cell in enumerate(row, start=1):
            if cell in ("+", "-", "−"):
                raise SampleError(
                    '{name} is a "{text}" alone; write each sign at its number, such as -2.',
                    name=_place(i, j, name),
                    text=cell,
                )
    width = len(rows[0])
    for i, row in enumerate(rows, start=1):
        if len(row) != width:
            raise _of_another_length(i, len(row), width, name)
    values = np.array(
        [
            [parse_number(cell, _place(i, j, name)) for j, cell in enumerate(row, start=1)]
            for i, row in enumerate(rows, start=1)
        ]
    )
    if shape is not None and any(w is not None and w != n for w, n in zip(shape, values.shape, strict=True)):
        raise SampleError(
            "{name} must be {wanted}, rows by columns, not {given}.",
            name=name,
            wanted=_by(*shape),
            given=_by(*values.shape),
        )
    return values


def _place(row: int, column: int, name: str) -> Sentence:
    return Sentence("Row {row}, column {column} of {name}", row=row, column=column, name=name)


def _by(rows: int | None, columns: int | None) -> Sentence:
    some = Sentence("any")
    return Sentence(
        "{rows} by {columns}",
        rows=some if rows is None else rows,
        columns=some if columns is None else columns,
    )


def _of_another_length(row: int, cells: int, width: int, name: str) -> SampleError:
    if cells == 1:
        return SampleError(
            "Row {row} of {name} has 1 cell and row 1 has {width}; all rows need the same number.",
            row=row,
            name=name,
            width=width,
        )
    return SampleError(
        "Row {row} of {name} has {cells} cells and row 1 has {width}; all rows need the same number.",
        row=row,
        name=name,
        cells=cells,
        width=width,
    )


def _rows(text: str, name: str) -> list[list[str]]:
    # What Python, LaTeX and Mathematica write around and between the cells.
    text = re.sub(r"^[ \t]*[#%].*\n?|[ \t]#.*$", "", text.removeprefix("\ufeff"), flags=re.MULTILINE)
    text = re.sub(r"^\s*[A-Za-z_]\w*\s*=\s*", "", text.strip("\n\r ;"))
    text = re.sub(r"^\s*(?:\w+\.)?(?:array|tensor|[Mm]atrix)\s*\(", "", text)
    text = re.sub(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}", r"\1/\2", text)
    if re.fullmatch(r"\s*\(.*\)\s*", text, re.DOTALL):  # tuples of Python
        text = text.translate(str.maketrans("()", "[]"))
    text = re.sub(r"\]\s*(?:,\s*\w+\s*=\s*[\w.:'\"]+\s*)*\)\s*$", "]", text)
    if "=" in text:
        raise SampleError(
            '{name} holds an equation, "{text}"; type its numbers alone, such as 2 3 5 for 2x + 3y = 5.',
            name=name,
            text=tidy(next(line for line in text.splitlines() if "=" in line)),
        )
    text = re.sub(r"\\(?:begin|end)\{[a-z]*matrix\}", " ", text).replace("\\\\", "\n")
    text = text.translate(str.maketrans("{}&|", "[]\t "))
    bracketed = "[" in text
    text = re.sub(r"\]\s*,?\s*\[", "\n", text.strip("\n\r "))
    text = re.sub(r"^(\s*\[)+|(\]\s*)+$", "", text)
    if not bracketed:
        _refuse_two_matrices(text, name)
    lines = [line.strip(" ") for line in re.split(r"[\n\r]+", text) if line.strip()]
    if (parted := _parted_by(lines, name)) is not None:
        return parted
    lines = [re.sub(r",\s*$", "", line.strip()).strip() for line in re.split(r"[;\n\r]+", text)]
    lines = [re.sub(r"\s*/\s*", "/", line) for line in lines if line]
    if not bracketed and all(map(_THOUSANDS.fullmatch, lines)):
        return [[line] for line in lines]  # of which each could be two numbers, and is asked for
    rows = _cells(lines)
    if not bracketed:
        _refuse_parted_thousands(rows, name)
    return rows


def _refuse_two_matrices(text: str, name: str) -> None:
    """An empty line between some of the rows parts one matrix from another."""
    lines = [line.strip() for line in text.strip().splitlines()]
    gaps = sum(1 for before, after in pairwise(lines) if before and not after)
    if 0 < gaps < sum(map(bool, lines)) - 1:
        raise SampleError("{name} has an empty line between its rows; type one matrix alone.", name=name)


def _parted_by(lines: Sequence[str], name: str) -> list[list[str]] | None:
    """Return the cells of lines in which tabs part them, or semicolons as in a CSV; None of other lines."""
    if any("\t" in line for line in lines) and not any(re.search(r",\s*\t", line) for line in lines):
        rows = [row.strip(" ").split("\t") for line in lines for row in line.split(";") if row.strip()]
        while all(len(row) > 1 and not row[-1].strip() for row in rows):  # what a spreadsheet copies beyond
            rows = [row[:-1] for row in rows]
        return [[cell.strip() for cell in row] for row in rows]
    plain = [re.sub(r"\s*;\s*$", "", line) for line in lines]
    if len(plain) < 2 or not any(";" in line for line in plain):
        return None
    cells = [[cell.strip() for cell in line.split(";")] for line in plain]
    if any(re.search(r"\s|,.*,", cell) for row in cells for cell in row):
        return None  # each piece is a row of its own, as MATLAB writes it
    for i, row in enumerate(cells, start=1):
        for j, cell in enumerate(row, start=1):
            if "," in cell:
                raise SampleError(
                    '{name} is "{text}", which could be one number or two; write a decimal point, or each '
                    "row on a line of its own.",
                    name=_place(i, j, name),
                    text=tidy(cell),
                )
    return cells


def _refuse_parted_thousands(rows: Sequence[Sequence[str]], name: str) -> None:
    """12 000 could be one number or two: nobody writes 0 as 000."""
    for i, row in enumerate(rows, start=1):
        for j, (before, cell) in enumerate(pairwise(row), start=1):
            if re.fullmatch(r"[+-]?\d{1,3}", before) and re.fullmatch(r"0\d\d", cell):
                raise SampleError(
                    '{name} is "{text}", which could be one number or two; write {one}, or 0 alone.',
                    name=_place(i, j, name),
                    text=f"{before} {cell}",
                    one=before + cell,
                )


def _cells(lines: Sequence[str]) -> list[list[str]]:
    """Return the cells of lines in which commas or spaces part them."""
    if all("," in line for line in lines):
        parted = [re.split(r"\s+", line) for line in lines]
        # "1,5 2" has a cell before and after the space; "1, 2" has a comma at the end of a cell.
        if all(
            len(row) > 1 and all(re.fullmatch(r"[^,]*(,\d+)?[^,]*", cell) for cell in row) for row in parted
        ):
            return parted
        return [[cell.strip() for cell in line.split(",")] for line in lines]
    if any("," in line for line in lines) and all(re.search(r"\s", line) for line in lines):
        parted = [re.split(r"\s+", line) for line in lines]
        if not any(cell.endswith(",") for row in parted for cell in row):
            return parted
    return [re.split(r"\s*,\s*|\s+", line) for line in lines]

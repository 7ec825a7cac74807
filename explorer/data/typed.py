"""Numbers and matrices that a reader types: read them, or say in one sentence which cell is wrong.

Nothing typed is ever run as a program: digits, signs, points, commas, exponents and one fraction bar is all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

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
    plain = _with_plain_minus(text.strip()).replace(",", ".")
    if not plain:
        raise SampleError("{name} is empty; type a number such as 2, -0.5 or 2/3.", name=name)
    parts = [part.strip() for part in plain.split("/")]
    if _THOUSANDS.fullmatch(_with_plain_minus(text.strip())):
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


def _with_plain_minus(text: str) -> str:
    """Write the signs that books and typewriters take for a minus as programs do."""
    return text.translate(str.maketrans("\u2212\u2013", "--"))


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
    rows = _rows(text)
    if not rows:
        raise SampleError("{name} is empty; type its rows, for example 1 2; 3 4.", name=name)
    if sum(map(len, rows)) > _MOST_CELLS:
        raise SampleError(
            "{name} has more than {most} cells; larger tables can be uploaded as CSV.",
            name=name,
            most=_MOST_CELLS,
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


def _rows(text: str) -> list[list[str]]:
    # What Python, LaTeX and Mathematica write around and between the cells.
    text = re.sub(r"^\s*(?:[A-Za-z_]\w*\s*=\s*)?(?:\w+\.)?(?:array|tensor|matrix)\s*\(", "", text.strip())
    text = re.sub(r"\]\s*(?:,\s*dtype\s*=\s*[\w.]+\s*)?\)\s*$", "]", text)
    text = re.sub(r"\\(?:begin|end)\{[a-z]*matrix\}", " ", text).replace("\\\\", "\n")
    text = text.translate(str.maketrans("{}&|", "[]  "))
    text = re.sub(r"\]\s*,?\s*\[", "\n", text.strip())
    text = re.sub(r"^(\s*\[)+|(\]\s*)+$", "", text)
    lines = [line.strip().strip(",").strip() for line in re.split(r"[;\n\r]+", text)]
    lines = [re.sub(r"\s*/\s*", "/", line) for line in lines if line]
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

"""What a reader types is a number or a matrix, or one sentence names the cell; nothing typed is run."""

from __future__ import annotations

import re

import numpy as np
import pytest

from explorer.data.csv_format import SampleError
from explorer.data.typed import parse_matrix, parse_number

NUMBERS = {
    "2": 2.0,
    " -0.5 ": -0.5,
    "+3": 3.0,
    "007": 7.0,
    "1,5": 1.5,
    ".5": 0.5,
    "5.": 5.0,
    "1e-3": 1e-3,
    "2E2": 200.0,
    "−4": -4.0,
    "3/4": 0.75,
    "-1 / 8": -0.125,
    "1e100": 1e100,
}


@pytest.mark.parametrize(("text", "value"), NUMBERS.items())
def test_numbers_are_read_as_people_write_them(text: str, value: float) -> None:
    assert parse_number(text) == value


BAD_NUMBERS = {
    "": "The number is empty",
    "  ": "The number is empty",
    "abc": 'The number is "abc"; type a number',
    "1,000": 'The number is "1,000", which could be 1 or 1000; type the one that is meant',
    "-12,500": 'is "-12,500", which could be -12.5 or -12500;',
    "1 2": 'is "1 2"; type a number',
    "1,2,3": "type a number",
    "2x": "type a number",
    "0x10": "type a number",
    "1_000": "type a number",
    "1½": "type a number",
    "٣": "type a number",  # float() reads it
    "nan": "only finite numbers",
    "-inf": "only finite numbers",
    "∞": "only finite numbers",
    "1e308": "numbers up to 1e100",
    "-1e101": "numbers up to 1e100",
    "1e999": "numbers up to 1e100",
    "1/0": "nothing can be divided by 0",
    "1/1e-101": "numbers up to 1e100",
    "1/2/3": "type a number",
    "2**9": "type a number",
    "__import__('os').getcwd()": "type a number",
    "9" * 500: "numbers up to 1e100",
}


@pytest.mark.parametrize(("text", "sentence"), BAD_NUMBERS.items())
def test_what_is_no_number_is_refused_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(SampleError, match=sentence) as caught:
        parse_number(text)
    assert str(caught.value).endswith(".")
    assert len(str(caught.value)) < 120


MATRICES = [
    "1 2; 3 4.5",
    "1 2\n3 4.5",
    "1, 2; 3, 4.5",
    "1,2\n3,4.5",
    "1\t2\n3\t4.5\n",
    "[1 2; 3 4.5]",
    "[[1, 2], [3, 4.5]]",
    "[[1. , 2. ],\n [3. , 4.5]]",
    "[[1 2]\n [3 4.5]]",
    "1 2; 3 9/2",
    "1 2; 3 9 / 2",
    "1,0 2,0; 3,0 4,5",
    "  1   2 ;\n 3   4.5 ; ",
]


@pytest.mark.parametrize("text", MATRICES)
def test_the_same_matrix_in_every_notation(text: str) -> None:
    np.testing.assert_array_equal(parse_matrix(text, (2, 2)), [[1.0, 2.0], [3.0, 4.5]])


def test_what_numpy_prints_is_read_back() -> None:
    for shape in [(1, 1), (1, 4), (3, 1), (2, 2), (4, 3)]:
        A = np.random.default_rng(9).normal(size=shape).round(3)
        for text in (str(A), repr(A.tolist()), np.array2string(A, separator=", ")):
            np.testing.assert_array_equal(parse_matrix(text), A)


BAD_MATRICES = {
    "": "A is empty",
    "[[]]": "A is empty",
    "1 2; 3 x": 'Row 2, column 2 of A is "x"',
    "1 2; 3": "Row 2 of A has 1 cell and row 1 has 2",
    "1 2 3; 4 5 6": "A must be 2 by 2, rows by columns, not 2 by 3",
    "1 nan; 0 1": 'Row 1, column 2 of A is "nan"; only finite',
    "1 1e308; 0 1": 'Row 1, column 2 of A is "1e308"; numbers up to 1e100',
    "1 - 2; 3 4": 'Row 1, column 2 of A is a "-" alone; write each sign at its number, such as -2.',
    "2x+3y=5\nx-y=1": 'A holds an equation, "2x.3y=5"; type its numbers alone, such as 2 3 5 for 2x',
    "2 & & \\\\ & 3 & \\\\ & & 4": "Row 1, column 2 of A is empty",
    "1,,2; 3,4,5": "Row 1, column 2 of A is empty",
    "1 " * 10_001: "more than 10,000 cells",
}


@pytest.mark.parametrize(("text", "sentence"), BAD_MATRICES.items(), ids=[t[:20] for t in BAD_MATRICES])
def test_what_is_no_matrix_is_refused_with_its_cell(text: str, sentence: str) -> None:
    with pytest.raises(SampleError, match=sentence) as caught:
        parse_matrix(text, (2, 2))
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        "np.array([[1, 2], [3, 4]])",
        "A = np.array([[1., 2.], [3., 4.]], dtype=float)",
        "array([[ 1., 2.],\n       [ 3., 4.]])",
        "tensor([[1., 2.], [3., 4.]])",
        "{{1, 2}, {3, 4}}",
        r"\begin{pmatrix}1&2\\3&4\end{pmatrix}",
        r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}",
        "1 | 2\n3 | 4",
        "# rows\n1 2\n3 4",
        "1 2 # first\n3 4 # second",
        "\ufeff1 2\n3 4",
        "1\t2\t\n3\t4\t",
        "tensor([[1, 2], [3, 4]], device='cuda:0')",
        "% rows\nA = [1 2; 3 4];",
        "(1, 2), (3, 4)",
        "Matrix([[1, 2], [3, 4]])",
        r"\frac{1}{1} & \frac{4}{2} \\ 3 & 4",
    ],
)
def test_a_matrix_is_read_as_programs_and_books_write_it(text: str) -> None:
    np.testing.assert_array_equal(parse_matrix(text), [[1, 2], [3, 4]])


def test_a_typed_fraction_is_rounded_once_and_any_dash_is_a_minus() -> None:
    assert parse_number("0.1/0.3") == 1 / 3 != 0.1 / 0.3
    assert parse_number("1e90/1e90") == 1 and parse_number("1e-999999999/3") == 0
    assert parse_number("-½") == -0.5 and parse_number("1⁄4") == 0.25
    assert parse_number("\u20134") == parse_number("\u22124") == -4


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1;2\n3;4", [[1, 2], [3, 4]]),
        ("1.5;2;3\n4;5;6", [[1.5, 2, 3], [4, 5, 6]]),
        ("1,5\t2\n3\t4,25", [[1.5, 2], [3, 4.25]]),
        ("[1, 2; 3, 4;\n 5 6; 7 8]", [[1, 2], [3, 4], [5, 6], [7, 8]]),
        ("1 2; 3 4;\n5 6; 7 8", [[1, 2], [3, 4], [5, 6], [7, 8]]),
        ("1;2;3", [[1], [2], [3]]),
        ("1 2;\n3 4;", [[1, 2], [3, 4]]),
        ("A = [1 2; 3 4]", [[1, 2], [3, 4]]),
        ("[[1,234],[5,678]]", [[1, 234], [5, 678]]),
        ("[[1,\t2],\n [3,\t4]]", [[1, 2], [3, 4]]),
        ("[1\t2; 3\t4]", [[1, 2], [3, 4]]),
        ("1\t2;\n3\t4;", [[1, 2], [3, 4]]),
        ("100 200\n300 400", [[100, 200], [300, 400]]),
        ("1 2\n\n3 4\n\n5 6", [[1, 2], [3, 4], [5, 6]]),
        ("1, 2,\n3, 4,", [[1, 2], [3, 4]]),
    ],
)
def test_lines_are_rows_whatever_parts_their_cells(text: str, rows: list[list[float]]) -> None:
    assert parse_matrix(text).tolist() == rows


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1\t\t3\n4\t\t6", "Row 1, column 2 of A is empty"),
        ("\t1\n\t2", "Row 1, column 1 of A is empty"),
        (",1\n,2", "Row 1, column 1 of A is empty"),
        ("1;;3\n4;5;6", "Row 1, column 2 of A is empty"),
        ("1\t2\n3", "Row 2 of A has 1 cell and row 1 has 2"),
        ("1,5;2,5\n3,5;4,5", 'Row 1, column 1 of A is "1,5", which could be one number or two'),
        ("1; 2\n3; 4,5", 'Row 2, column 2 of A is "4,5", which could be one number or two'),
        ("1 000\n2 000", 'Row 1, column 1 of A is "1 000", which could be one number or two; write 1000'),
        ("3,4,5\n1,050,2", 'Row 2, column 1 of A is "1 050", which could be one number or two; write 1050'),
        ("1,234\n5,678", "could be 1.234 or 1234"),
        ("1 2\n3 4\n\n5 6\n7 8", "A has an empty line between its rows; type one matrix alone."),
    ],
)
def test_what_could_be_read_in_two_ways_or_has_gaps_is_refused(text: str, why: str) -> None:
    with pytest.raises(SampleError, match=re.escape(why)):
        parse_matrix(text)

"""What people write into tables is read as they meant it: the lines of docs/reading.md, more of each kind,
and tables of other packages in six dialects."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import sklearn.datasets
from statsmodels import datasets

from explorer.data import notation, rating_files, tables
from explorer.data.csv_format import OWN_MACHINE, SampleError
from explorer.data.tables import Choice

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "reading.md"
ROW = re.compile(r"^\| (?P<kind>.+?) \| `(?P<file>.+?)` \| (?P<said>.+) \|$", re.MULTILINE)
RULES = [match.groupdict() for match in ROW.finditer(DOCUMENT.read_text("utf-8"))]


def said(given: str | bytes, ratings: bool = False, sheet: bool = False) -> str:
    """What a file holds, in the words of the document."""
    try:
        if sheet:
            laid = rating_files.read_rating_sheet(given)
            return "; ".join(
                f"{user} {item} {laid.values[u, i]:g}"
                for u, user in enumerate(laid.users)
                for i, item in enumerate(laid.items)
                if not np.isnan(laid.values[u, i])
            )
        if ratings:
            read = rating_files.read_ratings(given)
            places = zip(read.user_index, read.item_index, read.values, strict=True)
            return "; ".join(f"{read.users[u]} {read.items[i]} {x:g}" for u, i, x in places)
        table = tables.read_csv(given)
    except SampleError as refusal:
        return f"refused: {refusal}"
    parts = [
        f"{name}: {' '.join(f'{x:.10g}' for x in column)}"
        for name, column in zip(table.columns, table.values.T, strict=True)
    ]
    if table.labels is not None:
        parts.append(f"names by {table.label_name}: {', '.join(table.labels)}")
    return "; ".join(parts)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["kind"])
def test_a_line_of_the_document_is_true_of_a_file_and_of_pasted_text(rule: dict[str, str]) -> None:
    text = rule["file"].replace("⏎", "\n").replace("⇥", "\t") + "\n"
    ratings = rule["kind"].endswith("(ratings)")
    sheet = rule["kind"].endswith("(sheet)")
    assert said(text, ratings, sheet) == rule["said"]
    assert said(text.encode(), ratings, sheet) == rule["said"]


# More of each kind: a file, and what it holds.
MORE = {
    "names that are numbers": [
        (
            "id,2001,2002,2003\na,1.5,2,3.1\nb,2.5,2,0.1\nc,7,1,2\n",
            "2001: 1.5 2.5 7; 2002: 2 2 1; 2003: 3.1 0.1 2",
        ),
        ("city;0;1;2\nRom;5,5;3;9,1\nBern;6,5;1;2,2\n", "0: 5.5 6.5; 1: 3 1; 2: 9.1 2.2"),
        (
            "gene\t100\t200\t300\nA\t3.5\t4.5\t1.25\nB\t1.5\t0.5\t9.75\n",
            "100: 3.5 1.5; 200: 4.5 0.5; 300: 1.25 9.75",
        ),
        (",1990,1991,1992\nx,0.5,0.25,1\ny,0.75,0.5,2\n", "1990: 0.5 0.75; 1991: 0.25 0.5; 1992: 1 2"),
        ("1,2,3\n4,5,7\n1,8,2\n", "column 1: 1 4 1; column 2: 2 5 8; column 3: 3 7 2"),
    ],
    "thousands and decimals": [
        ("a;b\n0,500;1\n0,250;2\n", "a: 0.5 0.25; b: 1 2"),
        ("a;b\n1.234,5;1\n12,75;2\n", "a: 1234.5 12.75; b: 1 2"),
        ('a,b\n"1,234,567",1\n"2,345",2\n', "a: 1234567 2345; b: 1 2"),
        ("a\tb\n12 345\t1\n1 234\t2\n", "a: 12345 1234; b: 1 2"),
        ("a\tb\n12'345\t1\n999\t2\n", "a: 12345 999; b: 1 2"),
        ("a;b\n2.500;1,5\n750;2,5\n1.250;3,5\n", "a: 2500 750 1250; b: 1.5 2.5 3.5"),
        ("a,b\n12.345,1\n13.456,2\n", "a: 12.345 13.456; b: 1 2"),
        ("a;b\n1234,567;1\n12,345;2\n", "a: 1234.567 12.345; b: 1 2"),
    ],
    "money, units, signs": [
        ("a;b\n€ 1.250,50;1\n€ 3,25;2\n", "a: 1250.5 3.25; b: 1 2"),
        ("a,b\n5 %,1\n12.5%,2\n", "a: 5 12.5; b: 1 2"),
        ("a,b\n-$5.50,1\n$7,2\n", "a: -5.5 7; b: 1 2"),
        ("a,b\n1.5e-3,1\n2D2,2\n", "a: 0.0015 200; b: 1 2"),
        ("a,b\n\u22121.5,1\n2.5,2\n", "a: -1.5 2.5; b: 1 2"),
        ("a,b\n12 USD,1\n15 USD,2\n", "a: 12 15; b: 1 2"),
        ("a,b\n5 kg,1\n300 g,2\n", "b: 1 2; names by a: 5 kg, 300 g"),
        ("a,b\nP1,1\nP2,2\n", "b: 1 2; names by a: P1, P2"),
        ("a,b\n10:00,1\n10:30,2\n", "b: 1 2; names by a: 10:00, 10:30"),
    ],
    "names and indices": [
        (
            "x,y\n1,5,2\n4,5,3\n2,5,1\n",
            "refused: The rows have 3 cells and the first row names 2; if commas part decimals, "
            "separate the cells by semicolons.",
        ),
        # As pandas writes an array that has no names.
        (",0,1\n0,1.5,2.5\n1,0.5,3.5\n2,2.5,0.5\n", "0: 1.5 0.5 2.5; 1: 2.5 3.5 0.5"),
        (",0,1,2\n0,5,7,1\n1,6,2,2\n2,3,3,9\n", "0: 5 6 3; 1: 7 2 3; 2: 1 2 9"),
        (",0\n0,5\n1,6\n2,3\n", "0: 5 6 3"),
        (",0,1\n2,5,7\n0,6,2\n1,3,3\n", "0: 5 6 3; 1: 7 2 3"),
        ("0,1\n1.5,2.5\n0.5,3.5\n2.5,0.5\n", "0: 1.5 0.5 2.5; 1: 2.5 3.5 0.5"),
        ("0,1,2\n5,7,1\n6,2,2\n3,3,9\n", "0: 5 6 3; 1: 7 2 3; 2: 1 2 9"),
        ("0,1,2\n3,4,5\n6,7,8\n", "column 1: 0 3 6; column 2: 1 4 7; column 3: 2 5 8"),
        (",4,7\n3,5,2\n1,2,9\n5,3,4\n", "column 1: 3 1 5; column 2: 5 2 3; column 3: 2 9 4"),
        # Too little speaks for names: rows, the first with a gap.
        ("x,0,1\na,5,7\nb,6,2\n", "column 2: 0 5 6; column 3: 1 7 2; names by column 1: x, a, b"),
        (",,0\n1,5,2\n2,2,9\n3,3,4\n", "column 1: 1 2 3; column 2: 5 2 3; column 3: 2 9 4"),
        (",0,1\n1.5,5,7\n2.5,6,2\n", "column 1: 1.5 2.5; column 2: 5 6; column 3: 7 2"),
        (",0,1\n4,5,7\n4,6,2\n", "column 1: 4 4; column 2: 5 6; column 3: 7 2"),
        ("Unnamed: 0,a\n9,1.5\n4,2.5\n7,3.5\n", "a: 1.5 2.5 3.5"),
        (",a\n0,5\n1,6\n2,7\n", "a: 5 6 7"),
        ('"x" "y"\n"1" 2 3\n"2" 4 5\n"3" 1 9\n', "x: 2 4 1; y: 3 5 9"),
        ("k,a\n9,1.5\n4,2.5\n7,3.5\n", "k: 9 4 7; a: 1.5 2.5 3.5"),
    ],
    "white space, quotes, titles": [
        (
            "1.5   2.5\t3.5\n4.5   1.5\t0.5\n2.5   1.5\t7.5\n",
            "column 1: 1.5 4.5 2.5; column 2: 2.5 1.5 1.5; column 3: 3.5 0.5 7.5",
        ),
        ("2 2\na 1 2\nb 3 4\n", "column 2: 1 3; column 3: 2 4; names by column 1: a, b"),
        ('w\tx\ty\n"\t1\t2\n5"\t3\t4\n', 'x: 1 3; y: 2 4; names by w: ", 5"'),
        ("Report of June\na;b\n1,5;2\n3,5;4\n", "a: 1.5 3.5; b: 2 4"),
        ("t\n\na,b\n1,2\n3,4\n", "a: 1 3; b: 2 4"),
        # As spreadsheets write them: with empty cells behind.
        ("Log;;\nof: 2.3.2024;;\nWo;Temp;Druck\nA;20,1;1,5\nB;21,5;1,7\n", "Temp: 20.1 21.5; Druck: 1.5 1.7"),
        ("Report,,\n,,\na,b,c\n1,2,3\n3,4,4\n", "a: 1 3; b: 2 4; c: 3 4"),
        ("T;;;\na;b;c;\n1;2;3;\n3;4;4;\n", "a: 1 3; b: 2 4; c: 3 4"),
        ("My data\t\t\nx\ty\tz\n1\t2\t3\n4\t5\t7\n", "x: 1 4; y: 2 5; z: 3 7"),
        (",Front,,Back,\nid,l,w,h,b\na,1,2,3,4\nb,2,3,4,6\n", "l: 1 2; w: 2 3; h: 3 4; b: 4 6"),
        # A name that is missing, and no title.
        ("name,x,\na,1.5,2.5\nb,3.5,4.25\n", "x: 1.5 3.5; column 3: 2.5 4.25"),
        ("a;b;\n1;2;\n3;4;\n", "a: 1 3; b: 2 4"),
        ("who|x;y|z\na|1;2|3\nb|4;5|6\n", "z: 3 6; names by who: a, b"),
        ("x|a;b;c;d\n1|p;q;r;s\n2|t;u;v;w\n", "x: 1 2; names by a;b;c;d: p;q;r;s, t;u;v;w"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), [case for cases in MORE.values() for case in cases])
def test_more_of_each_kind(text: str, wanted: str) -> None:
    found = said(text)
    assert found == wanted or found.partition("; names by")[0] == wanted
    assert said(text.encode()) == found


@pytest.mark.parametrize(
    "first",
    ["170.5 cm", "1/2", "0x1F", "1.5k", "1.5×10^3", "1.5 ± 0.1", "48°30'N", "1,5*", "20-29", "€12", "True"],
)
def test_a_column_of_texts_that_begin_with_numbers_is_told(first: str) -> None:
    table = tables.read_csv(f"h;w\n{first};65\n1.80 m;70\n2 ft;60.5\n")
    assert table.columns == ("w",)
    assert f'Column "h" was taken for texts, because of "{first}" in row 1.' in table.notes


@pytest.mark.parametrize(("cell", "value"), [("2-", -2), ("(9)", -9), ("1.5-", -1.5)])
def test_a_sign_behind_or_brackets_are_told(cell: str, value: float) -> None:
    said = f'In column "x" {cell} was read as {value}.'
    table = tables.read_csv(f"c;x;y\nA;{cell};1\nB;3;2.5\n")
    assert table.values[0, 0] == value and said in table.notes
    assert not any(" was read as -3" in note for note in tables.read_csv("c;x\nA;-3\nB;2\n").notes)
    sheet = rating_files.read_rating_sheet(f"who;x;y\nA;{cell};1\nB;3;2.5\n")
    assert sheet.values[0, 0] == value and said in sheet.notes
    ratings = rating_files.read_ratings(f"user;item;x\nA;i;{cell}\nB;i;3\n")
    assert ratings.values[0] == value and said in ratings.notes


def test_a_refusal_of_texts_shows_the_cell_that_is_almost_a_number() -> None:
    with pytest.raises(SampleError, match=r'the first cell below "w" is "1\.5 kg"'):
        tables.read_csv("name,w\na,1.5 kg\nb,800 g\n")


def test_a_column_of_codes_is_told() -> None:
    table = tables.read_csv("who;code;w\na;10115;1\nb;01067;2\n")
    assert 'Column "code" was taken for texts, because of "10115" in row 1.' in table.notes


def test_cells_without_the_unit_of_others_are_told() -> None:
    table = tables.read_csv("who,a,b\nx,10%,1\ny,0.2,2\nz,30%,4\n")
    assert table.values[:, 0].tolist() == [10, 0.2, 30]
    said = "a: % was taken off, 10% was read as 10; 0.2, without it, was read as 0.2."
    assert said in table.notes


def test_points_before_three_digits_between_semicolons_are_asked_for() -> None:
    readings = {
        text: [bool(reading.other) for reading in tables.read_csv(text).readings]
        for text in (
            "x;y\n1.234;5.678\n2.345;1.111\n",
            "x;y\n1.234;5.6\n2.345;1.1\n",  # the other column says what a point is
            "x,y\n1.234,5\n2.345,1\n",
        )
    }
    assert [*readings.values()] == [[True, True], [False, False], [False, False]]


def test_names_of_rows_that_may_be_decimals_are_told() -> None:
    commas, blanks = (
        next(note for note in tables.read_csv(text).notes if "one cell more" in note)
        for text in ("name,a\nann,1,5\nbob,2,5\n", "Stadt Einwohner\nA 1 234\nB 15 678\n")
    )
    assert "commas part decimals" in commas
    short = tables.read_csv("a,b\nx\ny,1,2\nz,3,4\nw,5,7\n").notes  # its first row has lost its cells
    assert any('"y" was taken for the name of a row, and "1" stands below "a"' in note for note in short)
    assert blanks.endswith('"A" was taken for the name of a row, and "1" stands below "Stadt".')


@pytest.mark.parametrize("first", ["2024-01-01", "1.2.2024", "1/2/2024", "10:30", "12 Main St", "P1"])
def test_dates_times_and_names_need_no_sentence(first: str) -> None:
    assert not any(
        "taken for texts" in note for note in tables.read_csv(f"t;w\n{first};65\n{first};70\n").notes
    )


@pytest.mark.parametrize("minus", "-−–‐‑‒﹣－")
def test_every_minus_sign_is_one(minus: str) -> None:
    assert tables.read_csv(f"a;b\n{minus}1.5;2\n2.5;3\n").values[:, 0].tolist() == [-1.5, 2.5]


def test_numbers_taken_for_names_are_said() -> None:
    for text, names in (
        ("2019,2020,2021\n12.5,14,9.5\n3,2.5,4\n", "2019, 2020, 2021"),
        (",0,1\n0,1.5,2\n1,3,2.5\n", "0, 1"),
    ):
        assert f"The first row was taken for names: {names}." in tables.read_csv(text).notes
    assert not any("taken for names" in note for note in tables.read_csv("a,b\n1,2\n3,4\n").notes)


def test_the_line_that_counts_words_and_numbers_is_no_row_with_gaps() -> None:
    table = tables.read_csv("3 2\nking 0.1 0.2\nqueen 0.2 0.1\nman 0.5 0.3\n")
    assert table.missing == 0 and "1 line above the table was passed over." in table.notes


RATINGS = [
    ("User-ID;ISBN;Book-Rating\n7;034545104X;5\n8;0155061224;3\n", "7 034545104X 5; 8 0155061224 3"),
    ("reviewerID,asin,overall,unixReviewTime\nA,B,4,99\nC,B,2,98\n", "A B 4; C B 2"),
    ("song_id,user_id,plays\ns,u,3\nt,u,1\n", "u s 3; u t 1"),
    ("user||anime_id||score\nx||7||9\ny||7||2\n", "x 7 9; y 7 2"),
    ("a,b,c\nx,y,1\nz,y,2\n", "x y 1; z y 2"),
    ("user,comment,item,rating,place\nu,good,i,4,Rome\nv,bad,i,1,Oslo\n", "u i 4; v i 1"),
    ("rating;user;whatever\n5;x;7\n4;y;7\n", "x 7 5; y 7 4"),
    ("business_id,stars,text\nx,5,good\ny,4,bad\n", "good x 5; bad y 4"),
]


@pytest.mark.parametrize(("text", "wanted"), RATINGS)
def test_ratings_are_found_by_the_names_that_are_known(text: str, wanted: str) -> None:
    assert said(text, ratings=True) == wanted
    assert said(text.encode(), ratings=True) == wanted


def test_decimals_that_begin_late_decide_for_their_column() -> None:
    rows = [f"{i};{i % 7}" for i in range(400)] + [f"{i},125;{i}" for i in range(9)]
    table = tables.read_csv("x;y\n" + "\n".join(rows))
    assert table.values[-1].tolist() == [8.125, 8.0]
    rows = [f"{i};{i % 7 + 100}" for i in range(400)] + ["500;1.250", "501;980"]
    assert tables.read_csv("x;y\n" + "\n".join(rows)).values[-2:, 1].tolist() == [1250.0, 980.0]


def test_a_column_that_can_be_read_in_two_ways_says_so_and_is_changed_by_one_choice() -> None:
    text = "x;y\n1,234;1\n5,678;2\n"
    (x, y) = tables.read_csv(text).readings
    assert x.other == notation.Notation(".", ",") and y.other is None
    assert (x.cells, x.values) == (("1,234", "5,678"), (1.234, 5.678))
    changed = tables.read_csv(text, choices=[Choice("x", decimal=".", thousands=",")])
    assert changed.values[:, 0].tolist() == [1234, 5678]
    assert changed.readings[0].other is None


# Rows, what their commas mean, and whether that is asked.
COMMAS: dict[str, tuple[list[str], str, bool]] = {
    "a few short ones": (["1,5", "2,5", "3,25"], "cells", True),
    "points that could part thousands": (["1.234,5", "2.345,6", "3.111,25"], "cells", True),
    "points that can only part thousands": (["1.234.567,5", "2.345,6"], "decimals", False),
    "ten with points": (
        [f"1.00{k},{k}" for k in range(1, 10)] + ["1.011,7"],
        "cells",
        True,
    ),
    "below zero": (["-1,5", "2,5", "-3,7"], "cells", True),
    "prices": (["1,50", "2,75", "3,25"], "cells", True),
    "pairs as in a list of edges": (["1,2", "2,3", "1,3"], "cells", True),
    "with a unit": (["1,5 kg", "2,7 kg"], "cells", True),
    "marks at school, however many": ([f"{i % 5 + 1},{'037'[i % 3]}" for i in range(90)], "cells", True),
    "three digits, which could be thousands too": (["1,234", "5,678"], "cells", True),
    "many pairs of small numbers": ([f"{i * 7 % 40},{i % 5 + 1}" for i in range(40)], "cells", False),
    "many numbers and a 0 or 1": ([f"{i * 7 % 40},{i % 2}" for i in range(40)], "cells", False),
    "pairs of several lengths": (["3,4", "10,20", "7,1"], "cells", False),
    "what may be the numbers of rows": ([f"{i},{i * i % 8 + 1}" for i in range(1, 13)], "cells", True),
    "growing, by chance one in each whole number": (
        [f"{i},{(5, 25, 75)[i * i % 5 % 3]}" for i in range(1, 13)],
        "cells",
        True,
    ),
    "codes": (["007,5", "012,7"], "cells", False),
    "a 0 behind the comma": (["1,05", "2,50", "3,10"], "decimals", False),
    "a 0 with a sign": (["-0,5", "2,7"], "decimals", False),
    "all below 1": ([f"0,{i * 37 % 89 + 1}" for i in range(12)], "decimals", False),
    "whole numbers among them": (["1,5", "2", "3,25"], "decimals", False),
    "a gap among them": (["1,5", "NA", "3,25"], "decimals", False),
}


@pytest.mark.parametrize(("rows", "meaning", "is_asked"), COMMAS.values(), ids=COMMAS)
def test_a_comma_in_every_line_parts_cells_or_decimals_and_is_asked_about_where_both_are_as_good(
    rows: list[str], meaning: str, is_asked: bool
) -> None:
    table = tables.read_csv("\r\n".join(rows))
    assert table.commas is not None
    assert (table.commas.meaning, table.commas.is_doubtful) == (meaning, is_asked)
    assert any("can be read in two ways" in note for note in table.notes) == is_asked
    assert all(reading.column.startswith("column") for reading in table.readings)
    assert len(table.readings) == (2 if meaning == "cells" else 1)


@pytest.mark.parametrize(
    "text",
    [
        *("x,y\n1,5\n2,5\n", "x\n1,5\n2,5\n", "1,5\n2,-5\n", "1, 5\n2, 5\n", "1,5\n2,\n3,7\n"),
        *("1.23,5\n2.34,6\n", "0.123,5\n0.234,6\n", "1234.567,5\n2.345,6\n"),
        *("1;5\n2;5\n", "sep=,\n1,5\n2,5\n", "1,5,2\n2,5,3\n", '"1,5"\n"2,5"\n'),
    ],
)
def test_where_names_signs_blanks_or_quotes_say_what_the_comma_is_nothing_is_asked(text: str) -> None:
    table = tables.read_csv(text)
    assert table.commas is None or not table.commas.is_doubtful
    assert not any("two ways" in note for note in table.notes)


def test_one_answer_says_what_the_commas_are_of_a_table_and_of_one_in_pieces() -> None:
    text = "1,5\n2,5\n3,25\n"
    asked = tables.read_csv(text)
    assert (
        "Lines such as 1,5 can be read in two ways: each was read as two numbers, here 1 and 5, and could be "
        "one number with a decimal comma."
    ) in asked.notes
    one = tables.read_csv(text, commas="decimals")
    assert one.values[:, 0].tolist() == [1.5, 2.5, 3.25]
    two = tables.read_csv(text, commas="cells")
    assert [reading.column for reading in two.readings] == ["column 1", "column 2"]
    for table in (one, two):
        assert table.commas is not None and not table.commas.is_doubtful
        assert not any("two ways" in note for note in table.notes)
    pieces = tables.Pieces(text, commas="decimals")
    assert [piece.tolist() for piece in pieces.read(2)] == [[[1.5], [2.5]], [[3.25]]]
    assert tables.Pieces(text).commas == asked.commas
    assert any("two ways" in note for note in tables.Pieces(text).notes())


def test_one_number_of_three_digits_behind_the_comma_is_asked_about_next() -> None:
    (reading,) = tables.read_csv("1,234\n5,678\n", commas="decimals").readings
    assert reading.values == (1.234, 5.678) and reading.other == notation.Notation(".", ",")


def test_columns_are_taken_as_the_reader_says() -> None:
    text = "k,x,who\n1,2.5,a\n2,3.5,b\n3,4.5,7\n"
    table = tables.read_csv(text, choices=[Choice("k", "text"), Choice("who", "out")])
    assert table.columns == ("x",) and table.labels is not None
    assert [reading.kind for reading in table.readings] == ["text", "numbers", "out"]
    numbered = tables.read_csv(",a\n0,5\n1,6\n2,7\n", choices=[Choice("column 1", "numbers")])
    assert numbered.columns == ("column 1", "a")


# ---------------------------------------------------------------- tables of other packages, in six dialects


def of_sklearn(load: Callable[..., object]) -> pd.DataFrame:
    return load(as_frame=True).frame  # type: ignore[attr-defined, no-any-return]


TABLES: dict[str, Callable[[], pd.DataFrame]] = {
    "iris": lambda: of_sklearn(sklearn.datasets.load_iris),
    "wine": lambda: of_sklearn(sklearn.datasets.load_wine),
    "cancer": lambda: of_sklearn(sklearn.datasets.load_breast_cancer),
    "diabetes": lambda: of_sklearn(sklearn.datasets.load_diabetes),
    "digits": lambda: of_sklearn(sklearn.datasets.load_digits),
    "linnerud": lambda: of_sklearn(sklearn.datasets.load_linnerud),
    **{
        name: lambda name=name: getattr(datasets, name).load_pandas().data
        for name in (
            *("anes96", "ccard", "china_smoking", "committee", "copper", "cpunish", "engel", "fair", "heart"),
            *("longley", "macrodata", "modechoice", "spector", "stackloss"),
        )
    },
}


def as_r_writes(frame: pd.DataFrame) -> str:
    """`write.table`: a quoted name before each row, none above them, blanks between cells."""
    text = io.StringIO()
    print(" ".join(f'"{name}"' for name in frame.columns), file=text)
    for i, row in enumerate(frame.itertuples(index=False), start=1):
        print(f'"{i}"', *(f'"{x}"' if isinstance(x, str) else repr(float(x)) for x in row), file=text)
    return text.getvalue()


DIALECTS: dict[str, Callable[[pd.DataFrame], str | bytes]] = {
    "comma": lambda frame: frame.to_csv(index=False),
    "semicolon, decimal comma": lambda frame: frame.to_csv(index=False, sep=";", decimal=","),
    "tab": lambda frame: frame.to_csv(index=False, sep="\t", quoting=csv.QUOTE_MINIMAL),
    "UTF-16": lambda frame: frame.to_csv(index=False).encode("utf-16"),
    "pandas with its index": lambda frame: frame.to_csv(),
    "R with row names": as_r_writes,
}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_table_of_another_package_comes_back_equal_without_a_question(name: str, dialect: str) -> None:
    frame = TABLES[name]()
    table = tables.read_csv(DIALECTS[dialect](frame), OWN_MACHINE)
    numeric = frame.select_dtypes("number")
    assert table.columns == tuple(numeric.columns)
    np.testing.assert_array_equal(table.values, numeric.to_numpy(dtype=float))
    assert [reading.column for reading in table.readings if reading.other] == []
    assert table.commas is None

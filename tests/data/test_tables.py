"""The reader's own table: read in anybody's style, or refused in one sentence; memory follows the limits."""

from __future__ import annotations

import io
import os
import pickle
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.data import blocks
from explorer.data.tables import HOSTED, OWN_MACHINE, Limits, SampleError, csv_chunks, csv_columns, read_csv
from tests.data.damaged import damaged, outcome

SMALL = Limits(bytes=10_000, rows=100, columns=10, cells=500)


def zipped(content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.csv", content)
    return file.getvalue()


def numpy_file() -> bytes:
    file = io.BytesIO()
    np.savez(file, a=np.eye(2))
    return file.getvalue()


REFUSED: dict[str, tuple[Any, str]] = {
    "nothing": (b"", "The file is empty"),
    "white space": ("  \n\n \t\n", "The file is empty"),
    "only a byte order mark": (b"\xef\xbb\xbf", "The file is empty"),
    "names alone": ("a,b\n", "names but no rows"),
    "one row": ("a,b\n1,2\n", "The table has 1 row of numbers"),
    "one row without names": ("1,2\n", "The table has 1 row of numbers"),
    "one whole row": ("a,b\n1,2\n3,\n,4\n", "Only 1 row is without gaps, of 3"),
    "no whole row": ("a,b\n1,\n,2\n", "No row is without gaps, of 2"),
    "more cells than names": ("x,y\n1,5,2,5\n2,5,3,5\n", "The rows have 4 cells and the first row names 2;"),
    "cells without names": ("x\n1|5|2\n2|5|3\n", "The rows have 3 cells and the first row names 1;"),
    "words": (
        "name,town\nann,Rome\nbob,Oslo\n",
        'no column of numbers: the first cell below "name" is "ann"',
    ),
    "a novel": ("It was a dark night.\nThe rain fell.\n", "There is no column of numbers"),
    "empty cells": ("a,b\n,\n,\n", "all cells are empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), r"This file is a picture \(PNG\)"),
    "a photograph": (b"\xff\xd8\xff\xe0" + bytes(100), "This file is a picture"),
    "a zip archive": (zipped(b"a,b\n1,2\n3,4\n"), "This file is a zip archive"),
    "a NumPy archive": (numpy_file(), "This file is a zip archive"),
    "a pickle": (pickle.dumps([1, 2]), "a Python pickle, which is never opened"),
    "gzip": (b"\x1f\x8b\x08" + bytes(50), "compressed with gzip"),
    "a PDF": (b"%PDF-1.7\n" + bytes(range(256)), "a PDF document"),
    "bytes at random": (np.random.default_rng(0).bytes(5000), "This file is binary"),
    "a zero byte far inside": (b"a,b\n" + b"1,2\n" * 2000 + b"3\x00,4\n", "This file is binary"),
    "a web page": ("<!DOCTYPE html><html><body>1,2</body></html>", "This is a web page"),
    "JSON": ('[{"a": 1}, {"a": 2}]', "This looks like JSON"),
    "JSON rows": ("[[1, 2], [3, 4]]", "This looks like JSON"),
    "a row too long": ("a,b\n1,2\n3,4,5\n6,7\n", "Line 3 has 3 cells where the table has 2 columns"),
    "a first row too long": ("a,b\n1,2,3\n4,5\n6,7\n", "Line 2 has 3 cells where the table has 2 columns"),
    "a first row too long, no names": ("1,2,3\n4,5\n6,7\n", "Line 1 has 3 cells"),
    "a line break in a word": ('a,b\n"two\nlines",x\ny,z\n', 'the first cell below "a" is "two lines"'),
    "an open quote": ('a,b\n1,"2\n3,4\n5,6\n', "A quotation mark opens and never closes"),
    "NaN as the only value": ("a\nnan\nnan\n", "all cells are empty"),
    "infinity": ("a,b\n1,2\n3,inf\n", 'Column "b" holds inf in row 2'),
    "1e308": ("a,b\n1,1e308\n3,4\n", r'Column "b" holds 1e\+308 in row 1.*between -1e100 and 1e100'),
    "1e400": ("a,b\n1,2\n3,1e400\n", 'Column "b" holds inf in row 2'),
    "400 digits": ("a,b\n1,2\n3," + "7" * 400 + "\n", 'Column "b" holds inf in row 2'),
    "100,000 columns": (",".join(["1"] * 100_000) + "\n", "100,000 columns; at most 1,000"),
    "100,000 names": (",".join(f"c{i}" for i in range(100_000)) + "\n", "100,000 columns; at most 1,000"),
    "a cell without end": (
        "x" * 200_000,
        "more than 100,000 characters|no column of numbers|names but no rows",
    ),
}


@pytest.mark.parametrize(("given", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_a_bad_file_is_refused_in_one_sentence(given: bytes | str, sentence: str) -> None:
    with pytest.raises(SampleError, match=sentence) as caught:
        read_csv(given)
    message = str(caught.value)
    assert message.endswith(".")
    assert "\n" not in message
    assert len(message) < 200


WANTED = [[1.5, 2.0], [3.0, -4.25]]
READ: dict[str, bytes | str] = {
    "commas": "a,b\n1.5,2\n3,-4.25\n",
    "semicolons and decimal commas": "a;b\n1,5;2\n3;-4,25\n",
    "tabs": "a\tb\n1.5\t2\n3\t-4.25\n",
    "tabs and decimal commas": "a\tb\n1,5\t2\n3\t-4,25\n",
    "bars": "a|b\n1.5|2\n3|-4.25\n",
    "white space": "a b\n1.5   2\n3  -4.25\n",
    "quotes": '"a","b"\n"1.5","2"\n"3","-4.25"\n',
    "quoted decimal commas": 'a,b\n"1,5","2"\n"3","-4,25"\n',
    "spaces after commas": "a, b\n1.5, 2\n3, -4.25\n",
    "Windows line ends": "a,b\r\n1.5,2\r\n3,-4.25\r\n",
    "old Mac line ends": "a,b\r1.5,2\r3,-4.25\r",
    "no last line end": "a,b\n1.5,2\n3,-4.25",
    "empty lines": "\n\na,b\n\n1.5,2\n\n3,-4.25\n\n",
    "UTF-8 with a byte order mark": "a,b\n1.5,2\n3,-4.25\n".encode("utf-8-sig"),
    "UTF-16": "a,b\n1.5,2\n3,-4.25\n".encode("utf-16"),
    "UTF-16 without a mark": "a,b\n1.5,2\n3,-4.25\n".encode("utf-16-le"),
    "UTF-16, big end first": "a,b\n1.5,2\n3,-4.25\n".encode("utf-16-be"),
    "UTF-32": "a,b\n1.5,2\n3,-4.25\n".encode("utf-32"),
    "a separator at every line's end": "a,b,\n1.5,2,\n3,-4.25,\n",
    "a separator at the rows' ends": "a,b\n1.5,2,\n3,-4.25,\n",
    "a row number from a program": ",a,b\n0,1.5,2\n1,3,-4.25\n2,5,6\n",
    "Excel's hint": "sep=;\na;b\n1.5;2\n3;-4.25\n",
    "remarks above": "# measured by hand\n# in metres\na,b\n1.5,2\n3,-4.25\n",
    "names as a remark": "# a,b\n1.5,2\n3,-4.25\n",
    "exponents": "a,b\n15e-1,0.2E1\n+3,-425e-2\n",
    "a typographer's minus": "a,b\n1.5,2\n3,−4.25\n",
    "per cent": "a,b\n1.5%,2%\n3%,-4.25%\n",
}


@pytest.mark.parametrize("given", READ.values(), ids=READ.keys())
def test_the_same_table_in_every_style(given: bytes | str) -> None:
    table = read_csv(given)
    assert table.columns == ("a", "b")
    np.testing.assert_array_equal(table.values[:2], WANTED)


THOUSANDS: dict[str, tuple[str, list[float]]] = {
    "commas": ('n\n"1,234"\n"12,345,678"\n5\n', [1234, 12345678, 5]),
    "commas and points": ('n\n"1,234.5"\n7.25\n', [1234.5, 7.25]),
    "points and decimal commas": ("n;m\n1.234,5;1\n7,25;2\n", [1234.5, 7.25]),
    "points alone": ("n;m\n1.234.567;1\n1.000;2\n", [1234567, 1000]),
    "spaces": ("n;m\n1 234,5;1\n7;2\n", [1234.5, 7]),
    "thin spaces": ("n,m\n1\u202f234.5,1\n7,2\n", [1234.5, 7]),
    "apostrophes": ("n,m\n1'234'567,1\n7,2\n", [1234567, 7]),
    "decimal commas where the comma is free": ("n;m\n1,234;1\n5,678;2\n", [1.234, 5.678]),
    "points in a table with points": ("n,m\n1.234,1\n5.6,2\n", [1.234, 5.6]),
}


@pytest.mark.parametrize(("given", "wanted"), THOUSANDS.values(), ids=THOUSANDS.keys())
def test_thousands_and_decimals_are_told_apart(given: str, wanted: list[float]) -> None:
    np.testing.assert_array_equal(read_csv(given).values[:, 0], wanted)


def test_more_rows_than_the_first_ones_let_expect_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "SMALLEST", 0)
    monkeypatch.setattr(blocks, "_BLOCK", 1000)
    rows = [f"{i}.123456789,{i}.5,a" for i in range(500)] + [f"{i % 7},{i % 3}," for i in range(5000)]
    table = read_csv("x,y,who\n" + "\n".join(rows))
    wanted = [(float(x), float(y)) for x, y, _ in (row.split(",") for row in rows)]
    np.testing.assert_array_equal(table.values, wanted)


def test_how_commas_were_read_is_said() -> None:
    assert read_csv("n;m\n1,5;1\n2;2\n").notes == ("n: read with decimal commas, 1,5 is 1.5.",)
    notes = read_csv('n,m\n"1,234",1\n2,2\n').notes
    assert notes == ("n: read with marks between thousands, 1,234 is 1234.",)


def test_numbers_are_read_to_the_last_bit() -> None:
    rng = np.random.default_rng(5)
    values = rng.normal(size=(500, 4)) * 10.0 ** rng.integers(-40, 40, size=(500, 4))
    text = "\n".join(",".join(map(repr, row)) for row in values.tolist())
    np.testing.assert_array_equal(read_csv("a,b,c,d\n" + text).values, values)


def test_letters_of_windows_are_read_and_said() -> None:
    table = read_csv("größe,ort\n1,Köln\n2,Łódź\n".encode("cp1250"))
    assert len(table.values) == 2
    table = read_csv("größe,ort\n1,Köln\n2,Genf\n".encode("cp1252"))
    assert table.columns == ("größe",)
    assert table.notes[0] == "The letters of the file are not UTF-8; they were read as Windows-1252."


def test_a_table_without_names_gets_numbers() -> None:
    table = read_csv("1,2\n3,4\n")
    assert table.columns == ("column 1", "column 2")
    assert len(table.values) == 2
    assert "holds no names" in table.notes[0]


def test_the_reader_can_say_whether_there_are_names() -> None:
    years = "2001,2002\n1,2\n3,4\n"
    assert read_csv(years).values.shape == (3, 2)
    table = read_csv(years, header=True)
    assert table.columns == ("2001", "2002")
    assert table.values.shape == (2, 2)
    assert read_csv("a,b\n1,2\n3,4\n5,6\n", header=False).columns == ("column 1", "column 2")


def test_a_comma_in_every_number_does_not_part_cells() -> None:
    np.testing.assert_array_equal(read_csv("1,5;2,5\n3,0;4,25\n").values, [[1.5, 2.5], [3.0, 4.25]])


def test_double_and_empty_names_are_made_different() -> None:
    table = read_csv("x,x,,x (2)\n1,2,3,4\n5,6,7,8\n")
    assert table.columns == ("x", "x (3)", "column 3", "x (2)")
    assert "x (3)" in table.notes[0]


def test_text_becomes_labels_the_first_that_groups() -> None:
    table = read_csv("name,kind,x\nann,cat,1\nbob,dog,2\ncid,cat,3\n")
    assert table.label_name == "kind"
    assert table.labels is not None
    assert table.labels.tolist() == ["cat", "dog", "cat"]
    assert table.texts is not None
    assert table.texts["name"].tolist() == ["ann", "bob", "cid"]
    by_name = read_csv("name,kind,x\nann,cat,1\nbob,dog,2\ncid,cat,3\n", label="name")
    assert by_name.label_name == "name"
    with pytest.raises(SampleError, match='no text column "x"; the text columns are: name, kind'):
        read_csv("name,kind,x\nann,cat,1\nbob,dog,2\n", label="x")


def test_ids_with_leading_zeros_and_dates_stay_text() -> None:
    table = read_csv("id,day,x\n007,2024-01-05,1\n010,2024-01-06,2\n")
    assert table.columns == ("x",)
    assert table.texts is not None
    assert table.texts["id"].tolist() == ["007", "010"]
    assert table.texts["day"].tolist() == ["2024-01-05", "2024-01-06"]


def test_a_gap_is_counted_and_its_row_left_out_or_filled() -> None:
    text = "a,b,kind\n1,2,x\n,4,y\n5,NA,x\n7,6,\n"
    dropped = read_csv(text)
    np.testing.assert_array_equal(dropped.values, [[1, 2], [7, 6]])
    assert dropped.missing == 2
    assert dropped.labels is not None
    assert dropped.labels.tolist() == ["x", "(none)"]
    assert dropped.notes == ("2 cells are missing: 2 of 4 rows were left out.",)
    filled = read_csv(text, missing="mean")
    np.testing.assert_allclose(filled.values, [[1, 2], [13 / 3, 4], [5, 4], [7, 6]])
    assert filled.notes == ("2 cells are missing and were filled with the mean of the column.",)
    with pytest.raises(ValueError, match='missing must be "drop" or "mean"'):
        read_csv(text, missing="guess")  # type: ignore[arg-type]


def test_a_letter_among_numbers_is_named_and_counts_as_missing() -> None:
    table = read_csv("a,b\n1,2\n3,oops\n5,6\n7,8\n")
    assert table.columns == ("a", "b")
    assert len(table.values) == 3
    assert table.notes[0] == (
        'In column "b" 1 cell is no number ("oops" in row 2); such cells count as missing.'
    )


def test_a_short_row_has_gaps() -> None:
    table = read_csv("a,b\n1\n2,3\n4,5\n")
    np.testing.assert_array_equal(table.values, [[2, 3], [4, 5]])
    assert table.missing == 1


def test_constant_and_empty_columns_are_named() -> None:
    table = read_csv("a,b,c,d\n1,5,2,\n1,5,3,\n1,5,4,\n")
    assert table.columns == ("a", "b", "c")
    assert table.notes == (
        "Columns without any value were left out: d.",
        "Constant columns: a, b; they are the same in every row.",
    )


def test_a_single_column_is_read_and_said() -> None:
    table = read_csv("x\n1\n2\n3\n")
    assert table.values.shape == (3, 1)
    assert table.notes == ('There is one column of numbers, "x".',)


def test_row_names_that_r_writes_are_text() -> None:
    table = read_csv('"x" "y"\n"one" 1 2\n"two" 3 4\n')
    assert table.columns == ("x", "y")
    assert table.labels is not None
    assert table.labels.tolist() == ["one", "two"]


def test_a_numbered_column_that_is_not_called_so_is_data() -> None:
    assert read_csv("day,x\n1,5\n2,6\n3,8\n").columns == ("day", "x")
    assert read_csv("id,x\n1,5\n2,6\n3,8\n").columns == ("x",)
    assert read_csv("id,x\n1,5\n3,6\n2,8\n").columns == ("id", "x")


def test_a_column_that_turns_to_text_late_keeps_what_came_before() -> None:
    rows = ["1"] * 3 + ["A7", "B8", "C9", "D1"]
    table = read_csv("code,x\n" + "".join(f"{code},{i}\n" for i, code in enumerate(rows)))
    assert table.texts is not None
    assert table.texts["code"].tolist() == rows


def test_text_over_many_pieces_is_written_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    from explorer.data import tables

    monkeypatch.setattr(tables, "_PIECE_CELLS", 4)  # pieces of two rows
    table = read_csv("code,x\n1,0\n2,1\nA,2\nB,3\nC,4\n")
    assert table.texts is not None
    assert table.texts["code"].tolist() == ["1", "2", "A", "B", "C"]
    np.testing.assert_array_equal(table.values[:, 0], [0, 1, 2, 3, 4])


def test_a_million_cells_are_the_most_that_is_read_when_hosted() -> None:
    row = b"1,2\n"
    table = read_csv(b"a,b\n" + row * 500_000)
    assert table.values.size == HOSTED.cells == 1_000_000
    with pytest.raises(SampleError, match="2 columns and more than 500,000 rows; at most 1,000,000 cells"):
        read_csv(b"a,b\n" + row * 500_001)


LIMITED: dict[str, tuple[bytes, str]] = {
    "bytes": (b"a,b\n" + b"1,2\n" * 3000, "The file has 12 kB; at most 10 kB"),
    "rows": (b"a,b\n" + b"1,2\n" * 101, "more than 100 rows"),
    "columns": (b",".join([b"1"] * 11) + b"\n", "11 columns; at most 10"),
    "cells": (b"1,2,3,4,5,6,7,8,9,0\n" * 51, "10 columns and more than 50 rows; at most 500 cells"),
}


@pytest.mark.parametrize(("given", "sentence"), LIMITED.values(), ids=LIMITED.keys())
def test_every_limit_is_an_argument_and_named_when_met(given: bytes, sentence: str) -> None:
    with pytest.raises(SampleError, match=sentence):
        read_csv(given, SMALL)
    if given.count(b"\n") > 1:
        assert len(read_csv(given, OWN_MACHINE).values) > 50


def test_a_file_beyond_the_limit_is_refused_before_it_is_read() -> None:
    class Unreadable(io.BytesIO):
        def read(self, *_: Any) -> bytes:
            raise AssertionError("read although it is too large")

    file = Unreadable(bytes(20_000))
    with pytest.raises(SampleError, match="at most"):
        read_csv(file, SMALL)


def peak_memory(work: Callable[[], Any]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = zipped(b"1,2\n" * 10_000_000)  # 40 MB inside 40 kB

    def upload() -> None:
        with pytest.raises(SampleError, match="zip archive"):
            read_csv(bomb)

    assert len(bomb) < 100_000
    assert peak_memory(upload) < 1_000_000


def test_a_table_with_too_many_rows_is_refused_while_it_is_read() -> None:
    limits = Limits(bytes=10**9, rows=10**9, columns=10, cells=2_000)
    text = b"1.25,2.5\n" * 1_500_000

    def upload() -> None:
        with pytest.raises(SampleError, match="at most 2,000 cells"):
            read_csv(text, limits)

    # 24 MB as an array; one piece of a million cells is 8 MB, and pandas makes it twice.
    assert peak_memory(upload) < 40_000_000


def test_an_upload_is_read_from_its_start_and_left_open() -> None:
    upload = io.BytesIO(b"a,b\n1,2\n3,4\n")
    upload.read(5)
    for _ in range(2):
        np.testing.assert_array_equal(read_csv(upload).values, [[1, 2], [3, 4]])
    assert not upload.closed


SEEDS = [
    b"a,b,c\n1,2,3\n4,5,6\n7,8,9\n",
    b"a;b\n1,5;2\n3;4,25\n",
    b'n,"q,r"\nx,"1,234"\ny,5\n',
    b"1 2 3\n4 5 6\n",
    "ä\tb\n1\t2\n3\t4\n".encode("utf-16"),
]
SPLINTERS = [
    b",",
    b";",
    b"\t",
    b'"',
    b"\n",
    b"\r",
    b"|",
    b" ",
    b"\x00",
    b"\xff",
    b"#",
    b"nan",
    b"inf",
    b"1e400",
    b"-",
]
SPLINTERS += [b"\xef\xbb\xbf", b"%", b"1.2.3", b"NA", b"True", b"\x0c", b"=A1+1", "−".encode(), "😀".encode()]


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_file_is_a_sound_table_or_one_sentence(seed: int) -> None:
    rng = np.random.default_rng(seed)
    for _ in range(50):
        damaged = bytearray(SEEDS[rng.integers(len(SEEDS))])
        for _ in range(rng.integers(1, 8)):
            at = int(rng.integers(len(damaged) + 1))
            if rng.random() < 0.7:
                damaged[at:at] = SPLINTERS[rng.integers(len(SPLINTERS))]
            else:
                del damaged[at : at + int(rng.integers(1, 6))]
        try:
            table = read_csv(bytes(damaged))
        except SampleError as error:
            assert str(error).endswith("."), bytes(damaged)
            assert "\n" not in str(error), bytes(damaged)
            continue
        assert np.isfinite(table.values).all(), bytes(damaged)
        assert len(table.values) >= 2, bytes(damaged)
        assert len(set(table.columns)) == table.values.shape[1], bytes(damaged)
        assert table.labels is None or len(table.labels) == len(table.values), bytes(damaged)


# -- in pieces


@pytest.fixture
def long_file(tmp_path: Path) -> tuple[Path, np.ndarray]:
    values = np.random.default_rng(8).normal(size=(20_000, 4)).round(6)
    path = tmp_path / "long.csv"
    np.savetxt(path, values, delimiter=",", header="a,b,c,d", comments="", fmt="%.6f")
    return path, values


@pytest.mark.parametrize("chunk_rows", [1, 7, 999, 20_000, 50_000])
def test_the_pieces_are_the_table(tmp_path: Path, chunk_rows: int) -> None:
    values = np.random.default_rng(9).normal(size=(40 if chunk_rows < 7 else 3000, 3)).round(6)
    path = tmp_path / "table.csv"
    np.savetxt(path, values, delimiter=";", header="a;b;c", comments="", fmt="%.6f")
    pieces = list(csv_chunks(path, chunk_rows=chunk_rows))
    assert all(len(piece) <= chunk_rows for piece in pieces)
    np.testing.assert_array_equal(np.concatenate(pieces), values)


def test_columns_come_in_the_order_wanted(long_file: tuple[Path, np.ndarray]) -> None:
    path, values = long_file
    assert csv_columns(path) == ("a", "b", "c", "d")
    pieces = np.concatenate(list(csv_chunks(path, ["d", "a"], 6000)))
    np.testing.assert_array_equal(pieces, values[:, [3, 0]])
    with pytest.raises(SampleError, match='no column "e"; the table has a, b, c, d'):
        next(csv_chunks(path, ["e"]))


def test_moments_in_pieces_cost_the_memory_of_a_piece(
    long_file: tuple[Path, np.ndarray], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, values = long_file
    totals = np.zeros(4)

    def stream() -> None:
        for piece in csv_chunks(path, chunk_rows=500):
            totals[:] += piece.sum(axis=0)

    stream()
    np.testing.assert_allclose(totals, values.sum(axis=0), rtol=1e-9, atol=1e-9)
    few = peak_memory(stream)

    longer = path.with_name("longer.csv")
    lines = path.read_text().splitlines(keepends=True)
    longer.write_text(lines[0] + "".join(lines[1:]) * 8)

    def stream_longer() -> None:
        for piece in csv_chunks(longer, chunk_rows=500):
            totals[:] += piece.sum(axis=0)

    # Beside the piece there is the sample from which the format is found, of at most 1 MB, and a block for
    # each thread.
    assert longer.stat().st_size > blocks.SMALLEST
    monkeypatch.setattr(blocks, "_BLOCK", 100_000)
    assert peak_memory(stream_longer) < few + 2_000_000


def test_pieces_leave_rows_with_gaps_and_words_out() -> None:
    text = "a,b,n\n1,2,x\n,4,y\n5,word,x\n7,8,y\n"
    np.testing.assert_array_equal(np.concatenate(list(csv_chunks(text, chunk_rows=2))), [[1, 2], [7, 8]])


def test_pieces_refuse_what_the_table_refuses() -> None:
    with pytest.raises(SampleError, match='Column "b" holds inf in row 3'):
        list(csv_chunks("a,b\n1,2\n3,4\n5,inf\n", chunk_rows=2))
    with pytest.raises(SampleError, match="more than 100 rows"):
        list(csv_chunks(b"a,b\n" + b"1,2\n" * 101, limits=SMALL))
    with pytest.raises(SampleError, match="zip archive"):
        list(csv_chunks(zipped(b"a,b\n1,2\n")))
    with pytest.raises(SampleError, match="no column of numbers"):
        list(csv_chunks("a,b\nx,y\nz,w\n"))
    with pytest.raises(ValueError, match="chunk_rows must be at least 1, not 0"):
        list(csv_chunks("a,b\n1,2\n", chunk_rows=0))


# ---------------------------------------------------------------- damaged files

DAMAGED = int(os.environ.get("EXPLORER_DAMAGED", "300"))


@pytest.mark.parametrize("part", range(3))
def test_a_damaged_file_is_read_or_refused_in_one_sentence(part: int) -> None:
    """As a table, in pieces and as ratings."""
    came = [outcome(content) for content in damaged(DAMAGED // 3, seed=part)]
    # It is no proof where nothing is read, or nothing refused.
    for reader in ("table", "pieces", "ratings"):
        assert sum(f"{reader} read" in each for each in came) > DAMAGED // 30
        assert sum(f"{reader} refused" in each for each in came) > DAMAGED // 100


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ("1 -999 3", [-999]),
        ("50000 -9999 72000", [-9999]),
        ("1.5 999 2", [999]),
        ("-5 -99 -7", [-99]),
        ("-5 -99 80", []),  # it could be one of them
        ("990 999 995", []),
        ("-999 -999 -999", []),
        ("1 -998 3", []),
    ],
)
def test_a_number_that_mostly_stands_for_a_missing_value_is_told(cells: str, told: list[int]) -> None:
    rows = "".join(f"{cell},{i * i}\n" for i, cell in enumerate(cells.split()))
    table = read_csv(f"a,b\n{rows}")
    assert table.values[:, 0].tolist() == [float(cell) for cell in cells.split()]
    said = [note.values["value"] for note in table.notes if "stands for a missing value" in note]
    assert said == told

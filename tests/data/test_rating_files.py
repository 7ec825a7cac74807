"""Ratings of the reader's own: long lists and small sheets, with blanks, doubles and odd ids."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest

from explorer.data import rating_files
from explorer.data.csv_format import OWN_MACHINE, Limits, SampleError
from explorer.data.notation import Notation
from explorer.data.rating_files import (
    Ratings,
    RatingSheet,
    read_rating_sheet,
    read_ratings,
    write_rating_sheet,
)
from explorer.data.tables import Choice

SMALL = Limits(bytes=10_000, rows=100, columns=10, cells=20)


def triples(ratings: Ratings) -> list[tuple[str, str, float]]:
    return [
        (str(ratings.users[i]), str(ratings.items[j]), value)
        for i, j, value in zip(ratings.user_index, ratings.item_index, ratings.values.tolist(), strict=True)
    ]


WANTED = [("ann", "Shrek", 4.5), ("bob", "Shrek", 2.0), ("ann", "Memento", 1.0)]
STYLES: dict[str, bytes | str] = {
    "commas": "user,item,rating\nann,Shrek,4.5\nbob,Shrek,2\nann,Memento,1\n",
    "no names": "ann,Shrek,4.5\nbob,Shrek,2\nann,Memento,1\n",
    "MovieLens, with a time": "userId,movieId,rating,timestamp\nann,Shrek,4.5,9\nbob,Shrek,2,8\n"
    "ann,Memento,1,7\n",
    "another order": "rating;film;user\n4,5;Shrek;ann\n2;Shrek;bob\n1;Memento;ann\n",
    "tabs": "user\titem\trating\nann\tShrek\t4.5\nbob\tShrek\t2\nann\tMemento\t1\n",
    "UTF-16": "user,item,rating\nann,Shrek,4.5\nbob,Shrek,2\nann,Memento,1\n".encode("utf-16"),
    "quotes and spaces": 'user,item,rating\n"ann", "Shrek",4.5\n bob ,Shrek,2\nann,Memento ,"1"\n',
}


@pytest.mark.parametrize("given", STYLES.values(), ids=STYLES.keys())
def test_the_same_ratings_in_every_style(given: bytes | str) -> None:
    assert triples(read_ratings(given)) == WANTED


def test_ids_are_text_even_when_they_look_like_something_else() -> None:
    ratings = read_ratings("user,item,rating\n007,NA,1\n7,null,2\n1e3,True,3\n-,?,4\n")
    assert ratings.users.tolist() == ["007", "7", "1e3", "-"]
    assert ratings.items.tolist() == ["NA", "null", "True", "?"]


def test_users_and_items_are_numbered_as_they_appear() -> None:
    ratings = read_ratings("z,b,1\ny,a,2\nz,a,3\n")
    assert ratings.users.tolist() == ["z", "y"]
    assert ratings.items.tolist() == ["b", "a"]
    assert ratings.user_index.tolist() == [0, 1, 0]
    assert ratings.item_index.tolist() == [0, 1, 1]


def test_of_double_ratings_the_last_or_the_mean_counts() -> None:
    text = "user,item,rating\nann,x,1\nbob,x,5\nann,x,3\nann,y,2\nann,x,8\n"
    last = read_ratings(text)
    assert triples(last) == [("bob", "x", 5.0), ("ann", "y", 2.0), ("ann", "x", 8.0)]
    assert last.notes == ("2 ratings of a pair rated before (ann, x): the last one counts.",)
    mean = read_ratings(text, duplicates="mean")
    assert triples(mean) == [("bob", "x", 5.0), ("ann", "y", 2.0), ("ann", "x", 4.0)]
    assert mean.notes == ("2 ratings of a pair rated before (ann, x): their mean counts.",)
    with pytest.raises(ValueError, match='duplicates must be "last" or "mean"'):
        read_ratings(text, duplicates="first")  # type: ignore[arg-type]


def test_rows_without_all_three_are_counted_and_left_out() -> None:
    ratings = read_ratings("user,item,rating\nann,x,1\n,x,2\nann,,3\nbob,x,\nbob,y,NaN\ncid,z,4\n")
    assert triples(ratings) == [("ann", "x", 1.0), ("cid", "z", 4.0)]
    assert ratings.notes == (
        "4 rows without user, item or rating left out, the first of them row 2 (– · x · 2).",
    )


@pytest.mark.parametrize("piece", [1, 3, 1000])
def test_pieces_do_not_show(piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(6)
    rows = [(f"u{u}", f"i{i}", float(v)) for u, i, v in rng.integers(0, 9, size=(60, 3))]
    text = "user,item,rating\n" + "".join(f"{u},{i},{v}\n" for u, i, v in rows)
    wanted = {(u, i): v for u, i, v in rows}
    monkeypatch.setattr(rating_files, "_PIECE_ROWS", piece)
    ratings = read_ratings(text)
    assert {(u, i): v for u, i, v in triples(ratings)} == wanted
    assert len(ratings.values) == len(wanted)
    assert ratings.user_index.max() + 1 == len(ratings.users) == len(set(ratings.users))


def test_a_hundred_thousand_ratings_agree_with_a_dictionary() -> None:
    rng = np.random.default_rng(7)
    user, item = rng.integers(0, 900, 100_000), rng.integers(0, 400, 100_000)
    value = rng.integers(1, 11, 100_000) / 2
    text = "\n".join(f"{u},{i},{v}" for u, i, v in zip(user, item, value, strict=True))
    ratings = read_ratings("user,item,rating\n" + text)
    wanted = {(str(u), str(i)): float(v) for u, i, v in zip(user, item, value, strict=True)}
    assert {(u, i): v for u, i, v in triples(ratings)} == wanted


BAD_LISTS: dict[str, tuple[Any, str]] = {
    "a diary": ("Date,Name,Year,Rating\n2024,Up,2009,4\n2025,Heat,1995,5\n", "No column is called user;"),
    "no item among several": ("user,rating,a,b\nx,1,p,q\n", "No column is called item;"),
    "no rating": ("user,item,time\nx,p,7\n", "No column is called rating;"),
    "nothing": (b"", "The file is empty"),
    "names alone": ("user,item,rating\n", "names but no rows"),
    "two cells": (
        "user,item\nann,x\nbob,y\n",
        "needs three cells, user, item and rating; the rows have 2 cells",
    ),
    "one cell": ("user\nann\nbob\n", "the rows have 1 cell"),
    "a word for a rating": (
        "user,item,rating\nann,x,1\nbob,x,good\n",
        'rating "good" in row 2 is not a number',
    ),
    "infinity": ("user,item,rating\nann,x,1\nbob,x,inf\n", "rating in row 2 is inf"),
    "1e308": ("user,item,rating\nann,x,1e308\nbob,x,1\n", r"rating in row 1 is 1e\+308"),
    "no whole row": ("user,item,rating\nann,x,\nbob,,1\n", "No row has all three"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "This file is a picture"),
    "too many cells in a row": ("user,item,rating\nann,x,1\nbob,x,1,2\nb,c,2\n", "Line 3 has 4 cells"),
}


@pytest.mark.parametrize(("given", "sentence"), BAD_LISTS.values(), ids=BAD_LISTS.keys())
def test_a_bad_list_is_refused_in_one_sentence(given: bytes | str, sentence: str) -> None:
    with pytest.raises(SampleError, match=sentence) as caught:
        read_ratings(given)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


def test_the_limit_of_rows_is_named() -> None:
    text = "user,item,rating\n" + "a,b,1\n" * 101
    with pytest.raises(SampleError, match="more than 100 ratings"):
        read_ratings(text, SMALL)
    assert len(read_ratings(io.BytesIO(text.encode()), OWN_MACHINE).values) == 1


# -- sheets


def test_a_sheet_comes_back_as_it_was_written() -> None:
    values = np.array([[1.0, np.nan, 0.1], [np.nan, -1.0, 1 / 3]])
    sheet = RatingSheet(("ann, the first", 'bob "b"'), ("Shrek", "Memento", "Up, and away"), values)
    back = read_rating_sheet(write_rating_sheet(sheet))
    assert back.users == sheet.users
    assert back.items == sheet.items
    np.testing.assert_array_equal(back.values, values)


SHEETS: dict[str, str] = {
    "commas": "who,Shrek,Memento\nann,1,\nbob,,-1\n",
    "no corner": ",Shrek,Memento\nann,1,\nbob,,-1\n",
    "pasted from a spreadsheet": "\tShrek\tMemento\nann\t1\t\nbob\t\t-1\n",
    "semicolons": "who;Shrek;Memento\nann;1,0;\nbob;;-1,0\n",
    "dashes for blanks": "who,Shrek,Memento\nann,1,-\nbob,?,-1\n",
}


@pytest.mark.parametrize("given", SHEETS.values(), ids=SHEETS.keys())
def test_the_same_sheet_in_every_style(given: str) -> None:
    sheet = read_rating_sheet(given)
    assert sheet.users == ("ann", "bob")
    assert sheet.items == ("Shrek", "Memento")
    np.testing.assert_array_equal(sheet.values, [[1, np.nan], [np.nan, -1]])


def test_users_without_names_are_numbered() -> None:
    sheet = read_rating_sheet("Shrek,Memento\n1,\n,-1\n")
    assert sheet.users == ("user 1", "user 2")
    assert sheet.items == ("Shrek", "Memento")
    assert read_rating_sheet("user,Shrek,Up\n7,1,2\n8,2,1\n").users == ("7", "8")


BAD_SHEETS: dict[str, tuple[str, str]] = {
    "a word": ("who,Shrek\nann,good\nbob,1\n", 'Row 1, column "Shrek" holds "good"'),
    "a line break": ('who,Shrek\nann,"go\nod"\nbob,1\n', 'column "Shrek" holds "go od"'),
    "1e308": ("who,Shrek\nann,1\nbob,1e308\n", 'Row 2, column "Shrek" holds "1e308"'),
    "infinity": ("who,Shrek\nann,inf\nbob,1\n", 'Row 1, column "Shrek" holds "inf"'),
    "nothing rated": ("who,Shrek,Up\nann,,\nbob,,\n", "The sheet has no rating"),
    "no rows": ("who,Shrek,Up\n", "needs a row of item names"),
    "a name twice": ("who,Shrek\nann,1\nann,2\n", 'Two users are called "ann"'),
    "too large": ("who,a,b,c\n" + "".join(f"u{i},1,2,3\n" for i in range(6)), "more than 20 cells"),
}


@pytest.mark.parametrize(("given", "sentence"), BAD_SHEETS.values(), ids=BAD_SHEETS.keys())
def test_a_bad_sheet_is_refused_in_one_sentence(given: str, sentence: str) -> None:
    with pytest.raises(SampleError, match=sentence) as caught:
        read_rating_sheet(given, SMALL)
    assert str(caught.value).endswith(".")


def test_reading_tells_how_far_it_is_and_stops_with_what_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rating_files, "_PIECE_ROWS", 100)
    lines = "".join(f"u{i // 20},i{i % 20},{i % 5}\n" for i in range(1000))
    told: list[tuple[float, int]] = []
    whole = read_ratings("user,item,rating\n" + lines, progress=lambda *now: told.append(now))
    assert [rows for _, rows in told] == list(range(100, 1001, 100))
    shares = [share for share, _ in told]
    assert shares == sorted(shares) and shares[-1] == 1.0
    part = read_ratings("user,item,rating\n" + lines, stop=lambda: True)
    assert part.values.tolist() == whole.values[:100].tolist()
    assert part.notes == ("Reading was stopped: these are the first 100 ratings of the file.",)


def test_a_list_of_ratings_is_laid_out_as_a_sheet() -> None:
    sheet = read_rating_sheet("user;item;rating\nann;Up;4,5\nbob;Heat;2\nann;Heat;1\n")
    assert (sheet.users, sheet.items) == (("ann", "bob"), ("Up", "Heat"))
    assert np.array_equal(sheet.values, [[4.5, 1.0], [np.nan, 2.0]], equal_nan=True)
    assert sheet.notes


def test_numbers_below_a_heading_for_names_are_names() -> None:
    sheet = read_rating_sheet("who,Up,Heat\n1,5,2\n2,1,3\n")
    assert (sheet.users, sheet.items) == (("1", "2"), ("Up", "Heat"))


def test_the_cells_of_a_sheet_settle_their_marks_together_and_it_is_said() -> None:
    sheet = read_rating_sheet("who;Up;Heat\nann;4,5;2\nbob;1,234;3\n")
    assert sheet.values.tolist() == [[4.5, 2.0], [1.234, 3.0]]
    assert sheet.notes == ('In column "Up" 4,5 was read as 4.5.',)
    assert read_rating_sheet("who;Up;Heat\nann;4;2\nbob;1;3\n").notes == ()


# -- how it was read, and how the reader means it


def kinds(read: Ratings | RatingSheet) -> list[str]:
    return [reading.kind for reading in read.readings]


def test_a_list_says_of_each_column_what_it_was_taken_for_beside_its_cells_as_they_stand() -> None:
    read = read_ratings("time,user,film,stars\n007,ann,Up,4.50\n8,bob,NA,\n9,cid,Up,2\n")
    assert kinds(read) == ["out", "user", "item", "rating"]
    assert [reading.cells for reading in read.readings] == [
        ("007", "8", "9"),
        ("ann", "bob", "cid"),
        ("Up", "NA", "Up"),
        ("4.50", "", "2"),
    ]
    assert read.readings[3].values == (4.5, None, 2.0)
    assert [reading.gaps for reading in read.readings] == [0, 0, 0, 1]
    assert read.notes == (
        'Columns beside user, item and rating were passed over: time ("007" in one of them).',
        "1 row without user, item or rating left out: row 2 (bob · NA · –).",
    )


def test_a_column_that_takes_a_role_gives_its_own_away() -> None:
    text = "user,film,rating\nann,Up,4\nbob,Heat,2\n"
    swapped = read_ratings(text, choices=[Choice("film", "user")])
    assert kinds(swapped) == ["item", "user", "rating"]
    assert triples(swapped) == [("Up", "ann", 4.0), ("Heat", "bob", 2.0)]
    with pytest.raises(SampleError, match="No column is called item; the list has user, film, rating"):
        read_ratings(text, choices=[Choice("film", "out")])


def test_a_list_that_is_refused_is_read_when_the_reader_says_who_is_who() -> None:
    diary = "Date,Name,Year,Rating\n2024,Up,2009,4\n2025,Heat,1995,5\n"
    assert kinds(rating_files.look(diary)) == ["out", "out", "out", "rating"]
    said = [Choice("Date", "user"), Choice("Name", "item")]
    assert triples(read_ratings(diary, choices=said)) == [("2024", "Up", 4.0), ("2025", "Heat", 5.0)]
    assert kinds(rating_files.look(diary, choices=said)) == ["user", "item", "out", "rating"]


def test_who_rated_is_asked_where_only_the_order_of_columns_speaks() -> None:
    unknown = read_ratings("a,b,c\nx,y,1\nz,y,2\n")
    assert [reading.rival for reading in unknown.readings] == ["b", "", ""]
    for known in ("user,b,c\nx,y,1\n", "a,film,c\nx,y,1\n", "x,y,1\nz,y,2\n"):
        assert not any(reading.rival for reading in read_ratings(known).readings)
    said = read_ratings("a,b,c\nx,y,1\nz,y,2\n", choices=[Choice("a", "user")])
    assert not any(reading.rival for reading in said.readings)


def test_ratings_that_can_be_read_in_two_ways_stay_decimals_until_the_reader_says() -> None:
    text = "user;film;rating\nann;Up;1,234\nbob;Up;5,678\n"
    read = read_ratings(text)
    assert read.values.tolist() == [1.234, 5.678]
    assert read.readings[2].other == Notation(".", ",") and read.readings[2].example == "1,234"
    changed = read_ratings(text, choices=[Choice("rating", decimal=".", thousands=",")])
    assert changed.values.tolist() == [1234.0, 5678.0] and changed.readings[2].other is None
    grouped = read_ratings(text.replace(",", "."), choices=[Choice("rating", decimal=",", thousands=".")])
    assert grouped.values.tolist() == [1234.0, 5678.0]
    sheet = "who;Up;Heat\nann;5;1,234\nbob;2000;3\n"
    assert read_rating_sheet(sheet.replace("2000", "2")).values.tolist() == [[5, 1234], [2, 3]]
    doubtful = read_rating_sheet("who;Up;Heat\nann;;1,234\nbob;2,345;\n")
    assert [bool(reading.other) for reading in doubtful.readings] == [False, False, True]
    said = read_rating_sheet(
        "who;Up;Heat\nann;;1,234\nbob;2,345;\n", choices=[Choice("Heat", decimal=".", thousands=",")]
    )
    assert np.nansum(said.values) == 1234 + 2345


def test_the_first_row_is_names_or_a_rating_as_the_reader_says() -> None:
    text = "7,8,5\n9,8,3\n9,7,2\n"
    assert read_ratings(text).values.tolist() == [5.0, 3.0, 2.0] and not read_ratings(text).header
    named = read_ratings(text, header=True)
    assert named.values.tolist() == [3.0, 2.0] and named.header
    sheet = read_rating_sheet("ann,5,3\nbob,2,1\n", header=False)
    assert (sheet.users, sheet.items, sheet.header) == (("ann", "bob"), ("column 2", "column 3"), False)


def test_a_line_is_a_user_or_a_rating_as_the_reader_says() -> None:
    text = "a,b,c,d\nann,Up,4,1\nbob,Up,2,1\n"
    with pytest.raises(SampleError, match='Row 1, column "b" holds "Up"'):
        read_rating_sheet(text)
    sheet = read_rating_sheet(text, layout="list")
    assert (sheet.users, sheet.items, sheet.is_list) == (("ann", "bob"), ("Up",), True)
    with pytest.raises(SampleError, match='Row 1, column "b" holds "Up"'):
        read_rating_sheet("a,b,c\nann,Up,4\nbob,Up,2\n", layout="sheet")
    numbers = "user,item,rating\n1,2,3\n2,3,1\n"
    assert read_rating_sheet(numbers).is_list
    as_sheet = read_rating_sheet(numbers, layout="sheet")
    assert (as_sheet.items, as_sheet.users) == (("item", "rating"), ("1", "2"))


LISTS = {
    "no names, and times, as of the best-known set": "196\t242\t3\t881250949\n186\t302\t3\t891717742\n",
    "no names, and times in milliseconds": "A1,B01,5.0,1382659200000\nA2,B01,3.0,1382659201000\n",
    "no names, texts": "ann,Heat,4\nbob,Heat,3\n",
    "no names, numbers far beyond the ratings": "1,10,4\n2,10,3\n1,11,5\n",
    "unknown names, texts": "who,what,how\nann,Heat,4\nbob,Heat,3\n",
    "one known name, users twice": "userID\tartistID\tweight\n2\t51\t13883\n2\t52\t11690\n3\t51\t11351\n",
    "the film first": "what;who;how\nHeat;ann;4,5\nHeat;bob;3\n",
    "German": "Person;Film;Bewertung\nann;Heat;4,5\nbob;Heat;3\n",
    "French": "utilisateur,titre,note\nann,Heat,4.5\nbob,Heat,3\n",
    "Spanish": "usuario;película;puntuación\nann;Heat;4,5\nbob;Heat;3\n",
}
SHEETS = {
    "numbers of several users": "4,5,3\n4,2,1\n3,2,2\n",
    "four columns": "5,3,0,1\n4,0,0,1\n1,1,0,5\n",
    "names above": "who,Heat,Up\nann,4,5\nbob,3,2\n",
    "years above": "user,2001,2002\nann,4,5\nbob,3,2\n",
    "as pandas writes it": ",0,1,2\n0,4,,5\n1,3,2,\n2,,1,4\n",
    "unknown names": "a,b,c\n1,10,4\n2,10,3\n1,11,5\n",
}
NEITHER = {
    "name,city,Heat,Up\nann,Rome,4,5\nbob,Pisa,3,2\n": 'column "city" holds "Rome"',
    "name,Heat,Up,Jaws\nann,4,5,3\nbob,x,2,1\n": 'Row 2, column "Heat" holds "x"',
    "user,Heat,Up\nann,4,5\nann,3,2\n": 'Two users are called "ann"',
    "user,item,liked\nann,Heat,true\nbob,Heat,false\n": 'column "item" holds "Heat"',
}


@pytest.mark.parametrize("name", [*LISTS, *SHEETS])
def test_a_list_is_told_from_a_sheet_by_its_cells_where_no_name_tells(name: str) -> None:
    text = LISTS.get(name) or SHEETS[name]
    sheet = read_rating_sheet(text)
    assert sheet.is_list == (name in LISTS)
    if sheet.is_list:
        ratings = read_ratings(text)
        assert (sheet.users, sheet.items) == (tuple(ratings.users), tuple(ratings.items))
        assert sorted(sheet.values[np.isfinite(sheet.values)]) == sorted(ratings.values)


@pytest.mark.parametrize("text", NEITHER)
def test_a_sheet_with_a_cell_that_is_no_rating_is_no_list(text: str) -> None:
    with pytest.raises(SampleError, match=NEITHER[text]):
        read_rating_sheet(text)


def test_the_columns_of_a_sheet_are_taken_as_the_reader_says() -> None:
    text = "who,Up,note\nann,4,good\nbob,2,bad\n"
    sheet = read_rating_sheet(text, choices=[Choice("note", "out")])
    assert (sheet.items, kinds(sheet)) == (("Up",), ["user", "rating", "out"])
    assert sheet.notes == ('Left out: note ("good" in one of them).',)
    named = read_rating_sheet(text, choices=[Choice("note", "user")])
    assert (named.users, named.items, kinds(named)) == (("good", "bad"), ("Up",), ["out", "rating", "user"])
    turned = read_rating_sheet("who,ann,bob\nUp,4,\nHeat,2,1\n", choices=[Choice("who", "item")])
    assert (turned.users, turned.items) == (("ann", "bob"), ("Up", "Heat"))
    assert np.array_equal(turned.values, [[4, 2], [np.nan, 1]], equal_nan=True)
    unnamed = read_rating_sheet("who,Up\n7,4\n8,2\n", choices=[Choice("who", "rating")])
    assert (unnamed.users, unnamed.items) == (("user 1", "user 2"), ("who", "Up"))
    assert [reading.gaps for reading in turned.readings] == [0, 0, 1]


def test_rows_are_films_where_the_first_column_is_called_so() -> None:
    sheet = read_rating_sheet("film;ann;bob\nUp;4,5;\nHeat;2;1\n")
    assert (sheet.users, sheet.items) == (("ann", "bob"), ("Up", "Heat"))
    assert sheet.values[0].tolist() == [4.5, 2.0] and kinds(sheet) == ["item", "rating", "rating"]
    assert sheet.notes[0].startswith("Rows are films and columns are users")
    assert read_rating_sheet("movieId,ann,bob\n1193,4,\n661,2,1\n").items == ("1193", "661")
    assert read_rating_sheet("Game,Up\n1,\n,-1\n").items == ("Game", "Up")


def test_numbers_that_could_name_the_users_are_asked_for() -> None:
    sheet = read_rating_sheet("code,Up,Heat\n101,5,2\n102,1,3\n107,4,4\n")
    assert (sheet.users, sheet.readings[0].rival) == (("101", "102", "107"), "code")
    said = read_rating_sheet("code,Up,Heat\n101,5,2\n102,1,3\n107,4,4\n", choices=[Choice("code", "rating")])
    assert said.items == ("code", "Up", "Heat") and not said.readings[0].rival
    for ratings in ("4,5,2\n1,1,3\n2,4,4\n", "101,5,2\n101,1,3\n107,4,4\n"):
        assert read_rating_sheet("code,Up,Heat\n" + ratings).items == ("code", "Up", "Heat")


def test_what_is_no_table_has_no_first_look_either() -> None:
    with pytest.raises(SampleError):
        rating_files.look(b"")
    assert kinds(rating_files.look("a,b,c\nann,Up,4\n", layout="")) == ["user", "rating", "rating"]
    assert kinds(rating_files.look("a,b\n1,2\n")) == ["out", "out"]


def test_ratings_are_read_as_all_of_them_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rating_files, "_PIECE_ROWS", 50)
    head = "user;film;rating\n" + "".join(f"u{i};f{i % 7};{i % 9 + 1}\n" for i in range(300))
    late = read_ratings(head + "x;y;1.250\nx;z;980\n")
    assert late.values[-2:].tolist() == [1250.0, 980.0] and late.values[:3].tolist() == [1.0, 2.0, 3.0]
    assert late.notes == ('In column "rating" 1.250 was read as 1250.',)
    commas = read_ratings(head + "x;y;4,5\n")
    assert commas.values[-1] == 4.5 and len(commas.values) == 301
    points = read_ratings(head + "x;y;4.5\nx;z;2.25\n")
    assert points.values[-2:].tolist() == [4.5, 2.25] and points.notes == ()
    said = read_ratings(head + "x;y;1.250\n", choices=[Choice("rating", decimal=".")])
    assert said.values[-1] == 1.25


def test_numbers_far_beyond_the_other_ratings_are_told() -> None:
    for text, far in (
        ("who,age,Up,Heat\nann,34,4,5\nbob,27,,2\n", ["age"]),
        ("who,Up,Heat\nann,10,1\nbob,9,4\n", []),
        ("who,Up\nann,34\nbob,27\n", []),
        ("who,Up,Heat,Alien\nann,,4,5\nbob,,2,1\n", []),
    ):
        notes = read_rating_sheet(text).notes
        assert [note.values["name"] for note in notes if "far beyond" in note] == far


def test_what_a_spreadsheet_writes_beyond_its_table_is_no_film_and_no_user() -> None:
    sheet = read_rating_sheet("who;Up;Heat;;\nann;4;3;;\n;;;;\nbob;1;2;;\n")
    assert (sheet.users, sheet.items) == (("ann", "bob"), ("Up", "Heat"))
    # A film that nobody rated has a name, and stays.
    assert read_rating_sheet("who;Up;Heat;Alien\nann;4;3;\nbob;1;2;\n").items == ("Up", "Heat", "Alien")

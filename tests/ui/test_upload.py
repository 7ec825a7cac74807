"""A reader's own table: what is taken, what is refused, what stays."""

from __future__ import annotations

import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from explorer.data.csv_format import HOSTED, OWN_MACHINE
from explorer.ui import upload
from explorer.ui.words import as_text

TREES = "tree,height,girth\noak,10.5,2\nelm,12,1\nash,9.5,1.25\nfir,8,3\n"
GAPS = "a,b\n1,2\n3,\n5,7\n"


def page() -> None:
    """Show the table that the block returns, as one line that a test can read."""
    import streamlit as st

    from explorer.data.csv_format import Limits
    from explorer.ui import upload

    table = upload.own_table("own", Limits(bytes=2_000, rows=20, columns=5, cells=40))
    if table is None:
        st.code("no table")
    else:
        labels = None if table.labels is None else table.labels.tolist()
        st.code(f"{table.columns} {table.values.tolist()} {labels} {table.label_name}")


def opened() -> AppTest:
    at = AppTest.from_function(page).run()
    assert not at.exception
    return at


def pasted(text: str, at: AppTest | None = None) -> AppTest:
    at = at or opened()
    at.text_area(key="own_paste").set_value(text).run()
    assert not at.exception
    return at


def columns(at: AppTest) -> Any:
    return next(widget for widget in at.multiselect if widget.label == "Columns")


def choice(at: AppTest, label: str) -> Any:
    return next(widget for widget in at.selectbox if widget.label.startswith(label))


def shown(at: AppTest) -> str:
    return at.code[0].value


def test_the_limits_are_told_before_anything_is_given() -> None:
    at = opened()
    assert shown(at) == "no table"
    told = at.caption[0].value
    assert "20 rows" in told and "5 columns" in told and "0.002 MB" in told and "40 numbers" in told


@pytest.mark.parametrize(
    ("accepted", "most", "cells"),
    [
        (10, 10_000_000, HOSTED.cells),
        (25, 25_000_000, HOSTED.cells),
        (26, 26_000_000, OWN_MACHINE.cells),
        (1_000, 1_000_000_000, OWN_MACHINE.cells),
        (4_000, 1_000_000_000, OWN_MACHINE.cells),
    ],
)
def test_who_lets_the_server_accept_more_than_an_app_for_many_has_it_for_themselves(
    accepted: int, most: int, cells: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload.st, "get_option", {"server.maxUploadSize": accepted}.__getitem__)
    limits = upload.limits()
    assert (limits.bytes, limits.cells) == (most, cells)
    assert upload.megabytes(limits) == most // 10**6


def test_a_pasted_table_is_the_table_of_the_page() -> None:
    at = pasted(TREES)
    assert "('height', 'girth')" in shown(at)
    assert "[10.5, 2.0]" in shown(at)
    assert "['oak', 'elm', 'ash', 'fir'] tree" in shown(at)
    assert not at.error


def test_a_refusal_is_one_sentence_and_nothing_is_lost() -> None:
    at = pasted(TREES)
    before = shown(at)
    for bad in ("a,b\nx,y\n", "only words", "a,b\n1,2\n", "a\n" + "1\n" * 50, "1,2,3,4,5,6\n2,3,4,5,6,7\n"):
        pasted(bad, at)
        assert len(at.error) == 1, bad
        assert at.error[0].value.endswith("The table from before is still in use.")
        assert "Traceback" not in at.error[0].value
        assert shown(at) == before


def test_a_refusal_with_nothing_before_does_not_speak_of_a_table_before() -> None:
    at = pasted("only words")
    assert len(at.error) == 1 and "before" not in at.error[0].value
    assert shown(at) == "no table"


def test_rows_with_gaps_are_left_out_or_filled_as_chosen() -> None:
    at = pasted(GAPS)
    assert "[[1.0, 2.0], [5.0, 7.0]]" in shown(at)
    choice(at, "Where a cell is missing").select("fill in the mean of its column").run()
    assert "[3.0, 4.5]" in shown(at)
    assert not at.exception and not at.error


def test_a_table_of_gaps_alone_can_only_be_filled() -> None:
    at = pasted("a,b\n1,\n,2\n3,\n,4\n")
    assert choice(at, "Where a cell is missing").options == ["fill in the mean of its column"]
    assert "[[1.0, 3.0], [2.0, 2.0], [3.0, 3.0], [2.0, 4.0]]" in shown(at)


def test_columns_and_labels_are_chosen() -> None:
    at = pasted(TREES)
    columns(at).set_value(["girth"]).run()
    assert "('girth',) [[2.0], [1.0], [1.25], [3.0]]" in shown(at)
    choice(at, "Name or group").select("none").run()
    assert shown(at).endswith("None ")
    # No column at all is read as: no choice.
    columns(at).set_value([]).run()
    assert "('height', 'girth')" in shown(at)


def test_a_table_stays_when_its_text_is_gone_and_goes_when_it_is_given_up() -> None:
    at = pasted(TREES)
    before = shown(at)
    pasted("", at)
    assert shown(at) == before
    at.button(key="own_forget").click().run()
    assert not at.exception
    assert shown(at) == "no table"


def test_other_data_does_not_inherit_the_columns_chosen_before() -> None:
    at = pasted(TREES)
    columns(at).set_value(["girth"]).run()
    pasted("p,q,r\n1,2,3\n4,5,7\n8,1,2\n", at)
    assert "('p', 'q', 'r')" in shown(at)


def test_an_uploaded_file_is_read_and_one_above_the_limit_refused() -> None:
    at = opened()
    at.segmented_control(key="own_way").set_value("Upload a file").run()
    at.file_uploader(key="own_file").set_value(("trees.csv", TREES.encode("utf-16"), "text/csv")).run()
    assert not at.exception and not at.error
    assert "[10.5, 2.0]" in shown(at)
    at.file_uploader(key="own_file").set_value(("big.csv", b"1,2\n" * 900, "text/csv")).run()
    assert [error.value for error in at.error] == [
        "The file has 3.6 kB; at most 2 kB can be read here. The table from before is still in use."
    ]
    assert "[10.5, 2.0]" in shown(at)


@pytest.mark.parametrize(
    ("given", "german", "spanish"),
    [
        ("a,b\nx,y\n", "Es gibt keine Spalte mit Zahlen", "No hay ninguna columna de números"),
        ("a\n" + "1\n" * 50, "mehr als 20 Zeilen", "más de 20 filas"),
        ("1,2\n" * 900, "höchstens 2 kB", "2 kB como máximo"),
    ],
)
def test_a_refusal_is_said_in_the_language_that_the_reader_reads_now(
    given: str, german: str, spanish: str
) -> None:
    at = opened()
    at.query_params["lang"] = "de"
    pasted(given, at)
    assert german in at.error[0].value
    # The table is not read again, but the sentence is said anew.
    at.query_params["lang"] = "es"
    at.run()
    assert spanish in at.error[0].value


def test_notes_are_said_in_the_reader_s_language() -> None:
    at = opened()
    at.query_params["lang"] = "de"
    pasted("a;b;c\n1.234,5;2;7\n;3;7\n5;4;7\n", at)
    told = at.caption[1].value
    assert "1.234,5 ist 1.234,5." in told
    assert "1 Zelle fehlt: 1 von 3 Zeilen wurde weggelassen. Konstante Spalten: c;" in told


def test_a_new_table_starts_with_all_its_columns_and_an_old_one_comes_back_with_its_own() -> None:
    first, mended = "shop,price,area\nA,x,50\nB,8,30\nC,9,40\n", "shop,price,area\nA,7,50\nB,8,30\nC,9,40\n"
    at = pasted(first)
    columns(at).set_value(["area"]).run()
    choice(at, "Name or group").select("none").run()
    pasted(mended, at)
    assert "('price', 'area')" in shown(at) and shown(at).endswith("shop")
    pasted(first, at)
    assert "('area',)" in shown(at) and shown(at).endswith("None ")


def test_a_column_that_can_be_read_in_two_ways_is_asked_for_and_the_answer_goes_with_the_table() -> None:
    doubtful = "x;y\n1,234;1\n5,678;2\n"
    at = pasted(doubtful)
    assert "[1.234, 1.0]" in shown(at)
    (question,) = [widget for widget in at.segmented_control if "which number is 1,234?" in widget.label]
    assert question.options == ["1.234", "1234"]
    question.set_value("1234").run()
    assert not at.exception and "[1234.0, 1.0]" in shown(at)
    pasted(TREES, at)
    assert "which number" not in " ".join(widget.label for widget in at.segmented_control)
    pasted(doubtful, at)
    assert "[1234.0, 1.0]" in shown(at)


def test_the_first_row_is_names_or_not_as_the_reader_says() -> None:
    at = pasted("1,2\n3,4\n5,7\n")
    assert "('column 1', 'column 2')" in shown(at)
    at.toggle[0].set_value(True).run()
    assert not at.exception
    assert "('1', '2') [[3.0, 4.0], [5.0, 7.0]]" in shown(at)


HOSTILE = [
    "Price ($) and ($)", "a*b*c", "x_1_y", "[ ](x)", ":red[hot]", "<b>bold</b>", "=cmd", "\u202eabc",
    "`code`", "# head", "~~gone~~", ":smile:", "w" * 10_000,
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_a_reader_brings_is_text_wherever_it_is_said(name: str) -> None:
    assert unmarked(as_text(name)) == " ".join(name.split())
    for text in (f'"{name}",y\n1,2\n1,3\n1,5\n', f'"{name}"\nx\ny\n'):
        at = pasted(text)
        for element in [*at.caption, *at.error]:
            assert not MARKED.search(element.value.replace("\\\\", "")), element.value


# What Markdown, and what Streamlit adds to it, would make something of.
MARKED = re.compile(r"(?<!\\)(?:[*_`$~]|\]\(|:\w+\[)|<\w")


def unmarked(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text).replace("&lt;", "<")


# ---------------------------------------------------------------- a file that is read in pieces


def in_pieces() -> None:
    """Show what was read of a file too large for a table."""
    import streamlit as st

    from explorer.ui.pca import large

    data = large.large_file("big")
    st.code("nothing" if data is None else f"{data.table.columns} {data.rows} {data.mean.tolist()}")


def test_a_file_in_pieces_is_read_anew_as_the_reader_says() -> None:
    at = AppTest.from_function(in_pieces).run()
    at.file_uploader(key="big_file").set_value(("big.csv", b"x;y\n1,250;1\n3,750;2\n", "text/csv")).run()
    assert shown(at) == "('x', 'y') 2 [2.5, 1.5]"
    (question,) = [widget for widget in at.segmented_control if "which number is 1,250?" in widget.label]
    question.set_value("1250").run()
    assert shown(at) == "('x', 'y') 2 [2500.0, 1.5]"
    assert not [widget for widget in at.segmented_control if "which number" in widget.label]
    at.toggle[0].set_value(False).run()
    assert not at.exception
    assert "'column 1'" in shown(at)  # other names: what was said of x holds no more
    at.toggle[0].set_value(True).run()
    assert shown(at) == "('x', 'y') 2 [2.5, 1.5]"


def test_a_comma_in_every_line_is_asked_about_and_one_press_makes_one_number_of_two() -> None:
    at = pasted("1,5\n2,5\n4,25\n")
    assert shown(at).startswith("('column 1', 'column 2') [[1.0, 5.0], [2.0, 5.0], [4.0, 25.0]]")
    question = "Is 1,5 two numbers, 1 and 5, or one number with a decimal comma? Until you say, it is two."
    (asked,) = (group for group in at.segmented_control if group.label == question)
    asked.set_value("decimals").run()
    assert not at.exception
    assert shown(at).startswith("('column 1',) [[1.5], [2.5], [4.25]]")
    assert question not in {group.label for group in at.segmented_control}
    (told,) = (group for group in at.segmented_control if group.label == "1,5 is")
    told.set_value("cells").run()
    assert not at.exception
    assert shown(at).startswith("('column 1', 'column 2') [[1.0, 5.0], [2.0, 5.0], [4.0, 25.0]]")
    assert question not in {group.label for group in at.segmented_control}

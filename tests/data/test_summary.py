"""What counts of all rows of a table: mean, covariance and fits, also of a file that is read in pieces."""

from __future__ import annotations

import io

import numpy as np
import pytest

from explorer.data import samples, summary, tables
from explorer.data.csv_format import OWN_MACHINE
from explorer.data.notation import Notation
from explorer.data.summary import Summary
from explorer.data.tables import Choice
from explorer.logic import pca
from explorer.sentence import sentence_of
from tests.data.test_notation import DIALECTS, TABLES


def csv_of(X: np.ndarray) -> bytes:
    out = io.StringIO()
    out.write(",".join(f"c{j}" for j in range(X.shape[1])) + "\n")
    np.savetxt(out, X, delimiter=",", fmt="%.6f")
    return out.getvalue().encode()


class Followed:
    """Keeps what it is told, and stops after so many reports."""

    def __init__(self, stop_after: int = 1_000) -> None:
        self.told: list[tuple[float, str]] = []
        self.stop_after = stop_after

    def report(self, share: float, text: str) -> None:
        self.told.append((share, text))

    def should_stop(self) -> bool:
        return len(self.told) >= self.stop_after


def read(content: bytes, job: Followed | None = None) -> Summary:
    job = job or Followed()
    return summary.read(content, "big.csv", OWN_MACHINE, job.report, job.should_stop)


def test_a_file_read_in_pieces_gives_the_fit_of_all_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summary, "_PIECE_CELLS", 2_000)
    monkeypatch.setattr(summary, "_KEPT_ROWS", 300)
    rng = np.random.default_rng(5)
    X = np.round(rng.normal(size=(5_000, 6)) @ rng.normal(size=(6, 6)) + 10, 6)
    job = Followed()
    data = read(csv_of(X), job)
    assert data.rows == 5_000 and len(data.table.values) == 300 and not data.whole
    shares = [share for share, _ in job.told]
    assert shares == sorted(shares) and shares[-1] == pytest.approx(1.0, abs=0.001)
    assert job.told[-1][1] == "5,000 rows read"
    for standardize in (False, True):
        for ours, theirs in zip(
            data.fit(True, standardize), pca.fit(X, standardize=standardize), strict=True
        ):
            assert np.allclose(ours, theirs, rtol=1e-8, atol=1e-9)
    rows = {tuple(row) for row in X.tolist()}
    assert all(tuple(row) in rows for row in data.table.values.tolist())


def test_reading_stops_when_told_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summary, "_PIECE_CELLS", 200)
    X = np.random.default_rng(6).normal(size=(4_000, 2))
    data = read(csv_of(X), Followed(stop_after=10))
    assert data.rows == 1_000
    assert "Reading was stopped" in data.table.notes[1]
    until_then = np.round(X[: data.rows], 6)
    assert np.allclose(data.fit().components, pca.fit(until_then).components, atol=1e-8)


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\xff" * 500, b"a,b\nx,y\n", b"a,b\n1,2\n"],
    ids=["empty", "binary", "text", "one row"],
)
def test_a_large_file_that_is_no_table_ends_in_a_sentence(content: bytes) -> None:
    with pytest.raises(ValueError) as refusal:
        read(content)
    text = sentence_of(refusal.value)
    assert text.endswith(".") and "\n" not in text


def test_the_same_numbers_under_other_labels_are_not_fitted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    table = samples.wine()
    first = summary.of_table(table)
    fit = first.fit(True, False)
    monkeypatch.setattr(pca, "fit", None)
    again = summary.of_table(table._replace(labels=None, values=table.values.copy()), first)
    assert again.table.labels is None and again.fit(True, False) is fit


def test_other_numbers_are_fitted_anew() -> None:
    table = samples.wine()
    first = summary.of_table(table)
    other = summary.of_table(table._replace(values=table.values[:, ::-1].copy()), first)
    assert np.array_equal(other.mean, first.mean[::-1])
    assert not np.array_equal(other.fit().components, first.fit().components)


def test_a_large_file_is_read_as_all_its_rows_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summary, "_PIECE_CELLS", 200)
    rows = [f"{i % 7 + 1};{i}" for i in range(600)]
    late = read(("a;b\n" + "\n".join([*rows, "1.250;3", "2.500;4", "980;5"])).encode())
    assert late.rows == len(late.table.values) == 603
    assert late.mean[0] == pytest.approx((sum(i % 7 + 1 for i in range(600)) + 1250 + 2500 + 980) / 603)
    assert "a: read with marks between thousands, 1.250 is 1250." in late.table.notes
    commas = read(("a;b\n" + "\n".join([*rows, "0,125;3"])).encode())
    assert commas.mean[0] == pytest.approx((sum(i % 7 + 1 for i in range(600)) + 0.125) / 601)
    points = read(("a;b\n" + "\n".join([*rows, "12.75;3"])).encode())
    assert points.mean[0] == pytest.approx((sum(i % 7 + 1 for i in range(600)) + 12.75) / 601)
    both = read(("a;b\n" + "\n".join([*rows, "12.75;3", "1,5;2.250"])).encode())
    assert both.rows == 601 and any('"1,5" in row 602' in str(note) for note in both.table.notes)


def test_what_a_large_file_leaves_out_is_named_with_a_cell() -> None:
    data = read(b"who,a,b\nx,1,2\ny,,3\nz,word,5\nx,4,1\n" + b"x,2,7\n" * 20)
    assert data.table.notes[1:] == (
        'In column "a" 1 cell is no number ("word" in row 3); such cells count as missing.',
        "2 cells are missing: 2 of 24 rows were left out.",
        'Left out: who ("x" in one of them).',
    )


def test_reading_can_be_stopped_while_a_contradiction_is_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summary, "_PIECE_CELLS", 200)
    rows = [f"{i % 7 + 1}.250;{i}" for i in range(300)] + ["1.234,5;3"] * 300
    whole = read(("a;b\n" + "\n".join(rows)).encode())
    assert whole.rows == 600 and whole.mean[0] > 1000
    data = read(("a;b\n" + "\n".join(rows)).encode(), Followed(stop_after=5))
    assert data.rows == 300 and data.mean[0] < 10
    assert any("Reading was stopped" in note for note in data.table.notes)


# ---------------------------------------------------------------- how it was read


@pytest.mark.parametrize("name", ["iris", "anes96", "committee", "copper"])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_file_in_pieces_says_how_it_was_read_as_a_table_does(
    name: str, dialect: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(summary, "_PIECE_CELLS", 100)
    given = DIALECTS[dialect](TABLES[name]().head(700))
    content = given if isinstance(given, bytes) else given.encode()
    data, table = read(content), tables.read_csv(content, OWN_MACHINE)
    assert data.table.header == table.header
    wanted = {reading.column: reading for reading in table.readings if reading.kind == "numbers"}
    found = {reading.column: reading for reading in data.table.readings}
    assert list(found) == [reading.column for reading in table.readings]
    assert {column: found[column] for column in wanted} == wanted


TWO_WAYS = "x;y;who\n1,234;1;a\n5,678;2;b\n7,125;;3\n2,250;4;4\n"


def as_asked(*choices: Choice, header: bool | None = None, text: str = TWO_WAYS) -> Summary:
    job = Followed()
    return summary.read(
        text.encode(), "big.csv", OWN_MACHINE, job.report, job.should_stop, header=header, choices=choices
    )


def test_a_column_in_pieces_that_can_be_read_in_two_ways_says_so_and_is_changed_by_one_choice() -> None:
    first = as_asked()
    x, y, who = first.table.readings
    assert (x.other, x.example) == (Notation(".", ","), "1,234")
    assert (x.values, x.gaps, y.gaps, who.kind) == ((1.234, 5.678, 7.125), 0, 1, "out")
    assert first.mean[0] == pytest.approx((1.234 + 5.678 + 2.25) / 3)
    said = as_asked(Choice("x", decimal=".", thousands=","))
    assert said.mean[0] == pytest.approx((1234 + 5678 + 2250) / 3)
    assert said.table.readings[0].other is None
    assert said.table.readings[0].values == (1234.0, 5678.0, 7125.0)


def test_columns_in_pieces_are_taken_as_the_reader_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summary, "_PIECE_CELLS", 100)
    without = as_asked(Choice("y", "out"))
    assert without.table.columns == ("x",) and without.rows == 4
    assert [reading.kind for reading in without.table.readings] == ["numbers", "out", "out"]
    text = "a,b\n" + "x,1\n" * 300 + "".join(f"{i},2\n" for i in range(200))
    taken = as_asked(Choice("a", "numbers"), text=text.replace("x,1\n", "x,1\n1,1\n", 1))
    assert taken.table.columns == ("a", "b") and taken.rows == 201
    assert (taken.table.readings[0].strays, taken.table.readings[0].gaps) == (300, 0)
    german = as_asked(Choice("a", decimal=",", thousands="."), text="a,b\n1.500,2\n2.250,3\n")
    assert german.mean.tolist() == [1875, 2.5]
    unnamed = as_asked(header=False)
    assert as_asked().table.header and not unnamed.table.header
    assert unnamed.table.columns == ("column 1", "column 2")
    with pytest.raises(ValueError, match="no column of numbers"):
        as_asked(Choice("x", "out"), Choice("y", "out"))

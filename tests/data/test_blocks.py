"""Large plain files in blocks: read by several threads, with the values and sentences of one piece."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from explorer.data import blocks, csv_format, rating_files, tables
from explorer.data.csv_format import OWN_MACHINE, SampleError
from tests.data.test_notation import DIALECTS, MORE, RATINGS, RULES, TABLES
from tests.data.test_rating_files import BAD_LISTS, STYLES


@pytest.fixture(params=[64, 1000])
def in_blocks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Return what runs a reader in one piece and in small blocks, and gives both outcomes."""

    def both(reader: Callable[..., Any], *given: Any, **how: Any) -> tuple[Any, Any]:
        outcomes = []
        for smallest in (1 << 60, 0):
            monkeypatch.setattr(blocks, "SMALLEST", smallest)
            monkeypatch.setattr(blocks, "_BLOCK", request.param)
            try:
                outcomes.append(plain(reader(*given, **how)))
            except SampleError as refusal:
                outcomes.append(str(refusal))
        return outcomes[0], outcomes[1]

    return both


def plain(read: Any) -> Any:
    """A table or ratings as what `==` compares, with NaN equal to itself."""
    found = read._asdict()
    return {
        name: {key: x.tolist() for key, x in value.items()}
        if isinstance(value, dict)
        else (value.dtype.kind, value.tolist())
        if isinstance(value, np.ndarray)
        else value
        for name, value in found.items()
    }


LONG = {
    "numbers": "a,b\n" + "".join(f"{i / 7},{i}\n" for i in range(300)),
    "names and gaps": "a,b,who\n" + "".join(f"{i / 7 if i % 9 else 'NA'},{i},p{i % 3}\n" for i in range(300)),
    "decimal commas": "a;b\n" + "".join(f"{i},{i % 10}5;{i}\n" for i in range(300)),
    "carriage returns": "a,b\r\n" + "".join(f"{i / 7},{i}\r\n" for i in range(300)),
    "a carriage return alone": "a,b\n" + "".join(f"{i / 7},{i}\n" for i in range(200)) + "1,2\r3,4\n",
    "old carriage returns": "a,b\r" + "".join(f"{i / 7},{i}\r" for i in range(300)),
    "quotes from row 99 on": "a,who\n" + "".join(f"{i},p{i}\n" for i in range(99)) + '7,"x\ny"\n8,"z,z"\n',
    "quotes around texts": "a,who\n" + "".join(f'{i},"p{i % 3}"\n' for i in range(200)),
    "a number among texts": "a,who\n" + "".join(f"{i},{i if 100 < i < 200 else 'p'}\n" for i in range(300)),
    "texts among numbers": "a,b\n" + "".join(f"{i},{'x' if i == 250 else i}\n" for i in range(300)),
    "truths": "a,b,c\n" + "".join(f"{i},{i % 2 == 0},{'TRUE' if i < 150 else 'no'}\n" for i in range(300)),
    "blanks before cells": "a, b, who\n" + "".join(f"{i}, {i / 4}, p{i}\n" for i in range(300)),
    "blanks before gaps": "a, who\n" + "".join(f"{i}, {'NA' if i % 5 == 4 else 'p'}\n" for i in range(300)),
    "blanks behind cells": "a,b,who\n" + "".join(f"{i} ,{i / 4},p{i} \n" for i in range(300)),
    "blank lines": "a,b\n" + "".join(f"{i},{i / 4}\n\n  \n" for i in range(200)),
    "short rows": "a,b,c\n" + "".join(f"{i},{i / 4}{',7' if i % 50 else ''}\n" for i in range(300)),
    "a long row": "a,b\n" + "".join(f"{i},{i / 4}\n" for i in range(200)) + "1,2,3\n" + "1,2\n" * 60,
    "a long row after blanks": "a,b\n" + "".join(f"{i},{i / 4}\n" for i in range(40)) + "\n\n1,2,3\n" * 9,
    "a long row behind quotes": "a,b\n" + "".join(f'{i},"{i / 4}"\n' for i in range(100)) + "1,2,3\n1,2\n",
    "large whole numbers": "id,b\n" + "".join(f"{2**60 + i},{i / 4}\n" for i in range(200)),
    "large numbers": "a,b\n" + "".join(f"{i}.5e20,{i}\n" for i in range(200)),
    "beyond": "a,b\n" + "".join(f"{i},{i}\n" for i in range(200)) + "1e300,1\n",
    "infinite": "a,b\n" + "".join(f"{i},{i}\n" for i in range(200)) + "inf,1\n",
    "NaN in other letters": "a,b\n" + "".join(f"{i},{'NAN' if i % 50 == 49 else i}\n" for i in range(200)),
    "gaps of many kinds": "a,b\n"
    + "".join(f"{i},{csv_format.MISSING[i % 21]}{i if i % 3 else ''}\n" for i in range(200)),
    "thousands": "a;b\n" + "".join(f"{i % 9 + 1}.{i:03d};{i}\n" for i in range(200)),
    "thousands from row 300 on": "a;b\n" + "".join(f"{i + 1};{i}\n" for i in range(300)) + "1.250;5\n" * 9,
    "money": "a,b\n" + "".join(f"${i}.5,{i}\n" for i in range(200)),
    "codes": "a,zip\n" + "".join(f"{i / 4},{i:05d}\n" for i in range(300)),
    "plus signs": "a,b\n" + "".join(f"+{i}.5,{i}\n" for i in range(200)),
    "exponents": "a,b\n" + "".join(f"{i}e-3,{i}E2\n" for i in range(200)),
    "letters": "a,who\n" + "".join(f"{i},Zoë {i % 3}\n" for i in range(200)),
    "letters like UTF-8": "a,who\n" + "".join(f"{i},{'Zoë' if i == 99 else 'ZoÃ«'}\n" for i in range(200)),
    "no names": "".join(f"{i / 7},{i}\n" for i in range(300)),
    "a long row first in its block": "a,b\n" + "1,2\n" * 208 + "1,2,3\n" + "1,2\n" * 60,
    "a long row behind late quotes": "a,who\n" + "1,p\n" * 300 + '2,"q"\n' * 9 + "1,2,3\n" + "1,p\n" * 9,
    "one column": "a\n" + "".join(f"{i / 4}\n" for i in range(300)),
    "a quotation mark in a tab file": "a\twho\n" + "".join(f'{i}\t{i}"\n' for i in range(200)),
    "many digits": "a,b\n"
    + "".join(f"0.{i}123456789123456789123,{i}1234567891234567.25e-9\n" for i in range(200)),
}  # fmt: skip


# What an encoding can part: letters of two bytes, what looks like them, line ends, quotation marks.
ENCODED = ("letters", "letters like UTF-8", "carriage returns", "quotes from row 99 on", "numbers")
WRITTEN = [(name, "utf-8") for name in LONG] + [
    (name, encoding) for name in ENCODED for encoding in ("utf-8-sig", "cp1252", "utf-16")
]


@pytest.mark.parametrize(("name", "encoding"), WRITTEN)
def test_a_table_in_blocks_is_that_in_one_piece(in_blocks: Any, name: str, encoding: str) -> None:
    text = LONG[name]
    one, several = in_blocks(tables.read_csv, text.encode(encoding), OWN_MACHINE)
    assert several == one
    one, several = in_blocks(tables.read_csv, text.encode(encoding), OWN_MACHINE, missing="mean")
    assert several == one


@pytest.mark.parametrize("sign", ["", "-"])
def test_whole_numbers_taken_for_texts_keep_their_digits(in_blocks: Any, sign: str) -> None:
    text = "id,b\n" + "".join(f"{sign}{2**60 + i},{i / 4}\n" for i in range(200))
    one, several = in_blocks(tables.read_csv, text, OWN_MACHINE, choices=[tables.Choice("id", "text")])
    assert several == one and several["texts"]["id"][1] == f"{sign}{2**60 + 1}"


@pytest.mark.parametrize("sign", ["", "-"])
def test_arrow_gives_up_whole_numbers_that_a_float_does_not_tell_apart(sign: str) -> None:
    plan = blocks.Plan(",", ".", "utf-8", True, 2, frozenset(), frozenset(), (0, 1), ("",))
    arrow = blocks.Arrow(plan, str.isalpha)
    assert arrow.parse(f"{sign}{2**53 - 1},1\n".encode()) is not None
    assert arrow.parse(f"{sign}{2**53 + 1},1\n".encode()) is None


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if not rule["kind"].endswith("(sheet)")], ids=lambda rule: rule["kind"]
)
def test_the_rules_hold_in_blocks(in_blocks: Any, rule: dict[str, str]) -> None:
    text = rule["file"].replace("⏎", "\n").replace("⇥", "\t") + "\n"
    reader = rating_files.read_ratings if rule["kind"].endswith("(ratings)") else tables.read_csv
    one, several = in_blocks(reader, text.encode())
    assert several == one


@pytest.mark.parametrize("text", [text for cases in MORE.values() for text, _ in cases])
def test_more_of_each_kind_in_blocks(in_blocks: Any, text: str) -> None:
    one, several = in_blocks(tables.read_csv, text.encode())
    assert several == one


@pytest.mark.parametrize("name", ["iris", "anes96", "committee", "fair"])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_table_of_another_package_in_blocks(in_blocks: Any, name: str, dialect: str) -> None:
    given = DIALECTS[dialect](TABLES[name]().head(1000))  # of thousands of blocks no kind is new
    one, several = in_blocks(tables.read_csv, given, OWN_MACHINE)
    assert several == one


LISTS = [
    *STYLES.values(),
    *(text for text, _ in RATINGS),
    *(text for text, _ in BAD_LISTS.values()),
    "user,item,rating\n" + "".join(f"u{i % 7},{i % 5:03d},{i % 4 or ''}\n" for i in range(300)),
    "user,item,rating,time\n" + "".join(f"{i % 7 or ''},NA{i % 5},{i % 11 / 2},{i}\n" for i in range(300)),
    "user,item,rating\n" + "".join(f"u{i % 7}, {'' if i % 9 == 8 else 'x'},{i}\n" for i in range(60)),
    "user,item,rating\n" + "".join(f"u{i % 7} ,i{i % 5},{i},{'x' * (i == 9)}\n" for i in range(30)),
    'user,item,rating\n' + "".join(f"u{i},i{i % 5},1\n" for i in range(60)) + '"a,b","c",5\n',
]  # fmt: skip


@pytest.mark.parametrize("given", LISTS)
def test_a_list_of_ratings_in_blocks_is_that_in_one_piece(in_blocks: Any, given: str | bytes) -> None:
    one, several = in_blocks(rating_files.read_ratings, given, duplicates="mean")
    assert several == one


def test_arrow_parses_what_is_plain_and_only_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "SMALLEST", 0)
    monkeypatch.setattr(blocks, "_BLOCK", 500)
    asked: list[bool] = []
    parse = blocks.Arrow.parse

    def followed(self: blocks.Arrow, data: bytes) -> pd.DataFrame | None:
        found = parse(self, data)
        asked.append(found is not None)
        return found

    monkeypatch.setattr(blocks.Arrow, "parse", followed)
    tables.read_csv(LONG["numbers"])
    assert len(asked) > 5 and all(asked)
    asked.clear()
    tables.read_csv(LONG["names and gaps"])
    assert len(asked) > 5 and asked.count(False) == 1  # the first block says which column holds texts
    asked.clear()
    tables.read_csv(LONG["decimal commas"])
    assert len(asked) > 3 and all(asked)
    asked.clear()
    tables.read_csv("a,b,c\n" + "1,2,3\n1,2\n" * 500)
    assert len(asked) < 10 and not any(asked)  # not asked for ever


def test_texts_for_gaps_are_looked_for_from_the_first_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "SMALLEST", 0)
    monkeypatch.setattr(blocks, "_BLOCK", 500)
    tried: list[int] = []
    cells = blocks.Arrow._cells

    def followed(self: blocks.Arrow, data: bytes, texts: Any, missing: Any) -> pd.DataFrame | None:
        tried.append(len(missing))
        return cells(self, data, texts, missing)

    monkeypatch.setattr(blocks.Arrow, "_cells", followed)
    tables.read_csv(LONG["numbers"])
    assert len(tried) > 5 and set(tried) == {1}
    tried.clear()
    tables.read_csv("a,b\n" + "".join(f"{i},{'NA' if i % 3 else i}\n" for i in range(300)))
    assert len(tried) > 5 and tried.count(1) == 1


def test_pieces_are_never_longer_than_asked_for_and_reading_ends_when_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(blocks, "SMALLEST", 0)
    monkeypatch.setattr(blocks, "_BLOCK", 1000)
    text = LONG["numbers"]
    dialect = csv_format.sniff(text, OWN_MACHINE)
    pieces = list(csv_format.read_chunks(text, dialect, 13))
    assert max(map(len, pieces)) <= 13 and sum(map(len, pieces)) == 300
    file = io.BytesIO(text.encode())
    some = csv_format.read_chunks(file, dialect, 50)
    next(some)
    some.close()  # type: ignore[attr-defined]
    assert file.tell() < 6_000  # and no more is read than the threads have before them

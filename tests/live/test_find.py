"""Which words are found by what is typed: the browser's own search, in Node."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from explorer.live.serve.build import SOURCES
from tests.live.evaluator import NODE

WORDS = [
    "woman",
    "man",
    "Mann",
    "Élan",
    "elan",
    "straße",
    "Strasse",
    "übermut",
    "ubermut",
    "naïve",
    "constructor",
    "MAN",
]


def told(code: str) -> Any:
    whole = (
        f"const {{ finder, fold }} = await import('{(SOURCES / 'inputs/find.mjs').as_uri()}');"
        f"const words = {json.dumps(WORDS)};{code}"
    )
    command = [str(NODE), "--input-type=module", "-e", whole]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("man", ["man", "MAN", "Mann", "woman"]),
        (" MAN ", ["man", "MAN", "Mann", "woman"]),
        ("elan", ["Élan", "elan"]),
        ("ï", ["naïve"]),
        ("strasse", ["straße", "Strasse"]),
        ("ÜBER", ["übermut", "ubermut"]),
        ("naive", ["naïve"]),
        ("x", []),
        (".", []),
        ("", WORDS),
    ],
)
def test_what_is_typed_finds_what_begins_so_and_then_what_holds_it(typed: str, found: list[str]) -> None:
    code = f"const {{ places, count }} = finder(words)({json.dumps(typed)}, 50);"
    answer = told(code + "console.log(JSON.stringify([places.map((i) => words[i]), count]));")
    assert answer[1] == len(found)
    assert answer[0] == found


def test_so_many_are_given_and_all_are_counted() -> None:
    code = "const { places, count } = finder(words)('', 3);"
    assert told(code + "console.log(JSON.stringify([places, count]));") == [[0, 1, 2], len(WORDS)]


def test_twelve_thousand_words_are_searched_in_a_frame() -> None:
    """The median of many searches: a frame has 16 ms, a machine with others on it is slower."""
    code = (
        "const many = Array.from({ length: 12000 }, (_, i) => `w${(i * 7919) % 12000}é`);"
        "const find = finder(many);"
        "const times = Array.from({ length: 21 }, (_, k) => {"
        " const start = performance.now(); find(String(k), 50); return performance.now() - start; });"
        "console.log(times.sort((a, b) => a - b)[10]);"
    )
    assert told(code) < 16

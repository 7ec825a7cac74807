"""Numbers are written as each language writes them, also one that has no catalogue yet."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import pytest
import streamlit as st

from explorer.sentence import Sentence
from explorer.ui import charts, language, words

# By code: twelve thousand and a half, and a million.
WRITTEN = {
    "en": ("12,000.5", "1,000,000"),
    "de": ("12.000,5", "1.000.000"),
    "es": ("12.000,5", "1.000.000"),
    "fr": ("12\u202f000,5", "1\u202f000\u202f000"),
    "pl": ("12\u00a0000,5", "1\u00a0000\u00a0000"),
}


@pytest.fixture(params=WRITTEN)
def code(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    for module in (language, words, charts):
        monkeypatch.setattr(module, "current", lambda: request.param)
    return request.param


def test_thousands_are_parted_as_the_language_does(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    half, million = WRITTEN[code]
    assert language.amount(12_000.5) == half
    assert language.amount(1_000_000) == million
    assert words.whole(1_000_000) == million
    assert words.whole(999) == "999"
    monkeypatch.setattr(language, "catalogue", lambda _: {"{rows} rows": "<{rows}>"})
    assert language._(Sentence("{rows} rows", rows=1_000_000)) == f"<{million}>"


def test_decimals_follow_the_mark_of_the_language(code: str) -> None:
    mark = "." if code == "en" else ","
    assert language.decimal_mark(code) == mark
    assert words.format_number(-0.5) == f"−0{mark}50"
    assert words.plain_number(0.25) == f"0{mark}25"
    assert words.format_significant(0.123456, "3") == f"0{mark}123"
    assert words.percent(0.552) == f"55{mark}2 %"


def test_a_chart_is_handed_both_marks(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[go.Figure] = []
    monkeypatch.setattr(st, "plotly_chart", lambda figure, **_: shown.append(figure))
    figure: Any = go.Figure({"data": [], "layout": {"meta": {"alt": "Nothing."}}})
    charts.chart(figure, key="any")
    half, million = WRITTEN[code]
    assert shown[0].layout.separators == half[-2] + million[1]


def test_a_code_that_no_locale_has_is_written_as_english() -> None:
    assert (language.decimal_mark("xx"), language.thousands_mark("xx")) == (".", ",")

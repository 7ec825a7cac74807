"""A chart speaks the language of its page: titles, axes, names and what a pointer reads, numbers too."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from explorer.ui import language
from tests.scenes.catalogue import APP, PATIENCE

# Where words stand in a figure; everything else in it is numbers, colours and places.
WORDS = {"text", "name", "hovertemplate", "texttemplate", "ticktext"}


def figures(stem: str, section: str, code: str) -> list[dict[str, Any]]:
    """The figures of a section as the browser gets them."""
    app = AppTest.from_file(APP, default_timeout=PATIENCE)
    app.switch_page(f"pages/{stem}.py")
    app.query_params["section"], app.query_params["lang"] = section, code
    app.session_state["charts_wait"] = False  # no stage says here that it stands
    app.run()
    assert not app.exception, app.exception[0].value
    found = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    assert found
    return found


def words(node: Any, key: str = "") -> Iterator[str]:
    """The texts of a figure, without the markup of a hover label; what names a row is data."""
    if isinstance(node, str):
        if key in WORDS:
            yield from filter(None, (part.strip() for part in re.split(r"<[^>]*>|%\{[^}]*\}", node)))
    elif isinstance(node, dict):
        for inner, value in node.items():
            if inner != "template":
                yield from words(value, inner)
    elif isinstance(node, list) and len(node) <= 20:
        for value in node:
            yield from words(value, key)


@pytest.mark.parametrize("code", language.codes()[1:])
@pytest.mark.parametrize(
    ("stem", "section"),
    [
        ("pca", "Map"),
        ("pca", "3-D cloud"),
        ("pca", "Scree"),
        ("pca", "Rebuild a row"),
        ("recommender", "Map"),
        ("recommender", "What goes wrong"),
    ],
)
def test_a_figure_says_nothing_in_english_that_its_language_can_say(
    stem: str, section: str, code: str
) -> None:
    said = language.catalogue(code)
    english = {text for text, other in said.items() if other != text} - set(said.values())
    shown = {text for figure in figures(stem, section, code) for text in words(figure)}
    assert shown
    assert sorted(shown & english) == []


def test_a_figure_is_not_looked_past() -> None:
    """In English the same figures do say what a catalogue can say otherwise."""
    shown = {text for figure in figures("pca", "Scree", "en") for text in words(figure)}
    assert {"share of the variance (%)", "together"} <= shown & set(language.catalogue("de"))

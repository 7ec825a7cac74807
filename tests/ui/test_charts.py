"""A chart speaks the language of its page: titles, axes, names and what a pointer reads, numbers too."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from explorer.scenes.recommender import PROPER_NAMES
from explorer.ui import language
from tests.scenes.catalogue import APP, PATIENCE

# Where words stand in a figure; everything else in it is numbers, colours and places.
WORDS = {"text", "name", "hovertemplate", "texttemplate", "ticktext", "alt"}
# Every section with a chart, and what a reader has switched there.
PLACES: list[tuple[str, str, dict[str, Any]]] = [
    ("pca", "Map", {}),
    ("pca", "Map", {"pca_colour_Fiji earthquakes": "up_km"}),
    ("pca", "3-D cloud", {"pca_sticks": True}),
    ("pca", "Scree", {}),
    ("pca", "Loadings", {}),
    ("pca", "Rebuild a row", {}),
    ("recommender", "Map", {}),
    ("recommender", "What goes wrong", {}),
    ("recommender", "At scale", {}),
]
# Films are called so in every language; a long title is broken into lines.
NAMES = {*PROPER_NAMES, *(word for name in PROPER_NAMES for word in name.split())}


def figures(stem: str, section: str, code: str, chosen: dict[str, Any]) -> list[dict[str, Any]]:
    """The figures of a section as the browser gets them, each with its description."""
    app = AppTest.from_file(APP, default_timeout=PATIENCE)
    app.switch_page(f"pages/{stem}.py")
    app.query_params["section"], app.query_params["lang"] = section, code
    app.session_state["sections_wait"] = False  # no stage says here that it stands
    for name, value in chosen.items():
        app.session_state[name] = value
    app.run()
    assert not app.exception, app.exception[0].value
    found = [json.loads(chart.proto.spec) | {"alt": chart.proto.alt} for chart in app.get("plotly_chart")]
    assert found
    return found


def words(node: Any, key: str = "") -> Iterator[str]:
    """The texts of a figure, without the markup of a hover label; what names a row is data."""
    if isinstance(node, str):
        if key in WORDS:
            yield from filter(None, (part.strip() for part in re.split(r"<[^>]*>|%\{[^}]*\}", node)))
    elif isinstance(node, dict):
        unseen = {"template"}
        if node.get("showlegend") is False or node.get("type") == "heatmap":
            unseen.add("name")
        if node.get("mode") == "markers":
            unseen.add("text")
        for inner, value in node.items():
            if inner not in unseen:
                yield from words(value, inner)
    elif isinstance(node, list) and len(node) <= 20:
        for value in node:
            yield from words(value, key)


def shown_words(stem: str, section: str, code: str, chosen: dict[str, Any]) -> list[str]:
    """All that can be seen or heard of the figures: names in a legend that is not drawn cannot."""
    found = []
    for figure in figures(stem, section, code, chosen):
        for trace in figure["data"]:
            if figure["layout"].get("showlegend") is False:
                trace["showlegend"] = False
        found += words(figure)
    return found


@pytest.mark.parametrize("code", language.codes()[1:])
@pytest.mark.parametrize(("stem", "section", "chosen"), PLACES)
def test_a_figure_says_nothing_in_english_that_its_language_can_say(
    stem: str, section: str, chosen: dict[str, Any], code: str
) -> None:
    said = language.catalogue(code)
    english = {text for text, other in said.items() if other != text} - set(said.values())
    shown = set(shown_words(stem, section, code, chosen))
    assert shown
    assert sorted(shown & english) == []
    # The decimal mark is a comma, in numbers that stand written too.
    assert not [text for text in shown if re.search(r"\d\.\d", text)]


@pytest.mark.parametrize(("stem", "section", "chosen"), PLACES)
def test_a_figure_says_nothing_that_no_catalogue_can_say(
    stem: str, section: str, chosen: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a language that puts every text into brackets no word stands outside of them."""
    bracketed = {text: f"⟦{text}⟧" for text in language.catalogue("de")}
    monkeypatch.setattr(language, "catalogue", lambda code: {} if code == "en" else bracketed)
    shown = shown_words(stem, section, "de", chosen)
    assert any("⟦" in text for text in shown)
    outside = [without_brackets(text) for text in shown]
    assert [text for text in outside if re.search(r"[^\W\d_]{3,}", text)] == []


def without_brackets(text: str) -> str:
    for name in sorted(NAMES, key=len, reverse=True):
        text = text.replace(name, "")
    while "⟦" in text:
        text, before = re.sub(r"⟦[^⟦⟧]*⟧", "", text), text
        if text == before:  # markup has cut the text within its brackets
            return re.sub(r"⟦.*|.*⟧", "", text)
    return re.sub(r".*⟧", "", text)


def test_a_figure_is_not_looked_past() -> None:
    """In English the same figures do say what a catalogue can say otherwise."""
    shown = {text for figure in figures("pca", "Scree", "en", {}) for text in words(figure)}
    assert {"share of the variance (%)", "together"} <= shown & set(language.catalogue("de"))

"""A page reads as its English text; a catalogue says all of it otherwise, and nothing else."""

from __future__ import annotations

import io
import json
import re

import pytest
from babel.messages.pofile import PoFileError, read_po
from streamlit.testing.v1 import AppTest

from explorer.ui import language
from tests.scenes.catalogue import PATIENCE, STEMS
from tests.ui import texts

CODES = language.codes()[1:]
PLACES = ("the frame", "the stage", "refusals and notes", *STEMS)


def texts_of(place: str) -> dict[str, str]:
    if place == "the frame":
        return texts.in_code()
    if place == "the stage":
        return texts.in_stage()
    if place == "refusals and notes":
        return texts.in_refusals_and_notes()
    return texts.in_curriculum(place) | texts.in_lesson(place)


def test_german_and_spanish_are_there() -> None:
    assert {"de", "es"} <= set(CODES)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("place", PLACES)
def test_a_catalogue_says_every_text(code: str, place: str) -> None:
    said = language.catalogue(code)
    missing = [f"{where}: {text}" for text, where in texts_of(place).items() if text not in said]
    assert not missing, f"{code}.po lacks\n" + "\n".join(missing)


@pytest.mark.parametrize("code", CODES)
def test_a_catalogue_says_nothing_that_no_page_says(code: str) -> None:
    unused = set(language.catalogue(code)) - set(texts.everywhere())
    assert not unused, f"{code}.po still has\n" + "\n".join(sorted(unused))


@pytest.mark.parametrize("code", CODES)
def test_a_catalogue_is_well_formed_and_names_each_text_once(code: str) -> None:
    source = (language.FOLDER / f"{code}.po").read_bytes()
    messages = [m for m in read_po(io.BytesIO(source), locale=code, abort_invalid=True) if m.id]
    assert messages
    assert not [m.id for m in messages if m.fuzzy or not m.string]
    # Reading joins texts that stand twice; writing does not.
    assert len(re.findall(rb"^msgid ", source, re.MULTILINE)) == len(messages) + 1


def test_a_catalogue_that_is_cut_off_is_refused() -> None:
    with pytest.raises(PoFileError):
        read_po(io.BytesIO(b'msgid "a"\nmsgstr "b\nmsgid'), abort_invalid=True)


@pytest.mark.parametrize("code", CODES)
def test_a_translation_keeps_placeholders_and_marks(code: str) -> None:
    for text, said in language.catalogue(code).items():
        assert texts.placeholders(said) == texts.placeholders(text), text
        for mark in ("**", "`"):
            assert said.count(mark) == text.count(mark), text
        assert said == said.strip() and "  " not in said, text
        # What is a sentence stays one; what stands beside a number stays short.
        assert said.endswith((".", "?", ":")) == text.endswith((".", "?", ":")), text


@pytest.mark.parametrize("code", CODES)
def test_a_translation_writes_numbers_as_its_language_does(code: str) -> None:
    assert language.decimal_mark(code) == ","
    versions = re.compile(
        r"[Ss]e[ck]\w+|[Aa]bschnitte?|CC BY"
    )  # sections and licences are names, not amounts
    for text, said in language.catalogue(code).items():
        if not versions.search(said):
            assert not re.search(r"\d\.\d", said), text


def test_the_stage_says_only_texts_that_can_be_found() -> None:
    for path in (language.FOLDER.parents[1] / "live" / "browser").rglob("*.mjs"):
        assert not re.findall(r"\bsay\((?:`|'|\"[^\"]*\" ?\+)", path.read_text("utf-8")), path.name


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("stem", ["vectors", "recommender"])
def test_a_page_opened_in_a_language_hands_it_to_the_stage(code: str, stem: str) -> None:
    app = AppTest.from_file(texts.ROOT / "streamlit_app.py", default_timeout=PATIENCE)
    app.switch_page(f"pages/{stem}.py")
    app.query_params["lang"] = code
    app.run()
    assert not app.exception, app.exception[0].value
    said = language.catalogue(code)
    from explorer import curriculum

    entry = curriculum.lesson(stem)
    data = json.loads(app.get("bidi_component")[0].proto.json)
    assert data["title"] == said[entry.title]
    assert data["decimal"] == ","
    assert data["question"] == said[entry.question]
    handed = json.loads(data["contents"][data["words"]])
    # Texts with characters beyond ASCII stand escaped in the scene and are found none the less.
    for text in texts.in_lesson(stem):
        if (
            text not in ("Code", "Share")
            and not text.startswith("What ")
            and "scene" in texts.in_lesson(stem)[text]
        ):
            assert handed[text] == said[text]

"""A page reads as its English text; the catalogues say all of it otherwise, and nothing else."""

from __future__ import annotations

import functools
import io
import json
import re
from pathlib import Path

import pytest
from babel.messages.pofile import PoFileError, read_po
from streamlit.testing.v1 import AppTest

from explorer import curriculum
from explorer.catalogues import files, texts
from explorer.catalogues.homes import one_home
from explorer.live.scene import Scene
from explorer.logic import checks
from explorer.scenes import matrices, pca
from explorer.sentence import Sentence
from explorer.ui import language
from tests.scenes.catalogue import APP, PATIENCE, STEMS

CODES = language.codes()[1:]
HOMES = ("app", *STEMS)
CATALOGUES = sorted(language.FOLDER.glob("*/*.po"))
COMMAND = "run .venv/bin/python -m explorer.catalogues"


def named(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


def said_in(path: Path) -> dict[str, str]:
    return {
        each.text: each.said for each in files.entries(path.parent) if each.said and each.file == path.name
    }


def listed(found: dict[str, str]) -> str:
    return "\n".join(f"  {file}: {text}" for text, file in sorted(found.items(), key=lambda each: each[1]))


def test_german_and_spanish_are_there() -> None:
    assert {"de", "es"} <= set(CODES)


@functools.cache
def everywhere() -> dict[str, list[texts.Place]]:
    return texts.everywhere()


@functools.cache
def report(code: str) -> files.Report:
    return files.report(language.FOLDER / code, everywhere())


@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize("code", CODES)
def test_a_catalogue_says_every_text_of_its_own_and_nothing_that_no_page_says(code: str, home: str) -> None:
    lack, empty, unused, twice = (
        {text: file for text, file in found.items() if f"{home}.po" in file.split(" and ")}
        for found in report(code)
    )
    assert not lack, f"{code} lacks texts; {COMMAND}, which appends them, and translate:\n{listed(lack)}"
    assert not empty, f"{code} has empty translations, shown in English:\n{listed(empty)}"
    assert not unused, f"{code} says what no page says; delete it:\n{listed(unused)}"
    assert not twice, f"{code} says a text in two catalogues; keep one:\n{listed(twice)}"


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("code", CODES)
def test_each_lesson_has_a_catalogue_of_its_own(code: str, stem: str) -> None:
    assert (language.FOLDER / code / f"{stem}.po").is_file(), COMMAND


@pytest.mark.parametrize("code", CODES)
def test_no_catalogue_is_of_no_lesson(code: str) -> None:
    assert {path.stem for path in (language.FOLDER / code).iterdir()} <= set(HOMES)


@pytest.mark.parametrize("path", CATALOGUES, ids=named)
def test_a_catalogue_is_well_formed_and_names_each_text_once(path: Path) -> None:
    source = path.read_bytes()
    messages = [m for m in read_po(io.BytesIO(source), locale=path.parent.name, abort_invalid=True) if m.id]
    assert messages
    assert not [m.id for m in messages if m.fuzzy]
    # Reading joins texts that stand twice; writing does not.
    assert len(re.findall(rb"^msgid ", source, re.MULTILINE)) == len(messages) + 1


def test_a_catalogue_that_is_cut_off_is_refused() -> None:
    with pytest.raises(PoFileError):
        read_po(io.BytesIO(b'msgid "a"\nmsgstr "b\nmsgid'), abort_invalid=True)


@pytest.mark.parametrize("path", CATALOGUES, ids=named)
def test_a_translation_keeps_placeholders_and_marks(path: Path) -> None:
    for text, said in said_in(path).items():
        assert texts.placeholders(said) == texts.placeholders(text), text
        for mark in ("**", "`"):
            assert said.count(mark) == text.count(mark), text
        assert said == said.strip() and "  " not in said, text
        # What is a sentence stays one; what stands beside a number stays short.
        assert said.endswith((".", "?", ":")) == text.endswith((".", "?", ":")), text


@pytest.mark.parametrize("path", CATALOGUES, ids=named)
def test_a_translation_writes_numbers_as_its_language_does(path: Path) -> None:
    assert language.decimal_mark(path.parent.name) == ","
    versions = re.compile(
        r"[Ss]e[ck]\w+|[Aa]bschnitte?|CC BY"
    )  # sections and licences are names, not amounts
    for text, said in said_in(path).items():
        if not versions.search(said):
            assert not re.search(r"\d\.\d", said), text


def test_the_stage_says_only_texts_that_can_be_found() -> None:
    put_together = re.compile(r"\btranslate\((?:`|'|\"[^\"]*\" ?\+)")
    for path in (language.FOLDER.parents[1] / "live" / "browser").rglob("*.mjs"):
        assert not put_together.findall(path.read_text("utf-8")), path.name


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("stem", ["vectors", "recommender"])
def test_a_page_opened_in_a_language_hands_it_to_the_stage(code: str, stem: str) -> None:
    app = AppTest.from_file(APP, default_timeout=PATIENCE)
    app.switch_page(f"pages/{stem}.py")
    app.query_params["lang"] = code
    app.run()
    assert not app.exception, app.exception[0].value
    said = language.catalogue(code)

    entry = curriculum.lesson(stem)
    data = json.loads(app.get("bidi_component")[0].proto.json)
    assert data["title"] == said[entry.title]
    assert data["decimal"] == ","
    assert data["question"] == said[entry.question]
    handed = json.loads(data["contents"][data["words"]])
    # Texts with characters beyond ASCII stand escaped in the scene and are found none the less.
    shown = data["contents"][data["id"]]
    found = [text for text in texts.in_lesson(stem) if json.dumps(text) in shown]
    assert len(found) > 10
    assert {text: handed[text] for text in found} == {text: said[text] for text in found}


@pytest.mark.parametrize("home", HOMES)
def test_names_that_differ_by_their_number_stand_in_a_catalogue_once(home: str) -> None:
    """`point {n}` and not one entry for each point."""
    sentences = re.compile(r"[.?:]$")
    names = [text for text in everywhere() if re.search(r"\d", text) and not sentences.search(text)]
    alike: dict[str, set[str]] = {}
    for name in names:
        alike.setdefault(re.sub(r"\d+", "{n}", name), set()).add(name)
    own = {name for name in names if one_home(place.home for place in everywhere()[name]) == home}
    assert not [each for each in alike.values() if len(each) > 1 and each & own]


@pytest.mark.parametrize("code", CODES)
def test_a_scene_is_named_by_its_template(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the reader's own table gives the name, and for every number."""
    monkeypatch.setattr(language, "current", lambda: code)
    title = pca.scene().title
    assert isinstance(title, Sentence)
    own = language._(Sentence(title.template, table="{mine}.csv"))
    assert own.startswith("{mine}.csv: ") and "cloud" not in own
    said = language.texts_of(pca.scene())[title]
    assert said.startswith(language.catalogue(code)["Fiji earthquakes"] + ": ")
    columns = language.texts_of(matrices.scene())
    assert columns["column 2"] == columns["column 1"].replace("1", "2") != "column 2"


def test_a_recorded_refusal_stands_in_a_catalogue_by_its_template(monkeypatch: pytest.MonkeyPatch) -> None:
    """And the stage, which says the whole sentence, is handed it in the reader's language for every value."""
    template = "{name} does not vary."

    def spread(x, name):
        checks.require(x[0] != x[1], Sentence(template, name=name))
        return x[1] - x[0]

    scene = Scene("Two columns")
    for name, role in (("Höhe", "first"), ("tide", "second")):
        scene.readout(name, spread(scene.handle(name, at=(1, 2), role=role), name))
    messages = [guard["message"] for guard in json.loads(scene.payload())["program"]["guards"]]
    assert messages == ["Höhe does not vary.", "tide does not vary."]
    assert not {template, *messages} & set(texts.in_scene(scene))

    monkeypatch.setattr(language, "current", lambda: "de")
    monkeypatch.setattr(language, "catalogue", lambda code: {template: "{name} ändert sich nicht."})
    said = language.texts_of(scene)
    assert [said[message] for message in messages] == ["Höhe ändert sich nicht.", "tide ändert sich nicht."]

"""A page reads as its English text; the catalogues say all of it otherwise, and nothing else."""

from __future__ import annotations

import io
import json
import re

import pytest
from babel.messages.pofile import PoFileError, read_po
from streamlit.testing.v1 import AppTest

from explorer import curriculum
from explorer.catalogues import files, texts
from explorer.live.scene import Scene
from explorer.logic import checks
from explorer.scenes import matrices, pca
from explorer.sentence import Sentence
from explorer.ui import language
from tests.scenes.catalogue import APP, PATIENCE, STEMS

CODES = language.codes()[1:]
COMMAND = "run python -m explorer.catalogues"


def listed(found: dict[str, str]) -> str:
    return "\n".join(f"  {file}: {text}" for text, file in sorted(found.items(), key=lambda each: each[1]))


def test_german_and_spanish_are_there() -> None:
    assert {"de", "es"} <= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_the_catalogues_say_every_text_and_nothing_that_no_page_says(code: str) -> None:
    found = files.report(language.FOLDER / code, texts.everywhere())
    lack = found.missing
    assert not lack, f"{code} lacks texts; {COMMAND}, which appends them, and translate:\n{listed(lack)}"
    assert not found.empty, f"{code} has empty translations, shown in English:\n{listed(found.empty)}"
    assert not found.unused, f"{code} says what no page says; delete it:\n{listed(found.unused)}"
    assert not found.twice, f"{code} says a text in two catalogues; keep one:\n{listed(found.twice)}"


@pytest.mark.parametrize("code", CODES)
def test_each_lesson_has_a_catalogue_of_its_own_and_no_other_is_there(code: str) -> None:
    assert {path.stem for path in (language.FOLDER / code).iterdir()} == {"app", *STEMS}


@pytest.mark.parametrize("path", sorted(language.FOLDER.glob("*/*.po")), ids=lambda path: path.stem)
def test_a_catalogue_is_well_formed_and_names_each_text_once(path) -> None:
    source = path.read_bytes()
    messages = [m for m in read_po(io.BytesIO(source), locale=path.parent.name, abort_invalid=True) if m.id]
    assert messages
    assert not [m.id for m in messages if m.fuzzy]
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


def test_names_that_differ_by_their_number_stand_in_a_catalogue_once() -> None:
    """`point {n}` and not one entry for each point."""
    sentences = re.compile(r"[.?:]$")
    names = [text for text in texts.everywhere() if re.search(r"\d", text) and not sentences.search(text)]
    assert names
    patterns = [re.sub(r"\d+", "{n}", text) for text in names]
    assert len(set(patterns)) == len(patterns), sorted(names)


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

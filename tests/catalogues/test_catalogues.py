"""The command for authors: what is lacking is appended where it belongs, and what is not needed is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.catalogues import files, homes, texts
from explorer.catalogues.__main__ import main
from explorer.catalogues.texts import Place
from explorer.live.scene import Scene
from explorer.ui import language
from tests.scenes.catalogue import STEMS

LENGTH = {"length of u": [Place("scene of vectors", "vectors")]}
SHARE = {"Share": [Place("section of vectors", "vectors"), Place("section of pca", "pca")]}


def read(folder: Path, name: str) -> str:
    return (folder / name).read_text(encoding="utf-8")


def test_a_text_of_one_lesson_is_appended_to_its_catalogue_and_to_no_other(tmp_path: Path) -> None:
    folder = tmp_path / "fr"
    files.append(folder, LENGTH)
    before = read(folder, "vectors.po")
    files.append(folder, LENGTH | {"sum": [Place("scene of vectors", "vectors")]})
    assert [path.name for path in folder.iterdir()] == ["vectors.po"]
    assert read(folder, "vectors.po") == before + '\n# scene of vectors\nmsgid "sum"\nmsgstr ""\n'


def test_what_two_lessons_say_is_appended_to_the_shared_catalogue(tmp_path: Path) -> None:
    files.append(tmp_path / "fr", LENGTH | SHARE)
    assert sorted(path.name for path in (tmp_path / "fr").iterdir()) == ["app.po", "vectors.po"]
    assert "section of vectors, section of pca" in read(tmp_path / "fr", "app.po")


def test_a_text_that_another_catalogue_says_is_not_lacking(tmp_path: Path) -> None:
    files.append(tmp_path / "fr", LENGTH)
    both = {"length of u": [*LENGTH["length of u"], Place("scene of pca", "pca")]}
    assert not files.append(tmp_path / "fr", both).missing
    assert [path.name for path in (tmp_path / "fr").iterdir()] == ["vectors.po"]


def test_what_is_appended_is_empty_until_it_is_translated(tmp_path: Path) -> None:
    folder = tmp_path / "fr"
    assert files.append(folder, LENGTH).missing == {"length of u": "vectors.po"}
    assert files.report(folder, LENGTH) == ({}, {"length of u": "vectors.po"}, {}, {})
    path = folder / "vectors.po"
    path.write_text(read(folder, path.name).replace('u"\nmsgstr ""', 'u"\nmsgstr "longueur de u"'), "utf-8")
    assert files.report(folder, LENGTH) == ({}, {}, {}, {})
    # What a tool has guessed is to be looked at, and not to be shown.
    path.write_text(read(folder, path.name).replace("# scene", "#, fuzzy\n# scene"), "utf-8")
    assert files.report(folder, LENGTH).empty == {"length of u": "vectors.po"}


def test_what_no_page_says_and_what_stands_twice_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "fr"
    files.append(folder, LENGTH | SHARE)
    (folder / "pca.po").write_text(read(folder, "vectors.po"), "utf-8")
    assert files.report(folder, LENGTH).unused == {"Share": "app.po"}
    assert files.report(folder, LENGTH).twice == {"length of u": "pca.po and vectors.po"}


def test_a_long_text_comes_back_as_it_was(tmp_path: Path) -> None:
    text = "“One”\n\n" + 'a \\ word and a "quote" ' * 20 + "{name}."
    files.append(tmp_path / "fr", {text: [Place("here", "app")]})
    assert [entry.text for entry in files.entries(tmp_path / "fr")] == [text]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Catalogues of their own, with nothing remembered of them before or after."""
    monkeypatch.setattr(language, "FOLDER", tmp_path)
    language.codes.cache_clear()
    language.catalogue.cache_clear()
    yield tmp_path
    language.codes.cache_clear()
    language.catalogue.cache_clear()


def test_an_empty_translation_is_shown_in_english(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files.append(folder / "fr", LENGTH)
    assert language.codes() == ("en", "fr")
    monkeypatch.setattr(language, "current", lambda: "fr")
    assert language._("length of u") == "length of u"


def test_the_command_begins_a_language_and_says_what_is_to_do(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "everywhere", lambda: LENGTH | SHARE)
    assert main(["fr"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "fr: 2 texts; 2 appended, 2 to translate, 0 unused",
        "  app.po, to translate: Share",
        "  vectors.po, to translate: length of u",
    ]
    language.codes.cache_clear()
    monkeypatch.setattr(texts, "everywhere", lambda: LENGTH)
    assert main([]) == 0
    said = capsys.readouterr().out
    assert said.startswith("fr: 1 texts; 0 appended, 1 to translate, 1 unused")
    assert "app.po, unused, to be deleted: Share" in said


def test_the_command_refuses_what_is_no_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["xx"]) == 2
    assert "'xx' is no language" in capsys.readouterr().out


def test_short_words_are_asked_for_and_symbols_are_not() -> None:
    said = ["r is 0", "no u", "Up", "u to v", "sum"]
    symbols = ["u", "A x", "Ax", "w =", "u · v", "A e₁", "PC1", "U Vᵀ", "dx", "x = −2"]
    scene = Scene("Two vectors")
    for text in [*said, *symbols]:
        scene.label(text, (0, 0))
    assert set(texts.in_scene(scene)) == {"Two vectors", *said}


@pytest.mark.usefixtures("stage_first")
def test_the_command_finds_the_sections_of_a_page_that_waits_for_its_stage() -> None:
    texts.in_lesson.cache_clear()
    assert {"Code", "Share"} <= set(texts.in_lesson("dot_product"))


@pytest.mark.parametrize("stem", STEMS)
def test_what_a_lesson_alone_says_is_at_home_in_its_own_catalogue(stem: str) -> None:
    for room in ("pages", "explorer/scenes", "explorer/logic", "explorer/figures"):
        assert homes.home_of(homes.ROOT / room / f"{stem}.py") == stem
    assert {place.home for place in texts.in_curriculum(stem).values()} == {stem}


def test_what_many_lessons_reach_is_at_home_in_the_shared_catalogue() -> None:
    for shared in ("ui/frame.py", "ui/share.py", "data/csv_format.py", "logic/checks.py"):
        assert homes.home_of(homes.ROOT / "explorer" / shared) == "app"
    assert homes.home_of(homes.ROOT / "explorer/ui/recommender/own.py") == "recommender"

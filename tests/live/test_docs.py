"""What docs/live.md and docs/new_lesson.md say is so."""

from __future__ import annotations

import doctest
import re
from pathlib import Path
from typing import get_args, get_type_hints

from explorer.live.record import reference
from explorer.live.record.functions import TABLE
from explorer.live.scene import Scene, gallery, payload
from explorer.live.scene import reference as methods
from explorer.live.serve import build

ROOT = Path(__file__).parents[2]


def test_the_table_of_supported_functions_is_current() -> None:
    text = reference.DOCUMENT.read_text("utf-8")
    assert reference.inserted(text) == text, "run: python -m explorer.live.record.reference"
    for entry in TABLE:
        assert f"`{entry.name}`" in text


def test_every_method_that_an_author_calls_stands_in_the_tables_with_what_it_writes() -> None:
    text = methods.DOCUMENT.read_text("utf-8")
    assert methods.inserted(text) == text, "run: python -m explorer.live.scene.reference"
    named = {name for subject in methods.SUBJECTS.values() for name in methods.methods(subject)}
    of_the_class = {
        name for name in vars(Scene) if not name.startswith("_")
    }  # what leaves, not what is written
    assert named | of_the_class == {name for name in dir(Scene) if not name.startswith("_")}
    for name in named:
        assert re.search(rf"^\| `scene\.{name}\(.*\)` \| .*\. \| .+ \|$", text, re.MULTILINE), name


def test_every_kind_of_the_payload_is_written_by_a_method_and_stands_in_the_tables() -> None:
    text = methods.DOCUMENT.read_text("utf-8")
    for group, union in (("control", payload.Control), ("mark", payload.Mark), ("item", payload.Item)):
        for kind in get_args(union):
            (name,) = get_args(get_type_hints(kind)["kind"])
            assert re.search(rf"\|[^|]*{group} `{name}`[^|]*\|$", text, re.MULTILINE), name


def test_the_example_does_what_it_says() -> None:
    result = doctest.testfile(str(reference.DOCUMENT), module_relative=False)
    assert result.attempted > 5
    assert result.failed == 0


def test_every_file_that_it_names_exists_and_every_module_is_named() -> None:
    text = reference.DOCUMENT.read_text("utf-8")
    files = {path.relative_to(build.SOURCES).as_posix() for path in build.SOURCES.rglob("*.mjs")}
    named = set(re.findall(r"`(?:browser/)?([\w/]+\.mjs)`", text))
    # A folder's name stands for all that is in it.
    for folder in re.findall(r"`(?:browser/)?(\w+/)`", text):
        named |= {file for file in files if file.startswith(folder)}
    assert named == files


def test_the_pieces_of_the_small_lesson_are_those_of_its_files() -> None:
    """Line by line; `...` leaves lines out, and a comment behind a line is the document's own."""
    text = (ROOT / "docs" / "new_lesson.md").read_text("utf-8")
    sections = re.findall(r"^## [^\n]*`(\S+\.py)`\n(.*?)(?=^## )", text, re.MULTILINE | re.DOTALL)
    pieces = {file: re.findall(r"```python\n(.*?)```", section, re.DOTALL) for file, section in sections}
    assert {file for file, blocks in pieces.items() if blocks} == {
        "explorer/scenes/dot_product.py",
        "pages/dot_product.py",
    }
    for file, blocks in pieces.items():
        lines = (ROOT / file).read_text("utf-8").splitlines()
        for block in blocks:
            at, skips = 0, True
            for line in (re.sub(r"  # .*", "", line) for line in block.splitlines()):
                if line.strip() == "...":
                    skips = True
                    continue
                assert line in lines[at:], f"{file} has no such line: {line}"
                found = lines.index(line, at)
                assert skips or found == at, f"{file} has other lines before: {line}"
                at, skips = found + 1, False


def test_the_small_lesson_is_as_long_as_it_is_said_to_be() -> None:
    said = re.search(r"`dot_product`, (\d+) lines", (ROOT / "docs" / "new_lesson.md").read_text("utf-8"))
    places = ("explorer/scenes/dot_product.py", "pages/dot_product.py", "tests/scenes/test_dot_product.py")
    files = [ROOT / place for place in places]
    code = "\n".join(path.read_text("utf-8") for path in files)
    curriculum = (ROOT / "explorer" / "curriculum.py").read_text("utf-8")
    (entry,) = re.findall(r"    Lesson\(\n        stem=\"dot_product\".*?\n    \),\n", curriculum, re.DOTALL)
    lines = [line for line in (code + "\n" + entry).splitlines() if line.strip()]
    assert said is not None
    assert len(lines) == int(said[1]) < 300


def test_the_gallery_shows_every_mark_and_input_and_its_document_is_current() -> None:
    text = gallery.markdown()
    assert gallery.DOCUMENT.read_text("utf-8") == text, "run python -m explorer.live.scene.gallery"
    called = set(re.findall(r"\bscene\.(\w+)\(", text))
    for title, subject in methods.SUBJECTS.items():
        assert set(methods.methods(subject)) <= called, title

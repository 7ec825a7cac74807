"""Every text that a reader may see and a catalogue may say otherwise, from the code and from the scenes."""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from explorer import curriculum
from explorer.catalogues.homes import ROOT, SHARED, home_of, scene_modules
from explorer.live.scene import Scene
from explorer.sentence import has_letters
from explorer.ui import charts, language

PATIENCE = 60  # seconds: a first page imports everything
# What is said of a lesson on the map and on its page.
_FIELDS = ("title", "question", "help", "first_move", "serves", "wrong", "source", "heading", "chapter")
_MOST_LABELS = 11  # more names of points than this are data
# Where words stand in a scene; everything else in it is numbers, roles and references.
_SPOKEN = {
    *("title", "name", "names", "text", "because", "question", "words", "options", "labels", "rows"),
    *("columns", "heads", "label", "group_names", "message"),
}
# The words of English that have two letters.
_SHORT_WORDS = {
    *("am", "an", "as", "at", "be", "by", "do", "go", "he", "if", "in", "is", "it", "me", "my", "no", "of"),
    *("oh", "ok", "on", "or", "so", "to", "up", "us", "we"),
}
# What says a refusal or a note, and which of its arguments the words are.
_SAYS = {"Sentence": 0, "SampleError": 0, "ValueError": 0, "require": 1}


class Place(NamedTuple):
    """Where a text stands, in words, and the catalogue that is its home if it stands nowhere else."""

    where: str
    home: str


class Written(NamedTuple):
    """A refusal, a note or a name as it stands in the code; `names` are those of its values."""

    text: str
    place: str
    names: frozenset[str]
    home: str


Found = dict[str, Place]


def everywhere() -> dict[str, list[Place]]:
    """Return all texts, with the places of each."""
    parts = [in_code(), in_sentences(), in_stage()]
    for entry in curriculum.LESSONS:
        parts += [in_curriculum(entry.stem), in_lesson(entry.stem)]
    found: dict[str, list[Place]] = {}
    for part in parts:
        for text, place in part.items():
            found.setdefault(text, []).append(place)
    return found


# ---------------------------------------------------------------------------------------- in the code


def _sources(*rooms: str) -> list[Path]:
    return sorted(path for room in rooms for path in (ROOT / room).rglob("*.py"))


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _short_path(path: Path) -> str:
    return path.relative_to(ROOT).as_posix().removeprefix("explorer/")


def in_code() -> Found:
    """Return the texts in calls of `_`, and of `translatable`."""
    found: Found = {}
    for path in _sources("explorer/ui", "pages"):
        for node in ast.walk(_tree(path)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            for argument in node.args if node.func.id in ("_", "translatable") else ():
                if isinstance(argument, ast.Constant):
                    found[str(argument.value)] = Place(_short_path(path), home_of(path))
                elif isinstance(argument, ast.JoinedStr):
                    raise ValueError(f"{path.name}:{node.lineno} formats before it translates")
    return found


def in_sentences() -> Found:
    """Return what is refused, noted beside data, and named with a value: the templates."""
    return {
        written.text: Place(written.place.partition(":")[0], written.home)
        for written in sentences()
        if has_letters(written.text)
    }


@functools.cache
def sentences() -> tuple[Written, ...]:
    """Return fixed refusals, and templates with their values.

    A `ValueError` whose text is an f-string speaks to whoever writes a lesson: it names an argument. So do
    all of a figure.
    """
    rooms = [f"explorer/{room}" for room in ("logic", "data", "scenes", "figures", "ui")]
    return tuple(
        written._replace(home=home_of(path))
        for path in _sources(*rooms, "pages")
        for written in sentences_of(_tree(path), _short_path(path), only_named="figures" in path.parts)
    )


def sentences_of(module: ast.Module, name: str, *, only_named: bool = False) -> Iterator[Written]:
    """Yield the refusals and notes of a module; refuse one whose template cannot be found.

    `only_named` leaves out what is not called a `Sentence`.
    """
    constants = {
        node.targets[0].id: node.value
        for node in module.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for node in ast.walk(module):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        names = {keyword.arg for keyword in node.keywords}
        if (
            called not in ({"Sentence"} if only_named else _SAYS) or None in names
        ):  # what hands **values on was given its template
            continue
        place, words = f"{name}:{node.lineno}", node.args[_SAYS[called]]
        found = list(_literals(words, constants))
        formats = isinstance(words, ast.JoinedStr | ast.BinOp)
        if (called == "Sentence" and not found) or (called == "SampleError" and formats):
            raise ValueError(f"{place} formats before it can be translated")
        given = frozenset(name for name in names if name)
        yield from (Written(text, place, given, SHARED) for text in found)


def _literals(node: ast.expr, constants: Mapping[str, ast.expr]) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body, constants)
        yield from _literals(node.orelse, constants)
    elif isinstance(node, ast.Name) and node.id in constants:
        yield from _literals(constants[node.id], {})


def in_stage() -> Found:
    """Return the texts of the stage itself."""
    return dict.fromkeys(language.stage_texts(), Place("the stage", SHARED))


# ---------------------------------------------------------------------------------------- in the lessons


def in_curriculum(stem: str) -> Found:
    """Return what the curriculum says of a lesson."""
    entry = curriculum.lesson(stem)
    return {
        text: Place(f"curriculum, {stem}.{name}", stem) for name in _FIELDS if (text := getattr(entry, name))
    }


@functools.cache
def in_lesson(stem: str) -> Found:
    """Return what the scenes of a lesson say, and the names of its sections."""
    found: Found = {}
    modules = map(importlib.import_module, scene_modules(stem))
    names = {name for module in modules for name in getattr(module, "PROPER_NAMES", ())}
    for scene in scenes_of(stem):
        said = [text for text in in_scene(scene) if text not in names]
        found |= dict.fromkeys(said, Place(f"scene of {stem}", stem))
    for name in _sections(stem):
        found.setdefault(name, Place(f"section of {stem}", stem))
    return found


def scenes_of(stem: str) -> Iterator[Scene]:
    """Yield the scenes of a lesson: each as it is without arguments, and what `variants` adds to them."""
    for name in scene_modules(stem):
        module = importlib.import_module(name)
        for thing in vars(module).values():
            if inspect.isfunction(thing) and thing.__module__ == name and hasattr(thing, "__wrapped__"):
                yield thing()
        yield from getattr(module, "variants", tuple)()


def in_scene(scene: Scene) -> list[str]:
    """Return the texts of a scene, but for those with values in them: these stand in the code."""
    payload = json.loads(scene.payload())
    hidden = {spec["name"] for spec in payload["inputs"] if spec["hidden"]}
    body = {key: value for key, value in payload.items() if key not in {"program", "roles", "groups"}}
    other = {*hidden, *scene.sentences()}
    said = [*_spoken(body), *_spoken({"guards": payload["program"]["guards"]})]
    return [text for text in said if has_words(text) and text not in other]


def _spoken(node: Any, key: str = "") -> Iterator[str]:
    if isinstance(node, str):
        if key in _SPOKEN and node:
            yield node
    elif isinstance(node, dict):
        for inner, value in node.items():
            yield from _spoken(value, inner)
    elif isinstance(node, list) and not (key == "labels" and len(node) > _MOST_LABELS):
        for value in node:
            yield from _spoken(value, key)


def _sections(stem: str) -> list[str]:
    """Return the names of the tabs of a page, by running it."""
    from streamlit.testing.v1 import AppTest

    names: list[str] = []
    show = charts.sections

    def note(parts: Any, key: str) -> str:
        names.extend(parts)
        return show(parts, key)

    # No browser says that the stage stands, for which all below it would wait.
    at_once = patch.object(charts, "wait_for_stage", lambda *, stage_ready: False)
    with patch.object(charts, "sections", note), at_once:
        app = AppTest.from_file(ROOT / "streamlit_app.py", default_timeout=PATIENCE)
        if stem != "home":
            app.switch_page(f"pages/{stem}.py")
        app.run()
    if app.exception:
        raise RuntimeError(f"pages/{stem}.py: {app.exception[0].value}")
    return names


# ---------------------------------------------------------------------------------------- what is a text


def has_words(text: str) -> bool:
    """Return whether a text is more than symbols: `A e₁` is said so everywhere.

    A word has three letters or more, or is one of the few of two: `Ax`, `dx` and `PC1` are none. A guard
    against numbers that are not finite cannot fail on a stage, whose fields refuse such numbers.

    Examples
    --------
    >>> has_words("length of u"), has_words("r is 0"), has_words("Up")
    (True, True, True)
    >>> has_words("A e₁"), has_words("w ="), has_words("PC1")
    (False, False, False)
    """
    if " must hold finite numbers " in text or " must hold numbers between " in text:
        return False
    words = re.findall(r"[^\W\d_]+", text)
    return any(len(word) > 2 or word.lower() in _SHORT_WORDS for word in words)


def placeholders(text: str) -> list[str]:
    """Return the names in braces, which a translation must hold as well.

    Examples
    --------
    >>> placeholders("{some} of {all} rows")
    ['{all}', '{some}']
    """
    return sorted(re.findall(r"\{[^{}]*\}", text))

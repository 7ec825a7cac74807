"""Every text that a reader may see and a catalogue may say otherwise, from the code and from the scenes."""

from __future__ import annotations

import ast
import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np
from streamlit.testing.v1 import AppTest

from explorer import curriculum
from explorer.live.scene import Scene
from explorer.logic import recommender
from explorer.scenes import recommender as recommender_scenes
from explorer.scenes import recommender_details
from explorer.ui import charts, language
from explorer.ui.recommender import scale as recommender_scale
from tests.scenes.catalogue import PATIENCE, other_scenes, scenes

ROOT = Path(__file__).resolve().parents[2]
# Names of films and of people are the same in every language.
NAMES = {*recommender.MOVIES, *(recommender_scenes.short(name) for name in recommender.MOVIES)}
# What is said of a lesson on the map and on its page.
FIELDS = ("title", "question", "help", "first_move", "serves", "wrong", "source", "heading", "chapter")
# Where words stand in a scene; everything else in it is numbers, roles and references.
_MOST_LABELS = 11  # more names of points than this are data
_SPOKEN = {
    *(
        "title",
        "name",
        "names",
        "text",
        "because",
        "question",
        "words",
        "options",
        "labels",
        "rows",
        "columns",
    ),
    *("heads", "label", "group_names", "message"),
}


def in_code() -> dict[str, str]:
    """The texts in calls of `_`, with the place of each."""
    found = {}
    for path in sorted([*(ROOT / "explorer" / "ui").rglob("*.py"), *(ROOT / "pages").glob("*.py")]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"):
                continue
            (argument,) = node.args
            if isinstance(argument, ast.Constant):
                found[str(argument.value)] = f"{path.name}:{node.lineno}"
            elif isinstance(argument, ast.JoinedStr):
                raise ValueError(f"{path.name}:{node.lineno} formats before it translates")
    return found


# What says a refusal or a note, and which of its arguments the words are.
_SAYS = {"Sentence": 0, "SampleError": 0, "ValueError": 0, "require": 1}


class Written(NamedTuple):
    """A refusal or a note as it stands in the code; `names` are those of its values."""

    text: str
    place: str
    names: frozenset[str]


@functools.cache
def refusals_and_notes() -> tuple[Written, ...]:
    """What is refused, and what is said beside data: fixed texts, and templates with their values.

    A `ValueError` whose text is an f-string speaks to whoever writes a lesson: it names an argument.
    """
    folders = [ROOT / "explorer" / room for room in ("logic", "data", "scenes", "ui")]
    return tuple(
        written
        for path in sorted(path for folder in folders for path in folder.rglob("*.py"))
        for written in said_in(ast.parse(path.read_text(encoding="utf-8")), path.name)
    )


def said_in(module: ast.Module, name: str) -> Iterator[Written]:
    """The refusals and notes of a module, and a refusal of one whose template cannot be found."""
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
        if called not in _SAYS or None in names:  # what hands **values on was given its template
            continue
        place, words = f"{name}:{node.lineno}", node.args[_SAYS[called]]
        found = list(_literals(words, constants))
        formats = isinstance(words, ast.JoinedStr | ast.BinOp)
        if (called == "Sentence" and not found) or (called == "SampleError" and formats):
            raise ValueError(f"{place} formats before it can be translated")
        yield from (Written(text, place, frozenset(names)) for text in found)


def _literals(node: ast.expr, constants: dict[str, ast.expr]) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body, constants)
        yield from _literals(node.orelse, constants)
    elif isinstance(node, ast.Name) and node.id in constants:
        yield from _literals(constants[node.id], {})


def in_refusals_and_notes() -> dict[str, str]:
    """These texts, with the place of each."""
    return {written.text: written.place for written in refusals_and_notes()}


def in_stage() -> dict[str, str]:
    """The texts of the stage itself."""
    return dict.fromkeys(language.stage_texts(), "assets")


def in_curriculum(stem: str) -> dict[str, str]:
    """What the curriculum says of a lesson."""
    entry = curriculum.lesson(stem)
    return {text: f"curriculum, {stem}.{name}" for name in FIELDS if (text := getattr(entry, name))}


@functools.cache
def in_lesson(stem: str) -> dict[str, str]:
    """What the scene of a lesson says, and the names of its sections."""
    found: dict[str, str] = {}
    for scene in (*scenes(stem), *other_scenes(stem)):
        found |= dict.fromkeys(in_scene(scene), f"scene of {stem}")
    found |= {name: f"sections of {stem}" for name in _sections(stem)}
    return {text: where for text, where in _below(stem).items() if text not in found} | found


def _below(stem: str) -> dict[str, str]:
    """What is said by small stages in sections, and by the lesson's own stage with all that can be chosen."""
    if stem != "recommender":
        return {}
    sheet = recommender_scenes.EXAMPLE
    placed = recommender_scenes.START._replace(
        user_bias=np.zeros(len(sheet.users)), item_bias=np.zeros(len(sheet.movies))
    )
    path = recommender.continue_sgd(sheet.ratings, sheet.U, sheet.V, epochs=1)
    drawn = [
        recommender_scenes.scene(path=path, biases=True),
        recommender_scenes.scene(sheet._replace(key="own")),
        recommender_details.scene_of_a_newcomer(placed),
        recommender_details.scene_of_turned_factors(placed),
        recommender_details.scene_of_one_cell(placed),
    ]
    # Parties and genres come with the data.
    found = dict.fromkeys(recommender_scale.GROUPS, "sections of recommender")
    for scene in drawn:
        found |= dict.fromkeys(in_scene(scene), "below the recommender")
    return found


def in_scene(scene: Scene) -> list[str]:
    """The texts of a scene, but for those with values in them: of these the template stands in the code."""
    payload = json.loads(scene.payload())
    hidden = {spec["name"] for spec in payload["inputs"] if spec["hidden"]}
    body = {key: value for key, value in payload.items() if key not in {"program", "roles", "groups"}}
    other = {*hidden, *scene.sentences()}
    said = [*_spoken(body), *_spoken({"guards": payload["program"]["guards"]})]
    return [text for text in said if has_words(text) and text not in other]


def has_words(text: str) -> bool:
    """Whether a text is more than symbols and names: `A e₁` and `Shrek` are the same in every language.

    A guard against numbers that are not finite cannot fail on a stage, whose fields refuse such numbers.
    """
    if text in NAMES or " must hold finite numbers " in text or " must hold numbers between " in text:
        return False
    # The one axis whose name is shorter than a word elsewhere: the earthquakes lie below the surface.
    return text == "up" or re.search(r"[^\W\d_]{3,}", text) is not None


def placeholders(text: str) -> list[str]:
    """The names in braces, which a translation must hold as well."""
    return sorted(re.findall(r"\{[^{}]*\}", text))


def everywhere() -> dict[str, str]:
    """All texts, with the place of each."""
    lessons: dict[str, str] = {}
    for entry in curriculum.LESSONS:
        lessons |= in_curriculum(entry.stem) | in_lesson(entry.stem)
    return lessons | in_stage() | in_code() | in_refusals_and_notes()


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
    names: list[str] = []
    show = charts.sections

    def note(parts: Any, key: str) -> str:
        names.extend(parts)
        return show(parts, key)

    with patch.object(charts, "sections", note):
        app = AppTest.from_file(ROOT / "streamlit_app.py", default_timeout=PATIENCE)
        if stem != "home":
            app.switch_page(f"pages/{stem}.py")
        app.run()
    assert not app.exception, app.exception[0].value
    return names

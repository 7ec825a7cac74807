"""What no page runs does not stay: mathematics and data are reached from a page, or say which lesson waits.

Names are followed with `ast` from the pages through every module: rough, and enough to find what is left.
"""

from __future__ import annotations

import ast
import functools
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ENTRIES = [ROOT / "streamlit_app.py", *sorted((ROOT / "pages").glob("*.py"))]
Name = tuple[str, str]


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


class Module:
    """The names of one file: what it defines, what it imports, and what runs when it is imported."""

    def __init__(self, path: Path) -> None:
        body = ast.parse(path.read_text(encoding="utf-8")).body
        self.defined: dict[str, ast.stmt] = {}
        self.at_import: list[ast.stmt] = []
        self.imported: dict[str, set[str]] = {}
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                self.defined[node.name] = node
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                self.defined |= {
                    n.id: node for target in targets for n in ast.walk(target) if isinstance(n, ast.Name)
                }
            elif not isinstance(node, ast.Import | ast.ImportFrom):
                self.at_import.append(node)
        for node in ast.walk(ast.Module(body, [])):
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    full = f"{node.module}.{alias.name}"
                    self.imported.setdefault(alias.asname or alias.name, set()).add(full)


# What `explorer.catalogues` reads of a scene by its name.
FOR_CATALOGUES = ("variants", "PROPER_NAMES")
MODULES = {dotted(path): Module(path) for path in [*ENTRIES, *(ROOT / "explorer").rglob("*.py")]}


def resolve(full: str, hands: int = 4) -> set[Name]:
    """Where a dotted name is defined, also when other modules hand it on."""
    place, _, name = full.rpartition(".")
    if place not in MODULES or not hands:
        return set()
    if name in MODULES[place].defined:
        return {(place, name)}
    return {found for other in MODULES[place].imported.get(name, ()) for found in resolve(other, hands - 1)}


def used_by(place: str, node: ast.AST) -> set[Name]:
    module, found = MODULES[place], set()
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            found |= {(place, part.id)} if part.id in module.defined else set()
            found |= {n for full in module.imported.get(part.id, ()) for n in resolve(full)}
        elif isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name):
            owners = module.imported.get(part.value.id, ())
            found |= {n for full in owners for n in resolve(f"{full}.{part.attr}")}
    return found


def reached(line: list[Name]) -> set[Name]:
    """All that is used by some names, and by what they use."""
    seen: set[Name] = set()
    while line:
        place, name = line.pop()
        if (place, name) not in seen:
            seen.add((place, name))
            line += used_by(place, MODULES[place].defined[name])
    return seen


@functools.cache
def from_pages() -> frozenset[Name]:
    line = [name for place, module in MODULES.items() for n in module.at_import for name in used_by(place, n)]
    for path in ENTRIES:
        line += [(dotted(path), name) for name in MODULES[dotted(path)].defined]
    return frozenset(reached(line))


@functools.cache
def from_what_waits() -> frozenset[Name]:
    """What is used by the mathematics and data that name the lesson which will run them."""
    waiting = [
        (place, name)
        for place in modules_of("logic", "data")
        for name, node in MODULES[place].defined.items()
        if waits_for(node)
    ]
    return frozenset(reached(waiting))


def modules_of(*rooms: str) -> list[str]:
    return [place for place in MODULES if place.startswith(tuple(f"explorer.{room}." for room in rooms))]


def waits_for(node: ast.stmt) -> list[str]:
    """The lessons that a docstring names as those which will run it; a note beside `No page` excuses it."""
    text = ast.get_docstring(node) if isinstance(node, ast.FunctionDef | ast.ClassDef) else None
    said = re.search(r"No page (?:runs|shows) it[^.:;]*[;:] ([^.]*)", " ".join((text or "").split()))
    return re.findall(r"`(\w+)`", said[1]) or ["tests"] if said else []


@pytest.mark.parametrize("place", modules_of("logic", "data", "figures", "scenes"))
def test_what_no_page_runs_says_which_lesson_will(place: str) -> None:
    known = from_pages() | from_what_waits()
    left_over = [
        name
        for name in MODULES[place].defined
        if (place, name) not in known and name not in ("__all__", *FOR_CATALOGUES)
    ]
    assert not left_over, (
        f"{sorted(left_over)} in {place}: no page runs it. Remove it, or write into its docstring "
        "“No page runs it yet; the lesson `x` will.”"
    )


@pytest.mark.parametrize("place", modules_of("logic", "data"))
def test_nothing_waits_for_a_lesson_that_is_there_and_runs_it(place: str) -> None:
    stale = [
        name
        for name, node in MODULES[place].defined.items()
        if waits_for(node) and (place, name) in from_pages()
    ]
    assert not stale, f"{stale} in {place}: a page runs it now; take the sentence out of its docstring"

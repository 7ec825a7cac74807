"""Whose catalogue a text belongs into: a lesson's own, or `app` for what several lessons share."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterable
from pathlib import Path

from explorer import curriculum

ROOT = Path(__file__).resolve().parents[2]
SHARED = "app"
_STEMS = tuple(entry.stem for entry in curriculum.LESSONS)


def home_of(path: Path) -> str:
    """Return the lesson whose name a file bears, else the one that alone reaches it by imports, else `app`.

    Examples
    --------
    >>> home_of(ROOT / "explorer/logic/pca.py"), home_of(ROOT / "explorer/logic/plane_by_hand.py")
    ('pca', 'pca')
    >>> home_of(ROOT / "explorer/ui/frame.py")
    'app'
    """
    if path.stem in _STEMS:
        return path.stem
    return one_home(_lessons().get(path, frozenset()))


def one_home(homes: Iterable[str]) -> str:
    """Return the home of a text that is said in several places.

    Examples
    --------
    >>> one_home(["pca", "pca"]), one_home(["pca", "vectors"])
    ('pca', 'app')
    """
    different = set(homes)
    return different.pop() if len(different) == 1 else SHARED


def scene_modules(stem: str) -> list[str]:
    """Return the modules of a lesson's scenes: `x`, and what is called `x_...` beside it.

    Examples
    --------
    >>> scene_modules("home")
    ['explorer.scenes.home']
    """
    found = sorted(path.stem for path in (ROOT / "explorer" / "scenes").glob("*.py"))
    return [f"explorer.scenes.{name}" for name in found if name == stem or name.startswith(f"{stem}_")]


@functools.cache
def _lessons() -> dict[Path, frozenset[str]]:
    """Return the lessons that reach each file of the application, through whatever imports it."""
    reached: dict[Path, set[str]] = {}
    for stem in _STEMS:
        line = [ROOT / "pages" / f"{stem}.py", *(_file(name) for name in scene_modules(stem))]
        while line:
            path = line.pop()
            if path is not None and stem not in reached.setdefault(path, set()):
                reached[path].add(stem)
                line += _imported(path)
    return {path: frozenset(stems) for path, stems in reached.items()}


@functools.cache
def _imported(path: Path) -> tuple[Path, ...]:
    names = [
        name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module
        # `from explorer.ui import share` names a module, `from ...share import section` a thing in it.
        for name in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))
    ]
    return tuple(file for name in names if (file := _file(name)) is not None)


def _file(module: str) -> Path | None:
    path = ROOT.joinpath(*module.split(".")).with_suffix(".py")
    return path if path.is_file() else None

"""The source of functions of `explorer.logic` as text that runs as it stands.

A function of `explorer.logic` calls others, of its own module and of `checks` and `conventions`. `source`
gathers all that is needed, each definition once, and returns text that needs NumPy alone. It is the source
itself, with four changes, so that a reader meets the mathematics first: a docstring keeps its first line, the
types in signatures go, `conventions.svd` becomes the `svd` that stands a few lines below, and the checks of
arguments are brief (the numbers on the page have passed the long ones). Comments stay.
"""

from __future__ import annotations

import ast
import builtins
import functools
import importlib
import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from types import ModuleType
from typing import Any, NamedTuple

_OURS = "explorer.logic"
_SOURCES = (_OURS, "explorer.sentence")  # what a function of the mathematics may call


class Key(NamedTuple):
    """A definition at the top of a module."""

    module: str
    name: str


def source(*functions: Callable[..., Any]) -> str:
    """Return the source of functions and of all that they call in `explorer.logic`, ready to run.

    Raises
    ------
    TypeError
        If a function is not defined at the top of a module of `explorer.logic`.

    Examples
    --------
    >>> from explorer.logic import vectors
    >>> print(source(vectors.length).splitlines()[0])
    import numpy as np
    """
    return _source(tuple(dict.fromkeys(key_of(function) for function in functions)))


def names(*functions: Callable[..., Any]) -> Mapping[Key, str]:
    """Return what `source` of these functions calls each definition: two modules may share a name."""
    return _gathered(tuple(dict.fromkeys(key_of(function) for function in functions)))[1]


@functools.cache
def _source(roots: tuple[Key, ...]) -> str:
    needed, names = _gathered(roots)
    imports: dict[str, dict[str, None]] = {}
    for key in needed:
        for module, name in _definition(key).imports.values():
            if (module, name) != ("", "numpy as np"):
                imports.setdefault(module, {})[name] = None
    top = ["import numpy as np"]
    for module in sorted(imports):
        names_of = sorted(imports[module])
        top += (
            [f"from {module} import {', '.join(names_of)}"] if module else [f"import {n}" for n in names_of]
        )
    blocks = [_written(key, names) for key in _ordered(needed, roots)]
    # One blank line and not two: a short function and its numbers are seen at one glance.
    return "\n\n".join(["\n".join(top), *_joined(blocks)])


# What stands for the checks of arguments. Each accepts what the long form accepts and gives back the same.
_BRIEF = {
    "require": """
def require(condition, message):
    if not np.all(condition):
        raise ValueError(message)
""",
    "as_number": """
def as_number(x, name):
    return np.asarray(x, dtype=float)
""",
    "as_segments": """
def as_segments(x, name):
    return np.asarray(x, dtype=float)
""",
    "as_vector": """
def as_vector(x, name, size=None):
    return np.asarray(x, dtype=float)
""",
    "as_matrix": """
def as_matrix(x, name, shape=None):
    return np.asarray(x, dtype=float)
""",
    "as_sheet": """
def as_sheet(x, name, ndim=2):
    return np.asarray(x, dtype=float)
""",
    "as_square": """
def as_square(x, name):
    return np.asarray(x, dtype=float)
""",
    "require_not_zero": """
def require_not_zero(v, name, why):
    if not np.any(v):
        raise ValueError(f"{name} is the zero vector: {why}.")
""",
    "as_pair": """
def as_pair(x, x_name, y, y_name):
    return np.asarray(x, dtype=float), np.asarray(y, dtype=float)
""",
}
_CHECKS = f"{_OURS}.checks"


class _Definition(NamedTuple):
    node: ast.stmt
    lines: tuple[bytes, ...]
    first_line: int
    uses: tuple[Key, ...]
    early: tuple[Key, ...]
    imports: Mapping[str, tuple[str, str]]
    spots: tuple[tuple[ast.expr, Key], ...]
    locals: frozenset[str]


def key_of(function: Callable[..., Any]) -> Key:
    """Return where a function is defined; what is defined elsewhere cannot be shown."""
    function = inspect.unwrap(function)
    module, name = getattr(function, "__module__", ""), getattr(function, "__qualname__", "")
    if not module.startswith(_SOURCES) or name not in _top(module):
        raise TypeError(f"{module}.{name} is not a function at the top of a module of {_OURS}.")
    return Key(module, name)


@functools.cache
def _text(module: str) -> str:
    return inspect.getsource(importlib.import_module(module))


@functools.cache
def _top(module: str) -> dict[str, ast.stmt]:
    """Return what a module defines and imports at its top, by name."""
    found: dict[str, ast.stmt] = {}
    for node in ast.parse(_text(module)).body:
        for name in _defined(node):
            found[name] = node
    return found


def _defined(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Assign(targets=targets):
            yield from (target.id for target in targets if isinstance(target, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield name
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            yield from (alias.asname or alias.name.split(".")[0] for alias in aliases)
        case _:
            pass


@functools.cache
def _definition(key: Key) -> _Definition:
    """Read one definition: what it uses, of which some while it is being defined."""
    if key.module == _CHECKS and key.name in _BRIEF:
        brief = _BRIEF[key.name].strip()
        node = ast.parse(brief).body[0]
        return _Definition(
            node, tuple(brief.encode().splitlines()), 0, (), (), {}, (), frozenset(_local_names(node))
        )
    top = _top(key.module)
    node = top[key.name]
    text = _text(key.module).encode().splitlines()
    first = _first_line(node, text)
    # What stands in a function's signature goes when its types go.
    dropped: set[ast.AST] = set(_annotations(node))
    uses: dict[Key, None] = {}
    early: dict[Key, None] = {}
    imports: dict[str, tuple[str, str]] = {}
    spots: list[tuple[ast.expr, Key]] = []
    late = {id(inner) for f in _functions(node) for statement in f.body for inner in ast.walk(statement)}
    hidden = _local_names(node)
    for inner in _walk(node, dropped):
        target = None
        if isinstance(inner, ast.Attribute) and isinstance(inner.value, ast.Name):
            module = _module_of(inner.value.id, key.module) if inner.value.id not in hidden else None
            if module is not None and module.startswith(_SOURCES):
                target = Key(module, inner.attr)
        elif isinstance(inner, ast.Name) and inner.id in top and inner.id not in hidden:
            owner = top[inner.id]
            if isinstance(owner, ast.ImportFrom) and (owner.module or "").startswith(_SOURCES):
                if _module_of(inner.id, key.module) is None:
                    alias = next(a for a in owner.names if (a.asname or a.name) == inner.id)
                    target = Key(str(owner.module), alias.name)
            elif isinstance(owner, (ast.Import, ast.ImportFrom)):
                imports[inner.id] = _imported(owner, inner.id)
            elif inner.id != key.name:
                target = Key(key.module, inner.id)
            elif isinstance(inner.ctx, ast.Load):
                target = key
        if target is not None and isinstance(inner, ast.expr):
            if target.name not in _top(target.module):
                raise TypeError(
                    f"{key.module}.{key.name} uses {target.module}.{target.name}, not defined there."
                )
            spots.append((inner, target))
            if target != key:
                uses[target] = None
                if id(inner) not in late:
                    early[target] = None
    return _Definition(
        node, tuple(text), first, tuple(uses), tuple(early), imports, tuple(spots), frozenset(hidden)
    )


def _first_line(node: ast.stmt, text: Sequence[bytes]) -> int:
    """Return the line (from 0) where a definition starts, with its decorators and the comment above it."""
    line = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))]) - 1
    while line > 0 and text[line - 1].startswith(b"#") and not text[line - 1].startswith(b"# --"):
        line -= 1
    return line


def _functions(node: ast.AST) -> list[ast.FunctionDef]:
    return [inner for inner in ast.walk(node) if isinstance(inner, ast.FunctionDef)]


def _walk(node: ast.AST, dropped: Set[ast.AST]) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if child not in dropped:
            yield child
            yield from _walk(child, dropped)


def _annotations(node: ast.AST) -> Iterator[ast.expr]:
    """Find the types in signatures and bodies of functions; those of a class's fields define it and stay."""
    for function in _functions(node):
        given = function.args
        for argument in [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]:
            if argument is not None and argument.annotation is not None:
                yield argument.annotation
        if function.returns is not None:
            yield function.returns
        for statement in function.body:
            for inner in ast.walk(statement):
                if isinstance(inner, ast.AnnAssign):
                    yield inner.annotation


def _local_names(node: ast.stmt) -> set[str]:
    """Return names that a function gives values to: they hide what the module calls so."""
    names: set[str] = set()
    for function in _functions(node):
        given = function.args
        for argument in [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]:
            if argument is not None:
                names.add(argument.arg)
        for statement in function.body:
            for inner in ast.walk(statement):
                if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
                    names.add(inner.id)
                elif isinstance(inner, (ast.FunctionDef, ast.ClassDef)):
                    names.add(inner.name)
                elif isinstance(inner, (ast.Import, ast.ImportFrom)):
                    names.update(_defined(inner))
    return names


def _module_of(name: str, module: str) -> str | None:
    """Return the module of `explorer.logic` that a name stands for, if it stands for one."""
    owner = _top(module).get(name)
    if isinstance(owner, ast.ImportFrom) and owner.module == _OURS:
        alias = next(a for a in owner.names if (a.asname or a.name) == name)
        full = f"{_OURS}.{alias.name}"
        found = getattr(importlib.import_module(module), name, None)
        return full if isinstance(found, ModuleType) else None
    return None


def _imported(node: ast.Import | ast.ImportFrom, name: str) -> tuple[str, str]:
    """Return the module that a name comes from (none for a module itself) and how it is imported."""
    alias = next(a for a in node.names if (a.asname or a.name.split(".")[0]) == name)
    renamed = f" as {alias.asname}" if alias.asname else ""
    return (str(node.module) if isinstance(node, ast.ImportFrom) else "", alias.name + renamed)


@functools.cache
def _gathered(roots: tuple[Key, ...]) -> tuple[tuple[Key, ...], dict[Key, str]]:
    """Return all definitions that the roots need, in the order of their first use, and what to call each."""
    needed: dict[Key, None] = {}
    waiting = list(roots)
    while waiting:
        key = waiting.pop(0)
        if key not in needed:
            needed[key] = None
            waiting += _definition(key).uses
    taken = {"np", *dir(builtins)}
    for key in needed:
        taken |= _definition(key).locals | set(_definition(key).imports)
    names: dict[Key, str] = {}
    for key in needed:
        name = key.name
        if key not in roots and (name in taken or name in names.values()):
            # Two modules may have a function of one name, and a variable may be called like a function.
            name = f"{key.module.rpartition('.')[2]}_{name.lstrip('_')}"
        elif name in names.values():
            name = f"{key.module.rpartition('.')[2]}_{name}"
        names[key] = name
    return tuple(needed), names


def _ordered(needed: Sequence[Key], roots: Sequence[Key]) -> list[Key]:
    """Let the function that is shown stand first, then constants and classes, then what it calls.

    A function may stand above what it calls, but not above what its own definition needs: a default value,
    the base of a class.
    """
    placed: dict[Key, None] = {}

    def place(key: Key) -> None:
        if key not in placed:
            for other in _definition(key).early:
                place(other)
            placed[key] = None

    for key in roots:
        place(key)
    for key in needed:
        if not isinstance(_definition(key).node, ast.FunctionDef):
            place(key)
    for key in needed:
        place(key)
    return list(placed)


def _written(key: Key, names: Mapping[Key, str]) -> str:
    """Return one definition's source, its docstrings short, without types, with the names of this text."""
    definition = _definition(key)
    node = definition.node
    edits: list[tuple[tuple[int, int], tuple[int, int], str]] = []
    for inner, target in definition.spots:
        if ast.unparse(inner) != names[target]:
            edits.append((_start(inner), _end(inner), names[target]))
    if names[key] != key.name:
        edits.append(_renamed(definition, key.name, names[key]))
    for function in _functions(node):
        edits += _without_types(function, definition.lines)
    for owner in [n for n in ast.walk(node) if isinstance(n, (ast.FunctionDef, ast.ClassDef))]:
        edits += _shorter_docstring(owner)
    return _edited(definition, edits)


def _start(node: ast.expr | ast.stmt | ast.arg) -> tuple[int, int]:
    return node.lineno - 1, node.col_offset


def _end(node: ast.expr | ast.stmt | ast.arg) -> tuple[int, int]:
    assert node.end_lineno is not None and node.end_col_offset is not None
    return node.end_lineno - 1, node.end_col_offset


_Edit = tuple[tuple[int, int], tuple[int, int], str]


def _renamed(definition: _Definition, old: str, new: str) -> _Edit:
    """Return the edit that gives a definition its new name where it is defined."""
    node = definition.node
    row = node.lineno - 1
    column = definition.lines[row].index(old.encode(), node.col_offset)
    return (row, column), (row, column + len(old.encode())), new


def _without_types(function: ast.FunctionDef, lines: Sequence[bytes]) -> list[_Edit]:
    edits: list[_Edit] = []
    given = function.args
    positional = [*given.posonlyargs, *given.args]
    defaults: dict[ast.arg, ast.expr] = dict(
        zip(positional[len(positional) - len(given.defaults) :], given.defaults, strict=True)
    )
    defaults |= {a: d for a, d in zip(given.kwonlyargs, given.kw_defaults, strict=True) if d is not None}
    for argument in [*positional, *given.kwonlyargs, given.vararg, given.kwarg]:
        if argument is not None and argument.annotation is not None:
            if argument in defaults:
                edits.append((_start(argument), _start(defaults[argument]), f"{argument.arg}="))
            else:
                edits.append((_start(argument), _end(argument), argument.arg))
    if function.returns is not None:
        row, column = _start(function.returns)
        arrow = lines[row].rindex(b"->", 0, column)
        edits.append(((row, arrow - 1), _end(function.returns), ""))
    for statement in function.body:
        for inner in ast.walk(statement):
            if isinstance(inner, ast.AnnAssign):
                if inner.value is None:
                    edits.append((_start(inner), _end(inner), "pass"))
                else:
                    edits.append((_end(inner.target), _start(inner.value), " = "))
    return edits


def _shorter_docstring(owner: ast.FunctionDef | ast.ClassDef) -> list[_Edit]:
    first = owner.body[0]
    if not (isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)):
        return []
    if not isinstance(first.value.value, str):
        return []
    summary = inspect.cleandoc(first.value.value).split("\n\n")[0].replace("\n", " ")
    if '"""' in summary or summary.endswith('"'):
        summary = summary.replace('"', "'")
    raw = "r" if "\\" in summary else ""
    return [(_start(first), _end(first), f'{raw}"""{summary}"""')]


def _edited(definition: _Definition, edits: Sequence[_Edit]) -> str:
    lines = list(definition.lines)
    last = _end(definition.node)[0]
    # From the end to the start, so that what is still to be changed stays where it was.
    for (row, column), (end_row, end_column), text in sorted(edits, reverse=True):
        lines[row : end_row + 1] = [lines[row][:column] + text.encode() + lines[end_row][end_column:]]
        last -= end_row - row
    text = b"\n".join(lines[definition.first_line : last + 1]).decode()
    # Words for tools, not for readers.
    text = re.sub(r"  # (noqa|type: ignore).*", "", text)
    # Without types most signatures fit on one line.
    return re.sub(r"^(def \w+\()\n\s+([^()#]*?),?\n\):", _one_line, text, count=1, flags=re.MULTILINE)


def _one_line(signature: re.Match[str]) -> str:
    joined = signature[1] + " ".join(signature[2].split()) + "):"
    return joined if len(joined) <= 110 else signature[0]


def _joined(blocks: Sequence[str]) -> list[str]:
    """Let one-line constants stand together."""
    joined: list[str] = []
    for block in blocks:
        simple = not block.startswith(("def ", "class ", "@")) and "\ndef " not in block
        if joined and simple and joined[-1].endswith("\n# constants"):
            joined[-1] = joined[-1].removesuffix("\n# constants") + "\n" + block + "\n# constants"
        else:
            joined.append(block + ("\n# constants" if simple else ""))
    return [block.removesuffix("\n# constants") for block in joined]

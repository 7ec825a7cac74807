"""The text of the NumPy panel: the functions that computed a number, as code that runs as it stands.

A function of `explorer.logic` calls others, of its own module and of `checks` and `conventions`. `source`
gathers all that is needed, each definition once, and returns text that needs NumPy alone. It is the source
itself, with four changes, so that a reader meets the mathematics first: a docstring keeps its first line, the
types in signatures go, `conventions.svd` becomes the `svd` that stands a few lines below, and the checks of
arguments are brief (the numbers on the page have passed the long ones). Comments stay.

No Streamlit here: a test runs what the panel shows and compares.
"""

from __future__ import annotations

import ast
import base64
import builtins
import functools
import importlib
import inspect
import math
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

# Arrays up to this many numbers are written out; longer ones are packed into one line, exact.
WRITTEN_NUMBERS = 160
# Beyond this many bytes of packed text an array is read from a file beside the script.
PACKED_BYTES = 120_000

_OURS = "explorer.logic"


class Call(NamedTuple):
    """One call whose code is to be shown: `name = function(*args, **kwargs)`.

    Attributes
    ----------
    function : callable of `explorer.logic`
    args, kwargs : what it was called with
        Numbers, texts, arrays, lists, dicts, results (named tuples) or `Given`.
    name : str
        What the result is called.
    show : names of parts of the result to print; all short ones by default.
    result : what the call gave, where the page has it already; else the call is made once more.
    """

    function: Callable[..., Any]
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = {}
    name: str = "result"
    show: tuple[str, ...] = ()
    result: Any = None


class Given(NamedTuple):
    """A value that has a name of its own: `name = value`, or code that yields it from what stands above.

    Attributes
    ----------
    name : str
        Variable that holds it.
    value : what it is
    code : str
        Written instead of the value, for example `fit.components[:2]`; what it mentions must stand above.
    """

    name: str
    value: Any
    code: str = ""


class Part(NamedTuple):
    """A piece of runnable text and what it is: "functions", "values", "call" or "check"."""

    kind: str
    text: str


class Parts(NamedTuple):
    """All of a text, in order, and the files that it reads: a name and the numbers in it, see `csv_bytes`."""

    parts: tuple[Part, ...]
    files: Mapping[str, np.ndarray[Any, Any]]

    def text(self, kinds: Sequence[str] = ("functions", "values", "call")) -> str:
        """Return the pieces of these kinds as one text."""
        return "\n\n".join(part.text for part in self.parts if part.kind in kinds) + "\n"


def call(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Call:
    """Return a `Call`, written like the call itself.

    Examples
    --------
    >>> call(np.dot, [1, 2], [3, 4]).args
    ([1, 2], [3, 4])
    """
    return Call(function, args, kwargs)


# --- the functions ---------------------------------------------------------------------------------------


class _Key(NamedTuple):
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
    return _source(tuple(dict.fromkeys(_key(function) for function in functions)))


@functools.cache
def _source(roots: tuple[_Key, ...]) -> str:
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
    uses: tuple[_Key, ...]
    early: tuple[_Key, ...]
    imports: Mapping[str, tuple[str, str]]
    spots: tuple[tuple[ast.expr, _Key], ...]
    locals: frozenset[str]


def _key(function: Callable[..., Any]) -> _Key:
    function = inspect.unwrap(function)
    module, name = getattr(function, "__module__", ""), getattr(function, "__qualname__", "")
    if not module.startswith(_OURS) or name not in _top(module):
        raise TypeError(f"{module}.{name} is not a function at the top of a module of {_OURS}.")
    return _Key(module, name)


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
def _definition(key: _Key) -> _Definition:
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
    uses: dict[_Key, None] = {}
    early: dict[_Key, None] = {}
    imports: dict[str, tuple[str, str]] = {}
    spots: list[tuple[ast.expr, _Key]] = []
    late = {id(inner) for f in _functions(node) for statement in f.body for inner in ast.walk(statement)}
    hidden = _local_names(node)
    for inner in _walk(node, dropped):
        target = None
        if isinstance(inner, ast.Attribute) and isinstance(inner.value, ast.Name):
            module = _module_of(inner.value.id, key.module) if inner.value.id not in hidden else None
            if module is not None and module.startswith(_OURS):
                target = _Key(module, inner.attr)
        elif isinstance(inner, ast.Name) and inner.id in top and inner.id not in hidden:
            owner = top[inner.id]
            if isinstance(owner, ast.ImportFrom) and (owner.module or "").startswith(_OURS):
                if _module_of(inner.id, key.module) is None:
                    alias = next(a for a in owner.names if (a.asname or a.name) == inner.id)
                    target = _Key(str(owner.module), alias.name)
            elif isinstance(owner, (ast.Import, ast.ImportFrom)):
                imports[inner.id] = _imported(owner, inner.id)
            elif inner.id != key.name:
                target = _Key(key.module, inner.id)
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
def _gathered(roots: tuple[_Key, ...]) -> tuple[tuple[_Key, ...], dict[_Key, str]]:
    """Return all definitions that the roots need, in the order of their first use, and what to call each."""
    needed: dict[_Key, None] = {}
    waiting = list(roots)
    while waiting:
        key = waiting.pop(0)
        if key not in needed:
            needed[key] = None
            waiting += _definition(key).uses
    taken = {"np", *dir(builtins)}
    for key in needed:
        taken |= _definition(key).locals | set(_definition(key).imports)
    names: dict[_Key, str] = {}
    for key in needed:
        name = key.name
        if key not in roots and (name in taken or name in names.values()):
            # Two modules may have a function of one name, and a variable may be called like a function.
            name = f"{key.module.rpartition('.')[2]}_{name.lstrip('_')}"
        elif name in names.values():
            name = f"{key.module.rpartition('.')[2]}_{name}"
        names[key] = name
    return tuple(needed), names


def _ordered(needed: Sequence[_Key], roots: Sequence[_Key]) -> list[_Key]:
    """Let the function that is shown stand first, then constants and classes, then what it calls.

    A function may stand above what it calls, but not above what its own definition needs: a default value,
    the base of a class.
    """
    placed: dict[_Key, None] = {}

    def place(key: _Key) -> None:
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


def _written(key: _Key, names: Mapping[_Key, str]) -> str:
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


# --- the values --------------------------------------------------------------------------------------------


def literal(value: Any, indent: int = 0) -> str:
    """Return code that yields a value, exact to the last digit.

    Raises
    ------
    TypeError
        If the value is of a kind that no lesson computes with.

    Examples
    --------
    >>> literal(np.array([3.0, 0.1]))
    'np.array([3.0, 0.1])'
    >>> literal(np.array([[1, 0], [0, 1]]))
    'np.array([[1, 0], [0, 1]])'
    >>> literal(float("nan"))
    'np.nan'
    """
    match value:
        case None | bool() | str() | bytes():
            return repr(value)
        case np.bool_() | np.integer():
            return repr(value.item())
        case np.floating() | float():
            return _number(float(value))
        case int():
            return repr(value)
        case complex() | np.complexfloating():
            return repr(complex(value))
        case np.ndarray():
            return _array(value, indent)
        case tuple() if hasattr(value, "_fields"):
            inner = ", ".join(
                f"{name}={literal(part, indent)}" for name, part in zip(value._fields, value, strict=True)
            )
            return f"{type(value).__name__}({inner})"
        case tuple():
            return "(" + ", ".join(literal(part, indent) for part in value) + ("," * (len(value) == 1)) + ")"
        case list():
            return "[" + ", ".join(literal(part, indent) for part in value) + "]"
        case dict():
            inner = ", ".join(f"{literal(k)}: {literal(v, indent)}" for k, v in value.items())
            return "{" + inner + "}"
    raise TypeError(f"{type(value).__name__}: this value cannot be written as code.")


def _number(x: float) -> str:
    if math.isnan(x):
        return "np.nan"
    if math.isinf(x):
        return "np.inf" if x > 0 else "-np.inf"
    return repr(x)


_PLAIN = {"float64", "int64", "bool", "complex128"}


def _array(array: np.ndarray[Any, Any], indent: int) -> str:
    dtype = "" if array.dtype.name in _PLAIN or array.dtype.kind == "U" else f", dtype=np.{array.dtype.name}"
    if array.size == 0:
        kind = array.dtype.name if array.dtype.kind != "U" else "str_"
        return f"np.zeros({array.shape!r}, dtype=np.{kind})"
    if array.dtype.kind not in "fiubcU":
        raise TypeError(f"an array of {array.dtype.name} cannot be written as code.")
    flat = f"np.array({_nested(array)}{dtype})"
    if array.ndim < 2 or len(flat) <= 70:
        return flat
    pad = " " * (indent + 4)
    rows = "".join(f"{pad}{_nested(row)},\n" for row in array)
    return f"np.array([\n{rows}{' ' * indent}]{dtype})"


def _nested(array: np.ndarray[Any, Any]) -> str:
    if array.ndim == 0:
        return literal(array.item())
    return "[" + ", ".join(_nested(part) for part in array) + "]"


def _packed(array: np.ndarray[Any, Any]) -> str | None:
    """Return one line that unpacks a long array of numbers, exact; None when it would be too long."""
    if array.dtype.kind not in "fiub" or array.nbytes > 10 * PACKED_BYTES:
        return None
    order = array.dtype.newbyteorder("<")
    packed = base64.b85encode(zlib.compress(np.ascontiguousarray(array, dtype=order).tobytes(), 9))
    if len(packed) > PACKED_BYTES:
        return None
    return (
        f'np.frombuffer(zlib.decompress(base64.b85decode("{packed.decode()}")), "{order.str}")'
        f".reshape({array.shape!r}).copy()"
    )


# --- the whole text ----------------------------------------------------------------------------------------


def build(*calls: Call) -> Parts:
    """Return the pieces of a text that makes these calls again: functions, values, calls and checks.

    Pasted into a fresh Python the pieces "functions", "values" and "call" run as they stand and print what
    the page shows. "check" compares with the page's numbers to nine digits: another machine's linear algebra
    may differ in the last ones.

    Examples
    --------
    >>> from explorer.logic import vectors
    >>> print(build(call(vectors.length, np.array([3.0, 4.0]))).text(("values", "call")))
    v = np.array([3.0, 4.0])
    <BLANKLINE>
    result = length(v)
    print(result)  # 5.0
    <BLANKLINE>
    """
    functions: list[Callable[..., Any]] = [each.function for each in calls]
    classes: list[Callable[..., Any]] = [
        kind for each in calls for kind in _result_types([*each.args, *each.kwargs.values()])
    ]
    parts = [Part("functions", source(*functions, *classes))]
    files: dict[str, np.ndarray[Any, Any]] = {}
    known: dict[str, Any] = {}
    # A variable must not be called like a function that stands above it.
    _, names = _gathered(tuple(dict.fromkeys(_key(each) for each in [*functions, *classes])))
    reserved = {"np", "zlib", "base64", *names.values()}
    for each in calls:
        lines, arguments = _values(each, known, reserved, files)
        if lines:
            needs_unpacking = any("zlib.decompress" in line for line in lines)
            top = ["import base64", "import zlib", ""] if needs_unpacking else []
            parts.append(Part("values", "\n".join([*top, *lines])))
        name = _free(each.name, known, reserved, None)
        result = _made(each) if each.result is None else each.result
        known[name] = result
        written = names[_key(each.function)]
        parts.append(
            Part(
                "call",
                "\n".join([f"{name} = {written}({', '.join(arguments)})", *_prints(name, result, each)]),
            )
        )
        checks = list(_checks(name, result))
        if checks:
            parts.append(Part("check", "\n".join(checks)))
    return Parts(tuple(parts), files)


def _made(each: Call) -> Any:
    """Make a call."""
    return each.function(
        *[_value(given) for given in each.args],
        **{name: _value(given) for name, given in each.kwargs.items()},
    )


def _value(given: Any) -> Any:
    return given.value if isinstance(given, Given) else given


def _result_types(values: Sequence[Any]) -> Iterator[type]:
    """Return the classes of results among the arguments: their definitions are needed to write them."""
    for value in values:
        if isinstance(value, Given):
            if not value.code:
                yield from _result_types([value.value])
        elif isinstance(value, tuple) and hasattr(value, "_fields"):
            yield type(value)
            yield from _result_types(list(value))
        elif isinstance(value, (list, tuple)):
            yield from _result_types(list(value))


def _values(
    each: Call, known: dict[str, Any], reserved: set[str], files: dict[str, np.ndarray[Any, Any]]
) -> tuple[list[str], list[str]]:
    """Return the lines that define a call's arguments, and the arguments as they stand in the call."""
    signature = inspect.signature(each.function)
    bound = signature.bind(*each.args, **each.kwargs)
    pieces: list[tuple[str, bool, Any]] = []
    for name, parameter in signature.parameters.items():
        if name not in bound.arguments:
            continue
        given = bound.arguments[name]
        if parameter.kind is parameter.VAR_POSITIONAL:
            pieces += [(f"{name}{i + 1}", False, piece) for i, piece in enumerate(given)]
        elif parameter.kind is parameter.VAR_KEYWORD:
            pieces += [(key, True, piece) for key, piece in given.items()]
        else:
            pieces.append((name, parameter.kind is parameter.KEYWORD_ONLY or name in each.kwargs, given))
    # A switch or a count at the end reads best in the call itself, by name.
    if all(p.kind is not p.VAR_POSITIONAL for p in signature.parameters.values()):
        for i in reversed(range(len(pieces))):
            if not pieces[i][1] and not _is_switch(pieces[i][2]):
                break
            pieces[i] = (pieces[i][0], True, pieces[i][2])
    lines: list[str] = []
    arguments: list[str] = []
    for wanted, by_name, piece in pieces:
        prefix = f"{wanted}=" if by_name else ""
        if isinstance(piece, Given):
            if piece.name not in known:
                lines.append(_assigned(piece.name, piece.value, piece.code, files))
                known[piece.name] = piece.value
            arguments.append(prefix + piece.name)
        elif by_name and _short(piece):
            arguments.append(prefix + literal(piece))
        else:
            variable = _free(wanted, known, reserved, piece)
            if variable not in known:
                lines.append(_assigned(variable, piece, "", files))
                known[variable] = piece
            arguments.append(prefix + variable)
    return lines, arguments


def _is_switch(value: Any) -> bool:
    return value is None or isinstance(value, (bool, int, str, np.bool_, np.integer))


def _short(value: Any) -> bool:
    return value is None or isinstance(value, (bool, int, float, str, np.bool_, np.number))


def _free(wanted: str, known: Mapping[str, Any], reserved: set[str], value: Any) -> str:
    """Return a name that is free, or that holds this very value already."""
    for attempt in [wanted, *(f"{wanted}_{i}" for i in range(2, 1000))]:
        if attempt in reserved:
            continue
        if attempt not in known or (value is not None and known[attempt] is value):
            return attempt
    raise ValueError(f"{wanted}: no free name is left.")


def _assigned(name: str, value: Any, code: str, files: dict[str, np.ndarray[Any, Any]]) -> str:
    if code:
        return f"{name} = {code}"
    if isinstance(value, np.ndarray) and value.size > WRITTEN_NUMBERS:
        shape = " x ".join(str(n) for n in value.shape)
        packed = _packed(value)
        if packed is not None:
            return f"# {shape} numbers, packed without loss\n{name} = {packed}"
        if value.ndim <= 2 and value.dtype.kind in "fiub":
            file = f"{name}.csv"
            files[file] = value
            ndmin = f", ndmin={value.ndim}"
            kind = "" if value.dtype == np.float64 else f", dtype=np.{value.dtype.name}"
            return (
                f"# {shape} numbers; the file is offered beside this code\n"
                f'{name} = np.loadtxt("{file}", delimiter=","{ndmin}{kind})'
            )
    return f"{name} = {literal(value)}"


def csv_bytes(array: np.ndarray[Any, Any]) -> bytes:
    """Return numbers as CSV without a header, exact to the last digit.

    Examples
    --------
    >>> csv_bytes(np.array([[0.1, 2.0]]))
    b'0.1,2.0\\n'
    """
    rows = np.asarray(array)
    table = rows.tolist() if rows.ndim == 2 else [[x] for x in rows.tolist()]
    return "".join(",".join(repr(x) for x in row) + "\n" for row in table).encode()


def _parts_of(name: str, result: Any) -> Iterator[tuple[str, Any]]:
    """Return the numbers of a result: itself, or its fields, and theirs."""
    if isinstance(result, tuple) and hasattr(result, "_fields"):
        for field, part in zip(result._fields, result, strict=True):
            yield from _parts_of(f"{name}.{field}", part)
    elif isinstance(result, (tuple, list)):
        for i, part in enumerate(result):
            yield from _parts_of(f"{name}[{i}]", part)
    else:
        yield name, result


_SHOWN_NUMBERS = 24


def _prints(name: str, result: Any, each: Call) -> list[str]:
    """Return lines that print a result, each with what will be printed as a comment."""
    parts = list(_parts_of(name, result))
    if each.show:
        wanted = {f"{name}.{part}" for part in each.show}
        parts = [(code, part) for code, part in parts if code in wanted]
    elif len(parts) > 1:
        parts = [(code, part) for code, part in parts if np.size(part) <= _SHOWN_NUMBERS]
    lines = []
    for code, part in parts:
        array = np.asarray(part)
        if array.size > _SHOWN_NUMBERS:
            # The first rows, as many as a glance takes in.
            few = max(1, min(3, len(array)))
            lines += _print(f"{code}[:{few}]", array[:few])
        else:
            lines += _print(code, part)
    return lines


def _print(code: str, value: Any) -> list[str]:
    if isinstance(value, np.ndarray) and value.dtype.kind in "fc":
        shown = str(value.round(4)).split("\n")
        call = f"print({code}.round(4))"
    else:
        shown = str(value).split("\n")
        call = f"print({code})"
    if len(shown) == 1:
        return [f"{call}  # {shown[0]}"]
    return [call, *[f"# {line}" for line in shown]]


def _checks(name: str, result: Any) -> Iterator[str]:
    """Return asserts that the numbers are those of the page."""
    for code, part in _parts_of(name, result):
        array = np.asarray(part)
        if array.dtype.kind in "fc":
            if array.size <= WRITTEN_NUMBERS:
                expected = literal(part if isinstance(part, np.ndarray) else array.item())
                largest = float(np.abs(array[np.isfinite(array)]).max(initial=0.0))
                near = f"rtol=1e-9, atol={1e-9 * (largest or 1.0):.0e}, equal_nan=True"
                yield f"assert np.allclose({code}, {expected}, {near})"
            else:
                total = float(np.nansum(np.abs(array)))
                yield f"assert np.isclose(np.nansum(np.abs({code})), {literal(total)}, rtol=1e-9)"
                yield f"assert {code}.shape == {array.shape!r}"
        elif array.dtype.kind in "iub" and array.size <= WRITTEN_NUMBERS:
            yield f"assert np.array_equal({code}, {literal(part)})"
        elif isinstance(part, str):
            yield f"assert {code} == {literal(part)}"

"""The text of the code panel: the calls that gave the numbers on a page, as code that runs as it stands.

The functions come from `code_source`; here stand the values that were on screen, the calls, what they print
and the asserts that compare.

No Streamlit here: a test runs what the panel shows and compares.
"""

from __future__ import annotations

import base64
import inspect
import itertools
import math
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from explorer.ui import code_source

# Arrays up to this many numbers are written out. Longer ones are read from a file where code is shown, and
# packed into one line, exact, where it is handed over: a script runs by itself.
WRITTEN_NUMBERS = 160
# What is left of numbers near 1 that cancel is rounding, and every processor rounds in its own way.
_ROUNDING = 1e-12
_HEAD = 2  # rows of a file that are shown
_HEAD_COLUMNS = 6

# How a read-out of the stage says a result: as code, and the same done here.
FORMS: Mapping[str, Callable[[Any], Any]] = {
    "{}": lambda x: x,
    "100 * {}": lambda x: 100 * x,
    "np.degrees({})": np.degrees,
    "np.linalg.norm({})": np.linalg.norm,
}


class Call(NamedTuple):
    """One call whose code is to be shown: `name = function(*args, **kwargs)`.

    Attributes
    ----------
    function : callable of `explorer.logic`
    args, kwargs : what it was called with
        Numbers, texts, arrays, lists, dicts, results (named tuples) or `Given`.
    name : str
        What the result is called.
    show : names of parts of the result to print; all short ones by default, none of them for None.
    result : what the call gave, where the page has it already; else the call is made once more.
    says : mapping
        From the name of a read-out on the stage to the code that gives the same number from the result, one
        of `FORMS`: that is printed under this name, instead of the result.
    """

    function: Callable[..., Any]
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = {}
    name: str = "result"
    show: tuple[str, ...] | None = ()
    result: Any = None
    says: Mapping[str, str] = {}


class Given(NamedTuple):
    """A value that has a name of its own: `name = value`, or code that yields it from what stands above.

    Attributes
    ----------
    name : str
        Variable that holds it.
    value : what it is
    code : str
        Written instead of the value, for example `fit.components[:2]`; what it mentions must stand above.
    needs : of `Given`
        What it mentions and no call above has.
    """

    name: str
    value: Any
    code: str = ""
    needs: tuple[Any, ...] = ()


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
        text, before = "", ""
        for part in self.parts:
            if part.kind in kinds:
                # What is one thought stands together: a value and the call that takes it, short lines.
                close = (before, part.kind) == ("values", "call") or "\n" not in part.text
                text += ("" if not text else "\n" if before != "functions" and close else "\n\n") + part.text
                before = part.kind
        return text + "\n"


def call(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Call:
    """Return a `Call`, written like the call itself.

    Examples
    --------
    >>> call(np.dot, [1, 2], [3, 4]).args
    ([1, 2], [3, 4])
    """
    return Call(function, args, kwargs)


def said(
    readout: str, function: Callable[..., Any], *args: Any, form: str = "{}", name: str = "", **kwargs: Any
) -> Call:
    """Return a `Call` that prints what a read-out of the stage says.

    Parameters
    ----------
    readout : str
        Its name on the stage; the result is called so too, unless there is a `name`.
    function : callable of `explorer.logic`
    *args, **kwargs
        What it is called with.
    form : a key of `FORMS`
        How the read-out says the result.
    name : str

    Examples
    --------
    >>> said("length of u", np.linalg.norm, [3, 4]).name
    'length_of_u'
    """
    slug = re.sub(r"\W+", "_", readout).strip("_")
    return Call(function, args, kwargs, name or slug, says={readout: form})


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


def _packed(array: np.ndarray[Any, Any]) -> str:
    """Return one line that unpacks a long array of numbers, exact."""
    order = array.dtype.newbyteorder("<")
    packed = base64.b85encode(zlib.compress(np.ascontiguousarray(array, dtype=order).tobytes(), 9))
    return (
        f'np.frombuffer(zlib.decompress(base64.b85decode("{packed.decode()}")), "{order.str}")'
        f".reshape({array.shape!r}).copy()"
    )


def build(*calls: Call, beside: bool = False) -> Parts:
    """Return the pieces of a text that makes these calls again: functions, values, calls and checks.

    Pasted into a fresh Python the pieces "functions", "values" and "call" run as they stand and print what
    the page shows. "check" compares with the page's numbers to nine digits: another machine's linear algebra
    may differ in the last ones. A call that is refused leaves the sentence that says why.

    Parameters
    ----------
    *calls : Call
    beside : bool
        Whether long tables are read from files beside the code, which `Parts.files` holds, and not packed
        into it.

    Raises
    ------
    ValueError
        If every call is refused, the refusal of the first.

    Examples
    --------
    >>> from explorer.logic import vectors
    >>> print(build(call(vectors.length, np.array([3.0, 4.0]))).text(("values", "call")))
    v = np.array([3.0, 4.0])
    result = length(v)
    print(result)  # 5.0
    <BLANKLINE>
    """
    functions: list[Callable[..., Any]] = [each.function for each in calls]
    classes: list[Callable[..., Any]] = [
        kind for each in calls for kind in _result_types([*each.args, *each.kwargs.values()])
    ]
    parts = [Part("functions", code_source.source(*functions, *classes))]
    files: dict[str, np.ndarray[Any, Any]] = {}
    known: dict[str, Any] = {}
    # A variable must not be called like a function that stands above it.
    names = code_source.names(*functions, *classes)
    reserved = {"np", "zlib", "base64", *names.values()}
    refusals: list[ValueError] = []
    for each in calls:
        try:
            result = _made(each) if each.result is None else each.result
        except ValueError as refusal:
            refusals.append(refusal)
            parts.append(Part("call", f"# {each.function.__name__}: {refusal}"))
            continue
        lines, arguments = _values(each, known, reserved, files if beside else None)
        if lines:
            needs_unpacking = any("zlib.decompress" in line for line in lines)
            top = ["import base64", "import zlib", ""] if needs_unpacking else []
            parts.append(Part("values", "\n".join([*top, *lines])))
        name = _free(each.name, known, reserved, None)
        known[name] = result
        written = names[code_source.key_of(each.function)]
        said = [line for says in each.says.items() for line in _said(*says, name, result)]
        prints = said if each.says and not each.show else [*_prints(name, result, each), *said]
        parts.append(
            Part("call", "\n".join([f"{name} = {written}({', '.join(arguments)})", *prints])),
        )
        checks = list(_checks(name, result))
        if checks:
            parts.append(Part("check", "\n".join(checks)))
    if len(refusals) == len(calls):
        raise refusals[0]
    return Parts(tuple(parts), files)


def _made(each: Call) -> Any:
    """Make a call."""
    return each.function(
        *[value_of(given) for given in each.args],
        **{name: value_of(given) for name, given in each.kwargs.items()},
    )


def value_of(given: Any) -> Any:
    """Return what an argument is, whether it has a name of its own or not."""
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
    each: Call, known: dict[str, Any], reserved: set[str], files: dict[str, np.ndarray[Any, Any]] | None
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
            for given in (*piece.needs, piece):
                if given.name not in known:
                    lines.append(_assigned(given.name, given.value, given.code, files))
                    known[given.name] = given.value
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
    attempt = wanted
    for number in itertools.count(2):
        held = attempt in known and not (value is not None and known[attempt] is value)
        if attempt not in reserved and not held:
            break
        attempt = f"{wanted}_{number}"
    return attempt


def _assigned(name: str, value: Any, code: str, files: dict[str, np.ndarray[Any, Any]] | None) -> str:
    """Return the line that defines a variable; a long table goes into `files`, where there are any."""
    if code:
        return f"{name} = {code}"
    if not isinstance(value, np.ndarray) or value.size <= WRITTEN_NUMBERS or value.dtype.kind not in "fiub":
        return f"{name} = {literal(value)}"
    shape = " x ".join(str(n) for n in value.shape)
    if files is None or value.ndim > 2:
        return f"# {shape} numbers, packed without loss\n{name} = {_packed(value)}"
    file = f"{name}.csv"
    files[file] = value
    kind = "" if value.dtype == np.float64 else f", dtype=np.{value.dtype.name}"
    return "\n".join(
        [
            f"# {shape} numbers; the file is offered beside this code, and the script holds them. It begins",
            *_head(value),
            f'{name} = np.loadtxt("{file}", delimiter=",", ndmin={value.ndim}{kind})',
        ]
    )


def _head(value: np.ndarray[Any, Any]) -> list[str]:
    """Return the first rows of a table as comments."""
    rows = value[:_HEAD] if value.ndim == 2 else value[None, :]
    more = ", ..." if rows.shape[1] > _HEAD_COLUMNS else ""
    return [f"# {', '.join(f'{x:.6g}' for x in row[:_HEAD_COLUMNS].tolist())}{more}" for row in rows]


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
    if each.show is None:
        return []
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


def _said(readout: str, form: str, name: str, result: Any) -> list[str]:
    """Return the line that prints what a read-out of the stage says."""
    code, value = form.format(name), FORMS[form](result)
    is_array = np.ndim(value) > 0
    shown = str(value.round(4)).split("\n") if is_array else [str(value)]
    if len(shown) > 1:
        return [f'print("{readout}:")', *_print(code, value)]
    return [f'print("{readout}:", {code}{".round(4)" if is_array else ""})  # {shown[0]}']


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
                near = f"rtol=1e-9, atol={max(1e-9 * (largest or 1.0), _ROUNDING):.0e}, equal_nan=True"
                yield f"assert np.allclose({code}, {expected}, {near})"
            else:
                total = float(np.nansum(np.abs(array)))
                near = f"rtol=1e-9, atol={_ROUNDING * array.size:.0e}"
                yield f"assert np.isclose(np.nansum(np.abs({code})), {literal(total)}, {near})"
                yield f"assert {code}.shape == {array.shape!r}"
        elif array.dtype.kind in "iub" and array.size <= WRITTEN_NUMBERS:
            yield f"assert np.array_equal({code}, {literal(part)})"
        elif isinstance(part, str):
            yield f"assert {code} == {literal(part)}"

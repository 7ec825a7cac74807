"""Live values: NumPy calls are recorded instead of only being run.

A `Trace` hands out inputs as `Live` values. NumPy's dispatch protocols (NEP 13 ``__array_ufunc__``, NEP 18
``__array_function__``) bring every NumPy call on them here; each becomes a step of a
`explorer.live.record.program.Program` that the browser runs for every frame of a drag. A live value knows its
current numbers, so shapes are known while recording, and NumPy itself says what a wrong shape is.

What would freeze the current numbers into the picture (``float(x)``, ``if x > 0``, ``np.array([a, b])``)
is refused at once with a `TraceError` that names the call, the place and what to write instead.
"""

from __future__ import annotations

import functools
import re
import sys
import sysconfig
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn, SupportsIndex

import numpy as np
from numpy.typing import ArrayLike

from explorer.live.record import functions
from explorer.live.record.functions import Refused
from explorer.live.record.operations import evaluate
from explorer.live.record.operations.values import Array, normal
from explorer.live.record.program import Check, Input, Program, Step, live_steps

_HERE = str(Path(__file__).parents[1])  # nothing of `live` is the author's line
_PACKAGE = str(Path(__file__).parents[2])  # the author may write here, also where it is installed
# Nor is anything of Python or of what is installed beside NumPy, and NumPy itself.
_FOREIGN = (sysconfig.get_path("stdlib"), str(Path(np.__file__).parents[1]), "<__array_function__", "<frozen")
_NO_GUARDS: frozenset[int] = frozenset()


class TraceError(TypeError):
    """A live value was about to leave the recording."""


class _TraceAttributeError(TraceError, AttributeError):
    """The same for an attribute that arrays have and live values have not."""


class _Placed(Exception):  # noqa: N818 - only a mark
    """NumPy's own refusal (of shapes, say), with the place of the author's call in front."""


class _PlacedValueError(_Placed, ValueError):
    pass


class _PlacedIndexError(_Placed, IndexError):
    pass


@dataclass(frozen=True, eq=False)
class Guard:
    """A condition that a function required of its arguments, and the sentence for when it fails."""

    condition: Live
    message: str
    where: str


@dataclass(eq=False)
class _Protection:
    """A guard at work: while the function that required it runs, every new value is protected."""

    guard: int
    where: str
    used: bool = False


def author_frame() -> FrameType | None:
    """Find the frame of the author's code: the first outside this folder and outside what is installed."""
    return _author_and_library()[0]


def _author_and_library() -> tuple[FrameType | None, str]:
    """Find the author's frame, and the function of a library other than NumPy that it called, if any."""
    frame: FrameType | None = sys._getframe(1)
    library = ""
    while frame is not None:
        file = frame.f_code.co_filename
        if not file.startswith(_HERE):
            if file.startswith(_PACKAGE) or not file.startswith(_FOREIGN):
                break
            library = _library_function(frame) or library
        frame = frame.f_back
    return frame, library


def _library_function(frame: FrameType) -> str:
    """Write a function as its caller knows it, `scipy.linalg.expm`; nothing for NumPy and wrappers."""
    module = frame.f_globals.get("__name__", "")
    name = getattr(frame.f_code, "co_qualname", frame.f_code.co_name)
    package = module.partition(".")[0]
    if package == "numpy" or package in sys.stdlib_module_names or "wrap" in name or "<" in name:
        return ""
    if "array_api" in module:  # all of their functions begin here
        return package
    return ".".join([part for part in module.split(".") if not part.startswith("_")] + [name])


def place(frame: FrameType | None) -> str:
    """Say where a frame is: function, file and line."""
    if frame is None:
        return "an unknown place"
    code = frame.f_code
    name = getattr(code, "co_qualname", code.co_name)
    return f"{'the page' if name == '<module>' else name} ({_short(code.co_filename)}:{frame.f_lineno})"


@functools.cache
def _short(filename: str) -> str:
    """The last parts of a path: enough to find the file."""
    return "/".join(Path(filename).parts[-3:])


def _error(call: str, why: str) -> TraceError:
    frame, library = _author_and_library()
    if library:
        did = re.sub(r"(>\)?) \(.*", r"\1", call)
        why = (
            f"NumPy alone is recorded, and {library.partition('.')[0]} wants numbers that stand still "
            f"({did}); write it in NumPy, or call it with settled values, below the stage"
        )
        call = library
    return TraceError(f"{call} in {place(frame)}: {why}")


def _refuse(call: str, why: str) -> NoReturn:
    raise _error(call, why)


@dataclass(eq=False)
class _Node:
    """An input (op ''), a constant (op 'constant') or a step."""

    op: str
    operands: tuple[int, ...] = ()
    attributes: dict[str, Any] | None = None
    value: Any = None


class Trace:
    """A recording.

    Examples
    --------
    >>> trace = Trace()
    >>> u = trace.input("u", [3.0, 4.0])
    >>> program = trace.program({"length": np.linalg.norm(u)})
    >>> program.run({"u": [6, 8]})["length"]
    array(10.)
    """

    def __init__(self) -> None:
        self.guards: list[Guard] = []
        self._nodes: list[_Node] = []
        self._inputs: dict[str, int] = {}
        self._known: dict[Any, int] = {}
        self._active: dict[FrameType, list[_Protection]] = {}
        self._protections: list[_Protection] = []
        self._guard_known: dict[tuple[int, str], int] = {}

    # -- inputs, constants, steps

    def input(self, name: str, value: ArrayLike) -> Live:
        """Add an input of the program: floats that the reader moves.

        Parameters
        ----------
        name : str
            Unique name.
        value : array_like
            Its current value; the shape stays.

        Raises
        ------
        ValueError
            When the name is taken.
        """
        if name in self._inputs:
            raise ValueError(f"two inputs are called {name!r}; each needs a name of its own")
        array = np.array(value)
        array = array.astype(np.complex128 if array.dtype.kind == "c" else np.float64)
        self._inputs[name] = self._add(_Node("", attributes={"name": name}, value=array))
        return Live(self, self._inputs[name], array, _NO_GUARDS)

    def constant(self, value: ArrayLike) -> Live:
        """Add a value that never moves; equal constants are kept once."""
        index, array = self._constant(value)
        return Live(self, index, array, _NO_GUARDS)

    def _add(self, node: _Node) -> int:
        self._nodes.append(node)
        return len(self._nodes) - 1

    def _constant(self, value: Any) -> tuple[int, Array]:
        scalar = type(value)
        if scalar is float or scalar is int or scalar is bool:
            # Written twice, 0.0 and -0.0 differ.
            key: Any = (scalar, repr(value) if value == 0 or value != value else value)
            index = self._known.get(key)
            if index is not None:
                return index, self._nodes[index].value
            array = normal(value)
        else:
            array = np.asarray(value)
            if array.dtype.kind not in "fiubc":
                _refuse(
                    f"an operand of type {type(value).__name__}",
                    "a live value combines with numbers and numeric arrays only; "
                    "make one array of live values with np.stack([a, b])",
                )
            array = normal(array)
            key = (array.dtype.char, array.shape, array.tobytes())
            index = self._known.get(key)
            if index is not None:
                return index, self._nodes[index].value
            if array is value or array.base is not None:
                array = array.copy()  # what the author later writes into it does not change the recording
        index = self._add(_Node("constant", value=array))
        self._known[key] = index
        return index, array

    def _operand(self, value: Any) -> tuple[int, Any, frozenset[int]]:
        if type(value) is Live:
            if value._trace is not self:
                _refuse(
                    "an operation", "it mixes live values of two scenes; a scene uses its own inputs only"
                )
            return value._id, value.value, value.guards
        index, array = self._constant(value)
        return index, array, _NO_GUARDS

    def emit(self, op: str, operands: Sequence[Any], attributes: dict[str, Any] | None = None) -> Live:
        """Record one step and run it on the current values.

        Parameters
        ----------
        op : str
            A name in `explorer.live.record.operations.OPERATIONS`.
        operands : sequence
            Live values, arrays and numbers.
        attributes : dict, optional
            What does not move, as JSON.
        """
        guards = _NO_GUARDS
        ids = []
        values = []
        for operand in operands:
            index, value, own = self._operand(operand)
            ids.append(index)
            values.append(value)
            if own:
                guards = guards | own
        key = (op, tuple(ids), repr(attributes)) if attributes else (op, tuple(ids))
        known = self._known.get(key)
        if known is None:
            try:
                value = evaluate(op, values, attributes)
            except TypeError as error:
                _refuse(op, str(error))
            except ValueError as error:
                raise _PlacedValueError(f"np.{op} in {place(author_frame())}: {error}") from error
            known = self._add(_Node(op, tuple(ids), attributes or None, value))
            self._known[key] = known
        return Live(self, known, self._nodes[known].value, self._protect(guards) if self._active else guards)

    # -- guards

    def _protect(self, guards: frozenset[int]) -> frozenset[int]:
        """Add the guards of the functions that are running now."""
        waiting = len(self._active)
        frame: FrameType | None = sys._getframe(2)
        while frame is not None and waiting:
            running = self._active.get(frame)
            if running is not None:
                waiting -= 1
                for protection in running:
                    protection.used = True
                    if protection.guard not in guards:
                        guards = guards | {protection.guard}
            frame = frame.f_back
        if waiting:
            self._forget_finished()
        return guards

    def _forget_finished(self) -> None:
        """Let go of functions that have returned, and with them of their variables."""
        frame: FrameType | None = sys._getframe(1)
        running = {}
        while frame is not None:
            if frame in self._active:
                running[frame] = self._active[frame]
            frame = frame.f_back
        self._active = running

    def _require(self, condition: Live, message: str, frame: FrameType | None) -> None:
        known = self._guard_known.get((condition._id, message))
        where = place(frame)
        if known is None:
            known = len(self.guards)
            self.guards.append(Guard(condition, message, where))
            self._guard_known[condition._id, message] = known
        protection = _Protection(known, where)
        if frame is not None:
            self._active.setdefault(frame, []).append(protection)
        self._protections.append(protection)

    def _check_protections(self) -> None:
        for protection in self._protections:
            if not protection.used:
                message = self.guards[protection.guard].message
                raise TraceError(
                    f"the check {message!r} in {protection.where} protects nothing: no live value is "
                    f"computed after it "
                    "in that function. Call checks.require in the function that computes, before it computes"
                )

    # -- the program

    def program(self, outputs: Mapping[str, Live | ArrayLike]) -> Program:
        """Give the program of these outputs: unused steps dropped, guards kept.

        Guards keep their index: guard `k` of the program is `self.guards[k]`.

        Raises
        ------
        TraceError
            When a guard protects nothing.
        """
        self._check_protections()
        ids = {name: self._operand(value)[0] for name, value in outputs.items()}
        conditions = [guard.condition._id for guard in self.guards]
        nodes = self._nodes
        wanted = [*self._inputs.values(), *ids.values(), *conditions]
        needed = live_steps([node.operands for node in nodes], wanted)
        inputs = list(self._inputs.values())
        constants = [k for k in needed if nodes[k].op == "constant"]
        steps = [k for k in needed if nodes[k].op not in ("", "constant")]
        place_of = {k: new for new, k in enumerate([*inputs, *constants, *steps])}
        return Program(
            tuple(Input(name, nodes[k].value.shape) for name, k in self._inputs.items()),
            tuple(nodes[k].value for k in constants),
            tuple(
                Step(nodes[k].op, tuple(place_of[j] for j in nodes[k].operands), nodes[k].attributes)
                for k in steps
            ),
            {name: place_of[k] for name, k in ids.items()},
            tuple(
                Check(place_of[k], guard.message) for k, guard in zip(conditions, self.guards, strict=True)
            ),
        )

    def describe(self, index: int, depth: int = 2) -> str:
        """Write a value as its author might: ``norm(u)``."""
        node = self._nodes[index]
        if node.op == "":
            return str(node.attributes["name"]) if node.attributes else "?"
        if node.op == "constant":
            return repr(node.value.item()) if node.value.size == 1 else f"array{node.value.shape}"
        if depth == 0:
            return "…"
        if node.op == "item" and node.attributes:
            return f"{self.describe(node.operands[0], depth)}[{node.attributes['index']}]"
        return f"{node.op}({', '.join(self.describe(k, depth - 1) for k in node.operands)})"


def _binary(op: str, ufunc: Any) -> tuple[Callable[..., Any], Callable[..., Any]]:
    def forward(self: Live, other: Any) -> Any:
        return self._trace.emit(op, (self, other)) if _is_plain(other) else _ufunc(ufunc, (self, other))

    def backward(self: Live, other: Any) -> Any:
        return self._trace.emit(op, (other, self)) if _is_plain(other) else _ufunc(ufunc, (other, self))

    return forward, backward


def _is_plain(other: Any) -> bool:
    kind = type(other)
    return kind is Live or kind is float or kind is int or kind is np.ndarray


def _ufunc(ufunc: Any, operands: tuple[Any, ...]) -> Any:
    for operand in operands:
        if isinstance(operand, (str, bytes)) or operand is None:
            _refuse(f"np.{ufunc.__name__}", f"{operand!r} is not a number")
    live = next(operand for operand in operands if isinstance(operand, Live))
    return live.__array_ufunc__(ufunc, "__call__", *operands)


def _in_place(symbol: str, forward: Callable[..., Any]) -> Callable[..., Any]:
    def assign(self: Live, other: Any) -> Any:
        if self.ndim:
            # An array changes under all its names; a recording cannot, so the difference would go unseen.
            _refuse(
                f"{self!r} {symbol}= ...", f"a live array is not changed in place; write a = a {symbol} b"
            )
        return forward(self, other)

    return assign


@dataclass(eq=False, repr=False, slots=True)
class Live:
    """A value of a recording: an array that moves.

    Attributes
    ----------
    value : ndarray
        Its numbers now.
    guards : frozenset of int
        Which of the trace's guards must hold for it to mean something.
    """

    _trace: Trace
    _id: int
    value: Any
    guards: frozenset[int] = field(default=_NO_GUARDS)

    # -- what is known while recording

    @property
    def trace_of(self) -> Trace:
        """The recording that this value belongs to."""
        return self._trace

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape; it does not move."""
        return self.value.shape

    @property
    def ndim(self) -> int:
        """Number of axes."""
        return self.value.ndim

    @property
    def size(self) -> int:
        """Number of entries."""
        return self.value.size

    @property
    def dtype(self) -> np.dtype[Any]:
        """One of float64, int64, bool, complex128."""
        return self.value.dtype

    def __len__(self) -> int:
        if not self.ndim:
            raise TypeError(f"{self!r} is a single number and has no len()")
        return len(self.value)

    def __repr__(self) -> str:
        return f"<live {self._trace.describe(self._id)}, shape {self.shape}>"

    # -- NumPy's protocols

    def __array_ufunc__(self, ufunc: Any, method: str, *operands: Any, **keywords: Any) -> Any:
        name = f"np.{ufunc.__name__}"
        if getattr(np, ufunc.__name__, None) is not ufunc and (ufunc, method) not in functions.UFUNC_METHODS:
            _refuse(
                ufunc.__name__,
                "it is no function of NumPy, and NumPy alone is recorded; write it in NumPy for whole arrays",
            )
        if keywords.get("out") is not None:
            target = keywords["out"][0]
            _refuse(
                f"{name}(..., out=...)" if isinstance(target, Live) else f"{name} into an ordinary array",
                "a live value cannot be written into an array (this is also what `array += live` does); "
                "write a = a + b, or np.stack / np.where to build an array",
            )
        keywords.pop("out", None)
        return self._dispatch(
            functions.UFUNC_METHODS.get((ufunc, method)),
            name if method == "__call__" else f"{name}.{method}",
            operands,
            keywords,
        )

    def __array_function__(
        self, func: Any, types: Any, args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> Any:
        return self._dispatch(functions.FUNCTIONS.get(func), functions.name_of(func), args, kwargs)

    def _dispatch(
        self, entry: functions.Supported | None, name: str, args: Sequence[Any], keywords: Mapping[str, Any]
    ) -> Any:
        if entry is None:
            _refuse(name, functions.hint(name))
        try:
            return entry.record(self._trace.emit, *args, **keywords)
        except TraceError:
            raise
        except Refused as refused:
            raise _error(name, str(refused)) from None
        except TypeError as error:
            # Python names the recording function in "... got an unexpected keyword argument".
            text = re.sub(r"^[\w.<>]+\(\)", "it", str(error))
            raise _error(name, text) from error
        except _Placed:
            raise
        except (ValueError, IndexError) as error:
            kind = _PlacedIndexError if isinstance(error, IndexError) else _PlacedValueError
            raise kind(f"{name} in {place(author_frame())}: {error}") from error

    def __require__(self, message: str) -> None:
        """Record a guard for the function that called the check (see `explorer.logic.checks.require`)."""
        frame: FrameType | None = sys._getframe(1)
        checks = frame.f_code.co_filename if frame else ""
        while frame is not None and frame.f_code.co_filename == checks:
            frame = frame.f_back
        self._trace._require(self, message, frame)

    # -- arithmetic and comparison

    __add__, __radd__ = _binary("add", np.add)
    __sub__, __rsub__ = _binary("subtract", np.subtract)
    __mul__, __rmul__ = _binary("multiply", np.multiply)
    __truediv__, __rtruediv__ = _binary("divide", np.divide)
    __floordiv__, __rfloordiv__ = _binary("floor_divide", np.floor_divide)
    __mod__, __rmod__ = _binary("remainder", np.remainder)
    __pow__, __rpow__ = _binary("power", np.power)
    __and__, __rand__ = _binary("bitwise_and", np.bitwise_and)
    __or__, __ror__ = _binary("bitwise_or", np.bitwise_or)
    __xor__, __rxor__ = _binary("bitwise_xor", np.bitwise_xor)
    __lt__, _ = _binary("less", np.less)
    __le__, _ = _binary("less_equal", np.less_equal)
    __gt__, _ = _binary("greater", np.greater)
    __ge__, _ = _binary("greater_equal", np.greater_equal)
    __eq__, _ = _binary("equal", np.equal)
    __ne__, _ = _binary("not_equal", np.not_equal)
    del _

    __iadd__ = _in_place("+", __add__)
    __isub__ = _in_place("-", __sub__)
    __imul__ = _in_place("*", __mul__)
    __itruediv__ = _in_place("/", __truediv__)
    __ifloordiv__ = _in_place("//", __floordiv__)
    __imod__ = _in_place("%", __mod__)
    __ipow__ = _in_place("**", __pow__)
    __iand__ = _in_place("&", __and__)
    __ior__ = _in_place("|", __or__)
    __ixor__ = _in_place("^", __xor__)

    def __matmul__(self, other: Any) -> Any:
        return np.matmul(self, other)

    def __rmatmul__(self, other: Any) -> Any:
        return np.matmul(other, self)

    def __imatmul__(self, other: Any) -> Any:
        _refuse(f"{self!r} @= ...", "a live array is not changed in place; write a = a @ b")

    def __divmod__(self, other: Any) -> Any:
        return self // other, self % other

    def __neg__(self) -> Any:
        return np.negative(self)

    def __pos__(self) -> Live:
        return self

    def __abs__(self) -> Live:
        return self._trace.emit("absolute", (self,))

    def __invert__(self) -> Live:
        return self._trace.emit("invert", (self,))

    def __round__(self, ndigits: int | None = None) -> Any:
        rounded = np.round(self, ndigits or 0)
        return rounded.astype(int) if ndigits is None else rounded

    # -- indexing

    def __getitem__(self, key: Any) -> Live:
        try:
            return functions.getitem(self._trace.emit, self, key)
        except Refused as refused:
            raise _error(f"{self!r}[...]", str(refused)) from None
        except IndexError as error:
            raise _PlacedIndexError(f"{self!r}[...] in {place(author_frame())}: {error}") from None

    def __iter__(self) -> Iterator[Live]:
        if not self.ndim:
            raise TypeError(f"{self!r} is a single number and cannot be unpacked")
        return (self[k] for k in range(len(self.value)))

    def __setitem__(self, key: Any, value: Any) -> None:
        _refuse(
            f"item assignment to {self!r}", "a live array is not changed in place; write np.where or np.stack"
        )

    def __delitem__(self, key: Any) -> None:
        _refuse(f"del of an item of {self!r}", "a live array is not changed in place")

    def __contains__(self, item: Any) -> bool:
        _refuse(f"`in {self!r}`", "whether it holds changes during a drag; write np.any(x == item)")

    # -- what would freeze the numbers

    def __bool__(self) -> bool:
        _refuse(
            f"bool({self!r}) (an if, and, or, not, max(), min(), sorted() or assert)",
            "it may be true now and false later in the drag; write np.where, np.maximum, & | ~, or "
            "checks.require",
        )

    def __float__(self) -> float:
        _refuse(
            f"float({self!r})",
            "the number moves; keep the value as it is, and use np.sqrt for math.sqrt and the like",
        )

    def __int__(self) -> int:
        _refuse(f"int({self!r})", "the number moves; write x.astype(int), and np.floor for math.floor")

    def __complex__(self) -> complex:
        _refuse(f"complex({self!r})", "the number moves; write a + 1j * b")

    def __index__(self) -> int:
        _refuse(
            f"{self!r} as a plain integer (range, list index, slice bound or size)",
            "the number moves. It can index a live array, x[i.astype(int)]; for array[i] of an ordinary "
            "array write scene.frames(array)[i], or np.choose(i, array) where there is no scene; sizes "
            "stay fixed",
        )

    def __trunc__(self) -> int:
        _refuse(f"math.trunc({self!r})", "the number moves; write np.trunc(x)")

    def __floor__(self) -> int:
        _refuse(f"math.floor({self!r})", "the number moves; write np.floor(x)")

    def __ceil__(self) -> int:
        _refuse(f"math.ceil({self!r})", "the number moves; write np.ceil(x)")

    def __array__(self, dtype: Any = None, copy: Any = None) -> Array:
        _refuse(
            f"making an ordinary array of {self!r} (np.array, np.asarray, np.full, assignment into an array)",
            "the numbers move; write np.stack([a, b]) for np.array([a, b]), np.full_like(x, a) for np.full, "
            "scene.frames(array)[i] for array[i] (np.choose(i, array) where there is no scene), and pass the "
            "value on as it is instead of np.asarray(x)",
        )

    def __format__(self, spec: str) -> str:
        _refuse(
            f"formatting {self!r} into a text",
            "the number moves; give it to scene.readout, or use its shape only",
        )

    def __str__(self) -> str:
        _refuse(f"str({self!r})", "the number moves; give it to scene.readout (to look at it now: x.value)")

    def __hash__(self) -> int:
        _refuse(f"hash({self!r}) (a dict key, a set or a cache)", "the number moves; key by a name instead")

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        _refuse(f"pickling {self!r}", "a live value belongs to its scene; cache arrays, not live values")

    def __copy__(self) -> Live:
        return self

    def __deepcopy__(self, memo: Any) -> Live:
        return self

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or not hasattr(np.ndarray, name):
            raise AttributeError(f"{self!r} has no attribute {name!r}")
        raise _TraceAttributeError(
            f"{self!r}.{name} in {place(author_frame())}: a live value has no .{name}; "
            f"{functions.hint('.' + name)}"
        )

    # -- methods of arrays

    @property
    def T(self) -> Live:  # noqa: N802
        """Transpose."""
        return self.transpose()

    @property
    def mT(self) -> Live:  # noqa: N802
        """Transpose of the last two axes."""
        return self.swapaxes(-1, -2)

    @property
    def real(self) -> Live:
        """Real part."""
        return self._trace.emit("real", (self,))

    @property
    def imag(self) -> Live:
        """Imaginary part."""
        return self._trace.emit("imag", (self,))

    def _call(self, function: Any, *args: Any, **keywords: Any) -> Any:
        return self._dispatch(
            functions.FUNCTIONS[function], functions.name_of(function), (self, *args), keywords
        )

    def transpose(self, *axes: Any) -> Live:
        """Permute the axes."""
        if len(axes) == 1 and (axes[0] is None or isinstance(axes[0], (tuple, list))):
            axes = tuple(axes[0] or ())
        return self._call(np.transpose, axes or None)

    def reshape(self, *shape: Any, order: str = "C") -> Live:
        """Same entries in another shape."""
        return self._call(np.reshape, shape[0] if len(shape) == 1 else shape, order=order)

    def ravel(self, order: str = "C") -> Live:
        """One axis."""
        return self._call(np.ravel, order=order)

    flatten = ravel

    def astype(self, dtype: Any, **keywords: Any) -> Live:
        """Convert to float, int, bool or complex."""
        return functions.astype(self._trace.emit, self, dtype)

    def copy(self, order: str = "C") -> Live:
        """Itself: a live value is never changed in place."""
        return self

    def conj(self) -> Live:
        """Complex conjugate."""
        return self._trace.emit("conjugate", (self,))

    conjugate = conj


def _method(name: str, function: Any) -> Callable[..., Any]:
    def method(self: Live, *args: Any, **keywords: Any) -> Any:
        return self._call(function, *args, **keywords)

    method.__name__ = name
    method.__doc__ = f"See ``np.{name}``."
    return method


for _name in (
    "sum",
    "prod",
    "mean",
    "std",
    "var",
    "max",
    "min",
    "argmax",
    "argmin",
    "any",
    "all",
    "cumsum",
    "cumprod",
    "argsort",
    "clip",
    "dot",
    "round",
    "squeeze",
    "swapaxes",
    "repeat",
    "take",
    "trace",
    "diagonal",
):
    setattr(Live, _name, _method(_name, getattr(np, _name)))

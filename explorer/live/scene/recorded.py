"""A scene is a value of its arguments: recorded once a process, and handed out again and again."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import inspect
import itertools
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, ParamSpec

import numpy as np

from explorer.live.scene.scene import Scene
from explorer.sentence import Sentence

P = ParamSpec("P")

# Characters of all scenes that are kept; what their recordings hold is about ten times that.
_MOST = 8_000_000
_kept: OrderedDict[str, Scene] = OrderedDict()
_numbers = itertools.count()
_lock = threading.Lock()  # of what is kept; held for a moment
_recording = threading.Lock()  # recording is Python: two at once would both be late


def recorded(function: Callable[P, Scene]) -> Callable[P, Scene]:
    """Let a function that returns a Scene record each scene once.

    Arguments count by their value, arrays by what they hold. The scene and its payload are shared by all
    visits, so nobody may write into it: what a link locks or hides is said beside it. The function itself is
    `function.__wrapped__`.

    Parameters
    ----------
    function : callable
        Returns a Scene; its arguments are plain data.

    Returns
    -------
    callable
        The same, answering with the scene that it has recorded before.

    Raises
    ------
    TypeError
        When an argument is no plain data: numbers, texts, arrays, and tuples, dataclasses or mappings of
        such.

    Examples
    --------
    >>> @recorded
    ... def scene(at=(3, 1)):
    ...     scene = Scene("One vector")
    ...     scene.handle("u", at=at)
    ...     return scene
    >>> scene() is scene(at=(3, 1)), scene() is scene(at=(3, 2))
    (True, False)
    """
    signature = inspect.signature(function)
    number = next(_numbers)  # functions inside functions have one name in all calls

    @functools.wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> Scene:
        given = signature.bind(*args, **kwargs)
        given.apply_defaults()
        digest = hashlib.blake2b(b"%d " % number, digest_size=16)
        for name, value in given.arguments.items():
            digest.update(name.encode())
            _feed(digest.update, value, f"{function.__qualname__}({name}=...)")
        key = digest.hexdigest()
        found = _look_up(key)
        if found is None:
            with _recording:
                found = _look_up(key) or _keep(key, function(*args, **kwargs))
        return found

    return wrapper


def _look_up(key: str) -> Scene | None:
    with _lock:
        found = _kept.get(key)
        if found is not None:
            _kept.move_to_end(key)
        return found


def _keep(key: str, scene: Scene) -> Scene:
    scene.identity()  # builds the payload too
    with _lock:
        _kept[key] = scene
        total = sum(len(each.payload()) for each in _kept.values())
        while total > _MOST and len(_kept) > 1:
            total -= len(_kept.popitem(last=False)[1].payload())
    return scene


def _feed(update: Callable[[bytes], None], value: Any, place: str) -> None:
    """Hand the bytes of a value to a digest: of two values the same bytes only when they are the same."""
    if value is None or isinstance(value, bool | int | float | bytes) or type(value) is str:
        text = repr(value).encode("utf-8", "surrogatepass")
        update(f"{type(value).__name__} {len(text)} ".encode() + text)
    elif isinstance(value, Sentence):
        update(b"sentence ")
        _feed(update, (value.template, value.values), place)
    elif isinstance(value, np.ndarray | np.generic) and value.dtype != object:
        array = np.asarray(value)
        update(f"array {array.dtype.str} {array.shape} ".encode() + array.tobytes())
    elif isinstance(value, Mapping):
        update(f"mapping {len(value)} ".encode())
        for name, one in value.items():
            _feed(update, name, place)
            _feed(update, one, place)
    elif isinstance(value, tuple | list):
        update(f"{type(value).__qualname__} {len(value)} ".encode())
        for one in value:
            _feed(update, one, place)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        update(f"{type(value).__qualname__} ".encode())
        for part in dataclasses.fields(value):
            _feed(update, getattr(value, part.name), place)
    else:
        raise TypeError(
            f"{place} holds a {type(value).__name__}; the arguments of a scene are plain data: numbers, "
            "texts, arrays, and tuples, dataclasses or mappings of such"
        )

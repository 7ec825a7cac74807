"""A scene is a value of its arguments: recorded once, for all who ask, as long as it is asked for."""

from __future__ import annotations

import sys
import threading

import numpy as np
import pytest

from explorer.live.scene import Scene, recorded
from explorer.sentence import Sentence


def counted(calls: list[object]) -> object:
    @recorded
    def scene(value: object = 1.0, *, name: str = "") -> Scene:
        calls.append(value)
        return Scene("Counted")

    return scene


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (1.0, 1.0, True),
        (1.0, 2.0, False),
        ("1", 1, False),
        (("a", "b"), ("ab",), False),
        ((("a",), "b"), ("a", ("b",)), False),
        (np.arange(6.0), np.arange(6.0), True),
        (np.arange(6.0), np.arange(6.0).reshape(2, 3), False),
        (np.arange(6.0), np.arange(6), False),
        (np.array([0.0, np.nan]), np.array([0.0, np.nan]), True),
        (np.eye(2)[::-1], np.array([[0.0, 1.0], [1.0, 0.0]]), True),
        ({"u": np.zeros(2)}, {"u": np.zeros(2)}, True),
        ({"u": np.zeros(2)}, {"v": np.zeros(2)}, False),
        (Sentence("{n} rows", n=2), Sentence("{n} rows", n=2), True),
        (Sentence("{n} rows", n=2), "2 rows", False),
        (Sentence("{n} rows", n=2), Sentence("{n} {what}", n=2, what="rows"), False),
    ],
)
def test_arguments_count_by_their_value(first: object, second: object, same: bool) -> None:
    scene = counted([])
    assert (scene(first) is scene(second)) == same  # type: ignore[operator]


def test_a_default_that_is_written_out_is_the_same_argument() -> None:
    calls: list[object] = []
    scene = counted(calls)
    shown = {id(each) for each in (scene(), scene(1.0), scene(value=1.0, name=""))}  # type: ignore[operator]
    assert len(shown) == len(calls) == 1


def test_an_argument_that_is_no_plain_data_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match=r"scene\(value=...\) holds a set"):
        counted([])({1})  # type: ignore[operator]


def test_many_who_ask_at_once_wait_for_one_recording() -> None:
    started = threading.Event()
    calls: list[float] = []

    @recorded
    def scene(x: float) -> Scene:
        calls.append(x)
        started.wait(10)
        return Scene("Slow")

    found: list[Scene] = []
    threads = [threading.Thread(target=lambda: found.append(scene(1.0))) for _ in range(8)]
    for thread in threads:
        thread.start()
    started.set()
    for thread in threads:
        thread.join()
    assert calls == [1.0] and len({id(each) for each in found}) == 1


def test_what_nobody_asked_for_lately_is_recorded_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    from explorer.live.scene import recorded as module_function

    namespace = sys.modules[module_function.__module__]
    monkeypatch.setattr(namespace, "_kept", type(namespace._kept)())
    calls: list[object] = []
    scene = counted(calls)
    size = len(scene(0.0).payload())  # type: ignore[operator]
    monkeypatch.setattr(namespace, "_MOST", 3 * size)
    for value in (1.0, 2.0, 0.0, 3.0, 0.0, 1.0):
        scene(value)  # type: ignore[operator]
    assert calls == [0.0, 1.0, 2.0, 3.0, 1.0], "of three that are kept, the one used longest ago goes"

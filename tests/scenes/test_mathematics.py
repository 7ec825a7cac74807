"""What a scene records of a function of `explorer.logic` is what the function gives, refusals included."""

from __future__ import annotations

import functools
import importlib
import inspect
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np
import pytest

from explorer.live.record.trace import Live
from explorer.live.scene import Scene
from tests.live.test_link import random_state
from tests.scenes.catalogue import STEMS

SETTINGS = 50
TOLERANCE = 1e-9


class Recorded(NamedTuple):
    """A call that a scene has recorded: its arguments by name, and what it gave."""

    function: Callable[..., Any]
    given: dict[str, Any]
    result: Any


def recordings(stem: str) -> Iterator[tuple[Scene, list[Recorded]]]:
    """Record the scene of a lesson and its other views anew, one after the other."""
    module = importlib.import_module(f"explorer.scenes.{stem}")
    yield recording(module.scene)
    others = iter(getattr(module, "variants", tuple)())
    while (found := recording(functools.partial(next, others, None)))[0] is not None:
        yield found


def recording(make: Callable[[], Scene | None]) -> tuple[Any, list[Recorded]]:
    """Record a scene anew, and note which public functions were handed live values."""
    calls: list[Recorded] = []
    running: dict[FrameType, tuple[Callable[..., Any], dict[str, Any]]] = {}

    def note(frame: FrameType, event: str, result: Any) -> None:
        if event == "return" and frame in running:
            calls.append(Recorded(*running.pop(frame), result))
        module, name = frame.f_globals.get("__name__", ""), frame.f_code.co_name
        if event != "call" or not module.startswith("explorer.logic.") or module.endswith(".checks"):
            return
        function = frame.f_globals.get(name)
        if not name.startswith("_") and getattr(function, "__code__", None) is frame.f_code:
            given = {each: frame.f_locals[each] for each in inspect.signature(function).parameters}
            if list(live_in(given)):
                running[frame] = function, given

    with patch.object(sys.modules["explorer.live.scene.recorded"], "_look_up", lambda key: None):
        sys.setprofile(note)
        try:
            return make(), calls
        finally:
            sys.setprofile(None)


def live_in(value: Any) -> Iterator[Live]:
    """The live values in an argument or a result, in their order."""
    if isinstance(value, Live):
        yield value
    elif isinstance(value, tuple | list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from live_in(part)


def now(value: Any, values: list[Any], place_of: dict[int, int]) -> Any:
    """An argument or a result with numbers in place of its live values."""
    if isinstance(value, Live):
        return values[place_of[id(value)]]
    if isinstance(value, dict):
        return {name: now(part, values, place_of) for name, part in value.items()}
    if isinstance(value, tuple | list):
        parts = [now(part, values, place_of) for part in value]
        return type(value)(*parts) if hasattr(value, "_fields") else type(value)(parts)
    return value


def numbers_in(value: Any) -> Iterator[Any]:
    """The arrays and numbers in a result, in their order."""
    if isinstance(value, tuple | list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from numbers_in(part)
    elif value is not None and not isinstance(value, str):
        yield value


def called(call: Recorded, given: dict[str, Any]) -> Any:
    """The result of a function for ordinary numbers; the sentence with which it refuses them."""
    bound = inspect.BoundArguments(inspect.signature(call.function), given)  # type: ignore[arg-type]
    try:
        return call.function(*bound.args, **bound.kwargs)
    except ValueError as refusal:
        return str(refusal)


def settings(scene: Scene) -> Iterator[dict[str, np.ndarray]]:
    """Random settings of all inputs, and one with each input at 0, where much is refused."""
    rng = np.random.default_rng(31)
    hidden = [spec for spec in scene.inputs.values() if spec["hidden"]]
    zeros = [{}, *({name: spec} for name, spec in scene.inputs.items())]
    for count in range(max(SETTINGS, len(zeros))):
        state = random_state(scene, rng)
        for spec in hidden:
            state[spec["name"]] = np.reshape(spec["at"], spec["shape"]) + rng.normal(size=spec["shape"])
        for name, spec in zeros[count].items() if count < len(zeros) else ():
            state[name] = np.zeros(spec["shape"]).clip(spec.get("low"), spec.get("high"))
        yield state


@pytest.mark.parametrize("stem", STEMS)
def test_what_a_scene_records_of_a_function_is_what_the_function_gives(stem: str) -> None:
    for scene, calls in recordings(stem):
        compare(stem, scene, calls)


def compare(stem: str, scene: Scene, calls: list[Recorded]) -> None:
    """Compare what was recorded of a function with what it gives, in many settings."""
    found = {id(live): live for call in calls for live in live_in([call.given, call.result])}
    if not found:
        return  # what the scene draws needs no function of its own
    program = next(iter(found.values())).trace_of.program({str(key): live for key, live in found.items()})
    place_of = {key: program.outputs[str(key)] for key in found}
    compared = 0
    for state in settings(scene):
        values = program.values(state)
        failing = {i for i, guard in enumerate(program.guards) if not np.all(values[guard.condition])}
        for call in calls:
            before = {guard for live in live_in(call.given) for guard in live.guards}
            if before & failing:
                continue  # it is handed what was refused before
            what = f"{call.function.__qualname__} in {stem}"
            got = called(call, now(call.given, values, place_of))
            said = [program.guards[i].message for live in live_in(call.result) for i in live.guards & failing]
            if isinstance(got, str):
                assert got in said, f"{what} refuses ({got}), and the stage does not"
                continue
            assert not said, f"{what}: the stage alone refuses ({said[0]})"
            pairs = zip(numbers_in(now(call.result, values, place_of)), numbers_in(got), strict=True)
            for shown, wanted in pairs:
                np.testing.assert_allclose(shown, wanted, rtol=TOLERANCE, atol=TOLERANCE, err_msg=what)
            compared += 1
    assert compared

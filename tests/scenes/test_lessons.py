"""Whole lessons: what a stage computes at a drag is what NumPy computes, for every input a reader may set."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.live.record.program import Program
from explorer.live.scene import Scene
from tests.live.evaluator import Evaluator, evaluator
from tests.live.test_link import random_state
from tests.scenes.catalogue import STEMS, scenes, views

__all__ = ["evaluator"]

SETTINGS = 400
OF_OTHERS = 100  # settings of a view that is not the first
MOST_NUMBERS = 300_000  # of large clouds, which travel between two processes as text


def agree(found: np.ndarray, expected: np.ndarray, size: float) -> bool:
    """Whether two arrays are equal to 1e-9 of the largest number at hand, blanks in the same places."""
    if found.shape != expected.shape:
        return False
    # Nearly all are equal to the last digit, which is quickly seen.
    if np.all((found == expected) | ((found != found) & (expected != expected))):
        return True
    return bool(np.allclose(found, expected, rtol=1e-9, atol=1e-9 * size, equal_nan=True))


def compare(evaluator: Evaluator, program: Program, states: list[dict[str, np.ndarray]]) -> int:
    """Run a program on many settings here and in the browser's evaluator; return how many values agreed."""
    count = 0
    for start in range(0, len(states), 50):
        batch = states[start : start + 50]
        for state, answer in zip(batch, evaluator.run_many([(program, batch)])[0], strict=True):
            assert not isinstance(answer, str), answer
            found, failing = answer
            # Once for both, `run` and `check`: to evaluate is what takes the time.
            values = program.values(state)
            expected = {name: values[k] for name, k in program.outputs.items()}
            refused = [k for k, guard in enumerate(program.guards) if not np.all(values[guard.condition])]
            assert failing == refused, state
            sizes = [np.abs(x[np.isfinite(x)]).max(initial=1.0) for x in expected.values()]
            for name, value in expected.items():
                assert agree(found[name], value, max(sizes)), (name, state, found[name], value)
                count += 1
    return count


def settings(scene: Scene, count: int) -> list[dict[str, np.ndarray]]:
    """Random settings of a scene; inputs that only the stage itself sets stay where they start."""
    rng = np.random.default_rng(12)
    hidden = {
        name: np.array([np.nan if x is None else x for x in spec["at"]], dtype=float).reshape(spec["shape"])
        for name, spec in scene.inputs.items()
        if spec["hidden"]
    }
    return [hidden | random_state(scene, rng) for _ in range(count)]


@pytest.mark.parametrize("stem", STEMS)
def test_random_settings_of_a_lesson_give_numpys_numbers_in_the_browser(
    stem: str, evaluator: Evaluator
) -> None:
    for scene in views(stem):
        wanted = SETTINGS if scene is views(stem)[0] else OF_OTHERS
        whole = scene.program()
        first = whole.run(settings(scene, 1)[0])
        numbers = sum(value.size for value in first.values())
        carried = max(3, min(wanted, MOST_NUMBERS // numbers))
        assert compare(evaluator, whole, settings(scene, carried)) >= carried
        if carried < wanted:  # clouds of points: what is said and drawn one by one, in all settings
            said = scene.program(most=20)
            assert compare(evaluator, said, settings(scene, wanted)) >= wanted


def test_the_determinant_on_the_stage_is_numpys_in_200_random_drags(evaluator: Evaluator) -> None:
    scene = scenes("matrices")[0]
    shown = scene.output_of("determinant (area)")
    loaded = evaluator.load(scene.program())
    for name, value in scene.start().items():
        loaded.set(name, value.ravel().tolist(), list(value.shape))
    columns = {name: scene.start()[name] for name in ("column 1", "column 2")}
    rng = np.random.default_rng(200)
    for _ in range(200):
        moved = str(rng.choice(list(columns)))
        columns[moved] = rng.uniform(-5, 5, 2)
        loaded.set(moved, columns[moved].tolist())
        A = np.column_stack(list(columns.values()))
        assert abs(float(loaded.value(shown)) - np.linalg.det(A)) <= 1e-9

"""What a stage computes in each engine is what NumPy computes, to twelve digits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from explorer.live.record.functions import TABLE
from explorer.live.serve import build
from tests.live import parity
from tests.live.evaluator import Evaluator
from tests.scenes.catalogue import STEMS, views
from tests.scenes.test_lessons import settings

if TYPE_CHECKING:
    from tests.engines.browsers import Engine

DIGITS = 1e-12
SETTINGS = 60
MOST_NUMBERS = 100_000  # of a cloud of points, which travel to the engine and back as text
ASK = """const done = arguments[arguments.length - 1];
window.answer(arguments[0]).then(done, (error) => done(JSON.stringify({ error: String(error) })));"""
PAGE = """<!doctype html>
<html><head><meta charset="utf-8"></head><body><script>
window.answer = (() => {
'use strict';
%s
return answering({ load, prepare });
})();
</script></body></html>
"""


class InEngine(Evaluator):
    """The evaluator as a standalone file holds it, in a page of an engine."""

    def __init__(self, engine: Engine, file: Path) -> None:
        answering = Path(parity.__file__).with_name("answering.mjs").read_text("utf-8")
        code = f"{answering.replace('export function', 'function')}\n{build.script('evaluate.mjs')}"
        assert "</script" not in code
        file.write_text(engine.prepared(PAGE % code), "utf-8")
        engine.open(file.as_uri())
        self._driver = engine.driver

    def exchange(self, line: str) -> str:
        return str(self._driver.execute_async_script(ASK, line))


@pytest.fixture
def evaluator(engine: Engine, tmp_path: Path) -> Iterator[Evaluator]:
    yield InEngine(engine, tmp_path / "numbers.html")
    assert engine.leave() == []


def test_every_function_of_the_table_gives_numpys_numbers(
    evaluator: Evaluator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parity, "RELATIVE", DIGITS)
    # The ordinary shapes: some 600 programs. Node takes all, and every example.
    monkeypatch.setattr(parity, "SHAPES", {name: shapes[:4] for name, shapes in parity.SHAPES.items()})
    reports = [parity.examine(replace(entry, examples=entry.examples[:1]), evaluator) for entry in TABLE]
    failures = [failure for report in reports for failure in report.failures]
    assert not failures, "\n".join(failures[:3])
    cases = sum(report.cases for report in reports)
    assert cases > 5_000
    # Where one unit in the last place decides, nothing was compared.
    assert sum(report.ill_conditioned for report in reports) < 0.005 * cases


@pytest.mark.parametrize("stem", STEMS)
def test_the_program_of_a_lesson_gives_numpys_numbers_wherever_its_handles_are(
    evaluator: Evaluator, stem: str
) -> None:
    for scene in views(stem):
        program = scene.program()
        size = sum(value.size for value in program.run(settings(scene, 1)[0]).values())
        states = settings(scene, max(3, min(SETTINGS, MOST_NUMBERS // size)))
        answers = evaluator.run_many([(program, states)])[0]
        assert not isinstance(answers, str), answers
        for state, (found, failing) in zip(states, answers, strict=True):
            expected = program.run(state)
            assert set(failing) == set(program.check(state)), state
            largest = max(np.abs(x[np.isfinite(x)]).max(initial=1.0) for x in expected.values())
            for name, value in expected.items():
                assert (found[name].shape, found[name].dtype) == (value.shape, value.dtype)
                # As in Node: a difference of products loses what the products are larger by.
                close = np.isclose(found[name], value, rtol=DIGITS, atol=1e-9 * largest, equal_nan=True)
                assert close.all(), (name, state, found[name], value)

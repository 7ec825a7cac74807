"""Random programs: NumPy's oracle and the browser's evaluator agree, also on degenerate inputs.

A run takes 10,000 programs; `EXPLORER_FUZZ=2000` takes as many as it says. `python -m tests.live.fuzz` says
more.
"""

from __future__ import annotations

import os

import numpy as np
import pytest

from explorer.live.record.operations import OPERATIONS
from tests.live import fuzz
from tests.live.evaluator import Evaluator, evaluator

__all__ = ["evaluator"]

PROGRAMS = int(os.environ.get("EXPLORER_FUZZ", "10000"))
PARTS = 4


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_random_programs_agree(part: int, evaluator: Evaluator) -> None:
    count = PROGRAMS // PARTS
    summary = fuzz.run(count, evaluator, seed=1, first=part * count)
    assert not summary.failures, "\n".join(summary.failures[:3])
    assert summary.values > 5 * count, fuzz.describe(summary)
    # What is not compared must stay a rarity, or the comparison proves nothing.
    assert summary.ill_conditioned + summary.too_large < 0.03 * summary.values, fuzz.describe(summary)
    assert summary.missing < 0.25 * summary.values, fuzz.describe(summary)


def test_random_programs_reach_nearly_every_operation() -> None:
    used = {step.op for number in range(600) for step in fuzz.sample(1, number).program.steps}
    assert len(used) >= 0.95 * len(OPERATIONS), sorted(set(OPERATIONS) - used)


def test_a_program_is_the_same_at_every_run() -> None:
    first, again = fuzz.sample(3, 14), fuzz.sample(3, 14)
    assert first.program.to_json() == again.program.to_json()
    for one, other in zip(first.settings, again.settings, strict=True):
        assert all(np.array_equal(one[name], other[name], equal_nan=True) for name in one)


@pytest.mark.parametrize("operation", ["add", "sum", "matmul", "solve"])
def test_a_wrong_operation_is_found(
    operation: str, evaluator: Evaluator, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = OPERATIONS[operation]

    def wrong(*operands: object, **attributes: object) -> object:
        result = right(*operands, **attributes)
        return result * (1 + 1e-7) if isinstance(result, np.ndarray) and result.dtype.kind == "f" else result

    monkeypatch.setitem(OPERATIONS, operation, wrong)
    assert fuzz.run(60, evaluator, seed=1).failures

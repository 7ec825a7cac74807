"""Every function of the table: plain NumPy, the recorded oracle and the browser's evaluator agree to 1e-9."""

from __future__ import annotations

import pytest

from explorer.live.record.functions import FUNCTIONS, TABLE, UFUNC_METHODS, Supported
from explorer.live.record.operations import OPERATIONS
from tests.live import parity
from tests.live.evaluator import Evaluator, evaluator

__all__ = ["evaluator"]


@pytest.mark.parametrize("entry", TABLE, ids=[entry.name for entry in TABLE])
def test_numpy_the_oracle_and_the_browser_agree(entry: Supported, evaluator: Evaluator) -> None:
    report = parity.examine(entry, evaluator)
    assert not report.failures, "\n".join(report.failures[:3])
    assert report.cases - report.no_value - report.ill_conditioned >= 5, "too few cases with a value"
    # Where rounding decides, nothing was compared; that may be a rarity only.
    assert report.ill_conditioned <= 0.1 * report.cases


def test_every_supported_function_is_in_the_table_with_an_example() -> None:
    names = [entry.name for entry in TABLE]
    assert len(names) == len(set(names))
    assert all(entry.examples for entry in TABLE)
    reachable = {id(entry) for entry in (*FUNCTIONS.values(), *UFUNC_METHODS.values())}
    assert {id(entry) for entry in TABLE} == reachable


def test_every_operation_is_known_on_both_sides_and_used_by_the_table(evaluator: Evaluator) -> None:
    assert evaluator.operations() == set(OPERATIONS)
    assert parity.used_operations() == set(OPERATIONS)


def test_the_comparison_sees_a_small_error_a_lost_nan_and_a_wrong_kind() -> None:
    import numpy as np

    exact = np.array([1.0, 2.0, np.nan])
    assert parity.difference(exact, exact) == 0
    assert parity.difference(exact * (1 + 1e-8), exact) > parity.RELATIVE
    assert parity.difference(np.array([1.0, 2.0, 3.0]), exact) == np.inf
    assert parity.difference(np.array([1, 2]), np.array([1.0, 2.0])) == np.inf
    assert parity.difference(exact[:2], exact) == np.inf
    # Without sums there is no floor: a tiny number is compared with itself.
    assert parity.difference(np.array([1.0, 2e-20]), np.array([1.0, 1e-20])) == 1.0

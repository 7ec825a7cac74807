"""Every function of the table: plain NumPy, the recorded oracle and the browser's evaluator agree to 1e-9."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from explorer.live.record import functions, operations
from explorer.live.record.functions import FUNCTIONS, TABLE, UFUNC_METHODS, Supported
from explorer.live.record.operations import FAMILIES, OPERATIONS
from explorer.live.serve import build
from explorer.live.serve.build import SOURCES
from tests.live import parity
from tests.live.evaluator import NODE, Evaluator, evaluator

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


def test_every_operation_stands_in_the_same_family_on_both_sides_and_is_used_by_the_table() -> None:
    code = (
        "import { bring, families, others } from './operations/families.mjs';"
        "await bring(Object.keys(others));"
        "const names = Object.entries(families).map(([name, family]) => [name, Object.keys(family)]);"
        "console.log(JSON.stringify(Object.fromEntries(names)));"
    )
    told = subprocess.run(
        [NODE, "--input-type=module", "-e", code], cwd=SOURCES, capture_output=True, text=True, check=True
    ).stdout
    assert {name: set(members) for name, members in json.loads(told).items()} == FAMILIES
    for family, members in FAMILIES.items():
        # A family is a module of its name on both sides: what it means, and how it is recorded.
        for place in (operations, functions):
            assert (Path(place.__file__).with_name(f"{family}.py")).is_file()
        assert (SOURCES / "operations" / f"{family}.mjs").is_file()
        assert members <= OPERATIONS.keys()
    assert parity.used_operations() == set(OPERATIONS)
    assert {entry.family for entry in TABLE} == FAMILIES.keys()


def test_what_is_served_says_the_same_as_what_is_written(tmp_path: Path) -> None:
    """One example of each function, by the evaluator without comments and its parts."""
    (tmp_path / "package.json").write_text('{"type": "module"}', "utf-8")
    for name, text in build.bundle("evaluate.mjs", "evaluate.js").items():
        (tmp_path / name).write_text(text, "utf-8")
    with Evaluator(tmp_path / "evaluate.js") as served:
        failures = [
            failure
            for entry in TABLE
            for failure in parity.examine(replace(entry, examples=entry.examples[:1]), served).failures
        ]
    assert not failures, "\n".join(failures[:3])


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

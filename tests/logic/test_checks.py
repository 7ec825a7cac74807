"""Arguments are refused in one sentence that names them and says what would be right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from explorer.logic import checks

REFUSED: dict[str, tuple[Callable[[], Any], str]] = {
    "text for a number": (lambda: checks.as_number("2", "t"), "t must hold numbers only, not text"),
    "vector for a number": (lambda: checks.as_number([1, 2], "t"), r"t must be one number.*\(2,\)"),
    "NaN": (lambda: checks.as_number(float("nan"), "t"), "t must hold finite numbers"),
    "infinity": (lambda: checks.as_vector([1, np.inf], "v"), "v must hold finite numbers"),
    "1e308, whose square overflows": (lambda: checks.as_vector([1, 1e308], "v"), "between -1e100 and 1e100"),
    "minus 1e101": (lambda: checks.as_vector([1, -1e101], "v"), "between -1e100 and 1e100"),
    "text in a vector": (lambda: checks.as_vector(["1", "2"], "v"), "v must hold numbers only, not text"),
    "text among numbers": (lambda: checks.as_vector([1, "a"], "v"), "v must hold numbers only"),
    "an object": (lambda: checks.as_vector([1, {}], "v"), "v must hold numbers only"),
    "None": (lambda: checks.as_vector([1, None], "v"), "v must hold"),
    "complex": (lambda: checks.as_vector([1, 1j], "v"), "v must hold real numbers"),
    "matrix for a vector": (lambda: checks.as_vector([[1, 2]], "v"), r"v must be a vector.*\(1, 2\)"),
    "number for a vector": (lambda: checks.as_vector(3, "v"), r"v must be a vector.*\(\)"),
    "empty vector": (lambda: checks.as_vector([], "v"), "v must have at least one component"),
    "three for two": (lambda: checks.as_vector([1, 2, 3], "v", 2), "v must have 2 components, not 3"),
    "two for one": (lambda: checks.as_vector([1, 2], "v", 1), "v must have 1 component, not 2"),
    "ragged": (lambda: checks.as_matrix([[1, 2], [3]], "A"), "A has rows of different lengths"),
    "vector for a matrix": (lambda: checks.as_matrix([1, 2], "A"), "A must be a matrix"),
    "no rows": (lambda: checks.as_matrix(np.zeros((0, 2)), "A"), "at least one row"),
    "wrong shape": (lambda: checks.as_matrix(np.eye(3), "A", (2, 2)), r"shape \(2, 2\), not \(3, 3\)"),
    "wrong width": (lambda: checks.as_matrix(np.eye(3), "X", (None, 2)), r"shape \(any, 2\), not \(3, 3\)"),
    "not square": (lambda: checks.as_square(np.ones((2, 3)), "A"), "A must be square.*2 by 3"),
    "a point for segments": (lambda: checks.as_segments([1, 2], "s"), r"s must have shape \(any, 2, 2\)"),
    "NaN in segments": (lambda: checks.as_segments(np.full((1, 2, 2), np.nan), "s"), "s must hold finite"),
    "too many columns": (lambda: checks.as_rows(np.eye(3), "basis", 2), r"shape \(any, 2\), not \(3, 3\)"),
    "a number for rows": (lambda: checks.as_rows(1.0, "basis"), "basis must be a matrix"),
    "a blank sheet": (lambda: checks.as_sheet([[None, np.nan]], "ratings"), "every cell is blank"),
    "infinity in a sheet": (lambda: checks.as_sheet([[None, np.inf]], "ratings"), "or blanks"),
    "text in a sheet": (lambda: checks.as_sheet([["good", None]], "ratings"), "numbers only"),
    "a row for a sheet": (lambda: checks.as_sheet([1.0, 2.0], "ratings"), "must be a table"),
    "a sheet for a row": (lambda: checks.as_sheet([[1.0, 2.0]], "ratings", ndim=1), "must be a row"),
    "unequal pair": (lambda: checks.as_pair([1], "u", [1, 2], "v"), "u has 1 component and v has 2"),
    "zero vector": (lambda: checks.require_not_zero(np.zeros(2), "v", "no"), "v is the zero vector: no."),
    "as good as zero": (lambda: checks.require_not_zero(np.array([1e-101]), "v", "no"), "v is the zero"),
}


@pytest.mark.parametrize(("call", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_wrong_is_refused_in_one_sentence(call: Callable[[], Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence) as caught:
        call()
    message = str(caught.value)
    assert message.endswith(".")
    assert "\n" not in message


ACCEPTED: dict[str, tuple[Any, Any]] = {
    "whole numbers": (checks.as_vector([1, 2], "v"), [1.0, 2.0]),
    "truth values": (checks.as_vector([True, False], "v"), [1.0, 0.0]),
    "single precision": (checks.as_vector(np.ones(2, np.float32), "v"), [1.0, 1.0]),
    "the largest allowed": (checks.as_vector([1e100, -1e100], "v"), [1e100, -1e100]),
    "a tuple of tuples": (checks.as_matrix(((1, 2), (3, 4)), "A"), [[1.0, 2.0], [3.0, 4.0]]),
    "one number": (checks.as_number(np.int64(3), "t"), 3.0),
    "one row": (checks.as_rows([1, 2], "basis"), [[1.0, 2.0]]),
    "blanks": (checks.as_sheet([[1, None]], "ratings"), [[1.0, np.nan]]),
    "a blank row": (checks.as_sheet([None, None], "ratings", ndim=1), [np.nan, np.nan]),
    "no segments": (checks.as_segments(np.zeros((0, 2, 2)), "s"), np.zeros((0, 2, 2))),
}


@pytest.mark.parametrize(("read", "wanted"), ACCEPTED.values(), ids=ACCEPTED.keys())
def test_what_is_right_comes_back_as_float64(read: np.ndarray, wanted: Any) -> None:
    assert read.dtype == np.float64
    np.testing.assert_array_equal(read, wanted)


def test_require_wants_every_part_of_a_condition() -> None:
    checks.require(np.array([True, True]), "never seen")
    with pytest.raises(ValueError, match="all or nothing"):
        checks.require(np.array([True, False]), "all or nothing")


def test_the_limits_keep_squares_and_cubes_of_entries_inside_float64() -> None:
    assert np.isfinite(np.float64(checks.LARGEST) ** 3)
    assert np.float64(checks.SMALLEST) ** 2 > np.finfo(float).tiny


class Recorder:
    """What a live value offers to `require`."""

    def __init__(self) -> None:
        self.messages: list[str] = []

    def __require__(self, message: str) -> None:
        self.messages.append(message)

    def __bool__(self) -> bool:
        raise AssertionError("a live condition was looked at")


def test_a_live_condition_is_handed_the_message_and_never_looked_at() -> None:
    condition = Recorder()
    checks.require(condition, "v is the zero vector: it has no direction.")
    assert condition.messages == ["v is the zero vector: it has no direction."]

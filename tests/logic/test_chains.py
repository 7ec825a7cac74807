"""Populations in stages and chains of chance: their matrices, and where they settle."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from explorer.data import samples
from explorer.logic import chains, conventions


def turtles(**changes: float) -> np.ndarray:
    stages = samples.turtles()
    survival = stages.survival.copy()
    for place, share in changes.items():
        survival[int(place[1:])] = share
    return np.asarray(chains.stage_matrix(survival, stages.years, stages.eggs))


# Table 4 of Crouse, Crowder and Caswell: rows of the matrix, as printed.
PUBLISHED = np.array(
    [
        [0, 0, 0, 0, 127, 4, 80],
        [0.6747, 0.7370, 0, 0, 0, 0, 0],
        [0, 0.0486, 0.6610, 0, 0, 0, 0],
        [0, 0, 0.0147, 0.6907, 0, 0, 0],
        [0, 0, 0, 0.0518, 0, 0, 0],
        [0, 0, 0, 0, 0.8091, 0, 0],
        [0, 0, 0, 0, 0, 0.8091, 0.8089],
    ]
)


def test_the_turtles_matrix_is_the_published_one_and_shrinks_them_by_five_and_a_half_percent() -> None:
    A = turtles()
    np.testing.assert_allclose(A, PUBLISHED, atol=2e-4)
    largest = np.abs(np.linalg.eigvals(A)).max()
    assert largest == pytest.approx(0.945, abs=5e-4)
    assert np.abs(np.linalg.eigvals(PUBLISHED)).max() == pytest.approx(0.945, abs=5e-4)
    # The other route: carried on for 300 years, what one year does to all of them.
    late = chains.population(A, np.full(7, 1 / 7), 300)[-1]
    assert (A @ late).sum() == pytest.approx(largest, abs=1e-12)
    np.testing.assert_allclose(A @ late, largest * late, atol=1e-12)


def test_not_even_every_egg_saves_the_turtles_but_large_juveniles_do() -> None:
    assert np.abs(np.linalg.eigvals(turtles(p0=1.0))).max() == pytest.approx(0.965, abs=5e-4)
    assert (
        np.abs(np.linalg.eigvals(turtles(p2=0.77))).max()
        > 1
        > np.abs(np.linalg.eigvals(turtles(p2=0.76))).max()
    )


def test_a_stage_keeps_or_hands_on_exactly_those_that_live() -> None:
    stages = samples.turtles()
    A = turtles()
    lives = A.copy()
    lives[0] -= stages.eggs
    np.testing.assert_allclose(lives.sum(axis=0)[:-1], stages.survival[:-1], atol=1e-12)
    # With the fractions of the paper, where they have a value.
    p, d = stages.survival, stages.years
    np.testing.assert_allclose(np.diag(A), (1 - p ** (d - 1)) / (1 - p**d) * p, atol=1e-12)
    np.testing.assert_allclose(np.diag(A, -1), (p**d * (1 - p) / (1 - p**d))[:-1], atol=1e-12)
    assert np.diag(chains.stage_matrix(np.ones(7), d, stages.eggs), -1).tolist() == (1 / d[:-1]).tolist()
    assert not chains.stage_matrix(np.zeros(7), d, 0 * d).any()


def test_the_weather_of_seattle_settles_at_the_true_shares() -> None:
    days = samples.seattle_weather().days
    A = chains.transition_matrix(days, 5)
    np.testing.assert_allclose(A.sum(axis=0), 1, atol=1e-12)
    # Counted another way.
    for i in range(5):
        for j in range(5):
            followed = [b for a, b in itertools.pairwise(days) if a == j]
            assert A[i, j] == pytest.approx(followed.count(i) / len(followed))
    found = conventions.eig(A)
    shares = chains.settled_shares(found.vectors[:, 0])
    np.testing.assert_allclose(shares, [0.439, 0.439, 0.069, 0.035, 0.018], atol=5e-4)
    np.testing.assert_allclose(shares, chains.population(A, np.eye(5)[4], 60)[-1], atol=1e-12)
    assert found.values[0] == pytest.approx(1) and found.values[1] == pytest.approx(0.46, abs=5e-3)


def test_a_share_that_is_set_leaves_the_others_in_proportion() -> None:
    parts = np.array([0.5, 0.3, 0.2])
    new = chains.with_share(parts, 1, 0.6)
    np.testing.assert_allclose(new, [0.4 * 5 / 7, 0.6, 0.4 * 2 / 7])
    np.testing.assert_allclose(chains.with_share(np.array([0.0, 1.0, 0.0]), 1, 0.4), [0.3, 0.4, 0.3])
    for share, wanted in ((-3.0, 0.0), (7.0, 1.0)):
        assert chains.with_share(parts, 0, share)[0] == wanted
        assert chains.with_share(parts, 0, share).sum() == pytest.approx(1)


def test_shares_add_up_to_one_and_nothing_is_negative() -> None:
    np.testing.assert_allclose(chains.shares([2, -5, 6]), [0.25, 0, 0.75])
    assert np.isnan(chains.population([[0, 1], [0, 0]], [1, 0], 2)[1:]).all()


REFUSED: dict[str, tuple[Callable[[], Any], str]] = {
    "nothing": (lambda: chains.shares([0, 0, -1]), "All bars are empty"),
    "half a state": (lambda: chains.transition_matrix([0, 0.5, 1], 2), "whole numbers from 0 to 1"),
    "a state too many": (lambda: chains.transition_matrix([0, 1, 2], 2), "whole numbers from 0 to 1"),
    "never left": (lambda: chains.transition_matrix([0, 0, 1], 2), "each state at least once"),
    "more than all live": (lambda: chains.stage_matrix([1.1, 0.5], [1, 1], [0, 9]), "shares from 0 to 1"),
    "not of one size": (lambda: chains.stage_matrix([0.5, 0.5], [1], [0, 9]), "years must have 2"),
}


@pytest.mark.parametrize(("call", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_what_has_no_answer_is_refused_with_its_reason(call: Callable[[], Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        call()

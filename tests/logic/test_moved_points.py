"""Points that are moved: every number is that of a table in which they stand where they were put."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.logic import cloud, moved_points, pca
from explorer.logic.cloud_state import Cloud, along_components, chosen_cloud, state

SWITCHES = [(c, z) for c in (False, True) for z in (False, True)]


def cloud_of(X: np.ndarray) -> Cloud:
    return Cloud(X, X.mean(axis=0), np.cov(X.T), X.std(axis=0), len(X))


@pytest.fixture(name="X")
def some_points() -> np.ndarray:
    rng = np.random.default_rng(4)
    return rng.normal(size=(40, 3)) @ rng.normal(size=(3, 3)) + [5, 0, -2]


@pytest.mark.parametrize(("center", "standardize"), SWITCHES)
def test_a_moved_cloud_has_the_mean_and_the_covariance_of_a_table_with_the_moves(
    X: np.ndarray, center: bool, standardize: bool
) -> None:
    slots = np.array([[3.0, 4.0, -1.0, 2.0], [0.0, 9.0, 9.0, 9.0], [17.0, 0.0, 6.0, 1.0]])
    now = state(cloud_of(X), center, standardize, moved_points.shifts(slots, len(X)))
    moved = X.copy()
    moved[[2, 16]] += slots[[0, 2], 1:] * X.std(axis=0)
    assert np.allclose(now.X, moved) and np.allclose(now.mean, moved.mean(axis=0))
    assert np.allclose(now.variance, moved.var(axis=0))
    Y = (moved - center * moved.mean(axis=0)) / (moved.std(axis=0) if standardize else 1.0)
    assert np.allclose(now.points, Y) and np.allclose(now.covariance, Y.T @ Y / (len(X) - 1))


@pytest.mark.parametrize(("center", "standardize"), SWITCHES)
def test_a_point_that_is_put_somewhere_is_shown_there(X: np.ndarray, center: bool, standardize: bool) -> None:
    slots = np.array([[3.0, 1.0, 0.0, 2.0], [0.0, 0.0, 0.0, 0.0]])
    now = state(cloud_of(X), center, standardize, moved_points.shifts(slots, len(X)))
    for number in (3, 9):
        wanted = now.points[number - 1] + [0.3, -0.2, 0.1]
        after = moved_points.move_point(slots, number, wanted, now)
        shown = state(cloud_of(X), center, standardize, moved_points.shifts(after, len(X)))
        assert np.allclose(shown.points[number - 1], wanted)
        assert float(moved_points.moved_count(after)) == (1 if number == 3 else 2)


def test_a_point_beyond_the_last_slot_takes_the_first_and_sends_its_point_home(X: np.ndarray) -> None:
    slots = np.array([[3.0, 1.0, 0.0, 2.0], [8.0, 0.0, 1.0, 0.0]])
    now = state(cloud_of(X), True, False, moved_points.shifts(slots, len(X)))
    after = moved_points.move_point(slots, 20, now.points[19] + 1.0, now)
    assert after[0, 0] == 20 and after[1].tolist() == slots[1].tolist()


@pytest.mark.parametrize("seed", range(10))
def test_one_point_far_out_makes_the_second_direction_the_first(seed: int) -> None:
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(12, 3)) * rng.uniform(0.5, 4, 3)
    now = state(cloud_of(X), True, False)
    row, move = moved_points.far_point(now)
    slots = np.array([[row + 1, *move]])
    after = state(cloud_of(X), True, False, moved_points.shifts(slots, len(X)))
    before, then = (cloud.best_basis(each.covariance, 2) for each in (now, after))
    assert pca.largest_principal_angle(then[:1], before[:1]) > 45


def test_the_point_in_hand_at_first_is_far_out_and_still_in_sight(X: np.ndarray) -> None:
    now = state(cloud_of(X), True, False)
    far = np.linalg.norm(now.points, axis=1) / np.sqrt(np.trace(now.covariance))
    assert far[moved_points.near_point(now, 1.3)] == far[far < 1.3].max()


@pytest.mark.parametrize(("center", "standardize"), SWITCHES)
def test_components_are_a_cloud_of_scores(X: np.ndarray, center: bool, standardize: bool) -> None:
    fits = [pca.fit(X, center=c, standardize=z) for c, z in SWITCHES]
    of_each = [along_components(fit, X, X.mean(axis=0), np.cov(X.T), 2) for fit in fits]
    found = chosen_cloud(of_each, center, standardize)
    scores = pca.transform(pca.fit(X, center=center, standardize=standardize), X)[:, :2]
    assert np.allclose(found.points, scores) and np.allclose(found.covariance, np.cov(scores.T))
    assert np.allclose(found.mean, scores.mean(axis=0)) and np.allclose(found.spread, scores.std(axis=0))

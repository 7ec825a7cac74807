"""Factorization of long lists of ratings: it is that of the table, and it foretells real films and votes."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.data import samples
from explorer.logic import ratings as long
from explorer.logic import recommender as rec


def with_blanks(shape, share, seed):
    """Ratings of exact rank 2, a share of them blank."""
    rng = np.random.default_rng(seed)
    full = rng.normal(size=(shape[0], 2)) @ rng.normal(size=(2, shape[1]))
    return np.where(rng.random(shape) < share, np.nan, full), full


@pytest.mark.parametrize("biases", [False, True])
def test_long_als_takes_the_steps_of_the_table_als(biases):
    R, _ = with_blanks((12, 9), 0.4, seed=15)
    R[3] = np.nan
    cells = long.from_table(R)
    start = long._start(cells, 3, 0, biases)
    short = rec.als(R, 3, 0.1, steps=5, biases=biases, start=start)
    listed = long.als_triplets(cells, 3, 0.1, seed=0, sweeps=5, biases=biases)
    for ours, theirs in zip(short.factors, listed, strict=True):
        assert np.allclose(ours, theirs, atol=1e-7)


def test_groups_hold_every_rating_once():
    rng = np.random.default_rng(17)
    owner = np.minimum(rng.geometric(0.02, 20_000) - 1, 499)
    other = rng.integers(0, 90, 20_000)
    side = long._Side(owner, other, np.ones(20_000), 500, 90)
    members = np.concatenate([group[0] for group in side.groups])
    assert sorted(members) == sorted(set(owner))
    assert sum(group[2].sum() for group in side.groups) == 20_000
    assert sum(group[1].size for group in side.groups) < 1.5 * 20_000  # padding


def test_biases_are_the_least_squares_fit_of_an_unbalanced_table():
    R, _ = with_blanks((7, 6), 0.4, seed=20)
    cells = long.from_table(R)
    found = long.fit_biases(cells, damping=0.0, sweeps=500)
    design = np.column_stack([np.eye(7)[cells.user], np.eye(6)[cells.item]])
    best, *_ = np.linalg.lstsq(design, cells.value - cells.value.mean(), rcond=None)
    fitted = long.predict(found, cells.user, cells.item) - cells.value.mean()
    assert np.allclose(fitted, design @ best, atol=1e-8)
    damped = long.fit_biases(cells, damping=5.0)
    assert np.square(damped.user_bias).sum() < np.square(found.user_bias).sum()


def test_a_list_holds_the_cells_of_its_table():
    R, _ = with_blanks((6, 5), 0.4, seed=18)
    U, V = np.ones((6, 2)), np.arange(10.0).reshape(5, 2)
    factors = rec.Factors(U, V, 0.5, np.arange(6.0), np.arange(5.0))
    cells = long.from_table(R)
    assert np.allclose(long.predict(factors, cells.user, cells.item), rec.predict(*factors)[~np.isnan(R)])
    assert long.rmse(factors, cells) == pytest.approx(float(rec.rmse(R, *factors)))
    again = np.full(cells.shape, np.nan)
    again[cells.user, cells.item] = cells.value
    assert np.array_equal(again, R, equal_nan=True)


def test_long_fits_report_and_stop():
    cells = long.from_table(rec.LIKES)
    seen = []
    long.als_triplets(
        cells, 2, 0.1, progress=lambda step, factors: seen.append(step), stop=lambda: len(seen) >= 3
    )
    assert seen == [1, 2, 3]


@pytest.mark.parametrize(
    ("user", "item", "value", "part"),
    [
        ([], [], [], "at least one"),
        ([0.5], [0], [1.0], "whole number"),
        ([0], [0, 1], [1.0], "differ in length: 1, 2, 1"),
        ([0], [-1], [1.0], "item must lie between"),
        ([0], [0], [np.nan], "finite"),
    ],
)
def test_long_lists_are_refused_in_one_sentence(user, item, value, part):
    with pytest.raises(ValueError, match=part):
        long.triplets(user, item, value)


@pytest.fixture(scope="module")
def movielens():
    cells = long.from_table(samples.movielens().values)
    return [long.hold_out(cells, 0.1, seed) for seed in range(5)]


@pytest.fixture(scope="module")
def senate():
    cells = long.from_table(samples.senate().values)
    return [long.hold_out(cells, 0.1, seed) for seed in range(3)]


def mean_rmse(splits, method):
    return np.mean(
        [[long.rmse(f, learn), long.rmse(f, held)] for learn, held in splits for f in [method(learn)]], 0
    )


def test_movielens_held_out_error_falls_from_mean_to_biases_to_rank_4(movielens):
    """One split in ten scatters by 0.02 from seed to seed; five of them by 0.01."""
    _, flat = mean_rmse(movielens, lambda learn: long.fit_biases(learn, sweeps=0))
    _, biased = mean_rmse(movielens, long.fit_biases)
    _, four = mean_rmse(movielens, lambda learn: long.als_triplets(learn, 4))
    assert flat == pytest.approx(0.957, abs=0.03)
    assert biased == pytest.approx(0.817, abs=0.02)
    assert four == pytest.approx(0.788, abs=0.02)
    assert biased - four > 0.02


def test_movielens_rank_16_with_little_regularisation_overfits(movielens):
    learned, held = mean_rmse(movielens, lambda learn: long.als_triplets(learn, 16, 0.05))
    _, careful = mean_rmse(movielens, lambda learn: long.als_triplets(learn, 16, 0.1))
    assert learned < 0.55
    assert held == pytest.approx(0.82, abs=0.03)
    assert held - careful > 0.03


def test_senate_one_number_a_person_predicts_nine_votes_in_ten(senate):
    ours = np.mean([long.same_sign(long.als_triplets(learn, 1), held) for learn, held in senate])
    assert ours == pytest.approx(0.90, abs=0.01)


def test_senate_the_majority_of_each_vote_foretells_two_votes_in_three():
    """A fifth hidden; a vote that is tied has no majority, and counting it as yea would give 69.5 %."""
    cells = long.from_table(samples.senate().values)
    splits = [long.hold_out(cells, 0.2, seed) for seed in range(10)]
    majority = np.mean([long.majority_sign(learn, held) for learn, held in splits])
    assert majority == pytest.approx(0.686, abs=0.002)


def test_senate_first_component_keeps_58_percent():
    from explorer.logic import pca

    votes = samples.senate().values
    filled = np.where(np.isnan(votes), 0.0, votes)
    assert pca.fit(filled, n_components=1).explained_variance_ratio[0] == pytest.approx(0.58, abs=0.01)

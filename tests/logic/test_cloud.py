"""Mean and covariance are all that PCA needs: two routes to one answer, raw or prepared."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.data import samples
from explorer.live.record.trace import Trace
from explorer.logic import cloud, pca, plane_by_hand

SETTINGS = [(c, z) for c in (True, False) for z in (True, False)]


def summary(X):
    return pca.covariance(X), X.mean(axis=0), pca.fit(X, standardize=True).scale


def random(n=60, d=4, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, d)) @ rng.normal(size=(d, d)) + 3 * np.arange(d)


@pytest.mark.parametrize(("center", "standardize"), SETTINGS)
@pytest.mark.parametrize(
    "X", [random(), samples.quakes().values, samples.penguins().values], ids=["random", "quakes", "penguins"]
)
def test_the_covariance_of_the_prepared_points_follows_from_that_of_the_raw_ones(X, center, standardize):
    C, mean, scale = summary(X)
    Y = cloud.preprocess(X, mean, scale, center, standardize)
    direct = Y.T @ Y / (len(X) - 1)
    short = cloud.preprocessed_covariance(C, mean, scale, len(X), center, standardize)
    assert np.allclose(short, direct, rtol=1e-10, atol=1e-10 * np.abs(direct).max())


@pytest.mark.parametrize(("center", "standardize"), SETTINGS)
def test_a_fit_from_mean_and_covariance_is_the_fit_of_the_rows(center, standardize):
    X = random()
    C, mean, _ = summary(X)
    whole = pca.fit(X, center=center, standardize=standardize)
    for ours, theirs in zip(cloud.fit_covariance(C, mean, len(X), center, standardize), whole, strict=True):
        assert np.allclose(ours, theirs, rtol=1e-9, atol=1e-11)
    assert np.allclose(cloud.covariance_of(pca.fit(X, standardize=standardize)), C)


def test_a_column_that_does_not_vary_is_not_divided_by_zero():
    X = np.column_stack([random(d=2), np.full(60, 0.1)])
    fit = cloud.fit_covariance(pca.covariance(X), X.mean(axis=0), 60, standardize=True)
    assert fit.scale[2] == 1.0
    assert np.allclose(fit.components, pca.fit(X, standardize=True).components, atol=1e-8)


def test_no_basis_keeps_more_than_the_best():
    C = pca.covariance(random(d=3))
    rng = np.random.default_rng(1)
    for k in (1, 2):
        best = pca.share_kept(C, cloud.best_basis(C, k))
        for _ in range(100):
            other = np.linalg.qr(rng.normal(size=(3, k)))[0].T
            assert pca.share_kept(C, other) <= best + 1e-12


def test_one_point_and_no_spread_are_refused_in_a_sentence():
    with pytest.raises(ValueError, match="all rows are the same point"):
        cloud.fit_covariance(np.zeros((2, 2)), [1.0, 1.0], 5)
    with pytest.raises(ValueError, match="1 row; a spread"):
        cloud.preprocessed_covariance(np.eye(2), [0, 0], [1, 1], 1, True, False)
    with pytest.raises(ValueError, match="2 columns have 1 to 2"):
        cloud.best_basis(np.eye(2), 3)


def test_all_of_it_is_recorded_and_the_recording_says_the_same():
    X = samples.quakes().values[:40]
    C, mean, scale = summary(X)
    trace = Trace()
    start = {"angles": [0.3, 0.8], "pointer": [0.2, -0.4], "center": 1.0, "standardize": 0.0}
    v = {name: trace.input(name, value) for name, value in start.items()}

    def outputs(angles, pointer, center, standardize):
        basis = plane_by_hand.tilted_plane(angles[0], angles[1])
        normal = pca.plane_normal(basis)
        S = cloud.preprocessed_covariance(C, mean, scale, len(X), center, standardize)
        return {
            "Y": cloud.preprocess(X, mean, scale, center, standardize),
            "best": cloud.best_basis(S, 2),
            "kept": pca.share_kept(S, basis),
            "under": plane_by_hand.direction_under(pointer, np.eye(3), normal),
            "near": plane_by_hand.on_near_side(normal, np.eye(3)[2]),
            "angles again": plane_by_hand.strike_and_tilt(normal),
        }

    program = trace.program(outputs(**v))
    rng = np.random.default_rng(4)
    for _ in range(50):
        given = {
            "angles": rng.uniform(-3, 3, 2),
            "pointer": rng.uniform(-2, 2, 2),
            "center": float(rng.integers(2)),
            "standardize": float(rng.integers(2)),
        }
        assert not program.check(given)
        ran = program.run(given)
        for name, value in outputs(**given).items():
            np.testing.assert_allclose(ran[name], value, rtol=1e-9, atol=1e-9, err_msg=name)


def test_moving_points_moves_mean_and_covariance_as_if_all_were_counted_again():
    rng = np.random.default_rng(2)
    for n, moved in ((2, 1), (5, 5), (60, 3)):
        X = random(n=n, d=3, seed=n)
        moves = np.zeros_like(X)
        moves[rng.choice(n, moved, replace=False)] = rng.normal(size=(moved, 3)) * 100
        C = cloud.moved_covariance(pca.covariance(X), X - X.mean(axis=0), moves, n)
        direct = pca.covariance(X + moves)
        assert np.allclose(C, direct, rtol=1e-10, atol=1e-10 * np.abs(direct).max())
        # Only what may move has to be known.
        some = np.flatnonzero(moves.any(axis=1))
        few = cloud.moved_covariance(pca.covariance(X), X[some] - X.mean(axis=0), moves[some], n)
        assert np.allclose(few, C)


@pytest.mark.parametrize(("center", "standardize"), SETTINGS)
@pytest.mark.parametrize("n", [3, 12, 602])
def test_a_point_is_put_where_it_is_wanted_although_it_takes_the_mean_along(n, center, standardize):
    rng = np.random.default_rng(3)
    for _ in range(40):
        X = random(n=n, d=3, seed=int(rng.integers(1000)))
        i = int(rng.integers(n))
        most = 0.9 * np.sqrt(n - 1) if standardize else 50.0
        wanted = rng.uniform(-most, most, 3) + (
            0 if center else cloud.preprocess(X, X.mean(axis=0), X.std(axis=0), center, standardize)[i] / 10
        )
        if standardize and not center:
            wanted = np.clip(wanted, -1, 1)
        X[i] = cloud.inverse_preprocess(wanted, X[i], X.mean(axis=0), X.var(axis=0), n, center, standardize)
        shown = cloud.preprocess(X, X.mean(axis=0), X.std(axis=0), center, standardize)
        assert np.allclose(shown[i], wanted, rtol=1e-8, atol=1e-8)


def test_no_standardised_value_is_farther_than_the_root_of_n_minus_1():
    X = np.array([[0.0], [1.0], [3.0], [4.0], [2.0]])
    X[4] = cloud.inverse_preprocess([1e9], X[4], X.mean(axis=0), X.var(axis=0), 5, True, True)
    assert np.isfinite(X).all()
    assert 1.9 < ((X - X.mean(axis=0)) / X.std(axis=0))[4, 0] < 2.0


def test_a_point_among_others_without_spread_can_be_moved():
    X = np.array([[2.0, 1.0], [2.0, 5.0], [2.0, 3.0]])
    X[0] = cloud.inverse_preprocess([1.0, 0.5], X[0], X.mean(axis=0), X.var(axis=0), 3, True, True)
    assert np.isfinite(X).all() and X[0, 0] == pytest.approx(3.5)

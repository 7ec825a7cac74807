"""PCA: two routes to one answer, scikit-learn as a third, and what goes wrong on purpose."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from explorer.data import samples
from explorer.logic import pca, plane_by_hand


def random(shape, seed=0, spread=None):
    rng = np.random.default_rng(seed)
    mixed = rng.normal(size=shape) @ rng.normal(size=(shape[1], shape[1]))
    return mixed * (1.0 if spread is None else spread)


def low_rank(n, d, rank, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, rank)) @ rng.normal(size=(rank, d)) + 3.0


def ill_conditioned(n, d, smallest, seed=0):
    """Columns of a random orthonormal frame with variances from 1 down to `smallest`."""
    rng = np.random.default_rng(seed)
    frame, _ = np.linalg.qr(rng.normal(size=(n, d)))
    turn, _ = np.linalg.qr(rng.normal(size=(d, d)))
    return frame * np.sqrt(np.geomspace(1.0, smallest, d)) @ turn * np.sqrt(n)


# name: (table, components that are defined: the rest have variance zero and any direction is right)
TABLES = {
    "square-ish": (random((40, 7)), 7),
    "fewer rows than columns": (random((6, 11)), 5),
    "many columns": (random((20, 300)), 19),
    "one column": (random((30, 1)) + 5.0, 1),
    "two rows": (np.array([[1.0, 2.0, 3.0], [4.0, 6.0, 9.0]]), 1),
    "repeated rows": (np.repeat(random((5, 4)), 9, axis=0), 4),
    "constant columns": (np.column_stack([random((50, 3)), np.full(50, 0.1), np.zeros(50)]), 3),
    "doubled columns": (np.hstack([random((60, 3))] * 2), 3),
    "rank two": (low_rank(80, 6, 2), 2),
    "tall, by the covariance": (random((30_000, 12)) + 2.0, 12),
    "tall, mean far away": (random((30_000, 12)) + 1e6, 12),
    "tall, of rank three": (low_rank(30_000, 9, 3), 3),
    "tall, variances over 9 decades": (ill_conditioned(30_000, 10, 1e-9), 10),
    "whole numbers": (np.round(random((25_000, 10)) * 50).astype(np.int32), 10),
}


def assert_same_fit(found, mean, components, variances, ratios, singular, defined):
    top = variances[0]
    assert np.abs(found.mean - mean).max() <= 1e-8 * max(1.0, np.abs(mean).max())
    assert np.abs(found.explained_variance - variances).max() <= 1e-8 * top
    assert np.abs(found.explained_variance_ratio - ratios).max() <= 1e-8
    assert np.abs(found.singular_values - singular).max() <= 1e-7 * singular[0]
    agree = np.abs((found.components[:defined] * components[:defined]).sum(axis=1))
    sign = np.sign((found.components[:defined] * components[:defined]).sum(axis=1))[:, None]
    assert np.abs(agree - 1).max() <= 1e-8
    assert np.abs(sign * found.components[:defined] - components[:defined]).max() <= 1e-8


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("standardize", [False, True], ids=["as it is", "standardised"])
def test_equals_scikit_learn_up_to_sign(name, standardize):
    from sklearn.decomposition import PCA
    from sklearn.preprocessing import StandardScaler

    table, defined = TABLES[name]
    found = pca.fit(table, standardize=standardize)
    X = np.asarray(table, dtype=float)
    mean = X.mean(axis=0)
    if standardize:
        with warnings.catch_warnings():  # StandardScaler warns of the column whose mean is far away
            warnings.simplefilter("ignore")
            X = StandardScaler().fit_transform(X)
    reference = PCA(svd_solver="full").fit(X)
    assert_same_fit(
        found,
        mean,
        reference.components_,
        reference.explained_variance_,
        reference.explained_variance_ratio_,
        reference.singular_values_,
        defined,
    )


@pytest.mark.parametrize("name", TABLES)
def test_components_are_orthonormal_and_the_largest_entry_is_positive(name):
    components = pca.fit(TABLES[name][0]).components
    assert np.allclose(components @ components.T, np.eye(len(components)), atol=1e-12)
    sizes = np.abs(components)
    largest = (sizes >= (1 - 1e-6) * sizes.max(axis=1, keepdims=True)).argmax(
        axis=1
    )  # of near ties the first
    assert (components[np.arange(len(components)), largest] > 0).all()


@pytest.mark.parametrize("name", TABLES)
def test_every_component_gives_the_table_back(name):
    table = np.asarray(TABLES[name][0], dtype=float)
    for standardize in (False, True):
        fit = pca.fit(table, standardize=standardize)
        again = pca.reconstruct(fit, pca.transform(fit, table))
        assert np.abs(again - table).max() <= 1e-10 * np.abs(table).max()


def test_the_error_of_a_reconstruction_is_the_variance_that_was_left_out():
    X = random((200, 6), seed=4)
    every = pca.fit(X)
    for k in range(1, 6):
        fit = pca.fit(X, n_components=k)
        lost = ((X - pca.reconstruct(fit, pca.transform(fit, X))) ** 2).sum() / (len(X) - 1)
        assert lost == pytest.approx(every.explained_variance[k:].sum(), rel=1e-10)


def test_three_routes_agree_where_their_accuracy_overlaps(monkeypatch):
    X = random((3000, 8), seed=5) + 4.0
    by_svd = pca.fit(X)
    monkeypatch.setattr(pca, "_BLOCKWISE_CELLS", 0)
    monkeypatch.setattr(pca, "_BLOCK_CELLS", 4000)
    by_covariance = pca.fit(X)
    monkeypatch.setattr(pca, "_COVARIANCE_IS_EXACT_ABOVE", 2.0)
    by_triangle = pca.fit(X)
    for other in (by_covariance, by_triangle):
        for ours, theirs in zip(by_svd, other, strict=True):
            assert np.allclose(ours, theirs, rtol=1e-10, atol=1e-12)


def test_a_weak_direction_is_found_that_the_squared_table_has_lost(monkeypatch):
    # The last variance is 1e-13 of the first: its singular value survives, its square drowns in rounding.
    X = ill_conditioned(30_000, 8, 1e-13, seed=6)
    exact = pca._fit_svd(X, 8, True, False)
    found = pca.fit(X)
    assert np.abs(found.components - exact.components).max() < 1e-7
    monkeypatch.setattr(pca, "_COVARIANCE_IS_EXACT_ABOVE", 0.0)
    squared = pca.fit(X)
    assert np.abs(squared.components - exact.components).max() > 1e-5


def test_a_mean_far_away_costs_no_digits_where_the_shortcut_loses_them():
    X = random((30_000, 10), seed=7)
    near, far = pca.fit(X), pca.fit(X + 1e7)
    # The table itself is rounded at 1e7: 1e-9 of its spread.
    assert np.allclose(near.explained_variance, far.explained_variance, rtol=1e-8)
    shortcut = (X + 1e7).T @ (X + 1e7) - len(X) * np.outer((X + 1e7).mean(axis=0), (X + 1e7).mean(axis=0))
    values = np.linalg.eigvalsh(shortcut / (len(X) - 1))[::-1]
    assert np.abs(values - near.explained_variance).max() > 1e-4 * near.explained_variance[0]


@pytest.mark.parametrize("far", [0.0, 30.0, 1e7])
def test_scores_of_a_tall_table_are_those_of_the_formula_however_far_its_mean(far):
    X = random((30_000, 10), seed=21) + far
    fit = pca.fit(X)
    plain = (X - fit.mean) @ fit.components.T
    assert np.abs(pca.transform(fit, X) - plain).max() <= 1e-12 * np.abs(plain).max()


@pytest.mark.parametrize("cuts", [[1], [1, 2, 3], [500], [10, 10, 700]])
@pytest.mark.parametrize("center", [True, False])
@pytest.mark.parametrize("standardize", [True, False])
def test_chunks_give_the_fit_of_the_whole(cuts, center, standardize):
    X = random((1000, 5), seed=8) + np.arange(5)
    whole = pca.fit(X, center=center, standardize=standardize)
    pieces = pca.fit_chunks(np.split(X, cuts), center=center, standardize=standardize)
    for ours, theirs in zip(whole, pieces, strict=True):
        assert np.allclose(ours, theirs, rtol=1e-9, atol=1e-12)


def test_chunks_report_their_progress_and_stop_when_told():
    X = random((1000, 4), seed=9)
    seen = []
    fit = pca.fit_chunks(np.split(X, 10), progress=seen.append, stop=lambda: len(seen) == 3)
    assert seen == [100, 200, 300]
    assert fit.n_samples == 300
    assert np.allclose(fit.components, pca.fit(X[:300]).components)


def test_moments_merge_in_any_order():
    X = random((90, 3), seed=10) + 1e4
    parts = [pca._block_moments(part) for part in np.split(X, [7, 50])]
    left = pca.merge_moments(pca.merge_moments(parts[0], parts[1]), parts[2])
    right = pca.merge_moments(parts[2], pca.merge_moments(parts[1], parts[0]))
    assert left.rows == right.rows == 90
    assert np.allclose(left.scatter, right.scatter, rtol=1e-12)
    assert np.allclose(left.scatter, np.cov(X.T) * 89, rtol=1e-8)


def test_quakes_lie_in_a_sinking_plane():
    fit = pca.fit(samples.quakes().values)
    assert (100 * fit.explained_variance_ratio).round(1).tolist() == [55.2, 43.2, 1.6]
    assert pca.plane_tilt(fit.components[:2]) == pytest.approx(48, abs=0.5)


# --- what goes wrong ---------------------------------------------------------------------------------------


def test_without_centring_the_first_direction_points_at_the_cloud():
    X = samples.penguins().values
    wrong = pca.fit(X, center=False)
    toward = X.mean(axis=0) / np.linalg.norm(X.mean(axis=0))
    assert pca.largest_principal_angle(wrong.components[0], toward) < 0.2
    # It claims nearly everything, whatever the cloud looks like.
    assert wrong.explained_variance_ratio[0] > 0.999
    deeper = samples.quakes().values + np.array([0.0, 0.0, -5000.0])
    right, moved = pca.fit(deeper), pca.fit(deeper, center=False)
    assert pca.largest_principal_angle(right.components[0], moved.components[0]) > 40


def test_without_scaling_grams_and_proline_decide_everything():
    penguins = pca.fit(samples.penguins().values)
    assert penguins.explained_variance_ratio[0] == pytest.approx(0.9999, abs=1e-4)
    assert penguins.components[0].argmax() == 3  # body mass, in grams
    assert pca.fit(samples.penguins().values, standardize=True).explained_variance_ratio[0] == pytest.approx(
        0.688, abs=0.001
    )
    wine = samples.wine()
    raw, scaled = pca.fit(wine.values), pca.fit(wine.values, standardize=True)
    assert raw.explained_variance_ratio[0] == pytest.approx(0.998, abs=0.001)
    assert wine.columns[int(raw.components[0].argmax())] == "proline"
    assert scaled.explained_variance_ratio[:2] == pytest.approx([0.362, 0.192], abs=0.001)


# --- the plane turned by hand ------------------------------------------------------------------------------


def plane_of(normal):
    """The plane perpendicular to a normal, as two rows."""
    return plane_by_hand.tilted_plane(*plane_by_hand.strike_and_tilt(normal))


def test_no_plane_keeps_more_than_the_first_two_components():
    X = samples.quakes().values
    best = pca.fit(X)
    most = best.explained_variance_ratio[:2].sum()
    rng = np.random.default_rng(11)
    for normal in rng.normal(size=(300, 3)):
        assert pca.variance_kept(X, plane_of(normal)) <= most + 1e-12
    assert pca.variance_kept(X, best.components[:2]) == pytest.approx(most, abs=1e-12)


def test_variance_kept_is_what_is_measured_on_the_shadow_and_the_sticks_carry_the_rest():
    X = random((150, 3), seed=12)
    rng = np.random.default_rng(13)
    for _ in range(20):
        basis = plane_by_hand.tilted_plane(*rng.uniform(0, 2 * np.pi, 2))
        shadow = pca.project_to(X, basis, X.mean(axis=0))
        sticks = X - pca.orthogonal_projection(X, basis, X.mean(axis=0))
        total = X.var(axis=0).sum()
        kept = shadow.var(axis=0).sum() / total
        assert pca.variance_kept(X, basis) == pytest.approx(kept, abs=1e-12)
        assert (sticks**2).sum(axis=1).mean() / total == pytest.approx(1 - kept, abs=1e-12)
        assert np.allclose(sticks @ basis.T, 0, atol=1e-10)


def test_a_plane_from_a_normal_or_from_angles_is_orthonormal_and_perpendicular_to_it():
    rng = np.random.default_rng(14)
    normals = [*rng.normal(size=(200, 3)), *np.eye(3), *-np.eye(3), np.array([1e-9, 0.0, -1.0])]
    for normal in normals:
        basis = plane_of(normal)
        assert np.allclose(basis @ basis.T, np.eye(2), atol=1e-14)
        assert np.allclose(basis @ normal, 0, atol=1e-13 * np.linalg.norm(normal))
        assert np.allclose(pca.plane_normal(basis), normal / np.linalg.norm(normal), atol=1e-14)
    for strike, tilt in rng.uniform(-7, 7, size=(50, 2)):
        basis = plane_by_hand.tilted_plane(strike, tilt)
        assert np.allclose(basis @ basis.T, np.eye(2), atol=1e-14)
        assert pca.plane_tilt(basis) == pytest.approx(np.degrees(np.arccos(abs(np.cos(tilt)))), abs=1e-6)


def test_degrees_between_planes_are_those_between_their_normals_also_when_tiny():
    rng = np.random.default_rng(15)
    for _ in range(50):
        a, b = rng.normal(size=(2, 3))
        cosine = abs(a @ b) / np.linalg.norm(a) / np.linalg.norm(b)
        between = pca.largest_principal_angle(plane_of(a), plane_of(b))
        assert between == pytest.approx(np.degrees(np.arccos(cosine)), abs=1e-6)
    tiny = 1e-10
    assert pca.largest_principal_angle([1, 0], [np.cos(tiny), np.sin(tiny)]) == pytest.approx(
        np.degrees(tiny), rel=1e-5
    )


def test_the_way_to_the_optimum_is_straight():
    rng = np.random.default_rng(16)
    for _ in range(30):
        start = plane_of(rng.normal(size=3))
        end = plane_of(rng.normal(size=3))
        whole = pca.largest_principal_angle(start, end)
        assert np.allclose(pca.grassmann_geodesic(start, end, 0.0), start, atol=1e-12)
        assert pca.largest_principal_angle(pca.grassmann_geodesic(start, end, 1.0), end) < 1e-6
        for t in (0.25, 0.6):
            middle = pca.grassmann_geodesic(start, end, t)
            assert np.allclose(middle @ middle.T, np.eye(2), atol=1e-12)
            assert pca.largest_principal_angle(start, middle) == pytest.approx(t * whole, abs=1e-6)
    same = pca.grassmann_geodesic(np.eye(3)[:2], np.eye(3)[:2], 0.5)
    assert np.allclose(same, np.eye(3)[:2])


def test_loadings_on_standardised_columns_are_correlations():
    X = random((80, 4), seed=18)
    fit = pca.fit(X, standardize=True)
    scores = pca.transform(fit, X)
    expected = [[np.corrcoef(X[:, i], scores[:, j])[0, 1] for j in range(4)] for i in range(4)]
    assert np.allclose(pca.loadings(fit) * np.sqrt(79 / 80), expected, atol=1e-12)


# --- refusals ----------------------------------------------------------------------------------------------

REFUSED = {
    "one row": ([[1.0, 2.0]], "at least two points"),
    "no row": (np.empty((0, 3)), "X: 0 rows"),
    "text": ([["a", "b"], ["c", "d"]], "numbers only"),
    "ragged": ([[1.0, 2.0], [3.0]], "different lengths"),
    "a list": ([1.0, 2.0, 3.0], "must be a matrix"),
    "NaN": (np.array([[1.0, np.nan], [2.0, 3.0]]), "finite"),
    "too large to square": (np.array([[1e308, 1.0], [2.0, 3.0]]), "finite"),
    "the same point": (np.full((5, 3), 0.1), "all rows are the same point"),
    "tall with NaN": (np.where(np.arange(300_000).reshape(-1, 10) == 123_456, np.nan, 1.5), "finite"),
    "tall with infinity": (np.where(np.arange(300_000).reshape(-1, 10) == 123_456, np.inf, 1.5), "finite"),
    "tall, the same point": (np.full((30_000, 10), 0.1), "all rows are the same point"),
    "tall with 1e308": (np.where(np.arange(300_000).reshape(-1, 10) == 5, 1e308, 1.5), "finite"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refuses_in_one_sentence(name):
    table, part = REFUSED[name]
    with pytest.raises(ValueError, match=part) as refusal:
        pca.fit(table)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("k", [0, -1, 4])
def test_refuses_components_that_a_table_does_not_have(k):
    with pytest.raises(ValueError, match="a table of 10 rows and 3 columns has 1 to 3"):
        pca.fit(random((10, 3)), n_components=k)


def test_refuses_a_basis_that_counts_variance_twice():
    X = random((10, 3))
    for basis in ([[2.0, 0, 0], [0, 1, 0]], [[1.0, 0, 0], [1, 0, 0]]):
        with pytest.raises(ValueError, match="perpendicular"):
            pca.variance_kept(X, basis)
    with pytest.raises(ValueError, match="basis must have 3 components, not 2"):
        pca.variance_kept(X, [1.0, 0.0])
    with pytest.raises(ValueError, match="zero vector"):
        plane_of([0.0, 0.0, 0.0])


def test_chunks_must_fit_together():
    with pytest.raises(ValueError, match="one has 3 columns, the first 2"):
        pca.fit_chunks([np.eye(2), np.eye(3)])
    with pytest.raises(ValueError, match="0 rows"):
        pca.fit_chunks([])

"""The 4 x 5 worked example, three ways to factor it, and what is true of real ratings and votes."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.logic import recommender as rec

SEEDS = range(10)
PRODUCT = [
    [0.88, -1.08, 0.90, 1.09, -0.80],
    [-0.90, 1.00, -1.0, -1.0, 0.90],
    [0.38, 0.60, 1.20, -0.70, -1.18],
    [-0.11, -0.90, -0.90, 1.00, 0.91],
]


def with_blanks(shape, share, seed):
    """Ratings of exact rank 2, a share of them blank."""
    rng = np.random.default_rng(seed)
    full = rng.normal(size=(shape[0], 2)) @ rng.normal(size=(2, shape[1]))
    return np.where(rng.random(shape) < share, np.nan, full), full


# --- the worked example ------------------------------------------------------------------------------------


def test_the_worked_factors_multiply_to_the_twenty_cells():
    assert np.abs(rec.predict(rec.WORKED_U, rec.WORKED_V) - PRODUCT).max() <= 0.005 + 1e-12


def test_harry_potter_is_closest_to_user_1_and_shrek_to_user_3():
    assert rec.MOVIES[rec.nearest_item(rec.WORKED_U, rec.WORKED_V, user=0)] == "Harry Potter"
    assert rec.MOVIES[rec.nearest_item(rec.WORKED_U, rec.WORKED_V, user=2)] == "Shrek"


def test_the_worked_product_ranks_what_is_liked_above_the_rest():
    assert rec.ranks_liked_above(rec.LIKES, rec.predict(rec.WORKED_U, rec.WORKED_V)).all()
    assert not rec.ranks_liked_above(rec.LIKES, -rec.predict(rec.WORKED_U, rec.WORKED_V)).any()


def test_likes_are_those_that_the_lesson_names():
    liked = [[rec.MOVIES[j] for j in np.flatnonzero(row > 0)] for row in rec.LIKES]
    assert liked == [
        ["Harry Potter", "Shrek", "The Dark Knight Rises"],
        ["The Triplets of Belleville", "Memento"],
        ["Harry Potter", "The Triplets of Belleville", "Shrek"],
        ["The Dark Knight Rises", "Memento"],
    ]


@pytest.mark.parametrize("biases", [False, True], ids=["plain", "biases"])
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("method", [rec.als, rec.sgd], ids=["ALS", "SGD"])
def test_rank_2_ranks_what_is_liked_above_the_rest_from_any_seed(method, seed, biases):
    fit = method(rec.LIKES, 2, seed=seed, biases=biases)
    assert rec.ranks_liked_above(rec.LIKES, rec.predict(*fit.factors)).all()
    again = method(rec.LIKES, 2, seed=seed, biases=biases)
    assert all(np.array_equal(a, b) for a, b in zip(fit.factors, again.factors, strict=True))


# --- three ways --------------------------------------------------------------------------------------------


def test_svd_of_a_full_table_is_the_closest_of_its_rank_and_balanced():
    R = np.random.default_rng(1).normal(size=(6, 9))
    singular = np.linalg.svd(R, compute_uv=False)
    for rank in range(1, 7):
        U, V, *_ = rec.factor_svd(R, rank)
        assert rec.squared_error(R, U, V) == pytest.approx((singular[rank:] ** 2).sum(), abs=1e-12)
        assert np.allclose(U.T @ U, V.T @ V)  # both carry sqrt(S)
        assert np.allclose(np.diag(U.T @ U), singular[:rank])


def test_blanks_are_filled_with_the_mean_of_their_movie():
    R = np.array([[5.0, np.nan, np.nan], [3.0, 2.0, np.nan]])
    assert rec.fill_means(R).tolist() == [[5.0, 2.0, 10 / 3], [3.0, 2.0, 10 / 3]]


@pytest.mark.parametrize("biases", [False, True])
@pytest.mark.parametrize("regularization", [0.0, 0.05, 0.5])
def test_a_sweep_of_als_never_raises_what_it_minimises(regularization, biases):
    R, _ = with_blanks((8, 7), 0.3, seed=2)
    fit = rec.als(R, 2, regularization, seed=3, steps=25, biases=biases)
    values = [rec.objective(R, fit.at(i), regularization) for i in range(len(fit.steps))]
    assert (np.diff(values) <= 1e-9).all()


def test_als_stands_still_where_nothing_pulls():
    R, _ = with_blanks((8, 7), 0.3, seed=4)
    U, V, *_ = rec.als(R, 2, 0.1, seed=0, steps=400).factors
    for force in rec.negative_gradient(R, U, V, 0.1):
        assert np.abs(force).max() < 1e-5


def test_the_pull_is_minus_half_the_slope_of_the_objective():
    R, _ = with_blanks((4, 5), 0.3, seed=5)
    rng = np.random.default_rng(6)
    U, V = rng.normal(size=(4, 2)), rng.normal(size=(5, 2))

    def objective(U, V):
        return rec.objective(R, rec.Factors(U, V, 0.0, np.zeros(4), np.zeros(5)), 0.3)

    of_users, of_movies = rec.negative_gradient(R, U, V, 0.3)
    h = 1e-6
    for i, j in np.ndindex(4, 2):
        step = np.zeros((4, 2))
        step[i, j] = h
        slope = (objective(U + step, V) - objective(U - step, V)) / (2 * h)
        assert of_users[i, j] == pytest.approx(-slope / 2, abs=1e-6)
    for i, j in np.ndindex(5, 2):
        step = np.zeros((5, 2))
        step[i, j] = h
        slope = (objective(U, V + step) - objective(U, V - step)) / (2 * h)
        assert of_movies[i, j] == pytest.approx(-slope / 2, abs=1e-6)


def test_als_finds_hidden_cells_of_a_table_that_has_the_rank():
    R, full = with_blanks((20, 15), 0.4, seed=7)
    U, V, *_ = rec.als(R, 2, 1e-6, seed=1, steps=300).factors
    assert np.abs(U @ V.T - full).max() < 1e-2


def test_sgd_and_als_find_the_same_product():
    R, _ = with_blanks((10, 8), 0.2, seed=8)
    by_als = rec.als(R, 2, 0.05, seed=0, steps=200)
    by_sgd = rec.sgd(R, 2, 0.05, learning_rate=0.03, seed=0, epochs=600)
    assert np.abs(rec.predict(*by_als.factors) - rec.predict(*by_sgd.factors)).max() < 0.1


def test_sgd_goes_on_from_where_a_reader_left_the_points():
    U, V = rec.WORKED_U.copy(), rec.WORKED_V.copy()
    fit = rec.continue_sgd(rec.LIKES, U, V, epochs=100)
    assert np.array_equal(fit.frames_U[0], rec.WORKED_U)
    assert np.array_equal(U, rec.WORKED_U)  # what was handed in stays
    assert fit.losses[0] == pytest.approx(rec.squared_error(rec.LIKES, U, V))
    assert fit.losses[-1] < 0.1 * fit.losses[0]


@pytest.mark.parametrize(("epochs", "every"), [(1, 1), (3, None), (400, 1), (1000, None)])
def test_frames_hold_the_way_and_are_bounded(epochs, every):
    fit = rec.sgd(rec.LIKES, 2, learning_rate=0.05, epochs=epochs, every=every)
    count = len(fit.steps)
    assert count <= rec.MAX_FRAMES + 1
    assert fit.frames_U.shape == (count, 4, 2)
    assert fit.frames_V.shape == (count, 5, 2)
    assert fit.losses.shape == (count,)
    assert fit.steps[0] == 0
    assert fit.steps[-1] == epochs * 20
    assert (np.diff(fit.steps) > 0).all()
    for i in (0, count // 2, count - 1):
        assert fit.losses[i] == pytest.approx(rec.squared_error(rec.LIKES, *fit.at(i)))


def test_a_step_of_sgd_is_the_formula_with_both_old_values():
    U, V = np.array([[0.5, -0.2]]), np.array([[0.3, 0.9]])
    fit = rec.continue_sgd([[2.0]], U, V, 0.25, [0.1], [0.2], 0.05, 0.1, epochs=1, biases=True)
    e = 2.0 - 0.25 - 0.1 - 0.2 - float(U[0] @ V[0])
    assert np.allclose(fit.factors.U, U + 0.1 * (e * V - 0.05 * U), atol=1e-15)
    assert np.allclose(fit.factors.V, V + 0.1 * (e * U - 0.05 * V), atol=1e-15)
    assert fit.factors.user_bias == pytest.approx([0.1 + 0.1 * (e - 0.05 * 0.1)])
    assert fit.factors.item_bias == pytest.approx([0.2 + 0.1 * (e - 0.05 * 0.2)])


def test_a_single_step_moves_one_user_and_one_movie():
    fit = rec.sgd(rec.LIKES, 2, epochs=1, every=1)
    for before, after in zip(fit.frames_U[:-1], fit.frames_U[1:], strict=True):
        assert (before != after).any(axis=1).sum() == 1
    for before, after in zip(fit.frames_V[:-1], fit.frames_V[1:], strict=True):
        assert (before != after).any(axis=1).sum() == 1


# --- what a factorization says -----------------------------------------------------------------------------


def test_turning_and_stretching_both_factors_leave_the_product():
    rng = np.random.default_rng(9)
    P = rec.predict(rec.WORKED_U, rec.WORKED_V)
    for _ in range(20):
        for changed in (
            rec.rotate_factors(rec.WORKED_U, rec.WORKED_V, rng.uniform(-9, 9)),
            rec.stretch_factors(rec.WORKED_U, rec.WORKED_V, rng.uniform(0.1, 10)),
        ):
            assert np.abs(changed[0] - rec.WORKED_U).max() > 1e-6
            assert np.allclose(rec.predict(*changed), P, atol=1e-9)


def test_matched_factors_lie_as_close_as_turning_can_bring_them():
    rng = np.random.default_rng(19)
    U, V = rec.als(rec.LIKES, 2, 0.1, seed=5).factors[:2]
    matched = rec.match_factors(U, V, rec.WORKED_U, rec.WORKED_V)
    assert np.allclose(rec.predict(*matched), rec.predict(U, V))

    def apart(U, V):
        return ((U - rec.WORKED_U) ** 2).sum() + ((V - rec.WORKED_V) ** 2).sum()

    for angle in rng.uniform(0, 2 * np.pi, 100):
        for mirror in (1.0, -1.0):
            turned = rec.rotate_factors(U * [1.0, mirror], V * [1.0, mirror], angle)
            assert apart(*matched) <= apart(*turned) + 1e-12


def test_turning_keeps_distances_and_stretching_does_not():
    near = [rec.nearest_item(rec.WORKED_U, rec.WORKED_V, i) for i in range(4)]
    turned = rec.rotate_factors(rec.WORKED_U, rec.WORKED_V, 1.0)
    assert [rec.nearest_item(*turned, i) for i in range(4)] == near
    stretched = rec.stretch_factors(rec.WORKED_U, rec.WORKED_V, 3.0)
    assert [rec.nearest_item(*stretched, i) for i in range(4)] != near


def test_distance_dot_and_cosine_disagree_on_the_worked_example():
    def names(by):
        return [rec.MOVIES[rec.nearest_item(rec.WORKED_U, rec.WORKED_V, i, by)] for i in range(4)]

    assert names("distance")[0] == "Harry Potter"
    assert names("dot")[0] == "The Dark Knight Rises"  # longer, and further out in the same half-plane
    first = [names(by) for by in rec.MEASURES]
    differ = [len({row[i] for row in first}) > 1 for i in range(4)]
    assert rec.disagree(rec.WORKED_U, rec.WORKED_V).tolist() == differ == [True, False, False, False]
    with pytest.raises(ValueError, match="distance, dot, cosine"):
        names("correlation")


def test_the_order_of_neighbours_is_that_of_plain_loops():
    rng = np.random.default_rng(10)
    U, V = rng.normal(size=(3, 4)), rng.normal(size=(9, 4))
    for i in range(3):
        assert rec.nearest_item(U, V, i) == min(range(9), key=lambda j: np.linalg.norm(U[i] - V[j]))
    for i in range(9):
        others = [j for j in range(9) if j != i]
        by_hand = sorted(others, key=lambda j: np.linalg.norm(V[i] - V[j]))
        assert rec.similar_items(V, i, by="distance").tolist() == by_hand
        by_hand = sorted(others, key=lambda j: -(V[i] @ V[j]) / np.linalg.norm(V[j]))
        assert rec.similar_items(V, i, by="cosine").tolist() == by_hand
    assert 4 not in rec.similar_items(V, 4)
    assert len(rec.similar_items(V, 4)) == 8


def test_top_items_leaves_out_what_was_rated():
    P = [[0.9, 0.8, 0.7, 0.6]]
    assert rec.top_items(P, [[1.0, np.nan, np.nan, 0.0]], count=5).tolist() == [1, 2]
    assert rec.top_items(P, count=2).tolist() == [0, 1]


def test_a_newcomer_is_placed_where_als_would_place_her():
    R, _ = with_blanks((8, 7), 0.3, seed=11)
    V = np.random.default_rng(12).normal(size=(7, 2))
    users = rec.solve_users(R, V, 0.1)
    for i in range(8):
        assert np.allclose(rec.fold_in(R[i], V, 0.1), users[i])
    one = np.full(5, np.nan)
    one[2] = 1.0
    newcomer = rec.fold_in(one, rec.WORKED_V)
    assert newcomer[0] == pytest.approx(-newcomer[1])  # along Shrek's vector, (1, -1)
    assert np.array_equal(rec.fold_in(np.full(5, np.nan), rec.WORKED_V), [0.0, 0.0])
    # What everybody likes says nothing about her.
    mean, bias = 0.4, np.arange(5.0)
    assert np.allclose(rec.fold_in(mean + bias, rec.WORKED_V, 0.1, mean, bias), 0.0)
    assert np.allclose(rec.fold_in(one + mean + bias, rec.WORKED_V, 0.02, mean, bias), newcomer)


def test_rank_4_learns_the_cells_by_heart_and_predicts_the_hidden_ones_worse():
    rng = np.random.default_rng(13)
    worse = 0
    for seed in SEEDS:
        noisy = rec.WORKED_U @ rec.WORKED_V.T + 0.3 * rng.normal(size=(4, 5))
        learn, held = rec.hold_out(noisy, 0.25, seed)
        scores = {}
        for rank in (2, 4):
            U, V, *_ = rec.als(learn, rank, 1e-4, seed, steps=60).factors
            scores[rank] = rec.rmse(learn, U, V), rec.rmse(held, U, V)
        assert scores[4][0] < 0.1
        assert scores[4][0] < scores[2][0] + 1e-3
        assert scores[4][1] > 3 * scores[4][0]
        worse += scores[4][1] > 0.3
    assert worse >= 8


def test_held_out_cells_are_hidden_once_and_nobody_loses_everything():
    R, _ = with_blanks((9, 6), 0.5, seed=14)
    learn, held = rec.hold_out(R, 0.3, seed=1)
    known, hidden = ~np.isnan(learn), ~np.isnan(held)
    assert not (known & hidden).any()
    assert np.array_equal(known | hidden, ~np.isnan(R))
    assert known.any(axis=0).tolist() == (~np.isnan(R)).any(axis=0).tolist()
    assert known.any(axis=1).tolist() == (~np.isnan(R)).any(axis=1).tolist()
    assert hidden.sum() == round(0.3 * (~np.isnan(R)).sum())
    one_each = np.where(np.eye(4) > 0, 1.0, np.nan)
    one_each[:, 3] = 1.0  # every user but the last has two ratings, every movie but the last one
    for seed in SEEDS:
        learn, _ = rec.hold_out(one_each, 0.9, seed)
        assert (~np.isnan(learn)).any(axis=0).all()
        assert (~np.isnan(learn)).any(axis=1).all()


# --- degenerate tables -------------------------------------------------------------------------------------

HANDLED = {
    "one cell": [[3.0]],
    "constant": np.full((3, 4), 2.0),
    "zeros": np.zeros((3, 4)),
    "a blank user": [[1.0, -1.0], [np.nan, np.nan], [1.0, 1.0]],
    "a blank movie": [[1.0, np.nan, 2.0], [-1.0, np.nan, 1.0]],
    "one known cell": [[np.nan, np.nan], [np.nan, 4.0]],
}


@pytest.mark.parametrize("biases", [False, True])
@pytest.mark.parametrize("name", HANDLED)
def test_degenerate_tables_are_factored_without_nonsense(name, biases):
    R = np.asarray(HANDLED[name], dtype=float)
    for fit in (
        rec.als(R, 1, 0.0, biases=biases),
        rec.sgd(R, 1, 0.0, learning_rate=0.05, epochs=300, biases=biases),
    ):
        assert np.isfinite(rec.predict(*fit.factors)).all()
        assert fit.losses[-1] <= fit.losses[0] + 1e-12
    U, V, *_ = rec.factor_svd(R, 1)
    assert np.isfinite(rec.predict(U, V)).all()


REFUSED = {
    "all blank": (np.full((2, 2), np.nan), 1, "every cell is blank"),
    "text": ([["good", "bad"]], 1, "must hold numbers only"),
    "ragged": ([[1.0, 2.0], [3.0]], 1, "rows of different lengths"),
    "a list": ([1.0, 2.0], 1, "must be a table"),
    "no rows": (np.empty((0, 3)), 1, "must be a table"),
    "infinity": ([[1.0, np.inf]], 1, "between -1e100 and 1e100"),
    "1e308": ([[1.0, 1e308]], 1, "between -1e100 and 1e100"),
    "rank above the smaller side": (rec.LIKES, 5, "rank must lie between 1 and 4, not 5"),
    "rank zero": (rec.LIKES, 0, "rank must lie between 1 and 4, not 0"),
}


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("method", [rec.factor_svd, rec.als, rec.sgd], ids=["SVD", "ALS", "SGD"])
def test_refuses_in_one_sentence(name, method):
    table, rank, part = REFUSED[name]
    with pytest.raises(ValueError, match=part) as refusal:
        method(table, rank)
    assert "\n" not in str(refusal.value)


def test_refuses_parameters_out_of_range():
    with pytest.raises(ValueError, match="regularization must be at least 0, not -1"):
        rec.als(rec.LIKES, 2, -1.0)
    with pytest.raises(ValueError, match="steps overshoot"):
        rec.sgd(rec.LIKES, 2, learning_rate=50.0)
    with pytest.raises(ValueError, match="share must lie above 0 and below 1"):
        rec.hold_out(rec.LIKES, 1.0)
    with pytest.raises(ValueError, match=r"V must have shape \(any, 2\), not \(2, 3\)"):
        rec.predict(np.ones((2, 2)), np.ones((2, 3)))


# --- what suits a table ------------------------------------------------------------------


def test_a_learning_rate_that_suits_the_size_of_the_ratings_takes_sgd_down_whatever_the_unit():
    rng = np.random.default_rng(0)
    for unit in (1.0, 5.0, 100.0):
        R = np.where(rng.random((6, 7)) < 0.3, np.nan, unit * rng.uniform(-1, 1, (6, 7)))
        assert rec.learning_rate(R) == pytest.approx(0.1 / max(1.0, np.nanmax(np.abs(R))))
        fit = rec.sgd(R, 2, learning_rate=rec.learning_rate(R), epochs=60)
        assert fit.losses[-1] < 0.6 * np.nansum(R * R)
    # Ten times that is too much for the largest.
    with pytest.raises(ValueError, match="overshoot"):
        rec.sgd(R, 2, learning_rate=30 * rec.learning_rate(R), epochs=60)


@pytest.mark.parametrize(
    ("R", "threshold"),
    [([[1.0, -1.0]], 0.0), ([[0.0, 4.0]], 2.0), ([[np.nan, 3.0]], 3.0)],
)
def test_what_separates_liked_from_not(R, threshold):
    assert rec.liking_threshold(R) == threshold


def test_starting_places_lie_near_a_turned_factorization_whose_mean_points_right():
    rng = np.random.default_rng(1)
    U, V = rng.normal((-3.0, 4.0), size=(9, 2)), rng.normal((-3.0, 4.0), size=(11, 2))
    far = np.vstack(rec.starting_places(1000 * U, 1000 * V, seed=3))
    assert np.array_equal(far, np.vstack(rec.starting_places(1000 * U, 1000 * V, seed=3)))
    turned = np.vstack([U, V])
    x, y = turned.mean(axis=0)
    turned = turned @ np.array([[x, -y], [y, x]]) / np.hypot(x, y)
    assert np.allclose(turned.mean(axis=0), [5.0, 0.0], atol=0.6)
    away = far / 1000 - turned
    assert 0.2 < away.std() / turned.std(axis=0).mean() < 1.0
    assert np.abs(away.mean(axis=0)).max() < 0.4

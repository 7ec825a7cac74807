"""How well, how fast and in how much memory are ratings factored, beside `scikit-surprise` and `implicit`?

First part, the MovieLens subset (17,416 ratings), a tenth held out, five splits; the same splits, ranks
and number of settings for everybody. Every method may choose among six settings by a validation set
taken from what it learns from, and is then fitted again; time is that of this last fit.
`scikit-surprise` predicts stars as we do, so errors are compared. `implicit` does not: it learns who
watched what and leaves the stars aside, so no error of its stars exists. Comparable with it are the time
of a sweep of ALS on equally many cells at the same rank, and how many of the held-out films that
somebody liked (4 stars or more) stand among the first ten recommended; in that it should win, since
whether somebody watches a film at all is what it learns and what we leave aside.

Second part, 1,000,000 made-up ratings of known rank with noise 0.5: the least error possible is 0.5.

    pip install scikit-surprise implicit
    python benchmarks/factorize.py
    python benchmarks/factorize.py --only synthetic --ratings 10000000

Nothing is installed by this script: what is missing is named and left out. Absolute times belong to the
machine; ratios count.
"""

from __future__ import annotations

import argparse
import importlib
import statistics
import time
import tracemalloc
import warnings
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from explorer.data import samples
from explorer.logic import ratings, recommender
from explorer.logic.ratings import Triplets
from explorer.logic.recommender import Factors

SPLITS = 5
SIZES = (4, 8)

Predictor = Callable[[Triplets], NDArray[np.float64]]
Setting = dict[str, Any]


class Fitted(NamedTuple):
    """A way to predict the ratings of pairs, and how long it took to learn it."""

    predict: Predictor
    seconds: float


class Method(NamedTuple):
    """A name, the settings among which it may choose, and how it learns to predict."""

    name: str
    settings: Sequence[Setting]
    learn: Callable[[Triplets, int, Setting], Fitted]


class Run(NamedTuple):
    """What one method did on one split."""

    error: float
    seconds: float
    setting: Setting


def module(name: str, package: str) -> Any | None:
    """Import a library, or say how to install it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return importlib.import_module(name)
    except ImportError as error:
        print(f"{package}: not installed ({error}); pip install {package}")
        return None


def rmse(predicted: NDArray[np.float64], held: Triplets) -> float:
    return float(np.sqrt(np.mean((predicted - held.value) ** 2)))


# --- who takes part ----------------------------------------------------------------------------------------


def ours(fit: Callable[..., Factors]) -> Callable[[Triplets, int, Setting], Fitted]:
    def learn(cells: Triplets, rank: int, setting: Setting) -> Fitted:
        start = time.perf_counter()
        factors = fit(cells, rank, **setting)
        took = time.perf_counter() - start
        return Fitted(lambda asked: ratings.predict(factors, asked.user, asked.item), took)

    return learn


def surprise_svd(surprise: Any) -> Callable[[Triplets, int, Setting], Fitted]:
    def learn(cells: Triplets, rank: int, setting: Setting) -> Fitted:
        # Making their inner table is not counted against them.
        of_users: dict[int, list[tuple[int, float]]] = {}
        of_items: dict[int, list[tuple[int, float]]] = {}
        for u, i, r in zip(cells.user.tolist(), cells.item.tolist(), cells.value.tolist(), strict=True):
            of_users.setdefault(u, []).append((i, r))
            of_items.setdefault(i, []).append((u, r))
        users, items = ({k: k for k in range(count)} for count in cells.shape)
        for k in users:
            of_users.setdefault(k, [])
        for k in items:
            of_items.setdefault(k, [])
        low, high = float(cells.value.min()), float(cells.value.max())
        table = surprise.Trainset(
            of_users, of_items, *cells.shape, len(cells.value), (low, high), users, items
        )
        model = surprise.SVD(n_factors=rank, random_state=0, **setting)
        start = time.perf_counter()
        model.fit(table)
        took = time.perf_counter() - start
        mean = table.global_mean

        def predict(asked: Triplets) -> NDArray[np.float64]:
            u, i = asked.user, asked.item
            dots = np.einsum("nk,nk->n", model.pu[u], model.qi[i])
            return np.asarray(mean + model.bu[u] + model.bi[i] + dots)

        return Fitted(predict, took)

    return learn


def methods(surprise: Any | None) -> list[Method]:
    found = [
        Method(
            "explorer, ALS",
            [{"regularization": r, "sweeps": s} for r in (0.08, 0.1, 0.13) for s in (10, 20)],
            ours(ratings.als_triplets),
        ),
    ]
    if surprise is not None:
        learn = surprise_svd(surprise)
        tuned = [{"reg_all": r, "n_epochs": e, "lr_all": 0.01} for r in (0.05, 0.08, 0.1) for e in (60, 120)]
        found += [
            Method("scikit-surprise, SVD, its defaults", [{}], learn),
            Method("scikit-surprise, SVD, tuned", tuned, learn),
        ]
    return found


# --- the two parts -----------------------------------------------------------------------------------------


def run(method: Method, learn: Triplets, held: Triplets, rank: int) -> Run:
    """Choose a setting on a validation set, fit again, score on what was held out."""
    chosen = method.settings[0]
    if len(method.settings) > 1:
        inner, validation = ratings.hold_out(learn, 0.1, seed=99)
        errors = [rmse(method.learn(inner, rank, s).predict(validation), validation) for s in method.settings]
        chosen = method.settings[int(np.argmin(errors))]
    fitted = method.learn(learn, rank, chosen)
    return Run(rmse(fitted.predict(held), held), fitted.seconds, chosen)


def report(name: str, runs: list[Run], reference: float) -> None:
    errors = [r.error for r in runs]
    took = statistics.median(r.seconds for r in runs)
    print(
        f"  {name:<36} {np.mean(errors):8.4f} +- {np.std(errors):.4f} {1e3 * took:10.0f} ms"
        f"   time ratio to our ALS {took / reference:6.2f}   {runs[0].setting or ''}"
    )


def movielens(surprise: Any | None, implicit: Any | None) -> None:
    cells = ratings.from_table(samples.movielens().values)
    splits = [ratings.hold_out(cells, 0.1, seed) for seed in range(SPLITS)]
    print(
        f"\nMovieLens subset, {len(cells.value):,} ratings, a tenth held out, {SPLITS} splits: held-out RMSE"
    )
    flat = [ratings.rmse(ratings.fit_biases(learn, sweeps=0), held) for learn, held in splits]
    biased = [ratings.rmse(ratings.fit_biases(learn), held) for learn, held in splits]
    print(f"  {'mean of all ratings':<36} {np.mean(flat):8.4f}")
    print(f"  {'user and film biases':<36} {np.mean(biased):8.4f}")
    for rank in SIZES:
        print(f"  rank {rank}")
        all_runs = {m.name: [run(m, *split, rank) for split in splits] for m in methods(surprise)}
        reference = statistics.median(r.seconds for r in all_runs["explorer, ALS"])
        for name, runs in all_runs.items():
            report(name, runs, reference)
    if implicit is not None:
        for rank in SIZES:
            beside_implicit(implicit, splits, rank)


def beside_implicit(implicit: Any, splits: list[tuple[Triplets, Triplets]], rank: int) -> None:
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

    times: dict[str, list[float]] = {"explorer, ALS": [], "implicit, ALS": []}
    found: dict[str, list[float]] = {name: [] for name in times}
    sweeps = 15
    for learn, held in splits:
        start = time.perf_counter()
        mine = ratings.als_triplets(learn, rank, 0.1, sweeps=sweeps)
        times["explorer, ALS"].append((time.perf_counter() - start) / sweeps)
        watched = csr_matrix((np.ones(len(learn.value), np.float32), (learn.user, learn.item)), learn.shape)
        model = implicit.als.AlternatingLeastSquares(
            factors=rank, iterations=sweeps, random_state=0, num_threads=1, use_gpu=False
        )
        start = time.perf_counter()
        model.fit(watched, show_progress=False)
        times["implicit, ALS"].append((time.perf_counter() - start) / sweeps)
        everybody = recommender.predict(*mine)
        found["explorer, ALS"].append(in_first_ten(everybody, learn, held))
        found["implicit, ALS"].append(in_first_ten(model.user_factors @ model.item_factors.T, learn, held))
    print(f"  rank {rank}: one sweep of ALS; held-out liked films among the first ten recommended")
    for name in times:
        took = statistics.median(times[name])
        ratio = took / statistics.median(times["explorer, ALS"])
        share = 100 * np.mean(found[name])
        print(f"  {name:<36} {1e3 * took:8.2f} ms  ratio {ratio:5.2f}   {share:5.1f} %")


def in_first_ten(scores: NDArray[np.float64], learn: Triplets, held: Triplets) -> float:
    """Tell the share of held-out films with 4 stars or more that stand among the first ten not yet rated."""
    scores = np.array(scores, dtype=float)
    scores[learn.user, learn.item] = -np.inf
    first = np.argsort(-scores, axis=1)[:, :10]
    liked = held.value >= 4
    hits = (first[held.user[liked]] == held.item[liked][:, None]).any(axis=1)
    return float(hits.mean())


def made_up(count: int) -> Triplets:
    """Make ratings of rank 8 with noise 0.5, some users and items far busier than others."""
    rng = np.random.default_rng(0)
    m, n = count // 150, count // 250
    # Drawn with repetition and made different, so a few more are drawn.
    pairs = (rng.random(int(1.2 * count)) ** 1.5 * m).astype(np.int64) * n
    pairs += (rng.random(len(pairs)) ** 2 * n).astype(np.int64)
    pairs = np.unique(pairs)
    pairs = pairs[rng.permutation(len(pairs))[:count]]
    user, item = pairs // n, pairs % n
    U, V = rng.normal(size=(m, 8)) / 3, rng.normal(size=(n, 8)) / 3
    value = 3.5 + 0.5 * rng.normal(size=len(user))
    for part in np.array_split(np.arange(len(user)), 20):
        value[part] += np.einsum("nk,nk->n", U[user[part]], V[item[part]])
    return ratings.triplets(user, item, value, (m, n))


def synthetic(count: int, surprise: Any | None, implicit: Any | None) -> None:
    cells = made_up(count)
    learn, held = ratings.hold_out(cells, 0.1)
    own = sum(array.nbytes for array in learn[:3]) / 1e6
    users, items = cells.shape
    print(f"\n{len(cells.value):,} made-up ratings of {users:,} users and {items:,} items, rank 8")
    sweeps, epochs = 10, 10
    start = time.perf_counter()
    factors = ratings.als_triplets(learn, 8, 0.1, sweeps=sweeps)
    reference = time.perf_counter() - start
    tracemalloc.start()
    ratings.als_triplets(learn, 8, 0.1, sweeps=1)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    print(
        f"  {f'explorer, ALS, {sweeps} sweeps':<36} {reference:8.2f} s   held-out RMSE"
        f" {ratings.rmse(factors, held):.4f}   peak {peak:.0f} MB beyond the ratings ({own:.0f} MB)"
    )
    if surprise is not None:
        setting = {"n_epochs": epochs, "lr_all": 0.02, "reg_all": 0.05}
        predict, took = surprise_svd(surprise)(learn, 8, setting)
        print(
            f"  {f'scikit-surprise, SVD, {epochs} epochs':<36} {took:8.2f} s   held-out RMSE"
            f" {rmse(predict(held), held):.4f}   time ratio to our ALS {took / reference:5.2f}"
        )
    if implicit is not None:
        from scipy.sparse import csr_matrix

        watched = csr_matrix((np.ones(len(learn.value), np.float32), (learn.user, learn.item)), learn.shape)
        model = implicit.als.AlternatingLeastSquares(
            factors=8, iterations=sweeps, random_state=0, num_threads=1, use_gpu=False
        )
        start = time.perf_counter()
        model.fit(watched, show_progress=False)
        took = time.perf_counter() - start
        print(
            f"  {f'implicit, ALS, {sweeps} sweeps':<36} {took:8.2f} s   (no stars)          "
            f"   time ratio to our ALS {took / reference:5.2f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=["movielens", "synthetic"])
    parser.add_argument("--ratings", type=int, default=1_000_000)
    chosen = parser.parse_args()
    surprise, implicit = module("surprise", "scikit-surprise"), module("implicit.als", "implicit")
    if implicit is not None:
        implicit = importlib.import_module("implicit")
    # `implicit` asks for it: its own threads and those of the linear algebra hinder each other. For all, and
    # after the imports, each of which may bring a BLAS of its own.
    threadpool_limits(1, user_api="blas")
    if chosen.only != "synthetic":
        movielens(surprise, implicit)
    if chosen.only != "movielens":
        synthetic(chosen.ratings, surprise, implicit)


if __name__ == "__main__":
    main()

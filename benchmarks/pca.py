"""How do exact PCA's time and memory compare with scikit-learn's, and how long from a CSV to a map?

First part, 50,000 x 200 numbers: our `fit` and `transform` beside `sklearn.decomposition.PCA`, in turns so
that other work on the machine falls on both, median and least time; peak memory beyond the table itself
(tracemalloc), and peak of a whole process that makes the table and fits it (resident set). Then the
accuracy of both when the mean lies far away from zero, against a full SVD.

Second part, 1,000,000 x 50 numbers in a CSV (made in a temporary folder, about 450 MB): reading, covariance,
eigenvectors, second reading, coordinates; never more than one chunk in memory.

    python benchmarks/pca.py
    python benchmarks/pca.py --only fit --rows 20000 --columns 100
    OPENBLAS_NUM_THREADS=1 python benchmarks/pca.py --only csv --csv-rows 200000

Absolute times belong to the machine; ratios count.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from explorer.data import tables
from explorer.logic import pca

Array = NDArray[np.float64]
Action = Callable[[], object]


def cloud(rows: int, columns: int) -> Array:
    """Make a table whose columns have different spreads and means."""
    rng = np.random.default_rng(0)
    X = rng.standard_normal((rows, columns))
    X *= rng.uniform(1, 3, columns)
    X += rng.uniform(-5, 5, columns)
    return X


def seconds(action: Action) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def in_turns(ours: Action, theirs: Action, repeats: int) -> tuple[list[float], list[float]]:
    """Time two actions alternately, after one round to warm up."""
    ours(), theirs()
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(repeats)]
    return [a for a, _ in pairs], [b for _, b in pairs]


def peak_mb(action: Action) -> float:
    """Measure the most memory that an action holds at once, beyond what was there before."""
    tracemalloc.start()
    action()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def resident_mb() -> float:
    """Tell the peak of this process so far, NaN where the system does not tell."""
    status = Path("/proc/self/status")
    if status.exists():  # where `getrusage` would tell the peak of the parent, if that was higher
        return next(
            int(row.split()[1]) / 1e3 for row in status.read_text().splitlines() if row.startswith("VmHWM")
        )
    if sys.platform == "win32":
        return float("nan")
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6  # bytes on macOS


def process_mb(who: str, rows: int, columns: int) -> float:
    """Run one fit in a process of its own and tell its peak."""
    command = [sys.executable, __file__, "--child", who, "--rows", str(rows), "--columns", str(columns)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def child(who: str, X: Array) -> None:
    if who == "ours":
        pca.fit(X)
    elif who == "sklearn":
        from sklearn.decomposition import PCA

        PCA().fit(X)
    print(resident_mb())


def line(what: str, ours: float, theirs: float, unit: str) -> None:
    print(f"  {what:<38} {ours:10.1f} {unit:<3} {theirs:10.1f} {unit:<3}   ratio {ours / theirs:5.2f}")


def compare_fit(rows: int, columns: int, repeats: int) -> None:
    from sklearn.decomposition import PCA

    X = cloud(rows, columns)
    print(f"\n{rows:,} x {columns}, {X.nbytes / 1e6:.0f} MB: all components, exact")
    print(f"  {'':<38} {'explorer':>14} {'scikit-learn':>14}")
    cases: list[tuple[str, Action, Action]] = [
        ("fit", lambda: pca.fit(X), lambda: PCA().fit(X)),
        (
            "fit and 2-D map",
            lambda: pca.transform(pca.fit(X, 2), X),
            lambda: PCA(2, svd_solver="covariance_eigh").fit_transform(X),
        ),
        ("fit, their full SVD", lambda: pca.fit(X), lambda: PCA(svd_solver="full").fit(X)),
    ]
    for name, ours, theirs in cases:
        mine, others = in_turns(ours, theirs, repeats if "SVD" not in name else 1)
        line(f"{name}, median", 1e3 * statistics.median(mine), 1e3 * statistics.median(others), "ms")
        line(f"{name}, least", 1e3 * min(mine), 1e3 * min(others), "ms")
        line(f"{name}, peak memory", peak_mb(ours), peak_mb(theirs), "MB")
    line(
        "peak of a process with table and fit",
        process_mb("ours", rows, columns),
        process_mb("sklearn", rows, columns),
        "MB",
    )

    print("\n  Largest error of a variance, as a share of the largest variance (reference: full SVD)")
    print(f"  {'mean / spread':<38} {'explorer':>14} {'scikit-learn':>14}")
    small = X[: max(10 * columns, 5000)]
    for far in (0.0, 1e3, 1e6):
        moved = small + far * small.std(axis=0)
        reference = PCA(svd_solver="full").fit(moved).explained_variance_
        ours_off = np.abs(pca.fit(moved).explained_variance - reference).max() / reference[0]
        theirs_off = np.abs(PCA(svd_solver="covariance_eigh").fit(moved).explained_variance_ - reference)
        print(f"  {far:<38g} {ours_off:14.1e} {theirs_off.max() / reference[0]:14.1e}")


def write_csv(path: Path, rows: int, columns: int) -> None:
    """Write a table of low rank with noise, piece by piece, in fixed point as most files have it."""
    rng = np.random.default_rng(1)
    mixing = rng.normal(size=(3, columns))
    with path.open("w", encoding="ascii") as file:
        file.write(",".join(f"column {j + 1}" for j in range(columns)) + "\n")
        for start in range(0, rows, 20_000):
            count = min(20_000, rows - start)
            part = rng.normal(size=(count, 3)) @ mixing + 0.5 * rng.normal(size=(count, columns))
            whole = np.round(part * 10_000).astype(np.int64)
            file.writelines(",".join([f"{v / 10_000:g}" for v in row]) + "\n" for row in whole.tolist())


def timed(chunks: Iterator[Array], spent: list[float]) -> Iterator[Array]:
    """Pass chunks on and add up the time that getting them took."""
    while True:
        start = time.perf_counter()
        chunk = next(chunks, None)
        spent.append(time.perf_counter() - start)
        if chunk is None:
            return
        yield chunk


def csv_to_map(rows: int, columns: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        took = seconds(lambda: write_csv(path, rows, columns))
        size = path.stat().st_size / 1e6
        print(f"\n{rows:,} x {columns} from a CSV of {size:.0f} MB to a 2-D map")
        print(f"  making it took {took:.0f} s, which is not counted")
        before = resident_mb()
        reading: list[float] = []
        again: list[float] = []
        start = time.perf_counter()
        fit = pca.fit_chunks(timed(tables.csv_chunks(path), reading), n_components=2)
        fitted = time.perf_counter() - start
        start = time.perf_counter()
        parts = [pca.transform(fit, chunk) for chunk in timed(tables.csv_chunks(path), again)]
        scores = np.concatenate(parts)
        mapped = time.perf_counter() - start
        whole = fitted + mapped
        stages = {
            "reading, first time": sum(reading),
            "covariance and eigenvectors": fitted - sum(reading),
            "reading, second time": sum(again),
            "coordinates of every row": mapped - sum(again),
            "together": whole,
        }
        for name, value in stages.items():
            print(f"  {name:<34} {value:10.2f} s   {100 * value / whole:5.1f} %")
        kept = 100 * fit.explained_variance_ratio.sum()
        print(f"  {len(scores):,} rows on the map, {kept:.1f} % of the variance kept")
        print(f"  peak of the process {resident_mb():.0f} MB, {before:.0f} MB before the first chunk")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=["fit", "csv"])
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--columns", type=int, default=200)
    parser.add_argument("--repeats", type=int, default=9)
    parser.add_argument("--csv-rows", type=int, default=1_000_000)
    parser.add_argument("--csv-columns", type=int, default=50)
    parser.add_argument("--child", choices=["ours", "sklearn"], help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.child:
        child(chosen.child, cloud(chosen.rows, chosen.columns))
        return
    threads = os.environ.get("OPENBLAS_NUM_THREADS", "as many as the machine has")
    print(f"{os.cpu_count()} processors, threads of the linear algebra: {threads}")
    if chosen.only != "fit":
        csv_to_map(chosen.csv_rows, chosen.csv_columns)
    if chosen.only != "csv":
        compare_fit(chosen.rows, chosen.columns, chosen.repeats)


if __name__ == "__main__":
    main()

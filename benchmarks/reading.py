"""How long does it take to read what people bring, and how much memory, beside plain pandas and polars?

Files are made in a temporary folder: a table of 1,000,000 x 10 numbers, and a list of 10,000,000 ratings
(user, film, rating). Every reading is a process of its own, contenders in turns, so that other work on the
machine falls on all; the least time counts. Memory is the peak of the process beyond what it holds after its
imports.

"in one piece" is the route of small and of unusual files: the same reading without blocks and threads. Plain
pandas and polars settle no marks, check no cells, keep ids as whole numbers and say nothing.

    python benchmarks/reading.py
    python benchmarks/reading.py --rows 200000 --ratings 1000000 --repeats 2
    python benchmarks/reading.py --against /path/to/another/checkout

Absolute times belong to the machine; ratios count. Where others keep the processors busy, look at the seconds
of all threads together: two threads that wait for one processor are no faster than one.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
OURS = "ours"


def make(folder: Path, rows: int, ratings: int) -> dict[str, Path]:
    """Write the files that are read."""
    import pandas as pd

    rng = np.random.default_rng(0)
    X = rng.normal(size=(rows, 10))
    full, short, long = folder / "full.csv", folder / "short.csv", folder / "ratings.csv"
    columns = [f"x{j}" for j in range(10)]
    pd.DataFrame(X, columns=columns).to_csv(full, index=False)
    pd.DataFrame(np.round(X, 3), columns=columns).to_csv(short, index=False)
    pd.DataFrame(
        {
            "user": rng.integers(1, 200_000, ratings),
            "film": rng.integers(1, 20_000, ratings),
            "rating": rng.integers(1, 11, ratings) / 2,
        }
    ).to_csv(long, index=False)
    return {"table, 17 digits": full, "table, 3 decimals": short, "ratings": long}


def held() -> float:
    """Tell the peak of this process in MB, NaN where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return float("nan")
    return next(
        int(row.split()[1]) / 1e3 for row in status.read_text().splitlines() if row.startswith("VmHWM")
    )


def action(contender: str, kind: str, path: Path) -> Callable[[], object]:
    """Return what a contender does with a file, with everything imported that it needs."""
    if contender == "pandas":
        import pandas as pd

        return lambda: pd.read_csv(path)
    if contender == "polars":
        polars = importlib.import_module("polars")
        return lambda: polars.read_csv(path)
    import pandas  # noqa: F401
    import pyarrow.csv  # noqa: F401

    from explorer.data import csv_format, rating_files, summary, tables

    if contender == "in one piece":
        from explorer.data import blocks

        blocks.SMALLEST = 1 << 60
    most = csv_format.OWN_MACHINE
    if kind == "ratings":
        return lambda: rating_files.read_ratings(path, most)
    if kind == "pieces":
        content = path.read_bytes()
        return lambda: summary.read(content, "large", most, lambda *told: None, lambda: False)
    return lambda: tables.read_csv(path, most)


def measure(contender: str, kind: str, path: Path, root: Path) -> tuple[float, float, float]:
    """Read a file once in a process of its own: seconds, seconds of all its threads together, and MB."""
    command = [sys.executable, str(Path(__file__).resolve()), "--one", contender, kind, str(path)]
    told = subprocess.run(
        command, check=True, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(root)}
    )
    seconds, worked, megabytes = map(float, told.stdout.split())
    return seconds, worked, megabytes


def compare(title: str, kind: str, path: Path, contenders: dict[str, Path], repeats: int) -> None:
    """Print the least time and the least peak of each contender, and what ours is of it."""
    runs: dict[str, list[tuple[float, float, float]]] = {name: [] for name in contenders}
    for _ in range(repeats):
        for name, root in contenders.items():
            runs[name].append(measure(OURS if name.startswith("before") else name, kind, path, root))
    ours = [min(run[i] for run in runs[OURS]) for i in range(2)]
    print(f"{title}, {path.stat().st_size / 1e6:.0f} MB")
    for name, found in runs.items():
        seconds, worked, megabytes = (min(run[i] for run in found) for i in range(3))
        print(
            f"  {name:14} {seconds:6.2f} s  {megabytes:6.0f} MB   ours / this {ours[0] / seconds:5.2f}"
            f"   threads together {worked:6.2f} s, {ours[1] / worked:5.2f}",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--ratings", type=int, default=10_000_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--against", type=Path, help="another checkout, as it was before")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        contender, kind, path = chosen.one
        run = action(contender, kind, Path(path))
        before = held()
        start, worked = time.perf_counter(), time.process_time()
        run()
        print(time.perf_counter() - start, time.process_time() - worked, held() - before)
        return
    contenders = {OURS: ROOT, "in one piece": ROOT}
    if chosen.against:
        contenders["before"] = chosen.against
    plain = {"pandas": ROOT}
    if importlib.util.find_spec("polars"):
        plain["polars"] = ROOT
    with tempfile.TemporaryDirectory() as folder:
        files = make(Path(folder), chosen.rows, chosen.ratings)
        for title, path in files.items():
            kind = "ratings" if title == "ratings" else "table"
            compare(title, kind, path, contenders | plain, chosen.repeats)
        whole = files["table, 17 digits"]
        compare("table in pieces, of bytes", "pieces", whole, contenders, chosen.repeats)


if __name__ == "__main__":
    main()

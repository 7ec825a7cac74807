"""Random programs drawn from the table: NumPy's oracle against the browser's evaluator.

`python -m tests.live.fuzz 10000` runs that many and prints what was compared. A program is a chain of the
table's examples, each fed with earlier results of fitting kinds and shapes; it runs on ordinary and on
degenerate inputs.

Some values cannot be compared: where one unit in the last place on the way changes NumPy's own answer visibly
(a comparison at a tie, the inverse of a matrix that is nearly singular, and what is made of them), what is
made of an infinite complex number, and whole numbers that float64 cannot hold. They are counted, never waved
through: a difference is a failure until NumPy is shown to disagree with itself.
"""

from __future__ import annotations

import argparse
import time
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from explorer.live.record.functions import TABLE, eig, orthogonal
from explorer.live.record.program import Program
from explorer.live.record.trace import Live, Trace
from tests.live.evaluator import Evaluator
from tests.live.parity import RELATIVE, build, difference, names_of, noisy

EXAMPLES: tuple[tuple[str, tuple[str, ...], Any], ...] = tuple(
    (example, tuple(names_of(example)), compile(example, example, "eval"))
    for entry in TABLE
    for example in entry.examples
)
LARGEST_SIZE = 80
EXACT = 2**53
BATCH = 100
Inputs = dict[str, np.ndarray[Any, Any]]

KIND = {
    **dict.fromkeys("xymABSRvwpqt", "f"),
    **dict.fromkeys("kni", "i"),
    **dict.fromkeys("bc", "b"),
    **dict.fromkeys("zuCH", "c"),
}
NDIM = {**dict.fromkeys("mABSRCH", 2), **dict.fromkeys("vwpq", 1), "t": 0}


def fits(name: str, value: Live, bound: dict[str, Live]) -> bool:
    """Whether a value may stand for a name, next to those that stand already."""
    if value.dtype.kind != KIND[name] or value.ndim != NDIM.get(name, value.ndim):
        return False
    if name in "ABSCH" and value.shape[0] != value.shape[1]:
        return False
    if name in "pq" and value.shape not in ((2,), (3,)):
        return False
    partner = bound.get({"B": "A", "w": "v", "q": "p"}.get(name, ""))
    return partner is None or partner.shape == value.shape


def determined(result: Any) -> list[Any]:
    """What mathematics determines of a result: not the signs of singular vectors."""
    if isinstance(result, orthogonal.SVD):
        k = result.S.shape[-1]
        return [result.S, (result.U[..., :k] * result.S[..., None, :]) @ result.Vh[..., :k, :]]
    if isinstance(result, orthogonal.EIGH):
        w, V = result
        return [w, (V * w[..., None, :]) @ np.conj(np.swapaxes(V, -1, -2))]
    if isinstance(result, eig.EIG):
        w, V = result
        return [w, V] if w.shape == (2,) else [np.sum(w, axis=-1), np.sum(w * w, axis=-1)]
    return list(result) if isinstance(result, (tuple, list)) else [result]


@dataclass
class Sample:
    """A random program, the settings to run it on, and the examples that it was made of."""

    program: Program
    settings: list[Inputs]
    examples: list[str]


def start(rng: np.random.Generator) -> Inputs:
    """Inputs of every shape that the examples want."""
    n, rows = int(rng.integers(1, 5)), int(rng.integers(1, 5))
    size = int(rng.integers(1, 4))
    columns = int(rng.integers(1, 4))
    shapes = {
        "t": (), "v": (size,), "w": (size,), "p": (2,), "A": (n, n), "B": (n, n), "R": (rows, columns),
        "whole": (size,), "index": (), "yes": (size,), "imaginary": (n, n),
    }  # fmt: skip
    return {name: rng.normal(size=shape) for name, shape in shapes.items()} | {
        "whole": rng.integers(-5, 6, size) * 1.0,
        "index": np.array(float(rng.integers(-2, 3))),
        "yes": rng.integers(0, 2, size) * 1.0,
    }


def degenerate(inputs: Inputs, rng: np.random.Generator) -> Inputs:
    """The same shapes with zeros, ties, parallel columns, NaN, infinities, whole numbers."""
    changed = {}
    for name, value in inputs.items():
        value = value.copy()
        match rng.integers(0, 8):
            case 0:
                value = np.zeros_like(value)
            case 1:
                value = np.round(value)
            case 2 if value.ndim == 2 and value.shape[1] > 1:
                value[:, -1] = 2 * value[:, 0]
            case 3:
                value = np.full_like(value, np.round(rng.normal(), 1))
            case 4 if value.size and name not in ("whole", "index", "yes"):
                value.flat[rng.integers(value.size)] = rng.choice([np.nan, np.inf, -np.inf, -0.0])
            case 5 if value.ndim == 2:
                value = np.eye(*value.shape)
            case 6 if name not in ("whole", "index", "yes"):
                value = value * rng.choice([1e-9, 1e9])
        changed[name] = value
    return changed


def sample(seed: int, number: int) -> Sample:
    """Draw one program."""
    rng = np.random.default_rng([seed, number])
    inputs = start(rng)
    trace = Trace()
    live = {name: trace.input(name, value) for name, value in inputs.items()}
    pool: list[Live] = [live[name] for name in ("t", "v", "w", "p", "A", "B", "R")]
    pool += [live["whole"].astype(int), live["index"].astype(int), live["yes"].astype(bool)]
    pool += [live["A"] + 1j * live["imaginary"], live["v"] * (1 - 2j)]
    outputs: dict[str, Any] = {}
    used = []
    for _ in range(int(rng.integers(3, 9))):
        example, names, code = EXAMPLES[rng.integers(len(EXAMPLES))]
        bound: dict[str, Live] = {}
        for name in names:
            # Later results are taken more often than inputs, so that programs grow deep.
            candidates = [value for value in pool if fits(name, value, bound)]
            if not candidates:
                break
            at = len(candidates) - 1 - int(rng.beta(1, 2) * len(candidates))
            bound[name] = candidates[at]
        if len(bound) < len(names):
            continue
        scope: dict[str, Any] = {"np": np}
        for name, value in bound.items():
            scope[name] = (
                build(name, lambda key, value=value: np.real(value) if key in "SH" else value)
                if name in "SH"
                else value
            )
        try:
            parts = determined(eval(code, scope))
        except (ValueError, IndexError, TypeError):
            continue
        for part in parts:
            if isinstance(part, Live) and part.size <= LARGEST_SIZE:
                outputs[str(len(outputs))] = part
                used.append(example)
                pool.append(part)
    settings = [inputs, degenerate(inputs, rng), degenerate(inputs, rng)]
    return Sample(trace.program(outputs), settings, used)


@dataclass
class Summary:
    """What a run compared."""

    programs: int = 0
    steps: int = 0
    values: int = 0
    missing: int = 0
    ill_conditioned: int = 0
    too_large: int = 0
    largest: float = 0.0
    operations: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


def undecided(program: Program, inputs: Inputs, oracle: Sequence[Any], k: int) -> bool:
    """Whether one unit in the last place on the way changes value k by a hundredth of what is asked."""
    for draw in range(24):
        other = noisy(program, inputs, np.random.default_rng(draw))[k]
        if not difference(other, oracle[k]) <= RELATIVE / 100:
            return True
    return False


def too_large(program: Program, oracle: Sequence[Any]) -> set[int]:
    """The values that come from whole numbers beyond what float64 holds."""
    found: set[int] = set()
    first = len(program.inputs) + len(program.constants)
    for k, value in enumerate(oracle):
        if (k >= first and found.intersection(program.steps[k - first].operands)) or (
            not isinstance(value, tuple)
            and value.dtype.kind == "i"
            and np.any(np.abs(value.astype(float)) >= EXACT)
        ):
            found.add(k)
    return found


def descendants(program: Program, origin: int) -> set[int]:
    """The values that are made of one value."""
    found = {origin}
    for k, step in enumerate(program.steps, len(program.inputs) + len(program.constants)):
        if found.intersection(step.operands):
            found.add(k)
    return found


def after_infinite_complex(program: Program, oracle: Sequence[Any]) -> set[int]:
    """The values made of an infinite complex number: which part of it is NaN differs between libraries."""
    found: set[int] = set()
    first = len(program.inputs) + len(program.constants)
    for k, value in enumerate(oracle):
        parts = value if isinstance(value, tuple) else (value,)
        infinite = any(part.dtype.kind == "c" and not np.isfinite(part).all() for part in parts)
        if infinite or (k >= first and found.intersection(program.steps[k - first].operands)):
            found.add(k)
    return found


def compare(one: Sample, answer: Any, number: int, summary: Summary) -> None:
    """Compare every output of one program on every setting."""
    summary.programs += 1
    summary.steps += len(one.program.steps)
    summary.operations.update(step.op for step in one.program.steps)
    if isinstance(answer, str):
        summary.failures.append(f"program {number} {one.examples}: {answer}")
        return
    for inputs, (browser, _) in zip(one.settings, answer, strict=True):
        oracle = one.program.values(inputs)
        large = too_large(one.program, oracle)
        unclear: set[int] | None = None
        for name, k in one.program.outputs.items():
            if k in large:
                summary.too_large += 1
                continue
            gap = difference(browser[name], oracle[k])
            if gap <= RELATIVE:
                summary.values += 1
                summary.missing += bool(oracle[k].dtype.kind in "fc" and np.isnan(oracle[k]).any())
                summary.largest = max(summary.largest, gap)
                continue
            if unclear is None:
                unclear = after_infinite_complex(one.program, oracle)
            if k in unclear or undecided(one.program, inputs, oracle, k):
                summary.ill_conditioned += 1
                # A comparison with NaN made of it says the same at every draw.
                unclear |= descendants(one.program, k)
                continue
            summary.failures.append(
                f"program {number}, output {name} of {one.examples} at {inputs}: "
                f"browser {browser[name]} != NumPy {oracle[k]} ({gap:.2g})"
            )
            break


def run(count: int, evaluator: Evaluator, seed: int = 1, first: int = 0) -> Summary:
    """Run programs number `first` to `first + count`."""
    summary = Summary()
    for begin in range(first, first + count, BATCH):
        numbers = range(begin, min(begin + BATCH, first + count))
        samples = [sample(seed, number) for number in numbers]
        answers = evaluator.run_many([(one.program, one.settings) for one in samples])
        for number, one, answer in zip(numbers, samples, answers, strict=True):
            compare(one, answer, number, summary)
    return summary


def describe(summary: Summary) -> str:
    """Say in one line what was compared."""
    return (
        f"{summary.programs} random programs of {summary.steps / max(summary.programs, 1):.0f} steps, "
        f"{len(summary.operations)} operations, {summary.values} values compared "
        f"({summary.missing} with NaN), {summary.ill_conditioned} where rounding decides, "
        f"{summary.too_large} beyond whole float64, largest difference {summary.largest:.1e}, "
        f"{len(summary.failures)} failures"
    )


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    arguments = parser.parse_args()
    began = time.perf_counter()
    with Evaluator() as evaluator:
        summary = run(arguments.count, evaluator, arguments.seed, arguments.first)
    for failure in summary.failures[:10]:
        print(failure)
    print(
        f"{describe(summary)}; {time.perf_counter() - began:.0f} s, checksum {checksum(arguments.seed):08x}"
    )


def checksum(seed: int) -> int:
    """A number that changes when the first programs of a seed change."""
    text = "".join(str(sample(seed, number).program.to_json()["steps"]) for number in range(5))
    return zlib.crc32(text.encode())


if __name__ == "__main__":
    main()

"""Every example of the table, in plain NumPy, in the recorded program's oracle and in the browser's
evaluator.

`python -m tests.live.parity` prints the table: functions, cases tried, largest difference.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from explorer.live.record.functions import TABLE, Supported, eig, orthogonal
from explorer.live.record.operations import OPERATIONS, evaluate
from explorer.live.record.operations.values import normal
from explorer.live.record.program import Program
from explorer.live.record.trace import Trace
from tests.live.evaluator import Evaluator

RELATIVE = 1e-9
Array = np.ndarray[Any, Any]
Inputs = dict[str, Array]

# --- what the names in the examples stand for
# ----------------------------------------------------------------------

SPECIAL = np.array(
    [np.nan, np.inf, -np.inf, 0.0, -0.0, 1.0, -1.0, 2.5, -0.5, 1e-300, -1e150, 3.0, 1e-9, 709.0]
)
PAIRS: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = (
    ((3,), (3,)),
    ((), ()),
    ((2, 3), (3,)),
    ((2, 1), (1, 3)),
    ((0,), (0,)),
    ((0, 3), (3,)),
    ((2, 1, 2), (3, 2)),
    ((14,), (14,)),
)
SHAPES: dict[str, tuple[tuple[tuple[int, ...], ...], ...]] = {
    "elementwise": PAIRS,
    "m": (
        ((2, 3),),
        ((3, 2),),
        ((1, 1),),
        ((3, 3),),
        ((4, 1),),
        ((0, 3),),
        ((3, 0),),
        ((2, 2),),
        ((130, 2),),
    ),
    "square": (((2, 2),), ((3, 3),), ((1, 1),), ((4, 4),), ((6, 6),), ((0, 0),)),
    "R": (((3, 2),), ((2, 3),), ((4, 4),), ((1, 3),), ((5, 1),), ((7, 3),), ((3, 5),), ((30, 10),)),
    "vector": (((3,),), ((2,),), ((1,),), ((5,),), ((0,),)),
    "short": (((2,),), ((3,),)),
    "t": (((),),),
    "i": (((),), ((3,),), ((2, 2),)),
}
GROUP = {
    **dict.fromkeys("xyknbczu", "elementwise"),
    **dict.fromkeys("ABSCH", "square"),
    **dict.fromkeys("vw", "vector"),
    **dict.fromkeys("pq", "short"),
    "m": "m",
    "R": "R",
    "t": "t",
    "i": "i",
}
SECOND = set("yncu")  # the second of a broadcastable pair
VALUES = 9  # settings of the inputs for each shape


def _numbers(rng: np.random.Generator, shape: tuple[int, ...], kind: int) -> Array:
    """Numbers of one kind: ordinary, whole, zero, equal, special, with one NaN, large, tiny, tied."""
    match kind % VALUES:
        case 0:
            return rng.normal(size=shape)
        case 1:
            return rng.integers(-4, 5, shape).astype(float)
        case 2:
            return np.zeros(shape)
        case 3:
            return rng.permuted(np.resize(SPECIAL, max(int(np.prod(shape)), 14)))[
                : int(np.prod(shape))
            ].reshape(shape)
        case 4:
            values = rng.normal(size=shape)
            values[rng.random(shape) < 0.2] = np.nan
            return values
        case 5:
            return rng.normal(size=shape) * 1e7
        case 6:
            return rng.normal(size=shape) * 1e-9
        case 7:
            return np.full(shape, rng.normal())
        case _:
            return np.round(rng.normal(size=shape) * 2) / 2


def _matrix(rng: np.random.Generator, shape: tuple[int, ...], kind: int) -> Array:
    """A matrix of one kind: ordinary, zero, identity, rank one, parallel, repeated, NaN, infinite, scaled."""
    m, n = shape
    values = rng.normal(size=shape)
    match kind % 14:
        case 1:
            values = np.zeros(shape)
        case 2:
            values = np.eye(m, n)
        case 3:
            values = np.outer(rng.integers(-3, 4, m), rng.integers(-3, 4, n)).astype(float)
        case 4:
            values[:, -1:] = 2 * values[:, :1]
        case 5:
            values = np.eye(m, n) * 2 + np.eye(m, n, 1)
        case 6:
            values[rng.random(shape) < 0.3] = np.nan
        case 7:
            values[rng.random(shape) < 0.3] = np.inf
        case 8:
            values = values * 1e-8
        case 9:
            values = values * 1e8
        case 10:
            values = rng.integers(-3, 4, shape).astype(float)
        case 11:
            values = np.tril(values)
        case 12:
            values = np.eye(m, n)[:, ::-1] * 3.0
        case 13:
            values = (values - values.T) if m == n else values
    return values


MATRIX_NAMES = set("ABSCHR")


def settings(names: Sequence[str], pattern: int, rng: np.random.Generator) -> list[Inputs]:
    """Give settings of the inputs behind the names, all of one pattern of shapes."""
    kinds = 14 if MATRIX_NAMES & set(names) else VALUES
    result = []
    for kind in range(kinds):
        inputs: Inputs = {}
        for name in names:
            shapes = SHAPES[GROUP[name]]
            shape = shapes[pattern % len(shapes)][-1 if name in SECOND else 0]
            for part in ("", "'") if name in "zuCH" else ("",):
                if name in MATRIX_NAMES:
                    values = _matrix(rng, shape, kind if part == "" else rng.integers(0, 1))
                elif name in "knbc":
                    values = rng.integers(-9 if name in "kn" else 0, 10 if name in "kn" else 2, shape) * 1.0
                elif name == "i":
                    values = rng.integers(-2 if kind < 6 else -6, 3 if kind < 6 else 7, shape) * 1.0
                else:
                    values = _numbers(rng, shape, kind if name not in SECOND else kind + (kind > 4) * 3)
                inputs[name + part] = values
        result.append(inputs)
    return result


def build(name: str, get: Any) -> Any:
    """Make the value of a name from its inputs, live or plain."""
    if name in "kni":
        return get(name).astype(int)
    if name in "bc":
        return get(name).astype(bool)
    if name in "zuC":
        return get(name) + 1j * get(name + "'")
    if name == "S":
        a = get(name)
        return (a + a.T) / 2
    if name == "H":
        c = get(name) + 1j * get(name + "'")
        return (c + np.conj(c.T)) / 2
    return get(name)


def names_of(example: str) -> list[str]:
    """The names of the table's letters that an example uses."""
    return sorted(
        {node.id for node in ast.walk(ast.parse(example)) if isinstance(node, ast.Name)} & set(GROUP)
    )


def parts_of(result: Any) -> list[Any]:
    """A result as a list: a tuple has several parts."""
    return list(result) if isinstance(result, (tuple, list)) else [result]


def in_numpy(example: str, names: Sequence[str], inputs: Inputs) -> list[Array] | Exception:
    """What plain NumPy says, or why it refuses."""
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        scope: dict[str, Any] = {name: build(name, lambda key: np.asarray(inputs[key])) for name in names}
        try:
            return [normal(part) for part in parts_of(eval(example, {"np": np, **scope}))]
        except (ValueError, IndexError, ArithmeticError) as error:
            return error


def record(example: str, names: Sequence[str], inputs: Inputs) -> tuple[Program, type] | Exception:
    """Record an example at one setting of its inputs."""
    trace = Trace()
    live = {name: trace.input(name, value) for name, value in inputs.items()}
    scope: dict[str, Any] = {name: build(name, lambda key: live[key]) for name in names}
    try:
        result = eval(example, {"np": np, **scope})
    except (ValueError, IndexError, TypeError) as error:
        return error
    return trace.program({str(k): part for k, part in enumerate(parts_of(result))}), type(result)


# --- comparing
# -----------------------------------------------------------------------------------------------------


def difference(actual: Array, expected: Array, scale: float | None = None) -> float:
    """The largest relative difference, infinite when shapes, kinds, NaN or infinities disagree.

    Differences are relative to the number itself. With a `scale`, where sums were taken, numbers below a
    thousandth of it or of the largest number of the array count as that: rounding is relative to what was
    added.
    """
    if expected.size == 0 and np.isnan(actual).all():
        return 0.0  # NumPy leaves out what has no value; a live value keeps its shape
    if actual.shape != expected.shape:
        return np.inf
    if (
        actual.dtype.kind in "fc"
        and expected.dtype.kind in "fc"
        and np.isnan(actual).all()
        and np.isnan(expected).all()
    ):
        return 0.0
    if actual.dtype != expected.dtype:
        return np.inf
    if actual.size == 0:
        return 0.0
    if actual.dtype == np.bool_:
        return 0.0 if np.array_equal(actual, expected) else np.inf
    if actual.dtype.kind == "c":
        # Which part of an infinite complex number is infinite and which is NaN differs between BLAS
        # libraries.
        known = np.isfinite(expected)
        if not np.array_equal(known, np.isfinite(actual)):
            return np.inf
        a, b = (np.stack([array.real[known], array.imag[known]]) for array in (actual, expected))
        sizes = np.stack([np.abs(expected[known])] * 2)
    else:
        a, b = actual, expected
        sizes = np.abs(b)
    finite = np.isfinite(b)
    if not np.array_equal(np.isnan(a), np.isnan(b)) or not np.array_equal(
        a[~finite], b[~finite], equal_nan=True
    ):
        return np.inf
    if not finite.any():
        return 0.0
    a, b, sizes = a[finite].astype(float), b[finite].astype(float), sizes[finite]
    with np.errstate(all="ignore"):
        sizes = np.where(np.isfinite(sizes), sizes, np.abs(b))
        floor = 1e-290 if scale is None else 1e-3 * max(float(np.max(np.abs(b))), scale) + 1e-290
        gaps = np.abs(a - b) / np.maximum(sizes, floor)
    return float(np.max(gaps))


@dataclass
class Report:
    """What was seen of one function."""

    name: str
    cases: int = 0
    no_value: int = 0
    ill_conditioned: int = 0
    largest: float = 0.0
    failures: list[str] = field(default_factory=list)


def magnitude(program: Program, inputs: Mapping[str, Array]) -> float | None:
    """The largest finite size among inputs of a program that sums; None for one that does not."""
    if not SUMS & {step.op for step in program.steps}:
        return None
    sizes = [np.abs(a[np.isfinite(a)]).max() for a in inputs.values() if np.isfinite(a).any()]
    return float(max(sizes, default=0.0))


def cases(
    entry: Supported, seed: int = 0
) -> Iterator[tuple[str, list[str], Program | None, type, list[Inputs], str]]:
    """Every example on every pattern of shapes: the program and its settings, or why there is none."""
    for number, example in enumerate(entry.examples):
        names = names_of(example)
        patterns = max(len(SHAPES[GROUP[name]]) for name in names)
        for pattern in range(patterns):
            rng = np.random.default_rng([seed, number, pattern])
            several = settings(names, pattern, rng)
            recorded = record(example, names, several[0])
            plain = in_numpy(example, names, several[0])
            where = f"{example} with shapes { ({k: v.shape for k, v in several[0].items()}) }"
            if isinstance(recorded, Exception):
                yield (
                    example,
                    names,
                    None,
                    object,
                    several,
                    (
                        ""
                        if isinstance(plain, Exception) and not isinstance(recorded, TypeError)
                        else f"{where}: {recorded}"
                    ),
                )
                continue
            yield example, names, recorded[0], recorded[1], several, where


def examine(entry: Supported, evaluator: Evaluator, seed: int = 0) -> Report:
    """Compare NumPy, the oracle and the browser on every case of one function."""
    report = Report(entry.name)
    jobs = list(cases(entry, seed))
    runnable = [job for job in jobs if job[2] is not None]
    for _, _, program, _, _, complaint in jobs:
        if program is None and complaint:
            report.failures.append(f"NumPy computes it, recording refuses: {complaint}")
    answers = evaluator.run_many([(job[2], job[4]) for job in runnable if job[2]])
    for (example, names, program, kind, several, where), answer in zip(runnable, answers, strict=True):
        assert program is not None
        if isinstance(answer, str):
            report.failures.append(f"{where}: {answer}")
            continue
        for inputs, (outputs, _) in zip(several, answer, strict=True):
            report.cases += 1
            oracle = list(program.run(inputs).values())
            browser = [outputs[str(k)] for k in range(len(oracle))]
            scale = magnitude(program, inputs)
            gap = compare(kind, browser, oracle, scale)
            if not gap <= RELATIVE:
                if rounding_decides(program, kind, inputs, oracle):
                    report.ill_conditioned += 1
                    continue
                report.failures.append(
                    f"{where}: browser {browser} != oracle {oracle} ({gap:.2g}) for {inputs}"
                )
                continue
            report.largest = max(report.largest, gap)
            # LAPACK's answer to NaN and infinity depends on its version (and may be an endless loop): ours
            # is NaN.
            infinite = LAPACK & {step.op for step in program.steps} and not all(
                np.isfinite(a).all() for a in inputs.values()
            )
            if infinite and not all(np.isfinite(part).all() for part in oracle):
                report.no_value += 1
                continue
            plain = in_numpy(example, names, inputs)
            if isinstance(plain, Exception):
                report.no_value += 1
                if not any(np.isnan(part).any() or part.size == 0 for part in oracle):
                    report.failures.append(
                        f"{where}: NumPy raises {plain!r}, the oracle gives {oracle} for {inputs}"
                    )
                continue
            gap = compare(kind, oracle, plain, scale)
            if not gap <= RELATIVE and not rounding_decides(program, kind, inputs, oracle):
                report.failures.append(f"{where}: oracle {oracle} != NumPy {plain} ({gap:.2g}) for {inputs}")
    return report


def compare(kind: type, actual: Sequence[Array], expected: Sequence[Array], scale: float | None) -> float:
    """The difference of two results, up to the freedom that a decomposition leaves."""
    if any(part.dtype.kind in "fc" and not np.isfinite(part).all() for part in expected):
        return max((difference(a, b, scale) for a, b in zip(actual, expected, strict=True)), default=0.0)
    rule = DECOMPOSITIONS.get(kind)
    if rule is not None:
        if any(a.shape != b.shape for a, b in zip(actual, expected, strict=True)):
            return np.inf
        return rule(actual, expected)
    return max((difference(a, b, scale) for a, b in zip(actual, expected, strict=True)), default=0.0)


def norm(a: Array) -> float:
    """Size of a stack of matrices, 1 when it is empty or zero."""
    return float(np.abs(a).max()) if a.size and np.abs(a).max() > 0 else 1.0


def adjoint(a: Array) -> Array:
    """Conjugate transpose."""
    return np.conj(np.swapaxes(a, -1, -2))


def orthonormal(q: Array) -> float:
    """How far the columns are from orthonormal."""
    return float(np.abs(adjoint(q) @ q - np.eye(q.shape[-1])).max(initial=0.0))


def vectors_gap(actual: Array, expected: Array, values: Array) -> float:
    """Columns compared up to a phase, where the value is far from the others."""
    worst = 0.0
    if values.size == 0:
        return worst
    for a, b, s in zip(
        actual.reshape(-1, *actual.shape[-2:]),
        expected.reshape(-1, *expected.shape[-2:]),
        values.reshape(-1, values.shape[-1]),
        strict=True,
    ):
        for j in range(min(a.shape[-1], len(s))):
            others = np.delete(s, j)
            lonely = others.size == 0 or np.abs(others - s[j]).min() > 1e-5 * norm(s)
            if lonely:
                worst = max(worst, abs(abs(np.vdot(a[:, j], b[:, j])) - 1))
    return worst


def svd_gap(actual: Sequence[Array], expected: Sequence[Array]) -> float:
    """Same values, orthonormal factors, the same product, the same lines where they are determined."""
    if len(actual) < 3:
        return difference(actual[0], expected[0])
    (u, s, vt), (u2, s2, vt2) = actual, expected
    k = s.shape[-1]
    product = (u[..., :k] * s[..., None, :]) @ vt[..., :k, :]
    product2 = (u2[..., :k] * s2[..., None, :]) @ vt2[..., :k, :]
    size = norm(s2)
    return max(
        float(np.abs(s - s2).max(initial=0.0)) / size,
        orthonormal(u),
        orthonormal(adjoint(vt)),
        float(np.abs(product - product2).max(initial=0.0)) / size,
        vectors_gap(u[..., :k], u2[..., :k], s2 if k < 2 or s2.min() > 1e-6 * size else s2[..., :0]),
        vectors_gap(adjoint(vt)[..., :k], adjoint(vt2)[..., :k], s2),
    )


def eigh_gap(actual: Sequence[Array], expected: Sequence[Array]) -> float:
    """Same eigenvalues, orthonormal vectors, the same matrix, the same lines where they are determined."""
    (w, v), (w2, v2) = actual, expected
    size = norm(w2)
    product, product2 = ((q * s[..., None, :]) @ adjoint(q) for s, q in ((w, v), (w2, v2)))
    return max(
        float(np.abs(w - w2).max(initial=0.0)) / size,
        orthonormal(v),
        float(np.abs(product - product2).max(initial=0.0)) / size,
        vectors_gap(v, v2, w2),
    )


def eig_gap(actual: Sequence[Array], expected: Sequence[Array]) -> float:
    """The same pairs in the same order; where eigenvalues crowd, only what is determined."""
    (w, v), (w2, v2) = actual, expected
    if w.ndim > 1:
        return max((eig_gap((w[k], v[k]), (w2[k], v2[k])) for k in range(len(w))), default=0.0)
    if w.dtype != w2.dtype and not crowded(w2):
        return np.inf
    if not crowded(w2):
        exact = max(difference(w, w2, norm(w2)), difference(v, v2, 1.0))
        if exact <= RELATIVE or (w2.shape[-1] == 2 and w2.dtype.kind == "f"):
            return exact
        order, order2 = (np.lexsort((np.round(s.imag, 6), np.round(s.real, 6))) for s in (w, w2))
        return max(
            float(np.abs(w[order] - w2[order2]).max(initial=0.0)) / norm(w2),
            vectors_gap(v[:, order], v2[:, order2], w2[order2]),
        )
    # A repeated eigenvalue of a defective matrix is known to the root of the rounding error only.
    sums = [
        np.abs(np.sum(w**k, axis=-1) - np.sum(w2**k, axis=-1)).max(initial=0.0) / norm(w2) ** k
        for k in (1, 2)
    ]
    lengths = np.abs(np.linalg.norm(v, axis=-2) - 1).max(initial=0.0)
    return float(max(*sums, lengths))


def crowded(w: Array) -> bool:
    """Whether eigenvalues lie so close that rounding decides."""
    gaps = np.abs(w[..., :, None] - w[..., None, :]) + np.eye(w.shape[-1]) * 1e300
    return bool(w.shape[-1] > 1 and gaps.min() < 1e-4 * norm(w))


def qr_gap(actual: Sequence[Array], expected: Sequence[Array]) -> float:
    """Always orthonormal, triangular, the same product; the same factors when columns are independent."""
    if len(actual) < 2:
        return difference(actual[0], expected[0])
    (q, r), (q2, r2) = actual, expected
    size = norm(r2)
    general = max(
        orthonormal(q),
        float(np.abs(q @ r - q2 @ r2).max(initial=0.0)) / size,
        float(np.abs(np.tril(r, -1)).max(initial=0.0)),
    )
    diagonal = np.abs(np.diagonal(r2, axis1=-2, axis2=-1))
    if diagonal.size and diagonal.min() > 1e-4 * size:
        general = max(general, difference(q, q2, 1.0), difference(r, r2, size))
    return general


DECOMPOSITIONS: dict[type, Any] = {
    orthogonal.SVD: svd_gap,
    orthogonal.EIGH: eigh_gap,
    eig.EIG: eig_gap,
    orthogonal.QR: qr_gap,
}


LAPACK = {
    "det",
    "slogdet",
    "inv",
    "solve",
    "cholesky",
    "eigh",
    "eig",
    "svd",
    "qr",
    "matrix_rank",
    "lstsq",
    "pinv",
}

SUMS = LAPACK | {"sum", "mean", "std", "var", "norm", "cumsum", "matmul"}


def noisy(program: Program, inputs: Inputs, rng: np.random.Generator) -> list[Any]:
    """All values of a program when every number on the way is wrong by about one unit in the last place."""

    def shaken(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(map(shaken, value))
        if value.dtype.kind not in "fc":
            return value
        with np.errstate(all="ignore"):
            return value * (1 + 2.0**-52 * rng.choice([-1, 1], size=value.shape))

    def nearby(value: Any) -> Any:
        # LAPACK's answer is exact for some matrix whose entries are off by a rounding of the largest one.
        if not isinstance(value, np.ndarray) or value.dtype.kind not in "fc" or not np.isfinite(value).all():
            return value
        return value + 2.0**-52 * np.abs(value).max(initial=0.0) * rng.choice([-1, 1], size=value.shape)

    def settled(value: Any) -> Any:
        # A sum or LAPACK may give 0, of either sign, for what is zero but for rounding.
        if isinstance(value, tuple):
            return tuple(map(settled, value))
        if value.dtype.kind != "f":
            return value
        with np.errstate(all="ignore"):
            finite = np.abs(np.where(np.isfinite(value), value, 0.0))
            tiny = finite <= 2.0**-48 * finite.max(initial=0.0)
            return np.where(
                tiny & np.isfinite(value), value * rng.choice([0, -0.0, 1], size=value.shape), value
            )

    values: list[Any] = [shaken(np.asarray(inputs[spec.name], dtype=float)) for spec in program.inputs]
    values.extend(program.constants)
    for step in program.steps:
        operands = [values[k] for k in step.operands]
        if step.op in LAPACK:
            operands = list(map(nearby, operands))
        value = evaluate(step.op, operands, step.attributes)
        if step.op in SUMS:
            value = settled(value)
        # Moving numbers about rounds nothing.
        values.append(value if step.op in MOVES else shaken(value))
    return values


MOVES = {
    "item",
    "getitem",
    "reshape",
    "transpose",
    "broadcast_to",
    "stack",
    "concatenate",
    "take_along_axis",
    "where",
    "sort",
    "max",
    "min",
    "maximum",
    "minimum",
    "negative",
    "absolute",
    "real",
    "imag",
    "conjugate",
    "round",
    "floor",
    "ceil",
    "rint",
    "trunc",
    "sign",
    "astype",
}


def rounding_decides(program: Program, kind: type, inputs: Inputs, oracle: Sequence[Array]) -> bool:
    """Whether one unit in the last place on the way changes NumPy's own answer by more than is asked."""
    scale = magnitude(program, inputs)
    rng = np.random.default_rng(0)
    for _ in range(24):
        values = noisy(program, inputs, rng)
        other = [values[k] for k in program.outputs.values()]
        if not compare(kind, other, oracle, scale) <= RELATIVE / 10:
            return True
    return False


def used_operations() -> set[str]:
    """Operations that the table's examples lead to."""
    found: set[str] = set()
    for entry in TABLE:
        for example in entry.examples:
            names = names_of(example)
            recorded = record(example, names, settings(names, 0, np.random.default_rng(0))[0])
            if not isinstance(recorded, Exception):
                found.update(step.op for step in recorded[0].steps)
    return found


def main() -> None:
    """Print the table."""
    with Evaluator() as evaluator:
        reports = [examine(entry, evaluator) for entry in TABLE]
    print(f"{'function':<44}{'cases':>8}{'no value':>10}{'ill-conditioned':>17}{'largest difference':>20}")
    for report in reports:
        shown = f"{report.largest:.1e}" if not report.failures else f"FAILS ({len(report.failures)})"
        print(
            f"{report.name:<44}{report.cases:>8}{report.no_value:>10}{report.ill_conditioned:>17}{shown:>20}"
        )
        for failure in report.failures[:1]:
            print("    ", failure)
    total = sum(report.cases for report in reports)
    print(f"{len(reports)} functions, {len(OPERATIONS)} operations, {total} cases, ", end="")
    print(f"largest relative difference {max(report.largest for report in reports):.1e}")


if __name__ == "__main__":
    main()

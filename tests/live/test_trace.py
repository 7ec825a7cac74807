"""Recording NumPy: what stays in the trace is computed alike, what would leave it is refused by name."""

from __future__ import annotations

import copy
import math
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import scipy.linalg
import scipy.optimize
import scipy.special
import sklearn.decomposition
import sklearn.metrics

from explorer.live.record.program import Program
from explorer.live.record.trace import Live, Trace, TraceError
from explorer.logic import checks

U = [3.0, -4.0]


def traced() -> tuple[Trace, Live, Live]:
    """A trace with a vector u and a number t."""
    trace = Trace()
    return trace, trace.input("u", U), trace.input("t", 2.0)


# --- what leaves the trace -------------------------------------------------------------------------------


def _in_place(target: Any, value: Any) -> None:
    target += value


def _unpack_matrix_product(target: Any) -> None:
    target @= np.eye(2)


LEAVES: dict[str, tuple[Callable[[Live, Live], Any], str]] = {
    "if": (lambda u, t: 1 if t > 0 else 2, "np.where"),
    "and": (lambda u, t: (t > 0) and (t < 3), "np.where"),
    "not": (lambda u, t: not t, "np.where"),
    "assert on a vector": (lambda u, t: bool(u), "np.where"),
    "chained comparison": (lambda u, t: 0 < t < 3, "np.where"),
    "float": (lambda u, t: float(t), "np.sqrt"),
    "int": (lambda u, t: int(t), "astype"),
    "complex": (lambda u, t: complex(t), "1j"),
    "round to int of math": (lambda u, t: math.floor(t), "np.floor"),
    "math.ceil": (lambda u, t: math.ceil(t), "np.ceil"),
    "math.trunc": (lambda u, t: math.trunc(t), "np.trunc"),
    "math.sqrt": (lambda u, t: math.sqrt(t), "np.sqrt"),
    "range": (lambda u, t: range(t), "sizes stay fixed"),
    "list index": (lambda u, t: [1, 2, 3][t], "np.choose"),
    "index into an ordinary array": (lambda u, t: np.arange(5)[t.astype(int)], "np.choose"),
    "live index into an ordinary array": (lambda u, t: np.arange(5)[t.astype(int)], "scene.frames(array)[i]"),
    "live indices into an ordinary array": (
        lambda u, t: np.arange(5)[u.astype(int)],
        "scene.frames(array)[i]",
    ),
    "slice bound": (lambda u, t: u[: t.astype(int)], "np.where"),
    "slice of an ordinary array": (lambda u, t: np.arange(5)[: t.astype(int)], "sizes stay fixed"),
    "arange": (lambda u, t: np.arange(t), ""),
    "np.array": (lambda u, t: np.array(u), "np.stack"),
    "np.array of a list": (lambda u, t: np.array([t, t]), "np.stack([a, b])"),
    "np.array of a nested list": (lambda u, t: np.array([[t, 1.0], [0.0, t]]), "np.stack"),
    "np.asarray": (lambda u, t: np.asarray(u, dtype=float), "np.asarray"),
    "np.full": (lambda u, t: np.full(3, t), "np.full_like"),
    "np.eye": (lambda u, t: np.eye(t.astype(int)), "sizes stay fixed"),
    "operand list": (lambda u, t: u * [t, t], "np.stack"),
    "assignment of a vector": (lambda u, t: np.zeros(2).__setitem__(slice(None), u), "np.stack"),
    "item assignment": (lambda u, t: u.__setitem__(0, 1.0), "np.where"),
    "item deletion": (lambda u, t: u.__delitem__(0), "not changed in place"),
    "array += live": (lambda u, t: _in_place(np.zeros(2), u), "a = a + b"),
    "live += array": (lambda u, t: _in_place(u, np.ones(2)), "a = a + b"),
    "live @= array": (lambda u, t: _unpack_matrix_product(u), "a = a @ b"),
    "out=": (lambda u, t: np.add(u, 1.0, out=np.zeros(2)), "a = a + b"),
    "out=live": (lambda u, t: np.add(np.ones(2), 1.0, out=u), "out"),
    "where= of a ufunc": (lambda u, t: np.add(u, 1.0, where=np.array([True, False])), "np.where"),
    "where= of a sum": (lambda u, t: np.sum(u, where=np.array([True, False])), "where"),
    "dtype of a sum": (lambda u, t: np.sum(u, dtype=np.float32), "dtype"),
    "max of two": (lambda u, t: max(t, 1.0), "np.maximum"),
    "min of two": (lambda u, t: min(1.0, t), "np.maximum"),
    "sorted": (lambda u, t: sorted(u), "np.where"),
    "in a list": (lambda u, t: t in [1.0, 2.0], "np.where"),
    "in a live vector": (lambda u, t: 3.0 in u, "np.any"),
    "live in a live vector": (lambda u, t: t in u, "np.any"),
    "f-string": (lambda u, t: f"{t}", "scene.readout"),
    "f-string with digits": (lambda u, t: f"{t:.2f}", "scene.readout"),
    "percent format": (lambda u, t: "%s" % t, "x.value"),  # noqa: UP031
    "str": (lambda u, t: str(u), "x.value"),
    "mask": (lambda u, t: u[u > 0], "np.where(mask, a, b)"),
    "mask of an ordinary array": (lambda u, t: np.arange(2)[u > 0], ""),
    "nonzero": (lambda u, t: np.nonzero(u), "np.where(condition, a, b)"),
    "where with one argument": (lambda u, t: np.where(u > 0), "np.where(condition, a, b)"),
    "argwhere": (lambda u, t: np.argwhere(u > 0), "np.where"),
    "unique": (lambda u, t: np.unique(u), "np.sort"),
    "flatnonzero": (lambda u, t: np.flatnonzero(u), "np.where"),
    "einsum": (lambda u, t: np.einsum("i,i->", u, u), "matmul"),
    "fft": (lambda u, t: np.fft.fft(u), "docs/live.md"),
    "histogram": (lambda u, t: np.histogram(u), "np.sum"),
    "apply_along_axis": (lambda u, t: np.apply_along_axis(np.sum, 0, u), "whole arrays"),
    "vectorize": (lambda u, t: np.vectorize(lambda x: x)(u), ""),
    "ufunc outer": (lambda u, t: np.add.outer(u, u), "np.outer"),
    "ufunc accumulate": (lambda u, t: np.maximum.accumulate(u), "np.cumsum"),
    "ufunc at": (lambda u, t: np.add.at(np.zeros(2), [0, 1], u), ""),
    "copyto": (lambda u, t: np.copyto(np.zeros(2), u), "np.where"),
    "tolist": (lambda u, t: u.tolist(), "unpack it"),
    "item": (lambda u, t: t.item(), "keep the value"),
    "sort in place": (lambda u, t: u.sort(), "np.sort"),
    "fill": (lambda u, t: u.fill(0.0), "np.full_like"),
    "flat": (lambda u, t: u.flat, "ravel"),
    "hash": (lambda u, t: {t: 1}, "key by a name"),
    "set": (lambda u, t: {t}, "key by a name"),
    "pickle": (lambda u, t: pickle.dumps(u), "cache arrays"),
    "string operand": (lambda u, t: t + "1", "not a number"),
    "None operand": (lambda u, t: u * None, "not a number"),
    "compare with None": (lambda u, t: u == None, "not a number"),  # noqa: E711
    "object array operand": (lambda u, t: np.add(u, np.array([None, 1])), "numeric arrays"),
    "float index": (lambda u, t: u[t], "astype(int)"),
    "live axis": (lambda u, t: np.sum(u, axis=t.astype(int)), "integer"),
    "live shape": (lambda u, t: np.reshape(u, t.astype(int)), "integer"),
    "live quantile": (lambda u, t: np.quantile(u, t), "fixed"),
    "Fortran order": (lambda u, t: u.ravel(order="F"), "transpose"),
    "iscomplexobj": (lambda u, t: np.iscomplexobj(u), "np.imag"),
    "Boolean minus": (lambda u, t: (u > 0) - (u < 1), "numpy boolean subtract"),
    "SciPy": (lambda u, t: scipy.linalg.expm(np.outer(u, u)), "write it in NumPy"),
    "SciPy behind a wrapper": (lambda u, t: scipy.linalg.svd(np.outer(u, u)), "write it in NumPy"),
    "ufunc of SciPy": (lambda u, t: scipy.special.expit(u), "write it in NumPy"),
    "scikit-learn": (lambda u, t: sklearn.metrics.mean_squared_error(u, u), "write it in NumPy"),
    "scikit-learn's estimators": (
        lambda u, t: sklearn.decomposition.PCA().fit(np.outer(u, u)),
        "write it in NumPy",
    ),
    "rank tolerance": (lambda u, t: np.linalg.matrix_rank(np.outer(u, u), tol=t), "fixed"),
}


@pytest.mark.parametrize("name", LEAVES)
def test_what_would_freeze_a_value_is_refused_with_the_place_and_the_cure(name: str) -> None:
    leave, cure = LEAVES[name]
    _, u, t = traced()
    with pytest.raises(TraceError) as caught:
        leave(u, t)
    message = str(caught.value)
    assert "test_trace.py:" in message, message
    assert cure in message, message


@pytest.mark.parametrize(
    "leave",
    [lambda t: np.zeros(t.astype(int)), lambda t: np.zeros(2).__setitem__(0, t)],
    ids=["size of zeros", "one entry of an array"],
)
def test_where_numpy_rewords_the_refusal_it_still_names_the_live_value(leave: Callable[[Live], Any]) -> None:
    _, _, t = traced()
    with pytest.raises((TypeError, ValueError)) as caught:
        leave(t)
    assert "<live" in f"{caught.value} {caught.value.__cause__}"


def test_the_refusal_names_the_function_and_the_value() -> None:
    def length(u: Any) -> Any:
        return math.sqrt(u[0] ** 2 + u[1] ** 2)

    _, u, _ = traced()
    with pytest.raises(TraceError, match=r"float\(<live add\(power.*length.*test_trace.py:\d+"):
        length(u)


def test_a_library_that_is_refused_is_called_as_its_caller_knows_it() -> None:
    _, u, _ = traced()
    for call, name in (
        (lambda: scipy.linalg.expm(np.outer(u, u)), "scipy.linalg.expm"),
        (lambda: sklearn.decomposition.PCA().fit(np.outer(u, u)), "sklearn.decomposition.PCA.fit"),
    ):
        with pytest.raises(TraceError, match=rf"^{name} in .*test_trace.py:\d+\): NumPy alone is recorded"):
            call()
    # What a library calls back is the author's own line.
    with pytest.raises(TraceError, match=r"^float\(<live.* in .*test_trace.py:\d+\): the number moves"):
        scipy.optimize.brentq(lambda x: float(u[0]), 0.0, 1.0)


def test_a_wrong_shape_is_refused_in_numpys_words_with_the_place() -> None:
    _, u, _ = traced()
    with pytest.raises(ValueError, match=r"np.matmul in .*test_trace.py:\d+.*mismatch"):
        np.ones((2, 3)) @ u
    with pytest.raises(ValueError, match=r"np.add in .*test_trace.py:\d+.*broadcast"):
        u + np.ones(3)
    with pytest.raises(IndexError, match=r"test_trace.py:\d+.*out of bounds"):
        u[2]
    with pytest.raises(TypeError, match="single number"):
        list(u[0])


def test_values_of_two_scenes_do_not_mix() -> None:
    _, u, _ = traced()
    _, v, _ = traced()
    with pytest.raises(TraceError, match="two scenes"):
        u + v
    with pytest.raises(ValueError, match="two inputs are called 'u'"):
        u.trace_of.input("u", 1.0)


# --- what stays in the trace -----------------------------------------------------------------------------


STAYS: dict[str, Callable[[Any, Any], Any]] = {
    "number first": lambda u, t: np.float64(2) * u,
    "matrix first": lambda u, t: np.eye(2)[::-1] @ u,
    "list first": lambda u, t: [1, 2] * u,
    "list subtracted": lambda u, t: [1, 2] - u,
    "array first": lambda u, t: np.array([1.0, 2.0]) - u,
    "tuple": lambda u, t: (1, 2) / u,
    "int array": lambda u, t: np.arange(2, dtype=np.int32) + u,
    "float32": lambda u, t: np.float32(0.5) * u,
    "number in place": lambda u, t: _sum_in_place(t),
    "unpacking": lambda u, t: (lambda a, b: a - b)(*u),
    "sum of Python": lambda u, t: sum(u),
    "len": lambda u, t: len(u) * t,
    "shape": lambda u, t: u.shape[0] * u.ndim * u.size * t,
    "svd unpacks": lambda u, t: (lambda U, S, Vt: U @ np.diag(S) @ Vt)(*np.linalg.svd(np.outer(u, u))),
    "svd by name": lambda u, t: np.linalg.svd(np.outer(u, [1.0, 2.0])).S,
    "eigh by name": lambda u, t: np.linalg.eigh(np.outer(u, u)).eigenvalues,
    "slogdet": lambda u, t: np.linalg.slogdet(np.outer(u, u) + np.eye(2)).logabsdet,
    "lstsq": lambda u, t: np.linalg.lstsq(np.ones((2, 1)), u, rcond=None)[0],
    "divmod": lambda u, t: divmod(u, t)[0] + divmod(u, t)[1],
    "power": lambda u, t: 2**t + t**2 + t**-1,
    "abs, pos, neg": lambda u, t: abs(u) + (+u) - (-u),
    "round": lambda u, t: np.round(u * t / 3, 1),
    "comparison": lambda u, t: (u > 0) & ~(u > 5) | (u == -4) ^ (u != 3),
    "live index": lambda u, t: u[(t - 1).astype(int)],
    "live index array": lambda u, t: u[np.stack([t - 1, t - 2]).astype(int)],
    "fixed mask": lambda u, t: u[np.array([True, False])],
    "choose": lambda u, t: np.choose((t - 1).astype(int), np.arange(6.0).reshape(3, 2)),
    "frames": lambda u, t: np.take_along_axis(
        np.arange(6.0).reshape(3, 2), t.astype(int).reshape(1, 1), axis=0
    ),
    "newaxis and ellipsis": lambda u, t: u[None, ..., ::-1][0],
    "methods": lambda u, t: u.reshape(1, 2).T.ravel().clip(-1, 1).sum() + u.mean() + u.std() + u.dot(u),
    "astype": lambda u, t: u.astype(bool).astype(int),
    "complex": lambda u, t: np.abs(u + 1j * t) + (u * 1j).imag + np.real(u * 1j),
    "copies": lambda u, t: copy.copy(u) + copy.deepcopy(u) + u.copy() + np.copy(u),
    "reduce": lambda u, t: np.add.reduce(u) + np.maximum.reduce(u),
    "block": lambda u, t: np.block([[np.cos(t), -np.sin(t)], [np.sin(t), np.cos(t)]]) @ u,
}


def _sum_in_place(t: Any) -> Any:
    total = 0.0
    for k in range(3):
        total += t * k
    total -= 1
    total *= t
    return total


@pytest.mark.parametrize("name", STAYS)
def test_what_stays_in_the_trace_is_computed_as_in_numpy(name: str) -> None:
    trace, u, t = traced()
    result = STAYS[name](u, t)
    assert isinstance(result, Live)
    program = trace.program({"result": result})
    for inputs in ({"u": U, "t": 2.0}, {"u": [3.0, 3.0], "t": 1.0}):
        expected = STAYS[name](np.asarray(inputs["u"]), np.float64(inputs["t"]))
        np.testing.assert_allclose(program.run(inputs)["result"], expected, rtol=1e-12, atol=1e-12)
    np.testing.assert_array_equal(result.value, program.run({"u": U, "t": 2.0})["result"])


def test_concrete_values_come_without_warnings_and_singular_is_nan() -> None:
    trace, u, _ = traced()
    matrix = np.outer(u, u) * 0.0
    assert np.isnan(np.linalg.inv(matrix).value).all()
    assert np.isnan(np.linalg.solve(matrix, u).value).all()
    assert np.linalg.det(matrix).value == 0
    assert np.isinf((u / 0.0).value).all()
    assert np.isnan(np.mean(trace.constant(np.zeros((0, 2))) + u, axis=0).value).all()


def test_an_array_that_is_changed_later_does_not_change_the_recording() -> None:
    trace, u, _ = traced()
    weights = np.array([1.0, 2.0])
    first = u * weights
    weights[:] = 0.0
    second = u * weights
    values = trace.program({"first": first, "second": second}).run({"u": [1.0, 1.0], "t": 0.0})
    np.testing.assert_array_equal(values["first"], [1.0, 2.0])
    np.testing.assert_array_equal(values["second"], [0.0, 0.0])


# --- the program's economy -------------------------------------------------------------------------------


def test_duplicates_are_shared_and_unused_steps_dropped() -> None:
    trace, u, _ = traced()
    np.exp(u)
    one, two = np.linalg.norm(u) * 2.0, np.linalg.norm(u) * 2.0
    program = trace.program({"one": one, "two": two, "constant": np.arange(3)})
    assert [step.op for step in program.steps] == ["norm", "multiply"]
    assert program.outputs["one"] == program.outputs["two"]
    assert len(program.inputs) == 2


def test_attributes_and_kinds_of_constants_are_told_apart() -> None:
    trace, u, t = traced()
    m = np.stack([u, u])
    outputs = {
        "0": m.sum(axis=0), "1": m.sum(axis=1), "int": t * 1, "float": t * 1.0, "bool": t * True,
        "zero": t * 0.0, "minus zero": t * -0.0,
    }  # fmt: skip
    values = trace.program(outputs).run({"u": U, "t": 2.0})
    np.testing.assert_array_equal(values["0"], [6.0, -8.0])
    np.testing.assert_array_equal(values["1"], [-1.0, -1.0])
    assert math.copysign(1, values["zero"]) == 1
    assert math.copysign(1, values["minus zero"]) == -1


# --- guards ----------------------------------------------------------------------------------------------


def unit(u: Any) -> Any:
    length = np.linalg.norm(u)
    checks.require(length > 0, "the zero vector has no direction")
    return u / length


def shorter(u: Any) -> Any:
    return unit(u) * 0.5


def only_checks(u: Any) -> Any:
    checks.require(np.linalg.norm(u) < 100, "too long")


def checked_by_a_helper(u: Any) -> Any:
    only_checks(u)
    return u * 2.0


def guarded(build: Callable[[Live], Any]) -> tuple[Trace, Any, Program]:
    trace = Trace()
    result = build(trace.input("u", U))
    return trace, result, trace.program({"result": result})


def test_a_check_protects_what_its_function_computes_and_what_is_made_of_it() -> None:
    trace, result, program = guarded(shorter)
    assert [guard.message for guard in trace.guards] == ["the zero vector has no direction"]
    assert "unit" in trace.guards[0].where
    assert result.guards == {0}
    assert program.check({"u": [0.0, 0.0]}) == [0]
    assert program.check({"u": [1.0, 0.0]}) == []


def test_a_check_protects_nothing_outside_its_function() -> None:
    trace = Trace()
    u = trace.input("u", U)
    before, inside, after = u * 2, unit(u), u * 2 + 1
    assert inside.guards == {0}
    assert before.guards == after.guards == frozenset()


def test_sharing_a_step_does_not_share_its_guard() -> None:
    trace = Trace()
    u = trace.input("u", U)
    protected = unit(u)
    same_step = u / np.linalg.norm(u)
    assert same_step.guards == frozenset()
    program = trace.program({"a": protected, "b": same_step})
    assert program.outputs["a"] == program.outputs["b"]


def test_guards_of_inputs_unite_and_a_repeated_check_is_one_guard() -> None:
    trace = Trace()
    u, v = trace.input("u", U), trace.input("v", [1.0, 1.0])
    both = unit(u) + unit(v) + unit(u)
    assert both.guards == {0, 1}
    assert len(trace.guards) == 2


def test_as_vector_protects_its_caller() -> None:
    def double(u: Any) -> Any:
        u = checks.as_vector(u, "u", size=2)
        return u * 2.0

    trace, result, program = guarded(double)
    assert result.guards == {0}
    assert "double" in trace.guards[0].where
    assert program.check({"u": [np.nan, 0.0]}) == [0]


def test_a_function_that_is_called_by_the_guarded_one_is_protected_too() -> None:
    def outer(u: Any) -> Any:
        checks.require(u[0] > 0, "u points to the left")
        return twice(u)

    def twice(u: Any) -> Any:
        return u * 2.0

    _, result, _ = guarded(outer)
    assert result.guards == {0}


def test_a_check_lost_in_a_helper_is_refused_by_name() -> None:
    with pytest.raises(TraceError, match=r"'too long' in only_checks .*protects nothing"):
        guarded(checked_by_a_helper)


def test_a_failing_guard_is_only_recorded() -> None:
    trace = Trace()
    result = unit(trace.input("u", [0.0, 0.0]))
    assert np.isnan(result.value).all()
    assert trace.program({"r": result}).check({"u": [0.0, 0.0]}) == [0]

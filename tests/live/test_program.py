"""The recorded program and the browser's evaluator: JSON, pulling, stamps, guards, used buffers."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest

from explorer.live.record.constants import constant_from_json, constant_to_json
from explorer.live.record.operations.values import KINDS
from explorer.live.record.program import Check, Input, Program, Step, live_steps
from explorer.live.record.trace import Trace
from explorer.logic import checks
from tests.live.evaluator import Evaluator, evaluator

__all__ = ["evaluator"]

CONSTANTS: dict[str, Any] = {
    "number": np.array(2.5),
    "whole": np.array([1, -2, 3]),
    "Booleans": np.array([[True, False]]),
    "complex": np.array([1 + 2j, complex(0.0, np.inf), complex(np.nan, -0.0)]),
    "special": np.array([np.nan, np.inf, -np.inf, 0.0, -0.0, 1e300, 5e-324]),
    "empty": np.zeros((0, 3)),
    "many bytes": np.arange(200) % 256,
    "many whole": np.arange(100) - 70_000,
    "many halves": np.arange(100) / 2,
    "many sixteenths": np.rint(16 * np.sin(np.arange(60)) * 3).astype(np.int8) / 16,
    "many large halves": np.arange(-40, 40) * 300.5,
    "many singles": np.exp(np.arange(60)).astype(np.float32).astype(float),
    "many tiny": np.arange(60) * 5e-324,
    "many multiples with -0": np.tile([-0.0, 0.5], 20),
    "many huge": np.full(40, -1.7976931348623157e308),
    "many thirds": np.arange(100) / 3,
    "many special": np.tile([np.nan, -0.0, np.inf], 20),
    "many complex": np.arange(60) * (1 - 0.1j),
    "many Booleans": np.arange(60) % 2 == 0,
    "large whole": np.full(40, 2**40),
}


@pytest.mark.parametrize("name", CONSTANTS)
def test_a_constant_survives_json_bit_by_bit_on_both_sides(name: str, evaluator: Evaluator) -> None:
    array = CONSTANTS[name]
    text = json.dumps(constant_to_json(array), allow_nan=False)
    back = constant_from_json(json.loads(text))
    assert back.dtype == array.dtype
    assert back.tobytes() == array.tobytes()
    in_browser = evaluator.run(Program((), (array,), (), {"out": 0}, ()), {})["out"]
    assert in_browser.dtype == array.dtype
    # NaN has many bit patterns; the sign of zero has two.
    np.testing.assert_array_equal(in_browser, array)
    np.testing.assert_array_equal(np.signbit(in_browser.real), np.signbit(back.real) & ~np.isnan(back.real))


def test_constants_travel_in_the_narrowest_exact_format() -> None:
    packings = {name: constant_to_json(array).get("packing") for name, array in CONSTANTS.items()}
    assert packings["many bytes"] == "u1"
    assert packings["many Booleans"] == "u1"
    assert packings["many whole"] == "i4"
    assert packings["many halves"] == "u1"
    assert packings["many sixteenths"] == "i1"
    assert packings["many large halves"] == "i2"
    assert packings["many singles"] == "f4"
    assert packings["many special"] == "f4"
    assert packings["many thirds"] == "f8"
    assert packings["large whole"] == "u1"
    assert packings["many multiples with -0"] == "f4"
    assert packings["number"] is None


def test_every_kind_has_one_dtype_and_other_dtypes_are_refused() -> None:
    for kind, dtype in KINDS.items():
        assert constant_to_json(np.zeros(1, dtype))["kind"] == kind
    with pytest.raises(TypeError, match="numbers and Booleans"):
        constant_to_json(np.array(["a"]))


def two_branches() -> Program:
    """`a` depends on u, `b` on v, `both` on both; one guard on each input."""
    trace = Trace()
    u, v = trace.input("u", [3.0, 4.0]), trace.input("v", [1.0, 2.0])
    a, b = np.linalg.norm(u) * 2.0, np.sort(v)[::-1] + 1.0
    checks.require(u[0] > 0, "u points to the left")
    checks.require(v > 0, "v leaves the quadrant")
    return trace.program({"a": a, "b": b, "both": a * b, "u": u + 0.0 * b})


def test_json_gives_the_same_program_back() -> None:
    program = two_branches()
    text = json.dumps(program.to_json(), allow_nan=False)
    assert Program.from_json(json.loads(text)).to_json() == program.to_json()
    assert Program.from_json(json.loads(text)).steps == program.steps


def test_steps_use_earlier_values_only() -> None:
    program = two_branches()
    first = len(program.inputs) + len(program.constants)
    for k, step in enumerate(program.steps, first):
        assert all(operand < k for operand in step.operands)


def test_unused_steps_are_found_backwards() -> None:
    assert live_steps([[], [0], [0], [2]], wanted=[3]) == [0, 2, 3]
    assert live_steps([[], [0]], wanted=[]) == []


def test_a_missing_input_is_named() -> None:
    with pytest.raises(ValueError, match=r"needs an input 'v'; it got \['u'\]"):
        two_branches().run({"u": [1.0, 2.0]})


def test_guards_fail_alike_on_both_sides(evaluator: Evaluator) -> None:
    program = two_branches()
    for u, v in (
        ([1, 1], [1, 1]),
        ([-1, 1], [1, 1]),
        ([1, 1], [1, -1]),
        ([0, 0], [0, 0]),
        ([np.nan, 1], [1, 1]),
    ):
        inputs = {"u": np.array(u, float), "v": np.array(v, float)}
        ((_, failing),) = evaluator.run_many([(program, [inputs])])[0]
        assert failing == program.check(inputs)


def test_only_what_depends_on_the_moved_input_is_evaluated(evaluator: Evaluator) -> None:
    program = two_branches()
    loaded = evaluator.load(program)
    loaded.set("u", [3.0, 4.0])
    loaded.set("v", [1.0, 2.0])
    np.testing.assert_allclose(loaded.value("both"), [30.0, 20.0])
    before, stamp_a, stamp_b = loaded.evaluated, loaded.stamp("a"), loaded.stamp("b")
    loaded.set("u", [6.0, 8.0])
    assert loaded.stamp("b") == stamp_b
    assert loaded.evaluated == before
    np.testing.assert_allclose(loaded.value("both"), [60.0, 40.0])
    assert loaded.stamp("a") > stamp_a
    # norm, times 2, and the product: not the sorting of v.
    assert loaded.evaluated == before + 3


def test_equal_numbers_cost_nothing_and_nan_equals_itself(evaluator: Evaluator) -> None:
    loaded = evaluator.load(two_branches())
    loaded.set("u", [3.0, 4.0])
    stamp, count = loaded.stamp("a"), loaded.evaluated
    loaded.set("u", [3.0, 4.0])
    assert (loaded.stamp("a"), loaded.evaluated) == (stamp, count)
    loaded.set("u", [3.0, 4.5])
    assert loaded.stamp("a") > stamp


def test_what_nobody_asks_for_is_not_evaluated(evaluator: Evaluator) -> None:
    loaded = evaluator.load(two_branches())
    loaded.set("u", [3.0, 4.0])
    loaded.set("v", [3.0, 4.0])
    assert loaded.evaluated == 0
    loaded.value("a")
    assert loaded.evaluated == 2


def test_wrong_names_and_sizes_are_refused_by_the_evaluator(evaluator: Evaluator) -> None:
    loaded = evaluator.load(two_branches())
    with pytest.raises(RuntimeError, match="no input w"):
        loaded.set("w", [1.0])
    with pytest.raises(RuntimeError, match=r"input u of shape \(2\) got 3 numbers"):
        loaded.set("u", [1.0, 2.0, 3.0])
    with pytest.raises(RuntimeError, match="no output w"):
        loaded.value("w")
    with pytest.raises(RuntimeError, match="a step levitate that this evaluator does not know"):
        evaluator.load(Program((), (), (Step("levitate", ()),), {"x": 0}, ()))


def test_an_input_may_change_its_number_of_rows(evaluator: Evaluator) -> None:
    trace = Trace()
    points = trace.input("points", np.zeros((4, 3)))
    camera = trace.input("camera", np.eye(3)[:, :2])
    program = trace.program(
        {"seen": (points - points.mean(axis=0)) @ camera, "size": np.linalg.norm(points, axis=1)}
    )
    loaded = evaluator.load(program)
    rng = np.random.default_rng(1)
    for rows in (4, 7, 1, 4):
        cloud, view = rng.normal(size=(rows, 3)), rng.normal(size=(3, 2))
        loaded.set("points", cloud.ravel().tolist(), [rows, 3])
        loaded.set("camera", view.ravel().tolist())
        expected = program.run({"points": cloud, "camera": view})
        for name, value in expected.items():
            np.testing.assert_allclose(loaded.value(name), value, rtol=1e-12, atol=1e-12)


def test_used_buffers_never_show_old_or_foreign_numbers(evaluator: Evaluator) -> None:
    """Views, copies and outputs of one step, pulled in every order, while inputs change between pulls."""
    trace = Trace()
    m, t = trace.input("m", np.zeros((2, 3))), trace.input("t", 0.0)
    outputs = {
        "m": m, "flat": m.ravel(), "back": m.ravel().reshape(3, 2), "whole": np.round(m).astype(int),
        "same": np.floor(np.round(m)), "t": m.T, "sum": m.ravel() + t, "svd": np.linalg.svd(m).S,
        "row": m[(t % 2).astype(int)], "solved": np.linalg.solve(np.eye(2) * (1 + t), m[:, 0]),
        "kind": np.linalg.eigvals(m[:, :2]), "real": np.real(m) * 1.0,
    }  # fmt: skip
    program = trace.program(outputs)
    loaded = evaluator.load(program)
    rng = np.random.default_rng(7)
    inputs: dict[str, Any] = {"m": np.zeros((2, 3)), "t": 0.0}
    for _ in range(150):
        if rng.random() < 0.5:
            inputs["m"] = np.round(rng.normal(size=(2, 3)) * 3, 1)
            loaded.set("m", inputs["m"].ravel().tolist())
        else:
            inputs["t"] = float(rng.integers(-1, 3))
            loaded.set("t", [inputs["t"]])
        expected = program.run(inputs)
        for name in rng.permutation(list(outputs))[: rng.integers(1, 5)]:
            np.testing.assert_allclose(
                loaded.value(str(name)), expected[name], rtol=1e-9, atol=1e-9, err_msg=name
            )


def test_a_deep_chain_does_not_overflow_the_stack(evaluator: Evaluator) -> None:
    steps = tuple(Step("add", (k, 0)) for k in range(20_000))
    program = Program((Input("x", ()),), (), steps, {"x": 20_000}, (Check(0, "x is not zero"),))
    assert evaluator.run(program, {"x": 1.0})["x"] == 20_001


def test_determinant_of_a_dragged_matrix(evaluator: Evaluator) -> None:
    trace = Trace()
    a, b = trace.input("column 1", [1.0, 0.0]), trace.input("column 2", [0.0, 1.0])
    program = trace.program({"det": np.linalg.det(np.column_stack([a, b]))})
    rng = np.random.default_rng(3)
    settings = [{"column 1": rng.normal(size=2) * 5, "column 2": rng.normal(size=2) * 5} for _ in range(200)]
    for inputs, (outputs, _) in zip(settings, evaluator.run_many([(program, settings)])[0], strict=True):
        expected = np.linalg.det(np.column_stack([inputs["column 1"], inputs["column 2"]]))
        assert math.isclose(float(outputs["det"]), expected, rel_tol=1e-9)


def test_accuracy_of_tiny_singular_values(evaluator: Evaluator) -> None:
    """A graded matrix: its small singular values are known to full relative accuracy."""
    trace = Trace()
    program = trace.program({"s": np.linalg.svd(trace.input("A", np.eye(3)), compute_uv=False)})
    graded = np.array([[1.0, 1e-9, 0.0], [1e-9, 1e-8, 0.0], [0.0, 0.0, 1e-16]])
    s = evaluator.run(program, {"A": graded})["s"]
    # To first order the off-diagonal entries add (1e-9)^2 to the squares.
    np.testing.assert_allclose(s, [1.0, 1e-8, 1e-16], rtol=1e-9)


def test_integers_have_no_minus_zero(evaluator: Evaluator) -> None:
    """In the browser they are floats: what is made of them would be minus infinity."""
    trace = Trace()
    x = trace.input("x", [-3.0, 0.0])
    k = x.astype(int)
    zeros = {
        "times": k[0] * k[1],
        "negative": -k[1],
        "fmod": np.fmod(k[0], 3),
        "remainder": k[1] % k[0],
        "round": np.round(k[0], -1),
        "prod": np.prod(k),
        "cumprod": np.cumprod(k)[1],
    }
    program = trace.program({name: 1.0 / zero for name, zero in zeros.items()})
    for values in (program.run({"x": [-3.0, 0.0]}), evaluator.run(program, {"x": [-3.0, 0.0]})):
        assert {name: float(value) for name, value in values.items()} == dict.fromkeys(zeros, np.inf)


def test_a_product_leaves_out_what_is_taken_no_times_but_not_infinity(evaluator: Evaluator) -> None:
    rng = np.random.default_rng(5)
    left = np.where(rng.random((7, 9)) < 0.6, 0.0, rng.normal(size=(7, 9)))
    for holds, right in (("numbers", rng.normal(size=(9, 6))), ("infinity", rng.normal(size=(9, 6)))):
        if holds == "infinity":
            right[2, 3], right[4, 1] = np.inf, np.nan
        trace = Trace()
        a = trace.input("a", left)
        program = trace.program({"out": a @ right})
        with np.errstate(invalid="ignore"):
            wanted = left @ right
        found = evaluator.run(program, {"a": left})["out"]
        assert np.allclose(found, wanted, equal_nan=True, rtol=1e-12, atol=1e-14), holds

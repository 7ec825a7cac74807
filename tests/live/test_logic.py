"""The mathematics of the lessons, recorded: the program gives what the function gives, refusals included."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
import pytest

from explorer.live.record.trace import Live, Trace
from explorer.logic import conventions, maps, matrices, vectors

RANDOM_INPUTS = 200
# Two routes through the same formulas; repeated and nearly repeated values lose some digits on the way.
TOLERANCE = 1e-9


class Case(NamedTuple):
    """A public function, the shapes of its arguments, and inputs where something special happens."""

    function: Callable[..., Any]
    shapes: tuple[tuple[int, ...], ...]
    degenerate: tuple[tuple[Any, ...], ...] = ()
    symmetric: bool = False


V, A2, A3 = (2,), (2, 2), (3, 3)
ZERO, E1, E2 = [0.0, 0.0], [1.0, 0.0], [0.0, 1.0]
IDENTITY, NULL, TURN = np.eye(2), np.zeros((2, 2)), np.array([[0.0, -1.0], [1.0, 0.0]])
FLAT, JORDAN, SWAP = (
    np.array([[1.0, 2.0], [2.0, 4.0]]),
    np.array([[2.0, 1.0], [0.0, 2.0]]),
    TURN * [[-1], [1]],
)
SMALL_FLAT = 1e-9 * np.array([[1.0, 3.0], [2.0, 6.0]])
SPECIAL_MATRICES = tuple(
    (M,)
    for M in (
        IDENTITY,
        NULL,
        TURN,
        FLAT,
        JORDAN,
        SWAP,
        SMALL_FLAT,
        -IDENTITY,
        1e99 * IDENTITY,
        1e150 * IDENTITY,
    )
)
SPECIAL_PAIRS = ((ZERO, E1), (E1, ZERO), (ZERO, ZERO), (E1, E2), (E1, [-2.0, 0.0]), ([1e101, 0.0], E1))
SYMMETRIC = tuple((M,) for M in (IDENTITY, NULL, FLAT, SWAP, np.diag([2.0, -2.0]), np.diag([1.0, 3.0])))
SYMMETRIC_3 = tuple((M,) for M in (np.eye(3), np.diag([2.0, 2.0, 1.0]), np.ones((3, 3)), -np.ones((3, 3))))
ASKEW = (TURN,)  # not symmetric

CASES: dict[str, Case] = {
    "length": Case(vectors.length, (V,), ((ZERO,), ([1e-170, 0.0],))),
    "length in space": Case(vectors.length, ((3,),)),
    "direction": Case(vectors.direction, (V,), ((ZERO,), ([-1.0, 0.0],), ([-1.0, -0.0],))),
    "unit": Case(vectors.unit, (V,), ((ZERO,), ([1e-150, 0.0],), ([1e-50, 1e-50],))),
    "unit in 5-D": Case(vectors.unit, ((5,),), ((np.zeros(5),),)),
    "distance": Case(vectors.distance, (V, V), SPECIAL_PAIRS),
    "add": Case(vectors.add, (V, V), SPECIAL_PAIRS),
    "subtract": Case(vectors.subtract, (V, V), SPECIAL_PAIRS),
    "combine": Case(vectors.combine, ((), V, (), V), ((0.0, E1, 0.0, E2), (1e101, E1, 1.0, E2))),
    "dot": Case(vectors.dot, (V, V), SPECIAL_PAIRS),
    "cosine_similarity": Case(vectors.cosine_similarity, (V, V), SPECIAL_PAIRS),
    "angle_between": Case(vectors.angle_between, (V, V), SPECIAL_PAIRS),
    "angle_mark": Case(vectors.angle_mark, (V, V), SPECIAL_PAIRS),
    "project": Case(vectors.project, (V, V), SPECIAL_PAIRS),
    "reject": Case(vectors.reject, (V, V), SPECIAL_PAIRS),
    "project_onto_span": Case(
        vectors.project_onto_span, (V, A2), ((E1, np.ones((2, 2))), (E1, np.zeros((2, 2))))
    ),
    "project_onto_span in space": Case(vectors.project_onto_span, ((3,), (2, 3))),
    "nearest": Case(vectors.nearest, ((4, 2), V), ((np.zeros((4, 2)), E1),)),
    "slid on the screen": Case(
        lambda p, n, camera: vectors.slid_into_plane(p, n, camera, 0.01),
        ((3,), (3,), A3),
        ((np.ones(3), np.eye(3)[2], np.eye(3)),),
    ),
    "lay_beside": Case(vectors.lay_beside, ((4, 3), (3,)), ((np.zeros((4, 3)), np.zeros(3)),)),
    "span_dimension": Case(vectors.span_dimension, (A2,), SPECIAL_MATRICES),
    "span_dimension of three": Case(vectors.span_dimension, ((3, 2),), ((np.ones((3, 2)),),)),
    "from_columns": Case(matrices.from_columns, (V, V), SPECIAL_PAIRS),
    "apply": Case(matrices.apply, (A2, (7, 2)), ((NULL, np.ones((7, 2))),)),
    "apply to one point": Case(matrices.apply, (A2, V), ((NULL, E1),)),
    "apply to a bigger space": Case(matrices.apply, ((3, 2), (4, 2))),
    "apply_segments": Case(matrices.apply_segments, (A2, (5, 2, 2))),
    "determinant": Case(matrices.determinant, (A2,), SPECIAL_MATRICES),
    "determinant in space": Case(matrices.determinant, (A3,), ((np.ones((3, 3)),),)),
    "signed_area": Case(matrices.signed_area, ((4, 2),), ((np.zeros((4, 2)),),)),
    "inverse": Case(matrices.inverse, (A2,), SPECIAL_MATRICES),
    "inverse in space": Case(matrices.inverse, (A3,), ((np.ones((3, 3)),), (np.eye(3),))),
    "apply_inverse": Case(matrices.apply_inverse, (A2, (4, 2)), ((FLAT, np.ones((4, 2))),)),
    "apply_inverse to one point": Case(matrices.apply_inverse, (A2, V), ((NULL, E1), (TURN, E1))),
    "rotation": Case(matrices.rotation, ((),), ((0.0,), (np.pi,))),
    "scaling": Case(matrices.scaling, ((), ()), ((0.0, -1.0),)),
    "shear": Case(matrices.shear, ((),), ((0.0,),)),
    "reflection": Case(matrices.reflection, ((),), ((0.0,),)),
    "projection": Case(matrices.projection, ((),), ((0.0,),)),
    "from_images": Case(maps.from_images, (A2, A2), tuple((M, TURN) for (M,) in SPECIAL_MATRICES)),
    "half_axes": Case(maps.half_axes, (A2,), SPECIAL_MATRICES),
    "grid_points": Case(maps.grid_points, ((5,),)),
    "inside_image": Case(
        maps.inside_image, (A2, (30, 2)), tuple((M, np.ones((30, 2))) for (M,) in SPECIAL_MATRICES)
    ),
    "counting_grid": Case(maps.counting_grid, ((),), ((4.0,),)),
    "count_inside": Case(
        maps.count_inside, (A2, ()), tuple((M, 2.0) for M in (IDENTITY, FLAT, NULL, 5 * TURN, 5.01 * TURN))
    ),
    "counted_area": Case(maps.counted_area, (A2, ()), ((TURN, 8.0),)),
    "base_and_height": Case(
        maps.base_and_height, (A3,), ((np.ones((3, 3)),), (np.zeros((3, 3)),), (1e99 * np.eye(3),))
    ),
    "slid_into_plane": Case(
        maps.slid_into_plane, ((3,), (3,), (3,), A3), ((np.ones(3), np.eye(3)[0], np.eye(3)[1], np.eye(3)),)
    ),
    "box_edges": Case(maps.box_edges, (A3,)),
    "seen_box": Case(maps.seen_box, (A3, (3,)), ((np.ones((3, 3)), np.ones(3)),)),
    "in_a_row": Case(maps.in_a_row, ((3, 2, 2),)),
    "order_gap": Case(maps.order_gap, ((3, 2, 2),), ((np.stack([FLAT, TURN, TURN]),),)),
    "polar": Case(matrices.polar, (A2,), SPECIAL_MATRICES),
    "between": Case(matrices.between, (A2, ()), tuple((M, 0.5) for (M,) in SPECIAL_MATRICES)),
    "svd": Case(conventions.svd, (A2,), SPECIAL_MATRICES),
    "svd, tall": Case(conventions.svd, ((4, 2),), ((np.ones((4, 2)),), (np.eye(4, 2),))),
    "svd, wide": Case(conventions.svd, ((2, 4),), ((np.eye(2, 4),),)),
    "svd, 3 x 3": Case(conventions.svd, (A3,), SYMMETRIC_3),
    "eigh": Case(conventions.eigh, (A2,), (*SYMMETRIC, ASKEW), symmetric=True),
    "eigh, 3 x 3": Case(conventions.eigh, (A3,), SYMMETRIC_3, symmetric=True),
    "eig": Case(conventions.eig, (A2,), ((IDENTITY,), (NULL,), (TURN,), (FLAT,), (SWAP,), (-IDENTITY,))),
    "qr": Case(conventions.qr, (A2,), ((IDENTITY,), (TURN,), (SWAP,))),
    "qr, tall": Case(conventions.qr, ((4, 2),)),
}


def parts(result: Any) -> dict[str, Any]:
    """The arrays of a result by name."""
    if isinstance(result, tuple):
        return dict(zip(result._fields, result, strict=True))  # type: ignore[attr-defined]
    return {"result": result}


def names(case: Case) -> list[str]:
    return [f"argument {i}" for i in range(len(case.shapes))]


def draw(case: Case, rng: np.random.Generator) -> list[np.ndarray]:
    arguments = [np.round(rng.normal(scale=3.0, size=shape), 3) for shape in case.shapes]
    return [a + a.T for a in arguments] if case.symmetric else arguments


def record(case: Case, arguments: list[np.ndarray]) -> Any:
    trace = Trace()
    inputs = [trace.input(name, a) for name, a in zip(names(case), arguments, strict=True)]
    result = parts(case.function(*inputs))
    assert all(isinstance(value, Live) for value in result.values()), "a part of the result was frozen"
    return trace.program(result)


def expected(case: Case, arguments: Mapping[str, Any]) -> dict[str, Any] | str:
    try:
        return parts(case.function(*arguments.values()))
    except ValueError as error:
        return str(error)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_recorded_program_gives_what_the_function_gives(case: Case) -> None:
    rng = np.random.default_rng(2718)
    program = record(case, draw(case, rng))
    special = [[np.array(a, dtype=float) for a in arguments] for arguments in case.degenerate]
    for arguments in [draw(case, rng) for _ in range(RANDOM_INPUTS)] + special:
        inputs = dict(zip(names(case), arguments, strict=True))
        wanted = expected(case, inputs)
        failing = [program.guards[i].message for i in program.check(inputs)]
        if isinstance(wanted, str):
            assert wanted in failing, f"{arguments}: refused by the function ({wanted}), not by the program"
            continue
        assert failing == [], f"{arguments}: refused by the program alone"
        computed = program.run(inputs)
        for name, value in wanted.items():
            np.testing.assert_allclose(
                computed[name], value, rtol=TOLERANCE, atol=TOLERANCE, err_msg=f"{name} of {arguments}"
            )


@pytest.mark.parametrize("module", [vectors, matrices, maps, conventions], ids=lambda m: m.__name__)
def test_every_public_function_that_takes_moving_values_is_recorded_here(module: Any) -> None:
    drawn_once = {"grid_segments", "unit_square", "unit_circle"}  # no input that moves
    public = {
        name
        for name, member in inspect.getmembers(module, inspect.isfunction)
        if member.__module__ == module.__name__ and not name.startswith("_")
    }
    assert public - drawn_once <= {case.function.__name__ for case in CASES.values()}


def test_every_output_of_a_refusing_function_carries_its_guard() -> None:
    trace = Trace()
    v = trace.input("v", E1)
    assert vectors.unit(v).guards, "the arrow of a unit vector would stay when v is zero"
    assert all(part.guards for part in matrices.polar(trace.input("A", IDENTITY)))

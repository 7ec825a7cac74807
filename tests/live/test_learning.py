"""PCA and the recommender, recorded: a dragged plane, point or movie moves in the browser as in NumPy."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pytest

from explorer.data import samples
from explorer.live.record.program import Program
from explorer.live.record.trace import Live, Trace
from explorer.logic import pca, plane_by_hand, recommender
from tests.live.evaluator import Evaluator, evaluator

__all__ = ["evaluator"]

RANDOM_INPUTS = 200
TOLERANCE = 1e-9

QUAKES = samples.quakes().values[::30]
FIT = pca.fit(QUAKES)
FLOOR = np.eye(3)[:2]
ZERO = np.zeros(3)
BLANK = np.nan
LIKES, U0, V0 = recommender.LIKES, recommender.WORKED_U, recommender.WORKED_V
SHEET = LIKES.copy()
SHEET[0, 1] = SHEET[2, 4] = BLANK
EMPTY_USER = np.where(np.arange(4)[:, None] == 1, BLANK, LIKES)
ALL_BLANK = np.full((4, 5), BLANK)
EMPTY_MOVIE = np.where(np.arange(5) == 3, BLANK, LIKES)
U, V, R = (4, 2), (5, 2), (4, 5)


class Case(NamedTuple):
    """A formula of moving values, their shapes, special values; `blanks` punches holes into the first."""

    function: Callable[..., Any]
    shapes: tuple[tuple[int, ...], ...]
    special: tuple[tuple[Any, ...], ...] = ()
    blanks: bool = False
    random: int = RANDOM_INPUTS


def biased(U: Any, V: Any, b: Any, c: Any) -> Any:
    return recommender.predict(U, V, 3.5, b, c)


def plain_factors(U: Any, V: Any) -> recommender.Factors:
    return recommender.Factors(U, V, 0.0, np.zeros(4), np.zeros(5))


def plane_of(normal: Any) -> Any:
    strike, tilt = plane_by_hand.strike_and_tilt(normal)
    return plane_by_hand.tilted_plane(strike, tilt)


CASES: dict[str, Case] = {
    # pca
    "covariance": Case(pca.covariance, ((6, 3),), ((np.ones((6, 3)),),)),
    "covariance without centring": Case(lambda X: pca.covariance(X, center=False), ((6, 3),)),
    "variance_kept by a plane of two angles": Case(
        lambda s, t: pca.variance_kept(QUAKES, plane_by_hand.tilted_plane(s, t)), ((), ()), ((0.0, 0.0),)
    ),
    "variance_kept by a plane of a normal": Case(
        lambda n: pca.variance_kept(QUAKES, plane_of(n)),
        ((3,),),
        ((ZERO,), ([0.0, 0.0, 1.0],), ([0.0, 0.0, -1.0],), ([1.0, 0.0, 0.0],), ([1e-9, 0.0, -1.0],)),
    ),
    "variance_kept by a line": Case(
        lambda X, a: pca.variance_kept(X, pca.line_from_angle(a)), ((6, 2), ()), ((np.ones((6, 2)), 1.0),)
    ),
    "variance_kept by any two directions": Case(
        lambda B: pca.variance_kept(QUAKES, B), ((2, 3),), ((FLOOR,), (np.ones((2, 3)),))
    ),
    "share_kept": Case(lambda X, n: pca.share_kept(pca.covariance(X), plane_of(n)), ((5, 3), (3,))),
    "project_to": Case(
        lambda X, n, m: pca.project_to(X, plane_of(n), m),
        ((5, 3), (3,), (3,)),
        ((np.ones((5, 3)), ZERO, ZERO),),
    ),
    "orthogonal_projection": Case(
        lambda X, n, m: pca.orthogonal_projection(X, plane_of(n), m), ((5, 3), (3,), (3,))
    ),
    "plane_normal": Case(pca.plane_normal, ((2, 3),), ((np.ones((2, 3)),),)),
    "plane_tilt": Case(pca.plane_tilt, ((2, 3),), ((FLOOR,), (np.eye(3)[1:],), (np.ones((2, 3)),))),
    "largest_principal_angle of planes": Case(
        lambda n: pca.largest_principal_angle(plane_of(n), FIT.components[:2]),
        ((3,),),
        ((FIT.components[2],),),
    ),
    "largest_principal_angle of lines": Case(
        lambda a, b: pca.largest_principal_angle(pca.line_from_angle(a), pca.line_from_angle(b)),
        ((), ()),
        ((1.0, 1.0),),
    ),
    "grassmann_geodesic": Case(
        lambda n, t: pca.grassmann_geodesic(plane_of(n), FIT.components[:2], t),
        ((3,), ()),
        ((FIT.components[2], 0.5), ([0.3, 0.2, 0.9], 0.0), ([0.3, 0.2, 0.9], 1.0)),
    ),
    "transform": Case(lambda X: pca.transform(FIT, X), ((4, 3),)),
    "reconstruct": Case(lambda s: pca.reconstruct(FIT, s), ((4, 2),)),
    "loadings": Case(lambda v: pca.loadings(FIT._replace(explained_variance=v * v)), ((3,),)),
    # recommender
    "predict": Case(recommender.predict, (U, V)),
    "predict with biases": Case(biased, (U, V, (4,), (5,))),
    "errors": Case(recommender.errors, (R, R), ((SHEET, LIKES),), blanks=True),
    "squared_error": Case(
        recommender.squared_error, (R, U, V), ((SHEET, U0, V0), (ALL_BLANK, U0, V0)), blanks=True
    ),
    "rmse": Case(recommender.rmse, (R, U, V), ((SHEET, U0, V0),), blanks=True),
    "objective": Case(
        lambda R, U, V, regularization: recommender.objective(R, plain_factors(U, V), regularization),
        (R, U, V, ()),
        blanks=True,
    ),
    "negative_gradient": Case(
        recommender.negative_gradient, (R, U, V, ()), ((SHEET, U0, V0, 0.1),), blanks=True
    ),
    "fill_means": Case(
        recommender.fill_means, (R,), ((SHEET,), (EMPTY_USER,), (EMPTY_MOVIE,), (ALL_BLANK,)), blanks=True
    ),
    "factor_svd": Case(
        lambda R: recommender.factor_svd(R, 2),
        (R,),
        ((LIKES,), (SHEET,), (EMPTY_USER,), (EMPTY_MOVIE,)),
        blanks=True,
        random=50,
    ),
    "solve_users": Case(
        lambda R, V, regularization: recommender.solve_users(R, V, regularization * regularization),
        (R, V, ()),
        ((EMPTY_USER, V0, 0.1), (SHEET, V0, 0.0)),
        blanks=True,
    ),
    "als": Case(
        lambda R: recommender.als(R, 2, 0.1, steps=3), (R,), ((SHEET,), (EMPTY_USER,)), blanks=True, random=25
    ),
    "similarity": Case(recommender.similarity, (U, V), ((np.zeros(U), V0),)),
    "similarity by dot": Case(lambda U, V: recommender.similarity(U, V, "dot"), (U, V)),
    "similarity by cosine": Case(
        lambda U, V: recommender.similarity(U, V, "cosine"), (U, V), ((np.zeros(U), V0),)
    ),
    "nearest_item": Case(lambda U, V: recommender.nearest_item(U, V, 2), (U, V), ((U0, V0),)),
    "similar_items": Case(lambda V: recommender.similar_items(V, 2), (V,), ((V0,),)),
    "disagree": Case(recommender.disagree, (U, V), ((U0, V0),)),
    "ranks_liked_above": Case(recommender.ranks_liked_above, (R, R), ((SHEET, LIKES),), blanks=True),
    "rotate_factors": Case(recommender.rotate_factors, (U, V, ())),
    "stretch_factors": Case(recommender.stretch_factors, (U, V, ()), ((U0, V0, 0.0),)),
    "match_factors": Case(recommender.match_factors, (U, V, U, V), ((U0, V0, U0, V0),)),
    "fold_in": Case(
        lambda r, V: recommender.fold_in(r, V, 0.1),
        ((5,), V),
        ((np.full(5, BLANK), V0), (SHEET[0], V0)),
        blanks=True,
    ),
}


def flat(result: Any, prefix: str = "result") -> dict[str, Any]:
    """The arrays of a result, of a tuple of them or of a tuple within it, by name."""
    if isinstance(result, tuple):
        return {k: v for i, part in enumerate(result) for k, v in flat(part, f"{prefix} {i}").items()}
    return {prefix: result}


def draw(case: Case, rng: np.random.Generator) -> list[Any]:
    arguments = [np.round(rng.normal(scale=2.0, size=shape), 3) for shape in case.shapes]
    if case.blanks:
        arguments[0] = np.where(rng.random(case.shapes[0]) < 0.25, BLANK, arguments[0])
    return arguments


def record(case: Case, arguments: list[Any]) -> Program:
    trace = Trace()
    inputs = [trace.input(f"argument {i}", a) for i, a in enumerate(arguments)]
    return trace.program({k: v for k, v in flat(case.function(*inputs)).items() if isinstance(v, Live)})


def inputs_of(case: Case) -> list[list[Any]]:
    rng = np.random.default_rng(3141)
    special = [[np.asarray(a, dtype=float) for a in arguments] for arguments in case.special]
    return [draw(case, rng) for _ in range(case.random)] + special


def assert_same(case: Case, arguments: list[Any], computed: dict[str, Any], failing: list[str]) -> None:
    try:
        wanted = flat(case.function(*arguments))
    except ValueError as refusal:
        assert str(refusal) in failing, f"{arguments}: refused by the function alone, {refusal}"
        return
    assert not failing, f"{arguments}: refused by the program alone, {failing}"
    assert computed
    for name, value in computed.items():
        np.testing.assert_allclose(
            value, wanted[name], rtol=TOLERANCE, atol=TOLERANCE, err_msg=f"{name} of {arguments}"
        )


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_recorded_program_gives_what_the_function_gives(case: Case, evaluator: Evaluator) -> None:
    """In NumPy for every input, in the browser's evaluator for the last ones and what is special."""
    settings = inputs_of(case)
    program = record(case, settings[-1])
    named = [{f"argument {i}": a for i, a in enumerate(arguments)} for arguments in settings]
    for arguments, inputs in zip(settings, named, strict=True):
        failing = [program.guards[i].message for i in program.check(inputs)]
        assert_same(case, arguments, program.run(inputs), failing)
    last = slice(case.random - 20, None)
    browser = evaluator.run_many([(program, named[last])])[0]
    assert not isinstance(browser, str), browser
    for arguments, (computed, places) in zip(settings[last], browser, strict=True):
        assert_same(case, arguments, computed, [program.guards[i].message for i in places])


def test_a_still_cloud_leaves_only_its_covariance_in_the_program() -> None:
    """602 points or 6: turning a plane costs the browser the same."""
    sizes = []
    for X in (samples.quakes().values, QUAKES):
        trace = Trace()
        strike, tilt = trace.input("strike", 0.3), trace.input("tilt", 0.8)
        program = trace.program({"kept": pca.variance_kept(X, plane_by_hand.tilted_plane(strike, tilt))})
        sizes.append((len(program.steps), sum(np.size(constant) for constant in program.constants)))
    assert sizes[0] == sizes[1]


@pytest.mark.parametrize(
    ("module", "at_rest"),
    [
        (pca, {"fit", "fit_chunks", "merge_moments", "components_for"}),
        (
            recommender,
            {"sgd", "continue_sgd", "hold_out", "top_items", "check_rank", "learning_rate"}
            | {"liking_threshold", "starting_places"},
        ),
    ],
    ids=["pca", "recommender"],
)
def test_every_function_is_recorded_here_or_known_to_be_for_tables_at_rest(
    module: Any, at_rest: set[str]
) -> None:
    public = {
        name
        for name, member in inspect.getmembers(module, inspect.isfunction)
        if member.__module__ == module.__name__ and not name.startswith("_")
    }
    source = inspect.getsource(inspect.getmodule(record))  # type: ignore[arg-type]
    recorded = {name for name in public if f"{module.__name__.split('.')[-1]}.{name}" in source}
    assert public == recorded | at_rest

"""Three small stages below the recommender: one prediction, somebody new, and factors that are turned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from explorer.live.scene import Scene, recorded
from explorer.logic import recommender, vectors
from explorer.scenes.recommender import AXES, START, AxisNames, Placement, short
from explorer.sentence import Sentence


@recorded
def scene_of_one_cell(placed: Placement = START, axes: AxisNames = AXES) -> Scene:
    """A user and a movie to choose, and their dot product as a projection."""
    sheet = placed.sheet
    scene = _plane("One prediction as a projection", placed, axes)
    i = scene.choice("user", sheet.users)
    j = scene.choice("film", [short(name) for name in sheet.movies])
    u, v = np.choose(i, placed.U), np.choose(j, placed.V)
    given = np.choose(i * len(sheet.movies) + j, np.ravel(placed.ratings))
    shadow = vectors.project(v, onto=u)

    scene.points(placed.U, role="first", labels=sheet.users, size=4)
    scene.points(placed.V, role="second", labels=sheet.movies, size=4)
    scene.line(u, role="derived")
    scene.segment(v, shadow, role="derived")
    scene.arrow(u, label="u", role="first")
    scene.arrow(v, label="v", role="second")
    scene.arrow(shadow, label="shadow", role="result")

    scene.formula(r"\first{\mathbf{u}}\cdot\second{\mathbf{v}} = \result{@0}", vectors.dot(u, v))
    # A vector of one component is written in brackets, which a negative factor needs.
    parts = (u[0], v[:1], u[1], v[1:])
    scene.formula(r"= \first{@0}\cdot\second{@1} + \first{@2}\cdot\second{@3}", *parts)
    scene.readout("length of u", vectors.length(u), role="first")
    scene.readout("shadow of v on u, with its sign", vectors.dot(vectors.unit(u), v), role="result")
    predicted = vectors.dot(u, v)
    scene.readout("length times shadow", predicted, role="result")
    if placed.user_bias is not None and placed.item_bias is not None:
        offset = placed.mean + np.choose(i, placed.user_bias) + np.choose(j, placed.item_bias)
        scene.readout("mean and biases", offset)
        predicted = predicted + offset
    scene.readout("predicted", predicted, role="result")
    scene.readout("given", given)
    scene.readout("given minus predicted", given - predicted)
    scene.note("The shadow is negative where v points away from u: a film this user would not like.")
    return scene


@recorded
def scene_of_a_newcomer(placed: Placement = START, axes: AxisNames = AXES) -> Scene:
    """The movies as they stand, ratings to type, and the newcomer whom they place."""
    sheet = placed.sheet
    scene = _plane("A newcomer among the films", placed, axes)
    largest = float(np.nanmax(np.abs(placed.ratings))) or 1.0
    start = np.full((1, len(sheet.movies)), np.nan)
    start[0, min(2, len(sheet.movies) - 1)] = float(np.nanmax(placed.ratings))
    cells: dict[str, Any] = {"rows": ["you"], "columns": sheet.movies, "scale": largest, "place": "side"}
    cells["heads"] = [short(name) for name in sheet.movies]
    limit = max(10.0, largest)
    ratings = scene.table("your ratings", at=start, low=-limit, high=limit, **cells)
    you = recommender.fold_in(ratings[0], placed.V, mean=placed.mean, item_bias=placed.item_bias)

    _crowd(scene, placed.V, sheet.movies, "second")
    scene.arrow(you, label="you", role="first")

    guesses = recommender.predict(np.stack([you]), placed.V, placed.mean, None, placed.item_bias)
    scene.cells("guesses", guesses, target=ratings, **cells)
    scene.readout("your vector", you, role="first")
    unseen = np.where(np.isnan(ratings[0]), guesses[0], -np.inf)
    best = np.where(np.isfinite(unseen).any(), np.argmax(unseen), len(sheet.movies))
    scene.readout("recommended to you", best, words=[*sheet.movies, "nothing: you have rated all"])
    scene.formula(r"\first{\mathbf{u}} = (V_r^T V_r + \lambda n I)^{-1}\, V_r^T\, \mathbf{r}")
    return scene


@recorded
def scene_of_turned_factors(placed: Placement = START, axes: AxisNames = AXES) -> Scene:
    """Two sliders, the turned and stretched points, and the product that stays."""
    sheet = placed.sheet
    scene = _plane("Users and films, turned and stretched", placed, axes)
    turn = scene.slider("turn", 0, 360, at=0, step=1, play=True, seconds=6, unit="°")
    stretch = scene.slider("stretch the users by", 0.4, 2.5, at=1, step=0.05)
    U, V = recommender.stretch_factors(
        *recommender.rotate_factors(placed.U, placed.V, np.radians(turn)), factor=stretch
    )
    P = recommender.predict(U, V, *placed.factors[2:])
    nearest = np.argmax(recommender.similarity(U, V), axis=1)

    scene.segments(np.stack([U, np.take(V, nearest, axis=0)], axis=1), role="derived", faint=True)
    _crowd(scene, U, sheet.users, "first")
    _crowd(scene, V, sheet.movies, "second")

    scene.cells(
        "U Vᵀ",
        P,
        rows=sheet.users,
        columns=sheet.movies,
        scale=float(np.nanmax(np.abs(placed.ratings))) or 1.0,
        heads=[short(name) for name in sheet.movies],
        place="side",
    )
    change = np.abs(P - recommender.predict(*placed.factors)).max()
    scene.readout("largest change of a prediction", np.where(change < 1e-9, 0.0, change), role="result")
    for i, user in enumerate(sheet.users[:4]):
        scene.readout(Sentence("nearest to {user}", user=user), nearest[i], words=sheet.movies)
    scene.formula(r"(\first{U} M)(\second{V} M^{-T})^T = \first{U}\,\second{V^T}")
    return scene


def _plane(title: str, placed: Placement, axes: AxisNames) -> Scene:
    reach = 1.3 * max(1.0, float(np.abs(np.vstack([placed.U, placed.V])).max()))
    return Scene(title, x=(-1.25 * reach, 1.25 * reach), y=(-reach, reach), axis_names=axes, numbers=False)


def _crowd(scene: Scene, points: Any, names: tuple[str, ...], role: str) -> None:
    scene.points(points, role=role, labels=names, size=7)
    for k, name in enumerate(names):
        scene.label(short(name), points[k], role=role, small=True, away=0.7 * points[k])


def variants() -> Iterator[Scene]:
    """Yield the scenes with bias terms: the catalogues look at them."""
    m, n = START.ratings.shape
    biased = START._replace(user_bias=np.zeros(m), item_bias=np.zeros(n))
    yield scene_of_one_cell(biased)
    yield scene_of_a_newcomer(biased)
    yield scene_of_turned_factors(biased)

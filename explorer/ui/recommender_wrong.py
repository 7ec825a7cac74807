"""What goes wrong with a factorization, to be tried by hand; and one prediction worked out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from explorer.figures.theme import number
from explorer.live.component import show
from explorer.live.scene import Scene
from explorer.logic import recommender, vectors
from explorer.ui import charts, recommender_factor
from explorer.ui.recommender_factor import Method
from explorer.ui.recommender_stage import AXES, Hand, short

Array = NDArray[np.float64]
# Sweeps of ALS or epochs of SGD whose errors are drawn.
_DRAWN = 200


def experiments(hand: Hand, method: Method) -> None:
    """Let the reader choose what should go wrong."""
    parts: dict[str, Callable[[], None]] = {
        "Overfitting": lambda: overfitting(hand, method),
        "A newcomer": lambda: newcomer(hand),
        "Turning changes nothing": lambda: turning(hand),
    }
    chosen = st.segmented_control(
        "What goes wrong",
        list(parts),
        default="Overfitting",
        key="wrong",
        bind="query-params",
        required=True,
        label_visibility="collapsed",
    )
    parts[chosen or "Overfitting"]()


# ---------------------------------------------------------------------------------------- hidden cells


def overfitting(hand: Hand, method: Method) -> None:
    """Hide some cells, learn from the rest, and compare the errors on both, rank by rank and step by step."""
    from explorer.figures import recommender as figures

    known = int(np.isfinite(hand.ratings).sum())
    st.markdown(
        "Hide some of the known cells and let the algorithm guess them. A higher rank fits ever better what "
        "it has seen; the hidden cells tell what that is worth. Lower the regularisation: it learns by heart."
    )
    if known < 4:
        st.info("At least four cells must be known to hide one and still learn something.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        count = st.slider("Hidden cells", 1, max(2, known // 3), min(4, known // 3), key="hidden", width=220)
        split = st.number_input("Another choice of cells", 0, 9999, 3, key="split", width=190)
    learn, held = recommender.hold_out(hand.ratings, count / known, int(split))
    if not np.isfinite(held).any():
        st.info("No cell can be hidden: every user and every movie must keep a rating.")
        return
    ranks = range(1, min((*hand.ratings.shape, 4)) + 1)
    lines = ["| rank | error on what was learned | error on the hidden cells |", "|---|---|---|"]
    for rank in ranks:
        _, found, refusal = recommender_factor.factor(learn, method._replace(rank=rank))
        if found is None:
            st.info(refusal)
            return
        seen, unseen = (number(float(recommender.rmse(part, *found)), 3) for part in (learn, held))
        mark = "**" if rank == method.rank else ""
        lines.append(f"| {mark}{rank}{mark} | {mark}{seen}{mark} | {mark}{unseen}{mark} |")
    fit, found, _ = recommender_factor.factor(learn, method)
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown("\n".join(lines))
        st.caption(f"Root mean squared error of a cell, by {method.name}.")
        if fit is not None:
            shown = np.unique(np.linspace(0, len(fit.losses) - 1, _DRAWN).astype(int))
            curves = {
                "learned": [float(recommender.rmse(learn, *fit.at(int(f)))) for f in shown],
                "hidden": [float(recommender.rmse(held, *fit.at(int(f)))) for f in shown],
            }
            charts.chart(
                figures.loss_figure(curves, title="error of a cell", theme=charts.page_theme()),
                key="over_curve",
            )
    with right:
        if found is not None:
            figure = figures.matrix_figure(
                recommender.predict(*found),
                hand.sheet.users,
                hand.sheet.movies,
                marked=np.isfinite(held),
                mark_name="hidden",
                reach=float(np.nanmax(np.abs(hand.ratings))) or 1.0,
                subject=f"Predictions at rank {method.rank}, hidden cells framed",
                theme=charts.page_theme(),
            )
            charts.chart(figure, key="over_matrix")
            given = [
                f"{hand.sheet.users[i]}, {hand.sheet.movies[j]}: {held[i, j]:g}".replace("-", "−")
                for i, j in np.argwhere(np.isfinite(held)).tolist()[:12]
            ]
            st.caption("Hidden: " + "; ".join(given) + ".")


# ---------------------------------------------------------------------------------------- cold start


def newcomer(hand: Hand) -> None:
    """Place a new user from the few ratings that she types; the movies stand still."""
    st.markdown(
        "Somebody new has no vector. Give **you** one rating: the vector lies along that one movie, and "
        "everything else is guessed from it. Leave all blank, and nothing can be said."
    )
    show(newcomer_scene(hand), key=f"{hand.sheet.key}_new", prefix="new-")


def newcomer_scene(hand: Hand) -> Scene:
    """Return the scene: the movies as they stand, ratings to type, and the newcomer that they place."""
    sheet = hand.sheet
    scene = _plane("A newcomer among the movies", hand)
    start = np.full((1, len(sheet.movies)), np.nan)
    start[0, min(2, len(sheet.movies) - 1)] = float(np.nanmax(hand.ratings))
    largest = float(np.nanmax(np.abs(hand.ratings))) or 1.0
    heads = [short(name) for name in sheet.movies]
    ratings = scene.table(
        "your ratings",
        at=start,
        rows=["you"],
        columns=sheet.movies,
        low=-max(10.0, largest),
        high=max(10.0, largest),
        scale=largest,
        heads=heads,
        place="side",
    )
    you = recommender.fold_in(ratings[0], hand.V)
    _crowd(scene, hand.V, sheet.movies, "second")
    scene.arrow(you, label="you", role="first")
    guesses = recommender.predict(np.stack([you]), hand.V)
    scene.cells(
        "guesses",
        guesses,
        rows=["you"],
        columns=sheet.movies,
        scale=largest,
        target=ratings,
        heads=heads,
        place="side",
    )
    scene.readout("your vector", you, role="first")
    unseen = np.where(np.isnan(ratings[0]), guesses[0], -np.inf)
    best = np.where(np.isfinite(unseen).any(), np.argmax(unseen), len(sheet.movies))
    scene.readout("recommended to you", best, words=[*sheet.movies, "nothing: you have rated all"])
    scene.formula(r"\first{\mathbf{u}} = (V_r^T V_r + \lambda n I)^{-1}\, V_r^T\, \mathbf{r}")
    return scene


# ---------------------------------------------------------------------------------------- other factors


def turning(hand: Hand) -> None:
    """Turn and stretch both factors; every prediction stays."""
    st.markdown(
        "Turn users and movies together, or make the users longer and the movies shorter: **no prediction "
        "changes**. So the axes have no meaning of their own, and “nearest” depends on the stretch."
    )
    show(turning_scene(hand), key=f"{hand.sheet.key}_turn", prefix="turn-")


def turning_scene(hand: Hand) -> Scene:
    """Return the scene: two sliders, the turned and stretched points, and the product that stays."""
    sheet = hand.sheet
    scene = _plane("Users and movies, turned and stretched", hand)
    turn = scene.slider("turn", 0, 360, at=0, step=1, play=True, seconds=6, unit="°")
    stretch = scene.slider("stretch the users by", 0.4, 2.5, at=1, step=0.05)
    U, V = recommender.stretch_factors(
        *recommender.rotate_factors(hand.U, hand.V, np.radians(turn)), factor=stretch
    )
    P = recommender.predict(U, V)
    nearest = np.argmax(recommender.similarity(U, V), axis=1)
    scene.segments(np.stack([U, np.take(V, nearest, axis=0)], axis=1), role="derived", faint=True)
    _crowd(scene, U, sheet.users, "first")
    _crowd(scene, V, sheet.movies, "second")
    scene.cells(
        "U Vᵀ",
        P,
        rows=sheet.users,
        columns=sheet.movies,
        scale=float(np.nanmax(np.abs(hand.ratings))) or 1.0,
        heads=[short(name) for name in sheet.movies],
        place="side",
    )
    change = np.abs(P - recommender.predict(hand.U, hand.V)).max()
    scene.readout("largest change of a prediction", np.where(change < 1e-9, 0.0, change), role="result")
    for i, user in enumerate(sheet.users[:4]):
        scene.readout(f"nearest to {user}", nearest[i], words=sheet.movies)
    scene.formula(r"(\first{U} M)(\second{V} M^{-T})^T = \first{U}\,\second{V^T}")
    return scene


# ---------------------------------------------------------------------------------------- one cell


def one_cell(hand: Hand) -> None:
    """Work one prediction out, and draw it as a length times a shadow."""
    show(one_cell_scene(hand), key=f"{hand.sheet.key}_cell", prefix="cell-")


def one_cell_scene(hand: Hand) -> Scene:
    """Return the scene: a user and a movie to choose, their dot product as a projection."""
    sheet = hand.sheet
    scene = _plane("One prediction as a projection", hand)
    i = scene.choice("user", sheet.users)
    j = scene.choice("movie", [short(name) for name in sheet.movies])
    u, v = np.choose(i, hand.U), np.choose(j, hand.V)
    given = np.choose(i * len(sheet.movies) + j, np.ravel(hand.ratings))
    scene.points(hand.U, role="first", labels=sheet.users, size=4)
    scene.points(hand.V, role="second", labels=sheet.movies, size=4)
    shadow = vectors.project(v, onto=u)
    scene.line(u, role="derived")
    scene.segment(v, shadow, role="derived")
    scene.arrow(u, label="u", role="first")
    scene.arrow(v, label="v", role="second")
    scene.arrow(shadow, label="shadow", role="result")
    scene.formula(
        r"\first{\mathbf{u}}\cdot\second{\mathbf{v}} = \first{@0}\cdot\second{@1}"
        r" + \first{@2}\cdot\second{@3} = \result{@4}",
        u[0],
        v[0],
        u[1],
        v[1],
        vectors.dot(u, v),
    )
    scene.readout("length of u", vectors.length(u), role="first")
    scene.readout("shadow of v on u, with its sign", vectors.dot(vectors.unit(u), v), role="result")
    scene.readout("predicted: length times shadow", vectors.dot(u, v), role="result")
    scene.readout("given", given)
    scene.readout("given minus predicted", given - vectors.dot(u, v))
    scene.note("The shadow is negative where v points away from u: a film this user would not like.")
    return scene


def _plane(title: str, hand: Hand) -> Scene:
    axes = st.session_state.get("recommender_axes", AXES)
    reach = 1.3 * max(1.0, float(np.abs(np.vstack([hand.U, hand.V])).max()))
    return Scene(title, x=(-1.25 * reach, 1.25 * reach), y=(-reach, reach), axis_names=axes, numbers=False)


def _crowd(scene: Scene, points: Any, names: tuple[str, ...], role: str) -> None:
    scene.points(points, role=role, labels=names, size=7)
    for k, name in enumerate(names):
        scene.label(short(name), points[k], role=role, small=True, away=0.7 * points[k])

"""What goes wrong with a factorization, to be tried by hand; and one prediction worked out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from explorer.live.scene import Scene
from explorer.live.serve.component import show
from explorer.logic import recommender, vectors
from explorer.ui import charts, choice
from explorer.ui.language import _, current, decimal_mark, texts_for
from explorer.ui.recommender import factor as recommender_factor
from explorer.ui.recommender import map as recommender_map
from explorer.ui.recommender.factor import Method
from explorer.ui.recommender.stage import Hand, short
from explorer.ui.words import plain_number, said

Array = NDArray[np.float64]
# Sweeps of ALS or epochs of SGD whose errors are drawn.
_DRAWN = 200
# Hidden cells that are listed.
_LISTED = 12


def experiments(hand: Hand, method: Method) -> None:
    """Let the reader choose what should go wrong."""
    names = {
        "Overfitting": _("Overfitting"),
        "A newcomer": _("A newcomer"),
        "Turning changes nothing": _("Turning changes nothing"),
    }
    parts: dict[str, Callable[[], None]] = {
        "Overfitting": lambda: overfitting(hand, method),
        "A newcomer": lambda: newcomer(hand),
        "Turning changes nothing": lambda: turning(hand),
    }
    chosen = choice.one_of(
        st.segmented_control,
        _("What goes wrong"),
        names,
        key="wrong",
        default="Overfitting",
        required=True,
        label_visibility="collapsed",
    )
    parts[chosen]()


# ---------------------------------------------------------------------------------------- hidden cells


def overfitting(hand: Hand, method: Method) -> None:
    """Hide some cells, learn from the rest, and compare the errors on both, rank by rank and step by step."""
    known = int(np.isfinite(hand.ratings).sum())
    st.markdown(
        _(
            "Hide some of the known cells and let the algorithm guess them. A higher rank fits ever better "
            "what it has seen; the hidden cells tell what that is worth. Lower the regularisation: it learns "
            "by heart."
        )
    )
    if known < 4:
        st.info(_("At least four cells must be known to hide one and still learn something."))
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        count = st.slider(
            _("Hidden cells"), 1, max(2, known // 3), min(4, known // 3), key="hidden", width=220
        )
        split = st.number_input(_("Another choice of cells"), 0, 9999, 3, key="split", width=190)
    learn, held = recommender.hold_out(hand.ratings, count / known, int(split))
    if not np.isfinite(held).any():
        st.info(_("No cell can be hidden: every user and every film must keep a rating."))
        return
    heads = (_("rank"), _("error on what was learned"), _("error on the hidden cells"))
    lines = [f"| {' | '.join(heads)} |", "|---|---|---|"]
    for rank in range(1, min((*hand.ratings.shape, 4)) + 1):
        __, found, refusal = recommender_factor.factor(learn, method._replace(rank=rank))
        if found is None:
            st.info(_(refusal))
            return
        seen, unseen = (said(float(recommender.rmse(part, *found)), 3) for part in (learn, held))
        mark = "**" if rank == method.rank else ""
        lines.append(f"| {mark}{rank}{mark} | {mark}{seen}{mark} | {mark}{unseen}{mark} |")
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown("\n".join(lines))
        st.caption(_("Root mean squared error of a cell, by {method}.").format(method=method.name))
        _curves(learn, held, method)
    with right:
        _predictions(hand, learn, held, method)


def _curves(learn: Array, held: Array, method: Method) -> None:
    """Draw how the two errors went while the algorithm learned."""
    from explorer.figures import recommender as figures

    fit = recommender_factor.factor(learn, method)[0]
    if fit is None:
        return
    shown = np.unique(np.linspace(0, len(fit.losses) - 1, _DRAWN).astype(int))
    curves = {
        name: [float(recommender.rmse(part, *fit.at(int(f)))) for f in shown]
        for name, part in ((_("learned"), learn), (_("hidden"), held))
    }
    figure = figures.loss_figure(
        curves, title=_("error of a cell"), step=_("step"), theme=charts.page_theme()
    )
    charts.chart(figure, key="over_curve")


def _predictions(hand: Hand, learn: Array, held: Array, method: Method) -> None:
    """Draw what is predicted, the hidden cells framed, and say what was hidden."""
    from explorer.figures import recommender as figures

    found = recommender_factor.factor(learn, method)[1]
    if found is None:
        return
    users = [_(name) for name in hand.sheet.users]
    figure = figures.matrix_figure(
        recommender.predict(*found),
        users,
        hand.sheet.movies,
        marked=np.isfinite(held),
        mark_name=_("hidden"),
        reach=float(np.nanmax(np.abs(hand.ratings))) or 1.0,
        subject=_("Predictions at rank {rank}, hidden cells framed").format(rank=method.rank),
        theme=charts.page_theme(),
    )
    charts.chart(figure, key="over_matrix")
    given = [
        f"{users[i]}, {hand.sheet.movies[j]}: {plain_number(held[i, j])}"
        for i, j in np.argwhere(np.isfinite(held)).tolist()
    ]
    more = "; …" if len(given) > _LISTED else "."
    st.caption(_("Hidden: {cells}").format(cells="; ".join(given[:_LISTED])) + more)


# ---------------------------------------------------------------------------------------- cold start


def newcomer(hand: Hand) -> None:
    """Place a new user from the few ratings that she types; the movies stand still."""
    st.markdown(
        _(
            "Somebody new has no vector. Give **you** one rating: the vector lies along that one film, and "
            "everything else is guessed from it. Leave all blank, and nothing can be said."
        )
    )
    _stage(newcomer_scene(hand), hand, "new")


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
    you = recommender.fold_in(ratings[0], hand.V, mean=hand.mean, item_bias=hand.item_bias)
    _crowd(scene, hand.V, sheet.movies, "second")
    scene.arrow(you, label="you", role="first")
    guesses = recommender.predict(np.stack([you]), hand.V, hand.mean, None, hand.item_bias)
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
        _(
            "Turn users and films together, or make the users longer and the films shorter: **no prediction "
            "changes**. So the axes have no meaning of their own, and “nearest” depends on the stretch."
        )
    )
    _stage(turning_scene(hand), hand, "turn")


def turning_scene(hand: Hand) -> Scene:
    """Return the scene: two sliders, the turned and stretched points, and the product that stays."""
    sheet = hand.sheet
    scene = _plane("Users and movies, turned and stretched", hand)
    turn = scene.slider("turn", 0, 360, at=0, step=1, play=True, seconds=6, unit="°")
    stretch = scene.slider("stretch the users by", 0.4, 2.5, at=1, step=0.05)
    U, V = recommender.stretch_factors(
        *recommender.rotate_factors(hand.U, hand.V, np.radians(turn)), factor=stretch
    )
    P = recommender.predict(U, V, *hand.factors[2:])
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
    change = np.abs(P - recommender.predict(*hand.factors)).max()
    scene.readout("largest change of a prediction", np.where(change < 1e-9, 0.0, change), role="result")
    for i, user in enumerate(sheet.users[:4]):
        scene.readout(f"nearest to {user}", nearest[i], words=sheet.movies)
    scene.formula(r"(\first{U} M)(\second{V} M^{-T})^T = \first{U}\,\second{V^T}")
    return scene


# ---------------------------------------------------------------------------------------- one cell


def one_cell(hand: Hand) -> None:
    """Work one prediction out, and draw it as a length times a shadow."""
    _stage(one_cell_scene(hand), hand, "cell")


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
    scene.formula(r"\first{\mathbf{u}}\cdot\second{\mathbf{v}} = \result{@0}", vectors.dot(u, v))
    # A vector of one component is written in brackets, which a negative factor needs.
    parts = (u[0], v[:1], u[1], v[1:])
    scene.formula(r"= \first{@0}\cdot\second{@1} + \first{@2}\cdot\second{@3}", *parts)
    scene.readout("length of u", vectors.length(u), role="first")
    scene.readout("shadow of v on u, with its sign", vectors.dot(vectors.unit(u), v), role="result")
    predicted = vectors.dot(u, v)
    scene.readout("length times shadow", predicted, role="result")
    if hand.user_bias is not None and hand.item_bias is not None:
        offset = hand.mean + np.choose(i, hand.user_bias) + np.choose(j, hand.item_bias)
        scene.readout("mean and biases", offset)
        predicted = predicted + offset
    scene.readout("predicted", predicted, role="result")
    scene.readout("given", given)
    scene.readout("given minus predicted", given - predicted)
    scene.note("The shadow is negative where v points away from u: a film this user would not like.")
    return scene


def _stage(scene: Scene, hand: Hand, name: str) -> None:
    """Show a small stage below the lesson's own, in the reader's language."""
    code = current()
    said_here = {
        f"nearest to {user}": _("nearest to {user}").format(user=_(user)) for user in hand.sheet.users
    }
    show(
        scene,
        key=f"{hand.sheet.key}_{name}",
        prefix=f"{name}-",
        texts=said_here | texts_for(scene.payload(), code),
        decimal=decimal_mark(code),
        lang=code,
    )


def _plane(title: str, hand: Hand) -> Scene:
    axes = recommender_map.axis_names(hand.sheet)
    reach = 1.3 * max(1.0, float(np.abs(np.vstack([hand.U, hand.V])).max()))
    return Scene(title, x=(-1.25 * reach, 1.25 * reach), y=(-reach, reach), axis_names=axes, numbers=False)


def _crowd(scene: Scene, points: Any, names: tuple[str, ...], role: str) -> None:
    scene.points(points, role=role, labels=names, size=7)
    for k, name in enumerate(names):
        scene.label(short(name), points[k], role=role, small=True, away=0.7 * points[k])

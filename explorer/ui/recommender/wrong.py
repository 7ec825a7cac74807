"""What goes wrong with a factorization, to be tried by hand; and one prediction worked out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from explorer.live.scene import Scene
from explorer.live.serve.component import show
from explorer.logic import recommender
from explorer.scenes.recommender import OLD_PARAMS, AxisNames, Placement
from explorer.scenes.recommender_details import (
    scene_of_a_newcomer,
    scene_of_one_cell,
    scene_of_turned_factors,
)
from explorer.ui import charts, choice
from explorer.ui.language import _, current, decimal_mark, texts_of
from explorer.ui.recommender import factor as recommender_factor
from explorer.ui.recommender import map as recommender_map
from explorer.ui.recommender.factor import Method
from explorer.ui.words import as_text, format_number, plain_number

Array = NDArray[np.float64]
# Sweeps of ALS or epochs of SGD whose errors are drawn.
_DRAWN = 200
# Hidden cells that are listed.
_LISTED = 12


def experiments(placed: Placement, method: Method) -> None:
    """Let the reader choose what should go wrong."""
    names = {
        "Overfitting": _("Overfitting"),
        "A newcomer": _("A newcomer"),
        "Turning changes nothing": _("Turning changes nothing"),
    }
    parts: dict[str, Callable[[], None]] = {
        "Overfitting": lambda: overfitting(placed, method),
        "A newcomer": lambda: newcomer(placed),
        "Turning changes nothing": lambda: turning(placed),
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


def overfitting(placed: Placement, method: Method) -> None:
    """Hide some cells, learn from the rest, and compare the errors on both, rank by rank and step by step."""
    known = int(np.isfinite(placed.ratings).sum())
    st.markdown(
        _(
            "Hide some of the known cells and let the algorithm guess them. A higher rank fits ever better "
            "what it has seen; the hidden cells tell what that is worth. Lower the regularisation in “Factor "
            "it”: it learns by heart."
        )
    )
    st.caption(_("Chosen in “Factor it”: {choice}.").format(choice=recommender_factor.in_words(method)))
    if known < 4:
        st.info(_("At least four cells must be known to hide one and still learn something."))
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        count = st.slider(
            _("Hidden cells"), 1, max(2, known // 3), min(4, known // 3), key="hidden", width=220
        )
        split = st.number_input(_("Another choice of cells"), 0, 9999, 3, key="split", width=190)
    learn, held = recommender.hold_out(placed.ratings, count / known, int(split))
    if not np.isfinite(held).any():
        st.info(_("No cell can be hidden: every user and every film must keep a rating."))
        return
    heads = (_("rank"), _("error on what was learned"), _("error on the hidden cells"))
    lines = [f"| {' | '.join(heads)} |", "|---|---|---|"]
    for rank in range(1, min((*placed.ratings.shape, 4)) + 1):
        __, found, refusal = recommender_factor.factor(learn, method._replace(rank=rank))
        if found is None:
            st.info(_(refusal))
            return
        seen, unseen = (format_number(float(recommender.rmse(part, *found)), 3) for part in (learn, held))
        mark = "**" if rank == method.rank else ""
        lines.append(f"| {mark}{rank}{mark} | {mark}{seen}{mark} | {mark}{unseen}{mark} |")
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown("\n".join(lines))
        st.caption(_("Root mean squared error of a cell, by {method}.").format(method=method.name))
        _curves(learn, held, method)
    with right:
        _predictions(placed, learn, held, method)


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


def _predictions(placed: Placement, learn: Array, held: Array, method: Method) -> None:
    """Draw what is predicted, the hidden cells framed, and say what was hidden."""
    from explorer.figures import recommender as figures

    found = recommender_factor.factor(learn, method)[1]
    if found is None:
        return
    users = [_(name) for name in placed.sheet.users]
    figure = figures.matrix_figure(
        recommender.predict(*found),
        users,
        placed.sheet.movies,
        marked=np.isfinite(held),
        mark_name=_("hidden"),
        reach=float(np.nanmax(np.abs(placed.ratings))) or 1.0,
        subject=_("Predictions at rank {rank}, hidden cells framed").format(rank=method.rank),
        theme=charts.page_theme(),
    )
    charts.chart(figure, key="over_matrix")
    given = [
        f"{users[i]}, {placed.sheet.movies[j]}: {plain_number(held[i, j])}"
        for i, j in np.argwhere(np.isfinite(held)).tolist()
    ]
    more = "; …" if len(given) > _LISTED else "."
    st.caption(_("Hidden: {cells}").format(cells=as_text("; ".join(given[:_LISTED]))) + more)


# ---------------------------------------------------------------------------------------- cold start


def newcomer(placed: Placement) -> None:
    """Place a new user from the few ratings that she types; the movies stand still."""
    st.markdown(
        _(
            "Somebody new has no vector. Give **you** one rating: the vector lies along that one film, and "
            "everything else is guessed from it. Leave all blank, and nothing can be said."
        )
    )
    recommender_factor.say_biases(placed)
    _stage(scene_of_a_newcomer, placed, "new")


# ---------------------------------------------------------------------------------------- other factors


def turning(placed: Placement) -> None:
    """Turn and stretch both factors; every prediction stays."""
    st.markdown(
        _(
            "Turn users and films together, or make the users longer and the films shorter: **no prediction "
            "changes**. So the axes have no meaning of their own, and “nearest” depends on the stretch."
        )
    )
    recommender_factor.say_biases(placed)
    _stage(scene_of_turned_factors, placed, "turn")


# ---------------------------------------------------------------------------------------- one cell


def one_cell(placed: Placement) -> None:
    """Work one prediction out, and draw it as a length times a shadow."""
    _stage(scene_of_one_cell, placed, "cell")


def _stage(draw: Callable[[Placement, AxisNames], Scene], placed: Placement, name: str) -> None:
    """Show a small stage below the lesson's own, in the reader's language."""
    code = current()
    scene = draw(placed, recommender_map.axis_names(placed.sheet))
    show(
        scene,
        key=f"{placed.sheet.key}_{name}",
        prefix=f"{name}-",
        old_params=OLD_PARAMS,
        texts=texts_of(scene),
        decimal=decimal_mark(code),
        lang=code,
    )

"""Choosing and running a factorization: the choices, and the two matrices that it finds."""

from __future__ import annotations

import functools
from html import escape
from pathlib import Path
from typing import NamedTuple

import numpy as np
import streamlit as st
from numpy.typing import ArrayLike, NDArray

from explorer import roles
from explorer.live.serve import component
from explorer.logic import recommender
from explorer.logic.recommender import Factors, Fit
from explorer.scenes.recommender import (
    BY_HAND,
    CLOCK,
    ERRORS,
    PREDICTED,
    PREDICTED_WITH_BIASES,
    TAKE_OVER,
    Placement,
    Rival,
    Sheet,
    rival,
    short,
)
from explorer.sentence import sentence_of
from explorer.ui import choice
from explorer.ui.code_panel import Given, call, code_panel
from explorer.ui.language import _
from explorer.ui.recommender.state import HandOver, state
from explorer.ui.words import format_number, plain_number

Array = NDArray[np.float64]
METHODS = ("SVD", "ALS", "SGD")
_OLD_REGULARIZATION = "price"
_REGULARIZATIONS = (0.0, 0.001, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
_SEEDS = range(10_000)
# Single cells that SGD looks at after it took over by hand: a frame each.
_TAKE_OVER_STEPS = 300
# Brisk, so that these few steps come near the least error.
TAKE_OVER_PACE = 0.2


class Method(NamedTuple):
    """What the reader chose."""

    name: str
    rank: int
    regularization: float
    seed: int
    biases: bool


def chosen(sheet: Sheet) -> Method:
    """Return what the reader chose, whether the choices are drawn or not; each stands in the link."""
    name = choice.chosen("method", METHODS, default="ALS")
    return Method(
        name,
        choice.chosen("rank", _ranks(sheet), default=2),
        choice.chosen(
            "regularization", _REGULARIZATIONS, default=0.02, said=plain_number, old=_OLD_REGULARIZATION
        ),
        choice.chosen("seed", _SEEDS, default=0),
        choice.chosen("biases", (False, True), default=False) and name != "SVD",
    )


def _ranks(sheet: Sheet) -> range:
    return range(1, min(*sheet.ratings.shape, 4) + 1)


def _ask(sheet: Sheet, method: Method) -> None:
    """Draw the choices, which `chosen` reads."""
    plain = method.name == "SVD"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.segmented_control(
            _("Algorithm"),
            METHODS,
            key="method",
            persist_state="session",
            required=True,
            help=_(
                "SVD: the best product there is, once the blanks are filled in. ALS: the best users for the "
                "films, then the best films for the users, in turn. SGD: small steps, one cell at a time."
            ),
        )
        st.segmented_control(
            _("Rank"),
            _ranks(sheet),
            key="rank",
            persist_state="session",
            required=True,
            help=_("How many numbers describe each user and each film. The stage shows two."),
        )
        st.select_slider(
            _("Regularisation"),
            _REGULARIZATIONS,
            key="regularization",
            persist_state="session",
            format_func=plain_number,
            disabled=plain,
            width=170,
            help=_(
                "A price on long vectors, for each known cell: few ratings then cannot pull anybody far out."
            ),
        )
        st.number_input(
            _("Seed"),
            _SEEDS[0],
            _SEEDS[-1],
            key="seed",
            persist_state="session",
            disabled=plain,
            width=120,
            help=_("Chooses the random start, and for SGD the order of the cells."),
        )
        st.toggle(
            _("Bias terms"),
            key="biases",
            persist_state="session",
            disabled=plain,
            help=_("A number for each user and each film: how kindly they rate, how well they are rated."),
        )


def say_biases(placed: Placement) -> None:
    """Say beside predictions that bias terms take part, where they do."""
    if placed.biased:
        st.caption(_("Bias terms take part in every prediction."))


def in_words(method: Method) -> str:
    """Say what is chosen in a few words."""
    words = [method.name, _("rank {rank}").format(rank=method.rank)]
    if method.name != "SVD":
        words.append(_("regularisation {number}").format(number=plain_number(method.regularization)))
        words.append(_("seed {number}").format(number=method.seed))
    if method.biases:
        words.append(_("bias terms"))
    return ", ".join(words)


@st.cache_data(max_entries=256, show_spinner=False)
def factor(ratings: Array, method: Method) -> tuple[Fit | None, Factors | None, str]:
    """Factor a table; returns the way there (None for SVD), the factors, and a refusal in one sentence."""
    try:
        if method.name == "SVD":
            return None, recommender.factor_svd(ratings, method.rank), ""
        regularization, seed, biases = method.regularization, method.seed, method.biases
        if method.name == "ALS":
            fit = recommender.als(ratings, method.rank, regularization, seed, biases=biases)
        else:
            fit = recommender.sgd(
                ratings,
                method.rank,
                regularization,
                learning_rate=recommender.learning_rate(ratings),
                seed=seed,
                biases=biases,
            )
    except ValueError as refusal:
        return None, None, sentence_of(refusal)
    return fit, fit.factors, ""


def rival_of(placed: Placement, method: Method) -> Rival:
    """Return what the algorithm makes of the ratings in the plane, whatever rank is chosen."""
    found = factor(placed.ratings, method._replace(rank=2))[1]
    return rival(placed.sheet, placed.ratings, method.name, found)


def hand_over(placed: Placement, method: Method) -> tuple[Fit | None, str]:
    """Return the frames of SGD from where the reader left everybody, when it was asked to take over.

    They stay until the ratings change; then the clock of the stage goes. Without frames, why there are none.
    """
    key = placed.sheet.key
    if component.pressed(key) == TAKE_OVER:
        state().hand_overs[key] = HandOver(placed.ratings, method.biases, *_continued(placed, method))
        if state().hand_overs[key].path is not None:
            component.move(key, {CLOCK: 0.0})
    kept = state().hand_overs.get(key)
    if kept is None or kept.biases != method.biases:
        return None, ""
    if not np.array_equal(kept.ratings, placed.ratings, equal_nan=True):
        return None, ""
    return kept.path, _(kept.refusal)


def _continued(placed: Placement, method: Method) -> tuple[Fit | None, str]:
    cells = max(1, int(np.isfinite(placed.ratings).sum()))
    try:
        path = recommender.continue_sgd(
            placed.ratings,
            *placed.factors,
            regularization=0.02 if method.name == "SVD" else method.regularization,
            learning_rate=recommender.learning_rate(placed.ratings, TAKE_OVER_PACE),
            seed=method.seed,
            epochs=-(-_TAKE_OVER_STEPS // cells),
            biases=method.biases,
            every=1,
        )
    except ValueError as refusal:
        return None, sentence_of(refusal)
    return path, ""


def show(placed: Placement, method: Method) -> None:
    """Show the choices, then U, V transposed and their product, and how far that is from the ratings."""
    _ask(placed.sheet, method)
    __, found, refusal = factor(placed.ratings, method)
    if found is None:
        st.info(_(refusal))
        return
    P = recommender.predict(*found)
    st.html(product_html(placed, found, P))
    error = float(recommender.squared_error(placed.ratings, *found))
    rmse = float(recommender.rmse(placed.ratings, *found))
    above = recommender.ranks_liked_above(placed.ratings, P, recommender.liking_threshold(placed.ratings))
    sentences = [
        _("Squared error **{error}** over {count} known cells, **{rmse}** a cell.").format(
            error=format_number(error, 3),
            count=int(np.isfinite(placed.ratings).sum()),
            rmse=format_number(rmse, 3),
        ),
        _("What was liked stands above the rest for **{count} of {all}** users.").format(
            count=int(above.sum()), all=len(above)
        ),
    ]
    if method.biases:
        sentences.append(_("The mean is {mean}.").format(mean=format_number(float(found.mean))))
    if method.name == "SVD":
        sentences.append(_("The blanks were filled with each film’s mean first."))
    st.markdown(" ".join(sentences))


def code(placed: Placement) -> None:
    """Show the functions that computed the product and its error, with the settled values."""
    factors = placed.factors if placed.biased else placed.factors[:2]
    P = recommender.predict(*factors)
    ratings = Given("R", placed.ratings)
    code_panel(
        call(recommender.predict, *factors)._replace(
            name="P", result=P, says={PREDICTED_WITH_BIASES if placed.biased else PREDICTED: "{}"}
        ),
        call(recommender.errors, ratings, Given("P", P, "P"))._replace(
            name="errors_of_cells", says={ERRORS: "{}"}
        ),
        call(recommender.squared_error, ratings, *factors)._replace(name="error", says={BY_HAND: "{}"}),
        key="recommender_numpy",
    )


def product_html(placed: Placement, found: Factors, P: ArrayLike) -> str:
    """Return U times V transposed equals the product, as three coloured tables."""
    sheet = placed.sheet
    k = found.U.shape[1]
    U, V = np.asarray(found.U), np.asarray(found.V)
    axes = [f"{i + 1}" for i in range(k)]
    heads = [short(name) for name in sheet.movies]
    biased = bool(np.any(found.user_bias) or np.any(found.item_bias))
    if biased:
        axes.append(_("bias"))
        U = np.column_stack([U, found.user_bias])
        V = np.column_stack([V, found.item_bias])
    largest = float(np.nanmax(np.abs(placed.ratings))) or 1.0
    reach = max(float(np.abs(U).max()), float(np.abs(V).max()), 1e-9)
    m, n = placed.ratings.shape
    caption = f"U V<sup>T</sup> <span>({m} × {n})</span>"
    plus = _("+ mean and biases") + " " if biased else ""
    users = [_(name) for name in sheet.users]
    parts = (
        _table(U, users, axes, f"U <span>({m} × {k})</span>", reach, "first"),
        '<span class="sign">×</span>',
        _table(V.T, axes, heads, f"V<sup>T</sup> <span>({k} × {n})</span>", reach, "second"),
        f'<span class="sign">{plus}=</span>',
        _table(P, users, heads, caption, largest, "", placed.ratings),
    )
    hues = f"--positive: {_hue('first')}; --negative: {_hue('second')}"
    return f'<style>{_looks()}</style><div class="factors" style="{hues}">{"".join(parts)}</div>'


def _hue(role: str) -> str:
    """Return a colour that follows the page when it turns dark: no run of the page writes it anew then."""
    return f"light-dark({roles.colour(role, 'light')}, {roles.colour(role, 'dark')})"


@functools.cache
def _looks() -> str:
    return Path(__file__).with_name("factors.css").read_text(encoding="utf-8")


def _table(
    M: ArrayLike,
    rows: tuple[str, ...] | list[str],
    columns: tuple[str, ...] | list[str],
    caption: str,
    reach: float,
    role: str,
    target: Array | None = None,
) -> str:
    head = "".join(f"<th scope=col>{escape(name)}</th>" for name in columns)
    lines = []
    for i, (name, line) in enumerate(zip(rows, np.asarray(M, dtype=float), strict=True)):
        cells = []
        for j, x in enumerate(line.tolist()):
            corner = ""
            if target is not None and not np.isnan(target[i, j]):
                corner = f"<small>{plain_number(target[i, j])}</small>"
            share = min(1.0, abs(x) / reach)
            side = "below" if x < 0 else "above"
            cells.append(f'<td class="{side}" style="--share:{share:.3f}">{format_number(x)}{corner}</td>')
        lines.append(f"<tr><th scope=row>{escape(name)}</th>{''.join(cells)}</tr>")
    return (
        f'<div class="part"><table><caption class="{role}">{caption}</caption>'
        f'<thead><tr><td class="corner"></td>{head}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )

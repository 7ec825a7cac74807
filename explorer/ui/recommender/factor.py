"""Choosing and running a factorization: the row of choices under the stage, and the two matrices it finds."""

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
from explorer.sentence import sentence_of
from explorer.ui.code_panel import call, code_panel
from explorer.ui.language import _
from explorer.ui.recommender.stage import CLOCK, TAKE_OVER, Hand, Sheet, short
from explorer.ui.words import plain_number, said

Array = NDArray[np.float64]
METHODS = ("SVD", "ALS", "SGD")
_PRICES = (0.0, 0.001, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
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


def choose(sheet: Sheet) -> Method:
    """Show the choices and return them; each stands in the link."""
    most = min(sheet.ratings.shape)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        name = st.segmented_control(
            _("Algorithm"), METHODS, default="ALS", key="method", bind="query-params", required=True
        )
        rank = st.segmented_control(
            _("Rank"),
            tuple(range(1, min(most, 4) + 1)),
            default=2,
            key="rank",
            bind="query-params",
            required=True,
            help=_("How many numbers describe each user and each film. The stage shows two."),
        )
        plain = name == "SVD"
        price = st.select_slider(
            _("Regularisation"),
            _PRICES,
            value=0.02,
            key="price",
            bind="query-params",
            format_func=plain_number,
            disabled=plain,
            width=170,
            help=_("The price on long vectors, for each known cell."),
        )
        seed = st.number_input(
            _("Seed"), 0, 9999, 0, key="seed", bind="query-params", disabled=plain, width=120,
            help=_("Chooses the random start, and for SGD the order of the cells."),
        )  # fmt: skip
        biases = st.toggle(
            _("Bias terms"),
            key="biases",
            bind="query-params",
            disabled=plain,
            help=_("A number for each user and each film: how kindly they rate, how well they are rated."),
        )
    return Method(name or "ALS", int(rank or 2), float(price), int(seed), bool(biases) and not plain)


@st.cache_data(max_entries=256, show_spinner=False)
def factor(ratings: Array, method: Method) -> tuple[Fit | None, Factors | None, str]:
    """Factor a table; returns the way there (None for SVD), the factors, and a refusal in one sentence."""
    try:
        if method.name == "SVD":
            return None, recommender.factor_svd(ratings, method.rank), ""
        price, seed, biases = method.regularization, method.seed, method.biases
        if method.name == "ALS":
            fit = recommender.als(ratings, method.rank, price, seed, biases=biases)
        else:
            largest = float(np.nanmax(np.abs(ratings))) if np.isfinite(ratings).any() else 1.0
            # Steps grow with the square of the vectors, and these with the root of the ratings.
            pace = 0.1 / max(1.0, largest)
            fit = recommender.sgd(ratings, method.rank, price, learning_rate=pace, seed=seed, biases=biases)
    except ValueError as refusal:
        return None, None, sentence_of(refusal)
    return fit, fit.factors, ""


def for_stage(hand: Hand, method: Method) -> tuple[Factors | None, float]:
    """Return what the algorithm makes of the ratings in the plane, turned to lie like the sheet's start."""
    sheet = hand.sheet
    found = factor(hand.ratings, method._replace(rank=2))[1]
    if found is None:
        return None, 0.0
    U, V = recommender.match_factors(found.U, found.V, sheet.U, sheet.V)
    found = found._replace(U=U, V=V)
    return found, float(recommender.squared_error(hand.ratings, *found))


def take_over(hand: Hand, method: Method) -> Fit | None:
    """Return the frames of SGD from where the reader left everybody, when it was asked to take over.

    They stay until the ratings change; then the clock of the stage goes.
    """
    key = hand.sheet.key
    if component.pressed(key) == TAKE_OVER:
        path, refusal = _continued(hand, method)
        st.session_state[f"{key}_path"] = (hand.ratings, method.biases, path, refusal)
        if path is not None:
            component.move(key, {CLOCK: 0.0})
    ratings, biased, path, refusal = st.session_state.get(f"{key}_path", (None, False, None, ""))
    same = ratings is not None and np.array_equal(ratings, hand.ratings, equal_nan=True)
    if not same or biased != method.biases:
        return None
    if refusal:
        st.warning(_(refusal))
    return path


def _continued(hand: Hand, method: Method) -> tuple[Fit | None, str]:
    largest = float(np.nanmax(np.abs(hand.ratings))) if np.isfinite(hand.ratings).any() else 1.0
    cells = max(1, int(np.isfinite(hand.ratings).sum()))
    try:
        path = recommender.continue_sgd(
            hand.ratings,
            *hand.factors,
            regularization=0.02 if method.name == "SVD" else method.regularization,
            learning_rate=TAKE_OVER_PACE / max(1.0, largest),
            seed=method.seed,
            epochs=-(-_TAKE_OVER_STEPS // cells),
            biases=method.biases,
            every=1,
        )
    except ValueError as refusal:
        return None, sentence_of(refusal)
    return path, ""


def show(hand: Hand, method: Method) -> None:
    """Show U, V transposed and their product, with shapes, and how far the product is from the ratings."""
    __, found, refusal = factor(hand.ratings, method)
    if found is None:
        st.info(_(refusal))
        return
    P = recommender.predict(*found)
    st.html(product_html(hand, found, P))
    error = float(recommender.squared_error(hand.ratings, *found))
    rmse = float(recommender.rmse(hand.ratings, *found))
    above = recommender.ranks_liked_above(hand.ratings, P, _middle(hand.ratings))
    sentences = [
        _("Squared error **{error}** over {count} known cells, **{rmse}** a cell.").format(
            error=said(error, 3), count=int(np.isfinite(hand.ratings).sum()), rmse=said(rmse, 3)
        ),
        _("What was liked stands above the rest for **{count} of {all}** users.").format(
            count=int(above.sum()), all=len(above)
        ),
    ]
    if method.biases:
        sentences.append(_("The mean is {mean}.").format(mean=said(float(found.mean))))
    if method.name == "SVD":
        sentences.append(_("The blanks were filled with each film’s mean first."))
    st.markdown(" ".join(sentences))


def numpy(hand: Hand) -> None:
    """Show the functions that computed the product and its error, with the settled values."""
    factors = hand.factors if hand.biased else hand.factors[:2]
    code_panel(
        call(recommender.predict, *factors)._replace(name="P"),
        call(recommender.squared_error, hand.ratings, *factors)._replace(name="error"),
        key="recommender_numpy",
    )


def _middle(ratings: Array) -> float:
    """Return what separates liked from not: 0 where ratings have signs, else their mean."""
    return 0.0 if np.nanmin(ratings) < 0 else float(np.nanmean(ratings))


def product_html(hand: Hand, found: Factors, P: ArrayLike) -> str:
    """Return U times V transposed equals the product, as three coloured tables."""
    sheet = hand.sheet
    k = found.U.shape[1]
    U, V = np.asarray(found.U), np.asarray(found.V)
    axes = [f"{i + 1}" for i in range(k)]
    heads = [short(name) for name in sheet.movies]
    biased = bool(np.any(found.user_bias) or np.any(found.item_bias))
    if biased:
        axes.append(_("bias"))
        U = np.column_stack([U, found.user_bias])
        V = np.column_stack([V, found.item_bias])
    largest = float(np.nanmax(np.abs(hand.ratings))) or 1.0
    reach = max(float(np.abs(U).max()), float(np.abs(V).max()), 1e-9)
    m, n = hand.ratings.shape
    caption = f"U V<sup>T</sup> <span>({m} × {n})</span>"
    plus = _("+ mean and biases") + " " if biased else ""
    users = [_(name) for name in sheet.users]
    parts = (
        _table(U, users, axes, f"U <span>({m} × {k})</span>", reach, "first"),
        '<span class="sign">×</span>',
        _table(V.T, axes, heads, f"V<sup>T</sup> <span>({k} × {n})</span>", reach, "second"),
        f'<span class="sign">{plus}=</span>',
        _table(P, users, heads, caption, largest, "", hand.ratings),
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
            cells.append(f'<td class="{side}" style="--share:{share:.3f}">{said(x)}{corner}</td>')
        lines.append(f"<tr><th scope=row>{escape(name)}</th>{''.join(cells)}</tr>")
    return (
        f'<div class="part"><table><caption class="{role}">{caption}</caption>'
        f'<thead><tr><td class="corner"></td>{head}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )

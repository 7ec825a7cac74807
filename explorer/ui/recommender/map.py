"""Users and movies on one chart, the names of its axes, and who is near to whom by three measures."""

from __future__ import annotations

from html import escape

import numpy as np
import streamlit as st

from explorer.logic import recommender
from explorer.scenes.recommender import AXES, NO_NAMES, AxisNames, Placement, Sheet
from explorer.ui import charts
from explorer.ui.language import _
from explorer.ui.recommender.factor import say_biases
from explorer.ui.recommender.state import state

_LONGEST = 24


def axis_names(sheet: Sheet) -> AxisNames:
    """Return the names that the reader gave the ends of the axes, before the fields for them are shown."""
    return state().axes.get(sheet.key, NO_NAMES if sheet.own else AXES)


def show(placed: Placement) -> None:
    """Show the map of the settled positions, and let the reader name its axes."""
    from explorer.figures import recommender as figures

    sheet = placed.sheet
    (west, east), (south, north) = (
        tuple(_(end) if end else "" for end in ends) for ends in axis_names(sheet)
    )
    left, right = st.columns([3, 2], gap="medium")
    with right:
        st.caption(_("What do the axes mean? The algorithm does not say; name their ends as you see them."))
        for key, label, name in (
            ("left", _("Name of the left end"), west),
            ("right", _("Name of the right end"), east),
            ("bottom", _("Name of the bottom end"), south),
            ("top", _("Name of the top end"), north),
        ):
            st.text_input(
                label,
                name,
                key=f"{sheet.key}_axis_{key}",
                max_chars=_LONGEST,
                on_change=_rename,
                args=(sheet.key,),
            )
    with left:
        figure = figures.embedding_figure(
            placed.U,
            placed.V,
            [_(name) for name in sheet.users],
            sheet.movies,
            axis_names=((west, east), (south, north)),
            subject=(_("users"), _("films")),
            theme=charts.page_theme(),
        )
        charts.chart(figure, key="recommender_map")
    neighbours(placed)


def _rename(key: str) -> None:
    """Keep the names under a plain key: fields are forgotten while their tab is closed."""
    west, east, south, north = (
        str(st.session_state[f"{key}_axis_{end}"]).strip() for end in ("left", "right", "bottom", "top")
    )
    state().axes[key] = ((west, east), (south, north))


def neighbours(placed: Placement) -> None:
    """Say for each user which movie is first by distance, dot product and cosine, and where they disagree."""
    sheet = placed.sheet
    rows = []
    apart = recommender.disagree(placed.U, placed.V)
    P = recommender.predict(*placed.factors)
    for i, user in enumerate(sheet.users):
        first = [
            sheet.movies[int(recommender.nearest_item(placed.U, placed.V, i, by))]
            for by in recommender.MEASURES
        ]
        unseen = recommender.top_items(P, placed.ratings, i)
        offer = ", ".join(sheet.movies[int(j)] for j in unseen) or _("has rated everything")
        rows.append([_(user), *first, _("differ") if apart[i] else _("agree"), offer])
    columns = [
        _("user"),
        _("nearest by distance"),
        _("highest dot product"),
        _("smallest angle"),
        _("the three"),
        _("best unseen"),
    ]
    st.html(_table(columns, rows))
    st.caption(
        _(
            "The dot product favours films far from the middle, the angle looks at directions only, the "
            "distance wants both. Blank a rating in the table above and that film can be recommended."
        )
    )
    say_biases(placed)
    movie = st.selectbox(_("Films like"), sheet.movies, key="recommender_like")
    j = sheet.movies.index(movie)
    words = {"cosine": _("by angle"), "distance": _("by distance"), "dot": _("by dot product")}
    lines = []
    for by in ("cosine", "distance", "dot"):
        order = recommender.similar_items(placed.V, j, by, 3)
        lines.append([words[by], ", ".join(sheet.movies[int(i)] for i in np.asarray(order))])
    st.html(_table([movie, _("most alike first")], lines))


def _table(columns: list[str], rows: list[list[str]]) -> str:
    """Return a table as HTML, scrolled by finger or arrow keys where it is wider than a phone."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    body = "".join(
        "<tr>"
        + f'<th scope="row">{escape(first)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in rest)
        + "</tr>"
        for first, *rest in rows
    )
    return (
        f'<div class="neighbours" role="region" tabindex="0" aria-label="{escape(columns[1])}"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )

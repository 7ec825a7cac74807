"""Users and movies on one chart, the names of its axes, and who is near to whom by three measures."""

from __future__ import annotations

import numpy as np
import streamlit as st

from explorer.logic import recommender
from explorer.ui import charts
from explorer.ui.recommender_stage import AXES, AxisNames, Hand

_ENDS = (("left", 0, 0), ("right", 0, 1), ("bottom", 1, 0), ("top", 1, 1))
_LONGEST = 24


def axis_names() -> AxisNames:
    """Return the names that the reader gave the ends of the axes, before the fields for them are shown."""
    given: AxisNames = st.session_state.get("recommender_axes", AXES)
    return given


def show(hand: Hand) -> None:
    """Show the map of the settled positions, and let the reader name its axes."""
    from explorer.figures import recommender as figures

    sheet = hand.sheet
    names = axis_names()
    left, right = st.columns([3, 2], gap="medium")
    with right:
        for end, axis, side in _ENDS:
            st.text_input(
                f"Name of the {end} end",
                names[axis][side],
                key=f"axis_{end}",
                max_chars=_LONGEST,
                on_change=_rename,
            )
    with left:
        figure = figures.embedding_figure(
            hand.U, hand.V, sheet.users, sheet.movies, axis_names=names, theme=charts.page_theme()
        )
        charts.chart(figure, key="recommender_map")
    neighbours(hand)


def _rename() -> None:
    """Keep the names under a plain key: fields are forgotten while their tab is closed."""
    ends = {(axis, side): str(st.session_state[f"axis_{end}"]).strip() for end, axis, side in _ENDS}
    st.session_state["recommender_axes"] = ((ends[0, 0], ends[0, 1]), (ends[1, 0], ends[1, 1]))


def neighbours(hand: Hand) -> None:
    """Say for each user which movie is first by distance, dot product and cosine, and where they disagree."""
    sheet = hand.sheet
    rows = []
    apart = recommender.disagree(hand.U, hand.V)
    P = recommender.predict(hand.U, hand.V)
    for i, user in enumerate(sheet.users):
        first = [
            sheet.movies[int(recommender.nearest_item(hand.U, hand.V, i, by))] for by in recommender.MEASURES
        ]
        unseen = recommender.top_items(P, hand.ratings, i)
        offer = ", ".join(sheet.movies[int(j)] for j in unseen) or "has rated everything"
        rows.append([user, *first, "differ" if apart[i] else "agree", offer])
    columns = ["", "nearest by distance", "highest dot product", "smallest angle", "the three", "best unseen"]
    st.markdown(_markdown(columns, rows))
    st.caption(
        "The dot product favours movies far from the middle, the angle looks at directions only, the "
        "distance wants both. Blank a rating in the table above and that movie can be recommended."
    )
    movie = st.selectbox("Movies like", sheet.movies, key="recommender_like")
    j = sheet.movies.index(movie)
    lines = []
    for by, words in (("cosine", "by angle"), ("distance", "by distance"), ("dot", "by dot product")):
        order = recommender.similar_items(hand.V, j, by, 3)  # type: ignore[arg-type]
        lines.append([words, ", ".join(sheet.movies[int(i)] for i in np.asarray(order))])
    st.markdown(_markdown(["", "most alike first"], lines))


def _markdown(columns: list[str], rows: list[list[str]]) -> str:
    """Return a table; names from a reader's file cannot break it."""
    clean = [[_plain(cell) for cell in row] for row in rows]
    lines = [columns, ["---"] * len(columns), *clean]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _plain(text: str) -> str:
    for mark in "\\`*_{}[]<>()#+!|$~:":
        text = text.replace(mark, f"\\{mark}")
    return text

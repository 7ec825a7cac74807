"""Own users and movies: a pasted table becomes the sheet of the stage."""

from __future__ import annotations

import zlib

import numpy as np
import streamlit as st

from explorer.logic import rating_files
from explorer.logic.csv_format import Limits, SampleError
from explorer.logic.rating_files import RatingSheet
from explorer.ui.recommender_factor import Method, factor
from explorer.ui.recommender_stage import CLOCK, EXAMPLE, RATINGS, TAKE_OVER, Hand, Sheet

# What can still be told apart on the stage; a longer list belongs under "At scale".
_MOST = 12
_LIMITS = Limits(bytes=20_000, rows=_MOST, columns=_MOST + 1, cells=_MOST * (_MOST + 1))
_KEPT = "recommender_own"
_TAKEN = {RATINGS, CLOCK, TAKE_OVER, "Show where the error pulls"}


def current() -> Sheet:
    """Return the reader's own sheet, or the example while there is none."""
    own: RatingSheet | None = st.session_state.get(_KEPT)
    return EXAMPLE if own is None else sheet_of(own)


def sheet_of(own: RatingSheet) -> Sheet:
    """Return a sheet for the stage: names that differ, everybody where ALS puts them."""
    taken = set(_TAKEN)
    users = tuple(_free(name, taken, "user") for name in own.users)
    movies = tuple(_free(name, taken, "movie") for name in own.items)
    _, found, refusal = factor(own.values, Method("ALS", 2, 0.02, 0, False))
    if found is None:
        raise SampleError(refusal)
    text = repr((users, movies, own.values.tolist()))
    key = f"recommender_own_{zlib.crc32(text.encode()):08x}"
    return Sheet(users, movies, own.values, np.round(found.U, 2), np.round(found.V, 2), key)


def _free(name: str, taken: set[str], kind: str) -> str:
    wanted = name if name not in taken else f"{name} ({kind})"
    while wanted in taken:
        wanted += "′"
    taken.add(wanted)
    return wanted


def show(hand: Hand) -> None:
    """Let the reader paste a table, or go back to the example."""
    st.caption(
        "Names of movies in the first row, names of users in the first column, numbers or blanks in between: "
        f"2 to {_MOST} of each. It stays in this app’s memory while you are here and is stored nowhere."
    )
    sheet = hand.sheet
    now = rating_files.write_rating_sheet(RatingSheet(sheet.users, sheet.movies, hand.ratings))
    with st.form("recommender_own_form", border=False):
        text = st.text_area("Your table", now, height=190, key=f"{sheet.key}_text")
        if st.form_submit_button("Use this table", type="primary"):
            _take(text)
    with st.container(horizontal=True):
        st.download_button(
            "This table as CSV", now, "ratings.csv", "text/csv", on_click="ignore", icon=":material/table:"
        )
        if _KEPT in st.session_state:
            st.button("Back to the 4 × 5 example", on_click=_forget, icon=":material/undo:")


def _take(text: str) -> None:
    try:
        own = rating_files.read_rating_sheet(text, _LIMITS)
        m, n = own.values.shape
        if min(m, n) < 2 or max(m, n) > _MOST:
            raise SampleError(
                f"The table has {m} users and {n} movies; the stage shows 2 to {_MOST} of each."
            )
        sheet_of(own)
    except SampleError as refusal:
        st.error(f"{refusal} The table from before is still in use.")
        return
    st.session_state[_KEPT] = own
    st.rerun()


def _forget() -> None:
    st.session_state.pop(_KEPT, None)

"""Own users and movies: a pasted or uploaded table becomes the sheet of the stage."""

from __future__ import annotations

import zlib
from typing import NamedTuple
from urllib.parse import quote_plus

import numpy as np
import streamlit as st

from explorer.data import csv_format, rating_files
from explorer.data.csv_format import Limits, SampleError
from explorer.data.rating_files import RatingSheet
from explorer.logic import recommender
from explorer.sentence import sentence_of
from explorer.ui import upload
from explorer.ui.language import _
from explorer.ui.recommender.factor import Method, factor
from explorer.ui.recommender.stage import (
    CLOCK,
    EXAMPLE,
    MEAN,
    MOVIE_BIASES,
    PULLS,
    RATINGS,
    TAKE_OVER,
    USER_BIASES,
    Hand,
    Sheet,
)

# What can still be told apart on the stage; a longer list belongs under "At scale".
_MOST = 12
# Read with room to spare, so that the refusal can say how large the table is.
_LIMITS = Limits(bytes=1_000_000, rows=10_000, columns=1_000, cells=100_000)
_TABLES = "recommender_tables"  # the reader's own, by name, in the order in which they came
_CHOSEN = "recommender_table"  # the name of the one on the stage; none is the example
_DRAFT = "recommender_draft"
_REFUSED = "recommender_refused"
_KEPT_TABLES = 8
# Characters of a link that are the table's: 2,000 in all travel everywhere, and the handles want theirs.
_LONGEST = 1200
_TAKEN = {RATINGS, CLOCK, TAKE_OVER, PULLS, MEAN, USER_BIASES, MOVIE_BIASES}
_TEXT, _FILE = "recommender_text", "recommender_file"


def current() -> Sheet:
    """Return the reader's own sheet, one that the link holds, or the example while there is none."""
    if _TABLES not in st.session_state and "table" in st.query_params:
        _bring(st.query_params["table"])
    if refusal := st.session_state.get(_REFUSED):
        st.warning(f"{_('The link’s table cannot be used.')} {_(refusal)}")
    own = _tables().get(st.session_state.get(_CHOSEN, ""))
    return EXAMPLE if own is None else own.sheet


class _Own(NamedTuple):
    """A table as it was read, and as it stands on the stage."""

    table: RatingSheet
    sheet: Sheet


def _tables() -> dict[str, _Own]:
    tables: dict[str, _Own] = st.session_state.setdefault(_TABLES, {})
    return tables


def sheet_of(own: RatingSheet) -> Sheet:
    """Return a sheet for the stage: names that differ, everybody near to where ALS puts them."""
    taken = set(_TAKEN)
    users = tuple(_free(name, taken, "user") for name in own.users)
    movies = tuple(_free(name, taken, "film") for name in own.items)
    __, found, refusal = factor(own.values, Method("ALS", 2, 0.02, 0, False))
    if found is None:
        raise SampleError(refusal)
    text = repr((users, movies, own.values.tolist()))
    key = f"recommender_own_{zlib.crc32(text.encode()):08x}"
    table = rating_files.write_rating_sheet(own)
    kept = table if len(quote_plus(table, safe=",*")) <= _LONGEST else ""
    # Turned so that what all have in common points to the right, and moved a little: there is something left
    # to do by hand.
    points = np.vstack([found.U, found.V])
    x, y = points.mean(axis=0)
    U, V = recommender.rotate_factors(found.U, found.V, -np.arctan2(y, x))
    points = np.vstack([U, V])
    points = points + np.random.default_rng(1).normal(
        scale=0.6 * points.std(axis=0) + 0.05, size=points.shape
    )
    m = len(users)
    return Sheet(users, movies, own.values, np.round(points[:m], 2), np.round(points[m:], 2), key, kept)


def _free(name: str, taken: set[str], kind: str) -> str:
    wanted = name if name not in taken else f"{name} ({kind})"
    while wanted in taken:
        wanted += "′"
    taken.add(wanted)
    return wanted


def show(hand: Hand) -> None:
    """Let the reader paste or upload a table, and go to and fro between theirs and the example."""
    tables = _tables()
    if tables:
        example = _("The 4 × 5 example")
        names = ["", *reversed(tables)]
        st.pills(
            _("On the stage"),
            names,
            default=st.session_state.get(_CHOSEN, ""),
            key=f"{_CHOSEN}_pills",
            format_func=lambda name: name or example,
            required=True,
            on_change=_choose,
        )
    st.caption(
        _(
            "Names of films in the first row, names of users in the first column, numbers or blanks in "
            "between: 2 to {most} of each. A list with a line for user, item and rating will do too. It "
            "stays in this app’s memory while you are here, and in this page’s link; it is stored nowhere."
        ).format(most=_MOST)
    )
    now = _written(hand)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.session_state.setdefault(_TEXT, st.session_state.get(_DRAFT, now))
        text = st.text_area(_("Your table"), height=220, key=_TEXT, on_change=_keep_draft)
        with st.container(horizontal=True):
            pressed = st.button(_("Use this table"), type="primary", key="recommender_use")
            st.button(
                _("Write the stage’s table here"), on_click=_write, args=(now,), icon=":material/edit_note:"
            )
    with right:
        file = upload.text_file(_("Or a file"), _FILE, _LIMITS)
        st.download_button(
            _("This table as CSV"), now, "ratings.csv", "text/csv", on_click="ignore", icon=":material/table:"
        )
    notes = tables[chosen].table.notes if (chosen := st.session_state.get(_CHOSEN, "")) in tables else ()
    for note in notes:
        st.caption(_(note))
    if chosen and not hand.sheet.text:
        st.caption(_("This table is too long for a link: to hand it on, send its CSV too."))
    if pressed:
        _take(text, _("Pasted"))
    elif file is not None and file.file_id not in st.session_state.setdefault(f"{_FILE}_seen", set()):
        st.session_state[f"{_FILE}_seen"].add(file.file_id)
        _take(file.getvalue(), csv_format.tidy(file.name, 24))


def _written(hand: Hand) -> str:
    sheet = hand.sheet
    return rating_files.write_rating_sheet(RatingSheet(sheet.users, sheet.movies, hand.ratings))


def _keep_draft() -> None:
    """Keep what is typed under a plain key: fields are forgotten while their tab is closed."""
    st.session_state[_DRAFT] = st.session_state[_TEXT]


def _write(table: str) -> None:
    st.session_state[_TEXT] = st.session_state[_DRAFT] = table


def _choose() -> None:
    st.session_state[_CHOSEN] = st.session_state[f"{_CHOSEN}_pills"]


def _take(source: str | bytes, origin: str) -> None:
    """Bring a table onto the stage, or say in one sentence why not; what was there before stays."""
    try:
        _add(_read(source), origin)
    except SampleError as refusal:
        st.error(f"{_(sentence_of(refusal))} {_('The table from before is still in use.')}")
        return
    st.session_state.pop(f"{_CHOSEN}_pills", None)
    st.rerun()


def _bring(text: str) -> None:
    """Take the table of a link, or keep the sentence that says why not."""
    _tables()
    try:
        _add(_read(text), _("From the link"))
    except SampleError as refusal:
        st.session_state[_REFUSED] = sentence_of(refusal)


def _read(source: str | bytes) -> _Own:
    """Read a table that the stage can show."""
    own = rating_files.read_rating_sheet(source, _LIMITS)
    m, n = own.values.shape
    if min(m, n) < 2 or max(m, n) > _MOST:
        raise SampleError(
            "The table has {users} users and {films} films; the stage shows 2 to {most} of each, “At "
            "scale” takes a list of any length.",
            users=m,
            films=n,
            most=_MOST,
        )
    return _Own(own, sheet_of(own))


def _add(own: _Own, origin: str) -> None:
    """Put a table beside the reader's others, and onto the stage."""
    m, n = own.table.values.shape
    tables = _tables()
    same = next((name for name, other in tables.items() if _same(other.table, own.table)), None)
    if same is None:
        count = 1 + st.session_state.get(f"{_TABLES}_count", 0)
        st.session_state[f"{_TABLES}_count"] = count
        same = f"{count} · {origin} ({m} × {n})"
        tables[same] = own
        while len(tables) > _KEPT_TABLES:
            tables.pop(next(iter(tables)))
    st.session_state[_CHOSEN] = same
    st.session_state.pop(_REFUSED, None)


def _same(a: RatingSheet, b: RatingSheet) -> bool:
    return (a.users, a.items) == (b.users, b.items) and np.array_equal(a.values, b.values, equal_nan=True)

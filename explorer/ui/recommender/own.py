"""Own users and films: a pasted or uploaded table becomes the sheet of the stage."""

from __future__ import annotations

import zlib
from urllib.parse import quote_plus

import numpy as np
import streamlit as st

from explorer.data import csv_format, rating_files
from explorer.data.csv_format import Limits, SampleError
from explorer.data.rating_files import RatingSheet
from explorer.logic import recommender
from explorer.scenes.recommender import EXAMPLE, TAKEN, Placement, Sheet
from explorer.sentence import sentence_of
from explorer.ui import frame, readings, upload
from explorer.ui.language import _
from explorer.ui.recommender.factor import Method, factor
from explorer.ui.recommender.state import OwnTable, state
from explorer.ui.words import as_text

# What can still be told apart on the stage; a longer list belongs under "At scale".
_MOST = 12
# Read with room to spare, so that the refusal can say how large the table is.
_LIMITS = Limits(bytes=1_000_000, rows=10_000, columns=1_000, cells=100_000)
_KEPT_TABLES = 8
# The largest rating for which the regularization of the start is meant.
_USUAL = 5.0
# Characters of a link that are the table's: 2,000 in all travel everywhere, and the handles want theirs.
_LONGEST = 1200
_KEY = "recommender_own"
_TEXT, _FILE, _PILLS = "recommender_text", "recommender_file", "recommender_table"


def current() -> Sheet:
    """Return the reader's own sheet, one that the link holds, or the example while there is none."""
    kept = state()
    # From then on the stage writes the link, and the reader may choose another table than it says.
    if frame.entered() and "table" in st.query_params:
        _bring(st.query_params["table"])
    if kept.refused:
        st.warning(f"{_('The link’s table cannot be used.')} {as_text(_(kept.refused))}")
    _read_as_asked()
    own = kept.tables.get(kept.chosen)
    return EXAMPLE if own is None else own.sheet


def seen_by_others(sheet: Sheet) -> str:
    """Return what a reader sees who opens a link to the sheet, where that is to be said; else ""."""
    if not sheet.own:
        return ""
    if sheet.text:
        return _("The link holds your table too: whoever opens it can read the table.")
    return _("Your table is too long for a link: whoever opens it sees the 4 × 5 example instead.")


def sheet_of(own: RatingSheet) -> Sheet:
    """Return a sheet for the stage: names that differ, everybody near to where ALS puts them."""
    taken = set(TAKEN)
    users = tuple(_free(name, taken, "user") for name in own.users)
    movies = tuple(_free(name, taken, "film") for name in own.items)
    # Ratings of 0 to 100 are factored as if they went to 5: else their factors lie as far apart as they like.
    unit = max(1.0, float(np.nanmax(np.abs(own.values))) / _USUAL)
    __, found, refusal = factor(own.values / unit, Method("ALS", 2, 0.02, 0, False))
    if found is None:
        raise SampleError(refusal)
    text = repr((users, movies, own.values.tolist()))
    key = f"recommender_own_{zlib.crc32(text.encode()):08x}"
    table = rating_files.write_rating_sheet(own)
    kept = table if len(quote_plus(table, safe=",*")) <= _LONGEST else ""
    U, V = recommender.starting_places(np.sqrt(unit) * found.U, np.sqrt(unit) * found.V, seed=1)
    return Sheet(users, movies, own.values, np.round(U, 2), np.round(V, 2), key, kept)


def _free(name: str, taken: set[str], kind: str) -> str:
    wanted = name if name not in taken else f"{name} ({kind})"
    while wanted in taken:
        wanted += "′"
    taken.add(wanted)
    return wanted


def show(placed: Placement) -> None:
    """Let the reader paste or upload a table, and go to and fro between theirs and the example."""
    kept = state()
    if kept.tables:
        example = _("The 4 × 5 example")
        names = ["", *reversed(kept.tables)]
        st.pills(
            _("On the stage"),
            names,
            default=kept.chosen,
            key=_PILLS,
            format_func=lambda name: as_text(name) or example,
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
    now = _written(placed)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.session_state.setdefault(_TEXT, now if kept.draft is None else kept.draft)
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
    if kept.chosen in kept.tables:
        _how_it_was_read(kept.tables[kept.chosen])
    if kept.chosen and not placed.sheet.text:
        st.caption(_("This table is too long for a link: to hand it on, send its CSV too."))
    if pressed:
        _take(text, _("Your users and films"))
    elif file is not None and file.file_id not in kept.files:
        kept.files.add(file.file_id)
        _take(file.getvalue(), csv_format.tidy(file.name, 24))
    if kept.pending is not None:
        _bring_pending(*kept.pending)


def _written(placed: Placement) -> str:
    sheet = placed.sheet
    return rating_files.write_rating_sheet(RatingSheet(sheet.users, sheet.movies, placed.ratings))


def _keep_draft() -> None:
    """Keep what is typed under a plain key: fields are forgotten while their tab is closed."""
    state().draft = st.session_state[_TEXT]


def _write(table: str) -> None:
    st.session_state[_TEXT] = state().draft = table


def _choose() -> None:
    state().chosen, state().pending = st.session_state[_PILLS], None


def _take(source: str | bytes, origin: str) -> None:
    state().pending = (source, origin)


def _bring_pending(source: str | bytes, origin: str) -> None:
    """Bring a table onto the stage, or say in one sentence why not; what was there before stays."""
    own, wants = _kept(source)
    try:
        _add(_read(source, wants), origin)
    except SampleError as refusal:
        _refuse(sentence_of(refusal))
        _ask(_looked_at(source, wants), own, wants, expanded=True)
        return
    state().pending = None
    st.session_state.pop(_PILLS, None)
    st.rerun()


def _refuse(refusal: str) -> None:
    st.error(f"{as_text(_(refusal))} {_('The table from before is still in use.')}")


def _kept(source: str | bytes) -> tuple[str, readings.Kept]:
    return readings.kept_for(readings.digest(source), _KEY)


def _looked_at(source: str | bytes, wants: readings.Kept) -> RatingSheet | None:
    """Return how the first rows are read; None where the source is no table at all."""
    try:
        return rating_files.look(
            source,
            _LIMITS,
            header=wants.header,
            layout=wants.ways.get("layout", ""),
            choices=tuple(wants.choices.values()),
        )
    except SampleError:
        return None


def _how_it_was_read(own: OwnTable) -> None:
    """Say how the table on the stage was read, and let it be changed."""
    key, wants = _kept(own.source)
    if own.refusal:
        _refuse(own.refusal)
        readings.read_anew_button(key, wants)
        _ask(_looked_at(own.source, wants), key, wants, expanded=True)
        return
    for note in own.table.notes:
        st.caption(as_text(_(note)))
    _ask(own.table, key, wants)


def _ask(table: RatingSheet | None, own: str, wants: readings.Kept, expanded: bool = False) -> None:
    if table is None or not table.readings:
        return
    layouts = {"sheet": _("a user and all ratings"), "list": _("one rating")}
    readings.ask(
        table.readings,
        table.header,
        readings.rating_kinds(),
        own,
        wants,
        layouts=layouts,
        layout="list" if table.is_list else "sheet",
        expanded=expanded,
    )


def _read_as_asked() -> None:
    """Read the table on the stage again when the reader wants it to be read in another way."""
    kept = state()
    own = kept.tables.get(kept.chosen)
    if own is None:
        return
    wants = _kept(own.source)[1]
    if wants.asked == own.asked:
        return
    try:
        again = _read(own.source, wants)._replace(title=own.title)
    except SampleError as refusal:
        kept.tables[kept.chosen] = own._replace(asked=wants.asked, refusal=sentence_of(refusal))
        return
    name = _name(again)
    kept.tables = {name if old == kept.chosen else old: table for old, table in kept.tables.items()}
    kept.tables[name] = again
    kept.chosen = name
    st.session_state.pop(_PILLS, None)


def _bring(text: str) -> None:
    """Take the table of a link, or keep the sentence that says why not."""
    try:
        _add(_read(text, _kept(text)[1]), _("Users and films of the link"))
    except SampleError as refusal:
        state().refused = sentence_of(refusal)


def _read(source: str | bytes, wants: readings.Kept) -> OwnTable:
    """Read a table that the stage can show."""
    header, layout, choices = wants.asked
    own = rating_files.read_rating_sheet(source, _LIMITS, header=header, layout=layout, choices=choices)
    m, n = own.values.shape
    if min(m, n) < 2 or max(m, n) > _MOST:
        raise SampleError(
            "The table has {users} users and {films} films; the stage shows 2 to {most} of each, “At "
            "scale” takes a list of any length.",
            users=m,
            films=n,
            most=_MOST,
        )
    return OwnTable(own, sheet_of(own), source, wants.asked)


def _add(own: OwnTable, origin: str) -> None:
    """Put a table beside the reader's others, and onto the stage."""
    kept = state()
    same = next((name for name, other in kept.tables.items() if _same(other.table, own.table)), None)
    if same is None:
        kept.count += 1
        own = own._replace(title=f"{kept.count} · {origin}")
        same = _name(own)
        kept.tables[same] = own
        while len(kept.tables) > _KEPT_TABLES:
            kept.tables.pop(next(iter(kept.tables)))
    kept.chosen, kept.refused = same, ""


def _name(own: OwnTable) -> str:
    m, n = own.table.values.shape
    return f"{own.title} ({m} × {n})"


def _same(a: RatingSheet, b: RatingSheet) -> bool:
    return (a.users, a.items) == (b.users, b.items) and np.array_equal(a.values, b.values, equal_nan=True)

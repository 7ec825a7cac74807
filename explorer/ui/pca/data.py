"""The data of the PCA lesson: which table, and which two or three of its columns are held as a cloud."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import streamlit as st

from explorer.data import samples, summary
from explorer.data.selection import Selection, select
from explorer.data.summary import Summary
from explorer.data.tables import Table
from explorer.live.serve import component
from explorer.scenes.pca import WAY
from explorer.scenes.pca_points import MOVED, NONE_MOVED
from explorer.sentence import sentence_of
from explorer.ui import choice, frame, upload
from explorer.ui.language import _
from explorer.ui.pca import large
from explorer.ui.pca.state import state
from explorer.ui.words import as_text, listed

OWN = "own"
_LINE, _PLANE = "line", "plane"
_ALL, _FEW = "all", "dozen"
_MANY = 40  # rows, of which a dozen can be held alone
_COMPONENTS, _COLUMNS = "components", "columns"
_HELD = "columns"  # in the link: which ones are held, counted from 1, or that it is the components
_TABLE, _LARGE = "table", "large"
# Wider tables are first looked at through their components.
_FEW_COLUMNS = 6


def _names() -> dict[str, str]:
    return {
        "quakes": _("Fiji earthquakes"),
        "penguins": _("Penguins"),
        "wine": _("Wines"),
        "digits": _("Handwritten digits"),
        "bright_stars": _("Bright stars"),
        "teapot": _("Teapot"),
        OWN: _("Your own table"),
    }


def choose() -> Selection:
    """Let the reader choose data, and what of it is held as a cloud."""
    names = _names()
    kinds = {_LINE: _("Line"), _PLANE: _("Plane")}
    with frame.choices():
        name = choice.menu(
            _("Data"),
            names,
            key="data",
            default="quakes",
            width=196,
            on_change=_start_over,
        )
        kind = _one_of(
            "hold", _("Hold"), kinds, _PLANE, _("A line through two columns, or a plane through three.")
        )
        popover = st.container(horizontal=True, vertical_alignment="center", width="content")
    data = _own() if name == OWN else None
    if data is None:
        data = _sample("quakes" if name == OWN else name)
    with popover:
        data = _dozen(data)
    flat = kind == _LINE or len(data.table.columns) == 2
    with popover:
        columns = _held_columns(data, 2 if flat else 3)
    return select(data, columns, 2 if flat else 3)


def seen_by_others() -> str:
    """Return what a reader sees who opens a link to this page, where that is to be said; else ""."""
    if st.session_state.get("data") != OWN or state().own is None:
        return ""
    return _(
        "Your table is not in the link: whoever opens it sees the earthquakes, with a place to bring a table."
    )


def _one_of(key: str, label: str, names: Mapping[str, str], default: str, help: str) -> str:
    """Ask for one of a few ways to hold the data."""
    return choice.one_of(
        st.segmented_control,
        label,
        names,
        key=key,
        default=default,
        required=True,
        label_visibility="collapsed",
        help=help,
        on_change=_start_over,
    )


def _dozen(data: Summary) -> Summary:
    """Let the reader hold a dozen of many rows: among few, each single point counts."""
    if len(data.table.values) <= _MANY:
        return data
    names = {_ALL: _("All points"), _FEW: _("A dozen")}
    help = _("Among a dozen points each single one counts: move one and see.")
    chosen = _one_of("points", _("Points"), names, _ALL, help)
    return data if chosen == _ALL else summary.few(data, 12)


def _start_over() -> None:
    """A new cloud is held by hand again, with every point where it was measured."""
    component.move(
        "pca",
        {WAY: 0.0, **{name: NONE_MOVED[k] for k, name in MOVED.items()}},
    )


@functools.cache
def _sample(name: str) -> Summary:
    """Return data that ships; what is fitted to it is fitted once a process."""
    return summary.of_table(samples.TABLES[name]())


def _own() -> Summary | None:
    """Let the reader bring a table, or a file too large for one; None while there is none to use."""
    ways = {_TABLE: _("A table"), _LARGE: _("A large file, read in pieces")}
    with st.expander(_("Your own data"), expanded=True, icon=":material/upload_file:"):
        way = st.segmented_control(
            _("What you bring"), list(ways), default=state().way or _TABLE, format_func=ways.__getitem__,
            required=True, key="pca_way", label_visibility="collapsed",
        )  # fmt: skip
        state().way = way
        if way == _LARGE:
            return large.large_file("pca_large")
        table = upload.own_table("pca_own", upload.limits())
        if table is None:
            return None
        if len(table.columns) < 2:
            st.error(
                _(
                    "“{column}” is the only column of numbers; a cloud needs at least two, so the "
                    "earthquakes are shown."
                ).format(column=as_text(table.columns[0]))
            )
            return None
        try:
            return _of_own(table)
        except ValueError as refusal:
            told = _("{refusal} The earthquakes are shown.")
            st.error(told.format(refusal=as_text(_(sentence_of(refusal)))))
            return None


def _of_own(table: Table) -> Summary:
    known = state()
    known.own = summary.of_table(table, known.own)
    return known.own


def _held_columns(data: Summary, k: int) -> tuple[int, ...] | None:
    """Return the columns to hold, or None for the first components; ask where there is a choice."""
    columns = data.table.columns
    varying = [j for j in range(len(columns)) if data.scale[j] != 1.0 or data.covariance[j, j] > 0]
    if len(columns) == k:
        return tuple(range(k))
    # Seen from the south, the sinking plate is a line: the first and the last column.
    usual = [varying[0], varying[-1]] if k == 2 and len(columns) == 3 else varying[:k]
    names = {
        _COLUMNS: _("columns that you choose"),
        _COMPONENTS: _("the first components"),
    }
    few = len(columns) <= _FEW_COLUMNS
    what_key, columns_key = f"pca_what_{k}_{few}", f"pca_columns_{k}_{data.table.name}"
    asked = choice.get_param(_HELD)
    places = _places(asked, len(columns), k)
    by_name = (few and asked != _COMPONENTS) or places is not None
    st.session_state.setdefault(what_key, _COLUMNS if by_name else _COMPONENTS)
    st.session_state.setdefault(columns_key, places or usual)
    with st.popover(_("Columns"), icon=":material/view_column:"):
        what = st.radio(
            _("The directions of the cloud"), list(names), format_func=names.__getitem__, key=what_key
        )
        if what == _COMPONENTS and len(columns) >= k:
            choice.set_param(_HELD, _COMPONENTS if few else "")
            st.caption(
                _("The first {k} principal components of all {count} columns.").format(
                    k=k, count=len(columns)
                )
            )
            return None
        chosen = st.multiselect(
            _("{k} columns").format(k=k),
            range(len(columns)),
            format_func=lambda j: columns[j],
            max_selections=k,
            key=columns_key,
        )
        if len(chosen) < k:
            st.caption(
                _("Choose {k}; until then these are held: {names}.").format(
                    k=k, names=as_text(listed([columns[j] for j in usual]))
                )
            )
            chosen = usual
    choice.set_param(_HELD, "" if few and chosen == usual else ",".join(str(j + 1) for j in chosen))
    return tuple(chosen)


def _places(text: str, count: int, k: int) -> list[int] | None:
    """Return the k different places of columns that a link names, counted from 1 there; None for all else.

    Examples
    --------
    >>> _places("1,3,4", count=4, k=3), _places("1,1,9", count=4, k=3), _places("components", count=4, k=3)
    ([0, 2, 3], None, None)
    """
    places = [int(part) - 1 for part in text.split(",") if part.isdecimal()]
    return places if len(set(places) & set(range(count))) == len(places) == k else None

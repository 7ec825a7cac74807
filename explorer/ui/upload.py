"""Your own data: paste or upload a table, choose its columns, labels and what to do with gaps."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any, Literal

import numpy as np
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from explorer.data import csv_format, tables
from explorer.data.commas import Meaning
from explorer.data.csv_format import Limits, SampleError
from explorer.data.tables import Choice, Table
from explorer.sentence import sentence_of
from explorer.ui import readings
from explorer.ui.language import _, amount
from explorer.ui.words import as_text

_NO_LABEL = "none"
# Ways in.
_PASTE, _FILE = "Paste", "Upload a file"


def limits() -> Limits:
    """Return how much is read at most: for one of many visitors, or for somebody on a machine of their own.

    Who lets the server accept larger files than an app that many share should take, runs it for themselves.
    More than the server accepts is never promised.
    """
    accepted = int(st.get_option("server.maxUploadSize")) * 1_000_000
    most = csv_format.HOSTED if accepted <= csv_format.HOSTED.bytes else csv_format.OWN_MACHINE
    return most._replace(bytes=min(most.bytes, accepted))


def megabytes(limits: Limits) -> int:
    """Return the size of a file that is read at most, in whole megabytes, 1 at least."""
    return max(1, limits.bytes // 1_000_000)


def text_file(label: str, key: str, limits: Limits) -> UploadedFile | None:
    """Let the reader give a file of text; a larger one than is read is refused before it is sent.

    It may be called anything, such as u.data: what is no table is refused by what stands in it.
    """
    return st.file_uploader(label, key=key, max_upload_size=megabytes(limits))


def digest(file: UploadedFile) -> str:
    """Return a short name of what a file holds; it is read through once, however often the page runs."""
    known: dict[str, str] = st.session_state.setdefault("upload_digests", {})
    if file.file_id not in known:
        file.seek(0)
        known[file.file_id] = hashlib.file_digest(file, "sha256").hexdigest()[:12]
    return known[file.file_id]


def own_table(key: str, limits: Limits) -> Table | None:
    """Let the reader bring a table; return it, or None while there is none.

    What cannot be read is refused in one sentence, and the table from before stays. It also stays when the
    reader looks at another lesson and comes back, until it is given up or the session ends.

    Parameters
    ----------
    key : str
        Prefix of the state, one for each place where a table can be brought.
    limits : Limits
        How much is read at most; the reader is told beforehand.

    Examples
    --------
    ::

        table = upload.own_table("pca_own", upload.limits()) or samples.quakes()
    """
    st.caption(_told(limits))
    way = st.segmented_control(
        _("How"),
        [_PASTE, _FILE],
        default=_PASTE,
        format_func={_PASTE: _("Paste"), _FILE: _("Upload a file")}.__getitem__,
        key=f"{key}_way",
        label_visibility="collapsed",
    )
    given = _file(key, limits) if way == _FILE else _pasted(key)
    _take(given, key, limits)
    kept: tuple[str, str | bytes] | None = st.session_state.get(f"{key}_kept")
    if kept is None:
        return None
    return _settled(*kept, key, limits)


def _told(limits: Limits) -> str:
    return _(
        "A table with one row per line, columns separated by comma, semicolon or tab, names in the first row "
        "if you like. At most {size} MB, {rows} rows, {columns} columns and {cells} numbers. It stays in "
        "memory while you are here and is stored nowhere."
    ).format(
        size=amount(limits.bytes / 1e6),
        rows=amount(limits.rows),
        columns=amount(limits.columns),
        cells=amount(limits.cells),
    )


def _pasted(key: str) -> tuple[str, str | bytes] | None:
    kept = st.session_state.get(f"{key}_kept")
    # The field itself is forgotten on another page.
    st.session_state.setdefault(f"{key}_paste", kept[1] if kept and isinstance(kept[1], str) else "")
    text = st.text_area(
        _("Your table"),
        key=f"{key}_paste",
        height=160,
        placeholder="name,width,height\noak,2.5,10\nelm,1.5,12",
    )
    return (_("Your table"), text) if text.strip() else None


def _file(key: str, limits: Limits) -> tuple[str, str | bytes] | None:
    file = text_file(_("Your file"), f"{key}_file", limits)
    return None if file is None else (file.name, file.getvalue())


def _take(given: tuple[str, str | bytes] | None, key: str, limits: Limits) -> None:
    """Keep what the reader gave if it can be read, else say why not and keep what was there."""
    if given is None or given == st.session_state.get(f"{key}_kept"):
        return
    name, content = given
    table, refusal = _read(content, name, limits, "drop")
    if table is None:
        # Rows with gaps may be all that there is; filled in, they can be used.
        table = _read(content, name, limits, "mean")[0]
    if table is None:
        before = _("The table from before is still in use.") if f"{key}_kept" in st.session_state else ""
        st.error(f"{as_text(_(refusal))} {before}".strip())
    else:
        st.session_state[f"{key}_kept"] = given


@st.cache_data(max_entries=8, show_spinner="Reading your table …")
def _read(
    content: str | bytes,
    name: str,
    limits: Limits,
    missing: Literal["drop", "mean"],
    header: bool | None = None,
    choices: tuple[Choice, ...] = (),
    commas: Meaning | None = None,
) -> tuple[Table | None, str]:
    """Read a table once, however often the page runs; the second part is the refusal."""
    try:
        table = tables.read_csv(
            content, limits, missing=missing, header=header, choices=choices, commas=commas, name=name
        )
    except SampleError as refusal:
        return None, sentence_of(refusal)
    return table, ""


def _settled(name: str, content: str | bytes, key: str, limits: Limits) -> Table | None:
    """Let the reader say how a table is meant, and choose gaps, labels and columns of it."""
    own, kept = readings.kept_for(readings.digest(content), key)
    asked = (kept.header, tuple(kept.choices.values()), kept.commas)
    dropped, refusal = _read(content, name, limits, "drop", *asked)
    filled = None
    if dropped is None or dropped.missing:
        filled = _read(content, name, limits, "mean", *asked)[0]
    table = dropped or filled
    if table is None:
        # Another reading, or stricter limits, can refuse what was read before.
        st.error(as_text(_(refusal)))
        if kept.choices or kept.header is not None or kept.commas is not None:
            readings.read_anew_button(own, kept)
        return None
    kinds = {"numbers": _("numbers"), "text": _("names, groups"), "out": _("left out")}
    readings.ask(table.readings, table.header, kinds, own, kept, commas=table.commas)
    left, right = st.columns(2)
    if table.missing:
        ways = {way: found for way, found in (("drop", dropped), ("mean", filled)) if found}
        with left:
            way = _chosen(
                st.selectbox,
                _("Where a cell is missing ({count})").format(count=amount(table.missing)),
                list(ways),
                "gaps",
                own,
                kept,
                format_func={
                    "drop": _("leave its row out"),
                    "mean": _("fill in the mean of its column"),
                }.__getitem__,
            )
        table = ways[way]
    texts = table.texts or {}
    if texts:
        options = [*texts, _NO_LABEL]
        with right:
            label = _chosen(
                st.selectbox,
                _("Name or group the rows by"),
                options,
                "label",
                own,
                kept,
                first=table.label_name if table.label_name in options else _NO_LABEL,
                format_func=lambda name: _("none") if name == _NO_LABEL else name,
            )
        named = label != _NO_LABEL
        table = table._replace(labels=texts[label] if named else None, label_name=label if named else "")
    if len(table.columns) > 1:
        widget = f"{own}_columns"
        before = [column for column in kept.ways.get("columns", table.columns) if column in table.columns]
        st.session_state.setdefault(widget, before)
        chosen = st.multiselect(
            _("Columns"),
            table.columns,
            key=widget,
            placeholder=_("All columns"),
            on_change=kept.remember,
            args=("columns", widget),
        )
        places = [i for i, name in enumerate(table.columns) if name in chosen]
        if places and len(places) < len(table.columns):
            table = table._replace(
                columns=tuple(table.columns[i] for i in places),
                values=np.ascontiguousarray(table.values[:, places]),
            )
    rows, columns = table.values.shape
    told = (
        _("{name}: {rows} rows, one column of numbers.")
        if columns == 1
        else _("{name}: {rows} rows, {columns} columns of numbers.")
    )
    told = told.format(name=table.name, rows=amount(rows), columns=amount(columns))
    st.caption(as_text(" ".join([told, *map(_, table.notes)])))
    st.button(
        _("Remove this table"), key=f"{key}_forget", on_click=_forget, args=(key,), icon=":material/delete:"
    )
    return table


def _chosen(
    widget: Callable[..., Any],
    label: str,
    options: Sequence[str],
    what: str,
    own: str,
    kept: readings.Kept,
    first: str = "",
    **arguments: Any,
) -> Any:
    """Ask for one of a few; the answer goes with the table."""
    key = f"{own}_{what}"
    before = kept.ways.get(what, first)
    st.session_state.setdefault(key, before if before in options else options[0])
    if st.session_state[key] not in options:
        st.session_state[key] = options[0]
    return widget(label, options, key=key, on_change=kept.remember, args=(what, key), **arguments)


def _forget(key: str) -> None:
    st.session_state.pop(f"{key}_kept", None)
    # A file stays in its uploader and would be taken again; the uploader goes with the other way in.
    st.session_state[f"{key}_paste"] = ""
    st.session_state[f"{key}_way"] = _PASTE

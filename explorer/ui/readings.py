"""How it was read: what a reader brings, column by column, beside its first cells; each changed at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from explorer.data import notation
from explorer.data.commas import Commas, Meaning
from explorer.data.tables import Choice, Kind, Reading
from explorer.ui.language import _
from explorer.ui.words import as_text, plain_number

# Marks as they are shown for choice: the number twelve hundred and a half.
_MARKS = {(".", ""): "1200.5", (",", ""): "1200,5", (".", ","): "1,200.5", (",", "."): "1.200,5"}


class Kept:
    """What a reader wants of one table: it goes with the table and comes back with it.

    Attributes
    ----------
    header
        Whether the first row holds names; None as it was found out.
    choices
        Of columns, by name.
    ways
        What else was chosen, by what it is for: gaps, label, columns, commas.
    edits
        How often the list of columns was changed: each time another one is shown.
    """

    def __init__(self) -> None:
        self.header: bool | None = None
        self.choices: dict[str, Choice] = {}
        self.ways: dict[str, Any] = {}
        self.edits = 0

    def remember(self, what: str, key: str) -> None:
        """Keep what a widget holds: the widget is forgotten on another page."""
        self.ways[what] = st.session_state[key]

    @property
    def asked(self) -> tuple[Any, ...]:
        """What a reader wants of ratings to be read in another way; what was read so has the same."""
        return self.header, self.ways.get("layout", ""), tuple(self.choices.values())

    @property
    def commas(self) -> Meaning | None:
        """What the commas between digits mean; None as it was found out."""
        return self.ways.get("commas")

    def choose(self, choice: Choice) -> None:
        """Keep what is wanted of a column; the last of all is the last that counts."""
        self.choices.pop(choice.column, None)
        self.choices[choice.column] = choice
        self.edits += 1

    def of(self, column: str) -> Choice:
        """Return what is wanted of a column so far."""
        return self.choices.get(column, Choice(column))

    def turn_header(self, header: bool) -> None:
        """Take the first row for names, or not."""
        self.header = header
        self._forget_columns()

    def lay_out(self, key: str) -> None:
        """Take a table for what a widget says: a line for each of which things."""
        self.ways["layout"] = st.session_state[key]
        self._forget_columns()

    def take_commas(self, meaning: Meaning | None) -> None:
        """Take the commas between digits for what a reader says."""
        if meaning is not None:
            self.ways["commas"] = meaning
            self._forget_columns()

    def begin_anew(self) -> None:
        """Forget what was wanted: it is read as at first."""
        self.header = None
        self.ways.pop("layout", None)
        self.ways.pop("commas", None)
        self._forget_columns()

    def _forget_columns(self) -> None:
        self.choices.clear()  # of columns of other names
        self.edits += 1


def digest(content: str | bytes) -> str:
    """Return a short name of what a table holds."""
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    return hashlib.sha256(data).hexdigest()[:12]


def kept_for(name: str, key: str) -> tuple[str, Kept]:
    """Return a prefix for the keys of a table's widgets, and what is kept of the table.

    Parameters
    ----------
    name : str
        From `digest`: choices belong to what a table holds.
    key : str
        Prefix of the state, one for each place where a table can be brought.
    """
    known: dict[str, Kept] = st.session_state.setdefault(f"{key}_tables", {})
    return f"{key}_{name}", known.setdefault(name, Kept())


def rating_kinds() -> dict[str, str]:
    """Return what a column of ratings can be taken for, in the reader's language."""
    return {"user": _("user"), "item": _("film"), "rating": _("rating"), "out": _("left out")}


def read_anew_button(own: str, kept: Kept) -> None:
    """Let the reader go back to how it was read at first."""
    st.button(_("Read it as at first"), key=f"{own}_anew", on_click=kept.begin_anew)


def ask(
    readings: Sequence[Reading],
    header: bool,
    kinds: Mapping[str, str],
    own: str,
    kept: Kept,
    *,
    commas: Commas | None = None,
    layouts: Mapping[str, str] | None = None,
    layout: str = "",
    expanded: bool = False,
) -> None:
    """Show how each column was read and let it be changed; ask where two readings are as good.

    Parameters
    ----------
    readings : sequence of Reading
    header : bool
        Whether the first row was read as names.
    kinds : mapping
        What a column can be taken for, and its words in the reader's language.
    own : str
        Prefix of the keys of its widgets, from `kept_for`.
    kept : Kept
        Where the answers go.
    commas : Commas, optional
        What the commas mean, where all are between the digits of one or two numbers.
    layouts : mapping, optional
        What a line of the table can be, and its words; `layout` is the one it was read as.
    expanded : bool
        Whether the list of columns is open at first.
    """
    if commas is not None and commas.is_doubtful:
        _ask_commas(
            _(
                "Is {cell} two numbers, {left} and {right}, or one number with a decimal comma? "
                "Until you say, it is two."
            ),
            commas, own, kept,
        )  # fmt: skip
    for reading in readings:
        if reading.other is not None:
            _ask_which(reading, own, kept)
        if reading.rival:
            _ask_who(reading, own, kept)
    # Whoever has changed something wants to see what became of it.
    with st.expander(_("How it was read"), icon=":material/table_view:", expanded=expanded or kept.edits > 0):
        if layouts:
            widget = f"{own}_layout_{layout}"
            st.segmented_control(
                _("A line holds"),
                list(layouts),
                default=layout,
                key=widget,
                required=True,
                format_func=layouts.__getitem__,
                on_change=kept.lay_out,
                args=(widget,),
            )
        if commas is not None and not commas.is_doubtful:
            _ask_commas(_("{cell} is"), commas, own, kept)
        st.toggle(
            _("The first row holds names"),
            value=header,
            key=f"{own}_header_{header}",
            on_change=kept.turn_header,
            args=(not header,),
        )
        of_kind = {said: kind for kind, said in kinds.items()}
        editor = f"{own}_readings_{kept.edits}"
        shown = {
            _("column"): [reading.column for reading in readings],
            (kind := _("read as")): [kinds[reading.kind] for reading in readings],
            _("in the file"): [" · ".join(reading.cells) for reading in readings],
            _("read"): [_values_of(reading, bool(commas and commas.is_doubtful)) for reading in readings],
            (marks := _("marks")): [_MARKS.get(reading.notation[:2], "") for reading in readings],
            _("taken off"): [reading.notation.affix for reading in readings],
            _("gaps"): [reading.gaps + reading.strays for reading in readings],
        }
        st.data_editor(
            shown,
            key=editor,
            hide_index=True,
            num_rows="fixed",
            disabled=[name for name in shown if name not in (kind, marks)],
            column_config={
                kind: st.column_config.SelectboxColumn(options=list(kinds.values()), required=True),
                marks: st.column_config.SelectboxColumn(options=list(_MARKS.values()), required=True),
            },
            on_change=_change,
            args=(editor, readings, kept, kind, marks, of_kind),
        )


def _values_of(reading: Reading, is_doubtful: bool) -> str:
    """What was read; marked where it, or the whole file, could be something else."""
    doubt = " (?)" if is_doubtful or reading.other or reading.rival else ""
    return " · ".join("–" if x is None else plain_number(x) for x in reading.values) + doubt


def _ask_commas(label: str, commas: Commas, own: str, kept: Kept) -> None:
    """Ask what the commas mean, or show what they were taken for."""
    words: dict[Meaning, str] = {"cells": _("two numbers"), "decimals": _("one number")}
    key = f"{own}_commas_{kept.edits}"
    st.segmented_control(
        label.format(cell=commas.example, left=commas.left, right=commas.right),
        list(words),
        default=None if commas.is_doubtful else commas.meaning,
        key=key,
        required=not commas.is_doubtful,
        format_func=words.__getitem__,
        on_change=lambda: kept.take_commas(st.session_state[key]),
    )


def _ask_which(reading: Reading, own: str, kept: Kept) -> None:
    """Ask what a cell means that can be read in two ways; until then the safer reading stands."""
    assert reading.other is not None
    ways = {
        plain_number(value): how
        for how in (reading.notation, reading.other)
        if (value := notation.number(reading.example, how)) is not None
    }
    key = f"{own}_which_{reading.column}"
    st.segmented_control(
        _("“{column}”: which number is {cell}? Until you say, it is the first.").format(
            column=as_text(reading.column), cell=as_text(reading.example)
        ),
        list(ways),
        key=key,
        on_change=lambda: _say_which(kept, reading.column, ways.get(st.session_state[key])),
    )


def _say_which(kept: Kept, column: str, how: notation.Notation | None) -> None:
    if how is not None:
        kept.choose(kept.of(column)._replace(decimal=how.decimal, thousands=how.thousands))


def _ask_who(reading: Reading, own: str, kept: Kept) -> None:
    """Ask which column says who rated; until then the first one does."""
    key = f"{own}_who_{reading.column}"
    ways: dict[str, tuple[str, Kind]]
    if reading.rival == reading.column:
        said = _("Does “{column}” name the users, or is it a film? Until you say, it names the users.")
        ways = {
            _("names the users"): (reading.column, "user"),
            _("is a film"): (reading.column, "rating"),
        }
    else:
        said = _("Which column says who rated? Until you say, it is “{column}”.")
        ways = {
            as_text(reading.column): (reading.column, "user"),
            as_text(reading.rival): (reading.rival, "user"),
        }

    def say() -> None:
        if st.session_state[key] in ways:
            column, kind = ways[st.session_state[key]]
            kept.choose(kept.of(column)._replace(kind=kind))

    st.segmented_control(said.format(column=as_text(reading.column)), list(ways), key=key, on_change=say)


def _change(
    editor: str, readings: Sequence[Reading], kept: Kept, kind: str, marks: str, of_kind: Mapping[str, Kind]
) -> None:
    for row, changed in st.session_state[editor]["edited_rows"].items():
        choice = kept.of(readings[int(row)].column)
        if kind in changed:
            choice = choice._replace(kind=of_kind[changed[kind]])
        if marks in changed:
            decimal, thousands = next(way for way, said in _MARKS.items() if said == changed[marks])
            choice = choice._replace(decimal=decimal, thousands=thousands)
        kept.choose(choice)

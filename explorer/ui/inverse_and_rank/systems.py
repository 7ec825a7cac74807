"""Which system of equations is reduced, an example or one that the reader types, and by whose operations."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

import numpy as np
import streamlit as st

from explorer.data.csv_format import SampleError
from explorer.data.typed import parse_matrix
from explorer.logic import row_operations, row_reduction
from explorer.logic.row_reduction import Exact
from explorer.scenes import inverse_and_rank_words as words
from explorer.scenes.inverse_and_rank_rows import EXAMPLES, System, is_read_off
from explorer.sentence import MINUS, sentence_of
from explorer.ui import choice
from explorer.ui.code_panel import Given, call, code_panel, said
from explorer.ui.inverse_and_rank import own_operations
from explorer.ui.inverse_and_rank.own_operations import Operations
from explorer.ui.language import _, translatable
from explorer.ui.words import as_text

_FEW = 3  # numbers of one equation that nobody takes for more
_OWN, _ROWS = "own", "rows"
_KEY, _LAST = "system_rows", "system_last"
_REFUSED = "system_refused"  # why the rows that stand in the field cannot be read
_TEXT = "system_text"  # what stood in the field last: one that is not drawn is forgotten
_BY_HAND = "system_by_hand"  # what the reader has typed there in this visit
(ALL_STEPS,) = translatable("All steps")  # a section of this view alone


class Chosen(NamedTuple):
    """The rows of [A | b], operations on them, and what of that the reader has typed in this visit."""

    rows: System
    own: bool
    operations: Operations
    by_hand: bool


def choose() -> Chosen:
    """Let the reader choose an example, or type rows, and do operations of their own on them."""
    rows, own, in_link = _rows()
    operations = own_operations.ask(rows, in_link=in_link)
    return Chosen(rows, own, operations, own_operations.by_hand(rows))


def _rows() -> tuple[System, bool, bool]:
    """Return the rows, whether the reader has typed them, and whether the link says them."""
    names = {
        "one": _("One solution"),
        "many": _("Many solutions"),
        "none": _("No solution"),
        "fractions": _("Fractions"),
        "swap": _("A zero where a pivot should be"),
        "tiny": _("A tiny pivot"),
        _OWN: _("Your own rows"),
    }
    name = choice.menu(
        _("System"),
        names,
        key="system",
        default="one",
        width=220,
    )
    if name != _OWN:
        choice.set_param(_ROWS, "")
        st.session_state.pop(_REFUSED, None)
        return EXAMPLES[name], False, True
    before = choice.get_param(_ROWS) or st.session_state.get(_TEXT) or "1 2 3; 4 5 6"
    st.session_state.setdefault(_KEY, before)
    text = st.text_input(
        _("Rows of A and b"),
        key=_KEY,
        label_visibility="collapsed",
        placeholder="1 2 3; 4 5 6",
        help=_("The rows of A with b behind them, parted by semicolons: 1 2 3; 4 5 6."),
        width=216,
        on_change=_remember_typed,
    )
    st.session_state[_TEXT] = text
    choice.set_param(_ROWS, text)
    try:
        rows = parse_matrix(text, name="[A | b]")
        row_reduction.exactly(rows)
    except (SampleError, ValueError) as refusal:
        st.session_state[_REFUSED] = sentence_of(refusal)
        # The rows from before stay, if there are any.
        return *st.session_state.get(_LAST, (EXAMPLES["one"], False)), False
    st.session_state.pop(_REFUSED, None)
    by_hand = text in st.session_state.get(_BY_HAND, ())
    st.session_state[_LAST] = (tuple(tuple(map(float, row)) for row in rows), by_hand)
    return *st.session_state[_LAST], True


def _remember_typed() -> None:
    st.session_state.setdefault(_BY_HAND, set()).add(st.session_state[_KEY])


def refuse(system: Chosen) -> None:
    """Say below the row what was typed there and cannot be read, or cannot be done.

    Its room is always there: a stage that comes to stand elsewhere on the page begins anew.
    """
    with st.container(key="refused"):
        for sentence in (_(st.session_state.get(_REFUSED, "")), own_operations.refusal(system.rows)):
            if sentence:
                st.error(as_text(sentence))
        # A field of one line takes the lines of what is pasted for one.
        if len(system.rows) == 1 and len(system.rows[0]) > _FEW:
            read = _("Read as one equation with {count} unknowns: semicolons part rows, as in 1 2 3; 4 5 6.")
            st.info(read.format(count=len(system.rows[0]) - 1))


def all_steps(system: Chosen) -> None:
    """Show every step as text to copy, and how steps of one's own are written."""
    st.caption(
        _(
            "Steps of your own are typed above: R2 - 3 R1 adds, R1 <-> R2 swaps, R2 / 2 divides; 1/3 R2 and "
            "R2 = R2 - 3 R1 are read too, and several at once between semicolons."
        )
    )
    st.code(in_text(system.rows, system.operations), language=None, wrap_lines=True)


def in_text(rows: System, operations: Operations = ()) -> str:
    """Write every step of a reduction, what is read off, and its check by hand."""
    way = row_reduction.reduce(row_reduction.exactly(rows))
    answer = row_reduction.read_off(way[-1])
    frames = row_operations.frames_of(way[0].matrix, operations) if operations else way
    lines = []
    for number, frame in enumerate(frames):
        name = _(words.said(frame.operation)) if frame.operation else _("the system as it is")
        lines += [f"{number}. {name}", *_in_brackets(frame.matrix), ""]
    if not is_read_off(frames[-1], answer):
        return "\n".join([*lines, _(words.FORMS[row_operations.form(frames[-1].matrix)])])
    lines += [_(line) for line in words.answers(answer, frames[-1])]
    if answer.solution is not None:
        lines += ["", _("Check it by hand, row by row:")]
        for row in frames[0].matrix:
            terms = [f"{_of(a)} · {_of(x)}" for a, x in zip(row[:-1], answer.solution, strict=True)]
            lines.append(f"{' + '.join(terms)} = {_exact(row[-1])}")
    return "\n".join(lines)


def code(system: Chosen) -> None:
    """Show the code of the reduction, or of the reader's operations, with the rows on screen."""
    rows = Given("rows", np.array(system.rows))
    done = [
        (operation.kind, operation.row, operation.other, str(operation.factor))
        for operation in row_operations.read(";".join(system.operations), len(system.rows))
    ]
    way = call(row_operations.after, rows, done) if done else call(row_reduction.reduced, rows)
    code_panel(
        way._replace(name="rows_after" if done else "reduced_rows"),
        said("rank", row_reduction.count_pivots, rows),
    )


def _in_brackets(M: Exact) -> list[str]:
    """Write a matrix of fractions, its columns one below the other, with a bar before the last."""
    cells = [[_exact(x) for x in row] for row in M]
    wide = [max(map(len, column)) for column in zip(*cells, strict=True)]
    rows = [[cell.rjust(width) for cell, width in zip(row, wide, strict=True)] for row in cells]
    return [f"[ {'  '.join(row[:-1])} | {row[-1]} ]" for row in rows]


def _exact(x: Fraction) -> str:
    return str(x).replace("-", MINUS)


def _of(x: Fraction) -> str:
    return f"({_exact(x)})" if x < 0 else _exact(x)

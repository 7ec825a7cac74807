"""Which system of equations is reduced: an example, or one that the reader types."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

import numpy as np
import streamlit as st

from explorer.data.csv_format import SampleError
from explorer.data.typed import parse_matrix
from explorer.logic import row_reduction
from explorer.logic.row_reduction import Exact
from explorer.scenes import inverse_and_rank_words as words
from explorer.scenes.inverse_and_rank_rows import EXAMPLES, System
from explorer.sentence import MINUS, sentence_of
from explorer.ui import choice
from explorer.ui.code_panel import Given, call, code_panel, said
from explorer.ui.language import _, translatable
from explorer.ui.words import as_text

_OWN, _ROWS = "own", "rows"
_KEY, _LAST = "system_rows", "system_last"
(ALL_STEPS,) = translatable("All steps")  # a section of this view alone


class Chosen(NamedTuple):
    """The rows of [A | b], and whether the reader has typed them."""

    rows: System
    own: bool


def choose() -> Chosen:
    """Let the reader choose an example, or type rows; what cannot be read is refused in one sentence."""
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
        return Chosen(EXAMPLES[name], False)
    st.session_state.setdefault(_KEY, choice.get_param(_ROWS) or "1 2 3; 4 5 6")
    text = st.text_input(
        _("Rows of A and b"),
        key=_KEY,
        label_visibility="collapsed",
        placeholder="1 2 3; 4 5 6",
        help=_("The rows of A with b behind them, parted by semicolons: 1 2 3; 4 5 6."),
        width=260,
    )
    choice.set_param(_ROWS, text)
    try:
        rows = parse_matrix(text, name="[A | b]")
        row_reduction.exactly(rows)
    except (SampleError, ValueError) as refusal:
        st.error(as_text(_(sentence_of(refusal))))
        # The rows from before stay, if there are any.
        before: Chosen = st.session_state.get(_LAST, Chosen(EXAMPLES["one"], False))
        return before
    st.session_state[_LAST] = Chosen(tuple(tuple(map(float, row)) for row in rows), True)
    return st.session_state[_LAST]


def all_steps(system: Chosen) -> None:
    """Show every step as text to copy."""
    st.code(in_text(system.rows), language=None, wrap_lines=True)


def in_text(rows: System) -> str:
    """Write every step of a reduction, what is read off, and its check by hand."""
    frames = row_reduction.reduce(row_reduction.exactly(rows))
    answer = row_reduction.read_off(frames[-1])
    lines = []
    for number, frame in enumerate(frames):
        name = _(words.said(frame.operation)) if frame.operation else _("the system as it is")
        lines += [f"{number}. {name}", *_in_brackets(frame.matrix), ""]
    lines += [_(line) for line in words.answers(answer, frames[-1])]
    if answer.solution is not None:
        lines += ["", _("Check it by hand, row by row:")]
        for row in frames[0].matrix:
            terms = [f"{_of(a)} · {_of(x)}" for a, x in zip(row[:-1], answer.solution, strict=True)]
            lines.append(f"{' + '.join(terms)} = {_exact(row[-1])}")
    return "\n".join(lines)


def code(system: Chosen) -> None:
    """Show the code of the reduction, with the rows on screen."""
    rows = Given("rows", np.array(system.rows))
    code_panel(
        call(row_reduction.reduced, rows)._replace(name="reduced_rows"),
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

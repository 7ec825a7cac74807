"""The reader's own row operations: typed one by one, kept with their system and in the link."""

from __future__ import annotations

import streamlit as st

from explorer.live.serve import component
from explorer.logic import row_operations, row_reduction
from explorer.scenes.inverse_and_rank_rows import STEP, System
from explorer.sentence import Sentence, sentence_of
from explorer.ui import choice
from explorer.ui.language import _

STAGE = "inverse_and_rank-rows"  # the key of the stage on which they are shown
Operations = tuple[str, ...]
"""Each as `row_operations.brief` writes it."""
_PARAM = "ops"
_BAR = "_"  # of a fraction: a link would say %2F
_DONE, _TYPED = "system_operations", "system_operation"
_BROUGHT = "system_operations_brought"  # what the link has brought, of each system
_BY_HAND = "system_operations_by_hand"  # the systems on which the reader has done one in this visit
# A sentence on what was typed, and one on the link, each with the system of which it speaks.
_REFUSED, _MISREAD = "system_operation_refused", "system_operations_misread"


def ask(rows: System, *, in_link: bool) -> Operations:
    """Let the reader type operations on a system, in the row above the stage; return those done so far.

    Parameters
    ----------
    rows : System
        Another system has operations of its own.
    in_link : bool
        Whether the link speaks of this system.
    """
    _follow_link(rows, in_link=in_link)
    done = _done(rows)
    with st.container(key="own-step", horizontal=True, vertical_alignment="center", width="content"):
        st.text_input(
            _("A row operation of your own"),
            key=_TYPED,
            label_visibility="collapsed",
            placeholder=_("Your step: R2 − 3 R1") if len(rows) > 1 else _("Your step: R1 / 2"),
            width=184,
            persist_state="session",
            on_change=_add,
            args=(rows,),
        )
        if done:
            st.button(_("Take back"), icon=":material/undo:", on_click=_take_back, args=(rows,))
            st.button(_("Clear"), icon=":material/close:", on_click=_clear, args=(rows,))
    choice.set_param(_PARAM, ",".join(done).replace("/", _BAR) if in_link else "")
    return done


def by_hand(rows: System) -> bool:
    """Tell whether the reader has typed an operation on a system to which a link had left work to do."""
    if rows not in st.session_state.get(_BY_HAND, ()):
        return False
    brought: Operations = st.session_state.get(_BROUGHT, {}).get(rows, ())
    if not brought or _done(rows)[: len(brought)] != brought:
        return True
    way = row_operations.frames_of(row_reduction.exactly(rows), brought)
    return row_operations.form(way[-1].matrix) < row_operations.REDUCED


def refusal(rows: System) -> str:
    """Return a sentence on what stands in the field and cannot be done; "" where nothing does."""
    about, said = st.session_state.get(_REFUSED, (None, ""))
    return _(said) if about == rows and st.session_state.get(_TYPED) else ""


def notice(rows: System) -> str:
    """Return a sentence on operations in the link that are no such; "" once the reader has done one."""
    about, said = st.session_state.get(_MISREAD, (None, ""))
    return _(said) if about == rows else ""


def _done(rows: System) -> Operations:
    done: Operations = st.session_state.setdefault(_DONE, {}).get(rows, ())
    return done


def _follow_link(rows: System, *, in_link: bool) -> None:
    """Do what the link says, all or nothing; it is read once, when the page is opened."""
    text = choice.get_param(_PARAM).replace(_BAR, "/")
    if not text or not in_link or choice.misread():
        return
    try:
        brought = _read(text.replace(",", ";"), rows, ())
        st.session_state.setdefault(_DONE, {})[rows] = brought
        st.session_state.setdefault(_BROUGHT, {})[rows] = brought
    except ValueError as error:
        said = Sentence("The link’s own operations are left out. {why}", why=sentence_of(error))
        st.session_state[_MISREAD] = (rows, said)


def _read(text: str, rows: System, before: Operations) -> Operations:
    operations = (*before, *map(row_operations.brief, row_operations.read(text, len(rows))))
    if len(operations) > row_operations.MOST:
        raise ValueError(
            Sentence("There is room for {most} operations of your own.", most=row_operations.MOST)
        )
    return operations


def _add(rows: System) -> None:
    """Do what was typed after what was done; what cannot be done stays in the field, beside why."""
    try:
        done = _read(str(st.session_state[_TYPED]), rows, _done(rows))
    except ValueError as error:
        st.session_state[_REFUSED] = (rows, sentence_of(error))
        return
    if done != _done(rows):
        st.session_state.setdefault(_BY_HAND, set()).add(rows)
        _keep(rows, done, by_hand=True)
    st.session_state[_TYPED] = ""


def _take_back(rows: System) -> None:
    _keep(rows, _done(rows)[:-1])


def _clear(rows: System) -> None:
    _keep(rows, ())


def _keep(rows: System, done: Operations, *, by_hand: bool = False) -> None:
    """Keep what is done, and show what it has led to."""
    st.session_state[_DONE] = st.session_state.get(_DONE, {}) | {rows: done}
    for told in (_REFUSED, _MISREAD):
        st.session_state.pop(told, None)
    component.move(STAGE, {STEP: len(done)}, by_hand=by_hand)

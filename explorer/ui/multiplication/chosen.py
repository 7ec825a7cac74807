"""Which matrices the lesson on multiplication shows: an example, other sizes, or what a reader brings."""

from __future__ import annotations

import re

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from explorer.data.csv_format import SampleError
from explorer.data.typed import parse_matrix
from explorer.live.scene import TYPED_LIMIT
from explorer.live.serve import component
from explorer.logic.multiplication import LARGEST_SIZE
from explorer.scenes.multiplication import STEP
from explorer.scenes.multiplication_examples import EXAMPLES, Example, numbers
from explorer.sentence import sentence_of
from explorer.ui import choice
from explorer.ui.language import _
from explorer.ui.words import as_text

KEY = "multiplication"  # of the stage
_OF, _SIZES = "of", "sizes"
_NUMBERS, _AT_FIRST = "numbers", (2, 3, 3, 3)
_FIELDS = tuple(f"{KEY}_{name}" for name in ("a_rows", "a_columns", "b_rows", "b_columns"))
_PASTED, _REFUSED, _KEPT = f"{KEY}_pasted", f"{KEY}_refused", f"{KEY}_sizes"
Sizes = tuple[int, int, int, int]


def choose() -> Example:
    """Let the reader choose matrices, in the row above the stage; return what they begin with."""
    names = {
        "numbers": _("Small numbers"),
        "football": _("A football table"),
        "shopping": _("A shopping list"),
        "films": _("Users and films"),
        "rows": _("A adds two rows of B"),
        "columns": _("B turns columns round"),
        "layer": _("One layer alone"),
    }
    of = choice.menu(
        _("Example"),
        names,
        key=_OF,
        default=_NUMBERS,
        width=176,
        on_change=_start_over,
    )
    sizes = _sizes()
    example = numbers(*sizes) if of == _NUMBERS else EXAMPLES[of]
    choice.set_param(_SIZES, as_in_link(sizes) if of == _NUMBERS and sizes != _AT_FIRST else "")
    with st.popover(_("Sizes"), icon=":material/grid_4x4:"):
        _ask_sizes(example)
    with st.popover(_("Paste"), icon=":material/content_paste:"):
        _ask_matrices()
    st.button(_("Swap A and B"), icon=":material/swap_horiz:", on_click=_swap, args=(example,))
    if not example.meets:
        _offer_repairs(example)
    return example


def _offer_repairs(example: Example) -> None:
    """Offer the transposes that make A and B meet."""
    (m, k), (n, p) = np.shape(example.A), np.shape(example.B)
    if k == p:
        st.button(_("Transpose B"), type="primary", on_click=_transpose, args=(example, False, True))
    if m == n:
        st.button(_("Transpose A"), type="primary", on_click=_transpose, args=(example, True, False))
    if m == p and k != p and m != n:
        st.button(_("Transpose both"), type="primary", on_click=_transpose, args=(example, True, True))
    st.button(_("Fit B to A"), on_click=_take_sizes, args=(example, (m, k, k, p)))


def as_in_link(sizes: Sizes) -> str:
    """Write the sizes of A and B as a link says them.

    Examples
    --------
    >>> as_in_link((2, 3, 3, 4))
    '2x3,3x4'
    """
    return "{}x{},{}x{}".format(*sizes)


def from_link(text: str) -> Sizes | None:
    """Read the sizes of A and B from a link; None for all else.

    Examples
    --------
    >>> from_link("2x3,3x4"), from_link("2x3,3x9"), from_link("2x3")
    ((2, 3, 3, 4), None, None)
    """
    found = re.fullmatch(r"([1-8])x([1-8]),([1-8])x([1-8])", text, re.ASCII)
    if found is None:
        return None
    m, k, n, p = map(int, found.groups())
    return m, k, n, p


def _sizes() -> Sizes:
    sizes: Sizes = st.session_state.setdefault(_KEPT, from_link(choice.get_param(_SIZES)) or _AT_FIRST)
    return sizes


def _now(example: Example) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return what stands in A and B on the stage."""
    return component.peek(KEY, "A", example.A), component.peek(KEY, "B", example.B)


def _show(A: NDArray[np.float64], B: NDArray[np.float64], *, by_hand: bool = False) -> None:
    """Put two matrices on the stage, with the product as it is when it is full."""
    (m, k), (n, p) = A.shape, B.shape
    st.session_state[_KEPT] = (m, k, n, p)
    st.session_state[_OF] = _NUMBERS
    for key, size in zip(_FIELDS, st.session_state[_KEPT], strict=True):
        st.session_state[key] = size
    component.move(KEY, {"A": A, "B": B, **({STEP: m * k * p} if k == n else {})}, by_hand=by_hand)


def _start_over() -> None:
    """Another example begins with its own numbers."""
    of = st.session_state[_OF]
    example = numbers(*_sizes()) if of == _NUMBERS else EXAMPLES[of]
    full = np.shape(example.A)[0] * np.size(example.B)
    component.move(KEY, {"A": example.A, "B": example.B, **({STEP: full} if example.meets else {})})


def _swap(example: Example) -> None:
    A, B = _now(example)
    _show(B, A)


def _transpose(example: Example, first: bool, second: bool) -> None:
    A, B = _now(example)
    _show(A.T if first else A, B.T if second else B)


def _take_sizes(example: Example, sizes: Sizes) -> None:
    """Cut or extend both matrices; what is in both stays."""
    whole = numbers(*sizes)
    A, B = np.array(whole.A, float), np.array(whole.B, float)
    before = _now(example)
    for now, old in ((A, before[0]), (B, before[1])):
        rows, columns = min(len(now), len(old)), min(len(now[0]), len(old[0]))
        now[:rows, :columns] = old[:rows, :columns]
    _show(A, B)


def _ask_sizes(example: Example) -> None:
    (m, k), (n, p) = np.shape(example.A), np.shape(example.B)
    labels = (_("Rows of A"), _("Columns of A"), _("Rows of B"), _("Columns of B"))
    for places in ((0, 1), (2, 3)):
        for place, column in zip(places, st.columns(2), strict=True):
            with column:
                # What another choice set wins over what the field held.
                st.session_state[_FIELDS[place]] = (m, k, n, p)[place]
                st.number_input(
                    labels[place],
                    1,
                    LARGEST_SIZE,
                    key=_FIELDS[place],
                    on_change=_take_fields,
                    args=(example,),
                )
    st.caption(_("For A B, A needs as many columns as B has rows."))


def _take_fields(example: Example) -> None:
    m, k, n, p = (int(st.session_state[key]) for key in _FIELDS)
    _take_sizes(example, (m, k, n, p))


def _ask_matrices() -> None:
    st.caption(
        _(
            "A row on each line, numbers parted by spaces, commas or tabs. NumPy’s and MATLAB’s brackets "
            "are read too."
        )
    )
    with st.form(f"{KEY}_own", border=False):
        for name in ("A", "B"):
            st.text_area(name, key=f"{_PASTED}_{name}", height=110, placeholder="1 2 3\n4 5 6")
        st.form_submit_button(_("Use these"), type="primary", on_click=_take_pasted)
    if refusal := st.session_state.pop(_REFUSED, ""):
        st.error(as_text(refusal))


def _take_pasted() -> None:
    """Take what was pasted if it can be read; a field that is empty leaves its matrix as it is."""
    texts = {name: str(st.session_state.get(f"{_PASTED}_{name}", "")) for name in ("A", "B")}
    of = st.session_state[_OF]
    before = dict(zip("AB", _now(numbers(*_sizes()) if of == _NUMBERS else EXAMPLES[of]), strict=True))
    try:
        read = {
            name: read_matrix(text, name) if text.strip() else before[name] for name, text in texts.items()
        }
        if not any(text.strip() for text in texts.values()):
            raise SampleError("{name} is empty; type its rows, for example 1 2; 3 4.", name="A")
    except SampleError as refusal:
        st.session_state[_REFUSED] = _(sentence_of(refusal))
        return
    _show(read["A"], read["B"], by_hand=True)


def read_matrix(text: str, name: str) -> NDArray[np.float64]:
    """Read a matrix that a reader has pasted, of a size that the stage can show.

    Raises
    ------
    SampleError
        With one sentence that says what cannot be read, or is too large.

    Examples
    --------
    >>> read_matrix("[[1, 2], [3, 4]]", "A").tolist()
    [[1.0, 2.0], [3.0, 4.0]]
    >>> read_matrix("1 2 3 4 5 6 7 8 9", "B")
    Traceback (most recent call last):
    explorer.data.csv_format.SampleError: B is 1 by 9; up to 8 rows and 8 columns can be shown here.
    """
    values = parse_matrix(text, name=name)
    m, n = values.shape
    if max(m, n) > LARGEST_SIZE:
        raise SampleError(
            "{name} is {rows} by {columns}; up to {most} rows and {most} columns can be shown here.",
            name=name,
            rows=m,
            columns=n,
            most=LARGEST_SIZE,
        )
    if np.abs(values).max() > TYPED_LIMIT:
        raise SampleError("{name} holds a number beyond a million, which no cell can show.", name=name)
    return values

"""The code panel: the very functions that computed the numbers on the page, with the values on screen."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import streamlit as st

from explorer.sentence import sentence_of
from explorer.ui import code_text, export
from explorer.ui.code_text import Call, Given, call, said
from explorer.ui.language import _

__all__ = ["Call", "Given", "call", "code_panel", "said"]

_SHORT = 48  # lines that stand on a page as one piece


def code_panel(
    function: Callable[..., Any] | Call,
    *args: Any,
    key: str = "numpy",
    title: str = "",
    link: str = "",
    **kwargs: Any,
) -> None:
    """Show how a number was computed, as code that runs as it stands, with a script and a notebook to keep.

    Parameters
    ----------
    function : callable of `explorer.logic`, or a `Call`
    *args, **kwargs
        What it was called with. After a `Call`, further `Call`s: the panel shows all of them, in order.
    key : str
        Different for two panels on one page; also the name of the downloaded files.
    title, link : str
        What the script and the notebook are headed by, and where they came from.

    Examples
    --------
    ::

        code_panel(vectors.project, settled["v"], settled["u"], key="projection")
        code_panel(
            call(pca.fit, X)._replace(name="found"),
            call(pca.transform, Given("found", found), X),
        )
    """
    calls = (function, *args) if isinstance(function, Call) else (Call(function, args, kwargs),)
    try:
        parts = code_text.build(*calls, beside=True)
    except ValueError as refusal:
        # What the page could not compute has no code either; the same sentence says why.
        st.markdown(_("There is nothing to run: {refusal}").format(refusal=_(sentence_of(refusal))))
        return
    st.caption(
        _(
            "The function that computed the numbers on this page, and what it calls; docstrings and checks "
            "of arguments are shortened. It needs NumPy alone. The values are those on screen."
        )
    )
    with st.container(horizontal=True):
        for name, numbers in parts.files.items():
            st.download_button(
                name,
                functools.partial(code_text.csv_bytes, numbers),
                name,
                "text/csv",
                key=f"{key}_{name}",
                on_click="ignore",
                icon=":material/table:",
            )
        st.download_button(
            _("Script"),
            lambda: export.script(*calls, title=title, link=link),
            f"{key}.py",
            "text/x-python",
            key=f"{key}_script",
            on_click="ignore",
            icon=":material/code:",
            help=_("The same code with asserts that the numbers are those of this page."),
        )
        st.download_button(
            _("Notebook"),
            lambda: export.notebook(*calls, title=title, link=link),
            f"{key}.ipynb",
            "application/x-ipynb+json",
            key=f"{key}_notebook",
            on_click="ignore",
            icon=":material/book:",
            help=_("The same code as a Jupyter notebook, with asserts."),
        )
    # Wrapped and as tall as it is: the page scrolls, and no box in it at which a finger or a key must aim.
    whole = parts.text()
    if whole.count("\n") <= _SHORT:
        st.code(whole, language="python", wrap_lines=True)
        return
    with st.expander(_("The functions that the lines below call")):
        st.code(parts.text(("functions",)), language="python", wrap_lines=True)
    st.code(parts.text(("values", "call")), language="python", wrap_lines=True)

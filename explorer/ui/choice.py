"""A choice that stands in the link by a name that no language changes: a link means the same to everyone.

Streamlit's own `bind="query-params"` writes an option as it is read. So the stage writes it, as it writes the
open section.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import streamlit as st

from explorer.ui.charts import on_this_page
from explorer.ui.language import _

Option = TypeVar("Option")
_ASKED, _SET = "choices", "choices_set"
# What is chosen on a page while the reader is there, and what was when they left it.
_HERE, _LEFT = "choices_here", "choices_left"
_MISREAD = "choices_misread"  # what the link names that cannot be chosen, by parameter
# What an address may say that is no choice: who comes by the menu brings nothing else.
_NO_CHOICE = {"lang", "embed", "embed_options"}


def as_in_link(option: object) -> str:
    """Write an option as the link says it, in every language.

    Examples
    --------
    >>> as_in_link("SVD"), as_in_link(0.05), as_in_link(True)
    ('SVD', '0.05', 'true')
    """
    if isinstance(option, bool):
        return str(option).lower()
    return f"{option:g}" if isinstance(option, float) else str(option)


def chosen(
    key: str,
    options: Sequence[Option],
    default: Option,
    *,
    said: Callable[[Option], str] = as_in_link,
    old: str = "",
) -> Option:
    """Return what is chosen, whether the widget that asks for it is drawn or not; a link is followed.

    For a choice that counts beyond the section in which it stands. Call it in every run, before the stage;
    the widget has the same key, no default of its own, and `persist_state="session"`: else Streamlit forgets
    it where it is not drawn, and may draw it again without its value. Who comes back to the page by the menu,
    in the same visit, finds what was chosen last.

    Parameters
    ----------
    key : str
        Of the widget, and the parameter of the link.
    options : sequence
        What can be chosen; all else in a link, or left over from other options, is the default.
    default
        The option that the link need not mention.
    said : callable
        How the reader reads an option, where that depends on the language.
    old : str
        What the parameter was called in links of before.

    Examples
    --------
    ::

        rank = chosen("rank", (1, 2, 3), default=2)
        ...
        st.segmented_control(_("Rank"), (1, 2, 3), key="rank", persist_state="session", required=True)
    """
    here = st.session_state.setdefault(on_this_page(_HERE), {})
    last, was_said = here.get(key, (None, ""))
    now = st.session_state.get(key, last)
    if now not in options:
        now = _first(key, options, default, said, old)
    # Not in every run: what is set here wins over a press that is on its way. A slider knows its options by
    # what is read, and would start anew in another language.
    if st.session_state.get(key) != now or (now == last and said(now) != was_said):
        st.session_state[key] = now
    here[key] = (now, said(now))
    st.session_state.setdefault(on_this_page(_ASKED), {})[key] = default
    if old:
        set_param(old, "")
    return now


def arrive() -> None:
    """Let the choices of this page start anew, from its link; for a reader who has just come to it."""
    here = st.session_state.pop(on_this_page(_HERE), {})
    for key in here:
        st.session_state.pop(key, None)
    st.session_state.setdefault(on_this_page(_LEFT), {}).update(here)


def one_of(
    control: Callable[..., Any],
    label: str,
    names: Mapping[str, str],
    *,
    key: str,
    default: str,
    **options: Any,
) -> str:
    """Ask for one of a few options and return it; a link that names one is followed.

    Who comes back to the page by the menu, in the same visit, finds what was chosen last.

    Parameters
    ----------
    control : `st.selectbox` or `st.segmented_control`
    label : str
    names : mapping
        From each option, as the link says it, to its name in the reader's language.
    key : str
        Of the widget, and the parameter of the link.
    default : str
        The option that the link need not mention.
    **options
        For the control.

    Examples
    --------
    ::

        kinds = {"line": _("Line"), "plane": _("Plane")}
        one_of(st.segmented_control, _("Hold"), kinds, key="hold", default="plane")
    """
    held = chosen(key, list(names), default, said=names.__getitem__)
    now: str | None = control(label, list(names), format_func=names.__getitem__, key=key, **options)
    # In the first run in another language a segmented control has nothing to say.
    return held if now is None else now


def menu(label: str, names: Mapping[str, str], *, key: str, default: str, width: int, **options: Any) -> str:
    """Ask for one of several options in the row above a stage, so many pixels wide; as `one_of`."""
    return one_of(
        st.selectbox,
        label,
        names,
        key=key,
        default=default,
        label_visibility="collapsed",
        width=width,
        **options,
    )


def in_link() -> dict[str, str]:
    """Return what the link is to say of the choices of this page, by parameter; "" for a default."""
    known: dict[str, str] = st.session_state.get(on_this_page(_ASKED), {})
    others: dict[str, str] = st.session_state.get(on_this_page(_SET), {})
    return others | {
        key: "" if st.session_state[key] == default else as_in_link(st.session_state[key])
        for key, default in known.items()
        if key in st.session_state
    }


def misread() -> str:
    """Return a sentence on what the link names that cannot be chosen; "" once something else is chosen."""
    default: dict[str, Any] = st.session_state.get(on_this_page(_ASKED), {})
    told: dict[str, tuple[str, str]] = st.session_state.get(on_this_page(_MISREAD), {})
    pattern = _("The link’s “{text}” cannot be chosen here, so the page starts with “{default}”.")
    return " ".join(
        pattern.format(text=f"{key}={text}", default=name)
        for key, (text, name) in told.items()
        if key in default and st.session_state.get(key, default[key]) == default[key]
    )


def set_param(parameter: str, text: str) -> None:
    """Let the link say `text` of a choice of another kind; "" where it need not say it."""
    st.session_state.setdefault(on_this_page(_SET), {})[parameter] = text


def get_param(parameter: str) -> str:
    """Return what the link said of such a choice when the page was opened; "" after `set_param`."""
    if parameter in st.session_state.get(on_this_page(_SET), {}):
        return ""
    return str(st.query_params.get(parameter, ""))


def _first(
    key: str, options: Sequence[Option], default: Option, said: Callable[[Option], str], old: str
) -> Option:
    """Return the option that the link names, as it is written there or as it is read, else the one left."""
    text = st.query_params.get(key, st.query_params.get(old, ""))
    wanted = text.casefold()
    # Of ten thousand seeds none is looked for where the link names none.
    for option in options if wanted else ():
        if wanted in {text.casefold() for text in (as_in_link(option), str(option), said(option))}:
            return option
    if wanted:
        st.session_state.setdefault(on_this_page(_MISREAD), {})[key] = (text, said(default))
    left, __ = st.session_state.get(on_this_page(_LEFT), {}).get(key, (default, ""))
    by_menu = set(st.query_params) <= _NO_CHOICE
    return left if by_menu and left in options else default

"""A choice that stands in the link by a name that no language changes: a link means the same to everyone.

Streamlit's own `bind="query-params"` writes an option as it is read. So the stage writes it, as it writes the
open section.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from explorer.ui.charts import on_this_page

_ASKED, _SET, _LAST = "choices", "choices_set", "choices_last"
# What an address may say that is no choice: who comes by the menu brings nothing else.
_NO_CHOICE = {"lang", "embed", "embed_options"}


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
    if st.session_state.get(key) not in names:
        by_menu = set(st.query_params) <= _NO_CHOICE
        before = st.session_state.get(on_this_page(_LAST), {}).get(key, "") if by_menu else ""
        asked = _asked(st.query_params.get(key, ""), names)
        st.session_state[key] = asked or (before if before in names else default)
    st.session_state.setdefault(on_this_page(_ASKED), {})[key] = default
    chosen: str = control(label, list(names), format_func=names.__getitem__, key=key, **options)
    st.session_state.setdefault(on_this_page(_LAST), {})[key] = chosen
    return chosen


def in_link() -> dict[str, str]:
    """Return what the link is to say of the choices of this page, by parameter; "" for a default."""
    known: dict[str, str] = st.session_state.get(on_this_page(_ASKED), {})
    others: dict[str, str] = st.session_state.get(on_this_page(_SET), {})
    return others | {
        key: "" if st.session_state[key] == default else str(st.session_state[key])
        for key, default in known.items()
        if key in st.session_state
    }


def set_param(parameter: str, text: str) -> None:
    """Let the link say `text` of a choice of another kind; "" where it need not say it."""
    st.session_state.setdefault(on_this_page(_SET), {})[parameter] = text


def get_param(parameter: str) -> str:
    """Return what the link said of such a choice when the page was opened; "" after `set_param`."""
    if parameter in st.session_state.get(on_this_page(_SET), {}):
        return ""
    return str(st.query_params.get(parameter, ""))


def _asked(text: str, names: Mapping[str, str]) -> str | None:
    """Return the option that a link names, as it is written there or as it is read."""
    wanted = text.casefold()
    return next(
        (option for option, name in names.items() if wanted in {option.casefold(), name.casefold()}), None
    )

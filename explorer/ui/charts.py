"""A chart on a page, and sections of which only the open one runs."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

import streamlit as st

from explorer import curriculum
from explorer.roles import Theme
from explorer.ui import language
from explorer.ui.language import _, current, decimal_mark, thousands_mark

if TYPE_CHECKING:
    import plotly.graph_objects as go


# Whether all below the first stage of this visit waits for it. Nothing stands there meanwhile: it would move.
_WAITING = "sections_wait"
# Seconds without a new visit until what is below a stage is made, and until it is made in any case.
_QUIET, _PATIENCE = 0.2, 4.0
# What sections were called in links of before.
_OLD_NAMES = {"The NumPy": "Code", "Your own table": "Your users and films"}


def wait_for_stage(*, stage_ready: bool) -> bool:
    """Let all below the first stage of a visit wait until it stands; return whether the stage is to say so.

    The highlighter of code is 1.6 MB and Plotly 4.7 MB of JavaScript. Beside the stage they would arrive and
    be read before it answers. Where a class opens a lesson in one instant, what is below waits until the
    others have their stage as well: one process serves them all.
    """
    if st.session_state.setdefault(_WAITING, True) and not stage_ready:
        _Visits.last = time.monotonic()
    elif stage_ready and st.session_state[_WAITING]:
        patience = time.monotonic() + _PATIENCE
        while time.monotonic() < min(patience, _Visits.last + _QUIET):
            time.sleep(_QUIET)
        st.session_state[_WAITING] = False
    return bool(st.session_state[_WAITING])


def waits() -> bool:
    """Return whether what is below the stage of this page is still to wait."""
    waiting = bool(st.session_state.get(_WAITING))
    if waiting:
        _Visits.last = time.monotonic()
    return waiting


class _Visits:
    """When a visit to this process last began or had its stage made, on the clock of `time.monotonic`."""

    last = float("-inf")


def page_theme() -> Theme:
    """Return the theme that the reader sees, to be handed to a figure function."""
    return "dark" if st.context.theme.type == "dark" else "light"


def chart(
    figure: go.Figure,
    key: str,
    *,
    on_select: Literal["ignore", "rerun"] = "ignore",
) -> Any:
    """Show a figure across its column, with the buttons of `figures.theme` and its own description as `alt`.

    Parameters
    ----------
    figure : from a function of `explorer.figures`
    key : str
        Stable, so that a reader's zoom and camera outlive a change of the data.
    on_select : "rerun" to get the points that a reader picks by click, box or lasso
        The answer is then Streamlit's selection; `points` in it have `point_index` and `curve_number`.
    """
    # A page whose charts stay closed does not import Plotly.
    from explorer.figures import theme

    figure = theme.in_language(figure, _)
    code = current()
    figure.update_layout(separators=decimal_mark(code) + thousands_mark(code))
    return st.plotly_chart(
        figure,
        width="stretch",
        theme=None,
        key=key,
        on_select=on_select,
        config=theme.CONFIG if on_select == "ignore" else theme.SELECTING,
        alt=theme.alt_text(figure),
    )


def sections(parts: Mapping[str, Callable[[], object]], key: str) -> str:
    """Show tabs, run the function of the open one only, and return its name.

    A chart in a closed tab costs nothing: neither is it computed here, nor does the browser load Plotly (4.7
    MB). Inside a fragment a click on a tab reruns the fragment alone. The open tab stands in the link, under
    `key` and by its English name, so that a link opens the same tab in every language; the first needs no
    mention there. Streamlit would write the name as it is read; so the stage writes it, with `opened`.

    Parameters
    ----------
    parts : mapping from the name on the tab to a function that draws its content
        Put what needs no chart first: the first tab is open at the start.
    key : str
        Name of the state and of the parameter in the link.

    Examples
    --------
    ::

        sections({"Code": show_code, "Map": show_map}, key="pca_section")
    """
    shown = {_(name): name for name in parts}
    place = on_this_page(key)
    if st.session_state.get(place) not in shown:
        # A new visit, or another language than a moment ago.
        asked = language.original(st.session_state.get(place) or st.query_params.get(key, ""))
        asked = _OLD_NAMES.get(asked, asked)
        if asked in parts:
            st.session_state[place] = _(asked)
    st.session_state[f"{place}:first"] = now = next(iter(parts))
    tabs = st.tabs(list(shown), key=place, on_change="rerun")
    for tab, (name, draw) in zip(tabs, parts.items(), strict=True):
        if tab.open:
            now = name
            with tab:
                # The label on the tab says it to the eye; who listens goes from heading to heading.
                st.html(f'<h2 class="spoken">{escape(_(name))}</h2>')
                draw()
    return now


def opened(key: str) -> dict[str, str]:
    """Return what the link is to say of the open section, before `sections` runs; nothing on a new visit."""
    place = on_this_page(key)
    if place not in st.session_state:
        return {}
    name = language.original(st.session_state[place])
    return {key: "" if name == st.session_state.get(f"{place}:first") else name}


def on_this_page(key: str) -> str:
    """Return the name of a state on this page: that of the page before is still there in its first run."""
    return f"{key}:{urlsplit(page_address()).path}"


def page_address() -> str:
    """Return the address of this page, "" where there is none.

    Streamlit takes the name of any page off its end before it puts that of this page there: of
    `/eigenvectors` the `vectors`, and what it calls the address is `/eigen/eigenvectors`.
    """
    address = (st.context.url or "").rstrip("/")
    before, __, name = address.rpartition("/")
    root, __, left = before.rpartition("/")
    cut = left and any(name == f"{left}{entry.stem}" for entry in curriculum.LESSONS)
    return f"{root}/{name}" if cut else address

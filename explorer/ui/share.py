"""Hand a picture on: its link, a code for phones, a frame for other sites, and what a teacher presets."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from explorer.curriculum import Lesson
from explorer.live.link import to_link
from explorer.live.scene import Scene

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LOCK, HIDE = "lock", "hide"  # parameters that a teacher's link may carry, each a list of names
_SPACE = "~"  # between the names of a list: a comma may stand in a name


def restrict(scene: Scene, parameters: Mapping[str, str]) -> list[str]:
    """Lock the inputs that a link locks and return the names that it hides; unknown names count for nothing.

    Examples
    --------
    >>> scene = Scene("one vector")
    >>> _ = scene.handle("u", at=(3, 1))
    >>> restrict(scene, {"lock": "u~nobody", "hide": "length of u"})
    ['length of u']
    >>> scene.inputs["u"]["locked"]
    True
    """
    locked = [name for name in parameters.get(LOCK, "").split(_SPACE) if name in scene.names()]
    if locked:
        scene.lock(*locked)
    return [name for name in parameters.get(HIDE, "").split(_SPACE) if name]


def address(base: str, parameters: Mapping[str, str]) -> str:
    """Return the address of a page with parameters, readable: commas and stars stay as they are.

    Examples
    --------
    >>> address("http://localhost:8501/vectors?old=1", {"u": "1,-2.5"})
    'http://localhost:8501/vectors?u=1,-2.5'
    """
    parts = urlsplit(base)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(parameters, safe=",*~"), ""))


def frame_snippet(link: str, title: str) -> str:
    """Return the HTML that shows a page inside another site, without the menu around it."""
    joint = "&" if urlsplit(link).query else "?"
    source = html.escape(f"{link}{joint}embed=true")
    return (
        f'<iframe src="{source}" title="{html.escape(title)}" '
        'width="100%" height="640" style="border: 0" loading="lazy"></iframe>'
    )


def code_svg(link: str) -> str:
    """Draw a link as a QR code, as SVG text; drawn here, so that no other host learns of it."""
    import segno

    stream = io.BytesIO()
    segno.make(link, error="m").save(stream, kind="svg", scale=5, border=3, light="#ffffff", xmldecl=False)
    return stream.getvalue().decode()


def values_csv(settled: Mapping[str, NDArray[np.float64]]) -> str:
    """Write the inputs on screen as a CSV table: name, row, column, value; a blank cell is empty."""
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(["name", "row", "column", "value"])
    for name, value in settled.items():
        grid = value.reshape(1, -1) if value.ndim < 2 else value
        for i, row in enumerate(grid, start=1):
            for j, x in enumerate(row, start=1):
                table.writerow([name, i, j, "" if x != x else repr(float(x))])
    return stream.getvalue()


def section(entry: Lesson, scene: Scene, settled: Mapping[str, NDArray[np.float64]]) -> None:
    """Show the ways to hand on what is on screen, and what a teacher may preset."""
    base = st.context.url or f"/{entry.stem}"
    parameters = to_link(scene, settled) | _composed(entry, scene)
    link = address(base, parameters)
    left, right = st.columns([2, 1], gap="large")
    with left:
        st.markdown("The link holds the picture as it stands: whoever opens it sees the same.")
        st.code(link, language=None, wrap_lines=True)
        st.markdown("The same inside another page:")
        st.code(frame_snippet(link, entry.title), language="html", wrap_lines=True)
        st.download_button(
            "The values on screen (CSV)",
            values_csv(settled),
            file_name=f"{entry.stem}.csv",
            mime="text/csv",
            icon=":material/table:",
            on_click="ignore",
        )
    with right:
        st.image(code_svg(link), caption="The link, for the phones in the room", width=240)


def _composed(entry: Lesson, scene: Scene) -> dict[str, str]:
    """Ask a teacher what the link shall preset; return it as parameters."""
    with st.expander("For a class: what the link shall hold fixed, hide or start with"):
        locked = st.multiselect("Hold fixed", scene.names(), key=f"{entry.stem}_lock")
        hidden = st.multiselect("Hide", scene.said(), key=f"{entry.stem}_hide")
        count = len(scene.steps)
        step = (
            st.selectbox("Start at step", ["–", *range(1, count + 1)], key=f"{entry.stem}_step")
            if count
            else "–"
        )
        theme = st.segmented_control("Theme", ["Light", "Dark"], key=f"{entry.stem}_theme")
        present = st.toggle("Start in projector mode", key=f"{entry.stem}_present")
    parameters = {}
    if locked:
        parameters[LOCK] = _SPACE.join(locked)
    if hidden:
        parameters[HIDE] = _SPACE.join(hidden)
    if step != "–":
        parameters["step"] = str(step)
    if theme:
        parameters["embed_options"] = f"{theme.lower()}_theme"
    if present:
        parameters["present"] = "1"
    return parameters

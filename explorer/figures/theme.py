"""How every chart looks: one colour, dash and marker for each role, on the page's own background.

A figure is built from plain dictionaries, `go.Figure(dict, skip_invalid=True, _validate=False)`: 2 ms
instead of 41 ms for the same chart by Plotly Express. Plotly's default template, 6.5 kB in every message, is
left out; what is wanted of it stands in `layout` below.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import plotly.graph_objects as go
from numpy.typing import ArrayLike, NDArray

from explorer import roles
from explorer.roles import Theme
from explorer.sentence import Rounded, Sentence

INK: Final[dict[Theme, str]] = {"light": "#1f2933", "dark": "#e8ecf1"}
"""Text; the page's own text colour."""

MUTED: Final[dict[Theme, str]] = {"light": "#5b6472", "dark": "#a7afbc"}
"""Numbers on axes and other quiet text."""

AXIS: Final[dict[Theme, str]] = {"light": "#8a929d", "dark": "#707a89"}
"""The two lines through the origin."""

GRID: Final[dict[Theme, str]] = {"light": "#e6e9ee", "dark": "#262d38"}
"""Grid lines: scenery, never the only bearer of a meaning."""

PANEL: Final[dict[Theme, str]] = {"light": "#f4f6f8", "dark": "#1a202a"}
"""Hover boxes and cells without a number."""

# The font that Streamlit ships. "inherit" would do for flat charts, but a 3-D chart writes on a canvas,
# which knows no inheritance.
FONT: Final = '"Source Sans", "Source Sans Pro", system-ui, sans-serif'

CONFIG: Final[dict[str, Any]] = {
    "displaylogo": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": "reset",
    # What a reader of a lesson uses; the rest only hides the chart.
    "modeBarButtonsToRemove": [
        "zoomIn2d",
        "zoomOut2d",
        "autoScale2d",
        "select2d",
        "lasso2d",
        "hoverClosestCartesian",
        "hoverCompareCartesian",
        "toggleSpikelines",
        "hoverClosest3d",
        "tableRotation",
        "orbitRotation",
        "resetCameraLastSave3d",
    ],
}
"""Buttons and behaviour, for `st.plotly_chart(config=...)`."""

SELECTING: Final[dict[str, Any]] = {
    **CONFIG,
    "modeBarButtonsToRemove": [
        name for name in CONFIG["modeBarButtonsToRemove"] if name not in ("select2d", "lasso2d")
    ],
}
"""The same with box and lasso, for charts whose points can be picked."""

# WebGL draws eight symbols only.
_SYMBOLS_3D: Final = {
    "triangle": "diamond-open",
    "star": "square-open",
    "pentagon": "circle-open",
}
_SYMBOLS_2D: Final = {"triangle": "triangle-up"}

# Beyond so many numbers single precision is sent: the seventh digit is a thousandth of a pixel.
_EXACT_NUMBERS = 60_000


def layout(theme: Theme) -> dict[str, Any]:
    """Return the layout that all charts share, in one theme.

    Examples
    --------
    >>> layout("dark")["paper_bgcolor"]
    'rgba(0,0,0,0)'
    """
    clear = "rgba(0,0,0,0)"
    return {
        # An empty template: without this key Plotly puts its own, of 6.5 kB, into every figure.
        "template": {},
        "paper_bgcolor": clear,
        "plot_bgcolor": clear,
        "font": {"family": FONT, "size": 14, "color": INK[theme]},
        # The buttons stand above the legend, and the legend above the chart.
        "margin": {"l": 8, "r": 8, "t": 62, "b": 8, "pad": 0},
        "height": 440,
        "hoverlabel": {
            "bgcolor": PANEL[theme],
            "bordercolor": AXIS[theme],
            "font": {"family": FONT, "size": 13, "color": INK[theme]},
            "align": "left",
        },
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1.0,
            "yanchor": "bottom",
            "font": {"color": INK[theme]},
            "itemsizing": "constant",
            "bgcolor": clear,
        },
        "modebar": {"bgcolor": clear, "color": AXIS[theme], "activecolor": INK[theme]},
        "hovermode": "closest",
        "dragmode": "pan",
    }


def axis(theme: Theme, title: str = "", *, zero: bool = False) -> dict[str, Any]:
    """Return one axis of a flat chart; `zero` draws the line through the origin."""
    return {
        "title": {"text": clean(title), "standoff": 8, "font": {"color": INK[theme], "size": 14}},
        "automargin": True,
        "gridcolor": GRID[theme],
        "gridwidth": 1,
        "linecolor": AXIS[theme],
        "tickfont": {"color": MUTED[theme], "size": 12},
        "zeroline": zero,
        "zerolinecolor": AXIS[theme],
        "zerolinewidth": 1.5,
        "nticks": 8,
    }


def equal_axes(theme: Theme, x: str, y: str) -> dict[str, Any]:
    """Return two axes on which one unit has the same length, with lines through the origin."""
    return {
        "xaxis": {**axis(theme, x, zero=True), "constrain": "domain"},
        "yaxis": {**axis(theme, y, zero=True), "scaleanchor": "x", "scaleratio": 1},
    }


def space(theme: Theme, names: Sequence[str], eye: tuple[float, float, float]) -> dict[str, Any]:
    """Return a 3-D scene: equal units, quiet walls, the axes named, seen from `eye`."""
    side = {
        "backgroundcolor": "rgba(0,0,0,0)",
        "gridcolor": GRID[theme],
        "linecolor": AXIS[theme],
        "zeroline": False,
        "showspikes": False,
        "tickfont": {"color": MUTED[theme], "size": 11, "family": FONT},
        "nticks": 5,
    }
    return {
        **{
            f"{letter}axis": {
                **side,
                "title": {"text": clean(name), "font": {"color": INK[theme], "size": 13, "family": FONT}},
            }
            for letter, name in zip("xyz", names, strict=True)
        },
        "aspectmode": "data",
        "camera": {
            "eye": dict(zip("xyz", eye, strict=True)),
            # The walls weigh the picture down; a little lower it stands in the middle.
            "center": {"x": 0, "y": 0, "z": -0.18},
        },
        # Turning keeps "up" up.
        "dragmode": "turntable",
    }


def figure(
    traces: Sequence[Mapping[str, Any]],
    theme: Theme,
    alt: str,
    *,
    revision: str,
    **changes: Any,
) -> go.Figure:
    """Return a figure from plain traces and what its layout changes of the shared one.

    `alt` is one sentence that says what the chart shows, for those who do not see it; `alt_text` reads it
    back. While `revision` is the same, a reader's zoom, camera and hidden legend entries outlive new data.
    """
    return go.Figure(
        {
            "data": [dict(trace) for trace in traces],
            "layout": {**layout(theme), "uirevision": revision, "meta": {"alt": alt}, **changes},
        },
        skip_invalid=True,
        _validate=False,
    )


def in_language(figure: go.Figure, say: Callable[[str], str]) -> go.Figure:
    """Return a figure with its sentences and its written numbers as `say` says them.

    Names and numbers in them would be lost for another language if a figure were built of plain texts.
    """

    def said(part: Any) -> Any:
        if isinstance(part, Sentence | Rounded):
            return say(part)
        if isinstance(part, dict):
            return {name: said(inner) for name, inner in part.items()}
        return [said(inner) for inner in part] if isinstance(part, list | tuple) else part

    parts = {
        "data": [said(trace.to_plotly_json()) for trace in figure.data],
        "layout": said(figure.layout.to_plotly_json()),
    }
    return go.Figure(parts, skip_invalid=True, _validate=False)


def alt_text(figure: go.Figure) -> str:
    """Return the sentence that describes a figure to those who do not see it."""
    return str(figure.layout.meta["alt"])


def line(role: str, theme: Theme, width: float = 3) -> dict[str, Any]:
    """Return colour, dash and width of a role's strokes.

    Examples
    --------
    >>> line("derived", "light")
    {'color': '#555757', 'dash': 'dash', 'width': 3}
    """
    return {"color": roles.colour(role, theme), "dash": roles.ROLES[role].dash, "width": width}


def marker(role: str, theme: Theme, size: float = 9, *, solid: bool = False) -> dict[str, Any]:
    """Return colour and symbol of a role's points; `solid` for a point in a 3-D chart.

    Examples
    --------
    >>> marker("second", "dark")
    {'color': '#f88c4f', 'symbol': 'square', 'size': 9}
    """
    return {
        "color": roles.colour(role, theme),
        "symbol": symbol(roles.ROLES[role].marker, solid=solid),
        "size": size,
    }


def group_marker(index: int, theme: Theme, size: float = 7, *, solid: bool = False) -> dict[str, Any]:
    """Return colour and symbol of the group with this index; `grouped` makes no ninth group."""
    light, dark, shape = roles.GROUPS[index % len(roles.GROUPS)]
    return {
        "color": light if theme == "light" else dark,
        "symbol": symbol(shape, solid=solid),
        "size": size,
    }


def symbol(name: str, *, solid: bool = False) -> str:
    """Return Plotly's name for a marker of `explorer.roles`.

    Examples
    --------
    >>> symbol("triangle"), symbol("triangle", solid=True)
    ('triangle-up', 'diamond-open')
    """
    return (_SYMBOLS_3D if solid else _SYMBOLS_2D).get(name, name)


def grouped(groups: Sequence[Any] | NDArray[Any]) -> list[tuple[str, NDArray[np.bool_]]]:
    """Return each group's name and rows, the largest first; beyond eight the small ones become "other".

    Examples
    --------
    >>> [(name, int(rows.sum())) for name, rows in grouped(["b", "a", "b"])]
    [('b', 2), ('a', 1)]
    """
    names = np.array([str(name) for name in groups], dtype=object)
    found, counts = np.unique(names.astype(str), return_counts=True)
    order = [str(found[i]) for i in np.argsort(-counts, kind="stable")]
    most = len(roles.GROUPS)
    if len(order) <= most:
        return [(name, np.asarray(names == name, dtype=np.bool_)) for name in order]
    shown = order[: most - 1]
    parts = [(name, np.asarray(names == name, dtype=np.bool_)) for name in shown]
    rest = ~np.logical_or.reduce([rows for _, rows in parts])
    return [*parts, (Sentence("other ({count})", count=len(order) - len(shown)), rest)]


def numbers(values: ArrayLike, of: int | None = None) -> NDArray[Any]:
    """Return numbers to be drawn; single precision when the chart draws many (`of` counts them all)."""
    array = np.asarray(values, dtype=float)
    return array.astype(np.float32) if (array.size if of is None else of) > _EXACT_NUMBERS else array


def number(value: float, decimals: int = 2) -> Rounded:
    """Return a number as text, with a real minus sign and never a negative zero.

    Examples
    --------
    >>> number(-0.9), number(-0.001)
    ('−0.90', '0.00')
    """
    return Rounded(value, decimals)


def percent(share: float, decimals: int = 1) -> Sentence:
    """Return a share as per cent.

    Examples
    --------
    >>> percent(0.552)
    '55.2 %'
    """
    return Sentence("{share} %", share=number(100 * share, decimals))


def clean(text: object) -> str:
    """Return text from a reader's file so that Plotly shows it and does not read it as markup or a template.

    Examples
    --------
    >>> clean("<b>x</b> %{y}")
    '&lt;b&gt;x&lt;/b&gt; % {y}'
    """
    if isinstance(text, Sentence):
        values = text.values.items()
        return Sentence(text.template, **{n: clean(v) if _is_text(v) else v for n, v in values})
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("%{", "% {")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not isinstance(value, Rounded)


def clean_hover(text: object) -> str:
    """Return a name for use in the middle of a hover line, cut to what fits a phone."""
    short = str(text)
    return clean(short if len(short) <= 40 else short[:39] + "…")


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence.

    Examples
    --------
    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    if len(words) < 2:
        return words[0] if words else ""
    return Sentence("{first} and {last}", first=joined(words[:-1]), last=words[-1])


def joined(words: Sequence[str]) -> str:
    """Return words one after the other, with commas between them.

    Examples
    --------
    >>> joined(["a", "b", "c"])
    'a, b, c'
    """
    return functools.reduce(lambda head, word: Sentence("{head}, {word}", head=head, word=word), words)


def hover(text: str) -> Sentence:
    """Return what a hover label says and nothing besides: Plotly would add the name of the trace."""
    return Sentence("{text}{end}", text=text, end="<extra></extra>")


def scale_of_one(theme: Theme) -> list[list[Any]]:
    """Return a scale for numbers that grow: one hue, from quiet to strong against the page."""
    if theme == "light":
        return [[0.0, "#9cc3e0"], [0.5, "#2f7fb8"], [1.0, "#06304f"]]
    return [[0.0, "#2f5f85"], [0.5, "#56a6dc"], [1.0, "#d8eefc"]]


def scale_of_two(theme: Theme) -> list[list[Any]]:
    """Return a scale for numbers about zero, in hues that are no role's: the page at zero.

    The ends are quieter than `roles.BELOW_ZERO` and `roles.ABOVE_ZERO`, so that a number in the text colour
    can be read on each.
    """
    low, high = ("#e59ab0", "#a99ce6") if theme == "light" else ("#a02c50", "#4f3fa3")
    return [[0.0, low], [0.5, roles.BACKGROUND[theme]], [1.0, high]]


def halo(theme: Theme) -> str:
    """Return a text shadow in the page's colour: a name stays readable where a line passes under it."""
    page = roles.BACKGROUND[theme]
    return ", ".join([f"0 0 3px {page}"] * 4)

"""Charts of a principal component analysis: cloud and plane, map, shares, loadings, a row rebuilt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import ArrayLike, NDArray

from explorer import roles
from explorer.figures import theme as look
from explorer.figures.labels import place_labels
from explorer.roles import Theme
from explorer.sentence import Sentence

# WebGL draws more points than this smoothly, SVG does not.
_MANY_POINTS = 4_000
# More numbers above bars than this would touch.
_WRITTEN_BARS = 12
_SHOWN_BARS = 30


# Pixels above a plot with a legend: on a phone the buttons stand above the names and not on them.
_TOP = 64


def cloud_figure(
    points: ArrayLike,
    mean: ArrayLike,
    components: ArrayLike,
    lengths: ArrayLike,
    *,
    axis_names: Sequence[str] = ("x", "y", "z"),
    labels: Sequence[object] | None = None,
    groups: Sequence[object] | None = None,
    shadows: ArrayLike | None = None,
    subject: str = "points",
    theme: Theme = "light",
) -> go.Figure:
    """Draw a 3-D cloud, the plane of its first two directions and the directions themselves, from the mean.

    Parameters
    ----------
    points : array (n, 3)
    mean : array (3,)
        Where the directions start.
    components : array (k, 3)
        Orthonormal directions as rows; the first two span the plane. With fewer than two no plane is drawn.
    lengths : array (k,)
        How far each direction is drawn, in the units of the points; twice the standard deviation suits. The
        plane reaches as far to both sides.
    axis_names : three names, with their units
    labels : n names, optional
        First line of the hover text.
    groups : n names, optional
        Told apart by colour and symbol.
    shadows : array (n, 3), optional
        Where each point falls on the plane; drawn as dashed sticks.
    subject : str
        What the points are, in the plural, for the description.

    Examples
    --------
    >>> cloud = cloud_figure(np.eye(3), np.ones(3) / 3, np.eye(3)[:2], [1, 1])
    >>> [trace.name for trace in cloud.data]
    ['points', 'plane of PC1 and PC2', 'PC1', 'PC2', 'names of the directions']
    """
    points = np.asarray(points, dtype=float)
    mean = np.asarray(mean, dtype=float)
    components = np.atleast_2d(np.asarray(components, dtype=float))
    lengths = np.asarray(lengths, dtype=float)
    traces = _points(points, labels, groups, theme, axis_names, subject)
    if shadows is not None:
        traces.append(_sticks(points, np.asarray(shadows, dtype=float), theme))
    if len(components) >= 2:
        traces.append(_plane(mean, components[:2] * lengths[:2, None], theme))
    traces += _directions(mean, components * lengths[:, None], theme)
    names = [str(name) for name in axis_names]
    towards = [
        Sentence("{component} towards {direction}", component=f"PC{i + 1}", direction=_towards(row))
        for i, row in enumerate(components)
    ]
    alt = Sentence(
        "{count} {subject} in three dimensions ({axes}), with {directions} drawn from their mean and the "
        "plane that the first two span."
        if len(components) >= 2
        else "{count} {subject} in three dimensions ({axes}), with {directions} drawn from their mean.",
        count=len(points),
        subject=subject,
        axes=look.listed(names),
        directions=look.listed(towards),
    )
    return look.figure(
        traces,
        theme,
        alt,
        revision=f"cloud of {subject}",
        scene={
            **look.space(theme, names, _eye(components)),
            "uirevision": f"cloud of {subject}",
        },
        margin={"l": 0, "r": 0, "t": _TOP, "b": 0},
        height=500,
    )


def map_figure(
    scores: ArrayLike,
    shares: ArrayLike,
    *,
    components: tuple[int, int] = (0, 1),
    labels: Sequence[object] | None = None,
    values: ArrayLike | None = None,
    value_names: Sequence[str] = (),
    groups: Sequence[object] | None = None,
    colour_by: tuple[str, ArrayLike] | None = None,
    subject: str = "points",
    theme: Theme = "light",
) -> go.Figure:
    """Draw the 2-D map: each point at its scores on two components, one unit equally long on both axes.

    Parameters
    ----------
    scores : array (n, k)
    shares : array (k,)
        Share of the variance of each component, for the axis titles.
    components : two column indices
        What to draw to the right and up.
    labels : n names, optional
        First line of the hover text.
    values, value_names : array (n, d) and d names, optional
        Original values, further lines of the hover text.
    groups : n names, optional
        Told apart by colour and symbol.
    colour_by : (name, array (n,)), optional
        A number for each point, told by colour and by size; not together with `groups`.

    Raises
    ------
    ValueError
        If both `groups` and `colour_by` are given: colour and symbol can tell one thing only.

    Examples
    --------
    >>> map_figure([[1.0, 2.0], [-1.0, -2.0]], [0.552, 0.432]).layout.xaxis.title.text
    'PC1 (55.2 %)'
    """
    if groups is not None and colour_by is not None:
        raise ValueError("groups and colour_by: colour can tell one of them only; leave the other out.")
    scores = np.asarray(scores, dtype=float)
    shares = np.asarray(shares, dtype=float)
    across, up = components
    titles = [_title(i, shares[i]) for i in components]
    hover = _hover(labels, value_names, len(scores))
    data = None if values is None else np.asarray(values, dtype=float)
    kind = "scattergl" if len(scores) > _MANY_POINTS else "scatter"

    def trace(rows: Any, name: str, style: dict[str, Any]) -> dict[str, Any]:
        drawn: dict[str, Any] = {
            "type": kind,
            "mode": "markers",
            "name": look.clean(name),
            "x": look.numbers(scores[rows, across], of=scores.size),
            "y": look.numbers(scores[rows, up], of=scores.size),
            "marker": style,
            "hovertemplate": hover.format(x=f"PC{across + 1}", y=f"PC{up + 1}"),
        }
        if labels is not None:
            drawn["text"] = [look.clean_hover(labels[i]) for i in np.arange(len(scores))[rows]]
        if data is not None and value_names:
            drawn["customdata"] = look.numbers(data[rows], of=data.size)
        return drawn

    told: str = ""
    size = 7 if len(scores) <= 1_000 else 5
    if groups is not None:
        parts = look.grouped(groups)
        traces = [
            trace(rows, name, _resting(look.group_marker(i, theme, size), len(scores)))
            for i, (name, rows) in enumerate(parts)
        ]
        sizes = [Sentence("{name} {count}", name=name, count=int(rows.sum())) for name, rows in parts]
        told = Sentence(", in {count} groups: {groups}", count=len(parts), groups=look.listed(sizes))
    elif colour_by is not None:
        name, numbers = colour_by
        traces = [trace(slice(None), subject, _graded(numbers, name, theme))]
        told = Sentence(
            ", larger and lighter with {name}" if theme == "dark" else ", larger and darker with {name}",
            name=name,
        )
    else:
        traces = [trace(slice(None), subject, _resting(look.marker("data", theme, size), len(scores)))]
    alt = Sentence(
        "Map of {count} {subject}: {across} and {up} keep {share} of the variance{told}.",
        count=len(scores),
        subject=subject,
        across=f"PC{across + 1}",
        up=f"PC{up + 1}",
        share=look.percent(shares[across] + shares[up]),
        told=told,
    )
    return look.figure(
        traces,
        theme,
        alt,
        revision=f"map {across} {up}",
        margin={"l": 8, "r": 8, "t": _TOP, "b": 8, "pad": 0},
        showlegend=groups is not None,
        height=480,
        **look.equal_axes(theme, *titles),
    )


def scree_figure(shares: ArrayLike, *, kept: int | None = None, theme: Theme = "light") -> go.Figure:
    """Draw the share of each component as a bar and their running sum as a line.

    Parameters
    ----------
    shares : array (k,)
        Shares of the whole variance, descending.
    kept : int, optional
        How many components are kept: their bars are filled, the others hatched.

    Examples
    --------
    >>> list(scree_figure([0.552, 0.432, 0.016]).data[0].x)
    ['PC1', 'PC2', 'PC3']
    """
    shares = np.asarray(shares, dtype=float)
    kept = len(shares) if kept is None else kept
    total = np.cumsum(shares)
    shown = slice(_SHOWN_BARS)
    percents, running = 100 * shares[shown], 100 * total[shown]
    names = [f"PC{i + 1}" for i in range(len(percents))]
    written = len(percents) <= _WRITTEN_BARS
    fill = roles.colour("principal", theme)
    # A tall bar carries its number inside, where the line of sums does not cross it.
    inside = [share >= 15 and i < kept for i, share in enumerate(percents)]
    bars: dict[str, Any] = {
        "type": "bar",
        "name": Sentence("each"),
        "x": names,
        "y": percents,
        "marker": {
            "color": fill,
            "line": {"color": fill, "width": 1.5},
            "pattern": {
                "shape": ["" if i < kept else "/" for i in range(len(percents))],
                "fillmode": "replace",
                "bgcolor": "rgba(0,0,0,0)",
                "size": 7,
                "solidity": 0.2,
            },
            "cornerradius": 3,
        },
        "text": [look.percent(share) for share in shares[shown]] if written else None,
        "textposition": ["inside" if within else "outside" for within in inside],
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {
            "color": [roles.BACKGROUND[theme] if within else look.INK[theme] for within in inside],
            "size": 13,
        },
        "cliponaxis": False,
        "hovertemplate": "%{x}: %{y:.2f} %<extra></extra>",
    }
    cumulative = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": Sentence("together"),
        "x": names,
        "y": running,
        "line": {**look.line("derived", theme, 2)},
        "marker": {"color": look.MUTED[theme], "symbol": "circle", "size": 7},
        "hovertemplate": look.hover(
            Sentence("up to {component}: {share} %", component="%{x}", share="%{y:.2f}")
        ),
    }
    each = [
        Sentence("{component} {share}", component=name, share=look.percent(share))
        for name, share in zip(names[:5], shares[:5], strict=False)
    ]
    more: str = ""
    if len(percents) < len(shares):
        first = Sentence("(the first {shown} of {all})", shown=len(percents), all=len(shares))
        more = Sentence(" {first}", first=first)
    alt = Sentence(
        "Share of the variance of each component{more}: {shares}; the first {kept} together keep {share}.",
        more=more,
        shares=look.listed(each)
        if len(names) <= 5
        else Sentence("{shares} and so on", shares=look.listed(each)),
        kept=kept,
        share=look.percent(total[kept - 1] if kept else 0),
    )
    return look.figure(
        [bars, cumulative],
        theme,
        alt,
        revision="scree",
        hovermode="x unified",
        bargap=0.35,
        height=380,
        xaxis={**look.axis(theme), "showgrid": False, "nticks": 12, "fixedrange": True},
        yaxis={
            **look.axis(theme, Sentence("share of the variance (%)")),
            "range": [0, 108],
            "tickvals": [0, 25, 50, 75, 100],
            "fixedrange": True,
        },
    )


def loadings_figure(
    loadings: ArrayLike,
    names: Sequence[str],
    shares: ArrayLike,
    *,
    components: tuple[int, int] = (0, 1),
    circle: bool = False,
    theme: Theme = "light",
) -> go.Figure:
    """Draw how much each column takes part in two components, as an arrow from the origin for each column.

    Parameters
    ----------
    loadings : array (d, k)
        One row a column of the data, one column a component.
    names : d column names
    shares : array (k,)
        For the axis titles.
    circle : bool
        Draw the unit circle: for standardised data a loading is a correlation and cannot leave it.

    Examples
    --------
    >>> loadings_figure([[0.9, 0.1], [0.2, 0.8]], ["depth", "east"], [0.6, 0.4]).data[1].text
    ('depth', 'east')
    """
    loadings = np.asarray(loadings, dtype=float)
    shares = np.asarray(shares, dtype=float)
    tips = loadings[:, list(components)]
    reach = 1.0 if circle else float(np.abs(tips).max(initial=0.0)) or 1.0
    titles = [_title(i, shares[i]) for i in components]
    named = [look.clean_hover(name) for name in names]
    sides = place_labels(tips, named, reach * 1.3)
    gaps = np.full((len(tips), 3, 2), np.nan)
    gaps[:, 0], gaps[:, 1] = 0.0, tips
    shafts = gaps.reshape(-1, 2)
    traces: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": shafts[:, 0],
            "y": shafts[:, 1],
            "line": {"color": roles.colour("first", theme), "dash": "solid", "width": 2.5},
            "hoverinfo": "skip",
            "showlegend": False,
        },
        {
            "type": "scatter",
            "mode": "markers+text",
            "name": "columns",
            "x": tips[:, 0],
            "y": tips[:, 1],
            "text": named,
            "textposition": sides,
            "textfont": {"color": look.INK[theme], "size": 13, "shadow": look.halo(theme)},
            "cliponaxis": False,
            "marker": {
                "symbol": "arrow",
                "size": 12,
                # Plotly counts clockwise from straight up.
                "angle": np.degrees(np.arctan2(tips[:, 0], tips[:, 1])),
                "color": roles.colour("first", theme),
            },
            "hovertemplate": (
                f"<b>%{{text}}</b><br>PC{components[0] + 1} %{{x:.2f}}"
                f"<br>PC{components[1] + 1} %{{y:.2f}}<extra></extra>"
            ),
        },
    ]
    if circle:
        turn = np.linspace(0, 2 * np.pi, 121)
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": "correlation 1",
                "x": np.cos(turn),
                "y": np.sin(turn),
                "line": look.line("derived", theme, 1.5),
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
    leaders = [str(names[int(np.argmax(np.abs(tips[:, i])))]) for i in range(2)]
    alt = Sentence(
        "{count} columns as arrows: {first} takes most part in {across}, {second} in {up}.",
        count=len(named),
        first=leaders[0],
        second=leaders[1],
        across=f"PC{components[0] + 1}",
        up=f"PC{components[1] + 1}",
    )
    axes = look.equal_axes(theme, *titles)
    for key in ("xaxis", "yaxis"):
        axes[key]["range"] = [-1.3 * reach, 1.3 * reach]
    return look.figure(traces, theme, alt, revision="loadings", showlegend=False, height=460, **axes)


def rebuilt_figure(
    original: ArrayLike,
    rebuilt: ArrayLike,
    names: Sequence[str],
    *,
    label: str = "this row",
    kept: int | None = None,
    theme: Theme = "light",
) -> go.Figure:
    """Draw one row of a table beside what the kept components make of it, and the gap that is left.

    Parameters
    ----------
    original, rebuilt : array (d,)
        In units that can share an axis, for example standard deviations.
    names : d column names

    Examples
    --------
    >>> rebuilt_figure([1.0, 2.0], [1.1, 1.8], ["a", "b"]).data[2].name
    'rebuilt'
    """
    original, rebuilt = np.asarray(original, dtype=float), np.asarray(rebuilt, dtype=float)
    named = [look.clean_hover(name) for name in names]
    gaps = np.full((len(original), 3), np.nan)
    gaps[:, 0], gaps[:, 1] = original, rebuilt
    where = [name for name in named for _ in range(3)]
    traces = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": Sentence("gap"),
            "x": where,
            "y": gaps.ravel(),
            "line": look.line("derived", theme, 2),
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "name": Sentence("given"),
            "x": named,
            "y": original,
            "marker": look.marker("data", theme, 11),
            "hovertemplate": "%{fullData.name} %{y:.3f}<extra></extra>",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "name": Sentence("rebuilt"),
            "x": named,
            "y": rebuilt,
            "marker": look.marker("result", theme, 11),
            "hovertemplate": "%{fullData.name} %{y:.3f}<extra></extra>",
        },
    ]
    worst = int(np.argmax(np.abs(original - rebuilt)))
    by: str = ""
    if kept is not None:
        source = Sentence("from {count} component" if kept == 1 else "from {count} components", count=kept)
        by = Sentence(" {source}", source=source)
    alt = Sentence(
        "{row} with {count} columns, given and rebuilt{by}; the largest gap is {gap} at {column}.",
        row=label,
        count=len(named),
        by=by,
        gap=look.number(abs(float(original[worst] - rebuilt[worst]))),
        column=names[worst],
    )
    return look.figure(
        traces,
        theme,
        alt,
        revision="rebuilt",
        hovermode="x unified",
        height=380,
        xaxis={**look.axis(theme), "nticks": 40},
        yaxis=look.axis(theme, zero=True),
    )


def _points(
    points: NDArray[np.float64],
    labels: Sequence[object] | None,
    groups: Sequence[object] | None,
    theme: Theme,
    axis_names: Sequence[str],
    subject: str,
) -> list[dict[str, Any]]:
    heading = "<b>%{text}</b><br>" if labels is not None else ""
    hover = heading + "<br>".join(
        f"{look.clean_hover(name)} %{{{letter}:.4g}}" for name, letter in zip(axis_names, "xyz", strict=True)
    )
    size = 3.2 if len(points) <= 1_000 else 2.2
    if groups is None:
        quiet = {**look.marker("data", theme, size, solid=True), "opacity": 0.75}
        parts: list[tuple[str, Any, dict[str, Any]]] = [(subject, slice(None), quiet)]
    else:
        parts = [
            (name, rows, look.group_marker(i, theme, size + 0.8, solid=True))
            for i, (name, rows) in enumerate(look.grouped(groups))
        ]
    traces = []
    for name, rows, style in parts:
        trace: dict[str, Any] = {
            "type": "scatter3d",
            "mode": "markers",
            "name": look.clean(name),
            "x": look.numbers(points[rows, 0], of=points.size),
            "y": look.numbers(points[rows, 1], of=points.size),
            "z": look.numbers(points[rows, 2], of=points.size),
            "marker": {**style, "line": {"width": 0}},
            "hovertemplate": hover + "<extra></extra>",
        }
        if labels is not None:
            trace["text"] = [look.clean_hover(labels[i]) for i in np.arange(len(points))[rows]]
        traces.append(trace)
    return traces


def _sticks(points: NDArray[np.float64], shadows: NDArray[np.float64], theme: Theme) -> dict[str, Any]:
    ends = np.full((len(points), 3, 3), np.nan)
    ends[:, 0], ends[:, 1] = points, shadows
    x, y, z = ends.reshape(-1, 3).T
    return {
        "type": "scatter3d",
        "mode": "lines",
        "name": Sentence("what the plane leaves out"),
        "x": look.numbers(x),
        "y": look.numbers(y),
        "z": look.numbers(z),
        "line": look.line("derived", theme, 1.5),
        "hoverinfo": "skip",
        "connectgaps": False,
    }


def _plane(mean: NDArray[np.float64], reach: NDArray[np.float64], theme: Theme) -> dict[str, Any]:
    """Return the rectangle mean +- reach[0] +- reach[1], as two triangles."""
    signs = np.array([[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]])
    x, y, z = (mean + signs @ reach).T
    return {
        "type": "mesh3d",
        "name": Sentence("plane of {first} and {second}", first="PC1", second="PC2"),
        "x": x,
        "y": y,
        "z": z,
        "i": [0, 0],
        "j": [1, 2],
        "k": [2, 3],
        "color": roles.colour("principal", theme),
        "opacity": 0.22,
        # No lamp: the sheet has one tint from every side.
        "lighting": {"ambient": 1, "diffuse": 0, "specular": 0, "fresnel": 0},
        "hoverinfo": "skip",
        "showlegend": True,
    }


def _eye(components: NDArray[np.float64]) -> tuple[float, float, float]:
    """Return where to look from: obliquely onto the plane of the first two directions, and from above."""
    if len(components) < 2:
        return (1.3, -1.7, 0.8)
    normal = np.cross(components[0], components[1])
    normal = normal if normal[2] >= 0 else -normal
    eye = normal + 0.9 * components[0] * np.sign(components[0][0] or 1.0)
    eye[2] = max(eye[2], 0.35)
    x, y, z = (2.2 * eye / np.sqrt(np.sum(eye**2))).tolist()
    return (x, y, z)


def _directions(start: NDArray[np.float64], steps: NDArray[np.float64], theme: Theme) -> list[dict[str, Any]]:
    """Return a line with a tip for each direction, and their names a little beyond the tips."""
    # Solid: WebGL has no readable dash-dot. The diamond at the tip and the name tell it apart instead.
    style = {**look.line("principal", theme, 8), "dash": "solid"}
    names = [f"PC{i + 1}" for i in range(len(steps))]
    traces: list[dict[str, Any]] = []
    for name, tip in zip(names, start + steps, strict=True):
        x, y, z = np.stack([start, tip]).T.tolist()
        traces.append(
            {
                "type": "scatter3d",
                "mode": "lines+markers",
                "name": name,
                "x": x,
                "y": y,
                "z": z,
                "line": style,
                "marker": {
                    "color": style["color"],
                    "symbol": "diamond",
                    "size": [0, 7],
                    "line": {"width": 0},
                },
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
    x, y, z = (start + 1.15 * steps).T.tolist()
    traces.append(
        {
            "type": "scatter3d",
            "mode": "text",
            "name": "names of the directions",
            "x": x,
            "y": y,
            "z": z,
            "text": names,
            "textfont": {"color": look.INK[theme], "size": 15, "family": look.FONT},
            "hoverinfo": "skip",
            "showlegend": False,
        }
    )
    return traces


def _resting(style: dict[str, Any], count: int) -> dict[str, Any]:
    """Let crowded points shine through each other."""
    return {**style, "opacity": 0.95 if count <= 300 else 0.8}


def _graded(values: ArrayLike, name: str, theme: Theme) -> dict[str, Any]:
    """Return a marker whose colour and size both grow with a number."""
    array = np.asarray(values, dtype=float)
    low, high = (float(np.nanmin(array)), float(np.nanmax(array))) if np.isfinite(array).any() else (0.0, 1.0)
    share = np.nan_to_num((array - low) / ((high - low) or 1.0))
    return {
        "color": look.numbers(array),
        "size": np.round(4 + 6 * share, 1).astype(np.float32),
        "symbol": "circle",
        "opacity": 0.85,
        "colorscale": look.scale_of_one(theme),
        "cmin": low,
        "cmax": high if high > low else low + 1,
        "colorbar": {
            "title": {"text": look.clean_hover(name), "side": "right", "font": {"size": 13}},
            "thickness": 10,
            "outlinewidth": 0,
            "len": 0.8,
            "tickfont": {"color": look.MUTED[theme], "size": 12},
        },
        "line": {"width": 0},
    }


def _hover(labels: Sequence[object] | None, names: Sequence[str], count: int) -> str:
    """Return a hover template with {x} and {y} left open for the two components."""
    heading = "<b>%{{text}}</b><br>" if labels is not None else ""
    lines = [
        f"{_braced(look.clean_hover(name))} %{{{{customdata[{i}]:.4~g}}}}<br>"
        for i, name in enumerate(names[:12])
    ]
    return heading + "".join(lines) + "{x} %{{x:.3~g}}, {y} %{{y:.3~g}}<extra></extra>"


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _towards(direction: NDArray[np.float64]) -> Sentence:
    return Sentence("({numbers})", numbers=look.joined([look.number(float(x)) for x in direction]))


def _title(component: int, share: float) -> Sentence:
    return Sentence("{name} ({share})", name=f"PC{component + 1}", share=look.percent(share))

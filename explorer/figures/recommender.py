"""Charts of a factorization: users and items on one map, the learning curve, a matrix with its blanks."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import ArrayLike, NDArray

from explorer import roles
from explorer.figures import theme as look
from explorer.figures.labels import place_labels
from explorer.roles import Theme
from explorer.sentence import Sentence

# Above so many points names are read by hovering.
_WRITTEN_NAMES = 40
# Above so many cells numbers are read by hovering.
_WRITTEN_CELLS = 400

_ACROSS, _UP = Sentence("axis {n}", n=1), Sentence("axis {n}", n=2)
AxisName = str | tuple[str, str]


def embedding_figure(
    U: ArrayLike,
    V: ArrayLike,
    users: Sequence[str],
    items: Sequence[str],
    *,
    axis_names: tuple[AxisName, AxisName] = (_ACROSS, _UP),
    user: int | None = None,
    item: int | None = None,
    subject: tuple[str, str] = ("users", "films"),
    theme: Theme = "light",
) -> go.Figure:
    """Draw users and items as points of one plane: rows of U as circles, rows of V as squares.

    Parameters
    ----------
    U : array (m, 2)
    V : array (n, 2)
    users, items : m and n names
        Written beside the points while there are few, shown on hover always.
    axis_names : two names
        What the reader calls the axes; a pair ("arthouse", "blockbuster") names both ends.
    user, item : indices, optional
        Join this user and this item by a line; its length is their distance.
    subject : two plurals
        What rows of U and V are.

    Examples
    --------
    >>> drawn = embedding_figure([[1, 0]], [[0, 1], [1, 1]], ["user 1"], ["Shrek", "Memento"])
    >>> [(trace.name, trace.marker.symbol) for trace in drawn.data]
    [('users', 'circle'), ('films', 'square')]
    """
    U = np.asarray(U, dtype=float)[:, :2]
    V = np.asarray(V, dtype=float)[:, :2]
    reach = 1.25 * float(np.abs(np.vstack([U, V])).max(initial=0.0)) or 1.0
    names = [look.clean_hover(name) for name in [*users, *items]]
    written = len(names) <= _WRITTEN_NAMES
    joined = [] if user is None or item is None else [(U[user], V[item])]
    sides = place_labels(np.vstack([U, V]), names, reach, lines=joined) if written else []
    parts = (
        (subject[0], "first", U, slice(0, len(U))),
        (subject[1], "second", V, slice(len(U), None)),
    )
    traces: list[dict[str, Any]] = []
    if user is not None and item is not None:
        ends = np.vstack([U[user], V[item]])
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": "distance",
                "x": ends[:, 0],
                "y": ends[:, 1],
                "line": look.line("derived", theme, 2),
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
    for name, role, points, own in parts:
        style = look.marker(role, theme, 12 if written else 7)
        traces.append(
            {
                "type": "scatter",
                "mode": "markers+text" if written else "markers",
                "name": name,
                "x": points[:, 0],
                "y": points[:, 1],
                "text": names[own],
                "textposition": sides[own],
                # The names in the colour of the role, which is dark enough for text.
                "textfont": {"color": roles.colour(role, theme), "size": 13, "shadow": look.halo(theme)},
                "cliponaxis": False,
                "marker": {**style, "opacity": 1 if written else 0.75},
                "hovertemplate": "<b>%{text}</b><br>(%{x:.2f}, %{y:.2f})<extra></extra>",
            }
        )
    axes = look.equal_axes(theme, *(_ends(name) for name in axis_names))
    for key in ("xaxis", "yaxis"):
        axes[key]["range"] = [-reach, reach]
    line: str = ""
    if user is not None and item is not None:
        line = Sentence("; a line joins {user} and {item}", user=users[user], item=items[item])
    listed: str = ""
    if written:
        places = zip([*users, *items], np.vstack([U, V]).tolist(), strict=True)
        each = [Sentence("{name} {place}", name=name, place=_place(x, y)) for name, (x, y) in places]
        listed = Sentence(": {places}", places=look.joined(each[:12]))
    alt = Sentence(
        "{users} {first} (circles) and {items} {second} (squares) on one plane{line}{places}.",
        users=len(U),
        first=subject[0],
        items=len(V),
        second=subject[1],
        line=line,
        places=listed,
    )
    return look.figure(traces, theme, alt, revision="embedding", height=480, **axes)


def cloud_map_figure(
    points: ArrayLike,
    names: Sequence[str],
    *,
    groups: Sequence[str] | None = None,
    found: int | None = None,
    subject: str = "films",
    axes: tuple[str, str] = (_ACROSS, _UP),
    theme: Theme = "light",
) -> go.Figure:
    """Draw many items as points of one plane, names on hover, and ring the one that was searched for.

    Parameters
    ----------
    points : array (n, 2)
    names : n names
    groups : n names, optional
        Each group gets a colour and a marker.
    found : index, optional
        The item to ring and to name.
    subject : str
        What the points are, in the plural.
    axes : two names

    Examples
    --------
    >>> drawn = cloud_map_figure([[0, 1], [1, 0]], ["Heat", "Up"], groups=["Crime", "Children"], found=1)
    >>> [trace.name for trace in drawn.data]
    ['Children', 'Crime', 'Up']
    """
    places = np.asarray(points, dtype=float)[:, :2]
    texts = np.array([look.clean_hover(name) for name in names], dtype=object)
    parts = look.grouped(groups) if groups is not None else [(subject, np.ones(len(places), dtype=bool))]
    traces: list[dict[str, Any]] = []
    for index, (name, rows) in enumerate(parts):
        own = look.numbers(places[rows], of=places.size)
        traces.append(
            {
                # Beyond some thousands SVG is slow.
                "type": "scatter" if len(places) <= 2000 else "scattergl",
                "mode": "markers",
                "name": look.clean(name),
                "x": own[:, 0],
                "y": own[:, 1],
                "text": texts[rows],
                "marker": {**look.group_marker(index, theme, 8), "opacity": 0.85},
                "hovertemplate": "<b>%{text}</b><extra></extra>",
            }
        )
    if found is not None:
        style = look.marker("guess", theme, 18)
        traces.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "name": look.clean_hover(names[found]),
                "x": places[found : found + 1, 0],
                "y": places[found : found + 1, 1],
                "text": [texts[found]],
                "textposition": "top left" if places[found, 0] > np.median(places[:, 0]) else "top right",
                "textfont": {"color": look.INK[theme], "size": 14, "shadow": look.halo(theme)},
                "marker": {**style, "line": {"width": 3, "color": style["color"]}},
                "cliponaxis": False,
                "showlegend": False,
                "hoverinfo": "skip",
            }
        )
    told: str = ""
    if groups is not None:
        told = Sentence(
            ", coloured by {count} groups: {groups}",
            count=len(parts),
            groups=look.listed([name for name, _ in parts]),
        )
    ringed: str = ""
    if found is not None:
        ringed = Sentence("; {name} at {place}", name=names[found], place=_place(*places[found].tolist()))
    alt = Sentence(
        "{count} {subject} on one plane{groups}{ringed}.",
        count=len(places),
        subject=subject,
        groups=told,
        ringed=ringed,
    )
    frame = look.equal_axes(theme, *axes)
    for key in ("xaxis", "yaxis"):
        frame[key]["showticklabels"] = False
    return look.figure(
        traces, theme, alt, revision="cloud map", height=520, showlegend=len(parts) > 1, **frame
    )


def loss_figure(
    losses: Mapping[str, ArrayLike],
    *,
    at: int | None = None,
    title: str = "squared error",
    step: str = "step",
    logarithmic: bool = False,
    theme: Theme = "light",
) -> go.Figure:
    """Draw learning curves, one a name (at most four: "training", "held out", ...), and mark one step.

    Parameters
    ----------
    losses : mapping from name to array (steps,)
        What is drawn first is solid blue, then vermillion with squares, and so on through the roles.
    at : int, optional
        The step to mark on every curve, with its numbers written beside.
    title, step : str
        What is measured, with its unit, and what is counted along the other axis.
    logarithmic : bool
        Draw powers of ten equally far apart.

    Examples
    --------
    >>> drawn = loss_figure({"training": [3.0, 1.0, 0.5]}, at=2)
    >>> drawn.data[-1].x, drawn.data[-1].text
    ((2,), ('0.500',))
    """
    order = ("first", "second", "result", "principal")
    if len(losses) > len(order):
        raise ValueError(f"losses: {len(losses)} curves; at most {len(order)} can be told apart.")
    traces: list[dict[str, Any]] = []
    said: list[str] = []
    longest = max((len(np.asarray(curve)) for curve in losses.values()), default=0)
    for role, (name, given) in zip(order, losses.items(), strict=False):
        curve = np.asarray(given, dtype=float)
        style = {**look.line(role, theme, 2.5), "dash": "solid" if role == "first" else "dash"}
        # Symbols now and then: enough to tell the curves apart, too few to hide them.
        every = max(1, longest // 8)
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": look.clean(name),
                "x": np.arange(len(curve)),
                "y": curve,
                "line": style,
                "marker": {
                    **look.marker(role, theme),
                    "size": [7 if i % every == 0 else 0 for i in range(len(curve))],
                    "opacity": 1,
                    "line": {"width": 0},
                },
                "hovertemplate": f"{look.clean_hover(name)}, {step} %{{x}}: %{{y:.4~g}}<extra></extra>",
            }
        )
        if len(curve):
            best = int(np.nanargmin(curve)) if np.isfinite(curve).any() else 0
            begin, end = (look.number(float(curve[k]), 3) for k in (0, -1))
            way: str = Sentence("{name} from {first} to {last}", name=name, first=begin, last=end)
            if best < len(curve) - 1:
                lowest = look.number(float(curve[best]), 3)
                way = Sentence("{way} (lowest {least} at step {step})", way=way, least=lowest, step=best)
            said.append(way)
    shapes: list[dict[str, Any]] = []
    if at is not None:
        shapes = [
            {
                "type": "line",
                "x0": at,
                "x1": at,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "layer": "below",
                "line": {"color": look.AXIS[theme], "width": 1.5, "dash": "dot"},
            }
        ]
        for role, (name, given) in zip(order, losses.items(), strict=False):
            curve = np.asarray(given, dtype=float)
            if 0 <= at < len(curve):
                traces.append(
                    {
                        "type": "scatter",
                        "mode": "markers+text",
                        "name": f"{look.clean(name)} at step {at}",
                        "x": [at],
                        "y": [float(curve[at])],
                        "text": [look.number(float(curve[at]), 3)],
                        "textposition": "top right" if at < 0.8 * longest else "top left",
                        "textfont": {
                            "color": roles.colour(role, theme),
                            "size": 13,
                            "shadow": look.halo(theme),
                        },
                        "cliponaxis": False,
                        "marker": {
                            **look.marker(role, theme, 13),
                            "line": {"color": roles.BACKGROUND[theme], "width": 2},
                        },
                        "hoverinfo": "skip",
                        "showlegend": False,
                    }
                )
    y = look.axis(theme, title)
    y |= {"type": "log", "dtick": 1} if logarithmic else {"rangemode": "tozero"}
    steps = max(longest - 1, 0)
    alt = Sentence(
        "Learning curve over {steps} steps, {title}: {curves}.",
        steps=steps,
        title=title,
        curves=look.listed(said) if said else Sentence("nothing yet"),
    )
    return look.figure(
        traces,
        theme,
        alt,
        revision="loss",
        height=380,
        shapes=shapes,
        showlegend=len(losses) > 1,
        xaxis={**look.axis(theme, step), "rangemode": "tozero"},
        yaxis=y,
    )


def matrix_figure(
    M: ArrayLike,
    row_names: Sequence[str],
    column_names: Sequence[str],
    *,
    marked: ArrayLike | None = None,
    mark_name: str = "held out",
    reach: float | None = None,
    decimals: int = 2,
    subject: str = "Matrix",
    theme: Theme = "light",
) -> go.Figure:
    """Draw a matrix as coloured cells with their numbers: below zero vermillion, above blue, blanks hatched.

    Parameters
    ----------
    M : array (m, n)
        Blanks are NaN.
    row_names, column_names : m and n names
    marked : truth values (m, n), optional
        Cells to outline, for example those that were held out; `mark_name` says what they are.
    reach : float, optional
        The number that gets the full colour; the largest magnitude in M by default. Give it where several
        matrices are to be compared.
    decimals : int
        For the numbers in the cells.

    Examples
    --------
    >>> drawn = matrix_figure([[1.0, np.nan]], ["user 1"], ["Shrek", "Memento"])
    >>> drawn.data[0].text
    (['1.00', ''],)
    >>> drawn.data[1].name
    'blank'
    """
    M = np.atleast_2d(np.asarray(M, dtype=float))
    rows, columns = M.shape
    known = np.isfinite(M)
    if reach is None:
        reach = float(np.abs(M[known]).max(initial=0.0)) or 1.0
    written = M.size <= _WRITTEN_CELLS
    across = [look.clean_hover(name) for name in column_names]
    down = [look.clean_hover(name) for name in row_names]
    cells: dict[str, Any] = {
        "type": "heatmap",
        "name": subject,
        "z": M.astype(np.float32) if M.size > _WRITTEN_CELLS else M,
        # Numbered and not named: two films may have one title.
        "x": np.arange(columns),
        "y": np.arange(rows),
        "zmin": -reach,
        "zmax": reach,
        "colorscale": look.scale_of_two(theme),
        "showscale": not written,
        "colorbar": {"thickness": 10, "outlinewidth": 0, "tickfont": {"color": look.MUTED[theme]}},
        "xgap": 3 if written else 0,
        "ygap": 3 if written else 0,
        "hoverongaps": False,
        "customdata": [[[row, column] for column in across] for row in down] if written else None,
        "hovertemplate": (
            f"<b>%{{customdata[0]}}</b>, %{{customdata[1]}}<br>%{{z:.{decimals + 1}f}}<extra></extra>"
            if written
            else look.hover(
                Sentence(
                    "row {row}, column {column}: {number}",
                    row="%{y}",
                    column="%{x}",
                    number=f"%{{z:.{decimals}f}}",
                )
            )
        ),
    }
    if written:
        cells["text"] = [
            [look.number(float(x), decimals) if ok else "" for x, ok in zip(line, fine, strict=True)]
            for line, fine in zip(M, known, strict=True)
        ]
        cells["texttemplate"] = "%{text}"
        cells["textfont"] = {"size": 14, "family": look.FONT, "color": look.INK[theme]}
    traces = [cells]
    if written and not known.all():
        traces.append(_hatching(~known, theme))
    if marked is not None and np.any(marked):
        traces.append(_outlines(np.asarray(marked, dtype=bool), mark_name, theme))
    blanks = int((~known).sum())
    span: str = ""
    if known.any():
        low = np.unravel_index(np.argmin(np.where(known, M, np.inf)), M.shape)
        high = np.unravel_index(np.argmax(np.where(known, M, -np.inf)), M.shape)
        span = Sentence(
            ", from {low} ({low_row}, {low_column}) to {high} ({high_row}, {high_column})",
            low=look.number(float(M[low])),
            low_row=row_names[int(low[0])],
            low_column=column_names[int(low[1])],
            high=look.number(float(M[high])),
            high_row=row_names[int(high[0])],
            high_column=column_names[int(high[1])],
        )
    alt = Sentence(
        "{subject} with {rows} rows and {columns} columns{span}{blanks}.",
        subject=subject,
        rows=rows,
        columns=columns,
        span=span,
        blanks=Sentence(", {count} blank", count=blanks) if blanks else "",
    )
    quiet = {"showgrid": False, "zeroline": False, "automargin": True, "fixedrange": True}
    ticks = {"tickfont": {"color": look.INK[theme], "size": 12}, "ticks": ""}
    return look.figure(
        traces,
        theme,
        alt,
        revision="matrix",
        showlegend=False,
        height=int(min(620, 100 + 46 * rows)) if written else 460,
        xaxis={
            **quiet,
            **ticks,
            "side": "top",
            "tickvals": list(range(columns)) if written else None,
            "ticktext": ["<br>".join(textwrap.wrap(name, 11)) for name in across] if written else None,
            "showticklabels": written,
            "range": [-0.5, columns - 0.5],
        },
        yaxis={
            **quiet,
            **ticks,
            "tickvals": list(range(rows)) if written else None,
            "ticktext": down if written else None,
            "showticklabels": written,
            "range": [rows - 0.5, -0.5],
        },
    )


def _place(x: float, y: float) -> Sentence:
    return Sentence("({x}, {y})", x=look.number(x), y=look.number(y))


def _ends(name: AxisName) -> str:
    return name if isinstance(name, str) else f"← {name[0]}     {name[1]} →"


def _hatching(blank: NDArray[np.bool_], theme: Theme) -> dict[str, Any]:
    """Return three slanting strokes in each blank cell, in one trace."""
    strokes = np.array([[-0.42, 0.0, 0.0, -0.42], [-0.42, 0.42, 0.42, -0.42], [0.0, 0.42, 0.42, 0.0]])
    x: list[float | None] = []
    y: list[float | None] = []
    for row, column in np.argwhere(blank).tolist():
        for x0, y0, x1, y1 in strokes.tolist():
            x += [column + x0, column + x1, None]
            y += [row + y0, row + y1, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": "blank",
        "x": x,
        "y": y,
        "line": {"color": look.AXIS[theme], "width": 1, "dash": "solid"},
        "hoverinfo": "skip",
    }


def _outlines(marked: NDArray[np.bool_], name: str, theme: Theme) -> dict[str, Any]:
    """Return a dashed frame around each marked cell, in one trace."""
    x: list[float | None] = []
    y: list[float | None] = []
    for row, column in np.argwhere(marked).tolist():
        x += [column - 0.46, column + 0.46, column + 0.46, column - 0.46, column - 0.46, None]
        y += [row - 0.46, row - 0.46, row + 0.46, row + 0.46, row - 0.46, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": look.clean(name),
        "x": x,
        "y": y,
        "line": look.line("guess", theme, 2.5),
        "hoverinfo": "skip",
    }

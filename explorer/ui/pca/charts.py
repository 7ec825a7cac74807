"""Below the stage of the PCA lesson: what PCA finds, in numbers, maps and lists; each runs when opened."""

from __future__ import annotations

import functools
import io
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from explorer.data.selection import Selection, shared_unit, short
from explorer.data.summary import sample
from explorer.logic import cloud, pca
from explorer.logic.pca import PCAFit
from explorer.scenes.pca_points import MOVED, SWITCH
from explorer.ui import charts
from explorer.ui.code_panel import code_panel
from explorer.ui.language import _
from explorer.ui.pca import code
from explorer.ui.words import listed, percent, whole

_MAPPED = 5_000  # points of a map; more would cover each other
_LISTED = 12  # components or columns that a table names
_SAID = 4  # components that a sentence names


def sections(
    selection: Selection, settled: Mapping[str, NDArray[np.float64]]
) -> dict[str, Callable[[], object]]:
    """Return the parts by name, for the switches as they settled."""
    center, standardize = bool(settled["centre"] > 0.5), bool(settled["standardise"] > 0.5)
    show_code = functools.partial(_code, selection, settled)
    if settled[SWITCH] > 0.5:
        selection = selection.moved(settled[MOVED[len(selection.names)]], center, standardize)
    fit = selection.data.fit(center, standardize)
    parts: dict[str, Callable[[], object]] = {
        "What PCA finds": functools.partial(_found, selection, fit, center, standardize),
        "Map": functools.partial(_map, selection, fit),
    }
    if len(selection.names) == 3:
        parts["3-D cloud"] = functools.partial(_cloud, selection, center, standardize)
    return parts | {
        "Scree": functools.partial(_scree, fit),
        "Loadings": functools.partial(_loadings, selection, fit, center, standardize),
        "Rebuild a row": functools.partial(_rebuild, selection, fit),
        "Code": show_code,
    }


def _found(selection: Selection, fit: PCAFit, center: bool, standardize: bool) -> None:
    """Say the answer in words and numbers, and hand over the coordinates."""
    shares = fit.explained_variance_ratio
    columns = selection.data.table.columns
    first = _("PC1 keeps {share}").format(share=percent(shares[0]))
    each = listed([first, *(f"PC{i + 1} {percent(s)}" for i, s in enumerate(shares[1:_SAID], 1))])
    if center:
        text = _("**{each}** of the variance.").format(each=each)
    else:
        text = _("**{each}** of the mean square about the origin.").format(each=each)
    if len(shares) > _SAID:
        text += " " + _("{count} more share the rest.").format(count=len(shares) - _SAID)
    if len(shares) > 2:
        enough = pca.components_for(fit, 0.9)
        flat = _("A flat map of the first two keeps {share}; components needed for 90 %: {count}.")
        text += " " + flat.format(share=percent(shares[:2].sum()), count=enough)
    if len(columns) == 3 and shared_unit(list(columns)) and not standardize:
        tilt = pca.plane_tilt(fit.components[:2])
        if columns[2].startswith("up"):
            sentence = _("Their plane is tilted **{tilt}°** from the horizontal.").format(tilt=f"{tilt:.0f}")
        else:
            sentence = _("Their plane is tilted **{tilt}°** from that of {first} and {second}.").format(
                tilt=f"{tilt:.0f}", first=short(columns[0]), second=short(columns[1])
            )
        text += f" {sentence}"
    st.markdown(text)
    if selection.columns is not None and len(selection.columns) < len(columns):
        held = _(
            "Here all {count} columns count; the stage holds {k} of them, {names}, and says what is kept of "
            "those."
        )
        names = listed([short(columns[j]) for j in selection.columns])
        st.markdown(held.format(count=whole(len(columns)), k=len(selection.columns), names=names))
    ways = {
        (True, True): _("All {rows} rows and {columns} columns, centred, standardised."),
        (True, False): _("All {rows} rows and {columns} columns, centred, in their own units."),
        (False, True): _("All {rows} rows and {columns} columns, not centred, standardised."),
        (False, False): _("All {rows} rows and {columns} columns, not centred, in their own units."),
    }
    about = ways[center, standardize].format(rows=whole(selection.data.rows), columns=whole(len(columns)))
    each_row = _("Each row below is one column of the table: how much of it is in each component.")
    st.caption(" ".join([about, each_row, *map(_, selection.data.table.notes)]))
    k = min(len(shares), _LISTED)
    st.dataframe(
        {_("column"): [str(name) for name in columns], _("mean"): selection.data.mean}
        | {f"PC{i + 1}": fit.components[i] for i in range(k)},
        hide_index=True,
        width="content",
        column_config={
            name: st.column_config.NumberColumn(format="%.3f")
            for name in (_("mean"), *[f"PC{i + 1}" for i in range(k)])
        },
    )
    st.download_button(
        _("Coordinates (CSV)"),
        lambda: coordinates_csv(selection, fit),
        f"{selection.data.table.name.lower().replace(' ', '_')}_pca.csv",
        "text/csv",
        key="pca_coordinates",
        on_click="ignore",
        icon=":material/table:",
        help=_("Each row’s label and its scores on every component that the list above shows."),
    )


def coordinates_csv(selection: Selection, fit: PCAFit) -> bytes:
    """Return label and scores of every row that is in memory, as a CSV file."""
    table = selection.data.table
    k = min(len(fit.components), _LISTED)
    scores = pca.transform(fit, table.values)[:, :k]
    out = io.StringIO()
    out.write(
        ",".join([*(["label"] if table.labels is not None else []), *(f"PC{i + 1}" for i in range(k))]) + "\n"
    )
    for i, row in enumerate(scores):
        name = (
            [] if table.labels is None else ['"' + _harmless(str(table.labels[i])).replace('"', '""') + '"']
        )
        out.write(",".join([*name, *(repr(float(x)) for x in row)]) + "\n")
    return out.getvalue().encode()


def _harmless(text: str) -> str:
    """Return text that a spreadsheet does not take for a formula."""
    return "'" + text if text[:1] in "=+-@\t\r" else text


def _map(selection: Selection, fit: PCAFit) -> None:
    """Show every row, or a sample, at its scores on two components; list the rows that the reader circles."""
    from explorer.figures import pca as figures

    table = selection.data.table
    rows = sample(len(table.values), _MAPPED)
    with st.container(horizontal=True):
        colour, by = _colour(selection)
        across, up = _axes(fit)
    scores = pca.transform(fit, table.values[rows])
    shares = fit.explained_variance_ratio
    if scores.shape[1] == 1:
        # n rows of one point and another: their map is a line.
        scores, shares = np.column_stack([scores, 0 * scores]), np.append(shares, 0.0)
    labels = None if table.labels is None else said_labels(table.labels[rows]).tolist()
    groups = said_labels(colour[rows]) if by == "groups" else None
    picked = charts.chart(
        figures.map_figure(
            scores,
            shares,
            components=(across, up),
            labels=labels,
            values=table.values[rows][:, :_LISTED],
            value_names=[said_column(name) for name in table.columns[:_LISTED]],
            groups=None if groups is None else groups.tolist(),
            colour_by=(said_column(by), colour[rows]) if by not in ("groups", "") else None,
            subject=_("rows"),
            theme=charts.page_theme(),
        ),
        key="pca_map",
        on_select="rerun",
    )
    if len(rows) < selection.data.rows:
        st.caption(
            _("{some} of {all} rows, chosen at random, are drawn.").format(
                some=whole(len(rows)), all=whole(selection.data.rows)
            )
        )
    chosen = chosen_rows(picked, groups, len(rows))
    if not len(chosen):
        st.caption(_("Circle points with the lasso at the top right of the map to list their rows."))
        return
    many = _("{count} rows chosen, the first 500 are listed.")
    st.caption((many if len(chosen) > 500 else _("{count} rows chosen.")).format(count=whole(len(chosen))))
    places = rows[chosen[:500]]
    st.dataframe(
        ({} if table.labels is None else {table.label_name or _("label"): table.labels[places]})
        | {name: table.values[places, j] for j, name in enumerate(table.columns[:50])}
        | {f"PC{i + 1}": scores[chosen[:500], i] for i in (across, up)},
        hide_index=True,
    )


def chosen_rows(picked: Any, groups: NDArray[Any] | None, count: int) -> NDArray[np.intp]:
    """Return which drawn points a selection holds, whatever trace of the map they are in."""
    from explorer.figures import theme as look

    points = ((picked or {}).get("selection") or {}).get("points") or []
    parts = [np.arange(count)] if groups is None else [np.flatnonzero(r) for _, r in look.grouped(groups)]
    found = [
        parts[p["curve_number"]][p["point_index"]]
        for p in points
        if p["curve_number"] < len(parts) and p["point_index"] < len(parts[p["curve_number"]])
    ]
    return np.unique(np.array(found, dtype=np.intp))


def _axes(fit: PCAFit) -> tuple[int, int]:
    """Let the reader choose the two components of the map, where there are more."""
    k = min(len(fit.components), _LISTED)
    if k <= 2:
        return 0, 1
    names = [f"PC{i + 1}" for i in range(k)]
    across = st.selectbox(_("Across"), names, index=0, key=f"pca_across_{k}", width=110)
    up = st.selectbox(_("Up"), names, index=1, key=f"pca_up_{k}", width=110)
    return names.index(across or names[0]), names.index(up or names[1])


def _colour(selection: Selection) -> tuple[NDArray[Any], str]:
    """Let the reader choose what colours the points: the labels, a column, or nothing.

    Returns the values and "groups", the name of a column, or "".
    """
    table = selection.data.table
    grouped = selection.groups() is not None
    nobody = _("nothing")
    options = [*([table.label_name] if grouped else []), *table.columns, nobody]
    chosen = st.selectbox(
        _("Colour by"),
        options,
        index=0 if grouped else len(options) - 1,
        key=f"pca_colour_{table.name}",
        width=230,
    )
    if chosen == nobody or chosen is None:
        return np.zeros(len(table.values)), ""
    if grouped and chosen == table.label_name and table.labels is not None:
        return table.labels, "groups"
    return table.values[:, table.columns.index(chosen)], str(chosen)


def _cloud(selection: Selection, center: bool, standardize: bool) -> None:
    """Show the held cloud in space with the plane of its first two components."""
    from explorer.figures import pca as figures

    now = selection.state(center, standardize)
    points = now.points
    fit = cloud.fit_covariance(now.covariance, np.zeros(3), selection.data.rows)
    sticks = st.toggle(_("Show what the plane leaves out"), key="pca_sticks")
    scores = pca.transform(fit, points)[:, :2]
    found, labels, names = selection.groups(), selection.data.table.labels, selection.labels()
    unit = f" ({selection.unit})" if selection.unit and not standardize else ""
    charts.chart(
        figures.cloud_figure(
            points,
            np.zeros(3),
            fit.components,
            2 * np.sqrt(fit.explained_variance),
            axis_names=[f"{_(name)}{unit}" for name in selection.names],
            labels=None if names is None else said_labels(np.array(names)).tolist(),
            groups=None if found is None or labels is None else said_labels(labels[selection.rows]).tolist(),
            shadows=pca.reconstruct(fit, scores) if sticks else None,
            subject=_("rows"),
            theme=charts.page_theme(),
        ),
        key="pca_cloud",
    )
    if center:
        st.caption(_("The origin is the mean of the columns."))


def said_labels(labels: NDArray[Any]) -> NDArray[Any]:
    """Return the label of each row in the reader's language; each is looked up once, however many rows."""
    names, places = np.unique(labels.astype(str), return_inverse=True)
    return np.array([_(name) for name in names.tolist()], dtype=object)[places]


def said_column(name: str) -> str:
    """Return the name of a column in the reader's language; one that no catalogue knows as it stands."""
    plain, unit = short(name), shared_unit([name])
    said = _(plain)
    if said == plain:
        return name
    return f"{said} ({unit})" if unit else said


def _scree(fit: PCAFit) -> None:
    """Show what each component keeps, and how many it takes for a share that the reader names."""
    from explorer.figures import pca as figures

    share = st.slider(_("Keep at least (%)"), 50, 100, 90, key="pca_share") / 100
    kept = pca.components_for(fit, share)
    together = fit.explained_variance_ratio[:kept].sum()
    charts.chart(
        figures.scree_figure(fit.explained_variance_ratio, kept=kept, theme=charts.page_theme()),
        key="pca_scree",
    )
    st.caption(_("A bar for each component: how much of the variance, of the spread, it keeps."))
    st.markdown(
        _("The first **{kept}** of {all} keep {share}.").format(
            kept=kept, all=len(fit.components), share=percent(together)
        )
    )


def _loadings(selection: Selection, fit: PCAFit, center: bool, standardize: bool) -> None:
    """Show how each column pulls along two components."""
    from explorer.figures import pca as figures

    arrows = pca.loadings(fit)
    if arrows.shape[1] < 2:
        st.markdown(_("There is one component only; every column lies along it."))
        return
    with st.container(horizontal=True):
        across, up = _axes(fit)
    # More arrows than this would hide each other: the longest say most.
    longest = np.sort(np.argsort(-np.hypot(arrows[:, across], arrows[:, up]), kind="stable")[:24])
    charts.chart(
        figures.loadings_figure(
            arrows[longest],
            [said_column(selection.data.table.columns[j]) for j in longest],
            fit.explained_variance_ratio,
            components=(across, up),
            circle=standardize and center,
            theme=charts.page_theme(),
        ),
        key="pca_loadings",
    )
    st.caption(_("The longer its arrow (its loading), the more a column pulls the two components its way."))
    if len(longest) < len(arrows):
        st.caption(_("The {some} longest of {all} arrows.").format(some=len(longest), all=whole(len(arrows))))


def _rebuild(selection: Selection, fit: PCAFit) -> None:
    """Show one row beside what k components remember of it."""
    from explorer.figures import pca as figures

    table = selection.data.table
    most = len(fit.components)
    with st.container(horizontal=True):
        row = (
            int(st.number_input(_("Row"), 1, len(table.values), 1, key=f"pca_row_{table.name}", width=140))
            - 1
        )
        k = (
            st.slider(_("Components"), 1, most, min(2, most), key=f"pca_k_{table.name}_{most}", width=320)
            if most > 1
            else 1
        )
    original = table.values[row : row + 1]
    again = pca.reconstruct(fit, pca.transform(fit, original)[:, :k])
    name = _("row {number}").format(number=row + 1)
    if table.labels is not None:
        name += f", {table.labels[row]}"
    charts.chart(
        figures.rebuilt_figure(
            ((original - selection.data.mean) / selection.data.scale)[0],
            ((again - selection.data.mean) / selection.data.scale)[0],
            [said_column(column) for column in table.columns],
            label=name,
            kept=k,
            theme=charts.page_theme(),
        ),
        key="pca_rebuilt",
    )
    lost = 1 - fit.explained_variance_ratio[:k].sum()
    st.caption(
        _(
            "In standard deviations from each column’s mean. What these components leave out, over all "
            "rows: {share} of the variance."
        ).format(share=percent(max(0.0, lost)))
    )


def _code(measured: Selection, settled: Mapping[str, NDArray[np.float64]]) -> None:
    """Show the code of the fit, and of what the line or plane on the stage keeps."""
    code_panel(*code.calls(measured, settled), key="pca", title=_("Principal components"))

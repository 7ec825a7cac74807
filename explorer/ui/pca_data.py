"""The data of the PCA lesson: which table, and which two or three of its columns are held as a cloud."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from explorer.live import component
from explorer.logic import cloud, csv_format, pca, samples
from explorer.logic.pca import PCAFit
from explorer.roles import GROUPS
from explorer.ui import pca_large, upload
from explorer.ui.pca_large import Data

DRAWN = 1200
"""Points that a stage moves at every frame of a drag; more are sampled, and the page says so."""

OWN = "own"
_NAMES = {
    "quakes": "Fiji earthquakes",
    "penguins": "Penguins",
    "wine": "Wines",
    "digits": "Handwritten digits",
    "bright_stars": "Bright stars",
    "teapot": "Teapot",
    OWN: "Your own table",
}
_LINE, _PLANE = "Line", "Plane"
_COMPONENTS, _COLUMNS = "the first components", "columns that you choose"
_TABLE, _LARGE = "A table", "A large file, read in pieces"
# More labels than this are names, not groups.
_FEW_GROUPS = 12
# Wider tables are first looked at through their components.
_FEW_COLUMNS = 6


class Held(NamedTuple):
    """Two or three columns, or components, of a table as a cloud in which a line or plane is turned.

    Attributes
    ----------
    data : the table and what PCA needs of all its rows
    names : what the axes of the cloud are
    unit : the unit that all of them share, or ""
    rows : which rows of the table are drawn
    columns : which columns are held, or None where components are
    """

    data: Data
    names: tuple[str, ...]
    unit: str
    rows: NDArray[np.intp]
    columns: tuple[int, ...] | None

    def at(self, center: Any, standardize: Any) -> tuple[Any, Any]:
        """Return the drawn points and the covariance of all of them, for switches thrown either way.

        The switches may be live values: then both follow them.
        """
        data, n = self.data, self.data.rows
        if self.columns is not None:
            places = list(self.columns)
            mean, scale = data.mean[places], data.scale[places]
            C = data.covariance[places][:, places]
            points = data.table.values[self.rows][:, places]
            return (
                cloud.prepared(points, mean, scale, center, standardize),
                cloud.prepared_covariance(C, mean, scale, n, center, standardize),
            )
        k = len(self.names)
        fits = self._fits()
        points = np.stack([pca.transform(fit, data.table.values[self.rows])[:, :k] for fit in fits])
        spreads = np.stack([np.diag(fit.explained_variance[:k]) for fit in fits])
        place = _place(center, standardize)
        return np.choose(place, points), np.choose(place, spreads)

    def share(self, center: Any, standardize: Any) -> Any:
        """Return what share of the variance of all columns the held components have together."""
        shares = [fit.explained_variance_ratio[: len(self.names)].sum() for fit in self._fits()]
        return np.choose(_place(center, standardize), shares)

    def _fits(self) -> list[PCAFit]:
        """Return the fits for either position of both switches, in the order of `_place`."""
        return [self.data.fit(bool(c), bool(z)) for c in (0, 1) for z in (0, 1)]

    def groups(self) -> tuple[NDArray[np.intp], tuple[str, ...]] | None:
        """Return each drawn row's group and the groups' names, where labels make a few: the largest first.

        Beyond eight the small ones become "other", as in the charts: one colour a group on the whole page.
        """
        labels = self.data.table.labels
        if labels is None:
            return None
        names, places, counts = np.unique(labels, return_inverse=True, return_counts=True)
        if not 2 <= len(names) <= _FEW_GROUPS:
            return None
        order = np.argsort(-counts, kind="stable")
        shown = [str(names[i]) for i in order]
        rank = np.argsort(order)[places][self.rows]
        if len(shown) > len(GROUPS):
            rest = len(shown) - len(GROUPS) + 1
            shown = [*shown[: len(GROUPS) - 1], f"other ({rest})"]
        return np.minimum(rank, len(shown) - 1), tuple(shown)

    def labels(self) -> list[str]:
        """Return what each drawn row is called: its label, or its values."""
        table = self.data.table
        if table.labels is not None and self.groups() is None:
            return [str(table.labels[i]) for i in self.rows]
        columns = self.columns or tuple(range(min(3, len(table.columns))))
        return [
            ", ".join(f"{short(table.columns[j])} {table.values[i, j]:.4g}" for j in columns)
            for i in self.rows
        ]


def _place(center: Any, standardize: Any) -> Any:
    which = 2.0 * center + 1.0 * standardize
    return which.astype(int) if hasattr(which, "astype") else int(which)


def choose() -> Held:
    """Let the reader choose data, and what of it is held as a cloud."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        name = st.selectbox(
            "Data",
            list(_NAMES),
            format_func=lambda stem: _NAMES[stem],
            key="data",
            bind="query-params",
            label_visibility="collapsed",
            width=196,
            on_change=_start_over,
        )
        kind = st.segmented_control(
            "Hold",
            [_LINE, _PLANE],
            default=_PLANE,
            required=True,
            key="hold",
            bind="query-params",
            label_visibility="collapsed",
            help="A line through two columns, or a plane through three.",
            on_change=_start_over,
        )
        popover = st.container(width="content")
    data = _own() if name == OWN else None
    if data is None:
        data = _sample(name if name in samples.TABLES else "quakes")
    flat = kind == _LINE or len(data.table.columns) == 2
    with popover:
        columns = _held_columns(data, 2 if flat else 3)
    names = (
        tuple(f"PC{i + 1}" for i in range(2 if flat else 3))
        if columns is None
        else tuple(short(data.table.columns[j]) for j in columns)
    )
    unit = "" if columns is None else shared_unit([data.table.columns[j] for j in columns])
    return Held(data, names, unit, pca_large.sample(len(data.table.values), DRAWN), columns)


def short(column: str) -> str:
    """Return the name of a column without its unit and underscores.

    Examples
    --------
    >>> short("bill_length_mm"), short("x")
    ('bill length', 'x')
    """
    return " ".join([part for part in column.split("_") if part not in _UNITS]) or column


_UNITS = ("km", "mm", "pc", "g")


def shared_unit(columns: list[str]) -> str:
    """Return the unit at the end of every name, or "" where they have none in common.

    Examples
    --------
    >>> shared_unit(["east_km", "up_km"]), shared_unit(["a_mm", "b_g"])
    ('km', '')
    """
    ends = {column.rpartition("_")[2] for column in columns}
    return ends.pop() if len(ends) == 1 and ends <= set(_UNITS) else ""


def _start_over() -> None:
    """A new cloud is held by hand again: nobody wants to be shown the answer of a race that begins."""
    component.move("pca", {"way to the optimum": 0.0})


@st.cache_data(max_entries=8, show_spinner=False)
def _sample(name: str) -> Data:
    return pca_large.of_table(samples.TABLES[name]())


def _own() -> Data | None:
    """Let the reader bring a table, or a file too large for one; None while there is none to use."""
    with st.expander("Your own data", expanded=True, icon=":material/upload_file:"):
        way = st.segmented_control(
            "What you bring", [_TABLE, _LARGE], default=_TABLE, required=True, key="pca_way",
            label_visibility="collapsed",
        )  # fmt: skip
        if way == _LARGE:
            return pca_large.large_file("pca_large")
        table = upload.own_table("pca_own", pca_large.limits())
        if table is None:
            return None
        if len(table.columns) < 2:
            st.error(
                f"“{table.columns[0]}” is the only column of numbers; a cloud needs at least two, "
                "so the earthquakes are shown."
            )
            return None
        try:
            return pca_large.of_table(table)
        except ValueError as refusal:
            st.error(f"{refusal} The earthquakes are shown.")
            return None


def _held_columns(data: Data, k: int) -> tuple[int, ...] | None:
    """Return the columns to hold, or None for the first components; ask where there is a choice."""
    columns = data.table.columns
    varying = [j for j in range(len(columns)) if data.scale[j] != 1.0 or data.covariance[j, j] > 0]
    if len(columns) == k:
        return tuple(range(k))
    # Seen from the south, the sinking plate is a line: the first and the last column.
    usual = [varying[0], varying[-1]] if k == 2 and len(columns) == 3 else varying[:k]
    with st.popover("Columns", icon=":material/view_column:"):
        few = len(columns) <= _FEW_COLUMNS
        what = st.radio(
            f"The {k} directions of the cloud",
            [_COLUMNS, _COMPONENTS],
            index=0 if few else 1,
            key=f"pca_what_{k}_{few}",
        )
        if what == _COMPONENTS and len(columns) >= k:
            st.caption(f"The first {k} principal components of all {len(columns)} columns.")
            return None
        chosen = st.multiselect(
            f"{k} columns",
            range(len(columns)),
            default=usual,
            format_func=lambda j: columns[j],
            max_selections=k,
            key=f"pca_columns_{k}_{data.table.name}",
        )
        if len(chosen) < k:
            st.caption(
                f"Choose {k}; until then these are held: {csv_format.listed([columns[j] for j in usual])}."
            )
            return tuple(usual)
        return tuple(chosen)

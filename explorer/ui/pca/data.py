"""The data of the PCA lesson: which table, and which two or three of its columns are held as a cloud."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from explorer.data import samples
from explorer.live.serve import component
from explorer.logic import cloud, pca
from explorer.logic.pca import PCAFit
from explorer.roles import GROUPS
from explorer.sentence import sentence_of
from explorer.ui import choice, upload
from explorer.ui.language import _
from explorer.ui.pca import large as pca_large
from explorer.ui.pca.large import Data
from explorer.ui.words import listed

DRAWN = 1200
"""Points that a stage moves at every frame of a drag; more are sampled, and the page says so."""

SLOTS = 5
"""Points that a reader can have moved at once."""
MOVED = {2: "moved in the plane", 3: "moved in space"}
"""The inputs that hold them: two, so that a line's moved points are not taken for a plane's."""

OWN = "own"
_LINE, _PLANE = "line", "plane"
_ALL, _FEW = "all", "dozen"
_MANY = 40  # rows, of which a dozen can be held alone
_COMPONENTS, _COLUMNS = "components", "columns"
_HELD = "columns"  # in the link: which ones are held, counted from 1, or that it is the components
_TABLE, _LARGE = "table", "large"
# More labels than this are names, not groups.
_FEW_GROUPS = 12
# Wider tables are first looked at through their components.
_FEW_COLUMNS = 6


class Now(NamedTuple):
    """A held cloud as it is now: with switches thrown either way, and some points moved. Perhaps live.

    Attributes
    ----------
    points : (n, k) the drawn points, prepared as the switches say
    covariance : (k, k) of all points, prepared likewise
    at_home : (n, k) where the drawn points would be shown if they had not been moved
    X : (n, k) the drawn points in the units of the columns
    mean, variance : (k,) of all points in these units, the variance with 1/n
    spread : (k,) by what a move is divided to be told in standard deviations as measured
    rows : how many points there are in all
    center, standardize : how X is prepared
    """

    points: Any
    covariance: Any
    at_home: Any
    X: Any
    mean: Any
    variance: Any
    spread: Any
    rows: int
    center: Any
    standardize: Any


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

    def now(self, center: Any, standardize: Any, shifts: Any = None) -> Now:
        """Return the cloud for switches thrown either way, with the drawn points moved by so many deviations.

        Switches and shifts (n, k) may be live values: then everything follows them.
        """
        n = self.data.rows
        if self.columns is not None:
            places = list(self.columns)
            home, mean = self.data.table.values[self.rows][:, places], self.data.mean[places]
            C = self.data.covariance[places][:, places]
            spread = self.data.scale[places]
        else:
            place = _place(center, standardize)
            home, mean, C = (np.choose(place, np.stack(each)) for each in zip(*self._seen(), strict=True))
            # What is standardised are the columns, before their components.
            spread, standardize = cloud.scales(C, 0.0 * mean, n), 0.0 * center
        X = home
        if shifts is not None:
            by = shifts * spread
            X = home + by
            C, mean = cloud.moved_covariance(C, home - mean, by, n), mean + by.sum(axis=0) / n
        scale = cloud.scales(C, mean, n)
        return Now(
            cloud.preprocess(X, mean, scale, center, standardize),
            cloud.preprocessed_covariance(C, mean, scale, n, center, standardize),
            cloud.preprocess(home, mean, scale, center, standardize),
            X,
            mean,
            np.diag(C) * ((n - 1) / n),
            spread,
            n,
            center,
            standardize,
        )

    def at(self, center: Any, standardize: Any) -> tuple[Any, Any]:
        """Return the drawn points and the covariance of all of them, as measured."""
        now = self.now(center, standardize)
        return now.points, now.covariance

    def moved(self, slots: NDArray[np.float64], center: bool, standardize: bool) -> Held:
        """Return the cloud with the points that a reader moved where they are now, in every column."""
        numbers = np.rint(slots[:, 0]).astype(int)
        use = (numbers >= 1) & (numbers <= len(self.rows)) & slots[:, 1:].any(axis=1)
        if not use.any():
            return self
        by = slots[use, 1:] * np.asarray(self.now(center, standardize).spread)
        rows = self.rows[numbers[use] - 1]
        moves = np.zeros((len(rows), len(self.data.table.columns)))
        if self.columns is not None:
            moves[:, list(self.columns)] = by
        else:
            fit = self.data.fit(center, standardize)
            moves = by @ fit.components[: by.shape[1]] * fit.scale
        return self._replace(data=pca_large.with_moves(self.data, rows, moves))

    def _seen(self) -> list[tuple[Any, Any, Any]]:
        """Return scores of the drawn rows, their mean and covariance, for each place of the switches."""
        found = []
        for fit in self._fits():
            few = fit._replace(components=fit.components[: len(self.names)])
            onto = few.components / fit.scale
            found.append(
                (
                    pca.transform(few, self.data.table.values[self.rows]),
                    (self.data.mean - fit.mean) @ onto.T,
                    onto @ self.data.covariance @ onto.T,
                )
            )
        return found

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


def _names() -> dict[str, str]:
    return {
        "quakes": _("Fiji earthquakes"),
        "penguins": _("Penguins"),
        "wine": _("Wines"),
        "digits": _("Handwritten digits"),
        "bright_stars": _("Bright stars"),
        "teapot": _("Teapot"),
        OWN: _("Your own table"),
    }


def choose() -> Held:
    """Let the reader choose data, and what of it is held as a cloud."""
    names = _names()
    kinds = {_LINE: _("Line"), _PLANE: _("Plane")}
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        name = choice.one_of(
            st.selectbox,
            _("Data"),
            names,
            key="data",
            default="quakes",
            label_visibility="collapsed",
            width=196,
            on_change=_start_over,
        )
        kind = _one_of(
            "hold", _("Hold"), kinds, _PLANE, _("A line through two columns, or a plane through three.")
        )
        popover = st.container(horizontal=True, vertical_alignment="center", width="content")
    data = _own() if name == OWN else None
    if data is None:
        data = _sample("quakes" if name == OWN else name)
    with popover:
        data = _dozen(data)
    flat = kind == _LINE or len(data.table.columns) == 2
    with popover:
        columns = _held_columns(data, 2 if flat else 3)
    axes = (
        tuple(f"PC{i + 1}" for i in range(2 if flat else 3))
        if columns is None
        else tuple(short(data.table.columns[j]) for j in columns)
    )
    unit = "" if columns is None else shared_unit([data.table.columns[j] for j in columns])
    return Held(data, axes, unit, pca_large.sample(len(data.table.values), DRAWN), columns)


def _one_of(key: str, label: str, names: Mapping[str, str], default: str, wherefore: str) -> str:
    """Ask for one of a few ways to hold the data."""
    return choice.one_of(
        st.segmented_control,
        label,
        names,
        key=key,
        default=default,
        required=True,
        label_visibility="collapsed",
        help=wherefore,
        on_change=_start_over,
    )


def _dozen(data: Data) -> Data:
    """Let the reader hold a dozen of many rows: among few, each single point counts."""
    if len(data.table.values) <= _MANY:
        return data
    names = {_ALL: _("All points"), _FEW: _("A dozen")}
    wherefore = _("Among a dozen points each single one counts: move one and see.")
    chosen = _one_of("points", _("Points"), names, _ALL, wherefore)
    return data if chosen == _ALL else pca_large.few(data, 12)


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
    """A new cloud is held by hand again, with every point where it was measured."""
    component.move(
        "pca",
        {"way to the optimum": 0.0, **{name: np.zeros((SLOTS, 1 + k)) for k, name in MOVED.items()}},
    )


@st.cache_data(max_entries=8, show_spinner=False)
def _sample(name: str) -> Data:
    return pca_large.of_table(samples.TABLES[name]())


def _own() -> Data | None:
    """Let the reader bring a table, or a file too large for one; None while there is none to use."""
    ways = {_TABLE: _("A table"), _LARGE: _("A large file, read in pieces")}
    with st.expander(_("Your own data"), expanded=True, icon=":material/upload_file:"):
        way = st.segmented_control(
            _("What you bring"), list(ways), default=_TABLE, format_func=ways.__getitem__, required=True,
            key="pca_way", label_visibility="collapsed",
        )  # fmt: skip
        if way == _LARGE:
            return pca_large.large_file("pca_large")
        table = upload.own_table("pca_own", upload.limits())
        if table is None:
            return None
        if len(table.columns) < 2:
            st.error(
                _(
                    "“{column}” is the only column of numbers; a cloud needs at least two, so the "
                    "earthquakes are shown."
                ).format(column=table.columns[0])
            )
            return None
        try:
            return pca_large.of_table(table)
        except ValueError as refusal:
            told = _("{refusal} The earthquakes are shown.")
            st.error(told.format(refusal=_(sentence_of(refusal))))
            return None


def _held_columns(data: Data, k: int) -> tuple[int, ...] | None:
    """Return the columns to hold, or None for the first components; ask where there is a choice."""
    columns = data.table.columns
    varying = [j for j in range(len(columns)) if data.scale[j] != 1.0 or data.covariance[j, j] > 0]
    if len(columns) == k:
        return tuple(range(k))
    # Seen from the south, the sinking plate is a line: the first and the last column.
    usual = [varying[0], varying[-1]] if k == 2 and len(columns) == 3 else varying[:k]
    names = {
        _COLUMNS: _("columns that you choose"),
        _COMPONENTS: _("the first components"),
    }
    few = len(columns) <= _FEW_COLUMNS
    what_key, columns_key = f"pca_what_{k}_{few}", f"pca_columns_{k}_{data.table.name}"
    asked = choice.told(_HELD)
    places = _places(asked, len(columns), k)
    by_name = (few and asked != _COMPONENTS) or places is not None
    st.session_state.setdefault(what_key, _COLUMNS if by_name else _COMPONENTS)
    st.session_state.setdefault(columns_key, places or usual)
    with st.popover(_("Columns"), icon=":material/view_column:"):
        what = st.radio(
            _("The directions of the cloud"), list(names), format_func=names.__getitem__, key=what_key
        )
        if what == _COMPONENTS and len(columns) >= k:
            choice.tell(_HELD, _COMPONENTS if few else "")
            st.caption(
                _("The first {k} principal components of all {count} columns.").format(
                    k=k, count=len(columns)
                )
            )
            return None
        chosen = st.multiselect(
            _("{k} columns").format(k=k),
            range(len(columns)),
            format_func=lambda j: columns[j],
            max_selections=k,
            key=columns_key,
        )
        if len(chosen) < k:
            st.caption(
                _("Choose {k}; until then these are held: {names}.").format(
                    k=k, names=listed([columns[j] for j in usual])
                )
            )
            chosen = usual
    choice.tell(_HELD, "" if few and chosen == usual else ",".join(str(j + 1) for j in chosen))
    return tuple(chosen)


def _places(text: str, count: int, k: int) -> list[int] | None:
    """Return the k different places of columns that a link names, counted from 1 there; None for all else.

    Examples
    --------
    >>> _places("1,3,4", count=4, k=3), _places("1,1,9", count=4, k=3), _places("components", count=4, k=3)
    ([0, 2, 3], None, None)
    """
    places = [int(part) - 1 for part in text.split(",") if part.isdecimal()]
    return places if len(set(places) & set(range(count))) == len(places) == k else None

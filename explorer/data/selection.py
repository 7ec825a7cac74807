"""Which two or three columns, or components, of a table are held as a cloud."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from explorer.data import samples, summary
from explorer.data.summary import Summary
from explorer.logic import cloud_state
from explorer.logic.cloud_state import Cloud, CloudState
from explorer.logic.pca import PCAFit
from explorer.roles import GROUPS

DRAWN = 1200
"""Points that a stage moves at every frame of a drag; more are sampled, and the page says so."""

# More labels than this are names, not groups.
_FEW_GROUPS = 12
_UNITS = ("km", "mm", "pc", "g")


class Selection(NamedTuple):
    """Two or three columns, or components, of a table as a cloud in which a line or plane is turned.

    Attributes
    ----------
    data : the table and what PCA needs of all its rows
    names : what the axes of the cloud are
    unit : the unit that all of them share, or ""
    rows : which rows of the table are drawn
    columns : which columns are held, or None where components are
    """

    data: Summary
    names: tuple[str, ...]
    unit: str
    rows: NDArray[np.intp]
    columns: tuple[int, ...] | None

    def state(self, center: Any, standardize: Any, shifts: Any = None) -> CloudState:
        """Return the cloud for switches thrown either way, with the drawn points moved.

        Parameters
        ----------
        center, standardize : bool, or 0 and 1
            Live ones are followed, as are live shifts.
        shifts : array (n, k), optional
            In standard deviations as measured.

        Returns
        -------
        CloudState
        """
        if self.columns is not None:
            places, data = list(self.columns), self.data
            measured = Cloud(
                data.table.values[self.rows][:, places],
                data.mean[places],
                data.covariance[places][:, places],
                data.scale[places],
                data.rows,
            )
            return cloud_state.state(measured, center, standardize, shifts)
        clouds = [
            cloud_state.along_components(
                fit, self.data.table.values[self.rows], self.data.mean, self.data.covariance, len(self.names)
            )
            for fit in self._fits()
        ]
        cloud = cloud_state.chosen_cloud(clouds, center, standardize)
        # What is standardised are the columns, before their components.
        return cloud_state.state(cloud, center, 0.0 * center, shifts)

    def moved(self, slots: NDArray[np.float64], center: bool, standardize: bool) -> Selection:
        """Return the cloud with the points that a reader moved where they are now, in every column.

        Parameters
        ----------
        slots : array (m, 1 + k)
            As `explorer.logic.moved_points` has them.
        center, standardize : bool

        Returns
        -------
        Selection
        """
        numbers = np.rint(slots[:, 0]).astype(int)
        use = (numbers >= 1) & (numbers <= len(self.rows)) & slots[:, 1:].any(axis=1)
        if not use.any():
            return self
        by = slots[use, 1:] * np.asarray(self.state(center, standardize).spread)
        rows = self.rows[numbers[use] - 1]
        moves = np.zeros((len(rows), len(self.data.table.columns)))
        if self.columns is not None:
            moves[:, list(self.columns)] = by
        else:
            fit = self.data.fit(center, standardize)
            moves = by @ fit.components[: by.shape[1]] * fit.scale
        return self._replace(data=summary.with_moves(self.data, rows, moves))

    def share(self, center: Any, standardize: Any) -> Any:
        """Return what share of the variance of all columns the held components have together.

        Parameters
        ----------
        center, standardize : bool, or 0 and 1, or Live

        Returns
        -------
        number
        """
        shares = [fit.explained_variance_ratio[: len(self.names)].sum() for fit in self._fits()]
        return cloud_state.by_switches(shares, center, standardize)

    def _fits(self) -> list[PCAFit]:
        """Return the fits for either position of both switches."""
        return [self.data.fit(c, z) for c in (False, True) for z in (False, True)]

    def groups(self) -> tuple[NDArray[np.intp], tuple[str, ...]] | None:
        """Return each drawn row's group and the groups' names, where labels make a few: the largest first.

        Beyond eight the small ones become "other", as in the charts: one colour a group on the whole page.

        Returns
        -------
        (int array (n,), tuple of str), or None
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
        """Return what each drawn row is called: its label, or its values.

        Returns
        -------
        list of str
        """
        table = self.data.table
        if table.labels is not None and self.groups() is None:
            return [str(table.labels[i]) for i in self.rows]
        columns = self.columns or tuple(range(min(3, len(table.columns))))
        return [
            ", ".join(f"{short(table.columns[j])} {table.values[i, j]:.4g}" for j in columns)
            for i in self.rows
        ]


def select(data: Summary, columns: tuple[int, ...] | None, k: int) -> Selection:
    """Return k columns of a table as a cloud, or where None are named, its first k components.

    Parameters
    ----------
    data : Summary
    columns : tuple of int, or None
    k : int

    Returns
    -------
    Selection
    """
    if columns is None:
        names, unit = tuple(f"PC{i + 1}" for i in range(k)), ""
    else:
        held = [data.table.columns[j] for j in columns]
        names, unit = tuple(short(name) for name in held), shared_unit(held)
    return Selection(data, names, unit, summary.sample(len(data.table.values), DRAWN), columns)


def quakes() -> Selection:
    """Return where the earthquakes of Fiji are: east, north and up.

    Returns
    -------
    Selection
    """
    return select(summary.of_table(samples.quakes()), (0, 1, 2), 3)


def short(column: str) -> str:
    """Return the name of a column without its unit and underscores.

    Examples
    --------
    >>> short("bill_length_mm"), short("x")
    ('bill length', 'x')
    """
    return " ".join([part for part in column.split("_") if part not in _UNITS]) or column


def shared_unit(columns: list[str]) -> str:
    """Return the unit at the end of every name, or "" where they have none in common.

    Examples
    --------
    >>> shared_unit(["east_km", "up_km"]), shared_unit(["a_mm", "b_g"])
    ('km', '')
    """
    ends = {column.rpartition("_")[2] for column in columns}
    return ends.pop() if len(ends) == 1 and ends <= set(_UNITS) else ""

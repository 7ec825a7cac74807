"""A table, and what counts of all its rows: their number, mean and covariance, also of a file read in pieces.

A large file is never in memory whole: what is kept are these numbers, and some rows to draw.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from explorer.data import csv_format, tables
from explorer.data.commas import Meaning
from explorer.data.csv_format import Limits
from explorer.data.tables import Choice, Table
from explorer.logic import cloud, pca
from explorer.logic.pca import PCAFit
from explorer.sentence import Sentence

Array = NDArray[np.float64]

_KEPT_ROWS = 20_000  # of a large file, to draw and to list
_PIECE_CELLS = 500_000
_READINGS = 4  # cells may turn out to be written otherwise, then another column's; after that nothing is new


@dataclass(frozen=True, eq=False)
class Summary:
    """A table and what PCA needs of all its rows.

    Attributes
    ----------
    table : Table
        All rows, or of a large file some of them, chosen at random.
    rows : int
        How many rows there are.
    mean, covariance, scale : arrays (d,), (d, d), (d,)
        Of all rows, in the units of the columns.
    whole : bool
        Whether the table holds all rows.
    """

    table: Table
    rows: int
    mean: Array
    covariance: Array
    scale: Array
    whole: bool

    def fit(self, center: bool = True, standardize: bool = False) -> PCAFit:
        """Return the principal components of all rows and all columns; each fit is computed once.

        Parameters
        ----------
        center, standardize : bool

        Returns
        -------
        PCAFit
        """
        switches = bool(center), bool(standardize)
        if switches not in self._fits:
            self._fits[switches] = (
                pca.fit(self.table.values, center=center, standardize=standardize)
                if self.whole
                else cloud.fit_covariance(self.covariance, self.mean, self.rows, center, standardize)
            )
        return self._fits[switches]

    @functools.cached_property
    def _fits(self) -> dict[tuple[bool, bool], PCAFit]:
        return {}


def of_table(table: Table, before: Summary | None = None) -> Summary:
    """Return a table with mean and covariance.

    Parameters
    ----------
    table : Table
    before : Summary, optional
        Of a table that may hold the same numbers: what was computed of them is used again.

    Returns
    -------
    Summary

    Raises
    ------
    ValueError
        If every row is the same point: no direction keeps more than another.
    """
    X = table.values
    if before is not None and before.whole and np.array_equal(before.table.values, X):
        same = replace(before, table=table)
        same._fits.update(before._fits)
        return same
    fit = pca.fit(X, center=True, standardize=True)
    found = Summary(table, len(X), X.mean(axis=0), pca.covariance(X), fit.scale, whole=True)
    found._fits[True, True] = fit
    return found


def few(data: Summary, count: int) -> Summary:
    """Return some rows as data of their own; all of them when these are one and the same point.

    Parameters
    ----------
    data : Summary
    count : int

    Returns
    -------
    Summary
    """
    table, rows = data.table, sample(len(data.table.values), count)
    note = Sentence("{some} of {all} rows, chosen at random.", some=len(rows), all=data.rows)
    part = table._replace(
        values=table.values[rows],
        labels=None if table.labels is None else table.labels[rows],
        texts=None,
        notes=(*table.notes, note),
    )
    try:
        return of_table(part)
    except ValueError:
        return data


def with_moves(data: Summary, rows: NDArray[np.intp], moves: Array) -> Summary:
    """Return data with some rows of the table moved; mean, covariance and every fit follow.

    Parameters
    ----------
    data : Summary
    rows : int array (m,)
        A row that stands twice is moved by both moves.
    moves : array (m, d)

    Returns
    -------
    Summary
    """
    unique, places = np.unique(rows, return_inverse=True)
    by = np.zeros((len(unique), moves.shape[1]))
    np.add.at(by, places, moves)
    values = data.table.values.copy()
    values[unique] += by
    C = cloud.moved_covariance(data.covariance, data.table.values[unique] - data.mean, by, data.rows)
    mean = data.mean + by.sum(axis=0) / data.rows
    one = Sentence("1 point was moved by hand.")
    note = one if len(unique) == 1 else Sentence("{count} points were moved by hand.", count=len(unique))
    table = data.table._replace(values=values, notes=(*data.table.notes, note))
    return Summary(table, data.rows, mean, C, cloud.scales(C, mean, data.rows), data.whole)


def sample(rows: int, most: int) -> NDArray[np.intp]:
    """Return at most so many row numbers, in order, each row as likely as another; always the same ones.

    Parameters
    ----------
    rows, most : int

    Returns
    -------
    int array

    Examples
    --------
    >>> sample(3, 5).tolist(), len(sample(100, 5))
    ([0, 1, 2], 5)
    """
    if rows <= most:
        return np.arange(rows)
    return np.sort(np.random.default_rng(0).choice(rows, most, replace=False))


class _Kept:
    """Some of all rows that pass, each as likely as another: those with the least of random tickets."""

    def __init__(self) -> None:
        self.rows: Array = np.empty((0, 0))

    def passing(self, pieces: Iterator[Array]) -> Iterator[Array]:
        """Pass pieces on and keep some of their rows."""
        rng = np.random.default_rng(0)
        tickets: Array = np.empty(0)
        for piece in pieces:
            rows = np.vstack([self.rows, piece]) if self.rows.size else piece
            tickets = np.concatenate([tickets, rng.random(len(piece))])
            if len(rows) > _KEPT_ROWS:
                stay = np.sort(np.argpartition(tickets, _KEPT_ROWS)[:_KEPT_ROWS])
                rows, tickets = rows[stay], tickets[stay]
            self.rows = np.ascontiguousarray(rows)
            yield piece


def _parts(signs: NDArray[np.uint8], most: int = 1 << 20) -> Iterator[NDArray[np.uint8]]:
    """Cut what a file holds into parts: what is made of one is as long as it."""
    return (signs[start : start + most] for start in range(0, len(signs), most))


def read(
    content: bytes,
    name: str,
    limits: Limits,
    progress: Callable[[float, Sentence], object],
    stop: Callable[[], bool],
    header: bool | None = None,
    choices: Sequence[Choice] = (),
    commas: Meaning | None = None,
) -> Summary:
    """Read a large file in pieces: mean and covariance of the rows read, and some of them.

    Parameters
    ----------
    content : bytes
        CSV in anybody's style.
    name : str
        What to call it in a sentence.
    limits : Limits
    progress : callable
        Told which share is read, and the same in words.
    stop : callable
        Asked between pieces whether that is enough; what was read until then gives an answer too.
    header, choices, commas
        As a reader wants it read; else as its cells say.

    Returns
    -------
    Summary

    Raises
    ------
    ValueError
        With one sentence, if it is no table of numbers.
    """
    pieces = tables.Pieces(content, limits, header=header, choices=choices, commas=commas)
    columns = pieces.columns
    signs = np.frombuffer(content, dtype=np.uint8)
    lines = max(1, sum(np.count_nonzero(part == ord("\n")) for part in _parts(signs)))
    size = max(100, _PIECE_CELLS // len(columns))

    def told(rows: int) -> None:
        progress(rows / lines, Sentence("{rows} rows read", rows=rows))

    kept = _Kept()
    for attempt in range(_READINGS):
        kept = _Kept()
        try:
            fit = pca.fit_chunks(
                kept.passing(pieces.read(size, progress=told, stop=stop)), progress=told, stop=stop
            )
        except tables.ReadAgainError:
            # A later row said how all are written: it counts for those before it too.
            if attempt == _READINGS - 1:
                raise
        else:
            break
    notes = [
        Sentence(
            "{name}: {rows} rows were read in pieces, {kept} of them are kept to draw.",
            name=name,
            rows=fit.n_samples,
            kept=len(kept.rows),
        )
    ]
    notes += pieces.notes()
    if stop():
        notes.append(Sentence("Reading was stopped: every number is that of the rows read until then."))
    C = cloud.covariance_of(fit)
    constant = [column for column, variance in zip(columns, np.diag(C), strict=True) if variance == 0]
    if constant:
        notes.append(Sentence("Constant columns: {names}.", names=csv_format.listed(constant)))
    scale = cloud.fit_covariance(C, fit.mean, fit.n_samples, standardize=True).scale
    table = Table(
        name,
        columns,
        kept.rows,
        None,
        "",
        tuple(notes),
        readings=pieces.readings(),
        header=pieces.header,
        commas=pieces.commas,
    )
    return Summary(table, fit.n_samples, fit.mean, C, scale, whole=False)

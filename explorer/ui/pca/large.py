"""What PCA needs of a table, and of a file too large for one: mean and covariance, gathered in pieces.

A large file is read beside the page, which shows how far it is and can stop it; what was read until then
gives an answer too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from explorer.data import csv_format, tables
from explorer.data.csv_format import Limits
from explorer.data.tables import Table
from explorer.logic import cloud, pca
from explorer.logic.pca import PCAFit
from explorer.sentence import Sentence
from explorer.ui import jobs, upload
from explorer.ui.jobs import Job
from explorer.ui.language import _
from explorer.ui.words import whole

Array = NDArray[np.float64]

_KEPT_ROWS = 20_000  # of a large file, to draw and to list
_PIECE_CELLS = 500_000
_MOST_COLUMNS = 1_000  # a covariance of a million numbers
_ROWS = 10_000_000


class Data(NamedTuple):
    """A table and what PCA needs of all its rows.

    Attributes
    ----------
    table : all rows, or of a large file some of them, chosen at random
    rows : how many rows there are
    mean, covariance, scale : of all rows, in the units of the columns
    whole : whether the table holds all rows
    """

    table: Table
    rows: int
    mean: Array
    covariance: Array
    scale: Array
    whole: bool

    def fit(self, center: bool = True, standardize: bool = False) -> PCAFit:
        """Return the principal components of all rows and all columns."""
        if self.whole:
            return _fit(self.table.values, center, standardize)
        return cloud.fit_covariance(self.covariance, self.mean, self.rows, center, standardize)


@st.cache_data(max_entries=32, show_spinner=False)
def _fit(values: Array, center: bool, standardize: bool) -> PCAFit:
    return pca.fit(values, center=center, standardize=standardize)


def of_table(table: Table) -> Data:
    """Return a table with mean and covariance.

    Raises
    ------
    ValueError
        If every row is the same point: no direction keeps more than another.
    """
    scale = _fit(table.values, True, True).scale
    return Data(
        table, len(table.values), table.values.mean(axis=0), pca.covariance(table.values), scale, whole=True
    )


def few(data: Data, count: int) -> Data:
    """Return some rows as data of their own; all of them when these are one and the same point."""
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


def with_moves(data: Data, rows: NDArray[np.intp], moves: Array) -> Data:
    """Return data with some rows of the table moved; mean, covariance and every fit follow.

    A row that stands twice in `rows` is moved by both moves.
    """
    unique, places = np.unique(rows, return_inverse=True)
    by = np.zeros((len(unique), moves.shape[1]))
    np.add.at(by, places, moves)
    values = data.table.values.copy()
    values[unique] += by
    C = cloud.moved_covariance(data.covariance, data.table.values[unique] - data.mean, by, data.rows)
    mean = data.mean + by.sum(axis=0) / data.rows
    one = Sentence("1 point was moved by hand.")
    told = one if len(unique) == 1 else Sentence("{count} points were moved by hand.", count=len(unique))
    table = data.table._replace(values=values, notes=(*data.table.notes, told))
    scale = cloud.scales(C, mean, data.rows)
    return Data(table, data.rows, mean, C, scale, data.whole)


def sample(rows: int, most: int) -> NDArray[np.intp]:
    """Return at most so many row numbers, in order, each row as likely as another; always the same ones."""
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


def read(content: bytes, name: str, limits: Limits, job: Job[Data]) -> Data:
    """Read a large file in pieces: mean and covariance of the rows read, and some of them.

    Raises
    ------
    ValueError
        With one sentence, if it is no table of numbers.
    """
    columns = tables.csv_columns(content, limits)
    lines = max(1, content.count(b"\n"))
    kept = _Kept()
    pieces = tables.csv_chunks(content, columns, max(100, _PIECE_CELLS // len(columns)), limits)
    fit = pca.fit_chunks(
        kept.passing(pieces),
        progress=lambda rows: job.report(rows / lines, Sentence("{rows} rows read", rows=rows)),
        stop=job.should_stop,
    )
    notes = [
        Sentence(
            "{name}: {rows} rows were read in pieces, {kept} of them are kept to draw.",
            name=name,
            rows=fit.n_samples,
            kept=len(kept.rows),
        )
    ]
    if job.should_stop():
        notes.append(Sentence("Reading was stopped: every number is that of the rows read until then."))
    C = cloud.covariance_of(fit)
    constant = [column for column, variance in zip(columns, np.diag(C), strict=True) if variance == 0]
    if constant:
        notes.append(Sentence("Constant columns: {names}.", names=csv_format.listed(constant)))
    scale = cloud.fit_covariance(C, fit.mean, fit.n_samples, standardize=True).scale
    table = Table(name, columns, kept.rows, None, "", tuple(notes))
    return Data(table, fit.n_samples, fit.mean, C, scale, whole=False)


def large_file(key: str) -> Data | None:
    """Let the reader bring a file as large as the server accepts; read it in pieces, with a way to stop."""
    # What is read in pieces takes no more memory with more rows.
    limits = upload.limits()._replace(rows=_ROWS, columns=_MOST_COLUMNS, cells=_ROWS * _MOST_COLUMNS)
    st.caption(
        _(
            "A file with one row per line, up to {size} MB and {columns} columns. Rows with gaps are left "
            "out. Only mean, covariance and some rows to draw are kept; the numbers are those of all rows."
        ).format(size=whole(upload.megabytes(limits)), columns=whole(limits.columns))
    )
    file = upload.text_file(_("Your file"), f"{key}_file", limits)
    job: Job[Data] | None = jobs.current(key)
    if file is not None:
        content, name = file.getvalue(), file.name
        job = jobs.start(key, lambda job: read(content, name, limits, job), of=file.file_id)
    return None if job is None else jobs.answer(job, stop=_("Stop and use what was read"))

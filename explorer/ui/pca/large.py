"""What PCA needs of a table, and of a file too large for one: mean and covariance, gathered in pieces.

A large file is read by a thread of its own, so that the page can show how far it is and stop it; what was
read until then gives an answer too.
"""

from __future__ import annotations

import threading
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
from explorer.sentence import Sentence, sentence_of
from explorer.ui.language import _
from explorer.ui.words import whole

Array = NDArray[np.float64]

_KEPT_ROWS = 20_000  # of a large file, to draw and to list
_PIECE_CELLS = 500_000
_MOST_COLUMNS = 1_000  # a covariance of a million numbers
_ROWS = 10_000_000
_LOOK_AGAIN = 0.5  # seconds


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


def limits() -> Limits:
    """Return how much is read at once: as hosted, or more where the server accepts larger files."""
    megabytes = int(st.get_option("server.maxUploadSize"))
    return csv_format.HOSTED if megabytes <= 25 else csv_format.OWN_MACHINE


class Job:
    """A large file being read by a thread; `progress` is the share of its lines, `fit` the answer so far."""

    def __init__(self, content: bytes, name: str) -> None:
        self.name = name
        self.content = content
        self.rows = 0
        self.columns: tuple[str, ...] = ()
        self.fit: PCAFit | None = None
        self.refusal = ""
        self.stop = threading.Event()
        self.done = threading.Event()
        self._lines = max(1, content.count(b"\n"))
        self._kept: Array = np.empty((0, 0))
        threading.Thread(target=self._run, daemon=True).start()

    @property
    def progress(self) -> float:
        return min(1.0, self.rows / self._lines)

    def data(self) -> Data:
        """Return mean and covariance of the rows read, and those of them that were kept."""
        assert self.fit is not None
        read = self.fit.n_samples
        notes = [
            Sentence(
                "{name}: {rows} rows were read in pieces, {kept} of them are kept to draw.",
                name=self.name,
                rows=read,
                kept=len(self._kept),
            )
        ]
        if self.stop.is_set():
            notes.append(Sentence("Reading was stopped: every number is that of the rows read until then."))
        constant = [
            c for c, v in zip(self.columns, np.diag(cloud.covariance_of(self.fit)), strict=True) if v == 0
        ]
        if constant:
            notes.append(Sentence("Constant columns: {names}.", names=csv_format.listed(constant)))
        C = cloud.covariance_of(self.fit)
        scale = cloud.fit_covariance(C, self.fit.mean, read, standardize=True).scale
        table = Table(self.name, self.columns, self._kept, None, "", tuple(notes))
        return Data(table, read, self.fit.mean, C, scale, whole=False)

    def _run(self) -> None:
        try:
            most = Limits(len(self.content), _ROWS, _MOST_COLUMNS, _ROWS * _MOST_COLUMNS)
            self.columns = tables.csv_columns(self.content, most)
            pieces = tables.csv_chunks(
                self.content, self.columns, max(100, _PIECE_CELLS // len(self.columns)), most
            )
            self.fit = pca.fit_chunks(self._sampled(pieces), progress=self._told, stop=self.stop.is_set)
        except ValueError as refusal:
            self.refusal = sentence_of(refusal)
        except Exception:
            # A thread's error would be seen by nobody.
            self.refusal = Sentence("{name} cannot be read as a table.", name=self.name)
            raise
        finally:
            self.content = b""
            self.done.set()

    def _told(self, rows: int) -> None:
        self.rows = rows

    def _sampled(self, pieces: Iterator[Array]) -> Iterator[Array]:
        """Pass pieces on and keep some rows, each as likely as another: the least of random tickets."""
        rng = np.random.default_rng(0)
        tickets: Array = np.empty(0)
        for piece in pieces:
            kept = np.vstack([self._kept, piece]) if self._kept.size else piece
            tickets = np.concatenate([tickets, rng.random(len(piece))])
            if len(kept) > _KEPT_ROWS:
                stay = np.sort(np.argpartition(tickets, _KEPT_ROWS)[:_KEPT_ROWS])
                kept, tickets = kept[stay], tickets[stay]
            self._kept = np.ascontiguousarray(kept)
            yield piece


def large_file(key: str) -> Data | None:
    """Let the reader bring a file as large as the server accepts; read it in pieces, with a way to stop."""
    most = int(st.get_option("server.maxUploadSize"))
    st.caption(
        _(
            "A file with one row per line, up to {size} MB and {columns} columns. Rows with gaps are left "
            "out. Only mean, covariance and some rows to draw are kept; the numbers are those of all rows."
        ).format(size=whole(most), columns=whole(_MOST_COLUMNS))
    )
    file = st.file_uploader(_("Your file"), type=["csv", "tsv", "txt", "dat"], key=f"{key}_file")
    job: Job | None = st.session_state.get(f"{key}_job")
    if file is not None and st.session_state.get(f"{key}_read") != file.file_id:
        if job is not None:
            job.stop.set()
        st.session_state[f"{key}_read"] = file.file_id
        job = st.session_state[f"{key}_job"] = Job(file.getvalue(), file.name)
    if job is None:
        return None
    if not job.done.is_set():
        _watch(job, key)
        return None
    if job.refusal:
        st.error(_(job.refusal))
        return None
    return job.data()


@st.fragment(run_every=_LOOK_AGAIN)
def _watch(job: Job, key: str) -> None:
    """Show how far the thread is; when it has finished, run the page with its answer."""
    if job.done.is_set():
        st.rerun()
    st.progress(job.progress, _("{rows} rows read").format(rows=whole(job.rows)))
    st.button(
        _("Stop and use what was read"),
        key=f"{key}_stop",
        on_click=job.stop.set,
        icon=":material/stop_circle:",
    )

"""Factorization of thousands to millions of ratings: films, votes, and the reader's own list."""

from __future__ import annotations

import threading
import time
from typing import NamedTuple

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from explorer.logic import csv_format, rating_files, ratings, recommender, samples
from explorer.logic.csv_format import SampleError
from explorer.logic.ratings import Triplets
from explorer.logic.recommender import Factors
from explorer.ui import charts

Array = NDArray[np.float64]
FILMS, VOTES, OWN = "Films", "Senate votes", "Your own list"
_RANKS = (0, 1, 2, 4, 8, 16)
_SWEEPS = 15
# Seconds: how long the page waits before it shows a bar, and when a factorization that nobody looks at stops.
_PATIENCE = 1.5
_FORGOTTEN = 30.0
_SHARE = 0.1
_KEY = "scale"
_PARTIES = {"R": "Republican", "D": "Democrat", "Indep": "Independent"}
# A map with more points than this is neither read nor drawn quickly.
_MAPPED = 5_000


class Cells(NamedTuple):
    """A long list of ratings with the names that belong to it."""

    ratings: Triplets
    users: tuple[str, ...]
    items: tuple[str, ...]
    groups: tuple[str, ...] | None
    mapped: str  # "items" or "users": whose points the map shows
    subject: str
    notes: tuple[str, ...]


class Result(NamedTuple):
    """One factorization, scored; `done` sweeps of those that were asked for."""

    rank: int
    factors: Factors
    learned: float
    held_out: float
    done: int


def show() -> None:
    """Show the choice of data, the factorization with its held-out error, and the map."""
    source = st.segmented_control(
        "Ratings", [FILMS, VOTES, OWN], default=FILMS, key="big", bind="query-params", required=True
    )
    cells = _own() if source == OWN else _sample(source or FILMS)
    if cells is None:
        return
    m, n = cells.ratings.shape
    count = cells.ratings.value.size
    st.markdown(
        f"**{m:,} people and {n:,} {cells.subject}**: {count:,} cells are known, "
        f"{100 * count / (m * n):.2g} % of all. "
        "One known cell in ten is hidden from the algorithm and guessed."
    )
    for note in cells.notes:
        st.caption(note)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        rank = st.segmented_control(
            "Rank, 0 for biases alone",
            [k for k in _RANKS if k <= min(m, n)],
            default=2,
            key="big_rank",
            required=True,
        )
        price = st.select_slider(
            "Regularisation", (0.01, 0.02, 0.05, 0.1, 0.2, 0.5), 0.1, key="big_price", width=190
        )
        started = st.button("Factor", type="primary", key="big_go")
    results: dict[int, Result] = st.session_state.setdefault(f"{_KEY}_{_name(cells)}_{price}", {})
    learn, held = _split(cells)
    place = f"{_KEY}_job"
    if started or (source != OWN and not results):
        _end(st.session_state.pop(place, None))
        st.session_state[place] = Job(int(rank), float(price), learn, held, results)
    job: Job | None = st.session_state.get(place)
    if job is not None and job.results is results:
        # What is small is there before anybody could stop it.
        job.thread.join(_PATIENCE)
        if job.thread.is_alive():
            _watch(job)
        elif job.refusal:
            st.error(job.refusal)
    if not results:
        st.info("Press **Factor** to begin; it can be stopped after any sweep.")
        return
    left, right = st.columns([2, 3], gap="medium")
    with left:
        st.markdown(_scores(learn, held, results, cells))
        st.caption(
            "Root mean squared error, in the unit of the ratings. What counts is the right column: more rank "
            "fits what was seen ever better."
        )
    with right:
        found = results.get(int(rank)) or next(reversed(results.values()))
        _map(cells, found.factors)


@st.cache_resource(max_entries=2, show_spinner="Reading …")
def _sample(source: str) -> Cells:
    if source == VOTES:
        votes = samples.senate()
        return Cells(
            ratings.from_table(votes.values),
            tuple(f"{name} ({state})" for name, state in zip(votes.names, votes.states, strict=True)),
            votes.questions,
            tuple(_PARTIES.get(party, party) for party in votes.parties),
            "users",
            "votes",
            (
                *votes.notes,
                "United States Senate, 2005 and 2006: 1 is yea, −1 is nay. Points are coloured by party.",
            ),
        )
    films = samples.movielens()
    return Cells(
        ratings.from_table(films.values),
        tuple(f"user {i + 1}" for i in range(len(films.values))),
        tuple(f"{title} ({year})" for title, year in zip(films.titles, films.years, strict=True)),
        tuple(genres.split("|")[0] for genres in films.genres),
        "items",
        "films",
        films.notes,
    )


def _own() -> Cells | None:
    allowed = int(st.get_option("server.maxUploadSize"))
    limits = csv_format.OWN_MACHINE if allowed >= 1000 else csv_format.HOSTED
    st.caption(
        "A file with a line for each rating: user, item, rating. At most "
        f"{min(limits.bytes / 1e6, allowed):g} MB and {limits.rows:,} ratings. "
        "It stays in this app’s memory while you are here and is stored nowhere."
    )
    file = st.file_uploader("Your list", type=["csv", "tsv", "txt", "dat"], key="big_file")
    if file is None:
        return None
    kept = st.session_state.get(f"{_KEY}_own")
    if kept is None or kept[0] != file.file_id:
        try:
            with st.spinner("Reading your list …"):
                read = rating_files.read_ratings(file, limits)
        except SampleError as refusal:
            st.error(str(refusal))
            return None
        shape = (len(read.users), len(read.items))
        if min(shape) < 2 or read.values.size < 10:
            st.error(
                f"The list has {shape[0]} users, {shape[1]} items and {read.values.size} ratings; to learn "
                "anything it needs two users, two items and ten ratings."
            )
            return None
        kept = st.session_state[f"{_KEY}_own"] = (
            file.file_id,
            Cells(
                Triplets(read.user_index, read.item_index, read.values, shape),
                tuple(read.users.tolist()),
                tuple(read.items.tolist()),
                None,
                "items",
                "items",
                read.notes,
            ),
        )
    return kept[1]


def _name(cells: Cells) -> str:
    return (
        f"{cells.subject}_{cells.ratings.value.size}_{cells.ratings.shape}_{cells.users[0]}_{cells.items[-1]}"
    )


def _split(cells: Cells) -> tuple[Triplets, Triplets]:
    kept = st.session_state.get(f"{_KEY}_split")
    if kept is None or kept[0] != _name(cells):
        kept = (_name(cells), *ratings.hold_out(cells.ratings, _SHARE, seed=0))
        st.session_state[f"{_KEY}_split"] = kept
    return kept[1], kept[2]


class Job:
    """One factorization at work beside the page, so that a reader can stop it.

    Streamlit lets no press of a button into a run of a fragment that is under way, hence the thread.
    It stops by itself when nobody has looked at it for a while.
    """

    def __init__(
        self, rank: int, price: float, learn: Triplets, held: Triplets, results: dict[int, Result]
    ) -> None:
        self.rank, self.price = rank, price
        self.learn, self.held, self.results = learn, held, results
        self.done = 0
        self.refusal = ""
        self.stop = threading.Event()
        self.seen = time.monotonic()
        self.thread = threading.Thread(target=self._work, daemon=True)
        self.thread.start()

    def _work(self) -> None:
        try:
            if self.rank == 0:
                self._after(_SWEEPS, ratings.fit_biases(self.learn))
                return
            ratings.als_triplets(
                self.learn,
                self.rank,
                self.price,
                seed=0,
                sweeps=_SWEEPS,
                progress=self._after,
                stop=lambda: self.stop.is_set() or time.monotonic() - self.seen > _FORGOTTEN,
            )
        except (ValueError, MemoryError, np.linalg.LinAlgError) as refusal:
            self.refusal = str(refusal) or "The ratings need more memory than there is."

    def _after(self, sweep: int, factors: Factors) -> None:
        learned, held_out = ratings.rmse(factors, self.learn), ratings.rmse(factors, self.held)
        self.results[self.rank] = Result(self.rank, factors, learned, held_out, sweep)
        self.done = sweep


def _end(job: Job | None) -> None:
    if job is not None:
        job.stop.set()


@st.fragment(run_every=0.7)
def _watch(job: Job) -> None:
    """Show how far a factorization is, and let the reader stop it."""
    job.seen = time.monotonic()
    if not job.thread.is_alive():
        st.rerun()
    words = f"Rank {job.rank}: sweep {job.done} of {_SWEEPS}"
    if job.done:
        words += f", held-out error {job.results[job.rank].held_out:.3f}"
    if job.stop.is_set():
        words += ", stopping after this sweep"
    st.progress(job.done / _SWEEPS, words)
    st.button("Stop", key="big_stop", on_click=job.stop.set, disabled=job.stop.is_set())


def _scores(learn: Triplets, held: Triplets, results: dict[int, Result], cells: Cells) -> str:
    lines = ["| method | learned | held out |", "|---|---|---|"]
    flat = ratings.fit_biases(learn, sweeps=0)
    lines.append(f"| global mean | {ratings.rmse(flat, learn):.3f} | {ratings.rmse(flat, held):.3f} |")
    if 0 not in results:
        factors = ratings.fit_biases(learn)
        results[0] = Result(0, factors, ratings.rmse(factors, learn), ratings.rmse(factors, held), 1)
    best = min(result.held_out for result in results.values())
    for rank, result in sorted(results.items()):
        name = f"rank {rank}" if rank else "user and item biases"
        if rank and result.done < _SWEEPS:
            name += f", {result.done} of {_SWEEPS} sweeps"
        mark = "**" if result.held_out == best else ""
        lines.append(f"| {mark}{name}{mark} | {result.learned:.3f} | {mark}{result.held_out:.3f}{mark} |")
    if cells.subject == "votes":
        top = results[max(results)]
        ours = ratings.same_sign(top.factors, held)
        majority = ratings.majority_sign(learn, held)
        lines.append("")
        lines.append(
            f"Rank {top.rank} foretells **{100 * ours:.0f} %** of the hidden votes; voting with the majority "
            f"foretells {100 * majority:.0f} %."
        )
    return "\n".join(lines)


def _map(cells: Cells, factors: Factors) -> None:
    """Show items (or people) by their first two numbers, and find one with what lies near it."""
    from explorer.figures import recommender as figures

    names = cells.items if cells.mapped == "items" else cells.users
    points = factors.V if cells.mapped == "items" else factors.U
    if points.shape[1] < 2:
        st.info("The map needs rank 2 or more: one number is a line.")
        return
    if len(points) > _MAPPED:
        st.info(f"Only the first {_MAPPED:,} of {len(points):,} are drawn; the search covers all.")
    what = cells.subject if cells.mapped == "items" else "people"
    found = st.selectbox(f"Find among the {what}", names, index=None, key=f"big_find_{cells.subject}")
    place = None if found is None else names.index(found)
    flat = _principal(points)
    figure = figures.cloud_map_figure(
        flat[:_MAPPED],
        names[:_MAPPED],
        groups=None if cells.groups is None else cells.groups[:_MAPPED],
        found=place if place is not None and place < _MAPPED else None,
        subject=what,
        theme=charts.page_theme(),
    )
    charts.chart(figure, key=f"big_map_{cells.subject}")
    if place is not None:
        near = np.asarray(recommender.similar_items(points, place, "cosine", 8))
        st.caption(
            f"Most alike, by the angle in {points.shape[1]} dimensions: "
            + "; ".join(names[int(i)] for i in near)
            + "."
        )
    else:
        st.caption(
            "Near means rated alike, beyond what everybody likes. Which way an axis points, and its sign, is "
            "arbitrary."
        )


def _principal(points: Array) -> Array:
    """Return the plane in which the points spread most: of many dimensions the two to look at."""
    from explorer.logic import pca

    found = pca.fit(points, n_components=2)
    return np.asarray(pca.transform(found, points))

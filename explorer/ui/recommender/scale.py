"""Factorization of thousands to millions of ratings: films, votes, and the reader's own list."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import BinaryIO, NamedTuple

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from explorer.data import rating_files, samples
from explorer.data.csv_format import Limits, SampleError
from explorer.data.tables import Choice, Reading
from explorer.logic import ratings, recommender
from explorer.logic.ratings import Triplets
from explorer.logic.recommender import Factors
from explorer.sentence import Sentence
from explorer.ui import charts, choice, jobs, readings, upload
from explorer.ui.jobs import Job
from explorer.ui.language import _, translatable
from explorer.ui.words import as_text, format_number, format_significant, plain_number, whole

Array = NDArray[np.float64]
FILMS, VOTES, OWN = "Films", "Senate votes", "Your own list"
_RANKS = (0, 1, 2, 4, 8, 16)
_SWEEPS = 15
_SHARE = 0.1
_KEY = "scale"
# What points are coloured by: parties, and of each film the first of its genres.
GROUPS = translatable(
    "Republican", "Democrat", "Independent", "Action", "Adventure", "Animation", "Children", "Comedy",
    "Crime", "Drama", "Horror", "Mystery", "Thriller",
)  # fmt: skip
_PARTIES = {"R": "Republican", "D": "Democrat", "Indep": "Independent"}
# A map with more points than this is neither read nor drawn quickly.
_MAPPED = 5_000
# Names that a search offers at once.
_OFFERED = 100


class Cells(NamedTuple):
    """A long list of ratings with the names that belong to it."""

    ratings: Triplets
    users: tuple[str, ...]
    items: tuple[str, ...]
    groups: tuple[str, ...] | None
    mapped: str  # "items" or "users": whose points the map shows
    subject: str
    notes: tuple[Sentence, ...]
    readings: tuple[Reading, ...] = ()
    header: bool = True


class Result(NamedTuple):
    """One factorization, scored; `done` sweeps of those that were asked for."""

    rank: int
    factors: Factors
    learned: float
    held_out: float
    done: int
    seconds: float


def show() -> None:
    """Show the choice of data, the factorization with its held-out error, and the map."""
    names = {FILMS: _("Films"), VOTES: _("Senate votes"), OWN: _("Your own list")}
    source = choice.one_of(st.segmented_control, _("Ratings"), names, key="big", default=FILMS, required=True)
    cells = _own() if source == OWN else _sample(source)
    if cells is None:
        return
    m, n = cells.ratings.shape
    count = cells.ratings.value.size
    st.markdown(
        _(
            "**{users} people and {items} {subject}**: {count} cells are known, {share} % of all. One known "
            "cell in ten is hidden from the algorithm and guessed."
        ).format(
            users=whole(m),
            items=whole(n),
            subject=_subject(cells),
            count=whole(count),
            share=_percent(count / (m * n)),
        )
    )
    for note in _notes(cells):
        st.caption(as_text(note))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        rank = st.segmented_control(
            _("Rank, 0 for biases alone"),
            [k for k in _RANKS if k <= min(m, n)],
            default=2,
            key="big_rank",
            required=True,
        )
        regularization = st.select_slider(
            _("Regularisation"),
            (0.01, 0.02, 0.05, 0.1, 0.2, 0.5),
            0.1,
            key="big_regularization",
            format_func=plain_number,
            width=190,
        )
        started = st.button(_("Factor"), type="primary", key="big_go")
    place = f"{_KEY}_{_name(cells)}_{regularization}"
    results: dict[int, Result] = st.session_state.setdefault(place, {})
    learn, held = _split(cells)
    job: Job[Result] | None = jobs.current(f"{_KEY}_factor")
    if started or (source != OWN and not results):
        job = jobs.start(
            f"{_KEY}_factor",
            lambda job: factorize(int(rank), float(regularization), learn, held, job),
            of=place,
            again=started,
        )
    if job is not None and job.of == place:
        jobs.answer(job, stop=_("Stop factoring"))
        if job.answer is not None:  # after the first sweep already
            results[job.answer.rank] = job.answer
    if not results:
        st.info(_("Press **Factor** to begin; it can be stopped after any sweep."))
        return
    left, right = st.columns([2, 3], gap="medium")
    with left:
        st.markdown(_scores(cells, results))
        st.caption(
            _(
                "Root mean squared error, in the unit of the ratings. What counts is the right column: more "
                "rank fits what was seen ever better."
            )
        )
    with right:
        found = results.get(int(rank)) or next(reversed(results.values()))
        _map(cells, found.factors)


def _percent(share: float) -> str:
    return whole(round(100 * share)) if share >= 0.1 else format_significant(100 * share, "2")


def _subject(cells: Cells) -> str:
    return {"films": _("films"), "votes": _("votes"), "items": _("items")}[cells.subject]


def _notes(cells: Cells) -> list[str]:
    """Return what belongs beside the data, in the reader's language."""
    if cells.subject == "votes":
        return [
            _("A record of votes; the direction of an axis is arbitrary."),
            _("United States Senate, 2005 and 2006: 1 is yea, −1 is nay. Points are coloured by party."),
        ]
    return [_(note) for note in cells.notes]


@st.cache_resource(max_entries=2, show_spinner=False)
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
            (),
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
    """Let the reader bring a list; read it beside the page, and return it or None while there is none."""
    limits = upload.limits()
    st.caption(
        _(
            "A file with a line for each rating: user, item, rating. At most {megabytes} MB and {count} "
            "ratings. It stays in this app’s memory while you are here and is stored nowhere."
        ).format(megabytes=whole(upload.megabytes(limits)), count=whole(limits.rows))
    )
    file = upload.text_file(_("Your list"), "big_file", limits)
    job: Job[Cells] | None = jobs.current(f"{_KEY}_reading")
    own, wants = readings.kept_for(upload.digest(file) if file is not None else "", f"{_KEY}_own")
    if file is not None:
        given: BinaryIO = file
        asked = wants.asked
        job = jobs.start(
            f"{_KEY}_reading", lambda job: read(given, limits, job, *asked), of=(file.file_id, asked)
        )
    if job is not None and (found := jobs.answer(job, stop=_("Stop reading"))) is not None:
        st.session_state[f"{_KEY}_own"] = found
        st.caption(
            _("Read {count} ratings in {seconds} s.").format(
                count=whole(found.ratings.value.size), seconds=format_significant(job.seconds, "2")
            )
        )
    if file is not None and job is not None and job.has_ended:
        _how_it_was_read(file, limits, job, own, wants)
    # A list that cannot be read leaves the one from before.
    cells: Cells | None = st.session_state.get(f"{_KEY}_own")
    return cells


def _how_it_was_read(file: BinaryIO, limits: Limits, job: Job[Cells], own: str, wants: readings.Kept) -> None:
    """Say how the columns were read and let it be changed, also where the list was refused."""
    found = job.answer
    if found is not None:
        readings.ask(found.readings, found.header, readings.rating_kinds(), own, wants)
        return
    if wants.asked != readings.Kept().asked:
        readings.read_anew_button(own, wants)
    try:
        first = rating_files.look(file, limits, header=wants.header, choices=tuple(wants.choices.values()))
    except SampleError:
        return
    readings.ask(first.readings, first.header, readings.rating_kinds(), own, wants, expanded=True)


def read(
    file: BinaryIO,
    limits: Limits,
    job: Job[Cells],
    header: bool | None = None,
    layout: str = "list",
    choices: Sequence[Choice] = (),
) -> Cells:
    """Read a list of ratings; one that was stopped holds the ratings until then.

    Parameters
    ----------
    file, limits, header, choices
        As for `rating_files.read_ratings`.
    job : Job
        Told how far it is, and asked whether to stop.
    layout : str
        Ignored: at scale a line is a rating.

    Raises
    ------
    SampleError
        With one sentence, if it is no list of ratings or too short to learn from.
    """
    return _cells_of(
        rating_files.read_ratings(
            file,
            limits,
            header=header,
            choices=choices,
            progress=lambda share, rows: job.report(
                share, Sentence("Reading: {count} ratings so far", count=rows)
            ),
            stop=job.should_stop,
        )
    )


def _cells_of(read: rating_files.Ratings) -> Cells:
    shape = (len(read.users), len(read.items))
    if min(shape) < 2 or read.values.size < 10:
        raise SampleError(
            "The list has {users} users, {items} items and {ratings} ratings; to learn anything it needs two "
            "users, two items and ten ratings.",
            users=shape[0],
            items=shape[1],
            ratings=read.values.size,
        )
    listed = Triplets(read.user_index, read.item_index, read.values, shape)
    return Cells(
        listed,
        tuple(read.users.tolist()),
        tuple(read.items.tolist()),
        None,
        "items",
        "items",
        read.notes,
        read.readings,
        read.header,
    )


def _name(cells: Cells) -> str:
    of = cells.ratings
    return (
        f"{cells.subject}_{of.value.size}_{of.shape}_{cells.users[0]}_{cells.items[-1]}_{of.value.sum():.9g}"
    )


def _split(cells: Cells) -> tuple[Triplets, Triplets]:
    kept = st.session_state.get(f"{_KEY}_split")
    if kept is None or kept[0] != _name(cells):
        kept = (_name(cells), *ratings.hold_out(cells.ratings, _SHARE, seed=0))
        st.session_state[f"{_KEY}_split"] = kept
    return kept[1], kept[2]


def factorize(
    rank: int, regularization: float, learn: Triplets, held: Triplets, job: Job[Result]
) -> Result | None:
    """Factor what may be learned from, scored after each sweep; rank 0 is the biases alone.

    Raises
    ------
    ValueError
        With one sentence, if there is no such factorization.
    """

    def swept(done: int, factors: Factors) -> None:
        learned, held_out = ratings.rmse(factors, learn), ratings.rmse(factors, held)
        job.report(
            done / _SWEEPS,
            Sentence(
                "Rank {rank}: sweep {done} of {all}, held-out error {error}",
                rank=rank,
                done=done,
                all=_SWEEPS,
                error=round(held_out, 3),
            ),
            Result(rank, factors, learned, held_out, done, job.seconds),
        )

    if rank == 0:
        swept(_SWEEPS, ratings.fit_biases(learn))
    else:
        job.report(0, Sentence("Rank {rank}: sweep {done} of {all}", rank=rank, done=0, all=_SWEEPS))
        ratings.als_triplets(
            learn, rank, regularization, seed=0, sweeps=_SWEEPS, progress=swept, stop=job.should_stop
        )
    return job.answer


def _scores(cells: Cells, results: dict[int, Result]) -> str:
    """Return the table of errors, learned and held out, as Markdown."""
    learn, held = _split(cells)
    lines = [f"| {_('method')} | {_('learned')} | {_('held out')} |", "|---|---|---|"]
    for rank, result in _baselines(cells).items():
        if rank < 0:
            learned, held_out = format_number(result.learned, 3), format_number(result.held_out, 3)
            lines.append(f"| {_('global mean')} | {learned} | {held_out} |")
        else:
            results.setdefault(rank, result)
    best = min(result.held_out for result in results.values())
    for rank, result in sorted(results.items()):
        name = _("rank {rank}").format(rank=rank) if rank else _("user and item biases")
        if rank and result.done < _SWEEPS:
            name += ", " + _("{done} of {all} sweeps").format(done=result.done, all=_SWEEPS)
        mark = "**" if result.held_out == best else ""
        learned, held_out = format_number(result.learned, 3), format_number(result.held_out, 3)
        lines.append(f"| {mark}{name}{mark} | {learned} | {mark}{held_out}{mark} |")
    if any(result.seconds for result in results.values()):
        last = next(reversed([r for r in results.values() if r.seconds]))
        lines += [
            "",
            _("{done} sweeps took {seconds} s.").format(
                done=last.done, seconds=format_significant(last.seconds, "2")
            ),
        ]
    if cells.subject == "votes":
        top = results[max(results)]
        lines += [
            "",
            _(
                "Rank {rank} foretells **{ours} %** of the hidden votes; voting with the majority foretells "
                "{majority} %, a tied vote counting as missed."
            ).format(
                rank=top.rank,
                ours=f"{100 * ratings.same_sign(top.factors, held):.0f}",
                majority=f"{100 * ratings.majority_sign(learn, held):.0f}",
            ),
        ]
    return "\n".join(lines)


def _baselines(cells: Cells) -> dict[int, Result]:
    """Return what the mean (-1) and the biases (0) alone predict; computed once for a list."""
    kept = st.session_state.get(f"{_KEY}_baselines")
    if kept is None or kept[0] != _name(cells):
        learn, held = _split(cells)
        found = {}
        for rank, factors in ((-1, ratings.fit_biases(learn, sweeps=0)), (0, ratings.fit_biases(learn))):
            errors = ratings.rmse(factors, learn), ratings.rmse(factors, held)
            found[rank] = Result(rank, factors, *errors, 1, 0.0)
        kept = st.session_state[f"{_KEY}_baselines"] = (_name(cells), found)
    answer: dict[int, Result] = kept[1]
    return answer


def _map(cells: Cells, factors: Factors) -> None:
    """Show items (or people) by their first two numbers, and find one with what lies near it."""
    from explorer.figures import recommender as figures

    names = cells.items if cells.mapped == "items" else cells.users
    points = factors.V if cells.mapped == "items" else factors.U
    if points.shape[1] < 2:
        st.info(_("The map needs rank 2 or more: one number is a line."))
        return
    if len(points) > _MAPPED:
        st.info(
            _("Only the first {shown} of {all} are drawn; the search covers all.").format(
                shown=whole(_MAPPED), all=whole(len(points))
            )
        )
    what = _subject(cells) if cells.mapped == "items" else _("people")
    place = _find(names, what, f"big_find_{cells.subject}")
    figure = figures.cloud_map_figure(
        _principal(points)[:_MAPPED],
        names[:_MAPPED],
        groups=None if cells.groups is None else [_(group) for group in cells.groups[:_MAPPED]],
        found=place if place is not None and place < _MAPPED else None,
        subject=what,
        axes=(_("axis {n}").format(n=1), _("axis {n}").format(n=2)),
        theme=charts.page_theme(),
    )
    charts.chart(figure, key=f"big_map_{cells.subject}")
    if place is not None:
        near = np.asarray(recommender.similar_items(points, place, "cosine", 8))
        st.caption(
            _("Most alike, by the angle in {count} dimensions: {names}.").format(
                count=points.shape[1], names=as_text("; ".join(names[int(i)] for i in near))
            )
        )
    else:
        st.caption(
            _(
                "Near means rated alike, beyond what everybody likes. Which way an axis points, and its "
                "sign, is arbitrary."
            )
        )


def _find(names: tuple[str, ...], what: str, key: str) -> int | None:
    """Let the reader look for a name; a long list is searched here and not sent to the browser."""
    label = _("Find among the {things}").format(things=what)
    if len(names) <= _MAPPED:
        found: str | None = st.selectbox(label, names, index=None, key=key)
        return None if found is None else names.index(found)
    part = st.text_input(label, key=f"{key}_part", placeholder=_("a part of the name")).strip().lower()
    hits = list(islice((name for name in names if part in name.lower()), _OFFERED)) if part else []
    if not hits:
        return None
    return names.index(st.selectbox(_("Found"), hits, key=f"{key}_of_many"))


def _principal(points: Array) -> Array:
    """Return the plane in which the points spread most: of many dimensions the two to look at."""
    from explorer.logic import pca

    found = pca.fit(points, n_components=2)
    return np.asarray(pca.transform(found, points))

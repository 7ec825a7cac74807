"""Work beside the page: one job a session, a line for the process, a stop that is heard, an answer kept."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from explorer.data.csv_format import SampleError
from explorer.sentence import Sentence
from explorer.ui import jobs
from explorer.ui.jobs import Job

PATIENCE = 60


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """`session("ann")`: what follows happens in that session; the process has one job at work."""
    states: dict[str, dict[str, Any]] = {}
    monkeypatch.setattr(jobs, "_AT_ONCE", 1)

    def of(name: str) -> None:
        monkeypatch.setattr(jobs.st, "session_state", states.setdefault(name, {}))

    of("ann")
    yield of
    for state in states.values():
        for job in state.get("jobs", {}).values():
            job.stop()
            assert job.wait(PATIENCE), f"{job.key} goes on for ever"


class Gate:
    """Work that says it has begun and goes on when it is told to, or when it should stop."""

    def __init__(self) -> None:
        self.begun, self.opened = threading.Event(), threading.Event()

    def __call__(self, job: Job[str]) -> str:
        job.report(0.5, "half way", "half")
        self.begun.set()
        while not self.opened.wait(0.01):
            if job.should_stop():
                return "what there was"
        return "all"


def begun(key: str, of: object = "it") -> tuple[Job[str], Gate]:
    gate = Gate()
    job = jobs.start(key, gate, of)
    assert gate.begun.wait(PATIENCE)
    return job, gate


def test_a_job_reports_and_answers(session: Any) -> None:
    job, gate = begun("reading")
    assert (job.share, job.text, job.answer, job.has_ended) == (0.5, "half way", "half", False)
    gate.opened.set()
    assert job.wait(PATIENCE)
    assert (job.answer, job.refusal, job.is_stopped) == ("all", "", False)
    assert job.seconds == job.seconds > 0, "the clock stands"
    assert jobs.current("reading") is job and jobs.current("other") is None


def test_what_was_reported_last_is_the_answer_of_work_that_returns_none(session: Any) -> None:
    def sweeps(job: Job[int]) -> None:
        for i in range(1, 4):
            job.report(i / 3, "", i)

    job = jobs.start("sweeps", sweeps, of="it")
    assert job.wait(PATIENCE) and job.answer == 3


def test_a_share_stays_between_0_and_1(session: Any) -> None:
    for share, kept in ((1.7, 1.0), (-0.2, 0.0)):
        job = jobs.start("reading", lambda job, share=share: job.report(share, ""), of=share)
        assert job.wait(PATIENCE) and job.share == kept


def test_a_run_of_the_page_finds_its_job_again_and_another_file_makes_another(session: Any) -> None:
    job, gate = begun("reading", of="first file")
    assert jobs.start("reading", gate, of="first file") is job
    gate.opened.set()
    assert job.wait(PATIENCE)
    assert jobs.start("reading", gate, of="first file") is job, "also when it has ended"
    again = jobs.start("reading", gate, of="first file", again=True)
    assert again is not job and again.wait(PATIENCE)
    other = jobs.start("reading", gate, of="second file")
    assert other is not again and other.wait(PATIENCE)
    assert jobs.current("reading") is other


def test_a_press_stops_the_work_and_keeps_what_there_was(session: Any) -> None:
    job, _ = begun("reading")
    assert not job.should_stop()
    job.stop()
    assert job.wait(PATIENCE) and job.is_stopped
    assert job.answer == "what there was" and job.refusal == ""


def test_a_session_has_one_job_at_work(session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_AT_ONCE", 9)
    first, _ = begun("reading")
    second, gate = begun("factoring")  # begins only when the first has ended
    assert first.has_ended and first.is_stopped and first.answer == "what there was"
    assert not second.has_ended
    gate.opened.set()
    assert second.wait(PATIENCE) and second.answer == "all"


def test_sessions_beyond_the_limit_of_the_process_stand_in_line_and_are_served_in_turn(session: Any) -> None:
    first, gate = begun("reading")
    waiting = []
    for name in ("bob", "cem"):
        session(name)
        waiting.append((jobs.start("reading", Gate(), of="it"), name))
    bob, cem = (job for job, _ in waiting)
    assert [job.place_in_line for job in (first, bob, cem)] == [0, 1, 2]
    assert not bob.wait(0.05) and bob.text == "" and bob.seconds == 0
    bob.stop()
    assert bob.has_ended and bob.answer is None, "who leaves the line is not served"
    assert cem.place_in_line == 1
    gate.opened.set()
    assert first.wait(PATIENCE)
    # The last of the line begins by itself.
    for _ in range(PATIENCE * 100):
        if cem.answer == "half":
            break
        cem.wait(0.01)
    assert cem.place_in_line == 0 and cem.answer == "half"


def test_sessions_within_the_limit_are_served_at_once(session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_AT_ONCE", 2)
    ann, _ = begun("reading")
    session("bob")
    bob, _ = begun("reading")
    assert not ann.has_ended and not bob.has_ended


def test_a_job_that_nobody_looks_at_stops_and_so_ends_with_its_session(
    session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_FORGOTTEN", -1.0)
    job = jobs.start("reading", Gate(), of="it")
    assert job.wait(PATIENCE)
    assert job.answer is None and not job.is_stopped


@pytest.mark.parametrize(
    ("error", "refusal"),
    [
        (SampleError("There are {count} columns.", count=1200), "There are 1,200 columns."),
        (np.linalg.LinAlgError("Singular matrix"), "Singular matrix"),
        (MemoryError(), "This needs more memory than there is."),
    ],
)
def test_a_refusal_is_kept_as_a_sentence_with_what_was_found_before(
    session: Any, error: Exception, refusal: str
) -> None:
    def work(job: Job[str]) -> str:
        job.report(0.5, "", "half")
        raise error

    job = jobs.start("reading", work, of="it")
    assert job.wait(PATIENCE)
    assert (job.refusal, job.answer) == (refusal, "half")
    if isinstance(error, SampleError):
        assert isinstance(job.refusal, Sentence) and job.refusal.values == {"count": 1200}


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_error_of_the_program_is_told_in_a_sentence_and_blocks_nobody(session: Any) -> None:
    def work(job: Job[str]) -> str:
        raise KeyError("a mistake in the program")

    job = jobs.start("reading", work, of="it")
    assert job.wait(PATIENCE)
    assert job.refusal == "This went wrong; what happened stands in the server’s log."
    session("bob")
    other, _ = begun("reading")
    assert not other.has_ended


def test_what_the_work_holds_is_let_go_when_it_has_ended(session: Any) -> None:
    job, gate = begun("reading")
    gate.opened.set()
    assert job.wait(PATIENCE)
    assert job._work is None


def test_work_of_several_stages_fits_text_to_counts_to_directions(session: Any) -> None:
    """A text of the reader's own: counting in pieces, then one decomposition that cannot be interrupted."""
    words = ("the cat and the dog and the cat " * 50).split()
    told: list[tuple[float, str]] = []

    def directions(job: Job[np.ndarray]) -> np.ndarray:
        names = sorted(set(words))
        counts = np.zeros((len(names), len(names)))
        for start in range(0, len(words) - 1, 100):
            piece = words[start : start + 101]
            for a, b in itertools.pairwise(piece):
                counts[names.index(a), names.index(b)] += 1
            job.report(0.9 * start / len(words), Sentence("{words} words counted", words=start + len(piece)))
            told.append((job.share, job.text))
            if job.should_stop():
                break
        job.report(0.9, Sentence("Looking for directions"))
        told.append((job.share, job.text))
        return np.linalg.svd(counts)[0]

    job = jobs.start("vectors", directions, of="a text")
    assert job.wait(PATIENCE) and job.refusal == ""
    assert job.answer is not None and job.answer.shape == (4, 4)
    shares = [share for share, _ in told]
    assert shares == sorted(shares) and told[0][1] == "101 words counted"
    assert told[-1] == (0.9, "Looking for directions")


# --- the page ------------------------------------------------------------------------------


def page() -> None:
    """A page whose work goes on until the test opens the gate."""
    import streamlit as st

    from explorer.sentence import Sentence
    from explorer.ui import jobs

    gate = st.session_state["gate"]

    def work(job):
        job.report(0.25, Sentence("{rows} rows read", rows=12500))
        gate["begun"].set()
        while not gate["opened"].wait(0.01):
            if job.should_stop():
                return gate["stopped"]
        if gate["refusal"]:
            raise ValueError(gate["refusal"])
        return "everything"

    job = jobs.start("reading", work, of=st.session_state["file"])
    found = jobs.answer(job, stop="Stop it")
    st.code(f"found {found}")


def opened(monkeypatch: pytest.MonkeyPatch, **gate: Any) -> tuple[AppTest, dict[str, Any]]:
    monkeypatch.setattr(jobs, "_PATIENCE", 0.0)
    gate = {"refusal": "", "stopped": "a part"} | gate
    gate |= {"begun": threading.Event(), "opened": threading.Event()}
    at = AppTest.from_function(page, default_timeout=PATIENCE)
    at.session_state["gate"], at.session_state["file"] = gate, "first"
    if "lang" in gate:
        at.query_params["lang"] = gate["lang"]
    at.run()
    assert not at.exception
    return at, gate


def ended(at: AppTest) -> AppTest:
    assert at.session_state["jobs"]["reading"].wait(PATIENCE)
    at.run()
    assert not at.exception
    return at


def bars(at: AppTest) -> list[tuple[int, str]]:
    return [(bar.proto.value, bar.proto.text) for bar in at.get("progress")]


def test_a_page_shows_a_bar_until_there_is_an_answer_and_keeps_it(monkeypatch: pytest.MonkeyPatch) -> None:
    at, gate = opened(monkeypatch, lang="de")
    assert gate["begun"].wait(PATIENCE)
    at.run()
    assert bars(at) == [(25, "12.500 Zeilen gelesen")] and at.code[0].value == "found None"
    gate["opened"].set()
    ended(at)
    assert not bars(at) and at.code[0].value == "found everything"
    assert at.run().code[0].value == "found everything"
    assert not at.button


def test_a_press_ends_it_with_what_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    at, gate = opened(monkeypatch)
    assert gate["begun"].wait(PATIENCE)
    at.button(key="reading_stop").click().run()
    ended(at)
    assert at.code[0].value == "found a part" and not bars(at)


def test_what_was_stopped_before_anything_was_found_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    at, gate = opened(monkeypatch, stopped=None)
    assert gate["begun"].wait(PATIENCE)
    at.button(key="reading_stop").click().run()
    ended(at)
    assert [info.value for info in at.info] == ["It was stopped before anything was found."]


def test_a_refusal_stands_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    at, gate = opened(monkeypatch, refusal="The file is no table.")
    gate["opened"].set()
    ended(at)
    assert [error.value for error in at.error] == ["The file is no table."]
    assert at.code[0].value == "found None"


def test_who_stands_in_line_is_told_so_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_AT_ONCE", 1)
    first, gate = opened(monkeypatch)
    assert gate["begun"].wait(PATIENCE)
    second, other = opened(monkeypatch)
    told = "Others are being served first: yours is number 1 in line and begins by itself."
    assert bars(second) == [(0, told)]
    gate["opened"].set()
    ended(first)
    assert other["begun"].wait(PATIENCE)
    second.run()
    assert bars(second) == [(25, "12,500 rows read")]
    other["opened"].set()
    assert ended(second).code[0].value == "found everything"


def test_another_file_begins_anew_and_the_first_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    at, gate = opened(monkeypatch)
    assert gate["begun"].wait(PATIENCE)
    before = at.session_state["jobs"]["reading"]
    at.session_state["file"] = "second"
    at.run()
    assert before.wait(PATIENCE) and before.is_stopped
    gate["opened"].set()
    assert ended(at).code[0].value == "found everything"
    assert at.session_state["jobs"]["reading"] is not before

"""Work beside the page: what takes longer than a reader waits runs in a thread, with a bar and a way to stop.

Streamlit lets no press of a button into a run that is under way, hence the thread. The rules are the same for
every job:

- A session has one job at work: a new one stops the one before it, whatever page that belongs to.
- The process has a few at work: the next ones stand in line, and are told so.
- A job outlives every run of its page. It stops when nobody has looked at it for a while, which is how it
  ends with its session; what it has found until then stays.
- The thread computes. It never touches Streamlit: it reports, and the page reads.

A lesson writes the work as a function of the job, and asks for its answer in every run::

    def count(text: str, job: Job[Counts]) -> Counts:
        counts = Counts()
        for share, piece in pieces(text):
            counts.add(piece)
            job.report(0.9 * share, Sentence("{words} words counted", words=counts.total))
            if job.should_stop():
                break
        job.report(0.9, Sentence("Looking for directions"))
        return counts.directions()

    job = jobs.start("embeddings", lambda job: count(text, job), of=file.file_id)
    counts = jobs.answer(job, stop=_("Stop counting"))
    if counts is not None:
        ...
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar

import streamlit as st

from explorer.sentence import Sentence, sentence_of
from explorer.ui.language import _
from explorer.ui.words import as_text

Answer = TypeVar("Answer")

# Threads of one process share one interpreter with the pages: more of them would only make everybody wait.
_AT_ONCE = min(4, max(1, (os.cpu_count() or 2) // 2))
# Seconds that a page waits before it shows a bar: what is small is there before anybody could stop it.
_PATIENCE = 1.5
_LOOK_AGAIN = 0.5
# Seconds after which a job that nobody looks at stops. A tab in the background may ask once a minute alone.
_FORGOTTEN = 90.0
_JOBS = "jobs"  # of a session, by their keys

_lock = threading.Lock()
_line: list[Job[Any]] = []
_at_work: list[Job[Any]] = []


class Job(Generic[Answer]):
    """One piece of work, as both sides see it: the thread reports, the page reads.

    Attributes
    ----------
    key : str
        The place of the job in its session.
    of : object
        What the work is of: a file, a choice.
    share : float
        How much of the work is done, from 0 to 1.
    text : str
        How far it is, in words.
    answer
        What was found so far, and in the end; None before anything is.
    refusal : str
        Why there is no further answer, in one sentence; empty when nothing went wrong.
    """

    def __init__(self, key: str, work: Callable[[Job[Answer]], Answer | None], of: object) -> None:
        self.key = key
        self.of = of
        self.share = 0.0
        self.text = ""
        self.answer: Answer | None = None
        self.refusal = ""
        self._work: Callable[[Job[Answer]], Answer | None] | None = work
        self._session: object = None
        self._stop, self._ended = threading.Event(), threading.Event()
        self._asked = self._seen = time.monotonic()
        self._began: float | None = None
        self._took = 0.0

    # -- for the work, in the thread

    def report(self, share: float, text: str, answer: Answer | None = None) -> None:
        """Say how far the work is, in words that are a `Sentence`, and what is found so far, if anything."""
        self.share, self.text = min(1.0, max(0.0, share)), text
        if answer is not None:
            self.answer = answer

    def should_stop(self) -> bool:
        """Whether the work should end, with what it has: a press, another job, or nobody looks any more."""
        return self._stop.is_set() or time.monotonic() - self._seen > _FORGOTTEN

    # -- for the page

    def stop(self) -> None:
        """Ask the work to end; one that still stands in line ends at once."""
        self._stop.set()
        with _lock:
            if self in _line:
                _line.remove(self)
                self._end()

    @property
    def is_stopped(self) -> bool:
        """Whether it was asked to end."""
        return self._stop.is_set()

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will come."""
        return self._ended.is_set()

    @property
    def place_in_line(self) -> int:
        """How many are served before this one, itself counted; 0 when it is at work or has ended."""
        with _lock:
            return _line.index(self) + 1 if self in _line else 0

    @property
    def seconds(self) -> float:
        """How long the work took, or has taken so far; the time in line does not count."""
        if self._began is None or self.has_ended:
            return self._took
        return time.monotonic() - self._began

    def wait(self, seconds: float) -> bool:
        """Wait until the work has ended, so long at most; return whether it has."""
        return self._ended.wait(seconds)

    def _run(self) -> None:
        self._began = time.monotonic()
        try:
            if self._work is not None and not self.should_stop():
                found = self._work(self)
                self.answer = self.answer if found is None else found
        except MemoryError:
            self.refusal = Sentence("This needs more memory than there is.")
        except ValueError as refusal:
            self.refusal = sentence_of(refusal)
        except Exception:
            self.refusal = Sentence("This went wrong; what happened stands in the server’s log.")
            raise
        finally:
            self._took = time.monotonic() - self._began
            with _lock:
                _at_work.remove(self)
                self._end()
                _serve()

    def _end(self) -> None:
        self._work = None  # with the file that it holds
        self._ended.set()


def start(
    key: str, work: Callable[[Job[Answer]], Answer | None], of: object, again: bool = False
) -> Job[Answer]:
    """Return the job of a key: the one that there is when it is of the same, else a new one.

    Parameters
    ----------
    key : str
        One for each place of a lesson where work is done.
    work : callable
        Called in a thread with the job. It reports how far it is, asks `should_stop` between pieces, and
        returns its answer; None leaves the answer that was last reported. A `ValueError` is a refusal in one
        sentence.
    of : object
        What the work is of. Another one makes another job.
    again : bool
        Work anew, although it is of the same.
    """
    there = current(key)
    if there is not None and there.of == of and not again:
        return there
    jobs: dict[str, Job[Any]] = st.session_state.setdefault(_JOBS, {})
    for job in jobs.values():
        job.stop()
    jobs[key] = job = Job(key, work, of)
    job._session = jobs
    with _lock:
        _line.append(job)
        _serve()
    return job


def current(key: str) -> Job[Any] | None:
    """Return the last job of a key in this session, at work or ended; None while there was none."""
    jobs: dict[str, Job[Any]] = st.session_state.get(_JOBS, {})
    return jobs.get(key)


def _serve() -> None:
    """Let those begin for whom there is room, first come, first served; the lock is held."""
    for job in list(_line):
        if len(_at_work) >= _AT_ONCE:
            return
        if not any(other._session is job._session for other in _at_work):
            _line.remove(job)
            _at_work.append(job)
            threading.Thread(target=job._run, daemon=True, name=job.key).start()


def answer(job: Job[Answer], stop: str) -> Answer | None:
    """Return what a job has found when it has ended; until then show how far it is, and let it be stopped.

    When it has ended the page runs again by itself. A refusal is shown here.

    Parameters
    ----------
    job : Job
        What `start` or `current` returned.
    stop : str
        What stands on the button, in the reader's language.
    """
    job._seen = time.monotonic()
    # Not in every run: a page that waits answers to nothing.
    if not job.wait(max(0.0, job._asked + _PATIENCE - time.monotonic())):
        _watch(job, stop)
        return None
    if job.refusal:
        st.error(as_text(_(job.refusal)))
    elif job.answer is None:
        st.info(_("It was stopped before anything was found."))
    return job.answer


@st.fragment(run_every=_LOOK_AGAIN)
def _watch(job: Job[Any], stop: str) -> None:
    """Show how far a job is; when it has ended, run the page with its answer."""
    job._seen = time.monotonic()
    if job.has_ended:
        st.rerun()
    if place := job.place_in_line:
        told = _("Others are being served first: yours is number {place} in line and begins by itself.")
        words = told.format(place=place)
    else:
        words = _(job.text)
    if job.is_stopped:
        words = f"{words} · {_('stopping')}" if words else _("stopping")
    st.progress(job.share, words)
    st.button(
        stop, key=f"{job.key}_stop", on_click=job.stop, disabled=job.is_stopped, icon=":material/stop_circle:"
    )

"""A table too large for one: read in pieces beside the page, which shows how far it is and can stop it."""

from __future__ import annotations

import streamlit as st

from explorer.data import summary
from explorer.data.summary import Summary
from explorer.ui import jobs, readings, upload
from explorer.ui.jobs import Job
from explorer.ui.language import _
from explorer.ui.words import whole

_MOST_COLUMNS = 1_000  # a covariance of a million numbers
_ROWS = 10_000_000


def large_file(key: str) -> Summary | None:
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
    if file is None:
        job: Job[Summary] | None = jobs.current(key)
        return None if job is None else _answer(job)
    content, name, digest = file.getvalue(), file.name, upload.digest(file)
    own, kept = readings.kept_for(digest, key)
    header, choices, commas = kept.header, tuple(kept.choices.values()), kept.commas

    def read(job: Job[Summary]) -> Summary:
        return summary.read(content, name, limits, job.report, job.should_stop, header, choices, commas)

    job = jobs.start(key, read, of=(digest, header, choices, commas))
    found = _answer(job)
    if found is not None:
        kinds = {"numbers": _("numbers"), "out": _("left out")}
        table = found.table
        readings.ask(table.readings, table.header, kinds, own, kept, commas=table.commas)
    elif job.has_ended and (choices or header is not None or commas is not None):
        readings.read_anew_button(own, kept)
    return found


def _answer(job: Job[Summary]) -> Summary | None:
    return jobs.answer(job, stop=_("Stop and use what was read"))

"""A table too large for one: read in pieces beside the page, which shows how far it is and can stop it."""

from __future__ import annotations

import streamlit as st

from explorer.data import summary
from explorer.data.summary import Summary
from explorer.ui import jobs, upload
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
    job: Job[Summary] | None = jobs.current(key)
    if file is not None:
        content, name = file.getvalue(), file.name

        def read(job: Job[Summary]) -> Summary:
            return summary.read(content, name, limits, job.report, job.should_stop)

        job = jobs.start(key, read, of=file.file_id)
    return None if job is None else jobs.answer(job, stop=_("Stop and use what was read"))

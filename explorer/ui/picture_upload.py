"""A picture that a reader brings: how large it may be, where it is given, and why one cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from explorer.data import pictures
from explorer.data.csv_format import SampleError
from explorer.sentence import sentence_of
from explorer.ui.language import _
from explorer.ui.words import as_text

Read = TypeVar("Read")
_MEGABYTES = pictures.MOST_BYTES // 1_000_000


def megabytes() -> int:
    """Return how many megabytes a file may have; never more than the server accepts."""
    return min(_MEGABYTES, int(st.get_option("server.maxUploadSize")))


def picture_file(key: str) -> UploadedFile | None:
    """Let the reader give a picture; a larger one than is read is refused before it is sent."""
    return st.file_uploader(
        _("Your picture"), type=["png", "jpg", "jpeg"], key=key, max_upload_size=megabytes()
    )


def read_or_say_why(read: Callable[[], Read], *, stays: bool) -> Read | None:
    """Return what a reader has brought; else say in one sentence why it cannot be read, and return None.

    `stays` tells whether there is one from before.
    """
    try:
        return read()
    except SampleError as refusal:
        told = _(sentence_of(refusal))
    except MemoryError:
        told = _("This needs more memory than there is.")
    before = _("The picture from before is still in use.") if stays else ""
    st.error(f"{as_text(told)} {before}".strip())
    return None

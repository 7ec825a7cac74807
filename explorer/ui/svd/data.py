"""The pictures of the lesson on singular values: those that come with the app, and one of the reader's."""

from __future__ import annotations

import functools
import hashlib

import streamlit as st

from explorer.data import pictures
from explorer.data.pictures import MOST_SIDE, Picture
from explorer.live.serve import component
from explorer.scenes.svd import NONE_SWITCHED, SWITCHED
from explorer.ui import choice, picture_upload
from explorer.ui.language import _, amount
from explorer.ui.words import as_text

OWN = "own"
_KEPT, _FILE = "svd_own", "svd_file"


def choose() -> str:
    """Let the reader choose a picture; return its name in the link."""
    names = {
        "cat": _("Cat"),
        "hubble": _("Hubble deep field"),
        "cameraman": _("Cameraman"),
        "volcano": _("Volcano"),
        OWN: _("Your own picture"),
    }
    return choice.menu(
        _("Picture"),
        names,
        key="data",
        default="cat",
        width=196,
        on_change=_start_over,
    )


def read(name: str) -> tuple[Picture, bool]:
    """Return the picture of that name, and whether a reader has brought it."""
    own = _own() if name == OWN else None
    return (_sample("cat" if name == OWN else name), False) if own is None else (own, True)


def seen_by_others() -> str:
    """Return what a reader sees who opens a link to this page, where that is to be said; else ""."""
    if st.session_state.get("data") != OWN or _KEPT not in st.session_state:
        return ""
    return _(
        "Your picture is not in the link: whoever opens it sees the cat, with a place to bring a picture."
    )


def _start_over() -> None:
    """Bars that were switched by hand are those of another picture."""
    component.move("svd", {SWITCHED: NONE_SWITCHED})


@functools.cache
def _sample(name: str) -> Picture:
    return pictures.PICTURES[name]()


def _own() -> Picture | None:
    """Let the reader bring a picture; None while there is none that can be read."""
    with st.expander(
        _("Your own picture"), expanded=_KEPT not in st.session_state, icon=":material/upload_file:"
    ):
        st.caption(
            _(
                "PNG or JPEG, at most {most} pixels a side and {size} MB. It stays in memory while you are "
                "here and is stored nowhere."
            ).format(most=amount(MOST_SIDE), size=picture_upload.megabytes())
        )
        file = picture_upload.picture_file(_FILE)
    # Outside: what is folded away after the first picture is not read. In a place of its own, which is always
    # there: else the stage below would be made anew with every word.
    with st.container():
        if file is not None:
            _take(file.getvalue())
        kept: tuple[str, Picture] | None = st.session_state.get(_KEPT)
        if kept is None:
            return None
        if kept[1].notes:
            st.caption(as_text(" ".join(_(note) for note in kept[1].notes)))
    return kept[1]


def _take(content: bytes) -> None:
    """Keep what the reader gave, if it is another picture and can be read."""
    digest = hashlib.sha256(content).hexdigest()
    if st.session_state.get(_KEPT, ("",))[0] == digest:
        return
    stays = _KEPT in st.session_state
    picture = picture_upload.read_or_say_why(lambda: pictures.read_picture(content), stays=stays)
    if picture is not None:
        st.session_state[_KEPT] = (digest, picture)
        _start_over()

"""The views of the lesson on matrices, and the picture that one of them moves."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from explorer.data import dots, pictures
from explorer.data.dots import Dots
from explorer.live.scene import Scene
from explorer.scenes import matrices, matrices_picture, matrices_points, matrices_row, matrices_space
from explorer.ui import choice, picture_upload
from explorer.ui.language import _, amount

OWN = "own"
# In the session: what the reader has brought, and of which text or file that was.
_KEPT, _FROM = "matrices_own", "matrices_own_from"
_TEXT, _FILE, _WAY, _WHICH = "matrices_text", "matrices_file", "matrices_way", "picture"
_LIST, _PICTURE = "list", "file"


def scene_of(view: str, picture: Dots | None) -> Scene:
    """Return what a view shows."""
    if view == "row":
        chips = ("A", _("quarter turn"), _("stretch"), _("shear"), _("mirror"), _("flatten"))
        return matrices_row.scene(chips)
    if view == "picture":
        return matrices_picture.scene(picture)
    scenes = {"plane": matrices.scene, "points": matrices_points.scene, "space": matrices_space.scene}
    return scenes[view]()


def first_move(view: str) -> str:
    """Return what to do first; "" where the lesson's own words say it."""
    return {
        "points": _("Drag A p or A q: A is solved for."),
        "picture": _("Drag column 1 and watch every point go with it."),
        "space": _("Drag column 3 and watch the volume."),
        "row": _("Put the maps in another order: drag their names."),
    }.get(view, "")


def question(view: str) -> str:
    """Return what a view asks; "" where it is the lesson's own question."""
    return {
        "points": _("Which matrix sends two points where I want them?"),
        "picture": _("What does a matrix do to a picture?"),
        "space": _("What does a matrix do to space?"),
        "row": _("Does it matter which map comes first?"),
    }.get(view, "")


def seen_by_others(picture: Dots | None) -> str:
    """Return what a reader sees who opens a link to a picture of somebody's own; "" where it is the same."""
    if picture is None or picture is not st.session_state.get(_KEPT):
        return ""
    return _("Your picture is not in the link: whoever opens it sees the horse, and can bring a picture.")


def choose_picture() -> str:
    """Ask in the row above the stage which picture is moved."""
    names = {"horse": _("Horse"), "cat": _("Cat"), OWN: _("Your own")}
    return choice.menu(
        _("Picture"),
        names,
        key=_WHICH,
        default="horse",
        width=160,
    )


def picture_of(chosen: str) -> Dots:
    """Return the chosen picture; let the reader bring one below the row. Until there is one, the horse."""
    if chosen != OWN:
        return dots.cat() if chosen == "cat" else dots.horse()
    with st.expander(_("Your own picture"), expanded=True, icon=":material/upload_file:"):
        ways = {_LIST: _("A list of points"), _PICTURE: _("A picture")}
        st.session_state.setdefault(_WAY, _LIST)
        way = st.segmented_control(
            _("What you bring"), list(ways), format_func=ways.__getitem__, required=True, key=_WAY,
            label_visibility="collapsed", persist_state="session",
        )  # fmt: skip
        (_ask_for_points if way == _LIST else _ask_for_file)()
    return st.session_state.get(_KEPT) or dots.horse()


def _ask_for_points() -> None:
    st.caption(_("Two numbers a line, x and y; {most} points at most.").format(most=amount(dots.MOST)))
    text = st.text_area(
        _("Your points"), key=_TEXT, height=140, placeholder="0 0\n1 0\n1 1\n0.5 1.5\n0 1",
        persist_state="session",
    )  # fmt: skip
    if text.strip():
        _take(text, lambda: dots.from_text(text))


def _ask_for_file() -> None:
    st.caption(
        _(
            "PNG or JPEG, at most {side} pixels a side and {size} MB. What is dark in it becomes up to "
            "{most} points. It stays in memory while you are here and is stored nowhere."
        ).format(size=picture_upload.megabytes(), side=amount(pictures.MOST_SIDE), most=amount(dots.MOST))
    )
    file = picture_upload.picture_file(_FILE)
    if file is not None:
        _take(file.file_id, lambda: dots.from_picture(pictures.read_picture(file.getvalue())))


def _take(source: str, read: Callable[[], Dots]) -> None:
    """Keep what the reader gave, if it is another and can be read; until then the horse is in use."""
    if st.session_state.get(_FROM) != source:
        found = picture_upload.read_or_say_why(read, stays=True)
        if found is not None:
            st.session_state[_KEPT], st.session_state[_FROM] = found, source

"""What stands around every lesson: the map in the sidebar, the title and the question.

Streamlit draws the menu that `st.navigation` is given. This module builds that menu from the curriculum, so
that a lesson appears everywhere by one entry there.
"""

from __future__ import annotations

import copy
import functools
import importlib
import threading
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote

import streamlit as st

from explorer import curriculum, roles
from explorer.live.serve import component
from explorer.ui import charts, choice, language, share
from explorer.ui.language import _

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from streamlit.delta_generator import DeltaGenerator
    from streamlit.navigation.page import StreamlitPage

    from explorer.live.scene import Scene

# A plain key, so that it outlives page changes; a new session starts without it.
_OPENED = "frame_opened"
# The lesson of the run before, and whether the reader has just come to the one of this run.
_LAST, _ENTERED = "frame_last", "frame_entered"

# Two arrows from one point, in the colours of the first and the second vector; inside the message, so that no
# request is made for it.
_ICON = "data:image/svg+xml," + quote(
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32' fill='none' stroke-width='4'>"
    f"<path stroke='{roles.colour('first')}' d='M5 27 28 20M22 17l6 3-4 5'/>"
    f"<path stroke='{roles.colour('second')}' d='M5 27 14 4M8 8l6-4 2 7'/></svg>"
)

# The same two arrows, beside the name of the site: a picture, which knows neither the page's font nor its
# colours, so the name is as wide as it is told.
_BRAND = (
    "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='32' viewBox='0 0 {width} 32'>"
    "<g fill='none' stroke-width='3.4'>"
    f"<path stroke='{roles.colour('first')}' d='M5 27 28 20M22 17l6 3-4 5'/>"
    f"<path stroke='{roles.colour('second')}' d='M5 27 14 4M8 8l6-4 2 7'/></g>"
    "<text x='40' y='23' fill='{ink}' textLength='{length}' lengthAdjust='spacingAndGlyphs' font-size='19' "
    "font-family='Source Sans, system-ui, sans-serif' font-weight='600'>{name}</text></svg>"
)
_INK = {"light": "#1f2933", "dark": "#e8ecf1"}

# Slow to import and needed by some lesson: scikit-learn takes longer than all that precedes the first page.
_HEAVY = ("pandas", "plotly.graph_objects", "sklearn.decomposition", "sklearn.datasets")
# Seconds. Imports beside the first page take up to a second from it: one process serves both.
_WARM_UP_AFTER = 2.0


# The views of the lesson on a page, by name.
_VIEWS = "frame_views"
SECTION, VIEW = "section", "view"  # under these names the open tab and the view stand in the link
# Containers that `page.css` gives their room before anything has loaded.
STAGE, CHOICES, SECTIONS = "stage-room", "choices", "sections"
# Pixels, before any style has come: with the gap of 16 below it the row takes as much as `page.css` gives it.
_HEIGHT, _ROW = 600, 40
_LOOKS, _EMBEDDED = (Path(__file__).with_name(f"{name}.css") for name in ("page", "embedded"))


def navigation() -> StreamlitPage:
    """Set up the page, build the menu from the curriculum and return the page that the reader asked for."""
    st.session_state[_OPENED] = True
    # First, and with an icon of its own: for a page's Material icon the browser would ask fonts.gstatic.com.
    st.set_page_config(
        page_icon=_ICON,
        # With an entry Streamlit shows its menu, and in it the choice between the light and the dark theme.
        menu_items={"About": _("Linear algebra that you drag. Every number is computed with NumPy.")},
    )
    # Copies: what is handed to Streamlit is its own, and marked as the page that this run may show.
    menu = {
        chapter: [copy.copy(page) for page in pages] for chapter, pages in _menu(language.current()).items()
    }
    page = st.navigation(menu, position="top")
    name = _("Linear algebra")
    length = 9 * len(name)
    ink = _INK[charts.page_theme()]
    st.logo(_BRAND.format(ink=ink, name=escape(name), length=length, width=length + 44), size="medium")
    st.set_page_config(page_title=f"{page.title} · {name}")
    return page


@functools.cache
def _menu(code: str) -> Mapping[str, Sequence[StreamlitPage]]:
    """Return the pages by chapter, in the reader's language; made once, because each looks for its file."""
    pages = {
        _(chapter): [
            st.Page(
                f"pages/{entry.stem}.py",
                title=_(entry.title),
                icon=entry.icon,
                help=_(entry.help),
                default=entry.stem == "home",
            )
            for entry in entries
        ]
        for chapter, entries in curriculum.by_chapter().items()
    }
    # For authors: it has an address and stands in no menu.
    pages[""] = [*pages.get("", []), st.Page("pages/gallery.py", title="Gallery", visibility="hidden")]
    return pages


def aside() -> None:
    """Set up a page that is no lesson and in no menu."""
    _begin()
    st.html(_LOOKS)


def _begin() -> None:
    """Start over where Streamlit has run a page alone, before it knew the menu."""
    if _OPENED not in st.session_state:
        navigation()
        st.rerun()


def lesson(stem: str) -> curriculum.Lesson:
    """Set up the page of a lesson; the first call of every page. Its title and question stand on the stage.

    The first visitor after a server start may open a lesson by its own address. Streamlit then finds the
    folder `pages/` before it has run `streamlit_app.py`, and runs the page alone, in a flat menu of file
    names. Such a page builds the real menu and starts over: from then on the server knows the app by
    `st.navigation`.
    """
    _begin()
    entry = curriculum.lesson(stem)
    if st.session_state.get(_LAST) != stem:
        st.session_state[_LAST], st.session_state[_ENTERED] = stem, True
        choice.arrive()
    st.html(_LOOKS)
    if st.context.is_embedded:
        st.html(_EMBEDDED)
    return entry


def entered() -> bool:
    """Return whether the reader has just come to this page, by menu, link or Back; that is told once."""
    return bool(st.session_state.pop(_ENTERED, False))


Settled = Mapping[str, "NDArray[np.float64]"]


def choices() -> DeltaGenerator:
    """Return the row above a stage, in which a reader chooses what is shown."""
    return st.container(
        key=CHOICES, horizontal=True, vertical_alignment="center", gap="small", height=_ROW, border=False
    )


def view(names: Mapping[str, str]) -> str:
    """Ask in the row of `choices` which view of the lesson is shown, and return it; the first is the default.

    Parameters
    ----------
    names : mapping
        From each view, as the link says it, to its name in the reader's language.
    """
    st.session_state[charts.on_this_page(_VIEWS)] = dict(names)
    return choice.one_of(
        st.segmented_control,
        _("View"),
        names,
        key=VIEW,
        default=next(iter(names)),
        required=True,
        label_visibility="collapsed",
    )


def show(
    entry: curriculum.Lesson,
    scene: Scene,
    *,
    question: str = "",
    first_move: str = "",
    key: str = "",
    prefix: str = "",
    extra_params: Mapping[str, str] | None = None,
    old_params: Mapping[str, str] | None = None,
    shared: bool = False,
    notice: str = "",
) -> Settled:
    """Show a scene as the stage of a lesson, in the reader's language; return the settled inputs.

    What the link holds fixed or hides is held and hidden. Each `view` has inputs and goals of its own, and
    may have its own `question` and `first_move`. `key` and `prefix` are for stages that follow other data;
    `extra_params` is what the link says besides the inputs, by parameter; `old_params` what inputs were
    called in links of before, and are called there now. With `shared` the large arrays of the scene are files
    that a browser keeps: never where a reader's own data are in them. `notice` is what else is said of the
    link, until the reader moves something.
    """
    code = language.current()
    place = "-".join([entry.stem, *_other_view()])
    key, prefix = key or place, prefix or _prefix()
    restricted = share.restrictions(scene, st.query_params.to_dict(), prefix)
    return component.show(
        scene,
        key=key,
        prefix=prefix,
        old_params=old_params,
        question=question or _(entry.question),
        title=_(entry.headline),
        first_move=first_move or _(entry.first_move),
        notice=f"{choice.misread()} {notice}".strip(),
        next_lesson=_next(entry),
        lesson=place,
        locks=restricted.locks,
        hide=restricted.hide,
        texts=language.texts_of(scene),
        decimal=language.decimal_mark(code),
        lang=code,
        report_on_mount=charts.wait_for_stage(stage_ready=component.is_mounted(key)),
        link=charts.opened(SECTION) | choice.in_link() | language.in_link() | dict(extra_params or {}),
        shared=shared,
    )


def _other_view() -> list[str]:
    """Return the view of the lesson that is shown, where it is not the first."""
    return [name for name in [choice.in_link().get(VIEW, "")] if name]


def _prefix() -> str:
    """Return what stands in the link before the inputs of a view."""
    return "".join(f"{name}-" for name in _other_view())


def _next(entry: curriculum.Lesson) -> tuple[str, str] | None:
    """Return name and address of the next view, else of the next lesson, in the reader's language."""
    names: dict[str, str] = st.session_state.get(charts.on_this_page(_VIEWS), {})
    views = list(names)
    shown = next(iter(_other_view()), next(iter(views), ""))
    if shown in views[:-1]:
        following = views[views.index(shown) + 1]
        return names[following], f"{entry.stem}?{VIEW}={following}&lang={language.current()}"
    after = _after(entry)
    return after and (_(after.title), f"{after.stem}?lang={language.current()}")


def _after(entry: curriculum.Lesson) -> curriculum.Lesson | None:
    at = curriculum.LESSONS.index(entry) + 1
    return curriculum.LESSONS[at] if at < len(curriculum.LESSONS) else None


def room() -> DeltaGenerator:
    """Return the place of a stage, about as high before any style has loaded: nothing below moves far."""
    return st.container(key=STAGE, height=_HEIGHT, border=False)


def lay_out(
    entry: curriculum.Lesson,
    scene: Scene,
    sections: Callable[[Settled], Mapping[str, Callable[[], object]]],
    *,
    question: str = "",
    first_move: str = "",
    key: str = "",
    prefix: str = "",
    extra_params: Mapping[str, str] | None = None,
    old_params: Mapping[str, str] | None = None,
    shared: bool = False,
    notice: str = "",
    seen_by_others: Callable[[], str] = str,
) -> None:
    """Show the stage of a lesson and, below it, sections of which only the open one runs.

    For a page that is a fragment itself, because its scene follows from what the stage has settled; all
    other pages call `stage`.

    Parameters
    ----------
    entry, scene
    sections : callable
        `sections(settled)` maps the name on a tab to the function that draws it; the lesson's prose and the
        ways to hand it on follow.
    question, first_move, key, prefix, extra_params, old_params, shared, notice
        As `show` takes them.
    seen_by_others : callable
        Says what whoever opens the lesson's link sees, where that is not the same; "" else.
    """
    with room():
        settled = show(
            entry,
            scene,
            question=question,
            first_move=first_move,
            key=key,
            prefix=prefix,
            extra_params=extra_params,
            old_params=old_params,
            shared=shared,
            notice=notice,
        )
    if charts.waits() or st.context.is_embedded:
        return
    prose = {"What goes wrong": entry.wrong, "Where it comes from": entry.source}
    words = {name: functools.partial(st.markdown, _(text)) for name, text in prose.items() if text}

    def hand_on() -> None:
        share.section(
            entry,
            scene,
            settled,
            prefix=prefix or _prefix(),
            extra_params=extra_params,
            seen_by_others=seen_by_others(),
        )

    with st.container(key=SECTIONS):
        charts.sections({**sections(settled), **words, "Share": hand_on}, key=SECTION)
        if after := _after(entry):
            label = _("Next: {lesson}").format(lesson=_(after.title))
            st.page_link(f"pages/{after.stem}.py", label=label, icon=":material/arrow_forward:")


# A drag that settles runs this again, and nothing else of the page.
stage = st.fragment(lay_out)


def foot() -> None:
    """Write what stands below every page: the languages."""
    with st.container(key="foot"):
        language.choose()


def stems() -> tuple[str, ...]:
    """Return the stems of the lessons that can be gone back to."""
    return tuple(entry.stem for entry in curriculum.LESSONS if entry.stem != "home")


def resume(stem: str, search: str) -> None:
    """Offer the way back to where the reader's last drag was, with everything where it lay."""
    entry = curriculum.lesson(lesson_of(stem))
    st.page_link(
        f"pages/{entry.stem}.py",
        label=_("Continue with **{lesson}** where you left off").format(lesson=_(entry.title)),
        icon=":material/resume:",
        query_params={name: values[-1] for name, values in parse_qs(search.lstrip("?")).items()},
    )


def lesson_of(place: str) -> str:
    """Return the stem of the lesson to which what is remembered under a name belongs."""
    return place.partition("-")[0]


def on_map(entry: curriculum.Lesson, goals: Mapping[str, Mapping[str, Any]]) -> None:
    """Show a lesson on the map: the way to it, its question, whom it serves, and the goals reached so far.

    `goals` is what the browser remembers of each view that the reader has met.
    """
    met = [progress for place, progress in goals.items() if lesson_of(place) == entry.stem]
    st.page_link(f"pages/{entry.stem}.py", label=f"**{_(entry.title)}**", icon=entry.icon)
    parts = [_(entry.question), f":gray[{_(entry.serves)}]" if entry.serves else ""]
    every = sum(progress["of"] for progress in met)
    if every:
        done = sum(min(len(progress["reached"]), progress["of"]) for progress in met)
        mark = ":material/check_circle:" if done == every else ":material/trip_origin:"
        parts.append(f":green[{mark} {_('{done} of {all} goals reached').format(done=done, all=every)}]")
    st.markdown("  \n".join(part for part in parts if part))


@functools.cache
def warm_up() -> None:
    """Import in a thread what later pages need, once a process, when the first reader has the first page."""
    timer = threading.Timer(_WARM_UP_AFTER, _import_heavy)
    timer.daemon = True
    timer.start()


def _import_heavy() -> None:
    for name in _HEAVY:
        importlib.import_module(name)
    # A lesson that was opened first by its own address has imported NumPy before `streamlit_app.py` could ask
    # for one BLAS thread.
    from threadpoolctl import threadpool_limits

    threadpool_limits(1, user_api="blas")

"""Hand a picture on: its link, a code for phones, a frame for other sites, and what a teacher presets."""

from __future__ import annotations

import base64
import csv
import html
import io
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode, urlsplit, urlunsplit

import numpy as np
import streamlit as st

from explorer.curriculum import Lesson
from explorer.live.scene import Reading, Scene, readings
from explorer.live.serve.link import from_link, to_link
from explorer.live.serve.standalone import html as standalone
from explorer.ui import charts, choice, language, network
from explorer.ui.language import _

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LOCK, HIDE = "lock", "hide"  # parameters that a teacher's link may carry, each a list of names
# How a reader looks at the page, and where in it: whoever gets the link looks as they like.
_OF_THE_READER = frozenset({"section", "present", "step", "lang", "embed", "embed_options"})
_SPACE = "~"  # between the names of a list: a comma may stand in a name


class Restrictions(NamedTuple):
    """What a link holds fixed, by name and where, and the names that it hides."""

    locks: dict[str, NDArray[np.float64]]
    hide: list[str]


def restrictions(scene: Scene, parameters: Mapping[str, str], prefix: str = "") -> Restrictions:
    """Return what a link holds fixed of a scene, where the link or the scene puts it, and what it hides.

    Unknown names count for nothing.

    Examples
    --------
    >>> scene = Scene("one vector")
    >>> u = scene.handle("u", at=(3, 1))
    >>> scene.readout("x of u", u[0])
    >>> restrictions(scene, {"lock": "u~nobody", "hide": "x of u~nothing", "u": "5,0"})
    Restrictions(locks={'u': array([5., 0.])}, hide=['x of u'])
    """
    asked = parameters.get(LOCK, "").split(_SPACE)
    names = [name for name in scene.names() if name in asked]
    places = {**scene.start(), **from_link(scene, parameters, prefix)[0]} if names else {}
    known = scene.hideable_names()
    hide = [name for name in parameters.get(HIDE, "").split(_SPACE) if name in known]
    return Restrictions({name: places[name] for name in names}, hide)


def address(base: str, parameters: Mapping[str, str]) -> str:
    """Return the address of a page with parameters, readable: commas and stars stay as they are.

    Examples
    --------
    >>> address("http://localhost:8501/vectors?old=1", {"u": "1,-2.5"})
    'http://localhost:8501/vectors?u=1,-2.5'
    """
    parts = urlsplit(base)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(parameters, safe=",*~"), ""))


def frame_snippet(link: str, title: str) -> str:
    """Return the HTML that shows a page inside another site, without the menu around it."""
    joint = "&" if urlsplit(link).query else "?"
    source = html.escape(f"{link}{joint}embed=true")
    return (
        f'<iframe src="{source}" title="{html.escape(title)}" '
        'width="100%" height="640" style="border: 0" loading="lazy"></iframe>'
    )


def code_svg(link: str) -> str:
    """Draw a link as a QR code, as SVG text; drawn here, so that no other host learns of it."""
    import segno

    stream = io.BytesIO()
    segno.make(link, error="m").save(stream, kind="svg", scale=5, border=3, light="#ffffff", xmldecl=False)
    return stream.getvalue().decode()


def values_csv(scene: Scene, settled: Mapping[str, NDArray[np.float64]], hide: Collection[str] = ()) -> str:
    """Write inputs and read-outs as a CSV table: name, row, column, value, unit; a blank cell is empty.

    What the link hides is left out. The read-outs are those of the scene's own program.
    """
    units = {name: str(spec.get("unit", "")) for name, spec in scene.inputs.items()}
    told = [Reading(name, value, units.get(name, "")) for name, value in settled.items()]
    told += [reading for reading in readings(scene, settled) if reading.name not in hide]
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(["name", "row", "column", "value", "unit"])
    for name, value, unit, word in told:
        # What has more axes than a table lies in it row by row.
        grid = value.reshape(1, -1) if value.ndim < 2 else value.reshape(len(value), -1)
        for i, row in enumerate(grid, start=1):
            for j, x in enumerate(row, start=1):
                table.writerow([name, i, j, word or ("" if x != x else _written(x)), unit])
    return stream.getvalue()


def _written(x: complex) -> str:
    """Write a number as a spreadsheet reads it.

    >>> _written(np.float64(0.5)), _written(1 - 2j)
    ('0.5', '1.0-2.0i')
    """
    if x.imag == 0 and not np.iscomplexobj(x):
        return repr(float(x.real))
    return f"{float(x.real)!r}{float(x.imag):+}i"


def section(
    entry: Lesson,
    scene: Scene,
    settled: Mapping[str, NDArray[np.float64]],
    *,
    prefix: str = "",
    extra_params: Mapping[str, str] | None = None,
    seen_by_others: str = "",
) -> None:
    """Show the ways to hand on what is on screen, and what a teacher may preset.

    `seen_by_others` says what whoever opens the link sees, where that is not the same or not obvious.
    """
    locks, hidden = restrictions(scene, st.query_params.to_dict(), prefix)
    base = charts.page_address() or f"/{entry.stem}"
    beside = {**choice.in_link(), **(extra_params or {})}
    kept = {name: text for name, text in _kept(scene, prefix, locks).items() if name not in beside}
    parameters = kept | {name: text for name, text in beside.items() if text}
    parameters |= to_link(scene, {name: x for name, x in settled.items() if name not in locks}, prefix)
    with st.expander(_("For a class: a link that holds some things still, hides some, or begins at a step")):
        composed, step = _composed(entry, scene, locks)
    for name in {name for earlier in scene.steps[:step] for name in earlier["values"]} - set(locks):
        # The step itself says where these are.
        parameters.pop(prefix + scene.inputs[name]["url"], None)
    link = address(base, parameters | composed)
    for_others, warning = _for_others(link)
    left, right = st.columns([2, 1], gap="large")
    with left:
        st.markdown(
            seen_by_others or _("The link holds the picture as it stands: whoever opens it sees the same.")
        )
        st.code(link, language=None, wrap_lines=True)
        st.markdown(_("The same inside another page:"))
        st.code(frame_snippet(for_others, _(entry.title)), language="html", wrap_lines=True)
        if warning:
            st.caption(warning)
        with st.container(horizontal=True):
            st.download_button(
                _("A page that works without a network"),
                lambda: _page(entry, scene, settled, list(locks), link),
                file_name=f"{entry.stem}.html",
                mime="text/html",
                icon=":material/draft:",
                on_click="ignore",
                help=_("One HTML file with the stage as it stands: for slides, mail and learning platforms."),
            )
            st.download_button(
                _("The values on screen (CSV)"),
                lambda: values_csv(scene, settled, hidden),
                file_name=f"{entry.stem}.csv",
                mime="text/csv",
                icon=":material/table:",
                on_click="ignore",
            )
        st.caption(_("The picture as SVG or PNG: press “More” (…) in the picture, then “Save the picture”."))
    with right:
        words = html.escape(_("The link, for the phones in the room"))
        picture = base64.b64encode(code_svg(for_others).encode()).decode()
        # `st.image` takes no alternative text.
        st.html(f'<img src="data:image/svg+xml;base64,{picture}" alt="QR: {words}" width="240">')
        st.caption(words)
        if warning:
            st.caption(warning)


def _for_others(link: str) -> tuple[str, str]:
    """Return the link as others reach it, and a sentence where that is not the address of this page."""
    if not network.is_loopback(link):
        return link, ""
    here = str(urlsplit(link).hostname)
    host = network.host_on_network()
    # A server that listens on one address alone is not reached by another.
    if not host or network.is_loopback(f"//{st.get_option('server.address') or ''}"):
        return link, _("{here} is this machine alone: others need an address that they reach.").format(
            here=here
        )
    return network.with_host(link, host), _(
        "{here} is this machine alone, so this leads to {host}, where others on your network reach it."
    ).format(here=here, host=host)


def _page(
    entry: Lesson, scene: Scene, settled: Mapping[str, NDArray[np.float64]], locks: list[str], link: str
) -> str:
    code = language.current()
    return standalone(
        scene,
        start=settled,
        locks=locks,
        title=_(entry.question),
        link=link,
        lang=code,
        texts=language.texts_of(scene),
        decimal=language.decimal_mark(code),
    )


def _kept(scene: Scene, prefix: str, locks: Collection[str]) -> dict[str, str]:
    """Return what a link hands on of the one that the reader has.

    That is what it holds fixed and where, what it hides, and what is chosen beside the stage.
    """
    inputs = scene.inputs.items()
    free = {prefix + spec["url"] for name, spec in inputs if spec["url"] and name not in locks}
    return {name: text for name, text in st.query_params.items() if name not in _OF_THE_READER | free}


def _composed(entry: Lesson, scene: Scene, locks: Collection[str]) -> tuple[dict[str, str], int]:
    """Ask a teacher what the link shall preset; return it as parameters, with the step to start at or 0."""
    whole = {
        "formula": _("the formula"),
        "reasons": _("why a goal is reached"),
        "answers": _("the answers to predictions"),
    }
    # What has no place in the link, such as a button, cannot be held by it.
    free = [name for name in scene.names() if scene.inputs[name]["url"] and name not in locks]
    one, two = st.columns(2, gap="large")
    with one:
        locked = st.multiselect(
            _("Hold fixed"), free, format_func=_, key=f"{entry.stem}_lock", placeholder=_("nothing")
        )
        hidden = st.multiselect(
            _("Hide"),
            scene.hideable_names(),
            format_func=lambda name: whole.get(name) or _(name),
            key=f"{entry.stem}_hide",
            placeholder=_("nothing"),
        )
        present = st.toggle(_("Start in projector mode"), key=f"{entry.stem}_present")
    with two:
        step = st.selectbox(
            _("Start at step"),
            range(len(scene.steps) + 1),
            format_func=lambda i: f"{i}: {_(scene.steps[i - 1]['text'])}" if i else _("none"),
            key=f"{entry.stem}_step",
            disabled=not scene.steps,
        )
        code = st.selectbox(
            _("Language of the page"),
            ["", *language.codes()],
            format_func=lambda code: language.own_name(code) if code else _("the reader’s"),
            key=f"{entry.stem}_lang",
        )
        theme = st.selectbox(
            _("Theme"),
            ["", "light_theme", "dark_theme"],
            format_func={
                "": _("the reader’s"),
                "light_theme": _("light"),
                "dark_theme": _("dark"),
            }.__getitem__,
            key=f"{entry.stem}_theme",
        )
    chosen = {
        LOCK: _SPACE.join(locked),
        HIDE: _SPACE.join(hidden),
        "step": str(step) if step else "",
        "lang": code,
        "embed_options": theme,
        "present": "1" if present else "",
    }
    for name in (LOCK, HIDE):
        if chosen[name] and st.query_params.get(name):
            chosen[name] = st.query_params[name] + _SPACE + chosen[name]
    return {name: text for name, text in chosen.items() if text}, step

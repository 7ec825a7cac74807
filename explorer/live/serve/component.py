"""Mount a Scene on a page: settled values come in, settled values go out.

The browser moves everything that moves under a finger; Python is told the settled values in one message, and
the same values stand in the link. Positions that Python restores (a preset in the sidebar, a link) win.
"""

from __future__ import annotations

import functools
import hashlib
import json
import math
import secrets
import time
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
import streamlit as st
from numpy.typing import ArrayLike, NDArray

from explorer.live.scene import Call, Scene
from explorer.live.serve import arrays, build
from explorer.live.serve.link import from_link


def _component(name: str, js: str, css: str | None = None) -> Any:
    """Return a component whose files are what their sources say now."""
    _fresh(int(time.monotonic() / _LOOK_EVERY))
    return _registered(name, js, css)


# Seconds. A class opens a lesson at once; looking at every source for each of them took an eighth of a visit.
_LOOK_EVERY = 0.5


@functools.lru_cache(maxsize=1)
def _fresh(moment: int) -> None:
    build.refresh()


@functools.cache
def _registered(name: str, js: str, css: str | None = None) -> Any:
    """Register a component at its first use: outside a running app Streamlit knows no asset folder."""
    return st.components.v2.component(name, js=js, css=css)


def progress() -> dict[str, Any]:
    """Return what this reader's browser remembers: goals reached by lesson, and where the last drag was.

    Returns
    -------
    dict with `goals`, {stem: {"reached": [...], "of": n}}, and `last`, {"stem": ..., "search": ...} or None.
    """
    known = (st.session_state.get("progress") or {}).get("kept", "")
    mount = _component("explorer.progress", js="progress.js")
    text = mount(key="progress", data={"known": known}, on_kept_change=lambda: None).get("kept") or "{}"
    try:
        kept = json.loads(text)
        goals = {
            str(stem): {"reached": [str(goal) for goal in entry["reached"]], "of": int(entry["of"])}
            for stem, entry in kept.get("goals", {}).items()
        }
        last = kept.get("last") and {name: str(kept["last"][name]) for name in ("stem", "search")}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {"goals": {}, "last": None}  # the browser's storage is the reader's: anything may stand there
    return {"goals": goals, "last": last}


def show(
    scene: Scene,
    key: str,
    *,
    prefix: str = "",
    question: str = "",
    title: str = "",
    first_move: str = "",
    notice: str = "",
    next_lesson: tuple[str, str] | None = None,
    lesson: str = "",
    locks: Mapping[str, ArrayLike] | None = None,
    hide: Sequence[str] = (),
    texts: Mapping[str, str] | None = None,
    decimal: str = ".",
    lang: str = "en",
    link: Mapping[str, str] | None = None,
    old_params: Mapping[str, str] | None = None,
    report_on_mount: bool = False,
    shared: bool = False,
) -> dict[str, NDArray[np.float64]]:
    """Show a scene and return the settled value of each input, by name.

    Parameters
    ----------
    scene : Scene
    key : str
        The stage's own key; `<lesson>` or `<lesson>_<thing>`.
    prefix : str
        Put before the names in the link, so that two stages on a page do not share a parameter.
    question : str
        The lesson's question: the heading of the stage. By default the scene's title.
    title : str
        The lesson's name, above the question.
    first_move : str
        What to do first; it stands where the sentences of the steps stand.
    notice : str
        What is said of the link besides what is wrong with the inputs in it.
    next_lesson : (title, address), optional
        Where a reached goal leads on.
    lesson : str
        Under which name the goals reached are remembered; by default the key.
    locks : mapping, optional
        Inputs that are held fixed, by name, and where: they are shown and cannot be moved.
    hide : sequence of str
        Names among `scene.hideable_names()` to leave out.
    texts : mapping, optional
        From English texts to those of the reader's language.
    decimal : str
        The mark between units and tenths.
    lang : str
        The code of the language, for those who listen.
    link : mapping, optional
        What the page's link is to say besides the inputs, by name; an empty text takes the name out of it.
    old_params : mapping, optional
        What inputs were called in links of before, and are called there now, both without the prefix.
    report_on_mount : bool
        Let the stage say its values once it stands, though nobody has moved anything.
    shared : bool
        Everybody may see the scene's numbers, because they ship with the app: its large arrays become files
        that the browser fetches once and keeps. Never where a reader's own data are in it.

    Raises
    ------
    SceneError
        If `hide` names what the scene does not have.
    """
    hidden = scene.hidden_by(hide, Call("component.show", key))
    fixed = {name: np.asarray(value, dtype=float) for name, value in (locks or {}).items()}
    said = json.dumps(dict(texts or {}), separators=(",", ":"))
    words = hashlib.sha256(said.encode()).hexdigest()[:16]
    contents = {scene.identity(): arrays.shared(scene) if shared else scene.payload(), words: said}
    held = st.session_state.get(_HELD, frozenset())
    start = scene.start()
    renamed = {prefix + old: prefix + new for old, new in (old_params or {}).items()}
    begin, misread = _beginning(scene, key, prefix, texts or {}, renamed, mounted=is_mounted(key))
    asked = _pending(key)
    data: dict[str, Any] = {
        "id": scene.identity(),
        "words": words,
        "contents": {name: text for name, text in contents.items() if name not in held},
        "start": {name: _plain(value) for name, value in begin.items()},
        "prefix": prefix,
        "notice": f"{notice} {misread}".strip(),
        "question": question,
        "title": title,
        "first": first_move,
        "next": list(next_lesson or ()),
        "lesson": lesson or key,
        "locks": {name: _plain(value) for name, value in fixed.items()},
        "hide": hidden,
        "decimal": decimal,
        "lang": lang,
        "link": dict.fromkeys((old for old in renamed if old in st.query_params), "") | dict(link or {}),
        "report_on_mount": report_on_mount,
        # Another one says that the server has forgotten this visit: the stage then tells its values again.
        "session": st.session_state.setdefault("stage_session", secrets.token_hex(4)),
    }
    if asked is not None:
        values = {name: _plain(value) for name, value in asked.values.items()}
        data["move"] = {"count": asked.number, "values": values, "hand": asked.by_hand}
    mount = _component("explorer.stage", js="stage.js", css="stage.css")
    result = mount(
        key=key,
        data=data,
        on_settled_change=functools.partial(_note_held, key),
        on_pressed_change=functools.partial(_note_press, key),
        on_wanted_change=functools.partial(_note_wanted, key),
    )
    settled = {**start, **begin, **_accept(scene, result.get("settled"))}
    if asked is not None:
        if _move_confirmed(result.get("settled")) == asked.number:
            st.session_state[f"{key}:moved"] = asked.number
        else:
            settled |= {name: v for name, v in asked.values.items() if _fits(scene, name, v)}
    settled |= fixed
    st.session_state[f"{key}:last"] = settled
    return settled


# The ids of scenes and texts that this visit's browser has said it holds. What it holds is not sent again.
_HELD = "stage_held"


def _note_held(key: str) -> None:
    settled = (st.session_state.get(key) or {}).get("settled")
    held = settled.get("held") if isinstance(settled, Mapping) else None
    if isinstance(held, list):
        st.session_state[_HELD] = frozenset(str(name) for name in held)


def _note_wanted(key: str) -> None:
    """Send again what a browser does not hold any more: its page was loaded anew, or it holds too much."""
    wanted = (st.session_state.get(key) or {}).get("wanted")
    if isinstance(wanted, list):
        st.session_state[_HELD] = st.session_state.get(_HELD, frozenset()) - {str(name) for name in wanted}


def _note_press(key: str) -> None:
    button = (st.session_state.get(key) or {}).get("pressed")
    if isinstance(button, str):
        st.session_state[f"{key}:pressed"] = button


def pressed(key: str) -> str:
    """Return the name of the stage's button that was pressed for this run, or ""; a press is told once."""
    return str(st.session_state.pop(f"{key}:pressed", ""))


def is_mounted(key: str) -> bool:
    """Return whether a stage has said anything in this visit."""
    return bool(st.session_state.get(key))


def move(key: str, values: Mapping[str, ArrayLike], *, by_hand: bool = False) -> None:
    """Set inputs of a stage from Python, at its next run; call it from a widget's callback.

    With `by_hand` the values are the reader's own, typed beside the stage: a goal that they reach counts.
    """
    arrays = {name: np.asarray(value, dtype=float) for name, value in values.items()}
    st.session_state[f"{key}:move"] = _Move(_last_move(key).number + 1, arrays, by_hand)


class _Move(NamedTuple):
    """What Python asked of a stage last: which move that was, and where inputs go."""

    number: int = 0
    values: Mapping[str, NDArray[np.float64]] = MappingProxyType({})
    by_hand: bool = False


def _last_move(key: str) -> _Move:
    asked: _Move = st.session_state.get(f"{key}:move", _Move())
    return asked


def _pending(key: str) -> _Move | None:
    """Return the move that the stage has not confirmed; a confirmed one must not come back later."""
    asked = _last_move(key)
    return asked if asked.number > st.session_state.get(f"{key}:moved", 0) else None


def _move_confirmed(settled: Any) -> Any:
    return settled.get("move") if isinstance(settled, Mapping) else None


def peek(key: str, name: str, default: ArrayLike) -> NDArray[np.float64]:
    """Return an input as it was settled last, before its stage is built; `default` when none fits.

    For a scene that depends on its own inputs, such as the loss of an algorithm on a table that readers edit.
    What `move` has set counts before the stage has said so.
    """
    start = np.asarray(default, dtype=float)
    settled = (st.session_state.get(key) or {}).get("settled") or {}
    asked = _pending(key) or _Move()
    sent = asked.values.get(name)
    if sent is not None and asked.number != _move_confirmed(settled) and sent.shape == start.shape:
        return sent
    numbers = settled.get("values", {}).get(name) if isinstance(settled, Mapping) else None
    if not isinstance(numbers, list):
        numbers = np.ravel(st.session_state.get(f"{key}:last", {}).get(name, start)).tolist()
    if len(numbers) != start.size or not all(x is None or isinstance(x, int | float) for x in numbers):
        return start
    return np.array([np.nan if x is None else x for x in numbers], dtype=float).reshape(start.shape)


def _beginning(
    scene: Scene,
    key: str,
    prefix: str,
    texts: Mapping[str, str],
    renamed: Mapping[str, str],
    *,
    mounted: bool,
) -> tuple[dict[str, NDArray[np.float64]], str]:
    """Return where a stage begins: at its link, else where it was left in this visit, else at its start.

    The link is read when the stage mounts and not again: from then on the stage writes it.
    """
    memory = f"{key}:begin"
    if mounted and memory in st.session_state:
        begin, notice = st.session_state[memory]
    else:
        asked = {renamed.get(name, name): text for name, text in st.query_params.items()}
        begin, notice = from_link(scene, asked, prefix, texts)
        if not begin and not notice:
            begin = {
                name: v
                for name, v in st.session_state.get(f"{key}:last", {}).items()
                if _fits(scene, name, v)
            }
        st.session_state[memory] = (begin, notice)
    return {name: v for name, v in begin.items() if _fits(scene, name, v)}, notice


def _fits(scene: Scene, name: str, value: NDArray[np.float64]) -> bool:
    return name in scene.inputs and list(np.shape(value)) == scene.inputs[name]["shape"]


def _accept(scene: Scene, settled: Any) -> dict[str, NDArray[np.float64]]:
    """Take from a browser's message what fits the scene; anything else in it is left out."""
    if not isinstance(settled, Mapping) or not isinstance(settled.get("values"), Mapping):
        return {}
    accepted = {}
    for name, numbers in settled["values"].items():
        if name not in scene.inputs or not isinstance(numbers, list):
            continue
        shape = scene.inputs[name]["shape"]
        if len(numbers) != math.prod(shape):
            continue
        blanks = scene.inputs[name].get("blanks", False)
        if all((blanks and x is None) or (isinstance(x, int | float) and math.isfinite(x)) for x in numbers):
            accepted[name] = np.array([np.nan if x is None else x for x in numbers], dtype=float).reshape(
                shape
            )
    return accepted


def _plain(value: ArrayLike) -> list[float | None]:
    return json.loads(json.dumps([None if np.isnan(x) else float(x) for x in np.ravel(value)]))

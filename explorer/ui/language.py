"""Languages: a page reads as its English text, and a catalogue of gettext says it otherwise.

A language is a folder, `explorer/ui/locale/<code>/`, with a catalogue for each lesson and `app.po` for what
several lessons share; adding one is adding the folder. Which one is spoken is the reader's choice in the
sidebar, else the link's (`?lang=de`), else the browser's first language.
"""

from __future__ import annotations

import functools
import json
import re
import weakref
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import streamlit as st
from babel import Locale, UnknownLocaleError
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol

from explorer.live.scene import Scene
from explorer.live.serve import link
from explorer.sentence import Rounded, Sentence, Value, has_letters

FOLDER = Path(__file__).with_name("locale")
KEY = "language"
_TRANSLATE = re.compile(r'\btranslate\("((?:[^"\\]|\\.)*)"')


@functools.cache
def codes() -> tuple[str, ...]:
    """Return the languages that there are, English first; looked up once, as every text asks for them.

    Examples
    --------
    >>> codes()[0]
    'en'
    """
    return ("en", *sorted({path.parent.name for path in FOLDER.glob("*/*.po")}))


@functools.cache
def catalogue(code: str) -> dict[str, str]:
    """Return the texts of a language by their English text; what is not translated is left out."""
    said: dict[str, str] = {}
    for path in sorted((FOLDER / code).glob("*.po")) if code in codes() else ():
        with path.open("rb") as stream:
            messages = read_po(stream, locale=code)
        said |= {str(m.id): str(m.string) for m in messages if m.id and m.string and not m.fuzzy}
    return said


def current() -> str:
    """Return the code of the language that this reader reads."""
    chosen = st.session_state.get(KEY) or st.query_params.get("lang")
    return str(chosen) if chosen in codes() else _of_browser()


def _of_browser() -> str:
    browser = (st.context.locale or "en").split("-")[0]
    return browser if browser in codes() else "en"


def in_link() -> dict[str, str]:
    """Return what the link is to say of the language: what a reader has chosen outlives a reload."""
    code = current()
    return {"lang": code} if "lang" in st.query_params or code != _of_browser() else {}


def _(text: str) -> str:
    """Say an English text in the reader's language; a text without translation stays as it is.

    Of a `Sentence` the template is translated; the numbers and sentences in it are said likewise.
    """
    if isinstance(text, Rounded):
        return _value(text)
    said = catalogue(current())
    if isinstance(text, Sentence):
        template = said.get(text.template) or ("" if has_letters(text.template) else text.template)
        if template:
            return template.format(**{name: _value(value) for name, value in text.values.items()})
    return said.get(text, str(text))


def translatable(*texts: str) -> tuple[str, ...]:
    """Return texts as they are, for a constant whose parts `_` says later: the catalogues find them here."""
    return texts


def _value(value: Value) -> str:
    if isinstance(value, Sentence):
        return _(value)
    if isinstance(value, Rounded):
        return value.replace(".", decimal_mark(current()))
    return value if isinstance(value, str) else amount(value)


def original(text: str) -> str:
    """Return the English text of which this is a translation into any language, else the text itself.

    Examples
    --------
    >>> original("Teilen"), original("Share")
    ('Share', 'Share')
    """
    return next(
        (english for code in codes() for english, said in catalogue(code).items() if said == text), text
    )


def decimal_mark(code: str) -> str:
    """Return the mark between units and tenths.

    Examples
    --------
    >>> decimal_mark("de")
    ','
    """
    return _marks(code)[0]


def thousands_mark(code: str) -> str:
    """Return the mark between thousands: a point, a comma, or one of several spaces.

    Examples
    --------
    >>> thousands_mark("de"), thousands_mark("pl")
    ('.', '\xa0')
    """
    return _marks(code)[1]


@functools.cache
def _marks(code: str) -> tuple[str, str]:
    try:
        locale = Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return ".", ","
    return str(get_decimal_symbol(locale)), str(get_group_symbol(locale))


def amount(x: float) -> str:
    """Write a number in the reader's language: its decimal mark, and its mark between thousands.

    Examples
    --------
    >>> amount(12500), amount(0.0625), amount(1e308)
    ('12,500', '0.0625', '1e+308')
    """
    digits = f"{x:.15g}"
    if "e" in digits:  # hundreds of zeros are no help
        return digits.replace(".", decimal_mark(current()))
    return str(format_decimal(Decimal(digits), locale=current(), decimal_quantization=False))


def own_name(code: str) -> str:
    """Return a language's name in itself.

    Examples
    --------
    >>> own_name("es")
    'Español'
    """
    return str(Locale.parse(code).display_name).capitalize()


def choose() -> None:
    """Offer the languages; called in every run, so that the choice outlives pages.

    Buttons: what draws them is small. A list to open would bring fifteen files before the stage.
    """
    if len(codes()) > 1:
        st.session_state.setdefault(KEY, current())
        st.segmented_control(_("Language"), codes(), format_func=own_name, key=KEY, required=True)


def texts_for(shown: str, code: str) -> dict[str, str]:
    """Return what a stage needs of a catalogue: the texts that stand in its scene or in the stage itself.

    `shown` is the scene as JSON.
    """
    always = stage_texts()
    return {
        text: said
        for text, said in catalogue(code).items()
        if text in always or json.dumps(text) in shown  # a text stands there in quotation marks, escaped
    }


_texts_of: weakref.WeakKeyDictionary[Scene, dict[str, dict[str, str]]] = weakref.WeakKeyDictionary()


def texts_of(scene: Scene) -> Mapping[str, str]:
    """Return what a scene says in the reader's language, by its English text: looked up once a scene."""
    code = current()
    known = _texts_of.setdefault(scene, {})
    if code not in known:
        sentences = {str(sentence): _(sentence) for sentence in scene.sentences()}
        known[code] = texts_for(scene.payload(), code) | sentences
    return known[code]


@functools.cache
def stage_texts() -> frozenset[str]:
    """Return what the stage's own code says: what it hands to `translate`, and what is said of links."""
    modules = (Path(__file__).parents[1] / "live" / "browser").rglob("*.mjs")
    found = (_TRANSLATE.findall(path.read_text(encoding="utf-8")) for path in modules)
    said = frozenset(text.replace('\\"', '"') for texts in found for text in texts)
    return said | {link.NOT_NUMBERS, link.NOT_A_NUMBER, link.OUT_OF_REACH, link.TOO_FINE, link.NOT_WHOLE}

"""Catalogues as files: what stands in them, what they lack, and how a text is appended."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from babel.messages.pofile import normalize, read_po

from explorer.catalogues.homes import one_home
from explorer.catalogues.texts import Place

_WIDTH = 110
_HEAD = """\
msgid ""
msgstr ""
"Language: {code}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"""


class Entry(NamedTuple):
    """A text in a catalogue, and how it is said; empty where nobody has translated it."""

    text: str
    said: str
    file: str


class Report(NamedTuple):
    """What a language has and has not; each text with the catalogue that it stands in or belongs into.

    Attributes
    ----------
    missing : texts that stand in no catalogue
    empty : texts that stand there and are not translated: the page shows them in English
    unused : texts that no page says
    twice : texts that stand in two catalogues, of which one would never be read
    """

    missing: dict[str, str]
    empty: dict[str, str]
    unused: dict[str, str]
    twice: dict[str, str]


def entries(folder: Path) -> list[Entry]:
    """Return what stands in the catalogues of a language; a file that is cut off is refused."""
    found = []
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as stream:
            messages = read_po(stream, locale=folder.name, abort_invalid=True)
        found += [Entry(str(m.id), "" if m.fuzzy else str(m.string), path.name) for m in messages if m.id]
    return found


def report(folder: Path, texts: Mapping[str, Sequence[Place]]) -> Report:
    """Compare the catalogues of a language with the texts that there are.

    Parameters
    ----------
    folder : Path
        Of the language.
    texts : mapping
        The places of each text.

    Returns
    -------
    Report
    """
    there: dict[str, Entry] = {}
    twice = {}
    for entry in entries(folder):
        if entry.text in there:
            twice[entry.text] = f"{there[entry.text].file} and {entry.file}"
        there.setdefault(entry.text, entry)
    return Report(
        missing={text: f"{_home(places)}.po" for text, places in texts.items() if text not in there},
        empty={text: entry.file for text, entry in there.items() if text in texts and not entry.said},
        unused={text: entry.file for text, entry in there.items() if text not in texts},
        twice=twice,
    )


def append(folder: Path, texts: Mapping[str, Sequence[Place]]) -> Report:
    """Append what the catalogues of a language lack, each text where it belongs, with an empty `msgstr`.

    Parameters
    ----------
    folder : Path
        Of the language; made if it is not there.
    texts : mapping
        The places of each text.

    Returns
    -------
    Report
        As it was before.
    """
    folder.mkdir(exist_ok=True)
    before = report(folder, texts)
    for text, name in before.missing.items():
        path = folder / name
        if not path.exists():
            path.write_text(_HEAD.format(code=folder.name), encoding="utf-8")
        with path.open("a", encoding="utf-8") as stream:
            stream.write(written(text, "", texts[text]))
    return before


def written(text: str, said: str, places: Sequence[Place]) -> str:
    """Return an entry as it stands in a file.

    Examples
    --------
    >>> print(written("length of u", "Länge von u", [Place("scene of vectors", "vectors")]))
    <BLANKLINE>
    # scene of vectors
    msgid "length of u"
    msgstr "Länge von u"
    <BLANKLINE>
    """
    where = ", ".join(dict.fromkeys(place.where for place in places))
    fold = functools.partial(normalize, width=_WIDTH)
    return f"\n# {where}\nmsgid {fold(text)}\nmsgstr {fold(said)}\n"


def _home(places: Sequence[Place]) -> str:
    return one_home(place.home for place in places)

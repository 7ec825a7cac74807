"""Append what the catalogues lack, and say what is to be translated and what no page says any more.

`python -m explorer.catalogues` looks at all languages, `python -m explorer.catalogues fr` at one, which may
be new.
"""

from __future__ import annotations

import logging
import sys
import textwrap
from collections.abc import Mapping

from babel import Locale, UnknownLocaleError

from explorer.catalogues import files, texts
from explorer.ui import language

_LONGEST = 90  # characters of a text that say which one it is


def main(codes: list[str]) -> int:
    """Bring the catalogues of some languages up to the texts that there are, of all by default."""
    for code in codes:
        try:
            Locale.parse(code)
        except (UnknownLocaleError, ValueError):
            print(f"{code!r} is no language; name one by its code, for example fr.")
            return 2
    logging.disable(logging.WARNING)  # a page that runs without a server says so, many times
    everywhere = texts.everywhere()
    for code in codes or language.codes()[1:]:
        folder = language.FOLDER / code
        before = files.append(folder, everywhere)
        now = files.report(folder, everywhere)
        counts = f"{len(before.missing)} appended, {len(now.empty)} to translate, {len(now.unused)} unused"
        print(f"{code}: {len(everywhere)} texts; {counts}")
        _list("to translate", now.empty)
        _list("unused, to be deleted", now.unused)
        _list("stands twice, to be kept once", now.twice)
    return 0


def _list(heading: str, found: Mapping[str, str]) -> None:
    for text, file in sorted(found.items(), key=lambda each: each[1]):
        print(f"  {file}, {heading}: {textwrap.shorten(text, _LONGEST, placeholder=' …')}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

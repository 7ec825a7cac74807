"""Numbers and lists in the sentences of a lesson, as the reader's language writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from explorer.sentence import MINUS, Rounded
from explorer.ui.language import _, current, decimal_mark, thousands_mark


def whole(x: int) -> str:
    """Write a whole number, its thousands parted.

    Examples
    --------
    >>> whole(1200)
    '1,200'
    """
    return f"{x:,}".replace(",", thousands_mark(current()))


def format_number(x: float, decimals: int = 2) -> str:
    """Write a number as the reader's language does."""
    return Rounded(x, decimals).replace(".", decimal_mark(current()))


def plain_number(x: float) -> str:
    """Write a number with the decimals that it has, as the reader's language does."""
    return f"{x:g}".replace("-", MINUS).replace(".", decimal_mark(current()))


def format_significant(x: float, digits: str) -> str:
    """Write a number to so many digits, as the reader's language does."""
    return f"{x:.{digits}g}".replace(".", decimal_mark(current()))


def percent(share: float) -> str:
    """Write a share as per cent.

    Examples
    --------
    >>> percent(0.552)
    '55.2 %'
    """
    return f"{100 * share:.1f} %".replace(".", decimal_mark(current()))


_SIGNS = re.compile(r"[\\`*_\[\]$~|]|^[#>+\-=]|(?<=^\d)[.)]|:(?=[\w-]+(?:[\[:]|/\w))")


def as_text(text: str) -> str:
    """Write what a reader has brought as Markdown that shows it as it stands: no formula, colour, link, tag.

    Examples
    --------
    >>> print(as_text("Price ($) of a*b, :red[hot], <b>"))
    Price (\\$) of a\\*b, \\:red\\[hot\\], &lt;b>
    """
    plain = " ".join(text.split())
    return _SIGNS.sub(lambda sign: "\\" + sign[0], plain).replace("<", "&lt;")


def listed(words: Sequence[str]) -> str:
    """Write words one after the other, the last after an "and".

    Examples
    --------
    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    if len(words) < 2:
        return "".join(words)
    return _("{first} and {last}").format(first=", ".join(words[:-1]), last=words[-1])

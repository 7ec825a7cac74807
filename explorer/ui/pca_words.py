"""Numbers and lists in the sentences of the PCA lesson, as the reader's language writes them."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.ui.language import _, current, decimal_mark


def whole(x: int) -> str:
    """Write a whole number, its thousands parted.

    Examples
    --------
    >>> whole(1200)
    '1,200'
    """
    return f"{x:,}" if decimal_mark(current()) == "." else f"{x:,}".replace(",", ".")


def percent(share: float) -> str:
    """Write a share as per cent.

    Examples
    --------
    >>> percent(0.552)
    '55.2 %'
    """
    return f"{100 * share:.1f} %".replace(".", decimal_mark(current()))


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

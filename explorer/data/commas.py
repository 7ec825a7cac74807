"""What the comma means where every line is one such as 1,5: it parts two cells, or it is a decimal comma.

Either is ordinary: pairs of whole numbers, and a column of decimals from a German spreadsheet. How digits
stand around the comma mostly tells; where it does not, the comma parts cells, as in every CSV, and the reader
is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from explorer.data import notation
from explorer.sentence import Sentence

Meaning = Literal["cells", "decimals"]


class Commas(NamedTuple):
    """What the commas of a file mean that could mean something else.

    Attributes
    ----------
    meaning
        Whether each parts two cells or is the mark of a decimal.
    left, right
        What stands beside the first comma.
    is_doubtful
        Whether both are as good: the reader is asked.
    """

    meaning: Meaning
    left: str
    right: str
    is_doubtful: bool = False

    @property
    def example(self) -> str:
        """Both, and the comma between them."""
        return f"{self.left},{self.right}"


# Before the comma 1.234 may be a number with decimals, or have a point between thousands.
_PAIR = re.compile(r"(\d+|[1-9]\d{0,2}(?:\.\d{3})+),(\d+)", re.ASCII)
_WHOLE = re.compile(r"\d+", re.ASCII)
# Of so many decimals one has a 0 behind its comma, and one a digit from 5 on; only one time in 25 none has.
_MANY = 30
# So many numbers below 1 are no accident.
_SOME = 10


def find(lines: Sequence[str], is_missing: Callable[[str], bool]) -> Commas | None:
    """Find out what the commas mean; None where a line is neither such a pair nor a number without a comma.

    Parameters
    ----------
    lines
        The rows, without a name above them.
    is_missing
        Whether a line stands for no value.

    Examples
    --------
    >>> find(["1,5", "2,5", "3,25"], str.isspace)
    Commas(meaning='cells', left='1', right='5', is_doubtful=True)
    >>> find(["1,05", "2,5"], str.isspace).meaning, find(["3,4", "10,20"], str.isspace).meaning
    ('decimals', 'cells')
    >>> find(["1,5", "2,-5"], str.isspace), find(["1,5", "2,5,3"], str.isspace)
    (None, None)
    """
    pairs: list[tuple[str, str]] = []
    alone: list[int] = []
    rows = [line.strip() for line in lines if line.strip()]
    for row, line in enumerate(rows):
        found = None if line[0] == "(" else notation.parts(line)
        pair = _PAIR.fullmatch(found.core) if found else None
        if found and pair:
            pairs.append(("-" * found.negative + pair[1], pair[2]))
        elif is_missing(line) or (found and _WHOLE.fullmatch(found.core)):
            alone.append(row)
        else:
            return None
    if not pairs:
        return None
    meaning: Meaning | None
    if alone and alone[0] < len(rows) - 1:
        meaning = "decimals"  # whole numbers among them: as cells they would end in a comma
    else:
        meaning = _by_digits(pairs) or ("decimals" if alone else None)
    return Commas(meaning or "cells", *pairs[0], is_doubtful=meaning is None)


def _by_digits(pairs: Sequence[tuple[str, str]]) -> Meaning | None:
    """What the digits beside the commas say; None where they allow both."""
    lefts, rights = zip(*pairs, strict=True)
    if any(re.match(r"-?0\d", left) for left in lefts):
        return "cells"  # 007,5
    if any(left.count(".") > 1 for left in lefts):
        return "decimals"  # 1.234.567,5
    if "-0" in lefts:
        return "decimals"  # -0,5
    if any(len(right) > 1 and right[0] == "0" for right in rights):
        return "decimals"  # 1,05
    if len(pairs) >= _SOME and set(lefts) == {"0"}:
        return "decimals"  # 0,5 and 0,25 and so on
    if len(set(map(len, rights))) > 1 and any(len(right) > 1 and right[-1] == "0" for right in rights):
        return "cells"  # 3,4 and 10,20: decimals of several lengths end in no 0
    firsts = {right[0] for right in rights}
    if len(pairs) >= _MANY and ("0" not in firsts or max(firsts) < "5"):
        return "cells"
    return None


def told(commas: Commas) -> Sentence:
    """Say that both readings are as good, and which one stands."""
    return Sentence(
        "Lines such as {cell} can be read in two ways: each was read as two numbers, here {left} and "
        "{right}, and could be one number with a decimal comma.",
        cell=commas.example,
        left=commas.left,
        right=commas.right,
    )

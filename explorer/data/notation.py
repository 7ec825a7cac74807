"""How the cells of a column write their numbers: decimal and thousands marks, signs, units.

A column is settled by all its cells together, never by those of another one: 1,234 alone could be read in two
ways, and 0,125 or 1,5 beside it in one. What a cell can be read as stands in docs/reading.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from explorer.sentence import Sentence


class Notation(NamedTuple):
    """How a column writes its numbers.

    Attributes
    ----------
    decimal
        "." or ",".
    thousands
        The mark between groups: ",", ".", "'" or " ", or "" where there is none. Groups have three digits, in
        India two before the last three.
    affix
        What stands before or behind the numbers and is taken off: "$", "kg", "%"; "" where nothing does.
    """

    decimal: str = "."
    thousands: str = ""
    affix: str = ""


class Found(NamedTuple):
    """What was found out about a column.

    Attributes
    ----------
    notation
        How it was read.
    example
        A cell that shows it, where it is another than plain digits and a point; else "".
    other
        The notation that the cells allow just as well; None where they decide.
    bare
        A cell without the unit or currency that was taken off others; "" where all have it.
    signed
        A cell with its minus behind, or in the brackets of accounting; "" where there is none.
    """

    notation: Notation
    example: str = ""
    other: Notation | None = None
    bare: str = ""
    signed: str = ""


PLAIN = Notation()
_TYPOGRAPHY = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2019": "'"}
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d", "-")
)
_CURRENCIES = "$€£¥₹₽₩₺₪฿"
_CODES = (
    "USD|EUR|GBP|CHF|JPY|CNY|INR|AUD|CAD|SEK|NOK|DKK|PLN|CZK|HUF|BRL|MXN|ZAR|Rs\\.?|kr\\.?|"
    "R\\$|A\\$|C\\$|US\\$|zł"
)
# Units that may follow a number without a space; with one, any short word that all cells share may.
_UNITS = (
    "[kMGcmµun]?m[²³23]?|[km]?g|t|lbs?|oz|[kmcµ]?l|[kMG]?W|[kMG]?Wh|[kMG]?Hz|[kmµ]?V|[kmµ]?A|[kM]?J|[kMm]?Pa|h?Pa|bar|mbar|"
    "°C|°F|°|K|[mµn]?s|min|h|d|yr?|km/h|m/s|mph|ft|in|mi|cm|dB|[kMGT]i?B|ppm|ppb|px|mol|%|‰"
)
_KNOWN = re.compile(rf"{_UNITS}|[{_CURRENCIES}]|{_CODES}")
_AFFIX_BEHIND = re.compile(rf"\s?({_UNITS}|[{_CURRENCIES}]|{_CODES})|\s([A-Za-zµ°%/²³·]{{1,8}})")
_AFFIX_BEFORE = re.compile(rf"([{_CURRENCIES}]|{_CODES})\s?")
_CORE = re.compile(r"\d[\d.,' ]*|[.,]\d+", re.ASCII)
_INFINITE = re.compile(r"([+-]?)inf(?:inity)?", re.IGNORECASE)
# Groups of three digits, and the Indian ones: two, then three.
_GROUPS = {
    mark: re.compile(
        rf"[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}})+|[1-9]\d?(?:{re.escape(mark)}\d{{2}})+{re.escape(mark)}\d{{3}}",
        re.ASCII,
    )
    for mark in ",.' "
}


class Parts(NamedTuple):
    """A cell taken apart: sign, digits with their marks, exponent of ten, what stands around them."""

    negative: bool
    core: str
    exponent: int
    affix: str


def parts(cell: str) -> Parts | None:
    """Take a cell apart that holds one number and at most a unit or currency; None for any other.

    Examples
    --------
    >>> parts("($1,234.50)")
    Parts(negative=True, core='1,234.50', exponent=0, affix='$')
    >>> parts("170,5 cm").affix, parts("0.10D+01").exponent, parts("20.5-").negative
    ('cm', 1, True)
    >>> parts("15.-").negative, parts("10:30"), parts("P1"), parts("12 Main St")
    (False, None, None, None)
    """
    text = cell.translate(_TYPOGRAPHY).strip()
    negative = False
    if text.startswith("(") and text.endswith(")"):
        negative, text = True, text[1:-1].strip()
    affix = ""
    if text[:1] in "+-" and text[:1]:
        if negative:
            return None
        negative, text = text[0] == "-", text[1:].strip()
    before = _AFFIX_BEFORE.match(text)
    if before:
        affix, text = before[1], text[before.end() :]
        if text[:1] == "-" and not negative:
            negative, text = True, text[1:].strip()
    core = _CORE.match(text)
    if not core:
        return None
    digits, rest = core[0].rstrip(" "), text[len(core[0].rstrip(" ")) :]
    exponent = 0
    power = re.match(r"[eEdD]([+-]?\d+)(?![\w.,])", rest)
    if power:
        exponent, rest = int(power[1]), rest[power.end() :]
    if digits[-1] in ".," and re.fullmatch(r"-{1,2}", rest.strip()):  # 15.- of shops
        return Parts(negative, digits[:-1], exponent, affix)
    if rest.strip() == "-" and not negative:
        return Parts(True, digits, exponent, affix)
    if rest.strip():
        behind = _AFFIX_BEHIND.fullmatch(rest.rstrip())
        if not behind or affix:
            return None
        affix = behind[1] or behind[2]
    return Parts(negative, digits, exponent, affix)


def number(cell: str, notation: Notation) -> float | None:
    """Read a cell as a column writes its numbers; None where it holds no number.

    Examples
    --------
    >>> number("($1,234.50)", Notation(".", ",", "$")), number("12,34,567", Notation(".", ","))
    (-1234.5, 1234567.0)
    >>> number("1.250", Notation(",", ".")), number("0,125", Notation(",")), number("1.5", Notation(","))
    (1250.0, 0.125, None)
    """
    found = parts(cell)
    if found is None:
        infinite = _INFINITE.fullmatch(cell.strip())
        return float(f"{infinite[1]}inf") if infinite else None
    if found.affix not in ("", notation.affix):
        return None
    whole, mark, fraction = found.core.partition(notation.decimal)
    if not mark:
        whole, fraction = found.core, ""
    if notation.thousands and notation.thousands in whole:
        if not _GROUPS[notation.thousands].fullmatch(whole):
            return None
        whole = whole.replace(notation.thousands, "")
    # Narrow spaces and apostrophes never part decimals, so they need no evidence.
    for other in "' ":
        if other in whole and _GROUPS[other].fullmatch(whole):
            whole = whole.replace(other, "")
    if not re.fullmatch(r"\d*", whole, re.ASCII) or not re.fullmatch(r"\d*", fraction, re.ASCII):
        return None
    if not whole and not fraction:
        return None
    value = float(f"{whole or 0}.{fraction or 0}e{found.exponent}")
    return -value if found.negative else value


def is_unit(affix: str) -> bool:
    """Whether what stands beside a number is nothing, a currency or a unit, whatever other cells say."""
    return not affix or bool(_KNOWN.fullmatch(affix))


_ALMOST = re.compile(r"[<>≤≥≈~±+-]*\s?\d[\d.,' ]*\s?[^\s:-]{0,12}(?: ?[±/x×*^] ?\S{1,12})?")
_DATE = re.compile(r"\d+(?:\.\d+){2,}\.?|\d+(?:/\d+){2,}")
_RANGE = re.compile(r"\d[\d.,]*\s?(?:-|\.\.|to|bis)\s?\d[\d.,]*")
_TRUTH = re.compile(r"true|false", re.IGNORECASE)


def is_almost_a_number(cell: str) -> bool:
    """Tell whether a cell that holds no plain number may be meant as one, and is no date, time or address.

    Examples
    --------
    >>> [is_almost_a_number(cell) for cell in ("1.80 m", "<0.5", "1/2", "1.5 ± 0.1", "1.5k")]
    [True, True, True, True, True]
    >>> [is_almost_a_number(cell) for cell in ("20-29", "$10", "True")]
    [True, True, True]
    >>> [is_almost_a_number(cell) for cell in ("2024-05-01", "1.2.2024", "10:30", "12 Main St", "P1", "")]
    [False, False, False, False, False, False]
    """
    text = cell.translate(_TYPOGRAPHY).strip()
    kinds = (_ALMOST, _RANGE, _TRUTH)
    if not any(kind.fullmatch(text) for kind in kinds) and parts(cell) is None:
        return False
    return not _DATE.fullmatch(text)


class Evidence(NamedTuple):
    """Cells of a column that say something, an example for each: what a mark must be, or may be."""

    decimal: Mapping[str, str]
    thousands: Mapping[str, str]
    either: Mapping[str, str]
    plain_below: int  # numbers without a mark below 1,000
    plain_above: int  # and from there on
    affixes: Mapping[str, str]
    signed: str = ""  # one with its minus behind, or in brackets


def weigh(cells: Iterable[str]) -> Evidence:
    """Return what cells say about the marks in them."""
    decimal: dict[str, str] = {}
    thousands: dict[str, str] = {}
    either: dict[str, str] = {}
    affixes: dict[str, str] = {}
    below = above = 0
    signed = ""
    for cell in cells:
        found = parts(cell)
        if found is None:
            continue
        if (
            found.negative
            and not signed
            and re.match(r"\(|[^-]*\d[^-]*-$", cell.translate(_TYPOGRAPHY).strip())
        ):
            signed = cell.strip()
        affixes.setdefault(found.affix, cell.strip())
        core = found.core
        marks = [mark for mark in ",." if mark in core]
        if not marks:
            digits = re.sub(r"[' ]", "", core)
            if len(digits) < 4:
                below += 1
            elif digits == core:
                above += 1
            continue
        shown = cell.strip()
        if len(marks) == 2:
            last = max(marks, key=core.rindex)
            other = "," if last == "." else "."
            if core.count(last) == 1 and _GROUPS[other].fullmatch(core.partition(last)[0]):
                decimal.setdefault(last, shown)
                thousands.setdefault(other, shown)
            continue
        (mark,) = marks
        if core.count(mark) > 1:
            if _GROUPS[mark].fullmatch(core):
                thousands.setdefault(mark, shown)
            continue
        whole, _, fraction = core.partition(mark)
        whole = re.sub(r"[' ]", "", whole)
        # Groups have three digits behind the mark, at most three before it, and never begin with 0.
        if len(fraction) == 3 and re.fullmatch(r"[1-9]\d{0,2}", whole) and not found.exponent:
            either.setdefault(mark, shown)
        else:
            decimal.setdefault(mark, shown)
    return Evidence(decimal, thousands, either, below, above, affixes, signed)


def find(cells: Iterable[str], *, separator: str, hint: str = "") -> Found:
    """Find out how a column writes its numbers.

    Parameters
    ----------
    cells
        Its different cells, all of them.
    separator
        What parts the cells of the file. Between commas, one inside a cell was quoted; semicolons are mostly
        written where decimals have commas.
    hint
        The decimal mark of the other columns, where they have only one: it decides what the cells leave open.

    Returns
    -------
    Found

    Examples
    --------
    >>> find(["0,125", "0,250"], separator=";").notation.decimal
    ','
    >>> find(["475,962", "890", "12,004"], separator=";").notation
    Notation(decimal='.', thousands=',', affix='')
    >>> find(["1,234", "5,678"], separator=";").other
    Notation(decimal='.', thousands=',', affix='')
    """
    weighed = weigh(cells)
    affix = _affix(weighed.affixes)
    found = _by_marks(weighed, affix, separator, hint)._replace(signed=weighed.signed)
    if affix and found.other is None:
        shown = parts(found.example)
        if shown is None or not shown.affix:
            found = found._replace(example=weighed.affixes[affix])
        found = found._replace(bare=weighed.affixes.get("", ""))
    return found


def _by_marks(weighed: Evidence, affix: str, separator: str, hint: str) -> Found:
    """Settle the marks of a column by what its cells say."""
    decimals = set(weighed.decimal)
    grouped = set(weighed.thousands)
    example = next(
        iter([*weighed.thousands.values(), *weighed.decimal.values(), *weighed.either.values()]), ""
    )
    if decimals == {","} or (grouped == {"."} and not decimals):
        thousands = "." if grouped == {"."} or "." in weighed.either else ""
        return Found(Notation(",", thousands, affix), weighed.decimal.get(",", example))
    if decimals or grouped:
        thousands = "," if "," in grouped or "," in weighed.either else ""
        grouped_cell = weighed.thousands.get(thousands) or weighed.either.get(thousands, "")
        return Found(Notation(".", thousands, affix), grouped_cell)
    if "," in weighed.either and "." in weighed.either:
        # One of each: 1,234 and 1.234. Nothing says which is which.
        return Found(Notation(".", ",", affix), example, Notation(",", ".", affix))
    if "," in weighed.either:
        as_decimal, as_groups = Notation(",", "", affix), Notation(".", ",", affix)
        if weighed.plain_below and not weighed.plain_above:
            return Found(as_groups, example)
        if hint == "." or separator == ",":
            return Found(as_groups, example)
        if hint == "," or weighed.plain_above:
            return Found(as_decimal, example)
        return Found(as_decimal, example, as_groups)
    if "." in weighed.either:
        # All with a point have three digits behind it and all others are small and whole: groups.
        if (weighed.plain_below and not weighed.plain_above and hint != ".") or hint == ",":
            return Found(Notation(",", ".", affix), example)
        if separator == ";" and hint != ".":
            return Found(Notation(".", "", affix), example, Notation(",", ".", affix))
    return Found(Notation(".", "", affix))


def _affix(affixes: Mapping[str, str]) -> str:
    """What all cells with anything around their number have in common; "" where they differ."""
    known = [affix for affix in affixes if affix]
    return known[0] if len(known) == 1 else ""


def told(name: str, found: Found) -> Sentence | None:
    """Say how a column was read, where that is not plain digits and a point.

    Examples
    --------
    >>> print(told("rent", find(["1.250", "980"], separator=";")))
    In column "rent" 1.250 was read as 1250.
    """
    value = number(found.example, found.notation) if found.example else None
    if value is None:
        return None
    if found.other is not None:
        another = number(found.example, found.other)
        assert another is not None  # it is the other way to read the same cell
        return Sentence(
            'Column "{name}" could be read in two ways: {cell} was read as {value}, and could be {another}.',
            name=name,
            cell=found.example,
            value=value,
            another=another,
        )
    return Sentence(
        'In column "{name}" {cell} was read as {value}.', name=name, cell=found.example, value=value
    )


def told_sign(name: str, found: Found) -> Sentence | None:
    """Say that a minus behind a number, or brackets around it, were read as its sign.

    Examples
    --------
    >>> print(told_sign("mark", find(["2-", "3"], separator=";")))
    In column "mark" 2- was read as -2.
    """
    return told(name, Found(found.notation, found.signed))

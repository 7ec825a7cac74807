"""The link is the state: the inputs of a scene as readable parameters of an address, and back.

`?u=3,1&v=1,2` holds two handles; an input at its start is left out; a run of three or more equal numbers is
written once with its count (`0*12,1,0*51`), so that a painted picture stays short. The browser writes links
by the same rules (`pack` in `browser/words.mjs`; a test compares the two).
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from explorer.live.scene import Scene

# What is said of a link that was not understood; a catalogue may say it otherwise.
NOT_NUMBERS = (
    "The link’s “{text}” is not {count} numbers such as {example}, so the page starts from its beginning."
)
NOT_A_NUMBER = "The link’s “{text}” is not a number such as {example}, so the page starts from its beginning."
OUT_OF_REACH = (
    "The link’s “{text}” holds a number that is not between {low} and {high}, "
    "so the page starts from its beginning."
)
TOO_FINE = (
    "The link’s “{text}” holds a number too fine for the {count} decimals that are kept, "
    "so the page starts from its beginning."
)
NOT_WHOLE = "The link’s “{text}” is not a whole number, so the page starts from its beginning."
DIGITS = 4  # decimals of a settled value: what a stage keeps, a link holds
LOST = 0.01  # share of a number that may be lost to these decimals
_PART = re.compile(r"(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|)(?:\*(?P<count>\d{1,6}))?")


def to_link(scene: Scene, values: Mapping[str, ArrayLike], prefix: str = "") -> dict[str, str]:
    """Write the inputs that are not at their start as parameters of a link.

    Examples
    --------
    >>> scene = Scene("two vectors")
    >>> _ = scene.handle("u", at=(3, 1)), scene.handle("v", at=(1, 2))
    >>> to_link(scene, {"u": [1, -2.5], "v": [1, 2]})
    {'u': '1,-2.5'}
    """
    start = scene.start()
    exact = {name: scene.inputs[name].get("decimals", DIGITS) for name in start}
    texts = {
        name: (pack(values[name], exact[name]), pack(start[name], exact[name]))
        for name in start
        if name in values
    }
    return {
        prefix + scene.inputs[name]["url"]: text
        for name, (text, beginning) in texts.items()
        if text != beginning and scene.inputs[name]["url"]
    }


def from_link(
    scene: Scene, parameters: Mapping[str, str], prefix: str = "", texts: Mapping[str, str] | None = None
) -> tuple[dict[str, NDArray[np.float64]], str]:
    """Read the inputs of a scene from the parameters of a link; `texts` says the notice in another language.

    Returns
    -------
    values : dict
        The inputs that the link sets; empty when anything in it is wrong, so that no half of a link is shown.
    notice : str
        One sentence when the link was not understood, else empty.

    Examples
    --------
    >>> scene = Scene("one vector")
    >>> _ = scene.handle("u", at=(3, 1))
    >>> from_link(scene, {"u": "1,-2.5"})[0]["u"].tolist()
    [1.0, -2.5]
    >>> from_link(scene, {"u": "1,up"})
    ({}, 'The link’s “u=1,up” is not 2 numbers such as 3,1, so the page starts from its beginning.')
    """
    found: dict[str, NDArray[np.float64]] = {}
    for name, spec in scene.inputs.items():
        text = parameters.get(prefix + spec["url"]) if spec["url"] else None
        if text is None:
            continue
        numbers = unpack(text, math.prod(spec["shape"]), blanks=spec.get("blanks", False))
        wrong = _asked(spec) if numbers is None else _refused(spec, numbers)
        if numbers is None or wrong is not None:
            shown = text if len(text) <= 40 else text[:39] + "…"
            sentence, values = wrong or _asked(spec)
            values["text"] = f"{prefix}{spec['url']}={shown}"
            return {}, (texts or {}).get(sentence, sentence).format(**values)
        found[name] = np.array(numbers).reshape(spec["shape"])
    return found, ""


def pack(values: ArrayLike, digits: int = DIGITS) -> str:
    """Write numbers for a link: `digits` decimals at most, nothing for a blank, runs with their count.

    Examples
    --------
    >>> pack([1, -2.5, 0.33333])
    '1,-2.5,0.3333'
    >>> pack([[0, 0, 0], [0, float("nan"), 1]])
    '0*4,,1'
    """
    texts = [_brief(float(x), digits) for x in np.ravel(np.asarray(values, dtype=float))]
    runs = [(text, len(list(run))) for text, run in itertools.groupby(texts)]
    return ",".join(f"{text}*{count}" if count >= 3 else ",".join([text] * count) for text, count in runs)


def unpack(text: str, size: int, *, blanks: bool = False) -> list[float] | None:
    """Read what `pack` wrote; None unless it is exactly `size` finite numbers (or blanks, where allowed)."""
    numbers: list[float] = []
    for part in text.split(","):
        match = _PART.fullmatch(part)
        if match is None or (not match["number"] and not blanks):
            return None
        number = float(match["number"]) if match["number"] else math.nan
        count = int(match["count"] or 1)
        if math.isinf(number) or len(numbers) + count > size:
            return None
        numbers += [number] * count
    return numbers if len(numbers) == size else None


def _brief(x: float, digits: int) -> str:
    if math.isnan(x):
        return ""
    text = f"{x:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _asked(spec: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    size = math.prod(spec["shape"])
    # Where a reader types a number the beginning is blank, and no example.
    texts = [_brief(1.0 if x is None else x, DIGITS) for x in spec["at"][:4]]
    example = ",".join(texts) + (",…" if size > 4 else "")
    return NOT_A_NUMBER if size == 1 else NOT_NUMBERS, {"count": size, "example": example}


def _refused(spec: Mapping[str, Any], numbers: list[float]) -> tuple[str, dict[str, Any]] | None:
    return _out_of_reach(spec, numbers) or _not_whole(spec, numbers) or _too_fine(spec, numbers)


def _not_whole(spec: Mapping[str, Any], numbers: list[float]) -> tuple[str, dict[str, Any]] | None:
    """What goes by whole steps, such as a choice or a clock, stands on one of them."""
    steps = spec.get("step", 0.5), spec.get("low", 0.0)
    if not all(float(x).is_integer() for x in steps) or all(float(x).is_integer() for x in numbers):
        return None
    return NOT_WHOLE, {}


def _out_of_reach(spec: Mapping[str, Any], numbers: list[float]) -> tuple[str, dict[str, Any]] | None:
    low, high = spec.get("low", -math.inf), spec.get("high", math.inf)
    if all(math.isnan(x) or low <= x <= high for x in numbers):
        return None
    return OUT_OF_REACH, {"low": f"{low:.12g}", "high": f"{high:.12g}"}


def _too_fine(spec: Mapping[str, Any], numbers: list[float]) -> tuple[str, dict[str, Any]] | None:
    """As typed numbers are: one that would hardly be kept is not taken for what is left of it."""
    digits = spec.get("decimals", DIGITS)
    if all(math.isnan(x) or abs(round(x, digits) - x) <= LOST * abs(x) for x in numbers):
        return None
    return TOO_FINE, {"count": digits}

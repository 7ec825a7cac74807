"""What the panel of a scene says in numbers, for inputs as they are settled: by the scene's own program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from explorer.live.scene.draft import from_plain
from explorer.live.scene.scene import Scene

_SAID = ("readout", "bar", "record", "cells", "pixels", "matrix")
_MOST = 1_000  # numbers that a panel says of one thing; clouds take no part


class Reading(NamedTuple):
    """What one item of the panel says.

    Attributes
    ----------
    name : its name in the panel
    value : the number, the vector or the matrix, complex where it is; NaN where there is none
    unit : what is written behind it
    word : the word that is said for the number, or ""
    """

    name: str
    value: NDArray[Any]
    unit: str = ""
    word: str = ""


def readings(scene: Scene, inputs: Mapping[str, ArrayLike]) -> list[Reading]:
    """Return what a scene's panel says where the inputs stand there; all others stand at their start.

    Parameters
    ----------
    scene : Scene
    inputs : mapping

    Returns
    -------
    list of Reading
        In the order of the panel.

    Examples
    --------
    >>> scene = Scene("one vector")
    >>> u = scene.handle("u", at=(3, 1))
    >>> scene.readout("x of u", u[0], unit="m")
    >>> readings(scene, {"u": [5, 0]})
    [Reading(name='x of u', value=array(5.), unit='m', word='')]
    """
    program = scene.program(most=_MOST)
    now = {
        name: np.reshape(
            np.asarray(inputs.get(name, from_plain(spec["at"], spec["shape"])), float), spec["shape"]
        )
        for name, spec in scene.inputs.items()
    }
    values, broken = program.run(now), set(program.check(now))
    found = []
    for item in scene.panel:
        if item["kind"] not in _SAID or item.get("value") not in values:
            continue
        value = np.asarray(values[str(item.get("value"))])
        value = value.astype(complex if value.dtype.kind == "c" else float)
        refused = bool(broken & set(item.get("guards", ())))
        among = item.get("list")
        words = item.get("words")
        word = ""
        if refused:
            value = np.full_like(value, np.nan)
        elif among is not None:
            texts = scene.lists[among]
            word = ", ".join(texts[i] if 0 <= i < len(texts) else "–" for i in value.astype(int).ravel())
        elif words and np.isfinite(value):
            word = str(words[min(max(int(value), 0), len(words) - 1)])
        found.append(Reading(str(item["name"]), value, str(item.get("unit", "")), word))
    return found

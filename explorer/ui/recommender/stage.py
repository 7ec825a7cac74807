"""What the recommender's stage has settled, as matrices."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from explorer.live.serve import component
from explorer.scenes.recommender import (
    MEAN,
    MOVIE_BIASES,
    RATINGS,
    USER_BIASES,
    Placement,
    Sheet,
    no_biases,
    places,
)
from explorer.ui.recommender.state import state

Array = NDArray[np.float64]


def placement(sheet: Sheet, settled: Mapping[str, Array], biases: bool = False) -> Placement:
    """Return the settled positions and ratings of a stage as matrices."""
    U, V = (np.stack([settled[name] for name in names]) for names in (sheet.users, sheet.movies))
    if not biases:
        return Placement(sheet, settled[RATINGS], U, V)
    b, c = settled[USER_BIASES][0], settled[MOVIE_BIASES][0]
    # Kept for when they are switched off and on again.
    kept = {MEAN: settled[MEAN], USER_BIASES: b[None], MOVIE_BIASES: c[None]}
    state().biases[sheet.key] = kept
    return Placement(sheet, settled[RATINGS], U, V, float(settled[MEAN]), b, c)


def before(sheet: Sheet, biases: bool = False) -> Placement:
    """Return what was settled last, before the stage is built in this run."""
    start = {RATINGS: sheet.ratings, **places(sheet, sheet.U, sheet.V)}
    if biases:
        start |= no_biases(sheet) | _biases_again(sheet)
    state().biased[sheet.key] = biases
    settled = {name: component.peek(sheet.key, name, x) for name, x in start.items()}
    return placement(sheet, settled, biases)


def _biases_again(sheet: Sheet) -> dict[str, Array]:
    """Return the bias terms that were there before they were switched off, and put them back."""
    kept = state().biases.get(sheet.key, {})
    if not kept or state().biased.get(sheet.key):
        return {}
    component.move(sheet.key, kept)
    return kept

"""What the recommender remembers of a visit, beside its widgets and its stages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from explorer.data.rating_files import RatingSheet
from explorer.logic.recommender import Fit
from explorer.scenes.recommender import AxisNames, Sheet

Array = NDArray[np.float64]
KEY = "recommender_state"


class OwnTable(NamedTuple):
    """A table as it was read, and as it stands on the stage.

    Attributes
    ----------
    source : what the reader brought
    asked : how it was to be read, see `explorer.ui.readings.Kept.asked`
    title : what it is called, without its size
    refusal : why it cannot be read as the reader asked for last; then it is as it was read before
    """

    table: RatingSheet
    sheet: Sheet
    source: str | bytes = ""
    asked: tuple[Any, ...] = ()
    title: str = ""
    refusal: str = ""


class HandOver(NamedTuple):
    """What SGD made of where the reader left everybody, and of which ratings; or why it could not."""

    ratings: Array
    biases: bool
    path: Fit | None
    refusal: str


@dataclass
class State:
    """What must outlive a closed tab, another sheet and another page.

    Attributes
    ----------
    tables : the reader's own, by name, in the order in which they came; `count` of them came in all
    chosen : the name of the one on the stage; "" is the example
    draft : what is typed into the field for a table
    refused : why the link's table cannot be used
    pending : what was brought last and cannot be read yet, and where it comes from
    files : which uploads have been read
    axes, hand_overs, biases, biased : by the key of a sheet: the names of its axes, the frames of SGD, the
        bias terms that were typed last, and whether they took part in the last run
    """

    tables: dict[str, OwnTable] = field(default_factory=dict)
    count: int = 0
    chosen: str = ""
    draft: str | None = None
    refused: str = ""
    pending: tuple[str | bytes, str] | None = None
    files: set[str] = field(default_factory=set)
    axes: dict[str, AxisNames] = field(default_factory=dict)
    hand_overs: dict[str, HandOver] = field(default_factory=dict)
    biases: dict[str, dict[str, Array]] = field(default_factory=dict)
    biased: dict[str, bool] = field(default_factory=dict)


def state() -> State:
    """Return what is remembered of this visit."""
    kept: State = st.session_state.setdefault(KEY, State())
    return kept

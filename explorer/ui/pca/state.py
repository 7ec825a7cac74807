"""What the PCA lesson remembers of a visit, beside its widgets and its stage."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from explorer.data.summary import Summary

KEY = "pca_state"


@dataclass
class State:
    """What must outlive a run of the page.

    Attributes
    ----------
    own : the reader's own table as it was seen last, and what was computed of it
    way : how the reader brought it
    """

    own: Summary | None = None
    way: str = ""


def state() -> State:
    """Return what is remembered of this visit."""
    kept: State = st.session_state.setdefault(KEY, State())
    return kept

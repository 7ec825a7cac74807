"""The sections of the lesson on singular values: its code, and its numbers found by another way."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from explorer.data.pictures import Picture
from explorer.logic import matrices, picked, svd, three_moves
from explorer.scenes.svd import MOST, RANK, SWITCHED
from explorer.scenes.svd_moves import FIRST, HALF, MOVE, SECOND
from explorer.ui.code_panel import Call, Given, call, code_panel, said
from explorer.ui.language import _
from explorer.ui.words import format_number

Settled = Mapping[str, NDArray[np.float64]]
Sections = Mapping[str, Callable[[], object]]


def of_picture(picture: Picture, now: Settled) -> Sections:
    """Return the sections for a picture, as its layers have settled."""
    return {
        "Code": lambda: code_panel(*picture_calls(picture, now)),
        "Two ways": lambda: _two_ways(picture, now),
    }


def of_moves(now: Settled) -> Sections:
    """Return the sections for a matrix of the plane."""
    return {"Code": lambda: code_panel(*moves_calls(now))}


def layers_on(picture: Picture, now: Settled) -> NDArray[np.float64]:
    """Return which of the first layers are kept, 1 or 0."""
    count = min(MOST, *picture.values.shape)
    return np.asarray(
        picked.with_exceptions(np.arange(count) < now[RANK], picked.unpack(now[SWITCHED], count))
    )


def picture_calls(picture: Picture, now: Settled) -> list[Call]:
    """Return the calls that give the numbers beside a picture."""
    m, n = picture.values.shape
    on, rank = layers_on(picture, now), int(now[RANK])
    plain = bool(np.array_equal(on, np.arange(len(on)) < rank))
    A = Given("A", picture.matrix)
    if picture.mean:
        pixels = Given("heights", picture.values)
        A = Given("A", picture.matrix, "heights - heights.mean()", (pixels,))
    which = Given("on", on, f"np.where(np.arange({len(on)}) < {rank}, 1.0, 0.0)" if plain else "")
    found = call(svd.singular_values, A)._replace(
        name="S", show=None, result=svd.singular_values(picture.matrix)
    )
    S = Given("S", found.result, "S")
    shown = svd.approximate(picture.matrix, on)
    kept = call(svd.approximate, A, which)._replace(name="A_k", show=None, result=shown)
    A_k = Given("A_k", shown, "A_k")
    return [
        found,
        said("energy kept", svd.energy_kept, S, which, form="100 * {}"),
        said("numbers kept", svd.numbers_kept, which, m, n, int(picture.mean != 0)),
        said("error", svd.relative_error, S, which, form="100 * {}"),
        said("next singular value", svd.next_singular_value, S, which),
        kept,
        call(svd.relative_distance, A, A_k)._replace(name="error_by_pixels"),
        call(svd.largest_stretch, A, A_k)._replace(name="stretch_of_what_is_missing"),
    ]


def _two_ways(picture: Picture, now: Settled) -> None:
    """Show the errors as the singular values say them, and as the pixels do."""
    on = layers_on(picture, now)
    A, S = picture.matrix, svd.singular_values(picture.matrix)
    shown = svd.approximate(A, on)
    if not S[0] > 0:
        st.markdown(_(svd.NOTHING))
        return
    st.markdown(
        _(
            "The bars alone say how good a picture is that nobody has put together yet. Here it is put "
            "together, and its pixels are compared with those of the original."
        )
    )
    error, distance = svd.relative_error(S, on), svd.relative_distance(A, shown)
    missing, stretch = svd.next_singular_value(S, on), svd.largest_stretch(A, shown)
    st.table(
        {
            _("what is missing"): [_("all of it, as a share (%)"), _("along its strongest direction")],
            _("by the bars"): [format_number(100 * error, 4), format_number(missing, 4)],
            _("by the pixels"): [format_number(100 * distance, 4), format_number(stretch, 4)],
        }
    )
    st.caption(
        _(
            "The share is √(the squares of the bars that are left out / the squares of all). The strongest "
            "direction of what is missing is the next bar: no other picture of this rank comes nearer."
        )
    )


def moves_calls(now: Settled) -> list[Call]:
    """Return the calls that give the numbers beside a matrix of the plane."""
    A = Given("A", matrices.from_columns(now[FIRST], now[SECOND]))
    half = Given("half", float(now[HALF]))
    moves = three_moves.three_moves(A.value, half.value)
    found = call(three_moves.three_moves, A, half)._replace(name="moves", show=None, result=moves)
    return [
        said("Vᵀ turns by", three_moves.first_turn, A, half, form="np.degrees({})", name="before"),
        said("Σ stretches by", three_moves.stretch, A, name="stretched"),
        said("U turns by", three_moves.last_turn, A, half, form="np.degrees({})", name="after"),
        said("singular values", svd.singular_values, A),
        found,
        call(three_moves.part_way, Given("moves", moves, "moves"), float(now[MOVE]))._replace(
            name="on_the_way"
        ),
    ]

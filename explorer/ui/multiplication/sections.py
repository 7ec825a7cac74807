"""What stands below the stages of multiplication: their code, and one cell worked out by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from explorer.logic import matrices, multiplication
from explorer.scenes.multiplication import READING, STEP
from explorer.ui.code_panel import Given, call, code_panel, said
from explorer.ui.language import _
from explorer.ui.words import plain_number

Settled = Mapping[str, NDArray[np.float64]]
Sections = Mapping[str, Callable[[], object]]
_BY_READING = (
    multiplication.row_times_column,
    multiplication.columns_combined,
    multiplication.rows_combined,
    multiplication.layers_added,
)


def product(now: Settled) -> Sections:
    """Return the sections below A B as an L."""
    A, B = Given("A", now["A"]), Given("B", now["B"])
    reading, step = int(now[READING]), float(now[STEP])
    calls = (
        call(_BY_READING[reading], A, B)._replace(name="product"),
        call(multiplication.so_far, A, B, reading, step)._replace(name="so_far"),
        said("cell", multiplication.cell_at_work, A, B, reading, step, name="cell"),
    )
    return {"Code": lambda: code_panel(*calls), "By hand": lambda: by_hand(now)}


def no_product(now: Settled) -> Sections:
    """Return the sections below matrices that do not meet."""
    A, B = Given("A", now["A"]), Given("B", now["B"])
    calls = (
        said("columns of A, rows of B", multiplication.inner_sizes, A, B, name="sizes"),
        call(multiplication.numpy_says, A, B)._replace(name="says"),
    )
    return {"Code": lambda: code_panel(*calls)}


def orders(now: Settled) -> Sections:
    """Return the sections below A B and B A as two planes."""
    A, B = (
        Given(name, matrices.from_columns(*(now[f"{name} column {n}"] for n in (1, 2))))
        for name in ("A", "B")
    )
    AB = Given("AB", A.value @ B.value, "A @ B", (A, B))
    norm = "np.linalg.norm({})"
    calls = (
        said("A B and B A differ by", multiplication.commutator, A, B, name="difference", form=norm),
        said("det(A B)", matrices.determinant, AB, name="area"),
    )
    return {"Code": lambda: code_panel(*calls)}


def by_hand(now: Settled) -> None:
    """Work out the cell that is being filled, with its own digits."""
    A, B = now["A"], now["B"]
    (m, n), p = A.shape, B.shape[1]
    i, __, j = (int(x) for x in multiplication.at_work(m, n, p, int(now[READING]), float(now[STEP])))
    pairs = [(a, b) for a, b in zip(A[i], B[:, j], strict=True)]
    said = [f"{plain_number(a)} · {_in_brackets(b)}" for a, b in pairs]
    parts = [_in_brackets(a * b) for a, b in pairs]
    st.markdown(
        _("Row {row} of A times column {column} of B, in NumPy `A[{i}, :] @ B[:, {j}]`:").format(
            row=i + 1, column=j + 1, i=i, j=j
        )
    )
    st.markdown(f"{' + '.join(said)} = {' + '.join(parts)} = **{plain_number(A[i] @ B[:, j])}**")
    st.caption(
        _(
            "Each of the four readings adds these {n} products to this cell, and the whole of A B takes "
            "{m} · {n} · {p} = {count} of them."
        ).format(m=m, n=n, p=p, count=m * n * p)
    )


def _in_brackets(x: float) -> str:
    return f"({plain_number(x)})" if x < 0 else plain_number(x)

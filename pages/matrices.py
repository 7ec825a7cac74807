"""Matrices: drag the columns, and the whole plane follows."""

import numpy as np
import streamlit as st

from explorer.live.component import show
from explorer.live.scene import Scene
from explorer.logic import matrices, vectors
from explorer.ui import charts, frame
from explorer.ui.code_panel import code_panel

PRESETS = {
    "Rotation": matrices.rotation(np.pi / 3),
    "Scaling": matrices.scaling(2, 0.5),
    "Shear": matrices.shear(1),
    "Reflection": matrices.reflection(np.pi / 4),
    "Projection": matrices.projection(np.pi / 6),
    "Identity": np.eye(2),
}
WRONG = """
When the two columns lie on one line the determinant is 0: the whole plane falls onto that line. Near 0 it almost does:
a small step of a column then changes the inverse beyond all measure. A reflection has a negative determinant, and on
the way from I to it the plane must pass through flat: play **Reflection** and watch the square vanish and turn over.
"""
SOURCE = """
Columns of A are where e₁ and e₂ go: Strang, *Introduction to Linear Algebra*, sections 2.4 and 8.1; the determinant as
signed area: section 5.3. The way from I to A turns by a growing share of the rotation in the polar decomposition A = R S
and stretches by a growing share of S (Higham, *Functions of Matrices*, chapter 8), so a rotation stays a rotation.
"""

frame.lesson("matrices")

scene = Scene("The plane under the matrix A", x=(-5, 5), y=(-4, 4))
first = scene.handle("column 1", at=(1.5, 0.5), role="first")
second = scene.handle("column 2", at=(-0.5, 1.25), role="second", shape="square")
t = scene.slider("from I to A", 0, 1, at=1, play=True, seconds=2.5)
A = matrices.from_columns(first, second)
now = matrices.between(A, t)

scene.grid(matrices.apply_segments(now, matrices.grid_segments(12, 1)), role="data")
scene.polygon(matrices.apply(now, matrices.unit_square()), role="result", signed=True)
scene.path(matrices.apply(now, matrices.unit_circle(90)), role="derived", closed=True)
scene.arrow(now[:, 0], label="A e₁", role="first")
scene.arrow(now[:, 1], label="A e₂", role="second")
scene.snap("column 1", "det A = 0", vectors.project(first, onto=second))
scene.snap("column 2", "det A = 0", vectors.project(second, onto=first))

scene.matrix("A", columns=("column 1", "column 2"))
area = matrices.determinant(A)
scene.formula(r"\det A = \first{a}\,\second{d} - \second{b}\,\first{c} = \result{@0}", area)
scene.readout("determinant", area, role="result", digits=2)
scene.readout("area of the square now", matrices.determinant(now))
scene.readout("the plane is", area < 0, words=("not turned over", "turned over"))
for name, preset in PRESETS.items():
    scene.preset(name, {"column 1": preset[:, 0], "column 2": preset[:, 1], "from I to A": 1})
scene.goal("Make the area exactly 3.", np.abs(area - 3) < 0.005, "Every shape has then grown by the same factor, 3.")
scene.goal(
    "Flatten the plane onto a line.",
    np.abs(area) < 0.005,
    "The columns lie on one line: A has no inverse, because what was flattened cannot be unflattened.",
)


@st.fragment
def lesson() -> None:
    """Show the stage, and below it what the settled values say."""
    settled = show(scene, key="matrices")
    columns = settled["column 1"], settled["column 2"]
    charts.sections(
        {
            "The NumPy": lambda: code_panel(matrices.determinant, matrices.from_columns(*columns)),
            "What goes wrong": lambda: st.markdown(WRONG),
            "Where it comes from": lambda: st.markdown(SOURCE),
        },
        key="section",
    )


lesson()

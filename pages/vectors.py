"""Vectors: two arrows, their lengths, the way between them, and everything they reach together."""

import numpy as np
import streamlit as st

from explorer.live.component import show
from explorer.live.scene import Scene
from explorer.logic import vectors
from explorer.ui import charts, frame
from explorer.ui.code_panel import code_panel

WRONG = """
When u and v point along one line, all their combinations stay on that line: the span has collapsed from the plane to a
line, and no choice of a and b reaches a target beside it. Try **Dependent**, then move a and b. Two vectors can be nearly
dependent too: the target is then reached only with huge a and b that cancel each other.
"""
SOURCE = """
G. Strang, *Introduction to Linear Algebra*, sections 1.1 and 1.2. A vector is an arrow here and a list of numbers in
the next lessons; both add component by component, which is why one picture serves for both.
"""

frame.lesson("vectors")

scene = Scene("Two arrows u and v and their combination a u + b v", x=(-5, 5), y=(-4, 4))
u = scene.handle("u", at=(3, 1), role="first")
v = scene.handle("v", at=(1, 2), role="second", shape="square")
a = scene.slider("a", -2, 2, at=1, step=0.1)
b = scene.slider("b", -2, 2, at=1, step=0.1)
w = vectors.combine(a, u, b, v)
star = np.array([-3.0, 2.0])

scene.segment(a * u, w, role="second")
scene.segment(b * v, w, role="first")
scene.segment(u, v, role="derived")
scene.arrow(u, label="u", role="first")
scene.arrow(v, label="v", role="second")
scene.arrow(w, label="a u + b v", role="result")
scene.points(star[np.newaxis], role="guess", size=7, labels=["the target (−3, 2)"])
scene.snap("u", "u is as long as v", vectors.unit(u) * vectors.length(v))
scene.snap("v", "v is perpendicular to u", vectors.reject(v, u))
scene.snap("v", "v lies on the line of u", vectors.project(v, u))

scene.formula(r"\result{\mathbf{w}} = a\,\first{\mathbf{u}} + b\,\second{\mathbf{v}} = \result{@0}", w)
scene.field("u", "v")
scene.readout("length of u", vectors.length(u), role="first")
scene.readout("length of v", vectors.length(v), role="second")
scene.readout("direction of u", np.degrees(vectors.direction(u)), unit="°", digits=1, role="first")
scene.readout("distance from u to v", vectors.distance(u, v), role="derived")
reach = vectors.span_dimension(np.stack([u, v]))
scene.readout("all combinations fill", reach == 2, words=("only a line", "the whole plane"))
scene.preset("Sum", {"a": 1, "b": 1})
scene.preset("Difference", {"a": 1, "b": -1})
scene.preset("Midpoint", {"a": 0.5, "b": 0.5})
scene.preset("Dependent", {"u": (2, 1), "v": (-1, -0.5)})
scene.goal(
    "Bring a u + b v to the hollow target by moving only a and b.",
    vectors.distance(w, star) < 0.15,
    "Two arrows that are not on one line reach every point.",
)
scene.goal("Make u and v span only a line.", reach < 2, "Then b v adds nothing that a u could not do alone.")


@st.fragment
def lesson() -> None:
    """Show the stage, and below it what the settled values say."""
    settled = show(scene, key="vectors")
    charts.sections(
        {
            "The NumPy": lambda: code_panel(vectors.combine, settled["a"], settled["u"], settled["b"], settled["v"]),
            "What goes wrong": lambda: st.markdown(WRONG),
            "Where it comes from": lambda: st.markdown(SOURCE),
        },
        key="section",
    )


lesson()

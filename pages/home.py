"""Home: something to drag at once, and the map of the lessons."""

import numpy as np
import streamlit as st

from explorer import curriculum
from explorer.live.scene import Scene
from explorer.live.serve import component
from explorer.logic import matrices, vectors
from explorer.ui import frame
from explorer.ui.language import _

entry = frame.lesson("home")

A = np.array([[1.5, 0.5], [0.5, 1.0]])
scene = Scene("An arrow x and its image A x", x=(-4, 4), y=(-2.5, 2.5))
x = scene.handle("x", at=(0.5, 1.5), role="first")
image = matrices.apply(A, x[np.newaxis])[0]
scene.grid(matrices.apply_segments(A, matrices.grid_segments(12, 1)))
scene.path(vectors.angle_mark(x, image), role="derived")
scene.arrow(image, label="A x", role="result")
scene.arrow(x, label="x", role="first")
turned = np.degrees(vectors.angle_between(x, image))
scene.readout("A turns x by", turned, unit="°", digits=1, role="result")
scene.readout("and makes it longer by a factor of", vectors.length(image) / vectors.length(x))
scene.matrix("A", A)
scene.goal(
    "Find a direction that A does not turn.",
    (turned < 1.5) | (turned > 178.5),
    "You have found an eigenvector: A only stretches it, and the factor is its eigenvalue.",
)
frame.show(entry, scene)

kept = component.progress()
if kept["last"] and kept["last"]["stem"] in frame.stems():
    frame.resume(**kept["last"])

chapters = {chapter: lessons for chapter, lessons in curriculum.by_chapter().items() if chapter}
for column, (chapter, lessons) in zip(st.columns(len(chapters), gap="large"), chapters.items(), strict=True):
    with column:
        st.header(_(chapter), anchor=False)
        for lesson in lessons:
            frame.on_map(lesson, kept["goals"].get(lesson.stem))
st.caption(_("No account: what you reach is remembered in this browser alone. NumPy computes every number."))

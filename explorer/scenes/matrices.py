"""A matrix by its columns: the whole plane follows."""

from collections.abc import Callable
from typing import Any

import numpy as np

from explorer.live.scene import Scene, recorded
from explorer.logic import matrices, vectors
from explorer.sentence import Sentence

FIRST, SECOND = Sentence("column {n}", n=1), Sentence("column {n}", n=2)
WAY = "way to A"
# What inputs were called in links of before, and what they are called there now.
OLD_PARAMS = {"from-i-to-a": "way-to-a"}
PRESETS = {
    "Rotation": matrices.rotation(np.pi / 3),
    "Scaling": matrices.scaling(2, 0.5),
    "Shear": matrices.shear(1),
    "Reflection": matrices.reflection(np.pi / 4),
    "Projection": matrices.projection(np.pi / 6),
    "Identity": np.eye(2),
}

LOWER_LEFT = -np.sqrt(0.5) * np.ones(2)  # of the unit circle: there its name stands in nobody's way


@recorded
def scene() -> Scene:
    """The plane under the matrix A, whose columns are dragged."""
    scene = Scene("The plane under the matrix A", x=(-4, 4), y=(-2.2, 2.6), tall=((-2.8, 2.8), (-3, 3)))
    first, second = scene.state(FIRST, (1.5, 0.5)), scene.state(SECOND, (-0.5, 1.25))
    t = scene.slider(WAY, 0, 1, at=1, play=True, seconds=2.5)
    A = matrices.from_columns(first, second)
    now = matrices.between(A, t)
    # A handle stands at the tip that is drawn, also on the way; whoever takes it holds a column of A itself.
    for column, tip, role, shape in (
        (FIRST, now[:, 0], "first", "circle"),
        (SECOND, now[:, 1], "second", "square"),
    ):
        scene.handle_at(column, tip, _column(column), role=role, shape=shape, says=column)

    scene.grid(matrices.apply_segments(now, matrices.grid_segments(12, 1)), role="data")
    scene.polygon(matrices.apply(now, matrices.unit_square()), role="result", signed=True)
    scene.path(matrices.apply(now, matrices.unit_circle(90)), role="derived", closed=True)
    scene.label("unit circle, transformed", now @ LOWER_LEFT, role="derived", small=True, away=(0, 0))
    scene.arrow(now[:, 0], label=FIRST, role="first")
    scene.arrow(now[:, 1], label=SECOND, role="second")
    scene.snap(FIRST, "det A = 0", vectors.project(first, onto=second))
    scene.snap(SECOND, "det A = 0", vectors.project(second, onto=first))

    scene.matrix("A", columns=(FIRST, SECOND))
    scene.formula(
        r"\det\begin{pmatrix}\first{a}&\second{b}\\\first{c}&\second{d}\end{pmatrix}"
        r" = \first{a}\,\second{d} - \second{b}\,\first{c}"
    )
    # Of what is drawn: on the way from the identity to A it is that of the matrix on the way.
    side = matrices.determinant(now)
    corner = now[:, 0] + now[:, 1]
    scene.readout("determinant (area)", side, at=corner, said="det (area) =", role="result")
    flat = np.abs(side) < 0.005
    scene.readout(
        "the plane is",
        np.where(flat, 1, np.where(side < 0, 0, 2)),
        words=("turned over (hatched)", "flat", "not turned over"),
    )
    for name, preset in PRESETS.items():
        scene.preset(name, {FIRST: preset[:, 0], SECOND: preset[:, 1], WAY: 1})
    scene.step("The identity matrix leaves every point where it is.", {FIRST: (1, 0), SECOND: (0, 1), WAY: 1})
    scene.step("Column 1 says where (1, 0) goes; the grid follows.", {FIRST: (2, 0.5)})
    scene.step("Column 2 says where (0, 1) goes; now A is complete.", {SECOND: (-0.5, 1.25)})
    scene.step("The green square had area 1; now its area is the determinant.")
    scene.step("Both columns on one line: the plane goes flat.", {SECOND: (-1, -0.25)})
    area, whole = matrices.determinant(A), t > 0.9995
    scene.goal(
        "Make the area of the square exactly 3.",
        (np.abs(area - 3) < 0.005) & whole,
        "Then every shape has three times its area.",
    )
    scene.goal(
        "Flatten the plane onto a line.",
        (np.abs(area) < 0.005) & whole,
        "No matrix brings back what fell together.",
    )
    return scene


def _column(name: Sentence) -> Callable[[Any], dict[str, Any]]:
    """Return what a drag of this column's handle sets: the column, and the way is at its end."""
    return lambda target: {name: target, WAY: 0.0 * target[0] + 1.0}

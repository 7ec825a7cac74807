"""A matrix by its columns: the whole plane follows. Its other views stand in files beside this one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from explorer.data import dots
from explorer.live.scene import Scene, recorded
from explorer.logic import maps, matrices, vectors
from explorer.scenes import matrices_picture, matrices_points, matrices_row, matrices_space
from explorer.scenes.matrices_drawing import (
    FIRST,
    SECOND,
    WAY,
    by_digits,
    columns_of,
    draw_columns,
    draw_grid,
    hold_columns,
    matrices_by_name,
    say_side,
)

__all__ = ["OLD_PARAMS", "WAY", "scene"]

# What inputs were called in links of before, and what they are called there now.
OLD_PARAMS = {"from-i-to-a": "way-to-a"}
CIRCLE, COUNT = "half axes", "count grid points"
DOTS = "grid points per unit"

LOWER_LEFT = -np.sqrt(0.5) * np.ones(2)  # of the unit circle: there its name stands in nobody's way


@recorded
def scene() -> Scene:
    """The plane under the matrix A, whose columns are dragged."""
    scene = Scene("The plane under the matrix A", x=(-4, 4), y=(-2.2, 2.6), tall=((-2.8, 2.8), (-3, 3)))
    A, t, now = hold_columns(scene)
    circle, count = scene.switch(CIRCLE), scene.switch(COUNT)
    fineness = scene.slider(DOTS, 1, maps.FINEST, at=4, step=1)
    scene.only_while(count)

    draw_grid(scene, now)
    scene.polygon(matrices.apply(now, matrices.unit_square()), role="result", signed=True)
    # While nothing is counted, no image is refused for being too large to count.
    counted = np.where(count > 0.5, now, np.eye(2))
    _draw_points(scene, counted, fineness, count)
    scene.path(matrices.apply(now, matrices.unit_circle(90)), role="derived", closed=True)
    scene.label("unit circle, transformed", now @ LOWER_LEFT, role="derived", small=True, away=(0, 0))
    ellipse = _draw_half_axes(scene, now, circle)
    draw_columns(scene, now)
    scene.snap(FIRST, "det A = 0", vectors.project(A[:, 0], onto=A[:, 1]))
    scene.snap(SECOND, "det A = 0", vectors.project(A[:, 1], onto=A[:, 0]))

    # Of what is drawn: on the way from the identity to A it is that of the matrix on the way.
    side = matrices.determinant(now)
    scene.readout("determinant (area)", side, at=now[:, 0] + now[:, 1], said="det (area) =", role="result")
    by_digits(scene, now, side)
    scene.matrix("A", columns=(FIRST, SECOND))
    scene.readout("a d", now[0, 0] * now[1, 1])
    scene.readout("b c", now[0, 1] * now[1, 0])
    say_side(scene, "the plane is", side)
    for name, value, digits, shown in (
        ("grid points inside", maps.count_inside(counted, fineness), 0, count),
        ("counted area", maps.counted_area(counted, fineness), 3, count),
        ("stretched at most by", ellipse.most, 2, circle),
        ("stretched at least by", ellipse.least, 2, circle),
    ):
        scene.readout(name, value, digits=digits)
        scene.only_while(shown)
    _tell(scene)
    area, whole = matrices.determinant(A), t > 0.9995
    scene.goal(
        "Make the area of the square exactly 3.",
        np.abs(area - 3) < 0.005,
        "Then every shape has three times its area.",
        when=whole,
    )
    scene.goal(
        "Flatten the plane onto a line.",
        np.abs(area) < 0.005,
        "No matrix brings back what fell together.",
        when=whole,
    )
    return scene


def variants() -> Iterator[Scene]:
    """Yield the scenes of the other views: the catalogues look at them."""
    yield matrices_points.scene()
    yield matrices_picture.scene()
    yield matrices_picture.scene(dots.from_text("100 0; 0 100"))
    yield matrices_space.scene()
    yield matrices_row.scene()


def _tell(scene: Scene) -> None:
    """Add the examples and the steps."""
    for name, preset in matrices_by_name().items():
        scene.preset(name, columns_of(preset) | {WAY: 1})
    scene.preset("Half axes of the ellipse", {CIRCLE: 1, COUNT: 0})
    scene.preset("Count grid points", {CIRCLE: 0, COUNT: 1})
    alone = {WAY: 1, CIRCLE: 0, COUNT: 0}
    scene.step("The identity matrix leaves every point where it is.", columns_of(np.eye(2)) | alone)
    scene.step("Column 1 says where (1, 0) goes; the grid follows.", {FIRST: (2, 0.5)})
    scene.step("Column 2 says where (0, 1) goes; now A is complete.", {SECOND: (-0.5, 1.25)})
    scene.step("The green square had area 1; count: now its area is the determinant.", {COUNT: 1})
    scene.step("Both columns on one line: the plane goes flat.", {SECOND: (-1, -0.25), COUNT: 0})
    scene.step(
        "The circle is an ellipse: along its half axes A stretches most and least.",
        {SECOND: (-0.5, 1.25), CIRCLE: 1},
    )


def _draw_half_axes(scene: Scene, now: Any, shown: Any) -> maps.HalfAxes:
    """Draw how far the ellipse reaches, at most and at least."""
    found = maps.half_axes(now)
    for name, axis, size in (("most", found.longest, found.most), ("least", found.shortest, found.least)):
        scene.segment((0, 0), axis, role="principal", name=name)
        scene.only_while(shown)
        scene.label(name, axis, role="principal", small=True, away=(0, 0), value=size)
        scene.only_while(shown)
    return found


def _draw_points(scene: Scene, A: Any, fineness: Any, shown: Any) -> None:
    """Draw the grid points inside the image strong, and those around it faint."""
    points = maps.counting_grid(fineness)
    inside = maps.inside_image(A, points)[:, np.newaxis]
    scene.points(np.where(inside, np.nan, points), role="data", size=1.5, faint=True)
    scene.only_while(shown)
    scene.points(np.where(inside, points, np.nan), role="result", size=3)
    scene.only_while(shown)
    area = maps.counted_area(A, fineness)
    scene.label("counted", 0.0 * A[:, 0], role="result", value=area, digits=3, away=A[:, 0] + A[:, 1])
    scene.only_while(shown)

"""A picture as points, and a matrix that moves every one of them."""

from __future__ import annotations

import numpy as np

from explorer.data import dots
from explorer.data.dots import Dots
from explorer.live.scene import Scene, recorded
from explorer.logic import matrices
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
from explorer.sentence import Sentence

_NEAR = 0.1  # so far every number of A may be from the wanted one
_MANY = 400  # points from which on they are small


@recorded
def scene(picture: Dots | None = None) -> Scene:
    """A picture as points under the matrix A, whose columns are dragged.

    Parameters
    ----------
    picture : Dots, optional
        By default the horse.
    """
    picture = dots.horse() if picture is None else picture
    scene = Scene(
        Sentence("{picture}: every point is moved by A", picture=picture.name),
        x=(-3, 3),
        y=(-2, 2.2),
        tall=((-2.5, 2.5), (-2.6, 2.6)),
    )
    A, t, now = hold_columns(scene, (1.2, 0.3), (-0.4, 1.0))
    before = scene.frames(picture.cells) * picture.step
    low, high = picture.points.min(axis=0), picture.points.max(axis=0)
    frame = np.array([low, [high[0], low[1]], high, [low[0], high[1]]])
    size = 1.7 if len(picture.cells) > _MANY else 4.0

    draw_grid(scene, now)
    scene.points(before, role="data", size=0.7 * size, faint=True)
    scene.polygon(matrices.apply(now, frame), role="result", signed=True)
    scene.points(matrices.apply(now, before), role="result", size=size)
    draw_columns(scene, now)

    side = matrices.determinant(now)
    scene.readout(
        "determinant (area)", side, at=matrices.apply(now, high), said="det (area) =", role="result"
    )
    by_digits(scene, now, side)
    scene.matrix("A", columns=(FIRST, SECOND))
    scene.readout("area of the frame before", matrices.signed_area(frame))
    scene.readout("area of the frame after", matrices.signed_area(matrices.apply(now, frame)), role="result")
    say_side(scene, "the picture is", side)
    scene.readout("points", np.array(float(len(picture.cells))), digits=0)
    if picture.note:
        scene.note(picture.note)

    for name, preset in matrices_by_name().items():
        scene.preset(name, columns_of(preset) | {WAY: 1})
    scene.step("Under the identity matrix every point stays where it is.", columns_of(np.eye(2)) | {WAY: 1})
    scene.step("Column 2 leans: each row of points slides, the higher the farther.", {SECOND: (0.7, 1)})
    scene.step("Both columns turn alike: the picture turns.", columns_of(matrices.rotation(np.pi / 5)))
    scene.step(
        "The columns have changed places: the picture is turned over.",
        columns_of(matrices.reflection(np.pi / 4)),
    )
    scene.step("Both columns on one line: the picture is a line.", columns_of(matrices.projection(np.pi / 6)))
    for text, wanted, because in (
        (
            "Stand the picture on its head, and do not turn it over.",
            -np.eye(2),
            "That is half a turn: both columns point the other way, and the determinant stays 1.",
        ),
        (
            "Let the picture look the other way, as large as it was and not on its head.",
            np.diag([-1.0, 1.0]),
            "Column 1 alone points the other way: the picture is turned over, the determinant is −1.",
        ),
    ):
        scene.goal(text, np.max(np.abs(A - wanted)) < _NEAR, because, when=t > 0.9995)
    return scene

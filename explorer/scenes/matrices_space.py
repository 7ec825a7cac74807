"""A 3 x 3 matrix by its columns: the unit cube becomes a slanted box, and its volume is the determinant."""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.live.scene import Scene, recorded
from explorer.logic import maps, matrices
from explorer.scenes.matrices_drawing import FIRST, FLAT, SECOND, THIRD, say_side

COLUMNS = (FIRST, SECOND, THIRD)
START = ((1.6, 0.2, 0.0), (-0.4, 1.4, 0.2), (0.2, 0.8, 1.2))
_LONG = 1.2  # edges of the slanted box of volume 1


@recorded
def scene() -> Scene:
    """The unit cube under a 3 x 3 matrix, whose three columns are dragged."""
    scene = Scene(
        "The unit cube under a matrix of space, whose three columns are dragged",
        x=(-2.2, 3.4),
        y=(-1.5, 2.3),
        tall=((-1.6, 2.8), (-2, 2.6)),
        grid=False,
        axes=False,
        numbers=False,
    )
    camera = scene.orbit(azimuth=-60, elevation=22)
    look = (("first", "circle"), ("second", "square"), ("principal", "diamond"))
    held = [
        scene.handle3(name, at=at, role=role, shape=shape)
        for name, at, (role, shape) in zip(COLUMNS, START, look, strict=True)
    ]
    A = matrices.from_columns(*held)
    volume = matrices.determinant(A)
    for i, name in enumerate(COLUMNS):
        flat = maps.slid_into_plane(held[i], held[i - 2], held[i - 1], camera)
        scene.snap(name, "in one plane with the others", flat @ camera[:, :2])

    scene.axes3(2.0)
    scene.segments(maps.box_edges(np.eye(3)), role="data", faint=True)
    box = maps.seen_box(A, camera[:, 2])
    scene.segments(box.hidden, role="derived")
    for face in box.faces:
        scene.polygon(face, role="result", signed=True)
    for name, column, (role, _) in zip(COLUMNS, held, look, strict=True):
        scene.arrow(column, label=name, role=role, tail=np.zeros(3))
    solid = maps.base_and_height(A)
    scene.segment(solid.foot, held[2], role="derived", label="height")

    corner = held[0] + held[1] + held[2]
    scene.readout("determinant (volume)", volume, at=corner, said="det (volume) =", role="result")
    scene.formula(r"\left|\det A\right| = @0 \times @1 = @2", solid.base, solid.height, np.abs(volume))
    scene.readout("floor under columns 1 and 2", solid.base)
    scene.readout("height of column 3", solid.height)
    say_side(scene, "space is", volume)
    scene.matrix("A", columns=COLUMNS)
    scene.predict(
        "twice as long",
        "Make all three columns twice as long. What is the determinant then?",
        8 * volume,
        within=0.05,
        digits=1,
    )
    _tell(scene)
    lengths = np.sqrt(np.sum(A * A, axis=0))
    scene.goal(
        "Make the volume 0, with no column 0 and no two on one line.",
        (np.abs(volume) < FLAT) & (np.min(lengths) > 0.2) & (np.min(_spread(held)) > 0.05),
        "Each column is a combination of the other two: together they reach only a plane.",
    )
    scene.goal(
        "Make a box of volume 1 with every edge longer than 1.2.",
        (np.abs(volume - 1) < 0.02) & (np.min(lengths) > _LONG),
        "Volume is floor times height: an edge that leans is longer and no higher.",
    )
    return scene


def _spread(held: list[Any]) -> Any:
    """Return the areas that two columns at a time span."""
    pairs = [np.cross(held[i], held[j]) for i, j in ((0, 1), (1, 2), (2, 0))]
    return np.sqrt(np.sum(np.stack(pairs) ** 2, axis=1))


def _tell(scene: Scene) -> None:
    """Add the examples and the steps."""
    cube: dict[str, Any] = dict(zip(COLUMNS, np.eye(3), strict=True))
    scene.preset("Unit cube", cube)
    scene.preset("Turned over", {FIRST: (0, 1, 0), SECOND: (1, 0, 0), THIRD: (0, 0, 1)})
    scene.preset("Nearly flat", {FIRST: (1.5, 0, 0.5), SECOND: (0, 1.5, 0.5), THIRD: (1.5, 1.5, 1.05)})
    scene.preset("Two on one line", {FIRST: (1.5, 0, 0), SECOND: (-1, 0, 0), THIRD: (0, 0, 1.5)})
    scene.step("The identity matrix leaves the unit cube as it is: volume 1.", cube)
    scene.step("Column 1 twice as long: twice the volume.", {FIRST: (2, 0, 0)})
    scene.step("Column 3 leans: floor and height stay, so the volume stays.", {THIRD: (0.8, 0.5, 1)})
    scene.step("Column 3 under the floor: space is turned over.", {THIRD: (0.8, 0.5, -1)})

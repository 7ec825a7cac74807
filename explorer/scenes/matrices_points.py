"""A matrix by any two points: their images are dragged, and A is solved for."""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.live.scene import Scene, recorded
from explorer.logic import maps, matrices
from explorer.scenes.matrices_drawing import (
    FIRST,
    SECOND,
    START,
    by_digits,
    columns_of,
    draw_grid,
    say_side,
    write_matrix,
)

RING = np.array([3.0, -1.0])
_CLOSE = 0.15  # so near the ring is in it, and so near an image is its point
_SOLVED = r"A = [\,\first{A p}\;\second{A q}\,]\,[\,\first{p}\;\second{q}\,]^{-1}"


@recorded
def scene() -> Scene:
    """The plane under the matrix that sends two points p and q where the reader drags their images."""
    scene = Scene(
        "The plane under the matrix that sends p and q to two places",
        x=(-4, 4),
        y=(-2.2, 2.6),
        tall=((-2.8, 3.4), (-3, 3)),
    )
    given = matrices.from_columns(scene.state(FIRST, START[0]), scene.state(SECOND, START[1]))
    p = scene.handle("p", at=(1, 1), role="first", shape="hollow")
    q = scene.handle("q", at=(-1, 1), role="second", shape="hollow")
    # What the two pairs say of A, and nothing else: away where they do not say it.
    before = np.stack([p, q])
    A = maps.from_images(before, matrices.apply(given, before))
    Ap, Aq = matrices.apply(A, p), matrices.apply(A, q)
    for name, at, role, shape, images in (
        ("A p", Ap, "first", "circle", lambda target: np.stack([target, Aq])),
        ("A q", Aq, "second", "square", lambda target: np.stack([Ap, target])),
    ):
        scene.handle_at(name, at, _solve(before, images), role=role, shape=shape)
    scene.snap("A p", "A p = q", q)
    scene.snap("A p", "A p = p", p)
    scene.snap("A q", "A q = p", p)
    scene.snap("A q", "A q = q", q)

    draw_grid(scene, A)
    scene.polygon(np.stack([np.zeros(2), p, p + q, q]), role="data")
    scene.polygon(np.stack([np.zeros(2), Ap, Ap + Aq, Aq]), role="result", signed=True)
    for name, role, start, end in (("p", "first", p, Ap), ("q", "second", q, Aq)):
        scene.arrow(start, role=role, faint=True)
        scene.label(name, start, role=role, away=(0, 0))
        scene.segment(start, end, role="derived")
        scene.arrow(end, role=role)
    scene.points(RING[np.newaxis], role="guess", size=9, labels=["the ring (3, −1)"])
    scene.label("the ring", RING - np.array([0, 0.25]), role="guess", small=True, away=RING)
    scene.label("A (p + q)", Ap + Aq, role="result", small=True, away=(0, 0))
    scene.label("A q", Aq, role="second", away=(0, 0), value=Aq)

    side = matrices.determinant(A)
    write_matrix(scene, "A", A)
    scene.formula(_SOLVED)
    by_digits(scene, A, side)
    scene.readout("A p", Ap, at=Ap, role="first")
    scene.readout("determinant (area)", side, role="result")
    say_side(scene, "the plane is", side)
    scene.field("p", "q")
    scene.matrix("A", columns=(FIRST, SECOND))

    scene.preset("Half a turn", columns_of(-np.eye(2)))
    scene.preset("Both images in one place", {"p": (1, 1), "q": (-1, 1)} | columns_of([[0, 2], [0, 1]]))
    scene.preset("p and q on one line", {"p": (1, 0.5), "q": (-2, -1)})
    scene.step(
        "Two points p and q, and where A sends them.",
        {"p": (1, 0), "q": (0, 1)} | columns_of(np.diag([2, 1.5])),
    )
    scene.step("Other points, the same A: their images go with the grid.", {"p": (1, 1), "q": (-1, 1)})
    scene.step(
        "Drag one image: A is solved for, and the whole plane follows.", columns_of([[1, -1], [1.5, 0]])
    )
    scene.step("p + q goes to A p + A q: two images decide all others.")
    scene.step("p and q on one line say nothing about the rest of the plane.", {"p": (1, 0.5), "q": (-2, -1)})
    scene.goal(
        "Let A exchange p and q: send p to q, and q to p.",
        (_apart(Ap, q) < _CLOSE) & (_apart(Aq, p) < _CLOSE) & (_apart(p, q) > 0.5),
        "Done twice, A leaves every point where it is; its determinant is −1.",
    )
    scene.goal(
        "Bring A (p + q) into the ring, with A p on p.",
        (_apart(Ap + Aq, RING) < _CLOSE) & (_apart(Ap, p) < _CLOSE),
        "A (p + q) = A p + A q, so q has to go to the ring less p.",
    )
    return scene


def _apart(a: Any, b: Any) -> Any:
    return np.sqrt(np.sum((a - b) ** 2))


def _solve(before: Any, images: Any) -> Any:
    """Return what a drag of an image sets: A, so that it goes there and the other one stays."""

    def moves(target: Any) -> dict[str, Any]:
        A = maps.from_images(before, images(target))
        return {FIRST: A[:, 0], SECOND: A[:, 1]}

    return moves

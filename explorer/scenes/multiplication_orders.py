"""A B and B A as two grids: what the plane becomes when B acts first, and when A does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from explorer.live.scene import Scene, recorded
from explorer.logic import matrices, multiplication
from explorer.sentence import Sentence

NEAR = 0.01  # of the largest number of A B - B A, that is 0
FAR = 0.2  # how far a matrix is from a multiple of I that is none
PRESETS = {
    "A turn and a shear": (matrices.rotation(np.pi / 4), matrices.shear(1)),
    "A mirror and a stretch": (matrices.reflection(np.pi / 8), matrices.scaling(2, 0.5)),
    "Two projections": (matrices.projection(0), matrices.projection(np.pi / 4)),
}


@recorded
def scene() -> Scene:
    """The plane under A B, and beside it under B A; the columns of A and B are dragged."""
    scene = Scene(
        "The plane under A B, and beside it under B A",
        x=(-2.8, 3.2),
        y=(-1.3, 2.1),
        tall=((-2.4, 2.4), (-2, 2.4)),
    )
    A = _matrix(scene, "A", (1, 0.5), (-0.5, 1))
    B = _matrix(scene, "B", (1, -0.5), (1, 1))
    AB, BA = A @ B, B @ A
    _plane(scene, AB, BA, A, "A B")
    _handles(scene, "A", A, B)
    with scene.pane("B A", x=(-2.6, 2.8), y=(-1.3, 2.1)):
        _plane(scene, BA, AB, B, "B A")
        _handles(scene, "B", B, A)
    difference = multiplication.commutator(A, B)
    apart = np.sqrt(np.sum(difference**2))
    corner = AB[:, 0] + AB[:, 1]
    scene.readout("A B and B A differ by", apart, at=corner, said="differs from B A by", role="result")
    detA, detB = matrices.determinant(A), matrices.determinant(B)
    scene.formula(r"\det(\result{A B}) = \first{\det A}\,\second{\det B}")
    scene.readout("det(A B)", matrices.determinant(AB), role="result")
    scene.readout("det A · det B", detA * detB)
    scene.readout("det(B A)", matrices.determinant(BA))
    scene.matrix("A", columns=[_column("A", 1), _column("A", 2)])
    scene.matrix("B", columns=[_column("B", 1), _column("B", 2)])
    scene.matrix("A B", AB, role="result")
    scene.matrix("B A", BA)
    scene.matrix("A B − B A", difference)
    for name, (first, second) in PRESETS.items():
        scene.preset(name, _setting(first, second))
    scene.step(
        "In A B it is B that acts first, then A. In B A it is A first, then B.",
        _setting(matrices.rotation(np.pi / 2), matrices.shear(1)),
    )
    scene.step("Dashed is where the unit square goes in the other order: elsewhere.")
    scene.step(
        "The areas agree all the same: each matrix multiplies them by its determinant.",
        _setting(matrices.scaling(2, 0.5), matrices.reflection(np.pi / 6)),
    )
    scene.step(
        "A B − B A has 0 as the sum of its diagonal, whatever A and B are.",
        _setting(((1, -0.5), (0.5, 1)), ((1, 1), (0, 1))),
    )
    none = (multiplication.distance_from_multiple_of_identity(A) > FAR) & (
        multiplication.distance_from_multiple_of_identity(B) > FAR
    )
    scene.goal(
        "Make A B = B A, with neither A nor B a number times I, the identity.",
        (np.max(np.abs(difference)) < NEAR) & none,
        "Then B is a number times A plus a number times I, and stretches along the same directions as A.",
    )
    return scene


def _column(name: str, n: int) -> Sentence:
    return Sentence("{matrix} column {n}", matrix=name, n=n)


def _matrix(scene: Scene, name: str, first: tuple[float, float], second: tuple[float, float]) -> Any:
    return matrices.from_columns(scene.state(_column(name, 1), first), scene.state(_column(name, 2), second))


def _setting(A: Any, B: Any) -> dict[str, Any]:
    """Return what sets both matrices."""
    pairs = (("A", np.array(A, float)), ("B", np.array(B, float)))
    return {_column(name, n + 1): M[:, n] for name, M in pairs for n in range(2)}


def _handles(scene: Scene, name: str, M: Any, other: Any) -> None:
    """Let the columns of a matrix be dragged; near a place where both orders agree they go there."""
    for n, role, shape in ((1, "first", "circle"), (2, "second", "square")):
        handle = _column(name, n)
        scene.handle_at(handle, M[:, n - 1], _moves(handle), role=role, shape=shape, says=handle)
        scene.snap(handle, "A B = B A", multiplication.commuting_column(other, M[:, 2 - n], 2 - n))


def _moves(handle: Sentence) -> Callable[[Any], dict[str, Any]]:
    return lambda target: {handle: target}


def _plane(scene: Scene, product: Any, other: Any, last: Any, name: str) -> None:
    """Draw the plane under a product, the square under the other one, and the columns of what acts last."""
    scene.grid(matrices.apply_segments(product, matrices.grid_segments(10, 1)), role="data")
    scene.polygon(matrices.apply(product, matrices.unit_square()), role="result", signed=True, label=name)
    other_name = " ".join(reversed(name.split()))
    scene.path(matrices.apply(other, matrices.unit_square()), role="derived", closed=True, label=other_name)
    for n, role in ((1, "first"), (2, "second")):
        scene.arrow(last[:, n - 1], label=_column(name.split()[0], n), role=role)

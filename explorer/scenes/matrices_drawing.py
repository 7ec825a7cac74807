"""What the views of the lesson on matrices have in common: the two columns, and the plane under them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from explorer.live.scene import Scene
from explorer.logic import matrices
from explorer.sentence import Sentence

FIRST, SECOND, THIRD = (Sentence("column {n}", n=n) for n in (1, 2, 3))
WAY = "way to A"
START = ((1.5, 0.5), (-0.5, 1.25))
FLAT = 0.005
"""Below this an area or a volume reads 0.00."""
SIDES = ("turned over (hatched)", "flat", "not turned over")
_DETERMINANT = (
    r"\det\begin{pmatrix}\first{a}&\second{b}\\\first{c}&\second{d}\end{pmatrix}"
    r" = \first{a}\,\second{d} - \second{b}\,\first{c}"
)
_MATRIX = r"\begin{pmatrix}\first{@0}&\second{@1}\\\first{@2}&\second{@3}\end{pmatrix}"
_DIGITS = r"\first{(@0)}\cdot\second{(@1)} - \second{(@2)}\cdot\first{(@3)} = \result{@4}"


class Plane(NamedTuple):
    """The plane under a matrix, live.

    Attributes
    ----------
    A : the matrix whose columns are held, (2, 2)
    t : how far on the way from the identity to it
    now : the matrix that is drawn, (2, 2)
    """

    A: Any
    t: Any
    now: Any


def hold_columns(
    scene: Scene, first_at: Sequence[float] = START[0], second_at: Sequence[float] = START[1]
) -> Plane:
    """Put the two columns into the reader's hands, and a clock for the way there."""
    first, second = scene.state(FIRST, first_at), scene.state(SECOND, second_at)
    t = scene.slider(WAY, 0, 1, at=1, play=True, seconds=2.5)
    A = matrices.from_columns(first, second)
    now = matrices.between(A, t)
    # A handle stands at the tip that is drawn, also on the way; whoever takes it holds a column of A itself.
    for column, tip, role, shape in (
        (FIRST, now[:, 0], "first", "circle"),
        (SECOND, now[:, 1], "second", "square"),
    ):
        scene.handle_at(column, tip, _column(column), role=role, shape=shape, says=column)
    return Plane(A, t, now)


def draw_grid(scene: Scene, now: Any) -> None:
    """Draw the grid under a matrix."""
    scene.grid(matrices.apply_segments(now, matrices.grid_segments(12, 1)), role="data")


def draw_columns(scene: Scene, now: Any) -> None:
    """Draw the columns of a matrix as arrows."""
    scene.arrow(now[:, 0], label=FIRST, role="first")
    scene.arrow(now[:, 1], label=SECOND, role="second")


def say_side(scene: Scene, name: str, size: Any, words: tuple[str, str, str] = SIDES) -> None:
    """Say whether a matrix turns what it moves over, or makes it flat, by its determinant."""
    scene.readout(name, np.where(np.abs(size) < FLAT, 1, np.where(size < 0, 0, 2)), words=words)


def by_digits(scene: Scene, M: Any, size: Any) -> None:
    """Write the determinant of the numbers on the screen, as a d - b c."""
    scene.formula(rf"\det {_MATRIX}", M[0, 0], M[0, 1], M[1, 0], M[1, 1])
    scene.formula(_DETERMINANT)
    scene.formula(_DIGITS, M[0, 0], M[1, 1], M[0, 1], M[1, 0], size)


def write_matrix(scene: Scene, before: str, M: Any, role: str = "result") -> None:
    """Write a matrix with its numbers behind what it is."""
    text = _MATRIX.replace("first", role).replace("second", role)
    scene.formula(rf"{before} = {text}", M[0, 0], M[0, 1], M[1, 0], M[1, 1])


def matrices_by_name() -> dict[str, Any]:
    """Return matrices worth a look: each turns, stretches, slides, mirrors or flattens."""
    return {
        "Rotation": matrices.rotation(np.pi / 3),
        "Scaling": matrices.scaling(2, 0.5),
        "Shear": matrices.shear(1),
        "Reflection": matrices.reflection(np.pi / 4),
        "Projection": matrices.projection(np.pi / 6),
        "Identity": np.eye(2),
    }


def columns_of(A: Any) -> dict[str, Any]:
    """Return the setting of both columns for a preset or a step."""
    A = np.asarray(A, dtype=float)
    return {FIRST: A[:, 0], SECOND: A[:, 1]}


def _column(name: Sentence) -> Callable[[Any], dict[str, Any]]:
    """Return what a drag of this column's handle sets: the column, and the way is at its end."""
    return lambda target: {name: target, WAY: 0.0 * target[0] + 1.0}

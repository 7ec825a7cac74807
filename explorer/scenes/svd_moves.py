"""The three moves inside a matrix of the plane: a turn, a stretch, a turn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from explorer.live.scene import Scene, recorded
from explorer.logic import matrices, three_moves, vectors
from explorer.sentence import Sentence

FIRST, SECOND = Sentence("column {n}", n=1), Sentence("column {n}", n=2)
MOVE, HALF = "move", "half a turn more"
START = (1.9, 0.4), (0.9, 1.2)
PRESETS = {
    "Shear": matrices.shear(1.2),
    "Symmetric": np.array([[1.75, 0.5], [0.5, 1.0]]),
    "Turned over": np.array([[1.6, 0.6], [0.4, -1.0]]),
    "Onto a line": np.array([[1.6, 0.8], [0.8, 0.4]]),
    "Nearly a turn": np.array([[0.9, -1.2], [1.2, 0.92]]),
}
_BACK = 0.01  # how far no corner of the unit square is from where it was, when it counts as back
_ROUND = 1.25  # below this ratio of the singular values there is hardly a stretch
_STILL = 5e-4


@recorded
def scene() -> Scene:
    """The plane under the matrix A, done in three moves; the columns of A are dragged."""
    scene = Scene(
        "The plane under the matrix A, in three moves: turn, stretch, turn",
        x=(-4, 4),
        y=(-2.3, 2.5),
        tall=((-2.8, 2.8), (-2.9, 2.9)),
    )
    first, second = scene.state(FIRST, START[0]), scene.state(SECOND, START[1])
    half = scene.state(HALF, 0.0)
    t = scene.slider(MOVE, 0, 3, at=3, play=True, seconds=6)
    A = matrices.from_columns(first, second)
    moves = three_moves.three_moves(A, half)
    now = three_moves.part_way(moves, t)

    def drag(name: Sentence, place: int) -> Callable[[Any], dict[str, Any]]:
        """What a drag of a column sets: the column, and which way round the turns go on."""

        def sets(to: Any) -> dict[str, Any]:
            columns = [first, second]
            columns[place] = to
            other = matrices.from_columns(*columns)
            return {name: to, HALF: three_moves.way_round(other, moves.before)}

        return sets

    for place, (name, column, role, shape) in enumerate(
        ((FIRST, first, "first", "circle"), (SECOND, second, "second", "square"))
    ):
        scene.handle_at(name, column, drag(name, place), role=role, shape=shape, says=name)
    scene.snap(
        FIRST, "column 1 has length 1", np.where(vectors.length(first) > 0.05, vectors.unit(first), np.nan)
    )
    scene.snap(SECOND, Sentence("as long as column {n}, and across it", n=1), np.stack([-first[1], first[0]]))
    scene.snap(
        FIRST, Sentence("as long as column {n}, and across it", n=2), np.stack([second[1], -second[0]])
    )

    _draw(scene, A, moves, now, t)
    _say(scene, A, moves, now, half)
    _story(scene, moves, t)
    return scene


def _draw(scene: Scene, A: Any, moves: Any, now: Any, t: Any) -> None:
    V = three_moves.right_vectors(moves)
    scene.grid(matrices.apply_segments(now, matrices.grid_segments(12, 1)), role="data")
    scene.path(matrices.unit_circle(90), role="derived", closed=True, name="unit circle")
    scene.polygon(matrices.apply(now, matrices.unit_circle(90)), role="result", signed=True, name="ellipse")
    for i, role in ((0, "first"), (1, "second")):
        scene.arrow(now[:, i], role=role, faint=True, name="on the way")
        scene.arrow(A[:, i], label=(FIRST, SECOND)[i], role=role)
    tips = now @ V
    which = np.where(t > 3 - _STILL, 3, np.ceil(np.clip(t - _STILL, 0.0, 2.0))).astype(int)
    for i, digit in ((0, "₁"), (1, "₂")):
        words = scene.words([f"v{digit}", f"Vᵀv{digit}", f"ΣVᵀv{digit}", f"σ{digit}u{digit}"])
        scene.arrow(tips[:, i], role="principal", name="singular vectors")
        scene.label(words[which], tips[:, i], role="principal", away=(0, 0))


def _say(scene: Scene, A: Any, moves: Any, now: Any, half: Any) -> None:
    both = np.abs(moves.stretch)
    opposite = -(now @ three_moves.right_vectors(moves))[:, 0]
    scene.formula(r"A = U\,\principal{\Sigma}\,V^{\mathsf{T}}")
    scene.note(
        "Vᵀ is the first turn, Σ the stretch along both axes, U the last turn. How far it stretches, σ₁ and "
        "σ₂, are the singular values; a minus sign in Σ turns the plane over."
    )
    scene.matrix("A", columns=(FIRST, SECOND))
    scene.readout("Vᵀ turns by", np.degrees(moves.before), unit="°", digits=1)
    scene.readout("Σ stretches by", moves.stretch, role="principal")
    scene.readout("U turns by", np.degrees(moves.after), unit="°", digits=1)
    scene.readout("singular values", both, role="principal", at=opposite, said="σ =")
    flat = both[1] < 0.005
    scene.readout(
        "the plane is",
        np.where(flat, 1, np.where(moves.stretch[1] < 0, 0, 2)),
        words=("turned over (hatched)", "flat", "not turned over"),
    )
    scene.formula(
        r"\principal{@0}^2 + \principal{@1}^2 = \first{@2} + \second{@3}",
        both[0], both[1], vectors.dot(A[:, 0], A[:, 0]), vectors.dot(A[:, 1], A[:, 1]),
    )  # fmt: skip
    scene.formula(
        r"\principal{@0} \times \principal{@1} = \left| \det A \right| = \left| @2 \right|",
        both[0], both[1], matrices.determinant(A),
    )  # fmt: skip


def _story(scene: Scene, moves: Any, t: Any) -> None:
    for name, preset in PRESETS.items():
        scene.preset(name, {FIRST: preset[:, 0], SECOND: preset[:, 1], HALF: 0, MOVE: 3})
    home: dict[str, Any] = {FIRST: START[0], SECOND: START[1], HALF: 0}
    scene.step("Before any move: v₁ and v₂ stand at a right angle in the unit circle.", {**home, MOVE: 0})
    scene.step("Vᵀ turns the plane until v₁ and v₂ lie on the axes.", {MOVE: 1})
    scene.step("Σ stretches along the axes, by σ₁ and by σ₂: the circle becomes an ellipse.", {MOVE: 2})
    scene.step("U turns it to where A puts it: v₁ has become σ₁u₁.", {MOVE: 3})
    scene.step("A mirror image hides in Σ: on its way the plane is flat once.", {
        FIRST: (1.6, 0.4), SECOND: (0.6, -1.0), MOVE: 1.48,
    })  # fmt: skip
    after_two = three_moves.part_way(moves, 2.0)
    away = np.max(np.abs(after_two - np.eye(2)))
    scene.goal(
        "Make the first two moves leave every point where it was.",
        away < _BACK,
        "No stretch takes back a turn, so both must do nothing: A is a turn, and U is all of it.",
    )
    undone = np.abs(np.sin(0.5 * (moves.before + moves.after))) < np.sin(np.radians(0.5))
    ratio = np.abs(moves.stretch[1]) * _ROUND < moves.stretch[0]
    scene.goal(
        "Let the last turn undo the first one, with a real stretch between them.",
        undone & ratio & (moves.stretch[1] > 0.05) & (np.abs(moves.before) > np.radians(5)),
        "Then A is symmetric: the same number stands twice, and v₁ and v₂ are only stretched.",
    )

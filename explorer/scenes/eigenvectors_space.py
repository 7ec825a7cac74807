"""A symmetric matrix of space: x on a sphere, A x on an ellipsoid, three axes that A only stretches."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from explorer.live.scene import Scene
from explorer.logic import conventions, eigenvectors, vectors
from explorer.scenes.eigenvectors_rates import say_rates
from explorer.sentence import Sentence

ROUNDS, SHOWN, FOUND, MATRIX = "iteration", "show the eigenvectors", "found", "A"
MOST = 12
NEAR = np.radians(1.0)
APART = 1e-3  # eigenvalues nearer than this have no directions of their own
START = [[1.2, 0.5, 0.2], [0.5, 1.1, -0.3], [0.2, -0.3, 0.7]]
X = (0.8, 0.0, 0.6)
PRESETS = {
    "Ball: all equal": (1.2, 1.2, 1.2),
    "Two equal": (1.6, 1.6, 0.6),
    "Flat: eigenvalue 0": (1.7, 1.0, 0.0),
    "One negative": (1.6, 0.9, -1.2),
}


def space() -> Scene:
    """The unit sphere, the ellipsoid that A makes of it, x and A x."""
    scene = Scene(
        "x on the unit sphere, and A x on the ellipsoid that a symmetric A makes of the sphere",
        x=(-2.2, 2.2),
        y=(-1.55, 1.55),
        tall=((-1.9, 1.9), (-2, 2)),
        grid=False,
        axes=False,
        numbers=False,
    )
    camera = scene.orbit(azimuth=-52, elevation=20)
    wanted, typed = scene.state("x", X), scene.state(MATRIX, START)
    found = scene.state(FOUND, np.zeros((3, 3)))
    x, A = vectors.unit(wanted), (typed + typed.T) / 2.0
    axes = conventions.eigh(A)
    rounds = scene.slider(ROUNDS, 0, MOST, at=0, step=1, play=True, seconds=6)
    shown = scene.switch(SHOWN)
    _hold_x(scene, camera, x, axes, found)
    for i, (role, shape) in enumerate((("first", "circle"), ("second", "square"), ("data", "diamond"))):
        _hold_column(scene, camera, A, i, role, shape)

    scene.path(_rings()[0][:, :2], role="data", closed=True, name="sphere")
    surface = _rings() @ A.T
    pieces = np.stack([surface[:, :-1], surface[:, 1:]], axis=2)
    scene.segments(pieces.reshape(-1, 2, 3), role="result", faint=True)
    narrow = scene.in_narrow_frame() > 0.5
    for i in range(3):
        seen = (shown > 0.5) | np.any(found[i] != 0.0)
        end = np.where(seen, axes.values[i] * axes.vectors[:, i], np.nan)
        scene.segment(-end, end, role="principal", name="axes")
        name = Sentence("eigenvalue {n} =", n=i + 1)
        for text, at in ((name, np.where(narrow, np.nan, end)), ("×", np.where(narrow, end, np.nan))):
            scene.label(text, at, role="principal", small=True, value=axes.values[i], away=(0, 0, 0))
        scene.arrow(A[:, i], role=("first", "second", "data")[i], faint=True, name="columns")
    iterates = eigenvectors.iterates(A, x, MOST + 1)
    k = rounds.astype(int)
    done = (np.arange(MOST + 2) <= k) & (k > 0)
    scene.points(np.where(done[:, np.newaxis], iterates, np.nan), role="principal", size=4, name="iterates")
    scene.label(
        "x after",
        np.where(k > 0, iterates[k], np.nan),
        role="principal",
        small=True,
        value=rounds,
        digits=0,
    )
    scene.arrow(A @ x, label="A x", role="result")
    scene.arrow(x, label="x", role="guess")

    _say(scene, A, x, axes, iterates, k)
    for label, values in PRESETS.items():
        scene.preset(label, {MATRIX: _with_eigenvalues(values), ROUNDS: 0})
    _tell(scene)
    _set_goal(scene, axes, found)
    return scene


def _tell(scene: Scene) -> None:
    scene.step(
        "x goes round the sphere, A x round the ellipsoid: mostly another way.",
        {"x": X, MATRIX: START, ROUNDS: 0, SHOWN: 0},
    )
    scene.step("The axes of the ellipsoid are the eigenvectors, at right angles: A is symmetric.", {SHOWN: 1})
    scene.step("Use A again and again: “x after 12” lies near the longest axis.", {ROUNDS: MOST})
    scene.step(
        "Two equal eigenvalues: a whole plane of directions is only stretched.",
        {MATRIX: _with_eigenvalues((1.6, 1.6, 0.6)), ROUNDS: 0},
    )


def _set_goal(scene: Scene, axes: conventions.Eigh, found: Any) -> None:
    held = [eigenvectors.between_lines(found[i], axes.vectors[:, i]) < NEAR for i in range(3)]
    distinct = np.min(axes.values[:-1] - axes.values[1:]) > APART
    scene.goal(
        "Find all three axes with x, to 1 degree; turn the picture to see behind.",
        held[0] & held[1] & held[2] & distinct,
        "Every symmetric matrix has such axes, in any number of dimensions.",
    )


def _hold_x(scene: Scene, camera: Any, x: Any, axes: conventions.Eigh, found: Any) -> None:
    """Let x be moved on the half of the sphere where it is, near or far; axes that it meets are noted."""
    deep = (x @ camera)[2]
    side = np.where(deep < 0.0, -1.0, 1.0)

    def moved(to: Any) -> dict[str, Any]:
        beside = np.sum(to[:2] * to[:2])
        over = side * np.sqrt(np.maximum(1.0 - beside, 0.0))
        seen = np.stack([to[0], to[1], np.where(to[2] == 0.0, over, deep + to[2])])
        now = camera @ (seen / np.maximum(np.linalg.norm(seen), 1e-9))
        met = [eigenvectors.between_lines(now, axes.vectors[:, i]) < NEAR for i in range(3)]
        return {"x": now, FOUND: np.stack([np.where(met[i], now, found[i]) for i in range(3)])}

    scene.handle_at("x", (x @ camera)[:2], moved, role="guess", shape="hollow", says="x", depth=True)
    for i in range(3):
        seen = axes.vectors[:, i] @ camera
        place = np.where(seen[2] * side < 0.0, -seen, seen)[:2]
        scene.snap("x", Sentence("x lies on eigenvector {n}", n=i + 1), place)


def _hold_column(scene: Scene, camera: Any, A: Any, i: int, role: str, shape: str) -> None:
    """Let a column be dragged; the row of the same number follows, so that A stays symmetric."""
    tip = A[:, i]
    seen = tip @ camera

    def moved(to: Any) -> dict[str, Any]:
        now = tip + camera @ (to - np.stack([seen[0], seen[1], 0.0 * seen[2]]))
        own = np.arange(3) == i
        return {MATRIX: np.where(own, now[:, np.newaxis], np.where(own[:, np.newaxis], now, A))}

    name = Sentence("column {n}", n=i + 1)
    scene.handle_at(name, seen[:2], moved, role=role, shape=shape, says=tip, depth=True)


def _say(scene: Scene, A: Any, x: Any, axes: conventions.Eigh, iterates: Any, k: Any) -> None:
    angle = np.degrees(eigenvectors.turn(A, x))
    scene.formula(r"\principal{\lambda_1}+\principal{\lambda_2}+\principal{\lambda_3}=@0", np.trace(A))
    scene.formula(r"@0=\first{@1}+\second{@2}+@3", np.trace(A), A[0, 0], A[1, 1], A[2, 2])
    scene.readout(
        "angle between x and A x",
        angle,
        at=0.5 * (x + A @ x),
        unit="°",
        digits=1,
        said="angle =",
        role="derived",
    )
    for i in range(3):
        scene.readout(Sentence("eigenvalue {n}", n=i + 1), axes.values[i], role="principal")
    scene.matrix("A", A)
    scene.field("x")
    scene.readout("A x", A @ x, role="result")
    scene.matrix("eigenvectors as columns", axes.vectors, role="principal")
    say_rates(scene, iterates, axes.values, k, digits=4)


def _rings() -> NDArray[np.float32]:
    """Circles on the unit sphere, each a row of points: parallels, then those through the poles."""
    turn = np.linspace(0.0, 2.0 * np.pi, 49)
    level = np.stack([np.cos(turn), np.sin(turn), 0.0 * turn], axis=1)
    rings = [level * [np.cos(b), np.cos(b), 0] + [0, 0, np.sin(b)] for b in np.radians([0, -50, -25, 25, 50])]
    upright = level[:, [0, 2, 1]]
    for a in np.radians(np.arange(0, 180, 30)):
        rings.append(upright @ np.array([[np.cos(a), np.sin(a), 0], [-np.sin(a), np.cos(a), 0], [0, 0, 1]]))
    return np.stack(rings).astype(np.float32)


def _with_eigenvalues(values: tuple[float, float, float]) -> NDArray[np.float64]:
    """A symmetric matrix with these eigenvalues, on the axes of the one at the start."""
    Q = conventions.eigh(START).vectors
    return np.round(Q @ np.diag(values) @ Q.T, 12)

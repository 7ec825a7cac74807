"""The plane under a matrix: x is turned until A x lies along it, and both eigenvalues move beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from explorer.live.scene import Scene, recorded
from explorer.logic import eigenvectors, matrices, vectors
from explorer.scenes import eigenvectors_chains, eigenvectors_space
from explorer.scenes.eigenvectors_rates import say_rates
from explorer.sentence import Sentence

FIRST, SECOND = Sentence("column {n}", n=1), Sentence("column {n}", n=2)
FOUND, SHOWN = "found", "show the eigenvectors"
TIME, ROUNDS = "t", "iteration"
MOST = 12  # of both
SAMPLES = 145  # of the path of A^t x
NEAR = np.radians(1.0)  # so near to an eigenvector x counts as one
ALONG, GONE = np.radians(5.0), 0.05  # where A x is as near to x, or so short that it has no direction
NONE = np.zeros((2, 2))

START: dict[str, Any] = {FIRST: (1.5, 0.5), SECOND: (1.0, 1.0), "x": (-0.28, 0.96)}
STILL: dict[str, Any] = {TIME: 0, ROUNDS: 0}
PRESETS: dict[str, dict[str, Any]] = {
    "Symmetric": {FIRST: (1.25, 0.75), SECOND: (0.75, 1.25), **STILL},
    "Defective (shear)": {FIRST: (1, 0), SECOND: (1, 1), TIME: 0, ROUNDS: MOST},
    "Rotation": {FIRST: (0.8, 0.6), SECOND: (-0.6, 0.8), **STILL},
    "Spiral": {FIRST: (0.75, 0.5), SECOND: (-0.6, 0.75), TIME: MOST, ROUNDS: 0},
    "Projection": {FIRST: (0.8, 0.4), SECOND: (0.4, 0.2), **STILL},
    "Equal eigenvalues (2 I)": {FIRST: (2, 0), SECOND: (0, 2), **STILL},
    "Mirror": {FIRST: (0.6, 0.8), SECOND: (0.8, -0.6), TIME: 0, ROUNDS: MOST},
}


@recorded
def scene(view: str = "plane") -> Scene:
    """Return a view of the lesson: the plane, space, turtles or the weather."""
    views: dict[str, Callable[[], Scene]] = {
        "plane": _plane,
        "turtles": eigenvectors_chains.turtles,
        "weather": eigenvectors_chains.weather,
        "space": eigenvectors_space.space,
    }
    return views[view]()


def variants() -> Iterator[Scene]:
    """Yield the other views: the catalogues look at what they say."""
    for view in ("turtles", "weather", "space"):
        yield scene(view)


def _plane() -> Scene:
    """The plane: x on the unit circle, A x, and a plane of complex numbers for both eigenvalues."""
    scene = Scene(
        "The unit circle, x on it, and A x",
        x=(-2.1, 2.1),
        y=(-1.12, 1.3),
        tall=((-1.9, 1.9), (-2, 2)),
    )
    wanted = scene.state("x", START["x"])
    x = vectors.unit(wanted)
    first, second = scene.state(FIRST, START[FIRST]), scene.state(SECOND, START[SECOND])
    found = scene.state(FOUND, NONE)
    A = matrices.from_columns(first, second)
    pair = eigenvectors.pair(A)
    t = scene.slider(TIME, 0, MOST, at=0, play=True, seconds=8)
    rounds = scene.slider(ROUNDS, 0, MOST, at=0, step=1)
    shown = scene.switch(SHOWN)
    _hold_x(scene, A, x, found, pair)
    _hold_columns(scene, first, second, pair)

    y = A @ x
    scene.path(matrices.unit_circle(64), role="data", closed=True)
    ring = matrices.apply(A, matrices.unit_circle(72))
    scene.segments(np.stack([ring, np.roll(ring, -1, axis=0)], axis=1), role="result", faint=True)
    _draw_directions(scene, pair, found, shown)
    scene.arrow(first, label=FIRST, role="first", faint=True)
    scene.arrow(second, label=SECOND, role="second", faint=True)
    _draw_flow(scene, A, x, t)
    X = _draw_iterates(scene, A, x, rounds)
    opening = eigenvectors.turn_mark(A, x)
    scene.path(opening, role="derived")
    scene.arrow(y, label="A x", role="result")
    scene.arrow(x, label="x", role="guess")
    _draw_complex_plane(scene, pair.values)

    _say_numbers(scene, A, x, pair, opening)
    say_rates(scene, X, pair.values, rounds.astype(int), digits=4)
    _ask(scene, pair.values)
    for name, setting in PRESETS.items():
        scene.preset(name, setting)
    _tell(scene)
    _set_goals(scene, pair, found)
    return scene


def _hold_x(scene: Scene, A: Any, x: Any, found: Any, pair: eigenvectors.Pair) -> None:
    """Let x be turned, by hand or by keys; the eigenvectors that it meets are noted."""

    def turned(to: Any) -> dict[str, Any]:
        long = np.linalg.norm(to)
        now = np.where(long > 1e-9, to / np.where(long > 1e-9, long, 1.0), x)
        # Of very unlike eigenvalues A may turn far away what is near a line: A x does not lie along x then.
        long_y, off = vectors.length(A @ now), matrices.determinant(matrices.from_columns(now, A @ now))
        along = (np.abs(off) < np.sin(ALONG) * long_y) | (long_y < GONE)
        met = [(eigenvectors.between_lines(now, pair.vectors[:, i]) < NEAR) & along for i in range(2)]
        rows = np.stack([np.where(met[i], now, found[i]) for i in range(2)])
        return {"x": now, FOUND: np.where(pair.directions == 2.0, rows, found)}

    def by_keys(step: Any) -> dict[str, Any]:
        return turned(matrices.rotation(np.radians(step[1] - step[0])) @ x)

    scene.handle_at("x", x, turned, role="guess", shape="hollow", says="x", keys=by_keys)
    for i in range(2):
        line = pair.vectors[:, i]
        near = np.where(vectors.dot(line, x) < 0.0, -line, line)
        scene.snap("x", Sentence("x lies on eigenvector {n}", n=i + 1), near)


def _hold_columns(scene: Scene, first: Any, second: Any, pair: eigenvectors.Pair) -> None:
    """Let both columns be dragged; they rest where A is symmetric, and where a complex pair has length 1."""

    def sets(name: str) -> Callable[[Any], dict[str, Any]]:
        return lambda target: {name: target}

    scene.handle_at(FIRST, first, sets(FIRST), role="first", shape="circle", says=FIRST)
    scene.handle_at(SECOND, second, sets(SECOND), role="second", shape="square", says=SECOND)
    area = first[0] * second[1] - second[0] * first[1]
    lacks = np.where(pair.directions == 0.0, 1.0 - area, np.nan)
    ways = {
        FIRST: (
            np.stack([first[0], second[0]]),
            first + lacks * np.stack([second[1], -second[0]]) / np.sum(second * second),
        ),
        SECOND: (
            np.stack([first[1], second[1]]),
            second + lacks * np.stack([-first[1], first[0]]) / np.sum(first * first),
        ),
    }
    for name, (symmetric, length_1) in ways.items():
        scene.snap(name, "A is symmetric", symmetric)
        scene.snap(name, "both eigenvalues have length 1", length_1)


def _draw_directions(scene: Scene, pair: eigenvectors.Pair, found: Any, shown: Any) -> None:
    """Draw the line of each eigenvector that was found, or of both, with its eigenvalue."""
    narrow = scene.in_narrow_frame() > 0.5
    for i in range(2):
        seen = (shown > 0.5) | np.any(found[i] != 0.0)
        line = np.where(seen, pair.vectors[:, i], np.nan)
        scene.line(line, role="principal")
        # In the picture where it is free: on the upper half of the line. A phone has no room for the name.
        up = np.where(line[1] < 0.0, -line, line)
        name = Sentence("eigenvalue {n} =", n=i + 1)
        for text, at in (
            (name, np.where(narrow, np.nan, 1.3 * up)),
            ("×", np.where(narrow, 1.5 * up, np.nan)),
        ):
            scene.label(text, at, role="principal", small=True, value=np.real(pair.values[i]), away=(0, 0))


def _draw_flow(scene: Scene, A: Any, x: Any, t: Any) -> None:
    """Draw the way of x under A to a power that grows: a path, and dots where the power is whole."""
    way = eigenvectors.flow(A, x, t * np.linspace(0.0, 1.0, SAMPLES))
    scene.path(np.where(t > 0.0, way, np.nan), role="result", name="path")
    whole = eigenvectors.whole_powers(A, x, MOST)
    done = (np.arange(MOST + 1) <= t + 1e-9) & (t > 0.0)
    scene.points(np.where(done[:, np.newaxis], whole, np.nan), role="result", size=4, name="whole t")
    scene.label("Aᵗ x", np.where(t > 0.0, way[-1], np.nan), role="result", small=True, away=(0, 0))


def _draw_iterates(scene: Scene, A: Any, x: Any, rounds: Any) -> Any:
    """Draw x after each round of power iteration, back on the circle; return all of them, as rows."""
    X = eigenvectors.iterates(A, x, MOST + 1)
    k = rounds.astype(int)
    done = (np.arange(MOST + 2) <= k) & (k > 0)
    scene.points(np.where(done[:, np.newaxis], X, np.nan), role="principal", size=4, name="iterates")
    now = np.where(k > 0, X[k], np.nan)
    scene.arrow(now, role="principal", name="iterates")
    scene.label("x after", now, role="principal", small=True, away=(0, 0), value=rounds, digits=0)
    return X


def _draw_complex_plane(scene: Scene, values: Any) -> None:
    at = np.stack([np.real(values), np.imag(values)], axis=1)
    with scene.pane(
        "Both eigenvalues",
        x=(-2.4, 2.4),
        y=(-1.15, 1.15),
        axis_names=("real", "imaginary"),
        holds=at,
    ):
        scene.path(matrices.unit_circle(64), role="data", closed=True)
        scene.points(at, role="principal", size=7, name="eigenvalues")
        for i in range(2):
            scene.label(
                Sentence("eigenvalue {n}", n=i + 1), at[i], role="principal", small=True, away=at[1 - i]
            )


def _say_numbers(scene: Scene, A: Any, x: Any, pair: eigenvectors.Pair, opening: Any) -> None:
    values = pair.values
    scene.formula(
        r"\principal{\lambda_1}+\principal{\lambda_2}=\first{@0}+\second{(@1)}",
        A[0, 0],
        A[1, 1],
    )
    scene.formula(
        r"\principal{\lambda_1}\,\principal{\lambda_2}"
        r"=\first{@0}\cdot\second{(@1)}-\second{(@2)}\cdot\first{(@3)}",
        A[0, 0],
        A[1, 1],
        A[0, 1],
        A[1, 0],
    )
    angle = np.degrees(eigenvectors.turn(A, x))
    scene.readout(
        "angle between x and A x", angle, at=opening[16], unit="°", digits=1, said="angle =", role="derived"
    )
    for i in range(2):
        scene.readout(Sentence("eigenvalue {n}", n=i + 1), values[i], role="principal")
    scene.readout("lines that A keeps", pair.directions, words=("none", "one", "two", "every one"))
    scene.note("A matrix is called defective where its two eigenvalues are equal and it keeps one line only.")
    scene.matrix("A", columns=(FIRST, SECOND))
    scene.field("x")
    scene.readout("length of both eigenvalues", np.abs(values), role="principal")
    for i in range(2):
        scene.readout(Sentence("eigenvector {n}", n=i + 1), pair.vectors[:, i], role="principal")
    apart = eigenvectors.between_lines(pair.vectors[:, 0], pair.vectors[:, 1])
    scene.readout("angle between the eigenvectors", np.degrees(apart), unit="°", digits=1)
    scene.readout("A x", A @ x, role="result")
    scene.readout("trace (sum of the diagonal)", np.trace(A))
    scene.readout("determinant (area)", matrices.determinant(A))


def _ask(scene: Scene, values: Any) -> None:
    """Ask for the eigenvalue of A A before it is shown."""
    scene.predict(
        "twice",
        "Use A twice: along eigenvector 1, how many times as long is A A x as x?",
        np.abs(values[0]) ** 2,
        within=0.05,
    )
    scene.readout("eigenvalue 1 of A A", values[0] ** 2, role="principal")
    scene.hidden_until("twice")


def _tell(scene: Scene) -> None:
    scene.step("A turns most arrows: A x points another way than x.", {**START, **STILL, SHOWN: 0})
    scene.step(
        "On this line A x lies on x, twice as long: its eigenvalue is 2.", {"x": (0.8944, 0.4472), SHOWN: 1}
    )
    scene.step(
        "On this one half of x is left: 0.5. Check: 2 + 0.5 is the diagonal of A, 1.5 + 1.",
        {"x": (-0.7071, 0.7071)},
    )
    scene.step(
        "Use A six times: “x after 6” lies near the line of eigenvalue 1.",
        {"x": (-0.6, 0.8), ROUNDS: 6},
    )
    scene.step(
        "Drag the columns: both eigenvalues meet, the two lines fall together…",
        {FIRST: (1.5, 0.5), SECOND: (-0.5, 0.5), "x": (-0.28, 0.96), ROUNDS: 0},
    )
    scene.step(
        "…and leave the real axis. No line is left, and the flow of x is a spiral.",
        {FIRST: (0.75, 0.5), SECOND: (-0.6, 0.75), TIME: MOST},
    )


def _set_goals(scene: Scene, pair: eigenvectors.Pair, found: Any) -> None:
    held = [eigenvectors.between_lines(found[i], pair.vectors[:, i]) < NEAR for i in range(2)]
    scene.goal(
        "Turn x until A x lies along it: find both lines, to 1 degree.",
        held[0] & held[1] & (pair.directions == 2.0),
        "Along them A is one number: its eigenvalue.",
    )
    scene.goal(
        "Make both eigenvalues complex, with length 1.",
        (pair.directions == 0.0) & (np.abs(np.abs(pair.values[0]) - 1.0) < 0.005),
        "Then A only moves x round an ellipse: nothing grows, nothing fades.",
    )

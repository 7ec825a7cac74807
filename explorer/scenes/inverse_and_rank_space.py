"""A x = b in space: three columns, everything that they reach, and the recipes that give the same A x."""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.live.scene import Scene, recorded
from explorer.logic import matrices, solving, vectors

COPIES, SEED = 150, 6
ERROR = 0.2
ALONG = "along the null space"
RANK = "Rank: how many directions the columns reach. Null space: every x that A sends to 0."
MEANINGS = (
    "Residual: how far A x stays from b. Condition number: 1 % of error in b can become so many % in x."
)
NAMES = ("a1", "a2", "a3")
ROLES = ("first", "second", "data")
START: dict[str, Any] = {
    "a1": (2.0, 0.2, 0.2),
    "a2": (0.2, 2.0, 0.3),
    "a3": (-0.6, 0.6, 1.5),
    "b": (1.6, 1.8, 1.9),
}
ONE_PLANE: dict[str, Any] = {
    "a1": (2.0, 0.2, 0.2), "a2": (0.2, 2.0, 0.3), "a3": (-1.1, 0.88, 0.03), "b": (1.2, 1.4, 2.0),
}  # fmt: skip
ONE_LINE: dict[str, Any] = {
    "a1": (-0.6, 2.0, 0.8), "a2": (0.3, -1.0, -0.4), "a3": (-0.3, 1.0, 0.4), "b": (0.4, 0.6, 2.2),
}  # fmt: skip
NEARLY: dict[str, Any] = {**ONE_PLANE, "a3": (-1.1, 0.88, 0.13), "b": (1.2, 1.4, 0.4)}
_CIRCLE = matrices.unit_circle(60)
_REACH = 3.2  # radius of the disc that stands for a plane of columns
_AXIS = 2.0


@recorded
def scene() -> Scene:
    """Space with the columns of A and a target, and beside it the space of the recipes x, seen alike."""
    scene = Scene(
        "Three columns a1, a2 and a3, a target b, and the recipe x whose A x comes nearest to it",
        x=(-2.2, 4.6),
        y=(-1.0, 2.3),
        tall=((-2.0, 2.2), (-0.9, 2.3)),
        grid=False,
        axes=False,
        numbers=False,
    )
    camera = scene.orbit(azimuth=28, elevation=22)
    b = scene.handle3("b", START["b"], role="guess", shape="diamond")
    columns = [
        scene.handle3(name, START[name], role=role, shape=shape)
        for name, role, shape in zip(NAMES, ROLES, ("circle", "square", "circle"), strict=True)
    ]
    along = scene.state(ALONG, 0.0)
    A = matrices.from_columns(*columns)
    x, foot, gap = solving.shortest_solution(A, b), solving.foot(A, b), solving.residual(A, b)
    rank, condition = solving.rank(A), solving.condition_number(A)
    span, null = solving.column_directions(A), solving.null_directions(A)
    recipe = x + np.where(rank == 2, along * np.nan_to_num(null[0]), 0.0)

    scene.axes3(2.6, ("", "", ""))
    _draw_span(scene, columns, span, rank)
    scene.points(
        b + solving.errors(COPIES, 3, ERROR, SEED), role="data", size=1.6, name="copies of b", faint=True
    )
    corner = np.zeros(3)
    for i, (name, column, role) in enumerate(zip(NAMES, columns, ROLES, strict=True)):
        after = corner + recipe[i] * column
        scene.arrow(after, tail=corner, role=role, faint=True, name=f"x{i + 1} {name}")
        corner = after
    for name, column, role in zip(NAMES, columns, ROLES, strict=True):
        scene.arrow(column, label=name, role=role)
    scene.segment(foot, np.where(rank < 3, b, np.nan), role="derived", name="residual")
    scene.arrow(foot, label="A x", role="result")
    scene.label("b", b, role="guess", away=foot + 0.001)
    for i, name in enumerate(NAMES):
        first, second = (columns[j] for j in range(3) if j != i)
        scene.snap(
            name,
            "all three in one plane",
            solving.slid_into_plane(columns[i], np.cross(first, second), camera),
        )
    normal = np.where(rank == 2, np.cross(np.nan_to_num(span[0]), np.nan_to_num(span[1])), 0.0)
    scene.snap("b", "b is in the span of the columns", solving.slid_into_plane(b, normal, camera))
    _draw_recipes(scene, A, b, x, recipe, null, rank, camera)

    scene.formula(r"x_1\first{a_1}+x_2\second{a_2}+x_3\data{a_3}=\result{A x}")
    scene.readout("residual", gap, at=0.5 * (foot + b), said="residual", role="derived")
    scene.readout("x", x, role="result")
    scene.readout("rank", rank, digits=0)
    scene.readout("condition number", condition, digits=1)
    scene.note(RANK)
    scene.note(MEANINGS)
    scene.readout("directions in the null space", 3 - rank, digits=0)
    scene.field(*NAMES, "b")
    for row in range(3):
        scene.formula(
            r"\begin{align*}&\first{@0}\cdot(@1)+\second{@2}\cdot(@3)\\&+\data{@4}\cdot(@5)=\result{@6}\end{align*}",
            *(part for i in range(3) for part in (columns[i][row], x[i])), foot[row],
        )  # fmt: skip
    for name, setting in (
        ("In one plane", ONE_PLANE),
        ("Nearly in one plane", NEARLY),
        ("On one line", ONE_LINE),
        ("Perpendicular", {"a1": (2, 0, 0), "a2": (0, 2, 0), "a3": (0, 0, 2), "b": START["b"]}),
    ):
        scene.preset(name, {**setting, ALONG: 0})
    scene.step("Three columns that fill space reach every b, each by one recipe.", {**START, ALONG: 0})
    scene.step(
        "They reach one plane only; the residual to b is upright on it.",
        {**ONE_PLANE, ALONG: 0},
    )
    scene.step("Drag the ring along the null space, which A sends to 0: A x stays.", {ALONG: 1.2})
    scene.step("Nearly in one plane: each copy of b has an x far from the others.", {**NEARLY, ALONG: 0})
    scene.step("On one line the recipes for one A x fill a plane.", {**ONE_LINE, ALONG: 0})
    scene.goal(
        "Columns in one plane: bring the residual to 0, with b along none of them.",
        (rank == 2) & (gap < 0.005) & _apart(b, columns),
        "b is in the span of the columns, though none of them points to it.",
    )
    scene.goal(
        "Let three columns, no two on one line, reach only a plane.",
        (rank == 2) & _apart(columns[0], columns[1:]) & _apart(columns[1], columns[2:]),
        "One is a combination of the others, so some x other than 0 has A x = 0.",
    )
    return scene


def _apart(v: Any, others: Any) -> Any:
    """Tell whether v is on the line of none of the others."""
    apart = vectors.length(v) > 0.3
    for other in others:
        long = vectors.length(v) * vectors.length(other)
        apart = apart & (vectors.length(np.cross(v, other)) > 0.15 * long) & (long > 0)
    return apart


def _draw_span(scene: Scene, columns: Any, span: Any, rank: Any) -> None:
    """Draw what the columns reach: a box of their lengths for all of space, a disc for a plane, a line."""
    zero = np.zeros(3)
    edges = [
        np.stack([start, start + columns[i]])
        for i in range(3)
        for start in _corners(zero, *(columns[j] for j in range(3) if j != i))
    ]
    scene.segments(np.where(rank == 3, np.stack(edges), np.nan), role="result", faint=True)
    disc = _REACH * (_CIRCLE @ span[:2])
    scene.polygon(np.where(rank == 2, disc, np.nan), role="result", name="span of the columns")
    far = np.where(rank == 1, 40 * span[0], np.nan)
    scene.segments(np.stack([np.stack([-far, far])]), role="result", faint=True)


def _corners(zero: Any, u: Any, v: Any) -> list[Any]:
    return [zero + 0.0 * u, u, v, u + v]


def _draw_recipes(
    scene: Scene, A: Any, b: Any, x: Any, recipe: Any, null: Any, rank: Any, camera: Any
) -> None:
    """Draw the space of x, seen as that of b is: x, its copies, and all that gives the same A x."""

    def seen(place: Any) -> Any:
        return (place @ camera)[..., :2]

    with scene.pane("x, the recipe", x=(-3, 3), y=(-1.5, 2), grid=False, axes=False, numbers=False):
        for i in range(3):
            scene.arrow(seen(_AXIS * np.eye(3)[i]), label=f"x{i + 1}", role="data", faint=True)
        floor = np.stack([x[0], x[1], 0.0 * x[2]])
        way = np.stack([np.zeros(3), np.stack([x[0], 0.0 * x[1], 0.0 * x[2]]), floor, x])
        scene.path(seen(way), role="data", name="way to x")
        on_line = np.where(rank == 2, 1.0, np.nan)
        scene.line(on_line * seen(null[0]), label="null space", role="principal")
        scene.line(on_line * seen(null[0]), through=seen(x), label="same A x", role="derived")
        plane = np.where(rank == 1, 2 * (_CIRCLE @ null[:2]), np.nan)
        scene.polygon(seen(plane), role="principal", name="null space")
        scene.polygon(seen(x + plane), role="derived", name="same A x")
        copies = solving.shortest_solution(A, b + solving.errors(COPIES, 3, ERROR, SEED))
        scene.points(seen(copies), role="data", size=1.6, name="copies of x", faint=True)
        scene.arrow(seen(x), role="result", label="x")
        across = seen(np.nan_to_num(null[0]))
        size = np.maximum(np.sum(across * across), 1e-3)
        scene.handle_at(
            "recipe",
            on_line * seen(recipe),
            lambda w: {ALONG: np.sum((w - seen(x)) * across) / size},
            role="guess",
            shape="hollow",
            says=recipe,
        )

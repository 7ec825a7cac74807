"""A x = b in the plane: two columns, a target, the recipe that reaches it, and what is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from explorer.live.scene import Scene, recorded
from explorer.logic import matrices, solving, vectors
from explorer.scenes import inverse_and_rank_rows as rows
from explorer.scenes import inverse_and_rank_space as space
from explorer.sentence import Sentence

COPIES, SEED = 200, 5
ERROR = 0.2  # how far from b its copies are at most, and how long a step of b is that is remembered
FARTHEST = 12.0  # so far from 0 the copies of x are kept in sight
STEP = "start of the step"
ALONG = "along the null space"
SPAN = "span of the columns"
START: dict[str, Any] = {"a1": (2.0, 0.5), "a2": (0.7, 1.5), "b": (2.2, 2.3)}
NEARLY: dict[str, Any] = {"a1": (2.9, 1.4), "a2": (1.9, 0.94), "b": (1.1, 0.56)}
ONE_LINE: dict[str, Any] = {"a1": (2.0, 1.0), "a2": (-1.0, -0.5), "b": (0.6, 2.4)}
_CIRCLE = matrices.unit_circle(72)


@recorded
def scene() -> Scene:
    """The plane of b with the columns of A, and beside it the plane of the recipes x."""
    scene = Scene(
        "Two columns a1 and a2, a target b, and the recipe x whose A x comes nearest to it",
        x=(-3.2, 5.0),
        y=(-0.9, 2.8),
        tall=((-1.6, 3.2), (-0.7, 3.1)),
    )
    a1, a2, b = (scene.state(name, START[name]) for name in ("a1", "a2", "b"))
    start, along = scene.state(STEP, START["b"]), scene.state(ALONG, 0.0)
    A = matrices.from_columns(a1, a2)
    since = solving.shortened(start, b, ERROR)
    scene.handle_at(
        "b", b, lambda w: {"b": w, STEP: solving.shortened(start, w, ERROR)}, role="guess", says="b"
    )
    # Who moves a column begins a step of b anew: x is to move by b alone.
    for name, at, role, shape in (("a1", a1, "first", "circle"), ("a2", a2, "second", "square")):
        scene.handle_at(name, at, _column(name, b), role=role, shape=shape, says=name)

    x, foot, gap = solving.shortest_solution(A, b), solving.foot(A, b), solving.residual(A, b)
    rank, condition = solving.rank(A), solving.condition_number(A)
    span, null = solving.column_directions(A), solving.null_directions(A)[0]
    back = solving.pseudo_inverse(A)
    on_line = np.where(rank == 1, 1.0, np.nan)
    freely = np.where(rank == 1, along * np.nan_to_num(null), 0.0)
    recipe = x + freely
    noise = solving.errors(COPIES, 2, ERROR, SEED)

    # What A x can be: the grid of the columns, or the line on which both lie.
    whole = np.where(rank == 2, 1.0, np.nan)
    scene.grid(matrices.apply_segments(A, matrices.grid_segments(8, 1)) * whole)
    far = on_line * 40 * span[0]
    scene.segments(np.stack([np.stack([-far, far])]), role="result", faint=True)
    onward = np.where(span[0] @ foot < 0, 1.0, -1.0)  # its name stands where A x is not
    scene.label(SPAN, on_line * 2.4 * onward * span[0], role="result", small=True, away=b)
    scene.path(b + ERROR * _CIRCLE, role="data", closed=True)
    scene.points(b + noise, role="data", size=1.6, name="copies of b", faint=True)
    # On one line the two legs would cover each other: they run beside it, on the side where b is not.
    normal = np.stack([-span[0, 1], span[0, 0]])
    aside = np.where(rank == 1, -0.16 * np.where(normal @ b < 0, -1.0, 1.0) * np.nan_to_num(normal), 0.0)
    corner = recipe[0] * a1 + aside
    end = foot + 2 * aside
    scene.arrow(corner, tail=aside, role="first", faint=True, name="x1 a1")
    scene.arrow(end, tail=corner + aside, role="second", faint=True, name="x2 a2")
    for name, middle, long, role in (
        ("x1 a1", 0.5 * (aside + corner), recipe[0] * a1, "first"),
        ("x2 a2", 0.5 * (corner + aside + end), recipe[1] * a2, "second"),
    ):
        shown = np.where(vectors.length(long) > 0.4, middle, np.nan)
        scene.label(name, shown, role=role, small=True, away=0.5 * foot)
    scene.segment(foot, np.where(rank < 2, b, np.nan), role="derived", name="residual")
    scene.path(_right_angle(foot, span[0], b - foot), role="derived", name="residual")
    scene.segment(since, b, role="guess")
    scene.arrow(a1, label="a1", role="first")
    scene.arrow(a2, label="a2", role="second")
    scene.arrow(foot, label="A x", role="result")
    scene.label("b", b, role="guess", away=foot + 0.001)
    scene.snap(
        "a2",
        Sentence("{column} lies on the line of {other}", column="a2", other="a1"),
        _onto(vectors.project, a2, a1),
    )
    scene.snap("a2", "a2 is perpendicular to a1", _onto(vectors.reject, a2, a1))
    scene.snap(
        "a1",
        Sentence("{column} lies on the line of {other}", column="a1", other="a2"),
        _onto(vectors.project, a1, a2),
    )
    scene.snap("b", "b is in the span of the columns", np.where(rank == 1, _worth(foot), np.nan))

    ellipse = x + ERROR * (_CIRCLE @ np.transpose(back))
    with scene.pane(
        "x, the recipe",
        x=(-2.6, 2.6),
        y=(-1.3, 2.0),
        axis_names=("x1", "x2"),
        holds=np.clip(ellipse, -FARTHEST, FARTHEST),
    ):
        scene.line(on_line * null, label="null space", role="principal")
        scene.line(on_line * null, through=x, label="same A x", role="derived")
        scene.path(ellipse, role="data", closed=True)
        scene.points(
            solving.shortest_solution(A, b + noise), role="data", size=1.6, name="copies of x", faint=True
        )
        scene.arrow(x, role="result", label="x")
        scene.arrow(x, tail=x - back @ (b - since), role="guess", name="x moved")
        scene.handle_at(
            "recipe",
            on_line * recipe,
            lambda w: {ALONG: np.sum((w - x) * np.nan_to_num(null))},
            role="guess",
            shape="hollow",
            says=recipe,
        )

    moved = vectors.length(back @ (b - since))
    most = ERROR * vectors.length(back @ solving.worst_direction(A))
    scene.formula(r"@0\first{a_1}+(@1)\second{a_2}=\result{A x}", recipe[0], recipe[1])
    scene.readout("residual", gap, at=0.5 * (foot + b), said="residual", role="derived")
    scene.readout("x", x, role="result")
    scene.readout("rank", rank, digits=0)
    scene.readout("condition number", condition, digits=1)
    scene.note(space.RANK)
    scene.note(space.MEANINGS)
    scene.field("a1", "a2", "b")
    scene.readout("b moved by", vectors.distance(b, since), role="guess")
    scene.readout("x moved by", moved, role="guess")
    scene.predict("growth", "How far can x go if b moves by 0.2?", most, within=0.1)
    scene.readout("the most that x moves then", most)
    scene.hidden_until("growth")
    _by_hand(scene, A, b, x, foot, rank)
    for name, setting in (
        ("Nearly parallel", NEARLY),
        ("On one line", ONE_LINE),
        ("Perpendicular", {"a1": (1.2, 0.9), "a2": (-0.9, 1.2), "b": (0.6, 2.4)}),
        ("A zero column", {"a1": (2.0, 1.0), "a2": (0.0, 0.0), "b": (0.6, 2.4)}),
    ):
        scene.preset(name, _setting(setting))
    _steps(scene)
    scene.goal(
        "Put a1 and a2 on one line and still reach b, away from both tips.",
        (rank == 1)
        & (gap < 0.005)
        & (vectors.distance(b, a1) > 0.3)
        & (vectors.distance(b, a2) > 0.3)
        & (vectors.length(b) > 0.3),
        "b is in the span, so there is an x: a whole line of them, and nothing says which one it was.",
    )
    scene.goal(
        "Condition number above 50, as in “Nearly parallel”: move b by 0.2, and x by 10.",
        (condition > 50) & np.isfinite(condition) & (moved >= 10),
        "Nearly parallel columns reach a point beside them only by huge steps that almost cancel.",
    )
    return scene


def _column(name: str, b: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda target: {name: target, STEP: b}


def _setting(values: dict[str, Any]) -> dict[str, Any]:
    """Return a setting of columns and target in which nothing has moved yet."""
    return {**values, STEP: values["b"], ALONG: 0.0}


def _by_hand(scene: Scene, A: Any, b: Any, x: Any, foot: Any, rank: Any) -> None:
    """Write x1 as two areas, and the check of both rows, with the digits of the picture."""
    a1, a2 = A[:, 0], A[:, 1]
    scene.formula(
        r"x_1=\frac{\det(\guess{b},\second{a_2})}{\det(\first{a_1},\second{a_2})}=\frac{@0}{@1}=@2",
        matrices.determinant(matrices.from_columns(b, a2)), matrices.determinant(A), x[0],
    )  # fmt: skip
    scene.only_while(rank == 2)
    for row in (0, 1):
        sum_of_parts = r"\first{@0}\cdot(@1)+\second{@2}\cdot(@3)=\result{@4}"
        scene.formula(sum_of_parts, a1[row], x[0], a2[row], x[1], foot[row])


def _steps(scene: Scene) -> None:
    scene.step(
        "A x is x1 times a1 plus x2 times a2. Here both together reach b: A x = b.",
        _setting(START),
        hide=["residual"],
    )
    scene.step(
        "Each point of the disc round b has its own x: they fill an ellipse.",
        _setting({"a1": (1.6, 0.4), "a2": (0.9, 0.6), "b": (1.9, 1.0)}),
        hide=["residual"],
    )
    scene.step("Near one line the grid of A is a narrow band, and the ellipse is long.", _setting(NEARLY))
    scene.step(
        "On one line A x only comes near b; what is left is the residual.",
        _setting(ONE_LINE),
    )
    scene.step(
        "Drag the ring along the null space, which A sends to 0: A x stays.",
        {ALONG: 1.2},
    )


def _worth(place: Any) -> Any:
    """Return a place to rest, or none where it is the origin: the zero vector has no direction."""
    return np.where(vectors.length(place) > 0.05, place, np.nan)


def _onto(way: Callable[[Any, Any], Any], v: Any, line: Any) -> Any:
    """Return where v rests on a line or across it; there is none through the zero vector."""
    there = vectors.length(line) > 0.05
    return np.where(there, _worth(way(v, np.where(there, line, np.array([1.0, 0.0])))), np.nan)


def _right_angle(corner: Any, along: Any, up: Any) -> Any:
    """Return the mark of a right angle, away where its legs would be shorter than it."""
    long = vectors.length(up)
    there = np.where(long > 0.3, 0.14, np.nan)
    rise = there * up / np.where(long > 0, long, 1.0)
    return np.stack([corner + there * along, corner + there * along + rise, corner + rise])


def variants() -> Iterator[Scene]:
    """Yield the scenes of the other views: the catalogues look at them."""
    yield space.scene()
    for system in rows.EXAMPLES.values():
        yield rows.scene(system)
    # Every way to say an operation, and a system of which nothing is known.
    yield rows.scene(((0, 0, 1), (-2, 3, 4), (-1, 1, 0)))
    yield rows.scene(((0, 0, 0),))
    yield rows.scene(((0, 5, 1), (2, 0, 3)), operations=("R1~R2", "R1*1/2", "R2*1/5"))

"""Maps one after the other: chips in a row, their product, and the product in the opposite order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from explorer.live.scene import Scene, recorded
from explorer.logic import maps, matrices
from explorer.scenes.matrices_drawing import FIRST, FLAT, SECOND, draw_grid, say_side, write_matrix
from explorer.sentence import Sentence

ROW, CLOCK = "maps", "how far"
MOST = 4
"""Maps in a row at most."""
OWN, QUARTER, STRETCH, SHEAR, MIRROR, FLATTEN = range(6)
NAMES = ("A", "quarter turn", "stretch", "shear", "mirror", "flatten")
FIXED = (
    matrices.rotation(np.pi / 2),
    matrices.scaling(1.5, 1),
    matrices.shear(0.5),
    matrices.scaling(-1, 1),
    matrices.scaling(1, 0),
)
_START = ((1.2, 0.4), (-0.3, 0.9))
# The letter F: no turn and no mirror leaves it as it is.
LETTER = np.array(
    [
        [0.0, 0.0], [0.25, 0.0], [0.25, 0.5], [0.7, 0.5], [0.7, 0.75], [0.25, 0.75],
        [0.25, 1.05], [0.9, 1.05], [0.9, 1.3], [0.0, 1.3],
    ]
)  # fmt: skip
_TOP = 8  # the corner of the letter that is farthest from the origin
_BACK = 0.08  # so near the identity every point is back


@recorded
def scene(names: Sequence[str] = NAMES) -> Scene:
    """A letter moved by up to four maps in a row, and by the same maps in the opposite order.

    Parameters
    ----------
    names : sequence of str
        What the chips say, in the reader's language: chips are shown as they are.
    """
    scene = Scene(
        "A letter moved by maps in a row, and by the same maps in the opposite order",
        x=(-2.6, 2.6),
        y=(-1.5, 2.1),
        tall=((-2.2, 2.2), (-2, 2.4)),
    )
    A = matrices.from_columns(scene.state(FIRST, _START[0]), scene.state(SECOND, _START[1]))
    chosen = scene.sequence(ROW, tuple(names), at=[OWN, QUARTER], most=MOST)
    # A link may leave a place empty between two maps; they are done one right after the other.
    k = chosen[np.argsort(np.arange(MOST) + np.where(chosen < 0, MOST, 0))]
    t = scene.slider(CLOCK, 0, 1, at=1, play=True, seconds=4)
    fixed = scene.frames(np.stack([np.eye(2), np.eye(2), *FIXED]))  # the first for a place that is empty
    row = [np.where(k[i] == OWN, A, fixed[k[i] + 1]) for i in range(MOST)]
    count = np.sum(k >= 0)
    there, back = maps.in_a_row(row), maps.in_a_row(row[::-1])
    # In the opposite order what is empty comes first.
    now, other = _until(row, there, t * count), _until(row[::-1], back, t * count + (MOST - count))
    product, opposite = there[MOST], back[MOST]
    used = np.where(np.any(k == OWN), 1.0, np.nan)
    for column, tip, role, shape in (
        (FIRST, A[:, 0], "first", "circle"),
        (SECOND, A[:, 1], "second", "square"),
    ):
        scene.handle_at(column, used * tip, _column(column), role=role, shape=shape, says=column)

    draw_grid(scene, now)
    scene.polygon(LETTER, role="data")
    scene.path(matrices.apply(other, LETTER), role="derived", closed=True, name="opposite")
    here, there_too = matrices.apply(now, LETTER), matrices.apply(other, LETTER)
    scene.segments(np.stack([here, there_too], axis=1), role="derived", faint=True)
    scene.polygon(here, role="result", signed=True)
    written = np.where(count > 1, there_too[_TOP], np.nan)  # of one map there is no other order
    scene.label("in the opposite order", written, role="derived", small=True, away=(0, 0))
    scene.arrow(used * A[:, 0], label=FIRST, role="first", faint=True)
    scene.arrow(used * A[:, 1], label=SECOND, role="second", faint=True)

    apart = maps.order_gap(row)
    scene.readout("the two orders differ by", apart, at=here[_TOP], said="orders differ by", role="result")
    write_matrix(scene, "P", product)
    factors = np.stack([matrices.determinant(M) for M in row])
    scene.readout("product of the determinants", np.prod(factors))
    scene.readout("determinant of the product P", matrices.determinant(product), role="result")
    say_side(scene, "the letter is", matrices.determinant(now))
    scene.matrix("A", columns=(FIRST, SECOND))
    for i in range(MOST):
        scene.matrix(Sentence("after map {n}", n=i + 1), there[i + 1])
        scene.only_while(count > i)
    scene.matrix("in the opposite order", opposite)
    scene.matrix("difference of the two orders", product - opposite)
    _tell(scene)
    _set_goals(scene, k, count, row, product, apart)
    return scene


def _until(row: list[Any], products: Any, s: Any) -> Any:
    """Return the product after s maps, the one that acts at the moment on its way."""
    done = np.clip(np.floor(s), 0, MOST - 1)
    i = done.astype(int)
    return matrices.between(np.stack(row)[i], s - done) @ products[i]


def _column(name: str) -> Any:
    return lambda target: {name: target}


def _places(*maps_in_order: int) -> list[int]:
    """Return the setting of the row: -1 where it is empty."""
    return [*maps_in_order, *[-1] * (MOST - len(maps_in_order))]


def _tell(scene: Scene) -> None:
    """Add the examples and the steps."""
    scene.preset("Shear, then a quarter turn", {ROW: _places(SHEAR, QUARTER), CLOCK: 1})
    scene.preset("A quarter turn, then shear", {ROW: _places(QUARTER, SHEAR), CLOCK: 1})
    scene.preset("Four quarter turns", {ROW: _places(*[QUARTER] * 4), CLOCK: 1})
    scene.preset("Flat in between", {ROW: _places(STRETCH, FLATTEN, QUARTER), CLOCK: 1})
    scene.step("One map: every corner of the letter goes to A x.", {ROW: _places(OWN), CLOCK: 1})
    scene.step(
        "Then a quarter turn. As a product, what is done first stands right: (turn) A.",
        {ROW: _places(OWN, QUARTER)},
    )
    scene.step(
        "The other way round (dashed) the letter ends elsewhere: order matters.",
        {ROW: _places(QUARTER, OWN)},
    )
    scene.step("Each map multiplies areas; flat once, flat for good.", {ROW: _places(OWN, FLATTEN, QUARTER)})


def _set_goals(scene: Scene, k: Any, count: Any, row: list[Any], product: Any, apart: Any) -> None:
    still = np.eye(2)
    turns = [np.max(np.abs(M - M[0, 0] * still)) > 0.1 for M in row[:2]]  # no multiple of the identity
    scene.goal(
        "Find two different maps whose order does not matter.",
        (count == 2) & (k[0] != k[1]) & turns[0] & turns[1] & (apart < FLAT),
        "They stretch along the same directions, or both turn: then A B = B A.",
    )
    others = [np.where((k[i] >= 0) & (k[i] != OWN), np.max(np.abs(row[i] - still)), 0.0) for i in range(MOST)]
    scene.goal(
        "Put A and another map in a row, and drag A until every point is back.",
        np.any(k == OWN) & (np.max(np.stack(others)) > 0) & (np.max(np.abs(product - still)) < _BACK),
        "A undoes what the others do: it is their inverse.",
    )

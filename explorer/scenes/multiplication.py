"""A B as an L: A on the left, B above, and the products that fill the corner in four orders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from explorer.live.scene import Scene, recorded
from explorer.logic import multiplication
from explorer.scenes import multiplication_orders
from explorer.scenes.multiplication_examples import EXAMPLES, Example, numbers
from explorer.sentence import Sentence

STEP, READING = "step", "reading"
GUESS = "the lit cell"
GAP = 0.34  # between the matrices, in cells
FEW = 4  # rows and columns of square cells
LANDSCAPE, WIDEST = 1.45, 1.5  # of more: how wide the sheet is to be, and a cell at most, in heights
NEAR = 0.005  # what is written alike
LETTERS = ("cells", "columns", "rows", "layers")
PROPER_NAMES = ("Harry Potter", "Triplets", "Shrek", "Dark Knight", "Memento")


@recorded
def scene(example: Example = EXAMPLES["numbers"]) -> Scene:
    """Two matrices whose numbers are dragged, and what comes of them: their product, or why there is none."""
    A, B = np.array(example.A, float), np.array(example.B, float)
    return _product(example, A, B) if example.meets else _clash(A, B)


def variants() -> Iterator[Scene]:
    """Yield what the page shows besides."""
    named = [example for example in EXAMPLES.values() if example.rows]
    for example in (*named, numbers(3, 3, 2, 3), numbers(1, 1, 1, 1)):
        yield scene(example)
    yield multiplication_orders.scene()


def _product(example: Example, A0: Any, B0: Any) -> Scene:
    (m, n), p = A0.shape, B0.shape[1]
    w = _cell(A0, B0)
    wide = max(2.8, min(n + 0.2, 3.2)) if example.inner else w * min(n + 0.2, 3.2)
    left = max(n + 1.05, wide + 1.5) if example.inner else w * n + 0.36
    across = (-GAP - left, w * p + 0.12)
    top = GAP + n + (0.72 if any(" " in name for name in example.columns) else 0.42)
    scene = _framed("A on the left, B above, and A B in the corner", across, (-m - 0.44, top))
    count = m * n * p
    start = (n * p if m > 1 else 0) + min(2, n - 1)
    step = scene.slider(
        STEP, 0, count, at=start, step=1, play=True, seconds=min(40.0, 0.45 * count + 1), unit=f"/ {count}"
    )
    reading = scene.choice(READING, LETTERS)
    i, k, j = (each.astype(int) for each in multiplication.at_work(m, n, p, reading, step))
    of_a, of_b, of_ab = _lights(m, n, p, i, k, j, reading)
    A = scene.entries(
        "A",
        A0,
        x=(-GAP - w * n, -GAP),
        y=(-m, 0),
        role="first",
        step=example.each,
        lit=of_a,
        rows=example.rows or _places(m),
    )
    B = scene.entries(
        "B",
        B0,
        x=(0, w * p),
        y=(GAP, GAP + n),
        role="second",
        step=example.each,
        lit=of_b,
        columns=example.columns or _places(p),
    )
    turn = multiplication.turns(m, n, p, reading)
    added = np.sum(turn < step, axis=1)
    sums = multiplication.so_far(A, B, reading, step)
    scene.entries_of(
        "A B",
        np.where(added > 0, sums, np.nan),
        x=(0, w * p),
        y=(-m, 0),
        # Below zero while something is still to be added.
        lit=np.where((added > 0) & (added < n), -np.maximum(of_ab, 0.5), of_ab),
        rows=example.rows or None,
        columns=example.columns or None,
        beside=False,
    )
    _press_cells(scene, turn, m, p, w)

    # In the corner that the L leaves free: what the cell is made of, each product beside its row of B; of a
    # layer, the one product that it brings.
    a, b = A[i], B[:, j]
    done = turn[i, :, j] < step
    brought = (reading < 2.5) | (np.arange(n) == k)
    scene.entries_of(
        "its products",
        np.where(brought[:, None], np.stack([a, b, np.where(done, a * b, np.nan)], axis=1), np.nan),
        x=(-GAP - wide, -GAP),
        y=(GAP, GAP + n),
        signs=("·", "="),
        roles=("first", "second", "result"),
        rows=example.inner or None,
    )
    filled = multiplication.cell_at_work(A, B, reading, step)
    scene.readout("cell", filled, at=np.stack([w * p + 0.1 + 0.0 * i, -i - 0.5]), said="cell:", role="result")
    scene.formula(r"(\result{A B})_{ij} = \sum_k \first{a}_{ik}\,\second{b}_{kj}")
    scene.readout("this reading", reading, words=multiplication.READINGS)
    which = np.stack([i * p + j, m * p + j, m * p + p + i, m * p + p + m + k])[reading]
    scene.readout("slice", scene.words(_slices(m, n, p))[which])
    product = A @ B
    whole = np.sum(a * b)
    guess = scene.predict(
        GUESS,
        "When the lit cell of A B is full, which number stands in it?",
        whole,
        within=NEAR,
        about=np.concatenate([A.ravel(), B.ravel()]),
        which=i * p + j,
        seen=np.ravel(added == n),
    )
    scene.only_while(np.sum(done) < n)
    # What is asked for is not said before it is full.
    scene.matrix("A B", np.where(added == n, product, np.nan), role="result")
    scene.note("NumPy counts from 0: A[1, :] is the second row of A.")
    _story(scene, A0, B0, start)
    scene.goal(
        "Say a cell of A B before it is full: stop on the way, and answer the question.",
        np.abs(whole - guess) < NEAR,
        "A cell is a row of A times a column of B: pair by pair, then the sum.",
        when=np.sum(done) < n,
        guess=GUESS,
    )
    if n > 1:
        held = (np.min(np.abs(A), axis=1)[:, None] > 0.05) & (np.min(np.abs(B), axis=0)[None, :] > 0.05)
        scene.goal(
            "Make a cell of A B zero, with no zero in its row of A or its column of B.",
            np.any((np.abs(product) < NEAR) & held),
            "That row and that column are perpendicular: their dot product is 0.",
        )
    return scene


def _lights(m: int, n: int, p: int, i: Any, k: Any, j: Any, reading: Any) -> tuple[Any, Any, Any]:
    """Return for the cells of A, B and A B: 2 for what is at work, 1 for what its reading takes along."""

    def lit(rows: Any, columns: Any, takes: Sequence[tuple[bool, bool]]) -> Any:
        """Light a cell; what it takes along is its row, its column, both or neither, for each reading."""
        row, column = rows[:, None], columns[None, :]
        along = [(row | by_column) & (column | by_row) for by_row, by_column in takes]
        return np.where(row & column, 2.0, np.where(np.stack(along)[reading], 1.0, 0.0))

    at_i, at_k, at_j = np.arange(m) == i, np.arange(n) == k, np.arange(p) == j
    row, column, alone, all_of_it = (True, False), (False, True), (False, False), (True, True)
    return (
        lit(at_i, at_k, (row, column, row, column)),
        lit(at_k, at_j, (column, column, row, row)),
        lit(at_i, at_j, (alone, column, row, all_of_it)),
    )


def _framed(title: str, x: tuple[float, float], y: tuple[float, float]) -> Scene:
    """Return an empty sheet of paper, the same in a wide and in a narrow frame."""
    return Scene(title, x=x, y=y, tall=(x, y), grid=False, axes=False, numbers=False)


def _cell(A: Any, B: Any) -> float:
    """Return how wide a cell is, in heights: many cells take what a stage has to spare."""
    (m, k), (n, p) = A.shape, B.shape
    wanted = LANDSCAPE * (m + n + 1.2) / (k + p + 0.8)
    return 1.0 if max(m, k, n, p) <= FEW else float(np.clip(wanted, 1.0, WIDEST))


def _places(count: int) -> list[str]:
    """Return the places as NumPy counts them."""
    return [str(place) for place in range(count)]


def _press_cells(scene: Scene, turn: Any, m: int, p: int, w: float) -> None:
    """Let a press on a cell of A B go to the step that fills it."""
    full = np.reshape(np.max(turn, axis=1) + 1.0, (m * p,))
    scene.press(
        "A B: go to a cell",
        np.array([(w * (j + 0.5), -i - 0.5) for i in range(m) for j in range(p)]),
        lambda place: {STEP: full[place]},
        labels=[
            Sentence("A B row {row} column {column}", row=i + 1, column=j + 1)
            for i in range(m)
            for j in range(p)
        ],
    )


def _slices(m: int, n: int, p: int) -> list[str]:
    """Return what NumPy is asked for: each cell, each column, each row, each layer."""
    return [
        *(f"A[{i}, :] @ B[:, {j}]" for i in range(m) for j in range(p)),
        *(f"A @ B[:, {j}]" for j in range(p)),
        *(f"A[{i}, :] @ B" for i in range(m)),
        *(f"A[:, [{k}]] @ B[[{k}], :]" for k in range(n)),
    ]


def _story(scene: Scene, A: Any, B: Any, start: int) -> None:
    """Say the steps."""
    (m, n), p = A.shape, B.shape[1]
    count = m * n * p
    scene.step(
        "A row of A times a column of B, pair by pair, then the sum.",
        {"A": A, "B": B, READING: 0, STEP: start - min(2, n - 1) + n},
    )
    scene.step("Cell by cell the corner fills.", {STEP: count})
    scene.step("By columns: each column of A B mixes the columns of A.", {READING: 1, STEP: m * n})
    scene.step("By rows: each row of A B mixes the rows of B.", {READING: 2, STEP: n * p})
    scene.step(
        "By layers: a column times a row is a whole matrix; the layers add up.", {READING: 3, STEP: m * p}
    )
    scene.step(
        Sentence("Four orders, and always the same {count} products.", count=count), {READING: 3, STEP: count}
    )


def _clash(A0: Any, B0: Any) -> Scene:
    """Two matrices that do not meet: the two lengths that should be equal, and what NumPy says."""
    (m, k), (n, p) = A0.shape, B0.shape
    w = _cell(A0, B0)
    scene = _framed("A and B do not meet", (-GAP - w * k - 0.36, w * p + 0.12), (-m - 1.15, GAP + n + 0.42))
    A = scene.entries(
        "A", A0, x=(-GAP - w * k, -GAP), y=(-m, 0), role="first", lit=np.ones((m, k)), rows=_places(m)
    )
    B = scene.entries(
        "B", B0, x=(0, w * p), y=(GAP, GAP + n), role="second", lit=np.ones((n, p)), columns=_places(p)
    )
    scene.entries_of("no A B", np.full((m, p), np.nan), x=(0, w * p), y=(-m, 0), role="derived")
    scene.segment((-GAP - w * k, -m - 0.7), (-GAP, -m - 0.7), role="first")
    scene.segment((-0.3, GAP), (-0.3, GAP + n), role="second")
    scene.label(
        "columns of A:",
        (-GAP - w * k / 2, -m - 1.0),
        role="first",
        place="centre",
        value=np.array(float(k)),
        digits=0,
    )
    scene.label(
        "rows of B:",
        (-0.3, GAP + n / 2),
        role="second",
        away=(0, GAP + n / 2),
        value=np.array(float(n)),
        digits=0,
    )
    says = scene.words([multiplication.numpy_says(A0, B0)])
    # First what a phone has room for above the picture.
    scene.readout("columns of A, rows of B", multiplication.inner_sizes(A0, B0), digits=0)
    scene.readout("NumPy says", says[np.array(0)])
    scene.matrix("A", A, role="first")
    scene.matrix("B", B, role="second")
    return scene

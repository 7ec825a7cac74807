"""Row reduction of [A | b] on a scrubber: every operation named, done and undone by a matrix."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from explorer.live.scene import Scene, recorded
from explorer.logic import row_operations, row_reduction
from explorer.logic.row_operations import REDUCED, STAIRCASE
from explorer.logic.row_reduction import ADD, Answer, Exact, Frame
from explorer.scenes.inverse_and_rank_words import FORMS, MEANING_OF_FORMS, answers, longest, said, written
from explorer.sentence import Sentence

System = tuple[tuple[float, ...], ...]
EXAMPLES: dict[str, System] = {
    "one": ((1, 2, 1, 2), (3, 8, 1, 12), (0, 4, 1, 2)),
    "many": ((1, 2, 2, 2, 1), (2, 4, 6, 8, 5), (3, 6, 8, 10, 6)),
    "none": ((1, 2, 1, 3), (2, 4, 3, 5), (3, 6, 4, 9)),
    "fractions": ((2, 3, 5), (4, -1, 1)),
    "swap": ((0, 2, 4), (3, -1, 1)),
    "tiny": ((1, 1, 2), (1, 1.001, 2.001)),
}
STEP = "step"
_HIGH = 0.8  # a row
_SMALL = 0.62  # of E, beside [A | b]
_GAP = 1.9  # between E and its inverse, at least
_LINE = 0.5  # of the answer
_SECONDS = 2.0  # of one operation, as it plays
_NONE = np.full((4, 2), np.nan)


class _Grid(NamedTuple):
    """Where cells stand that have `corner` at the upper left."""

    corner: NDArray[np.float64]
    rows: int
    columns: int
    wide: float
    high: float

    @property
    def size(self) -> NDArray[np.float64]:
        return np.array([self.columns * self.wide, self.rows * self.high])

    def at(self, row: float, column: float) -> NDArray[np.float64]:
        return self.corner + np.array([column * self.wide, -row * self.high])

    def box(
        self, row: float, column: float, columns: float = 1.0, inset: float = 0.06
    ) -> NDArray[np.float64]:
        """The corners of some cells of one row."""
        (left, top), (right, low) = self.at(row, column), self.at(row + 1, column + columns)
        left, right, top, low = left + inset, right - inset, top - inset, low + inset
        return np.array([[left, top], [right, top], [right, low], [left, low]])

    def brackets(self) -> list[NDArray[np.float64]]:
        (left, top), (right, low), foot = self.corner, self.corner + self.size * [1, -1], 0.12
        return [
            np.array(
                [[x + way * foot, top + 0.05], [x, top + 0.05], [x, low - 0.05], [x + way * foot, low - 0.05]]
            )
            for x, way in ((left - 0.08, 1), (right + 0.08, -1))
        ]


@recorded
def scene(
    system: System = EXAMPLES["one"],
    own: bool = False,
    operations: tuple[str, ...] = (),
    by_hand: bool = False,
) -> Scene:
    """A system of equations and its row reduction; the last frame reads the answer off, where it can.

    Parameters
    ----------
    system : (m, n + 1) numbers
        The rows of [A | b].
    own : bool
        Whether the reader has typed it, and not a link brought it.
    operations
        The reader's own, as `row_operations.brief` writes them; with none, those of the algorithm.
    by_hand : bool
        Whether the reader has typed one of them, and not a link brought all.
    """
    way = row_reduction.reduce(row_reduction.exactly(system))
    answer = row_reduction.read_off(way[-1])
    frames = row_operations.frames_of(way[0].matrix, operations) if operations else list(way)
    forms = [row_operations.form(frame.matrix) for frame in frames]
    ends = is_read_off(frames[-1], answer)
    lines: list[Sentence] = []
    if ends:
        lines = answers(answer, frames[-1])
        if operations:
            count, needed = len(operations), len(way) - 1
            lines.append(
                Sentence("your operations: {count}, the algorithm’s: {needed}", count=count, needed=needed)
            )
        frames, forms = [*frames, frames[-1]._replace(operation=None)], [*forms, forms[-1]]
    m, n, last = len(system), len(system[0]) - 1, len(frames) - 1
    done_by = [frame.operation and row_reduction.elementary(frame.operation, m) for frame in frames]
    undone_by = [
        frame.operation and row_reduction.elementary(frame.operation.undone(), m) for frame in frames
    ]
    whole = _Grid(np.zeros(2), m, n + 1, _wide([frame.matrix for frame in frames]), _HIGH)
    wide = _SMALL * _wide([E for E in (*done_by, *undone_by) if E])
    width, height = whole.size
    both = max(width, 2 * m * wide + _GAP)
    left = width / 2 - both / 2
    does = _Grid(np.array([left, -height - 1.3]), m, m, wide, _SMALL * _HIGH)
    undoes = does._replace(corner=np.array([left + both - m * wide, -height - 1.3]))
    middle = 0.5 * max(width + 1.9, both + 0.9)
    low = max(1.4 + does.size[1], 0.4 + _LINE * len(lines))
    scene = Scene(
        "The rows of A and b, one operation after the other",
        x=(width / 2 - middle, width / 2 + middle),
        y=(-height - low, 0.7),
        grid=False,
        axes=False,
        numbers=False,
    )
    names = [
        Sentence("the system as it is"),
        *(said(frame.operation) for frame in frames if frame.operation),
        *([Sentence("read the answer off")] if ends else []),
    ]
    step = scene.slider(STEP, 0, last, at=0, step=1, play=True, seconds=_SECONDS * last, labels=names)
    k = step.astype(int)
    _draw_rows(scene, whole, frames, k)
    for i, name in enumerate(names[:-1] if ends else names):
        scene.label(name, (width / 2, -height - 0.42), role="second", place="centre")
        scene.only_while(k == i)
    for i, line in enumerate(lines):
        role = "derived" if operations and i == len(lines) - 1 else "result"
        scene.label(line, (width / 2, -height - 0.4 - _LINE * i), role=role, place="centre")
        scene.only_while(k == last)
    undo = [
        frame.operation and Sentence("undo: {operation}", operation=said(frame.operation.undone()))
        for frame in frames
    ]
    _draw_matrix(scene, does, done_by, [Sentence("E does it") if E else None for E in done_by], k)
    _draw_matrix(scene, undoes, undone_by, undo, k)

    scene.formula(r"A\,\mathbf{x}=\guess{\mathbf{b}}")
    found = scene.frames([float(len(frame.pivots)) for frame in frames])[k]
    scene.readout("pivots so far", found, digits=0, role="result")
    scene.readout(
        "form",
        scene.frames([float(number) for number in forms])[k],
        words=FORMS,
        at=np.array([width + 0.2, 0.35]),
        role="result",
        said="form:",
    )
    scene.predict("pivots", "How many pivots will there be?", 0 * found + answer.rank, within=0.25, digits=0)
    scene.readout("rank", 0 * step + answer.rank, digits=0)
    scene.hidden_until("pivots")
    scene.readout("free variables", 0 * step + len(answer.free), digits=0)
    scene.hidden_until("pivots")
    scene.note(MEANING_OF_FORMS)
    _steps(scene, frames, forms, ends, bool(operations))
    scene.goal(
        "Type a system that has no solution, and run it to the end.",
        (k == last) & (own and ends and answer.solution is None),
        "A row then says that 0 is another number: b is not in the span of the columns.",
    )
    scene.goal(
        "Type three unknowns with a whole line of solutions, and run it to the end.",
        (k == last) & (own and ends and answer.solution is not None and n == 3 and len(answer.free) == 1),
        "One column has no pivot: its unknown is free, and so A cannot be undone.",
    )
    reached = [float(by_hand and forms[0] < REDUCED == form) for form in forms]
    scene.goal(
        "Reach the reduced form with operations of your own.",
        scene.frames(reached)[k] > 0,
        "Many ways lead there, and all of them to the same reduced form of A.",
    )
    return scene


def is_read_off(frame: Frame, answer: Answer) -> bool:
    """Tell whether a frame says the answer: it is reduced, or a staircase with a row that says 0 = 1."""
    form = row_operations.form(frame.matrix)
    return form == REDUCED or (form == STAIRCASE and answer.solution is None)


def _wide(matrices: Sequence[Exact]) -> float:
    """How wide a cell is in which the longest number has room."""
    return max(1.15, 0.3 + 0.25 * longest(matrices)) if matrices else 1.15


def _draw_rows(scene: Scene, grid: _Grid, frames: Sequence[Frame], k: Any) -> None:
    """Draw [A | b]: the row at work, the row that helps, frames about the pivots, numbers."""
    m, n = grid.rows, grid.columns - 1
    works, helps = [_NONE], [_NONE]
    for frame in frames[1:]:
        done = frame.operation
        works.append(_NONE if done is None else grid.box(done.row, 0, n + 1))
        helps.append(_NONE if done is None or done.other == done.row else grid.box(done.other, 0, n + 1))
    scene.polygon(scene.frames(np.stack(helps))[k], role="first", edge=False)
    scene.polygon(scene.frames(np.stack(works))[k], role="second", edge=False)
    for place in range(min(m, n)):
        boxes = [
            grid.box(*frame.pivots[place], inset=0.1) if place < len(frame.pivots) else _NONE
            for frame in frames
        ]
        scene.path(scene.frames(np.stack(boxes))[k], role="result", closed=True)
    for bracket in grid.brackets():
        scene.path(bracket, role="data")
    scene.segment(grid.at(-0.06, n), grid.at(m + 0.06, n), role="derived")
    for j in range(n):
        scene.label(f"x{j + 1}", grid.at(-0.45, j + 0.5), role="derived", small=True, place="centre")
    scene.label("b", grid.at(-0.45, n + 0.5), role="guess", small=True, place="centre")
    for i in range(m):
        beside = grid.at(i + 0.5, 0) - np.array([0.63, 0.0])
        scene.label(Sentence("R{n}", n=i + 1), beside, role="derived", small=True, place="centre")
    _cells(scene, grid, [frame.matrix for frame in frames], k, ["data"] * n + ["guess"], small=False)


def _draw_matrix(
    scene: Scene, grid: _Grid, shown: Sequence[Exact | None], names: Sequence[Sentence | None], k: Any
) -> None:
    """Draw what an operation does as a matrix, under its name; away where there is none."""
    there = scene.frames([np.nan if E is None else 1.0 for E in shown])[k]
    for bracket in grid.brackets():
        scene.path(bracket * there, role="data")
    for i, name in enumerate(names):
        if name is not None:
            scene.label(name, grid.at(-0.3 / grid.high, grid.columns / 2), small=True, place="centre")
            scene.only_while(k == i)
    if any(shown):
        _cells(scene, grid, shown, k, ["data"] * grid.columns, small=True)


def _cells(
    scene: Scene, grid: _Grid, matrices: Sequence[Exact | None], k: Any, roles: Sequence[str], *, small: bool
) -> None:
    """Write the entries of a matrix that changes from frame to frame; None is away."""
    texts = scene.words(list(dict.fromkeys(written(x) for M in matrices if M for row in M for x in row)))
    index = np.full((len(matrices), grid.rows, grid.columns), -1.0)
    for f, M in enumerate(matrices):
        if M is not None:
            index[f] = [[texts.texts.index(written(x)) for x in row] for row in M]
    now = scene.frames(index)[k].astype(int)
    for i in range(grid.rows):
        for j in range(grid.columns):
            scene.label(
                texts[now[i, j]], grid.at(i + 0.5, j + 0.5), role=roles[j], small=small, place="centre"
            )


def _steps(scene: Scene, frames: Sequence[Frame], forms: Sequence[int], ends: bool, by_hand: bool) -> None:
    """Tell of a reduction; of one by hand only what it has come to."""
    last = len(frames) - 1
    stairs = next((i for i, form in enumerate(forms) if form >= STAIRCASE), None)
    adds = next(
        (i for i, frame in enumerate(frames) if frame.operation and frame.operation.kind == ADD), None
    )
    if not by_hand:
        adds = min(1, last) if adds is None else adds
    scene.step("Each row is an equation; b stands in the last column.", {STEP: 0})
    if adds is not None:
        scene.step("A row changes by a multiple of another: the solutions stay.", {STEP: adds})
    if stairs is not None:
        scene.step("A staircase: the first number of each step is a pivot, in a frame.", {STEP: stairs})
    if forms[-1] == REDUCED:
        scene.step("And up again, until each pivot is 1 and alone in its column.", {STEP: last - 1})
    if ends:
        scene.step(
            "The pivots counted are the rank; a column without one would leave its x free.",
            {STEP: last},
        )

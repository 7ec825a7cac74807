"""Every mark and input of a scene once, live, with the lines that make it: for authors.

Each function below is a scene of a few lines. The page `/gallery` shows them one after the other with their
source, `docs/gallery.md` holds the same lines, and the browser tests drag, press, type and paint them.
`python -m explorer.live.scene.gallery` writes the document.
"""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable
from pathlib import Path

import numpy as np

from explorer.live.scene import Scene

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "gallery.md"


def arrows() -> Scene:
    """Arrows, segments and a line, from two handles; one rests where it means something."""
    scene = Scene("A sum of two arrows")
    u = scene.handle("u", at=(3, 1), role="first")
    v = scene.handle("v", at=(1, 2), role="second", shape="square")
    scene.snap("v", "as long as u, across it", np.stack([-u[1], u[0]]))
    scene.arrow(u, label="u", role="first")
    scene.arrow(v, label="v", role="second")
    scene.arrow(u + v, label="u + v", role="result")
    scene.segment(u, u + v, role="second")
    scene.segments(np.stack([np.stack([v, u + v])]), role="derived", faint=True)
    scene.line(u, role="principal")
    scene.label("the origin", (0, 0), away=u + v, small=True)
    scene.formula(r"\first{u} + \second{v} = \result{@0}", u + v)
    scene.readout("length of the sum", np.linalg.norm(u + v))
    scene.field("u", "v")
    scene.goal("Make the sum zero.", np.linalg.norm(u + v) < 0.2, "One is the other turned round.")
    scene.step("Drag u.", {"v": (1, 2)})
    scene.preset("Across", {"u": (3, 0), "v": (0, 2)})
    scene.note("What is dotted is where the other arrow would begin.")
    return scene


def held() -> Scene:
    """A handle on a circle, one on a derived point, and a clock that moves the first."""
    scene = Scene("Round a circle")
    p = scene.handle("p", at=(2, 0), constrain=lambda w: 2 * w / np.maximum(np.linalg.norm(w), 1e-9))
    scene.handle_at("half of p", p / 2, lambda w: {"p": 2 * w}, role="result")
    t = scene.slider("turn", 0, 360, at=0, step=1, unit="°", play=True, seconds=4)
    scene.drive("turn", {"p": 2 * np.stack([np.cos(np.radians(t)), np.sin(np.radians(t))])})
    angles = np.linspace(0, 2 * np.pi, 90)
    scene.path(2 * np.stack([np.cos(angles), np.sin(angles)], axis=1), closed=True, role="data")
    scene.polygon(np.stack([np.zeros(2), np.stack([p[0], 0.0 * p[0]]), p]), signed=True)
    scene.bar("height", p[1], low=-2, high=2, best=np.array(2.0))
    scene.record("highest so far", p[1])
    return scene


def choices() -> Scene:
    """A switch, a choice, frames, and a button that sets what they stand for."""
    scene = Scene("Which square?")
    large = scene.switch("large")
    which = scene.choice("tilt", ["none", "a little", "half"], at=0)
    tilt = scene.frames([0.0, 0.3, np.pi / 4])[which]
    corners = np.array([[-1.0, -1], [1, -1], [1, 1], [-1, 1]]) * (1 + large)
    turn = np.stack([np.stack([np.cos(tilt), np.sin(tilt)]), np.stack([-np.sin(tilt), np.cos(tilt)])])
    scene.polygon(corners @ turn, label="the square")
    scene.only_while(which < 3)
    scene.action("Small and straight", {"large": 0.0 * tilt, "tilt": 0.0 * tilt})
    scene.readout("turned by", np.degrees(tilt), unit="°")
    scene.button("Ask Python")
    return scene


def typed() -> Scene:
    """A table that is typed, one that is painted, a matrix in brackets, cells that follow."""
    scene = Scene("Tables", x=(-2, 2), y=(-2, 2))
    A = scene.table("A", [[1.0, 2.0], [0.0, 1.0]], rows=["a", "b"], columns=["x", "y"])
    P = scene.paint("P", np.zeros((3, 2)))
    scene.cells("P A", P @ A)
    scene.matrix("A transposed", A.T)
    scene.curve("sums of rows", P.sum(axis=1), at=np.array(0.0))
    scene.arrow(A @ np.ones(2), label="A (1, 1)")
    return scene


def gates() -> Scene:
    """Complex numbers: typed, in cells with a hand for the angle, in brackets, as one number."""
    scene = Scene("Two gates, one after the other", x=(-2, 2), y=(-2, 2), axis_names=("real", "imaginary"))
    h = 1 / np.sqrt(2)
    names = ["|0⟩", "|1⟩"]
    S = scene.table("S", np.diag([1, 1j]), rows=names, columns=names, complex=True)
    H = scene.table("H", [[h, h], [h, -h]], rows=names, columns=names, complex=True)
    scene.cells("S H", S @ H, rows=names, columns=names)
    scene.matrix("H S", H @ S)
    trace = np.trace(S @ H)
    scene.readout("trace of S H", trace)
    scene.arrow(np.stack([np.real(trace), np.imag(trace)]), role="result")
    scene.label("trace", np.stack([np.real(trace), np.imag(trace)]), value=trace, role="result")
    scene.action("S = T", {"S": np.diag([1, np.exp(0.25j * np.pi)])})
    scene.preset("S = Y", {"S": [[0, -1j], [1j, 0]]})
    return scene


def vocabulary() -> Scene:
    """A word that is typed and searched, and words that follow it; their list is sent once."""
    scene = Scene("The words nearest to one", x=(-1, 4), y=(-1, 4))
    words = scene.words(["king", "queen", "man", "woman", "Élan", "elan vital", "baking"])
    at = np.array([[3.0, 1], [3, 3], [1, 1], [1, 3], [0, 0], [0.5, -0.5], [2, 0]])
    i = scene.text("word", words, at="queen")
    here = scene.frames(at)[i]
    order = np.argsort(np.linalg.norm(at - here, axis=1))
    scene.points(at, labels=words, size=5, name="words")
    scene.label(words[i], here, role="result")
    scene.arrow(here, role="result")
    scene.readout("nearest", words[order[1]])
    scene.readout("then", words[order[2:4]])
    return scene


def row() -> Scene:
    """Items in a row: put in order, added and taken away."""
    scene = Scene("One turn after the other", x=(-2, 2), y=(-2, 2))
    names = ["turn by 90°", "mirror", "stretch"]
    turns = np.array([[[1, 0], [0, 1]], [[0, -1], [1, 0]], [[-1, 0], [0, 1]], [[1.5, 0], [0, 1]]])
    does = scene.frames(turns)
    k = scene.sequence("what is done", names, at=["mirror", "turn by 90°"], most=4)
    M = np.eye(2)
    for i in range(4):
        M = does[k[i] + 1] @ M
    square = np.array([[0.0, 0], [1, 0], [1, 0.5], [0, 0.5]])
    scene.polygon(square, role="data", label="before")
    scene.polygon(square @ M.T, role="result", label="after", signed=True)
    scene.matrix("all of it", M)
    scene.preset("Twice round", {"what is done": [0, 0, 0, 0]})
    return scene


def guessed() -> Scene:
    """A prediction, and what is hidden until it is revealed."""
    scene = Scene("Where does it land?")
    u = scene.handle("u", at=(2, 1))
    scene.arrow(u, label="u")
    scene.predict("mirror", "Where is u in the mirror?", np.stack([u[0], -u[1]]), at=(0, -2))
    scene.arrow(np.stack([u[0], -u[1]]), label="mirrored u", role="result")
    scene.hidden_until("mirror")
    return scene


def asked() -> Scene:
    """A prediction that is a number, typed."""
    scene = Scene("How long is it?")
    u = scene.handle("u", at=(3, 4))
    scene.arrow(u, label="u")
    length = np.linalg.norm(u)
    scene.predict("length", "How long is u?", length, within=0.25, unit="m")
    scene.readout("length of u", length, unit="m")
    scene.hidden_until("length")
    return scene


def looks() -> Scene:
    """Points of which each has a size, a tone and a marker of its own, few and many; a label on its point."""
    scene = Scene("Larger, darker, another shape", x=(-1, 7), y=(-2, 4))
    t = scene.slider("t", 0, 1, at=1)
    n = np.arange(6.0)
    scene.points(np.stack([n, np.full(6, 2.5)], axis=1), size=2 + 2 * n * t, tone=n / 5, marker=n * t)
    grid = np.stack(np.meshgrid(np.linspace(0, 6, 40), np.linspace(-1, 1, 15)), axis=-1).reshape(-1, 2)
    near = np.exp(-np.sum((grid - np.stack([6 * t, 0 * t])) ** 2, axis=1))
    scene.points(grid, role="first", size=1 + 4 * near, tone=near)
    scene.label("six", (3, 3.4), place="centre")
    scene.formula("t = @0", t / 3, digits=4)
    return scene


def painted() -> Scene:
    """A grid with names, painted by a soft brush, and cells so many that they are pixels."""
    scene = Scene("Painted and enlarged", x=(-2, 2), y=(-2, 2))
    hours = [f"{i} h" for i in range(1, 7)]
    P = scene.paint("P", np.zeros((5, 6)), rows=["Mo", "Tu", "We", "Th", "Fr"], columns=hours, soft=1)
    scene.cells("P enlarged", np.kron(P, np.ones((4, 4))) - 0.5)
    scene.readout("sum", np.sum(P))
    return scene


def space() -> Scene:
    """A point in space, one on a sphere, axes, and a question about the frame."""
    scene = Scene("A point in space", grid=False, axes=False, numbers=False)
    scene.orbit(azimuth=30, elevation=20)
    p = scene.handle3("p", at=(2, 1, 2))
    q = scene.handle3("q", at=(0, 0, 2), role="second", constrain=lambda w: 2 * w / np.linalg.norm(w))
    scene.axes3(3.0)
    scene.arrow(p, label="p")
    scene.arrow(q, label="q", role="second")
    scene.readout("length of q", np.linalg.norm(q))
    scene.readout("tall", scene.in_tall_frame(), words=["no", "yes"])
    scene.readout("narrow", scene.in_narrow_frame(), words=["no", "yes"])
    return scene


def many() -> Scene:
    """Named points in groups with their legend, and a grid."""
    scene = Scene("Two groups")
    u = scene.handle("shift", at=(1, 0), role="guess")
    around = np.array([[-2.0, 1], [-1, 2], [0, -1], [1, 1]])
    scene.grid(np.array([[[-3.0, y], [3.0, y]] for y in (-2.0, 0.0, 2.0)]))
    scene.points(
        around + u, labels=["one", "two", "three", "four"], groups=[0, 0, 1, 1], name="four points", size=6
    )
    scene.legend(["left", "right"])
    return scene


def pixels() -> Scene:
    """A matrix as pixels: numbers where there is room, the one that was pressed in a frame."""
    scene = Scene("A matrix as pixels", x=(-1, 5), y=(-0.5, 4), grid=False, axes=False, numbers=False)
    share = scene.slider("share", 0, 1, at=1)
    cell = scene.state("cell", (0.0, 0.0))
    M = share * (np.arange(20.0).reshape(4, 5) / 10 - 1)
    scene.picture("M", M, tones="diverging", high=1, hot=cell[np.newaxis], picks="cell")
    scene.readout("in the frame", M[cell[0].astype(int), cell[1].astype(int)])
    return scene


def entered() -> Scene:
    """Matrices in the picture: numbers that are typed or dragged up and down, and some that follow."""
    scene = Scene("A product of numbers", x=(-3, 4), y=(-3, 1), grid=False, axes=False, numbers=False)
    A = scene.entries("A", [[2.0, 1.0], [0.0, 3.0]], x=(-2.5, -0.5), y=(-2, 0), rows=["0", "1"])
    x = scene.entries("x", [[1.0], [-1.0]], x=(0, 1), y=(-2, 0), role="second", step=0.5)
    scene.entries_of("A x", A @ x, x=(1.5, 2.5), y=(-2, 0), lit=2.0 * (np.abs(A @ x) < 0.005))
    scene.entries_of("x squared", np.hstack([x, x, x * x]), x=(-2.5, 1), y=(-3, -2.2), signs=["·", "="])
    scene.readout("first", (A @ x)[0, 0])
    return scene


def lamps() -> Scene:
    """Points that are pressed to toggle, and a press beside them that moves a mark there."""
    scene = Scene("Three lamps", x=(-3, 3), y=(-2, 2))
    on = scene.state("lamps", [0.0, 1.0, 0.0])
    mark = scene.state("mark", (0.0, -1.0))
    at = np.array([[-1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])
    scene.points(at, size=9)
    scene.points(np.where(on[:, np.newaxis] > 0, at, np.nan), role="result", size=5)
    scene.arrow(mark, label="here", role="guess")
    scene.press(
        "lamps: press",
        at,
        lambda i: {"lamps": np.where(np.arange(3) == i, 1 - on, on)},
        labels=["left", "top", "right"],
        on=on,
        elsewhere=lambda place: {"mark": place},
    )
    scene.readout("lamps on", np.sum(on), digits=0)
    return scene


def swarm() -> Scene:
    """Points in hand, added and removed: one input, one tab stop."""
    scene = Scene("Their mean", x=(-1, 6), y=(-1, 5))
    start = np.array([[0.0, 1.0], [1.0, 1.5], [2.0, 3.0], [4.0, 3.5]])
    P = scene.draggable_points("points", start, most=8, role="first")
    mean = np.nanmean(P, axis=0)
    scene.arrow(mean, label="the mean", role="result")
    scene.readout("points", np.sum(np.isfinite(P[:, 0])), digits=0)
    return scene


def panes() -> Scene:
    """A plane of its own beside the picture, whose axes have units of their own."""
    scene = Scene("A point and its angle over time", x=(-3, 3), y=(-2, 2))
    p = scene.handle("p", at=(2, 1))
    scene.arrow(p, label="p")
    with scene.pane("its angle", x=(0, 10), y=(-180, 180), shape=1.6, axis_names=("s", "°")):
        angle = np.degrees(np.arctan2(p[1], p[0]))
        scene.path(np.stack([np.linspace(0, 10, 50), angle + np.linspace(0, -30, 50)], axis=1))
        when = scene.handle("moment", at=(2.0, 90.0), role="guess")
    scene.readout("moment", when[0], unit="s")
    return scene


ENTRIES: dict[str, Callable[[], Scene]] = {
    make.__name__: make
    for make in (
        arrows,
        held,
        choices,
        typed,
        gates,
        vocabulary,
        row,
        guessed,
        asked,
        looks,
        painted,
        space,
        many,
        pixels,
        entered,
        lamps,
        swarm,
        panes,
    )
}
"""The scenes by name, in the order of the page."""


def source(name: str) -> str:
    """Return the lines of an entry after its docstring, without the last: `return scene`.

    >>> source("space").splitlines()[1]
    'scene.orbit(azimuth=30, elevation=20)'
    """
    body = inspect.getsource(ENTRIES[name]).split('"""', 2)[2]
    return textwrap.dedent(body).strip().removesuffix("return scene").rstrip()


def said(name: str) -> str:
    """Return what an entry shows, in a sentence."""
    return inspect.cleandoc(ENTRIES[name].__doc__ or "")


def markdown() -> str:
    """Return all entries as Markdown."""
    parts = [
        "# The gallery: every mark and input once",
        "Live at `/gallery` while the app runs. `python -m explorer.live.scene.gallery` writes this page\n"
        "from `explorer/live/scene/gallery.py`; what each call takes stands in [live.md](live.md).",
    ]
    for name in ENTRIES:
        parts += [f"## {said(name)}", f"```python\n{source(name)}\n```"]
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    DOCUMENT.write_text(markdown(), "utf-8")
    print(f"{DOCUMENT.name}: {len(ENTRIES)} scenes")

"""Two arrows in space and the plane that they span: all of their combinations lie in it."""

import numpy as np

from explorer.live.scene import Scene
from explorer.logic import vectors

RING = np.array([-1.5, 2.5, 1.5])
LATTICE = np.arange(-2.0, 3.0)
NEAR = 0.15
ROUNDING = 9e-5  # a place keeps four decimals: what is shorter than this is not meant


def space() -> Scene:
    """Two arrows u and v in space, their plane, and a ring beside it."""
    scene = Scene(
        "Two arrows u and v in space, the plane that they span, and a ring",
        x=(-5.4, 5.4),
        y=(-3.4, 3.6),
        tall=((-3.9, 3.9), (-4.4, 4.4)),
        grid=False,
        axes=False,
        numbers=False,
    )
    scene.orbit(azimuth=-58, elevation=26)
    u = scene.handle3("u", at=(1.8, 0.2, 0.5), role="first")
    v = scene.handle3("v", at=(0.2, 1.6, 0.3), role="second", shape="square")
    a = scene.slider("a", -2, 2, at=1, step=0.1)
    b = scene.slider("b", -2, 2, at=0.5, step=0.1)
    w = vectors.combine(a, u, b, v)
    foot = vectors.project_onto_span(RING, np.stack([u, v]))
    off, missed = vectors.distance(RING, foot), vectors.distance(RING, w)

    scene.axes3(3.4)
    # What w reaches while a and b go from −2 to 2: where u and v are on one line, a piece of that line.
    corners = [s * 2 * u + t * 2 * v for s, t in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    scene.polygon(np.stack(corners), role="result", name="plane", edge=False)
    along_v = [np.stack([s * u - 2 * v, s * u + 2 * v]) for s in LATTICE]
    along_u = [np.stack([s * v - 2 * u, s * v + 2 * u]) for s in LATTICE]
    scene.grid(np.stack([*along_v, *along_u]))
    scene.segment(RING, foot, name="way to the ring")
    scene.label("", 0.5 * (RING + foot), value=np.where(off > NEAR, off, np.nan), small=True)
    scene.segment(a * u, w, role="second", name="w")
    scene.segment(b * v, w, role="first", name="w")
    scene.arrow(w, role="result", name="w")
    scene.arrow(u, label="u", role="first")
    scene.arrow(v, label="v", role="second")
    scene.points(RING[np.newaxis], role="guess", size=9, labels=["the ring (−1.5, 2.5, 1.5)"])
    scene.label("the ring", RING, role="guess", small=True, away=foot)

    scene.formula(r"\result{\mathbf{w}} = a\,\first{\mathbf{u}} + b\,\second{\mathbf{v}}")
    scene.formula(
        r"\left|\first{\mathbf{u}}\right| ="
        r"\sqrt{(\first{@0})^2 + (\first{@1})^2 + (\first{@2})^2} = \first{@3}",
        *u,
        vectors.length(u),
    )
    scene.readout("w", w, at=w, role="result")
    scene.readout("from the ring to the plane", off, role="derived")
    reach = vectors.span_dimension(np.stack([u, v]), least=ROUNDING)
    scene.readout(
        "u and v reach", reach, words=("only the origin", "only a line", "a plane through the origin")
    )
    scene.readout("length of u", vectors.length(u), role="first")
    scene.field("u", "v")
    scene.readout("length of v", vectors.length(v), role="second")
    scene.readout("distance from u to v", vectors.distance(u, v), role="derived")
    scene.preset("On the floor", {"u": (2.5, 0, 0), "v": (0, 2, 0)})
    scene.preset("On one line", {"u": (2, 1, 1), "v": (-1, -0.5, -0.5)})
    scene.step("Two arrows in space, three numbers each.", {"a": 1, "b": 1}, hide=["plane", "w"])
    scene.step("Their combinations fill a plane through the origin, no more.", {"a": -1, "b": 1})
    scene.step("On one line they fill only that line.", {"u": (2, 1, 1), "v": (-1, -0.5, -0.5)})
    scene.goal(
        "Tilt the plane until it passes through the ring: move u or v.",
        off < NEAR,
        "Now the ring is a combination of u and v; a moment ago none reached it.",
    )
    scene.goal(
        "Bring w to the ring.",
        missed < NEAR,
        "Two numbers a and b are enough, once the ring lies in the plane.",
    )
    return scene

"""Two arrows, their lengths, the way between them, and everything they reach together."""

from collections.abc import Iterator

import numpy as np

from explorer.live.scene import Scene, recorded
from explorer.logic import matrices, vectors
from explorer.scenes import vectors_space, vectors_stars


@recorded
def scene(view: str = "plane") -> Scene:
    """Return a view of the lesson: two arrows in the plane, two in space, or stars seen from the Sun."""
    return {"plane": _plane, "space": vectors_space.space, "stars": vectors_stars.stars}[view]()


def variants() -> Iterator[Scene]:
    """Yield the other views: the catalogues look at what they say."""
    yield scene("space")
    yield scene("stars")


def _plane() -> Scene:
    """Two arrows u and v, the combination a u + b v, and a target to reach with it."""
    scene = Scene(
        "Two arrows u and v and their combination a u + b v",
        x=(-4.4, 5.4),
        y=(-1.8, 3.6),
        tall=((-3.4, 4.4), (-3, 5)),
    )
    u = scene.handle("u", at=(3, 1), role="first")
    v = scene.handle("v", at=(1, 2), role="second", shape="square")
    a = scene.slider("a", -2, 2, at=1, step=0.1)
    b = scene.slider("b", -2, 2, at=1, step=0.1)
    shows_unit = scene.switch("unit vector of u")
    w = vectors.combine(a, u, b, v)
    long_u, long_v, long_sum = vectors.length(u), vectors.length(v), vectors.length(vectors.add(u, v))
    ring = np.array([-3.0, 2.0])

    scene.polygon(np.stack([np.zeros(2), a * u, w, b * v]), role="result", name="w", edge=False)
    # From the origin, behind u and v: where a = 1 and b = 1 they lie under these.
    scene.arrow(a * u, role="first", faint=True, name="w")
    scene.arrow(b * v, role="second", faint=True, name="w")
    scene.segment(a * u, w, role="second", name="w")
    scene.segment(b * v, w, role="first", name="w")
    scene.arrow(w, role="result", name="w")
    scene.arrow(u, role="first", name="u")
    scene.arrow(v, role="second", name="v")
    for name, tip, long, role in (("|u|", u, long_u, "first"), ("|v|", v, long_v, "second")):
        middle = 0.5 * tip  # its length stands beside an arrow, on the side where the parallelogram is not
        scene.label(name, middle, value=long, role=role, small=True, away=middle + 0.2 * (u + v))
    between = (np.abs(a - 1) < 0.005) & (np.abs(b + 1) < 0.005)
    scene.segment(v, u)
    scene.only_while(between)
    scene.label("|u − v|", 0.5 * (u + v), value=vectors.distance(u, v), small=True, away=(0, 0))
    scene.only_while(between)
    for name, factor, tip, role in (("a u", a, a * u, "first"), ("b v", b, b * v, "second")):
        apart = np.abs(factor * (factor - 1)) > 0.02
        scene.label(name, np.where(apart, tip, np.nan), role=role, small=True, away=(0, 0))
    scene.label("u", u, role="first", away=(0, 0), value=u)
    scene.label("v", v, role="second", away=(0, 0), value=v)
    scene.path(matrices.unit_circle(90), role="derived", closed=True)
    scene.only_while(shows_unit)
    scene.arrow(vectors.unit(u), role="derived")
    scene.only_while(shows_unit)
    scene.points(ring[np.newaxis], role="guess", size=9, labels=["the ring (−3, 2)"])
    below = ring - np.array([0, 0.25])
    scene.label("the ring", below, role="guess", small=True, away=ring)
    scene.snap("u", "u is as long as v", vectors.unit(u) * vectors.length(v))
    across, along = vectors.reject(v, u), vectors.project(v, u)
    # The zero vector is perpendicular to u and on its line at once: no place for v to rest.
    for name, place in (("v lies on the line of u", along), ("v is perpendicular to u", across)):
        scene.snap("v", name, np.where(vectors.length(place) > 0.05, place, np.nan))

    scene.formula(r"\result{\mathbf{w}} = a\,\first{\mathbf{u}} + b\,\second{\mathbf{v}}")
    scene.formula(
        r"\left|\first{\mathbf{u}}\right| = \sqrt{(\first{@0})^2 + (\first{@1})^2} = \first{@2}",
        u[0],
        u[1],
        long_u,
    )
    scene.readout("w", w, at=w, role="result")
    scene.field("u", "v")
    scene.readout("length of u", long_u, role="first")
    scene.readout("direction of u", np.degrees(vectors.direction(u)), unit="°", digits=1, role="first")
    reach = vectors.span_dimension(np.stack([u, v]), least=vectors_space.ROUNDING)
    scene.readout("u and v reach", reach, words=("only the origin", "only a line", "the whole plane"))
    scene.readout("length of v", long_v, role="second")
    scene.readout("distance from u to v", vectors.distance(u, v), role="derived")
    scene.readout("unit vector of u", vectors.unit(u), role="first")
    scene.predict("sum", "How long is u + v? Guess from the two lengths.", long_sum, within=0.25)
    scene.preset("Sum", {"a": 1, "b": 1})
    scene.preset("Difference", {"a": 1, "b": -1})
    scene.preset("Midpoint", {"a": 0.5, "b": 0.5})
    scene.preset("On one line", {"u": (2, 1), "v": (-1, -0.5)})
    scene.step("u goes 3 to the right and 1 up.", {"u": (3, 1), "v": (1, 2), "a": 1, "b": 1}, hide=["w"])
    scene.step("Put v at the tip of u: the sum w leads from start to end.", {"a": 1, "b": 1})
    scene.step("Take −v instead, b = −1: that gives the difference.", {"a": 1, "b": -1})
    scene.step("a stretches u, b stretches v: can w reach every point?", {"a": -0.8, "b": -0.4})
    scene.goal(
        "Bring w to the ring; move only a and b.",
        (vectors.distance(w, ring) < 0.15) & ((a != 1.0) | (b != 1.0)),
        "Two arrows that are not on one line reach every point.",
    )
    scene.goal(
        "Make u and v reach only a line.",
        (reach == 1) & (vectors.length(u) > 0),
        "Then b v adds nothing that a u could not do alone.",
    )
    return scene

"""Named stars seen from the Sun: the way from one to another is a difference of two vectors."""

import functools
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from explorer.data import samples
from explorer.live.scene import Scene
from explorer.logic import matrices, vectors
from explorer.sentence import Sentence

LIGHT_YEARS = 3.261563777  # in a parsec: 648000/pi astronomical units over 365.25 days of light
REACH = "picture reaches"
REACHES = (5, 10, 20, 50, 100, 200, 500, 1000)  # parsecs
SIZE = 3.2  # how far from the Sun what lies at the reach is drawn
CIRCLE = np.pad(matrices.unit_circle(72), ((0, 0), (0, 1)))  # in the plane of the Earth's equator


class Stars(NamedTuple):
    """The stars of the catalogue that have a name, and the others.

    Attributes
    ----------
    names, places : one name, and one place in parsecs from the Sun, for each star with a name, (n, 3)
    others, elsewhere : numbers of the catalogue and places of those without
    """

    names: tuple[str, ...]
    places: NDArray[np.float64]
    others: tuple[str, ...]
    elsewhere: NDArray[np.float64]


def stars() -> Scene:
    """Two stars as vectors from the Sun, and the difference that leads from one to the other."""
    known = catalogue()
    scene = Scene(
        "Stars around the Sun; two of them as arrows u and v, and the way between them",
        x=(-5.4, 5.4),
        y=(-3.4, 3.6),
        tall=((-3.6, 3.6), (-2.9, 2.9)),
        grid=False,
        axes=False,
        numbers=False,
    )
    camera = scene.orbit(azimuth=-20, elevation=32)
    words = scene.words(known.names)
    i, j = scene.text("from", words, at="Vega"), scene.text("to", words, at="Altair")
    positions = scene.frames(known.places)
    u, v = positions[i], positions[j]
    way = vectors.subtract(v, u)
    reach = scene.slider(REACH, 0, len(REACHES) - 1, at=1, step=1, labels=[f"{r} pc" for r in REACHES])
    radius = scene.frames(np.array(REACHES, dtype=float))[reach.astype(int)]
    scale = SIZE / radius
    shown, tips = scale * positions, (scale * u, scale * v)
    on_screen = (shown @ camera)[:, :2]
    # What lies beyond the picture cannot be dragged to; arrow keys go there, and take the picture along.
    far = scene.frames(np.array([vectors.length(place) for place in known.places]))
    within = np.where((far < 1.5 * radius)[:, np.newaxis], on_screen, 1e6)

    def star_handle(name: str, field: str, star: Any, tip: Any, role: str, shape: str) -> None:
        def by_keys(step: Any) -> dict[str, Any]:
            then = np.clip(star + step[0] + step[1], 0, len(known.names) - 1).astype(int)
            needed = np.sum(np.array(REACHES) < far[then])
            return {field: 1.0 * then, REACH: np.maximum(reach, 1.0 * needed)}

        scene.handle_at(
            name,
            on_screen[star],
            lambda target: {field: 1.0 * vectors.nearest(within, target)},
            role=role,
            shape=shape,
            says=tip,
            keys=by_keys,
            names=("x", "y", "z"),
            unit="pc",
        )

    star_handle("u", "from", i, u, "first", "circle")
    star_handle("v", "to", j, v, "second", "square")

    for share in (0.5, 1.0):
        scene.grid(share * SIZE * np.stack([CIRCLE, np.roll(CIRCLE, -1, axis=0)], axis=1))
        scene.label("", share * SIZE * CIRCLE[9], value=share * radius, unit="pc", digits=0, small=True)
    scene.points(scale * known.elsewhere, size=2, labels=known.others, name="stars without a name")
    scene.points(shown, size=4, labels=words, name="stars with a name")
    scene.points(np.zeros((1, 3)), role="guess", size=6, labels=["the Sun"])
    scene.label("the Sun", np.zeros(3), role="guess", small=True, away=tips[0] + tips[1])
    scene.arrow(tips[0], role="first", name="u")
    scene.arrow(tips[1], role="second", name="v")
    scene.arrow(tips[1], tail=tips[0], role="result", name="way")
    scene.label(words[i], tips[0], role="first", away=(0, 0, 0))
    scene.label(words[j], tips[1], role="second", away=(0, 0, 0))

    distance, seen = vectors.length(way), np.degrees(vectors.angle_between(u, v))
    scene.formula(r"\result{\mathbf{w}} = \second{\mathbf{v}} - \first{\mathbf{u}}")
    scene.formula(
        r"\left|\result{\mathbf{w}}\right| = \sqrt{(\result{@0})^2 + (\result{@1})^2 + (\result{@2})^2} = @3",
        *way,
        distance,
    )
    scene.readout(
        "distance between them",
        distance,
        unit="pc",
        at=0.5 * (tips[0] + tips[1]),
        role="result",
        said="apart",
    )
    scene.readout("apart in our sky", seen, unit="°", digits=1)
    scene.readout("from the Sun to the first", vectors.length(u), unit="pc", role="first")
    scene.readout("from the Sun to the second", vectors.length(v), unit="pc", role="second")
    scene.readout("distance in light years", distance * LIGHT_YEARS, role="result")
    scene.readout("u", u, unit="pc", role="first")
    scene.readout("v", v, unit="pc", role="second")
    scene.note(Sentence("A parsec (pc) is {years} light years.", years=round(LIGHT_YEARS, 2)))
    outside = np.maximum(vectors.length(u), vectors.length(v)) > 2 * radius
    scene.note("A star that you chose lies outside the picture: let the picture reach farther.")
    scene.only_while(outside)
    pick = {name: k for k, name in enumerate(known.names)}
    scene.preset("Orion’s belt", {"from": pick["Alnilam"], "to": pick["Mintaka"], REACH: 7})
    scene.preset("Inside the Plough", {"from": pick["Alioth"], "to": pick["Mizar"], REACH: 3})
    scene.step(
        "u leads from the Sun to Vega, v to Altair.",
        {"from": pick["Vega"], "to": pick["Altair"], REACH: 1},
        hide=["way"],
    )
    scene.step("v − u leads from Vega to Altair; its length is how far apart they are.")
    scene.step(
        "Orion’s belt: side by side in our sky, hundreds of parsecs apart.",
        {"from": pick["Alnilam"], "to": pick["Mintaka"], REACH: 7},
    )
    scene.goal(
        "Find two stars less than 10° apart in our sky and more than 500 parsecs from each other.",
        (seen < 10) & (distance > 500),
        "The sky shows directions alone: a picture of the sky leaves out the lengths.",
    )
    scene.goal(
        "Find two different stars less than 2 parsecs apart.",
        (distance > 0) & (distance < 2),
        "The difference of the two vectors is short, whatever their own lengths are.",
    )
    return scene


@functools.cache
def catalogue() -> Stars:
    """Return the stars, parted into those with a name and those without."""
    table = samples.bright_stars()
    labels = () if table.labels is None else tuple(map(str, table.labels))
    named = np.array([not label.startswith("HIP ") for label in labels])
    return Stars(
        tuple(label for label, known in zip(labels, named, strict=True) if known),
        table.values[named],
        tuple(label for label, known in zip(labels, named, strict=True) if not known),
        table.values[~named],
    )

"""Two real chains, turtles and weather: a matrix carries shares on, step by step, until they settle."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from explorer.data import samples
from explorer.live.scene import Scene
from explorer.logic import chains, conventions, eigenvectors
from explorer.scenes.eigenvectors_rates import say_rates
from explorer.sentence import Sentence

YEAR, DAY, START = "year", "day", "start"
# What inputs were called in links of before, and what they are called there now.
OLD_PARAMS = {"turtles-iteration": "turtles-year", "weather-iteration": "weather-day"}
EGGS, LARGE = "every hatchling lives", "large juveniles live"
YEARS, DAYS = 40, 12  # of the scrubber
# In units of the picture: a bar of share 1, the names before it, what lies between bars and matrix, and half
# the height of a bar; rows of bars and of the matrix are 1 apart.
LONG, NAMES, GAP, HALF = 4.6, 5.4, 0.6, 0.32
LEGEND = 0.85  # how high it stands


class Chain(NamedTuple):
    """What is drawn of a chain: its start, all iterates, the eigenvectors, and x now."""

    x: Any
    X: Any
    found: conventions.Eig
    now: Any


def turtles() -> Scene:
    """Loggerhead turtles in seven stages, year after year; two survival rates can be changed."""
    stages, years, survival, eggs = samples.turtles()
    n = len(stages)
    scene = _stage("Loggerhead turtles in seven stages, year after year", n)
    rounds = scene.slider(YEAR, 0, YEARS, at=0, step=1, play=True, seconds=8)
    young = scene.switch(EGGS)
    large = scene.slider(LARGE, 0, 100, at=100 * survival[2], unit="%")
    lives = np.stack([np.where(young > 0.5, 1.0, survival[0]), *survival[1:2], large / 100.0, *survival[3:]])
    A = chains.stage_matrix(lives, years, eggs)
    names = [f"{i} {label.split(', ')[-1]}" for i, label in enumerate(stages, start=1)]
    chain = _draw(scene, A, names, YEAR, rounds, np.eye(n)[0], YEARS)

    growth = 100.0 * (np.sum(A @ chain.now) - 1.0)
    scene.readout(
        "next year’s change", growth, unit="%", digits=1, at=_below(n), said="change =", role="result"
    )
    _say(scene, A, chain, names, rounds)
    largest = np.real(chain.found.values[0])
    measured = {EGGS: 0, LARGE: 100 * survival[2]}
    scene.preset("As measured in 1987", measured)
    scene.preset("Every egg and hatchling lives", {**measured, EGGS: 1})
    scene.preset("Only hatchlings", {START: np.eye(n)[0], YEAR: 0})
    scene.preset("Only mature turtles", {START: np.eye(n)[n - 1], YEAR: 0})
    first = {START: np.eye(n)[0], YEAR: 0, **measured}
    scene.step("All begin as hatchlings. Each year A carries the seven numbers on.", first)
    scene.step("At last the shares stay at the marks beside the bars: eigenvector 1.", {YEAR: YEARS})
    scene.step("From now on each year multiplies all by eigenvalue 1, 0.945: 5.5 % fewer.")
    scene.step("Let every egg and hatchling live: 0.965. Each year still loses 3.5 %.", {EGGS: 1})
    scene.goal(
        "Let the turtles grow: bring eigenvalue 1 above 1.",
        largest > 1.0,
        "Large juveniles decide: so shrimp nets got a hatch through which turtles escape. "
        "The first years may still lose some; play on, and they grow.",
    )
    return scene


def weather() -> Scene:
    """The weather of Seattle, day after day: five kinds, and what followed what."""
    seen = samples.seattle_weather()
    n = len(seen.kinds)
    A = chains.transition_matrix(seen.days, n)
    scene = _stage("The weather of Seattle in five kinds, day after day", n)
    rounds = scene.slider(DAY, 0, DAYS, at=0, step=1, play=True, seconds=6)
    names = [f"{i} {kind}" for i, kind in enumerate(seen.kinds, start=1)]
    chain = _draw(scene, A, names, DAY, rounds, np.eye(n)[n - 1], DAYS)

    angle = np.degrees(eigenvectors.turn(A, chain.now))
    scene.readout(
        "angle between x and A x", angle, unit="°", digits=2, at=_below(n), said="angle =", role="result"
    )
    _say(scene, A, chain, names, rounds)
    for i, name in enumerate(seen.kinds):
        scene.preset(f"{name} today".capitalize(), {START: np.eye(n)[i], DAY: 0})
    scene.step("It snows today: one full bar.", {START: np.eye(n)[n - 1], DAY: 0})
    scene.step("Tomorrow is the last column of A: what followed snow in four years.", {DAY: 1})
    scene.step("After a week nobody can tell that it snowed: the shares are eigenvector 1.", {DAY: 7})
    scene.step("Its eigenvalue is 1: A leaves these shares as they are.", {DAY: DAYS})
    scene.goal(
        "On day 0, bring the angle between x and A x below 1 degree.",
        angle < 1.0,
        "These shares are an eigenvector: tomorrow is what today is.",
        when=rounds < 0.5,
    )
    return scene


def _stage(title: str, rows: int) -> Scene:
    """Bars with their names at the left; beside them, on a wide stage, the matrix, row by row."""
    return Scene(
        title,
        x=(-NAMES, LONG + GAP + rows),
        y=(-0.4 - rows, 1.5),
        # A phone that is held upright shows the bars alone, so large that a finger tells them apart.
        tall=((-NAMES, LONG + 0.3), (-0.4 - rows, 1.2), 1.9),
        grid=False,
        axes=False,
        numbers=False,
    )


def _draw(scene: Scene, A: Any, names: list[str], clock: str, rounds: Any, start: Any, count: int) -> Chain:
    """Draw shares as bars that can be dragged, where they are after some rounds, and where they end."""
    x = chains.shares(scene.state(START, start))
    X = chains.population(A, x, count + 1)
    found = conventions.eig(A)
    ends = chains.settled_shares(found.vectors[:, 0])
    now = X[rounds.astype(int)]
    _draw_matrix(scene, A, names)
    _draw_legend(scene)
    for i, name in enumerate(names):
        scene.polygon(_box(now[i], -i), role="result", name="bars")
        scene.path(_box(x[i], -i), role="guess", closed=True, name="start")
        end = LONG * ends[i]
        scene.segment(_at(end, -i - 0.45), _at(end, -i + 0.45), role="principal", name="eigenvector 1")
        scene.label(name, (-0.5 * NAMES, -i), small=True, role="data", place="centre")
        scene.handle_at(
            name, _at(LONG * x[i], -i), _moves(x, i, clock), role="guess", shape="hollow", says=x[i]
        )
        scene.snap(name, Sentence("bar {n} as in eigenvector 1", n=i + 1), _at(end, -i))
    return Chain(x, X, found, now)


def _draw_legend(scene: Scene) -> None:
    """Say above the bars what is filled, what is dotted and what the dashes are."""
    y, low, high = LEGEND, LEGEND - 0.16, LEGEND + 0.16
    corners = np.array([(0.0, low), (0.5, low), (0.5, high), (0.0, high)])
    scene.polygon(corners + np.array([-5.3, 0.0]), role="result", name="bars")
    scene.label("x now", (-3.75, y), role="result", small=True, place="centre")
    scene.path(corners + np.array([-2.75, 0.0]), role="guess", closed=True, name="start")
    scene.label("start", (-0.75, y), role="guess", small=True, place="centre")
    scene.segment((0.85, low - 0.14), (0.85, high + 0.14), role="principal", name="eigenvector 1")
    scene.label(Sentence("eigenvector {n}", n=1), (3.55, y), role="principal", small=True, place="centre")


def _draw_matrix(scene: Scene, A: Any, names: list[str]) -> None:
    """Draw A so that its rows are level with the bars; a narrow stage has no room for it."""
    n, left, wide = len(names), LONG + GAP, scene.in_tall_frame() < 0.5
    scene.picture("A", A, x=(left, left + n), y=(0.5 - n, 0.5), tones="diverging", high=1.5)
    scene.only_while(wide)
    for j in range(n):
        scene.label(str(j + 1), (left + j + 0.5, 0.75), small=True, role="data", place="centre")
        scene.only_while(wide)


def _below(rows: int) -> tuple[float, float]:
    """Where the number that decides stands: under all bars, of which it is no share."""
    return 0.1 * LONG, 0.05 - rows


def _at(x: Any, y: float) -> Any:
    return np.stack([x, 0.0 * x + y])


def _box(share: Any, y: float) -> Any:
    """The corners of a bar."""
    long = LONG * share
    corners = [(0.0, -HALF), (1.0, -HALF), (1.0, HALF), (0.0, HALF)]
    return np.stack([_at(a * long, y + b) for a, b in corners])


def _moves(x: Any, i: int, clock: str) -> Callable[[Any], dict[str, Any]]:
    return lambda to: {START: chains.with_share(x, i, to[0] / LONG), clock: 0.0 * to[0]}


def _say(scene: Scene, A: Any, chain: Chain, names: list[str], rounds: Any) -> None:
    """Say eigenvalues and rate, and show A with all its names below the picture."""
    values = chain.found.values
    for i in range(2):
        scene.readout(Sentence("eigenvalue {n}", n=i + 1), values[i], digits=3, role="principal")
    if all(item.get("name") != "angle between x and A x" for item in scene.panel):
        angle = np.degrees(eigenvectors.turn(A, chain.now))
        scene.readout("angle between x and A x", angle, unit="°", digits=2)
    say_rates(scene, chain.X, values, rounds.astype(int), digits=3)
    turns = np.degrees(eigenvectors.turns(chain.X))
    scene.curve("angle between x and A x, in powers of ten", turns, at=rounds, logarithmic=True)
    scene.readout("length of eigenvalue 2", np.abs(values[1]), digits=3, role="principal")
    scene.note(
        "Eigenvalue 2 is complex here, a + b i, and its length is √(a² + b²). What is left to eigenvector 1 "
        "swings while it fades, and so do the measured rates."
    )
    scene.only_while(np.abs(np.imag(values[1])) > 0.0005)
    scene.cells("A: column = from, row = to", A, rows=names, columns=names, digits=3, place="below")

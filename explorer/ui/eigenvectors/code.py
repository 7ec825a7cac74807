"""The code of the lesson on eigenvectors: the functions that computed the numbers of each view."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explorer.data import samples
from explorer.logic import chains, conventions, eigenvectors, matrices
from explorer.scenes.eigenvectors import FIRST, ROUNDS, SECOND, TIME
from explorer.scenes.eigenvectors_chains import DAY, EGGS, LARGE, START, YEAR
from explorer.scenes.eigenvectors_space import MATRIX
from explorer.ui.code_panel import Call, Given, call, code_panel, said

Settled = Mapping[str, NDArray[np.float64]]


def sections(view: str) -> Callable[[Settled], dict[str, Callable[[], object]]]:
    """Return what the page of a view shows below its stage."""
    calls = {"plane": _plane, "turtles": _turtles, "weather": _weather, "space": _space}[view]
    return lambda now: {"Code": lambda: code_panel(*calls(now))}


def _plane(now: Settled) -> list[Call]:
    A, x = matrices.from_columns(now[FIRST], now[SECOND]), now["x"]
    found = eigenvectors.pair(A)
    written = [
        call(eigenvectors.pair, Given("A", A))._replace(name="found", result=found),
        said(
            "angle between x and A x", eigenvectors.turn, Given("A", A), Given("x", x), form="np.degrees({})"
        ),
        said("determinant (area)", matrices.determinant, Given("A", A), name="area"),
        *_rate(found.values, Given("A", A), Given("x", x), int(now[ROUNDS])),
    ]
    if now[TIME] > 0:
        times = Given("times", np.array([float(now[TIME])]))
        written.append(call(eigenvectors.flow, Given("A", A), Given("x", x), times)._replace(name="way"))
    return written


def _rate(values: Any, A: Given, x: Given, rounds: int) -> list[Call]:
    """Return the rate by the eigenvalues, and the iterates so far."""
    told = said(
        "rate by the eigenvalues", eigenvectors.rate, Given("values", values, "found.values"), name="rate"
    )
    return [told, call(eigenvectors.iterates, A, x, rounds)._replace(name="iterates")]


def _turtles(now: Settled) -> list[Call]:
    _, years, survival, eggs = samples.turtles()
    survival[0] = 1.0 if now[EGGS] > 0.5 else survival[0]
    survival[2] = float(now[LARGE]) / 100
    given = [Given("survival", survival), Given("years", years), Given("eggs", eggs)]
    return _chain(call(chains.stage_matrix, *given), chains.stage_matrix(survival, years, eggs), now, YEAR)


def _weather(now: Settled) -> list[Call]:
    days, kinds = samples.seattle_weather().days, len(samples.seattle_weather().kinds)
    built = call(chains.transition_matrix, Given("days", days), kinds)
    return _chain(built, chains.transition_matrix(days, kinds), now, DAY)


def _chain(built: Call, matrix: NDArray[np.float64], now: Settled, clock: str) -> list[Call]:
    """Return the calls of a chain: its matrix, eigenvalues, shares and the angle now."""
    A, found, rounds = Given("A", matrix, "A"), conventions.eig(matrix), int(now[clock])
    of_matrix = [
        built._replace(name="A", result=matrix),
        call(conventions.eig, A)._replace(name="found", result=found, show=("values",)),
        said(
            "rate by the eigenvalues",
            eigenvectors.rate,
            Given("values", found.values, "found.values"),
            name="rate",
        ),
    ]
    if not np.any(now[START] > 0):  # a link can empty all bars: the stage says so
        return of_matrix
    start = chains.shares(now[START])
    path = chains.population(matrix, start, rounds)
    return [
        *of_matrix,
        call(chains.shares, Given("start", now[START]))._replace(name="x", show=None),
        call(chains.population, A, Given("x", start, "x"), rounds)._replace(name="path", show=None),
        said(
            "angle between x and A x",
            eigenvectors.turn,
            A,
            Given("now", path[-1], "path[-1]"),
            form="np.degrees({})",
        ),
    ]


def _space(now: Settled) -> list[Call]:
    A, x = (now[MATRIX] + now[MATRIX].T) / 2, now["x"]
    found = conventions.eigh(A)
    return [
        call(conventions.eigh, Given("A", A))._replace(name="found", result=found),
        said(
            "angle between x and A x", eigenvectors.turn, Given("A", A), Given("x", x), form="np.degrees({})"
        ),
        *_rate(found.values, Given("A", A), Given("x", x), int(now[ROUNDS])),
    ]

"""The code of each view: the functions that computed the numbers on its stage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from explorer.data.dots import Dots
from explorer.logic import maps, matrices
from explorer.scenes import matrices_row
from explorer.scenes.matrices import CIRCLE, COUNT, DOTS
from explorer.scenes.matrices_drawing import WAY
from explorer.ui.code_panel import Call, Given, call, code_panel, said

Settled = Mapping[str, Any]


def show(view: str, now: Settled, picture: Dots | None) -> None:
    """Show the code of a view for what is settled on its stage."""
    written = {"plane": _plane, "points": _points, "space": _space, "row": _row}
    code_panel(*(_picture(now, picture) if picture is not None else written[view](now)))


def _drawn(now: Settled) -> tuple[Call, Given]:
    """Return the call that gives the matrix that is drawn, on its way from the identity, and the matrix."""
    A = matrices.from_columns(now["column 1"], now["column 2"])
    way = call(matrices.between, Given("A", A), now[WAY])
    found = matrices.between(A, now[WAY])
    return way._replace(name="now", result=found, show=None), Given("now", found, "now")


def _plane(now: Settled) -> list[Call]:
    way, drawn = _drawn(now)
    calls = [way, said("determinant (area)", matrices.determinant, drawn, name="area")]
    if now[COUNT]:
        fineness = Given("fineness", float(now[DOTS]))
        calls += _if_there(said("grid points inside", maps.count_inside, drawn, fineness))
        calls += _if_there(said("counted area", maps.counted_area, drawn, fineness))
    if now[CIRCLE]:
        calls.append(call(maps.half_axes, drawn)._replace(name="ellipse", show=("most", "least")))
    return calls


def _points(now: Settled) -> list[Call]:
    given, before = matrices.from_columns(now["column 1"], now["column 2"]), np.stack([now["p"], now["q"]])
    images = matrices.apply(given, before)
    solved = call(maps.from_images, Given("points", before), Given("images", images))._replace(name="A")
    if not _if_there(solved):
        return [solved]  # the panel says why there is none
    A = Given("A", maps.from_images(before, images), "A")
    return [
        solved,
        said("A p", matrices.apply, A, Given("p", now["p"]), name="image_of_p"),
        said("determinant (area)", matrices.determinant, A, name="area"),
    ]


def _picture(now: Settled, picture: Dots) -> list[Call]:
    way, drawn = _drawn(now)
    points = Given("points", picture.points)
    return [
        way,
        call(matrices.apply, drawn, points)._replace(name="moved", show=None),
        said("determinant (area)", matrices.determinant, drawn, name="area"),
    ]


def _space(now: Settled) -> list[Call]:
    A = Given("A", matrices.from_columns(*(now[f"column {n}"] for n in (1, 2, 3))))
    box = call(maps.base_and_height, A)._replace(name="box", show=("base", "height"))
    return [said("determinant (volume)", matrices.determinant, A, name="volume"), *_if_there(box)]


def _row(now: Settled) -> list[Call]:
    A = matrices.from_columns(now["column 1"], now["column 2"])
    places = [int(k) for k in now[matrices_row.ROW] if k >= 0]
    row = [A if k == matrices_row.OWN else matrices_row.FIXED[k - 1] for k in places] or [np.eye(2)]
    done = Given("maps", row)
    products = call(maps.in_a_row, done)._replace(name="products")
    product = Given("P", maps.in_a_row(row)[-1], "products[-1]")
    return [
        products,
        said("determinant of the product P", matrices.determinant, product, name="area"),
        said("the two orders differ by", maps.order_gap, done, name="gap"),
    ]


def _if_there(made: Call) -> list[Call]:
    """Return a call, or nothing where its function refuses what it is given."""
    given: list[Any] = [each.value if isinstance(each, Given) else each for each in made.args]
    function: Callable[..., Any] = made.function
    try:
        function(*given)
    except ValueError:
        return []
    return [made]

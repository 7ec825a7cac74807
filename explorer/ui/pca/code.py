"""The code of the PCA lesson: what PCA finds in the table, and what the line or plane on the stage keeps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explorer.data.selection import Selection
from explorer.logic import cloud, pca, plane_by_hand
from explorer.scenes.pca import WAY
from explorer.scenes.pca_points import MOVED, SWITCH
from explorer.ui.code_text import Call, Given, value_of

_NUMBERS = 200_000  # of a table that is handed over; of a larger one, mean and covariance are
_SHOWN = 24  # numbers of components that are printed


def calls(selection: Selection, settled: Mapping[str, NDArray[np.float64]]) -> list[Call]:
    """Return the calls that give the numbers on the stage, for points and switches as they settled.

    Parameters
    ----------
    selection : Selection
        With every point where it was measured.
    settled : mapping
        The inputs of the stage.

    Returns
    -------
    list of Call
    """
    center, standardize = bool(settled["centre"] > 0.5), bool(settled["standardise"] > 0.5)
    k = len(selection.names)
    now = selection
    if settled[SWITCH] > 0.5:
        now = selection.moved(settled[MOVED[k]], center, standardize)
    whole = now.data.whole and now.data.table.values.size <= _NUMBERS
    written = (_of_rows if whole else _of_moments)(selection, now, center, standardize)
    C = _result(written[-1])
    if k == 2:
        angle = float(settled["line"])
        mine = _made(pca.line_from_angle, _angle("angle", angle), name="mine")
    else:
        strike, tilt = (float(x) for x in settled["plane"])
        mine = _made(plane_by_hand.tilted_plane, _angle("strike", strike), _angle("tilt", tilt), name="mine")
    best = _made(cloud.best_basis, C, k - 1, name="best")
    basis = _made(
        pca.grassmann_geodesic,
        _result(mine),
        _result(best),
        Given("way_to_the_optimum", float(settled[WAY])),
        name="basis",
    )
    B, optimum = _result(basis), _result(best)
    # Of the very rows, where they are at hand.
    kept = (pca.variance_kept, written[-1].args[0]) if whole else (pca.share_kept, C)
    options: dict[str, Any] = {"center": center} if whole else {}
    written += [
        mine,
        best,
        basis,
        _made(*kept, B, name="kept", says={"variance kept by hand": "100 * {}"}, **options),
        _made(pca.share_kept, C, optimum, name="most", says={"the most that PCA can keep": "100 * {}"}),
        _made(pca.largest_principal_angle, B, optimum, name="off", says={"degrees off": "{}"}),
    ]
    if k == 3:
        written.append(_made(pca.plane_tilt, B, name="tilted", says={"tilt of the plane": "{}"}))
    return written


def _of_rows(measured: Selection, now: Selection, center: bool, standardize: bool) -> list[Call]:
    """Return the fit to all rows, and the covariance of what is held of them."""
    X = now.data.table.values
    fit = now.data.fit(center, standardize)
    found = _found(Call(pca.fit, (X,), {"center": center, "standardize": standardize}, result=fit))
    if now.columns is None:
        onto = _onto(measured, now, center, standardize)
        Y = Given("Y", X @ onto.value.T, "X @ onto.T", (onto,))
    else:
        at = "" if _all(now) else f"[:, {list(now.columns)}]"
        scale = np.asarray(fit.scale[list(now.columns)])
        by = f" / found.scale{at.replace(':, ', '')}" if standardize else ""
        Y = Given("Y", X[:, list(now.columns)] / (scale if standardize else 1.0), f"X{at}{by}")
    return [found, _made(pca.covariance, Y, center=center, name="C")]


def _of_moments(measured: Selection, now: Selection, center: bool, standardize: bool) -> list[Call]:
    """Return the same from mean and covariance of all rows, where the rows are too many to hand over."""
    data = now.data
    fit = data.fit(center, standardize)
    C, mean = Given("C_of_all", data.covariance), Given("mean_of_all", data.mean)
    options: dict[str, Any] = {"center": center, "standardize": standardize}
    found = _found(Call(cloud.fit_covariance, (C, mean, data.rows), options, result=fit))
    if now.columns is None:
        onto = _onto(measured, now, center, standardize)
        C_held = Given("C_held", onto.value @ C.value @ onto.value.T, "onto @ C_of_all @ onto.T", (onto,))
        mean_held = Given("mean_held", onto.value @ mean.value, "onto @ mean_of_all")
        scale, options["standardize"] = Given("scale", np.ones(len(now.names))), False
    else:
        held = list(now.columns)
        C_held = Given("C_held", C.value[np.ix_(held, held)], f"C_of_all[np.ix_({held}, {held})]")
        mean_held = Given("mean_held", mean.value[held], f"mean_of_all[{held}]")
        scale = Given("scale", fit.scale[held], f"found.scale[{held}]")
    return [
        found,
        _made(cloud.preprocessed_covariance, C_held, mean_held, scale, data.rows, name="C", **options),
    ]


def _found(fit: Call) -> Call:
    """Print of the fit what a glance takes in."""
    few = ("components",) if fit.result.components.size <= _SHOWN else ()
    return fit._replace(name="found", show=(*few, "explained_variance_ratio"))


def _onto(measured: Selection, now: Selection, center: bool, standardize: bool) -> Given:
    """Return the components that are held, over the scale: those of the points as they were measured."""
    fit, k = measured.data.fit(center, standardize), len(measured.names)
    # After a point was moved, the fit above is another one.
    code = f"found.components[:{k}] / found.scale" if now.data is measured.data else ""
    return Given("onto", fit.components[:k] / fit.scale, code)


def _all(selection: Selection) -> bool:
    return selection.columns == tuple(range(len(selection.data.table.columns)))


def _angle(name: str, degrees: float) -> Given:
    return Given(name, float(np.radians(degrees)), f"np.radians({degrees!r})")


def _made(
    function: Callable[..., Any], *args: Any, name: str, says: Mapping[str, str] | None = None, **kwargs: Any
) -> Call:
    """Return a call that has been made; it prints what it says on the stage, and else nothing."""
    result = function(*map(value_of, args), **kwargs)
    return Call(function, args, kwargs, name, None, result, says or {})


def _result(made: Call) -> Given:
    return Given(made.name, made.result, made.name)

"""A cloud of which only some points are drawn, as it is at the moment: switches thrown, points moved.

Centring and standardising take the mean and the deviations of all rows; a few points that are moved take
both along. Every function is plain formula, without a branch on a value: it runs while a reader throws the
switches, or pulls at a point. The formulas themselves stand in `explorer.logic.cloud`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from explorer.logic import cloud, pca
from explorer.logic.pca import PCAFit


class Cloud(NamedTuple):
    """Points as they were measured, and what counts of all of them. Perhaps live.

    Attributes
    ----------
    points : (n, k) the drawn points
    mean, covariance : (k,) and (k, k), of all rows
    spread : (k,) the unit in which a move is told: standard deviations as measured
    rows : how many points there are in all
    """

    points: Any
    mean: Any
    covariance: Any
    spread: Any
    rows: int


class CloudState(NamedTuple):
    """A cloud as it is now: with switches thrown either way, and some points moved. Perhaps live.

    Attributes
    ----------
    points : (n, k) the drawn points, prepared as the switches say
    covariance : (k, k) of all points, prepared likewise
    at_home : (n, k) where the drawn points would be shown if they had not been moved
    X : (n, k) the drawn points in the units of the columns
    mean, variance : (k,) of all points in these units, the variance with 1/n
    spread : (k,) by what a move is divided to be told in standard deviations as measured
    rows : how many points there are in all
    center, standardize : how X is prepared
    """

    points: Any
    covariance: Any
    at_home: Any
    X: Any
    mean: Any
    variance: Any
    spread: Any
    rows: int
    center: Any
    standardize: Any


def state(measured: Cloud, center: Any, standardize: Any, shifts: Any = None) -> CloudState:
    """Return a cloud for switches thrown either way, with the drawn points moved by so many deviations.

    Parameters
    ----------
    measured : Cloud
    center, standardize : bool, or 0 and 1
    shifts : array (n, k), optional
        In units of the cloud's spread.

    Returns
    -------
    CloudState

    Examples
    --------
    >>> X = np.array([[0.0, 1.0], [2.0, 1.0], [4.0, 4.0]])
    >>> measured = Cloud(X, X.mean(axis=0), np.cov(X.T), X.std(axis=0), rows=3)
    >>> state(measured, center=True, standardize=False).points.tolist()
    [[-2.0, -1.0], [0.0, -1.0], [2.0, 2.0]]
    """
    home, mean, C, spread, n = measured
    X = home
    if shifts is not None:
        by = shifts * spread
        X = home + by
        C, mean = cloud.moved_covariance(C, home - mean, by, n), mean + by.sum(axis=0) / n
    scale = cloud.scales(C, mean, n)
    return CloudState(
        cloud.preprocess(X, mean, scale, center, standardize),
        cloud.preprocessed_covariance(C, mean, scale, n, center, standardize),
        cloud.preprocess(home, mean, scale, center, standardize),
        X,
        mean,
        np.diag(C) * ((n - 1) / n),
        spread,
        n,
        center,
        standardize,
    )


def along_components(fit: PCAFit, values: Any, mean: Any, covariance: Any, k: int) -> Cloud:
    """Return rows as a cloud along the first k components of all their columns.

    Formula: with W = V / w the components over the scale, scores (X - m) W^T, mean (mean - m) W^T,
    covariance W C W^T.

    Parameters
    ----------
    fit : PCAFit
    values : array (n, d)
        The rows that are drawn.
    mean, covariance : arrays (d,), (d, d)
        Of all rows, in the units of the columns.
    k : int

    Returns
    -------
    Cloud

    Examples
    --------
    >>> X = np.array([[0.0, 0.0], [3.0, 4.0], [6.0, 8.0]])
    >>> along_components(pca.fit(X), X, X.mean(axis=0), np.cov(X.T), 1).points.round(3).tolist()
    [[-5.0], [0.0], [5.0]]
    """
    few = fit._replace(components=fit.components[:k])
    onto = few.components / few.scale
    C = onto @ covariance @ onto.T
    around = (mean - fit.mean) @ onto.T
    n = fit.n_samples
    return Cloud(pca.transform(few, values), around, C, cloud.scales(C, 0.0 * around, n), n)


def by_switches(of_each: Any, center: Any, standardize: Any) -> Any:
    """Return that of four arrays which belongs to the two switches.

    Parameters
    ----------
    of_each : sequence of 4 arrays
        For (center, standardize) = (0, 0), (0, 1), (1, 0), (1, 1).
    center, standardize : bool, or 0 and 1

    Examples
    --------
    >>> int(by_switches([10, 11, 12, 13], center=True, standardize=False))
    12
    """
    which = 2.0 * center + 1.0 * standardize
    return np.choose(which.astype(int) if hasattr(which, "astype") else int(which), of_each)


def chosen_cloud(clouds: Sequence[Cloud], center: Any, standardize: Any) -> Cloud:
    """Return that of four clouds which belongs to the two switches, in the order of `by_switches`.

    Parameters
    ----------
    clouds : sequence of 4 Cloud
        Of the same rows.
    center, standardize : bool, or 0 and 1

    Returns
    -------
    Cloud
    """
    points, mean, C = (
        by_switches(np.stack(each), center, standardize)
        for each in zip(*(one[:3] for one in clouds), strict=True)
    )
    n = clouds[0].rows
    return Cloud(points, mean, C, cloud.scales(C, 0.0 * mean, n), n)

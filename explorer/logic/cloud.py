"""A cloud of points as PCA sees it: only its mean and its covariance count, however many points there are.

The spread of n points along any line or plane follows from d means and d x d covariances. So a plane can be
judged on all rows of a table while only some of them are drawn; and centring and standardising, which change
every point, change the covariance by a formula of their own. So can a few points be moved: mean and
covariance of all follow from the moves alone. `preprocess` to `inverse_preprocess` are plain formulas without
a branch on a value: they run while a reader throws the switches, or pulls at a point.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from explorer.logic import checks, conventions
from explorer.logic.pca import PCAFit


def preprocess(X: Any, mean: Any, scale: Any, center: Any, standardize: Any) -> Any:
    """Return the points as PCA takes them: with or without their mean, in their units or in deviations.

    Formula: Y = (X - c mean) / w, c = 1 if centred else 0, w = scale if standardised else 1

    Parameters
    ----------
    X : array (n, d)
    mean, scale : arrays (d,)
        Of all rows; `pca.fit(X, standardize=True)` has both.
    center, standardize : bool, or 0 and 1

    Returns
    -------
    array (n, d)

    Examples
    --------
    >>> preprocess([[1, 10], [3, 30]], mean=[2, 20], scale=[1, 10], center=True, standardize=True)
    array([[-1., -1.],
           [ 1.,  1.]])
    """
    X = checks.as_matrix(X, "X")
    m, w = checks.as_vector(mean, "mean", X.shape[1]), checks.as_vector(scale, "scale", X.shape[1])
    return (X - 1.0 * center * m) / np.where(1.0 * standardize > 0.5, w, 1.0)


def preprocessed_covariance(C: Any, mean: Any, scale: Any, n: int, center: Any, standardize: Any) -> Any:
    """Return the covariance (about zero) of the points that `preprocess` returns, from that of the raw ones.

    Formula: (C + (1 - c) n / (n - 1) mean mean^T) / (w w^T). Nothing large is subtracted, so a mean far from
    zero costs no digits.

    Parameters
    ----------
    C : array (d, d)
        Covariance of the raw columns, about their mean, with 1 / (n - 1).
    mean, scale : arrays (d,)
    n : int
        Number of rows, n >= 2.
    center, standardize : bool, or 0 and 1

    Returns
    -------
    array (d, d)

    Examples
    --------
    >>> preprocessed_covariance([[2.0]], mean=[2.0], scale=[1.0], n=2, center=True, standardize=False)
    array([[2.]])
    >>> preprocessed_covariance([[2.0]], mean=[2.0], scale=[1.0], n=2, center=False, standardize=False)
    array([[10.]])
    """
    C = checks.as_square(C, "C")
    m, w = checks.as_vector(mean, "mean", C.shape[0]), checks.as_vector(scale, "scale", C.shape[0])
    if n < 2:
        raise ValueError(f"n: {n} row; a spread needs at least two points.")
    about_zero = C + (1.0 - 1.0 * center) * (n / (n - 1)) * m[:, None] * m[None, :]
    unit = np.where(1.0 * standardize > 0.5, w, 1.0)
    return about_zero / (unit[:, None] * unit[None, :])


def scales(C: Any, mean: Any, n: int) -> Any:
    """Return what standardising divides by: the standard deviations with 1/n, and 1 for a constant column.

    Parameters
    ----------
    C : array (d, d)
        Covariance with 1 / (n - 1).
    mean : array (d,)
        A column whose variance is what rounding can leave of it is constant.
    n : int

    Examples
    --------
    >>> scales([[4.0, 0.0], [0.0, 0.0]], mean=[1.0, 3.0], n=4).round(3)
    array([1.732, 1.   ])
    """
    C = checks.as_square(C, "C")
    m = checks.as_vector(mean, "mean", C.shape[0])
    variance = np.diag(C) * ((n - 1) / n)
    constant = variance <= np.square(n * float(np.finfo(float).eps) * m)
    return np.where(constant, 1.0, np.sqrt(np.where(constant, 1.0, variance)))


def moved_covariance(C: Any, deviations: Any, moves: Any, n: int) -> Any:
    """Return the covariance of n points of which some are moved, from that of the points as they were.

    Formula: (n - 1) C' = (n - 1) C + Y^T D + D^T Y + D^T D - n s s^T with Y the deviations of the moved
    points from the old mean, D their moves and s = sum(D) / n the move of the mean. What it costs depends on
    the points that may move, however many others there are.

    Parameters
    ----------
    C : array (d, d)
        Covariance with 1 / (n - 1).
    deviations : array (m, d)
        Points that may be moved, from the mean of all n, before.
    moves : array (m, d)
        By how much each of them is moved; a row of zeros is a point that stays.
    n : int
        Number of all points, n >= 2 and n >= m.

    Examples
    --------
    >>> X = np.array([[0.0, 0.0], [2.0, 0.0], [4.0, 3.0]])
    >>> C, mean = np.cov(X.T), X.mean(axis=0)
    >>> moved = moved_covariance(C, X[2:] - mean, [[3.0, -6.0]], n=3)
    >>> bool(np.allclose(moved, np.cov([[0, 2, 7], [0, 0, -3]])))
    True
    """
    C = checks.as_square(C, "C")
    Y = checks.as_matrix(deviations, "deviations", (None, C.shape[0]))
    D = checks.as_matrix(moves, "moves", Y.shape)
    if n < max(2, Y.shape[0]):
        raise ValueError(f"n: {n} points; a spread needs at least two, and {Y.shape[0]} may be moved.")
    cross = Y.T @ D
    s = D.sum(axis=0) / n
    return C + (cross + cross.T + D.T @ D - n * s[:, None] * s[None, :]) / (n - 1)


def inverse_preprocess(
    y: Any, x: Any, mean: Any, variance: Any, n: int, center: Any, standardize: Any
) -> Any:
    """Return where a point has to be put so that `preprocess` shows it at y, all others staying in place.

    A point that is moved takes mean and standard deviation along, so this has to be solved. With m the mean
    and Q the sum of squares of the other n - 1 points in a column, D the distance of the new place from m,
    and p = (1 - c) m, q = 1 - c / n, c = 1 if centred else 0:

        y = p + q D                                  in the units of the columns
        y^2 (Q + D^2 (n - 1) / n) / n = (p + q D)^2  in standard deviations, a quadratic equation for D

    No value of a column lies more than sqrt(n - 1) standard deviations from the mean (P. A. Samuelson 1968);
    what is asked for beyond that is put as far as 0.99 of it.

    Parameters
    ----------
    y : array (d,)
        Where the point is wanted, preprocessed.
    x : array (d,)
        Where it is, raw.
    mean, variance : arrays (d,)
        Of all points as they are, the variance with 1/n.
    n : int
        n >= 2.
    center, standardize : bool, or 0 and 1

    Returns
    -------
    array (d,)

    Examples
    --------
    >>> X = np.array([[0.0], [2.0], [4.0], [2.0]])
    >>> new = inverse_preprocess([1.5], X[3], X.mean(axis=0), X.var(axis=0), 4, True, True)
    >>> X[3] = new
    >>> preprocess(X, X.mean(axis=0), X.std(axis=0), True, True)[3].round(6)
    array([1.5])
    """
    y = checks.as_vector(y, "y")
    d = y.shape[0]
    x, mean = checks.as_vector(x, "x", d), checks.as_vector(mean, "mean", d)
    variance = checks.as_vector(variance, "variance", d)
    if n < 2:
        raise ValueError(f"n: {n} point; a spread needs at least two.")
    c = 1.0 * center
    others = mean - (x - mean) / (n - 1)
    A = np.maximum(variance - (x - mean) * (x - mean) / (n - 1), 0.0)
    B = (n - 1) / n**2
    p, q = (1.0 - c) * others, 1.0 - c / n
    most = 0.99 * q / np.sqrt(B)
    z = np.minimum(np.maximum(y, -most), most)
    rest = q * q - B * z * z
    in_deviations = (z * np.sqrt(np.maximum(A * rest + B * p * p, 0.0)) - p * q) / rest
    # Without any spread among the others, whatever is divided by is 1 or the point's own doing.
    distance = np.where((1.0 * standardize > 0.5) & (A > 0), in_deviations, (y - p) / q)
    return others + distance


def best_basis(C: Any, k: int) -> Any:
    """Return the k orthonormal directions that keep most of a covariance, as rows: the principal components.

    Formula: C v = l v, the eigenvectors of the k largest eigenvalues (Ky Fan 1949).

    Examples
    --------
    >>> best_basis([[1.0, 0.0], [0.0, 4.0]], 1)
    array([[0., 1.]])
    """
    C = checks.as_square(C, "C")
    if not 1 <= k <= C.shape[0]:
        raise ValueError(f"k: {k} was asked for; {C.shape[0]} columns have 1 to {C.shape[0]} components.")
    return conventions.eigh(C).vectors.T[:k]


def covariance_of(fit: PCAFit) -> NDArray[np.float64]:
    """Return the covariance matrix that a fit with every component stands for.

    Formula: C = V^T diag(variances) V, in the units of the columns.

    Examples
    --------
    >>> from explorer.logic import pca
    >>> X = np.array([[0.0, 0.0], [2.0, 2.0], [4.0, 1.0]])
    >>> bool(np.allclose(covariance_of(pca.fit(X)), np.cov(X.T)))
    True
    """
    within = (fit.components.T * fit.explained_variance) @ fit.components
    return np.asarray(within * fit.scale[:, None] * fit.scale)


def fit_covariance(
    C: ArrayLike, mean: ArrayLike, n: int, center: bool = True, standardize: bool = False
) -> PCAFit:
    """Find the principal components of n rows of which only mean and covariance are known.

    Formula: eigenvectors of `preprocessed_covariance`. The answer is that of `pca.fit` on the rows, for
    directions that keep more than 1e-6 of the largest variance.

    Parameters
    ----------
    C : array (d, d)
        Covariance with 1 / (n - 1).
    mean : array (d,)
    n : int

    Raises
    ------
    ValueError
        If every row is the same point: no direction keeps more than another.

    Examples
    --------
    >>> fit_covariance([[9.0, 0.0], [0.0, 1.0]], [0.0, 0.0], n=5).explained_variance_ratio
    array([0.9, 0.1])
    """
    within: NDArray[np.float64] = checks.as_square(C, "C")
    middle: NDArray[np.float64] = checks.as_vector(mean, "mean", within.shape[0])
    scale = scales(within, middle, n) if standardize else np.ones(len(middle))
    S = preprocessed_covariance(within, middle, scale, n, center, standardize)
    total = float(np.trace(S))
    checks.require(
        total > 0, "X: all rows are the same point, so no direction keeps more variance than another."
    )
    values, vectors = conventions.eigh(S)
    values = np.maximum(values, 0.0)[: min(n, len(middle))]
    where = middle if center else np.zeros(len(middle))
    components = vectors.T[: len(values)].copy()
    return PCAFit(where, scale, components, values, values / total, np.sqrt(values * (n - 1)), n)

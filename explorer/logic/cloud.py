"""A cloud of points as PCA sees it: only its mean and its covariance count, however many points there are.

The spread of n points along any line or plane follows from d means and d x d covariances. So a plane can be
judged on all rows of a table while only some of them are drawn; and centring and standardising, which change
every point, change the covariance by a formula of their own. `prepared`, `prepared_covariance` and
`best_basis` are plain formulas without a branch on a value: they run while a reader throws the switches.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from explorer.logic import checks, conventions
from explorer.logic.pca import PCAFit


def prepared(X: Any, mean: Any, scale: Any, center: Any, standardize: Any) -> Any:
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
    >>> prepared([[1, 10], [3, 30]], mean=[2, 20], scale=[1, 10], center=True, standardize=True)
    array([[-1., -1.],
           [ 1.,  1.]])
    """
    X = checks.as_matrix(X, "X")
    m, w = checks.as_vector(mean, "mean", X.shape[1]), checks.as_vector(scale, "scale", X.shape[1])
    return (X - 1.0 * center * m) / np.where(1.0 * standardize > 0.5, w, 1.0)


def prepared_covariance(C: Any, mean: Any, scale: Any, n: int, center: Any, standardize: Any) -> Any:
    """Return the covariance (about zero) of the points that `prepared` returns, from that of the raw ones.

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
    >>> prepared_covariance([[2.0]], mean=[2.0], scale=[1.0], n=2, center=True, standardize=False)
    array([[2.]])
    >>> prepared_covariance([[2.0]], mean=[2.0], scale=[1.0], n=2, center=False, standardize=False)
    array([[10.]])
    """
    C = checks.as_square(C, "C")
    m, w = checks.as_vector(mean, "mean", C.shape[0]), checks.as_vector(scale, "scale", C.shape[0])
    if n < 2:
        raise ValueError(f"n: {n} row; a spread needs at least two points.")
    about_zero = C + (1.0 - 1.0 * center) * (n / (n - 1)) * m[:, None] * m[None, :]
    unit = np.where(1.0 * standardize > 0.5, w, 1.0)
    return about_zero / (unit[:, None] * unit[None, :])


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

    Formula: eigenvectors of `prepared_covariance`. The answer is that of `pca.fit` on the rows, for
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
    variance = np.diag(within) * ((n - 1) / n)
    constant = variance <= np.square(n * float(np.finfo(float).eps) * middle)
    scale = np.where(constant, 1.0, np.sqrt(variance)) if standardize else np.ones(len(middle))
    S = prepared_covariance(within, middle, scale, n, center, standardize)
    total = float(np.trace(S))
    checks.require(total > 0, f"X: all {n} rows are the same point, so no direction keeps more than another.")
    values, vectors = conventions.eigh(S)
    values = np.maximum(values, 0.0)[: min(n, len(middle))]
    where = middle if center else np.zeros(len(middle))
    components = vectors.T[: len(values)].copy()
    return PCAFit(where, scale, components, values, values / total, np.sqrt(values * (n - 1)), n)

"""Principal component analysis: the directions along which a cloud of points spreads most.

With the points as rows of X (n x d), their mean m and the centred table Xc = X - m, the first principal
component is the unit vector v that keeps the most variance,

    v1 = argmax |Xc v|^2 / (n - 1),    and, within what is orthogonal to it, v2, v3, ...

They are the eigenvectors of the covariance matrix C = Xc^T Xc / (n - 1), its eigenvalues being the
variances kept, and equally the right-singular vectors of Xc = U S V^T, with variances s^2 / (n - 1) (I. T.
Jolliffe, *Principal Component Analysis*, 2nd ed., sections 1.1 and 3.5).

A plane is given by a *basis*: its orthonormal directions as rows, (2, d); a line by one row, (1, d) or (d,).

Two kinds of functions live here. `fit` and `fit_chunks` are exact for every size, choose their route and
are for tables. Everything from `covariance` on is plain formula, without a branch on a value, so that it
can also be recorded and run at every frame while a reader turns a plane or drags a point.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from explorer.logic import checks, conventions

Array = NDArray[np.float64]

# Above this many cells a tall table is reduced to its d x d covariance block by block, never copied as a
# whole.
_BLOCKWISE_CELLS = 200_000
# The cells of one block of rows: one long matrix product each, which two processors can share.
_BLOCK_CELLS = 2_000_000
# The cells of a block that is copied to be centred: 300 kB stay in a processor's second cache.
_CENTRED_CELLS = 40_000
# Eigenvalues of the covariance are exact to about 1e-15 of the largest; below this share the QR route takes
# over.
_COVARIANCE_IS_EXACT_ABOVE = 1e-6
_NOT_FINITE = (
    "X must hold finite numbers between -1e150 and 1e150; one of its numbers is missing or too large."
)


class PCAFit(NamedTuple):
    """What PCA found in a table of n rows and d columns, k components of it.

    Attributes
    ----------
    mean : array (d,)
        What was subtracted: column means, or zeros when the table was not centred.
    scale : array (d,)
        What was divided by: standard deviations (with 1/n, as scikit-learn's StandardScaler), or ones.
    components : array (k, d)
        Orthonormal directions as rows, the one that keeps most first; the largest entry of each is positive.
    explained_variance : array (k,)
        Variance along each component, s^2 / (n - 1).
    explained_variance_ratio : array (k,)
        Its share of the whole variance, also of the part that the k components leave out.
    singular_values : array (k,)
        Singular values of the centred (and scaled) table.
    n_samples : int
        Rows that were seen.
    """

    mean: Array
    scale: Array
    components: Array
    explained_variance: Array
    explained_variance_ratio: Array
    singular_values: Array
    n_samples: int


class Moments(NamedTuple):
    """Number, mean and scatter Xc^T Xc of some rows: all that exact PCA has to remember of them."""

    rows: int
    mean: Array
    scatter: Array


# ------------------------------------------------------------------------------------------------------------
# Exact fits
# ------------------------------------------------------------------------------------------------------------


def fit(
    X: ArrayLike, n_components: int | None = None, center: bool = True, standardize: bool = False
) -> PCAFit:
    """Find the principal components of a table, exactly.

    Formula: Xc = (X - mean) / scale = U S V^T; components = rows of V^T, variances = S^2 / (n - 1).

    Parameters
    ----------
    X : array (n, d)
        Points as rows; n >= 2.
    n_components : int, optional
        How many components to keep, 1 to min(n, d); all by default.
    center : bool
        Subtract the column means. Without it the "variances" are mean squares about the origin, and the first
        direction points at the cloud instead of along it.
    standardize : bool
        Divide each column by its standard deviation, so that the unit of measurement does not choose the
        direction. A constant column stays as it is.

    Returns
    -------
    PCAFit

    Raises
    ------
    ValueError
        If there are fewer than two rows (one point spreads in no direction), a value is not finite, all
        rows are the same point (no direction keeps more than another) or `n_components` is out of range.

    Notes
    -----
    Which route, and what it costs in accuracy. The SVD of Xc knows every singular value to about 1e-16 of
    the largest, but holds a copy of the table. The eigenvectors of C = Xc^T Xc / (n - 1) need d x d numbers
    only, but C has the *squared* condition number: a direction whose variance is a share r of the largest
    is found to about 1e-15 / r. So

    - a small or not very tall table: SVD of Xc;
    - a tall table: C, summed over blocks of rows (`merge_moments`), then its eigenvectors. The shortcut
      X^T X - n m m^T, which loses every digit when the mean is large beside the spread, is taken only where
      no mean lies more than ten standard deviations from zero;
    - if a component asked for keeps less than 1e-6 of the largest variance: once more, by the triangle R of
      Xc = Q R, also block by block, and the SVD of R. R has the singular values of Xc itself, nothing is
      squared (Golub and Van Loan, *Matrix Computations*, 4th ed., sections 5.3.8 and 8.6.3).

    Variances and shares are within 1e-12 of the largest, components within 1e-8 wherever neighbouring
    variances differ enough to define them.

    Examples
    --------
    >>> found = fit([[0, 0], [1, 1], [2, 2], [3, 3.1]], n_components=1)
    >>> found.components.round(2)
    array([[0.7 , 0.72]])
    >>> found.explained_variance_ratio.round(3)
    array([1.])
    """
    table = _as_table(X)
    n, d = table.shape
    k = _component_count(n_components, n, d)
    if table.size <= _BLOCKWISE_CELLS or n < 4 * d:
        return _fit_svd(table, k, center, standardize)
    moments = _moments([table])
    by_covariance = _fit_moments(moments, k, center, standardize)
    least = by_covariance.explained_variance[-1]
    if least >= _COVARIANCE_IS_EXACT_ABOVE * by_covariance.explained_variance[0]:
        return by_covariance
    return _fit_triangle(table, by_covariance, moments)


def fit_chunks(
    chunks: Iterable[ArrayLike],
    n_components: int | None = None,
    center: bool = True,
    standardize: bool = False,
    progress: Callable[[int], object] | None = None,
    stop: Callable[[], bool] | None = None,
) -> PCAFit:
    """Find the principal components of a table that arrives in chunks of rows and never fits into memory.

    Formula: number, mean and scatter are merged chunk by chunk (see `merge_moments`), then the eigenvectors
    of scatter / (n - 1). The answer is that of `fit` on all rows at once, for directions that keep more than
    1e-6 of the largest variance.

    Parameters
    ----------
    chunks : iterable of arrays (any, d)
        Each is used once and then forgotten. Empty chunks are allowed.
    n_components, center, standardize
        As for `fit`.
    progress : callable, optional
        Called after each chunk with the number of rows seen so far.
    stop : callable, optional
        Asked before each chunk; when it answers True, reading ends and the answer is that of the rows seen
        so far (`n_samples` says how many).

    Raises
    ------
    ValueError
        As `fit`, and if a chunk has another number of columns than the first.

    Examples
    --------
    >>> rows = np.arange(24.0).reshape(8, 3) ** 2
    >>> pieces = fit_chunks([rows[:3], rows[3:]], n_components=2)
    >>> bool(np.allclose(pieces.components, fit(rows, n_components=2).components))
    True
    """
    moments = _moments(chunks, progress, stop)
    k = _component_count(n_components, moments.rows, moments.mean.size)
    return _fit_moments(moments, k, center, standardize)


def merge_moments(first: Moments, second: Moments) -> Moments:
    """Return the moments of two sets of rows together, from the moments of each.

    Formula, with delta = mean_b - mean_a and n = n_a + n_b:

        mean    = mean_a + delta n_b / n
        scatter = scatter_a + scatter_b + delta delta^T n_a n_b / n

    Nothing large is subtracted from something large, unlike X^T X - n m m^T (T. F. Chan, G. H. Golub, R. J.
    LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances", 1979; B. P.
    Welford 1962 for one row at a time).

    Examples
    --------
    >>> one = Moments(1, np.array([1.0]), np.array([[0.0]]))
    >>> two = Moments(1, np.array([3.0]), np.array([[0.0]]))
    >>> merge_moments(one, two).scatter
    array([[2.]])
    """
    n = first.rows + second.rows
    delta = second.mean - first.mean
    scatter = np.outer(delta, delta * (first.rows * second.rows / n))
    scatter += first.scatter
    scatter += second.scatter
    return Moments(n, first.mean + delta * (second.rows / n), scatter)


def _fit_svd(table: Array, k: int, center: bool, standardize: bool) -> PCAFit:
    """Fit by the SVD of the centred table."""
    table = checks.as_matrix(table, "X")
    n, d = table.shape
    mean = table.mean(axis=0)
    centred = table - mean
    # One more centring takes away the rounding of the first: the columns of a constant become exact zeros.
    centred -= centred.mean(axis=0)
    scale = _scale(np.square(centred).mean(axis=0), mean, n) if standardize else np.ones(d)
    if not center:
        centred, mean = table.copy(), np.zeros(d)
    centred /= scale
    total = float(np.square(centred).sum())
    _require_spread(total, mean / scale, n, center)
    _, singular, Vt = conventions.svd(centred)
    return _package(mean, scale, Vt[:k], singular[:k], total, n)


def _fit_moments(moments: Moments, k: int, center: bool, standardize: bool) -> PCAFit:
    """Fit by the eigenvectors of the covariance matrix. The scatter is used up, which saves a copy of it."""
    n, mean, scatter = moments
    d = mean.size
    scale = _scale(scatter.diagonal() / n, mean, n) if standardize else np.ones(d)
    if not center:
        scatter += np.outer(mean, mean * n)
        mean = np.zeros(d)
    if standardize:
        scatter /= scale
        scatter /= scale[:, None]
    total = float(np.trace(scatter))
    _require_spread(total, mean / scale, n, center)
    # Shares of the whole variance: sums of squares of large numbers would be refused as too large.
    scatter /= total
    values, vectors = conventions.eigh(scatter)
    # Rounding can leave an eigenvalue of a null direction a hair below zero.
    singular = np.sqrt(np.maximum(values[:k], 0.0) * total)
    return _package(mean, scale, vectors.T[:k], singular, total, n)


def _fit_triangle(table: Array, found: PCAFit, moments: Moments) -> PCAFit:
    """Fit by the triangle R of Xc = Q R, gathered block by block, with mean and scale already found."""
    d = moments.mean.size
    triangle = np.empty((0, d))
    for block in _blocks(table, max(4 * d, _CENTRED_CELLS // d)):
        rows = (block - found.mean) / found.scale
        triangle = conventions.qr(np.vstack([triangle, rows])).R
    _, singular, Vt = conventions.svd(triangle)
    k = len(found.components)
    total = float(np.square(singular).sum())
    return _package(found.mean, found.scale, Vt[:k], singular[:k], total, moments.rows)


def _package(mean: Array, scale: Array, components: Array, singular: Array, total: float, n: int) -> PCAFit:
    """Turn singular values into variances and shares."""
    squares = np.square(singular)
    # A copy, so that a fit of 2 components does not keep the whole of V^T alive.
    return PCAFit(mean, scale, components.copy(), squares / (n - 1), squares / total, singular.copy(), n)


def _moments(
    chunks: Iterable[ArrayLike],
    progress: Callable[[int], object] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Moments:
    """Return the moments of all rows of all chunks, taken in blocks that fit the processor's cache."""
    total: Moments | None = None
    for chunk in chunks:
        if stop is not None and stop():
            break
        table = _as_table(chunk)
        if total is not None and table.shape[1] != total.mean.size:
            raise ValueError(
                f"chunks: one has {table.shape[1]} columns, the first {total.mean.size}; all need the same."
            )
        for block in _blocks(table, max(1, _BLOCK_CELLS // table.shape[1])):
            found = _block_moments(np.asarray(block, dtype=float))
            total = found if total is None else merge_moments(total, found)
            del found  # its d x d numbers need not wait for the next block's
        if progress is not None:
            progress(0 if total is None else total.rows)
    if total is None or total.rows < 2:
        raise ValueError(
            "X: 0 rows; a spread needs at least two points."
            if total is None
            else "X: 1 row; a spread needs at least two points."
        )
    if not np.isfinite(total.scatter).all():
        raise ValueError(_NOT_FINITE)
    return total


def _block_moments(rows: Array) -> Moments:
    """Return the moments of one block.

    Formula: scatter = X^T X - n m m^T, without a copy of X, as long as no column's mean lies more than ten
    standard deviations from zero (two of sixteen digits cancel); else (X - m)^T (X - m).
    """
    n, d = rows.shape
    # NaN and overflow travel into the scatter and are refused there, in one look at d x d numbers.
    with np.errstate(over="ignore", invalid="ignore"):
        mean = np.ones(n) @ rows / n
        scatter = rows.T @ rows
        squares = scatter.diagonal().copy()
        scatter -= np.outer(mean * n, mean)
        if not (scatter.diagonal() < 0.01 * squares).any():
            return Moments(n, mean, scatter)
        scatter[:] = 0.0
        for few in _blocks(rows, max(d, _CENTRED_CELLS // d)):
            centred = few - mean
            scatter += centred.T @ centred
    return Moments(n, mean, scatter)


def _blocks(table: Array, rows: int) -> Iterator[Array]:
    """Cut a table into runs of rows, as views."""
    for start in range(0, len(table), rows):
        yield table[start : start + rows]


def _as_table(X: ArrayLike) -> Array:
    """Return X as a 2-D array of numbers, without a copy where it is one; finiteness is looked at later."""
    if isinstance(X, np.ndarray) and X.ndim == 2 and X.dtype.kind in "fiu" and X.shape[1] > 0:
        return X
    return checks.as_matrix(X, "X")


def _component_count(asked: int | None, n: int, d: int) -> int:
    if n < 2:
        raise ValueError(f"X: {n} row{'s' * (n != 1)}; a spread needs at least two points.")
    most = min(n, d)
    if asked is None:
        return most
    if not 1 <= asked <= most:
        raise ValueError(
            f"n_components: {asked} was asked for; a table of {n} rows and {d} columns has 1 to {most}."
        )
    return int(asked)


def _rounding(mean: Array, n: int) -> Array:
    """Return, for each column, the variance that rounding alone can leave in a constant."""
    epsilon = float(np.finfo(float).eps)
    return np.square(n * epsilon * mean)


def _scale(variance: Array, mean: Array, n: int) -> Array:
    """Return standard deviations, and 1 for a column that is constant up to rounding."""
    return np.where(variance <= _rounding(mean, n), 1.0, np.sqrt(variance))


def _require_spread(total: float, mean: Array, n: int, center: bool) -> None:
    if not np.isfinite(total):
        raise ValueError(_NOT_FINITE)
    if total <= n * _rounding(mean, n).sum():
        raise ValueError(
            "X: all rows are the same point, so no direction keeps more variance than another."
            if center
            else "X: all rows are zero, so no direction keeps more variance than another."
        )


# ------------------------------------------------------------------------------------------------------------
# Scores and back
# ------------------------------------------------------------------------------------------------------------


def transform(fit: PCAFit, X: ArrayLike) -> Array:
    """Return the coordinates of points along the components: the map.

    Formula: scores = ((X - mean) / scale) components^T

    Parameters
    ----------
    fit : PCAFit
        k components of d columns.
    X : array (n, d)

    Returns
    -------
    array (n, k)

    Examples
    --------
    >>> found = PCAFit(np.array([1.0, 1.0]), np.ones(2), np.array([[0.6, 0.8]]), *[np.ones(1)] * 3, 2)
    >>> transform(found, [[1, 1], [4, 5]])
    array([[0.],
           [5.]])
    """
    d = fit.mean.shape[0]
    onto = (fit.components / fit.scale).T
    if checks.is_live(X) or np.size(X) <= _BLOCKWISE_CELLS:
        return (checks.as_matrix(X, "X", (None, d)) - fit.mean) @ onto
    rows = _as_table(X)
    if rows.shape[1] != d:
        raise ValueError(f"X must have {d} columns as the fit has, not {rows.shape[1]}.")
    with np.errstate(over="ignore", invalid="ignore"):
        # One long product, then the mean taken off, where that cancels two of sixteen digits at most.
        near = np.abs(fit.mean) @ np.abs(onto) < 100 * np.sqrt(fit.explained_variance)
        if rows.dtype == np.float64 and near.all():
            scores = rows @ onto
            scores -= fit.mean @ onto
        else:
            step = max(1, _CENTRED_CELLS // d)
            scores = np.concatenate([(part - fit.mean) @ onto for part in _blocks(rows, step)])
    checks.require(np.isfinite(scores), _NOT_FINITE)
    return scores


def reconstruct(fit: PCAFit, scores: ArrayLike) -> Array:
    """Return the points that scores stand for: the table as k components remember it.

    Formula: X' = mean + scale (scores components). With every component this is X again; with k of them it
    is the closest table of rank k about the mean, and the mean squared error is the variance left out
    (Eckart and Young 1936).

    Parameters
    ----------
    fit : PCAFit
    scores : array (n, j)
        j <= k: with fewer columns than components, the first j are used.

    Returns
    -------
    array (n, d)

    Examples
    --------
    >>> X = np.array([[2.0, 0.0], [0.0, 2.0], [4.0, 4.0]])
    >>> found = fit(X)
    >>> bool(np.allclose(reconstruct(found, transform(found, X)), X))
    True
    """
    table = checks.as_matrix(scores, "scores")
    j, k = table.shape[1], fit.components.shape[0]
    if j > k:
        raise ValueError(f"scores: {j} columns; the fit has {k} components.")
    return fit.mean + fit.scale * (table @ fit.components[:j])


def loadings(fit: PCAFit) -> Array:
    """Return how strongly each column pulls along each component: the arrows of a biplot.

    Formula: loadings = components^T sqrt(explained variance). On standardised columns an entry is (up to a
    factor sqrt(n / (n - 1))) the correlation of the column with the component's scores (Jolliffe, section
    2.3).

    Returns
    -------
    array (d, k)

    Examples
    --------
    >>> loadings(fit([[0, 0], [3, 4]], n_components=1)).round(2)
    array([[2.12],
           [2.83]])
    """
    return fit.components.T * np.sqrt(fit.explained_variance)


def components_for(fit: PCAFit, share: float) -> int:
    """Return the least number of components that keep a share of the variance, or all of the fit's.

    Formula: min k with (l1 + ... + lk) / (l1 + ... + ld) >= share

    Examples
    --------
    >>> components_for(PCAFit(*[np.ones(1)] * 4, np.array([0.6, 0.3, 0.1]), np.ones(3), 9), share=0.9)
    2
    """
    if not 0 < share <= 1:
        raise ValueError(f"share: {share} was asked for; a share of the variance lies above 0 and up to 1.")
    kept = np.cumsum(fit.explained_variance_ratio)
    # Sums of shares are rounded: 0.6 + 0.3 is 0.8999999999999999.
    return min(int(np.searchsorted(kept, share - 1e-12)) + 1, len(kept))


# ------------------------------------------------------------------------------------------------------------
# Formulas that can also be recorded: a plane turned by hand, a point that is dragged
# ------------------------------------------------------------------------------------------------------------


def covariance(X: Any, center: bool = True) -> Any:
    """Return the covariance matrix of the columns.

    Formula: C = Xc^T Xc / (n - 1), Xc = X - mean; without centring the mean is left in.

    Parameters
    ----------
    X : array (n, d)
        n >= 2.

    Returns
    -------
    array (d, d)

    Raises
    ------
    ValueError
        With fewer than two rows: n - 1 would be zero.

    Examples
    --------
    >>> covariance([[0, 0], [2, 2], [4, 4]])
    array([[4., 4.],
           [4., 4.]])
    """
    X = checks.as_matrix(X, "X")
    n = X.shape[0]
    if n < 2:
        raise ValueError(f"X: {n} row; a spread needs at least two points.")
    centred = X - X.mean(axis=0) if center else X
    return centred.T @ centred / (n - 1)


def variance_kept(X: Any, basis: Any, center: bool = True) -> Any:
    """Return the share of the variance that a line or plane keeps, whoever chose it.

    Formula: |Xc B^T|^2 / |Xc|^2 = trace(B C B^T) / trace(C), B the basis as rows and C the covariance. No
    basis of k rows keeps more than the first k principal components (Ky Fan 1949); that is what PCA is.

    Parameters
    ----------
    X : array (n, d)
        Points. Where they stand still, only the small C takes part in what follows.
    basis : array (k, d) or (d,)
        Orthonormal rows.

    Returns
    -------
    number, 0 to 1

    Raises
    ------
    ValueError
        If the rows are not orthonormal to 1e-6 (they would count variance twice, or stretched), or if all
        points are the same (0 / 0).

    Examples
    --------
    >>> round(float(variance_kept([[0, 0], [3, 1], [6, 2]], [1, 0])), 3)
    0.9
    """
    return share_kept(covariance(X, center=center), basis)


def share_kept(C: Any, basis: Any) -> Any:
    """Return which share of a covariance orthonormal rows keep.

    Formula: trace(B C B^T) / trace(C), as in `variance_kept`.

    Examples
    --------
    >>> round(float(share_kept([[9, 3], [3, 1]], [0, 1])), 3)
    0.1
    """
    C = checks.as_matrix(C, "covariance")
    d = C.shape[0]
    B = checks.as_rows(basis, "basis", d)
    checks.require(
        np.abs(B @ B.T - np.eye(B.shape[0])).max() < 1e-6,
        "basis: the rows must be of length 1 and perpendicular to each other.",
    )
    checks.require(np.trace(C) > 0, "X: all points are the same, so there is no variance to keep.")
    return np.trace(B @ C @ B.T) / np.trace(C)


def project_to(X: Any, basis: Any, mean: Any) -> Any:
    """Return the coordinates of the points within the plane: its 2-D shadow.

    Formula: (X - mean) B^T

    Examples
    --------
    >>> project_to([[3, 4, 9]], [[1, 0, 0], [0, 1, 0]], mean=[1, 1, 0])
    array([[2., 3.]])
    """
    X = checks.as_matrix(X, "X")
    B = checks.as_rows(basis, "basis", X.shape[1])
    return (X - checks.as_vector(mean, "mean", X.shape[1])) @ B.T


def orthogonal_projection(X: Any, basis: Any, mean: Any) -> Any:
    """Return the point of the plane (or line) through the mean that is closest to each point.

    Formula: mean + (X - mean) B^T B

    Examples
    --------
    >>> orthogonal_projection([[3, 4, 9]], [[1, 0, 0], [0, 1, 0]], mean=[0, 0, 1])
    array([[3., 4., 1.]])
    """
    X = checks.as_matrix(X, "X")
    B = checks.as_rows(basis, "basis", X.shape[1])
    centre = checks.as_vector(mean, "mean", X.shape[1])
    return centre + (X - centre) @ B.T @ B


def line_from_angle(angle: Any) -> Any:
    """Return the unit vector of a line in the plane, as a basis of one row.

    Formula: (cos a, sin a), a in radians from the first axis.

    Examples
    --------
    >>> line_from_angle(np.pi / 2).round(3)
    array([[0., 1.]])
    """
    return np.stack([np.stack([np.cos(angle), np.sin(angle)])])


def plane_normal(basis: Any) -> Any:
    """Return the unit normal b1 x b2 of a plane in space.

    Examples
    --------
    >>> plane_normal([[1, 0, 0], [0, 1, 0]])
    array([0., 0., 1.])
    """
    B = checks.as_matrix(basis, "basis", (2, 3))
    n = np.cross(B[0], B[1])
    length = np.sqrt((n * n).sum())
    checks.require(length > 0, "basis: two parallel directions span no plane.")
    return n / length


def plane_tilt(components: Any) -> Any:
    """Return the angle between a plane in space and the horizontal, in degrees from 0 to 90.

    Formula: n = b1 x b2, tilt = arctan2(sqrt(nx^2 + ny^2), |nz|)

    Parameters
    ----------
    components : array (2, 3)
        Two directions in the plane; the third coordinate is the vertical.

    Examples
    --------
    >>> float(plane_tilt([[1, 0, 0], [0, 1, 1]]).round(6))
    45.0
    """
    n = plane_normal(components)
    return np.degrees(np.arctan2(np.hypot(n[0], n[1]), np.abs(n[2])))


def largest_principal_angle(basis: Any, optimum: Any) -> Any:
    """Return the largest principal angle between two lines or two planes, in degrees from 0 to 90.

    Formula: cos = smallest singular value of A B^T, sin = largest singular value of A - A B^T B, angle =
    arctan2(sin, cos): exact for small angles too, where arccos has lost half of its digits (Å. Björck and
    G. H. Golub, "Numerical methods for computing angles between linear subspaces", 1973). For two planes in
    space it is the angle between their normals.

    Parameters
    ----------
    basis, optimum : arrays (k, d) or (d,)
        Orthonormal rows, the same number in each.

    Examples
    --------
    >>> float(largest_principal_angle([[1, 0, 0], [0, 1, 0]], [[1, 0, 0], [0, 0, 1]]).round(6))
    90.0
    """
    A = checks.as_rows(basis, "basis")
    B = checks.as_rows(optimum, "optimum", A.shape[1])
    if A.shape != B.shape:
        raise ValueError(f"optimum must have shape {A.shape} as the basis has, not {B.shape}.")
    across = A @ B.T
    cosine = conventions.svd(across).S[-1]
    sine = conventions.svd(A - across @ B).S[0]
    return np.degrees(np.arctan2(sine, cosine))


def grassmann_geodesic(start: Any, end: Any, t: Any) -> Any:
    """Return the plane (or line) on the shortest way from one to another, at a share t of the way.

    Formula: A B^T = P cos(angles) Q^T; each principal direction u = P^T A turns towards its partner w = Q^T
    B,

        u(t) = cos(t angle) u + sin(t angle) r,   r = (w - cos(angle) u) / sin(angle),   basis(t) = P u(t)

    the geodesic of the Grassmann manifold (A. Edelman, T. A. Arias, S. T. Smith 1998, section 2.5.1). At t
    = 1 the rows span `end` but are turned within it as little as the way allows.

    Parameters
    ----------
    start, end : arrays (k, d) or (d,)
        Orthonormal rows.
    t : number
        0 to 1.

    Returns
    -------
    array (k, d)

    Examples
    --------
    >>> grassmann_geodesic([1, 0], [0, 1], 0.5).round(3)
    array([[0.707, 0.707]])
    """
    A = checks.as_rows(start, "start")
    B = checks.as_rows(end, "end", A.shape[1])
    if A.shape != B.shape:
        raise ValueError(f"end must have shape {A.shape} as the start has, not {B.shape}.")
    P, cosines, Qt = conventions.svd(A @ B.T)
    u, w = P.T @ A, Qt @ B
    away = w - cosines[:, None] * u
    sines = np.sqrt((away * away).sum(axis=1))
    angles = np.arctan2(sines, cosines)
    r = away / np.where(sines > 1e-12, sines, 1.0)[:, None]
    return P @ (np.cos(t * angles)[:, None] * u + np.sin(t * angles)[:, None] * r)

"""A x = b for every A: the recipe x, how near A x comes to b, and what A cannot tell apart.

A matrix that has an inverse and one that has none are one case here: the shortest of all x whose A x is
nearest to b. Where A can be undone that is the solution, and its residual is 0.

References: Strang is G. Strang, Introduction to Linear Algebra, 5th ed., Wellesley-Cambridge 2016.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from explorer.logic import checks, conventions, vectors

# Singular values below this share of the largest count as 0. A stage keeps four decimals of what is dragged:
# columns that were put on one line are there to about 1e-4 of their length.
TOLERANCE = 1e-3


class _Parts(NamedTuple):
    """A = U @ diag(S) @ Vt, thin, and which of the singular values count."""

    U: Any
    S: Any
    Vt: Any
    counts: Any


def rank(A: Any) -> Any:
    r"""Count the directions that A x can take: 2 a plane, 1 a line, 0 only the origin.

    .. math:: \operatorname{rank} A = \#\{\, i : \sigma_i > 10^{-3} \sigma_1 \,\}

    Parameters
    ----------
    A
        Matrix of shape (m, n).

    Returns
    -------
    A whole number from 0 to min(m, n).

    Raises
    ------
    ValueError
        If A is no matrix of finite numbers.

    Notes
    -----
    Strang, sections 3.2 and 7.1; the tolerance: Golub and Van Loan, Matrix Computations,
    4th ed., section 5.4.

    Examples
    --------
    >>> print(rank([[2, 1], [0, 1]]), rank([[2, 4], [1, 2]]), rank([[0, 0], [0, 0]]))
    2 1 0
    """
    A = checks.as_matrix(A, "A")
    return np.sum(np.where(_parts(A).counts, 1, 0))


def condition_number(A: Any) -> Any:
    r"""Say by how much more A stretches one direction than another: the worst that an error in b can grow.

    .. math:: \kappa = \frac{\sigma_1}{\sigma_n}, \qquad \frac{\lVert \Delta x \rVert}{\lVert x \rVert} \le
        \kappa\, \frac{\lVert \Delta b \rVert}{\lVert b \rVert}

    Parameters
    ----------
    A
        Matrix of shape (m, n).

    Returns
    -------
    A number from 1; infinite where the columns are dependent.

    Raises
    ------
    ValueError
        If A is no matrix of finite numbers.

    Notes
    -----
    Strang, section 11.2.

    Examples
    --------
    >>> print(condition_number([[3, 0], [0, 1]]), condition_number([[2, 4], [1, 2]]))
    3.0 inf
    """
    A = checks.as_matrix(A, "A")
    parts = _parts(A)
    if A.shape[1] > A.shape[0]:
        return np.inf + 0.0 * parts.S[0]
    smallest = np.where(parts.counts[-1], parts.S[-1], 1.0)
    return np.where(parts.counts[-1], parts.S[0] / smallest, np.inf)


def pseudo_inverse(A: Any) -> Any:
    r"""Find the matrix that undoes A as far as it can be undone.

    .. math:: A^{+} = \sum_{\sigma_i > 0} \frac{1}{\sigma_i}\, v_i u_i^T

    Parameters
    ----------
    A
        Matrix of shape (m, n).

    Returns
    -------
    Shape (n, m): the inverse, where there is one. Else it brings back what A x can be, and sends to 0 what is
    perpendicular to all of that.

    Raises
    ------
    ValueError
        If A is no matrix of finite numbers.

    Notes
    -----
    Strang, section 7.4.

    Examples
    --------
    >>> pseudo_inverse([[2, 0], [0, 4]])
    array([[0.5 , 0.  ],
           [0.  , 0.25]])
    >>> pseudo_inverse([[2, 0], [0, 0]])
    array([[0.5, 0. ],
           [0. , 0. ]])
    """
    A = checks.as_matrix(A, "A")
    parts = _parts(A)
    back = np.where(parts.counts, 1.0 / np.where(parts.counts, parts.S, 1.0), 0.0)
    return (np.transpose(parts.Vt) * back) @ np.transpose(parts.U)


def shortest_solution(A: Any, b: Any) -> Any:
    r"""Solve A x = b as nearly as it can be: of all x with the smallest residual the shortest.

    .. math:: x = A^{+} b

    Parameters
    ----------
    A
        Matrix of shape (m, n).
    b
        One vector of shape (m,), or many as rows, shape (k, m).

    Returns
    -------
    x, shape (n,) or (k, n): how much of each column to take. The solution, where there is just one.

    Raises
    ------
    ValueError
        If b does not have m components.

    Notes
    -----
    Strang, sections 4.3 and 7.4.

    Examples
    --------
    >>> shortest_solution([[2, 1], [0, 1]], [3, 1]).round(12)
    array([1., 1.])
    >>> shortest_solution([[2, 4], [1, 2]], [5, 0]).round(12)  # both columns on one line
    array([0.4, 0.8])
    """
    A = checks.as_matrix(A, "A")
    m = A.shape[0]
    if np.ndim(b) == 1:
        return pseudo_inverse(A) @ checks.as_vector(b, "b", m)
    return checks.as_matrix(b, "b", (None, m)) @ np.transpose(pseudo_inverse(A))


def residual(A: Any, b: Any) -> Any:
    r"""Measure how far b is from everything that A x can be.

    .. math:: \min_x \lVert b - A x \rVert

    Parameters
    ----------
    A
        Matrix of shape (m, n).
    b
        Shape (m,).

    Returns
    -------
    A length; 0 where A x = b has a solution.

    Raises
    ------
    ValueError
        If b does not have m components.

    Notes
    -----
    Strang, section 4.3.

    Examples
    --------
    >>> print(residual([[2, 4], [0, 0]], [5, 3]))
    3.0
    """
    A, b = checks.as_matrix(A, "A"), checks.as_vector(b, "b")
    away = b - foot(A, b)
    return np.sqrt(np.sum(away * away))


def foot(A: Any, b: Any) -> Any:
    r"""Drop b at right angles onto everything that A x can be.

    .. math:: A A^{+} b = \sum_{\sigma_i > 0} u_i\, (u_i \cdot b)

    Parameters
    ----------
    A
        Matrix of shape (m, n).
    b
        Shape (m,).

    Returns
    -------
    The A x that is nearest to b, shape (m,).

    Raises
    ------
    ValueError
        If b does not have m components.

    Notes
    -----
    Strang, section 4.2. With the left singular vectors: A times the pseudo-inverse loses as many digits as
    the condition number has.

    Examples
    --------
    >>> foot([[2, 4], [0, 0]], [5, 3])
    array([5., 0.])
    """
    A = checks.as_matrix(A, "A")
    b = checks.as_vector(b, "b", A.shape[0])
    parts = _parts(A)
    return parts.U @ np.where(parts.counts, np.transpose(parts.U) @ b, 0.0)


def null_directions(A: Any) -> Any:
    r"""Find what A sends to 0: added to x it changes nothing in A x.

    .. math:: A v_i = \sigma_i u_i = 0

    Parameters
    ----------
    A
        Square matrix, shape (n, n).

    Returns
    -------
    Shape (n, n): perpendicular directions of length 1 as rows, the last ones first; NaN in the rows that are
    not needed, all of them where the columns are independent.

    Raises
    ------
    ValueError
        If A is not square.

    Notes
    -----
    Strang, sections 3.2 and 7.2.

    Examples
    --------
    >>> null_directions([[2, 2], [1, 1]]).round(4)
    array([[ 0.7071, -0.7071],
           [    nan,     nan]])
    """
    A = checks.as_square(A, "A")
    parts = _parts(A)
    return np.where(parts.counts[::-1, None], np.nan, parts.Vt[::-1])


def column_directions(A: Any) -> Any:
    """Find perpendicular directions that span everything that A x can be.

    Parameters
    ----------
    A
        Matrix of shape (m, n).

    Returns
    -------
    Shape (min(m, n), m): directions of length 1 as rows, that of the longest stretch first; NaN in the rows
    beyond the rank.

    Raises
    ------
    ValueError
        If A is no matrix of finite numbers.

    Examples
    --------
    >>> column_directions([[0, 0], [2, 4]])
    array([[ 0.,  1.],
           [nan, nan]])
    """
    A = checks.as_matrix(A, "A")
    parts = _parts(A)
    return np.where(parts.counts[:, None], np.transpose(parts.U), np.nan)


def worst_direction(A: Any) -> Any:
    r"""Find the direction of b that x answers most: a step of b there moves x farthest.

    .. math:: A^{+} u_r = \frac{1}{\sigma_r} v_r, \qquad r = \operatorname{rank} A

    Parameters
    ----------
    A
        Matrix of shape (m, n).

    Returns
    -------
    A direction of length 1, shape (m,): that of the least stretch that is not 0. The zero vector, where A is
    the zero matrix.

    Raises
    ------
    ValueError
        If A is no matrix of finite numbers.

    Examples
    --------
    >>> worst_direction([[3, 0], [0, 0.5]])
    array([0., 1.])
    """
    A = checks.as_matrix(A, "A")
    parts = _parts(A)
    last = np.diff(np.concatenate([np.where(parts.counts, 1.0, 0.0), np.zeros(1)]))
    return parts.U @ -last


def shortened(start: Any, end: Any, most: float) -> Any:
    """Move the start of a way towards its end, until the way is no longer than `most`.

    Parameters
    ----------
    start, end
        Shape (n,).
    most
        The greatest length.

    Returns
    -------
    Where the way now starts, shape (n,); `start` itself where the way is short enough.

    Raises
    ------
    ValueError
        If start and end have different numbers of components.

    Examples
    --------
    >>> shortened([0, 0], [3, 4], 1)
    array([2.4, 3.2])
    >>> shortened([0, 0], [0.3, 0.4], 1)
    array([0., 0.])
    """
    start, end = checks.as_pair(start, "start", end, "end")
    way = end - start
    long = np.sqrt(np.sum(way * way))
    return end - way * np.minimum(1.0, most / np.where(long > 0, long, 1.0))


def slid_into_plane(point: Any, normal: Any, camera: Any) -> Any:
    """Slide a point across the screen into a plane through the origin, and say where it is then seen.

    Parameters
    ----------
    point, normal
        Shape (3,).
    camera
        A rotation, shape (3, 3), whose columns are right, up and towards the eye.

    Returns
    -------
    Where it is then seen, shape (2,); NaN where the plane is seen from the front, and no way across the
    screen leads into it.

    Raises
    ------
    ValueError
        If a shape is another.

    Examples
    --------
    >>> slid_into_plane([1, 1, 2], [0, 1, 0], np.eye(3))
    array([1., 0.])
    """
    return (vectors.slid_into_plane(point, normal, camera, 0.01) @ checks.as_matrix(camera, "camera"))[:2]


def errors(count: int, n: int, radius: float, seed: int) -> NDArray[np.float64]:
    """Draw small errors at random, evenly from a disc (a ball).

    Parameters
    ----------
    count
        How many.
    n
        How many components each has.
    radius
        The largest length.
    seed
        The same seed draws the same errors.

    Returns
    -------
    Shape (count, n).

    Raises
    ------
    ValueError
        If count or n is below 1, or radius not positive.

    Notes
    -----
    A random direction, and a length whose n-th power is even: so every part of the disc is as likely as
    others of its size.

    Examples
    --------
    >>> found = errors(200, 2, 0.2, seed=1)
    >>> found.shape, bool(np.linalg.norm(found, axis=1).max() <= 0.2)
    ((200, 2), True)
    """
    if count < 1 or n < 1 or not 0 < radius <= checks.LARGEST:
        raise ValueError(f"count, n and radius must be positive, not {count}, {n} and {radius}.")
    rng = np.random.default_rng(seed)
    way = rng.normal(size=(count, n))
    long = radius * rng.uniform(size=(count, 1)) ** (1 / n)
    return way * long / np.sqrt(np.sum(way * way, axis=1, keepdims=True))


def _parts(A: Any) -> _Parts:
    """Factor A, and tell which singular values count."""
    U, S, Vt = conventions.svd(A)
    return _Parts(U, S, Vt, TOLERANCE * S[0] < S)

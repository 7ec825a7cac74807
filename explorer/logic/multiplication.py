"""One product of two matrices, read in four ways: the same products of numbers, added in another order.

A has shape (m, n) and B shape (n, p). A B is made of the m n p numbers a_ik b_kj, and each of the four
readings is one order in which to add them. A step adds one of them.

References: Strang is G. Strang, Introduction to Linear Algebra, 5th ed., Wellesley-Cambridge 2016.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from explorer.logic import checks

READINGS = ("row times column", "columns combined", "rows combined", "layers added")
LARGEST_SIZE = 8


class Place(NamedTuple):
    """Where a product stands: it is A[i, k] * B[k, j], and a part of (A B)[i, j]."""

    i: Any
    k: Any
    j: Any


def row_times_column(A: Any, B: Any) -> Any:
    r"""Multiply cell by cell: each number is a row of A times a column of B.

    .. math:: (A B)_{ij} = \sum_k a_{ik}\, b_{kj}

    Parameters
    ----------
    A, B
        Matrices of shapes (m, n) and (n, p).

    Returns
    -------
    A B, shape (m, p).

    Raises
    ------
    ValueError
        If A has not as many columns as B has rows.

    Notes
    -----
    Strang, section 2.4.

    Examples
    --------
    >>> row_times_column([[1, 2], [3, 4]], [[0, 1], [1, 0]])
    array([[2., 1.],
           [4., 3.]])
    """
    A, B = checks.as_factors(A, B)
    m, p = A.shape[0], B.shape[1]
    return np.stack([np.stack([A[i, :] @ B[:, j] for j in range(p)]) for i in range(m)])


def columns_combined(A: Any, B: Any) -> Any:
    r"""Multiply column by column: each column of A B mixes the columns of A, by the numbers in one of B.

    .. math:: (A B)\, e_j = A\, b_j = \sum_k b_{kj}\, a_k

    Parameters
    ----------
    A, B
        Matrices of shapes (m, n) and (n, p).

    Returns
    -------
    A B, shape (m, p).

    Raises
    ------
    ValueError
        If A has not as many columns as B has rows.

    Notes
    -----
    Strang, section 2.4.

    Examples
    --------
    >>> columns_combined([[1, 2], [3, 4]], [[0, 1], [1, 0]])
    array([[2., 1.],
           [4., 3.]])
    """
    A, B = checks.as_factors(A, B)
    return np.stack(
        [_added([B[k, j] * A[:, k] for k in range(A.shape[1])]) for j in range(B.shape[1])], axis=1
    )


def rows_combined(A: Any, B: Any) -> Any:
    r"""Multiply row by row: each row of A B mixes the rows of B, by the numbers in one of A.

    .. math:: e_i^T (A B) = a_i^T B = \sum_k a_{ik}\, b_k^T

    Parameters
    ----------
    A, B
        Matrices of shapes (m, n) and (n, p).

    Returns
    -------
    A B, shape (m, p).

    Raises
    ------
    ValueError
        If A has not as many columns as B has rows.

    Notes
    -----
    Strang, section 2.4.

    Examples
    --------
    >>> rows_combined([[1, 2], [3, 4]], [[0, 1], [1, 0]])
    array([[2., 1.],
           [4., 3.]])
    """
    A, B = checks.as_factors(A, B)
    return np.stack([_added([A[i, k] * B[k, :] for k in range(A.shape[1])]) for i in range(A.shape[0])])


def layers_added(A: Any, B: Any) -> Any:
    r"""Multiply layer by layer: each column of A times the row of B that belongs to it is a whole matrix.

    .. math:: A B = \sum_k a_k\, b_k^T

    Parameters
    ----------
    A, B
        Matrices of shapes (m, n) and (n, p).

    Returns
    -------
    A B, shape (m, p).

    Raises
    ------
    ValueError
        If A has not as many columns as B has rows.

    Notes
    -----
    Strang, section 2.4: columns times rows. Each layer has rank 1.

    Examples
    --------
    >>> layers_added([[1, 2], [3, 4]], [[0, 1], [1, 0]])
    array([[2., 1.],
           [4., 3.]])
    """
    A, B = checks.as_factors(A, B)
    return _added([A[:, [k]] @ B[[k], :] for k in range(A.shape[1])])


def turns(m: int, n: int, p: int, reading: Any) -> Any:
    """Say when each product is added, counted from 0, in one of the four readings.

    Parameters
    ----------
    m, n, p
        A has shape (m, n) and B shape (n, p).
    reading
        The place of the reading in `READINGS`.

    Returns
    -------
    Shape (m, n, p): the turn of A[i, k] * B[k, j] stands at [i, k, j]; all from 0 to m n p - 1 occur once.

    Examples
    --------
    >>> turns(2, 2, 1, 0)[:, :, 0].tolist()  # row 0 first
    [[0, 1], [2, 3]]
    >>> turns(2, 2, 1, 1)[:, :, 0].tolist()  # column 0 first
    [[0, 2], [1, 3]]
    """
    pace = _pace(m, n, p, reading)
    i, k, j = np.arange(m), np.arange(n), np.arange(p)
    return i[:, None, None] * pace[0] + k[None, :, None] * pace[1] + j[None, None, :] * pace[2]


def at_work(m: int, n: int, p: int, reading: Any, step: Any) -> Place:
    """Find the product that a step added last; before the first step the one that comes first.

    Parameters
    ----------
    m, n, p
        A has shape (m, n) and B shape (n, p).
    reading
        The place of the reading in `READINGS`.
    step
        How many products have been added, from 0 to m n p.

    Returns
    -------
    Place
        Its i, k and j, counted from 0.

    Examples
    --------
    >>> [int(x) for x in at_work(2, 3, 3, 0, 17)]  # the last but one: a_12 b_22 is left
    [1, 1, 2]
    """
    pace = _pace(m, n, p, reading)
    turn = np.clip(np.ceil(step) - 1, 0, m * n * p - 1)
    return Place(
        *(np.remainder(np.floor_divide(turn, pace[axis]), size) for axis, size in enumerate((m, n, p)))
    )


def so_far(A: Any, B: Any, reading: Any, step: Any) -> Any:
    r"""Add the products whose turn has come: what stands in A B after so many steps.

    .. math:: \sum_{k\,:\,\text{turn}(i,k,j) < \text{step}} a_{ik}\, b_{kj}

    Parameters
    ----------
    A, B
        Matrices of shapes (m, n) and (n, p).
    reading
        The place of the reading in `READINGS`.
    step
        How many products have been added, from 0 to m n p: then it is A B.

    Returns
    -------
    The partial sums, shape (m, p).

    Raises
    ------
    ValueError
        If A has not as many columns as B has rows.

    Examples
    --------
    >>> so_far([[1, 2], [3, 4]], [[5, 6], [7, 8]], 3, 4)  # the first layer
    array([[ 5.,  6.],
           [15., 18.]])
    """
    A, B = checks.as_factors(A, B)
    (m, n), p = A.shape, B.shape[1]
    products = A[:, :, None] * B[None, :, :]
    return np.sum(np.where(turns(m, n, p, reading) < step, products, 0.0), axis=1)


def cell_at_work(A: Any, B: Any, reading: Any, step: Any) -> Any:
    """Say what stands so far in the cell of A B that is being filled.

    Parameters
    ----------
    A, B
        Matrices of shapes (m, n) and (n, p).
    reading
        The place of the reading in `READINGS`.
    step
        How many products have been added, from 0 to m n p.

    Returns
    -------
    The partial sum, shape ().

    Raises
    ------
    ValueError
        If A has not as many columns as B has rows.

    Examples
    --------
    >>> print(cell_at_work([[1, 2], [3, 4]], [[5, 6], [7, 8]], 0, 3))  # 1 * 6, and 2 * 8 is to come
    6.0
    """
    A, B = checks.as_factors(A, B)
    (m, n), p = A.shape, B.shape[1]
    here = at_work(m, n, p, reading, step)
    chosen = (np.arange(m) == here.i)[:, None] & (np.arange(p) == here.j)[None, :]
    return np.sum(np.where(chosen, so_far(A, B, reading, step), 0.0))


def commutator(A: Any, B: Any) -> Any:
    r"""Say by how much the order matters.

    .. math:: A B - B A

    Parameters
    ----------
    A, B
        Matrices of shape (n, n).

    Returns
    -------
    Shape (n, n); zero when A and B commute. Its trace is always 0.

    Raises
    ------
    ValueError
        If A is not square, or B has another shape.

    Notes
    -----
    Strang, section 2.4.

    Examples
    --------
    >>> commutator([[0, 1], [0, 0]], [[0, 0], [1, 0]])
    array([[ 1.,  0.],
           [ 0., -1.]])
    """
    A = checks.as_square(A, "A")
    B = checks.as_matrix(B, "B", A.shape)
    return A @ B - B @ A


def distance_from_multiple_of_identity(A: Any) -> Any:
    r"""Say how far a 2 x 2 matrix is from stretching every direction alike.

    .. math:: \min_c \lVert A - c I \rVert_F

    Parameters
    ----------
    A
        Matrix of shape (2, 2).

    Returns
    -------
    The distance, shape (); 0 for c I, which commutes with every matrix.

    Raises
    ------
    ValueError
        If A has another shape.

    Examples
    --------
    >>> print(distance_from_multiple_of_identity([[3, 0], [0, 3]]))
    0.0
    """
    A = checks.as_matrix(A, "A", (2, 2))
    c = 0.5 * (A[0, 0] + A[1, 1])
    return np.sqrt(np.sum((A - c * np.eye(2)) ** 2))


def commuting_column(A: Any, column: Any, place: int) -> Any:
    r"""Complete a matrix, of which one column is known, so that it commutes with A.

    Whatever commutes with a 2 x 2 matrix A, itself no multiple of I, is B = s A + c I. One column of B is two
    equations for s and c.

    .. math:: s = b_{\text{off}} / a_{\text{off}}, \qquad c = b_{\text{on}} - s\, a_{\text{on}}

    Parameters
    ----------
    A
        Matrix of shape (2, 2).
    column
        The column of B that is known, shape (2,).
    place
        Which of the two it is, 0 or 1.

    Returns
    -------
    The other column, shape (2,). NaN where the known column has no number off the diagonal to divide by, that
    is where A has 0 there.

    Raises
    ------
    ValueError
        If A or the column has another shape.

    Examples
    --------
    >>> commuting_column([[2, 1], [0, 1]], [3, 5], 1)  # B = 3 A + 2 I
    array([8., 0.])
    """
    A = checks.as_matrix(A, "A", (2, 2))
    column = checks.as_vector(column, "column", 2)
    other = 1 - place
    there = np.abs(A[other, place]) > 1e-9
    s = column[other] / np.where(there, A[other, place], np.nan)
    c = column[place] - s * A[place, place]
    return s * A[:, other] + c * np.eye(2)[:, other]


def inner_sizes(A: Any, B: Any) -> Any:
    """Count what has to agree before two matrices can be multiplied.

    Parameters
    ----------
    A, B
        Matrices of shapes (m, n) and (k, p).

    Returns
    -------
    Shape (2,): the columns of A and the rows of B.

    Raises
    ------
    ValueError
        If one of them is no matrix.

    Examples
    --------
    >>> inner_sizes(np.ones((3, 3)), np.ones((2, 3)))
    array([3., 2.])
    """
    return np.array([checks.as_matrix(A, "A").shape[1], checks.as_matrix(B, "B").shape[0]], float)


def numpy_says(A: Any, B: Any) -> str:
    """Ask NumPy for A @ B, and return the sentence with which it refuses; "" where it does not.

    Parameters
    ----------
    A, B
        Matrices of shapes (m, n) and (k, p).

    Returns
    -------
    str

    Examples
    --------
    >>> numpy_says(np.ones((2, 3)), np.ones((3, 2)))
    ''
    >>> numpy_says(np.ones((3, 3)), np.ones((2, 3))).partition(":")[0]
    'matmul'
    """
    try:
        np.matmul(A, B)
    except ValueError as refusal:
        return str(refusal)
    return ""


def _pace(m: int, n: int, p: int, reading: Any) -> Any:
    """Return by how many turns the next i, the next k and the next j come later, shape (3,)."""
    paces = np.array([[n * p, 1, n], [1, m, m * n], [n * p, p, 1], [p, m * p, 1]])
    return np.choose(reading, paces)


def _added(parts: list[Any]) -> Any:
    """Add matrices or vectors in their order."""
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    return total

"""Decompositions with one order and one sign, wherever they are computed.

Singular vectors and eigenvectors are unique only up to a sign, and those of a repeated value only up to a
turn within their subspace. Libraries choose differently, so an arrow would point one way on the server and
another in the browser. The functions here remove that freedom by a rule and are used wherever a decomposition
is shown:

* order: values descend; eigenvalues of a general matrix by real part, then by imaginary part;
* sign: the entry of largest magnitude of each right singular vector or eigenvector is positive. Entries
  within 1e-6 (relative) of the largest count as equal, and the first of them decides;
* repeated values (equal within 1e-9 of the largest): the basis of their subspace is the one that the
  coordinate axes give, the axis nearest to the subspace first. Done for matrices with at most `SMALL`
  columns; beyond, a repeated value keeps the basis that the library found.

Everything here works on live values of a stage as well as on arrays.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from explorer.logic import checks

NEAR_TIE = 1e-6
REPEATED = 1e-9
# Settling a repeated value costs about n^4 operations for n columns (at 12, such as a ring of atoms, 740
# steps and 34 kB of a program): little for what is drawn, too much for data.
SMALL = 12


class SVD(NamedTuple):
    """A = U @ diag(S) @ Vt."""

    U: Any
    S: Any
    Vt: Any


class Eigh(NamedTuple):
    """A symmetric A = vectors @ diag(values) @ vectors.T, values descending."""

    values: Any
    vectors: Any


class Eig(NamedTuple):
    """A @ vectors = vectors @ diag(values), complex, by descending real part."""

    values: Any
    vectors: Any


class QR(NamedTuple):
    """A = Q @ R, no negative number on the diagonal of R."""

    Q: Any
    R: Any


def svd(A: Any) -> SVD:
    r"""Factor a matrix into a turn, a stretch along the axes and a turn: A = U Σ Vᵀ (thin).

    .. math:: A = \sum_{i=1}^{k} \sigma_i\, u_i v_i^T, \qquad k = \min(m, n)

    Parameters
    ----------
    A
        Matrix of shape (m, n).

    Returns
    -------
    SVD
        U (m, k), S (k,) descending and >= 0, Vt (k, n), with the signs of this module: the largest entry of
        each row of Vt is positive and u_i = A v_i / σ_i. Where σ_i = 0 that quotient says nothing, and the
        largest entry of u_i is positive instead (unique for a square A; else u_i and v_i are any completion).

    Raises
    ------
    ValueError
        If A is no matrix of finite numbers.

    Notes
    -----
    Strang, Introduction to Linear Algebra, 5th ed., section 7.2; Golub and Van Loan, Matrix Computations, 4th
    ed., section 2.4.

    Examples
    --------
    >>> U, S, Vt = svd([[0.0, -2.0], [1.0, 0.0]])
    >>> S
    array([2., 1.])
    >>> U + 0.0
    array([[-1.,  0.],
           [ 0.,  1.]])
    >>> Vt + 0.0
    array([[0., 1.],
           [1., 0.]])
    """
    A = checks.as_matrix(A, "A")
    U, S, Vt = np.linalg.svd(A, full_matrices=False)
    V = np.transpose(Vt)
    settled_V = _settle(S, V)
    # U turns along with V inside each group of equal singular values, so that the product stays A. The groups
    # keep rounding errors between different values out.
    turn = np.where(_same_group(S), Vt @ settled_V, 0.0)
    not_zero = S / np.where(S[0] > 0, S[0], 1.0) > REPEATED
    settled_U = np.where(not_zero, U @ turn, _settle(S, U))
    return SVD(settled_U, S, np.transpose(settled_V))


def eigh(A: Any) -> Eigh:
    r"""Find the perpendicular axes that a symmetric matrix only stretches.

    .. math:: A = Q \Lambda Q^T, \qquad A q_i = \lambda_i q_i, \qquad Q^T Q = I

    Parameters
    ----------
    A
        Symmetric matrix of shape (n, n).

    Returns
    -------
    Eigh
        values (n,) descending, vectors (n, n): column i belongs to value i, with the signs of this module.

    Raises
    ------
    ValueError
        If A is no square matrix of finite numbers or not symmetric: the spectral theorem needs A = Aᵀ.

    Notes
    -----
    The spectral theorem: Strang, Introduction to Linear Algebra, 5th ed., section 6.4.

    Examples
    --------
    >>> values, vectors = eigh([[2.0, 1.0], [1.0, 2.0]])
    >>> values.round(12)
    array([3., 1.])
    >>> vectors.round(4)
    array([[ 0.7071,  0.7071],
           [ 0.7071, -0.7071]])
    """
    A = checks.as_square(A, "A")
    difference = np.max(np.abs(A - np.transpose(A)))
    checks.require(
        difference <= REPEATED * np.max(np.abs(A)),
        "A must be symmetric, equal to its transpose: only then are its eigenvectors perpendicular.",
    )
    values, vectors = np.linalg.eigh(A)
    values, vectors = values[::-1], vectors[:, ::-1]
    return Eigh(values, _settle(values, vectors))


def eig(A: Any) -> Eig:
    r"""Find the directions that a square matrix only stretches; complex where it turns.

    .. math:: A x_i = \lambda_i x_i, \qquad \lVert x_i \rVert = 1

    Parameters
    ----------
    A
        Matrix of shape (n, n).

    Returns
    -------
    Eig
        values (n,) and vectors (n, n), both complex whatever A is (look at `.imag`). Values by descending
        real part; of a conjugate pair the one with the positive imaginary part first. The largest entry of
        each vector is real and positive. A defective matrix has fewer than n directions: two of the columns
        are then parallel.

    Raises
    ------
    ValueError
        If A is no square matrix of finite numbers.

    Notes
    -----
    Strang, Introduction to Linear Algebra, 5th ed., sections 6.1 and 6.2.

    Examples
    --------
    >>> eig([[1.0, 0.0], [0.0, 3.0]]).values.real
    array([3., 1.])
    >>> eig([[0.0, -1.0], [1.0, 0.0]]).values + 0.0  # a quarter turn keeps no real direction
    array([0.+1.j, 0.-1.j])
    """
    A = checks.as_square(A, "A")
    values, vectors = np.linalg.eig(A)
    values, vectors = values + 0j, vectors + 0j  # NumPy answers in real numbers when all of them are
    order = np.argsort(-values.imag, kind="stable")
    values, vectors = np.take(values, order), np.take(vectors, order, axis=1)
    order = np.argsort(-values.real, kind="stable")
    values, vectors = np.take(values, order), np.take(vectors, order, axis=1)
    pivot = _largest_entries(vectors)
    return Eig(values, vectors * (pivot.conj() / np.abs(pivot)))


def qr(A: Any) -> QR:
    r"""Make the columns perpendicular, first to last (Gram-Schmidt): A = Q R (thin).

    .. math:: A = Q R, \qquad Q^T Q = I, \qquad R \text{ upper triangular}, \quad r_{ii} \ge 0

    Parameters
    ----------
    A
        Matrix of shape (m, n).

    Returns
    -------
    QR
        Q (m, k) and R (k, n), k = min(m, n). Unique when the columns of A are independent.

    Raises
    ------
    ValueError
        If A is no matrix of finite numbers.

    Notes
    -----
    Strang, Introduction to Linear Algebra, 5th ed., section 4.4; Golub and Van Loan, Matrix Computations, 4th
    ed., section 5.2.

    Examples
    --------
    >>> Q, R = qr([[3.0, 1.0], [4.0, 3.0]])
    >>> Q.round(12)
    array([[ 0.6, -0.8],
           [ 0.8,  0.6]])
    >>> R.round(12)
    array([[5., 3.],
           [0., 1.]])
    """
    A = checks.as_matrix(A, "A")
    Q, R = np.linalg.qr(A)
    sign = np.where(np.diag(R) < 0, -1.0, 1.0)
    return QR(Q * sign, sign[:, None] * R)


def _largest_entries(vectors: Any) -> Any:
    """Of each column the entry of largest magnitude; of near ties the first."""
    return vectors[_first_near_largest(np.abs(vectors)), np.arange(vectors.shape[1])]


def _first_near_largest(sizes: Any) -> Any:
    """Where each column is largest; of near ties the first."""
    return np.argmax(sizes >= (1.0 - NEAR_TIE) * np.max(sizes, axis=0), axis=0)


def _same_group(values: Any) -> Any:
    """Which descending values count as one repeated value: a matrix of truth values, shape (k, k)."""
    gaps = values[:-1] - values[1:] > REPEATED * np.max(np.abs(values))
    group = np.concatenate([np.zeros(1), np.cumsum(np.where(gaps, 1.0, 0.0))])
    return group[:, None] == group[None, :]


def _settle(values: Any, vectors: Any) -> Any:
    """Apply the rules for signs and for repeated values to orthonormal columns.

    The projector onto the subspace of a value does not depend on the basis that the library chose. Its column
    through the axis nearest to the subspace is that axis's shadow: the first basis vector. Taking it out of
    the projector leaves the rest of the subspace for the next. For a value that is not repeated the projector
    is v vᵀ and the shadow is v with a positive largest entry, so both rules are this one.
    """
    n, k = vectors.shape
    if n > SMALL:
        return vectors * np.where(_largest_entries(vectors) < 0, -1.0, 1.0)
    same = _same_group(values)
    columns: list[Any] = []
    for j in range(k):
        left = (vectors * np.where(same[j], 1.0, 0.0)) @ np.transpose(vectors)
        for i in range(j):
            left = left - np.where(same[j, i], 1.0, 0.0) * columns[i][:, None] * columns[i][None, :]
        # |shadow of axis i|^2 is the diagonal's entry i.
        axis = _first_near_largest(np.diag(left))
        shadow = np.take(left, axis, axis=1)
        columns.append(shadow / np.sqrt(np.sum(shadow * shadow)))
    return np.stack(columns, axis=1)

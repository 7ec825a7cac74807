"""A matrix as a sum of layers σ u vᵀ: what some of them keep, what they cost, and what is missing.

`S` are all singular values of a matrix, largest first; `on` says of the first of them which layers are kept,
1 or 0, and what lies beyond is left out. Everything here works on live values of a stage too.

References: Strang is G. Strang, Introduction to Linear Algebra, 5th ed., Wellesley-Cambridge 2016.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from explorer.logic import checks, conventions

NOTHING = "Every number is 0: there is no energy to keep."


def singular_values(A: Any) -> Any:
    r"""List how much a matrix stretches along each of its singular vectors, most first.

    .. math:: A v_i = \sigma_i u_i, \qquad \sigma_1 \ge \sigma_2 \ge \dots \ge 0

    Parameters
    ----------
    A
        Matrix of shape (m, n).

    Returns
    -------
    Shape (min(m, n),).

    Raises
    ------
    ValueError
        If A is no matrix of finite numbers.

    Notes
    -----
    Strang, section 7.2.

    Examples
    --------
    >>> singular_values([[0, 3], [2, 0]])
    array([3., 2.])
    """
    return conventions.svd(A).S


def keep_layers(U: Any, S: Any, Vt: Any, on: Any) -> Any:
    r"""Add up the layers that are kept.

    .. math:: \sum_{i\ \text{kept}} \sigma_i\, u_i v_i^T

    Parameters
    ----------
    U, S, Vt
        Factors of a matrix, shapes (m, r), (r,) and (r, n).
    on
        Which of the first k <= r layers are kept, 1 or 0, shape (k,).

    Returns
    -------
    Shape (m, n). With the first k layers it is the matrix of rank k nearest to the whole.

    Raises
    ------
    ValueError
        If there are more answers than layers, or the factors do not fit.

    Notes
    -----
    Eckart and Young, Psychometrika 1 (1936), 211-218; Strang, section 7.2.

    Examples
    --------
    >>> keep_layers(np.eye(2), [3, 2], np.eye(2), [1, 0])
    array([[3., 0.],
           [0., 0.]])
    """
    S, on = checks.as_vector(S, "S"), checks.as_vector(on, "on")
    _require_layers(S, on)
    U, Vt = checks.as_matrix(U, "U"), checks.as_matrix(Vt, "Vt")
    k = on.shape[0]
    return (U[:, :k] * (S[:k] * on)) @ Vt[:k]


def approximate(A: Any, on: Any) -> Any:
    """Take a matrix apart and add up the layers that are kept.

    Parameters
    ----------
    A
        Matrix of shape (m, n).
    on
        Which of the first layers are kept, 1 or 0, shape (k,), k <= min(m, n).

    Returns
    -------
    Shape (m, n).

    Raises
    ------
    ValueError
        If A is no matrix of finite numbers, or has fewer layers than there are answers.

    Examples
    --------
    >>> approximate([[3, 0], [0, 2]], [0, 1])
    array([[0., 0.],
           [0., 2.]])
    """
    U, S, Vt = conventions.svd(A)
    return keep_layers(U, S, Vt, on)


def energy_kept(S: Any, on: Any) -> Any:
    r"""Measure the share of the energy that the kept layers hold.

    .. math:: \frac{\sum_{\text{kept}} \sigma_i^2}{\sum_i \sigma_i^2}, \qquad
        \sum_i \sigma_i^2 = \sum_{ij} a_{ij}^2

    Parameters
    ----------
    S
        All singular values, shape (r,).
    on
        Which of the first are kept, shape (k,).

    Returns
    -------
    From 0 to 1.

    Raises
    ------
    ValueError
        If all singular values are 0, or there are more answers than layers.

    Notes
    -----
    The sum of the squares of all numbers of a matrix is that of its singular values: turns change no length
    (Strang, section 7.2).

    Examples
    --------
    >>> print(energy_kept([4, 3], [1, 0]))
    0.64
    """
    S, on = checks.as_vector(S, "S"), checks.as_vector(on, "on")
    _require_layers(S, on)
    total = np.sum(S * S)
    checks.require(total > 0.0, NOTHING)
    head = S[: on.shape[0]]
    return np.sum(head * head * on) / total


def relative_error(S: Any, on: Any) -> Any:
    r"""Measure how far the kept layers are from the whole, in lengths of the whole.

    .. math:: \frac{\lVert A - A_k \rVert_F}{\lVert A \rVert_F}
        = \sqrt{\frac{\sum_{\text{left out}} \sigma_i^2}{\sum_i \sigma_i^2}}

    Parameters
    ----------
    S
        All singular values, shape (r,).
    on
        Which of the first are kept, shape (k,).

    Returns
    -------
    From 0 to 1.

    Raises
    ------
    ValueError
        As `energy_kept`.

    Examples
    --------
    >>> print(relative_error([4, 3], [1, 0]))
    0.6
    """
    S, on = checks.as_vector(S, "S"), checks.as_vector(on, "on")
    _require_layers(S, on)
    total = np.sum(S * S)
    checks.require(total > 0.0, NOTHING)
    k = on.shape[0]
    # The squares that are left out, not all less those that are kept: a small rest would be rounding error.
    out = np.sum(S[:k] * S[:k] * (1.0 - on)) + np.sum(S[k:] * S[k:])
    return np.sqrt(out / total)


def next_singular_value(S: Any, on: Any) -> Any:
    r"""Tell the largest singular value that is left out: how much of any direction can be missing at most.

    .. math:: \lVert A - A_k \rVert_2 = \sigma_{k+1}

    Parameters
    ----------
    S
        All singular values, shape (r,).
    on
        Which of the first are kept, shape (k,).

    Returns
    -------
    0 where nothing is left out.

    Raises
    ------
    ValueError
        If there are more answers than layers.

    Notes
    -----
    Mirsky, Quarterly Journal of Mathematics 11 (1960), 50-59; Strang, section 7.2.

    Examples
    --------
    >>> print(next_singular_value([4, 3, 1], [1, 0]))
    3.0
    """
    S, on = checks.as_vector(S, "S"), checks.as_vector(on, "on")
    _require_layers(S, on)
    k = on.shape[0]
    return np.max(np.concatenate([S[:k] * (1.0 - on), S[k:], np.zeros(1)]))


def numbers_kept(on: Any, m: int, n: int, more: int = 0) -> Any:
    """Count the numbers that have to be sent: for each layer u, v and σ.

    Parameters
    ----------
    on
        Which layers are kept, shape (k,).
    m, n
        Rows and columns of the matrix.
    more
        What is sent besides, such as a mean that was taken out.

    Returns
    -------
    k' (m + n + 1) + more, where k' layers are kept.

    Raises
    ------
    ValueError
        If `on` is no list of finite numbers.

    Examples
    --------
    >>> print(numbers_kept([1, 1, 0], 256, 256))
    1026.0
    """
    return np.sum(checks.as_vector(on, "on")) * (m + n + 1) + more


def layers_for(S: ArrayLike, share: float) -> int:
    """Count the layers that keep a share of the energy: the fewest, which are the first.

    Parameters
    ----------
    S
        All singular values, largest first.
    share
        From 0 to 1.

    Returns
    -------
    int
        From 0 to the number of layers.

    Raises
    ------
    ValueError
        If all singular values are 0.

    Examples
    --------
    >>> layers_for([4, 3], 0.6), layers_for([4, 3], 0.7)
    (1, 2)
    """
    squares = np.asarray(S, dtype=float) ** 2
    checks.require(bool(squares.sum() > 0), NOTHING)
    # 1e-12: what reaches the share but for rounding reaches it.
    reached = np.concatenate([[0.0], np.cumsum(squares)]) >= (share - 1e-12) * squares.sum()
    return int(np.argmax(reached))


def layers_that_save(m: int, n: int, more: int = 0) -> int:
    """Count the layers that can be sent in fewer numbers than the matrix itself has.

    Parameters
    ----------
    m, n
        Rows and columns of the matrix.
    more
        What is sent besides the layers.

    Returns
    -------
    int
        The largest k with k (m + n + 1) + more < m n, at least 0.

    Examples
    --------
    >>> layers_that_save(256, 256)  # 127 * 513 = 65,151, and 256 * 256 = 65,536
    127
    """
    return max(0, (m * n - more - 1) // (m + n + 1))


def relative_distance(A: Any, B: Any) -> Any:
    r"""Measure how far two matrices are apart, number by number, in lengths of the first.

    .. math:: \lVert A - B \rVert_F / \lVert A \rVert_F

    Parameters
    ----------
    A, B
        Matrices of one shape (m, n); A is not zero.

    Returns
    -------
    The distance. For layers of A it is `relative_error`, found without a singular value.

    Raises
    ------
    ValueError
        If the shapes differ, or A is zero.

    Examples
    --------
    >>> print(relative_distance([[4, 0], [0, 3]], [[4, 0], [0, 0]]))
    0.6
    """
    A = checks.as_matrix(A, "A")
    B = checks.as_matrix(B, "B", A.shape)
    length = np.sqrt(np.sum(A * A))
    checks.require(length > 0.0, NOTHING)
    return np.sqrt(np.sum((A - B) * (A - B))) / length


def largest_stretch(A: Any, B: Any) -> Any:
    r"""Measure how much the difference of two matrices stretches an arrow at most.

    .. math:: \lVert A - B \rVert_2 = \max_{\lVert x \rVert = 1} \lVert (A - B)\, x \rVert

    Parameters
    ----------
    A, B
        Matrices of one shape (m, n).

    Returns
    -------
    The spectral norm of A - B. For layers of A it is `next_singular_value`.

    Raises
    ------
    ValueError
        If the shapes differ.

    Examples
    --------
    >>> print(largest_stretch([[4, 0], [0, 3]], [[4, 0], [0, 0]]))
    3.0
    """
    A = checks.as_matrix(A, "A")
    B = checks.as_matrix(B, "B", A.shape)
    return np.linalg.norm(A - B, 2)


def _require_layers(S: Any, on: Any) -> None:
    """Refuse answers for more layers than there are."""
    if on.shape[0] > S.shape[0]:
        raise ValueError(f"on answers for {on.shape[0]} layers, and S has {S.shape[0]}.")

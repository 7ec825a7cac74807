"""The three moves inside a matrix of the plane: a turn, a stretch along the axes, a turn.

A = U Σ Vᵀ in closed form, with U and V that turn and never mirror. What mirrors stands in the stretch, as a
negative second factor: a turn can be done bit by bit and stay a turn, a mirror image cannot, and on the way
through the stretch the plane is flat once before it is turned over.

References: Strang is G. Strang, Introduction to Linear Algebra, 5th ed., Wellesley-Cambridge 2016.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from explorer.logic import checks, matrices

# Singular values that differ by less than this share of the larger one are equal: then every pair of
# perpendicular directions would do, and it is the axes.
EQUAL = 1e-9


class ThreeMoves(NamedTuple):
    """A = rotation(after) @ diag(stretch) @ rotation(before).

    Attributes
    ----------
    before
        The turn Vᵀ, in radians: it brings v₁ and v₂ onto the axes.
    stretch
        σ₁ and σ₂, shape (2,); the second is negative where A turns the plane over.
    after
        The turn U, in radians: it brings the axes onto u₁ and u₂.
    """

    before: Any
    stretch: Any
    after: Any


def three_moves(A: Any, half: Any = 0.0) -> ThreeMoves:
    r"""Find the turn, the stretch and the turn that a matrix of the plane is made of.

    .. math:: A = \begin{bmatrix} a & b \\ c & d \end{bmatrix}
        = Q\,R(\alpha) + P \begin{bmatrix} \cos\beta & \sin\beta \\ \sin\beta & -\cos\beta \end{bmatrix},
        \quad \sigma_1 = Q + P, \quad \pm\sigma_2 = Q - P, \quad
        \text{turns } \tfrac{\alpha - \beta}{2},\ \tfrac{\alpha + \beta}{2}

    with 2 Q (cos α, sin α) = (a + d, c - b) and 2 P (cos β, sin β) = (a - d, c + b).

    Parameters
    ----------
    A
        Matrix of shape (2, 2).
    half
        0 or 1. With 1 both turns take the other way round, by half a turn more or less: v₁, v₂, u₁ and u₂
        all point the other way, and A is the same. So a stage can go on without a jump.

    Returns
    -------
    ThreeMoves
        With `half` 0 the first turn is at most a quarter turn. Where both singular values are equal it is
        none.

    Raises
    ------
    ValueError
        If A is not a 2 x 2 matrix of finite numbers.

    Notes
    -----
    J. Blinn, Consider the lowly 2 x 2 matrix, IEEE Computer Graphics and Applications 16 (1996), 82-88;
    Strang, section 7.2.

    Examples
    --------
    >>> moves = three_moves([[0, -1], [2, 0]])
    >>> moves.stretch, np.degrees([moves.before, moves.after]).round(9).tolist()
    (array([2., 1.]), [0.0, 90.0])
    >>> three_moves([[1, 0], [0, -3]]).stretch  # it mirrors
    array([ 3., -1.])
    """
    A = checks.as_matrix(A, "A", (2, 2))
    half = checks.as_number(half, "half")
    a, b, c, d = A[0, 0], A[0, 1], A[1, 0], A[1, 1]
    turning, mirroring = 0.5 * np.hypot(a + d, c - b), 0.5 * np.hypot(a - d, c + b)
    largest = turning + mirroring
    some = largest > 0.0
    # Adding 0.0 turns -0.0 into 0.0, which arctan2 would send to π.
    alpha, beta = np.arctan2(c - b + 0.0, a + d + 0.0), np.arctan2(c + b + 0.0, a - d + 0.0)
    equal = np.minimum(turning, mirroring) <= EQUAL * largest
    sum_of_turns = np.where(turning >= mirroring, alpha, beta)
    quarter = 0.5 * (alpha - beta)
    quarter = quarter - np.pi * np.rint(quarter / np.pi)
    other = quarter - np.where(quarter > 0.0, np.pi, -np.pi)
    before = np.where(equal, 0.0, np.where(half > 0.5, other, quarter))
    after = _wrapped(np.where(equal, sum_of_turns, alpha - before))
    # The determinant over σ₁ keeps the digits that Q - P loses where the plane is nearly flat.
    second = np.where(some, matrices.determinant(A) / np.where(some, largest, 1.0), 0.0)
    return ThreeMoves(before, np.stack([largest, second]), after)


def first_turn(A: Any, half: Any = 0.0) -> Any:
    """Return by how much Vᵀ turns, in radians; arguments and refusals are those of `three_moves`.

    Examples
    --------
    >>> print(round(float(np.degrees(first_turn([[1, 1], [1, 1]]))), 9))
    -45.0
    """
    return three_moves(A, half).before


def stretch(A: Any) -> Any:
    """Return by how much Σ stretches along the two axes, shape (2,); refusals are those of `three_moves`.

    Examples
    --------
    >>> stretch([[1, 1], [1, 1]])
    array([2., 0.])
    """
    return three_moves(A).stretch


def last_turn(A: Any, half: Any = 0.0) -> Any:
    """Return by how much U turns, in radians; arguments and refusals are those of `three_moves`.

    Examples
    --------
    >>> print(round(float(np.degrees(last_turn([[1, 1], [1, 1]]))), 9))
    45.0
    """
    return three_moves(A, half).after


def part_way(moves: ThreeMoves, t: Any) -> Any:
    r"""Do the moves one after the other, as far as `t` says.

    .. math:: R(t_3\,\theta_U)\ \bigl((1 - t_2) I + t_2 \Sigma\bigr)\ R(t_1\,\theta_V)

    Parameters
    ----------
    moves
        What `three_moves` found.
    t
        From 0, nothing yet, over 1, Vᵀ has turned, and 2, Σ has stretched, to 3, U has turned: A.

    Returns
    -------
    The matrix on the way, shape (2, 2). From 0 to 1 and, but for the stretch, from 2 to 3 it turns and does
    nothing else.

    Raises
    ------
    ValueError
        If t is not one finite number.

    Examples
    --------
    >>> moves = three_moves([[0, -1], [2, 0]])
    >>> part_way(moves, 3).round(12) + 0.0
    array([[ 0., -1.],
           [ 2.,  0.]])
    """
    t = checks.as_number(t, "t")
    first, second, third = (np.clip(t - i, 0.0, 1.0) for i in range(3))
    size = (1.0 - second) + second * moves.stretch
    return matrices.rotation(third * moves.after) @ (size[:, None] * matrices.rotation(first * moves.before))


def way_round(A: Any, before: Any) -> Any:
    """Tell which way round the turns of A go on from a turn that is on the screen.

    Parameters
    ----------
    A
        Matrix of shape (2, 2).
    before
        The first turn of the matrix that was there a moment ago, in radians.

    Returns
    -------
    0 or 1, for `half` of `three_moves`: with it the new first turn is the nearer one.

    Raises
    ------
    ValueError
        If A is not a 2 x 2 matrix of finite numbers, or `before` not one finite number.

    Examples
    --------
    >>> print(way_round([[2, 0], [0, 1]], before=np.pi))
    1.0
    """
    before = checks.as_number(before, "before")
    return np.where(np.cos(three_moves(A).before - before) < 0.0, 1.0, 0.0)


def right_vectors(moves: ThreeMoves) -> Any:
    """Return v₁ and v₂ as columns, shape (2, 2): what Vᵀ brings onto the axes.

    Examples
    --------
    >>> right_vectors(three_moves([[2, 0], [0, 1]])) + 0.0
    array([[1., 0.],
           [0., 1.]])
    """
    return np.transpose(matrices.rotation(moves.before))


def _wrapped(angle: Any) -> Any:
    """Return an angle by the shorter way round."""
    return angle - 2.0 * np.pi * np.rint(angle / (2.0 * np.pi))

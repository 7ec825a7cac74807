"""Matrices as moves of the plane: where its points go, how areas change, the way from I to A.

References: Strang is G. Strang, Introduction to Linear Algebra, 5th ed., Wellesley-Cambridge 2016.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from explorer.logic import checks

# A determinant below this, relative to the product of the lengths of the columns, is a collapse: what comes
# back through the inverse would be rounding error.
FLAT = 1e-12
COLLAPSED = "A has determinant 0: it flattens its space, and no matrix brings that back."


class Polar(NamedTuple):
    """A = R @ S: a stretch along perpendicular axes, then a rotation."""

    R: Any
    S: Any


def from_columns(*columns: Any) -> Any:
    r"""Build the matrix whose columns are given: where the basis vectors go.

    .. math:: A = [\,a_1 \; a_2 \; \cdots\,], \qquad A e_i = a_i

    Parameters
    ----------
    *columns
        n vectors of the same shape (m,).

    Returns
    -------
    The matrix, shape (m, n).

    Raises
    ------
    ValueError
        If there is no column, or the columns have different numbers of components.

    Notes
    -----
    Strang, section 1.3.

    Examples
    --------
    >>> from_columns([2, 0], [1, 1])
    array([[2., 1.],
           [0., 1.]])
    """
    if not columns:
        raise ValueError("columns must hold at least one vector; there is none.")
    checked: list[Any] = []
    for i, column in enumerate(columns, start=1):  # no comprehension: the checks must guard this function
        checked.append(checks.as_vector(column, f"column {i}", size=checked[0].shape[0] if checked else None))
    return np.stack(checked, axis=1)


def apply(A: Any, points: Any) -> Any:
    r"""Move points by a matrix: each point x goes to A x.

    .. math:: A x = x_1 a_1 + \dots + x_n a_n

    Parameters
    ----------
    A
        Matrix of shape (m, n).
    points
        One point of shape (n,) or many as rows, shape (k, n).

    Returns
    -------
    The moved points: shape (m,) or (k, m).

    Raises
    ------
    ValueError
        If the points do not have n components: A x combines the n columns of A, one for each component.

    Notes
    -----
    Strang, sections 1.3 and 8.1. Rows of points move by the transpose: (A X^T)^T = X A^T.

    Examples
    --------
    >>> apply([[2, 1], [0, 1]], [[1, 0], [0, 1], [1, 1]])
    array([[2., 0.],
           [1., 1.],
           [3., 1.]])
    """
    A = checks.as_matrix(A, "A")
    n = A.shape[1]
    if np.ndim(points) == 1:
        return A @ checks.as_vector(points, "points", n)
    return checks.as_matrix(points, "points", (None, n)) @ np.transpose(A)


def apply_segments(A: Any, segments: Any) -> Any:
    r"""Move straight segments by a matrix: both ends go, and what is between stays straight between.

    .. math:: A\,((1-t)\,p + t\,q) = (1-t)\,A p + t\,A q

    Parameters
    ----------
    A
        Matrix of shape (2, 2).
    segments
        Shape (k, 2, 2): for each segment its two ends as rows.

    Returns
    -------
    The moved segments, shape (k, 2, 2).

    Raises
    ------
    ValueError
        If A or the segments have another shape.

    Notes
    -----
    Linearity: Strang, section 8.1.

    Examples
    --------
    >>> apply_segments([[0, -1], [1, 0]], [[[0, 0], [1, 0]]]) + 0.0
    array([[[0., 0.],
            [0., 1.]]])
    """
    A = checks.as_matrix(A, "A", (2, 2))
    segments = checks.as_segments(segments, "segments")
    return segments @ np.transpose(A)


def determinant(A: Any) -> Any:
    r"""Measure by what factor areas (volumes) grow, negative where left and right change places.

    .. math:: \det \begin{bmatrix} a & b \\ c & d \end{bmatrix} = a d - b c

    Parameters
    ----------
    A
        Matrix of shape (n, n).

    Returns
    -------
    The determinant: the signed area (volume) of the image of the unit square (cube). 0 when the plane
    collapses.

    Raises
    ------
    ValueError
        If A is not square: only a map of a space to itself has one factor for all volumes.

    Notes
    -----
    Strang, sections 5.1 and 5.3. Above 2 x 2 it is the product of the pivots of Gaussian elimination.

    Examples
    --------
    >>> print(determinant([[2, 1], [0, 3]]))
    6.0
    >>> print(determinant([[0, 1], [1, 0]]))  # a reflection turns the square over
    -1.0
    """
    A = checks.as_square(A, "A")
    if A.shape == (2, 2):
        return A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]
    return np.linalg.det(A)


def signed_area(corners: Any) -> Any:
    r"""Measure the area inside a polygon, negative when its corners run clockwise.

    .. math:: \tfrac12 \sum_i (x_i\, y_{i+1} - x_{i+1}\, y_i)

    Parameters
    ----------
    corners
        Points in order around the polygon, shape (k, 2); the last joins the first.

    Returns
    -------
    The signed area. For the image of the unit square it is the determinant, found another way.

    Raises
    ------
    ValueError
        If the corners are not points of the plane.

    Notes
    -----
    The shoelace formula: each term is the determinant of two corners, twice a triangle's area (Strang,
    section 5.3).

    Examples
    --------
    >>> print(signed_area(apply([[2, 1], [0, 3]], unit_square())))
    6.0
    """
    corners = checks.as_matrix(corners, "corners", (None, 2))
    following = np.concatenate([corners[1:], corners[:1]])
    return 0.5 * np.sum(corners[:, 0] * following[:, 1] - following[:, 0] * corners[:, 1])


def inverse(A: Any) -> Any:
    r"""Find the matrix that undoes A.

    .. math::
        A^{-1} A = I, \qquad
        \begin{bmatrix} a & b \\ c & d \end{bmatrix}^{-1} =
        \frac{1}{a d - b c} \begin{bmatrix} d & -b \\ -c & a \end{bmatrix}

    Parameters
    ----------
    A
        Matrix of shape (n, n) with independent columns.

    Returns
    -------
    The inverse, shape (n, n).

    Raises
    ------
    ValueError
        If A is not square, or its determinant is 0 (below 1e-12 of what columns of these lengths can span): A
        then sends different points to one, and nothing can tell them apart again.

    Notes
    -----
    Strang, section 2.5.

    Examples
    --------
    >>> inverse([[2, 1], [1, 1]])
    array([[ 1., -1.],
           [-1.,  2.]])
    """
    A = checks.as_square(A, "A")
    checks.require(_spans(A), COLLAPSED)
    if A.shape == (2, 2):
        turned = np.stack([np.stack([A[1, 1], -A[0, 1]]), np.stack([-A[1, 0], A[0, 0]])])
        return turned / (A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0])
    return np.linalg.inv(A)


def apply_inverse(A: Any, points: Any) -> Any:
    r"""Find the points that A moves to the given ones: solve A x = b for each.

    .. math:: x = A^{-1} b

    Parameters
    ----------
    A
        Matrix of shape (n, n) with independent columns.
    points
        One point b of shape (n,) or many as rows, shape (k, n).

    Returns
    -------
    The points x, of the shape of `points`.

    Raises
    ------
    ValueError
        If A is not square or has determinant 0: then b has no such point, or infinitely many.

    Notes
    -----
    Strang, section 2.5.

    Examples
    --------
    >>> apply_inverse([[2, 1], [0, 1]], [3, 1])
    array([1., 1.])
    """
    A = checks.as_square(A, "A")
    checks.require(_spans(A), COLLAPSED)
    n = A.shape[1]
    if np.ndim(points) == 1:
        return np.linalg.solve(A, checks.as_vector(points, "points", n))
    return np.transpose(np.linalg.solve(A, np.transpose(checks.as_matrix(points, "points", (None, n)))))


def grid_segments(extent: float = 5.0, step: float = 1.0) -> NDArray[np.float64]:
    """Draw the grid of the plane: lines at all multiples of the step, up to the extent.

    Parameters
    ----------
    extent
        The lines run from -extent to extent in both directions.
    step
        Distance between neighbouring lines.

    Returns
    -------
    Shape (n, 2, 2): for each line its two ends as rows, upright lines first.

    Raises
    ------
    ValueError
        If extent or step is not positive, or there would be more than 2000 lines.

    Examples
    --------
    >>> grid_segments(1, 1).shape  # x = -1, 0, 1 and y = -1, 0, 1
    (6, 2, 2)
    """
    if not (0.0 < extent <= checks.LARGEST and 0.0 < step <= checks.LARGEST):
        raise ValueError(f"extent and step must be positive numbers, not {extent} and {step}.")
    if extent / step > 500.0:
        raise ValueError(f"step {step} is too fine for the extent {extent}: more than 2000 lines.")
    # 1e-9: 0.3 / 0.1 is a hair below 3.
    count = int(np.floor(extent / step + 1e-9))
    at = np.clip(step * np.arange(-count, count + 1), -extent, extent)  # 3 * 0.1 is a hair above 0.3
    ends = np.full_like(at, extent)
    upright = np.stack([np.column_stack([at, -ends]), np.column_stack([at, ends])], axis=1)
    level = np.stack([np.column_stack([-ends, at]), np.column_stack([ends, at])], axis=1)
    return np.concatenate([upright, level])


def unit_square() -> NDArray[np.float64]:
    """Give the corners of the unit square, counter-clockwise from the origin.

    Returns
    -------
    Shape (4, 2).

    Examples
    --------
    >>> unit_square().tolist()
    [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]
    """
    return np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])


def unit_circle(n: int = 120) -> NDArray[np.float64]:
    """Give points on the unit circle, evenly, counter-clockwise from (1, 0).

    Parameters
    ----------
    n
        How many points, at least 3.

    Returns
    -------
    Shape (n, 2).

    Raises
    ------
    ValueError
        If n is below 3: fewer points enclose nothing.

    Examples
    --------
    >>> unit_circle(4).round(12) + 0.0
    array([[ 1.,  0.],
           [ 0.,  1.],
           [-1.,  0.],
           [ 0., -1.]])
    """
    if n < 3:
        raise ValueError(f"n must be at least 3 points, not {n}.")
    angle = 2.0 * np.pi * np.arange(n) / n
    return np.column_stack([np.cos(angle), np.sin(angle)])


def rotation(theta: Any) -> Any:
    r"""Turn the plane about the origin, counter-clockwise.

    .. math:: \begin{bmatrix} \cos\theta & -\sin\theta \\ \sin\theta & \cos\theta \end{bmatrix}

    Parameters
    ----------
    theta
        Angle in radians.

    Returns
    -------
    The matrix, shape (2, 2); determinant 1.

    Raises
    ------
    ValueError
        If theta is not one finite number.

    Notes
    -----
    Strang, section 8.1.

    Examples
    --------
    >>> rotation(np.pi / 2).round(12) + 0.0
    array([[ 0., -1.],
           [ 1.,  0.]])
    """
    theta = checks.as_number(theta, "theta")
    cosine, sine = np.cos(theta), np.sin(theta)
    return np.stack([np.stack([cosine, -sine]), np.stack([sine, cosine])])


def scaling(sx: Any, sy: Any) -> Any:
    r"""Stretch the plane along its axes.

    .. math:: \begin{bmatrix} s_x & 0 \\ 0 & s_y \end{bmatrix}

    Parameters
    ----------
    sx, sy
        Factors along the first and the second axis; negative ones mirror.

    Returns
    -------
    The matrix, shape (2, 2); determinant sx sy.

    Raises
    ------
    ValueError
        If a factor is not one finite number.

    Notes
    -----
    Strang, section 8.1.

    Examples
    --------
    >>> scaling(2, 3)
    array([[2., 0.],
           [0., 3.]])
    """
    sx, sy = checks.as_number(sx, "sx"), checks.as_number(sy, "sy")
    return np.stack([np.stack([sx, 0.0 * sx]), np.stack([0.0 * sy, sy])])


def shear(k: Any) -> Any:
    r"""Slide the plane along the first axis, the more the higher up.

    .. math:: \begin{bmatrix} 1 & k \\ 0 & 1 \end{bmatrix}

    Parameters
    ----------
    k
        How far the point (0, 1) slides.

    Returns
    -------
    The matrix, shape (2, 2); determinant 1: a slid square keeps base and height, so its area.

    Raises
    ------
    ValueError
        If k is not one finite number.

    Notes
    -----
    Strang, section 8.1.

    Examples
    --------
    >>> shear(0.5)
    array([[1. , 0.5],
           [0. , 1. ]])
    """
    k = checks.as_number(k, "k")
    return np.stack([np.stack([0.0 * k + 1.0, k]), np.stack([0.0 * k, 0.0 * k + 1.0])])


def reflection(theta: Any) -> Any:
    r"""Mirror the plane in a line through the origin.

    .. math:: \begin{bmatrix} \cos 2\theta & \sin 2\theta \\ \sin 2\theta & -\cos 2\theta \end{bmatrix} = 2P -
    I

    where P projects onto the line.

    Parameters
    ----------
    theta
        Angle of the line, radians.

    Returns
    -------
    The matrix, shape (2, 2); determinant -1.

    Raises
    ------
    ValueError
        If theta is not one finite number.

    Notes
    -----
    Strang, section 4.4 (reflection matrices).

    Examples
    --------
    >>> reflection(np.pi / 4).round(12) + 0.0
    array([[0., 1.],
           [1., 0.]])
    """
    theta = checks.as_number(theta, "theta")
    cosine, sine = np.cos(2.0 * theta), np.sin(2.0 * theta)
    return np.stack([np.stack([cosine, sine]), np.stack([sine, -cosine])])


def projection(theta: Any) -> Any:
    r"""Drop the plane at right angles onto a line through the origin.

    .. math:: P = \hat u \hat u^T =
        \begin{bmatrix} \cos^2\theta & \cos\theta \sin\theta \\ \cos\theta \sin\theta & \sin^2\theta
        \end{bmatrix}

    Parameters
    ----------
    theta
        Angle of the line, radians.

    Returns
    -------
    The matrix, shape (2, 2); determinant 0, and P P = P: what is on the line stays.

    Raises
    ------
    ValueError
        If theta is not one finite number.

    Notes
    -----
    Strang, section 4.2.

    Examples
    --------
    >>> projection(np.pi / 4).round(12)
    array([[0.5, 0.5],
           [0.5, 0.5]])
    """
    theta = checks.as_number(theta, "theta")
    u = np.stack([np.cos(theta), np.sin(theta)])
    return u[:, None] * u[None, :]


def polar(A: Any) -> Polar:
    r"""Split a matrix of the plane into a stretch and a rotation: A = R S.

    No page runs it yet; the lesson `qubit` (the nearest unitary) will.

    .. math:: \theta = \operatorname{atan2}(a_{21} - a_{12},\ a_{11} + a_{22}), \quad R = R(\theta), \quad S =
    R^T A

    Parameters
    ----------
    A
        Matrix of shape (2, 2).

    Returns
    -------
    Polar
        R, the rotation nearest to A (largest trace of R^T A), and S, symmetric. Both eigenvalues of S are >=
        0 when det A >= 0; a reflection keeps its negative one in S. Where A has no nearest rotation (a
        reflection, stretched alike both ways) R is the identity.

    Raises
    ------
    ValueError
        If A is not a 2 x 2 matrix of finite numbers.

    Notes
    -----
    N. Higham, Functions of Matrices, SIAM 2008, chapter 8 and problem 8.2 for the plane; Strang, section 7.4.

    Examples
    --------
    >>> R, S = polar([[0, -1], [2, 0]])
    >>> R.round(12) + 0.0
    array([[ 0., -1.],
           [ 1.,  0.]])
    >>> S.round(12) + 0.0
    array([[2., 0.],
           [0., 1.]])
    """
    A = checks.as_matrix(A, "A", (2, 2))
    R = rotation(_turn(A))
    return Polar(R, np.transpose(R) @ A)


def between(A: Any, t: Any) -> Any:
    r"""Go part of the way from the identity to A, turning as A turns and stretching as A stretches.

    .. math:: A(t) = R(t\theta)\,\bigl((1-t) I + t S\bigr), \qquad A = R(\theta)\, S

    Parameters
    ----------
    A
        Matrix of shape (2, 2).
    t
        0 at the identity, 1 at A.

    Returns
    -------
    The matrix on the way, shape (2, 2). When A is a rotation all of them are: entry by entry, (1 - t) I + t A
    would shrink the plane half way (to a point, for a half turn).

    Raises
    ------
    ValueError
        If A is not a 2 x 2 matrix of finite numbers, or t not one finite number.

    Notes
    -----
    K. Shoemake and T. Duff, Matrix Animation and Polar Decomposition, Graphics Interface 1992.

    Examples
    --------
    >>> between([[-1, 0], [0, -1]], 0.5).round(12) + 0.0  # half way to a half turn is a quarter turn
    array([[ 0., -1.],
           [ 1.,  0.]])
    """
    A = checks.as_matrix(A, "A", (2, 2))
    t = checks.as_number(t, "t")
    theta = _turn(A)
    S = np.transpose(rotation(theta)) @ A
    return rotation(t * theta) @ ((1.0 - t) * np.eye(2) + t * S)


def _turn(A: Any) -> Any:
    """Angle of the rotation nearest to A. Adding 0.0 turns -0.0 into 0.0, which arctan2 would send to π."""
    return np.arctan2(A[1, 0] - A[0, 1] + 0.0, A[0, 0] + A[1, 1] + 0.0)


def _spans(A: Any) -> Any:
    """Tell whether the columns of a square matrix fill their space, by the volume against that of a box."""
    lengths = np.sqrt(np.sum(A * A, axis=0))
    # Columns scaled to length 1 first, so that the sizes of the entries do not matter.
    box = A / np.where(lengths > 0.0, lengths, 1.0)
    return np.abs(np.linalg.det(box)) > FLAT

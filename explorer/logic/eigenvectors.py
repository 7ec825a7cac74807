"""Directions that a matrix only stretches: found in closed form in the plane, and by repeating A x.

In the plane everything follows from half the trace m, the deviation A - m I, and the discriminant: what is
under the root of the quadratic formula. The formulas here hold where eigenvalues are equal too, and where a
matrix has one direction only. A discriminant that rounding has made differ from 0 counts as 0.

References: Strang is G. Strang, Introduction to Linear Algebra, 5th ed., Wellesley-Cambridge 2016; Higham is
N. Higham, Functions of Matrices, SIAM 2008.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from explorer.logic import checks, vectors

# A discriminant below this share of its own two terms is the rounding of their difference.
ROUNDING = 1e-13
# Below this, turns between iterates (radians) are rounding, and their quotients say nothing.
STILL = 1e-6
LOST = "A x is 0: x is an eigenvector with eigenvalue 0, and the zero vector has no direction."
NOT_REAL = (
    "Between whole t, A to the power t is not real here: an eigenvalue is negative, or both are 0. Whole t "
    "are dotted."
)


class Pair(NamedTuple):
    """What a 2 x 2 matrix only stretches.

    Attributes
    ----------
    values
        Shape (2,), complex: the larger real part first; of a complex pair the one above the real axis.
    vectors
        Shape (2, 2), real, columns of length 1 whose largest entry is positive; NaN where the values are
        complex: then no arrow of the plane keeps its line. Equal columns where there is one direction only;
        (1, 0) and (0, 1) where every direction is one.
    directions
        How many: 0, 1, 2, or 3 for every one.
    """

    values: Any
    vectors: Any
    directions: Any


def eigenvalues(A: Any) -> Any:
    r"""Find by what factors a matrix of the plane stretches, complex where it turns every arrow.

    .. math:: \lambda = m \pm \sqrt{\delta}, \quad m = \tfrac{a + d}{2}, \quad
        \delta = \Bigl(\tfrac{a - d}{2}\Bigr)^2 + b c

    Parameters
    ----------
    A
        Matrix [[a, b], [c, d]] of shape (2, 2).

    Returns
    -------
    Shape (2,), complex. Real ones with the larger first; of a complex pair the one above the real axis.

    Raises
    ------
    ValueError
        If A is not a 2 x 2 matrix of finite numbers.

    Notes
    -----
    The characteristic equation λ² - (a + d) λ + (a d - b c) = 0: Strang, section 6.1.

    Examples
    --------
    >>> eigenvalues([[1.5, 1.0], [0.5, 1.0]])
    array([2. +0.j, 0.5+0.j])
    >>> eigenvalues([[0.0, -1.0], [1.0, 0.0]])  # a quarter turn
    array([0.+1.j, 0.-1.j])
    """
    A = checks.as_matrix(A, "A", (2, 2))
    return _half_trace(A) + np.array([1.0, -1.0]) * np.sqrt(_discriminant(A) + 0j)


def pair(A: Any) -> Pair:
    r"""Find the directions that a matrix of the plane only stretches, and by what factors.

    .. math:: (A - \lambda_1 I)(A - \lambda_2 I) = 0

    so the columns of A - λ₂ I are eigenvectors for λ₁, and those of A - λ₁ I for λ₂. The longer one is taken.

    Parameters
    ----------
    A
        Matrix of shape (2, 2).

    Returns
    -------
    Pair
        values, vectors as columns, and how many directions there are.

    Raises
    ------
    ValueError
        If A is not a 2 x 2 matrix of finite numbers.

    Notes
    -----
    The Cayley-Hamilton theorem: Strang, section 6.2; one direction only (defective): section 6.2 too.

    Examples
    --------
    >>> found = pair([[1.25, 0.75], [0.75, 1.25]])
    >>> found.values.real
    array([2. , 0.5])
    >>> found.vectors.round(4)
    array([[ 0.7071,  0.7071],
           [ 0.7071, -0.7071]])
    >>> pair([[1.0, 1.0], [0.0, 1.0]]).vectors + 0.0  # a shear: one direction
    array([[1., 1.],
           [0., 0.]])
    """
    A = checks.as_matrix(A, "A", (2, 2))
    half, across = (A[0, 0] - A[1, 1]) / 2.0, np.stack([A[0, 1], A[1, 0]])
    size = np.maximum(np.abs(half), np.max(np.abs(across)))
    unit = np.where(size > 0.0, size, 1.0)
    h, b, c = half / unit, across[0] / unit, across[1] / unit
    delta = _discriminant(A) / (unit * unit)
    root = np.sqrt(np.maximum(delta, 0.0))
    first = _longer(np.stack([h + root, c]), np.stack([b, root - h]), np.array([1.0, 0.0]))
    second = _longer(np.stack([b, -h - root]), np.stack([h - root, c]), np.array([0.0, 1.0]))
    vectors = np.where(delta < 0.0, np.nan, np.stack([first, second], axis=1))
    many = np.where(delta < 0.0, 0.0, np.where(delta > 0.0, 2.0, np.where(size > 0.0, 1.0, 3.0)))
    return Pair(eigenvalues(A), vectors, many)


def turn(A: Any, x: Any) -> Any:
    """Measure the angle between x and A x: 0 or π exactly when A only stretches x.

    Parameters
    ----------
    A
        Matrix of shape (n, n).
    x
        Vector of shape (n,), not zero.

    Returns
    -------
    Radians, from 0 to π.

    Raises
    ------
    ValueError
        If x is zero, or A x is.

    Notes
    -----
    Computed by `vectors.angle_between`, which keeps all digits near 0 and π.

    Examples
    --------
    >>> print(np.degrees(turn([[0.0, -1.0], [1.0, 0.0]], [1.0, 0.0])))
    90.0
    """
    A = checks.as_square(A, "A")
    x = checks.as_vector(x, "x", A.shape[1])
    checks.require_not_zero(x, "x", "it has no direction")
    y = A @ x
    checks.require(np.max(np.abs(y)) > checks.SMALLEST, LOST)
    return vectors.angle_between(x, y)


def turn_mark(A: Any, x: Any) -> Any:
    """Draw the arc from x to A x.

    Parameters
    ----------
    A
        Matrix of shape (2, 2).
    x
        Vector of shape (2,), not zero.

    Returns
    -------
    Points of the arc, shape (33, 2).

    Raises
    ------
    ValueError
        If x is zero, or A x is.

    Examples
    --------
    >>> turn_mark([[0.0, -1.0], [1.0, 0.0]], [1.0, 0.0]).shape
    (33, 2)
    """
    A = checks.as_matrix(A, "A", (2, 2))
    x = checks.as_vector(x, "x", 2)
    y = A @ x
    checks.require(np.max(np.abs(y)) > checks.SMALLEST, LOST)
    return vectors.angle_mark(x, y, 0.4)


def between_lines(x: Any, v: Any) -> Any:
    r"""Measure the angle between the lines of two vectors: the sign of neither counts.

    Parameters
    ----------
    x, v
        Vectors of shape (n,).

    Returns
    -------
    Radians, from 0 to π/2; NaN where a vector is zero or NaN.

    Examples
    --------
    >>> print(np.degrees(between_lines(np.array([1.0, 0.0]), np.array([-2.0, 0.0]))))
    0.0
    """
    return turns(np.stack([x, v]))[0]


def rate(values: Any) -> Any:
    r"""Say how much of what is not the dominant eigenvector is left after one more step of power iteration.

    .. math:: \frac{|\lambda|_{\text{second}}}{|\lambda|_{\text{largest}}}

    Parameters
    ----------
    values
        The eigenvalues, shape (n,), n at least 2, real or complex.

    Returns
    -------
    From 0 (there in one step) to 1 (never there); NaN where all eigenvalues are 0.

    Notes
    -----
    Strang, section 11.3 (the power method).

    Examples
    --------
    >>> print(rate(np.array([2.0, 0.5])), rate(np.array([1j, -1j])))
    0.25 1.0
    """
    sizes = np.sort(np.abs(values))
    largest = sizes[-1]
    return np.where(largest > 0.0, sizes[-2] / np.where(largest > 0.0, largest, 1.0), np.nan)


def iterates(A: Any, x: Any, count: int) -> Any:
    r"""Repeat A x, each time brought back to length 1: power iteration.

    .. math:: x_{k+1} = \frac{A x_k}{\lVert A x_k \rVert}

    Parameters
    ----------
    A
        Matrix of shape (n, n).
    x
        Where to start, shape (n,), not zero.
    count
        How many steps.

    Returns
    -------
    Shape (count + 1, n): x₀ = x / ‖x‖ first. NaN from where A x is 0 on.

    Raises
    ------
    ValueError
        If x is zero.

    Notes
    -----
    Strang, section 11.3.

    Examples
    --------
    >>> iterates([[2.0, 0.0], [0.0, 1.0]], [1.0, 1.0], 2).round(3)
    array([[0.707, 0.707],
           [0.894, 0.447],
           [0.97 , 0.243]])
    """
    A = checks.as_square(A, "A")
    x = checks.as_vector(x, "x", A.shape[1])
    checks.require_not_zero(x, "x", "it has no direction")
    rows = [x / np.linalg.norm(x)]
    for _ in range(count):
        y = A @ rows[-1]
        size = np.linalg.norm(y)
        rows.append(np.where(size > checks.SMALLEST, y / np.where(size > checks.SMALLEST, size, 1.0), np.nan))
    return np.stack(rows)


def turns(X: Any) -> Any:
    r"""Measure the angles from each iterate to the next, between their lines.

    Parameters
    ----------
    X
        Iterates as rows, of any length, shape (k, n).

    Returns
    -------
    Radians from 0 to π/2, shape (k - 1,); NaN where an iterate is zero or NaN.

    Examples
    --------
    >>> np.degrees(turns(np.array([[1.0, 0.0], [1.0, 1.0], [0.0, 3.0]]))).round(12)
    array([45., 45.])
    """
    P = _at_length_1(X)
    apart = np.sqrt(np.sum((P[1:] - P[:-1]) ** 2, axis=1))
    together = np.sqrt(np.sum((P[1:] + P[:-1]) ** 2, axis=1))
    return 2.0 * np.arctan2(np.minimum(apart, together), np.maximum(apart, together))


def measured_rates(X: Any) -> Any:
    r"""Measure on iterates alone by what factor their turns shrink: the rate, without any eigenvalue.

    .. math:: \frac{\angle(x_k, x_{k+1})}{\angle(x_{k-1}, x_k)}

    Parameters
    ----------
    X
        Iterates as rows, shape (k, n), k at least 3.

    Returns
    -------
    Shape (k - 2,); NaN where a turn is so small that rounding decides. Where one eigenvalue is longer than
    all others it tends to `rate`.

    Examples
    --------
    >>> X = iterates([[2.0, 0.0], [0.0, 1.0]], [1.0, 1.0], 6)
    >>> measured_rates(X).round(3)
    array([0.68 , 0.552, 0.513, 0.503, 0.501])
    """
    angles = turns(X)
    clear = angles[:-1] > STILL
    return np.where(clear, angles[1:] / np.where(clear, angles[:-1], 1.0), np.nan)


def whole_powers(A: Any, x: Any, count: int) -> Any:
    r"""Apply A again and again, without bringing anything back to length 1.

    .. math:: x, \; A x, \; A^2 x, \; \dots, \; A^n x

    Parameters
    ----------
    A
        Matrix of shape (n, n).
    x
        Vector of shape (n,).
    count
        The last power.

    Returns
    -------
    Shape (count + 1, n).

    Raises
    ------
    ValueError
        If A is not square or x has another number of components.

    Notes
    -----
    Difference equations u(k+1) = A u(k): Strang, section 6.2.

    Examples
    --------
    >>> whole_powers([[2.0, 0.0], [0.0, -1.0]], [1.0, 1.0], 2)
    array([[ 1.,  1.],
           [ 2., -1.],
           [ 4.,  1.]])
    """
    A = checks.as_square(A, "A")
    rows = [checks.as_vector(x, "x", A.shape[1])]
    for _ in range(count):
        rows.append(A @ rows[-1])
    return np.stack(rows)


def flow(A: Any, x: Any, times: Any) -> Any:
    r"""Go from x to A x and on without jumps: A to a power that is no whole number, applied to x.

    .. math:: A^t = \lambda_1^t I + q\,(A - \lambda_1 I), \qquad
        q = \frac{\lambda_1^t - \lambda_2^t}{\lambda_1 - \lambda_2}

    For equal eigenvalues q is the limit t λ^(t-1); it is computed so that nothing cancels near there. For a
    complex pair ρ e^(±iθ), with s the imaginary part and m the real one,

    .. math:: A^t = \rho^t \Bigl(\cos(t\theta)\, I + \frac{\sin(t\theta)}{s}\,(A - m I)\Bigr).

    Parameters
    ----------
    A
        Matrix of shape (2, 2). For one with eigenvalue 0, A^t runs from a projection (t just above 0).
    x
        Vector of shape (2,).
    times
        The powers t, shape (k,), none negative.

    Returns
    -------
    The points A^t x, shape (k, 2).

    Raises
    ------
    ValueError
        If an eigenvalue is negative, or both are 0, and a time is not 0: then A^t is not real.

    Notes
    -----
    The principal power: Higham, section 1.7 and problem 1.44; Newton's divided difference: Higham, section
    1.2.

    Examples
    --------
    >>> flow([[0.0, -1.0], [1.0, 0.0]], [1.0, 0.0], [0.0, 0.5, 1.0]).round(4) + 0.0
    array([[1.    , 0.    ],
           [0.7071, 0.7071],
           [0.    , 1.    ]])
    >>> flow([[1.0, 1.0], [0.0, 1.0]], [0.0, 1.0], [0.5])  # half a shear
    array([[0.5, 1. ]])
    """
    A = checks.as_matrix(A, "A", (2, 2))
    x = checks.as_vector(x, "x", 2)
    t = checks.as_vector(times, "times")
    m, delta = _half_trace(A), _discriminant(A)
    turns, root = delta < 0.0, np.sqrt(np.abs(delta))
    large = m + root
    # Where the smaller one is 0 but for rounding, it is 0.
    small = np.where(np.abs(m - root) > ROUNDING * np.abs(large), m - root, 0.0)
    real = turns | ((small >= 0.0) & (large > 0.0)) | (np.max(t) <= 0.0)
    checks.require(real, NOT_REAL)
    one = np.where(~turns & (large > 0.0), large, 1.0)
    left = np.clip(np.where(turns, 1.0, small / one), 0.0, 1.0)  # the smaller, in units of the larger
    gap = np.where(turns, 0.0, np.minimum(2.0 * root / one, 1.0))
    # The logarithm of what is left, accurate near 1; that of 0 is as good as minus infinity.
    fall = np.where(gap < 0.5, np.log1p(-np.minimum(gap, 0.5)), np.log(np.maximum(left, 1e-300)))
    risen = np.where(gap > 0.0, -np.expm1(t * fall) / np.where(gap > 0.0, gap, 1.0), t)
    q = one ** (t - 1.0) * risen
    stretched = (one**t)[:, None] * x + q[:, None] * (A @ x - one * x)
    theta, rho = np.arctan2(root, m), np.hypot(root, m)
    rise = np.where(turns, root, 1.0)
    around = np.cos(t * theta)[:, None] * x + (np.sin(t * theta) / rise)[:, None] * (A @ x - m * x)
    spiral = (np.where(turns, rho, 1.0) ** t)[:, None] * around
    return np.where(turns, spiral, stretched)


def _at_length_1(v: Any) -> Any:
    """A vector, or each row, at length 1; NaN where it is zero."""
    size = np.sqrt(np.sum(v * v, axis=-1, keepdims=True))
    return np.where(size > 0.0, v / np.where(size > 0.0, size, 1.0), np.nan)


def _half_trace(A: Any) -> Any:
    return (A[0, 0] + A[1, 1]) / 2.0


def _discriminant(A: Any) -> Any:
    """What stands under the root; 0 where rounding alone decides its sign."""
    half = (A[0, 0] - A[1, 1]) / 2.0
    square, product = half * half, A[0, 1] * A[1, 0]
    delta = square + product
    return np.where(np.abs(delta) > ROUNDING * (square + np.abs(product)), delta, 0.0 * delta)


def _longer(v: Any, w: Any, neither: Any) -> Any:
    """The longer of two vectors of the plane at length 1, its largest entry positive; or a third."""
    p, q = np.sum(v * v), np.sum(w * w)
    chosen = np.where(p >= q, v, w)
    chosen = np.where(np.maximum(p, q) > 0.0, chosen, neither)
    chosen = chosen / np.sqrt(np.sum(chosen * chosen))
    largest = np.where(np.abs(chosen[0]) >= (1.0 - 1e-6) * np.abs(chosen[1]), chosen[0], chosen[1])
    return np.where(largest < 0.0, -chosen, chosen)

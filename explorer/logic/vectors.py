"""Vectors as arrows: length, direction, sums, combinations, dot product, angle, projection, span.

Vectors have any number n of components unless a function says otherwise. References: Strang is G. Strang,
Introduction to Linear Algebra, 5th ed., Wellesley-Cambridge 2016.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.logic import checks, conventions

# Relative to the longest: below it, what a vector adds to the span of the others is rounding error.
DEPENDENT = 1e-9
# Without a letter: the reader's vector may have another name than the argument.
_NO_DIRECTION = "The zero vector has no direction."
# Cosine of an angle that is drawn as a right one: 0.06 degrees beside it look the same.
RIGHT = 1e-3


def length(v: Any) -> Any:
    r"""Measure how long a vector is.

    .. math:: \lVert v \rVert = \sqrt{v_1^2 + \dots + v_n^2}

    Parameters
    ----------
    v
        Vector of shape (n,).

    Returns
    -------
    The length, >= 0, in the unit of the components.

    Raises
    ------
    ValueError
        If v is no vector of finite numbers.

    Notes
    -----
    Strang, section 1.2.

    Examples
    --------
    >>> print(length([3, 4]))
    5.0
    """
    v = checks.as_vector(v, "v")
    return np.sqrt(np.sum(v * v))


def direction(v: Any) -> Any:
    r"""Give the angle from the first axis to a vector of the plane, counter-clockwise.

    .. math:: \theta = \operatorname{atan2}(v_2, v_1)

    Parameters
    ----------
    v
        Vector of shape (2,), not zero.

    Returns
    -------
    The angle in radians, -π to π.

    Raises
    ------
    ValueError
        If v is the zero vector: every angle fits it, so it has none.

    Notes
    -----
    Strang, section 1.1.

    Examples
    --------
    >>> print(np.degrees(direction([0, 2])))
    90.0
    """
    v = checks.as_vector(v, "v", size=2)
    checks.require(np.any(v != 0), _NO_DIRECTION)
    return np.arctan2(v[1], v[0])


def unit(v: Any) -> Any:
    r"""Shrink or stretch a vector to length 1, in its own direction.

    .. math:: \hat v = v / \lVert v \rVert

    Parameters
    ----------
    v
        Vector of shape (n,), not zero.

    Returns
    -------
    The unit vector, shape (n,).

    Raises
    ------
    ValueError
        If v is the zero vector: it has no direction to keep.

    Notes
    -----
    Strang, section 1.2.

    Examples
    --------
    >>> unit([3, 4])
    array([0.6, 0.8])
    """
    v = checks.as_vector(v, "v")
    checks.require(np.any(v != 0), _NO_DIRECTION)
    return v / np.sqrt(np.sum(v * v))


def distance(u: Any, v: Any) -> Any:
    r"""Measure how far apart the tips of two vectors are.

    .. math:: \lVert u - v \rVert

    Parameters
    ----------
    u, v
        Vectors of the same shape (n,).

    Returns
    -------
    The distance, >= 0.

    Raises
    ------
    ValueError
        If u and v have different numbers of components.

    Notes
    -----
    Strang, section 1.2.

    Examples
    --------
    >>> print(distance([1, 1], [4, 5]))
    5.0
    """
    u, v = checks.as_pair(u, "u", v, "v")
    return np.sqrt(np.sum((u - v) * (u - v)))


def add(u: Any, v: Any) -> Any:
    r"""Put v at the tip of u: component by component, u + v.

    .. math:: (u + v)_i = u_i + v_i

    Parameters
    ----------
    u, v
        Vectors of the same shape (n,).

    Returns
    -------
    The sum, shape (n,).

    Raises
    ------
    ValueError
        If u and v have different numbers of components.

    Notes
    -----
    Strang, section 1.1.

    Examples
    --------
    >>> add([3, 1], [1, 2])
    array([4., 3.])
    """
    u, v = checks.as_pair(u, "u", v, "v")
    return u + v


def subtract(u: Any, v: Any) -> Any:
    r"""Go from the tip of v to the tip of u: u - v.

    .. math:: (u - v)_i = u_i - v_i

    Parameters
    ----------
    u, v
        Vectors of the same shape (n,).

    Returns
    -------
    The difference, shape (n,).

    Raises
    ------
    ValueError
        If u and v have different numbers of components.

    Notes
    -----
    Strang, section 1.1.

    Examples
    --------
    >>> subtract([3, 1], [1, 2])
    array([ 2., -1.])
    """
    u, v = checks.as_pair(u, "u", v, "v")
    return u - v


def combine(a: Any, u: Any, b: Any, v: Any) -> Any:
    r"""Form the linear combination a u + b v.

    .. math:: (a u + b v)_i = a\, u_i + b\, v_i

    Parameters
    ----------
    a, b
        Numbers.
    u, v
        Vectors of the same shape (n,).

    Returns
    -------
    The combination, shape (n,).

    Raises
    ------
    ValueError
        If u and v have different numbers of components.

    Notes
    -----
    Strang, section 1.1.

    Examples
    --------
    >>> combine(2, [3, 1], -1, [1, 2])
    array([5., 0.])
    """
    u, v = checks.as_pair(u, "u", v, "v")
    a, b = checks.as_number(a, "a"), checks.as_number(b, "b")
    return a * u + b * v


def dot(u: Any, v: Any) -> Any:
    r"""Multiply component with component and add up.

    .. math:: u \cdot v = u_1 v_1 + \dots + u_n v_n = \lVert u \rVert \, \lVert v \rVert \cos\theta

    Parameters
    ----------
    u, v
        Vectors of the same shape (n,).

    Returns
    -------
    One number: positive for an acute angle, 0 for a right one, negative for an obtuse one.

    Raises
    ------
    ValueError
        If u and v have different numbers of components.

    Notes
    -----
    Strang, section 1.2.

    Examples
    --------
    >>> print(dot([3, 1], [1, 2]))
    5.0
    """
    u, v = checks.as_pair(u, "u", v, "v")
    return np.sum(u * v)


def cosine_similarity(u: Any, v: Any) -> Any:
    r"""Compare two directions, whatever the lengths: the cosine of the angle between.

    .. math:: \cos\theta = \frac{u \cdot v}{\lVert u \rVert \, \lVert v \rVert}

    Parameters
    ----------
    u, v
        Vectors of the same shape (n,), not zero.

    Returns
    -------
    A number from -1 (opposite) through 0 (perpendicular) to 1 (same direction).

    Raises
    ------
    ValueError
        If u or v is the zero vector (it makes no angle), or they have different numbers of components.

    Notes
    -----
    Strang, section 1.2. That it never leaves -1 to 1 is the Schwarz inequality.

    Examples
    --------
    >>> print(cosine_similarity([1, 0], [3, 4]))
    0.6
    """
    u, v = checks.as_pair(u, "u", v, "v")
    checks.require_not_zero(u, "u", "it makes no angle with v")
    checks.require_not_zero(v, "v", "it makes no angle with u")
    u, v = u / np.sqrt(np.sum(u * u)), v / np.sqrt(np.sum(v * v))
    return np.clip(np.sum(u * v), -1.0, 1.0)


def angle_between(u: Any, v: Any) -> Any:
    r"""Measure the angle between two vectors, 0 to π, with full accuracy for small angles too.

    .. math:: \theta = 2 \operatorname{atan2}(\lVert \hat u - \hat v \rVert,\ \lVert \hat u + \hat v \rVert)

    with the unit vectors of u and v: half the rhombus that they span is a right triangle. It is the angle
    whose cosine is `cosine_similarity`; the arc cosine itself loses half of the digits near 0 and π.

    Parameters
    ----------
    u, v
        Vectors of the same shape (n,), not zero.

    Returns
    -------
    The angle in radians.

    Raises
    ------
    ValueError
        If u or v is the zero vector (it makes no angle), or they have different numbers of components.

    Notes
    -----
    W. Kahan, How Futile are Mindless Assessments of Roundoff in Floating-Point Computation?, 2006, section
    12.

    Examples
    --------
    >>> print(np.degrees(angle_between([1, 0], [0, 2])))
    90.0
    >>> print(angle_between([1, 0], [1, 1e-9]))  # np.arccos of the cosine gives 0
    1e-09
    """
    u, v = checks.as_pair(u, "u", v, "v")
    checks.require_not_zero(u, "u", "it makes no angle with v")
    checks.require_not_zero(v, "v", "it makes no angle with u")
    u, v = u / np.sqrt(np.sum(u * u)), v / np.sqrt(np.sum(v * v))
    across, along = u - v, u + v
    return 2.0 * np.arctan2(np.sqrt(np.sum(across * across)), np.sqrt(np.sum(along * along)))


def angle_mark(u: Any, v: Any, size: float = 0.7) -> Any:
    r"""Trace the mark of the angle from u to v at the origin: an arc, or a corner where it is a right one.

    .. math:: p(t) = r\,(\cos(t\theta)\, \hat u + \sin(t\theta)\, \hat u^\perp), \qquad 0 \le t \le 1

    with the signed angle :math:`\theta` from u to v, the short way round, and :math:`\hat u^\perp` a quarter
    turn to the left of u.

    Parameters
    ----------
    u, v
        Vectors of shape (2,), not zero.
    size
        The radius r; less where an arrow is so short that the mark would reach beyond its middle.

    Returns
    -------
    Points of the mark from the side of u to that of v, shape (33, 2).

    Raises
    ------
    ValueError
        If u or v is the zero vector: it makes no angle.

    Notes
    -----
    The angle from sine and cosine: Strang, section 1.2, problem 33.

    Examples
    --------
    >>> angle_mark([2, 0], [0, 3], size=0.5)[[0, 16, 32]]
    array([[0.5, 0. ],
           [0.5, 0.5],
           [0. , 0.5]])
    """
    u, v = checks.as_vector(u, "u", size=2), checks.as_vector(v, "v", size=2)
    checks.require_not_zero(u, "u", "it makes no angle with v")
    checks.require_not_zero(v, "v", "it makes no angle with u")
    long_u, long_v = np.sqrt(np.sum(u * u)), np.sqrt(np.sum(v * v))
    u, v = u / long_u, v / long_v
    left = np.stack([-u[1], u[0]])
    cosine, sine = np.sum(u * v), np.sum(left * v)
    t = np.linspace(0.0, 1.0, 33)
    turned = t * np.arctan2(sine, cosine)
    arc = np.outer(np.cos(turned), u) + np.outer(np.sin(turned), left)
    corner = np.outer(np.minimum(1.0, 2.0 - 2.0 * t), u) + np.outer(np.minimum(1.0, 2.0 * t), v)
    radius = np.minimum(size, 0.5 * np.minimum(long_u, long_v))
    return radius * np.where(np.abs(cosine) < RIGHT, corner, arc)


def project(v: Any, onto: Any) -> Any:
    r"""Drop v at a right angle onto the line through `onto`: its shadow there.

    .. math:: p = \frac{v \cdot u}{u \cdot u}\, u

    where u is `onto`.

    Parameters
    ----------
    v, onto
        Vectors of the same shape (n,); `onto` not zero.

    Returns
    -------
    The point of the line nearest to v, shape (n,).

    Raises
    ------
    ValueError
        If `onto` is the zero vector: there is no line to project onto.

    Notes
    -----
    Strang, section 4.2.

    Examples
    --------
    >>> project([1, 2], onto=[4, 0])
    array([1., 0.])
    """
    v, onto = checks.as_pair(v, "v", onto, "onto")
    checks.require_not_zero(onto, "onto", "there is no line to project onto")
    return np.sum(v * onto) / np.sum(onto * onto) * onto


def reject(v: Any, onto: Any) -> Any:
    r"""Keep what projection takes away: the part of v at right angles to `onto`.

    .. math:: e = v - \frac{v \cdot u}{u \cdot u}\, u

    where u is `onto`.

    Parameters
    ----------
    v, onto
        Vectors of the same shape (n,); `onto` not zero.

    Returns
    -------
    The perpendicular part, shape (n,); its length is the distance of v from the line.

    Raises
    ------
    ValueError
        If `onto` is the zero vector: there is no line to stand on.

    Notes
    -----
    Strang, section 4.2.

    Examples
    --------
    >>> reject([1, 2], onto=[4, 0])
    array([0., 2.])
    """
    v, onto = checks.as_pair(v, "v", onto, "onto")
    checks.require_not_zero(onto, "onto", "there is no line to stand on")
    return v - np.sum(v * onto) / np.sum(onto * onto) * onto


def span_dimension(vectors: Any, least: float = 0.0) -> Any:
    r"""Count the independent directions among some vectors: 0 a point, 1 a line, 2 a plane, and so on.

    .. math:: \dim\operatorname{span}(v_1, \dots, v_m)
        = \#\{\, i : \sigma_i > \max(10^{-9}\, \sigma_1, \varepsilon) \,\}

    with the singular values σ of the matrix whose rows are the vectors.

    Parameters
    ----------
    vectors
        m vectors as rows, shape (m, n), or a sequence of m vectors.
    least
        ε, in the unit of the vectors: what is no longer than this is rounding.

    Returns
    -------
    The dimension, a whole number from 0 to min(m, n).

    Raises
    ------
    ValueError
        If the vectors have different numbers of components or are not finite.

    Notes
    -----
    Strang, sections 3.4 and 7.1. Counting singular values rather than pivots: Golub and Van Loan, Matrix
    Computations, 4th ed., section 5.4.

    Examples
    --------
    >>> print(span_dimension([[1, 2], [2, 4]]))
    1
    >>> print(span_dimension([[1, 2], [2, 1]]))
    2
    """
    vectors = checks.as_matrix(vectors, "vectors")
    sizes = conventions.svd(vectors).S
    return np.sum(np.where(sizes > np.maximum(DEPENDENT * sizes[0], least), 1, 0))


def project_onto_span(v: Any, vectors: Any) -> Any:
    r"""Find what some vectors reach that is nearest to v: its foot on their line, their plane or their space.

    .. math:: p = B B^+ v

    with the vectors as columns of B, and B⁺ its pseudoinverse.

    Parameters
    ----------
    v
        Vector of shape (n,).
    vectors
        m vectors as rows, shape (m, n), or a sequence of m vectors; they may be dependent.

    Returns
    -------
    The point of their span nearest to v, shape (n,).

    Raises
    ------
    ValueError
        If the vectors and v have different numbers of components, or are not finite.

    Notes
    -----
    Strang, sections 4.2 and 7.4. Singular values below 1e-9 of the largest count as 0.

    Examples
    --------
    >>> np.round(project_onto_span([1, 2, 3], [[1, 0, 0], [1, 1, 0]]), 12).tolist()
    [1.0, 2.0, 0.0]
    """
    vectors, v = checks.as_matrix(vectors, "vectors"), checks.as_vector(v, "v")
    same = np.shape(vectors)[1] == np.shape(v)[0]
    checks.require(same, "All vectors must have equally many components.")
    B = np.transpose(vectors)
    return B @ (np.linalg.pinv(B, rcond=DEPENDENT) @ v)


def nearest(points: Any, place: Any) -> Any:
    r"""Find which of some points lies nearest to a place.

    .. math:: \arg\min_i \lVert p_i - q \rVert

    Parameters
    ----------
    points
        As rows, shape (m, n).
    place
        Shape (n,).

    Returns
    -------
    The row of the nearest point, a whole number from 0; of several equally near, the first.

    Raises
    ------
    ValueError
        If points and place have different numbers of components, or are not finite.

    Notes
    -----
    Strang, section 1.2.

    Examples
    --------
    >>> print(nearest([[0, 0], [4, 0]], [3, 1]))
    1
    """
    points, place = checks.as_matrix(points, "points"), checks.as_vector(place, "place")
    same = np.shape(points)[1] == np.shape(place)[0]
    checks.require(same, "All vectors must have equally many components.")
    return np.argmin(np.sum((points - place) ** 2, axis=1))


def lay_beside(vectors: Any, u: Any) -> Any:
    r"""Lay vectors of any number of components into one half of a plane beside u, lengths and angles kept.

    Every two vectors lie in a plane. Here u points along the first axis, and each x goes to

    .. math:: p = (x \cdot e,\; \lVert x - (x \cdot e)\, e \rVert), \qquad e = \frac{u}{\lVert u \rVert}

    so that its length and its angle to u are true; those between two of them are not.

    Parameters
    ----------
    vectors
        m vectors as rows, shape (m, n).
    u
        Vector of shape (n,), not zero.

    Returns
    -------
    Where each lies, shape (m, 2); the first component is the signed length of its shadow on u.

    Raises
    ------
    ValueError
        If u is the zero vector, which has no direction, or has another number of components.

    Notes
    -----
    Strang, sections 1.2 and 4.2.

    Examples
    --------
    >>> lay_beside([[3, 4, 0], [0, 0, -2]], u=[5, 0, 0]).tolist()
    [[3.0, 4.0], [0.0, 2.0]]
    """
    vectors, u = checks.as_matrix(vectors, "vectors"), checks.as_vector(u, "u")
    checks.require_not_zero(u, "u", "it has no direction to measure angles from")
    same = np.shape(vectors)[1] == np.shape(u)[0]
    checks.require(same, "All vectors must have equally many components.")
    along = u / np.sqrt(np.sum(u * u))
    shadows = vectors @ along
    # Not from the difference of the squares, which loses half of the digits beside u.
    rest = vectors - shadows[:, np.newaxis] * along
    return np.stack([shadows, np.sqrt(np.sum(rest * rest, axis=1))], axis=1)


def slid_into_plane(point: Any, normal: Any, camera: Any, least: float) -> Any:
    r"""Slide a point across the screen, the shortest way, until it lies in a plane through the origin.

    .. math:: p - \frac{n \cdot p}{\lVert n_s \rVert^2}\, n_s

    with n_s the part of n in the plane of the screen. Its depth stays: so a drag on the screen can do it.

    Parameters
    ----------
    point, normal
        p and n, shape (3,).
    camera
        A rotation, shape (3, 3), whose columns are right, up and towards the eye.
    least
        Which share of the normal's square has to lie in the plane of the screen, above 0.

    Returns
    -------
    Where it then is, shape (3,); NaN where the plane is seen from the front, and no short way across the
    screen leads into it.

    Raises
    ------
    ValueError
        If a shape is another.

    Examples
    --------
    >>> slid_into_plane([1, 1, 2], [0, 1, 0], np.eye(3), least=0.01)
    array([1., 0., 2.])
    """
    point, normal = checks.as_vector(point, "point", 3), checks.as_vector(normal, "normal", 3)
    camera = checks.as_matrix(camera, "camera", (3, 3))
    across = normal - camera[:, 2] * np.sum(normal * camera[:, 2])
    size = np.sum(across * across)
    enough = size > least * np.sum(normal * normal)
    return point - across * (np.sum(normal * point) / np.where(enough, size, np.nan))

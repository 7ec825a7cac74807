"""What a matrix does, measured: solved from two points, half axes, counted points, solids, maps in a row.

References: Strang is G. Strang, Introduction to Linear Algebra, 5th ed., Wellesley-Cambridge 2016.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from explorer.logic import checks, vectors

# Points whose parallelogram is below this share of the rectangle with its sides count as on one line.
ON_ONE_LINE = 1e-9
FINEST = 8
"""Grid points on a length of 1 at most."""
REACH = 5
"""How far from the axes grid points are counted."""
# By so much of its side a point may lie over the edge of an image and still be counted as on it.
_EDGE = 1e-9


class HalfAxes(NamedTuple):
    """The ellipse that the unit circle becomes.

    Attributes
    ----------
    longest, shortest : its half axes as vectors, shape (2,), at a right angle
    most, least : their lengths: by how much A stretches at most and at least
    """

    longest: Any
    shortest: Any
    most: Any
    least: Any


class BaseAndHeight(NamedTuple):
    """A box with slanted edges over its floor.

    Attributes
    ----------
    base : area of the parallelogram of the first two edges
    height : how far the third edge rises above their plane
    foot : where the third edge ends if it is dropped at a right angle onto that plane, shape (3,)
    """

    base: Any
    height: Any
    foot: Any


class SeenBox(NamedTuple):
    """A box as it is seen.

    Attributes
    ----------
    faces : the three that are turned towards the eye: face, corner, coordinate, shape (3, 4, 3)
    hidden : the three edges behind them: edge, end, coordinate, shape (3, 2, 3)
    """

    faces: Any
    hidden: Any


def from_images(points: Any, images: Any) -> Any:
    r"""Find the one matrix that sends two points of the plane to two others.

    .. math:: A\,[\,p \; q\,] = [\,p' \; q'\,] \quad\Longrightarrow\quad A = [\,p' \; q'\,]\,[\,p \; q\,]^{-1}

    Parameters
    ----------
    points
        p and q as rows, shape (2, 2), not on one line through 0.
    images
        Where they go, as rows, shape (2, 2).

    Returns
    -------
    A, shape (2, 2).

    Raises
    ------
    ValueError
        If p and q lie on one line through 0: then their images say nothing about the rest of the plane.

    Notes
    -----
    A linear map is known once it is known on a basis: Strang, section 8.1.

    Examples
    --------
    >>> from_images([[1, 1], [-1, 1]], [[2, 0], [0, 2]])
    array([[ 1.,  1.],
           [-1.,  1.]])
    """
    points = checks.as_matrix(points, "points", (2, 2))
    images = checks.as_matrix(images, "images", (2, 2))
    area = points[0, 0] * points[1, 1] - points[0, 1] * points[1, 0]
    lengths = np.sqrt(np.sum(points * points, axis=1))
    checks.require(
        np.abs(area) > ON_ONE_LINE * lengths[0] * lengths[1],
        "p and q lie on one line through 0: their images say nothing about the rest of the plane.",
    )
    p, q = points[0], points[1]
    undone = np.stack([np.stack([q[1], -q[0]]), np.stack([-p[1], p[0]])]) / area
    return np.transpose(images) @ undone


def half_axes(A: Any) -> HalfAxes:
    r"""Measure the ellipse that A makes of the unit circle: in two directions it stretches most and least.

    .. math:: A = R(\varphi) \begin{bmatrix} s + r & 0 \\ 0 & s - r \end{bmatrix} R(\psi), \quad
        s = \tfrac12 \sqrt{(a + d)^2 + (c - b)^2}, \quad r = \tfrac12 \sqrt{(a - d)^2 + (b + c)^2}

    Parameters
    ----------
    A
        Matrix of shape (2, 2).

    Returns
    -------
    HalfAxes
        Their lengths are the singular values of A, and their product is the absolute value of det A. Where
        the image is a circle any two directions at a right angle would do; these are then returned.

    Raises
    ------
    ValueError
        If A is not a 2 x 2 matrix of finite numbers.

    Notes
    -----
    J. Blinn, Consider the lowly 2 x 2 matrix, IEEE Computer Graphics and Applications 16(2), 1996: the
    singular values of a matrix of the plane without iteration. Strang, section 7.4, has the picture.

    Examples
    --------
    >>> found = half_axes([[3, 0], [0, 2]])
    >>> found.longest.round(12) + 0.0, found.shortest.round(12) + 0.0
    (array([3., 0.]), array([0., 2.]))
    """
    A = checks.as_matrix(A, "A", (2, 2))
    E, F = 0.5 * (A[0, 0] + A[1, 1]), 0.5 * (A[0, 0] - A[1, 1])
    G, H = 0.5 * (A[1, 0] + A[0, 1]), 0.5 * (A[1, 0] - A[0, 1])
    turned, mirrored = np.sqrt(E * E + H * H), np.sqrt(F * F + G * G)
    phi = 0.5 * (np.arctan2(H + 0.0, E + 0.0) + np.arctan2(G + 0.0, F + 0.0))
    most, least = turned + mirrored, np.abs(turned - mirrored)
    along, across = np.stack([np.cos(phi), np.sin(phi)]), np.stack([-np.sin(phi), np.cos(phi)])
    return HalfAxes(most * along, least * across, most, least)


def grid_points(along: Any) -> Any:
    """Give the points both of whose coordinates are among the given ones.

    Parameters
    ----------
    along
        Coordinates, shape (k,).

    Returns
    -------
    Shape (k^2, 2), upright rows of points first.

    Raises
    ------
    ValueError
        If along is no vector of finite numbers.

    Examples
    --------
    >>> grid_points([0, 1]).tolist()
    [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
    """
    along = checks.as_vector(along, "along")
    k = along.shape[0]
    return np.stack([np.repeat(along, k), np.tile(along, k)], axis=1)


def inside_image(A: Any, points: Any) -> Any:
    r"""Tell which points lie in the image of the unit square.

    .. math:: x = s\,a_1 + t\,a_2 \quad\text{with}\quad 0 \le s < 1,\ 0 \le t < 1

    Of the edges only the two that meet in the origin count, so that images laid side by side share no point.

    Parameters
    ----------
    A
        Matrix of shape (2, 2).
    points
        Shape (k, 2).

    Returns
    -------
    Shape (k,): whether each lies inside. Of a flat image none does.

    Raises
    ------
    ValueError
        If a corner of the image lies farther than `REACH` from an axis: there no points are counted.

    Notes
    -----
    Of points a step h apart, h² times their number tends to the area with h (Gauss's counting). For whole
    numbers in A it is exact: the image is a fundamental domain of its own lattice.

    Examples
    --------
    >>> int(np.sum(inside_image([[2, 1], [0, 3]], grid_points(np.arange(-5, 6)))))
    6
    """
    A = checks.as_matrix(A, "A", (2, 2))
    points = checks.as_matrix(points, "points", (None, 2))
    corner = np.maximum(np.maximum(np.abs(A[:, 0]), np.abs(A[:, 1])), np.abs(A[:, 0] + A[:, 1]))
    checks.require(
        np.all(corner <= REACH),
        f"The image reaches beyond the square from -{REACH} to {REACH}, in which grid points are counted.",
    )
    area = A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]
    size, side = np.abs(area), np.sign(area)
    s = side * (points[:, 0] * A[1, 1] - points[:, 1] * A[0, 1])
    t = side * (points[:, 1] * A[0, 0] - points[:, 0] * A[1, 0])
    low, high = -_EDGE * size, (1.0 - _EDGE) * size
    return (s >= low) & (s < high) & (t >= low) & (t < high)


def count_inside(A: Any, fineness: Any) -> Any:
    """Count the grid points in the image of the unit square.

    Parameters
    ----------
    A
        Matrix of shape (2, 2).
    fineness
        How many grid points there are on a length of 1, from 1 to `FINEST`.

    Returns
    -------
    How many lie inside.

    Raises
    ------
    ValueError
        As `inside_image` does.

    Examples
    --------
    >>> print(count_inside([[1.5, -0.5], [0.5, 1.25]], fineness=8))
    136
    """
    return np.sum(inside_image(A, counting_grid(fineness)))


def counted_area(A: Any, fineness: Any) -> Any:
    r"""Measure the image of the unit square by counting grid points in it.

    .. math:: |\det A| \approx \frac{\text{points inside}}{n^2}

    Parameters
    ----------
    A
        Matrix of shape (2, 2).
    fineness
        n, how many grid points there are on a length of 1: n² of them belong to a unit square.

    Returns
    -------
    The number of points inside, divided by n².

    Raises
    ------
    ValueError
        As `count_inside` does.

    Examples
    --------
    >>> print(counted_area([[1.5, -0.5], [0.5, 1.25]], fineness=8))  # the determinant is 2.125
    2.125
    """
    return count_inside(A, fineness) / (fineness * fineness)


def counting_grid(fineness: Any) -> Any:
    """Give the grid points that are counted: they reach as far as `REACH` where they are finest.

    Parameters
    ----------
    fineness
        How many there are on a length of 1, from 1 to `FINEST`.

    Returns
    -------
    Shape (6561, 2).

    Raises
    ------
    ValueError
        If fineness is not one finite number.

    Examples
    --------
    >>> counting_grid(4)[0].tolist()
    [-10.0, -10.0]
    """
    fineness = checks.as_number(fineness, "fineness")
    steps = REACH * FINEST
    return grid_points(np.arange(-steps, steps + 1.0) / fineness)


def base_and_height(A: Any) -> BaseAndHeight:
    r"""Measure the box of three columns as its floor times its height.

    .. math:: |\det A| = \|a_1 \times a_2\| \cdot \text{height}, \qquad
        \text{height} = \frac{|(a_1 \times a_2) \cdot a_3|}{\|a_1 \times a_2\|}

    Parameters
    ----------
    A
        Matrix of shape (3, 3) whose first two columns are not on one line.

    Returns
    -------
    BaseAndHeight

    Raises
    ------
    ValueError
        If columns 1 and 2 are on one line: they span no floor above which anything could rise.

    Notes
    -----
    Strang, section 5.3.

    Examples
    --------
    >>> found = base_and_height([[2, 0, 1], [0, 3, 1], [0, 0, 4]])
    >>> print(found.base, found.height, found.foot)
    6.0 4.0 [1. 1. 0.]
    """
    A = checks.as_matrix(A, "A", (3, 3))
    a, b, c = A[:, 0], A[:, 1], A[:, 2]
    normal = _across(a, b)
    sine = np.sqrt(np.sum(normal * normal))
    checks.require(
        sine > ON_ONE_LINE, "Columns 1 and 2 lie on one line: there is no floor, and no height above it."
    )
    n = normal / sine
    rise = np.sum(n * c)
    base = np.sqrt(np.sum(a * a)) * np.sqrt(np.sum(b * b)) * sine
    return BaseAndHeight(base, np.abs(rise), c - n * rise)


def slid_into_plane(c: Any, a: Any, b: Any, camera: Any) -> Any:
    """Move a vector, as the eye sees it the shortest way, into the plane of two others.

    Parameters
    ----------
    c
        The vector that moves, shape (3,).
    a, b
        The two others, shape (3,).
    camera
        Right, up and towards the eye as columns, shape (3, 3).

    Returns
    -------
    Where c ends then, shape (3,); NaN where a and b are on one line, or no move along the screen leads there.

    Raises
    ------
    ValueError
        If the vectors or the camera have another shape or hold no finite numbers.

    Examples
    --------
    >>> slid_into_plane([1, 1, 2], [1, 0, 0], [0, 1, 0], camera=np.eye(3)[:, [0, 2, 1]])
    array([1., 1., 0.])
    """
    normal = _across(checks.as_vector(a, "a", 3), checks.as_vector(b, "b", 3))
    spans = np.sum(normal * normal) > ON_ONE_LINE**2
    return vectors.slid_into_plane(c, np.where(spans, normal, 0.0), camera, 1e-4)


def box_edges(A: Any) -> Any:
    """Give the twelve edges of the image of the unit cube.

    Parameters
    ----------
    A
        Matrix of shape (3, 3).

    Returns
    -------
    Shape (12, 2, 3): for each edge its two ends; four along each column.

    Raises
    ------
    ValueError
        If A is not a 3 x 3 matrix of finite numbers.

    Examples
    --------
    >>> box_edges(np.eye(3)).shape
    (12, 2, 3)
    """
    A = checks.as_matrix(A, "A", (3, 3))
    return _CUBE_EDGES @ np.transpose(A)


def seen_box(A: Any, towards: Any) -> SeenBox:
    r"""Part the image of the unit cube into what an eye sees of it and what lies behind.

    The corners of a face run counter-clockwise as the eye sees it while the determinant is positive, and
    clockwise when the cube is turned over: left and right have changed places.

    Parameters
    ----------
    A
        Matrix of shape (3, 3).
    towards
        Direction to the eye, shape (3,).

    Returns
    -------
    SeenBox
        Of a flat image three faces in one plane.

    Raises
    ------
    ValueError
        If A is not a 3 x 3 matrix, or towards no vector of space.

    Examples
    --------
    >>> seen = seen_box(np.eye(3), towards=[1, 1, 1])
    >>> seen.faces[0].tolist()  # the face at z = 1
    [[0.0, 0.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0], [0.0, 1.0, 1.0]]
    >>> seen.hidden[0].tolist()  # from the hidden corner, the origin
    [[0.0, 0.0, 0.0], [0.0, 0.0, 1.0]]
    """
    A = checks.as_matrix(A, "A", (3, 3))
    towards = checks.as_vector(towards, "towards", 3)
    faces, ways, corner = [], [], 0.0 * towards
    for i, j, k in ((0, 1, 2), (1, 2, 0), (2, 0, 1)):
        a, b, c = A[:, i], A[:, j], A[:, k]
        normal = _across(a, b)
        # What is flat but for rounding is not turned over.
        edge = ON_ONE_LINE * np.sqrt(np.sum(normal * normal)) * np.sqrt(np.sum(c * c))
        far = np.sum(normal * towards) * np.where(np.sum(normal * c) < -edge, -1.0, 1.0) > 0.0
        here = np.where(far, c, 0.0 * c)
        # Seen from below, the same corners would run the other way.
        faces.append(np.stack([here, here + np.where(far, a, b), here + a + b, here + np.where(far, b, a)]))
        ways.append(np.where(far, c, -c))
        corner = corner + np.where(far, 0.0 * c, c)
    return SeenBox(np.stack(faces), np.stack([np.stack([corner, corner + way]) for way in ways]))


def in_a_row(maps: Any) -> Any:
    r"""Multiply maps that are done one after the other, and keep what stands after each.

    .. math:: P_0 = I, \qquad P_k = A_k P_{k-1} = A_k \cdots A_2 A_1

    Parameters
    ----------
    maps
        A_1, ..., A_k in the order in which they are done, each of shape (n, n): a list, or shape (k, n, n).

    Returns
    -------
    Shape (k + 1, n, n). The one done first stands on the right of the product; the determinant of a product
    is the product of the determinants.

    Raises
    ------
    ValueError
        If there is no map, or they are not square matrices of one size.

    Notes
    -----
    Strang, sections 2.4 and 5.1.

    Examples
    --------
    >>> stretch, quarter = [[2, 0], [0, 1]], [[0, -1], [1, 0]]
    >>> in_a_row([stretch, quarter])[-1]
    array([[ 0., -1.],
           [ 2.,  0.]])
    >>> in_a_row([quarter, stretch])[-1]
    array([[ 0., -2.],
           [ 1.,  0.]])
    """
    if len(maps) == 0:
        raise ValueError("maps must hold at least one matrix; there is none.")
    checked = [checks.as_square(maps[0], "map 1")]
    n = checked[0].shape[0]
    for i, each in enumerate(maps[1:], start=2):  # no comprehension: the checks must guard this function
        checked.append(checks.as_matrix(each, f"map {i}", (n, n)))
    products = [0.0 * checked[0] + np.eye(n)]
    for A in checked:
        products.append(A @ products[-1])
    return np.stack(products)


def order_gap(maps: Any) -> Any:
    r"""Tell by how much the product of maps changes when their order is turned round.

    .. math:: \max_{ij} |\,A_k \cdots A_1 - A_1 \cdots A_k\,|_{ij}

    Parameters
    ----------
    maps
        A_1, ..., A_k in the order in which they are done, each of shape (n, n).

    Returns
    -------
    The largest difference of two numbers in the same place: 0 where the order does not matter.

    Raises
    ------
    ValueError
        As `in_a_row` does.

    Notes
    -----
    Strang, section 2.4.

    Examples
    --------
    >>> stretch, quarter = [[2, 0], [0, 1]], [[0, -1], [1, 0]]
    >>> print(order_gap([stretch, quarter]), order_gap([quarter, quarter]))
    1.0 0.0
    """
    return np.max(np.abs(in_a_row(maps)[-1] - in_a_row(maps[::-1])[-1]))


def _across(a: Any, b: Any) -> Any:
    """Return a vector at right angles to two others, as long as the sine between them; 0 if there is none."""
    lengths = np.sqrt(np.sum(a * a)), np.sqrt(np.sum(b * b))
    units = [each / np.where(size > 0.0, size, 1.0) for each, size in zip((a, b), lengths, strict=True)]
    return np.cross(*units)


_CUBE_EDGES = np.array(
    [
        [np.zeros(3) + u + v, np.eye(3)[i] + u + v]
        for i in range(3)
        for u in (np.zeros(3), np.eye(3)[(i + 1) % 3])
        for v in (np.zeros(3), np.eye(3)[(i + 2) % 3])
    ]
)

"""What a matrix does, measured twice: by the formulas of `maps`, and by another way to the same number."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from explorer.logic import maps, matrices

QUARTER, STRETCH = matrices.rotation(np.pi / 2), matrices.scaling(2, 1)


@pytest.fixture
def planes() -> np.ndarray:
    return np.random.default_rng(31).normal(size=(100, 2, 2))


@pytest.fixture
def spaces() -> np.ndarray:
    return np.random.default_rng(32).normal(size=(100, 3, 3))


def test_a_matrix_is_known_from_where_it_sends_two_points(planes: np.ndarray) -> None:
    rng = np.random.default_rng(1)
    for A in planes:
        points = rng.normal(size=(2, 2))
        found = maps.from_images(points, matrices.apply(A, points))
        np.testing.assert_allclose(found, A, atol=1e-9 * np.linalg.cond(points))
        np.testing.assert_allclose(found, np.linalg.solve(points, points @ A.T).T, atol=1e-9)


@pytest.mark.parametrize("size", [1e-40, 1.0, 1e40])
def test_the_size_of_the_points_does_not_decide_whether_they_say_what_a_is(size: float) -> None:
    points = size * np.array([[1.0, 1.0], [-1.0, 0.5]])
    np.testing.assert_allclose(maps.from_images(points, points), np.eye(2), atol=1e-12)


def test_half_axes_are_the_singular_values_and_lie_where_the_circle_goes_farthest(planes: np.ndarray) -> None:
    special = [np.eye(2), np.zeros((2, 2)), QUARTER, matrices.shear(3), matrices.reflection(0.3)]
    for A in [*planes, *special, *(matrices.projection(x) for x in (0.0, 0.7, 2.0))]:
        found = maps.half_axes(A)
        np.testing.assert_allclose([found.most, found.least], np.linalg.svd(A)[1], atol=1e-12)
        np.testing.assert_allclose(np.linalg.norm(found.longest), found.most, atol=1e-12)
        np.testing.assert_allclose(np.linalg.norm(found.shortest), found.least, atol=1e-12)
        np.testing.assert_allclose(found.longest @ found.shortest, 0, atol=1e-12)
        np.testing.assert_allclose(found.most * found.least, abs(np.linalg.det(A)), atol=1e-12)
        reach = np.linalg.norm(matrices.apply(A, matrices.unit_circle(20_000)), axis=1)
        np.testing.assert_allclose([reach.max(), reach.min()], [found.most, found.least], atol=1e-3)
        # Both ends lie on the ellipse: A sends a point of the unit circle there.
        if found.least > 1e-6:
            for axis in (found.longest, found.shortest):
                np.testing.assert_allclose(np.linalg.norm(np.linalg.solve(A, axis)), 1, atol=1e-6)


def test_counting_is_exact_for_whole_numbers_and_comes_nearer_with_a_finer_grid(planes: np.ndarray) -> None:
    for a, b, c, d in itertools.product((-2, -1, 0, 1, 2), repeat=4):
        A = np.array([[a, b], [c, d]])
        for fineness in (1, 3, 8):
            assert maps.counted_area(A, fineness) == abs(a * d - b * c), (A, fineness)
    off = {n: [abs(maps.counted_area(A, n) - abs(np.linalg.det(A))) for A in planes] for n in (1, 2, 4, 8)}
    means = [np.mean(off[n]) for n in (1, 2, 4, 8)]
    assert means == sorted(means, reverse=True)
    assert means[-1] < 0.04 < 0.2 < means[0]


def test_what_is_counted_lies_inside(planes: np.ndarray) -> None:
    points = maps.counting_grid(3)
    for A in planes[:20]:
        coefficients = np.linalg.solve(A, points.T)
        inside = np.all((coefficients > 1e-6) & (coefficients < 1 - 1e-6), axis=0)
        outside = np.any((coefficients < -1e-6) | (coefficients > 1 + 1e-6), axis=0)
        counted = maps.inside_image(A, points)
        assert np.all(counted[inside])
        assert not np.any(counted[outside])


def test_images_side_by_side_share_no_point_and_leave_none_out() -> None:
    A = np.array([[1.5, -0.5], [0.5, 1.25]])
    points = maps.grid_points(np.arange(-8, 9) / 4)
    times = sum(
        maps.inside_image(A, points - i * A[:, 0] - j * A[:, 1]).astype(int)
        for i, j in itertools.product(range(-5, 6), repeat=2)
    )
    assert np.all(times == 1)


@pytest.mark.parametrize("A", [np.zeros((2, 2)), np.array([[0.5, 1.0], [1.0, 2.0]]), np.diag([1.0, 0.0])])
def test_in_a_flat_image_nothing_is_counted(A: np.ndarray) -> None:
    assert maps.count_inside(A, 4) == 0


def test_the_counted_grid_reaches_as_far_as_it_must_and_no_image_beyond_it_is_counted() -> None:
    for fineness in range(1, maps.FINEST + 1):
        assert np.abs(maps.counting_grid(fineness)).max() >= maps.REACH
    assert maps.count_inside(np.diag([5.0, 5.0]), maps.FINEST) == 25 * maps.FINEST**2
    for A in (np.diag([5.01, 1.0]), np.array([[3.0, 3.0], [0.0, 1.0]]), -np.diag([1.0, 6.0])):
        with pytest.raises(ValueError, match="beyond the square from -5 to 5"):
            maps.count_inside(A, 1)


def test_floor_times_height_is_the_volume(spaces: np.ndarray) -> None:
    for A in spaces:
        found = maps.base_and_height(A)
        np.testing.assert_allclose(found.base * found.height, abs(np.linalg.det(A)), atol=1e-12)
        np.testing.assert_allclose(found.height, np.linalg.norm(A[:, 2] - found.foot), atol=1e-12)
        nearest = np.linalg.lstsq(A[:, :2], A[:, 2], rcond=None)[0]
        np.testing.assert_allclose(found.foot, A[:, :2] @ nearest, atol=1e-8)


def test_the_box_has_its_twelve_edges(spaces: np.ndarray) -> None:
    corners = np.array(list(itertools.product((0.0, 1.0), repeat=3)))
    neighbours = [(u, v) for u, v in itertools.combinations(corners, 2) if np.abs(u - v).sum() == 1]
    for A in spaces[:10]:
        wanted = {tuple(np.round([*(A @ u), *(A @ v)], 9)) for u, v in neighbours}
        assert {tuple(np.round(edge.ravel(), 9)) for edge in maps.box_edges(A)} == wanted


def signed_area_on_screen(face: np.ndarray, camera: np.ndarray) -> float:
    return float(matrices.signed_area((face @ camera)[:, :2]))


def test_three_faces_are_seen_and_the_hidden_edges_meet_in_the_corner_behind(spaces: np.ndarray) -> None:
    rng = np.random.default_rng(5)
    for A in spaces:
        camera = np.linalg.qr(rng.normal(size=(3, 3)))[0]
        camera[:, 2] = np.cross(camera[:, 0], camera[:, 1])  # right, up, towards the eye
        seen = maps.seen_box(A, camera[:, 2])
        middle = A.sum(axis=1) / 2
        for face in seen.faces:
            # A face is seen when its side of the box is the near one.
            normal = np.cross(face[1] - face[0], face[3] - face[0])
            outward = normal * np.sign(normal @ (face.mean(axis=0) - middle))
            assert outward @ camera[:, 2] > 0
            assert np.sign(signed_area_on_screen(face, camera)) == np.sign(np.linalg.det(A))
        corner = seen.hidden[0, 0]
        assert np.all(seen.hidden[:, 0] == corner)
        assert not any(np.allclose(corner, point) for point in seen.faces.reshape(-1, 3))
        drawn = {tuple(np.round(point, 9)) for point in [corner, *seen.faces.reshape(-1, 3)]}
        assert len(drawn) == 8
        for _, end in seen.hidden:
            assert any(np.allclose(end, point) for point in seen.faces.reshape(-1, 3))


@pytest.mark.parametrize("third", [[0.3, 0.7, 0.0], [0.3, 0.7, 1e-16], [0.3, 0.7, -1e-16], [0.0, 0.0, 0.0]])
def test_a_flat_box_is_not_seen_as_turned_over(third: list[float]) -> None:
    A = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], third]).T
    camera = np.linalg.qr(np.array([[1.0, 2, 0], [0, 1, 3], [1, 0, 1]]))[0]
    camera[:, 2] = np.cross(camera[:, 0], camera[:, 1])
    for face in maps.seen_box(A, camera[:, 2]).faces:
        assert signed_area_on_screen(face, camera) > -1e-12


def test_a_column_slides_along_the_screen_into_the_plane_of_the_others(spaces: np.ndarray) -> None:
    rng = np.random.default_rng(6)
    for A in spaces:
        camera = np.linalg.qr(rng.normal(size=(3, 3)))[0]
        for which in range(3):
            there = maps.slid_into_plane(A[:, which], A[:, which - 2], A[:, which - 1], camera)
            B = A.copy()
            B[:, which] = there
            np.testing.assert_allclose(np.linalg.det(B), 0, atol=1e-9)
            np.testing.assert_allclose((there - A[:, which]) @ camera[:, 2], 0, atol=1e-9)


def test_no_slide_along_the_screen_leads_into_the_screen() -> None:
    x, y, z = np.eye(3)
    assert np.isnan(maps.slid_into_plane(2 * z, x, y, np.eye(3))).all()
    assert np.isnan(maps.slid_into_plane(z, x, -3 * x, np.linalg.qr(np.ones((3, 3)) + np.eye(3))[0])).all()


def test_a_row_of_maps_is_multiplied_from_right_to_left(planes: np.ndarray) -> None:
    for A, B, C in zip(planes, planes[1:], planes[2:], strict=False):
        products = maps.in_a_row([A, B, C])
        np.testing.assert_allclose(products, [np.eye(2), A, B @ A, C @ B @ A], atol=1e-12)
        np.testing.assert_allclose(
            np.linalg.det(products[-1]), np.prod([np.linalg.det(M) for M in (A, B, C)]), atol=1e-10
        )
        gap = np.abs(C @ B @ A - A @ B @ C).max()
        np.testing.assert_allclose(maps.order_gap([A, B, C]), gap, atol=1e-12)


def test_the_order_of_turns_does_not_matter_and_that_of_a_turn_and_a_stretch_does() -> None:
    assert maps.order_gap([QUARTER, matrices.rotation(0.3)]) < 1e-15
    assert maps.order_gap([matrices.scaling(2, 3), matrices.scaling(-1, 0)]) == 0
    assert maps.order_gap([QUARTER, STRETCH]) == 1


REFUSED: dict[str, tuple[Callable[[], Any], str]] = {
    "points on one line": (lambda: maps.from_images([[1, 2], [-2, -4]], np.eye(2)), "lie on one line"),
    "a point in the origin": (lambda: maps.from_images([[0, 0], [1, 0]], np.eye(2)), "lie on one line"),
    "one point": (lambda: maps.from_images([[1, 0]], [[1, 0]]), r"shape \(2, 2\)"),
    "no plane": (lambda: maps.half_axes(np.eye(3)), r"shape \(2, 2\)"),
    "no number": (lambda: maps.half_axes([[np.nan, 0], [0, 1]]), "finite"),
    "no floor": (lambda: maps.base_and_height([[1, -1, 0], [0, 0, 0], [0, 0, 1]]), "there is no floor"),
    "no column": (lambda: maps.base_and_height(np.zeros((3, 3))), "there is no floor"),
    "no map": (lambda: maps.in_a_row([]), "at least one matrix"),
    "maps of two spaces": (lambda: maps.in_a_row([np.eye(2), np.eye(3)]), r"map 2 must have shape \(2, 2\)"),
}


@pytest.mark.parametrize(("call", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_what_has_no_answer_is_refused_with_its_reason(call: Callable[[], Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        call()

"""Vectors: the formulas of the textbook, by two routes where there are two."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from explorer.logic import vectors

ZERO = [0.0, 0.0]


@pytest.fixture
def pairs() -> list[tuple[np.ndarray, np.ndarray]]:
    rng = np.random.default_rng(314)
    return [(rng.normal(size=n), rng.normal(size=n)) for n in (1, 2, 2, 2, 3, 10, 300)]


def test_length_is_the_norm_and_scales_with_the_vector(pairs: Any) -> None:
    for u, _ in pairs:
        np.testing.assert_allclose(vectors.length(u), np.linalg.norm(u), rtol=1e-14)
        np.testing.assert_allclose(vectors.length(-3 * u), 3 * vectors.length(u), rtol=1e-14)


def test_a_unit_vector_has_length_1_and_the_old_direction(pairs: Any) -> None:
    for u, _ in pairs:
        np.testing.assert_allclose(vectors.length(vectors.unit(u)), 1.0, rtol=1e-14)
        np.testing.assert_allclose(vectors.unit(u) * vectors.length(u), u, rtol=1e-13)


def test_direction_and_length_rebuild_a_vector_of_the_plane() -> None:
    for u in np.random.default_rng(1).normal(size=(50, 2)):
        theta = vectors.direction(u)
        rebuilt = vectors.length(u) * np.array([np.cos(theta), np.sin(theta)])
        np.testing.assert_allclose(rebuilt, u, atol=1e-14)


def test_distance_obeys_the_triangle_inequality_and_is_symmetric(pairs: Any) -> None:
    for u, v in pairs:
        through_zero = vectors.length(u) + vectors.length(v)
        assert vectors.distance(u, v) <= through_zero * (1 + 1e-14)
        assert vectors.distance(u, v) == vectors.distance(v, u)
        np.testing.assert_allclose(vectors.distance(u, v), vectors.length(vectors.subtract(u, v)))


def test_sum_difference_and_combination_agree(pairs: Any) -> None:
    for u, v in pairs:
        np.testing.assert_array_equal(vectors.add(u, v), vectors.combine(1, u, 1, v))
        np.testing.assert_array_equal(vectors.subtract(u, v), vectors.combine(1, u, -1, v))
        np.testing.assert_allclose(vectors.add(vectors.subtract(u, v), v), u, atol=1e-14)


def test_a_combination_is_the_matrix_of_both_times_the_two_numbers() -> None:
    rng = np.random.default_rng(2)
    for u, v, (a, b) in rng.normal(size=(50, 3, 2)):
        np.testing.assert_allclose(vectors.combine(a, u, b, v), np.column_stack([u, v]) @ [a, b], atol=1e-14)


def test_the_dot_product_is_lengths_times_cosine(pairs: Any) -> None:
    for u, v in pairs:
        np.testing.assert_allclose(vectors.dot(u, v), u @ v, rtol=1e-12)
        by_angle = vectors.length(u) * vectors.length(v) * np.cos(vectors.angle_between(u, v))
        np.testing.assert_allclose(vectors.dot(u, v), by_angle, rtol=1e-9, atol=1e-12)


def test_the_cosine_ignores_length_but_not_the_sign(pairs: Any) -> None:
    for u, v in pairs:
        cosine = vectors.cosine_similarity(u, v)
        np.testing.assert_allclose(vectors.cosine_similarity(7 * u, 1e-3 * v), cosine, rtol=1e-12)
        np.testing.assert_allclose(vectors.cosine_similarity(-u, v), -cosine, rtol=1e-12)
        np.testing.assert_allclose(np.arccos(cosine), vectors.angle_between(u, v), atol=1e-7)


def test_the_cosine_never_leaves_minus_one_to_one() -> None:
    for u in np.random.default_rng(3).normal(size=(500, 3)):
        assert -1.0 <= vectors.cosine_similarity(u, -3.3 * u) <= vectors.cosine_similarity(u, 0.1 * u) <= 1.0


@pytest.mark.parametrize("angle", [1e-12, 1e-8, 0.5, np.pi / 2, np.pi - 1e-8, np.pi])
def test_angles_are_accurate_where_the_arc_cosine_is_not(angle: float) -> None:
    u, v = [2.0, 0.0], [3 * np.cos(angle), 3 * np.sin(angle)]
    np.testing.assert_allclose(vectors.angle_between(u, v), angle, rtol=1e-12)


def test_the_mark_of_an_angle_goes_the_short_way_from_one_arrow_to_the_other(pairs: Any) -> None:
    for u, v in (pair for pair in pairs if pair[0].size == 2):
        mark = vectors.angle_mark(u, v)
        radius = vectors.length(mark[0])
        assert radius == pytest.approx(min(0.7, vectors.length(u) / 2, vectors.length(v) / 2))
        np.testing.assert_allclose(mark[0], radius * vectors.unit(u), atol=1e-12)
        np.testing.assert_allclose(mark[-1], radius * vectors.unit(v), atol=1e-12)
        np.testing.assert_allclose(np.linalg.norm(mark, axis=1), radius, rtol=1e-12)
        walked = sum(vectors.angle_between(p, q) for p, q in itertools.pairwise(mark))
        np.testing.assert_allclose(walked, vectors.angle_between(u, v), rtol=1e-9)


def test_a_right_angle_is_marked_by_a_corner_and_one_beside_it_by_an_arc() -> None:
    for turn in (1.0, -1.0):
        corner = vectors.angle_mark([3.0, 1.0], turn * np.array([-1.0, 3.0]))
        sides = np.diff(corner, axis=0)
        assert (
            np.linalg.matrix_rank(sides[:16], tol=1e-12) == np.linalg.matrix_rank(sides[16:], tol=1e-12) == 1
        )
        np.testing.assert_allclose(sides[0] @ sides[-1], 0.0, atol=1e-12)
    beside = vectors.angle_mark([1.0, 0.0], [0.01, 1.0])
    np.testing.assert_allclose(np.linalg.norm(beside, axis=1), np.linalg.norm(beside[0]), rtol=1e-12)


def test_projection_and_rejection_part_a_vector_at_a_right_angle(pairs: Any) -> None:
    for u, v in pairs:
        p, e = vectors.project(v, onto=u), vectors.reject(v, onto=u)
        np.testing.assert_allclose(p + e, v, atol=1e-13)
        np.testing.assert_allclose(vectors.dot(p, e), 0.0, atol=1e-12)
        np.testing.assert_allclose(vectors.dot(e, u), 0.0, atol=1e-12)
        np.testing.assert_allclose(vectors.project(p, onto=u), p, atol=1e-13)  # what is there stays there


def test_the_projection_is_the_nearest_point_of_the_line() -> None:
    rng = np.random.default_rng(4)
    for u, v in rng.normal(size=(20, 2, 3)):
        nearest = vectors.distance(v, vectors.project(v, onto=u))
        assert all(nearest <= vectors.distance(v, t * u) for t in rng.normal(scale=3, size=50))


SPANS: dict[str, tuple[Any, int]] = {
    "no direction": ([ZERO, ZERO], 0),
    "one vector": ([[1, 2]], 1),
    "one and the zero vector": ([[1, 2], ZERO], 1),
    "parallel": ([[0.1, 0.3], [0.2, 0.6]], 1),
    "opposite": ([[0.1, 0.3], [-0.3, -0.9]], 1),
    "independent": ([[1, 0], [1, 1e-6]], 2),
    "three in the plane": ([[1, 0], [0, 1], [1, 1]], 2),
    "a plane in space": ([[1, 2, 3], [4, 5, 6], [7, 8, 9]], 2),
    "space": ([[1, 0, 0], [1, 1, 0], [1, 1, 1]], 3),
    "parallel and tiny": ([[1e-60, 2e-60], [2e-60, 4e-60]], 1),
}


@pytest.mark.parametrize(("given", "dimension"), SPANS.values(), ids=SPANS.keys())
def test_the_span_has_the_dimension_of_the_independent_directions(given: Any, dimension: int) -> None:
    assert vectors.span_dimension(given) == dimension


REFUSED: dict[str, tuple[Callable[[], Any], str]] = {
    "unit": (lambda: vectors.unit(ZERO), "The zero vector has no direction"),
    "direction": (lambda: vectors.direction(ZERO), "The zero vector has no direction"),
    "direction in space": (lambda: vectors.direction([1, 2, 3]), "v must have 2 components, not 3"),
    "cosine, u": (lambda: vectors.cosine_similarity(ZERO, [1, 0]), "u is the zero vector: it makes no angle"),
    "cosine, v": (lambda: vectors.cosine_similarity([1, 0], ZERO), "v is the zero vector: it makes no angle"),
    "angle": (lambda: vectors.angle_between([1, 0], ZERO), "v is the zero vector: it makes no angle"),
    "angle mark": (lambda: vectors.angle_mark(ZERO, [1, 0]), "u is the zero vector: it makes no angle"),
    "project": (lambda: vectors.project([1, 0], ZERO), "onto is the zero vector: there is no line"),
    "reject": (lambda: vectors.reject([1, 0], ZERO), "onto is the zero vector: there is no line"),
    "sizes": (lambda: vectors.dot([1, 2], [1, 2, 3]), "u has 2 components and v has 3"),
    "sizes, by their names": (
        lambda: vectors.project([1, 2], [1, 2, 3]),
        "v has 2 components and onto has 3",
    ),
    "a factor": (lambda: vectors.combine(np.nan, [1, 2], 1, [1, 2]), "a must hold finite numbers"),
    "beyond the limit": (lambda: vectors.length([1e308, 0]), "v must hold finite numbers"),
    "ragged span": (lambda: vectors.span_dimension([[1, 2], [1]]), "vectors has rows of different lengths"),
}


@pytest.mark.parametrize(("call", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_what_has_no_answer_is_refused_with_its_reason(call: Callable[[], Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        call()


def test_the_foot_on_a_span_is_that_of_least_squares_and_the_rest_is_perpendicular() -> None:
    rng = np.random.default_rng(21)
    for m, n in ((1, 2), (2, 3), (2, 5), (4, 4)):
        B, v = rng.normal(size=(m, n)), rng.normal(size=n)
        foot = vectors.project_onto_span(v, B)
        best = np.linalg.lstsq(B.T, v, rcond=None)[0]
        np.testing.assert_allclose(foot, B.T @ best, atol=1e-12)
        np.testing.assert_allclose(B @ (v - foot), 0.0, atol=1e-12)


def test_dependent_vectors_span_only_their_line() -> None:
    on_line = vectors.project_onto_span([1.0, 2.0, 3.0], [[2.0, 0.0, 0.0], [-1.0, 0.0, 0.0]])
    np.testing.assert_allclose(on_line, [1.0, 0.0, 0.0], atol=1e-12)
    np.testing.assert_array_equal(vectors.project_onto_span([1.0, 2.0], np.zeros((2, 2))), [0.0, 0.0])


def test_beside_u_every_length_and_every_angle_to_u_is_true(pairs: Any) -> None:
    for u, v in pairs:
        (place,) = vectors.lay_beside([v], u)
        np.testing.assert_allclose(vectors.length(place), vectors.length(v), rtol=1e-12)
        along_u = np.array([vectors.length(u), 0.0])
        angle = vectors.angle_between(v, u)
        np.testing.assert_allclose(vectors.angle_between(place, along_u), angle, atol=1e-12)
        assert place[1] >= 0


def test_a_vector_beside_itself_lies_on_its_own_line() -> None:
    u = np.array([0.1, 0.2, 0.3])
    np.testing.assert_allclose(vectors.lay_beside([u, -u], u)[:, 0], [0.374165738677, -0.374165738677])
    np.testing.assert_allclose(vectors.lay_beside([u], u)[:, 1], 0.0, atol=1e-15)


def test_the_nearest_of_several_points_is_the_first_of_those_equally_near() -> None:
    assert vectors.nearest([[1, 0], [0, 2], [-1, 0]], [0, 0]) == 0
    assert vectors.nearest([[1, 0], [0, 2], [-1, 0]], [-0.1, 0]) == 2


@pytest.mark.parametrize(
    "refused",
    [
        lambda: vectors.project_onto_span([1, 2], [[1, 2, 3]]),
        lambda: vectors.nearest([[1, 2]], [1, 2, 3]),
        lambda: vectors.lay_beside([[1, 2]], [1, 2, 3]),
    ],
)
def test_vectors_of_different_sizes_do_not_meet(refused: Callable[[], Any]) -> None:
    with pytest.raises(ValueError, match="equally many components"):
        refused()


def test_nothing_is_laid_beside_the_zero_vector() -> None:
    with pytest.raises(ValueError, match="no direction to measure angles from"):
        vectors.lay_beside([[1, 2]], ZERO)

"""Charts of PCA, checked by geometry: what is drawn where."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from explorer.figures import pca, theme
from explorer.roles import GROUPS
from tests.figures.catalogue import (
    COMPONENTS,
    FIGURES,
    KINDS,
    LENGTHS,
    MEAN,
    POINTS,
    RNG,
    SCORES,
    SHARES,
    trace,
    xy,
    xyz,
)


def test_the_cloud_s_points_are_the_points_in_the_same_order() -> None:
    np.testing.assert_array_equal(xyz(trace(FIGURES["cloud"]("light"), "points")), POINTS)


def test_the_plane_goes_through_the_mean_and_lies_along_the_first_two_directions() -> None:
    corners = xyz(trace(FIGURES["cloud"]("light"), "plane of PC1 and PC2"))
    np.testing.assert_allclose(corners.mean(axis=0), MEAN, atol=1e-12)
    np.testing.assert_allclose((corners - MEAN) @ COMPONENTS[2], 0, atol=1e-12)
    np.testing.assert_allclose(np.abs((corners - MEAN) @ COMPONENTS[:2].T), [LENGTHS[:2]] * 4, atol=1e-12)


def test_the_plane_s_two_triangles_cover_the_rectangle_once() -> None:
    plane = trace(FIGURES["cloud"]("light"), "plane of PC1 and PC2")
    corners = xyz(plane)
    inside = RNG.uniform(-1, 1, size=(200, 2)) * LENGTHS[:2]
    covered = np.zeros(200)
    for corner in np.column_stack([plane.i, plane.j, plane.k]):
        a, b, c = (corners[corner] - MEAN) @ COMPONENTS[:2].T
        weights = np.linalg.solve(np.column_stack([b - a, c - a]), (inside - a).T)
        covered += np.all(weights >= 0, axis=0) & (weights.sum(axis=0) <= 1)
    np.testing.assert_array_equal(covered, 1)


def test_each_direction_starts_at_the_mean_and_ends_at_its_length() -> None:
    figure = FIGURES["cloud"]("light")
    for i in range(3):
        start, tip = xyz(trace(figure, f"PC{i + 1}"))
        np.testing.assert_allclose(start, MEAN)
        np.testing.assert_allclose(tip - start, LENGTHS[i] * COMPONENTS[i], atol=1e-12)


def test_the_sticks_join_each_point_with_its_shadow_and_meet_the_plane_at_a_right_angle() -> None:
    sticks = xyz(trace(FIGURES["cloud in groups with sticks"]("light"), "what the plane leaves out"))
    ends = sticks.reshape(-1, 3, 3)
    assert np.isnan(ends[:, 2]).all()
    np.testing.assert_allclose(ends[:, 0], POINTS)
    np.testing.assert_allclose((ends[:, 0] - ends[:, 1]) @ COMPONENTS[:2].T, 0, atol=1e-12)


def test_space_has_one_unit_on_all_axes_and_is_seen_from_above() -> None:
    for sign in itertools.product([1, -1], repeat=3):
        figure = pca.cloud_figure(POINTS, MEAN, COMPONENTS * np.array(sign)[:, None], LENGTHS)
        assert figure.layout.scene.aspectmode == "data"
        assert figure.layout.scene.camera.eye.z > 0


def test_the_map_draws_the_scores_with_equal_units() -> None:
    figure = pca.map_figure(SCORES, SHARES, components=(2, 0))
    np.testing.assert_array_equal(xy(figure.data[0]), SCORES[:, [2, 0]])
    assert figure.layout.yaxis.scaleanchor == "x" and figure.layout.yaxis.scaleratio == 1
    assert figure.layout.xaxis.title.text == f"PC3 ({100 * SHARES[2]:.1f} %)"
    assert figure.layout.yaxis.title.text == f"PC1 ({100 * SHARES[0]:.1f} %)"


def test_the_map_s_groups_hold_every_point_once_with_its_own_values() -> None:
    figure = FIGURES["map in groups"]("light")
    assert sum(len(each.x) for each in figure.data) == len(POINTS)
    for each in figure.data:
        np.testing.assert_array_equal(xy(each), SCORES[each.name == KINDS, :2])
        np.testing.assert_array_equal(np.asarray(each.customdata), POINTS[each.name == KINDS])
        assert set(each.text) == {each.name}


def test_colour_by_a_number_tells_it_by_size_as_well() -> None:
    marks = FIGURES["map by a number"]("light").data[0].marker
    order = np.argsort(marks.color)
    assert np.all(np.diff(np.asarray(marks.size)[order]) >= 0)
    assert marks.size.min() >= 4 and marks.size.max() > marks.size.min()


def test_a_constant_or_missing_number_can_be_told_by_colour() -> None:
    for numbers in (np.ones(60), np.full(60, np.nan)):
        pca.map_figure(SCORES, SHARES, colour_by=("depth", numbers))


def test_groups_and_a_number_together_are_refused() -> None:
    with pytest.raises(ValueError, match="colour can tell one of them only"):
        pca.map_figure(SCORES, SHARES, groups=list(KINDS), colour_by=("depth", POINTS[:, 2]))


def test_more_groups_than_looks_become_others_and_lose_no_row() -> None:
    many = np.array([f"kind {i}" for i in RNG.integers(0, 30, 500)])
    parts = theme.grouped(list(many))
    assert len(parts) == len(GROUPS)
    assert parts[-1][0] == "other (23)"
    assert np.array_equal(np.sum([rows for _, rows in parts], axis=0), np.ones(500))
    assert [int(rows.sum()) for _, rows in parts[:-1]] == sorted(
        [int(rows.sum()) for _, rows in parts[:-1]], reverse=True
    )


def test_a_large_map_is_drawn_by_the_graphics_card_in_single_precision() -> None:
    scores = RNG.normal(size=(50_000, 2))
    figure = pca.map_figure(scores, [0.6, 0.4])
    assert figure.data[0].type == "scattergl"
    np.testing.assert_allclose(xy(figure.data[0]), scores, rtol=1e-6)
    # Base64, of which JSON escapes the slashes.
    assert len(figure.to_json()) < 50_000 * 2 * 4 * 1.8


def test_the_scree_s_bars_are_the_shares_and_its_line_their_running_sum() -> None:
    bars, line = FIGURES["scree"]("light").data
    np.testing.assert_allclose(bars.y, 100 * SHARES)
    np.testing.assert_allclose(line.y, 100 * np.cumsum(SHARES))
    assert list(bars.marker.pattern.shape) == ["", "", "/"]


def test_a_long_scree_says_what_it_leaves_out() -> None:
    figure = pca.scree_figure(np.full(64, 1 / 64), kept=40)
    assert len(figure.data[0].x) == 30
    assert "the first 30 of 64" in theme.alt_text(figure)
    assert "the first 40 together keep 62.5 %" in theme.alt_text(figure)


def test_loadings_are_arrows_from_the_origin_that_point_where_they_go() -> None:
    shafts, tips = FIGURES["loadings"]("light").data[:2]
    wanted = COMPONENTS.T[:, :2]
    ends = xy(shafts).reshape(-1, 3, 2)
    np.testing.assert_array_equal(ends[:, 0], np.zeros((3, 2)))
    np.testing.assert_array_equal(ends[:, 1], wanted)
    turn = np.radians(tips.marker.angle)
    heads = np.column_stack([np.sin(turn), np.cos(turn)])
    np.testing.assert_allclose(np.sum(heads * wanted, axis=1), np.linalg.norm(wanted, axis=1))


def test_a_rebuilt_row_shows_each_gap() -> None:
    gap, given, rebuilt = FIGURES["rebuilt"]("light").data
    ends = np.asarray(gap.y).reshape(-1, 3)
    np.testing.assert_array_equal(ends[:, 0], given.y)
    np.testing.assert_array_equal(ends[:, 1], rebuilt.y)
    worst = np.abs(POINTS[0] - POINTS[1]).max()
    assert f"{worst:.2f}" in theme.alt_text(FIGURES["rebuilt"]("light"))

"""Charts of the recommender, checked by geometry: what is drawn where."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from explorer import roles
from explorer.figures import labels, recommender, theme
from explorer.roles import BACKGROUND
from tests.figures.catalogue import (
    FIGURES,
    LOSSES,
    MOVIES,
    RATINGS,
    RNG,
    THEMES,
    USERS,
    U,
    V,
    trace,
    xy,
)


def test_users_are_circles_and_movies_squares_at_their_factors() -> None:
    figure = FIGURES["embedding"]("light")
    users, movies = trace(figure, "users"), trace(figure, "films")
    np.testing.assert_array_equal(xy(users), U)
    np.testing.assert_array_equal(xy(movies), V)
    assert (users.marker.symbol, movies.marker.symbol) == ("circle", "square")
    assert users.marker.color == roles.colour("first") and movies.marker.color == roles.colour("second")
    assert list(users.text) == USERS and list(movies.text) == MOVIES
    np.testing.assert_array_equal(xy(trace(figure, "distance")), [U[0], V[0]])


def test_the_embedding_keeps_every_point_inside_its_frame() -> None:
    figure = FIGURES["embedding"]("light")
    low, high = figure.layout.xaxis.range
    assert low == -high and figure.layout.yaxis.range == (low, high)
    assert np.abs(np.vstack([U, V])).max() < high


def test_an_axis_has_the_names_that_the_reader_gives_its_ends() -> None:
    figure = recommender.embedding_figure(
        U, V, USERS, MOVIES, axis_names=(("arthouse", "blockbuster"), "<mood>")
    )
    assert figure.layout.xaxis.title.text == "← arthouse     blockbuster →"
    assert figure.layout.yaxis.title.text == "&lt;mood&gt;"


def test_many_films_are_named_on_hover_only() -> None:
    films = RNG.normal(size=(150, 2))
    figure = recommender.embedding_figure(U, films, USERS, [f"film {i}" for i in range(150)])
    assert all(each.mode == "markers" for each in figure.data)
    assert figure.data[1].text[149] == "film 149"


def test_names_cover_neither_each_other_nor_points() -> None:
    points = np.vstack([U, V])
    names = [*USERS, *MOVIES]
    sides = labels.place_labels(points, names, reach=1.25)
    scale = 180 / 1.25
    boxes = []
    for (x, y), name, side in zip(points * scale, names, sides, strict=True):
        right, up = labels._SIDES[side]
        wide = 3.4 * len(name)
        centre = np.array([x + right * (wide + 11), y + up * (17 if right == 0 else 8)])
        half = np.array([wide, 7])
        boxes.append((centre - half, centre + half))
    for (low, high), (other_low, other_high) in itertools.combinations(boxes, 2):
        assert np.any(np.maximum(low, other_low) >= np.minimum(high, other_high))


def test_the_learning_curves_are_the_losses_and_the_mark_lies_on_them() -> None:
    figure = FIGURES["loss"]("light")
    for name, curve in LOSSES.items():
        np.testing.assert_array_equal(trace(figure, name).y, curve)
        np.testing.assert_array_equal(trace(figure, name).x, np.arange(50))
        mark = trace(figure, f"{name} at step 20")
        assert (mark.x[0], mark.y[0]) == (20, curve[20])
        assert mark.text[0] == f"{curve[20]:.3f}"
    assert len({trace(figure, name).line.dash for name in LOSSES}) == 2
    assert figure.layout.shapes[0].x0 == figure.layout.shapes[0].x1 == 20


def test_the_learning_curve_says_where_it_was_lowest() -> None:
    valley = np.abs(np.arange(20) - 7.0) + 1
    assert "lowest 1.000 at step 7" in theme.alt_text(recommender.loss_figure({"held out": valley}))


@pytest.mark.parametrize("curve", [[], [1.0], [np.nan, np.nan], [np.inf, 1.0]])
def test_a_learning_curve_may_be_empty_or_broken(curve: list[float]) -> None:
    recommender.loss_figure({"training": curve}, at=0)


def test_too_many_learning_curves_are_refused() -> None:
    with pytest.raises(ValueError, match="5 curves; at most 4"):
        recommender.loss_figure({str(i): [1.0] for i in range(5)})


def test_a_matrix_has_its_first_row_on_top_and_blanks_are_hatched() -> None:
    figure = FIGURES["matrix"]("light")
    cells = figure.data[0]
    np.testing.assert_array_equal(np.asarray(cells.z), RATINGS)
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]
    hatched = trace(figure, "blank")
    at = {(round(float(np.mean(y))), round(float(np.mean(x)))) for x, y in _strokes(hatched)}
    assert at == {(0, 1), (2, 4)}
    assert cells.text[0][1] == "" and cells.text[0][0] == "1.00"
    assert "2 blank" in theme.alt_text(figure)


def _strokes(one: Any) -> list[tuple[list[float], list[float]]]:
    """Cut a broken line into its strokes; those of one cell lie around its middle."""
    strokes: list[tuple[list[float], list[float]]] = [([], [])]
    for x, y in zip(one.x, one.y, strict=True):
        if x is None:
            strokes.append(([], []))
        else:
            strokes[-1][0].append(x)
            strokes[-1][1].append(y)
    return [stroke for stroke in strokes if stroke[0]]


def test_marked_cells_are_framed() -> None:
    frames = _strokes(trace(FIGURES["matrix"]("light"), "held out"))
    assert len(frames) == int(np.sum(RATINGS > 0))
    for x, y in frames:
        row, column = round(np.mean([min(y), max(y)])), round(np.mean([min(x), max(x)]))
        assert RATINGS[row, column] > 0


def test_zero_has_the_page_s_colour_and_two_matrices_can_share_a_scale() -> None:
    for name in THEMES:
        cells = recommender.matrix_figure([[1.0, -0.5]], ["u"], ["a", "b"], reach=3, theme=name).data[0]
        assert (cells.zmin, cells.zmax) == (-3, 3)
        assert dict(cells.colorscale)[0.5] == BACKGROUND[name]


@pytest.mark.parametrize("M", [np.zeros((2, 2)), np.full((2, 2), np.nan), np.ones((1, 1))])
def test_a_matrix_may_be_zero_blank_or_one_cell(M: NDArray[np.float64]) -> None:
    m, n = M.shape
    recommender.matrix_figure(M, ["r"] * m, ["c"] * n)

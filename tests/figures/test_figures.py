"""Charts, checked by geometry: what is drawn where, told by more than colour, light enough to send."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any, get_args

import numpy as np
import plotly.graph_objects as go
import pytest
from numpy.typing import NDArray

from explorer import roles
from explorer.figures import labels, pca, recommender, theme
from explorer.roles import BACKGROUND, GROUPS, ROLES, Theme

THEMES: tuple[Theme, ...] = get_args(Theme)
RNG = np.random.default_rng(7)

POINTS = RNG.normal(size=(60, 3)) * [5, 3, 0.5] + [10, -4, 2]
MEAN = POINTS.mean(axis=0)
SINGULAR, COMPONENTS = np.linalg.svd(POINTS - MEAN, full_matrices=False)[1:]
SHARES = SINGULAR**2 / np.sum(SINGULAR**2)
SCORES = (POINTS - MEAN) @ COMPONENTS.T
LENGTHS = 2 * SINGULAR / np.sqrt(59)
KINDS = np.array(["fir", "oak", "elm"])[RNG.integers(0, 3, 60)]
U = np.array([[1, 0.1], [-1, 0], [0.2, -1], [0.1, 1]])
V = np.array([[0.9, -0.2], [-1, -0.8], [1, -1], [1, 0.9], [-0.9, 1]])
USERS = ["user 1", "user 2", "user 3", "user 4"]
MOVIES = ["Harry Potter", "The Triplets of Belleville", "Shrek", "The Dark Knight Rises", "Memento"]
RATINGS = np.where(U @ V.T > 0, 1.0, -1.0)
RATINGS[0, 1] = RATINGS[2, 4] = np.nan
LOSSES = {"training": np.exp(-np.arange(50) / 9), "held out": np.exp(-np.arange(50) / 12) + 0.2}

FIGURES: dict[str, Callable[[Theme], go.Figure]] = {
    "cloud": lambda t: pca.cloud_figure(POINTS, MEAN, COMPONENTS, LENGTHS, theme=t),
    "cloud in groups with sticks": lambda t: pca.cloud_figure(
        POINTS,
        MEAN,
        COMPONENTS[:2],
        LENGTHS[:2],
        groups=list(KINDS),
        labels=list(KINDS),
        shadows=MEAN + SCORES[:, :2] @ COMPONENTS[:2],
        theme=t,
    ),
    "map": lambda t: pca.map_figure(SCORES, SHARES, theme=t),
    "map in groups": lambda t: pca.map_figure(
        SCORES, SHARES, groups=list(KINDS), labels=list(KINDS), values=POINTS, value_names="abc", theme=t
    ),
    "map by a number": lambda t: pca.map_figure(SCORES, SHARES, colour_by=("depth", POINTS[:, 2]), theme=t),
    "scree": lambda t: pca.scree_figure(SHARES, kept=2, theme=t),
    "loadings": lambda t: pca.loadings_figure(COMPONENTS.T, ["a", "b", "c"], SHARES, circle=True, theme=t),
    "rebuilt": lambda t: pca.rebuilt_figure(POINTS[0], POINTS[1], ["a", "b", "c"], kept=2, theme=t),
    "embedding": lambda t: recommender.embedding_figure(U, V, USERS, MOVIES, user=0, item=0, theme=t),
    "loss": lambda t: recommender.loss_figure(LOSSES, at=20, theme=t),
    "matrix": lambda t: recommender.matrix_figure(RATINGS, USERS, MOVIES, marked=RATINGS > 0, theme=t),
}


@pytest.fixture(params=FIGURES)
def drawn(request: pytest.FixtureRequest) -> dict[Theme, go.Figure]:
    return {name: FIGURES[request.param](name) for name in THEMES}


def trace(figure: go.Figure, name: str) -> Any:
    return next(each for each in figure.data if each.name == name)


def xyz(one: Any) -> NDArray[np.float64]:
    return np.column_stack([one.x, one.y, one.z]).astype(float)


def xy(one: Any) -> NDArray[np.float64]:
    return np.column_stack([one.x, one.y]).astype(float)


# --- all figures -------------------------------------------------------------------------------------------


def test_plotly_knows_every_key_that_a_figure_uses(drawn: dict[Theme, go.Figure]) -> None:
    """The figures are built without validation, for speed; here Plotly validates them."""
    for figure in drawn.values():
        go.Figure(figure.to_dict())


def test_a_figure_is_light_and_without_the_default_template(drawn: dict[Theme, go.Figure]) -> None:
    for figure in drawn.values():
        text = figure.to_json()
        assert "colorway" not in text and "autotypenumbers" not in text
        assert len(text) < 16_000
        assert not figure.layout.template.to_plotly_json().get("layout")


def test_a_figure_says_in_one_sentence_what_it_shows(drawn: dict[Theme, go.Figure]) -> None:
    for figure in drawn.values():
        alt = theme.alt_text(figure)
        assert alt.endswith(".") and len(alt) < 500
        assert any(character.isdigit() for character in alt)
        assert "nan" not in alt


def test_no_trace_is_told_by_colour_alone(drawn: dict[Theme, go.Figure]) -> None:
    """Take the colours away: the traces that a legend tells apart still differ."""
    for figure in drawn.values():
        looks = [
            (
                each.type,
                each.mode if "mode" in each else None,
                str(each.marker.symbol) if "marker" in each and each.type != "bar" else None,
                each.line.dash if "line" in each and "dash" in each.line else None,
            )
            for each in figure.data
            if each.showlegend is not False and figure.layout.showlegend is not False
        ]
        assert len(looks) == len(set(looks))


def test_the_page_shows_through_and_names_are_in_the_page_s_ink(drawn: dict[Theme, go.Figure]) -> None:
    for name, figure in drawn.items():
        assert figure.layout.paper_bgcolor == figure.layout.plot_bgcolor == "rgba(0,0,0,0)"
        assert figure.layout.font.color == theme.INK[name]


def test_a_reader_s_zoom_and_camera_outlive_new_data(drawn: dict[Theme, go.Figure]) -> None:
    assert drawn["light"].layout.uirevision == drawn["dark"].layout.uirevision != ""


def test_numbers_as_text_have_real_minus_signs_and_no_negative_zero() -> None:
    cells = recommender.matrix_figure([[-1.25, -0.001]], ["u"], ["a", "b"]).data[0]
    assert list(cells.text[0]) == ["−1.25", "0.00"]
    assert "-1" not in theme.alt_text(pca.cloud_figure(POINTS, MEAN, -COMPONENTS, LENGTHS))


@pytest.mark.parametrize("name", ["<b>bold</b>", "%{x}", "a & b", "{curly} {0}", "<script>"])
def test_a_name_from_a_file_is_text_and_not_markup(name: str) -> None:
    safe = theme.clean_hover(name)
    assert "<" not in safe and "%{" not in safe
    figure = pca.map_figure(SCORES, SHARES, values=POINTS, value_names=[name, "b", "c"], groups=[name] * 60)
    assert safe in figure.data[0].hovertemplate and figure.data[0].name == safe
    assert safe in recommender.matrix_figure([[1.0]], [name], ["b"]).layout.yaxis.ticktext


# --- pca ---------------------------------------------------------------------------------------------------


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


# --- recommender -------------------------------------------------------------------------------------------


def test_users_are_circles_and_movies_squares_at_their_factors() -> None:
    figure = FIGURES["embedding"]("light")
    users, movies = trace(figure, "users"), trace(figure, "movies")
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


# --- colours -----------------------------------------------------------------------------------------------


def linear(colour: str) -> NDArray[np.float64]:
    """Return linear light of an sRGB colour (WCAG 2.2, relative luminance)."""
    channel = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(channel <= 0.04045, channel / 12.92, ((channel + 0.055) / 1.055) ** 2.4)


def contrast(a: str, b: str) -> float:
    """Return the contrast ratio of WCAG 2.2: (lighter + 0.05) / (darker + 0.05)."""
    low, high = sorted(float(linear(c) @ [0.2126, 0.7152, 0.0722]) for c in (a, b))
    return (high + 0.05) / (low + 0.05)


# Machado, Oliveira, Fernandes (2009), severity 1, on linear light.
EYES = {
    "three cones": np.eye(3),
    "no red cones": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "no green cones": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
}
# CIE 1976 distance; 2.3 is the least that an eye sees side by side, 12 is plain at a distance.
PLAIN = 12.0


def lab(light: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return CIE 1976 L*a*b* of linear sRGB light, white point D65."""
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    x = np.array(to_xyz) @ np.clip(light, 0, 1) / [0.95047, 1, 1.08883]
    f = np.where(x > 0.008856, np.cbrt(x), 7.787 * x + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
def test_text_can_be_read(name: Theme) -> None:
    """4.5:1 for text on the page (WCAG 1.4.3), 7:1 on a projector (1.4.6); names stand in role colours."""
    page = BACKGROUND[name]
    for role in ROLES.values():
        assert contrast(getattr(role, name), page) >= 4.5, role.meaning
        assert contrast(getattr(role, f"{name}_strong"), page) >= 7, role.meaning
    assert contrast(theme.INK[name], page) >= 7
    assert contrast(theme.MUTED[name], page) >= 4.5
    assert contrast(theme.INK[name], theme.PANEL[name]) >= 7


@pytest.mark.parametrize("name", THEMES)
def test_marks_and_axes_can_be_seen(name: Theme) -> None:
    """3:1 for what carries meaning and is no text (WCAG 1.4.11)."""
    page = BACKGROUND[name]
    for group in GROUPS:
        assert contrast(group[THEMES.index(name)], page) >= 3, group
    assert contrast(theme.AXIS[name], page) >= 3


@pytest.mark.parametrize("name", THEMES)
def test_numbers_can_be_read_on_the_colour_of_every_cell(name: Theme) -> None:
    for _, colour in theme.scale_of_two(name):
        assert contrast(colour, theme.INK[name]) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("eye", EYES)
def test_any_two_groups_differ_by_hue_for_every_eye_and_always_by_symbol(name: Theme, eye: str) -> None:
    seen = [lab(EYES[eye] @ linear(group[THEMES.index(name)])) for group in GROUPS]
    for (i, a), (j, b) in itertools.combinations(enumerate(seen), 2):
        assert np.linalg.norm(a - b) >= PLAIN, (GROUPS[i], GROUPS[j])
    for solid in (False, True):
        symbols = [theme.symbol(group[2], solid=solid) for group in GROUPS]
        assert len(set(symbols)) == len(GROUPS)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("eye", EYES)
def test_the_two_ends_of_the_scale_about_zero_differ_for_every_eye(name: Theme, eye: str) -> None:
    (_, low), (_, middle), (_, high) = theme.scale_of_two(name)
    seen = [lab(EYES[eye] @ linear(colour)) for colour in (low, middle, high)]
    for a, b in itertools.combinations(seen, 2):
        assert np.linalg.norm(a - b) >= 2 * PLAIN


def test_the_scale_of_one_only_grows_against_the_page() -> None:
    for name in THEMES:
        steps = [contrast(colour, BACKGROUND[name]) for _, colour in theme.scale_of_one(name)]
        assert steps == sorted(steps) and steps[0] >= 1.5

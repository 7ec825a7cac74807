"""Every figure: in both themes, told by more than colour, in one sentence, light enough to send."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest

from explorer.figures import pca, recommender, theme
from explorer.roles import Theme
from tests.figures.catalogue import (
    COMPONENTS,
    FIGURES,
    LENGTHS,
    MEAN,
    POINTS,
    SCORES,
    SHARES,
    THEMES,
)


@pytest.fixture(params=FIGURES)
def drawn(request: pytest.FixtureRequest) -> dict[Theme, go.Figure]:
    return {name: FIGURES[request.param](name) for name in THEMES}


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

"""Colours, checked by what eyes can tell apart: text, marks, cells, groups."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray

from explorer.figures import theme
from explorer.roles import ABOVE_ZERO, BACKGROUND, BELOW_ZERO, GROUPS, ROLES, Theme
from tests.figures.catalogue import (
    THEMES,
)


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


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("eye", EYES)
def test_the_ends_of_cells_on_the_stage_can_be_read_and_told_apart(name: Theme, eye: str) -> None:
    below, above = (ends[THEMES.index(name)] for ends in (BELOW_ZERO, ABOVE_ZERO))
    assert min(contrast(below, BACKGROUND[name]), contrast(above, BACKGROUND[name])) >= 4.5
    assert np.linalg.norm(lab(EYES[eye] @ linear(below)) - lab(EYES[eye] @ linear(above))) >= 2 * PLAIN


@pytest.mark.parametrize("name", THEMES)
def test_the_scale_about_zero_has_no_colour_of_a_role(name: Theme) -> None:
    for end in (BELOW_ZERO, ABOVE_ZERO):
        for role in ROLES.values():
            seen = [lab(linear(colour)) for colour in (end[THEMES.index(name)], getattr(role, name))]
            assert np.linalg.norm(seen[0] - seen[1]) >= PLAIN, role.meaning


def test_the_scale_of_one_only_grows_against_the_page() -> None:
    for name in THEMES:
        steps = [contrast(colour, BACKGROUND[name]) for _, colour in theme.scale_of_one(name)]
        assert steps == sorted(steps) and steps[0] >= 1.5

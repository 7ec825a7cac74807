"""One colour, one dash and one marker for each role, shared by stages, charts and formulas.

Hues follow Okabe and Ito's colour-blind safe set; lightness is set per theme so that every role has a
contrast of at least 4.5:1 against the page (it is used for text too) and of 7:1 in projector mode. No role is
told by colour alone: each has a dash pattern for strokes and a marker for points.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Theme = Literal["light", "dark"]


class Role(NamedTuple):
    """How one role looks everywhere."""

    meaning: str
    light: str
    dark: str
    light_strong: str
    dark_strong: str
    dash: str
    marker: str


BACKGROUND: dict[Theme, str] = {"light": "#ffffff", "dark": "#0e1117"}

ROLES: dict[str, Role] = {
    "first": Role("first vector, column 1", "#286ca7", "#4db5ec", "#00527f", "#7cc6f2", "solid", "circle"),
    "second": Role("second vector, column 2", "#c0500a", "#f88c4f", "#8f3a00", "#ffab7a", "solid", "square"),
    "result": Role(
        "result: sum, projection, A x", "#187856", "#41c996", "#005c45", "#5fe0ba", "solid", "diamond"
    ),
    "derived": Role("derived helper", "#555757", "#c0bcb9", "#454747", "#d2cecb", "dash", "cross"),
    "principal": Role(
        "eigen- or principal direction", "#983f7d", "#eb9fce", "#783061", "#efb9da", "dashdot", "triangle"
    ),
    "guess": Role("the reader's guess", "#835d22", "#e7e03c", "#614800", "#f5ec75", "dot", "circle-open"),
    "data": Role("data points", "#667080", "#98a1b0", "#4a5260", "#bfc6d0", "solid", "circle"),
}

# Groups of data points: hue and marker change together, in this order. The hues were searched near those of
# the roles so that any two differ by a CIE 1976 distance of 12 or more, also to an eye without red or green
# cones; marks need a contrast of 3:1 only, which leaves room for it.
GROUPS: tuple[tuple[str, str, str], ...] = (
    ("#2565a6", "#5bb1d7", "circle"),
    ("#e4691c", "#f88847", "square"),
    ("#016b43", "#98dd90", "diamond"),
    ("#983c7a", "#fbbee9", "triangle"),
    ("#7d5f00", "#f3e53f", "cross"),
    ("#777777", "#afb1be", "x"),
    ("#496024", "#b5db6e", "star"),
    ("#572410", "#d89788", "pentagon"),
)

# Ends of the scale of numbers about zero (ratings, weights, errors), light and dark: hues that no role has,
# and that differ to every eye. A cell is tinted by its share of them.
BELOW_ZERO: tuple[str, str] = ("#b3204d", "#ff8fa8")
ABOVE_ZERO: tuple[str, str] = ("#5a44b8", "#b3a4ff")


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb` (WCAG 2.2): 0 black, 1 white.

    Examples
    --------
    >>> luminance("#000000"), luminance("#ffffff")
    (0.0, 1.0)
    """
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def strong(colour: str, theme: Theme) -> str:
    """Return a colour as near to another as a contrast of 7:1 on the page allows, for the projector.

    Examples
    --------
    >>> strong("#2565a6", "light"), strong("#5bb1d7", "dark")
    ('#215992', '#5bb1d7')
    """
    paper = luminance(BACKGROUND[theme])
    end = 255 if theme == "dark" else 0
    for share in range(0, 100, 4):
        parts = [round(((100 - share) * int(colour[i : i + 2], 16) + share * end) / 100) for i in (1, 3, 5)]
        found = "#" + "".join(f"{part:02x}" for part in parts)
        lighter, darker = sorted((luminance(found), paper), reverse=True)
        if (lighter + 0.05) / (darker + 0.05) >= 7.1:
            return found
    return "#ffffff" if theme == "dark" else "#000000"


def colour(role: str, theme: Theme = "light") -> str:
    """Return the colour of a role in one theme.

    Examples
    --------
    >>> colour("first", "dark")
    '#4db5ec'
    """
    return getattr(ROLES[role], theme)

"""Formulas: what is written is seen, and what would not be seen is refused by its command."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from explorer.live.scene import Scene, SceneError
from explorer.roles import ROLES


def scene_with_values() -> tuple[Scene, Any, Any]:
    scene = Scene("One vector")
    return scene, scene.handle("u", at=(3, 1)), scene.slider("t", 0, 1, at=0)


ENVIRONMENT = (
    "there are matrix, pmatrix, bmatrix, Bmatrix, vmatrix, Vmatrix, smallmatrix, cases, array, align*, split"
)
# LaTeX, how many values are given, and what is said of it.
REFUSED: dict[str, tuple[str, int, str]] = {
    "no value": ("x = @0", 0, "@0 stands for no value: it has 0 values"),
    "one value counted from 1": ("x = @1", 1, "@1 stands for no value: it has 1 value; the first is @0"),
    "value left out": (
        "x = @0",
        2,
        "value @1 stands nowhere in the formula: it has 2 values; write @1 where it belongs",
    ),
    "value without a number": ("x = @", 0, "@ stands without a number; write @0 for the first value"),
    "nothing": (" ", 0, "the formula cannot be converted: it is empty"),
    "unknown command": (
        r"\norm{u}",
        0,
        r"\norm is a command that latex2mathml does not know; its name would be seen",
    ),
    "unknown command in a fraction": (
        r"\frac{1}{\innerproduct{u}{v}}",
        0,
        r"\innerproduct is a command that latex2mathml does not know; its name would be seen",
    ),
    "role without braces": (
        r"\first u",
        0,
        r"\first colours what stands in braces; write \first{u}",
    ),
    "half a fraction": (
        r"\frac{1}",
        0,
        "a command has too few arguments (mfrac needs 2); write each in braces",
    ),
    "power of nothing": ("x^", 0, "the formula cannot be converted: nothing stands after ^ or _"),
    "two indices": ("x_1_2", 0, "the formula cannot be converted: two _ stand at one letter; write braces"),
    "left alone": (
        r"\left( x",
        0,
        r"the formula cannot be converted: \left stands without \right",
    ),
    "brace left open": ("{x", 0, "it opens 1 braces and closes 0"),
    "brace closed twice": (r"\frac{a}{b}}", 0, "it opens 2 braces and closes 3"),
    "dollar signs": ("$x$", 0, "$ stands in it; a formula is written without dollar signs"),
    "unknown environment": (
        r"\begin{aligned} a &= b \end{aligned}",
        0,
        rf"\begin{{aligned}} is not known; {ENVIRONMENT}",
    ),
    "column outside": ("a & b", 0, r"& stands where it means nothing; columns stand in \begin{matrix}"),
    "line break": (
        r"a \\ b",
        0,
        r"\\ breaks no line in browsers; write two formulas, or \begin{align*}",
    ),
    "box": (r"\boxed{x}", 0, r"\boxed is not drawn by browsers; write it without"),
    "strike": (r"\cancel{x} y", 0, r"\cancel is not drawn by browsers; write it without"),
    "bold numbers": (
        r"\mathbf{12}",
        0,
        r"\mathbf is drawn by browsers for one letter A to Z at a time; write \mathbf{A}\mathbf{B}, and "
        "other signs as they are",
    ),
    "bold text": (
        r"\textbf{x}",
        0,
        r"\textbf is drawn by browsers for one letter A to Z at a time; write \mathbf{A}\mathbf{B}, and "
        "other signs as they are",
    ),
    "less in a text": (r"\text{a<b}", 0, r"a \text{...} in the formula holds < or &; write it in words"),
    "too wide": (
        "+".join(["x_1 y_1"] * 12),
        0,
        "the formula is about 43 em wide, and a phone shows 36 at most; write two formulas, or give the "
        "longest part a name",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_readers_would_not_see_is_refused_by_its_command(name: str) -> None:
    latex, count, why = REFUSED[name]
    scene, _, t = scene_with_values()
    with pytest.raises(SceneError) as caught:
        scene.formula(latex, *[t] * count)
    match = re.fullmatch(
        r"scene\.formula\(.*\) in .*\(tests/live/test_scene_formula\.py:\d+\): (.*)", str(caught.value)
    )
    assert match, str(caught.value)
    assert match[1] == why


def test_a_matrix_of_live_values_is_too_wide_where_they_are_many() -> None:
    scene, u, _ = scene_with_values()
    scene.formula("A = @0", np.stack([u, u]))
    with pytest.raises(SceneError, match="em wide"):
        scene.formula("A = @0", np.stack([u, u, u, u, u, u]))


WRITTEN = (
    r"\result{\mathbf{w}} = a\,\first{\mathbf{u}} + b\,\second{\mathbf{v}}",
    r"\{x \mid x > 0\}",
    r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}",
    r"\begin{align*} a &= b \\ c &= d \end{align*}",
    r"\sqrt[3]{\frac{1}{2}} + \sum_{i=1}^{n} x_i^2",
    r"\lVert \mathbf{u} \rVert \le 100\,\%",
    r"\operatorname{rank} A = \mathrm{tr}\, B",
    r"A^{\mathsf{T}} x \approx \lambda x",
    r"\text{shadow} = \overline{x} - \hat{y}",
)


@pytest.mark.parametrize("latex", WRITTEN)
def test_what_lessons_write_is_converted(latex: str) -> None:
    scene, _, _ = scene_with_values()
    scene.formula(latex)
    assert "\\" not in scene._panel[-1]["mathml"]  # type: ignore[typeddict-item]


def test_roles_become_classes_and_values_marked_numbers() -> None:
    scene, u, t = scene_with_values()
    scene.formula(r"\first{\mathbf{u}} = @1 \cdot \second{@0}", u, t)
    mathml = scene._panel[-1]["mathml"]  # type: ignore[typeddict-item]
    assert re.findall(r'class="role-(\w+)"', mathml) == ["first", "second"]
    assert re.findall(r'data-value="(\d)"', mathml) == ["1", "0"]
    assert set(re.findall(r'class="role-(\w+)"', mathml)) <= set(ROLES)


@pytest.mark.parametrize(
    ("latex", "around"),
    [
        (r"(@0) + \second{@1}", ["0", "0"]),
        (r"\first{(@0)} + (\second{@1})", ["0", "0", "1", "1"]),
        (r"(\first{@0})^2 + @1", []),  # a square keeps its brackets
        (r"(@0 + @1)", []),  # so does a sum
        (r"\left(@0\right) + @1", []),
    ],
)
def test_brackets_around_one_value_alone_are_marked_with_it(latex: str, around: list[str]) -> None:
    scene, _, t = scene_with_values()
    scene.formula(latex, t, t)
    mathml = scene._panel[-1]["mathml"]  # type: ignore[typeddict-item]
    assert re.findall(r'data-around="(\d)"', mathml) == around

"""The dot product's lesson: its goals can be reached, and what cannot be computed is refused."""

import json
from typing import Any

import numpy as np
import pytest
from scipy.signal import correlate2d

from explorer.data import graphs, samples
from explorer.scenes import dot_product_many, dot_product_patches
from explorer.scenes.dot_product import JOBS, scene
from tests.scenes.catalogue import said, scenes


def keys_to_a_goal() -> list[tuple[str, str]]:
    """Enter takes v to where it is perpendicular to u."""
    return [("v", "Enter")]


def test_at_a_right_angle_the_shadow_is_a_point_and_the_first_goal_is_reached() -> None:
    now = said("dot_product", {"u": [3, 1], "v": [-1, 3]})
    assert now["length of the shadow"] == pytest.approx(0, abs=1e-12)
    goal = "Make u and v perpendicular."
    assert now[goal] and not said("dot_product", {"u": [3, 1], "v": [-1, 2.9]})[goal]


def test_a_short_arrow_along_u_wins_by_cosine_and_loses_by_dot_product() -> None:
    goal = "Make v win against the grey w by angle, and lose by dot product."
    assert said("dot_product", {"u": [3, 1], "v": [0.3, 0.1]})[goal]
    assert not said("dot_product", {"u": [3, 1], "v": [3, 1]})[goal]


def test_the_zero_vector_makes_no_angle() -> None:
    assert said("dot_product", {"u": [0, 0], "v": [1, 2]})["angle between u and v"] is None


def test_two_numbers_keep_their_product_in_every_job() -> None:
    assert len({float(said("dot_product", {"job": [k]})["u · v"]) for k in range(len(JOBS))}) == 1
    assert [said("dot_product", {"job": [k]})["u is"] for k in range(len(JOBS))] == list(range(len(JOBS)))


def test_the_question_about_a_quarter_turn_is_the_signed_area() -> None:
    shown = scenes("dot_product")[0]
    (asked,) = [item for item in shown.panel if item["kind"] == "predict"]
    u, v = np.array([3.0, 1.0]), np.array([-0.5, 2.0])
    answer = shown.program().run(shown.start() | {"u": u, "v": v})[str(asked["answer"])]
    assert answer == pytest.approx(-np.linalg.det(np.stack([u, v])))


# ---------------------------------------------------------------- many numbers each

DIFFER = "Choose a u other than {} for which dot product and angle have different answers."
UPRIGHT = "Find a v at a right angle to u, or at more."


def among(job: str, first: str, second: str) -> dict[str, Any]:
    names = dot_product_many.JOBS[job]().names
    place = {"u is": [names.index(first)], "v is": [names.index(second)]}
    now = said(scene("many", job), place)
    for name in ("most like u, by dot product", "most like u, by angle"):
        now[name] = names[int(now[name])]
    return now


def test_a_doctor_is_most_like_a_hospital_by_dot_product_and_like_doctors_by_angle() -> None:
    now = among("words", "doctor", "hospital")
    assert (now["most like u, by dot product"], now["most like u, by angle"]) == ("hospital", "doctors")
    assert not now[DIFFER.format("doctor")]  # shown by an example: another word is asked for
    assert among("words", "good", "better")[DIFFER.format("doctor")]
    assert not among("words", "king", "queen")[DIFFER.format("doctor")]


def test_the_angle_of_two_columns_is_the_arc_cosine_of_their_correlation() -> None:
    values = samples.penguins().values
    r = np.corrcoef(values[:, 0], values[:, 2])[0, 1]
    now = among("columns", "bill length (mm)", "flipper length (mm)")
    assert now["cosine of the angle"] == pytest.approx(r)
    assert now["angle between u and v"] == pytest.approx(np.degrees(np.arccos(r)))
    assert among("columns", "bill length (mm)", "bill depth (mm)")[UPRIGHT]


def test_the_product_of_two_rows_of_links_counts_the_pages_in_both() -> None:
    pages = graphs.painters()
    both = {
        name: {pages.names[k] for k in np.flatnonzero(pages.links[pages.names.index(name)])}
        for name in ("Vincent van Gogh", "Edouard Manet")
    }
    now = among("links", *both)
    assert now["u · v"] == len(set.intersection(*both.values())) == 4
    assert among("links", "Vincent van Gogh", "Claude Monet")[UPRIGHT]


def test_a_kernel_times_a_patch_is_one_number_of_what_scipy_filters() -> None:
    """Of every place; u has length 1 and white is 1."""
    cat = dot_product_patches.small_cat() / 255
    names = dot_product_many.patches().names
    for name, kernel in dot_product_patches.KERNELS.items():
        filtered = correlate2d(cat, kernel / np.linalg.norm(kernel), mode="valid")
        now = among("patches", name, "[3:6, 0:3]")
        assert now["u · v"] == pytest.approx(filtered[3, 0])
        r, c = np.unravel_index(np.argmax(filtered), filtered.shape)
        assert now["most like u, by dot product"] == f"[{r}:{r + 3}, {c}:{c + 3}]"
    assert np.array_equal(dot_product_many.patches().vector(names.index("[3:6, 0:3]")), cat[3:6, 0:3].ravel())


def test_the_patch_that_is_dragged_is_the_one_under_the_hand() -> None:
    shown = scene("many", "patches")
    names = dot_product_many.patches().names
    control = next(c for c in json.loads(shown.payload())["controls"] if c["name"] == "patch")
    program = shown.program()
    start = {name: np.reshape(spec["at"], spec["shape"]) for name, spec in shown.inputs.items()}
    for target, text in (
        ((1.5, 30.5), "[0:3, 0:3]"),
        ((20, 10), "[20:23, 18:21]"),
        ((99, -99), "[29:32, 29:32]"),
    ):
        values = program.run(start | {control["target"]: np.array(target)})
        (place,) = [values[output] for output in control["sets"].values()]
        assert names[int(place)] == text


@pytest.mark.parametrize("job", list(dot_product_many.JOBS))
def test_no_goal_is_reached_at_the_start_or_by_a_step_or_an_example(job: str) -> None:
    shown = scene("many", job)
    presets = [item["values"] for item in shown.panel if item["kind"] == "preset"]
    for setting in ({}, *presets, *(step["values"] for step in shown.steps)):
        now = said(shown, setting)
        assert not now[DIFFER.format(dot_product_many.JOBS[job]().trap[0])], setting
        assert not now[UPRIGHT], setting

"""The dot product's lesson: its goals can be reached, and what cannot be computed is refused."""

import pytest

from tests.scenes.catalogue import said


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

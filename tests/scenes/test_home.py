"""The stage of the map: one direction that A does not turn is an eigenvector."""

from tests.scenes.catalogue import said


def keys_to_a_goal() -> list[tuple[str, str]]:
    """From (0.5, 1.5) to where x and A x lie on one line."""
    return [("x", key) for key in ["Shift+ArrowRight", "ArrowRight", *["ArrowDown"] * 5]]


def test_the_goal_is_an_eigenvector_and_nothing_near_it() -> None:
    goal = "Find a direction that A does not turn."
    golden = (1 + 5**0.5) / 2
    assert said("home", {"x": [golden, 1]})[goal] and said("home", {"x": [-1, golden]})[goal]
    assert not said("home", {"x": [1, 1]})[goal]

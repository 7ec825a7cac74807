"""The lesson on vectors: two goals, one about what is combined, one about what can be combined at all."""

from tests.scenes.catalogue import said


def keys_to_a_goal() -> list[tuple[str, str]]:
    """Enter takes v to one special place after the other, the second of them on the line of u."""
    return [("v", "Enter"), ("v", "Enter")]


def test_vectors_on_a_line_fill_only_a_line() -> None:
    goal = "Make u and v reach only a line."
    assert said("vectors", {"u": [3, 1], "v": [-1.5, -0.5]})[goal]
    assert not said("vectors", {"u": [3, 1], "v": [-1.5, -0.6]})[goal]

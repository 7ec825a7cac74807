"""A matrix of the plane is a turn, a stretch and a turn; the turns are turns all the way."""

import numpy as np
import pytest

from explorer.logic import matrices, three_moves

RNG = np.random.default_rng(1)
SPECIAL = {
    "zero": np.zeros((2, 2)),
    "identity": np.eye(2),
    "half turn": -np.eye(2),
    "turn": matrices.rotation(2.5),
    "mirror": matrices.reflection(0.4),
    "mirror, three times as large": 3 * matrices.reflection(-1.2),
    "onto a line": np.array([[2.0, 4.0], [1.0, 2.0]]),
    "one column zero": np.array([[0.0, 3.0], [0.0, -4.0]]),
    "symmetric": np.array([[2.0, 1.0], [1.0, 3.0]]),
    "shear": matrices.shear(1.0),
    "nilpotent": np.array([[0.0, 1.0], [0.0, 0.0]]),
    "huge": 1e90 * np.array([[1.0, 2.0], [-3.0, 1.0]]),
    "tiny": 1e-90 * np.array([[1.0, 2.0], [-3.0, 1.0]]),
    "minus zeros": np.array([[-0.0, -0.0], [-0.0, 2.0]]),
}
CASES = [*SPECIAL.values(), *RNG.normal(size=(200, 2, 2)), *np.round(3 * RNG.normal(size=(200, 2, 2)))]


@pytest.mark.parametrize("half", [0.0, 1.0])
def test_the_three_moves_are_the_matrix_and_its_singular_values_are_numpys(half: float) -> None:
    for A in CASES:
        moves = three_moves.three_moves(A, half)
        size = np.abs(A).max() or 1.0
        assert np.allclose(three_moves.part_way(moves, 3.0), A, rtol=0, atol=1e-13 * size), A
        singular = np.linalg.svd(A, compute_uv=False)
        assert np.allclose(np.abs(moves.stretch), singular, rtol=1e-12, atol=1e-13 * size), A
        assert moves.stretch[0] >= abs(moves.stretch[1])
        # A mirror image stands in the stretch.
        assert np.sign(moves.stretch[1]) == pytest.approx(np.sign(np.linalg.det(A / size)), abs=1e-9)


@pytest.mark.parametrize("half", [0.0, 1.0])
def test_a_turn_is_a_turn_all_the_way(half: float) -> None:
    for A in CASES[::4]:
        moves = three_moves.three_moves(A, half)
        before = three_moves.part_way(moves, 2.0)
        for t in np.linspace(0, 1, 5):
            first = three_moves.part_way(moves, t)
            assert np.allclose(first.T @ first, np.eye(2), atol=1e-12)
            assert np.linalg.det(first) == pytest.approx(1)
            # The last move turns what the first two have made, and does nothing else to it.
            last = three_moves.part_way(moves, 2.0 + t)
            size = np.abs(A).max() or 1.0
            assert np.allclose(last.T @ last / size**2, before.T @ before / size**2, atol=1e-12)


def test_right_singular_vectors_become_left_ones_times_sigma() -> None:
    for A in CASES:
        moves = three_moves.three_moves(A)
        V = three_moves.right_vectors(moves)
        moved, size = A @ V, np.abs(A).max() or 1.0
        assert np.allclose(V.T @ V, np.eye(2), atol=1e-12)
        assert abs(moved[:, 0] @ moved[:, 1]) <= 1e-12 * size**2
        assert np.linalg.norm(moved, axis=0) == pytest.approx(np.abs(moves.stretch), abs=1e-12 * size)


def test_the_first_turn_is_at_most_a_quarter_and_none_where_both_stretches_are_equal() -> None:
    for A in CASES:
        assert abs(three_moves.first_turn(A)) <= np.pi / 2 + 1e-12
        assert abs(three_moves.last_turn(A)) <= np.pi + 1e-12
    for name in ("zero", "identity", "half turn", "turn", "mirror", "mirror, three times as large"):
        for half in (0.0, 1.0):
            assert three_moves.first_turn(SPECIAL[name], half) == 0, name
    assert three_moves.last_turn(SPECIAL["turn"]) == pytest.approx(2.5)


def test_nothing_jumps_while_a_column_goes_round() -> None:
    """Column 2 goes once round column 1: v₁ comes back as its opposite, without a jump on the way."""
    first = np.array([1.5, 0.2])
    jumps = {True: 0, False: 0}
    for remembered in jumps:
        half, seen = 0.0, None
        for angle in np.linspace(0.3, 2 * np.pi + 0.3, 361):
            A = np.column_stack([first, 2.0 * np.array([np.cos(angle), np.sin(angle)])])
            if seen is not None and remembered:
                half = float(three_moves.way_round(A, seen.before))
            moves = three_moves.three_moves(A, half)
            if seen is not None:
                ends = (three_moves.part_way(moves, t) for t in (1.0, 2.0))
                were = (three_moves.part_way(seen, t) for t in (1.0, 2.0))
                jumps[remembered] += any(np.abs(a - b).max() > 0.2 for a, b in zip(ends, were, strict=True))
            seen = moves
    assert jumps[True] == 0 < jumps[False]


def test_what_is_no_matrix_of_the_plane_is_refused() -> None:
    with pytest.raises(ValueError, match="shape"):
        three_moves.three_moves(np.eye(3))
    with pytest.raises(ValueError, match="finite"):
        three_moves.three_moves([[np.nan, 0], [0, 1]])
    with pytest.raises(ValueError, match="finite"):
        three_moves.part_way(three_moves.three_moves(np.eye(2)), np.inf)

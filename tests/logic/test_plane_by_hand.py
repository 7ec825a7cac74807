"""A plane turned by hand: its angles, its basis, and the direction under a pointer."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.logic import pca, plane_by_hand


def test_angles_and_normal_of_a_plane_tell_the_same_plane():
    rng = np.random.default_rng(2)
    for normal in [*rng.normal(size=(200, 3)), *np.eye(3), -np.eye(3)[0], -np.eye(3)[1]]:
        strike, tilt = plane_by_hand.strike_and_tilt(normal)
        basis = plane_by_hand.tilted_plane(strike, tilt)
        assert np.allclose(basis @ basis.T, np.eye(2), atol=1e-14)
        assert np.allclose(pca.plane_normal(basis), normal / np.linalg.norm(normal), atol=1e-12)
        assert np.allclose(
            basis @ [np.sin(strike) * np.sin(tilt), -np.cos(strike) * np.sin(tilt), np.cos(tilt)], 0
        )
    assert plane_by_hand.strike_and_tilt([0.0, 0.0, 2.0]).tolist() == [0.0, 0.0]
    with pytest.raises(ValueError, match="names no plane"):
        plane_by_hand.strike_and_tilt(np.zeros(3))


def test_the_shadow_does_not_jump_where_the_plane_stands_upright_or_lies_flat():
    # Crossing the normal with a fixed axis gives a pair that jumps at the first, strike and dip one that
    # jumps at the second.
    def turned(first, second):
        return np.abs(plane_by_hand.tilted_plane(*first) - plane_by_hand.tilted_plane(*second)).max()

    for strike in np.linspace(-3, 3, 13):
        assert turned((strike, np.pi / 2 - 1e-6), (strike, np.pi / 2 + 1e-6)) < 1e-5
        assert turned((strike, 1e-6), (strike + np.pi, 1e-6)) < 1e-5


def test_the_direction_under_a_pointer_lies_under_it():
    rng = np.random.default_rng(3)
    for _ in range(100):
        camera = np.linalg.qr(rng.normal(size=(3, 3)))[0]
        pointer, near = rng.uniform(-1.5, 1.5, 2), rng.normal(size=3)
        d = plane_by_hand.direction_under(pointer, camera, near)
        assert np.linalg.norm(d) == pytest.approx(1)
        assert d @ near >= 0
        seen = plane_by_hand.on_near_side(d, camera[:, 2]) @ camera
        assert np.allclose(seen[:2], pointer / max(1, np.linalg.norm(pointer)), atol=1.01e-4)
        assert seen[2] > 0.014, "on the rim, where rounding turns it to the other side"

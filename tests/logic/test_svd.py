"""Layers of a matrix: what they keep by their singular values is what they keep by their numbers."""

import numpy as np
import pytest

from explorer.logic import svd

RNG = np.random.default_rng(0)
MATRICES = {
    "random": RNG.normal(size=(9, 6)),
    "wide": RNG.normal(size=(4, 11)),
    "of rank 1": np.outer(np.arange(1.0, 6.0), np.arange(1.0, 4.0)),
    "repeated": np.eye(5),
    "huge": 1e60 * RNG.normal(size=(5, 5)),
    "tiny": 1e-60 * RNG.normal(size=(5, 5)),
    "a single number": np.array([[-3.0]]),
    "with a column of zeros": np.column_stack([RNG.normal(size=(5, 2)), np.zeros(5)]),
}


@pytest.mark.parametrize("name", MATRICES)
def test_errors_by_singular_values_are_those_by_numbers_whatever_layers_are_kept(name: str) -> None:
    A = MATRICES[name]
    S = svd.singular_values(A)
    for _ in range(30):
        on = RNG.integers(0, 2, RNG.integers(1, len(S) + 1)).astype(float)
        kept = svd.approximate(A, on)
        error = svd.relative_error(S, on)
        assert error == pytest.approx(svd.relative_distance(A, kept), abs=1e-9)
        stretch = svd.largest_stretch(A, kept)
        assert svd.next_singular_value(S, on) == pytest.approx(stretch, abs=1e-12 * S[0])
        # What is kept and what is missing stand at right angles: Pythagoras.
        assert svd.energy_kept(S, on) + error**2 == pytest.approx(1)
        assert np.sum(kept * kept) / np.sum(A * A) == pytest.approx(svd.energy_kept(S, on), abs=1e-9)


def test_no_other_matrix_of_that_rank_is_nearer() -> None:
    A = MATRICES["random"]
    S = svd.singular_values(A)
    for k in range(1, 6):
        on = np.ones(k)
        for _ in range(50):
            B = RNG.normal(size=(9, k)) @ RNG.normal(size=(k, 6))
            # The best multiple of it, and one near the optimum.
            near = svd.approximate(A + 0.3 * RNG.normal(size=A.shape), on)
            for other in (B * np.sum(A * B) / np.sum(B * B), near):
                assert svd.relative_distance(A, other) >= svd.relative_error(S, on) - 1e-12
                assert svd.largest_stretch(A, other) >= svd.next_singular_value(S, on) - 1e-12


def test_all_layers_are_the_matrix_and_none_is_nothing() -> None:
    A = MATRICES["wide"]
    S = svd.singular_values(A)
    assert np.allclose(svd.approximate(A, np.ones(4)), A)
    assert not svd.approximate(A, [0]).any()
    assert svd.next_singular_value(S, np.ones(4)) == 0 == svd.relative_error(S, np.ones(4))
    assert svd.next_singular_value(S, [0]) == S[0]
    assert svd.relative_error(S, [0, 0]) == 1


def test_a_small_rest_keeps_its_digits() -> None:
    assert svd.relative_error([1.0, 1e-12], [1.0]) == pytest.approx(1e-12, rel=1e-9)


def test_the_numbers_of_layers_are_counted() -> None:
    assert svd.numbers_kept(np.ones(14), 256, 256) == 14 * 513 == 7182
    assert svd.numbers_kept(np.array([1.0, 0, 1]), 87, 61, 1) == 2 * 149 + 1


def test_the_fewest_layers_for_a_share() -> None:
    S = np.array([4.0, 3.0, 0.0])
    assert [svd.layers_for(S, share) for share in (0, 0.64, 0.65, 1)] == [0, 1, 2, 2]


def test_what_cannot_be_said_is_refused() -> None:
    for said in (svd.energy_kept, svd.relative_error, svd.layers_for):
        with pytest.raises(ValueError, match="Every number is 0"):
            said(np.zeros(3), np.ones(2) if said is not svd.layers_for else 0.9)
    with pytest.raises(ValueError, match="Every number is 0"):
        svd.relative_distance(np.zeros((2, 2)), np.eye(2))
    with pytest.raises(ValueError, match="on answers for 3 layers, and S has 2"):
        svd.energy_kept([2, 1], [1, 1, 1])
    with pytest.raises(ValueError, match="finite"):
        svd.next_singular_value([2, np.nan], [1])
    with pytest.raises(ValueError, match="finite"):
        svd.singular_values([[1, np.inf]])


@pytest.mark.parametrize(
    ("m", "n", "more"), [(256, 256, 0), (87, 61, 1), (2, 2, 0), (5, 24, 0), (1, 1, 0), (4096, 3, 0)]
)
def test_the_last_layer_that_saves(m: int, n: int, more: int) -> None:
    k = svd.layers_that_save(m, n, more)
    assert k == 0 or svd.numbers_kept(np.ones(k), m, n, more) < m * n
    assert svd.numbers_kept(np.ones(k + 1), m, n, more) >= m * n

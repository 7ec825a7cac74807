"""Eigenvalues and eigenvectors of the plane, power iteration and the flow of a matrix."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from explorer.logic import conventions, eigenvectors, matrices

LONE = {
    "shear": [[1.0, 1.0], [0.0, 1.0]],
    "shear the other way": [[1.0, 0.0], [-3.0, 1.0]],
    "columns met": [[1.5, -0.5], [0.5, 0.5]],
    "nothing but one": [[0.0, 1.0], [0.0, 0.0]],
    "huge": [[1e6, 1e6], [0.0, 1e6]],
    "tiny": [[1e-30, 1e-30], [0.0, 1e-30]],
}
KNOWN: dict[str, tuple[Any, list[complex], int]] = {
    "zero": (np.zeros((2, 2)), [0, 0], 3),
    "2 I": (2 * np.eye(2), [2, 2], 3),
    "projection": ([[0.8, 0.4], [0.4, 0.2]], [1, 0], 2),
    "singular": ([[1.0, 2.0], [2.0, 4.0]], [5, 0], 2),
    "mirror": ([[0.6, 0.8], [0.8, -0.6]], [1, -1], 2),
    "quarter turn": ([[0.0, -1.0], [1.0, 0.0]], [1j, -1j], 0),
    "half turn": (-np.eye(2), [-1, -1], 3),
    "huge": ([[3e6, 0.0], [0.0, -1e6]], [3e6, -1e6], 2),
    "tiny": ([[2e-30, 1e-30], [1e-30, 2e-30]], [3e-30, 1e-30], 2),
    "barely apart": ([[1.0, 1e-8], [1e-8, 1.0]], [1 + 1e-8, 1 - 1e-8], 2),
}


@pytest.fixture
def planes() -> np.ndarray:
    return np.random.default_rng(71).normal(size=(400, 2, 2))


def test_eigenvalues_are_numpys_and_add_up_to_the_trace_and_multiply_to_the_determinant(planes) -> None:
    kinds = set()
    for A in planes:
        values = eigenvectors.eigenvalues(A)
        np.testing.assert_allclose(values, conventions.eig(A).values, atol=1e-12)
        np.testing.assert_allclose(values.sum(), np.trace(A), atol=1e-12)
        np.testing.assert_allclose(values.prod(), np.linalg.det(A), atol=1e-12)
        kinds.add(bool(np.abs(values.imag).max() > 0))
    assert kinds == {True, False}


def test_a_v_is_lambda_v_and_v_is_the_null_space_of_a_minus_lambda(planes) -> None:
    for A in planes:
        values, vectors, many = eigenvectors.pair(A)
        if many == 0:
            assert np.isnan(vectors).all() and values[0] == values[1].conj() != values[0].conj()
            continue
        assert many == 2
        for value, v in zip(values.real, vectors.T, strict=True):
            np.testing.assert_allclose(A @ v, value * v, atol=1e-12)
            # Another route: the singular vector that A - λ I sends to nearly nothing.
            lost = np.linalg.svd(A - value * np.eye(2))[2][-1]
            assert np.degrees(eigenvectors.between_lines(lost, v)) < 1e-6
            assert np.linalg.norm(v) == pytest.approx(1) and v[np.argmax(np.abs(v))] > 0


@pytest.mark.parametrize("name", KNOWN)
def test_degenerate_matrices_have_the_values_and_directions_that_they_have(name: str) -> None:
    A, values, many = KNOWN[name]
    found = eigenvectors.pair(A)
    size = max(np.abs(A).max(), 1e-300)
    np.testing.assert_allclose(found.values / size, np.array(values) / size, atol=1e-15)
    assert found.directions == many
    if many:
        np.testing.assert_allclose(
            (A @ found.vectors) / size, found.vectors * np.real(values) / size, atol=1e-14
        )
        assert abs(np.linalg.det(found.vectors)) > 0.1


@pytest.mark.parametrize("name", LONE)
def test_a_defective_matrix_has_one_direction(name: str) -> None:
    A = np.array(LONE[name])
    values, vectors, many = eigenvectors.pair(A)
    assert many == 1 and values[0] == values[1]
    np.testing.assert_array_equal(vectors[:, 0], vectors[:, 1])
    np.testing.assert_allclose(
        A @ vectors[:, 0], values[0].real * vectors[:, 0], atol=1e-15 * np.abs(A).max()
    )
    assert np.linalg.matrix_rank(A - values[0].real * np.eye(2)) == 1


def test_both_directions_fall_together_as_a_matrix_becomes_defective() -> None:
    before = 90.0
    for k in range(1, 13):
        _, vectors, many = eigenvectors.pair([[1.0, 1.0], [10.0 ** (-k), 1.0]])
        apart = np.degrees(eigenvectors.between_lines(vectors[:, 0], vectors[:, 1]))
        assert many == 2 and 0 < apart < before
        np.testing.assert_allclose(np.tan(np.radians(apart / 2)), 10.0 ** (-k / 2), rtol=1e-6)
        before = apart


def test_rounding_makes_no_complex_pair_of_a_defective_matrix() -> None:
    for angle in np.linspace(0, 3, 50):
        R = matrices.rotation(angle)
        assert eigenvectors.pair(R @ np.array([[1, 1], [0, 1.0]]) @ R.T).directions == 1


def test_the_turn_is_0_or_180_degrees_on_eigenvectors_alone(planes) -> None:
    for A in planes[:100]:
        values, vectors, many = eigenvectors.pair(A)
        for value, v in zip(values.real, vectors.T, strict=True):
            if many == 2:
                turned = np.degrees(eigenvectors.turn(A, v))
                assert turned == pytest.approx(0 if value > 0 else 180, abs=1e-6)
                off = matrices.rotation(0.05) @ v
                assert 1e-6 < np.degrees(eigenvectors.turn(A, off)) < 180 - 1e-6
    x = np.array([0.3, -2.0])
    for angle in (0.2, 1.5, 3.0):
        assert eigenvectors.turn(matrices.rotation(angle), x) == pytest.approx(angle)
        mark = eigenvectors.turn_mark(matrices.rotation(angle), x)
        assert eigenvectors.turn(matrices.rotation(angle / 2), mark[0]) == pytest.approx(angle / 2)
        assert eigenvectors.between_lines(mark[0], x) < 1e-7


def test_between_lines_no_sign_counts() -> None:
    for angle in (0.0, 0.4, 1.2, np.pi / 2):
        v = matrices.rotation(angle) @ np.array([2.0, 1.0])
        for sign in (1, -1):
            assert eigenvectors.between_lines(np.array([2.0, 1.0]), sign * v) == pytest.approx(
                angle, abs=1e-9
            )
    assert np.isnan(eigenvectors.between_lines(np.zeros(2), np.ones(2)))


def test_iterates_are_the_powers_of_a_at_length_1(planes) -> None:
    for A in planes[:50]:
        X = eigenvectors.iterates(A, [0.6, 0.8], 9)
        for k, row in enumerate(X):
            y = np.linalg.matrix_power(A, k) @ [0.6, 0.8]
            np.testing.assert_allclose(row, y / np.linalg.norm(y), atol=1e-9)
            np.testing.assert_allclose(
                eigenvectors.whole_powers(A, [0.6, 0.8], 9)[k], y, rtol=1e-9, atol=1e-9
            )


def test_the_rate_measured_on_iterates_is_that_of_the_eigenvalues(planes) -> None:
    compared = 0
    for A in planes:
        rate = eigenvectors.rate(eigenvectors.eigenvalues(A))
        if 0.15 < rate < 0.6:
            measured = eigenvectors.measured_rates(eigenvectors.iterates(A, [0.5, 0.866], 20))
            last = measured[np.isfinite(measured)][-1]
            assert last == pytest.approx(rate, rel=2e-3)
            compared += 1
    assert compared > 50
    assert eigenvectors.rate(np.array([1j, -1j])) == 1
    assert eigenvectors.rate(np.array([-3.0, 2.0])) == pytest.approx(2 / 3)
    assert eigenvectors.rate(np.array([1.0, -6.0, 3.0])) == 0.5
    assert np.isnan(eigenvectors.rate(np.zeros(2)))


def test_on_an_eigenvector_nothing_is_left_to_measure() -> None:
    X = eigenvectors.iterates([[2.0, 0.0], [0.0, 1.0]], [1.0, 0.0], 5)
    assert np.isnan(eigenvectors.measured_rates(X)).all()
    assert np.isnan(eigenvectors.iterates([[0.0, 1.0], [0.0, 0.0]], [1.0, 0.0], 3)[1:]).all()


def _by_logarithm(A: np.ndarray, t: float) -> np.ndarray:
    """A to the power t by its eigenvectors: another route, where there are two."""
    values, V = np.linalg.eig(A.astype(complex))
    return np.real(V @ np.diag(np.exp(t * np.log(values))) @ np.linalg.inv(V))


def test_the_flow_is_the_power_by_eigenvectors(planes) -> None:
    compared = 0
    for A in planes:
        values = np.linalg.eigvals(A)
        if np.any((np.abs(values.imag) < 1e-9) & (values.real < 0)):
            continue
        times = np.array([0.0, 0.37, 1.0, 2.5, 7.0])
        for t, point in zip(times, eigenvectors.flow(A, [0.6, -0.8], times), strict=True):
            wanted = _by_logarithm(A, t) @ [0.6, -0.8]
            np.testing.assert_allclose(point, wanted, atol=1e-9 * max(1, np.abs(wanted).max()))
        compared += 1
    assert compared > 100


@pytest.mark.parametrize("A", [LONE["shear"], LONE["columns met"], [[2.0, 5.0], [0.0, 2.0]], 2 * np.eye(2)])
def test_two_half_steps_of_the_flow_are_one_also_where_eigenvalues_are_equal(A) -> None:
    half = np.column_stack([eigenvectors.flow(A, e, [0.5])[0] for e in np.eye(2)])
    np.testing.assert_allclose(half @ half, A, atol=1e-12)
    np.testing.assert_allclose(
        eigenvectors.flow(A, [0.3, 1.0], [3.0])[0], np.linalg.matrix_power(A, 3) @ [0.3, 1]
    )


@pytest.mark.parametrize("sign", [1, -1])
def test_the_flow_goes_through_the_meeting_of_both_eigenvalues_without_a_jump(sign: int) -> None:
    met = eigenvectors.flow([[1.0, 1.0], [0.0, 1.0]], [0.0, 1.0], [2.5])[0]
    for k in range(2, 18):
        near = eigenvectors.flow([[1.0, 1.0], [sign * 10.0**-k, 1.0]], [0.0, 1.0], [2.5])[0]
        np.testing.assert_allclose(near, met, atol=3 * 10.0**-k + 1e-14)


def test_the_flow_of_a_projection_is_there_at_once_and_stays() -> None:
    P = matrices.projection(0.4)
    way = eigenvectors.flow(P, [0.0, 1.0], [0.0, 0.5, 1.0, 9.0])
    np.testing.assert_allclose(way[0], [0, 1])
    np.testing.assert_allclose(way[1:], np.tile(P @ [0, 1], (3, 1)), atol=1e-12)


REFUSED: dict[str, tuple[Callable[[], Any], str]] = {
    "not square": (lambda: eigenvectors.eigenvalues(np.ones((2, 3))), r"A must have shape \(2, 2\)"),
    "of space": (lambda: eigenvectors.pair(np.eye(3)), r"A must have shape \(2, 2\)"),
    "not a number": (lambda: eigenvectors.pair([[np.nan, 0], [0, 1]]), "A must hold finite numbers"),
    "no direction": (lambda: eigenvectors.turn(np.eye(2), [0, 0]), "x is the zero vector"),
    "sent to zero": (lambda: eigenvectors.turn([[0, 1], [0, 0]], [1, 0]), "eigenvector with eigenvalue 0"),
    "no mark": (lambda: eigenvectors.turn_mark(np.zeros((2, 2)), [1, 0]), "eigenvector with eigenvalue 0"),
    "no start": (lambda: eigenvectors.iterates(np.eye(2), [0, 0], 3), "x is the zero vector"),
    "a mirror half way": (lambda: eigenvectors.flow([[1, 0], [0, -1]], [1, 1], [0.5]), "is not real here"),
    "nothing but one": (lambda: eigenvectors.flow([[0, 1], [0, 0]], [1, 1], [0.5]), "is not real here"),
}


@pytest.mark.parametrize(("call", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_what_has_no_answer_is_refused_with_its_reason(call: Callable[[], Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        call()

"""Decompositions come in one order and with one sign, whatever basis the library found."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.logic import conventions

RNG_SEED = 1618
SHAPES = [(2, 2), (3, 3), (4, 2), (2, 4), (1, 3), (3, 1), (1, 1), (8, 8), (12, 9), (30, 12)]
DEGENERATE = {
    "identity": np.eye(2),
    "zero": np.zeros((2, 2)),
    "quarter turn": np.array([[0.0, -1.0], [1.0, 0.0]]),
    "rank 1": np.array([[1.0, 2.0], [2.0, 4.0]]),
    "space, one plane repeated": np.diag([2.0, 2.0, 1.0]),
    "space, rank 1": np.ones((3, 3)),
    "space, zero": np.zeros((3, 3)),
    "tall, equal columns": np.ones((4, 2)),
    "a turn in space": np.linalg.qr(np.random.default_rng(3).normal(size=(3, 3)))[0],
    "tiny": 1e-90 * np.array([[1.0, 2.0], [3.0, 4.0]]),
    "huge": 1e90 * np.array([[1.0, 2.0], [3.0, 4.0]]),
    "9 columns, repeated": np.eye(9),
}


def symmetric(rng: np.random.Generator, n: int) -> np.ndarray:
    A = rng.normal(size=(n, n))
    return A + A.T


def largest_entries_are_positive(columns: np.ndarray) -> bool:
    size = np.abs(columns)
    first = np.argmax(size >= (1 - 1e-6) * size.max(axis=0), axis=0)
    return bool(np.all(columns[first, np.arange(columns.shape[1])] > 0))


def check_svd(A: np.ndarray) -> None:
    U, S, Vt = conventions.svd(A)
    k = min(A.shape)
    # Relative to the largest singular value: errors of a decomposition are.
    scale = max(S[0], np.finfo(float).tiny)
    np.testing.assert_allclose((U * S) @ Vt / scale, A / scale, atol=1e-12)
    np.testing.assert_allclose(U.T @ U, np.eye(k), atol=1e-12)
    np.testing.assert_allclose(Vt @ Vt.T, np.eye(k), atol=1e-12)
    assert np.all(np.diff(S) <= 0)
    assert np.all(S >= 0)
    np.testing.assert_allclose(S / scale, np.linalg.svd(A, compute_uv=False) / scale, atol=1e-12)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_svd_multiplies_back_with_perpendicular_factors_and_one_sign(shape: tuple[int, int]) -> None:
    rng = np.random.default_rng(RNG_SEED)
    for _ in range(20):
        A = rng.normal(size=shape)
        check_svd(A)
        assert largest_entries_are_positive(conventions.svd(A).Vt.T)


@pytest.mark.parametrize("A", DEGENERATE.values(), ids=DEGENERATE.keys())
def test_svd_of_a_degenerate_matrix_still_multiplies_back(A: np.ndarray) -> None:
    check_svd(A)


@pytest.mark.parametrize("n", [1, 2, 3, 5, 8, 9, 20])
def test_eigh_descends_and_multiplies_back(n: int) -> None:
    rng = np.random.default_rng(RNG_SEED)
    for _ in range(20):
        A = symmetric(rng, n)
        values, vectors = conventions.eigh(A)
        np.testing.assert_allclose((vectors * values) @ vectors.T, A, atol=1e-12 * n)
        np.testing.assert_allclose(vectors.T @ vectors, np.eye(n), atol=1e-12)
        assert np.all(np.diff(values) <= 0)
        assert largest_entries_are_positive(vectors)


def test_the_singular_values_of_a_symmetric_positive_matrix_are_its_eigenvalues() -> None:
    B = np.random.default_rng(RNG_SEED).normal(size=(4, 4))
    A = B @ B.T
    svd, eigh = conventions.svd(A), conventions.eigh(A)
    np.testing.assert_allclose(svd.S, eigh.values, atol=1e-12)
    np.testing.assert_allclose(svd.Vt.T, eigh.vectors, atol=1e-9)
    np.testing.assert_allclose(svd.U, eigh.vectors, atol=1e-9)


@pytest.mark.parametrize("n", [2, 3, 5, 12])
def test_the_basis_of_a_repeated_eigenvalue_does_not_depend_on_the_one_that_was_found(
    n: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(RNG_SEED)
    axes = np.linalg.qr(rng.normal(size=(n, n)))[0]
    values = np.array([3.0] * (n - 1) + [1.0])
    A = (axes * values) @ axes.T
    A = (A + A.T) / 2
    wanted = conventions.eigh(A)
    for _ in range(5):
        turn = np.eye(n)
        turn[:-1, :-1] = np.linalg.qr(rng.normal(size=(n - 1, n - 1)))[0]

        def another_library(
            _: np.ndarray, turn: np.ndarray = turn
        ) -> tuple[np.ndarray, np.ndarray]:  # ascending, as NumPy has it
            return values[::-1], (axes @ turn)[:, ::-1]

        with monkeypatch.context() as patched:
            patched.setattr(np.linalg, "eigh", another_library)
            found = conventions.eigh(A)
        np.testing.assert_allclose(found.vectors, wanted.vectors, atol=1e-9)


@pytest.mark.parametrize("angle", [0.0, 0.4, np.pi / 4, 2.0, np.pi])
def test_the_svd_of_a_rotation_does_not_depend_on_the_basis_that_was_found(
    angle: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    A = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    wanted = conventions.svd(A)
    np.testing.assert_allclose(wanted.Vt, np.eye(2), atol=1e-12)
    np.testing.assert_allclose(wanted.U, A, atol=1e-12)
    V = np.linalg.qr(np.random.default_rng(RNG_SEED).normal(size=(2, 2)))[0]
    monkeypatch.setattr(np.linalg, "svd", lambda *_, **__: (A @ V, np.ones(2), V.T))
    found = conventions.svd(A)
    np.testing.assert_allclose(found.Vt, wanted.Vt, atol=1e-12)
    np.testing.assert_allclose(found.U, wanted.U, atol=1e-12)


def test_left_vectors_of_the_singular_value_zero_have_a_sign_of_their_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    A = np.array([[1.0, 2.0], [2.0, 4.0]])
    wanted = conventions.svd(A)
    U, S, Vt = np.linalg.svd(A)
    monkeypatch.setattr(np.linalg, "svd", lambda *_, **__: (U * [1.0, -1.0], S, Vt))
    np.testing.assert_allclose(conventions.svd(A).U, wanted.U, atol=1e-12)


def test_a_tie_is_decided_by_the_first_entry_even_when_rounding_favours_the_second() -> None:
    for least in (-1e-12, 0.0, 1e-12):
        vectors = conventions.eigh(np.array([[2.0 + least, -1.0], [-1.0, 2.0]])).vectors
        assert vectors[0, 0] > 0 > vectors[1, 0]


@pytest.mark.parametrize("n", [1, 2, 3, 6])
def test_eig_keeps_its_promise_for_every_pair(n: int) -> None:
    rng = np.random.default_rng(RNG_SEED)
    for _ in range(20):
        A = rng.normal(size=(n, n))
        values, vectors = conventions.eig(A)
        np.testing.assert_allclose(A @ vectors, vectors * values, atol=1e-9)
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=0), 1.0, atol=1e-12)
        key = [(-value.real, -value.imag) for value in values]
        assert key == sorted(key)
        size = np.abs(vectors)
        pivot = vectors[np.argmax(size >= (1 - 1e-6) * size.max(axis=0), axis=0), np.arange(n)]
        np.testing.assert_allclose(pivot.imag, 0.0, atol=1e-12)
        assert np.all(pivot.real > 0)


def test_the_phase_of_an_eigenvector_does_not_depend_on_the_one_that_was_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    A = np.array([[1.0, -2.0], [3.0, 0.5]])
    wanted = conventions.eig(A)
    values, vectors = np.linalg.eig(A)
    monkeypatch.setattr(np.linalg, "eig", lambda _: (values[::-1], (vectors * np.exp([0.3j, 2j]))[:, ::-1]))
    found = conventions.eig(A)
    np.testing.assert_allclose(found.values, wanted.values, atol=1e-12)
    np.testing.assert_allclose(found.vectors, wanted.vectors, atol=1e-12)


def test_eig_answers_in_complex_numbers_even_when_all_are_real() -> None:
    assert conventions.eig(np.eye(2)).values.dtype == complex


def test_eig_of_a_defective_matrix_gives_its_one_direction_twice() -> None:
    values, vectors = conventions.eig([[2.0, 1.0], [0.0, 2.0]])
    np.testing.assert_allclose(values, 2.0, atol=1e-7)
    np.testing.assert_allclose(vectors, [[1.0, 1.0], [0.0, 0.0]], atol=1e-7)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_qr_multiplies_back_with_no_negative_number_on_the_diagonal(shape: tuple[int, int]) -> None:
    A = np.random.default_rng(RNG_SEED).normal(size=shape)
    Q, R = conventions.qr(A)
    np.testing.assert_allclose(Q @ R, A, atol=1e-12)
    np.testing.assert_allclose(Q.T @ Q, np.eye(min(shape)), atol=1e-12)
    np.testing.assert_allclose(R, np.triu(R), atol=0)
    assert np.all(np.diag(R) >= 0)


def test_an_asymmetric_matrix_has_no_eigh() -> None:
    with pytest.raises(ValueError, match="A must be symmetric"):
        conventions.eigh([[1.0, 2.0], [0.0, 1.0]])

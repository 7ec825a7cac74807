"""Matrix factorization of long lists of ratings: user, item, value, up to tens of millions of them.

The mathematics is that of `explorer.logic.recommender`, where every function works on a table with blanks.
Most of a large table is blank, so here only the known cells are kept, as three arrays, and nothing of the
size users x items is ever made. Memory is bounded by about 60 bytes a rating and 8 (k + 1) bytes for each
user and item.

What is minimised, with biases b and c:

    sum over known (i, j) of  (r_ij - mean - b_i - c_j - u_i . v_j)^2 + regularization (|u_i|^2 + b_i^2 +
    |v_j|^2 + c_j^2)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from explorer.logic import checks
from explorer.logic.recommender import Factors, check_rank

Array = NDArray[np.float64]
Index = NDArray[np.integer[Any]]
# After each sweep: how many are done, and the factors so far.
Progress = Callable[[int, Factors], object]
Stop = Callable[[], bool]

# So many ratings are worked on at a time: their vectors stay in a processor's cache.
_AT_ONCE = 16_384
_FLOOR = 1e-9


class Triplets(NamedTuple):
    """Known cells of a table of ratings, one by one.

    Attributes
    ----------
    user, item : arrays (N,) of int
        Row and column of each rating; no pair twice.
    value : array (N,)
        The rating.
    shape : (int, int)
        Users and items, also those without any rating.
    """

    user: Index
    item: Index
    value: Array
    shape: tuple[int, int]


# ------------------------------------------------------------------------------------------------------------
# Lists and tables
# ------------------------------------------------------------------------------------------------------------


def triplets(
    user: ArrayLike, item: ArrayLike, value: ArrayLike, shape: tuple[int, int] | None = None
) -> Triplets:
    """Check three arrays and join them to a list of ratings.

    No page runs it; it is for a notebook: the app reads its lists itself.

    Parameters
    ----------
    user, item : arrays (N,) of int
        From 0.
    value : array (N,)
    shape : (int, int), optional
        Numbers of users and items; by default the largest that appear, plus 1.

    Raises
    ------
    ValueError
        If the three differ in length or are empty, an index is negative or beyond the shape, or a value is
        not finite.

    Examples
    --------
    >>> triplets([0, 2], [1, 0], [5, 3]).shape
    (3, 2)
    """
    rows, columns = np.asarray(user), np.asarray(item)
    for name, index in (("user", rows), ("item", columns)):
        if index.dtype.kind not in "iu" or index.ndim != 1 or not index.size:
            raise ValueError(f"{name} must be a list of at least one whole number from 0, one a rating.")
    values = np.asarray(value, dtype=float)
    if not rows.shape == columns.shape == values.shape:
        raise ValueError(
            f"user, item and value differ in length: {len(rows)}, {len(columns)}, {values.size}."
        )
    if not np.isfinite(values).all():
        raise ValueError("value must hold finite numbers only; leave a blank cell out of the list.")
    if shape is None:
        shape = (int(rows.max()) + 1, int(columns.max()) + 1)
    for name, index, size in (("user", rows, shape[0]), ("item", columns, shape[1])):
        if index.min() < 0 or index.max() >= size:
            raise ValueError(
                f"{name} must lie between 0 and {size - 1}; found {index.min()} to {index.max()}."
            )
    return Triplets(rows, columns, values, shape)


def from_table(R: ArrayLike) -> Triplets:
    """List the known cells of a table in which NaN is a blank.

    Examples
    --------
    >>> from_table([[np.nan, 4.0], [2.0, np.nan]]).value
    array([4., 2.])
    """
    table = checks.as_sheet(R, "ratings")
    rows, columns = np.nonzero(~np.isnan(table))
    return Triplets(rows, columns, table[rows, columns], table.shape)


def hold_out(ratings: Triplets, share: float, seed: int = 0) -> tuple[Triplets, Triplets]:
    """Hide a share of the ratings at random: what is learned from, and what is to be predicted.

    Parameters
    ----------
    ratings : Triplets
        At least two.
    share : float
        Above 0 and below 1; at least one rating stays on either side.
    seed : int

    Examples
    --------
    >>> learn, held = hold_out(triplets([0, 0, 1, 1], [0, 1, 0, 1], [1, 2, 3, 4]), 0.25)
    >>> learn.value.size, held.value.size
    (3, 1)
    """
    total = ratings.value.size
    if not 0 < share < 1:
        raise ValueError(f"share must lie above 0 and below 1, not {share}.")
    if total < 2:
        raise ValueError("ratings must hold at least two: one to learn from and one to hide.")
    hidden = np.zeros(total, dtype=bool)
    count = min(max(1, round(share * total)), total - 1)
    hidden[np.random.default_rng(seed).permutation(total)[:count]] = True
    return _choose(ratings, ~hidden), _choose(ratings, hidden)


def _choose(ratings: Triplets, which: NDArray[Any]) -> Triplets:
    user, item, value, shape = ratings
    return Triplets(user[which], item[which], value[which], shape)


# ------------------------------------------------------------------------------------------------------------
# Prediction and error
# ------------------------------------------------------------------------------------------------------------


def predict(factors: Factors, user: Index, item: Index) -> Array:
    """Return the prediction for each pair of a user and an item.

    Formula: mean + b_i + c_j + u_i . v_j

    Parameters
    ----------
    factors : Factors
    user, item : arrays (N,) of int

    Returns
    -------
    array (N,)

    Examples
    --------
    >>> from explorer.logic.recommender import WORKED_U, WORKED_V
    >>> worked = Factors(WORKED_U, WORKED_V, 0.0, np.zeros(4), np.zeros(5))
    >>> predict(worked, np.array([0]), np.array([2])).round(2)
    array([0.9])
    """
    U, V, mean, user_bias, item_bias = factors
    P = np.empty(len(user))
    for part in _parts(len(user), 4 * _AT_ONCE):
        i, j = user[part], item[part]
        P[part] = np.einsum("nk,nk->n", U[i], V[j])
        P[part] += user_bias[i] + item_bias[j] + mean
    return P


def rmse(factors: Factors, ratings: Triplets) -> float:
    """Return the root of the mean squared error over a list of ratings.

    Examples
    --------
    >>> zeros = Factors(np.zeros((1, 1)), np.zeros((2, 1)), 3.0, np.zeros(1), np.zeros(2))
    >>> rmse(zeros, triplets([0, 0], [0, 1], [2, 4]))
    1.0
    """
    off = ratings.value - predict(factors, ratings.user, ratings.item)
    return float(np.sqrt(off @ off / off.size))


def same_sign(factors: Factors, held: Triplets) -> float:
    """Return the share of the values whose sign is predicted: votes for and against, likes and dislikes.

    Examples
    --------
    >>> yes = Factors(np.ones((1, 1)), np.ones((2, 1)), 0.0, np.zeros(1), np.zeros(2))
    >>> same_sign(yes, triplets([0, 0], [0, 1], [1, -1]))
    0.5
    """
    return float((np.sign(predict(factors, held.user, held.item)) == np.sign(held.value)).mean())


def majority_sign(learn: Triplets, held: Triplets) -> float:
    """Return the share of the signs that are guessed by what most people said of the same item.

    Where people are split evenly, or nothing is known of an item, there is no majority to vote with: such a
    sign counts as missed.

    Examples
    --------
    >>> majority_sign(triplets([0, 1, 2], [0, 0, 0], [1, 1, -1]), triplets([3, 4], [0, 0], [1, -1]))
    0.5
    >>> majority_sign(triplets([0, 1], [0, 0], [1, -1]), triplets([2], [0], [1]))
    0.0
    """
    balance = np.bincount(learn.item, weights=np.sign(learn.value), minlength=learn.shape[1])
    return float((np.sign(balance)[held.item] == np.sign(held.value)).mean())


# ------------------------------------------------------------------------------------------------------------
# Learning
# ------------------------------------------------------------------------------------------------------------


def fit_biases(ratings: Triplets, damping: float = 5.0, sweeps: int = 10) -> Factors:
    """Predict by the mean, a number for each user and a number for each item: the baseline to beat.

    Formula, in turn: c_j = sum of (r - mean - b_i) / (n_j + damping), b_i = sum of (r - mean - c_j) / (n_i
    + damping). The damping pulls somebody with few ratings towards the mean (Y. Koren, "Factor in the
    neighbors", TKDD 4(1), 2010, section 2.1).

    Parameters
    ----------
    ratings : Triplets
    damping : float
        So many ratings at the mean are added to everybody.
    sweeps : int
        0 leaves the mean alone.

    Returns
    -------
    Factors
        Of rank 1 with zero vectors.

    Examples
    --------
    >>> found = fit_biases(triplets([0, 0, 1, 1], [0, 1, 0, 1], [1, 2, 3, 4]), damping=0.0)
    >>> found.user_bias, found.item_bias
    (array([-1.,  1.]), array([-0.5,  0.5]))
    """
    user, item, value, (m, n) = ratings
    mean = float(value.mean())
    b, c = np.zeros(m), np.zeros(n)
    # A user without ratings gets 0 / 1.
    of_user = np.maximum(np.bincount(user, minlength=m) + damping, 1e-300)
    of_item = np.maximum(np.bincount(item, minlength=n) + damping, 1e-300)
    for _ in range(sweeps):
        c = np.bincount(item, weights=value - mean - b[user], minlength=n) / of_item
        b = np.bincount(user, weights=value - mean - c[item], minlength=m) / of_user
    return Factors(np.zeros((m, 1)), np.zeros((n, 1)), mean, b, c)


def als_triplets(
    ratings: Triplets,
    rank: int,
    regularization: float = 0.1,
    seed: int = 0,
    sweeps: int = 15,
    biases: bool = True,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Factors:
    """Factor a long list of ratings by alternating least squares.

    Formula, for each user, with V_i the vectors of the n_i items that were rated, and a 1 appended to each
    for the bias:

        (V_i^T V_i + regularization n_i I) (u_i, b_i) = V_i^T (r_i - mean - c)

    then the same for each item. Users with about equally many ratings are solved together, as one stack of
    small systems.

    Parameters
    ----------
    ratings : Triplets
    rank : int
        1 to the smaller of users and items.
    regularization : float
        At least 0, for each rating.
    seed : int
        Chooses the start.
    sweeps : int
        Each is users, then items.
    biases : bool
        Whether mean, b and c take part; else they are 0.
    progress : callable, optional
        Called after each sweep with its number and the factors so far.
    stop : callable, optional
        Asked before each half sweep; when it answers True, the factors so far are the answer.

    Returns
    -------
    Factors

    Raises
    ------
    ValueError
        If a parameter is out of its range.

    Examples
    --------
    >>> from explorer.logic.recommender import LIKES
    >>> likes = from_table(LIKES)
    >>> bool(rmse(als_triplets(likes, rank=2, regularization=0.01), likes) < 0.1)
    True
    """
    m, n = ratings.shape
    _check(ratings, rank, regularization)
    U, V, mean, b, c = _start(ratings, rank, seed, biases)
    users = _Side(ratings.user, ratings.item, ratings.value - mean, m, n)
    items = _Side(ratings.item, ratings.user, ratings.value - mean, n, m)
    for sweep in range(1, sweeps + 1):
        if stop is not None and stop():
            break
        U, b = users.solve(V, c, regularization, biases)
        if stop is not None and stop():
            break
        V, c = items.solve(U, b, regularization, biases)
        if progress is not None:
            progress(sweep, Factors(U, V, mean, b, c))
    return Factors(U, V, mean, b, c)


class _Side:
    """All least-squares problems of one side (users, say), the other side standing still.

    Owners with about equally many ratings form a group; the places of the others and the values are padded
    to one length, where the padding meets a zero vector.
    """

    def __init__(self, owner: Index, other: Index, value: Array, owners: int, others: int) -> None:
        self.owners = owners
        self.groups: list[tuple[Index, Index, Array, Array]] = []
        order = np.argsort(owner, kind="stable")
        counts = np.bincount(owner, minlength=owners)
        first = np.cumsum(counts) - counts
        by_count = np.argsort(counts, kind="stable")
        by_count = by_count[counts[by_count] > 0]
        sizes = counts[by_count]
        start = 0
        while start < len(by_count):
            # The group ends where its padding would exceed a quarter, or where it becomes too large at once.
            end = int(np.searchsorted(sizes, sizes[start] * 5 // 4 + 1, side="right"))
            most = np.arange(1, end - start + 1) * sizes[start:end]
            end = start + max(1, int(np.searchsorted(most, _AT_ONCE, side="right")))
            members, length = by_count[start:end], int(sizes[end - 1])
            places = first[members][:, None] + np.arange(length)
            real = np.arange(length) < counts[members][:, None]
            places = order[np.where(real, places, 0)]
            padded = np.where(real, other[places], others).astype(np.int32)
            values = np.where(real, value[places], 0.0)
            self.groups.append((members, padded, values, counts[members].astype(float)))
            start = end

    def solve(self, fixed: Array, bias: Array, regularization: float, biases: bool) -> tuple[Array, Array]:
        """Return the best vectors and biases of the owners; zeros for an owner without ratings."""
        k = fixed.shape[1]
        width = k + 1 if biases else k
        # One more row of zeros for the padding to point at.
        design = np.zeros((len(fixed) + 1, width))
        design[:-1, :k] = fixed
        design[:-1, k:] = 1.0
        offset = np.append(bias, 0.0)
        answer = np.zeros((self.owners, width))
        diagonal = np.arange(width)
        for members, places, values, counts in self.groups:
            A = design[places]
            turned = A.transpose(0, 2, 1)
            left = turned @ A
            left[:, diagonal, diagonal] += (regularization * counts + _FLOOR)[:, None]
            right = turned @ (values - offset[places])[:, :, None]
            answer[members] = np.linalg.solve(left, right)[:, :, 0]
        return answer[:, :k].copy(), answer[:, k].copy() if biases else np.zeros(self.owners)


def _start(ratings: Triplets, rank: int, seed: int, biases: bool) -> Factors:
    m, n = ratings.shape
    rng = np.random.default_rng(seed)
    U, V = (rng.normal(scale=0.1, size=(count, rank)) for count in (m, n))
    return Factors(U, V, float(ratings.value.mean()) if biases else 0.0, np.zeros(m), np.zeros(n))


def _check(ratings: Triplets, rank: int, regularization: float) -> None:
    check_rank(rank, *ratings.shape)
    if not 0 <= regularization < np.inf:
        raise ValueError(f"regularization must be at least 0, not {regularization}.")


def _parts(total: int, size: int) -> Iterator[slice]:
    for start in range(0, total, size):
        yield slice(start, start + size)

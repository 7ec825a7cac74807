"""Matrix factorization: a table of who likes what, explained by a few numbers for every user and every movie.

The table R (m users x n movies) has blanks, written NaN. Each user i gets a vector u_i, each movie j a
vector v_j of the same k numbers, and the prediction is their dot product, so that the whole table is
predicted by

    P = U V^T,    U (m x k), V (n x k), k much less than m and n.

What is minimised is the squared error over the cells that are known, with a penalty on long vectors,

    sum over known (i, j) of  (R_ij - u_i . v_j)^2 + regularization (|u_i|^2 + |v_j|^2),

the same for alternating least squares and for stochastic gradient descent (Y. Koren, R. Bell, C. Volinsky,
"Matrix factorization techniques for recommender systems", IEEE Computer 42(8), 2009; Y. Zhou and others,
"Large-scale parallel collaborative filtering for the Netflix prize", AAIM 2008, who weigh the penalty by the
number of ratings as is done here).

This module is for tables that fit on a page; `explorer.logic.ratings` does the same for millions of
ratings. Functions marked "live" are plain formula without a branch on a value: they are also recorded and
run at every frame of a drag.

The worked example of 4 users and 5 movies is that of Google's course on recommendation systems
(developers.google.com/machine-learning/recommendation, "Collaborative filtering"; CC BY 4.0).
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from explorer.logic import checks, conventions
from explorer.sentence import Sentence

Array = NDArray[np.float64]
Measure = Literal["distance", "dot", "cosine"]
MEASURES: tuple[Measure, ...] = ("distance", "dot", "cosine")

USERS: tuple[str, ...] = tuple(Sentence("user {n}", n=n) for n in (1, 2, 3, 4))
MOVIES = ("Harry Potter", "The Triplets of Belleville", "Shrek", "The Dark Knight Rises", "Memento")
# 1 where a user likes a movie, -1 where not.
LIKES: Array = np.array(
    [
        [1.0, -1.0, 1.0, 1.0, -1.0],
        [-1.0, 1.0, -1.0, -1.0, 1.0],
        [1.0, 1.0, 1.0, -1.0, -1.0],
        [-1.0, -1.0, -1.0, 1.0, 1.0],
    ]
)
# First axis: arthouse (-) to blockbuster (+). Second axis: for children (-) to for adults (+).
WORKED_U: Array = np.array([[1.0, 0.1], [-1.0, 0.0], [0.2, -1.0], [0.1, 1.0]])
WORKED_V: Array = np.array([[0.9, -0.2], [-1.0, -0.8], [1.0, -1.0], [1.0, 0.9], [-0.9, 1.0]])

MAX_FRAMES = 400
# Keeps the equations of somebody who rated less than k movies solvable when the regularization is 0: of the
# many exact answers the shortest is taken.
_FLOOR = 1e-9


class Factors(NamedTuple):
    """A factorization; `predict(*factors)` is the table that it predicts.

    Attributes
    ----------
    U : array (m, k)
        A vector for each user.
    V : array (n, k)
        A vector for each movie.
    mean : float
        What is predicted of everybody and everything; 0 without biases.
    user_bias : array (m,)
        How much kinder than the mean each user rates; zeros without biases.
    item_bias : array (n,)
        How much better than the mean each movie is rated; zeros without biases.
    """

    U: Any
    V: Any
    mean: Any
    user_bias: Any
    item_bias: Any


class Fit(NamedTuple):
    """A factorization with the way that led to it, for scrubbing.

    Attributes
    ----------
    factors : Factors
        The last frame.
    steps : array (f,)
        What had been done at each frame: sweeps of ALS, single cells of SGD.
    losses : array (f,)
        Squared error over the known cells at each frame, without the penalty on length, as `squared_error`
        has it.
    frames_U : array (f, m, k)
    frames_V : array (f, n, k)
    frames_user_bias : array (f, m)
    frames_item_bias : array (f, n)
    """

    factors: Factors
    steps: NDArray[np.int64]
    losses: Array
    frames_U: Array  # noqa: N815
    frames_V: Array  # noqa: N815
    frames_user_bias: Array
    frames_item_bias: Array

    def at(self, frame: int) -> Factors:
        """Return the factors as they were at one frame."""
        return Factors(
            self.frames_U[frame],
            self.frames_V[frame],
            self.factors.mean,
            self.frames_user_bias[frame],
            self.frames_item_bias[frame],
        )


# ------------------------------------------------------------------------------------------------------------
# Prediction and error (live)
# ------------------------------------------------------------------------------------------------------------


def predict(U: Any, V: Any, mean: Any = 0.0, user_bias: Any = None, item_bias: Any = None) -> Any:
    """Return the table that two sets of vectors predict: every user's dot product with every film.

    Formula: P = U V^T, or with biases P_ij = mean + user_bias_i + item_bias_j + u_i . v_j. Live.

    Parameters
    ----------
    U : array (m, k)
    V : array (n, k)
    mean : number
    user_bias : array (m,), optional
    item_bias : array (n,), optional

    Returns
    -------
    array (m, n)

    Examples
    --------
    >>> predict(WORKED_U, WORKED_V)[0].round(2)
    array([ 0.88, -1.08,  0.9 ,  1.09, -0.8 ])
    """
    U = checks.as_matrix(U, "U")
    V = checks.as_matrix(V, "V", (None, U.shape[1]))
    P = U @ V.T + mean
    if user_bias is not None:
        P = P + checks.as_vector(user_bias, "user_bias", U.shape[0])[:, None]
    if item_bias is not None:
        P = P + checks.as_vector(item_bias, "item_bias", V.shape[0])
    return P


def errors(R: Any, P: Any) -> Any:
    """Return known minus predicted for each cell; a blank cell has no error and stays blank (NaN). Live.

    Examples
    --------
    >>> errors([[1, np.nan]], [[0.25, 9]])
    array([[0.75,  nan]])
    """
    R = checks.as_sheet(R, "ratings")
    P = checks.as_matrix(P, "P", R.shape)
    return R - P


def squared_error(
    R: Any, U: Any, V: Any, mean: Any = 0.0, user_bias: Any = None, item_bias: Any = None
) -> Any:
    """Return the sum of squared errors over the known cells. Live.

    Formula: sum over known (i, j) of (R_ij - P_ij)^2

    Examples
    --------
    >>> float(squared_error(LIKES, WORKED_U, WORKED_V).round(3))
    1.626
    """
    R = checks.as_sheet(R, "ratings")
    E = errors(R, predict(U, V, mean, user_bias, item_bias))
    return np.where(np.isnan(R), 0.0, E * E).sum()


def rmse(R: Any, U: Any, V: Any, mean: Any = 0.0, user_bias: Any = None, item_bias: Any = None) -> Any:
    """Return the root of the mean squared error over the known cells, in the unit of the ratings. Live.

    Formula: sqrt(sum of (R_ij - P_ij)^2 / number of known cells)

    Examples
    --------
    >>> float(rmse(LIKES, WORKED_U, WORKED_V).round(3))
    0.285
    """
    R = checks.as_sheet(R, "ratings")
    return np.sqrt(squared_error(R, U, V, mean, user_bias, item_bias) / (~np.isnan(R)).sum())


def objective(R: Any, factors: Factors, regularization: Any = 0.0) -> Any:
    """Return what ALS and SGD minimise: squared error and the penalty on length, over the known cells. Live.

    No page shows it: it is what the tests hold ALS and SGD to.

    Formula: sum over known (i, j) of (R_ij - P_ij)^2 + regularization (|u_i|^2 + |v_j|^2 + user_bias_i^2 +
    item_bias_j^2)

    Examples
    --------
    >>> zeros = Factors(np.zeros((4, 2)), np.zeros((5, 2)), 0.0, np.zeros(4), np.zeros(5))
    >>> float(objective(LIKES, zeros, 0.1))
    20.0
    """
    R = checks.as_sheet(R, "ratings")
    U, V, _, user_bias, item_bias = factors
    known = np.where(np.isnan(R), 0.0, 1.0)
    users = (U * U).sum(axis=1) + user_bias * user_bias
    items = (V * V).sum(axis=1) + item_bias * item_bias
    penalty = (known.sum(axis=1) * users).sum() + (known.sum(axis=0) * items).sum()
    return squared_error(R, *factors) + regularization * penalty


def negative_gradient(R: Any, U: Any, V: Any, regularization: Any = 0.0) -> tuple[Any, Any]:
    """Return where the loss pulls every user and every movie: minus half the gradient of the objective. Live.

    Formula, E the errors with zeros at blanks: g_U = E V - regularization n_i u_i, g_V = E^T U -
    regularization n_j v_j, n_i and n_j being the numbers of known cells of the row and of the column.

    Returns
    -------
    arrays (m, k) and (n, k)

    Examples
    --------
    >>> toward_user, toward_movie = negative_gradient([[1.0]], [[0.5]], [[1.0]])
    >>> toward_user, toward_movie
    (array([[0.5]]), array([[0.25]]))
    """
    R = checks.as_sheet(R, "ratings")
    U = checks.as_matrix(U, "U")
    V = checks.as_matrix(V, "V", (None, U.shape[1]))
    E = np.where(np.isnan(R), 0.0, errors(R, U @ V.T))
    known = np.where(np.isnan(R), 0.0, 1.0)
    of_users = E @ V - regularization * known.sum(axis=1)[:, None] * U
    of_movies = E.T @ U - regularization * known.sum(axis=0)[:, None] * V
    return of_users, of_movies


def fill_means(R: Any) -> Any:
    """Fill the blanks of each movie with the mean of its ratings, or of all ratings when it has none. Live.

    Examples
    --------
    >>> fill_means([[4, np.nan], [2, np.nan], [np.nan, np.nan]])
    array([[4., 3.],
           [2., 3.],
           [3., 3.]])
    """
    R = checks.as_sheet(R, "ratings")
    blank = np.isnan(R)
    known = np.where(blank, 0.0, R)
    counts = (~blank).sum(axis=0)
    overall = known.sum() / counts.sum()
    means = np.where(counts > 0, known.sum(axis=0) / np.maximum(counts, 1), overall)
    return np.where(blank, means, R)


# ------------------------------------------------------------------------------------------------------------
# Three ways to factor
# ------------------------------------------------------------------------------------------------------------


def factor_svd(R: Any, rank: int) -> Factors:
    """Factor by the singular value decomposition of the table with its blanks filled by means. Live.

    Formula: filled = U S V^T; user vectors = U_k sqrt(S_k), movie vectors = V_k sqrt(S_k). Of all tables of
    rank k their product is the closest to the *filled* one (Eckart and Young 1936); the filled cells count
    as if they had been rated.

    Parameters
    ----------
    R : array (m, n)
        NaN where blank.
    rank : int
        1 to min(m, n).

    Returns
    -------
    Factors
        Without biases.

    Raises
    ------
    ValueError
        If the rank is larger than the smaller side of the table (no table of that shape has it) or nothing
        is known.

    Examples
    --------
    >>> found = factor_svd(LIKES, rank=2)
    >>> bool(ranks_liked_above(LIKES, predict(*found)).all())
    True
    """
    R = checks.as_sheet(R, "ratings")
    m, n = R.shape
    check_rank(rank, m, n)
    U, S, Vt = conventions.svd(fill_means(R))
    root = np.sqrt(S[:rank])
    return Factors(U[:, :rank] * root, Vt[:rank].T * root, 0.0, np.zeros(m), np.zeros(n))


def solve_users(R: Any, V: Any, regularization: Any = 0.0) -> Any:
    """Return the best vector of each user when the movies stand still: half a sweep of ALS. Live.

    Formula, V_i the n_i movies that user i rated and r_i the ratings: (V_i^T V_i + regularization n_i I)
    u_i = V_i^T r_i. Somebody without ratings gets zeros. `solve_users(R.T, U)` gives the movies.

    Parameters
    ----------
    R : array (m, n)
    V : array (n, k)
    regularization : number
        At least 0.

    Returns
    -------
    array (m, k)

    Examples
    --------
    >>> solve_users([[2, np.nan], [4, 8]], [[1], [2]]).round(6)
    array([[2.],
           [4.]])
    """
    R = checks.as_sheet(R, "ratings")
    V = checks.as_matrix(V, "V", (R.shape[1], None))
    m, k = R.shape[0], V.shape[1]
    known = np.where(np.isnan(R), 0.0, 1.0)
    right = np.where(np.isnan(R), 0.0, R) @ V
    penalty = regularization * known.sum(axis=1) + _FLOOR
    return np.stack(
        [np.linalg.solve(V.T @ (known[i][:, None] * V) + penalty[i] * np.eye(k), right[i]) for i in range(m)]
    )


def als(
    R: ArrayLike,
    rank: int,
    regularization: float = 0.02,
    seed: int = 0,
    steps: int = 30,
    biases: bool = False,
    start: Factors | None = None,
) -> Fit:
    """Factor by alternating least squares: best users for these movies, best movies for these users, again.

    Formula: `solve_users` in turn for R and for its transpose. Each half is an ordinary least-squares
    problem with one solution, so `objective` never rises. With biases each user's vector gets one more
    entry, which meets a 1 in every movie, and the other way round.

    Parameters
    ----------
    R : array (m, n)
        NaN where blank.
    rank : int
        1 to min(m, n).
    regularization : float
        The penalty on length, for each known cell.
    seed : int
        Chooses the start. Different seeds give factors that are turned differently and, nearly always, one
        product.
    steps : int
        Sweeps, 1 to 400; each is a frame.
    biases : bool
        Also fit a number for each user and each movie.
    start : Factors, optional
        Where to begin, instead of at random.

    Returns
    -------
    Fit
        Frame 0 is the start.

    Raises
    ------
    ValueError
        If the rank is larger than the smaller side, nothing is known, or a number is out of its range.

    Notes
    -----
    Zhou and others 2008 (see the module).

    Examples
    --------
    >>> fit = als(LIKES, rank=2, seed=1)
    >>> bool(ranks_liked_above(LIKES, predict(*fit.factors)).all())
    True
    """
    table = checks.as_sheet(R, "ratings")
    m, n = table.shape
    check_rank(rank, m, n)
    _check_at_least(regularization, "regularization", 0.0)
    _check_count(steps, "steps", MAX_FRAMES)
    U, V, mean, user_bias, item_bias = _start(table, rank, seed, biases) if start is None else start
    frames = _Frames(table, float(mean))
    frames.keep(0, U, V, user_bias, item_bias)
    for step in range(1, steps + 1):
        if biases:
            wide = solve_users(table - mean - item_bias, _with_ones(V), regularization)
            U, user_bias = wide[:, :-1], wide[:, -1]
            wide = solve_users((table - mean - user_bias[:, None]).T, _with_ones(U), regularization)
            V, item_bias = wide[:, :-1], wide[:, -1]
        else:
            rest = table - mean - user_bias[:, None] - item_bias
            U = solve_users(rest, V, regularization)
            V = solve_users(rest.T, U, regularization)
        frames.keep(step, U, V, user_bias, item_bias)
    return frames.fit()


def sgd(
    R: ArrayLike,
    rank: int,
    regularization: float = 0.02,
    learning_rate: float = 0.1,
    seed: int = 0,
    epochs: int = 200,
    biases: bool = False,
    every: int | None = None,
) -> Fit:
    """Factor by stochastic gradient descent: look at one known cell, move its user and its movie a little.

    Formula for a cell with error e = R_ij - P_ij:

        u_i <- u_i + learning_rate (e v_j - regularization u_i)
        v_j <- v_j + learning_rate (e u_i - regularization v_j)

    both with the old values. An epoch visits every known cell once, in a new random order (S. Funk,
    "Netflix update: try this at home", 2006).

    Parameters
    ----------
    R : array (m, n)
        NaN where blank.
    rank : int
        1 to min(m, n).
    regularization, learning_rate : float
        learning_rate above 0.
    seed : int
        Chooses the start and the order of the cells.
    epochs : int
        1 to 10,000.
    biases : bool
        Also learn a number for each user and each movie.
    every : int, optional
        Keep a frame after so many cells; after each epoch by default. More than 400 frames are never kept:
        then they lie further apart.

    Returns
    -------
    Fit
        Frame 0 is the start; `steps` counts cells.

    Raises
    ------
    ValueError
        As `als`, and if the learning rate is so large that the steps overshoot further each time.

    Examples
    --------
    >>> fit = sgd(LIKES, rank=2, seed=1)
    >>> bool(ranks_liked_above(LIKES, predict(*fit.factors)).all())
    True
    """
    table = checks.as_sheet(R, "ratings")
    check_rank(rank, *table.shape)
    start = _start(table, rank, seed, biases)
    return continue_sgd(
        table, *start, regularization=regularization, learning_rate=learning_rate, seed=seed, epochs=epochs,
        biases=biases, every=every,
    )  # fmt: skip


def continue_sgd(
    R: ArrayLike,
    U: ArrayLike,
    V: ArrayLike,
    mean: float = 0.0,
    user_bias: ArrayLike | None = None,
    item_bias: ArrayLike | None = None,
    regularization: float = 0.02,
    learning_rate: float = 0.1,
    seed: int = 0,
    epochs: int = 200,
    biases: bool = False,
    every: int | None = None,
) -> Fit:
    """Let stochastic gradient descent go on from given vectors, such as those that a reader placed by hand.

    Formula and parameters: see `sgd`; U (m, k) and V (n, k) are the start and are not changed themselves.

    Examples
    --------
    >>> fit = continue_sgd(LIKES, WORKED_U, WORKED_V, epochs=50)
    >>> bool(fit.losses[-1] < fit.losses[0])
    True
    """
    table = checks.as_sheet(R, "ratings")
    m, n = table.shape
    # Copies: the steps below change them in place.
    U = np.array(checks.as_matrix(U, "U", (m, None)))
    V = np.array(checks.as_matrix(V, "V", (n, U.shape[1])))
    b_user = np.zeros(m) if user_bias is None else np.array(checks.as_vector(user_bias, "user_bias", m))
    b_item = np.zeros(n) if item_bias is None else np.array(checks.as_vector(item_bias, "item_bias", n))
    _check_at_least(regularization, "regularization", 0.0)
    if not 0 < learning_rate < np.inf:
        raise ValueError(f"learning_rate must be above 0, not {learning_rate}.")
    _check_count(epochs, "epochs", 10_000)
    rows, columns = np.nonzero(~np.isnan(table))
    cells = len(rows)
    gap = max(cells if every is None else every, -(-epochs * cells // (MAX_FRAMES - 1)))
    rng = np.random.default_rng(seed)
    frames = _Frames(table, mean)
    frames.keep(0, U, V, b_user, b_item)
    done = 0
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(epochs):
            for cell in rng.permutation(cells):
                i, j = rows[cell], columns[cell]
                u = U[i].copy()
                e = table[i, j] - mean - b_user[i] - b_item[j] - u @ V[j]
                U[i] += learning_rate * (e * V[j] - regularization * u)
                V[j] += learning_rate * (e * u - regularization * V[j])
                if biases:
                    b_user[i] += learning_rate * (e - regularization * b_user[i])
                    b_item[j] += learning_rate * (e - regularization * b_item[j])
                done += 1
                if done % gap == 0 or done == epochs * cells:
                    frames.keep(done, U, V, b_user, b_item)
            if not (np.abs(U).max() < checks.LARGEST and np.abs(V).max() < checks.LARGEST):
                raise ValueError(
                    Sentence(
                        "learning_rate: with {rate} the steps overshoot more and more; try a tenth.",
                        rate=learning_rate,
                    )
                )
    return frames.fit()


def learning_rate(R: ArrayLike, pace: float = 0.1) -> float:
    """Return a learning rate for SGD that suits the size of the ratings.

    Formula: pace / max(1, max |R_ij|). A step grows with the square of the vectors, and these grow with the
    root of the ratings.

    Examples
    --------
    >>> learning_rate([[5.0, np.nan], [1.0, -2.0]]), learning_rate([[0.5]])
    (0.02, 0.1)
    """
    table = checks.as_sheet(R, "ratings")
    return pace / max(1.0, float(np.nanmax(np.abs(table))))


class _Frames:
    """Collects the states on the way, and their losses."""

    def __init__(self, table: Array, mean: float) -> None:
        self.table = table
        self.mean = mean
        self.steps: list[int] = []
        self.states: list[tuple[Array, Array, Array, Array]] = []

    def keep(self, step: int, U: Array, V: Array, user_bias: Array, item_bias: Array) -> None:
        self.steps.append(step)
        self.states.append((U.copy(), V.copy(), user_bias.copy(), item_bias.copy()))

    def fit(self) -> Fit:
        last = self.states[-1]
        losses = [
            squared_error(self.table, U, V, self.mean, user_bias, item_bias)
            for U, V, user_bias, item_bias in self.states
        ]
        stacks = [np.stack(parts) for parts in zip(*self.states, strict=True)]
        factors = Factors(last[0], last[1], self.mean, last[2], last[3])
        return Fit(factors, np.array(self.steps), np.stack(losses), *stacks)


# ------------------------------------------------------------------------------------------------------------
# What a factorization says
# ------------------------------------------------------------------------------------------------------------


def similarity(A: Any, B: Any, by: Measure = "distance") -> Any:
    """Return how alike each row of A is to each row of B; more is closer. Live.

    Formula: dot a . b; cosine a . b / (|a| |b|), 0 for a vector without direction; distance -|a - b|. The
    dot product favours long vectors, the cosine sees directions only, the distance wants both to agree.

    Parameters
    ----------
    A : array (m, k)
    B : array (n, k)
    by : "distance", "dot" or "cosine"

    Returns
    -------
    array (m, n)

    Examples
    --------
    >>> similarity([[3, 4]], [[6, 8], [0, 0]], by="cosine")
    array([[1., 0.]])
    """
    A = checks.as_matrix(A, "A")
    B = checks.as_matrix(B, "B", (None, A.shape[1]))
    if by == "distance":
        apart = A[:, None, :] - B
        return -np.sqrt((apart * apart).sum(axis=2))
    dots = A @ B.T
    if by == "dot":
        return dots
    if by != "cosine":
        raise ValueError(f"by must be one of {', '.join(MEASURES)}, not {by!r}.")
    lengths = np.sqrt((A * A).sum(axis=1))[:, None] * np.sqrt((B * B).sum(axis=1))
    return np.where(lengths > 0, dots / np.where(lengths > 0, lengths, 1.0), 0.0)


def nearest_item(U: Any, V: Any, user: int, by: Measure = "distance") -> Any:
    """Return the place of the movie that lies closest to a user. Live.

    Formula: argmin over j of |u - v_j|

    Examples
    --------
    >>> MOVIES[nearest_item(WORKED_U, WORKED_V, user=2)]
    'Shrek'
    """
    return np.argmax(similarity(U, V, by)[user])


def similar_items(V: Any, item: int, by: Measure = "cosine", count: int | None = None) -> Any:
    """Return the places of the other movies, the most similar to one movie first. Live.

    Examples
    --------
    >>> MOVIES[similar_items(WORKED_V, item=0)[0]]
    'Shrek'
    """
    V = checks.as_matrix(V, "V")
    n = V.shape[0]
    alike = np.where(np.arange(n) == item, -np.inf, similarity(V, V, by)[item])
    return np.argsort(-alike, kind="stable")[: n - 1][:count]


def disagree(U: Any, V: Any) -> Any:
    """Tell, for each user, whether distance, dot product and cosine name different first movies. Live.

    Returns
    -------
    array (m,) of bool

    Examples
    --------
    >>> disagree([[1, 0]], [[0.9, 0.2], [5, 3]])
    array([ True])
    """
    first = np.stack([np.argmax(similarity(U, V, by), axis=1) for by in MEASURES])
    return (first != first[0]).any(axis=0)


def top_items(P: ArrayLike, R: ArrayLike | None = None, user: int = 0, count: int = 3) -> NDArray[np.int64]:
    """Return the movies to recommend to a user: those not yet rated, the highest prediction first.

    Parameters
    ----------
    P : array (m, n)
        Predictions.
    R : array (m, n), optional
        Ratings; what the user rated is left out. Without it every movie takes part.

    Examples
    --------
    >>> top_items([[5, 4, 3, 2]], [[4, np.nan, np.nan, np.nan]], count=2)
    array([1, 2])
    """
    scores = checks.as_matrix(P, "P")[user]
    order = np.argsort(-scores, kind="stable")
    if R is not None:
        unseen = np.isnan(np.asarray(R, dtype=float)[user])
        order = order[unseen[order]]
    return order[:count]


def ranks_liked_above(R: Any, P: Any, threshold: Any = 0.0) -> Any:
    """Tell, for each user, whether all movies that are liked are predicted above those that are not. Live.

    Formula: min over liked of P_ij > max over disliked of P_ij, liked being R_ij > threshold; true when
    there is nothing to compare.

    Returns
    -------
    array (m,) of bool

    Examples
    --------
    >>> ranks_liked_above(LIKES, predict(WORKED_U, WORKED_V))
    array([ True,  True,  True,  True])
    """
    R = checks.as_sheet(R, "ratings")
    P = checks.as_matrix(P, "P", R.shape)
    above = R - threshold
    lowest_liked = np.where(above > 0, P, np.inf).min(axis=1)
    highest_other = np.where(above <= 0, P, -np.inf).max(axis=1)
    return lowest_liked > highest_other


# ------------------------------------------------------------------------------------------------------------
# What leaves the product alone, and what a newcomer gets
# ------------------------------------------------------------------------------------------------------------


def rotate_factors(U: Any, V: Any, angle: Any) -> tuple[Any, Any]:
    """Turn users and movies together in the plane; the product stays. Live.

    Formula: U Q, V Q with Q = [[cos, sin], [-sin, cos]], so that rows turn by the angle (radians)
    anticlockwise: Q Q^T = I.

    Examples
    --------
    >>> U, V = rotate_factors([[1, 0]], [[2, 0]], np.pi / 2)
    >>> U.round(6) + 0.0, V.round(6) + 0.0
    (array([[0., 1.]]), array([[0., 2.]]))
    """
    U = checks.as_matrix(U, "U")
    V = checks.as_matrix(V, "V", (None, U.shape[1]))
    if U.shape[1] != 2:
        raise ValueError(f"U must have 2 columns to be turned in the plane, not {U.shape[1]}.")
    c, s = np.cos(angle), np.sin(angle)
    Q = np.stack([np.stack([c, s]), np.stack([-s, c])])
    return U @ Q, V @ Q


def match_factors(U: Any, V: Any, to_U: Any, to_V: Any) -> tuple[Any, Any]:
    """Turn or mirror factors so that they lie as close as they can to others; the product stays. Live.

    Formula: the orthogonal Q that makes |U Q - to_U|^2 + |V Q - to_V|^2 least is Q = A B^T, where A S B^T is
    the singular value decomposition of U^T to_U + V^T to_V (P. Schonemann, "A generalized solution of the
    orthogonal Procrustes problem", Psychometrika 31(1), 1966). Every algorithm names its axes by chance;
    this makes the maps of two of them comparable.

    Parameters
    ----------
    U, to_U : arrays (m, k)
    V, to_V : arrays (n, k)

    Examples
    --------
    >>> U, V = match_factors(*rotate_factors(WORKED_U, WORKED_V, 2.0), WORKED_U, WORKED_V)
    >>> bool(np.allclose(U, WORKED_U) and np.allclose(V, WORKED_V))
    True
    """
    U = checks.as_matrix(U, "U")
    V = checks.as_matrix(V, "V", (None, U.shape[1]))
    to_U = checks.as_matrix(to_U, "to_U", U.shape)
    to_V = checks.as_matrix(to_V, "to_V", V.shape)
    A, _, Bt = conventions.svd(U.T @ to_U + V.T @ to_V)
    return U @ (A @ Bt), V @ (A @ Bt)


def stretch_factors(U: Any, V: Any, factor: Any) -> tuple[Any, Any]:
    """Make the users longer and the movies shorter by one factor; the product stays. Live.

    Formula: (factor U)(V / factor)^T = U V^T

    Examples
    --------
    >>> stretch_factors([[1, 2]], [[4, 6]], 2.0)
    (array([[2., 4.]]), array([[2., 3.]]))
    """
    U = checks.as_matrix(U, "U")
    V = checks.as_matrix(V, "V", (None, U.shape[1]))
    checks.require(np.abs(factor) > 0, "factor must not be 0: the films would have to be infinitely long.")
    return U * factor, V / factor


def fold_in(ratings: Any, V: Any, regularization: Any = 0.02, mean: Any = 0.0, item_bias: Any = None) -> Any:
    """Place a new user from a few ratings, the movies standing still: a cold start. Live.

    Formula: (V_r^T V_r + regularization n_r I) u = V_r^T (r - mean - item_bias) over the n_r movies that
    were rated. One rating says one thing: u lies along that movie's vector. No rating at all gives zeros,
    and the prediction is what everybody likes.

    Parameters
    ----------
    ratings : array (n,)
        NaN where blank.
    V : array (n, k)
    item_bias : array (n,), optional

    Returns
    -------
    array (k,)

    Examples
    --------
    >>> u = fold_in([np.nan, np.nan, 1.0, np.nan, np.nan], WORKED_V)
    >>> u.round(2)
    array([ 0.5, -0.5])
    """
    V = checks.as_matrix(V, "V")
    ratings = checks.as_sheet(ratings, "ratings", ndim=1)
    if ratings.shape != (V.shape[0],):
        raise ValueError(f"ratings must have shape ({V.shape[0]},), one a film, not {ratings.shape}.")
    offset = mean if item_bias is None else mean + item_bias
    known = np.where(np.isnan(ratings), 0.0, 1.0)
    target = np.where(np.isnan(ratings), 0.0, ratings - offset)
    penalty = regularization * known.sum() + _FLOOR
    return np.linalg.solve(V.T @ (known[:, None] * V) + penalty * np.eye(V.shape[1]), target @ V)


def liking_threshold(R: ArrayLike) -> float:
    """Return the rating that separates liked from not: 0 where ratings have signs, else their mean.

    Examples
    --------
    >>> liking_threshold(LIKES), liking_threshold([[1.0, 5.0], [np.nan, 3.0]])
    (0.0, 3.0)
    """
    table = checks.as_sheet(R, "ratings")
    return 0.0 if np.nanmin(table) < 0 else float(np.nanmean(table))


def starting_places(U: ArrayLike, V: ArrayLike, seed: int = 0) -> tuple[Array, Array]:
    """Return places near those of a factorization in the plane, for a reader to improve by hand.

    Everybody is turned together so that the mean of all points lies on the first axis, on its positive side:
    what all have in common points to the right. Then each point is moved at random, by normal steps of 0.6
    standard deviations of all coordinates and a little more.

    Parameters
    ----------
    U : array (m, 2)
    V : array (n, 2)

    Examples
    --------
    >>> U, V = starting_places([[0.0, 1.0]], [[0.0, 3.0]])
    >>> U.shape, V.shape
    ((1, 2), (1, 2))
    """
    users = checks.as_matrix(U, "U", (None, 2))
    movies = checks.as_matrix(V, "V", (None, 2))
    x, y = np.vstack([users, movies]).mean(axis=0)
    points = np.vstack(rotate_factors(users, movies, -np.arctan2(y, x)))
    rng = np.random.default_rng(seed)
    points = points + rng.normal(scale=0.6 * points.std(axis=0) + 0.05, size=points.shape)
    return points[: len(users)], points[len(users) :]


def hold_out(R: ArrayLike, share: float, seed: int = 0) -> tuple[Array, Array]:
    """Hide some known cells, to be predicted: what is learned from, and what is hidden.

    No user and no movie loses its last rating, so on a sparse table fewer cells than asked for may be hidden.

    Parameters
    ----------
    R : array (m, n)
    share : float
        Of the known cells, above 0 and below 1.
    seed : int

    Returns
    -------
    arrays (m, n), (m, n)
        To learn from, and held out; NaN elsewhere.

    Examples
    --------
    >>> learn, held = hold_out(LIKES, 0.2, seed=3)
    >>> int((~np.isnan(held)).sum()), int((~np.isnan(learn)).sum())
    (4, 16)
    """
    table = checks.as_sheet(R, "ratings")
    if not 0 < share < 1:
        raise ValueError(f"share must lie above 0 and below 1, not {share}.")
    rows, columns = np.nonzero(~np.isnan(table))
    wanted = max(1, round(share * len(rows)))
    of_row, of_column = (~np.isnan(table)).sum(axis=1), (~np.isnan(table)).sum(axis=0)
    learn, held = table.copy(), np.full(table.shape, np.nan)
    for cell in np.random.default_rng(seed).permutation(len(rows)):
        i, j = rows[cell], columns[cell]
        if wanted > 0 and of_row[i] > 1 and of_column[j] > 1:
            learn[i, j], held[i, j] = np.nan, table[i, j]
            of_row[i] -= 1
            of_column[j] -= 1
            wanted -= 1
    return learn, held


# ------------------------------------------------------------------------------------------------------------
# Checks and starts
# ------------------------------------------------------------------------------------------------------------


def check_rank(rank: int, m: int, n: int) -> None:
    """Refuse a rank that no m x n table can have.

    Raises
    ------
    ValueError
        If it is less than 1 or more than the smaller of m and n.
    """
    if not 1 <= rank <= min(m, n):
        raise ValueError(
            Sentence(
                "rank must lie between 1 and {most}, not {rank}: no {m} x {n} table has a larger one.",
                most=min(m, n),
                rank=rank,
                m=m,
                n=n,
            )
        )


def _check_at_least(value: float, name: str, least: float) -> None:
    if not least <= value < np.inf:
        raise ValueError(f"{name} must be at least {least:g}, not {value}.")


def _check_count(value: int, name: str, most: int) -> None:
    if not 1 <= value <= most:
        raise ValueError(f"{name} must lie between 1 and {most}, not {value}.")


def _start(table: Array, rank: int, seed: int, biases: bool) -> Factors:
    """Return small random vectors: at zero itself every gradient is zero and nothing would move."""
    m, n = table.shape
    rng = np.random.default_rng(seed)
    U, V = (rng.normal(scale=0.5 / np.sqrt(rank), size=(count, rank)) for count in (m, n))
    mean = float(table[~np.isnan(table)].mean()) if biases else 0.0
    return Factors(U, V, mean, np.zeros(m), np.zeros(n))


def _with_ones(X: Array) -> Array:
    """Append a column of ones, which a bias meets."""
    return np.column_stack([X, np.ones(len(X))])

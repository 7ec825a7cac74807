"""Matrices that carry a population or a probability one step on, built from what was counted.

References: Caswell is H. Caswell, Matrix Population Models, 2nd ed., Sinauer 2001; Strang is G. Strang,
Introduction to Linear Algebra, 5th ed., Wellesley-Cambridge 2016.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.logic import checks

NOBODY = "All bars are empty: nothing can be carried on."


def transition_matrix(states: Any, count: int) -> Any:
    r"""Count what follows what: of each column the shares of what came next.

    .. math:: A_{ij} = \frac{\text{how often } i \text{ came right after } j}{\text{how often } j \text{ was
        followed by anything}}

    Parameters
    ----------
    states
        One whole number from 0 to count - 1 for each moment, in order, shape (k,).
    count
        How many states there are.

    Returns
    -------
    Shape (count, count); each column adds up to 1.

    Raises
    ------
    ValueError
        If a state is no such number, or one is never followed by anything.

    Notes
    -----
    Markov matrices: Strang, section 10.3. There too columns add up to 1.

    Examples
    --------
    >>> transition_matrix([0, 0, 1, 0, 1, 1], 2).round(2)
    array([[0.33, 0.5 ],
           [0.67, 0.5 ]])
    """
    numbers = checks.as_vector(states, "states")
    known = (numbers == np.rint(numbers)) & (numbers >= 0) & (numbers < count)
    checks.require(known, f"states must hold whole numbers from 0 to {count - 1}.")
    places = numbers.astype(int)
    counted = np.zeros((count, count))
    np.add.at(counted, (places[1:], places[:-1]), 1.0)
    left = counted.sum(axis=0)
    checks.require(left > 0, "states must hold each state at least once before the last one.")
    return counted / left


def stage_matrix(survival: Any, years: Any, eggs: Any) -> Any:
    r"""Build the matrix that carries a population in stages one year on.

    .. math:: P_i = p_i\,\frac{1 + p_i + \dots + p_i^{d_i - 2}}{1 + p_i + \dots + p_i^{d_i - 1}}, \qquad
        G_i = \frac{p_i^{d_i}}{1 + p_i + \dots + p_i^{d_i - 1}}

    P is the share that lives and stays in its stage, on the diagonal; G the share that lives and goes on to
    the next, below it; the eggs stand in the first row.

    Parameters
    ----------
    survival
        p, what share of each stage lives through a year, shape (n,), from 0 to 1.
    years
        d, how many years a stage lasts, shape (n,), whole numbers.
    eggs
        How many eggs one animal of each stage lays in a year, shape (n,).

    Returns
    -------
    Shape (n, n); column j says what becomes of one animal of stage j.

    Raises
    ------
    ValueError
        If the three have different sizes, or a share is not from 0 to 1.

    Notes
    -----
    D. T. Crouse, L. B. Crowder, H. Caswell, A stage-based population model for loggerhead sea turtles and
    implications for conservation, Ecology 68 (1987), 1412-1423. They write the sums as (1 - p^d) / (1 - p),
    which has no value at p = 1.

    Examples
    --------
    >>> stage_matrix([0.5, 0.8], [1, 2], [0, 10]).round(4)
    array([[ 0.    , 10.    ],
           [ 0.5   ,  0.4444]])
    """
    p = checks.as_vector(survival, "survival")
    n = p.shape[0]
    d = np.asarray(checks.as_vector(years, "years", n))
    laid = checks.as_vector(eggs, "eggs", n)
    checks.require((p >= 0.0) & (p <= 1.0), "survival must hold shares from 0 to 1.")
    powers = p[:, None] ** np.arange(int(np.max(d)))
    whole = np.sum(np.where(np.arange(int(np.max(d))) < d[:, None], powers, 0.0), axis=1)
    but_last = np.sum(np.where(np.arange(int(np.max(d))) < d[:, None] - 1, powers, 0.0), axis=1)
    stay, go = p * but_last / whole, p**d / whole
    below = np.eye(n, k=-1)
    return np.eye(n) * stay + below * go + np.eye(n)[:, :1] * laid


def shares(amounts: Any) -> Any:
    r"""Say what share of the whole each part is.

    Parameters
    ----------
    amounts
        Shape (n,); what is negative counts as nothing.

    Returns
    -------
    Shape (n,), from 0 to 1, of sum 1.

    Raises
    ------
    ValueError
        If nothing is left.

    Examples
    --------
    >>> shares([1.0, 3.0, -2.0])
    array([0.25, 0.75, 0.  ])
    """
    parts = np.maximum(checks.as_vector(amounts, "amounts"), 0.0)
    total = np.sum(parts)
    checks.require(total > checks.SMALLEST, NOBODY)
    return parts / total


def with_share(parts: Any, which: int, share: Any) -> Any:
    r"""Give one part a share of the whole; the others keep their proportions among themselves.

    Parameters
    ----------
    parts
        Shares of sum 1, shape (n,).
    which
        The place of the part.
    share
        What it is to have; below 0 counts as 0, above 1 as 1.

    Returns
    -------
    Shares of sum 1, shape (n,).

    Examples
    --------
    >>> with_share(np.array([0.5, 0.25, 0.25]), 0, 0.0)
    array([0. , 0.5, 0.5])
    """
    n = np.shape(parts)[0]
    wanted = np.clip(share, 0.0, 1.0)
    rest = 1.0 - parts[which]
    # Where there are no others to scale, all get the same.
    others = np.where(rest > 1e-9, parts / np.where(rest > 1e-9, rest, 1.0), 1.0 / (n - 1.0))
    return np.where(np.arange(n) == which, wanted, (1.0 - wanted) * others)


def population(A: Any, start: Any, count: int) -> Any:
    r"""Carry shares on, and say after each step how the whole is shared.

    .. math:: x_{k+1} = \frac{A x_k}{\operatorname{sum}(A x_k)}

    Parameters
    ----------
    A
        Matrix of shape (n, n) without negative entries.
    start
        Shares of sum 1, shape (n,).
    count
        How many steps.

    Returns
    -------
    Shape (count + 1, n): the start first. NaN from where nothing is left on.

    Notes
    -----
    Power iteration, brought back to sum 1 instead of length 1: Caswell, section 4.5.

    Examples
    --------
    >>> population([[0.5, 0.0], [0.5, 1.0]], [1.0, 0.0], 2)
    array([[1.  , 0.  ],
           [0.5 , 0.5 ],
           [0.25, 0.75]])
    """
    A = checks.as_square(A, "A")
    rows = [checks.as_vector(start, "start", A.shape[1])]
    for _ in range(count):
        y = A @ rows[-1]
        total = np.sum(y)
        rows.append(
            np.where(total > checks.SMALLEST, y / np.where(total > checks.SMALLEST, total, 1.0), np.nan)
        )
    return np.stack(rows)


def settled_shares(vector: Any) -> Any:
    """Bring an eigenvector without mixed signs to sum 1.

    Parameters
    ----------
    vector
        Shape (n,), real or complex (its real part counts), of one sign.

    Returns
    -------
    Shape (n,).

    Examples
    --------
    >>> settled_shares(np.array([-1.0, -3.0]))
    array([0.25, 0.75])
    """
    real = np.real(vector)
    return real / np.sum(real)

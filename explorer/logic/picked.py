"""Which of many are on: a rule says it for all, a reader for some, and a few numbers remember that.

An answer of a reader's is 1, on, -1, off, or 0, as the rule says. A link would be long with an answer each,
so eleven of them are one number, in base three.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.logic import checks

EACH = 11
"""Answers in one number, which stays below 3^11 = 177,147."""


def packs(count: int) -> int:
    """Return how many numbers hold so many answers.

    Examples
    --------
    >>> packs(11), packs(128)
    (1, 12)
    """
    return -(-count // EACH)


def unpack(numbers: Any, count: int) -> Any:
    """Return the answers that a list of numbers holds.

    Parameters
    ----------
    numbers
        Shape (k,); of fractions the nearest whole number counts.
    count
        How many answers are wanted, at most k times `EACH`.

    Returns
    -------
    -1, 0 or 1 each, shape (count,).

    Raises
    ------
    ValueError
        If the numbers are too few.

    Examples
    --------
    >>> unpack([1 + 2 * 3], 3)
    array([ 1., -1.,  0.])
    """
    numbers = checks.as_vector(numbers, "numbers")
    if count > EACH * numbers.shape[0]:
        raise ValueError(f"{numbers.shape[0]} numbers hold {EACH * numbers.shape[0]} answers, not {count}.")
    parts = np.floor(np.rint(np.abs(numbers))[:, None] / 3.0 ** np.arange(EACH))
    digits = (parts - 3.0 * np.floor(parts / 3.0)).reshape(-1)[:count]
    return np.where(digits > 1.5, -1.0, digits)


def pack(answers: Any, count: int) -> Any:
    """Return the numbers that hold answers: what `unpack` takes.

    Parameters
    ----------
    answers
        -1, 0 or 1 each, shape (n,).
    count
        For how many answers there is to be room, at least n.

    Returns
    -------
    Shape (packs(count),).

    Raises
    ------
    ValueError
        If there are more answers than room.

    Examples
    --------
    >>> pack([1, -1, 0], 3)
    array([7.])
    """
    answers = checks.as_vector(answers, "answers")
    room = EACH * packs(count)
    if answers.shape[0] > room:
        raise ValueError(f"there is room for {room} answers, not for {answers.shape[0]}.")
    digits = np.where(answers < -0.5, 2.0, np.where(answers > 0.5, 1.0, 0.0))
    whole = np.concatenate([digits, np.zeros(room - answers.shape[0])])
    return whole.reshape(-1, EACH) @ 3.0 ** np.arange(EACH)


def with_exceptions(rule: Any, answers: Any) -> Any:
    """Return which are on: those that the reader says, and of the others those that the rule says.

    Parameters
    ----------
    rule
        Whether each is on by the rule, shape (n,).
    answers
        -1, 0 or 1 each, shape (n,).

    Returns
    -------
    1 or 0 each, shape (n,).

    Examples
    --------
    >>> with_exceptions([True, True, False], np.array([0, -1, 1]))
    array([1., 0., 1.])
    """
    return np.where(answers > 0.5, 1.0, np.where(answers < -0.5, 0.0, np.where(rule, 1.0, 0.0)))


def toggled(rule: Any, answers: Any, i: Any) -> Any:
    """Return the answers after the i-th is switched over; one that agrees with the rule is none.

    Parameters
    ----------
    rule, answers
        As `with_exceptions` takes them.
    i
        Counted from 0; of another number nothing is switched.

    Returns
    -------
    -1, 0 or 1 each, shape (n,).

    Examples
    --------
    >>> toggled(np.array([True, False]), np.array([0.0, 0.0]), 0)
    array([-1.,  0.])
    >>> toggled(np.array([True, False]), np.array([-1.0, 0.0]), 0)
    array([0., 0.])
    """
    by_rule = np.where(rule, 1.0, 0.0)
    switched = 1.0 - with_exceptions(rule, answers)
    after = np.where(switched == by_rule, 0.0, 2.0 * switched - 1.0)
    return np.where(np.arange(np.shape(answers)[0]) == i, after, answers)

"""Check arguments before computing, and refuse in one sentence that a reader understands.

The checks work on arrays and on the live values of a stage alike: an array that fails raises `ValueError`, a
live value records the same sentence as a guard (it knows how, through its own method `__require__`), and the
stage shows it for as long as the condition fails.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Squares and cubes of numbers up to here stay below the largest float64, 1.8e308, so that lengths,
# determinants and products of three matrices cannot overflow.
LARGEST = 1e100
# What is shorter counts as the zero vector: its square has lost digits (or is 0), and with them its
# direction.
SMALLEST = 1e-100


def require(condition: Any, message: str) -> None:
    """Refuse with `message` unless the condition holds everywhere.

    Parameters
    ----------
    condition
        A truth value, an array of them, or a live value.
    message
        One sentence: names the argument, says what would be right and why.

    Raises
    ------
    ValueError
        With that sentence, when the condition (an array) is false anywhere. A live condition raises nothing:
        it becomes a guard of the recorded program.

    Examples
    --------
    >>> require(2 > 1, "never seen")
    >>> require([True, False], "v is the zero vector: it has no direction.")
    Traceback (most recent call last):
    ValueError: v is the zero vector: it has no direction.
    """
    guard = getattr(condition, "__require__", None)
    if guard is not None:
        guard(message)
    elif not np.all(condition):
        raise ValueError(message)


def is_live(x: Any) -> bool:
    """Tell whether x is a live value of a stage: it records what is done with it.

    Examples
    --------
    >>> is_live([1.0, 2.0])
    False
    """
    return hasattr(x, "__require__")


def as_number(x: Any, name: str) -> Any:
    """Read one finite real number.

    Parameters
    ----------
    x
        A number, an array of shape () or a live value of that shape.
    name
        What messages call it.

    Returns
    -------
    x as a float64 array of shape (), or the live value itself.

    Raises
    ------
    ValueError
        If x is text, an array with axes, complex, NaN, infinite or beyond `LARGEST` (its square would
        overflow).

    Examples
    --------
    >>> float(as_number(3, "t"))
    3.0
    >>> as_number([1, 2], "t")
    Traceback (most recent call last):
    ValueError: t must be one number, not an array of shape (2,).
    """
    x = _real_array(x, name)
    if x.ndim != 0:
        raise ValueError(f"{name} must be one number, not an array of shape {_shape(x)}.")
    _require_finite(x, name)
    return x


def as_vector(x: Any, name: str, size: int | None = None) -> Any:
    """Read a vector of finite real numbers.

    Parameters
    ----------
    x
        Numbers of shape (n,), n >= 1, or a live value of that shape.
    name
        What messages call it.
    size
        The n that is wanted; any when None.

    Returns
    -------
    x as a float64 array of shape (n,), or the live value itself.

    Raises
    ------
    ValueError
        If x is text, ragged, complex, of another shape, or holds NaN, an infinity or a number beyond
        `LARGEST` (its square would overflow).

    Examples
    --------
    >>> as_vector([3, 4], "v")
    array([3., 4.])
    >>> as_vector([3, 4, 5], "v", size=2)
    Traceback (most recent call last):
    ValueError: v must have 2 components, not 3.
    """
    x = _real_array(x, name)
    if x.ndim != 1:
        raise ValueError(f"{name} must be a vector, shape (n,), not an array of shape {_shape(x)}.")
    if x.shape[0] == 0:
        raise ValueError(f"{name} must have at least one component; it is empty.")
    if size is not None and x.shape[0] != size:
        raise ValueError(f"{name} must have {size} {_plural(size, 'component')}, not {x.shape[0]}.")
    _require_finite(x, name)
    return x


def as_matrix(x: Any, name: str, shape: tuple[int | None, int | None] | None = None) -> Any:
    """Read a matrix of finite real numbers.

    Parameters
    ----------
    x
        Numbers of shape (m, n), m, n >= 1, or a live value of that shape.
    name
        What messages call it.
    shape
        The shape that is wanted; None in a place (or altogether) accepts any size there.

    Returns
    -------
    x as a float64 array of shape (m, n), or the live value itself.

    Raises
    ------
    ValueError
        If x is text, ragged, complex, of another shape, or holds NaN, an infinity or a number beyond
        `LARGEST` (products would overflow).

    Examples
    --------
    >>> as_matrix([[1, 2], [3, 4]], "A")
    array([[1., 2.],
           [3., 4.]])
    >>> as_matrix([[1, 2, 3]], "points", shape=(None, 2))
    Traceback (most recent call last):
    ValueError: points must have shape (any, 2), not (1, 3).
    >>> as_matrix([[1, 2], [3]], "A")
    Traceback (most recent call last):
    ValueError: A has rows of different lengths; every row needs the same number of entries.
    """
    x = _real_array(x, name)
    if x.ndim != 2:
        message = f"{name} must be a matrix, shape (rows, columns), not an array of shape {_shape(x)}."
        raise ValueError(message)
    if 0 in x.shape:
        raise ValueError(f"{name} must have at least one row and one column; its shape is {_shape(x)}.")
    if shape is not None and any(w is not None and w != n for w, n in zip(shape, x.shape, strict=True)):
        wanted = ", ".join("any" if w is None else str(w) for w in shape)
        raise ValueError(f"{name} must have shape ({wanted}), not {_shape(x)}.")
    _require_finite(x, name)
    return x


def as_square(x: Any, name: str) -> Any:
    """Read a square matrix of finite real numbers.

    Parameters
    ----------
    x
        Numbers of shape (n, n), n >= 1, or a live value of that shape.
    name
        What messages call it.

    Returns
    -------
    x as a float64 array of shape (n, n), or the live value itself.

    Raises
    ------
    ValueError
        As `as_matrix` does, and if rows and columns differ in number: determinants, inverses and eigenvectors
        belong to maps of a space to itself.

    Examples
    --------
    >>> as_square([[1, 2, 3], [4, 5, 6]], "A")
    Traceback (most recent call last):
    ValueError: A must be square, as many rows as columns, not 2 by 3.
    """
    x = as_matrix(x, name)
    if x.shape[0] != x.shape[1]:
        raise ValueError(f"{name} must be square, as many rows as columns, not {x.shape[0]} by {x.shape[1]}.")
    return x


def as_pair(x: Any, x_name: str, y: Any, y_name: str) -> tuple[Any, Any]:
    """Read two vectors with the same number of components.

    Parameters
    ----------
    x, y
        Vectors, shapes (n,) and (m,), or live values.
    x_name, y_name
        What messages call them.

    Returns
    -------
    Both, as `as_vector` gives them.

    Raises
    ------
    ValueError
        As `as_vector` does, and if n is not m: sums, dot products and distances pair component with
        component.

    Examples
    --------
    >>> as_pair([1, 2], "u", [1, 2, 3], "v")
    Traceback (most recent call last):
    ValueError: u has 2 components and v has 3: they must have the same number.
    """
    x, y = as_vector(x, x_name), as_vector(y, y_name)
    if x.shape != y.shape:
        raise ValueError(
            f"{x_name} has {x.shape[0]} {_plural(x.shape[0], 'component')} and {y_name} has {y.shape[0]}: "
            "they must have the same number."
        )
    return x, y


def as_factors(A: Any, B: Any) -> tuple[Any, Any]:
    """Read two matrices that can be multiplied.

    Parameters
    ----------
    A, B
        Matrices of shapes (m, n) and (n, p).

    Returns
    -------
    Both, as `as_matrix` gives them.

    Raises
    ------
    ValueError
        If one is no matrix of finite numbers, or A has not as many columns as B has rows: a row of A and a
        column of B are then of different lengths, and have no dot product.

    Examples
    --------
    >>> as_factors(np.ones((3, 3)), np.ones((2, 3)))
    Traceback (most recent call last):
    ValueError: A has 3 columns and B has 2 rows; for A B they must be as many.
    """
    A, B = as_matrix(A, "A"), as_matrix(B, "B")
    if A.shape[1] != B.shape[0]:
        columns, rows = A.shape[1], B.shape[0]
        raise ValueError(
            f"A has {columns} {'column' if columns == 1 else 'columns'} and B has {rows} "
            f"{'row' if rows == 1 else 'rows'}; for A B they must be as many."
        )
    return A, B


def as_segments(x: Any, name: str) -> Any:
    """Read straight segments of the plane, each by its two ends.

    Parameters
    ----------
    x
        Shape (k, 2, 2), or a live value of that shape: segment, end, coordinate.
    name
        What messages call them.

    Returns
    -------
    x as a float64 array of shape (k, 2, 2), or the live value itself.

    Raises
    ------
    ValueError
        If x has another shape, or holds NaN, an infinity or a number beyond `LARGEST`.

    Examples
    --------
    >>> as_segments([[0, 0], [1, 0]], "segments")
    Traceback (most recent call last):
    ValueError: segments must have shape (any, 2, 2), two ends each, not (2, 2).
    """
    x = _real_array(x, name)
    if x.ndim != 3 or tuple(x.shape[1:]) != (2, 2):
        raise ValueError(f"{name} must have shape (any, 2, 2), two ends each, not {_shape(x)}.")
    _require_finite(x, name)
    return x


def as_rows(x: Any, name: str, columns: int | None = None) -> Any:
    """Read one vector or several of the same size, as rows.

    Parameters
    ----------
    x
        Numbers of shape (n,) or (k, n), or a live value of one of these shapes.
    name
        What messages call them.
    columns
        The n that is wanted; any when None.

    Returns
    -------
    x as a float64 array of shape (k, n), k = 1 for one vector, or the live value so shaped.

    Raises
    ------
    ValueError
        As `as_vector` and `as_matrix` do.

    Examples
    --------
    >>> as_rows([0.6, 0.8], "basis")
    array([[0.6, 0.8]])
    >>> as_rows([[1, 0, 0], [0, 1, 0]], "basis", columns=2)
    Traceback (most recent call last):
    ValueError: basis must have shape (any, 2), not (2, 3).
    """
    x = _real_array(x, name)
    return as_vector(x, name, columns)[None, :] if x.ndim == 1 else as_matrix(x, name, (None, columns))


def as_sheet(x: Any, name: str, ndim: int = 2) -> Any:
    """Read a sheet of numbers in which a blank is NaN (or None).

    Parameters
    ----------
    x
        Numbers and blanks of shape (m, n), or a live value of that shape.
    name
        What messages call it.
    ndim
        2 for a sheet; 1 for a single row, shape (n,), which may be blank altogether.

    Returns
    -------
    x as a float64 array with NaN in the blanks, or the live value itself.

    Raises
    ------
    ValueError
        If x is no table of numbers and blanks, holds an infinity or a number beyond `LARGEST`, or is a whole
        sheet without a single number: there is nothing to learn from.

    Examples
    --------
    >>> as_sheet([[1, None], [0, 2]], "ratings")
    array([[ 1., nan],
           [ 0.,  2.]])
    >>> as_sheet([[None, None]], "ratings")
    Traceback (most recent call last):
    ValueError: ratings must hold at least one number; every cell is blank.
    """
    x = _real_array(x, name)
    if x.ndim != ndim or 0 in x.shape:
        wanted = "a table, shape (rows, columns)" if ndim == 2 else "a row, shape (columns,)"
        raise ValueError(f"{name} must be {wanted}, not an array of shape {_shape(x)}.")
    require(
        ~(np.abs(x) > LARGEST),  # true for NaN
        f"{name} must hold numbers between -1e100 and 1e100, or blanks.",
    )
    if ndim == 2:
        require(~np.all(np.isnan(x)), f"{name} must hold at least one number; every cell is blank.")
    return x


def require_not_zero(v: Any, name: str, why: str) -> None:
    """Refuse the zero vector, and what is so short (below `SMALLEST`) that its direction is lost to rounding.

    Parameters
    ----------
    v
        Vector of shape (n,).
    name
        What the message calls it.
    why
        What cannot be done with the zero vector, to follow a colon.

    Raises
    ------
    ValueError
        If the length of v is `SMALLEST` or less.

    Examples
    --------
    >>> require_not_zero(np.zeros(2), "v", "it has no direction")
    Traceback (most recent call last):
    ValueError: v is the zero vector: it has no direction.
    """
    require(np.sum(v * v) > SMALLEST**2, f"{name} is the zero vector: {why}.")


def _real_array(x: Any, name: str) -> Any:
    """Pass a live value through; read anything else as float64 or refuse it."""
    if is_live(x):
        return x
    if isinstance(x, Sequence) and not isinstance(x, str) and any(map(is_live, x)):
        # `np.asarray` would have to freeze the live members at what they are now.
        return np.stack([item if is_live(item) else _real_array(item, name) for item in x])
    try:
        raw = np.asarray(x)
    except ValueError:
        message = f"{name} has rows of different lengths; every row needs the same number of entries."
        raise ValueError(message) from None
    if raw.dtype.kind == "O":
        try:
            raw = raw.astype(np.float64)
        except (TypeError, ValueError):
            raise ValueError(f"{name} must hold numbers only; one of its entries is not a number.") from None
    if raw.dtype.kind == "c":
        raise ValueError(f"{name} must hold real numbers; it is complex.")
    if raw.dtype.kind not in "biuf":
        raise ValueError(f"{name} must hold numbers only, not {_kind(raw)}.")
    return raw.astype(np.float64, copy=False)


def _require_finite(x: Any, name: str) -> None:
    require(
        np.all(np.abs(x) <= LARGEST),  # false for NaN as well
        f"{name} must hold finite numbers between -1e100 and 1e100; one of them is missing or too large.",
    )


def _kind(raw: NDArray[Any]) -> str:
    return "text" if raw.dtype.kind in "USO" else f"values of type {raw.dtype}"


def _plural(count: int, noun: str) -> str:
    return noun if count == 1 else noun + "s"


def _shape(x: Any) -> str:
    return str(tuple(int(n) for n in x.shape))

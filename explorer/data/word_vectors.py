"""Word vectors that ship with the app: 12,000 English words as 100 numbers each."""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from explorer.data.samples import sample_path


class WordVectors(NamedTuple):
    """Words and where each lives, kept as whole numbers times one scale a word.

    Attributes
    ----------
    words
        The most frequent first.
    whole
        Shape (words, 100), whole numbers from -127 to 127.
    scale
        Shape (words,): the vector of word i is `scale[i] * whole[i]`.
    """

    words: tuple[str, ...]
    whole: NDArray[np.int8]
    scale: NDArray[np.float64]

    def vectors(self) -> NDArray[np.float64]:
        """Return the vectors, shape (words, 100)."""
        return self.scale[:, np.newaxis] * self.whole


@functools.cache
def word_vectors(count: int = 12_000) -> WordVectors:
    """Load the most frequent of 12,000 words of GloVe, 100 numbers each.

    Parameters
    ----------
    count : int
        How many words, up to 12,000.

    Returns
    -------
    WordVectors

    Notes
    -----
    Pennington, Socher and Manning, GloVe: Global Vectors for Word Representation, EMNLP 2014; the vectors of
    6 billion words of text, rounded to 8 bits a number.

    Examples
    --------
    >>> found = word_vectors(2500)
    >>> found.words[0], found.vectors().shape
    ('the', (2500, 100))
    """
    with np.load(sample_path("word_vectors/glove_12k_100d_int8.npz"), allow_pickle=False) as kept:
        words = tuple(bytes(kept["words"]).decode().split("\n"))
        return WordVectors(words[:count], kept["vectors"][:count], kept["scale"][:count].astype(np.float64))

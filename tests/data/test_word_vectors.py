"""The word vectors that ship are GloVe's: the known neighbours are the neighbours."""

from __future__ import annotations

import numpy as np

from explorer.data import graphs, word_vectors


def nearest(words: tuple[str, ...], V: np.ndarray, wanted: np.ndarray, without: set[str]) -> str:
    cosine = V @ wanted / np.linalg.norm(V, axis=1) / np.linalg.norm(wanted)
    return next(words[k] for k in np.argsort(-cosine) if words[k] not in without)


def test_king_minus_man_plus_woman_is_queen_when_the_three_are_left_out() -> None:
    found = word_vectors.word_vectors()
    V, at = found.vectors(), found.words.index
    assert V.shape == (12_000, 100)
    wanted = V[at("king")] - V[at("man")] + V[at("woman")]
    assert nearest(found.words, V, wanted, {"king", "man", "woman"}) == "queen"
    assert nearest(found.words, V, wanted, set()) == "king"


def test_the_first_words_are_the_most_frequent_and_the_first_of_all() -> None:
    few = word_vectors.word_vectors(40)
    assert few.words[:3] == ("the", "of", "to")
    np.testing.assert_array_equal(few.vectors(), word_vectors.word_vectors().vectors()[:40])


def test_the_painters_link_to_each_other_and_never_to_themselves() -> None:
    graph = graphs.painters()
    assert list(graph.names) == sorted(graph.names)
    assert graph.links.sum() == 50
    assert np.diag(graph.links).sum() == 0
    into = dict(zip(graph.names, graph.links.sum(axis=0), strict=True))
    assert (into["Edouard Manet"], into["Leonardo da Vinci"]) == (6, 3)

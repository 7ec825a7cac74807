"""Graphs that ship with the app: who links to whom."""

from __future__ import annotations

import csv
import functools
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from explorer.data.samples import sample_path


class Graph(NamedTuple):
    """Pages and the links between them.

    Attributes
    ----------
    names
        One for each page, in the order of the alphabet.
    links
        Shape (pages, pages): 1 where the page of the row links to the page of the column, else 0.
    """

    names: tuple[str, ...]
    links: NDArray[np.float64]


@functools.cache
def painters() -> Graph:
    """Load the links between the Wikipedia pages of 14 painters.

    Returns
    -------
    Graph

    Notes
    -----
    T. Bonald and others, scikit-network, JMLR 21(185), 2020: the data set "painters".

    Examples
    --------
    >>> graph = painters()
    >>> graph.links.shape, int(graph.links.sum())
    ((14, 14), 50)
    """
    with sample_path("graphs/wikipedia_painters.csv").open(encoding="utf-8", newline="") as file:
        pairs = [(row["source"], row["target"]) for row in csv.DictReader(file)]
    names = tuple(sorted({name for pair in pairs for name in pair}))
    links = np.zeros((len(names), len(names)))
    for source, target in pairs:
        links[names.index(source), names.index(target)] = 1.0
    return Graph(names, links)

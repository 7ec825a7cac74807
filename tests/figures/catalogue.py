"""One figure of each kind, for tests that ask something of every figure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from explorer.figures import pca, recommender
from explorer.roles import Theme

THEMES: tuple[Theme, ...] = get_args(Theme)
RNG = np.random.default_rng(7)

POINTS = RNG.normal(size=(60, 3)) * [5, 3, 0.5] + [10, -4, 2]
MEAN = POINTS.mean(axis=0)
SINGULAR, COMPONENTS = np.linalg.svd(POINTS - MEAN, full_matrices=False)[1:]
SHARES = SINGULAR**2 / np.sum(SINGULAR**2)
SCORES = (POINTS - MEAN) @ COMPONENTS.T
LENGTHS = 2 * SINGULAR / np.sqrt(59)
KINDS = np.array(["fir", "oak", "elm"])[RNG.integers(0, 3, 60)]
U = np.array([[1, 0.1], [-1, 0], [0.2, -1], [0.1, 1]])
V = np.array([[0.9, -0.2], [-1, -0.8], [1, -1], [1, 0.9], [-0.9, 1]])
USERS = ["user 1", "user 2", "user 3", "user 4"]
MOVIES = ["Harry Potter", "The Triplets of Belleville", "Shrek", "The Dark Knight Rises", "Memento"]
RATINGS = np.where(U @ V.T > 0, 1.0, -1.0)
RATINGS[0, 1] = RATINGS[2, 4] = np.nan
LOSSES = {"training": np.exp(-np.arange(50) / 9), "held out": np.exp(-np.arange(50) / 12) + 0.2}

FIGURES: dict[str, Callable[[Theme], go.Figure]] = {
    "cloud": lambda t: pca.cloud_figure(POINTS, MEAN, COMPONENTS, LENGTHS, theme=t),
    "cloud in groups with sticks": lambda t: pca.cloud_figure(
        POINTS,
        MEAN,
        COMPONENTS[:2],
        LENGTHS[:2],
        groups=list(KINDS),
        labels=list(KINDS),
        shadows=MEAN + SCORES[:, :2] @ COMPONENTS[:2],
        theme=t,
    ),
    "map": lambda t: pca.map_figure(SCORES, SHARES, theme=t),
    "map in groups": lambda t: pca.map_figure(
        SCORES, SHARES, groups=list(KINDS), labels=list(KINDS), values=POINTS, value_names="abc", theme=t
    ),
    "map by a number": lambda t: pca.map_figure(SCORES, SHARES, colour_by=("depth", POINTS[:, 2]), theme=t),
    "scree": lambda t: pca.scree_figure(SHARES, kept=2, theme=t),
    "loadings": lambda t: pca.loadings_figure(COMPONENTS.T, ["a", "b", "c"], SHARES, circle=True, theme=t),
    "rebuilt": lambda t: pca.rebuilt_figure(POINTS[0], POINTS[1], ["a", "b", "c"], kept=2, theme=t),
    "embedding": lambda t: recommender.embedding_figure(U, V, USERS, MOVIES, user=0, item=0, theme=t),
    "loss": lambda t: recommender.loss_figure(LOSSES, at=20, theme=t),
    "matrix": lambda t: recommender.matrix_figure(RATINGS, USERS, MOVIES, marked=RATINGS > 0, theme=t),
}


def trace(figure: go.Figure, name: str) -> Any:
    return next(each for each in figure.data if each.name == name)


def xyz(one: Any) -> NDArray[np.float64]:
    return np.column_stack([one.x, one.y, one.z]).astype(float)


def xy(one: Any) -> NDArray[np.float64]:
    return np.column_stack([one.x, one.y]).astype(float)

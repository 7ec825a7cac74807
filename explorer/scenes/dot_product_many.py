"""Two vectors of many numbers in the plane that holds both: words, columns and pages beside one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from explorer.data import graphs, samples, word_vectors
from explorer.live.scene import Scene
from explorer.logic import vectors
from explorer.scenes import dot_product_patches
from explorer.sentence import Sentence

REACH = 6.0  # how far from the origin the longest vector is drawn
WORDS = 2500
FEW = 6  # so many can all bear their names
U, V = "u is", "v is"


class Vectors(NamedTuple):
    """Vectors with names, and what is said of them.

    Attributes
    ----------
    names
        One for each vector.
    whole, scale
        Vector i is `scale[i] * whole[i]`, which travels in few bytes.
    start, trap
        The names of u and v at the start, and where dot product and angle have different answers.
    title
        What the picture shows.
    product
        What the dot product says of two of them.
    kernels
        So many of the first are kernels, and all others patches of the picture beside.
    """

    names: tuple[str, ...]
    whole: NDArray[Any]
    scale: NDArray[np.float64]
    start: tuple[str, str]
    trap: tuple[str, str]
    title: str
    product: str
    kernels: int = 0

    def vector(self, i: int) -> NDArray[np.float64]:
        """Return one vector, shape (n,)."""
        return np.asarray(self.scale[i] * self.whole[i])

    def lengths(self) -> NDArray[np.float64]:
        """Return how long each is, shape (m,)."""
        return self.scale * np.linalg.norm(self.whole.astype(float), axis=1)


def words() -> Vectors:
    """Return the most frequent English words as GloVe knows them: 100 numbers each."""
    found = word_vectors.word_vectors(WORDS)
    return Vectors(
        found.words,
        found.whole,
        found.scale,
        ("king", "queen"),
        ("doctor", "hospital"),
        "A word u, and the words around it by length and angle",
        "Large where two words stand in the same company.",
    )


def columns() -> Vectors:
    """Return the four measurements of the penguins as columns with their mean taken off; the mass in kg."""
    table = samples.penguins()
    centred = table.values - table.values.mean(axis=0)
    scale = np.array([1.0, 1.0, 1.0, 0.001])
    return Vectors(
        ("bill length (mm)", "bill depth (mm)", "flipper length (mm)", "body mass (kg)"),
        centred.T,
        scale,
        ("bill length (mm)", "flipper length (mm)"),
        ("flipper length (mm)", "body mass (kg)"),
        "A column u of a table, and the others by length and angle",
        "Cosine of the angle: the correlation r of the two columns.",
    )


def links() -> Vectors:
    """Return the pages of painters as rows of 0 and 1: to whom each links."""
    graph = graphs.painters()
    return Vectors(
        graph.names,
        graph.links,
        np.ones(len(graph.names)),
        ("Vincent van Gogh", "Edouard Manet"),
        ("Claude Monet", "Edgar Degas"),
        "A page u, and the other pages by length and angle",
        "It counts the pages to which both link.",
    )


def patches() -> Vectors:
    """Return five kernels of length 1, and the patches of a small picture, 0 black and 1 white."""
    kernels = np.array([kernel.ravel() for kernel in dot_product_patches.KERNELS.values()])
    seen = dot_product_patches.patches(dot_product_patches.small_cat())
    return Vectors(
        (*dot_product_patches.KERNELS, *dot_product_patches.slices()),
        np.concatenate([kernels, seen]),
        np.concatenate([1 / np.linalg.norm(kernels, axis=1), np.full(len(seen), 1 / 255)]),
        ("Sobel y", "[12:15, 9:12]"),
        ("Sobel x", "[13:16, 25:28]"),
        "A kernel u, and the patches of a picture by length and angle",
        "One number of the filtered picture: how much of the kernel is in the patch.",
        len(kernels),
    )


JOBS: dict[str, Callable[[], Vectors]] = {
    "words": words,
    "columns": columns,
    "links": links,
    "patches": patches,
}


def many(job: str) -> Scene:
    """Two of many vectors in the plane that holds both, and which are most alike to the first."""
    held = JOBS[job]()
    count = held.whole.shape[1]
    scene = Scene(
        held.title, x=(-2.6, 8.4), y=(-0.9, 6.4), tall=((-2.2, 6.8), (-1.5, 7.5)), grid=False, numbers=False
    )
    names = scene.words(held.names)
    i, j = scene.text(U, names, at=held.start[0]), scene.text(V, names, at=held.start[1])
    X = scene.frames(held.whole) * held.scale[:, np.newaxis]
    u, v = X[i], X[j]
    lengths = held.lengths()
    drawn = REACH / lengths.max()
    product, cosine = vectors.dot(u, v), vectors.cosine_similarity(u, v)
    places = vectors.lay_beside(X, u)
    # The most alike of all is u itself; it does not count, nor do other kernels.
    itself = (np.arange(len(held.names)) == i) | (np.arange(len(held.names)) < held.kernels)
    by_dot = np.argmax(np.where(itself, -np.inf, places[:, 0]))
    by_angle = np.argmax(np.where(itself, -np.inf, places[:, 0] / lengths))
    shown = drawn * places
    scene.handle_at(
        "v",
        shown[j],
        lambda target: {V: 1.0 * vectors.nearest(shown, target)},
        role="second",
        shape="square",
        says=product,
        keys=lambda step: {V: np.clip(j + step[0] + step[1], 0, len(held.names) - 1)},
        names=("u · v",),
    )
    tip, foot = drawn * np.stack([vectors.length(u), 0.0 * product]), shown[j] * np.array([1.0, 0.0])
    scene.points(shown, size=2.5 if len(names) > 400 else 4, labels=names, name="all")
    scene.path(vectors.angle_mark(tip, shown[j]), role="derived")
    scene.segment(foot, shown[j])
    scene.arrow(tip, role="first", name="u")
    scene.arrow(shown[j], role="second", name="v")
    scene.arrow(foot, role="result", name="shadow")
    scene.points(shown[by_dot][np.newaxis], role="result", size=7, name="most alike by dot product")
    scene.points(shown[by_angle][np.newaxis], role="principal", size=9, name="most alike by angle")
    if len(held.names) <= FEW:
        for k, name in enumerate(held.names):
            free = np.where((i == k) | (j == k), np.nan, shown[k])
            scene.label(name, free, role="data", small=True, away=(0, 0))
    scene.label(names[i], tip, role="first", away=(0, 0))
    scene.label(names[j], shown[j], role="second", away=(0, 0))
    if held.kernels:
        dot_product_patches.beside(scene, V, u, v, j - held.kernels)

    signed = vectors.dot(vectors.unit(u), v)
    scene.formula(
        r"\first{\mathbf{u}}\cdot\second{\mathbf{v}}=\result{@0}\times\first{@1}=@2",
        signed,
        vectors.length(u),
        product,
        digits=4,
    )
    scene.formula(
        r"\cos\theta=\frac{\first{\mathbf{u}}\cdot\second{\mathbf{v}}}{\first{@0}\times\second{@1}}=@2",
        vectors.length(u),
        vectors.length(v),
        cosine,
    )
    scene.label("shadow", 0.5 * foot, role="result", small=True, away=shown[j])
    scene.readout("u · v", product, at=np.zeros(2), role="result")
    angle = np.degrees(vectors.angle_between(u, v))
    scene.readout("most like u, by dot product", names[by_dot], role="result")
    scene.readout("most like u, by angle", names[by_angle], role="principal")
    scene.readout("angle between u and v", angle, unit="°", digits=1)
    scene.readout("cosine of the angle", cosine)
    scene.readout("length of the shadow", vectors.length(vectors.project(v, onto=u)), role="result")
    scene.readout("length of u", vectors.length(u), role="first")
    scene.readout("length of v", vectors.length(v), role="second")
    scene.note(held.product)
    scene.note(
        Sentence(
            "Each vector has {count} numbers. Its length and its angle to u are true here.",
            count=count,
        )
    )
    place = {name: k for k, name in enumerate(held.names)}
    scene.preset("Two answers", {U: place[held.trap[0]], V: place[held.trap[1]]})
    start = {U: place[held.start[0]], V: place[held.start[1]]}
    markers = ["most alike by dot product", "most alike by angle"]
    scene.step("u and v have many numbers, and still one plane holds both.", start, hide=markers)
    scene.step("The shadow of v on u, times the length of u: that is the dot product.", hide=markers)
    scene.step(
        "Longest shadow: largest dot product. Smallest angle: largest cosine.",
        {U: place[held.trap[0]], V: place[held.trap[1]]},
    )
    differ = (by_dot != by_angle) & (i != place[held.trap[0]])
    scene.goal(
        Sentence(
            "Choose a u other than {name} for which dot product and angle have different answers.",
            name=held.trap[0],
        ),
        differ,
        "A long vector casts a long shadow, even at a wider angle.",
    )
    scene.goal(
        "Find a v at a right angle to u, or at more.",
        angle > 89.5,
        "Nothing of v points along u: there is no shadow, or it points backwards.",
    )
    return scene

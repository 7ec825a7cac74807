"""An arrow x and its image A x, to be dragged at once."""

import numpy as np

from explorer.live.scene import Scene, recorded
from explorer.logic import matrices, vectors


@recorded
def scene() -> Scene:
    """An arrow x and its image A x; the directions that A does not turn are to be found."""
    A = np.array([[1.5, 0.5], [0.5, 1.0]])
    scene = Scene("An arrow x and its image A x", x=(-4, 4), y=(-2.5, 2.5))
    x = scene.handle("x", at=(0.5, 1.5), role="first")
    image = matrices.apply(A, x[np.newaxis])[0]
    scene.grid(matrices.apply_segments(A, matrices.grid_segments(12, 1)))
    scene.path(vectors.angle_mark(x, image), role="derived")
    scene.arrow(image, label="A x", role="result")
    scene.arrow(x, label="x", role="first")
    turned = np.degrees(vectors.angle_between(x, image))
    scene.readout("A turns x by", turned, at=0.6 * image, said="turned by", unit="°", digits=1, role="result")
    scene.readout("stretched by", vectors.length(image) / vectors.length(x))
    scene.matrix("A", A)
    scene.goal(
        "Find a direction that A does not turn.",
        (turned < 1.5) | (turned > 178.5),
        "You have found an eigenvector: A only stretches it, and the factor is its eigenvalue.",
    )
    return scene

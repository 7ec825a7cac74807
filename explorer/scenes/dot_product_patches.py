"""A kernel and the patches of a picture: what one number of a filtered picture is made of."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from explorer.data import pictures
from explorer.live.scene import Scene

SIDE = 32  # pixels of the picture, so that each can be seen
K = 3  # rows and columns of a kernel
PLACES = SIDE - K + 1  # of a patch, along each side
KERNELS: dict[str, NDArray[np.float64]] = {
    "Sobel x": np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]),
    "Sobel y": np.array([[-1.0, -2, -1], [0, 0, 0], [1, 2, 1]]),
    "Laplace": np.array([[-1.0, -1, -1], [-1, 8, -1], [-1, -1, -1]]),
    "Gauss": np.array([[1.0, 2, 1], [2, 4, 2], [1, 2, 1]]),
    "box": np.ones((K, K)),
}
"""As the books write them: differences to the right and downwards, a spot, two kinds of blur."""

_BESIDE, _ABOVE, _BELOW = (34.5, 44.5), (19.0, 29.0), (3.0, 13.0)  # where both vectors stand as pixels


def small_cat() -> NDArray[np.float64]:
    """Return the cat in few pixels, whole numbers from 0 to 255, shape (SIDE, SIDE)."""
    values = pictures.cat().values
    m, n = (size // SIDE for size in values.shape)
    return np.rint(values.reshape(SIDE, m, SIDE, n).mean(axis=(1, 3)))


def patches(picture: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return every patch of a picture, row by row, shape (PLACES * PLACES, K * K)."""
    return np.lib.stride_tricks.sliding_window_view(picture, (K, K)).reshape(-1, K * K)


def slices() -> list[str]:
    """Return the name of each patch: how NumPy cuts it out."""
    return [f"[{r}:{r + K}, {c}:{c + K}]" for r in range(PLACES) for c in range(PLACES)]


def beside(scene: Scene, field: str, u: Any, v: Any, place: Any) -> None:
    """Draw the picture in a pane; its patch is dragged over it, and both vectors stand there as pixels."""
    picture = small_cat()
    with scene.pane("the picture", x=(-1, 45.5), y=(-1, 33), grid=False, axes=False, numbers=False):
        scene.picture("picture", picture, x=(0, SIDE), y=(0, SIDE), low=0, high=255, digits=0)
        # A kernel that was chosen as v has no place in the picture.
        row, column = np.floor_divide(place, PLACES), np.mod(place, PLACES)
        middle = np.stack([column + 0.5 * K, SIDE - row - 0.5 * K])
        middle = np.where(place >= 0, middle, np.nan)
        corners = 0.5 * K * np.array([[-1.0, -1], [1, -1], [1, 1], [-1, 1]])
        scene.path(middle + corners, role="second", closed=True, name="patch")
        scene.picture("u as pixels", np.reshape(u, (K, K)), x=_BESIDE, y=_ABOVE, high=1.0, tones="diverging")
        scene.picture("v as pixels", np.reshape(v, (K, K)), x=_BESIDE, y=_BELOW, low=0.0, high=1.0)
        for name, (low, __), role in (("u", _ABOVE, "first"), ("v", _BELOW, "second")):
            scene.label(name, np.array([33.4, low + 10]), role=role)

        def under(target: Any) -> dict[str, Any]:
            right = np.clip(np.rint(target[0] - 0.5 * K), 0, PLACES - 1)
            down = np.clip(np.rint(SIDE - target[1] - 0.5 * K), 0, PLACES - 1)
            return {field: len(KERNELS) + PLACES * down + right}

        scene.handle_at("patch", middle, under, role="second", shape="square")

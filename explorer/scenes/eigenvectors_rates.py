"""How fast power iteration arrives, as every view of the lesson on eigenvectors says it."""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.live.scene import Scene
from explorer.logic import eigenvectors


def say_rates(scene: Scene, iterates: Any, values: Any, k: Any, *, digits: int) -> None:
    """Say the rate two ways: by the eigenvalues, and as measured on the iterates at iteration k."""
    scene.readout("rate by the eigenvalues", eigenvectors.rate(values), digits=digits)
    measured = np.concatenate([np.full(1, np.nan), eigenvectors.measured_rates(iterates)])
    scene.readout("rate measured here", measured[k], digits=digits)
    scene.note("Rate: in the long run each use of A multiplies the angle that is left by this.")

"""What a link to the lesson on eigenvectors says and its stage shows otherwise, in one sentence."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from explorer.live.scene import Scene
from explorer.live.serve.link import from_link
from explorer.scenes.eigenvectors_chains import START
from explorer.scenes.eigenvectors_space import MATRIX
from explorer.ui.language import _


def notice(view: str, scene: Scene, parameters: Mapping[str, str]) -> str:
    """Return what is to be said of numbers in the link that the stage shows otherwise; "" where it does not.

    Parameters
    ----------
    view : str
        Of the lesson; it stands before the names of its inputs in the link.
    scene : Scene
        The one of that view.
    parameters : mapping
        Of the link.
    """
    given, __ = from_link(scene, parameters, f"{view}-")
    A, start = given.get(MATRIX), given.get(START)
    if A is not None and not np.allclose(A, A.T, rtol=0.0, atol=1e-3):
        return _("The link’s A is not symmetric: the mean of A and its transpose is shown, which is.")
    if start is not None and np.any(start < 0) and np.any(start > 0):
        return _("The link has bars below 0: they are shown as empty.")
    return ""

"""Vectors: two arrows, their lengths, the way between them, and everything they reach together."""

from explorer.logic import vectors
from explorer.scenes.vectors import scene
from explorer.ui import frame
from explorer.ui.code_panel import Given, code_panel, said

entry = frame.lesson("vectors")


def sections(now):
    u, v = Given("u", now["u"]), Given("v", now["v"])
    calls = (
        said("w", vectors.combine, now["a"], u, now["b"], v),
        said("length of u", vectors.length, u),
        said("length of v", vectors.length, v),
        said("direction of u", vectors.direction, u, form="np.degrees({})", name="turned"),
        said("distance from u to v", vectors.distance, u, v),
    )
    return {"Code": lambda: code_panel(*calls)}


frame.stage(entry, scene(), sections)

"""Vectors: two arrows, their lengths, the way between them, and everything they reach together."""

from explorer.logic import vectors
from explorer.scenes.vectors import scene
from explorer.ui import frame
from explorer.ui.code_panel import code_panel

entry = frame.lesson("vectors")


def sections(now):
    return {"The NumPy": lambda: code_panel(vectors.combine, now["a"], now["u"], now["b"], now["v"])}


frame.stage(entry, scene(), sections)

"""Dot product: one number that holds two lengths and the angle between them."""

from explorer.logic import vectors
from explorer.scenes.dot_product import scene
from explorer.ui import frame
from explorer.ui.code_panel import call, code_panel

entry = frame.lesson("dot_product")


def sections(now):
    u, v = now["u"], now["v"]
    return {"The NumPy": lambda: code_panel(call(vectors.dot, u, v), call(vectors.project, v, u))}


frame.stage(entry, scene(), sections)

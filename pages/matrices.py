"""Matrices: drag the columns, and the whole plane follows."""

from explorer.logic import matrices
from explorer.scenes.matrices import scene
from explorer.ui import frame
from explorer.ui.code_panel import code_panel

entry = frame.lesson("matrices")


def sections(now):
    columns = now["column 1"], now["column 2"]
    return {"The NumPy": lambda: code_panel(matrices.determinant, matrices.from_columns(*columns))}


frame.stage(entry, scene(), sections)

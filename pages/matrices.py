"""Matrices: drag the columns, and the whole plane follows."""

from explorer.logic import matrices
from explorer.scenes.matrices import scene
from explorer.ui import frame
from explorer.ui.code_panel import Given, call, code_panel

entry = frame.lesson("matrices")


def calls(now):
    columns, t = (now["column 1"], now["column 2"]), now["from I to A"]
    A = matrices.from_columns(*columns)
    on_the_way = matrices.between(A, t)
    given, halfway = Given("A", A), Given("now", on_the_way, "now")
    return (
        call(matrices.determinant, given)._replace(name="det_A", says={"determinant": "{}"}),
        call(matrices.between, given, t)._replace(name="now", result=on_the_way, show=None),
        call(matrices.determinant, halfway)._replace(name="area"),
    )


frame.stage(entry, scene(), lambda now: {"Code": lambda: code_panel(*calls(now))})

"""Matrices: drag the columns, and the whole plane follows."""

from explorer.logic import matrices
from explorer.scenes.matrices import OLD_PARAMS, WAY, scene
from explorer.ui import frame
from explorer.ui.code_panel import Given, call, code_panel, said

entry = frame.lesson("matrices")


def sections(now):
    A, t = matrices.from_columns(now["column 1"], now["column 2"]), now[WAY]
    on_the_way, given = matrices.between(A, t), Given("A", A)
    drawn = Given("now", on_the_way, "now")
    calls = (
        call(matrices.between, given, t)._replace(name="now", result=on_the_way, show=None),
        said("determinant (area)", matrices.determinant, drawn, name="area"),
    )
    return {"Code": lambda: code_panel(*calls)}


frame.stage(entry, scene(), sections, old_params=OLD_PARAMS)

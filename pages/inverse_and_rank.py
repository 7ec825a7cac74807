"""Inverse and rank: when A x = b can be undone, and what is left where it cannot."""

import functools

from explorer.logic import matrices, solving
from explorer.scenes import inverse_and_rank_rows, inverse_and_rank_space
from explorer.scenes.inverse_and_rank import scene
from explorer.ui import frame
from explorer.ui.code_panel import Given, call, code_panel, said
from explorer.ui.inverse_and_rank import own_operations, systems
from explorer.ui.language import _

entry = frame.lesson("inverse_and_rank")
with frame.choices():
    view = frame.view({"plane": _("Plane"), "space": _("Space"), "rows": _("Row reduction")})
    system = systems.choose() if view == "rows" else None


def of_columns(now, names):
    A, b = matrices.from_columns(*(now[name] for name in names)), Given("b", now["b"])
    given = Given("A", A)
    calls = [
        said("rank", solving.rank, given),
        said("condition number", solving.condition_number, given, name="condition"),
        said("x", solving.shortest_solution, given, b),
        said("residual", solving.residual, given, b),
    ]
    if solving.rank(A) == len(names):
        undone = (call(matrices.inverse, given), call(matrices.apply_inverse, given, b))
        calls += [undone[0]._replace(name="inverse"), undone[1]._replace(name="undone")]
    return {"Code": lambda: code_panel(*calls)}


def of_rows(now):
    return {
        systems.ALL_STEPS: functools.partial(systems.all_steps, system),
        "Code": functools.partial(systems.code, system),
    }


if system:
    systems.refuse(system)
    move = _("Move the slider, or type a step of your own above.")
    stage, told = inverse_and_rank_rows.scene(*system), own_operations.notice(system.rows)
    question = _("How do I solve A x = b row by row?")
    frame.stage(
        entry, stage, of_rows, question=question, first_move=move, key=own_operations.STAGE, notice=told
    )
elif view == "space":
    move = _("Drag b, then a3 into the plane of a1 and a2.")
    sections = functools.partial(of_columns, names=inverse_and_rank_space.NAMES)
    frame.stage(entry, inverse_and_rank_space.scene(), sections, first_move=move)
else:
    frame.stage(entry, scene(), functools.partial(of_columns, names=("a1", "a2")))

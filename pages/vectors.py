"""Vectors: two arrows, their lengths, the way between them, and everything they reach together."""

from explorer.logic import vectors
from explorer.scenes.vectors import scene
from explorer.ui import frame
from explorer.ui.code_panel import Given, call, code_panel

entry = frame.lesson("vectors")


def calls(now):
    u, v = Given("u", now["u"]), Given("v", now["v"])
    return (
        call(vectors.combine, now["a"], u, now["b"], v)._replace(name="w", says={"w": "{}"}),
        call(vectors.length, u)._replace(name="length_of_u", says={"length of u": "{}"}),
        call(vectors.length, v)._replace(name="length_of_v", says={"length of v": "{}"}),
        call(vectors.direction, u)._replace(name="turned", says={"direction of u": "np.degrees({})"}),
        call(vectors.distance, u, v)._replace(name="apart", says={"distance from u to v": "{}"}),
    )


frame.stage(entry, scene(), lambda now: {"Code": lambda: code_panel(*calls(now))})

"""Dot product: one number that holds two lengths and the angle between them."""

from explorer.logic import vectors
from explorer.scenes.dot_product import scene
from explorer.ui import frame
from explorer.ui.code_panel import Given, call, code_panel

entry = frame.lesson("dot_product")


def calls(now):
    u, v = Given("u", now["u"]), Given("v", now["v"])
    return (
        call(vectors.dot, u, v)._replace(name="product", says={"u · v": "{}"}),
        call(vectors.cosine_similarity, u, v)._replace(name="cosine", says={"cosine of the angle": "{}"}),
        call(vectors.project, v, u)._replace(
            name="shadow", says={"length of the shadow": "np.linalg.norm({})"}
        ),
    )


frame.stage(entry, scene(), lambda now: {"Code": lambda: code_panel(*calls(now))})

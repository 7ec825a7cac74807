"""Dot product: one number that holds two lengths and the angle between them."""

from explorer.logic import vectors
from explorer.scenes.dot_product import scene
from explorer.ui import frame
from explorer.ui.code_panel import Given, code_panel, said

entry = frame.lesson("dot_product")


def sections(now):
    u, v = Given("u", now["u"]), Given("v", now["v"])
    product = said("u · v", vectors.dot, u, v, name="product")
    cosine = said("cosine of the angle", vectors.cosine_similarity, u, v, name="cosine")
    shadow = said("length of the shadow", vectors.project, v, u, name="shadow", form="np.linalg.norm({})")
    return {"Code": lambda: code_panel(product, cosine, shadow)}


frame.stage(entry, scene(), sections)

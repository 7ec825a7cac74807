"""Dot product: one number that holds two lengths and the angle between them."""

from explorer.logic import vectors
from explorer.scenes import dot_product_many
from explorer.scenes.dot_product import scene
from explorer.ui import choice, frame
from explorer.ui.code_panel import Given, code_panel, said
from explorer.ui.language import _

entry = frame.lesson("dot_product")
with frame.choices():
    view = frame.view({"arrows": _("Two numbers each"), "many": _("Many numbers each")})
    names = {
        "words": _("Words"),
        "columns": _("Columns of a table"),
        "links": _("Links of pages"),
        "patches": _("Patches of a picture"),
    }
    vectors_of = _("Vectors")
    job = choice.menu(vectors_of, names, key="job", default="words", width=220) if view == "many" else ""


def code(u, v):
    product = said("u · v", vectors.dot, u, v, name="product")
    cosine = said("cosine of the angle", vectors.cosine_similarity, u, v, name="cosine")
    shadow = said("length of the shadow", vectors.project, v, u, name="shadow", form="np.linalg.norm({})")
    return {"Code": lambda: code_panel(product, cosine, shadow)}


def arrows(now):
    return code(Given("u", now["u"]), Given("v", now["v"]))


def many(now):
    held = dot_product_many.JOBS[job]()
    u, v = (held.vector(int(now[name])) for name in (dot_product_many.U, dot_product_many.V))
    return code(Given("u", u), Given("v", v))


if view == "arrows":
    frame.stage(entry, scene(), arrows)
else:
    place = {"key": f"dot_product-{job}", "prefix": f"{job}-"}
    move = _("Drag the end of v to another point and watch its shadow on u.")
    question = _("How alike are two long lists of numbers?")
    frame.stage(entry, scene("many", job), many, question=question, first_move=move, **place)

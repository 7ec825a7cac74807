"""Vectors: two arrows, their lengths, the way between them, and everything they reach together."""

from explorer.logic import vectors
from explorer.scenes.vectors import scene
from explorer.scenes.vectors_stars import catalogue
from explorer.ui import frame
from explorer.ui.code_panel import Given, code_panel, said
from explorer.ui.language import _

entry = frame.lesson("vectors")
with frame.choices():
    view = frame.view({"plane": _("Plane"), "space": _("Space"), "stars": _("Stars")})


def arrows(now):
    u, v = Given("u", now["u"]), Given("v", now["v"])
    calls = [
        said("w", vectors.combine, now["a"], u, now["b"], v),
        said("length of u", vectors.length, u),
        said("length of v", vectors.length, v),
        said("distance from u to v", vectors.distance, u, v),
    ]
    if view == "plane":
        calls.append(said("direction of u", vectors.direction, u, form="np.degrees({})", name="turned"))
    return {"Code": lambda: code_panel(*calls)}


def stars(now):
    places = catalogue().places
    u, v = Given("u", places[int(now["from"])]), Given("v", places[int(now["to"])])
    calls = (
        said("distance between them", vectors.distance, u, v),
        said("from the Sun to the first", vectors.length, u),
        said("from the Sun to the second", vectors.length, v),
        said("apart in our sky", vectors.angle_between, u, v, form="np.degrees({})", name="apart"),
    )
    return {"Code": lambda: code_panel(*calls)}


questions = {
    "space": _("What do two arrows reach in space?"),
    "stars": _("How far apart are two stars of our sky?"),
}
moves = {
    "space": _("Drag u or v and watch their plane tilt."),
    "stars": _("Drag the end of u to another star."),
}
frame.stage(
    entry,
    scene(view),
    stars if view == "stars" else arrows,
    question=questions.get(view, ""),
    first_move=moves.get(view, ""),
)

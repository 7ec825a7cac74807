"""Singular values: a picture from its first layers, and the three moves inside a matrix of the plane."""

from explorer.scenes import svd, svd_moves
from explorer.ui import frame
from explorer.ui.language import _
from explorer.ui.svd import code, data

entry = frame.lesson("svd")
with frame.choices():
    view = frame.view({"pictures": _("Pictures"), "moves": _("Three moves")})
    name = data.choose() if view == "pictures" else ""

if view == "moves":
    first_move = _("Drag column 1 or 2, then play the three moves.")
    question = _("What are the three moves inside any matrix?")
    frame.stage(entry, svd_moves.scene(), code.of_moves, question=question, first_move=first_move)
else:
    picture, own = data.read(name)
    frame.stage(
        entry,
        svd.scene(picture),
        lambda now: code.of_picture(picture, now),
        shared=not own,
        seen_by_others=data.seen_by_others,
    )

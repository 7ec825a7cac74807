"""Matrices: drag the columns, and the whole plane follows."""

from explorer.scenes.matrices import OLD_PARAMS
from explorer.ui import frame
from explorer.ui.language import _
from explorer.ui.matrices import code, views

entry = frame.lesson("matrices")
with frame.choices():
    view = frame.view(
        {
            "plane": _("Plane"),
            "points": _("Two points"),
            "picture": _("Picture"),
            "space": _("Space"),
            "row": _("One after the other"),
        }
    )
    chosen = views.choose_picture() if view == "picture" else ""
picture = views.picture_of(chosen) if chosen else None
frame.stage(
    entry,
    views.scene_of(view, picture),
    lambda now: {"Code": lambda: code.show(view, now, picture)},
    question=views.question(view),
    first_move=views.first_move(view),
    old_params=OLD_PARAMS,
    seen_by_others=lambda: views.seen_by_others(picture),
)

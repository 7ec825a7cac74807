"""Eigenvectors: the directions that a matrix only stretches, and the real chains that they rule."""

from explorer.scenes.eigenvectors import scene
from explorer.ui import frame
from explorer.ui.language import _

entry = frame.lesson("eigenvectors")
with frame.choices():
    view = frame.view(
        {"plane": _("Plane"), "turtles": _("Turtles"), "weather": _("Weather"), "space": _("Space")}
    )

frame.stage(entry, scene(view), lambda now: {})

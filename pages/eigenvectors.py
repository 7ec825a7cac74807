"""Eigenvectors: the directions that a matrix only stretches, and the real chains that they rule."""

import streamlit as st

from explorer.scenes.eigenvectors import scene
from explorer.scenes.eigenvectors_chains import OLD_PARAMS
from explorer.ui import frame
from explorer.ui.eigenvectors import code, links
from explorer.ui.language import _

entry = frame.lesson("eigenvectors")
with frame.choices():
    view = frame.view(
        {"plane": _("Plane"), "turtles": _("Turtles"), "weather": _("Weather"), "space": _("Space")}
    )

moves = {
    "turtles": _("Play the years, then drag how many large juveniles live."),
    "weather": _("Drag the bars: what is today’s weather? Then play the days."),
    "space": _("Drag x over the sphere until A x lies along it."),
}
questions = {
    "turtles": _("Which shares of ages stay, whatever the herd begins with?"),
    "weather": _("Which weather stays on average, whatever it is today?"),
}
shown = scene(view)
frame.stage(
    entry,
    shown,
    code.sections(view),
    question=questions.get(view, ""),
    first_move=moves.get(view, ""),
    old_params=OLD_PARAMS,
    notice=links.notice(view, shown, st.query_params.to_dict()),
)

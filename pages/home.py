"""Home: something to drag at once, and the map of the lessons."""

import streamlit as st

from explorer import curriculum
from explorer.live.serve import component
from explorer.scenes.home import scene
from explorer.ui import frame
from explorer.ui.language import _

entry = frame.lesson("home")

with frame.room():
    st.fragment(frame.show)(entry, scene())

kept = component.progress()
with st.container(key="map"):
    if kept["last"] and frame.lesson_of(kept["last"]["stem"]) in frame.stems():
        frame.resume(**kept["last"])
    chapters = [(name, lessons) for name, lessons in curriculum.by_chapter().items() if name]
    for column, (chapter, lessons) in zip(st.columns(len(chapters), gap="large"), chapters, strict=True):
        with column:
            st.header(_(chapter), anchor=False)
            for lesson in lessons:
                frame.on_map(lesson, kept["goals"])
    st.caption(
        _("No account: what you reach is remembered in this browser alone. NumPy computes every number.")
    )

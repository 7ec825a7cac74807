"""The map of the lessons, by chapter."""

import streamlit as st

from explorer import curriculum
from explorer.ui import frame

frame.lesson("home")

for chapter, lessons in curriculum.by_chapter().items():
    if not chapter:
        continue
    st.subheader(chapter, anchor=False)
    for entry in lessons:
        st.page_link(f"pages/{entry.stem}.py", label=f"**{entry.title}**", icon=entry.icon)
        st.markdown(entry.question)

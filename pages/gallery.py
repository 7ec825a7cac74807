"""The gallery: every mark and input of a scene, live, with the lines that make it; for authors."""

import streamlit as st

from explorer.live.scene import gallery
from explorer.live.serve import component
from explorer.ui import frame

frame.aside()
st.title("Every mark and input, once")
for name, make in gallery.ENTRIES.items():
    st.subheader(gallery.said(name))
    component.show(make(), key=f"gallery_{name}", prefix=f"{name}-")
    st.code(gallery.source(name), language="python")

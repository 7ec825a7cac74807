"""The entry: page settings, the menu in chapters, and the page that was asked for."""

import os

# Before NumPy is imported: BLAS threads fight over matrices as small as ours, for half of a rerun's CPU.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("MKL_NUM_THREADS", "1")

import streamlit as st

from explorer.ui import frame

page = frame.navigation()
st.set_page_config(
    page_title=f"{page.title} · Linear algebra",
    page_icon=":material/north_east:",
    layout="wide",
    # With an entry the menu is shown, and with it the choice between the light and the dark theme.
    menu_items={"About": "Linear algebra that you drag. Everything is computed with NumPy."},
)
page.run()
frame.warm_up()

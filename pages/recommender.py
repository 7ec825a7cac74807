"""Recommender: users and films as points, their dot products as predictions, and three ways to find them."""

import streamlit as st

from explorer.scenes.recommender import OLD_PARAMS, scene
from explorer.ui import frame
from explorer.ui.recommender import factor, own, scale, stage, wrong
from explorer.ui.recommender import map as plane_map

entry = frame.lesson("recommender")


@st.fragment
def lesson():
    sheet = own.current()
    method = factor.chosen(sheet)
    before = stage.before(sheet, method.biases)
    path, refusal = factor.hand_over(before, method)
    axes = plane_map.axis_names(sheet)
    shown = scene(sheet, factor.rival_of(before, method), path, axes, method.biases)

    def sections(settled):
        now = stage.placement(sheet, settled, method.biases)
        if refusal:
            st.warning(refusal)
        return {
            "Factor it": lambda: factor.show(now, method),
            "Map": lambda: plane_map.show(now),
            "One cell": lambda: wrong.one_cell(now),
            "What goes wrong": lambda: wrong.experiments(now, method),
            "Your users and films": lambda: own.show(now),
            "At scale": scale.show,
            "Code": lambda: factor.code(now),
        }

    frame.lay_out(
        entry,
        shown,
        sections,
        key=sheet.key,
        prefix="own-" if sheet.own else "",
        extra_params={"table": sheet.text},
        old_params=OLD_PARAMS,
        seen_by_others=lambda: own.seen_by_others(sheet),
    )


lesson()

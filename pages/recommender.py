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
    picture, choices = frame.room(), st.container(key="choices-below")
    with choices:
        method = factor.choose(sheet)

    before = stage.before(sheet, method.biases)
    path = factor.hand_over(before, method)
    axes = plane_map.axis_names(sheet)
    shown = scene(sheet, factor.rival_of(before, method), path, axes, method.biases)

    def sections(settled):
        now = stage.placement(sheet, settled, method.biases)
        return {
            "Factor it": lambda: factor.show(now, method),
            "Map": lambda: plane_map.show(now),
            "One cell": lambda: wrong.one_cell(now),
            "What goes wrong": lambda: wrong.experiments(now, method),
            "Your users and films": lambda: own.show(now),
            "At scale": scale.show,
            "Code": lambda: factor.code(now),
        }

    params = {"table": sheet.text, factor.OLD_REGULARIZATION: ""}
    prefix = "own-" if sheet.own else ""
    frame.lay_out(
        entry,
        shown,
        sections,
        picture=picture,
        key=sheet.key,
        prefix=prefix,
        extra_params=params,
        old_params=OLD_PARAMS,
        seen_by_others=lambda: own.seen_by_others(sheet),
    )


lesson()

"""Recommender: users and movies as points, their dot products as predictions, and three ways to find them."""

import streamlit as st

from explorer.ui import charts, frame, share
from explorer.ui.language import _
from explorer.ui.recommender import factor as recommender_factor
from explorer.ui.recommender import map as recommender_map
from explorer.ui.recommender import own as recommender_own
from explorer.ui.recommender import scale as recommender_scale
from explorer.ui.recommender import stage as recommender_stage
from explorer.ui.recommender import wrong as recommender_wrong

entry = frame.lesson("recommender")


@st.fragment
def lesson() -> None:
    """Show the stage, the choices of an algorithm, and below them what the settled values say."""
    sheet = recommender_own.current()
    above, choices, below = st.container(), st.container(), st.container()
    with choices:
        method = recommender_factor.choose(sheet)
    before = recommender_stage.before(sheet, method.biases)
    best, error = recommender_factor.for_stage(before, method)
    path, axes = recommender_factor.take_over(before, method), recommender_map.axis_names(sheet)
    scene = recommender_stage.build(sheet, method.name, best, error, path, axes, method.biases)
    texts = recommender_stage.texts(sheet, method.name, best, error)
    with above:
        settled = frame.show(
            entry, scene, key=sheet.key, prefix=sheet.prefix, texts=texts, carried=sheet.carried
        )
    hand = recommender_stage.hand(sheet, settled, method.biases)
    recommender_stage.keep_biases(hand)
    with below:
        charts.sections(
            {
                "Factor it": lambda: recommender_factor.show(hand, method),
                "Map": lambda: recommender_map.show(hand),
                "One cell": lambda: recommender_wrong.one_cell(hand),
                "What goes wrong": lambda: recommender_wrong.experiments(hand, method),
                "Your own table": lambda: recommender_own.show(hand),
                "At scale": recommender_scale.show,
                "The NumPy": lambda: recommender_factor.numpy(hand),
                "Where it comes from": lambda: st.markdown(_(entry.source)),
                "Share": lambda: share.section(
                    entry, scene, settled, prefix=sheet.prefix, carried=sheet.carried
                ),
            },
            key=frame.SECTION,
        )


lesson()

"""Recommender: users and movies as points, their dot products as predictions, and three ways to find them."""

import streamlit as st

from explorer.live.component import show
from explorer.logic import recommender
from explorer.ui import charts, frame, recommender_factor, recommender_map, recommender_stage
from explorer.ui.code_panel import call, code_panel

WRONG = """
**Overfitting.** With rank 4 every cell of a 4 x 5 table can be learned by heart; the cells you hide are guessed worse.
**Cold start.** Somebody without ratings has no vector, and one rating fixes one direction only.
**The axes mean nothing by themselves.** Turn both factors together and every prediction stays: “arthouse” and
“children” are names that we read into the picture afterwards.
"""
SOURCE = """
The 4 x 5 example is that of Google’s course on [recommendation systems](https://developers.google.com/machine-learning/recommendation),
“Collaborative filtering” (CC BY 4.0). Alternating least squares: Y. Koren, R. Bell, C. Volinsky, *Matrix factorization
techniques for recommender systems*, IEEE Computer 42(8), 2009. Stochastic gradient descent on ratings: S. Funk,
*Netflix update: try this at home*, 2006. The best product of a given rank: C. Eckart, G. Young, Psychometrika 1, 1936.
"""

frame.lesson("recommender")


@st.fragment
def lesson() -> None:
    """Show the stage, the choices of an algorithm, and below them what the settled values say."""
    sheet = recommender_stage.EXAMPLE
    above, choices, below = st.container(), st.container(), st.container()
    with choices:
        method = recommender_factor.choose(sheet)
    before = recommender_stage.before(sheet)
    best, error = recommender_factor.for_stage(before, method)
    scene = recommender_stage.build(sheet, method.name, best, error, axes=recommender_map.axis_names())
    with above:
        hand = recommender_stage.hand(sheet, show(scene, key=sheet.key, prefix=sheet.prefix))
    with below:
        charts.sections(
            {
                "Factor it": lambda: recommender_factor.show(hand, method),
                "Map": lambda: recommender_map.show(hand),
                "The NumPy": lambda: code_panel(
                    call(recommender.predict, hand.U, hand.V)._replace(name="P"),
                    call(recommender.squared_error, hand.ratings, hand.U, hand.V)._replace(name="error"),
                ),
                "What goes wrong": lambda: st.markdown(WRONG),
                "Where it comes from": lambda: st.markdown(SOURCE),
            },
            key="section",
        )


lesson()

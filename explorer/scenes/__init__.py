"""What is dragged and what is drawn, a module a lesson: functions that return a Scene.

No Streamlit, no session, no state, no chart may enter. The arguments are data alone and have defaults, so
that a stranger can open every scene of the gallery:

>>> from explorer.scenes import vectors
>>> vectors.scene().title
'Two arrows u and v and their combination a u + b v'
"""

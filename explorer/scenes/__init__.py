"""What is dragged and what is drawn: functions that return a Scene, one module a lesson.

No Streamlit, no Plotly, no session, no state: a scene is a value of its arguments."""

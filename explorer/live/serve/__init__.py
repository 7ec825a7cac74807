"""How a scene reaches a reader: as a component of a page, as one file, and what a link says of it.

Only this room of `live` may know Streamlit.
"""

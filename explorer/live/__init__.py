"""A drag in the browser: NumPy recorded, a scene of marks and inputs, and how both are served.

It knows no lesson and no topic of `logic`.
"""

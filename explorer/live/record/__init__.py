"""Recording: NumPy functions run once on live values and become a program that the browser runs.

No marks, no page: only numbers and what was done to them.
"""

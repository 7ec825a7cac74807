"""The mathematics, in NumPy and scikit-learn, each function tested on its own and shown to the reader.

Nothing of a page, a chart or a file may enter.
"""

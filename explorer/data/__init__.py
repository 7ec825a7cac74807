"""What ships and what people bring: samples, tables, ratings, typed numbers; and their refusals.

pandas may read files here; what it has read goes on as NumPy arrays. No mathematics, no page.
"""

"""Pieces of the page of the recommender."""

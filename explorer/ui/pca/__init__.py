"""Pieces of the page of principal components."""

"""Pieces of the page of eigenvectors."""

"""Pieces of the page of multiplication."""

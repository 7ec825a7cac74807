"""Pieces of the page of inverse and rank."""

"""Pieces of a page that two lessons or more use; what one lesson alone uses has a folder of its own here.

No mathematics may enter.
"""

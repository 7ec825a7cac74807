"""Linear algebra that you drag.

Imports look down only: tests/test_architecture.py says which room may know which.
"""

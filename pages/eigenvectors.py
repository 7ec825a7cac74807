"""Eigenvectors."""

from explorer.scenes.eigenvectors import scene
from explorer.ui import frame

entry = frame.lesson("eigenvectors")
frame.stage(entry, scene(), lambda now: {})

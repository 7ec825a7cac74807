"""Singular values: a picture from its first layers, and the three moves inside a matrix of the plane."""

from explorer.scenes import svd, svd_moves
from explorer.ui import frame
from explorer.ui.svd import code, data

entry = frame.lesson("svd")
picture = data.choose()
if picture is None:
    frame.stage(entry, svd_moves.scene(), code.of_moves, key="svd_moves", first_move=data.FIRST_MOVE)
else:
    frame.stage(
        entry,
        svd.scene(picture),
        lambda now: code.of_picture(picture, now),
        seen_by_others=data.seen_by_others,
        shared=not data.is_own(),
    )

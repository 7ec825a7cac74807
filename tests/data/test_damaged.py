"""A damaged file is read, or refused in one sentence; nothing else comes of it."""

from __future__ import annotations

import os

import pytest

from tests.data.damaged import damaged, outcome

COUNT = int(os.environ.get("EXPLORER_DAMAGED", "300"))


@pytest.mark.parametrize("part", range(3))
def test_a_damaged_file_is_read_or_refused_in_one_sentence(part: int) -> None:
    came = [outcome(content) for content in damaged(COUNT // 3, seed=part)]
    # It is no proof where nothing is read, or nothing refused.
    for reader in ("table", "pieces", "ratings"):
        assert sum(f"{reader} read" in each for each in came) > COUNT // 30
        assert sum(f"{reader} refused" in each for each in came) > COUNT // 100

"""What docs/live.md says of the live layer is so."""

from __future__ import annotations

import doctest
import gzip
import re
from pathlib import Path

from explorer.live import reference, standalone
from explorer.live.functions import TABLE


def test_the_table_of_supported_functions_is_current() -> None:
    text = reference.DOCUMENT.read_text("utf-8")
    assert reference.inserted(text) == text, "run: python -m explorer.live.reference"
    for entry in TABLE:
        assert f"`{entry.name}`" in text


def test_the_example_does_what_it_says() -> None:
    result = doctest.testfile(str(reference.DOCUMENT), module_relative=False)
    assert result.attempted > 5
    assert result.failed == 0


def test_every_file_that_it_names_exists_and_every_module_is_named() -> None:
    text = reference.DOCUMENT.read_text("utf-8")
    named = set(re.findall(r"`(?:assets/)?(\w+\.mjs)`", text))
    there = {path.name for path in Path(standalone.ASSETS).glob("*.mjs")}
    assert named <= there
    assert {"stage.mjs", "draw.mjs", "cloud.mjs", "evaluate.mjs"} <= named


def test_the_assets_stay_small() -> None:
    """What a browser needs of them, comments apart: a first handle waits for this."""
    size = 0
    for path in standalone.ASSETS.iterdir():
        text = path.read_text("utf-8")
        bare = standalone.without_comments(text) if path.suffix == ".mjs" else text
        size += len(gzip.compress(bare.encode(), 9))
    assert size <= 64_000

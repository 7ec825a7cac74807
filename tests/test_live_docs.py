"""What docs/live.md says of the live layer is so."""

from __future__ import annotations

import doctest
import re

from explorer.live import build, reference
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
    named = set(re.findall(r"`(?:browser/)?(\w+\.mjs)`", text))
    assert named == {path.name for path in build.SOURCES.glob("*.mjs")}

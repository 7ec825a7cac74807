"""A scene as one file, opened from disk in each engine, and its picture as a file."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from PIL import Image

from explorer.live.scene import Scene
from tests.browser.test_live_standalone import two_vectors
from tests.engines.driving import (
    address,
    centre,
    coordinates,
    eventually,
    is_there,
    is_visible,
    middle,
    press,
    readout,
    ready,
    style,
    text,
)

if TYPE_CHECKING:
    from tests.engines.browsers import Engine

SVG = "{http://www.w3.org/2000/svg}"
LAST = {"SVG": b"</svg>", "PNG": b"IEND\xaeB`\x82"}


def saved(engine: Engine, kind: str) -> bytes:
    """Save the picture by its dialog; return the file that the browser wrote, once it is whole."""
    file = engine.downloads / f"picture.{kind.lower()}"
    file.unlink(missing_ok=True)
    press(engine, "more")
    press(engine, "save")
    choices = "dialog[open] .presets"
    eventually(lambda: is_visible(engine, choices), True)
    names = engine.js("return [...find(arguments[0]).children].map((each) => each.textContent)", choices)
    engine.click(middle(engine, f"{choices} > :nth-child({names.index(kind) + 1})"))
    eventually(lambda: file.is_file() and file.read_bytes().endswith(LAST[kind]), True)
    eventually(lambda: is_there(engine, "dialog[open]"), False)
    return file.read_bytes()


def test_a_file_from_disk_is_dragged_and_its_picture_saved_with_its_letters(
    standalone: Callable[[Scene], Engine],
) -> None:
    engine = ready(standalone(two_vectors()))
    assert engine.js("return location.protocol") == "file:"
    x, y = centre(engine, "u")
    one = engine.js("return stage.picture.scale")
    engine.move((x, y))
    engine.press_mouse()
    engine.move((round(x) - 3 * one, round(y) - 3 * one))
    eventually(lambda: coordinates(engine, "u"), pytest.approx([0, 4], abs=0.02))
    eventually(lambda: text(engine, readout("length of u")), "4.00")
    engine.release_mouse()
    eventually(lambda: "u=" in address(engine), True)

    root = ElementTree.fromstring(saved(engine, "SVG"))
    letters = {"".join(part.itertext()): part.get("style", "") for part in root.iter(f"{SVG}text")}
    assert {"u", "v", "u + v"} <= letters.keys()
    for letter, role in (("u", "first"), ("v", "second"), ("u + v", "result")):
        seen = style(engine, f".label.role-{role}", "fill")
        assert f"fill:{seen};" in letters[letter], "a letter has the colour that it has on the screen"
    described = text(engine, ".frame desc")
    assert root.findtext(f"{SVG}desc") == described
    assert "length of the sum" in described

    data = saved(engine, "PNG")
    extrema = Image.open(io.BytesIO(data)).convert("RGB").getextrema()
    assert all(low < high for low, high in extrema), "something is drawn"
    assert described.encode() in data

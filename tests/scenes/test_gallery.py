"""The gallery: every scene opens by itself, without Streamlit, and no page writes into it."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import pytest

from explorer import scenes as room
from tests.scenes.catalogue import STEMS, scenes, shown

MODULES = sorted(module.name for module in pkgutil.iter_modules(room.__path__))

GALLERY = """
import importlib, inspect, sys
from explorer.live.scene import Scene
count = 0
for stem in sys.argv[1:]:
    module = importlib.import_module(f"explorer.scenes.{stem}")
    for name, function in vars(module).items():
        if name.startswith("scene") and inspect.isfunction(function):
            shown = function()
            assert isinstance(shown, Scene), name
            assert shown.payload() == function.__wrapped__().payload(), name
            count += 1
    for shown in getattr(module, "variants", tuple)():
        assert isinstance(shown, Scene), stem
assert count >= LESSONS
heavy = {"streamlit", "plotly", "pandas"} & {name.split(".")[0] for name in sys.modules}
print(*sorted(heavy))
"""


def test_every_scene_opens_by_itself_without_streamlit_and_without_charts() -> None:
    command = [sys.executable, "-c", GALLERY.replace("LESSONS", str(len(STEMS))), *MODULES]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.strip() == "", f"a scene imports {answer.stdout}"


@pytest.mark.parametrize("stem", [stem for stem in STEMS if stem in MODULES])
def test_a_page_shows_the_scene_of_the_function_and_leaves_it_as_it_is(stem: str) -> None:
    before = scenes(stem)[0].payload()
    asked = {"lock": "~".join(scenes(stem)[0].names()), "hide": "formula"}
    for scene in (*shown(stem, {}), *shown(stem, asked)):
        assert scene.payload() == before
        scene._payload = None
        assert scene.payload() == before, "a page wrote into the scene"

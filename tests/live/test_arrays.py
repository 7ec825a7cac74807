"""Large arrays of a scene that is the same for everybody are files; those of any other scene are not."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from explorer.live.record.operations.values import KINDS
from explorer.live.record.program import Program
from explorer.live.scene import Scene
from explorer.live.serve import arrays, build
from tests.live.evaluator import Evaluator

RNG = np.random.default_rng(0)
LARGE: dict[str, Any] = {
    "normal": RNG.normal(size=(5000, 2)),
    "bytes": RNG.integers(0, 256, size=(300, 200)),
    "sixteenths": np.rint(16 * RNG.normal(size=60_000)).astype(np.int8) / 16,
    "singles": RNG.normal(size=20_000).astype(np.float32).astype(float),
    "special": np.tile([np.nan, -0.0, np.inf, 1.5], 10_000),
    "complex": RNG.normal(size=4000) * (1 - 0.5j),
    "Booleans": RNG.random(60_000) < 0.5,
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to serve from."""
    build.refresh()  # Streamlit goes on looking where the package lies
    monkeypatch.setattr(build, "ASSETS", tmp_path)
    return tmp_path


def scene(array: Any = LARGE["normal"]) -> Scene:
    made = Scene("Points that ship with the app")
    u = made.handle("u", at=(3, 1))
    made.points(array + u)
    return made


def data_files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("data-"))


@pytest.mark.parametrize("name", LARGE)
def test_numbers_come_back_bit_by_bit(name: str, folder: Path) -> None:
    array = LARGE[name]
    program = Program((), (array,), (), {"out": 0}, ()).to_json()
    text, files = arrays.split(json.dumps({"program": program}))
    assert len(files) == 1
    assert len(text) < 500
    for file, content in [*build.bundle("evaluate.mjs", "evaluate.js").items(), *files.items()]:
        (folder / file).write_bytes(content if isinstance(content, bytes) else content.encode())
    (folder / "package.json").write_text('{"type": "module"}', "utf-8")

    class Split(Program):
        def to_json(self) -> dict[str, Any]:
            split: dict[str, Any] = json.loads(text)["program"]
            return split

    with Evaluator(folder / "evaluate.js") as evaluator:
        back = evaluator.run(Split((), (), (), {"out": 0}, ()), {})["out"]
    assert back.dtype == KINDS[program["constants"][0]["kind"]]
    np.testing.assert_array_equal(back, array)
    np.testing.assert_array_equal(
        np.signbit(back.real)[~np.isnan(back)], np.signbit(array.real)[~np.isnan(array)]
    )


def test_a_shared_scene_is_small_and_its_arrays_are_there_for_everybody(folder: Path) -> None:
    text = arrays.shared(scene())
    (file,) = data_files(folder)
    assert f'"file":"{file}"' in text
    assert len(text) < len(scene().payload()) - 50_000
    assert (folder / file).stat().st_mode & 0o444 == 0o444
    written = (folder / file).stat().st_mtime_ns
    assert arrays.shared(scene()) == text
    assert (folder / file).stat().st_mtime_ns == written, "what is there is not written again"
    (folder / file).unlink()
    assert arrays.shared(scene()) == text
    assert data_files(folder) == [file]


def test_small_arrays_stay_in_the_scene(folder: Path) -> None:
    small = scene(LARGE["normal"][:500])
    assert arrays.shared(small) == small.payload()
    assert data_files(folder) == []


def test_a_scene_of_a_readers_own_data_leaves_no_file_behind(folder: Path) -> None:
    def script(shared: bool) -> None:
        from explorer.live.serve.component import show
        from tests.live.test_arrays import scene

        show(scene(), key="own", **({"shared": True} if shared else {}))

    app = AppTest.from_function(script, kwargs={"shared": False}).run()
    assert not app.exception, app.exception[0].value
    assert "base64" in app.get("bidi_component")[0].proto.json
    assert {path.name for path in folder.iterdir()} == build.assets().keys()
    app = AppTest.from_function(script, kwargs={"shared": True}).run()
    assert not app.exception, app.exception[0].value
    assert "base64" not in app.get("bidi_component")[0].proto.json
    assert len(data_files(folder)) == 1


def test_where_nothing_can_be_written_the_numbers_stay_in_the_scene(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("read-only")

    monkeypatch.setattr(arrays.tempfile, "mkstemp", refuse)
    assert arrays.shared(scene()) == scene().payload()


def test_what_nobody_has_asked_for_in_a_month_goes(folder: Path) -> None:
    arrays.shared(scene())
    (old,) = data_files(folder)
    month_ago = time.time() - arrays.KEPT - 60
    os.utime(folder / old, (month_ago, month_ago))
    arrays.shared(scene())
    arrays.shared(scene(LARGE["normal"] + 1))
    assert old in data_files(folder), "somebody has asked for it again"
    os.utime(folder / old, (month_ago, month_ago))
    arrays.shared(scene(LARGE["normal"] + 2))
    assert old not in data_files(folder)
    assert len(data_files(folder)) == 2

"""A real server, and each engine once. A test asks for `visit` and gets the engine with a page of the app.

The test fails when the page's console held an error, or when the server wrote a traceback.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from explorer.live.scene import Scene
from explorer.live.serve.standalone import html as standalone_html
from tests.browser.conftest import Server, run_server
from tests.engines import programs

if TYPE_CHECKING:
    from tests.engines.browsers import Engine

# It holds no tests, and imports Selenium, which is not everywhere.
collect_ignore = ["browsers.py"]

DESK = (1280, 800)
Visit = Callable[..., "Engine"]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """All tests of one engine by one worker: a browser is started once."""
    from xdist.scheduler import LoadScopeScheduling

    class ByEngine(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return next((engine for engine in programs.ENGINES if engine in nodeid), nodeid)

    return ByEngine(config, log)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with run_server() as running:
        yield running


@pytest.fixture(scope="session", params=programs.ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    from tests.engines.browsers import running

    with running(request.param, tmp_path_factory.mktemp(request.param)) as started:
        yield started


@pytest.fixture
def visit(engine: Engine, server: Server) -> Iterator[Visit]:
    """`engine = visit("/vectors")`: a page of the app, watched for errors."""
    start = len(server.lines)
    wrong: list[str] = []
    visited = False

    def open_page(path: str = "/") -> Engine:
        nonlocal visited
        if visited:
            wrong.extend(engine.leave())
        visited = True
        engine.open(server.url + path)
        engine.resize(*DESK)
        return engine

    yield open_page
    wrong += engine.leave()
    lines = server.lines[start:]
    assert not wrong, "\n".join(wrong)
    assert not any("Traceback (most recent call last)" in line for line in lines), "".join(lines)


@pytest.fixture
def standalone(engine: Engine, tmp_path: Path) -> Iterator[Callable[[Scene], Engine]]:
    """`engine = standalone(scene)`: a scene as a file, opened from disk, watched for errors."""

    def open_file(scene: Scene) -> Engine:
        file = tmp_path / "scene.html"
        file.write_text(engine.prepared(standalone_html(scene)), "utf-8")
        engine.open(file.as_uri())
        engine.resize(*DESK)
        return engine

    yield open_file
    wrong = engine.leave()
    assert not wrong, "\n".join(wrong)

"""What every test may use, and the rule about tests that need a browser.

Without Chromium on the machine the tests under `tests/browser` are skipped, and the last lines of the run say
so. With `EXPLORER_REQUIRE_BROWSER=1` (set by `.ci/run`) a missing browser is an error, and so is any skipped
test.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from explorer.ui import charts

ROOT = Path(__file__).resolve().parents[1]
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
REQUIRED = os.environ.get("EXPLORER_REQUIRE_BROWSER", "") not in {"", "0"}

# Pages that a test runs without a browser have no stage that says when it stands: nothing waits for it there.
_wait_for_stage = charts.wait_for_stage
charts.wait_for_stage = lambda *, stage_ready: False


@pytest.fixture
def stage_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a test that plays the stage's own message: all below it waits as on a server."""
    monkeypatch.setattr(charts, "wait_for_stage", _wait_for_stage)


def chromium_path() -> str | None:
    """The browser to drive: `$CHROMIUM`, or the first known name on the search path."""
    for name in (os.environ.get("CHROMIUM", ""), *BROWSERS):
        if name and (found := shutil.which(name)):
            return found
    return None


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder that holds `streamlit_app.py`."""
    return ROOT


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program; asked for only by tests that are not skipped."""
    path = chromium_path()
    assert path is not None
    return path


def pytest_configure() -> None:
    if REQUIRED and not chromium_path():
        tried = ", ".join(("$CHROMIUM", *BROWSERS))
        raise pytest.UsageError(f"EXPLORER_REQUIRE_BROWSER is set, but there is no Chromium; tried {tried}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if ROOT / "tests" / "browser" in item.path.parents:
            item.add_marker("browser")
            if not chromium_path():
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if REQUIRED and reporter and reporter.stats.get("skipped") and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    without_browser = [report for report in skipped if "no Chromium" in str(report.longrepr)]
    if without_browser:
        terminalreporter.section("browser tests")
        terminalreporter.line(
            f"{len(without_browser)} browser tests were SKIPPED: there is no Chromium on this machine. "
            "Install it, or name its program in $CHROMIUM, and run again."
        )
    if REQUIRED and skipped:
        terminalreporter.section("skipped, and nothing may be")
        for report in skipped:
            terminalreporter.line(f"{report.nodeid}: {report.longrepr}")

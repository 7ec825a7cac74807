"""What every test may use, and the rule about tests that need a browser.

Without Chromium on the machine the tests under `tests/browser` are skipped, and the last lines of the run say
so. With `EXPLORER_REQUIRE_BROWSER=1` (set by `.ci/run`) a missing browser is an error, and so is any skipped
test. So it is with Firefox and WebKitGTK, the tests under `tests/engines` and `EXPLORER_REQUIRE_ENGINES=1`.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from explorer.ui import charts
from tests.engines import programs

ROOT = Path(__file__).resolve().parents[1]
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
REQUIRED = os.environ.get("EXPLORER_REQUIRE_BROWSER", "") not in {"", "0"}
ENGINES = ROOT / "tests" / "engines"
NO_CHROMIUM = "no Chromium on this machine"
NO_ENGINES = "an engine is missing: there is no "
ENGINES_REQUIRED = os.environ.get("EXPLORER_REQUIRE_ENGINES", "") not in {"", "0"}

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
    if ENGINES_REQUIRED and (missing := programs.missing()):
        raise pytest.UsageError(f"EXPLORER_REQUIRE_ENGINES is set, but there is no {', no '.join(missing)}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = programs.missing()
    for item in items:
        if ENGINES in item.path.parents:
            item.add_marker("engines")
            if missing:
                item.add_marker(pytest.mark.skip(reason=f"{NO_ENGINES}{', no '.join(missing)}"))
        if ROOT / "tests" / "browser" in item.path.parents:
            item.add_marker("browser")
            if not chromium_path():
                item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))


def unwanted(skipped: list[pytest.TestReport]) -> list[pytest.TestReport]:
    """Those of the skipped tests that had to run: where one browser is asked for, others may be missing."""
    excused = [*([] if REQUIRED else [NO_CHROMIUM]), *([] if ENGINES_REQUIRED else [NO_ENGINES])]
    if len(excused) == 2:
        return []
    return [report for report in skipped if not any(reason in str(report.longrepr) for reason in excused)]


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if unwanted(skipped) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    without_browser = [report for report in skipped if NO_CHROMIUM in str(report.longrepr)]
    if without_browser:
        terminalreporter.section("browser tests")
        terminalreporter.line(
            f"{len(without_browser)} browser tests were SKIPPED: there is no Chromium on this machine. "
            "Install it, or name its program in $CHROMIUM, and run again."
        )
    without_engines = [report for report in skipped if NO_ENGINES in str(report.longrepr)]
    if without_engines:
        terminalreporter.section("engines")
        terminalreporter.line(
            f"{len(without_engines)} tests in Firefox and WebKitGTK were SKIPPED: "
            f"{NO_ENGINES}{', no '.join(programs.missing())}. README.md says how they are run."
        )
    if wrong := unwanted(skipped):
        terminalreporter.section("skipped, and nothing may be")
        for report in wrong:
            terminalreporter.line(f"{report.nodeid}: {report.longrepr}")

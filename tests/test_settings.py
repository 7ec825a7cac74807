"""The settings that make the app fast and safe are in effect, also under a newer Streamlit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from explorer import roles

ROOT = Path(__file__).resolve().parents[1]
CONFIG = ROOT / ".streamlit" / "config.toml"


def written(table: dict[str, object], prefix: str = "") -> dict[str, object]:
    """The options of the file by their full names."""
    found: dict[str, object] = {}
    for name, value in table.items():
        found |= written(value, f"{prefix}{name}.") if isinstance(value, dict) else {f"{prefix}{name}": value}
    return found


WRITTEN = written(tomllib.loads(CONFIG.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def in_effect() -> dict[str, object]:
    """What a Streamlit that starts in the project's folder has set, whatever the environment says."""
    program = (
        "import json, sys; from streamlit import config; options = config.get_config_options(); "
        "print(json.dumps({name: options[name].value for name in sys.argv[1:] if name in options}))"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
    done = subprocess.run(
        [sys.executable, "-c", program, *WRITTEN], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr, "Streamlit complains of the settings"
    effect: dict[str, object] = json.loads(done.stdout)
    return effect


@pytest.mark.parametrize("name", WRITTEN)
def test_streamlit_knows_the_setting_and_obeys_it(name, in_effect):
    assert name in in_effect, f"this Streamlit has no option {name}; see docs/decisions"
    assert in_effect[name] == WRITTEN[name]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("server.headless", True),
        ("server.fileWatcherType", "none"),
        ("server.maxUploadSize", 25),
        ("server.maxMessageSize", 50),
        ("server.disconnectedSessionTTL", 300),
        ("server.enableXsrfProtection", True),
        ("server.enableCORS", True),
        ("server.enableStaticServing", False),
        ("server.websocketPingInterval", 20),
        ("runner.postScriptGC", False),
        ("runner.magicEnabled", False),
        ("client.showErrorDetails", "none"),
        ("client.showErrorLinks", False),
        ("client.toolbarMode", "minimal"),
        ("browser.gatherUsageStats", False),
    ],
)
def test_a_measured_or_protective_setting_is_not_lost(name, value):
    assert WRITTEN[name] == value


def test_streamlit_still_collects_garbage_where_the_setting_says():
    """The option is hidden: it would go without a word, and every rerun would pay for a full collection."""
    import inspect

    from streamlit.runtime.scriptrunner import script_runner

    assert "runner.postScriptGC" in inspect.getsource(script_runner)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_accent_is_the_colour_of_the_first_vector_on_the_page_of_the_roles(theme):
    assert WRITTEN[f"theme.{theme}.primaryColor"] == roles.colour("first", theme)
    assert WRITTEN[f"theme.{theme}.backgroundColor"] == roles.BACKGROUND[theme]


def test_no_font_or_icon_comes_from_another_host():
    assert not [name for name, value in WRITTEN.items() if "://" in str(value)]

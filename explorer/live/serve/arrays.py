"""Large constants of a scene as files of their own, which a browser fetches once.

A file stands in `assets/`, where everybody may read it, and is named by the hash of what it holds, so it is
the same for all visitors. Only what ships with the app may be kept this way, never what a reader has brought;
that stays in the scene.
"""

from __future__ import annotations

import base64
import contextlib
import gzip
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Mapping
from functools import lru_cache

from explorer.live.scene import Scene
from explorer.live.serve import build

LARGE = 50_000  # bytes
DAY = 24 * 3600
KEPT = 30 * DAY  # how long a file lives that no process has asked for


def shared(scene: Scene) -> str:
    """Return the payload of a scene without its large constants, which stand in `assets/` from now on.

    Where that folder cannot be written to, they stay in the payload.
    """
    text, files = split(scene.payload())
    return text if _published(files) else scene.payload()


@lru_cache(maxsize=32)
def split(payload: str) -> tuple[str, Mapping[str, bytes]]:
    """Take the large constants out of a payload.

    Returns
    -------
    text : str
        The payload, in which each large constant names its file.
    files : mapping
        What the files hold, by name: the numbers as they are packed, with gzip.
    """
    files: dict[str, bytes] = {}
    scene = json.loads(payload)
    for constant in scene["program"]["constants"]:
        if len(constant.get("base64", "")) * 3 // 4 > LARGE:
            raw = base64.b64decode(constant.pop("base64"))
            constant["file"] = f"data-{hashlib.sha256(raw).hexdigest()[:20]}.gz"
            files[constant["file"]] = gzip.compress(raw, 9, mtime=0)
    return (json.dumps(scene, separators=(",", ":"), allow_nan=False), files) if files else (payload, {})


def _published(files: Mapping[str, bytes]) -> bool:
    """Write what is not there yet, as a whole, and say whether all is there."""
    try:
        return all([_stands(name) or _write(name, content) for name, content in files.items()])
    except OSError:
        return False


def _stands(name: str) -> bool:
    path = build.ASSETS / name
    try:
        age = time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return False
    if age > DAY:
        with contextlib.suppress(OSError):  # another user's
            os.utime(path)  # somebody still asks for it
    return True


def _write(name: str, content: bytes) -> bool:
    handle, temporary = tempfile.mkstemp(dir=build.ASSETS, prefix=f".{name}")
    with open(handle, "wb") as file:
        file.write(content)
    os.chmod(temporary, 0o644)
    os.replace(temporary, build.ASSETS / name)
    for path in build.ASSETS.glob("data-*.gz"):
        if time.time() - path.stat().st_mtime > KEPT:
            path.unlink(missing_ok=True)
    return True

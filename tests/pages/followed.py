"""A job without a thread, for tests of the work itself."""

from __future__ import annotations

from typing import Any

from explorer.ui.jobs import Job


class Followed(Job[Any]):
    """Keeps what it is told, and is stopped after so many reports."""

    def __init__(self, stop_after: int = 1_000) -> None:
        super().__init__("followed", lambda job: None, of="a test")
        self.told: list[tuple[float, str]] = []
        self.stop_after = stop_after

    def report(self, share: float, text: str, answer: Any = None) -> None:
        super().report(share, text, answer)
        self.told.append((share, text))
        if len(self.told) >= self.stop_after:
            self.stop()

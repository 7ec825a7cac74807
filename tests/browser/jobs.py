"""Jobs that wait for their stop, on a server of a test's own: a fast machine too leaves time to press."""

from __future__ import annotations

from pathlib import Path

import pytest

# Read by Python before the app is imported: every job learns to wait, where its report says so, for the stop.
_SITE = """
import importlib.abc, importlib.util, sys

class Slow(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name != "explorer.ui.jobs":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        load = spec.loader.exec_module
        def then(module):
            load(module)
            report = module.Job.report
            def wait(job, share, text, answer=None):
                report(job, share, text, answer)
                if {when}:
                    job._stop.wait(100)
            module.Job.report = wait
        spec.loader.exec_module = then
        return spec

sys.meta_path.insert(0, Slow())
"""


def jobs_wait(folder: Path, monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    """Let jobs of servers that are started from now on wait for their stop where `when` holds of a report.

    `when` is Python that sees `share` and `text`, whose `values` are the numbers in the sentence.
    """
    (folder / "sitecustomize.py").write_text(_SITE.replace("{when}", when), encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(folder))

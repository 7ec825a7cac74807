"""Files as large as the server accepts: refused beyond it, read in pieces with a bar, stopped by a press."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from explorer.data import tables
from explorer.logic import pca
from tests.browser.driving import box, drawn
from tests.browser.jobs import jobs_wait

MEGABYTE = 1_000_000
BLOCK = 5_000
# Reading and uploading 40 MB on a machine that does other things as well.
LONG_MS = 120_000


def written(path: Path, megabytes: float) -> tuple[int, np.ndarray]:
    """Write a table of ten columns, one block of rows again and again; return its rows and the block."""
    rng = np.random.default_rng(8)
    block = np.round(rng.normal(size=(BLOCK, 10)) * np.arange(1, 11) + 50, 3)
    text = "".join(",".join(f"{x:.3f}" for x in row) + "\n" for row in block.tolist())
    times = round(megabytes * MEGABYTE / len(text))
    with path.open("w", encoding="ascii") as file:
        file.write(",".join(f"c{j}" for j in range(10)) + "\n")
        for _ in range(times):
            file.write(text)
    return times * BLOCK, block


def bring(page: Page, path: Path) -> None:
    page.get_by_text("A large file, read in pieces").click()
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(path)


def memory_mb(process: int) -> float:
    """The memory of a process at its highest so far, or NaN where the system does not tell."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return float("nan")
    return next(int(line.split()[1]) / 1e3 for line in status.read_text().splitlines() if "VmHWM" in line)


def test_as_hosted_a_file_beyond_25_mb_is_refused_and_the_page_stands(visit: Any, tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    written(path, 27)
    page = visit("/pca?data=own")
    expect(page.get_by_text("up to 25 MB")).to_have_count(0)
    bring(page, path)
    expect(page.get_by_text("up to 25 MB")).to_be_visible()
    expect(page.get_by_text(re.compile(r"must be 25(\.0)? ?MB or smaller"))).to_be_visible()
    expect(page.get_by_text("PC1 keeps 55.2 %")).to_be_visible()


@pytest.mark.slow
def test_on_ones_own_machine_40_mb_are_read_in_pieces_within_bounds(visit: Any, tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    rows, block = written(path, 40)
    server = visit.serve("--server.maxUploadSize", "1000")
    page = visit("/pca?data=own", server=server)
    before = memory_mb(server.process.pid)
    bring(page, path)
    told = page.get_by_text(f"large.csv: {rows:,} rows were read in pieces, 20,000 of them are kept to draw.")
    expect(told).to_be_visible(timeout=LONG_MS)
    # The same rows again and again have the directions and the shares of one block of them.
    share = pca.fit(block).explained_variance_ratio[0]
    expect(page.get_by_text(f"PC1 keeps {100 * share:.1f} %")).to_be_visible()
    # The file itself is held by the server; what reading adds, Arrow's own share too, does not grow with it.
    assert not memory_mb(server.process.pid) - before > 3 * 40 + 200
    drawn(page)
    assert box(page.locator(".frame"))["height"] > 200


@pytest.mark.slow
def test_a_press_stops_the_reading_and_what_was_read_is_used(
    visit: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs_wait(tmp_path, monkeypatch, 'text.values["rows"] >= 100_000')
    path = tmp_path / "large.csv"
    rows, _ = written(path, 20)
    page = visit("/pca?data=own", server=visit.serve())
    bring(page, path)
    # A bar says how far it is, and the lesson goes on meanwhile.
    expect(page.get_by_text(re.compile(r"^1\d\d,\d\d\d rows read$"))).to_be_visible(timeout=LONG_MS)
    bar = page.get_by_role("progressbar")
    expect(bar).to_be_visible()
    expect(bar).to_have_attribute("aria-valuenow", re.compile(r"^[1-9]\d(\.\d+)?$"))
    expect(page.get_by_text("PC1 keeps 55.2 %")).to_be_visible()
    page.get_by_role("button", name="Stop and use what was read").click()
    expect(
        page.get_by_text("Reading was stopped: every number is that of the rows read until then.")
    ).to_be_visible()
    note = page.get_by_text(re.compile(r"large\.csv: [\d,]+ rows were read in pieces")).inner_text()
    read = int(re.findall(r"large\.csv: ([\d,]+) rows", note)[0].replace(",", ""))
    assert 100_000 <= read < rows
    first = np.concatenate(list(tables.csv_chunks(path)))[:read]
    share = pca.fit(first).explained_variance_ratio[0]
    expect(page.get_by_text(f"PC1 keeps {100 * share:.1f} %")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_count(0)

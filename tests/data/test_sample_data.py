"""Every file in sample_data/ says what it is, where it came from and on what terms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "sample_data"
OWN = {"README.md", "LICENCES.md"}
FILES = sorted(
    path.relative_to(FOLDER).as_posix()
    for path in FOLDER.rglob("*")
    if path.is_file() and path.relative_to(FOLDER).as_posix() not in OWN
)


def table_rows() -> dict[str, list[str]]:
    """Cells of the README's table by file."""
    rows: dict[str, list[str]] = {}
    for line in (FOLDER / "README.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[0] not in ("file", "---"):
            assert cells[0] not in rows, f"{cells[0]} has two lines"
            rows[cells[0]] = cells[1:]
    return rows


def anchor(heading: str) -> str:
    """The anchor that GitHub gives to a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_the_table_lists_exactly_the_files_there_are() -> None:
    assert sorted(table_rows()) == FILES


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_content_source_and_a_licence_that_exists(name: str) -> None:
    holds, source, _credit, terms = table_rows()[name]
    assert len(holds) > 10
    assert source
    headings = re.findall(r"^## (.+)$", (FOLDER / "LICENCES.md").read_text(encoding="utf-8"), re.MULTILINE)
    link = re.fullmatch(r"\[.+\]\(LICENCES\.md#(.+)\)", terms)
    assert link, f"{name}: the terms {terms!r} are no link into LICENCES.md"
    assert link.group(1) in {anchor(heading) for heading in headings}


def test_movielens_stays_apart_with_its_conditions_beside_it() -> None:
    folder = FOLDER / "ratings" / "movielens"
    conditions = (folder / "README_MovieLens.txt").read_text(encoding="utf-8")
    assert "NO commercial" in conditions
    assert "10.1145/2827872" in conditions
    users_of_the_terms = [name for name, cells in table_rows().items() if "movielens" in cells[-1]]
    assert all(name.startswith("ratings/movielens/") for name in users_of_the_terms)


def test_no_file_is_a_pickle_and_all_are_small() -> None:
    for name in FILES:
        content = (FOLDER / name).read_bytes()
        assert not content.startswith(b"\x80"), f"{name} looks like a pickle"
        assert len(content) < 1_500_000, f"{name} has {len(content)} bytes"

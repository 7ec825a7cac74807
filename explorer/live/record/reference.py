"""The table of supported functions as text.

`python -m explorer.live.record.reference` writes it into docs/live.md.
"""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

from explorer.live.record.functions import TABLE

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "live.md"
BEGIN = "<!-- begin of the table; `python -m explorer.live.record.reference` writes it -->"
END = "<!-- end of the table -->"
TITLES = {
    "elementwise": "Number by number",
    "reductions": "Along axes",
    "sorting": "Order",
    "shapes": "Shapes, joining, making",
    "indexing": "Picking and moving entries",
    "products": "Products",
    "elimination": "Linear systems, determinants, inverses",
    "orthogonal": "Orthogonal factorizations",
    "eig": "Eigenvectors of any square matrix",
    "windows": "Windows",
}


def markdown() -> str:
    """Return the names of the table, grouped by family and sorted, as Markdown.

    >>> "`np.linalg.svd`" in markdown()
    True
    """
    groups: dict[str, list[str]] = {family: [] for family in TITLES}
    for entry in TABLE:
        groups[entry.family].append(entry.name)
    lines = [BEGIN, "", f"{len(TABLE)} functions.", ""]
    for family, names in groups.items():
        text = ", ".join(f"`{name}`" for name in sorted(set(names), key=str.lower))
        lines += [*textwrap.wrap(f"**{TITLES[family]}**: {text}.", 118, break_on_hyphens=False), ""]
    return "\n".join([*lines, END])


def inserted(text: str) -> str:
    """Return a document with the table between its marks brought up to date."""
    return re.sub(re.escape(BEGIN) + ".*?" + re.escape(END), lambda _: markdown(), text, flags=re.DOTALL)


if __name__ == "__main__":
    DOCUMENT.write_text(inserted(DOCUMENT.read_text("utf-8")), "utf-8")

"""The table of supported functions as text: `python -m explorer.live.record.reference` writes it into
docs/live.md."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import numpy as np

from explorer.live.record.functions import TABLE

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "live.md"
BEGIN = "<!-- begin of the table; `python -m explorer.live.record.reference` writes it -->"
END = "<!-- end of the table -->"


def markdown() -> str:
    """Return the names of the table, grouped and sorted, as Markdown.

    >>> "`np.linalg.svd`" in markdown()
    True
    """
    groups: dict[str, list[str]] = {
        "Number by number": [],
        "Linear algebra": [],
        "Sums, orders, shapes, making and choosing": [],
    }
    for entry in TABLE:
        if isinstance(entry.function, np.ufunc) and entry.function.signature is None:
            group = "Number by number"
        elif entry.name.startswith("np.linalg.") or isinstance(entry.function, np.ufunc):
            group = "Linear algebra"
        else:
            group = "Sums, orders, shapes, making and choosing"
        groups[group].append(entry.name)
    lines = [BEGIN, "", f"{len(TABLE)} functions.", ""]
    for title, names in groups.items():
        text = ", ".join(f"`{name}`" for name in sorted(set(names), key=str.lower))
        lines += [*textwrap.wrap(f"**{title}**: {text}.", 118, break_on_hyphens=False), ""]
    return "\n".join([*lines, END])


def inserted(text: str) -> str:
    """Return a document with the table between its marks brought up to date."""
    return re.sub(re.escape(BEGIN) + ".*?" + re.escape(END), lambda _: markdown(), text, flags=re.DOTALL)


if __name__ == "__main__":
    DOCUMENT.write_text(inserted(DOCUMENT.read_text("utf-8")), "utf-8")

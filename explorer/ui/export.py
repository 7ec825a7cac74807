"""A script and a notebook that rebuild the numbers of a page with NumPy and assert them.

Plain text and plain JSON (nbformat 4.5), so that nothing has to be installed to write them.
"""

from __future__ import annotations

import json
from typing import Any

from explorer.ui import code_text
from explorer.ui.code_text import Call

_HEADINGS = {
    "functions": "The functions, as they computed the numbers on the page.",
    "values": "The values that were on screen.",
    "call": "The numbers.",
    "check": "They are those of the page, to nine digits.",
}


def script(*calls: Call, title: str = "", link: str = "") -> str:
    """Return a Python file that makes the calls again, prints what the page shows and asserts it.

    Parameters
    ----------
    *calls : what `explorer.ui.code_text.build` takes
    title : str
        First line of the file's docstring.
    link : str
        Address of the page in the state that the numbers belong to.

    Examples
    --------
    >>> import numpy as np
    >>> from explorer.logic import vectors
    >>> text = script(code_text.call(vectors.length, np.array([3.0, 4.0])), title="Length")
    >>> exec(text, {})
    5.0
    The numbers are those of the page.
    """
    parts = code_text.build(*calls)
    heading = _heading(title, link)
    # The heading goes through `repr` where it could end the docstring.
    docstring = f'"""{heading}"""' if '"""' not in heading and "\\" not in heading else repr(heading)
    body = parts.text(("functions", "values", "call", "check"))
    return f'{docstring}\n\n{body}\nprint("The numbers are those of the page.")\n'


def notebook(*calls: Call, title: str = "", link: str = "") -> str:
    """Return the same as a Jupyter notebook (JSON of nbformat 4.5), a cell for each step.

    Examples
    --------
    >>> import numpy as np
    >>> from explorer.logic import vectors
    >>> cells = json.loads(notebook(code_text.call(vectors.length, np.array([3.0, 4.0]))))["cells"]
    >>> [cell["cell_type"] for cell in cells[:3]]
    ['markdown', 'markdown', 'code']
    """
    parts = code_text.build(*calls)
    cells: list[dict[str, Any]] = []

    def add(kind: str, text: str) -> None:
        cell: dict[str, Any] = {
            "cell_type": kind,
            "id": f"cell-{len(cells) + 1}",
            "metadata": {},
            "source": text.splitlines(keepends=True),
        }
        if kind == "code":
            cell |= {"execution_count": None, "outputs": []}
        cells.append(cell)

    add("markdown", "# " + _heading(title, link))
    last = ""
    for part in parts.parts:
        if part.kind != last:
            add("markdown", _HEADINGS[part.kind])
        add("code", part.text)
        last = part.kind
    return json.dumps(
        {
            "cells": cells,
            "metadata": {
                "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
                "language_info": {"name": "python"},
            },
            "nbformat": 4,
            "nbformat_minor": 5,
        },
        ensure_ascii=False,
        indent=1,
    )


def _heading(title: str, link: str) -> str:
    lines = [title or "The numbers of a page, with NumPy"]
    if link:
        lines.append(f"From {link}")
    return "\n\n".join(lines)

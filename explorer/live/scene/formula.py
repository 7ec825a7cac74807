"""Formulas: LaTeX as MathML, with roles as colours and live values as marked numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from latex2mathml.converter import convert

from explorer.live.scene.arguments import Call
from explorer.roles import ROLES


def mathml(ask: Call, latex: str, shapes: Sequence[tuple[int, ...]]) -> str:
    """Convert LaTeX to MathML with roles as classes and live values as marked numbers."""
    names = "|".join(ROLES)
    coloured = re.sub(rf"\\({names})\{{", lambda m: rf"\textcolor{{role-{m[1]}}}{{", latex)
    marked = re.sub(r"@(\d+)", r"\\text{@\1}", coloured)
    converted = convert(marked)
    converted = re.sub(r'mathcolor="role-(\w+)"', r'class="role-\1"', converted)
    return re.sub(r"<mtext>@(\d+)</mtext>", r'<mn data-value="\1">0</mn>', converted)

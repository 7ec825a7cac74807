"""What axe-core finds on the main part of a page.

What Streamlit draws around it (its menu, its toolbar) is not ours to mend and is left out by looking at
`stMain` alone. In it one part of Streamlit's has a finding of its own: where files are dropped, what has the
role `presentation` is given a name.
"""

from __future__ import annotations

import json

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

STREAMLITS_OWN = 'data-testid="stFileUploaderDropzone"'


def violations(page: Page, within: str = '[data-testid="stMain"]') -> list[str]:
    """Each rule that is broken, with the first places."""
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(
        """([within]) => axe.run({ include: [within] }, { resultTypes: ['violations'] })""", [within]
    )
    told = []
    for one in found["violations"]:
        nodes = [node["html"][:160] for node in one["nodes"] if STREAMLITS_OWN not in node["html"]]
        if nodes:
            told.append(f"{one['id']}: {one['help']} {json.dumps(nodes[:4])}")
    return told

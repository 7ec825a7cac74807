"""A Scene as one HTML file: for slides and learning platforms, on a machine with neither server nor network.

The file holds what a page is served, packed, and the scene as JSON. It behaves as
the stage on a page does, light or dark as the system says.

>>> import numpy as np
>>> from explorer.live.scene import Scene
>>> scene = Scene("One vector")
>>> u = scene.handle("u", at=(3, 1))
>>> scene.readout("length", np.linalg.norm(u))
>>> page = html(scene)
>>> page.startswith("<!doctype html>"), "http://" in page or "https://" in page
(True, False)
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape

import numpy as np
from numpy.typing import ArrayLike

from explorer.live.scene import Scene
from explorer.live.serve import build

_PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; --st-background-color: #ffffff; --st-text-color: #31333f; --st-font: "Source Sans 3", system-ui, sans-serif; }}
@media (prefers-color-scheme: dark) {{ :root {{ --st-background-color: #0e1117; --st-text-color: #fafafa; }} }}
body {{ margin: 0; background: var(--st-background-color); color: var(--st-text-color); font-family: var(--st-font); }}
:root {{ --stage-height: calc(100svh - {foot}); }}
footer {{ font-size: 0.875rem; padding: 10px 16px; }}
a {{ color: inherit; }}
</style>
</head>
<body>
<main>
<div id="stage"><noscript>{noscript}</noscript></div>
{footer}</main>
<script type="application/json" id="data">{data}</script>
<script type="text/plain" id="code">{code}</script>
<script>
(async () => {{
  const place = document.getElementById("stage");
  if (!window.DecompressionStream) {{
    place.textContent = {old};
    return;
  }}
  const packed = Uint8Array.from(atob(document.getElementById("code").textContent), (c) => c.charCodeAt(0));
  const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const {{ css, js }} = JSON.parse(await new Response(plain).text());
  document.head.append(Object.assign(document.createElement("style"), {{ textContent: css }}));
  document.head.append(Object.assign(document.createElement("script"), {{ textContent: js }}));
  window.stage = await explorer.start(place, JSON.parse(document.getElementById("data").textContent));
}})();
</script>
</body>
</html>
"""  # noqa: E501


def html(
    scene: Scene,
    *,
    start: Mapping[str, ArrayLike] | None = None,
    locks: Sequence[str] = (),
    title: str = "",
    link: str = "",
    lang: str = "en",
    texts: Mapping[str, str] | None = None,
    decimal: str = ".",
) -> str:
    """Return a scene as one self-contained HTML page.

    Parameters
    ----------
    scene : Scene
    start : mapping, optional
        Where the inputs begin, by name; what a reader has settled, for example.
    locks : sequence of str
        Names of inputs that are held fixed where they begin.
    title : str
        The heading; by default the scene's own title.
    link : str
        Where the lesson lives, written below the stage.
    lang, texts, decimal
        The language, the translations of the texts, and the decimal mark.

    Raises
    ------
    ValueError
        If `start` or `locks` names an input that the scene does not have, or `start` has another shape.
    """
    begin = {}
    for name in locks:
        if name not in scene.inputs:
            raise ValueError(f"locks names {name!r}; the inputs are {', '.join(scene.inputs)}")
    for name, value in (start or {}).items():
        numbers = np.asarray(value, dtype=float)
        if name not in scene.inputs or list(numbers.shape) != scene.inputs[name]["shape"]:
            raise ValueError(f"start sets {name!r} with shape {numbers.shape}; the scene has no such input")
        begin[name] = [None if np.isnan(x) else float(x) for x in numbers.ravel()]
    heading = title or scene.title
    say = dict(texts or {})
    data = {
        "scene": scene.payload(),
        "id": scene.identity(),
        "start": begin,
        "locks": {name: begin.get(name, scene.inputs[name]["at"]) for name in locks},
        "question": heading,
        "texts": say,
        "decimal": decimal,
    }
    footer = f'<footer><a href="{escape(link, quote=True)}">{escape(link)}</a></footer>\n' if link else ""
    old = "This browser is too old for the picture: it needs one of 2023 or later."
    noscript = "The picture needs JavaScript, which is switched off here."
    return _PAGE.format(
        lang=escape(lang, quote=True),
        title=escape(heading),
        noscript=escape(say.get(noscript, noscript)),
        footer=footer,
        foot="2.6rem" if link else "0px",
        # Inside a script element only "<" could end it.
        data=json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"),
        code=_packed(build.script("alone.mjs", without=_unused(scene)), build.assets()["stage.css"]),
        old=json.dumps(say.get(old, old)).replace("<", "\\u003c"),
    )


def _unused(scene: Scene) -> set[str]:
    """The parts that a scene never asks for: kinds that it has none of. What a press asks for stays."""
    payload = json.loads(scene.payload())
    needed = {
        "operations": payload["program"]["families"],
        "marks": ["cloud" if mark.get("cloud") else mark["kind"] for mark in payload["marks"]],
        "panel": [item["kind"] for item in payload["panel"]],
        "inputs": [control["kind"] for control in payload["controls"]],
    }
    wanted = {f"{folder}/{kind}.mjs" for folder, kinds in needed.items() for kind in kinds}
    return {part for part in build.graph("alone.mjs").parts if "/" in part and part not in wanted}


@lru_cache(maxsize=8)
def _packed(script: str, css: str) -> str:
    """Pack style and code, the same bytes at every call."""
    # A script and not a module: it has run when the next line asks for `start`.
    js = f'"use strict";\n(() => {{\n{script}window.explorer = {{ start }};\n}})();\n'
    both = json.dumps({"css": css, "js": js})
    return base64.b64encode(gzip.compress(both.encode(), 9, mtime=0)).decode("ascii")

"""The methods of Scene as tables: `python -m explorer.live.scene.reference` writes them into docs/live.md."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args, get_type_hints

from explorer.live.scene import payload
from explorer.live.scene.camera import Camera
from explorer.live.scene.entries import Entries
from explorer.live.scene.handles import Handles
from explorer.live.scene.inputs import Inputs
from explorer.live.scene.marks import Marks
from explorer.live.scene.panel import Panel
from explorer.live.scene.panes import Panes
from explorer.live.scene.pixels import Pixels
from explorer.live.scene.presses import Presses
from explorer.live.scene.story import Story
from explorer.live.scene.swarm import Swarm
from explorer.live.scene.words import Texts

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "live.md"
BEGIN = "<!-- begin of the methods; `python -m explorer.live.scene.reference` writes them -->"
END = "<!-- end of the methods -->"
SUBJECTS: dict[str, type] = {
    "Handles": Handles,
    "Other inputs": Inputs,
    "The camera and the frame": Camera,
    "Panes": Panes,
    "Points in hand": Swarm,
    "Presses": Presses,
    "Words": Texts,
    "Marks": Marks,
    "Pixels": Pixels,
    "Matrices in the picture": Entries,
    "The panel": Panel,
    "The story": Story,
}
# What methods write that have no kind of their own, or share it.
_WITHOUT_KIND = {
    "entries": "an input, mark `entries`",
    "entries_of": "mark `entries`",
    "drive": "`sets` of the slider",
    "frames": "a constant of the program",
    "pane": "one of the `panes`; `pane` of marks and handles",
    "hidden_until": "`until` of what was declared last",
    "only_while": "`while` of what was declared last",
    "snap": "one of the `snaps` of the handle",
    "step": "a step",
    "words": "one of the `lists`",
}


def methods(subject: type) -> dict[str, Callable[..., Any]]:
    """Return what an author calls of one subject, by name, in the order of the file."""
    return {
        name: value for name, value in vars(subject).items() if inspect.isfunction(value) and name[0] != "_"
    }


def markdown() -> str:
    """Return a table for each subject, as Markdown.

    >>> "`scene.arrow(tip, *, tail=(0.0, 0.0), label='', role='first', faint=False, name='')`" in markdown()
    True
    """
    lines = [BEGIN, ""]
    for title, subject in SUBJECTS.items():
        lines += [f"**{title}**", "", "| call | what it does | in the payload |", "|---|---|---|"]
        lines += [f"| {_written(name, method)} |" for name, method in methods(subject).items()]
        lines.append("")
    return "\n".join([*lines, END])


def inserted(text: str) -> str:
    """Return a document with the tables between their marks brought up to date."""
    return re.sub(re.escape(BEGIN) + ".*?" + re.escape(END), lambda _: markdown(), text, flags=re.DOTALL)


def _written(name: str, method: Callable[..., Any]) -> str:
    signature = inspect.signature(method)
    plain = [
        parameter.replace(annotation=inspect.Parameter.empty)
        for parameter in signature.parameters.values()
        if parameter.name != "self"
    ]
    call = str(signature.replace(parameters=plain, return_annotation=inspect.Signature.empty))
    summary = (inspect.getdoc(method) or "").splitlines()[0]
    return f"`scene.{name}{call}` | {summary} | {in_payload(name, method)}"


def in_payload(name: str, method: Callable[..., Any]) -> str:
    """Say what a method writes into the payload: the kinds that stand in its code."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(method)))
    kinds = {
        str(value.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if isinstance(key, ast.Constant) and key.value == "kind" and isinstance(value, ast.Constant)
    }
    calls = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    parts = ["an input"] if "_input" in calls else []
    for group, union in (("control", payload.Control), ("mark", payload.Mark), ("item", payload.Item)):
        known = {get_args(get_type_hints(kind)["kind"])[0] for kind in get_args(union)}
        parts += [f"{group} `{kind}`" for kind in sorted(kinds & known)]
    return ", ".join(parts) if kinds or name not in _WITHOUT_KIND else _WITHOUT_KIND[name]


if __name__ == "__main__":
    DOCUMENT.write_text(inserted(DOCUMENT.read_text("utf-8")), "utf-8")

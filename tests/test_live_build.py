"""What browsers are served is what `browser/` says, in one small file."""

from __future__ import annotations

import gzip
import re
import subprocess
from pathlib import Path

import pytest

from explorer.live import build
from tests.evaluator import NODE


def test_what_is_served_was_made_from_the_source() -> None:
    served = {path.name: path.read_text("utf-8") for path in build.ASSETS.iterdir()}
    assert served == build.assets(), f"run: {build.COMMAND}"


def test_all_that_a_first_handle_waits_for_is_small() -> None:
    sizes = {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in build.ASSETS.iterdir()}
    assert sum(sizes.values()) <= 60_000, sizes


def test_every_module_is_served() -> None:
    """A module that nothing imports would be forgotten without a word."""
    served = "".join(build.assets().values())
    for path in build.SOURCES.glob("*.mjs"):
        assert f"modules['{path.name}'] = " in served


def test_comments_leave_and_code_stays() -> None:
    source = (
        "/** @param {any} a\n * @returns {string} */\nexport function f(a) {\n  // why\n"
        "  const b = /** @type {any} */ (a); // because\n"
        "  const c = [1, 2].map((/** @type {number} */ x) => x); // don't\n"
        "  return `/* ${b} // ${c} */`;\n}\n"
    )
    assert build.without_comments(source) == (
        "export function f(a) {\nconst b = (a);\nconst c = [1, 2].map((x) => x); // don't\n"
        "return `/* ${b} // ${c} */`;\n}\n"
    )


def test_strings_and_templates_are_served_as_they_are_written() -> None:
    """Comments are taken out by patterns, not by a parser: none may reach into a text."""
    served = "".join(build.assets().values())
    for path in build.SOURCES.glob("*.mjs"):
        code = re.sub(r"^(import .*|\s*//.*|\s*/?\*.*)$", "", path.read_text("utf-8"), flags=re.MULTILINE)
        for text in re.findall(r'"[^"\n]*"', re.sub(r"/\*\*.*?\*/", "", code)):
            assert text in served, f"{path.name}: {text}"


def sources(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / f"{name}.mjs").write_text(text, "utf-8")


def test_a_bundle_does_what_its_modules_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "SOURCES", tmp_path)
    sources(
        tmp_path,
        first='export const one = 1;\nexport function twice(x) {\n  return 2 * x;\n}\nlet hidden = "a";\n',
        second='import { one, twice as double } from "./first.mjs";\nlet hidden = double(one);\n'
        "export class Two {\n  value() {\n    return hidden;\n  }\n}\n",
        entry='import { Two } from "./second.mjs";\nimport { one } from "./first.mjs";\n'
        "export default function mount() {\n  return new Two().value();\n}\nexport const start = one;\n",
    )
    (tmp_path / "made.mjs").write_text(build.bundle("entry.mjs"), "utf-8")
    code = "import mount, { start } from './made.mjs'; console.log(mount(), start);"
    told = subprocess.run(
        [NODE, "--input-type=module", "-e", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert told.stdout == "2 1\n"


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (
            {
                "a": 'import { b } from "./b.mjs";\nexport const a = b;\n',
                "b": 'import { a } from "./a.mjs";\nexport const b = a;\n',
            },
            "b.mjs and a.mjs import each other",
        ),
        ({"a": 'import * as all from "./b.mjs";\n'}, "a.mjs imports in a way that cannot be bundled"),
        ({"a": "export { b };\n"}, "a.mjs exports in a way that cannot be bundled"),
    ],
)
def test_what_cannot_be_bundled_is_refused(
    texts: dict[str, str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "SOURCES", tmp_path)
    sources(tmp_path, **texts)
    with pytest.raises(ValueError, match=said):
        build.bundle("a.mjs")

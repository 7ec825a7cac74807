"""What browsers are served is what `browser/` says, in one small script that needs no command to be made."""

from __future__ import annotations

import base64
import gzip
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NotRequired, get_origin, get_type_hints, is_typeddict

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from explorer.live.record.operations import FAMILIES
from explorer.live.scene import Scene, payload
from explorer.live.serve import build, component, standalone
from tests.live.evaluator import NODE

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A copy of the sources, and an empty folder to serve from."""
    build.refresh()  # Streamlit goes on looking where the package lies
    sources, assets = tmp_path / "browser", tmp_path / "assets"
    shutil.copytree(build.SOURCES, sources)
    assets.mkdir()
    monkeypatch.setattr(build, "SOURCES", sources)
    monkeypatch.setattr(build, "ASSETS", assets)
    return sources, assets


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / f"{name}.mjs").write_text(text, "utf-8")


def told(folder: Path, code: str) -> str:
    """What Node prints."""
    command = [NODE, "--input-type=module", "-e", code]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


def packed(text: str) -> int:
    return len(gzip.compress(text.encode(), 9))


def test_the_core_is_small_and_so_is_each_part() -> None:
    """What a first handle waits for, and what is fetched when asked for; all of it has no limit."""
    served = build.assets()
    core = {name: packed(served[name]) for name in ("stage.js", "stage.css")}
    assert sum(core.values()) <= 45_000, core
    parts = {name: packed(text) for name, text in served.items() if name.startswith("part-")}
    assert parts
    assert max(parts.values()) <= 12_000, parts


def test_every_module_is_served() -> None:
    """A module that nothing imports would be forgotten without a word."""
    served = "".join(build.assets().values()) + build.script("alone.mjs")
    for path in build.SOURCES.rglob("*.mjs"):
        assert re.search(rf"modules\['{path.relative_to(build.SOURCES).as_posix()}'\] (\?\?)?= ", served), (
            path
        )


def test_both_sides_name_the_fields_of_a_scene_alike() -> None:
    """The TypedDicts that Python writes, and the interfaces that the browser's modules are checked with."""
    text = (build.SOURCES / "payload.d.mts").read_text("utf-8")
    found: dict[str, dict[str, bool]] = {}
    for name, bases, body in re.findall(
        r"export interface (\w+)(?: extends ([\w, ]+))? \{\n(.*?)\n\}", text, re.DOTALL
    ):
        own = {field: not optional for field, optional in re.findall(r"^  (\w+)(\??):", body, re.MULTILINE)}
        found[name] = {
            **{
                field: need for base in filter(None, bases.split(", ")) for field, need in found[base].items()
            },
            **own,
        }
    written = {
        name: {
            field: get_origin(hint) is not NotRequired
            for field, hint in get_type_hints(kind, include_extras=True).items()
        }
        for name, kind in vars(payload).items()
        if is_typeddict(kind) and not name.startswith("Program")
    }
    assert found == written


# ---------------------------------------------------------------- written when needed


def test_a_page_run_writes_what_is_missing(folders: tuple[Path, Path]) -> None:
    def script() -> None:
        from explorer.live.scene import Scene
        from explorer.live.serve.component import show

        show(Scene("Nothing"), key="nothing")

    component._fresh.cache_clear()  # a page before this one may have looked a moment ago
    app = AppTest.from_function(script).run()
    assert not app.exception, app.exception[0].value
    assert {path.name: path.read_text("utf-8") for path in folders[1].iterdir()} == build.assets()
    # Also by a server of another user: a temporary file is its owner's alone.
    assert all(path.stat().st_mode & 0o444 == 0o444 for path in folders[1].iterdir())


def test_a_changed_module_is_served_at_the_next_run(folders: tuple[Path, Path]) -> None:
    sources, assets = folders
    build.refresh()
    style, script = (assets / "stage.css").stat(), (assets / "stage.js").read_text("utf-8")
    words = sources / "words.mjs"
    words.write_text(words.read_text("utf-8") + 'export const added = "one more";\n', "utf-8")
    build.refresh()
    assert 'const added="one more";' in (assets / "stage.js").read_text("utf-8") != script
    assert (assets / "stage.css").stat().st_mtime_ns == style.st_mtime_ns, "what is right is not written"
    assert 'const added="one more";' not in script
    # The file for slides is made of the same.
    before = standalone.html(Scene("Nothing"))
    words.write_text(words.read_text("utf-8").replace("one more", "another"), "utf-8")
    assert standalone.html(Scene("Nothing")) != before


def test_what_was_damaged_or_removed_is_written_again(folders: tuple[Path, Path]) -> None:
    build.refresh()
    (folders[1] / "stage.js").write_text("half", "utf-8")
    (folders[1] / "stage.css").unlink()
    build.refresh()
    assert (folders[1] / "stage.js").read_text("utf-8") == build.assets()["stage.js"]
    assert (folders[1] / "stage.css").read_text("utf-8") == build.assets()["stage.css"]


def test_processes_at_once_leave_whole_files_and_nothing_else(folders: tuple[Path, Path]) -> None:
    code = (
        "import sys; from pathlib import Path; from explorer.live.serve import build\n"
        "build.ASSETS = Path(sys.argv[1])\n"
        "sys.stdin.readline(); build.refresh()"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(folders[1])],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
        )
        for _ in range(3)
    ]
    for process in running:
        assert process.stdin is not None
        process.stdin.write(b"\n")
        process.stdin.close()
    assert [process.wait() for process in running] == [0, 0, 0]
    assert {path.name: path.read_text("utf-8") for path in folders[1].iterdir()} == build.assets()


def test_a_folder_that_cannot_be_written_to_is_said_in_a_sentence(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("read-only")

    build.refresh()
    monkeypatch.setattr(build.tempfile, "mkstemp", refuse)
    build.refresh()  # what was written once is enough
    (folders[1] / "stage.js").unlink()
    with pytest.raises(RuntimeError, match=r"stage\.js has to be written once, and its folder is read-only"):
        build.refresh()


def test_the_folder_is_there_before_the_first_start_and_holds_nothing_in_git() -> None:
    """Streamlit refuses a component whose folder is missing when the server starts."""
    listed = subprocess.run(
        ["git", "ls-files", "explorer/live/assets"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode == 0:
        assert listed.stdout.split() == ["explorer/live/assets/.gitignore"]
    assert (component.build.ASSETS / ".gitignore").is_file()


READER = "inputs/reader.mjs"  # of named points, for the keyboard
EACH = "marks/each.mjs"  # how each of many points looks


def test_a_file_for_slides_holds_the_operations_of_its_scene_and_no_others() -> None:
    def code_of(answer: Callable[[Any], Any]) -> str:
        scene = Scene("A matrix")
        u = scene.handle("u", at=(3, 1))
        scene.readout("answer", answer(np.stack([u, u[::-1]])))
        text = re.search(r'id="code">([^<]*)<', standalone.html(scene))
        assert text is not None
        return gzip.decompress(base64.b64decode(text[1])).decode()

    def families(code: str) -> set[str]:
        return {family for family in FAMILIES if f"modules['operations/{family}.mjs']" in code}

    plain = families(code_of(np.sum))
    assert {"elementwise", "reductions"} <= plain < set(FAMILIES)
    assert families(code_of(lambda a: np.linalg.solve(a, a[0])[0])) == {*plain, "elimination"}
    assert families(code_of(lambda a: np.linalg.svd(a).S[0])) == {*plain, "orthogonal"}


def test_a_file_for_slides_holds_the_kinds_of_its_scene_and_no_others() -> None:
    def parts(fill: Callable[[Scene], object]) -> set[str]:
        scene = Scene("Kinds")
        fill(scene)
        text = re.search(r'id="code">([^<]*)<', standalone.html(scene))
        assert text is not None
        code = gzip.decompress(base64.b64decode(text[1])).decode()
        return set(re.findall(r"modules\['((?:marks|panel|inputs)/\w+\.mjs)'\] \?\?= ", code))

    assert parts(lambda scene: None) == set()
    assert parts(lambda scene: scene.points(np.zeros((400, 2)))) == {"marks/points.mjs", EACH, READER}
    assert parts(lambda scene: scene.points(np.zeros((401, 2)))) == {
        "marks/cloud.mjs",
        "marks/colours.mjs",
        EACH,
        READER,
    }
    assert parts(lambda scene: scene.cells("A", np.eye(2))) == {"panel/cells.mjs", "panel/grid.mjs"}


# ---------------------------------------------------------------- how it is made


def test_comments_leave_and_code_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "SOURCES", tmp_path)
    write(
        tmp_path,
        entry="/** @param {any} a\n * @returns {string} */\nexport function f(a) {\n  // why\n"
        "  const b = /** @type {any} */ (a); // because\n"
        "  const c = [1, 2].map((/** @type {number} */ x) => x); // don't\n"
        "  return `/* ${b} // ${c} */`;\n}\n",
    )
    code = build.bundle("entry.mjs", "made.mjs")["made.mjs"]
    assert "why" not in code and "because" not in code and "don't" not in code and "@" not in code
    assert "return`/* ${b} // ${c} */`" in code
    (tmp_path / "made.mjs").write_text(code, "utf-8")
    assert told(tmp_path, "import { f } from './made.mjs'; console.log(f('it'));") == "/* it // 1,2 */\n"


def test_a_template_inside_a_template_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """rjsmin would take the spaces out of the inner one."""
    monkeypatch.setattr(build, "SOURCES", tmp_path)
    inner = {
        "one": "export const f = (a) => `one ${a ? `two ${a} three` : ''}`;\n",
        "far": "export const f = (a) => `${a.map((x) => {\n  if (!x) { f(); }\n  return `${x} x`;\n})}`;\n",
    }
    write(tmp_path, **inner, entry="export const f = (a) => `one ${a} ${{ a }.a}`, g = `two`;\n")
    build.bundle("entry.mjs", "made.mjs")
    for name in inner:
        with pytest.raises(
            ValueError, match=rf"{name}\.mjs has a template inside a template: .*give the inner"
        ):
            build.bundle(f"{name}.mjs", "made.mjs")


def test_a_style_comes_with_what_imports_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "SOURCES", tmp_path)
    write(
        tmp_path,
        entry='import style from "./entry.css" with { type: "css" };\nexport const worn = style;\n',
    )
    # The space before a pseudo-class stays: it says "inside".
    sheet = '/* why */\n@container (width < 9px) {\n  .a :is(.b, .c)::after {\n    content: "b  c";\n  }\n}\n'
    (tmp_path / "entry.css").write_text(sheet, "utf-8")
    (tmp_path / "made.mjs").write_text(build.bundle("entry.mjs", "made.mjs")["made.mjs"], "utf-8")
    known = "globalThis.CSSStyleSheet = class { replaceSync(text) { this.text = text; } };"
    use = "const { worn } = await import('./made.mjs'); console.log(worn.text);"
    assert (
        told(tmp_path, known + use) == '@container (width < 9px) {.a :is(.b, .c)::after {content: "b  c";}}\n'
    )


def test_strings_and_templates_are_served_as_they_are_written() -> None:
    served = "".join(build.assets().values())
    for path in build.SOURCES.rglob("*.mjs"):
        code = re.sub(r"^(import .*|\s*//.*|\s*/?\*.*)$", "", path.read_text("utf-8"), flags=re.MULTILINE)
        code = re.sub(r'\bimport\("[^"]*"\)', "", code)  # served under the name of its part
        for text in re.findall(r'"[^"\n]*"', re.sub(r"/\*\*.*?\*/|// .*", "", code)):
            assert text in served, f"{path.name}: {text}"


def test_a_bundle_does_what_its_modules_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "SOURCES", tmp_path)
    write(
        tmp_path,
        first='export const one = 1;\nexport function twice(x) {\n  return 2 * x;\n}\nlet hidden = "a";\n',
        second='import { one, twice as double } from "./first.mjs";\nlet hidden = double(one);\n'
        "export class Two {\n  value() {\n    return hidden;\n  }\n}\n",
        entry='import { Two } from "./second.mjs";\nimport { one } from "./first.mjs";\n'
        "export default function mount() {\n  return new Two().value();\n}\nexport const start = one;\n",
    )
    made = build.bundle("entry.mjs", "made.mjs")
    assert list(made) == ["made.mjs"]
    (tmp_path / "made.mjs").write_text(made["made.mjs"], "utf-8")
    assert (
        told(tmp_path, "import mount, { start } from './made.mjs'; console.log(mount(), start);") == "2 1\n"
    )


PARTS = {
    "core": "export const state = { count: 0 };\nexport function add() {\n  state.count += 1;\n}\n",
    "shared": 'import { add } from "../core.mjs";\nimport { unit } from "./unit.mjs";\nadd();\n'
    "export const two = unit + unit;\n",
    "unit": "export const unit = 1;\n",
    "one": 'import { two } from "./shared.mjs";\nimport { state } from "../core.mjs";\n'
    "export function give() {\n  return [two, state.count];\n}\n"
    'export const further = () => import("./other.mjs");\n',
    "other": 'import {\n  two,\n} from "./shared.mjs";\nexport const four = two + two;\n',
}
ASKING = (
    'import { state } from "./core.mjs";\n'
    "export async function start() {\n"
    "  const [{ give, further }, again] = await Promise.all([\n"
    '    import("./parts/one.mjs"), import("./parts/one.mjs"),\n  ]);\n'
    "  const { four } = await further();\n"
    "  return [...give(), four, state.count, again.give === give];\n}\n"
)


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An entry, a core that counts, two parts, and two modules that both need and the core does not."""
    monkeypatch.setattr(build, "SOURCES", tmp_path)
    (tmp_path / "parts").mkdir()
    write(tmp_path, entry=ASKING, core=PARTS["core"])
    write(tmp_path / "parts", **{name: text for name, text in PARTS.items() if name != "core"})
    return tmp_path


def test_what_is_asked_for_is_a_part_of_its_own_and_what_two_need_runs_once(parts: Path) -> None:
    made = build.bundle("entry.mjs", "made.js")
    stems = {re.sub(r"\.[0-9a-f]{10}\.js$", "", name) for name in made if name != "made.js"}
    assert stems == {"part-parts-one", "part-parts-other", "part-parts-shared"}
    assert "two" not in made["made.js"]
    served = parts / "served"
    served.mkdir()
    (served / "package.json").write_text('{"type": "module"}', "utf-8")
    for name, text in made.items():
        (served / name).write_text(text, "utf-8")
    code = "import { start } from './made.js'; console.log(JSON.stringify(await start()));"
    assert told(served, code) == "[2,1,4,1,true]\n"
    # A file for slides holds the same, and asks for nothing.
    packed = build.script("entry.mjs")
    assert "import(" not in packed
    assert told(served, f"{packed}console.log(JSON.stringify(await start()));") == "[2,1,4,1,true]\n"
    without = build.script("entry.mjs", without={"parts/other.mjs"})
    assert "two+two" in packed and "two+two" not in without and "give()" in without


def test_a_part_has_another_name_when_its_text_has_changed_and_the_old_one_goes(
    parts: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("assets")
    (parts / "stage.css").write_text(".stage {}", "utf-8")
    (folder / ".gitignore").write_text("*", "utf-8")
    monkeypatch.setattr(build, "ASSETS", folder)
    monkeypatch.setattr(build, "ENTRIES", {"stage.js": "entry.mjs"})
    build.refresh()
    before = {path.name for path in folder.iterdir()}
    write(parts / "parts", other=PARTS["other"].replace("two + two", "2 * two"))
    build.refresh()
    after = {path.name for path in folder.iterdir()}
    (old,), (new,) = before - after, after - before
    assert old.startswith("part-parts-other.") and new.startswith("part-parts-other.")
    assert new in (folder / "stage.js").read_text("utf-8")
    assert after == {".gitignore", *build.assets()}


def test_a_part_that_did_not_come_is_asked_for_again(parts: Path) -> None:
    made = build.bundle("entry.mjs", "made.js")
    served = parts / "served"
    served.mkdir()
    (served / "package.json").write_text('{"type": "module"}', "utf-8")
    for name, text in made.items():
        (served / f"{name}.held" if "other" in name else served / name).write_text(text, "utf-8")
    code = (
        "import { readdirSync, renameSync } from 'node:fs'; import { start } from './made.js';\n"
        "const failed = await start().catch(() => 'failed');\n"
        "const held = readdirSync('.').filter((name) => name.endsWith('.held'));\n"
        "for (const name of held) renameSync(name, name.slice(0, -5));\n"
        "console.log(failed, JSON.stringify(await start()));"
    )
    assert told(served, code) == "failed [2,1,4,1,true]\n"


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
        ({"a": "const b = import(name);\n"}, "a.mjs imports in a way that cannot be bundled"),
        ({"a": "export { b };\n"}, "a.mjs exports in a way that cannot be bundled"),
    ],
)
def test_what_cannot_be_bundled_is_refused(
    texts: dict[str, str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "SOURCES", tmp_path)
    write(tmp_path, **texts)
    with pytest.raises(ValueError, match=said):
        build.bundle("a.mjs", "a.js")

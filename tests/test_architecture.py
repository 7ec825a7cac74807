"""The house keeps its shape: what may import what, where decisions live, how long a page may be.

Read with `ast`, never by searching text, so that a comment or a string cannot fail or hide anything.
"""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from explorer import curriculum

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "explorer"
PAGES = sorted((ROOT / "pages").glob("*.py"))
APP = ROOT / "streamlit_app.py"
ASIDE = {"gallery"}  # pages for authors, in no menu
SOURCES = sorted([APP, *PAGES, *PACKAGE.rglob("*.py")])

# What each room may import of `explorer`: only what lies below it. The longest name that fits a file counts.
GROUND = {"explorer.roles", "explorer.curriculum", "explorer.sentence"}
ALLOWED = {
    "logic": {"explorer.logic"},
    "data": {"explorer.data", "explorer.logic"},
    "live/record": {"explorer.live.record"},
    "live/scene": {"explorer.live.scene", "explorer.live.record"},
    "live/serve": {"explorer.live"},
    "scenes": {"explorer.scenes", "explorer.live", "explorer.data", "explorer.logic"},
    "figures": {"explorer.figures", "explorer.logic"},
    "ui": {
        "explorer.ui",
        "explorer.figures",
        "explorer.scenes",
        "explorer.live",
        "explorer.data",
        "explorer.logic",
    },
}
ALLOWED["pages"] = ALLOWED["ui"]
# Third parties that a room must not know. A figure computes nothing; a scene knows no chart.
FORBIDDEN = {
    "logic": {"streamlit", "plotly", "pandas"},
    "data": {"streamlit", "plotly"},
    "live/record": {"plotly", "sklearn", "pandas", "streamlit"},
    "live/scene": {"plotly", "sklearn", "pandas", "streamlit"},
    "live/serve": {"plotly", "sklearn", "pandas"},
    "scenes": {"streamlit", "plotly", "sklearn", "pandas"},
    "figures": {"streamlit", "sklearn", "scipy"},
    "ui": {"sklearn", "scipy"},
    "pages": {"sklearn", "scipy"},
}
DECOMPOSITIONS = {"svd", "svdvals", "eig", "eigh", "eigvals", "eigvalsh", "qr"}
# Tracing and the recorded program are NumPy by another name: they must call what they record.
MAY_DECOMPOSE = {
    "explorer/logic/conventions.py",
    "explorer/live/record/trace.py",
    *(
        f"explorer/live/record/{place}/{family}.py"
        for place in ("functions", "operations")
        for family in ("eig", "orthogonal", "reductions")
    ),
}
DANGEROUS_CALLS = {"eval", "exec", "compile", "__import__"}
DANGEROUS_IMPORTS = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "marshal", "shelve"}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def room(path: Path) -> str:
    """The room that a file stands in: the longest known name that leads to it; "" for the ground floor."""
    inside = relative(path).removeprefix("explorer/")
    return max((name for name in ALLOWED if inside.startswith(f"{name}/")), key=len, default="")


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), relative(path))


def imports(path: Path) -> set[str]:
    """Every module that a file imports anywhere, `from explorer import roles` as `explorer.roles`."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:  # relative: counted from the file's own package
                package = path.relative_to(ROOT).parts[: -node.level]
                base = ".".join([*package, *([base] if base else [])])
            found |= {f"{base}.{alias.name}" for alias in node.names}
    return found


def dotted(node: ast.expr) -> str:
    """`np.linalg.svd` of the expression that says so; "" for anything else."""
    if isinstance(node, ast.Attribute):
        head = dotted(node.value)
        return f"{head}.{node.attr}" if head else ""
    return node.id if isinstance(node, ast.Name) else ""


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_imports_look_down_only(path):
    allowed = ALLOWED.get(room(path))
    if allowed is None:
        return
    ours = {name for name in imports(path) if name.split(".")[0] == "explorer"}
    wrong = {name for name in ours if not any(f"{name}.".startswith(f"{a}.") for a in allowed | GROUND)}
    assert not wrong, f"{relative(path)} may not import {sorted(wrong)}"


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_a_layer_does_not_know_what_is_none_of_its_business(path):
    known = {name.split(".")[0] for name in imports(path)}
    wrong = known & FORBIDDEN.get(room(path), set())
    assert not wrong, f"{relative(path)} may not import {sorted(wrong)}"


def lessons_by_module() -> dict[str, set[str]]:
    """The lessons that reach each module of `explorer.ui`, through whatever imports it there."""
    names = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in (PACKAGE / "ui").rglob("*.py")
    }

    def modules(path: Path) -> set[str]:
        # `explorer.ui.code_panel.call` is a name in a module.
        return {m for name in imports(path) for m in (name, name.rpartition(".")[0]) if m in names}

    reached: dict[str, set[str]] = {name: set() for name in names}
    for entry in [*PAGES, APP]:
        lessons = {entry.stem} if entry != APP else {page.stem for page in PAGES}
        line = list(modules(entry))
        while line:
            name = line.pop()
            if not lessons <= reached[name]:
                reached[name] |= lessons
                line += modules(names[name])
    return reached


def test_a_module_of_ui_proper_serves_two_lessons_or_more():
    alone = {
        f"{name} serves {sorted(lessons) or 'no lesson'}"
        for name, lessons in lessons_by_module().items()
        if name.count(".") == 2 and not (PACKAGE / "ui" / name.split(".")[2]).is_dir() and len(lessons) < 2
    }
    assert not alone, f"{sorted(alone)}: what one lesson alone uses stands in explorer/ui/<lesson>/"


def test_a_room_of_one_lesson_serves_that_lesson():
    rooms = {path.name for path in (PACKAGE / "ui").iterdir() if (path / "__init__.py").is_file()}
    assert rooms <= {entry.stem for entry in curriculum.LESSONS}
    for name, lessons in lessons_by_module().items():
        inside = name.split(".")[2:]
        if inside and inside[0] in rooms:
            assert lessons == {inside[0]}, f"{name} serves {sorted(lessons) or 'no lesson'}"


@pytest.mark.parametrize("path", [*SOURCES, *sorted((ROOT / "tests").rglob("*.py"))], ids=relative)
def test_no_file_is_called_after_nothing(path):
    nothing = {"util", "utils", "helper", "helpers", "common", "misc", "tools"}
    assert not nothing & {part.removesuffix(".py") for part in path.relative_to(ROOT).parts}, relative(path)


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_slow_scikit_learn_is_imported_inside_functions(path):
    at_top = [
        node
        for node in tree(path).body
        if isinstance(node, ast.Import | ast.ImportFrom)
        and any(name.name.split(".")[0] in {"sklearn", "scipy"} for name in node.names)
        | (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in {"sklearn", "scipy"})
    ]
    assert not at_top, f"{relative(path)}:{at_top[0].lineno} costs every start more than a second"


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_only_conventions_decomposes(path):
    if relative(path) in MAY_DECOMPOSE:
        return
    calls = [
        f"{relative(path)}:{node.lineno} {dotted(node)}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and node.attr in DECOMPOSITIONS
        and dotted(node.value).endswith("linalg")
    ]
    imported = {
        name for name in imports(path) if name.rpartition(".")[2] in DECOMPOSITIONS and "linalg" in name
    }
    assert not calls and not imported, "order and signs are fixed in explorer/logic/conventions.py alone"


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_the_address_is_never_assigned_from_python(path):
    """Assigned query parameters and the page disagree under bursts of changes: the browser writes them."""
    for node in ast.walk(tree(path)):
        targets = (
            node.targets
            if isinstance(node, ast.Assign | ast.Delete)
            else [node.target]
            if isinstance(node, ast.AugAssign | ast.AnnAssign)
            else []
        )
        for target in targets:
            base = target.value if isinstance(target, ast.Subscript | ast.Attribute) else target
            assert "query_params" not in dotted(base) + dotted(target), f"{relative(path)}:{node.lineno}"
        if isinstance(node, ast.Call):
            owner, _, method = dotted(node.func).rpartition(".")
            changes = {"update", "from_dict", "clear", "pop", "setdefault", "__setitem__"}
            assert not (owner.endswith("query_params") and method in changes), (
                f"{relative(path)}:{node.lineno}"
            )


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_nothing_that_a_reader_sends_can_become_code(path):
    modules = {name.split(".")[0] for name in imports(path)}
    assert not modules & DANGEROUS_IMPORTS, f"{relative(path)} imports {modules & DANGEROUS_IMPORTS}"
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in DANGEROUS_CALLS, f"{relative(path)}:{node.lineno} {node.func.id}"
        if isinstance(node, ast.keyword) and node.arg in {"allow_pickle", "unsafe_allow_javascript"}:
            assert isinstance(node.value, ast.Constant) and node.value.value is False, f"{relative(path)}"


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_a_page_reads_on_one_screen(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 60


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_the_first_thing_that_a_page_draws_is_its_frame(path):
    """Before it, a page opened by deep link on a fresh server would draw without the menu."""
    drawing_layers = ("explorer.ui", "explorer.live")
    drawing = {"st"} | {
        alias.asname or alias.name
        for node in tree(path).body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(drawing_layers)
        for alias in node.names
    }
    calls = [
        call
        for node in tree(path).body
        if not isinstance(node, ast.FunctionDef)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and dotted(call.func).split(".")[0] in drawing
    ]
    frame = "frame.aside" if path.stem in ASIDE else "frame.lesson"
    assert dotted(calls[0].func) == frame, f"{relative(path)}:{calls[0].lineno}"
    given = [ast.literal_eval(argument) for argument in calls[0].args]
    assert given == ([] if path.stem in ASIDE else [path.stem])


def test_the_entry_stays_short():
    assert len(APP.read_text(encoding="utf-8").splitlines()) <= 25


def test_the_entry_asks_for_one_blas_thread_before_anything_is_imported():
    lines = [ast.unparse(node) for node in tree(APP).body]
    first_import = next(i for i, line in enumerate(lines) if "import" in line.split() and line != "import os")
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        assert lines.index(f"os.environ.setdefault('{name}', '1')") < first_import


def test_the_curriculum_lists_every_page_and_nothing_else():
    assert {entry.stem for entry in curriculum.LESSONS} == {path.stem for path in PAGES} - ASIDE


def test_the_curriculum_is_in_order():
    stems = [entry.stem for entry in curriculum.LESSONS]
    chapters = [curriculum.CHAPTERS.index(entry.chapter) for entry in curriculum.LESSONS]
    assert len(set(stems)) == len(stems)
    assert chapters == sorted(chapters), "lessons of one chapter stand together, chapters in their order"


@pytest.mark.parametrize("entry", curriculum.LESSONS, ids=lambda entry: entry.stem)
def test_the_entry_of_a_lesson_is_complete(entry):
    assert entry.stem.isidentifier() and entry.stem == entry.stem.lower()
    assert re.fullmatch(r":material/[a-z0-9_]+:", entry.icon)
    assert entry.question.endswith("?")
    for sentence in (entry.help, entry.first_move):
        assert sentence.endswith(".") and len(re.findall(r"[.!?](?:\s|$)", sentence)) == 1
    if entry.chapter:
        page = (ROOT / "pages" / f"{entry.stem}.py").read_text(encoding="utf-8")
        assert entry.serves and entry.source
        assert entry.wrong or '"What goes wrong"' in page, "`wrong` is empty, and the page has no section"


@pytest.mark.parametrize("entry", [e for e in curriculum.LESSONS if e.chapter], ids=lambda entry: entry.stem)
def test_every_lesson_has_its_mathematics_and_its_test(entry):
    # A second lesson on a topic uses the topic's module.
    page = (ROOT / "pages" / f"{entry.stem}.py").read_text(encoding="utf-8")
    assert (PACKAGE / "logic" / f"{entry.stem}.py").is_file() or "from explorer.logic import" in page
    assert list((ROOT / "tests").glob(f"*/test_{entry.stem}.py"))


# Tests of a room that are about all that is in it, or about a folder beside it.
OF_A_ROOM = {"data/test_sample_data.py", "figures/test_figures.py"}


@pytest.mark.parametrize("name", ["logic", "data", "figures"])
def test_tests_mirror_the_rooms(name):
    tests = {path.name for path in (ROOT / "tests" / name).glob("test_*.py")}
    modules = {f"test_{path.name}" for path in (PACKAGE / name).glob("*.py")}
    strange = {test for test in tests - modules if f"{name}/{test}" not in OF_A_ROOM}
    assert not strange, f"tests/{name} tests {sorted(strange)}, which explorer/{name} does not have"


# What the points of a cloud are together is tested with those that are moved in it.
TESTED_ELSEWHERE = {"cloud_state"}


@pytest.mark.parametrize("path", sorted((PACKAGE / "logic").glob("[!_]*.py")), ids=relative)
def test_a_module_of_mathematics_has_tests_of_its_own(path):
    assert path.stem in TESTED_ELSEWHERE or (ROOT / "tests" / "logic" / f"test_{path.name}").is_file()


def test_the_lock_file_knows_what_the_package_needs_and_names_one_registry():
    packages = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [
        *project["dependencies"],
        *(need for extra in project["optional-dependencies"].values() for need in extra),
    ]
    names = {re.split(r"[<>=!~\[ ]", requirement)[0] for requirement in asked}
    assert not names - {package["name"] for package in packages}, "run the command of docs/decisions/0003"
    registries = {
        package["source"].get("registry", "") for package in packages if package["name"] != "explorer"
    }
    assert registries == {"https://pypi.org/simple"}


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    names = listed.stdout.decode().split("\0") if listed.returncode == 0 else []
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_no_file_names_a_place_on_the_machine_that_wrote_it():
    # Put together here, so that this file does not contain what it looks for.
    tops = ("home/[a-z]+", "root", "work", "opt", "Users/[a-z]+")
    places = re.compile("|".join(rf"(?<![\w.~]){top}/" for top in (f"/{top}" for top in tops)))
    found = []
    for path in tracked_files():
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        found += [f"{relative(path)}: {line.strip()[:80]}" for line in lines if places.search(line)]
    assert not found, "\n".join(found)

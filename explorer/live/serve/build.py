"""What browsers are served: the modules of `browser/`, made small by rjsmin, and its styles.

`stage.js` holds `mount.mjs` and what it imports: the core, one request. A module that is asked for by a
literal `import("./x.mjs")` is a part: a file of its own, `part-x.<hash of its text>.js`, fetched when it is
asked for. A module that several parts need and the core does not is a part too and comes along with each of
them; it runs once. A style that a module imports, `import style from "./x.css" with { type: "css" }`, is in
that module's file, and reaches a stage by `wear`; the style of the core is `stage.css`.

Streamlit lets browsers keep none of them, so few files are better than many. There is no command to run:
`refresh` writes `assets/` before the first page needs it and whenever a module has changed.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import posixpath
import re
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import rjsmin

SOURCES = Path(__file__).parents[1] / "browser"
ASSETS = Path(__file__).parents[1] / "assets"
ENTRIES = {"stage.js": "mount.mjs", "progress.js": "progress.mjs"}

# Of modules that rjsmin has made small.
_IMPORT = re.compile(r"""\bimport\{([^}]*)\}from["'](\.[\w./]+)["'];""")
_STYLE = re.compile(r"""\bimport (\w+) from["'](\.[\w./]+\.css)["']with\{type:["']css["']\};""")
_ASKED = re.compile(r"""\bimport\(["'](\.[\w./]+)["']\)""")
_EXPORT = re.compile(r"\bexport (default )?(?=(?:async )?(?:function|class|const|let) (\w+))")
_SHEET = "const %(name)s=new CSSStyleSheet();%(name)s.replaceSync(%(text)s);"


def refresh() -> None:
    """Write what is served where it is not there or its source has changed; for a few stats, where not.

    Several processes may do so at once: a file is replaced as a whole, the parts before the script that asks
    for them. Parts of older sources go.

    Raises
    ------
    RuntimeError
        When something is to be written and the folder cannot be written to.
    """
    files = assets()
    written = False
    for name, text in sorted(files.items(), key=lambda file: file[0] in ENTRIES):
        path = ASSETS / name
        if _is(path, text):
            continue
        try:
            handle, temporary = tempfile.mkstemp(dir=ASSETS, prefix=f".{name}")
            with open(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            os.chmod(temporary, 0o644)
            os.replace(temporary, path)
        except OSError as error:
            raise RuntimeError(
                f"The stage cannot be served: {path} has to be written once, and its folder is read-only. "
                "Start the app once where it is not, and keep the folder with what was written."
            ) from error
        written = True
    if written:
        for path in ASSETS.glob("part-*.js"):
            if path.name not in files:
                path.unlink(missing_ok=True)


def assets() -> dict[str, str]:
    """Return every served file with its text."""
    return _assets(_sources())


Sources = tuple[tuple[Path, int, int], ...]


def _sources() -> Sources:
    """Return the paths of what `browser/` holds, each with time and size."""
    paths = sorted(path for path in SOURCES.rglob("*") if path.suffix in {".mjs", ".css"})
    stats = [path.stat() for path in paths]
    return tuple((path, one.st_mtime_ns, one.st_size) for path, one in zip(paths, stats, strict=True))


@functools.lru_cache(maxsize=1)
def _assets(sources: Sources) -> dict[str, str]:
    files: dict[str, str] = {}
    for name, entry in ENTRIES.items():
        files |= bundle(entry, name)
    return files | {"stage.css": _style("stage.css")}


def _style(file: str) -> str:
    """Return a style without comments and line breaks; what is left of spaces may mean something."""
    text = re.sub(r"/\*.*?\*/", "", (SOURCES / file).read_text("utf-8"), flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", "", text)


def _is(path: Path, text: str) -> bool:
    """Whether a file holds a text: read once, and again only when somebody has written it."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return False
    return _holds(path, found.st_mtime_ns, found.st_size, text)


@functools.lru_cache(maxsize=256)
def _holds(path: Path, changed: int, size: int, text: str) -> bool:
    return path.read_text("utf-8") == text


# ---------------------------------------------------------------- modules become a core and parts


@dataclass(frozen=True)
class Module:
    """A module as a function that gives its exports.

    Attributes
    ----------
    piece : str
        The statement that puts what it exports into `modules`.
    exports : tuple of (str, str)
        "default " or "", and the name.
    needs, asks : tuple of str
        The modules that it imports, and those that it asks for when it needs them; paths below `browser/`.
    """

    piece: str
    exports: tuple[tuple[str, str], ...]
    needs: tuple[str, ...]
    asks: tuple[str, ...]


def read(file: str) -> Module:
    """Read a module of `browser/`.

    Raises
    ------
    ValueError
        If it imports or exports in a way that the pattern of this file does not know.
    """
    source = (SOURCES / file).read_text("utf-8")
    if nested := _nested_template(source):
        # rjsmin takes the spaces out of the inner one.
        raise ValueError(f"{file} has a template inside a template: {nested}; give the inner one a name")
    source = rjsmin.jsmin(source)
    folder = posixpath.dirname(file)

    def place(match: re.Match[str], group: int) -> str:
        return posixpath.normpath(posixpath.join(folder, match[group]))

    needs = tuple(place(match, 2) for match in _IMPORT.finditer(source))
    asks = tuple(place(match, 1) for match in _ASKED.finditer(source))
    body = _IMPORT.sub(lambda m: f"const{{{m[1].replace(' as ', ':')}}}=modules['{place(m, 2)}'];", source)
    body = _STYLE.sub(lambda m: _SHEET % {"name": m[1], "text": json.dumps(_style(place(m, 2)))}, body)
    body = _ASKED.sub(lambda m: f"modules.part('{place(m, 1)}')", body)
    if re.search(r"\bimport[ ({*\"']", body):
        raise ValueError(f"{file} imports in a way that cannot be bundled")
    exports = tuple((match[1] or "", match[2]) for match in _EXPORT.finditer(body))
    body = _EXPORT.sub("", body)
    if re.search(r"\bexport[ {*]", body):
        raise ValueError(f"{file} exports in a way that cannot be bundled")
    names = ",".join(name for _, name in exports)
    return Module(f"modules['{file}'] = (()=>{{{body}\nreturn{{{names}}}}})();\n", exports, needs, asks)


def _nested_template(source: str) -> str:
    """Return the beginning of a placeholder in which another template begins, "" where there is none."""
    for match in re.finditer(r"\$\{", source):
        depth = 1
        for sign in re.finditer(r"[{}`]", source[match.end() :]):
            depth += {"{": 1, "}": -1, "`": 0}[sign[0]]
            if depth == 0:
                break
            if sign[0] == "`":
                return " ".join(source[match.start() :][:40].split())
    return ""


@dataclass(frozen=True)
class Graph:
    """What an entry needs: `core` at once; each part that is asked for as groups of modules, in their order.

    A group of a name is the same wherever it stands, so it is one file.
    """

    modules: dict[str, Module]
    core: tuple[str, ...]
    parts: dict[str, tuple[tuple[str, ...], ...]]


def graph(entry: str) -> Graph:
    """Follow the imports of an entry.

    Raises
    ------
    ValueError
        If modules import each other in a circle.
    """
    return _graph(entry, _sources())


@functools.lru_cache(maxsize=8)
def _graph(entry: str, sources: Sources) -> Graph:
    modules: dict[str, Module] = {}
    closures: dict[str, tuple[str, ...]] = {}

    def closure(file: str, above: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A module and all that it imports, each after what it needs."""
        if file in above:
            raise ValueError(f"{above[-1]} and {file} import each other")
        if file not in closures:
            if file not in modules:
                modules[file] = read(file)
            found = (other for need in modules[file].needs for other in closure(need, (*above, file)))
            closures[file] = tuple(dict.fromkeys([*found, file]))
        return closures[file]

    core = closure(entry)
    asked: list[str] = []
    waiting = [entry]
    while waiting:
        new = [ask for file in closure(waiting.pop()) for ask in modules[file].asks if ask not in asked]
        asked += dict.fromkeys(new)
        waiting += dict.fromkeys(new)
    rest = {part: [file for file in closure(part) if file not in core] for part in asked}
    users = {file: [part for part in asked if file in rest[part]] for part in asked for file in rest[part]}

    def groups(part: str) -> tuple[tuple[str, ...], ...]:
        """The modules of a part: those that the same parts need are together, its own come last."""
        together: dict[tuple[str, ...], list[str]] = {}
        for file in sorted(rest[part], key=lambda file: len(users[file]) == 1):
            together.setdefault(tuple(users[file]), []).append(file)
        return tuple(tuple(files) for files in together.values())

    return Graph(modules, core, {part: groups(part) for part in asked})


def bundle(entry: str, name: str) -> dict[str, str]:
    """Return the file `name`, a module with the exports of `entry`, and the parts that it asks for."""
    found = graph(entry)
    parts: dict[str, str] = {}
    table: dict[str, list[str]] = {}
    for part, groups in found.parts.items():
        table[part] = []
        for group in groups:
            text = f"export default {_function(found, group)};\n"
            stem = group[-1].removesuffix(".mjs").replace("/", "-")
            file = f"part-{stem}.{hashlib.sha256(text.encode()).hexdigest()[:10]}.js"
            parts[file] = text
            table[part].append(f"./{file}")
    exports = found.modules[entry].exports
    names = ", ".join(name for _, name in exports)
    outside = ", ".join(f"{name} as default" if default else name for default, name in exports)
    loading = _FETCHED % json.dumps(table) if table else ""
    core = "".join(found.modules[file].piece for file in found.core)
    end = f"const {{ {names} }} = modules['{entry}'];\nexport {{ {outside} }};\n"
    return {name: f"const modules = {{}};\n{loading}{core}{end}", **parts}


# A second try under another address: a browser remembers that an address of a module failed.
_FETCHED = """\
const parts = %s;
const asked = {};
const fetched = (name) => import(name).catch(() => import(`${name}?again`));
modules.part = (name) => {
asked[name] ??= Promise.all(parts[name].map(fetched)).then((files) => {
for (const file of files) file.default(modules);
return modules[name];
});
asked[name].catch(() => delete asked[name]);
return asked[name];
};
"""
_PACKED = """\
const parts = {
%s};
modules.part = async (name) => {
for (const run of parts[name]) run(modules);
return modules[name];
};
"""


def script(entry: str, without: Collection[str] = ()) -> str:
    """Return an entry as one script with all its parts but some, for a file that fetches nothing.

    It is a body of a function: what `entry` exports stands in constants of their names. Such a file has no
    other files beside it.
    """
    found = graph(entry)
    runs: dict[tuple[str, ...], str] = {}
    table = ""
    for part, groups in found.parts.items():
        if part not in without:
            for group in groups:
                runs.setdefault(group, f"const run{len(runs)} = {_function(found, group)};\n")
            numbers = [list(runs).index(group) for group in groups]
            table += f"'{part}': [{', '.join(f'run{number}' for number in numbers)}],\n"
    core = "".join(found.modules[file].piece for file in found.core)
    names = ", ".join(name for _, name in found.modules[entry].exports)
    text = (
        f"const modules = {{}};\n{''.join(runs.values())}{_PACKED % table}{core}"
        f"const {{ {names} }} = modules['{entry}'];\n"
    )
    return text.replace("import.meta.url", "document.baseURI")


def _function(found: Graph, group: tuple[str, ...]) -> str:
    """The modules of a part as a function; what has run already is left as it is."""
    pieces = (found.modules[file].piece.replace("] = ", "] ??= ", 1) for file in group)
    return f"(modules) => {{\n{''.join(pieces)}}}"
